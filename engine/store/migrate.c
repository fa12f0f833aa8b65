#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/migrate_private.h"
#include "store/migration.h"

/* PATH.v1.bak, or PATH.v1.2.bak where an earlier attempt left its own. */
static grappe_code keep_copy(grappe_store *store, int version, grappe_error *error) {
  grappe_buffer path = {0};
  for (int attempt = 1; attempt < 100; attempt++) {
    grappe_buffer_clear(&path);
    grappe_buffer_addf(&path, "%s.v%d", store->path, version);
    if (attempt > 1) grappe_buffer_addf(&path, ".%d", attempt);
    grappe_buffer_add(&path, ".bak");
    if (grappe_buffer_failed(&path) || access(grappe_buffer_text(&path), F_OK) != 0) break;
  }
  grappe_code code = grappe_buffer_failed(&path) ? grappe_fail_memory(error)
                                                 : grappe_store_backup(store, grappe_buffer_text(&path), error);
  grappe_buffer_free(&path);
  return code;
}

static grappe_code run_steps(grappe_store *store, int version, grappe_error *error) {
  for (int next = version + 1; next <= grappe_store_newest(); next++) {
    const grappe_migration *step = grappe_store_migration(next);
    if (step->sql) {
      grappe_code code = grappe_store_execute(store, step->sql, error);
      if (code != GRAPPE_OK) {
        grappe_fail_at(error, "%s → %d (%s)", store->path, next, step->what);
        return code;
      }
    }
  }
  char sql[60];
  snprintf(sql, sizeof sql, "PRAGMA user_version = %d", grappe_store_newest());
  grappe_code code = grappe_store_execute(store, sql, error);
  int64_t broken = 0;
  if (code == GRAPPE_OK) code = store_number(store, "SELECT count(*) FROM pragma_foreign_key_check", &broken, error);
  if (code == GRAPPE_OK && broken)
    code = grappe_fail(error, GRAPPE_DATA,
                       "%s could not be brought to version %d of the schema: %lld references would lead nowhere; it "
                       "stays as it was",
                       store->path, grappe_store_newest(), (long long)broken);
  return code;
}

grappe_code store_migrate(grappe_store *store, grappe_error *error) {
  int64_t version;
  grappe_code code = store_number(store, "PRAGMA user_version", &version, error);
  if (code != GRAPPE_OK || version == grappe_store_newest()) return code;
  if (!store->writable || version > grappe_store_newest())
    return grappe_fail(error, GRAPPE_DATA,
                       "%s has version %d of the schema and this Grappe uses version %d: open it once for writing, as "
                       "'grappe verify' does, to bring it up to date",
                       store->path, (int)version, grappe_store_newest());
  code = keep_copy(store, (int)version, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_db_config(store->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
  code = grappe_store_begin(store, "migration", error);
  if (code == GRAPPE_OK) {
    /* Another process may have done it while this one waited. */
    code = store_number(store, "PRAGMA user_version", &version, error);
    if (code == GRAPPE_OK && version < grappe_store_newest()) code = run_steps(store, (int)version, error);
    if (code == GRAPPE_OK)
      code = grappe_store_commit(store, error);
    else
      grappe_store_rollback(store);
  }
  sqlite3_db_config(store->sqlite, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
  store_drop_statements(store); /* they were prepared against the older tables */
  /* So that the first bytes of the file itself tell the version. */
  if (code == GRAPPE_OK) sqlite3_wal_checkpoint_v2(store->sqlite, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  return code;
}
