/* Indices with a weight for each value: those of dispersion.h that take exact numbers. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/dispersion.h"

typedef struct pair {
  double value, weight;
} pair;

static int by_value(const void *a, const void *b) {
  const pair *x = a, *y = b;
  return (x->value > y->value) - (x->value < y->value);
}

/* NULL, or why there is no weighted mean above zero. */
static const char *defect_of(const double *values, const double *weights, size_t count) {
  double weight = 0, total = 0;
  if (!count) return "there are no values";
  for (size_t i = 0; i < count; i++) {
    if (!(weights[i] >= 0)) return "a weight is below zero, or unknown";
    if (isnan(values[i])) return "a value is unknown";
    weight += weights[i];
    total += weights[i] * values[i];
  }
  if (weight == 0) return "the weights add up to zero";
  return total > 0 ? NULL : total < 0 ? "the total is below zero" : "the total is zero";
}

grappe_code grappe_gini_weighted(const double *values, const double *weights, size_t count, grappe_statistic *result,
                                 grappe_error *error) {
  const char *defect = defect_of(values, weights, count);
  if (defect) {
    *result = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  pair *pairs = grappe_alloc(count * sizeof *pairs);
  if (!pairs) return grappe_fail_memory(error);
  double weight = 0, total = 0, before = 0, area = 0;
  for (size_t i = 0; i < count; i++) {
    pairs[i] = (pair){values[i], weights[i]};
    weight += weights[i];
    total += weights[i] * values[i];
  }
  qsort(pairs, count, sizeof *pairs, by_value);
  for (size_t i = 0; i < count; i++) { /* trapezes under the Lorenz curve */
    double held = before + pairs[i].weight * pairs[i].value / total;
    area += pairs[i].weight / weight * (before + held);
    before = held;
  }
  grappe_free(pairs);
  *result = grappe_statistic_exact(fmax(1 - area, 0));
  return GRAPPE_OK;
}

grappe_statistic grappe_williamson(const double *values, const double *weights, size_t count) {
  const char *defect = defect_of(values, weights, count);
  double weight = 0, total = 0, squares = 0;
  if (defect) return grappe_statistic_undefined(defect);
  for (size_t i = 0; i < count; i++) {
    weight += weights[i];
    total += weights[i] * values[i];
  }
  double mean = total / weight;
  for (size_t i = 0; i < count; i++) {
    double away = values[i] / mean - 1;
    squares += away * away * weights[i] / weight;
  }
  return grappe_statistic_exact(sqrt(squares));
}
