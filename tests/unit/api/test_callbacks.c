/* Functions of a script that the engine calls back, and the limits that hold while it does. */
#include "api/fixture.h"

#include <pthread.h>
#include <time.h>

static void errors_come_through(void **state) {
  scene *s = *state;
  assert_has(eval_error(s, "sites:where(function(row) error('boom') end):count()"), "boom");
  assert_int_equal(s->outcome.error.code, GRAPPE_DATA);
  assert_has(eval_error(s, "sites:where(function(row) error('boom') end)"), "boom"); /* while it is shown */
  assert_has(eval_error(s, "sites:each(function(row) error('boom') end)"), "boom");
  assert_has(eval_error(s, "sites:frame():where(function(row) error('boom') end)"), "boom");
  assert_has(eval_error(s, "sites:frame():with('x', function(row) error('boom') end)"), "boom");
  assert_has(eval_error(s, "sites:where(function(row) return row.nothing end):count()"), "sites have no 'nothing'");
  assert_int_equal(s->outcome.error.code, GRAPPE_NOT_FOUND);
  assert_has(eval_error(s, "sites:where(function(row) return coroutine.yield() end):count()"), "yield");
  /* A structured error stays one for the script that catches it. */
  assert_string_equal(eval(s,
                           "select(2, pcall(function() return sites:where(function(row) return row.nothing end)"
                           ":count() end)).code"),
                      "not_found\n");
  /* And a query that failed can be asked again. */
  assert_string_equal(eval(s,
                           "(function() local broken = true\n"
                           "local query = sites:where(function(row) if broken then error 'once' end return true end)\n"
                           "local ok = pcall(function() return query:count() end)\n"
                           "broken = false\n"
                           "return ok, query:count().value == sites:count().value end)()"),
                      "false\ntrue\n");
}

static void undecided_rows_stay_open(void **state) {
  scene *s = *state;
  /* Some headcounts are unknown or ranges: these sites may be in or not. */
  assert_string_equal(eval(s,
                           "(function() local n = sites:where(function(row) return row.headcount >= 500 end):count()\n"
                           "return n.low < n.high, n.low > 0 end)()"),
                      "true\ntrue\n");
  assert_string_equal(
      eval(s,
           "(function() local by_function = sites:where(function(row) return row.headcount >= 500 end)\n"
           "local by_engine = sites:where { headcount = at_least(500) }\n"
           "local a, b = by_function:count(), by_engine:count()\n"
           "return a.low == b.low, a.high == b.high end)()"),
      "true\ntrue\n");
  /* nil >= 3 is an open question too. */
  assert_string_equal(eval(s,
                           "(function() local n = sites:where(function(row) return row.opened >= '2000' end):count()\n"
                           "return n.high > n.low end)()"),
                      "true\n");
  /* The rows that are surely in are gone through, and a notice tells of the others. */
  eval(s, "for row in sites:where(function(row) return row.headcount >= 500 end):rows() do end");
  assert_has(grappe_buffer_text(&s->noticed), "cannot be decided");
  assert_has(eval(s, "sites:frame():where(function(row) return row.headcount >= 500 end)"), "could not be decided");
}

/* A query inside the function of another, on coroutines that end, wait or die before the next row comes. */
static void queries_nest(void **state) {
  scene *s = *state;
  eval(s, "all = sites:count().value");
  static const char *const inner[] = {
      "sites:where(function() return true end):count()",
      "coroutine.wrap(function() sites:where(function() return true end):count() end)()",
      "coroutine.wrap(function() sites:where(function() return true end):count() coroutine.yield() end)()",
      "pcall(function() sites:where(function() error('inner') end):count() end)",
      "pcall(coroutine.wrap(function() sites:where(function() error('inner') end):count() end))",
      "kept = coroutine.wrap(function() for row in sites:where(function() return true end):rows() do coroutine.yield() "
      "end end) kept() kept()",
  };
  for (size_t i = 0; i < sizeof inner / sizeof *inner; i++) {
    char text[600];
    snprintf(text, sizeof text,
             "(function() local count = sites:where(function(row) %s local t = {} for i = 1, 50 do t[i] = {} end "
             "return true end):count() return count.value == all end)()",
             inner[i]);
    assert_string_equal(eval(s, text), "true\n");
  }
  assert_string_equal(
      eval(s, "coroutine.wrap(function() return sites:where(function() return true end):count().value == all end)()"),
      "true\n");
  assert_has(eval(s, "sites:where(function() return true end)"), "headcount");
}

/* Seconds that pass while the text runs. */
static double seconds_of(scene *s, const char *text, grappe_ending expected) {
  struct timespec from, to;
  clock_gettime(CLOCK_MONOTONIC, &from);
  grappe_ending ending = scene_eval(s, text, GRAPPE_FORMAT_TABLE);
  clock_gettime(CLOCK_MONOTONIC, &to);
  if (ending != expected) fail_msg("%s ended as %s", text, grappe_ending_name(ending));
  return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) * 1e-9;
}

static void the_deadline_holds_inside(void **state) {
  scene *s = *state;
  grappe_limits limits = grappe_limits_standard();
  limits.seconds = 0.3;
  scene_reopen(s, &limits);
  static const char *const texts[] = {
      "sites:where(function() while true do end end):count()",
      "sites:where(function() while true do end end)",
      "sites:where(function() pcall(function() while true do end end) return true end):count()",
      "sites:where(function() coroutine.wrap(function() sites:count() end)() while true do end end):count()",
      "coroutine.wrap(function() return sites:where(function() while true do end end):count() end)()",
      "sites:frame():where(function() while true do end end)",
      "sites:each(function() while true do end end)",
      "while true do local n = sites:where(function() return true end):count() end",
      "while true do local n = sites:by('commune'):count() end",
      "verdict(function() while true do end end)",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    double seconds = seconds_of(s, texts[i], GRAPPE_END_TIME);
    if (seconds > 5) fail_msg("%s was stopped after %g seconds only", texts[i], seconds);
    assert_int_equal(s->outcome.error.code, GRAPPE_TIME);
    assert_string_equal(eval(s, "1 + 1"), "2\n");
  }
  scene_reopen(s, NULL);
}

static void *interrupt_soon(void *session) {
  const struct timespec pause = {0, 200000000};
  nanosleep(&pause, NULL);
  grappe_state_interrupt(grappe_session_state(session));
  return NULL;
}

static void the_user_can_interrupt(void **state) {
  scene *s = *state;
  pthread_t thread;
  assert_int_equal(pthread_create(&thread, NULL, interrupt_soon, s->session), 0);
  double seconds = seconds_of(s, "sites:where(function() while true do end end):count()", GRAPPE_END_INTERRUPTED);
  assert_int_equal(pthread_join(thread, NULL), 0);
  assert_true(seconds < 5);
  assert_string_equal(eval(s, "sites:count().value == all or all == nil"), eval(s, "true"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(errors_come_through),
      cmocka_unit_test(undecided_rows_stay_open),
      cmocka_unit_test(queries_nest),
      cmocka_unit_test(the_user_can_interrupt),
      cmocka_unit_test(the_deadline_holds_inside),
  };
  return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
