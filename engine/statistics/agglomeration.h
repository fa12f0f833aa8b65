/* Whether plants of an industry lie closer together than chance would have it. */
#ifndef GRAPPE_STATISTICS_AGGLOMERATION_H
#define GRAPPE_STATISTICS_AGGLOMERATION_H

#include "statistics/statistic.h"

/* The jobs of each plant, and the index of its region among the regions; employment of all activities by region. */
typedef struct grappe_plants {
  grappe_sample jobs;
  const size_t *region;
  grappe_sample employment;
} grappe_plants;

typedef struct grappe_ellison_glaeser {
  grappe_statistic gamma; /* (g - (1 - sum x²) h) / ((1 - sum x²)(1 - h)): 0 by chance, above 0.05 close together */
  grappe_statistic g;     /* sum over regions of (s - x)², s the industry's share, x that of all employment; 0..2 */
  grappe_statistic h;     /* sum of squared shares of the plants in the industry's jobs, 1/n..1 */
} grappe_ellison_glaeser;

/* Ellison and Glaeser 1997, "Geographic concentration in U.S. manufacturing industries", Journal of Political Economy
 * 105. Bounds: those of h as tight as grappe_hhi's, of g and gamma ENCLOSING. Undefined: a plant or region that may be
 * below zero, no jobs, no employment; gamma also for a single plant, and where one region has all employment.
 * GRAPPE_ARGUMENT where a plant's region is none of those given. */
grappe_code grappe_ellison_glaeser_of(const grappe_plants *plants, grappe_ellison_glaeser *result, grappe_error *error);

#endif
