/* The shell: reads statements, runs each in the session, shows what came of it.
 *
 * With a person at it: a line editor with history and completion, a prompt, and another prompt while a statement is not
 * finished. Otherwise: the lines of a file or a pipe, run statement by statement as they complete; errors go to
 * `errors` and the next statement runs. Lines that begin with a dot are the shell's own commands (.help lists them). */
#ifndef GRAPPE_SHELL_SHELL_H
#define GRAPPE_SHELL_SHELL_H

#include <stdio.h>

#include "api/session.h"

typedef struct grappe_shell_options {
  grappe_session *session; /* borrowed, as is all else */
  FILE *in, *out, *errors;
  int interactive;
  const char *history_path; /* where lines are kept from one time to the next; NULL: nowhere */
  grappe_write_file write;  /* for .save and .once; NULL: they are refused */
  void *write_context;
  grappe_publish_options display; /* .width is asked of the terminal again before each result, if it is not 0 */
} grappe_shell_options;

/* Runs to the end of input or .quit. *failed becomes how many statements ended in an error. */
grappe_code grappe_shell_run(const grappe_shell_options *options, int *failed, grappe_error *error);

#endif
