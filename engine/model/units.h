/* Units of measurement, as data: base units, their multiples and names, and what comes of multiplying and dividing.
 *
 * A unit is a factor and a power of each base unit: "k€/member" is 1000 · EUR¹ · members⁻¹. Two units with the same
 * powers can be converted into each other; jobs and euros cannot. Units are values, copied freely. */
#ifndef GRAPPE_MODEL_UNITS_H
#define GRAPPE_MODEL_UNITS_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/language.h"
#include "base/status.h"

enum { GRAPPE_UNIT_BASES = 40 }; /* room for base units; a test holds the table to it */

typedef struct grappe_unit {
  double factor;                        /* times the product of base units; % is 0.01, k€ is 1000 */
  signed char power[GRAPPE_UNIT_BASES]; /* of each base unit, in the order of the table */
  short display;                        /* row of the table that was written; -1 where it was computed */
} grappe_unit;

/* One row of the table: a base unit, or a multiple of one (month is 1/12 year, % is 0.01, k€ is 1000 EUR). */
typedef struct grappe_unit_row {
  const char *code;   /* in files: "jobs", "EUR", "%", "1" */
  const char *base;   /* code of the base unit; its own code for a base unit; "1" for pure numbers */
  double factor;      /* how many of the base unit it is */
  const char *symbol; /* how it is shown where it has a sign ("€"), else NULL: the names are shown */
  const char *others; /* further spellings that are read, separated by ' ' ("job emploi emplois") */
  const char *english_one, *english, *french_one, *french, *italian_one, *italian; /* names, one and many */
  int prefixes; /* 1: k, M and G may stand before it (k€, M€, G€) */
  int before;   /* 1: people read its name before the number: "rank 4" */
} grappe_unit_row;

size_t grappe_unit_row_count(void);
const grappe_unit_row *grappe_unit_row_at(size_t index);

grappe_unit grappe_unit_none(void); /* the pure number, "1" */
/* Reads "jobs", "%", "k€", "EUR/year", "places/1000 jobs", "jobs*years", "km2", "€ par an", "Md €", whatever the case
 * and accents of names (prefixes keep theirs). A number inside a unit is a factor. Each '/' divides by the one name
 * after it. Unknown: the nearest is offered. */
grappe_code grappe_unit_parse(const char *text, size_t length, grappe_unit *unit, grappe_error *error);
/* Code for files ("EUR/year", "1"), which reads back as an equal unit, or what people read ("€ par an", "jobs"; nothing
 * for "1"), singular where `count` is 1 or -1 (French: below 2 in size). */
void grappe_unit_write(grappe_unit unit, grappe_buffer *out);
void grappe_unit_display(grappe_unit unit, double count, grappe_language language, grappe_buffer *out);

/* The row whose sign or name stands for the whole unit, so that a caller can see `before`; NULL for a compound. */
const grappe_unit_row *grappe_unit_row_of(grappe_unit unit);

/* Whether what people read begins with a sign ("€", "%", "km") and not with a word, which typography sets apart. */
int grappe_unit_begins_with_sign(grappe_unit unit);

int grappe_unit_pure(grappe_unit unit);                    /* without dimension: "1", "%" */
int grappe_unit_convertible(grappe_unit a, grappe_unit b); /* same powers */
int grappe_unit_equal(grappe_unit a, grappe_unit b);       /* and same factor */
/* The plain product and quotient of both (factors multiply, powers add, and stop at ±127). */
grappe_unit grappe_unit_multiply(grappe_unit a, grappe_unit b);
grappe_unit grappe_unit_divide(grappe_unit a, grappe_unit b);
grappe_unit grappe_unit_base(grappe_unit unit); /* the same dimensions with factor 1: EUR/year for k€/month */
/* To the n-th power; returns 0 where a power would not be a whole number of at most 127 (jobs to the 0.5). */
int grappe_unit_power(grappe_unit a, double exponent, grappe_unit *result);

#endif
