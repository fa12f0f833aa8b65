/* Matrices of regions and activities, from tables of tables and from frames. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/context.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/value.h"

enum {
  CELLS_MOST = 64 * 1000 * 1000,
  WHOLE_CELLS = 4 * 1000 * 1000 /* of a matrix whose figures are kept */
};

static const char expected_matrix[] =
    "a frame, or a table of tables: regions, and in each its activities, as in { Normandie = { [\"21.20Z\"] = 120 } }";

static void check_size(lua_State *L, size_t rows, size_t columns) {
  grappe_error error = {0};
  if (!columns || rows <= CELLS_MOST / columns) return;
  grappe_fail(&error, GRAPPE_ARGUMENT,
              "a matrix of %lu regions and %lu activities is too large for this statistic: choose coarser ones",
              (unsigned long)rows, (unsigned long)columns);
  grappe_raise(L, &error);
}

static void read_tables(lua_State *L, int index, statistic_input *input) {
  statistic_keys rows = {0}, columns = {0};
  statistic_keys_add(L, &rows, index, index);
  statistic_keys_settle(&rows);
  for (size_t r = 0; r < rows.count; r++) {
    statistic_push_key(L, &rows.keys[r]);
    if (lua_rawget(L, index) != LUA_TTABLE) grappe_argument_error(L, index, expected_matrix);
    int inner = lua_gettop(L);
    statistic_keys_add(L, &columns, inner, index);
    lua_remove(L, inner);
  }
  statistic_keys_settle(&columns);
  check_size(L, rows.count, columns.count);
  input->rows = rows;
  input->columns = columns;
  input->row_count = rows.count;
  input->column_count = columns.count;
  statistic_make_arrays(L, input, rows.count * columns.count, 1);
  for (size_t r = 0; r < rows.count; r++) {
    statistic_push_key(L, &rows.keys[r]);
    lua_rawget(L, index);
    int inner = lua_gettop(L);
    for (size_t s = 0; s < columns.count; s++) {
      statistic_push_key(L, &columns.keys[s]);
      lua_rawget(L, inner);
      input->figures[r * columns.count + s] = statistic_take_value(L, input, index, expected_matrix);
    }
    lua_settop(L, inner - 1);
  }
  statistic_settle(L, input, STATISTIC_AMOUNTS);
}

static void free_cross(void *cross) {
  grappe_frame_cross_free(cross);
}

static void open_cross(lua_State *L, int options, const char *const asked[3], statistic_input *input) {
  grappe_error error = {0};
  const char *names[3];
  for (int i = 0; i < 3; i++) names[i] = statistic_text(L, options, asked[i], asked[i]);
  if (strcmp(names[2], "value") == 0 && grappe_frame_find(input->frame, "value", &(size_t){0}, NULL)) names[2] = NULL;
  if (!names[2]) names[2] = grappe_frame_name(input->frame, statistic_find_column(L, input->frame, NULL));
  grappe_code code = grappe_frame_cross_new(input->frame, names[0], names[1], names[2], &input->cross, &error);
  grappe_check_code(L, code, &error);
  grappe_push_object(L, "value", input->cross, free_cross, sizeof *input->cross + 8 * grappe_frame_rows(input->frame));
}

int statistic_is_whole(const statistic_input *input) {
  const grappe_frame_cross *cross = input->cross;
  return grappe_frame_rows(input->frame) <= STATISTIC_WHOLE && cross->rows <= WHOLE_CELLS / (cross->columns + 1);
}

void statistic_fill_cross(lua_State *L, statistic_input *input) {
  const grappe_frame_cross *cross = input->cross;
  size_t rows = grappe_frame_rows(input->frame);
  grappe_error error = {0};
  if (!statistic_is_whole(input)) grappe_check_code(L, grappe_frame_cross_one_unit(cross, &error), &error);
  check_size(L, cross->rows, cross->columns);
  statistic_make_arrays(L, input, cross->rows * cross->columns, statistic_is_whole(input));
  grappe_figure *absent = input->figures && rows < input->count ? statistic_absent(L, input) : NULL;
  for (size_t i = 0; i < input->count; i++) {
    if (input->figures) input->figures[i] = absent;
    input->bounds[i] = input->complete ? grappe_bounds_exact(0) : grappe_bounds_between(0, INFINITY);
    input->values[i] = input->complete ? 0 : NAN;
  }
  for (size_t i = 0; i < rows; i++) {
    size_t at = (size_t)cross->row[i] * cross->columns + (size_t)cross->column[i];
    if (input->figures)
      statistic_take_cell(L, input, i, cross->value_column, at);
    else
      grappe_frame_cross_cell(cross, i, &input->bounds[at], &input->values[at]);
  }
  if (input->figures)
    statistic_settle(L, input, STATISTIC_AMOUNTS);
  else
    input->unit = cross->unit;
}

void statistic_read_cross(lua_State *L, int index, int options, const char *const names[3], statistic_input *input) {
  static const char *const standard[] = {"region", "activity", "value"};
  statistic_begin(L, input);
  input->frame = grappe_to_frame(L, index);
  input->complete = statistic_flag(L, options, "complete");
  open_cross(L, options, names ? names : standard, input);
  input->row_count = input->cross->rows;
  input->column_count = input->cross->columns;
}

void statistic_read_matrix(lua_State *L, int index, int options, statistic_input *input) {
  if (grappe_to_frame(L, index)) {
    statistic_read_cross(L, index, options, NULL, input);
    statistic_fill_cross(L, input);
    return;
  }
  if (lua_type(L, index) != LUA_TTABLE) grappe_argument_error(L, index, expected_matrix);
  statistic_begin(L, input);
  input->complete = statistic_flag(L, options, "complete");
  read_tables(L, index, input);
}

grappe_sample statistic_sample(const statistic_input *input) {
  return (grappe_sample){input->bounds, input->values, input->count};
}

grappe_matrix statistic_matrix(const statistic_input *input) {
  return (grappe_matrix){statistic_sample(input), input->row_count, input->column_count};
}
