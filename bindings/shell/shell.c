#include "shell/shell.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "shell/shell_private.h"
#include "shell/terminal.h"
#include "text/width.h"

static void show(FILE *stream, const grappe_buffer *text) {
  fputs(grappe_buffer_text(text), stream);
  if (text->length && text->text[text->length - 1] != '\n') fputc('\n', stream);
}

void grappe_shell_say(grappe_shell *shell, FILE *stream, const char *text) {
  grappe_terminal_say(stream, shell->options->interactive ? grappe_terminal_width(shell->options->out) : 0, text);
}

/* Keeps what succeeded for .save: an expression is shown by a script only if it says so. */
static void keep_entry(grappe_shell *shell, const char *text) {
  int expression = grappe_session_expression(shell->options->session);
  text += strspn(text, "\n"); /* what stood before it in a file */
  int length = (int)strlen(text);
  while (length && text[length - 1] == '\n') length--;
  grappe_buffer_addf(&shell->entered, expression ? "show(%.*s)\n" : "%.*s\n", length, text);
}

/* The result of a statement: on the screen, or where .once said. */
static void give_result(grappe_shell *shell, const grappe_buffer *results) {
  const grappe_shell_options *options = shell->options;
  if (!shell->once) {
    show(options->out, results);
    fflush(options->out);
    return;
  }
  grappe_error error = {0};
  if (options->write(options->write_context, shell->once, grappe_buffer_text(results), results->length, &error) !=
      GRAPPE_OK)
    grappe_shell_complain(shell, &error);
  grappe_free(shell->once);
  shell->once = NULL;
}

static grappe_publish_options display_now(grappe_shell *shell) {
  grappe_publish_options display = shell->display;
  if (display.width) display.width = grappe_terminal_width(shell->options->out);
  if (!shell->once) return display;
  display.width = display.rows = display.colour = 0;
  display.importable = 1;
  if (display.audience == GRAPPE_FOR_SCREEN) display.audience = GRAPPE_FOR_OTHERS;
  grappe_format_of_path(shell->once, &display.format);
  return display;
}

/* Whether the entry is a lone word with which other programs are left. */
static int means_to_leave(const char *text) {
  static const char *const words[] = {"q", "quit", "exit", "bye", "quitter", "sortir", "esci"};
  text += strspn(text, " \t\r\n");
  size_t length = strcspn(text, " \t\r\n()");
  if (text[length + strspn(text + length, " \t\r\n()")]) return 0;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (length == strlen(words[i]) && strncmp(text, words[i], length) == 0) return 1;
  return 0;
}

int grappe_shell_evaluate(grappe_shell *shell, const char *chunkname, const char *text, int more) {
  const grappe_shell_options *options = shell->options;
  grappe_buffer results = {0}, message = {0};
  grappe_outcome outcome = {0};
  grappe_publish_options display = display_now(shell);
  grappe_session_refresh(options->session);
  int64_t begun = grappe_clock();
  grappe_session_eval(options->session, chunkname, text, &display, &results, &outcome);
  double seconds = (double)(grappe_clock() - begun) / 1e9;
  int unfinished = outcome.unfinished && more;
  if (!unfinished && outcome.ending == GRAPPE_END_OK) {
    give_result(shell, &results);
    keep_entry(shell, text);
  } else if (!unfinished) {
    show(options->out, &results);
    fflush(options->out);
    if (outcome.error.code == GRAPPE_NOT_FOUND && means_to_leave(text))
      grappe_buffer_addf(&message, "%s\n", grappe_translate("to leave the shell, type .quit, or press Ctrl-D"));
    else
      grappe_session_tell(options->session, &outcome, &message);
    grappe_shell_say(shell, options->errors, grappe_buffer_text(&message));
    shell->failed++;
  }
  if (!unfinished && shell->timer) fprintf(options->out, "%.3f s\n", seconds);
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
    if (grappe_shell_evaluate(shell, "=shell", grappe_buffer_text(&shell->pending), more)) {
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
    if (grappe_shell_evaluate(shell, "@stdin", grappe_buffer_text(&shell->pending), 1))
      grappe_buffer_clear(&shell->pending);
  }
  free(line);
  if (shell->pending.length) grappe_shell_evaluate(shell, "@stdin", grappe_buffer_text(&shell->pending), 0);
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
  grappe_buffer_free(&shell.entered);
  grappe_free(shell.once);
  *failed = shell.failed;
  return GRAPPE_OK;
}
