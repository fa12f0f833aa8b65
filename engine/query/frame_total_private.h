/* New columns of figures, each made from a cell. Private to this room. */
#ifndef GRAPPE_QUERY_FRAME_TOTAL_PRIVATE_H
#define GRAPPE_QUERY_FRAME_TOTAL_PRIVATE_H

#include "query/frame_private.h"
#include "query/statistic_private.h"

/* The cells of a column in one unit. A cell that is not applicable stays, marked by a NaN low end. */
grappe_code frame_members_of(const grappe_frame *frame, size_t column, query_member **members, grappe_unit *unit,
                             grappe_error *error);
/* How the figure of a cell of a new column came about. */
typedef struct cell_derivation {
  const char *operation;
  grappe_figure *const *inputs;
  size_t count;
  grappe_unit unit;
  const char *reason;         /* "" none */
  grappe_figure_again *again; /* NULL: nothing can be said of other inputs */
  const void *how;
  size_t how_size;
  int of_first; /* period and status are those of the first input: the others are what it is held against */
} cell_derivation;
/* The figure of what was computed for a row: presence, bounds and value are set already. */
grappe_code frame_derive_cell(const cell_derivation *derivation, const query_statistic *result, grappe_figure **figure,
                              grappe_error *error);
/* The frame with a column of them, one a row. */
grappe_code frame_put_figures(const grappe_frame *frame, const char *name, grappe_figure **figures,
                              grappe_frame **result, grappe_error *error);

#endif
