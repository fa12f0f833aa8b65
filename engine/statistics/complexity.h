/* What regions are able to do, read off which activities they have more of than the whole: economic complexity, and how
 * near to each other activities are.
 *
 * A region *has* an activity where its location quotient is 1 or above, with a tolerance of 1e-9. The bounds of the
 * cells decide this or leave it open. Where nothing is open the results are exact, whatever the bounds of the cells;
 * else they are ENCLOSING, and hold an estimate where every cell has one.
 *
 * Undefined, all of them: a cell that may be below zero, a total of zero. A region or an activity whose total is zero
 * is left out of the others' results, and what is its own is undefined. */
#ifndef GRAPPE_STATISTICS_COMPLEXITY_H
#define GRAPPE_STATISTICS_COMPLEXITY_H

#include "statistics/specialisation.h"

/* Economic complexity of regions (eci, room for the rows) and activities (pci, room for the columns; either may be
 * NULL), without unit. With M what regions have, d its sums by region (diversity) and u by activity (ubiquity): eci is
 * the eigenvector of the second greatest eigenvalue of M̃_rq = sum over s of M_rs M_qs / (d_r u_s), pci that of its
 * counterpart for activities (Hidalgo and Hausmann 2009, in the form of Mealy, Farmer and Teytelboym 2019). Both are
 * told as population z-scores: mean 0, standard deviation 1. The sign is that by which eci rises with diversity, and
 * pci with the eci of the regions that have the activity.
 *
 * Undefined also, all of them: fewer than two regions or activities; all regions with the same activities; regions that
 * fall into groups which share no activity; two second eigenvectors; a sign that diversity does not tell. ENCLOSING
 * where something is open: z-scores of n regions do not leave ±sqrt(n - 1). */
grappe_code grappe_economic_complexity(const grappe_matrix *matrix, grappe_statistic *eci, grappe_statistic *pci,
                                       grappe_error *error);

/* Relatedness (proximity) of activities: the least of the two conditional probabilities that a region which has one has
 * the other, 0..1; of an activity with itself 1 (Hidalgo et al. 2007). `result` has room for columns × columns. */
grappe_code grappe_relatedness(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error);

/* Density of an activity in a region: sum of the relatedness of the activity to those that the region has, over the sum
 * of its relatedness to all, itself included in both; 0..1 (Hidalgo et al. 2007). `result` has room for all cells. */
grappe_code grappe_density(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error);

#endif
