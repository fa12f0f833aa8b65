/* Statements kept prepared, and what SQLite's answers mean to a member of staff. */
#include <string.h>

#include "base/memory.h"
#include "store/store_private.h"

grappe_code grappe_store_fail(grappe_store *store, int result, grappe_error *error) {
  switch (result & 0xff) {
    case SQLITE_NOMEM:
      return grappe_fail_memory(error);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      if (grappe_run_check(store->run, error) != GRAPPE_OK) return (grappe_code)atomic_load(&store->run->stop);
      return grappe_fail(error, GRAPPE_BUSY,
                         "somebody else is writing to %s: wait until that import or command ends, then try again",
                         store->path);
    case SQLITE_INTERRUPT: {
      grappe_code code = grappe_run_check(store->run, error);
      return code == GRAPPE_OK ? grappe_fail(error, GRAPPE_STOPPED, "interrupted") : code;
    }
    case SQLITE_FULL:
      return grappe_fail(error, GRAPPE_IO, "%s cannot grow: the disk is full; make room and try again", store->path);
    case SQLITE_READONLY:
      return grappe_fail(error, GRAPPE_IO, "%s may only be read here: ask for the right to write to it", store->path);
    case SQLITE_IOERR:
      if (result == SQLITE_IOERR_NOMEM) return grappe_fail_memory(error);
      return grappe_fail(error, GRAPPE_IO, "%s cannot be read or written: %s", store->path,
                         sqlite3_errmsg(store->sqlite));
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return grappe_fail(error, GRAPPE_IO, "%s cannot be read or written: %s", store->path,
                         sqlite3_errmsg(store->sqlite));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return grappe_fail(error, GRAPPE_DATA, "%s is damaged (%s): restore it from a backup", store->path,
                         sqlite3_errmsg(store->sqlite));
    default:
      return grappe_fail(error, GRAPPE_DATA, "the observatory refused it: %s", sqlite3_errmsg(store->sqlite));
  }
}

static void drop(kept_statement *kept) {
  sqlite3_finalize(kept->statement);
  grappe_free(kept->sql);
  *kept = (kept_statement){0};
}

void store_drop_statements(grappe_store *store) {
  for (int i = 0; i < STATEMENTS_KEPT; i++) drop(&store->kept[i]);
}

/* A free place, or the one used longest ago; NULL where all are taken. */
static kept_statement *place(grappe_store *store) {
  kept_statement *oldest = NULL;
  for (int i = 0; i < STATEMENTS_KEPT; i++) {
    kept_statement *kept = &store->kept[i];
    if (!kept->statement) return kept;
    if (!kept->taken && (!oldest || kept->used < oldest->used)) oldest = kept;
  }
  if (oldest) drop(oldest);
  return oldest;
}

static uint64_t hash_of(const char *sql) {
  uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
  for (; *sql; sql++) hash = (hash ^ (unsigned char)*sql) * UINT64_C(1099511628211);
  return hash;
}

grappe_code grappe_store_prepare(grappe_store *store, const char *sql, sqlite3_stmt **statement, grappe_error *error) {
  uint64_t hash = hash_of(sql);
  for (int i = 0; i < STATEMENTS_KEPT; i++) {
    kept_statement *kept = &store->kept[i];
    if (kept->hash == hash && kept->statement && !kept->taken && strcmp(kept->sql, sql) == 0) {
      kept->taken = 1;
      kept->used = ++store->uses;
      *statement = kept->statement;
      return GRAPPE_OK;
    }
  }
  int result = sqlite3_prepare_v3(store->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);
  if (result != SQLITE_OK) return grappe_store_fail(store, result, error);
  char *copy = grappe_strdup(sql);
  kept_statement *kept = copy ? place(store) : NULL;
  if (!kept) {
    grappe_free(copy); /* not kept: release finalizes it */
    return GRAPPE_OK;
  }
  *kept = (kept_statement){hash, copy, *statement, 1, ++store->uses};
  return GRAPPE_OK;
}

void grappe_store_release(grappe_store *store, sqlite3_stmt *statement) {
  if (!statement) return;
  for (int i = 0; i < STATEMENTS_KEPT; i++)
    if (store->kept[i].statement == statement) {
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
      store->kept[i].taken = 0;
      return;
    }
  sqlite3_finalize(statement);
}

grappe_code grappe_store_step(grappe_store *store, sqlite3_stmt *statement, int *row, grappe_error *error) {
  int result = sqlite3_step(statement);
  *row = result == SQLITE_ROW;
  return result == SQLITE_ROW || result == SQLITE_DONE ? GRAPPE_OK : grappe_store_fail(store, result, error);
}

grappe_code grappe_store_execute(grappe_store *store, const char *sql, grappe_error *error) {
  int result = sqlite3_exec(store->sqlite, sql, NULL, NULL, NULL);
  return result == SQLITE_OK ? GRAPPE_OK : grappe_store_fail(store, result, error);
}

grappe_code store_number(grappe_store *store, const char *sql, int64_t *number, grappe_error *error) {
  sqlite3_stmt *statement;
  int row = 0;
  *number = 0;
  grappe_code code = grappe_store_prepare(store, sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  code = grappe_store_step(store, statement, &row, error);
  if (row) *number = sqlite3_column_int64(statement, 0);
  grappe_store_release(store, statement);
  return code;
}

grappe_code store_prepare_built(grappe_store *store, grappe_buffer *sql, sqlite3_stmt **statement,
                                grappe_error *error) {
  grappe_code code = grappe_buffer_failed(sql) ? grappe_fail_memory(error)
                                               : grappe_store_prepare(store, grappe_buffer_text(sql), statement, error);
  grappe_buffer_free(sql);
  return code;
}
