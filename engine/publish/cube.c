#include "publish/cube_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "figure/status.h"
#include "publish/layout_private.h"

#define CELLS_MOST 9007199254740992.0 /* 2^53: places are numbers of JSON */

grappe_code grappe_cube_text(const grappe_frame *frame, size_t row, size_t column, int name, grappe_buffer *text,
                             grappe_error *error) {
  grappe_value value = {0};
  size_t start = text->length;
  grappe_code code = grappe_frame_cell(frame, row, column, &value, error);
  if (code == GRAPPE_OK) code = grappe_cell_write(&value, grappe_frame_snapshot(frame), name, text, error);
  if (code == GRAPPE_OK && text->length == start)
    grappe_buffer_add(text, grappe_presence_sign(value.kind == GRAPPE_VALUE_NONE ? value.presence : GRAPPE_UNKNOWN));
  grappe_value_release(&value);
  return code;
}

static grappe_cube_role role_of(const grappe_frame *frame, size_t column) {
  grappe_value_kind kind = grappe_frame_kind(frame, column, NULL);
  const grappe_column *arrays = grappe_frame_column(frame, column);
  if (kind == GRAPPE_VALUE_DAY || kind == GRAPPE_VALUE_PERIOD) return GRAPPE_ROLE_TIME;
  if (kind == GRAPPE_VALUE_ROW && arrays && arrays->refers_to && strcmp(arrays->refers_to->name, "territory") == 0)
    return GRAPPE_ROLE_GEO;
  return GRAPPE_ROLE_NONE;
}

/* The name of a new code. JSON-stat shows names; two of one name would look the same. */
static grappe_code add_name(grappe_cube_dimension *dimension, const grappe_frame *frame, size_t row,
                            grappe_error *error) {
  grappe_buffer name = {0};
  int32_t place;
  grappe_code code = grappe_cube_text(frame, row, dimension->column, 1, &name, error);
  if (code == GRAPPE_OK && grappe_dictionary_find(dimension->names, grappe_buffer_text(&name), name.length) >= 0)
    grappe_buffer_addf(&name, " (%zu)", grappe_dictionary_count(dimension->names) + 1);
  if (code == GRAPPE_OK && grappe_buffer_failed(&name)) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK)
    code = grappe_dictionary_add(dimension->names, grappe_buffer_text(&name), name.length, &place, error);
  grappe_buffer_free(&name);
  return code;
}

static grappe_code place_rows(grappe_cube_dimension *dimension, const grappe_frame *frame, grappe_error *error) {
  size_t rows = grappe_frame_rows(frame);
  grappe_code code = GRAPPE_OK;
  grappe_buffer text = {0};
  dimension->codes = grappe_dictionary_new();
  dimension->names = grappe_dictionary_new();
  dimension->places = grappe_alloc((rows + 1) * sizeof *dimension->places);
  if (!dimension->codes || !dimension->names || !dimension->places) return grappe_fail_memory(error);
  for (size_t row = 0; code == GRAPPE_OK && row < rows; row++) {
    size_t before = grappe_dictionary_count(dimension->codes);
    grappe_buffer_clear(&text);
    code = grappe_cube_text(frame, row, dimension->column, 0, &text, error);
    if (code == GRAPPE_OK && grappe_buffer_failed(&text)) code = grappe_fail_memory(error);
    if (code == GRAPPE_OK)
      code = grappe_dictionary_add(dimension->codes, grappe_buffer_text(&text), text.length, &dimension->places[row],
                                   error);
    if (code == GRAPPE_OK && (size_t)dimension->places[row] == before) code = add_name(dimension, frame, row, error);
  }
  grappe_buffer_free(&text);
  return code;
}

size_t grappe_cube_size(const grappe_cube *cube, size_t dimension) {
  return cube->numbered ? grappe_frame_rows(cube->frame) : grappe_dictionary_count(cube->dimensions[dimension].codes);
}

uint64_t grappe_cube_place(const grappe_cube *cube, size_t row, size_t measure) {
  uint64_t place = cube->numbered ? row : 0;
  for (size_t i = 0; i < cube->dimension_count; i++)
    place = place * grappe_cube_size(cube, i) + (uint64_t)cube->dimensions[i].places[row];
  return place * cube->measure_count + measure;
}

static int compare_places(const void *left, const void *right) {
  uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return (a > b) - (a < b);
}

static grappe_code rows_differ(const grappe_cube *cube, int *differ, grappe_error *error) {
  size_t rows = grappe_frame_rows(cube->frame);
  uint64_t *places = grappe_alloc((rows + 1) * sizeof *places);
  if (!places) return grappe_fail_memory(error);
  for (size_t row = 0; row < rows; row++) places[row] = grappe_cube_place(cube, row, 0);
  qsort(places, rows, sizeof *places, compare_places);
  *differ = 1;
  for (size_t row = 1; row < rows; row++) *differ &= places[row] != places[row - 1];
  grappe_free(places);
  return GRAPPE_OK;
}

static void drop_dimensions(grappe_cube *cube) {
  for (size_t i = 0; i < cube->dimension_count; i++) {
    grappe_dictionary_release(cube->dimensions[i].codes);
    grappe_dictionary_release(cube->dimensions[i].names);
    grappe_free(cube->dimensions[i].places);
  }
  cube->dimension_count = 0;
}

static int is_measure(const grappe_frame *frame, size_t column) {
  grappe_value_kind kind = grappe_frame_kind(frame, column, NULL);
  return !grappe_frame_key(frame, column) && (kind == GRAPPE_VALUE_FIGURE || kind == GRAPPE_VALUE_NUMBER);
}

static grappe_code sort_columns(grappe_cube *cube, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t column = 0; code == GRAPPE_OK && column < grappe_frame_columns(cube->frame); column++) {
    if (is_measure(cube->frame, column)) {
      cube->measures[cube->measure_count++] = column;
    } else if (grappe_frame_key(cube->frame, column)) {
      grappe_cube_dimension *dimension = &cube->dimensions[cube->dimension_count++];
      *dimension = (grappe_cube_dimension){.column = column, .role = role_of(cube->frame, column)};
      code = place_rows(dimension, cube->frame, error);
    } else {
      cube->attributes[cube->attribute_count++] = column;
    }
  }
  if (code != GRAPPE_OK) return code;
  double cells = (double)(cube->measure_count ? cube->measure_count : 1);
  for (size_t i = 0; i < cube->dimension_count; i++) cells *= (double)grappe_cube_size(cube, i);
  return cells < CELLS_MOST ? GRAPPE_OK
                            : grappe_fail(error, GRAPPE_DATA,
                                          "the dimensions of this frame span %.0g cells, more than the format can "
                                          "number: choose some columns or rows, or write csv",
                                          cells);
}

grappe_code grappe_cube_make(const grappe_frame *frame, grappe_cube *cube, grappe_error *error) {
  size_t columns = grappe_frame_columns(frame);
  *cube = (grappe_cube){.frame = frame};
  cube->dimensions = grappe_alloc_zero(columns + 1, sizeof *cube->dimensions);
  cube->measures = grappe_alloc_zero(columns + 1, sizeof *cube->measures);
  cube->attributes = grappe_alloc_zero(columns + 1, sizeof *cube->attributes);
  if (!cube->dimensions || !cube->measures || !cube->attributes) return grappe_fail_memory(error);
  grappe_code code = sort_columns(cube, error);
  if (code == GRAPPE_OK && !cube->measure_count)
    code = grappe_fail(error, GRAPPE_DATA,
                       "there is no column of figures here, which this format is made of: write csv, xlsx or json");
  int differ = 0;
  if (code == GRAPPE_OK && cube->dimension_count) code = rows_differ(cube, &differ, error);
  if (code != GRAPPE_OK || differ) return code;
  drop_dimensions(cube);
  cube->numbered = 1;
  cube->attribute_count = 0;
  for (size_t column = 0; column < columns; column++)
    if (!is_measure(frame, column)) cube->attributes[cube->attribute_count++] = column;
  return GRAPPE_OK;
}

void grappe_cube_free(grappe_cube *cube) {
  drop_dimensions(cube);
  grappe_free(cube->dimensions);
  grappe_free(cube->measures);
  grappe_free(cube->attributes);
}
