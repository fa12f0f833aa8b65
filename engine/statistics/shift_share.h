/* Shift-share: what of a region's change in jobs goes with the nation, with its mix of activities, and is its own. */
#ifndef GRAPPE_STATISTICS_SHIFT_SHARE_H
#define GRAPPE_STATISTICS_SHIFT_SHARE_H

#include "statistics/statistic.h"

typedef enum grappe_shift_method {
  GRAPPE_SHIFT_DUNN,               /* Dunn 1960 */
  GRAPPE_SHIFT_ESTEBAN_MARQUILLAS, /* Esteban-Marquillas 1972: the regional part of the jobs that the region would have
                                      with the nation's mix, and an allocation */
} grappe_shift_method;

/* Employment by activity at the start and at the end, in the region and in the nation; four samples of one length, the
 * activities in one order. */
typedef struct grappe_shift_input {
  grappe_sample from, to, national_from, national_to;
} grappe_shift_input;

typedef struct grappe_shift_share {
  grappe_statistic total;    /* e1 - e0 */
  grappe_statistic national; /* sum of e0_s (G - 1), G the nation's growth factor */
  grappe_statistic mix;      /* sum of e0_s G_s - e0_s G, G_s the nation's factor in the activity */
  grappe_statistic regional; /* Dunn: sum of e1_s - e0_s G_s. Else sum of h_s (e1_s / e0_s - G_s), h_s = e0 E0_s / E0 */
  grappe_statistic allocation; /* 0 for Dunn; else sum of (e0_s - h_s)(e1_s / e0_s - G_s) */
} grappe_shift_share;

/* Written with levels, so that an activity that starts at zero in the region is finite: it is all regional. The parts
 * of the estimates add up to the total exactly where it is a whole number, else to its last bit. Bounds are ENCLOSING.
 * Undefined: an amount that may be below zero, a nation that starts at zero, an activity that starts at zero in the
 * nation and not in the region; by Esteban-Marquillas also an activity that may start at zero in the region and not in
 * the nation. GRAPPE_ARGUMENT where the samples differ in length. */
grappe_code grappe_shift_share_of(const grappe_shift_input *input, grappe_shift_method method,
                                  grappe_shift_share *result, grappe_error *error);

/* Dynamic: the parts of each period between neighbouring dates, added up, so that the mix and the nation's growth are
 * those of the time (Barff and Knight 1988). `region` and `nation` hold a sample for each of `dates` dates, in their
 * order. The parts add up to the change from the first date to the last, as above. Bounds are ENCLOSING, of the total
 * TIGHT. Undefined: fewer than two dates, and where a period is. */
grappe_code grappe_shift_share_dynamic(const grappe_sample *region, const grappe_sample *nation, size_t dates,
                                       grappe_shift_method method, grappe_shift_share *result, grappe_error *error);

#endif
