#include "statistics/specialisation.h"

#include <math.h>

#include "base/memory.h"
#include "statistics/shares_private.h"
#include "statistics/specialisation_private.h"

/* --- Hachman ----------------------------------------------------------------------------------------------------- */

/* sum of share · LQ for one region: never below 1, as the mean of p / q weighted by p. */
static grappe_statistic hachman_of(const grappe_matrix *matrix, const grappe_margins *sums, size_t r,
                                   grappe_weighted *parts) {
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
    grappe_bounds share = grappe_share_range(*cell, rest.low, grappe_sum_high(&rest));
    parts[count++] = (grappe_weighted){share.low, share.high, quotient.bounds.low, quotient.bounds.high};
  }
  if (sums->exact) return grappe_statistic_exact(fmin(1 / value, 1));
  double low = grappe_weighted_least(parts, count), high = grappe_weighted_most(parts, count);
  return grappe_statistic_between(1 / value, 1 / high, 1 / fmax(low, 1), 0, 0, 1);
}

grappe_code grappe_hachman(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_margins sums;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  grappe_weighted *parts = grappe_alloc((matrix->columns + 1) * sizeof *parts);
  if (!parts) code = grappe_fail_memory(error);
  for (size_t r = 0; code == GRAPPE_OK && r < matrix->rows; r++) result[r] = hachman_of(matrix, &sums, r, parts);
  grappe_free(parts);
  grappe_margins_free(&sums);
  return code;
}

/* --- locational Gini --------------------------------------------------------------------------------------------- */

grappe_code grappe_locational_gini(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_margins sums;
  grappe_held held = {0};
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  code = grappe_held_new(&held, matrix->rows, error);
  for (size_t r = 0; code == GRAPPE_OK && r < matrix->rows; r++) {
    held.weights[r] = grappe_sum_value(&sums.row[r]);
    held.weight_bounds[r] = grappe_bounds_between(sums.row[r].low, grappe_sum_high(&sums.row[r]));
  }
  for (size_t s = 0; code == GRAPPE_OK && s < matrix->columns; s++) {
    if (sums.defect || grappe_sum_high(&sums.column[s]) == 0) {
      result[s] = grappe_statistic_undefined(sums.defect ? sums.defect : grappe_activity_empty);
      continue;
    }
    /* weighted by its total, a region's quotient is its part of the activity */
    for (size_t r = 0; r < matrix->rows; r++) {
      held.values[r] = grappe_matrix_value(matrix, r, s);
      held.bounds[r] = *grappe_matrix_bounds(matrix, r, s);
    }
    code = grappe_gini_held(&held, &result[s], error);
  }
  grappe_free(held.bounds);
  grappe_margins_free(&sums);
  return code;
}
