/* The indices that dispersion.c finds the range of. Private to this room. */
#ifndef GRAPPE_STATISTICS_DISPERSION_PRIVATE_H
#define GRAPPE_STATISTICS_DISPERSION_PRIVATE_H

#include "statistics/statistic.h"

/* Each has the form of grappe_index (concentration_private.h). */
double grappe_index_gini(double *x, size_t count, double unused);
double grappe_index_hoover(double *x, size_t count, double unused);
double grappe_index_order(double *x, size_t count, double unused); /* -entropy */
double grappe_index_theil_t(double *x, size_t count, double unused);
double grappe_index_theil_l(double *x, size_t count, double unused);
double grappe_index_atkinson(double *x, size_t count, double aversion);
double grappe_index_hill(double *x, size_t count, double order); /* -Hill's number */

/* The greatest Hoover index against equal shares (hoover.c); *found 0 where there are too many items. For a sample
 * whose bounds are finite and not all from zero. */
grappe_code grappe_hoover_most(const grappe_sample *sample, double *most, int *found, grappe_error *error);

#endif
