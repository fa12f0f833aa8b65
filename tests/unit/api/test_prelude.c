/* The prelude is read file by file, when something of it is first used; what it gives is known before. */
#include <sys/stat.h>

#include "api/fixture.h"
#include "api/prelude.h"

/* A session on a prelude folder of its own, empty at first. */
static int begin(void **state) {
  scene *s = calloc(1, sizeof *s);
  const char *base = getenv("TMPDIR");
  grappe_error error = {0};
  if (!s) return -1;
  *state = s;
  snprintf(s->directory, sizeof s->directory, "%.60s/grappe-test-XXXXXX", base && *base ? base : "/tmp");
  if (!mkdtemp(s->directory)) return -1;
  static const char *const folders[] = {SCRIPTS, NULL};
  const grappe_session_options options = {
      .script_folders = folders, .prelude_folder = s->directory, .print = scene_keep, .print_context = &s->printed};
  return grappe_session_open(&options, &s->session, &error) == GRAPPE_OK ? 0 : -1;
}

static void put(const scene *s, const char *name, const char *text) {
  char path[300];
  snprintf(path, sizeof path, "%s/%s.lua", s->directory, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

static void put_all(const scene *s) {
  for (size_t i = 0; grappe_prelude_file_at(i); i++) {
    char from[300], to[300];
    snprintf(from, sizeof from, "%s/prelude/%s.lua", SCRIPTS, grappe_prelude_file_at(i)->name);
    snprintf(to, sizeof to, "%s/%s.lua", s->directory, grappe_prelude_file_at(i)->name);
    unlink(to);
    assert_int_equal(symlink(from, to), 0);
  }
}

static void names_are_known_before_a_file_is_read(void **state) {
  scene *s = *state;
  eval(s, "kept, object = today, indicators");
  assert_string_equal(
      eval(s, "local both = assert(type(what_would_pass) == 'function' and type(indicators) == 'userdata')"), "");
  assert_non_null(strstr(eval_error(s, "x = today()"), "/time.lua cannot be read"));
  assert_non_null(strstr(eval_error(s, "x = #indicators"), "/indicator.lua cannot be read"));
}

static void what_failed_is_read_again_and_stays_the_same(void **state) {
  scene *s = *state;
  eval(s, "kept, object = today, indicators");
  eval_error(s, "x = today()");
  put_all(s);
  setenv("GRAPPE_TODAY", "2026-01-15", 1);
  assert_string_equal(eval(s, "today()"), "2026-01-15\n");
  assert_string_equal(eval(s, "kept() == today() and kept == today"), "true\n");
  assert_string_equal(eval(s, "#object == #indicators and object == indicators"), "true\n");
  assert_string_equal(eval(s, "coroutine.wrap(function() return surely(2 > 1) end)()"), "true\n");
}

static void every_use_of_an_object_reads_it(void **state) {
  static const char *const uses[] = {"tostring(rules):sub(1, 3) ~= ''", "#formats > 0", "pairs(comparisons) ~= nil",
                                     "indicators.basin_concentration ~= nil", "cluster.nothing == nil"};
  scene *s = *state;
  put_all(s);
  for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) assert_string_equal(eval(s, uses[i]), "true\n");
  assert_non_null(strstr(eval_error(s, "cluster.x = 1"), "cannot be changed"));
}

static void a_file_gives_what_the_table_says(void **state) {
  scene *s = *state;
  put_all(s);
  static const char *const wrong[][2] = {
      {"core.publish('yeers', function() end, {})", "'yeers' is not in the table"},
      {"core.yeers = 1", "'yeers' is not in the table"},
      {"", "prelude/time.lua does not give 'years'"},
      {"local x = = 1", "prelude/time.lua:1"},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    char path[300];
    snprintf(path, sizeof path, "%s/time.lua", s->directory);
    unlink(path); /* not through the link */
    put(s, "time", wrong[i][0]);
    const char *said = eval_error(s, "years '2018'");
    if (!strstr(said, wrong[i][1])) fail_msg("%s: %s", wrong[i][0], said);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(names_are_known_before_a_file_is_read, begin, scene_end),
      cmocka_unit_test_setup_teardown(what_failed_is_read_again_and_stays_the_same, begin, scene_end),
      cmocka_unit_test_setup_teardown(every_use_of_an_object_reads_it, begin, scene_end),
      cmocka_unit_test_setup_teardown(a_file_gives_what_the_table_says, begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
