/* From what somebody wrote to the one row that is meant. */
#include <string.h>

#include "base/memory.h"
#include "store/candidates_private.h"

/* Keeps only the candidates that pass, unless none does. */
static void keep(candidates *found, int (*passes)(const candidate *, const void *), const void *context) {
  size_t kept = 0;
  for (size_t i = 0; i < found->count; i++) kept += passes(&found->items[i], context) != 0;
  if (kept == 0) return;
  kept = 0;
  for (size_t i = 0; i < found->count; i++)
    if (passes(&found->items[i], context)) found->items[kept++] = found->items[i];
  found->count = kept;
}

static int is_valid(const candidate *item, const void *context) {
  (void)context;
  return item->valid;
}

static int is_own(const candidate *item, const void *context) {
  (void)context;
  return item->own;
}

static int is_among(const candidate *item, const void *among) {
  return strcmp(item->among, among) == 0;
}

static void narrow(candidates *found, const grappe_find_options *options) {
  keep(found, is_valid, NULL);
  keep(found, is_own, NULL);
  for (const char *const *among = options->prefer; among && *among && found->count > 1; among++)
    keep(found, is_among, *among);
}

/* Parts "Rouen (basin)" or "basin:Rouen" into a name, written to name[size], and the qualifier's code; among[0] stays
 * '\0' where the text has neither form. */
static grappe_code split(grappe_store *store, const grappe_entity *entity, const char *text, char *name, char *among,
                         size_t size, grappe_error *error) {
  among[0] = '\0';
  size_t length = strlen(text);
  if (length >= size) return GRAPPE_OK;
  const char *colon = strchr(text, ':');
  if (colon) {
    grappe_code code = store_read_qualifier(store, entity, text, (size_t)(colon - text), among, 64, error);
    const char *rest = colon + 1 + strspn(colon + 1, " ");
    if (code != GRAPPE_OK || among[0]) {
      strcpy(name, rest);
      return code;
    }
  }
  const char *open = strrchr(text, '(');
  if (!open || open == text || length == 0 || text[length - 1] != ')') return GRAPPE_OK;
  grappe_code code =
      store_read_qualifier(store, entity, open + 1, (size_t)(text + length - 1 - (open + 1)), among, 64, error);
  size_t end = (size_t)(open - text);
  while (end > 0 && text[end - 1] == ' ') end--;
  memcpy(name, text, end);
  name[end] = '\0';
  return code;
}

static grappe_code look(grappe_store *store, const grappe_entity *entity, const char *text,
                        const grappe_find_options *options, const grappe_period *on, candidates *found,
                        grappe_error *error) {
  grappe_code code = store_gather(store, entity, text, options->among, on, found, error);
  if (code != GRAPPE_OK) return code;
  char name[512], among[64];
  const char *said = options->among;
  if (found->count == 0) {
    code = split(store, entity, text, name, among, sizeof name, error);
    if (code != GRAPPE_OK) return code;
    if (among[0]) {
      if (said && strcmp(said, among) != 0) return store_fail_unknown(store, entity, text, said, options->brief, error);
      said = among;
      text = name;
      code = store_gather(store, entity, text, said, on, found, error);
      if (code != GRAPPE_OK) return code;
    }
  }
  narrow(found, options);
  if (found->count == 0) return store_fail_unknown(store, entity, text, said, options->brief, error);
  if (found->count > 1) return store_fail_ambiguous(store, entity, text, found, error);
  return GRAPPE_OK;
}

grappe_code grappe_store_find(grappe_store *store, const grappe_entity *entity, const char *text,
                              const grappe_find_options *options, int64_t *row, grappe_error *error) {
  static const grappe_find_options none = {0};
  if (!options) options = &none;
  *row = 0;
  grappe_period today = {grappe_today(), grappe_today()};
  candidates found = {0};
  grappe_code code = look(store, entity, text, options, options->on ? options->on : &today, &found, error);
  if (code == GRAPPE_OK) *row = found.items[0].row;
  grappe_free(found.items);
  return code;
}

grappe_code grappe_store_find_code(grappe_store *store, const grappe_entity *entity, const char *code_text,
                                   const char *among, int64_t *row, grappe_error *error) {
  *row = 0;
  if (grappe_field_find(entity, "code") < 0) return GRAPPE_OK;
  int qualifier = among ? grappe_entity_qualifier(entity) : -1;
  const grappe_field *field = qualifier < 0 ? NULL : grappe_field_at(entity, (size_t)qualifier);
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "SELECT e.id FROM \"%s\" e WHERE e.code = ?1", entity->name);
  if (field && field->type == GRAPPE_TERM)
    grappe_buffer_addf(&sql, " AND e.\"%s\" = (SELECT id FROM term WHERE list = '%s' AND code = ?2)", field->name,
                       field->list);
  else if (field)
    grappe_buffer_addf(&sql, " AND e.\"%s\" = ?2", field->name);
  grappe_buffer_add(&sql, " LIMIT 2");
  sqlite3_stmt *statement = NULL;
  grappe_code code = store_prepare_built(store, &sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_text(statement, 1, code_text, -1, SQLITE_STATIC);
  if (field) sqlite3_bind_text(statement, 2, among, -1, SQLITE_STATIC);
  int found;
  code = grappe_store_step(store, statement, &found, error);
  if (code == GRAPPE_OK && found) {
    *row = sqlite3_column_int64(statement, 0);
    code = grappe_store_step(store, statement, &found, error);
    if (code != GRAPPE_OK || found) *row = 0;
  }
  grappe_store_release(store, statement);
  return code;
}
