#include "query/statistic_private.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* One end of a member's bounds. Ends of sure members and of the others are kept apart, each in ascending order. */
typedef struct end {
  double value;
  unsigned char open;
} end;

typedef struct ends {
  end *sure, *maybe;
  size_t sures, maybes;
} ends;

static int compare_ends(const void *a, const void *b) {
  double x = ((const end *)a)->value, y = ((const end *)b)->value;
  return (x > y) - (x < y);
}

typedef enum side { LOW, HIGH, VALUE } side;

static end end_of(const query_member *member, side which) {
  if (which == LOW) return (end){member->bounds.low, member->bounds.low_open};
  if (which == HIGH) return (end){member->bounds.high, member->bounds.high_open};
  return (end){member->value, 0};
}

static int ends_make(ends *e, const query_member *members, size_t count, side which) {
  *e = (ends){grappe_alloc(count * sizeof *e->sure), grappe_alloc(count * sizeof *e->maybe), 0, 0};
  if (!e->sure || !e->maybe) return 0;
  for (size_t i = 0; i < count; i++) {
    if (members[i].maybe)
      e->maybe[e->maybes++] = end_of(&members[i], which);
    else
      e->sure[e->sures++] = end_of(&members[i], which);
  }
  qsort(e->sure, e->sures, sizeof *e->sure, compare_ends);
  qsort(e->maybe, e->maybes, sizeof *e->maybe, compare_ends);
  return 1;
}

static void ends_free(ends *e) {
  grappe_free(e->sure);
  grappe_free(e->maybe);
}

/* A result at one end: the bounds that rounding leaves, and whether the end is reached. */
typedef struct reached {
  grappe_bounds bounds;
  int open;
} reached;

static grappe_bounds infinite(double value) {
  return (grappe_bounds){value, value, 0, 0};
}

/* --- mean: the least one takes every sure low, and the maybe lows that lie below the mean so far; the greatest
 * likewise */

static reached mean_end(const ends *e, side which) {
  grappe_bounds sum = grappe_bounds_exact(0);
  size_t count = 0;
  reached result = {sum, 0};
  int ignored = 0;
  for (size_t i = 0; i < e->sures; i++) {
    if (isinf(e->sure[i].value)) return (reached){infinite(e->sure[i].value), 1};
    sum = grappe_bounds_add(sum, grappe_bounds_exact(e->sure[i].value));
    result.open |= e->sure[i].open;
    count++;
  }
  for (size_t i = 0; i < e->maybes; i++) {
    const end *next = which == HIGH ? &e->maybe[e->maybes - 1 - i] : &e->maybe[i];
    double mean = count ? (which == HIGH ? sum.high : sum.low) / (double)count : 0;
    if (count && (which == HIGH ? next->value <= mean : next->value >= mean)) break;
    if (isinf(next->value)) return (reached){infinite(next->value), 1};
    sum = grappe_bounds_add(sum, grappe_bounds_exact(next->value));
    result.open |= next->open;
    count++;
  }
  result.bounds = grappe_bounds_divide(sum, grappe_bounds_exact((double)count), &ignored);
  return result;
}

/* --- quantiles: with k of the maybe members, the least quantile takes the k least lows; every k is tried -------------
 */

/* The j-th (from 0) of two ascending arrays together. */
static const end *merged(const end *a, size_t as, const end *b, size_t bs, size_t j) {
  size_t low = j + 1 > bs ? j + 1 - bs : 0, high = j + 1 < as ? j + 1 : as; /* how many of the j + 1 come from a */
  while (low < high) {
    size_t from_a = low + (high - low) / 2, from_b = j + 1 - from_a;
    if (from_b > 0 && from_a < as && b[from_b - 1].value > a[from_a].value)
      low = from_a + 1;
    else
      high = from_a;
  }
  size_t from_b = j + 1 - low;
  if (low == 0) return &b[from_b - 1];
  if (from_b == 0) return &a[low - 1];
  return a[low - 1].value >= b[from_b - 1].value ? &a[low - 1] : &b[from_b - 1];
}

static reached quantile_of(const end *a, size_t as, const end *b, size_t bs, double p, side which) {
  double h = (double)(as + bs - 1) * p, whole = floor(h), part = h - whole;
  const end *x = merged(a, as, b, bs, (size_t)whole);
  if (part == 0) return (reached){infinite(x->value), x->open};
  const end *y = merged(a, as, b, bs, (size_t)whole + 1);
  if (isinf(x->value) || isinf(y->value)) /* a part of the way to an end that is open */
    return (reached){infinite(isinf(x->value) && which != HIGH ? x->value : isinf(y->value) ? y->value : x->value), 1};
  grappe_bounds low = grappe_bounds_exact(x->value), gap = grappe_bounds_subtract(grappe_bounds_exact(y->value), low);
  return (reached){grappe_bounds_add(low, grappe_bounds_multiply(gap, grappe_bounds_exact(part))), x->open || y->open};
}

static reached quantile_end(const ends *e, double p, side which) {
  reached best = {infinite(which == HIGH ? -INFINITY : INFINITY), 1};
  for (size_t k = e->sures ? 0 : 1; k <= e->maybes; k++) {
    const end *taken = which == HIGH ? e->maybe + (e->maybes - k) : e->maybe;
    reached next = quantile_of(e->sure, e->sures, taken, k, p, which);
    double now = which == HIGH ? next.bounds.high : next.bounds.low;
    double before = which == HIGH ? best.bounds.high : best.bounds.low;
    if (which == HIGH ? now > before : now < before)
      best = next;
    else if (now == before)
      best.open = best.open && next.open;
  }
  return best;
}

/* --- min and max: quantiles 0 and 1 would do, but equal ends need all their openness looked at
 * ------------------------ */

/* The lower end of the minimum: the least low of all, open where every such low is. */
static reached least(const end *a, size_t as, const end *b, size_t bs, int any_closed) {
  reached result = {infinite(INFINITY), 1};
  double value = as ? a[0].value : b[0].value;
  if (bs && b[0].value < value) value = b[0].value;
  int open = any_closed;
  for (size_t i = 0; i < as && a[i].value == value; i++) open = any_closed ? open && a[i].open : open || a[i].open;
  for (size_t i = 0; i < bs && b[i].value == value; i++) open = any_closed ? open && b[i].open : open || b[i].open;
  result.bounds = infinite(value);
  result.open = open;
  return result;
}

static reached greatest(const end *a, size_t as, const end *b, size_t bs, int any_closed) {
  double value = as ? a[as - 1].value : b[bs - 1].value;
  if (bs && b[bs - 1].value > value) value = b[bs - 1].value;
  int open = any_closed;
  for (size_t i = as; i > 0 && a[i - 1].value == value; i--)
    open = any_closed ? open && a[i - 1].open : open || a[i - 1].open;
  for (size_t i = bs; i > 0 && b[i - 1].value == value; i--)
    open = any_closed ? open && b[i - 1].open : open || b[i - 1].open;
  return (reached){infinite(value), open};
}

/* A minimum is at least the least low of all, and at most the least high of the sure ones: members that may not belong
 * can only lower it. Without a sure one, any of the others may be the only one. */
static reached extreme_end(const ends *e, grappe_aggregate what, side which) {
  if (what == GRAPPE_MIN && which == LOW) return least(e->sure, e->sures, e->maybe, e->maybes, 1);
  if (what == GRAPPE_MAX && which == HIGH) return greatest(e->sure, e->sures, e->maybe, e->maybes, 1);
  if (e->sures)
    return what == GRAPPE_MIN ? least(e->sure, e->sures, NULL, 0, 0) : greatest(e->sure, e->sures, NULL, 0, 0);
  return what == GRAPPE_MIN ? greatest(NULL, 0, e->maybe, e->maybes, 1) : least(NULL, 0, e->maybe, e->maybes, 1);
}

/* --- sum ------------------------------------------------------------------------------------------------------------
 */

static void sum_of(const query_member *members, size_t count, query_statistic *result) {
  grappe_bounds sum = grappe_bounds_exact(0);
  double value = 0, lost = 0; /* Kahan: what rounding took away so far */
  for (size_t i = 0; i < count; i++) {
    grappe_bounds own = members[i].bounds;
    if (members[i].maybe) own = grappe_bounds_hull(own, grappe_bounds_exact(0));
    sum = grappe_bounds_add(sum, own);
    double term = (members[i].maybe ? NAN : members[i].value) - lost, total = value + term;
    lost = (total - value) - term;
    value = total;
  }
  result->bounds = sum;
  result->value = value;
}

/* --- all ------------------------------------------------------------------------------------------------------------
 */

static reached end_of_all(const ends *e, grappe_aggregate what, double p, side which) {
  if (what == GRAPPE_MEAN) return mean_end(e, which);
  if (what == GRAPPE_MIN || what == GRAPPE_MAX) return extreme_end(e, what, which);
  return quantile_end(e, p, which);
}

static grappe_code bounds_of(grappe_aggregate what, double p, const query_member *members, size_t count, int valued,
                             query_statistic *result, grappe_error *error) {
  ends e;
  reached low = {0}, high = {0};
  int ok = ends_make(&e, members, count, LOW);
  if (ok) low = end_of_all(&e, what, p, LOW);
  ends_free(&e);
  if (ok)
    ok = ends_make(&e, members, count, HIGH);
  else
    return grappe_fail_memory(error);
  if (ok) high = end_of_all(&e, what, p, HIGH);
  ends_free(&e);
  if (ok && valued) {
    ok = ends_make(&e, members, count, VALUE);
    if (ok) {
      grappe_bounds value = end_of_all(&e, what, p, VALUE).bounds;
      if (what == GRAPPE_MAX && e.sures) value = infinite(e.sure[e.sures - 1].value);
      if (what == GRAPPE_MIN && e.sures) value = infinite(e.sure[0].value);
      result->value = value.low + (value.high - value.low) / 2;
    }
    ends_free(&e);
  }
  if (!ok) return grappe_fail_memory(error);
  result->bounds = (grappe_bounds){low.bounds.low, high.bounds.high, low.open != 0, high.open != 0};
  return GRAPPE_OK;
}

grappe_code query_statistic_of(grappe_aggregate what, double quantile, const query_member *members, size_t count,
                               query_statistic *result, grappe_error *error) {
  size_t sure = 0, known = 0, valued = 0;
  *result = (query_statistic){GRAPPE_PRESENT, grappe_bounds_all(), NAN};
  for (size_t i = 0; i < count; i++) {
    sure += !members[i].maybe;
    known += members[i].known;
    valued += !members[i].maybe && !isnan(members[i].value);
  }
  if (what == GRAPPE_SUM) {
    sum_of(members, count, result);
  } else if (count == 0) {
    result->presence = GRAPPE_UNDEFINED;
    return GRAPPE_OK;
  } else {
    if (what == GRAPPE_MEDIAN) quantile = 0.5;
    grappe_code code = bounds_of(what, quantile, members, count, valued == count, result, error);
    if (code) return code;
  }
  if (count && (known == 0 || (sure == 0 && what != GRAPPE_SUM))) {
    result->presence = GRAPPE_UNKNOWN;
    result->value = NAN;
  }
  return GRAPPE_OK;
}
