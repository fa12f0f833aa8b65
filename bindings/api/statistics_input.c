/* Inputs of statistics: vectors and matrices from tables and frames, in one unit and one scope. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/arguments.h"
#include "api/context.h"
#include "api/figure.h"
#include "api/frame_private.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/value.h"
#include "base/memory.h"

enum {
  SCOPES_MOST = 16 /* figures that are held against each other */
};

static const char expected_values[] = "a frame, or a list or table of figures and numbers";
void statistic_room(lua_State *L, int slots) {
  grappe_error error = {0};
  if (lua_checkstack(L, slots)) return;
  grappe_fail_memory(&error);
  grappe_raise(L, &error);
}

void *statistic_array(lua_State *L, size_t count, size_t size) {
  statistic_room(L, 8);
  void *array = lua_newuserdatauv(L, (count ? count : 1) * size, 0);
  memset(array, 0, (count ? count : 1) * size);
  return array;
}

void statistic_keep(lua_State *L, statistic_input *input, grappe_figure *figure) {
  grappe_push_figure(L, figure);
  lua_rawseti(L, input->owners, (lua_Integer)lua_rawlen(L, input->owners) + 1);
}

void statistic_begin(lua_State *L, statistic_input *input) {
  statistic_room(L, 30);
  lua_newtable(L);
  *input = (statistic_input){.owners = lua_gettop(L), .column_count = 1, .unit = grappe_unit_none()};
}

void statistic_make_arrays(lua_State *L, statistic_input *input, size_t count, int whole) {
  input->count = count;
  if (whole) input->figures = statistic_array(L, count, sizeof *input->figures);
  input->bounds = statistic_array(L, count, sizeof *input->bounds);
  input->values = statistic_array(L, count, sizeof *input->values);
}

/* --- one unit, one scope ------------------------------------------------------------------------------------------ */

/* A number that a script wrote takes on the unit of the others. */
static int is_plain(const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  return strcmp(parts->operation, "number") == 0 && grappe_unit_equal(parts->unit, grappe_unit_none());
}

/* Nor does what is absent need one. */
static int says_no_unit(const statistic_input *input, const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  return figure == input->absent || is_plain(figure) ||
         (parts->presence != GRAPPE_PRESENT && grappe_unit_equal(parts->unit, grappe_unit_none()));
}

/* One figure of each scope: deriving from all of them refuses those that clash. */
static void check_scopes(lua_State *L, const statistic_input *input) {
  grappe_figure *each[SCOPES_MOST];
  size_t count = 0;
  grappe_figure_parts parts;
  grappe_citation *citations = NULL;
  grappe_error error = {0};
  for (size_t i = 0; i < input->count && count < SCOPES_MOST; i++) {
    const char *scope = grappe_figure_read(input->figures[i])->scope;
    size_t j = 0;
    while (j < count && strcmp(grappe_figure_read(each[j])->scope, scope) != 0) j++;
    if (j == count) each[count++] = input->figures[i];
  }
  grappe_check_code(L, grappe_figure_derive("", each, count, &parts, &citations, &error), &error);
  grappe_free(citations);
}

/* Brings all figures to the unit of the first that has one, and reads them. */
void statistic_settle(lua_State *L, statistic_input *input, int flags) {
  size_t first = 0;
  grappe_error error = {0};
  input->unit = grappe_unit_none();
  while (first < input->count && says_no_unit(input, input->figures[first])) first++;
  if (first < input->count) input->unit = grappe_figure_read(input->figures[first])->unit;
  for (size_t i = 0; i < input->count; i++) {
    grappe_figure *figure = input->figures[i];
    if (i > first && !says_no_unit(input, figure) &&
        !grappe_unit_equal(grappe_figure_read(figure)->unit, input->unit)) {
      grappe_figure *converted = NULL;
      grappe_check_code(L, grappe_figure_convert(figure, input->unit, &converted, &error), &error);
      input->figures[i] = figure = converted;
      statistic_keep(L, input, converted);
    }
    grappe_figure_item(figure, flags & STATISTIC_AMOUNTS, &input->bounds[i], &input->values[i]);
  }
  if (input->count) check_scopes(L, input);
}

/* --- tables ---------------------------------------------------------------------------------------------------------
 */

/* What stands for values that a table does not have. */
grappe_figure *statistic_absent(lua_State *L, statistic_input *input) {
  if (!input->absent) {
    grappe_figure *made = input->complete
                              ? grappe_figure_number(0)
                              : grappe_figure_absent(GRAPPE_UNKNOWN, grappe_translate("no value was given for it"));
    statistic_keep(L, input, made);
    input->absent = made;
  }
  return input->absent;
}

/* The figure of the value on top of the stack, which is popped. */
grappe_figure *statistic_take_value(lua_State *L, statistic_input *input, int argument, const char *expected) {
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    return statistic_absent(L, input);
  }
  if (lua_type(L, -1) == LUA_TNUMBER) {
    grappe_figure *figure = grappe_figure_number(lua_tonumber(L, -1));
    lua_pop(L, 1);
    statistic_keep(L, input, figure);
    return figure;
  }
  grappe_figure *figure = grappe_to_figure(L, -1);
  if (!figure) grappe_argument_error(L, argument, expected);
  lua_rawseti(L, input->owners, (lua_Integer)lua_rawlen(L, input->owners) + 1);
  return figure;
}

void statistic_read_keyed(lua_State *L, int table, int argument, const statistic_keys *keys, int complete,
                          statistic_input *input) {
  table = lua_absindex(L, table);
  statistic_begin(L, input);
  input->complete = complete;
  input->rows = *keys;
  input->row_count = keys->count;
  statistic_make_arrays(L, input, keys->count, 1);
  for (size_t i = 0; i < keys->count; i++) {
    statistic_push_key(L, &keys->keys[i]);
    lua_rawget(L, table);
    input->figures[i] = statistic_take_value(L, input, argument, expected_values);
  }
  statistic_settle(L, input, STATISTIC_AMOUNTS);
}

static void read_table(lua_State *L, int index, int flags, statistic_input *input) {
  statistic_keys keys = {0};
  if (lua_type(L, index) != LUA_TTABLE) grappe_argument_error(L, index, expected_values);
  statistic_keys_add(L, &keys, index, index);
  statistic_keys_settle(&keys);
  statistic_begin(L, input);
  statistic_make_arrays(L, input, keys.count, 1);
  for (size_t i = 0; i < keys.count; i++) { /* what cannot exist is no value of a vector */
    statistic_push_key(L, &keys.keys[i]);
    lua_rawget(L, index);
    grappe_figure *figure = statistic_take_value(L, input, index, expected_values);
    if (grappe_figure_read(figure)->presence == GRAPPE_NOT_APPLICABLE) continue;
    keys.keys[input->row_count] = keys.keys[i];
    input->figures[input->row_count++] = figure;
  }
  input->count = keys.count = input->row_count;
  input->rows = keys;
  statistic_settle(L, input, flags);
}

/* --- frames ---------------------------------------------------------------------------------------------------------
 */

size_t statistic_find_column(lua_State *L, const grappe_frame *frame, const char *name) {
  grappe_error error = {0};
  size_t at = 0;
  if (!name) name = frame_first_figures(L, frame);
  grappe_check_code(L, grappe_frame_find(frame, name, &at, &error), &error);
  return at;
}

void statistic_take_cell(lua_State *L, statistic_input *input, size_t row, size_t column, size_t at) {
  grappe_error error = {0};
  grappe_figure *figure = NULL;
  grappe_check_code(L, grappe_frame_figure(input->frame, row, column, &figure, &error), &error);
  input->figures[at] = figure;
  statistic_keep(L, input, figure);
}

/* Bare cells where the frame is large. */
static void read_bare_column(lua_State *L, statistic_input *input, size_t column, int flags) {
  const grappe_column *cells = grappe_frame_column(input->frame, column);
  grappe_error error = {0};
  if (cells->kind != GRAPPE_COLUMN_NUMBER && !grappe_frame_unit(input->frame, column, &input->unit)) {
    grappe_fail(&error, GRAPPE_UNIT, "column '%s' holds figures of several units: they cannot be put together",
                grappe_frame_name(input->frame, column));
    grappe_raise(L, &error);
  }
  for (size_t i = 0; i < input->count; i++) {
    grappe_presence presence = grappe_flags_presence(cells->flags[i]);
    input->bounds[i] = grappe_column_bounds(cells, i);
    input->values[i] = presence == GRAPPE_PRESENT ? cells->value[i] : NAN;
    if (presence != GRAPPE_PRESENT && (flags & STATISTIC_AMOUNTS) && isinf(input->bounds[i].low))
      input->bounds[i].low = 0;
  }
}

void statistic_read_column(lua_State *L, grappe_frame *frame, size_t column, int flags, statistic_input *input) {
  size_t rows = grappe_frame_rows(frame);
  grappe_value_kind kind = grappe_frame_kind(frame, column, NULL);
  statistic_begin(L, input);
  if (kind != GRAPPE_VALUE_FIGURE && kind != GRAPPE_VALUE_NUMBER) {
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_ARGUMENT, "column '%s' holds no figures: choose one that does",
                grappe_frame_name(frame, column));
    grappe_raise(L, &error);
  }
  input->frame = frame;
  input->row_count = rows;
  statistic_make_arrays(L, input, rows, rows <= STATISTIC_WHOLE);
  if (!input->figures) {
    read_bare_column(L, input, column, flags);
    return;
  }
  for (size_t i = 0; i < rows; i++) statistic_take_cell(L, input, i, column, i);
  statistic_settle(L, input, flags);
}

/* What cannot exist is no value of a vector. */
static void leave_out(statistic_input *input, size_t column) {
  const grappe_column *cells = grappe_frame_column(input->frame, column);
  size_t kept = 0;
  for (size_t i = 0; i < input->count; i++) {
    if (grappe_flags_presence(cells->flags[i]) == GRAPPE_NOT_APPLICABLE) continue;
    if (input->figures) input->figures[kept] = input->figures[i];
    input->bounds[kept] = input->bounds[i];
    input->values[kept++] = input->values[i];
  }
  input->count = input->row_count = kept;
}

static void read_frame(lua_State *L, grappe_frame *frame, const char *name, int flags, statistic_input *input) {
  size_t column = statistic_find_column(L, frame, name);
  statistic_read_column(L, frame, column, flags, input);
  leave_out(input, column);
}

void statistic_read_vector(lua_State *L, int index, int options, int flags, statistic_input *input) {
  grappe_frame *frame = grappe_to_frame(L, index);
  if (frame)
    read_frame(L, frame, statistic_text(L, options, "column", NULL), flags, input);
  else
    read_table(L, index, flags, input);
}

void statistic_read_beside(lua_State *L, int index, const statistic_input *like, int flags, statistic_input *input) {
  grappe_error error = {0};
  index = lua_absindex(L, index);
  if (like->frame && lua_type(L, index) == LUA_TSTRING) {
    read_frame(L, like->frame, lua_tostring(L, index), flags, input);
    if (input->count == like->count) return;
    grappe_fail(&error, GRAPPE_ARGUMENT,
                "column '%s' has %lu values beside %lu: where one cannot exist, leave both out", lua_tostring(L, index),
                (unsigned long)input->count, (unsigned long)like->count);
    grappe_raise(L, &error);
  }
  if (like->frame) {
    statistic_read_vector(L, index, 0, flags, input);
    if (input->count == like->count) return;
    grappe_fail(&error, GRAPPE_ARGUMENT, "%lu values stand beside %lu: give one for each", (unsigned long)input->count,
                (unsigned long)like->count);
    grappe_raise(L, &error);
  }
  if (lua_type(L, index) != LUA_TTABLE) grappe_argument_error(L, index, expected_values);
  statistic_read_keyed(L, index, index, &like->rows, 0, input);
  for (size_t i = 0; i < input->count; i++) {
    if (input->figures[i] != input->absent) continue;
    grappe_fail(&error, GRAPPE_ARGUMENT, "'%s' has a value on one side and none on the other: give both",
                statistic_key_name(L, &like->rows.keys[i]));
    grappe_raise(L, &error);
  }
}
