/* Words for operations. Private to this room. */
#ifndef GRAPPE_QUERY_DESCRIBE_PRIVATE_H
#define GRAPPE_QUERY_DESCRIBE_PRIVATE_H

#include "query/query_private.h"

/* "within Normandie (region)", "headcount at least 50 jobs" */
void query_describe_operation(const grappe_query *operation, grappe_buffer *text);
/* " within Normandie (region), where headcount at least 50 jobs"; with `whole`, keys, columns and orders too. */
void query_describe_conditions(grappe_query *const *operations, size_t count, int whole, grappe_buffer *text);

/* What people call rows of the entity, in their language: "training programmes". `words` holds it; returns `words`. */
enum { QUERY_WORDS = 80 };
const char *query_entity_words(const grappe_entity *entity, char words[QUERY_WORDS]);

#endif
