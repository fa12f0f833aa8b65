/* Economic complexity, relatedness and density, held against agreed values, their definitions, and inputs drawn from
 * the bounds. */
#include "statistics/fixture.h"

#include <string.h>

#include "base/memory.h"
#include "statistics/complexity.h"

enum { MOST = 64 };

static grappe_matrix matrix_of(const double *x, size_t rows, size_t columns, grappe_bounds *bounds) {
  for (size_t i = 0; i < rows * columns; i++) bounds[i] = grappe_bounds_exact(x[i]);
  return (grappe_matrix){{bounds, NULL, rows * columns}, rows, columns};
}

static void complexity(const grappe_matrix *matrix, grappe_statistic *eci, grappe_statistic *pci) {
  grappe_error error = {0};
  assert_int_equal(grappe_economic_complexity(matrix, eci, pci, &error), GRAPPE_OK);
}

static const double agreed[] = {120, 45, 30, 210, 95, 60, 80, 15, 340, 20, 200, 10, 75, 150, 65, 35, 25, 40, 90, 310};

/* As py-ecomplexity has them, confirmed up to an affine map by a second package; its pci is told in the mean and
 * deviation of the eci, ours in its own. */
static void known_values(void **state) {
  (void)state;
  const double eci[] = {0.784384535721262, 1.0951583358374102, -0.4820442153993015, -1.3974986561593705};
  const double pci[] = {0.162836935488966, 1.0951583358374097, -1.126925366287569, 1.0951583358374102,
                        -1.6680719460311721};
  const double density[] = {0.8, 1, 0.25, 1, 0, 0.4, 0.8, 0, 0.8, 0, 0.6, 0.2, 0.75, 0.2, 1.0 / 3, 0.2, 0, 0.75, 0, 1};
  grappe_bounds bounds[MOST];
  grappe_statistic regions[MOST], activities[MOST], found[MOST];
  grappe_error error = {0};
  grappe_matrix m = matrix_of(agreed, 4, 5, bounds);
  double mean = 0, squares = 0;
  complexity(&m, regions, activities);
  for (int r = 0; r < 4; r++) assert_is(regions[r], eci[r]);
  for (int s = 0; s < 5; s++) mean += pci[s] / 5;
  for (int s = 0; s < 5; s++) squares += (pci[s] - mean) * (pci[s] - mean) / 5;
  for (int s = 0; s < 5; s++) assert_is(activities[s], (pci[s] - mean) / sqrt(squares));
  assert_int_equal(grappe_density(&m, found, &error), GRAPPE_OK);
  for (int i = 0; i < 20; i++) assert_is(found[i], density[i]);
  assert_int_equal(grappe_relatedness(&m, found, &error), GRAPPE_OK);
  assert_is(found[0], 1);
  assert_is(found[1], 0.5);
  assert_is(found[1 * 5 + 3], 1);
  assert_is(found[2 * 5 + 4], 0.5);
  assert_is(found[4], 0);
}

/* M̃ eci = λ eci up to a constant: eci, told as scores, keeps that relation to the mean of what its activities score. */
static void is_an_eigenvector(void **state) {
  (void)state;
  uint64_t seed = 4;
  int solved = 0;
  for (int round = 0; round < 200; round++) {
    size_t rows = 4 + (size_t)(random_part(&seed) * 5), columns = 4 + (size_t)(random_part(&seed) * 5);
    double x[MOST], quotient[MOST], d[MOST] = {0}, u[MOST] = {0}, mean = 0, moved_mean = 0;
    grappe_bounds bounds[MOST];
    grappe_statistic eci[MOST], pci[MOST], again[MOST];
    grappe_error error = {0};
    for (size_t i = 0; i < rows * columns; i++) x[i] = floor(exp(5 * random_part(&seed)));
    grappe_matrix m = matrix_of(x, rows, columns, bounds);
    complexity(&m, eci, pci);
    if (eci[0].undefined) continue;
    solved++;
    grappe_location_quotients_exact(x, NULL, NULL, rows * columns, rows, columns, quotient, &error);
    for (size_t i = 0; i < rows * columns; i++) {
      d[i / columns] += quotient[i] >= 1 - 1e-9;
      u[i % columns] += quotient[i] >= 1 - 1e-9;
    }
    double moved[MOST] = {0}, up = 0, over = 0, diversity = 0, squares = 0;
    for (size_t r = 0; r < rows; r++) {
      mean += eci[r].value / (double)rows;
      squares += eci[r].value * eci[r].value / (double)rows;
      diversity += eci[r].value * d[r];
      for (size_t q = 0; q < rows; q++)
        for (size_t s = 0; s < columns; s++)
          if (quotient[r * columns + s] >= 1 - 1e-9 && quotient[q * columns + s] >= 1 - 1e-9)
            moved[r] += eci[q].value / (d[r] * u[s]);
      moved_mean += moved[r] / (double)rows;
    }
    assert_true(fabs(mean) < 1e-9);
    assert_close(squares, 1, 1e-9);
    assert_true(diversity > 0);
    for (size_t r = 0; r < rows; r++) {
      up += (moved[r] - moved_mean) * eci[r].value;
      over += eci[r].value * eci[r].value;
    }
    for (size_t r = 0; r < rows; r++)
      if (fabs(moved[r] - moved_mean - up / over * eci[r].value) > 1e-8) fail_msg("round %d: no eigenvector", round);
    /* Jobs counted in thousands, and regions in another order, give the same. */
    for (size_t i = 0; i < rows * columns; i++) {
      size_t r = rows - 1 - i / columns;
      bounds[r * columns + i % columns] = grappe_bounds_exact(x[i] * 1000);
    }
    complexity(&m, again, NULL);
    for (size_t r = 0; r < rows; r++)
      if (fabs(again[rows - 1 - r].value - eci[r].value) > 1e-7) fail_msg("round %d: depends on the order", round);
  }
  assert_true(solved > 100);
}

static void wide_and_tall(void **state) {
  (void)state;
  /* A staircase: region r has activities 0 .. r. More than one reflection, and both sides in turn the smaller. */
  enum { N = 40 };
  static double x[N * (N + 1)];
  static grappe_bounds bounds[N * (N + 1)];
  static grappe_statistic eci[N + 1], pci[N + 1], turned[N + 1], unused[N + 1];
  uint64_t seed = 12;
  for (size_t i = 0; i < N * (N + 1); i++) x[i] = exp(2 * random_part(&seed)) * ((i % (N + 1)) <= i / (N + 1) + 2);
  grappe_matrix m = matrix_of(x, N, N + 1, bounds);
  complexity(&m, eci, pci);
  assert_null(eci[0].undefined);
  static double y[N * (N + 1)];
  for (size_t i = 0; i < N * (N + 1); i++) y[i % (N + 1) * N + i / (N + 1)] = x[i];
  grappe_matrix t = matrix_of(y, N + 1, N, bounds);
  complexity(&t, turned, unused);
  /* the quotients of the turned matrix are the same: regions and activities change places, up to the sign */
  double sign = turned[0].value * pci[0].value > 0 ? 1 : -1;
  for (int s = 0; s <= N; s++) assert_close(turned[s].value, sign * pci[s].value, 1e-8);
  for (int r = 0; r < N; r++) assert_close(unused[r].value, sign * eci[r].value, 1e-8);
}

static void undefined(void **state) {
  (void)state;
  grappe_bounds bounds[MOST];
  grappe_statistic eci[MOST], pci[MOST], found[MOST];
  grappe_error error = {0};
  const double apart[] = {5, 0, 0, 0, 3, 2, 0, 2, 3};
  grappe_matrix m = matrix_of(apart, 3, 3, bounds);
  complexity(&m, eci, pci);
  assert_string_equal(eci[0].undefined, "the regions fall into groups that share no activity");
  const double alike[] = {1, 2, 2, 4};
  m = matrix_of(alike, 2, 2, bounds);
  complexity(&m, eci, pci);
  assert_string_equal(pci[0].undefined, "all regions have the same activities");
  m = matrix_of(alike, 1, 4, bounds);
  complexity(&m, eci, pci);
  assert_string_equal(eci[0].undefined, "only one region has a value");
  m = matrix_of(alike, 4, 1, bounds);
  complexity(&m, eci, pci);
  assert_string_equal(eci[0].undefined, "there is only one activity");
  const double ring[] = {3, 2, 0, 0, 3, 2, 2, 0, 3};
  m = matrix_of(ring, 3, 3, bounds);
  complexity(&m, eci, pci);
  assert_non_null(eci[0].undefined);
  /* A region and an activity without anything leave the others as they were. */
  double wider[30] = {0};
  for (int i = 0; i < 20; i++) wider[i / 5 * 6 + i % 5] = agreed[i];
  m = matrix_of(wider, 5, 6, bounds);
  complexity(&m, eci, pci);
  assert_is(eci[0], 0.784384535721262);
  assert_string_equal(eci[4].undefined, "the region's total is zero");
  assert_string_equal(pci[5].undefined, "the activity's total is zero");
  assert_int_equal(grappe_density(&m, found, &error), GRAPPE_OK);
  assert_is(found[0], 0.8);
  assert_string_equal(found[5].undefined, "the activity's total is zero");
  assert_string_equal(found[24].undefined, "the region's total is zero");
  assert_int_equal(grappe_relatedness(&m, found, &error), GRAPPE_OK);
  assert_is(found[1], 0.5);
  assert_string_equal(found[35].undefined, "the activity's total is zero");
  bounds[0] = grappe_bounds_between(-1, 5);
  complexity(&m, eci, pci);
  assert_string_equal(eci[1].undefined, "a value is, or may be, below zero");
}

static void bounds_hold(void **state) {
  (void)state;
  uint64_t seed = 6;
  int decided = 0, open = 0;
  for (int round = 0; round < 60; round++) {
    enum { ROWS = 4, COLUMNS = 4, CELLS = ROWS * COLUMNS };
    grappe_bounds bounds[CELLS], drawn[MOST];
    grappe_matrix m = {{bounds, NULL, CELLS}, ROWS, COLUMNS};
    grappe_statistic eci[CELLS], related[CELLS], density[CELLS], one[CELLS];
    grappe_error error = {0};
    double x[CELLS], width = round % 2 ? 0.02 : 1;
    for (int i = 0; i < CELLS; i++) {
      double low = 1 + floor(random_part(&seed) * 200);
      bounds[i] = grappe_bounds_between(low, low * (1 + width * (random_part(&seed) < 0.5)));
    }
    complexity(&m, eci, NULL);
    assert_int_equal(grappe_relatedness(&m, related, &error), GRAPPE_OK);
    assert_int_equal(grappe_density(&m, density, &error), GRAPPE_OK);
    if (!eci[0].undefined && !isnan(eci[0].value))
      decided++;
    else
      open++;
    for (int draw = 0; draw < 200; draw++) {
      for (int i = 0; i < CELLS; i++) x[i] = bounds[i].low + (bounds[i].high - bounds[i].low) * random_part(&seed);
      grappe_matrix exact = matrix_of(x, ROWS, COLUMNS, drawn);
      const grappe_statistic *all[] = {eci, related, density};
      for (int k = 0; k < 3; k++) {
        if (k == 0) complexity(&exact, one, NULL);
        if (k == 1) assert_int_equal(grappe_relatedness(&exact, one, &error), GRAPPE_OK);
        if (k == 2) assert_int_equal(grappe_density(&exact, one, &error), GRAPPE_OK);
        for (int i = 0; i < (k ? CELLS : ROWS); i++) {
          if (one[i].undefined || all[k][i].undefined) continue;
          double slack = 1e-9;
          if (one[i].value < all[k][i].bounds.low - slack || one[i].value > all[k][i].bounds.high + slack)
            fail_msg("measure %d: %.17g outside %.17g..%.17g", k, one[i].value, all[k][i].bounds.low,
                     all[k][i].bounds.high);
        }
      }
    }
  }
  assert_true(decided > 5 && open > 5);
}

static void without_memory(void **state) {
  (void)state;
  grappe_bounds bounds[MOST];
  grappe_matrix m = matrix_of(agreed, 4, 5, bounds);
  for (int k = 0; k < 3; k++)
    for (long n = 1;; n++) {
      grappe_statistic eci[MOST], pci[MOST];
      grappe_error error = {0};
      grappe_memory_fail_after(n);
      grappe_code code = k == 0   ? grappe_economic_complexity(&m, eci, pci, &error)
                         : k == 1 ? grappe_relatedness(&m, eci, &error)
                                  : grappe_density(&m, eci, &error);
      grappe_memory_fail_after(0);
      if (code == GRAPPE_OK) break;
      assert_int_equal(code, GRAPPE_MEMORY);
    }
  assert_int_equal(grappe_memory_held(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_values), cmocka_unit_test(is_an_eigenvector), cmocka_unit_test(wide_and_tall),
      cmocka_unit_test(undefined),    cmocka_unit_test(bounds_hold),       cmocka_unit_test(without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
