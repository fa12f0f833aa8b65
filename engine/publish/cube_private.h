/* A frame as statistical formats see it: observations placed in dimensions, one for each figure of each row.
 *
 * Dimensions are the key columns of the frame. Where it has none, or two rows have the same keys, the rows are numbered
 * from 1 instead by a dimension called `row`, and all columns without figures are attributes. Private to the room. */
#ifndef GRAPPE_PUBLISH_CUBE_PRIVATE_H
#define GRAPPE_PUBLISH_CUBE_PRIVATE_H

#include <stdint.h>

#include "column/dictionary.h"
#include "publish/publish.h"

typedef enum grappe_cube_role { GRAPPE_ROLE_NONE, GRAPPE_ROLE_GEO, GRAPPE_ROLE_TIME } grappe_cube_role;

typedef struct grappe_cube_dimension {
  size_t column; /* of the frame */
  grappe_cube_role role;
  grappe_dictionary *codes; /* in the order in which they come */
  grappe_dictionary *names; /* of each code, with its number after it where another code has the same */
  int32_t *places;          /* of each row */
} grappe_cube_dimension;

typedef struct grappe_cube {
  const grappe_frame *frame; /* borrowed */
  grappe_cube_dimension *dimensions;
  size_t dimension_count;
  int numbered;                        /* no dimensions but the number of the row */
  size_t *measures, measure_count;     /* columns of figures and numbers */
  size_t *attributes, attribute_count; /* the other columns */
} grappe_cube;

grappe_code grappe_cube_make(const grappe_frame *frame, grappe_cube *cube, grappe_error *error);
void grappe_cube_free(grappe_cube *cube); /* also after a failure */

size_t grappe_cube_size(const grappe_cube *cube, size_t dimension); /* how many codes it has */
/* The place of a cell in the cube, the last dimension (the measures) running fastest. */
uint64_t grappe_cube_place(const grappe_cube *cube, size_t row, size_t measure);

/* Adds the code of a cell in files, or its name; the sign of its absence where it is empty. */
grappe_code grappe_cube_text(const grappe_frame *frame, size_t row, size_t column, int name, grappe_buffer *text,
                             grappe_error *error);

#endif
