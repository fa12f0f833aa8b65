/* The base functions: the stock ones where they are safe, our own where they are not. */
#include <lualib.h>
#include <string.h>

#include "state/library/library_private.h"

/* A finaliser runs with Lua's hooks off, so nothing could end it. */
static int set_metatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, lua_isnoneornil(L, 2) || lua_istable(L, 2), 2, "nil or table");
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return luaL_error(L, "cannot change a protected metatable");
  lua_settop(L, 2);
  if (lua_istable(L, 2)) {
    lua_pushliteral(L, "__gc");
    if (lua_rawget(L, 2) != LUA_TNIL)
      return grappe_throw(L, GRAPPE_ARGUMENT,
                          "__gc is not available in scripts: use a local variable with <close> and __close");
    lua_pushliteral(L, "__mode");
    if (lua_rawget(L, 2) != LUA_TNIL)
      return grappe_throw(L, GRAPPE_ARGUMENT, "weak tables (__mode) are not available in scripts: use a plain table");
    lua_settop(L, 2);
  }
  lua_setmetatable(L, 1);
  return 1;
}

static int print(lua_State *L) {
  int count = lua_gettop(L);
  for (int i = 1; i <= count; i++) {
    size_t length;
    const char *text = grappe_state_tostring(L, i, &length);
    if (i > 1) grappe_state_print(L, "\t", 1);
    grappe_state_print(L, text, length);
    lua_pop(L, 1);
  }
  grappe_state_print(L, "\n", 1);
  return 0;
}

static int to_string(lua_State *L) {
  luaL_checkany(L, 1);
  grappe_state_tostring(L, 1, NULL);
  return 1;
}

static int collect_garbage(lua_State *L) {
  const char *what = luaL_optstring(L, 1, "collect");
  if (strcmp(what, "count") != 0)
    return grappe_throw(
        L, GRAPPE_ARGUMENT,
        "collectgarbage(\"%.40s\") is not available in scripts: memory is looked after by itself, and only "
        "\"count\" can be asked",
        what);
  lua_pushnumber(L, (lua_Number)grappe_state_memory(grappe_state_of(L)) / 1024);
  return 1;
}

void grappe_open_base(lua_State *L, int to) {
  static const char *const stock[] = {"assert",   "error",  "getmetatable", "ipairs",
                                      "rawequal", "select", "tonumber",     "type"};
  static const luaL_Reg ours[] = {{"setmetatable", set_metatable},
                                  {"print", print},
                                  {"tostring", to_string},
                                  {"collectgarbage", collect_garbage},
                                  {NULL, NULL}};
  luaopen_base(L); /* pushes Lua's own table of globals, which no script ever sees */
  for (size_t i = 0; i < sizeof stock / sizeof *stock; i++) {
    lua_getfield(L, -1, stock[i]);
    lua_setfield(L, to, stock[i]);
  }
  lua_getfield(L, -1, "_VERSION");
  lua_setfield(L, to, "_VERSION");
  for (lua_pushnil(L); lua_next(L, -2);) { /* emptied while it is walked, which lua_next allows */
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushnil(L);
    lua_rawset(L, -4);
  }
  lua_pop(L, 1);
  lua_pushvalue(L, to);
  luaL_setfuncs(L, ours, 0);
  lua_pop(L, 1);
}

/* The view of the environment that scripts know as _G is not the table itself: functions that look into tables
 * directly are sent on. Upvalues of all of them: environment, view. */
static void look_through(lua_State *L) {
  if (lua_rawequal(L, 1, lua_upvalueindex(2))) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_replace(L, 1);
  }
}

static int raw_get(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  look_through(L);
  lua_rawget(L, 1);
  return 1;
}

static int raw_set(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  luaL_checkany(L, 3);
  lua_settop(L, 3);
  look_through(L);
  lua_rawset(L, 1);
  lua_settop(L, 1);
  return 1;
}

static int raw_length(lua_State *L) {
  luaL_argexpected(L, lua_istable(L, 1) || lua_type(L, 1) == LUA_TSTRING, 1, "table or string");
  look_through(L);
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
  return 1;
}

static int next_key(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  look_through(L);
  if (lua_next(L, 1)) return 2;
  lua_pushnil(L);
  return 1;
}

void grappe_bind_environment(lua_State *L, int environment, int view, int words) {
  static const luaL_Reg seeing[] = {
      {"rawget", raw_get}, {"rawset", raw_set}, {"rawlen", raw_length}, {"next", next_key}, {NULL, NULL}};
  lua_pushvalue(L, environment);
  lua_pushvalue(L, environment);
  lua_pushvalue(L, view);
  luaL_setfuncs(L, seeing, 2);
  lua_pop(L, 1);
  grappe_bind_load(L, environment, view);
  grappe_bind_require(L, environment, words);
}
