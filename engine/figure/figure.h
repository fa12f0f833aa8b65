/* A figure: a number with its bounds, unit, scope, period, status, sources and the way it came about.
 *
 * A figure is immutable and counted: every function that returns one gives the caller a reference to release with
 * grappe_figure_release; passing one in never takes it over. Releasing a long chain does not recurse. Not shared
 * between threads (columns and statistics work on bare arrays of bounds instead). */
#ifndef GRAPPE_FIGURE_H
#define GRAPPE_FIGURE_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/date.h"
#include "base/language.h"
#include "base/status.h"
#include "figure/bounds.h"
#include "model/units.h"

/* Why there is no value. Zero is a value and none of these. */
typedef enum grappe_presence {
  GRAPPE_PRESENT = 0,
  GRAPPE_UNKNOWN,        /* ?   nobody said */
  GRAPPE_NOT_COLLECTED,  /* nc  exists, was not collected */
  GRAPPE_NOT_APPLICABLE, /* n/a cannot exist */
  GRAPPE_SUPPRESSED,     /* s   withheld */
  GRAPPE_UNDEFINED       /* u   a statistic that has no value here, such as a share of a zero total */
} grappe_presence;

typedef struct grappe_citation {
  const char *source;  /* code of the source */
  const char *locator; /* page, table, cell; "" where the source gives none */
} grappe_citation;

typedef struct grappe_figure grappe_figure;

/* What a new figure is made of. Strings and citations are copied. Start with grappe_figure_parts_none(). */
typedef struct grappe_figure_parts {
  grappe_presence presence;
  grappe_bounds bounds; /* of the value; for an absent one, what is known all the same (0.. for jobs) */
  double value;         /* best estimate inside the bounds; NaN where only bounds are known */
  int about;            /* the value was given as approximate */
  grappe_unit unit;
  char obs_status, conf_status; /* SDMX codes; 'A' and 'F' */
  const char *scope;            /* scope codes separated by ' ', in the order of the code list; "" none */
  grappe_period period;
  const grappe_citation *citations;
  size_t citation_count;
  const char *operation; /* how it came about: "observation", "literal", "+", "sum", "hhi", "indicator basin_…" */
  const char *label;     /* what it is, for explain: "pharma_jobs, Val-de-Reuil (basin), 2018"; may be "" */
  const char *reason;    /* why it is absent or undefined, or a remark on its bounds; "" none */
  grappe_figure *const *inputs; /* what it was computed from, kept by reference */
  size_t input_count;
} grappe_figure_parts;

grappe_figure_parts grappe_figure_parts_none(void); /* present, NaN, unit 1, status A/F, empty strings */
grappe_figure *grappe_figure_new(const grappe_figure_parts *parts); /* NULL: no memory */
grappe_figure *grappe_figure_keep(grappe_figure *figure);           /* one more reference; returns `figure` */
void grappe_figure_release(grappe_figure *figure);                  /* NULL is allowed */
/* Its parts, to read; valid as long as the figure. */
const grappe_figure_parts *grappe_figure_read(const grappe_figure *figure);
int grappe_figure_exact(const grappe_figure *figure);    /* present, and bounds no wider than rounding */
size_t grappe_figure_bytes(const grappe_figure *figure); /* memory of this node, without its inputs */

/* --- notation (DESIGN: one notation in files, shell and display) --- figure/notation.c ---------------------------- */

/* Reads `4750` `>200` `>=200` `<2000` `<=2000` `10000..20000` `~53` `~400 (390..400)` `?` `nc` `n/a` `s`, each with an
 * optional unit after it; `unit` (may be NULL) is the unit of a number written without one, and the one that a written
 * unit must be convertible to (the value is converted). */
grappe_code grappe_figure_parse(const char *text, const grappe_unit *unit, grappe_figure **figure, grappe_error *error);
/* The same for a column loader, without making a figure. */
grappe_code grappe_quantity_parse(const char *text, const grappe_unit *unit, grappe_presence *presence,
                                  grappe_bounds *bounds, double *value, int *about, grappe_unit *found,
                                  grappe_error *error);
/* Canonical notation, which reads back as the same figure: "4750 jobs", ">10200 jobs", "~106 (105..107) %". With
 * `with_unit` 0 the unit is left out. */
void grappe_figure_write(const grappe_figure *figure, int with_unit, grappe_buffer *out);

/* --- display --- figure/display.c ----------------------------------------------------------------------------------
 */

/* For people, short: "490 000 €", ">10 200 jobs", "52,5 %", "?". Grouped in the language's way. */
void grappe_figure_display(const grappe_figure *figure, grappe_language language, int with_unit, grappe_buffer *out);
/* For people, in words: "more than 200 members", "plus de 200 membres", "about 53 % (52.5 to 53.5)", "unknown". */
void grappe_figure_words(const grappe_figure *figure, grappe_language language, grappe_buffer *out);
/* The JSON object of a figure: {"value":…,"low":…,"high":…,"unit":…,"status":…,"sources":[{"id":…,"locator":…}]} with
 * null for what is open or absent, "absence" and "reason" where there is no value, and "scope", "period" when stated.
 */
void grappe_figure_json(const grappe_figure *figure, grappe_buffer *out);

/* --- arithmetic --- figure/arithmetic.c --------------------------------------------------------------------------- */

/* Guaranteed bounds, rounded outward; unit, scope, period, status and sources carried along; the operation and its
 * inputs recorded. Units or scopes that cannot meet: GRAPPE_UNIT, GRAPPE_SCOPE, naming both. An absent input gives an
 * absent result with whatever bounds are still guaranteed. Division by a range around zero: undefined, with the reason.
 */
grappe_code grappe_figure_add(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_subtract(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_multiply(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_divide(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_power(grappe_figure *a, double exponent, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_negate(grappe_figure *a, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_convert(grappe_figure *a, grappe_unit unit, grappe_figure **result, grappe_error *error);
/* The same figure whose scope no longer stands in the way: the script says so, and the explanation shows it. */
grappe_code grappe_figure_unscoped(grappe_figure *a, grappe_figure **result, grappe_error *error);
/* A number that a script wrote, as a figure without unit that takes on the unit of the other operand of + and -. */
grappe_figure *grappe_figure_number(double value);

/* Starts the parts of a result computed from `inputs`: joins period, scope, statuses and citations of all of them by
 * the documented tables, records operation and inputs. The caller fills bounds, value, unit. `citations` is an array to
 * release with grappe_free after grappe_figure_new. */
grappe_code grappe_figure_derive(const char *operation, grappe_figure *const *inputs, size_t count,
                                 grappe_figure_parts *parts, grappe_citation **citations, grappe_error *error);

/* --- truth and comparison --- figure/truth.c -----------------------------------------------------------------------
 */

typedef enum grappe_truth { GRAPPE_FALSE = 0, GRAPPE_TRUE = 1, GRAPPE_MAYBE = 2 } grappe_truth;

grappe_truth grappe_truth_and(grappe_truth a, grappe_truth b);
grappe_truth grappe_truth_or(grappe_truth a, grappe_truth b);
grappe_truth grappe_truth_not(grappe_truth a);

typedef enum grappe_comparison {
  GRAPPE_LESS,
  GRAPPE_LESS_OR_EQUAL,
  GRAPPE_GREATER,
  GRAPPE_GREATER_OR_EQUAL,
  GRAPPE_EQUAL
} grappe_comparison;

/* Compares after conversion; values that differ by less than rounding noise (1e-12 relative) are equal. Fails with
 * GRAPPE_UNDECIDED (naming what is missing and both figures) where *truth is GRAPPE_MAYBE and `must_decide`. */
grappe_code grappe_figure_compare(grappe_figure *a, grappe_comparison comparison, grappe_figure *b, int must_decide,
                                  grappe_truth *truth, grappe_error *error);

#endif
