/* What regions are specialised in, and where activities are: regions are the rows of a matrix of employment, activities
 * its columns, row after row. Results keep that shape.
 *
 * A cell that may be below zero makes everything undefined. A region, an activity or a whole whose sum is zero makes
 * undefined what is divided by it, and only that. */
#ifndef GRAPPE_STATISTICS_SPECIALISATION_H
#define GRAPPE_STATISTICS_SPECIALISATION_H

#include <stdint.h>

#include "statistics/statistic.h"

typedef struct grappe_matrix {
  grappe_sample cells; /* rows × columns of them */
  size_t rows, columns;
} grappe_matrix;

/* Location quotient (e_rs / e_r) / (e_s / e), 0 up; 1 is the share of the whole (Florence 1939). Undefined for a region
 * or an activity whose sum is zero. TIGHT for each cell by itself. `result` has room for all cells. */
grappe_code grappe_location_quotients(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error);

/* A matrix of which some cells are listed, each at most once: cell i lies in region row[i] and activity column[i]. The
 * others are zero where the list is `complete`, and otherwise unknown amounts from zero up. Memory and time go with the
 * cells that are listed. */
typedef struct grappe_listed_matrix {
  grappe_sample cells;
  const uint32_t *row, *column;
  size_t rows, columns;
  int complete;
} grappe_listed_matrix;

/* As above, of the listed cells, in their order. GRAPPE_ARGUMENT where one lies outside the matrix. */
grappe_code grappe_location_quotients_listed(const grappe_listed_matrix *matrix, grappe_statistic *result,
                                             grappe_error *error);

/* The same of plain numbers, where a matrix is great and exact: all `count` = rows × columns cells, row after row
 * (`row` and `column` NULL), or those listed, the others zero. The same values to the last bit but for the order of
 * adding; NaN where undefined: the cell's region or activity has nothing, or, for all cells, one is unknown or below
 * zero. `result` may be `cells`. */
grappe_code grappe_location_quotients_exact(const double *cells, const uint32_t *row, const uint32_t *column,
                                            size_t count, size_t rows, size_t columns, double *result,
                                            grappe_error *error);

/* (LQ - mean) / standard deviation (n - 1) of the LQs of the same activity over all regions that have one
 * (O'Donoghue and Gleave 2004). ENCLOSING: within ±(n - 1)/sqrt(n), which no such score can leave. Undefined where
 * fewer than two regions have one, or where all are equal. */
grappe_code grappe_standardised_quotients(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error);

/* Hachman: 1 / sum over s of share_rs · LQ_rs, for each region, 0..1; 1 is the profile of the whole (Hachman 1994).
 * ENCLOSING: by the ranges of its shares and quotients. `result` has room for the rows. */
grappe_code grappe_hachman(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error);

typedef enum grappe_reference {
  GRAPPE_REFERENCE_REST,          /* all other regions together */
  GRAPPE_REFERENCE_TOTAL,         /* all regions, the one itself included */
  GRAPPE_REFERENCE_MEAN_OF_OTHERS /* the unweighted mean of the other regions' shares */
} grappe_reference;

/* Krugman: sum over s of |share_rs - share of the reference|, for each region, 0..2 (Krugman 1991). Undefined also
 * where the reference has nothing. Against the rest: TIGHT at the lower end, and at the upper up to 16 activities
 * or where at most 14 amounts of both are not exact, else ENCLOSING by the range of each share; against the total and
 * the mean of others ENCLOSING. */
grappe_code grappe_krugman(const grappe_matrix *matrix, grappe_reference reference, grappe_statistic *result,
                           grappe_error *error);

/* Half of Krugman against the total, 0..1 (Hoover and Giarratani 1971). ENCLOSING. */
grappe_code grappe_hoover_specialisation(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error);

/* For each activity the Gini of its LQs over regions, weighted by e_r / e, 0..1; not the halved form. ENCLOSING, by
 * how far the shares can be apart from those of the middles of the bounds. `result` has room for the columns. */
grappe_code grappe_locational_gini(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error);

#endif
