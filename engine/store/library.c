/* SQLite's own memory comes from base/memory.h, so that one budget and one test hold for both. */
#include <malloc.h>
#include <pthread.h>

#include "base/memory.h"
#include "store/store_private.h"

static void *take(int size) {
  return grappe_alloc((size_t)size);
}

static void *resize(void *block, int size) {
  return grappe_realloc(block, (size_t)size);
}

static int size_of(void *block) {
  return block ? (int)malloc_usable_size(block) : 0;
}

static int round_up(int size) {
  return (size + 7) & ~7;
}

static int start(void *context) {
  (void)context;
  return SQLITE_OK;
}

static void end(void *context) {
  (void)context;
}

/* Refused, without harm, where another library of the process has started SQLite already. */
static void configure(void) {
  static const sqlite3_mem_methods methods = {take, grappe_free, resize, size_of, round_up, start, end, NULL};
  sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* it is counted already; a second count costs a lock each time */
}

void store_prepare_library(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, configure);
}
