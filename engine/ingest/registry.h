/* Import of registry tables from CSV or workbooks (XLSX, the first visible sheet): any entity of the model, all files
 * of a call in one transaction.
 *
 * The entity comes from the file's base name (site.csv, sites-2026.csv) or else from the header that fits one entity
 * only. Columns bear the fields' names, in any order; a field without a column stays as it is. References are written
 * as codes or names ("Rouen (basin)"), terms and codes as codes or names, several values parted by ';', figures in
 * their notation. Rows with a key that is there already update that row. Columns error_column and error are passed
 * over, so that a mended file of rejects is read as it stands. Files may be compressed, see ingest/input.h; rejects are
 * always CSV. In a workbook the column of a finding is the sheet's column.
 *
 * If one row is wrong nothing is imported, unless rejects_path is given: then the rows that are right go in, and the
 * others are written there with the column that is wrong and why. */
#ifndef GRAPPE_INGEST_REGISTRY_H
#define GRAPPE_INGEST_REGISTRY_H

#include <stddef.h>
#include <stdint.h>

#include "base/run.h"
#include "ingest/csv.h"
#include "model/model.h"
#include "store/store.h"

struct grappe_import_report;

typedef struct grappe_import_options {
  int dry_run;                 /* do everything, then undo it */
  const char *rejects_path;    /* NULL: none. For several files, each one's rejects go to DIR/<entity>-<name> */
  const char *command;         /* for the audit trail; NULL: "import" */
  grappe_run *run;             /* stop, deadline and progress; NULL: none */
  const grappe_entity *entity; /* of all files; NULL: told by each file's name or header */
  grappe_csv_encoding encoding;
  char separator; /* 0: from each header */
  size_t shown;   /* findings kept with their sentence, and changes; 0: 100 */
  /* Asked before cells of rows that are there already change for good, with the report so far; 0: nothing is imported.
   * NULL: no question. */
  int (*confirm)(void *context, const struct grappe_import_report *report);
  void *confirm_context;
} grappe_import_options;

typedef struct grappe_import_finding {
  size_t file; /* index among the files given */
  uint64_t line;
  size_t column;  /* in characters from 1; 0: the line as a whole */
  char *sentence; /* whole: "site.csv:12:8: …" */
} grappe_import_finding;

typedef struct grappe_import_file {
  const grappe_entity *entity; /* NULL where it could not be told */
  int64_t inserted, updated, unchanged, superseded, rejected;
  char *rejects; /* path of the rejects written; NULL where there are none */
} grappe_import_file;

/* A cell of a row that was there already; texts as the audit trail has them, NULL where empty. */
typedef struct grappe_import_change {
  char *entity, *key, *field, *before, *after;
} grappe_import_change;

typedef struct grappe_import_report {
  grappe_import_file *files; /* in the order given */
  size_t file_count;
  grappe_import_finding *findings; /* by file as given and then by line; no more than `shown` */
  size_t finding_count;
  int64_t found;                 /* all findings, those not kept included */
  grappe_import_change *changes; /* in the order in which they were made; no more than `shown` */
  size_t change_count;
  int64_t changed; /* all changed cells, those not kept included; told of a dry run too */
  int imported;    /* 1: the data is in; 0: dry run, or nothing imported because of findings, or declined */
  int declined;    /* 1: `confirm` said no */
} grappe_import_report;

/* GRAPPE_OK also where rows are wrong: the report says so (found > 0). Other codes: the import could not be done at
 * all. Release the report in either case. A file "-" is standard input; its name for the entity is then its header. */
grappe_code grappe_import_registry(grappe_store *store, const char *const *files, size_t count,
                                   const grappe_import_options *options, grappe_import_report *report,
                                   grappe_error *error);
void grappe_import_report_free(grappe_import_report *report);

#endif
