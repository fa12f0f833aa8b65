/* Arithmetic on figures: values, bounds, units, scopes, periods, statuses, absences, citations. */
#include "figure/status.h"
#include "fixture.h"

/* A figure with everything that arithmetic carries along. */
static grappe_figure *figure_of(const char *text, const char *scope, int year, char status, char confidentiality,
                                const char *source) {
  grappe_figure_parts parts = *grappe_figure_read(fig(text));
  grappe_citation citation = {source, "p. 1"};
  parts.scope = scope;
  if (year) parts.period = (grappe_period){grappe_day_from_date(year, 1, 1), grappe_day_from_date(year, 12, 31)};
  parts.obs_status = status;
  parts.conf_status = confidentiality;
  parts.citations = source ? &citation : NULL;
  parts.citation_count = source ? 1 : 0;
  parts.operation = "observation";
  return held(grappe_figure_new(&parts));
}

static grappe_figure *number(double value) {
  return held(grappe_figure_number(value));
}

static grappe_figure *converted(grappe_figure *figure, const char *code) {
  grappe_unit unit;
  grappe_figure *result = NULL;
  assert_int_equal(grappe_unit_parse(code, strlen(code), &unit, NULL), GRAPPE_OK);
  assert_int_equal(grappe_figure_convert(figure, unit, &result, NULL), GRAPPE_OK);
  return held(result);
}

static grappe_figure *power(grappe_figure *figure, double exponent) {
  grappe_figure *result = NULL;
  assert_int_equal(grappe_figure_power(figure, exponent, &result, NULL), GRAPPE_OK);
  return held(result);
}

static void values_and_units(void **state) {
  (void)state;
  assert_written(plus(fig("4750 jobs"), fig("2750 jobs")), "7500 jobs");
  assert_written(plus(fig("10000..20000 jobs"), fig(">200 jobs")), ">10200 jobs");
  assert_written(minus(fig("10000..20000 jobs"), fig(">200 jobs")), "<19800 jobs");
  assert_written(plus(fig("~53 %"), fig("~53 %")), "~106 (105..107) %");
  assert_written(plus(fig("10 k€"), fig("500 EUR")), "10.5 kEUR");
  assert_written(plus(fig("53 %"), fig("0.2")), "73 %");
  assert_written(times(fig("53 %"), fig("60000 jobs")), "31800 jobs");
  assert_written(times(fig("60000 jobs"), fig("53 %")), "31800 jobs");
  assert_written(times(fig("~53 %"), fig("60000 jobs")), "~31800 (31500..32100) jobs");
  assert_written(times(fig("50 %"), fig("50 %")), "25 %");
  assert_written(times(fig("53 %"), fig("2")), "106 %");
  assert_written(times(number(2), fig("53 %")), "106 %");
  assert_written(times(fig("10 ‰"), fig("50 %")), "5 ‰");
  assert_written(over(fig("53 %"), fig("2")), "26.5 %");
  assert_written(over(fig("50 %"), fig("25 %")), "2");
  assert_written(over(fig("1"), fig("50 %")), "2");
  assert_written(over(fig("31800 jobs"), fig("53 %")), "60000 jobs");
  assert_written(over(fig("1500 jobs"), fig("6000 jobs")), "0.25");
  assert_written(over(fig("490000 EUR"), fig("200 members")), "2450 EUR/members");
  assert_written(over(fig("490 k€"), fig("200 members")), "2450 EUR/members");
  assert_written(over(fig("490000 EUR"), fig("2 year")), "245000 EUR/year");
  assert_written(over(fig("490 k€"), fig("2")), "245 kEUR");
  assert_written(times(fig("12 EUR/month"), fig("2 year")), "288 EUR");
  assert_written(times(fig("5 places/1000 jobs"), fig("60000 jobs")), "300 places");
  assert_written(over(fig("10 km"), fig("500 m")), "20");
  assert_written(over(fig("2"), fig("4 jobs")), "0.5 1/jobs");
  assert_written(converted(fig("25.3 G€"), "EUR"), "25300000000 EUR");
  assert_written(converted(fig("0.53"), "%"), "53 %");
  assert_written(converted(over(fig("300 places"), fig("60000 jobs")), "places/1000 jobs"), "5 places/1000 jobs");
  assert_written(power(fig("3 km"), 2), "9 km2");
  assert_written(power(fig("50 %"), 2), "0.25");
  assert_written(power(fig("2 k€"), 2), "4000000 EUR2");
  assert_written(power(fig("9 km2"), 0.5), "3 km");
  assert_written(power(fig("-2..3"), 2), "0..9");
  assert_written(over(fig("490000 EUR"), fig(">200 members")), ">0..<2450 EUR/members");
}

static void numbers_of_scripts(void **state) {
  (void)state;
  assert_written(plus(fig("4750 jobs"), number(5)), "4755 jobs");
  assert_written(minus(number(5000), fig("4750 jobs")), "250 jobs");
  assert_written(plus(fig("53 %"), number(0.5)), "53.5 %");
  assert_written(times(fig("10 jobs"), number(1.5)), "15 jobs");
  assert_written(over(number(1), fig("4")), "0.25");
  assert_written(plus(number(1), number(2)), "3");
  assert_int_equal(grappe_figure_read(number(NAN))->presence, GRAPPE_UNDEFINED);
  assert_written(number(NAN), "u");
}

/* Decimals are not doubles, and nobody should have to know. */
static void decimals(void **state) {
  (void)state;
  grappe_figure *sum = plus(fig("0.1"), fig("0.2"));
  assert_true(grappe_figure_exact(sum));
  assert_written(sum, "0.3");
  assert_written(minus(sum, fig("0.3")), "0");
  assert_written(minus(times(fig("30 %"), fig("10")), fig("3")), "0 %");
  assert_written(minus(fig("1000000000000001"), fig("1000000000000000")), "1");
  assert_true(grappe_figure_read(sum)->bounds.low == 0.3 && grappe_figure_read(sum)->bounds.high == 0.3);
  assert_written(minus(fig("1"), fig("0.9")), "0.1");
  assert_written(minus(fig("52525.53 EUR"), fig("52525.52 EUR")), "0.01 EUR");
  assert_written(times(fig("1.1"), fig("1.1")), "1.21");
  assert_written(over(fig("0.7"), fig("0.1")), "7");
  assert_written(plus(fig("1e-300"), fig("1e300")), "1e300");
  assert_written(
      minus(plus(plus(over(fig("1"), fig("3")), over(fig("1"), fig("3"))), over(fig("1"), fig("3"))), fig("1")), "0");
}

static void units_refused(void **state) {
  (void)state;
  grappe_figure *result = NULL;
  grappe_error error = {0};
  assert_int_equal(grappe_figure_add(fig("4750 jobs"), fig("490000 EUR"), &result, &error), GRAPPE_UNIT);
  assert_non_null(strstr(error.message, "4,750 jobs"));
  assert_non_null(strstr(error.message, "490,000 €"));
  assert_null(result);
  assert_int_equal(grappe_figure_subtract(fig("4750 jobs"), fig("1"), &result, &error), GRAPPE_UNIT);
  grappe_unit euros;
  grappe_unit_parse("EUR", 3, &euros, NULL);
  assert_int_equal(grappe_figure_convert(fig("5 jobs"), euros, &result, &error), GRAPPE_UNIT);
  assert_int_equal(grappe_figure_power(fig("5 jobs"), 0.5, &result, &error), GRAPPE_UNIT);
  assert_int_equal(grappe_figure_power(fig("5 jobs"), 1000, &result, &error), GRAPPE_UNIT);
  assert_int_equal(grappe_figure_power(fig("5"), NAN, &result, &error), GRAPPE_ARGUMENT);
  grappe_figure *chain = fig("1 jobs");
  for (int i = 1; i < 99; i++) chain = times(chain, fig("1 jobs"));
  assert_int_equal(grappe_figure_multiply(chain, fig("1 jobs"), &result, &error), GRAPPE_UNIT);
  grappe_language_set(GRAPPE_FRENCH);
  assert_int_equal(grappe_figure_add(fig("4750 jobs"), fig("490000 EUR"), &result, &error), GRAPPE_UNIT);
  assert_non_null(strstr(error.message, "unités"));
  assert_non_null(strstr(error.message, "emplois"));
}

static void division_by_zero(void **state) {
  (void)state;
  grappe_figure *zero = over(fig("10 jobs"), fig("0"));
  assert_int_equal(grappe_figure_read(zero)->presence, GRAPPE_UNDEFINED);
  assert_string_equal(grappe_figure_read(zero)->reason, "the divisor is zero");
  assert_int_equal(grappe_figure_read(over(fig("10"), fig("-1..5")))->presence, GRAPPE_UNDEFINED);
  grappe_figure *half_line = over(fig("10 jobs"), fig("0..5 sites"));
  assert_written(half_line, ">=2 jobs/sites");
  assert_string_not_equal(grappe_figure_read(half_line)->reason, "");
  assert_written(plus(zero, fig("5 jobs")), "u jobs");
  assert_int_equal(grappe_figure_read(power(fig("-4..4"), 0.5))->presence, GRAPPE_UNDEFINED);
  assert_int_equal(grappe_figure_read(power(fig("0"), -1))->presence, GRAPPE_UNDEFINED);
  assert_int_equal(grappe_figure_read(over(fig("5"), fig("?")))->presence, GRAPPE_UNKNOWN);
}

/* Zero, unknown, not collected, not applicable, suppressed: five different things, and undefined a sixth. */
static void absences(void **state) {
  (void)state;
  static const char *const signs[] = {"5", "nc", "?", "s", "u", "n/a"}; /* weakest first */
  for (int i = 0; i < 6; i++)
    for (int j = 0; j < 6; j++) {
      grappe_figure *a = fig(signs[i]), *b = fig(signs[j]);
      grappe_presence expected = grappe_figure_read(i > j ? a : b)->presence;
      assert_int_equal(grappe_figure_read(plus(a, b))->presence, expected);
      assert_int_equal(grappe_figure_read(minus(a, b))->presence, expected);
      assert_int_equal(grappe_figure_read(times(a, b))->presence, expected);
      assert_int_equal(grappe_figure_read(over(a, b))->presence, expected);
    }
  assert_written(plus(fig("? (>=0) jobs"), fig("5 jobs")), "? (>=5) jobs");
  assert_written(times(fig("s (1..4) jobs"), fig("2")), "s (2..8) jobs");
  assert_written(plus(fig("n/a"), fig("5")), "n/a");
  assert_written(times(fig("? jobs"), fig("0")), "? (0) jobs"); /* bounds say zero; that it is missing is still said */
  assert_written(plus(fig("0 jobs"), fig("5 jobs")), "5 jobs");
  assert_int_equal(grappe_figure_read(plus(fig("?"), fig("5")))->obs_status, 'O');
  assert_int_equal(grappe_figure_read(plus(fig("s"), fig("?")))->obs_status, 'Q');
}

static void reason_of_the_strongest(void **state) {
  (void)state;
  grappe_figure_parts unknown = *grappe_figure_read(fig("?")), withheld = *grappe_figure_read(fig("s"));
  unknown.reason = "the slide lost it";
  withheld.reason = "fewer than three sites";
  grappe_figure *a = held(grappe_figure_new(&unknown)), *b = held(grappe_figure_new(&withheld));
  assert_string_equal(grappe_figure_read(plus(a, fig("5")))->reason, "the slide lost it");
  assert_string_equal(grappe_figure_read(plus(a, b))->reason, "fewer than three sites");
}

static void statuses(void **state) {
  (void)state;
  static const char order[] = "ASWKBDVPIEGFNU", strict[] = "FNDCS";
  for (int i = 0; order[i]; i++)
    for (int j = 0; order[j]; j++) {
      grappe_figure *sum = plus(figure_of("5", "", 0, order[i], 'F', NULL), figure_of("5", "", 0, order[j], 'F', NULL));
      assert_int_equal(grappe_figure_read(sum)->obs_status, order[i > j ? i : j]);
    }
  for (int i = 0; strict[i]; i++)
    for (int j = 0; strict[j]; j++) {
      grappe_figure *sum =
          plus(figure_of("5", "", 0, 'A', strict[i], NULL), figure_of("5", "", 0, 'A', strict[j], NULL));
      assert_int_equal(grappe_figure_read(sum)->conf_status, strict[i > j ? i : j]);
    }
  assert_int_equal(grappe_status_worst('A', 'z'), 'U');
  assert_int_equal(grappe_status_worst('A', '\0'), 'U');
  assert_int_equal(grappe_confidentiality_strictest('F', 'z'), 'S');
  /* a status that contradicts the presence does not survive */
  assert_int_equal(grappe_figure_read(figure_of("5", "", 0, 'Q', 'F', NULL))->obs_status, 'E');
  assert_int_equal(grappe_figure_read(figure_of("?", "", 0, 'A', 'F', NULL))->obs_status, 'O');
  assert_int_equal(grappe_figure_read(figure_of("?", "", 0, 'K', 'F', NULL))->obs_status, 'K');
}

static void scopes(void **state) {
  (void)state;
  grappe_figure *sector = figure_of("99310 jobs", "sector", 0, 'A', 'F', NULL);
  grappe_figure *branch = figure_of("130100 jobs", "branch", 0, 'A', 'F', NULL), *result = NULL;
  grappe_figure *salaried = figure_of("5 jobs", "salaried", 0, 'A', 'F', NULL);
  grappe_error error = {0};
  operate operations[] = {grappe_figure_add, grappe_figure_subtract, grappe_figure_multiply, grappe_figure_divide};
  for (int i = 0; i < 4; i++) {
    assert_int_equal(operations[i](sector, branch, &result, &error), GRAPPE_SCOPE);
    assert_non_null(strstr(error.message, "of the sector"));
    assert_non_null(strstr(error.message, "of the professional branch"));
    assert_non_null(strstr(error.message, ":unscoped()"));
  }
  assert_string_equal(grappe_figure_read(plus(sector, sector))->scope, "sector");
  assert_string_equal(grappe_figure_read(over(sector, sector))->scope, "sector");
  assert_string_equal(grappe_figure_read(plus(sector, salaried))->scope, "salaried sector");
  assert_string_equal(grappe_figure_read(plus(sector, fig("5 jobs")))->scope, "sector");
  assert_string_equal(grappe_figure_read(figure_of("5", "export  sector direct", 0, 'A', 'F', NULL))->scope,
                      "sector direct export");
  assert_string_equal(grappe_figure_read(figure_of("5", "mine sector", 0, 'A', 'F', NULL))->scope, "sector mine");
  assert_int_equal(grappe_figure_unscoped(branch, &result, &error), GRAPPE_OK);
  assert_string_equal(grappe_figure_read(held(result))->scope, "");
  assert_written(plus(sector, result), "229410 jobs");
  /* the message names the figure that clashes, not the first of all */
  grappe_figure *inputs[] = {salaried, sector, branch};
  grappe_figure_parts parts;
  grappe_citation *citations;
  assert_int_equal(grappe_figure_derive("sum", inputs, 3, &parts, &citations, &error), GRAPPE_SCOPE);
  assert_non_null(strstr(error.message, "99,310 jobs"));
  assert_null(citations);
}

static const char *period_of(const grappe_figure *figure) {
  static char text[GRAPPE_PERIOD_TEXT];
  return grappe_period_write(grappe_figure_read(figure)->period, text);
}

static void periods(void **state) {
  (void)state;
  grappe_figure *a = figure_of("5", "", 2018, 'A', 'F', NULL), *b = figure_of("5", "", 2020, 'A', 'F', NULL);
  assert_string_equal(period_of(plus(a, a)), "2018");
  assert_string_equal(period_of(plus(a, b)), "2018-2020");
  assert_string_equal(period_of(over(b, a)), "2018-2020");
  assert_string_equal(period_of(plus(a, fig("5"))), "2018");
  assert_string_equal(period_of(plus(fig("5"), a)), "2018");
  assert_string_equal(period_of(plus(fig("5"), fig("5"))), "");
}

static void citations(void **state) {
  (void)state;
  grappe_figure *n = figure_of("5", "", 0, 'A', 'F', "N"), *p = figure_of("5", "", 0, 'A', 'F', "P");
  const grappe_figure_parts *sum = grappe_figure_read(plus(plus(n, p), plus(p, n)));
  assert_int_equal(sum->citation_count, 2);
  assert_string_equal(sum->citations[0].source, "N");
  assert_string_equal(sum->citations[1].source, "P");
  assert_string_equal(sum->citations[1].locator, "p. 1");
  const grappe_figure_parts *other = grappe_figure_read(plus(p, n));
  assert_string_equal(other->citations[0].source, "P");
  /* two figures that go on from the same one in different ways do not see each other's sources */
  grappe_figure *q = figure_of("5", "", 0, 'A', 'F', "Q");
  grappe_figure *first = plus(n, p), *second = plus(n, q);
  assert_int_equal(grappe_figure_read(n)->citation_count, 1);
  assert_int_equal(grappe_figure_read(first)->citation_count, 2);
  assert_string_equal(grappe_figure_read(first)->citations[1].source, "P");
  assert_int_equal(grappe_figure_read(second)->citation_count, 2);
  assert_string_equal(grappe_figure_read(second)->citations[1].source, "Q");
  assert_string_equal(grappe_figure_read(plus(n, p))->citations[1].source, "P");
}

static void derived(void **state) {
  (void)state;
  enum { MANY = 500 };
  grappe_figure *inputs[MANY];
  for (int i = 0; i < MANY; i++) {
    char source[16];
    snprintf(source, sizeof source, "S%d", i % 100);
    inputs[i] = figure_of(i == 7 ? "?" : "5 jobs", i % 2 ? "sector" : "salaried", 2018 + i % 3, i == 9 ? 'P' : 'A',
                          i == 11 ? 'C' : 'F', source);
  }
  grappe_figure_parts parts;
  grappe_citation *block;
  grappe_error error = {0};
  assert_int_equal(grappe_figure_derive("hhi", inputs, MANY, &parts, &block, &error), GRAPPE_OK);
  assert_int_equal(parts.citation_count, 100);
  assert_string_equal(parts.citations[0].source, "S0");
  assert_string_equal(parts.citations[99].source, "S99");
  assert_string_equal(parts.scope, "salaried sector");
  assert_int_equal(parts.presence, GRAPPE_UNKNOWN);
  assert_int_equal(parts.conf_status, 'C');
  parts.bounds = grappe_bounds_between(0.1, 0.2);
  grappe_figure *figure = held(grappe_figure_new(&parts));
  grappe_free(block);
  assert_string_equal(period_of(figure), "2018-2020");
  assert_int_equal(grappe_figure_read(figure)->citation_count, 100);
  assert_string_equal(grappe_figure_read(figure)->citations[42].source, "S42");
  assert_string_equal(grappe_figure_read(figure)->operation, "hhi");
  assert_int_equal(grappe_figure_read(figure)->input_count, MANY);
  assert_written(figure, "? (0.1..0.2)");
}

/* A total built up one by one, each value with a source of its own, must not take the square of its length. */
static void long_total(void **state) {
  (void)state;
  enum { LONG = 20000 };
  grappe_figure *total = grappe_figure_number(0);
  size_t before = grappe_memory_held();
  for (int i = 0; i < LONG; i++) {
    char source[16];
    snprintf(source, sizeof source, "row %d", i);
    grappe_figure_parts parts = grappe_figure_parts_none();
    grappe_citation citation = {source, ""};
    parts.value = 1;
    parts.bounds = grappe_bounds_exact(1);
    parts.citations = &citation;
    parts.citation_count = 1;
    grappe_figure *more = grappe_figure_new(&parts), *sum = NULL;
    assert_int_equal(grappe_figure_add(total, more, &sum, NULL), GRAPPE_OK);
    grappe_figure_release(more);
    grappe_figure_release(total);
    total = sum;
  }
  assert_int_equal(grappe_figure_read(total)->citation_count, LONG);
  assert_string_equal(grappe_figure_read(total)->citations[12345].source, "row 12345");
  assert_true(grappe_figure_read(total)->value == LONG);
  assert_true(grappe_memory_held() - before < (size_t)LONG * 2000);
  grappe_figure_release(total);
}

static void long_chain(void **state) {
  (void)state;
  grappe_figure *total = grappe_figure_number(0), *one = grappe_figure_number(1);
  for (int i = 0; i < 1000000; i++) {
    grappe_figure *sum = NULL;
    if (grappe_figure_add(total, one, &sum, NULL) != GRAPPE_OK) fail();
    grappe_figure_release(total);
    total = sum;
  }
  assert_written(total, "1000000");
  grappe_figure_release(total);
  grappe_figure_release(one);
}

static grappe_figure *random_leaf(double *truth) {
  double a = random_number(), b = random_number();
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.bounds = random_below(3) ? grappe_bounds_between(fmin(a, b), fmax(a, b)) : grappe_bounds_exact(a);
  if (random_below(12) == 0) parts.bounds.high = INFINITY;
  *truth = random_between(parts.bounds.low, parts.bounds.high);
  if (random_below(2)) parts.value = *truth;
  grappe_unit_parse(random_below(2) ? "%" : "1", 1, &parts.unit, NULL);
  return held(grappe_figure_new(&parts));
}

/* Random expressions: the same one computed on numbers inside the leaves' bounds lies inside the result's bounds. */
static void random_expressions(void **state) {
  for (int round = 0; round < 25000; round++) {
    double x, truth;
    grappe_figure *a = random_leaf(&x), *result = NULL;
    x *= grappe_figure_read(a)->unit.factor;
    truth = x;
    double size = fabs(x);
    for (int step = 0; step < 4; step++) {
      double y;
      grappe_figure *b = random_leaf(&y);
      operate operations[] = {grappe_figure_add, grappe_figure_subtract, grappe_figure_multiply, grappe_figure_divide};
      int operation = random_below(4);
      y *= grappe_figure_read(b)->unit.factor;
      assert_int_equal(operations[operation](a, b, &result, NULL), GRAPPE_OK);
      a = held(result);
      truth = operation == 0 ? truth + y : operation == 1 ? truth - y : operation == 2 ? truth * y : truth / y;
      size = operation < 2 ? size + fabs(y) : operation == 2 ? size * fabs(y) : size / fabs(y);
      const grappe_figure_parts *parts = grappe_figure_read(a);
      if (parts->presence == GRAPPE_UNDEFINED || !isfinite(truth)) break;
      double noise = size * 1e-14; /* the plain numbers were rounded as well */
      double low = parts->bounds.low * parts->unit.factor, high = parts->bounds.high * parts->unit.factor;
      if (truth < low - noise || truth > high + noise) fail_msg("%.17g is outside %.17g..%.17g", truth, low, high);
      if (!isnan(parts->value)) assert_true(parts->value >= parts->bounds.low && parts->value <= parts->bounds.high);
    }
    if (held_count > 3000) done(state);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(values_and_units, done),
      cmocka_unit_test_teardown(numbers_of_scripts, done),
      cmocka_unit_test_teardown(decimals, done),
      cmocka_unit_test_teardown(units_refused, done),
      cmocka_unit_test_teardown(division_by_zero, done),
      cmocka_unit_test_teardown(absences, done),
      cmocka_unit_test_teardown(reason_of_the_strongest, done),
      cmocka_unit_test_teardown(statuses, done),
      cmocka_unit_test_teardown(scopes, done),
      cmocka_unit_test_teardown(periods, done),
      cmocka_unit_test_teardown(citations, done),
      cmocka_unit_test_teardown(derived, done),
      cmocka_unit_test_teardown(long_total, done),
      cmocka_unit_test_teardown(long_chain, done),
      cmocka_unit_test_teardown(random_expressions, done),
  };
  return cmocka_run_group_tests_name("arithmetic", tests, NULL, NULL);
}
