/* The range of any index of inequality over bounds.
 *
 * Least. Among the items within their bounds that have a given total, clamp(t, l_i, u_i) for the one t that gives it is
 * the most equal (its vector is majorised by all others), so the least value of every Schur-convex index lies on that
 * path. Where an index is quasi-convex, so is its least value as a function of the total: the path has one valley,
 * found by a search. Below the least u_i and above the greatest l_i more equality is to be had by moving inwards: t
 * lies between; where the greatest l_i is below the least u_i all items can be equal.
 *
 * Greatest. A quasi-convex function on a box is greatest at a corner. All corners of up to CORNERS_OF items that are
 * not exact are tried. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/concentration_private.h"

enum { CORNERS_OF = 14, STEPS = 120 };
static const double golden = 0.6180339887498949;
static const double most_work = 4e6; /* corners times items: well below a second */

static double on_path(const grappe_sample *sample, double t, grappe_index index, double parameter, double *x) {
  for (size_t i = 0; i < sample->count; i++) x[i] = fmin(fmax(t, sample->bounds[i].low), sample->bounds[i].high);
  return index(x, sample->count, parameter);
}

/* An item starts to move with t at its lower bound and stops at its upper. */
typedef struct event {
  double at;
  int step;
} event;

static int by_place(const void *a, const void *b) {
  const event *x = a, *y = b;
  return (x->at > y->at) - (x->at < y->at);
}

/* The stretches between `from` and `to` on which some item moves: where they begin, and how long they are up to there.
 * Returns how many; starts[that] is the whole length. */
static size_t live_stretches(event *events, size_t count, double from, double to, double *places, double *starts) {
  size_t stretches = 0;
  int moving = 0;
  double length = 0;
  qsort(events, count, sizeof *events, by_place);
  for (size_t i = 0; i < count; i++) {
    double begin = fmax(events[i].at, from), end = i + 1 < count ? fmin(events[i + 1].at, to) : to;
    moving += events[i].step;
    if (!moving || !(end > begin)) continue;
    places[stretches] = begin;
    starts[stretches++] = length;
    length += end - begin;
  }
  starts[stretches] = length;
  return stretches;
}

static double place_at(double along, const double *places, const double *starts, size_t stretches) {
  size_t low = 0, high = stretches - 1;
  while (low < high) { /* the last stretch that starts at or before it */
    size_t middle = low + (high - low + 1) / 2;
    if (starts[middle] <= along)
      low = middle;
    else
      high = middle - 1;
  }
  return places[low] + (along - starts[low]);
}

/* The valley between `from` and `to`. `work` has room for 4 n + 1 numbers, `events` for 2 n. */
static double lowest_between(const grappe_sample *sample, grappe_index index, double parameter, double from, double to,
                             double *x, double *work, event *events) {
  size_t count = sample->count;
  double *places = work, *starts = work + 2 * count;
  double least = fmin(on_path(sample, from, index, parameter, x), on_path(sample, to, index, parameter, x));
  for (size_t i = 0; i < count; i++) {
    events[2 * i] = (event){sample->bounds[i].low, 1};
    events[2 * i + 1] = (event){sample->bounds[i].high, -1};
  }
  size_t stretches = live_stretches(events, 2 * count, from, to, places, starts);
  if (!stretches) return least;
  /* by the golden section: each step costs one value */
  double begin = 0, end = starts[stretches], a = end - golden * end, b = golden * end;
  double at_a = on_path(sample, place_at(a, places, starts, stretches), index, parameter, x);
  double at_b = on_path(sample, place_at(b, places, starts, stretches), index, parameter, x);
  least = fmin(least, fmin(at_a, at_b));
  for (int step = 0; step < STEPS && a < b; step++) {
    double moved;
    if (at_a <= at_b) {
      end = b;
      b = a;
      at_b = at_a;
      a = end - golden * (end - begin);
      moved = at_a = on_path(sample, place_at(a, places, starts, stretches), index, parameter, x);
    } else {
      begin = a;
      a = b;
      at_a = at_b;
      b = begin + golden * (end - begin);
      moved = at_b = on_path(sample, place_at(b, places, starts, stretches), index, parameter, x);
    }
    least = fmin(least, moved);
  }
  return least;
}

grappe_code grappe_index_least(const grappe_sample *sample, grappe_index index, double parameter, double *least,
                               grappe_error *error) {
  double from = INFINITY, to = 0, positive = INFINITY;
  size_t count = sample->count;
  double *x = grappe_alloc((5 * count + 1) * sizeof *x);
  event *events = grappe_alloc(2 * count * sizeof *events);
  if (!x || !events) {
    grappe_free(x);
    grappe_free(events);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < count; i++) {
    from = fmin(from, sample->bounds[i].high);
    to = fmax(to, sample->bounds[i].low);
    if (sample->bounds[i].high > 0) positive = fmin(positive, sample->bounds[i].high);
  }
  if (to <= from || to == 0) { /* all that can be above zero can be equal */
    *least = on_path(sample, isfinite(positive) ? positive : fmax(to, 1), index, parameter, x);
  } else {
    if (from == 0) from = fmin(positive, to) / 2;
    *least = lowest_between(sample, index, parameter, from, to, x, x + count, events);
  }
  grappe_free(events);
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
