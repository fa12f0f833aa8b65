#include "api/trace.h"

#include <lauxlib.h>

#include "api/context.h"
#include "api/value.h"

static const char list_key;  /* registry key of the innermost open trace's list of comparisons */
static const char reads_key; /* and of its list of reads; at 0 the list of rows it was called with */

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

/* Whether the row is among those that the list of reads, at slot `reads`, may speak of. */
static int is_subject(lua_State *L, const grappe_row *row, int reads) {
  int found = 0;
  if (!row) return 0;
  lua_rawgeti(L, reads, 0);
  for (lua_Integer i = 1; !found && lua_rawgeti(L, -1, i) != LUA_TNIL; i++, lua_pop(L, 1))
    found = grappe_row_equal(grappe_row_at(L, -1), row);
  lua_pop(L, found ? 1 : 2);
  for (lua_Integer i = 1, count = (lua_Integer)lua_rawlen(L, reads); !found && i <= count; i++) {
    lua_rawgeti(L, reads, i);
    lua_getfield(L, -1, "value");
    const grappe_row *reached = grappe_row_at(L, -1);
    found = reached && grappe_row_equal(reached, row);
    lua_pop(L, 2);
  }
  return found;
}

void grappe_trace_read(lua_State *L, int row, int key) {
  if (!grappe_context_of(L)->tracing) return;
  luaL_checkstack(L, 8, NULL);
  int value = lua_gettop(L);
  row = lua_absindex(L, row), key = lua_absindex(L, key);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &reads_key) == LUA_TTABLE && lua_rawlen(L, -1) < COMPARISONS_KEPT &&
      is_subject(L, grappe_row_at(L, row), value + 1)) {
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, row);
    lua_setfield(L, -2, "row");
    lua_pushvalue(L, key);
    lua_setfield(L, -2, "field");
    lua_pushvalue(L, value);
    lua_setfield(L, -2, "value");
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
  }
  lua_settop(L, value);
}

void grappe_trace_asked(lua_State *L) {
  if (!grappe_context_of(L)->tracing) return;
  luaL_checkstack(L, 4, NULL);
  int top = lua_gettop(L);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &reads_key) == LUA_TTABLE &&
      lua_rawgeti(L, -1, (lua_Integer)lua_rawlen(L, -1)) == LUA_TTABLE) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, "asked");
  }
  lua_settop(L, top);
}

/* The list of reads of a call with the arguments in slots 2 to `arguments`: an empty one that knows its rows. */
static void push_reads(lua_State *L, int arguments) {
  lua_newtable(L);
  lua_createtable(L, arguments - 1, 0);
  lua_Integer rows = 0;
  for (int i = 2; i <= arguments; i++) {
    if (!grappe_row_at(L, i)) continue;
    lua_pushvalue(L, i);
    lua_rawseti(L, -2, ++rows);
  }
  lua_rawseti(L, -2, 0);
}

static int keep_place(lua_State *L) {
  grappe_keep_place(L, grappe_trace);
  return 1;
}

int grappe_trace(lua_State *L) {
  grappe_context *context = grappe_context_of(L);
  int arguments = lua_gettop(L);
  luaL_checkstack(L, 8, NULL);
  push_reads(L, arguments);
  lua_insert(L, 1);
  lua_newtable(L);
  lua_insert(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &reads_key); /* the outer trace, put back afterwards */
  lua_insert(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &list_key);
  lua_insert(L, 1);
  lua_pushvalue(L, 3);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &list_key);
  lua_pushvalue(L, 4);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &reads_key);
  lua_pushcfunction(L, keep_place);
  lua_insert(L, 5);
  context->tracing++;
  int status = lua_pcall(L, arguments - 1, 1, 5);
  context->tracing--;
  lua_remove(L, 5);
  lua_pushvalue(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &list_key);
  lua_pushvalue(L, 2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &reads_key);
  grappe_state_check(L); /* a stop is never swallowed */
  lua_pushboolean(L, status == LUA_OK);
  lua_insert(L, -2);
  lua_pushvalue(L, 3);
  lua_pushvalue(L, 4);
  return 4;
}
