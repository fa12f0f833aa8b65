/* Convergence and the likeness of neighbours, held against agreed values and against inputs drawn from the bounds. */
#include "statistics/fixture.h"

#include <string.h>

#include "base/memory.h"
#include "statistics/autocorrelation.h"
#include "statistics/convergence.h"

enum { MOST = 20 };

static grappe_sample sample_of(const double *x, size_t count, grappe_bounds *bounds) {
  for (size_t i = 0; i < count; i++) bounds[i] = grappe_bounds_exact(x[i]);
  return (grappe_sample){bounds, NULL, count};
}

static grappe_beta_convergence beta(const double *from, const double *to, size_t count, double years) {
  grappe_bounds a[MOST], b[MOST];
  grappe_sample x = sample_of(from, count, a), y = sample_of(to, count, b);
  grappe_beta_convergence found;
  grappe_error error = {0};
  assert_int_equal(grappe_beta_convergence_of(&x, &y, years, &found, &error), GRAPPE_OK);
  return found;
}

/* Growth laid on a line: ln(x1 / x0) / 10 = 0.3 - 0.02 ln x0, so that the answer is known. */
static void beta_of_a_line(void **state) {
  (void)state;
  double from[] = {8000, 12000, 20000, 31000, 45000}, to[5];
  for (int i = 0; i < 5; i++) to[i] = from[i] * exp(10 * (0.3 - 0.02 * log(from[i])));
  grappe_beta_convergence found = beta(from, to, 5, 10);
  assert_is(found.beta, -0.02);
  assert_is(found.alpha, 0.3);
  assert_is(found.r_squared, 1);
  assert_is(found.speed, -log(0.8) / 10);
  assert_is(found.half_life, log(2) / (-log(0.8) / 10));
  assert_true(found.error.value < 1e-9);
  assert_int_equal(found.culprit, 5);
  for (int i = 0; i < 5; i++) to[i] = from[i] * exp(10 * (0.01 * log(from[i])));
  found = beta(from, to, 5, 10);
  assert_is(found.beta, 0.01); /* the rich run ahead */
  assert_is(found.speed, -log(1.1) / 10);
  assert_string_equal(found.half_life.undefined, "the regions do not converge");
  for (int i = 0; i < 5; i++) to[i] = 1e9 / from[i];
  found = beta(from, to, 5, 10);
  assert_is(found.beta, -0.2);
  assert_string_equal(found.speed.undefined, "the regions pass one another within the period");
  for (int i = 0; i < 5; i++) to[i] = 2 * from[i];
  assert_string_equal(beta(from, to, 5, 10).r_squared.undefined, "all regions have the same value");
}

/* Three points off the line, worked out by the normal equations. */
static void beta_off_the_line(void **state) {
  (void)state;
  double from[] = {exp(1), exp(2), exp(3)}, to[] = {exp(1.5), exp(2.1), exp(3.1)};
  grappe_beta_convergence found = beta(from, to, 3, 1); /* growth 0.5, 0.1, 0.1 on 1, 2, 3 */
  assert_is(found.beta, -0.2);
  assert_is(found.alpha, 7.0 / 30 + 0.4);
  double left = 0.5 * 0.5 + 0.1 * 0.1 * 2 - 3 * (7.0 / 30) * (7.0 / 30) - 0.2 * 0.2 * 2;
  assert_is(found.error, sqrt(left / 2));
  assert_is(found.r_squared, 0.75);
}

static void beta_undefined(void **state) {
  (void)state;
  const double x[] = {1, 2, 3}, zero[] = {1, 0, 3}, same[] = {2, 2, 2};
  assert_string_equal(beta(zero, x, 3, 5).beta.undefined, "a value is, or may be, zero or below");
  assert_int_equal(beta(x, zero, 3, 5).culprit, 1);
  assert_string_equal(beta(x, x, 3, 0).beta.undefined, "no time lies between the two values");
  assert_string_equal(beta(x, x, 1, 5).beta.undefined, "only one region has a value");
  assert_string_equal(beta(x, x, 0, 5).beta.undefined, "there are no values");
  assert_string_equal(beta(same, x, 3, 5).beta.undefined, "all regions start at the same value");
  assert_string_equal(beta(x, zero + 2, 1, 5).speed.undefined, "only one region has a value");
  const double y[] = {2, 3, 1};
  assert_string_equal(beta(x, y, 2, 5).error.undefined, "two regions always lie on one line");
  grappe_bounds a[MOST], b[MOST];
  grappe_sample p = sample_of(x, 3, a), q = sample_of(y, 2, b);
  grappe_beta_convergence found;
  grappe_error error = {0};
  assert_int_equal(grappe_beta_convergence_of(&p, &q, 5, &found, &error), GRAPPE_ARGUMENT);
  q = sample_of(y, 3, b);
  b[1] = grappe_bounds_between(2, 3);
  assert_int_equal(grappe_beta_convergence_of(&p, &q, 5, &found, &error), GRAPPE_OK);
  assert_true(isnan(found.beta.value) && isfinite(found.beta.bounds.low)); /* no estimate, but bounds */
  assert_string_equal(found.half_life.undefined, "the regions pass one another within the period"); /* for all inputs */
}

static grappe_statistic sigma(const grappe_sample *sample, int population) {
  grappe_statistic found;
  grappe_error error = {0};
  assert_int_equal(grappe_sigma_convergence(sample, population, &found, &error), GRAPPE_OK);
  return found;
}

/* Whatever the inputs turn out to be within their bounds, the results lie within theirs. */
static void inside(grappe_statistic of, grappe_statistic sampled) {
  if (sampled.undefined || of.undefined) {
    assert_true(sampled.undefined || !of.undefined); /* undefined as a whole only where all are */
    return;
  }
  if (sampled.value < of.bounds.low || sampled.value > of.bounds.high)
    fail_msg("%.17g lies outside of %.17g .. %.17g", sampled.value, of.bounds.low, of.bounds.high);
  assert_false(of.tight);
}

static void beta_bounds(void **state) {
  (void)state;
  uint64_t seed = 7;
  int limited = 0;
  for (int round = 0; round < 300; round++) {
    enum { N = 6 };
    grappe_bounds a[N], b[N];
    double from[N], to[N], width = round % 3 == 0 ? 0.4 : 0.02;
    for (int i = 0; i < N; i++) {
      double low = 100 * (1 + i) * (0.8 + 0.4 * random_part(&seed)), high = low * (1 + width * random_part(&seed));
      a[i] = random_part(&seed) < 0.3 ? grappe_bounds_exact(low) : grappe_bounds_between(low, high);
      low *= 0.9 + 0.6 * random_part(&seed);
      b[i] = random_part(&seed) < 0.3 ? grappe_bounds_exact(low)
                                      : grappe_bounds_between(low, low * (1 + width * random_part(&seed)));
    }
    grappe_sample x = {a, NULL, N}, y = {b, NULL, N};
    grappe_beta_convergence whole;
    grappe_error error = {0};
    assert_int_equal(grappe_beta_convergence_of(&x, &y, 8, &whole, &error), GRAPPE_OK);
    if (grappe_sample_exact(&x) && grappe_sample_exact(&y)) continue;
    limited += isfinite(whole.beta.bounds.low) && isfinite(whole.beta.bounds.high);
    for (int draw = 0; draw < 40; draw++) {
      for (int i = 0; i < N; i++) {
        double p = draw % 4 ? random_part(&seed) : floor(2 * random_part(&seed)); /* corners too */
        double q = draw % 4 ? random_part(&seed) : floor(2 * random_part(&seed));
        from[i] = a[i].low + p * (a[i].high - a[i].low);
        to[i] = b[i].low + q * (b[i].high - b[i].low);
      }
      grappe_beta_convergence one = beta(from, to, N, 8);
      inside(whole.beta, one.beta);
      inside(whole.alpha, one.alpha);
      inside(whole.error, one.error);
      inside(whole.speed, one.speed);
      inside(whole.half_life, one.half_life);
      inside(whole.r_squared, one.r_squared);
    }
  }
  assert_true(limited > 200); /* they say something */
}

static void sigma_of_logarithms(void **state) {
  (void)state;
  grappe_bounds bounds[MOST];
  double x[] = {exp(1), exp(2), exp(6)};
  grappe_sample s = sample_of(x, 3, bounds);
  assert_is(sigma(&s, 0), sqrt(7));
  assert_is(sigma(&s, 1), sqrt(14 / 3.0));
  for (int i = 0; i < 3; i++) x[i] *= 1000; /* the unit does not matter */
  s = sample_of(x, 3, bounds);
  assert_is(sigma(&s, 0), sqrt(7));
  bounds[1] = grappe_bounds_between(0, 5);
  assert_true(isinf(sigma(&s, 0).bounds.high));
  bounds[1] = grappe_bounds_exact(0);
  assert_string_equal(sigma(&s, 0).undefined, "a value is, or may be, zero or below");
  s.count = 1;
  assert_string_equal(sigma(&s, 0).undefined, "there is only one value");
  assert_is(sigma(&s, 1), 0);
  s.count = 0;
  assert_string_equal(sigma(&s, 1).undefined, "there are no values");
}

static void sigma_bounds(void **state) {
  (void)state;
  uint64_t seed = 77;
  for (int round = 0; round < 60; round++) {
    size_t count = round % 10 == 9 ? 18 : 2 + (size_t)(random_part(&seed) * 4); /* 18: too many corners */
    grappe_bounds bounds[MOST], drawn[MOST];
    for (size_t i = 0; i < count; i++) {
      bounds[i] = random_bounds(&seed);
      bounds[i].low += 1;
      bounds[i].high += count == 18 ? 2 : 1;
    }
    grappe_sample whole = {bounds, NULL, count}, one = {drawn, NULL, count};
    grappe_statistic found = sigma(&whole, 0);
    double least = INFINITY, most = 0;
    for (int draw = 0; draw < 6000; draw++) {
      double level = exp(random_part(&seed) * 6), jitter = draw % 2 ? 0.3 : 0;
      for (size_t i = 0; i < count; i++) {
        double part = draw < 3000 ? random_part(&seed) < 0.5 : random_part(&seed);
        double x = bounds[i].low + (bounds[i].high - bounds[i].low) * part;
        if (draw >= 4000) x = fmin(fmax(level * (1 + jitter * part), bounds[i].low), bounds[i].high);
        drawn[i] = grappe_bounds_exact(x);
      }
      double value = sigma(&one, 0).value;
      least = fmin(least, value);
      most = fmax(most, value);
    }
    assert_true(found.bounds.low <= least + 1e-12 && found.bounds.high >= most - 1e-12);
    assert_true(least - found.bounds.low <= 0.03);
    if (!grappe_sample_exact(&whole)) assert_int_equal(found.tight, count < 15);
    if (found.tight) assert_close(found.bounds.high, most, 1e-9);
  }
}

/* --- Moran ------------------------------------------------------------------------------------------------------- */

static grappe_moran moran(const double *x, size_t count, const grappe_neighbour *list, size_t links, int raw,
                          unsigned char *islands) {
  grappe_bounds bounds[MOST];
  grappe_sample s = sample_of(x, count, bounds);
  grappe_moran found;
  grappe_error error = {0};
  assert_int_equal(grappe_moran_of(&s, list, links, raw, &found, islands, &error), GRAPPE_OK);
  return found;
}

static size_t ring(grappe_neighbour *list, size_t count) {
  for (size_t i = 0; i < count; i++) {
    list[2 * i] = (grappe_neighbour){i, (i + 1) % count, 1};
    list[2 * i + 1] = (grappe_neighbour){i, (i + count - 1) % count, 1};
  }
  return 2 * count;
}

/* A ring of six, as the package ape 5.7 has it, confirmed by a second one. */
static void moran_agrees(void **state) {
  (void)state;
  const double x[] = {10, 12, 14, 3, 2, 1};
  grappe_neighbour list[2 * MOST];
  unsigned char islands[MOST];
  size_t links = ring(list, 6);
  grappe_moran found = moran(x, 6, list, links, 0, islands);
  assert_is(found.i, 0.3375);
  assert_is(found.expected, -0.2);
  assert_is(found.variance, 0.3848092059709591 * 0.3848092059709591);
  assert_is(found.p, 0.1624748939733427);
  assert_int_equal(found.islands, 0);
  found = moran(x, 6, list, links, 1, NULL); /* all rows alike: standardising changes nothing */
  assert_is(found.i, 0.3375);
  assert_is(found.p, 0.1624748939733427);
}

/* The moments under randomisation are those of all orders in which values can stand: tried out. */
static void moran_moments(void **state) {
  (void)state;
  enum { N = 6 };
  const double x[N] = {3, 1, 4, 1.5, 9, 2};
  const grappe_neighbour list[] = {{0, 1, 2}, {1, 0, 1}, {1, 2, 1}, {2, 3, 0.5}, {3, 1, 4}, {4, 3, 1}, {2, 1, 1}};
  for (int raw = 0; raw < 2; raw++) {
    int order[N] = {0, 1, 2, 3, 4, 5}, orders = 0;
    double sum = 0, squares = 0;
    unsigned char islands[N];
    grappe_moran all = moran(x, N, list, 7, raw, islands);
    assert_int_equal(all.islands, 1); /* nobody is a neighbour of the last */
    for (int i = 0; i < N; i++) assert_int_equal(islands[i], i == 5);
    for (;;) {
      double y[N];
      for (int i = 0; i < N; i++) y[i] = x[order[i]];
      double i = moran(y, N, list, 7, raw, NULL).i.value;
      sum += i;
      squares += i * i;
      orders++;
      int k = N - 2, l = N - 1; /* the next order */
      while (k >= 0 && order[k] > order[k + 1]) k--;
      if (k < 0) break;
      while (order[l] < order[k]) l--;
      int kept = order[k];
      order[k] = order[l];
      order[l] = kept;
      for (int a = k + 1, b = N - 1; a < b; a++, b--) {
        kept = order[a];
        order[a] = order[b];
        order[b] = kept;
      }
    }
    assert_int_equal(orders, 720);
    assert_close(all.expected.value, sum / orders, 1e-9);
    assert_close(all.variance.value, squares / orders - sum / orders * (sum / orders), 1e-9);
  }
}

static void moran_undefined(void **state) {
  (void)state;
  const double x[] = {1, 2, 3, 4}, same[] = {5, 5, 5, 5};
  grappe_neighbour list[2 * MOST], all[12];
  size_t links = ring(list, 4), k = 0;
  assert_string_equal(moran(same, 4, list, links, 0, NULL).i.undefined, "all values are the same");
  assert_string_equal(moran(x, 4, list, 0, 0, NULL).i.undefined, "no place has a neighbour");
  assert_int_equal(moran(x, 4, list, 0, 0, NULL).islands, 4);
  assert_string_equal(moran(x, 1, list, 0, 0, NULL).i.undefined, "there are fewer than two places");
  links = ring(list, 3);
  grappe_moran found = moran(x, 3, list, links, 0, NULL);
  assert_is(found.i, -0.5);
  assert_string_equal(found.p.undefined, "there are fewer than four places");
  for (size_t i = 0; i < 4; i++)
    for (size_t j = 0; j < 4; j++)
      if (i != j) all[k++] = (grappe_neighbour){i, j, 1};
  found = moran(x, 4, all, 12, 0, NULL);
  assert_is(found.i, -1.0 / 3);
  assert_string_equal(found.z.undefined, "every order gives the same");
  grappe_bounds bounds[MOST];
  grappe_sample s = sample_of(x, 4, bounds);
  grappe_error error = {0};
  const grappe_neighbour wrong[] = {{0, 4, 1}, {0, 1, -1}, {2, 2, 1}};
  for (int i = 0; i < 3; i++)
    assert_int_equal(grappe_moran_of(&s, &wrong[i], 1, 0, &found, NULL, &error), GRAPPE_ARGUMENT);
}

static void moran_bounds(void **state) {
  (void)state;
  uint64_t seed = 8;
  grappe_error error = {0};
  for (int round = 0; round < 30; round++) {
    grappe_neighbour list[30];
    grappe_bounds bounds[MOST];
    grappe_moran whole;
    for (int i = 0; i < 30; i++) {
      size_t a = (size_t)(random_part(&seed) * 7);
      list[i] = (grappe_neighbour){a, (a + 1 + (size_t)(random_part(&seed) * 6)) % 7, random_part(&seed)};
    }
    for (int i = 0; i < 7; i++) bounds[i] = random_bounds(&seed);
    bounds[0].high += 5;
    grappe_sample s = {bounds, NULL, 7};
    assert_int_equal(grappe_moran_of(&s, list, 30, round % 2, &whole, NULL, &error), GRAPPE_OK);
    for (int draw = 0; draw < 500; draw++) {
      double x[7];
      for (int i = 0; i < 7; i++) x[i] = bounds[i].low + (bounds[i].high - bounds[i].low) * random_part(&seed);
      grappe_moran one = moran(x, 7, list, 30, round % 2, NULL);
      if (one.i.undefined) continue;
      assert_true(one.i.value >= whole.i.bounds.low - 1e-9 && one.i.value <= whole.i.bounds.high + 1e-9);
      assert_true(one.variance.value >= whole.variance.bounds.low - 1e-9);
      assert_true(one.variance.value <= whole.variance.bounds.high + 1e-9);
    }
  }
}

static void without_memory(void **state) {
  (void)state;
  grappe_bounds bounds[] = {grappe_bounds_between(1, 2), grappe_bounds_exact(3), grappe_bounds_exact(4)};
  grappe_sample s = {bounds, NULL, 3};
  grappe_neighbour list[6];
  size_t links = ring(list, 3);
  grappe_statistic found;
  grappe_moran likeness;
  grappe_error error = {0};
  grappe_memory_fail_after(1);
  assert_int_equal(grappe_sigma_convergence(&s, 0, &found, &error), GRAPPE_MEMORY);
  for (long n = 1; n < 3; n++) {
    grappe_memory_fail_after(n);
    assert_int_equal(grappe_moran_of(&s, list, links, 0, &likeness, NULL, &error), GRAPPE_MEMORY);
  }
  grappe_memory_fail_after(0);
  assert_int_equal(grappe_memory_held(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(beta_of_a_line), cmocka_unit_test(beta_off_the_line),   cmocka_unit_test(beta_undefined),
      cmocka_unit_test(beta_bounds),    cmocka_unit_test(sigma_of_logarithms), cmocka_unit_test(sigma_bounds),
      cmocka_unit_test(moran_agrees),   cmocka_unit_test(moran_moments),       cmocka_unit_test(moran_undefined),
      cmocka_unit_test(moran_bounds),   cmocka_unit_test(without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
