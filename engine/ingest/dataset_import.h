/* Import of published files by their formats: into datasets, or (formats with an entity) into rows of the registry.
 *
 * Files are read as ingest/input.h reads them. A folder, or an archive of several files, stands for the files in it
 * that the format's parts ask for by name. Files of one part go one after another into one dataset. Everything of a
 * call is one transaction: it is in whole, with its digest, or nothing of it is. Reading streams: memory is bounded
 * whatever the size, but for formats with an entity, whose rows are held until they are written.
 *
 * If one row is wrong nothing is imported, unless rejects_path is given: then the rows that are right go in, and the
 * others are written there with the column that is wrong and why. Such a file, mended, is imported as it stands: its
 * columns error_column and error say that it completes a dataset that is there.
 *
 * Which edition: the one given; else a date in the file's name, the most precise (…_2024_02_22.csv: 2024-02-22,
 * …_202608.zip: 2026-08); else the latest period in the data; else the day of the import. A file whose digest (SHA-256
 * of its bytes as they are stored) a dataset of that code bears is there already, and nothing is done. */
#ifndef GRAPPE_INGEST_DATASET_IMPORT_H
#define GRAPPE_INGEST_DATASET_IMPORT_H

#include <stddef.h>
#include <stdint.h>

#include "base/run.h"
#include "ingest/format_read.h"
#include "store/store.h"

typedef struct grappe_published_options {
  const char *edition;      /* NULL: see above */
  const char *geography;    /* that the codes of territories are of; NULL: as the format says */
  int dry_run;              /* read and check everything, change nothing; rejects are written all the same */
  const char *rejects_path; /* NULL: none. For several files, each one's rejects go to DIR/<its name>-<name> */
  const char *command;      /* for the audit trail; NULL: "import" */
  grappe_run *run;          /* stop, deadline and progress; NULL: none */
  size_t shown;             /* findings, and remarks, kept with their sentence; 0: 100 of each */
} grappe_published_options;

/* One file that was read. */
typedef struct grappe_published_file {
  const grappe_format *format; /* the part of the format that it is */
  char *name;                  /* for messages: "FILE", "FILE/MEMBER" */
  uint64_t records, rows, rejected, remarks;
  grappe_format_left_out *left_out; /* rows left out, by reason; only reasons that occur */
  size_t left_out_count;
  char *unused, *missing; /* columns that the format has no field for, optional ones not found; joined by ", ". "" */
  char *rejects;          /* path of the rejects written; NULL where there are none */
  int64_t inserted, updated, unchanged, superseded; /* of a part with an entity */
} grappe_published_file;

typedef struct grappe_published_dataset {
  const char *code; /* the format's */
  char *edition;
  uint64_t rows;  /* after the import */
  uint64_t bytes; /* that it takes in the observatory; 0 where nothing was imported */
  int already;    /* 1: this file is in it already, nothing was done */
  int completed;  /* 1: rows were added to what was there */
} grappe_published_dataset;

typedef struct grappe_published_finding {
  size_t file; /* index in files */
  uint64_t line;
  size_t column; /* 0: the record as a whole */
  char *sentence;
  int remark; /* 1: the row went in, a value of it is unknown */
} grappe_published_finding;

typedef struct grappe_published_report {
  grappe_published_file *files;
  size_t file_count;
  grappe_published_dataset *datasets;
  size_t dataset_count;
  grappe_published_finding *findings; /* by file and then as met; no more than `shown`, and as many remarks */
  size_t finding_count;
  int64_t found, remarks; /* all of them, those not kept included */
  char *parts_missing;    /* ids of parts of the format that no file was for, joined by ", ". "" */
  char *files_unused;     /* files of a folder or archive that no part asks for. "" */
  int imported;           /* 1: the data is in; 0: dry run, there already, or not because of findings */
} grappe_published_report;

/* GRAPPE_OK also where rows are wrong: the report says so (found > 0). Other codes: the import could not be done at
 * all, and nothing of it is there. `format` may be the first of a chain. Formats with a computed field are read and
 * written on the calling thread only. Release the report in either case; it refers to the format. */
grappe_code grappe_import_published(grappe_store *store, const grappe_format *format, const char *const *files,
                                    size_t count, const grappe_published_options *options,
                                    grappe_published_report *report, grappe_error *error);
void grappe_published_report_free(grappe_published_report *report);

/* Which of the formats a file may be of: reads its header (of a folder, or an archive of several files, the names in
 * it) and gives the likeliest first. Formats whose reader fits the file are opened by their own options. */
size_t grappe_published_recognise(const grappe_format *const *formats, size_t count, const char *file,
                                  grappe_likeness *likeness, size_t most);
/* Fails with the sentence for a file that suits none of them, or with why it cannot be read. */
grappe_code grappe_published_fail_unknown(const grappe_format *const *formats, size_t count, const char *file,
                                          grappe_error *error);

#endif
