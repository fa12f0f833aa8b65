#include "query/frame_concentration.h"

#include <math.h>

#include "base/threads.h"
#include "query/frame_cross.h"
#include "query/frame_private.h"

enum { THREADS_FROM = 100000 };

/* The values of all groups, one group after the other. */
typedef struct grouping {
  frame_codes codes;
  size_t *start;         /* of each group, and the end of the last */
  grappe_bounds *bounds; /* NULL: all are exact */
  double *values;
  const double *exact; /* where they are: `values`, or the column's own where its rows are in this order already */
  grappe_statistic *results;
} grouping;

static int exists(const grappe_column *cells, size_t row) {
  return grappe_flags_presence(cells->flags[row]) != GRAPPE_NOT_APPLICABLE;
}

/* What is absent need not say of which unit it would be. */
static int one_unit(const grappe_column *cells) {
  size_t first = 0;
  if (cells->kind != GRAPPE_COLUMN_FIGURE || !cells->unit_of) return 1;
  while (first < cells->count && grappe_flags_presence(cells->flags[first]) != GRAPPE_PRESENT) first++;
  for (size_t i = first; i < cells->count; i++)
    if (grappe_flags_presence(cells->flags[i]) == GRAPPE_PRESENT &&
        !grappe_unit_equal(grappe_column_unit(cells, i), grappe_column_unit(cells, first)))
      return 0;
  return 1;
}

/* Exact values that stand group after group already need not be moved. */
static grappe_code find_groups(grouping *g, const grappe_frame *frame, size_t column, const grappe_column *cells,
                               grappe_error *error) {
  int together = 0;
  grappe_code code = GRAPPE_OK;
  if (grappe_column_exact(cells)) code = frame_codes_together(frame, column, &g->codes, &together, error);
  if (together) g->exact = cells->value;
  if (code || together) return code;
  code = frame_codes_of(frame, column, &g->codes, error);
  return code ? code : frame_codes_complete(frame, column, &g->codes, error);
}

static grappe_code make_room(grouping *g, const grappe_column *cells, grappe_error *error) {
  g->start = grappe_alloc_zero(g->codes.count + 2, sizeof *g->start);
  g->results = grappe_alloc((g->codes.count + 1) * sizeof *g->results);
  if (!g->start || !g->results) return grappe_fail_memory(error);
  if (g->exact) return GRAPPE_OK;
  g->values = grappe_alloc((cells->count + 1) * sizeof *g->values);
  if (grappe_column_exact(cells))
    g->exact = g->values;
  else
    g->bounds = grappe_alloc((cells->count + 1) * sizeof *g->bounds);
  return g->values && (g->exact || g->bounds) ? GRAPPE_OK : grappe_fail_memory(error);
}

static void find_starts(grouping *g, size_t rows) {
  for (size_t k = 0; k < g->codes.count; k++) g->start[k] = (size_t)g->codes.first[k];
  g->start[g->codes.count] = rows;
}

/* Counts, then places: start[group + 1] runs from the group's beginning to its end. */
static void sort_values(grouping *g, const grappe_column *cells) {
  for (size_t i = 0; i < cells->count; i++)
    if (exists(cells, i)) g->start[g->codes.code[i] + 2]++;
  for (size_t k = 2; k < g->codes.count + 2; k++) g->start[k] += g->start[k - 1];
  for (size_t i = 0; i < cells->count; i++) {
    if (!exists(cells, i)) continue;
    size_t at = g->start[g->codes.code[i] + 1]++;
    g->values[at] = cells->value[i];
    if (!g->bounds) continue;
    int present = grappe_flags_presence(cells->flags[i]) == GRAPPE_PRESENT;
    g->bounds[at] = grappe_column_bounds(cells, i);
    if (!present) g->values[at] = NAN;
    if (!present && isinf(g->bounds[at].low)) g->bounds[at] = grappe_bounds_between(0, g->bounds[at].high);
  }
}

typedef struct computing {
  const grouping *g;
  grappe_hhi_form form;
} computing;

static grappe_code hhi_of(void *context, size_t k, size_t worker, grappe_error *error) {
  const computing *c = context;
  const grouping *g = c->g;
  size_t from = g->start[k], count = g->start[k + 1] - from;
  (void)worker;
  if (!g->bounds) {
    g->results[k] = grappe_hhi_exact(g->exact + from, count, c->form);
    return GRAPPE_OK;
  }
  grappe_sample sample = {g->bounds + from, g->values + from, count};
  return grappe_hhi(&sample, c->form, &g->results[k], error);
}

/* Not worth threads where there is little to do. */
static grappe_code compute(const grouping *g, grappe_hhi_form form, grappe_run *run, size_t rows, grappe_error *error) {
  computing c = {g, form};
  size_t workers = rows < THREADS_FROM ? 1 : grappe_workers(run, g->codes.count);
  return grappe_parallel(run, workers, g->codes.count, hhi_of, &c, error);
}

static void free_grouping(grouping *g) {
  frame_codes_free(&g->codes);
  grappe_free(g->start);
  grappe_free(g->bounds);
  grappe_free(g->values);
  grappe_free(g->results);
}

grappe_code grappe_frame_hhi(grappe_frame *frame, const char *by, const char *value, grappe_hhi_form form,
                             const char *as, grappe_frame **result, grappe_error *error) {
  static const double least[] = {0, 0, 1, 0}, most[] = {1, 1, INFINITY, 10000}; /* by form */
  grappe_statistic_about about = grappe_statistic_about_none(as, grappe_unit_none(), least[form], most[form]);
  grappe_frame *names = NULL;
  grouping g = {.codes = {0}};
  size_t column, place;
  grappe_code code = grappe_frame_find(frame, by, &column, error);
  if (code == GRAPPE_OK) code = frame_find_numbers(frame, value, &place, error);
  if (code) return code;
  const grappe_column *cells = grappe_frame_column(frame, place);
  if (!one_unit(cells))
    return grappe_fail(error, GRAPPE_UNIT, "column '%s' holds figures of several units: they cannot be put together",
                       grappe_frame_name(frame, place));
  code = find_groups(&g, frame, column, cells, error);
  if (code == GRAPPE_OK) code = make_room(&g, cells, error);
  if (code == GRAPPE_OK && g.values) sort_values(&g, cells);
  if (code == GRAPPE_OK && !g.values) find_starts(&g, cells->count);
  if (code == GRAPPE_OK) code = compute(&g, form, query_run(frame->snapshot), cells->count, error);
  if (code == GRAPPE_OK) code = frame_names_of(frame, column, g.codes.first, g.codes.count, &names, error);
  if (code == GRAPPE_OK) code = grappe_frame_with_statistics(names, as, g.results, &about, result, error);
  grappe_frame_release(names);
  free_grouping(&g);
  return code;
}
