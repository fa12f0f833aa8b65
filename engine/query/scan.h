/* Scans: queries over a bulk dataset (column/dataset.h). Lazy and immutable like those over the registry (query.h), and
 * with the same answers: figures with bounds, frames, three-valued selection. Every operation gives a new scan; nothing
 * runs before a terminal. Counted. Not shared between threads; a terminal uses threads of its own (the run's
 * `threads`).
 *
 * Paths begin with a column of the dataset: `activity`, `commune`. A column whose texts are codes of an entity's rows
 * leads on as in query.h: `commune.region`, `activity.name`. A level alone (`region`) is that of the first column that
 * refers to territories. What a path leads to is found once for each text of the dictionary, not for each row.
 *
 * A row whose condition meets an absent value is undecided, and widens totals; a code that the observatory does not
 * know has itself as its value, and nothing behind it: its region is unknown.
 *
 * Totals over numbers are exact for integers; sums of decimals are compensated, and the same whatever the threads. A
 * banded column is summed by its bounds. Memory is bounded: a query that would need too many groups or rows at once is
 * GRAPPE_ARGUMENT and says what to do. */
#ifndef GRAPPE_QUERY_SCAN_H
#define GRAPPE_QUERY_SCAN_H

#include "column/dataset.h"
#include "query/frame.h"
#include "query/query.h"

typedef struct grappe_scan grappe_scan;

enum {
  GRAPPE_SCAN_GROUPS = 8000000,    /* most cells that groups may take: the product of how many values each key has */
  GRAPPE_SCAN_GATHERED = 50000000, /* most values that quantiles and distinct values may hold at once */
  GRAPPE_SCAN_ROWS = 1000000       /* most rows in a frame of rows */
};

/* The rows of an edition; NULL: the newest. */
grappe_code grappe_scan_new(grappe_observatory *observatory, const char *code, const char *edition, grappe_scan **scan,
                            grappe_error *error);
grappe_scan *grappe_scan_keep(grappe_scan *scan);
void grappe_scan_release(grappe_scan *scan); /* NULL is allowed */
const grappe_dataset *grappe_scan_dataset(const grappe_scan *scan);
int grappe_scan_grouped(const grappe_scan *scan);

/* --- operations. Paths are checked at once: GRAPPE_NOT_FOUND offers the nearest --------------------------------------
 */

/* As in query.h. Of a period or date a whole number between 1000 and 9999 is a year: `= 2018` is within 2018. An
 * identifier is asked for by its digits, or by a pattern `552*` of its first ones. */
grappe_code grappe_scan_where(grappe_scan *scan, const char *path, grappe_condition *condition, grappe_scan **result,
                              grappe_error *error);
/* Rows in one of the places, by the first column that refers to territories. */
grappe_code grappe_scan_within(grappe_scan *scan, const grappe_place *places, size_t count, grappe_scan **result,
                               grappe_error *error);
grappe_code grappe_scan_by(grappe_scan *scan, const char *const *paths, size_t count, grappe_scan **result,
                           grappe_error *error);
/* The columns that frames of rows have; without it, all of the dataset. */
grappe_code grappe_scan_select(grappe_scan *scan, const char *const *paths, size_t count, grappe_scan **result,
                               grappe_error *error);
/* Of a grouped scan: the groups with the greatest values in a column of the frame, or the first ones (NULL). Of rows:
 * those with the greatest value of a column of numbers, days or figures (its estimate, else the middle of its bounds,
 * else the bound there is), or the first ones. */
grappe_code grappe_scan_top(grappe_scan *scan, size_t count, const char *path, grappe_scan **result,
                            grappe_error *error);
/* Of a grouped scan: sorts the frame by one of its columns. */
grappe_code grappe_scan_order(grappe_scan *scan, const char *column, int descending, grappe_scan **result,
                              grappe_error *error);

/* "rows of urssaf.commune_ape (2022) where activity = 21.20Z" */
grappe_code grappe_scan_describe(const grappe_scan *scan, grappe_buffer *text, grappe_error *error);

/* --- terminals, as grappe_query_total and grappe_query_frame --- */

grappe_code grappe_scan_total(grappe_scan *scan, const grappe_aggregation *aggregation, grappe_figure **figure,
                              grappe_error *error);
/* Ungrouped and without aggregations: the rows surely in, in the order of the dataset. */
grappe_code grappe_scan_frame(grappe_scan *scan, const grappe_aggregation *aggregations, size_t count,
                              grappe_frame **frame, grappe_error *error);

/* What a run did. */
typedef struct grappe_scan_work {
  size_t segments, skipped; /* of rows; skipped: none of its columns was read, as least and greatest value say */
  size_t blobs;             /* segments of columns read and decoded */
  uint64_t rows, sure, maybe;
  size_t threads;
  double seconds;
} grappe_scan_work;

/* Runs the selection (counting its rows) and adds a description with what it took. */
grappe_code grappe_scan_explain(grappe_scan *scan, grappe_buffer *text, grappe_scan_work *work, grappe_error *error);

#endif
