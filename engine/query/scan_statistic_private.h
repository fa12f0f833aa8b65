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
/* --- scan_groups.c --- */

/* The groups that have rows. */
typedef struct scan_groups {
  uint32_t *cells; /* of each, ascending */
  size_t *places;  /* where its tallies are; NULL: they stand in the same order */
  size_t count;
} scan_groups;

static inline size_t scan_group_place(const scan_groups *groups, size_t i) {
  return groups->places ? groups->places[i] : i;
}
/* Takes over the result's list of cells, if it has one. scan_groups_free also after a failure. */
grappe_code scan_groups_list(const scan_plan *plan, scan_result *result, scan_groups *groups, grappe_error *error);
void scan_groups_free(scan_groups *groups);
/* Columns of the groups, made on the run's threads: keys[k] of each key; and where `bare`, numbers[m] of each measure
 * that is a count or an exact sum without any doubt, else NULL: its numbers as figures without unit. */
typedef struct scan_group_columns {
  grappe_column *keys[SCAN_KEYS], *numbers[SCAN_MEASURES];
} scan_group_columns;
grappe_code scan_groups_columns(const scan_plan *plan, const scan_result *result, const scan_groups *groups, int bare,
                                scan_group_columns *columns, grappe_error *error);
void scan_group_columns_free(scan_group_columns *columns);

/* --- scan_figures.c --- */

/* What the figure of a group is made from. */
typedef struct scan_group_figure {
  scan_statistic statistic;
  uint32_t sure, maybe; /* rows */
} scan_group_figure;

/* Figures of a measure, each made when it is asked for; of nothing but copies, since tallies are large. */
typedef struct scan_figures {
  frame_maker maker;
  grappe_aggregate what;
  double quantile;
  char *path, *dataset, *edition, *source, *where, *scope; /* path NULL: rows are counted */
  grappe_period period;
  grappe_unit unit;
  grappe_day geography;
  grappe_frame *names; /* of the groups: columns of keys; NULL: one group has all rows */
  scan_group_figure *groups;
  size_t count;
  uint64_t rows; /* of the dataset */
  int terse;     /* no remarks */
} scan_figures;

/* `groups` are to be filled in. `names` is kept. frame_maker_release gives the figures back. */
grappe_code scan_figures_new(const scan_plan *plan, int measure, const char *where, grappe_frame *names, size_t count,
                             scan_figures **figures, grappe_error *error);
/* A column of them all, which keeps them. */
frame_column *scan_figures_column(scan_figures *figures, grappe_error *error);
/* "3 rows cannot be decided …"; nothing where there are none. */
void scan_undecided_note(uint64_t maybe, grappe_buffer *text);

#endif
