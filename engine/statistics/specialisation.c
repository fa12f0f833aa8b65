#include "statistics/specialisation.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/dispersion.h"
#include "statistics/specialisation_private.h"

/* --- Hachman ----------------------------------------------------------------------------------------------------- */

/* An activity of one region: the range of its share and of its quotient. */
typedef struct part {
  double share_low, share_high, low, high;
} part;

static int by_low(const void *a, const void *b) {
  const part *x = a, *y = b;
  return (x->low > y->low) - (x->low < y->low);
}

static int by_high_falling(const void *a, const void *b) {
  const part *x = a, *y = b;
  return (x->high < y->high) - (x->high > y->high);
}

/* The mean of the quotients weighted by shares that add up to 1: each has its least, and what is left goes to the
 * parts in their order, each up to its greatest. */
static double mean_in_order(const part *parts, size_t count, int most) {
  double left = 1, mean = 0;
  for (size_t i = 0; i < count; i++) {
    left -= parts[i].share_low;
    if (parts[i].share_low > 0) mean += parts[i].share_low * (most ? parts[i].high : parts[i].low);
  }
  for (size_t i = 0; i < count && left > 0; i++) {
    double more = fmin(parts[i].share_high - parts[i].share_low, left);
    if (more > 0) mean += more * (most ? parts[i].high : parts[i].low);
    left -= more;
  }
  return mean;
}

/* sum of share · LQ for one region: never below 1, as the mean of p / q weighted by p. */
static grappe_statistic hachman_of(const grappe_matrix *matrix, const grappe_margins *sums, size_t r, part *parts) {
  const grappe_sum *row = &sums->row[r];
  double value = 0;
  size_t count = 0;
  if (sums->defect) return grappe_statistic_undefined(sums->defect);
  if (grappe_sum_high(row) == 0) return grappe_statistic_undefined(grappe_region_empty);
  for (size_t s = 0; s < matrix->columns; s++) {
    const grappe_bounds *cell = grappe_matrix_bounds(matrix, r, s);
    double own = grappe_matrix_value(matrix, r, s);
    if (cell->high == 0) continue;
    grappe_statistic quotient = grappe_quotient_at(matrix, sums, r, s);
    if (own != 0) value += own / grappe_sum_value(row) * quotient.value;
    if (sums->exact) continue;
    grappe_sum rest = grappe_sum_without(*row, grappe_sum_of_cell(cell, own));
    double rest_high = grappe_sum_high(&rest);
    parts[count++] = (part){cell->low > 0 ? cell->low / (cell->low + rest_high) : 0,
                            rest.low > 0 && !isinf(cell->high) ? cell->high / (cell->high + rest.low) : 1,
                            quotient.bounds.low, quotient.bounds.high};
  }
  if (sums->exact) return grappe_statistic_exact(fmin(1 / value, 1));
  qsort(parts, count, sizeof *parts, by_low);
  double low = mean_in_order(parts, count, 0);
  qsort(parts, count, sizeof *parts, by_high_falling);
  double high = mean_in_order(parts, count, 1);
  return grappe_statistic_between(1 / value, 1 / high, 1 / fmax(low, 1), 0, 0, 1);
}

grappe_code grappe_hachman(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_margins sums;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  part *parts = grappe_alloc((matrix->columns + 1) * sizeof *parts);
  if (!parts) code = grappe_fail_memory(error);
  for (size_t r = 0; code == GRAPPE_OK && r < matrix->rows; r++) result[r] = hachman_of(matrix, &sums, r, parts);
  grappe_free(parts);
  grappe_margins_free(&sums);
  return code;
}

/* --- locational Gini --------------------------------------------------------------------------------------------- */

grappe_code grappe_locational_gini(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_margins sums;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  double *quotients = grappe_alloc((2 * matrix->rows + 1) * sizeof *quotients), *weights = NULL;
  if (!quotients) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) weights = quotients + matrix->rows;
  for (size_t r = 0; code == GRAPPE_OK && r < matrix->rows; r++) weights[r] = grappe_sum_value(&sums.row[r]);
  for (size_t s = 0; code == GRAPPE_OK && s < matrix->columns; s++) {
    if (sums.defect || grappe_sum_high(&sums.column[s]) == 0) {
      result[s] = grappe_statistic_undefined(sums.defect ? sums.defect : grappe_activity_empty);
      continue;
    }
    /* a region with nothing at all weighs nothing: its quotient does not matter */
    for (size_t r = 0; r < matrix->rows; r++)
      quotients[r] = weights[r] == 0 ? 0 : grappe_quotient_at(matrix, &sums, r, s).value;
    code = grappe_gini_weighted(quotients, weights, matrix->rows, &result[s], error);
    if (!sums.exact) {
      double value = result[s].undefined ? NAN : result[s].value;
      result[s] = grappe_statistic_between(value, 0, 1, 0, 0, 1);
    }
  }
  grappe_free(quotients);
  grappe_margins_free(&sums);
  return code;
}
