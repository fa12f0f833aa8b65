/* A statement of several lines as one line that means the same, so that the history recalls it as one, after a restart
 * too: line ends become spaces, a comment up to its line's end one in brackets, a long text one in quotes. */
#include <string.h>

#include "base/memory.h"
#include "shell/shell_private.h"

/* The level of the long bracket that begins here, such as 1 for "[=[", or -1. */
static int long_level(const char *text) {
  size_t level;
  if (*text != '[') return -1;
  level = strspn(text + 1, "=");
  return text[1 + level] == '[' ? (int)level : -1;
}

/* Where the long bracket of that level ends; NULL: nowhere. */
static const char *long_end(const char *text, int level) {
  for (; (text = strchr(text, ']')) != NULL; text++)
    if ((int)strspn(text + 1, "=") == level && text[1 + level] == ']') return text;
  return NULL;
}

static void add_without_lines(const char *from, const char *end, grappe_buffer *out) {
  for (; from < end; from++) grappe_buffer_add_char(out, *from == '\n' ? ' ' : *from);
}

/* The level of a long bracket that the text does not close by itself. */
static int free_level(const char *from, const char *end) {
  for (int level = 0;; level++) {
    const char *close = long_end(from, level);
    if (!close || close >= end) return level;
  }
}

static void add_bracket(char bracket, int level, grappe_buffer *out) {
  grappe_buffer_add_char(out, bracket);
  for (int i = 0; i < level; i++) grappe_buffer_add_char(out, '=');
  grappe_buffer_add_char(out, bracket);
}

/* Both kinds of comment; returns what follows. */
static const char *add_comment(const char *text, grappe_buffer *out) {
  int level = long_level(text + 2);
  const char *close = level >= 0 ? long_end(text + 4 + level, level) : NULL;
  if (close) {
    add_without_lines(text, close + 2 + level, out);
    return close + 2 + level;
  }
  const char *begin = text + 2, *end = begin + strcspn(begin, "\n");
  if (!*end) { /* the last line: nothing stands behind it */
    add_without_lines(text, end, out);
    return end;
  }
  level = free_level(begin, end);
  grappe_buffer_add(out, "--");
  add_bracket('[', level, out);
  add_without_lines(begin, end, out);
  grappe_buffer_add_char(out, ' ');
  add_bracket(']', level, out);
  return end;
}

/* A long text without line ends stays; others are written with escapes. */
static const char *add_long_text(const char *text, int level, const char *close, grappe_buffer *out) {
  const char *begin = text + 2 + level, *behind = close + 2 + level;
  if (!memchr(begin, '\n', (size_t)(close - begin))) {
    grappe_buffer_add_bytes(out, text, (size_t)(behind - text));
    return behind;
  }
  if (*begin == '\n') begin++; /* Lua passes over a line end right at the beginning */
  grappe_buffer_add_char(out, '"');
  for (; begin < close; begin++) {
    if (*begin == '\n') {
      grappe_buffer_add(out, "\\n");
      continue;
    }
    if (*begin == '"' || *begin == '\\') grappe_buffer_add_char(out, '\\');
    grappe_buffer_add_char(out, *begin);
  }
  grappe_buffer_add_char(out, '"');
  return behind;
}

/* A text in quotes may go on over a line end behind a backslash, or behind \z. */
static const char *add_quoted(const char *text, grappe_buffer *out) {
  char quote = *text;
  grappe_buffer_add_char(out, *text++);
  while (*text && *text != quote) {
    if (*text == '\\' && text[1] == '\n') {
      grappe_buffer_add(out, "\\n");
      text += 2;
    } else if (*text == '\\' && text[1]) {
      grappe_buffer_add_bytes(out, text, 2);
      text += 2;
    } else { /* a line end is here only behind \z, which passes over blanks */
      grappe_buffer_add_char(out, *text == '\n' ? ' ' : *text);
      text++;
    }
  }
  if (*text) grappe_buffer_add_char(out, *text++);
  return text;
}

char *grappe_history_join(const char *statement) {
  grappe_buffer out = {0};
  for (const char *at = statement; *at;) {
    int level = long_level(at);
    const char *close = level >= 0 ? long_end(at + 2 + level, level) : NULL;
    if (at[0] == '-' && at[1] == '-') {
      at = add_comment(at, &out);
    } else if (close) {
      at = add_long_text(at, level, close, &out);
    } else if (*at == '"' || *at == '\'') {
      at = add_quoted(at, &out);
    } else {
      grappe_buffer_add_char(&out, *at == '\n' ? ' ' : *at);
      at++;
    }
  }
  return grappe_buffer_take(&out);
}
