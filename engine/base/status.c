#include "base/status.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"

#undef grappe_fail /* what the analyser is told in the header would stand in the way of the functions themselves */
#undef grappe_fail_memory

/* Copies what fits, and steps back to the last whole character where the text is cut. `size` is above 0. */
static void copy_cut(char *to, size_t size, const char *from) {
  size_t length = strlen(from);
  if (length >= size) {
    length = size - 1;
    /* at most three bytes follow the first of a character; more are no UTF-8, and cut anywhere */
    for (int i = 0; i < 3 && ((unsigned char)from[length] & 0xC0) == 0x80; i++) length--;
  }
  memcpy(to, from, length);
  to[length] = '\0';
}

grappe_code grappe_fail(grappe_error *error, grappe_code code, const char *format, ...) {
  if (!error) return code;
  /* written aside: an argument may be the message that is there already. One byte more tells whether it was cut */
  char message[sizeof error->message + 4];
  va_list arguments;
  error->code = code;
  va_start(arguments, format);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* a test holds every translation to its format's conversions */
  if (vsnprintf(message, sizeof message, grappe_translate(format), arguments) < 0) message[0] = '\0';
#pragma GCC diagnostic pop
  va_end(arguments);
  copy_cut(error->message, sizeof error->message, message);
  return code;
}

grappe_code grappe_fail_at(grappe_error *error, const char *format, ...) {
  if (!error) return GRAPPE_OK;
  char place[300], whole[304];
  char message[sizeof error->message + sizeof place + 4];
  va_list arguments;
  va_start(arguments, format);
  if (vsnprintf(whole, sizeof whole, format, arguments) < 0) whole[0] = '\0';
  va_end(arguments);
  copy_cut(place, sizeof place, whole);
  snprintf(message, sizeof message, "%s: %s", place, error->message);
  copy_cut(error->message, sizeof error->message, message);
  return error->code;
}

grappe_code grappe_fail_memory(grappe_error *error) {
  return grappe_fail(error, GRAPPE_MEMORY, "not enough memory: ask for less at once, or raise the limit (see .limits)");
}

const char *grappe_system_reason(int number) {
  static const struct {
    int number;
    const char *reason;
  } common[] = {
      {ENOENT, "No such file or directory"}, {EACCES, "Permission denied"},
      {EPERM, "Operation not permitted"},    {EEXIST, "File exists"},
      {ENOTDIR, "Not a directory"},          {EISDIR, "Is a directory"},
      {ENOTEMPTY, "Directory not empty"},    {ENOSPC, "No space left on device"},
      {EDQUOT, "Disk quota exceeded"},       {EFBIG, "File too large"},
      {EROFS, "Read-only file system"},      {EIO, "Input/output error"},
      {EBUSY, "Device or resource busy"},    {EPIPE, "Broken pipe"},
      {EMFILE, "Too many open files"},       {ENFILE, "Too many open files in system"},
      {ENAMETOOLONG, "File name too long"},  {ELOOP, "Too many levels of symbolic links"},
      {ENOMEM, "Cannot allocate memory"},    {EXDEV, "Invalid cross-device link"},
      {EINVAL, "Invalid argument"},
  };
  for (size_t i = 0; i < sizeof common / sizeof *common; i++)
    if (common[i].number == number) return grappe_translate(common[i].reason);
  return strerror(number);
}
