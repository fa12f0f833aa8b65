/* Decimal digits of a double, shared by writing and reading. Private to this room. */
#ifndef GRAPPE_TEXT_NUMBER_PRIVATE_H
#define GRAPPE_TEXT_NUMBER_PRIVATE_H

#include <stddef.h>

/* The number with these decimal digits (no sign, leading zeros allowed, at most 400) times ten to the `exponent`,
 * correctly rounded; infinity where it is too large. Independent of the locale. */
double grappe_decimal_value(const char *digits, size_t count, int exponent);

#endif
