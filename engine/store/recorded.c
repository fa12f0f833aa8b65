#include "store/recorded.h"

#include <string.h>

#include "store/store_private.h"

static void bind_text(sqlite3_stmt *statement, int parameter, const char *text) {
  sqlite3_bind_text(statement, parameter, text, -1, SQLITE_STATIC);
}

/* Runs a statement that is prepared and bound, and gives it back. */
static grappe_code finish(grappe_store *store, sqlite3_stmt *statement, grappe_error *error) {
  int row;
  grappe_code code = grappe_store_step(store, statement, &row, error);
  grappe_store_release(store, statement);
  return code;
}

static grappe_code add_text(grappe_store *store, const char *digest, const char *text, size_t length,
                            grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(
      store, "INSERT INTO script_text(digest, first_seen, text) VALUES (?,?,?) ON CONFLICT DO NOTHING", &statement,
      error);
  if (code != GRAPPE_OK) return code;
  bind_text(statement, 1, digest);
  bind_text(statement, 2, store->at);
  sqlite3_bind_text64(statement, 3, text, length, SQLITE_STATIC, SQLITE_UTF8);
  return finish(store, statement, error);
}

static grappe_code add_run(grappe_store *store, const grappe_recorded_run *run, const char *digest,
                           grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(
      store, "INSERT INTO run(at, indicator, place, period, value, script, inputs) VALUES (?,?,?,?,?,?,?)", &statement,
      error);
  if (code != GRAPPE_OK) return code;
  const char *const texts[] = {store->at, run->indicator, run->place, run->period, run->value, digest, run->inputs};
  for (int i = 0; i < 7; i++) bind_text(statement, i + 1, texts[i]);
  return finish(store, statement, error);
}

grappe_code grappe_recorded_add(grappe_store *store, const grappe_recorded_run *run, const char *text, size_t length,
                                int64_t *number, grappe_error *error) {
  grappe_sha256 hash;
  char digest[GRAPPE_SHA256_TEXT];
  grappe_sha256_begin(&hash);
  grappe_sha256_add(&hash, text, length);
  grappe_sha256_end_text(&hash, digest);
  grappe_code code = grappe_store_begin(store, "record", error);
  if (code != GRAPPE_OK) return code;
  code = add_text(store, digest, text, length, error);
  if (code == GRAPPE_OK) code = add_run(store, run, digest, error);
  if (number) *number = sqlite3_last_insert_rowid(store->sqlite);
  if (code != GRAPPE_OK) {
    grappe_store_rollback(store);
    return code;
  }
  return grappe_store_commit(store, error);
}

static const char *text_at(sqlite3_stmt *statement, int column) {
  const char *text = (const char *)sqlite3_column_text(statement, column);
  return text ? text : "";
}

grappe_code grappe_recorded_runs(grappe_store *store, const char *indicator, grappe_recorded_visit *visit,
                                 void *context, grappe_error *error) {
  sqlite3_stmt *statement;
  int row = 1;
  grappe_code code = grappe_store_prepare(store,
                                          "SELECT id, at, indicator, place, period, value, script, inputs FROM run"
                                          " WHERE ?1 IS NULL OR indicator = ?1 ORDER BY id",
                                          &statement, error);
  if (code != GRAPPE_OK) return code;
  if (indicator) bind_text(statement, 1, indicator);
  while ((code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    grappe_recorded_run run = {sqlite3_column_int64(statement, 0),
                               text_at(statement, 1),
                               text_at(statement, 2),
                               text_at(statement, 3),
                               text_at(statement, 4),
                               text_at(statement, 5),
                               text_at(statement, 6),
                               text_at(statement, 7)};
    code = visit(context, &run, error);
    if (code != GRAPPE_OK) break;
  }
  grappe_store_release(store, statement);
  return code;
}

grappe_code grappe_recorded_script(grappe_store *store, const char *indicator, const char *day, grappe_buffer *text,
                                   char digest[GRAPPE_SHA256_TEXT], int *found, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(store,
                                          "SELECT digest, text FROM run JOIN script_text ON digest = script"
                                          " WHERE indicator = ?1 AND substr(at, 1, 10) <= ?2"
                                          " ORDER BY at DESC, id DESC LIMIT 1",
                                          &statement, error);
  if (code != GRAPPE_OK) return code;
  bind_text(statement, 1, indicator);
  bind_text(statement, 2, day);
  code = grappe_store_step(store, statement, found, error);
  if (code == GRAPPE_OK && *found) {
    strncpy(digest, text_at(statement, 0), GRAPPE_SHA256_TEXT - 1);
    digest[GRAPPE_SHA256_TEXT - 1] = '\0';
    grappe_buffer_add_bytes(text, text_at(statement, 1), (size_t)sqlite3_column_bytes(statement, 1));
  }
  grappe_store_release(store, statement);
  return code;
}

grappe_code grappe_recorded_editions(grappe_store *store, const char *day, int64_t *editions, grappe_error *error) {
  sqlite3_stmt *statement;
  int row;
  grappe_code code = grappe_store_prepare(store, "SELECT count(*) FROM dataset WHERE substr(imported_at, 1, 10) > ?1",
                                          &statement, error);
  if (code != GRAPPE_OK) return code;
  bind_text(statement, 1, day);
  code = grappe_store_step(store, statement, &row, error);
  *editions = code == GRAPPE_OK && row ? sqlite3_column_int64(statement, 0) : 0;
  grappe_store_release(store, statement);
  return code;
}
