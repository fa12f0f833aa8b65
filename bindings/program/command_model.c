/* model: descriptions that come from the data model, for those who publish or read the data. */
#include <string.h>

#include "program/describe_folder.h"
#include "program/import_files.h"
#include "publish/datapackage.h"

static grappe_code describe(grappe_program *program, const char *folder, grappe_buffer *json, grappe_error *error) {
  grappe_datapackage package = {.name = "grappe", .title = "Grappe"};
  if (!folder) return grappe_datapackage_write(&package, json, error);
  grappe_words left_out = {0};
  grappe_code code = grappe_describe_folder(folder, json, &left_out, error);
  for (size_t i = 0; code == GRAPPE_OK && i < left_out.count; i++)
    grappe_program_note(program, "%s is named after no entity of the model, so it is not described", left_out.items[i]);
  grappe_files_free(&left_out);
  return code;
}

grappe_exit grappe_command_model(grappe_program *program) {
  const grappe_words *words = &program->options.words;
  grappe_error error = {0};
  if (strcmp(words->items[0], "datapackage") != 0)
    return grappe_program_usage(program, "there is no description '%s': it is 'datapackage'; write", words->items[0]);
  grappe_buffer json = {0};
  grappe_code code = describe(program, words->count > 1 ? words->items[1] : NULL, &json, &error);
  if (code == GRAPPE_OK && grappe_buffer_failed(&json)) code = grappe_fail_memory(&error);
  if (code == GRAPPE_OK) grappe_output_sink(&program->output, json.text, json.length);
  grappe_buffer_free(&json);
  return code == GRAPPE_OK ? GRAPPE_EXIT_FINE : grappe_program_error(program, &error);
}
