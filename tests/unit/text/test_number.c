/* Numbers for files, which read back as the same double, and for people, in three languages. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/number.h"

static void canonical(void **state) {
  (void)state;
  static const struct {
    double value;
    const char *text;
  } cases[] = {
      {0, "0"},
      {-0.0, "0"},
      {4750, "4750"},
      {-4750, "-4750"},
      {0.1, "0.1"},
      {0.3411, "0.3411"},
      {25.3, "25.3"},
      {-2.675, "-2.675"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1.0 / 3, "0.3333333333333333"},
      {1e14, "100000000000000"},
      {999999999999999, "999999999999999"},
      {1e15, "1e15"},
      {1.5e18, "1.5e18"},
      {9007199254740993.0, "9.007199254740992e15"},
      {123456789012345.6, "123456789012345.6"},
      {0.00001, "0.00001"},
      {1e-9, "0.000000001"},
      {1.5e-10, "1.5e-10"},
      {1.7976931348623157e308, "1.7976931348623157e308"},
      {4.9406564584124654e-324, "4.94065645841247e-324"},
      {NAN, "nan"},
      {INFINITY, "inf"},
      {-INFINITY, "-inf"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[GRAPPE_NUMBER_TEXT];
    assert_string_equal(grappe_number_text(cases[i].value, text), cases[i].text);
    grappe_buffer buffer = {0};
    grappe_number_write(cases[i].value, &buffer);
    assert_string_equal(grappe_buffer_text(&buffer), cases[i].text);
    grappe_buffer_free(&buffer);
  }
}

static uint64_t next_random(uint64_t *seed) { /* splitmix64 */
  uint64_t z = *seed += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static void reads_back(double value) {
  char text[GRAPPE_NUMBER_TEXT];
  double back = NAN;
  grappe_number_text(value, text);
  assert_true(strlen(text) < GRAPPE_NUMBER_TEXT);
  assert_int_equal(grappe_number_parse(text, strlen(text), GRAPPE_NUMBER_CANONICAL, &back, NULL), GRAPPE_NUMBER_READ);
  if (back != value) fail_msg("%s read back as %.17g", text, back);
  assert_true(strtod(text, NULL) == value);
}

static void same_double_again(void **state) {
  (void)state;
  uint64_t seed = 1945;
  for (int i = 0; i < 40000; i++) {
    uint64_t bits = next_random(&seed);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value)) reads_back(value);
    reads_back((double)(int64_t)(bits % 2000000000) / 100);
    reads_back((double)(bits >> 11) * 0x1p-53);
    reads_back((double)(bits >> 11) * 0x1p-80);
  }
}

static const char *shown(double value, grappe_digits digits, int count, grappe_language language) {
  static char text[200];
  grappe_buffer buffer = {0};
  grappe_number_display(value, digits, count, language, &buffer);
  snprintf(text, sizeof text, "%s", grappe_buffer_text(&buffer));
  grappe_buffer_free(&buffer);
  return text;
}

static const char *usual(double value) {
  return shown(value, GRAPPE_DIGITS_USUAL, 0, GRAPPE_ENGLISH);
}

static void usual_digits(void **state) {
  (void)state;
  static const struct {
    double value;
    const char *text;
  } cases[] = {
      {0, "0"},
      {-0.0, "0"},
      {7, "7"},
      {52.5, "52.5"},
      {0.3411, "0.3411"},
      {0.34114999, "0.3411"},
      {0.34115, "0.3412"},
      {1.0 / 3, "0.3333"},
      {-1.0 / 3, "-0.3333"},
      {4.7512, "4.751"},
      {12.3456, "12.35"},
      {999.96, "1,000"},
      {850.25, "850.3"},
      {9850.5, "9,850.5"},
      {9850.54, "9,850.5"},
      {9999.96, "10,000"},
      {10000.4, "10,000"},
      {10000.5, "10,001"},
      {20000, "20,000"},
      {1234567, "1,234,567"},
      {-1234567.8, "-1,234,568"},
      {25.3e9, "25,300,000,000"},
      {1e17, "100,000,000,000,000,000"},
      {1.25e20, "1.25e20"},
      {0.00001234567, "0.00001235"},
      {1.23456e-12, "1.235e-12"},
      {NAN, "nan"},
      {-INFINITY, "-inf"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) assert_string_equal(usual(cases[i].value), cases[i].text);
}

static void languages(void **state) {
  (void)state;
  assert_string_equal(shown(9850.5, GRAPPE_DIGITS_USUAL, 0, GRAPPE_ENGLISH), "9,850.5");
  assert_string_equal(shown(9850.5, GRAPPE_DIGITS_USUAL, 0, GRAPPE_FRENCH), "9\u202F850,5");
  assert_string_equal(shown(9850.5, GRAPPE_DIGITS_USUAL, 0, GRAPPE_ITALIAN), "9.850,5");
  assert_string_equal(shown(-1234567, GRAPPE_DIGITS_USUAL, 0, GRAPPE_FRENCH), "-1\u202F234\u202F567");
  assert_string_equal(shown(999, GRAPPE_DIGITS_USUAL, 0, GRAPPE_FRENCH), "999");
  assert_string_equal(shown(1.25e20, GRAPPE_DIGITS_USUAL, 0, GRAPPE_FRENCH), "1,25e20");
}

static const char *decimals(double value, int count) {
  return shown(value, GRAPPE_DIGITS_DECIMALS, count, GRAPPE_ENGLISH);
}

static const char *significant(double value, int count) {
  return shown(value, GRAPPE_DIGITS_SIGNIFICANT, count, GRAPPE_ENGLISH);
}

static void chosen_digits(void **state) {
  (void)state;
  assert_string_equal(decimals(2.675, 2), "2.68"); /* the double is below 2.675: the decimal text decides */
  assert_string_equal(decimals(-2.675, 2), "-2.68");
  assert_string_equal(decimals(0.5, 0), "1");
  assert_string_equal(decimals(1.5, 0), "2");
  assert_string_equal(decimals(2.5, 0), "3");
  assert_string_equal(decimals(0.05, 1), "0.1");
  assert_string_equal(decimals(0.04, 1), "0.0");
  assert_string_equal(decimals(-0.04, 1), "0.0");
  assert_string_equal(decimals(0.004, 1), "0.0");
  assert_string_equal(decimals(9850.5, 2), "9,850.50");
  assert_string_equal(decimals(99.999, 2), "100.00");
  assert_string_equal(decimals(0, 3), "0.000");
  assert_string_equal(decimals(1e-30, 3), "0.000");
  assert_string_equal(decimals(7, -5), "7");
  assert_int_equal(strlen(decimals(0.1, 1000)), 2 + 20);
  assert_string_equal(significant(9851, 2), "9,900");
  assert_string_equal(significant(0.34115, 2), "0.34");
  assert_string_equal(significant(0.95, 1), "1");
  assert_string_equal(significant(99.5, 2), "100");
  assert_string_equal(significant(52.5, 6), "52.5");
  assert_string_equal(significant(52.5, 0), "50");
  assert_string_equal(shown(12345.678901, GRAPPE_DIGITS_ALL, 0, GRAPPE_ENGLISH), "12,345.678901");
}

typedef struct example {
  const char *text;
  int flags;
  double value;
  int decimals;
} example;

static void reads(void **state) {
  (void)state;
  enum { C = GRAPPE_NUMBER_CANONICAL, P = GRAPPE_NUMBER_POINT, M = GRAPPE_NUMBER_COMMA, E = GRAPPE_NUMBER_EITHER };
  static const example cases[] = {
      {"53", C, 53, 0},
      {"53.20", C, 53.2, 2},
      {"0", C, 0, 0},
      {"-0.0", C, 0, 1},
      {"007", C, 7, 0},
      {"+5", C, 5, 0},
      {"-12.5", C, -12.5, 1},
      {".5", C, 0.5, 1},
      {"1.5e6", C, 1.5e6, -5},
      {"25e-1", C, 2.5, 1},
      {"1E+3", C, 1000, -3},
      {"0.1", C, 0.1, 1},
      {"123456789012345678901234567890", C, 123456789012345678901234567890.0, 0},
      {"2.2250738585072011e-308", C, 2.2250738585072011e-308, 324},
      {"9007199254740993", C, 9007199254740992.0, 0},
      {"1e-400", C, 0, 400},
      {"0.000000000000000000000000000000000000000000000001", C, 1e-48, 48},
      {"9,850.5", P, 9850.5, 1},
      {"9 850.5", P, 9850.5, 1},
      {"1,234,567", P, 1234567, 0},
      {"1'234'567.25", P, 1234567.25, 2},
      {"9.850", P, 9.85, 3},
      {"1234.5", P, 1234.5, 1},
      {"9.850,5", M, 9850.5, 1},
      {"9 850,5", M, 9850.5, 1},
      {"9\u00A0850,5", M, 9850.5, 1},
      {"9\u202F850,5", M, 9850.5, 1},
      {"9\u2009850", M, 9850, 0},
      {"1 234\u00A0567", M, 1234567, 0},
      {"9.850", M, 9850, 0},
      {"0,3411", M, 0.3411, 4},
      {"-0,5", M, -0.5, 1},
      {"\u2212"
       "12,5",
       M, -12.5, 1},
      {"1,5e3", M, 1500, -2},
      {"53", E, 53, 0},
      {"25,3", E, 25.3, 1},
      {"25.3", E, 25.3, 1},
      {"9.850,5", E, 9850.5, 1},
      {"9,850.5", E, 9850.5, 1},
      {"1.234.567", E, 1234567, 0},
      {"1,234,567", E, 1234567, 0},
      {"0,123", E, 0.123, 3},
      {"0.123", E, 0.123, 3},
      {"1234,567", E, 1234.567, 3},
      {"12 345", E, 12345, 0},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double value = NAN;
    int count = 99;
    grappe_number_result result =
        grappe_number_parse(cases[i].text, strlen(cases[i].text), cases[i].flags, &value, &count);
    if (result != GRAPPE_NUMBER_READ || value != cases[i].value || count != cases[i].decimals)
      fail_msg("'%s' (%d): %d, %.17g, %d", cases[i].text, cases[i].flags, (int)result, value, count);
  }
}

static void refuses(void **state) {
  (void)state;
  enum { C = GRAPPE_NUMBER_CANONICAL, P = GRAPPE_NUMBER_POINT, M = GRAPPE_NUMBER_COMMA, E = GRAPPE_NUMBER_EITHER };
  static const struct {
    const char *text;
    int flags;
  } cases[] = {
      {"", E},
      {" ", E},
      {"-", E},
      {"+-5", E},
      {"--5", E},
      {".", E},
      {",", E},
      {"5.", E},
      {"5,", E},
      {" 5", E},
      {"5 ", E},
      {"5x", E},
      {"0x10", E},
      {"inf", E},
      {"nan", E},
      {"infinity", E},
      {"1e", E},
      {"1e+", E},
      {"e5", E},
      {"1e5.5", E},
      {"1e999", C},
      {"-1e999", C},
      {"1.2.3", E},
      {"1..2", E},
      {"9,850", C},
      {"9 850", C},
      {"0,5", C},
      {"\u2212"
       "5",
       C},
      {"12,34", P},
      {"1,2345", P},
      {"1234,567", P},
      {"1,234,56", P},
      {",123", P},
      {"0,123", P},
      {"1,234 567", P},
      {"1 234,567", P},
      {"1,,234", P},
      {"1  234", P},
      {"1.5", M},
      {"1.2345", M},
      {"1.234.56", M},
      {"1,234.5", M},
      {"1.234,", M},
      {"1 234e3", M},
      {"12 34", E},
      {"1234 567", E},
      {"1\xE2\x80"
       "234",
       E},
      {"1\xC2", E},
      {"１２", E},
      {"½", E},
      {"1_000", E},
      {"1\n", E},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    double value = 7;
    int count = 8;
    grappe_number_result result =
        grappe_number_parse(cases[i].text, strlen(cases[i].text), cases[i].flags, &value, &count);
    if (result != GRAPPE_NUMBER_NONE) fail_msg("'%s' (%d): %d, %g", cases[i].text, cases[i].flags, (int)result, value);
    assert_true(value == 7 && count == 8);
  }
  char zero[] =
      "5\0"
      "5";
  double value;
  assert_int_equal(grappe_number_parse(zero, 3, E, &value, NULL), GRAPPE_NUMBER_NONE);
}

static void two_readings(void **state) {
  (void)state;
  static const char *const texts[] = {"9.850", "1,234", "-12.500", "999,999"};
  for (size_t i = 0; i < 4; i++) {
    double value = 7;
    assert_int_equal(grappe_number_parse(texts[i], strlen(texts[i]), GRAPPE_NUMBER_EITHER, &value, NULL),
                     GRAPPE_NUMBER_AMBIGUOUS);
    assert_true(value == 7);
  }
  assert_int_equal(grappe_number_convention(GRAPPE_ENGLISH), GRAPPE_NUMBER_POINT);
  assert_int_equal(grappe_number_convention(GRAPPE_FRENCH), GRAPPE_NUMBER_COMMA);
  assert_int_equal(grappe_number_convention(GRAPPE_ITALIAN), GRAPPE_NUMBER_COMMA);
}

static void number_at_the_start(void **state) {
  (void)state;
  enum { C = GRAPPE_NUMBER_CANONICAL, P = GRAPPE_NUMBER_POINT, M = GRAPPE_NUMBER_COMMA, E = GRAPPE_NUMBER_EITHER };
  static const struct {
    const char *text;
    int flags;
    size_t length;
  } cases[] = {
      {"4750 jobs", C, 4}, {"4 750 jobs", M, 5},   {"53 %", C, 2},
      {"25.3 G€", C, 4},   {"10000..20000", C, 5}, {"10,000..20", P, 6},
      {"5-6", C, 1},       {"3 Euros", C, 1},      {"3Euros", C, 1},
      {"1e5x", C, 3},      {"jobs", C, 0},         {"", C, 0},
      {"-", C, 0},         {"-5 %", C, 2},         {"10 000 20 x", M, 6},
      {"12.5.", C, 4},     {"9.850 jobs", E, 5},   {"9\u202F850 €", M, 7},
      {"+", C, 0},         {"5,", M, 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    size_t length = grappe_number_length(cases[i].text, strlen(cases[i].text), cases[i].flags);
    if (length != cases[i].length) fail_msg("'%s': %zu", cases[i].text, length);
  }
}

static void what_is_shown_is_read(void **state) {
  (void)state;
  uint64_t seed = 1871;
  for (int i = 0; i < 20000; i++) {
    double value = (double)(int64_t)(next_random(&seed) % 2000000000000) / 1000 - 1e9, back = NAN;
    grappe_language language = (grappe_language)(i % GRAPPE_LANGUAGES);
    const char *text = shown(value, GRAPPE_DIGITS_ALL, 0, language);
    assert_int_equal(grappe_number_parse(text, strlen(text), grappe_number_convention(language), &back, NULL),
                     GRAPPE_NUMBER_READ);
    assert_true(back == value);
  }
}

static void any_bytes(void **state) {
  (void)state;
  static const char alphabet[] = "0123456789.,-+eE '\xE2\x80\xAF\xC2\xA0\x89\x88\x92x";
  uint64_t seed = 1936;
  for (int round = 0; round < 30000; round++) {
    size_t length = next_random(&seed) % (round % 100 == 0 ? 600 : 14);
    char *exact = malloc(length ? length : 1); /* of exactly this size: the sanitizer sees one byte more */
    for (size_t i = 0; i < length; i++) exact[i] = alphabet[next_random(&seed) % (sizeof alphabet - 1)];
    for (int flags = 0; flags <= GRAPPE_NUMBER_EITHER; flags++) {
      double value = 0;
      size_t start = grappe_number_length(exact, length, flags);
      assert_true(start <= length);
      if (start) assert_true(grappe_number_parse(exact, start, flags, &value, NULL) != GRAPPE_NUMBER_NONE);
      if (grappe_number_parse(exact, length, flags, &value, NULL) == GRAPPE_NUMBER_READ)
        assert_int_equal(start, length);
      assert_true(isfinite(value));
    }
    free(exact);
  }
  char long_text[500];
  double value = 7;
  memset(long_text, '1', sizeof long_text);
  assert_int_equal(grappe_number_parse(long_text, sizeof long_text, 0, &value, NULL), GRAPPE_NUMBER_NONE);
  assert_int_equal(grappe_number_parse(long_text, 400, 0, &value, NULL), GRAPPE_NUMBER_NONE); /* above 1e308 */
  assert_int_equal(grappe_number_parse(long_text, 300, 0, &value, NULL), GRAPPE_NUMBER_READ);
}

static void whatever_the_locale(void **state) {
  (void)state;
  static const char *const locales[] = {"fr_FR.UTF-8", "it_IT.UTF-8", "de_DE.UTF-8", "fr_FR", "de_DE"};
  const char *set = NULL;
  for (size_t i = 0; !set && i < sizeof locales / sizeof *locales; i++) set = setlocale(LC_ALL, locales[i]);
  if (!set || localeconv()->decimal_point[0] != ',') {
    setlocale(LC_ALL, "C");
    print_message("no locale with a decimal comma is installed: not tested\n");
    skip();
  }
  char text[GRAPPE_NUMBER_TEXT];
  double value = 0;
  assert_string_equal(grappe_number_text(0.30000000000000004, text), "0.30000000000000004");
  assert_string_equal(usual(9850.5), "9,850.5");
  const char *hard = "0.12345678901234567890";
  assert_int_equal(grappe_number_parse(hard, strlen(hard), 0, &value, NULL), GRAPPE_NUMBER_READ);
  assert_true(value == 0.12345678901234567890);
  setlocale(LC_ALL, "C");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(canonical), cmocka_unit_test(same_double_again),     cmocka_unit_test(usual_digits),
      cmocka_unit_test(languages), cmocka_unit_test(chosen_digits),         cmocka_unit_test(reads),
      cmocka_unit_test(refuses),   cmocka_unit_test(two_readings),          cmocka_unit_test(number_at_the_start),
      cmocka_unit_test(any_bytes), cmocka_unit_test(what_is_shown_is_read), cmocka_unit_test(whatever_the_locale),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
