/* From tallies to statistics with bounds. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "query/scan_statistic_private.h"

enum { EXPAND_MOST = 4000000 }; /* members that a statistic with doubts may hold */

static const double WHOLE_EXACT = 9007199254740992.0; /* 2^53: above it not every integer is a double */

static grappe_bounds around(double value) {
  return grappe_bounds_between(nextafter(value, -INFINITY), nextafter(value, INFINITY));
}

static grappe_bounds times(grappe_bounds bounds, uint64_t count) {
  return grappe_bounds_multiply(bounds, grappe_bounds_exact((double)count));
}

static grappe_bounds absent_bounds(const scan_measure *m, const grappe_dataset_column *about) {
  grappe_bounds bounds = grappe_bounds_all();
  (void)m;
  if (about->flags & GRAPPE_DATASET_NOT_NEGATIVE) bounds.low = bounds.low_open = 0;
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

static void sum_numbers(const scan_measure *m, const grappe_dataset_column *about, const scan_tally *t, size_t g,
                        scan_statistic *s) {
  double value = t->whole ? (double)t->whole[g] : t->real[g].sum + t->real[g].lost;
  int exact = t->whole ? fabs(value) <= WHOLE_EXACT : t->real[g].lost == 0;
  grappe_bounds sum = exact ? grappe_bounds_exact(value) : around(value);
  if (t->doubts) {
    const scan_doubt *d = &t->doubts[g];
    double room = t->whole ? 0 : d->maybe * 2.3e-16; /* what plain addition may have lost */
    grappe_bounds absent = absent_bounds(m, about), taken = grappe_bounds_hull(absent, grappe_bounds_exact(0));
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
  if (t->doubts && t->doubts[g].unknown) members[count++] = (query_member){absent_bounds(m, about), NAN, 0, 0};
  if (t->doubts && t->doubts[g].maybe_unknown) members[count++] = (query_member){absent_bounds(m, about), NAN, 1, 0};
  return query_statistic_of(m->aggregation.what, 0, members, count, &s->result, error);
}

/* --- bands ----------------------------------------------------------------------------------------------------------
 */

static query_member member_of_slot(const scan_measure *m, size_t slot, int maybe) {
  const grappe_column *bands = m->bands.column;
  int known = slot < m->bands.codes;
  return (query_member){grappe_column_bounds(bands, slot), known ? bands->value[slot] : NAN, (unsigned char)maybe,
                        (unsigned char)known};
}

static uint32_t frequency(const scan_measure *m, const scan_tally *t, size_t g, size_t slot, int maybe) {
  const uint32_t *histogram = maybe ? t->maybe_histogram : t->histogram;
  return histogram ? histogram[g * m->width + slot] : 0;
}

static void count_bands(const scan_measure *m, const scan_tally *t, size_t g, scan_statistic *s) {
  for (size_t slot = 0; slot < m->width; slot++)
    for (int maybe = 0; maybe < 2; maybe++) {
      uint32_t count = frequency(m, t, g, slot, maybe);
      if (slot == m->bands.codes + GRAPPE_NOT_APPLICABLE) {
        s->not_applicable += count;
        continue;
      }
      s->members += count;
      if (maybe) s->undecided += count;
      if (slot >= m->bands.codes) s->unknown += count;
    }
}

static void sum_bands(const scan_measure *m, const scan_tally *t, size_t g, scan_statistic *s) {
  grappe_bounds sum = grappe_bounds_exact(0);
  double value = 0;
  for (size_t slot = 0; slot < m->width; slot++)
    for (int maybe = 0; maybe < 2; maybe++) {
      uint32_t count = frequency(m, t, g, slot, maybe);
      if (!count || slot == m->bands.codes + GRAPPE_NOT_APPLICABLE) continue;
      query_member member = member_of_slot(m, slot, maybe);
      if (maybe) member.bounds = grappe_bounds_hull(member.bounds, grappe_bounds_exact(0));
      sum = grappe_bounds_add(sum, times(member.bounds, count));
      value += maybe ? NAN : member.value * count;
    }
  s->result = (query_statistic){GRAPPE_PRESENT, sum, value};
  if (s->members && s->members == s->unknown) s->result.presence = GRAPPE_UNKNOWN;
}

/* One member for each band is enough for extremes; for the others each value counts. */
static grappe_code expand_bands(const scan_measure *m, const scan_tally *t, size_t g, int once, scan_statistic *s,
                                grappe_error *error) {
  size_t most = once ? m->width * 2 : s->members, count = 0;
  if (most > EXPAND_MOST)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "'%s' of %lu values with bounds needs too much memory: choose fewer rows, or group them",
                       query_aggregate_word(m->aggregation.what), (unsigned long)most);
  query_member *members = grappe_alloc(most * sizeof *members);
  if (!members) return grappe_fail_memory(error);
  for (size_t slot = 0; slot < m->width; slot++)
    for (int maybe = 0; maybe < 2; maybe++) {
      uint32_t times_there = frequency(m, t, g, slot, maybe);
      if (slot == m->bands.codes + GRAPPE_NOT_APPLICABLE) continue;
      if (once && times_there) times_there = 1;
      for (uint32_t i = 0; i < times_there; i++) members[count++] = member_of_slot(m, slot, maybe);
    }
  grappe_code code =
      query_statistic_of(m->aggregation.what, m->aggregation.quantile, members, count, &s->result, error);
  grappe_free(members);
  return code;
}

/* --- gathered values ------------------------------------------------------------------------------------------------
 */

/* Puts values in the order of their groups, those of a group in the order of rows. */
grappe_code scan_sort_gathered(const scan_plan *plan, scan_tally *t, size_t **starts, grappe_error *error) {
  size_t *start = grappe_alloc_zero(plan->groups + 2, sizeof *start);
  scan_gathered *sorted = grappe_alloc((t->gathered_count + 1) * sizeof *sorted);
  *starts = start;
  if (!start || !sorted) {
    grappe_free(sorted);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < t->gathered_count; i++) start[t->gathered[i].group + 2]++;
  for (size_t g = 2; g < plan->groups + 2; g++) start[g] += start[g - 1];
  for (size_t i = 0; i < t->gathered_count; i++) sorted[start[t->gathered[i].group + 1]++] = t->gathered[i];
  grappe_free(t->gathered);
  t->gathered = sorted;
  t->gathered_capacity = t->gathered_count + 1;
  return GRAPPE_OK;
}

static double gathered_number(const grappe_dataset_column *about, const scan_gathered *g) {
  double number;
  if (about->kind != GRAPPE_DATASET_NUMBER) return (double)g->value;
  memcpy(&number, &g->value, sizeof number);
  return number;
}

/* The value that would stand at `wanted` if the values were sorted; all before it are not greater, all after not less.
 */
static double nth(double *values, size_t count, size_t wanted) {
  size_t from = 0, to = count - 1;
  while (from < to) {
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

static void exact_quantile(double *values, size_t count, double p, scan_statistic *s) {
  double h = (double)(count - 1) * p, whole = floor(h), part = h - whole;
  size_t at = (size_t)whole;
  double low = nth(values, count, at), high = INFINITY;
  for (size_t i = at + 1; i < count && part > 0; i++) high = fmin(high, values[i]);
  s->result = (query_statistic){GRAPPE_PRESENT, grappe_bounds_exact(low), low};
  if (part == 0 || low == high) return;
  s->result.value = low + part * (high - low);
  grappe_bounds gap = grappe_bounds_subtract(grappe_bounds_exact(high), grappe_bounds_exact(low));
  s->result.bounds =
      grappe_bounds_add(grappe_bounds_exact(low), grappe_bounds_multiply(gap, grappe_bounds_exact(part)));
}

static grappe_code quantile_of_gathered(const scan_measure *m, const grappe_dataset_column *about,
                                        const scan_gathered *values, size_t count, scan_statistic *s,
                                        grappe_error *error) {
  double *numbers = grappe_alloc((count + 1) * sizeof *numbers);
  if (!numbers) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) numbers[i] = gathered_number(about, &values[i]);
  exact_quantile(numbers, count, m->aggregation.what == GRAPPE_MEDIAN ? 0.5 : m->aggregation.quantile, s);
  grappe_free(numbers);
  return GRAPPE_OK;
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
    if (m->bands.column) {
      members[used++] = member_of_slot(m, v->presence ? m->bands.codes + v->presence : (size_t)v->value, v->maybe);
    } else if (v->presence) {
      members[used++] = (query_member){absent_bounds(m, about), NAN, v->maybe, 0};
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

static void settle_distinct(uint64_t sure, uint64_t all, uint64_t unknown, uint64_t sure_unknown, scan_statistic *s) {
  if (sure == 0 && sure_unknown) sure = 1;
  s->unknown = unknown;
  s->result.bounds = grappe_bounds_between((double)sure, (double)(all + unknown));
  s->result.value = sure == all + unknown ? (double)sure : NAN;
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

static void distinct_seen(const scan_measure *m, const scan_tally *t, size_t g, scan_statistic *s) {
  const unsigned char *seen = &t->seen[g * m->width];
  uint64_t sure = 0, all = 0, unknown = 0, sure_unknown = 0;
  for (size_t i = 0; i < m->width; i++) {
    all += seen[i] != 0;
    sure += seen[i] & 1;
  }
  if (t->doubts) {
    unknown = (uint64_t)t->doubts[g].unknown + t->doubts[g].maybe_unknown;
    sure_unknown = t->doubts[g].unknown;
  }
  settle_distinct(sure, all, unknown, sure_unknown, s);
}

static grappe_code of_gathered(const scan_measure *m, const grappe_dataset_column *about, const scan_tally *t,
                               const size_t *starts, size_t g, scan_statistic *s, grappe_error *error) {
  scan_gathered *values = t->gathered + starts[g];
  size_t count = starts[g + 1] - starts[g];
  int doubtful = m->bands.column != NULL;
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
  if (!doubtful && quantile && count) return quantile_of_gathered(m, about, values, count, s, error);
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
  const scan_tally *t = &result->tallies[measure];
  if (m->aggregation.what != GRAPPE_MEAN || (m->kind != MEASURE_WHOLE && m->kind != MEASURE_REAL)) return 0;
  for (size_t g = 0; t->doubts && g < plan->groups; g++)
    if (t->doubts[g].maybe || t->doubts[g].maybe_unknown) return 1;
  return 0;
}

grappe_code scan_statistic_of(const scan_plan *plan, const scan_result *result, int measure, const size_t *starts,
                              size_t g, scan_statistic *s, grappe_error *error) {
  const scan_measure *m = &plan->measures[measure];
  const scan_tally *t = &result->tallies[measure];
  grappe_aggregate what = m->aggregation.what;
  const grappe_dataset_column *about =
      m->column < 0 ? NULL : grappe_dataset_column_at(plan->scan->dataset, (size_t)plan->columns[m->column].column);
  *s = (scan_statistic){.result = {GRAPPE_PRESENT, grappe_bounds_exact(0), NAN}};
  switch (m->kind) {
    case MEASURE_COUNT:
      count_rows(t, g, result->sure[g], result->maybe[g], s);
      return GRAPPE_OK;
    case MEASURE_WHOLE:
    case MEASURE_REAL:
      count_members(t, g, result->sure[g], result->maybe[g], s);
      sum_numbers(m, about, t, g, s);
      if (what == GRAPPE_MEAN) divide(s);
      return GRAPPE_OK;
    case MEASURE_EXTREMES:
      count_members(t, g, result->sure[g], result->maybe[g], s);
      return extremes(m, about, t, g, s, error);
    case MEASURE_HISTOGRAM:
      count_bands(m, t, g, s);
      if (what == GRAPPE_MIN || what == GRAPPE_MAX) return expand_bands(m, t, g, 1, s, error);
      if (what == GRAPPE_SUM || (what == GRAPPE_MEAN && !s->undecided)) {
        sum_bands(m, t, g, s);
        if (what == GRAPPE_MEAN) divide(s);
        return GRAPPE_OK;
      }
      return expand_bands(m, t, g, 0, s, error);
    case MEASURE_SEEN:
      distinct_seen(m, t, g, s);
      return GRAPPE_OK;
    default:
      return of_gathered(m, about, t, starts, g, s, error);
  }
}
