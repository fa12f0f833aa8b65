/* Shares and weighted means of amounts within bounds. Private to this room. */
#ifndef GRAPPE_STATISTICS_SHARES_PRIVATE_H
#define GRAPPE_STATISTICS_SHARES_PRIVATE_H

#include <math.h>

#include "statistics/statistic.h"

/* The share of one amount where the others add up to rest_low .. rest_high, none below zero: TIGHT. Zero of zero is no
 * share: where the others are surely zero this one has all, unless it is surely zero too. */
static inline grappe_bounds grappe_share_range(grappe_bounds own, double rest_low, double rest_high) {
  double low = 1, high = 1;
  if (own.high == 0) return grappe_bounds_exact(0);
  if (!isinf(own.low) && rest_high > 0) low = own.low / (own.low + rest_high);
  if (!isinf(own.high) && rest_low > 0) high = own.high / (own.high + rest_low);
  return grappe_bounds_between(low, fmax(low, high));
}

/* The range of each item's share in the sum of all. */
void grappe_share_ranges(const grappe_bounds *amounts, size_t count, grappe_bounds *shares);

/* A value within bounds, and its weight: a share within bounds. */
typedef struct grappe_weighted {
  double share_low, share_high, low, high;
} grappe_weighted;

/* The least and the greatest mean, the weights adding up to 1. They put the items in another order. */
double grappe_weighted_least(grappe_weighted *items, size_t count);
double grappe_weighted_most(grappe_weighted *items, size_t count);

/* Amounts that places hold, against weights: the two vectors whose shares a weighted Gini compares. `values` of them
 * are estimates, NaN where there is none. */
typedef struct grappe_held {
  grappe_bounds *bounds, *weight_bounds;
  double *values, *weights;
  size_t count;
} grappe_held;

/* Room for `count` items; freed with grappe_free(held->bounds). */
grappe_code grappe_held_new(grappe_held *held, size_t count, grappe_error *error);
/* Gini of amount / weight, weighted: half the sum over pairs of |s_i w_j - s_j w_i|, s and w being shares. Exact where
 * all are; else ENCLOSING: it does not move farther than the shares do, the sums of |ds| and of |dw| added. Both
 * vectors have a total above zero, or may. */
grappe_code grappe_gini_held(const grappe_held *held, grappe_statistic *result, grappe_error *error);

#endif
