/* Columns: the typed arrays that queries read, one value a row, as a structure of arrays.
 *
 * A column is immutable once it is built and belongs to whoever made it (a table, a frame). Kernels loop over the bare
 * arrays of a span of rows: nothing here is called once a row in a long loop. Absence stands in `flags` with its kind;
 * what the other arrays hold for an absent cell is fixed below, so that a loop may read them before looking. */
#ifndef GRAPPE_COLUMN_H
#define GRAPPE_COLUMN_H

#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/status.h"
#include "column/dictionary.h"
#include "figure/figure.h"
#include "model/model.h"
#include "model/units.h"

typedef enum grappe_column_kind {
  GRAPPE_COLUMN_TEXT,      /* codes: place in the dictionary; -1 absent. Also the codes of terms and of closed lists */
  GRAPPE_COLUMN_NUMBER,    /* value; NaN absent. Integers too */
  GRAPPE_COLUMN_YESNO,     /* codes: 0, 1; -1 absent */
  GRAPPE_COLUMN_DAY,       /* codes: a grappe_day; GRAPPE_DAY_FIRST absent */
  GRAPPE_COLUMN_PERIOD,    /* codes: first day; to: last day; all of time absent */
  GRAPPE_COLUMN_FIGURE,    /* value (NaN: only bounds are known), low, high; for an absent one the bounds that hold
                              all the same: 0.. for what cannot be negative, else everything */
  GRAPPE_COLUMN_REFERENCE, /* codes: row of the entity that `refers_to`; -1 absent. With a dictionary also codes that no
                              row has: -2 less the text's place there */
  GRAPPE_COLUMN_LIST       /* items: a column of another kind; the row's are offsets[row] .. offsets[row + 1] - 1; an
                              absent list has none */
} grappe_column_kind;

/* Flags of a cell: in the low three bits its grappe_presence, then these. */
enum {
  GRAPPE_FLAG_PRESENCE = 7,
  GRAPPE_FLAG_ABOUT = 8,
  GRAPPE_FLAG_LOW_OPEN = 16,
  GRAPPE_FLAG_HIGH_OPEN = 32,
  GRAPPE_FLAG_MAYBE = 64 /* of an item of a list: it may be that this item belongs to the row, and may not */
};

typedef struct grappe_column {
  grappe_column_kind kind;
  size_t count;         /* rows */
  unsigned char *flags; /* one a row */
  int32_t *codes, *to;
  double *value, *low, *high;
  uint32_t *offsets; /* count + 1 */
  struct grappe_column *items;
  grappe_dictionary *dictionary; /* of a text column, kept by it; of references see above */
  const char *list;              /* term list or closed code list that a text column's codes are of; NULL: free text */
  int terms;                     /* 1 where `list` is a term list: names and order stand in entity term */
  int alternatives;              /* 1: of a list's items at most one is the row's value: the regions a zone may be in */
  const grappe_entity *refers_to; /* of a reference */
  grappe_unit *units;             /* of a figure or number; NULL where it has none */
  int32_t *unit_of;               /* row's place in `units`; NULL: units[0] for every row */
  size_t unit_count;
  int not_negative; /* of a figure */
} grappe_column;

/* A cell's presence; what `flags` says apart from it. */
static inline grappe_presence grappe_flags_presence(unsigned char flags) {
  return (grappe_presence)(flags & GRAPPE_FLAG_PRESENCE);
}

/* An empty column for `capacity` rows, all absent (unknown), with the arrays of its kind; count is set to `capacity`. A
 * list starts with no items column: the builder below makes it. NULL: no memory. */
grappe_column *grappe_column_new(grappe_column_kind kind, size_t capacity);
void grappe_column_free(grappe_column *column); /* NULL is allowed */

/* A figure column of values that are all present and exact: low and high are the array of the values itself. Its flags
 * and values are the caller's to fill in. */
grappe_column *grappe_column_new_exact(size_t count);
int grappe_column_exact(const grappe_column *column); /* 1: made so */

/* A new column with the rows rows[0..count-1] of `column`, in that order; a negative row gives an absent cell. */
grappe_column *grappe_column_gather(const grappe_column *column, const int32_t *rows, size_t count);
/* The same in spans, which threads may fill side by side: a column like `column`, no list, whose cells are not set yet,
 * and rows[0..count-1] into its cells from `at` on. `exact`: no row will be negative. */
grappe_column *grappe_column_like(const grappe_column *column, size_t count, int exact);
void grappe_column_take(const grappe_column *column, const int32_t *rows, size_t count, grappe_column *to, size_t at);

/* Fills one cell of a column that is being built. */
grappe_code grappe_column_set_text(grappe_column *column, size_t row, const char *text, size_t length,
                                   grappe_error *error);
void grappe_column_set_figure(grappe_column *column, size_t row, grappe_presence presence, grappe_bounds bounds,
                              double value, int about);
void grappe_column_set_absent(grappe_column *column, size_t row, grappe_presence presence);
/* Builds the offsets of a list column: adds `item_count` items to row `row`; rows come in ascending order, and a row
 * may come several times in a run. `*first` is the place of the first new item in column->items, whose cells the caller
 * fills then. Ends with grappe_column_list_end. */
grappe_code grappe_column_list_begin(grappe_column *column, grappe_column_kind items, grappe_error *error);
grappe_code grappe_column_list_add(grappe_column *column, size_t row, size_t item_count, size_t *first,
                                   grappe_error *error);
void grappe_column_list_end(grappe_column *column);

/* Reading one cell, where no loop needs to be fast. */
const char *grappe_column_text(const grappe_column *column, size_t row); /* NULL where absent */
grappe_bounds grappe_column_bounds(const grappe_column *column, size_t row);
grappe_unit grappe_column_unit(const grappe_column *column, size_t row); /* pure number where it has none */

#endif
