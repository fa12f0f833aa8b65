/* Environments: what a script sees.
 *
 * The template holds what every environment has; an environment is a table of its own with copies of the template's
 * tables. Behind it stands a metatable that scripts can neither reach nor change, for names that were never given a
 * value. _G is a view of the environment in which an unknown name is nil instead of an error. */
#include <lauxlib.h>
#include <string.h>

#include "state/library/library_private.h"
#include "state/state_private.h"

#define DEEPEST 16

static void copy_value(lua_State *L, int depth);

/* Replaces the table on top by a copy with the same metatable. */
static void copy_table(lua_State *L, int depth) {
  if (depth > DEEPEST) grappe_throw(L, GRAPPE_ARGUMENT, "a published table nests too deeply: publish a flatter one");
  luaL_checkstack(L, 6, NULL);
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, -3);) {
    copy_value(L, depth + 1);
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -4);
  }
  if (lua_getmetatable(L, -2)) lua_setmetatable(L, -2);
  lua_remove(L, -2);
}

static void copy_value(lua_State *L, int depth) {
  if (lua_istable(L, -1)) copy_table(L, depth);
}

static int undeclared(lua_State *L) { /* upvalues: environment, words */
  if (lua_type(L, 2) != LUA_TSTRING) return 0;
  lua_pushvalue(L, 2);
  lua_rawget(L, lua_upvalueindex(2));
  if (!lua_isnil(L, -1)) return 1;
  const char *name = lua_tostring(L, 2);
  const char *nearest = grappe_nearest_key(L, lua_upvalueindex(1), name);
  if (!nearest) nearest = grappe_nearest_key(L, lua_upvalueindex(2), name);
  if (nearest)
    return grappe_throw(L, GRAPPE_NOT_FOUND, "the name '%.80s' is not known here: did you mean '%s'?", name, nearest);
  return grappe_throw(
      L, GRAPPE_NOT_FOUND,
      "the name '%.80s' is not known here: give it a value first (what is called local is forgotten at the end of its "
      "line in the shell, or of its block in a script), or ask help() for the names there are",
      name);
}

static int view_get(lua_State *L) { /* upvalue: environment */
  lua_settop(L, 2);
  lua_rawget(L, lua_upvalueindex(1));
  return 1;
}

static int view_set(lua_State *L) {
  lua_settop(L, 3);
  lua_rawset(L, lua_upvalueindex(1));
  return 0;
}

static int view_pairs(lua_State *L) { /* upvalues: environment, pairs */
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_call(L, 1, 3);
  return 3;
}

static void seal(lua_State *L) { /* the metatable on top shows nothing of itself */
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
}

static int make_environment(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &grappe_key_template);
  copy_table(L, 0);
  lua_newtable(L); /* 2: the view, _G */
  lua_newtable(L); /* 3: words */
  lua_pushvalue(L, 2);
  lua_setfield(L, 1, "_G");

  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, view_get, 1);
  lua_setfield(L, -2, "__index");
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, view_set, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushvalue(L, 1);
  lua_getfield(L, 1, "pairs");
  lua_pushcclosure(L, view_pairs, 2);
  lua_setfield(L, -2, "__pairs");
  seal(L);
  lua_setmetatable(L, 2);

  grappe_open_math(L);
  lua_setfield(L, 1, "math");
  grappe_bind_environment(L, 1, 2, 3);

  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 3);
  lua_pushcclosure(L, undeclared, 2);
  lua_setfield(L, -2, "__index");
  seal(L);
  lua_setmetatable(L, 1);
  lua_settop(L, 1);
  return 1;
}

/* What the two functions below report when the protected call failed: only memory can. */
static grappe_code failed(lua_State *L, grappe_error *error) {
  const grappe_error *raised = grappe_error_at(L, -1);
  grappe_code code = raised ? raised->code : GRAPPE_MEMORY;
  if (raised && error)
    *error = *raised;
  else
    grappe_fail_memory(error);
  lua_pop(L, 1);
  return code;
}

grappe_code grappe_state_environment(grappe_state *state, grappe_error *error) {
  lua_State *L = state->lua;
  if (!lua_checkstack(L, 2)) return grappe_fail_memory(error);
  lua_pushcfunction(L, make_environment);
  return lua_pcall(L, 0, 1, 0) == LUA_OK ? GRAPPE_OK : failed(L, error);
}

static int publish(lua_State *L) { /* value, name */
  lua_rawgetp(L, LUA_REGISTRYINDEX, &grappe_key_template);
  lua_pushstring(L, lua_touserdata(L, 2));
  lua_pushvalue(L, 1);
  lua_rawset(L, -3);
  return 0;
}

grappe_code grappe_state_publish(grappe_state *state, const char *name, grappe_error *error) {
  lua_State *L = state->lua;
  if (!lua_checkstack(L, 3)) {
    lua_pop(L, 1);
    return grappe_fail_memory(error);
  }
  lua_pushcfunction(L, publish);
  lua_insert(L, -2);
  lua_pushlightuserdata(L, (void *)name);
  return lua_pcall(L, 2, 0, 0) == LUA_OK ? GRAPPE_OK : failed(L, error);
}

void grappe_template_open(lua_State *L) {
  static const struct {
    const char *name;
    void (*open)(lua_State *L);
  } libraries[] = {{"string", grappe_open_string},
                   {"table", grappe_open_table},
                   {"coroutine", grappe_open_coroutine},
                   {"os", grappe_open_os},
                   {"utf8", grappe_open_utf8}};
  lua_newtable(L);
  int template = lua_gettop(L);
  grappe_open_base(L, template);
  grappe_open_pairs(L, template);
  grappe_open_calls(L, template);
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
    libraries[i].open(L);
    lua_setfield(L, template, libraries[i].name);
  }
  lua_rawsetp(L, LUA_REGISTRYINDEX, &grappe_key_template);
}
