/* The least and the greatest concentration that items within bounds can have. Private to this room.
 *
 * An *index* here is a function of the shares of the items that grows as they become less equal (Schur-convex), is
 * quasi-convex, and does not change when all items are multiplied by one number. */
#ifndef GRAPPE_STATISTICS_CONCENTRATION_PRIVATE_H
#define GRAPPE_STATISTICS_CONCENTRATION_PRIVATE_H

#include "statistics/statistic.h"

/* `x`: `count` items, none below zero, one above. May reorder them: a copy is handed in. */
typedef double (*grappe_index)(double *x, size_t count, double parameter);

/* The least value of the index: exact but for rounding. */
grappe_code grappe_index_least(const grappe_sample *sample, grappe_index index, double parameter, double *least,
                               grappe_error *error);
/* The greatest, tried at every corner of the bounds; *found 0 where there are too many of them. */
grappe_code grappe_index_most(const grappe_sample *sample, grappe_index index, double parameter, double *most,
                              int *found, grappe_error *error);

/* Least and greatest sum of squared shares; *tight 0 where the search for the greatest was cut short: it encloses then.
 * The sample has no defect. */
grappe_code grappe_squares(const grappe_sample *sample, double *least, double *most, int *tight, grappe_error *error);

#endif
