#include "api/arguments.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/figure.h"
#include "api/registration.h"
#include "api/value.h"

lua_Integer grappe_push_names(lua_State *L, int index, int lists, const char *expected) {
  lua_Integer count = 0, length = lists ? (lua_Integer)lua_rawlen(L, index) : 0;
  index = lua_absindex(L, index);
  luaL_checkstack(L, 8, NULL);
  lua_newtable(L);
  int names = lua_gettop(L);
  for (lua_pushnil(L); lua_next(L, index);) {
    lua_pop(L, 1);
    if (lua_isinteger(L, -1) && lua_tointeger(L, -1) >= 1 && lua_tointeger(L, -1) <= length) continue;
    if (lua_type(L, -1) != LUA_TSTRING) grappe_argument_error(L, index, expected);
    lua_pushvalue(L, -1);
    lua_Integer at = ++count;
    for (; at > 1; at--) { /* insertion sort: a handful of names */
      lua_rawgeti(L, names, at - 1);
      if (!lua_compare(L, -2, -1, LUA_OPLT)) {
        lua_pop(L, 1);
        break;
      }
      lua_rawseti(L, names, at);
    }
    lua_rawseti(L, names, at);
  }
  return count;
}

size_t grappe_check_places(lua_State *L, int index, grappe_place *places) {
  static const char *const expected = "a territory's name or row, or a list of them";
  if (lua_type(L, index) != LUA_TTABLE) {
    places[0] = grappe_check_place(L, index, expected);
    return 1;
  }
  size_t count = lua_rawlen(L, index);
  if (count == 0 || count > GRAPPE_PATHS_MOST) grappe_argument_error(L, index, "a list of 1 to 16 territories");
  luaL_checkstack(L, GRAPPE_PATHS_MOST, NULL);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, index, (lua_Integer)i + 1);
    places[i] = grappe_check_place(L, -1, expected);
  }
  return count;
}

size_t grappe_check_names(lua_State *L, const char **names, size_t most, const char *expected) {
  if (lua_type(L, 2) == LUA_TTABLE) {
    size_t listed = lua_rawlen(L, 2);
    if (listed > most) grappe_argument_error(L, 2, expected);
    lua_settop(L, 2);
    luaL_checkstack(L, (int)most, NULL);
    for (size_t i = 0; i < listed; i++) lua_rawgeti(L, 2, (lua_Integer)i + 1);
    lua_remove(L, 2);
  }
  size_t count = (size_t)lua_gettop(L) - 1;
  if (count == 0 || count > most) grappe_argument_error(L, 2, expected);
  for (size_t i = 0; i < count; i++) names[i] = grappe_check_text(L, (int)i + 2, expected);
  return count;
}

size_t grappe_check_paths(lua_State *L, const char **paths) {
  return grappe_check_names(L, paths, GRAPPE_PATHS_MOST, "one to sixteen field names");
}

int grappe_check_descending(lua_State *L, int index, int standard) {
  static const char *const expected = "\"ascending\" or \"descending\"";
  if (lua_isnoneornil(L, index)) return standard;
  const char *direction = grappe_check_text(L, index, expected);
  if (strcmp(direction, "descending") == 0) return 1;
  if (strcmp(direction, "ascending") != 0) grappe_argument_error(L, index, expected);
  return 0;
}

const char *grappe_text_option(lua_State *L, int index, const char *name) {
  luaL_checkstack(L, 4, NULL);
  if (lua_getfield(L, index, name) == LUA_TNIL) return NULL;
  if (lua_type(L, -1) != LUA_TSTRING) {
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_ARGUMENT, "'%s' must be a text, found %s", name, grappe_describe_value(L, -1));
    grappe_raise(L, &error);
  }
  return lua_tostring(L, -1);
}

size_t grappe_check_row_count(lua_State *L, int index) {
  if (!lua_isinteger(L, index) || lua_tointeger(L, index) < 0)
    grappe_argument_error(L, index, "a whole number of rows");
  return (size_t)lua_tointeger(L, index);
}

double grappe_check_kilometres(lua_State *L, int index) {
  grappe_error error = {0};
  grappe_unit km;
  grappe_figure *figure = NULL;
  if (lua_type(L, index) == LUA_TNUMBER) return lua_tonumber(L, index);
  grappe_check_code(L, grappe_unit_parse("km", 2, &km, &error), &error);
  if (grappe_to_figure(L, index))
    grappe_check_code(L, grappe_figure_convert(grappe_to_figure(L, index), km, &figure, &error), &error);
  else
    grappe_check_code(
        L, grappe_figure_parse(grappe_check_text(L, index, "a distance such as \"50 km\""), &km, &figure, &error),
        &error);
  double value = grappe_figure_read(figure)->value;
  grappe_figure_release(figure);
  if (!(value >= 0)) grappe_argument_error(L, index, "a distance such as \"50 km\"");
  return value;
}

int grappe_check_point(lua_State *L, int index, grappe_place *place, double point[2]) {
  static const char expected[] = "a territory, or a point { longitude, latitude }";
  if (lua_type(L, index) != LUA_TTABLE) {
    *place = grappe_check_place(L, index, expected);
    return 0;
  }
  for (int i = 0; i < 2; i++) {
    if (lua_rawgeti(L, index, i + 1) != LUA_TNUMBER) grappe_argument_error(L, index, expected);
    point[i] = lua_tonumber(L, -1);
    lua_pop(L, 1);
  }
  return 1;
}

grappe_day grappe_check_day(lua_State *L, int index) {
  grappe_period period = grappe_check_period(L, index);
  if (period.from != period.to) grappe_argument_error(L, index, "a day such as \"2018-12-31\"");
  return period.from;
}

grappe_aggregation grappe_check_aggregation(lua_State *L, grappe_aggregate what) {
  grappe_aggregation aggregation = {what, NULL, what == GRAPPE_MEDIAN ? 0.5 : 0, NULL};
  if (what != GRAPPE_COUNT || !lua_isnoneornil(L, 2)) aggregation.path = grappe_check_text(L, 2, "a field name");
  if (what == GRAPPE_QUANTILE) {
    aggregation.quantile = lua_type(L, 3) == LUA_TNUMBER ? lua_tonumber(L, 3) : NAN;
    if (!(aggregation.quantile >= 0 && aggregation.quantile <= 1)) grappe_argument_error(L, 3, "a number from 0 to 1");
  }
  return aggregation;
}

int grappe_call_each(lua_State *L) {
  int iterator = lua_gettop(L);
  for (;;) {
    lua_pushvalue(L, iterator);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) return 0;
    lua_pushvalue(L, 2);
    lua_insert(L, -2);
    lua_call(L, 1, 0);
  }
}
