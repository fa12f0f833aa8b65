#include "query/frame_cross.h"

#include <math.h>

#include "query/frame_private.h"

void grappe_frame_cross_free(grappe_frame_cross *cross) {
  if (!cross) return;
  grappe_frame_release(cross->frame);
  grappe_free(cross->row);
  grappe_free(cross->column);
  grappe_free(cross->first_row);
  grappe_free(cross->first_column);
  grappe_free(cross);
}

static grappe_code find_columns(grappe_frame_cross *cross, const char *row, const char *column, const char *value,
                                grappe_error *error) {
  grappe_code code = grappe_frame_find(cross->frame, row, &cross->row_column, error);
  if (code == GRAPPE_OK) code = grappe_frame_find(cross->frame, column, &cross->column_column, error);
  if (code == GRAPPE_OK) code = frame_find_numbers(cross->frame, value, &cross->value_column, error);
  if (code == GRAPPE_OK && cross->row_column == cross->column_column)
    return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' cannot name both the rows and the columns of a matrix", row);
  return code;
}

/* The first that a value has; a pure number where none has any. */
static void find_unit(grappe_frame_cross *cross) {
  const grappe_column *cells = grappe_frame_column(cross->frame, cross->value_column);
  grappe_unit none = grappe_unit_none();
  cross->unit = frame_unit_of(cells);
  if (!cells->unit_of) return;
  for (size_t i = 0; i < cells->count && grappe_unit_equal(cross->unit, none); i++)
    cross->unit = grappe_column_unit(cells, i);
  for (size_t i = 0; i < cells->count && !cross->several_units; i++)
    cross->several_units = !grappe_unit_equal(grappe_column_unit(cells, i), cross->unit) && !frame_unitless(cells, i);
}

grappe_code grappe_frame_cross_one_unit(const grappe_frame_cross *cross, grappe_error *error) {
  if (!cross->several_units) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_UNIT, "column '%s' holds figures of several units: they cannot be put together",
                     grappe_frame_name(cross->frame, cross->value_column));
}

grappe_code grappe_frame_cross_new(grappe_frame *frame, const char *row, const char *column, const char *value,
                                   grappe_frame_cross **cross, grappe_error *error) {
  grappe_frame_cross *made = grappe_alloc_zero(1, sizeof *made);
  frame_codes rows = {0}, columns = {0};
  if (!made) return grappe_fail_memory(error);
  made->frame = grappe_frame_keep(frame);
  grappe_code code = find_columns(made, row, column, value, error);
  if (code == GRAPPE_OK) find_unit(made);
  if (code == GRAPPE_OK) code = frame_codes_of(frame, made->row_column, &rows, error);
  if (code == GRAPPE_OK) code = frame_codes_of(frame, made->column_column, &columns, error);
  if (code == GRAPPE_OK) code = frame_codes_complete(frame, made->row_column, &rows, error);
  if (code == GRAPPE_OK) code = frame_codes_complete(frame, made->column_column, &columns, error);
  if (code == GRAPPE_OK)
    code = frame_pair_check(frame, (size_t[]){made->row_column, made->column_column}, &rows, &columns, error);
  made->row = rows.code;
  made->first_row = rows.first;
  made->rows = rows.count;
  made->column = columns.code;
  made->first_column = columns.first;
  made->columns = columns.count;
  if (code)
    grappe_frame_cross_free(made);
  else
    *cross = made;
  return code;
}

void grappe_frame_cross_cell(const grappe_frame_cross *cross, size_t at, grappe_bounds *bounds, double *value) {
  const grappe_column *cells = grappe_frame_column(cross->frame, cross->value_column);
  grappe_presence presence = grappe_flags_presence(cells->flags[at]);
  *bounds = grappe_column_bounds(cells, at);
  *value = presence == GRAPPE_PRESENT ? cells->value[at] : NAN;
  if (presence == GRAPPE_PRESENT) return;
  if (presence == GRAPPE_NOT_APPLICABLE) *bounds = grappe_bounds_exact(0);
  if (!isinf(bounds->low)) return;
  bounds->low = 0;
  bounds->low_open = 0;
}

grappe_code grappe_frame_cross_names(const grappe_frame_cross *cross, int of_columns, grappe_frame **frame,
                                     grappe_error *error) {
  size_t column = of_columns ? cross->column_column : cross->row_column;
  return frame_names_of(cross->frame, column, of_columns ? cross->first_column : cross->first_row,
                        of_columns ? cross->columns : cross->rows, frame, error);
}

grappe_code grappe_frame_cross_pairs(const grappe_frame_cross *cross, int of_columns, grappe_frame **frame,
                                     grappe_error *error) {
  size_t firsts = of_columns ? cross->columns : cross->rows, count = firsts * cross->columns;
  const frame_place *first = &cross->frame->places[of_columns ? cross->column_column : cross->row_column];
  const frame_place *second = &cross->frame->places[cross->column_column];
  const int32_t *first_rows = of_columns ? cross->first_column : cross->first_row;
  frame_column *names = NULL, *others = NULL;
  grappe_frame *made = NULL;
  if (count > INT32_MAX)
    return grappe_fail(error, GRAPPE_ARGUMENT, "%lu pairs are more rows than a frame may have: choose coarser names",
                       (unsigned long)count);
  int32_t *rows = grappe_alloc((count + 1) * sizeof *rows);
  if (!rows) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) rows[i] = first_rows[i / cross->columns];
  grappe_code code = grappe_frame_new(cross->frame->snapshot, count, &made, error);
  if (code == GRAPPE_OK) code = frame_column_gather(first->column, rows, count, &names, error);
  if (code == GRAPPE_OK) code = frame_put(made, first->name, 1, names, error);
  for (size_t i = 0; i < count; i++) rows[i] = cross->first_column[i % cross->columns];
  if (code == GRAPPE_OK) code = frame_column_gather(second->column, rows, count, &others, error);
  if (code == GRAPPE_OK) code = frame_put(made, of_columns ? "other" : second->name, 1, others, error);
  grappe_free(rows);
  if (code)
    grappe_frame_release(made);
  else
    *frame = made;
  return code;
}

grappe_code grappe_frame_cross_name(const grappe_frame_cross *cross, int of_columns, size_t index, grappe_buffer *text,
                                    grappe_error *error) {
  grappe_value value;
  size_t row = (size_t)(of_columns ? cross->first_column : cross->first_row)[index];
  size_t column = of_columns ? cross->column_column : cross->row_column;
  grappe_code code = grappe_frame_cell(cross->frame, row, column, &value, error);
  if (code) return code;
  code = grappe_value_display(&value, grappe_frame_snapshot(cross->frame), text, error);
  grappe_value_release(&value);
  return code;
}
