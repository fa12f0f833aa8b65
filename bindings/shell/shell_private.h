/* What the files of this room share. */
#ifndef GRAPPE_SHELL_PRIVATE_H
#define GRAPPE_SHELL_PRIVATE_H

#include "shell/shell.h"

typedef struct grappe_shell {
  const grappe_shell_options *options;
  grappe_publish_options display;
  grappe_buffer pending; /* a statement that is not finished yet */
  grappe_buffer entered; /* the statements that succeeded, as a script that does the same */
  char *once;            /* where the next result goes instead of to the screen; NULL */
  int timer, quit, failed;
} grappe_shell;

/* --- shell.c --- */
/* Runs the text and shows what came of it. Returns 0 where it is not finished and `more` may come. */
int grappe_shell_evaluate(grappe_shell *shell, const char *chunkname, const char *text, int more);

/* Lines to a person, broken between words to fit the terminal. */
void grappe_shell_say(grappe_shell *shell, FILE *stream, const char *text);

/* --- dot_files.c, dot_scripts.c: commands that read and write files, and those about scripts and examples --- */
void grappe_dot_read(grappe_shell *shell, const char *path);
void grappe_dot_save(grappe_shell *shell, const char *path);
void grappe_dot_once(grappe_shell *shell, const char *path);
void grappe_dot_last(grappe_shell *shell, const char *arguments);
/* Files and folders whose path begins so, folders with a slash behind. */
void grappe_dot_complete_file(const char *start, void (*found)(void *context, const char *candidate), void *context);
void grappe_dot_scripts(grappe_shell *shell, const char *arguments);
void grappe_dot_examples(grappe_shell *shell, const char *arguments);

/* --- dot.c: the shell's own commands --- */
/* Says what is wrong and counts it. */
void grappe_shell_complain(grappe_shell *shell, const grappe_error *error);
void grappe_shell_dot(grappe_shell *shell, const char *line);
/* Completion inside a line that begins with a dot; as grappe_session_complete. */
size_t grappe_shell_complete_dot(grappe_shell *shell, const char *line,
                                 void (*found)(void *context, const char *candidate), void *context);

/* --- editor.c: one line from the terminal --- */
typedef struct grappe_editor grappe_editor;
grappe_editor *grappe_editor_new(grappe_shell *shell); /* NULL: no line editor is to be had */
void grappe_editor_free(grappe_editor *editor);
/* A line without its end, valid until the next call; NULL at the end of input. *interrupted: ^C was pressed, and the
 * line is to be forgotten. */
const char *grappe_editor_read(grappe_editor *editor, int *interrupted);
void grappe_editor_remember(grappe_editor *editor, const char *statement); /* for the history */

/* --- completion.c --- */
typedef struct grappe_completion {
  char **candidates;
  size_t count, capacity;
  size_t start;      /* where the word begins in the line */
} grappe_completion; /* start with {0} */
/* Candidates for the word that ends the line (the statement's earlier lines are looked at too). */
void grappe_completion_find(grappe_shell *shell, const char *line, grappe_completion *completion);
/* How many bytes all candidates share at their start, whole characters only. */
size_t grappe_completion_common(const grappe_completion *completion);
/* All candidates in columns, for a terminal of that width. */
void grappe_completion_list(const grappe_completion *completion, int width, grappe_buffer *text);
void grappe_completion_free(grappe_completion *completion);

/* --- history.c --- */
/* Calls `line` for each line kept, oldest first; a long file is shortened first. */
void grappe_history_load(const char *path, void (*line)(void *context, const char *text), void *context);
/* Adds a line, making the folders where needed. Failing is silent: the shell works without. */
void grappe_history_add(const char *path, const char *text);
/* --- history_join.c --- */
/* A statement of several lines as one line that means the same; NULL: no memory. grappe_free. */
char *grappe_history_join(const char *statement);

#endif
