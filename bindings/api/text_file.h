/* A text as an unnamed file, for readers that take paths. */
#ifndef GRAPPE_API_TEXT_FILE_H
#define GRAPPE_API_TEXT_FILE_H

#include <stddef.h>

#include "base/status.h"

typedef grappe_code grappe_text_reader(void *context, const char *path, grappe_error *error);

/* Calls `reader` with a path under which the text can be read until it returns. Messages of a failure that begin with
 * that path lose it. */
grappe_code grappe_text_file(const char *text, size_t length, grappe_text_reader *reader, void *context,
                             grappe_error *error);
/* Takes the path from the beginning of a message: "LINE: what is wrong" is left. */
void grappe_text_file_forget(const char *path, grappe_error *error);

#endif
