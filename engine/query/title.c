#include "query/title_private.h"

#include <math.h>
#include <string.h>

#include "model/codes.h"
#include "store/names.h"
#include "text/utf8.h"

grappe_code query_name_columns(grappe_snapshot *snapshot, const grappe_entity *entity,
                               const grappe_column *columns[GRAPPE_LANGUAGES], grappe_error *error) {
  const char *name = grappe_field_find(entity, "name") >= 0 ? "name" : "title"; /* a source has a title */
  grappe_code code = query_column_named(snapshot, entity, name, &columns[GRAPPE_FRENCH], error);
  if (code == GRAPPE_OK) code = query_column_named(snapshot, entity, "name_en", &columns[GRAPPE_ENGLISH], error);
  if (code == GRAPPE_OK) code = query_column_named(snapshot, entity, "name_it", &columns[GRAPPE_ITALIAN], error);
  return code;
}

static const char *name_in(const grappe_column *columns[GRAPPE_LANGUAGES], int32_t row) {
  const grappe_column *own = columns[grappe_language_now()];
  const char *name = own ? grappe_column_text(own, (size_t)row) : NULL;
  if (!name && columns[GRAPPE_FRENCH]) name = grappe_column_text(columns[GRAPPE_FRENCH], (size_t)row);
  return name;
}

static grappe_code territory_title(grappe_snapshot *snapshot, int32_t row, const char **title, const char **code_text,
                                   grappe_error *error) {
  grappe_territories *territories;
  grappe_code code = grappe_snapshot_territories(snapshot, &territories, error);
  if (code) return code;
  *title = grappe_territory_name(territories, row, grappe_language_now());
  if (code_text) *code_text = grappe_territory_code(territories, row);
  return GRAPPE_OK;
}

grappe_code query_row_title(grappe_snapshot *snapshot, const grappe_entity *entity, int32_t row, const char **title,
                            const char **code_text, double *position, grappe_error *error) {
  const grappe_column *names[GRAPPE_LANGUAGES], *codes, *positions;
  if (position) *position = NAN;
  if (code_text) *code_text = NULL;
  *title = NULL;
  if (entity == query_entity_territory()) return territory_title(snapshot, row, title, code_text, error);
  grappe_code code = query_name_columns(snapshot, entity, names, error);
  if (code == GRAPPE_OK) *title = name_in(names, row);
  if (code == GRAPPE_OK && code_text) {
    code = query_column_named(snapshot, entity, "code", &codes, error);
    if (code == GRAPPE_OK && codes) *code_text = grappe_column_text(codes, (size_t)row);
  }
  if (code == GRAPPE_OK && position) {
    code = query_column_named(snapshot, entity, "position", &positions, error);
    if (code == GRAPPE_OK && positions) *position = positions->value[row];
  }
  return code;
}

static const char *term_title(grappe_snapshot *snapshot, const char *list, const char *wanted, double *position) {
  const grappe_entity *entity = grappe_entity_find("term");
  const grappe_column *names[GRAPPE_LANGUAGES], *lists, *codes, *positions;
  if (query_name_columns(snapshot, entity, names, NULL) || query_column_named(snapshot, entity, "list", &lists, NULL) ||
      query_column_named(snapshot, entity, "code", &codes, NULL) ||
      query_column_named(snapshot, entity, "position", &positions, NULL))
    return NULL;
  int32_t list_code = grappe_dictionary_find(lists->dictionary, list, strlen(list));
  int32_t code = grappe_dictionary_find(codes->dictionary, wanted, strlen(wanted));
  if (list_code < 0 || code < 0) return NULL;
  for (size_t i = 0; i < codes->count; i++)
    if (codes->codes[i] == code && lists->codes[i] == list_code) {
      if (position) *position = positions->value[i];
      return name_in(names, (int32_t)i);
    }
  return NULL;
}

const char *query_code_title(grappe_snapshot *snapshot, const char *list, int terms, const char *code,
                             double *position) {
  if (position) *position = NAN;
  const char *title = NULL;
  if (terms) {
    title = term_title(snapshot, list, code, position);
  } else {
    const grappe_code_list *closed = grappe_code_list_find(list);
    const grappe_code_item *item = closed ? grappe_code_item_find(closed, code) : NULL;
    if (item) {
      const char *const names[GRAPPE_LANGUAGES] = {
          [GRAPPE_ENGLISH] = item->english, [GRAPPE_FRENCH] = item->french, [GRAPPE_ITALIAN] = item->italian};
      title = names[grappe_language_now()];
      if (position) *position = (double)(item - closed->items);
    }
  }
  return title ? title : code;
}

const char *grappe_code_name(grappe_snapshot *snapshot, const char *list, const char *code) {
  return query_code_title(snapshot, list, grappe_code_list_find(list) == NULL, code, NULL);
}

grappe_code query_named_with_code(const grappe_row *row, grappe_buffer *text, grappe_error *error) {
  const char *title, *code_text;
  grappe_code code = query_row_title(row->snapshot, row->entity, row->index, &title, &code_text, NULL, error);
  if (code) return code;
  if (title) grappe_buffer_add(text, title);
  if (code_text && (!title || strcmp(title, code_text) != 0))
    grappe_buffer_addf(text, title ? " (%s)" : "%s", code_text);
  return GRAPPE_OK;
}

/* The parts of a key that say what a row is about: not where it was read. */
static int tells(const grappe_field *field) {
  return (field->flags & GRAPPE_KEY) && strcmp(field->name, "source") != 0 && strcmp(field->name, "locator") != 0;
}

static grappe_code add_key_part(const grappe_row *row, int field, int names, grappe_buffer *text, grappe_error *error) {
  grappe_value value;
  grappe_code code = grappe_row_field(row, field, &value, error);
  if (code || value.kind == GRAPPE_VALUE_NONE) return code;
  if (grappe_buffer_text(text)[0]) grappe_buffer_add(text, names ? ", " : " / ");
  if (value.kind == GRAPPE_VALUE_ROW && names && strcmp(value.row.entity->name, "measure") == 0)
    code = query_named_with_code(&value.row, text, error);
  else if (value.kind == GRAPPE_VALUE_ROW && names)
    code = grappe_row_name(&value.row, text, error);
  else if (value.kind == GRAPPE_VALUE_ROW)
    code = grappe_row_code(&value.row, text, error);
  else
    code = names ? grappe_value_display(&value, row->snapshot, text, error) : grappe_value_write(&value, text, error);
  grappe_value_release(&value);
  return code;
}

static grappe_code add_key(const grappe_row *row, int names, grappe_buffer *text, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  grappe_buffer key = {0};
  for (size_t i = 0; i < grappe_field_count(row->entity) && code == GRAPPE_OK; i++)
    if (tells(grappe_field_at(row->entity, i))) code = add_key_part(row, (int)i, names, &key, error);
  if (code == GRAPPE_OK && grappe_buffer_failed(&key)) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) grappe_buffer_add(text, grappe_buffer_text(&key));
  grappe_buffer_free(&key);
  return code;
}

/* The name of a level inside a sentence: "basin" for "Basin", but "EPCI" as it is. */
static grappe_code add_level(const char *name, grappe_buffer *text, grappe_error *error) {
  int32_t first, second;
  size_t length = grappe_utf8_next(name, strlen(name), &first);
  size_t next = grappe_utf8_next(name + length, strlen(name + length), &second);
  char *lower = grappe_utf8_lower(name);
  if (!lower) return grappe_fail_memory(error);
  if (next && strncmp(lower + length, name + length, next) != 0) /* a second capital: an acronym */
    grappe_buffer_addf(text, " (%s)", name);
  else
    grappe_buffer_addf(text, " (%.*s%s)", (int)length, lower, name + length);
  grappe_free(lower);
  return GRAPPE_OK;
}

grappe_code grappe_row_name(const grappe_row *row, grappe_buffer *text, grappe_error *error) {
  const char *title, *code_text;
  if (row->index < 0) return GRAPPE_OK;
  grappe_code code = query_row_title(row->snapshot, row->entity, row->index, &title, &code_text, NULL, error);
  if (code) return code;
  if (!title && !code_text) return add_key(row, 1, text, error);
  grappe_buffer_add(text, title ? title : code_text);
  if (row->entity != query_entity_territory()) return GRAPPE_OK;
  grappe_territories *territories = row->snapshot->territories; /* loaded by the title */
  int level = grappe_territory_level(territories, row->index);
  if (level < 0) return GRAPPE_OK;
  return add_level(grappe_territories_level_name(territories, level, grappe_language_now()), text, error);
}

grappe_code grappe_row_code(const grappe_row *row, grappe_buffer *text, grappe_error *error) {
  const char *title, *code_text;
  if (row->index < 0) return GRAPPE_OK;
  grappe_code code = query_row_title(row->snapshot, row->entity, row->index, &title, &code_text, NULL, error);
  if (code) return code;
  if (!code_text) return add_key(row, 0, text, error);
  grappe_buffer_add(text, code_text);
  return GRAPPE_OK;
}

grappe_code grappe_row_id(const grappe_row *row, int64_t *id, grappe_error *error) {
  const int64_t *ids;
  size_t rows;
  grappe_code code = grappe_tables_ids(row->snapshot->tables, row->entity, &ids, &rows, error);
  if (code == GRAPPE_OK) *id = row->index < 0 || (size_t)row->index >= rows ? 0 : ids[row->index];
  return code;
}

int grappe_row_equal(const grappe_row *a, const grappe_row *b) {
  int64_t id_a, id_b;
  if (a->entity != b->entity || (a->index < 0) != (b->index < 0)) return 0;
  if (a->snapshot == b->snapshot) return a->index == b->index;
  if (a->snapshot->observatory != b->snapshot->observatory) return 0;
  return grappe_row_id(a, &id_a, NULL) == GRAPPE_OK && grappe_row_id(b, &id_b, NULL) == GRAPPE_OK && id_a == id_b;
}
