/* From selected rows to one figure. Private to this room. */
#ifndef GRAPPE_QUERY_TOTAL_PRIVATE_H
#define GRAPPE_QUERY_TOTAL_PRIVATE_H

#include "query/query_private.h"

enum { TOTAL_INPUTS = 200, TOTAL_SOURCES = 64 };

/* An aggregation with the values that it needs, read once for all rows and all groups. */
typedef struct query_prepared {
  grappe_aggregation aggregation;
  query_path path;
  query_values values; /* of all rows of the entity; leaves too where figures are aggregated */
  query_keys keys;     /* of a distinct */
  query_values owners; /* where totals are held to secrecy: whose each row is */
  query_keys owner_keys;
  char *name; /* of its column */
} query_prepared;

grappe_code query_prepare(query_selection *selection, const grappe_aggregation *aggregation, int alone,
                          query_prepared *prepared, grappe_error *error);
void query_prepared_free(query_prepared *prepared);

/* Some of the selected rows, each sure or undecided. */
typedef struct query_rows {
  const int32_t *rows;
  const unsigned char *truth; /* of each of them */
  size_t count;
  const char *where; /* how a label goes on after the entity: " within Normandie (region)" */
  int many;          /* 1: one of so many groups that rows are not named in remarks */
} query_rows;

/* Which rows were used, left out and undecided, as remarks of a figure; nothing where the observatory wants none. */
grappe_code query_rows_remarks(const query_selection *selection, const query_rows *rows, grappe_buffer *remarks,
                               grappe_error *error);

grappe_code query_aggregate(query_selection *selection, const query_prepared *prepared, const query_rows *rows,
                            grappe_figure **figure, grappe_error *error);

/* Makes a value of one unit one of another; units that are no multiples of each other: GRAPPE_UNIT. */
grappe_code query_convert(const char *path, grappe_unit from, grappe_unit to, grappe_bounds *bounds, double *value,
                          grappe_error *error);

/* The column that holds the period of a field's figures; *column NULL where there is none. */
grappe_code query_leaf_periods(grappe_snapshot *snapshot, const grappe_entity *entity, const char *field,
                               const grappe_column **column, grappe_error *error);

/* How a total comes out of other inputs, for explanations: total_again.c. A grappe_figure_again whose `how` is this,
 * with a byte for each input behind it: 1 where the row is undecided. */
typedef struct query_total_how {
  grappe_aggregate what;
  double quantile;
} query_total_how;
grappe_bounds query_total_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed);
/* Sets `again` and `how` of the parts; the block to free afterwards. NULL: no memory. */
void *query_total_how_set(grappe_figure_parts *parts, grappe_aggregate what, double quantile,
                          const unsigned char *maybe);

#endif
