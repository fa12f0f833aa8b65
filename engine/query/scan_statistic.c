/* From tallies to statistics with bounds. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/sort.h"
#include "query/scan_statistic_private.h"

enum { CHECK_EVERY = 1 << 16, EXPAND_MOST = 4000000 }; /* members that a statistic with doubts may hold */

static const double WHOLE_EXACT = 9007199254740992.0; /* 2^53: above it not every integer is a double */

static grappe_bounds around(double value) {
  return grappe_bounds_between(nextafter(value, -INFINITY), nextafter(value, INFINITY));
}

static grappe_bounds times(grappe_bounds bounds, uint64_t count) {
  return grappe_bounds_multiply(bounds, grappe_bounds_exact((double)count));
}

static const grappe_dataset_column *about_of(const scan_plan *plan, const scan_measure *m) {
  return grappe_dataset_column_at(plan->scan->dataset, (size_t)plan->columns[m->column].column);
}

static grappe_bounds absent_bounds(int not_negative) {
  grappe_bounds bounds = grappe_bounds_all();
  if (not_negative) bounds.low = bounds.low_open = 0;
  return bounds;
}

/* --- numbers --------------------------------------------------------------------------------------------------------
 */

static void count_members(const scan_tally *t, size_t g, uint64_t sure, uint64_t maybe, scan_statistic *s) {
  static const scan_doubt none = {0};
  const scan_doubt *d = t->doubts ? &t->doubts[g] : &none;
  s->unknown = (uint64_t)d->unknown + d->maybe_unknown;
  s->not_applicable = d->not_applicable;
  s->members = sure + maybe - s->not_applicable;
  s->undecided = (uint64_t)d->maybe + d->maybe_unknown;
}

static void sum_numbers(const grappe_dataset_column *about, const scan_tally *t, size_t g, scan_statistic *s) {
  double value = t->whole ? (double)t->whole[g] : t->real[g].sum + t->real[g].lost;
  int exact = t->whole ? fabs(value) <= WHOLE_EXACT : t->real[g].lost == 0;
  grappe_bounds sum = exact ? grappe_bounds_exact(value) : around(value);
  if (t->doubts) {
    const scan_doubt *d = &t->doubts[g];
    double room = t->whole ? 0 : d->maybe * 2.3e-16; /* what plain addition may have lost */
    grappe_bounds absent = absent_bounds(about->flags & GRAPPE_DATASET_NOT_NEGATIVE),
                  taken = grappe_bounds_hull(absent, grappe_bounds_exact(0));
    if (d->maybe)
      sum = grappe_bounds_add(sum, grappe_bounds_between(d->maybe_low * (1 + room), d->maybe_high * (1 + room)));
    if (d->unknown) sum = grappe_bounds_add(sum, times(absent, d->unknown));
    if (d->maybe_unknown) sum = grappe_bounds_add(sum, times(taken, d->maybe_unknown));
  }
  s->result = (query_statistic){GRAPPE_PRESENT, sum, s->unknown || s->undecided ? NAN : value};
  if (s->members && s->members == s->unknown) s->result.presence = GRAPPE_UNKNOWN;
}

static void divide(scan_statistic *s) {
  int ignored = 0;
  if (s->members == 0) {
    s->result = (query_statistic){GRAPPE_UNDEFINED, grappe_bounds_all(), NAN};
    return;
  }
  s->result.bounds = grappe_bounds_divide(s->result.bounds, grappe_bounds_exact((double)s->members), &ignored);
  s->result.value /= (double)s->members;
}

static grappe_code extremes(const scan_measure *m, const grappe_dataset_column *about, const scan_tally *t, size_t g,
                            scan_statistic *s, grappe_error *error) {
  query_member members[6];
  size_t count = 0;
  const scan_extremes *x = &t->extremes[g];
  if (x->least <= x->greatest) {
    members[count++] = (query_member){grappe_bounds_exact(x->least), x->least, 0, 1};
    members[count++] = (query_member){grappe_bounds_exact(x->greatest), x->greatest, 0, 1};
  }
  if (x->maybe_least <= x->maybe_greatest) {
    members[count++] = (query_member){grappe_bounds_exact(x->maybe_least), x->maybe_least, 1, 1};
    members[count++] = (query_member){grappe_bounds_exact(x->maybe_greatest), x->maybe_greatest, 1, 1};
  }
  if (t->doubts && t->doubts[g].unknown)
    members[count++] = (query_member){absent_bounds(about->flags & GRAPPE_DATASET_NOT_NEGATIVE), NAN, 0, 0};
  if (t->doubts && t->doubts[g].maybe_unknown)
    members[count++] = (query_member){absent_bounds(about->flags & GRAPPE_DATASET_NOT_NEGATIVE), NAN, 1, 0};
  return query_statistic_of(m->aggregation.what, 0, members, count, &s->result, error);
}

/* --- how often each slot
 * -----------------------------------------------------------------------------------------------
 */

static grappe_presence presence_of(const scan_plan *plan, const scan_measure *m, size_t slot) {
  uint64_t codes = plan->columns[m->column].shape.codes;
  if (m->reached.column) return grappe_flags_presence(m->reached.column->flags[slot]);
  return slot < codes ? GRAPPE_PRESENT : (grappe_presence)(slot - codes);
}

static query_member member_of_slot(const scan_plan *plan, const scan_measure *m, size_t slot, int maybe) {
  const grappe_column *reached = m->reached.column;
  const grappe_dataset_shape *shape = &plan->columns[m->column].shape;
  if (presence_of(plan, m, slot) != GRAPPE_PRESENT) {
    int counted = reached ? reached->not_negative : (about_of(plan, m)->flags & GRAPPE_DATASET_NOT_NEGATIVE) != 0;
    return (query_member){absent_bounds(counted), NAN, (unsigned char)maybe, 0};
  }
  if (reached)
    return (query_member){grappe_column_bounds(reached, slot), reached->value[slot], (unsigned char)maybe, 1};
  double number = (double)(shape->base + (int64_t)slot);
  return (query_member){grappe_bounds_exact(number), number, (unsigned char)maybe, 1};
}

static grappe_code add_count(scan_counts *counts, size_t slot, int maybe, uint64_t times_there, grappe_error *error) {
  scan_count *grown = grappe_grow(counts->items, &counts->capacity, counts->count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  counts->items = grown;
  grown[counts->count++] = (scan_count){(uint32_t)slot, (unsigned char)maybe, times_there};
  return GRAPPE_OK;
}

/* The slots that occur in a group, ascending, with how often. */
static grappe_code list_counts(const scan_measure *m, const scan_tally *t, size_t from, size_t to, size_t g,
                               scan_counts *counts, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  counts->count = 0;
  if (m->kind == MEASURE_HISTOGRAM) {
    const uint32_t *sure = t->histogram + g * m->width;
    const uint32_t *maybe = t->maybe_histogram ? t->maybe_histogram + g * m->width : NULL;
    for (size_t slot = 0; slot < m->width && code == GRAPPE_OK; slot++) {
      if (sure[slot]) code = add_count(counts, slot, 0, sure[slot], error);
      if (code == GRAPPE_OK && maybe && maybe[slot]) code = add_count(counts, slot, 1, maybe[slot], error);
    }
    return code;
  }
  for (size_t i = from; i < to && code == GRAPPE_OK;) {
    size_t j = i;
    while (j < to && t->cells[j] == t->cells[i]) j++;
    code = add_count(counts, (size_t)(t->cells[i] / 2 - (uint64_t)g * m->width), (int)(t->cells[i] & 1), j - i, error);
    i = j;
  }
  return code;
}

static void count_counts(const scan_plan *plan, const scan_measure *m, const scan_counts *counts, scan_statistic *s) {
  for (size_t i = 0; i < counts->count; i++) {
    const scan_count *c = &counts->items[i];
    grappe_presence presence = presence_of(plan, m, c->slot);
    if (presence == GRAPPE_NOT_APPLICABLE) {
      s->not_applicable += c->count;
      continue;
    }
    s->members += c->count;
    if (c->maybe) s->undecided += c->count;
    if (presence != GRAPPE_PRESENT) s->unknown += c->count;
  }
}

/* Rows that have a value where the path leads. */
static void count_reached(const scan_plan *plan, const scan_measure *m, const scan_counts *counts, scan_statistic *s) {
  uint64_t sure = 0, maybe = 0;
  for (size_t i = 0; i < counts->count; i++) {
    const scan_count *c = &counts->items[i];
    if (presence_of(plan, m, c->slot) == GRAPPE_PRESENT) *(c->maybe ? &maybe : &sure) += c->count;
  }
  s->result.bounds = grappe_bounds_between((double)sure, (double)(sure + maybe));
  s->result.value = maybe ? NAN : (double)sure;
}

static void sum_counts(const scan_plan *plan, const scan_measure *m, const scan_counts *counts, scan_statistic *s) {
  grappe_bounds sum = grappe_bounds_exact(0);
  double value = 0;
  for (size_t i = 0; i < counts->count; i++) {
    const scan_count *c = &counts->items[i];
    if (presence_of(plan, m, c->slot) == GRAPPE_NOT_APPLICABLE) continue;
    query_member member = member_of_slot(plan, m, c->slot, c->maybe);
    if (c->maybe) member.bounds = grappe_bounds_hull(member.bounds, grappe_bounds_exact(0));
    sum = grappe_bounds_add(sum, times(member.bounds, c->count));
    value += c->maybe ? NAN : member.value * (double)c->count;
  }
  s->result = (query_statistic){GRAPPE_PRESENT, sum, value};
  if (s->members && s->members == s->unknown) s->result.presence = GRAPPE_UNKNOWN;
}

/* One member for each slot is enough for extremes; for the others each value counts. */
static grappe_code expand_counts(const scan_plan *plan, const scan_measure *m, const scan_counts *counts, int once,
                                 scan_statistic *s, grappe_error *error) {
  uint64_t most = once ? counts->count : s->members;
  size_t used = 0;
  if (most > EXPAND_MOST)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "'%s' of %lu values with bounds needs too much memory: choose fewer rows, or group them",
                       query_aggregate_word(m->aggregation.what), (unsigned long)most);
  query_member *members = grappe_alloc(((size_t)most + 1) * sizeof *members);
  if (!members) return grappe_fail_memory(error);
  for (size_t i = 0; i < counts->count; i++) {
    const scan_count *c = &counts->items[i];
    if (presence_of(plan, m, c->slot) == GRAPPE_NOT_APPLICABLE) continue;
    query_member member = member_of_slot(plan, m, c->slot, c->maybe);
    for (uint64_t j = 0; j < (once ? 1 : c->count); j++) members[used++] = member;
  }
  grappe_code code = query_statistic_of(m->aggregation.what, m->aggregation.quantile, members, used, &s->result, error);
  grappe_free(members);
  return code;
}

static double p_of(const scan_measure *m) {
  return m->aggregation.what == GRAPPE_MEDIAN ? 0.5 : m->aggregation.quantile;
}

/* Between two neighbouring values, part of the way. */
static void between(double low, double high, double part, scan_statistic *s) {
  s->result = (query_statistic){GRAPPE_PRESENT, grappe_bounds_exact(low), low};
  if (part == 0 || low == high) return;
  s->result.value = low + part * (high - low);
  grappe_bounds gap = grappe_bounds_subtract(grappe_bounds_exact(high), grappe_bounds_exact(low));
  s->result.bounds =
      grappe_bounds_add(grappe_bounds_exact(low), grappe_bounds_multiply(gap, grappe_bounds_exact(part)));
}

/* Of exact values that are all there and all surely in. */
static void quantile_of_counts(const scan_plan *plan, const scan_measure *m, const scan_counts *counts,
                               scan_statistic *s) {
  int64_t base = plan->columns[m->column].shape.base;
  double h = (double)(s->members - 1) * p_of(m), whole = floor(h), low = NAN;
  uint64_t before = 0, at = (uint64_t)whole;
  for (size_t i = 0; i < counts->count; i++) {
    double number = (double)(base + (int64_t)counts->items[i].slot);
    before += counts->items[i].count;
    if (isnan(low) && before > at) low = number;
    if (before > at + 1 || i + 1 == counts->count) {
      between(low, number, h - whole, s);
      return;
    }
  }
}

static grappe_code of_counts(const scan_plan *plan, const scan_measure *m, const scan_counts *counts, scan_statistic *s,
                             grappe_error *error) {
  grappe_aggregate what = m->aggregation.what;
  count_counts(plan, m, counts, s);
  if (what == GRAPPE_MIN || what == GRAPPE_MAX) return expand_counts(plan, m, counts, 1, s, error);
  if (what == GRAPPE_SUM || (what == GRAPPE_MEAN && !s->undecided)) {
    sum_counts(plan, m, counts, s);
    if (what == GRAPPE_MEAN) divide(s);
    return GRAPPE_OK;
  }
  if (what != GRAPPE_MEAN && !m->reached.column && s->members && !s->unknown && !s->undecided) {
    quantile_of_counts(plan, m, counts, s);
    return GRAPPE_OK;
  }
  return expand_counts(plan, m, counts, 0, s, error);
}

/* --- different values
 * ---------------------------------------------------------------------------------------------------
 */

static void settle_distinct(uint64_t sure, uint64_t all, uint64_t unknown, uint64_t sure_unknown, scan_statistic *s) {
  if (sure == 0 && sure_unknown) sure = 1;
  s->unknown = unknown;
  s->result.bounds = grappe_bounds_between((double)sure, (double)(all + unknown));
  s->result.value = sure == all + unknown ? (double)sure : NAN;
}

static void distinct_counts(const scan_counts *counts, uint64_t codes, scan_statistic *s) {
  uint64_t sure = 0, all = 0, unknown = 0, sure_unknown = 0;
  for (size_t i = 0; i < counts->count; i++) {
    const scan_count *c = &counts->items[i];
    if (c->slot >= codes) {
      if (c->slot == codes + GRAPPE_NOT_APPLICABLE) continue;
      unknown += c->count;
      if (!c->maybe) sure_unknown += c->count;
      continue;
    }
    all += i == 0 || counts->items[i - 1].slot != c->slot; /* the sure ones of a slot come first */
    sure += !c->maybe;
  }
  settle_distinct(sure, all, unknown, sure_unknown, s);
}

static void distinct_seen(const scan_measure *m, const scan_tally *shared, const scan_doubt *doubt, size_t g,
                          scan_statistic *s) {
  uint64_t from = (uint64_t)g * m->width, to = from + m->width, maybe = 0;
  uint64_t sure = scan_bits_between(&shared->seen, from, to);
  for (size_t w = from / 64; shared->maybe_seen.words && w < to / 64; w++)
    maybe += scan_popcount(shared->maybe_seen.words[w] & ~shared->seen.words[w]);
  uint64_t unknown = doubt ? (uint64_t)doubt->unknown + doubt->maybe_unknown : 0;
  settle_distinct(sure, sure + maybe, unknown, doubt ? doubt->unknown : 0, s);
}

/* --- gathered values ------------------------------------------------------------------------------------------------
 */

static grappe_code sort_cells(const scan_plan *plan, const scan_measure *m, const scan_tally *t, size_t *start,
                              grappe_error *error) {
  grappe_code code = grappe_sort_words(t->cells, t->cell_count, query_run(plan->snapshot), error);
  uint64_t span = (uint64_t)m->width * 2;
  size_t at = 0;
  for (size_t g = 0; g < plan->groups && code == GRAPPE_OK; g++) {
    start[g] = at;
    while (at < t->cell_count && t->cells[at] < (g + 1) * span) at++;
  }
  start[plan->groups] = at;
  return code;
}

/* Puts values in the order of their groups, those of a group in the order of rows. */
static grappe_code sort_values(const scan_plan *plan, scan_tally *t, size_t *start, grappe_error *error) {
  scan_gathered *sorted = grappe_alloc((t->gathered_count + 1) * sizeof *sorted);
  if (!sorted) return grappe_fail_memory(error);
  grappe_run *run = query_run(plan->snapshot);
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < t->gathered_count; i++) start[t->gathered[i].group + 2]++;
  for (size_t g = 2; g < plan->groups + 2; g++) start[g] += start[g - 1];
  for (size_t i = 0; i < t->gathered_count && code == GRAPPE_OK; i++) {
    sorted[start[t->gathered[i].group + 1]++] = t->gathered[i];
    if (i % CHECK_EVERY == 0) code = grappe_run_check(run, error);
  }
  grappe_free(t->gathered);
  t->gathered = sorted;
  t->gathered_capacity = t->gathered_count + 1;
  return code;
}

grappe_code scan_sort_gathered(const scan_plan *plan, scan_result *result, int measure, size_t **starts,
                               grappe_error *error) {
  const scan_measure *m = &plan->measures[measure];
  *starts = NULL;
  if ((m->kind != MEASURE_CELLS && m->kind != MEASURE_GATHER) || m->same >= 0) return GRAPPE_OK;
  *starts = grappe_alloc_zero(plan->groups + 2, sizeof **starts);
  if (!*starts) return grappe_fail_memory(error);
  return m->kind == MEASURE_CELLS ? sort_cells(plan, m, &result->tallies[measure], *starts, error)
                                  : sort_values(plan, &result->tallies[measure], *starts, error);
}

static double gathered_number(const grappe_dataset_column *about, const scan_gathered *g) {
  double number;
  if (about->kind != GRAPPE_DATASET_NUMBER) return (double)g->value;
  memcpy(&number, &g->value, sizeof number);
  return number;
}

/* The value that would stand at `wanted` if the values were sorted; all before it are not greater, all after not less.
 */
static double nth(double *values, size_t count, size_t wanted, grappe_run *run) {
  size_t from = 0, to = count - 1;
  while (from < to && (to - from < CHECK_EVERY || grappe_run_check(run, NULL) == GRAPPE_OK)) {
    double a = values[from], b = values[from + (to - from) / 2], c = values[to];
    double pivot = a < b ? (b < c ? b : a < c ? c : a) : (a < c ? a : b < c ? c : b);
    size_t i = from, j = to;
    for (;;) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i >= j) break;
      double swap = values[i];
      values[i++] = values[j];
      values[j--] = swap;
    }
    if (wanted <= j)
      to = j;
    else
      from = j + 1;
  }
  return values[wanted];
}

static void exact_quantile(double *values, size_t count, double p, grappe_run *run, scan_statistic *s) {
  double h = (double)(count - 1) * p, whole = floor(h), part = h - whole;
  size_t at = (size_t)whole;
  double low = nth(values, count, at, run), high = INFINITY;
  for (size_t i = at + 1; i < count && part > 0; i++) high = fmin(high, values[i]);
  between(low, high, part, s);
}

static grappe_code quantile_of_gathered(const scan_measure *m, grappe_run *run, const grappe_dataset_column *about,
                                        const scan_gathered *values, size_t count, scan_statistic *s,
                                        grappe_error *error) {
  double *numbers = grappe_alloc((count + 1) * sizeof *numbers);
  if (!numbers) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) numbers[i] = gathered_number(about, &values[i]);
  exact_quantile(numbers, count, p_of(m), run, s);
  grappe_free(numbers);
  return count < CHECK_EVERY ? GRAPPE_OK : grappe_run_check(run, error);
}

static grappe_code members_of_gathered(const scan_measure *m, const grappe_dataset_column *about,
                                       const scan_gathered *values, size_t count, scan_statistic *s,
                                       grappe_error *error) {
  size_t used = 0;
  if (count > EXPAND_MOST)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "'%s' of %lu values with bounds needs too much memory: choose fewer rows, or group them",
                       query_aggregate_word(m->aggregation.what), (unsigned long)count);
  query_member *members = grappe_alloc((count + 1) * sizeof *members);
  if (!members) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    const scan_gathered *v = &values[i];
    if (v->presence == GRAPPE_NOT_APPLICABLE) continue;
    if (v->presence) {
      members[used++] = (query_member){absent_bounds(about->flags & GRAPPE_DATASET_NOT_NEGATIVE), NAN, v->maybe, 0};
    } else {
      double number = gathered_number(about, v);
      members[used++] = (query_member){grappe_bounds_exact(number), number, v->maybe, 1};
    }
  }
  grappe_code code = query_statistic_of(m->aggregation.what, m->aggregation.quantile, members, used, &s->result, error);
  grappe_free(members);
  return code;
}

static int compare_values(const void *a, const void *b) {
  const scan_gathered *x = a, *y = b;
  if (x->presence != y->presence) return x->presence < y->presence ? -1 : 1;
  return (x->value > y->value) - (x->value < y->value);
}

static void distinct_gathered(scan_gathered *values, size_t count, scan_statistic *s) {
  uint64_t sure = 0, all = 0, unknown = 0, sure_unknown = 0;
  qsort(values, count, sizeof *values, compare_values);
  for (size_t i = 0; i < count;) {
    size_t j = i;
    int any = 0;
    if (values[i].presence) {
      if (values[i].presence != GRAPPE_NOT_APPLICABLE) {
        unknown++;
        sure_unknown += !values[i].maybe;
      }
      i++;
      continue;
    }
    for (; j < count && !values[j].presence && values[j].value == values[i].value; j++) any |= !values[j].maybe;
    all++;
    sure += any != 0;
    i = j;
  }
  settle_distinct(sure, all, unknown, sure_unknown, s);
}

static grappe_code of_gathered(const scan_measure *m, grappe_run *run, const grappe_dataset_column *about,
                               const scan_tally *t, const size_t *starts, size_t g, scan_statistic *s,
                               grappe_error *error) {
  scan_gathered *values = t->gathered + starts[g];
  size_t count = starts[g + 1] - starts[g];
  int doubtful = 0;
  if (m->aggregation.what == GRAPPE_DISTINCT) {
    distinct_gathered(values, count, s);
    return GRAPPE_OK;
  }
  for (size_t i = 0; i < count; i++) {
    doubtful |= values[i].maybe || values[i].presence;
    if (values[i].presence == GRAPPE_NOT_APPLICABLE)
      s->not_applicable++;
    else
      s->unknown += values[i].presence != 0;
    s->undecided += values[i].maybe;
  }
  s->members = count - s->not_applicable;
  int quantile = m->aggregation.what == GRAPPE_MEDIAN || m->aggregation.what == GRAPPE_QUANTILE;
  if (!doubtful && quantile && count) return quantile_of_gathered(m, run, about, values, count, s, error);
  return members_of_gathered(m, about, values, count, s, error);
}

/* --- all ------------------------------------------------------------------------------------------------------------
 */

static void count_rows(const scan_tally *t, size_t g, uint64_t sure, uint64_t maybe, scan_statistic *s) {
  uint64_t least = sure - (t->doubts ? t->doubts[g].unknown : 0);
  uint64_t most = least + maybe - (t->doubts ? t->doubts[g].maybe_unknown : 0);
  s->result.bounds = grappe_bounds_between((double)least, (double)most);
  s->result.value = least == most ? (double)least : NAN;
}

int scan_needs_values(const scan_plan *plan, const scan_result *result, int measure) {
  const scan_measure *m = &plan->measures[measure];
  const scan_tally *t = &result->tallies[m->same >= 0 ? m->same : measure];
  if (m->aggregation.what != GRAPPE_MEAN || (m->kind != MEASURE_WHOLE && m->kind != MEASURE_REAL)) return 0;
  for (size_t g = 0; t->doubts && g < plan->groups; g++)
    if (t->doubts[g].maybe || t->doubts[g].maybe_unknown) return 1;
  return 0;
}

grappe_code scan_statistic_of(const scan_reading *reading, int measure, size_t g, scan_statistic *s,
                              grappe_error *error) {
  const scan_plan *plan = reading->plan;
  const scan_result *result = reading->result;
  const scan_measure *m = &plan->measures[measure];
  int from = m->same >= 0 ? m->same : measure;
  const scan_tally *t = &result->tallies[from];
  const size_t *starts = reading->starts[from];
  grappe_aggregate what = m->aggregation.what;
  grappe_code code;
  *s = (scan_statistic){.result = {GRAPPE_PRESENT, grappe_bounds_exact(0), NAN}};
  switch (m->kind) {
    case MEASURE_COUNT:
      count_rows(t, g, result->sure[g], result->maybe[g], s);
      return GRAPPE_OK;
    case MEASURE_WHOLE:
    case MEASURE_REAL:
      count_members(t, g, result->sure[g], result->maybe[g], s);
      sum_numbers(about_of(plan, m), t, g, s);
      if (what == GRAPPE_MEAN) divide(s);
      return GRAPPE_OK;
    case MEASURE_EXTREMES:
      count_members(t, g, result->sure[g], result->maybe[g], s);
      return extremes(m, about_of(plan, m), t, g, s, error);
    case MEASURE_SEEN:
      distinct_seen(m, t, t->doubts ? &t->doubts[g] : NULL, g, s);
      return GRAPPE_OK;
    case MEASURE_GATHER:
      return of_gathered(m, query_run(plan->snapshot), about_of(plan, m), t, starts, g, s, error);
    default:
      break;
  }
  code = list_counts(m, t, starts ? starts[g] : 0, starts ? starts[g + 1] : 0, g, reading->counts, error);
  if (code) return code;
  if (what == GRAPPE_COUNT) {
    count_reached(plan, m, reading->counts, s);
    return GRAPPE_OK;
  }
  if (what != GRAPPE_DISTINCT) return of_counts(plan, m, reading->counts, s, error);
  distinct_counts(reading->counts, plan->columns[m->column].shape.codes, s);
  return GRAPPE_OK;
}
