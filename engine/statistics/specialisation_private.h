/* What the files of specialisation share. Private to this room. */
#ifndef GRAPPE_STATISTICS_SPECIALISATION_PRIVATE_H
#define GRAPPE_STATISTICS_SPECIALISATION_PRIVATE_H

#include <math.h>

#include "statistics/specialisation.h"

/* A sum of amounts: of the estimates, of the lower and of the upper bounds, and how many items have no estimate or no
 * upper bound and are left out of the sum. What remains without some of them is then a difference. */
typedef struct grappe_sum {
  double value, low, high;
  double blank, endless;
} grappe_sum;

/* Sums of rows, of columns and of all. */
typedef struct grappe_margins {
  grappe_sum *row, *column, total;
  int exact;          /* every cell is */
  const char *defect; /* why nothing has a value */
} grappe_margins;

grappe_code grappe_margins_of(const grappe_matrix *matrix, grappe_margins *margins, grappe_error *error);
void grappe_margins_add_up(grappe_margins *margins, size_t rows); /* the total, from the rows */
void grappe_margins_free(grappe_margins *margins);

static inline double grappe_sum_high(const grappe_sum *sum) {
  return sum->endless > 0 ? INFINITY : sum->high;
}
static inline double grappe_sum_value(const grappe_sum *sum) {
  return sum->blank > 0 ? NAN : sum->value;
}
static inline void grappe_sum_add(grappe_sum *sum, double value, double low, double high) {
  if (isnan(value))
    sum->blank++;
  else
    sum->value += value;
  sum->low += low;
  if (isinf(high))
    sum->endless++;
  else
    sum->high += high;
}
/* Without something that is part of it; no less than nothing. */
static inline grappe_sum grappe_sum_without(grappe_sum sum, grappe_sum part) {
  return (grappe_sum){fmax(sum.value - part.value, 0), fmax(sum.low - part.low, 0), fmax(sum.high - part.high, 0),
                      sum.blank - part.blank, sum.endless - part.endless};
}
static inline grappe_sum grappe_sum_of_cell(const grappe_bounds *cell, double value) {
  grappe_sum sum = {0};
  grappe_sum_add(&sum, value, cell->low, cell->high);
  return sum;
}

/* The quotient of a cell whose region, activity and whole have these sums, in constant time. */
grappe_statistic grappe_quotient_of_cell(const grappe_bounds *cell, double value, const grappe_sum *row,
                                         const grappe_sum *column, const grappe_sum *total, int exact);
grappe_statistic grappe_quotient_at(const grappe_matrix *matrix, const grappe_margins *sums, size_t row, size_t column);
extern const char grappe_region_empty[], grappe_activity_empty[];
static inline const grappe_bounds *grappe_matrix_bounds(const grappe_matrix *matrix, size_t row, size_t column) {
  return &matrix->cells.bounds[row * matrix->columns + column];
}
static inline double grappe_matrix_value(const grappe_matrix *matrix, size_t row, size_t column) {
  return grappe_sample_value(&matrix->cells, row * matrix->columns + column);
}

/* Half the sum of |p - q| over the shares p of amounts in [pl, pu] and q of amounts in [ql, qu]: its least value, and
 * its greatest (*found 0: it encloses, as there are too many items). All sums of pu and qu are above zero. */
double grappe_shares_apart_least(const grappe_bounds *p, const grappe_bounds *q, size_t count);
double grappe_shares_apart_most(const grappe_bounds *p, const grappe_bounds *q, size_t count, int *found);

#endif
