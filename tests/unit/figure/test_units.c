/* Units: reading, writing, showing, multiplying. */
#include "model/units.h"

#include "fixture.h"

static grappe_unit unit(const char *text) {
  grappe_unit read;
  grappe_error error = {0};
  if (grappe_unit_parse(text, strlen(text), &read, &error) != GRAPPE_OK) fail_msg("%s: %s", text, error.message);
  return read;
}

static void assert_code(grappe_unit a, const char *expected) {
  grappe_buffer out = {0};
  grappe_unit_write(a, &out);
  assert_string_equal(grappe_buffer_text(&out), expected);
  grappe_buffer_free(&out);
}

static void table(void **state) {
  (void)state;
  int bases = 0;
  for (size_t i = 0; i < grappe_unit_row_count(); i++) {
    const grappe_unit_row *row = grappe_unit_row_at(i);
    int is_base = strcmp(row->code, row->base) == 0 && strcmp(row->code, "1") != 0;
    bases += is_base;
    assert_true(is_base ? row->factor == 1 : row->factor > 0);
    grappe_unit read = unit(row->code);
    assert_true(read.factor == row->factor);
    assert_code(read, row->code);
    assert_true(grappe_unit_row_of(read) == row);
    const char *names[] = {row->english_one, row->english, row->french_one, row->french,
                           row->italian_one, row->italian, row->symbol};
    for (size_t n = 0; n < sizeof names / sizeof *names; n++)
      if (names[n] && *names[n]) assert_true(grappe_unit_equal(unit(names[n]), read));
    for (size_t j = 0; j < i; j++) assert_string_not_equal(row->code, grappe_unit_row_at(j)->code);
  }
  assert_true(bases > 20 && bases <= GRAPPE_UNIT_BASES);
}

static void spellings(void **state) {
  (void)state;
  static const struct {
    const char *text, *code;
  } rows[] = {
      {"Emplois", "jobs"},
      {"adherents", "members"},
      {"ADHÉRENTS", "members"},
      {"training-programmes", "training_programmes"},
      {"€", "EUR"},
      {"k€", "kEUR"},
      {"K€", "kEUR"},
      {"M€", "MEUR"},
      {"Md€", "GEUR"},
      {"Mrd €", "GEUR"},
      {"GEUR", "GEUR"},
      {"EUR/year", "EUR/year"},
      {"€ par an", "EUR/year"},
      {"euro per year", "EUR/year"},
      {"EUR/month", "EUR/month"},
      {"places/1000 jobs", "places/1000 jobs"},
      {"places per 1,000 jobs", "places/1000 jobs"},
      {"places pour 1 000 emplois", "places/1000 jobs"},
      {"jobs*years", "jobs*year"},
      {"jobs*km", "jobs*km"},
      {"EUR/member/year", "EUR/members/year"},
      {"km2", "km2"},
      {"km²", "km2"},
      {"m2", "m2"},
      {"h^-1", "1/h"},
      {"1/jobs", "1/jobs"},
      {"1000*jobs", "1000*jobs"},
      {"1000 jobs", "1000*jobs"},
      {"0.125*jobs", "125e-3*jobs"},
      {"jobs/jobs", "1"},
      {"per cent", "%"},
      {"%/year", "1/100 year"},
      {" jobs ", "jobs"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    assert_code(unit(rows[i].text), rows[i].code);
  }
}

/* Whatever can be read is written so that it reads back as an equal unit. */
static void round_trip(void **state) {
  (void)state;
  static const char *const between[] = {"*", "/", "/1000 ", "/12 "};
  for (int round = 0; round < 8000; round++) {
    char text[200] = "";
    int pieces = 1 + random_below(4);
    for (int i = 0; i < pieces; i++) {
      if (i) strcat(text, between[random_below(4)]);
      const grappe_unit_row *row = grappe_unit_row_at((size_t)random_below((int)grappe_unit_row_count()));
      if (row->prefixes && random_below(2)) strcat(text, random_below(2) ? "k" : "G");
      strcat(text, row->code);
      if (row->factor == 1 && random_below(8) == 0 && strcmp(row->code, "1") != 0) strcat(text, "2");
    }
    grappe_unit read = unit(text);
    grappe_buffer out = {0};
    grappe_unit_write(read, &out);
    grappe_unit again = unit(grappe_buffer_text(&out));
    if (!grappe_unit_equal(read, again)) fail_msg("%s was written %s", text, grappe_buffer_text(&out));
    grappe_buffer_free(&out);
  }
}

static void refused(void **state) {
  (void)state;
  static const struct {
    const char *text, *hint;
  } rows[] = {
      {"", "such as jobs"},           {"jbos", "'jobs'"},         {"membres du cluster", "such as jobs"},
      {"EUR/", "such as jobs"},       {"EUR//year", "such as"},   {"m€", "such as"},
      {"1.000 jobs", "such as jobs"}, {"0*jobs", "such as jobs"}, {"1e400*jobs", "such as"},
      {"EUR/yaer", "'year'"},         {"kjobs", "'jobs'"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    grappe_unit read;
    grappe_error error = {0};
    if (grappe_unit_parse(rows[i].text, strlen(rows[i].text), &read, &error) != GRAPPE_NOT_FOUND)
      fail_msg("'%s' was read", rows[i].text);
    if (!strstr(error.message, rows[i].hint)) fail_msg("'%s': %s", rows[i].text, error.message);
  }
  char longest[500];
  memset(longest, 'a', sizeof longest);
  grappe_unit read;
  assert_int_equal(grappe_unit_parse(longest, sizeof longest, &read, NULL), GRAPPE_NOT_FOUND);
}

static void assert_shown(const char *text, double count, const char *english, const char *french, const char *italian) {
  const char *expected[] = {english, french, italian};
  for (int language = 0; language < GRAPPE_LANGUAGES; language++) {
    grappe_buffer out = {0};
    grappe_unit_display(unit(text), count, (grappe_language)language, &out);
    assert_string_equal(grappe_buffer_text(&out), expected[language]);
    grappe_buffer_free(&out);
  }
}

static void shown(void **state) {
  (void)state;
  assert_shown("jobs", 1, "job", "emploi", "addetto");
  assert_shown("jobs", 1.5, "jobs", "emploi", "addetti");
  assert_shown("jobs", 0, "jobs", "emploi", "addetti");
  assert_shown("jobs", 2, "jobs", "emplois", "addetti");
  assert_shown("activities", 1, "activity", "activité", "attività");
  assert_shown("EUR", 5, "€", "€", "€");
  assert_shown("GEUR", 5, "G€", "G€", "G€");
  assert_shown("%", 5, "%", "%", "%");
  assert_shown("1", 5, "", "", "");
  assert_shown("EUR/year", 5, "€ per year", "€ par an", "€ per anno");
  assert_shown("places/1000 jobs", 5, "places per 1,000 jobs", "places pour 1\u202F000 emplois",
               "posti ogni 1.000 addetti");
  assert_shown("jobs*km", 5, "jobs·km", "emplois·km", "addetti·km");
  assert_shown("km2", 5, "km²", "km²", "km²");
  assert_shown("1/jobs", 5, "per job", "par emploi", "per addetto");
}

static void arithmetic(void **state) {
  (void)state;
  grappe_unit result;
  assert_code(grappe_unit_divide(unit("EUR"), unit("members")), "EUR/members");
  assert_code(grappe_unit_multiply(unit("EUR/year"), unit("year")), "EUR");
  assert_code(grappe_unit_divide(unit("jobs"), unit("jobs")), "1");
  assert_true(grappe_unit_convertible(unit("month"), unit("year")));
  assert_true(grappe_unit_convertible(unit("%"), unit("1")));
  assert_false(grappe_unit_convertible(unit("jobs"), unit("EUR")));
  assert_false(grappe_unit_convertible(unit("h"), unit("year")));
  assert_false(grappe_unit_equal(unit("%"), unit("1")));
  assert_true(grappe_unit_power(unit("km"), 2, &result));
  assert_code(result, "km2");
  assert_true(grappe_unit_power(unit("km2"), 0.5, &result));
  assert_code(result, "km");
  assert_false(grappe_unit_power(unit("jobs"), 0.5, &result));
  assert_false(grappe_unit_power(unit("jobs"), 1000, &result));
  assert_false(grappe_unit_power(unit("jobs"), NAN, &result));
  grappe_unit high = unit("jobs");
  for (int i = 0; i < 300; i++) high = grappe_unit_multiply(high, unit("jobs"));
  assert_true(grappe_unit_convertible(high, grappe_unit_multiply(high, high))); /* stops, does not wrap round */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(table, done),      cmocka_unit_test_teardown(spellings, done),
      cmocka_unit_test_teardown(round_trip, done), cmocka_unit_test_teardown(refused, done),
      cmocka_unit_test_teardown(shown, done),      cmocka_unit_test_teardown(arithmetic, done),
  };
  return cmocka_run_group_tests_name("units", tests, NULL, NULL);
}
