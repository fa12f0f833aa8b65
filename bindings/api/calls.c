#include "api/calls.h"

#include <lauxlib.h>

#include "api/value.h"
#include "base/memory.h"

static const char error_key; /* registry: the error kept from a callback */
static const char coroutine_key;

grappe_row_function *grappe_row_test_new(lua_State *L, int index) {
  grappe_row_function *test = grappe_alloc(sizeof *test);
  if (!test) return NULL;
  test->main = grappe_state_lua(grappe_state_of(L));
  test->function = LUA_NOREF;
  /* luaL_ref may run out of memory: the block is held as an object in transit until then. */
  grappe_context_hold(L, test, grappe_free);
  lua_pushvalue(L, index);
  test->function = luaL_ref(L, LUA_REGISTRYINDEX);
  grappe_context_unhold(L);
  return test;
}

void grappe_row_test_release(void *context) {
  grappe_row_function *test = context;
  if (!test) return;
  luaL_unref(test->main, LUA_REGISTRYINDEX, test->function);
  grappe_free(test);
}

void grappe_query_begin(lua_State *L) {
  lua_pushthread(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &coroutine_key);
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &error_key);
}

void grappe_check_query(lua_State *L, grappe_code code, const grappe_error *error) {
  if (code == GRAPPE_OK) return;
  grappe_state_check(L); /* a stop goes before whatever it led to */
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &error_key) != LUA_TNIL) {
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &error_key);
    lua_error(L);
  }
  lua_pop(L, 1);
  grappe_raise(L, error);
}

grappe_code grappe_finish_test(lua_State *L, int arguments, grappe_truth *truth, grappe_error *error) {
  int status = lua_pcall(L, arguments, 1, 0);
  if (status != LUA_OK) return grappe_judge_error(L, truth, error);
  *truth = lua_toboolean(L, -1) ? GRAPPE_TRUE : GRAPPE_FALSE;
  lua_pop(L, 1);
  return grappe_run_check(grappe_state_run(grappe_state_of(L)), error);
}

grappe_code grappe_judge_error(lua_State *L, grappe_truth *truth, grappe_error *error) {
  grappe_code stopped = grappe_run_check(grappe_state_run(grappe_state_of(L)), error);
  if (stopped != GRAPPE_OK) {
    lua_pop(L, 1);
    return stopped;
  }
  const grappe_error *raised = grappe_error_at(L, -1);
  if (raised && raised->code == GRAPPE_UNDECIDED) {
    *truth = GRAPPE_MAYBE;
    lua_pop(L, 1);
    return GRAPPE_OK;
  }
  lua_rawsetp(L, LUA_REGISTRYINDEX, &error_key);
  return grappe_fail(error, GRAPPE_DATA, "the function given to a query failed");
}

lua_State *grappe_callback_thread(lua_State *main) {
  lua_State *L = main;
  if (lua_rawgetp(main, LUA_REGISTRYINDEX, &coroutine_key) == LUA_TTHREAD) L = lua_tothread(main, -1);
  lua_pop(main, 1);
  return L;
}

/* A query inside the function may have run on a coroutine that is suspended or gone by now. */
void grappe_callback_done(lua_State *L) {
  lua_pushthread(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &coroutine_key);
}

typedef struct pending {
  grappe_row_function *test;
  const grappe_row *row;
  grappe_truth truth;
  grappe_code code;
  grappe_error *error;
} pending;

/* Runs protected: pushing the row may run out of memory. */
static int call_protected(lua_State *L) {
  pending *call = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, call->test->function);
  grappe_push_row(L, call->row);
  call->code = grappe_finish_test(L, 1, &call->truth, call->error);
  return 0;
}

grappe_code grappe_row_test_call(void *context, const grappe_row *row, grappe_truth *truth, grappe_error *error) {
  grappe_row_function *test = context;
  pending call = {.test = test, .row = row, .truth = GRAPPE_MAYBE, .code = GRAPPE_OK, .error = error};
  lua_State *L = grappe_callback_thread(test->main);
  lua_pushcfunction(L, call_protected);
  lua_pushlightuserdata(L, &call);
  int status = lua_pcall(L, 1, 0, 0);
  grappe_callback_done(L);
  if (status != LUA_OK) {
    lua_pop(L, 1);
    return grappe_fail_memory(error);
  }
  *truth = call.truth;
  return call.code;
}
