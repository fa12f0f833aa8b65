/* grappe: reads the command line, hands over to the command, and ends with its status. */
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "program/program.h"
#include "program/signals.h"
#include "shell/terminal.h"

/* Only the encoding comes from the locale, for the line editor: numbers and order are never the locale's. */
static void set_encoding(void) {
  if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

/* --help and --version, which need nothing open. Returns 1 where that was asked. */
static int answer_at_once(grappe_program *program) {
  const grappe_options *options = &program->options;
  grappe_buffer text = {0};
  if (options->help && options->command) {
    grappe_help_command(options->command, &text);
  } else if (options->help) {
    grappe_help_overview(&text);
  } else if (options->version) {
    grappe_buffer_add(&text, "grappe " GRAPPE_VERSION "\n");
  }
  if (text.length) grappe_program_page(program, &text);
  int answered = text.length > 0;
  grappe_buffer_free(&text);
  return answered;
}

static grappe_exit carry_out(grappe_program *program) {
  const grappe_command *command = program->options.command;
  int words = (int)program->options.words.count;
  grappe_error error = {0};
  if (answer_at_once(program)) return GRAPPE_EXIT_FINE;
  if (command && words < command->least)
    return grappe_program_usage(program, "'grappe %s' needs more than that: write", command->name);
  if (command && command->most >= 0 && words > command->most)
    return grappe_program_usage(program, "'%s' is too much for 'grappe %s' (quote what has spaces in it): write",
                                program->options.words.items[command->most], command->name);
  if (grappe_format_is(program->options.format, GRAPPE_BINARY) && program->output.file == stdout &&
      grappe_terminal_is(stdout))
    return grappe_program_usage(program, "%s is a format of files: add -o FILE",
                                grappe_format_name((size_t)program->options.format));
  if (grappe_resources_find(&program->resources, &error) != GRAPPE_OK) return grappe_program_error(program, &error);
  return command ? command->function(program) : grappe_command_shell(program);
}

int main(int count, char **arguments) {
  grappe_program program = {0};
  grappe_error error = {0};
  set_encoding();
  grappe_language_set(grappe_options_language(count, arguments));
  grappe_exit status;
  if (grappe_options_read(count, arguments, &program.options, &error) != GRAPPE_OK) {
    grappe_program_error(&program, &error);
    status = GRAPPE_EXIT_USAGE;
  } else {
    program.interactive =
        !program.options.command && !program.options.output && grappe_terminal_is(stdin) && grappe_terminal_is(stdout);
    grappe_signals_install(program.interactive);
    if (grappe_output_open(&program.output, program.options.output, &error) != GRAPPE_OK) {
      status = grappe_program_error(&program, &error);
    } else {
      status = carry_out(&program);
      int keep = status == GRAPPE_EXIT_FINE || status == GRAPPE_EXIT_FINDING;
      if (grappe_output_close(&program.output, keep, &error) != GRAPPE_OK)
        status = grappe_program_error(&program, &error);
      if (grappe_output_unread(&program.output)) status = GRAPPE_EXIT_UNREAD;
    }
  }
  grappe_signals_stop_state(NULL);
  grappe_session_close(program.session);
  grappe_observatory_close(program.observatory);
  grappe_resources_free(&program.resources);
  grappe_options_free(&program.options);
  grappe_free(program.scripts);
  return status;
}
