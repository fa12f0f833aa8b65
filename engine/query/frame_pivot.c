/* Values of a column turned into columns. */
#include <stdlib.h>
#include <string.h>

#include "query/frame_private.h"

enum { COLUMNS_MOST = 4096 };

typedef struct pivot {
  const grappe_frame *frame;
  size_t across, value;
  frame_codes rows, columns;
  int32_t *order;  /* the values of `across` in their order */
  int32_t *sorted; /* the frame's rows, one value of `across` after the other, and where each begins */
  size_t *starts;
  int32_t *places; /* for one column: the frame's row of each new row, -1 none */
  grappe_figure *hole;
} pivot;

typedef struct ordering {
  const query_keys *keys;
  const int32_t *first;
} ordering;

static int compare_values(const void *context, int32_t a, int32_t b) {
  const ordering *by = context;
  int32_t x = by->first[a], y = by->first[b];
  if (by->keys->absent[x] || by->keys->absent[y]) return by->keys->absent[x] - by->keys->absent[y];
  return (by->keys->key[x] > by->keys->key[y]) - (by->keys->key[x] < by->keys->key[y]);
}

static grappe_code order_columns(pivot *p, grappe_error *error) {
  query_keys keys;
  p->order = grappe_alloc((p->columns.count + 1) * sizeof *p->order);
  if (!p->order) return grappe_fail_memory(error);
  for (size_t i = 0; i < p->columns.count; i++) p->order[i] = (int32_t)i;
  grappe_code code = query_keys_of(p->frame->snapshot, grappe_frame_column(p->frame, p->across), &keys, error);
  if (code) return code;
  ordering by = {&keys, p->columns.first};
  code = query_sort(p->order, p->columns.count, compare_values, &by, error);
  query_keys_free(&keys);
  return code;
}

static grappe_code sort_rows(pivot *p, grappe_error *error) {
  size_t values = p->columns.count;
  p->sorted = grappe_alloc((p->frame->rows + 1) * sizeof *p->sorted);
  p->starts = grappe_alloc_zero(values + 2, sizeof *p->starts);
  if (!p->sorted || !p->starts) return grappe_fail_memory(error);
  for (size_t i = 0; i < p->frame->rows; i++) p->starts[p->columns.code[i] + 2]++;
  for (size_t v = 2; v < values + 2; v++) p->starts[v] += p->starts[v - 1];
  for (size_t i = 0; i < p->frame->rows; i++) p->sorted[p->starts[p->columns.code[i] + 1]++] = (int32_t)i;
  return GRAPPE_OK;
}

/* What stands where no row of the frame does. */
static grappe_code make_hole(pivot *p, int complete, grappe_error *error) {
  const grappe_column *cells = grappe_frame_column(p->frame, p->value);
  grappe_figure_parts parts = grappe_figure_parts_none();
  if (cells->kind != GRAPPE_COLUMN_FIGURE) {
    if (!complete || cells->kind == GRAPPE_COLUMN_NUMBER) return GRAPPE_OK;
    return grappe_fail(error, GRAPPE_ARGUMENT, "column '%s' holds no figures: choose one that does",
                       p->frame->places[p->value].name);
  }
  parts.unit = cells->units && cells->count ? grappe_column_unit(cells, 0) : grappe_unit_none();
  parts.presence = complete ? GRAPPE_PRESENT : GRAPPE_NOT_COLLECTED;
  parts.bounds = complete ? grappe_bounds_exact(0) : grappe_bounds_all();
  parts.reason = grappe_translate(complete ? "no row has it, and the table is complete" : "no row has it");
  p->hole = grappe_figure_new(&parts);
  return p->hole ? GRAPPE_OK : grappe_fail_memory(error);
}

/* Fills the holes of a new column. */
static grappe_code fill_holes(const pivot *p, frame_column *column, int complete, grappe_error *error) {
  grappe_column *cells = column->cells;
  grappe_code code = cells->kind == GRAPPE_COLUMN_FIGURE ? frame_column_figures(column, error) : GRAPPE_OK;
  if (code) return code;
  for (size_t i = 0; i < cells->count; i++) {
    if (p->places[i] >= 0) continue;
    if (cells->kind == GRAPPE_COLUMN_FIGURE) {
      const grappe_figure_parts *parts = grappe_figure_read(p->hole);
      grappe_column_set_figure(cells, i, parts->presence, parts->bounds, parts->value, 0);
      column->figures[i] = grappe_figure_keep(p->hole);
    } else if (complete) {
      cells->value[i] = 0;
      cells->flags[i] = GRAPPE_PRESENT;
    } else {
      grappe_column_set_absent(cells, i, GRAPPE_NOT_COLLECTED);
    }
  }
  return GRAPPE_OK;
}

/* The column of one value: named as files have it, entitled as people read it. */
static grappe_code put_column(pivot *p, int32_t value, int complete, grappe_frame *made, grappe_error *error) {
  grappe_buffer name = {0}, title = {0};
  grappe_value cell;
  frame_column *column = NULL;
  memset(p->places, 0xff, (p->rows.count + 1) * sizeof *p->places);
  for (size_t k = p->starts[value]; k < p->starts[value + 1]; k++) p->places[p->rows.code[p->sorted[k]]] = p->sorted[k];
  grappe_code code = grappe_frame_cell(p->frame, (size_t)p->columns.first[value], p->across, &cell, error);
  if (code) return code;
  code = grappe_value_write(&cell, &name, error);
  if (code == GRAPPE_OK) code = grappe_value_display(&cell, p->frame->snapshot, &title, error);
  if (!name.length) grappe_buffer_add(&name, "unknown");
  if (!title.length) grappe_buffer_add(&title, grappe_translate("unknown"));
  grappe_value_release(&cell);
  if (code == GRAPPE_OK && grappe_frame_find(made, grappe_buffer_text(&name), &(size_t){0}, NULL) == GRAPPE_OK)
    code = grappe_fail(error, GRAPPE_ARGUMENT, "two columns would be called '%s': rename one of the columns first",
                       grappe_buffer_text(&name));
  if (code == GRAPPE_OK)
    code = frame_column_gather(p->frame->places[p->value].column, p->places, p->rows.count, &column, error);
  if (code == GRAPPE_OK) {
    code = fill_holes(p, column, complete, error);
    if (code) frame_column_release(column);
  }
  if (code == GRAPPE_OK) code = frame_put(made, grappe_buffer_text(&name), 0, column, error);
  if (code == GRAPPE_OK && strcmp(grappe_buffer_text(&name), grappe_buffer_text(&title)) != 0)
    code = frame_entitle(made, grappe_buffer_text(&name), grappe_buffer_text(&title), error);
  grappe_buffer_free(&name);
  grappe_buffer_free(&title);
  return code;
}

static grappe_code put_rows(const pivot *p, const size_t *columns, size_t count, grappe_frame *made,
                            grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t k = 0; k < count && code == GRAPPE_OK; k++) {
    const frame_place *place = &p->frame->places[columns[k]];
    frame_column *column = NULL;
    code = frame_column_gather(place->column, p->rows.first, p->rows.count, &column, error);
    if (code == GRAPPE_OK) code = frame_put_as(made, place, column, error);
  }
  return code;
}

static grappe_code make(pivot *p, const size_t *rows, size_t row_count, int complete, grappe_frame **result,
                        grappe_error *error) {
  grappe_frame *made;
  p->places = grappe_alloc((p->rows.count + 1) * sizeof *p->places);
  if (!p->places) return grappe_fail_memory(error);
  grappe_code code = grappe_frame_new(p->frame->snapshot, p->rows.count, &made, error);
  if (code) return code;
  code = put_rows(p, rows, row_count, made, error);
  for (size_t i = 0; i < p->columns.count && code == GRAPPE_OK; i++) {
    code = put_column(p, p->order[i], complete, made, error);
    if (code == GRAPPE_OK) code = grappe_run_check(query_run(p->frame->snapshot), error);
  }
  for (size_t i = 0; i < p->frame->note_count && code == GRAPPE_OK; i++)
    code = frame_note(made, p->frame->notes[i], error);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}

grappe_code grappe_frame_pivot(const grappe_frame *frame, const char *const *rows, size_t row_count, const char *across,
                               const char *value, int complete, grappe_frame **result, grappe_error *error) {
  pivot p = {.frame = frame};
  size_t *columns = grappe_alloc((row_count + 1) * sizeof *columns);
  grappe_code code = columns ? frame_check_not_kept(frame, "confidentiality", error) : grappe_fail_memory(error);
  for (size_t k = 0; k < row_count && code == GRAPPE_OK; k++)
    code = grappe_frame_find(frame, rows[k], &columns[k], error);
  if (code == GRAPPE_OK) code = grappe_frame_find(frame, across, &p.across, error);
  if (code == GRAPPE_OK) code = grappe_frame_find(frame, value, &p.value, error);
  if (code == GRAPPE_OK) code = frame_codes_of_all(frame, columns, row_count, &p.rows, error);
  if (code == GRAPPE_OK) code = frame_codes_of_all(frame, &p.across, 1, &p.columns, error);
  if (code == GRAPPE_OK && p.columns.count > COLUMNS_MOST)
    code = grappe_fail(error, GRAPPE_ARGUMENT,
                       "column '%s' has %lu values, and a frame at most %d columns: let it name the rows instead",
                       across, (unsigned long)p.columns.count, (int)COLUMNS_MOST);
  if (code == GRAPPE_OK) code = frame_pair_check(frame, (size_t[]){columns[0], p.across}, &p.rows, &p.columns, error);
  if (code == GRAPPE_OK) code = order_columns(&p, error);
  if (code == GRAPPE_OK) code = sort_rows(&p, error);
  if (code == GRAPPE_OK) code = make_hole(&p, complete, error);
  if (code == GRAPPE_OK) code = make(&p, columns, row_count, complete, result, error);
  frame_codes_free(&p.rows);
  frame_codes_free(&p.columns);
  grappe_figure_release(p.hole);
  grappe_free(p.order);
  grappe_free(p.sorted);
  grappe_free(p.starts);
  grappe_free(p.places);
  grappe_free(columns);
  return code;
}
