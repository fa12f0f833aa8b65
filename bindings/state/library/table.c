/* The table library. Lengths come from the table, so they may be anything where it has a __len: every loop can be
 * stopped, and nothing is allocated for a length before the elements are there. Sorting is in sort.c. */
#include <lualib.h>
#include <string.h>

#include "state/library/builder_private.h"
#include "state/library/library_private.h"

/* A table, or something that behaves like one for these operations. */
static void check_table(lua_State *L, int index, const char *const *needed) {
  if (lua_istable(L, index)) return;
  if (!lua_getmetatable(L, index)) luaL_checktype(L, index, LUA_TTABLE);
  for (; *needed; needed++) {
    lua_pushstring(L, *needed);
    if (lua_rawget(L, -2) == LUA_TNIL) luaL_checktype(L, index, LUA_TTABLE);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static const char *const to_read[] = {"__index", NULL};
static const char *const to_write[] = {"__newindex", NULL};
static const char *const to_change[] = {"__index", "__newindex", "__len", NULL};
static const char *const to_list[] = {"__index", "__len", NULL};

static int table_insert(lua_State *L) {
  check_table(L, 1, to_change);
  lua_Integer position, behind = luaL_len(L, 1);
  behind = (lua_Integer)((lua_Unsigned)behind + 1);
  switch (lua_gettop(L)) {
    case 2:
      position = behind;
      break;
    case 3:
      position = luaL_checkinteger(L, 2);
      luaL_argcheck(L, (lua_Unsigned)position - 1u < (lua_Unsigned)behind, 2, "position out of bounds");
      for (lua_Integer i = behind; i > position; i--) {
        lua_geti(L, 1, i - 1);
        lua_seti(L, 1, i);
        grappe_state_check(L);
      }
      break;
    default:
      return luaL_error(L, "wrong number of arguments to 'insert'");
  }
  lua_seti(L, 1, position);
  return 0;
}

static int table_remove(lua_State *L) {
  check_table(L, 1, to_change);
  lua_Integer size = luaL_len(L, 1), position = luaL_optinteger(L, 2, size);
  luaL_argcheck(L, position == size || (lua_Unsigned)position - 1u <= (lua_Unsigned)size, 2, "position out of bounds");
  lua_geti(L, 1, position);
  for (; position < size; position++) {
    lua_geti(L, 1, position + 1);
    lua_seti(L, 1, position);
    grappe_state_check(L);
  }
  lua_pushnil(L);
  lua_seti(L, 1, position);
  return 1;
}

static int table_move(lua_State *L) {
  lua_Integer from = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3), to = luaL_checkinteger(L, 4);
  int target = lua_isnoneornil(L, 5) ? 1 : 5;
  check_table(L, 1, to_read);
  check_table(L, target, to_write);
  if (last >= from) {
    luaL_argcheck(L, from > 0 || last < LUA_MAXINTEGER + from, 3, "too many elements to move");
    lua_Integer count = last - from + 1;
    luaL_argcheck(L, to <= LUA_MAXINTEGER - count + 1, 4, "destination wrap around");
    int same = target == 1 || lua_compare(L, 1, target, LUA_OPEQ);
    int upwards = to > last || to <= from || !same; /* otherwise what is to be read would be written over */
    for (lua_Integer i = 0; i < count; i++) {
      lua_Integer which = upwards ? i : count - 1 - i;
      lua_geti(L, 1, from + which);
      lua_seti(L, target, to + which);
      grappe_state_check(L);
    }
  }
  lua_pushvalue(L, target);
  return 1;
}

static void add_element(lua_State *L, grappe_builder *builder, lua_Integer i) {
  lua_geti(L, 1, i);
  if (!lua_isstring(L, -1)) luaL_error(L, "invalid value (at index %I) in table for 'concat'", (LUAI_UACINT)i);
  grappe_builder_add_value(builder);
}

static int table_concat(lua_State *L) {
  check_table(L, 1, to_list);
  size_t length;
  lua_Integer size = luaL_len(L, 1);
  const char *separator = luaL_optlstring(L, 2, "", &length);
  lua_Integer i = luaL_optinteger(L, 3, 1);
  lua_Integer last = luaL_optinteger(L, 4, size);
  grappe_builder builder;
  grappe_builder_open(L, &builder);
  for (; i < last; i++) {
    add_element(L, &builder, i);
    grappe_builder_add(&builder, separator, length);
    grappe_state_check(L);
  }
  if (i == last) add_element(L, &builder, i);
  grappe_builder_push(&builder);
  return 1;
}

#define MOST_RESULTS 1000000 /* Lua's stack takes no more */

static int table_unpack(lua_State *L) {
  lua_Integer from = luaL_optinteger(L, 2, 1);
  lua_Integer last = lua_isnoneornil(L, 3) ? luaL_len(L, 1) : luaL_checkinteger(L, 3);
  if (from > last) return 0;
  lua_Unsigned count = (lua_Unsigned)last - (lua_Unsigned)from + 1;
  if (count == 0 || count > MOST_RESULTS || !lua_checkstack(L, (int)count))
    return luaL_error(L, "too many results to unpack");
  for (lua_Unsigned i = 0; i < count; i++) {
    lua_geti(L, 1, (lua_Integer)((lua_Unsigned)from + i));
    grappe_state_check(L);
  }
  return (int)count;
}

void grappe_open_table(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"insert", table_insert}, {"remove", table_remove},    {"move", table_move}, {"concat", table_concat},
      {"unpack", table_unpack}, {"sort", grappe_table_sort}, {NULL, NULL}};
  luaL_newlib(L, functions);
  luaopen_table(L);
  lua_getfield(L, -1, "pack"); /* bounded by its arguments */
  lua_setfield(L, -3, "pack");
  lua_pop(L, 1);
}
