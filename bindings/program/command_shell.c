#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "program/program.h"
#include "shell/shell.h"
#include "shell/terminal.h"
#include "text/width.h"

/* XDG_STATE_HOME/grappe/history, else ~/.local/state/grappe/history; NULL where the user has no home. */
static char *history_path(void) {
  const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
  if (state && *state == '/') return grappe_path_join(state, "grappe/history");
  return home && *home ? grappe_path_join(home, ".local/state/grappe/history") : NULL;
}

static void banner(grappe_program *program, FILE *out) {
  grappe_store *store = grappe_observatory_store(program->observatory);
  const char *what =
      grappe_store_is_copy(store)
          ? grappe_translate("a throw-away copy of the example observatory ('grappe init' makes your own)")
          : grappe_store_path(store);
  grappe_buffer text = {0}, wrapped = {0};
  grappe_buffer_addf(&text, grappe_translate("Grappe %s: %s\n.help says what there is, TAB completes, .quit ends.\n"),
                     GRAPPE_VERSION, what);
  grappe_wrap(grappe_buffer_text(&text), grappe_terminal_width(out), &wrapped);
  fputs(grappe_buffer_text(&wrapped), out);
  grappe_buffer_free(&text);
  grappe_buffer_free(&wrapped);
}

grappe_exit grappe_command_shell(grappe_program *program) {
  int interactive = program->interactive;
  grappe_exit status = grappe_program_open_session(program, 1);
  if (status != GRAPPE_EXIT_FINE) return status;
  char *history = interactive ? history_path() : NULL;
  grappe_shell_options options = {
      .session = program->session,
      .in = stdin,
      .out = program->output.file,
      .errors = stderr,
      .interactive = interactive,
      .history_path = history,
      .write = grappe_output_write,
      .display = grappe_program_display(program),
  };
  if (interactive) options.display.rows = 60;
  if (interactive && !program->options.quiet) banner(program, stdout);
  grappe_error error = {0};
  int failed = 0;
  if (grappe_shell_run(&options, &failed, &error) != GRAPPE_OK) status = grappe_program_error(program, &error);
  /* what is typed is tried and mended: only a text that was handed over as a whole can have failed */
  if (status == GRAPPE_EXIT_FINE && failed && !interactive) status = GRAPPE_EXIT_SCRIPT;
  grappe_free(history);
  return status;
}
