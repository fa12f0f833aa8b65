/* Grouping: rows as pairs of keys and row, sorted; each run of equal keys is a group. */
#include <stdio.h>
#include <string.h>

#include "query/describe_private.h"
#include "query/frame_private.h"
#include "query/secrecy_private.h"

enum { KEYS = 8, GROUPS_NAMED = 200 };

/* One row in one group. `item`: for each key the place of its value in the key's cells, -1 absent. */
typedef struct pair {
  int64_t key[KEYS];
  int32_t item[KEYS];
  unsigned char absent; /* a bit for each key */
  unsigned char truth;
  int32_t row;
} pair;

typedef struct grouping {
  query_selection *s;
  const grappe_query *by;
  query_values values[KEYS];
  query_keys keys[KEYS]; /* of the cells: of the items where the values are lists */
  int count;             /* of keys */
  pair *pairs;
  size_t used, capacity;
  int32_t *order; /* of the pairs */
  size_t *starts; /* of each group in `order`, and the end */
  size_t groups;
  size_t repeated; /* rows that are in several groups */
} grouping;

static const grappe_column *cells_of(const query_values *values) {
  return values->column->kind == GRAPPE_COLUMN_LIST ? values->column->items : values->column;
}

/* By all keys, or by all but one. */
static int compare_keys(const grouping *g, const pair *x, const pair *y, int except) {
  for (int k = 0; k < g->count; k++) {
    if (k == except) continue;
    int x_absent = (x->absent >> k) & 1, y_absent = (y->absent >> k) & 1;
    if (x_absent || y_absent) {
      if (x_absent != y_absent) return x_absent - y_absent;
    } else if (x->key[k] != y->key[k]) {
      return x->key[k] > y->key[k] ? 1 : -1;
    }
  }
  return 0;
}

static int compare_pairs(const void *context, int32_t a, int32_t b) {
  const grouping *g = context;
  return compare_keys(g, &g->pairs[a], &g->pairs[b], -1);
}

static int compare_groups(const void *context, int except, int32_t a, int32_t b) {
  const grouping *g = context;
  return compare_keys(g, &g->pairs[g->order[g->starts[a]]], &g->pairs[g->order[g->starts[b]]], except);
}

static grappe_code add_pair(grouping *g, const pair *made, grappe_error *error) {
  pair *pairs = g->used < INT32_MAX ? grappe_grow(g->pairs, &g->capacity, g->used + 1, sizeof *pairs) : NULL;
  if (!pairs) return grappe_fail_memory(error);
  g->pairs = pairs;
  pairs[g->used++] = *made;
  return GRAPPE_OK;
}

/* The pairs of one row: every combination of the values that it has for each key. */
static grappe_code add_row(grouping *g, int32_t row, pair *made, int k, grappe_error *error) {
  if (k == g->count) {
    made->row = row;
    return add_pair(g, made, error);
  }
  const grappe_column *column = g->values[k].column, *cells = cells_of(&g->values[k]);
  int list = column->kind == GRAPPE_COLUMN_LIST;
  size_t from = list ? column->offsets[row] : (size_t)row, to = list ? column->offsets[row + 1] : (size_t)row + 1;
  pair here = *made;
  grappe_code code = GRAPPE_OK;
  if (from == to) {
    here.item[k] = -1;
    here.absent = (unsigned char)(made->absent | 1 << k);
    return add_row(g, row, &here, k + 1, error);
  }
  for (size_t i = from; i < to && code == GRAPPE_OK; i++) {
    int absent = g->keys[k].absent[i];
    here = *made;
    here.key[k] = g->keys[k].key[i];
    here.item[k] = absent ? -1 : (int32_t)i;
    if (absent) here.absent = (unsigned char)(made->absent | 1 << k);
    if (cells->flags[i] & GRAPPE_FLAG_MAYBE) here.truth = GRAPPE_MAYBE;
    code = add_row(g, row, &here, k + 1, error);
  }
  return code;
}

/* A row that is several times in one group (twice the same value) counts once there, surely where one of them is. */
static void merge_repeats(grouping *g) {
  size_t kept = 0;
  for (size_t i = 0; i < g->used; i++) {
    pair *next = &g->pairs[g->order[i]], *last = kept ? &g->pairs[g->order[kept - 1]] : NULL;
    if (last && last->row == next->row && compare_pairs(g, g->order[kept - 1], g->order[i]) == 0) {
      if (next->truth == GRAPPE_TRUE) last->truth = GRAPPE_TRUE;
      continue;
    }
    g->order[kept++] = g->order[i];
  }
  g->used = kept;
}

static grappe_code find_groups(grouping *g, grappe_error *error) {
  g->order = grappe_alloc(g->used * sizeof *g->order);
  if (!g->order) return grappe_fail_memory(error);
  for (size_t i = 0; i < g->used; i++) g->order[i] = (int32_t)i;
  grappe_code code =
      query_sort(g->order, g->used, compare_pairs, g, error); /* stable: rows of a group keep their order */
  if (code) return code;
  merge_repeats(g);
  g->starts = grappe_alloc((g->used + 1) * sizeof *g->starts);
  if (!g->starts) return grappe_fail_memory(error);
  for (size_t i = 0; i < g->used; i++)
    if (i == 0 || compare_pairs(g, g->order[i - 1], g->order[i]) != 0) g->starts[g->groups++] = i;
  g->starts[g->groups] = g->used;
  return GRAPPE_OK;
}

static grappe_code make_groups(grouping *g, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  g->count = (int)g->by->path_count;
  for (int k = 0; k < g->count && code == GRAPPE_OK; k++) {
    code = query_path_values(g->s->snapshot, &g->by->paths[k], NULL, g->s->rows, g->s->when, 0, &g->values[k], error);
    if (code == GRAPPE_OK) code = query_keys_of(g->s->snapshot, cells_of(&g->values[k]), &g->keys[k], error);
  }
  for (size_t i = 0; i < g->s->count && code == GRAPPE_OK; i++) {
    pair made = {.truth = g->s->truth[g->s->order[i]]};
    size_t before = g->used;
    code = add_row(g, g->s->order[i], &made, 0, error);
    g->repeated += g->used > before + 1;
    if (i % QUERY_CHECK_EVERY == QUERY_CHECK_EVERY - 1 && code == GRAPPE_OK)
      code = grappe_run_check(query_run(g->s->snapshot), error);
  }
  return code ? code : find_groups(g, error);
}

static void free_groups(grouping *g) {
  for (int k = 0; k < g->count; k++) {
    if (g->values[k].column) query_values_free(&g->values[k]);
    query_keys_free(&g->keys[k]);
  }
  grappe_free(g->pairs);
  grappe_free(g->order);
  grappe_free(g->starts);
}

/* --- the frame ------------------------------------------------------------------------------------------------------
 */

static grappe_code put_key(grouping *g, int k, grappe_frame *frame, grappe_error *error) {
  int32_t *items = grappe_alloc(g->groups * sizeof *items);
  if (!items) return grappe_fail_memory(error);
  for (size_t i = 0; i < g->groups; i++) items[i] = g->pairs[g->order[g->starts[i]]].item[k];
  grappe_column *cells = grappe_column_gather(cells_of(&g->values[k]), items, g->groups);
  grappe_free(items);
  if (!cells) return grappe_fail_memory(error);
  for (size_t i = 0; i < g->groups; i++) cells->flags[i] &= (unsigned char)~GRAPPE_FLAG_MAYBE;
  return frame_put(frame, g->by->paths[k].text, 1, frame_column_new(cells, NULL, error), error);
}

/* ": Rouen, production" after the conditions, for labels. */
static void add_group_name(const grappe_frame *frame, size_t row, grappe_buffer *text) {
  for (size_t k = 0; k < frame->count && frame->places[k].key; k++) {
    grappe_value value;
    grappe_buffer_add(text, k ? ", " : grappe_translate(": "));
    if (grappe_frame_cell(frame, row, k, &value, NULL)) continue;
    if (value.kind == GRAPPE_VALUE_NONE) grappe_buffer_add_char(text, '?');
    grappe_value_display(&value, frame->snapshot, text, NULL);
    grappe_value_release(&value);
  }
}

static grappe_code aggregate_group(grouping *g, size_t group, const grappe_frame *frame, const query_prepared *prepared,
                                   const char *where, int32_t *rows, unsigned char *truth, grappe_figure **figure,
                                   grappe_error *error) {
  size_t from = g->starts[group], count = g->starts[group + 1] - from;
  grappe_buffer name = {0};
  grappe_buffer_add(&name, where);
  add_group_name(frame, group, &name);
  for (size_t i = 0; i < count; i++) {
    rows[i] = g->pairs[g->order[from + i]].row;
    truth[i] = g->pairs[g->order[from + i]].truth;
  }
  query_rows selected = {rows, truth, count, grappe_buffer_text(&name), g->groups > GROUPS_NAMED};
  grappe_code code = query_aggregate(g->s, prepared, &selected, figure, error);
  grappe_buffer_free(&name);
  return code;
}

static grappe_code put_aggregation(grouping *g, const query_prepared *prepared, const char *where, grappe_frame *frame,
                                   grappe_error *error) {
  grappe_figure **figures = grappe_alloc_zero(g->groups, sizeof *figures);
  int32_t *rows = grappe_alloc(g->used * sizeof *rows);
  unsigned char *truth = grappe_alloc(g->used);
  grappe_code code = figures && rows && truth ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; i < g->groups && code == GRAPPE_OK; i++)
    code = aggregate_group(g, i, frame, prepared, where, rows, truth, &figures[i], error);
  query_lines lines = {g->groups, g->count, g, compare_groups};
  if (code == GRAPPE_OK && g->s->secrecy) code = query_secrecy_second(g->s, prepared, &lines, figures, error);
  if (code == GRAPPE_OK)
    code = frame_put(frame, prepared->name, 0, frame_column_of_figures(figures, g->groups, error), error);
  for (size_t i = 0; figures && i < g->groups; i++) grappe_figure_release(figures[i]);
  grappe_free(figures);
  grappe_free(rows);
  grappe_free(truth);
  return code;
}

static grappe_code put_aggregations(grouping *g, const grappe_aggregation *aggregations, size_t count,
                                    const char *where, grappe_frame *frame, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    query_prepared prepared;
    code = query_prepare(g->s, &aggregations[i], count == 1, &prepared, error);
    if (code) break;
    code = put_aggregation(g, &prepared, where, frame, error);
    query_prepared_free(&prepared);
  }
  return code;
}

static grappe_code add_notes(grouping *g, grappe_frame *frame, grappe_error *error) {
  char words[QUERY_WORDS];
  grappe_buffer note = {0};
  if (g->s->maybe || grappe_buffer_text(&g->s->doubts)[0]) query_undecided_note(g->s, g->s->maybe, &note);
  grappe_code code = frame_note(frame, grappe_buffer_text(&note), error);
  grappe_buffer_clear(&note);
  if (g->repeated)
    grappe_buffer_addf(&note, grappe_translate("%s that stand in several rows: %lu; the rows do not add up to all"),
                       query_entity_words(g->s->entity, words), (unsigned long)g->repeated);
  if (code == GRAPPE_OK) code = frame_note(frame, grappe_buffer_text(&note), error);
  if (code == GRAPPE_OK && grappe_buffer_failed(&note)) code = grappe_fail_memory(error);
  grappe_buffer_free(&note);
  return code;
}

/* What was asked of the result after `by`: orders and tops, by columns of the frame. */
static grappe_code order_groups(grappe_query *const *operations, size_t count, grappe_frame **frame,
                                grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    const grappe_query *o = operations[i];
    grappe_frame *next = NULL;
    if (!o->grouped) continue;
    if (o->kind == QUERY_ORDER) code = grappe_frame_sort(*frame, o->name, o->descending, &next, error);
    if (o->kind == QUERY_TOP && o->name) code = grappe_frame_top(*frame, o->most, o->name, &next, error);
    if (o->kind == QUERY_TOP && !o->name) code = grappe_frame_head(*frame, o->most, &next, error);
    if (code == GRAPPE_OK && next) {
      grappe_frame_release(*frame);
      *frame = next;
    }
  }
  return code;
}

static grappe_code put_confidentiality(query_selection *s, const int32_t *rows, size_t count, grappe_frame *frame,
                                       grappe_error *error);

/* Groups that are rows by name say which of them are confidential, as rows do. */
static grappe_code put_rows_named(grouping *g, grappe_frame *frame, grappe_error *error) {
  int named = 0;
  for (int k = 0; k < g->count; k++) {
    const query_path *path = &g->by->paths[k];
    const char *field = path->count == 1 && path->steps[0].kind == PATH_FIELD
                            ? grappe_field_at(g->s->entity, (size_t)path->steps[0].field)->name
                            : "";
    named |= strcmp(field, "code") == 0 || strncmp(field, "name", 4) == 0;
  }
  int32_t *rows = named ? grappe_alloc((g->groups + 1) * sizeof *rows) : NULL;
  if (!rows) return named ? grappe_fail_memory(error) : GRAPPE_OK;
  for (size_t i = 0; i < g->groups; i++) rows[i] = g->pairs[g->order[g->starts[i]]].row;
  grappe_code code = put_confidentiality(g->s, rows, g->groups, frame, error);
  grappe_free(rows);
  return code;
}

static grappe_code grouped_frame(query_selection *s, grappe_query *const *operations, size_t operation_count,
                                 const grappe_aggregation *aggregations, size_t count, grappe_frame **frame,
                                 grappe_error *error) {
  grouping g = {.s = s};
  grappe_buffer where = {0};
  for (size_t i = 0; i < operation_count; i++)
    if (operations[i]->kind == QUERY_BY) g.by = operations[i];
  query_describe_conditions(operations, operation_count, 0, s->snapshot, &where);
  grappe_code code = make_groups(&g, error);
  if (code == GRAPPE_OK) code = grappe_frame_new(s->snapshot, g.groups, frame, error);
  if (code == GRAPPE_OK) {
    for (int k = 0; k < g.count && code == GRAPPE_OK; k++) code = put_key(&g, k, *frame, error);
    if (code == GRAPPE_OK) code = put_aggregations(&g, aggregations, count, grappe_buffer_text(&where), *frame, error);
    if (code == GRAPPE_OK) code = put_rows_named(&g, *frame, error);
    if (code == GRAPPE_OK) code = add_notes(&g, *frame, error);
    if (code == GRAPPE_OK) code = order_groups(operations, operation_count, frame, error);
    if (code) grappe_frame_release(*frame);
  }
  grappe_buffer_free(&where);
  free_groups(&g);
  return code;
}

/* --- frames of rows, and of totals of all rows ----------------------------------------------------------------------
 */

static grappe_code put_path(query_selection *s, const int32_t *rows, size_t count, const query_path *path,
                            grappe_frame *frame, grappe_error *error) {
  query_values values;
  const grappe_field *field = query_path_field(path);
  int figures = field && field->type == GRAPPE_FIGURE && !path->several;
  grappe_code code = query_path_values(s->snapshot, path, rows, count, s->when, figures, &values, error);
  if (code) return code;
  frame_column *column = frame_column_new(values.owned, NULL, error);
  values.owned = NULL;
  if (column && figures) {
    column->leaf_entity = values.leaf_entity;
    column->leaf_field = values.leaf_field;
    column->leaves = values.leaves;
    values.leaves = NULL;
  }
  code = frame_put(frame, path->text, 0, column, error);
  query_values_free(&values);
  return code;
}

/* All own fields of the entity, where nothing was selected. */
static grappe_code put_fields(query_selection *s, const int32_t *rows, size_t count, grappe_frame *frame,
                              grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (const grappe_field *field = s->entity->fields; field->name && code == GRAPPE_OK; field++) {
    query_path path;
    if (field->flags & GRAPPE_INTERNAL) continue;
    code = query_path_parse(s->snapshot->observatory, s->entity, field->name, &path, error);
    if (code == GRAPPE_OK) code = put_path(s, rows, count, &path, frame, error);
  }
  return code;
}

/* Rows that are confidential say so, also where that column was not selected: who publishes the frame withholds them.
 */
static grappe_code put_confidentiality(query_selection *s, const int32_t *rows, size_t count, grappe_frame *frame,
                                       grappe_error *error) {
  static const char name[] = "confidentiality";
  const grappe_column *column;
  query_path path;
  size_t there;
  if (grappe_frame_find(frame, name, &there, NULL) == GRAPPE_OK) return GRAPPE_OK;
  grappe_code code = query_column_named(s->snapshot, s->entity, name, &column, error);
  if (code || !column) return code;
  for (size_t i = 0; i < count; i++) {
    if (column->codes[rows[i]] < 0 || strcmp(grappe_column_text(column, (size_t)rows[i]), "F") == 0) continue;
    code = query_path_parse(s->snapshot->observatory, s->entity, name, &path, error);
    return code ? code : put_path(s, rows, count, &path, frame, error);
  }
  return GRAPPE_OK;
}

static grappe_code rows_frame(query_selection *s, grappe_query *const *operations, size_t operation_count,
                              grappe_frame **frame, grappe_error *error) {
  int32_t *rows = grappe_alloc(s->sure * sizeof *rows);
  if (!rows) return grappe_fail_memory(error);
  size_t count = 0;
  for (size_t i = 0; i < s->count; i++)
    if (s->truth[s->order[i]] == GRAPPE_TRUE) rows[count++] = s->order[i];
  const grappe_query *select = NULL;
  for (size_t i = 0; i < operation_count; i++)
    if (operations[i]->kind == QUERY_SELECT) select = operations[i];
  grappe_buffer note = {0};
  grappe_code code = grappe_frame_new(s->snapshot, count, frame, error);
  if (code == GRAPPE_OK) {
    for (size_t i = 0; select && i < select->path_count && code == GRAPPE_OK; i++)
      code = put_path(s, rows, count, &select->paths[i], *frame, error);
    if (!select) code = put_fields(s, rows, count, *frame, error);
    if (code == GRAPPE_OK) code = put_confidentiality(s, rows, count, *frame, error);
    query_undecided_note(s, s->maybe, &note);
    if (code == GRAPPE_OK) code = frame_note(*frame, grappe_buffer_text(&note), error);
    if (code) grappe_frame_release(*frame);
  }
  grappe_buffer_free(&note);
  grappe_free(rows);
  return code;
}

static grappe_code totals_frame(query_selection *s, grappe_query *query, const grappe_aggregation *aggregations,
                                size_t count, grappe_frame **frame, grappe_error *error) {
  grappe_code code = grappe_frame_new(s->snapshot, 1, frame, error);
  if (code) return code;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    grappe_figure *figure;
    grappe_buffer name = {0};
    query_aggregation_name(&aggregations[i], count == 1, &name);
    code = grappe_query_total(query, &aggregations[i], &figure, error);
    if (code == GRAPPE_OK) {
      code = frame_put(*frame, grappe_buffer_text(&name), 0, frame_column_of_figures(&figure, 1, error), error);
      grappe_figure_release(figure);
    }
    grappe_buffer_free(&name);
  }
  if (code) grappe_frame_release(*frame);
  return code;
}

grappe_code grappe_query_frame(grappe_query *query, const grappe_aggregation *aggregations, size_t count,
                               grappe_frame **frame, grappe_error *error) {
  query_selection selection;
  grappe_query **operations;
  size_t operation_count;
  grappe_code code = query_select_rows(query, &selection, error);
  if (code) return code;
  code = query_operations(query, &operations, &operation_count, error);
  if (code == GRAPPE_OK) {
    if (query->grouped)
      code = grouped_frame(&selection, operations, operation_count, aggregations, count, frame, error);
    else if (count)
      code = totals_frame(&selection, query, aggregations, count, frame, error);
    else
      code = rows_frame(&selection, operations, operation_count, frame, error);
    grappe_free(operations);
  }
  query_selection_free(&selection);
  if (code) *frame = NULL; /* it was let go */
  return code;
}
