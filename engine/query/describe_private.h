/* Words for operations. Private to this room. */
#ifndef GRAPPE_QUERY_DESCRIBE_PRIVATE_H
#define GRAPPE_QUERY_DESCRIBE_PRIVATE_H

#include "query/query_private.h"

/* "within Normandie (region)", "headcount at least 50 jobs". With a snapshot as people say it, "stage = Production";
 * without one (NULL) as scripts do, "stage = production". */
void query_describe_operation(const grappe_query *operation, grappe_snapshot *snapshot, grappe_buffer *text);
/* " within Normandie (region), where headcount at least 50 jobs"; with `whole`, keys, columns and orders too. */
void query_describe_conditions(grappe_query *const *operations, size_t count, int whole, grappe_snapshot *snapshot,
                               grappe_buffer *text);

/* What people call a field: "employment rate"; with `code` 1 "effectif (headcount)", where the two differ. */
void query_field_words(const char *name, int code, grappe_buffer *text);
/* The same of a path's last step, and of what: "kind (organisation)". */
void query_path_words(const char *path, grappe_buffer *text);
/* "3 sites", "1 site", "3..4 members" */
void query_counted(const grappe_entity *entity, size_t sure, size_t maybe, grappe_buffer *text);

/* What people call rows of the entity, in their language: "training programmes". `words` holds it; returns `words`. */
enum { QUERY_WORDS = 80 };
const char *query_entity_words(const grappe_entity *entity, char words[QUERY_WORDS]);

#endif
