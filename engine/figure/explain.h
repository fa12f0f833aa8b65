/* What a figure came from, as a tree: each figure with its value, label, period, scope, status, reason and citations,
 * then the operation that made it and the inputs of that operation. A figure that several others came from is shown
 * once and referred to afterwards ("see #1"); sums added up one by one are shown as one sum. As text:
 *
 *   0.3411  basin_concentration, Normandie (region), 2018
 *   └─ hhi of 4 values
 *      ├─ 4,750 jobs  pharma_jobs, Val-de-Reuil (basin), 2018  [N, p. 1]
 *      …
 *
 * A line that begins with · is a remark of the figure above it: which rows were used, undecided and left out, which
 * sources disagree and why one was preferred, what was corrected, whether bounds are tight. Where the figure is not
 * exact, the end says why, with the inputs that leave the most room first (figure/influence.h). Or
 * as a nested Markdown list, or as JSON for programs:
 * {"figure":{…as grappe_figure_json…},"label":"…","operation":"hhi","inputs":[…],"omitted":0,
 * "remarks":[{"kind":"rows","text":"…"}],"inexact":{"count":2,"measured":true,"inputs":[…]}}, with "id" where another
 * place says {"see":1}. Kinds of remarks: rows, undecided, left_out, disagreement, correction, period, bounds. */
#ifndef GRAPPE_FIGURE_EXPLAIN_H
#define GRAPPE_FIGURE_EXPLAIN_H

#include "figure/figure.h"

typedef enum grappe_explain_format {
  GRAPPE_EXPLAIN_TEXT,
  GRAPPE_EXPLAIN_MARKDOWN,
  GRAPPE_EXPLAIN_JSON
} grappe_explain_format;

typedef struct grappe_explain_options {
  grappe_explain_format format;
  grappe_language language;
  size_t depth;   /* operations below the figure that are shown; 0: 12. At most 64 */
  size_t breadth; /* inputs of one operation that are shown, "… and 213 more" stands for the rest; 0: 40 */
  size_t figures; /* lines of figures in all; 0: 1000 */
  int tree_only;  /* without the end: which inputs make the figure inexact */
} grappe_explain_options;

/* Adds the explanation to `out`; lines of text and Markdown end in '\n', JSON does not. */
grappe_code grappe_figure_explain(const grappe_figure *figure, const grappe_explain_options *options,
                                  grappe_buffer *out, grappe_error *error);

typedef void grappe_figure_visit(const grappe_figure *figure, void *context);

/* Calls `visit` for each leaf under the figure once, first things first: a figure without inputs, or an absent one
 * whose inputs are all present (a division by zero). Fails for want of memory only. */
grappe_code grappe_figure_leaves(const grappe_figure *figure, grappe_figure_visit *visit, void *context);
/* Only those that are absent: what would have to be known. Their label and reason say what and why. */
grappe_code grappe_figure_missing(const grappe_figure *figure, grappe_figure_visit *visit, void *context);

#endif
