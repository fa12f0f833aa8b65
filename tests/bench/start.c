/* How long the shell takes from being started to its prompt, on a terminal, as a person would wait for it.
 *
 * usage: bench_start PROGRAM OBSERVATORY_FOLDER RUNS     prints a row as bench_ask does */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/run.h"
#include "timing.h"

#define PROMPT "grappe> "

enum { PATIENCE = 5000 }; /* milliseconds */

/* Milliseconds until the prompt is there; below zero where it never did. */
static double start_once(char *program, char *folder) {
  char *const arguments[] = {program, "-C", folder, "--lang", "en", "--no-color", NULL};
  char seen[1 << 14];
  size_t used = 0;
  int terminal;
  struct winsize size = {.ws_row = 40, .ws_col = 120};
  double took = -1;
  int64_t began = grappe_clock();
  pid_t child = forkpty(&terminal, NULL, NULL, &size);
  if (child < 0) return -1;
  if (child == 0) {
    setenv("TERM", "dumb", 1);
    execv(program, arguments);
    _exit(127);
  }
  while (used < sizeof seen - 1) {
    struct pollfd ready = {terminal, POLLIN, 0};
    if (poll(&ready, 1, PATIENCE) != 1) break;
    ssize_t count = read(terminal, seen + used, sizeof seen - 1 - used);
    if (count <= 0) break;
    used += (size_t)count;
    seen[used] = '\0';
    if (strstr(seen, PROMPT)) {
      took = (double)(grappe_clock() - began) / 1e6;
      break;
    }
  }
  kill(child, SIGKILL); /* it only reads */
  close(terminal);
  waitpid(child, NULL, 0);
  return took;
}

int main(int count, char **arguments) {
  static timing t;
  if (count != 4) {
    fputs("usage: bench_start PROGRAM OBSERVATORY_FOLDER RUNS\n", stderr);
    return 2;
  }
  t.runs = timing_runs(arguments[3]);
  t.cold = start_once(arguments[1], arguments[2]);
  double user = timing_user();
  int failed = t.cold < 0;
  for (int i = 0; i < t.runs && !failed; i++) failed = (t.times[i] = start_once(arguments[1], arguments[2])) < 0;
  t.user = timing_user() - user;
  if (failed) {
    fprintf(stderr, "bench_start: %s showed no prompt\n", arguments[1]);
    timing_print_failed("start");
    return 1;
  }
  timing_print("start", &t);
  return 0;
}
