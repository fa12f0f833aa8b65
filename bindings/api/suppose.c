/* Rows that are supposed to be there while an example is computed: written in a transaction that is rolled back. */
#include "api/suppose.h"

#include <lauxlib.h>
#include <string.h>

#include "api/context.h"
#include "api/formats_private.h"
#include "api/registration.h"
#include "api/text_file.h"
#include "base/memory.h"
#include "ingest/dataset_import.h"
#include "ingest/registry.h"
#include "store/rows.h"

static const char command[] = "suppose";

int grappe_suppose_begin(lua_State *L) {
  grappe_error error = {0};
  grappe_check_code(L, grappe_store_begin(grappe_observatory_store(grappe_observatory_of(L)), command, &error), &error);
  return 0;
}

int grappe_suppose_end(lua_State *L) {
  grappe_store_rollback(grappe_observatory_store(grappe_observatory_of(L)));
  return 0;
}

/* The first of an import's findings as an error, without the name of the file that nobody has seen. */
static grappe_code refused(const char *path, const char *sentence, grappe_error *error) {
  grappe_code code = grappe_fail(error, GRAPPE_DATA, "%s", sentence);
  grappe_text_file_forget(path, error);
  return code;
}

typedef struct rows {
  grappe_store *store;
  const grappe_entity *entity;
  const grappe_format *format;
} rows;

static grappe_code import_registry(void *context, const char *path, grappe_error *error) {
  rows *given = context;
  const grappe_import_options options = {.entity = given->entity, .command = command};
  grappe_import_report report = {0};
  grappe_code code = grappe_import_registry(given->store, &path, 1, &options, &report, error);
  if (code == GRAPPE_OK && report.finding_count) code = refused(path, report.findings[0].sentence, error);
  grappe_import_report_free(&report);
  return code;
}

static grappe_code import_published(void *context, const char *path, grappe_error *error) {
  rows *given = context;
  /* A new edition of every example: nothing stands in its way, and it is the newest. */
  const grappe_published_options options = {.command = command, .edition = "9999"};
  grappe_published_report report = {0};
  grappe_code code = grappe_import_published(given->store, given->format, &path, 1, &options, &report, error);
  if (code == GRAPPE_OK && report.found) code = refused(path, report.findings[0].sentence, error);
  grappe_published_report_free(&report);
  return code;
}

static int take(lua_State *L, grappe_text_reader *reader, rows *given) {
  size_t length;
  const char *text = luaL_checklstring(L, 2, &length);
  grappe_error error = {0};
  given->store = grappe_observatory_store(grappe_observatory_of(L));
  grappe_check_code(L, grappe_text_file(text, length, reader, given, &error), &error);
  return 0;
}

static const grappe_entity *entity_at(lua_State *L) {
  const grappe_entity *entity = grappe_entity_find(luaL_checkstring(L, 1));
  luaL_argcheck(L, entity, 1, "no entity");
  return entity;
}

int grappe_suppose_rows(lua_State *L) {
  rows given = {.entity = entity_at(L)};
  return take(L, import_registry, &given);
}

typedef struct row_ids {
  int64_t *ids;
  size_t count, capacity;
} row_ids;

static grappe_code keep_id(void *context, int64_t row, const grappe_cell *cells, grappe_error *error) {
  row_ids *kept = context;
  (void)cells;
  int64_t *grown = grappe_grow(kept->ids, &kept->capacity, kept->count + 1, sizeof *kept->ids);
  if (!grown) return grappe_fail_memory(error);
  kept->ids = grown;
  kept->ids[kept->count++] = row;
  return GRAPPE_OK;
}

int grappe_suppose_none(lua_State *L) {
  grappe_error error = {0};
  const grappe_entity *entity = entity_at(L);
  grappe_store *store = grappe_observatory_store(grappe_observatory_of(L));
  row_ids kept = {0};
  grappe_code code = grappe_store_scan(store, entity, keep_id, &kept, &error);
  for (size_t i = 0; i < kept.count && code == GRAPPE_OK; i++)
    code = grappe_store_delete(store, entity, kept.ids[i], &error);
  grappe_free(kept.ids);
  return grappe_check_code(L, code, &error), 0;
}

int grappe_suppose_dataset(lua_State *L) {
  rows given = {.format = luaL_checkudata(L, 1, GRAPPE_FORMAT_TYPE)};
  return take(L, import_published, &given);
}
