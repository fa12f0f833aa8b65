/* Shares and the concentration index, held against every corner and against inputs drawn from the bounds. */
#include "statistics/fixture.h"

#include <string.h>

#include "base/memory.h"
#include "statistics/concentration.h"

enum { MOST = 9 };

static grappe_statistic hhi_of(const grappe_sample *sample, grappe_hhi_form form) {
  grappe_statistic result = {0};
  grappe_error error = {0};
  assert_int_equal(grappe_hhi(sample, form, &result, &error), GRAPPE_OK);
  return result;
}

static grappe_statistic hhi_exact(const double *x, size_t count, grappe_hhi_form form) {
  grappe_bounds bounds[MOST];
  for (size_t i = 0; i < count; i++) bounds[i] = grappe_bounds_exact(x[i]);
  grappe_statistic result = hhi_of(&(grappe_sample){bounds, NULL, count}, form),
                   bare = grappe_hhi_exact(x, count, form);
  assert_true(result.bounds.low == bare.bounds.low && result.bounds.high == bare.bounds.high);
  assert_true(result.value == bare.value || (isnan(result.value) && isnan(bare.value)));
  assert_string_equal(result.undefined ? result.undefined : "", bare.undefined ? bare.undefined : "");
  return result;
}

static void known_values(void **state) {
  (void)state;
  const double basins[] = {4750, 2750, 1500, 850};
  assert_is(hhi_exact(basins, 4, GRAPPE_HHI_PLAIN), 33097500.0 / 97022500.0); /* 0.3411 */
  assert_is(hhi_exact(basins, 4, GRAPPE_HHI_POINTS), 10000 * 33097500.0 / 97022500.0);
  assert_is(hhi_exact(basins, 4, GRAPPE_HHI_EQUIVALENT), 97022500.0 / 33097500.0);
  assert_is(hhi_exact(basins, 4, GRAPPE_HHI_NORMALISED), (33097500.0 / 97022500.0 - 0.25) / 0.75);
  const double regions[4][5] = {
      {120, 45, 30, 210, 95}, {60, 80, 15, 340, 20}, {200, 10, 75, 150, 65}, {35, 25, 40, 90, 310}};
  const double agreed[] = {0.2818, 0.47591667452163255, 0.2898, 0.4306};
  for (int r = 0; r < 4; r++) assert_is(hhi_exact(regions[r], 5, GRAPPE_HHI_PLAIN), agreed[r]);
  assert_is(hhi_exact((const double[]){7, 7, 7, 7}, 4, GRAPPE_HHI_PLAIN), 0.25);
  assert_is(hhi_exact((const double[]){100, 0, 0, 0}, 4, GRAPPE_HHI_PLAIN), 1);
  assert_is(hhi_exact((const double[]){100, 0, 0, 0}, 4, GRAPPE_HHI_NORMALISED), 1);
  assert_is(hhi_exact((const double[]){3}, 1, GRAPPE_HHI_PLAIN), 1);
  assert_is(hhi_exact((const double[]){1e200, 1e200}, 2, GRAPPE_HHI_PLAIN), 0.5);
  assert_is(hhi_exact((const double[]){1e-200, 1e-200}, 2, GRAPPE_HHI_PLAIN), 0.5);
}

static void undefined(void **state) {
  (void)state;
  assert_string_equal(hhi_exact((const double[]){0, 0}, 2, GRAPPE_HHI_PLAIN).undefined, "the total is zero");
  assert_string_equal(hhi_exact((const double[]){0}, 0, GRAPPE_HHI_PLAIN).undefined, "there are no values");
  assert_string_equal(hhi_exact((const double[]){3, -1}, 2, GRAPPE_HHI_PLAIN).undefined,
                      "a value is, or may be, below zero");
  assert_string_equal(hhi_exact((const double[]){3}, 1, GRAPPE_HHI_NORMALISED).undefined, "there is only one value");
  grappe_statistic none = hhi_exact((const double[]){0, 0}, 2, GRAPPE_HHI_PLAIN);
  assert_true(isnan(none.value) && isinf(none.bounds.low) && isinf(none.bounds.high));
}

static double ratio(const double *x, size_t count) {
  double squares = 0, sum = 0;
  for (size_t i = 0; i < count; i++) {
    squares += x[i] * x[i];
    sum += x[i];
  }
  return squares / (sum * sum);
}

/* The greatest over all corners; exact, as the index is greatest at one. */
static double by_corners(const grappe_bounds *bounds, size_t count) {
  double most = 0, x[MOST];
  for (unsigned corner = 0; corner < 1u << count; corner++) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += x[i] = corner >> i & 1 ? bounds[i].high : bounds[i].low;
    if (sum > 0) most = fmax(most, ratio(x, count));
  }
  return most;
}

/* A minimum sought in another way: one item at a time goes to its best place, until none moves. */
static double by_descent(const grappe_bounds *bounds, size_t count, uint64_t *seed) {
  double x[MOST];
  for (size_t i = 0; i < count; i++)
    x[i] = bounds[i].low + (bounds[i].high - bounds[i].low) * (0.01 + 0.99 * random_part(seed));
  for (int round = 0; round < 3000; round++)
    for (size_t i = 0; i < count; i++) {
      double squares = 0, sum = 0;
      for (size_t j = 0; j < count; j++) {
        if (j == i) continue;
        squares += x[j] * x[j];
        sum += x[j];
      }
      if (sum > 0) x[i] = fmin(fmax(squares / sum, bounds[i].low), bounds[i].high);
    }
  return ratio(x, count);
}

static void bounds_are_tight(void **state) {
  (void)state;
  uint64_t seed = 1;
  for (int round = 0; round < 1500; round++) {
    grappe_bounds bounds[MOST];
    size_t count = 1 + (size_t)(random_part(&seed) * MOST);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
      bounds[i] = random_bounds(&seed);
      sum += bounds[i].high;
    }
    if (sum == 0) continue;
    grappe_sample sample = {bounds, NULL, count};
    grappe_statistic h = hhi_of(&sample, GRAPPE_HHI_PLAIN);
    assert_true(h.tight);
    assert_close(h.bounds.high, by_corners(bounds, count), 1e-11);
    if (round % 10 == 0) assert_close(h.bounds.low, by_descent(bounds, count, &seed), 1e-9);
    for (int draw = 0; draw < 100; draw++) {
      double x[MOST], total = 0;
      for (size_t i = 0; i < count; i++)
        total += x[i] = bounds[i].low + (bounds[i].high - bounds[i].low) * random_part(&seed);
      if (total > 0 && !grappe_bounds_contain(h.bounds, ratio(x, count)) && !grappe_sample_exact(&sample))
        fail_msg("%.17g outside %.17g..%.17g", ratio(x, count), h.bounds.low, h.bounds.high);
    }
  }
}

static void half_lines(void **state) {
  (void)state;
  grappe_bounds some[] = {grappe_bounds_exact(10), grappe_bounds_between(20, INFINITY)};
  grappe_statistic h = hhi_of(&(grappe_sample){some, NULL, 2}, GRAPPE_HHI_PLAIN);
  assert_close(h.bounds.low, 500.0 / 900, 1e-11);
  assert_true(h.bounds.high == 1 && isnan(h.value) && h.tight);
  grappe_bounds all[] = {grappe_bounds_between(0, INFINITY), grappe_bounds_between(0, INFINITY),
                         grappe_bounds_exact(0)};
  h = hhi_of(&(grappe_sample){all, NULL, 3}, GRAPPE_HHI_PLAIN);
  assert_close(h.bounds.low, 0.5, 1e-11); /* one is surely zero: the other two can be equal at best */
  assert_true(h.bounds.high == 1);
}

static void estimates(void **state) {
  (void)state;
  grappe_bounds bounds[] = {grappe_bounds_between(52.5, 53.5), grappe_bounds_exact(47)};
  double values[] = {53, NAN};
  grappe_statistic h = hhi_of(&(grappe_sample){bounds, values, 2}, GRAPPE_HHI_PLAIN);
  assert_close(h.value, 0.53 * 0.53 + 0.47 * 0.47, 1e-12);
  grappe_statistic turned = hhi_of(&(grappe_sample){bounds, values, 2}, GRAPPE_HHI_EQUIVALENT);
  assert_close(turned.bounds.low, 1 / h.bounds.high, 1e-11);
  assert_close(turned.bounds.high, 1 / h.bounds.low, 1e-11);
}

/* Bounds c ± a: the greatest index answers a partition problem. The search must end, and its bounds must hold. */
static void hard_bounds(void **state) {
  (void)state;
  enum { COUNT = 60 };
  grappe_bounds bounds[COUNT];
  uint64_t seed = 7;
  for (int i = 0; i < COUNT; i++) {
    double a = 1 + floor(random_part(&seed) * 1e6) / 1e3;
    bounds[i] = grappe_bounds_between(2000 - a, 2000 + a);
  }
  grappe_statistic h = hhi_of(&(grappe_sample){bounds, NULL, COUNT}, GRAPPE_HHI_PLAIN);
  for (int draw = 0; draw < 2000; draw++) {
    double x[COUNT];
    for (int i = 0; i < COUNT; i++) x[i] = random_part(&seed) < 0.5 ? bounds[i].low : bounds[i].high;
    assert_true(grappe_bounds_contain(h.bounds, ratio(x, COUNT)));
  }
}

static void shares(void **state) {
  (void)state;
  uint64_t seed = 3;
  grappe_bounds four[] = {grappe_bounds_exact(4750), grappe_bounds_exact(2750), grappe_bounds_exact(1500),
                          grappe_bounds_exact(850)};
  grappe_statistic found[MOST];
  grappe_shares(&(grappe_sample){four, NULL, 4}, found);
  assert_is(found[0], 4750.0 / 9850);
  assert_is(found[3], 850.0 / 9850);
  for (int round = 0; round < 500; round++) {
    grappe_bounds bounds[MOST];
    size_t count = 2 + (size_t)(random_part(&seed) * (MOST - 2));
    for (size_t i = 0; i < count; i++) bounds[i] = random_bounds(&seed);
    bounds[0].high += 1;
    grappe_shares(&(grappe_sample){bounds, NULL, count}, found);
    double least[MOST], most[MOST];
    for (size_t i = 0; i < count; i++) {
      least[i] = INFINITY;
      most[i] = -INFINITY;
    }
    for (unsigned corner = 0; corner < 1u << count; corner++) {
      double x[MOST], sum = 0;
      for (size_t i = 0; i < count; i++) sum += x[i] = corner >> i & 1 ? bounds[i].high : bounds[i].low;
      for (size_t i = 0; sum > 0 && i < count; i++) {
        least[i] = fmin(least[i], x[i] / sum);
        most[i] = fmax(most[i], x[i] / sum);
      }
    }
    for (size_t i = 0; i < count; i++) {
      assert_close(found[i].bounds.low, least[i], 1e-11);
      assert_close(found[i].bounds.high, most[i], 1e-11);
    }
  }
  grappe_bounds zeros[] = {grappe_bounds_exact(0), grappe_bounds_exact(0)};
  grappe_shares(&(grappe_sample){zeros, NULL, 2}, found);
  assert_string_equal(found[1].undefined, "the total is zero");
}

static void part_and_whole(void **state) {
  (void)state;
  assert_is(grappe_share(grappe_bounds_exact(10000), NAN, grappe_bounds_exact(20000), NAN), 0.5);
  grappe_statistic s = grappe_share(grappe_bounds_between(10, 30), 20, grappe_bounds_between(20, 40), 40);
  assert_close(s.bounds.low, 0.25, 1e-11);
  assert_true(s.bounds.high == 1 && s.value == 0.5);
  s = grappe_share(grappe_bounds_between(200, INFINITY), NAN, grappe_bounds_exact(800), NAN);
  assert_close(s.bounds.low, 0.25, 1e-11);
  assert_true(s.bounds.high == 1);
  assert_string_equal(grappe_share(grappe_bounds_exact(3), 3, grappe_bounds_exact(2), 2).undefined,
                      "the part is greater than the whole");
  assert_string_equal(grappe_share(grappe_bounds_exact(0), 0, grappe_bounds_exact(0), 0).undefined,
                      "the whole is zero");
}

static void without_memory(void **state) {
  (void)state;
  grappe_bounds bounds[] = {grappe_bounds_between(1, 2), grappe_bounds_exact(3)};
  grappe_sample sample = {bounds, NULL, 2};
  grappe_statistic result;
  grappe_error error = {0};
  long n = 1;
  for (;; n++) {
    grappe_memory_fail_after(n);
    grappe_code code = grappe_hhi(&sample, GRAPPE_HHI_PLAIN, &result, &error);
    grappe_memory_fail_after(0);
    if (code == GRAPPE_OK) break;
    assert_int_equal(code, GRAPPE_MEMORY);
  }
  assert_true(n > 2);
  assert_int_equal(grappe_memory_held(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_values), cmocka_unit_test(undefined),      cmocka_unit_test(bounds_are_tight),
      cmocka_unit_test(half_lines),   cmocka_unit_test(estimates),      cmocka_unit_test(hard_bounds),
      cmocka_unit_test(shares),       cmocka_unit_test(part_and_whole), cmocka_unit_test(without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
