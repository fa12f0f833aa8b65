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
  char *name;          /* of its column */
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
} query_rows;

grappe_code query_aggregate(query_selection *selection, const query_prepared *prepared, const query_rows *rows,
                            grappe_figure **figure, grappe_error *error);

/* Makes a value of one unit one of another; units that are no multiples of each other: GRAPPE_UNIT. */
grappe_code query_convert(const char *path, grappe_unit from, grappe_unit to, grappe_bounds *bounds, double *value,
                          grappe_error *error);

/* The column that holds the period of a field's figures; *column NULL where there is none. */
grappe_code query_leaf_periods(grappe_snapshot *snapshot, const grappe_entity *entity, const char *field,
                               const grappe_column **column, grappe_error *error);

#endif
