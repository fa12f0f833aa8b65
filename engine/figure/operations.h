/* What operations and statistics are called in each language, where scripts and JSON know them by a code: the one table
 * of these names, for explanations, labels and headings.
 *
 * The code of a statistic is the name of its function in scripts; a part of its results has a code of its own, such as
 * "moran.p". Totals and ranks stand here too: their code is the method that makes them. */
#ifndef GRAPPE_FIGURE_OPERATIONS_H
#define GRAPPE_FIGURE_OPERATIONS_H

#include <stddef.h>

#include "base/language.h"

typedef enum grappe_operation_kind {
  GRAPPE_OPERATION_PHRASE,   /* says all by itself: "product of both" */
  GRAPPE_OPERATION_EVERYDAY, /* "sum of 4 values": its code adds nothing to that */
  GRAPPE_OPERATION_STATISTIC /* "Herfindahl-Hirschman index (hhi) of 4 values": with the name of its function */
} grappe_operation_kind;

typedef struct grappe_operation {
  const char *code;
  const char *names[GRAPPE_LANGUAGES]; /* as they stand inside a sentence */
  grappe_operation_kind kind;
} grappe_operation;

/* NULL where there is none. "indicator NAME" and "^2" are found as "indicator" and "^". */
const grappe_operation *grappe_operation_find(const char *code);
/* Its name, or the code itself where there is none. */
const char *grappe_operation_name(const char *code, grappe_language language);
/* All of them. `index` from 0; NULL past the last. */
const grappe_operation *grappe_operation_at(size_t index);

#endif
