/* Tables: the rows of each entity as columns, filled from the store at first use.
 *
 * A grappe_tables is one state of the observatory. It is counted, so that rows which a script holds stay what they were
 * after the data changed; whoever wants the present state compares versions and makes a new one. A row is known by its
 * index: the rank of its id in the store. Columns are loaded one by one, when first asked for. A column that is first
 * asked for after the data changed has the rows that the others have (by id), with what the store holds by then; a row
 * deleted since is absent in it. The store must outlive the tables. Not shared between threads. */
#ifndef GRAPPE_COLUMN_TABLE_H
#define GRAPPE_COLUMN_TABLE_H

#include <stdint.h>

#include "base/run.h"
#include "column/column.h"
#include "store/store.h"

typedef struct grappe_tables grappe_tables;

grappe_code grappe_tables_new(grappe_store *store, grappe_tables **tables, grappe_error *error);
grappe_tables *grappe_tables_keep(grappe_tables *tables);
void grappe_tables_release(grappe_tables *tables);           /* NULL is allowed */
uint64_t grappe_tables_version(const grappe_tables *tables); /* the store's when they were made */
grappe_store *grappe_tables_store(const grappe_tables *tables);

/* The ids of an entity's rows, ascending: index r has id ids[r]. */
grappe_code grappe_tables_ids(grappe_tables *tables, const grappe_entity *entity, const int64_t **ids, size_t *rows,
                              grappe_error *error);
/* Index of the row with that id, -1 where there is none. */
int32_t grappe_row_of_id(const int64_t *ids, size_t rows, int64_t id);

/* The column of a field; lives as long as `tables`. References are rows of the entity they refer to, terms are their
 * codes. A figure whose field states no unit has that of its row's measure (observation, objective); a period or figure
 * that does not read as one is GRAPPE_DATA. */
grappe_code grappe_tables_column(grappe_tables *tables, const grappe_entity *entity, int field, grappe_run *run,
                                 const grappe_column **column, grappe_error *error);

/* Rows of `child` whose field `field` (a reference, or a list of references) is row r of its target:
 * rows[offsets[r]] .. rows[offsets[r + 1] - 1], ascending. Made at the first call, kept by `tables`. */
grappe_code grappe_tables_children(grappe_tables *tables, const grappe_entity *child, int field, grappe_run *run,
                                   const uint32_t **offsets, const int32_t **rows, grappe_error *error);

#endif
