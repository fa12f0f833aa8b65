/* Quotients and profiles of a matrix, held against agreed values and against inputs drawn from the bounds. */
#include "statistics/fixture.h"

#include <string.h>

#include "base/memory.h"
#include "statistics/specialisation.h"

enum { MOST = 20 };

typedef grappe_code (*measure)(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error);

static grappe_code krugman_rest(const grappe_matrix *m, grappe_statistic *r, grappe_error *e) {
  return grappe_krugman(m, GRAPPE_REFERENCE_REST, r, e);
}
static grappe_code krugman_total(const grappe_matrix *m, grappe_statistic *r, grappe_error *e) {
  return grappe_krugman(m, GRAPPE_REFERENCE_TOTAL, r, e);
}
static grappe_code krugman_mean(const grappe_matrix *m, grappe_statistic *r, grappe_error *e) {
  return grappe_krugman(m, GRAPPE_REFERENCE_MEAN_OF_OTHERS, r, e);
}

static const measure measures[] = {grappe_location_quotients,
                                   grappe_standardised_quotients,
                                   grappe_hachman,
                                   krugman_rest,
                                   krugman_total,
                                   krugman_mean,
                                   grappe_hoover_specialisation,
                                   grappe_locational_gini};
enum { MEASURES = sizeof measures / sizeof *measures, QUOTIENTS = 0, REST = 3 };

static void of(measure what, const grappe_bounds *bounds, size_t rows, size_t columns, grappe_statistic *result) {
  grappe_error error = {0};
  grappe_matrix matrix = {{bounds, NULL, rows * columns}, rows, columns};
  memset(result, 0, MOST * sizeof *result);
  assert_int_equal(what(&matrix, result, &error), GRAPPE_OK);
}

static void at(measure what, const double *x, size_t rows, size_t columns, grappe_statistic *result) {
  grappe_bounds bounds[MOST];
  for (size_t i = 0; i < rows * columns; i++) bounds[i] = grappe_bounds_exact(x[i]);
  of(what, bounds, rows, columns, result);
}

static void known_values(void **state) {
  (void)state;
  const double m[] = {120, 45, 30, 210, 95, 60, 80, 15, 340, 20, 200, 10, 75, 150, 65, 35, 25, 40, 90, 310};
  const double rest[] = {0.19306930693069302, 0.9244012944983819, 0.703960396039604, 1.003960396039604};
  const double mean[] = {0.19864077669902908, 0.9244012944983819, 0.7029126213592233, 1.001359223300971};
  const double hoover[] = {0.07258064516129031, 0.34406996073140766, 0.26464019851116627, 0.3774193548387097};
  const double hachman[] = {0.9752264677934807, 0.6673818380711527, 0.7329668155990465, 0.5557829985178923};
  const double ginis[] = {0.3369607462106491, 0.35297766749379655, 0.3014112903225806, 0.25018060746929677,
                          0.46290575783663346};
  grappe_statistic found[MOST];
  at(grappe_location_quotients, m, 4, 5, found);
  assert_is(found[0], (120.0 / 500) / (415.0 / 2015));
  assert_is(found[19], (310.0 / 500) / (490.0 / 2015));
  at(krugman_rest, m, 4, 5, found);
  for (int r = 0; r < 4; r++) assert_is(found[r], rest[r]);
  at(krugman_mean, m, 4, 5, found);
  for (int r = 0; r < 4; r++) assert_is(found[r], mean[r]);
  at(krugman_total, m, 4, 5, found);
  for (int r = 0; r < 4; r++) assert_is(found[r], 2 * hoover[r]);
  at(grappe_hoover_specialisation, m, 4, 5, found);
  for (int r = 0; r < 4; r++) assert_is(found[r], hoover[r]);
  at(grappe_hachman, m, 4, 5, found);
  for (int r = 0; r < 4; r++) assert_is(found[r], hachman[r]);
  at(grappe_locational_gini, m, 4, 5, found);
  for (int s = 0; s < 5; s++) assert_is(found[s], ginis[s]);
  at(grappe_standardised_quotients, m, 4, 5, found);
  double sum = 0, squares = 0;
  for (int r = 0; r < 4; r++) {
    sum += found[r * 5].value;
    squares += found[r * 5].value * found[r * 5].value;
  }
  assert_true(fabs(sum) < 1e-12);
  assert_close(squares, 3, 1e-12);
}

static void undefined(void **state) {
  (void)state;
  grappe_statistic found[MOST];
  const double m[] = {0, 0, 0, 3, 4, 0};
  at(grappe_location_quotients, m, 2, 3, found);
  assert_string_equal(found[0].undefined, "the region's total is zero");
  assert_string_equal(found[5].undefined, "the activity's total is zero");
  assert_is(found[3], 1); /* the others keep theirs */
  at(grappe_hachman, m, 2, 3, found);
  assert_string_equal(found[0].undefined, "the region's total is zero");
  assert_is(found[1], 1);
  at(krugman_rest, m, 2, 3, found);
  assert_string_equal(found[1].undefined, "no other region has anything");
  at(krugman_total, m, 2, 3, found);
  assert_is(found[1], 0);
  at(grappe_standardised_quotients, m, 2, 3, found);
  assert_string_equal(found[3].undefined, "only one region has a value");
  at(grappe_standardised_quotients, (const double[]){1, 1, 1, 1}, 2, 2, found);
  assert_string_equal(found[3].undefined, "all regions have the same value");
  at(grappe_locational_gini, m, 2, 3, found);
  assert_string_equal(found[2].undefined, "the activity's total is zero");
  const double negative[] = {1, -1, 2, 2};
  for (int k = 0; k < MEASURES; k++) {
    at(measures[k], negative, 2, 2, found);
    assert_string_equal(found[0].undefined, "a value is, or may be, below zero");
  }
}

static void bounds_hold(void **state) {
  (void)state;
  uint64_t seed = 21;
  for (int round = 0; round < 20; round++) {
    enum { ROWS = 3, COLUMNS = 3, CELLS = ROWS * COLUMNS };
    grappe_bounds bounds[CELLS];
    for (int i = 0; i < CELLS; i++) bounds[i] = random_bounds(&seed);
    for (int k = 0; k < MEASURES; k++) {
      grappe_statistic found[MOST], one[MOST];
      double least[MOST], most[MOST], x[CELLS];
      of(measures[k], bounds, ROWS, COLUMNS, found);
      for (int i = 0; i < MOST; i++) {
        least[i] = INFINITY;
        most[i] = -INFINITY;
      }
      for (int draw = 0; draw < 800; draw++) {
        for (int i = 0; i < CELLS; i++) {
          double part = random_part(&seed);
          if (draw < 512) part = draw >> i & 1;
          x[i] = bounds[i].low + (bounds[i].high - bounds[i].low) * part;
        }
        at(measures[k], x, ROWS, COLUMNS, one);
        for (int i = 0; i < MOST; i++) {
          if (one[i].undefined || found[i].undefined) continue;
          double slack = 1e-12 * fmax(fabs(one[i].value), 1);
          least[i] = fmin(least[i], one[i].value);
          most[i] = fmax(most[i], one[i].value);
          if (one[i].value < found[i].bounds.low - slack || one[i].value > found[i].bounds.high + slack)
            fail_msg("measure %d: %.17g outside %.17g..%.17g", k, one[i].value, found[i].bounds.low,
                     found[i].bounds.high);
        }
      }
      for (int i = 0; i < CELLS && k == QUOTIENTS; i++) {
        if (found[i].undefined || isinf(most[i]) || bounds[i].low == 0) continue;
        assert_close(found[i].bounds.low, least[i], 1e-9); /* at a corner; the greatest may lie inside */
        assert_true(found[i].bounds.high <= 1.3 * most[i]);
      }
      for (int i = 0; i < ROWS && k == REST; i++)
        if (!found[i].undefined && !isinf(most[i]) && fabs(found[i].bounds.high - most[i]) > 1e-9) {
          /* a region that may have nothing, or whose rest may, reaches its greatest only in the limit */
          assert_true(found[i].bounds.high > most[i]);
        }
    }
  }
}

/* Both ends of each quotient's bounds are reached: the other cells at their ends, the cell itself anywhere. */
static void quotients_are_tight(void **state) {
  (void)state;
  enum { ROWS = 2, COLUMNS = 3, CELLS = ROWS * COLUMNS, STEPS = 100 };
  uint64_t seed = 61;
  for (int round = 0; round < 15; round++) {
    grappe_bounds bounds[CELLS];
    grappe_statistic found[MOST], one[MOST];
    for (int i = 0; i < CELLS; i++) {
      bounds[i] = random_bounds(&seed);
      bounds[i].low += 1;
      bounds[i].high += 1;
    }
    of(grappe_location_quotients, bounds, ROWS, COLUMNS, found);
    for (int cell = 0; cell < CELLS; cell++) {
      double least = INFINITY, most = 0, x[CELLS];
      for (int corner = 0; corner < 1 << CELLS; corner++) {
        if (corner >> cell & 1) continue;
        for (int i = 0; i < CELLS; i++) x[i] = corner >> i & 1 ? bounds[i].high : bounds[i].low;
        for (int step = 0; step <= STEPS; step++) {
          x[cell] = bounds[cell].low + (bounds[cell].high - bounds[cell].low) * step / STEPS;
          at(grappe_location_quotients, x, ROWS, COLUMNS, one);
          least = fmin(least, one[cell].value);
          most = fmax(most, one[cell].value);
        }
      }
      assert_close(found[cell].bounds.low, least, 1e-11);
      assert_true(found[cell].bounds.high >= most * (1 - 1e-12));
      assert_close(found[cell].bounds.high, most, 1e-3); /* the greatest may lie between two steps */
    }
  }
}

/* The least distance from a region to the rest, sought in another way: step by step from where it is. */
static void krugman_is_tight(void **state) {
  (void)state;
  uint64_t seed = 33;
  for (int round = 0; round < 4; round++) {
    enum { CELLS = 8 };
    grappe_bounds bounds[CELLS];
    grappe_statistic found[MOST], one[MOST];
    double x[CELLS], best, most = 0, step = 0.7;
    for (int i = 0; i < CELLS; i++) {
      bounds[i] = random_bounds(&seed);
      bounds[i].low += 1;
      bounds[i].high += 1;
      x[i] = (bounds[i].low + bounds[i].high) / 2;
    }
    of(krugman_rest, bounds, 2, 4, found);
    at(krugman_rest, x, 2, 4, one);
    best = one[0].value;
    for (int tries = 0; tries < 8000; tries++) {
      double next[CELLS];
      for (int i = 0; i < CELLS; i++)
        next[i] =
            random_part(&seed) < 0.5
                ? x[i]
                : fmin(fmax(x[i] + step * (random_part(&seed) - 0.5) * (bounds[i].high - bounds[i].low), bounds[i].low),
                       bounds[i].high);
      at(krugman_rest, next, 2, 4, one);
      if (one[0].value < best) {
        best = one[0].value;
        memcpy(x, next, sizeof x);
      }
      if (tries % 80 == 79) step *= 0.9;
    }
    for (unsigned corner = 0; corner < 1u << CELLS; corner++) {
      for (int i = 0; i < CELLS; i++) x[i] = corner >> i & 1 ? bounds[i].high : bounds[i].low;
      at(krugman_rest, x, 2, 4, one);
      most = fmax(most, one[0].value);
    }
    assert_true(found[0].tight);
    assert_close(found[0].bounds.high, most, 1e-9);
    if (best - found[0].bounds.low > 0.01) fail_msg("%.10g found, %.10g can be had", found[0].bounds.low, best);
  }
}

/* With more activities than sets can be tried for: every corner of a few amounts, else an enclosing bound. */
static void krugman_of_many(void **state) {
  (void)state;
  enum { ACTIVITIES = 40, MANY = 2 * ACTIVITIES };
  uint64_t seed = 71;
  for (int open = 4; open < 40; open += 26) {
    grappe_bounds bounds[MANY];
    grappe_statistic found[2], one[2];
    grappe_error error = {0};
    double most = 0, x[MANY];
    for (int i = 0; i < MANY; i++) bounds[i] = grappe_bounds_exact(1 + floor(random_part(&seed) * 100));
    for (int i = 0; i < open; i++) bounds[i * 2].high += 30;
    grappe_matrix matrix = {{bounds, NULL, MANY}, 2, ACTIVITIES};
    assert_int_equal(krugman_rest(&matrix, found, &error), GRAPPE_OK);
    assert_int_equal(found[0].tight, open == 4);
    for (int draw = 0; draw < 2000; draw++) {
      grappe_bounds drawn[MANY];
      for (int i = 0; i < MANY; i++) {
        x[i] = random_part(&seed) < 0.5 ? bounds[i].low : bounds[i].high;
        drawn[i] = grappe_bounds_exact(x[i]);
      }
      grappe_matrix exact = {{drawn, NULL, MANY}, 2, ACTIVITIES};
      assert_int_equal(krugman_rest(&exact, one, &error), GRAPPE_OK);
      most = fmax(most, one[0].value);
      assert_true(one[0].value >= found[0].bounds.low - 1e-12);
    }
    assert_true(found[0].bounds.high >= most - 1e-12 && found[0].bounds.high < 2);
    if (open == 4) assert_close(found[0].bounds.high, most, 1e-11);
  }
}

static void half_lines(void **state) {
  (void)state;
  grappe_bounds bounds[] = {grappe_bounds_between(10, INFINITY), grappe_bounds_exact(20), grappe_bounds_exact(30),
                            grappe_bounds_between(0, INFINITY)};
  for (int k = 0; k < MEASURES; k++) {
    grappe_statistic found[MOST], one[MOST];
    of(measures[k], bounds, 2, 2, found);
    static const double sizes[] = {10, 11, 100, 1e6, 1e12};
    for (int i = 0; i < 5; i++)
      for (int j = 0; j < 5; j++) {
        double x[] = {sizes[i], 20, 30, sizes[j] - 10};
        at(measures[k], x, 2, 2, one);
        for (int c = 0; c < 4; c++) {
          if (one[c].undefined) continue;
          assert_false(isnan(found[c].bounds.low) || isnan(found[c].bounds.high));
          assert_true(one[c].value >= found[c].bounds.low - 1e-9 && one[c].value <= found[c].bounds.high + 1e-9);
        }
      }
  }
}

static void without_memory(void **state) {
  (void)state;
  grappe_bounds bounds[] = {grappe_bounds_exact(1), grappe_bounds_between(2, 3), grappe_bounds_exact(3),
                            grappe_bounds_exact(4)};
  grappe_matrix matrix = {{bounds, NULL, 4}, 2, 2};
  for (int k = 0; k < MEASURES; k++) {
    grappe_statistic result[MOST];
    grappe_error error = {0};
    long n = 1;
    for (;; n++) {
      grappe_memory_fail_after(n);
      grappe_code code = measures[k](&matrix, result, &error);
      grappe_memory_fail_after(0);
      if (code == GRAPPE_OK) break;
      assert_int_equal(code, GRAPPE_MEMORY);
    }
    assert_true(n > 1);
  }
  assert_int_equal(grappe_memory_held(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_values),        cmocka_unit_test(undefined),        cmocka_unit_test(bounds_hold),
      cmocka_unit_test(quotients_are_tight), cmocka_unit_test(krugman_is_tight), cmocka_unit_test(krugman_of_many),
      cmocka_unit_test(half_lines),          cmocka_unit_test(without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
