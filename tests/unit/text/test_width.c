/* Columns on a terminal: counted, cut, padded, and nothing in them that could drive it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "text/utf8.h"
#include "text/width.h"

static void widths(void **state) {
  (void)state;
  assert_int_equal(grappe_width(""), 0);
  assert_int_equal(grappe_width("Evreux"), 6);
  assert_int_equal(grappe_width("Évreux"), 6);
  assert_int_equal(grappe_width("E\u0301vreux"), 6);
  assert_int_equal(grappe_width("9\u202F850,5"), 7);
  assert_int_equal(grappe_width("製薬"), 4);
  assert_int_equal(grappe_width("한"), 2);
  assert_int_equal(grappe_width("\u1112\u1161\u11AB"), 2); /* the same syllable in three letters */
  assert_int_equal(grappe_width("🧪"), 2);
  assert_int_equal(grappe_width("👩\u200D🔬"), 2); /* joined to one */
  assert_int_equal(grappe_width("🇫🇷"), 2);
  assert_int_equal(grappe_width("🇫🇷🇮🇹"), 4);
  assert_int_equal(grappe_width("a\n\tb\x1b"), 2);
  assert_int_equal(grappe_width("\xFFz\xC3"), 3);
  assert_int_equal(grappe_width("€ œ … « »"), 9);
}

static void made(char *text, const char *expected) {
  assert_non_null(text);
  assert_string_equal(text, expected);
  grappe_free(text);
}

static void harmless(void **state) {
  (void)state;
  made(grappe_harmless("Évreux, 9\u202F850 製薬 👩\u200D🔬"), "Évreux, 9\u202F850 製薬 👩\u200D🔬");
  made(grappe_harmless(""), "");
  made(grappe_harmless("a\nb\tc\rd"), "a\\nb\\tc\\rd");
  made(grappe_harmless("\x1b[31mred\x1b[0m"), "\\x1b[31mred\\x1b[0m");
  made(grappe_harmless("\x1b]0;title\x07"), "\\x1b]0;title\\x07");
  made(grappe_harmless("\x7F\xC2\x9B"
                       "2J"),
       "\\x7f\\u{9b}2J");
  made(grappe_harmless("evil\u202Efdp.exe\u2066\u2028\uFEFF"), "evil\\u{202e}fdp.exe\\u{2066}\\u{2028}\\u{feff}");
  made(grappe_harmless("caf\xE9\xFF"), "caf\\xe9\\xff");
  made(grappe_harmless("\uFFFD"), "\uFFFD"); /* the character itself is text */
  made(grappe_harmless("tag\U000E0041"), "tag\\u{e0041}");
  made(grappe_harmless("C:\\new"), "C:\\new");
  grappe_memory_fail_after(1);
  assert_null(grappe_harmless("x"));
  grappe_memory_fail_after(0);
}

static void harmless_whatever_comes(void **state) {
  (void)state;
  uint32_t seed = 1968;
  for (int round = 0; round < 5000; round++) {
    char text[40];
    size_t length = round % 39;
    for (size_t i = 0; i < length; i++) {
      seed = seed * 1664525 + 1013904223;
      text[i] = (char)(seed >> 16 ? seed >> 16 : 1);
    }
    text[length] = '\0';
    char *out = grappe_harmless(text);
    assert_true(grappe_utf8_valid(out, strlen(out)));
    for (const char *at = out; *at; at++) assert_true((unsigned char)*at >= 0x20 && *at != 0x7F);
    char *again = grappe_harmless(out);
    assert_string_equal(again, out);
    grappe_free(again);
    grappe_buffer buffer = {0};
    for (int columns = 0; columns < 12; columns++) {
      grappe_buffer_clear(&buffer);
      grappe_fit(text, columns, (grappe_align)(round % 3), &buffer);
      assert_int_equal(grappe_width(grappe_buffer_text(&buffer)), columns);
    }
    grappe_buffer_free(&buffer);
    grappe_free(out);
  }
}

static void shortened(const char *text, int columns, const char *expected) {
  grappe_buffer buffer = {0};
  grappe_shorten(text, columns, &buffer);
  assert_string_equal(grappe_buffer_text(&buffer), expected);
  grappe_buffer_free(&buffer);
}

static void shortening(void **state) {
  (void)state;
  shortened("Chartres", 8, "Chartres");
  shortened("Chartres", 9, "Chartres");
  shortened("Chartres", 7, "Chartr…");
  shortened("Chartres", 1, "…");
  shortened("Chartres", 0, "");
  shortened("Chartres", -3, "");
  shortened("", 0, "");
  shortened("a", 1, "a");
  shortened("e\u0301e\u0301e\u0301", 2, "e\u0301…");
  shortened("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301");
  shortened("製薬会社", 8, "製薬会社");
  shortened("製薬会社", 7, "製薬会…");
  shortened("製薬会社", 6, "製薬…"); /* half an ideograph cannot be shown */
  shortened("👩\u200D🔬 x", 3, "👩\u200D🔬…");
}

static void padded(const char *text, int columns, grappe_align align, const char *pad, const char *fit) {
  grappe_buffer buffer = {0};
  grappe_pad(text, columns, align, &buffer);
  assert_string_equal(grappe_buffer_text(&buffer), pad);
  grappe_buffer_clear(&buffer);
  grappe_fit(text, columns, align, &buffer);
  assert_string_equal(grappe_buffer_text(&buffer), fit);
  grappe_buffer_free(&buffer);
}

static void padding(void **state) {
  (void)state;
  padded("Évreux", 8, GRAPPE_LEFT, "Évreux  ", "Évreux  ");
  padded("Évreux", 8, GRAPPE_RIGHT, "  Évreux", "  Évreux");
  padded("Évreux", 9, GRAPPE_CENTRE, " Évreux  ", " Évreux  ");
  padded("Évreux", 6, GRAPPE_RIGHT, "Évreux", "Évreux");
  padded("Évreux", 4, GRAPPE_LEFT, "Évreux", "Évr…");
  padded("製薬会社", 6, GRAPPE_RIGHT, "製薬会社", " 製薬…");
  padded("", 2, GRAPPE_CENTRE, "  ", "  ");
  padded("x", 0, GRAPPE_LEFT, "x", "");
  grappe_buffer buffer = {0};
  grappe_memory_fail_after(1);
  grappe_fit("Évreux", 3, GRAPPE_LEFT, &buffer);
  grappe_memory_fail_after(0);
  assert_true(grappe_buffer_failed(&buffer));
  grappe_buffer_free(&buffer);
}

static void wrapped(const char *text, int columns, const char *expected) {
  grappe_buffer buffer = {0};
  grappe_wrap(text, columns, &buffer);
  assert_string_equal(grappe_buffer_text(&buffer), expected);
  grappe_buffer_free(&buffer);
}

static void wrapping(void **state) {
  (void)state;
  wrapped("", 10, "");
  wrapped("one two", 7, "one two");
  wrapped("one two three", 7, "one two\nthree");
  wrapped("  one two three\n\nfour", 8, "  one\n  two\n  three\n\nfour");
  wrapped("Évreux près", 6, "Évreux\nprès");
  wrapped("a-word-that-does-not-fit in", 8, "a-word-that-does-not-fit\nin");
  wrapped("one two three", 0, "one two three");
  wrapped("voir « Rouen » : oui", 13, "voir\n« Rouen » :\noui");
  wrapped("製薬 会社", 5, "製薬\n会社");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(widths),     cmocka_unit_test(harmless), cmocka_unit_test(harmless_whatever_comes),
      cmocka_unit_test(shortening), cmocka_unit_test(padding),  cmocka_unit_test(wrapping),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
