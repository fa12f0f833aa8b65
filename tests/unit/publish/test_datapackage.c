/* The description of the data package. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "publish/datapackage.h"

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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_entities_are_described),
      cmocka_unit_test(a_resource_has_the_columns_of_its_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
