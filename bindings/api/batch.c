/* What batches of many figures need. */
#include "api/batch.h"

#include <lauxlib.h>

#include "api/closing.h"
#include "api/context.h"
#include "api/value.h"

/* What scripts remember for all places of a batch lives until its end: the collector would go over it again and again.
 * So it waits until there is this many percent of what was left last time. The limit on memory holds as ever: before it
 * is passed, all that is garbage is collected. */
enum { BATCH_PAUSE = 500 };

typedef struct before {
  int remarks, pause;
} before;

static const char before_key; /* metatable of what puts the observatory's remarks and the collector back as they were */

static int put_back(lua_State *L) {
  const before *was = lua_touserdata(L, 1);
  grappe_observatory_remarks(grappe_observatory_of(L), was->remarks);
  lua_gc(L, LUA_GCSETPAUSE, was->pause);
  return 0;
}

/* core.batch() -> a value to keep in a <close> variable, at whose end all is as before */
int grappe_core_batch(lua_State *L) {
  before *was = lua_newuserdatauv(L, sizeof *was, 0);
  grappe_push_closing(L, &before_key, put_back);
  was->remarks = grappe_observatory_remarks(grappe_observatory_of(L), 0);
  was->pause = lua_gc(L, LUA_GCSETPAUSE, BATCH_PAUSE);
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
  lua_pushfstring(L, "%p %I %d", (void *)observatory,
                  (lua_Integer)grappe_store_version(grappe_observatory_store(observatory)),
                  (int)grappe_observatory_known_on(observatory));
  return 1;
}
