/* Terminals of scans: figures and frames from what was tallied. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "query/scan_statistic_private.h"

enum { CHECK_GROUPS = 64 };

/* One run of a plan, and what is common to all its figures. */
typedef struct totals {
  scan_plan plan;
  scan_result result;
  size_t *starts[SCAN_MEASURES];
  scan_counts counts;
  grappe_buffer where;
  grappe_buffer locator;
  grappe_period period;
} totals;

static const grappe_dataset_info *info_of(const totals *t) {
  return grappe_dataset_about_of(t->plan.scan->dataset);
}

/* The period that all rows chosen lie in: of those periods that the conditions leave. */
static grappe_code find_period(totals *t, grappe_error *error) {
  const grappe_dataset *dataset = t->plan.scan->dataset;
  int any = 0;
  t->period = GRAPPE_PERIOD_ALL;
  for (size_t c = 0; c < grappe_dataset_columns(dataset) && !any; c++) {
    const grappe_period *periods;
    size_t count;
    if (grappe_dataset_column_at(dataset, c)->kind != GRAPPE_DATASET_PERIOD) continue;
    grappe_code code = grappe_dataset_periods(t->plan.scan->dataset, c, &periods, &count, error);
    if (code) return code;
    for (size_t i = 0; i < count; i++) {
      unsigned left = SCAN_YES;
      for (int f = 0; f < t->plan.filter_count; f++)
        if (t->plan.filters[f].table && t->plan.columns[t->plan.filters[f].column].column == (int)c)
          left &= t->plan.filters[f].table[i];
      if (!left || !grappe_period_stated(periods[i])) continue;
      t->period = any ? grappe_period_join(t->period, periods[i]) : periods[i];
      any = 1;
    }
  }
  return GRAPPE_OK;
}

static grappe_code run_again(totals *t, grappe_error *error) {
  int again = 0;
  for (int i = 0; i < t->plan.measure_count; i++)
    if (scan_needs_values(&t->plan, &t->result, i)) again |= 1 << i;
  if (!again) return GRAPPE_OK;
  scan_result_free(&t->plan, &t->result);
  for (int i = 0; i < t->plan.measure_count; i++)
    if (again & 1 << i) t->plan.measures[i].values = 1;
  return scan_run(&t->plan, &t->result, error);
}

static void totals_free(totals *t) {
  for (int i = 0; i < SCAN_MEASURES; i++) grappe_free(t->starts[i]);
  grappe_free(t->counts.items);
  scan_result_free(&t->plan, &t->result);
  scan_plan_free(&t->plan);
  grappe_buffer_free(&t->where);
  grappe_buffer_free(&t->locator);
}

/* totals_free also after a failure. */
static grappe_code totals_make(const grappe_scan *scan, const grappe_aggregation *aggregations, size_t count, totals *t,
                               grappe_error *error) {
  const grappe_scan **operations;
  size_t operation_count;
  *t = (totals){.period = GRAPPE_PERIOD_ALL};
  grappe_code code = scan_plan_make(scan, &t->plan, error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++)
    code = scan_plan_measure(&t->plan, &aggregations[i], count == 1, error);
  if (code == GRAPPE_OK) code = scan_run(&t->plan, &t->result, error);
  if (code == GRAPPE_OK) code = run_again(t, error);
  for (int i = 0; i < t->plan.measure_count && code == GRAPPE_OK; i++)
    code = scan_sort_gathered(&t->plan, &t->result, i, &t->starts[i], error);
  if (code == GRAPPE_OK) code = find_period(t, error);
  if (code == GRAPPE_OK) code = scan_operations(scan, &operations, &operation_count, error);
  if (code) return code;
  scan_describe_conditions(operations, operation_count, &t->where);
  grappe_free(operations);
  grappe_buffer_addf(&t->locator, "%s %s", info_of(t)->about.code, info_of(t)->about.edition);
  return grappe_buffer_failed(&t->where) || grappe_buffer_failed(&t->locator) ? grappe_fail_memory(error) : GRAPPE_OK;
}

/* --- figures --------------------------------------------------------------------------------------------------------
 */

static grappe_code unit_of(const totals *t, const scan_measure *m, grappe_unit *unit, grappe_error *error) {
  const grappe_dataset_column *about =
      m->column < 0 ? NULL : grappe_dataset_column_at(t->plan.scan->dataset, (size_t)t->plan.columns[m->column].column);
  grappe_aggregate what = m->aggregation.what;
  *unit = grappe_unit_none();
  if (what == GRAPPE_COUNT) return GRAPPE_OK;
  if (what == GRAPPE_DISTINCT) {
    const grappe_entity *entity = m->keyed ? m->key.items->refers_to : NULL;
    return entity ? grappe_unit_parse(entity->unit, strlen(entity->unit), unit, error) : GRAPPE_OK;
  }
  if (m->path.deeper) {
    if (m->reached.column->units) *unit = m->reached.column->units[0];
    return GRAPPE_OK;
  }
  return about->unit[0] ? grappe_unit_parse(about->unit, strlen(about->unit), unit, error) : GRAPPE_OK;
}

static grappe_code statistic_of(totals *t, int measure, size_t g, scan_statistic *s, grappe_error *error) {
  scan_reading reading = {&t->plan, &t->result, t->starts, &t->counts};
  return scan_statistic_of(&reading, measure, g, s, error);
}

/* The figures of these groups, whose names are the rows of `names`. */
static grappe_code make_figures(totals *t, const scan_groups *groups, int measure, grappe_frame *names,
                                scan_figures **figures, grappe_error *error) {
  size_t count = groups->count;
  grappe_code code = scan_figures_new(&t->plan, measure, grappe_buffer_text(&t->where), names, count, figures, error);
  if (code) return code;
  (*figures)->period = t->period;
  code = unit_of(t, &t->plan.measures[measure], &(*figures)->unit, error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    scan_group_figure *group = &(*figures)->groups[i];
    size_t place = scan_group_place(groups, i);
    group->sure = t->result.sure[place];
    group->maybe = t->result.maybe[place];
    code = statistic_of(t, measure, place, &group->statistic, error);
    if (code == GRAPPE_OK && i % CHECK_GROUPS == 0) code = grappe_run_check(query_run(t->plan.snapshot), error);
  }
  if (code) frame_maker_release(&(*figures)->maker);
  return code;
}

grappe_code grappe_scan_total(grappe_scan *scan, const grappe_aggregation *aggregation, grappe_figure **figure,
                              grappe_error *error) {
  if (scan->grouped) return grappe_fail(error, GRAPPE_ARGUMENT, "a grouped query gives a frame, not one figure");
  for (const grappe_scan *s = scan; s; s = s->before)
    if (s->kind == SCAN_TOP)
      return grappe_fail(error, GRAPPE_ARGUMENT,
                         "totals of the top rows of a dataset are taken from their frame: put ':frame()' before them");
  totals t;
  scan_figures *figures = NULL;
  grappe_code code = totals_make(scan, aggregation, 1, &t, error);
  if (code == GRAPPE_OK) code = make_figures(&t, &(scan_groups){.count = 1}, 0, NULL, &figures, error);
  if (code == GRAPPE_OK) {
    code = figures->maker.make(&figures->maker, 0, figure, error);
    frame_maker_release(&figures->maker);
  }
  totals_free(&t);
  return code;
}

/* --- frames ---------------------------------------------------------------------------------------------------------
 */

static grappe_code put_figures(totals *t, const scan_groups *groups, int measure, grappe_frame *names,
                               grappe_frame *frame, grappe_error *error) {
  scan_figures *figures = NULL;
  grappe_code code = make_figures(t, groups, measure, t->plan.by ? names : NULL, &figures, error);
  if (code) return code;
  code = frame_put(frame, t->plan.measures[measure].name, 0, scan_figures_column(figures, error), error);
  frame_maker_release(&figures->maker);
  return code;
}

/* `made`: the numbers, where they were plain; goes over to the frame, as does what is made here. */
static grappe_code put_bounds(totals *t, const scan_groups *groups, int measure, grappe_column *made,
                              grappe_frame *frame, grappe_error *error) {
  const scan_measure *m = &t->plan.measures[measure];
  grappe_column *cells = made ? made : grappe_column_new(GRAPPE_COLUMN_FIGURE, groups->count);
  grappe_code code = GRAPPE_OK;
  if (cells) cells->units = grappe_alloc(sizeof *cells->units);
  if (!cells || !cells->units) {
    grappe_column_free(cells);
    return grappe_fail_memory(error);
  }
  cells->unit_count = 1;
  code = unit_of(t, m, cells->units, error);
  for (size_t i = 0; i < groups->count && code == GRAPPE_OK && !made; i++) {
    scan_statistic s;
    code = statistic_of(t, measure, scan_group_place(groups, i), &s, error);
    if (code == GRAPPE_OK) grappe_column_set_figure(cells, i, s.result.presence, s.result.bounds, s.result.value, 0);
    if (code == GRAPPE_OK && i % CHECK_GROUPS == 0) code = grappe_run_check(query_run(t->plan.snapshot), error);
  }
  if (code) {
    grappe_column_free(cells);
    return code;
  }
  return frame_put(frame, m->name, 0, frame_column_new(cells, NULL, error), error);
}

static grappe_code add_notes(const totals *t, size_t count, grappe_frame *frame, grappe_error *error) {
  grappe_buffer note = {0};
  scan_undecided_note(t->result.work.maybe, &note);
  grappe_code code = frame_note(frame, grappe_buffer_text(&note), error);
  grappe_buffer_clear(&note);
  if (code == GRAPPE_OK && t->result.repeated) {
    grappe_buffer_addf(&note,
                       grappe_translate(t->result.repeated == 1
                                            ? "%lu row may stand in several groups: the groups do not add up to all"
                                            : "%lu rows may stand in several groups: the groups do not add up to all"),
                       (unsigned long)t->result.repeated);
    code = frame_note(frame, grappe_buffer_text(&note), error);
  }
  grappe_buffer_clear(&note);
  if (code == GRAPPE_OK && count > SCAN_FIGURES) {
    grappe_buffer_addf(&note, grappe_translate("so many figures bear no source of their own; all are from %s"),
                       grappe_buffer_text(&t->locator));
    code = frame_note(frame, grappe_buffer_text(&note), error);
  }
  grappe_buffer_free(&note);
  return code;
}

static grappe_code order_groups(const grappe_scan *scan, grappe_frame **frame, grappe_error *error) {
  const grappe_scan **operations;
  size_t count;
  grappe_code code = scan_operations(scan, &operations, &count, error);
  if (code) return code;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    const grappe_scan *o = operations[i];
    grappe_frame *next = NULL;
    if (!o->grouped) continue;
    if (o->kind == SCAN_ORDER) code = grappe_frame_sort(*frame, o->name, o->descending, &next, error);
    if (o->kind == SCAN_TOP && o->name) code = grappe_frame_top(*frame, o->most, o->name, &next, error);
    if (o->kind == SCAN_TOP && !o->name) code = grappe_frame_head(*frame, o->most, &next, error);
    if (code || !next) continue;
    grappe_frame_release(*frame);
    *frame = next;
  }
  grappe_free(operations);
  return code;
}

/* Columns go over to the frame one by one. */
static grappe_code put_columns(totals *t, const scan_groups *groups, scan_group_columns *columns, grappe_frame *frame,
                               grappe_error *error) {
  grappe_frame *names = NULL;
  grappe_code code = GRAPPE_OK;
  for (int k = 0; k < t->plan.key_count && code == GRAPPE_OK; k++) {
    frame_column *key = frame_column_new(columns->keys[k], NULL, error);
    columns->keys[k] = NULL;
    code = frame_put(frame, t->plan.by->paths[k].text, 1, key, error);
  }
  if (code == GRAPPE_OK) code = frame_copy(frame, &names, error);
  for (int i = 0; i < t->plan.measure_count && code == GRAPPE_OK; i++) {
    grappe_column *numbers = columns->numbers[i];
    columns->numbers[i] = NULL;
    code = groups->count > SCAN_FIGURES ? put_bounds(t, groups, i, numbers, frame, error)
                                        : put_figures(t, groups, i, names, frame, error);
  }
  grappe_frame_release(names);
  return code;
}

static grappe_code totals_frame(grappe_scan *scan, const grappe_aggregation *aggregations, size_t count,
                                grappe_frame **frame, grappe_error *error) {
  totals t;
  scan_groups groups = {0};
  scan_group_columns columns = {0};
  grappe_code code = totals_make(scan, aggregations, count, &t, error);
  if (code == GRAPPE_OK) code = scan_groups_list(&t.plan, &t.result, &groups, error);
  if (code == GRAPPE_OK)
    code = scan_groups_columns(&t.plan, &t.result, &groups, groups.count > SCAN_FIGURES, &columns, error);
  if (code == GRAPPE_OK) code = grappe_frame_new(t.plan.snapshot, groups.count, frame, error);
  if (code == GRAPPE_OK) {
    int stated;
    code = scan_geography(scan->dataset, t.plan.snapshot, &(*frame)->geography, &stated, error);
    if (code == GRAPPE_OK) code = put_columns(&t, &groups, &columns, *frame, error);
    if (code == GRAPPE_OK) code = add_notes(&t, groups.count, *frame, error);
    if (code == GRAPPE_OK) code = order_groups(scan, frame, error);
    if (code) {
      grappe_frame_release(*frame);
      *frame = NULL;
    }
  }
  scan_group_columns_free(&columns);
  scan_groups_free(&groups);
  totals_free(&t);
  return code;
}

static grappe_code rows_frame(grappe_scan *scan, grappe_frame **frame, grappe_error *error) {
  scan_plan plan;
  scan_result result = {0};
  const grappe_scan *select = NULL;
  grappe_buffer note = {0};
  for (const grappe_scan *s = scan; s && !select; s = s->before)
    if (s->kind == SCAN_SELECT) select = s;
  grappe_code code = scan_plan_make(scan, &plan, error);
  if (code == GRAPPE_OK) code = scan_find_rows(&plan, &result, error);
  if (code == GRAPPE_OK) code = scan_frame_of_rows(&plan, &result, select, frame, error);
  if (code == GRAPPE_OK) {
    scan_undecided_note(result.work.maybe, &note);
    code = frame_note(*frame, grappe_buffer_text(&note), error);
    if (code) {
      grappe_frame_release(*frame);
      *frame = NULL;
    }
  }
  grappe_buffer_free(&note);
  scan_result_free(&plan, &result);
  scan_plan_free(&plan);
  return code;
}

grappe_code grappe_scan_frame(grappe_scan *scan, const grappe_aggregation *aggregations, size_t count,
                              grappe_frame **frame, grappe_error *error) {
  static const grappe_aggregation rows = {GRAPPE_COUNT, NULL, 0, NULL};
  if (scan->grouped || count) return totals_frame(scan, count ? aggregations : &rows, count ? count : 1, frame, error);
  return rows_frame(scan, frame, error);
}

/* --- explaining ------------------------------------------------------------------------------------------------------
 */

grappe_code grappe_scan_explain(grappe_scan *scan, grappe_buffer *text, grappe_scan_work *work, grappe_error *error) {
  totals t;
  static const grappe_aggregation rows = {GRAPPE_COUNT, NULL, 0, NULL};
  grappe_code code = grappe_scan_describe(scan, text, error);
  if (code) return code;
  code = totals_make(scan, &rows, 1, &t, error);
  if (code == GRAPPE_OK) {
    *work = t.result.work;
    grappe_buffer_add_char(text, '\n');
    grappe_buffer_addf(text,
                       grappe_translate("%lu of %lu rows, and %lu undecided; %lu of %lu segments skipped by least and "
                                        "greatest value, %lu pieces of columns read and %lu found in memory"),
                       (unsigned long)work->sure, (unsigned long)work->rows, (unsigned long)work->maybe,
                       (unsigned long)work->skipped, (unsigned long)work->segments, (unsigned long)work->blobs,
                       (unsigned long)work->held);
    scan_describe_look_ups(&t.plan, text);
    grappe_buffer_add_char(text, '\n'); /* what differs from run to run stands on a line of its own */
    if (work->threads == 1)
      grappe_buffer_addf(text, grappe_translate("%.1f ms, one thread"), work->seconds * 1000);
    else
      grappe_buffer_addf(text, grappe_translate("%.1f ms, %lu threads"), work->seconds * 1000,
                         (unsigned long)work->threads);
    if (grappe_buffer_failed(text)) code = grappe_fail_memory(error);
  }
  totals_free(&t);
  return code;
}
