#include <math.h>

#include "base/memory.h"
#include "statistics/specialisation_private.h"

/* The amounts of one region, and of what it is held against. */
typedef struct profile {
  grappe_bounds *own, *other; /* amounts; for the mean of others, shares */
  double *own_value, *other_value;
  size_t count;
} profile;

static double sum_of(const double *x, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += x[i];
  return sum;
}

static double distance(const double *x, const double *y, size_t count) {
  double x_sum = sum_of(x, count), y_sum = sum_of(y, count), apart = 0;
  for (size_t i = 0; i < count; i++) apart += fabs(x[i] / x_sum - y[i] / y_sum);
  return x_sum > 0 && y_sum > 0 ? apart : NAN;
}

static double high_of(const grappe_bounds *x, size_t count) {
  double high = 0;
  for (size_t i = 0; i < count; i++) high += x[i].high;
  return high;
}

/* Each item's share in its row, as bounds. */
static grappe_bounds share_at(const grappe_matrix *matrix, const grappe_margins *sums, size_t r, size_t s) {
  const grappe_bounds *cell = grappe_matrix_bounds(matrix, r, s);
  double rest_low = fmax(sums->row_low[r] - cell->low, 0);
  double rest_high = isinf(sums->row_high[r]) ? INFINITY : sums->row_high[r] - cell->high;
  double low = cell->low > 0 ? cell->low / (cell->low + rest_high) : 0;
  double high = cell->high == 0 ? 0 : isinf(cell->high) || rest_low == 0 ? 1 : cell->high / (cell->high + rest_low);
  return grappe_bounds_between(low, high);
}

/* The other regions added up, or the mean of their shares; returns 0 where they have nothing. */
static int fill(const grappe_matrix *matrix, const grappe_margins *sums, size_t r, grappe_reference reference,
                profile *p) {
  int mean = reference == GRAPPE_REFERENCE_MEAN_OF_OTHERS;
  double others = 0;
  for (size_t s = 0; s < p->count; s++) {
    p->own[s] = *grappe_matrix_bounds(matrix, r, s);
    p->own_value[s] = grappe_matrix_value(matrix, r, s);
    p->other[s] = grappe_bounds_exact(0);
    p->other_value[s] = 0;
  }
  for (size_t i = 0; i < matrix->rows; i++) {
    if (i == r || sums->row_high[i] == 0) continue;
    others++;
    for (size_t s = 0; s < p->count; s++) {
      grappe_bounds b = mean ? share_at(matrix, sums, i, s) : *grappe_matrix_bounds(matrix, i, s);
      p->other[s].low += b.low;
      p->other[s].high += b.high;
      p->other_value[s] += grappe_matrix_value(matrix, i, s) / (mean ? sums->row[i] : 1);
    }
  }
  return others > 0;
}

/* Of the rest of the regions. The total is w of the region itself and 1 - w of the rest, so that the distance to it is
 * (1 - w) times that to the rest. */
static grappe_statistic against(const grappe_matrix *matrix, const grappe_margins *sums, size_t r,
                                grappe_reference reference, const profile *p) {
  int found, exact = grappe_sample_exact(&matrix->cells);
  double value = distance(p->own_value, p->other_value, p->count), rest = sums->total - sums->row[r];
  if (reference == GRAPPE_REFERENCE_TOTAL) value *= rest / sums->total;
  if (exact) return grappe_statistic_exact(value);
  double low = 2 * grappe_shares_apart_least(p->own, p->other, p->count);
  double high = 2 * grappe_shares_apart_most(p->own, p->other, p->count, &found);
  if (reference == GRAPPE_REFERENCE_REST) return grappe_statistic_between(value, low, high, found, 0, 2);
  if (reference == GRAPPE_REFERENCE_TOTAL) {
    double rest_low = sums->total_low - sums->row_low[r], rest_high = high_of(p->other, p->count);
    double least = isinf(sums->row_high[r]) || rest_low <= 0 ? 0 : rest_low / (rest_low + sums->row_high[r]);
    double most = isinf(rest_high) || sums->row_low[r] == 0 ? 1 : rest_high / (rest_high + sums->row_low[r]);
    return grappe_statistic_between(value, low * least, high * most, 0, 0, 2);
  }
  return grappe_statistic_between(value, low, high, 0, 0, 2); /* shares taken as amounts: they vary more freely so */
}

static grappe_statistic krugman_of(const grappe_matrix *matrix, const grappe_margins *sums, size_t r,
                                   grappe_reference reference, profile *p) {
  if (sums->defect) return grappe_statistic_undefined(sums->defect);
  if (sums->row_high[r] == 0) return grappe_statistic_undefined("the region's total is zero");
  if (!fill(matrix, sums, r, reference, p)) {
    if (reference != GRAPPE_REFERENCE_TOTAL) return grappe_statistic_undefined("no other region has anything");
    return grappe_statistic_exact(0); /* the region is the whole */
  }
  return against(matrix, sums, r, reference, p);
}

grappe_code grappe_krugman(const grappe_matrix *matrix, grappe_reference reference, grappe_statistic *result,
                           grappe_error *error) {
  grappe_margins sums;
  size_t count = matrix->columns;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  profile p = {.own = grappe_alloc((2 * count + 1) * sizeof *p.own),
               .own_value = grappe_alloc((2 * count + 1) * sizeof *p.own_value),
               .count = count};
  if (!p.own || !p.own_value) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    p.other = p.own + count;
    p.other_value = p.own_value + count;
    for (size_t r = 0; r < matrix->rows; r++) result[r] = krugman_of(matrix, &sums, r, reference, &p);
  }
  grappe_free(p.own);
  grappe_free(p.own_value);
  grappe_margins_free(&sums);
  return code;
}

grappe_code grappe_hoover_specialisation(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_code code = grappe_krugman(matrix, GRAPPE_REFERENCE_TOTAL, result, error);
  for (size_t r = 0; code == GRAPPE_OK && r < matrix->rows; r++) {
    if (result[r].undefined) continue;
    result[r].value /= 2;
    result[r].bounds.low /= 2;
    result[r].bounds.high /= 2;
  }
  return code;
}
