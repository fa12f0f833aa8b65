/* What tests of the store and of the rooms above it share: a directory of their own, rows written in one line. */
#ifndef GRAPPE_TEST_STORE_FIXTURE_H
#define GRAPPE_TEST_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/names.h"
#include "store/rows.h"
#include "store/store.h"

typedef struct fixture {
  char directory[100], path[140];
  grappe_store *store;
  grappe_error error;
} fixture;

#define assert_fine(code, error)                              \
  do {                                                        \
    if ((code) != GRAPPE_OK) fail_msg("%s", (error).message); \
  } while (0)

static inline int fixture_begin(void **state) {
  fixture *f = calloc(1, sizeof *f);
  const char *base = getenv("TMPDIR");
  snprintf(f->directory, sizeof f->directory, "%.60s/grappe-test-XXXXXX", base && *base ? base : "/tmp");
  if (!f || !mkdtemp(f->directory)) return -1;
  snprintf(f->path, sizeof f->path, "%s/%s", f->directory, GRAPPE_STORE_FILE);
  if (grappe_store_create(f->path, &f->store, &f->error) != GRAPPE_OK) {
    fprintf(stderr, "%s\n", f->error.message);
    return -1;
  }
  *state = f;
  return 0;
}

static inline int fixture_end(void **state) {
  fixture *f = *state;
  grappe_store_close(f->store);
  char command[200];
  snprintf(command, sizeof command, "rm -rf '%s'", f->directory);
  int result = system(command);
  free(f);
  return result;
}

/* Puts a row given as "field=value" texts, ended by NULL; values are texts, "#12" is an integer (a row id), "@1,2" are
 * links. Returns the code; result and row are left in *result and *row where they are not NULL. */
static inline grappe_code fixture_put(grappe_store *store, const char *entity_name, const char *const *parts,
                                      grappe_put_result *result, int64_t *row, grappe_error *error) {
  const grappe_entity *entity = grappe_entity_find(entity_name);
  grappe_cell cells[64] = {0};
  int64_t links[16];
  for (; *parts; parts++) {
    char name[64];
    const char *equals = strchr(*parts, '=');
    snprintf(name, sizeof name, "%.*s", (int)(equals - *parts), *parts);
    int field = grappe_field_find(entity, name);
    if (field < 0) fail_msg("no field %s in %s", name, entity_name);
    const char *value = equals + 1;
    if (*value == '\0') {
      cells[field].kind = GRAPPE_CELL_EMPTY;
    } else if (*value == '#') {
      cells[field] = grappe_cell_integer(strtoll(value + 1, NULL, 10));
    } else if (*value == '@') {
      cells[field] = (grappe_cell){.kind = GRAPPE_CELL_LINKS, .links = links};
      for (char *at = (char *)(uintptr_t)value; *at;) links[cells[field].count++] = strtoll(at + 1, &at, 10);
    } else {
      cells[field] = grappe_cell_text(value);
    }
  }
  grappe_put_result ignored_result;
  int64_t ignored_row;
  return grappe_store_put(store, entity, cells, result ? result : &ignored_result, row ? row : &ignored_row, NULL,
                          error);
}

#define PUT(store, entity, result, row, error, ...) \
  fixture_put(store, entity, (const char *const[]){__VA_ARGS__, NULL}, result, row, error)

static inline int64_t fixture_number(grappe_store *store, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(grappe_store_sqlite(store), sql, -1, &statement, NULL) != SQLITE_OK)
    fail_msg("%s", sqlite3_errmsg(grappe_store_sqlite(store)));
  int64_t number = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : -1;
  sqlite3_finalize(statement);
  return number;
}

static inline void fixture_print_finding(void *context, const char *sentence) {
  (void)context;
  printf("    finding: %s\n", sentence);
}

static inline long fixture_findings(grappe_store *store) {
  grappe_error error = {0};
  long findings = -1;
  assert_fine(grappe_store_verify(store, fixture_print_finding, NULL, &findings, &error), error);
  return findings;
}

#endif
