#include "shell/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

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

int grappe_terminal_takes_colour(FILE *stream) {
  const char *refused = getenv("NO_COLOR"), *kind = getenv("TERM");
  return grappe_terminal_is(stream) && !(refused && *refused) && kind && *kind && strcmp(kind, "dumb") != 0;
}
