/* A set of figures that a walk has met, each with a number. Private to this room. */
#ifndef GRAPPE_FIGURE_VISITED_PRIVATE_H
#define GRAPPE_FIGURE_VISITED_PRIVATE_H

#include "figure/figure.h"

typedef struct grappe_met {
  const grappe_figure *figure; /* NULL: a free slot */
  size_t times, number;
} grappe_met;

typedef struct grappe_visited {
  grappe_met *slots;
  size_t size, count;
} grappe_visited; /* start with {0} */

/* The entry of the figure, made with times 0 where it is new; NULL without memory. Valid until the next call. */
grappe_met *grappe_visited_meet(grappe_visited *visited, const grappe_figure *figure);
void grappe_visited_free(grappe_visited *visited);

#endif
