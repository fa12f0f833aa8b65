#include "statistics/agglomeration.h"

#include <math.h>

#include "base/memory.h"
#include "statistics/concentration.h"
#include "statistics/shares_private.h"

/* How many may be above zero; *negative where one may be below. */
static size_t working(const grappe_sample *sample, int *negative) {
  size_t count = 0;
  *negative = 0;
  for (size_t i = 0; i < sample->count; i++) {
    if (!(sample->bounds[i].low >= 0)) *negative = 1;
    count += sample->bounds[i].high > 0;
  }
  return count;
}

/* The industry's jobs by region, and the estimates of both as shares. */
typedef struct regions {
  grappe_bounds *jobs, *jobs_share, *share;
  double *job_value, *value;
} regions;

static void fill(const grappe_plants *plants, regions *r) {
  size_t count = plants->employment.count;
  double jobs = 0, all = 0;
  for (size_t i = 0; i < count; i++) {
    r->jobs[i] = grappe_bounds_exact(0);
    r->job_value[i] = 0;
    all += r->value[i] = grappe_sample_value(&plants->employment, i);
  }
  for (size_t i = 0; i < plants->jobs.count; i++) {
    size_t at = plants->region[i];
    r->jobs[at].low += plants->jobs.bounds[i].low;
    r->jobs[at].high += plants->jobs.bounds[i].high;
    r->job_value[at] += grappe_sample_value(&plants->jobs, i);
    jobs += grappe_sample_value(&plants->jobs, i);
  }
  for (size_t i = 0; i < count; i++) {
    r->job_value[i] /= jobs;
    r->value[i] /= all;
  }
  grappe_share_ranges(r->jobs, count, r->jobs_share);
  grappe_share_ranges(plants->employment.bounds, count, r->share);
}

/* g and the sum of squared shares of employment. */
static void sums_of(const regions *r, size_t count, int exact, grappe_statistic *g, double *squares) {
  double value = 0, low = 0, high = 0;
  *squares = 0;
  for (size_t i = 0; i < count; i++) {
    double away = r->job_value[i] - r->value[i];
    double least = r->jobs_share[i].low - r->share[i].high, most = r->jobs_share[i].high - r->share[i].low;
    value += away * away;
    *squares += r->value[i] * r->value[i];
    low += least > 0 ? least * least : most < 0 ? most * most : 0;
    high += fmax(least * least, most * most);
  }
  *g = exact ? grappe_statistic_exact(value) : grappe_statistic_between(value, low, high, 0, 0, 2);
}

/* (k - h) / (1 - h), where k = g / (1 - sum x²): it has its extremes at the ends of k and h. With all jobs in one plant
 * it runs off to the side on which k is of 1. */
static double gamma_at(double k, double h) {
  if (h < 1 && isfinite(k)) return (k - h) / (1 - h);
  return k == 1 ? 1 : k > 1 ? INFINITY : -INFINITY;
}

static grappe_statistic gamma_of(const grappe_ellison_glaeser *found, double squares, const grappe_statistic *spread,
                                 int exact) {
  double value = gamma_at(found->g.value / (1 - squares), found->h.value), low = INFINITY, high = -INFINITY;
  if (exact) return grappe_statistic_exact(value);
  double k[] = {found->g.bounds.low / (1 - spread->bounds.low),
                spread->bounds.high < 1 ? found->g.bounds.high / (1 - spread->bounds.high) : INFINITY};
  double h[] = {found->h.bounds.low, found->h.bounds.high};
  for (int i = 0; i < 4; i++) {
    double at = gamma_at(k[i / 2], h[i % 2]);
    low = fmin(low, at);
    high = fmax(high, at);
  }
  /* differences from 1 lose digits: widened by what they can lose */
  double noise = 1e-12 / (1 - fmin(h[1], 1 - 1e-9)) / (1 - fmin(spread->bounds.high, 1 - 1e-9));
  return grappe_statistic_between(isfinite(value) ? value : NAN, low - noise, high + noise, 0, -INFINITY, INFINITY);
}

static const char *defect_of(const grappe_plants *plants, size_t *plants_working, size_t *regions_peopled) {
  int negative;
  *plants_working = working(&plants->jobs, &negative);
  if (negative) return "the jobs of a plant are, or may be, below zero";
  *regions_peopled = working(&plants->employment, &negative);
  if (negative) return "the employment of a region is, or may be, below zero";
  if (!*plants_working) return "the plants have no jobs";
  return *regions_peopled ? NULL : "the total is zero";
}

static grappe_code compute(const grappe_plants *plants, size_t plants_working, size_t regions_peopled,
                           grappe_bounds *room, double *numbers, grappe_ellison_glaeser *result, grappe_error *error) {
  size_t count = plants->employment.count;
  int exact = grappe_sample_exact(&plants->jobs) && grappe_sample_exact(&plants->employment);
  regions r = {room, room + count, room + 2 * count, numbers, numbers + count};
  grappe_statistic spread;
  double squares;
  grappe_code code = grappe_hhi(&plants->jobs, GRAPPE_HHI_PLAIN, &result->h, error);
  if (code == GRAPPE_OK) code = grappe_hhi(&plants->employment, GRAPPE_HHI_PLAIN, &spread, error);
  if (code != GRAPPE_OK) return code;
  fill(plants, &r);
  sums_of(&r, count, exact, &result->g, &squares);
  if (plants_working < 2)
    result->gamma = grappe_statistic_undefined("there is only one plant");
  else if (regions_peopled < 2)
    result->gamma = grappe_statistic_undefined("one region has all employment");
  else
    result->gamma = gamma_of(result, squares, &spread, exact);
  return GRAPPE_OK;
}

grappe_code grappe_ellison_glaeser_of(const grappe_plants *plants, grappe_ellison_glaeser *result,
                                      grappe_error *error) {
  size_t count = plants->employment.count, plants_working, regions_peopled;
  for (size_t i = 0; i < plants->jobs.count; i++)
    if (plants->region[i] >= count)
      return grappe_fail(error, GRAPPE_ARGUMENT, "plant %zu lies in none of the regions whose employment is given",
                         i + 1);
  const char *defect = defect_of(plants, &plants_working, &regions_peopled);
  if (defect) {
    result->gamma = result->g = result->h = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  grappe_bounds *room = grappe_alloc(3 * count * sizeof *room);
  double *numbers = grappe_alloc(2 * count * sizeof *numbers);
  grappe_code code = room && numbers ? compute(plants, plants_working, regions_peopled, room, numbers, result, error)
                                     : grappe_fail_memory(error);
  grappe_free(room);
  grappe_free(numbers);
  return code;
}
