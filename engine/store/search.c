/* Full-text search over names, and completion. */
#include <string.h>

#include "base/memory.h"
#include "store/candidates_private.h"
#include "text/fold.h"

static const char last_character[] = "\xF4\x8F\xBF\xBF"; /* U+10FFFF: after every name that has the same start */

/* Each word quoted, so that none is taken for an operator; the last may be the start of a word. */
static grappe_code match_expression(const char *words, grappe_buffer *expression, grappe_error *error) {
  char *folded = grappe_fold_new(words);
  if (!folded) return grappe_fail_memory(error);
  for (char *word = folded; *word;) {
    size_t length = strcspn(word, " ");
    grappe_buffer_add(expression, expression->length ? " \"" : "\"");
    for (size_t i = 0; i < length; i++) grappe_buffer_add_char(expression, word[i] == '"' ? ' ' : word[i]);
    grappe_buffer_add_char(expression, '"');
    word += length;
    word += strspn(word, " ");
  }
  if (expression->length) grappe_buffer_add_char(expression, '*');
  grappe_free(folded);
  return grappe_buffer_failed(expression) ? grappe_fail_memory(error) : GRAPPE_OK;
}

/* Hands each row of a statement "row, name, entity" to the visit, with its code, until `most` (0: all). */
static grappe_code tell(grappe_store *store, sqlite3_stmt *statement, const grappe_find_options *options, size_t most,
                        size_t *told, grappe_name_visit visit, void *context, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  int row = 1;
  grappe_buffer key = {0};
  while (code == GRAPPE_OK && (most == 0 || *told < most) &&
         (code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    int64_t id = sqlite3_column_int64(statement, 0);
    const char *name = (const char *)sqlite3_column_text(statement, 1);
    const char *entity_name = (const char *)sqlite3_column_text(statement, 2);
    const grappe_entity *entity = entity_name ? grappe_entity_find(entity_name) : NULL;
    if (!name || !entity) continue;
    if (options && options->among) {
      char among[64];
      code = store_row_qualifier(store, entity, id, among, sizeof among, error);
      if (code != GRAPPE_OK || strcmp(among, options->among) != 0) continue;
    }
    grappe_buffer_clear(&key);
    code = grappe_store_key(store, entity, id, &key, error);
    if (code == GRAPPE_OK) code = visit(context, entity, id, name, grappe_buffer_text(&key), error);
    ++*told;
  }
  grappe_buffer_free(&key);
  return code;
}

grappe_code grappe_store_search(grappe_store *store, const grappe_entity *entity, const char *words, size_t most,
                                grappe_name_visit visit, void *context, grappe_error *error) {
  grappe_buffer expression = {0};
  grappe_code code = match_expression(words, &expression, error);
  sqlite3_stmt *statement = NULL;
  size_t told = 0;
  if (code == GRAPPE_OK && expression.length) {
    /* Beside min(), SQLite takes the other columns from the row that has the least. */
    code = grappe_store_prepare(store,
                                "SELECT \"row\", text, entity, min(length(folded)) AS size FROM name WHERE id IN "
                                "(SELECT rowid FROM name_search WHERE name_search MATCH ?1) AND (?2 IS NULL OR entity "
                                "= ?2) GROUP BY entity, \"row\" ORDER BY size, folded, entity, \"row\"",
                                &statement, error);
    if (code == GRAPPE_OK) {
      sqlite3_bind_text(statement, 1, grappe_buffer_text(&expression), -1, SQLITE_STATIC);
      sqlite3_bind_text(statement, 2, entity ? entity->name : NULL, -1, SQLITE_STATIC);
      code = tell(store, statement, NULL, most, &told, visit, context, error);
    }
    grappe_store_release(store, statement);
  }
  grappe_buffer_free(&expression);
  return code;
}

static grappe_code complete_codes(grappe_store *store, const grappe_entity *entity, const char *start,
                                  const grappe_find_options *options, size_t most, size_t *told,
                                  grappe_name_visit visit, void *context, grappe_error *error) {
  if (grappe_field_find(entity, "code") < 0) return GRAPPE_OK;
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "SELECT id, code, '%s' FROM \"%s\" WHERE code >= ?1 AND code < ?1 || ?2 ORDER BY code, id",
                     entity->name, entity->name);
  sqlite3_stmt *statement = NULL;
  grappe_code code = store_prepare_built(store, &sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_text(statement, 1, start, -1, SQLITE_STATIC);
  sqlite3_bind_text(statement, 2, last_character, -1, SQLITE_STATIC);
  code = tell(store, statement, options, most, told, visit, context, error);
  grappe_store_release(store, statement);
  return code;
}

grappe_code grappe_store_complete(grappe_store *store, const grappe_entity *entity, const char *start,
                                  const grappe_find_options *options, size_t most, grappe_name_visit visit,
                                  void *context, grappe_error *error) {
  char *folded = grappe_fold_new(start);
  if (!folded) return grappe_fail_memory(error);
  size_t told = 0;
  sqlite3_stmt *statement = NULL;
  grappe_code code = grappe_store_prepare(store,
                                          "SELECT min(\"row\"), text, entity FROM name WHERE entity = ?1 AND folded "
                                          ">= ?2 AND folded < ?2 || ?3 GROUP BY folded, text ORDER BY folded, text",
                                          &statement, error);
  if (code == GRAPPE_OK) {
    sqlite3_bind_text(statement, 1, entity->name, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, folded, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 3, last_character, -1, SQLITE_STATIC);
    code = tell(store, statement, options, most, &told, visit, context, error);
  }
  grappe_store_release(store, statement);
  grappe_free(folded);
  if (code == GRAPPE_OK && (most == 0 || told < most))
    code = complete_codes(store, entity, start, options, most, &told, visit, context, error);
  return code;
}
