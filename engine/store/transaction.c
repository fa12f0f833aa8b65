/* Transactions, and the number by which caches see that data changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "store/store_private.h"
#include "text/utf8.h"

/* UTC, "2026-11-22T17:04:05Z". A day fixed for tests comes with a fixed hour, so that a test sees the same bytes. */
void store_timestamp(char at[TIMESTAMP]) {
  if (getenv("GRAPPE_TODAY")) {
    int year, month, day;
    grappe_day_to_date(grappe_today(), &year, &month, &day);
    snprintf(at, TIMESTAMP, "%04d-%02d-%02dT00:00:00Z", year % 10000, month % 100, day % 100);
    return;
  }
  time_t now = time(NULL);
  struct tm parts;
  gmtime_r(&now, &parts);
  strftime(at, TIMESTAMP, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

static void undo(grappe_store *store) {
  if (sqlite3_get_autocommit(store->sqlite)) return;
  sqlite3_step(store->undo);
  sqlite3_reset(store->undo);
  /* What was undone may have been seen, and SQLite does not count it back. */
  store->seen_changes = store->seen_changes == store->seen_before ? sqlite3_total_changes64(store->sqlite) : -1;
}

grappe_code grappe_store_begin(grappe_store *store, const char *command, grappe_error *error) {
  if (store->depth > 0) {
    store->depth++;
    return GRAPPE_OK;
  }
  if (!store->writable)
    return grappe_fail(error, GRAPPE_IO, "%s was opened for reading only: nothing can be changed here", store->path);
  undo(store); /* what an earlier lack of memory kept from being undone */
  grappe_code code = grappe_store_execute(store, store->alone ? "BEGIN EXCLUSIVE" : "BEGIN IMMEDIATE", error);
  if (code != GRAPPE_OK) {
    undo(store); /* short of memory, SQLite may have begun all the same */
    return code;
  }
  grappe_store_version(store); /* what was changed before counts, whatever becomes of this */
  store->seen_before = store->seen_changes;
  store->depth = 1;
  store->broken = 0;
  size_t length = grappe_utf8_cut(command, strlen(command), COMMAND - 1);
  memcpy(store->command, command, length);
  store->command[length] = '\0';
  store_timestamp(store->at);
  return GRAPPE_OK;
}

void grappe_store_rollback(grappe_store *store) {
  if (store->depth == 0) return;
  undo(store);
  store->broken = --store->depth > 0;
}

grappe_code grappe_store_commit(grappe_store *store, grappe_error *error) {
  if (store->depth == 0) return grappe_fail(error, GRAPPE_ARGUMENT, "there is no change under way to be kept");
  /* SQLite itself rolls back on some failures: then there is nothing left to commit. */
  if (store->broken || sqlite3_get_autocommit(store->sqlite)) {
    grappe_store_rollback(store);
    return grappe_fail(error, GRAPPE_DATA, "the changes were undone, because one of them failed");
  }
  if (--store->depth > 0) return GRAPPE_OK;
  grappe_code code = grappe_store_execute(store, "COMMIT", error);
  if (code != GRAPPE_OK) undo(store);
  return code;
}

void grappe_store_write_alone(grappe_store *store) {
  if (store->writable && !store->copy) store->alone = store_set_journal(store, "delete");
}

void grappe_store_write_together(grappe_store *store) {
  if (store->alone) store_set_journal(store, "wal");
  store->alone = 0;
}

int grappe_store_broken(const grappe_store *store) {
  return store->depth > 0 && (store->broken || sqlite3_get_autocommit(store->sqlite));
}

uint64_t grappe_store_version(grappe_store *store) {
  int64_t data_version = store->seen_data_version;
  store_number(store, "PRAGMA data_version", &data_version, NULL);
  int64_t changes = sqlite3_total_changes64(store->sqlite);
  if (data_version != store->seen_data_version || changes != store->seen_changes) {
    store->seen_data_version = data_version;
    store->seen_changes = changes;
    store->version++;
  }
  return store->version;
}
