/* Which inputs make a figure inexact, and how much each of them counts: what to find out first.
 *
 * A figure that knows how it comes out of other inputs (`again` in its parts) is computed anew with one of them taken
 * as known, or at the ends of its bounds, and all others as they are. A figure that does not know is taken as given,
 * like an observation. */
#ifndef GRAPPE_FIGURE_INFLUENCE_H
#define GRAPPE_FIGURE_INFLUENCE_H

#include "figure/figure.h"

/* The bounds of a figure under what is supposed, in its own unit; those it has where nothing is supposed of it. For
 * functions of the type grappe_figure_again, which may ask for every figure below the one that they are about. */
grappe_bounds grappe_supposed_bounds(const grappe_supposed *supposed, const grappe_figure *figure);

/* A grappe_figure_again: what has the bounds of its only input, under another name. */
grappe_bounds grappe_figure_again_same(const void *how, const grappe_figure *figure, const grappe_supposed *supposed);

typedef struct grappe_influence {
  const grappe_figure *input; /* borrowed from the figure */
  double taken;               /* as which value it was taken as known, in its unit */
  grappe_bounds known;        /* of the figure then, in the unit of the figure */
  grappe_bounds least, most;  /* of the figure where the input is at the ends of its bounds … */
  int has_least, has_most;    /* … that it has */
  grappe_bounds alone;        /* of the figure where all other inputs are known */
} grappe_influence;

enum { GRAPPE_INFLUENCES = 40 }; /* inputs that are tried; those that are the widest for their size go first */

/* The inputs that are not exact, those first that leave the least room once they are known. *inexact counts all of
 * them.
 * `*measured` 0: the figure does not know how it comes out of others; then the list has the inputs, widest first, and
 * their fields `known` and on say nothing. A figure that is exact, or no more than an observation, has none. The list
 * is for the caller to release with grappe_free. */
grappe_code grappe_figure_influences(const grappe_figure *figure, grappe_influence **list, size_t *count,
                                     size_t *inexact, int *measured, grappe_error *error);

/* How much room is left: of bounds with an infinite end, infinity. */
double grappe_bounds_width(grappe_bounds bounds);

#endif
