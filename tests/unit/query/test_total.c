/* Totals and their bounds: of rows that are surely in, of rows that may be, of values that nobody stated. */
#include "query/scene.h"
#include "query/statistic_private.h"

static void test_sums(void **state) {
  scene *s = *state;
  assert_string_equal(sum(s, is(s, all(s, "site"), "activity", "21.20Z"), "headcount"), ">2300 jobs");
  assert_string_equal(sum(s, where(s, all(s, "site"), "activity", grappe_condition_known(1)), "headcount"),
                      ">2300 jobs");
  assert_string_equal(sum(s, within(s, all(s, "site"), "Eure"), "headcount"), ">2340 jobs");
  grappe_query *known = where(s, all(s, "site"), "headcount", grappe_condition_known(1));
  known = where(s, known, "headcount", compared(GRAPPE_LESS, "1000 jobs"));
  assert_string_equal(sum(s, grappe_query_keep(known), "headcount"), "520..540 jobs");
  assert_string_equal(notation(total(s, grappe_query_keep(known), GRAPPE_MIN, "headcount")), "10 jobs");
  assert_string_equal(notation(total(s, grappe_query_keep(known), GRAPPE_MAX, "headcount")), "300 jobs");
  assert_string_equal(notation(total(s, grappe_query_keep(known), GRAPPE_MEAN, "headcount")), "104..108 jobs");
  assert_string_equal(notation(total(s, known, GRAPPE_MEDIAN, "headcount")), "50..60 jobs");
  assert_string_equal(sum(s, is(s, all(s, "site"), "code", "none"), "headcount"), "0 jobs");
}

static void test_reasons(void **state) {
  scene *s = *state;
  grappe_figure *figure = total(s, all(s, "site"), GRAPPE_SUM, "headcount");
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  assert_int_equal(parts->presence, GRAPPE_PRESENT);
  assert_true(parts->bounds.low == 2520 && parts->bounds.low_open && isinf(parts->bounds.high));
  assert_string_equal(parts->reason, "1 of 7 sites: headcount unknown");
  assert_string_equal(parts->label, "sum of headcount of 7 sites");
  assert_int_equal(parts->input_count, 7);
  assert_string_equal(grappe_figure_read(parts->inputs[1])->label, "headcount, Évreux");
  assert_string_equal(grappe_figure_read(parts->inputs[1])->citations[0].source, "N");
  assert_string_equal(grappe_figure_read(parts->inputs[1])->citations[0].locator, "p. 1");
  grappe_figure_release(figure);
  figure = total(s, is(s, all(s, "site"), "code", "dreux"), GRAPPE_SUM, "headcount");
  assert_int_equal(grappe_figure_read(figure)->presence, GRAPPE_UNKNOWN);
  assert_true(grappe_figure_read(figure)->bounds.low == 0);
  grappe_figure_release(figure);
  figure = total(s, is(s, all(s, "site"), "code", "none"), GRAPPE_MEAN, "headcount");
  assert_int_equal(grappe_figure_read(figure)->presence, GRAPPE_UNDEFINED);
  grappe_figure_release(figure);
  figure = total(s, within(s, all(s, "site"), "Normandie"), GRAPPE_COUNT, NULL);
  assert_non_null(strstr(grappe_figure_read(figure)->reason, "2 of the sites cannot be decided"));
  assert_string_equal(grappe_figure_read(figure)->label, "count of 3..5 sites within Normandy (region)");
  assert_int_equal(grappe_figure_read(figure)->citation_count, 3);
  grappe_figure_release(figure);
}

static void test_measures(void **state) {
  scene *s = *state;
  grappe_query *jobs = is(s, within(s, all(s, "observation"), "Normandie"), "measure", "pharma_jobs");
  assert_string_equal(sum(s, is(s, jobs, "territory.level", "basin"), "value"), "9850 jobs");
  grappe_query *shares = is(s, all(s, "observation"), "measure", "share");
  grappe_aggregation add = {.what = GRAPPE_SUM, .path = "value"};
  grappe_figure *figure;
  assert_int_equal(grappe_query_total(shares, &add, &figure, &s->error), GRAPPE_ARGUMENT);
  assert_non_null(strstr(s->error.message, "share"));
  grappe_query_release(shares);
  grappe_query *mixed = all(s, "observation");
  assert_int_equal(grappe_query_total(mixed, &add, &figure, &s->error), GRAPPE_UNIT);
  add.path = "territory";
  assert_int_equal(grappe_query_total(mixed, &add, &figure, &s->error), GRAPPE_ARGUMENT);
  grappe_query_release(mixed);
}

static void test_distinct(void **state) {
  scene *s = *state;
  assert_string_equal(notation(total(s, all(s, "site"), GRAPPE_DISTINCT, "commune")), "6..7");
  assert_string_equal(notation(total(s, all(s, "site"), GRAPPE_DISTINCT, "stage")), "3..7");
  assert_string_equal(notation(total(s, all(s, "site"), GRAPPE_COUNT, "organisation")), "4 sites");
}

/* --- the bounds themselves, against every choice of values and of undecided members that can be tried
 * ----------------- */

static unsigned seed = 12345;

static double number(void) {
  seed = seed * 1664525u + 1013904223u;
  return (double)(seed >> 8) / (double)(1 << 24);
}

static double exact(grappe_aggregate what, double p, double *values, size_t count) {
  for (size_t i = 1; i < count; i++)
    for (size_t j = i; j > 0 && values[j - 1] > values[j]; j--) {
      double swap = values[j];
      values[j] = values[j - 1];
      values[j - 1] = swap;
    }
  double sum = 0, h = (double)(count - 1) * p;
  size_t below = (size_t)floor(h);
  for (size_t i = 0; i < count; i++) sum += values[i];
  switch (what) {
    case GRAPPE_SUM:
      return sum;
    case GRAPPE_MEAN:
      return sum / (double)count;
    case GRAPPE_MIN:
      return values[0];
    case GRAPPE_MAX:
      return values[count - 1];
    default:
      return below + 1 < count ? values[below] + (h - (double)below) * (values[below + 1] - values[below])
                               : values[count - 1];
  }
}

/* All values at one end or the other, or in between; each undecided member in or out. */
static void try_all(grappe_aggregate what, double p, const query_member *members, size_t count, double *least,
                    double *greatest) {
  *least = INFINITY;
  *greatest = -INFINITY;
  for (unsigned choice = 0; choice < 1u << (2 * count); choice++) {
    double values[8];
    size_t used = 0;
    int redundant = 0;
    for (size_t i = 0; i < count; i++) {
      int end = (choice >> i) & 1, out = (choice >> (count + i)) & 1;
      redundant |= out && !members[i].maybe;
      if (!out) values[used++] = end ? members[i].bounds.high : members[i].bounds.low;
    }
    if (redundant || (used == 0 && what != GRAPPE_SUM)) continue;
    double result = used ? exact(what, p, values, used) : 0;
    if (result < *least) *least = result;
    if (result > *greatest) *greatest = result;
  }
}

static void test_tight(void **state) {
  (void)state;
  static const grappe_aggregate all_of_them[] = {GRAPPE_SUM, GRAPPE_MEAN,   GRAPPE_MIN,
                                                 GRAPPE_MAX, GRAPPE_MEDIAN, GRAPPE_QUANTILE};
  for (int round = 0; round < 400; round++) {
    query_member members[5];
    size_t count = 1 + (size_t)(number() * 5);
    for (size_t i = 0; i < count; i++) {
      double low = floor(number() * 40) - 10, wide = number() < 0.5 ? 0 : floor(number() * 20);
      members[i] = (query_member){grappe_bounds_between(low, low + wide), wide > 0 ? NAN : low, number() < 0.4, 1};
    }
    double p = floor(number() * 9) / 8;
    for (size_t a = 0; a < 6; a++) {
      query_statistic result;
      double least, greatest, q = all_of_them[a] == GRAPPE_MEDIAN ? 0.5 : p;
      grappe_error error = {0};
      assert_fine(query_statistic_of(all_of_them[a], q, members, count, &result, &error), error);
      try_all(all_of_them[a], q, members, count, &least, &greatest);
      if (fabs(result.bounds.low - least) > 1e-9 || fabs(result.bounds.high - greatest) > 1e-9)
        fail_msg("%s: %g..%g instead of %g..%g",
                 a == 0   ? "sum"
                 : a == 1 ? "mean"
                 : a == 2 ? "min"
                 : a == 3 ? "max"
                          : "quantile",
                 result.bounds.low, result.bounds.high, least, greatest);
      assert_true(result.bounds.low <= least + 1e-12 && result.bounds.high >= greatest - 1e-12);
    }
  }
}

static void test_open_ends(void **state) {
  (void)state;
  query_statistic result;
  grappe_error error = {0};
  query_member members[] = {{{200, INFINITY, 1, 0}, NAN, 0, 1}, {{200, 200, 0, 0}, 200, 0, 1}};
  assert_fine(query_statistic_of(GRAPPE_MAX, 0, members, 2, &result, &error), error);
  assert_true(result.bounds.low == 200 && result.bounds.low_open && isinf(result.bounds.high));
  assert_fine(query_statistic_of(GRAPPE_MIN, 0, members, 2, &result, &error), error);
  assert_true(result.bounds.low == 200 && !result.bounds.low_open && result.bounds.high == 200);
  assert_fine(query_statistic_of(GRAPPE_MEAN, 0, members, 2, &result, &error), error);
  assert_true(result.bounds.low == 200 && result.bounds.low_open && isinf(result.bounds.high));
  assert_fine(query_statistic_of(GRAPPE_MEDIAN, 0, members, 2, &result, &error), error);
  assert_true(result.bounds.low == 200 && result.bounds.low_open && isinf(result.bounds.high));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_sums, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_reasons, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_measures, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_distinct, scene_begin, scene_end),
      cmocka_unit_test(test_tight),
      cmocka_unit_test(test_open_ends),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
