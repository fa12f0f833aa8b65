/* Levels of activities, told by their codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "query/query_private.h"

static void expect(query_derived derived, const char *nomenclature, const char *text, const char *expected) {
  char code[QUERY_DERIVED_TEXT] = "";
  size_t length = query_derive(derived, nomenclature, text, code);
  assert_int_equal(length, strlen(expected));
  if (length) assert_string_equal(code, expected);
}

static void test_levels(void **state) {
  (void)state;
  const char *const forms[] = {"21.20Z", "2120Z", "21.20", "21.2"};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    expect(QUERY_SECTION, "NAFRev2", forms[i], "C");
    expect(QUERY_DIVISION, "NAFRev2", forms[i], "21");
    expect(QUERY_GROUP, "NAFRev2", forms[i], "21.2");
  }
  expect(QUERY_DIVISION, NULL, "21", "21");
  expect(QUERY_GROUP, "", "21", "");
  expect(QUERY_SECTION, "NAFRev2", "99.00Z", "U");
  const char *const others[] = {"", "C", "C21", "00", "2", "TOTAL", "21-22", "21.2x"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) expect(QUERY_DIVISION, "NAFRev2", others[i], "");
}

/* What a division is in differs from one nomenclature to the next: NAF 2025 divides section J, and moves all after it.
 */
static void test_nomenclatures(void **state) {
  (void)state;
  expect(QUERY_SECTION, "NAFRev2", "62.01Z", "J");
  expect(QUERY_SECTION, "NAF2025", "62.10Y", "K");
  expect(QUERY_SECTION, "NAF2025", "21.20Y", "C");
  expect(QUERY_SECTION, "NAF2025", "85.42G", "Q");
  expect(QUERY_SECTION, "NAFRev1", "24.4C", "");
  expect(QUERY_DIVISION, "NAFRev1", "24.4C", "24");
}

/* An old code among those of today: its division is another thing by the same number. */
static void test_old_codes(void **state) {
  (void)state;
  expect(QUERY_DIVISION, "NAFRev2", "52.3A", "");
  expect(QUERY_SECTION, "NAFRev2", "52.3A", "");
  expect(QUERY_GROUP, "NAFRev2", "24.4C", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_levels), cmocka_unit_test(test_nomenclatures),
                                     cmocka_unit_test(test_old_codes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
