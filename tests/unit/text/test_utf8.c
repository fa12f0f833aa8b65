/* What is UTF-8 and what is not, character by character, and the case of letters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "text/utf8.h"

static void every_character(void **state) {
  (void)state;
  for (int32_t c = 0; c <= 0x10FFFF; c++) {
    char bytes[4];
    int32_t back = -1;
    size_t length = grappe_utf8_put(c, bytes);
    int surrogate = c >= 0xD800 && c <= 0xDFFF;
    assert_int_equal(length, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
    assert_int_equal(grappe_utf8_next(bytes, length, &back), length);
    assert_int_equal(back, surrogate ? GRAPPE_REPLACEMENT : c);
    for (size_t cut = 1; cut < length; cut++) assert_int_equal(grappe_utf8_first_invalid(bytes, cut), 0);
  }
  char bytes[4];
  assert_int_equal(grappe_utf8_put(-1, bytes), 3);
  assert_int_equal(grappe_utf8_put(0x110000, bytes), 3);
}

static void invalid(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t first;
  } cases[] = {
      {"abc\x80", 3},
      {"\xC0\x80", 0},
      {"a\xC1\xBF", 1},
      {"\xE0\x9F\xBF", 0},
      {"\xED\xA0\x80", 0},
      {"\xED\xBF\xBF", 0},
      {"\xF0\x8F\xBF\xBF", 0},
      {"\xF4\x90\x80\x80", 0},
      {"\xF5\x80\x80\x80", 0},
      {"é\xFFz", 2},
      {"\xC3", 0},
      {"é\xE2\x82", 2},
      {"\xF8\x88\x80\x80\x80", 0},
      {"caf\xE9 noir", 3},
      {"\xFE", 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t length = strlen(cases[i].text);
    assert_int_equal(grappe_utf8_first_invalid(cases[i].text, length), cases[i].first);
    assert_false(grappe_utf8_valid(cases[i].text, length));
  }
  assert_true(grappe_utf8_valid("", 0));
  assert_true(grappe_utf8_valid("Évreux œuvre 𝄞", strlen("Évreux œuvre 𝄞")));
  int32_t character = 5;
  assert_int_equal(grappe_utf8_next("", 0, &character), 0);
  assert_int_equal(grappe_utf8_next("\xE2\x82\x41", 3, &character), 1);
  assert_int_equal(character, GRAPPE_REPLACEMENT);
  assert_int_equal(grappe_utf8_count("é\xFF\xFF…", 7), 4);
}

static void cut(void **state) {
  (void)state;
  const char *text = "aé…𝄞z"; /* 1 + 2 + 3 + 4 + 1 bytes */
  static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
  for (size_t most = 0; most < 13; most++) assert_int_equal(grappe_utf8_cut(text, 11, most), expected[most]);
  assert_int_equal(grappe_utf8_cut("\x80\x80\x80\x80\x80", 5, 3), 3); /* no character to keep whole */
  assert_int_equal(grappe_utf8_cut("\xE2\x82zzz", 5, 1), 1);
}

static void expect(char *made, const char *expected) {
  assert_non_null(made);
  assert_string_equal(made, expected);
  grappe_free(made);
}

static void letter_case(void **state) {
  (void)state;
  expect(grappe_utf8_upper("Évreux, cœur"), "ÉVREUX, CŒUR");
  expect(grappe_utf8_upper("Straße"), "STRASSE");
  expect(grappe_utf8_lower("ÉVREUX, CŒUR 2"), "évreux, cœur 2");
  expect(grappe_utf8_title("L'ORÉAL SITE DE SAINT-OUEN"), "L'Oréal Site De Saint-Ouen");
  expect(grappe_utf8_title("ÎLE-DE-FRANCE"), "Île-De-France");
  expect(grappe_utf8_title("l’oréal 3M 2nd"), "L’Oréal 3m 2nd");
  expect(grappe_utf8_title("E\u0301VREUX"), "E\u0301vreux"); /* an accent does not end a word */
  expect(grappe_utf8_upper(""), "");
  expect(grappe_utf8_lower("A\xFF"), "a\uFFFD");
  grappe_memory_fail_after(1);
  assert_null(grappe_utf8_upper("x"));
  grappe_memory_fail_after(0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_character),
      cmocka_unit_test(invalid),
      cmocka_unit_test(cut),
      cmocka_unit_test(letter_case),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
