/* Records of any kind of file: which reader serves it, its header, and the same fields from all. */
#include "ingest/records.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "ingest/records_private.h"
#include "text/fold.h"

enum { HEADER_SEARCH = 100 };

static const grappe_records_options none = {0};

static grappe_code read_further(grappe_records *records, grappe_error *error) {
  /* the readers say that the system refused; the input knows why */
  return grappe_input_failure(records->input, error);
}

/* Takes whole lines from the input before the CSV reader sees it. */
static grappe_code skip_lines(grappe_records *records, unsigned count, grappe_error *error) {
  char byte;
  for (unsigned i = 0; i < count; i++) {
    long got;
    while ((got = grappe_input_read(records->input, &byte, 1)) == 1 && byte != '\n') {
    }
    if (got < 0) return read_further(records, error);
    if (got == 0) break;
  }
  return GRAPPE_OK;
}

/* Whether a line has the text as a field of its own: between separators, quotes or the line's ends. */
static int line_has(const char *line, size_t length, const char *text) {
  size_t wanted = strlen(text);
  for (size_t i = 0; i + wanted <= length; i++) {
    if (memcmp(line + i, text, wanted) != 0) continue;
    int begins = i == 0 || strchr(",;\t|\"'", line[i - 1]) || (unsigned char)line[i - 1] == 0xBF;
    int ends = i + wanted == length || strchr(",;\t|\"'\r", line[i + wanted]);
    if (begins && ends) return 1;
  }
  return 0;
}

/* How many lines come before the one with the header's text, among the bytes that can be looked at. */
static grappe_code find_header_line(grappe_records *records, const char *text, unsigned *lines, grappe_error *error) {
  const char *bytes;
  size_t count;
  grappe_code code = grappe_input_peek(records->input, 4096, &bytes, &count, error);
  if (code != GRAPPE_OK) return code;
  *lines = 0;
  for (size_t at = 0; at < count; ++*lines) {
    const char *end = memchr(bytes + at, '\n', count - at);
    size_t length = end ? (size_t)(end - bytes) - at : count - at;
    if (line_has(bytes + at, length, text)) return GRAPPE_OK;
    at += length + 1;
  }
  *lines = 0; /* the first line is the header then, and whoever asked finds what it lacks */
  return GRAPPE_OK;
}

static grappe_code open_csv(grappe_records *records, const grappe_records_options *options, grappe_error *error) {
  unsigned lines = options->skip_rows;
  grappe_code code = GRAPPE_OK;
  if (options->header_with) code = find_header_line(records, options->header_with, &lines, error);
  if (code == GRAPPE_OK) code = skip_lines(records, lines, error);
  if (code != GRAPPE_OK) return code;
  grappe_csv_options csv = {.separator = options->separator,
                            .encoding = options->encoding,
                            .record_limit = options->record_limit,
                            .name = grappe_input_name(records->input),
                            .quote = options->quote,
                            .first_line = (uint64_t)lines + 1,
                            .late_columns = 1};
  return grappe_csv_open(grappe_input_read, records->input, &csv, &records->csv, error);
}

static grappe_code next_csv(grappe_records *records, grappe_csv_record *record, grappe_error *error) {
  grappe_code code = grappe_csv_next(records->csv, record, error);
  return code == GRAPPE_IO ? read_further(records, error) : code;
}

static grappe_code open_xlsx(grappe_records *records, const grappe_records_options *options, grappe_error *error) {
  int descriptor;
  grappe_code code = grappe_input_descriptor(records->input, &descriptor, error);
  if (code != GRAPPE_OK) return code;
  return grappe_xlsx_open(descriptor, grappe_input_name(records->input), options->sheet, &records->xlsx, error);
}

/* --- the header --- */

static grappe_code add_name(grappe_records *records, const char *text, size_t length, grappe_error *error) {
  while (length && (*text == ' ' || *text == '\t')) {
    text++;
    length--;
  }
  while (length && (text[length - 1] == ' ' || text[length - 1] == '\t')) length--;
  char **grown = grappe_grow(records->names, &records->name_capacity, records->width + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  records->names = grown;
  grown[records->width] = grappe_strndup(text, length);
  if (!grown[records->width]) return grappe_fail_memory(error);
  records->width++;
  return GRAPPE_OK;
}

/* The parts of the first column, "freq,unit,geo\TIME_PERIOD": what follows the '\' names what stands in the header. */
static grappe_code add_split_names(grappe_records *records, const char *text, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  size_t whole = strcspn(text, "\\");
  for (size_t at = 0; code == GRAPPE_OK && at <= whole;) {
    const char *end = memchr(text + at, records->split_first, whole - at);
    size_t length = end ? (size_t)(end - text) - at : whole - at;
    code = add_name(records, text + at, length, error);
    records->parts++;
    at += length + 1;
  }
  return code;
}

static grappe_code take_header(grappe_records *records, const grappe_csv_record *record, grappe_error *error) {
  records->header_line = record->line;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < record->count; i++)
    code = i == 0 && records->split_first ? add_split_names(records, record->fields[0].text, error)
                                          : add_name(records, record->fields[i].text, record->fields[i].length, error);
  return code;
}

static int has_field(const grappe_csv_record *record, const char *text) {
  for (size_t i = 0; i < record->count; i++)
    if (strcmp(record->fields[i].text, text) == 0) return 1;
  return 0;
}

static grappe_code read_header(grappe_records *records, const grappe_records_options *options, grappe_error *error) {
  grappe_csv_record record;
  grappe_code code = GRAPPE_OK;
  if (records->kind == GRAPPE_RECORDS_CSV) {
    code = next_csv(records, &record, error);
  } else {
    do {
      code = grappe_xlsx_next(records->xlsx, 0, &record, error);
      if (code != GRAPPE_OK || record.count == 0) break;
    } while (options->header_with ? !has_field(&record, options->header_with) && record.line <= HEADER_SEARCH
                                  : record.line <= options->skip_rows);
  }
  if (code == GRAPPE_OK && record.count == 0)
    return grappe_fail(error, GRAPPE_DATA, "%s is empty: there is no header to tell its columns by",
                       grappe_input_name(records->input));
  return code == GRAPPE_OK ? take_header(records, &record, error) : code;
}

/* --- opening --- */

static grappe_records_kind kind_of(const char *bytes, size_t count) {
  if (count >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
    bytes += 3;
    count -= 3;
  }
  while (count && strchr(" \t\r\n", *bytes)) {
    bytes++;
    count--;
  }
  return count && (*bytes == '{' || *bytes == '[') ? GRAPPE_RECORDS_JSON : GRAPPE_RECORDS_CSV;
}

static grappe_code find_kind(grappe_records *records, const grappe_records_options *options, grappe_error *error) {
  const char *bytes;
  size_t count;
  records->kind = options->kind;
  if (grappe_input_kind_of(records->input) == GRAPPE_INPUT_WORKBOOK) {
    records->kind = GRAPPE_RECORDS_XLSX;
    return GRAPPE_OK;
  }
  grappe_code code = grappe_input_peek(records->input, 64, &bytes, &count, error);
  if (code != GRAPPE_OK) return code;
  if (count >= 4 && memcmp(bytes, "PK\003\004", 4) == 0) /* a workbook inside an archive */
    records->kind = GRAPPE_RECORDS_XLSX;
  else if (records->kind == GRAPPE_RECORDS_XLSX) /* somebody saved the sheet as CSV: as good */
    records->kind = GRAPPE_RECORDS_CSV;
  else if (records->kind == GRAPPE_RECORDS_ANY)
    records->kind = kind_of(bytes, count);
  return GRAPPE_OK;
}

grappe_code grappe_records_open_input(grappe_input *input, const grappe_records_options *options,
                                      grappe_records **opened, grappe_error *error) {
  *opened = NULL;
  if (!options) options = &none;
  grappe_records *records = grappe_alloc_zero(1, sizeof *records);
  if (!records) {
    grappe_input_close(input);
    return grappe_fail_memory(error);
  }
  records->input = input;
  records->split_first = options->split_first;
  grappe_code code = find_kind(records, options, error);
  if (code == GRAPPE_OK && records->kind == GRAPPE_RECORDS_JSON) {
    code = records_open_json(records, options, error);
  } else if (code == GRAPPE_OK) {
    code =
        records->kind == GRAPPE_RECORDS_XLSX ? open_xlsx(records, options, error) : open_csv(records, options, error);
    if (code == GRAPPE_OK) code = read_header(records, options, error);
  }
  if (code != GRAPPE_OK) {
    grappe_records_close(records);
    return code;
  }
  *opened = records;
  return GRAPPE_OK;
}

grappe_code grappe_records_open(const char *path, const grappe_records_options *options, grappe_records **records,
                                grappe_error *error) {
  *records = NULL;
  grappe_input *input;
  grappe_code code = grappe_input_open(path, options ? &options->input : NULL, &input, error);
  return code == GRAPPE_OK ? grappe_records_open_input(input, options, records, error) : code;
}

void grappe_records_close(grappe_records *records) {
  if (!records) return;
  grappe_csv_close(records->csv);
  grappe_xlsx_close(records->xlsx);
  records_close_json(records);
  for (size_t i = 0; i < records->width; i++) grappe_free(records->names[i]);
  grappe_free(records->names);
  grappe_free(records->fields);
  grappe_input_close(records->input);
  grappe_free(records);
}

/* --- records --- */

grappe_code records_room(grappe_records *records, size_t count, grappe_error *error) {
  grappe_csv_field *grown = grappe_grow(records->fields, &records->field_capacity, count, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  records->fields = grown;
  return GRAPPE_OK;
}

/* A record whose first field is several. */
static grappe_code split_record(grappe_records *records, grappe_csv_record *record, grappe_error *error) {
  grappe_code code = records_room(records, record->count + records->parts, error);
  if (code != GRAPPE_OK) return code;
  const grappe_csv_field *first = &record->fields[0];
  size_t count = 0;
  for (size_t at = 0; at <= first->length && count < records->parts; count++) {
    char *begin = first->text + at, *end = memchr(begin, records->split_first, first->length - at);
    if (count + 1 == records->parts) end = NULL; /* the last takes what is left */
    size_t length = end ? (size_t)(end - begin) : first->length - at;
    while (length && *begin == ' ') {
      begin++;
      length--;
      at++;
    }
    begin[length] = '\0';
    records->fields[count] = (grappe_csv_field){.text = begin, .length = length, .line = first->line, .column = 1};
    at += length + 1;
  }
  if (count < records->parts) { /* too few parts: the record keeps its shape, which its width will tell */
    memmove(records->fields + count, record->fields + 1, (record->count - 1) * sizeof *record->fields);
  } else {
    memcpy(records->fields + count, record->fields + 1, (record->count - 1) * sizeof *record->fields);
  }
  *record = (grappe_csv_record){records->fields, count + record->count - 1, record->line};
  return GRAPPE_OK;
}

grappe_code grappe_records_next(grappe_records *records, grappe_csv_record *record, grappe_error *error) {
  switch (records->kind) {
    case GRAPPE_RECORDS_XLSX:
      return grappe_xlsx_next(records->xlsx, records->width, record, error);
    case GRAPPE_RECORDS_JSON:
      return records_next_json(records, record, error);
    default:
      break;
  }
  grappe_code code = next_csv(records, record, error);
  if (code == GRAPPE_OK && record->count && records->parts) code = split_record(records, record, error);
  return code;
}

size_t grappe_records_column(const grappe_records *records, const grappe_csv_record *record, size_t field) {
  if (field >= record->count) return 0;
  if (records->kind != GRAPPE_RECORDS_CSV) return field + 1;
  if (record->fields[field].column) return record->fields[field].column;
  if (!records->parts) return grappe_csv_column(record, field);
  return 1 + csv_characters(record->fields[0].text, (size_t)(record->fields[field].text - record->fields[0].text));
}

grappe_code grappe_records_fail_at(const grappe_records *records, uint64_t line, size_t column, grappe_error *error) {
  unsigned long long at = line;
  const char *name = grappe_records_name(records);
  char letters[8];
  switch (records->kind) {
    case GRAPPE_RECORDS_XLSX:
      return grappe_fail_at(error, "%s:%s!%s%llu", name, grappe_xlsx_sheet(records->xlsx),
                            grappe_xlsx_column_letters(column, letters), at);
    case GRAPPE_RECORDS_JSON:
      if (column == 0 || column > records->width) return grappe_fail_at(error, "%s[%llu]", name, at);
      return grappe_fail_at(error, "%s[%llu].%s", name, at, records->names[column - 1]);
    default:
      if (column == 0) return grappe_fail_at(error, "%s:%llu", name, at);
      return grappe_fail_at(error, "%s:%llu:%zu", name, at, column);
  }
}

size_t grappe_records_width(const grappe_records *records) {
  return records->width;
}

const char *const *grappe_records_names(const grappe_records *records) {
  return (const char *const *)records->names;
}

uint64_t grappe_records_header_line(const grappe_records *records) {
  return records->header_line;
}

grappe_records_kind grappe_records_kind_of(const grappe_records *records) {
  return records->kind;
}

char grappe_records_separator(const grappe_records *records) {
  return records->csv ? grappe_csv_separator(records->csv) : ',';
}

uint64_t grappe_records_stored_read(const grappe_records *records) {
  return records->xlsx ? grappe_xlsx_stored_read(records->xlsx) : grappe_input_stored_read(records->input);
}

uint64_t grappe_records_stored_size(const grappe_records *records) {
  return records->xlsx ? grappe_xlsx_stored_size(records->xlsx) : grappe_input_stored_size(records->input);
}

const char *grappe_records_name(const grappe_records *records) {
  return grappe_input_name(records->input);
}
