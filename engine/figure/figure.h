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

/* The state of the territories that a figure was collected on: which piece of land its territory was then. A figure
 * computed from others is on all their geographies, from the first to the last. */
typedef struct grappe_ground {
  int64_t territory; /* its id in the store; 0: of none, or nobody knows the geography; -1: of several */
  uint64_t number;   /* of its ground: grappe_territory_ground; the same number is the same land */
  grappe_day first, last;
} grappe_ground;

typedef struct grappe_figure grappe_figure;

/* How a figure comes out of other values of its inputs, for explanations: see figure/influence.h. */
typedef struct grappe_supposed grappe_supposed;
typedef grappe_bounds grappe_figure_again(const void *how, const grappe_figure *figure,
                                          const grappe_supposed *supposed);

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
  grappe_ground ground; /* {0}: none */
  const grappe_citation *citations;
  size_t citation_count;
  const char *operation; /* how it came about: "observation", "literal", "+", "sum", "hhi", "indicator basin_…" */
  const char *label;     /* what it is, for explain: "pharma_jobs, Val-de-Reuil (basin), 2018"; may be "" */
  const char *reason;    /* why it is absent or undefined, or a remark on its bounds; "" none */
  grappe_figure *const *inputs; /* what it was computed from, kept by reference */
  size_t input_count;
  const char
      *remarks; /* what explanations add, a line each: a kind, a tab and a sentence (figure/explain.h); "" none */
  grappe_figure_again *again; /* NULL: nothing can be said of other inputs */
  const void *how;            /* what `again` needs besides the inputs: `how_size` bytes, copied */
  size_t how_size;
} grappe_figure_parts;

grappe_figure_parts grappe_figure_parts_none(void); /* present, all bounds, NaN, unit 1, status A/F, empty strings */
/* Copies the parts and settles them, so that each meaning has one form: a value is set where the bounds are a point and
 * moved inside them otherwise; `about` is set where there are both a value and wider bounds; nothing said at all is
 * unknown; what is undefined or not applicable has no bounds; an absent figure has the status of its absence, and a
 * present one is E (estimated) rather than a code that means missing; scope codes stand in order. */
grappe_figure *grappe_figure_new(const grappe_figure_parts *parts);
/* Makes parts agree with each other as a new figure has them: bounds, value, status. */
void grappe_figure_settle(grappe_figure_parts *parts);    /* NULL: no memory */
grappe_figure *grappe_figure_keep(grappe_figure *figure); /* one more reference; returns `figure` */
void grappe_figure_release(grappe_figure *figure);        /* NULL is allowed */
/* Its parts, to read; valid as long as the figure. */
const grappe_figure_parts *grappe_figure_read(const grappe_figure *figure);
int grappe_figure_exact(const grappe_figure *figure); /* present, and bounds no wider than rounding */
/* Unknown, and its bounds say no more than that it is not negative (`not_negative` 1), or nothing: an empty cell says
 * the same. */
int grappe_figure_silent(const grappe_figure *figure, int not_negative);
size_t grappe_figure_bytes(const grappe_figure *figure); /* memory of this node, without its inputs */

/* --- notation (DESIGN: one notation in files, shell and display) --- figure/notation.c ---------------------------- */

/* Reads `4750` `>200` `>=200` `<2000` `<=2000` `10000..20000` `>10..<20` `~53` `~400 (390..400)` `?` `nc` `n/a` `s`
 * `u`, an absence also with what is known all the same, `? (>=5)`; each with an optional unit after it. A number is
 * taken as the decimal that is written: `0.1` and `25.3 G€` are points. `~` means half a unit of the last significant
 * digit; zeros at the end of a whole number are not significant: `~20000` is 15000..25000, `~0.50` is 0.495..0.505.
 * `unit` (may be NULL) is the unit of a number written without one, and the one that a written unit must be convertible
 * to (the value is converted). */
grappe_code grappe_figure_parse(const char *text, const grappe_unit *unit, grappe_figure **figure, grappe_error *error);
/* The same for a column loader, without making a figure. */
grappe_code grappe_quantity_parse(const char *text, const grappe_unit *unit, grappe_presence *presence,
                                  grappe_bounds *bounds, double *value, int *about, grappe_unit *found,
                                  grappe_error *error);
/* Canonical notation, which reads back as the same figure: "4750 jobs", ">10200 jobs", "~106 (105..107) %", "25.3
 * GEUR",
 * "? (>=5) jobs". A figure whose bounds are a hair apart is written as the shortest number that is no farther off than
 * rounding. With `with_unit` 0 the unit is left out. */
void grappe_figure_write(const grappe_figure *figure, int with_unit, grappe_buffer *out);
/* The same beside words, for people, with its unit: without what only guards the ends against rounding, so 0.5 and not
 * 0.5000000000005, and ends of many digits rounded away from each other. It may read back a hair
 * narrower, or wider. */
void grappe_figure_show(const grappe_figure *figure, grappe_buffer *out);

/* --- display --- figure/display.c ----------------------------------------------------------------------------------
 */

/* For people, short: "490 000 €", ">10 200 jobs", "52,5 %", "?". Grouped in the language's way. */
void grappe_figure_display(const grappe_figure *figure, grappe_language language, int with_unit, grappe_buffer *out);
/* For people, in words: "more than 200 members", "plus de 200 membres", "about 53 % (52.5 to 53.5)", "unknown". */
void grappe_figure_words(const grappe_figure *figure, grappe_language language, grappe_buffer *out);
/* The same without the unit, for a sentence that names it: "more than 200". */
void grappe_figure_words_bare(const grappe_figure *figure, grappe_language language, grappe_buffer *out);
/* "2nd", "2e", "2º" where it is a whole number from 1; else as words_bare. */
void grappe_figure_ordinal(const grappe_figure *figure, grappe_language language, grappe_buffer *out);
/* Why there is no value, for who shows its label too: "no observation" where the reason goes on with that label. */
void grappe_figure_reason(const grappe_figure_parts *parts, grappe_buffer *out);
/* The JSON object of a figure: {"value":…,"low":…,"high":…,"unit":…,"status":…,"sources":[{"id":…,"locator":…}]} with
 * null for what is open or absent, "absence" and "reason" where there is no value, "scope" and "period" when stated,
 * and "geography" where the period does not say it by itself. */
void grappe_figure_json(const grappe_figure *figure, grappe_buffer *out);

/* --- arithmetic --- figure/arithmetic.c --------------------------------------------------------------------------- */

/* Guaranteed bounds, rounded outward; unit, scope, period, status and sources carried along; the operation and its
 * inputs recorded. Units or scopes that cannot meet: GRAPPE_UNIT, GRAPPE_SCOPE, naming both. An absent input gives an
 * absent result with whatever bounds are still guaranteed. Division by a range around zero: undefined, with the reason;
 * by one that ends at zero: a half line, with a remark.
 *
 * Bounds enclose: each operation takes its operands as independent. The same figure used twice, as in x - x or
 * x / (x + y), gives bounds that hold but are wider than they need be; the named statistics (share, growth, hhi …) are
 * tight where they say so.
 *
 * Decimals: sums and products of points are those of the decimals written (0.1 + 0.2 is the point 0.3) where fifteen
 * digits suffice; points that were rounded, and differ by no more than that, cancel to zero.
 * Best estimate: kept where every input has one.
 * Unit: sums have the first operand's (10 k€ + 500 EUR is 10.5 k€). A percentage is taken by its worth beside a unit
 * (53 % * 60000 jobs is 31800 jobs, 50 % * 50 % is 25 %, 1 / 50 % is 2) and stays one beside a plain number (53 % * 2
 * is 106 %). Where both operands have a dimension, products and quotients come in base units (490 k€ / 200 members is
 * 2450 EUR/member; jobs / jobs has none).
 * Scope: the union; two different codes of one group clash. Period: equal ones stay, one that nobody stated gives way,
 * different ones are joined from the earlier start to the later end. Ground: figures of one territory whose
 * ground changed between their geographies are GRAPPE_DATA, naming both. Absence, status and confidentiality:
 * figure/status.h. Citations: all, once each. */
grappe_code grappe_figure_add(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_subtract(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_multiply(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_divide(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_power(grappe_figure *a, double exponent, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_negate(grappe_figure *a, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_convert(grappe_figure *a, grappe_unit unit, grappe_figure **result, grappe_error *error);
/* The same figure whose scope no longer stands in the way: the script says so, and the explanation shows it. */
grappe_code grappe_figure_unscoped(grappe_figure *a, grappe_figure **result, grappe_error *error);
/* The same figure whose geography no longer stands in the way. */
grappe_code grappe_figure_any_geography(grappe_figure *a, grappe_figure **result, grappe_error *error);
/* The same figure, of which only the upper (lower) bound is still said: a share whose whole is counted in part is no
 * more than what it comes to. */
grappe_code grappe_figure_at_most(grappe_figure *a, grappe_figure **result, grappe_error *error);
grappe_code grappe_figure_at_least(grappe_figure *a, grappe_figure **result, grappe_error *error);
/* A number that a script wrote: without unit, it takes on the unit of the other operand of +, - and comparisons (53 % +
 * 0.5 is 53.5 %, capacity >= 12 compares places), and is a plain factor in products and quotients. Not a number:
 * undefined; infinity: above (below) every number, for comparisons. NULL: no memory. */
grappe_figure *grappe_figure_number(double value);

/* Starts the parts of a result computed from `inputs`: joins presence (and its reason), period, scope, statuses and
 * citations of all of them by the documented tables, records operation and inputs. The caller fills bounds, value,
 * unit, and sets presence where the operation knows better than the table. `citations` is a block to release with
 * grappe_free after grappe_figure_new (NULL on failure); some parts point into it and into the inputs. */
grappe_code grappe_figure_derive(const char *operation, grappe_figure *const *inputs, size_t count,
                                 grappe_figure_parts *parts, grappe_citation **citations, grappe_error *error);

/* --- geography --- figure/ground.c ---------------------------------------------------------------------------------
 */

enum { GRAPPE_GROUND_TEXT = 2 * GRAPPE_PERIOD_TEXT };

/* The geography of figures whose source states none: publishers use that of 1 January of the year that the period
 * begins in. The period has an end. */
grappe_day grappe_geography_of_period(grappe_period period);
/* How a geography is written where it has no name: "2018" for 1 January of that year, else the day. `text` has
 * GRAPPE_PERIOD_TEXT bytes. Returns `text`. */
const char *grappe_geography_write(grappe_day geography, char *text);
int grappe_ground_known(grappe_ground ground);
int grappe_ground_several(grappe_ground ground); /* of several territories */
/* "2018"; "2014/2018" of a figure computed from several; "" where none is known. Returns `text`. */
const char *grappe_ground_write(grappe_ground ground, char text[GRAPPE_GROUND_TEXT]);
/* Whether the geography is none, or the one that the period says by itself: nothing to tell. */
int grappe_ground_assumed(const grappe_figure_parts *parts);

/* --- truth and comparison --- figure/truth.c -----------------------------------------------------------------------
 */

typedef enum grappe_truth { GRAPPE_FALSE = 0, GRAPPE_TRUE = 1, GRAPPE_MAYBE = 2 } grappe_truth;

/* Inline, for they are asked of every row of a query. */
static inline grappe_truth grappe_truth_and(grappe_truth a, grappe_truth b) {
  if (a == GRAPPE_FALSE || b == GRAPPE_FALSE) return GRAPPE_FALSE;
  return a == GRAPPE_TRUE && b == GRAPPE_TRUE ? GRAPPE_TRUE : GRAPPE_MAYBE;
}

static inline grappe_truth grappe_truth_or(grappe_truth a, grappe_truth b) {
  if (a == GRAPPE_TRUE || b == GRAPPE_TRUE) return GRAPPE_TRUE;
  return a == GRAPPE_FALSE && b == GRAPPE_FALSE ? GRAPPE_FALSE : GRAPPE_MAYBE;
}

static inline grappe_truth grappe_truth_not(grappe_truth a) {
  return a == GRAPPE_MAYBE ? a : a == GRAPPE_TRUE ? GRAPPE_FALSE : GRAPPE_TRUE;
}

typedef enum grappe_comparison {
  GRAPPE_LESS,
  GRAPPE_LESS_OR_EQUAL,
  GRAPPE_GREATER,
  GRAPPE_GREATER_OR_EQUAL,
  GRAPPE_EQUAL
} grappe_comparison;

/* Compares after conversion; values that differ by less than rounding noise (1e-12 relative) are equal, but whole
 * numbers that were never rounded are compared as they are. The bounds of an unknown, not collected or suppressed
 * figure count; what is undefined or not applicable leaves every comparison open. Figures that count different things
 * are refused with GRAPPE_SCOPE, and those of one territory on different ground with GRAPPE_DATA, as in sums. Fails
 * with GRAPPE_UNDECIDED (naming what is missing and both figures) where *truth is GRAPPE_MAYBE and `must_decide`. */
grappe_code grappe_figure_compare(grappe_figure *a, grappe_comparison comparison, grappe_figure *b, int must_decide,
                                  grappe_truth *truth, grappe_error *error);

#endif
