/* What the files of this room share. Private to it. */
#ifndef GRAPPE_QUERY_PRIVATE_H
#define GRAPPE_QUERY_PRIVATE_H

#include "base/buffer.h"
#include "base/memory.h"
#include "query/query.h"
#include "text/fold.h"

enum { QUERY_CHECK_EVERY = 4096 }; /* rows between two looks at the clock */

/* What is told by the code of an activity itself. */
typedef enum query_derived {
  QUERY_NOT_DERIVED = 0,
  QUERY_SECTION,
  QUERY_DIVISION,
  QUERY_GROUP,
  QUERY_DERIVED_LEVELS
} query_derived;

/* A copy of the registry as it was on a day; kept, since rows and frames of then read from it. */
typedef struct observatory_past {
  struct observatory_past *next;
  grappe_store *store;
  grappe_day day;
} observatory_past;

struct grappe_observatory {
  grappe_store *store; /* that is asked: the present one, or that of a past */
  grappe_store *present;
  observatory_past *pasts;
  grappe_run *run;
  grappe_snapshot *snapshot;  /* the latest; NULL: none yet */
  struct scan_memory *memory; /* of queries of datasets; NULL: none yet */
  int terse;                  /* figures are made without remarks */
  int has_known_on;           /* observations are those known on … */
  grappe_day known_on;
};

struct grappe_snapshot {
  int references;
  grappe_observatory *observatory;
  grappe_tables *tables;
  grappe_territories *territories; /* NULL: not loaded yet */
  grappe_day *source_geographies;  /* of each source, see query_source_geography; NULL: not read yet */
  grappe_column
      *derived[QUERY_DERIVED_LEVELS][2]; /* of activity classes, see query_derived_column; NULL: not made yet */
};

/* The entities that this room itself reasons with. */
const grappe_entity *query_entity_territory(void);

/* A column of a snapshot, under the observatory's run. */
grappe_code query_column(grappe_snapshot *snapshot, const grappe_entity *entity, int field,
                         const grappe_column **column, grappe_error *error);
/* The same by the field's name; *column is NULL where the entity has no such field. */
grappe_code query_column_named(grappe_snapshot *snapshot, const grappe_entity *entity, const char *field,
                               const grappe_column **column, grappe_error *error);
grappe_run *query_run(const grappe_snapshot *snapshot);

/* --- paths --- path.c, path_eval.c */

enum { PATH_STEPS = 8, PATH_TEXT = 120 };

typedef enum path_step_kind {
  PATH_FIELD,  /* a field of the entity; a reference leads on */
  PATH_BACK,   /* to the rows of `child` whose `field` refers here */
  PATH_LEVEL,  /* from a territory to those of a level that it lies in */
  PATH_DERIVED /* from an activity class to the code of a level of its nomenclature: the last step */
} path_step_kind;

typedef struct path_step {
  path_step_kind kind;
  const grappe_entity *entity; /* whose field it is: for PATH_BACK the child */
  int field;
  char level[40];
  query_derived derived;
} path_step;

typedef struct query_path {
  char text[PATH_TEXT]; /* as it was written */
  path_step steps[PATH_STEPS];
  int count;
  const grappe_entity *from, *to; /* `to`: the entity of the rows it ends in, NULL where it ends in a value */
  int several;
  int as_rows; /* 1: a derived code that a row has is that row; it is a text otherwise */
} query_path;

grappe_code query_path_parse(grappe_observatory *observatory, const grappe_entity *entity, const char *text,
                             query_path *path, grappe_error *error);
/* The steps from an entity to its place (a territory); 0 where it has none. Of territory: no step at all. */
int query_path_place(const grappe_entity *entity, query_path *path);
/* The last field on the path, NULL where it ends in a level or in rows reached backwards. */
const grappe_field *query_path_field(const query_path *path);

/* --- derive.c --- */
query_derived query_derived_find(const grappe_entity *entity, const char *name);
void query_derived_offer(const grappe_entity *entity, grappe_nearest *nearest);
enum { QUERY_DERIVED_TEXT = 8 };
/* Writes the level's code for that code; its length, 0 where the code tells none. */
size_t query_derive(query_derived derived, const char *nomenclature, const char *text, char *code);
/* The level's code for each row of activity_class: as texts, or as rows of its own nomenclature where that has the
 * level, mixed with texts. Kept by the snapshot. */
grappe_code query_derived_column(grappe_snapshot *snapshot, query_derived derived, int as_rows,
                                 const grappe_column **column, grappe_error *error);
void query_derived_free(grappe_snapshot *snapshot);

/* The values of a path for some rows. `column` has a cell for each of those rows. `leaves` (may be NULL): for each
 * value (each item where the column is a list), the row of `leaf_entity` whose field it is. */
typedef struct query_values {
  const grappe_column *column;
  grappe_column *owned; /* NULL: `column` is the table's own */
  int32_t *leaves;
  const grappe_entity *leaf_entity;
  int leaf_field;
} query_values;

/* For the rows rows[0..count-1] of path->from; rows NULL: all `count` rows. Levels are those of `when`. */
grappe_code query_path_values(grappe_snapshot *snapshot, const query_path *path, const int32_t *rows, size_t count,
                              grappe_period when, int with_leaves, query_values *values, grappe_error *error);
void query_values_free(query_values *values);
grappe_period query_today(void); /* one day */

/* --- cells --- value.c */
/* What a cell of a column (a table's or a frame's) holds. Figures are bare: without label and source. */
grappe_code query_cell(grappe_snapshot *snapshot, const grappe_column *column, size_t row, grappe_value *value,
                       grappe_error *error);

/* --- order --- sort.c */

/* A number for each cell such that the order of the numbers is the order of the values, and equal numbers are equal
 * values; absent cells come last. Lists: by their least item. */
typedef struct query_keys {
  int64_t *key;
  unsigned char *absent;
} query_keys;
grappe_code query_keys_of(grappe_snapshot *snapshot, const grappe_column *column, query_keys *keys,
                          grappe_error *error);
void query_keys_free(query_keys *keys);
/* Sorts indices, stably. */
typedef int (*query_compare)(const void *context, int32_t a, int32_t b);
grappe_code query_sort(int32_t *rows, size_t count, query_compare compare, const void *context, grappe_error *error);

/* --- conditions --- condition.c, match.c */
/* Ands the condition into truth[0..column->count-1]. `path` is for messages and for finding names; `check_only`: the
 * column has no rows, the texts are looked up all the same. */
grappe_code query_match(grappe_snapshot *snapshot, const grappe_column *column, const query_path *path,
                        grappe_condition *condition, grappe_period when, unsigned char *truth, grappe_error *error);

/* --- queries --- query.c */

typedef enum query_operation_kind {
  QUERY_ROOT,
  QUERY_WHERE,
  QUERY_WITHIN,
  QUERY_NEAR,
  QUERY_VALID,
  QUERY_KNOWN_ON,
  QUERY_FILTER,
  QUERY_BY,
  QUERY_SELECT,
  QUERY_ORDER,
  QUERY_TOP,
  QUERY_SECRECY
} query_operation_kind;

struct grappe_query {
  int references;
  grappe_query *before; /* kept; NULL for the root */
  grappe_observatory *observatory;
  const grappe_entity *entity;
  query_operation_kind kind;
  grappe_period when; /* whose levels hold from here on */
  int grouped;        /* 1 from `by` on */
  int timed;          /* 1: `when` was asked for */
  query_path *paths;
  size_t path_count;
  grappe_condition *condition;
  grappe_row *places; /* snapshots kept */
  size_t place_count;
  double longitude, latitude, km;
  grappe_period period;
  grappe_day day;
  grappe_row_test test;
  void *context;
  void (*release)(void *context);
  char *name; /* of a callback; of a column, in an order after `by` */
  int descending;
  size_t most;
  size_t least; /* of a rule of secrecy: how many must stand behind a total, */
  double share; /* what one of them may at most be of it, from 0 to 1, */
  int counts;   /* and whether numbers of rows are held to it too */
};

/* --- selections --- select.c */

typedef struct query_selection {
  grappe_snapshot *snapshot; /* kept */
  const grappe_entity *entity;
  size_t rows;            /* of the entity */
  unsigned char *truth;   /* grappe_truth of each */
  int32_t *order;         /* the rows that are not out, in their order */
  size_t count;           /* of them */
  size_t sure, maybe;     /* how many of them are */
  grappe_buffer doubts;   /* why rows are undecided, and what an order leaves open: for notes */
  grappe_buffer left_out; /* "44 by within Normandie (region); 3 by …": which operations left out how many rows */
  grappe_period when;     /* at the end of the query */
  const grappe_query *secrecy; /* the rule that totals are held to, of the query; NULL: none */
} query_selection;

grappe_code query_select_rows(grappe_query *query, query_selection *selection, grappe_error *error);
void query_selection_free(query_selection *selection);
/* The operations of a query, first to last: a new array. */
grappe_code query_operations(grappe_query *query, grappe_query ***operations, size_t *count, grappe_error *error);
/* Adds "8 rows cannot be decided …" with the doubts; nothing where every row is decided. */
void query_undecided_note(const query_selection *selection, size_t maybe, grappe_buffer *text);

/* Conditions on places and times. places.c; each ands into truth[0..rows-1]. */
grappe_code query_within_places(grappe_snapshot *snapshot, const grappe_query *operation, unsigned char *truth,
                                size_t rows, grappe_error *error);
grappe_code query_near_place(grappe_snapshot *snapshot, const grappe_query *operation, unsigned char *truth,
                             size_t rows, grappe_error *error);
grappe_code query_valid_rows(grappe_snapshot *snapshot, const grappe_query *operation, unsigned char *truth,
                             size_t rows, grappe_error *error);
grappe_code query_known_rows(grappe_snapshot *snapshot, grappe_day day, unsigned char *truth, size_t rows,
                             grappe_error *error);
/* Whether that is a point and a distance. */
grappe_code query_check_near(double longitude, double latitude, double km, grappe_error *error);
/* Where a territory lies; GRAPPE_DATA where nobody stated it. */
grappe_code query_position(const grappe_row *place, double *longitude, double *latitude, grappe_error *error);
/* Row of a snapshot for a row of any other; -1 where it is not there. */
grappe_code query_row_in(grappe_snapshot *snapshot, const grappe_row *row, int32_t *index, grappe_error *error);

/* Adds the name of a column for an aggregation. */
void query_aggregation_name(const grappe_aggregation *aggregation, int alone, grappe_buffer *name);
const char *query_aggregate_word(grappe_aggregate what); /* "sum" */
/* "sum of headcount", as people say it; `path` may be NULL. */
void query_aggregation_words(grappe_aggregate what, double quantile, const char *path, grappe_buffer *text);

/* The order of the codes of territories, for query_sort; the context is the grappe_territories. geography.c */
int query_compare_territories(const void *territories, int32_t a, int32_t b);
/* The day of a geography by its name; GRAPPE_DAY_FIRST where none is named or known. geography.c */
grappe_day query_geography_day(grappe_snapshot *snapshot, const char *text);
/* The geography that the source (its row) states: GRAPPE_DAY_FIRST for none, GRAPPE_DAY_LAST for one that is not known.
 * Kept by the snapshot. geography.c */
grappe_code query_source_geography(grappe_snapshot *snapshot, int32_t source, grappe_day *day, grappe_error *error);
/* The ground of figures of the territory (its row) on that geography. geography.c */
grappe_code query_ground(grappe_snapshot *snapshot, int32_t territory, grappe_day day, grappe_ground *ground,
                         grappe_error *error);
/* Whether figures of a measure with this rule and unit cannot be negative. pick.c */
int query_counts_things(const char *rule, grappe_unit unit);
/* A level of territories by its code or name. geography.c */
grappe_code query_level_find(grappe_snapshot *snapshot, const grappe_territories *territories, const char *text,
                             int *level, grappe_error *error);

static inline void query_and(unsigned char *truth, grappe_truth other) {
  *truth = (unsigned char)grappe_truth_and((grappe_truth)*truth, other);
}

#endif
