/* Whether regions grow together: the poor faster than the rich (beta), the spread smaller by the year (sigma). */
#ifndef GRAPPE_STATISTICS_CONVERGENCE_H
#define GRAPPE_STATISTICS_CONVERGENCE_H

#include "statistics/statistic.h"

/* The line ln(x1 / x0) / T = alpha + beta ln x0 through the regions by least squares: mean annual growth in logarithms
 * on the level at the start. */
typedef struct grappe_beta_convergence {
  grappe_statistic alpha, beta; /* per year; beta below zero: those that start lower grow faster */
  grappe_statistic error;       /* standard error of beta, n - 2 under the root; undefined for two regions */
  grappe_statistic r_squared;   /* 0..1; undefined where all grow alike */
  grappe_statistic speed;       /* -ln(1 + beta T) / T, per year; undefined where beta T is -1 or below */
  grappe_statistic half_life;   /* ln 2 / speed, years; undefined where the speed is not above zero: no convergence */
  size_t culprit;               /* the region that leaves all undefined by a value; else how many regions there are */
} grappe_beta_convergence;

/* Barro and Sala-i-Martin 1992, absolute convergence. Two samples of one length, in one order of regions; T in years.
 * Values are those of the estimates. Where an input is not exact the bounds are ENCLOSING: by the least and greatest
 * spread of the levels and the ranges of the products; without limits where all regions may start alike, or an input
 * has no upper bound. Those of r_squared are 0..1. Undefined: fewer than two regions, a value of zero or below, all
 * regions starting alike, no time between. An estimate that is missing leaves no value. GRAPPE_ARGUMENT where the
 * samples differ in length. */
grappe_code grappe_beta_convergence_of(const grappe_sample *from, const grappe_sample *to, double years,
                                       grappe_beta_convergence *result, grappe_error *error);

/* Sigma: the standard deviation of the logarithms of one year's values, 0 up, with n - 1 under the root, or n where
 * `population` is 1; to be held against other years (Sala-i-Martin 1996). TIGHT at the lower end, and at the upper
 * where at most 14 values are not exact, else ENCLOSING; no upper end where a value may be zero or is without upper
 * bound. Undefined: a value of zero or below, no value, one value unless of a population. */
grappe_code grappe_sigma_convergence(const grappe_sample *sample, int population, grappe_statistic *result,
                                     grappe_error *error);

#endif
