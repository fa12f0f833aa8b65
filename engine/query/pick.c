/* Which of several observations is taken, and what is said of the others. */
#include <math.h>
#include <string.h>

#include "query/figures_private.h"
#include "query/title_private.h"

static grappe_period period_of(const observed *o, int32_t row) {
  return (grappe_period){o->period->codes[row], o->period->to[row]};
}

static int value_field(const observed *o) {
  return grappe_field_find(o->entity, "value");
}

/* How an observation suits the period asked: 0 exactly, 1 contains it, 2 without any period, 3 not at all. */
static int suits(const observed *o, int32_t row) {
  grappe_period asked = o->request->period, own = period_of(o, row);
  if (!grappe_period_stated(own)) return 2;
  if (!grappe_period_stated(asked) || grappe_period_equal(own, asked)) return 0;
  return grappe_period_contains(own, asked) ? 1 : 3;
}

static int64_t length(grappe_period period) {
  return (int64_t)period.to - period.from;
}

/* Better suited first; without a period asked the one that ends last; of several that contain it the shortest. */
static int compare_periods(const observed *o, int32_t a, int32_t b) {
  int how_a = suits(o, a), how_b = suits(o, b);
  if (how_a != how_b) return how_a - how_b;
  grappe_period x = period_of(o, a), y = period_of(o, b);
  if (how_a == 1 && length(x) != length(y)) return length(x) < length(y) ? -1 : 1;
  if (x.to != y.to) return x.to > y.to ? -1 : 1;
  return (x.from < y.from) - (x.from > y.from);
}

static double rank_of(const observed *o, int32_t source) {
  double rank = source < 0 ? NAN : o->source_rank->value[source];
  return isnan(rank) ? INFINITY : rank;
}

static grappe_day published(const observed *o, int32_t source) {
  if (source < 0 || grappe_flags_presence(o->source_date->flags[source]) != GRAPPE_PRESENT) return GRAPPE_DAY_FIRST;
  return o->source_date->to[source];
}

typedef struct choice {
  const observed *o;
  const grappe_column *values;
} choice;

/* Of one period: a known value before an absent one, then the source's rank, then the latest. */
static int compare_observations(const void *context, int32_t a, int32_t b) {
  const choice *c = context;
  const observed *o = c->o;
  int order = compare_periods(o, a, b);
  if (order) return order;
  int absent_a = grappe_flags_presence(c->values->flags[a]) != GRAPPE_PRESENT;
  int absent_b = grappe_flags_presence(c->values->flags[b]) != GRAPPE_PRESENT;
  if (absent_a != absent_b) return absent_a - absent_b;
  int32_t from_a = o->source->codes[a], from_b = o->source->codes[b];
  if (rank_of(o, from_a) != rank_of(o, from_b)) return rank_of(o, from_a) < rank_of(o, from_b) ? -1 : 1;
  if (published(o, from_a) != published(o, from_b)) return published(o, from_a) > published(o, from_b) ? -1 : 1;
  const char *at_a = grappe_column_text(o->recorded, (size_t)a), *at_b = grappe_column_text(o->recorded, (size_t)b);
  if (at_a && at_b && (order = strcmp(at_b, at_a))) return order;
  return (a < b) - (a > b);
}

static int same_value(const grappe_column *values, int32_t a, int32_t b) {
  grappe_bounds x = grappe_column_bounds(values, (size_t)a), y = grappe_column_bounds(values, (size_t)b);
  return grappe_flags_presence(values->flags[a]) == grappe_flags_presence(values->flags[b]) && x.low == y.low &&
         x.high == y.high && x.low_open == y.low_open && x.high_open == y.high_open;
}

static grappe_code add_claim(observed *o, int32_t row, grappe_buffer *text, grappe_error *error) {
  grappe_figure *figure;
  grappe_code code = observed_figure(o, row, -1, -1, &figure, error);
  if (code) return code;
  int32_t source = o->source->codes[row];
  /* notes and remarks go wherever the figure goes: they do not tell what is confidential */
  if (grappe_figure_read(figure)->conf_status == 'F')
    grappe_figure_display(figure, grappe_language_now(), 1, text);
  else
    grappe_buffer_add(text, grappe_translate("a confidential figure"));
  const char *name = source < 0 ? NULL : grappe_column_text(o->source_code, (size_t)source);
  grappe_buffer_addf(text, " (%s)", name ? name : "?");
  grappe_figure_release(figure);
  return GRAPPE_OK;
}

static grappe_code add_name(const observed *o, int32_t row, grappe_buffer *text, grappe_error *error) {
  grappe_row own = {o->snapshot, o->entity, row};
  return grappe_row_name(&own, text, error);
}

/* Why the first of both is preferred, of one period and with different values. */
static const char *preference(const choice *c, int32_t a, int32_t b) {
  const observed *o = c->o;
  int32_t from_a = o->source->codes[a], from_b = o->source->codes[b];
  if (grappe_flags_presence(c->values->flags[a]) != grappe_flags_presence(c->values->flags[b]))
    return grappe_translate("it is a value, and the others are none");
  if (rank_of(o, from_a) != rank_of(o, from_b))
    return grappe_translate("its source stands before the others in the order of sources");
  if (published(o, from_a) != published(o, from_b)) return grappe_translate("its source was published last");
  return grappe_translate("it was recorded last");
}

/* "pharma_jobs, Normandie (region), 2018: 10,000 jobs (N) is taken; other sources: 9,850 jobs (P)" */
static grappe_code note_others(observed *o, const choice *c, const int32_t *rows, size_t count, grappe_buffer *note,
                               grappe_error *error) {
  grappe_buffer others = {0}, taken = {0}, name = {0}, remark = {0};
  int32_t second = -1;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 1; i < count && code == GRAPPE_OK; i++) {
    if (compare_periods(o, rows[0], rows[i]) != 0 || same_value(c->values, rows[0], rows[i])) continue;
    if (grappe_buffer_text(&others)[0]) grappe_buffer_add(&others, ", ");
    if (second < 0) second = rows[i];
    code = add_claim(o, rows[i], &others, error);
  }
  if (code == GRAPPE_OK && second >= 0) {
    code = add_name(o, rows[0], &name, error);
    if (code == GRAPPE_OK) code = add_claim(o, rows[0], &taken, error);
    if (code == GRAPPE_OK)
      grappe_buffer_addf(note, grappe_translate("%s: %s is taken; others say %s\n"), grappe_buffer_text(&name),
                         grappe_buffer_text(&taken), grappe_buffer_text(&others));
    grappe_buffer_addf(&remark, grappe_translate("%s is taken, since %s; others say %s"), grappe_buffer_text(&taken),
                       preference(c, rows[0], second), grappe_buffer_text(&others));
    if (code == GRAPPE_OK) code = observed_remark_add(o, rows[0], "disagreement", grappe_buffer_text(&remark), error);
  }
  grappe_buffer_free(&others);
  grappe_buffer_free(&taken);
  grappe_buffer_free(&name);
  grappe_buffer_free(&remark);
  return code;
}

static grappe_code note_period(observed *o, int32_t row, grappe_buffer *note, grappe_error *error) {
  char asked[GRAPPE_PERIOD_TEXT];
  grappe_buffer name = {0}, sentence = {0};
  int how = suits(o, row);
  if (!grappe_period_stated(o->request->period) || how == 0) return GRAPPE_OK;
  grappe_code code = add_name(o, row, &name, error);
  grappe_period_write(o->request->period, asked);
  if (code == GRAPPE_OK && how == 1)
    grappe_buffer_addf(&sentence, grappe_translate("%s is taken for %s, which lies in its period\n"),
                       grappe_buffer_text(&name), asked);
  if (code == GRAPPE_OK && how == 2)
    grappe_buffer_addf(&sentence, grappe_translate("%s is taken for %s, though its source states no period\n"),
                       grappe_buffer_text(&name), asked);
  grappe_buffer_add(note, grappe_buffer_text(&sentence));
  if (code == GRAPPE_OK) code = observed_remark_add(o, row, "period", grappe_buffer_text(&sentence), error);
  grappe_buffer_free(&name);
  grappe_buffer_free(&sentence);
  return code;
}

grappe_code observed_pick(observed *o, int32_t *rows, size_t count, int32_t *taken, grappe_buffer *note,
                          grappe_error *error) {
  choice c = {.o = o};
  int stated = 0;
  *taken = -1;
  if (count == 0) return GRAPPE_OK;
  grappe_code code = query_column(o->snapshot, o->entity, value_field(o), &c.values, error);
  if (code == GRAPPE_OK) code = query_sort(rows, count, compare_observations, &c, error);
  if (code) return code;
  for (size_t i = 0; i < count; i++) stated |= grappe_period_stated(period_of(o, rows[i]));
  int how = suits(o, rows[0]);
  if (how == 3 || (how == 2 && stated)) return GRAPPE_OK; /* never silently another year */
  *taken = rows[0];
  code = note_others(o, &c, rows, count, note, error);
  return code ? code : note_period(o, rows[0], note, error);
}

/* Whether figures of the measure cannot be negative: those that may be added up and count something. Money may be owed,
 * and pure numbers and shares may be differences. */
int query_counts_things(const char *rule, grappe_unit own) {
  static const char *const others[] = {"EUR", "1", "degree"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    grappe_unit unit;
    if (grappe_unit_parse(others[i], strlen(others[i]), &unit, NULL) == GRAPPE_OK && grappe_unit_convertible(unit, own))
      return 0;
  }
  return rule && strcmp(rule, "sum") == 0;
}

static grappe_code add_where(observed *o, int32_t territory, int32_t by, grappe_buffer *text, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (territory >= 0) {
    grappe_row row = {o->snapshot, query_entity_territory(), territory};
    grappe_buffer_add(text, ", ");
    code = grappe_row_name(&row, text, error);
  }
  if (code == GRAPPE_OK && by >= 0 && o->by >= 0) {
    grappe_row row = {o->snapshot, o->dimensions[o->by].column->refers_to, by};
    grappe_buffer_add(text, ", ");
    code = grappe_row_name(&row, text, error);
  }
  if (code == GRAPPE_OK && grappe_period_stated(o->request->period)) {
    char period[GRAPPE_PERIOD_TEXT];
    grappe_buffer_addf(text, ", %s", grappe_period_write(o->request->period, period));
  }
  return code;
}

static grappe_code unknown_figure(observed *o, int32_t territory, int32_t by, grappe_figure **figure,
                                  grappe_error *error) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_buffer label = {0}, reason = {0};
  grappe_row measure = {o->snapshot, grappe_entity_find("measure"), o->measure};
  grappe_code code = query_named_with_code(&measure, &label, error);
  if (code == GRAPPE_OK) code = add_where(o, territory, by, &label, error);
  grappe_buffer_addf(&reason, grappe_translate("no observation: %s"), grappe_buffer_text(&label));
  parts.presence = GRAPPE_UNKNOWN;
  parts.bounds = grappe_bounds_all();
  if (query_counts_things(o->rule, o->unit)) parts.bounds.low = parts.bounds.low_open = 0;
  parts.unit = o->unit;
  parts.period = o->request->period;
  parts.operation = "observation";
  parts.label = grappe_buffer_text(&label);
  parts.reason = grappe_buffer_text(&reason);
  if (code == GRAPPE_OK) {
    int failed = grappe_buffer_failed(&label) || grappe_buffer_failed(&reason);
    *figure = failed ? NULL : grappe_figure_new(&parts);
    if (!*figure) code = grappe_fail_memory(error);
  }
  grappe_buffer_free(&label);
  grappe_buffer_free(&reason);
  return code;
}

grappe_code observed_figure(observed *o, int32_t row, int32_t territory, int32_t by, grappe_figure **figure,
                            grappe_error *error) {
  if (row < 0) return unknown_figure(o, territory, by, figure, error);
  grappe_row own = {o->snapshot, o->entity, row};
  grappe_buffer remarks = {0};
  grappe_code code = grappe_row_figure(&own, value_field(o), figure, error);
  if (code) return code;
  grappe_figure_parts parts = *grappe_figure_read(*figure);
  code = observed_remarks_of(o, row, &remarks, error);
  int floored = parts.presence != GRAPPE_PRESENT && parts.bounds.low < 0 && query_counts_things(o->rule, o->unit);
  if (code == GRAPPE_OK && !floored && !grappe_buffer_text(&remarks)[0]) return GRAPPE_OK;
  if (floored) {
    parts.bounds.low = 0;
    parts.bounds.low_open = 0;
  }
  parts.remarks = grappe_buffer_text(&remarks);
  grappe_figure *better = code || grappe_buffer_failed(&remarks) ? NULL : grappe_figure_new(&parts);
  if (code == GRAPPE_OK && !better) code = grappe_fail_memory(error);
  grappe_buffer_free(&remarks);
  grappe_figure_release(*figure);
  *figure = better;
  return code;
}
