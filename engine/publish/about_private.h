/* What a reader of a published file must know beside its cells: what each column means, and the sources cited.
 *
 * Given row by row, as texts; a workbook makes a sheet of them, a data package a file and a description. Private to
 * the room. */
#ifndef GRAPPE_PUBLISH_ABOUT_PRIVATE_H
#define GRAPPE_PUBLISH_ABOUT_PRIVATE_H

#include "publish/publish.h"

typedef grappe_code (*grappe_about_visit)(void *context, const char *const *cells, size_t count, grappe_error *error);

/* Adds what the column means: a field's documentation in the registry form, the name and definition of a measure, else
 * its title where that is not its name, what the operation that made it says. */
grappe_code grappe_about_column(const grappe_frame *frame, size_t column, const grappe_publish_options *options,
                                grappe_buffer *text, grappe_error *error);
/* Name, meaning and unit of each column of the frame; the unit "" where it has none or its figures differ. */
enum { GRAPPE_ABOUT_COLUMN_CELLS = 3 };
grappe_code grappe_about_columns(const grappe_frame *frame, const grappe_publish_options *options,
                                 grappe_about_visit visit, void *context, grappe_error *error);

/* Code, places cited in it, then the fields of grappe_about_source_fields, of each source that the frame cites. */
grappe_code grappe_about_sources(const grappe_frame *frame, const grappe_publish_options *options,
                                 grappe_about_visit visit, void *context, grappe_error *error);
extern const char *const grappe_about_source_fields[]; /* names of fields of entity source; ended by NULL */

/* The signs and status codes that occur in the frame's figures, each with what it means. */
grappe_code grappe_about_flags(const grappe_frame *frame, const grappe_publish_options *options,
                               grappe_about_visit visit, void *context, grappe_error *error);

/* The English or French documentation of a field, in the language that is set. */
const char *grappe_about_field(const grappe_field *field);

#endif
