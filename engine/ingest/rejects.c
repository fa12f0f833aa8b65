/* The records that were refused, as CSV that can be mended and imported again. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/registry_private.h"

static void add_field(grappe_buffer *out, const char *text, char separator) {
  int quotes = strpbrk(text, "\"\r\n") != NULL || strchr(text, separator) || *text == ' ';
  if (!quotes) {
    grappe_buffer_add(out, text);
    return;
  }
  grappe_buffer_add_char(out, '"');
  for (const char *c = text; *c; c++) {
    if (*c == '"') grappe_buffer_add_char(out, '"');
    grappe_buffer_add_char(out, *c);
  }
  grappe_buffer_add_char(out, '"');
}

static int is_error_column(const char *text) {
  return strcmp(text, "error_column") == 0 || strcmp(text, "error") == 0;
}

/* A record of another length than the header's is filled up or cut, so that the two last columns stay in their place:
 * what was beyond the header stands in the message's record in the file that was read. */
static void add_record(grappe_buffer *out, const import_source *source, const unsigned char *error_columns,
                       const grappe_csv_record *record, char separator, const char *column, const char *sentence) {
  for (size_t i = 0; i < source->width; i++) {
    if (error_columns[i]) continue;
    if (i < record->count) add_field(out, record->fields[i].text, separator);
    grappe_buffer_add_char(out, separator);
  }
  add_field(out, column, separator);
  grappe_buffer_add_char(out, separator);
  add_field(out, sentence, separator);
  grappe_buffer_add_char(out, '\n');
}

static int compare(const void *left, const void *right) {
  size_t a = ((const refused_record *)left)->ordinal, b = ((const refused_record *)right)->ordinal;
  return a < b ? -1 : a > b;
}

static grappe_code collect(import_job *job, import_source *source, grappe_csv *csv, grappe_buffer *out,
                           grappe_error *error) {
  grappe_csv_record record;
  grappe_code code = grappe_csv_next(csv, &record, error);
  if (code != GRAPPE_OK) return code;
  unsigned char *error_columns = grappe_alloc_zero(source->width, 1);
  if (!error_columns) return grappe_fail_memory(error);
  for (size_t i = 0; i < source->width && i < record.count; i++)
    error_columns[i] = is_error_column(record.fields[i].text) != 0;
  char separator = grappe_csv_separator(csv);
  add_record(out, source, error_columns, &record, separator, "error_column", "error");
  qsort(source->refused, source->refused_count, sizeof *source->refused, compare);
  const refused_record *next = source->refused, *end = next + source->refused_count;
  for (size_t ordinal = 0; code == GRAPPE_OK && next < end; ordinal++) {
    code = grappe_csv_next(csv, &record, error);
    if (code != GRAPPE_OK || record.count == 0) break;
    if (next->ordinal == ordinal) {
      add_record(out, source, error_columns, &record, separator, next->column, next->sentence);
      next++;
    }
    code = grappe_run_check(job->options->run, error);
  }
  grappe_free(error_columns);
  return code == GRAPPE_OK && grappe_buffer_failed(out) ? grappe_fail_memory(error) : code;
}

/* The path itself for one file; for several DIR/<entity>-<name>, so that each is known by its name. */
static char *path_of(const import_job *job, const import_source *source, int alone) {
  const char *path = job->options->rejects_path;
  grappe_buffer whole = {0};
  const char *slash = strrchr(path, '/');
  if (alone) {
    grappe_buffer_add(&whole, path);
  } else {
    if (slash) grappe_buffer_add_bytes(&whole, path, (size_t)(slash - path) + 1);
    grappe_buffer_addf(&whole, "%s-%s", source->entity->name, slash ? slash + 1 : path);
    /* two files of one entity: the place among the files given tells them apart */
    for (size_t i = 0; i < job->count; i++)
      if (&job->sources[i] != source && job->sources[i].entity == source->entity &&
          job->sources[i].index < source->index) {
        grappe_buffer_clear(&whole);
        if (slash) grappe_buffer_add_bytes(&whole, path, (size_t)(slash - path) + 1);
        grappe_buffer_addf(&whole, "%s-%zu-%s", source->entity->name, source->index + 1, slash ? slash + 1 : path);
      }
  }
  return grappe_buffer_failed(&whole) ? (grappe_buffer_free(&whole), NULL) : grappe_buffer_take(&whole);
}

grappe_code import_write_rejects(import_job *job, import_source *source, int alone, grappe_error *error) {
  grappe_buffer out = {0};
  grappe_csv *csv;
  grappe_code code = import_open(source, job, &csv, error);
  if (code != GRAPPE_OK) return code;
  code = collect(job, source, csv, &out, error);
  grappe_csv_close(csv);
  char *path = code == GRAPPE_OK ? path_of(job, source, alone) : NULL;
  if (code == GRAPPE_OK && !path) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    FILE *file = fopen(path, "wb");
    int written = file && fwrite(out.text, 1, out.length, file) == out.length;
    int failure = errno;
    if (file && fclose(file) != 0) {
      written = 0;
      failure = errno;
    }
    if (!written) code = grappe_fail(error, GRAPPE_IO, "%s cannot be written: %s", path, grappe_system_reason(failure));
  }
  grappe_buffer_free(&out);
  if (code == GRAPPE_OK)
    source->result.rejects = path;
  else
    grappe_free(path);
  return code;
}
