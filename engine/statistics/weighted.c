/* Indices with a weight for each value: see dispersion.h. */
#include <math.h>

#include "base/memory.h"
#include "statistics/dispersion.h"
#include "statistics/shares_private.h"

/* NULL, or why there is no weighted mean above zero. Values below zero are allowed where all is exact. */
static const char *defect_of(const grappe_sample *values, const grappe_sample *weights) {
  double weight = 0, low = 0, high = 0;
  int exact = grappe_sample_exact(values) && grappe_sample_exact(weights);
  if (!values->count) return "there are no values";
  for (size_t i = 0; i < values->count; i++) {
    grappe_bounds x = values->bounds[i], w = weights->bounds[i];
    if (!(w.low >= 0)) return "a weight is below zero, or unknown";
    if (!exact && x.low < 0) return "a value is, or may be, below zero";
    weight += w.high;
    if (w.high == 0) continue;
    low += w.low == 0 || x.low == 0 ? 0 : w.low * x.low;
    high += x.high == 0 ? 0 : w.high * x.high;
  }
  if (weight == 0) return "the weights add up to zero";
  if (exact && low < 0) return "the total is below zero";
  return high > 0 ? NULL : "the total is zero";
}

/* Nothing of something endless is nothing. */
static double product(double a, double b) {
  return a == 0 || b == 0 ? 0 : a * b;
}

static grappe_code check(const grappe_sample *values, const grappe_sample *weights, grappe_error *error) {
  if (values->count == weights->count) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT, "there are %zu values and %zu weights: give one for each", values->count,
                     weights->count);
}

grappe_code grappe_gini_weighted(const grappe_sample *values, const grappe_sample *weights, grappe_statistic *result,
                                 grappe_error *error) {
  grappe_held held;
  grappe_code code = check(values, weights, error);
  if (code != GRAPPE_OK) return code;
  const char *defect = defect_of(values, weights);
  if (defect) {
    *result = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  code = grappe_held_new(&held, values->count, error);
  if (code != GRAPPE_OK) return code;
  for (size_t i = 0; i < values->count; i++) {
    grappe_bounds x = values->bounds[i], w = weights->bounds[i];
    held.weights[i] = grappe_sample_value(weights, i);
    held.values[i] = grappe_sample_value(values, i) * held.weights[i];
    held.weight_bounds[i] = w;
    held.bounds[i] = grappe_bounds_between(product(x.low, w.low), product(x.high, w.high));
    if (grappe_bounds_point(x) && grappe_bounds_point(w)) held.bounds[i] = grappe_bounds_exact(held.values[i]);
  }
  code = grappe_gini_held(&held, result, error);
  grappe_free(held.bounds);
  return code;
}

/* Of plain numbers. */
static double variation_of(const grappe_sample *values, const grappe_sample *weights) {
  double weight = 0, total = 0, squares = 0;
  for (size_t i = 0; i < values->count; i++) {
    weight += grappe_sample_value(weights, i);
    total += grappe_sample_value(weights, i) * grappe_sample_value(values, i);
  }
  double mean = total / weight;
  for (size_t i = 0; i < values->count; i++) {
    double away = grappe_sample_value(values, i) / mean - 1;
    squares += away * away * grappe_sample_value(weights, i) / weight;
  }
  return total > 0 ? sqrt(squares) : NAN;
}

/* The range of the mean gives that of each value over it, and the mean of the squared distances from 1 is sought among
 * those. No value is farther above the mean than its weight allows: p y <= 1. */
static void range_of(const grappe_sample *values, grappe_weighted *items, const grappe_bounds *shares, double *low,
                     double *high) {
  size_t count = values->count;
  double cap = 0;
  for (size_t i = 0; i < count; i++)
    items[i] = (grappe_weighted){shares[i].low, shares[i].high, values->bounds[i].low, values->bounds[i].high};
  double mean_low = grappe_weighted_least(items, count), mean_high = grappe_weighted_most(items, count);
  for (size_t i = 0; i < count; i++) {
    grappe_bounds x = values->bounds[i];
    double least = isinf(mean_high) || x.low == 0 ? 0 : x.low / mean_high;
    double most = x.high == 0 ? 0 : mean_low > 0 ? x.high / mean_low : INFINITY;
    if (shares[i].low > 0) most = fmin(most, 1 / shares[i].low);
    double below = (least - 1) * (least - 1), above = (most - 1) * (most - 1);
    if (shares[i].high > 0 && x.high > 0) cap = fmax(cap, shares[i].low > 0 ? 1 / shares[i].low - 1 : INFINITY);
    items[i] = (grappe_weighted){shares[i].low, shares[i].high, least <= 1 && most >= 1 ? 0 : fmin(below, above),
                                 fmax(below, above)};
  }
  *low = sqrt(grappe_weighted_least(items, count));
  *high = sqrt(fmin(grappe_weighted_most(items, count), cap));
}

grappe_code grappe_williamson(const grappe_sample *values, const grappe_sample *weights, grappe_statistic *result,
                              grappe_error *error) {
  grappe_code code = check(values, weights, error);
  if (code != GRAPPE_OK) return code;
  const char *defect = defect_of(values, weights);
  if (defect) {
    *result = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  double value = variation_of(values, weights), low, high;
  if (grappe_sample_exact(values) && grappe_sample_exact(weights)) {
    *result = grappe_statistic_exact(value);
    return GRAPPE_OK;
  }
  grappe_weighted *items = grappe_alloc(values->count * sizeof *items);
  grappe_bounds *shares = grappe_alloc(values->count * sizeof *shares);
  if (!items || !shares) {
    code = grappe_fail_memory(error);
  } else {
    grappe_share_ranges(weights->bounds, values->count, shares);
    range_of(values, items, shares, &low, &high);
    *result = grappe_statistic_between(value, low, high, 0, 0, INFINITY);
  }
  grappe_free(items);
  grappe_free(shares);
  return code;
}
