#include "query/condition.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "query/condition_private.h"
#include "query/value.h"

static grappe_condition *make(condition_kind kind) {
  grappe_condition *condition = grappe_alloc_zero(1, sizeof *condition);
  if (!condition) return NULL;
  condition->references = 1;
  condition->kind = kind;
  return condition;
}

grappe_condition *grappe_condition_keep(grappe_condition *condition) {
  if (condition) condition->references++;
  return condition;
}

void grappe_condition_release(grappe_condition *condition) {
  if (!condition || --condition->references > 0) return;
  grappe_free(condition->text);
  grappe_figure_release(condition->figure);
  if (condition->kind == CONDITION_ROW) grappe_snapshot_release(condition->row.snapshot);
  for (size_t i = 0; i < condition->count; i++) grappe_condition_release(condition->parts[i]);
  grappe_free(condition->parts);
  grappe_free(condition);
}

grappe_condition *grappe_condition_text(const char *text) {
  grappe_condition *condition = make(CONDITION_TEXT);
  if (condition && !(condition->text = grappe_strdup(text))) {
    grappe_condition_release(condition);
    return NULL;
  }
  return condition;
}

grappe_condition *grappe_condition_figure(grappe_comparison comparison, grappe_figure *figure) {
  grappe_condition *condition = figure ? make(CONDITION_FIGURE) : NULL;
  if (!condition) return NULL;
  condition->comparison = comparison;
  condition->figure = grappe_figure_keep(figure);
  return condition;
}

grappe_condition *grappe_condition_yesno(int yes) {
  grappe_condition *condition = make(CONDITION_YESNO);
  if (condition) condition->yes = yes != 0;
  return condition;
}

grappe_condition *grappe_condition_day(grappe_comparison comparison, grappe_day day) {
  grappe_condition *condition = make(CONDITION_DAY);
  if (!condition) return NULL;
  condition->comparison = comparison;
  condition->day = day;
  return condition;
}

grappe_condition *grappe_condition_within(grappe_period period) {
  grappe_condition *condition = make(CONDITION_WITHIN);
  if (condition) condition->period = period;
  return condition;
}

grappe_condition *grappe_condition_row(const grappe_row *row) {
  grappe_condition *condition = make(CONDITION_ROW);
  if (!condition) return NULL;
  condition->row = *row;
  grappe_snapshot_keep(row->snapshot);
  return condition;
}

grappe_condition *grappe_condition_known(int known) {
  grappe_condition *condition = make(CONDITION_KNOWN);
  if (condition) condition->yes = known != 0;
  return condition;
}

static grappe_condition *combine(condition_kind kind, grappe_condition *const *conditions, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!conditions[i]) return NULL;
  grappe_condition *condition = make(kind);
  if (!condition) return NULL;
  condition->parts = grappe_alloc(count * sizeof(grappe_condition *));
  if (!condition->parts) {
    grappe_condition_release(condition);
    return NULL;
  }
  for (size_t i = 0; i < count; i++) condition->parts[i] = grappe_condition_keep(conditions[i]);
  condition->count = count;
  return condition;
}

grappe_condition *grappe_condition_not(grappe_condition *condition) {
  return combine(CONDITION_NOT, &condition, 1);
}

grappe_condition *grappe_condition_any(grappe_condition *const *conditions, size_t count) {
  return combine(CONDITION_ANY, conditions, count);
}

grappe_condition *grappe_condition_all(grappe_condition *const *conditions, size_t count) {
  return combine(CONDITION_ALL, conditions, count);
}

static const char *comparison_words(grappe_comparison comparison) {
  switch (comparison) {
    case GRAPPE_LESS:
      return grappe_translate("less than");
    case GRAPPE_LESS_OR_EQUAL:
      return grappe_translate("at most");
    case GRAPPE_GREATER:
      return grappe_translate("more than");
    case GRAPPE_GREATER_OR_EQUAL:
      return grappe_translate("at least");
    default:
      return "=";
  }
}

static void add_day(grappe_day day, grappe_buffer *text) {
  char written[GRAPPE_PERIOD_TEXT];
  grappe_buffer_add(text, grappe_period_write((grappe_period){day, day}, written));
}

static void add_parts(const grappe_condition *condition, const char *word, grappe_code_namer *name_of, void *context,
                      grappe_buffer *text) {
  for (size_t i = 0; i < condition->count; i++) {
    if (i) grappe_buffer_addf(text, " %s ", word);
    grappe_condition_describe(condition->parts[i], name_of, context, text);
  }
}

/* Whether it is a choice among codes: "= research or production". */
static int are_codes(const grappe_condition *condition) {
  for (size_t i = 0; i < condition->count; i++) {
    const grappe_condition *part = condition->parts[i];
    if (part->kind != CONDITION_TEXT && (part->kind != CONDITION_ANY || !are_codes(part))) return 0;
  }
  return condition->count > 0;
}

static void add_codes(const grappe_condition *condition, grappe_code_namer *name_of, void *context,
                      grappe_buffer *text) {
  for (size_t i = 0; i < condition->count; i++) {
    const grappe_condition *part = condition->parts[i];
    if (i) grappe_buffer_addf(text, " %s ", grappe_translate("or"));
    if (part->kind == CONDITION_ANY)
      add_codes(part, name_of, context, text);
    else
      grappe_buffer_add(text, name_of ? name_of(context, part->text) : part->text);
  }
}

/* A small pure number as it was written: it may be a year. */
static void add_figure(const grappe_figure_parts *parts, const grappe_figure *figure, grappe_buffer *text) {
  grappe_unit none = grappe_unit_none();
  if (grappe_bounds_point(parts->bounds) && grappe_unit_equal(parts->unit, none) && fabs(parts->value) < 10000 &&
      floor(parts->value) == parts->value)
    grappe_buffer_addf(text, "%.10g", parts->value);
  else
    grappe_figure_display(figure, grappe_language_now(), 1, text);
}

void grappe_condition_describe(const grappe_condition *condition, grappe_code_namer *name_of, void *context,
                               grappe_buffer *text) {
  char period[GRAPPE_PERIOD_TEXT];
  switch (condition->kind) {
    case CONDITION_TEXT:
      grappe_buffer_addf(text, "= %s", name_of ? name_of(context, condition->text) : condition->text);
      break;
    case CONDITION_FIGURE:
      grappe_buffer_addf(text, "%s ", comparison_words(condition->comparison));
      add_figure(grappe_figure_read(condition->figure), condition->figure, text);
      break;
    case CONDITION_YESNO:
      grappe_buffer_addf(text, "= %s", grappe_translate(condition->yes ? "yes" : "no"));
      break;
    case CONDITION_DAY:
      grappe_buffer_addf(text, "%s ", comparison_words(condition->comparison));
      add_day(condition->day, text);
      break;
    case CONDITION_WITHIN:
      grappe_buffer_addf(text, grappe_translate("in %s"), grappe_period_write(condition->period, period));
      break;
    case CONDITION_ROW:
      grappe_buffer_add(text, "= ");
      grappe_row_name(&condition->row, text, NULL);
      break;
    case CONDITION_KNOWN:
      grappe_buffer_add(text, grappe_translate(condition->yes ? "known" : "unknown"));
      break;
    case CONDITION_NOT:
      if (are_codes(condition)) {
        grappe_buffer_addf(text, "%s ", grappe_translate("other than"));
        add_codes(condition, name_of, context, text);
        break;
      }
      grappe_buffer_addf(text, "%s ", grappe_translate("not"));
      add_parts(condition, "", name_of, context, text);
      break;
    case CONDITION_ANY:
      if (are_codes(condition)) {
        grappe_buffer_add(text, "= ");
        add_codes(condition, name_of, context, text);
        break;
      }
      if (condition->count == 0) grappe_buffer_add(text, grappe_translate("in an empty list"));
      add_parts(condition, grappe_translate("or"), name_of, context, text);
      break;
    case CONDITION_ALL:
      add_parts(condition, grappe_translate("and"), name_of, context, text);
      break;
  }
}

grappe_condition_view grappe_condition_look(const grappe_condition *condition) {
  static const char *const kinds[] = {
      [CONDITION_TEXT] = "text",   [CONDITION_FIGURE] = "figure", [CONDITION_YESNO] = "yesno",
      [CONDITION_DAY] = "day",     [CONDITION_WITHIN] = "within", [CONDITION_ROW] = "row",
      [CONDITION_KNOWN] = "known", [CONDITION_NOT] = "not",       [CONDITION_ANY] = "any",
      [CONDITION_ALL] = "all"};
  return (grappe_condition_view){.kind = kinds[condition->kind],
                                 .comparison = condition->comparison,
                                 .text = condition->text,
                                 .figure = condition->figure,
                                 .yes = condition->yes,
                                 .day = condition->day,
                                 .row = condition->kind == CONDITION_ROW ? &condition->row : NULL,
                                 .parts = condition->parts,
                                 .count = condition->count};
}
