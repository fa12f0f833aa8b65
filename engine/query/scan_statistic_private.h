/* Statistics of what a scan tallied. Private to this room. */
#ifndef GRAPPE_QUERY_SCAN_STATISTIC_PRIVATE_H
#define GRAPPE_QUERY_SCAN_STATISTIC_PRIVATE_H

#include "query/scan_private.h"

typedef struct scan_statistic {
  query_statistic result;
  uint64_t members, unknown, not_applicable, undecided; /* values that take part, and which of them */
} scan_statistic;

/* How often a slot occurs in a group. */
typedef struct scan_count {
  uint32_t slot;
  unsigned char maybe;
  uint64_t count;
} scan_count;

typedef struct scan_counts {
  scan_count *items;
  size_t count, capacity;
} scan_counts;

/* What statistics are made from. */
typedef struct scan_reading {
  const scan_plan *plan;
  const scan_result *result;
  size_t *const *starts; /* of each measure, from scan_sort_gathered */
  scan_counts *counts;   /* used again from group to group */
} scan_reading;

/* Sorts what a measure gathered by group; that of group g is starts[g] .. starts[g + 1] - 1. *starts, NULL where
 * nothing was gathered, is for grappe_free, also after a failure. */
grappe_code scan_sort_gathered(const scan_plan *plan, scan_result *result, int measure, size_t **starts,
                               grappe_error *error);
/* 1 where a mean met undecided rows: its bounds need the values themselves. */
int scan_needs_values(const scan_plan *plan, const scan_result *result, int measure);
grappe_code scan_statistic_of(const scan_reading *reading, int measure, size_t group, scan_statistic *statistic,
                              grappe_error *error);
/* Counts and sums of whole numbers without any doubt, straight into the cells of a column; 0 where they are others. */
int scan_plain_numbers(const scan_plan *plan, const scan_result *result, int measure, const size_t *groups,
                       size_t count, grappe_column *cells);

#endif
