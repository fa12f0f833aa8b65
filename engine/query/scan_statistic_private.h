/* Statistics of what a scan tallied. Private to this room. */
#ifndef GRAPPE_QUERY_SCAN_STATISTIC_PRIVATE_H
#define GRAPPE_QUERY_SCAN_STATISTIC_PRIVATE_H

#include "query/scan_private.h"

typedef struct scan_statistic {
  query_statistic result;
  uint64_t members, unknown, not_applicable, undecided; /* values that take part, and which of them */
} scan_statistic;

/* Sorts gathered values by group; those of group g are starts[g] .. starts[g + 1] - 1. *starts is for grappe_free, also
 * after a failure. */
grappe_code scan_sort_gathered(const scan_plan *plan, scan_tally *tally, size_t **starts, grappe_error *error);
/* 1 where a mean met undecided rows: its bounds need the values themselves. */
int scan_needs_values(const scan_plan *plan, const scan_result *result, int measure);
grappe_code scan_statistic_of(const scan_plan *plan, const scan_result *result, int measure, const size_t *starts,
                              size_t group, scan_statistic *statistic, grappe_error *error);

#endif
