/* What the program says to the user on standard error. */
#include <stdarg.h>
#include <stdio.h>

#include "base/memory.h"
#include "program/program.h"
#include "shell/terminal.h"
#include "text/width.h"

/* A progress line on the terminal gives way to whatever is said. */
static void clear_progress(grappe_program *program) {
  if (program->progress_shown) fputs("\r\x1b[K", stderr);
  program->progress_shown = 0;
}

/* What was written before stands before the error, also where both go to one terminal or file. */
static void begin(grappe_program *program) {
  clear_progress(program);
  if (program->output.file) fflush(program->output.file);
}

void grappe_program_say(grappe_program *program, const char *text, size_t length) {
  while (length && text[length - 1] == '\n') length--;
  begin(program);
  char *lines = grappe_terminal_is(stderr) ? grappe_strndup(text, length) : NULL;
  if (lines)
    grappe_terminal_say(stderr, grappe_terminal_width(stderr), lines);
  else
    fprintf(stderr, "%.*s\n", (int)length, text);
  grappe_free(lines);
}

grappe_exit grappe_program_error(grappe_program *program, const grappe_error *error) {
  char line[sizeof error->message + 10];
  int length = snprintf(line, sizeof line, "grappe: %s", error->message);
  grappe_program_say(program, line, (size_t)length);
  return grappe_exit_for_error(error);
}

#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* a test holds every translation to its format's conversions */

grappe_exit grappe_program_usage(grappe_program *program, const char *format, ...) {
  va_list arguments;
  begin(program);
  fputs("grappe: ", stderr);
  va_start(arguments, format);
  vfprintf(stderr, grappe_translate(format), arguments);
  va_end(arguments);
  if (program->options.command) fprintf(stderr, "\ngrappe %s", program->options.command->usage);
  fputc('\n', stderr);
  return GRAPPE_EXIT_USAGE;
}

void grappe_program_note(grappe_program *program, const char *format, ...) {
  va_list arguments;
  char line[2000]; /* what is longer lists rows, and is cut by the terminal where it likes */
  if (program->options.quiet) return;
  va_start(arguments, format);
  int length = vsnprintf(line, sizeof line, grappe_translate(format), arguments);
  va_end(arguments);
  if (length >= 0 && (size_t)length < sizeof line) {
    grappe_program_say(program, line, (size_t)length);
    return;
  }
  begin(program);
  va_start(arguments, format);
  vfprintf(stderr, grappe_translate(format), arguments);
  va_end(arguments);
  fputc('\n', stderr);
}

void grappe_program_page(grappe_program *program, const grappe_buffer *text) {
  FILE *file = program->output.file;
  grappe_buffer wrapped = {0};
  grappe_wrap(grappe_buffer_text(text), file && grappe_terminal_is(file) ? grappe_terminal_width(file) : 0, &wrapped);
  grappe_output_sink(&program->output, grappe_buffer_text(&wrapped), wrapped.length);
  grappe_buffer_free(&wrapped);
}

grappe_exit grappe_program_show(grappe_program *program, grappe_buffer *results, const grappe_outcome *outcome,
                                int command) {
  const char *text = grappe_buffer_text(results);
  if (results->length) {
    grappe_output_sink(&program->output, text, results->length);
    int lines = !grappe_format_is(program->options.format, GRAPPE_BINARY);
    if (lines && text[results->length - 1] != '\n') grappe_output_sink(&program->output, "\n", 1);
  }
  grappe_buffer_free(results);
  /* a script that was stopped because nobody reads its output any more has nothing to tell */
  if (outcome->ending == GRAPPE_END_OK || grappe_output_unread(&program->output))
    return grappe_exit_for_outcome(outcome, command);
  grappe_buffer message = {0};
  grappe_session_tell(program->session, outcome, &message);
  grappe_program_say(program, grappe_buffer_text(&message), message.length);
  grappe_buffer_free(&message);
  return grappe_exit_for_outcome(outcome, command);
}
