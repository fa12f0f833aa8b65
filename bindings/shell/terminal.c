#include "shell/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/memory.h"
#include "text/width.h"

int grappe_terminal_is(FILE *stream) {
  return isatty(fileno(stream));
}

int grappe_terminal_width(FILE *stream) {
  struct winsize size;
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char *columns = getenv("COLUMNS");
  int width = columns ? atoi(columns) : 0;
  return width > 0 && width < 10000 ? width : 0;
}

/* A line of a script with its number, or the marks below it: its columns mean something. */
static int is_quoted_line(const char *line) {
  const char *at = line + strspn(line, " ");
  size_t digits = strspn(at, "0123456789");
  return *at == '^' || (digits && strncmp(at + digits, " | ", 3) == 0);
}

void grappe_terminal_say(FILE *stream, int width, const char *text) {
  while (*text) {
    size_t length = strcspn(text, "\n");
    char *line = grappe_strndup(text, length);
    grappe_buffer wrapped = {0};
    if (line) grappe_wrap(line, is_quoted_line(line) ? 0 : width, &wrapped);
    if (line && !grappe_buffer_failed(&wrapped))
      fputs(grappe_buffer_text(&wrapped), stream);
    else
      fwrite(text, 1, length, stream); /* what is said when memory has run out is said all the same */
    fputc('\n', stream);
    grappe_buffer_free(&wrapped);
    grappe_free(line);
    text += length + (text[length] == '\n');
  }
}

int grappe_terminal_takes_colour(FILE *stream) {
  const char *refused = getenv("NO_COLOR"), *kind = getenv("TERM");
  return grappe_terminal_is(stream) && !(refused && *refused) && kind && *kind && strcmp(kind, "dumb") != 0;
}
