/* A frame read as a matrix: rows such as regions, columns such as activities, one value where both meet. */
#ifndef GRAPPE_QUERY_FRAME_CROSS_H
#define GRAPPE_QUERY_FRAME_CROSS_H

#include <stdint.h>

#include "query/frame.h"
#include "statistics/figures.h"

/* Places of the frame's rows in the matrix. Rows and columns stand in the order in which the frame first has them. */
typedef struct grappe_frame_cross {
  grappe_frame *frame;                            /* kept */
  size_t row_column, column_column, value_column; /* of the frame */
  size_t rows, columns;
  int32_t *row, *column;             /* of each row of the frame */
  int32_t *first_row, *first_column; /* the frame's row in which each row (column) of the matrix stands first */
  grappe_unit unit;                  /* of the first value that has one */
  int several_units;
} grappe_frame_cross;

/* Refuses a row without one of both names, and two rows for one cell, naming them: who is to decide what they mean?
 * The cross is the caller's. */
grappe_code grappe_frame_cross_new(grappe_frame *frame, const char *row, const char *column, const char *value,
                                   grappe_frame_cross **cross, grappe_error *error);
void grappe_frame_cross_free(grappe_frame_cross *cross); /* NULL is allowed */

/* Refuses values of several units, pure numbers among them: for who takes them bare. */
grappe_code grappe_frame_cross_one_unit(const grappe_frame_cross *cross, grappe_error *error);

/* What row `at` of the frame brings into a statistic of amounts: an absent cell of which nothing is known is zero or
 * more, one that cannot exist is none. `*value` is NaN without an estimate. */
void grappe_frame_cross_cell(const grappe_frame_cross *cross, size_t at, grappe_bounds *bounds, double *value);

/* The frame of the matrix' rows (or columns): the one column that names them, as key. */
grappe_code grappe_frame_cross_names(const grappe_frame_cross *cross, int of_columns, grappe_frame **frame,
                                     grappe_error *error);
/* A frame with a row for each cell of the matrix, row after row, named by both; or, of its columns, for each pair of
 * them: the second is then the column `other`. */
grappe_code grappe_frame_cross_pairs(const grappe_frame_cross *cross, int of_columns, grappe_frame **frame,
                                     grappe_error *error);
/* What a row or column of the matrix is called. */
grappe_code grappe_frame_cross_name(const grappe_frame_cross *cross, int of_columns, size_t index, grappe_buffer *text,
                                    grappe_error *error);

/* The frame with one more column: a statistic for each of its rows, as bare figures without inputs or sources. For
 * frames of so many rows that whole figures would be too much. */
grappe_code grappe_frame_with_statistics(const grappe_frame *frame, const char *name, const grappe_statistic *results,
                                         const grappe_statistic_about *about, grappe_frame **result,
                                         grappe_error *error);

/* The frame with the location quotient of each row in the column `as`, as such bare figures, whatever its size: cells
 * that the frame does not have are unknown, or zero where it is `complete`. */
grappe_code grappe_frame_location_quotients(const grappe_frame_cross *cross, int complete, const char *as,
                                            grappe_frame **result, grappe_error *error);

#endif
