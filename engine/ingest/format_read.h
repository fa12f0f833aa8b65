/* A published file read by its format: typed rows in batches of arrays, as a dataset's writer takes them.
 *
 * Every record of the file ends as rows of a batch, as left out for one of the format's reasons, or as rejected with a
 * report: nothing is dropped in silence. A record of a wide file is rejected as a whole or not at all. */
#ifndef GRAPPE_INGEST_FORMAT_READ_H
#define GRAPPE_INGEST_FORMAT_READ_H

#include "base/run.h"
#include "ingest/format.h"

typedef enum grappe_typed_kind {
  GRAPPE_TYPED_TEXT,    /* texts[start[row]], length[row] bytes */
  GRAPPE_TYPED_INTEGER, /* integers. Also SIREN and SIRET, whose width is 9 and 14 */
  GRAPPE_TYPED_NUMBER,  /* numbers */
  GRAPPE_TYPED_DAY,     /* integers: grappe_day */
  GRAPPE_TYPED_YEAR,    /* integers */
  GRAPPE_TYPED_PERIOD,  /* integers: first day; to: last day. Also the period of a wide file */
  GRAPPE_TYPED_YESNO,   /* integers: 0, 1 */
  GRAPPE_TYPED_BAND     /* integers: place in field->bands; numbers: low, high: high */
} grappe_typed_kind;

/* One column of a batch. Arrays that its kind does not use are NULL. What an absent cell holds: "" / 0 / NaN; a band
 * without value 0 to infinity and place -1, or its place where its code is in the table. */
typedef struct grappe_typed_column {
  const char *name;                 /* the field's target, or its flags_target, or the format's period_target */
  const grappe_format_field *field; /* NULL for the period of a wide file */
  grappe_typed_kind kind;
  unsigned width;          /* digits of a SIREN or SIRET; else 0 */
  unsigned char *presence; /* grappe_presence of each row */
  size_t absent;           /* how many of the batch's rows are absent */
  uint32_t *start, *length;
  int64_t *integers, *to;
  double *numbers, *high;
} grappe_typed_column;

typedef struct grappe_typed_batch {
  const grappe_typed_column *columns; /* in the order of the format's fields; a flags column follows its field; the
                                         period of a wide file comes last */
  size_t column_count;
  size_t rows;         /* 0: the end */
  const char *texts;   /* not ended by '\0' */
  uint64_t first_line; /* of the first row's record */
} grappe_typed_batch;

/* A row that was rejected, or (remark) a value taken as unknown because it cannot be read. */
typedef struct grappe_format_finding {
  uint64_t line;
  size_t column;           /* for people, see grappe_records_column; 0: the record as a whole */
  const char *column_name; /* as the file has it; "" for the record as a whole */
  const char *value;       /* as the file has it */
  const char *reason;      /* a sentence, without place */
  const char *sentence;    /* with it: "file.csv:12:8: …" */
  int remark;
  int again;                       /* 1: this record was told already, for another of its values */
  const grappe_csv_record *record; /* as the file has it */
} grappe_format_finding;

enum { GRAPPE_FORMAT_BATCHES = 8 };

typedef struct grappe_format_options {
  const char *member, *sheet; /* instead of the format's; NULL: the format's */
  grappe_sha256 *hash;        /* see grappe_input_options; NULL: none */
  size_t batch_rows;          /* 0: 16,384 */
  size_t batches; /* how many stay valid: a batch lives until so many more were read, so that another thread may work on
                     one while the next is filled. 0: 1; at most GRAPPE_FORMAT_BATCHES */
  size_t reject_limit; /* reading ends with an error when more rows are rejected; 0: no limit */
  /* Told of each finding; not NULL to know more than counts. A code other than GRAPPE_OK ends the reading with it. */
  grappe_code (*finding)(void *context, const grappe_format_finding *finding, grappe_error *error);
  void *finding_context;
  /* Told of each record that became rows, after they are in the batch. NULL: nobody asks. */
  grappe_code (*taken)(void *context, const grappe_csv_record *record, grappe_error *error);
  void *taken_context;
  grappe_run *run; /* stop, deadline; progress in bytes of the file as it is stored; NULL: none */
} grappe_format_options;

typedef struct grappe_format_left_out {
  const char *reason; /* in the language that is set */
  uint64_t rows;
} grappe_format_left_out;

typedef struct grappe_format_counts {
  uint64_t records;                       /* read, the header not counted */
  uint64_t rows;                          /* handed out in batches */
  uint64_t rejected;                      /* records */
  uint64_t remarks;                       /* values taken as unknown */
  const grappe_format_left_out *left_out; /* one for each of the format's skips, then, of a wide file, rows without a
                                             value */
  size_t left_out_count;
} grappe_format_counts;

typedef struct grappe_format_reader grappe_format_reader;

/* `format`, and what `options` points to, must outlive the reader. GRAPPE_NOT_FOUND where the header does not suit. */
grappe_code grappe_format_open(const grappe_format *format, const char *path, const grappe_format_options *options,
                               grappe_format_reader **reader, grappe_error *error);
/* The same on records that are open already, which the reader closes (also where this fails). */
grappe_code grappe_format_open_records(const grappe_format *format, grappe_records *records,
                                       const grappe_format_options *options, grappe_format_reader **reader,
                                       grappe_error *error);
void grappe_format_close(grappe_format_reader *reader); /* NULL is allowed */

/* The next rows, valid until the next call (or see `batches`). Also before the first: `columns` are set after opening.
 */
const grappe_typed_batch *grappe_format_batch(const grappe_format_reader *reader);
grappe_code grappe_format_next(grappe_format_reader *reader, const grappe_typed_batch **batch, grappe_error *error);

grappe_format_counts grappe_format_counts_of(const grappe_format_reader *reader);
const grappe_plan *grappe_format_plan(const grappe_format_reader *reader);
const grappe_records *grappe_format_records(const grappe_format_reader *reader);

/* Adds the record of a finding to a CSV that can be mended and imported again: the fields as they came, then
 * error_column and error. With `finding` NULL: the header. Columns of these two names in the file are left out. */
void grappe_format_reject_write(const grappe_format_reader *reader, const grappe_format_finding *finding,
                                grappe_buffer *out);

#endif
