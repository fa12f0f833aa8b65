/* Runs every script of tests/hostile, one after the other in one state, each under short limits, and looks after each
 * whether it ended as its first line says, in time, and left the next script an untouched world. Scripts of another
 * folder are run too where the environment variable GRAPPE_HOSTILE names one.
 *
 * The first line: "-- expect: END|END ; why" with END one of ok, timeout, memory, output, undecided, "error: part of
 * the message". */
#include <dirent.h>
#include <lauxlib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "state/state.h"

#define SECONDS 0.3
#define HANGS 30 /* seconds past its limit after which a script is held to hang, however busy the machine */
#define MOST_FILES 400

static int throw_away(void *context, const char *text, size_t length) {
  (void)text;
  *(size_t *)context += length;
  return 0;
}

static int cluster_count(lua_State *L) {
  luaL_checkudata(L, 1, "cluster");
  lua_pushinteger(L, 3);
  return 1;
}

/* As an operation of the engine behaves that runs no Lua: looks at the run now and then. */
static int cluster_wait(lua_State *L) {
  grappe_error error;
  while (grappe_run_check(grappe_state_run(grappe_state_of(L)), &error) == GRAPPE_OK) {
    struct timespec pause = {0, 1000000};
    nanosleep(&pause, NULL);
  }
  return grappe_raise(L, &error);
}

static void publish_cluster(grappe_state *state) {
  static const luaL_Reg methods[] = {{"count", cluster_count}, {"wait", cluster_wait}, {NULL, NULL}};
  grappe_error error;
  lua_State *L = grappe_state_lua(state);
  lua_newuserdatauv(L, 1, 0);
  luaL_newmetatable(L, "cluster");
  luaL_newlib(L, methods);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  assert_int_equal(grappe_state_publish(state, "cluster", &error), GRAPPE_OK);
}

static const char probe[] =
    "local names = {}\n"
    "for name in pairs(_G) do names[#names + 1] = name end\n"
    "for _, library in ipairs { string, table, math, os, utf8, coroutine } do\n"
    "  for name, value in pairs(library) do names[#names + 1] = name .. ':' .. type(value) end\n"
    "end\n"
    "assert(string.upper('a') == 'A' and ('a'):upper() == 'A' and ('x'):rep(3) == 'xxx')\n"
    "assert(math.floor(1.5) == 1 and table.concat({ 1, 2 }, ',') == '1,2')\n"
    "assert(_G.planted == nil and _G.planted_too == nil and _G.planted_three == nil)\n"
    "local fine, why = pcall(function() return no_such_name end)\n"
    "assert(not fine and why.code == 'not_found')\n"
    "assert(select(2, pcall(error, 'x')) == 'x')\n"
    "local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end)\n"
    "assert(co(1) == 2 and co(4) == 8)\n"
    "local sum = 0 for i = 1, 100000 do sum = sum + i end assert(sum == 5000050000)\n"
    "assert(tostring(nil) == 'nil' and not pcall(function() return nil < 1 end))\n"
    "return table.concat(names, ' '), math.random(1 << 40)\n";

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static char *read_whole(const char *path, size_t *length) {
  FILE *stream = fopen(path, "rb");
  assert_non_null(stream);
  char *text = malloc(1 << 20);
  *length = fread(text, 1, (1 << 20) - 1, stream);
  text[*length] = '\0';
  fclose(stream);
  return text;
}

/* The outcome against what the first line allows. */
static int as_expected(const char *text, const grappe_outcome *outcome) {
  char line[300], *rest = line, *one;
  size_t size = strcspn(text, "\n");
  snprintf(line, sizeof line, "%.*s", (int)(size < sizeof line ? size : sizeof line - 1), text);
  char *expected = strstr(line, "expect:");
  if (!expected) return 0;
  rest = expected + strlen("expect:");
  char *comment = strstr(rest, " ;");
  if (comment) *comment = '\0';
  while ((one = strsep(&rest, "|"))) {
    while (*one == ' ') one++;
    const char *end = grappe_ending_name(outcome->ending);
    if (strncmp(one, "error:", 6) == 0) {
      const char *part = one + 6 + strspn(one + 6, " ");
      size_t part_length = strlen(part);
      char wanted[200];
      snprintf(wanted, sizeof wanted, "%s", part);
      while (part_length > 0 && wanted[part_length - 1] == ' ') wanted[--part_length] = '\0';
      if (strcmp(end, "error") == 0 && strstr(outcome->error.message, wanted)) return 1;
      continue;
    }
    one[strcspn(one, " ")] = '\0';
    if (strcmp(one, "timeout") == 0 ? strcmp(end, "time") == 0 : strcmp(end, one) == 0) return 1;
  }
  return 0;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void set_seconds(grappe_state *state, double seconds) {
  grappe_limits limits = *grappe_state_limits(state);
  limits.seconds = seconds;
  grappe_state_set_limits(state, &limits);
}

/* The probe has time enough on a machine that is busy: what it finds does not depend on how long that takes. */
static void run_probe(grappe_state *state, char *first, size_t size, lua_Integer *random, const char *after) {
  grappe_outcome outcome;
  grappe_error error;
  lua_State *L = grappe_state_lua(state);
  set_seconds(state, 60);
  assert_int_equal(grappe_state_environment(state, &error), GRAPPE_OK);
  assert_int_equal(grappe_state_load(state, "=probe", probe, sizeof probe - 1, &outcome), GRAPPE_OK);
  if (grappe_state_call(state, 0, 2, &outcome) != GRAPPE_END_OK)
    fail_msg("after %s the probe fails: %d: %s", after, outcome.line, outcome.error.message);
  if (!*first) {
    snprintf(first, size, "%s", lua_tostring(L, -2));
    *random = lua_tointeger(L, -1);
  }
  assert_string_equal(first, lua_tostring(L, -2));
  assert_int_equal(*random, lua_tointeger(L, -1));
  lua_pop(L, 2);
  assert_int_equal(lua_gettop(L), 0);
}

static double run_once(grappe_state *state, double seconds, const char *chunkname, const char *text, size_t length,
                       grappe_outcome *outcome) {
  grappe_error error;
  set_seconds(state, seconds);
  assert_int_equal(grappe_state_environment(state, &error), GRAPPE_OK);
  double start = now();
  if (grappe_state_load(state, chunkname, text, length, outcome) == GRAPPE_OK) grappe_state_call(state, 0, 0, outcome);
  return now() - start;
}

static int run_folder(grappe_state *state, const char *folder, int *wrong) {
  DIR *directory = opendir(folder);
  char *names[MOST_FILES], first[4000] = "";
  lua_Integer random = 0;
  int count = 0;
  if (!directory) return 0;
  for (struct dirent *entry; (entry = readdir(directory)) && count < MOST_FILES;)
    if (strlen(entry->d_name) > 4 && strcmp(entry->d_name + strlen(entry->d_name) - 4, ".lua") == 0)
      names[count++] = strdup(entry->d_name);
  closedir(directory);
  qsort(names, (size_t)count, sizeof *names, by_name);
  run_probe(state, first, sizeof first, &random, "nothing");
  for (int i = 0; i < count; i++) {
    char path[1000], chunkname[300];
    grappe_outcome outcome;
    size_t length;
    snprintf(path, sizeof path, "%s/%s", folder, names[i]);
    snprintf(chunkname, sizeof chunkname, "@%s", names[i]);
    char *text = read_whole(path, &length);
    double taken = run_once(state, SECONDS, chunkname, text, length, &outcome);
    int fine = as_expected(text, &outcome), late = taken > SECONDS + HANGS;
    if (!fine && outcome.ending == GRAPPE_END_TIME) { /* a slow machine, or sanitizers: once more with more time */
      taken = run_once(state, SECONDS * 10, chunkname, text, length, &outcome);
      fine = as_expected(text, &outcome);
      late = taken > SECONDS * 10 + HANGS;
    }
    if (getenv("GRAPPE_VERBOSE") || !fine || late)
      print_message("%s %-34s %6.3f s  %s: %s:%d: %.100s\n", fine && !late ? "     " : "WRONG", names[i], taken,
                    grappe_ending_name(outcome.ending), outcome.chunk, outcome.line, outcome.error.message);
    if (!fine || late) (*wrong)++;
    run_probe(state, first, sizeof first, &random, names[i]);
    free(text);
    free(names[i]);
  }
  return count;
}

static void run_all(const char *folder) {
  grappe_limits limits = {
      .seconds = SECONDS, .memory_bytes = 64u << 20, .output_bytes = 1u << 20, .source_bytes = 4u << 20};
  grappe_error error;
  size_t printed = 0;
  int wrong = 0;
  grappe_state *state = grappe_state_new(&limits, &error);
  assert_non_null(state);
  grappe_state_set_sink(state, throw_away, &printed);
  publish_cluster(state);
  int count = run_folder(state, folder, &wrong);
  print_message("%d scripts in %s\n", count, folder);
  grappe_state_free(state);
  assert_true(count > 0);
  assert_int_equal(wrong, 0);
}

static void own_scripts(void **unused) {
  (void)unused;
  run_all(GRAPPE_SOURCE_DIR "/tests/hostile");
}

static void further_scripts(void **unused) {
  (void)unused;
  const char *folder = getenv("GRAPPE_HOSTILE");
  if (!folder) {
    print_message("GRAPPE_HOSTILE names no further folder: skipped\n");
    skip();
  }
  run_all(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(own_scripts), cmocka_unit_test(further_scripts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
