#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { TEXT_MOST = 1 << 16 };

static double milliseconds(const struct rusage *used) {
  return (double)used->ru_utime.tv_sec * 1e3 + (double)used->ru_utime.tv_usec / 1e3;
}

double timing_user(void) {
  struct rusage own, children;
  getrusage(RUSAGE_SELF, &own);
  getrusage(RUSAGE_CHILDREN, &children);
  return milliseconds(&own) + milliseconds(&children);
}

int timing_runs(const char *text) {
  int runs = atoi(text);
  if (runs >= 1 && runs <= TIMING_RUNS) return runs;
  fprintf(stderr, "bench: '%s' is no number of runs: give 1 to %d\n", text, TIMING_RUNS);
  exit(2);
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

void timing_print(const char *name, timing *t) {
  qsort(t->times, (size_t)t->runs, sizeof *t->times, ascending);
  printf("%s\t%.3f\t%.3f\t%.3f\t%.3f\n", name, t->cold, t->times[t->runs / 2], t->times[0], t->user / t->runs);
  fflush(stdout);
}

void timing_print_failed(const char *name) {
  printf("%s\tfailed\n", name);
  fflush(stdout);
}

void timing_name(const char *file, char *name, int size) {
  const char *base = strrchr(file, '/');
  snprintf(name, (size_t)size, "%s", base ? base + 1 : file);
  name[strcspn(name, ".")] = '\0';
}

char *timing_read(const char *file) {
  FILE *stream = fopen(file, "r");
  char *text = calloc(1, TEXT_MOST);
  if (!stream || !text) {
    fprintf(stderr, "bench: %s cannot be read\n", file);
    exit(1);
  }
  text[fread(text, 1, TEXT_MOST - 1, stream)] = '\0';
  fclose(stream);
  return text;
}
