#include <string.h>

#include "program/program.h"

/* eval and export: the value of an expression. What is exported, import reads back where it can. */
grappe_exit grappe_command_eval(grappe_program *program) {
  grappe_exit status = grappe_program_open_session(program, 1);
  if (status != GRAPPE_EXIT_FINE) return status;
  grappe_buffer results = {0};
  grappe_outcome outcome = {0};
  grappe_publish_options display = grappe_program_display(program);
  display.importable = strcmp(program->options.command->name, "export") == 0;
  grappe_session_eval(program->session, "=eval", program->options.words.items[0], &display, &results, &outcome);
  return grappe_program_show(program, &results, &outcome, 0);
}
