/* The bytes of a registry file: a CSV as it is stored anywhere, or a sheet of a workbook made into one.
 *
 * The import reads a file several times, so it is kept whole: registry tables are what people keep by hand. A sheet
 * becomes a CSV whose record N is the sheet's row N, empty rows included, so that every message names the row that
 * people see. */
#include <string.h>

#include "base/memory.h"
#include "ingest/input.h"
#include "ingest/registry_private.h"
#include "ingest/xlsx.h"

enum { BLOCK = 1 << 16 };

static grappe_code read_bytes(import_source *source, grappe_input *input, grappe_error *error) {
  size_t capacity = 0, expected = (size_t)grappe_input_stored_size(input) + 1;
  for (;;) {
    size_t wanted = expected > source->length + 1 ? expected : source->length + BLOCK;
    char *grown = grappe_grow(source->bytes, &capacity, wanted, 1);
    if (!grown) return grappe_fail_memory(error);
    source->bytes = grown;
    long got = grappe_input_read(input, grown + source->length, capacity - source->length);
    if (got < 0) return grappe_input_failure(input, error);
    if (got == 0) return GRAPPE_OK;
    source->length += (size_t)got;
  }
}

static void add_cell(grappe_buffer *out, const grappe_csv_field *field) {
  int quotes = strpbrk(field->text, ",\"\r\n") != NULL;
  if (quotes) grappe_buffer_add_char(out, '"');
  for (const char *c = field->text; *c; c++) {
    if (*c == '"') grappe_buffer_add_char(out, '"');
    grappe_buffer_add_char(out, *c);
  }
  if (quotes) grappe_buffer_add_char(out, '"');
}

/* A row of the sheet that is empty in the width of the header would read as an empty line. */
static void add_row(grappe_buffer *out, const grappe_csv_record *row) {
  for (size_t i = 0; i < row->count; i++) {
    if (i) grappe_buffer_add_char(out, ',');
    add_cell(out, &row->fields[i]);
  }
  grappe_buffer_add_char(out, '\n');
}

static grappe_code read_rows(import_source *source, grappe_xlsx *xlsx, grappe_error *error) {
  grappe_buffer out = {0};
  grappe_csv_record row;
  size_t width = 0;
  uint64_t line = 1;
  grappe_code code;
  while ((code = grappe_xlsx_next(xlsx, width, &row, error)) == GRAPPE_OK && row.count) {
    if (!width) width = row.count;
    for (; line < row.line; line++) grappe_buffer_add_char(&out, '\n');
    add_row(&out, &row);
    line++;
    if (grappe_buffer_failed(&out)) break;
  }
  if (code == GRAPPE_OK && grappe_buffer_failed(&out)) code = grappe_fail_memory(error);
  source->length = out.length;
  source->bytes = grappe_buffer_take(&out);
  return code;
}

static grappe_code read_sheet(import_source *source, grappe_input *input, grappe_error *error) {
  int descriptor;
  grappe_code code = grappe_input_descriptor(input, &descriptor, error);
  if (code != GRAPPE_OK) return code;
  grappe_xlsx *xlsx;
  code = grappe_xlsx_open(descriptor, source->path, NULL, &xlsx, error);
  if (code != GRAPPE_OK) return code;
  source->sheet = grappe_strdup(grappe_xlsx_sheet(xlsx));
  code = source->sheet ? read_rows(source, xlsx, error) : grappe_fail_memory(error);
  grappe_xlsx_close(xlsx);
  return code;
}

grappe_code import_read_whole(import_source *source, grappe_run *run, grappe_error *error) {
  grappe_input *input;
  grappe_code code = grappe_input_open(source->path, &(grappe_input_options){.run = run}, &input, error);
  if (code != GRAPPE_OK) return code;
  code = grappe_input_kind_of(input) == GRAPPE_INPUT_WORKBOOK ? read_sheet(source, input, error)
                                                              : read_bytes(source, input, error);
  grappe_input_close(input);
  return code;
}
