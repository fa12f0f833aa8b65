/* The columns of a segment, decoded as they are asked for, and which of its rows are in. */
#include <string.h>

#include "query/scan_private.h"

/* --- windows --------------------------------------------------------------------------------------------------------
 */

grappe_code scan_window_open(const scan_plan *plan, scan_window *w, grappe_error *error) {
  grappe_code code = grappe_dataset_reader_new(plan->scan->dataset, NULL, &w->reader, error);
  if (code) return code;
  w->columns = plan->columns;
  w->truth = grappe_alloc(GRAPPE_SEGMENT_ROWS);
  return w->truth ? GRAPPE_OK : grappe_fail_memory(error);
}

void scan_window_close(scan_window *w) {
  grappe_dataset_reader_free(w->reader);
  grappe_free(w->truth);
  for (int i = 0; i < SCAN_COLUMNS; i++) {
    grappe_free(w->rooms[i]);
    grappe_free(w->typed[i]);
  }
  *w = (scan_window){0};
}

void scan_window_move(const scan_plan *plan, scan_window *w, size_t segment) {
  w->segment = segment;
  w->rows = grappe_dataset_segment_rows(plan->scan->dataset, segment);
  w->blobs = w->held = 0;
  w->all = 0;
  memset(w->loaded, 0, sizeof w->loaded);
}

grappe_code scan_window_load(const scan_plan *plan, scan_window *w, int place, grappe_error *error) {
  const scan_column *column = &plan->columns[place];
  if (w->loaded[place]) return GRAPPE_OK;
  w->loaded[place] = 1;
  if (column->ranks) {
    w->slots[place] = (grappe_dataset_slots){column->ranks->rank + w->segment * GRAPPE_SEGMENT_ROWS, NULL, 1};
    w->held++;
    return GRAPPE_OK;
  }
  enum { ROOM = GRAPPE_SEGMENT_ROWS * 9 }; /* after it the slots of rows joined */
  if (!w->rooms[place]) w->rooms[place] = grappe_alloc(ROOM + (column->joining ? (size_t)GRAPPE_SEGMENT_ROWS * 4 : 0));
  if (!w->rooms[place]) return grappe_fail_memory(error);
  grappe_code code =
      grappe_dataset_slots_of(w->reader, (size_t)column->column, w->segment, w->rooms[place], &w->slots[place], error);
  w->blobs += !w->slots[place].held;
  w->held += w->slots[place].held != 0;
  if (code == GRAPPE_OK && column->joining) {
    uint32_t *slots = (uint32_t *)(void *)((unsigned char *)w->rooms[place] + ROOM);
    scan_joining_slots(column->joining, &w->slots[place], w->rows, slots);
    w->slots[place].values = slots;
    w->slots[place].presence = NULL;
  }
  return code;
}

static void widen(const scan_window *w, int place, int64_t base, uint64_t codes, void *values,
                  unsigned char *presence) {
  int narrow = w->columns[place].type == GRAPPE_INT32;
  for (size_t i = 0; i < w->rows; i++) {
    uint32_t slot = scan_slot(w, place, i);
    int absent = slot >= codes;
    presence[i] = (unsigned char)(absent ? slot - codes : GRAPPE_PRESENT);
    if (narrow)
      ((int32_t *)values)[i] = absent ? GRAPPE_ABSENT_CODE : (int32_t)(base + slot);
    else
      ((int64_t *)values)[i] = absent ? GRAPPE_ABSENT_INTEGER : base + (int64_t)slot;
  }
}

grappe_code scan_window_values(const scan_plan *plan, scan_window *w, int place, grappe_error *error) {
  const scan_column *column = &plan->columns[place];
  grappe_code code = scan_window_load(plan, w, place, error);
  if (code || w->loaded[place] == 2) return code;
  int absent = column->joining || column->summaries[w->segment].absent > 0;
  if (column->shape.width == 8) {
    w->values[place] = (void *)(uintptr_t)w->slots[place].values;
    w->presence[place] = (unsigned char *)(uintptr_t)w->slots[place].presence;
  } else {
    if (!w->typed[place]) w->typed[place] = grappe_alloc((size_t)GRAPPE_SEGMENT_ROWS * 9);
    if (!w->typed[place]) return grappe_fail_memory(error);
    unsigned char *presence = (unsigned char *)w->typed[place] + (size_t)GRAPPE_SEGMENT_ROWS * 8;
    widen(w, place, column->shape.base, column->shape.codes, w->typed[place], presence);
    w->values[place] = w->typed[place];
    w->presence[place] = absent ? presence : NULL;
  }
  w->loaded[place] = 2;
  return GRAPPE_OK;
}

/* --- choosing rows -------------------------------------------------------------------------------------------------
 */

/* What a filter says of a whole segment by its least and greatest value: SCAN_MAYBE where rows must be looked at. */
static unsigned whole_segment(const scan_plan *plan, const scan_filter *filter, size_t segment) {
  const grappe_segment_summary *s = &plan->columns[filter->column].summaries[segment];
  if (filter->near) return scan_near_segment(plan, filter->near, segment);
  if (s->absent || filter->bits) return SCAN_MAYBE;
  if (!filter->possible) {
    scan_value all = {GRAPPE_PRESENT, s->least_number, s->greatest_number, s->least, s->greatest};
    return scan_test_answer(&filter->test, &all);
  }
  uint32_t width = (uint32_t)(s->greatest - s->least + 1);
  if (filter->possible[s->greatest + 1] == filter->possible[s->least]) return SCAN_NO;
  return filter->certain[s->greatest + 1] - filter->certain[s->least] == width ? SCAN_YES : SCAN_MAYBE;
}

enum { AT_ONCE = 64 }; /* rows that are compared together */

/* Of a segment without absent values. Compares many rows at once with each of few slots; where a row of them has one,
 * these rows are looked up. */
static void filter_by_few(scan_window *w, const scan_filter *filter) {
  const uint16_t *slots = w->slots[filter->column].values;
  const unsigned char *table = filter->table;
  unsigned char *truth = w->truth;
  for (size_t first = 0; first < w->rows; first += AT_ONCE) {
    size_t end = first + AT_ONCE < w->rows ? first + AT_ONCE : w->rows;
    uint16_t some = 0;
    for (size_t c = 0; c < filter->few_count; c++) {
      uint16_t wanted = filter->few[c];
      for (size_t i = first; i < end; i++) some |= (uint16_t) - (slots[i] == wanted);
    }
    if (!some)
      memset(truth + first, SCAN_NO, end - first);
    else
      for (size_t i = first; i < end; i++) truth[i] &= table[slots[i]];
  }
}

/* The same of slots of one byte, such as years: of so few values some row has each, so all rows are compared and none
 * is looked up. */
static void filter_by_few_bytes(scan_window *w, const scan_filter *filter) {
  const uint8_t *slots = w->slots[filter->column].values;
  for (size_t first = 0; first < w->rows; first += AT_ONCE) {
    size_t count = w->rows - first < AT_ONCE ? w->rows - first : AT_ONCE;
    unsigned char answers[AT_ONCE] = {SCAN_NO};
    for (size_t c = 0; c < filter->few_count; c++) {
      uint8_t wanted = (uint8_t)filter->few[c], answer = filter->table[wanted];
      for (size_t i = 0; i < count; i++) answers[i] |= (unsigned char)(-(slots[first + i] == wanted) & answer);
    }
    for (size_t i = 0; i < count; i++) w->truth[first + i] &= answers[i];
  }
}

static void filter_by_table(const scan_plan *plan, scan_window *w, const scan_filter *filter) {
  const unsigned char *table = filter->table;
  const void *values = w->slots[filter->column].values;
  unsigned char *truth = w->truth;
  unsigned width = plan->columns[filter->column].shape.width;
  int few = filter->few_count && !plan->columns[filter->column].summaries[w->segment].absent;
  if (few && width == 1) {
    filter_by_few_bytes(w, filter);
  } else if (few && width == 2) {
    filter_by_few(w, filter);
  } else if (width == 1) {
    const uint8_t *slots = values;
    for (size_t i = 0; i < w->rows; i++) truth[i] &= table[slots[i]];
  } else if (width == 2) {
    const uint16_t *slots = values;
    for (size_t i = 0; i < w->rows; i++) truth[i] &= table[slots[i]];
  } else {
    const uint32_t *slots = values;
    for (size_t i = 0; i < w->rows; i++) truth[i] &= table[slots[i]];
  }
}

static void filter_by_bits(const scan_plan *plan, scan_window *w, const scan_filter *filter) {
  uint64_t codes = plan->columns[filter->column].shape.codes;
  unsigned char *truth = w->truth;
  for (size_t i = 0; i < w->rows; i++) {
    uint32_t slot = scan_slot(w, filter->column, i);
    if (slot < codes)
      truth[i] &= (unsigned char)((filter->bits[slot / 64] >> (slot % 64) & 1) * SCAN_YES);
    else
      truth[i] &= slot - codes == GRAPPE_NOT_APPLICABLE ? SCAN_NO : SCAN_MAYBE;
  }
}

/* Compares many rows at once with each of some codes; where a row of them has one, these rows are looked at. */
static void filter_by_codes(scan_window *w, const scan_filter *filter, const int32_t *codes, size_t count) {
  const int32_t *slots = w->slots[filter->column].values;
  for (size_t first = 0; first < w->rows; first += AT_ONCE) {
    size_t end = first + AT_ONCE < w->rows ? first + AT_ONCE : w->rows;
    int32_t some = 0;
    for (size_t c = 0; c < count; c++)
      for (size_t i = first; i < end; i++) some |= -(slots[i] == codes[c]);
    if (!some) {
      memset(w->truth + first, SCAN_NO, end - first);
      continue;
    }
    for (size_t i = first; i < end; i++) {
      unsigned in = 0;
      for (size_t c = 0; c < count; c++) in |= slots[i] == codes[c];
      w->truth[i] &= (unsigned char)(in * SCAN_YES);
    }
  }
}

static void filter_by_texts(const scan_plan *plan, scan_window *w, const scan_filter *filter) {
  const scan_column *column = &plan->columns[filter->column];
  int32_t codes[SCAN_FEW_SLOTS];
  size_t count = 0;
  if (!filter->spans || column->shape.width < 4 || column->summaries[w->segment].absent) count = SCAN_FEW_SLOTS + 1;
  for (size_t i = 0; i < filter->span_count && count <= SCAN_FEW_SLOTS; i++) {
    if (w->segment < filter->spans[i].first || w->segment > filter->spans[i].last) continue;
    if (count < SCAN_FEW_SLOTS) codes[count] = filter->spans[i].code;
    count++;
  }
  if (count <= SCAN_FEW_SLOTS)
    filter_by_codes(w, filter, codes, count);
  else
    filter_by_bits(plan, w, filter);
}

/* Rows that a look-up found: the others of the segment are out. */
static void filter_by_found(scan_window *w, const scan_filter *filter) {
  uint64_t start = (uint64_t)w->segment * GRAPPE_SEGMENT_ROWS;
  size_t done = 0;
  for (size_t i = 0; i < filter->found_count; i++) {
    if (filter->found[i] < start || filter->found[i] >= start + w->rows) continue;
    size_t row = (size_t)(filter->found[i] - start);
    memset(w->truth + done, SCAN_NO, row - done);
    done = row + 1;
  }
  memset(w->truth + done, SCAN_NO, w->rows - done);
}

/* A range of identifiers that are all there: nothing but comparisons, many at once. */
static void filter_by_range(scan_window *w, const scan_filter *filter) {
  const int64_t *values = w->slots[filter->column].values;
  int64_t low = filter->test.low, high = filter->test.high;
  for (size_t i = 0; i < w->rows; i++)
    w->truth[i] &= (unsigned char)(((values[i] >= low) & (values[i] <= high)) * SCAN_YES);
}

static void filter_by_test(scan_window *w, const scan_filter *filter) {
  const scan_column *column = &w->columns[filter->column];
  if (filter->test.kind == CONDITION_DAY && column->shape.width == 8 && column->type == GRAPPE_INT64 &&
      !w->slots[filter->column].presence) {
    filter_by_range(w, filter);
    return;
  }
  for (size_t i = 0; i < w->rows; i++) {
    if (w->truth[i] == SCAN_NO) continue;
    scan_value value = {.presence = scan_presence_of(w, filter->column, i)};
    if (value.presence == GRAPPE_PRESENT) {
      value.least = value.greatest = scan_number_of(w, filter->column, i);
      value.low = value.high = scan_whole_of(w, filter->column, i);
    }
    w->truth[i] &= (unsigned char)scan_test_answer(&filter->test, &value);
  }
}

/* A condition on values of at most two bytes is asked once for each of them, not for each row. */
static grappe_code make_table(const scan_column *column, scan_filter *filter, grappe_error *error) {
  const grappe_dataset_shape *shape = &column->shape;
  filter->table = grappe_alloc((size_t)shape->codes + SCAN_ABSENCES);
  if (!filter->table) return grappe_fail_memory(error);
  for (uint64_t slot = 0; slot < shape->codes; slot++) {
    int64_t whole = shape->base + (int64_t)slot;
    scan_value value = {GRAPPE_PRESENT, (double)whole, (double)whole, whole, whole};
    filter->table[slot] = (unsigned char)scan_test_answer(&filter->test, &value);
  }
  for (unsigned p = 0; p < SCAN_ABSENCES; p++) {
    scan_value value = {.presence = (grappe_presence)p};
    filter->table[shape->codes + p] = p ? (unsigned char)scan_test_answer(&filter->test, &value) : SCAN_NO;
  }
  return GRAPPE_OK;
}

static void find_few(const scan_column *column, scan_filter *filter) {
  filter->few_count = 0;
  for (uint32_t slot = 0; slot < column->shape.codes; slot++) {
    if (filter->table[slot] == SCAN_NO) continue;
    if (filter->few_count == SCAN_FEW_SLOTS) {
      filter->few_count = 0;
      return;
    }
    filter->few[filter->few_count++] = (uint16_t)slot;
  }
}

grappe_code scan_filters_ready(scan_plan *plan, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (int f = 0; f < plan->filter_count && code == GRAPPE_OK; f++) {
    scan_filter *filter = &plan->filters[f];
    const scan_column *column = &plan->columns[filter->column];
    if (!filter->table && !filter->bits && !filter->near && column->shape.width <= 2)
      code = make_table(column, filter, error);
    if (code == GRAPPE_OK && filter->table && column->shape.width <= 2) find_few(column, filter);
  }
  return code;
}

static grappe_code ask_filter(const scan_plan *plan, scan_window *w, const scan_filter *filter, grappe_error *error) {
  if (filter->found && !plan->columns[filter->column].summaries[w->segment].absent) {
    filter_by_found(w, filter);
    return GRAPPE_OK;
  }
  grappe_code code = scan_window_load(plan, w, filter->column, error);
  if (code) return code;
  if (filter->near) return scan_filter_near(plan, w, filter->near, error);
  if (filter->bits)
    filter_by_texts(plan, w, filter);
  else if (filter->table)
    filter_by_table(plan, w, filter);
  else
    filter_by_test(w, filter);
  return GRAPPE_OK;
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
  *any = w->all = 1;
  for (int f = 0; f < plan->filter_count && *any; f++) {
    if (answers[f] == SCAN_YES) continue;
    w->all = 0;
    grappe_code code = ask_filter(plan, w, &plan->filters[f], error);
    if (code) return code;
    unsigned char all = 0;
    for (size_t i = 0; i < w->rows; i++) all |= w->truth[i];
    *any = all != 0;
  }
  if (!*any || !plan->call_count) return GRAPPE_OK;
  w->all = 0;
  return scan_ask(plan, w, any, error);
}
