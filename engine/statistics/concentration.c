#include "statistics/concentration.h"

#include <math.h>

#include "statistics/concentration_private.h"
#include "statistics/shares_private.h"

void grappe_shares(const grappe_sample *sample, grappe_statistic *shares) {
  const char *defect = grappe_sample_defect(sample);
  int exact = grappe_sample_exact(sample);
  double sum = 0;
  for (size_t i = 0; i < sample->count; i++) sum += grappe_sample_value(sample, i);
  for (size_t i = 0; i < sample->count; i++) {
    double value = sum > 0 ? grappe_sample_value(sample, i) / sum : NAN;
    if (defect) {
      shares[i] = grappe_statistic_undefined(defect);
      continue;
    }
    if (exact) {
      shares[i] = grappe_statistic_exact(value);
      continue;
    }
    double low = 0, high = 0; /* of the others; summed afresh: a difference of sums would lose digits */
    for (size_t j = 0; j < sample->count; j++) {
      if (j == i) continue;
      low += sample->bounds[j].low;
      high += sample->bounds[j].high;
    }
    grappe_bounds range = grappe_share_range(sample->bounds[i], low, high);
    shares[i] = grappe_statistic_between(value, range.low, range.high, 1, 0, 1);
  }
}

grappe_statistic grappe_share(grappe_bounds part, double part_value, grappe_bounds whole, double whole_value) {
  if (part.low < 0 || whole.low < 0) return grappe_statistic_undefined("a value is, or may be, below zero");
  if (whole.high == 0) return grappe_statistic_undefined("the whole is zero");
  if (part.low > whole.high) return grappe_statistic_undefined("the part is greater than the whole");
  double value = whole_value > 0 && part_value <= whole_value ? part_value / whole_value : NAN;
  if (grappe_bounds_point(part) && grappe_bounds_point(whole))
    return grappe_statistic_exact(fmin(part.low / whole.low, 1));
  double low = isinf(whole.high) || part.low == 0 ? 0 : part.low / whole.high;
  double high = part.high >= whole.low ? 1 : part.high / whole.low;
  if (part.high == 0) high = 0;
  return grappe_statistic_between(value, low, high, 1, 0, 1);
}

/* The sum of squared shares, and into *least the least value. In the order of the values, as below. */
static double squares_of_exact(const double *values, size_t count, double *least) {
  double squares = 0, sum = 0, size = 0;
  *least = INFINITY;
  for (size_t i = 0; i < count; i++) {
    size = values[i] > size ? values[i] : size;
    *least = values[i] < *least ? values[i] : *least;
  }
  for (size_t i = 0; i < count && size > 0; i++) {
    double x = values[i] / size;
    squares += x * x;
    sum += x;
  }
  return squares / (sum * sum); /* NaN where all are zero */
}

static double squares_of_values(const grappe_sample *sample) {
  double squares = 0, sum = 0, size = 0;
  for (size_t i = 0; i < sample->count; i++) size = fmax(size, grappe_sample_value(sample, i));
  for (size_t i = 0; i < sample->count; i++) {
    double x = grappe_sample_value(sample, i) / size;
    squares += x * x;
    sum += x;
  }
  return squares / (sum * sum); /* NaN where an estimate is, or where all are zero */
}

static double in_form(double h, grappe_hhi_form form, double n) {
  switch (form) {
    case GRAPPE_HHI_NORMALISED:
      return (h - 1 / n) / (1 - 1 / n);
    case GRAPPE_HHI_EQUIVALENT:
      return 1 / h;
    case GRAPPE_HHI_POINTS:
      return h * 10000;
    case GRAPPE_HHI_PLAIN:
      break;
  }
  return h;
}

grappe_statistic grappe_hhi_exact(const double *values, size_t count, grappe_hhi_form form) {
  double least, h = squares_of_exact(values, count, &least);
  if (count == 0) return grappe_statistic_undefined("there are no values");
  if (least < 0) return grappe_statistic_undefined("a value is, or may be, below zero");
  if (isnan(h)) return grappe_statistic_undefined("the total is zero");
  if (form == GRAPPE_HHI_NORMALISED && count == 1) return grappe_statistic_undefined("there is only one value");
  return grappe_statistic_exact(in_form(h, form, (double)count));
}

grappe_code grappe_hhi(const grappe_sample *sample, grappe_hhi_form form, grappe_statistic *result,
                       grappe_error *error) {
  double n = (double)sample->count, low, high;
  int tight;
  const char *defect = grappe_sample_defect(sample);
  if (!defect && form == GRAPPE_HHI_NORMALISED && sample->count == 1) defect = "there is only one value";
  if (defect) {
    *result = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  double value = in_form(squares_of_values(sample), form, n);
  if (grappe_sample_exact(sample)) {
    *result = grappe_statistic_exact(value);
    return GRAPPE_OK;
  }
  grappe_code code = grappe_squares(sample, &low, &high, &tight, error);
  if (code != GRAPPE_OK) return code;
  double ends[] = {in_form(low, form, n), in_form(high, form, n)},
         limits[] = {in_form(1 / n, form, n), in_form(1, form, n)};
  int falling = form == GRAPPE_HHI_EQUIVALENT;
  *result = grappe_statistic_between(value, ends[falling], ends[!falling], tight, limits[falling], limits[!falling]);
  return GRAPPE_OK;
}
