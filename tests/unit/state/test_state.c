/* Runs and how they end: errors with their place, limits, interruption, memory that runs out anywhere. */
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "state/fixture.h"

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* What should take milliseconds takes as long as this on no machine that is merely busy. */
#define LATE 5.0

static grappe_limits limited(double seconds, size_t memory) {
  grappe_limits limits = grappe_limits_standard();
  limits.seconds = seconds;
  limits.memory_bytes = memory;
  return limits;
}

static void limits_are_a_table(void **unused) {
  (void)unused;
  grappe_limits limits = grappe_limits_standard();
  grappe_error error;
  for (size_t i = 0; i < GRAPPE_LIMITS; i++) {
    const grappe_limit *row = grappe_limit_at(i);
    assert_true(grappe_limits_get(&limits, i) == row->standard);
    for (int l = 0; l < GRAPPE_LANGUAGES; l++) assert_true(strlen(row->documentation[l]) > 10);
    assert_int_equal(grappe_limits_set(&limits, row->name, row->least, &error), GRAPPE_OK);
    assert_float_equal(grappe_limits_get(&limits, i), row->least, 1e-5);
    assert_int_equal(grappe_limits_set(&limits, row->name, row->most * 2, &error), GRAPPE_ARGUMENT);
    assert_int_equal(grappe_limits_set(&limits, row->name, 0, &error), row->may_be_off ? GRAPPE_OK : GRAPPE_ARGUMENT);
  }
  assert_null(grappe_limit_at(GRAPPE_LIMITS));
  assert_int_equal(grappe_limits_set(&limits, "patience", 1, &error), GRAPPE_NOT_FOUND);
  assert_int_equal(grappe_limits_set(&limits, "seconds", 0.0 / 0.0, &error), GRAPPE_ARGUMENT);
}

static void queries_get_the_threads_that_are_set(void **unused) {
  (void)unused;
  printed sink;
  grappe_limits limits = grappe_limits_standard();
  grappe_error error;
  grappe_state *state = new_state(&limits, &sink);
  must_run(state, "return 1");
  assert_int_equal(grappe_state_run(state)->threads, 0);
  assert_int_equal(grappe_limits_set(&limits, "threads", 3, &error), GRAPPE_OK);
  grappe_state_set_limits(state, &limits);
  must_run(state, "return 1");
  assert_int_equal(grappe_state_run(state)->threads, 3);
  grappe_state_free(state);
}

static void a_call_gives_results(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_error error;
  grappe_state *state = new_state(NULL, &sink);
  lua_State *L = grappe_state_lua(state);
  static const char text[] = "print('one', 2, nil, true, 1.5) return 7, ...";
  assert_int_equal(grappe_state_environment(state, &error), GRAPPE_OK);
  assert_int_equal(grappe_state_load(state, "=line", text, sizeof text - 1, &outcome), GRAPPE_OK);
  lua_pushinteger(L, 8);
  assert_int_equal(grappe_state_call(state, 1, LUA_MULTRET, &outcome), GRAPPE_END_OK);
  assert_int_equal(lua_gettop(L), 2);
  assert_int_equal(lua_tointeger(L, 1), 7);
  assert_int_equal(lua_tointeger(L, 2), 8);
  assert_string_equal(sink.text, "one\t2\tnil\ttrue\t1.5\n");
  grappe_state_free(state);
}

static void an_error_has_its_place(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_state *state = new_state(NULL, &sink);
  assert_int_equal(run_text(state, "local function inner()\n  error('wrong')\nend\nlocal x = 1\ninner()\n", &outcome),
                   GRAPPE_END_ERROR);
  assert_string_equal(outcome.error.message, "wrong");
  assert_int_equal(outcome.error.code, GRAPPE_DATA);
  assert_string_equal(outcome.chunk, "script.lua");
  assert_int_equal(outcome.line, 2);
  assert_int_equal(outcome.frame_count, 2);
  assert_string_equal(outcome.frames[0].function, "inner");
  assert_int_equal(outcome.frames[1].line, 5);
  assert_string_equal(outcome.frames[1].function, "");

  /* The place that the script blames. */
  run_text(state, "local function check()\n  error('bad argument', 2)\nend\n\ncheck()\n", &outcome);
  assert_string_equal(outcome.error.message, "bad argument");
  assert_int_equal(outcome.line, 5);
  /* Without a place, with one of Lua's own, with one that is only text. */
  run_text(state, "\nerror('plain', 0)", &outcome);
  assert_string_equal(outcome.error.message, "plain");
  assert_int_equal(outcome.line, 2);
  run_text(state, "local t = nil\nreturn t.field", &outcome);
  assert_string_equal(
      outcome.error.message,
      "'t' is nothing (nil) here and has no fields: nobody gave it a value, or what was looked for is not there; "
      "give it one, or ask first, with if … then");
  assert_int_equal(outcome.line, 2);
  run_text(state, "\n\nerror('other.lua:7: x', 0)", &outcome);
  assert_string_equal(outcome.error.message, "other.lua:7: x");
  assert_int_equal(outcome.line, 3);
  /* An error that is not a text keeps its frames. */
  run_text(state, "local function inner()\n  error({ message = 'said' })\nend\ninner()\n", &outcome);
  assert_string_equal(outcome.error.message, "said");
  assert_int_equal(outcome.line, 2);
  assert_int_equal(outcome.frame_count, 2);
  /* Through a coroutine. */
  run_text(state, "local step = coroutine.wrap(function()\n  error('inside')\nend)\nstep()\n", &outcome);
  assert_string_equal(outcome.error.message, "inside");
  assert_int_equal(outcome.line, 2);
  assert_int_equal(outcome.frames[outcome.frame_count - 1].line, 4);
  /* What was caught leaves nothing behind. */
  run_text(state, "pcall(coroutine.wrap(function()\n  error('inside')\nend))\nerror('later')\n", &outcome);
  assert_int_equal(outcome.frame_count, 1);
  assert_int_equal(outcome.line, 4);
  /* Deep recursion shows its innermost frames, and that there were more. */
  run_text(state, "local function down(n) if n == 0 then error('deep') end return 1 + down(n - 1) end\ndown(100)",
           &outcome);
  assert_int_equal(outcome.frame_count, GRAPPE_FRAMES);
  assert_true(outcome.frames_left_out > 80);
  grappe_state_free(state);
}

static void frames_of_the_prelude_are_left_out(void **unused) {
  (void)unused;
  static const char prelude[] = "return function(f)\n  f()\n  error('from the prelude')\nend";
  printed sink;
  grappe_outcome outcome;
  grappe_error error;
  grappe_state *state = new_state(NULL, &sink);
  assert_int_equal(grappe_state_environment(state, &error), GRAPPE_OK);
  assert_int_equal(grappe_state_load(state, GRAPPE_CHUNK_BUILTIN "with.lua", prelude, sizeof prelude - 1, &outcome),
                   GRAPPE_OK);
  assert_int_equal(grappe_state_call(state, 0, 1, &outcome), GRAPPE_END_OK);
  assert_int_equal(grappe_state_publish(state, "with", &error), GRAPPE_OK);
  run_text(state, "\nwith(function() local x = 1 end)", &outcome);
  assert_string_equal(outcome.error.message, "from the prelude");
  assert_string_equal(outcome.chunk, "script.lua");
  assert_int_equal(outcome.line, 2);
  assert_int_equal(outcome.frame_count, 1);
  grappe_state_free(state);
}

static int raise_scope(lua_State *L) {
  return grappe_throw(L, GRAPPE_SCOPE, "%s and %s count different things", "jobs", "sites");
}

static int raise_missing(lua_State *L) {
  grappe_error error;
  grappe_fail(&error, GRAPPE_UNDECIDED, "it is open");
  lua_pushliteral(L, "headcount");
  return grappe_raise_missing(L, &error);
}

/* Whether f() could be decided: "yes", or what is missing. */
static int decided(lua_State *L) {
  grappe_outcome outcome;
  lua_settop(L, 1);
  grappe_ending ending = grappe_state_try(L, 0, 0, &outcome);
  lua_pushstring(L, ending == GRAPPE_END_OK ? "yes" : outcome.error.message);
  lua_pushstring(L, grappe_ending_name(ending));
  return 2;
}

static void publish_function(grappe_state *state, const char *name, lua_CFunction function) {
  grappe_error error;
  lua_pushcfunction(grappe_state_lua(state), function);
  assert_int_equal(grappe_state_publish(state, name, &error), GRAPPE_OK);
}

static void errors_of_bindings_are_structured(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_state *state = new_state(NULL, &sink);
  publish_function(state, "raise_scope", raise_scope);
  publish_function(state, "raise_missing", raise_missing);
  publish_function(state, "decided", decided);
  assert_int_equal(run_text(state, "\nlocal x = raise_scope()", &outcome), GRAPPE_END_ERROR);
  assert_int_equal(outcome.error.code, GRAPPE_SCOPE);
  assert_string_equal(outcome.error.message, "jobs and sites count different things");
  assert_int_equal(outcome.line, 2);
  assert_int_equal(run_text(state, "raise_missing()", &outcome), GRAPPE_END_UNDECIDED);
  must_run(state,
           "local fine, e = pcall(raise_scope)\n"
           "assert(not fine and e.code == 'scope' and e.message == tostring(e) and e.missing == nil)\n"
           "assert('said: ' .. e == 'said: jobs and sites count different things' and e .. '!' ~= nil)\n"
           "assert(not pcall(function() return e.kind end) and getmetatable(e) == false)\n"
           "assert(not pcall(function() e.code = 'ok' end))\n"
           "local open, why = pcall(raise_missing)\n"
           "assert(why.code == 'undecided' and why.missing == 'headcount')\n");
  assert_int_equal(run_text(state, "local _, e = pcall(raise_scope)\nerror(e)", &outcome), GRAPPE_END_ERROR);
  assert_int_equal(outcome.error.code, GRAPPE_SCOPE);
  must_run(state,
           "assert(decided(print) == 'yes')\n"
           "local why, how = decided(raise_missing)\n"
           "assert(why == 'it is open' and how == 'undecided')\n"
           "assert(select(2, decided(function() return nil < 3 end)) == 'undecided')\n"
           "assert(select(2, decided(function() return 3 <= nil end)) == 'undecided')\n"
           "assert(select(2, decided(function() return 'a' > nil end)) == 'undecided')\n"
           "assert(select(2, decided(function() return 1 + nil end)) == 'error')\n"
           "assert(select(2, coroutine.wrap(function() return decided(raise_missing) end)()) == 'undecided')\n");
  for (grappe_code code = GRAPPE_OK; code <= GRAPPE_TIME; code++) assert_non_null(grappe_code_word(code));
  /* A part that is tried cannot outlive the run. */
  grappe_limits limits = limited(0.05, 64 << 20);
  grappe_state_set_limits(state, &limits);
  assert_int_equal(run_text(state, "while true do decided(function() while true do end end) end", &outcome),
                   GRAPPE_END_TIME);
  grappe_state_free(state);
}

static void texts_that_do_not_compile(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_error error;
  grappe_state *state = new_state(NULL, &sink);
  assert_int_equal(run_text(state, "local a = 1\nlocal = 2\n", &outcome), GRAPPE_END_ERROR);
  assert_string_equal(outcome.chunk, "script.lua");
  assert_int_equal(outcome.line, 2);
  assert_string_equal(outcome.error.message, "<name> expected near '='");
  assert_false(outcome.unfinished);
  run_text(state, "for i = 1, 3 do\n", &outcome);
  assert_true(outcome.unfinished);
  run_text(state, "return [[text", &outcome);
  assert_true(outcome.unfinished);
  assert_int_equal(run_text(state, "\033Lua", &outcome), GRAPPE_END_ERROR);
  must_run(state,
           "\xEF\xBB\xBF"
           "assert(1)");
  must_run(state, "#!/usr/bin/env grappe\nassert(1)");
  run_text(state, "#!/usr/bin/env grappe\nerror 'x'", &outcome);
  assert_int_equal(outcome.line, 2);
  grappe_limits limits = grappe_limits_standard();
  limits.source_bytes = 100;
  grappe_state_set_limits(state, &limits);
  char *text = calloc(1, 200);
  memset(text, ' ', 101);
  assert_int_equal(run_text(state, text, &outcome), GRAPPE_END_ERROR);
  text[100] = '\0';
  assert_int_equal(run_text(state, text, &outcome), GRAPPE_END_OK);
  free(text);
  assert_int_equal(grappe_state_environment(state, &error), GRAPPE_OK);
  lua_pop(grappe_state_lua(state), 1);
  grappe_state_free(state);
}

static void time_is_limited_and_comes_back(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_limits limits = limited(0.05, 64 << 20);
  grappe_state *state = new_state(&limits, &sink);
  for (int i = 0; i < 5; i++) {
    double start = now();
    assert_int_equal(run_text(state, "local n = 0\nwhile true do\n  n = n + 1\nend", &outcome), GRAPPE_END_TIME);
    assert_int_equal(outcome.error.code, GRAPPE_TIME);
    assert_true(outcome.line == 2 || outcome.line == 3);
    double taken = now() - start;
    assert_true(taken >= 0.05 && taken < LATE);
    must_run(state, "local n = 0 for i = 1, 1000 do n = n + i end");
  }
  limits.seconds = 0; /* no limit */
  grappe_state_set_limits(state, &limits);
  must_run(state, "local n = 0 for i = 1, 3000000 do n = n + i end");
  grappe_state_free(state);
}

static grappe_state *interrupted;

static void on_alarm(int number) {
  (void)number;
  grappe_state_interrupt(interrupted);
}

static void *from_elsewhere(void *context) {
  usleep(30000);
  grappe_state_interrupt(context);
  return NULL;
}

static void the_user_interrupts(void **unused) {
  (void)unused;
  static const char *const endless[] = {
      "while true do end",
      "coroutine.wrap(function() while true do pcall(function() while true do end end) end end)()",
      "string.find(('a'):rep(40), ('a?'):rep(40) .. ('a'):rep(40))",
      "table.concat(setmetatable({}, { __index = function() return '' end }), '', 1, math.maxinteger)",
  };
  printed sink;
  grappe_outcome outcome;
  grappe_limits limits = limited(0, 64 << 20);
  grappe_state *state = interrupted = new_state(&limits, &sink);
  signal(SIGALRM, on_alarm);
  for (size_t i = 0; i < sizeof endless / sizeof *endless; i++) {
    struct itimerval soon = {{0, 0}, {0, 30000}};
    double start = now();
    setitimer(ITIMER_REAL, &soon, NULL);
    assert_int_equal(run_text(state, endless[i], &outcome), GRAPPE_END_INTERRUPTED);
    assert_int_equal(outcome.error.code, GRAPPE_STOPPED);
    assert_true(now() - start < LATE);

    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, from_elsewhere, state), 0);
    assert_int_equal(run_text(state, endless[i], &outcome), GRAPPE_END_INTERRUPTED);
    pthread_join(thread, NULL);
  }
  signal(SIGALRM, SIG_DFL);
  grappe_state_interrupt(state); /* when nothing runs, it does nothing to the next run */
  must_run(state, "for i = 1, 1000 do end");
  grappe_state_free(state);
}

static void a_killed_coroutine_stays_dead(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_error error;
  grappe_limits limits = limited(0.05, 64 << 20);
  grappe_state *state = new_state(&limits, &sink);
  assert_int_equal(grappe_state_environment(state, &error), GRAPPE_OK);
  assert_int_equal(run_here(state,
                            "kept = coroutine.create(function()\n"
                            "  local guard <close> = setmetatable({}, { __close = function() while true do end end })\n"
                            "  while true do end\n"
                            "end)\ncoroutine.resume(kept)",
                            &outcome),
                   GRAPPE_END_TIME);
  limits.seconds = LATE; /* were it alive, its loop would go on until then */
  grappe_state_set_limits(state, &limits);
  assert_int_equal(run_here(state,
                            "assert(coroutine.status(kept) == 'dead')\n"
                            "assert(not coroutine.resume(kept))\n"
                            "local fine, why = coroutine.close(kept)\n"
                            "assert(not fine and type(why) == 'string')",
                            &outcome),
                   GRAPPE_END_OK);
  lua_pop(grappe_state_lua(state), 1);
  grappe_state_free(state);
}

static void memory_is_limited(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_limits limits = limited(5, 8 << 20);
  grappe_state *state = new_state(&limits, &sink);
  assert_int_equal(run_text(state, "local list = {}\nfor i = 1, 1e8 do\n  list[i] = i .. ''\nend", &outcome),
                   GRAPPE_END_MEMORY);
  assert_int_equal(outcome.error.code, GRAPPE_MEMORY);
  assert_string_equal(outcome.chunk, "script.lua");
  assert_int_equal(outcome.line, 3);
  assert_true(grappe_state_memory(state) <= limits.memory_bytes);
  must_run(state, "local text = ('x'):rep(2 << 20) assert(#text == 2 << 20)");
  /* Scripts meet it as an error like those of bindings. */
  must_run(state,
           "local function fill() local list = {} while true do list[#list + 1] = {} end end\n"
           "local fine, e = pcall(fill) assert(not fine and e.code == 'memory')\n"
           "fine, e = coroutine.resume(coroutine.create(fill)) assert(not fine and e.code == 'memory')\n"
           "fine, e = pcall(coroutine.wrap(fill)) assert(not fine and e.code == 'memory')\n"
           "fine, e = pcall(string.rep, 'x', 1 << 40) assert(not fine and e.code == 'memory')\n"
           "fine, e = pcall(string.rep, 'x', 7 << 20) assert(not fine and e.code == 'memory')\n"
           "fine, e = pcall(string.gsub, ('x'):rep(1000), 'x', ('y'):rep(100000)) assert(e.code == 'memory')\n");
  grappe_state_free(state);
}

typedef struct holder {
  size_t bytes;
} holder;

static int release_holder(lua_State *L) {
  holder *held = lua_touserdata(L, 1);
  grappe_state_release(L, held->bytes);
  return 0;
}

static int hold(lua_State *L) {
  size_t bytes = (size_t)luaL_checkinteger(L, 1);
  holder *held = lua_newuserdatauv(L, sizeof *held, 0);
  held->bytes = 0;
  if (luaL_newmetatable(L, "holder")) {
    lua_pushcfunction(L, release_holder);
    lua_setfield(L, -2, "__gc");
  }
  lua_setmetatable(L, -2);
  grappe_state_hold(L, bytes);
  held->bytes = bytes;
  return 1;
}

static void memory_of_bindings_counts(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_limits limits = limited(5, 16 << 20);
  grappe_state *state = new_state(&limits, &sink);
  publish_function(state, "hold", hold);
  must_run(state, "for i = 1, 1000 do local big = hold(5 << 20) end"); /* what nobody keeps is collected in time */
  assert_int_equal(run_text(state, "local kept = {}\nfor i = 1, 1000 do\n  kept[i] = hold(1 << 20)\nend", &outcome),
                   GRAPPE_END_MEMORY);
  assert_int_equal(outcome.line, 3);
  must_run(state, "local big = hold(10 << 20)");
  /* Both together make the limit. */
  assert_int_equal(
      run_text(state, "local big = hold(13 << 20)\nlocal text = ('x'):rep(2 << 20)\nreturn big, text", &outcome),
      GRAPPE_END_MEMORY);
  assert_int_equal(outcome.line, 2);
  must_run(state, "local text = ('x'):rep(2 << 20)");
  grappe_state_free(state);
}

/* Every allocation of a busy script is the one that fails, for some limit: the run ends as it should or with "memory",
 * and the state goes on. */
static void memory_may_run_out_anywhere(void **unused) {
  (void)unused;
  static const char text[] =
      "local log = {}\n"
      "for i = 1, 3 do\n"
      "  local co = coroutine.wrap(function(a) for k, v in pairs({ 1, 2, x = 3, y = {} }) do coroutine.yield(k) end "
      "end)\n"
      "  pcall(co) pcall(co) pcall(co)\n"
      "  log[#log + 1] = string.format('%5.1f %s %q', i, {}, 'q')\n"
      "  log[#log + 1] = ('word and word'):gsub('%w+', function(w) return w:upper() .. #log end)\n"
      "  log[#log + 1] = table.concat(log, ',')\n"
      "  table.sort(log) table.sort(log, function(a, b) return a > b end)\n"
      "  local f = assert(load('return function(...) return select(\"#\", ...) end'))()\n"
      "  log[#log + 1] = tostring(f(1, 2)) .. tostring(select(2, pcall(error, {})))\n"
      "  pcall(function() return no_such_name end)\n"
      "  xpcall(error, function(e) return { e } end)\n"
      "  for a in ('a b c'):gmatch('%a') do log[#log + 1] = a end\n"
      "end\n";
  printed sink;
  grappe_outcome outcome;
  grappe_error error;
  grappe_state *state = new_state(NULL, &sink);
  lua_State *L = grappe_state_lua(state);
  int failures = 0, successes = 0;
  for (size_t more = 0; more < 60000 && successes < 3; more += more < 9000 ? 61 : 401) {
    grappe_limits limits = grappe_limits_standard();
    grappe_state_set_limits(state, &limits);
    assert_int_equal(grappe_state_environment(state, &error), GRAPPE_OK);
    lua_gc(L, LUA_GCCOLLECT);
    limits.memory_bytes = grappe_state_memory(state) + more;
    grappe_state_set_limits(state, &limits);
    grappe_ending ending = run_here(state, text, &outcome);
    if (ending != GRAPPE_END_OK && ending != GRAPPE_END_MEMORY)
      fail_msg("with %zu bytes: %s: %d: %s", more, grappe_ending_name(ending), outcome.line, outcome.error.message);
    ending == GRAPPE_END_OK ? successes++ : failures++;
    lua_settop(L, 0);
  }
  assert_true(failures > 50 && successes > 0);
  grappe_limits limits = grappe_limits_standard();
  grappe_state_set_limits(state, &limits);
  must_run(state, "assert(('a'):upper() == 'A')");
  grappe_state_free(state);
}

static void output_is_limited(void **unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_limits limits = grappe_limits_standard();
  limits.output_bytes = 100;
  grappe_state *state = new_state(&limits, &sink);
  must_run(state, "print(('x'):rep(99))");
  assert_int_equal(sink.length, 100);
  must_run(state, "print(('x'):rep(99))"); /* each run has its own hundred */
  assert_int_equal(run_text(state, "print(('x'):rep(100))", &outcome), GRAPPE_END_OUTPUT);
  assert_int_equal(run_text(state, "while true do\n  pcall(print)\nend", &outcome), GRAPPE_END_OUTPUT);
  assert_int_equal(outcome.line, 2);
  sink.broken = 1;
  assert_int_equal(run_text(state, "print('x')", &outcome), GRAPPE_END_ERROR);
  assert_int_equal(outcome.error.code, GRAPPE_IO);
  grappe_state_free(state);
}

static void *run_in_thread(void *unused) {
  (void)unused;
  printed sink;
  grappe_outcome outcome;
  grappe_error error;
  grappe_limits limits = limited(0.05, 64 << 20);
  grappe_state *state = grappe_state_new(&limits, &error);
  if (!state) return (void *)1;
  memset(&sink, 0, sizeof sink);
  grappe_state_environment(state, &error);
  grappe_state_load(state, "=loop", "while true do end", 17, &outcome);
  grappe_ending ending = grappe_state_call(state, 0, 0, &outcome);
  grappe_state_free(state);
  return ending == GRAPPE_END_TIME ? NULL : (void *)2;
}

static void states_of_several_threads(void **unused) {
  (void)unused;
  pthread_t threads[3];
  for (int i = 0; i < 3; i++) assert_int_equal(pthread_create(&threads[i], NULL, run_in_thread, NULL), 0);
  for (int i = 0; i < 3; i++) {
    void *wrong = NULL;
    pthread_join(threads[i], &wrong);
    assert_null(wrong);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(limits_are_a_table),
      cmocka_unit_test(queries_get_the_threads_that_are_set),
      cmocka_unit_test(a_call_gives_results),
      cmocka_unit_test(an_error_has_its_place),
      cmocka_unit_test(frames_of_the_prelude_are_left_out),
      cmocka_unit_test(errors_of_bindings_are_structured),
      cmocka_unit_test(texts_that_do_not_compile),
      cmocka_unit_test(time_is_limited_and_comes_back),
      cmocka_unit_test(the_user_interrupts),
      cmocka_unit_test(a_killed_coroutine_stays_dead),
      cmocka_unit_test(memory_is_limited),
      cmocka_unit_test(memory_of_bindings_counts),
      cmocka_unit_test(memory_may_run_out_anywhere),
      cmocka_unit_test(output_is_limited),
      cmocka_unit_test(states_of_several_threads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
