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

enum { PLANTS = 6 };

typedef struct industry {
  grappe_bounds jobs[PLANTS], employment[3];
  grappe_plants plants;
} industry;

static void settle_in(industry *in, const double *jobs, size_t count, const double *employment, size_t regions) {
  static const size_t places[] = {0, 0, 0, 1, 1, 2};
  for (size_t i = 0; i < count; i++) in->jobs[i] = grappe_bounds_exact(jobs[i]);
  for (size_t i = 0; i < regions; i++) in->employment[i] = grappe_bounds_exact(employment[i]);
  in->plants = (grappe_plants){{in->jobs, NULL, count}, places, {in->employment, NULL, regions}};
}

static grappe_ellison_glaeser eg(const industry *in) {
  grappe_ellison_glaeser found;
  grappe_error error = {0};
  assert_int_equal(grappe_ellison_glaeser_of(&in->plants, &found, &error), GRAPPE_OK);
  return found;
}

static void plants(void **state) {
  (void)state;
  industry in;
  grappe_ellison_glaeser found;
  grappe_error error = {0};
  const double equal[] = {10, 10, 10, 10, 10, 10}, employment[] = {50, 30, 20};
  settle_in(&in, equal, 6, employment, 3);
  found = eg(&in);
  assert_is(found.gamma, -0.19569892473118278);
  assert_is(found.g, 0.002222222222222223);
  assert_is(found.h, 0.16666666666666666);
  in.jobs[5] = grappe_bounds_between(-1, 10);
  assert_string_equal(eg(&in).gamma.undefined, "the jobs of a plant are, or may be, below zero");
  settle_in(&in, equal, 6, (const double[]){50, -1, 20}, 3);
  assert_string_equal(eg(&in).gamma.undefined, "the employment of a region is, or may be, below zero");
  settle_in(&in, equal, 1, employment, 3);
  assert_string_equal(eg(&in).gamma.undefined, "there is only one plant");
  assert_is(eg(&in).h, 1);
  settle_in(&in, equal, 3, employment, 1);
  assert_string_equal(eg(&in).gamma.undefined, "one region has all employment");
  settle_in(&in, equal, 0, employment, 3);
  assert_string_equal(eg(&in).g.undefined, "the plants have no jobs");
  settle_in(&in, equal, 6, employment, 2);
  assert_int_equal(grappe_ellison_glaeser_of(&in.plants, &found, &error), GRAPPE_ARGUMENT);
  settle_in(&in, equal, 6, employment, 3);
  for (long n = 1;; n++) {
    grappe_memory_fail_after(n);
    grappe_code code = grappe_ellison_glaeser_of(&in.plants, &found, &error);
    grappe_memory_fail_after(0);
    if (code == GRAPPE_OK) break;
    assert_int_equal(code, GRAPPE_MEMORY);
  }
  assert_int_equal(grappe_memory_held(), 0);
}

static void bounds_of_plants_hold(void **state) {
  (void)state;
  uint64_t seed = 23;
  for (int round = 0; round < 200; round++) {
    industry whole, one;
    double jobs[PLANTS], employment[3];
    settle_in(&whole, jobs, 0, employment, 0);
    whole.plants.jobs.count = PLANTS;
    whole.plants.employment.count = 3;
    for (int i = 0; i < PLANTS; i++) whole.jobs[i] = random_bounds(&seed);
    for (int i = 0; i < 3; i++) whole.employment[i] = random_bounds(&seed);
    grappe_ellison_glaeser found = eg(&whole);
    for (int draw = 0; draw < 200; draw++) {
      for (int i = 0; i < PLANTS; i++)
        jobs[i] = whole.jobs[i].low + (whole.jobs[i].high - whole.jobs[i].low) * random_part(&seed);
      for (int i = 0; i < 3; i++)
        employment[i] =
            whole.employment[i].low + (whole.employment[i].high - whole.employment[i].low) * random_part(&seed);
      settle_in(&one, jobs, PLANTS, employment, 3);
      grappe_ellison_glaeser p = eg(&one);
      if (!p.g.undefined && !found.g.undefined) inside(found.g, p.g.value);
      if (!p.h.undefined && !found.h.undefined) inside(found.h, p.h.value);
      if (!p.gamma.undefined && !found.gamma.undefined) inside(found.gamma, p.gamma.value);
    }
  }
}

/* --- dynamic ----------------------------------------------------------------------------------------------------- */

static void dynamic(void **state) {
  (void)state;
  enum { DATES = 4, ACTIVITIES = 3 };
  uint64_t seed = 31;
  for (int round = 0; round < 300; round++) {
    grappe_bounds region[DATES][ACTIVITIES], nation[DATES][ACTIVITIES];
    grappe_sample own[DATES], all[DATES];
    double parts[4] = {0};
    for (int t = 0; t < DATES; t++) {
      for (int s = 0; s < ACTIVITIES; s++) {
        double jobs = 1 + floor(random_part(&seed) * 500) + (round % 2 ? random_part(&seed) : 0);
        region[t][s] = grappe_bounds_exact(jobs);
        nation[t][s] = grappe_bounds_exact(jobs + floor(random_part(&seed) * 5000));
      }
      own[t] = (grappe_sample){region[t], NULL, ACTIVITIES};
      all[t] = (grappe_sample){nation[t], NULL, ACTIVITIES};
    }
    for (int method = GRAPPE_SHIFT_DUNN; method <= GRAPPE_SHIFT_ESTEBAN_MARQUILLAS; method++) {
      grappe_shift_share found, year;
      grappe_error error = {0};
      assert_int_equal(grappe_shift_share_dynamic(own, all, DATES, (grappe_shift_method)method, &found, &error),
                       GRAPPE_OK);
      if (round % 2 == 0) adds_up(&found); /* whole numbers */
      double change = 0;
      for (int s = 0; s < ACTIVITIES; s++) change += region[DATES - 1][s].low - region[0][s].low;
      if (round % 2 == 0) assert_true(found.total.value == change);
      assert_close(found.national.value + found.mix.value + found.regional.value + found.allocation.value, change,
                   1e-12);
      memset(parts, 0, sizeof parts);
      for (int t = 0; t + 1 < DATES; t++) {
        grappe_shift_input input = {own[t], own[t + 1], all[t], all[t + 1]};
        assert_int_equal(grappe_shift_share_of(&input, (grappe_shift_method)method, &year, &error), GRAPPE_OK);
        parts[0] += year.national.value;
        parts[1] += year.mix.value;
        parts[2] += year.regional.value;
        parts[3] += year.allocation.value;
      }
      assert_close(found.national.value, parts[0], 1e-9);
      assert_close(found.mix.value, parts[1], 1e-9);
      assert_close(found.regional.value, parts[2], 1e-9);
      assert_close(found.allocation.value, parts[3], 1e-9);
    }
    if (round) continue;
    grappe_shift_share one;
    grappe_error error = {0};
    assert_int_equal(grappe_shift_share_dynamic(own, all, 1, GRAPPE_SHIFT_DUNN, &one, &error), GRAPPE_OK);
    assert_string_equal(one.total.undefined, "no time lies between the two values");
    region[1][0] = grappe_bounds_between(0, 10);
    assert_int_equal(grappe_shift_share_dynamic(own, all, DATES, GRAPPE_SHIFT_DUNN, &one, &error), GRAPPE_OK);
    assert_true(one.total.bounds.high - one.total.bounds.low < 1e-6); /* a year between does not touch the change */
    assert_true(one.regional.bounds.high - one.regional.bounds.low >= 10 && isnan(one.regional.value));
    nation[1][1] = grappe_bounds_exact(0);
    assert_int_equal(grappe_shift_share_dynamic(own, all, DATES, GRAPPE_SHIFT_DUNN, &one, &error), GRAPPE_OK);
    assert_non_null(one.regional.undefined);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_values), cmocka_unit_test(starts_from_zero),      cmocka_unit_test(bounds_hold),
      cmocka_unit_test(plants),       cmocka_unit_test(bounds_of_plants_hold), cmocka_unit_test(dynamic),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
