/* What must not matter for statistics of several samples, and what their bounds must hold: one table of measures, and a
 * world that is told in other units, in another order, or with one more item that has nothing. */
#include "statistics/fixture.h"

#include <string.h>

#include "statistics/accessibility.h"
#include "statistics/agglomeration.h"
#include "statistics/autocorrelation.h"
#include "statistics/concentration.h"
#include "statistics/convergence.h"
#include "statistics/dispersion.h"
#include "statistics/growth.h"
#include "statistics/shift_share.h"

enum { ITEMS = 4, MOST = ITEMS + 1, SAMPLES = 6, ROUNDS = 30, INEXACT = 7 };

/* Items by place; `who` is at each place, so that what hangs on places (distances, neighbours, regions) goes with it.
 */
typedef struct world {
  grappe_bounds v[SAMPLES][MOST];
  size_t who[MOST], count;
} world;

typedef struct answers {
  grappe_statistic list[MOST + 2];
  size_t count;
  int each; /* one an item */
} answers;

static grappe_sample sample(const world *w, int which) {
  return (grappe_sample){w->v[which], NULL, w->count};
}

static size_t place_of(const world *w, size_t who) {
  for (size_t i = 0; i < w->count; i++)
    if (w->who[i] == who) return i;
  fail_msg("nobody is %zu", who);
  return 0;
}

static void give(answers *to, grappe_statistic one) {
  to->list[to->count++] = one;
}

#define CHECK(call) assert_int_equal(call, GRAPPE_OK)

/* --- the measures ------------------------------------------------------------------------------------------------ */

static void growth(const world *w, answers *to) {
  to->each = 1;
  for (size_t i = 0; i < w->count; i++) give(to, grappe_growth(w->v[0][i], NAN, w->v[1][i], NAN));
}
static void cagr(const world *w, answers *to) {
  to->each = 1;
  for (size_t i = 0; i < w->count; i++) give(to, grappe_cagr(w->v[0][i], NAN, w->v[1][i], NAN, 7));
}
static void base_index(const world *w, answers *to) {
  to->each = 1;
  for (size_t i = 0; i < w->count; i++) give(to, grappe_base_index(w->v[0][i], NAN, w->v[1][i], NAN));
}
static void share_of_whole(const world *w, answers *to) { /* an exact part, and the rest */
  to->each = 1;
  for (size_t i = 0; i < w->count; i++) {
    grappe_bounds part = w->v[2][i];
    give(to,
         grappe_share(part, NAN, grappe_bounds_between(part.low + w->v[1][i].low, part.low + w->v[1][i].high), NAN));
  }
}
static void shares(const world *w, answers *to) {
  grappe_sample x = sample(w, 0);
  to->each = 1;
  to->count = w->count;
  grappe_shares(&x, to->list);
}
typedef grappe_code of_two(const grappe_sample *x, const grappe_sample *y, grappe_statistic *r, grappe_error *e);

static void pair(const world *w, of_two *what, answers *to) {
  grappe_sample x = sample(w, 0), y = sample(w, 1);
  grappe_error error = {0};
  to->count = 1;
  CHECK(what(&x, &y, to->list, &error));
}
static void gini_weighted(const world *w, answers *to) {
  pair(w, grappe_gini_weighted, to);
}
static void williamson(const world *w, answers *to) {
  pair(w, grappe_williamson, to);
}
static void hoover_against(const world *w, answers *to) {
  pair(w, grappe_hoover_against, to);
}

static void ellison_glaeser(const world *w, answers *to) {
  size_t region[MOST];
  grappe_error error = {0};
  grappe_ellison_glaeser found;
  for (size_t i = 0; i < w->count; i++) region[i] = place_of(w, w->who[i] % 3);
  CHECK(grappe_ellison_glaeser_of(&(grappe_plants){sample(w, 0), region, sample(w, 1)}, &found, &error));
  give(to, found.gamma);
  give(to, found.g);
  give(to, found.h);
}

static void give_shift(answers *to, const grappe_shift_share *p) {
  double sum = p->national.value + p->mix.value + p->regional.value + p->allocation.value;
  if (!p->total.undefined && !isnan(sum)) assert_true(sum == p->total.value); /* to the last bit */
  give(to, p->total);
  give(to, p->national);
  give(to, p->mix);
  give(to, p->regional);
  give(to, p->allocation);
}
static void shift(const world *w, grappe_shift_method method, answers *to) {
  grappe_error error = {0};
  grappe_shift_share found;
  grappe_shift_input input = {sample(w, 0), sample(w, 1), sample(w, 2), sample(w, 3)};
  CHECK(grappe_shift_share_of(&input, method, &found, &error));
  give_shift(to, &found);
}
static void dunn(const world *w, answers *to) {
  shift(w, GRAPPE_SHIFT_DUNN, to);
}
static void esteban_marquillas(const world *w, answers *to) {
  shift(w, GRAPPE_SHIFT_ESTEBAN_MARQUILLAS, to);
}
static void dynamic(const world *w, answers *to) {
  grappe_error error = {0};
  grappe_shift_share found;
  grappe_sample region[] = {sample(w, 0), sample(w, 1), sample(w, 4)};
  grappe_sample nation[] = {sample(w, 2), sample(w, 3), sample(w, 5)};
  CHECK(grappe_shift_share_dynamic(region, nation, 3, GRAPPE_SHIFT_DUNN, &found, &error));
  give_shift(to, &found);
}

static void beta(const world *w, answers *to) {
  grappe_sample from = sample(w, 0), end = sample(w, 1);
  grappe_error error = {0};
  grappe_beta_convergence found;
  CHECK(grappe_beta_convergence_of(&from, &end, 5, &found, &error));
  give(to, found.beta); /* alpha goes with the unit */
  give(to, found.error);
  give(to, found.r_squared);
  give(to, found.speed);
  give(to, found.half_life);
}

/* Who is how far from whom: on a line, not evenly; the zero item is as far from each as another. */
static grappe_ways ways_of(const world *w, grappe_way *list, answers *to) {
  size_t count = 0;
  for (size_t i = 0; i < w->count; i++)
    for (size_t j = 0; j < w->count; j++) {
      double a = (double)w->who[i], b = (double)w->who[j], distance = 3 + fabs(a * a - b * b) + a + b;
      list[count++] = (grappe_way){i, j, grappe_bounds_exact(distance), distance};
    }
  to->each = 1;
  to->count = w->count;
  return (grappe_ways){list, count, w->count, w->count};
}

typedef enum reaching { POWER, EXPONENTIAL, LOGISTIC, CUMULATIVE, NEAREST, TWO_STEP } reaching;

static void reached(const world *w, reaching how, answers *to) {
  static const grappe_decay decays[] = {GRAPPE_DECAY_POWER, GRAPPE_DECAY_EXPONENTIAL, GRAPPE_DECAY_LOGISTIC};
  grappe_way list[MOST * MOST];
  grappe_ways ways = ways_of(w, list, to);
  grappe_sample amounts = sample(w, 0), demand = sample(w, 1);
  grappe_error error = {0};
  if (how == CUMULATIVE) {
    CHECK(grappe_cumulative(&ways, &amounts, 11, to->list, &error));
  } else if (how == NEAREST) {
    CHECK(grappe_nearest(&ways, &amounts, to->list, NULL, &error));
  } else if (how == TWO_STEP) {
    CHECK(grappe_two_step_catchment(&ways, &amounts, &demand, 11, to->list, &error));
  } else {
    grappe_decay_form form = {.decay = decays[how], .exponent = -0.5, .midpoint = 8, .reach = 18};
    CHECK(grappe_hansen(&ways, &amounts, &form, to->list, &error));
  }
}
static void hansen_power(const world *w, answers *to) {
  reached(w, POWER, to);
}
static void hansen_exponential(const world *w, answers *to) {
  reached(w, EXPONENTIAL, to);
}
static void hansen_logistic(const world *w, answers *to) {
  reached(w, LOGISTIC, to);
}
static void cumulative(const world *w, answers *to) {
  reached(w, CUMULATIVE, to);
}
static void nearest(const world *w, answers *to) {
  reached(w, NEAREST, to);
}
static void two_step(const world *w, answers *to) {
  reached(w, TWO_STEP, to);
}

static void moran_of(const world *w, int raw, answers *to) {
  grappe_neighbour pairs[2 * MOST];
  size_t count = 0;
  grappe_sample values = sample(w, 0);
  grappe_error error = {0};
  grappe_moran found;
  for (size_t i = 0; i < w->count; i++) /* a ring, and one way across it */
    pairs[count++] = (grappe_neighbour){i, place_of(w, (w->who[i] + 1) % w->count), 1 + (double)w->who[i]};
  pairs[count++] = (grappe_neighbour){place_of(w, 0), place_of(w, 2), 2};
  CHECK(grappe_moran_of(&values, pairs, count, raw, &found, NULL, &error));
  give(to, found.i);
  give(to, found.expected);
  give(to, found.variance);
  give(to, found.z);
  give(to, found.p);
}
static void moran(const world *w, answers *to) {
  moran_of(w, 0, to);
}
static void moran_raw(const world *w, answers *to) {
  moran_of(w, 1, to);
}

enum { ZEROLESS = 1, CORNERS = 2, APART = 4, SHIFTED = 8, ENDS = 16 };
static const struct {
  const char *name;
  void (*what)(const world *, answers *);
  int samples; /* how many of a world it takes */
  int degree;  /* twice the amounts: 1 twice the result, 0 the same */
  int traits;  /* ZEROLESS: takes no notice of an item with nothing; CORNERS: is tight, and its ends lie at ends of the
                  inputs; ENDS:  so do those of its results that are tight; APART: each sample has a unit of its own;
                  SHIFTED: the same  if all values are greater by as much */
} measures[] = {
    {"growth", growth, 2, 0, ZEROLESS | CORNERS},
    {"cagr", cagr, 2, 0, ZEROLESS | CORNERS},
    {"index", base_index, 2, 0, ZEROLESS | CORNERS},
    {"share", share_of_whole, 2, 0, ZEROLESS | CORNERS},
    {"shares", shares, 1, 0, ZEROLESS | CORNERS},
    {"weighted gini", gini_weighted, 2, 0, ZEROLESS | APART},
    {"williamson", williamson, 2, 0, ZEROLESS | APART},
    {"hoover against", hoover_against, 2, 0, ZEROLESS | APART},
    {"ellison_glaeser", ellison_glaeser, 2, 0, ZEROLESS | APART},
    {"dunn", dunn, 4, 1, ZEROLESS},
    {"esteban_marquillas", esteban_marquillas, 4, 1, ZEROLESS},
    {"dynamic", dynamic, 6, 1, ZEROLESS | ENDS},
    {"beta", beta, 2, 0, 0},
    {"hansen power", hansen_power, 1, 1, ZEROLESS | CORNERS},
    {"hansen exponential", hansen_exponential, 1, 1, ZEROLESS | CORNERS},
    {"hansen logistic", hansen_logistic, 1, 1, ZEROLESS | CORNERS},
    {"cumulative", cumulative, 1, 1, ZEROLESS | CORNERS},
    {"nearest", nearest, 1, 0, ZEROLESS | CORNERS},
    {"two_step_catchment", two_step, 2, 0, ZEROLESS | CORNERS},
    {"moran", moran, 1, 0, SHIFTED},
    {"moran raw", moran_raw, 1, 0, SHIFTED},
};
enum { MEASURES = sizeof measures / sizeof *measures };

static answers of(int k, const world *w) {
  answers to = {.count = 0};
  measures[k].what(w, &to);
  return to;
}

/* `inexact` cells at most have bounds that are no point. */
static world make(size_t inexact, int samples, uint64_t *seed) {
  world w = {.count = ITEMS};
  for (size_t i = 0; i < ITEMS; i++) w.who[i] = i;
  for (int v = 0; v < SAMPLES; v++) draw_bounds(w.v[v], ITEMS, 0, seed);
  for (size_t n = 0; n < inexact; n++) {
    grappe_bounds *at = &w.v[(int)(random_part(seed) * samples)][(int)(random_part(seed) * ITEMS)];
    *at = grappe_bounds_between(at->low, at->low + 1 + floor(random_part(seed) * 60));
  }
  return w;
}

static world transformed(const world *w, unsigned which, double factor, double added) {
  world y = *w;
  for (int v = 0; v < SAMPLES; v++)
    for (size_t i = 0; which >> v & 1 && i < w->count; i++)
      y.v[v][i] = grappe_bounds_between(w->v[v][i].low * factor + added, w->v[v][i].high * factor + added);
  return y;
}

static void same_as(int k, const answers *again, const answers *found, double factor, const size_t *moved) {
  for (size_t i = 0; i < found->count; i++) {
    grappe_statistic wanted = found->list[i], one = again->list[moved && found->each ? moved[i] : i];
    if (measures[k].degree) {
      wanted.value *= factor;
      wanted.bounds.low *= factor;
      wanted.bounds.high *= factor;
    }
    same_statistic(one, wanted, 1e-9);
  }
}

static void what_must_not_matter(void **state) {
  (void)state;
  uint64_t seed = 61;
  for (int round = 0; round < ROUNDS; round++)
    for (int k = 0; k < MEASURES; k++) {
      world w = make(round % 2 ? 2 : 0, measures[k].samples, &seed), y;
      size_t order[ITEMS];
      answers found = of(k, &w), again;
      y = transformed(&w, ~0u, 1024, 0);
      again = of(k, &y);
      same_as(k, &again, &found, 1024, NULL);
      for (int v = 0; measures[k].traits & APART && v < measures[k].samples; v++) {
        y = transformed(&w, 1u << v, 0.37, 0);
        again = of(k, &y);
        same_as(k, &again, &found, 1, NULL);
      }
      if (measures[k].traits & SHIFTED && round % 2 == 0) {
        y = transformed(&w, ~0u, 1, 512);
        again = of(k, &y);
        same_as(k, &again, &found, 1, NULL);
      }
      shuffled_order(order, ITEMS, &seed);
      y = w;
      for (size_t i = 0; i < ITEMS; i++) {
        y.who[order[i]] = i;
        for (int v = 0; v < SAMPLES; v++) y.v[v][order[i]] = w.v[v][i];
      }
      again = of(k, &y);
      same_as(k, &again, &found, 1, order);
      if (!(measures[k].traits & ZEROLESS)) continue;
      y = w;
      y.who[y.count++] = ITEMS;
      for (int v = 0; v < SAMPLES; v++) y.v[v][ITEMS] = grappe_bounds_exact(0);
      again = of(k, &y);
      same_as(k, &again, &found, 1, NULL);
    }
}

/* Every corner of what is not exact, and points between. */
static void bounds_hold(void **state) {
  (void)state;
  uint64_t seed = 62;
  for (int round = 0; round < ROUNDS; round++)
    for (int k = 0; k < MEASURES; k++) {
      world w = make(INEXACT, measures[k].samples, &seed), y = w;
      answers found = of(k, &w), one;
      double least[MOST + 2], most[MOST + 2];
      for (size_t i = 0; i < found.count; i++) least[i] = INFINITY, most[i] = -INFINITY;
      for (unsigned draw = 0; draw < (1u << INEXACT) + 60; draw++) {
        unsigned corner = draw;
        for (int v = 0; v < measures[k].samples; v++)
          for (size_t i = 0; i < ITEMS; i++) {
            grappe_bounds b = w.v[v][i];
            if (b.low == b.high) continue;
            double part = draw >> INEXACT ? random_part(&seed) : corner & 1;
            y.v[v][i] = grappe_bounds_exact(draw >> INEXACT ? floor(b.low + (b.high - b.low) * part)
                                                            : (corner & 1 ? b.high : b.low));
            corner >>= 1;
          }
        one = of(k, &y);
        for (size_t i = 0; i < found.count; i++) {
          if (one.list[i].undefined || found.list[i].undefined) continue;
          double value = one.list[i].value, slack = 1e-9 * fmax(fabs(value), 1);
          least[i] = fmin(least[i], value);
          most[i] = fmax(most[i], value);
          if (value < found.list[i].bounds.low - slack || value > found.list[i].bounds.high + slack)
            fail_msg("%s %zu: %.17g outside %.17g..%.17g", measures[k].name, i, value, found.list[i].bounds.low,
                     found.list[i].bounds.high);
        }
      }
      for (size_t i = 0; measures[k].traits & (CORNERS | ENDS) && i < found.count; i++) {
        if (found.list[i].undefined) continue;
        if (measures[k].traits & ENDS && !found.list[i].tight) continue;
        assert_true(found.list[i].tight);
        if (isfinite(found.list[i].bounds.low)) assert_close(least[i], found.list[i].bounds.low, 1e-9);
        if (isfinite(found.list[i].bounds.high)) assert_close(most[i], found.list[i].bounds.high, 1e-9);
      }
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_must_not_matter), cmocka_unit_test(bounds_hold)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
