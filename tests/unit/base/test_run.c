/* A run: stopped by the user or by its limit on time, and stopped until it begins again. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/run.h"

static void without_limits(void **state) {
  (void)state;
  grappe_run run = {0};
  grappe_error error = {0};
  assert_int_equal(grappe_run_check(NULL, &error), GRAPPE_OK);
  assert_int_equal(grappe_run_check(&run, &error), GRAPPE_OK);
  grappe_run_begin(&run, 0);
  assert_int_equal(grappe_run_check(&run, &error), GRAPPE_OK);
  assert_string_equal(error.message, "");
}

static void stopped(void **state) {
  (void)state;
  grappe_run run = {0};
  grappe_error error = {0};
  grappe_run_begin(&run, 100);
  grappe_run_stop(&run);
  for (int i = 0; i < 2; i++) assert_int_equal(grappe_run_check(&run, &error), GRAPPE_STOPPED);
  assert_int_equal(error.code, GRAPPE_STOPPED);
  assert_string_equal(error.message, "interrupted");
  assert_int_equal(grappe_run_check(&run, NULL), GRAPPE_STOPPED);
  grappe_run_begin(&run, 0);
  assert_int_equal(grappe_run_check(&run, &error), GRAPPE_OK);
}

static void out_of_time(void **state) {
  (void)state;
  grappe_run run = {0};
  grappe_error error = {0};
  const struct timespec moment = {0, 3000000};
  grappe_run_begin(&run, 0.001);
  nanosleep(&moment, NULL);
  for (int i = 0; i < 2; i++) assert_int_equal(grappe_run_check(&run, &error), GRAPPE_TIME);
  assert_non_null(strstr(error.message, "0.001 seconds"));
  grappe_run_begin(&run, 100);
  assert_int_equal(grappe_run_check(&run, &error), GRAPPE_OK);
  assert_true(atomic_load(&run.deadline) > grappe_clock());
}

static void interrupted_first(void **state) {
  (void)state;
  grappe_run run = {0};
  const struct timespec moment = {0, 3000000};
  grappe_run_begin(&run, 0.001);
  grappe_run_stop(&run);
  nanosleep(&moment, NULL);
  assert_int_equal(grappe_run_check(&run, NULL), GRAPPE_STOPPED); /* the first reason stays */
}

static void limits_without_sense(void **state) {
  (void)state;
  static const double seconds[] = {1e9, 1e300, -1, -1e300};
  grappe_run run = {0};
  for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
    grappe_run_begin(&run, seconds[i]);
    assert_int_equal(grappe_run_check(&run, NULL), GRAPPE_OK);
  }
  grappe_run_begin(&run, INFINITY);
  assert_int_equal(grappe_run_check(&run, NULL), GRAPPE_OK);
  grappe_run_begin(&run, NAN);
  assert_int_equal(grappe_run_check(&run, NULL), GRAPPE_OK);
}

static void clock_runs_on(void **state) {
  (void)state;
  int64_t before = grappe_clock();
  for (int i = 0; i < 1000; i++) {
    int64_t now = grappe_clock();
    assert_true(now >= before);
    before = now;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_limits),       cmocka_unit_test(stopped),
      cmocka_unit_test(out_of_time),          cmocka_unit_test(interrupted_first),
      cmocka_unit_test(limits_without_sense), cmocka_unit_test(clock_runs_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
