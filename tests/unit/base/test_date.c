/* Days over four centuries and more, and every notation of a period both ways. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"

static int leap(int year) {
  return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

static void days_in_order(void **state) {
  (void)state;
  static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  grappe_day expected = grappe_day_from_date(1600, 1, 1);
  for (int year = 1600; year < 2401; year++) /* two whole cycles, counted by hand */
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= lengths[month - 1] + (month == 2 && leap(year)); day++, expected++) {
        int y, m, d;
        assert_int_equal(grappe_day_from_date(year, month, day), expected);
        grappe_day_to_date(expected, &y, &m, &d);
        assert_true(y == year && m == month && d == day);
      }
}

static void known_days(void **state) {
  (void)state;
  assert_int_equal(grappe_day_from_date(1970, 1, 1), 0);
  assert_int_equal(grappe_day_from_date(1969, 12, 31), -1);
  assert_int_equal(grappe_day_from_date(2000, 3, 1), 11017);
  assert_int_equal(grappe_day_from_date(2018, 1, 1), 17532);
  static const grappe_day far[] = {GRAPPE_DAY_FIRST, GRAPPE_DAY_LAST, -719468, -719469, -1000000, 2932896};
  for (size_t i = 0; i < sizeof far / sizeof *far; i++) {
    int y, m, d;
    grappe_day_to_date(far[i], &y, &m, &d);
    assert_true(m >= 1 && m <= 12 && d >= 1 && d <= 31);
    assert_int_equal(grappe_day_from_date(y, m, d), far[i]);
  }
}

static grappe_period read(const char *text) {
  grappe_period period = {1, 0};
  grappe_error error = {0};
  if (grappe_period_parse(text, &period, &error) != GRAPPE_OK) fail_msg("%s: %s", text, error.message);
  return period;
}

static void every_notation(void **state) {
  (void)state;
  static const struct {
    const char *text, *from, *to, *written; /* ends as days; NULL: open. written NULL: as it was read */
  } cases[] = {
      {"2018", "2018-01-01", "2018-12-31", NULL},
      {"2018-03", "2018-03-01", "2018-03-31", NULL},
      {"2016-02", "2016-02-01", "2016-02-29", NULL},
      {"2018-03-31", "2018-03-31", "2018-03-31", NULL},
      {"2018-01-01", "2018-01-01", "2018-01-01", NULL},
      {"2018-12-31", "2018-12-31", "2018-12-31", NULL},
      {"2018-2019", "2018-01-01", "2019-12-31", NULL},
      {"2018/2019", "2018-01-01", "2019-12-31", "2018-2019"},
      {"2018-2018", "2018-01-01", "2018-12-31", "2018"},
      {"2018-01-01/2018-06-30", "2018-01-01", "2018-06-30", NULL},
      {"2018-03-15/2018-12-31", "2018-03-15", "2018-12-31", NULL},
      {"2018-03/2018-05", "2018-03-01", "2018-05-31", "2018-03-01/2018-05-31"},
      {"2018-03/2018-03", "2018-03-01", "2018-03-31", "2018-03"},
      {"2018-01-01/2018-12-31", "2018-01-01", "2018-12-31", "2018"},
      {"2018-02-28/2018-02-28", "2018-02-28", "2018-02-28", "2018-02-28"},
      {"../2018", NULL, "2018-12-31", NULL},
      {"2018/..", "2018-01-01", NULL, NULL},
      {"../2018-06-30", NULL, "2018-06-30", NULL},
      {"2018-06-30/..", "2018-06-30", NULL, NULL},
      {"2018-03/..", "2018-03-01", NULL, "2018-03-01/.."},
      {"../2018-03", NULL, "2018-03-31", "../2018-03-31"},
      {"0001", "0001-01-01", "0001-12-31", NULL},
      {"9999-12-31", "9999-12-31", "9999-12-31", NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[GRAPPE_PERIOD_TEXT];
    grappe_period period = read(cases[i].text);
    assert_int_equal(period.from, cases[i].from ? read(cases[i].from).from : GRAPPE_DAY_FIRST);
    assert_int_equal(period.to, cases[i].to ? read(cases[i].to).to : GRAPPE_DAY_LAST);
    assert_string_equal(grappe_period_write(period, text), cases[i].written ? cases[i].written : cases[i].text);
    assert_true(grappe_period_equal(read(text), period));
  }
}

static void written_and_read(void **state) {
  (void)state;
  uint32_t seed = 2018;
  grappe_day first = grappe_day_from_date(1800, 1, 1), days = 400 * 365;
  for (int i = 0; i < 20000; i++) {
    char text[GRAPPE_PERIOD_TEXT];
    seed = seed * 1664525 + 1013904223;
    grappe_period period = {first + (grappe_day)((seed >> 8) % (uint32_t)days), 0};
    seed = seed * 1664525 + 1013904223;
    period.to = period.from + (grappe_day)((seed >> 8) % (i % 2 ? 800 : 40000));
    if (i % 7 == 0) period.from = GRAPPE_DAY_FIRST;
    if (i % 7 == 1) period.to = GRAPPE_DAY_LAST;
    assert_true(grappe_period_equal(read(grappe_period_write(period, text)), period));
  }
}

static void wrong_ones(void **state) {
  (void)state;
  static const char *const wrong[] = {
      "",
      " ",
      "18",
      "201",
      "20180",
      "2018-",
      "2018-3",
      "2018-13",
      "2018-00",
      "2018-02-29",
      "1900-02-29",
      "2018-02-30",
      "2018-04-31",
      "2018-01-00",
      "2018-01-32",
      "2018-1-1",
      "2018-03-31x",
      "2018-03-311",
      "2018-032",
      " 2018",
      "2018 ",
      "2019-2018",
      "2018-06-30/2018-01-01",
      "2018/",
      "/2018",
      "..",
      "../..",
      "../",
      "/..",
      "2018/...",
      "../2018/..",
      "2018-2019-2020",
      "2018/2019/2020",
      "2018..2019",
      "+2018",
      "-2018",
      "20I8",
      "2018-Q1",
      "hier",
      "2018-02-30/..",
      "2018\n",
      "２０１８",
      "2018-01-01T00:00",
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    grappe_period period = {7, 8};
    grappe_error error = {0};
    if (grappe_period_parse(wrong[i], &period, &error) != GRAPPE_ARGUMENT) fail_msg("'%s' was read", wrong[i]);
    assert_true(period.from == 7 && period.to == 8);
    assert_non_null(strstr(error.message, wrong[i]));
  }
}

static void all_of_time(void **state) {
  (void)state;
  char text[GRAPPE_PERIOD_TEXT];
  assert_string_equal(grappe_period_write(GRAPPE_PERIOD_ALL, text), "");
  assert_false(grappe_period_stated(GRAPPE_PERIOD_ALL));
  assert_true(grappe_period_stated(read("2018/..")));
  assert_true(grappe_period_contains(GRAPPE_PERIOD_ALL, read("../2018")));
}

static void relations(void **state) {
  (void)state;
  assert_true(grappe_period_overlap(read("2018"), read("2018-12-31/2019-06-30")));
  assert_false(grappe_period_overlap(read("2018"), read("2019")));
  assert_true(grappe_period_overlap(read("../2018"), read("2018/..")));
  assert_true(grappe_period_contains(read("2018"), read("2018-02")));
  assert_true(grappe_period_contains(read("2018"), read("2018")));
  assert_false(grappe_period_contains(read("2018-02"), read("2018")));
  assert_false(grappe_period_contains(read("2018"), read("2018/..")));
  assert_true(grappe_period_equal(grappe_period_join(read("2016"), read("2018")), read("2016-2018")));
  assert_true(grappe_period_equal(grappe_period_join(read("../2016"), read("2018")), read("../2018")));
}

static void lengths(void **state) {
  (void)state;
  assert_true(grappe_period_years(read("2018")) == 1);
  assert_true(grappe_period_years(read("2016")) == 1);
  assert_true(grappe_period_years(read("2016-2020")) == 5);
  assert_true(grappe_period_years(read("2016-09-01/2017-08-31")) == 1);
  assert_true(fabs(grappe_period_years(read("2018-01-01")) - 1 / 365.2425) < 1e-15);
  assert_true(fabs(grappe_period_years(read("2018-01-01/2018-06-30")) - 181 / 365.2425) < 1e-15);
  assert_true(isinf(grappe_period_years(read("2018/.."))));
  assert_true(isinf(grappe_period_years(GRAPPE_PERIOD_ALL)));
}

static void today(void **state) {
  (void)state;
  assert_int_equal(setenv("GRAPPE_TODAY", "2024-02-29", 1), 0);
  assert_int_equal(grappe_today(), grappe_day_from_date(2024, 2, 29));
  assert_int_equal(setenv("GRAPPE_TODAY", "2024", 1), 0); /* not one day: the clock it is */
  assert_true(grappe_today() > grappe_day_from_date(2024, 12, 31));
  assert_int_equal(unsetenv("GRAPPE_TODAY"), 0);
  assert_true(grappe_today() > grappe_day_from_date(2024, 12, 31));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_in_order),    cmocka_unit_test(known_days), cmocka_unit_test(every_notation),
      cmocka_unit_test(written_and_read), cmocka_unit_test(wrong_ones), cmocka_unit_test(all_of_time),
      cmocka_unit_test(relations),        cmocka_unit_test(lengths),    cmocka_unit_test(today),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
