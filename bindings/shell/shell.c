#include "shell/shell.h"

#include <stdlib.h>
#include <string.h>

#include "shell/shell_private.h"
#include "shell/terminal.h"

static void show(FILE *stream, const grappe_buffer *text) {
  fputs(grappe_buffer_text(text), stream);
  if (text->length && text->text[text->length - 1] != '\n') fputc('\n', stream);
}

/* Runs the text. Returns 0 where it is not finished and `more` may come. */
static int evaluate(grappe_shell *shell, const char *chunkname, const char *text, int more) {
  const grappe_shell_options *options = shell->options;
  grappe_buffer results = {0}, message = {0};
  grappe_outcome outcome = {0};
  if (shell->display.width) shell->display.width = grappe_terminal_width(options->out);
  int64_t begun = grappe_clock();
  grappe_session_eval(options->session, chunkname, text, &shell->display, &results, &outcome);
  double seconds = (double)(grappe_clock() - begun) / 1e9;
  int unfinished = outcome.unfinished && more;
  if (!unfinished) {
    show(options->out, &results);
    fflush(options->out);
    if (outcome.ending != GRAPPE_END_OK) {
      grappe_outcome_write(&outcome, &message);
      show(options->errors, &message);
      shell->failed++;
    }
    if (shell->timer) fprintf(options->out, "%.3f s\n", seconds);
  }
  grappe_buffer_free(&results);
  grappe_buffer_free(&message);
  return !unfinished;
}

static int blank(const char *text) {
  return text[strspn(text, " \t\r\n")] == '\0';
}

static void run_editor(grappe_shell *shell, grappe_editor *editor) {
  while (!shell->quit) {
    int interrupted = 0;
    const char *line = grappe_editor_read(editor, &interrupted);
    if (!line && !shell->pending.length) {
      fputc('\n', shell->options->out);
      break;
    }
    if (interrupted || !line) { /* ^D in an unfinished statement forgets it, as ^C does */
      fputc('\n', shell->options->out);
      grappe_buffer_clear(&shell->pending);
      continue;
    }
    if (!shell->pending.length && blank(line)) continue;
    if (!shell->pending.length && line[0] == '.') {
      grappe_editor_remember(editor, line);
      grappe_shell_dot(shell, line);
      continue;
    }
    grappe_buffer_add(&shell->pending, line);
    /* an empty line asks for what is wrong with a statement that will not end */
    int more = !blank(line);
    if (evaluate(shell, "=shell", grappe_buffer_text(&shell->pending), more)) {
      grappe_editor_remember(editor, grappe_buffer_text(&shell->pending));
      grappe_buffer_clear(&shell->pending);
    } else {
      grappe_buffer_add_char(&shell->pending, '\n');
    }
  }
}

/* Statements from a file or a pipe. Each is compiled after as many line ends as stand before it, so that messages name
 * the lines of the input. */
static void run_lines(grappe_shell *shell) {
  const grappe_shell_options *options = shell->options;
  char *line = NULL;
  size_t room = 0, lines_before = 0, lines = 0;
  ssize_t length;
  while (!shell->quit && !ferror(options->out) && (length = getline(&line, &room, options->in)) >= 0) {
    lines++;
    if (length && line[length - 1] == '\n') line[length - 1] = '\0';
    if (!shell->pending.length) {
      if (blank(line)) continue;
      if (line[0] == '.') {
        grappe_shell_dot(shell, line);
        continue;
      }
      lines_before = lines - 1;
      for (size_t i = 0; i < lines_before; i++) grappe_buffer_add_char(&shell->pending, '\n');
    }
    grappe_buffer_add(&shell->pending, line);
    grappe_buffer_add_char(&shell->pending, '\n');
    if (evaluate(shell, "@stdin", grappe_buffer_text(&shell->pending), 1)) grappe_buffer_clear(&shell->pending);
  }
  free(line);
  if (shell->pending.length) evaluate(shell, "@stdin", grappe_buffer_text(&shell->pending), 0);
}

grappe_code grappe_shell_run(const grappe_shell_options *options, int *failed, grappe_error *error) {
  grappe_shell shell = {.options = options, .display = options->display};
  *failed = 0;
  if (options->interactive) {
    grappe_editor *editor = grappe_editor_new(&shell);
    if (!editor)
      return grappe_fail(
          error, GRAPPE_IO,
          "lines cannot be edited on this terminal: set TERM, or hand statements over with 'grappe run -'");
    run_editor(&shell, editor);
    grappe_editor_free(editor);
  } else {
    run_lines(&shell);
  }
  grappe_buffer_free(&shell.pending);
  *failed = shell.failed;
  return GRAPPE_OK;
}
