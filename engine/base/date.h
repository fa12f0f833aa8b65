/* Days and periods of the Gregorian calendar.
 *
 * A day is a count of days since 1970-01-01. A period is the days from `from` to `to`, both in it; an open end is
 * GRAPPE_DAY_FIRST or GRAPPE_DAY_LAST. All of time (both ends open) is the period that nobody stated. */
#ifndef GRAPPE_BASE_DATE_H
#define GRAPPE_BASE_DATE_H

#include <stdint.h>

#include "base/status.h"

#define GRAPPE_DAY_FIRST INT32_MIN
#define GRAPPE_DAY_LAST INT32_MAX

typedef int32_t grappe_day;

typedef struct grappe_period {
  grappe_day from, to;
} grappe_period;

#define GRAPPE_PERIOD_ALL ((grappe_period){GRAPPE_DAY_FIRST, GRAPPE_DAY_LAST})
#define GRAPPE_PERIOD_TEXT 24 /* bytes that the longest period needs, its '\0' included */

grappe_day grappe_day_from_date(int year, int month, int day);
void grappe_day_to_date(grappe_day count, int *year, int *month, int *day);

/* Reads 2018, 2018-03, 2018-03-31, 2018-2019, 2018-01-01/2018-06-30, and with an open end ../2018 and 2018/.. ;
 * a day that does not exist is an error. */
grappe_code grappe_period_parse(const char *text, grappe_period *period, grappe_error *error);
/* Writes the shortest of those notations ("" for all of time). `text` has GRAPPE_PERIOD_TEXT bytes. Returns `text`. */
const char *grappe_period_write(grappe_period period, char *text);

/* Writes YYYY-MM-DD into `text` (GRAPPE_PERIOD_TEXT bytes). Returns `text`. */
const char *grappe_day_write(grappe_day day, char *text);

int grappe_period_stated(grappe_period period); /* not all of time */
int grappe_period_equal(grappe_period a, grappe_period b);
int grappe_period_overlap(grappe_period a, grappe_period b); /* they share a day */
int grappe_period_contains(grappe_period outer, grappe_period inner);
grappe_period grappe_period_join(grappe_period a, grappe_period b); /* from the earlier start to the later end */
double grappe_period_years(
    grappe_period period); /* whole years exactly; otherwise days / 365.2425; an open end: infinity */

/* The day it is, by the system's clock in UTC; GRAPPE_TODAY=YYYY-MM-DD in the environment fixes it, for tests. */
grappe_day grappe_today(void);

#endif
