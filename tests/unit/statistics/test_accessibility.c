/* Accessibility by hand, and against inputs drawn from the bounds. */
#include "statistics/fixture.h"

#include "base/memory.h"
#include "statistics/accessibility.h"

enum { PLACES = 3, WAYS = 6 };

/* Each origin reaches two of the three destinations. */
typedef struct scene {
  grappe_way list[WAYS];
  grappe_bounds amount[PLACES], demand[PLACES];
  grappe_ways ways;
  grappe_sample amounts, demands;
} scene;

static void prepare(scene *s, const double *distance, const double *amount, const double *demand) {
  for (size_t i = 0; i < WAYS; i++)
    s->list[i] = (grappe_way){i / 2, (i / 2 + i % 2) % PLACES, grappe_bounds_exact(distance[i]), NAN};
  for (size_t i = 0; i < PLACES; i++) {
    s->amount[i] = grappe_bounds_exact(amount[i]);
    s->demand[i] = grappe_bounds_exact(demand[i]);
  }
  s->ways = (grappe_ways){s->list, WAYS, PLACES, PLACES};
  s->amounts = (grappe_sample){s->amount, NULL, PLACES};
  s->demands = (grappe_sample){s->demand, NULL, PLACES};
}

typedef enum kind { POWER, EXPONENTIAL, LOGISTIC, CUT, CUMULATIVE, NEAREST, TWO_STEP, KINDS } kind;

static grappe_code of(const scene *s, kind what, grappe_statistic *result, grappe_error *error) {
  grappe_decay_form form = {(grappe_decay)(what == CUT ? POWER : what), -2, 0, 1, what == CUT ? 12 : 0};
  if (what == EXPONENTIAL || what == LOGISTIC) form.exponent = -0.1;
  if (what == LOGISTIC) form.midpoint = 15;
  if (what == CUMULATIVE) return grappe_cumulative(&s->ways, &s->amounts, 12, result, error);
  if (what == NEAREST) return grappe_nearest(&s->ways, &s->amounts, result, NULL, error);
  if (what == TWO_STEP) return grappe_two_step_catchment(&s->ways, &s->amounts, &s->demands, 12, result, error);
  return grappe_hansen(&s->ways, &s->amounts, &form, result, error);
}

static const double distances[] = {0, 10, 12, 20, 5, 40}, amounts[] = {5000, 300, 80}, demands[] = {900, 100, 50};

static void known_values(void **state) {
  (void)state;
  scene s;
  grappe_statistic found[PLACES];
  grappe_error error = {0};
  size_t which[PLACES];
  prepare(&s, distances, amounts, demands);
  assert_int_equal(of(&s, POWER, found, &error), GRAPPE_OK);
  assert_is(found[0], 5000 + 300 / 100.0);
  assert_is(found[1], 300 / 144.0 + 80 / 400.0);
  assert_is(found[2], 80 / 25.0 + 5000 / 1600.0);
  assert_int_equal(of(&s, CUT, found, &error), GRAPPE_OK);
  assert_is(found[2], 80 / 25.0); /* 40 is out of reach */
  assert_int_equal(of(&s, EXPONENTIAL, found, &error), GRAPPE_OK);
  assert_is(found[1], 300 * exp(-1.2) + 80 * exp(-2));
  assert_int_equal(of(&s, LOGISTIC, found, &error), GRAPPE_OK);
  assert_is(found[1], 300 / (1 + exp(-0.3)) + 80 / (1 + exp(0.5)));
  assert_int_equal(of(&s, CUMULATIVE, found, &error), GRAPPE_OK);
  assert_is(found[0], 5300);
  assert_is(found[1], 300); /* 12 itself is within 12 */
  assert_is(found[2], 80);
  assert_int_equal(grappe_nearest(&s.ways, &s.amounts, found, which, &error), GRAPPE_OK);
  assert_is(found[1], 12);
  assert_int_equal(which[1], 1);
  assert_is(found[2], 5);
  assert_int_equal(which[2], 2);
  assert_int_equal(of(&s, TWO_STEP, found, &error), GRAPPE_OK);
  assert_is(found[0], 5000 / 900.0 + 300 / 1000.0); /* the second supply serves 900 and 100 */
  assert_is(found[1], 0.3);
  assert_is(found[2], 80 / 50.0);
}

static void for_that_place_only(void **state) {
  (void)state;
  scene s;
  grappe_statistic found[PLACES];
  grappe_error error = {0};
  grappe_decay_form bare = {.decay = GRAPPE_DECAY_POWER, .exponent = -2};
  prepare(&s, distances, amounts, demands);
  assert_int_equal(grappe_hansen(&s.ways, &s.amounts, &bare, found, &error), GRAPPE_OK);
  assert_non_null(found[0].undefined); /* its distance is zero */
  assert_is(found[1], 300 / 144.0 + 80 / 400.0);
  s.list[2].distance.low = -1;
  for (kind k = 0; k < KINDS; k++) {
    assert_int_equal(of(&s, k, found, &error), GRAPPE_OK);
    assert_string_equal(found[1].undefined, "a distance is, or may be, below zero");
    assert_null(found[2].undefined);
  }
  prepare(&s, distances, amounts, demands);
  s.ways.count = 2; /* the other two reach nothing */
  for (kind k = 0; k < KINDS; k++) {
    assert_int_equal(of(&s, k, found, &error), GRAPPE_OK);
    if (k == NEAREST)
      assert_string_equal(found[2].undefined, "there is no destination");
    else
      assert_is(found[2], 0);
  }
  prepare(&s, distances, amounts, (const double[]){900, 100, 0});
  assert_int_equal(of(&s, TWO_STEP, found, &error), GRAPPE_OK);
  assert_string_equal(found[2].undefined, "a supply within reach has no demand");
  assert_is(found[1], 0.3);
  prepare(&s, distances, (const double[]){5000, -1, 80}, demands);
  for (kind k = 0; k < KINDS; k++) {
    assert_int_equal(of(&s, k, found, &error), GRAPPE_OK);
    assert_string_equal(found[0].undefined, "a value is, or may be, below zero");
    assert_null(found[2].undefined);
  }
}

static void refused(void **state) {
  (void)state;
  scene s;
  grappe_statistic found[PLACES];
  grappe_error error = {0};
  grappe_decay_form rising = {.decay = GRAPPE_DECAY_POWER, .exponent = 2};
  grappe_decay_form middle = {.decay = GRAPPE_DECAY_LOGISTIC, .exponent = -2};
  prepare(&s, distances, amounts, demands);
  assert_int_equal(grappe_hansen(&s.ways, &s.amounts, &rising, found, &error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_hansen(&s.ways, &s.amounts, &middle, found, &error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_cumulative(&s.ways, &s.amounts, -1, found, &error), GRAPPE_ARGUMENT);
  s.amounts.count = 2;
  for (kind k = 0; k < KINDS; k++) assert_int_equal(of(&s, k, found, &error), GRAPPE_ARGUMENT);
  s.amounts.count = 3;
  s.list[4].destination = PLACES;
  for (kind k = 0; k < KINDS; k++) assert_int_equal(of(&s, k, found, &error), GRAPPE_ARGUMENT);
}

static grappe_bounds blurred(double value, uint64_t *seed) {
  if (random_part(seed) < 0.5) return grappe_bounds_exact(value);
  return grappe_bounds_between(floor(value * random_part(seed)), ceil(value * (1 + random_part(seed))));
}

static double drawn(grappe_bounds b, uint64_t *seed) {
  double part = random_part(seed); /* often an end: the extremes lie there */
  return part < 0.4 ? b.low : part > 0.6 ? b.high : b.low + (b.high - b.low) * random_part(seed);
}

static void bounds_hold_and_are_reached(void **state) {
  (void)state;
  uint64_t seed = 5;
  grappe_error error = {0};
  for (int round = 0; round < 40; round++) {
    scene whole, one;
    grappe_statistic found[KINDS][PLACES], p[PLACES];
    double least[KINDS][PLACES], most[KINDS][PLACES];
    prepare(&whole, distances, amounts, demands);
    for (int i = 0; i < WAYS; i++) { /* above zero, for which another distance stands */
      whole.list[i].distance = blurred(distances[i] + 2, &seed);
      whole.list[i].distance.low += 1;
      whole.list[i].distance.high += 1;
    }
    for (int i = 0; i < PLACES; i++) {
      whole.amount[i] = blurred(amounts[i], &seed);
      whole.demand[i] = blurred(demands[i], &seed);
    }
    for (kind k = 0; k < KINDS; k++) {
      assert_int_equal(of(&whole, k, found[k], &error), GRAPPE_OK);
      for (int i = 0; i < PLACES; i++) {
        least[k][i] = INFINITY;
        most[k][i] = -INFINITY;
      }
    }
    prepare(&one, distances, amounts, demands);
    for (int draw = 0; draw < 2500; draw++) {
      for (int i = 0; i < WAYS; i++) one.list[i].distance = grappe_bounds_exact(drawn(whole.list[i].distance, &seed));
      for (int i = 0; i < PLACES; i++) {
        one.amount[i] = grappe_bounds_exact(drawn(whole.amount[i], &seed));
        one.demand[i] = grappe_bounds_exact(drawn(whole.demand[i], &seed));
      }
      for (kind k = 0; k < KINDS; k++) {
        assert_int_equal(of(&one, k, p, &error), GRAPPE_OK);
        for (int i = 0; i < PLACES; i++) {
          if (p[i].undefined || found[k][i].undefined) continue;
          least[k][i] = fmin(least[k][i], p[i].value);
          most[k][i] = fmax(most[k][i], p[i].value);
        }
      }
    }
    for (kind k = 0; k < KINDS; k++)
      for (int i = 0; i < PLACES; i++) {
        if (found[k][i].undefined) continue;
        grappe_bounds b = found[k][i].bounds;
        double slack = 1e-9 * (1 + most[k][i]);
        assert_true(b.low <= least[k][i] + slack && b.high >= most[k][i] - slack);
        if (fabs(b.low - least[k][i]) > slack) fail_msg("kind %d: %g found, %g had", (int)k, b.low, least[k][i]);
        /* no demand at all gives no score: the upper end is only approached */
        if (isfinite(b.high) && fabs(b.high - most[k][i]) > slack)
          fail_msg("kind %d: up to %g found, %g had", (int)k, b.high, most[k][i]);
      }
  }
}

static void unknown_is_a_half_line(void **state) {
  (void)state;
  scene s;
  grappe_statistic found[PLACES];
  grappe_error error = {0};
  prepare(&s, distances, amounts, demands);
  s.amount[1] = grappe_bounds_between(0, INFINITY);
  s.list[5].distance = grappe_bounds_between(0, INFINITY);
  assert_int_equal(of(&s, EXPONENTIAL, found, &error), GRAPPE_OK);
  assert_true(isnan(found[0].value) && isinf(found[0].bounds.high));
  assert_true(found[0].bounds.low > 0);
  assert_close(found[2].bounds.low, 80 * exp(-0.5), 1e-9);
  assert_close(found[2].bounds.high, 80 * exp(-0.5) + 5000 * exp(-0.1), 1); /* within a place the distance is 1 */
  assert_int_equal(of(&s, NEAREST, found, &error), GRAPPE_OK);
  assert_close(found[1].bounds.low, 12, 1e-9); /* if there is something in the nearer */
  assert_close(found[1].bounds.high, 20, 1e-9);
}

static void without_memory(void **state) {
  (void)state;
  scene s;
  prepare(&s, distances, amounts, demands);
  for (kind k = 0; k < KINDS; k++) {
    grappe_statistic found[PLACES];
    grappe_error error = {0};
    for (long n = 1;; n++) {
      grappe_memory_fail_after(n);
      grappe_code code = of(&s, k, found, &error);
      grappe_memory_fail_after(0);
      if (code == GRAPPE_OK) break;
      assert_int_equal(code, GRAPPE_MEMORY);
    }
  }
  assert_int_equal(grappe_memory_held(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_values),
      cmocka_unit_test(for_that_place_only),
      cmocka_unit_test(refused),
      cmocka_unit_test(bounds_hold_and_are_reached),
      cmocka_unit_test(unknown_is_a_half_line),
      cmocka_unit_test(without_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
