/* The share of one column in another, row by row. Cells that are known exactly are computed at once, and their figures
 * made when they are asked for. */
#include "query/frame_private.h"
#include "statistics/concentration.h"
#include "statistics/figures.h"

enum { CHECK_ROWS = 1024 };

typedef struct share_maker {
  frame_maker maker;
  grappe_frame *frame; /* kept */
  size_t part, whole;  /* columns */
} share_maker;

/* --- one figure -----------------------------------------------------------------------------------------------------
 */

/* What is absent need not say of which unit it would be. */
static int has_unit(const grappe_figure_parts *parts) {
  return parts->presence == GRAPPE_PRESENT || !grappe_unit_equal(parts->unit, grappe_unit_none());
}

static grappe_code read_whole(const share_maker *m, size_t row, const grappe_figure_parts *part, grappe_figure **whole,
                              grappe_error *error) {
  grappe_figure *converted = NULL;
  grappe_code code = grappe_frame_figure(m->frame, row, m->whole, whole, error);
  if (code || !has_unit(part) || !has_unit(grappe_figure_read(*whole))) return code;
  if (grappe_unit_equal(part->unit, grappe_figure_read(*whole)->unit)) return GRAPPE_OK;
  code = grappe_figure_convert(*whole, part->unit, &converted, error);
  grappe_figure_release(*whole);
  *whole = converted;
  return code;
}

static grappe_code make(frame_maker *maker, size_t row, grappe_figure **figure, grappe_error *error) {
  static const grappe_statistic_about about = {.operation = "share", .label = "", .subject = "", .most = 1};
  const share_maker *m = (const share_maker *)maker;
  grappe_figure *pair[2] = {NULL, NULL};
  grappe_bounds bounds[2];
  double values[2];
  grappe_statistic_about own = about;
  own.unit = grappe_unit_none();
  grappe_code code = grappe_frame_figure(m->frame, row, m->part, &pair[0], error);
  if (code == GRAPPE_OK) code = read_whole(m, row, grappe_figure_read(pair[0]), &pair[1], error);
  if (code == GRAPPE_OK) {
    for (int i = 0; i < 2; i++) grappe_figure_item(pair[i], 1, &bounds[i], &values[i]);
    grappe_statistic share = grappe_share(bounds[0], values[0], bounds[1], values[1]);
    code = grappe_statistic_figure(&share, &own, pair, 2, figure, error);
  }
  grappe_figure_release(pair[0]);
  grappe_figure_release(pair[1]);
  return code;
}

static void free_maker(frame_maker *maker) {
  grappe_frame_release(((share_maker *)maker)->frame);
  grappe_free(maker);
}

/* --- all of them ----------------------------------------------------------------------------------------------------
 */

/* Whether figures of the column are all of one unit and one kind, so that where one may be a share all may. */
static int alike(const frame_column *column) {
  if (column->cells->kind != GRAPPE_COLUMN_FIGURE || column->cells->unit_of) return 0;
  return column->maker || (!column->leaf_entity && !column->figures);
}

static int exact(const grappe_column *cells, size_t row) {
  return cells->flags[row] == GRAPPE_PRESENT && cells->low[row] == cells->high[row] &&
         cells->value[row] == cells->low[row];
}

/* A row that has both, to try it: whether what they count clashes. */
static size_t row_to_try(const frame_column *part, const frame_column *whole, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    if ((!part->leaves || part->leaves[i] >= 0) && (!whole->leaves || whole->leaves[i] >= 0)) return i;
  return 0;
}

static grappe_code whole_figure(share_maker *m, frame_column *shares, size_t row, grappe_error *error) {
  grappe_code code = frame_column_figures(shares, error);
  if (code == GRAPPE_OK && !shares->figures[row]) code = make(&m->maker, row, &shares->figures[row], error);
  if (code) return code;
  const grappe_figure_parts *parts = grappe_figure_read(shares->figures[row]);
  grappe_column_set_figure(shares->cells, row, parts->presence, parts->bounds, parts->value, parts->about);
  return row % CHECK_ROWS == 0 ? grappe_run_check(query_run(m->frame->snapshot), error) : GRAPPE_OK;
}

static grappe_code fill(share_maker *m, frame_column *shares, grappe_error *error) {
  const frame_column *part = m->frame->places[m->part].column, *whole = m->frame->places[m->whole].column;
  size_t rows = m->frame->rows;
  int lazy = alike(part) && alike(whole) && grappe_unit_equal(part->cells->units[0], whole->cells->units[0]);
  grappe_code code = rows ? whole_figure(m, shares, row_to_try(part, whole, rows), error) : GRAPPE_OK;
  for (size_t i = 0; i < rows && code == GRAPPE_OK; i++) {
    shares->leaves[i] = (int32_t)i;
    if (!lazy || !exact(part->cells, i) || !exact(whole->cells, i)) {
      code = whole_figure(m, shares, i, error);
      continue;
    }
    double a = part->cells->value[i], b = whole->cells->value[i];
    grappe_statistic share = grappe_share(grappe_bounds_exact(a), a, grappe_bounds_exact(b), b);
    grappe_column_set_figure(shares->cells, i, share.undefined ? GRAPPE_UNDEFINED : GRAPPE_PRESENT, share.bounds,
                             share.value, 0);
  }
  return code;
}

static frame_column *new_column(share_maker *m, grappe_error *error) {
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_FIGURE, m->frame->rows);
  if (cells) cells->units = grappe_alloc(sizeof *cells->units);
  if (!cells || !cells->units) {
    grappe_column_free(cells);
    grappe_fail_memory(error);
    return NULL;
  }
  cells->unit_count = 1;
  cells->units[0] = grappe_unit_none();
  frame_column *column = frame_column_new(cells, NULL, error);
  if (!column) return NULL;
  column->leaves = grappe_alloc((m->frame->rows + 1) * sizeof *column->leaves);
  if (!column->leaves) {
    frame_column_release(column);
    grappe_fail_memory(error);
    return NULL;
  }
  column->maker = &m->maker;
  m->maker.references++;
  return column;
}

grappe_code grappe_frame_share_of(const grappe_frame *frame, const char *part, const char *whole, const char *as,
                                  grappe_frame **result, grappe_error *error) {
  size_t columns[2];
  grappe_frame *made = NULL;
  grappe_code code = frame_find_numbers(frame, part, &columns[0], error);
  if (code == GRAPPE_OK) code = frame_find_numbers(frame, whole, &columns[1], error);
  if (code) return code;
  share_maker *m = grappe_alloc_zero(1, sizeof *m);
  if (!m) return grappe_fail_memory(error);
  *m = (share_maker){{1, make, free_maker, 0}, NULL, columns[0], columns[1]};
  code = frame_copy(frame, &m->frame, error);
  frame_column *column = code == GRAPPE_OK ? new_column(m, error) : NULL;
  if (code == GRAPPE_OK) code = column ? fill(m, column, error) : GRAPPE_MEMORY;
  if (code == GRAPPE_OK) code = frame_copy(frame, &made, error);
  if (code == GRAPPE_OK)
    code = frame_put(made, as ? as : "share", 0, column, error);
  else
    frame_column_release(column);
  frame_maker_release(&m->maker);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}
