/* A mended file of rejects is a CSV whatever the publisher's file was: UTF-8, its header in the first line. */
#include <string.h>

#include "ingest/format_private.h"

enum { HEADER_MOST = 4096 };

/* Whether the first line ends in error_column and error, as grappe_format_reject_write ends it; quotes and a carriage
 * return may have come in a spreadsheet. */
static int is_of_rejects(const char *line, size_t length, char separator) {
  static const char *const last[] = {"error", "error_column"};
  for (int i = 0; i < 2; i++) {
    while (length && strchr("\r\" ", line[length - 1])) length--;
    size_t name = strlen(last[i]);
    if (length < name || memcmp(line + length - name, last[i], name) != 0) return 0;
    length -= name;
    while (length && line[length - 1] == '"') length--;
    if (length == 0 || line[--length] != separator) return 0;
  }
  return 1;
}

grappe_code format_read_mended(grappe_input *input, grappe_records_options *reading, grappe_error *error) {
  const char *bytes;
  size_t count;
  if (grappe_input_kind_of(input) != GRAPPE_INPUT_TEXT) return GRAPPE_OK;
  grappe_code code = grappe_input_peek(input, HEADER_MOST, &bytes, &count, error);
  if (code != GRAPPE_OK) return code;
  const char *end = memchr(bytes, '\n', count);
  size_t length = end ? (size_t)(end - bytes) : count;
  static const char separators[] = ",;\t|";
  for (const char *separator = separators; *separator; separator++) {
    if (!is_of_rejects(bytes, length, *separator)) continue;
    reading->kind = GRAPPE_RECORDS_CSV;
    reading->encoding = GRAPPE_CSV_AUTO;
    reading->separator = *separator;
    reading->quote = 0;
    reading->skip_rows = 0;
    reading->header_with = NULL;
    reading->split_first = 0;
    break;
  }
  return GRAPPE_OK;
}
