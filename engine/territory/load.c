/* Reading the territories from the store. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "territory/territory_private.h"

enum { CHECK_EVERY = 8192 };

static grappe_code add_text(territory_texts *texts, const char *text, uint32_t *place, grappe_error *error) {
  *place = 0;
  if (!text || !*text) return GRAPPE_OK;
  size_t length = strlen(text) + 1;
  char *grown = grappe_grow(texts->text, &texts->capacity, texts->length + length, 1);
  if (!grown || texts->length + length > UINT32_MAX) return grappe_fail_memory(error);
  texts->text = grown;
  memcpy(grown + texts->length, text, length);
  *place = (uint32_t)texts->length;
  texts->length += length;
  return GRAPPE_OK;
}

static grappe_code add_column_text(grappe_territories *t, sqlite3_stmt *statement, int column, uint32_t *place,
                                   grappe_error *error) {
  *place = 0; /* most have no name of their own in other languages */
  if (sqlite3_column_type(statement, column) == SQLITE_NULL) return GRAPPE_OK;
  return add_text(&t->texts, (const char *)sqlite3_column_text(statement, column), place, error);
}

static grappe_code read_levels(grappe_territories *t, grappe_store *store, grappe_error *error) {
  sqlite3_stmt *statement;
  int row;
  grappe_code code = grappe_store_prepare(store,
                                          "SELECT id, code, name_en, name, name_it FROM term WHERE list = "
                                          "'territory_level' ORDER BY position IS NULL, position, id",
                                          &statement, error);
  if (code) return code;
  t->commune = -1;
  while ((code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    int level = t->level_count;
    if (level == TERRITORY_LEVELS) break;
    t->level_id[level] = sqlite3_column_int64(statement, 0);
    code = add_column_text(t, statement, 1, &t->level_code[level], error);
    for (int l = 0; l < GRAPPE_LANGUAGES && code == GRAPPE_OK; l++)
      code = add_column_text(t, statement, 2 + l, &t->level_name[level][l], error);
    if (code) break;
    if (strcmp(t->texts.text + t->level_code[level], "commune") == 0) t->commune = level;
    t->level_count++;
  }
  grappe_store_release(store, statement);
  return code;
}

static int find_level(const grappe_territories *t, int64_t id) {
  for (int i = 0; i < t->level_count; i++)
    if (t->level_id[i] == id) return i;
  return -1;
}

static grappe_code count_rows(grappe_territories *t, grappe_store *store, grappe_error *error) {
  sqlite3_stmt *statement;
  int row;
  grappe_code code = grappe_store_prepare(store, "SELECT count(*) FROM territory", &statement, error);
  if (code) return code;
  code = grappe_store_step(store, statement, &row, error);
  if (code == GRAPPE_OK) t->count = sqlite3_column_int(statement, 0);
  grappe_store_release(store, statement);
  return code;
}

static grappe_code allocate(grappe_territories *t, grappe_error *error) {
  size_t n = (size_t)t->count;
  t->ids = grappe_alloc(n * sizeof *t->ids);
  t->code = grappe_alloc_zero(n, sizeof *t->code);
  t->level = grappe_alloc(n);
  t->partial = grappe_alloc_zero(n, 1);
  t->validity = grappe_alloc(n * sizeof *t->validity);
  t->population = grappe_alloc(n * sizeof *t->population);
  t->longitude = grappe_alloc(n * sizeof *t->longitude);
  t->latitude = grappe_alloc(n * sizeof *t->latitude);
  int failed = !t->ids || !t->code || !t->level || !t->partial || !t->validity || !t->population || !t->longitude ||
               !t->latitude;
  for (int l = 0; l < GRAPPE_LANGUAGES; l++) {
    t->name[l] = grappe_alloc_zero(n, sizeof *t->name[l]);
    failed |= !t->name[l];
  }
  return failed ? grappe_fail_memory(error) : GRAPPE_OK;
}

static double number_or_nan(sqlite3_stmt *statement, int column) {
  int type = sqlite3_column_type(statement, column);
  if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) return sqlite3_column_double(statement, column);
  if (type != SQLITE_TEXT) return NAN;
  grappe_presence presence; /* a figure that is not exact: its best estimate */
  grappe_bounds bounds;
  grappe_unit unit;
  double value;
  int about;
  const char *text = (const char *)sqlite3_column_text(statement, column);
  if (!text || grappe_quantity_parse(text, NULL, &presence, &bounds, &value, &about, &unit, NULL)) return NAN;
  return presence == GRAPPE_PRESENT ? value : NAN;
}

static grappe_day day_or(sqlite3_stmt *statement, int column, grappe_day other) {
  if (sqlite3_column_type(statement, column) == SQLITE_NULL) return other;
  const char *text = (const char *)sqlite3_column_text(statement, column);
  grappe_period day;
  if (!text || grappe_period_parse(text, &day, NULL)) return other;
  return day.from;
}

static grappe_code read_row(grappe_territories *t, sqlite3_stmt *statement, int32_t at, grappe_error *error) {
  static const int name_column[GRAPPE_LANGUAGES] = {[GRAPPE_ENGLISH] = 3, [GRAPPE_FRENCH] = 2, [GRAPPE_ITALIAN] = 4};
  t->ids[at] = sqlite3_column_int64(statement, 0);
  t->level[at] = (signed char)find_level(t, sqlite3_column_int64(statement, 5));
  t->validity[at].from = day_or(statement, 6, GRAPPE_DAY_FIRST);
  t->validity[at].to = day_or(statement, 7, GRAPPE_DAY_LAST);
  t->population[at] = number_or_nan(statement, 8);
  t->longitude[at] = number_or_nan(statement, 9);
  t->latitude[at] = number_or_nan(statement, 10);
  t->partial[at] = sqlite3_column_int(statement, 11) != 0;
  grappe_code code = add_column_text(t, statement, 1, &t->code[at], error);
  for (int l = 0; l < GRAPPE_LANGUAGES && code == GRAPPE_OK; l++)
    code = add_column_text(t, statement, name_column[l], &t->name[l][at], error);
  return code;
}

static grappe_code read_rows(grappe_territories *t, grappe_store *store, grappe_run *run, grappe_error *error) {
  sqlite3_stmt *statement;
  int row;
  grappe_code code = grappe_store_prepare(store,
                                          "SELECT id, code, name, name_en, name_it, level, valid_from, valid_to, "
                                          "population, longitude, latitude, partial FROM territory ORDER BY id",
                                          &statement, error);
  if (code) return code;
  int32_t at = 0;
  while ((code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row && at < t->count) {
    if ((code = read_row(t, statement, at++, error))) break;
    if (at % CHECK_EVERY == 0 && (code = grappe_run_check(run, error))) break;
  }
  grappe_store_release(store, statement);
  if (code == GRAPPE_OK) t->count = at;
  return code;
}

static grappe_code read_changes(grappe_territories *t, grappe_store *store, grappe_error *error) {
  sqlite3_stmt *statement;
  int row;
  grappe_code code = grappe_store_prepare(store,
                                          "SELECT \"from\", \"to\", date, kind, weight FROM territory_change ORDER BY "
                                          "date, \"from\", \"to\"",
                                          &statement, error);
  if (code) return code;
  size_t capacity = 0;
  while ((code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    grappe_territory_change *grown = grappe_grow(t->changes, &capacity, t->change_count + 1, sizeof *grown);
    if (!grown) {
      code = grappe_fail_memory(error);
      break;
    }
    t->changes = grown;
    grappe_territory_change *change = &grown[t->change_count];
    uint32_t kind;
    if ((code = add_column_text(t, statement, 3, &kind, error))) break;
    change->from = grappe_territory_of_id(t, sqlite3_column_int64(statement, 0));
    change->to = grappe_territory_of_id(t, sqlite3_column_int64(statement, 1));
    change->date = day_or(statement, 2, GRAPPE_DAY_FIRST);
    change->kind = (const char *)(uintptr_t)kind; /* the texts still move: made a pointer by settle_changes */
    change->weight = number_or_nan(statement, 4);
    if (change->from >= 0 && change->to >= 0) t->change_count++;
  }
  grappe_store_release(store, statement);
  return code;
}

/* Where nobody states since when a territory exists, and the first change that it took part in made it, it exists since
 * then. Changes come in the order of their dates. */
static grappe_code find_beginnings(grappe_territories *t, grappe_error *error) {
  unsigned char *met = grappe_alloc_zero((size_t)t->count, 1);
  if (!met) return grappe_fail_memory(error);
  for (size_t i = 0; i < t->change_count; i++) {
    const grappe_territory_change *change = &t->changes[i];
    int made = strcmp(change->kind, "split") == 0 || strcmp(change->kind, "renaming") == 0;
    grappe_day *since = &t->validity[change->to].from;
    if (made && !met[change->to] && *since == GRAPPE_DAY_FIRST && change->from != change->to) *since = change->date;
    met[change->from] = met[change->to] = 1;
  }
  grappe_free(met);
  return GRAPPE_OK;
}

static void settle_changes(grappe_territories *t) {
  for (size_t i = 0; i < t->change_count; i++) t->changes[i].kind = t->texts.text + (uintptr_t)t->changes[i].kind;
}

grappe_code grappe_territories_load(grappe_store *store, grappe_run *run, grappe_territories **territories,
                                    grappe_error *error) {
  grappe_territories *t = grappe_alloc_zero(1, sizeof *t);
  if (!t) return grappe_fail_memory(error);
  t->references = 1;
  t->texts.text = grappe_alloc_zero(1, 1); /* the empty text */
  t->texts.length = t->texts.capacity = 1;
  grappe_code code = t->texts.text ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = read_levels(t, store, error);
  if (code == GRAPPE_OK) code = count_rows(t, store, error);
  if (code == GRAPPE_OK) code = allocate(t, error);
  if (code == GRAPPE_OK) code = read_rows(t, store, run, error);
  if (code == GRAPPE_OK) code = territory_read_parents(t, store, run, error);
  if (code == GRAPPE_OK) code = territory_find_ancestors(t, run, error);
  if (code == GRAPPE_OK) code = read_changes(t, store, error);
  if (code) {
    grappe_territories_release(t);
    return code;
  }
  settle_changes(t);
  code = find_beginnings(t, error);
  if (code == GRAPPE_OK) code = territory_find_grounds(t, error);
  if (code)
    grappe_territories_release(t);
  else
    *territories = t;
  return code;
}
