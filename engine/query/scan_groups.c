/* The groups of a scan that have rows, and the columns of their frame. There may be millions: columns are filled in
 * spans, by all threads, and nothing is computed of a cell that the one before it can tell. */
#include <string.h>

#include "base/threads.h"
#include "query/scan_statistic_private.h"

enum { SPAN = 1 << 16, STEP = 2048 };

void scan_groups_free(scan_groups *groups) {
  grappe_free(groups->cells);
  grappe_free(groups->places);
  *groups = (scan_groups){0};
}

/* --- which ----------------------------------------------------------------------------------------------------------
 */

static void list_present(const scan_bits *present, scan_groups *groups) {
  for (size_t w = 0; w <= present->bits / 64; w++)
    for (uint64_t bits = present->words[w]; bits; bits &= bits - 1)
      groups->cells[groups->count++] = (uint32_t)(w * 64) + (uint32_t)__builtin_ctzll(bits);
}

grappe_code scan_groups_list(const scan_plan *plan, scan_result *result, scan_groups *groups, grappe_error *error) {
  size_t used = 0;
  *groups = (scan_groups){.count = plan->groups};
  if (result->pieces) return GRAPPE_OK;
  groups->count = 0;
  if (result->cells) {
    *groups = (scan_groups){result->cells, NULL, plan->groups};
    result->cells = NULL;
    return GRAPPE_OK;
  }
  for (size_t g = 0; !plan->present && g < plan->groups; g++) used += !plan->by || result->sure[g] || result->maybe[g];
  if (plan->present) used = plan->groups;
  groups->cells = grappe_alloc((used + 1) * sizeof *groups->cells);
  if (!groups->cells) return grappe_fail_memory(error);
  if (plan->present) {
    list_present(plan->present, groups);
    return GRAPPE_OK;
  }
  groups->places = grappe_alloc((used + 1) * sizeof *groups->places);
  if (!groups->places) return grappe_fail_memory(error);
  for (size_t g = 0; g < plan->groups; g++) {
    if (plan->by && !result->sure[g] && !result->maybe[g]) continue;
    groups->places[groups->count] = g;
    groups->cells[groups->count++] = (uint32_t)g;
  }
  return GRAPPE_OK;
}

/* --- columns --------------------------------------------------------------------------------------------------------
 */

typedef struct filling {
  const scan_plan *plan;
  const scan_result *result;
  const scan_groups *groups;
  scan_group_columns *columns;
  grappe_column *values[SCAN_KEYS]; /* of each key, by number */
} filling;

/* Some groups: their cells, where their tallies stand, and their rows in the frame. */
typedef struct slice {
  const uint32_t *cells;
  const scan_result *tallies;
  const size_t *places; /* NULL: from `place` on */
  size_t place, first, count;
} slice;

/* Cells whose number at a key is the same: from `first` to before `end`. */
typedef struct stretch {
  uint64_t first, end;
  uint32_t number;
} stretch;

/* Cells ascend, so that one is mostly in the stretch of the one before; division is slow. */
static inline uint64_t within(stretch *s, uint64_t cell, uint32_t length) {
  if (cell < s->first || cell >= s->end) {
    s->number = (uint32_t)(cell / length);
    s->first = (uint64_t)s->number * length;
    s->end = s->first + length;
  }
  return cell - s->first;
}

/* The number of each cell at a key. */
static void numbers_of(const scan_plan *plan, int k, const uint32_t *cells, size_t count, int32_t *numbers) {
  uint32_t after = 1; /* cells of one number of this key */
  for (int i = k + 1; i < plan->key_count; i++) after *= plan->keys[i].count;
  stretch outer = {0}, inner = {0};
  for (size_t i = 0; i < count; i++) {
    uint64_t cell = within(&outer, cells[i], after * plan->keys[k].count);
    if (after > 1) {
      within(&inner, cell, after);
      cell = inner.number;
    }
    numbers[i] = (int32_t)cell;
  }
}

static void fill_key(const filling *f, int k, const slice *s) {
  int32_t numbers[STEP];
  for (size_t at = 0; at < s->count; at += STEP) {
    size_t count = s->count - at < STEP ? s->count - at : STEP;
    numbers_of(f->plan, k, s->cells + at, count, numbers);
    grappe_column_take(f->values[k], numbers, count, f->columns->keys[k], s->first + at);
  }
}

static int is_sum(const scan_measure *m) {
  return m->kind == MEASURE_WHOLE && m->exact && m->aggregation.what == GRAPPE_SUM;
}

static const scan_tally *tally_of(const scan_plan *plan, const scan_result *result, int measure) {
  int same = plan->measures[measure].same;
  return &result->tallies[same >= 0 ? same : measure];
}

static void fill_numbers(const filling *f, int measure, const slice *s) {
  double *value = f->columns->numbers[measure]->value + s->first;
  const uint32_t *sure = s->tallies->sure;
  memset(f->columns->numbers[measure]->flags + s->first, GRAPPE_PRESENT, s->count);
  if (is_sum(&f->plan->measures[measure])) {
    const int64_t *whole = tally_of(f->plan, s->tallies, measure)->whole;
    for (size_t i = 0; i < s->count; i++) value[i] = (double)whole[s->places ? s->places[i] : s->place + i];
  } else {
    for (size_t i = 0; i < s->count; i++) value[i] = (double)sure[s->places ? s->places[i] : s->place + i];
  }
}

static slice slice_of(const filling *f, size_t number) {
  if (f->result->pieces) {
    const scan_piece *piece = &f->result->pieces[number];
    return (slice){piece->tallies ? piece->tallies->cells : NULL, piece->tallies, NULL, 0, piece->first, piece->count};
  }
  size_t from = number * SPAN, count = f->groups->count - from < SPAN ? f->groups->count - from : SPAN;
  const size_t *places = f->groups->places ? f->groups->places + from : NULL;
  return (slice){f->groups->cells + from, f->result, places, from, from, count};
}

static grappe_code fill_slice(void *context, size_t number, size_t worker, grappe_error *error) {
  const filling *f = context;
  slice s = slice_of(f, number);
  (void)worker;
  (void)error;
  if (s.count == 0) return GRAPPE_OK;
  for (int k = 0; k < f->plan->key_count; k++) fill_key(f, k, &s);
  for (int m = 0; m < f->plan->measure_count; m++)
    if (f->columns->numbers[m]) fill_numbers(f, m, &s);
  return GRAPPE_OK;
}

static int is_plain(const scan_plan *plan, const scan_result *result, int measure) {
  const scan_measure *m = &plan->measures[measure];
  return !tally_of(plan, result, measure)->doubts && !result->work.maybe && (is_sum(m) || m->kind == MEASURE_COUNT);
}

static grappe_column *values_of(const scan_key *key) {
  grappe_column *values = grappe_column_gather(key->items, key->item, key->count);
  for (size_t i = 0; values && i < values->count; i++) values->flags[i] &= (unsigned char)~GRAPPE_FLAG_MAYBE;
  return values;
}

grappe_code scan_groups_columns(const scan_plan *plan, const scan_result *result, const scan_groups *groups, int bare,
                                scan_group_columns *columns, grappe_error *error) {
  grappe_run *run = query_run(plan->snapshot);
  filling f = {.plan = plan, .result = result, .groups = groups, .columns = columns};
  size_t slices = result->pieces ? result->piece_count : (groups->count + SPAN - 1) / SPAN;
  int ok = 1;
  *columns = (scan_group_columns){0};
  for (int k = 0; k < plan->key_count && ok; k++) {
    f.values[k] = values_of(&plan->keys[k]);
    columns->keys[k] = f.values[k] ? grappe_column_like(f.values[k], groups->count, 0) : NULL;
    ok = columns->keys[k] != NULL;
  }
  for (int m = 0; m < plan->measure_count && ok && bare; m++)
    if (is_plain(plan, result, m)) ok = (columns->numbers[m] = grappe_column_new_exact(groups->count)) != NULL;
  grappe_code code = ok ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = grappe_parallel(run, grappe_workers(run, slices), slices, fill_slice, &f, error);
  for (int k = 0; k < plan->key_count; k++) grappe_column_free(f.values[k]);
  if (code) scan_group_columns_free(columns);
  return code;
}

void scan_group_columns_free(scan_group_columns *columns) {
  for (int k = 0; k < SCAN_KEYS; k++) grappe_column_free(columns->keys[k]);
  for (int m = 0; m < SCAN_MEASURES; m++) grappe_column_free(columns->numbers[m]);
  *columns = (scan_group_columns){0};
}
