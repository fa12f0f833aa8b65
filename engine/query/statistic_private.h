/* Statistics of values that are known within bounds, of rows that may not belong. Pure functions on arrays. Private. */
#ifndef GRAPPE_QUERY_STATISTIC_PRIVATE_H
#define GRAPPE_QUERY_STATISTIC_PRIVATE_H

#include <stddef.h>

#include "figure/bounds.h"
#include "figure/figure.h"
#include "query/query.h"

typedef struct query_member {
  grappe_bounds bounds;
  double value;        /* best estimate; NaN: none */
  unsigned char maybe; /* 1: it may not belong */
  unsigned char known; /* 0: the value is absent, and the bounds are all that is known */
} query_member;

typedef struct query_statistic {
  grappe_presence presence; /* GRAPPE_UNDEFINED: no member. GRAPPE_UNKNOWN: none is known, or none surely belongs */
  grappe_bounds bounds;
  double value;
} query_statistic;

/* Tight bounds of sum, mean, min, max, median or quantile over all values inside the members' bounds, with and without
 * those that may not belong. */
grappe_code query_statistic_of(grappe_aggregate what, double quantile, const query_member *members, size_t count,
                               query_statistic *result, grappe_error *error);

#endif
