/* Conditions held against a column: a loop over its codes, days or bounds. A condition on names is first answered for
 * each text of the dictionary, or each row referred to, and then only looked up. */
#include <math.h>
#include <string.h>

#include "query/condition_private.h"
#include "query/match_private.h"

static grappe_code fail_kind(const grappe_column *column, const query_path *path, const char *what,
                             grappe_error *error) {
  static const char *const kinds[] = {
      [GRAPPE_COLUMN_TEXT] = "a text",     [GRAPPE_COLUMN_NUMBER] = "a number", [GRAPPE_COLUMN_YESNO] = "yes or no",
      [GRAPPE_COLUMN_DAY] = "a date",      [GRAPPE_COLUMN_PERIOD] = "a period", [GRAPPE_COLUMN_FIGURE] = "a figure",
      [GRAPPE_COLUMN_REFERENCE] = "a row", [GRAPPE_COLUMN_LIST] = "a list",
  };
  return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' of %s is %s: it cannot be compared with %s", path->text,
                     path->from->plural, grappe_translate(kinds[column->kind]), grappe_translate(what));
}

/* --- absence ------------------------------------------------------------------------------------------------------ */

/* What an absent cell answers to a comparison. */
static unsigned char absent_truth(unsigned char flags) {
  return grappe_flags_presence(flags) == GRAPPE_NOT_APPLICABLE ? GRAPPE_FALSE : GRAPPE_MAYBE;
}

static int is_absent(const grappe_column *column, size_t i) {
  return grappe_flags_presence(column->flags[i]) != GRAPPE_PRESENT;
}

/* --- figures ------------------------------------------------------------------------------------------------------ */

/* The figure's bounds in the unit of some cells of the column. A number that a script wrote takes on their unit. */
static grappe_code bounds_in(grappe_figure *figure, grappe_unit unit, const query_path *path, grappe_bounds *bounds,
                             grappe_error *error) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  *bounds = parts->bounds;
  if (strcmp(parts->operation, "number") == 0 || grappe_unit_equal(parts->unit, unit)) return GRAPPE_OK;
  grappe_figure *converted;
  grappe_code code = grappe_figure_convert(figure, unit, &converted, error);
  if (code) {
    grappe_fail_at(error, "%s", path->text);
    return code;
  }
  *bounds = grappe_figure_read(converted)->bounds;
  grappe_figure_release(converted);
  return GRAPPE_OK;
}

static grappe_code match_figure(const grappe_column *column, const query_path *path, grappe_figure *figure,
                                grappe_comparison comparison, unsigned char *truth, grappe_error *error) {
  size_t units = column->unit_of ? column->unit_count : 1;
  grappe_bounds *bounds = grappe_alloc(units * sizeof *bounds);
  unsigned char *used = grappe_alloc_zero(units, 1);
  grappe_code code = bounds && used ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; code == GRAPPE_OK && i < column->count; i++) {
    size_t u = column->unit_of ? (size_t)column->unit_of[i] : 0;
    if (!used[u]) code = bounds_in(figure, grappe_column_unit(column, i), path, &bounds[u], error);
    used[u] = 1;
    if (code) break;
    if (grappe_flags_presence(column->flags[i]) == GRAPPE_NOT_APPLICABLE)
      truth[i] = GRAPPE_FALSE;
    else
      truth[i] = (unsigned char)query_compare_bounds(grappe_column_bounds(column, i), comparison, bounds[u]);
  }
  if (code == GRAPPE_OK && column->count == 0)
    code = bounds_in(figure, grappe_column_unit(column, 0), path, bounds, error);
  grappe_free(bounds);
  grappe_free(used);
  return code;
}

/* --- days and periods --------------------------------------------------------------------------------------------- */

static int day_holds(int64_t first, int64_t last, grappe_comparison comparison, int64_t day) {
  switch (comparison) {
    case GRAPPE_LESS:
      return last < day;
    case GRAPPE_LESS_OR_EQUAL:
      return last <= day;
    case GRAPPE_GREATER:
      return first > day;
    case GRAPPE_GREATER_OR_EQUAL:
      return first >= day;
    default:
      return first == day && last == day;
  }
}

static void match_day(const grappe_column *column, const grappe_condition *condition, unsigned char *truth) {
  for (size_t i = 0; i < column->count; i++) {
    grappe_day last = column->to ? column->to[i] : column->codes[i];
    truth[i] = is_absent(column, i) ? absent_truth(column->flags[i])
                                    : day_holds(column->codes[i], last, condition->comparison, condition->day);
  }
}

static void match_within(const grappe_column *column, grappe_period period, unsigned char *truth) {
  for (size_t i = 0; i < column->count; i++) {
    grappe_period own = {column->codes[i], column->to ? column->to[i] : column->codes[i]};
    truth[i] = is_absent(column, i) ? absent_truth(column->flags[i]) : grappe_period_contains(period, own) != 0;
  }
}

/* --- texts and rows ----------------------------------------------------------------------------------------------- */

/* Answers by code, for the codes in use; `answer` has one for each code. */
static void look_up(const grappe_column *column, const unsigned char *answer, unsigned char *truth) {
  for (size_t i = 0; i < column->count; i++)
    truth[i] = column->codes[i] < 0 ? absent_truth(column->flags[i]) : answer[column->codes[i]];
}

static grappe_code match_names(match_context *m, const grappe_column *column, const char *text, unsigned char *truth,
                               grappe_error *error) {
  unsigned char *answer = NULL;
  grappe_code code = column->kind == GRAPPE_COLUMN_REFERENCE
                         ? query_answer_rows(m, column->refers_to, text, &answer, error)
                         : query_answer_texts(m, column, text, &answer, error);
  if (code == GRAPPE_OK) look_up(column, answer, truth);
  grappe_free(answer);
  return code;
}

static grappe_code match_row(match_context *m, const grappe_column *column, const grappe_row *row, unsigned char *truth,
                             grappe_error *error) {
  int32_t wanted;
  if (column->kind != GRAPPE_COLUMN_REFERENCE) return fail_kind(column, m->path, "a row", error);
  if (column->refers_to != row->entity)
    return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' of %s is one of %s: it cannot be one of %s", m->path->text,
                       m->path->from->plural, column->refers_to->plural, row->entity->plural);
  grappe_code code = query_row_in(m->snapshot, row, &wanted, error);
  if (code) return code;
  for (size_t i = 0; i < column->count; i++)
    truth[i] = column->codes[i] < 0 ? absent_truth(column->flags[i]) : column->codes[i] == wanted && wanted >= 0;
  return GRAPPE_OK;
}

static void match_yes(const grappe_column *column, int yes, unsigned char *truth) {
  for (size_t i = 0; i < column->count; i++)
    truth[i] = column->codes[i] < 0 ? absent_truth(column->flags[i]) : column->codes[i] == yes;
}

static int read_yes(const char *text) {
  static const char *const words[][4] = {{"no", "non", "0", "false"}, {"yes", "oui", "1", "true"}};
  for (int yes = 0; yes < 2; yes++)
    for (int i = 0; i < 4; i++)
      if (strcmp(text, words[yes][i]) == 0) return yes;
  if (strcmp(text, "sì") == 0 || strcmp(text, "si") == 0) return 1;
  return -1;
}

/* A text against what is no text: it is read as what the column holds. */
static grappe_code match_read(match_context *m, const grappe_column *column, const char *text, unsigned char *truth,
                              grappe_error *error) {
  grappe_period period;
  grappe_code code;
  if (column->kind == GRAPPE_COLUMN_DAY || column->kind == GRAPPE_COLUMN_PERIOD) {
    code = grappe_period_parse(text, &period, error);
    if (code == GRAPPE_OK) match_within(column, period, truth);
  } else if (column->kind == GRAPPE_COLUMN_YESNO) {
    int yes = read_yes(text);
    if (yes < 0) return fail_kind(column, m->path, text, error);
    match_yes(column, yes, truth);
    code = GRAPPE_OK;
  } else {
    grappe_figure *figure;
    grappe_unit unit = column->unit_of ? grappe_unit_none() : grappe_column_unit(column, 0);
    code = grappe_figure_parse(text, column->unit_of ? NULL : &unit, &figure, error);
    if (code) return code;
    code = match_figure(column, m->path, figure, GRAPPE_EQUAL, truth, error);
    grappe_figure_release(figure);
  }
  return code;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static grappe_code match_cells(match_context *m, const grappe_column *column, grappe_condition *condition,
                               unsigned char *truth, grappe_error *error) {
  grappe_column_kind kind = column->kind;
  int timely = kind == GRAPPE_COLUMN_DAY || kind == GRAPPE_COLUMN_PERIOD;
  switch (condition->kind) {
    case CONDITION_TEXT:
      if (kind == GRAPPE_COLUMN_TEXT || kind == GRAPPE_COLUMN_REFERENCE)
        return match_names(m, column, condition->text, truth, error);
      return match_read(m, column, condition->text, truth, error);
    case CONDITION_FIGURE:
      if (kind != GRAPPE_COLUMN_FIGURE && kind != GRAPPE_COLUMN_NUMBER)
        return fail_kind(column, m->path, "a figure", error);
      return match_figure(column, m->path, condition->figure, condition->comparison, truth, error);
    case CONDITION_YESNO:
      if (kind != GRAPPE_COLUMN_YESNO) return fail_kind(column, m->path, "yes or no", error);
      match_yes(column, condition->yes, truth);
      return GRAPPE_OK;
    case CONDITION_DAY:
      if (!timely) return fail_kind(column, m->path, "a date", error);
      match_day(column, condition, truth);
      return GRAPPE_OK;
    case CONDITION_WITHIN:
      if (!timely) return fail_kind(column, m->path, "a period", error);
      match_within(column, condition->period, truth);
      return GRAPPE_OK;
    case CONDITION_ROW:
      return match_row(m, column, &condition->row, truth, error);
    default:
      for (size_t i = 0; i < column->count; i++) truth[i] = is_absent(column, i) != (condition->yes != 0);
      return GRAPPE_OK;
  }
}

/* The answer of a row from those of its items. Alternatives: one of the items is the value, so where all say the same
 * the row does; otherwise one item that says yes is enough. */
static unsigned char of_items(const grappe_column *column, const unsigned char *items, size_t row) {
  uint32_t from = column->offsets[row], to = column->offsets[row + 1];
  if (from == to) return absent_truth(column->flags[row]);
  unsigned char all = items[from], any = GRAPPE_FALSE;
  for (uint32_t i = from; i < to; i++) {
    unsigned char item = items[i];
    if (item != all) all = GRAPPE_MAYBE;
    if (item == GRAPPE_TRUE && (column->items->flags[i] & GRAPPE_FLAG_MAYBE)) item = GRAPPE_MAYBE;
    any = (unsigned char)grappe_truth_or((grappe_truth)any, (grappe_truth)item);
  }
  return column->alternatives ? all : any;
}

static int is_comparison(const grappe_condition *condition) {
  return condition->kind <= CONDITION_ROW;
}

/* Whether the condition is asked of each item: comparisons, `or` of such, and `and` of such (between two bounds it must
 * be one item that lies there). */
static int is_of_items(const grappe_condition *condition) {
  if (condition->kind != CONDITION_ANY && condition->kind != CONDITION_ALL) return is_comparison(condition);
  for (size_t i = 0; i < condition->count; i++)
    if (!is_comparison(condition->parts[i])) return 0;
  return condition->count > 0;
}

static grappe_code match(match_context *m, const grappe_column *column, grappe_condition *condition,
                         unsigned char *truth, grappe_error *error);

static grappe_code match_list(match_context *m, const grappe_column *column, grappe_condition *condition,
                              unsigned char *truth, grappe_error *error) {
  unsigned char *items = grappe_alloc(column->items->count);
  if (!items) return grappe_fail_memory(error);
  grappe_code code = match(m, column->items, condition, items, error);
  for (size_t i = 0; code == GRAPPE_OK && i < column->count; i++) truth[i] = of_items(column, items, i);
  grappe_free(items);
  return code;
}

static void match_known_list(const grappe_column *column, int known, unsigned char *truth) {
  for (size_t i = 0; i < column->count; i++) {
    int any = 0;
    for (uint32_t j = column->offsets[i]; j < column->offsets[i + 1] && !any; j++) any = !is_absent(column->items, j);
    truth[i] = any == known;
  }
}

static grappe_code match_parts(match_context *m, const grappe_column *column, grappe_condition *condition,
                               unsigned char *truth, grappe_error *error) {
  unsigned char *part = grappe_alloc(column->count);
  grappe_code code = part ? GRAPPE_OK : grappe_fail_memory(error);
  int any = condition->kind == CONDITION_ANY;
  for (size_t i = 0; i < column->count; i++) truth[i] = any ? GRAPPE_FALSE : GRAPPE_TRUE;
  for (size_t p = 0; p < condition->count && code == GRAPPE_OK; p++) {
    code = match(m, column, condition->parts[p], part, error);
    for (size_t i = 0; code == GRAPPE_OK && i < column->count; i++) {
      grappe_truth own = (grappe_truth)part[i], so_far = (grappe_truth)truth[i];
      if (condition->kind == CONDITION_NOT)
        truth[i] = (unsigned char)grappe_truth_not(own);
      else
        truth[i] = (unsigned char)(any ? grappe_truth_or(so_far, own) : grappe_truth_and(so_far, own));
    }
  }
  grappe_free(part);
  return code;
}

static grappe_code match(match_context *m, const grappe_column *column, grappe_condition *condition,
                         unsigned char *truth, grappe_error *error) {
  if (column->kind == GRAPPE_COLUMN_LIST && condition->kind == CONDITION_KNOWN) {
    match_known_list(column, condition->yes, truth);
    return GRAPPE_OK;
  }
  if (column->kind == GRAPPE_COLUMN_LIST && is_of_items(condition))
    return match_list(m, column, condition, truth, error);
  if (condition->kind == CONDITION_NOT || condition->kind == CONDITION_ANY || condition->kind == CONDITION_ALL)
    return match_parts(m, column, condition, truth, error);
  return match_cells(m, column, condition, truth, error);
}

grappe_code query_match(grappe_snapshot *snapshot, const grappe_column *column, const query_path *path,
                        grappe_condition *condition, grappe_period when, unsigned char *truth, grappe_error *error) {
  match_context m = {snapshot, path, when};
  unsigned char *own = grappe_alloc(column->count);
  if (!own) return grappe_fail_memory(error);
  grappe_code code = match(&m, column, condition, own, error);
  for (size_t i = 0; code == GRAPPE_OK && i < column->count; i++) query_and(&truth[i], (grappe_truth)own[i]);
  grappe_free(own);
  return code;
}
