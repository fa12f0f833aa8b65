/* Tables, indices and statements of each entity, written from the model. */
#include <string.h>

#include "base/memory.h"
#include "model/codes.h"
#include "store/datasets_private.h"
#include "store/recorded_private.h"
#include "store/store_private.h"

void store_quote(grappe_buffer *sql, const char *identifier) {
  grappe_buffer_add_char(sql, '"');
  for (const char *c = identifier; *c; c++) {
    if (*c == '"') grappe_buffer_add_char(sql, '"');
    grappe_buffer_add_char(sql, *c);
  }
  grappe_buffer_add_char(sql, '"');
}

int store_superseding(const grappe_entity *entity) {
  for (size_t i = 0; i < grappe_field_count(entity); i++) {
    const grappe_field *field = grappe_field_at(entity, i);
    if ((field->flags & GRAPPE_INTERNAL) && field->type == GRAPPE_REFERENCE && strcmp(field->list, entity->name) == 0)
      return (int)i;
  }
  return -1;
}

/* A key part that may be empty is compared as '': in SQL two NULLs are never equal. */
static void add_key_part(grappe_buffer *sql, const grappe_field *field) {
  if (!(field->flags & GRAPPE_REQUIRED)) grappe_buffer_add(sql, "COALESCE(");
  store_quote(sql, field->name);
  if (!(field->flags & GRAPPE_REQUIRED)) grappe_buffer_add(sql, ",'')");
}

static void add_digits_check(grappe_buffer *sql, const char *name, int digits) {
  grappe_buffer_add(sql, " CHECK(");
  store_quote(sql, name);
  grappe_buffer_add(sql, " GLOB '");
  for (int i = 0; i < digits; i++) grappe_buffer_add(sql, "[0-9]");
  grappe_buffer_add(sql, "')");
}

static void add_code_check(grappe_buffer *sql, const grappe_field *field) {
  const grappe_code_list *list = grappe_code_list_find(field->list);
  if (!list || (field->flags & GRAPPE_MANY)) return; /* several codes in one text: put checks each */
  grappe_buffer_add(sql, " CHECK(");
  store_quote(sql, field->name);
  grappe_buffer_add(sql, " IN (");
  for (const grappe_code_item *item = list->items; item->code; item++)
    grappe_buffer_addf(sql, "%s'%s'", item == list->items ? "" : ",", item->code);
  grappe_buffer_add(sql, "))");
}

static void add_column(grappe_buffer *sql, const grappe_entity *entity, size_t index) {
  static const char *const types[] = {
      [GRAPPE_TEXT] = "TEXT",   [GRAPPE_SIREN] = "TEXT",    [GRAPPE_SIRET] = "TEXT",   [GRAPPE_INTEGER] = "INTEGER",
      [GRAPPE_NUMBER] = "REAL", [GRAPPE_YESNO] = "INTEGER", [GRAPPE_DATE] = "TEXT",    [GRAPPE_PERIOD] = "TEXT",
      [GRAPPE_FIGURE] = "ANY",  [GRAPPE_CODE] = "TEXT",     [GRAPPE_TERM] = "INTEGER", [GRAPPE_REFERENCE] = "INTEGER",
  };
  const grappe_field *field = grappe_field_at(entity, index);
  grappe_buffer_add(sql, ", ");
  store_quote(sql, field->name);
  grappe_buffer_addf(sql, " %s", types[field->type]);
  if (field->flags & GRAPPE_REQUIRED) grappe_buffer_add(sql, " NOT NULL");
  if (field->type == GRAPPE_SIREN) add_digits_check(sql, field->name, 9);
  if (field->type == GRAPPE_SIRET) add_digits_check(sql, field->name, 14);
  if (field->type == GRAPPE_CODE) add_code_check(sql, field);
  if (field->type == GRAPPE_YESNO) {
    grappe_buffer_add(sql, " CHECK(");
    store_quote(sql, field->name);
    grappe_buffer_add(sql, " IN (0,1))");
  }
  if (field->type == GRAPPE_DATE) {
    grappe_buffer_add(sql, " CHECK(");
    store_quote(sql, field->name);
    grappe_buffer_add(sql, " GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')");
  }
  if (field->type == GRAPPE_TERM) grappe_buffer_add(sql, " REFERENCES \"term\"(\"id\")");
  if (field->type == GRAPPE_REFERENCE) {
    grappe_buffer_add(sql, " REFERENCES ");
    store_quote(sql, field->list);
    grappe_buffer_add(sql, "(\"id\")");
    /* The older row is marked before the newer one is there. */
    if ((int)index == store_superseding(entity)) grappe_buffer_add(sql, " DEFERRABLE INITIALLY DEFERRED");
  }
}

/* The columns of the primary key stand first: where they do not, the integrity check of SQLite 3.40 takes one column of
 * such a table for another. */
static void add_link_table(grappe_buffer *sql, const grappe_entity *entity, const grappe_field *field) {
  const char *target = field->type == GRAPPE_TERM ? "term" : field->list;
  grappe_buffer_addf(sql,
                     "CREATE TABLE \"%s__%s\"(\"owner\" INTEGER NOT NULL REFERENCES \"%s\"(\"id\") ON DELETE CASCADE, "
                     "\"position\" INTEGER NOT NULL, \"target\" INTEGER NOT NULL REFERENCES \"%s\"(\"id\"), "
                     "PRIMARY KEY(\"owner\", \"position\")) STRICT, WITHOUT ROWID;\n"
                     "CREATE UNIQUE INDEX \"%s__%s_target\" ON \"%s__%s\"(\"target\", \"owner\");\n",
                     entity->name, field->name, entity->name, target, entity->name, field->name, entity->name,
                     field->name);
}

static void add_entity(grappe_buffer *sql, const grappe_entity *entity) {
  grappe_buffer_add(sql, "CREATE TABLE ");
  store_quote(sql, entity->name);
  grappe_buffer_add(sql, "(\"id\" INTEGER PRIMARY KEY");
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (!grappe_field_linked(grappe_field_at(entity, i))) add_column(sql, entity, i);
  grappe_buffer_add(sql, ") STRICT;\n");

  grappe_buffer_addf(sql, "CREATE UNIQUE INDEX \"%s_key\" ON \"%s\"(", entity->name, entity->name);
  int parts = 0;
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (grappe_field_at(entity, i)->flags & GRAPPE_KEY) {
      if (parts++) grappe_buffer_add(sql, ", ");
      add_key_part(sql, grappe_field_at(entity, i));
    }
  grappe_buffer_addf(sql, ")%s;\n", store_superseding(entity) >= 0 ? " WHERE \"superseded_by\" IS NULL" : "");

  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (grappe_field_linked(grappe_field_at(entity, i))) add_link_table(sql, entity, grappe_field_at(entity, i));
}

/* The full-text index reads its text from the names; naming.c writes both (triggers on it would need a schema that is
 * trusted to run code). */
static const char fixed[] =
    "CREATE INDEX \"territory_insee\" ON \"territory\"(\"insee\") WHERE \"insee\" IS NOT NULL;\n"
    "CREATE INDEX \"territory_nuts\" ON \"territory\"(\"nuts\") WHERE \"nuts\" IS NOT NULL;\n"
    "CREATE TABLE audit(id INTEGER PRIMARY KEY, at TEXT NOT NULL, command TEXT NOT NULL, entity TEXT NOT NULL,"
    " \"row\" INTEGER NOT NULL, \"key\" TEXT NOT NULL, action TEXT NOT NULL, field TEXT, \"before\" ANY, \"after\" ANY)"
    " STRICT;\n"
    "CREATE INDEX audit_row ON audit(entity, \"row\");\n"
    "CREATE TABLE name(id INTEGER PRIMARY KEY, entity TEXT NOT NULL, \"row\" INTEGER NOT NULL, field TEXT NOT NULL,"
    " text TEXT NOT NULL, folded TEXT NOT NULL) STRICT;\n"
    "CREATE INDEX name_folded ON name(entity, folded);\n"
    "CREATE INDEX name_row ON name(\"row\", entity);\n"
    "CREATE VIRTUAL TABLE name_search USING fts5(folded, content='name', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 0');\n";

grappe_code store_create_schema(grappe_store *store, grappe_error *error) {
  grappe_buffer sql = {0};
  for (size_t i = 0; i < grappe_entity_count(); i++) add_entity(&sql, grappe_entity_at(i));
  grappe_buffer_add(&sql, fixed);
  grappe_buffer_add(&sql, STORE_DATASET_TABLES);
  grappe_buffer_add(&sql, STORE_RECORDED_TABLES);
  grappe_code code = grappe_buffer_failed(&sql) ? grappe_fail_memory(error)
                                                : grappe_store_execute(store, grappe_buffer_text(&sql), error);
  grappe_buffer_free(&sql);
  return code;
}

/* "id" and the columns, in the order of fields, linked ones left out. */
static void add_columns(grappe_buffer *sql, const grappe_entity *entity) {
  grappe_buffer_add(sql, "\"id\"");
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (!grappe_field_linked(grappe_field_at(entity, i))) {
      grappe_buffer_add(sql, ", ");
      store_quote(sql, grappe_field_at(entity, i)->name);
    }
}

static void add_select(grappe_buffer *sql, const grappe_entity *entity) {
  grappe_buffer_add(sql, "SELECT ");
  add_columns(sql, entity);
  grappe_buffer_addf(sql, " FROM \"%s\"", entity->name);
}

static char *select_key(const grappe_entity *entity) {
  grappe_buffer sql = {0};
  add_select(&sql, entity);
  const char *word = " WHERE ";
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (grappe_field_at(entity, i)->flags & GRAPPE_KEY) {
      grappe_buffer_add(&sql, word);
      add_key_part(&sql, grappe_field_at(entity, i));
      grappe_buffer_add(&sql, " = ?");
      word = " AND ";
    }
  if (store_superseding(entity) >= 0) grappe_buffer_add(&sql, " AND \"superseded_by\" IS NULL");
  return grappe_buffer_take(&sql);
}

static char *select_with(const grappe_entity *entity, const char *rest) {
  grappe_buffer sql = {0};
  add_select(&sql, entity);
  grappe_buffer_add(&sql, rest);
  return grappe_buffer_take(&sql);
}

/* What tells a row from others, for people: its code alone where it has one (the list or nomenclature is known from
 * where it stands), else all parts of its key. */
static char *select_code(const grappe_entity *entity) {
  int coded = grappe_field_find(entity, "code");
  grappe_buffer sql = {0};
  const char *word = "SELECT ";
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (coded >= 0 ? (int)i == coded : (grappe_field_at(entity, i)->flags & GRAPPE_KEY) != 0) {
      grappe_buffer_add(&sql, word);
      store_quote(&sql, grappe_field_at(entity, i)->name);
      word = ", ";
    }
  grappe_buffer_addf(&sql, " FROM \"%s\" WHERE \"id\" = ?", entity->name);
  return grappe_buffer_take(&sql);
}

static const grappe_field **list_fields(const grappe_entity *entity) {
  const grappe_field **fields = grappe_alloc_zero(grappe_field_count(entity), sizeof *fields);
  for (size_t i = 0; fields && i < grappe_field_count(entity); i++) fields[i] = grappe_field_at(entity, i);
  return fields;
}

static char *insert(const grappe_entity *entity) {
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "INSERT INTO \"%s\"(", entity->name);
  add_columns(&sql, entity);
  grappe_buffer_add(&sql, ") VALUES (?");
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (!grappe_field_linked(grappe_field_at(entity, i))) grappe_buffer_add(&sql, ",?");
  grappe_buffer_add(&sql, ")");
  return grappe_buffer_take(&sql);
}

static char *update(const grappe_entity *entity) {
  grappe_buffer sql = {0};
  grappe_buffer_addf(&sql, "UPDATE \"%s\"", entity->name);
  const char *word = " SET ";
  int parameter = 2;
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (!grappe_field_linked(grappe_field_at(entity, i))) {
      grappe_buffer_add(&sql, word);
      store_quote(&sql, grappe_field_at(entity, i)->name);
      grappe_buffer_addf(&sql, " = ?%d", parameter++);
      word = ", ";
    }
  grappe_buffer_add(&sql, " WHERE \"id\" = ?1");
  return grappe_buffer_take(&sql);
}

const entity_sql *store_entity_sql(grappe_store *store, const grappe_entity *entity, grappe_error *error) {
  entity_sql *sql = &store->entities[grappe_entity_index(entity)];
  if (sql->update) return sql;
  if (!sql->select_key) sql->select_key = select_key(entity);
  if (!sql->select_row) sql->select_row = select_with(entity, " WHERE \"id\" = ?");
  if (!sql->select_all) sql->select_all = select_with(entity, " ORDER BY \"id\"");
  if (!sql->select_code) sql->select_code = select_code(entity);
  if (!sql->insert) sql->insert = insert(entity);
  if (!sql->fields) sql->fields = list_fields(entity);
  sql->count = grappe_field_count(entity);
  sql->superseding = store_superseding(entity);
  if (sql->select_key && sql->select_row && sql->select_all && sql->select_code && sql->insert && sql->fields)
    sql->update = update(entity); /* the last: where it is there, all are */
  if (sql->update) return sql;
  grappe_fail_memory(error);
  return NULL;
}

void store_free_entity_sql(grappe_store *store) {
  for (size_t i = 0; store->entities && i < grappe_entity_count(); i++) {
    entity_sql *sql = &store->entities[i];
    grappe_free(sql->select_key);
    grappe_free(sql->select_row);
    grappe_free(sql->select_all);
    grappe_free(sql->select_code);
    grappe_free(sql->fields);
    grappe_free(sql->insert);
    grappe_free(sql->update);
  }
  grappe_free(store->entities);
}
