/* The data package of a folder: a resource for each CSV file of the model in it and in its folders. */
#ifndef GRAPPE_PROGRAM_DESCRIBE_FOLDER_H
#define GRAPPE_PROGRAM_DESCRIBE_FOLDER_H

#include "base/buffer.h"
#include "program/options.h"

/* Adds the JSON of datapackage.json, with paths from the folder. Files are those named after an entity (site.csv), in
 * the folder itself and one level below (reference/territory.csv), in UTF-8. Every row is read: keys are stated where
 * the rows have them, licences and sources come from the source.csv among the files. The same files give the same
 * bytes. `left_out` receives the paths of CSV files named after no entity: release with grappe_files_free. */
grappe_code grappe_describe_folder(const char *folder, grappe_buffer *json, grappe_words *left_out,
                                   grappe_error *error);

#endif
