/* Frames in another shape: pivoted, joined, classified. */
#include <lauxlib.h>

#include "api/calls.h"
#include "api/frame_private.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/value.h"

enum { NAMES_MOST = 16 };

/* A name, or a list of them, at `index`; what they borrow from stays on the stack. */
static size_t check_columns(lua_State *L, int index, const char **names) {
  static const char *const expected = "the name of a column, or a list of names";
  if (lua_type(L, index) != LUA_TTABLE) {
    names[0] = grappe_check_text(L, index, expected);
    return 1;
  }
  size_t count = lua_rawlen(L, index);
  if (!count || count > NAMES_MOST) grappe_argument_error(L, index, expected);
  statistic_room(L, NAMES_MOST);
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, index, (lua_Integer)i + 1) != LUA_TSTRING) grappe_argument_error(L, index, expected);
    names[i] = lua_tostring(L, -1);
  }
  return count;
}

int frame_pivot(lua_State *L) {
  static const char *const options[] = {"complete", NULL};
  grappe_error error = {0};
  const char *rows[NAMES_MOST];
  grappe_frame *frame = frame_self(L), *result = NULL;
  lua_settop(L, 5);
  statistic_options(L, 5, options);
  const char *across = grappe_check_text(L, 3, "the name of a column"), *value = frame_check_column(L, 4, frame);
  size_t count = check_columns(L, 2, rows);
  int complete = statistic_flag(L, 5, "complete");
  return frame_give(L, grappe_frame_pivot(frame, rows, count, across, value, complete, &result, &error), &result,
                    &error);
}

int frame_join(lua_State *L) {
  grappe_error error = {0};
  const char *keys[NAMES_MOST];
  grappe_frame *frame = frame_self(L), *result = NULL, *other = grappe_to_frame(L, 2);
  size_t count = (size_t)(lua_gettop(L) > 2 ? lua_gettop(L) - 2 : 0);
  if (!other) return grappe_argument_error(L, 2, "another frame");
  if (count > NAMES_MOST) return grappe_argument_error(L, 3, "at most sixteen names of columns");
  for (size_t i = 0; i < count; i++) keys[i] = grappe_check_text(L, (int)i + 3, "the name of a column of both");
  return frame_give(L, grappe_frame_join(frame, other, keys, count, &result, &error), &result, &error);
}

static const char expected_classes[] =
    "classes = how many, with method = \"equal\", \"quantile\", \"jenks\" or \"deviation\", or a list of limits in "
    "rising "
    "order";

/* The list of limits on top of the stack, as numbers in a userdata that replaces it. */
static void take_edges(lua_State *L, int argument, grappe_frame_classes *how) {
  int list = lua_gettop(L);
  how->given = 1;
  how->edge_count = lua_rawlen(L, list);
  double *edges = statistic_array(L, how->edge_count, sizeof *edges);
  for (size_t i = 0; i < how->edge_count; i++) {
    if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TNUMBER) grappe_argument_error(L, argument, expected_classes);
    edges[i] = lua_tonumber(L, -1);
    lua_pop(L, 1);
  }
  how->edges = edges;
}

const char *const frame_class_options[] = {"method", "classes", "upper", "as", "column", NULL};

grappe_frame_classes frame_check_classes(lua_State *L, int argument, const char *const *names) {
  static const char *const methods[] = {"equal", "quantile", "jenks", "deviation", "fixed", NULL};
  grappe_frame_classes how = {.upper = statistic_flag(L, argument, "upper")};
  statistic_options(L, argument, names);
  if (lua_type(L, argument) != LUA_TTABLE) grappe_argument_error(L, argument, expected_classes);
  int method = statistic_choice(L, argument, "method", methods, -1), fixed = method < 0 || method == 4;
  int type = lua_getfield(L, argument, "classes");
  if (type == LUA_TTABLE && fixed) {
    take_edges(L, argument, &how);
    return how;
  }
  if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 0 || fixed) grappe_argument_error(L, argument, expected_classes);
  how.method = (grappe_class_method)method;
  how.classes = (size_t)lua_tointeger(L, -1);
  return how;
}

int frame_classify(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  lua_settop(L, 3);
  if (lua_type(L, 2) == LUA_TTABLE) { /* the column is left out */
    lua_pushnil(L);
    lua_insert(L, 2);
    lua_settop(L, 3);
  }
  const char *column = frame_check_column(L, 2, frame);
  grappe_frame_classes how = frame_check_classes(L, 3, frame_class_options);
  const char *as = statistic_text(L, 3, "as", NULL);
  return frame_give(L, grappe_frame_classify(frame, column, &how, as, &result, &error), &result, &error);
}
