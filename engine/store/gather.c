/* Gathering the rows that a name may stand for. */
#include <string.h>

#include "base/memory.h"
#include "store/candidates_private.h"
#include "text/fold.h"

int grappe_entity_qualifier(const grappe_entity *entity) {
  if (strcmp(entity->name, "territory") == 0) return grappe_field_find(entity, "level");
  int code = grappe_field_find(entity, "code");
  if (code < 0 || !(grappe_field_at(entity, (size_t)code)->flags & GRAPPE_KEY)) return -1;
  for (size_t i = 0; i < grappe_field_count(entity); i++) {
    const grappe_field *field = grappe_field_at(entity, i);
    if ((int)i != code && (field->flags & GRAPPE_KEY)) return (int)i;
  }
  return -1;
}

grappe_code store_row_qualifier(grappe_store *store, const grappe_entity *entity, int64_t row, char *among, size_t size,
                                grappe_error *error) {
  among[0] = '\0';
  int index = grappe_entity_qualifier(entity);
  if (index < 0) return GRAPPE_OK;
  const grappe_field *field = grappe_field_at(entity, (size_t)index);
  grappe_buffer sql = {0};
  if (field->type == GRAPPE_TERM)
    grappe_buffer_addf(&sql, "SELECT t.code FROM \"%s\" e JOIN term t ON t.id = e.\"%s\" WHERE e.id = ?", entity->name,
                       field->name);
  else
    grappe_buffer_addf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE id = ?", field->name, entity->name);
  sqlite3_stmt *statement = NULL;
  grappe_code code = store_prepare_built(store, &sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, row);
  int found;
  code = grappe_store_step(store, statement, &found, error);
  const char *text = code == GRAPPE_OK && found ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  if (text && strlen(text) < size) strcpy(among, text);
  grappe_store_release(store, statement);
  return code;
}

grappe_code store_read_qualifier(grappe_store *store, const grappe_entity *entity, const char *text, size_t length,
                                 char *among, size_t size, grappe_error *error) {
  among[0] = '\0';
  int index = grappe_entity_qualifier(entity);
  if (index < 0 || length == 0 || length >= size) return GRAPPE_OK;
  const grappe_field *field = grappe_field_at(entity, (size_t)index);
  char written[256], folded[256];
  if (length >= sizeof written || grappe_fold(text, length, folded, sizeof folded) >= sizeof folded) return GRAPPE_OK;
  memcpy(written, text, length);
  written[length] = '\0';
  sqlite3_stmt *statement = NULL;
  grappe_code code;
  if (field->type == GRAPPE_TERM) {
    code = grappe_store_prepare(store,
                                "SELECT code FROM term WHERE list = ?1 AND code = ?2 UNION ALL SELECT t.code FROM name "
                                "n JOIN term t ON t.id = n.\"row\" WHERE n.entity = 'term' AND n.folded = ?3 AND "
                                "t.list = ?1 LIMIT 1",
                                &statement, error);
    if (code != GRAPPE_OK) return code;
    sqlite3_bind_text(statement, 1, field->list, -1, SQLITE_STATIC);
  } else {
    grappe_buffer sql = {0};
    grappe_buffer_addf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" = ?2 LIMIT 1", field->name, entity->name,
                       field->name);
    code = store_prepare_built(store, &sql, &statement, error);
    if (code != GRAPPE_OK) return code;
  }
  sqlite3_bind_text(statement, 2, written, -1, SQLITE_STATIC);
  if (field->type == GRAPPE_TERM) sqlite3_bind_text(statement, 3, folded, -1, SQLITE_STATIC);
  int found;
  code = grappe_store_step(store, statement, &found, error);
  const char *answer = code == GRAPPE_OK && found ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  if (answer && strlen(answer) < size) strcpy(among, answer);
  grappe_store_release(store, statement);
  return code;
}

/* Whether the row was there on one of the days; rows without such fields always are. */
static grappe_code is_valid(grappe_store *store, const grappe_entity *entity, int64_t row, const grappe_period *on,
                            int *valid, grappe_error *error) {
  int from = grappe_field_with(entity, GRAPPE_FROM), to = grappe_field_with(entity, GRAPPE_TO);
  *valid = 1;
  if (from < 0 && to < 0) return GRAPPE_OK;
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "SELECT \"%s\", \"%s\" FROM \"%s\" WHERE id = ?",
                     from < 0 ? "id" : grappe_field_at(entity, (size_t)from)->name,
                     to < 0 ? "id" : grappe_field_at(entity, (size_t)to)->name, entity->name);
  sqlite3_stmt *statement = NULL;
  grappe_code code = store_prepare_built(store, &sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, row);
  int found;
  code = grappe_store_step(store, statement, &found, error);
  if (code == GRAPPE_OK && found) {
    const char *first = from < 0 ? NULL : (const char *)sqlite3_column_text(statement, 0);
    const char *last = to < 0 ? NULL : (const char *)sqlite3_column_text(statement, 1);
    grappe_period day, life = GRAPPE_PERIOD_ALL;
    if (first && grappe_period_parse(first, &day, NULL) == GRAPPE_OK) life.from = day.from;
    if (last && grappe_period_parse(last, &day, NULL) == GRAPPE_OK) life.to = day.to;
    *valid = grappe_period_overlap(life, *on);
  }
  grappe_store_release(store, statement);
  return code;
}

static grappe_code add(grappe_store *store, const grappe_entity *entity, int64_t row, int own, const char *among,
                       const grappe_period *on, candidates *found, grappe_error *error) {
  for (size_t i = 0; i < found->count; i++)
    if (found->items[i].row == row) {
      found->items[i].own |= own;
      return GRAPPE_OK;
    }
  candidate one = {.row = row, .own = own};
  grappe_code code = store_row_qualifier(store, entity, row, one.among, sizeof one.among, error);
  if (code != GRAPPE_OK || (among && strcmp(one.among, among) != 0)) return code;
  code = is_valid(store, entity, row, on, &one.valid, error);
  if (code != GRAPPE_OK) return code;
  candidate *grown = grappe_grow(found->items, &found->capacity, found->count + 1, sizeof *grown);
  if (!grown) return grappe_fail_memory(error);
  found->items = grown;
  grown[found->count++] = one;
  return GRAPPE_OK;
}

/* `sql` gives row ids and whether each is an own name; ?1 is the text, ?2 the entity. */
static grappe_code add_all(grappe_store *store, const grappe_entity *entity, const char *sql, const char *text,
                           const char *among, const grappe_period *on, candidates *found, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(store, sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_text(statement, 1, text, -1, SQLITE_STATIC);
  if (sqlite3_bind_parameter_count(statement) > 1) sqlite3_bind_text(statement, 2, entity->name, -1, SQLITE_STATIC);
  int row = 1;
  while (code == GRAPPE_OK && (code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    int own = 1;
    const char *name = sqlite3_column_count(statement) > 1 ? (const char *)sqlite3_column_text(statement, 1) : NULL;
    int field = name ? grappe_field_find(entity, name) : -1;
    if (field >= 0) own = !(grappe_field_at(entity, (size_t)field)->flags & GRAPPE_MANY);
    code = add(store, entity, sqlite3_column_int64(statement, 0), own, among, on, found, error);
  }
  grappe_store_release(store, statement);
  return code;
}

static grappe_code by_code(grappe_store *store, const grappe_entity *entity, const char *text, const char *among,
                           const grappe_period *on, candidates *found, grappe_error *error) {
  if (grappe_field_find(entity, "code") < 0) return GRAPPE_OK;
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "SELECT id FROM \"%s\" WHERE code = ?1", entity->name);
  grappe_code code = grappe_buffer_failed(&sql)
                         ? grappe_fail_memory(error)
                         : add_all(store, entity, grappe_buffer_text(&sql), text, among, on, found, error);
  grappe_buffer_free(&sql);
  return code;
}

grappe_code store_gather(grappe_store *store, const grappe_entity *entity, const char *text, const char *among,
                         const grappe_period *on, candidates *found, grappe_error *error) {
  grappe_code code = by_code(store, entity, text, among, on, found, error);
  if (code != GRAPPE_OK || found->count) return code;
  if (strcmp(entity->name, "territory") == 0) {
    code = add_all(store, entity,
                   "SELECT id FROM territory WHERE insee = ?1 UNION SELECT id FROM territory WHERE nuts = ?1", text,
                   among, on, found, error);
    if (code != GRAPPE_OK || found->count) return code;
  }
  char *folded = grappe_fold_new(text);
  if (!folded) return grappe_fail_memory(error);
  if (*folded)
    code = add_all(store, entity, "SELECT \"row\", field FROM name WHERE folded = ?1 AND entity = ?2 ORDER BY \"row\"",
                   folded, among, on, found, error);
  grappe_free(folded);
  return code;
}
