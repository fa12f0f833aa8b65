/* The columns of a segment, decoded as they are asked for, and which of its rows are in. */
#include <string.h>

#include "query/scan_private.h"

/* --- windows --------------------------------------------------------------------------------------------------------
 */

grappe_code scan_window_open(const scan_plan *plan, scan_window *w, grappe_error *error) {
  grappe_code code = grappe_dataset_reader_new(plan->scan->dataset, NULL, &w->reader, error);
  if (code) return code;
  w->truth = grappe_alloc(GRAPPE_SEGMENT_ROWS);
  return w->truth ? GRAPPE_OK : grappe_fail_memory(error);
}

void scan_window_close(scan_window *w) {
  grappe_dataset_reader_free(w->reader);
  grappe_free(w->truth);
  for (int i = 0; i < SCAN_COLUMNS; i++) {
    grappe_free(w->values[i]);
    grappe_free(w->presence[i]);
  }
  *w = (scan_window){0};
}

void scan_window_move(const scan_plan *plan, scan_window *w, size_t segment) {
  w->segment = segment;
  w->rows = grappe_dataset_segment_rows(plan->scan->dataset, segment);
  w->blobs = 0;
  memset(w->loaded, 0, sizeof w->loaded);
}

/* The arrays are made at first use: a test of the caller's may ask for a column while rows pass. */
static grappe_code make_room(const scan_column *column, scan_window *w, int place, grappe_error *error) {
  static const size_t bytes[] = {[GRAPPE_INT32] = 4, [GRAPPE_INT64] = 8, [GRAPPE_DOUBLE] = 8};
  if (!w->values[place]) w->values[place] = grappe_alloc(GRAPPE_SEGMENT_ROWS * bytes[column->type]);
  if (!w->presence[place]) w->presence[place] = grappe_alloc(GRAPPE_SEGMENT_ROWS);
  return w->values[place] && w->presence[place] ? GRAPPE_OK : grappe_fail_memory(error);
}

grappe_code scan_window_load(const scan_plan *plan, scan_window *w, int place, grappe_error *error) {
  const scan_column *column = &plan->columns[place];
  int absent = column->summaries[w->segment].absent > 0;
  if (w->loaded[place]) return GRAPPE_OK;
  grappe_code code = make_room(column, w, place, error);
  if (code) return code;
  w->blobs++;
  w->loaded[place] = (unsigned char)(1 + absent);
  return grappe_dataset_read(w->reader, (size_t)column->column, w->segment, column->type, w->values[place],
                             absent ? w->presence[place] : NULL, error);
}

/* --- choosing rows -------------------------------------------------------------------------------------------------
 */

/* What a filter says of a whole segment by its least and greatest value: SCAN_MAYBE where rows must be looked at. */
static unsigned whole_segment(const scan_plan *plan, const scan_filter *filter, size_t segment) {
  const grappe_segment_summary *s = &plan->columns[filter->column].summaries[segment];
  if (filter->near) return scan_near_segment(plan, filter->near, segment);
  if (s->absent || filter->bits) return SCAN_MAYBE;
  if (!filter->table) {
    scan_value all = {GRAPPE_PRESENT, s->least_number, s->greatest_number, s->least, s->greatest};
    return scan_test_answer(&filter->test, &all);
  }
  uint32_t width = (uint32_t)(s->greatest - s->least + 1);
  if (filter->possible[s->greatest + 1] == filter->possible[s->least]) return SCAN_NO;
  return filter->certain[s->greatest + 1] - filter->certain[s->least] == width ? SCAN_YES : SCAN_MAYBE;
}

static void filter_by_table(const scan_plan *plan, scan_window *w, const scan_filter *filter) {
  const int32_t *codes = w->values[filter->column];
  const unsigned char *table = filter->table;
  if (w->loaded[filter->column] == 1) {
    for (size_t i = 0; i < w->rows; i++) w->truth[i] &= table[codes[i]];
    return;
  }
  size_t count = plan->columns[filter->column].codes;
  const unsigned char *presence = w->presence[filter->column];
  for (size_t i = 0; i < w->rows; i++) w->truth[i] &= table[presence[i] ? count + presence[i] : (size_t)codes[i]];
}

static void filter_by_bits(scan_window *w, const scan_filter *filter) {
  const uint32_t *codes = w->values[filter->column]; /* of present values: 0 or more */
  const unsigned char *presence = w->presence[filter->column];
  unsigned char *truth = w->truth;
  if (w->loaded[filter->column] == 1) {
    for (size_t i = 0; i < w->rows; i++)
      truth[i] &= (unsigned char)((filter->bits[codes[i] / 64] >> (codes[i] % 64) & 1) * SCAN_YES);
    return;
  }
  for (size_t i = 0; i < w->rows; i++) {
    if (!presence[i])
      truth[i] &= (unsigned char)((filter->bits[codes[i] / 64] >> (codes[i] % 64) & 1) * SCAN_YES);
    else
      truth[i] &= presence[i] == GRAPPE_NOT_APPLICABLE ? SCAN_NO : SCAN_MAYBE;
  }
}

static void filter_by_test(const scan_plan *plan, scan_window *w, const scan_filter *filter) {
  for (size_t i = 0; i < w->rows; i++) {
    if (w->truth[i] == SCAN_NO) continue;
    double number = scan_number_of(plan, w, filter->column, i);
    int64_t whole = scan_whole_of(plan, w, filter->column, i);
    scan_value value = {scan_presence_of(w, filter->column, i), number, number, whole, whole};
    w->truth[i] &= (unsigned char)scan_test_answer(&filter->test, &value);
  }
}

/* Leaves in w->truth what is known of each row; *any 0: no row of the segment is in. */
grappe_code scan_choose(const scan_plan *plan, scan_window *w, int *any, grappe_error *error) {
  unsigned answers[SCAN_FILTERS];
  *any = 0;
  if (plan->wanted && !plan->wanted[w->segment]) return GRAPPE_OK;
  for (int f = 0; f < plan->filter_count; f++) {
    answers[f] = whole_segment(plan, &plan->filters[f], w->segment);
    if (answers[f] == SCAN_NO) return GRAPPE_OK;
  }
  memset(w->truth, SCAN_YES, w->rows);
  *any = 1;
  for (int f = 0; f < plan->filter_count && *any; f++) {
    if (answers[f] == SCAN_YES) continue;
    grappe_code code = scan_window_load(plan, w, plan->filters[f].column, error);
    if (code) return code;
    if (plan->filters[f].near)
      code = scan_filter_near(plan, w, plan->filters[f].near, error);
    else if (plan->filters[f].bits)
      filter_by_bits(w, &plan->filters[f]);
    else if (plan->filters[f].table)
      filter_by_table(plan, w, &plan->filters[f]);
    else
      filter_by_test(plan, w, &plan->filters[f]);
    if (code) return code;
    unsigned char all = 0;
    for (size_t i = 0; i < w->rows; i++) all |= w->truth[i];
    *any = all != 0;
  }
  return *any && plan->call_count ? scan_ask(plan, w, any, error) : GRAPPE_OK;
}
