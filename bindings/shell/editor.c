/* The line editor: libedit, with completion on TAB and ^C as a key.
 *
 * While a line is edited the terminal sends ^C and ^Z as characters (setty -isig): no signal has to find its way
 * through the library's read, and the line is forgotten the same way every time. */
#include <histedit.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "shell/shell_private.h"
#include "shell/terminal.h"
#include "text/utf8.h"

struct grappe_editor {
  EditLine *el;
  History *history;
  grappe_shell *shell;
  grappe_buffer line;
  char *asked; /* the text for which TAB found nothing to add: a second TAB lists */
  int interrupted;
};

static char prompt_first[] = "grappe> ", prompt_more[] = "   ...> ";

static grappe_editor *editor_of(EditLine *el) {
  void *editor = NULL;
  el_get(el, EL_CLIENTDATA, &editor);
  return editor;
}

static char *prompt(EditLine *el) {
  return editor_of(el)->shell->pending.length ? prompt_more : prompt_first;
}

static unsigned char on_interrupt(EditLine *el, int key) {
  (void)key;
  editor_of(el)->interrupted = 1;
  return CC_NEWLINE;
}

static unsigned char on_suspend(EditLine *el, int key) {
  (void)key;
  el_set(el, EL_PREP_TERM, 0);
  raise(SIGTSTP);
  el_set(el, EL_PREP_TERM, 1);
  return CC_REDISPLAY;
}

/* Puts `length` bytes of text in the place of the word that ends at the cursor. */
static void replace_word(EditLine *el, const char *line, size_t start, const char *text, size_t length) {
  char *piece = grappe_strndup(text, length);
  if (!piece) return;
  el_deletestr(el, (int)grappe_utf8_count(line + start, strlen(line + start)));
  el_insertstr(el, piece);
  grappe_free(piece);
}

static unsigned char list_candidates(grappe_editor *editor, const grappe_completion *completion) {
  grappe_buffer text = {0};
  int width = grappe_terminal_width(editor->shell->options->out);
  grappe_buffer_add_char(&text, '\n');
  grappe_completion_list(completion, width ? width : 80, &text);
  fwrite(grappe_buffer_text(&text), 1, text.length, editor->shell->options->out);
  fflush(editor->shell->options->out);
  grappe_buffer_free(&text);
  return CC_REDISPLAY;
}

static unsigned char on_tab(EditLine *el, int key) {
  (void)key;
  grappe_editor *editor = editor_of(el);
  const LineInfo *info = el_line(el);
  char *line = grappe_strndup(info->buffer, (size_t)(info->cursor - info->buffer));
  grappe_completion completion = {0};
  unsigned char answer = CC_REFRESH_BEEP;
  if (!line) return CC_ERROR;
  grappe_completion_find(editor->shell, line, &completion);
  const char *word = line + completion.start;
  size_t common = grappe_completion_common(&completion);
  int again = editor->asked && strcmp(editor->asked, line) == 0;
  grappe_free(editor->asked);
  editor->asked = NULL;
  if (completion.count == 1 && strcmp(completion.candidates[0], word) != 0) {
    replace_word(el, line, completion.start, completion.candidates[0], common);
    answer = CC_REFRESH;
  } else if (completion.count &&
             grappe_utf8_count(completion.candidates[0], common) > grappe_utf8_count(word, strlen(word))) {
    replace_word(el, line, completion.start, completion.candidates[0], common);
    answer = CC_REFRESH;
  } else if (completion.count > 1 && again) {
    answer = list_candidates(editor, &completion);
  } else if (completion.count > 1) {
    editor->asked = grappe_strdup(line);
  }
  grappe_completion_free(&completion);
  grappe_free(line);
  return answer;
}

static void recall(void *context, const char *text) {
  grappe_editor *editor = context;
  HistEvent event;
  history(editor->history, &event, H_ENTER, text);
}

grappe_editor *grappe_editor_new(grappe_shell *shell) {
  const grappe_shell_options *options = shell->options;
  grappe_editor *editor = grappe_alloc_zero(1, sizeof *editor);
  if (!editor) return NULL;
  editor->shell = shell;
  editor->el = el_init("grappe", options->in, options->out, options->errors);
  editor->history = history_init();
  if (!editor->el || !editor->history) {
    grappe_editor_free(editor);
    return NULL;
  }
  EditLine *el = editor->el;
  HistEvent event;
  el_set(el, EL_CLIENTDATA, editor);
  el_set(el, EL_PROMPT, prompt);
  el_set(el, EL_EDITOR, "emacs");
  el_set(el, EL_SIGNAL, 1); /* the window's size, and a terminal left as it was when the program is made to end */
  history(editor->history, &event, H_SETSIZE, 1000);
  history(editor->history, &event, H_SETUNIQUE, 1);
  el_set(el, EL_HIST, history, editor->history);
  el_set(el, EL_ADDFN, "grappe-complete", "complete the word", on_tab);
  el_set(el, EL_ADDFN, "grappe-interrupt", "forget the line", on_interrupt);
  el_set(el, EL_ADDFN, "grappe-suspend", "stop for now", on_suspend);
  el_source(el, NULL); /* the user's own keys */
  el_set(el, EL_BIND, "^I", "grappe-complete", NULL);
  el_set(el, EL_BIND, "^C", "grappe-interrupt", NULL);
  el_set(el, EL_BIND, "^Z", "grappe-suspend", NULL);
  el_set(el, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_set(el, EL_SETTY, "-d", "-isig", NULL);
  if (options->history_path) grappe_history_load(options->history_path, recall, editor);
  return editor;
}

void grappe_editor_free(grappe_editor *editor) {
  if (!editor) return;
  if (editor->history) history_end(editor->history);
  if (editor->el) el_end(editor->el);
  grappe_buffer_free(&editor->line);
  grappe_free(editor->asked);
  grappe_free(editor);
}

const char *grappe_editor_read(grappe_editor *editor, int *interrupted) {
  int length = 0;
  editor->interrupted = 0;
  const char *line = el_gets(editor->el, &length);
  *interrupted = editor->interrupted;
  if (!line || length <= 0) return editor->interrupted ? "" : NULL;
  while (length && (line[length - 1] == '\n' || line[length - 1] == '\r')) length--;
  grappe_buffer_clear(&editor->line);
  grappe_buffer_add_bytes(&editor->line, line, (size_t)length);
  return grappe_buffer_text(&editor->line);
}

static void remember_line(grappe_editor *editor, const char *line) {
  recall(editor, line);
  if (editor->shell->options->history_path) grappe_history_add(editor->shell->options->history_path, line);
}

void grappe_editor_remember(grappe_editor *editor, const char *statement) {
  char *joined = grappe_history_join(statement);
  if (joined && *joined) remember_line(editor, joined);
  grappe_free(joined);
}
