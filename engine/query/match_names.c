#include <string.h>

#include "model/codes.h"
#include "query/condition_private.h"
#include "query/match_private.h"
#include "query/title_private.h"
#include "store/names.h"
#include "text/fold.h"

static int is_pattern(const char *text) {
  return strchr(text, '*') != NULL;
}

static int same_folded(const char *folded, const char *name) {
  char other[512];
  return name && grappe_fold(name, strlen(name), other, sizeof other) < sizeof other && strcmp(folded, other) == 0;
}

static int matches(const char *pattern, const char *code, const char *name) {
  return (code && query_pattern_exact(pattern, code)) || (name && query_pattern_folded(pattern, name));
}

/* --- territories: by the store's index of names; patterns by all names ---------------------------------------------
 */

static const char *last_part(const char *path) {
  const char *dot = strrchr(path, '.');
  return dot ? dot + 1 : path;
}

static void territory_pattern(const grappe_territories *t, const char *pattern, unsigned char *answer) {
  for (int32_t row = 0; row < grappe_territories_count(t); row++)
    answer[row] =
        (unsigned char)(matches(pattern, grappe_territory_code(t, row), grappe_territory_name(t, row, GRAPPE_FRENCH)) ||
                        matches(pattern, NULL, grappe_territory_name(t, row, GRAPPE_ENGLISH)) ||
                        matches(pattern, NULL, grappe_territory_name(t, row, GRAPPE_ITALIAN)));
}

static grappe_code answer_territories(match_context *m, const char *text, unsigned char *answer, grappe_error *error) {
  grappe_territories *territories;
  if (is_pattern(text)) {
    grappe_code code = grappe_snapshot_territories(m->snapshot, &territories, error);
    if (code == GRAPPE_OK) territory_pattern(territories, text, answer);
    return code;
  }
  const path_step *last = m->path->count ? &m->path->steps[m->path->count - 1] : NULL;
  const char *const prefer[] = {last_part(m->path->text), "commune", NULL};
  grappe_find_options options = {
      .among = last && last->kind == PATH_LEVEL ? last->level : NULL, .prefer = prefer, .on = &m->when};
  int64_t id;
  const int64_t *ids;
  size_t rows;
  const grappe_entity *entity = query_entity_territory();
  grappe_code code = grappe_store_find(grappe_tables_store(m->snapshot->tables), entity, text, &options, &id, error);
  if (code == GRAPPE_OK) code = grappe_tables_ids(m->snapshot->tables, entity, &ids, &rows, error);
  int32_t row = code == GRAPPE_OK ? grappe_row_of_id(ids, rows, id) : -1;
  if (row >= 0) answer[row] = 1;
  return code;
}

/* --- other entities: few rows, looked through -----------------------------------------------------------------------
 */

/* Texts of a NAMED field, of which there may be several. */
static int name_matches(const grappe_column *column, size_t row, const char *text, const char *folded) {
  int list = column->kind == GRAPPE_COLUMN_LIST;
  const grappe_column *cells = list ? column->items : column;
  for (size_t i = list ? column->offsets[row] : row; i < (list ? column->offsets[row + 1] : row + 1); i++) {
    const char *name = grappe_column_text(cells, i);
    if (name && (folded ? same_folded(folded, name) : query_pattern_folded(text, name))) return 1;
  }
  return 0;
}

static grappe_code answer_named(match_context *m, const grappe_entity *entity, const char *text, const char *folded,
                                unsigned char *answer, int *any, grappe_error *error) {
  for (size_t f = 0; f < grappe_field_count(entity); f++) {
    const grappe_column *column;
    if (!(grappe_field_at(entity, f)->flags & GRAPPE_NAMED)) continue;
    grappe_code code = query_column(m->snapshot, entity, (int)f, &column, error);
    if (code) return code;
    for (size_t row = 0; row < column->count; row++)
      if (!answer[row] && name_matches(column, row, text, folded)) *any = answer[row] = 1;
  }
  return GRAPPE_OK;
}

static grappe_code answer_rows(match_context *m, const grappe_entity *entity, const char *text, unsigned char *answer,
                               grappe_error *error) {
  const grappe_column *codes;
  char folded[512];
  int any = 0, pattern = is_pattern(text);
  grappe_code code = query_column_named(m->snapshot, entity, "code", &codes, error);
  if (code) return code;
  for (size_t row = 0; codes && row < codes->count; row++) {
    const char *own = grappe_column_text(codes, row);
    answer[row] = own && (pattern ? query_pattern_exact(text, own) : strcmp(text, own) == 0);
    any |= answer[row];
  }
  if (any && !pattern) return GRAPPE_OK;
  if (grappe_fold(text, strlen(text), folded, sizeof folded) >= sizeof folded) folded[0] = '\0';
  code = answer_named(m, entity, text, pattern ? NULL : folded, answer, &any, error);
  if (code || any || pattern) return code;
  if (!codes && grappe_field_with(entity, GRAPPE_NAMED) < 0)
    return grappe_fail(error, GRAPPE_ARGUMENT, "%s have no name of their own: ask for one of their fields, as in %s.%s",
                       entity->plural, m->path->text, grappe_field_at(entity, 0)->name);
  int64_t id; /* the store knows further ways of writing a name, and offers the nearest where it fails */
  const int64_t *ids;
  size_t rows;
  code = grappe_store_find(grappe_tables_store(m->snapshot->tables), entity, text, NULL, &id, error);
  if (code == GRAPPE_OK) code = grappe_tables_ids(m->snapshot->tables, entity, &ids, &rows, error);
  int32_t row = code == GRAPPE_OK ? grappe_row_of_id(ids, rows, id) : -1;
  if (row >= 0) answer[row] = 1;
  return code;
}

grappe_code query_answer_rows(match_context *m, const grappe_entity *entity, const char *text, unsigned char **answer,
                              grappe_error *error) {
  const int64_t *ids;
  size_t rows;
  grappe_code code = grappe_tables_ids(m->snapshot->tables, entity, &ids, &rows, error);
  if (code) return code;
  *answer = grappe_alloc_zero(rows, 1);
  if (!*answer) return grappe_fail_memory(error);
  if (entity == query_entity_territory()) return answer_territories(m, text, *answer, error);
  return answer_rows(m, entity, text, *answer, error);
}

/* --- texts ----------------------------------------------------------------------------------------------------------
 */

static void answer_free_text(const grappe_column *column, const char *text, unsigned char *answer) {
  int pattern = is_pattern(text);
  for (size_t i = 0; i < grappe_dictionary_count(column->dictionary); i++) {
    const char *own = grappe_dictionary_text(column->dictionary, (int32_t)i);
    answer[i] = (unsigned char)(pattern ? matches(text, own, own) : strcmp(text, own) == 0);
  }
}

/* The code in a closed list that a text means; NULL where it means none. */
static const char *closed_code(const grappe_code_list *list, const char *text) {
  char folded[512];
  if (grappe_code_item_find(list, text)) return text;
  if (grappe_fold(text, strlen(text), folded, sizeof folded) >= sizeof folded) return NULL;
  for (const grappe_code_item *item = list->items; item->code; item++)
    if (same_folded(folded, item->english) || same_folded(folded, item->french) || same_folded(folded, item->italian))
      return item->code;
  return NULL;
}

static grappe_code fail_closed(const grappe_code_list *list, const char *text, grappe_error *error) {
  grappe_nearest nearest;
  char names[400];
  grappe_nearest_begin(&nearest, text);
  for (const grappe_code_item *item = list->items; item->code; item++) grappe_nearest_offer(&nearest, item->code, NULL);
  if (nearest.count == 0)
    return grappe_fail(error, GRAPPE_NOT_FOUND, "'%s' is no code of the list %s: see the help on %s", text, list->name,
                       list->name);
  return grappe_fail(error, GRAPPE_NOT_FOUND, "'%s' is no code of the list %s; did you mean %s?", text, list->name,
                     grappe_nearest_write(&nearest, names, sizeof names));
}

/* The code of the term that a text means, found by the store. */
static grappe_code term_code(match_context *m, const char *list, const char *text, const char **code_text,
                             grappe_error *error) {
  const grappe_entity *entity = grappe_entity_find("term");
  grappe_find_options options = {.among = list};
  const grappe_column *codes;
  const int64_t *ids;
  size_t rows;
  int64_t id;
  grappe_code code = grappe_store_find(grappe_tables_store(m->snapshot->tables), entity, text, &options, &id, error);
  if (code == GRAPPE_OK) code = grappe_tables_ids(m->snapshot->tables, entity, &ids, &rows, error);
  if (code == GRAPPE_OK) code = query_column_named(m->snapshot, entity, "code", &codes, error);
  if (code) return code;
  int32_t row = grappe_row_of_id(ids, rows, id);
  *code_text = row < 0 ? text : grappe_column_text(codes, (size_t)row);
  return GRAPPE_OK;
}

grappe_code query_answer_texts(match_context *m, const grappe_column *column, const char *text, unsigned char **answer,
                               grappe_error *error) {
  size_t count = grappe_dictionary_count(column->dictionary);
  *answer = grappe_alloc_zero(count, 1);
  if (!*answer) return grappe_fail_memory(error);
  if (!column->list) {
    answer_free_text(column, text, *answer);
    return GRAPPE_OK;
  }
  if (is_pattern(text)) {
    for (size_t i = 0; i < count; i++) {
      const char *own = grappe_dictionary_text(column->dictionary, (int32_t)i);
      (*answer)[i] =
          (unsigned char)matches(text, own, query_code_title(m->snapshot, column->list, column->terms, own, NULL));
    }
    return GRAPPE_OK;
  }
  const char *wanted = NULL;
  if (column->terms) {
    grappe_code code = term_code(m, column->list, text, &wanted, error);
    if (code) return code;
  } else {
    const grappe_code_list *list = grappe_code_list_find(column->list);
    wanted = closed_code(list, text);
    if (!wanted) return fail_closed(list, text, error);
  }
  int32_t code = grappe_dictionary_find(column->dictionary, wanted, strlen(wanted));
  if (code >= 0) (*answer)[code] = 1;
  return GRAPPE_OK;
}
