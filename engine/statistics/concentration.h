/* Shares, and how concentrated they are. */
#ifndef GRAPPE_STATISTICS_CONCENTRATION_H
#define GRAPPE_STATISTICS_CONCENTRATION_H

#include "statistics/statistic.h"

/* Share of each item in the sum of all: x_i / sum x, 0..1. TIGHT: from l_i / (l_i + u of the others) to u_i / (u_i + l
 * of the others). `shares` has room for sample->count. Undefined, all of them: no item, an item that may be below zero,
 * a sum of zero. An estimate needs those of all items. */
void grappe_shares(const grappe_sample *sample, grappe_statistic *shares);

/* Share of a part in a whole that contains it: 0..1. `part_value` and `whole_value` are NaN where there is no estimate.
 * TIGHT over all pairs in which the part is not above the whole. Undefined: a whole of zero, a part or whole that may
 * be below zero, a part that is surely above the whole. */
grappe_statistic grappe_share(grappe_bounds part, double part_value, grappe_bounds whole, double whole_value);

/* Herfindahl-Hirschman index: the sum of squared shares, 1/n..1 (Hirschman 1964, "The paternity of an index", American
 * Economic Review 54). TIGHT; should the bounds of very many items be so arranged that the search is cut short, the
 * upper end is enclosing and `tight` says so. */
typedef enum grappe_hhi_form {
  GRAPPE_HHI_PLAIN,
  GRAPPE_HHI_NORMALISED, /* (H - 1/n) / (1 - 1/n), 0..1; undefined for a single item */
  GRAPPE_HHI_EQUIVALENT, /* 1 / H: how many items of one size would give the same, 1..n */
  GRAPPE_HHI_POINTS      /* H × 10,000 */
} grappe_hhi_form;

/* Of values that are all known exactly: to the byte what grappe_hhi says of them. */
grappe_statistic grappe_hhi_exact(const double *values, size_t count, grappe_hhi_form form);
/* Undefined: no item, an item that may be below zero, a sum of zero. */
grappe_code grappe_hhi(const grappe_sample *sample, grappe_hhi_form form, grappe_statistic *result,
                       grappe_error *error);

#endif
