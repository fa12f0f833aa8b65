/* What the files of the import of published files share. */
#ifndef GRAPPE_INGEST_DATASET_IMPORT_PRIVATE_H
#define GRAPPE_INGEST_DATASET_IMPORT_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/sha256.h"
#include "column/dataset.h"
#include "ingest/dataset_import.h"

enum { EDITION = 32 };

/* --- files: dataset_import_files.c --- */

typedef struct published_entry {
  size_t digest;              /* its place among the digests: members of an archive share theirs */
  char *path, *member, *name; /* member: of an archive, or NULL; name: the last part of member or path */
  const grappe_format *part;  /* NULL: none asks for it */
  size_t part_index;
} published_entry;

typedef struct published_entries {
  published_entry *items; /* by part, and then as given or by name */
  size_t count, capacity;
  grappe_buffer unused;
} published_entries;

/* What the paths stand for, each with its part. GRAPPE_NOT_FOUND where not one is for the format. */
grappe_code entries_find(const grappe_format *format, const char *const *paths, size_t count,
                         published_entries *entries, grappe_error *error);
void entries_free(published_entries *entries);
/* 1: a folder, or an archive of several files. */
int entries_several(const char *path);
/* The most precise date in a file's name, the last of equals, as an edition; 0 where there is none. */
int edition_in_name(const char *name, char edition[EDITION]);

/* --- digests: dataset_import_digest.c. Files are hashed on a thread of their own, standard input as it is read. --- */

typedef struct published_digests {
  const char *const *paths;
  size_t count;
  char (*texts)[GRAPPE_SHA256_TEXT];
  struct {
    grappe_sha256 hash;
    int piped; /* 1: fed by whoever reads it */
  } * streams; /* one a path */
  pthread_t thread;
  int running;
  size_t done; /* how many of the paths */
  atomic_int stop;
  grappe_code code;
  grappe_error error;
  pthread_mutex_t lock;
  pthread_cond_t changed;
} published_digests;

grappe_code digests_begin(published_digests *digests, const char *const *paths, size_t count, grappe_error *error);
/* The digest of a path, once it is known; NULL before, and of a pipe until digests_wait. */
const char *digests_known(published_digests *digests, size_t path);
/* What the reader of a pipe feeds; NULL for other files. */
grappe_sha256 *digests_stream(published_digests *digests, size_t path);
/* Waits until it is known: of a pipe, which must have been read to its end by then. */
grappe_code digests_wait(published_digests *digests, size_t path, const char **text, grappe_error *error);
void digests_end(published_digests *digests);

/* --- rejects and findings: dataset_import_report.c --- */

typedef struct rejects_file {
  char *path, *temporary;
  FILE *file;
  grappe_buffer pending; /* the last record, which another finding may add to */
  grappe_buffer reasons;
} rejects_file;

struct published_job;

/* What a reader of one file tells its findings with. */
typedef struct published_teller {
  struct published_job *job;
  size_t file; /* in the report */
  grappe_format_reader *reader;
} published_teller;

grappe_code published_tell(void *teller, const grappe_format_finding *finding, grappe_error *error);
/* A finding whose sentence is whole; `line` 0: the file. */
grappe_code published_keep(struct published_job *job, size_t file, uint64_t line, size_t column, const char *sentence,
                           int remark, grappe_error *error);
/* Writes a record that is refused to the rejects of its file. */
grappe_code rejects_add(struct published_job *job, size_t file, const grappe_format_reader *reader,
                        const grappe_format_finding *finding, grappe_error *error);
/* What was told from a mark on is taken back: of a file that turns out to be there already. */
typedef struct report_mark {
  size_t files, findings, kept, kept_remarks;
  int64_t found, remarks;
  int pointless;
} report_mark;
report_mark published_mark(const struct published_job *job);
void published_forget(struct published_job *job, report_mark mark);
grappe_code rejects_finish(struct published_job *job, grappe_error *error); /* they get their names */
void rejects_free(struct published_job *job, int keep);

/* --- columns: dataset_import_columns.c --- */

typedef struct column_map {
  grappe_dataset_cells *cells;
  grappe_dataset_column *columns; /* whose texts last as long as the reader that they were made with */
  char **names;
  int32_t **band_codes; /* of a band's column: code of each band */
  int32_t **codes;      /* of a band's column: for the rows of a batch */
  size_t count, row_capacity;
  int period; /* the column that says which period a row is of; -1: none */
} column_map;

grappe_code columns_begin(column_map *map, const grappe_format *format, const grappe_typed_batch *batch,
                          grappe_error *error);
grappe_code columns_add_bands(column_map *map, const grappe_typed_batch *batch, grappe_dataset_writer *writer,
                              grappe_error *error);
/* The batch as the writer takes it, valid as long as both. */
grappe_code columns_cells(column_map *map, const grappe_typed_batch *batch, const grappe_dataset_cells **cells,
                          grappe_error *error);
void columns_end(column_map *map);

/* --- the import: dataset_import.c --- */

typedef struct published_job {
  grappe_store *store;
  const grappe_format *format;
  const grappe_published_options *options;
  grappe_published_report *report;
  size_t shown, kept, kept_remarks, finding_capacity;
  published_entries entries;
  const char **paths; /* of the digests */
  published_digests digests;
  rejects_file *rejects; /* for each file of the report */
  char edition[EDITION]; /* given, or in a file's name; "" where neither */
  atomic_int pointless;  /* 1: nothing will be kept; reading goes on to tell all findings */
  size_t registry_files;
} published_job;

/* Opens an entry as its part, and begins its line in the report. */
grappe_code published_open(published_job *job, const published_entry *entry, const grappe_format_options *options,
                           published_teller *teller, grappe_error *error);
/* Notes the reader's counts in the report. */
grappe_code published_count(published_teller *teller, grappe_error *error);

/* Rows of the registry from the parts with an entity: dataset_import_registry.c */
grappe_code published_registry(published_job *job, grappe_error *error);

#endif
