/* The range of H = sum x_i^2 / (sum x_i)^2 over l_i <= x_i <= u_i, all l_i >= 0.
 *
 * H is the square of |x| / (1·x), the ratio of a convex function to a positive linear one, so H is quasi-convex: every
 * local minimum over the box is the least value, and the greatest is taken at a corner.
 *
 * Least. With m = sum x^2 / sum x the derivative in x_k has the sign of x_k - m, so at the minimum each x_k is m where
 * its bounds allow, else the bound nearest to m: x_k = clamp(m, l_k, u_k). Then h(m) = sum x_k (x_k - m) is zero. Items
 * inside their bounds add nothing to h, those at l_k > m and at u_k < m fall as m grows: h never rises, is linear
 * between bounds, and its root is found by halving over the sorted bounds.
 *
 * Greatest. Finding the corner is hard in general (with bounds c ± a_i it answers the partition problem), so corners
 * are searched by branch and bound. On its interval x^2 lies below the chord (l + u) x - l u. For a given total S the
 * sum of chords is greatest when the total is spent on the items in falling order of l + u; along that path the ratio
 * (a + b S) / S^2 has its extremes at the ends of a step, which are corners, or at S = -2a/b within one. The greatest
 * of these bounds H from above, and is reached unless it lies within a step: then that item is set to either end in
 * turn. Bounds met in practice need a few dozen steps. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/concentration_private.h"

enum { MOST_NODES = 20000 };

typedef struct item {
  double low, high;
} item;

static int by_number(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int by_sum_falling(const void *a, const void *b) {
  const item *x = a, *y = b;
  double p = x->low + x->high, q = y->low + y->high;
  return (p < q) - (p > q);
}

/* h(m), and the sums that give its root where no bound lies between: m = squares / sum over the items at a bound. */
static double slope_at(const item *items, size_t count, double m, double *squares, double *sum) {
  *squares = *sum = 0;
  for (size_t i = 0; i < count; i++) {
    double x = items[i].low > m ? items[i].low : items[i].high < m ? items[i].high : -1;
    if (x < 0) continue;
    *squares += x * x;
    *sum += x;
  }
  return *squares - m * *sum;
}

static double ratio_at(const item *items, size_t count, double m) {
  double squares = 0, sum = 0;
  for (size_t i = 0; i < count; i++) {
    double x = fmin(fmax(m, items[i].low), items[i].high);
    squares += x * x;
    sum += x;
  }
  return squares / (sum * sum);
}

static double least_of(const item *items, size_t count, double *ends) {
  size_t used = 0, low = 0, high;
  double squares, sum;
  for (size_t i = 0; i < count; i++) {
    if (items[i].low > 0) ends[used++] = items[i].low;
    if (items[i].high > 0 && isfinite(items[i].high)) ends[used++] = items[i].high;
  }
  if (!used) return ratio_at(items, count, 1); /* nothing but zeros and half lines from zero: all of those equal */
  qsort(ends, used, sizeof *ends, by_number);
  high = used - 1;     /* no item is above the last bound unless it can be there: h <= 0 */
  while (low < high) { /* the first bound at which h is not above zero */
    size_t middle = low + (high - low) / 2;
    if (slope_at(items, count, ends[middle], &squares, &sum) > 0)
      low = middle + 1;
    else
      high = middle;
  }
  double m = ends[low], before = low ? ends[low - 1] : 0;
  slope_at(items, count, before + (m - before) / 2, &squares, &sum); /* the items at a bound within this stretch */
  if (sum > 0) m = fmin(fmax(squares / sum, before), m);
  return ratio_at(items, count, m);
}

typedef struct search {
  item *items; /* in falling order of l + u; an item that is settled has both bounds equal */
  size_t count;
  double best;   /* the greatest H of a corner so far */
  double missed; /* the greatest bound of what was left unsearched */
  int nodes;
} search;

/* The bound of what is left open; *branch is the item within whose step it lies, or `count` where it is a corner. */
static double bound_of(search *s, size_t *branch) {
  double squares = 0, sum = 0, bound;
  *branch = s->count;
  for (size_t i = 0; i < s->count; i++) {
    squares += s->items[i].low * s->items[i].low;
    sum += s->items[i].low;
  }
  bound = sum > 0 ? squares / (sum * sum) : 0;
  if (bound > s->best) s->best = bound;
  for (size_t i = 0; i < s->count; i++) {
    double width = s->items[i].high - s->items[i].low, slope = s->items[i].high + s->items[i].low;
    if (!(width > 0)) continue;
    double base = squares - slope * sum, turn = base < 0 ? -2 * base / slope : 0;
    if (turn > sum && turn < sum + width) {
      double inside = (base + slope * turn) / (turn * turn);
      if (inside > bound) {
        bound = inside;
        *branch = i;
      }
    }
    squares += slope * width;
    sum += width;
    double corner = squares / (sum * sum);
    if (corner > s->best) s->best = corner;
    if (corner >= bound) {
      bound = corner;
      *branch = s->count;
    }
  }
  return bound;
}

static void explore(search *s) {
  size_t branch;
  double bound = bound_of(s, &branch);
  if (branch == s->count || bound <= s->best * (1 + 1e-13)) return;
  if (s->nodes >= MOST_NODES) {
    if (bound > s->missed) s->missed = bound;
    return;
  }
  s->nodes++;
  item whole = s->items[branch];
  s->items[branch].low = whole.high;
  explore(s);
  s->items[branch] = (item){whole.low, whole.low};
  explore(s);
  s->items[branch] = whole;
}

/* Two cases need no search: an item without upper bound leaves the others no share, and so does one alone that may be
 * above zero while all may be zero. */
static int reaches_one(const item *items, size_t count) {
  int zero = 1;
  for (size_t i = 0; i < count; i++) {
    if (isinf(items[i].high)) return 1;
    if (items[i].low > 0) zero = 0;
  }
  return zero;
}

grappe_code grappe_squares(const grappe_sample *sample, double *least, double *most, int *tight, grappe_error *error) {
  size_t count = sample->count;
  item *items = grappe_alloc(count * sizeof *items);
  double *ends = grappe_alloc(2 * count * sizeof *ends);
  if (!items || !ends) {
    grappe_free(items);
    grappe_free(ends);
    return grappe_fail_memory(error);
  }
  double size = 0; /* the greatest finite bound: scaled by it, no square is too large or too small */
  for (size_t i = 0; i < count; i++)
    size = fmax(size, isfinite(sample->bounds[i].high) ? sample->bounds[i].high : sample->bounds[i].low);
  if (!(size > 0)) size = 1;
  for (size_t i = 0; i < count; i++) items[i] = (item){sample->bounds[i].low / size, sample->bounds[i].high / size};
  *least = least_of(items, count, ends);
  *tight = 1;
  *most = 1;
  if (!reaches_one(items, count)) {
    qsort(items, count, sizeof *items, by_sum_falling);
    search s = {.items = items, .count = count};
    explore(&s);
    *most = fmax(s.best, s.missed);
    *tight = s.missed <= s.best * (1 + 1e-12);
  }
  grappe_free(items);
  grappe_free(ends);
  return GRAPPE_OK;
}
