/* Asks Grappe the questions of a folder, in one process, and times them.
 *
 * usage: bench_ask OBSERVATORY_FOLDER OUT_FOLDER THREADS RUNS FILE.lua…
 *
 * A question is a Lua text as staff would write it, which leaves its answer in the global `result`; that part is timed.
 * What stands after the line "-- answer" prints the answer as rows parted by tabs, into OUT_FOLDER/FILE.grappe, and is
 * not timed. Each question gets an observatory opened anew, so that its first run finds nothing prepared ("cold"; the
 * system's cache of files stays warm); RUNS more follow, under the limits that scripts have by default.
 *
 * Prints for each question: its name, the cold run, the median and the least of the others in milliseconds, the user
 * time of a run, parted by tabs. A question that fails is told on standard error, and its row has the word "failed". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/session.h"
#include "base/memory.h"
#include "store/store.h"
#include "timing.h"

#define SCRIPTS GRAPPE_SOURCE_DIR "/scripts"
#define ANSWER "\n-- answer\n"

typedef struct asked {
  grappe_observatory *observatory;
  grappe_session *session;
  FILE *answer;
  timing timing;
} asked;

static int write_answer(void *context, const char *text, size_t length) {
  asked *a = context;
  return a->answer && fwrite(text, 1, length, a->answer) < length;
}

static grappe_code open_session(asked *a, const char *path, int threads, grappe_error *error) {
  static const char *const folders[] = {SCRIPTS, NULL};
  grappe_limits limits = grappe_limits_standard();
  const grappe_session_options options = {.script_folders = folders,
                                          .prelude_folder = SCRIPTS "/prelude",
                                          .limits = &limits,
                                          .print = write_answer,
                                          .print_context = a};
  limits.threads = threads;
  grappe_code code = grappe_observatory_open(path, GRAPPE_STORE_READ, &a->observatory, error);
  if (code != GRAPPE_OK) return code;
  grappe_session_options opened = options;
  opened.observatory = a->observatory;
  code = grappe_session_open(&opened, &a->session, error);
  return code;
}

static void close_session(asked *a) {
  grappe_session_close(a->session);
  grappe_observatory_close(a->observatory);
  a->session = NULL;
  a->observatory = NULL;
}

/* Milliseconds; below zero where it failed. */
static double eval(asked *a, const char *file, const char *text) {
  grappe_buffer results = {0};
  grappe_outcome outcome = {0};
  const grappe_publish_options display = {0};
  char chunk[4096];
  snprintf(chunk, sizeof chunk, "@%s", file);
  int64_t began = grappe_clock();
  grappe_ending ending = grappe_session_eval(a->session, chunk, text, &display, &results, &outcome);
  double took = (double)(grappe_clock() - began) / 1e6;
  if (ending != GRAPPE_END_OK) {
    grappe_buffer said = {0};
    grappe_outcome_write(&outcome, &said);
    fprintf(stderr, "bench_ask: %s: %s\n", file, grappe_buffer_text(&said));
    grappe_buffer_free(&said);
    took = -1;
  }
  grappe_buffer_free(&results);
  return took;
}

static int answer(asked *a, const char *file, const char *text, const char *path) {
  grappe_limits limits = grappe_limits_standard();
  grappe_error error = {0};
  grappe_limits_set(&limits, "seconds", 0, &error);
  grappe_limits_set(&limits, "output", 0, &error);
  grappe_limits_set(&limits, "memory", 8192, &error);
  grappe_state_set_limits(grappe_session_state(a->session), &limits);
  a->answer = fopen(path, "w");
  if (!a->answer) {
    fprintf(stderr, "bench_ask: %s cannot be written\n", path);
    return 0;
  }
  int fine = eval(a, file, text) >= 0;
  if (fclose(a->answer) != 0) fine = 0;
  a->answer = NULL;
  return fine;
}

/* Times a question and keeps its answer; 0 where it failed. */
static int ask(asked *a, const char *file, char *text, const char *out) {
  timing *t = &a->timing;
  char *shown = strstr(text, ANSWER);
  if (shown) *shown = '\0';
  t->cold = eval(a, file, text);
  if (t->cold < 0) return 0;
  double user = timing_user();
  for (int i = 0; i < t->runs; i++) {
    eval(a, "forget", "result = nil");
    t->times[i] = eval(a, file, text);
    if (t->times[i] < 0) return 0;
  }
  t->user = timing_user() - user;
  return !shown || answer(a, file, shown + strlen(ANSWER), out);
}

int main(int count, char **arguments) {
  static asked a;
  char path[4096], out[4096], name[100];
  int failed = 0;
  if (count < 6) {
    fputs("usage: bench_ask OBSERVATORY_FOLDER OUT_FOLDER THREADS RUNS FILE.lua…\n", stderr);
    return 2;
  }
  a.timing.runs = timing_runs(arguments[4]);
  snprintf(path, sizeof path, "%s/" GRAPPE_STORE_FILE, arguments[1]);
  for (int i = 5; i < count; i++) {
    grappe_error error = {0};
    timing_name(arguments[i], name, sizeof name);
    snprintf(out, sizeof out, "%s/%s.grappe", arguments[2], name);
    char *text = timing_read(arguments[i]);
    if (open_session(&a, path, atoi(arguments[3]), &error) != GRAPPE_OK) {
      fprintf(stderr, "bench_ask: %s\n", error.message);
      return 1;
    }
    if (ask(&a, arguments[i], text, out)) {
      timing_print(name, &a.timing);
    } else {
      timing_print_failed(name);
      failed = 1;
    }
    close_session(&a);
    free(text);
  }
  return failed;
}
