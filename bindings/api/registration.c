#include "api/registration.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "api/context.h"
#include "api/types_private.h"
#include "base/language.h"

static const grappe_api_type *const types[] = {
    &grappe_api_figure,     &grappe_api_lookup,     &grappe_api_history,    &grappe_api_geography,
    &grappe_api_collection, &grappe_api_condition,  &grappe_api_row,        &grappe_api_frame,
    &grappe_api_drawing,    &grappe_api_statistics, &grappe_api_dispersion, &grappe_api_specialisation,
    &grappe_api_change,     &grappe_api_access,     &grappe_api_space,      &grappe_api_complexity,
    &grappe_api_text,
};

const grappe_api_type *grappe_api_type_at(size_t index) {
  return index < sizeof types / sizeof *types ? types[index] : NULL;
}

/* Each closure carries its row of the table, so that an argument message can show the signature. */
static void push_function(lua_State *L, const grappe_api_function *row) {
  lua_pushlightuserdata(L, (void *)row);
  lua_pushcclosure(L, row->function, 1);
}

static void push_table(lua_State *L, const grappe_api_function *rows) {
  lua_newtable(L);
  for (const grappe_api_function *row = rows; row && row->name; row++) {
    push_function(L, row);
    lua_setfield(L, -2, row->name);
  }
}

/* Upvalues: methods, properties, the type. Reads a method or property; an unknown name is an error that lists them. */
static int index_object(lua_State *L) {
  const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
  const grappe_api_type *type = lua_touserdata(L, lua_upvalueindex(3));
  if (key) {
    if (lua_getfield(L, lua_upvalueindex(1), key) != LUA_TNIL) return 1;
    if (lua_getfield(L, lua_upvalueindex(2), key) != LUA_TNIL) {
      luaL_checkudata(L, 1, type->name);
      lua_pushvalue(L, 1);
      lua_call(L, 1, 1);
      return 1;
    }
  }
  grappe_error error = {0};
  grappe_fail(&error, GRAPPE_NOT_FOUND, "a %s has nothing called '%s': see .help %s", type->name,
              luaL_tolstring(L, 2, NULL), type->name);
  grappe_raise(L, &error);
  return 0;
}

static int refuse_change(lua_State *L) {
  const grappe_api_type *type = lua_touserdata(L, lua_upvalueindex(1));
  grappe_error error = {0};
  grappe_fail(&error, GRAPPE_ARGUMENT, "a %s cannot be changed: make a new one", type->name);
  grappe_raise(L, &error);
  return 0;
}

static void make_metatable(lua_State *L, const grappe_api_type *type) {
  if (!luaL_newmetatable(L, type->name)) {
    lua_pop(L, 1);
    return;
  }
  if (type->metamethods) luaL_setfuncs(L, type->metamethods, 0);
  lua_pushcfunction(L, grappe_collect_object);
  lua_setfield(L, -2, "__gc");
  if (lua_getfield(L, -1, "__index") == LUA_TNIL) {
    push_table(L, type->methods);
    push_table(L, type->properties);
    lua_pushlightuserdata(L, (void *)type);
    lua_pushcclosure(L, index_object, 3);
    lua_setfield(L, -3, "__index");
  }
  lua_pop(L, 1);
  lua_pushlightuserdata(L, (void *)type);
  lua_pushcclosure(L, refuse_change, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushstring(L, type->name);
  lua_setfield(L, -2, "__metatable"); /* scripts cannot reach the table itself */
  lua_pop(L, 1);
}

/* Objects that scripts never see themselves: a cursor inside an iterator, a list on its way. */
static void make_hidden(lua_State *L, const char *name) {
  luaL_newmetatable(L, name);
  lua_pushcfunction(L, grappe_collect_object);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
}

void grappe_api_register(lua_State *L) {
  make_hidden(L, "cursor");
  make_hidden(L, "passing rows");
  make_hidden(L, "value");
  make_hidden(L, "subjects");
  make_hidden(L, "answers");
  make_hidden(L, "verdicts");
  make_hidden(L, "asking");
  grappe_state *state = grappe_state_of(L);
  for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
    if (types[i]->name) make_metatable(L, types[i]);
    for (const grappe_api_function *row = types[i]->functions; row && row->name; row++) {
      grappe_error error = {0};
      push_function(L, row);
      grappe_check_code(L, grappe_state_publish(state, row->name, &error), &error);
    }
  }
}

const char *grappe_describe_value(lua_State *L, int index) {
  index = lua_absindex(L, index);
  char *shown;
  switch (lua_type(L, index)) {
    case LUA_TNONE:
    case LUA_TNIL:
      return lua_pushstring(L, grappe_translate("nothing (nil)"));
    case LUA_TSTRING:
      return lua_pushfstring(L, grappe_translate("'%s'"), lua_tostring(L, index));
    case LUA_TNUMBER:
    case LUA_TBOOLEAN:
      luaL_tolstring(L, index, NULL);
      return lua_tostring(L, -1);
    case LUA_TTABLE:
      return lua_pushstring(L, grappe_translate("a table"));
    case LUA_TFUNCTION:
      return lua_pushstring(L, grappe_translate("a function"));
    case LUA_TUSERDATA:
      if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) {
        /* Looked up whole: the gender differs from name to name. */
        lua_pushfstring(L, strchr("aeiou", lua_tostring(L, -1)[0]) ? "an %s" : "a %s", lua_tostring(L, -1));
        lua_remove(L, -2);
        lua_pushstring(L, grappe_translate(lua_tostring(L, -1)));
        lua_remove(L, -2);
        return lua_tostring(L, -1);
      }
      break;
    default:
      break;
  }
  shown = (char *)luaL_typename(L, index);
  return lua_pushstring(L, shown);
}

int grappe_argument_error(lua_State *L, int argument, const char *expected) {
  const grappe_api_function *row = lua_touserdata(L, lua_upvalueindex(1));
  grappe_error error = {0};
  const char *found = grappe_describe_value(L, argument);
  const char *signature = row ? row->signature : "";
  /* In collection:where(…) the collection is no argument to whoever writes the call. */
  int method = strcspn(signature, ":") < strcspn(signature, "( {");
  if (!row) /* a primitive of the prelude: its own number of the argument says nothing to the user */
    grappe_fail(&error, GRAPPE_ARGUMENT, "expected %s, found %s", grappe_translate(expected), found);
  else if (method && argument == 1)
    grappe_fail(&error, GRAPPE_ARGUMENT, "%s: expected %s before the ':', found %s", signature,
                grappe_translate(expected), found);
  else
    grappe_fail(&error, GRAPPE_ARGUMENT, "%s: argument %d: expected %s, found %s", signature, argument - method,
                grappe_translate(expected), found);
  grappe_raise(L, &error);
  return 0;
}

void *grappe_check_object(lua_State *L, int argument, const char *type) {
  void *object = luaL_testudata(L, argument, type);
  char expected[80]; /* not on Lua's stack, where it might stand for the argument that is missing */
  snprintf(expected, sizeof expected, "a %s", type);
  if (!object) grappe_argument_error(L, argument, expected);
  return object;
}

const char *grappe_check_text(lua_State *L, int argument, const char *expected) {
  if (lua_type(L, argument) != LUA_TSTRING) grappe_argument_error(L, argument, expected);
  return lua_tostring(L, argument);
}

void grappe_check_code(lua_State *L, grappe_code code, const grappe_error *error) {
  if (code != GRAPPE_OK) grappe_raise(L, error);
}
