/* One run of the program: what was asked, where the files are, what is open. Made and released by main(). */
#ifndef GRAPPE_PROGRAM_PROGRAM_H
#define GRAPPE_PROGRAM_PROGRAM_H

#include "api/session.h"
#include "program/command.h"
#include "program/options.h"
#include "program/output.h"
#include "program/resources.h"
#include "query/observatory.h"

/* What a line of progress is reckoned from. Times in nanoseconds. */
typedef struct grappe_progress {
  char what[400];
  int64_t began, next; /* when this work began to be told of, and when it is shown again */
  double first;        /* how much was done then */
} grappe_progress;

typedef struct grappe_program {
  grappe_options options;
  grappe_resources resources;
  grappe_output output;
  grappe_observatory *observatory; /* NULL until opened */
  grappe_session *session;         /* NULL until opened */
  char *scripts;                   /* the observatory's own scripts folder; NULL where there is none */
  grappe_run run;                  /* work without scripts: import, verify, backup */
  int throw_away;                  /* a copy of the observatory is opened: examples suppose rows there */
  int interactive;                 /* the shell with a person at it */
  int progress_shown;
  grappe_progress progress;
} grappe_program;

/* A sentence to standard error: "grappe: …" for what concerns the program, a note only unless --quiet. The format is
 * English and translated. grappe_program_error tells the status that goes with it. */
void grappe_program_say(grappe_program *program, const char *text,
                        size_t length); /* and a line end; on a terminal broken between words */
grappe_exit grappe_program_error(grappe_program *program, const grappe_error *error);
__attribute__((format(printf, 2, 3))) grappe_exit grappe_program_usage(grappe_program *program, const char *format,
                                                                       ...);
__attribute__((format(printf, 2, 3))) void grappe_program_note(grappe_program *program, const char *format, ...);
/* Help, where results go; broken between words on a terminal. */
void grappe_program_page(grappe_program *program, const grappe_buffer *text);

/* Opens the observatory of -C or of this folder, and finds its scripts. Where there is none: with `example` a copy of
 * the example observatory, else an error that says how to make one. */
grappe_code grappe_program_open_observatory(grappe_program *program, grappe_store_mode mode, int example,
                                            grappe_error *error);
/* The folder of the observatory, as a path: -C or ".". */
const char *grappe_program_folder(const grappe_program *program);

/* Opens the observatory for reading (or the example) and a session on it; ^C stops its scripts from here on.
 * `observatory` 0: a session without data, for help. On failure what is wrong has been said. */
grappe_exit grappe_program_open_session(grappe_program *program, int observatory);

/* How results are shown here: the format asked for, the terminal's width and colours. */
grappe_publish_options grappe_program_display(const grappe_program *program);
/* Writes a result to the output, ended by a line end; and what an outcome says to standard error. Returns the status.
 */
grappe_exit grappe_program_show(grappe_program *program, grappe_buffer *results, const grappe_outcome *outcome,
                                int command);
/* Begins work without scripts: ^C stops it, its progress shows on a terminal. NULL limit: --limit seconds where given.
 */
grappe_run *grappe_program_begin_work(grappe_program *program);
void grappe_program_end_work(grappe_program *program);

/* The whole text of a file, "-" standard input, up to `most` bytes; release with grappe_free. */
grappe_code grappe_program_read_file(const char *path, size_t most, char **text, size_t *length, grappe_error *error);

#endif
