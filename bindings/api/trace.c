#include "api/trace.h"

#include <lauxlib.h>

#include "api/context.h"

static const char list_key; /* registry key of the innermost open trace's list */

enum { COMPARISONS_KEPT = 200 }; /* a loop over thousands of rows explains itself by its first ones */

void grappe_trace_comparison(lua_State *L, int a, int b, grappe_comparison comparison, grappe_truth truth) {
  static const char *const signs[] = {"<", "<=", ">", ">=", "="};
  static const char *const truths[] = {"no", "yes", "unknown"};
  if (!grappe_context_of(L)->tracing) return;
  luaL_checkstack(L, 4, NULL);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &list_key) == LUA_TTABLE && lua_rawlen(L, -1) < COMPARISONS_KEPT) {
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, a);
    lua_setfield(L, -2, "left");
    lua_pushvalue(L, b);
    lua_setfield(L, -2, "right");
    lua_pushstring(L, signs[comparison]);
    lua_setfield(L, -2, "operator");
    lua_pushstring(L, truths[truth]);
    lua_setfield(L, -2, "truth");
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
  }
  lua_pop(L, 1);
}

int grappe_trace(lua_State *L) {
  grappe_context *context = grappe_context_of(L);
  int arguments = lua_gettop(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &list_key); /* the outer trace, put back afterwards */
  lua_insert(L, 1);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &list_key);
  lua_insert(L, 2);
  context->tracing++;
  int status = lua_pcall(L, arguments - 1, 1, 0);
  context->tracing--;
  lua_pushvalue(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &list_key);
  grappe_state_check(L); /* a stop is never swallowed */
  lua_pushboolean(L, status == LUA_OK);
  lua_insert(L, -2);
  lua_pushvalue(L, 2);
  return 3;
}
