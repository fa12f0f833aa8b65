/* Half the sum of absolute differences between shares and reference shares r.
 *
 * Least, for any reference. With v = 1 / total the shares lie between l v and u v. What is surely above the reference,
 * A = sum (l v - r)+, and surely below, B = sum (r - u v)+, must each be moved, and max(A, B) suffices as both sides
 * balance. A rises with v and B falls: the least value lies where they cross, found by halving.
 *
 * Greatest. The value is the greatest over sets of items of (share of the set) - (r of the set), and the share of a set
 * is U / (U + L): the upper bounds inside, the lower bounds outside. For equal references only the number k of items
 * matters, and for each k the ratio is greatest for the k items with the greatest (1 - t) u + t l at its own value t,
 * which repeated choice reaches in a few rounds (Dinkelbach 1967). For other references corners are tried. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/concentration_private.h"
#include "statistics/dispersion.h"
#include "statistics/dispersion_private.h"
#include "statistics/specialisation_private.h"

enum { HALVINGS = 200, ROUNDS = 100, MOST_ITEMS = 2000, CORNERS_OF = 14 };

typedef struct ranked {
  double low, high, score;
} ranked;

static int by_score_falling(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  return (x->score < y->score) - (x->score > y->score);
}

/* The greatest share that k of the items can have; `items` are put in another order. */
static double greatest_of(ranked *items, size_t count, size_t k) {
  double t = 0;
  for (int round = 0; round < ROUNDS; round++) {
    double inside = 0, outside = 0;
    for (size_t i = 0; i < count; i++) items[i].score = (1 - t) * items[i].high + t * items[i].low;
    qsort(items, count, sizeof *items, by_score_falling);
    for (size_t i = 0; i < count; i++) {
      if (i < k)
        inside += items[i].high;
      else
        outside += items[i].low;
    }
    double next = inside + outside > 0 ? inside / (inside + outside) : 0;
    if (next <= t) break;
    t = next;
  }
  return t;
}

grappe_code grappe_hoover_most(const grappe_sample *sample, double *most, int *found, grappe_error *error) {
  size_t count = sample->count;
  *found = count <= MOST_ITEMS;
  if (!*found) return GRAPPE_OK;
  ranked *items = grappe_alloc(count * sizeof *items);
  if (!items) return grappe_fail_memory(error);
  *most = 0;
  for (size_t i = 0; i < count; i++) items[i] = (ranked){sample->bounds[i].low, sample->bounds[i].high, 0};
  for (size_t k = 1; k < count; k++) *most = fmax(*most, greatest_of(items, count, k) - (double)k / (double)count);
  grappe_free(items);
  return GRAPPE_OK;
}

/* A - B at v = 1 / total, and the greater of the two. */
static double imbalance(const grappe_sample *sample, const double *shares, double v, double *greater) {
  double above = 0, below = 0;
  for (size_t i = 0; i < sample->count; i++) {
    above += fmax(sample->bounds[i].low * v - shares[i], 0);
    below += fmax(shares[i] - sample->bounds[i].high * v, 0);
  }
  *greater = fmax(above, below);
  return above - below;
}

static double least_against(const grappe_sample *sample, const double *shares) {
  double low = 0, high = 0, smallest = INFINITY, greater, least;
  for (size_t i = 0; i < sample->count; i++) {
    low += sample->bounds[i].low;
    high += sample->bounds[i].high;
    if (sample->bounds[i].high > 0) smallest = fmin(smallest, sample->bounds[i].high);
  }
  double from = isinf(high) ? 0 : 1 / high, to = low > 0 ? 1 / low : isinf(smallest) ? 1 : 1 / smallest;
  if (from == 0) from = to * 1e-300; /* a half line times zero would be no number */
  imbalance(sample, shares, from, &least);
  imbalance(sample, shares, to, &greater);
  least = fmin(least, greater);
  for (int i = 0; i < HALVINGS; i++) {
    double middle = from + (to - from) / 2;
    if (imbalance(sample, shares, middle, &greater) < 0)
      from = middle;
    else
      to = middle;
    least = fmin(least, greater);
  }
  return least;
}

static double distance(const double *x, const double *shares, size_t count) {
  double sum = 0, apart = 0;
  for (size_t i = 0; i < count; i++) sum += x[i];
  for (size_t i = 0; i < count; i++) apart += fabs(x[i] / sum - shares[i]);
  return apart / 2;
}

/* Over all corners; *found 0 where there are too many of them. Shares alone enclose then: what all are above the
 * reference at most, and below it at most, are equal. */
static double most_against(const grappe_sample *sample, const double *shares, double *x, int *found) {
  size_t open[CORNERS_OF], open_count = 0, count = sample->count;
  double low = 0, high = 0, above = 0, below = 0, most = 0;
  *found = 1;
  for (size_t i = 0; i < count; i++) {
    low += x[i] = sample->bounds[i].low;
    high += sample->bounds[i].high;
    if (!(sample->bounds[i].high > sample->bounds[i].low)) continue;
    if (open_count < CORNERS_OF && isfinite(sample->bounds[i].high))
      open[open_count++] = i;
    else
      *found = 0;
  }
  if (*found) {
    for (unsigned long corner = 0; corner < 1UL << open_count; corner++) {
      for (size_t k = 0; k < open_count; k++)
        x[open[k]] = corner >> k & 1 ? sample->bounds[open[k]].high : sample->bounds[open[k]].low;
      double apart = distance(x, shares, count);
      if (apart > most) most = apart; /* no number where all of the corner is zero */
    }
    return most;
  }
  for (size_t i = 0; i < count; i++) {
    grappe_bounds b = sample->bounds[i];
    double rest_low = low - b.low, most_share = isinf(b.high) || !(rest_low > 0) ? 1 : b.high / (b.high + rest_low);
    double least_share = isinf(high) ? 0 : b.low / fmax(b.low + high - b.high, b.low);
    above += fmax(most_share - shares[i], 0);
    below += fmax(shares[i] - (b.low > 0 ? least_share : 0), 0);
  }
  return fmin(fmin(above, below), 1);
}

static const char *reference_defect(const grappe_sample *reference) {
  double sum = 0;
  for (size_t i = 0; i < reference->count; i++) {
    if (!(reference->bounds[i].low >= 0)) return "a value of the reference is below zero, or unknown";
    sum += reference->bounds[i].high;
  }
  return sum == 0 ? "the reference adds up to zero" : NULL;
}

/* The bounds, where the reference is exact and its shares are known. */
static void bounds_against(const grappe_sample *sample, const double *shares, double *x, double value,
                           grappe_statistic *result) {
  int found;
  double least = least_against(sample, shares), most = most_against(sample, shares, x, &found);
  *result = grappe_statistic_between(value, least, most, found, 0, 1);
}

grappe_code grappe_hoover_against(const grappe_sample *sample, const grappe_sample *reference, grappe_statistic *result,
                                  grappe_error *error) {
  size_t count = sample->count;
  double sum = 0, total = 0;
  int found;
  if (reference->count != count)
    return grappe_fail(error, GRAPPE_ARGUMENT, "there are %zu values and %zu of the reference: give one for each",
                       count, reference->count);
  const char *defect = grappe_sample_defect(sample);
  if (!defect) defect = reference_defect(reference);
  if (defect) {
    *result = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  double *shares = grappe_alloc(2 * count * sizeof *shares), *x = shares ? shares + count : NULL;
  if (!shares) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    sum += shares[i] = grappe_sample_value(reference, i);
    total += x[i] = grappe_sample_value(sample, i);
  }
  for (size_t i = 0; i < count; i++) shares[i] /= sum;
  double value = total > 0 && sum > 0 ? distance(x, shares, count) : NAN;
  if (!grappe_sample_exact(reference)) {
    double least = grappe_shares_apart_least(sample->bounds, reference->bounds, count);
    double most = grappe_shares_apart_most(sample->bounds, reference->bounds, count, &found);
    *result = grappe_statistic_between(value, least, most, found, 0, 1);
  } else if (grappe_sample_exact(sample)) {
    *result = grappe_statistic_exact(value);
  } else {
    bounds_against(sample, shares, x, value, result);
  }
  grappe_free(shares);
  return GRAPPE_OK;
}
