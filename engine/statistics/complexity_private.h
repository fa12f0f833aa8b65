/* Which region has which activity. Private to this room. */
#ifndef GRAPPE_STATISTICS_COMPLEXITY_PRIVATE_H
#define GRAPPE_STATISTICS_COMPLEXITY_PRIVATE_H

#include "statistics/specialisation_private.h"

/* Of each cell: whether the region has it surely, possibly, and by the estimates (never where one is missing). */
enum { GRAPPE_SURELY = 1, GRAPPE_POSSIBLY = 2, GRAPPE_LIKELY = 4 };

typedef struct grappe_presence {
  unsigned char *cells; /* rows × columns */
  size_t rows, columns;
  unsigned char *row_empty, *column_empty; /* total surely zero */
  int decided;                             /* nothing is open: surely and possibly are the same */
  int estimated;                           /* every cell that is not decided has an estimate */
  const char *defect;                      /* why nothing has a value */
} grappe_presence;

grappe_code grappe_presence_of(const grappe_matrix *matrix, grappe_presence *presence, grappe_error *error);
void grappe_presence_free(grappe_presence *presence);

#endif
