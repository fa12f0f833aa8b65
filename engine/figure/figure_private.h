/* What the files of this room share: the node, its citations, and how results are started. Private. */
#ifndef GRAPPE_FIGURE_PRIVATE_H
#define GRAPPE_FIGURE_PRIVATE_H

#include "figure/figure.h"

typedef struct grappe_citations grappe_citations;

struct grappe_figure {
  grappe_figure_parts parts; /* its texts and inputs stand behind the node, in the same block */
  size_t references;
  grappe_citations *cited; /* what parts.citations lies in; NULL where nothing is cited */
  size_t bytes;
  grappe_figure *next; /* the next one to be released */
};

/* --- citations.c --- a growing list without duplicates, shared by the figures that see a beginning of it, so that a
 * total built up one by one over n cited figures takes memory in proportion to n, and not to its square. */

void grappe_citations_release(grappe_citations *list);
/* The citations of all inputs for a new figure: sets cited, parts.citations and citation_count, and adds the memory it
 * took to bytes. In the order of first appearance, but where one input brings over 32, the longest stands first. 0: no
 * memory. */
int grappe_citations_join(grappe_figure *to, grappe_figure *const *inputs, size_t count);
/* The same from an array (copied), or shared with an input that has exactly that array. */
int grappe_citations_take(grappe_figure *to, const grappe_citation *items, size_t count);
/* The unique citations of all inputs as one array of pointers to their texts; with `spare` bytes of room behind.
 * *block is what to free (NULL: nothing was needed). 0: no memory. */
int grappe_citations_gather(grappe_figure *const *inputs, size_t count, size_t spare, void **block,
                            const grappe_citation **items, size_t *item_count, char **room);

/* --- scope.c --- */

int grappe_scope_clash(const char *a, const char *b); /* they hold different codes of one group */
/* Every code of both, in the order of the code list, others behind; a new text, NULL without memory. */
char *grappe_scope_union(const char *a, const char *b);
int grappe_scope_ordered(const char *scope); /* already in that order: nothing to do */
/* "salaried employment, of the sector"; "" where there is none. */
void grappe_scope_display(const char *scope, grappe_language language, grappe_buffer *out);

/* --- ground.c --- */

int grappe_grounds_clash(grappe_ground a, grappe_ground b); /* one territory, another ground */
grappe_ground grappe_ground_join(grappe_ground a, grappe_ground b);
/* Fails with GRAPPE_DATA, naming both, where they clash. */
grappe_code grappe_figure_check_grounds(const grappe_figure *a, const grappe_figure *b, grappe_error *error);

/* --- derive.c --- */

/* As grappe_figure_derive, without the citations; *scope is a text to release, or NULL. */
grappe_code grappe_figure_start(const char *operation, grappe_figure *const *inputs, size_t count,
                                grappe_figure_parts *parts, char **scope, grappe_error *error);
/* The figure whose citations are those of its inputs. */
grappe_figure *grappe_figure_finish(const grappe_figure_parts *parts);
/* Fails with GRAPPE_SCOPE, naming both, where the two may not meet. */
grappe_code grappe_figure_check_scopes(const grappe_figure *a, const grappe_figure *b, grappe_error *error);

/* --- names.c --- how a message calls a figure: "4,750 jobs (pharma_jobs, Val-de-Reuil)"; always ends in '\0'. */

enum { GRAPPE_FIGURE_NAME = 200 };
const char *grappe_figure_name(const grappe_figure *figure, char text[GRAPPE_FIGURE_NAME]);

/* --- arithmetic.c --- */

int grappe_figure_is_number(const grappe_figure *figure); /* came from grappe_figure_number */
/* Bounds and value of a quantity whose unit changes by from/to; exact where the ratio is a whole number or 1/whole. */
grappe_bounds grappe_bounds_scale(grappe_bounds bounds, double from, double to);
double grappe_value_scale(double value, double from, double to);

/* --- notation.c --- */

/* Bounds of "about": half a unit of the last significant digit, of a number given with so many decimals. */
grappe_bounds grappe_about_bounds(double value, int decimals);
/* With how many decimals the number must be written so that "~number" means these bounds; -1: its canonical form does
 * (it has an exponent); -2: no form does, and the bounds must be written too. */
int grappe_about_decimals(double value, grappe_bounds bounds);
/* The shortest number inside bounds that are a hair apart: 0.3 for 0.30000000000000004. */
double grappe_exact_value(const grappe_figure_parts *parts);

/* --- json.c --- */

/* Writes text between quotation marks as JSON wants it. */
void grappe_json_text(const char *text, grappe_buffer *out);

#endif
