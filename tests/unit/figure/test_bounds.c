/* Bounds hold: whatever lies in the operands' bounds, the result lies in the result's. */
#include "figure/bounds.h"

#include <float.h>

#include "fixture.h"

static void assert_bounds(grappe_bounds a, double low, int low_open, double high, int high_open) {
  if (a.low != low || a.high != high || a.low_open != low_open || a.high_open != high_open)
    fail_msg("got %s%.17g .. %.17g%s, expected %s%.17g .. %.17g%s", a.low_open ? ">" : "", a.low, a.high,
             a.high_open ? "<" : "", low_open ? ">" : "", low, high, high_open ? "<" : "");
}

static grappe_bounds open_above(double low) {
  return (grappe_bounds){low, INFINITY, 1, 1};
}

static void exact_stays_exact(void **state) {
  (void)state;
  int undefined;
  grappe_bounds a = grappe_bounds_exact(4750), b = grappe_bounds_exact(2750);
  assert_bounds(grappe_bounds_add(a, b), 7500, 0, 7500, 0);
  assert_bounds(grappe_bounds_subtract(a, b), 2000, 0, 2000, 0);
  assert_bounds(grappe_bounds_multiply(a, b), 13062500, 0, 13062500, 0);
  assert_bounds(grappe_bounds_divide(a, grappe_bounds_exact(2), &undefined), 2375, 0, 2375, 0);
  assert_bounds(grappe_bounds_power(grappe_bounds_exact(3), 4, &undefined), 81, 0, 81, 0);
  assert_true(grappe_bounds_point(a));
}

static void rounded_outward(void **state) {
  (void)state;
  int undefined;
  grappe_bounds third = grappe_bounds_divide(grappe_bounds_exact(1), grappe_bounds_exact(3), &undefined);
  assert_true(third.low < third.high);
  assert_true(nextafter(third.low, 1) == third.high);
  assert_true(grappe_bounds_point(third));
  grappe_bounds sum = grappe_bounds_add(grappe_bounds_exact(0.1), grappe_bounds_exact(0.2));
  assert_true(nextafter(sum.low, 1) == sum.high);
  assert_true(grappe_bounds_contain(sum, 0.3));
  grappe_bounds huge = grappe_bounds_multiply(grappe_bounds_exact(1e300), grappe_bounds_exact(1e300));
  assert_bounds(huge, DBL_MAX, 0, INFINITY, 1);
}

static void open_ends(void **state) {
  (void)state;
  int undefined;
  grappe_bounds range = grappe_bounds_between(10000, 20000), more = open_above(200);
  assert_bounds(grappe_bounds_add(range, more), 10200, 1, INFINITY, 1);
  assert_bounds(grappe_bounds_subtract(range, more), -INFINITY, 1, 19800, 1);
  assert_bounds(grappe_bounds_negate(more), -INFINITY, 1, -200, 1);
  assert_bounds(grappe_bounds_multiply(grappe_bounds_between(0, 2), more), 0, 0, INFINITY, 1);
  assert_bounds(grappe_bounds_multiply((grappe_bounds){-1, 1, 1, 1}, grappe_bounds_between(0, 2)), -2, 1, 2, 1);
  assert_bounds(grappe_bounds_divide(grappe_bounds_exact(490000), more, &undefined), 0, 1, 2450, 1);
  assert_bounds(grappe_bounds_multiply(grappe_bounds_all(), grappe_bounds_exact(0)), 0, 0, 0, 0);
  assert_false(grappe_bounds_contain(more, 200));
  assert_true(grappe_bounds_contain(more, 201));
}

static void division_by_zero(void **state) {
  (void)state;
  int undefined;
  grappe_bounds five = grappe_bounds_exact(5);
  grappe_bounds_divide(five, grappe_bounds_exact(0), &undefined);
  assert_true(undefined);
  assert_bounds(grappe_bounds_divide(five, grappe_bounds_between(-1, 1), &undefined), -INFINITY, 1, INFINITY, 1);
  assert_false(undefined);
  assert_bounds(grappe_bounds_divide(five, grappe_bounds_between(0, 10), &undefined), 0.5, 0, INFINITY, 1);
  assert_bounds(grappe_bounds_divide(five, grappe_bounds_between(-10, 0), &undefined), -INFINITY, 1, -0.5, 0);
  assert_bounds(grappe_bounds_divide(grappe_bounds_exact(0), grappe_bounds_between(0, 10), &undefined), 0, 0, 0, 0);
}

static void powers(void **state) {
  (void)state;
  int undefined;
  assert_bounds(grappe_bounds_power(grappe_bounds_between(-2, 3), 2, &undefined), 0, 0, 9, 0);
  assert_bounds(grappe_bounds_power(grappe_bounds_between(-2, 3), 3, &undefined), -8, 0, 27, 0);
  assert_bounds(grappe_bounds_power(grappe_bounds_between(2, 4), -1, &undefined), 0.25, 0, 0.5, 0);
  assert_bounds(grappe_bounds_power(grappe_bounds_between(-4, -2), -1, &undefined), -0.5, 0, -0.25, 0);
  assert_bounds(grappe_bounds_power(grappe_bounds_all(), 0, &undefined), 1, 0, 1, 0);
  grappe_bounds_power(grappe_bounds_between(-1, 4), 0.5, &undefined);
  assert_true(undefined);
  grappe_bounds_power(grappe_bounds_between(-1, 4), -2, &undefined);
  assert_true(undefined);
  grappe_bounds_power(grappe_bounds_exact(2), NAN, &undefined);
  assert_true(undefined);
}

static void hull_and_meet(void **state) {
  (void)state;
  grappe_bounds both;
  assert_bounds(grappe_bounds_hull(grappe_bounds_between(1, 2), grappe_bounds_exact(5)), 1, 0, 5, 0);
  assert_bounds(grappe_bounds_hull(open_above(200), grappe_bounds_exact(200)), 200, 0, INFINITY, 1);
  assert_true(grappe_bounds_meet(grappe_bounds_between(100, 300), open_above(200), &both));
  assert_bounds(both, 200, 1, 300, 0);
  assert_false(grappe_bounds_meet(grappe_bounds_exact(200), open_above(200), &both));
  assert_false(grappe_bounds_meet(grappe_bounds_between(1, 2), grappe_bounds_between(3, 4), &both));
}

static grappe_bounds random_bounds(void) {
  double a = random_number(), b = random_number();
  int kind = random_below(8);
  if (kind == 0) return grappe_bounds_exact(a);
  if (kind == 1) return (grappe_bounds){a, INFINITY, (unsigned char)random_below(2), 1};
  if (kind == 2) return (grappe_bounds){-INFINITY, a, 1, (unsigned char)random_below(2)};
  if (kind == 3 && a != 0) return grappe_bounds_between(fmin(a, a * 1.01), fmax(a, a * 1.01));
  if (a == b) return grappe_bounds_exact(a);
  return (grappe_bounds){fmin(a, b), fmax(a, b), (unsigned char)random_below(2), (unsigned char)random_below(2)};
}

/* A value in the bounds, often one of their ends. */
static double sample(grappe_bounds a) {
  int kind = random_below(4);
  if (kind == 0 && !a.low_open) return a.low;
  if (kind == 1 && !a.high_open) return a.high;
  for (;;) {
    double value = random_between(a.low, a.high);
    if (grappe_bounds_contain(a, value)) return value;
    if (nextafter(a.low, INFINITY) >= a.high) return NAN; /* open and a hair wide: no double inside */
  }
}

/* The true result lies in the bounds: the rounded one does, or the doubles beside it do (it was rounded outwards by at
 * most one place, and the long double tells on which side it lies). */
static void assert_holds(const char *what, grappe_bounds bounds, long double truth) {
  int above = bounds.low_open ? truth > bounds.low : truth >= bounds.low;
  int below = bounds.high_open ? truth < bounds.high : truth <= bounds.high;
  if (!above || !below)
    fail_msg("%s: %.21Lg is outside %s%.17g .. %.17g%s", what, truth, bounds.low_open ? ">" : "", bounds.low,
             bounds.high, bounds.high_open ? "<" : "");
}

static void random_operations(void **state) {
  (void)state;
  for (int round = 0; round < 100000; round++) {
    grappe_bounds a = random_bounds(), b = random_bounds();
    double x = sample(a), y = sample(b);
    int undefined;
    if (isnan(x) || isnan(y)) continue;
    /* a long double rounds too (to 64 bits): where that moves it onto an open end, the exact result lies inside */
    grappe_bounds sum = grappe_bounds_add(a, b), difference = grappe_bounds_subtract(a, b);
    sum.low_open = sum.high_open = difference.low_open = difference.high_open = 0;
    assert_holds("sum", sum, (long double)x + y);
    assert_holds("difference", difference, (long double)x - y);
    grappe_bounds product = grappe_bounds_multiply(a, b);
    product.low_open = product.low_open && product.low == 0;
    product.high_open = product.high_open && product.high == 0;
    assert_holds("product", product, (long double)x * y);
    if (y != 0) {
      grappe_bounds quotient = grappe_bounds_divide(a, b, &undefined);
      quotient.low_open = quotient.low_open && quotient.low == 0;
      quotient.high_open = quotient.high_open && quotient.high == 0;
      assert_false(undefined);
      assert_holds("quotient", quotient, (long double)x / y);
    }
    static const double exponents[] = {2, 3, -1, -2, 0.5, 1.0 / 7, -0.3};
    double n = exponents[random_below(7)];
    grappe_bounds power = grappe_bounds_power(a, n, &undefined);
    if (undefined || (x == 0 && n < 0)) continue;
    power.low_open = power.high_open = 0;
    assert_holds("power", power, powl(x, n));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_stays_exact), cmocka_unit_test(rounded_outward), cmocka_unit_test(open_ends),
      cmocka_unit_test(division_by_zero),  cmocka_unit_test(powers),          cmocka_unit_test(hull_and_meet),
      cmocka_unit_test(random_operations),
  };
  return cmocka_run_group_tests_name("bounds", tests, NULL, NULL);
}
