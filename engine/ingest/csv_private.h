/* What the files of the CSV reader share. */
#ifndef GRAPPE_INGEST_CSV_PRIVATE_H
#define GRAPPE_INGEST_CSV_PRIVATE_H

#include "ingest/csv.h"

struct grappe_csv {
  grappe_csv_read read;
  void *context;
  int descriptor;
  const char *memory;
  size_t memory_left;
  char *name;
  char separator;
  int quote; /* -1: none */
  int record_lines, late_columns;
  grappe_csv_encoding encoding; /* AUTO until a byte past ASCII decides */
  int begun;                    /* the byte order mark was looked for */
  size_t record_limit;
  char *raw; /* bytes as read; the first `carried` are of a character cut by the last reading */
  size_t carried;
  char *block; /* UTF-8; records from `start` to `end` are still to be handed out */
  size_t start, end, capacity;
  size_t unquoted; /* from `start` up to there no quote stands in the block */
  int finished, failed;
  uint64_t line; /* of the byte at `start` */
  uint64_t bytes_read;
  grappe_csv_field *fields;
  size_t field_count, field_capacity;
};

/* Appends raw[0..length] to the block as UTF-8. The block has room for three times `length`. */
grappe_code csv_decode(grappe_csv *csv, size_t length, grappe_error *error);
/* Makes fields of a line without quotes, from `line` to `line_end` (at its '\n', or behind the last byte of the block,
 * where there is room for one more). Their columns are left 0. csv_split.c */
grappe_code csv_split(grappe_csv *csv, char *line, char *line_end, grappe_error *error);
/* Characters of UTF-8. */
size_t csv_characters(const char *bytes, size_t length);
/* Puts "NAME:LINE:COLUMN: " before the message. */
grappe_code csv_fail_at(const grappe_csv *csv, uint64_t line, size_t column, grappe_error *error);

#endif
