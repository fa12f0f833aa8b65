/* Totals: what selected rows come to, as one figure with its bounds, reason, sources and inputs. */
#include "query/describe_private.h"
#include "query/secrecy_private.h"

#include <math.h>
#include <string.h>

#include "figure/operations.h"
#include "query/statistic_private.h"

static const char *const words[] = {
    [GRAPPE_COUNT] = "count",       [GRAPPE_SUM] = "sum",           [GRAPPE_MEAN] = "mean",
    [GRAPPE_MIN] = "min",           [GRAPPE_MAX] = "max",           [GRAPPE_MEDIAN] = "median",
    [GRAPPE_QUANTILE] = "quantile", [GRAPPE_DISTINCT] = "distinct",
};

const char *query_aggregate_word(grappe_aggregate what) {
  return words[what];
}

void query_aggregation_words(grappe_aggregate what, double quantile, const char *path, grappe_buffer *text) {
  grappe_buffer field = {0};
  grappe_buffer_add(text, grappe_operation_name(words[what], grappe_language_now()));
  if (what == GRAPPE_QUANTILE) grappe_buffer_addf(text, " %g", quantile);
  if (path) query_path_words(path, &field);
  if (path) grappe_buffer_addf(text, grappe_translate(" of %s"), grappe_buffer_text(&field));
  if (grappe_buffer_failed(&field)) text->failed = 1;
  grappe_buffer_free(&field);
}

void query_aggregation_name(const grappe_aggregation *a, int alone, grappe_buffer *name) {
  if (a->name) {
    grappe_buffer_add(name, a->name);
    return;
  }
  grappe_buffer_add(name, words[a->what]);
  if (alone || !a->path) return;
  grappe_buffer_add_char(name, '_');
  for (const char *c = a->path; *c; c++) grappe_buffer_add_char(name, *c == '.' ? '_' : *c);
}

static int of_figures(grappe_aggregate what) {
  return what != GRAPPE_COUNT && what != GRAPPE_DISTINCT;
}

static grappe_code check_kind(const query_prepared *p, grappe_error *error) {
  const grappe_column *column = p->values.column;
  grappe_column_kind kind = column->kind == GRAPPE_COLUMN_LIST ? column->items->kind : column->kind;
  if (!of_figures(p->aggregation.what) || kind == GRAPPE_COLUMN_FIGURE || kind == GRAPPE_COLUMN_NUMBER)
    return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' of %s is no number: it has no %s", p->path.text,
                     p->path.from->plural, words[p->aggregation.what]);
}

grappe_code query_prepare(query_selection *s, const grappe_aggregation *aggregation, int alone, query_prepared *p,
                          grappe_error *error) {
  *p = (query_prepared){.aggregation = *aggregation};
  grappe_aggregate what = aggregation->what;
  grappe_buffer name = {0};
  query_aggregation_name(aggregation, alone, &name);
  p->name = grappe_buffer_take(&name);
  grappe_code code = p->name ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK && !aggregation->path && what != GRAPPE_COUNT)
    code = grappe_fail(error, GRAPPE_ARGUMENT, "'%s' needs the name of a field: as in %s \"headcount\"", words[what],
                       words[what]);
  if (code == GRAPPE_OK && what == GRAPPE_QUANTILE && !(aggregation->quantile >= 0 && aggregation->quantile <= 1))
    code = grappe_fail(error, GRAPPE_ARGUMENT, "a quantile is asked for by a number from 0 to 1, and %g was given",
                       aggregation->quantile);
  if (code == GRAPPE_OK && aggregation->path) {
    code = query_path_parse(s->snapshot->observatory, s->entity, aggregation->path, &p->path, error);
    if (code == GRAPPE_OK)
      code = query_path_values(s->snapshot, &p->path, NULL, s->rows, s->when, of_figures(what), &p->values, error);
    if (code == GRAPPE_OK) code = check_kind(p, error);
    if (code == GRAPPE_OK && what == GRAPPE_DISTINCT) {
      const grappe_column *column = p->values.column;
      code = query_keys_of(s->snapshot, column->kind == GRAPPE_COLUMN_LIST ? column->items : column, &p->keys, error);
    }
  }
  if (code == GRAPPE_OK && s->secrecy) code = query_secrecy_prepare(s, p, error);
  if (code) query_prepared_free(p);
  return code;
}

void query_prepared_free(query_prepared *p) {
  if (p->values.column) query_values_free(&p->values);
  query_keys_free(&p->keys);
  if (p->owners.column) query_values_free(&p->owners);
  query_keys_free(&p->owner_keys);
  grappe_free(p->name);
  *p = (query_prepared){0};
}

/* --- members --------------------------------------------------------------------------------------------------------
 */

/* The values of the rows, in one unit. An empty list is one unknown value: nobody said what there is. */
typedef struct total {
  query_selection *s;
  const query_prepared *p;
  const query_rows *rows;
  query_member *members;
  int32_t *leaves;                              /* of each member; -1 none */
  size_t count, unknown, not_applicable, maybe; /* unknown values; undecided rows */
  grappe_unit unit;
} total;

grappe_code query_convert(const char *path, grappe_unit from, grappe_unit to, grappe_bounds *bounds, double *value,
                          grappe_error *error) {
  if (grappe_unit_equal(from, to)) return GRAPPE_OK;
  if (!grappe_unit_convertible(from, to)) {
    grappe_buffer a = {0}, b = {0};
    grappe_unit_write(to, &a);
    grappe_unit_write(from, &b);
    grappe_fail(error, GRAPPE_UNIT, "'%s' is in %s in some rows and in %s in others: choose the rows of one unit", path,
                grappe_buffer_text(&a), grappe_buffer_text(&b));
    grappe_buffer_free(&a);
    grappe_buffer_free(&b);
    return GRAPPE_UNIT;
  }
  double factor = from.factor / to.factor;
  *value *= factor;
  *bounds = grappe_bounds_multiply(*bounds, grappe_bounds_exact(factor));
  return GRAPPE_OK;
}

static grappe_code convert(total *t, grappe_unit unit, query_member *member, grappe_error *error) {
  if (t->count == 0) t->unit = unit;
  return query_convert(t->p->path.text, unit, t->unit, &member->bounds, &member->value, error);
}

static grappe_code add_member(total *t, const grappe_column *cells, size_t at, int maybe, int32_t leaf,
                              grappe_error *error) {
  grappe_presence presence = grappe_flags_presence(cells->flags[at]);
  if (presence == GRAPPE_NOT_APPLICABLE) {
    t->not_applicable++;
    return GRAPPE_OK;
  }
  query_member *member = &t->members[t->count];
  *member = (query_member){grappe_column_bounds(cells, at), presence == GRAPPE_PRESENT ? cells->value[at] : NAN,
                           maybe || (cells->flags[at] & GRAPPE_FLAG_MAYBE), presence == GRAPPE_PRESENT};
  grappe_code code = convert(t, grappe_column_unit(cells, at), member, error);
  if (code) return code;
  t->unknown += !member->known;
  t->leaves[t->count++] = leaf;
  return GRAPPE_OK;
}

static void add_unknown(total *t, const grappe_column *cells, int maybe) {
  grappe_bounds bounds = grappe_bounds_all();
  if (cells->not_negative) bounds.low = bounds.low_open = 0;
  t->members[t->count] = (query_member){bounds, NAN, (unsigned char)maybe, 0};
  t->leaves[t->count++] = -1;
  t->unknown++;
}

static size_t members_of(const total *t) {
  const grappe_column *column = t->p->values.column;
  if (column->kind != GRAPPE_COLUMN_LIST) return t->rows->count;
  size_t most = 0;
  for (size_t i = 0; i < t->rows->count; i++) {
    size_t items = column->offsets[t->rows->rows[i] + 1] - column->offsets[t->rows->rows[i]];
    most += items ? items : 1;
  }
  return most;
}

static grappe_code collect(total *t, grappe_error *error) {
  const grappe_column *column = t->p->values.column;
  int list = column->kind == GRAPPE_COLUMN_LIST;
  const grappe_column *cells = list ? column->items : column;
  const int32_t *leaves = t->p->values.leaves;
  size_t most = members_of(t);
  t->members = grappe_alloc(most * sizeof *t->members);
  t->leaves = grappe_alloc(most * sizeof *t->leaves);
  if (!t->members || !t->leaves) return grappe_fail_memory(error);
  t->unit = cells->units ? cells->units[0] : grappe_unit_none();
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < t->rows->count && code == GRAPPE_OK; i++) {
    size_t row = (size_t)t->rows->rows[i];
    int maybe = t->rows->truth[i] == GRAPPE_MAYBE;
    t->maybe += maybe;
    size_t from = list ? column->offsets[row] : row, to = list ? column->offsets[row + 1] : row + 1;
    if (from == to) add_unknown(t, cells, maybe);
    for (size_t j = from; j < to && code == GRAPPE_OK; j++) code = add_member(t, cells, j, maybe, leaves[j], error);
    if (i % QUERY_CHECK_EVERY == QUERY_CHECK_EVERY - 1 && code == GRAPPE_OK)
      code = grappe_run_check(query_run(t->s->snapshot), error);
  }
  return code;
}

/* --- measures: what may be added up ---------------------------------------------------------------------------------
 */

static grappe_code check_measures(total *t, grappe_error *error) {
  grappe_aggregate what = t->p->aggregation.what;
  const grappe_entity *leaf = t->p->values.leaf_entity;
  const grappe_column *measures, *allowed, *codes;
  if (what != GRAPPE_SUM && what != GRAPPE_MEAN) return GRAPPE_OK;
  if (!leaf || grappe_field_at(leaf, (size_t)t->p->values.leaf_field)->unit) return GRAPPE_OK;
  grappe_code code = query_column_named(t->s->snapshot, leaf, "measure", &measures, error);
  if (code || !measures) return code;
  code = query_column_named(t->s->snapshot, measures->refers_to, "aggregation", &allowed, error);
  if (code == GRAPPE_OK) code = query_column_named(t->s->snapshot, measures->refers_to, "code", &codes, error);
  for (size_t i = 0; i < t->count && code == GRAPPE_OK; i++) {
    int32_t measure = t->leaves[i] < 0 ? -1 : measures->codes[t->leaves[i]];
    const char *rule = measure < 0 ? NULL : grappe_column_text(allowed, (size_t)measure);
    if (!rule || strcmp(rule, "sum") == 0 || (what == GRAPPE_MEAN && strcmp(rule, "average") == 0)) continue;
    code = grappe_fail(error, GRAPPE_ARGUMENT,
                       "figures of %s may not be combined by %s: their measure says '%s'; take them one by one",
                       grappe_column_text(codes, (size_t)measure), words[what], rule);
  }
  return code;
}

/* --- the figure -----------------------------------------------------------------------------------------------------
 */

/* Leaves whose figures stand for all: all of them where they are few, else one for each source, measure and status. */
static grappe_code choose_leaves(total *t, int32_t *chosen, size_t *count, grappe_error *error) {
  static const char *const fields[] = {"source", "measure", "status", "confidentiality"};
  const grappe_column *columns[4] = {NULL};
  int32_t seen[TOTAL_INPUTS][4];
  grappe_code code = GRAPPE_OK;
  int all = t->count <= TOTAL_INPUTS;
  for (int f = 0; f < 4 && !all && code == GRAPPE_OK; f++)
    code = query_column_named(t->s->snapshot, t->p->values.leaf_entity, fields[f], &columns[f], error);
  *count = 0;
  for (size_t i = 0; i < t->count && code == GRAPPE_OK && *count < TOTAL_INPUTS; i++) {
    if (t->leaves[i] < 0) continue;
    int32_t key[4];
    for (int f = 0; f < 4; f++) key[f] = columns[f] ? columns[f]->codes[t->leaves[i]] : -1;
    size_t j = 0;
    while (!all && j < *count && memcmp(seen[j], key, sizeof key) != 0) j++;
    if (!all && j < *count) continue;
    memcpy(seen[*count], key, sizeof key);
    chosen[(*count)++] = t->leaves[i];
  }
  return code;
}

static grappe_code join_periods(total *t, grappe_period *period, grappe_error *error) {
  const grappe_entity *leaf = t->p->values.leaf_entity;
  const grappe_column *periods;
  int any = 0;
  grappe_code code = query_leaf_periods(t->s->snapshot, leaf,
                                        grappe_field_at(leaf, (size_t)t->p->values.leaf_field)->name, &periods, error);
  for (size_t i = 0; code == GRAPPE_OK && periods && i < t->count; i++) {
    if (t->leaves[i] < 0) continue;
    grappe_period own = {periods->codes[t->leaves[i]], periods->to[t->leaves[i]]};
    if (!grappe_period_stated(own)) continue;
    *period = any ? grappe_period_join(*period, own) : own;
    any = 1;
  }
  return code;
}

static void add_label(const total *t, grappe_buffer *label) {
  size_t sure = t->rows->count - t->maybe;
  query_aggregation_words(t->p->aggregation.what, t->p->aggregation.quantile,
                          t->p->aggregation.path ? t->p->path.text : NULL, label);
  grappe_buffer_add(label, grappe_translate(" of "));
  query_counted(t->s->entity, sure, t->maybe, label);
  grappe_buffer_add(label, t->rows->where);
}

static void add_reason(const total *t, const query_statistic *result, grappe_buffer *reason) {
  char called[QUERY_WORDS];
  grappe_buffer field = {0};
  query_entity_words(t->s->entity, called);
  if (t->unknown || t->not_applicable) query_path_words(t->p->path.text, &field);
  if (t->rows->count == 0 && result->presence == GRAPPE_UNDEFINED)
    grappe_buffer_addf(reason, grappe_translate("there are no %s"), called);
  if (t->unknown)
    grappe_buffer_addf(reason, grappe_translate("%lu of %lu %s: %s unknown"), (unsigned long)t->unknown,
                       (unsigned long)t->rows->count, called, grappe_buffer_text(&field));
  if (t->not_applicable)
    grappe_buffer_addf(reason, grappe_translate("%s%lu of %lu %s: %s not applicable"),
                       t->unknown ? grappe_translate("; ") : "", (unsigned long)t->not_applicable,
                       (unsigned long)t->rows->count, called, grappe_buffer_text(&field));
  grappe_buffer_free(&field);
  if (!t->maybe && (t->s->maybe || !grappe_buffer_text(&t->s->doubts)[0])) return; /* they are of other groups */
  if (grappe_buffer_text(reason)[0]) grappe_buffer_add(reason, grappe_translate("; "));
  query_undecided_note(t->s, t->maybe, reason);
}

static grappe_code make(total *t, grappe_figure_parts *parts, const query_statistic *result, grappe_figure **figure,
                        grappe_error *error) {
  grappe_buffer label = {0}, reason = {0}, remarks = {0};
  grappe_code code = query_rows_remarks(t->s, t->rows, &remarks, error);
  add_label(t, &label);
  add_reason(t, result, &reason);
  parts->remarks = grappe_buffer_text(&remarks);
  parts->presence = result->presence;
  parts->bounds = result->bounds;
  parts->value = result->value;
  parts->unit = t->unit;
  parts->label = grappe_buffer_text(&label);
  parts->reason = grappe_buffer_text(&reason);
  parts->operation = words[t->p->aggregation.what];
  int failed = grappe_buffer_failed(&label) || grappe_buffer_failed(&reason) || grappe_buffer_failed(&remarks);
  *figure = failed || code ? NULL : grappe_figure_new(parts);
  if (code == GRAPPE_OK && !*figure) code = grappe_fail_memory(error);
  grappe_buffer_free(&label);
  grappe_buffer_free(&reason);
  grappe_buffer_free(&remarks);
  return code;
}

static void release_all(grappe_figure **figures, size_t count) {
  for (size_t i = 0; i < count; i++) grappe_figure_release(figures[i]);
}

static grappe_code total_of_figures(total *t, grappe_figure **figure, grappe_error *error) {
  query_statistic result;
  int32_t chosen[TOTAL_INPUTS];
  grappe_figure *inputs[TOTAL_INPUTS];
  size_t count = 0, made = 0;
  grappe_citation *citations = NULL;
  grappe_figure_parts parts = grappe_figure_parts_none();
  const grappe_aggregation *a = &t->p->aggregation;
  grappe_code code = collect(t, error);
  if (code == GRAPPE_OK) code = check_measures(t, error);
  if (code == GRAPPE_OK) code = query_statistic_of(a->what, a->quantile, t->members, t->count, &result, error);
  if (code == GRAPPE_OK) code = choose_leaves(t, chosen, &count, error);
  while (code == GRAPPE_OK && made < count) {
    grappe_row leaf = {t->s->snapshot, t->p->values.leaf_entity, chosen[made]};
    code = grappe_row_figure(&leaf, t->p->values.leaf_field, &inputs[made], error);
    made += code == GRAPPE_OK;
  }
  if (code == GRAPPE_OK && made) code = grappe_figure_derive(words[a->what], inputs, made, &parts, &citations, error);
  if (code == GRAPPE_OK) code = join_periods(t, &parts.period, error);
  void *how = NULL;
  if (code == GRAPPE_OK) {
    unsigned char maybe[TOTAL_INPUTS];
    if (t->count > TOTAL_INPUTS) parts.input_count = 0; /* they stand for others, and are not all */
    for (size_t i = 0; i < made && made == t->count; i++) maybe[i] = t->members[i].maybe;
    if (made && made == t->count && !(how = query_total_how_set(&parts, a->what, a->quantile, maybe)))
      code = grappe_fail_memory(error);
    if (code == GRAPPE_OK) code = make(t, &parts, &result, figure, error);
  }
  grappe_free(how);
  grappe_free(citations);
  release_all(inputs, made);
  grappe_free(t->members);
  grappe_free(t->leaves);
  return code;
}

/* --- counts ---------------------------------------------------------------------------------------------------------
 */

/* The sources of the rows, each once. */
static grappe_code cite_rows(total *t, grappe_citation *citations, size_t *count, grappe_error *error) {
  const grappe_column *sources, *codes;
  int32_t seen[TOTAL_SOURCES];
  *count = 0;
  grappe_code code = query_column_named(t->s->snapshot, t->s->entity, "source", &sources, error);
  if (code || !sources || sources->kind != GRAPPE_COLUMN_REFERENCE) return code;
  code = query_column_named(t->s->snapshot, sources->refers_to, "code", &codes, error);
  for (size_t i = 0; code == GRAPPE_OK && i < t->rows->count && *count < TOTAL_SOURCES; i++) {
    int32_t source = sources->codes[t->rows->rows[i]];
    size_t j = 0;
    while (j < *count && seen[j] != source) j++;
    if (source < 0 || j < *count) continue;
    seen[*count] = source;
    const char *text = grappe_column_text(codes, (size_t)source);
    citations[(*count)++] = (grappe_citation){text ? text : "", ""};
  }
  return code;
}

static void count_rows(total *t, query_statistic *result) {
  const grappe_column *column = t->p->values.column;
  size_t sure = 0, all = 0;
  for (size_t i = 0; i < t->rows->count; i++) {
    int32_t row = t->rows->rows[i];
    t->maybe += t->rows->truth[i] == GRAPPE_MAYBE;
    if (column && column->kind == GRAPPE_COLUMN_LIST && column->offsets[row] == column->offsets[row + 1]) continue;
    if (column && column->kind != GRAPPE_COLUMN_LIST && grappe_flags_presence(column->flags[row]) != GRAPPE_PRESENT)
      continue;
    all++;
    sure += t->rows->truth[i] == GRAPPE_TRUE;
  }
  result->bounds = grappe_bounds_between((double)sure, (double)all);
  result->value = sure == all ? (double)all : NAN;
}

/* How many different values: at least those that surely occur; at most all that occur and one for each unknown. */
typedef struct distinct_keys {
  int64_t *key;
  unsigned char *sure;
  int32_t *order;
  size_t used, unknown, sure_unknown;
} distinct_keys;

static int compare_distinct(const void *context, int32_t a, int32_t b) {
  const distinct_keys *d = context;
  return (d->key[a] > d->key[b]) - (d->key[a] < d->key[b]);
}

static void collect_distinct(total *t, distinct_keys *d) {
  const grappe_column *column = t->p->values.column;
  int list = column->kind == GRAPPE_COLUMN_LIST;
  const grappe_column *cells = list ? column->items : column;
  for (size_t i = 0; i < t->rows->count; i++) {
    size_t row = (size_t)t->rows->rows[i];
    size_t from = list ? column->offsets[row] : row, to = list ? column->offsets[row + 1] : row + 1;
    int maybe = t->rows->truth[i] == GRAPPE_MAYBE;
    t->maybe += maybe;
    d->unknown += from == to;
    d->sure_unknown += from == to && !maybe;
    for (size_t j = from; j < to; j++) {
      if (grappe_flags_presence(cells->flags[j]) == GRAPPE_NOT_APPLICABLE) continue;
      d->unknown += t->p->keys.absent[j];
      d->sure_unknown += t->p->keys.absent[j] && !maybe;
      if (t->p->keys.absent[j]) continue;
      d->order[d->used] = (int32_t)d->used;
      d->sure[d->used] = !maybe && !(cells->flags[j] & GRAPPE_FLAG_MAYBE);
      d->key[d->used++] = t->p->keys.key[j];
    }
  }
}

static grappe_code count_distinct(total *t, query_statistic *result, grappe_error *error) {
  size_t most = members_of(t), distinct = 0, sure = 0;
  distinct_keys d = {
      grappe_alloc(most * sizeof *d.key), grappe_alloc(most), grappe_alloc(most * sizeof *d.order), 0, 0, 0};
  grappe_code code = d.key && d.sure && d.order ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    collect_distinct(t, &d);
    code = query_sort(d.order, d.used, compare_distinct, &d, error);
  }
  for (size_t i = 0; code == GRAPPE_OK && i < d.used;) {
    size_t j = i;
    int any = 0;
    for (; j < d.used && d.key[d.order[j]] == d.key[d.order[i]]; j++) any |= d.sure[d.order[j]];
    distinct++;
    sure += any != 0;
    i = j;
  }
  grappe_free(d.key);
  grappe_free(d.sure);
  grappe_free(d.order);
  t->unknown = d.unknown;
  if (sure == 0 && d.sure_unknown) sure = 1;
  result->bounds = grappe_bounds_between((double)sure, (double)(distinct + d.unknown));
  result->value = sure == distinct + d.unknown ? (double)sure : NAN;
  return code;
}

static grappe_code total_of_rows(total *t, grappe_figure **figure, grappe_error *error) {
  query_statistic result = {GRAPPE_PRESENT, grappe_bounds_exact(0), NAN};
  grappe_citation citations[TOTAL_SOURCES];
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_code code = GRAPPE_OK;
  if (t->p->aggregation.what == GRAPPE_DISTINCT)
    code = count_distinct(t, &result, error);
  else
    count_rows(t, &result);
  const grappe_entity *counted = t->s->entity;
  if (t->p->aggregation.what == GRAPPE_DISTINCT && t->p->path.to) counted = t->p->path.to;
  const char *unit = t->p->aggregation.what == GRAPPE_DISTINCT && !t->p->path.to ? "1" : counted->unit;
  if (code == GRAPPE_OK) code = grappe_unit_parse(unit, strlen(unit), &t->unit, error);
  if (code == GRAPPE_OK) code = cite_rows(t, citations, &parts.citation_count, error);
  parts.citations = citations;
  return code ? code : make(t, &parts, &result, figure, error);
}

grappe_code query_aggregate(query_selection *selection, const query_prepared *prepared, const query_rows *rows,
                            grappe_figure **figure, grappe_error *error) {
  total t = {.s = selection, .p = prepared, .rows = rows};
  grappe_code code =
      of_figures(prepared->aggregation.what) ? total_of_figures(&t, figure, error) : total_of_rows(&t, figure, error);
  if (code == GRAPPE_OK && selection->secrecy) code = query_secrecy_mark(selection, prepared, rows, figure, error);
  return code;
}
