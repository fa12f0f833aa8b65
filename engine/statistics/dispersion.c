#include "statistics/dispersion.h"

#include <math.h>

#include "base/memory.h"
#include "statistics/concentration.h"
#include "statistics/concentration_private.h"
#include "statistics/dispersion_private.h"

/* What an index can be at most where the greatest sum of squared shares is `h`: for more corners than can be tried. */
typedef double (*bound_by_squares)(double h, double n, double parameter);

typedef struct measure {
  grappe_index index;
  double parameter;
  bound_by_squares bound;
  double factor;      /* from the index to the statistic; below zero where one falls as the other rises */
  double least, most; /* what the statistic can be at all */
  int signs;          /* exact values below zero are allowed */
} measure;

static const char *defect_of(const grappe_sample *sample, const measure *of, int exact) {
  const char *defect = grappe_sample_defect(sample);
  double sum = 0;
  if (!of->signs || !exact) return defect;
  for (size_t i = 0; i < sample->count; i++) sum += sample->bounds[i].low;
  if (!sample->count) return defect;
  return sum > 0 ? NULL : sum < 0 ? "the total is below zero" : "the total is zero";
}

/* The index of the estimates; NaN where one is missing or where they have none. */
static grappe_code estimate(const grappe_sample *sample, const measure *of, double *value, grappe_error *error) {
  double *x = grappe_alloc(sample->count * sizeof *x), sum = 0;
  if (!x) return grappe_fail_memory(error);
  for (size_t i = 0; i < sample->count; i++) sum += x[i] = grappe_sample_value(sample, i);
  *value = sum > 0 ? of->factor * of->index(x, sample->count, of->parameter) : NAN; /* NaN where an item is */
  if (isinf(*value)) *value = NAN;
  grappe_free(x);
  return GRAPPE_OK;
}

static grappe_code range_of(const grappe_sample *sample, const measure *of, grappe_statistic *result,
                            grappe_error *error) {
  int exact = grappe_sample_exact(sample), found, tight = 1;
  double value, low, high, unused;
  const char *defect = defect_of(sample, of, exact);
  if (defect) {
    *result = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  grappe_code code = estimate(sample, of, &value, error);
  if (code != GRAPPE_OK) return code;
  if (exact) {
    *result = isnan(value) ? grappe_statistic_undefined("a value is zero") : grappe_statistic_exact(value);
    return GRAPPE_OK;
  }
  code = grappe_index_least(sample, of->index, of->parameter, &low, error);
  if (code == GRAPPE_OK) code = grappe_index_most(sample, of->index, of->parameter, &high, &found, error);
  if (code == GRAPPE_OK && !found && of->index == grappe_index_hoover)
    code = grappe_hoover_most(sample, &high, &found, error);
  if (code == GRAPPE_OK && !found) {
    code = grappe_squares(sample, &unused, &high, &tight, error);
    high = of->bound(high, (double)sample->count, of->parameter);
    tight = 0;
  }
  if (code != GRAPPE_OK) return code;
  if (isinf(low) && low > 0) { /* whatever the values are */
    *result = grappe_statistic_undefined("a value is zero");
    return GRAPPE_OK;
  }
  double ends[] = {low * of->factor, high * of->factor};
  int falling = of->factor < 0;
  *result = grappe_statistic_between(value, ends[falling], ends[!falling], tight, of->least, of->most);
  return code;
}

/* The standard deviation over the mean, n under the former. */
static double variation_by(double h, double n) {
  return sqrt(fmax(n * h - 1, 0));
}

/* By the inequality of Cauchy and Schwarz, between the values and their ranks. */
static double gini_by(double h, double n, double unused) {
  (void)unused;
  return fmin(variation_by(h, n) * sqrt((n * n - 1) / (3 * n * n)), (n - 1) / n);
}

/* The mean absolute deviation is not above the standard deviation. */
static double hoover_by(double h, double n, double unused) {
  (void)unused;
  return fmin(variation_by(h, n) / 2, (n - 1) / n);
}

/* Entropy is not below -ln H: Rényi's entropies fall as their order rises from 1 to 2. */
static double order_by(double h, double n, double unused) {
  (void)n;
  (void)unused;
  return log(h);
}

static double theil_t_by(double h, double n, double unused) {
  (void)unused;
  return log(n * h);
}

static double endless(double h, double n, double unused) {
  (void)h;
  (void)n;
  (void)unused;
  return INFINITY;
}

static double one(double h, double n, double unused) {
  (void)h;
  (void)n;
  (void)unused;
  return 1;
}

/* Hill's numbers fall as the order rises, and from 2 up not below the square root of that of order 2: the greatest
 * share is at most sqrt(H). */
static double hill_by(double h, double n, double order) {
  (void)n;
  return -(order <= 2 ? 1 / h : 1 / sqrt(h));
}

grappe_code grappe_gini(const grappe_sample *sample, int unbiased, grappe_statistic *result, grappe_error *error) {
  double n = (double)sample->count, factor = unbiased ? n / (n - 1) : 1;
  if (unbiased && sample->count == 1) {
    *result = grappe_statistic_undefined("there is only one value");
    return GRAPPE_OK;
  }
  measure of = {grappe_index_gini, 0, gini_by, factor, 0, factor * (n - 1) / n, 1};
  return range_of(sample, &of, result, error);
}

grappe_code grappe_hoover(const grappe_sample *sample, grappe_statistic *result, grappe_error *error) {
  double n = (double)sample->count;
  measure of = {grappe_index_hoover, 0, hoover_by, 1, 0, (n - 1) / n, 1};
  return range_of(sample, &of, result, error);
}

grappe_code grappe_theil_t(const grappe_sample *sample, grappe_statistic *result, grappe_error *error) {
  measure of = {grappe_index_theil_t, 0, theil_t_by, 1, 0, log((double)sample->count), 0};
  return range_of(sample, &of, result, error);
}

grappe_code grappe_theil_l(const grappe_sample *sample, grappe_statistic *result, grappe_error *error) {
  measure of = {grappe_index_theil_l, 0, endless, 1, 0, INFINITY, 0};
  return range_of(sample, &of, result, error);
}

grappe_code grappe_atkinson(const grappe_sample *sample, double aversion, grappe_statistic *result,
                            grappe_error *error) {
  if (!(aversion >= 0) || isinf(aversion))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "the aversion to inequality must be zero or above, and %g is not: give 0.5 or 1", aversion);
  measure of = {grappe_index_atkinson, aversion, one, 1, 0, 1, 0};
  return range_of(sample, &of, result, error);
}

grappe_code grappe_entropy(const grappe_sample *sample, double base, int normalised, grappe_statistic *result,
                           grappe_error *error) {
  double n = (double)sample->count, unit = normalised ? log(n) : base == 0 ? 1 : log(base);
  if (base != 0 && !(base > 1))
    return grappe_fail(error, GRAPPE_ARGUMENT, "the base of a logarithm must be above 1, and %g is not: give 2 or 10",
                       base);
  if (normalised && sample->count == 1) {
    *result = grappe_statistic_undefined("there is only one value");
    return GRAPPE_OK;
  }
  measure of = {grappe_index_order, 0, order_by, -1 / unit, 0, log(n) / unit, 0};
  return range_of(sample, &of, result, error);
}

grappe_code grappe_hill(const grappe_sample *sample, double order, grappe_statistic *result, grappe_error *error) {
  if (!(order >= 0) || isinf(order))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "the order of a Hill number must be zero or above, and %g is not: give 0, 1 or 2", order);
  if (order == 2) return grappe_hhi(sample, GRAPPE_HHI_EQUIVALENT, result, error);
  measure of = {grappe_index_hill, order, hill_by, -1, 1, (double)sample->count, 0};
  return range_of(sample, &of, result, error);
}

grappe_code grappe_simpson(const grappe_sample *sample, grappe_statistic *result, grappe_error *error) {
  grappe_statistic h;
  grappe_code code = grappe_hhi(sample, GRAPPE_HHI_PLAIN, &h, error);
  if (code != GRAPPE_OK || h.undefined) {
    *result = h;
    return code;
  }
  if (grappe_sample_exact(sample))
    *result = grappe_statistic_exact(1 - h.value);
  else
    *result = grappe_statistic_between(1 - h.value, 1 - h.bounds.high, 1 - h.bounds.low, h.tight, 0,
                                       1 - 1 / (double)sample->count);
  return GRAPPE_OK;
}

/* From the deviations themselves: n H - 1 would lose the digits of values that differ little. */
static double variation_of(const grappe_sample *sample, double under) {
  double n = (double)sample->count, sum = 0, squares = 0;
  for (size_t i = 0; i < sample->count; i++) sum += grappe_sample_value(sample, i);
  double mean = sum / n;
  for (size_t i = 0; i < sample->count; i++) {
    double away = grappe_sample_value(sample, i) / mean - 1;
    squares += away * away;
  }
  return mean > 0 ? sqrt(squares / under) : NAN;
}

grappe_code grappe_variation(const grappe_sample *sample, int population, grappe_statistic *result,
                             grappe_error *error) {
  double n = (double)sample->count, under = population ? n : n - 1, low, high;
  int tight, exact = grappe_sample_exact(sample);
  measure of = {.signs = 1};
  const char *defect = defect_of(sample, &of, exact);
  if (!defect && under == 0) defect = "there is only one value";
  if (defect) {
    *result = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  double value = variation_of(sample, under), factor = sqrt(n / under);
  if (exact) {
    *result = grappe_statistic_exact(value);
    return GRAPPE_OK;
  }
  grappe_code code = grappe_squares(sample, &low, &high, &tight, error);
  if (code != GRAPPE_OK) return code;
  /* n H is only known to 1e-15 or so, which its root magnifies where it is near 1 */
  low = factor * variation_by(low - 1e-15, n);
  high = factor * variation_by(high + 1e-15, n);
  *result = grappe_statistic_between(value, low, high, tight, 0, sqrt(n - 1) * factor);
  return GRAPPE_OK;
}
