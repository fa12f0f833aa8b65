/* What the files of explanations share. Private to this room. */
#ifndef GRAPPE_FIGURE_EXPLAIN_PRIVATE_H
#define GRAPPE_FIGURE_EXPLAIN_PRIVATE_H

#include "figure/explain.h"
#include "figure/visited_private.h"

/* The same walk is done twice: first only to learn which figures are met more than once, then to write. */
typedef struct explain_walk {
  grappe_explain_options options;
  grappe_buffer *out; /* NULL in the first walk */
  grappe_visited visited;
  grappe_buffer indent;
  size_t left; /* figures that may still be shown */
  size_t numbers;
  int failed;
} explain_walk;

const char *explain_in_language(const explain_walk *to, const char *english, const char *french, const char *italian);
/* Text from files: harmless for a terminal, and no Markdown of its own. */
void explain_put_text(explain_walk *to, const char *text);
/* "4,750 jobs  pharma_jobs, Val-de-Reuil (basin), 2018": strong in Markdown. */
void explain_put_value(explain_walk *to, const grappe_figure *figure);
void explain_put_citations(explain_walk *to, const grappe_figure_parts *parts);

/* --- explain_inexact.c --- */

/* Which inputs make the figure inexact, what to find out first; nothing where it is exact or an observation itself. */
void explain_put_inexact(explain_walk *to, const grappe_figure *figure);

#endif
