/* The plan of a scan: which columns are read, what chooses rows, what is tallied. */
#include <math.h>
#include <string.h>

#include "query/scan_private.h"
#include "query/total_private.h"

enum { HISTOGRAM_MOST = 16 << 20 }; /* counts in all groups together */

static const uint64_t CELLS_MOST = UINT32_MAX, SLOT_BITS_MOST = UINT64_C(1) << 29, BITS_MOST = UINT64_C(1) << 31;

typedef enum slots_of { AS_THEY_ARE, RANKED, JOINED } slots_of;

static slots_of slots_in(const scan_column *column) {
  return column->joining ? JOINED : column->ranks ? RANKED : AS_THEY_ARE;
}

static grappe_code add_column(scan_plan *plan, int column, slots_of slots, int *place, grappe_error *error) {
  grappe_dataset *dataset = plan->scan->dataset;
  for (*place = 0; *place < plan->column_count; ++*place)
    if (plan->columns[*place].column == column && slots_in(&plan->columns[*place]) == slots) return GRAPPE_OK;
  if (plan->column_count == SCAN_COLUMNS)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a query of a dataset reads at most %d columns", (int)SCAN_COLUMNS);
  const grappe_dataset_column *about = grappe_dataset_column_at(dataset, (size_t)column);
  scan_column made = {.column = column,
                      .type = grappe_dataset_physical(about->kind),
                      .codes = about->kind == GRAPPE_DATASET_YESNO ? 2 : grappe_dataset_codes(dataset, (size_t)column)};
  grappe_code code = grappe_dataset_summaries(dataset, (size_t)column, &made.summaries, error);
  if (code == GRAPPE_OK) code = grappe_dataset_shape_of(dataset, (size_t)column, &made.shape, error);
  if (code == GRAPPE_OK && slots == JOINED) {
    code = scan_joining_make(plan->scan, plan->snapshot, column, &made.joining, error);
    if (code == GRAPPE_OK) made.shape = (grappe_dataset_shape){4, 0, made.joining->count, 1};
    made.type = GRAPPE_INT32;
    made.codes = (size_t)made.shape.codes;
  }
  if (code == GRAPPE_OK && slots == RANKED) {
    code = grappe_dataset_ranks_of(dataset, (size_t)column, query_run(plan->snapshot), &made.ranks, error);
    if (code == GRAPPE_OK) made.shape = (grappe_dataset_shape){4, 0, made.ranks->count, made.shape.absent};
  }
  if (code == GRAPPE_OK) plan->columns[plan->column_count++] = made;
  return code;
}

grappe_code scan_plan_column(scan_plan *plan, int column, int *place, grappe_error *error) {
  return add_column(plan, column, AS_THEY_ARE, place, error);
}

grappe_code scan_plan_ranks(scan_plan *plan, int column, int *place, grappe_error *error) {
  return add_column(plan, column, RANKED, place, error);
}

grappe_code scan_plan_path(scan_plan *plan, const scan_path *path, int *place, grappe_error *error) {
  return add_column(plan, path->column, scan_is_joined(plan->scan->dataset, path) ? JOINED : AS_THEY_ARE, place, error);
}

static grappe_code plan_keys(scan_plan *plan, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  plan->cells = 1;
  for (size_t k = 0; plan->by && k < plan->by->path_count && code == GRAPPE_OK; k++) {
    plan->key_count++;
    code = scan_key_make(plan, &plan->by->paths[k], &plan->keys[k], error);
    if (code) break;
    if (plan->keys[k].count > CELLS_MOST / plan->cells)
      return grappe_fail(error, GRAPPE_ARGUMENT,
                         "these groups may be more than %lu: group by fewer columns, or by ones with fewer values",
                         (unsigned long)CELLS_MOST);
    plan->cells *= plan->keys[k].count;
  }
  plan->groups = (size_t)plan->cells;
  return code;
}

grappe_code scan_plan_make(const grappe_scan *scan, scan_plan *plan, grappe_error *error) {
  const grappe_scan **operations;
  size_t count;
  *plan = (scan_plan){.scan = scan, .order_column = -1, .packed = -1, .row_count = grappe_dataset_rows(scan->dataset)};
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
    grappe_free(plan->filters[i].spans);
    grappe_free(plan->filters[i].found);
    scan_near_free(plan->filters[i].near);
    grappe_free(plan->filters[i].possible);
    grappe_free(plan->filters[i].certain);
    scan_test_free(&plan->filters[i].test);
  }
  for (int i = 0; i < plan->column_count; i++) scan_joining_free(plan->columns[i].joining);
  for (int i = 0; i < plan->call_count; i++) scan_rows_free(plan->calls[i].rows);
  for (int i = 0; i < plan->key_count; i++) scan_key_free(&plan->keys[i]);
  for (int i = 0; i < plan->measure_count; i++) {
    scan_cells_free(&plan->measures[i].reached);
    scan_key_free(&plan->measures[i].key);
    grappe_free(plan->measures[i].name);
  }
  if (plan->present) scan_bits_free(plan->present);
  grappe_free(plan->present);
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

/* Values are told apart by their slots; texts that are codes by the rows that they lead to. */
static grappe_code plan_distinct(scan_plan *plan, scan_measure *m, const grappe_dataset_column *about,
                                 grappe_error *error) {
  grappe_code code = scan_plan_path(plan, &m->path, &m->column, error);
  if (code) return code;
  if (!m->path.deeper && !scan_entity(about)) {
    if (about->kind == GRAPPE_DATASET_TEXT && !grappe_dataset_unique(plan->scan->dataset, (size_t)m->path.column))
      code = grappe_dataset_canonical(plan->scan->dataset, (size_t)m->path.column, &m->canonical, error);
    return code;
  }
  m->keyed = 1;
  return scan_key_make(plan, &m->path, &m->key, error);
}

/* The greatest size that the sum of all integers of a column can come to. */
static long double most_of_sum(const scan_plan *plan, const scan_column *column) {
  long double most = 0;
  for (size_t s = 0; s < grappe_dataset_segments(plan->scan->dataset); s++) {
    const grappe_segment_summary *summary = &column->summaries[s];
    if (summary->least > summary->greatest) continue;
    long double low = -(long double)summary->least, high = (long double)summary->greatest;
    most += (low > high ? low : high) * summary->rows;
  }
  return most;
}

static grappe_code fail_number(const scan_plan *plan, const scan_measure *m, grappe_error *error) {
  return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' of %s is no number: it has no %s", m->path.text,
                     grappe_dataset_about_of(plan->scan->dataset)->about.code,
                     query_aggregate_word(m->aggregation.what));
}

/* What the path leads to, for each slot. */
static grappe_code plan_reached(scan_plan *plan, scan_measure *m, grappe_error *error) {
  grappe_code code = scan_plan_path(plan, &m->path, &m->column, error);
  return code ? code : scan_cells_of(plan->scan, plan->snapshot, &m->path, 0, &m->reached, error);
}

/* Numbers or figures that the path leads to, in one unit. */
static grappe_code plan_reached_numbers(scan_plan *plan, scan_measure *m, grappe_error *error) {
  grappe_code code = plan_reached(plan, m, error);
  if (code) return code;
  grappe_column *column = m->reached.column;
  if (column->kind != GRAPPE_COLUMN_FIGURE && column->kind != GRAPPE_COLUMN_NUMBER) return fail_number(plan, m, error);
  size_t first = SIZE_MAX;
  for (size_t i = 0; column->unit_of && i < column->count && code == GRAPPE_OK; i++) {
    if (grappe_flags_presence(column->flags[i]) != GRAPPE_PRESENT) continue;
    if (first == SIZE_MAX) first = i;
    grappe_bounds bounds = grappe_column_bounds(column, i);
    double value = column->value[i];
    code = query_convert(m->path.text, grappe_column_unit(column, i), grappe_column_unit(column, first), &bounds,
                         &value, error);
    if (code == GRAPPE_OK && column->kind == GRAPPE_COLUMN_FIGURE)
      grappe_column_set_figure(column, i, GRAPPE_PRESENT, bounds, value, (column->flags[i] & GRAPPE_FLAG_ABOUT) != 0);
    column->value[i] = value;
  }
  if (first != SIZE_MAX) column->units[0] = grappe_column_unit(column, first); /* the one that all are in now */
  return code;
}

static grappe_code plan_numbers(scan_plan *plan, scan_measure *m, const grappe_dataset_column *about,
                                grappe_error *error) {
  grappe_aggregate what = m->aggregation.what;
  int numbers = about->kind == GRAPPE_DATASET_INTEGER || about->kind == GRAPPE_DATASET_NUMBER;
  if (m->path.deeper) return plan_reached_numbers(plan, m, error);
  if (about->kind == GRAPPE_DATASET_FIGURE) return plan_reached(plan, m, error);
  if (!numbers) return fail_number(plan, m, error);
  grappe_code code = scan_plan_column(plan, m->path.column, &m->column, error);
  if (code) return code;
  if (about->kind != GRAPPE_DATASET_INTEGER || (what != GRAPPE_SUM && what != GRAPPE_MEAN)) return GRAPPE_OK;
  long double most = most_of_sum(plan, &plan->columns[m->column]);
  m->exact = most <= 9007199254740992.0L; /* 2^53 */
  if (most < 9.2e18L) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT, "the values of '%s' are too large to be added up", m->path.text);
}

/* --- what each measure tallies
 * ----------------------------------------------------------------------------------------
 */

static grappe_code settle_distinct(scan_plan *plan, scan_measure *m, grappe_error *error) {
  const grappe_dataset_shape *shape = &plan->columns[m->column].shape;
  int number = plan->columns[m->column].type == GRAPPE_DOUBLE;
  uint64_t codes = m->keyed ? m->key.count : shape->codes, groups = plan->groups ? plan->groups : 1;
  uint64_t fewest = codes && codes < plan->row_count ? codes : plan->row_count;
  m->kind = number ? MEASURE_GATHER : MEASURE_SEEN;
  if (m->keyed && codes > BITS_MOST / groups)
    return grappe_fail(error, GRAPPE_ARGUMENT, "the different values of '%s' are too many to count in so many groups",
                       m->path.text);
  int ranked = shape->width == 8 || (codes > SLOT_BITS_MOST / groups && fewest <= BITS_MOST / groups);
  if (!number && !m->keyed && !m->canonical && ranked && plan->columns[m->column].type == GRAPPE_INT64) {
    grappe_code code = scan_plan_ranks(plan, m->path.column, &m->column, error);
    if (code) return code;
    codes = plan->columns[m->column].shape.codes;
  }
  if (!number && !m->canonical && codes > BITS_MOST / groups) {
    m->kind = MEASURE_CELLS;
    m->width = (size_t)codes + SCAN_ABSENCES;
    return GRAPPE_OK;
  }
  if (m->canonical && codes > BITS_MOST / groups)
    return grappe_fail(error, GRAPPE_ARGUMENT, "the different values of '%s' are too many to count in so many groups",
                       m->path.text);
  m->width = (size_t)(codes + 63) / 64 * 64; /* groups begin with a word */
  return GRAPPE_OK;
}

static void settle_numbers(const scan_plan *plan, scan_measure *m) {
  const scan_column *column = &plan->columns[m->column];
  grappe_aggregate what = m->aggregation.what;
  size_t groups = plan->groups ? plan->groups : 1;
  int slots = column->shape.width < 8;
  m->width = (size_t)column->shape.codes + SCAN_ABSENCES;
  m->kind = !slots || column->type == GRAPPE_DOUBLE ? MEASURE_GATHER
            : m->width <= HISTOGRAM_MOST / groups   ? MEASURE_HISTOGRAM
                                                    : MEASURE_CELLS;
  if (m->reached.column || m->values) return;
  if (what == GRAPPE_MIN || what == GRAPPE_MAX) m->kind = MEASURE_EXTREMES;
  if (what == GRAPPE_SUM || what == GRAPPE_MEAN) m->kind = column->type == GRAPPE_DOUBLE ? MEASURE_REAL : MEASURE_WHOLE;
}

/* Rows and slots in one word: a pass through the groups less. */
static void settle_packed(scan_plan *plan) {
  plan->packed = -1;
  for (int i = 0; i < plan->measure_count && plan->packed < 0; i++) {
    const scan_measure *m = &plan->measures[i];
    if (m->kind != MEASURE_WHOLE || m->same >= 0 || plan->groups <= 1 || plan->groups > SCAN_DENSE) continue;
    const grappe_dataset_shape *shape = &plan->columns[m->column].shape;
    if (shape->width < 8 && shape->codes < (UINT64_C(1) << 16)) plan->packed = i;
  }
}

grappe_code scan_plan_settle(scan_plan *plan, grappe_error *error) {
  for (int i = 0; i < plan->measure_count; i++) {
    scan_measure *m = &plan->measures[i];
    m->same = -1;
    if (m->column < 0 || (m->aggregation.what == GRAPPE_COUNT && !m->reached.column)) continue;
    grappe_code code = GRAPPE_OK;
    if (m->aggregation.what == GRAPPE_DISTINCT)
      code = settle_distinct(plan, m, error);
    else
      settle_numbers(plan, m);
    if (code) return code;
    for (int j = 0; j < i && m->same < 0 && !m->keyed; j++) {
      const scan_measure *other = &plan->measures[j];
      if (other->kind == m->kind && other->column == m->column && other->width == m->width && !other->keyed &&
          other->aggregation.what != GRAPPE_COUNT && other->same < 0)
        m->same = j;
    }
  }
  settle_packed(plan);
  return GRAPPE_OK;
}

grappe_code scan_plan_measure(scan_plan *plan, const grappe_aggregation *aggregation, int alone, grappe_error *error) {
  grappe_code code = check(aggregation, error);
  if (code) return code;
  if (plan->measure_count == SCAN_MEASURES)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a query of a dataset has at most %d totals", (int)SCAN_MEASURES);
  scan_measure *m = &plan->measures[plan->measure_count++];
  *m = (scan_measure){.kind = MEASURE_COUNT, .aggregation = *aggregation, .column = -1, .same = -1};
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
  return m->path.deeper ? plan_reached(plan, m, error) : scan_plan_column(plan, m->path.column, &m->column, error);
}
