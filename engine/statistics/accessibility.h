/* What can be reached from places: jobs, training places, services, by how far away they are.
 *
 * Distances are in whatever unit they are given in (km, minutes), and so is what is compared with them. A distance that
 * may be below zero, or an amount that may be, leaves undefined the origins that meet it, and only those. A distance of
 * which nothing is known is 0 .. infinity. An origin from which nothing is reached scores 0 and stays. Distances and
 * amounts may be bounds; each is taken to vary apart from the others. All TIGHT, unless one pair is listed twice; where
 * a distance may lie on either side of a limit both ends are reached, and not every value between. */
#ifndef GRAPPE_STATISTICS_ACCESSIBILITY_H
#define GRAPPE_STATISTICS_ACCESSIBILITY_H

#include "statistics/statistic.h"

/* A pair of places and the distance between them; a pair that is not listed is out of reach. Borrowed. */
typedef struct grappe_way {
  size_t origin, destination;
  grappe_bounds distance;
  double value; /* the estimate of the distance; NaN: none, unless its bounds are a point */
} grappe_way;

typedef struct grappe_ways {
  const grappe_way *list;
  size_t count;
  size_t origins, destinations; /* how many places there are; all indices lie below */
} grappe_ways;

/* How an opportunity counts for less with distance d. */
typedef enum grappe_decay {
  GRAPPE_DECAY_POWER,       /* d^exponent */
  GRAPPE_DECAY_EXPONENTIAL, /* e^(exponent · d) */
  GRAPPE_DECAY_LOGISTIC     /* 1 / (1 + e^(-exponent (d - midpoint))): one half at the midpoint */
} grappe_decay;

typedef struct grappe_decay_form {
  grappe_decay decay;
  double exponent; /* below zero */
  double midpoint; /* for the logistic form */
  double within;   /* the distance that stands for one of 0, as within a place; 0: none is given */
  double reach;    /* what is farther away counts for nothing; 0: everything is within reach */
} grappe_decay_form;

/* Hansen: the sum over destinations of amount × f(distance), 0 up (Hansen 1959, "How accessibility shapes land use",
 * Journal of the American Institute of Planners 25). `amounts` holds one for each destination, `result` has room for
 * the origins. Undefined also: a distance of 0 in the power form when `within` is not given. GRAPPE_ARGUMENT where the
 * exponent is not below zero, the logistic form has no midpoint, or a way leads from or to none of the places. */
grappe_code grappe_hansen(const grappe_ways *ways, const grappe_sample *amounts, const grappe_decay_form *form,
                          grappe_statistic *result, grappe_error *error);

/* Cumulative opportunities: the sum of the amounts at most `within` away, that distance included. GRAPPE_ARGUMENT where
 * `within` is not 0 or above. */
grappe_code grappe_cumulative(const grappe_ways *ways, const grappe_sample *amounts, double within,
                              grappe_statistic *result, grappe_error *error);

/* The distance to the nearest destination whose amount is above zero. `which`, if not NULL, gets that destination, the
 * first of those equally near; `destinations` where it is open or there is none. Undefined: no destination. */
grappe_code grappe_nearest(const grappe_ways *ways, const grappe_sample *amounts, grappe_statistic *result,
                           size_t *which, grappe_error *error);

/* Two-step floating catchment area: each supply divided by the demand within `within` of it, and these ratios added up
 * over the supplies within reach of each origin (Luo and Wang 2003). `supply` holds one for each destination, `demand`
 * one for each origin. Supply for one unit of demand, 0 up. Undefined: an origin that reaches a supply which no demand
 * can reach (its own is zero then). */
grappe_code grappe_two_step_catchment(const grappe_ways *ways, const grappe_sample *supply, const grappe_sample *demand,
                                      double within, grappe_statistic *result, grappe_error *error);

#endif
