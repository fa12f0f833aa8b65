#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "program/program.h"

static grappe_code read_all(int descriptor, const char *name, size_t most, char **text, size_t *length,
                            grappe_error *error) {
  size_t capacity = 0, used = 0;
  char *block = NULL;
  for (;;) {
    char *grown = grappe_grow(block, &capacity, used + 65536, 1);
    if (!grown) {
      grappe_free(block);
      return grappe_fail_memory(error);
    }
    block = grown;
    ssize_t got = read(descriptor, block + used, capacity - used - 1);
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    int reason = got < 0 ? errno : 0;
    used += got > 0 ? (size_t)got : 0;
    if (reason || used > most) {
      grappe_free(block);
      if (reason) return grappe_fail(error, GRAPPE_IO, "cannot read %s: %s", name, grappe_system_reason(reason));
      return grappe_fail(error, GRAPPE_DATA,
                         "%s is longer than the %g MB that a script may have: raise it with --limit source=MB", name,
                         (double)most / 1048576.0);
    }
  }
  block[used] = '\0';
  *text = block;
  *length = used;
  return GRAPPE_OK;
}

grappe_code grappe_program_read_file(const char *path, size_t most, char **text, size_t *length, grappe_error *error) {
  struct stat status;
  if (strcmp(path, "-") == 0) return read_all(STDIN_FILENO, "-", most, text, length, error);
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  int reason = descriptor < 0 ? errno : 0;
  if (!reason && fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) reason = EISDIR;
  grappe_code code = reason ? grappe_fail(error, GRAPPE_IO, "cannot read %s: %s", path, grappe_system_reason(reason))
                            : read_all(descriptor, path, most, text, length, error);
  if (descriptor >= 0) close(descriptor);
  return code;
}
