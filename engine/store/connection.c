/* Opening and closing: a file is looked at before SQLite may touch it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/migrate_private.h"
#include "store/migration.h"
#include "store/store_private.h"

enum { HEADER = 100, BUSY_SECONDS = 5, PROGRESS_STEPS = 4000 };

static int64_t big_endian(const unsigned char *bytes) {
  return (int64_t)bytes[0] << 24 | (int64_t)bytes[1] << 16 | (int64_t)bytes[2] << 8 | bytes[3];
}

/* The first bytes are read through SQLite's own file layer: to open and close the file beside it would drop the locks
 * that this process holds on it. *got is how many bytes there were. */
static grappe_code read_first_bytes(const char *path, unsigned char bytes[HEADER], int *got, grappe_error *error) {
  sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
  sqlite3_file *file = grappe_alloc_zero(1, (size_t)vfs->szOsFile);
  char *full = grappe_alloc_zero(1, (size_t)vfs->mxPathname + 2); /* SQLite wants two zero bytes behind a name */
  int result = file && full ? vfs->xFullPathname(vfs, path, vfs->mxPathname, full) : SQLITE_NOMEM;
  if (result == SQLITE_OK || result == SQLITE_OK_SYMLINK)
    result = vfs->xOpen(vfs, full, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL);
  sqlite3_int64 size = 0;
  if (result == SQLITE_OK) result = file->pMethods->xFileSize(file, &size);
  *got = size < HEADER ? (int)size : HEADER;
  if (result == SQLITE_OK && *got == HEADER) result = file->pMethods->xRead(file, bytes, HEADER, 0);
  int reason = errno;
  if (file && file->pMethods) file->pMethods->xClose(file);
  grappe_free(file);
  grappe_free(full);
  if (result == SQLITE_OK) return GRAPPE_OK;
  if ((result & 0xff) == SQLITE_NOMEM || result == SQLITE_IOERR_NOMEM) return grappe_fail_memory(error);
  return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(reason));
}

grappe_code store_read_header(const char *path, int *version, grappe_error *error) {
  struct stat status;
  if (stat(path, &status) != 0 && errno == ENOENT)
    return grappe_fail(error, GRAPPE_NOT_FOUND, "there is no observatory at %s: make one with 'grappe init'", path);
  if (access(path, R_OK) != 0)
    return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
  if (!S_ISREG(status.st_mode))
    return grappe_fail(error, GRAPPE_DATA, "%s is not a file: an observatory is one file, %s", path, GRAPPE_STORE_FILE);
  unsigned char bytes[HEADER] = {0};
  int got = 0;
  grappe_code code = read_first_bytes(path, bytes, &got, error);
  if (code != GRAPPE_OK) return code;
  if (got < HEADER || memcmp(bytes, "SQLite format 3", 16) != 0 || big_endian(bytes + 68) != GRAPPE_STORE_APPLICATION)
    return grappe_fail(error, GRAPPE_DATA, "%s is not an observatory of Grappe: it was left as it was", path);
  *version = (int)big_endian(bytes + 60);
  if (*version > grappe_store_newest())
    return grappe_fail(error, GRAPPE_DATA,
                       "%s was written by a newer Grappe (its schema is version %d, this one knows version %d): "
                       "install the newer Grappe to open it",
                       path, *version, grappe_store_newest());
  return GRAPPE_OK;
}

grappe_code grappe_store_file_version(const char *path, int *version, grappe_error *error) {
  return store_read_header(path, version, error);
}

grappe_store *store_new(const char *path, grappe_error *error) {
  store_prepare_library();
  grappe_store *store = grappe_alloc_zero(1, sizeof *store);
  if (store) {
    store->path = grappe_strdup(path);
    store->entities = grappe_alloc_zero(grappe_entity_count(), sizeof *store->entities);
  }
  if (store && store->path && store->entities) return store;
  grappe_store_close(store);
  grappe_fail_memory(error);
  return NULL;
}

static int stop_asked(void *context) {
  grappe_store *store = context;
  return store->run && grappe_run_check(store->run, NULL) != GRAPPE_OK;
}

/* SQLite asks again and again while another writes; naps grow from 1 to 20 milliseconds. */
static int wait_for_writer(void *context, int count) {
  grappe_store *store = context;
  int64_t now = grappe_clock();
  if (count == 0) store->busy_since = now;
  if (stop_asked(store) || now - store->busy_since > (int64_t)BUSY_SECONDS * 1000000000) return 0;
  struct timespec nap = {0, (count < 20 ? count + 1 : 20) * 1000000L};
  nanosleep(&nap, NULL);
  return 1;
}

int store_has_journal(const char *path) {
  struct stat status;
  grappe_buffer journal = {0};
  grappe_buffer_addf(&journal, "%s-journal", path);
  int there = !grappe_buffer_failed(&journal) && stat(grappe_buffer_text(&journal), &status) == 0 && status.st_size > 0;
  grappe_buffer_free(&journal);
  return there;
}

int store_set_journal(grappe_store *store, const char *mode) {
  char sql[80];
  sqlite3_stmt *statement;
  snprintf(sql, sizeof sql, "PRAGMA journal_mode = %s", mode);
  sqlite3_busy_handler(store->sqlite, NULL, NULL);
  int set = sqlite3_prepare_v2(store->sqlite, sql, -1, &statement, NULL) == SQLITE_OK &&
            sqlite3_step(statement) == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(statement, 0), mode) == 0;
  sqlite3_finalize(statement);
  sqlite3_busy_handler(store->sqlite, wait_for_writer, store);
  return set;
}

grappe_run *grappe_store_run(grappe_store *store, grappe_run *run) {
  grappe_run *before = store->run;
  store->run = run;
  return before;
}

grappe_code store_attach(grappe_store *store, grappe_error *error) {
  sqlite3 *sqlite = store->sqlite;
  sqlite3_extended_result_codes(sqlite, 1);
  sqlite3_busy_handler(sqlite, wait_for_writer, store);
  sqlite3_progress_handler(sqlite, PROGRESS_STEPS, stop_asked, store);
  sqlite3_db_config(sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(sqlite, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL); /* a misspelt name is an error, not a text */
  sqlite3_db_config(sqlite, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  int result = sqlite3_prepare_v3(sqlite, "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT, &store->undo, NULL);
  if (result != SQLITE_OK) return grappe_store_fail(store, result, error);
  return grappe_store_execute(store,
                              "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000; "
                              "PRAGMA journal_size_limit = 67108864",
                              error);
}

/* A store on a medium that cannot be written has no place for the files of the write-ahead log. */
static int open_immutable(grappe_store *store) {
  grappe_buffer uri = {0};
  grappe_buffer_add(&uri, "file:");
  for (const char *c = store->path; *c; c++)
    if (*c == '%' || *c == '?' || *c == '#')
      grappe_buffer_addf(&uri, "%%%02X", (unsigned)*c);
    else
      grappe_buffer_add_char(&uri, *c);
  grappe_buffer_add(&uri, "?immutable=1");
  int result = SQLITE_NOMEM;
  if (!grappe_buffer_failed(&uri)) {
    sqlite3_close(store->sqlite);
    result = sqlite3_open_v2(grappe_buffer_text(&uri), &store->sqlite,
                             SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  }
  grappe_buffer_free(&uri);
  return result;
}

static grappe_code open_sqlite(grappe_store *store, grappe_error *error) {
  int journal = store_has_journal(store->path); /* which only a connection that may write can undo */
  int flags = (store->writable || journal ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX;
  int result = sqlite3_open_v2(store->path, &store->sqlite, flags, NULL);
  if (result != SQLITE_OK) return grappe_store_fail(store, result, error);
  if (store->writable && sqlite3_db_readonly(store->sqlite, "main"))
    return grappe_store_fail(store, SQLITE_READONLY, error);
  grappe_code code = store_attach(store, error);
  if (code != GRAPPE_OK) return code;
  int64_t version; /* the first read: SQLite opens its log here */
  code = store_number(store, "PRAGMA user_version", &version, error);
  if (code == GRAPPE_OK && store->writable && !store->copy) store_set_journal(store, "wal");
  if (code == GRAPPE_OK && !store->writable && journal)
    code = grappe_store_execute(store, "PRAGMA query_only = ON", error);
  if (code != GRAPPE_IO || store->writable || journal) return code;
  store_drop_statements(store);
  sqlite3_finalize(store->undo);
  store->undo = NULL;
  if (open_immutable(store) != SQLITE_OK) return code;
  code = store_attach(store, error);
  return code == GRAPPE_OK ? store_number(store, "PRAGMA user_version", &version, error) : code;
}

grappe_code grappe_store_open(const char *path, grappe_store_mode mode, grappe_store **opened, grappe_error *error) {
  *opened = NULL;
  store_prepare_library();
  if (sqlite3_initialize() != SQLITE_OK) return grappe_fail_memory(error);
  int version;
  grappe_code code = store_read_header(path, &version, error);
  if (code != GRAPPE_OK) return code;
  grappe_store *store = store_new(path, error);
  if (!store) return GRAPPE_MEMORY;
  store->writable = mode == GRAPPE_STORE_WRITE;
  code = open_sqlite(store, error);
  if (code == GRAPPE_OK) code = store_migrate(store, error);
  if (code != GRAPPE_OK) {
    grappe_store_close(store);
    return code;
  }
  grappe_store_version(store);
  *opened = store;
  return GRAPPE_OK;
}

void grappe_store_close(grappe_store *store) {
  if (!store) return;
  store->run = NULL; /* a stop that was asked must not keep the close from tidying up */
  while (store->depth > 0) grappe_store_rollback(store);
  store_drop_statements(store);
  sqlite3_finalize(store->undo);
  sqlite3_close_v2(store->sqlite);
  if (store->mapping) munmap(store->mapping, store->mapping_size);
  grappe_store_close(store->guard);
  store_free_entity_sql(store);
  grappe_free(store->path);
  grappe_free(store);
}

const char *grappe_store_path(const grappe_store *store) {
  return store->path;
}

int grappe_store_is_copy(const grappe_store *store) {
  return store->copy;
}

int grappe_store_writable(const grappe_store *store) {
  return store->writable;
}

sqlite3 *grappe_store_sqlite(grappe_store *store) {
  return store->sqlite;
}
