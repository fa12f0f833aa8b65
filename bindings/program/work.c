/* Work without scripts: how it is stopped, and how far it has come. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "program/program.h"
#include "program/signals.h"
#include "shell/terminal.h"
#include "text/width.h"

#define SHOW_EVERY 100000000 /* nanoseconds between two progress lines; the first comes after three times that */
#define SECOND 1e9

enum { BAR = 20 };

#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* a test holds every translation to its format's conversions */

/* "[#####---------------]  25 %  12 MB/s  1:05 left"; without bar where nobody knows how much there is. */
static void write_figures(const grappe_progress *progress, double done, double total, int64_t now, char text[200]) {
  double seconds = (double)(now - progress->began) / SECOND, rate = (done - progress->first) / seconds;
  char bar[BAR + 1] = "", rest[80] = "";
  int length = 0;
  if (total > 0) {
    double share = done < total ? done / total : 1;
    for (int i = 0; i < BAR; i++) bar[i] = i < (int)(share * BAR) ? '#' : '-';
    length = snprintf(text, 200, "[%s] %3.0f %%", bar, 100 * share);
  } else {
    length = snprintf(text, 200, grappe_translate("%.0f MB"), done / 1e6);
  }
  if (seconds <= 0 || rate <= 0) return; /* the file has only just begun */
  length += snprintf(text + length, 200 - (size_t)length, "  ");
  length += snprintf(text + length, 200 - (size_t)length, grappe_translate("%.0f MB/s"), rate / 1e6);
  if (total <= done || seconds < 1) return; /* a guess from less would jump */
  long left = (long)((total - done) / rate + 0.5);
  if (left >= 3600)
    snprintf(rest, sizeof rest, "%ld:%02ld:%02ld", left / 3600, left / 60 % 60, left % 60);
  else
    snprintf(rest, sizeof rest, "%ld:%02ld", left / 60, left % 60);
  length += snprintf(text + length, 200 - (size_t)length, "  ");
  snprintf(text + length, 200 - (size_t)length, grappe_translate("%s left"), rest);
}

static void show_progress(void *context, const char *what, double done, double total) {
  grappe_program *program = context;
  grappe_progress *progress = &program->progress;
  int64_t now = grappe_clock();
  if (strncmp(progress->what, what, sizeof progress->what - 1) != 0) { /* the next file has a rate of its own */
    snprintf(progress->what, sizeof progress->what, "%s", what);
    progress->began = now;
    progress->first = done;
    if (!progress->next) progress->next = now + 3 * SHOW_EVERY;
  }
  if (now < progress->next) return;
  progress->next = now + SHOW_EVERY;
  char figures[200] = "";
  grappe_buffer name = {0}, line = {0};
  int width = grappe_terminal_width(stderr), room;
  write_figures(progress, done, total, now, figures);
  room = (width ? width : 80) - 3 - (int)strlen(figures); /* the last column stays free: some terminals wrap there */
  const char *slash = strrchr(what, '/'); /* its folder would take the room of its name */
  grappe_shorten(slash && slash[1] ? slash + 1 : what, room > 8 ? room : 8, &name);
  grappe_buffer_addf(&line, "%s  %s", grappe_buffer_text(&name), figures);
  fprintf(stderr, "\r\x1b[K%s", grappe_buffer_text(&line));
  fflush(stderr);
  grappe_buffer_free(&name);
  grappe_buffer_free(&line);
  program->progress_shown = 1;
}

grappe_run *grappe_program_begin_work(grappe_program *program) {
  grappe_run *run = &program->run;
  memset(&program->progress, 0, sizeof program->progress);
  grappe_run_begin(run, program->options.seconds_given ? program->options.limits.seconds : 0);
  run->threads = program->options.limits.threads;
  run->progress = !program->options.quiet && grappe_terminal_is(stderr) ? show_progress : NULL;
  run->progress_context = program;
  if (program->observatory) grappe_observatory_run(program->observatory, run);
  grappe_signals_stop_run(run);
  return run;
}

void grappe_program_end_work(grappe_program *program) {
  grappe_signals_stop_run(NULL);
  if (program->observatory) grappe_observatory_run(program->observatory, NULL);
  if (program->progress_shown) fputs("\r\x1b[K", stderr);
  program->progress_shown = 0;
}
