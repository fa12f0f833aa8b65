/* A consistent copy while others may write. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/store_private.h"

enum { PAGES_AT_ONCE = 2000 };

static grappe_code copy_pages(grappe_store *store, sqlite3 *to, grappe_error *error) {
  sqlite3_backup *backup = sqlite3_backup_init(to, "main", store->sqlite, "main");
  if (!backup) return grappe_store_fail(store, sqlite3_errcode(to), error);
  grappe_code code = GRAPPE_OK;
  int result = SQLITE_OK, waits = 0;
  int64_t page = 0;
  if (code == GRAPPE_OK) code = store_number(store, "PRAGMA page_size", &page, error);
  while (code == GRAPPE_OK && result != SQLITE_DONE) {
    result = sqlite3_backup_step(backup, PAGES_AT_ONCE);
    if (result == SQLITE_BUSY || result == SQLITE_LOCKED) {
      if (++waits > 500) break;
      sqlite3_sleep(10);
    } else if (result != SQLITE_OK && result != SQLITE_DONE) {
      break;
    }
    double total = (double)page * sqlite3_backup_pagecount(backup);
    if (store->run && store->run->progress)
      store->run->progress(store->run->progress_context, "backup",
                           total - (double)page * sqlite3_backup_remaining(backup), total);
    code = grappe_run_check(store->run, error);
  }
  sqlite3_backup_finish(backup);
  if (code == GRAPPE_OK && result != SQLITE_DONE) code = grappe_store_fail(store, result, error);
  return code;
}

grappe_code grappe_store_backup(grappe_store *store, const char *path, grappe_error *error) {
  if (access(path, F_OK) == 0)
    return grappe_fail(error, GRAPPE_IO, "%s is there already: choose another name for the backup", path);
  grappe_buffer other = {0}; /* half a backup never bears the name of a whole one */
  grappe_buffer_addf(&other, "%s.part-%ld", path, (long)getpid());
  if (grappe_buffer_failed(&other)) {
    grappe_buffer_free(&other);
    return grappe_fail_memory(error);
  }
  const char *part = grappe_buffer_text(&other);
  sqlite3 *to = NULL;
  int result = sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  grappe_code code = GRAPPE_OK;
  if (result != SQLITE_OK)
    code = grappe_fail(error, GRAPPE_IO, "%s cannot be made: %s", path, sqlite3_errmsg(to));
  else
    code = copy_pages(store, to, error);
  sqlite3_close(to);
  if (code == GRAPPE_OK && rename(part, path) != 0)
    code = grappe_fail(error, GRAPPE_IO, "%s cannot be made: %s", path, grappe_system_reason(errno));
  if (code != GRAPPE_OK) unlink(part);
  grappe_buffer_free(&other);
  return code;
}
