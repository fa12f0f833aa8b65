/* Whether neighbours are alike. */
#ifndef GRAPPE_STATISTICS_AUTOCORRELATION_H
#define GRAPPE_STATISTICS_AUTOCORRELATION_H

#include "statistics/statistic.h"

/* One place counts another as its neighbour with a weight. A pair stands once in each direction that counts; weights of
 * a pair that stands twice are added. */
typedef struct grappe_neighbour {
  size_t place, neighbour;
  double weight;
} grappe_neighbour;

typedef struct grappe_moran {
  grappe_statistic i;        /* n / S0 · sum w_ij z_i z_j / sum z²: above `expected`, neighbours are alike */
  grappe_statistic expected; /* -1 / (n - 1): by chance */
  grappe_statistic variance; /* by chance, under randomisation: of all ways to hand the values out to the places */
  grappe_statistic z;        /* (i - expected) / sqrt(variance) */
  grappe_statistic p;        /* two-sided, of the normal distribution, 0..1 */
  size_t islands;            /* places without a neighbour: they count among the n and add nothing to the sum */
} grappe_moran;

/* Moran's I (Moran 1950; moments by Cliff and Ord 1981). Each place's weights are divided by their sum, unless `raw` is
 * 1. `is_island`, if not NULL, has room for a mark a place. Of the estimates; where a value is not exact, bounds are
 * ENCLOSING: what the weights allow for any values. Undefined: fewer than two places, no neighbours, all values the
 * same; the variance, z and p also for fewer than four places, z and p where all are neighbours of all alike.
 * GRAPPE_ARGUMENT: a weight that is not 0 or above, a place that is its own neighbour or is not there. */
grappe_code grappe_moran_of(const grappe_sample *values, const grappe_neighbour *neighbours, size_t count, int raw,
                            grappe_moran *result, unsigned char *is_island, grappe_error *error);

#endif
