#include "program/program.h"

grappe_exit grappe_command_help(grappe_program *program) {
  const char *topic = program->options.words.count ? program->options.words.items[0] : NULL;
  const grappe_command *command = topic ? grappe_command_find(topic) : NULL;
  grappe_buffer text = {0};
  grappe_exit status = GRAPPE_EXIT_FINE;
  if (!topic) {
    grappe_help_overview(&text);
  } else if (command) {
    grappe_help_command(command, &text);
  } else {
    status = grappe_program_open_session(program, 0);
    if (status == GRAPPE_EXIT_FINE && !grappe_session_help(program->session, topic, &text)) status = GRAPPE_EXIT_USAGE;
  }
  if (status == GRAPPE_EXIT_USAGE) {
    grappe_program_say(program, grappe_buffer_text(&text), text.length);
  } else {
    grappe_program_page(program, &text);
  }
  grappe_buffer_free(&text);
  return status;
}
