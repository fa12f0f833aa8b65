/* Three-valued truth, and comparison of figures. */
#include "fixture.h"

static void tables(void **state) {
  (void)state;
  enum { F = GRAPPE_FALSE, T = GRAPPE_TRUE, M = GRAPPE_MAYBE };
  static const int and[3][3] = {{F, F, F}, {F, T, M}, {F, M, M}}, or [3][3] = {{F, T, M}, {T, T, T}, {M, T, M}};
  for (int a = 0; a < 3; a++)
    for (int b = 0; b < 3; b++) {
      assert_int_equal(grappe_truth_and((grappe_truth)a, (grappe_truth)b), and[a][b]);
      assert_int_equal(grappe_truth_or((grappe_truth)a, (grappe_truth)b), or [a][b]);
    }
  assert_int_equal(grappe_truth_not(GRAPPE_TRUE), GRAPPE_FALSE);
  assert_int_equal(grappe_truth_not(GRAPPE_FALSE), GRAPPE_TRUE);
  assert_int_equal(grappe_truth_not(GRAPPE_MAYBE), GRAPPE_MAYBE);
}

static char decided(grappe_figure *a, grappe_comparison comparison, grappe_figure *b) {
  grappe_truth truth;
  grappe_error error = {0};
  assert_int_equal(grappe_figure_compare(a, comparison, b, 0, &truth, &error), GRAPPE_OK);
  return "FTM"[truth];
}

/* One row: the answers to < <= > >= = */
static void assert_compared(grappe_figure *a, grappe_figure *b, const char *expected) {
  char answers[6] = "";
  for (int i = 0; i < 5; i++) answers[i] = decided(a, (grappe_comparison)i, b);
  if (strcmp(answers, expected) != 0) {
    grappe_buffer one = {0}, other = {0};
    grappe_figure_write(a, 1, &one);
    grappe_figure_write(b, 1, &other);
    print_error("%s with %s\n", grappe_buffer_text(&one), grappe_buffer_text(&other));
    grappe_buffer_free(&one);
    grappe_buffer_free(&other);
  }
  assert_string_equal(answers, expected);
}

static void comparisons(void **state) {
  (void)state;
  static const struct {
    const char *a, *b, *expected;
  } rows[] = {
      {"5", "6", "TTFFF"},
      {"6", "5", "FFTTF"},
      {"5", "5", "FTFTT"},
      {"10000..20000 jobs", "15000 jobs", "MMMMM"},
      {"10000..20000 jobs", "20000 jobs", "MTFMM"},
      {"10000..20000 jobs", "10000 jobs", "FMMTM"},
      {"10000..20000 jobs", "25000 jobs", "TTFFF"},
      {">200 members", "200 members", "FFTTF"},
      {">=200 members", "200 members", "FMMTM"},
      {"<2000", "2000", "TTFFF"},
      {"<=2000", "2000", "MTFMM"},
      {">200", ">300", "MMMMM"},
      {">200", "<200", "FFTTF"},
      {">=200", "<=200", "FMMTM"},
      {"~53 %", "50 %", "FFTTF"},
      {"~53 %", "0.5", "FFTTF"},
      {"1 k€", "1000 EUR", "FTFTT"},
      {"?", "5", "MMMMM"},
      {"? (>=10)", "5", "FFTTF"},
      {"s (1..4)", "5", "TTFFF"},
      {"n/a", "5", "MMMMM"},
      {"u", "5", "MMMMM"},
      {"?", "?", "MMMMM"},
      {"1000000000001", "1000000000000", "FFTTF"}, /* whole numbers are not fuzzy */
      {"0.30000000000000004", "0.3", "FTFTT"},
      {"0", "1e-300", "TTFFF"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_compared(fig(rows[i].a), fig(rows[i].b), rows[i].expected);
}

static void rounding_decides(void **state) {
  (void)state;
  assert_compared(times(fig("30 %"), fig("10")), fig("3"), "FTFTT");
  assert_compared(plus(fig("0.1"), fig("0.2")), fig("0.3"), "FTFTT");
  assert_compared(times(over(fig("1"), fig("3")), fig("3")), fig("1"), "FTFTT");
  assert_compared(minus(plus(fig("0.1"), fig("0.2")), fig("0.3")), fig("0"), "FTFTT");
}

static void numbers(void **state) {
  (void)state;
  assert_compared(fig("15 places"), held(grappe_figure_number(12)), "FFTTF");
  assert_compared(held(grappe_figure_number(12)), fig("15 places"), "TTFFF");
  assert_compared(fig("53 %"), held(grappe_figure_number(50)), "FFTTF");
  assert_compared(fig(">15 places"), held(grappe_figure_number(INFINITY)), "MMMMM");
  assert_compared(fig("15 places"), held(grappe_figure_number(INFINITY)), "TTFFF");
  assert_compared(fig("15 places"), held(grappe_figure_number(-INFINITY)), "FFTTF");
  assert_compared(fig("15 places"), held(grappe_figure_number(NAN)), "MMMMM");
}

static void undecided(void **state) {
  (void)state;
  grappe_truth truth = GRAPPE_TRUE;
  grappe_error error = {0};
  assert_int_equal(
      grappe_figure_compare(fig("10000..20000 jobs"), GRAPPE_GREATER, fig("15000 jobs"), 1, &truth, &error),
      GRAPPE_UNDECIDED);
  assert_int_equal(truth, GRAPPE_MAYBE);
  assert_non_null(strstr(error.message, "10,000..20,000 jobs > 15,000 jobs"));
  grappe_figure_parts parts = *grappe_figure_read(fig("10000..20000 jobs"));
  parts.label = "pharma_jobs, Rouen (basin), 2018";
  grappe_figure *labelled = plus(held(grappe_figure_new(&parts)), fig("5 jobs"));
  assert_int_equal(grappe_figure_compare(labelled, GRAPPE_LESS, fig("15000 jobs"), 1, &truth, &error),
                   GRAPPE_UNDECIDED);
  assert_non_null(strstr(error.message, "for: pharma_jobs, Rouen (basin), 2018"));
  parts = *grappe_figure_read(fig("? jobs"));
  parts.label = "headcount, Gidy";
  parts.reason = "the slide lost it";
  grappe_figure *missing = plus(held(grappe_figure_new(&parts)), fig("5 jobs"));
  assert_int_equal(grappe_figure_compare(missing, GRAPPE_LESS, fig("15000 jobs"), 1, &truth, &error), GRAPPE_UNDECIDED);
  assert_non_null(strstr(error.message, "headcount, Gidy (unknown: the slide lost it)"));
  grappe_language_set(GRAPPE_ITALIAN);
  assert_int_equal(grappe_figure_compare(missing, GRAPPE_LESS, fig("15000 jobs"), 1, &truth, &error), GRAPPE_UNDECIDED);
  assert_non_null(strstr(error.message, "non si può decidere"));
}

static void refused(void **state) {
  (void)state;
  grappe_truth truth;
  grappe_error error = {0};
  assert_int_equal(grappe_figure_compare(fig("5 jobs"), GRAPPE_LESS, fig("5 EUR"), 0, &truth, &error), GRAPPE_UNIT);
  assert_non_null(strstr(error.message, "5 jobs"));
  assert_non_null(strstr(error.message, "5 €"));
  grappe_figure_parts parts = *grappe_figure_read(fig("5 jobs"));
  parts.scope = "sector";
  grappe_figure *sector = held(grappe_figure_new(&parts));
  parts.scope = "branch";
  grappe_figure *branch = held(grappe_figure_new(&parts));
  assert_int_equal(grappe_figure_compare(sector, GRAPPE_LESS, branch, 0, &truth, &error), GRAPPE_SCOPE);
  assert_int_equal(grappe_figure_compare(sector, GRAPPE_LESS, fig("6 jobs"), 1, &truth, &error), GRAPPE_OK);
  assert_int_equal(truth, GRAPPE_TRUE);
}

/* What is decided is true of every pair of numbers inside the bounds. */
static void sure_is_sure(void **state) {
  for (int round = 0; round < 20000; round++) {
    double ends[4];
    for (int i = 0; i < 4; i++) ends[i] = random_below(12);
    grappe_figure_parts parts = grappe_figure_parts_none();
    grappe_bounds bounds[2];
    grappe_figure *figures[2];
    for (int i = 0; i < 2; i++) {
      double low = fmin(ends[2 * i], ends[2 * i + 1]), high = fmax(ends[2 * i], ends[2 * i + 1]);
      int wide = high > low;
      parts.bounds = bounds[i] = (grappe_bounds){low, high, wide && random_below(2), wide && random_below(2)};
      figures[i] = held(grappe_figure_new(&parts));
    }
    for (int c = 0; c < 5; c++) {
      char said = decided(figures[0], (grappe_comparison)c, figures[1]), seen = 0;
      for (double x = bounds[0].low; x <= bounds[0].high; x += 0.25)
        for (double y = bounds[1].low; y <= bounds[1].high; y += 0.25) {
          if (!grappe_bounds_contain(bounds[0], x) || !grappe_bounds_contain(bounds[1], y)) continue;
          int holds = c == 0 ? x < y : c == 1 ? x <= y : c == 2 ? x > y : c == 3 ? x >= y : x == y;
          char one = holds ? 'T' : 'F';
          seen = !seen || seen == one ? one : 'M';
        }
      assert_int_equal(said, seen);
    }
    if (held_count > 3000) done(state);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(tables, done),           cmocka_unit_test_teardown(comparisons, done),
      cmocka_unit_test_teardown(rounding_decides, done), cmocka_unit_test_teardown(numbers, done),
      cmocka_unit_test_teardown(undecided, done),        cmocka_unit_test_teardown(refused, done),
      cmocka_unit_test_teardown(sure_is_sure, done),
  };
  return cmocka_run_group_tests_name("truth", tests, NULL, NULL);
}
