/* A new observatory: made under another name and moved to its own when it is whole. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/migration.h"
#include "store/store_private.h"

static grappe_code fill(const char *path, grappe_error *error) {
  grappe_store *store = store_new(path, error);
  if (!store) return GRAPPE_MEMORY;
  store->writable = 1;
  int result =
      sqlite3_open_v2(path, &store->sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  grappe_code code = result == SQLITE_OK ? store_attach(store, error) : grappe_store_fail(store, result, error);
  char sql[200];
  snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", GRAPPE_STORE_APPLICATION,
           grappe_store_newest());
  if (code == GRAPPE_OK) code = grappe_store_execute(store, "BEGIN IMMEDIATE", error);
  if (code == GRAPPE_OK) code = grappe_store_execute(store, sql, error);
  if (code == GRAPPE_OK) code = store_create_schema(store, error);
  if (code == GRAPPE_OK) code = grappe_store_execute(store, "COMMIT", error);
  if (code == GRAPPE_OK) code = grappe_store_execute(store, "PRAGMA journal_mode = WAL", error);
  grappe_store_close(store);
  return code;
}

static grappe_code taken(const char *path, grappe_error *error) {
  return grappe_fail(error, GRAPPE_IO, "%s is there already: open it, or choose another place", path);
}

static grappe_code move(const char *from, const char *to, grappe_error *error) {
  /* A hard link fails where the name is taken, which a plain rename would not; some file systems have none. */
  if (link(from, to) == 0) {
    unlink(from);
    return GRAPPE_OK;
  }
  if (errno == EEXIST) return taken(to, error);
  if (access(to, F_OK) == 0) return taken(to, error);
  if (rename(from, to) == 0) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_IO, "%s cannot be made: %s", to, grappe_system_reason(errno));
}

grappe_code grappe_store_create(const char *path, grappe_store **store, grappe_error *error) {
  *store = NULL;
  if (access(path, F_OK) == 0) return taken(path, error);
  grappe_buffer other = {0};
  grappe_buffer_addf(&other, "%s.new-%ld", path, (long)getpid());
  if (grappe_buffer_failed(&other)) {
    grappe_buffer_free(&other);
    return grappe_fail_memory(error);
  }
  const char *made = grappe_buffer_text(&other);
  unlink(made);
  grappe_code code = fill(made, error);
  if (code == GRAPPE_OK) code = move(made, path, error);
  if (code != GRAPPE_OK) unlink(made);
  grappe_buffer_free(&other);
  return code == GRAPPE_OK ? grappe_store_open(path, GRAPPE_STORE_WRITE, store, error) : code;
}
