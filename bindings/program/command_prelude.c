#include <string.h>

#include "program/program.h"

/* Hands the words and options over to the prelude's command of that name. */
grappe_exit grappe_command_prelude(grappe_program *program) {
  const grappe_options *given = &program->options;
  const char *name = given->command->name;
  const char *period[] = {given->period, NULL}, *format[] = {given->format_name, NULL},
             *benchmark[] = {given->benchmark, NULL}, *on[] = {given->on, NULL}, *date[] = {given->date, NULL};
  grappe_command_option options[7];
  size_t count = 0;
  if (given->words.count)
    options[count++] = (grappe_command_option){strcmp(name, "test") == 0 ? "files" : "ids", given->words.items};
  if (given->places.count) options[count++] = (grappe_command_option){"at", given->places.items};
  if (given->period) options[count++] = (grappe_command_option){"period", period};
  if (given->benchmark) options[count++] = (grappe_command_option){"benchmark", benchmark};
  if (given->on) options[count++] = (grappe_command_option){"on", on};
  if (given->date) options[count++] = (grappe_command_option){"date", date};
  if (given->format_name) options[count++] = (grappe_command_option){"format", format};
  grappe_exit status = grappe_program_open_session(program, 1);
  if (status != GRAPPE_EXIT_FINE) return status;
  grappe_buffer results = {0};
  grappe_outcome outcome = {0};
  grappe_publish_options display = grappe_program_display(program);
  int finding = 0;
  grappe_session_command(program->session, name, options, count, &display, &results, &finding, &outcome);
  status = grappe_program_show(program, &results, &outcome, 1);
  return status == GRAPPE_EXIT_FINE && finding ? GRAPPE_EXIT_FINDING : status;
}
