/* Numbers, days and periods as publishers write them: the usual forms by hand, the rest by the readers of text/. */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "ingest/format_private.h"
#include "text/number.h"

static int digit(char c) {
  return c >= '0' && c <= '9';
}

/* `count` digits, none where one is not. */
static int digits(const char *text, size_t count, int *value) {
  int sum = 0;
  for (size_t i = 0; i < count; i++) {
    if (!digit(text[i])) return 0;
    sum = sum * 10 + (text[i] - '0');
  }
  *value = sum;
  return 1;
}

int format_integer(const char *text, size_t length, int64_t *value) {
  size_t at = length && *text == '-' ? 1 : 0;
  int64_t sum = 0;
  if (length > at && length - at <= 18) {
    size_t begin = at;
    for (; at < length && digit(text[at]); at++) sum = sum * 10 + (text[at] - '0');
    if (at == length) {
      *value = begin ? -sum : sum;
      return 1;
    }
  }
  double number;
  if (grappe_number_parse(text, length, GRAPPE_NUMBER_EITHER, &number, NULL) != GRAPPE_NUMBER_READ &&
      grappe_number_parse(text, length, GRAPPE_NUMBER_CANONICAL, &number, NULL) != GRAPPE_NUMBER_READ)
    return 0;
  if (number != floor(number) || fabs(number) > 9007199254740992.0) return 0;
  *value = (int64_t)number;
  return 1;
}

int format_number(const char *text, size_t length, char decimal, double *value) {
  static const double powers[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  /* up to 15 digits: an integer and a power of ten that doubles hold exactly, so that their quotient is the nearest */
  char point = decimal ? decimal : '.';
  size_t at = length && *text == '-' ? 1 : 0, begin = at, decimals = 0;
  int64_t sum = 0;
  int pointed = 0;
  if (length - at <= 16 && length > at) {
    for (; at < length; at++) {
      if (digit(text[at])) {
        sum = sum * 10 + (text[at] - '0');
        decimals += (size_t)pointed;
      } else if (text[at] == point && !pointed && at > begin && at + 1 < length) {
        pointed = 1;
      } else {
        break;
      }
    }
    if (at == length && length - begin - (size_t)pointed <= 15) {
      *value = (double)sum / powers[decimals];
      if (begin && sum) *value = -*value;
      return 1;
    }
  }
  int flags = decimal == '.' ? GRAPPE_NUMBER_POINT : decimal == ',' ? GRAPPE_NUMBER_COMMA : GRAPPE_NUMBER_EITHER;
  grappe_number_result result = GRAPPE_NUMBER_NONE;
  if (decimal != ',') result = grappe_number_parse(text, length, GRAPPE_NUMBER_CANONICAL, value, NULL);
  if (result == GRAPPE_NUMBER_NONE) result = grappe_number_parse(text, length, flags, value, NULL);
  return result == GRAPPE_NUMBER_READ ? 1 : result == GRAPPE_NUMBER_AMBIGUOUS ? -1 : 0;
}

static int make_day(int year, int month, int day, grappe_day *result) {
  static const unsigned char lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || year < 1) return 0;
  int leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (day > lengths[month - 1] + leap) return 0;
  *result = grappe_day_from_date(year, month, day);
  return 1;
}

int format_day(const char *text, size_t length, grappe_day_order order, grappe_day *result) {
  int year, month, day;
  if (order != GRAPPE_DAY_MONTH_YEAR && length >= 10 && text[4] == '-' && text[7] == '-' &&
      (length == 10 || text[10] == 'T' || text[10] == ' '))
    return digits(text, 4, &year) && digits(text + 5, 2, &month) && digits(text + 8, 2, &day) &&
           make_day(year, month, day, result);
  if (order == GRAPPE_DAY_ISO) return 0;
  /* 31/08/2023, 1/8/2023, 31.08.2023, 31-08-2023 */
  size_t at = 0, first, second;
  while (at < length && digit(text[at])) at++;
  first = at;
  if (first < 1 || first > 2 || at >= length || !strchr("/.-", text[at])) return 0;
  char separator = text[at++];
  while (at < length && digit(text[at])) at++;
  second = at - first - 1;
  if (second < 1 || second > 2 || at >= length || text[at] != separator || length < at + 5) return 0;
  if (length > at + 5 && text[at + 5] != ' ' && text[at + 5] != 'T') return 0;
  return digits(text, first, &day) && digits(text + first + 1, second, &month) && digits(text + at + 1, 4, &year) &&
         make_day(year, month, day, result);
}

/* Days of the months from `month`, `count` of them. */
static int months(int year, int month, int count, grappe_period *period) {
  if (month < 1 || month + count > 13) return 0;
  int next_year = month + count > 12 ? year + 1 : year, next_month = month + count > 12 ? 1 : month + count;
  *period = (grappe_period){grappe_day_from_date(year, month, 1), grappe_day_from_date(next_year, next_month, 1) - 1};
  return 1;
}

/* ISO 8601: weeks begin on Monday, and the first one has 4 January in it. */
static int week(int year, int number, grappe_period *period) {
  grappe_day monday = grappe_day_from_date(1970, 1, 5), fourth = grappe_day_from_date(year, 1, 4);
  grappe_day first = fourth - ((fourth - monday) % 7 + 7) % 7 + 7 * (number - 1);
  *period = (grappe_period){first, first + 6};
  return number >= 1 && first + 3 <= grappe_day_from_date(year, 12, 31); /* a week is of the year of its Thursday */
}

int format_period(const char *text, size_t length, grappe_period *period) {
  int year, part;
  if (length < 4 || !digits(text, 4, &year) || year < 1) return 0;
  if (length == 4) return months(year, 1, 12, period);
  const char *rest = text + 4;
  size_t left = length - 4;
  if (*rest == '-' || *rest == ' ') {
    rest++;
    left--;
  }
  if (left == 2 && strchr("QqTt", *rest) && digits(rest + 1, 1, &part)) return months(year, part * 3 - 2, 3, period);
  if (left == 2 && strchr("SsHh", *rest) && digits(rest + 1, 1, &part)) return months(year, part * 6 - 5, 6, period);
  if (left == 3 && strchr("Mm", *rest) && digits(rest + 1, 2, &part)) return months(year, part, 1, period);
  if (left == 3 && strchr("Ww", *rest) && digits(rest + 1, 2, &part)) return week(year, part, period);
  if (left == 2 && length == 7 && digits(rest, 2, &part)) return months(year, part, 1, period);
  char copy[40];
  if (length >= sizeof copy) return 0;
  memcpy(copy, text, length);
  copy[length] = '\0';
  if (length == 10 && text[4] == ' ' && text[7] == ' ') copy[4] = copy[7] = '-'; /* a day, in a folded header */
  return grappe_period_parse(copy, period, NULL) == GRAPPE_OK;
}
