#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "shell/shell_private.h"

#define KEPT 1000 /* lines that loading keeps of a file that has grown to twice as many */

static void make_folders(const char *path) {
  char *folder = grappe_strdup(path);
  if (!folder) return;
  for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    mkdir(folder, 0700);
    *slash = '/';
  }
  grappe_free(folder);
}

/* Writes the lines from `first` on in the place of the file; a shell that adds meanwhile may lose a line, no more. */
static void shorten(const char *path, char *const *lines, size_t first, size_t count) {
  grappe_buffer name = {0};
  grappe_buffer_addf(&name, "%s.%ld", path, (long)getpid());
  int descriptor = open(grappe_buffer_text(&name), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  FILE *file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
  if (file) {
    for (size_t i = first; i < count; i++) fprintf(file, "%s\n", lines[i]);
    if (fclose(file) != 0 || rename(name.text, path) != 0) unlink(name.text);
  } else if (descriptor >= 0) {
    close(descriptor);
  }
  grappe_buffer_free(&name);
}

void grappe_history_load(const char *path, void (*line)(void *context, const char *text), void *context) {
  FILE *file = fopen(path, "re");
  if (!file) return;
  char **lines = NULL, *text = NULL;
  size_t count = 0, capacity = 0, room = 0;
  ssize_t length;
  while ((length = getline(&text, &room, file)) > 0) {
    if (text[length - 1] == '\n') text[--length] = '\0';
    char **grown = length ? grappe_grow(lines, &capacity, count + 1, sizeof *lines) : NULL;
    if (!grown) continue;
    lines = grown;
    lines[count] = grappe_strdup(text);
    if (lines[count]) count++;
  }
  free(text);
  fclose(file);
  size_t first = count > KEPT ? count - KEPT : 0;
  if (count >= 2 * KEPT) shorten(path, lines, first, count);
  for (size_t i = 0; i < count; i++) {
    if (i >= first) line(context, lines[i]);
    grappe_free(lines[i]);
  }
  grappe_free(lines);
}

void grappe_history_add(const char *path, const char *text) {
  int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
  int descriptor = open(path, flags, 0600);
  if (descriptor < 0 && errno == ENOENT) {
    make_folders(path);
    descriptor = open(path, flags, 0600);
  }
  if (descriptor < 0) return;
  grappe_buffer line = {0};
  grappe_buffer_addf(&line, "%s\n", text);
  /* one write, so that the lines of two shells do not mix */
  if (line.length && write(descriptor, line.text, line.length) < 0) errno = 0;
  grappe_buffer_free(&line);
  close(descriptor);
}
