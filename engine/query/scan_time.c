/* Rows of a dataset that hold on a day or in a period: by the days on which they begin and end, or by their period. */
#include <string.h>

#include "query/scan_private.h"

/* Names of the columns in which a row's first and last day stand, as formats call them. */
static const char *const spans[][2] = {{"opened", "closed"}, {"from", "to"}, {"valid_from", "valid_to"}, {"date", ""}};

static int find_of_kind(const grappe_dataset *dataset, const char *name, grappe_dataset_kind kind) {
  int column = grappe_dataset_find(dataset, name);
  return column >= 0 && grappe_dataset_column_at(dataset, (size_t)column)->kind == kind ? column : -1;
}

/* The column `period`, else the only one that holds periods. */
static int period_column(const grappe_dataset *dataset) {
  int found = find_of_kind(dataset, "period", GRAPPE_DATASET_PERIOD);
  for (size_t i = 0; found < 0 && i < grappe_dataset_columns(dataset); i++) {
    if (grappe_dataset_column_at(dataset, i)->kind != GRAPPE_DATASET_PERIOD) continue;
    for (size_t j = i + 1; j < grappe_dataset_columns(dataset); j++)
      if (grappe_dataset_column_at(dataset, j)->kind == GRAPPE_DATASET_PERIOD) return -1;
    return (int)i;
  }
  return found;
}

/* Returns 0 where nothing tells when rows hold. *to -1: a row holds from its first day on. */
static int find_times(const grappe_dataset *dataset, int *from, int *to, int *period) {
  *from = *to = *period = -1;
  for (size_t i = 0; i < sizeof spans / sizeof *spans && *from < 0; i++) {
    *from = find_of_kind(dataset, spans[i][0], GRAPPE_DATASET_DAY);
    *to = find_of_kind(dataset, spans[i][1], GRAPPE_DATASET_DAY);
  }
  if (*from < 0) *period = period_column(dataset);
  return *from >= 0 || *period >= 0;
}

grappe_code scan_check_times(const grappe_scan *scan, grappe_error *error) {
  int from, to, period;
  if (find_times(scan->dataset, &from, &to, &period)) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "dataset %s has neither a column of periods nor days such as 'opened' and 'closed': nothing tells "
                     "when its rows hold",
                     grappe_dataset_about_of(scan->dataset)->about.code);
}

/* Takes the condition over. */
static grappe_code add(scan_plan *plan, int column, grappe_condition *condition, grappe_error *error) {
  scan_path path;
  if (!condition) return grappe_fail_memory(error);
  grappe_code code =
      scan_parse(plan->scan, grappe_dataset_column_at(plan->scan->dataset, (size_t)column)->name, &path, error);
  if (code == GRAPPE_OK) code = scan_plan_filter(plan, &path, condition, error);
  grappe_condition_release(condition);
  return code;
}

/* Of two conditions, taken over; NULL where memory ran out. */
static grappe_condition *joined(grappe_condition *a, grappe_condition *b, int any) {
  grappe_condition *both[] = {a, b};
  grappe_condition *made = any ? grappe_condition_any(both, 2) : grappe_condition_all(both, 2);
  grappe_condition_release(a);
  grappe_condition_release(b);
  return made;
}

static grappe_condition * not(grappe_condition * condition) {
  grappe_condition *made = grappe_condition_not(condition);
  grappe_condition_release(condition);
  return made;
}

grappe_code scan_plan_during(scan_plan *plan, const grappe_scan *operation, grappe_error *error) {
  grappe_period p = operation->period;
  int from, to, period;
  find_times(plan->scan->dataset, &from, &to, &period);
  if (period >= 0) /* neither wholly before nor wholly after */
    return add(
        plan, period,
        joined(not(grappe_condition_day(GRAPPE_LESS, p.from)), not(grappe_condition_day(GRAPPE_GREATER, p.to)), 0),
        error);
  if (strcmp(grappe_dataset_column_at(plan->scan->dataset, (size_t)from)->name, "date") == 0)
    return add(plan, from, grappe_condition_within(p), error);
  grappe_code code = add(plan, from, grappe_condition_day(GRAPPE_LESS_OR_EQUAL, p.to), error);
  if (code || to < 0) return code;
  /* no last day: it still holds */
  return add(plan, to, joined(grappe_condition_known(0), grappe_condition_day(GRAPPE_GREATER_OR_EQUAL, p.from), 1),
             error);
}
