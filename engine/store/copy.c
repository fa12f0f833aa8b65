/* A throw-away copy: the file's pages mapped into memory, privately, and given to SQLite as its database. The system
 * copies a page when it is written; the time to open does not depend on the size of the file. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "store/migrate_private.h"
#include "store/migration.h"

static const size_t room_to_grow = (size_t)256 << 20; /* address space only: pages cost when they are written */

static grappe_code refused(const char *path, grappe_error *error) {
  return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
}

static grappe_code map(grappe_store *store, size_t *size, grappe_error *error) {
  int descriptor = open(store->path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return refused(store->path, error);
  grappe_code code = GRAPPE_OK;
  struct stat status;
  if (fstat(descriptor, &status) != 0) {
    code = refused(store->path, error);
  } else {
    *size = (size_t)status.st_size;
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t whole = (*size + room_to_grow + page - 1) / page * page;
    void *room = mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED) {
      code = grappe_fail_memory(error);
    } else {
      store->mapping = room;
      store->mapping_size = whole;
      if (mmap(room, *size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED | MAP_NORESERVE, descriptor, 0) ==
          MAP_FAILED)
        code = refused(store->path, error);
    }
  }
  close(descriptor);
  return code;
}

/* Something is still in the log of another process: only SQLite can put both together. */
static int has_log(const char *path) {
  grappe_buffer log = {0};
  grappe_buffer_addf(&log, "%s-wal", path);
  struct stat status;
  int found = !grappe_buffer_failed(&log) && stat(grappe_buffer_text(&log), &status) == 0 && status.st_size > 0;
  grappe_buffer_free(&log);
  return found;
}

static grappe_code copy_through_sqlite(grappe_store *store, grappe_error *error) {
  sqlite3 *from = NULL;
  int result = sqlite3_open_v2(store->path, &from, SQLITE_OPEN_READONLY, NULL);
  if (result == SQLITE_OK) {
    sqlite3_backup *backup = sqlite3_backup_init(store->sqlite, "main", from, "main");
    if (backup) sqlite3_backup_step(backup, -1);
    result = backup ? sqlite3_backup_finish(backup) : sqlite3_errcode(store->sqlite);
  }
  sqlite3_close(from);
  return result == SQLITE_OK ? GRAPPE_OK : grappe_store_fail(store, result, error);
}

static grappe_code fill(grappe_store *store, grappe_error *error) {
  int result = sqlite3_open_v2(":memory:", &store->sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK) return grappe_store_fail(store, result, error);
  if (has_log(store->path)) return copy_through_sqlite(store, error);
  size_t size = 0;
  grappe_code code = map(store, &size, error);
  if (code != GRAPPE_OK) return code;
  unsigned char *bytes = store->mapping;
  bytes[18] = bytes[19] = 1; /* a database in memory has no write-ahead log */
  result =
      sqlite3_deserialize(store->sqlite, "main", bytes, (sqlite3_int64)size, (sqlite3_int64)store->mapping_size, 0);
  return result == SQLITE_OK ? GRAPPE_OK : grappe_store_fail(store, result, error);
}

grappe_code grappe_store_open_copy(const char *path, grappe_store **opened, grappe_error *error) {
  *opened = NULL;
  store_prepare_library();
  if (sqlite3_initialize() != SQLITE_OK) return grappe_fail_memory(error);
  int version;
  grappe_code code = store_read_header(path, &version, error);
  if (code != GRAPPE_OK) return code;
  if (version != grappe_store_newest())
    return grappe_fail(error, GRAPPE_DATA,
                       "%s has version %d of the schema and this Grappe uses version %d: open it once for writing, as "
                       "'grappe verify' does, to bring it up to date",
                       path, version, grappe_store_newest());
  grappe_store *store = store_new(path, error);
  if (!store) return GRAPPE_MEMORY;
  store->writable = store->copy = 1;
  code = fill(store, error);
  if (code == GRAPPE_OK) code = store_attach(store, error);
  if (code == GRAPPE_OK) code = grappe_store_execute(store, "PRAGMA journal_mode = MEMORY", error);
  if (code != GRAPPE_OK) {
    grappe_store_close(store);
    return code;
  }
  grappe_store_version(store);
  *opened = store;
  return GRAPPE_OK;
}
