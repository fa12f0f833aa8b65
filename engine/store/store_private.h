/* What the files of the store share. */
#ifndef GRAPPE_STORE_PRIVATE_H
#define GRAPPE_STORE_PRIVATE_H

#include "base/buffer.h"
#include "model/model.h"
#include "store/rows.h"
#include "store/store.h"

enum { STATEMENTS_KEPT = 96, TIMESTAMP = 32, COMMAND = 300 };

typedef struct kept_statement {
  uint64_t hash; /* of sql, so that most comparisons end at once */
  char *sql;
  sqlite3_stmt *statement;
  int taken;
  uint64_t used; /* by the store's clock of uses: the least is given up first */
} kept_statement;

/* SQL of an entity, built from the model at its first use. */
typedef struct entity_sql {
  char *select_key;  /* id and all columns of the row with that key */
  char *select_row;  /* the same by id */
  char *select_all;  /* the same, of all rows */
  char *select_code; /* its code, or its key parts, by id */
  char *insert;
  char *update;
  const grappe_field **fields; /* grappe_field_at, to be read in loops */
  size_t count;
  int superseding; /* store_superseding */
} entity_sql;

struct grappe_store {
  sqlite3 *sqlite;
  sqlite3_stmt *undo; /* ROLLBACK, prepared beforehand: to undo must not need memory */
  char *path;
  int writable, copy;
  void *mapping; /* of a copy: the file's pages and room to grow; NULL otherwise */
  size_t mapping_size;
  grappe_store *guard; /* of a copy of the past: reads the file as long as its pages are mapped; NULL otherwise */
  grappe_run *run;
  int64_t busy_since; /* on grappe_clock; 0: not waiting */
  int depth, broken;  /* transactions begun; a rollback inside one */
  int alone;          /* grappe_store_write_alone */
  char command[COMMAND], at[TIMESTAMP];
  kept_statement kept[STATEMENTS_KEPT];
  uint64_t uses;
  entity_sql *entities; /* one for each entity of the model */
  uint64_t version;
  int64_t seen_data_version, seen_changes;
  int64_t seen_before; /* seen_changes when the transaction began */
};

/* connection.c */
grappe_code store_attach(grappe_store *store, grappe_error *error); /* settings of a connection just opened */
grappe_store *store_new(const char *path, grappe_error *error);
grappe_code store_read_header(const char *path, int *version, grappe_error *error);
int store_has_journal(const char *path); /* 1: somebody writes alone, or died while writing so */
/* Asks SQLite for that journal mode without waiting for others; whether it is in it now. */
int store_set_journal(grappe_store *store, const char *mode);
void store_prepare_library(void); /* SQLite takes its memory from base/memory.h */

/* statement.c */
void store_drop_statements(grappe_store *store);
/* Prepares a statement that was built piece by piece, and frees the pieces whatever happens. */
grappe_code store_prepare_built(grappe_store *store, grappe_buffer *sql, sqlite3_stmt **statement, grappe_error *error);
grappe_code store_number(grappe_store *store, const char *sql, int64_t *number, grappe_error *error);

/* schema.c */
grappe_code store_create_schema(grappe_store *store, grappe_error *error);
void store_quote(grappe_buffer *sql, const char *identifier);
/* Index of the field by which newer rows take the place of older ones (observation), or -1. */
int store_superseding(const grappe_entity *entity);
const entity_sql *store_entity_sql(grappe_store *store, const grappe_entity *entity, grappe_error *error);
void store_free_entity_sql(grappe_store *store);

/* scan.c */
grappe_cell store_column_cell(sqlite3_stmt *statement, int column);
int store_bind_cell(sqlite3_stmt *statement, int parameter, const grappe_cell *cell);

/* check.c */
grappe_code store_check_cells(const grappe_entity *entity, const grappe_cell *cells, grappe_error *error);

/* audit.c */
grappe_code store_audit(grappe_store *store, const grappe_entity *entity, int64_t row, const char *action,
                        const grappe_field *field, const grappe_cell *before, const grappe_cell *after,
                        grappe_error *error);
grappe_code store_audit_insert(grappe_store *store, const grappe_entity *entity, int64_t row, const char *key,
                               grappe_error *error);
/* Visits what a statement of these columns gives, and releases it. A statement that counts them all, or says whether
 * they are confidential, has something else in place of 0 and NULL. */
#define STORE_CHANGE_TEXTS                                                            \
  "audit.at, audit.command, audit.entity, audit.\"key\", audit.action, audit.field, " \
  "audit.\"before\", audit.\"after\""
#define STORE_CHANGE_COLUMNS "SELECT audit.id, audit.\"row\", 0, " STORE_CHANGE_TEXTS ", NULL"
grappe_code store_visit_changes(grappe_store *store, sqlite3_stmt *statement, grappe_change_visit visit, void *context,
                                grappe_error *error);
void store_timestamp(char at[TIMESTAMP]);
/* Links of one row as a cell; *links is the caller's to release with grappe_free. */
grappe_code store_row_links(grappe_store *store, const grappe_entity *entity, size_t field, int64_t row,
                            grappe_cell *cell, int64_t **links, grappe_error *error);

/* naming.c */
grappe_code store_write_names(grappe_store *store, const grappe_entity *entity, int64_t row, const grappe_cell *cells,
                              grappe_error *error);
grappe_code store_drop_names(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_error *error);
/* The next value of a text of several values; returns its start and length without spaces around, and moves *rest past
 * it. NULL at the end. */
const char *store_next_part(const char **rest, size_t *length);

#endif
