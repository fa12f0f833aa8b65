/* Shift-share and the agglomeration of plants, held against agreed values. */
#include "statistics/fixture.h"

#include <string.h>

#include "base/memory.h"
#include "statistics/agglomeration.h"
#include "statistics/shift_share.h"

enum { MOST = 6 };

typedef struct scene {
  grappe_bounds bounds[4][MOST];
  grappe_shift_input input;
} scene;

/* Four rows of `count`: the region from and to, the nation from and to. */
static void prepare(scene *s, const double *x, size_t count) {
  grappe_sample *samples[] = {&s->input.from, &s->input.to, &s->input.national_from, &s->input.national_to};
  for (size_t k = 0; k < 4; k++) {
    for (size_t i = 0; i < count; i++) s->bounds[k][i] = grappe_bounds_exact(x[k * count + i]);
    *samples[k] = (grappe_sample){s->bounds[k], NULL, count};
  }
}

static grappe_shift_share of(const scene *s, grappe_shift_method method) {
  grappe_shift_share result;
  grappe_error error = {0};
  assert_int_equal(grappe_shift_share_of(&s->input, method, &result, &error), GRAPPE_OK);
  return result;
}

static void adds_up(const grappe_shift_share *p) {
  assert_true(p->national.value + p->mix.value + p->regional.value + p->allocation.value == p->total.value);
  assert_true(p->allocation.value + (p->regional.value + p->mix.value) + p->national.value == p->total.value);
}

static const double agreed[] = {120, 45,  30,  210, 95,  131, 40,  36,  205, 110,
                                415, 160, 160, 790, 490, 437, 166, 173, 800, 519};

static void known_values(void **state) {
  (void)state;
  scene s;
  prepare(&s, agreed, 5);
  grappe_shift_share p = of(&s, GRAPPE_SHIFT_DUNN);
  assert_is(p.total, 22);
  assert_is(p.national, 19.85111662531017);
  assert_is(p.mix, -1.0839940144844604);
  assert_is(p.regional, 3.232877389174316);
  assert_is(p.allocation, 0);
  adds_up(&p);
  p = of(&s, GRAPPE_SHIFT_ESTEBAN_MARQUILLAS);
  assert_is(p.national, 19.85111662531017);
  assert_is(p.mix, -1.0839940144844604);
  assert_is(p.regional, 7.648334027790689);
  assert_is(p.allocation, -4.415456638616372);
  adds_up(&p);
}

static void starts_from_zero(void **state) {
  (void)state;
  scene s;
  prepare(&s, (const double[]){100, 0, 110, 30, 1000, 500, 1100, 600}, 2);
  grappe_shift_share p = of(&s, GRAPPE_SHIFT_DUNN);
  assert_is(p.total, 40);
  assert_is(p.regional, 30); /* the first activity keeps the nation's pace */
  assert_string_equal(of(&s, GRAPPE_SHIFT_ESTEBAN_MARQUILLAS).regional.undefined,
                      "an activity starts, or may start, at zero in the region");
  prepare(&s, (const double[]){100, 5, 110, 30, 1000, 0, 1100, 600}, 2);
  assert_string_equal(of(&s, GRAPPE_SHIFT_DUNN).mix.undefined,
                      "an activity starts at zero in the nation and not in the region");
  prepare(&s, (const double[]){0, 0, 1, 1, 0, 0, 1, 1}, 2);
  assert_string_equal(of(&s, GRAPPE_SHIFT_DUNN).total.undefined, "the nation starts at zero");
  prepare(&s, (const double[]){1, -1, 1, 1, 1, 1, 1, 1}, 2);
  assert_string_equal(of(&s, GRAPPE_SHIFT_DUNN).total.undefined, "a value is, or may be, below zero");
  s.input.to.count = 1;
  grappe_shift_share unused;
  grappe_error error = {0};
  assert_int_equal(grappe_shift_share_of(&s.input, GRAPPE_SHIFT_DUNN, &unused, &error), GRAPPE_ARGUMENT);
}

static void inside(grappe_statistic found, double value) {
  double slack = 1e-9 * (1 + fabs(value));
  assert_true(value >= found.bounds.low - slack && value <= found.bounds.high + slack);
}

static void bounds_hold(void **state) {
  (void)state;
  uint64_t seed = 17;
  for (int round = 0; round < 500; round++) {
    scene whole, one;
    double x[20];
    prepare(&whole, agreed, 5);
    for (int i = 0; i < 20; i++) {
      grappe_bounds *b = &whole.bounds[i / 5][i % 5];
      if (random_part(&seed) < 0.3) b->high += floor(random_part(&seed) * 50);
      x[i] = floor(b->low + (b->high - b->low) * random_part(&seed));
    }
    prepare(&one, x, 5);
    for (int method = GRAPPE_SHIFT_DUNN; method <= GRAPPE_SHIFT_ESTEBAN_MARQUILLAS; method++) {
      grappe_shift_share found = of(&whole, (grappe_shift_method)method), p = of(&one, (grappe_shift_method)method);
      adds_up(&p);
      inside(found.total, p.total.value);
      inside(found.national, p.national.value);
      inside(found.mix, p.mix.value);
      inside(found.regional, p.regional.value);
      inside(found.allocation, p.allocation.value);
    }
  }
}

static void plants(void **state) {
  (void)state;
  grappe_ellison_glaeser found;
  grappe_error error = {0};
  const grappe_plant equal[] = {{0, 10}, {0, 10}, {0, 10}, {1, 10}, {1, 10}, {2, 10}};
  const double regions[] = {50, 30, 20};
  assert_int_equal(grappe_ellison_glaeser_of(equal, 6, regions, 3, &found, &error), GRAPPE_OK);
  assert_is(found.gamma, -0.19569892473118278);
  assert_is(found.g, 0.002222222222222223);
  assert_is(found.h, 0.16666666666666666);
  assert_int_equal(grappe_ellison_glaeser_of(equal, 1, regions, 3, &found, &error), GRAPPE_OK);
  assert_string_equal(found.gamma.undefined, "there is only one plant");
  assert_is(found.h, 1);
  assert_int_equal(grappe_ellison_glaeser_of(equal, 3, regions, 1, &found, &error), GRAPPE_OK);
  assert_string_equal(found.gamma.undefined, "one region has all employment");
  assert_int_equal(grappe_ellison_glaeser_of(equal, 0, regions, 3, &found, &error), GRAPPE_OK);
  assert_string_equal(found.g.undefined, "the plants have no jobs");
  assert_int_equal(grappe_ellison_glaeser_of(equal, 6, regions, 2, &found, &error), GRAPPE_ARGUMENT);
  const grappe_plant unknown[] = {{0, 10}, {1, NAN}};
  assert_int_equal(grappe_ellison_glaeser_of(unknown, 2, regions, 3, &found, &error), GRAPPE_OK);
  assert_string_equal(found.gamma.undefined, "the jobs of a plant are unknown, or below zero");
  grappe_memory_fail_after(1);
  assert_int_equal(grappe_ellison_glaeser_of(equal, 6, regions, 3, &found, &error), GRAPPE_MEMORY);
  grappe_memory_fail_after(0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_values),
      cmocka_unit_test(starts_from_zero),
      cmocka_unit_test(bounds_hold),
      cmocka_unit_test(plants),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
