/* Records with named fields, from any of the files that publishers and staff use: CSV and TSV, sheets of a workbook
 * (XLSX), arrays of objects in JSON. What comes out is the same for all of them: a header of names, then records of as
 * many fields, as UTF-8 text.
 *
 * CSV: see ingest/csv.h. Separator, quote, encoding and lines to skip before the header as told.
 * XLSX: one sheet, by name or the first that is visible. Dates come as 2018-03-31 (with T12:30:00 where there is a
 * time), booleans as true and false, numbers in canonical form, with the leading zeros that their format shows (00000);
 * an error such as #N/A as its text. The line is the sheet's row, the column its column. Empty rows are passed over.
 * JSON: the objects of the array at `path` ("resultats", "a.b"; "" or NULL: the file is the array, or one object after
 * another). A field is a dotted path ("lieuTravail.commune"); along an array every element is followed and the texts
 * are joined by ';'. Numbers as written by grappe_number_write, null and what is not there as "". The line is the
 * number of the object from 1, the column that of the field. Objects are read one at a time.
 *
 * Memory is bounded by one block and the longest record, for XLSX also by the shared strings (at most 256 MiB). */
#ifndef GRAPPE_INGEST_RECORDS_H
#define GRAPPE_INGEST_RECORDS_H

#include "ingest/csv.h"
#include "ingest/input.h"

typedef enum grappe_records_kind {
  GRAPPE_RECORDS_ANY = 0, /* by the first bytes: a workbook; '{' or '[' is JSON; anything else CSV */
  GRAPPE_RECORDS_CSV,
  GRAPPE_RECORDS_XLSX,
  GRAPPE_RECORDS_JSON
} grappe_records_kind;

typedef struct grappe_records_options {
  grappe_records_kind kind;
  grappe_input_options input; /* the member of a zip, limits */
  grappe_csv_encoding encoding;
  char separator;      /* 0: from the header line */
  char quote;          /* 0: '"'; GRAPPE_CSV_NO_QUOTE: quotes mean nothing */
  size_t record_limit; /* bytes of the longest record; 0: 1 MiB (JSON: 16 MiB) */
  unsigned skip_rows;  /* lines (CSV) or rows (XLSX, empty ones counted) before the header */
  const char
      *header_with;  /* instead of skip_rows: the header is the first of 100 rows that has a field with this text */
  char split_first;  /* 0, or the character by which the first column is several: ',' in Eurostat's TSV, whose first
                        name ends in \TIME_PERIOD (left out) */
  const char *sheet; /* XLSX; NULL: the first visible one */
  const char *path;  /* JSON: the array */
  const char *const *fields; /* JSON: paths of the fields, NULL at the end; NULL: those of the first object */
} grappe_records_options;

typedef struct grappe_records grappe_records;

/* Opens the file and reads its header. `options` may be NULL and need not outlive the call. */
grappe_code grappe_records_open(const char *path, const grappe_records_options *options, grappe_records **records,
                                grappe_error *error);
/* The same on an input that is open already, which the records close at their end (also where this fails). */
grappe_code grappe_records_open_input(grappe_input *input, const grappe_records_options *options,
                                      grappe_records **records, grappe_error *error);
void grappe_records_close(grappe_records *records); /* NULL is allowed */

/* The header: names without spaces around them, unique or not as the file has them. They live as long as the records.
 */
size_t grappe_records_width(const grappe_records *records);
const char *const *grappe_records_names(const grappe_records *records);
uint64_t grappe_records_header_line(const grappe_records *records);

/* The next record; count 0 at the end. As of grappe_csv_next: a failure ends the reading, its message has the place; a
 * record of another length than the header's is given as it is, see grappe_csv_check_width. Fields may be changed in
 * place and live until the next record. The column of a field may be 0: ask grappe_records_column. */
grappe_code grappe_records_next(grappe_records *records, grappe_csv_record *record, grappe_error *error);
/* The column of a field of the record that was given last, in characters (CSV) or columns (the others), from 1. */
size_t grappe_records_column(const grappe_records *records, const grappe_csv_record *record, size_t field);
/* Puts the place before a message, as people look for it: "FILE:12:8", "FILE:Sheet1!C12", "FILE: record 12, a.b".
 * `column` 0: the record as a whole. */
grappe_code grappe_records_fail_at(const grappe_records *records, uint64_t line, size_t column, grappe_error *error);

grappe_records_kind grappe_records_kind_of(const grappe_records *records);
char grappe_records_separator(const grappe_records *records);       /* of a CSV; ',' for the others */
uint64_t grappe_records_stored_read(const grappe_records *records); /* as of the input */
uint64_t grappe_records_stored_size(const grappe_records *records);
const char *grappe_records_name(const grappe_records *records);

#endif
