/* Queries: lazy, immutable collections of rows of one entity. Every operation gives a new query; nothing runs before
 * one of the terminals at the end of this page. Counted.
 *
 * Paths name values of a row:
 *   headcount                 a field
 *   organisation.kind         a field of the row that a reference leads to, and so on
 *   commune.region            after a reference to a territory: a level; the territory of that level it lies in
 *   region                    a level alone: of the row's place, which is its field marked PLACED, through references
 *                             where need be (membership, organisation, seat)
 *   site_activity.stage       a field of the rows of another entity that refer to this one: several values
 *   stage                     the same, where only one entity has such a field and refers to this one in one way
 *   activity.division         section, division or group of a class of activities: told by its code, so a text; in `by`
 *                             the row that has it, where there is one
 *   id, name                  of any entity: its key field `code` answers to `code`; `name` is its name in files
 * A path that ends in a reference gives rows. A path through a list or backwards has several values. A level at which
 * the place could lie in several territories (a zone across a border) gives each of them, undecided.
 *
 * Selection is three-valued: a row is in, out, or *undecided* (see condition.h, and territory.h for places). An
 * undecided row widens the bounds of count, sum and the other totals. Where rows themselves are asked for, only those
 * surely in are given, and a note says how many could not be decided.
 *
 * Operations run in the order in which they were added, except that callbacks run after the conditions beside them. */
#ifndef GRAPPE_QUERY_H
#define GRAPPE_QUERY_H

#include "base/buffer.h"
#include "figure/figure.h"
#include "query/condition.h"
#include "query/frame.h"
#include "query/observatory.h"
#include "query/value.h"

typedef struct grappe_query grappe_query;

/* All rows. Of observations: those that no later row corrects (see as_known_on). */
grappe_code grappe_query_new(grappe_observatory *observatory, const grappe_entity *entity, grappe_query **query,
                             grappe_error *error);
grappe_query *grappe_query_keep(grappe_query *query);
void grappe_query_release(grappe_query *query); /* NULL is allowed */
const grappe_entity *grappe_query_entity(const grappe_query *query);
grappe_observatory *grappe_query_observatory(const grappe_query *query);
int grappe_query_grouped(const grappe_query *query);  /* 1 after `by` */
int grappe_query_whole(const grappe_query *query);    /* 1: all rows of the entity as they are */
int grappe_query_selected(const grappe_query *query); /* 1 after `select` */

/* --- operations. Names and paths are checked at once: GRAPPE_NOT_FOUND offers the nearest ----------------------------
 */

grappe_code grappe_query_where(grappe_query *query, const char *path, grappe_condition *condition,
                               grappe_query **result, grappe_error *error);

/* A territory: by name, or by row where `text` is NULL. */
typedef struct grappe_place {
  const char *text;
  grappe_row row;
} grappe_place;
/* Rows that stand in one of the places (the rows of territory: that lie in one). A row without place is undecided. */
grappe_code grappe_query_within(grappe_query *query, const grappe_place *places, size_t count, grappe_query **result,
                                grappe_error *error);
/* Rows at most `km` kilometres (included) from a point, or from a territory's position. A row stands where its own
 * longitude and latitude say, else at its place: a commune counts as its centre, a larger place may be undecided. */
grappe_code grappe_query_near_point(grappe_query *query, double longitude, double latitude, double km,
                                    grappe_query **result, grappe_error *error);
grappe_code grappe_query_near(grappe_query *query, const grappe_place *place, double km, grappe_query **result,
                              grappe_error *error);
/* Rows valid on that day; at some time in that period. No last day: still valid. No first day: valid since the date of
 * the row's source, undecided before (a territory: since ever). A row without its period is undecided. Levels of places
 * (region before and after 2016) are those of that time from here on; without, those of today. */
grappe_code grappe_query_on(grappe_query *query, grappe_day day, grappe_query **result, grappe_error *error);
grappe_code grappe_query_during(grappe_query *query, grappe_period period, grappe_query **result, grappe_error *error);
/* Observations as they were recorded by the end of that day. Other entities: GRAPPE_ARGUMENT. */
grappe_code grappe_query_as_known_on(grappe_query *query, grappe_day day, grappe_query **result, grappe_error *error);

/* A test of the caller's, called for each row that is not out already. `release` (may be NULL) is called on `context`
 * when the last query that has it is gone; it is also called when this function fails. `name` is for descriptions. */
typedef grappe_code (*grappe_row_test)(void *context, const grappe_row *row, grappe_truth *truth, grappe_error *error);
grappe_code grappe_query_filter(grappe_query *query, grappe_row_test test, void *context,
                                void (*release)(void *context), const char *name, grappe_query **result,
                                grappe_error *error);

/* Groups by the values of paths. A row with several values counts in each; a row without any counts in a group of its
 * own whose key is absent; a row that may be in several groups is undecided in each. */
grappe_code grappe_query_by(grappe_query *query, const char *const *paths, size_t count, grappe_query **result,
                            grappe_error *error);
/* The columns that grappe_query_frame gives. Without it: the entity's own fields. */
grappe_code grappe_query_select(grappe_query *query, const char *const *paths, size_t count, grappe_query **result,
                                grappe_error *error);
/* By the value of a path; several orders: the later one decides, the earlier ones between equals. Texts and names in
 * the order of text/collate.h, terms and stages in their own order, a figure by its value, else by the middle of its
 * bounds, else by the bound it has; absent values last either way. */
grappe_code grappe_query_order(grappe_query *query, const char *path, int descending, grappe_query **result,
                               grappe_error *error);
/* The first `count` rows that are surely in; with a path, by its value, greatest first. */
grappe_code grappe_query_top(grappe_query *query, size_t count, const char *path, grappe_query **result,
                             grappe_error *error);

/* Holds the totals to statistical secrecy: one behind which fewer than `least` stand, or of which one of them is
 * `share` (of 1) or more, is confidential (CONF_STATUS C, which spreads to what is computed from it, and is withheld in
 * what is published); so are a least and a greatest value, which are of one alone. `path` says whose a row is
 * ("organisation"). Numbers of rows only with `counts` 1. In a frame of groups whose sums or counts are asked for, the
 * sum of each line is taken as known: of the groups that agree in all keys but one. Where one alone of a line is
 * confidential, the least of the others becomes so too (D). */
typedef struct grappe_secrecy {
  const char *path;
  size_t least;
  double share;
  int counts;
} grappe_secrecy;
grappe_code grappe_query_secrecy(grappe_query *query, const grappe_secrecy *rule, grappe_query **result,
                                 grappe_error *error);

/* Adds what the query is, for people: "sites within Normandie (region), where headcount at least 50 jobs". A callback
 * is said to be slower. */
grappe_code grappe_query_describe(const grappe_query *query, grappe_buffer *text, grappe_error *error);

/* --- paths, for completion and checks -------------------------------------------------------------------------------
 */

typedef struct grappe_path_info {
  grappe_column_kind kind;      /* of a single value */
  int several;                  /* 1: a row may have several */
  const grappe_entity *rows_of; /* of a reference */
  const grappe_field *field;    /* the last field on the path; NULL where it ends in a level */
} grappe_path_info;
grappe_code grappe_path_check(grappe_observatory *observatory, const grappe_entity *entity, const char *path,
                              grappe_path_info *info, grappe_error *error);

/* --- terminals ------------------------------------------------------------------------------------------------------
 */

typedef enum grappe_aggregate {
  GRAPPE_COUNT, /* rows, in the entity's unit; with a path: rows that have a value there */
  GRAPPE_SUM,   /* of a figure or number */
  GRAPPE_MEAN,
  GRAPPE_MIN,
  GRAPPE_MAX,
  GRAPPE_MEDIAN,   /* quantile 0.5 */
  GRAPPE_QUANTILE, /* type 7: x[h] + (h - [h])(x[h+1] - x[h]) with h = (n - 1) p */
  GRAPPE_DISTINCT  /* how many different values the path has */
} grappe_aggregate;

typedef struct grappe_aggregation {
  grappe_aggregate what;
  const char *path; /* NULL for a count of rows */
  double quantile;
  const char
      *name; /* of the column; NULL: "count", "sum" … where it is the only one, else with the path: sum_headcount */
} grappe_aggregation;

/* One figure for all rows together (a grouped query: GRAPPE_ARGUMENT).
 *
 * Bounds hold whatever the undecided rows and unknown values turn out to be. Tight: count, sum, min, max, mean, median
 * and quantile. Enclosing: distinct. An absent value counts as anything its field allows (a headcount: 0 or more), an
 * undecided row as being there or not; a value that is not applicable does not take part. The reason says how many
 * values are unknown and how many rows undecided. No rows: sum 0, the others undefined. Not one known value: unknown,
 * with its bounds. Figures of a measure that may not be added up (or averaged): GRAPPE_ARGUMENT; different units that
 * cannot be converted: GRAPPE_UNIT; different scopes: GRAPPE_SCOPE. Up to 200 rows are kept as inputs, one figure each.
 */
grappe_code grappe_query_total(grappe_query *query, const grappe_aggregation *aggregation, grappe_figure **figure,
                               grappe_error *error);

/* A frame. Grouped: a row for each group in the order of the keys (as in grappe_query_order, absent last), the keys and
 * then a column for each aggregation; an `order` or `top` set after `by` may name a key or an aggregation. Not grouped
 * and aggregations: one row. Otherwise the rows themselves with the selected columns, and with `confidentiality` where
 * one of them is confidential (publish/disclosure.h). */
grappe_code grappe_query_frame(grappe_query *query, const grappe_aggregation *aggregations, size_t count,
                               grappe_frame **frame, grappe_error *error);

/* Rows one by one, those surely in; `undecided` tells how many others there are. The cursor keeps its snapshot. */
typedef struct grappe_cursor grappe_cursor;
grappe_code grappe_query_rows(grappe_query *query, grappe_cursor **cursor, grappe_error *error);
int grappe_cursor_next(grappe_cursor *cursor, grappe_row *row); /* 0 after the last; row->snapshot is borrowed */
size_t grappe_cursor_count(const grappe_cursor *cursor);        /* rows in all */
size_t grappe_cursor_undecided(const grappe_cursor *cursor);
const char *grappe_cursor_note(const grappe_cursor *cursor); /* "8 rows cannot be decided: …"; "" none */
grappe_snapshot *grappe_cursor_snapshot(const grappe_cursor *cursor);
void grappe_cursor_free(grappe_cursor *cursor); /* NULL is allowed */

/* The first row: index -1 where there is none. The only row: GRAPPE_NOT_FOUND, GRAPPE_AMBIGUOUS or, where it hangs on
 * an undecided row, GRAPPE_UNDECIDED otherwise. row->snapshot is kept for the caller: release it. */
grappe_code grappe_query_first(grappe_query *query, grappe_row *row, grappe_error *error);
grappe_code grappe_query_one(grappe_query *query, grappe_row *row, grappe_error *error);

#endif
