/* Terminals that give rows or one figure. */
#include <string.h>

#include "query/describe_private.h"
#include "query/total_private.h"

struct grappe_cursor {
  query_selection selection;
  size_t at;
  char *note;
};

static grappe_code fail_grouped(grappe_error *error) {
  return grappe_fail(error, GRAPPE_ARGUMENT, "a grouped query gives a frame, not rows: leave out 'by' to get rows");
}

grappe_code grappe_query_rows(grappe_query *query, grappe_cursor **cursor, grappe_error *error) {
  if (query->grouped) return fail_grouped(error);
  grappe_cursor *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  grappe_code code = query_select_rows(query, &made->selection, error);
  grappe_buffer note = {0};
  if (code == GRAPPE_OK) {
    query_undecided_note(&made->selection, made->selection.maybe, &note);
    grappe_buffer_add(&note, "");
    made->note = grappe_buffer_take(&note);
    if (!made->note) code = grappe_fail_memory(error);
  }
  if (code) {
    grappe_cursor_free(made);
    return code;
  }
  *cursor = made;
  return GRAPPE_OK;
}

int grappe_cursor_next(grappe_cursor *cursor, grappe_row *row) {
  query_selection *s = &cursor->selection;
  while (cursor->at < s->count && s->truth[s->order[cursor->at]] != GRAPPE_TRUE) cursor->at++;
  if (cursor->at == s->count) return 0;
  *row = (grappe_row){s->snapshot, s->entity, s->order[cursor->at++]};
  return 1;
}

size_t grappe_cursor_count(const grappe_cursor *cursor) {
  return cursor->selection.sure;
}

size_t grappe_cursor_undecided(const grappe_cursor *cursor) {
  return cursor->selection.maybe;
}

const char *grappe_cursor_note(const grappe_cursor *cursor) {
  return cursor->note;
}

grappe_snapshot *grappe_cursor_snapshot(const grappe_cursor *cursor) {
  return cursor->selection.snapshot;
}

void grappe_cursor_free(grappe_cursor *cursor) {
  if (!cursor) return;
  query_selection_free(&cursor->selection);
  grappe_free(cursor->note);
  grappe_free(cursor);
}

grappe_code grappe_query_first(grappe_query *query, grappe_row *row, grappe_error *error) {
  grappe_cursor *cursor;
  grappe_code code = grappe_query_rows(query, &cursor, error);
  if (code) return code;
  if (!grappe_cursor_next(cursor, row)) *row = (grappe_row){grappe_cursor_snapshot(cursor), query->entity, -1};
  grappe_snapshot_keep(row->snapshot);
  grappe_cursor_free(cursor);
  return GRAPPE_OK;
}

static grappe_code fail_one(grappe_query *query, const grappe_cursor *cursor, grappe_error *error) {
  grappe_buffer text = {0};
  grappe_code code = grappe_query_describe(query, &text, error);
  const char *what = grappe_buffer_text(&text);
  if (code == GRAPPE_OK && grappe_cursor_count(cursor) > 1)
    code = grappe_fail(error, GRAPPE_AMBIGUOUS, "there are %lu %s, and one was asked for: narrow the question",
                       (unsigned long)grappe_cursor_count(cursor), what);
  else if (code == GRAPPE_OK && grappe_cursor_undecided(cursor))
    code = grappe_fail(error, GRAPPE_UNDECIDED, "whether there is exactly one of the %s is not decided: %s", what,
                       grappe_cursor_note(cursor));
  else if (code == GRAPPE_OK)
    code = grappe_fail(error, GRAPPE_NOT_FOUND, "there are no %s, and one was asked for: ask for less", what);
  grappe_buffer_free(&text);
  return code;
}

grappe_code grappe_query_one(grappe_query *query, grappe_row *row, grappe_error *error) {
  grappe_cursor *cursor;
  grappe_code code = grappe_query_rows(query, &cursor, error);
  if (code) return code;
  if (grappe_cursor_count(cursor) == 1 && grappe_cursor_undecided(cursor) == 0) {
    grappe_cursor_next(cursor, row);
    grappe_snapshot_keep(row->snapshot);
  } else {
    code = fail_one(query, cursor, error);
  }
  grappe_cursor_free(cursor);
  return code;
}

static grappe_code total_of(grappe_query *query, query_selection *s, const grappe_aggregation *aggregation,
                            grappe_figure **figure, grappe_error *error) {
  query_prepared prepared;
  grappe_query **operations = NULL;
  size_t count;
  grappe_buffer where = {0};
  unsigned char *truth = grappe_alloc(s->count);
  grappe_code code = truth ? query_operations(query, &operations, &count, error) : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = query_prepare(s, aggregation, 1, &prepared, error);
  if (code == GRAPPE_OK) {
    query_describe_conditions(operations, count, 0, s->snapshot, &where);
    for (size_t i = 0; i < s->count; i++) truth[i] = s->truth[s->order[i]];
    query_rows rows = {s->order, truth, s->count, grappe_buffer_text(&where), 0};
    code = query_aggregate(s, &prepared, &rows, figure, error);
    query_prepared_free(&prepared);
  }
  grappe_buffer_free(&where);
  grappe_free(operations);
  grappe_free(truth);
  return code;
}

grappe_code grappe_query_total(grappe_query *query, const grappe_aggregation *aggregation, grappe_figure **figure,
                               grappe_error *error) {
  if (query->grouped) return fail_grouped(error);
  query_selection selection;
  grappe_code code = query_select_rows(query, &selection, error);
  if (code) return code;
  code = total_of(query, &selection, aggregation, figure, error);
  query_selection_free(&selection);
  return code;
}
