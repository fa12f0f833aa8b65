/* Writing a row: found by its key, compared, and only then changed; with audit trail and names. */
#include <string.h>

#include "base/memory.h"
#include "store/store_private.h"

/* What is under way for one row. Texts of `old` live in the statement that found the row. */
typedef struct writing {
  grappe_store *store;
  const grappe_entity *entity;
  const entity_sql *sql;
  const grappe_cell *given;
  size_t fields;
  grappe_cell *old, *merged; /* as it is, and as it will be */
  int64_t **links;           /* of old, one array for each linked field */
  unsigned char *changed;
  int64_t row; /* that holds now; 0: none */
  grappe_error *error;
} writing;

static int is_key(const writing *w, size_t i) {
  return (w->sql->fields[i]->flags & GRAPPE_KEY) != 0;
}

/* Fields that the store itself sets in rows which supersede each other. */
static int own_field(const writing *w, size_t i) {
  return w->sql->superseding >= 0 && (w->sql->fields[i]->flags & GRAPPE_INTERNAL);
}

static int same(const grappe_cell *a, const grappe_cell *b) {
  int a_empty = a->kind <= GRAPPE_CELL_EMPTY || (a->kind == GRAPPE_CELL_LINKS && a->count == 0);
  int b_empty = b->kind <= GRAPPE_CELL_EMPTY || (b->kind == GRAPPE_CELL_LINKS && b->count == 0);
  if (a_empty || b_empty) return a_empty && b_empty;
  int a_number = a->kind == GRAPPE_CELL_INTEGER || a->kind == GRAPPE_CELL_NUMBER;
  int b_number = b->kind == GRAPPE_CELL_INTEGER || b->kind == GRAPPE_CELL_NUMBER;
  if (a_number && b_number) {
    if (a->kind == b->kind && a->kind == GRAPPE_CELL_INTEGER) return a->integer == b->integer;
    double x = a->kind == GRAPPE_CELL_INTEGER ? (double)a->integer : a->number;
    double y = b->kind == GRAPPE_CELL_INTEGER ? (double)b->integer : b->number;
    return x == y;
  }
  if (a->kind != b->kind) return 0;
  if (a->kind == GRAPPE_CELL_TEXT) return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
  return a->count == b->count && memcmp(a->links, b->links, a->count * sizeof *a->links) == 0;
}

/* Binds the key; what is empty counts as '' in the index and so here. */
static void bind_key(const writing *w, sqlite3_stmt *statement) {
  int parameter = 1;
  for (size_t i = 0; i < w->fields; i++) {
    if (!is_key(w, i)) continue;
    if (w->given[i].kind <= GRAPPE_CELL_EMPTY)
      sqlite3_bind_text(statement, parameter++, "", 0, SQLITE_STATIC);
    else
      store_bind_cell(statement, parameter++, &w->given[i]);
  }
}

static grappe_code read_old(writing *w, sqlite3_stmt *statement) {
  w->row = sqlite3_column_int64(statement, 0);
  int column = 1;
  for (size_t i = 0; i < w->fields; i++) {
    if (!grappe_field_linked(w->sql->fields[i])) {
      w->old[i] = store_column_cell(statement, column++);
    } else if (w->given[i].kind != GRAPPE_CELL_ABSENT) {
      grappe_code code = store_row_links(w->store, w->entity, i, w->row, &w->old[i], &w->links[i], w->error);
      if (code != GRAPPE_OK) return code;
    }
  }
  return GRAPPE_OK;
}

/* Fills `merged` and `changed`; returns how many fields change. */
static size_t merge(writing *w) {
  size_t changes = 0;
  for (size_t i = 0; i < w->fields; i++) {
    int said = w->given[i].kind != GRAPPE_CELL_ABSENT && !own_field(w, i);
    w->merged[i] = said ? w->given[i] : w->old[i];
    w->changed[i] = said && !same(&w->old[i], &w->given[i]);
    changes += w->changed[i];
  }
  return changes;
}

static void bind_columns(const writing *w, sqlite3_stmt *statement) {
  int parameter = 2;
  for (size_t i = 0; i < w->fields; i++)
    if (!grappe_field_linked(w->sql->fields[i])) store_bind_cell(statement, parameter++, &w->merged[i]);
}

static grappe_code run_with(const writing *w, const char *sql, int64_t row) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(w->store, sql, &statement, w->error);
  if (code != GRAPPE_OK) return code;
  if (row)
    sqlite3_bind_int64(statement, 1, row);
  else
    sqlite3_bind_null(statement, 1);
  bind_columns(w, statement);
  int more;
  code = grappe_store_step(w->store, statement, &more, w->error);
  grappe_store_release(w->store, statement);
  return code;
}

static grappe_code step_once(const writing *w, sqlite3_stmt *statement, int64_t owner) {
  sqlite3_bind_int64(statement, 1, owner);
  int more;
  grappe_code code = grappe_store_step(w->store, statement, &more, w->error);
  sqlite3_reset(statement);
  return code;
}

static grappe_code write_links(const writing *w, size_t field, int64_t owner, int fresh) {
  const char *name = w->sql->fields[field]->name;
  grappe_buffer drop = {0}, add = {0};
  grappe_buffer_addf(&drop, "DELETE FROM \"%s__%s\" WHERE owner = ?", w->entity->name, name);
  /* The same target twice counts once. */
  grappe_buffer_addf(&add, "INSERT OR IGNORE INTO \"%s__%s\"(owner, target, position) VALUES (?,?,?)", w->entity->name,
                     name);
  sqlite3_stmt *statement = NULL;
  grappe_code code =
      grappe_buffer_failed(&drop) || grappe_buffer_failed(&add) ? grappe_fail_memory(w->error) : GRAPPE_OK;
  if (code == GRAPPE_OK && !fresh) {
    code = grappe_store_prepare(w->store, grappe_buffer_text(&drop), &statement, w->error);
    if (code == GRAPPE_OK) code = step_once(w, statement, owner);
    grappe_store_release(w->store, statement);
  }
  const grappe_cell *cell = &w->merged[field];
  if (code == GRAPPE_OK && cell->count) {
    statement = NULL;
    code = grappe_store_prepare(w->store, grappe_buffer_text(&add), &statement, w->error);
    for (size_t i = 0; code == GRAPPE_OK && i < cell->count; i++) {
      sqlite3_bind_int64(statement, 2, cell->links[i]);
      sqlite3_bind_int64(statement, 3, (int64_t)i + 1);
      code = step_once(w, statement, owner);
    }
    grappe_store_release(w->store, statement);
  }
  grappe_buffer_free(&drop);
  grappe_buffer_free(&add);
  return code;
}

static grappe_code write_all_links(const writing *w, int64_t owner, int fresh) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < w->fields; i++)
    if (grappe_field_linked(w->sql->fields[i]) && (fresh ? w->merged[i].count > 0 : w->changed[i]))
      code = write_links(w, i, owner, fresh);
  return code;
}

static grappe_code insert(writing *w, int64_t wanted, int64_t *row) {
  grappe_code code = run_with(w, w->sql->insert, wanted);
  if (code != GRAPPE_OK) return code;
  *row = sqlite3_last_insert_rowid(w->store->sqlite);
  code = write_all_links(w, *row, 1);
  if (code == GRAPPE_OK) code = store_write_names(w->store, w->entity, *row, w->merged, w->error);
  return code;
}

static grappe_code audit_changes(const writing *w, int64_t row, const char *action) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < w->fields; i++)
    if (w->changed[i])
      code = store_audit(w->store, w->entity, row, action, w->sql->fields[i], &w->old[i], &w->merged[i], w->error);
  return code;
}

static grappe_code update(writing *w) {
  int names = 0, columns = 0;
  for (size_t i = 0; i < w->fields; i++) {
    const grappe_field *field = w->sql->fields[i];
    if (w->changed[i] && !grappe_field_linked(field)) columns = 1;
    if (w->changed[i] && (field->flags & GRAPPE_NAMED)) names = 1;
  }
  grappe_code code = audit_changes(w, w->row, "update");
  if (code == GRAPPE_OK && columns) code = run_with(w, w->sql->update, w->row);
  if (code == GRAPPE_OK) code = write_all_links(w, w->row, 0);
  if (code == GRAPPE_OK && names) {
    code = store_drop_names(w->store, w->entity, w->row, w->error);
    if (code == GRAPPE_OK) code = store_write_names(w->store, w->entity, w->row, w->merged, w->error);
  }
  return code;
}

/* The older row is marked first, with the id that the newer one is about to get: at no moment do two rows hold. */
static grappe_code supersede(writing *w, int64_t *row) {
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "SELECT max(\"id\") + 1 FROM \"%s\"", w->entity->name);
  int64_t next = 0;
  grappe_code code = grappe_buffer_failed(&sql) ? grappe_fail_memory(w->error)
                                                : store_number(w->store, grappe_buffer_text(&sql), &next, w->error);
  grappe_buffer_clear(&sql);
  grappe_buffer_addf(&sql, "UPDATE \"%s\" SET \"superseded_by\" = ?2 WHERE \"id\" = ?1", w->entity->name);
  sqlite3_stmt *statement = NULL;
  if (code == GRAPPE_OK)
    code = grappe_buffer_failed(&sql) ? grappe_fail_memory(w->error)
                                      : grappe_store_prepare(w->store, grappe_buffer_text(&sql), &statement, w->error);
  if (code == GRAPPE_OK) {
    sqlite3_bind_int64(statement, 2, next);
    code = step_once(w, statement, w->row);
  }
  grappe_store_release(w->store, statement);
  grappe_buffer_free(&sql);
  if (code == GRAPPE_OK) code = insert(w, next, row);
  return code == GRAPPE_OK ? audit_changes(w, *row, "supersede") : code;
}

/* What the store itself says of a new row that may be superseded. */
static void set_own_fields(writing *w) {
  if (w->sql->superseding < 0) return;
  for (size_t i = 0; i < w->fields; i++)
    if (own_field(w, i)) w->merged[i] = (grappe_cell){.kind = GRAPPE_CELL_EMPTY};
  int recorded = grappe_field_find(w->entity, "recorded_at");
  if (recorded >= 0) w->merged[recorded] = grappe_cell_text(w->store->at);
}

/* A required field that nobody gave, in a row that is new. */
static grappe_code check_complete(const writing *w) {
  for (size_t i = 0; i < w->fields; i++)
    if ((w->sql->fields[i]->flags & GRAPPE_REQUIRED) && w->merged[i].kind == GRAPPE_CELL_ABSENT)
      return grappe_fail(w->error, GRAPPE_DATA, "%s.%s is empty, and it is required: fill it in", w->entity->name,
                         w->sql->fields[i]->name);
  return GRAPPE_OK;
}

/* The code is at hand most often: no need to ask for the key of the row. */
static grappe_code audit_insert(const writing *w, int64_t row) {
  int coded = grappe_field_find(w->entity, "code");
  const char *key = coded >= 0 && w->merged[coded].kind == GRAPPE_CELL_TEXT ? w->merged[coded].text : NULL;
  return key ? store_audit_insert(w->store, w->entity, row, key, w->error)
             : store_audit(w->store, w->entity, row, "insert", NULL, NULL, NULL, w->error);
}

static grappe_code write_row(writing *w, int found, grappe_put_result *result, int64_t *row) {
  size_t changes = merge(w);
  if (found && changes == 0) {
    *result = GRAPPE_PUT_UNCHANGED;
    *row = w->row;
    return GRAPPE_OK;
  }
  if (!found || w->sql->superseding >= 0) set_own_fields(w);
  if (!found) {
    *result = GRAPPE_PUT_INSERTED;
    grappe_code code = check_complete(w);
    if (code == GRAPPE_OK) code = insert(w, 0, row);
    return code == GRAPPE_OK ? audit_insert(w, *row) : code;
  }
  if (w->sql->superseding >= 0) {
    *result = GRAPPE_PUT_SUPERSEDED;
    return supersede(w, row);
  }
  *result = GRAPPE_PUT_UPDATED;
  *row = w->row;
  return update(w);
}

static grappe_code find_and_write(writing *w, grappe_put_result *result, int64_t *row) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(w->store, w->sql->select_key, &statement, w->error);
  if (code != GRAPPE_OK) return code;
  bind_key(w, statement);
  int found = 0;
  code = grappe_store_step(w->store, statement, &found, w->error);
  if (code == GRAPPE_OK && found) code = read_old(w, statement);
  if (code == GRAPPE_OK) code = write_row(w, found, result, row);
  grappe_store_release(w->store, statement);
  return code;
}

/* A failure behind the first write leaves the row half changed: the transaction cannot be kept then. (A savepoint for
 * each row would do without, but each makes the full-text index write what it holds: ten times slower.) */
static grappe_code guarded(writing *w, grappe_put_result *result, int64_t *row) {
  int64_t changes = sqlite3_total_changes64(w->store->sqlite);
  grappe_code code = find_and_write(w, result, row);
  if (code != GRAPPE_OK && sqlite3_total_changes64(w->store->sqlite) != changes) w->store->broken = 1;
  return code;
}

grappe_code grappe_store_put(grappe_store *store, const grappe_entity *entity, const grappe_cell *cells,
                             grappe_put_result *result, int64_t *row, int64_t *before, grappe_error *error) {
  *row = 0;
  if (store->depth == 0 || store->broken)
    return grappe_fail(error, GRAPPE_ARGUMENT, "rows are written inside a transaction only");
  grappe_code code = store_check_cells(entity, cells, error);
  if (code != GRAPPE_OK) return code;
  writing w = {.store = store, .entity = entity, .given = cells, .error = error};
  w.fields = grappe_field_count(entity);
  w.sql = store_entity_sql(store, entity, error);
  if (!w.sql) return GRAPPE_MEMORY;
  size_t one = 2 * sizeof(grappe_cell) + sizeof(int64_t *) + 1;
  char *block = grappe_alloc_zero(w.fields, one);
  if (!block) return grappe_fail_memory(error);
  w.old = (grappe_cell *)(void *)block;
  w.merged = w.old + w.fields;
  w.links = (int64_t **)(void *)(w.merged + w.fields);
  w.changed = (unsigned char *)(w.links + w.fields);
  code = guarded(&w, result, row);
  if (before) *before = w.row;
  for (size_t i = 0; i < w.fields; i++) grappe_free(w.links[i]);
  grappe_free(block);
  return code;
}

static grappe_code audit_delete(void *context, int64_t row, const grappe_cell *cells, grappe_error *error) {
  writing *w = context;
  grappe_code code = store_audit(w->store, w->entity, row, "delete", NULL, NULL, NULL, error);
  for (size_t i = 0; code == GRAPPE_OK && i < w->fields; i++)
    if (cells[i].kind != GRAPPE_CELL_EMPTY && !(cells[i].kind == GRAPPE_CELL_LINKS && cells[i].count == 0))
      code = store_audit(w->store, w->entity, row, "delete", w->sql->fields[i], &cells[i], NULL, error);
  return code;
}

/* Which entity still refers to the row, for the message; NULL where none does. */
static const grappe_entity *referrer(grappe_store *store, const grappe_entity *entity, int64_t row) {
  for (size_t e = 0; e < grappe_entity_count(); e++) {
    const grappe_entity *other = grappe_entity_at(e);
    for (size_t i = 0; i < grappe_field_count(other); i++) {
      const grappe_field *field = grappe_field_at(other, i);
      const char *target = field->type == GRAPPE_TERM ? "term" : field->type == GRAPPE_REFERENCE ? field->list : "";
      if (strcmp(target, entity->name) != 0) continue;
      grappe_buffer sql = {0};
      if (grappe_field_linked(field))
        grappe_buffer_addf(&sql, "SELECT 1 FROM \"%s__%s\" WHERE target = %lld AND owner <> target", other->name,
                           field->name, (long long)row);
      else
        grappe_buffer_addf(&sql, "SELECT 1 FROM \"%s\" WHERE \"%s\" = %lld", other->name, field->name, (long long)row);
      int64_t found = 0;
      if (!grappe_buffer_failed(&sql)) store_number(store, grappe_buffer_text(&sql), &found, NULL);
      grappe_buffer_free(&sql);
      if (found) return other;
    }
  }
  return NULL;
}

grappe_code grappe_store_delete(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_error *error) {
  if (store->depth == 0 || store->broken)
    return grappe_fail(error, GRAPPE_ARGUMENT, "rows are written inside a transaction only");
  const grappe_entity *other = referrer(store, entity, row);
  if (other) {
    grappe_buffer key = {0};
    grappe_store_key(store, entity, row, &key, NULL);
    grappe_code code = grappe_fail(error, GRAPPE_DATA, "%s '%s' is still referred to by rows of %s: change those first",
                                   entity->name, grappe_buffer_text(&key), other->name);
    grappe_buffer_free(&key);
    return code;
  }
  writing w = {.store = store, .entity = entity, .fields = grappe_field_count(entity)};
  w.sql = store_entity_sql(store, entity, error);
  if (!w.sql) return GRAPPE_MEMORY;
  grappe_code code = grappe_store_row(store, entity, row, audit_delete, &w, error);
  if (code == GRAPPE_OK) code = store_drop_names(store, entity, row, error);
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "DELETE FROM \"%s\" WHERE \"id\" = %lld", entity->name, (long long)row);
  if (code == GRAPPE_OK)
    code = grappe_buffer_failed(&sql) ? grappe_fail_memory(error)
                                      : grappe_store_execute(store, grappe_buffer_text(&sql), error);
  grappe_buffer_free(&sql);
  return code;
}
