/* Translations: looked up, complete, and with the same arguments as the English. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/language.h"
#include "base/status.h"

static int back_to_english(void **state) {
  (void)state;
  grappe_language_set(GRAPPE_ENGLISH);
  return 0;
}

static void codes(void **state) {
  (void)state;
  grappe_language language = GRAPPE_ITALIAN;
  assert_true(grappe_language_parse("en", &language));
  assert_int_equal(language, GRAPPE_ENGLISH);
  assert_true(grappe_language_parse("fr_FR.UTF-8", &language));
  assert_int_equal(language, GRAPPE_FRENCH);
  assert_true(grappe_language_parse("it.UTF-8", &language));
  assert_int_equal(language, GRAPPE_ITALIAN);
  assert_true(grappe_language_parse("fr@euro", &language));
  static const char *const wrong[] = {"", "f", "de", "C", "POSIX", "french", "ital", "e"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    language = GRAPPE_ITALIAN;
    assert_false(grappe_language_parse(wrong[i], &language));
    assert_int_equal(language, GRAPPE_ITALIAN);
  }
  for (int i = 0; i < GRAPPE_LANGUAGES; i++) {
    assert_true(grappe_language_parse(grappe_language_code((grappe_language)i), &language));
    assert_int_equal((int)language, i);
  }
}

static void looked_up(void **state) {
  (void)state;
  assert_string_equal(grappe_translate("interrupted"), "interrupted");
  grappe_language_set(GRAPPE_FRENCH);
  assert_string_equal(grappe_translate("interrupted"), "interrompu");
  grappe_language_set(GRAPPE_ITALIAN);
  assert_string_equal(grappe_translate("interrupted"), "interrotto");
  const char *unknown = "no table has this sentence";
  assert_ptr_equal(grappe_translate(unknown), unknown);
}

static void message_in_the_language(void **state) {
  (void)state;
  grappe_error error = {0};
  grappe_period period;
  grappe_language_set(GRAPPE_FRENCH);
  assert_int_equal(grappe_period_parse("hier", &period, &error), GRAPPE_ARGUMENT);
  assert_non_null(strstr(error.message, "« hier »"));
}

/* The conversions of a format in the order of the arguments: "%2$s %1$d" gives "ds". Stars count as arguments. Returns
 * 0 where a position is left out or named twice with different types, or positions and none are mixed. */
static int conversions(const char *format, char *kinds, size_t size) {
  size_t next = 0, count = 0;
  int positions = -1;
  memset(kinds, 0, size);
  while ((format = strchr(format, '%')) != NULL) {
    format++;
    if (*format == '%') {
      format++;
      continue;
    }
    size_t position = 0, digits = strspn(format, "0123456789");
    int named = digits && format[digits] == '$';
    if (positions >= 0 && positions != named) return 0;
    positions = named;
    if (named) {
      for (size_t i = 0; i < digits; i++) position = position * 10 + (size_t)(format[i] - '0');
      if (position-- == 0) return 0;
      format += digits + 1;
    }
    char kind = '\0';
    for (; *format; format++) {
      if (*format == '*') {
        if (named || next + 1 >= size) return 0;
        kinds[next++] = '*';
      }
      if (strchr("lzhjt", *format)) kind = (char)(kind + *format); /* long and int differ */
      if (strchr("diouxXeEfFgGaAcsp", *format)) break;
    }
    if (!*format) return 0;
    kind = (char)(kind + (*format == 'i' ? 'd' : *format));
    if (!named) position = next++;
    if (position + 1 >= size || (kinds[position] && kinds[position] != kind)) return 0;
    kinds[position] = kind;
    if (position + 1 > count) count = position + 1;
    format++;
  }
  for (size_t i = 0; i < count; i++)
    if (!kinds[i]) return 0;
  return 1;
}

static int same_conversions(const char *english, const char *translation) {
  char a[32], b[32];
  return conversions(english, a, sizeof a) && conversions(translation, b, sizeof b) && strcmp(a, b) == 0;
}

static void the_check_itself(void **state) {
  (void)state;
  assert_true(same_conversions("%s has %d", "%2$d in %1$s"));
  assert_true(same_conversions("%.*s: 5 %%", "%.*s : 5 %%"));
  assert_false(same_conversions("%s has %d", "%d in %s"));
  assert_false(same_conversions("%s has %d", "%s"));
  assert_false(same_conversions("%s", "%s %s"));
  assert_false(same_conversions("%d", "%ld"));
  assert_false(same_conversions("%s has %d", "%2$d"));
}

static int shown_before(const char *text, const char *spaces, char mark) {
  for (const char *at = strchr(text, mark); at; at = strchr(at + 1, mark))
    if (at > text && strchr(spaces, at[-1])) return 1;
  return 0;
}

static void every_row(void **state) {
  (void)state;
  const grappe_message *row;
  int wrong = 0;
  size_t count = 0;
  for (; (row = grappe_message_at(count)) != NULL; count++) {
    const char *problem = NULL;
    if (!row->french || !row->italian || !*row->french || !*row->italian)
      problem = "lacks a language";
    else if (!same_conversions(row->english, row->french))
      problem = "takes other arguments in French";
    else if (!same_conversions(row->english, row->italian))
      problem = "takes other arguments in Italian";
    else if (shown_before(row->italian, " ", ';') || shown_before(row->italian, " ", '!'))
      problem = "has a space before punctuation in Italian";
    for (size_t before = 0; !problem && before < count; before++)
      if (strcmp(grappe_message_at(before)->english, row->english) == 0) problem = "stands twice";
    if (problem) {
      print_error("\"%s\" %s\n", row->english, problem);
      wrong++;
    }
  }
  assert_int_equal(wrong, 0);
  assert_true(count >= 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(codes),
      cmocka_unit_test_teardown(looked_up, back_to_english),
      cmocka_unit_test_teardown(message_in_the_language, back_to_english),
      cmocka_unit_test(the_check_itself),
      cmocka_unit_test(every_row),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
