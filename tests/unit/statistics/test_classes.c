/* Classes: placed, read back as intervals, and found from values; Jenks against all ways to cut. */
#include "statistics/fixture.h"

#include "base/memory.h"
#include "statistics/classes.h"

enum { MOST = 40 };

static size_t edges_of(const double *x, size_t count, grappe_class_method method, size_t classes, int upper,
                       double *edges) {
  size_t found = 0;
  grappe_error error = {0};
  assert_int_equal(grappe_class_edges(x, count, method, classes, upper, edges, &found, &error), GRAPPE_OK);
  grappe_classes made = {edges, found, upper};
  assert_int_equal(grappe_classes_check(&made, &error), GRAPPE_OK);
  return found;
}

static double fit_of(const grappe_classes *classes, const double *x, size_t count) {
  double fit;
  grappe_error error = {0};
  assert_int_equal(grappe_classes_fit(classes, x, count, &fit, &error), GRAPPE_OK);
  return fit;
}

static void read_off_a_map(void **state) {
  (void)state;
  const double edges[] = {2000, 5000, 20000};
  for (int upper = 0; upper < 2; upper++) {
    grappe_classes classes = {edges, 3, upper};
    grappe_bounds b = grappe_classes_interval(&classes, 0);
    assert_true(isinf(b.low) && b.high == 2000 && b.high_open == !upper);
    b = grappe_classes_interval(&classes, 1);
    assert_true(b.low == 2000 && b.low_open == upper && b.high == 5000 && b.high_open == !upper);
    b = grappe_classes_interval(&classes, 3);
    assert_true(b.low == 20000 && b.low_open == upper && isinf(b.high));
    for (size_t k = 0; k <= 3; k++) { /* and put back where it came from */
      size_t first, last;
      grappe_classes_place(&classes, grappe_classes_interval(&classes, k), &first, &last);
      assert_int_equal(first, k);
      assert_int_equal(last, k);
    }
  }
}

static void simple_methods(void **state) {
  (void)state;
  double edges[MOST];
  const double x[] = {2, 4, NAN, 4, 4, 5, 5, 7, 9, INFINITY}; /* mean 5, squares 32 */
  assert_int_equal(edges_of(x, 10, GRAPPE_CLASSES_EQUAL, 4, 0, edges), 3);
  assert_close(edges[0], 3.75, 1e-12);
  assert_close(edges[2], 7.25, 1e-12);
  assert_int_equal(edges_of(x, 10, GRAPPE_CLASSES_DEVIATION, 4, 0, edges), 3);
  assert_close(edges[0], 5 - sqrt(32 / 7.0), 1e-12);
  assert_close(edges[1], 5, 1e-12);
  assert_int_equal(edges_of(x, 10, GRAPPE_CLASSES_DEVIATION, 3, 0, edges), 2);
  assert_close(edges[0], 5 - sqrt(32 / 7.0) / 2, 1e-12);
  assert_int_equal(edges_of(x, 10, GRAPPE_CLASSES_QUANTILE, 2, 0, edges), 1);
  assert_true(edges[0] == 5);
  assert_int_equal(edges_of(x, 10, GRAPPE_CLASSES_QUANTILE, 2, 1, edges), 1);
  assert_true(edges[0] == 4);                                                 /* 4 itself lies below */
  assert_int_equal(edges_of(x, 10, GRAPPE_CLASSES_QUANTILE, 8, 0, edges), 4); /* only five different values */
  const double same[] = {3, 3, 3};
  for (int method = 0; method < 4; method++) {
    assert_int_equal(edges_of(same, 3, (grappe_class_method)method, 3, 0, edges), 0);
    assert_int_equal(edges_of(same, 0, (grappe_class_method)method, 3, 0, edges), 0);
  }
  grappe_classes one = {edges, 0, 0};
  assert_true(isnan(fit_of(&one, same, 3)));
  assert_close(fit_of(&one, x, 10), 0, 1e-12);
  size_t unused;
  grappe_error error = {0};
  assert_int_equal(grappe_class_edges(x, 10, GRAPPE_CLASSES_EQUAL, 1, 0, edges, &unused, &error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_class_edges(x, 10, GRAPPE_CLASSES_EQUAL, 101, 0, edges, &unused, &error), GRAPPE_ARGUMENT);
}

/* The best fit over all ways to set `left` more edges on values from x[at] up. */
static double best_fit(const double *x, size_t count, double *edges, size_t set, size_t left, size_t at) {
  double best = 0;
  grappe_classes classes = {edges, set, 0};
  if (!left) return fit_of(&classes, x, count);
  for (size_t i = at; i < count; i++) {
    edges[set] = x[i];
    best = fmax(best, best_fit(x, count, edges, set + 1, left - 1, i + 1));
  }
  return best;
}

static void jenks_is_the_optimum(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int round = 0; round < 150; round++) {
    double x[MOST], edges[MOST], tried[MOST];
    size_t count = 4 + (size_t)(random_part(&seed) * 8), classes = 2 + (size_t)(random_part(&seed) * 3), different = 0;
    double spread = round % 3 ? 6 : 1; /* values of all sizes, or many equal ones */
    for (size_t i = 0; i < count; i++) x[i] = floor(exp(spread * (0.5 + random_part(&seed))));
    for (size_t i = 1; i < count; i++) /* rising, for the search */
      for (size_t j = i; j > 0 && x[j - 1] > x[j]; j--) {
        double kept = x[j];
        x[j] = x[j - 1];
        x[j - 1] = kept;
      }
    for (size_t i = 0; i < count; i++) different += i == 0 || x[i] != x[i - 1];
    for (int upper = 0; upper < 2; upper++) {
      size_t found = edges_of(x, count, GRAPPE_CLASSES_JENKS, classes, upper, edges);
      assert_int_equal(found, different < 2 ? 0 : (different < classes ? different : classes) - 1);
      if (!found) continue;
      grappe_classes made = {edges, found, upper};
      assert_close(fit_of(&made, x, count), best_fit(x, count, tried, 0, found, 1), 1e-9);
    }
  }
}

/* As many as there are communes, in little time, and not worse than quantiles. */
static void jenks_of_many(void **state) {
  (void)state;
  enum { MANY = 35000 };
  static double x[MANY];
  uint64_t seed = 9;
  double edges[MOST];
  for (int i = 0; i < MANY; i++) x[i] = floor(exp(4 + 2 * (random_part(&seed) + random_part(&seed) - 1) * 3));
  size_t jenks = edges_of(x, MANY, GRAPPE_CLASSES_JENKS, 7, 0, edges);
  grappe_classes made = {edges, jenks, 0};
  double fit = fit_of(&made, x, MANY);
  size_t quantiles = edges_of(x, MANY, GRAPPE_CLASSES_QUANTILE, 7, 0, edges);
  made.count = quantiles;
  assert_true(fit > fit_of(&made, x, MANY) && fit > 0.95);
}

static void without_memory(void **state) {
  (void)state;
  const double x[] = {1, 5, 2, 9};
  double edges[MOST], fit;
  size_t found;
  grappe_error error = {0};
  for (long n = 1; n <= 3; n++) {
    grappe_memory_fail_after(n);
    assert_int_equal(grappe_class_edges(x, 4, GRAPPE_CLASSES_JENKS, 3, 0, edges, &found, &error), GRAPPE_MEMORY);
  }
  grappe_memory_fail_after(1);
  assert_int_equal(grappe_classes_fit(&(grappe_classes){edges, 0, 0}, x, 4, &fit, &error), GRAPPE_MEMORY);
  grappe_memory_fail_after(0);
  assert_int_equal(grappe_memory_held(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(read_off_a_map), cmocka_unit_test(simple_methods), cmocka_unit_test(jenks_is_the_optimum),
      cmocka_unit_test(jenks_of_many),  cmocka_unit_test(without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
