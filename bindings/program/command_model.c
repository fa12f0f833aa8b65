/* model: descriptions that come from the data model, for those who publish or read the data. */
#include <string.h>

#include "program/candidates.h"
#include "program/completion.h"
#include "program/describe.h"
#include "program/describe_folder.h"
#include "program/import_files.h"
#include "publish/datapackage.h"

static grappe_code describe_data(grappe_program *program, const char *folder, grappe_buffer *json,
                                 grappe_error *error) {
  grappe_datapackage package = {.name = "grappe", .title = "Grappe"};
  if (!folder) return grappe_datapackage_write(&package, json, error);
  grappe_words left_out = {0};
  grappe_code code = grappe_describe_folder(folder, json, &left_out, error);
  for (size_t i = 0; code == GRAPPE_OK && i < left_out.count; i++)
    grappe_program_note(program, "%s is named after no entity of the model, so it is not described", left_out.items[i]);
  grappe_files_free(&left_out);
  return code;
}

/* The descriptions by name; those of what scripts see need a session. */
static const struct {
  const char *name;
  void (*of_tables)(grappe_buffer *text);
  void (*of_session)(grappe_session *session, grappe_buffer *text);
} descriptions[] = {
    {"datapackage", NULL, NULL},
    {"reference", NULL, grappe_describe_reference},
    {"luals", NULL, grappe_describe_luals},
    {"man", grappe_describe_man, NULL},
    {"completion", grappe_completion_write, NULL},
    {"candidates", NULL, NULL},
};
enum { DESCRIPTIONS = sizeof descriptions / sizeof *descriptions };

/* Of the observatory of -C, or else of the one in this folder, or else of the example. */
static grappe_exit write_candidates(grappe_program *program, grappe_buffer *text) {
  grappe_line line;
  grappe_line_read(&program->options.words, 1, &line);
  if (line.directory) program->options.directory = line.directory;
  program->options.quiet = 1;
  grappe_exit status = grappe_program_open_session(program, 1);
  if (status == GRAPPE_EXIT_FINE) grappe_candidates_find(program->session, &line, text);
  return status;
}

static grappe_exit unknown(grappe_program *program, const char *given) {
  grappe_buffer names = {0};
  for (size_t i = 0; i < DESCRIPTIONS; i++) grappe_buffer_addf(&names, "%s%s", i ? ", " : "", descriptions[i].name);
  grappe_exit status = grappe_program_usage(program, "there is no description '%s': it is one of %s; write", given,
                                            grappe_buffer_text(&names));
  grappe_buffer_free(&names);
  return status;
}

grappe_exit grappe_command_model(grappe_program *program) {
  const grappe_words *words = &program->options.words;
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_code code = GRAPPE_OK;
  size_t i = 0;
  while (i < DESCRIPTIONS && strcmp(words->items[0], descriptions[i].name) != 0) i++;
  if (i == DESCRIPTIONS) return unknown(program, words->items[0]);
  int takes_words = strcmp(descriptions[i].name, "candidates") == 0;
  size_t most = i == 0 ? 2 : 1;
  if (!takes_words && words->count > most)
    return grappe_program_usage(program, "'%s' is too much for 'grappe %s' (quote what has spaces in it): write",
                                words->items[most], program->options.command->name);
  if (takes_words || descriptions[i].of_session) {
    grappe_exit status = takes_words ? write_candidates(program, &text) : grappe_program_open_session(program, 0);
    if (status != GRAPPE_EXIT_FINE) return status;
    if (!takes_words) descriptions[i].of_session(program->session, &text);
  } else if (descriptions[i].of_tables) {
    descriptions[i].of_tables(&text);
  } else {
    code = describe_data(program, words->count > 1 ? words->items[1] : NULL, &text, &error);
  }
  if (code == GRAPPE_OK && grappe_buffer_failed(&text)) code = grappe_fail_memory(&error);
  if (code == GRAPPE_OK && text.length) grappe_output_sink(&program->output, text.text, text.length);
  grappe_buffer_free(&text);
  return code == GRAPPE_OK ? GRAPPE_EXIT_FINE : grappe_program_error(program, &error);
}
