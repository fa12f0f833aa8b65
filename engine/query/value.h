/* A value: what one cell of a row or frame holds.
 *
 * Texts and rows are borrowed: they live as long as the row's snapshot or the frame. A figure is a reference that the
 * value owns, and so is the array of a list: grappe_value_release lets them go. */
#ifndef GRAPPE_QUERY_VALUE_H
#define GRAPPE_QUERY_VALUE_H

#include "base/buffer.h"
#include "figure/figure.h"
#include "query/observatory.h"

typedef enum grappe_value_kind {
  GRAPPE_VALUE_NONE = 0, /* absent: `presence` says why (GRAPPE_UNKNOWN for an empty cell) */
  GRAPPE_VALUE_TEXT,
  GRAPPE_VALUE_NUMBER,
  GRAPPE_VALUE_YESNO,
  GRAPPE_VALUE_DAY,
  GRAPPE_VALUE_PERIOD,
  GRAPPE_VALUE_FIGURE, /* also an absent one: `?` with its bounds and reason is a figure */
  GRAPPE_VALUE_ROW,
  GRAPPE_VALUE_LIST
} grappe_value_kind;

typedef struct grappe_value {
  grappe_value_kind kind;
  grappe_presence presence; /* GRAPPE_PRESENT, or why a NONE is absent */
  const char *text;         /* of a text: the code where it is a term or a code of a closed list */
  const char *list;         /* of a text: the list that the code is of; NULL for free text */
  double number;
  int yes;
  grappe_day day;
  grappe_period period;
  grappe_figure *figure;
  grappe_row row;
  struct grappe_value *items; /* of a list */
  size_t count;
  int maybe; /* of an item of a list: one of several that it may be (a zone across a border) */
} grappe_value;

void grappe_value_release(grappe_value *value); /* and makes it NONE */

/* --- rows --- */

/* A field of the row, by its index in the model. */
grappe_code grappe_row_field(const grappe_row *row, int field, grappe_value *value, grappe_error *error);
/* A path from the row (query.h), such as "commune.region" or "stage". */
grappe_code grappe_row_path(const grappe_row *row, const char *path, grappe_value *value, grappe_error *error);
/* The figure of a figure or number field, labelled ("headcount, Sanofi Val-de-Reuil"), with the row's citation, period
 * and, for an observation, scope and status. `field` is of the row's entity. */
grappe_code grappe_row_figure(const grappe_row *row, int field, grappe_figure **figure, grappe_error *error);

/* Adds what the row is called: its name in the language that is set, with the level of a territory ("Rouen (basin)");
 * its code or key where it has no name. */
grappe_code grappe_row_name(const grappe_row *row, grappe_buffer *text, grappe_error *error);
/* Its code, or its key; and its id in the store. */
grappe_code grappe_row_code(const grappe_row *row, grappe_buffer *text, grappe_error *error);
grappe_code grappe_row_id(const grappe_row *row, int64_t *id, grappe_error *error);
/* Whether both are the same row of the same observatory, be it of two snapshots. */
int grappe_row_equal(const grappe_row *a, const grappe_row *b);
/* The name of a code in the language that is set: of a term of `list`, or of a closed list; the code itself where it
 * has none. Lives as long as the snapshot. */
const char *grappe_code_name(grappe_snapshot *snapshot, const char *list, const char *code);

/* Adds the value as people read it (figures with unit, rows and terms by name, dates as written in files, "" where
 * absent), or as files have it (canonical figures without unit, codes). */
grappe_code grappe_value_display(const grappe_value *value, grappe_snapshot *snapshot, grappe_buffer *text,
                                 grappe_error *error);
grappe_code grappe_value_write(const grappe_value *value, grappe_buffer *text, grappe_error *error);

#endif
