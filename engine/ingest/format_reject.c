/* Rejected records, as a CSV that can be mended and imported again. */
#include <string.h>

#include "ingest/format_private.h"

static void add_text(grappe_buffer *out, const char *text, char separator) {
  int quotes = strpbrk(text, "\"\r\n") != NULL || strchr(text, separator) || *text == ' ' || *text == '\t';
  if (quotes) grappe_buffer_add_char(out, '"');
  for (; *text; text++) {
    if (*text == '"') grappe_buffer_add_char(out, '"');
    grappe_buffer_add_char(out, *text);
  }
  if (quotes) grappe_buffer_add_char(out, '"');
}

int format_of_rejects(const char *name) {
  return strcmp(name, "error_column") == 0 || strcmp(name, "error") == 0;
}

void grappe_format_reject_write(const grappe_format_reader *reader, const grappe_format_finding *finding,
                                grappe_buffer *out) {
  char separator = grappe_records_separator(reader->records);
  const char *const *names = grappe_records_names(reader->records);
  const grappe_csv_record *record = finding ? finding->record : NULL;
  for (size_t i = 0; i < grappe_records_width(reader->records); i++) {
    if (format_of_rejects(names[i])) continue;
    if (!record)
      add_text(out, names[i], separator);
    else if (i < record->count)
      add_text(out, record->fields[i].text, separator);
    grappe_buffer_add_char(out, separator);
  }
  add_text(out, finding ? finding->column_name : "error_column", separator);
  grappe_buffer_add_char(out, separator);
  add_text(out, finding ? finding->reason : "error", separator);
  grappe_buffer_add_char(out, '\n');
}
