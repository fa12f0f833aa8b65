/* Walking along the changes of territories. Private to this room. */
#ifndef GRAPPE_TERRITORY_CONVERSION_PRIVATE_H
#define GRAPPE_TERRITORY_CONVERSION_PRIVATE_H

#include "territory/conversion.h"
#include "territory/territory_private.h"

/* A part of the territory that is being converted: where it is on a day. */
typedef struct conversion_part {
  int32_t row; /* -1: lost */
  grappe_day day;
  double share, low, high;
  grappe_share_kind kind;
} conversion_part;

typedef struct conversion_parts {
  conversion_part *items;
  size_t count, capacity;
} conversion_parts;

grappe_code conversion_add(conversion_parts *parts, conversion_part part, grappe_error *error);
/* Puts parts of one row together, tightens bounds by what the others leave, in the order of rows. */
void conversion_settle(conversion_parts *parts);

/* The changes by the row that they start from, and by the one that they lead to. */
typedef struct conversion_walk {
  const grappe_territories *territories;
  const grappe_conversion_request *request;
  uint32_t *first, *order; /* of row r: changes[order[first[r]]] up to first[r + 1], in the order of their dates */
  int forward;
  int32_t origin; /* what is being followed, and since when */
  grappe_day origin_day;
  conversion_parts waiting;
  conversion_parts step; /* where one change leads */
} conversion_walk;

grappe_code conversion_walk_open(const grappe_territories *territories, const grappe_conversion_request *request,
                                 int forward, conversion_walk *walk, grappe_error *error);
void conversion_walk_close(conversion_walk *walk);
/* Where the row, as it is on `day`, is on the request's day, which is later (forward) or earlier: adds parts; one of
 * row -1 is lost. */
grappe_code conversion_follow(conversion_walk *walk, int32_t row, grappe_day day, conversion_parts *found,
                              grappe_error *error);

#endif
