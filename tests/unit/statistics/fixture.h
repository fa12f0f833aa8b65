/* Small samples, and inputs drawn from them. */
#ifndef GRAPPE_TEST_STATISTICS_FIXTURE_H
#define GRAPPE_TEST_STATISTICS_FIXTURE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "statistics/statistic.h"

static inline double random_part(uint64_t *seed) { /* splitmix64, 0..1 */
  uint64_t z = *seed += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53;
}

/* Bounds as they come: some exact, some from zero, some narrow, some wide. */
static inline grappe_bounds random_bounds(uint64_t *seed) {
  double low = floor(random_part(seed) * 100), kind = random_part(seed);
  if (kind < 0.25) return grappe_bounds_exact(low);
  if (kind < 0.4) return grappe_bounds_between(0, low);
  return grappe_bounds_between(low, low + floor(random_part(seed) * (kind < 0.7 ? 10 : 200)));
}

static inline void assert_close(double found, double wanted, double relative) {
  if (fabs(found - wanted) <= relative * fmax(fabs(wanted), 1e-3)) return;
  fail_msg("%.17g found, %.17g wanted", found, wanted);
}

static inline void assert_is(grappe_statistic found, double wanted) { /* exact, and this value */
  assert_null(found.undefined);
  assert_close(found.value, wanted, 1e-9);
  assert_true(found.bounds.low == found.value && found.bounds.high == found.value);
}

static inline void same_statistic(grappe_statistic a, grappe_statistic b, double slack) {
  if (a.undefined || b.undefined) {
    assert_true(a.undefined && b.undefined);
    assert_string_equal(a.undefined, b.undefined);
    return;
  }
  const double x[] = {a.value, a.bounds.low, a.bounds.high}, y[] = {b.value, b.bounds.low, b.bounds.high};
  for (int k = 0; k < 3; k++) {
    if (isnan(x[k]) && isnan(y[k])) continue;
    if (x[k] == y[k] || fabs(x[k] - y[k]) <= slack * fmax(fabs(x[k]), 1)) continue;
    fail_msg("%.17g is not %.17g", x[k], y[k]);
  }
  assert_int_equal(a.tight, b.tight);
}

/* Amounts of which some are exact, and some have bounds. `how` 0: all are exact. */
static inline void draw_bounds(grappe_bounds *bounds, size_t count, int how, uint64_t *seed) {
  for (size_t i = 0; i < count; i++) {
    double low = 1 + floor(random_part(seed) * 300);
    bounds[i] = how && random_part(seed) < 0.3 ? grappe_bounds_between(low, low + floor(random_part(seed) * 40))
                                               : grappe_bounds_exact(low);
    if (random_part(seed) < 0.1) bounds[i].low = bounds[i].high = 0;
  }
}

static inline void shuffled_order(size_t *order, size_t count, uint64_t *seed) {
  for (size_t i = 0; i < count; i++) order[i] = i;
  for (size_t i = count; i > 1; i--) {
    size_t j = (size_t)(random_part(seed) * (double)i), kept = order[i - 1];
    order[i - 1] = order[j];
    order[j] = kept;
  }
}

#endif
