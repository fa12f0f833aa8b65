/* Rows asked for by an order: the first so many are kept in a heap while segments pass, the worst of them on top. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "query/scan_private.h"

enum { ORDER_TEXTS = 100000 }; /* most texts of a column that are all put in order for the sake of some rows */

/* 1: `a` comes after `b`. Keys rise; absent ones (NaN) come last, equal ones in the order of the dataset. */
static int comes_after(const scan_found *a, const scan_found *b) {
  if (isnan(a->key) != isnan(b->key)) return isnan(a->key);
  if (!isnan(a->key) && a->key != b->key) return a->key > b->key;
  return a->row > b->row;
}

static int compare_found(const void *a, const void *b) {
  const scan_found *x = a, *y = b;
  return comes_after(x, y) ? 1 : comes_after(y, x) ? -1 : 0;
}

static void sift_down(scan_found *heap, size_t count, size_t at) {
  for (;;) {
    size_t worst = at, left = 2 * at + 1, right = left + 1;
    if (left < count && comes_after(&heap[left], &heap[worst])) worst = left;
    if (right < count && comes_after(&heap[right], &heap[worst])) worst = right;
    if (worst == at) return;
    scan_found moved = heap[at];
    heap[at] = heap[worst];
    heap[worst] = moved;
    at = worst;
  }
}

grappe_code scan_find_add(const scan_plan *plan, scan_result *part, scan_found found, grappe_error *error) {
  if (part->found_count == plan->most) {
    if (!plan->most || comes_after(&found, &part->found[0])) return GRAPPE_OK;
    part->found[0] = found;
    sift_down(part->found, part->found_count, 0);
    return GRAPPE_OK;
  }
  scan_found *grown = grappe_grow(part->found, &part->found_capacity, part->found_count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  part->found = grown;
  grown[part->found_count++] = found;
  if (part->found_count == plan->most) /* full: from now on the worst has to be known */
    for (size_t i = plan->most / 2 + 1; i-- > 0;) sift_down(grown, plan->most, i);
  return GRAPPE_OK;
}

static void sort_found(scan_result *result) {
  if (result->found_count > 1) qsort(result->found, result->found_count, sizeof *result->found, compare_found);
}

static double key_of(const scan_plan *plan, const scan_window *w, size_t row) {
  if (plan->order_column < 0 || plan->order_late) return 0;
  if (plan->order_value) return plan->order_value[scan_slot(w, plan->order_column, row)];
  return scan_presence_of(w, plan->order_column, row) ? NAN
                                                      : plan->order_sign * scan_number_of(w, plan->order_column, row);
}

grappe_code scan_find(const scan_plan *plan, scan_window *w, scan_result *part, grappe_error *error) {
  grappe_code code =
      plan->order_column >= 0 && !plan->order_late ? scan_window_load(plan, w, plan->order_column, error) : GRAPPE_OK;
  for (size_t i = 0; i < w->rows && code == GRAPPE_OK; i++) {
    uint64_t eight;
    if (i + 8 <= w->rows && (memcpy(&eight, w->truth + i, 8), !eight)) { /* most are out, as a rule */
      i += 7;
      continue;
    }
    part->maybe[0] += w->truth[i] == SCAN_MAYBE;
    part->sure[0] += w->truth[i] == SCAN_YES;
    if (w->truth[i] == SCAN_YES)
      code = scan_find_add(plan, part, (scan_found){key_of(plan, w, i), (uint64_t)w->segment * GRAPPE_SEGMENT_ROWS + i},
                           error);
  }
  return code;
}

/* --- what the order is by -------------------------------------------------------------------------------------------
 */

static double number_for(const grappe_column *cells, size_t slot) {
  double low = cells->low[slot], high = cells->high[slot], value = cells->value[slot];
  if (isnan(value)) value = isinf(high) ? low : isinf(low) ? high : low + (high - low) / 2;
  return isinf(value) ? NAN : value;
}

static int compare_keys(const void *context, int32_t a, int32_t b) {
  const int64_t *key = context;
  return (key[a] > key[b]) - (key[a] < key[b]);
}

/* The place of each slot in the order of values. */
static grappe_code rank_slots(scan_plan *plan, const grappe_column *cells, grappe_error *error) {
  query_keys keys = {0};
  size_t used = 0;
  int32_t *order = grappe_alloc((cells->count + 1) * sizeof *order);
  grappe_code code = order ? query_keys_of(plan->snapshot, cells, &keys, error) : grappe_fail_memory(error);
  for (size_t i = 0; code == GRAPPE_OK && i < cells->count; i++) {
    plan->order_value[i] = NAN;
    if (!keys.absent[i]) order[used++] = (int32_t)i;
  }
  if (code == GRAPPE_OK) code = query_sort(order, used, compare_keys, keys.key, error);
  double rank = 0;
  for (size_t i = 0; code == GRAPPE_OK && i < used; i++) {
    rank += i > 0 && keys.key[order[i]] != keys.key[order[i - 1]];
    plan->order_value[order[i]] = plan->order_sign * rank;
  }
  grappe_free(order);
  query_keys_free(&keys);
  return code;
}

grappe_code scan_plan_order(scan_plan *plan, const scan_path *path, int descending, grappe_error *error) {
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)path->column);
  grappe_code code = scan_plan_path(plan, path, &plan->order_column, error);
  plan->order_sign = descending ? -1 : 1;
  if (code || (!path->deeper && grappe_dataset_physical(about->kind) != GRAPPE_INT32) ||
      about->kind == GRAPPE_DATASET_DAY)
    return code;
  plan->order_late = !path->deeper && about->kind == GRAPPE_DATASET_TEXT &&
                     grappe_dataset_codes(plan->scan->dataset, (size_t)path->column) > ORDER_TEXTS;
  if (plan->order_late) return GRAPPE_OK;
  scan_cells cells;
  code = scan_cells_of(plan->scan, plan->snapshot, path, !path->deeper, &cells, error);
  if (code) return code;
  plan->order_value = grappe_alloc(cells.column->count * sizeof *plan->order_value);
  if (!plan->order_value)
    code = grappe_fail_memory(error);
  else if (cells.column->kind == GRAPPE_COLUMN_FIGURE)
    for (size_t i = 0; i < cells.column->count; i++)
      plan->order_value[i] = i < cells.codes ? plan->order_sign * number_for(cells.column, i) : NAN;
  else
    code = rank_slots(plan, cells.column, error);
  scan_cells_free(&cells);
  return code;
}

/* --- running --------------------------------------------------------------------------------------------------------
 */

/* The texts of the rows found, which are in the order of the dataset. */
static grappe_code read_texts(const scan_plan *plan, const scan_result *result, grappe_column *texts,
                              grappe_error *error) {
  const scan_column *column = &plan->columns[plan->order_column];
  scan_window w = {.segment = SIZE_MAX};
  const char *text;
  grappe_code code = scan_window_open(plan, &w, error);
  for (size_t i = 0; i < result->found_count && code == GRAPPE_OK; i++) {
    size_t segment = result->found[i].row / GRAPPE_SEGMENT_ROWS, row = result->found[i].row % GRAPPE_SEGMENT_ROWS;
    if (segment != w.segment) {
      scan_window_move(plan, &w, segment);
      code = scan_window_load(plan, &w, plan->order_column, error);
      if (code == GRAPPE_OK) code = grappe_run_check(query_run(plan->snapshot), error);
    }
    if (code || scan_presence_of(&w, plan->order_column, row)) continue;
    int32_t number = (int32_t)scan_slot(&w, plan->order_column, row);
    code = grappe_dataset_text(w.reader, (size_t)column->column, number, &text, error);
    if (code == GRAPPE_OK) code = grappe_column_set_text(texts, i, text, strlen(text), error);
  }
  scan_window_close(&w);
  return code;
}

static grappe_code order_late(scan_plan *plan, scan_result *result, grappe_error *error) {
  grappe_column *texts = grappe_column_new(GRAPPE_COLUMN_TEXT, result->found_count);
  if (!texts) return grappe_fail_memory(error);
  grappe_code code = read_texts(plan, result, texts, error);
  plan->order_value = grappe_alloc((result->found_count + 1) * sizeof *plan->order_value);
  if (code == GRAPPE_OK && !plan->order_value) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = rank_slots(plan, texts, error);
  for (size_t i = 0; i < result->found_count && code == GRAPPE_OK; i++) result->found[i].key = plan->order_value[i];
  grappe_column_free(texts);
  return code;
}

grappe_code scan_find_rows(scan_plan *plan, scan_result *result, grappe_error *error) {
  size_t wanted = plan->rows && plan->most < GRAPPE_SCAN_ROWS ? plan->most : GRAPPE_SCAN_ROWS;
  int bounded = plan->rows && plan->most <= GRAPPE_SCAN_ROWS && !plan->order_late;
  plan->rows = 1;
  plan->most = plan->order_late ? GRAPPE_SCAN_ROWS : wanted;
  grappe_code code = scan_run(plan, result, error);
  if (code == GRAPPE_OK && !bounded && result->work.sure > GRAPPE_SCAN_ROWS)
    code = grappe_fail(error, GRAPPE_ARGUMENT,
                       "%lu rows are more than the %d that a frame of a dataset's rows, or an order of them, may have: "
                       "choose fewer by 'where', 'within' or 'top', or go through them with 'each'",
                       (unsigned long)result->work.sure, (int)GRAPPE_SCAN_ROWS);
  if (code == GRAPPE_OK) sort_found(result);
  if (code || !plan->order_late) return code;
  code = order_late(plan, result, error);
  sort_found(result);
  if (result->found_count > wanted) result->found_count = wanted;
  return code;
}
