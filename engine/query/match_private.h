/* Names in conditions: which texts and rows somebody means. Private to this room. */
#ifndef GRAPPE_QUERY_MATCH_PRIVATE_H
#define GRAPPE_QUERY_MATCH_PRIVATE_H

#include "query/query_private.h"

typedef struct match_context {
  grappe_snapshot *snapshot;
  const query_path *path; /* for messages, and for the level that a territory's name is looked for at */
  grappe_period when;
} match_context;

/* Which rows of the entity a text or pattern means: a new array with 1 or 0 for each row. A text that means none, where
 * it is no pattern: GRAPPE_NOT_FOUND, offering the nearest. */
grappe_code query_answer_rows(match_context *m, const grappe_entity *entity, const char *text, unsigned char **answer,
                              grappe_error *error);
/* The same for each text of the column's dictionary. Free text is not looked for among what there is: no match is no
 * error. */
grappe_code query_answer_texts(match_context *m, const grappe_column *column, const char *text, unsigned char **answer,
                               grappe_error *error);

#endif
