#include "program/ask.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "shell/terminal.h"

static int is_stopped(grappe_program *program) {
  grappe_error error = {0};
  if (program->session &&
      grappe_run_check(grappe_state_run(grappe_session_state(program->session)), &error) != GRAPPE_OK)
    return 1;
  return grappe_run_check(&program->run, &error) != GRAPPE_OK;
}

int grappe_program_asks(const grappe_program *program) {
  return !program->options.quiet && grappe_terminal_is(stdin) && grappe_terminal_is(stderr);
}

/* Byte by byte: a terminal hands over a line at a time, and what is typed ahead answers the next question. */
int grappe_program_ask(grappe_program *program, const char *question, char *answer, size_t room) {
  size_t length = 0;
  if (program->output.file) fflush(program->output.file);
  fputs(question, stderr);
  fflush(stderr);
  for (;;) {
    char byte;
    struct pollfd input = {STDIN_FILENO, POLLIN, 0};
    if (poll(&input, 1, -1) < 0) { /* a signal: with ^C the question is over */
      if (errno == EINTR && !is_stopped(program)) continue;
      fputc('\n', stderr);
      return 0;
    }
    ssize_t got = read(STDIN_FILENO, &byte, 1);
    if (got <= 0 && !length) {
      fputc('\n', stderr);
      return 0;
    }
    if (got <= 0 || byte == '\n') break;
    if (byte != '\r' && length + 1 < room) answer[length++] = byte;
  }
  answer[length] = '\0';
  return 1;
}
