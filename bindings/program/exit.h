/* How the program ends: what its exit status says to those who call it. */
#ifndef GRAPPE_PROGRAM_EXIT_H
#define GRAPPE_PROGRAM_EXIT_H

#include "base/status.h"
#include "state/outcome.h"

typedef enum grappe_exit {
  GRAPPE_EXIT_FINE = 0,
  GRAPPE_EXIT_FINDING = 1,       /* the work was done and found something: a failed test, rejected rows, a breach */
  GRAPPE_EXIT_USAGE = 2,         /* the command line: an option, a name that nothing has */
  GRAPPE_EXIT_DATA = 3,          /* data, or input and output */
  GRAPPE_EXIT_SCRIPT = 4,        /* a script's error, a limit, a question that stayed open */
  GRAPPE_EXIT_INTERRUPTED = 130, /* ^C, as shells tell it: 128 and the signal's number */
  GRAPPE_EXIT_UNREAD = 141       /* whoever read the output stopped reading: 128 and SIGPIPE */
} grappe_exit;

/* For a failure of the engine on files and data. What is wrong with the command line itself is always usage. */
grappe_exit grappe_exit_for_error(const grappe_error *error);
/* For a run of a script. Names on the command line reach scripts through the prelude: an error that no frame of a
 * script's own stands under is about those names, and a matter of usage. `command` is 1 where that can be so. */
grappe_exit grappe_exit_for_outcome(const grappe_outcome *outcome, int command);

#endif
