/* Coroutines: the stock functions over again, so that it is always known which coroutine runs (the timer must put its
 * hook there), and so that none of them swallows a stop. */
#include <string.h>

#include "state/library/library_private.h"

/* Closing a coroutine runs its __close methods on the C stack, and Lua counts that depth from where the coroutine was
 * last resumed, not from where it is closed: a long enough chain of coroutines that close one another would end the
 * process. So what the C stack holds is measured. */
#define CLOSING_STACK ((uintptr_t)512 * 1024)

static int stack_is_deep(grappe_state *state) {
  uintptr_t here = (uintptr_t)__builtin_frame_address(0);
  return state->stack_base > here && state->stack_base - here > CLOSING_STACK;
}

static lua_State *coroutine_at(lua_State *L, int index) {
  lua_State *co = lua_tothread(L, index);
  luaL_argexpected(L, co, index, "coroutine");
  return co;
}

static void use_memory_error(lua_State *L, int status) {
  if (status != LUA_ERRMEM) return;
  lua_pop(L, 1);
  grappe_push_memory_error(L);
}

/* Takes `count` arguments from the top of the stack. Returns how many results were pushed, or -1 with the error value
 * pushed. Raises where the run was stopped meanwhile. */
static int resume(lua_State *L, lua_State *co, int count) {
  grappe_state *state = grappe_state_of(L);
  int results;
  if (!lua_checkstack(co, count)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, co, count);
  int before = lua_status(co);
  atomic_store(&state->running, co);
  int status = lua_resume(co, L, count, &results);
  atomic_store(&state->running, L);
  int failed = status != LUA_OK && status != LUA_YIELD;
  if (grappe_stopping(state)) {
    if (lua_status(co) != LUA_OK && lua_status(co) != LUA_YIELD) grappe_mark_killed(co);
    grappe_stop_raise(L);
  }
  if (failed) {
    /* A coroutine that has just died keeps its error value: its __close methods are given it. */
    if ((before == LUA_OK || before == LUA_YIELD) && lua_status(co) == status) lua_pushvalue(co, -1);
    lua_xmove(co, L, 1);
    use_memory_error(L, status);
    return -1;
  }
  if (!lua_checkstack(L, results + 1)) {
    lua_pop(co, results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(co, L, results);
  return results;
}

/* Closes what the coroutine left open. Pushes the error value and returns 0 where that failed. */
static int close_pending(lua_State *L, lua_State *co) {
  grappe_state *state = grappe_state_of(L);
  if (grappe_is_killed(co)) { /* see grappe_mark_killed */
    lua_pushliteral(L, "the coroutine was stopped");
    return 0;
  }
  if (stack_is_deep(state)) luaL_error(L, "C stack overflow (coroutines that close one another)");
  atomic_store(&state->running, co);
  int status = lua_resetthread(co);
  atomic_store(&state->running, L);
  if (grappe_stopping(state)) {
    if (status != LUA_OK) grappe_mark_killed(co);
    grappe_stop_raise(L);
  }
  if (status == LUA_OK) return 1;
  lua_xmove(co, L, 1);
  use_memory_error(L, status);
  return 0;
}

static int create(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  return 1;
}

static int resume_protected(lua_State *L) {
  lua_State *co = coroutine_at(L, 1);
  int results = resume(L, co, lua_gettop(L) - 1);
  if (results < 0) {
    grappe_caught(L, LUA_OK);
    lua_pushboolean(L, 0);
    lua_insert(L, -2);
    return 2;
  }
  lua_pushboolean(L, 1);
  lua_insert(L, -(results + 1));
  return results + 1;
}

static int call_wrapped(lua_State *L) { /* upvalue: the coroutine */
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int results = resume(L, co, lua_gettop(L));
  if (results >= 0) return results;
  int status = lua_status(co);
  if (status != LUA_OK && status != LUA_YIELD) {              /* it died of this error */
    grappe_trace_add(&grappe_state_of(L)->carried, co, NULL); /* its frames, before they are gone */
    if (!close_pending(L, co)) lua_remove(L, -2);             /* where that failed too, its error takes the place */
  }
  return lua_error(L);
}

static int wrap(lua_State *L) {
  create(L);
  lua_pushcclosure(L, call_wrapped, 1);
  return 1;
}

static int yield(lua_State *L) {
  return lua_yield(L, lua_gettop(L));
}

static const char *status_of(lua_State *L, lua_State *co) {
  lua_Debug frame;
  if (L == co) return "running";
  switch (lua_status(co)) {
    case LUA_YIELD:
      return "suspended";
    case LUA_OK:
      if (lua_getstack(co, 0, &frame)) return "normal";
      return lua_gettop(co) == 0 ? "dead" : "suspended";
    default:
      return "dead";
  }
}

static int status(lua_State *L) {
  lua_pushstring(L, status_of(L, coroutine_at(L, 1)));
  return 1;
}

static int close_coroutine(lua_State *L) {
  lua_State *co = coroutine_at(L, 1);
  const char *now = status_of(L, co);
  if (*now != 's' && *now != 'd') return luaL_error(L, "cannot close a %s coroutine", now);
  if (close_pending(L, co)) {
    lua_pushboolean(L, 1);
    return 1;
  }
  lua_pushboolean(L, 0);
  lua_insert(L, -2);
  return 2;
}

static int running(lua_State *L) {
  int is_main = lua_pushthread(L);
  lua_pushboolean(L, is_main);
  return 2;
}

static int is_yieldable(lua_State *L) {
  lua_pushboolean(L, lua_isyieldable(lua_isnone(L, 1) ? L : coroutine_at(L, 1)));
  return 1;
}

void grappe_open_coroutine(lua_State *L) {
  static const luaL_Reg functions[] = {
      {"create", create}, {"resume", resume_protected}, {"wrap", wrap},       {"yield", yield},
      {"status", status}, {"close", close_coroutine},   {"running", running}, {"isyieldable", is_yieldable},
      {NULL, NULL}};
  luaL_newlib(L, functions);
}
