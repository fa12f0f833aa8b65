/* Texts, days and periods as a page shows them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/day.h"
#include "text/typography.h"

static void set(const char *text, grappe_language language, const char *expected) {
  grappe_buffer out = {0};
  grappe_typeset(text, language, &out);
  assert_string_equal(grappe_buffer_text(&out), expected);
  grappe_buffer_free(&out);
}

static void quotations(void **state) {
  (void)state;
  set("", GRAPPE_ENGLISH, "");
  set("the cluster's jobs, l'été d'Évreux", GRAPPE_ENGLISH, "the cluster’s jobs, l’été d’Évreux");
  set("say \"more than\" (\"about\")", GRAPPE_ENGLISH, "say “more than” (“about”)");
  set("6' of the regions' 'quoted' jobs", GRAPPE_ENGLISH, "6' of the regions’ ‘quoted’ jobs");
}

static void numbers(void **state) {
  (void)state;
  set(">=0", GRAPPE_ENGLISH, "≥\u202F0");
  set("<=25 and <-3", GRAPPE_ENGLISH, "≤\u202F25 and <\u202F-3");
  set("0..41", GRAPPE_ENGLISH, "0–41");
  set(">10..<20", GRAPPE_ENGLISH, ">\u202F10–<\u202F20");
  set("-5..-3", GRAPPE_ENGLISH, "−5\u202F–\u202F-3");
  set("a -> b, 2018-02-01, ... ../2018", GRAPPE_ENGLISH, "a -> b, 2018-02-01, ... ../2018");
}

static void french_spaces(void **state) {
  (void)state;
  set("non : « oui » ; quoi ?", GRAPPE_FRENCH, "non\u00A0: «\u00A0oui\u00A0»\u202F; quoi\u202F?");
  set("Normandie (région): 1 à 12:30", GRAPPE_FRENCH, "Normandie (région)\u00A0: 1 à 12:30");
  set("déjà\u00A0: là: 1", GRAPPE_FRENCH, "déjà\u00A0: là\u00A0: 1");
  set("no : « si »", GRAPPE_ITALIAN, "no : « si »");
}

static void shown(const char *notation, grappe_language language, const char *expected) {
  grappe_buffer out = {0};
  grappe_period period;
  grappe_error error = {0};
  assert_int_equal(grappe_period_parse(notation, &period, &error), GRAPPE_OK);
  grappe_period_display(period, language, &out);
  assert_string_equal(grappe_buffer_text(&out), expected);
  grappe_buffer_free(&out);
}

static void periods(void **state) {
  (void)state;
  shown("2018", GRAPPE_ENGLISH, "2018");
  shown("2018-2019", GRAPPE_ENGLISH, "2018–2019");
  shown("2019-02", GRAPPE_FRENCH, "février 2019");
  shown("2019-02-04", GRAPPE_ITALIAN, "4\u00A0febbraio 2019");
  shown("2021-01-01", GRAPPE_FRENCH, "1er\u00A0janvier 2021");
  shown("2018-01-02/2019-06-30", GRAPPE_ENGLISH, "2\u00A0January 2018 – 30\u00A0June 2019");
  shown("../2018", GRAPPE_FRENCH, "jusqu’à 2018");
  shown("2018/..", GRAPPE_ITALIAN, "dal 2018");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(quotations),
      cmocka_unit_test(numbers),
      cmocka_unit_test(french_spaces),
      cmocka_unit_test(periods),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
