/* The audit trail: what was changed, when and by which command, in words that last: references by their codes. */
#include <string.h>

#include "base/memory.h"
#include "store/store_private.h"
#include "text/number.h"

static grappe_code add_cell_text(grappe_store *store, const grappe_field *field, sqlite3_stmt *statement, int column,
                                 grappe_buffer *text, grappe_error *error) {
  if (field->type == GRAPPE_REFERENCE || field->type == GRAPPE_TERM) {
    const grappe_entity *target = grappe_entity_find(field->type == GRAPPE_TERM ? "term" : field->list);
    return grappe_store_key(store, target, sqlite3_column_int64(statement, column), text, error);
  }
  const char *found = (const char *)sqlite3_column_text(statement, column);
  grappe_buffer_add(text, found ? found : "");
  return GRAPPE_OK;
}

grappe_code grappe_store_key(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_buffer *text,
                             grappe_error *error) {
  const entity_sql *sql = store_entity_sql(store, entity, error);
  if (!sql) return GRAPPE_MEMORY;
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(store, sql->select_code, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, row);
  int found = 0, parts = 0;
  code = grappe_store_step(store, statement, &found, error);
  int columns = sqlite3_column_count(statement);
  for (int column = 0; found && code == GRAPPE_OK && column < columns; column++) {
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) continue;
    if (parts++) grappe_buffer_add(text, " / ");
    int field = grappe_field_find(entity, sqlite3_column_name(statement, column));
    code = add_cell_text(store, sql->fields[field], statement, column, text, error);
  }
  grappe_store_release(store, statement);
  if (code == GRAPPE_OK && grappe_buffer_failed(text)) code = grappe_fail_memory(error);
  return code;
}

/* What the trail says of a cell: links and references by their codes, joined by ';'. *said is 0 for an empty one. */
static grappe_code describe(grappe_store *store, const grappe_field *field, const grappe_cell *cell,
                            grappe_buffer *text, int *said, grappe_error *error) {
  *said = cell && cell->kind != GRAPPE_CELL_ABSENT && cell->kind != GRAPPE_CELL_EMPTY;
  if (!*said) return GRAPPE_OK;
  if (field->type == GRAPPE_REFERENCE || field->type == GRAPPE_TERM) {
    const grappe_entity *target = grappe_entity_find(field->type == GRAPPE_TERM ? "term" : field->list);
    if (cell->kind == GRAPPE_CELL_INTEGER) return grappe_store_key(store, target, cell->integer, text, error);
    *said = cell->count > 0;
    for (size_t i = 0; i < cell->count; i++) {
      if (i) grappe_buffer_add_char(text, ';');
      grappe_code code = grappe_store_key(store, target, cell->links[i], text, error);
      if (code != GRAPPE_OK) return code;
    }
  } else if (cell->kind == GRAPPE_CELL_TEXT) {
    grappe_buffer_add(text, cell->text);
  } else if (cell->kind == GRAPPE_CELL_INTEGER) {
    grappe_buffer_addf(text, "%lld", (long long)cell->integer);
  } else {
    grappe_number_write(cell->number, text);
  }
  return grappe_buffer_failed(text) ? grappe_fail_memory(error) : GRAPPE_OK;
}

static grappe_code write_change(grappe_store *store, const grappe_entity *entity, int64_t row, const char *action,
                                const char *field, const char *key, const char *before, const char *after,
                                grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(store,
                                          "INSERT INTO audit(at, command, entity, \"row\", \"key\", action, field, "
                                          "\"before\", \"after\") VALUES (?,?,?,?,?,?,?,?,?)",
                                          &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_text(statement, 1, store->at, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 2, store->command, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 3, entity->name, -1, SQLITE_STATIC);
  sqlite3_bind_int64(statement, 4, row);
  sqlite3_bind_text(statement, 5, key, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 6, action, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 7, field, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 8, before, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 9, after, -1, SQLITE_STATIC);
  int more;
  code = grappe_store_step(store, statement, &more, error);
  grappe_store_release(store, statement);
  return code;
}

grappe_code store_audit_insert(grappe_store *store, const grappe_entity *entity, int64_t row, const char *key,
                               grappe_error *error) {
  return write_change(store, entity, row, "insert", NULL, key, NULL, NULL, error);
}

grappe_code store_audit(grappe_store *store, const grappe_entity *entity, int64_t row, const char *action,
                        const grappe_field *field, const grappe_cell *before, const grappe_cell *after,
                        grappe_error *error) {
  grappe_buffer key = {0}, old = {0}, new = {0};
  int old_said = 0, new_said = 0;
  grappe_code code = grappe_store_key(store, entity, row, &key, error);
  if (code == GRAPPE_OK && field) code = describe(store, field, before, &old, &old_said, error);
  if (code == GRAPPE_OK && field) code = describe(store, field, after, &new, &new_said, error);
  if (code == GRAPPE_OK)
    code = write_change(store, entity, row, action, field ? field->name : NULL, grappe_buffer_text(&key),
                        old_said ? grappe_buffer_text(&old) : NULL, new_said ? grappe_buffer_text(&new) : NULL, error);
  grappe_buffer_free(&key);
  grappe_buffer_free(&old);
  grappe_buffer_free(&new);
  return code;
}

grappe_code store_visit_changes(grappe_store *store, sqlite3_stmt *statement, grappe_change_visit visit, void *context,
                                grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  int more = 1;
  while (code == GRAPPE_OK && (code = grappe_store_step(store, statement, &more, error)) == GRAPPE_OK && more) {
    const char *texts[9];
    for (int i = 0; i < 9; i++) texts[i] = (const char *)sqlite3_column_text(statement, i + 3);
    grappe_change change = {.id = sqlite3_column_int64(statement, 0),
                            .row = sqlite3_column_int64(statement, 1),
                            .among = (size_t)sqlite3_column_int64(statement, 2),
                            .at = texts[0],
                            .command = texts[1],
                            .entity = texts[2],
                            .key = texts[3],
                            .action = texts[4],
                            .field = texts[5],
                            .before = texts[6],
                            .after = texts[7],
                            .confidentiality = texts[8]};
    code = visit(context, &change, error);
  }
  grappe_store_release(store, statement);
  return code;
}

/* The confidentiality of the row that an entry of the trail, `entry`, is about: what it is now, or ever was. */
static void add_confidentiality(grappe_buffer *sql, const grappe_entity *entity, const char *entry) {
  grappe_buffer_addf(sql,
                     "coalesce((SELECT nullif(\"confidentiality\", 'F') FROM \"%s\" WHERE id = %s.\"row\"),"
                     " (SELECT CASE WHEN \"before\" <> 'F' THEN \"before\" ELSE \"after\" END FROM audit was"
                     " WHERE was.entity = '%s' AND was.\"row\" = %s.\"row\" AND was.field = 'confidentiality'"
                     " AND (\"before\" <> 'F' OR \"after\" <> 'F') LIMIT 1))",
                     entity->name, entry, entity->name, entry);
}

static int may_be_confidential(const grappe_entity *entity) {
  return entity && grappe_field_find(entity, "confidentiality") >= 0;
}

/* The same of the rows of another entity that a change of a reference names, by their codes. */
static void add_named(grappe_buffer *sql, const grappe_entity *entity, const grappe_field *field) {
  const grappe_entity *target = field->type == GRAPPE_REFERENCE ? grappe_entity_find(field->list) : NULL;
  if (target == entity || !may_be_confidential(target)) return;
  grappe_buffer_addf(sql, " WHEN audit.entity = '%s' AND audit.field = '%s' THEN (SELECT max(status) FROM (SELECT ",
                     entity->name, field->name);
  add_confidentiality(sql, target, "named");
  grappe_buffer_addf(sql,
                     " AS status FROM audit named WHERE named.entity = '%s' AND"
                     " instr(';' || coalesce(audit.\"before\", '') || ';' || coalesce(audit.\"after\", '') || ';',"
                     " ';' || named.\"key\" || ';')))",
                     target->name);
}

/* A column with the confidentiality of each entry, by what the model says may be confidential. */
static void add_status(grappe_buffer *sql) {
  grappe_buffer_add(sql, "coalesce(CASE audit.entity");
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    if (!may_be_confidential(grappe_entity_at(i))) continue;
    grappe_buffer_addf(sql, " WHEN '%s' THEN ", grappe_entity_at(i)->name);
    add_confidentiality(sql, grappe_entity_at(i), "audit");
  }
  grappe_buffer_add(sql, " END, CASE WHEN audit.field IS NULL THEN NULL");
  for (size_t i = 0; i < grappe_entity_count(); i++)
    for (size_t f = 0; f < grappe_field_count(grappe_entity_at(i)); f++)
      add_named(sql, grappe_entity_at(i), grappe_field_at(grappe_entity_at(i), f));
  grappe_buffer_add(sql, " END)");
}

/* Only what is asked stands in the statement, so that the index over rows serves. */
static void add_asked(grappe_buffer *sql, const grappe_changes_asked *asked) {
  grappe_buffer_add(sql, " FROM audit WHERE 1");
  if (asked->entity) grappe_buffer_add(sql, " AND audit.entity = ?1");
  if (asked->row) grappe_buffer_add(sql, " AND audit.\"row\" = ?2");
  if (asked->key) grappe_buffer_add(sql, " AND audit.\"key\" = ?3");
  if (asked->field) grappe_buffer_add(sql, " AND audit.field = ?4");
  if (asked->command) grappe_buffer_add(sql, " AND audit.command = ?7");
  if (asked->from) grappe_buffer_add(sql, " AND substr(audit.at, 1, 10) >= ?5");
  if (asked->to) grappe_buffer_add(sql, " AND substr(audit.at, 1, 10) <= ?6");
  grappe_buffer_add(sql, " ORDER BY audit.id DESC");
}

static void bind_text(sqlite3_stmt *statement, int place, const char *text) {
  if (text) sqlite3_bind_text(statement, place, text, -1, SQLITE_STATIC);
}

grappe_code grappe_store_changes(grappe_store *store, const grappe_changes_asked *asked, grappe_change_visit visit,
                                 void *context, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_buffer sql = {0};
  grappe_buffer_add(&sql, "SELECT audit.id, audit.\"row\", count(*) OVER (), " STORE_CHANGE_TEXTS ", ");
  add_status(&sql);
  add_asked(&sql, asked);
  grappe_code code = store_prepare_built(store, &sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  bind_text(statement, 1, asked->entity ? asked->entity->name : NULL);
  if (asked->row) sqlite3_bind_int64(statement, 2, asked->row);
  bind_text(statement, 3, asked->key);
  bind_text(statement, 4, asked->field);
  bind_text(statement, 5, asked->from);
  bind_text(statement, 6, asked->to);
  bind_text(statement, 7, asked->command);
  return store_visit_changes(store, statement, visit, context, error);
}

grappe_code grappe_store_last_change(grappe_store *store, int64_t *id, grappe_error *error) {
  return store_number(store, "SELECT coalesce(max(id), 0) FROM audit", id, error);
}

grappe_code grappe_store_changed_cells(grappe_store *store, int64_t since, grappe_change_visit visit, void *context,
                                       grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(
      store,
      STORE_CHANGE_COLUMNS
      " FROM audit "
      "WHERE id > ?1 AND field IS NOT NULL AND NOT EXISTS (SELECT 1 FROM audit made WHERE made.entity = "
      "audit.entity AND made.\"row\" = audit.\"row\" AND made.action = 'insert' AND made.id > ?1) ORDER BY id",
      &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, since);
  return store_visit_changes(store, statement, visit, context, error);
}
