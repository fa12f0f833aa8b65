/* Options of statistics: a table of names, each of which must be known. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/arguments.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "base/buffer.h"

/* Raises with what was given and with what may be given; `of` is the option whose choice it is, or NULL. */
static void refuse(lua_State *L, const char *of, const char *given, const char *const *names) {
  grappe_error error = {0};
  grappe_buffer all = {0};
  for (size_t i = 0; names[i]; i++) grappe_buffer_addf(&all, "%s%s", i ? ", " : "", names[i]);
  const grappe_api_function *row = lua_touserdata(L, lua_upvalueindex(1));
  const char *signature = row ? row->signature : "";
  if (of)
    grappe_fail(&error, GRAPPE_ARGUMENT, "%s: the option '%s' cannot be '%s'; choose one of %s", signature, of, given,
                grappe_buffer_text(&all));
  else
    grappe_fail(&error, GRAPPE_ARGUMENT, "%s: there is no option '%s'; the options are %s", signature, given,
                grappe_buffer_text(&all));
  grappe_buffer_free(&all);
  grappe_raise(L, &error);
}

void statistic_options(lua_State *L, int index, const char *const *names) {
  if (lua_isnoneornil(L, index)) return;
  if (lua_type(L, index) != LUA_TTABLE) grappe_argument_error(L, index, "a table of options");
  lua_Integer count = grappe_push_names(L, index, 0, "options by name, such as { column = \"jobs\" }");
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, -1, i);
    const char *given = lua_tostring(L, -1);
    size_t at = 0;
    while (names[at] && strcmp(names[at], given) != 0) at++;
    if (!names[at]) refuse(L, NULL, given, names);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

int statistic_flag(lua_State *L, int index, const char *name) {
  if (!index || lua_type(L, index) != LUA_TTABLE) return 0;
  lua_getfield(L, index, name);
  int set = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return set;
}

static int option_error(lua_State *L, int index, const char *name, const char *expected) {
  char text[200];
  lua_pushfstring(L, "%s = %s", name, grappe_translate(expected));
  size_t length = strlen(lua_tostring(L, -1));
  memcpy(text, lua_tostring(L, -1), length < sizeof text ? length + 1 : sizeof text);
  text[sizeof text - 1] = '\0';
  return grappe_argument_error(L, index, text);
}

double statistic_number(lua_State *L, int index, const char *name, double standard) {
  if (!index || lua_type(L, index) != LUA_TTABLE) return standard;
  int type = lua_getfield(L, index, name);
  double number = type == LUA_TNUMBER ? lua_tonumber(L, -1) : standard;
  lua_pop(L, 1);
  if (type != LUA_TNIL && type != LUA_TNUMBER) option_error(L, index, name, "a number");
  return number;
}

const char *statistic_text(lua_State *L, int index, const char *name, const char *standard) {
  if (!index || lua_type(L, index) != LUA_TTABLE) return standard;
  int type = lua_getfield(L, index, name);
  if (type == LUA_TNIL) return standard;
  if (type != LUA_TSTRING) option_error(L, index, name, "a text");
  return lua_tostring(L, -1);
}

int statistic_choice(lua_State *L, int index, const char *name, const char *const *choices, int standard) {
  const char *text = statistic_text(L, index, name, NULL);
  if (!text) return standard;
  for (int i = 0; choices[i]; i++)
    if (strcmp(choices[i], text) == 0) return i;
  refuse(L, name, text, choices);
  return standard;
}
