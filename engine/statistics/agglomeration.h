/* Whether plants of an industry lie closer together than chance would have it. */
#ifndef GRAPPE_STATISTICS_AGGLOMERATION_H
#define GRAPPE_STATISTICS_AGGLOMERATION_H

#include "statistics/statistic.h"

/* A plant: its jobs, and the index of its region among the regions. */
typedef struct grappe_plant {
  size_t region;
  double jobs;
} grappe_plant;

typedef struct grappe_ellison_glaeser {
  grappe_statistic
      gamma; /* (g - (1 - sum x²) h) / ((1 - sum x²)(1 - h)), up to 1: 0 by chance, above 0.05 close together */
  grappe_statistic g; /* sum over regions of (s - x)², s the industry's share, x that of all employment */
  grappe_statistic h; /* sum of squared shares of the plants in the industry's jobs */
} grappe_ellison_glaeser;

/* Ellison and Glaeser 1997. `employment` is that of all activities by region. Exact numbers only: an unknown one makes
 * all undefined. Undefined: a plant or region below zero, no jobs; gamma also for a single plant, and where one region
 * has all employment. GRAPPE_ARGUMENT where a plant's region is none of those given. */
grappe_code grappe_ellison_glaeser_of(const grappe_plant *plants, size_t plant_count, const double *employment,
                                      size_t region_count, grappe_ellison_glaeser *result, grappe_error *error);

#endif
