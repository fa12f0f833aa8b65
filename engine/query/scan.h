/* Scans: queries over a bulk dataset (column/dataset.h). Lazy and immutable like those over the registry (query.h), and
 * with the same answers: figures with bounds, frames, three-valued selection. Every operation gives a new scan; nothing
 * runs before a terminal. Counted. Not shared between threads; a terminal uses threads of its own (the run's
 * `threads`).
 *
 * Paths begin with a column of the dataset: `activity`, `commune`. A column whose texts are codes of an entity's rows
 * leads on as in query.h: `commune.region`, `activity.name`. A level alone (`region`) is that of the first column that
 * refers to territories. A column of SIREN or SIRET leads to organisations or sites of the registry:
 * `organisation.kind`, `siren.kind`, `organisation`. A row whose identifier nobody has there is out in conditions, and
 * elsewhere it is unknown what it leads to. What a path leads to is found once for each text of the dictionary or row
 * of the registry, not for each row. Numbers that a path leads to are totalled like those of a column. Levels of
 * activities (`activity.division`) hold for codes that the registry has no row of.
 *
 * A row whose condition meets an absent value is undecided, and widens totals; a code that the observatory does not
 * know has itself as its value, and nothing behind it: its region is unknown.
 *
 * Totals over numbers are exact for integers; sums of decimals are compensated, and the same whatever the threads. A
 * banded column is summed by its bounds. Memory is bounded: a query that would need too many groups or rows at once is
 * GRAPPE_ARGUMENT and says what to do, one that passes the engine's limit (base/memory.h) GRAPPE_MEMORY. The
 * observatory keeps datasets open and their columns in memory between queries, within half of that limit. */
#ifndef GRAPPE_QUERY_SCAN_H
#define GRAPPE_QUERY_SCAN_H

#include "column/dataset.h"
#include "query/frame.h"
#include "query/query.h"

typedef struct grappe_scan grappe_scan;

enum {
  GRAPPE_SCAN_GROUPS = 50000000,   /* most groups; and their keys' numbers of values multiply to less than 2^32 */
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
int grappe_scan_whole(const grappe_scan *scan);   /* 1: all rows of the dataset as they are */
int grappe_scan_limited(const grappe_scan *scan); /* 1: after `top` */

/* --- operations. Paths are checked at once: GRAPPE_NOT_FOUND offers the nearest --------------------------------------
 */

/* As in query.h. Of a period or date a whole number between 1000 and 9999 is a year: `= 2018` is within 2018. An
 * identifier is asked for by its digits, or by a pattern `552*` of its first ones. */
grappe_code grappe_scan_where(grappe_scan *scan, const char *path, grappe_condition *condition, grappe_scan **result,
                              grappe_error *error);
/* Rows in one of the places, by the first column that refers to territories. */
grappe_code grappe_scan_within(grappe_scan *scan, const grappe_place *places, size_t count, grappe_scan **result,
                               grappe_error *error);
/* Rows at most `km` kilometres from a point, or from a territory's position: by their columns longitude and latitude,
 * else by the centre of their commune; as in grappe_query_near. */
grappe_code grappe_scan_near_point(grappe_scan *scan, double longitude, double latitude, double km,
                                   grappe_scan **result, grappe_error *error);
grappe_code grappe_scan_near(grappe_scan *scan, const grappe_place *place, double km, grappe_scan **result,
                             grappe_error *error);
/* Rows that hold on that day; at some time in that period: by their days `opened` and `closed` (an absent last day: the
 * row still holds; an absent first day: undecided), else by their column of periods. */
grappe_code grappe_scan_during(grappe_scan *scan, grappe_period period, grappe_scan **result, grappe_error *error);
/* An edition is as it was published: always GRAPPE_ARGUMENT, saying how another is asked for. */
grappe_code grappe_scan_as_known_on(grappe_scan *scan, grappe_error *error);
grappe_code grappe_scan_by(grappe_scan *scan, const char *const *paths, size_t count, grappe_scan **result,
                           grappe_error *error);
/* The columns that frames of rows have; without it, all of the dataset. */
grappe_code grappe_scan_select(grappe_scan *scan, const char *const *paths, size_t count, grappe_scan **result,
                               grappe_error *error);
/* Of a grouped scan: the groups with the greatest values in a column of the frame, or the first ones (NULL). Of rows:
 * those with the greatest value of a path in the order of grappe_query_order, or the first ones. */
grappe_code grappe_scan_top(grappe_scan *scan, size_t count, const char *path, grappe_scan **result,
                            grappe_error *error);
/* Of a grouped scan: sorts the frame by one of its columns. Of rows: by the values of a path, in the order of
 * grappe_query_order; one order, and before `top`. */
grappe_code grappe_scan_order(grappe_scan *scan, const char *path, int descending, grappe_scan **result,
                              grappe_error *error);

/* Rows as they pass, at most GRAPPE_SEGMENT_ROWS at a time: of their columns what is asked for, decoded at once for all
 * of them. Borrowed: good until the next rows. */
typedef struct grappe_scan_rows grappe_scan_rows;

/* A test of the caller's, called on the caller's thread for the rows that the conditions do not rule out: position
 * rows[i] among the values, i from 0 to count - 1. It sets answers[i] to a grappe_truth. `release` (may be NULL) is
 * called on `context` when the last scan that has it is gone, also where this function fails. Such a scan runs on one
 * thread. */
typedef grappe_code (*grappe_scan_test)(void *context, grappe_scan_rows *rows, const uint32_t *at, size_t count,
                                        unsigned char *answers, grappe_error *error);
grappe_code grappe_scan_filter(grappe_scan *scan, grappe_scan_test test, void *context, void (*release)(void *context),
                               grappe_scan **result, grappe_error *error);

/* The geography that its codes of territories are of: the one that was stated when it was imported (*stated 1), else
 * that of the last period in its rows, since publishers give all years of a file on one; else that of the date that its
 * edition is named by, else today's. */
int grappe_scan_has_places(const grappe_scan *scan); /* whether a column holds such codes */
grappe_code grappe_scan_geography(const grappe_scan *scan, grappe_day *day, int *stated, grappe_error *error);

/* "rows of urssaf.commune_ape (2022) where activity = 21.20Z" */
grappe_code grappe_scan_describe(const grappe_scan *scan, grappe_buffer *text, grappe_error *error);

/* --- terminals, as grappe_query_total and grappe_query_frame --- */

grappe_code grappe_scan_total(grappe_scan *scan, const grappe_aggregation *aggregation, grappe_figure **figure,
                              grappe_error *error);
/* Ungrouped and without aggregations: the rows surely in, in the order of the dataset. */
grappe_code grappe_scan_frame(grappe_scan *scan, const grappe_aggregation *aggregations, size_t count,
                              grappe_frame **frame, grappe_error *error);

/* --- rows as they pass ----------------------------------------------------------------------------------------------
 */

typedef enum grappe_scan_form {
  GRAPPE_SCAN_CODES,       /* int32: codes of values, see grappe_scan_rows_cell */
  GRAPPE_SCAN_DAYS,        /* int32: grappe_day */
  GRAPPE_SCAN_YESNO,       /* int32: 0, 1 */
  GRAPPE_SCAN_INTEGERS,    /* int64 */
  GRAPPE_SCAN_IDENTIFIERS, /* int64, of `width` digits */
  GRAPPE_SCAN_NUMBERS      /* double */
} grappe_scan_form;

typedef struct grappe_scan_values {
  grappe_scan_form form;
  int width;
  const int32_t *codes; /* one of these three */
  const int64_t *integers;
  const double *numbers;
  const unsigned char *presence; /* grappe_presence of each; NULL: all are there */
} grappe_scan_values;

/* Numbers a path, so that its values can be asked for: GRAPPE_NOT_FOUND offers the nearest. A column of codes of rows
 * gives the codes as texts; a path that leads on gives what it leads to. */
grappe_code grappe_scan_rows_field(grappe_scan_rows *rows, const char *path, size_t *field, grappe_error *error);
grappe_code grappe_scan_rows_values(grappe_scan_rows *rows, size_t field, grappe_scan_values *values,
                                    grappe_error *error);
/* What a code among the values of a field stands for. Texts are good until the next call. */
grappe_code grappe_scan_rows_cell(grappe_scan_rows *rows, size_t field, int32_t code, grappe_value *value,
                                  grappe_error *error);
/* Something of the caller's that goes with the rows, and how it is let go of when they are. */
void grappe_scan_rows_attach(grappe_scan_rows *rows, void *own, void (*release)(void *own));
void *grappe_scan_rows_attached(const grappe_scan_rows *rows); /* NULL: nothing */

/* The first `most` (SIZE_MAX: all) rows surely in, some at a time, in bounded memory: in the order of the dataset, or
 * in that asked for (at most GRAPPE_SCAN_ROWS of them then). */
typedef struct grappe_scan_stream grappe_scan_stream;
grappe_code grappe_scan_open(grappe_scan *scan, size_t most, grappe_scan_stream **stream, grappe_error *error);
/* The next rows: rows at[0..count - 1] among the values. *count 0: there are no more. */
grappe_code grappe_scan_next(grappe_scan_stream *stream, const uint32_t **at, size_t *count, grappe_error *error);
grappe_scan_rows *grappe_scan_rows_of(grappe_scan_stream *stream);
uint64_t grappe_scan_undecided(const grappe_scan_stream *stream); /* rows passed over so far */
/* The error of a scan that was to have one row, and has not. */
grappe_code grappe_scan_fail_one(grappe_scan *scan, size_t sure, uint64_t undecided, grappe_error *error);
void grappe_scan_close(grappe_scan_stream *stream); /* NULL is allowed */
/* The paths of its `select`, or else all columns. */
size_t grappe_scan_shown(const grappe_scan *scan);
const char *grappe_scan_shown_at(const grappe_scan *scan, size_t index);

/* What a run did. */
typedef struct grappe_scan_work {
  size_t segments, skipped; /* of rows; skipped: none of its columns was read, as least and greatest value say */
  size_t blobs, held;       /* segments of columns read and decoded, and found in memory */
  uint64_t rows, sure, maybe;
  size_t threads;
  double seconds;
} grappe_scan_work;

/* Runs the selection (counting its rows) and adds a description with what it took. */
grappe_code grappe_scan_explain(grappe_scan *scan, grappe_buffer *text, grappe_scan_work *work, grappe_error *error);

#endif
