/* What init and import share: the CSV files of a folder, and an import with its report told. */
#ifndef GRAPPE_PROGRAM_IMPORT_FILES_H
#define GRAPPE_PROGRAM_IMPORT_FILES_H

#include "ingest/registry.h"
#include "program/program.h"

/* Paths of the folder's files that bear an entity's name (territory.csv), in the model's order; a folder that is not
 * there has none. Release with grappe_files_free. */
grappe_code grappe_files_of_folder(const char *folder, grappe_words *files, grappe_error *error);
void grappe_files_free(grappe_words *files);

/* Imports as work of the program (^C, progress), tells findings on standard error and gives the status. The report is
 * the caller's to release. */
grappe_exit grappe_program_import(grappe_program *program, grappe_store *store, const grappe_words *files,
                                  grappe_import_options *options, grappe_import_report *report);

#endif
