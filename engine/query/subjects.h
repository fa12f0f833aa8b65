/* Subjects: the rows that rules are asked about, and what their fields hold as small numbers.
 *
 * A path (query.h) gets a column of codes: two subjects have the same code exactly where a script that reads the path
 * finds the same, so that what holds for one subject holds for every other with the same codes. A figure is the same
 * where its presence, bounds, estimate, unit and scope are; its label and source, which no comparison looks at, are not
 * looked at. Columns are made at first use. Used by one thread; diagram.h reads codes from several. */
#ifndef GRAPPE_QUERY_SUBJECTS_H
#define GRAPPE_QUERY_SUBJECTS_H

#include "query/query.h"

typedef struct grappe_subjects grappe_subjects;

/* The rows of the query that are surely in, in its order. Counted. */
grappe_code grappe_subjects_new(grappe_query *query, grappe_subjects **subjects, grappe_error *error);
grappe_subjects *grappe_subjects_keep(grappe_subjects *subjects);
void grappe_subjects_release(grappe_subjects *subjects); /* NULL is allowed */
size_t grappe_subjects_count(const grappe_subjects *subjects);
const grappe_entity *grappe_subjects_entity(const grappe_subjects *subjects);
grappe_row grappe_subjects_row(const grappe_subjects *subjects, size_t subject); /* its snapshot is borrowed */
grappe_snapshot *grappe_subjects_snapshot(const grappe_subjects *subjects);      /* borrowed */
const char *grappe_subjects_note(const grappe_subjects *subjects);               /* as of grappe_cursor_note */

/* The number of the path's column. */
grappe_code grappe_subjects_column(grappe_subjects *subjects, const char *path, size_t *column, grappe_error *error);
const char *grappe_subjects_path(const grappe_subjects *subjects, size_t column);
size_t grappe_subjects_values(const grappe_subjects *subjects, size_t column); /* how many different values it has */
const int32_t *grappe_subjects_codes(const grappe_subjects *subjects, size_t column); /* of each subject; from 0 */
/* The figure of a code, where the path leads to figures: borrowed, lives as long as the subjects. */
grappe_code grappe_subjects_figure(grappe_subjects *subjects, size_t column, int32_t value, grappe_figure **figure,
                                   grappe_error *error);

#endif
