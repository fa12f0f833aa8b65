/* What the files of the registry import share. */
#ifndef GRAPPE_INGEST_REGISTRY_PRIVATE_H
#define GRAPPE_INGEST_REGISTRY_PRIVATE_H

#include "base/buffer.h"
#include "ingest/registry.h"
#include "store/names.h"
#include "store/rows.h"

/* A map from texts to numbers that are not 0. map.c */
typedef struct text_map {
  char **keys;
  int64_t *values;
  size_t count, capacity; /* capacity: a power of two, or 0 */
} text_map;

int64_t map_get(const text_map *map, const char *key); /* 0 where it is not there */
grappe_code map_set(text_map *map, const char *key, int64_t value, grappe_error *error);
void map_clear(text_map *map);

enum { COLUMN_IGNORED = -1 };

/* A record that is refused, with what is wrong. */
typedef struct refused_record {
  size_t ordinal; /* of the record in its file, from 0, the header not counted */
  char *column;   /* name of the first wrong column; "" for the record as a whole */
  char *sentence;
} refused_record;

typedef struct import_source {
  size_t index; /* among the files given */
  const char *path;
  char *bytes; /* the whole file: it is read more than once */
  size_t length;
  const uint64_t *lines; /* of records that were made of a published file's: of each its line there; NULL: none were */
  const char *const *names;    /* of each field, what that file calls it; NULL with `lines` */
  const unsigned char *if_new; /* of each field, 1: only a new row takes it; NULL: all rows take all. Of entities with
                                  a code */
  char *sheet;                 /* name of the sheet that the bytes were made of; NULL: a CSV */
  const grappe_entity *entity;
  int *fields; /* for each column the field's index, or COLUMN_IGNORED */
  size_t width;
  refused_record *refused;
  size_t refused_count, refused_capacity;
  unsigned char *states; /* of each record: what is known of it */
  size_t state_capacity;
  grappe_import_file result;
} import_source;

enum {
  RECORD_REFUSED = 1,
  RECORD_WAITS = 2,   /* for rows of its own entity that are not there yet; nothing was written */
  RECORD_LATER = 4,   /* was written without such references: they come in the last pass */
  RECORD_CHANGED = 8, /* its row was inserted or changed */
  RECORD_SEEN = 16,   /* its key was looked at */
  RECORD_NEW = 32     /* its row was inserted */
};

typedef struct import_job {
  grappe_store *store;
  const grappe_import_options *options;
  grappe_import_report *report;
  size_t shown, finding_capacity, change_capacity;
  import_source *sources; /* in the order of the model */
  size_t count;
  text_map found;           /* references resolved, by entity and text; emptied for each group of files */
  text_map refused;         /* codes of rows that were refused, so that what refers to them is told so */
  text_map keys;            /* keys met in a file, with their line */
  int hopeless;             /* a file that cannot be imported even in part */
  int again;                /* rows already written turned out wrong: the group must be done again without them */
  int64_t written, waiting; /* records of the pass under way */
  grappe_error *error;
} import_job;

/* registry_read.c: the bytes of a source, from a CSV or a workbook. */
grappe_code import_read_whole(import_source *source, grappe_run *run, grappe_error *error);

/* registry.c */
/* Imports sources that hold their bytes and entity, in the transaction that is under way; findings go to the job's
 * report. Sources are put in the order of the model: `index` tells them apart. */
grappe_code import_run_sources(import_job *job);
void import_release(import_job *job); /* frees sources and maps */
/* The line of a record as people know it. */
uint64_t import_line(const import_source *source, size_t ordinal, uint64_t line);
grappe_code import_open(const import_source *source, const import_job *job, grappe_csv **csv, grappe_error *error);

/* report.c: a finding; error holds the sentence. `record`: the one that is refused for it, or NULL for the file. */
grappe_code import_tell(import_job *job, import_source *source, uint64_t line, size_t column, const char *column_name,
                        size_t ordinal, int record, const grappe_error *finding);
void import_sort_findings(grappe_import_report *report);
/* The cells changed after that entry of the audit trail, into the report. */
grappe_code import_list_changes(import_job *job, int64_t since);

/* header.c: entity and columns of a file; what is wrong becomes a finding and *usable 0. */
grappe_code import_read_header(import_job *job, import_source *source, int *usable);

/* convert.c: texts of a record into cells. A cell's text lives in the record or in `texts`. */
typedef struct conversion {
  import_job *job;
  const import_source *source;
  grappe_buffer *texts; /* one for each field */
  int64_t **links;      /* one array for each field */
  size_t *link_capacities;
  grappe_cell *cells;
  size_t fields;
  int later; /* out: a reference to a row of the same entity that is not there yet */
} conversion;

grappe_code conversion_begin(conversion *c, import_job *job, const import_source *source, grappe_error *error);
void conversion_end(conversion *c);
/* One cell. `second`: references to rows of the same entity must be resolved now. */
grappe_code convert_field(conversion *c, size_t field, grappe_csv_field *text, int second, grappe_error *error);

/* rejects.c */
grappe_code import_write_rejects(import_job *job, import_source *source, int alone, grappe_error *error);

#endif
