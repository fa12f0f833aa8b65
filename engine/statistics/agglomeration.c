#include "statistics/agglomeration.h"

#include <math.h>

#include "base/memory.h"

static const char *defect_of(const grappe_plant *plants, size_t plant_count, const double *employment,
                             size_t region_count, double *jobs, double *all) {
  *jobs = *all = 0;
  for (size_t i = 0; i < plant_count; i++) {
    if (!(plants[i].jobs >= 0)) return "the jobs of a plant are unknown, or below zero";
    *jobs += plants[i].jobs;
  }
  for (size_t i = 0; i < region_count; i++) {
    if (!(employment[i] >= 0)) return "the employment of a region is unknown, or below zero";
    *all += employment[i];
  }
  if (*jobs == 0) return "the plants have no jobs";
  return *all == 0 ? "the total is zero" : NULL;
}

grappe_code grappe_ellison_glaeser_of(const grappe_plant *plants, size_t plant_count, const double *employment,
                                      size_t region_count, grappe_ellison_glaeser *result, grappe_error *error) {
  double jobs, all, g = 0, h = 0, squares = 0;
  size_t working = 0, peopled = 0;
  for (size_t i = 0; i < plant_count; i++)
    if (plants[i].region >= region_count)
      return grappe_fail(error, GRAPPE_ARGUMENT, "plant %zu lies in none of the regions whose employment is given",
                         i + 1);
  const char *defect = defect_of(plants, plant_count, employment, region_count, &jobs, &all);
  if (defect) {
    result->gamma = result->g = result->h = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  double *shares = grappe_alloc_zero(region_count, sizeof *shares);
  if (!shares) return grappe_fail_memory(error);
  for (size_t i = 0; i < plant_count; i++) {
    double share = plants[i].jobs / jobs;
    shares[plants[i].region] += share;
    h += share * share;
    working += plants[i].jobs > 0;
  }
  for (size_t i = 0; i < region_count; i++) {
    double x = employment[i] / all;
    g += (shares[i] - x) * (shares[i] - x);
    squares += x * x;
    peopled += employment[i] > 0;
  }
  grappe_free(shares);
  result->g = grappe_statistic_exact(g);
  result->h = grappe_statistic_exact(h);
  if (working < 2)
    result->gamma = grappe_statistic_undefined("there is only one plant");
  else if (peopled < 2)
    result->gamma = grappe_statistic_undefined("one region has all employment");
  else
    result->gamma = grappe_statistic_exact((g - (1 - squares) * h) / ((1 - squares) * (1 - h)));
  return GRAPPE_OK;
}
