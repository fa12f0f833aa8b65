/* What the measuring programs share: times of one question, and the row that tells them. */
#ifndef GRAPPE_BENCH_TIMING_H
#define GRAPPE_BENCH_TIMING_H

enum { TIMING_RUNS = 1000 };

typedef struct timing {
  double cold;               /* the first run, in milliseconds */
  double times[TIMING_RUNS]; /* the others */
  int runs;
  double user; /* time of this process' threads (and of its children) in all of `times`, in milliseconds */
} timing;

double timing_user(void); /* used by this process so far, in milliseconds; with children that ended */
/* The number of runs that a program was given; ends it where that is none. */
int timing_runs(const char *text);
/* Prints name, cold run, median, least and user time of a run, parted by tabs. Sorts `times`. */
void timing_print(const char *name, timing *t);
void timing_print_failed(const char *name);
/* "questions/q1.lua" -> "q1" */
void timing_name(const char *file, char *name, int size);
/* The whole of a small file; ends the program where it cannot be read. Free it. */
char *timing_read(const char *file);

#endif
