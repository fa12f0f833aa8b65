/* Completion as the shell asks for it: what is offered where, and that no text whatever makes it fail. */
#include "api/fixture.h"

enum { MOST = 200 };

typedef struct candidates {
  grappe_buffer text; /* "|one|two|" */
  size_t count;
} candidates;

static void take(void *context, const char *candidate) {
  candidates *found = context;
  found->count++;
  grappe_buffer_addf(&found->text, "%s|", candidate);
}

static size_t ask(scene *s, const char *text, candidates *found) {
  grappe_buffer_clear(&found->text);
  found->count = 0;
  grappe_buffer_add_char(&found->text, '|');
  return grappe_session_complete(s->session, text, MOST, take, found);
}

/* `word`: what the candidates stand in the place of; `wanted`, `unwanted`: one that is, and is not, among them; NULL.
 */
static const struct {
  const char *text, *word, *wanted, *unwanted;
} table[] = {
    /* names: of the library, of the shell, of the statement, words of Lua */
    {"figu", "figu", "figures", "figure_"},
    {"1 + train", "train", "training_programmes", NULL},
    {"mine", "mine", "mine_sites", NULL},
    {"local nearby = sites; near", "near", "nearby", NULL},
    {"func", "func", "function", NULL},
    {"co", "co", "compare", "core"},
    /* members of what stands before the dot or colon, also over calls */
    {"sites:wi", "wi", "within", NULL},
    {"sites:", "", "within", "value"},
    {"sites:within('Normandie'):", "", "count", "words"},
    {"sites:count():", "", "words", "within"},
    {"sites:count().", "", "value", "within"},
    {"mine_sites:wh", "wh", "where", NULL},
    {"one_site.", "", "headcount", "duration_hours"},
    {"one_site.head", "head", "headcount", NULL},
    {"for site in sites:rows() do print(site.head", "head", "headcount", NULL},
    {"sites:where(function(row) return row.act", "act", "activity", NULL},
    {"for place in territories:rows() do\n  if place.le", "le", "level", NULL},
    {"unknown_one.headc", "headc", "headcount", NULL},
    {"string.for", "for", "format", "forward"},
    {"indicators.basin_c", "basin_c", "basin_concentration", NULL},
    {"comparisons.", "", "cluster_regions", NULL},
    {"rules.tutor", "tutor", "tutor_load", NULL},
    {"reports.", "", "cluster_profile", NULL},
    {"indicators.members.", "", "unit", "within"},
    {"indicators['basin_c", "basin_c", "basin_concentration", "Normandie"},
    {"formats[\"insee", "insee", "insee.flores", NULL},
    {"rule { id = 'x', applies_to = 'site', parameters = { most = { ['2020-01-01'] = 3 } }, requires = { { 'a', "
     "function(row, at) return row.headcount <= at.",
     "", "most", "headcount"},
    /* inside quotes: places, with accents and blanks, whatever the case */
    {"sites:within \"Norman", "Norman", "Normandie", NULL},
    {"sites:within 'norman", "norman", "Normandie", NULL},
    {"sites:within [[Norman", "Norman", "Normandie", NULL},
    {"sites:within { 'Normandie', \"Centre-V", "Centre-V", "Centre-Val de Loire", NULL},
    {"sites:within(\"\xc3\x8ele-de-F", "\xc3\x8ele-de-F", "\xc3\x8ele-de-France", NULL},
    {"sites:within(\"ile de f", "ile de f", "\xc3\x8ele-de-France", NULL},
    {"sites:within \"Saint-R", "Saint-R", NULL, "stage"},
    {"figures { measure = 'members', within = \"Norm", "Norm", "Normandie", NULL},
    {"indicators.members('Pole", "Pole", "Polepharma", NULL},
    {"indicators.training_places(\"Norm", "Norm", "Normandie", "Normanville"},
    {"indicators.training_places(\"", "", "Normandie", "Rouen"},
    {"compare({ 'members' }, { 'Norm", "Norm", "Normandie", NULL},
    {"sites:within 'L\\'Ai", "L\\'Ai", NULL, NULL},
    /* measures, fields, levels, entities, ids, codes, choices */
    {"figure { measure = \"pharma_j", "pharma_j", "pharma_jobs", NULL},
    {"figures { measure = \"", "", "members", NULL},
    {"figures { measure = 'members', level = \"", "", "region", "site"},
    {"sites:by \"act", "act", "activity", NULL},
    {"sites:by(\"commune.re", "commune.re", "commune.region", NULL},
    {"sites:sum('head", "head", "headcount", NULL},
    {"sites:where { headc", "headc", "headcount = ", NULL},
    {"sites:where { headcount = at_le", "at_le", "at_least", NULL},
    {"organisations:where { kind = \"", "", "pharma_company", "Normandie"},
    {"organisations:where { kind = is_not \"", "", "pharma_company", "Normandie"},
    {"sites:where { commune = \"Rou", "Rou", "Rouen", NULL},
    {"for one in organisations:rows() do if one.kind == '", "", "pharma_company", "Normandie"},
    {"observations:where { status = '", "", "A", NULL},
    {"territories:where { level = '", "", "region", "Normandie"},
    {"compare({ \"memb", "memb", "members", "membres"},
    {"replay('basin_c", "basin_c", "basin_concentration", NULL},
    {"assess(sites, 'tutor", "tutor", "tutor_load", NULL},
    {"rule { applies_to = \"tra", "tra", "training_programme", NULL},
    {"find(\"terr", "terr", "territory", NULL},
    {"gaps('Normandie', { level = 'empl", "empl", "employment_zone", NULL},
    {"krugman(m, { reference = '", "", "mean_of_others", NULL},
    {"some_frame:sort(\"", "", "territory", NULL},
    {"some_frame:sort('territory', '", "", "descending", NULL},
    /* options of what takes a table */
    {"figures { me", "me", "measure = ", NULL},
    {"figures { measure = 'members', ", "", "level = ", "theme = "},
    {"indicator { th", "th", "theme = ", NULL},
    {"indicator { better = '", "", "higher", NULL},
    {"indicator { title = { ", "", "fr = ", "theme = "},
    {"hhi(v, { ", "", "normalised = ", NULL},
    {"match(p, s, { wi", "wi", "within = ", NULL},
    /* where nothing fits */
    {"x = 12", "", NULL, "figure"},
    {"-- sit", "", NULL, "sites"},
    {"--[[ a\n sit", "", NULL, "sites"},
    {"\"a\" .. sit", "sit", "sites", NULL},
    /* a mistake further up does not disturb */
    {"x = = 1\nsites:wi", "wi", "within", NULL},
    {"if x then end end\nfigures { mea", "mea", "measure = ", NULL},
};

static void what_is_offered(void **state) {
  scene *s = *state;
  candidates found = {0};
  eval(s, "mine_sites = sites:within 'Normandie'; one_site = sites:first()");
  eval(s, "some_frame = figures { measure = 'members', period = 2018 }");
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char wanted[100], unwanted[100];
    snprintf(wanted, sizeof wanted, "|%s|", table[i].wanted ? table[i].wanted : "");
    snprintf(unwanted, sizeof unwanted, "|%s|", table[i].unwanted ? table[i].unwanted : "");
    size_t start = ask(s, table[i].text, &found);
    const char *offered = grappe_buffer_text(&found.text);
    if (strcmp(table[i].text + start, table[i].word) != 0)
      print_error("%s: the word is '%s'\n", table[i].text, table[i].text + start), found.count = MOST + 1;
    if ((table[i].wanted && !strstr(offered, wanted)) || (table[i].unwanted && strstr(offered, unwanted)))
      print_error("%s: %s\n", table[i].text, offered), found.count = MOST + 1;
    if (found.count > MOST) s->printed.failed = 1;
  }
  assert_false(s->printed.failed);
  grappe_buffer_free(&found.text);
}

/* Every beginning of these, and these with a byte changed, answers: the word lies in the text. */
static void any_text_is_answered(void **state) {
  scene *s = *state;
  candidates found = {0};
  static const char *const texts[] = {
      "for row in sites:where { headcount = at_least(50), stage = \"fill\" }:rows() do print(row.name) end",
      "local a <close> = setmetatable({}, {}) goto out ::out:: repeat local x = [==[ a ]] ]==] until x",
      "indicator { id = 'x', title = { en = \"\xc3\xa9\", fr = '\\'', it = '\\\n' }, compute = function(a, ...) return "
      "a.b[1]:c{} "
      "end }",
      "\xff\xfe\x01\"\\",
      "((((((((({{{{{{[[[[",
      ":::...:x.:",
      "]]]]))))}}}}",
      "--[==[",
      "'\\",
      "\"\\x",
      "a.b.c.d:e",
  };
  unsigned random = 1;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    char text[400];
    size_t length = strlen(texts[i]);
    for (size_t end = 0; end <= length; end++) {
      memcpy(text, texts[i], end);
      text[end] = '\0';
      assert_true(ask(s, text, &found) <= end);
      if (!end) continue;
      random = random * 1103515245u + 12345u;
      text[random / 65536 % end] = "\"'[]{}().:=\n\\-,x\x80"[random / 7 % 17];
      assert_true(ask(s, text, &found) <= end);
    }
  }
  static const char deep[] = "f({";
  grappe_buffer nested = {0};
  for (int i = 0; i < 4000; i++) grappe_buffer_add(&nested, deep);
  assert_true(ask(s, grappe_buffer_text(&nested), &found) <= nested.length);
  grappe_buffer_free(&nested);
  grappe_buffer_free(&found.text);
}

static void no_more_than_asked_for(void **state) {
  scene *s = *state;
  candidates found = {0};
  grappe_session_complete(s->session, "sites:", 3, take, &found);
  assert_int_equal(found.count, 3);
  grappe_buffer_free(&found.text);
}

static void after_a_statement_that_was_stopped(void **state) {
  scene *s = *state;
  candidates found = {0};
  grappe_limits limits = *grappe_state_limits(grappe_session_state(s->session)), short_ones = limits;
  short_ones.seconds = 0.05;
  grappe_state_set_limits(grappe_session_state(s->session), &short_ones);
  scene_eval(s, "while true do end", GRAPPE_FORMAT_TABLE);
  grappe_state_set_limits(grappe_session_state(s->session), &limits);
  ask(s, "sites:wi", &found);
  assert_non_null(strstr(grappe_buffer_text(&found.text), "|within|"));
  grappe_buffer_free(&found.text);
}

static void without_an_observatory(void **state) {
  (void)state;
  scene none = {0};
  grappe_error error = {0};
  candidates found = {0};
  assert_int_equal(scene_session(&none, NULL, &error), GRAPPE_OK);
  assert_int_equal(ask(&none, "sites:within \"Nor", &found), strlen("sites:within \""));
  assert_int_equal(found.count, 0);
  ask(&none, "sites:wi", &found);
  assert_non_null(strstr(grappe_buffer_text(&found.text), "|within|"));
  grappe_buffer_free(&found.text);
  grappe_session_close(none.session);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_offered),        cmocka_unit_test(any_text_is_answered),
      cmocka_unit_test(no_more_than_asked_for), cmocka_unit_test(after_a_statement_that_was_stopped),
      cmocka_unit_test(without_an_observatory),
  };
  return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
