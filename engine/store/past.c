/* Going back over the audit trail, latest change first, in a copy of the file. */
#include "store/past.h"

#include <string.h>

#include "base/memory.h"
#include "store/store_private.h"
#include "text/number.h"

/* Changes after a day that are undone. Other rows than those of data sets are never deleted. */
#define LATER                                                                                                 \
  " FROM audit WHERE substr(at, 1, 10) > ?1 AND command <> 'init' AND entity <> 'dataset' AND NOT (action = " \
  "'insert' AND entity IN ('measure', 'term', 'source'))"

static grappe_code prepare_later(grappe_store *store, const char *sql, grappe_day day, sqlite3_stmt **statement,
                                 grappe_error *error) {
  char text[GRAPPE_PERIOD_TEXT];
  grappe_code code = grappe_store_prepare(store, sql, statement, error);
  if (code == GRAPPE_OK) sqlite3_bind_text(*statement, 1, grappe_day_write(day, text), -1, SQLITE_TRANSIENT);
  return code;
}

grappe_code grappe_store_changed_after(grappe_store *store, grappe_day day, int64_t *rows, grappe_error *error) {
  sqlite3_stmt *statement;
  int more = 0;
  grappe_code code =
      prepare_later(store, "SELECT count(*) FROM (SELECT DISTINCT entity, \"row\"" LATER ")", day, &statement, error);
  if (code != GRAPPE_OK) return code;
  code = grappe_store_step(store, statement, &more, error);
  *rows = code == GRAPPE_OK && more ? sqlite3_column_int64(statement, 0) : 0;
  grappe_store_release(store, statement);
  return code;
}

/* --- values in words --- */

typedef struct search {
  grappe_store *store;
  const grappe_entity *entity;
  const char *key;
  int64_t found; /* 0: not yet */
} search;

static grappe_code compare_key(void *context, int64_t row, const grappe_cell *cells, grappe_error *error) {
  search *s = context;
  grappe_buffer key = {0};
  (void)cells;
  if (s->found) return GRAPPE_OK;
  grappe_code code = grappe_store_key(s->store, s->entity, row, &key, error);
  if (code == GRAPPE_OK && strcmp(grappe_buffer_text(&key), s->key) == 0) s->found = row;
  grappe_buffer_free(&key);
  return code;
}

static const grappe_entity *target_of(const grappe_field *field) {
  if (field->type == GRAPPE_TERM) return grappe_entity_find("term");
  return field->type == GRAPPE_REFERENCE ? grappe_entity_find(field->list) : NULL;
}

/* The row that the trail calls so in a cell of the field; 0 where there is none. */
static grappe_code find_target(grappe_store *store, const grappe_field *field, const char *key, int64_t *row,
                               grappe_error *error) {
  const grappe_entity *entity = target_of(field);
  search s = {store, entity, key, 0};
  grappe_code code = GRAPPE_OK;
  if (grappe_field_find(entity, "code") < 0) {
    code = grappe_store_scan(store, entity, compare_key, &s, error);
  } else {
    grappe_buffer sql = {0};
    sqlite3_stmt *statement;
    int more = 0;
    grappe_buffer_addf(&sql, "SELECT id FROM \"%s\" WHERE code = ?1%s", entity->name,
                       field->type == GRAPPE_TERM ? " AND list = ?2" : "");
    code = store_prepare_built(store, &sql, &statement, error);
    if (code != GRAPPE_OK) return code;
    sqlite3_bind_text(statement, 1, key, -1, SQLITE_STATIC);
    if (field->type == GRAPPE_TERM) sqlite3_bind_text(statement, 2, field->list, -1, SQLITE_STATIC);
    code = grappe_store_step(store, statement, &more, error);
    if (code == GRAPPE_OK && more) s.found = sqlite3_column_int64(statement, 0);
    grappe_store_release(store, statement);
  }
  *row = s.found;
  return code;
}

/* Columns of a type convert text themselves; a figure's holds numbers and texts. */
static void bind_text(sqlite3_stmt *statement, int parameter, const grappe_field *field, const char *text) {
  double number;
  size_t length = strlen(text);
  if (field->type == GRAPPE_FIGURE &&
      grappe_number_parse(text, length, GRAPPE_NUMBER_CANONICAL, &number, NULL) == GRAPPE_NUMBER_READ) {
    if (number == (double)(int64_t)number && !strpbrk(text, ".eE"))
      sqlite3_bind_int64(statement, parameter, (int64_t)number);
    else
      sqlite3_bind_double(statement, parameter, number);
  } else {
    sqlite3_bind_text(statement, parameter, text, -1, SQLITE_STATIC);
  }
}

/* --- undoing --- */

static grappe_code run_for_row(grappe_store *store, grappe_buffer *sql, int64_t row, grappe_error *error) {
  sqlite3_stmt *statement;
  int more;
  grappe_code code = store_prepare_built(store, sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, row);
  code = grappe_store_step(store, statement, &more, error);
  grappe_store_release(store, statement);
  return code;
}

static grappe_code drop_links(grappe_store *store, const grappe_entity *entity, const grappe_field *field, int64_t row,
                              grappe_error *error) {
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "DELETE FROM \"%s__%s\" WHERE owner = ?1", entity->name, field->name);
  return run_for_row(store, &sql, row, error);
}

static grappe_code undo_links(grappe_store *store, const grappe_entity *entity, const grappe_field *field, int64_t row,
                              const char *before, grappe_error *error) {
  grappe_code code = drop_links(store, entity, field, row, error);
  const char *rest = before ? before : "", *part;
  size_t length;
  for (int position = 1; code == GRAPPE_OK && (part = store_next_part(&rest, &length)); position++) {
    grappe_buffer key = {0}, sql = {0};
    int64_t target = 0;
    grappe_buffer_add_bytes(&key, part, length);
    code = grappe_buffer_failed(&key) ? grappe_fail_memory(error)
                                      : find_target(store, field, grappe_buffer_text(&key), &target, error);
    grappe_buffer_free(&key);
    grappe_buffer_addf(&sql, "INSERT OR IGNORE INTO \"%s__%s\"(owner, target, position) VALUES (?1, %lld, %d)",
                       entity->name, field->name, (long long)target, position);
    if (code == GRAPPE_OK && target)
      code = run_for_row(store, &sql, row, error);
    else
      grappe_buffer_free(&sql);
  }
  return code;
}

typedef struct naming {
  grappe_store *store;
  const grappe_entity *entity;
} naming;

static grappe_code write_names(void *context, int64_t row, const grappe_cell *cells, grappe_error *error) {
  const naming *to = context;
  return store_write_names(to->store, to->entity, row, cells, error);
}

static grappe_code undo_cell(grappe_store *store, const grappe_entity *entity, const grappe_field *field, int64_t row,
                             const char *before, grappe_error *error) {
  int refers = target_of(field) != NULL, more;
  grappe_buffer sql = {0};
  sqlite3_stmt *statement;
  int64_t referred = 0;
  grappe_code code = refers && before ? find_target(store, field, before, &referred, error) : GRAPPE_OK;
  if (code != GRAPPE_OK) return code;
  grappe_buffer_addf(&sql, "UPDATE \"%s\" SET \"%s\" = ?2 WHERE id = ?1", entity->name, field->name);
  code = store_prepare_built(store, &sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, row);
  if (referred)
    sqlite3_bind_int64(statement, 2, referred);
  else if (before && !refers)
    bind_text(statement, 2, field, before);
  else
    sqlite3_bind_null(statement, 2);
  code = grappe_store_step(store, statement, &more, error);
  grappe_store_release(store, statement);
  return code;
}

static grappe_code undo_update(grappe_store *store, const grappe_entity *entity, const grappe_change *change,
                               grappe_error *error) {
  int at = grappe_field_find(entity, change->field);
  if (at < 0) return GRAPPE_OK; /* a field of an older Grappe */
  const grappe_field *field = grappe_field_at(entity, (size_t)at);
  if (grappe_field_linked(field)) return undo_links(store, entity, field, change->row, change->before, error);
  grappe_code code = undo_cell(store, entity, field, change->row, change->before, error);
  if (code != GRAPPE_OK || !(field->flags & GRAPPE_NAMED)) return code;
  naming to = {store, entity};
  code = store_drop_names(store, entity, change->row, error);
  return code == GRAPPE_OK ? grappe_store_row(store, entity, change->row, write_names, &to, error) : code;
}

/* Also of a row that took the place of another, which then holds again. */
static grappe_code undo_insert(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_error *error) {
  grappe_buffer sql = {0};
  grappe_code code = store_drop_names(store, entity, row, error);
  for (size_t i = 0; code == GRAPPE_OK && i < grappe_field_count(entity); i++)
    if (grappe_field_linked(grappe_field_at(entity, i)))
      code = drop_links(store, entity, grappe_field_at(entity, i), row, error);
  if (code != GRAPPE_OK) return code;
  grappe_buffer_addf(&sql, "DELETE FROM \"%s\" WHERE id = ?1", entity->name);
  code = run_for_row(store, &sql, row, error);
  if (code != GRAPPE_OK || store_superseding(entity) < 0) return code;
  sql = (grappe_buffer){0};
  grappe_buffer_addf(&sql, "UPDATE \"%s\" SET superseded_by = NULL WHERE superseded_by = ?1", entity->name);
  return run_for_row(store, &sql, row, error);
}

static grappe_code undo(void *context, const grappe_change *change, grappe_error *error) {
  grappe_store *store = context;
  const grappe_entity *entity = grappe_entity_find(change->entity);
  if (!entity) return GRAPPE_OK; /* of an older Grappe */
  if (strcmp(change->action, "update") == 0) return undo_update(store, entity, change, error);
  if (strcmp(change->action, "insert") == 0 || strcmp(change->action, "supersede") == 0)
    return undo_insert(store, entity, change->row, error);
  return GRAPPE_OK;
}

static grappe_code go_back(grappe_store *past, grappe_day day, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_execute(past, "PRAGMA foreign_keys = OFF", error);
  if (code == GRAPPE_OK) code = grappe_store_begin(past, "replay", error);
  if (code != GRAPPE_OK) return code;
  code = prepare_later(past, STORE_CHANGE_COLUMNS LATER " ORDER BY id DESC", day, &statement, error);
  if (code == GRAPPE_OK) code = store_visit_changes(past, statement, undo, past, error);
  if (code == GRAPPE_OK) return grappe_store_commit(past, error);
  grappe_store_rollback(past);
  return code;
}

grappe_code grappe_store_open_past(grappe_store *store, grappe_day day, grappe_store **past, grappe_error *error) {
  grappe_store *guard = NULL, *made = NULL;
  int64_t changes;
  *past = NULL;
  /* While the guard reads, nobody moves the log into the file, whose pages the copy has mapped. */
  grappe_code code = grappe_store_open(store->path, GRAPPE_STORE_READ, &guard, error);
  if (code == GRAPPE_OK) code = grappe_store_execute(guard, "BEGIN", error);
  if (code == GRAPPE_OK) code = grappe_store_last_change(guard, &changes, error);
  if (code == GRAPPE_OK) code = grappe_store_open_copy(store->path, &made, error);
  if (code != GRAPPE_OK) {
    grappe_store_close(guard);
    return code;
  }
  made->guard = guard;
  code = go_back(made, day, error);
  if (code != GRAPPE_OK) {
    grappe_store_close(made);
    return code;
  }
  grappe_store_version(made);
  made->version += (uint64_t)((int64_t)day - GRAPPE_DAY_FIRST + 1) << 32;
  *past = made;
  return GRAPPE_OK;
}
