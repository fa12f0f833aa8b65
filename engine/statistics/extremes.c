/* The range of any index of inequality over bounds.
 *
 * Least. Among the items within their bounds that have a given total, clamp(t, l_i, u_i) for the one t that gives it is
 * the most equal (its vector is majorised by all others), so the least value of every Schur-convex index lies on that
 * path. Where an index is quasi-convex, so is its least value as a function of the total: the path has one valley,
 * found by thirds. Below the least u_i and above the greatest l_i more equality is to be had by moving inwards: t lies
 * between; where the greatest l_i is below the least u_i all items can be equal.
 *
 * Greatest. A quasi-convex function on a box is greatest at a corner. All corners of up to CORNERS_OF items that are
 * not exact are tried. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/concentration_private.h"

enum { CORNERS_OF = 14, STEPS = 200 };
static const double most_work = 4e6; /* corners times items: well below a second */

static double on_path(const grappe_sample *sample, double t, grappe_index index, double parameter, double *x) {
  for (size_t i = 0; i < sample->count; i++) x[i] = fmin(fmax(t, sample->bounds[i].low), sample->bounds[i].high);
  return index(x, sample->count, parameter);
}

grappe_code grappe_index_least(const grappe_sample *sample, grappe_index index, double parameter, double *least,
                               grappe_error *error) {
  double from = INFINITY, to = 0, positive = INFINITY;
  double *x = grappe_alloc(sample->count * sizeof *x);
  if (!x) return grappe_fail_memory(error);
  for (size_t i = 0; i < sample->count; i++) {
    from = fmin(from, sample->bounds[i].high);
    to = fmax(to, sample->bounds[i].low);
    if (sample->bounds[i].high > 0) positive = fmin(positive, sample->bounds[i].high);
  }
  if (to <= from || to == 0) { /* all that can be above zero can be equal */
    *least = on_path(sample, isfinite(positive) ? positive : fmax(to, 1), index, parameter, x);
  } else {
    if (from == 0) from = fmin(positive, to) / 2;
    *least = fmin(on_path(sample, from, index, parameter, x), on_path(sample, to, index, parameter, x));
    for (int step = 0; step < STEPS && to > from; step++) {
      double a = from + (to - from) / 3, b = to - (to - from) / 3;
      double at_a = on_path(sample, a, index, parameter, x), at_b = on_path(sample, b, index, parameter, x);
      *least = fmin(*least, fmin(at_a, at_b));
      if (at_a <= at_b)
        to = b;
      else
        from = a;
    }
  }
  grappe_free(x);
  return GRAPPE_OK;
}

/* The greatest inequality there is: one item has all. */
static double one_has_all(size_t count, grappe_index index, double parameter, double *x) {
  memset(x, 0, count * sizeof *x);
  x[0] = 1;
  return index(x, count, parameter);
}

grappe_code grappe_index_most(const grappe_sample *sample, grappe_index index, double parameter, double *most,
                              int *found, grappe_error *error) {
  size_t open[CORNERS_OF], open_count = 0, count = sample->count;
  int zero = 1, endless = 0, too_many = 0;
  for (size_t i = 0; i < count; i++) {
    grappe_bounds b = sample->bounds[i];
    if (isinf(b.high)) endless = 1;
    if (b.low > 0) zero = 0;
    if (b.high <= b.low) continue;
    if (open_count < CORNERS_OF)
      open[open_count++] = i;
    else
      too_many = 1;
  }
  double *x = grappe_alloc(2 * count * sizeof *x), *copy = x ? x + count : NULL;
  if (!x) return grappe_fail_memory(error);
  *found = 1;
  if (endless || zero) {
    *most = one_has_all(count, index, parameter, x);
  } else if (too_many || ldexp((double)count, (int)open_count) > most_work) {
    *found = 0;
  } else {
    *most = -INFINITY;
    for (size_t i = 0; i < count; i++) x[i] = sample->bounds[i].low;
    for (unsigned long corner = 0; corner < 1UL << open_count; corner++) {
      for (size_t k = 0; k < open_count; k++)
        x[open[k]] = corner >> k & 1 ? sample->bounds[open[k]].high : sample->bounds[open[k]].low;
      memcpy(copy, x, count * sizeof *x);
      *most = fmax(*most, index(copy, count, parameter));
    }
  }
  grappe_free(x);
  return GRAPPE_OK;
}
