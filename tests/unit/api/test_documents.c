/* Every name that scripts see is documented in English and French, is found by help, and its example runs. */
#include "api/fixture.h"

#include <lauxlib.h>

#include "api/prelude.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "figure/operations.h"

typedef struct document {
  const char *name, *signature, *english, *french, *example;
} document;

/* Calls `look` with every documented function: of the tables, then of the prelude. Returns how many there are. */
static size_t for_each(scene *s, void (*look)(scene *s, const document *one)) {
  size_t count = 0;
  for (size_t i = 0; grappe_api_type_at(i); i++) {
    const grappe_api_type *type = grappe_api_type_at(i);
    const grappe_api_function *groups[] = {type->functions, type->methods, type->properties};
    for (int g = 0; g < 3; g++)
      for (const grappe_api_function *row = groups[g]; row && row->name; row++, count++)
        look(s, &(document){row->name, row->signature, row->english, row->french, row->example});
  }
  lua_State *L = grappe_state_lua(grappe_session_state(s->session));
  grappe_push_documents(L);
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, -1); i++, count++) {
    static const char *const names[] = {"name", "signature", "english", "french", "example"};
    const char *texts[5];
    lua_rawgeti(L, -1, i);
    for (int n = 0; n < 5; n++) {
      lua_getfield(L, -1, names[n]);
      texts[n] = lua_tostring(L, -1);
      lua_pop(L, 1); /* the table keeps the text */
    }
    look(s, &(document){texts[0], texts[1], texts[2], texts[3], texts[4]});
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return count;
}

static int wrong;

/* Explanations call a statistic by its name: engine/figure/operations.c. */
static void statistics_have_names(void **state) {
  (void)state;
  static const char *const no_statistics[] = {"classify", "class_limits", "theil"};
  const grappe_api_type *const types[] = {&grappe_api_statistics, &grappe_api_dispersion, &grappe_api_specialisation,
                                          &grappe_api_change,     &grappe_api_access,     &grappe_api_space,
                                          &grappe_api_complexity};
  size_t count = 0;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    for (const grappe_api_function *row = types[i]->functions; row->name; row++) {
      int other = 0;
      for (size_t n = 0; n < 3; n++) other = other || strcmp(row->name, no_statistics[n]) == 0;
      if (!other && !grappe_operation_find(row->name)) fail_msg("%s has no name", row->name);
      count += !other;
    }
  assert_true(count > 30);
}

static void look_at_texts(scene *s, const document *one) {
  (void)s;
  const char *const texts[] = {one->signature, one->english, one->french, one->example};
  static const char *const what[] = {"signature", "English", "French", "example"};
  for (size_t i = 0; i < 4; i++)
    if (!texts[i] || !*texts[i]) {
      print_error("%s has no %s\n", one->name, what[i]);
      wrong++;
    }
  if (one->english && one->french && strcmp(one->english, one->french) == 0) {
    print_error("%s says in French what it says in English\n", one->name);
    wrong++;
  }
  if (one->signature && !strstr(one->signature, one->name)) {
    print_error("%s is not in its signature %s\n", one->name, one->signature);
    wrong++;
  }
}

static void every_name_is_documented(void **state) {
  wrong = 0;
  assert_true(for_each(*state, look_at_texts) > 80);
  for (size_t i = 0; grappe_api_type_at(i); i++) {
    assert_true(strlen(grappe_api_type_at(i)->english) > 5);
    assert_true(strlen(grappe_api_type_at(i)->french) > 5);
  }
  assert_int_equal(wrong, 0);
}

/* What Lua itself brings; scripts know it from Lua's manual. */
static int is_of_lua(const char *name) {
  static const char *const names[] = {
      "_G",       "_VERSION", "assert",  "collectgarbage", "coroutine",    "error",  "getmetatable", "ipairs",
      "load",     "math",     "next",    "pairs",          "pcall",        "print",  "rawequal",     "rawget",
      "rawlen",   "rawset",   "require", "select",         "setmetatable", "string", "table",        "tonumber",
      "tostring", "type",     "utf8",    "warn",           "xpcall",       "os",     "core",         NULL};
  for (size_t i = 0; names[i]; i++)
    if (strcmp(names[i], name) == 0) return 1;
  return 0;
}

static void every_global_is_in_help(void **state) {
  scene *s = *state;
  int count = 0;
  char globals[20000];
  snprintf(globals, sizeof globals, "%s",
           eval(s,
                "(function() local names = {} for name in pairs(_G) do names[#names + 1] = name end "
                "table.sort(names) return table.concat(names, '\\n') end)()"));
  wrong = 0;
  for (char *name = strtok(globals, "\n"); name; name = strtok(NULL, "\n")) {
    grappe_buffer text = {0};
    if (is_of_lua(name)) continue;
    count++;
    if (!grappe_session_help(s->session, name, &text)) {
      print_error("no help on the global %s\n", name);
      wrong++;
    }
    grappe_buffer_free(&text);
  }
  assert_true(count > 50);
  assert_int_equal(wrong, 0);
}

static void look_for_help(scene *s, const document *one) {
  for (int language = GRAPPE_ENGLISH; language <= GRAPPE_FRENCH; language++) {
    grappe_buffer text = {0};
    grappe_language_set((grappe_language)language);
    int found = grappe_session_help(s->session, one->name, &text);
    const char *words = language == GRAPPE_FRENCH ? one->french : one->english;
    if (!found || !words || !strstr(grappe_buffer_text(&text), words) ||
        !strstr(grappe_buffer_text(&text), one->signature)) {
      print_error("help on %s does not show its words\n", one->name);
      wrong++;
    }
    grappe_buffer_free(&text);
  }
  grappe_language_set(GRAPPE_ENGLISH);
}

static void help_shows_every_document(void **state) {
  wrong = 0;
  for_each(*state, look_for_help);
  assert_int_equal(wrong, 0);
}

static void run_example(scene *s, const document *one) {
  if (!one->example) return;
  if (scene_eval(s, one->example, GRAPPE_FORMAT_TABLE) != GRAPPE_END_OK) {
    print_error("%s: the example %s fails: %s\n", one->name, one->example, s->outcome.error.message);
    wrong++;
  } else if (scene_eval(s, one->example, GRAPPE_FORMAT_JSON) != GRAPPE_END_OK) {
    print_error("%s: the example %s fails in JSON: %s\n", one->name, one->example, s->outcome.error.message);
    wrong++;
  }
}

static void every_example_runs(void **state) {
  wrong = 0;
  for_each(*state, run_example);
  assert_int_equal(wrong, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(statistics_have_names),   cmocka_unit_test(every_name_is_documented),
      cmocka_unit_test(every_global_is_in_help), cmocka_unit_test(help_shows_every_document),
      cmocka_unit_test(every_example_runs),
  };
  return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
