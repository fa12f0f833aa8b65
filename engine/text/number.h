/* Numbers as text: one canonical form for files and notation, and the forms of people.
 *
 * Nothing here depends on the locale. All work on the shortest decimal digits that read back as the same double. */
#ifndef GRAPPE_TEXT_NUMBER_H
#define GRAPPE_TEXT_NUMBER_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/language.h"

/* Canonical: digits, '.' before decimals, '-' before a negative; 15 significant digits where they suffice to read back
 * the same double, else 16 or 17. From 1e15 up and below 1e-9 in size with an exponent ("1.5e15"). Zero is "0" whatever
 * its sign. What is no number is "nan", "inf" or "-inf": grappe_number_parse refuses those. */
void grappe_number_write(double value, grappe_buffer *buffer);
#define GRAPPE_NUMBER_TEXT 32 /* bytes that the canonical form needs, its '\0' included */
const char *grappe_number_text(double value, char text[GRAPPE_NUMBER_TEXT]); /* the same into an array */

/* How many digits to show. Rounding is half away from zero on the decimal digits: 2.675 shown to 2 decimals is 2.68. */
typedef enum grappe_digits {
  GRAPPE_DIGITS_USUAL = 0,   /* whole numbers whole; else 4 significant digits below 1000, 1 decimal below 10,000, none
                                from there; no zeros at the end. The count is not looked at */
  GRAPPE_DIGITS_DECIMALS,    /* exactly `count` after the point: 9850.5 to 2 is 9,850.50 */
  GRAPPE_DIGITS_SIGNIFICANT, /* at most `count` significant digits: 9851 to 2 is 9,900; no zeros at the end */
  GRAPPE_DIGITS_ALL          /* those of the canonical form */
} grappe_digits;

/* For people: 9,850.5 in English, 9 850,5 in French (narrow no-break space U+202F), 9.850,5 in Italian. */
void grappe_number_display(double value, grappe_digits digits, int count, grappe_language language,
                           grappe_buffer *buffer);

/* Which forms grappe_number_parse accepts. Canonical (0): digits, '.', an exponent. The others add signs U+2212 and
 * thousands set apart, all by the same separator and in well-formed groups only: a space (also U+00A0, U+2009, U+202F)
 * or an apostrophe, and ',' with a decimal point or '.' with a decimal comma. With both flags either convention is read
 * and a number that they read differently ("9.850", "1,234") is refused as ambiguous. */
enum { GRAPPE_NUMBER_CANONICAL = 0, GRAPPE_NUMBER_POINT = 1, GRAPPE_NUMBER_COMMA = 2, GRAPPE_NUMBER_EITHER = 3 };
int grappe_number_convention(grappe_language language); /* GRAPPE_NUMBER_POINT or GRAPPE_NUMBER_COMMA */

typedef enum grappe_number_result {
  GRAPPE_NUMBER_NONE = 0,      /* not a number, or too large for a double, or longer than 400 bytes */
  GRAPPE_NUMBER_READ = 1,      /* read: *value and *decimals are set, and only then */
  GRAPPE_NUMBER_AMBIGUOUS = -1 /* two readings; the sentence should ask for a number without separators */
} grappe_number_result;

/* Reads the whole of `text` (no space around it) as one number, correctly rounded. *decimals (may be NULL) is how many
 * digits were given after the point, less the exponent: 0 for "53", 2 for "53.20", -5 for "1.5e6", so that the last
 * digit given is worth 10^-decimals. */
grappe_number_result grappe_number_parse(const char *text, size_t length, int flags, double *value, int *decimals);

/* How many bytes at the start of `text` make up the longest number, 0 where it starts with none: "4 750 jobs" is 5 with
 * GRAPPE_NUMBER_COMMA, "10..20" is 2, "53 %" is 2. */
size_t grappe_number_length(const char *text, size_t length, int flags);

#endif
