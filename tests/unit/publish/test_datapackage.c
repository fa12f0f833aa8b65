/* The description of the data package. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "publish/datapackage.h"
#include "publish/datapackage_rows.h"

/* Whether the text is one JSON value, by a reader of a dozen lines: brackets in order, quotes closed, commas between.
 */
static const char *value(const char *at);

static const char *string(const char *at) {
  if (*at++ != '"') return NULL;
  for (; *at && *at != '"'; at++)
    if (*at == '\\' && !*++at) return NULL;
  return *at ? at + 1 : NULL;
}

static const char *blank(const char *at) {
  return at ? at + strspn(at, " \n") : NULL;
}

static const char *items(const char *at, char end, int named) {
  at = blank(at + 1);
  if (*at == end) return at + 1;
  for (;;) {
    if (named) {
      at = blank(string(at));
      if (!at || *at != ':') return NULL;
      at = blank(at + 1);
    }
    at = blank(value(at));
    if (!at) return NULL;
    if (*at == end) return at + 1;
    if (*at != ',') return NULL;
    at = blank(at + 1);
  }
}

static const char *value(const char *at) {
  if (*at == '{') return items(at, '}', 1);
  if (*at == '[') return items(at, ']', 0);
  if (strncmp(at, "true", 4) == 0) return at + 4;
  return string(at);
}

static void all_entities_are_described(void **state) {
  (void)state;
  grappe_buffer json = {0};
  grappe_error error = {0};
  grappe_datapackage_licence licence = {"CC-BY-4.0", NULL, "Creative \"Commons\""};
  grappe_datapackage_source source = {"INSEE", NULL};
  grappe_datapackage package = {.name = "grappe-example", .licences = &licence, .licence_count = 1};
  package.sources = &source;
  package.source_count = 1;
  assert_int_equal(grappe_datapackage_write(&package, &json, &error), GRAPPE_OK);
  const char *text = grappe_buffer_text(&json);
  const char *end = blank(value(text));
  assert_non_null(end);
  assert_int_equal(*end, '\0');
  assert_non_null(strstr(text, "Creative \\\"Commons\\\""));
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    char path[80] = "\"path\": \"";
    strcat(strcat(path, grappe_entity_at(i)->name), ".csv\"");
    assert_non_null(strstr(text, path));
  }
  assert_null(strstr(text, "superseded_by"));
  assert_non_null(strstr(text, "\"pattern\": \"^[0-9]{14}$\""));
  assert_non_null(strstr(text, "\"average\""));
  grappe_buffer_free(&json);
}

static void a_resource_has_the_columns_of_its_file(void **state) {
  (void)state;
  static const char *const columns[] = {"code", "commune", "organisation", "activity", "name"};
  grappe_datapackage_resource resources[] = {
      {.entity = grappe_entity_find("site"), .path = "sites-2026.csv", .columns = columns, .column_count = 5},
      {.entity = grappe_entity_find("territory")},
      {.entity = grappe_entity_find("activity_class")},
      {.entity = grappe_entity_find("observation")}};
  grappe_datapackage package = {.name = "two", .resources = resources, .resource_count = 4};
  grappe_buffer json = {0};
  grappe_error error = {0};
  assert_int_equal(grappe_datapackage_write(&package, &json, &error), GRAPPE_OK);
  const char *text = grappe_buffer_text(&json);
  char *end = strstr(text, "\"name\": \"territory\"");
  assert_non_null(end);
  *end = '\0';
  assert_non_null(strstr(text, "\"path\": \"sites-2026.csv\""));
  assert_null(strstr(text, "siret"));
  /* to the territories, keyed by code alone; not to a class, whose code needs its nomenclature, nor to what is not here
   */
  assert_non_null(strstr(text, "\"fields\": \"commune\""));
  assert_null(strstr(text, "\"fields\": \"organisation\""));
  assert_null(strstr(text, "\"fields\": \"activity\""));
  assert_non_null(strstr(text, "\"primaryKey\": [\n"));
  const char *observation = strstr(end + 1, "\"name\": \"observation\"");
  assert_non_null(observation);
  assert_null(strstr(observation, "primaryKey")); /* parts of its key may be empty */
  grappe_buffer_free(&json);

  static const char *const unknown[] = {"code", "colour"};
  resources[0].columns = unknown;
  resources[0].column_count = 2;
  assert_int_equal(grappe_datapackage_write(&package, &json, &error), GRAPPE_ARGUMENT);
  assert_non_null(strstr(error.message, "colour"));
  grappe_buffer_free(&json);
}

enum { SITES, PLACES_ALL, PLACES_HERE, FAMILIES, RESOURCES };

static const char *const site_columns[] = {"code", "commune", "organisation"};
static const char *const place_columns[] = {"code", "level", "name"};
static const char *const family_columns[] = {"site", "stage", "product_family"};

typedef struct row {
  size_t resource;
  const char *values[3];
} row;

static grappe_code describe(const row *rows, size_t count, grappe_buffer *json, grappe_error *error) {
  grappe_datapackage_facts facts[RESOURCES];
  grappe_datapackage_resource resources[RESOURCES] = {
      [SITES] = {grappe_entity_find("site"), "here-site", "here/site.csv", site_columns, 3, &facts[SITES], 0},
      [PLACES_HERE] = {grappe_entity_find("territory"), "here-territory", "here/territory.csv", place_columns, 3,
                       &facts[PLACES_HERE], 0},
      [PLACES_ALL] = {grappe_entity_find("territory"), "all-territory", "all/territory.csv", place_columns, 3,
                      &facts[PLACES_ALL], 0},
      [FAMILIES] = {grappe_entity_find("site_activity"), "here-site_activity", "here/site_activity.csv", family_columns,
                    3, &facts[FAMILIES], ';'}};
  grappe_datapackage package = {.name = "four", .resources = resources, .resource_count = RESOURCES};
  grappe_datapackage_rows *seen = NULL;
  grappe_code code = grappe_datapackage_rows_new(resources, RESOURCES, &seen, error);
  for (size_t i = 0; code == GRAPPE_OK && i < count; i++)
    code = grappe_datapackage_rows_add(seen, rows[i].resource, rows[i].values, error);
  if (code == GRAPPE_OK) code = grappe_datapackage_rows_judge(seen, facts, error);
  if (code == GRAPPE_OK) code = grappe_datapackage_write(&package, json, error);
  grappe_datapackage_rows_free(seen);
  return code;
}

/* Whether the part of the JSON that describes a resource has the text. */
static int has(const grappe_buffer *json, const char *resource, const char *wanted) {
  char name[80] = "\"name\": \"";
  strcat(strcat(name, resource), "\"");
  const char *begin = strstr(grappe_buffer_text(json), name);
  assert_non_null(begin);
  const char *end = strstr(begin, "\"tabular-data-resource\""), *found = strstr(begin, wanted);
  return found && (!end || found < end);
}

static const row all_right[] = {
    {SITES, {"s1", "27701", "a"}},       {SITES, {"s2", "27701", ""}},       {SITES, {"s3", "", "b"}},
    {PLACES_HERE, {"27701", "c", "V"}},  {PLACES_ALL, {"27701", "c", "V"}},  {PLACES_ALL, {"28000", "c", "C"}},
    {FAMILIES, {"s1", "research", "x"}}, {FAMILIES, {"s1", "research", "y"}}};

static void rows_say_which_keys_hold(void **state) {
  (void)state;
  grappe_buffer json = {0};
  grappe_error error = {0};
  row rows[8];
  memcpy(rows, all_right, sizeof rows);
  assert_int_equal(describe(rows, 8, &json, &error), GRAPPE_OK);
  const char *end = blank(value(grappe_buffer_text(&json)));
  assert_true(end && *end == '\0');
  assert_true(has(&json, "here-site", "\"primaryKey\""));
  assert_true(has(&json, "here-site", "\"resource\": \"here-territory\"")); /* the one beside it comes first */
  assert_false(has(&json, "here-site", "\"fields\": \"organisation\""));    /* none of the package has organisations */
  assert_true(has(&json, "here-site_activity", "\"primaryKey\""));          /* no part is empty in this file */
  assert_true(has(&json, "here-site_activity", "\"resource\": \"here-site\""));
  assert_true(has(&json, "here-site_activity", "\"delimiter\": \";\""));
  assert_false(has(&json, "here-site", "\"delimiter\""));
  grappe_buffer_clear(&json);

  rows[1].values[1] = "28000"; /* the other file alone has both */
  rows[7].values[2] = "x";     /* twice the same key */
  assert_int_equal(describe(rows, 8, &json, &error), GRAPPE_OK);
  assert_true(has(&json, "here-site", "\"resource\": \"all-territory\""));
  assert_false(has(&json, "here-site_activity", "\"primaryKey\""));
  grappe_buffer_clear(&json);

  rows[1].values[1] = "76540"; /* no file has it */
  rows[7].values[2] = "";      /* a part of the key is empty */
  rows[2].values[0] = "s1";    /* a code twice: nothing can refer to it */
  assert_int_equal(describe(rows, 8, &json, &error), GRAPPE_OK);
  assert_false(has(&json, "here-site", "\"foreignKeys\""));
  assert_false(has(&json, "here-site", "\"primaryKey\""));
  assert_false(has(&json, "here-site_activity", "\"primaryKey\""));
  assert_false(has(&json, "here-site_activity", "\"foreignKeys\""));
  grappe_buffer_clear(&json);

  assert_int_equal(describe(rows, 0, &json, &error), GRAPPE_OK);
  assert_false(has(&json, "here-site", "\"foreignKeys\""));
  grappe_buffer_free(&json);
}

static void no_memory_for_rows(void **state) {
  (void)state;
  grappe_code code = GRAPPE_MEMORY;
  size_t before = grappe_memory_held();
  long n = 0;
  while (code != GRAPPE_OK) {
    grappe_buffer json = {0};
    grappe_error error = {0};
    grappe_memory_fail_after(++n);
    code = describe(all_right, 8, &json, &error);
    grappe_memory_fail_after(0);
    grappe_buffer_free(&json);
    assert_int_equal(grappe_memory_held(), before);
    assert_true(code == GRAPPE_OK || code == GRAPPE_MEMORY);
  }
  assert_true(n > 20);
}

static void licences_have_identifiers(void **state) {
  (void)state;
  assert_string_equal(grappe_datapackage_licence_named("Licence Ouverte 2.0").name, "etalab-2.0");
  assert_string_equal(grappe_datapackage_licence_named("ODbL 1.0").name, "ODbL-1.0");
  assert_non_null(grappe_datapackage_licence_named("CC BY 4.0").path);
  grappe_datapackage_licence own = grappe_datapackage_licence_named("Avec l'accord de l'éditeur");
  assert_null(own.name);
  grappe_datapackage package = {.name = "own", .licences = &own, .licence_count = 1};
  grappe_buffer json = {0};
  grappe_error error = {0};
  assert_int_equal(grappe_datapackage_write(&package, &json, &error), GRAPPE_OK);
  assert_non_null(strstr(grappe_buffer_text(&json), "\"name\": \"Avec-l-accord-de-l---diteur\""));
  assert_non_null(strstr(grappe_buffer_text(&json), "\"title\": \"Avec l'accord de l'éditeur\""));
  grappe_buffer_free(&json);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_entities_are_described), cmocka_unit_test(a_resource_has_the_columns_of_its_file),
      cmocka_unit_test(rows_say_which_keys_hold),   cmocka_unit_test(no_memory_for_rows),
      cmocka_unit_test(licences_have_identifiers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
