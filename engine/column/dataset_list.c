/* Which datasets there are, and dropping one. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"
#include "store/rows.h"
#include "text/collate.h"
#include "text/fold.h"

typedef struct entries {
  dataset_entry *items;
  size_t count, capacity;
} entries;

void dataset_entry_free(dataset_entry *entry) {
  for (int i = 0; i < DATASET_TEXTS_OF_INFO; i++) grappe_free(entry->texts[i]);
  *entry = (dataset_entry){0};
}

static void free_entries(entries *all) {
  for (size_t i = 0; i < all->count; i++) dataset_entry_free(&all->items[i]);
  grappe_free(all->items);
  *all = (entries){0};
}

static grappe_code read_entry(sqlite3_stmt *row, entries *all, grappe_error *error) {
  dataset_entry *items = grappe_grow(all->items, &all->capacity, all->count + 1, sizeof *items);
  if (!items) return grappe_fail_memory(error);
  all->items = items;
  dataset_entry *entry = &items[all->count++];
  *entry = (dataset_entry){0};
  for (int i = 0; i < DATASET_TEXTS_OF_INFO; i++) {
    const char *text = (const char *)sqlite3_column_text(row, i);
    entry->texts[i] = grappe_strdup(text ? text : "");
    if (!entry->texts[i]) return grappe_fail_memory(error);
  }
  char **t = entry->texts;
  entry->info = (grappe_dataset_info){.id = sqlite3_column_int64(row, 10),
                                      .about = {t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]},
                                      .digest = t[8],
                                      .imported_at = t[9],
                                      .rows = (uint64_t)sqlite3_column_int64(row, 11),
                                      .bytes = (uint64_t)sqlite3_column_int64(row, 12),
                                      .columns = (size_t)sqlite3_column_int64(row, 13)};
  entry->version = sqlite3_column_int64(row, 14);
  entry->seal = (uint32_t)sqlite3_column_int64(row, 15);
  return GRAPPE_OK;
}

static int by_code_and_edition(const void *a, const void *b) {
  const dataset_entry *x = a, *y = b;
  int order = grappe_collate(x->info.about.code, y->info.about.code);
  return order ? order : grappe_collate(x->info.about.edition, y->info.about.edition);
}

static grappe_code read_entries(grappe_store *store, entries *all, grappe_error *error) {
  sqlite3_stmt *statement;
  int row = 1;
  *all = (entries){0};
  grappe_code code = grappe_store_prepare(
      store,
      "SELECT d.code, d.edition, d.name, d.geography, t.format, t.file, t.source, t.licence, d.digest, d.imported_at,"
      " d.id, t.\"rows\", t.bytes, t.columns, t.version, t.seal FROM dataset_detail t JOIN dataset d ON d.id = "
      "t.dataset",
      &statement, error);
  if (code != GRAPPE_OK) return code;
  while (code == GRAPPE_OK && (code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row)
    code = read_entry(statement, all, error);
  grappe_store_release(store, statement);
  if (code != GRAPPE_OK)
    free_entries(all);
  else if (all->count)
    qsort(all->items, all->count, sizeof *all->items, by_code_and_edition);
  return code;
}

grappe_code grappe_datasets_list(grappe_store *store, grappe_dataset_visit visit, void *context, grappe_error *error) {
  entries all;
  grappe_code code = read_entries(store, &all, error);
  for (size_t i = 0; code == GRAPPE_OK && i < all.count; i++) code = visit(context, &all.items[i].info, error);
  free_entries(&all);
  return code;
}

static grappe_code fail_unknown(const entries *all, const char *code, grappe_error *error) {
  grappe_nearest nearest;
  char names[300];
  grappe_nearest_begin(&nearest, code);
  for (size_t i = 0; i < all->count; i++)
    if (i == 0 || strcmp(all->items[i - 1].info.about.code, all->items[i].info.about.code) != 0)
      grappe_nearest_offer(&nearest, all->items[i].info.about.code, NULL);
  grappe_nearest_write(&nearest, names, sizeof names);
  if (*names) return grappe_fail(error, GRAPPE_NOT_FOUND, "there is no dataset '%s': did you mean %s?", code, names);
  if (!all->count)
    return grappe_fail(error, GRAPPE_NOT_FOUND, "there is no dataset '%s': none was imported yet (grappe import)",
                       code);
  return grappe_fail(error, GRAPPE_NOT_FOUND, "there is no dataset '%s': 'datasets' lists those there are", code);
}

static grappe_code fail_edition(const entries *all, const char *code, const char *edition, grappe_error *error) {
  grappe_buffer editions = {0};
  for (size_t i = 0; i < all->count; i++)
    if (strcmp(all->items[i].info.about.code, code) == 0)
      grappe_buffer_addf(&editions, "%s%s", editions.length ? ", " : "", all->items[i].info.about.edition);
  grappe_fail(error, GRAPPE_NOT_FOUND, "dataset %s has no edition '%s': there are %s", code, edition,
              grappe_buffer_text(&editions));
  grappe_buffer_free(&editions);
  return GRAPPE_NOT_FOUND;
}

grappe_code dataset_entry_find(grappe_store *store, const char *code, const char *edition, dataset_entry *entry,
                               grappe_error *error) {
  entries all;
  grappe_code result = read_entries(store, &all, error);
  if (result != GRAPPE_OK) return result;
  int known = 0;
  dataset_entry *found = NULL;
  for (size_t i = 0; i < all.count; i++) {
    const grappe_dataset_about *about = &all.items[i].info.about;
    if (strcmp(about->code, code) != 0) continue;
    known = 1;
    if (!edition || strcmp(about->edition, edition) == 0) found = &all.items[i]; /* the last is the newest */
  }
  if (found) {
    *entry = *found;
    *found = (dataset_entry){0};
  } else {
    result = known ? fail_edition(&all, code, edition, error) : fail_unknown(&all, code, error);
  }
  free_entries(&all);
  return result;
}

grappe_code grappe_dataset_find_digest(grappe_store *store, const char *digest, int64_t *dataset, grappe_error *error) {
  sqlite3_stmt *statement;
  int row;
  *dataset = 0;
  grappe_code code = grappe_store_prepare(store,
                                          "SELECT d.id FROM dataset d JOIN dataset_detail t ON t.dataset = d.id WHERE "
                                          "instr(d.digest, ?) > 0 ORDER BY d.id DESC LIMIT 1",
                                          &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_text(statement, 1, digest, -1, SQLITE_STATIC);
  code = grappe_store_step(store, statement, &row, error);
  if (code == GRAPPE_OK && row) *dataset = sqlite3_column_int64(statement, 0);
  grappe_store_release(store, statement);
  return code;
}

grappe_code grappe_dataset_drop(grappe_store *store, const char *code, const char *edition, grappe_error *error) {
  static const char *const tables[] = {
      "DELETE FROM dataset_segment WHERE dataset = ?", "DELETE FROM dataset_part WHERE dataset = ?",
      "DELETE FROM dataset_column WHERE dataset = ?", "DELETE FROM dataset_detail WHERE dataset = ?"};
  dataset_entry entry = {0};
  grappe_code result = dataset_entry_find(store, code, edition, &entry, error);
  if (result != GRAPPE_OK) return result;
  int64_t id = entry.info.id;
  result = dataset_run_sql(store, error, "DELETE FROM dataset_block WHERE id BETWEEN ? AND ?", "ii", id << 32,
                           (id << 32) + (int64_t)UINT32_MAX);
  for (size_t i = 0; result == GRAPPE_OK && i < sizeof tables / sizeof *tables; i++)
    result = dataset_run_sql(store, error, tables[i], "i", id);
  if (result == GRAPPE_OK) result = grappe_store_delete(store, grappe_entity_find("dataset"), id, error);
  dataset_entry_free(&entry);
  return result;
}
