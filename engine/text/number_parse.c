#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/number.h"
#include "text/number_private.h"

enum { LONGEST = 400, EXPONENT_MOST = 9999 };

double grappe_decimal_value(const char *digits, size_t count, int exponent) {
  static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  while (count && *digits == '0') {
    digits++;
    count--;
  }
  if (!count) return 0;
  if (count <= 15 && exponent >= -22 && exponent <= 22) {
    /* both the digits and the power of ten are doubles without error, so the one operation rounds correctly */
    int64_t whole = 0;
    for (size_t i = 0; i < count; i++) whole = whole * 10 + (digits[i] - '0');
    return exponent < 0 ? (double)whole / powers[-exponent] : (double)whole * powers[exponent];
  }
  /* strtod obeys the locale in one thing only, the decimal point: this text has none */
  char text[LONGEST + 16];
  if (count > LONGEST) count = LONGEST;
  snprintf(text, sizeof text, "%.*se%d", (int)count, digits, exponent);
  return strtod(text, NULL);
}

int grappe_number_convention(grappe_language language) {
  return language == GRAPPE_ENGLISH ? GRAPPE_NUMBER_POINT : GRAPPE_NUMBER_COMMA;
}

static int is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

static int starts(const char *text, size_t length, const char *with) {
  size_t bytes = strlen(with);
  return length >= bytes && memcmp(text, with, bytes) == 0;
}

/* The bytes of the separator of thousands that the text starts with, 0 for none. The kinds may not be mixed; the
 * various spaces are one kind, because copied tables mix those. */
static size_t thousands(const char *text, size_t length, int flags, int *kind) {
  static const struct {
    const char *bytes;
    int kind, flags;
  } separators[] = {
      {" ", 's', GRAPPE_NUMBER_EITHER},      {"\u00A0", 's', GRAPPE_NUMBER_EITHER},
      {"\u2009", 's', GRAPPE_NUMBER_EITHER}, {"\u202F", 's', GRAPPE_NUMBER_EITHER},
      {"'", 'a', GRAPPE_NUMBER_EITHER},      {"\u2019", 'a', GRAPPE_NUMBER_EITHER},
      {",", ',', GRAPPE_NUMBER_POINT},       {".", '.', GRAPPE_NUMBER_COMMA},
  };
  for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
    if ((separators[i].flags & flags) && starts(text, length, separators[i].bytes)) {
      *kind = separators[i].kind;
      return strlen(separators[i].bytes);
    }
  return 0;
}

typedef struct scan {
  char digits[LONGEST];
  size_t count; /* digits read, before and after the point */
  int decimals; /* of them after the point */
  int exponent;
  int negative;
} scan;

static size_t scan_digits(const char *text, size_t length, scan *read) {
  size_t at = 0;
  for (; at < length && is_digit(text[at]); at++) read->digits[read->count++] = text[at];
  return at;
}

/* The whole part, in groups where the flags allow them; returns its bytes. A separator that no well-formed group
 * follows is left for the caller, who refuses it. */
static size_t scan_whole(const char *text, size_t length, int flags, scan *read, int *grouped) {
  size_t at = scan_digits(text, length, read);
  int first_kind = 0, kind = 0;
  *grouped = 0;
  if (at == 0 || at > 3 || text[0] == '0') return at;
  for (;;) {
    size_t bytes = thousands(text + at, length - at, flags, &kind);
    const char *group = text + at + bytes;
    size_t left = length - at - bytes;
    if (!bytes || (first_kind && kind != first_kind) || left < 3) return at;
    if (!is_digit(group[0]) || !is_digit(group[1]) || !is_digit(group[2]) || (left > 3 && is_digit(group[3])))
      return at;
    first_kind = kind;
    at += bytes + scan_digits(group, 3, read);
    *grouped = 1;
  }
}

static size_t scan_exponent(const char *text, size_t length, scan *read) {
  size_t at = 1;
  int minus = 0;
  if (length < 2 || (text[0] != 'e' && text[0] != 'E')) return 0;
  if (text[1] == '+' || text[1] == '-') minus = text[at++] == '-';
  if (at == length) return 0;
  for (; at < length && is_digit(text[at]); at++)
    if (read->exponent < EXPONENT_MOST) read->exponent = read->exponent * 10 + (text[at] - '0');
  if (minus) read->exponent = -read->exponent;
  return at;
}

/* One convention: `flags` is canonical, POINT or COMMA. */
static int parse_one(const char *text, size_t length, int flags, scan *read) {
  static const char minus[] = "\u2212";
  size_t at = 0;
  int grouped;
  char point = flags == GRAPPE_NUMBER_COMMA ? ',' : '.';
  read->count = 0;
  read->decimals = read->exponent = read->negative = 0;
  if (length && (text[0] == '-' || text[0] == '+')) {
    read->negative = text[0] == '-';
    at = 1;
  } else if (flags && starts(text, length, minus)) {
    read->negative = 1;
    at = strlen(minus);
  }
  at += scan_whole(text + at, length - at, flags, read, &grouped);
  if (at < length && text[at] == point) {
    size_t after = scan_digits(text + at + 1, length - at - 1, read);
    if (!after) return 0;
    read->decimals = (int)after;
    at += 1 + after;
  }
  if (!read->count) return 0;
  if (!grouped) at += scan_exponent(text + at, length - at, read);
  return at == length;
}

static int value_of(const scan *read, double *value) {
  double size = grappe_decimal_value(read->digits, read->count, read->exponent - read->decimals);
  *value = read->negative && size != 0 ? -size : size;
  return isfinite(size);
}

grappe_number_result grappe_number_parse(const char *text, size_t length, int flags, double *value, int *decimals) {
  scan read, other;
  double found = 0, otherwise = 0;
  if (length == 0 || length > LONGEST) return GRAPPE_NUMBER_NONE;
  int first = flags == GRAPPE_NUMBER_EITHER ? GRAPPE_NUMBER_POINT : flags;
  int as_first = parse_one(text, length, first, &read) && value_of(&read, &found);
  if (flags == GRAPPE_NUMBER_EITHER && parse_one(text, length, GRAPPE_NUMBER_COMMA, &other) &&
      value_of(&other, &otherwise)) {
    if (as_first && found != otherwise) return GRAPPE_NUMBER_AMBIGUOUS;
    if (!as_first) {
      found = otherwise;
      read = other;
      as_first = 1;
    }
  }
  if (!as_first) return GRAPPE_NUMBER_NONE;
  *value = found;
  if (decimals) *decimals = read.decimals - read.exponent;
  return GRAPPE_NUMBER_READ;
}

size_t grappe_number_length(const char *text, size_t length, int flags) {
  size_t most = 0;
  double value;
  int kind;
  if (length > LONGEST) length = LONGEST;
  while (most < length) {
    size_t bytes = thousands(text + most, length - most, flags, &kind);
    if (!bytes)
      bytes = flags && starts(text + most, length - most, "\u2212") ? 3 : strchr("+-.,eE", text[most]) != NULL;
    if (!bytes) bytes = is_digit(text[most]);
    if (!bytes || text[most] == '\0') break;
    most += bytes;
  }
  for (; most > 0; most--) /* a number ends in a digit */
    if (is_digit(text[most - 1]) && grappe_number_parse(text, most, flags, &value, NULL) != GRAPPE_NUMBER_NONE)
      return most;
  return 0;
}
