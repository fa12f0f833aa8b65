/* The observatory's one file, cluster.grappe: an SQLite database whose tables come from the model.
 *
 * A grappe_store is one connection, used by one thread at a time; another thread or process opens its own. Many may
 * read while one writes (write-ahead log), but for those who come while one writes alone (see below). What a reader
 * sees does not move while it is inside a scan or a transaction. Rows are read and written through store/rows.h, names
 * through store/names.h. Upper rooms may run SQL of their own on grappe_store_sqlite, but write registry rows only
 * through grappe_store_put, which keeps names and audit trail. */
#ifndef GRAPPE_STORE_H
#define GRAPPE_STORE_H

#include <sqlite3.h>
#include <stdint.h>

#include "base/run.h"
#include "base/status.h"

typedef struct grappe_store grappe_store;

#define GRAPPE_STORE_FILE "cluster.grappe"
#define GRAPPE_STORE_APPLICATION 0x47525045 /* "GRPE", SQLite's application_id */

typedef enum grappe_store_mode { GRAPPE_STORE_READ, GRAPPE_STORE_WRITE } grappe_store_mode;

/* Makes a new observatory at `path` and opens it for writing; fails where something is there already. It appears whole
 * or not at all. */
grappe_code grappe_store_create(const char *path, grappe_store **store, grappe_error *error);
/* Opens what is there. A file that is no observatory, or that a newer Grappe wrote, is refused and left as it was. An
 * older one is copied to PATH.v<old>.bak and migrated when opened for writing, and refused for reading only. */
grappe_code grappe_store_open(const char *path, grappe_store_mode mode, grappe_store **store, grappe_error *error);
/* Opens a throw-away copy in memory that may be written: nothing reaches the file, and nothing is left behind however
 * the process ends. Pages are copied as they are written, so it takes no longer for a large file. */
grappe_code grappe_store_open_copy(const char *path, grappe_store **store, grappe_error *error);
void grappe_store_close(grappe_store *store); /* NULL is fine; an open transaction is rolled back */

const char *grappe_store_path(const grappe_store *store); /* as it was given to open */
int grappe_store_is_copy(const grappe_store *store);
int grappe_store_writable(const grappe_store *store);
sqlite3 *grappe_store_sqlite(grappe_store *store);

/* The run whose stop and deadline end statements of this store (GRAPPE_STOPPED, GRAPPE_TIME); NULL: none. Returns the
 * run that was set before, to be set again afterwards. */
grappe_run *grappe_store_run(grappe_store *store, grappe_run *run);

/* Changes whenever the data changed, through this store or any other: a cache is stale when its number is not this. */
uint64_t grappe_store_version(grappe_store *store);

/* One writer at a time: begin waits up to five seconds and then fails with GRAPPE_BUSY. `command` (copied) is what the
 * audit trail names. A begin inside a transaction joins it: only the outermost commit writes; a rollback at any depth
 * undoes everything, and the outer commit then fails. */
grappe_code grappe_store_begin(grappe_store *store, const char *command, grappe_error *error);
grappe_code grappe_store_commit(grappe_store *store, grappe_error *error);
void grappe_store_rollback(grappe_store *store);
int grappe_store_broken(const grappe_store *store); /* 1: the transaction under way can only be rolled back */

/* For one great transaction: where nobody else has the file open, what is written goes into the file at once instead of
 * through the write-ahead log, which would write everything twice. Others then wait for the transaction as they do for
 * another writer, and a process that dies in it leaves a journal, from which whoever opens the file next undoes it.
 * Where others have the file open, and for a copy in memory, nothing changes. Call outside of transactions. */
void grappe_store_write_alone(grappe_store *store);
/* Back to the log. Where another is reading, the file stays as it is until it is next opened for writing. */
void grappe_store_write_together(grappe_store *store);

/* Statements prepared once and kept. A statement is the caller's from here to release, which resets it. */
grappe_code grappe_store_prepare(grappe_store *store, const char *sql, sqlite3_stmt **statement, grappe_error *error);
void grappe_store_release(grappe_store *store, sqlite3_stmt *statement);
/* Steps: *row is 1 where there is a row, 0 at the end. */
grappe_code grappe_store_step(grappe_store *store, sqlite3_stmt *statement, int *row, grappe_error *error);
/* Runs statements that return nothing; they may be several, parted by ';'. */
grappe_code grappe_store_execute(grappe_store *store, const char *sql, grappe_error *error);
/* The status and sentence for what SQLite just answered on this store (`result`: its code). */
grappe_code grappe_store_fail(grappe_store *store, int result, grappe_error *error);

/* Writes a consistent copy to `path` (must not be there), while others may write. Progress goes to the store's run. */
grappe_code grappe_store_backup(grappe_store *store, const char *path, grappe_error *error);

/* Everything the store promises, looked at afresh: the file's integrity, references, keys, check digits, chains of
 * superseded rows, names. `finding` is called with a sentence in the user's language for each breach; the count of all
 * is left in *findings. The code tells only whether the verification itself could be done. */
typedef void (*grappe_store_finding)(void *context, const char *sentence);
grappe_code grappe_store_verify(grappe_store *store, grappe_store_finding finding, void *context, long *findings,
                                grappe_error *error);

#endif
