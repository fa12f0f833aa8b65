#include "api/text_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void grappe_text_file_forget(const char *path, grappe_error *error) {
  size_t named = strlen(path);
  if (strncmp(error->message, path, named) == 0 && error->message[named] == ':')
    memmove(error->message, error->message + named + 1, strlen(error->message + named + 1) + 1);
}

grappe_code grappe_text_file(const char *text, size_t length, grappe_text_reader *reader, void *context,
                             grappe_error *error) {
  char path[60];
  FILE *file = tmpfile();
  if (!file || fwrite(text, 1, length, file) != length || fflush(file) != 0) {
    int reason = errno;
    if (file) fclose(file);
    return grappe_fail(error, GRAPPE_IO, "a temporary file cannot be written: %s", grappe_system_reason(reason));
  }
  snprintf(path, sizeof path, "/dev/fd/%d", fileno(file));
  grappe_code code = reader(context, path, error);
  fclose(file);
  if (code != GRAPPE_OK) grappe_text_file_forget(path, error);
  return code;
}
