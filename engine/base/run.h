/* One run: what a script, a query or an import may use, whether it was asked to stop, and how far it has come.
 *
 * Whoever starts a run owns the grappe_run; long work below takes a pointer to it (NULL: nothing limits the work) and
 * calls grappe_run_check every few thousand rows. Stopping is sticky until grappe_run_begin. */
#ifndef GRAPPE_BASE_RUN_H
#define GRAPPE_BASE_RUN_H

#include <stdatomic.h>
#include <stdint.h>

#include "base/status.h"

typedef struct grappe_run {
  atomic_int stop;               /* 0, or the code to stop with: GRAPPE_STOPPED or GRAPPE_TIME */
  double seconds;                /* limit on time; 0: none */
  atomic_int_least64_t deadline; /* on CLOCK_MONOTONIC, in nanoseconds; 0: none */
  int threads;                   /* how many the work may use; 0: one for each processor */
  void (*progress)(void *context, const char *what, double done, double total); /* bytes; total 0: not known. May be
                                                                                    NULL */
  void *progress_context;
} grappe_run;

void grappe_run_begin(grappe_run *run, double seconds); /* clears the stop and sets the deadline */
void grappe_run_stop(grappe_run *run);                  /* safe from a signal handler and from any thread */
/* GRAPPE_OK, or the code and message with which the work must end now. */
grappe_code grappe_run_check(grappe_run *run, grappe_error *error);
int64_t grappe_clock(void); /* CLOCK_MONOTONIC in nanoseconds */

#endif
