#include "base/date.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Howard Hinnant's civil-from-days algorithms: http://howardhinnant.github.io/date_algorithms.html */
grappe_day grappe_day_from_date(int year, int month, int day) {
  year -= month <= 2;
  int era = (year >= 0 ? year : year - 399) / 400;
  int of_era = year - era * 400;
  int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return (grappe_day)((int64_t)era * 146097 - 719468 + of_era * 365 + of_era / 4 - of_era / 100 + of_year);
}

void grappe_day_to_date(grappe_day count, int *year, int *month, int *day) {
  int64_t shifted = (int64_t)count + 719468;
  int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int of_era = (int)(shifted - era * 146097);
  int year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted_month = (5 * of_year + 2) / 153;
  *day = of_year - (153 * shifted_month + 2) / 5 + 1;
  *month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

static int days_in_month(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

static const char *digits(const char *text, int count, int *value) {
  *value = 0;
  for (int i = 0; i < count; i++) {
    if (text[i] < '0' || text[i] > '9') return NULL;
    *value = *value * 10 + (text[i] - '0');
  }
  return text + count;
}

/* Reads one year, month or day as the days it covers; returns what follows it, or NULL. */
static const char *calendar_unit(const char *text, grappe_period *period) {
  int year, month = 0, day = 0;
  const char *rest = digits(text, 4, &year);
  if (!rest) return NULL;
  const char *after = rest[0] == '-' ? digits(rest + 1, 2, &month) : NULL;
  if (after && *after >= '0' && *after <= '9') after = NULL; /* 2018-2019: four digits follow the hyphen */
  if (!after) {
    *period = (grappe_period){grappe_day_from_date(year, 1, 1), grappe_day_from_date(year, 12, 31)};
    return rest;
  }
  if (month < 1 || month > 12) return NULL;
  rest = after;
  after = rest[0] == '-' ? digits(rest + 1, 2, &day) : NULL;
  if (!after) {
    *period = (grappe_period){grappe_day_from_date(year, month, 1),
                              grappe_day_from_date(year, month, days_in_month(year, month))};
    return rest;
  }
  if (day < 1 || day > days_in_month(year, month)) return NULL;
  period->from = period->to = grappe_day_from_date(year, month, day);
  return after;
}

static int parse(const char *text, grappe_period *period) {
  grappe_period first, last;
  if (strncmp(text, "../", 3) == 0) {
    const char *rest = calendar_unit(text + 3, &last);
    *period = (grappe_period){GRAPPE_DAY_FIRST, last.to};
    return rest && *rest == '\0';
  }
  const char *rest = calendar_unit(text, &first);
  if (!rest) return 0;
  *period = first;
  if (*rest == '\0') return 1;
  if (strcmp(rest, "/..") == 0) {
    period->to = GRAPPE_DAY_LAST;
    return 1;
  }
  if (*rest != '/' && *rest != '-') return 0;
  rest = calendar_unit(rest + 1, &last);
  if (!rest || *rest != '\0' || last.to < first.from) return 0;
  period->to = last.to;
  return 1;
}

grappe_code grappe_period_parse(const char *text, grappe_period *period, grappe_error *error) {
  grappe_period read;
  if (!parse(text, &read))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "'%s' is not a period: write 2018, 2018-03, 2018-03-31, 2018-2019 or 2018-01-01/2018-06-30",
                       text);
  *period = read;
  return GRAPPE_OK;
}

static void write_end(grappe_day day, int is_start, char *text, size_t size, int *whole_year) {
  int y, m, d;
  grappe_day_to_date(day, &y, &m, &d);
  *whole_year = is_start ? m == 1 && d == 1 : m == 12 && d == 31;
  if (*whole_year)
    snprintf(text, size, "%04d", y);
  else
    snprintf(text, size, "%04d-%02d-%02d", y, m, d);
}

const char *grappe_period_write(grappe_period period, char *text) {
  int y, m, d, year_from = 0, year_to = 0;
  char from[16] = "..", to[16] = "..";
  text[0] = '\0';
  if (!grappe_period_stated(period)) return text;
  if (period.from != GRAPPE_DAY_FIRST) write_end(period.from, 1, from, sizeof from, &year_from);
  if (period.to != GRAPPE_DAY_LAST) write_end(period.to, 0, to, sizeof to, &year_to);
  if (year_from && year_to) {
    snprintf(text, GRAPPE_PERIOD_TEXT, strcmp(from, to) == 0 ? "%s" : "%s-%s", from, to);
    return text;
  }
  if (period.from == period.to) {
    grappe_day_to_date(period.from, &y, &m, &d);
    snprintf(text, GRAPPE_PERIOD_TEXT, "%04d-%02d-%02d", y, m, d);
    return text;
  }
  if (period.from != GRAPPE_DAY_FIRST && period.to != GRAPPE_DAY_LAST) {
    grappe_day_to_date(period.from, &y, &m, &d);
    if (d == 1 && period.to == grappe_day_from_date(y, m, days_in_month(y, m))) {
      snprintf(text, GRAPPE_PERIOD_TEXT, "%04d-%02d", y, m);
      return text;
    }
    /* one end a whole year, the other a day: both as days, so that no reader has to guess */
    if (year_from) snprintf(from, sizeof from, "%04d-01-01", y);
    grappe_day_to_date(period.to, &y, &m, &d);
    if (year_to) snprintf(to, sizeof to, "%04d-12-31", y);
  }
  snprintf(text, GRAPPE_PERIOD_TEXT, "%.10s/%.10s", from, to);
  return text;
}

const char *grappe_day_write(grappe_day day, char *text) {
  int y, m, d;
  grappe_day_to_date(day, &y, &m, &d);
  snprintf(text, GRAPPE_PERIOD_TEXT, "%04d-%02d-%02d", y, m, d);
  return text;
}

int grappe_period_stated(grappe_period period) {
  return period.from != GRAPPE_DAY_FIRST || period.to != GRAPPE_DAY_LAST;
}

int grappe_period_equal(grappe_period a, grappe_period b) {
  return a.from == b.from && a.to == b.to;
}

int grappe_period_overlap(grappe_period a, grappe_period b) {
  return a.from <= b.to && b.from <= a.to;
}

int grappe_period_contains(grappe_period outer, grappe_period inner) {
  return outer.from <= inner.from && inner.to <= outer.to;
}

grappe_period grappe_period_join(grappe_period a, grappe_period b) {
  return (grappe_period){a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

double grappe_period_years(grappe_period period) {
  int y0, m0, d0, y1, m1, d1;
  if (period.from == GRAPPE_DAY_FIRST || period.to == GRAPPE_DAY_LAST) return INFINITY;
  grappe_day_to_date(period.from, &y0, &m0, &d0);
  grappe_day_to_date(period.to + 1, &y1, &m1, &d1);
  if (m0 == m1 && d0 == d1) return y1 - y0;
  return ((double)period.to - (double)period.from + 1) / 365.2425;
}

grappe_day grappe_today(void) {
  const char *fixed = getenv("GRAPPE_TODAY");
  grappe_period period;
  if (fixed && parse(fixed, &period) && period.from == period.to) return period.from;
  time_t now = time(NULL);
  return (grappe_day)(now / 86400);
}
