/* Rows of the registry: read whole tables, read one row, write and delete with audit trail.
 *
 * A row is an array of cells, one for each field of its entity, in the order of grappe_field_at. What a cell holds:
 *   TEXT, SIREN, SIRET, CODE, DATE (YYYY-MM-DD), PERIOD (notation)  text; several values (MANY) joined by ';'
 *   INTEGER, YESNO (0 or 1)                                         integer
 *   NUMBER                                                          number
 *   FIGURE                                integer or number when exact, otherwise text in canonical notation
 *   REFERENCE, TERM                                                 integer: the row id in its entity
 *   REFERENCE or TERM that is MANY (grappe_field_linked)            links: row ids, in order
 * Row ids start at 1, stay for ever and mean nothing outside the file. */
#ifndef GRAPPE_STORE_ROWS_H
#define GRAPPE_STORE_ROWS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "model/model.h"
#include "store/store.h"

typedef enum grappe_cell_kind {
  GRAPPE_CELL_ABSENT = 0, /* not said: put leaves the field as it is (NULL in a new row) */
  GRAPPE_CELL_EMPTY,      /* NULL */
  GRAPPE_CELL_INTEGER,
  GRAPPE_CELL_NUMBER,
  GRAPPE_CELL_TEXT,
  GRAPPE_CELL_LINKS
} grappe_cell_kind;

typedef struct grappe_cell {
  grappe_cell_kind kind;
  int64_t integer;
  double number;
  const char *text; /* ends in '\0'; belongs to whoever filled the cell */
  size_t length;
  const int64_t *links;
  size_t count; /* of links */
} grappe_cell;

grappe_cell grappe_cell_integer(int64_t integer);
grappe_cell grappe_cell_number(double number);
grappe_cell grappe_cell_text(const char *text); /* NULL: an empty cell */

/* All rows in the order of their ids. Linked fields are absent here: scan_links gives them. Cells live until the visit
 * returns; a visit that returns other than GRAPPE_OK ends the scan with that. */
typedef grappe_code (*grappe_row_visit)(void *context, int64_t row, const grappe_cell *cells, grappe_error *error);
grappe_code grappe_store_scan(grappe_store *store, const grappe_entity *entity, grappe_row_visit visit, void *context,
                              grappe_error *error);
/* All links of a linked field, by owner and then in their order. */
typedef grappe_code (*grappe_link_visit)(void *context, int64_t owner, int64_t target, grappe_error *error);
grappe_code grappe_store_scan_links(grappe_store *store, const grappe_entity *entity, size_t field,
                                    grappe_link_visit visit, void *context, grappe_error *error);
/* One row, linked fields included. GRAPPE_NOT_FOUND where the id is not there. */
grappe_code grappe_store_row(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_row_visit visit,
                             void *context, grappe_error *error);
grappe_code grappe_store_count(grappe_store *store, const grappe_entity *entity, int64_t *count, grappe_error *error);

/* Adds the code of a row, or its key parts joined by " / " where the entity has no code; "" where there is no row. */
grappe_code grappe_store_key(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_buffer *text,
                             grappe_error *error);

typedef enum grappe_put_result {
  GRAPPE_PUT_UNCHANGED = 0,
  GRAPPE_PUT_INSERTED,
  GRAPPE_PUT_UPDATED,
  GRAPPE_PUT_SUPERSEDED /* an observation's new row took the place of an older one, which stays */
} grappe_put_result;

/* Inside a transaction: inserts the row, or updates the one with the same key; a row that would not change is not
 * touched. An observation is never overwritten: a correction is a new row, and the older one is marked superseded.
 * Each change goes to the audit trail, each name to the names. Where a cell is wrong (its
 * kind, a required field empty, an unknown code) nothing was written and the transaction goes on; after any other
 * failure it can only be rolled back. *row is the row that holds now; *before (may be NULL) the one that
 * held, 0 where none did. */
grappe_code grappe_store_put(grappe_store *store, const grappe_entity *entity, const grappe_cell *cells,
                             grappe_put_result *result, int64_t *row, int64_t *before, grappe_error *error);
/* Inside a transaction. Refused where other rows refer to it; the message says which. */
grappe_code grappe_store_delete(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_error *error);

/* An entry of the audit trail. Texts may be NULL. */
typedef struct grappe_change {
  int64_t id, row;
  const char *at, *command, *entity, *key, *action, *field, *before, *after; /* action: insert, update, … */
  const char *confidentiality; /* set by grappe_store_changes: the CONF_STATUS of what is not free, NULL else */
  size_t among;                /* set by the same: how many entries are visited in all */
} grappe_change;
typedef grappe_code (*grappe_change_visit)(void *context, const grappe_change *change, grappe_error *error);
/* Which entries: what is NULL or 0 does not restrict. */
typedef struct grappe_changes_asked {
  const grappe_entity *entity;
  int64_t row;           /* of the entity */
  const char *key;       /* what the row was called then, so that a row that is gone is found as well */
  const char *field;     /* of rows that were changed or deleted: a new row's cells are not in the trail */
  const char *command;   /* "import" */
  const char *from, *to; /* days such as "2026-11-28", both included, of UTC as in `at` */
} grappe_changes_asked;
/* Newest first. An entry is confidential where its row is, or was when the trail says so, or where it names such a
 * row of another entity (the tutor of a contract): what was said while a row was confidential does not become free
 * with the row. */
grappe_code grappe_store_changes(grappe_store *store, const grappe_changes_asked *asked, grappe_change_visit visit,
                                 void *context, grappe_error *error);
/* The id of the last change, 0 where there is none; and the cells of rows that were there already which were changed
 * after it, oldest first. */
grappe_code grappe_store_last_change(grappe_store *store, int64_t *id, grappe_error *error);
grappe_code grappe_store_changed_cells(grappe_store *store, int64_t since, grappe_change_visit visit, void *context,
                                       grappe_error *error);

#endif
