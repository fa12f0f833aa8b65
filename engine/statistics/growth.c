#include "statistics/growth.h"

#include <math.h>

typedef enum form { GROWTH, ANNUAL, INDEX } form;

/* All three rise with the ratio. */
static double in_form(double ratio, form shape, double years) {
  switch (shape) {
    case GROWTH:
      return ratio - 1;
    case ANNUAL:
      return pow(ratio, 1 / years) - 1;
    case INDEX:
      break;
  }
  return 100 * ratio;
}

static grappe_statistic change(grappe_bounds from, double from_value, grappe_bounds to, double to_value, form shape,
                               double years) {
  int undefined = 0;
  if (from.low < 0 || to.low < 0) return grappe_statistic_undefined("a value is, or may be, below zero");
  if (from.high == 0) return grappe_statistic_undefined("the starting value is zero");
  if (!(years > 0) || isinf(years)) return grappe_statistic_undefined("no time lies between the two values");
  double value = from_value > 0 ? in_form(to_value / from_value, shape, years) : NAN;
  double least = in_form(0, shape, years);
  if (grappe_bounds_point(from) && grappe_bounds_point(to))
    return grappe_statistic_exact(in_form(to.low / from.low, shape, years));
  grappe_bounds ratio = grappe_bounds_divide(to, from, &undefined);
  double low = in_form(ratio.low, shape, years), high = in_form(ratio.high, shape, years);
  /* the subtraction of 1 leaves the rounding of the ratio: widened by its size, not by that of the difference */
  if (shape != INDEX) {
    low -= (low + 1) * 1e-15;
    high += isfinite(high) ? (high + 1) * 1e-15 : 0;
  }
  return grappe_statistic_between(value, low, high, 1, least, INFINITY);
}

grappe_statistic grappe_growth(grappe_bounds from, double from_value, grappe_bounds to, double to_value) {
  return change(from, from_value, to, to_value, GROWTH, 1);
}

grappe_statistic grappe_cagr(grappe_bounds from, double from_value, grappe_bounds to, double to_value, double years) {
  return change(from, from_value, to, to_value, ANNUAL, years);
}

grappe_statistic grappe_base_index(grappe_bounds from, double from_value, grappe_bounds to, double to_value) {
  return change(from, from_value, to, to_value, INDEX, 1);
}
