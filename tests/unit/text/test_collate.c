/* The order of names: what comes before what, and that it is one total order for any bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/collate.h"

static int sign(int order) {
  return (order > 0) - (order < 0);
}

static void in_this_order(void **state) {
  (void)state;
  static const char *const names[] = {
      "",
      "-",
      "+ plus",
      "€ euro",
      "0",
      "1",
      "01",
      "2 Rives",
      "10",
      "a",
      "A",
      "à",
      "a b",
      "ab",
      "Chartres",
      "Châteaudun",
      "cote",
      "Cote",
      "coté",
      "côte",
      "côté",
      "dreux",
      "Dreux",
      "évreux",
      "Évreux",
      "Île de France",
      "Île-de-France",
      "oeuvre",
      "œuvre",
      "Orléans",
      "Site 2",
      "Site 002",
      "Site 10",
      "Site 10 bis",
      "Site 99999999999999999999998",
      "Site 99999999999999999999999",
      "Site A",
      "Zoë",
      "Ω",
  };
  size_t count = sizeof names / sizeof *names;
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++) {
      int expected = i < j ? -1 : i > j;
      if (sign(grappe_collate(names[i], names[j])) != expected)
        fail_msg("'%s' and '%s': %d", names[i], names[j], grappe_collate(names[i], names[j]));
    }
}

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525 + 1013904223;
  return *seed >> 8;
}

static int compare(const void *a, const void *b) {
  return grappe_collate(*(char *const *)a, *(char *const *)b);
}

static void total_order(void **state) {
  (void)state;
  enum { COUNT = 200 };
  static const char *const pieces[] = {"a", "A",  "é", "e",  "E\u0301", "0",    "1", "00",     "10",     " ", "-", "'",
                                       "œ", "oe", "ß", "ss", "\xFF",    "\xC3", "+", "\u0301", "\u00AD", "Ω", "²"};
  uint32_t seed = 1515;
  char *names[COUNT];
  for (int i = 0; i < COUNT; i++) {
    names[i] = calloc(1, 64);
    for (uint32_t n = next_random(&seed) % 6; n > 0; n--)
      strcat(names[i], pieces[next_random(&seed) % (sizeof pieces / sizeof *pieces)]);
  }
  qsort(names, COUNT, sizeof *names, compare);
  for (int i = 0; i < COUNT; i++) /* each against each: an order that is not transitive cannot be sorted this way */
    for (int j = 0; j < COUNT; j++) {
      int order = sign(grappe_collate(names[i], names[j]));
      assert_int_equal(order, -sign(grappe_collate(names[j], names[i])));
      assert_int_equal(order == 0, strcmp(names[i], names[j]) == 0);
      if (i < j) assert_true(order <= 0);
    }
  for (int i = 0; i < COUNT; i++) free(names[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(in_this_order), cmocka_unit_test(total_order)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
