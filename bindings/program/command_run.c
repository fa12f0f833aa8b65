#include "base/memory.h"
#include "program/program.h"

grappe_exit grappe_command_run(grappe_program *program) {
  const grappe_words *words = &program->options.words;
  const char *path = words->items[0];
  grappe_error error = {0};
  char *text;
  size_t length;
  if (grappe_program_read_file(path, program->options.limits.source_bytes, &text, &length, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  grappe_exit status = grappe_program_open_session(program, 1);
  if (status == GRAPPE_EXIT_FINE) {
    grappe_buffer results = {0};
    grappe_outcome outcome = {0};
    grappe_publish_options display = grappe_program_display(program);
    grappe_session_run(program->session, path, text, length, words->items + 1, words->count - 1, &display, &results,
                       &outcome);
    status = grappe_program_show(program, &results, &outcome, 0);
  }
  grappe_free(text);
  return status;
}
