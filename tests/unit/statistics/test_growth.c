/* Growth, annual rates and base indices; places in classes. */
#include "statistics/fixture.h"

#include <string.h>

#include "statistics/classes.h"
#include "statistics/growth.h"

static grappe_bounds at(double value) {
  return grappe_bounds_exact(value);
}

static void known_values(void **state) {
  (void)state;
  assert_is(grappe_growth(at(490), NAN, at(588), NAN), 0.2);
  assert_is(grappe_growth(at(200), NAN, at(100), NAN), -0.5);
  assert_is(grappe_growth(at(200), NAN, at(0), NAN), -1);
  assert_is(grappe_cagr(at(100), NAN, at(121), NAN, 2), 0.1);
  assert_is(grappe_cagr(at(100), NAN, at(0), NAN, 2), -1);
  assert_is(grappe_cagr(at(200), NAN, at(400), NAN, 0.5), 3);
  assert_is(grappe_base_index(at(80), NAN, at(100), NAN), 125);
}

static void undefined(void **state) {
  (void)state;
  assert_string_equal(grappe_growth(at(0), 0, at(5), 5).undefined, "the starting value is zero");
  assert_string_equal(grappe_growth(at(-1), -1, at(5), 5).undefined, "a value is, or may be, below zero");
  assert_string_equal(grappe_growth(grappe_bounds_between(-1, 4), 2, at(5), 5).undefined,
                      "a value is, or may be, below zero");
  assert_string_equal(grappe_cagr(at(1), 1, at(5), 5, 0).undefined, "no time lies between the two values");
  assert_string_equal(grappe_cagr(at(1), 1, at(5), 5, INFINITY).undefined, "no time lies between the two values");
}

static void intervals(void **state) {
  (void)state;
  grappe_statistic g = grappe_growth(grappe_bounds_between(200, 250), 220, grappe_bounds_between(300, 500), 440);
  assert_close(g.bounds.low, 300.0 / 250 - 1, 1e-11);
  assert_close(g.bounds.high, 500.0 / 200 - 1, 1e-11);
  assert_true(g.bounds.low <= 300.0 / 250 - 1 && g.bounds.high >= 1.5 && g.tight);
  assert_close(g.value, 1, 1e-12);
  g = grappe_growth(grappe_bounds_between(0, 100), NAN, at(50), NAN);
  assert_close(g.bounds.low, -0.5, 1e-11);
  assert_true(isinf(g.bounds.high) && isnan(g.value));
  g = grappe_growth(grappe_bounds_between(200, INFINITY), NAN, at(400), NAN);
  assert_true(g.bounds.low == -1);
  assert_close(g.bounds.high, 1, 1e-11);
  g = grappe_cagr(grappe_bounds_between(100, 121), NAN, grappe_bounds_between(121, 144), NAN, 2);
  assert_true(g.bounds.low <= 0 && g.bounds.low > -1e-11);
  assert_close(g.bounds.high, 0.2, 1e-11);
  g = grappe_base_index(grappe_bounds_between(80, 100), NAN, at(100), NAN);
  assert_close(g.bounds.low, 100, 1e-11);
  assert_close(g.bounds.high, 125, 1e-11);
}

static void place(const grappe_classes *classes, grappe_bounds value, size_t first, size_t last) {
  size_t a = 99, b = 99;
  grappe_classes_place(classes, value, &a, &b);
  assert_int_equal(a, first);
  assert_int_equal(b, last);
}

static void classes(void **state) {
  (void)state;
  const double edges[] = {2000, 5000, 7500, 10000, 20000};
  grappe_classes map = {edges, 5, 0}, upper = {edges, 5, 1};
  place(&map, at(0), 0, 0);
  place(&map, at(1999), 0, 0);
  place(&map, at(2000), 1, 1);
  place(&upper, at(2000), 0, 0);
  place(&map, at(20000), 5, 5);
  place(&upper, at(20000), 4, 4);
  place(&map, (grappe_bounds){0, 2000, 0, 1}, 0, 0);         /* <2000 */
  place(&map, (grappe_bounds){20000, INFINITY, 1, 1}, 5, 5); /* >20000 */
  place(&map, (grappe_bounds){10200, INFINITY, 1, 1}, 4, 5); /* >10200 */
  place(&map, grappe_bounds_between(10000, 20000), 4, 4);
  place(&upper, grappe_bounds_between(10000, 20000), 4, 4);
  place(&map, grappe_bounds_between(4999, 5001), 1, 2);
  place(&map, grappe_bounds_all(), 0, 5);
  place(&(grappe_classes){NULL, 0, 0}, at(3), 0, 0);
  grappe_error error = {0};
  assert_int_equal(grappe_classes_check(&map, &error), GRAPPE_OK);
  const double fall[] = {5, 3}, none[] = {NAN}, same[] = {5, 5};
  assert_int_equal(grappe_classes_check(&(grappe_classes){fall, 2, 0}, &error), GRAPPE_ARGUMENT);
  assert_string_equal(error.message,
                      "the edges between classes must rise, and 3 comes after 5: give them from the least");
  assert_int_equal(grappe_classes_check(&(grappe_classes){same, 2, 0}, &error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_classes_check(&(grappe_classes){none, 1, 0}, &error), GRAPPE_ARGUMENT);
  assert_string_equal(error.message, "an edge between classes must be a number, and nan is not");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_values),
      cmocka_unit_test(undefined),
      cmocka_unit_test(intervals),
      cmocka_unit_test(classes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
