/* Work without scripts: how it is stopped, and how far it has come. */
#include <stdio.h>
#include <unistd.h>

#include "program/program.h"
#include "program/signals.h"
#include "shell/terminal.h"
#include "text/width.h"

#define SHOW_EVERY 100000000 /* nanoseconds between two progress lines; the first comes after three times that */

static void show_progress(void *context, const char *what, double done, double total) {
  static int64_t next;
  grappe_program *program = context;
  int64_t now = grappe_clock();
  if (!program->progress_shown && next == 0) next = now + 3 * SHOW_EVERY;
  if (now < next) return;
  next = now + SHOW_EVERY;
  grappe_buffer line = {0};
  int width = grappe_terminal_width(stderr);
  grappe_shorten(what, (width ? width : 80) - 8, &line);
  if (total > 0) {
    fprintf(stderr, "\r\x1b[K%s %3.0f %%", grappe_buffer_text(&line), 100 * (done < total ? done / total : 1));
  } else {
    fprintf(stderr, "\r\x1b[K%s", grappe_buffer_text(&line));
  }
  fflush(stderr);
  grappe_buffer_free(&line);
  program->progress_shown = 1;
}

grappe_run *grappe_program_begin_work(grappe_program *program) {
  grappe_run *run = &program->run;
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
