/* CSV as it comes: a reader that takes bytes from anywhere and gives records of fields.
 *
 * Encoding: UTF-8 with or without a byte order mark; windows-1252 where told, or (AUTO) where the first bytes past
 * ASCII are not UTF-8. Separator ',' ';' TAB or '|', as told or as the header line has it. Fields may be quoted, with
 * doubled quotes and line ends inside; lines end in LF or CRLF, the last one possibly in neither. Empty lines are
 * passed over. Fields come out as UTF-8. Memory stays at one block plus the longest record, which is limited. */
#ifndef GRAPPE_INGEST_CSV_H
#define GRAPPE_INGEST_CSV_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef enum grappe_csv_encoding { GRAPPE_CSV_AUTO = 0, GRAPPE_CSV_UTF8, GRAPPE_CSV_WINDOWS_1252 } grappe_csv_encoding;

typedef struct grappe_csv_options {
  char separator; /* 0: from the header line */
  grappe_csv_encoding encoding;
  size_t record_limit; /* bytes of the longest record allowed; 0: 1 MiB */
  const char *name;    /* what messages call it; copied; NULL: "-" */
  char quote;          /* 0: '"'; GRAPPE_CSV_NO_QUOTE: there are none */
  uint64_t first_line; /* number of the first line, where lines before it were skipped; 0: 1 */
  int record_lines;    /* 1: every record counts as one line, whatever line ends are in its quotes: rows of a sheet */
  int late_columns;    /* 1: the column of a field may be left 0, which is faster: ask grappe_csv_column */
} grappe_csv_options;

#define GRAPPE_CSV_NO_QUOTE '\001'

typedef struct grappe_csv_field {
  char *text; /* ends in '\0'; the reader's, until the next record; may be changed in place */
  size_t length;
  uint64_t line; /* where it begins, from 1 */
  size_t column; /* in characters, from 1 */
  int quoted;
} grappe_csv_field;

typedef struct grappe_csv_record {
  grappe_csv_field *fields; /* the reader's, until the next record */
  size_t count;             /* 0: the end */
  uint64_t line;            /* of its first field */
} grappe_csv_record;

typedef struct grappe_csv grappe_csv;

/* Gives up to `size` bytes; returns how many, 0 at the end, -1 on failure with errno set. */
typedef long (*grappe_csv_read)(void *context, char *bytes, size_t size);

grappe_code grappe_csv_open(grappe_csv_read read, void *context, const grappe_csv_options *options, grappe_csv **csv,
                            grappe_error *error);
/* From a descriptor (file, pipe), which stays the caller's. */
grappe_code grappe_csv_open_descriptor(int descriptor, const grappe_csv_options *options, grappe_csv **csv,
                                       grappe_error *error);
/* From bytes in memory, which must outlive the reader. */
grappe_code grappe_csv_open_memory(const char *bytes, size_t length, const grappe_csv_options *options,
                                   grappe_csv **csv, grappe_error *error);
void grappe_csv_close(grappe_csv *csv);

/* The next record, the header first. A failure ends the reading: its message begins with NAME:LINE:COLUMN. Records of
 * another length than the header's are given as they are: see grappe_csv_check_width. */
grappe_code grappe_csv_next(grappe_csv *csv, grappe_csv_record *record, grappe_error *error);
/* GRAPPE_DATA with a sentence (no position) where the record has not the `width` of its header. */
grappe_code grappe_csv_check_width(const grappe_csv_record *record, size_t width, grappe_error *error);

/* The column of a field of the record given last, whose texts were not changed in place. */
size_t grappe_csv_column(const grappe_csv_record *record, size_t field);

char grappe_csv_separator(const grappe_csv *csv);      /* known after the first record */
uint64_t grappe_csv_bytes_read(const grappe_csv *csv); /* of the input, for progress */
const char *grappe_csv_name(const grappe_csv *csv);

#endif
