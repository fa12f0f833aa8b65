/* What the files of this room share about tables. Private to it. */
#ifndef GRAPPE_COLUMN_TABLE_PRIVATE_H
#define GRAPPE_COLUMN_TABLE_PRIVATE_H

#include "column/table.h"

/* Rows that refer to each row of a field's target. */
typedef struct column_children {
  uint32_t *offsets;
  int32_t *rows;
} column_children;

typedef struct column_entity {
  const grappe_entity *entity;
  size_t fields;
  int64_t *ids; /* NULL: not read yet */
  size_t rows;
  grappe_column **columns;   /* of each field; NULL: not loaded yet */
  column_children *children; /* of each field; offsets NULL: not made yet */
} column_entity;

struct grappe_tables {
  int references;
  grappe_store *store;
  uint64_t version;
  column_entity *entities; /* in the model's order */
};

/* Loads a column of an entity whose ids are read. */
grappe_code column_load(grappe_tables *tables, column_entity *entity, int field, grappe_run *run,
                        grappe_column **column, grappe_error *error);

#endif
