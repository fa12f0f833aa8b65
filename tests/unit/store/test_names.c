/* Names: found whatever their accents, case or hyphens; ambiguous or unknown ones are told so. */
#include "base/language.h"
#include "store/fixture.h"

static int begin_with_territories(void **state) {
  if (fixture_begin(state) != 0) return -1;
  fixture *f = *state;
  grappe_code code = grappe_store_begin(f->store, "test", &f->error);
  static const char *const levels[][2] = {
      {"code=commune", "name=Commune"}, {"code=basin", "name=Bassin"}, {"code=region", "name=Région"}};
  for (int i = 0; i < 3 && code == GRAPPE_OK; i++)
    code = PUT(f->store, "term", NULL, NULL, &f->error, "list=territory_level", levels[i][0], levels[i][1]);
  static const char *const territories[][5] = {
      {"code=76540", "name=Rouen", "level=#1", "insee=76540", "former_names=Rotomagus"},
      {"code=BAS-R", "name=Rouen", "level=#2", "insee=", "former_names="},
      {"code=27229", "name=Évreux", "level=#1", "insee=27229", "former_names=Mediolanum Aulercorum; Evreux-la-Vieille"},
      {"code=REG-28", "name=Normandie", "level=#3", "insee=28", "former_names="},
      {"code=REG-23", "name=Haute-Normandie", "level=#3", "insee=23", "former_names="},
      {"code=OLD", "name=Évreux", "level=#1", "insee=", "former_names="},
      {"code=OTHER", "name=Autre", "level=#1", "insee=", "former_names=Normandie"},
  };
  for (int i = 0; i < 7 && code == GRAPPE_OK; i++)
    code = fixture_put(f->store, "territory",
                       (const char *const[]){territories[i][0], territories[i][1], territories[i][2], territories[i][3],
                                             territories[i][4], NULL},
                       NULL, NULL, &f->error);
  if (code == GRAPPE_OK) code = PUT(f->store, "territory", NULL, NULL, &f->error, "code=OLD", "valid_to=1999-12-31");
  if (code == GRAPPE_OK)
    code = PUT(f->store, "territory", NULL, NULL, &f->error, "code=REG-28", "name_en=Normandy", "nuts=FRD");
  if (code == GRAPPE_OK) code = grappe_store_commit(f->store, &f->error);
  if (code != GRAPPE_OK) fprintf(stderr, "%s\n", f->error.message);
  return code == GRAPPE_OK ? 0 : -1;
}

static int64_t find(fixture *f, const char *text, const grappe_find_options *options) {
  int64_t row;
  f->error = (grappe_error){0};
  grappe_store_find(f->store, grappe_entity_find("territory"), text, options, &row, &f->error);
  return row;
}

static void codes_and_names_are_found(void **state) {
  fixture *f = *state;
  static const struct {
    const char *text;
    int64_t row;
  } cases[] = {
      {"76540", 1},
      {"BAS-R", 2},
      {"28", 4},
      {"FRD", 4},
      {"normandie", 4},
      {"NORMANDY", 4},
      {"haute normandie", 5},
      {"Evreux", 3},
      {"ÉVREUX", 3},
      {"Rotomagus", 1},
      {"evreux la vieille", 3},
      {"Rouen (basin)", 2},
      {"Rouen (bassin)", 2},
      {"basin:Rouen", 2},
      {"commune: rouen", 1},
      {"Rouen(commune)", 1},
      {"OLD", 6},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (find(f, cases[i].text, NULL) != cases[i].row) fail_msg("%s: %s", cases[i].text, f->error.message);
}

static void several_of_a_name_are_told(void **state) {
  fixture *f = *state;
  assert_int_equal(find(f, "Rouen", NULL), 0);
  assert_int_equal(f->error.code, GRAPPE_AMBIGUOUS);
  assert_non_null(strstr(f->error.message, "Rouen (commune, 76540), Rouen (basin, BAS-R)"));
  assert_int_equal(find(f, "Rouen", &(grappe_find_options){.among = "basin"}), 2);
  const char *const prefer[] = {"region", "basin", "commune", NULL};
  assert_int_equal(find(f, "Rouen", &(grappe_find_options){.prefer = prefer}), 2);
  grappe_period then;
  assert_fine(grappe_period_parse("1990", &then, &f->error), f->error);
  assert_int_equal(find(f, "Évreux", &(grappe_find_options){.on = &then}), 0);
  assert_int_equal(f->error.code, GRAPPE_AMBIGUOUS);
}

static void the_nearest_is_offered(void **state) {
  fixture *f = *state;
  assert_int_equal(find(f, "Evreu", NULL), 0);
  assert_int_equal(f->error.code, GRAPPE_NOT_FOUND);
  assert_non_null(strstr(f->error.message, "'Évreux'"));
  assert_int_equal(find(f, "Ruoen", &(grappe_find_options){.among = "basin"}), 0);
  assert_non_null(strstr(f->error.message, "'Rouen'"));
  assert_int_equal(find(f, "Evreu", &(grappe_find_options){.brief = 1}), 0);
  assert_null(strstr(f->error.message, "vreux'"));
  assert_int_equal(find(f, "", NULL), 0);
  assert_int_equal(find(f, "( )", NULL), 0);
  assert_int_equal(f->error.code, GRAPPE_NOT_FOUND);
}

typedef struct told {
  int count;
  char text[500];
} told;

static grappe_code tell(void *context, const grappe_entity *entity, int64_t row, const char *name, const char *code,
                        grappe_error *error) {
  (void)error;
  (void)entity;
  (void)row;
  told *t = context;
  t->count++;
  size_t used = strlen(t->text);
  snprintf(t->text + used, sizeof t->text - used, "%s [%s]; ", name, code);
  return GRAPPE_OK;
}

static void names_are_searched_and_completed(void **state) {
  fixture *f = *state;
  told t = {0};
  const grappe_entity *territory = grappe_entity_find("territory");
  assert_fine(grappe_store_search(f->store, territory, "norm", 10, tell, &t, &f->error), f->error);
  assert_string_equal(t.text, "Normandy [REG-28]; Normandie [OTHER]; Haute-Normandie [REG-23]; ");
  t = (told){0};
  assert_fine(grappe_store_search(f->store, NULL, "vieille \"evreux OR", 10, tell, &t, &f->error), f->error);
  assert_int_equal(t.count, 0);
  assert_fine(grappe_store_search(f->store, NULL, "vieille ÉVR", 10, tell, &t, &f->error), f->error);
  assert_string_equal(t.text, "Evreux-la-Vieille [27229]; ");
  t = (told){0};
  assert_fine(grappe_store_search(f->store, NULL, "\"*", 10, tell, &t, &f->error), f->error);
  assert_int_equal(t.count, 0);
  assert_fine(grappe_store_complete(f->store, territory, "rOu", NULL, 10, tell, &t, &f->error), f->error);
  assert_string_equal(t.text, "Rouen [76540]; ");
  t = (told){0};
  assert_fine(grappe_store_complete(f->store, territory, "REG", NULL, 1, tell, &t, &f->error), f->error);
  assert_string_equal(t.text, "REG-23 [REG-23]; ");
}

static void names_follow_their_rows(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(PUT(f->store, "territory", NULL, NULL, &f->error, "code=REG-28", "name=Neustrie"), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_int_equal(find(f, "neustrie", NULL), 4);
  assert_int_equal(find(f, "normandie", NULL), 7); /* a former name of another, now alone */
  assert_int_equal(find(f, "normandy", NULL), 4);
  told t = {0};
  assert_fine(grappe_store_search(f->store, NULL, "neus", 10, tell, &t, &f->error), f->error);
  assert_int_equal(t.count, 1);
  assert_int_equal(fixture_findings(f->store), 0);
  grappe_buffer name = {0};
  grappe_language_set(GRAPPE_FRENCH);
  assert_fine(grappe_store_name(f->store, grappe_entity_find("territory"), 4, &name, &f->error), f->error);
  assert_string_equal(grappe_buffer_text(&name), "Neustrie");
  grappe_language_set(GRAPPE_ENGLISH);
  grappe_buffer_clear(&name);
  assert_fine(grappe_store_name(f->store, grappe_entity_find("territory"), 4, &name, &f->error), f->error);
  assert_string_equal(grappe_buffer_text(&name), "Normandy");
  grappe_buffer_free(&name);
}

int main(void) {
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, begin_with_territories, fixture_end)
  const struct CMUnitTest tests[] = {
      WITH_STORE(codes_and_names_are_found), WITH_STORE(several_of_a_name_are_told),
      WITH_STORE(the_nearest_is_offered),    WITH_STORE(names_are_searched_and_completed),
      WITH_STORE(names_follow_their_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
