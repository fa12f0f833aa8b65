/* A session: an observatory open, a sandboxed state with the whole API and the prelude in it, the script folders known.
 * The program and the shell do their work through this header; they hand over text and show what comes back. */
#ifndef GRAPPE_API_SESSION_H
#define GRAPPE_API_SESSION_H

#include "base/buffer.h"
#include "base/status.h"
#include "publish/publish.h"
#include "query/observatory.h"
#include "state/state.h"

typedef struct grappe_session grappe_session;

typedef struct grappe_session_options {
  grappe_observatory *observatory;   /* borrowed; NULL: only what needs no data works */
  const char *const *script_folders; /* own ones first, the shipped one last; NULL-ended */
  const char *prelude_folder;        /* scripts/prelude */
  const grappe_limits *limits;       /* NULL: the standard ones */
  grappe_sink print;                 /* what scripts print; NULL: thrown away */
  void *print_context;
  grappe_sink notice; /* one-line notices and warnings for the user (standard error); NULL: thrown away */
  void *notice_context;
  grappe_write_file write; /* for commands that write scripts (check --fix, new); NULL: they are refused */
  void *write_context;
  grappe_ask ask; /* for commands that ask the person at the terminal; NULL: nobody is there */
  void *ask_context;
} grappe_session_options;

grappe_code grappe_session_open(const grappe_session_options *options, grappe_session **session, grappe_error *error);
void grappe_session_close(grappe_session *session); /* NULL is allowed */
grappe_state *grappe_session_state(grappe_session *session);
grappe_observatory *grappe_session_observatory(grappe_session *session);

/* Runs text in the session's own environment, which lasts from one call to the next: first as an expression, else as
 * statements. `results` receives what it returned, shown as `display` says ("" for nothing). On an unfinished text
 * outcome->unfinished is 1. Warnings about the figures shown go to the notice sink. */
grappe_ending grappe_session_eval(grappe_session *session, const char *chunkname, const char *text,
                                  const grappe_publish_options *display, grappe_buffer *results,
                                  grappe_outcome *outcome);

/* Whether the text that ran last was an expression, whose value was shown. */
int grappe_session_expression(const grappe_session *session);
/* Shows again what the last text returned that returned anything; GRAPPE_NOT_FOUND where none has yet. */
grappe_ending grappe_session_show_last(grappe_session *session, const grappe_publish_options *display,
                                       grappe_buffer *results, grappe_outcome *outcome);
/* Forgets scripts whose files have changed since they were read, and says so as a notice: the next use reads them. */
void grappe_session_refresh(grappe_session *session);

/* Runs a script file's text in a fresh environment, with `arguments` in the global `arg`. What it returns is shown as
 * above. */
grappe_ending grappe_session_run(grappe_session *session, const char *path, const char *text, size_t length,
                                 const char *const *arguments, size_t argument_count,
                                 const grappe_publish_options *display, grappe_buffer *results,
                                 grappe_outcome *outcome);

/* Calls a command of the prelude (scripts/prelude/commands.lua) with an options table: each option is a name with zero
 * or more texts. `*finding` becomes 1 where the command found something that the exit status must tell (a failed test).
 */
typedef struct grappe_command_option {
  const char *name;
  const char *const *values; /* NULL-ended; no value at all means the flag is set */
} grappe_command_option;
grappe_ending grappe_session_command(grappe_session *session, const char *command, const grappe_command_option *options,
                                     size_t count, const grappe_publish_options *display, grappe_buffer *results,
                                     int *finding, grappe_outcome *outcome);

/* Completion of the word that ends at `text`'s end: calls `found` for each candidate (the whole word as it would
 * stand), at most `most`. Never runs script code that has an effect, never fails. Returns where the word begins in
 * `text`. */
size_t grappe_session_complete(grappe_session *session, const char *text, size_t most,
                               void (*found)(void *context, const char *candidate), void *context);

/* Help on a topic ("" for the overview) from the registration tables, the model and the prelude, in the user's
 * language; 0 where there is no such topic (the text then offers the nearest). */
int grappe_session_help(grappe_session *session, const char *topic, grappe_buffer *text);

/* An outcome as the user reads it: "FILE:LINE: message", the line of the script with marks below what is meant (of the
 * text that ran last, or of a script file), then the script's own frames. */
void grappe_session_tell(const grappe_session *session, const grappe_outcome *outcome, grappe_buffer *text);
/* The same without the line. */
void grappe_outcome_write(const grappe_outcome *outcome, grappe_buffer *text);

#endif
