/* Location quotients: of a matrix, of the cells of one that are listed, and of plain numbers. */
#include <math.h>

#include "base/memory.h"
#include "statistics/specialisation_private.h"

const char grappe_region_empty[] = "the region's total is zero";
const char grappe_activity_empty[] = "the activity's total is zero";

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

grappe_statistic grappe_quotient_of_cell(const grappe_bounds *cell, double value, const grappe_sum *row,
                                         const grappe_sum *column, const grappe_sum *total, int exact) {
  if (grappe_sum_high(row) == 0) return grappe_statistic_undefined(grappe_region_empty);
  if (grappe_sum_high(column) == 0) return grappe_statistic_undefined(grappe_activity_empty);
  double own = grappe_sum_value(row), all = grappe_sum_value(column), quotient = NAN;
  if (own > 0 && all > 0) quotient = value / own / (all / grappe_sum_value(total));
  if (exact) return grappe_statistic_exact(quotient);
  if (cell->high == 0) return grappe_statistic_exact(0);
  grappe_sum a = grappe_sum_of_cell(cell, value), b = grappe_sum_without(*row, a), c = grappe_sum_without(*column, a);
  grappe_sum d = grappe_sum_without(grappe_sum_without(*total, *row), c);
  return quotient_range(cell, quotient, b.low, grappe_sum_high(&b), c.low, grappe_sum_high(&c), d.low,
                        grappe_sum_high(&d));
}

grappe_statistic grappe_quotient_at(const grappe_matrix *matrix, const grappe_margins *sums, size_t r, size_t s) {
  if (sums->defect) return grappe_statistic_undefined(sums->defect);
  return grappe_quotient_of_cell(grappe_matrix_bounds(matrix, r, s), grappe_matrix_value(matrix, r, s), &sums->row[r],
                                 &sums->column[s], &sums->total, sums->exact);
}

grappe_code grappe_location_quotients(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_margins sums;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  for (size_t r = 0; r < matrix->rows; r++)
    for (size_t s = 0; s < matrix->columns; s++)
      result[r * matrix->columns + s] = grappe_quotient_at(matrix, &sums, r, s);
  grappe_margins_free(&sums);
  return GRAPPE_OK;
}

/* --- listed cells ------------------------------------------------------------------------------------------------ */

static grappe_code check_places(const uint32_t *row, const uint32_t *column, size_t count, size_t rows, size_t columns,
                                grappe_error *error) {
  for (size_t i = 0; i < count; i++)
    if (row[i] >= rows || column[i] >= columns)
      return grappe_fail(error, GRAPPE_ARGUMENT, "cell %zu lies outside the matrix", i + 1);
  return GRAPPE_OK;
}

/* What is not listed, where the list is not complete: cells of any amount from zero up. */
static void add_unlisted(grappe_sum *sums, size_t count, size_t width, const size_t *listed) {
  for (size_t i = 0; i < count; i++) {
    double others = (double)(width - listed[i]);
    sums[i].blank += others;
    sums[i].endless += others;
  }
}

static int any_negative(const grappe_sample *sample) {
  for (size_t i = 0; i < sample->count; i++)
    if (sample->bounds[i].low < 0) return 1;
  return 0;
}

static grappe_code listed_margins(const grappe_listed_matrix *matrix, grappe_margins *sums, grappe_error *error) {
  size_t rows = matrix->rows, columns = matrix->columns;
  *sums = (grappe_margins){.row = grappe_alloc_zero(rows + columns + 1, sizeof *sums->row)};
  size_t *listed = grappe_alloc_zero(rows + columns + 1, sizeof *listed);
  if (!sums->row || !listed) {
    grappe_free(sums->row);
    grappe_free(listed);
    return grappe_fail_memory(error);
  }
  sums->column = sums->row + rows;
  for (size_t i = 0; i < matrix->cells.count; i++) {
    grappe_bounds cell = matrix->cells.bounds[i];
    double value = grappe_sample_value(&matrix->cells, i);
    grappe_sum_add(&sums->row[matrix->row[i]], value, cell.low, cell.high);
    grappe_sum_add(&sums->column[matrix->column[i]], value, cell.low, cell.high);
    listed[matrix->row[i]]++;
    listed[rows + matrix->column[i]]++;
  }
  if (!matrix->complete) {
    add_unlisted(sums->row, rows, columns, listed);
    add_unlisted(sums->column, columns, rows, listed + rows);
  }
  grappe_free(listed);
  grappe_margins_add_up(sums, rows);
  sums->exact = sums->total.endless == 0 && grappe_sample_exact(&matrix->cells);
  const char *defect = grappe_sample_defect(&matrix->cells);
  sums->defect = sums->total.endless > 0 && !any_negative(&matrix->cells) ? NULL : defect;
  return GRAPPE_OK;
}

grappe_code grappe_location_quotients_listed(const grappe_listed_matrix *matrix, grappe_statistic *result,
                                             grappe_error *error) {
  grappe_margins sums;
  grappe_code code =
      check_places(matrix->row, matrix->column, matrix->cells.count, matrix->rows, matrix->columns, error);
  if (code == GRAPPE_OK) code = listed_margins(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  for (size_t i = 0; i < matrix->cells.count; i++)
    result[i] = sums.defect ? grappe_statistic_undefined(sums.defect)
                            : grappe_quotient_of_cell(&matrix->cells.bounds[i], grappe_sample_value(&matrix->cells, i),
                                                      &sums.row[matrix->row[i]], &sums.column[matrix->column[i]],
                                                      &sums.total, sums.exact);
  grappe_margins_free(&sums);
  return GRAPPE_OK;
}

/* --- plain numbers ----------------------------------------------------------------------------------------------- */

/* Adds up rows and columns; returns the total, NaN where a number is unknown or below zero. */
static double add_up(const double *cells, size_t rows, size_t columns, double *row, double *column) {
  double total = 0;
  int defect = 0;
  for (size_t r = 0; r < rows; r++) {
    const double *cell = cells + r * columns;
    double sum = 0;
    for (size_t s = 0; s < columns; s++) {
      defect |= !(cell[s] >= 0);
      sum += cell[s];
      column[s] += cell[s];
    }
    row[r] = sum;
    total += sum;
  }
  return defect ? NAN : total;
}

/* As add_up; rows are added up after one another, as if the list were a matrix in its order. */
static double add_up_listed(const double *cells, const uint32_t *rows_of, const uint32_t *columns_of, size_t count,
                            size_t rows, double *row, double *column) {
  double total = 0;
  int defect = 0;
  for (size_t i = 0; i < count; i++) {
    defect |= !(cells[i] >= 0);
    row[rows_of[i]] += cells[i];
    column[columns_of[i]] += cells[i];
  }
  for (size_t r = 0; r < rows; r++) total += row[r];
  return defect ? NAN : total;
}

grappe_code grappe_location_quotients_exact(const double *cells, const uint32_t *row, const uint32_t *column,
                                            size_t count, size_t rows, size_t columns, double *result,
                                            grappe_error *error) {
  if (row) {
    grappe_code code = check_places(row, column, count, rows, columns, error);
    if (code != GRAPPE_OK) return code;
  }
  double *row_sum = grappe_alloc_zero(rows + columns + 1, sizeof *row_sum);
  if (!row_sum) return grappe_fail_memory(error);
  double *share = row_sum + rows; /* of each activity in the whole */
  double total = row ? add_up_listed(cells, row, column, count, rows, row_sum, share)
                     : add_up(cells, rows, columns, row_sum, share);
  /* zero divided by zero is no number: where a region or an activity has nothing, all its cells are zero */
  for (size_t s = 0; s < columns; s++) share[s] = share[s] == 0 ? NAN : share[s] / total;
  if (row) {
    for (size_t i = 0; i < count; i++) result[i] = cells[i] / row_sum[row[i]] / share[column[i]];
  } else {
    for (size_t r = 0; r < rows; r++)
      for (size_t s = 0; s < columns; s++) result[r * columns + s] = cells[r * columns + s] / row_sum[r] / share[s];
  }
  grappe_free(row_sum);
  return GRAPPE_OK;
}

/* --- standardised ------------------------------------------------------------------------------------------------ */

/* The scores of one activity, in the place of its quotients. */
static void standardise(const grappe_matrix *matrix, size_t s, int exact, grappe_statistic *cells) {
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
  int equal = deviation <= 1e-12 * size;
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
  int exact = grappe_sample_exact(&matrix->cells);
  for (size_t s = 0; code == GRAPPE_OK && s < matrix->columns; s++) standardise(matrix, s, exact, result);
  return code;
}
