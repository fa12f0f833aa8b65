/* What is said of a name that stands for several rows, or for none; and the names by which rows are shown. */
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "store/candidates_private.h"
#include "text/fold.h"

enum { LISTED = 5 };

/* Adds the first of the fields that is not empty; *added tells whether one was. */
static grappe_code add_first(grappe_store *store, const grappe_entity *entity, int64_t row, const char *const *fields,
                             size_t count, grappe_buffer *text, int *added, grappe_error *error) {
  *added = 0;
  for (size_t i = 0; i < count && !*added; i++) {
    if (!fields[i] || grappe_field_find(entity, fields[i]) < 0) continue;
    grappe_buffer sql = {0};
    grappe_buffer_addf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE id = ?", fields[i], entity->name);
    sqlite3_stmt *statement = NULL;
    grappe_code code = store_prepare_built(store, &sql, &statement, error);
    if (code != GRAPPE_OK) return code;
    sqlite3_bind_int64(statement, 1, row);
    int found;
    code = grappe_store_step(store, statement, &found, error);
    const char *name = code == GRAPPE_OK && found ? (const char *)sqlite3_column_text(statement, 0) : NULL;
    if (name && *name) {
      grappe_buffer_add(text, name);
      *added = 1;
    }
    grappe_store_release(store, statement);
    if (code != GRAPPE_OK) return code;
  }
  return GRAPPE_OK;
}

grappe_code grappe_store_name(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_buffer *text,
                              grappe_error *error) {
  grappe_language language = grappe_language_now();
  const char *fields[] = {language == GRAPPE_ENGLISH   ? "name_en"
                          : language == GRAPPE_ITALIAN ? "name_it"
                                                       : NULL,
                          "name", "title"};
  int added;
  grappe_code code = add_first(store, entity, row, fields, sizeof fields / sizeof *fields, text, &added, error);
  if (code == GRAPPE_OK && !added) code = grappe_store_key(store, entity, row, text, error);
  return code == GRAPPE_OK && grappe_buffer_failed(text) ? grappe_fail_memory(error) : code;
}

/* The territory of a row that has one, to tell two sites of one name apart. */
static grappe_code add_place(grappe_store *store, const grappe_entity *entity, int64_t row, grappe_buffer *text,
                             grappe_error *error) {
  int index = grappe_field_with(entity, GRAPPE_PLACED);
  if (index < 0) return GRAPPE_OK;
  const grappe_field *field = grappe_field_at(entity, (size_t)index);
  if (grappe_field_linked(field) || strcmp(field->list, "territory") != 0) return GRAPPE_OK;
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE id = %lld", field->name, entity->name, (long long)row);
  int64_t place = 0;
  grappe_code code = grappe_buffer_failed(&sql) ? grappe_fail_memory(error)
                                                : store_number(store, grappe_buffer_text(&sql), &place, error);
  grappe_buffer_free(&sql);
  if (code == GRAPPE_OK && place) {
    code = grappe_store_name(store, grappe_entity_find("territory"), place, text, error);
    grappe_buffer_add(text, ", ");
  }
  return code;
}

/* "Rouen (basin, BAS-ROUEN)", "Sanofi (Lisieux, sanofi-lisieux)" */
static grappe_code describe(grappe_store *store, const grappe_entity *entity, const candidate *item,
                            grappe_buffer *text, grappe_error *error) {
  grappe_code code = grappe_store_name(store, entity, item->row, text, error);
  grappe_buffer_add(text, " (");
  if (item->among[0])
    grappe_buffer_addf(text, "%s, ", item->among);
  else if (code == GRAPPE_OK)
    code = add_place(store, entity, item->row, text, error);
  if (code == GRAPPE_OK) code = grappe_store_key(store, entity, item->row, text, error);
  grappe_buffer_add_char(text, ')');
  return code;
}

grappe_code store_fail_ambiguous(grappe_store *store, const grappe_entity *entity, const char *text,
                                 const candidates *found, grappe_error *error) {
  grappe_buffer list = {0};
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < found->count && i < LISTED; i++) {
    if (i) grappe_buffer_add(&list, ", ");
    code = describe(store, entity, &found->items[i], &list, error);
  }
  if (found->count > LISTED) grappe_buffer_add(&list, ", …");
  if (code == GRAPPE_OK && grappe_buffer_failed(&list)) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK && found->items[0].among[0])
    code = grappe_fail(error, GRAPPE_AMBIGUOUS,
                       "%s: '%s' stands for several: %s; write which, as in '%s (%s)', or its code",
                       grappe_entity_title(entity), text, grappe_buffer_text(&list), text, found->items[0].among);
  else if (code == GRAPPE_OK)
    code = grappe_fail(error, GRAPPE_AMBIGUOUS, "%s: '%s' stands for several: %s; write its code",
                       grappe_entity_title(entity), text, grappe_buffer_text(&list));
  grappe_buffer_free(&list);
  return code;
}

/* Offers what a statement gives (text, its folded form or NULL, row); those with another qualifier are left out. */
static grappe_code offer(grappe_store *store, const grappe_entity *entity, const char *among, sqlite3_stmt *statement,
                         grappe_nearest *nearest, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  int row = 1;
  while (code == GRAPPE_OK && (code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    const char *name = (const char *)sqlite3_column_text(statement, 0);
    const char *folded = (const char *)sqlite3_column_text(statement, 1);
    if (!name) continue;
    char own[64] = "";
    if (among) {
      /* Reading the qualifier costs more than the distance: only for names that come near. */
      if (folded && grappe_nearest_distance(nearest, folded) < 0) continue;
      code = store_row_qualifier(store, entity, sqlite3_column_int64(statement, 2), own, sizeof own, error);
      if (strcmp(own, among) != 0) continue;
    }
    grappe_nearest_offer(nearest, name, folded);
  }
  grappe_store_release(store, statement);
  return code;
}

/* Offers every name of the entity, and every code that is a word ("pharma_jobs"): those of territories are numbers, of
 * which a near one is another place. */
static grappe_code offer_names(grappe_store *store, const grappe_entity *entity, const char *among,
                               grappe_nearest *nearest, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code =
      grappe_store_prepare(store, "SELECT text, folded, \"row\" FROM name WHERE entity = ?", &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_text(statement, 1, entity->name, -1, SQLITE_STATIC);
  code = offer(store, entity, among, statement, nearest, error);
  if (code != GRAPPE_OK || grappe_field_find(entity, "code") < 0 || strcmp(entity->name, "territory") == 0) return code;
  char sql[120];
  snprintf(sql, sizeof sql, "SELECT code, NULL, id FROM \"%s\"", entity->name);
  code = grappe_store_prepare(store, sql, &statement, error);
  return code != GRAPPE_OK ? code : offer(store, entity, among, statement, nearest, error);
}

/* The codes of a list of the vocabulary, in its order; empty if there are more than can be read in a sentence. */
static grappe_code write_codes(grappe_store *store, const char *list, char *text, size_t size, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(
      store, "SELECT group_concat(code, ', ') FROM (SELECT code FROM term WHERE list = ? ORDER BY position, code)",
      &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_text(statement, 1, list, -1, SQLITE_TRANSIENT);
  int row = 0;
  code = grappe_store_step(store, statement, &row, error);
  const char *codes = code == GRAPPE_OK && row ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  if (!codes || strlen(codes) >= size) codes = "";
  snprintf(text, size, "%s", codes);
  grappe_store_release(store, statement);
  return code;
}

grappe_code store_fail_unknown(grappe_store *store, const grappe_entity *entity, const char *text, const char *among,
                               int brief, grappe_error *error) {
  grappe_nearest nearest;
  char names[3 * GRAPPE_NEAREST_NAME];
  grappe_nearest_begin(&nearest, text);
  grappe_code code = brief ? GRAPPE_OK : offer_names(store, entity, among, &nearest, error);
  if (code != GRAPPE_OK) return code;
  grappe_nearest_write(&nearest, names, sizeof names);
  char where[200];
  snprintf(where, sizeof where, among ? "%s (%s)" : "%s", grappe_entity_title(entity), among);
  if (brief) return grappe_fail(error, GRAPPE_NOT_FOUND, "%s: nothing is called '%s'", where, text);
  if (*names)
    return grappe_fail(error, GRAPPE_NOT_FOUND, "%s: nothing is called '%s': did you mean %s?", where, text, names);
  int64_t count = 0;
  grappe_store_count(store, entity, &count, NULL);
  if (count == 0)
    return grappe_fail(error, GRAPPE_NOT_FOUND, "%s: nothing is called '%s': there are none yet, import them first",
                       where, text);
  char codes[400] = "";
  if (among && strcmp(entity->name, "term") == 0) code = write_codes(store, among, codes, sizeof codes, error);
  if (code != GRAPPE_OK) return code;
  if (*codes)
    return grappe_fail(error, GRAPPE_NOT_FOUND, "%s: nothing is called '%s', nor nearly so: there are %s", where, text,
                       codes);
  return grappe_fail(error, GRAPPE_NOT_FOUND,
                     "%s: nothing is called '%s', nor nearly so: look at their names and codes", where, text);
}
