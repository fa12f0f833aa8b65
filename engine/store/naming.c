/* The names of a row, kept folded beside it. */
#include <string.h>

#include "base/memory.h"
#include "store/store_private.h"
#include "text/fold.h"

const char *store_next_part(const char **rest, size_t *length) {
  const char *start = *rest;
  while (*start == ' ' || *start == ';') start++;
  if (!*start) return NULL;
  const char *end = strchr(start, ';');
  if (!end) end = start + strlen(start);
  *rest = *end ? end + 1 : end;
  while (end > start && end[-1] == ' ') end--;
  *length = (size_t)(end - start);
  return start;
}

/* The full-text index holds no text of its own: to forget a name it must be told what it read. */
static grappe_code drop_search(grappe_store *store, int64_t id, const char *folded, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(
      store, "INSERT INTO name_search(name_search, rowid, folded) VALUES ('delete', ?, ?)", &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, id);
  sqlite3_bind_text(statement, 2, folded, -1, SQLITE_STATIC);
  int more;
  code = grappe_store_step(store, statement, &more, error);
  grappe_store_release(store, statement);
  return code;
}

grappe_code store_drop_names(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(
      store, "DELETE FROM name WHERE \"row\" = ? AND entity = ? RETURNING id, folded", &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, row);
  sqlite3_bind_text(statement, 2, entity->name, -1, SQLITE_STATIC);
  int more = 1;
  while (code == GRAPPE_OK && (code = grappe_store_step(store, statement, &more, error)) == GRAPPE_OK && more)
    code =
        drop_search(store, sqlite3_column_int64(statement, 0), (const char *)sqlite3_column_text(statement, 1), error);
  grappe_store_release(store, statement);
  return code;
}

static grappe_code add_search(grappe_store *store, int64_t id, const char *folded, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code =
      grappe_store_prepare(store, "INSERT INTO name_search(rowid, folded) VALUES (?, ?)", &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, id);
  sqlite3_bind_text(statement, 2, folded, -1, SQLITE_STATIC);
  int more;
  code = grappe_store_step(store, statement, &more, error);
  grappe_store_release(store, statement);
  return code;
}

static grappe_code write_name(grappe_store *store, const grappe_entity *entity, int64_t row, const char *field,
                              const char *text, size_t length, grappe_error *error) {
  char short_form[256], *folded = short_form;
  size_t needed = grappe_fold(text, length, short_form, sizeof short_form);
  if (needed >= sizeof short_form) {
    folded = grappe_alloc(needed + 1);
    if (!folded) return grappe_fail_memory(error);
    grappe_fold(text, length, folded, needed + 1);
  }
  sqlite3_stmt *statement = NULL;
  grappe_code code = grappe_store_prepare(
      store, "INSERT INTO name(entity, \"row\", field, text, folded) VALUES (?,?,?,?,?)", &statement, error);
  if (code == GRAPPE_OK) {
    sqlite3_bind_text(statement, 1, entity->name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, row);
    sqlite3_bind_text(statement, 3, field, -1, SQLITE_STATIC);
    sqlite3_bind_text64(statement, 4, text, length, SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_text(statement, 5, folded, -1, SQLITE_STATIC);
    int more;
    code = grappe_store_step(store, statement, &more, error);
    grappe_store_release(store, statement);
  }
  if (code == GRAPPE_OK) code = add_search(store, sqlite3_last_insert_rowid(store->sqlite), folded, error);
  if (folded != short_form) grappe_free(folded);
  return code;
}

grappe_code store_write_names(grappe_store *store, const grappe_entity *entity, int64_t row, const grappe_cell *cells,
                              grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < grappe_field_count(entity); i++) {
    const grappe_field *field = grappe_field_at(entity, i);
    if (!(field->flags & GRAPPE_NAMED) || cells[i].kind != GRAPPE_CELL_TEXT) continue;
    if (!(field->flags & GRAPPE_MANY)) {
      code = write_name(store, entity, row, field->name, cells[i].text, cells[i].length, error);
      continue;
    }
    const char *rest = cells[i].text;
    size_t length;
    for (const char *part; code == GRAPPE_OK && (part = store_next_part(&rest, &length));)
      code = write_name(store, entity, row, field->name, part, length, error);
  }
  return code;
}
