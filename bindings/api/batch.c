/* What batches of many figures need. */
#include "api/batch.h"

#include <lauxlib.h>

#include "api/context.h"
#include "api/value.h"

static const char before_key; /* metatable of what puts the observatory's remarks back as they were */

static int put_back(lua_State *L) {
  grappe_observatory_remarks(grappe_observatory_of(L), *(const int *)lua_touserdata(L, 1));
  return 0;
}

/* core.remarks(on) -> a value to keep in a <close> variable, at whose end it is as before */
int grappe_core_remarks(lua_State *L) {
  int *before = lua_newuserdatauv(L, sizeof *before, 0);
  *before = grappe_observatory_remarks(grappe_observatory_of(L), lua_toboolean(L, 1));
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &before_key) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_createtable(L, 0, 1);
    lua_pushcfunction(L, put_back);
    lua_setfield(L, -2, "__close");
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &before_key);
  }
  lua_setmetatable(L, -2);
  return 1;
}

/* core.row_key(row): what tells it from others while the data stay as they are */
int grappe_core_row_key(lua_State *L) {
  const grappe_row *row = grappe_to_row(L, 1);
  lua_pushfstring(L, "%s %d", row->entity->name, (int)row->index);
  return 1;
}

/* core.data_state(): another text whenever the data changed */
int grappe_core_data_state(lua_State *L) {
  grappe_observatory *observatory = grappe_observatory_of(L);
  grappe_day known_on = grappe_observatory_known_on(observatory, GRAPPE_DAY_LAST);
  grappe_observatory_known_on(observatory, known_on);
  lua_pushfstring(L, "%p %I %d", (void *)observatory,
                  (lua_Integer)grappe_store_version(grappe_observatory_store(observatory)), (int)known_on);
  return 1;
}
