#include <string.h>

#include "base/memory.h"
#include "column/table_private.h"

grappe_code grappe_tables_new(grappe_store *store, grappe_tables **tables, grappe_error *error) {
  grappe_tables *made = grappe_alloc_zero(1, sizeof *made);
  if (made) made->entities = grappe_alloc_zero(grappe_entity_count(), sizeof *made->entities);
  if (!made || !made->entities) {
    grappe_free(made);
    return grappe_fail_memory(error);
  }
  made->references = 1;
  made->store = store;
  made->version = grappe_store_version(store);
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    made->entities[i].entity = grappe_entity_at(i);
    made->entities[i].fields = grappe_field_count(made->entities[i].entity);
  }
  *tables = made;
  return GRAPPE_OK;
}

grappe_tables *grappe_tables_keep(grappe_tables *tables) {
  if (tables) tables->references++;
  return tables;
}

void grappe_tables_release(grappe_tables *tables) {
  if (!tables || --tables->references > 0) return;
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    column_entity *entity = &tables->entities[i];
    for (size_t f = 0; f < entity->fields; f++) {
      if (entity->columns) grappe_column_free(entity->columns[f]);
      if (entity->children) {
        grappe_free(entity->children[f].offsets);
        grappe_free(entity->children[f].rows);
      }
    }
    grappe_free(entity->columns);
    grappe_free(entity->children);
    grappe_free(entity->ids);
  }
  grappe_free(tables->entities);
  grappe_free(tables);
}

uint64_t grappe_tables_version(const grappe_tables *tables) {
  return tables->version;
}

grappe_store *grappe_tables_store(const grappe_tables *tables) {
  return tables->store;
}

static grappe_code read_ids(grappe_tables *tables, column_entity *entity, grappe_error *error) {
  char sql[160] = "SELECT \"id\" FROM \"";
  strcat(strcat(sql, entity->entity->name), "\" ORDER BY \"id\""); /* names come from the model and are short */
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(tables->store, sql, &statement, error);
  if (code) return code;
  int64_t *ids = grappe_alloc(sizeof *ids);
  size_t count = 0, capacity = 1;
  int row = ids != NULL;
  if (!ids) code = grappe_fail_memory(error);
  while (code == GRAPPE_OK && (code = grappe_store_step(tables->store, statement, &row, error)) == GRAPPE_OK && row) {
    int64_t *larger = count < INT32_MAX ? grappe_grow(ids, &capacity, count + 1, sizeof *ids) : NULL;
    if (larger) {
      ids = larger;
      ids[count++] = sqlite3_column_int64(statement, 0);
    } else {
      code = grappe_fail_memory(error);
    }
  }
  grappe_store_release(tables->store, statement);
  if (code == GRAPPE_OK) {
    entity->ids = ids;
    entity->rows = count;
  } else {
    grappe_free(ids);
  }
  return code;
}

grappe_code grappe_tables_ids(grappe_tables *tables, const grappe_entity *entity, const int64_t **ids, size_t *rows,
                              grappe_error *error) {
  column_entity *table = &tables->entities[grappe_entity_index(entity)];
  grappe_code code = table->ids ? GRAPPE_OK : read_ids(tables, table, error);
  if (code) return code;
  *ids = table->ids;
  *rows = table->rows;
  return GRAPPE_OK;
}

int32_t grappe_row_of_id(const int64_t *ids, size_t rows, int64_t id) {
  if (rows == 0 || id < ids[0]) return -1;
  uint64_t guess = (uint64_t)id - (uint64_t)ids[0]; /* ids mostly have no gaps */
  if (guess < rows && ids[guess] == id) return (int32_t)guess;
  size_t low = 0, high = guess < rows ? (size_t)guess : rows;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (ids[middle] < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < rows && ids[low] == id ? (int32_t)low : -1;
}

grappe_code grappe_tables_column(grappe_tables *tables, const grappe_entity *entity, int field, grappe_run *run,
                                 const grappe_column **column, grappe_error *error) {
  column_entity *table = &tables->entities[grappe_entity_index(entity)];
  const int64_t *ids;
  size_t rows;
  grappe_code code = grappe_tables_ids(tables, entity, &ids, &rows, error);
  if (code) return code;
  if (!table->columns) {
    table->columns = grappe_alloc_zero(table->fields, sizeof *table->columns);
    if (!table->columns) return grappe_fail_memory(error);
  }
  if (!table->columns[field]) {
    grappe_column *loaded = NULL;
    code = column_load(tables, table, field, run, &loaded, error);
    if (code) return code;
    table->columns[field] = loaded;
  }
  *column = table->columns[field];
  return GRAPPE_OK;
}

/* Counting sort of the (target, child) pairs by target. The items of a list stand in the order of their rows. */
static grappe_code invert(const grappe_column *column, size_t targets, column_children *children, grappe_error *error) {
  const grappe_column *items = column->kind == GRAPPE_COLUMN_LIST ? column->items : column;
  uint32_t *offsets = grappe_alloc_zero(targets + 2, sizeof *offsets);
  int32_t *rows = grappe_alloc(items->count * sizeof *rows);
  if (!offsets || !rows) {
    grappe_free(offsets);
    grappe_free(rows);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < items->count; i++)
    if (items->codes[i] >= 0) offsets[items->codes[i] + 2]++;
  for (size_t t = 0; t < targets; t++) offsets[t + 2] += offsets[t + 1];
  size_t row = 0;
  for (size_t i = 0; i < items->count; i++) {
    if (items == column)
      row = i;
    else
      while (column->offsets[row + 1] <= i) row++;
    if (items->codes[i] >= 0) rows[offsets[items->codes[i] + 1]++] = (int32_t)row;
  }
  children->offsets = offsets;
  children->rows = rows;
  return GRAPPE_OK;
}

grappe_code grappe_tables_children(grappe_tables *tables, const grappe_entity *child, int field, grappe_run *run,
                                   const uint32_t **offsets, const int32_t **rows, grappe_error *error) {
  column_entity *table = &tables->entities[grappe_entity_index(child)];
  if (!table->children) {
    table->children = grappe_alloc_zero(table->fields, sizeof *table->children);
    if (!table->children) return grappe_fail_memory(error);
  }
  column_children *children = &table->children[field];
  if (!children->offsets) {
    const grappe_column *column;
    const grappe_entity *target = grappe_entity_find(grappe_field_at(child, (size_t)field)->list);
    const int64_t *ids;
    size_t targets;
    grappe_code code = grappe_tables_column(tables, child, field, run, &column, error);
    if (code == GRAPPE_OK) code = grappe_tables_ids(tables, target, &ids, &targets, error);
    if (code == GRAPPE_OK) code = invert(column, targets, children, error);
    if (code) return code;
  }
  *offsets = children->offsets;
  *rows = children->rows;
  return GRAPPE_OK;
}
