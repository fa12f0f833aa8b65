/* The plan of a scan: which columns are read, what chooses rows, what is tallied. */
#include <math.h>
#include <string.h>

#include "query/scan_private.h"
#include "query/total_private.h"

enum { HISTOGRAM_MOST = 16 << 20, SEEN_MOST = 64 << 20 };

grappe_code scan_plan_column(scan_plan *plan, int column, int *place, grappe_error *error) {
  const grappe_dataset *dataset = plan->scan->dataset;
  for (*place = 0; *place < plan->column_count; ++*place)
    if (plan->columns[*place].column == column) return GRAPPE_OK;
  if (plan->column_count == SCAN_COLUMNS)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a query of a dataset reads at most %d columns", (int)SCAN_COLUMNS);
  const grappe_dataset_column *about = grappe_dataset_column_at(dataset, (size_t)column);
  scan_column *made = &plan->columns[plan->column_count++];
  *made =
      (scan_column){.column = column,
                    .type = grappe_dataset_physical(about->kind),
                    .codes = about->kind == GRAPPE_DATASET_YESNO ? 2 : grappe_dataset_codes(dataset, (size_t)column)};
  return grappe_dataset_summaries(plan->scan->dataset, (size_t)column, &made->summaries, error);
}

static grappe_code plan_keys(scan_plan *plan, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  plan->groups = 1;
  for (size_t k = 0; plan->by && k < plan->by->path_count && code == GRAPPE_OK; k++) {
    plan->key_count++;
    code = scan_key_make(plan, &plan->by->paths[k], &plan->keys[k], error);
    if (code) break;
    if (plan->keys[k].count > GRAPPE_SCAN_GROUPS / plan->groups)
      return grappe_fail(error, GRAPPE_ARGUMENT,
                         "these groups may be more than %d: group by fewer columns, or by ones with fewer values",
                         (int)GRAPPE_SCAN_GROUPS);
    plan->groups *= plan->keys[k].count;
  }
  return code;
}

grappe_code scan_plan_make(const grappe_scan *scan, scan_plan *plan, grappe_error *error) {
  const grappe_scan **operations;
  size_t count;
  *plan = (scan_plan){.scan = scan, .order_column = -1, .row_count = grappe_dataset_rows(scan->dataset)};
  grappe_code code = grappe_observatory_snapshot(scan->observatory, &plan->snapshot, error);
  if (code == GRAPPE_OK) code = scan_operations(scan, &operations, &count, error);
  if (code) return code;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    const grappe_scan *o = operations[i];
    if (o->kind == SCAN_WHERE) code = scan_plan_filter(plan, &o->paths[0], o->condition, error);
    if (o->kind == SCAN_WITHIN) code = scan_plan_within(plan, o, error);
    if (o->kind == SCAN_NEAR) code = scan_plan_near(plan, o, error);
    if (o->kind == SCAN_DURING) code = scan_plan_during(plan, o, error);
    if (o->kind == SCAN_CALL) code = scan_plan_call(plan, o, error);
    if (o->kind == SCAN_BY) plan->by = o;
    if (o->kind == SCAN_TOP && !o->grouped) {
      plan->most = o->most;
      plan->rows = 1;
      if (o->path_count) code = scan_plan_order(plan, &o->paths[0], 1, error);
    }
    if (o->kind == SCAN_ORDER && !o->grouped) code = scan_plan_order(plan, &o->paths[0], o->descending, error);
  }
  grappe_free(operations);
  return code ? code : plan_keys(plan, error);
}

void scan_plan_free(scan_plan *plan) {
  for (int i = 0; i < plan->filter_count; i++) {
    grappe_free(plan->filters[i].table);
    grappe_free(plan->filters[i].bits);
    scan_near_free(plan->filters[i].near);
    grappe_free(plan->filters[i].possible);
    grappe_free(plan->filters[i].certain);
    scan_test_free(&plan->filters[i].test);
  }
  for (int i = 0; i < plan->call_count; i++) scan_rows_free(plan->calls[i].rows);
  for (int i = 0; i < plan->key_count; i++) scan_key_free(&plan->keys[i]);
  for (int i = 0; i < plan->measure_count; i++) {
    scan_cells_free(&plan->measures[i].bands);
    scan_key_free(&plan->measures[i].key);
    grappe_free(plan->measures[i].name);
  }
  grappe_free(plan->order_value);
  grappe_free(plan->wanted);
  grappe_snapshot_release(plan->snapshot);
  *plan = (scan_plan){0};
}

/* --- measures -------------------------------------------------------------------------------------------------------
 */

static grappe_code check(const grappe_aggregation *a, grappe_error *error) {
  const char *word = query_aggregate_word(a->what);
  if (!a->path && a->what != GRAPPE_COUNT)
    return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' needs the name of a field: as in %s \"headcount\"", word, word);
  if (a->what == GRAPPE_QUANTILE && !(a->quantile >= 0 && a->quantile <= 1))
    return grappe_fail(error, GRAPPE_ARGUMENT, "a quantile is asked for by a number from 0 to 1, and %g was given",
                       a->quantile);
  return GRAPPE_OK;
}

static grappe_code plan_distinct(scan_plan *plan, scan_measure *m, const grappe_dataset_column *about,
                                 grappe_error *error) {
  m->kind = MEASURE_GATHER;
  grappe_code code = scan_plan_column(plan, m->path.column, &m->column, error);
  if (code || grappe_dataset_physical(about->kind) != GRAPPE_INT32 || about->kind == GRAPPE_DATASET_DAY) return code;
  if (!m->path.deeper && grappe_dataset_codes(plan->scan->dataset, (size_t)m->path.column) > SEEN_MOST / plan->groups &&
      grappe_dataset_unique(plan->scan->dataset, (size_t)m->path.column))
    return GRAPPE_OK; /* codes are as good as values, and too many to have a place for each */
  m->kind = MEASURE_SEEN;
  m->keyed = 1;
  code = scan_key_make(plan, &m->path, &m->key, error);
  m->width = m->key.count;
  if (code == GRAPPE_OK && m->width > SEEN_MOST / plan->groups)
    code = grappe_fail(error, GRAPPE_ARGUMENT, "the different values of '%s' are too many to count in so many groups",
                       m->path.text);
  return code;
}

/* Whether the integers of a column cannot run over when all are added. */
static int sum_fits(const scan_plan *plan, const scan_column *column) {
  long double most = 0;
  for (size_t s = 0; s < grappe_dataset_segments(plan->scan->dataset); s++) {
    const grappe_segment_summary *summary = &column->summaries[s];
    if (summary->least > summary->greatest) continue;
    long double low = -(long double)summary->least, high = (long double)summary->greatest;
    most += (low > high ? low : high) * summary->rows;
  }
  return most < 9.2e18L;
}

static grappe_code plan_numbers(scan_plan *plan, scan_measure *m, const grappe_dataset_column *about,
                                grappe_error *error) {
  grappe_aggregate what = m->aggregation.what;
  int numbers = about->kind == GRAPPE_DATASET_INTEGER || about->kind == GRAPPE_DATASET_NUMBER;
  if (m->path.deeper || (!numbers && about->kind != GRAPPE_DATASET_FIGURE))
    return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' of %s is no number: it has no %s", m->path.text,
                       grappe_dataset_about_of(plan->scan->dataset)->about.code, query_aggregate_word(what));
  grappe_code code = scan_plan_column(plan, m->path.column, &m->column, error);
  if (code) return code;
  m->kind = MEASURE_GATHER;
  if (about->kind == GRAPPE_DATASET_FIGURE) {
    code = scan_cells_of(plan->scan, plan->snapshot, &m->path, 0, &m->bands, error);
    m->width = m->bands.codes + SCAN_ABSENCES;
    if (m->width <= HISTOGRAM_MOST / plan->groups) m->kind = MEASURE_HISTOGRAM;
    return code;
  }
  if (what == GRAPPE_MIN || what == GRAPPE_MAX) m->kind = MEASURE_EXTREMES;
  if (what == GRAPPE_SUM || what == GRAPPE_MEAN)
    m->kind = about->kind == GRAPPE_DATASET_INTEGER ? MEASURE_WHOLE : MEASURE_REAL;
  if (m->kind == MEASURE_WHOLE && !sum_fits(plan, &plan->columns[m->column]))
    return grappe_fail(error, GRAPPE_ARGUMENT, "the values of '%s' are too large to be added up", m->path.text);
  return GRAPPE_OK;
}

grappe_code scan_plan_measure(scan_plan *plan, const grappe_aggregation *aggregation, int alone, grappe_error *error) {
  grappe_code code = check(aggregation, error);
  if (code) return code;
  if (plan->measure_count == SCAN_MEASURES)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a query of a dataset has at most %d totals", (int)SCAN_MEASURES);
  scan_measure *m = &plan->measures[plan->measure_count++];
  *m = (scan_measure){.kind = MEASURE_COUNT, .aggregation = *aggregation, .column = -1};
  grappe_buffer name = {0};
  query_aggregation_name(aggregation, alone, &name);
  m->name = grappe_buffer_take(&name);
  if (!m->name) return grappe_fail_memory(error);
  if (!aggregation->path) return GRAPPE_OK;
  code = scan_parse(plan->scan, aggregation->path, &m->path, error);
  if (code) return code;
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)m->path.column);
  if (aggregation->what == GRAPPE_DISTINCT) return plan_distinct(plan, m, about, error);
  if (aggregation->what != GRAPPE_COUNT) return plan_numbers(plan, m, about, error);
  if (m->path.deeper)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "the rows that have a value are counted for a column of the dataset: "
                       "'%s' lies behind one",
                       m->path.text);
  return scan_plan_column(plan, m->path.column, &m->column, error);
}
