/* Running the operations of a query on the rows of its entity: which are in, out or undecided, and in which order. */
#include <string.h>

#include "query/describe_private.h"

typedef struct selecting {
  query_selection *s;
  grappe_query **operations;
  size_t count;
  unsigned char *before; /* truth before an operation, to count what it left undecided */
} selecting;

/* Adds what the operation left undecided to the doubts, and how many rows it left out. */
static void note_doubts(selecting *w, const grappe_query *operation) {
  size_t doubts = 0, out = 0;
  for (size_t i = 0; i < w->s->rows; i++) {
    doubts += w->before[i] == GRAPPE_TRUE && w->s->truth[i] == GRAPPE_MAYBE;
    out += w->before[i] != GRAPPE_FALSE && w->s->truth[i] == GRAPPE_FALSE;
  }
  if (out && !w->s->snapshot->observatory->terse) {
    if (grappe_buffer_text(&w->s->left_out)[0]) grappe_buffer_add(&w->s->left_out, grappe_translate("; "));
    grappe_buffer_addf(&w->s->left_out, "%lu (", (unsigned long)out);
    query_describe_operation(operation, w->s->snapshot, &w->s->left_out);
    grappe_buffer_add_char(&w->s->left_out, ')');
  }
  if (!doubts) return;
  if (grappe_buffer_text(&w->s->doubts)[0]) grappe_buffer_add(&w->s->doubts, grappe_translate("; "));
  query_describe_operation(operation, w->s->snapshot, &w->s->doubts);
  grappe_buffer_addf(&w->s->doubts, "%s%lu", grappe_translate(": "), (unsigned long)doubts);
}

static grappe_code apply_where(query_selection *s, const grappe_query *o, grappe_error *error) {
  query_values values;
  grappe_code code = query_path_values(s->snapshot, &o->paths[0], NULL, s->rows, o->when, 0, &values, error);
  if (code) return code;
  code = query_match(s->snapshot, values.column, &o->paths[0], o->condition, o->when, s->truth, error);
  query_values_free(&values);
  return code;
}

static grappe_code apply_filter(query_selection *s, const grappe_query *o, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  size_t asked = 0;
  for (size_t i = 0; i < s->rows && code == GRAPPE_OK; i++) {
    if (s->truth[i] == GRAPPE_FALSE) continue;
    grappe_row row = {s->snapshot, s->entity, (int32_t)i};
    grappe_truth truth = GRAPPE_MAYBE;
    code = o->test(o->context, &row, &truth, error);
    query_and(&s->truth[i], truth);
    if (code == GRAPPE_OK && ++asked % 256 == 0) code = grappe_run_check(query_run(s->snapshot), error);
  }
  return code;
}

static grappe_code apply(selecting *w, const grappe_query *o, grappe_error *error) {
  query_selection *s = w->s;
  memcpy(w->before, s->truth, s->rows);
  grappe_code code = GRAPPE_OK;
  if (o->kind == QUERY_WHERE) code = apply_where(s, o, error);
  if (o->kind == QUERY_WITHIN) code = query_within_places(s->snapshot, o, s->truth, s->rows, error);
  if (o->kind == QUERY_NEAR) code = query_near_place(s->snapshot, o, s->truth, s->rows, error);
  if (o->kind == QUERY_VALID) code = query_valid_rows(s->snapshot, o, s->truth, s->rows, error);
  if (o->kind == QUERY_KNOWN_ON) code = query_known_rows(s->snapshot, o->day, s->truth, s->rows, error);
  if (o->kind == QUERY_FILTER) code = apply_filter(s, o, error);
  if (o->kind == QUERY_SECRECY) s->secrecy = o;
  if (code == GRAPPE_OK) note_doubts(w, o);
  return code ? code : grappe_run_check(query_run(s->snapshot), error);
}

/* --- order -------------------------------------------------------------------------------------------------------- */

typedef struct by_key {
  query_keys keys;
  int descending;
} by_key;

static int compare_keys(const void *context, int32_t a, int32_t b) {
  const by_key *k = context;
  if (k->keys.absent[a] || k->keys.absent[b]) return k->keys.absent[a] - k->keys.absent[b];
  int order = (k->keys.key[a] > k->keys.key[b]) - (k->keys.key[a] < k->keys.key[b]);
  return k->descending ? -order : order;
}

static grappe_code sort_by(query_selection *s, const grappe_query *o, grappe_error *error) {
  query_values values;
  grappe_code code = query_path_values(s->snapshot, &o->paths[0], NULL, s->rows, o->when, 0, &values, error);
  if (code) return code;
  by_key by = {.descending = o->descending};
  code = query_keys_of(s->snapshot, values.column, &by.keys, error);
  if (code == GRAPPE_OK) code = query_sort(s->order, s->count, compare_keys, &by, error);
  query_keys_free(&by.keys);
  query_values_free(&values);
  return code;
}

/* The rows that are not out, in the order of the operations up to `end`. */
static grappe_code list_rows(selecting *w, size_t end, grappe_error *error) {
  query_selection *s = w->s;
  s->count = s->sure = s->maybe = 0;
  for (size_t i = 0; i < s->rows; i++) {
    if (s->truth[i] == GRAPPE_FALSE) continue;
    s->order[s->count++] = (int32_t)i;
    s->sure += s->truth[i] == GRAPPE_TRUE;
    s->maybe += s->truth[i] == GRAPPE_MAYBE;
  }
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < end && code == GRAPPE_OK; i++) {
    const grappe_query *o = w->operations[i];
    int orders = o->kind == QUERY_ORDER || (o->kind == QUERY_TOP && o->path_count);
    if (orders && !o->grouped) code = sort_by(s, o, error);
  }
  return code;
}

/* Only the first rows that are surely in stay; which they are may hang on the undecided ones, and that is said. */
static grappe_code cut(selecting *w, size_t at, grappe_error *error) {
  query_selection *s = w->s;
  grappe_code code = list_rows(w, at + 1, error);
  memcpy(w->before, s->truth, s->rows);
  size_t kept = 0;
  for (size_t i = 0; i < s->count && code == GRAPPE_OK; i++) {
    unsigned char *truth = &s->truth[s->order[i]];
    if (*truth == GRAPPE_TRUE && kept < w->operations[at]->most)
      kept++;
    else
      *truth = GRAPPE_FALSE;
  }
  if (code == GRAPPE_OK) note_doubts(w, w->operations[at]);
  if (code == GRAPPE_OK && s->maybe) {
    if (grappe_buffer_text(&s->doubts)[0]) grappe_buffer_add(&s->doubts, grappe_translate("; "));
    grappe_buffer_addf(&s->doubts, grappe_translate("%lu undecided rows were left out of the first %lu"),
                       (unsigned long)s->maybe, (unsigned long)w->operations[at]->most);
  }
  return code;
}

/* Callbacks wait until the conditions beside them have left fewer rows to ask about. */
static grappe_code run_filters(selecting *w, size_t from, size_t to, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = from; i < to && code == GRAPPE_OK; i++)
    if (w->operations[i]->kind == QUERY_FILTER) code = apply(w, w->operations[i], error);
  return code;
}

static grappe_code run_operations(selecting *w, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  size_t barrier = 0;
  for (size_t i = 1; i < w->count && code == GRAPPE_OK; i++) {
    const grappe_query *o = w->operations[i];
    if (o->kind == QUERY_TOP && !o->grouped) {
      code = run_filters(w, barrier, i, error);
      if (code == GRAPPE_OK) code = cut(w, i, error);
      barrier = i;
    } else if (o->kind != QUERY_FILTER) {
      code = apply(w, o, error);
    }
  }
  if (code == GRAPPE_OK) code = run_filters(w, barrier, w->count, error);
  return code ? code : list_rows(w, w->count, error);
}

/* Observations that a later row corrects are out, unless the query says as of when they are to be seen. */
static grappe_code drop_superseded(selecting *w, grappe_error *error) {
  if (grappe_field_find(w->s->entity, "superseded_by") < 0) return GRAPPE_OK;
  for (size_t i = 0; i < w->count; i++)
    if (w->operations[i]->kind == QUERY_KNOWN_ON) return GRAPPE_OK;
  return query_known_rows(w->s->snapshot, GRAPPE_DAY_LAST, w->s->truth, w->s->rows, error);
}

grappe_code query_select_rows(grappe_query *query, query_selection *selection, grappe_error *error) {
  *selection = (query_selection){.entity = query->entity, .when = query->when};
  selecting w = {.s = selection};
  const int64_t *ids;
  grappe_code code = grappe_observatory_snapshot(query->observatory, &selection->snapshot, error);
  if (code == GRAPPE_OK)
    code = grappe_tables_ids(selection->snapshot->tables, query->entity, &ids, &selection->rows, error);
  if (code == GRAPPE_OK) code = query_operations(query, &w.operations, &w.count, error);
  if (code == GRAPPE_OK) {
    selection->truth = grappe_alloc(selection->rows);
    selection->order = grappe_alloc(selection->rows * sizeof *selection->order);
    w.before = grappe_alloc(selection->rows);
    if (!selection->truth || !selection->order || !w.before) code = grappe_fail_memory(error);
  }
  if (code == GRAPPE_OK) {
    memset(selection->truth, GRAPPE_TRUE, selection->rows);
    code = drop_superseded(&w, error);
  }
  if (code == GRAPPE_OK) code = run_operations(&w, error);
  if (code == GRAPPE_OK && grappe_buffer_failed(&selection->doubts)) code = grappe_fail_memory(error);
  grappe_free(w.before);
  grappe_free(w.operations);
  if (code) query_selection_free(selection);
  return code;
}

void query_selection_free(query_selection *selection) {
  grappe_snapshot_release(selection->snapshot);
  grappe_free(selection->truth);
  grappe_free(selection->order);
  grappe_buffer_free(&selection->doubts);
  grappe_buffer_free(&selection->left_out);
  *selection = (query_selection){0};
}

void query_undecided_note(const query_selection *selection, size_t maybe, grappe_buffer *text) {
  const char *doubts = grappe_buffer_text(&selection->doubts);
  char words[QUERY_WORDS];
  if (maybe)
    grappe_buffer_addf(text, grappe_translate("%lu of the %s cannot be decided (%s)"), (unsigned long)maybe,
                       query_entity_words(selection->entity, words), doubts);
  else
    grappe_buffer_add(text, doubts);
}
