#include "base/run.h"

#include <stddef.h>
#include <time.h>

int64_t grappe_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void grappe_run_begin(grappe_run *run, double seconds) {
  run->seconds = seconds;
  atomic_store(&run->stop, GRAPPE_OK);
  /* a limit of thirty years is none, and more nanoseconds than that might not fit */
  int limited = seconds > 0 && seconds < 1e9;
  atomic_store(&run->deadline, limited ? grappe_clock() + (int64_t)(seconds * 1e9) : 0);
}

void grappe_run_stop(grappe_run *run) {
  atomic_store(&run->stop, GRAPPE_STOPPED);
}

grappe_code grappe_run_check(grappe_run *run, grappe_error *error) {
  if (!run) return GRAPPE_OK;
  int code = atomic_load(&run->stop);
  int64_t deadline = atomic_load(&run->deadline);
  if (code == GRAPPE_OK && deadline && grappe_clock() > deadline) {
    /* another thread may have stopped the run meanwhile: the first reason stays */
    if (atomic_compare_exchange_strong(&run->stop, &code, GRAPPE_TIME)) code = GRAPPE_TIME;
  }
  if (code == GRAPPE_OK) return GRAPPE_OK;
  if (code == GRAPPE_STOPPED) return grappe_fail(error, GRAPPE_STOPPED, "interrupted");
  return grappe_fail(error, GRAPPE_TIME,
                     "the limit of %g seconds was reached: narrow the question, or raise the limit (see .limits)",
                     run->seconds);
}
