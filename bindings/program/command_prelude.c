#include <string.h>

#include "program/program.h"

/* Hands the words and options over to the prelude's command of that name. */
grappe_exit grappe_command_prelude(grappe_program *program) {
  const grappe_options *given = &program->options;
  const char *name = given->command->name;
  const struct {
    const char *name, *value;
  } texts[] = {{"period", given->period},
               {"benchmark", given->benchmark},
               {"on", given->on},
               {"date", given->date},
               {"row", given->row},
               {"column", given->column},
               {"to", given->to},
               {"record", given->record ? "yes" : NULL},
               {"accept", given->accept},
               {"format", given->format_name},
               {"title", given->title},
               {"of", given->of},
               {"reference", given->reference},
               {"folder", program->scripts}};
  enum { TEXTS = sizeof texts / sizeof *texts };
  const char *lists[TEXTS][2];
  grappe_command_option options[TEXTS + 4];
  size_t count = 0;
  int files = strcmp(name, "test") == 0 || strcmp(name, "check") == 0;
  if (given->words.count) options[count++] = (grappe_command_option){files ? "files" : "ids", given->words.items};
  if (given->places.count) options[count++] = (grappe_command_option){"at", given->places.items};
  for (size_t i = 0; i < TEXTS; i++) {
    if (!texts[i].value) continue;
    lists[i][0] = texts[i].value;
    lists[i][1] = NULL;
    options[count++] = (grappe_command_option){texts[i].name, lists[i]};
  }
  /* listed where nothing is asked for, else a page whatever the file is called */
  if (strcmp(name, "report") == 0 && given->words.count && !given->format_name)
    program->options.format = GRAPPE_FORMAT_HTML;
  program->throw_away = strcmp(name, "test") == 0;
  grappe_exit status = grappe_program_open_session(program, 1);
  if (status != GRAPPE_EXIT_FINE) return status;
  const char *path = grappe_store_path(grappe_observatory_store(program->observatory)), *none[] = {NULL};
  if (given->fix) options[count++] = (grappe_command_option){"fix", none};
  if (strcmp(path, program->resources.example) != 0) options[count++] = (grappe_command_option){"own", none};
  grappe_buffer results = {0};
  grappe_outcome outcome = {0};
  grappe_publish_options display = grappe_program_display(program);
  int finding = 0;
  grappe_session_command(program->session, name, options, count, &display, &results, &finding, &outcome);
  status = grappe_program_show(program, &results, &outcome, 1);
  return status == GRAPPE_EXIT_FINE && finding ? GRAPPE_EXIT_FINDING : status;
}
