#include "program/signals.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static _Atomic(grappe_state *) the_state;
static _Atomic(grappe_run *) the_run;
static _Atomic(const char *) the_temporary;
static atomic_int in_shell, interrupts;

static void remove_temporary(void) {
  const char *path = atomic_load(&the_temporary);
  if (path) unlink(path);
}

static void end_by(int number) {
  remove_temporary();
  signal(number, SIG_DFL);
  raise(number); /* delivered when the handler returns */
}

static void on_interrupt(int number) {
  int kept_errno = errno;
  grappe_state *state = atomic_load(&the_state);
  grappe_run *run = atomic_load(&the_run);
  if (!atomic_load(&in_shell) && ((!state && !run) || atomic_fetch_add(&interrupts, 1) > 0)) {
    end_by(number);
  } else {
    if (state) grappe_state_interrupt(state);
    if (run) grappe_run_stop(run);
  }
  errno = kept_errno;
}

static void install(int number, void (*handler)(int)) {
  struct sigaction action, old;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  /* what the caller had ignored (nohup, a job in the background) stays so */
  if (handler == SIG_IGN || (sigaction(number, NULL, &old) == 0 && old.sa_handler != SIG_IGN))
    sigaction(number, &action, NULL);
}

void grappe_signals_install(int shell) {
  atomic_store(&in_shell, shell);
  install(SIGINT, on_interrupt);
  install(SIGTERM, end_by);
  install(SIGHUP, end_by);
  install(SIGPIPE, SIG_IGN); /* a write then fails, and output knows why */
}

void grappe_signals_stop_state(grappe_state *state) {
  atomic_store(&the_state, state);
}

void grappe_signals_stop_run(grappe_run *run) {
  atomic_store(&the_run, run);
}

void grappe_signals_temporary(const char *path) {
  atomic_store(&the_temporary, path);
}
