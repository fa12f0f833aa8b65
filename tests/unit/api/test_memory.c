/* Memory that runs out at any point: the script gets an error, nothing is lost, and the session goes on. The leak check
 * of the sanitizer looks at the end. */
#include "api/fixture.h"

/* From one allocation to the next while they are few, then in strides: evaluations allocate thousands of times. */
static long after(long n) {
  return n < 60 ? n + 1 : n + n / 12;
}

/* Evaluates with the n-th allocation failing, for n from 1 until it ends well. Returns how often it failed. */
static int fail_everywhere(scene *s, const char *text) {
  int failures = 0;
  for (long n = 1; n < 2000000; n = after(n)) {
    grappe_memory_fail_after(n);
    grappe_ending ending = scene_eval(s, text, GRAPPE_FORMAT_TABLE);
    grappe_memory_fail_after(0);
    if (ending == GRAPPE_END_OK && !grappe_buffer_failed(&s->results)) return failures;
    failures++;
    grappe_buffer_free(&s->results);
    grappe_buffer_free(&s->printed);
    grappe_buffer_free(&s->noticed);
    if (ending != GRAPPE_END_OK && ending != GRAPPE_END_MEMORY && ending != GRAPPE_END_ERROR)
      fail_msg("%s, allocation %ld: ended as %s", text, n, grappe_ending_name(ending));
    if (ending == GRAPPE_END_ERROR && s->outcome.error.code != GRAPPE_MEMORY)
      fail_msg("%s, allocation %ld: %s", text, n, s->outcome.error.message);
    assert_string_equal(eval(s, "1 + 1"), "2\n");
  }
  fail_msg("%s never ended", text);
  return failures;
}

/* The same for Lua's own memory, which has a limit instead: from next to nothing upwards. */
static int fail_in_lua(scene *s, const char *text) {
  grappe_state *lua = grappe_session_state(s->session);
  const grappe_limits standard = grappe_limits_standard();
  int failures = 0;
  for (size_t more = 0; more < 64u << 20; more += 64 + more / 16) {
    grappe_limits narrow = standard;
    lua_gc(grappe_state_lua(lua), LUA_GCCOLLECT);
    narrow.memory_bytes = grappe_state_memory(lua) + more;
    grappe_state_set_limits(lua, &narrow);
    grappe_ending ending = scene_eval(s, text, GRAPPE_FORMAT_TABLE);
    grappe_state_set_limits(lua, &standard);
    if (ending == GRAPPE_END_OK) return failures;
    failures++;
    if (ending != GRAPPE_END_MEMORY)
      fail_msg("%s, %zu bytes: ended as %s: %s", text, more, grappe_ending_name(ending), s->outcome.error.message);
    assert_string_equal(eval(s, "1 + 1"), "2\n");
  }
  fail_msg("%s never ended", text);
  return failures;
}

static void every_allocation_may_fail(void **state) {
  scene *s = *state;
  static const char *const texts[] = {
      "figure '10000..20000 jobs' + figure '3 jobs'",
      "figure { measure = 'pharma_jobs', territory = 'Rouen (basin)', period = 2018 }",
      "figures { measure = 'pharma_jobs', level = 'basin', within = 'Normandie', period = 2018 }:share():rank()",
      "sites:within 'Normandie':by('commune'):sum 'headcount'",
      "sites:where { headcount = all_of(at_least(100), less_than(500)) }:count()",
      "sites:where(function(row) return row.headcount >= 500 end):count()",
      "sites:order 'name':top(3)",
      "format { id = 'a.b', title = { en = 'a', fr = 'b', it = 'c' }, columns = { { 'x', from = { 'X', 'Y' }, type = "
      "'band', "
      "bands = { A = '1..2', B = '?' } }, { 'y', from = 'Y', compute = function(text) return text end } }, leave_out = "
      "{ { "
      "column = 'Z', is = 'z', reason = { en = 'a', fr = 'b', it = 'c' } } } }",
      "sites:first().organisation.name",
      "(function() local n = 0 for row in sites:rows() do for name, value in pairs(row) do n = n + 1 end end return n "
      "end)()",
      "hhi { 4750, 2750, a = 3 }",
      "location_quotient({ R1 = { S1 = 12, S2 = figure '4..5' }, R2 = { S1 = 6 } }).R1.S1",
      "hachman(frame { { 'region', { 'A', 'B' } }, { 'activity', { 'x', 'x' } }, { 'value', { 1, 2 } } })",
      "sites:by('region', 'stage'):count():pivot('region', 'stage'):join(sites:by('region'):count())",
      "hansen({ A = { B = { attraction = 5, distance = 2 } } }, { exponent = -1 })",
      "frame { { 'a', { 1, 2 } }, { 'b', { figure '2 jobs', figure '3 jobs' } } }:with('c', function(row) return row.a "
      "end)",
      "verdict(function() return figure '10..20' > figure '15' end)",
      "explain(figure '10 jobs' / figure '4 jobs')",
      "find('territory', 'evreux', 'commune')",
  };
  int in_lua = 0;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    eval(s, texts[i]); /* what is read once and kept */
    assert_true(fail_everywhere(s, texts[i]) > 0);
    in_lua += fail_in_lua(s, texts[i]); /* what compiling leaves behind is enough for a few of them */
  }
  assert_true(in_lua > 20);
}

static void reading_may_fail_too(void **state) {
  scene *s = *state;
  grappe_error error = {0};
  for (long n = 1; n < 2000000; n += 1 + n / 3) { /* each time anew, so that nothing is read yet */
    grappe_session_close(s->session);
    grappe_observatory_close(s->observatory);
    s->session = NULL;
    s->observatory = NULL;
    assert_int_equal(grappe_observatory_open(s->path, GRAPPE_STORE_READ, &s->observatory, &error), GRAPPE_OK);
    assert_int_equal(scene_session(s, NULL, &error), GRAPPE_OK);
    grappe_memory_fail_after(n);
    grappe_ending ending = scene_eval(s, "sites:within 'Normandie':by('commune'):sum 'headcount'", GRAPPE_FORMAT_TABLE);
    grappe_memory_fail_after(0);
    grappe_buffer_free(&s->results);
    if (ending == GRAPPE_END_OK) return;
    assert_true(ending == GRAPPE_END_MEMORY || s->outcome.error.code == GRAPPE_MEMORY);
    assert_has(eval(s, "sites:within 'Normandie':by('commune'):sum 'headcount'"), "commune");
  }
  fail_msg("the query never ended");
}

static void opening_may_fail(void **state) {
  scene *s = *state;
  grappe_error error = {0};
  grappe_session *kept = s->session;
  int failures = 0;
  for (long n = 1;; n += 1 + n / 8) {
    s->session = NULL;
    grappe_memory_fail_after(n);
    grappe_code code = scene_session(s, NULL, &error);
    grappe_memory_fail_after(0);
    grappe_session_close(s->session);
    if (code == GRAPPE_OK) break;
    if (code != GRAPPE_MEMORY) fail_msg("allocation %ld: %s", n, error.message);
    failures++;
  }
  s->session = kept;
  grappe_observatory_run(s->observatory, grappe_state_run(grappe_session_state(kept)));
  assert_true(failures > 10);
}

static void pass_over(void *context, const char *candidate) {
  (void)context;
  (void)candidate;
}

static void completion_and_help_may_fail(void **state) {
  scene *s = *state;
  for (long n = 1; n < 200; n++) {
    grappe_buffer text = {0};
    size_t told = 0;
    grappe_memory_fail_after(n);
    grappe_session_help(s->session, n % 2 ? "" : "figure", &text);
    grappe_memory_fail_after(0);
    grappe_buffer_free(&text);
    grappe_memory_fail_after(n);
    told = grappe_session_complete(s->session, n % 2 ? "sites:within \"Norm" : "indicators.b", 5, pass_over, NULL);
    grappe_memory_fail_after(0);
    assert_true(told <= 18);
  }
  assert_string_equal(eval(s, "1 + 1"), "2\n");
}

/* What scripts drop is collected in time, though most of it lies outside of Lua's own memory. */
static void the_collector_keeps_up(void **state) {
  scene *s = *state;
  grappe_limits limits = grappe_limits_standard();
  limits.memory_bytes = 24u << 20;
  scene_reopen(s, &limits);
  eval(s, "sites:within('Normandie'):count()");
  size_t before = grappe_memory_held();
  static const char *const texts[] = {
      "for i = 1, 20000 do local f = figure(i) + 1 end",
      "for i = 1, 3000 do local n = sites:where { headcount = at_least(i) } end",
      "for i = 1, 300 do local n = sites:frame() end",
      "for i = 1, 200 do for row in sites:rows() do local name = row.name end end",
      "for i = 1, 300 do local n = sites:where(function() return true end):count() end",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    eval(s, texts[i]);
    size_t now = grappe_memory_held();
    if (now > before + (40u << 20)) fail_msg("%s left %zu MB behind", texts[i], (now - before) >> 20);
  }
  /* What scripts keep has its limit, though a frame or a cursor is but a few bytes to Lua. */
  static const char *const greedy[] = {
      "local t = {} for i = 1, 10000000 do t[i] = figure(i) end",
      "local t = {} for i = 1, 10000000 do t[i] = sites:frame() end",
      "local t = {} for i = 1, 10000000 do t[i] = territories:rows() end",
      "local t = {} for i = 1, 10000000 do t[i] = sites:where { headcount = 3 } end",
      "local t = {} for i = 1, 10000000 do t[i] = sites:first() end",
  };
  for (size_t i = 0; i < sizeof greedy / sizeof *greedy; i++) {
    before = grappe_memory_held();
    if (scene_eval(s, greedy[i], GRAPPE_FORMAT_TABLE) != GRAPPE_END_MEMORY)
      fail_msg("%s: %s", greedy[i], s->outcome.error.message);
    size_t now = grappe_memory_held();
    if (now > before + (60u << 20)) fail_msg("%s held %zu MB", greedy[i], (now - before) >> 20);
    assert_string_equal(eval(s, "1 + 1"), "2\n");
  }
  scene_reopen(s, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_allocation_may_fail), cmocka_unit_test(reading_may_fail_too),
      cmocka_unit_test(opening_may_fail),          cmocka_unit_test(completion_and_help_may_fail),
      cmocka_unit_test(the_collector_keeps_up),
  };
  return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
