/* Everything that the store promises, looked at afresh. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "store/store_private.h"

typedef struct verification {
  grappe_store *store;
  grappe_store_finding finding;
  void *context;
  long count;
  grappe_error *error;
} verification;

/* Takes its sentence from the same tables as errors do. */
__attribute__((format(printf, 2, 3))) static void tell(verification *v, const char *format, ...) {
  char sentence[1000];
  va_list arguments;
  va_start(arguments, format);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  vsnprintf(sentence, sizeof sentence, grappe_translate(format), arguments);
#pragma GCC diagnostic pop
  va_end(arguments);
  v->count++;
  if (v->finding) v->finding(v->context, sentence);
}

static grappe_code each(verification *v, const char *sql, void (*row)(verification *, sqlite3_stmt *)) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(v->store, sql, &statement, v->error);
  int more = 1;
  while (code == GRAPPE_OK && (code = grappe_store_step(v->store, statement, &more, v->error)) == GRAPPE_OK && more)
    row(v, statement);
  if (statement) grappe_store_release(v->store, statement);
  return code;
}

static const char *column(sqlite3_stmt *statement, int index) {
  const char *text = (const char *)sqlite3_column_text(statement, index);
  return text ? text : "";
}

static void integrity_row(verification *v, sqlite3_stmt *statement) {
  if (strcmp(column(statement, 0), "ok") != 0)
    tell(v, "the file is damaged: %s; restore it from a backup", column(statement, 0));
}

static void reference_row(verification *v, sqlite3_stmt *statement) {
  tell(v, "%s, row %s: refers to a row of %s that is not there", column(statement, 0), column(statement, 1),
       column(statement, 2));
}

static void chain_row(verification *v, sqlite3_stmt *statement) {
  tell(v, "%s, row %s: is said to be superseded by row %s, which is not a later one", column(statement, 0),
       column(statement, 1), column(statement, 2));
}

static void term_row(verification *v, sqlite3_stmt *statement) {
  tell(v, "%s, row %s: '%s' is not a term of the list %s", column(statement, 0), column(statement, 1),
       column(statement, 2), column(statement, 3));
}

static void digits_row(verification *v, sqlite3_stmt *statement) {
  const char *text = column(statement, 2);
  int good = strlen(text) == 9 ? grappe_siren_valid(text) : grappe_siret_valid(text);
  if (!good) tell(v, "%s, row %s: the check digit of '%s' is wrong", column(statement, 0), column(statement, 1), text);
}

static void key_row(verification *v, sqlite3_stmt *statement) {
  tell(v, "%s: %s rows have the same key as row %s", column(statement, 0), column(statement, 1), column(statement, 2));
}

static void name_row(verification *v, sqlite3_stmt *statement) {
  tell(v, "%s, row %s: the name kept for finding it is not the one it bears", column(statement, 0),
       column(statement, 1));
}

static grappe_code verify_field(verification *v, const grappe_entity *entity, const grappe_field *field,
                                grappe_buffer *sql) {
  void (*row)(verification *, sqlite3_stmt *) = NULL;
  grappe_buffer_clear(sql);
  if (field->type == GRAPPE_TERM) {
    row = term_row;
    if (grappe_field_linked(field))
      grappe_buffer_addf(sql,
                         "SELECT '%s', l.owner, t.code, '%s' FROM \"%s__%s\" l JOIN term t ON t.id = l.target WHERE "
                         "t.list <> '%s'",
                         entity->name, field->list, entity->name, field->name, field->list);
    else
      grappe_buffer_addf(
          sql, "SELECT '%s', e.id, t.code, '%s' FROM \"%s\" e JOIN term t ON t.id = e.\"%s\" WHERE t.list <> '%s'",
          entity->name, field->list, entity->name, field->name, field->list);
  } else if (field->type == GRAPPE_SIREN || field->type == GRAPPE_SIRET) {
    row = digits_row;
    grappe_buffer_addf(sql, "SELECT '%s', id, \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL", entity->name, field->name,
                       entity->name, field->name);
  } else if ((field->flags & GRAPPE_NAMED) && !(field->flags & GRAPPE_MANY)) {
    row = name_row;
    grappe_buffer_addf(sql,
                       "SELECT '%s', e.id FROM \"%s\" e LEFT JOIN name n ON n.\"row\" = e.id AND n.entity = '%s' AND "
                       "n.field = '%s' WHERE e.\"%s\" IS NOT n.text",
                       entity->name, entity->name, entity->name, field->name, field->name);
  }
  if (!row) return GRAPPE_OK;
  return grappe_buffer_failed(sql) ? grappe_fail_memory(v->error) : each(v, grappe_buffer_text(sql), row);
}

static grappe_code verify_key(verification *v, const grappe_entity *entity, grappe_buffer *sql) {
  grappe_buffer_clear(sql);
  grappe_buffer_addf(sql, "SELECT '%s', count(*), min(id) FROM \"%s\"%s GROUP BY ", entity->name, entity->name,
                     store_superseding(entity) >= 0 ? " WHERE superseded_by IS NULL" : "");
  int parts = 0;
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (grappe_field_at(entity, i)->flags & GRAPPE_KEY)
      grappe_buffer_addf(sql, "%s\"%s\"", parts++ ? ", " : "", grappe_field_at(entity, i)->name);
  grappe_buffer_add(sql, " HAVING count(*) > 1");
  return grappe_buffer_failed(sql) ? grappe_fail_memory(v->error) : each(v, grappe_buffer_text(sql), key_row);
}

static grappe_code verify_entity(verification *v, const grappe_entity *entity, grappe_buffer *sql) {
  grappe_code code = verify_key(v, entity, sql);
  for (size_t i = 0; code == GRAPPE_OK && i < grappe_field_count(entity); i++)
    code = verify_field(v, entity, grappe_field_at(entity, i), sql);
  if (code != GRAPPE_OK || store_superseding(entity) < 0) return code;
  /* A newer row has a greater id: where that holds, no chain can come back to itself. */
  grappe_buffer_clear(sql);
  grappe_buffer_addf(sql, "SELECT '%s', id, superseded_by FROM \"%s\" WHERE superseded_by <= id", entity->name,
                     entity->name);
  return grappe_buffer_failed(sql) ? grappe_fail_memory(v->error) : each(v, grappe_buffer_text(sql), chain_row);
}

/* The full-text index is compared with the names by an insert that inserts nothing; only a writer may ask for it. */
static grappe_code verify_search(verification *v) {
  if (!v->store->writable) return GRAPPE_OK;
  int result = sqlite3_exec(
      v->store->sqlite, "INSERT INTO name_search(name_search, rank) VALUES ('integrity-check', 1)", NULL, NULL, NULL);
  if (result == SQLITE_OK) return GRAPPE_OK;
  if ((result & 0xff) != SQLITE_CORRUPT) return grappe_store_fail(v->store, result, v->error);
  tell(v, "the full-text index does not agree with the names: import the file of names again, or restore a backup");
  return GRAPPE_OK;
}

grappe_code grappe_store_verify(grappe_store *store, grappe_store_finding finding, void *context, long *findings,
                                grappe_error *error) {
  verification v = {store, finding, context, 0, error};
  grappe_buffer sql = {0};
  grappe_code code = each(&v, "PRAGMA integrity_check(20)", integrity_row);
  if (code == GRAPPE_OK)
    code = each(&v, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check", reference_row);
  for (size_t i = 0; code == GRAPPE_OK && i < grappe_entity_count(); i++)
    code = verify_entity(&v, grappe_entity_at(i), &sql);
  if (code == GRAPPE_OK) code = verify_search(&v);
  grappe_buffer_free(&sql);
  *findings = v.count;
  return code;
}
