/* Two steps side by side: everything once and in order, and how each of them ends both. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/threads.h"

enum { PLACES = 4 };

typedef struct scene {
  int held[PLACES]; /* what a place holds; -1: free */
  int made, taken, end, make_fails, take_fails;
} scene;

static grappe_code make(void *context, size_t place, int *ended, grappe_error *error) {
  scene *s = context;
  if (s->made == s->make_fails) return grappe_fail(error, GRAPPE_DATA, "%s", "made wrong");
  if (s->made == s->end) {
    *ended = 1;
    return GRAPPE_OK;
  }
  if (s->held[place] != -1) return grappe_fail(error, GRAPPE_ARGUMENT, "%s", "the place was not free");
  s->held[place] = s->made++;
  return GRAPPE_OK;
}

static grappe_code take(void *context, size_t place, grappe_error *error) {
  scene *s = context;
  if (s->taken == s->take_fails) return grappe_fail(error, GRAPPE_IO, "%s", "taken wrong");
  if (s->held[place] != s->taken) return grappe_fail(error, GRAPPE_ARGUMENT, "%s", "out of order");
  s->held[place] = -1;
  s->taken++;
  return GRAPPE_OK;
}

static scene begin(int end, int make_fails, int take_fails) {
  return (scene){{-1, -1, -1, -1}, 0, 0, end, make_fails, take_fails};
}

static void all_in_order(void **state) {
  (void)state;
  static const int ends[] = {0, 1, PLACES, 1000};
  for (size_t places = 1; places <= PLACES; places++)
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
      grappe_error error = {0};
      scene s = begin(ends[i], -1, -1);
      assert_int_equal(grappe_pipeline(places, make, take, &s, &error), GRAPPE_OK);
      assert_int_equal(s.made, ends[i]);
      assert_int_equal(s.taken, ends[i]);
    }
}

static void a_failure_ends_both(void **state) {
  (void)state;
  for (size_t places = 1; places <= PLACES; places++)
    for (int at = 0; at < 20; at += 3) {
      grappe_error error = {0};
      scene s = begin(1000, at, -1);
      assert_int_equal(grappe_pipeline(places, make, take, &s, &error), GRAPPE_DATA);
      assert_string_equal(error.message, "made wrong");
      assert_true(s.taken <= at);
      s = begin(1000, -1, at);
      assert_int_equal(grappe_pipeline(places, make, take, &s, &error), GRAPPE_IO);
      assert_string_equal(error.message, "taken wrong");
      assert_true(s.made <= at + PLACES + 1);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_in_order), cmocka_unit_test(a_failure_ends_both)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
