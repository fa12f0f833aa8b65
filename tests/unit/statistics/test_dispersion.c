/* Indices of inequality and diversity, held against agreed values and against inputs drawn from the bounds. */
#include "statistics/fixture.h"

#include <string.h>

#include "base/memory.h"
#include "statistics/dispersion.h"

enum { MOST = 40 };

/* All functions in one form, so that one property holds for each. */
typedef grappe_code (*measure)(const grappe_sample *sample, grappe_statistic *result, grappe_error *error);

static grappe_code gini(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_gini(s, 0, r, e);
}
static grappe_code gini_unbiased(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_gini(s, 1, r, e);
}
static grappe_code atkinson_half(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_atkinson(s, 0.5, r, e);
}
static grappe_code atkinson_one(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_atkinson(s, 1, r, e);
}
static grappe_code atkinson_two(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_atkinson(s, 2, r, e);
}
static grappe_code entropy(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_entropy(s, 0, 0, r, e);
}
static grappe_code entropy_bits(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_entropy(s, 2, 0, r, e);
}
static grappe_code entropy_normalised(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_entropy(s, 0, 1, r, e);
}
static grappe_code hill_half(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hill(s, 0.5, r, e);
}
static grappe_code hill_one(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hill(s, 1, r, e);
}
static grappe_code hill_two(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hill(s, 2, r, e);
}
static grappe_code hill_three(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hill(s, 3, r, e);
}
static grappe_code variation(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_variation(s, 0, r, e);
}
static grappe_code hoover_uneven(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  static const double reference[MOST] = {5, 1, 0, 7, 2, 2, 9, 1, 4, 4, 1, 6};
  grappe_bounds bounds[MOST];
  for (size_t i = 0; i < s->count; i++) bounds[i] = grappe_bounds_exact(reference[i]);
  return grappe_hoover_against(s, &(grappe_sample){bounds, NULL, s->count}, r, e);
}

static const measure measures[] = {
    gini,         gini_unbiased, grappe_hoover, grappe_theil_t, grappe_theil_l,     atkinson_half,
    atkinson_one, atkinson_two,  entropy,       entropy_bits,   entropy_normalised, grappe_simpson,
    hill_half,    hill_one,      hill_two,      hill_three,     variation,          hoover_uneven};
enum { MEASURES = sizeof measures / sizeof *measures };

static grappe_statistic of(measure what, const grappe_bounds *bounds, size_t count) {
  grappe_statistic result = {0};
  grappe_error error = {0};
  assert_int_equal(what(&(grappe_sample){bounds, NULL, count}, &result, &error), GRAPPE_OK);
  return result;
}

static grappe_statistic at(measure what, const double *x, size_t count) {
  grappe_bounds bounds[MOST];
  for (size_t i = 0; i < count; i++) bounds[i] = grappe_bounds_exact(x[i]);
  return of(what, bounds, count);
}

static void known_values(void **state) {
  (void)state;
  const double equal[] = {7, 7, 7, 7}, only[] = {100, 0, 0, 0}, zero[] = {0, 10, 10, 30, 50}, mixed[] = {-3, 4, 10, 22};
  assert_is(at(gini, equal, 4), 0);
  assert_is(at(gini, only, 4), 0.75);
  assert_is(at(gini_unbiased, only, 4), 1);
  assert_is(at(gini, zero, 5), 0.48);
  assert_is(at(gini, mixed, 4), 0.6136363636363636);
  assert_is(at(grappe_hoover, equal, 4), 0);
  assert_is(at(grappe_hoover, only, 4), 0.75);
  assert_is(at(grappe_hoover, zero, 5), 0.4);
  assert_is(at(grappe_hoover, mixed, 4), 0.4696969696969697);
  assert_is(at(grappe_theil_t, only, 4), log(4));
  assert_is(at(grappe_theil_t, equal, 4), 0);
  assert_is(at(grappe_theil_l, equal, 4), 0);
  assert_is(at(grappe_theil_l, (const double[]){1, 3}, 2), log(2) - log(3) / 2);
  assert_is(at(atkinson_one, (const double[]){1, 4}, 2), 1 - 2 / 2.5);
  assert_is(at(atkinson_two, (const double[]){1, 4}, 2), 1 - 1.6 / 2.5);
  assert_is(at(atkinson_half, (const double[]){1, 4}, 2), 1 - 2.25 / 2.5);
  assert_is(at(atkinson_one, only, 4), 1);
  assert_is(at(atkinson_half, only, 4), 0.75);
  assert_is(at(atkinson_half, zero, 5), 0.28763116334620975);
  assert_is(at(variation, (const double[]){1, 2, 3}, 3), 0.5);
  assert_is(at(entropy_bits, equal, 4), 2);
  assert_is(at(entropy_normalised, equal, 4), 1);
  assert_is(at(hill_one, equal, 4), 4);
  assert_is(at(hill_half, (const double[]){1, 1, 0}, 3), 2);
  const double regions[4][5] = {
      {120, 45, 30, 210, 95}, {60, 80, 15, 340, 20}, {200, 10, 75, 150, 65}, {35, 25, 40, 90, 310}};
  const double entropies[] = {1.4079168408700031, 1.0430024094359305, 1.35574529959734, 1.143039021448861};
  const double simpsons[] = {0.7182, 0.5240833254783674, 0.7102, 0.5694};
  const double profile[] = {415, 160, 160, 790, 490};
  for (int r = 0; r < 4; r++) {
    assert_is(at(entropy, regions[r], 5), entropies[r]);
    assert_is(at(grappe_simpson, regions[r], 5), simpsons[r]);
    assert_is(at(hill_one, regions[r], 5), exp(entropies[r]));
    assert_is(at(hill_two, regions[r], 5), 1 / (1 - simpsons[r]));
  }
  const double hoover[] = {0.07258064516129031, 0.34406996073140766, 0.26464019851116627, 0.3774193548387097};
  for (int r = 0; r < 4; r++) {
    grappe_bounds bounds[5], whole[5];
    grappe_statistic found;
    grappe_error error = {0};
    for (int s = 0; s < 5; s++) {
      bounds[s] = grappe_bounds_exact(regions[r][s]);
      whole[s] = grappe_bounds_exact(profile[s]);
    }
    grappe_sample own = {bounds, NULL, 5}, reference = {whole, NULL, 5};
    assert_int_equal(grappe_hoover_against(&own, &reference, &found, &error), GRAPPE_OK);
    assert_is(found, hoover[r]);
  }
}

static void undefined(void **state) {
  (void)state;
  for (int m = 0; m < MEASURES; m++) {
    assert_non_null(at(measures[m], (const double[]){0, 0}, 2).undefined);
    assert_non_null(at(measures[m], (const double[]){0, -5}, 2).undefined);
    assert_string_equal(at(measures[m], NULL, 0).undefined, "there are no values");
  }
  assert_string_equal(at(grappe_theil_l, (const double[]){1, 0}, 2).undefined, "a value is zero");
  assert_string_equal(at(variation, (const double[]){3}, 1).undefined, "there is only one value");
  assert_string_equal(at(entropy_normalised, (const double[]){3}, 1).undefined, "there is only one value");
  assert_string_equal(at(gini_unbiased, (const double[]){3}, 1).undefined, "there is only one value");
  assert_string_equal(at(gini, (const double[]){-5, 3}, 2).undefined, "the total is below zero");
  assert_string_equal(at(entropy, (const double[]){-5, 8}, 2).undefined, "a value is, or may be, below zero");
  grappe_statistic result;
  grappe_error error = {0};
  grappe_sample none = {0};
  assert_int_equal(grappe_atkinson(&none, -0.5, &result, &error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_entropy(&none, 1, 0, &result, &error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_hill(&none, -1, &result, &error), GRAPPE_ARGUMENT);
}

static void inside(grappe_statistic found, measure what, const double *x, size_t count) {
  grappe_statistic one = at(what, x, count);
  if (one.undefined) return;
  double slack = 1e-12 * fmax(fabs(one.value), 1e-3);
  if (one.value >= found.bounds.low - slack && one.value <= found.bounds.high + slack) return;
  for (size_t i = 0; i < count; i++) print_error("%.17g\n", x[i]);
  int m = 0;
  while (measures[m] != what) m++;
  fail_msg("measure %d: %.17g outside %.17g..%.17g", m, one.value, found.bounds.low, found.bounds.high);
}

/* The end that stands for equality: sought by moving two items at a time towards less of the measure, with smaller and
 * smaller steps. `sense` 1 seeks the least. */
static double by_descent(measure what, double sense, const grappe_bounds *bounds, size_t count, uint64_t *seed) {
  double x[MOST], best, step = 0.5;
  for (size_t i = 0; i < count; i++) x[i] = (bounds[i].low + bounds[i].high) / 2;
  best = sense * at(what, x, count).value;
  for (int round = 0; round < 6000; round++) {
    double kept[MOST];
    memcpy(kept, x, sizeof kept);
    for (size_t i = 0; i < count; i++)
      if (random_part(seed) < 0.5)
        x[i] = fmin(fmax(x[i] + step * (random_part(seed) - 0.5) * (bounds[i].high - bounds[i].low), bounds[i].low),
                    bounds[i].high);
    double now = sense * at(what, x, count).value;
    if (now < best)
      best = now;
    else
      memcpy(x, kept, sizeof kept);
    if (round % 100 == 99) step *= 0.8;
  }
  return sense * best;
}

static void bounds_hold(void **state) {
  (void)state;
  uint64_t seed = 11;
  for (int round = 0; round < 120; round++) {
    grappe_bounds bounds[MOST];
    size_t count = 2 + (size_t)(random_part(&seed) * 5);
    for (size_t i = 0; i < count; i++) bounds[i] = random_bounds(&seed);
    bounds[0] = grappe_bounds_between(3, 30);
    for (int m = 0; m < MEASURES; m++) {
      grappe_statistic found = of(measures[m], bounds, count);
      if (found.undefined) continue;
      assert_true(found.tight);
      double least = INFINITY, most = -INFINITY, x[MOST];
      for (unsigned corner = 0; corner < 1u << count; corner++) {
        for (size_t i = 0; i < count; i++) x[i] = corner >> i & 1 ? bounds[i].high : bounds[i].low;
        grappe_statistic one = at(measures[m], x, count);
        if (one.undefined) continue;
        least = fmin(least, one.value);
        most = fmax(most, one.value);
        inside(found, measures[m], x, count);
      }
      for (int draw = 0; draw < 100; draw++) {
        for (size_t i = 0; i < count; i++) x[i] = bounds[i].low + (bounds[i].high - bounds[i].low) * random_part(&seed);
        inside(found, measures[m], x, count);
      }
      int diverse = m >= 8 && m <= 15; /* those that are greatest where all are equal */
      if (diverse)
        assert_close(found.bounds.low, least, 1e-9);
      else if (isfinite(found.bounds.high))
        assert_close(found.bounds.high, most, 1e-9);
      if (round < 5) {
        double end = by_descent(measures[m], diverse ? -1 : 1, bounds, count, &seed);
        if (fabs(end - (diverse ? found.bounds.high : found.bounds.low)) > 2e-3)
          fail_msg("measure %d: %.10g found, %.10g can be had", m, diverse ? found.bounds.high : found.bounds.low, end);
      }
    }
  }
}

static void many_items(void **state) {
  (void)state;
  uint64_t seed = 5;
  grappe_bounds bounds[MOST];
  for (int round = 0; round < 5; round++) {
    for (size_t i = 0; i < MOST; i++) bounds[i] = random_bounds(&seed);
    for (int m = 0; m < MEASURES; m++) {
      grappe_statistic found = of(measures[m], bounds, MOST);
      if (found.undefined) continue;
      for (int draw = 0; draw < 200; draw++) {
        double x[MOST];
        for (size_t i = 0; i < MOST; i++)
          x[i] = draw % 2 ? bounds[i].low + (bounds[i].high - bounds[i].low) * random_part(&seed)
                          : (random_part(&seed) < 0.5 ? bounds[i].low : bounds[i].high);
        inside(found, measures[m], x, MOST);
      }
    }
    assert_true(of(grappe_hoover, bounds, MOST).tight);
    assert_false(of(gini, bounds, MOST).tight);
  }
}

/* Hoover's exact search for the greatest, against all corners. */
static void hoover_of_many(void **state) {
  (void)state;
  uint64_t seed = 9;
  grappe_bounds bounds[16];
  for (size_t i = 0; i < 16; i++)
    bounds[i] = grappe_bounds_between(10 + (double)i, 12 + 40 * random_part(&seed) + (double)i);
  grappe_statistic found = of(grappe_hoover, bounds, 16);
  double most = 0;
  for (unsigned corner = 0; corner < 1u << 16; corner++) {
    double x[16], sum = 0, apart = 0;
    for (size_t i = 0; i < 16; i++) sum += x[i] = corner >> i & 1 ? bounds[i].high : bounds[i].low;
    for (size_t i = 0; i < 16; i++) apart += fabs(x[i] / sum - 1.0 / 16) / 2;
    most = fmax(most, apart);
  }
  assert_true(found.tight);
  assert_close(found.bounds.high, most, 1e-11);
}

typedef grappe_code (*pair_measure)(const grappe_sample *a, const grappe_sample *b, grappe_statistic *r,
                                    grappe_error *e);
static const pair_measure pair_measures[] = {grappe_gini_weighted, grappe_williamson, grappe_hoover_against};

static grappe_statistic of_pair(pair_measure what, const double *a, const double *b, size_t count) {
  grappe_bounds x[MOST], y[MOST];
  grappe_statistic found;
  grappe_error error = {0};
  for (size_t i = 0; i < count; i++) {
    x[i] = grappe_bounds_exact(a[i]);
    y[i] = grappe_bounds_exact(b[i]);
  }
  assert_int_equal(what(&(grappe_sample){x, NULL, count}, &(grappe_sample){y, NULL, count}, &found, &error), GRAPPE_OK);
  return found;
}

static void weighted(void **state) {
  (void)state;
  /* a weight of two is the value given twice */
  const double values[] = {50, 0, 10, 30}, weights[] = {1, 1, 2, 1};
  assert_is(of_pair(grappe_gini_weighted, values, weights, 4), 0.48);
  assert_is(of_pair(grappe_williamson, (const double[]){1, 3}, (const double[]){3, 1}, 2), sqrt(0.75) / 1.5);
  assert_is(of_pair(grappe_gini_weighted, (const double[]){-3, 4, 10, 22}, (const double[]){1, 1, 1, 1}, 4),
            0.6136363636363636); /* as without weights */
  for (int k = 0; k < 2; k++) {
    assert_string_equal(of_pair(pair_measures[k], values, (const double[]){0, 0, 0, 0}, 4).undefined,
                        "the weights add up to zero");
    assert_string_equal(of_pair(pair_measures[k], values, (const double[]){1, -1, 1, 1}, 4).undefined,
                        "a weight is below zero, or unknown");
    assert_string_equal(of_pair(pair_measures[k], (const double[]){0, 0, 9}, (const double[]){1, 1, 0}, 3).undefined,
                        "the total is zero");
  }
}

static void bounds_of_pairs_hold(void **state) {
  (void)state;
  uint64_t seed = 41;
  for (int round = 0; round < 150; round++) {
    enum { COUNT = 5 };
    grappe_bounds a[COUNT], b[COUNT];
    for (int i = 0; i < COUNT; i++) {
      a[i] = random_bounds(&seed);
      b[i] = random_bounds(&seed);
      if (round % 3 == 0) a[i].high = a[i].low + (a[i].high - a[i].low) / 50; /* little is unknown */
      if (round % 3 == 0) b[i].high = b[i].low + (b[i].high - b[i].low) / 50;
      if (round % 7 == 0 && i == 2) a[i].high = INFINITY;
    }
    for (int k = 0; k < 3; k++) {
      grappe_statistic found;
      grappe_error error = {0};
      assert_int_equal(
          pair_measures[k](&(grappe_sample){a, NULL, COUNT}, &(grappe_sample){b, NULL, COUNT}, &found, &error),
          GRAPPE_OK);
      double least = INFINITY, most = -INFINITY;
      for (int draw = 0; draw < 400; draw++) {
        double x[COUNT], y[COUNT];
        for (int i = 0; i < COUNT; i++) {
          double p = draw < 200 ? random_part(&seed) < 0.5 : random_part(&seed);
          double q = draw < 200 ? random_part(&seed) < 0.5 : random_part(&seed);
          x[i] = a[i].low + (isinf(a[i].high) ? 1000 : a[i].high - a[i].low) * p;
          y[i] = b[i].low + (b[i].high - b[i].low) * q;
        }
        grappe_statistic one = of_pair(pair_measures[k], x, y, COUNT);
        if (one.undefined) continue;
        least = fmin(least, one.value);
        most = fmax(most, one.value);
      }
      if (found.undefined || isinf(least)) continue;
      if (least < found.bounds.low - 1e-9 || most > found.bounds.high + 1e-9)
        fail_msg("measure %d: %g..%g outside %g..%g", k, least, most, found.bounds.low, found.bounds.high);
      if (round % 3 == 0 && round % 7 && k < 2)
        assert_true(found.bounds.high - found.bounds.low < 1); /* they say something */
    }
  }
}

static void without_memory(void **state) {
  (void)state;
  grappe_bounds bounds[20];
  for (int i = 0; i < 20; i++) bounds[i] = grappe_bounds_between(1 + i, 9 + i);
  grappe_sample sample = {bounds, NULL, 20};
  for (int m = 0; m < MEASURES - 1; m++) {
    grappe_statistic result;
    grappe_error error = {0};
    for (long n = 1;; n++) {
      grappe_memory_fail_after(n);
      grappe_code code = measures[m](&sample, &result, &error);
      grappe_memory_fail_after(0);
      if (code == GRAPPE_OK) break;
      assert_int_equal(code, GRAPPE_MEMORY);
    }
  }
  for (int k = 0; k < 3; k++)
    for (long n = 1;; n++) {
      grappe_statistic result;
      grappe_error error = {0};
      grappe_memory_fail_after(n);
      grappe_code code = pair_measures[k](&sample, &sample, &result, &error);
      grappe_memory_fail_after(0);
      if (code == GRAPPE_OK) break;
      assert_int_equal(code, GRAPPE_MEMORY);
    }
  assert_int_equal(grappe_memory_held(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_values),         cmocka_unit_test(undefined),      cmocka_unit_test(bounds_hold),
      cmocka_unit_test(many_items),           cmocka_unit_test(hoover_of_many), cmocka_unit_test(weighted),
      cmocka_unit_test(bounds_of_pairs_hold), cmocka_unit_test(without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
