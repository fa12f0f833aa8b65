#include "statistics/statistic.h"

#include <math.h>

static const double noise = 1e-12;

grappe_statistic grappe_statistic_undefined(const char *reason) {
  return (grappe_statistic){.value = NAN, .bounds = grappe_bounds_all(), .undefined = reason};
}

grappe_statistic grappe_statistic_exact(double value) {
  return (grappe_statistic){.value = value, .bounds = grappe_bounds_exact(value), .tight = 1};
}

grappe_statistic grappe_statistic_between(double value, double low, double high, int tight, double least, double most) {
  double wide_low = fmax(low - fabs(low) * noise, least), wide_high = fmin(high + fabs(high) * noise, most);
  if (value < wide_low) value = wide_low; /* the estimate lies in the bounds but for rounding */
  if (value > wide_high) value = wide_high;
  return (grappe_statistic){.value = value, .bounds = grappe_bounds_between(wide_low, wide_high), .tight = tight};
}

double grappe_sample_value(const grappe_sample *sample, size_t index) {
  if (grappe_bounds_point(sample->bounds[index]) && (!sample->values || isnan(sample->values[index])))
    return sample->bounds[index].low;
  return sample->values ? sample->values[index] : NAN;
}

int grappe_sample_exact(const grappe_sample *sample) {
  for (size_t i = 0; i < sample->count; i++)
    if (!grappe_bounds_point(sample->bounds[i])) return 0;
  return 1;
}

const char *grappe_sample_defect(const grappe_sample *sample) {
  int positive = 0;
  if (!sample->count) return "there are no values";
  for (size_t i = 0; i < sample->count; i++) {
    if (sample->bounds[i].low < 0) return "a value is, or may be, below zero";
    if (sample->bounds[i].high > 0) positive = 1;
  }
  return positive ? NULL : "the total is zero";
}
