/* model: descriptions that come from the data model, for those who publish or read the data. */
#include <string.h>

#include "base/memory.h"
#include "program/import_files.h"
#include "publish/datapackage.h"

/* The folder's own name in the form that a package's name has. */
static void package_name(const char *folder, char *name, size_t size) {
  size_t end = strlen(folder), at = 0;
  while (end > 1 && folder[end - 1] == '/') end--;
  size_t start = end;
  while (start && folder[start - 1] != '/') start--;
  at = (size_t)snprintf(name, size, "grappe");
  for (size_t i = start; i < end && at + 2 < size; i++) {
    char c = folder[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) continue;
    if (i == start) name[at++] = '-';
    name[at++] = c;
  }
  name[at] = '\0';
}

static grappe_code describe(const char *folder, grappe_buffer *json, grappe_error *error) {
  char name[80];
  grappe_datapackage package = {.name = "grappe", .title = "Grappe"};
  grappe_words files = {0};
  grappe_datapackage_resource *resources = NULL;
  if (!folder) return grappe_datapackage_write(&package, json, error);
  if (!grappe_path_is_folder(folder)) return grappe_fail(error, GRAPPE_IO, "there is no folder %s", folder);
  grappe_code code = grappe_files_of_folder(folder, &files, error);
  if (code == GRAPPE_OK && !files.count)
    code = grappe_fail(error, GRAPPE_DATA,
                       "no file in %s is named after an entity of the model (territory.csv, site.csv …)", folder);
  if (code == GRAPPE_OK) {
    resources = grappe_alloc_zero(files.count, sizeof *resources);
    if (!resources) code = grappe_fail_memory(error);
  }
  if (code == GRAPPE_OK) {
    for (size_t i = 0; i < files.count; i++) {
      const char *base = strrchr(files.items[i], '/') ? strrchr(files.items[i], '/') + 1 : files.items[i];
      char entity[100];
      snprintf(entity, sizeof entity, "%.*s", (int)strcspn(base, "."), base);
      resources[i].entity = grappe_entity_find(entity);
    }
    package_name(folder, name, sizeof name);
    package.name = name;
    package.resources = resources;
    package.resource_count = files.count;
    code = grappe_datapackage_write(&package, json, error);
  }
  grappe_free(resources);
  grappe_files_free(&files);
  return code;
}

grappe_exit grappe_command_model(grappe_program *program) {
  const grappe_words *words = &program->options.words;
  grappe_error error = {0};
  if (strcmp(words->items[0], "datapackage") != 0)
    return grappe_program_usage(program, "there is no description '%s': it is 'datapackage'; write", words->items[0]);
  grappe_buffer json = {0};
  grappe_code code = describe(words->count > 1 ? words->items[1] : NULL, &json, &error);
  if (code == GRAPPE_OK && grappe_buffer_failed(&json)) code = grappe_fail_memory(&error);
  if (code == GRAPPE_OK) grappe_output_sink(&program->output, json.text, json.length);
  grappe_buffer_free(&json);
  return code == GRAPPE_OK ? GRAPPE_EXIT_FINE : grappe_program_error(program, &error);
}
