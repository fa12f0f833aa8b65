/* model: descriptions that come from the data model, for those who publish or read the data. */
#include <string.h>

#include "program/completion.h"
#include "program/describe_folder.h"
#include "program/import_files.h"
#include "publish/datapackage.h"

static grappe_code describe(grappe_program *program, const char *folder, grappe_buffer *text, grappe_error *error) {
  grappe_datapackage package = {.name = "grappe", .title = "Grappe"};
  if (!folder) return grappe_datapackage_write(&package, text, error);
  grappe_words left_out = {0};
  grappe_code code = grappe_describe_folder(folder, text, &left_out, error);
  for (size_t i = 0; code == GRAPPE_OK && i < left_out.count; i++)
    grappe_program_note(program, "%s is named after no entity of the model, so it is not described", left_out.items[i]);
  grappe_files_free(&left_out);
  return code;
}

grappe_exit grappe_command_model(grappe_program *program) {
  const grappe_words *words = &program->options.words;
  grappe_error error = {0};
  int completion = strcmp(words->items[0], "completion") == 0;
  if (completion && words->count > 1)
    return grappe_program_usage(program, "'%s' is too much for 'grappe %s' (quote what has spaces in it): write",
                                words->items[1], "model completion");
  if (!completion && strcmp(words->items[0], "datapackage") != 0)
    return grappe_program_usage(program, "there is no description '%s': it is 'datapackage' or 'completion'; write",
                                words->items[0]);
  grappe_buffer text = {0};
  grappe_code code = GRAPPE_OK;
  if (completion) {
    grappe_completion_write(&text);
  } else {
    code = describe(program, words->count > 1 ? words->items[1] : NULL, &text, &error);
  }
  if (code == GRAPPE_OK && grappe_buffer_failed(&text)) code = grappe_fail_memory(&error);
  if (code == GRAPPE_OK) grappe_output_sink(&program->output, text.text, text.length);
  grappe_buffer_free(&text);
  return code == GRAPPE_OK ? GRAPPE_EXIT_FINE : grappe_program_error(program, &error);
}
