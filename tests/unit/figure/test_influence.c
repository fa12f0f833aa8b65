/* Which inputs make a figure inexact: what is computed again with one of them known, and their order. */
#include "figure/influence.h"

#include "fixture.h"

typedef struct found {
  grappe_influence *list;
  size_t count, inexact;
  int measured;
} found;

static found influences_of(const grappe_figure *figure) {
  found f;
  assert_int_equal(grappe_figure_influences(figure, &f.list, &f.count, &f.inexact, &f.measured, NULL), GRAPPE_OK);
  return f;
}

static void assert_bounds(grappe_bounds bounds, double low, double high) {
  assert_true(bounds.low == low || fabs(bounds.low - low) < 1e-12);
  assert_true(bounds.high == high || fabs(bounds.high - high) < 1e-12);
}

static void exact_ones_have_none(void **state) {
  (void)state;
  grappe_figure *figures[] = {plus(fig("2 jobs"), fig("3 jobs")), fig("10..20 jobs"), over(fig("1"), fig("0"))};
  for (size_t i = 0; i < 3; i++) {
    found f = influences_of(figures[i]);
    assert_int_equal(f.count, 0);
    grappe_free(f.list);
  }
}

static void measured_in_order(void **state) {
  (void)state;
  grappe_figure *narrow = fig("100..101 jobs"), *wide = fig("10..20 jobs");
  found f = influences_of(plus(narrow, plus(fig("5 jobs"), wide)));
  assert_true(f.measured);
  assert_int_equal(f.count, 2);
  assert_int_equal(f.inexact, 2);
  assert_ptr_equal(f.list[0].input, wide);
  assert_bounds(f.list[0].known, 120, 121); /* taken as 15 */
  assert_true(f.list[0].taken == 15);
  assert_bounds(f.list[0].least, 115, 116);
  assert_bounds(f.list[0].most, 125, 126);
  assert_bounds(f.list[0].alone, 115.5, 125.5);
  assert_ptr_equal(f.list[1].input, narrow);
  assert_bounds(f.list[1].known, 115.5, 125.5);
  grappe_free(f.list);
}

/* An input that is used twice is supposed once; units are those of each figure. */
static void used_twice_and_in_other_units(void **state) {
  (void)state;
  grappe_figure *x = fig("2..4 k€"), *converted = NULL;
  grappe_unit unit;
  assert_int_equal(grappe_unit_parse("EUR", 3, &unit, NULL), GRAPPE_OK);
  assert_int_equal(grappe_figure_convert(minus(x, times(x, fig("0.5"))), unit, &converted, NULL), GRAPPE_OK);
  found f = influences_of(held(converted));
  assert_true(f.measured);
  assert_int_equal(f.count, 1);
  assert_ptr_equal(f.list[0].input, x);
  assert_bounds(f.list[0].known, 1500, 1500);
  assert_bounds(f.list[0].least, 1000, 1000);
  grappe_free(f.list);
}

/* Without ends: one input alone may not help, and still one of them matters more. */
static void unlimited(void **state) {
  (void)state;
  grappe_figure *open = fig(">5 jobs"), *closed = fig("100..300 jobs");
  found f = influences_of(over(open, closed));
  assert_true(f.measured);
  assert_ptr_equal(f.list[0].input, open);
  assert_false(f.list[0].has_most);
  assert_true(isfinite(f.list[0].known.high) && isinf(f.list[1].known.high));
  grappe_free(f.list);
}

/* A figure that does not know how it comes out of others: the inputs by their width. */
static void not_measured(void **state) {
  (void)state;
  grappe_figure *inputs[] = {fig("100..101 jobs"), fig("10..20 jobs"), fig("7 jobs")};
  grappe_figure_parts parts;
  grappe_citation *block;
  assert_int_equal(grappe_figure_derive("hhi", inputs, 3, &parts, &block, NULL), GRAPPE_OK);
  parts.bounds = grappe_bounds_between(0, 1);
  found f = influences_of(held(grappe_figure_new(&parts)));
  grappe_free(block);
  assert_false(f.measured);
  assert_int_equal(f.count, 2);
  assert_ptr_equal(f.list[0].input, inputs[1]);
  grappe_free(f.list);
}

/* A long chain is walked without recursion, and a great one is left. */
static void long_chain(void **state) {
  (void)state;
  grappe_figure *sum = fig("1..2 jobs"), *one = fig("1 job");
  for (int i = 0; i < 3000; i++) sum = plus(sum, one);
  found f = influences_of(sum);
  assert_true(f.measured);
  assert_int_equal(f.count, 1);
  assert_bounds(f.list[0].known, 3001.5, 3001.5);
  grappe_free(f.list);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(exact_ones_have_none, done),
      cmocka_unit_test_teardown(measured_in_order, done),
      cmocka_unit_test_teardown(used_twice_and_in_other_units, done),
      cmocka_unit_test_teardown(unlimited, done),
      cmocka_unit_test_teardown(not_measured, done),
      cmocka_unit_test_teardown(long_chain, done),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
