/* Reading rows: whole tables, links, one row. */
#include <string.h>

#include "base/memory.h"
#include "store/store_private.h"

grappe_cell grappe_cell_integer(int64_t integer) {
  return (grappe_cell){.kind = GRAPPE_CELL_INTEGER, .integer = integer};
}

grappe_cell grappe_cell_number(double number) {
  return (grappe_cell){.kind = GRAPPE_CELL_NUMBER, .number = number};
}

grappe_cell grappe_cell_text(const char *text) {
  if (!text) return (grappe_cell){.kind = GRAPPE_CELL_EMPTY};
  return (grappe_cell){.kind = GRAPPE_CELL_TEXT, .text = text, .length = strlen(text)};
}

grappe_cell store_column_cell(sqlite3_stmt *statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return grappe_cell_integer(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return grappe_cell_number(sqlite3_column_double(statement, column));
    case SQLITE_NULL:
      return (grappe_cell){.kind = GRAPPE_CELL_EMPTY};
    default: {
      const char *text = (const char *)sqlite3_column_text(statement, column);
      grappe_cell cell = {.kind = GRAPPE_CELL_TEXT, .text = text ? text : ""};
      cell.length = (size_t)sqlite3_column_bytes(statement, column);
      return cell;
    }
  }
}

int store_bind_cell(sqlite3_stmt *statement, int parameter, const grappe_cell *cell) {
  switch (cell->kind) {
    case GRAPPE_CELL_INTEGER:
      return sqlite3_bind_int64(statement, parameter, cell->integer);
    case GRAPPE_CELL_NUMBER:
      return sqlite3_bind_double(statement, parameter, cell->number);
    case GRAPPE_CELL_TEXT:
      return sqlite3_bind_text64(statement, parameter, cell->text, cell->length, SQLITE_STATIC, SQLITE_UTF8);
    default:
      return sqlite3_bind_null(statement, parameter);
  }
}

/* The current row of a statement "id, columns …" into cells in the order of fields. */
static void read_cells(const grappe_entity *entity, sqlite3_stmt *statement, grappe_cell *cells) {
  int column = 1;
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (grappe_field_linked(grappe_field_at(entity, i)))
      cells[i] = (grappe_cell){0};
    else
      cells[i] = store_column_cell(statement, column++);
}

grappe_code grappe_store_scan(grappe_store *store, const grappe_entity *entity, grappe_row_visit visit, void *context,
                              grappe_error *error) {
  const entity_sql *sql = store_entity_sql(store, entity, error);
  if (!sql) return GRAPPE_MEMORY;
  grappe_cell *cells = grappe_alloc_zero(grappe_field_count(entity), sizeof *cells);
  if (!cells) return grappe_fail_memory(error);
  sqlite3_stmt *statement = NULL;
  grappe_code code = grappe_store_prepare(store, sql->select_all, &statement, error);
  int row = 1;
  while (code == GRAPPE_OK && (code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    read_cells(entity, statement, cells);
    code = visit(context, sqlite3_column_int64(statement, 0), cells, error);
  }
  grappe_store_release(store, statement);
  grappe_free(cells);
  return code;
}

grappe_code grappe_store_scan_links(grappe_store *store, const grappe_entity *entity, size_t field,
                                    grappe_link_visit visit, void *context, grappe_error *error) {
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "SELECT owner, target FROM \"%s__%s\" ORDER BY owner, position", entity->name,
                     grappe_field_at(entity, field)->name);
  sqlite3_stmt *statement = NULL;
  grappe_code code = store_prepare_built(store, &sql, &statement, error);
  int row = 1;
  while (code == GRAPPE_OK && (code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row)
    code = visit(context, sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1), error);
  grappe_store_release(store, statement);
  return code;
}

grappe_code store_row_links(grappe_store *store, const grappe_entity *entity, size_t field, int64_t owner,
                            grappe_cell *cell, int64_t **links, grappe_error *error) {
  *links = NULL;
  *cell = (grappe_cell){.kind = GRAPPE_CELL_LINKS};
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "SELECT target FROM \"%s__%s\" WHERE owner = ? ORDER BY position", entity->name,
                     grappe_field_at(entity, field)->name);
  sqlite3_stmt *statement = NULL;
  grappe_code code = store_prepare_built(store, &sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, owner);
  size_t capacity = 0;
  int row = 1;
  while ((code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    int64_t *grown = grappe_grow(*links, &capacity, cell->count + 1, sizeof **links);
    if (!grown) {
      code = grappe_fail_memory(error);
      break;
    }
    *links = grown;
    (*links)[cell->count++] = sqlite3_column_int64(statement, 0);
  }
  grappe_store_release(store, statement);
  cell->links = *links;
  if (code != GRAPPE_OK) {
    grappe_free(*links);
    *links = NULL;
  }
  return code;
}

static grappe_code visit_row(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_cell *cells,
                             int64_t **links, grappe_row_visit visit, void *context, grappe_error *error) {
  const entity_sql *sql = store_entity_sql(store, entity, error);
  if (!sql) return GRAPPE_MEMORY;
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(store, sql->select_row, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, row);
  int found = 0;
  code = grappe_store_step(store, statement, &found, error);
  if (code == GRAPPE_OK && !found)
    code = grappe_fail(error, GRAPPE_NOT_FOUND, "%s: there is no row %lld", entity->name, (long long)row);
  if (code == GRAPPE_OK) {
    read_cells(entity, statement, cells);
    for (size_t i = 0; code == GRAPPE_OK && i < grappe_field_count(entity); i++)
      if (grappe_field_linked(grappe_field_at(entity, i)))
        code = store_row_links(store, entity, i, row, &cells[i], &links[i], error);
    if (code == GRAPPE_OK) code = visit(context, row, cells, error);
  }
  grappe_store_release(store, statement);
  return code;
}

grappe_code grappe_store_row(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_row_visit visit,
                             void *context, grappe_error *error) {
  size_t count = grappe_field_count(entity);
  grappe_cell *cells = grappe_alloc_zero(count, sizeof *cells);
  int64_t **links = grappe_alloc_zero(count, sizeof *links);
  grappe_code code =
      cells && links ? visit_row(store, entity, row, cells, links, visit, context, error) : grappe_fail_memory(error);
  for (size_t i = 0; links && i < count; i++) grappe_free(links[i]);
  grappe_free(links);
  grappe_free(cells);
  return code;
}

grappe_code grappe_store_count(grappe_store *store, const grappe_entity *entity, int64_t *count, grappe_error *error) {
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "SELECT count(*) FROM \"%s\"", entity->name);
  grappe_code code = grappe_buffer_failed(&sql) ? grappe_fail_memory(error)
                                                : store_number(store, grappe_buffer_text(&sql), count, error);
  grappe_buffer_free(&sql);
  return code;
}
