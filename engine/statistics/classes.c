#include "statistics/classes.h"

#include <math.h>

#include "base/memory.h"
#include "text/number.h"

grappe_code grappe_classes_check(const grappe_classes *classes, grappe_error *error) {
  for (size_t i = 0; i < classes->count; i++) {
    double edge = classes->edges[i], before = i ? classes->edges[i - 1] : -INFINITY;
    if (isfinite(edge) && edge > before) continue;
    char text[GRAPPE_NUMBER_TEXT], other[GRAPPE_NUMBER_TEXT];
    if (!isfinite(edge))
      return grappe_fail(error, GRAPPE_ARGUMENT, "an edge between classes must be a number, and %s is not",
                         grappe_number_text(edge, text));
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "the edges between classes must rise, and %s comes after %s: give them from the least",
                       grappe_number_text(edge, text), grappe_number_text(before, other));
  }
  return GRAPPE_OK;
}

/* How many edges lie below the value, or at it where `with` is 1: the class of a value just above or at it. */
static size_t edges_below(const grappe_classes *classes, double value, int with) {
  size_t count = 0;
  while (count < classes->count && (classes->edges[count] < value || (with && classes->edges[count] == value))) count++;
  return count;
}

void grappe_classes_place(const grappe_classes *classes, grappe_bounds value, size_t *first, size_t *last) {
  if (grappe_bounds_point(value)) {
    *first = *last = edges_below(classes, value.low, !classes->upper);
    return;
  }
  *first = edges_below(classes, value.low, 1);
  *last = edges_below(classes, value.high, 0);
}

grappe_bounds grappe_classes_interval(const grappe_classes *classes, size_t at) {
  grappe_bounds b = grappe_bounds_all();
  if (at > 0 && at <= classes->count) {
    b.low = classes->edges[at - 1];
    b.low_open = (unsigned char)(classes->upper != 0);
  }
  if (at < classes->count) {
    b.high = classes->edges[at];
    b.high_open = (unsigned char)(classes->upper == 0);
  }
  return b;
}

grappe_code grappe_classes_fit(const grappe_classes *classes, const double *values, size_t count, double *fit,
                               grappe_error *error) {
  size_t rooms = classes->count + 1, first, last;
  double *sums = grappe_alloc_zero(2 * rooms, sizeof *sums), *counts = sums ? sums + rooms : NULL;
  double n = 0, mean = 0, within = 0, all = 0;
  if (!sums) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    if (!isfinite(values[i])) continue;
    grappe_classes_place(classes, grappe_bounds_exact(values[i]), &first, &last);
    sums[first] += values[i];
    counts[first]++;
    mean += values[i];
    n++;
  }
  mean /= n;
  for (size_t i = 0; i < count; i++) {
    if (!isfinite(values[i])) continue;
    grappe_classes_place(classes, grappe_bounds_exact(values[i]), &first, &last);
    double away = values[i] - sums[first] / counts[first];
    within += away * away;
    all += (values[i] - mean) * (values[i] - mean);
  }
  grappe_free(sums);
  *fit = all > 0 ? fmax(1 - within / all, 0) : NAN;
  return GRAPPE_OK;
}
