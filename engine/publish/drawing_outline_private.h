/* Outlines as they stand in the observatory. Private to this room. */
#ifndef GRAPPE_PUBLISH_DRAWING_OUTLINE_PRIVATE_H
#define GRAPPE_PUBLISH_DRAWING_OUTLINE_PRIVATE_H

#include "base/buffer.h"
#include "query/observatory.h"

typedef struct outline_ring {
  int32_t territory; /* row */
  double part;
  size_t from, count; /* points */
} outline_ring;

typedef struct outlines {
  double *x, *y; /* longitude, latitude */
  size_t points, capacity_x, capacity_y;
  outline_ring *rings; /* in the order of territories */
  size_t ring_count;
  grappe_buffer credit; /* "IGN, Admin Express, Licence Ouverte" */
} outlines;             /* start with {0} */

/* Free them also where this fails. */
grappe_code outlines_read(grappe_snapshot *snapshot, outlines *all, grappe_error *error);
size_t outlines_of(const outlines *all, int32_t territory, size_t *first); /* how many rings, and the first of them */
void outlines_free(outlines *all);

typedef struct outline_projection {
  double meridian, cone, apex, radius;
} outline_projection;

/* For a map of these degrees; the plane is in kilometres, y downwards. */
outline_projection outline_projection_of(double west, double south, double east, double north);
void outline_project(const outline_projection *p, double longitude, double latitude, double *x, double *y);

#endif
