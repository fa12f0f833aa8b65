#include "program/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "program/signals.h"

/* A file that takes the place of another keeps its permissions; a new one has those that the user's umask gives. */
static void take_permissions(int descriptor, const char *path) {
  struct stat there;
  mode_t mask = umask(0);
  umask(mask);
  mode_t mode = stat(path, &there) == 0 ? there.st_mode & 0777 : 0666 & ~mask;
  if (fchmod(descriptor, mode) != 0) return; /* a file system without permissions: the file is none the worse */
}

static grappe_code fail_to_write(const char *path, int reason, grappe_error *error) {
  return grappe_fail(error, GRAPPE_IO, "cannot write %s: %s", path, grappe_system_reason(reason));
}

grappe_code grappe_output_open(grappe_output *output, const char *path, grappe_error *error) {
  memset(output, 0, sizeof *output);
  output->file = stdout;
  if (!path || strcmp(path, "-") == 0) return GRAPPE_OK;
  struct stat there;
  output->path = path;
  /* a device or a pipe (/dev/null, /dev/fd/3) is written as it is: nothing can take its place */
  if (stat(path, &there) == 0 && !S_ISREG(there.st_mode)) {
    output->file = S_ISDIR(there.st_mode) ? NULL : fopen(path, "w");
    if (!output->file) return fail_to_write(path, S_ISDIR(there.st_mode) ? EISDIR : errno, error);
    return GRAPPE_OK;
  }
  grappe_buffer name = {0};
  grappe_buffer_addf(&name, "%s.XXXXXX", path);
  output->temporary = grappe_buffer_take(&name);
  if (!output->temporary) return grappe_fail_memory(error);
  int descriptor = mkostemp(output->temporary, O_CLOEXEC);
  output->file = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;
  if (!output->file) {
    int reason = errno;
    if (descriptor >= 0) {
      close(descriptor);
      unlink(output->temporary);
    }
    grappe_free(output->temporary);
    output->temporary = NULL;
    return fail_to_write(path, reason, error);
  }
  take_permissions(descriptor, path);
  grappe_signals_temporary(output->temporary);
  return GRAPPE_OK;
}

int grappe_output_sink(void *context, const char *text, size_t length) {
  grappe_output *output = context;
  if (output->failure) return 1;
  if (length && fwrite(text, 1, length, output->file) != length) output->failure = errno ? errno : EIO;
  return output->failure != 0;
}

/* Brings the temporary file to its place, through a link that stands there to what the link means. */
static int put_in_place(const char *temporary, const char *path) {
  char target[PATH_MAX];
  return rename(temporary, realpath(path, target) ? target : path) == 0 ? 0 : errno;
}

grappe_code grappe_output_close(grappe_output *output, int keep, grappe_error *error) {
  if (!output->file) return GRAPPE_OK;
  if (fflush(output->file) != 0 && !output->failure) output->failure = errno;
  if (output->temporary && keep && !output->failure && fsync(fileno(output->file)) != 0) output->failure = errno;
  if (output->file != stdout && fclose(output->file) != 0 && !output->failure) output->failure = errno;
  output->file = NULL;
  if (output->temporary) {
    if (keep && !output->failure) output->failure = put_in_place(output->temporary, output->path);
    if (!keep || output->failure) unlink(output->temporary);
    grappe_signals_temporary(NULL);
    grappe_free(output->temporary);
    output->temporary = NULL;
  }
  if (!output->failure || grappe_output_unread(output)) return GRAPPE_OK;
  if (output->path) return fail_to_write(output->path, output->failure, error);
  return grappe_fail(error, GRAPPE_IO, "cannot write the results to standard output: %s",
                     grappe_system_reason(output->failure));
}

int grappe_output_unread(const grappe_output *output) {
  return !output->path && output->failure == EPIPE;
}

grappe_code grappe_output_write(void *context, const char *path, const char *text, size_t length, grappe_error *error) {
  grappe_output output;
  (void)context;
  grappe_code code = grappe_output_open(&output, path, error);
  if (code != GRAPPE_OK) return code;
  grappe_output_sink(&output, text, length);
  return grappe_output_close(&output, 1, error);
}
