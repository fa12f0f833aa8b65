/* The different values of a column numbered in their order, and the number of each row's. */
#include <string.h>

#include "base/memory.h"
#include "base/sort.h"
#include "base/threads.h"
#include "column/dataset_private.h"

enum { WORD = 64, CHECK_EVERY = 1 << 20 };

static const uint64_t SIGN = UINT64_C(1) << 63; /* turned over, negative numbers come first */

void dataset_ranks_free(grappe_dataset_ranks *ranks) {
  if (!ranks) return;
  grappe_free(ranks->rank);
  grappe_free(ranks->values);
  grappe_free(ranks);
}

typedef struct ranking {
  grappe_dataset *dataset;
  size_t column;
  grappe_dataset_shape shape;
  grappe_dataset_ranks *ranks;
  grappe_dataset_reader **readers;
  void **rooms;
  uint64_t *there;  /* of slots: a bit for each that occurs */
  uint32_t *before; /* of each word, how many bits before it */
  uint64_t *sorted; /* of wide values: all of them, then each once */
} ranking;

static grappe_code load(ranking *r, size_t segment, size_t worker, grappe_dataset_slots *slots, grappe_error *error) {
  return grappe_dataset_slots_of(r->readers[worker], r->column, segment, r->rooms[worker], slots, error);
}

static uint32_t slot_at(const grappe_dataset_slots *slots, unsigned width, size_t row) {
  return width == 1   ? ((const uint8_t *)slots->values)[row]
         : width == 2 ? ((const uint16_t *)slots->values)[row]
                      : ((const uint32_t *)slots->values)[row];
}

/* --- by a bit for each slot --- */

static grappe_code mark_segment(void *context, size_t segment, size_t worker, grappe_error *error) {
  ranking *r = context;
  grappe_dataset_slots slots;
  grappe_code code = load(r, segment, worker, &slots, error);
  size_t rows = grappe_dataset_segment_rows(r->dataset, segment);
  for (size_t i = 0; i < rows && code == GRAPPE_OK; i++) {
    uint32_t slot = slot_at(&slots, r->shape.width, i);
    uint64_t bit = UINT64_C(1) << (slot % WORD);
    if (slot >= r->shape.codes || (__atomic_load_n(&r->there[slot / WORD], __ATOMIC_RELAXED) & bit)) continue;
    __atomic_fetch_or(&r->there[slot / WORD], bit, __ATOMIC_RELAXED);
  }
  return code;
}

static grappe_code rank_segment(void *context, size_t segment, size_t worker, grappe_error *error) {
  ranking *r = context;
  grappe_dataset_slots slots;
  grappe_code code = load(r, segment, worker, &slots, error);
  size_t rows = grappe_dataset_segment_rows(r->dataset, segment);
  uint32_t *rank = r->ranks->rank + segment * GRAPPE_SEGMENT_ROWS, codes = (uint32_t)r->shape.codes;
  for (size_t i = 0; i < rows && code == GRAPPE_OK; i++) {
    uint32_t slot = slot_at(&slots, r->shape.width, i);
    uint64_t below = r->there[slot < codes ? slot / WORD : 0] & ((UINT64_C(1) << (slot % WORD)) - 1);
    rank[i] = slot < codes ? r->before[slot / WORD] + (uint32_t)__builtin_popcountll(below)
                           : r->ranks->count + (slot - codes);
  }
  return code;
}

static grappe_code number_slots(ranking *r, grappe_run *run, grappe_error *error) {
  size_t words = (size_t)(r->shape.codes / WORD) + 1;
  grappe_code code = GRAPPE_OK;
  uint32_t count = 0;
  r->before = grappe_alloc(words * sizeof *r->before);
  if (!r->before) return grappe_fail_memory(error);
  for (size_t w = 0; w < words && code == GRAPPE_OK; w++) {
    r->before[w] = count;
    count += (uint32_t)__builtin_popcountll(r->there[w]);
    if (w % CHECK_EVERY == 0) code = grappe_run_check(run, error);
  }
  if (code) return code;
  r->ranks->count = count;
  r->ranks->values = grappe_alloc(count * sizeof *r->ranks->values);
  if (!r->ranks->values) return grappe_fail_memory(error);
  int64_t *out = r->ranks->values;
  for (size_t w = 0; w < words; w++)
    for (uint64_t bits = r->there[w]; bits; bits &= bits - 1)
      *out++ = r->shape.base + (int64_t)(w * WORD) + __builtin_ctzll(bits);
  return code;
}

/* --- by sorting --- */

static grappe_code gather_values(ranking *r, size_t *count, grappe_run *run, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  *count = 0;
  for (size_t s = 0; s < r->dataset->segments && code == GRAPPE_OK; s++) {
    grappe_dataset_slots slots;
    code = load(r, s, 0, &slots, error);
    if (code) break;
    const int64_t *values = slots.values;
    for (size_t i = 0; i < grappe_dataset_segment_rows(r->dataset, s); i++)
      if (!slots.presence || !slots.presence[i]) r->sorted[(*count)++] = (uint64_t)values[i] ^ SIGN;
    code = grappe_run_check(run, error);
  }
  return code;
}

/* The place of a value; rows near one another often have values near one another, so it is looked for from the last
 * one on. */
static size_t place_of(const int64_t *values, size_t count, int64_t value, size_t from) {
  size_t low = 0, high = count, step = 1;
  if (from < count && values[from] <= value) {
    low = from;
    while (low + step < count && values[low + step] <= value) {
      low += step;
      step *= 2;
    }
    high = low + step < count ? low + step : count;
  }
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (values[middle] <= value)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static grappe_code find_segment(void *context, size_t segment, size_t worker, grappe_error *error) {
  ranking *r = context;
  grappe_dataset_slots slots;
  grappe_code code = load(r, segment, worker, &slots, error);
  if (code) return code;
  size_t rows = grappe_dataset_segment_rows(r->dataset, segment), at = 0;
  const int64_t *values = slots.values;
  uint32_t *rank = r->ranks->rank + segment * GRAPPE_SEGMENT_ROWS;
  for (size_t i = 0; i < rows; i++) {
    if (slots.presence && slots.presence[i]) {
      rank[i] = r->ranks->count + slots.presence[i];
      continue;
    }
    at = place_of(r->ranks->values, r->ranks->count, values[i], at);
    rank[i] = (uint32_t)at;
  }
  return code;
}

static grappe_code rank_wide(ranking *r, size_t workers, grappe_run *run, grappe_error *error) {
  size_t count, used = 0;
  r->sorted = grappe_alloc((size_t)r->dataset->entry.info.rows * sizeof *r->sorted);
  if (!r->sorted) return grappe_fail_memory(error);
  grappe_code code = gather_values(r, &count, run, error);
  if (code == GRAPPE_OK) code = grappe_sort_words(r->sorted, count, run, error);
  if (code) return code;
  for (size_t i = 0; i < count; i++)
    if (i == 0 || r->sorted[i] != r->sorted[used - 1]) r->sorted[used++] = r->sorted[i];
  r->ranks->values = grappe_alloc(used * sizeof *r->ranks->values);
  if (!r->ranks->values) return grappe_fail_memory(error);
  for (size_t i = 0; i < used; i++) r->ranks->values[i] = (int64_t)(r->sorted[i] ^ SIGN);
  r->ranks->count = (uint32_t)used;
  grappe_free(r->sorted);
  r->sorted = NULL;
  return grappe_parallel(run, workers, r->dataset->segments, find_segment, r, error);
}

static grappe_code rank_slots(ranking *r, size_t workers, grappe_run *run, grappe_error *error) {
  r->there = grappe_alloc_zero((size_t)(r->shape.codes / WORD) + 1, sizeof *r->there);
  if (!r->there) return grappe_fail_memory(error);
  grappe_code code = grappe_parallel(run, workers, r->dataset->segments, mark_segment, r, error);
  if (code == GRAPPE_OK) code = number_slots(r, run, error);
  return code ? code : grappe_parallel(run, workers, r->dataset->segments, rank_segment, r, error);
}

grappe_code grappe_dataset_ranks_of(grappe_dataset *dataset, size_t column, grappe_run *run,
                                    const grappe_dataset_ranks **ranks, grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  ranking r = {.dataset = dataset, .column = column};
  *ranks = c->ranks;
  if (c->ranks) return GRAPPE_OK;
  grappe_code code = grappe_dataset_shape_of(dataset, column, &r.shape, error);
  if (code) return code;
  size_t workers = grappe_workers(run, dataset->segments), opened = 0;
  r.ranks = grappe_alloc_zero(1, sizeof *r.ranks);
  r.readers = grappe_alloc_zero(workers, sizeof *r.readers);
  r.rooms = grappe_alloc_zero(workers, sizeof *r.rooms);
  if (r.ranks) r.ranks->rank = grappe_alloc((size_t)dataset->entry.info.rows * sizeof *r.ranks->rank);
  code = r.ranks && r.ranks->rank && r.readers && r.rooms ? GRAPPE_OK : grappe_fail_memory(error);
  for (; opened < workers && code == GRAPPE_OK; opened++) {
    code = grappe_dataset_reader_new(dataset, NULL, &r.readers[opened], error);
    r.rooms[opened] = code ? NULL : grappe_alloc(GRAPPE_SEGMENT_ROWS * 9);
    if (code == GRAPPE_OK && !r.rooms[opened]) code = grappe_fail_memory(error);
  }
  if (code == GRAPPE_OK)
    code = r.shape.width == 8 ? rank_wide(&r, workers, run, error) : rank_slots(&r, workers, run, error);
  for (size_t i = 0; r.readers && r.rooms && i < opened; i++) {
    grappe_dataset_reader_free(r.readers[i]);
    grappe_free(r.rooms[i]);
  }
  grappe_free(r.readers);
  grappe_free(r.rooms);
  grappe_free(r.there);
  grappe_free(r.before);
  grappe_free(r.sorted);
  if (code)
    dataset_ranks_free(r.ranks);
  else
    *ranks = c->ranks = r.ranks;
  return code;
}
