/* Stopping a run, and keeping it stopped. */
#include <lauxlib.h>
#include <string.h>

#include "state/state_private.h"

/* A coroutine's extra space holds the address of the state; the lowest bit of that address is free for a mark. */
#define KILLED ((uintptr_t)1)

static uintptr_t extra(lua_State *L) {
  uintptr_t word;
  memcpy(&word, lua_getextraspace(L), sizeof word);
  return word;
}

grappe_state *grappe_state_of(lua_State *L) {
  return (grappe_state *)(extra(L) & ~KILLED);
}

void grappe_mark_killed(lua_State *coroutine) {
  uintptr_t word = extra(coroutine) | KILLED;
  memcpy(lua_getextraspace(coroutine), &word, sizeof word);
}

int grappe_is_killed(lua_State *coroutine) {
  return (extra(coroutine) & KILLED) != 0;
}

int grappe_stop_raise(lua_State *L) {
  grappe_state *state = grappe_state_of(L);
  if (state->stopped_at.count == 0) grappe_trace_add(&state->stopped_at, L, NULL);
  lua_settop(L, 0); /* nothing here is needed any more, and there is room for the error this way */
  lua_rawgetp(L, LUA_REGISTRYINDEX, &grappe_key_stop);
  return lua_error(L);
}

void grappe_stop_hook(lua_State *L, lua_Debug *activation) {
  (void)activation;
  grappe_state *state = grappe_state_of(L);
  if (!grappe_stopping(state)) { /* left over from a run that is over */
    lua_sethook(L, NULL, 0, 0);
    return;
  }
  if (state->stopped_at.count == 0) grappe_trace_add(&state->stopped_at, L, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &grappe_key_stop);
  lua_error(L);
}

void grappe_state_check(lua_State *L) {
  if (grappe_stopping(grappe_state_of(L))) grappe_stop_raise(L);
}
