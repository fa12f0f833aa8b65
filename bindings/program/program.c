#include "program/program.h"
#include "program/ask.h"

#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "program/signals.h"
#include "shell/terminal.h"
#include "store/migration.h"

const char *grappe_program_folder(const grappe_program *program) {
  return program->options.directory ? program->options.directory : ".";
}

/* The scripts beside the observatory; where there are none, nothing is wrong. */
static grappe_code find_scripts(grappe_program *program, grappe_error *error) {
  char *scripts = grappe_path_join(grappe_program_folder(program), "scripts");
  if (!scripts) return grappe_fail_memory(error);
  if (grappe_path_is_folder(scripts)) {
    program->scripts = scripts;
  } else {
    grappe_free(scripts);
  }
  return GRAPPE_OK;
}

static grappe_code open_example(grappe_program *program, grappe_error *error) {
  if (!grappe_path_exists(program->resources.example))
    return grappe_fail(error, GRAPPE_DATA,
                       "there is no observatory here, and the example observatory is not installed (%s): make one with "
                       "'grappe init'",
                       program->resources.example);
  grappe_code code = grappe_observatory_open_copy(program->resources.example, &program->observatory, error);
  /* the shell's banner says it too */
  if (code == GRAPPE_OK && !program->interactive)
    grappe_program_note(program, "no %s here: this is the example observatory", GRAPPE_STORE_FILE);
  return code;
}

/* An observatory of an older Grappe is brought up to date before it is first read; the store keeps a copy of it. Where
 * the file may not be written, opening it says what to do. */
static grappe_code bring_up_to_date(grappe_program *program, const char *path, grappe_error *error) {
  int version;
  grappe_store *store = NULL;
  grappe_code code = grappe_store_file_version(path, &version, error);
  if (code != GRAPPE_OK || version == grappe_store_newest() || access(path, W_OK) != 0) return code;
  code = grappe_store_open(path, GRAPPE_STORE_WRITE, &store, error);
  if (code == GRAPPE_OK)
    grappe_program_note(program,
                        "%s was brought from version %d of the schema to version %d; a copy as it was is %s.v%d.bak",
                        path, version, grappe_store_newest(), path, version);
  grappe_store_close(store);
  return code;
}

grappe_code grappe_program_open_observatory(grappe_program *program, grappe_store_mode mode, int example,
                                            grappe_error *error) {
  const char *folder = grappe_program_folder(program);
  char *path = grappe_path_join(folder, GRAPPE_STORE_FILE);
  grappe_code code;
  if (!path) return grappe_fail_memory(error);
  if (grappe_path_exists(path)) {
    code = bring_up_to_date(program, path, error);
    if (code == GRAPPE_OK && program->throw_away)
      code = grappe_observatory_open_copy(path, &program->observatory, error);
    else if (code == GRAPPE_OK)
      code = grappe_observatory_open(path, mode, &program->observatory, error);
    if (code == GRAPPE_OK) code = find_scripts(program, error);
  } else if (example && !program->options.directory) {
    code = open_example(program, error);
  } else {
    /* a folder that was named and has no observatory is a mistake: the example would answer for another cluster */
    code = grappe_fail(error, GRAPPE_DATA, "there is no observatory in %s: make one with 'grappe init %s'", folder,
                       folder);
  }
  grappe_free(path);
  return code;
}

static int write_notice(void *context, const char *text, size_t length) {
  grappe_program *program = context;
  if (!program->options.quiet) grappe_program_say(program, text, length);
  return 0;
}

static int ask(void *context, const char *question, char *answer, size_t room) {
  return grappe_program_ask(context, question, answer, room);
}

grappe_exit grappe_program_open_session(grappe_program *program, int observatory) {
  grappe_error error = {0};
  const char *folders[3] = {NULL};
  size_t count = 0;
  if (observatory && !program->observatory &&
      grappe_program_open_observatory(program, program->options.record ? GRAPPE_STORE_WRITE : GRAPPE_STORE_READ, 1,
                                      &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  if (program->scripts) folders[count++] = program->scripts;
  folders[count] = program->resources.scripts;
  grappe_session_options options = {
      .observatory = program->observatory,
      .script_folders = folders,
      .prelude_folder = program->resources.prelude,
      .limits = &program->options.limits,
      .print = grappe_output_sink,
      .print_context = &program->output,
      .notice = write_notice,
      .notice_context = program,
      .write = grappe_output_write,
      .ask = grappe_program_asks(program) ? ask : NULL,
      .ask_context = program,
  };
  if (grappe_session_open(&options, &program->session, &error) != GRAPPE_OK)
    return grappe_program_error(program, &error);
  grappe_signals_stop_state(grappe_session_state(program->session));
  if (program->options.confidential) {
    const char *warning =
        grappe_translate("the results hold what is confidential: give them only to those who may see it");
    grappe_program_say(program, warning, strlen(warning));
  }
  return GRAPPE_EXIT_FINE;
}

grappe_publish_options grappe_program_display(const grappe_program *program) {
  grappe_publish_options display = {.format = program->options.format, .language = grappe_language_now()};
  FILE *file = program->output.file;
  if (file && grappe_terminal_is(file)) {
    display.width = grappe_terminal_width(file);
    display.audience = GRAPPE_FOR_SCREEN;
    display.colour = !program->options.no_colour && grappe_terminal_takes_colour(file);
  }
  if (program->options.confidential) display.audience = GRAPPE_FOR_ENTITLED;
  return display;
}
