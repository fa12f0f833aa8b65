/* Figures for people, in three languages, and for programs. */
#include "fixture.h"

typedef void (*show)(const grappe_figure *, grappe_language, grappe_buffer *);

static void short_form(const grappe_figure *figure, grappe_language language, grappe_buffer *out) {
  grappe_figure_display(figure, language, 1, out);
}

static void assert_shown(show as, const char *text, const char *english, const char *french, const char *italian) {
  const char *expected[] = {english, french, italian};
  for (int language = 0; language < GRAPPE_LANGUAGES; language++) {
    grappe_buffer out = {0};
    as(fig(text), (grappe_language)language, &out);
    assert_string_equal(grappe_buffer_text(&out), expected[language]);
    grappe_buffer_free(&out);
  }
}

/* N: no-break space, T: the narrow one between thousands */
#define N "\u00A0"
#define T "\u202F"

static void short_forms(void **state) {
  (void)state;
  show as = short_form;
  assert_shown(as, "4750 jobs", "4,750 jobs", "4" T "750 emplois", "4.750 addetti");
  assert_shown(as, "1 jobs", "1 job", "1 emploi", "1 addetto");
  assert_shown(as, "490000 EUR", "490,000 €", "490" T "000" N "€", "490.000 €");
  assert_shown(as, "25.3 G€", "25.3 G€", "25,3" N "G€", "25,3 G€");
  assert_shown(as, "52.5 %", "52.5 %", "52,5" N "%", "52,5 %");
  assert_shown(as, "~53 %", "~53 %", "~53" N "%", "~53 %");
  assert_shown(as, "~0.50", "~0.50", "~0,50", "~0,50");
  assert_shown(as, ">10200 jobs", ">10,200 jobs", ">10" T "200 emplois", ">10.200 addetti");
  assert_shown(as, "<=2000", "<=2,000", "<=2" T "000", "<=2.000");
  assert_shown(as, "10000..20000 jobs", "10,000..20,000 jobs", "10" T "000..20" T "000 emplois",
               "10.000..20.000 addetti");
  assert_shown(as, ">10..<20 sites", ">10..<20 sites", ">10..<20 sites", ">10..<20 siti");
  assert_shown(as, "~400 (390..400) members", "~400 (390..400) members", "~400 (390..400) membres",
               "~400 (390..400) membri");
  assert_shown(as, "0.33331..0.33334", "0.33331..0.33334", "0,33331..0,33334", "0,33331..0,33334");
  assert_shown(as, "3 rank", "rank 3", "rang 3", "posizione 3");
  assert_shown(as, "5 EUR/year", "5 € per year", "5" N "€ par an", "5 € per anno");
  assert_shown(as, "?", "?", "?", "?");
  assert_shown(as, "? (>=0) jobs", "?", "?", "?");
  assert_shown(as, "? (>=5) jobs", "? (>=5) jobs", "? (>=5) emplois", "? (>=5) addetti");
  assert_shown(as, "n/a", "n/a", "n/a", "n/a");
  assert_shown(as, "0 jobs", "0 jobs", "0 emploi", "0 addetti");
}

static void words(void **state) {
  (void)state;
  show as = grappe_figure_words;
  assert_shown(as, ">200 members", "more than 200 members", "plus de 200 membres", "più di 200 membri");
  assert_shown(as, ">=200 members", "at least 200 members", "au moins 200 membres", "almeno 200 membri");
  assert_shown(as, "<2000 jobs", "less than 2,000 jobs", "moins de 2" T "000 emplois", "meno di 2.000 addetti");
  assert_shown(as, "<=2000 jobs", "at most 2,000 jobs", "au plus 2" T "000 emplois", "al massimo 2.000 addetti");
  assert_shown(as, "10000..20000 jobs", "10,000 to 20,000 jobs", "10" T "000 à 20" T "000 emplois",
               "da 10.000 a 20.000 addetti");
  assert_shown(as, ">10..<20 jobs", "more than 10 and less than 20 jobs", "plus de 10 et moins de 20 emplois",
               "più di 10 e meno di 20 addetti");
  assert_shown(as, "~53 %", "about 53 % (52.5 to 53.5)", "environ 53" N "% (52,5 à 53,5)",
               "circa 53 % (da 52,5 a 53,5)");
  assert_shown(as, "4750 jobs", "4,750 jobs", "4" T "750 emplois", "4.750 addetti");
  assert_shown(as, "?", "unknown", "inconnu", "sconosciuto");
  assert_shown(as, "nc", "not collected", "non collecté", "non rilevato");
  assert_shown(as, "n/a", "not applicable", "sans objet", "non applicabile");
  assert_shown(as, "s", "suppressed", "secret", "soppresso");
  assert_shown(as, "u", "undefined", "non défini", "non definito");
  assert_shown(as, "? (>=5) jobs", "unknown (at least 5 jobs)", "inconnu (au moins 5 emplois)",
               "sconosciuto (almeno 5 addetti)");
}

static void assert_json(const grappe_figure *figure, const char *expected) {
  grappe_buffer out = {0};
  grappe_figure_json(figure, &out);
  assert_string_equal(grappe_buffer_text(&out), expected);
  grappe_buffer_free(&out);
}

static void json(void **state) {
  (void)state;
  assert_json(fig("4750 jobs"),
              "{\"value\":4750,\"low\":4750,\"high\":4750,\"unit\":\"jobs\",\"status\":\"A\",\"sources\":[]}");
  assert_json(fig(">200 members"),
              "{\"value\":null,\"low\":200,\"high\":null,\"low_open\":true,\"unit\":\"members\","
              "\"status\":\"A\",\"sources\":[]}");
  assert_json(plus(fig("0.1"), fig("0.2")),
              "{\"value\":0.3,\"low\":0.3,\"high\":0.3,\"unit\":\"1\",\"status\":\"A\",\"sources\":[]}");
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_citation citations[] = {{"N", "p. \"1\""}, {"P", "\x01\xff"}};
  parts.presence = GRAPPE_SUPPRESSED;
  parts.reason = "fewer than 3";
  parts.conf_status = 'C';
  parts.scope = "sector salaried";
  parts.period = (grappe_period){grappe_day_from_date(2018, 1, 1), grappe_day_from_date(2018, 12, 31)};
  parts.citations = citations;
  parts.citation_count = 2;
  assert_json(held(grappe_figure_new(&parts)),
              "{\"value\":null,\"low\":null,\"high\":null,\"unit\":\"1\",\"status\":\"Q\",\"confidentiality\":\"C\","
              "\"absence\":\"suppressed\",\"reason\":\"fewer than 3\",\"scope\":[\"salaried\",\"sector\"],"
              "\"period\":\"2018\",\"sources\":[{\"id\":\"N\",\"locator\":\"p. \\\"1\\\"\"},"
              "{\"id\":\"P\",\"locator\":\"\\u0001\uFFFD\"}]}");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(short_forms, done),
      cmocka_unit_test_teardown(words, done),
      cmocka_unit_test_teardown(json, done),
  };
  return cmocka_run_group_tests_name("display", tests, NULL, NULL);
}
