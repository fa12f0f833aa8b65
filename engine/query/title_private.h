/* What rows and codes are called. Private to this room. */
#ifndef GRAPPE_QUERY_TITLE_PRIVATE_H
#define GRAPPE_QUERY_TITLE_PRIVATE_H

#include "query/query_private.h"

/* The name of a row in the language that is set (else in French), its code, and its place in the order of its entity.
 * *title is NULL where the entity has no names; *code is NULL where it has none; *position is NaN where it has none.
 * All but `title` may be NULL. Texts live as long as the snapshot. */
grappe_code query_row_title(grappe_snapshot *snapshot, const grappe_entity *entity, int32_t row, const char **title,
                            const char **code, double *position, grappe_error *error);
/* The name of a code in the language that is set, the code itself where it has none; *position as above. */
const char *query_code_title(grappe_snapshot *snapshot, const char *list, int terms, const char *code,
                             double *position);
/* "Direct jobs in the pharmaceutical industry (pharma_jobs)": what people call a row, and how scripts do. */
grappe_code query_named_with_code(const grappe_row *row, grappe_buffer *text, grappe_error *error);
/* Name, name_en and name_it of an entity's rows, or what it has in their place; NULL for what it has not. */
grappe_code query_name_columns(grappe_snapshot *snapshot, const grappe_entity *entity,
                               const grappe_column *columns[GRAPPE_LANGUAGES], grappe_error *error);

#endif
