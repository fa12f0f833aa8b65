#include <stdlib.h>

#include "base/memory.h"
#include "statistics/shares_private.h"

void grappe_share_ranges(const grappe_bounds *amounts, size_t count, grappe_bounds *shares) {
  double low = 0, high = 0, endless = 0;
  for (size_t i = 0; i < count; i++) {
    low += amounts[i].low;
    if (isinf(amounts[i].high))
      endless++;
    else
      high += amounts[i].high;
  }
  for (size_t i = 0; i < count; i++) {
    int own = isinf(amounts[i].high);
    double rest_high = endless > own ? INFINITY : own ? high : fmax(high - amounts[i].high, 0);
    shares[i] = grappe_share_range(amounts[i], fmax(low - amounts[i].low, 0), rest_high);
  }
}

static int by_low(const void *a, const void *b) {
  const grappe_weighted *x = a, *y = b;
  return (x->low > y->low) - (x->low < y->low);
}

static int by_high_falling(const void *a, const void *b) {
  const grappe_weighted *x = a, *y = b;
  return (x->high < y->high) - (x->high > y->high);
}

/* Each item has its least weight, and what is left goes to the items in their order, each up to its greatest. */
static double mean_in_order(const grappe_weighted *items, size_t count, int most) {
  double left = 1, mean = 0;
  for (size_t i = 0; i < count; i++) {
    left -= items[i].share_low;
    if (items[i].share_low > 0) mean += items[i].share_low * (most ? items[i].high : items[i].low);
  }
  for (size_t i = 0; i < count && left > 0; i++) {
    double more = fmin(items[i].share_high - items[i].share_low, left);
    if (more > 0) mean += more * (most ? items[i].high : items[i].low);
    left -= more;
  }
  return mean;
}

double grappe_weighted_least(grappe_weighted *items, size_t count) {
  qsort(items, count, sizeof *items, by_low);
  return mean_in_order(items, count, 0);
}

double grappe_weighted_most(grappe_weighted *items, size_t count) {
  qsort(items, count, sizeof *items, by_high_falling);
  return mean_in_order(items, count, 1);
}

/* --- weighted Gini ----------------------------------------------------------------------------------------------- */

typedef struct pair {
  double ratio, held, weight;
} pair;

static int by_ratio(const void *a, const void *b) {
  const pair *x = a, *y = b;
  return (x->ratio > y->ratio) - (x->ratio < y->ratio);
}

grappe_code grappe_held_new(grappe_held *held, size_t count, grappe_error *error) {
  size_t room = count ? count : 1;
  grappe_bounds *block = grappe_alloc(room * (2 * sizeof(grappe_bounds) + 2 * sizeof(double)));
  if (!block) return grappe_fail_memory(error);
  double *numbers = (double *)(block + 2 * room);
  *held = (grappe_held){block, block + room, numbers, numbers + room, count};
  return GRAPPE_OK;
}

/* Trapezes under the Lorenz curve; NaN where a number is. `pairs` has room for all. */
static double area_of(const double *held, const double *weights, size_t count, pair *pairs) {
  double weight = 0, total = 0, before = 0, area = 0;
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    if (isnan(held[i]) || isnan(weights[i])) return NAN;
    if (weights[i] == 0) continue; /* counts for nothing, whatever it is */
    pairs[used++] = (pair){held[i] / weights[i], held[i], weights[i]};
    weight += weights[i];
    total += held[i];
  }
  qsort(pairs, used, sizeof *pairs, by_ratio);
  for (size_t i = 0; i < used; i++) {
    double held_so_far = before + pairs[i].held / total;
    area += pairs[i].weight / weight * (before + held_so_far);
    before = held_so_far;
  }
  return total > 0 ? fmax(1 - area, 0) : NAN;
}

/* How far the shares of amounts can be from those of `reference` at most, in the sum of differences: what some gain
 * others lose. */
static double reach(const grappe_bounds *amounts, const double *reference, size_t count, grappe_bounds *shares) {
  double sum = 0, up = 0, down = 0, either = 0;
  grappe_share_ranges(amounts, count, shares);
  for (size_t i = 0; i < count; i++) sum += reference[i];
  for (size_t i = 0; i < count; i++) {
    double share = reference[i] / sum, above = fmax(shares[i].high - share, 0), below = fmax(share - shares[i].low, 0);
    up += above;
    down += below;
    either += fmax(above, below);
  }
  return fmin(fmin(2 * up, 2 * down), either);
}

static double middle_of(const grappe_bounds *b) {
  return b->low + (b->high - b->low) / 2;
}

grappe_code grappe_gini_held(const grappe_held *h, grappe_statistic *result, grappe_error *error) {
  int exact = 1, endless = 0;
  for (size_t i = 0; i < h->count; i++) {
    exact = exact && grappe_bounds_point(h->bounds[i]) && grappe_bounds_point(h->weight_bounds[i]);
    endless = endless || isinf(h->bounds[i].high) || isinf(h->weight_bounds[i].high);
  }
  pair *pairs = grappe_alloc((h->count + 1) * sizeof *pairs);
  grappe_bounds *shares = grappe_alloc((h->count + 1) * (sizeof *shares + 2 * sizeof(double)));
  if (!pairs || !shares) {
    grappe_free(pairs);
    grappe_free(shares);
    return grappe_fail_memory(error);
  }
  double value = area_of(h->values, h->weights, h->count, pairs), slack = 1, centre = 0.5;
  if (!exact && !endless) {
    double *held = (double *)(shares + h->count + 1), *weights = held + h->count;
    for (size_t i = 0; i < h->count; i++) {
      weights[i] = middle_of(&h->weight_bounds[i]);
      held[i] = weights[i] > 0 ? middle_of(&h->bounds[i]) : 0;
    }
    centre = area_of(held, weights, h->count, pairs);
    slack = reach(h->bounds, held, h->count, shares) + reach(h->weight_bounds, weights, h->count, shares);
  }
  if (exact)
    *result = grappe_statistic_exact(value);
  else
    *result = grappe_statistic_between(value, centre - slack, centre + slack, 0, 0, 1);
  grappe_free(pairs);
  grappe_free(shares);
  return GRAPPE_OK;
}
