/* Signals: ^C stops the work, a request to end leaves nothing half written behind, a reader that went away ends output
 * and not the program. */
#ifndef GRAPPE_PROGRAM_SIGNALS_H
#define GRAPPE_PROGRAM_SIGNALS_H

#include "base/run.h"
#include "state/state.h"

/* `shell`: 1 where ^C must never end the program. Otherwise a second ^C ends it, should the first not be heard. */
void grappe_signals_install(int shell);
/* What ^C stops; NULL for nothing (^C then ends the program, unless it is the shell). */
void grappe_signals_stop_state(grappe_state *state);
void grappe_signals_stop_run(grappe_run *run);
/* The file to remove when the program is made to end; NULL for none. Borrowed until the next call. */
void grappe_signals_temporary(const char *path);

#endif
