/* What the files of specialisation share. Private to this room. */
#ifndef GRAPPE_STATISTICS_SPECIALISATION_PRIVATE_H
#define GRAPPE_STATISTICS_SPECIALISATION_PRIVATE_H

#include "statistics/specialisation.h"

/* Sums of rows, of columns and of all: estimates (NaN where a cell has none) and both ends of the bounds. */
typedef struct grappe_margins {
  double *row, *row_low, *row_high;
  double *column, *column_low, *column_high;
  double total, total_low, total_high;
  const char *defect; /* why nothing has a value */
} grappe_margins;

grappe_code grappe_margins_of(const grappe_matrix *matrix, grappe_margins *margins, grappe_error *error);
void grappe_margins_free(grappe_margins *margins);
static inline const grappe_bounds *grappe_matrix_bounds(const grappe_matrix *matrix, size_t row, size_t column) {
  return &matrix->cells.bounds[row * matrix->columns + column];
}
static inline double grappe_matrix_value(const grappe_matrix *matrix, size_t row, size_t column) {
  return grappe_sample_value(&matrix->cells, row * matrix->columns + column);
}

/* Half the sum of |p - q| over the shares p of amounts in [pl, pu] and q of amounts in [ql, qu]: its least value, and
 * its greatest (*found 0: there are too many items). All sums of pu and qu are above zero. */
double grappe_shares_apart_least(const grappe_bounds *p, const grappe_bounds *q, size_t count);
double grappe_shares_apart_most(const grappe_bounds *p, const grappe_bounds *q, size_t count, int *found);

#endif
