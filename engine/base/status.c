#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"

/* A message cut by vsnprintf may end inside a character: step back to the last whole one. */
static void cut_at_character(char *message, size_t size) {
  size_t length = strlen(message);
  if (length + 1 < size) return;
  while (length > 0 && ((unsigned char)message[length - 1] & 0xC0) == 0x80) length--;
  if (length > 0 && ((unsigned char)message[length - 1] & 0x80)) length--;
  message[length] = '\0';
}

grappe_code grappe_fail(grappe_error *error, grappe_code code, const char *format, ...) {
  if (!error) return code;
  va_list arguments;
  error->code = code;
  va_start(arguments, format);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* a test holds every translation to its format's conversions */
  vsnprintf(error->message, sizeof error->message, grappe_translate(format), arguments);
#pragma GCC diagnostic pop
  va_end(arguments);
  cut_at_character(error->message, sizeof error->message);
  return code;
}

grappe_code grappe_fail_at(grappe_error *error, const char *format, ...) {
  if (!error) return GRAPPE_OK;
  char place[300];
  char message[sizeof error->message];
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(place, sizeof place, format, arguments);
  va_end(arguments);
  memcpy(message, error->message, sizeof message);
  snprintf(error->message, sizeof error->message, "%s: %.*s", place, (int)(sizeof error->message - sizeof place - 3),
           message);
  cut_at_character(error->message, sizeof error->message);
  return error->code;
}

grappe_code grappe_fail_memory(grappe_error *error) {
  return grappe_fail(error, GRAPPE_MEMORY, "not enough memory: ask for less at once, or raise the limit (see .limits)");
}
