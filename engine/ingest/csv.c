/* The records of a CSV: found in one block of bytes that is refilled, handed out without a copy.
 *
 * A record is parsed only when the block holds it whole; otherwise the block is refilled (and grows) and the record is
 * parsed again from its start. Fields are ended by '\0' in place of their separator. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "ingest/csv_private.h"

enum { BLOCK = 1 << 18, RECORD_LIMIT = 1 << 20 };

static long read_descriptor(void *context, char *bytes, size_t size) {
  const grappe_csv *csv = context;
  for (;;) {
    ssize_t got = read(csv->descriptor, bytes, size);
    if (got >= 0 || errno != EINTR) return (long)got;
  }
}

static long read_memory(void *context, char *bytes, size_t size) {
  grappe_csv *csv = context;
  if (size > csv->memory_left) size = csv->memory_left;
  memcpy(bytes, csv->memory, size);
  csv->memory += size;
  csv->memory_left -= size;
  return (long)size;
}

grappe_code grappe_csv_open(grappe_csv_read read, void *context, const grappe_csv_options *options, grappe_csv **opened,
                            grappe_error *error) {
  static const grappe_csv_options none = {0};
  if (!options) options = &none;
  *opened = NULL;
  grappe_csv *csv = grappe_alloc_zero(1, sizeof *csv);
  if (!csv) return grappe_fail_memory(error);
  csv->read = read;
  csv->context = context;
  csv->separator = options->separator;
  csv->encoding = options->encoding;
  csv->record_limit = options->record_limit ? options->record_limit : RECORD_LIMIT;
  csv->line = options->first_line ? options->first_line : 1;
  csv->quote = options->quote == GRAPPE_CSV_NO_QUOTE ? -1 : options->quote ? (unsigned char)options->quote : '"';
  csv->record_lines = options->record_lines;
  csv->late_columns = options->late_columns;
  csv->name = grappe_strdup(options->name ? options->name : "-");
  if (!csv->name) {
    grappe_csv_close(csv);
    return grappe_fail_memory(error);
  }
  *opened = csv;
  return GRAPPE_OK;
}

grappe_code grappe_csv_open_descriptor(int descriptor, const grappe_csv_options *options, grappe_csv **csv,
                                       grappe_error *error) {
  grappe_code code = grappe_csv_open(read_descriptor, NULL, options, csv, error);
  if (code != GRAPPE_OK) return code;
  (*csv)->descriptor = descriptor;
  (*csv)->context = *csv;
  return GRAPPE_OK;
}

grappe_code grappe_csv_open_memory(const char *bytes, size_t length, const grappe_csv_options *options,
                                   grappe_csv **csv, grappe_error *error) {
  grappe_code code = grappe_csv_open(read_memory, NULL, options, csv, error);
  if (code != GRAPPE_OK) return code;
  (*csv)->memory = bytes;
  (*csv)->memory_left = length;
  (*csv)->context = *csv;
  return GRAPPE_OK;
}

void grappe_csv_close(grappe_csv *csv) {
  if (!csv) return;
  grappe_free(csv->name);
  grappe_free(csv->block);
  grappe_free(csv->raw);
  grappe_free(csv->fields);
  grappe_free(csv);
}

char grappe_csv_separator(const grappe_csv *csv) {
  return csv->separator;
}

uint64_t grappe_csv_bytes_read(const grappe_csv *csv) {
  return csv->bytes_read;
}

const char *grappe_csv_name(const grappe_csv *csv) {
  return csv->name;
}

/* More room behind what is there; what was handed out already makes way first. */
static grappe_code make_room(grappe_csv *csv, size_t wanted, grappe_error *error) {
  if (csv->start > 0) {
    memmove(csv->block, csv->block + csv->start, csv->end - csv->start);
    csv->end -= csv->start;
    csv->unquoted = csv->unquoted > csv->start ? csv->unquoted - csv->start : 0;
    csv->start = 0;
  }
  char *grown = grappe_grow(csv->block, &csv->capacity, csv->end + wanted + 1, 1); /* and a '\0' after the last field */
  if (!grown) return grappe_fail_memory(error);
  csv->block = grown;
  return GRAPPE_OK;
}

/* Reads the next bytes, makes UTF-8 of them and puts them behind the block's. */
static grappe_code refill(grappe_csv *csv, grappe_error *error) {
  if (!csv->raw && !(csv->raw = grappe_alloc(BLOCK))) return grappe_fail_memory(error);
  long got = csv->read(csv->context, csv->raw + csv->carried, BLOCK - csv->carried);
  if (got < 0) return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", csv->name, grappe_system_reason(errno));
  csv->bytes_read += (uint64_t)got;
  csv->finished = got == 0;
  size_t length = csv->carried + (size_t)got;
  csv->carried = 0;
  grappe_code code = make_room(csv, 3 * length, error); /* a windows-1252 byte takes up to three */
  return code == GRAPPE_OK ? csv_decode(csv, length, error) : code;
}

grappe_code csv_fail_at(const grappe_csv *csv, uint64_t line, size_t column, grappe_error *error) {
  grappe_fail_at(error, "%s:%llu:%zu", csv->name, (unsigned long long)line, column);
  return GRAPPE_DATA;
}

static grappe_code add_field(grappe_csv *csv, grappe_csv_field field, grappe_error *error) {
  grappe_csv_field *grown = grappe_grow(csv->fields, &csv->field_capacity, csv->field_count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  csv->fields = grown;
  grown[csv->field_count++] = field;
  return GRAPPE_OK;
}

/* Takes the doubled quotes of a quoted field for one each, in place. */
static void undouble(grappe_csv_field *field, int quote) {
  char *from = memchr(field->text, quote, field->length), *to = from;
  if (!from) return;
  char *end = field->text + field->length;
  while (from < end) {
    *to++ = *from;
    from += (unsigned char)*from == quote ? 2 : 1;
  }
  field->length = (size_t)(to - field->text);
}

typedef enum parsed { PARSED, NEEDS_MORE, FAILED } parsed;

/* Where parsing stands; the record itself is not touched until it is whole. */
typedef struct cursor {
  char *at, *end;
  uint64_t line;
  char *line_start; /* for columns: characters are counted from here when a field begins */
  size_t column;    /* of the character at line_start */
} cursor;

/* Column of `to`, counted on from where the last count ended, so that a line is gone through once. */
static size_t column_of(cursor *c, char *to) {
  c->column += csv_characters(c->line_start, (size_t)(to - c->line_start));
  c->line_start = to;
  return c->column;
}

/* A quoted field; c->at is behind its first quote. Leaves c->at behind its last. */
static parsed quoted(grappe_csv *csv, cursor *c, grappe_csv_field *field, grappe_error *error) {
  field->quoted = 1;
  field->text = c->at;
  for (;;) {
    char *quote = memchr(c->at, csv->quote, (size_t)(c->end - c->at));
    char *stop = quote ? quote : c->end;
    for (char *newline; (newline = memchr(c->at, '\n', (size_t)(stop - c->at)));) {
      c->line++;
      c->at = c->line_start = newline + 1;
      c->column = 1;
    }
    c->at = stop;
    if (!quote) break;
    if (quote + 1 < c->end && (unsigned char)quote[1] == csv->quote) {
      c->at = quote + 2;
      continue;
    }
    if (quote + 1 == c->end && !csv->finished) return NEEDS_MORE; /* the next byte may be the second quote */
    field->length = (size_t)(quote - field->text);
    c->at = quote + 1;
    return PARSED;
  }
  if (!csv->finished) return NEEDS_MORE;
  grappe_fail(error, GRAPPE_DATA, "a quote (%c) is opened here and never closed: close it, or double it inside a field",
              csv->quote);
  csv_fail_at(csv, field->line, field->column, error);
  return FAILED;
}

/* The end of an unquoted field: the separator or the line end before `line_end`. */
static void plain(const grappe_csv *csv, cursor *c, char *line_end, grappe_csv_field *field) {
  char *stop = memchr(c->at, csv->separator, (size_t)(line_end - c->at));
  field->text = c->at;
  field->length = (size_t)((stop ? stop : line_end) - c->at);
  c->at += field->length;
}

/* One field and what ends it. *last is 1 behind the last of the record. */
static parsed parse_field(grappe_csv *csv, cursor *c, char **line_end, int *last, grappe_error *error) {
  grappe_csv_field field = {.line = c->line, .column = column_of(c, c->at)};
  if (c->at < c->end && (unsigned char)*c->at == csv->quote) {
    c->at++;
    parsed result = quoted(csv, c, &field, error);
    if (result != PARSED) return result;
    if (*line_end < c->at) { /* the quotes held a line end: look for the next */
      *line_end = memchr(c->at, '\n', (size_t)(c->end - c->at));
      if (!*line_end && !csv->finished) return NEEDS_MORE;
      if (!*line_end) *line_end = c->end;
    }
    if (c->at < c->end && *c->at == '\r' && c->at + 1 == *line_end) c->at++;
    if (c->at < *line_end && *c->at != csv->separator) {
      grappe_fail(error, GRAPPE_DATA,
                  "text follows the closing quote of this field: double the quotes (%c%c) that belong to the text",
                  csv->quote, csv->quote);
      csv_fail_at(csv, field.line, field.column, error);
      return FAILED;
    }
  } else {
    plain(csv, c, *line_end, &field);
    if (c->at == *line_end && field.length && field.text[field.length - 1] == '\r') field.length--;
  }
  *last = c->at == *line_end;
  if (c->at < c->end) c->at++;
  return add_field(csv, field, error) == GRAPPE_OK ? PARSED : FAILED;
}

/* The separator that the header line has most of, outside quotes. */
static void detect_separator(grappe_csv *csv, const char *line, size_t length) {
  static const char candidates[] = ",;\t|";
  size_t counts[sizeof candidates - 1] = {0};
  int inside = 0;
  for (size_t i = 0; i < length; i++) {
    const char *found = strchr(candidates, line[i]);
    if ((unsigned char)line[i] == csv->quote) inside = !inside;
    if (!inside && line[i] && found) counts[found - candidates]++;
  }
  size_t best = 0;
  for (size_t i = 1; i < sizeof counts / sizeof *counts; i++)
    if (counts[i] > counts[best]) best = i;
  csv->separator = candidates[best];
}

static void finish_fields(grappe_csv *csv) {
  for (size_t i = 0; i < csv->field_count; i++) {
    grappe_csv_field *field = &csv->fields[i];
    if (csv->record_lines) field->line = csv->line;
    if (field->quoted) undouble(field, csv->quote);
    field->text[field->length] = '\0'; /* over a quote, separator or line end, or the spare byte behind the block */
  }
}

/* Whether a line has a quote; what is behind it is looked at once for many lines. */
static int has_quote(grappe_csv *csv, const char *line, const char *line_end) {
  size_t begin = (size_t)(line - csv->block), end = (size_t)(line_end - csv->block);
  if (csv->quote < 0 || end <= csv->unquoted) return 0;
  if (csv->unquoted > begin) begin = csv->unquoted;
  const char *quote = memchr(csv->block + begin, csv->quote, csv->end - begin);
  csv->unquoted = quote ? (size_t)(quote - csv->block) : csv->end;
  return csv->unquoted < end;
}

static parsed parse_record(grappe_csv *csv, uint64_t *next_line, size_t *used, grappe_error *error) {
  cursor c = {csv->block + csv->start, csv->block + csv->end, csv->line, csv->block + csv->start, 1};
  char *line_end = memchr(c.at, '\n', (size_t)(c.end - c.at));
  if (!line_end && !csv->finished) return NEEDS_MORE;
  if (!line_end) line_end = c.end;
  if (!csv->separator) detect_separator(csv, c.at, (size_t)(line_end - c.at));
  csv->field_count = 0;
  if (csv->late_columns && !has_quote(csv, c.at, line_end)) {
    if (csv_split(csv, c.at, line_end, error) != GRAPPE_OK) return FAILED;
    *next_line = c.line + 1;
    *used = (size_t)(line_end - c.at) + (line_end < c.end);
    return PARSED;
  }
  for (int last = 0; !last;) {
    parsed result = parse_field(csv, &c, &line_end, &last, error);
    if (result != PARSED) return result;
  }
  finish_fields(csv);
  *next_line = csv->record_lines ? csv->line + 1 : c.line + 1;
  *used = (size_t)(c.at - (csv->block + csv->start));
  return PARSED;
}

static void skip_empty_lines(grappe_csv *csv) {
  for (; csv->start < csv->end; csv->line++) {
    char *at = csv->block + csv->start;
    size_t left = csv->end - csv->start;
    if (*at == '\n')
      csv->start += 1;
    else if (*at == '\r' && left > 1 && at[1] == '\n')
      csv->start += 2;
    else if (*at == '\r' && left == 1 && csv->finished)
      csv->start += 1;
    else
      return;
  }
}

static grappe_code too_long(const grappe_csv *csv, grappe_error *error) {
  grappe_fail(error, GRAPPE_DATA,
              "the record that begins here is longer than %zu bytes: look for a quote (%c) that is never closed",
              csv->record_limit, csv->quote < 0 ? '"' : csv->quote);
  return csv_fail_at(csv, csv->line, 1, error);
}

grappe_code grappe_csv_next(grappe_csv *csv, grappe_csv_record *record, grappe_error *error) {
  *record = (grappe_csv_record){0};
  if (csv->failed) return grappe_fail(error, GRAPPE_DATA, "%s: reading has ended with an error already", csv->name);
  for (;;) {
    skip_empty_lines(csv);
    if (csv->start == csv->end && csv->finished) return GRAPPE_OK;
    uint64_t next_line = csv->line;
    size_t used = 0;
    parsed result = csv->start < csv->end ? parse_record(csv, &next_line, &used, error) : NEEDS_MORE;
    grappe_code code = GRAPPE_OK;
    if (result == FAILED) {
      code = error ? error->code : GRAPPE_DATA;
    } else if (used > csv->record_limit || (result == NEEDS_MORE && csv->end - csv->start > csv->record_limit)) {
      code = too_long(csv, error);
    } else if (result == NEEDS_MORE) {
      code = refill(csv, error);
    } else {
      *record = (grappe_csv_record){csv->fields, csv->field_count, csv->line};
      csv->start += used;
      csv->line = next_line;
      return GRAPPE_OK;
    }
    if (code != GRAPPE_OK) {
      csv->failed = 1;
      return code;
    }
  }
}

grappe_code grappe_csv_check_width(const grappe_csv_record *record, size_t width, grappe_error *error) {
  if (record->count == width) return GRAPPE_OK;
  return grappe_fail(
      error, GRAPPE_DATA,
      "this record has not as many fields (%zu) as the header (%zu): look for a missing or spare separator, or "
      "a field that wants quotes",
      record->count, width);
}
