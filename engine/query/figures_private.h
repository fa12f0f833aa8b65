/* Observations of one measure, and which of several is taken. Private to this room. */
#ifndef GRAPPE_QUERY_FIGURES_PRIVATE_H
#define GRAPPE_QUERY_FIGURES_PRIVATE_H

#include "query/figures.h"
#include "query/query_private.h"

enum { DIMENSIONS = 16 }; /* room for the dimensions of an observation, territory aside; a test holds the model to it */

/* One dimension of observations besides measure, territory, period, source and locator. */
typedef struct observed_dimension {
  const grappe_field *field;
  const grappe_column *column;
  int asked;      /* 1: it must be `wanted`; 0: it must be absent; -1: rows are made by it */
  int32_t wanted; /* code of the column; -2: no observation has it */
} observed_dimension;

typedef struct observed {
  grappe_snapshot *snapshot; /* kept */
  const grappe_entity *entity;
  const grappe_figures_request *request;
  int32_t measure;
  const char *measure_code;
  const char *rule; /* of the measure: sum, average, none */
  grappe_unit unit;
  const grappe_column *territory, *period, *source, *recorded;
  const grappe_column *source_code, *source_rank, *source_date;
  observed_dimension dimensions[DIMENSIONS];
  int dimension_count, by; /* by: place of the dimension that rows are made by, -1 none */
  int32_t *rows;           /* observations of the measure that fit the dimensions asked for */
  size_t count;
  unsigned char *strict;           /* of each: 1 where all other dimensions are empty, as they must be */
  struct observed_remark *remarks; /* what explanations add to the figures of observations that were taken */
  size_t remark_count, remark_capacity;
} observed;

typedef struct observed_remark {
  int32_t row;
  char *text; /* as remarks of a figure */
} observed_remark;

grappe_code observed_open(grappe_observatory *observatory, const grappe_figures_request *request, observed *o,
                          grappe_error *error);
void observed_close(observed *o);

/* Takes one of the observations rows[0..count-1] (they are put in order): *taken is -1 where none fits the period. What
 * the user should know is added to `note`, a sentence for each point, ended by '\n'. */
grappe_code observed_pick(observed *o, int32_t *rows, size_t count, int32_t *taken, grappe_buffer *note,
                          grappe_error *error);
/* --- remarks --- pick_remarks.c; none where the observatory wants none, and of so many observations at most */
enum { OBSERVED_REMARKS = 1000 };
/* A line of the kind for the observation; `text` may end in a line break. */
grappe_code observed_remark_add(observed *o, int32_t row, const char *kind, const char *text, grappe_error *error);
/* All lines of the observation, "" where there are none: what was said of it, and what it corrects. */
grappe_code observed_remarks_of(observed *o, int32_t row, grappe_buffer *remarks, grappe_error *error);
void observed_remarks_free(observed *o);

/* The figure of an observation; where `row` is -1, an unknown one for the territory (-1: none) and the dimension's row.
 */
grappe_code observed_figure(observed *o, int32_t row, int32_t territory, int32_t by, grappe_figure **figure,
                            grappe_error *error);

/* The territory that is meant, as a row of the snapshot; `level` (may be NULL) decides between those of one name. */
grappe_code observed_place(const observed *o, const grappe_place *place, const char *level, int32_t *row,
                           grappe_error *error);

/* --- other territories than those observed: figures_geography.c --- */

enum { FIGURES_LEVELS = 66 }; /* places of marks by level, the unknown level first */

/* The figures of the period for every territory observed whose level is marked (levels[level + 1]): figures.c */
grappe_code figures_observed(grappe_observatory *observatory, const grappe_figures_request *request,
                             const unsigned char *levels, grappe_frame **frame, grappe_error *error);
/* As grappe_figures and grappe_figure_of, of a request with a geography. */
grappe_code figures_on_geography(grappe_observatory *observatory, const grappe_figures_request *request,
                                 grappe_frame **frame, grappe_error *error);
grappe_code figure_on_geography(grappe_observatory *observatory, const grappe_figures_request *request,
                                grappe_figure **figure, grappe_buffer *note, grappe_error *error);

/* A territory that is asked for; where nobody observed it, it is put together from others. */
typedef struct elsewhere {
  int32_t territory;     /* row of the present snapshot; -1: none */
  int wanted;            /* 0: it was observed itself */
  grappe_figure *figure; /* NULL where there is none; the caller's */
} elsewhere;

/* `apart` 1: the territories stand side by side and may be added up, so that none is made of others of them. */
grappe_code figures_elsewhere(grappe_observatory *observatory, const grappe_figures_request *request, elsewhere *asked,
                              size_t count, int apart, grappe_buffer *notes, grappe_error *error);

#endif
