/* Conditions of scans, taken apart before the scan: tables of answers for codes, small trees for numbers. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "query/scan_private.h"

/* A number that stands for a year, where a period or date is compared: 2018. */
static int year_of(const grappe_condition *condition, grappe_period *year) {
  if (condition->kind != CONDITION_FIGURE) return 0;
  const grappe_figure_parts *parts = grappe_figure_read(condition->figure);
  double value = parts->value;
  if (!(value >= 1000 && value <= 9999) || value != floor(value)) return 0;
  *year = (grappe_period){grappe_day_from_date((int)value, 1, 1), grappe_day_from_date((int)value, 12, 31)};
  return 1;
}

/* The condition with years in the place of such numbers: a new reference; NULL where memory ran out. */
static grappe_condition *with_years(grappe_condition *condition) {
  grappe_period year;
  if (year_of(condition, &year)) {
    int from = condition->comparison == GRAPPE_LESS || condition->comparison == GRAPPE_GREATER_OR_EQUAL;
    return condition->comparison == GRAPPE_EQUAL
               ? grappe_condition_within(year)
               : grappe_condition_day(condition->comparison, from ? year.from : year.to);
  }
  if (condition->count == 0) return grappe_condition_keep(condition);
  grappe_condition **parts = grappe_alloc_zero(condition->count, sizeof(grappe_condition *));
  grappe_condition *made = NULL;
  size_t count = 0;
  while (parts && count < condition->count && (parts[count] = with_years(condition->parts[count]))) count++;
  if (parts && count == condition->count)
    made = condition->kind == CONDITION_NOT   ? grappe_condition_not(parts[0])
           : condition->kind == CONDITION_ANY ? grappe_condition_any(parts, count)
                                              : grappe_condition_all(parts, count);
  for (size_t i = 0; i < count; i++) grappe_condition_release(parts[i]);
  grappe_free(parts);
  return made;
}

/* --- tables --------------------------------------------------------------------------------------------------------
 */

typedef struct tabling {
  scan_plan *plan;
  const scan_path *path;
  const scan_cells *cells;  /* NULL: free text */
  const char *const *texts; /* of a column of texts */
  size_t codes;
  query_path named; /* for messages and names */
} tabling;

static void absent_slots(const tabling *t, unsigned char *table) {
  for (size_t p = 0; p < SCAN_ABSENCES; p++)
    table[t->codes + p] = p == GRAPPE_NOT_APPLICABLE ? GRAPPE_FALSE : GRAPPE_MAYBE;
}

/* The texts that a text or pattern means as they are written; returns how many. */
static size_t match_texts(const tabling *t, const char *text, int folded, unsigned char *table) {
  int pattern = strchr(text, '*') != NULL;
  size_t found = 0;
  for (size_t i = 0; i < t->codes; i++) {
    table[i] = pattern ? query_pattern_exact(text, t->texts[i]) || (folded && query_pattern_folded(text, t->texts[i]))
                       : strcmp(text, t->texts[i]) == 0;
    found += table[i];
  }
  absent_slots(t, table);
  return found;
}

/* A condition against the cells; what the observatory does not know keeps its answer in `table` where it has one. */
static grappe_code match_cells(const tabling *t, grappe_condition *condition, unsigned char *table,
                               grappe_error *error) {
  for (size_t i = 0; i < t->codes + SCAN_ABSENCES; i++) table[i] = GRAPPE_TRUE;
  return query_match(t->plan->snapshot, t->cells->column, &t->named, condition, scan_when(t->plan->scan->dataset),
                     table, error);
}

static grappe_code match_codes(const tabling *t, grappe_condition *condition, unsigned char *table,
                               grappe_error *error) {
  const char *text = condition->text;
  if (!t->cells) {
    match_texts(t, text, 1, table);
    return GRAPPE_OK;
  }
  int pattern = strchr(text, '*') != NULL;
  if (match_texts(t, text, 0, table) && !pattern) return GRAPPE_OK;
  unsigned char *by_name = grappe_alloc(t->codes + SCAN_ABSENCES);
  if (!by_name) return grappe_fail_memory(error);
  grappe_code code = match_cells(t, condition, by_name, error);
  for (size_t i = 0; code == GRAPPE_OK && i < t->codes; i++)
    if (t->cells->column->codes[i] >= 0 && by_name[i] != GRAPPE_FALSE) table[i] = by_name[i];
  grappe_free(by_name);
  return code;
}

static grappe_code fill(const tabling *t, grappe_condition *condition, unsigned char *table, grappe_error *error) {
  size_t slots = t->codes + SCAN_ABSENCES;
  if (condition->kind == CONDITION_ANY || condition->kind == CONDITION_ALL || condition->kind == CONDITION_NOT) {
    int any = condition->kind == CONDITION_ANY;
    unsigned char *part = grappe_alloc(slots);
    grappe_code code = part ? GRAPPE_OK : grappe_fail_memory(error);
    memset(table, any ? GRAPPE_FALSE : GRAPPE_TRUE, slots);
    for (size_t p = 0; p < condition->count && code == GRAPPE_OK; p++) {
      code = fill(t, condition->parts[p], part, error);
      for (size_t i = 0; code == GRAPPE_OK && i < slots; i++) {
        grappe_truth own = (grappe_truth)part[i], so_far = (grappe_truth)table[i];
        table[i] = (unsigned char)(condition->kind == CONDITION_NOT ? grappe_truth_not(own)
                                   : any                            ? grappe_truth_or(so_far, own)
                                                                    : grappe_truth_and(so_far, own));
      }
    }
    grappe_free(part);
    return code;
  }
  if (condition->kind == CONDITION_KNOWN && t->texts) {
    memset(table, condition->yes, t->codes);
    memset(table + t->codes, !condition->yes, SCAN_ABSENCES);
    return GRAPPE_OK;
  }
  if (condition->kind == CONDITION_TEXT && t->texts) return match_codes(t, condition, table, error);
  if (condition->kind == CONDITION_ROW && t->texts && t->cells) {
    grappe_code code = match_cells(t, condition, table, error);
    for (size_t i = 0; code == GRAPPE_OK && i < t->codes; i++)
      if (t->cells->column->codes[i] < 0) table[i] = GRAPPE_FALSE; /* another code is another row */
    return code;
  }
  if (t->texts)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "column '%s' holds texts: it is compared with a text, a pattern or a row", t->path->text);
  return match_cells(t, condition, table, error);
}

grappe_code scan_plan_add_filter(scan_plan *plan, int column, scan_filter **filter, grappe_error *error) {
  if (plan->filter_count == SCAN_FILTERS)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a query of a dataset has at most %d conditions", (int)SCAN_FILTERS);
  *filter = &plan->filters[plan->filter_count++];
  **filter = (scan_filter){0};
  return scan_plan_column(plan, column, &(*filter)->column, error);
}

/* Takes over the table: `table` has grappe_truth for each slot. */
static grappe_code add_table(scan_plan *plan, int column, unsigned char *table, size_t codes, grappe_error *error) {
  scan_filter *filter;
  grappe_code code = scan_plan_add_filter(plan, column, &filter, error);
  if (code) {
    grappe_free(table);
    return code;
  }
  filter->table = table;
  filter->possible = grappe_alloc((codes + 1) * sizeof *filter->possible);
  filter->certain = grappe_alloc((codes + 1) * sizeof *filter->certain);
  if (!filter->possible || !filter->certain) return grappe_fail_memory(error);
  for (size_t i = 0; i < codes + SCAN_ABSENCES; i++) table[i] = (unsigned char)scan_truth((grappe_truth)table[i]);
  filter->possible[0] = filter->certain[0] = 0;
  for (size_t i = 0; i < codes; i++) {
    filter->possible[i + 1] = filter->possible[i] + (table[i] != SCAN_NO);
    filter->certain[i + 1] = filter->certain[i] + (table[i] == SCAN_YES);
  }
  return GRAPPE_OK;
}

static grappe_code table_filter(scan_plan *plan, const scan_path *path, const grappe_dataset_column *about,
                                grappe_condition *condition, grappe_error *error) {
  scan_cells cells = {0};
  tabling t = {.plan = plan, .path = path};
  const grappe_entity *entity = scan_entity(about);
  int free_text = about->kind == GRAPPE_DATASET_TEXT && !entity;
  grappe_code code = GRAPPE_OK;
  if (path->deeper)
    t.named = path->path;
  else
    t.named = (query_path){.from = grappe_entity_find("dataset"), .to = entity};
  memcpy(t.named.text, path->text, sizeof t.named.text);
  if (!free_text) {
    code = scan_cells_of(plan->scan, plan->snapshot, path, 0, &cells, error);
    t.cells = &cells;
    t.codes = cells.codes;
  }
  if (code == GRAPPE_OK && about->kind == GRAPPE_DATASET_TEXT && !path->deeper)
    code = grappe_dataset_texts(plan->scan->dataset, (size_t)path->column, &t.texts, &t.codes, error);
  unsigned char *table = code ? NULL : grappe_alloc(t.codes + SCAN_ABSENCES);
  if (code == GRAPPE_OK && !table) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = fill(&t, condition, table, error);
  if (code == GRAPPE_OK)
    code = add_table(plan, path->column, table, t.codes, error);
  else
    grappe_free(table);
  scan_cells_free(&cells);
  return code;
}

grappe_code scan_plan_within(scan_plan *plan, const grappe_scan *operation, grappe_error *error) {
  grappe_territories *territories;
  int32_t *rows = NULL;
  int column = scan_place_column(plan->scan->dataset);
  size_t codes = grappe_dataset_codes(plan->scan->dataset, (size_t)column);
  grappe_code code = grappe_snapshot_territories(plan->snapshot, &territories, error);
  if (code == GRAPPE_OK) code = scan_rows_of_codes(plan->scan, plan->snapshot, column, &rows, error);
  if (code) return code;
  unsigned char *table = grappe_alloc_zero(codes + SCAN_ABSENCES, 1);
  unsigned char *one = grappe_alloc((size_t)grappe_territories_count(territories));
  if (!table || !one) code = grappe_fail_memory(error);
  for (size_t p = 0; p < operation->place_count && code == GRAPPE_OK; p++) {
    int32_t area;
    code = query_row_in(plan->snapshot, &operation->places[p], &area, error);
    if (code || area < 0) continue;
    grappe_territories_within(territories, area, 1, one);
    for (size_t i = 0; i < codes + SCAN_ABSENCES; i++) {
      grappe_truth own = rows[i] < 0 ? GRAPPE_MAYBE : (grappe_truth)one[rows[i]];
      table[i] = (unsigned char)grappe_truth_or((grappe_truth)table[i], own);
    }
  }
  grappe_free(one);
  grappe_free(rows);
  if (code) {
    grappe_free(table);
    return code;
  }
  return add_table(plan, column, table, codes, error);
}

/* --- trees ---------------------------------------------------------------------------------------------------------
 */

static grappe_code fail_kind(const grappe_dataset_column *about, const char *expected, grappe_error *error) {
  return grappe_fail(error, GRAPPE_ARGUMENT, "column '%s' is compared with %s", about->name,
                     grappe_translate(expected));
}

static grappe_code test_of_figure(grappe_figure *figure, grappe_comparison comparison,
                                  const grappe_dataset_column *about, scan_test *test, grappe_error *error) {
  grappe_unit unit = grappe_unit_none();
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  grappe_code code = about->unit[0] ? grappe_unit_parse(about->unit, strlen(about->unit), &unit, error) : GRAPPE_OK;
  if (code) return code;
  *test = (scan_test){.kind = CONDITION_FIGURE, .comparison = comparison, .bounds = parts->bounds};
  if (strcmp(parts->operation, "number") == 0 || grappe_unit_equal(parts->unit, unit)) return GRAPPE_OK;
  grappe_figure *converted;
  code = grappe_figure_convert(figure, unit, &converted, error);
  if (code) return code;
  test->bounds = grappe_figure_read(converted)->bounds;
  grappe_figure_release(converted);
  return GRAPPE_OK;
}

static void range_of(grappe_comparison comparison, int64_t value, scan_test *test) {
  *test = (scan_test){.kind = CONDITION_DAY, .low = INT64_MIN, .high = INT64_MAX};
  if (comparison == GRAPPE_LESS) test->high = value - 1;
  if (comparison == GRAPPE_LESS_OR_EQUAL || comparison == GRAPPE_EQUAL) test->high = value;
  if (comparison == GRAPPE_GREATER) test->low = value + 1;
  if (comparison == GRAPPE_GREATER_OR_EQUAL || comparison == GRAPPE_EQUAL) test->low = value;
}

/* Digits, all of them or the first ones and a star. */
static grappe_code test_of_digits(const char *text, const grappe_dataset_column *about, scan_test *test,
                                  grappe_error *error) {
  int64_t value = 0, rest = 1;
  int digits = 0;
  for (; *text; text++) {
    if (*text == ' ') continue;
    if (*text < '0' || *text > '9' || digits == about->width) break;
    value = value * 10 + (*text - '0');
    digits++;
  }
  int star = text[0] == '*' && !text[1] && digits;
  if ((*text && !star) || (!star && digits != about->width))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "column '%s' holds identifiers of %d digits: give all of them, or the "
                       "first ones and a star, as in \"55*\"",
                       about->name, about->width);
  for (int i = digits; i < about->width; i++) rest *= 10;
  *test = (scan_test){.kind = CONDITION_DAY, .low = value * rest, .high = value * rest + rest - 1};
  return GRAPPE_OK;
}

static grappe_code test_of_text(const char *text, const grappe_dataset_column *about, scan_test *test,
                                grappe_error *error) {
  grappe_period period;
  if (about->kind == GRAPPE_DATASET_IDENTIFIER) return test_of_digits(text, about, test, error);
  if (about->kind == GRAPPE_DATASET_DAY) {
    grappe_code code = grappe_period_parse(text, &period, error);
    if (code == GRAPPE_OK) *test = (scan_test){.kind = CONDITION_DAY, .low = period.from, .high = period.to};
    return code;
  }
  grappe_unit unit = grappe_unit_none();
  grappe_figure *figure;
  grappe_code code = about->unit[0] ? grappe_unit_parse(about->unit, strlen(about->unit), &unit, error) : GRAPPE_OK;
  if (code == GRAPPE_OK) code = grappe_figure_parse(text, &unit, &figure, error);
  if (code) return code;
  code = test_of_figure(figure, GRAPPE_EQUAL, about, test, error);
  grappe_figure_release(figure);
  return code;
}

static grappe_code test_make(const grappe_condition *condition, const grappe_dataset_column *about, scan_test *test,
                             grappe_error *error) {
  *test = (scan_test){.kind = condition->kind, .yes = condition->yes};
  int numbers = about->kind == GRAPPE_DATASET_INTEGER || about->kind == GRAPPE_DATASET_NUMBER;
  grappe_code code = GRAPPE_OK;
  switch (condition->kind) {
    case CONDITION_KNOWN:
      return GRAPPE_OK;
    case CONDITION_TEXT:
      return test_of_text(condition->text, about, test, error);
    case CONDITION_FIGURE:
      if (numbers) return test_of_figure(condition->figure, condition->comparison, about, test, error);
      if (about->kind == GRAPPE_DATASET_IDENTIFIER && grappe_figure_exact(condition->figure)) {
        range_of(condition->comparison, (int64_t)grappe_figure_read(condition->figure)->value, test);
        return GRAPPE_OK;
      }
      return fail_kind(about, about->kind == GRAPPE_DATASET_DAY ? "a date or a period" : "its digits", error);
    case CONDITION_DAY:
      if (about->kind != GRAPPE_DATASET_DAY) return fail_kind(about, numbers ? "a number" : "its digits", error);
      range_of(condition->comparison, condition->day, test);
      return GRAPPE_OK;
    case CONDITION_WITHIN:
      if (about->kind != GRAPPE_DATASET_DAY) return fail_kind(about, numbers ? "a number" : "its digits", error);
      *test = (scan_test){.kind = CONDITION_DAY, .low = condition->period.from, .high = condition->period.to};
      return GRAPPE_OK;
    case CONDITION_NOT:
    case CONDITION_ANY:
    case CONDITION_ALL:
      test->parts = grappe_alloc_zero(condition->count, sizeof *test->parts);
      if (!test->parts) return grappe_fail_memory(error);
      test->count = condition->count;
      for (size_t i = 0; i < condition->count && code == GRAPPE_OK; i++)
        code = test_make(condition->parts[i], about, &test->parts[i], error);
      return code;
    default:
      return fail_kind(about,
                       numbers                             ? "a number"
                       : about->kind == GRAPPE_DATASET_DAY ? "a date or a period"
                                                           : "its digits",
                       error);
  }
}

void scan_test_free(scan_test *test) {
  for (size_t i = 0; i < test->count; i++) scan_test_free(&test->parts[i]);
  grappe_free(test->among);
  grappe_free(test->parts);
}

grappe_code scan_plan_filter(scan_plan *plan, const scan_path *path, grappe_condition *condition, grappe_error *error) {
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)path->column);
  int timely = about->kind == GRAPPE_DATASET_PERIOD || about->kind == GRAPPE_DATASET_DAY;
  if (path->deeper && about->kind == GRAPPE_DATASET_IDENTIFIER) return scan_plan_join(plan, path, condition, error);
  grappe_condition *own = timely ? with_years(condition) : grappe_condition_keep(condition);
  grappe_code code;
  if (!own) return grappe_fail_memory(error);
  if (about->kind == GRAPPE_DATASET_INTEGER || about->kind == GRAPPE_DATASET_NUMBER ||
      about->kind == GRAPPE_DATASET_IDENTIFIER || about->kind == GRAPPE_DATASET_DAY) {
    scan_filter *filter;
    code = scan_plan_add_filter(plan, path->column, &filter, error);
    if (code == GRAPPE_OK) code = test_make(own, about, &filter->test, error);
    if (code == GRAPPE_OK && about->kind == GRAPPE_DATASET_IDENTIFIER) scan_test_list(&filter->test);
    if (code == GRAPPE_OK && about->kind == GRAPPE_DATASET_IDENTIFIER)
      code = scan_plan_look_up_value(plan, path->column, filter, error);
  } else if (!path->deeper && scan_can_look_up(plan, path->column, own)) {
    code = scan_plan_look_up_text(plan, path->column, own, error);
  } else {
    code = table_filter(plan, path, about, own, error);
  }
  grappe_condition_release(own);
  return code;
}

/* --- answers -------------------------------------------------------------------------------------------------------
 */

unsigned scan_test_answer(const scan_test *test, const scan_value *value) {
  unsigned all = test->kind == CONDITION_ANY ? SCAN_NO : SCAN_YES;
  switch (test->kind) {
    case CONDITION_NOT:
      return scan_not(scan_test_answer(&test->parts[0], value));
    case CONDITION_ANY:
    case CONDITION_ALL:
      for (size_t i = 0; i < test->count; i++) {
        unsigned own = scan_test_answer(&test->parts[i], value);
        all = test->kind == CONDITION_ANY ? all | own : all & own;
      }
      return all;
    case CONDITION_KNOWN:
      return (value->presence == GRAPPE_PRESENT) == (test->yes != 0) ? SCAN_YES : SCAN_NO;
    default:
      break;
  }
  if (value->presence != GRAPPE_PRESENT) return value->presence == GRAPPE_NOT_APPLICABLE ? SCAN_NO : SCAN_MAYBE;
  if (test->kind == CONDITION_FIGURE)
    return scan_truth(
        query_compare_bounds(grappe_bounds_between(value->least, value->greatest), test->comparison, test->bounds));
  if (test->kind == CONDITION_ROW) return scan_among(test, value->low, value->high);
  if (value->low >= test->low && value->high <= test->high) return SCAN_YES;
  return value->high < test->low || value->low > test->high ? SCAN_NO : SCAN_MAYBE;
}
