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
  atomic_store(&run->deadline, seconds > 0 ? grappe_clock() + (int64_t)(seconds * 1e9) : 0);
}

void grappe_run_stop(grappe_run *run) {
  atomic_store(&run->stop, GRAPPE_STOPPED);
}

grappe_code grappe_run_check(grappe_run *run, grappe_error *error) {
  if (!run) return GRAPPE_OK;
  int code = atomic_load(&run->stop);
  int64_t deadline = atomic_load(&run->deadline);
  if (code == GRAPPE_OK && deadline && grappe_clock() > deadline) {
    code = GRAPPE_TIME;
    atomic_store(&run->stop, code);
  }
  if (code == GRAPPE_OK) return GRAPPE_OK;
  if (code == GRAPPE_STOPPED) return grappe_fail(error, GRAPPE_STOPPED, "interrupted");
  return grappe_fail(error, GRAPPE_TIME,
                     "the limit of %g seconds was reached: narrow the question, or raise the limit (see .limits)",
                     run->seconds);
}
