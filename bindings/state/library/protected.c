/* pcall and xpcall. A stopped run is not theirs to catch. */
#include "state/library/library_private.h"

void grappe_caught(lua_State *L, int status) {
  grappe_state *state = grappe_state_of(L);
  if (grappe_stopping(state)) grappe_stop_raise(L);
  state->carried.count = state->carried.left_out = 0;
  if (status == LUA_ERRMEM) { /* scripts meet it as the same kind of error that bindings raise */
    grappe_push_memory_error(L);
    lua_replace(L, -2);
  }
}

/* `context` is how many values at the bottom of the stack are not results. */
static int finish(lua_State *L, int status, lua_KContext context) {
  if (status != LUA_OK && status != LUA_YIELD) {
    grappe_caught(L, status);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
  }
  grappe_state_check(L);
  return lua_gettop(L) - (int)context;
}

static int protected_call(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0, finish);
  return finish(L, status, 0);
}

/* A handler is called from where the error was raised. When that is the stop, hooks are off there, and a handler that
 * loops could never be ended. */
static int guarded_handler(lua_State *L) { /* upvalue: the script's handler */
  if (grappe_stopping(grappe_state_of(L))) return 1;
  lua_settop(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 1, 1);
  return 1;
}

static int protected_call_with_handler(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, guarded_handler, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  int status = lua_pcallk(L, count - 2, LUA_MULTRET, 2, 2, finish);
  return finish(L, status, 2);
}

void grappe_open_calls(lua_State *L, int to) {
  lua_pushcfunction(L, protected_call);
  lua_setfield(L, to, "pcall");
  lua_pushcfunction(L, protected_call_with_handler);
  lua_setfield(L, to, "xpcall");
}
