#include "statistics/specialisation.h"

#include <math.h>

#include "base/memory.h"
#include "statistics/dispersion.h"
#include "statistics/specialisation_private.h"

static const char region_empty[] = "the region's total is zero";
static const char activity_empty[] = "the activity's total is zero";

grappe_code grappe_margins_of(const grappe_matrix *matrix, grappe_margins *margins, grappe_error *error) {
  size_t rows = matrix->rows, columns = matrix->columns;
  double *block = grappe_alloc_zero(3 * (rows + columns) + 1, sizeof *block);
  if (!block) return grappe_fail_memory(error);
  *margins = (grappe_margins){.row = block,
                              .row_low = block + rows,
                              .row_high = block + 2 * rows,
                              .column = block + 3 * rows,
                              .column_low = block + 3 * rows + columns,
                              .column_high = block + 3 * rows + 2 * columns};
  for (size_t r = 0; r < rows; r++) {
    for (size_t s = 0; s < columns; s++) {
      double value = grappe_matrix_value(matrix, r, s);
      const grappe_bounds *bounds = grappe_matrix_bounds(matrix, r, s);
      margins->row[r] += value;
      margins->row_low[r] += bounds->low;
      margins->row_high[r] += bounds->high;
      margins->column[s] += value;
      margins->column_low[s] += bounds->low;
      margins->column_high[s] += bounds->high;
    }
    margins->total += margins->row[r];
    margins->total_low += margins->row_low[r];
    margins->total_high += margins->row_high[r];
  }
  margins->defect = grappe_sample_defect(&matrix->cells);
  return GRAPPE_OK;
}

void grappe_margins_free(grappe_margins *margins) {
  grappe_free(margins->row);
}

static double quotient(double cell, double row, double column, double total) {
  return row > 0 && column > 0 ? cell / row / (column / total) : NAN;
}

/* a (a + b + c + d) / ((a + b)(a + c)), also where some are endless; a > 0. */
static double quotient_of(double a, double b, double c, double d) {
  if (isinf(d) && !isinf(b) && !isinf(c)) return INFINITY;
  if (isinf(b) || isinf(c)) return isinf(b) && isinf(c) ? 0 : isinf(b) ? a / (a + c) : a / (a + b);
  return a / (a + b) * ((a + b + c + d) / (a + c));
}

/* The range of one quotient, with a the cell, b the rest of its region, c of its activity and d of all: they vary
 * apart. It rises with d and falls with b and c. In a it rises to a* = (bc + sqrt(bc (b + d)(c + d))) / d, where b (a +
 * K)(a + c) = (b + d) a (a + b) with K = b + c + d, and falls from there: least at an end, greatest at a* or the end
 * next to it. */
static grappe_statistic quotient_range(const grappe_bounds *cell, double value, double b_low, double b_high,
                                       double c_low, double c_high, double d_low, double d_high) {
  double bc = b_low * c_low, turn = INFINITY;
  if (d_high > 0) turn = isinf(d_high) ? sqrt(bc) : (bc + sqrt(bc * (b_low + d_high) * (c_low + d_high))) / d_high;
  double peak = fmin(fmax(turn, cell->low), cell->high), low, high;
  /* towards zero the quotient goes to zero, unless nothing else is in its region or its activity */
  double tiny = fmin(cell->high, 1) * 1e-200;
  if (isinf(cell->high) && isinf(peak)) peak = 1e200;
  high = quotient_of(fmax(peak, tiny), b_low, c_low, d_high);
  low = cell->low == 0 && b_high > 0 && c_high > 0 ? 0 : quotient_of(fmax(cell->low, tiny), b_high, c_high, d_low);
  /* an endless cell fills both its region and its activity: 1 in the end */
  low = fmin(low, isinf(cell->high) ? 1 : quotient_of(cell->high, b_high, c_high, d_low));
  return grappe_statistic_between(value, low, high, 1, 0, INFINITY);
}

/* The upper bound of all that is neither in the region nor in the activity. */
static double elsewhere_high(const grappe_matrix *matrix, size_t r, size_t s) {
  double high = 0;
  for (size_t i = 0; i < matrix->rows; i++)
    for (size_t j = 0; j < matrix->columns; j++)
      if (i != r && j != s) high += grappe_matrix_bounds(matrix, i, j)->high;
  return high;
}

static grappe_statistic quotient_at(const grappe_matrix *matrix, const grappe_margins *sums, size_t r, size_t s) {
  const grappe_bounds *cell = grappe_matrix_bounds(matrix, r, s);
  double own = grappe_matrix_value(matrix, r, s), b_low = 0, b_high = 0, c_low = 0, c_high = 0;
  if (sums->defect) return grappe_statistic_undefined(sums->defect);
  if (sums->row_high[r] == 0) return grappe_statistic_undefined(region_empty);
  if (sums->column_high[s] == 0) return grappe_statistic_undefined(activity_empty);
  double value = quotient(own, sums->row[r], sums->column[s], sums->total);
  if (grappe_sample_exact(&matrix->cells)) return grappe_statistic_exact(value);
  if (cell->high == 0) return grappe_statistic_exact(0);
  for (size_t j = 0; j < matrix->columns; j++) {
    if (j == s) continue;
    b_low += grappe_matrix_bounds(matrix, r, j)->low;
    b_high += grappe_matrix_bounds(matrix, r, j)->high;
  }
  for (size_t i = 0; i < matrix->rows; i++) {
    if (i == r) continue;
    c_low += grappe_matrix_bounds(matrix, i, s)->low;
    c_high += grappe_matrix_bounds(matrix, i, s)->high;
  }
  double d_low = fmax(sums->total_low - cell->low - b_low - c_low, 0);
  double d_high =
      isinf(sums->total_high) ? elsewhere_high(matrix, r, s) : fmax(sums->total_high - cell->high - b_high - c_high, 0);
  return quotient_range(cell, value, b_low, b_high, c_low, c_high, d_low, d_high);
}

grappe_code grappe_location_quotients(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_margins sums;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  for (size_t r = 0; r < matrix->rows; r++)
    for (size_t s = 0; s < matrix->columns; s++) result[r * matrix->columns + s] = quotient_at(matrix, &sums, r, s);
  grappe_margins_free(&sums);
  return GRAPPE_OK;
}

/* The scores of one activity, in the place of its quotients. */
static void standardise(const grappe_matrix *matrix, size_t s, grappe_statistic *cells) {
  double n = 0, sum = 0, squares = 0, size = 0;
  for (size_t r = 0; r < matrix->rows; r++) {
    const grappe_statistic *cell = &cells[r * matrix->columns + s];
    if (cell->undefined) continue;
    n++;
    sum += cell->value;
  }
  double mean = sum / n;
  for (size_t r = 0; r < matrix->rows; r++) {
    const grappe_statistic *cell = &cells[r * matrix->columns + s];
    if (cell->undefined) continue;
    squares += (cell->value - mean) * (cell->value - mean);
    size = fmax(size, fabs(cell->value));
  }
  double deviation = sqrt(squares / (n - 1)), most = (n - 1) / sqrt(n);
  int exact = grappe_sample_exact(&matrix->cells), equal = deviation <= 1e-12 * size;
  for (size_t r = 0; r < matrix->rows; r++) {
    grappe_statistic *cell = &cells[r * matrix->columns + s];
    if (cell->undefined) continue;
    double score = (cell->value - mean) / deviation;
    if (n < 2)
      *cell = grappe_statistic_undefined("only one region has a value");
    else if (exact && equal)
      *cell = grappe_statistic_undefined("all regions have the same value");
    else if (exact)
      *cell = grappe_statistic_exact(score);
    else
      *cell = grappe_statistic_between(equal ? NAN : score, -most, most, 0, -INFINITY, INFINITY);
  }
}

grappe_code grappe_standardised_quotients(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_code code = grappe_location_quotients(matrix, result, error);
  for (size_t s = 0; code == GRAPPE_OK && s < matrix->columns; s++) standardise(matrix, s, result);
  return code;
}

/* sum of share · LQ for one region: never below 1, as the mean of p / q weighted by p. */
static grappe_statistic hachman_of(const grappe_matrix *matrix, const grappe_margins *sums, size_t r) {
  double value = 0, low = 0, high = 0;
  if (sums->defect) return grappe_statistic_undefined(sums->defect);
  if (sums->row_high[r] == 0) return grappe_statistic_undefined(region_empty);
  for (size_t s = 0; s < matrix->columns; s++) {
    const grappe_bounds *cell = grappe_matrix_bounds(matrix, r, s);
    double own = grappe_matrix_value(matrix, r, s), rest_low = sums->row_low[r] - cell->low;
    if (sums->column_high[s] == 0) continue;
    if (own != 0) value += own / sums->row[r] * quotient(own, sums->row[r], sums->column[s], sums->total);
    if (cell->high == 0) continue;
    grappe_statistic lq = quotient_at(matrix, sums, r, s);
    double share_high = rest_low > 0 && !isinf(cell->high) ? cell->high / (cell->high + rest_low) : 1;
    double share_low = isinf(sums->row_high[r]) ? 0 : cell->low / (cell->low + sums->row_high[r] - cell->high);
    if (cell->low > 0) low += share_low * lq.bounds.low;
    high += share_high * lq.bounds.high;
  }
  if (grappe_sample_exact(&matrix->cells)) return grappe_statistic_exact(fmin(1 / value, 1));
  return grappe_statistic_between(1 / value, 1 / high, 1 / fmax(low, 1), 0, 0, 1);
}

grappe_code grappe_hachman(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_margins sums;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  for (size_t r = 0; r < matrix->rows; r++) result[r] = hachman_of(matrix, &sums, r);
  grappe_margins_free(&sums);
  return GRAPPE_OK;
}

grappe_code grappe_locational_gini(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_margins sums;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  double *quotients = grappe_alloc((matrix->rows + 1) * sizeof *quotients);
  if (!quotients) code = grappe_fail_memory(error);
  for (size_t s = 0; code == GRAPPE_OK && s < matrix->columns; s++) {
    if (sums.defect || sums.column_high[s] == 0) {
      result[s] = grappe_statistic_undefined(sums.defect ? sums.defect : activity_empty);
      continue;
    }
    /* a region with nothing at all weighs nothing: its quotient does not matter */
    for (size_t r = 0; r < matrix->rows; r++)
      quotients[r] =
          sums.row[r] == 0 ? 0 : quotient(grappe_matrix_value(matrix, r, s), sums.row[r], sums.column[s], sums.total);
    code = grappe_gini_weighted(quotients, sums.row, matrix->rows, &result[s], error);
    if (!grappe_sample_exact(&matrix->cells)) {
      double value = result[s].undefined ? NAN : result[s].value;
      result[s] = grappe_statistic_between(value, 0, 1, 0, 0, 1);
    }
  }
  grappe_free(quotients);
  grappe_margins_free(&sums);
  return code;
}
