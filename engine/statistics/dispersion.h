/* How unequal or diverse values are. Each is a function of the values' shares alone.
 *
 * Bounds. The end at which the values are as equal as they can be is TIGHT for all of them. The other end is TIGHT
 * where an item has no upper bound, where all may be zero, and where at most 14 items are not exact (every corner of
 * their bounds is tried; of Hoover's index, up to 2000 items); beyond that it is ENCLOSING, by an inequality with the
 * index H of concentration.h, and `tight` says so. Simpson, variation and Hill's number of order 2 are functions of H,
 * and as tight as it is.
 *
 * Undefined, unless said otherwise: no value, a value that may be below zero, a sum of zero. Gini, Hoover and the
 * coefficient of variation also take exact values of which some are below zero, if their sum is above. */
#ifndef GRAPPE_STATISTICS_DISPERSION_H
#define GRAPPE_STATISTICS_DISPERSION_H

#include "statistics/statistic.h"

/* Gini: twice the area between the Lorenz curve and the diagonal, 0..(n - 1)/n; `unbiased` times n / (n - 1), undefined
 * for one value (Gini 1912; Dixon et al. 1987). */
grappe_code grappe_gini(const grappe_sample *sample, int unbiased, grappe_statistic *result, grappe_error *error);

/* The same with a weight for each value (the population of a region whose value per head it is): values and weights are
 * put in order together; 0..1. ENCLOSING, by how far the shares can be apart from those of the middles of the bounds.
 * Undefined also where a weight may be below zero, or their sum is zero. GRAPPE_ARGUMENT where the samples differ in
 * length. */
grappe_code grappe_gini_weighted(const grappe_sample *values, const grappe_sample *weights, grappe_statistic *result,
                                 grappe_error *error);

/* Hoover (Schutz, Robin Hood): half the sum of absolute differences between shares and equal shares, 0..(n - 1)/n: the
 * part that would have to move (Hoover 1936). Times 100 in some packages. */
grappe_code grappe_hoover(const grappe_sample *sample, grappe_statistic *result, grappe_error *error);
/* The same against the shares of a reference of the same length; 0..1. TIGHT at the lower end; at the upper where at
 * most 14 items are not exact and none is without upper bound, or, where the reference is not exact, up to 16 items or
 * 14 bounds; else ENCLOSING. Undefined where the reference's sum is zero or one of it may be below zero.
 * GRAPPE_ARGUMENT where the samples differ in length. */
grappe_code grappe_hoover_against(const grappe_sample *sample, const grappe_sample *reference, grappe_statistic *result,
                                  grappe_error *error);

/* Theil's T: sum s ln(n s), 0..ln n, 0·ln 0 = 0. Theil's L (mean logarithmic deviation): mean of ln(mean / x), 0 up;
 * undefined where a value is surely zero, without upper bound where one may be (Theil 1967). */
grappe_code grappe_theil_t(const grappe_sample *sample, grappe_statistic *result, grappe_error *error);
grappe_code grappe_theil_l(const grappe_sample *sample, grappe_statistic *result, grappe_error *error);

/* Atkinson: 1 - (mean of x^(1 - e))^(1 / (1 - e)) / mean, for e = 1 with the geometric mean, 0..1; a value of zero
 * makes it 1 where e >= 1 (Atkinson 1970). GRAPPE_ARGUMENT where e is below zero. */
grappe_code grappe_atkinson(const grappe_sample *sample, double aversion, grappe_statistic *result,
                            grappe_error *error);

/* Shannon entropy: -sum p ln p, 0..ln n, 0·ln 0 = 0 (Shannon 1948). `base` is that of the logarithm, 0 for e;
 * `normalised` divides by the logarithm of n, 0..1, whatever the base; undefined for one value. GRAPPE_ARGUMENT where
 * the base is neither 0 nor above 1. */
grappe_code grappe_entropy(const grappe_sample *sample, double base, int normalised, grappe_statistic *result,
                           grappe_error *error);

/* Gini-Simpson: 1 - sum p², 0..1 - 1/n (Simpson 1949). */
grappe_code grappe_simpson(const grappe_sample *sample, grappe_statistic *result, grappe_error *error);

/* Hill's number of order q: (sum p^q)^(1 / (1 - q)), for q = 1 e to the entropy, for q = 0 how many are not zero; 1..n
 * (Hill 1973). GRAPPE_ARGUMENT where q is below zero. */
grappe_code grappe_hill(const grappe_sample *sample, double order, grappe_statistic *result, grappe_error *error);

/* Coefficient of variation: standard deviation / mean, with n - 1 under the deviation, or n where `population` is 1; 0
 * up. Undefined for one value, unless of a population. */
grappe_code grappe_variation(const grappe_sample *sample, int population, grappe_statistic *result,
                             grappe_error *error);

/* Williamson: the coefficient of variation weighted by population, sqrt(sum (x - m)² p) / m with m the weighted mean
 * and p the shares of population, 0 up (Williamson 1965). ENCLOSING, by the ranges of m and of each x / m. Undefined as
 * the weighted Gini. */
grappe_code grappe_williamson(const grappe_sample *values, const grappe_sample *weights, grappe_statistic *result,
                              grappe_error *error);

#endif
