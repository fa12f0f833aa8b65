/* Messages: cut between characters, prefixed with a place, translated with the same arguments. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/language.h"
#include "base/status.h"

static int ends_between_characters(const char *text) {
  size_t length = strlen(text), back = 0;
  while (back < length && ((unsigned char)text[length - 1 - back] & 0xC0) == 0x80) back++;
  if (back == 0) return length == 0 || (unsigned char)text[length - 1] < 0x80;
  unsigned char first = (unsigned char)text[length - 1 - back];
  return first >= 0xF0 ? back == 3 : first >= 0xE0 ? back == 2 : first >= 0xC0 ? back == 1 : 0;
}

static void reasons_of_the_system(void **state) {
  (void)state;
  static const int common[] = {ENOENT, EACCES, EISDIR, ENOTDIR, ENOSPC, EEXIST, EROFS, EIO};
  for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
    assert_string_equal(grappe_system_reason(common[i]), strerror(common[i]));
    for (grappe_language language = GRAPPE_FRENCH; language <= GRAPPE_ITALIAN; language++) {
      grappe_language_set(language);
      assert_string_not_equal(grappe_system_reason(common[i]), strerror(common[i]));
    }
    grappe_language_set(GRAPPE_ENGLISH);
  }
  grappe_language_set(GRAPPE_FRENCH);
  assert_string_equal(grappe_system_reason(EISDIR), "c'est un dossier");
  assert_string_equal(grappe_system_reason(ECHILD), strerror(ECHILD));
  grappe_language_set(GRAPPE_ENGLISH);
}

static void code_and_message(void **state) {
  (void)state;
  grappe_error error = {0};
  assert_int_equal(grappe_fail(&error, GRAPPE_DATA, "row %d is '%s'", 12, "empty"), GRAPPE_DATA);
  assert_int_equal(error.code, GRAPPE_DATA);
  assert_string_equal(error.message, "row 12 is 'empty'");
  assert_int_equal(grappe_fail(NULL, GRAPPE_IO, "nobody reads this %d", 1), GRAPPE_IO);
  assert_int_equal(grappe_fail_at(NULL, "file"), GRAPPE_OK);
  assert_int_equal(grappe_fail_memory(&error), GRAPPE_MEMORY);
  assert_true(strlen(error.message) > 20);
}

static void cut_at_a_character(void **state) {
  (void)state;
  static const char *const letters[] = {"a", "é", "…", "𝄞"};
  grappe_error error;
  for (size_t l = 0; l < 4; l++)
    for (int ascii = 0; ascii < 5; ascii++) {
      char text[2000];
      size_t length = (size_t)ascii, bytes = strlen(letters[l]);
      memset(text, 'x', length);
      while (length + bytes < 1500) {
        memcpy(text + length, letters[l], bytes);
        length += bytes;
      }
      text[length] = '\0';
      grappe_fail(&error, GRAPPE_DATA, "%s", text);
      size_t kept = strlen(error.message);
      assert_true(kept < sizeof error.message && kept + bytes >= sizeof error.message);
      assert_true(ends_between_characters(error.message));
      assert_memory_equal(error.message, text, kept);
    }
}

static void whole_where_it_just_fits(void **state) {
  (void)state;
  grappe_error error;
  char text[sizeof error.message];
  memset(text, 'x', sizeof text);
  memcpy(text + sizeof text - 3, "é", 3); /* 999 bytes, the last two one letter */
  grappe_fail(&error, GRAPPE_DATA, "%s", text);
  assert_string_equal(error.message, text);
}

static void place_before_message(void **state) {
  (void)state;
  grappe_error error;
  char text[1100], place[400];
  grappe_fail(&error, GRAPPE_DATA, "no such site");
  assert_int_equal(grappe_fail_at(&error, "%s:%d", "sites.csv", 12), GRAPPE_DATA);
  assert_string_equal(error.message, "sites.csv:12: no such site");

  /* a long message loses only what the place takes, and no half of a letter */
  for (int ascii = 0; ascii < 2; ascii++) {
    memset(text, 'x', sizeof text);
    for (size_t i = (size_t)ascii; i + 2 < sizeof text; i += 2) memcpy(text + i, "é", 2);
    text[sizeof text - 2] = '\0';
    grappe_fail(&error, GRAPPE_DATA, "%s", text);
    grappe_fail_at(&error, "a.csv:1");
    assert_true(strlen(error.message) >= sizeof error.message - 2);
    assert_true(ends_between_characters(error.message));
    assert_memory_equal(error.message, "a.csv:1: ", 9);
  }

  for (int ascii = 0; ascii < 2; ascii++) { /* and a long place neither */
    memset(place, 'x', sizeof place);
    for (size_t i = (size_t)ascii; i + 2 < sizeof place; i += 2) memcpy(place + i, "é", 2);
    place[sizeof place - 2] = '\0';
    grappe_fail(&error, GRAPPE_DATA, "wrong");
    grappe_fail_at(&error, "%s", place);
    const char *colon = strstr(error.message, ": wrong");
    assert_non_null(colon);
    error.message[colon - error.message] = '\0';
    assert_true(ends_between_characters(error.message));
  }
}

static void message_may_hold_the_one_before(void **state) {
  (void)state;
  grappe_error error;
  grappe_fail(&error, GRAPPE_DATA, "the file ended");
  grappe_fail(&error, GRAPPE_IO, "cannot import: %s", error.message);
  assert_string_equal(error.message, "cannot import: the file ended");
}

static void bytes_that_are_no_text(void **state) {
  (void)state;
  grappe_error error;
  char text[1500];
  memset(text, 0x80, sizeof text);
  text[sizeof text - 1] = '\0';
  grappe_fail(&error, GRAPPE_DATA, "%s", text);
  assert_true(strlen(error.message) > 900);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reasons_of_the_system),  cmocka_unit_test(code_and_message),
      cmocka_unit_test(cut_at_a_character),     cmocka_unit_test(whole_where_it_just_fits),
      cmocka_unit_test(place_before_message),   cmocka_unit_test(message_may_hold_the_one_before),
      cmocka_unit_test(bytes_that_are_no_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
