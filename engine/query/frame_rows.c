/* Frames with other rows or other columns. */
#include <stdio.h>
#include <string.h>

#include "query/frame_private.h"

/* A row of -1 stays without figure. */
static grappe_code gather_leaves(const frame_column *column, const int32_t *rows, size_t count, frame_column *made,
                                 grappe_error *error) {
  if ((made->maker = column->maker)) made->maker->references++;
  made->leaf_entity = column->leaf_entity;
  made->leaf_field = column->leaf_field;
  memcpy(made->rule, column->rule, sizeof made->rule);
  if (column->measure && !(made->measure = grappe_strdup(column->measure))) return grappe_fail_memory(error);
  if (column->leaves) {
    made->leaves = grappe_alloc(count * sizeof *made->leaves);
    if (!made->leaves) return grappe_fail_memory(error);
    for (size_t i = 0; i < count; i++) made->leaves[i] = rows[i] < 0 ? -1 : column->leaves[rows[i]];
  }
  if (column->figures && frame_column_figures(made, error)) return GRAPPE_MEMORY;
  for (size_t i = 0; column->figures && i < count; i++)
    if (rows[i] >= 0 && column->figures[rows[i]]) made->figures[i] = grappe_figure_keep(column->figures[rows[i]]);
  return GRAPPE_OK;
}

grappe_code frame_column_gather(const frame_column *column, const int32_t *rows, size_t count, frame_column **result,
                                grappe_error *error) {
  if (column->texts) return (*result = frame_texts_gather(column, rows, count, error)) ? GRAPPE_OK : GRAPPE_MEMORY;
  grappe_column *cells = grappe_column_gather(column->cells, rows, count);
  if (!cells) return grappe_fail_memory(error);
  frame_column *made = frame_column_new(cells, NULL, error);
  if (!made) return GRAPPE_MEMORY;
  grappe_code code = gather_leaves(column, rows, count, made, error);
  if (code)
    frame_column_release(made);
  else
    *result = made;
  return code;
}

static grappe_code gather(const grappe_frame *frame, const int32_t *rows, size_t count, grappe_frame **result,
                          grappe_error *error) {
  grappe_frame *made;
  grappe_code code = grappe_frame_new(frame->snapshot, count, &made, error);
  if (code) return code;
  made->geography = frame->geography;
  for (size_t i = 0; i < frame->count && code == GRAPPE_OK; i++) {
    frame_column *column = NULL;
    code = frame_column_gather(frame->places[i].column, rows, count, &column, error);
    if (code == GRAPPE_OK) code = frame_put_as(made, &frame->places[i], column, error);
  }
  for (size_t i = 0; i < frame->note_count && code == GRAPPE_OK; i++) code = frame_note(made, frame->notes[i], error);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}

grappe_code grappe_frame_gather(const grappe_frame *frame, const size_t *rows, size_t count, grappe_frame **result,
                                grappe_error *error) {
  int32_t *own = grappe_alloc(count * sizeof *own);
  if (!own) return grappe_fail_memory(error);
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    own[i] = (int32_t)rows[i];
    if (rows[i] >= frame->rows)
      code = grappe_fail(error, GRAPPE_ARGUMENT, "the frame has %lu rows: there is no row %lu",
                         (unsigned long)frame->rows, (unsigned long)rows[i] + 1);
  }
  if (code == GRAPPE_OK) code = gather(frame, own, count, result, error);
  grappe_free(own);
  return code;
}

typedef struct by_column {
  query_keys keys;
  int descending;
} by_column;

static int compare(const void *context, int32_t a, int32_t b) {
  const by_column *by = context;
  if (by->keys.absent[a] || by->keys.absent[b]) return by->keys.absent[a] - by->keys.absent[b];
  int order = (by->keys.key[a] > by->keys.key[b]) - (by->keys.key[a] < by->keys.key[b]);
  return by->descending ? -order : order;
}

/* No two rows are equal: the one that stands first comes first. */
static int compare_all(const void *context, int32_t a, int32_t b) {
  int order = compare(context, a, b);
  return order ? order : (a > b) - (a < b);
}

static int before(const by_column *by, int32_t a, int32_t b) {
  return compare_all(by, a, b) < 0;
}

/* Of all rows the first `most` in an order, equal ones as they come: into rows[0..most-1], sorted. A heap holds those
 * found so far, the last of them on top. */
static void sift(int32_t *heap, size_t count, size_t at, const by_column *by) {
  for (;;) {
    size_t next = 2 * at + 1;
    if (next >= count) return;
    if (next + 1 < count && before(by, heap[next], heap[next + 1])) next++;
    if (!before(by, heap[at], heap[next])) return;
    int32_t swap = heap[at];
    heap[at] = heap[next];
    heap[next] = swap;
    at = next;
  }
}

static grappe_code choose_first(const by_column *by, size_t count, int32_t *rows, size_t most, grappe_error *error) {
  for (size_t i = 0; i < most; i++) rows[i] = (int32_t)i;
  for (size_t i = most / 2; i-- > 0;) sift(rows, most, i, by);
  for (size_t i = most; i < count && most; i++) {
    if (!before(by, (int32_t)i, rows[0])) continue;
    rows[0] = (int32_t)i;
    sift(rows, most, 0, by);
  }
  return query_sort(rows, most, compare_all, by, error);
}

/* The first `most` rows in the order of a column; column NULL: as they are. */
static grappe_code take(const grappe_frame *frame, const char *name, int descending, size_t most, grappe_frame **result,
                        grappe_error *error) {
  size_t column = 0, count = most < frame->rows ? most : frame->rows;
  by_column by = {.descending = descending};
  grappe_code code = name ? grappe_frame_find(frame, name, &column, error) : GRAPPE_OK;
  if (code) return code;
  int32_t *rows = grappe_alloc(frame->rows * sizeof *rows);
  if (!rows) return grappe_fail_memory(error);
  for (size_t i = 0; i < frame->rows; i++) rows[i] = (int32_t)i;
  if (name) code = query_keys_of(frame->snapshot, grappe_frame_column(frame, column), &by.keys, error);
  if (name && code == GRAPPE_OK) {
    code = count < frame->rows ? choose_first(&by, frame->rows, rows, count, error)
                               : query_sort(rows, frame->rows, compare, &by, error);
    query_keys_free(&by.keys);
  }
  if (code == GRAPPE_OK) code = gather(frame, rows, count, result, error);
  grappe_free(rows);
  return code;
}

grappe_code grappe_frame_sort(const grappe_frame *frame, const char *column, int descending, grappe_frame **result,
                              grappe_error *error) {
  return take(frame, column, descending, frame->rows, result, error);
}

grappe_code grappe_frame_head(const grappe_frame *frame, size_t count, grappe_frame **result, grappe_error *error) {
  return take(frame, NULL, 0, count, result, error);
}

grappe_code grappe_frame_top(const grappe_frame *frame, size_t count, const char *column, grappe_frame **result,
                             grappe_error *error) {
  return take(frame, column, 1, count, result, error);
}

grappe_code grappe_frame_filter(const grappe_frame *frame, grappe_frame_test test, void *context, grappe_frame **result,
                                grappe_error *error) {
  int32_t *rows = grappe_alloc(frame->rows * sizeof *rows);
  if (!rows) return grappe_fail_memory(error);
  size_t count = 0, maybe = 0;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < frame->rows && code == GRAPPE_OK; i++) {
    grappe_truth truth = GRAPPE_MAYBE;
    code = test(context, frame, i, &truth, error);
    if (truth == GRAPPE_TRUE) rows[count++] = (int32_t)i;
    maybe += truth == GRAPPE_MAYBE;
  }
  if (code == GRAPPE_OK) code = gather(frame, rows, count, result, error);
  grappe_free(rows);
  if (code || !maybe) return code;
  char note[200];
  snprintf(note, sizeof note,
           grappe_translate(maybe == 1 ? "%lu row could not be decided, and is left out"
                                       : "%lu rows could not be decided, and are left out"),
           (unsigned long)maybe);
  code = frame_note(*result, note, error);
  if (code) {
    grappe_frame_release(*result);
    *result = NULL;
  }
  return code;
}

/* --- columns --------------------------------------------------------------------------------------------------------
 */

static grappe_code choose(const grappe_frame *frame, const size_t *columns, size_t count, grappe_frame **result,
                          grappe_error *error) {
  grappe_frame *made;
  grappe_code code = grappe_frame_new(frame->snapshot, frame->rows, &made, error);
  if (code) return code;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    const frame_place *place = &frame->places[columns[i]];
    code = frame_put_as(made, place, frame_column_keep(place->column), error);
  }
  for (size_t i = 0; i < frame->note_count && code == GRAPPE_OK; i++) code = frame_note(made, frame->notes[i], error);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}

/* Whether that column keeps confidential rows from leaving (publish/disclosure.h): it goes where they go. */
static int keeps_rows_in(const grappe_frame *frame, size_t column) {
  if (strcmp(grappe_frame_name(frame, column), "confidentiality") != 0 ||
      grappe_frame_kind(frame, column, NULL) != GRAPPE_VALUE_TEXT)
    return 0;
  int found = 0;
  for (size_t row = 0; row < frame->rows && !found; row++) {
    grappe_value value = {0};
    grappe_error ignored = {0};
    found = grappe_frame_cell(frame, row, column, &value, &ignored) != GRAPPE_OK ||
            (value.kind == GRAPPE_VALUE_TEXT && strcmp(value.text, "F") != 0);
    grappe_value_release(&value);
  }
  return found;
}

grappe_code frame_check_not_kept(const grappe_frame *frame, const char *name, grappe_error *error) {
  size_t column;
  if (grappe_frame_find(frame, name, &column, NULL) != GRAPPE_OK || !keeps_rows_in(frame, column)) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "the column '%s' says which rows are confidential: it stays with them; what is exported leaves "
                     "them out",
                     grappe_frame_name(frame, column));
}

grappe_code grappe_frame_select(const grappe_frame *frame, const char *const *columns, size_t count,
                                grappe_frame **result, grappe_error *error) {
  size_t *chosen = grappe_alloc((count + 1) * sizeof *chosen), kept;
  grappe_code code = chosen ? GRAPPE_OK : grappe_fail_memory(error);
  int there = grappe_frame_find(frame, "confidentiality", &kept, NULL) != GRAPPE_OK || !keeps_rows_in(frame, kept);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    code = grappe_frame_find(frame, columns[i], &chosen[i], error);
    there = there || (code == GRAPPE_OK && chosen[i] == kept);
  }
  if (!there) chosen[count++] = kept;
  if (code == GRAPPE_OK) code = choose(frame, chosen, count, result, error);
  grappe_free(chosen);
  return code;
}

grappe_code grappe_frame_drop(const grappe_frame *frame, const char *const *columns, size_t count,
                              grappe_frame **result, grappe_error *error) {
  size_t *kept = grappe_alloc(frame->count * sizeof *kept), left = 0, at;
  unsigned char *dropped = grappe_alloc_zero(frame->count, 1);
  grappe_code code = kept && dropped ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    code = grappe_frame_find(frame, columns[i], &at, error);
    if (code == GRAPPE_OK) code = frame_check_not_kept(frame, columns[i], error);
    if (code == GRAPPE_OK) dropped[at] = 1;
  }
  if (code == GRAPPE_OK) {
    for (size_t i = 0; i < frame->count; i++)
      if (!dropped[i]) kept[left++] = i;
    code = choose(frame, kept, left, result, error);
  }
  grappe_free(kept);
  grappe_free(dropped);
  return code;
}

grappe_code grappe_frame_rename(const grappe_frame *frame, const char *from, const char *to, grappe_frame **result,
                                grappe_error *error) {
  size_t column, other;
  grappe_code code = grappe_frame_find(frame, from, &column, error);
  if (code) return code;
  if (grappe_frame_find(frame, to, &other, NULL) == GRAPPE_OK && other != column)
    return grappe_fail(error, GRAPPE_ARGUMENT, "the frame has a column '%s' already: choose another name", to);
  if (code == GRAPPE_OK) code = frame_check_not_kept(frame, from, error);
  if (code == GRAPPE_OK) code = frame_copy(frame, result, error);
  if (code) return code;
  char *name = grappe_strdup(to);
  if (!name) {
    grappe_frame_release(*result);
    *result = NULL;
    return grappe_fail_memory(error);
  }
  grappe_free((*result)->places[column].name);
  grappe_free((*result)->places[column].title); /* who renames it says what it is to be called */
  (*result)->places[column].name = name;
  (*result)->places[column].title = NULL;
  return GRAPPE_OK;
}
