/* What the files of the records share. */
#ifndef GRAPPE_INGEST_RECORDS_PRIVATE_H
#define GRAPPE_INGEST_RECORDS_PRIVATE_H

#include "base/buffer.h"
#include "ingest/csv_private.h"
#include "ingest/json.h"
#include "ingest/records.h"
#include "ingest/xlsx.h"

struct grappe_records {
  grappe_input *input;
  grappe_records_kind kind;
  grappe_csv *csv; /* one of the three */
  grappe_xlsx *xlsx;
  grappe_json *json;
  char split_first;
  size_t parts; /* that the first column is split into; 0: it is not */
  char **names;
  size_t width, name_capacity;
  uint64_t header_line, count;
  grappe_csv_field *fields; /* of a record that is not handed out as its reader gives it */
  size_t field_capacity;
  grappe_buffer texts; /* of a JSON's record */
  int waiting;         /* the first object of a JSON was read for its names, and is still to be handed out */
};

/* Makes room for the fields of a record. */
grappe_code records_room(grappe_records *records, size_t count, grappe_error *error);

/* records_json.c */
grappe_code records_open_json(grappe_records *records, const grappe_records_options *options, grappe_error *error);
grappe_code records_next_json(grappe_records *records, grappe_csv_record *record, grappe_error *error);
void records_close_json(grappe_records *records);

#endif
