/* What every function of this room takes and gives.
 *
 * Pure functions on arrays: no figures, no units, no names. Inputs are bounds, one an item, and may come with a best
 * estimate each. A statistic's bounds hold whatever the inputs turn out to be within theirs. They are TIGHT where every
 * value between them can be had by some inputs, up to rounding (a relative 1e-12), and ENCLOSING where they may be
 * wider; each header says which. They are told closed: an open end of an input may make an end of the result one that
 * is only approached. Inputs for which a statistic is undefined (all of them zero, say) do not count for its bounds,
 * unless it is undefined for all inputs.
 *
 * Undefined is an answer, not a failure: the functions fail for want of memory or for an argument that nobody can have
 * meant. */
#ifndef GRAPPE_STATISTICS_STATISTIC_H
#define GRAPPE_STATISTICS_STATISTIC_H

#include <stddef.h>

#include "base/status.h"
#include "figure/bounds.h"

/* Borrowed arrays of `count` items. `values` may be NULL: then only items known exactly have an estimate; NaN is an
 * item without. */
typedef struct grappe_sample {
  const grappe_bounds *bounds;
  const double *values;
  size_t count;
} grappe_sample;

typedef struct grappe_statistic {
  double value;         /* of the estimates; NaN where one is missing, or where they leave it undefined */
  grappe_bounds bounds; /* everything where it is undefined */
  int tight;
  const char *undefined; /* why it has no value, in English, for grappe_translate; NULL where it has one */
} grappe_statistic;

grappe_statistic grappe_statistic_undefined(const char *reason);
/* A value known exactly. */
grappe_statistic grappe_statistic_exact(double value);
/* Bounds that were computed with rounding, widened by more than it can have been and kept within least .. most (what
 * the statistic can be at all). */
grappe_statistic grappe_statistic_between(double value, double low, double high, int tight, double least, double most);

/* The estimate of an item: its value, or its one possible value; else NaN. */
double grappe_sample_value(const grappe_sample *sample, size_t index);
int grappe_sample_exact(const grappe_sample *sample); /* every item is known exactly */
/* NULL, or why shares of the items make no sense: none, one that may be below zero, or a total of zero. */
const char *grappe_sample_defect(const grappe_sample *sample);

#endif
