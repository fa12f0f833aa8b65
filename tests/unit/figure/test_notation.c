/* The notation: what is read, what is refused, and that what is written reads back as the same figure. */
#include "fixture.h"

static const grappe_figure_parts *read_parts(const char *text) {
  return grappe_figure_read(fig(text));
}

static void assert_bounds(const char *text, double low, int low_open, double high, int high_open) {
  grappe_bounds a = read_parts(text)->bounds;
  if (a.low != low || a.high != high || a.low_open != low_open || a.high_open != high_open)
    fail_msg("%s was read as %.17g (%d) .. %.17g (%d)", text, a.low, a.low_open, a.high, a.high_open);
}

static void bounds_read(void **state) {
  (void)state;
  assert_bounds("4750", 4750, 0, 4750, 0);
  assert_bounds("-12.5", -12.5, 0, -12.5, 0);
  assert_bounds("0.1", 0.1, 0, 0.1, 0);
  assert_bounds(">200", 200, 1, INFINITY, 1);
  assert_bounds(">=200", 200, 0, INFINITY, 1);
  assert_bounds("≥ 200", 200, 0, INFINITY, 1);
  assert_bounds("<2000", -INFINITY, 1, 2000, 1);
  assert_bounds("<=2000", -INFINITY, 1, 2000, 0);
  assert_bounds("10000..20000", 10000, 0, 20000, 0);
  assert_bounds("10000 .. 20000 jobs", 10000, 0, 20000, 0);
  assert_bounds(">10..<20", 10, 1, 20, 1);
  assert_bounds(">10..20", 10, 1, 20, 0);
  assert_bounds("-20..-10", -20, 0, -10, 0);
  assert_bounds("?", -INFINITY, 1, INFINITY, 1);
  assert_bounds("? (>=5) jobs", 5, 0, INFINITY, 1);
  assert_bounds("s (1..4)", 1, 0, 4, 0);
  assert_bounds("25.3 G€", 25.3, 0, 25.3, 0);
  assert_true(grappe_figure_exact(fig("0.1")));
  assert_false(grappe_figure_exact(fig("~1")));
}

static void about_read(void **state) {
  (void)state;
  assert_bounds("~53 %", 52.5, 0, 53.5, 0);
  assert_bounds("~20000", 15000, 0, 25000, 0);
  assert_bounds("~2200", 2150, 0, 2250, 0);
  assert_bounds("~60000 jobs", 55000, 0, 65000, 0);
  assert_bounds("~0.50", 0.495, 0, 0.505, 0);
  assert_bounds("~0.5", 0.45, 0, 0.55, 0);
  assert_bounds("~25.3 G€", 25.25, 0, 25.35, 0);
  assert_bounds("~200.0", 199.95, 0, 200.05, 0);
  assert_bounds("~0", -0.5, 0, 0.5, 0);
  assert_bounds("~-40", -45, 0, -35, 0);
  assert_bounds("~1.5e6", 1450000, 0, 1550000, 0);
  assert_bounds("≈53", 52.5, 0, 53.5, 0);
  assert_bounds("~400 (390..400)", 390, 0, 400, 0);
  assert_bounds("~400 (>390..<=400) members", 390, 1, 400, 0);
  assert_bounds("~400 (>=390)", 390, 0, INFINITY, 1);
  assert_bounds("~400 (?)", -INFINITY, 1, INFINITY, 1);
  assert_true(read_parts("~53 %")->value == 53);
  assert_true(read_parts("~53 %")->about);
  assert_true(isnan(read_parts("10..20")->value));
}

static void absences_read(void **state) {
  (void)state;
  static const struct {
    const char *text;
    grappe_presence presence;
    char status;
  } rows[] = {{"?", GRAPPE_UNKNOWN, 'O'},           {"nc", GRAPPE_NOT_COLLECTED, 'L'},
              {"n/a", GRAPPE_NOT_APPLICABLE, 'M'},  {"s", GRAPPE_SUPPRESSED, 'Q'},
              {"u", GRAPPE_UNDEFINED, 'O'},         {"? jobs", GRAPPE_UNKNOWN, 'O'},
              {" s  jobs", GRAPPE_SUPPRESSED, 'Q'}, {"0", GRAPPE_PRESENT, 'A'}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_int_equal(read_parts(rows[i].text)->presence, rows[i].presence);
    assert_int_equal(read_parts(rows[i].text)->obs_status, rows[i].status);
  }
}

static void units_wanted(void **state) {
  (void)state;
  grappe_unit euros, percent, ratio = grappe_unit_none();
  grappe_figure *figure = NULL;
  grappe_error error = {0};
  grappe_unit_parse("EUR", 3, &euros, NULL);
  grappe_unit_parse("%", 1, &percent, NULL);
  assert_int_equal(grappe_figure_parse("25.3 G€", &euros, &figure, &error), GRAPPE_OK);
  assert_written(held(figure), "25300000000 EUR");
  assert_true(grappe_figure_read(figure)->bounds.low == 25300000000.0 &&
              grappe_figure_read(figure)->bounds.high == 25300000000.0);
  assert_int_equal(grappe_figure_parse("~25.3 G€", &euros, &figure, &error), GRAPPE_OK);
  assert_written(held(figure), "~25300000000 EUR");
  assert_int_equal(grappe_figure_parse("490000", &euros, &figure, &error), GRAPPE_OK);
  assert_written(held(figure), "490000 EUR");
  assert_int_equal(grappe_figure_parse("53 %", &ratio, &figure, &error), GRAPPE_OK);
  assert_written(held(figure), "0.53");
  assert_int_equal(grappe_figure_parse("53", &percent, &figure, &error), GRAPPE_OK);
  assert_written(held(figure), "53 %");
  assert_int_equal(grappe_figure_parse("53 jobs", &euros, &figure, &error), GRAPPE_UNIT);
  assert_non_null(strstr(error.message, "EUR"));
}

static void refused(void **state) {
  (void)state;
  static const char *const texts[] = {
      "",      " ",         "abc",     "4,750",  "4 750 jobs", "4 750", "20..10",   "5..",         "..5",
      ">",     "~",         "~>5",     "~5 (",   "~5 (6..7)",  "~5 (5", "5 (4..6)", "inf",         "nan",
      "1e400", "5.5.5",     "0x10",    "5 jbos", ">5..<5",     "5..<5", "<5..6",    "? 5",         "??",
      "n/a5",  "sss",       "1..2..3", "5 -3",   "--5",        "5 %%",  "~~5",      "5 jobs jobs", "4'750",
      "+",     "1.000.000", ">=..5",   "? (",    "s ()",       "5)",    "=5",       "\xff\xfe",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    grappe_figure *figure = NULL;
    grappe_error error = {0};
    grappe_code code = grappe_figure_parse(texts[i], NULL, &figure, &error);
    if (code == GRAPPE_OK) fail_msg("'%s' was read", texts[i]);
    assert_null(figure);
    assert_true(strlen(error.message) > 20);
  }
  char longest[5000];
  memset(longest, '9', sizeof longest - 1);
  longest[sizeof longest - 1] = '\0';
  grappe_figure *figure = NULL;
  grappe_error error = {0};
  assert_int_equal(grappe_figure_parse(longest, NULL, &figure, &error), GRAPPE_DATA);
}

static void canonical(void **state) {
  (void)state;
  static const char *const texts[] = {
      "4750 jobs",   ">200 members", ">=200",      "<2000",  "<=2000",          "10000..20000 jobs",    ">10..<20 km2",
      "~53 %",       "~20000",       "~0.50",      "~200.0", "~400 (390..400)", "~106 (105..107) %",    "~5 (?)",
      "?",           "? jobs",       "nc EUR",     "n/a",    "s (1..4) jobs",   "? (>=5) jobs",         "u",
      "25.3 GEUR",   "0.1",          "-3",         "0",      "5 EUR/year",      "0.3 places/1000 jobs", "~1.5e20",
      "3 1000*jobs", "2 1/jobs",     "1.5e15 EUR", "1e-10",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_written(fig(texts[i]), texts[i]);
  assert_written(plus(fig("0.1"), fig("0.2")), "0.3");
  assert_written(over(times(fig("0.1"), fig("3")), fig("3")), "0.1");
}

static void random_bounds(grappe_figure_parts *parts) {
  double a = random_number(), b = random_number();
  parts->bounds = grappe_bounds_between(fmin(a, b), fmax(a, b));
  if (random_below(5) == 0) parts->bounds.low = -INFINITY;
  if (random_below(5) == 0) parts->bounds.high = INFINITY;
  parts->bounds.low_open = (unsigned char)random_below(2);
  parts->bounds.high_open = (unsigned char)random_below(2);
}

static grappe_figure *random_figure(void) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.presence = random_below(4) ? GRAPPE_PRESENT : (grappe_presence)random_below(6);
  switch (random_below(4)) {
    case 0:
      parts.value = random_number();
      parts.bounds = grappe_bounds_exact(parts.value);
      break;
    case 1:
      random_bounds(&parts);
      break;
    case 2:
      random_bounds(&parts);
      parts.value = random_between(parts.bounds.low, parts.bounds.high);
      break;
    default: /* about, as it is written */
      parts.value = random_below(100000);
      parts.bounds = grappe_bounds_between(parts.value - 0.5, parts.value + 0.5);
  }
  static const char *const units[] = {"1", "jobs", "%", "kEUR", "EUR/year", "places/1000 jobs", "m2", "EUR/month", "‰"};
  const char *code = units[random_below(9)];
  grappe_unit_parse(code, strlen(code), &parts.unit, NULL);
  return held(grappe_figure_new(&parts));
}

static void round_trip(void **state) {
  for (int round = 0; round < 10000; round++) {
    grappe_figure *figure = random_figure();
    grappe_buffer out = {0};
    grappe_figure_write(figure, 1, &out);
    const grappe_figure_parts *a = grappe_figure_read(figure), *b = read_parts(grappe_buffer_text(&out));
    int same = a->presence == b->presence && a->obs_status == b->obs_status && a->about == b->about &&
               a->bounds.low_open == b->bounds.low_open && a->bounds.high_open == b->bounds.high_open &&
               grappe_unit_equal(a->unit, b->unit);
    if (!grappe_figure_exact(figure))
      same = same && a->bounds.low == b->bounds.low && a->bounds.high == b->bounds.high &&
             (a->value == b->value || (isnan(a->value) && isnan(b->value)));
    else
      same = same && fabs(a->value - b->value) <= 1e-12 * fabs(a->value) &&
             (a->bounds.low != a->bounds.high || a->value == b->value);
    if (!same)
      fail_msg("%s: %.17g in %.17g..%.17g read back as %.17g in %.17g..%.17g", grappe_buffer_text(&out), a->value,
               a->bounds.low, a->bounds.high, b->value, b->bounds.low, b->bounds.high);
    grappe_buffer_free(&out);
    if (held_count > 3000) done(state);
  }
}

static void shown_to_people(void **state) {
  (void)state;
  static const char *const shown[][2] = {{"-1..0.5000000000005016", "-1..0.5"},
                                         {"-0.5000000000005..0.25 jobs", "-0.5..0.25 jobs"},
                                         {">=4749.9999999999 jobs", ">=4750 jobs"},
                                         {"-1..0.50000001", "-1..0.50001"},
                                         {">=1234.5678 jobs", ">=1234.56 jobs"},
                                         {"0.0771512345..0.0771598765", "0.077151..0.07716"},
                                         {"0.0865033175887573..2000", "0.086503..2000"},
                                         {"? (>=5) jobs", "? (>=5) jobs"},
                                         {"0..12 %", "0..12 %"}};
  for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
    grappe_buffer out = {0};
    grappe_figure_show(fig(shown[i][0]), &out);
    assert_string_equal(grappe_buffer_text(&out), shown[i][1]);
    grappe_buffer_free(&out);
  }
}

/* Any bytes at all: read or refused, and what is read is written so that it reads again. */
static void random_texts(void **state) {
  static const char *const pieces[] = {"4750", "0.5", "..",  ">",    "<", "=",    "~", "(",    ")",   " ",
                                       "?",    "s",   "n/a", "nc",   "u", "jobs", "%", "€",    "/",   "*",
                                       "k",    "1e3", "-",   "1000", ",", ".",    "e", "\xc3", "per "};
  for (int round = 0; round < 6000; round++) {
    char text[80] = "";
    for (int n = random_below(7); n >= 0; n--) strcat(text, pieces[random_below(29)]);
    grappe_figure *figure = NULL;
    grappe_error error = {0};
    if (grappe_figure_parse(text, NULL, &figure, &error) != GRAPPE_OK) continue;
    grappe_buffer out = {0};
    grappe_figure_write(held(figure), 1, &out);
    fig(grappe_buffer_text(&out));
    grappe_buffer_free(&out);
    if (held_count > 3000) done(state);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(bounds_read, done),     cmocka_unit_test_teardown(about_read, done),
      cmocka_unit_test_teardown(absences_read, done),   cmocka_unit_test_teardown(units_wanted, done),
      cmocka_unit_test_teardown(refused, done),         cmocka_unit_test_teardown(canonical, done),
      cmocka_unit_test_teardown(shown_to_people, done), cmocka_unit_test_teardown(round_trip, done),
      cmocka_unit_test_teardown(random_texts, done),
  };
  return cmocka_run_group_tests_name("notation", tests, NULL, NULL);
}
