#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/number.h"
#include "text/number_private.h"

enum {
  WIDEST = 17,      /* digits that tell any two doubles apart */
  POINT_MOST = 15,  /* canonical: the most digits before the point without an exponent */
  POINT_SHOWN = 18, /* the same for people */
  POINT_LEAST = -8, /* the most zeros between the point and the first digit without an exponent: 1e-9 has eight */
  DECIMALS_MOST = 20
};

/* The size of a number as 0.DIGITS times ten to the `point`; digits end in no zero; zero has none. */
typedef struct decimal {
  char digits[WIDEST + 1];
  int count, point, negative;
} decimal;

static void strip(decimal *number) {
  while (number->count && number->digits[number->count - 1] == '0') number->count--;
  if (!number->count) number->point = number->negative = 0;
}

static decimal decimal_of(double value) {
  decimal number = {.negative = value < 0};
  double size = fabs(value);
  for (int precision = 15; precision <= WIDEST; precision++) {
    char text[WIDEST + 24];
    const char *from = text;
    snprintf(text, sizeof text, "%.*e", precision - 1, size);
    number.count = 0;
    for (; *from && *from != 'e'; from++) /* digits only: the point in between is the locale's */
      if (*from >= '0' && *from <= '9' && number.count < WIDEST) number.digits[number.count++] = *from;
    int exponent = *from ? atoi(from + 1) : 0;
    number.point = exponent + 1;
    if (precision == WIDEST ||
        grappe_decimal_value(number.digits, (size_t)number.count, number.point - number.count) == size)
      break;
  }
  strip(&number);
  return number;
}

/* Keeps the first `keep` digits, half away from zero. */
static void round_to(decimal *number, int keep) {
  if (keep >= number->count) return;
  int up = keep >= 0 && number->digits[keep] >= '5';
  number->count = keep > 0 ? keep : 0;
  if (up) {
    int at = number->count;
    while (at > 0 && number->digits[at - 1] == '9') number->digits[--at] = '0';
    if (at > 0) {
      number->digits[at - 1]++;
    } else { /* 9.99 becomes 10: one digit, one place higher; what follows it is zeros */
      number->digits[0] = '1';
      number->count = 1;
      number->point++;
    }
  }
  strip(number);
}

typedef struct text {
  char bytes[160];
  size_t length;
} text;

static void put(text *to, const char *bytes) {
  size_t length = strlen(bytes);
  if (to->length + length >= sizeof to->bytes) return;
  memcpy(to->bytes + to->length, bytes, length + 1);
  to->length += length;
}

static void put_char(text *to, char byte) {
  char bytes[2] = {byte, '\0'};
  put(to, bytes);
}

/* Writes the digits plainly, `decimals` after the point (zeros where there are no more digits). */
static void lay_out(const decimal *number, int decimals, const char *group, const char *point, text *to) {
  if (number->negative) put_char(to, '-');
  if (number->point <= 0) put_char(to, '0');
  for (int i = 0; i < number->point; i++) {
    if (i > 0 && (number->point - i) % 3 == 0) put(to, group);
    put_char(to, i < number->count ? number->digits[i] : '0');
  }
  if (decimals > 0) put(to, point);
  for (int i = number->point; i < number->point + decimals; i++)
    put_char(to, i >= 0 && i < number->count ? number->digits[i] : '0');
}

static void lay_out_exponent(const decimal *number, const char *point, text *to) {
  char exponent[16];
  decimal mantissa = *number;
  mantissa.point = 1;
  lay_out(&mantissa, mantissa.count - 1, "", point, to);
  snprintf(exponent, sizeof exponent, "e%d", number->point - 1);
  put(to, exponent);
}

static int decimals_left(const decimal *number) {
  return number->count > number->point ? number->count - number->point : 0;
}

static const char *not_finite(double value) {
  return isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

const char *grappe_number_text(double value, char out[GRAPPE_NUMBER_TEXT]) {
  if (!isfinite(value)) {
    snprintf(out, GRAPPE_NUMBER_TEXT, "%s", not_finite(value));
  } else if (fabs(value) < 1e15 && value == trunc(value)) { /* most numbers of a cluster: no need to search */
    snprintf(out, GRAPPE_NUMBER_TEXT, "%lld", (long long)value);
  } else {
    decimal number = decimal_of(value);
    text to = {.length = 0};
    if (number.point > POINT_MOST || number.point < POINT_LEAST)
      lay_out_exponent(&number, ".", &to);
    else
      lay_out(&number, decimals_left(&number), "", ".", &to);
    memcpy(out, to.bytes, to.length + 1);
  }
  return out;
}

void grappe_number_write(double value, grappe_buffer *buffer) {
  char out[GRAPPE_NUMBER_TEXT];
  grappe_buffer_add(buffer, grappe_number_text(value, out));
}

static const struct {
  const char *group, *point;
} conventions[GRAPPE_LANGUAGES] = {{",", "."}, {"\u202F", ","}, {".", ","}};

static int within(int value, int least, int most) {
  return value < least ? least : value > most ? most : value;
}

void grappe_number_display(double value, grappe_digits digits, int count, grappe_language language,
                           grappe_buffer *buffer) {
  if (!isfinite(value)) {
    grappe_buffer_add(buffer, not_finite(value));
    return;
  }
  decimal number = decimal_of(value);
  text to = {.length = 0};
  const char *point = conventions[language].point;
  if (digits == GRAPPE_DIGITS_DECIMALS)
    round_to(&number, number.point + within(count, 0, DECIMALS_MOST));
  else if (digits == GRAPPE_DIGITS_SIGNIFICANT)
    round_to(&number, within(count, 1, WIDEST));
  else if (digits == GRAPPE_DIGITS_USUAL && number.count > number.point)
    round_to(&number, number.point >= 5 ? number.point : number.point == 4 ? 5 : 4);
  int decimals = digits == GRAPPE_DIGITS_DECIMALS ? within(count, 0, DECIMALS_MOST) : decimals_left(&number);
  if (number.point > POINT_SHOWN || (number.point < POINT_LEAST && digits != GRAPPE_DIGITS_DECIMALS))
    lay_out_exponent(&number, point, &to);
  else
    lay_out(&number, decimals, conventions[language].group, point, &to);
  grappe_buffer_add_bytes(buffer, to.bytes, to.length);
}
