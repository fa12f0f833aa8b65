#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "shell/shell_private.h"
#include "text/utf8.h"
#include "text/width.h"

#define MOST 200 /* more than a person reads */

static void keep(void *context, const char *candidate) {
  grappe_completion *completion = context;
  if (completion->count >= MOST) return;
  for (size_t i = 0; i < completion->count; i++) /* a name may come from two kinds of value */
    if (strcmp(completion->candidates[i], candidate) == 0) return;
  char **grown =
      grappe_grow(completion->candidates, &completion->capacity, completion->count + 1, sizeof *completion->candidates);
  if (!grown) return;
  completion->candidates = grown;
  grown[completion->count] = grappe_strdup(candidate);
  if (grown[completion->count]) completion->count++;
}

static int by_bytes(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

void grappe_completion_find(grappe_shell *shell, const char *line, grappe_completion *completion) {
  if (!shell->pending.length && line[0] == '.') {
    completion->start = grappe_shell_complete_dot(shell, line, keep, completion);
    if (completion->count) qsort(completion->candidates, completion->count, sizeof *completion->candidates, by_bytes);
    return;
  }
  grappe_buffer whole = {0};
  grappe_buffer_add(&whole, grappe_buffer_text(&shell->pending));
  size_t before = whole.length;
  grappe_buffer_add(&whole, line);
  if (!grappe_buffer_failed(&whole)) {
    size_t start = grappe_session_complete(shell->options->session, grappe_buffer_text(&whole), MOST, keep, completion);
    if (start < before) grappe_completion_free(completion); /* a word cannot begin on an earlier line */
    completion->start = start < before ? strlen(line) : start - before;
  }
  grappe_buffer_free(&whole);
}

size_t grappe_completion_common(const grappe_completion *completion) {
  if (!completion->count) return 0;
  const char *first = completion->candidates[0];
  size_t common = strlen(first);
  for (size_t i = 1; i < completion->count; i++) {
    size_t same = 0;
    while (same < common && completion->candidates[i][same] == first[same]) same++;
    common = same;
  }
  return grappe_utf8_cut(first, strlen(first), common);
}

void grappe_completion_list(const grappe_completion *completion, int width, grappe_buffer *text) {
  int widest = 0;
  for (size_t i = 0; i < completion->count; i++) {
    int columns = grappe_width(completion->candidates[i]);
    if (columns > widest) widest = columns;
  }
  size_t columns = width > widest + 2 ? (size_t)(width / (widest + 2)) : 1;
  size_t rows = (completion->count + columns - 1) / columns;
  for (size_t row = 0; row < rows; row++) {
    for (size_t i = row; i < completion->count; i += rows) {
      int last = i + rows >= completion->count;
      grappe_pad(completion->candidates[i], last ? 0 : widest + 2, GRAPPE_LEFT, text);
    }
    grappe_buffer_add_char(text, '\n');
  }
}

void grappe_completion_free(grappe_completion *completion) {
  for (size_t i = 0; i < completion->count; i++) grappe_free(completion->candidates[i]);
  grappe_free(completion->candidates);
  memset(completion, 0, sizeof *completion);
}
