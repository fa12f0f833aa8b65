/* A session as the shell and the program use it: lines, files, commands, help, display. */
#include "api/fixture.h"

static grappe_ending line(scene *s, const char *text) {
  return scene_eval(s, text, GRAPPE_FORMAT_TABLE);
}

static void expressions_and_statements(void **state) {
  scene *s = *state;
  assert_string_equal(eval(s, "1 + 1"), "2\n");
  assert_string_equal(eval(s, "1, 'two', nil, { 3 }"), "1\ntwo\n{ 3 }\n");
  assert_string_equal(eval(s, "nil"), "");
  assert_string_equal(eval(s, "local x = 3"), "");
  assert_string_equal(eval(s, "kept = 40"), "");
  assert_string_equal(eval(s, "kept + 2"), "42\n"); /* the environment lasts */
  assert_string_equal(eval(s, "local x = kept; return x + 1"), "41\n");
  assert_string_equal(eval(s, ""), "");
  assert_string_equal(eval(s, "print('said')"), "");
  assert_string_equal(grappe_buffer_text(&s->printed), "said\n");
}

static void unfinished_lines(void **state) {
  scene *s = *state;
  static const char *const open[] = {"for i = 1, 3 do", "sites:where {", "function f(",
                                     "if true then",    "x = [[text",    "1 +"};
  for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
    assert_int_equal(line(s, open[i]), GRAPPE_END_ERROR);
    if (!s->outcome.unfinished) fail_msg("%s was taken for finished", open[i]);
  }
  static const char *const wrong[] = {"x = = 1", "1 + + * 2", "end", "sites:where }"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_int_equal(line(s, wrong[i]), GRAPPE_END_ERROR);
    if (s->outcome.unfinished) fail_msg("%s was taken for unfinished", wrong[i]);
  }
}

static void errors_have_their_place(void **state) {
  scene *s = *state;
  assert_int_equal(line(s, "local a = 1\nlocal b = sites:within(12)"), GRAPPE_END_ERROR);
  assert_int_equal(s->outcome.error.code, GRAPPE_ARGUMENT);
  assert_string_equal(s->outcome.chunk, "shell");
  assert_int_equal(s->outcome.line, 2);
  assert_int_equal(line(s, "figure '3 jobs' + figure '2 EUR'"), GRAPPE_END_ERROR);
  assert_int_equal(s->outcome.error.code, GRAPPE_UNIT);
  assert_int_equal(line(s, "figure '10000..20000' > 15000"), GRAPPE_END_UNDECIDED);
  assert_int_equal(s->outcome.error.code, GRAPPE_UNDECIDED);
  assert_int_equal(line(s, "sites:within 'Rouenne'"), GRAPPE_END_ERROR);
  assert_int_equal(s->outcome.error.code, GRAPPE_NOT_FOUND);
  assert_int_equal(line(s, "find('territory', 'Rouen')"), GRAPPE_END_ERROR);
  assert_int_equal(s->outcome.error.code, GRAPPE_AMBIGUOUS);
  assert_int_equal(line(s, "error('mine')"), GRAPPE_END_ERROR);
  assert_int_equal(s->outcome.error.code, GRAPPE_DATA);
  assert_string_equal(s->outcome.error.message, "mine");

  line(s, "local function inner() error('deep') end\nlocal function outer() inner() return 1 end\nlocal x = outer()");
  grappe_buffer text = {0};
  grappe_outcome_write(&s->outcome, &text);
  assert_has(grappe_buffer_text(&text), "shell:1: deep\n");
  assert_has(grappe_buffer_text(&text), "  called from shell:2 (outer)\n");
  assert_has(grappe_buffer_text(&text), "  called from shell:3\n");
  grappe_buffer_free(&text);
}

/* What staff see when a call is wrong: which function, which argument, what was found. */
static void argument_messages(void **state) {
  scene *s = *state;
  assert_has(eval_error(s, "sites:within(12)"),
             "collection:within(territory or list) -> collection: argument 1: expected");
  assert_has(eval_error(s, "sites:within(12)"), "found 12");
  assert_has(eval_error(s, "sites.within(12)"), "expected a collection before the ':', found 12");
  assert_has(eval_error(s, "figure('1').convert()"), "before the ':', found nothing (nil)");
  assert_has(eval_error(s, "sites:order(sites)"), "found a collection");
  assert_has(eval_error(s, "sites:nothing()"), "a collection has nothing called 'nothing': see .help collection");
  assert_has(eval_error(s, "sites:first().naem"), "did you mean 'name'?");
  assert_has(eval_error(s, "indicators.memberz"), "did you mean 'members'?");
  assert_has(eval_error(s, "sites.x = 1"), "cannot be changed");
  assert_has(eval_error(s, "indicator { id = 'x', titel = 1 }"), "indicator 'x', field 'titel'");
  assert_has(eval_error(s, "indicator { id = 'x', title = { en = 'a', fr = 'b', it = 'c' }, level = 'moon' }"),
             "a territory level or an entity: ");
  assert_has(eval_error(s, "figure '1' == figure '1'"), "equals(a, b)");
  grappe_language_set(GRAPPE_FRENCH);
  assert_has(eval_error(s, "sites:order(figure '1')"), "argument 1 : attendu un nom de champ, trouvé un chiffre");
  assert_has(eval_error(s, "compare({ 'members' }, {})"), "attendu une liste de noms (lieux), trouvé une table");
  assert_has(eval_error(s, "indicator { id = 'x', titel = 1 }"), "champ « titel » : il n'y a pas de tel champ");
  grappe_language_set(GRAPPE_ITALIAN);
  assert_has(eval_error(s, "sites:order(figure '1')"), "atteso un nome di campo, trovato una cifra");
  grappe_language_set(GRAPPE_ENGLISH);
}

/* Values that scripts can hand over and that no function may take for what they are not. */
static void strange_arguments_harm_nothing(void **state) {
  scene *s = *state;
  static const char *const calls[] = {
      "frame { 'x' }",
      "frame { { 'a', 'text' } }",
      "frame { { 1 } }",
      "frame { { 'a', { {} } } }",
      "frame { rows = -1 }",
      "frame { { 'a', { 1 } }, { 'b', { 1, 2 } } }",
      "frame()",
      "select(1, pairs(sites:first()))(1)",
      "hhi { a = 'x' }",
      "hhi { [{}] = 1 }",
      "classify(1, { 'x' })",
      "sites:near({ 'a', 2 }, 3)",
      "sites:near({ 1000, 2 }, 3)",
      "sites:near('Normandie', -1)",
      "sites:quantile('headcount', 2)",
      "sites:top(-1)",
      "sites:where { [1] = 2 }",
      "sites:where { headcount = print }",
      "explain(figure '1', 3)",
      "explain(figure '1', { depth = 'x' })",
      "explain {}",
      "verdict(1)",
      "verdict(function() return 1 end)",
      "surely(3)",
      "find(1)",
      "figures {}",
      "figures { measure = 'pharma_jobs', moon = 'x' }",
      "figure { measure = {} }",
      "years()",
      "setmetatable(sites, {})",
      "sites:frame():column 'nothing'",
      "sites:frame():row(1000)",
      "sites:frame():with('x', { {} })",
  };
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    grappe_ending ending = line(s, calls[i]);
    if (ending != GRAPPE_END_ERROR) fail_msg("%s ended as %s", calls[i], grappe_ending_name(ending));
    assert_true(strlen(s->outcome.error.message) > 5);
  }
  assert_string_equal(eval(s, "select(2, pairs(sites:first())) == sites:first()"), "true\n");
}

static void files_run(void **state) {
  scene *s = *state;
  static const char text[] = "left_behind = #arg\nreturn arg[1] .. '+' .. arg[2], left_behind";
  static const char *const arguments[] = {"one", "deux"};
  const grappe_publish_options display = {0};
  grappe_buffer results = {0};
  assert_int_equal(grappe_session_run(s->session, "folder/file.lua", text, strlen(text), arguments, 2, &display,
                                      &results, &s->outcome),
                   GRAPPE_END_OK);
  assert_string_equal(grappe_buffer_text(&results), "one+deux\n2\n");
  assert_has(eval_error(s, "left_behind"), "not known here"); /* an environment of its own */

  static const char bad[] = "local x = 1\n\nerror('here')";
  assert_int_equal(
      grappe_session_run(s->session, "folder/file.lua", bad, strlen(bad), NULL, 0, &display, &results, &s->outcome),
      GRAPPE_END_ERROR);
  assert_string_equal(s->outcome.chunk, "folder/file.lua");
  assert_int_equal(s->outcome.line, 3);
  static const char open[] = "return {";
  assert_int_equal(
      grappe_session_run(s->session, "folder/file.lua", open, strlen(open), NULL, 0, &display, &results, &s->outcome),
      GRAPPE_END_ERROR);
  assert_has(s->outcome.error.message, "expected");
  grappe_buffer_free(&results);
}

static grappe_ending command(scene *s, const char *name, const grappe_command_option *options, size_t count,
                             int *finding) {
  const grappe_publish_options display = {0};
  grappe_buffer_clear(&s->results);
  grappe_buffer_clear(&s->printed);
  return grappe_session_command(s->session, name, options, count, &display, &s->results, finding, &s->outcome);
}

static void commands(void **state) {
  scene *s = *state;
  int finding = 1;
  assert_int_equal(command(s, "indicator", NULL, 0, &finding), GRAPPE_END_OK);
  assert_int_equal(finding, 0);
  assert_has(grappe_buffer_text(&s->results), "basin_concentration");

  static const char *const ids[] = {"basin_concentration", NULL}, *const at[] = {"Normandie", NULL};
  static const char *const period[] = {"2018", NULL};
  const grappe_command_option one[] = {{"ids", ids}, {"at", at}, {"period", period}};
  assert_int_equal(command(s, "indicator", one, 3, &finding), GRAPPE_END_OK);
  assert_has(grappe_buffer_text(&s->results), "0.34");
  assert_int_equal(command(s, "explain", one, 3, &finding), GRAPPE_END_OK);
  assert_has(grappe_buffer_text(&s->results), "hhi");
  assert_int_equal(command(s, "compare", one, 3, &finding), GRAPPE_END_OK);
  assert_has(grappe_buffer_text(&s->results), "Normandie");
  assert_int_equal(command(s, "compare", one, 1, &finding), GRAPPE_END_ERROR);
  assert_has(s->outcome.error.message, "--at");

  static const char *const nowhere[] = {"nowhere", NULL};
  const grappe_command_option wrong[] = {{"ids", ids}, {"at", nowhere}};
  assert_int_equal(command(s, "indicator", wrong, 2, &finding), GRAPPE_END_ERROR);
  assert_int_equal(s->outcome.error.code, GRAPPE_NOT_FOUND);

  char path[200];
  snprintf(path, sizeof path, "%s/false.lua", s->directory);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(
      "return indicator { id = 'false_one', title = { en = 'a', fr = 'b', it = 'c' }, level = 'region',\n"
      "  compute = function() return 1 end, examples = { { 'Normandie', 2018, 2 } } }\n",
      file);
  assert_int_equal(fclose(file), 0);
  const char *const files[] = {path, NULL};
  const grappe_command_option test[] = {{"files", files}};
  assert_int_equal(command(s, "test", test, 1, &finding), GRAPPE_END_OK);
  assert_int_equal(finding, 1);
  assert_has(grappe_buffer_text(&s->printed), "FAILED  false_one(Normandie, 2018) = 2: found 1");
  assert_has(grappe_buffer_text(&s->printed), "0 passed, 1 failed");
}

static void help(void **state) {
  scene *s = *state;
  grappe_buffer text = {0};
  assert_int_equal(grappe_session_help(s->session, "", &text), 1);
  assert_has(grappe_buffer_text(&text), "Collections:");
  assert_has(grappe_buffer_text(&text), "training_programmes");
  grappe_buffer_clear(&text);
  assert_int_equal(grappe_session_help(s->session, "sites", &text), 1);
  assert_has(grappe_buffer_text(&text), "headcount");
  grappe_buffer_clear(&text);
  assert_int_equal(grappe_session_help(s->session, "frame:share", &text), 1);
  assert_has(grappe_buffer_text(&text), "frame:share(");
  grappe_buffer_clear(&text);
  assert_int_equal(grappe_session_help(s->session, "figurs", &text), 0);
  assert_has(grappe_buffer_text(&text), "did you mean");
  grappe_buffer_clear(&text);
  assert_int_equal(grappe_session_help(s->session, "qqqqqqqq", &text), 0);
  assert_has(grappe_buffer_text(&text), "there is no help on 'qqqqqqqq'");
  grappe_buffer_free(&text);
}

static void display(void **state) {
  scene *s = *state;
  assert_has(eval(s, "figure '>200 members'"), ">200 members");
  assert_has(eval_json(s, "figure '10000..20000 jobs'"), "\"low\":10000");
  assert_has(eval_json(s, "figure '10000..20000 jobs'"), "\"unit\":\"jobs\"");
  assert_string_equal(eval_json(s, "{ 1, 'two', true }"), "[1,\"two\",true]\n");
  assert_string_equal(eval_json(s, "{ b = 1, a = { 2 } }"), "{\"a\":[2],\"b\":1}\n");
  assert_string_equal(eval_json(s, "0 / 0"), "null\n");
  assert_string_equal(eval_json(s, "nil"), "");
  assert_has(eval_json(s, "verdict(function() return figure '10..20' > 15 end)"), "\"verdict\":\"unknown\"");
  assert_has(eval(s, "verdict(function() return figure '10..20' > 15 end)"), "unknown");
  assert_has(eval(s, "sites:by 'commune':count()"), "commune");
  assert_has(eval_json(s, "sites:by 'commune':count()"), "{\"commune\":{\"code\":");
  assert_has(eval(s, "find('territory', 'Normandie', 'region')"), "Normandie");
  assert_has(eval_json(s, "find('territory', 'Normandie', 'region')"), "\"name\":\"Normandie\"");
  assert_has(eval(s, "sites"), "headcount");                       /* a collection shows its first rows */
  assert_string_equal(eval(s, "'\\27[31mred'"), "\\x1b[31mred\n"); /* nothing reaches the terminal that steers it */
  /* The same twice gives the same bytes. */
  char first[4000];
  snprintf(first, sizeof first, "%s", eval(s, "{ z = 1, b = {}, a = print, [3] = sites }"));
  assert_string_equal(eval(s, "{ z = 1, b = {}, a = print, [3] = sites }"), first);
}

static void without_an_observatory(void **state) {
  (void)state;
  scene none = {0};
  grappe_error error = {0};
  assert_int_equal(scene_session(&none, NULL, &error), GRAPPE_OK);
  assert_has(eval(&none, "figure '3 jobs' + figure '4 jobs'"), "7 jobs");
  assert_int_equal(scene_eval(&none, "find('territory', 'Rouen')", GRAPPE_FORMAT_TABLE), GRAPPE_END_ERROR);
  assert_has(none.outcome.error.message, "no observatory is open");
  grappe_session_close(none.session);
  grappe_session_close(NULL);
  grappe_buffer_free(&none.printed);
  grappe_buffer_free(&none.noticed);
  grappe_buffer_free(&none.results);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(expressions_and_statements),
      cmocka_unit_test(unfinished_lines),
      cmocka_unit_test(errors_have_their_place),
      cmocka_unit_test(argument_messages),
      cmocka_unit_test(strange_arguments_harm_nothing),
      cmocka_unit_test(files_run),
      cmocka_unit_test(commands),
      cmocka_unit_test(help),
      cmocka_unit_test(display),
      cmocka_unit_test(without_an_observatory),
  };
  return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
