/* Frames in another shape: pivoted, joined. */
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
