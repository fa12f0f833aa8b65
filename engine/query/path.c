/* Paths: what a name such as `commune.region` or `stage` means on an entity. */
#include <stdio.h>
#include <string.h>

#include "query/query_private.h"
#include "store/names.h"
#include "text/fold.h"

static path_step *add_step(query_path *path, path_step_kind kind, const grappe_entity *entity, int field) {
  if (path->count == PATH_STEPS) return NULL;
  path_step *step = &path->steps[path->count++];
  *step = (path_step){.kind = kind, .entity = entity, .field = field};
  return step;
}

/* A field step, and where it leads. */
static int add_field(query_path *path, const grappe_entity *entity, int index) {
  const grappe_field *field = grappe_field_at(entity, (size_t)index);
  if (!add_step(path, PATH_FIELD, entity, index)) return 0;
  if (field->flags & GRAPPE_MANY) path->several = 1;
  path->to = field->type == GRAPPE_REFERENCE ? grappe_entity_find(field->list) : NULL;
  return 1;
}

static int add_back(query_path *path, const grappe_entity *child, int field) {
  if (!add_step(path, PATH_BACK, child, field)) return 0;
  path->several = 1;
  path->to = child;
  return 1;
}

int query_path_place(const grappe_entity *entity, query_path *path) {
  while (entity != query_entity_territory()) {
    int placed = grappe_field_with(entity, GRAPPE_PLACED);
    if (placed < 0 || !add_field(path, entity, placed)) return 0;
    entity = path->to;
  }
  path->to = entity;
  return 1;
}

const grappe_field *query_path_field(const query_path *path) {
  const path_step *last = path->count ? &path->steps[path->count - 1] : NULL;
  return last && last->kind == PATH_FIELD ? grappe_field_at(last->entity, (size_t)last->field) : NULL;
}

/* The field of `child` that refers to `entity`: -1 none, -2 several. */
static int referring_field(const grappe_entity *child, const grappe_entity *entity) {
  int found = -1;
  for (size_t i = 0; i < grappe_field_count(child); i++) {
    const grappe_field *field = grappe_field_at(child, i);
    if (field->type != GRAPPE_REFERENCE || (field->flags & GRAPPE_INTERNAL)) continue;
    if (strcmp(field->list, entity->name) != 0) continue;
    if (found >= 0) return -2;
    found = (int)i;
  }
  return found;
}

/* Whether a bare field name may be looked for in the child. Observations hold a value for every dimension there is:
 * they are asked for by figures or by their full path. What a row's source says of it is no property of other rows. */
static int offers_fields(const grappe_entity *child, const grappe_entity *entity) {
  return strcmp(child->name, "observation") != 0 && strcmp(entity->name, "source") != 0 && child != entity &&
         referring_field(child, entity) >= 0;
}

static int own_field(const grappe_entity *child, const char *name) {
  static const char *const common[] = {"code", "name", "source", "locator", "note"};
  for (size_t i = 0; i < sizeof common / sizeof *common; i++)
    if (strcmp(name, common[i]) == 0) return -1;
  return grappe_field_find(child, name);
}

static grappe_code is_level(grappe_observatory *observatory, const char *name, int *level, grappe_error *error) {
  int64_t row = 0;
  grappe_code code =
      grappe_store_find_code(observatory->store, grappe_entity_find("term"), name, "territory_level", &row, error);
  *level = row != 0;
  return code;
}

static int has_place(const grappe_entity *entity) {
  query_path scratch = {.count = 0};
  return query_path_place(entity, &scratch);
}

static void offer_level(const grappe_territories *t, grappe_nearest *nearest) {
  for (int i = 0; i < grappe_territories_level_count(t); i++)
    grappe_nearest_offer(nearest, grappe_territories_level_code(t, i), NULL);
}

/* What people call a row's name who come from elsewhere: nothing in the spelling leads from it to the field. */
static int is_a_name(const char *text) {
  static const char *const others[] = {"title", "label", "nom", "titre", "nome", "titolo"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcmp(text, others[i]) == 0) return 1;
  return 0;
}

static grappe_code fail_unknown(grappe_observatory *observatory, const grappe_entity *entity, const char *name,
                                grappe_error *error) {
  grappe_nearest nearest;
  char names[400];
  grappe_nearest_begin(&nearest, name);
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    grappe_nearest_offer(&nearest, grappe_field_at(entity, i)->name, NULL);
  query_derived_offer(entity, &nearest);
  for (size_t e = 0; e < grappe_entity_count(); e++) {
    const grappe_entity *child = grappe_entity_at(e);
    if (!offers_fields(child, entity)) continue;
    grappe_nearest_offer(&nearest, child->name, NULL);
    for (size_t i = 0; i < grappe_field_count(child); i++)
      if (own_field(child, grappe_field_at(child, i)->name) >= 0)
        grappe_nearest_offer(&nearest, grappe_field_at(child, i)->name, NULL);
  }
  grappe_snapshot *snapshot;
  grappe_territories *territories;
  if (has_place(entity) && grappe_observatory_snapshot(observatory, &snapshot, NULL) == GRAPPE_OK) {
    if (grappe_snapshot_territories(snapshot, &territories, NULL) == GRAPPE_OK) offer_level(territories, &nearest);
    grappe_snapshot_release(snapshot);
  }
  if (nearest.count == 0 && is_a_name(name) && grappe_field_find(entity, "name") >= 0) {
    grappe_nearest_begin(&nearest, "name");
    grappe_nearest_offer(&nearest, "name", NULL);
  }
  if (nearest.count == 0)
    return grappe_fail(error, GRAPPE_NOT_FOUND, "%s have no '%s': see the help on %s for their fields", entity->plural,
                       name, entity->plural);
  return grappe_fail(error, GRAPPE_NOT_FOUND, "%s have no '%s'; did you mean %s?", entity->plural, name,
                     grappe_nearest_write(&nearest, names, sizeof names));
}

static grappe_code fail_long(const char *text, grappe_error *error) {
  return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' leads through too many steps: at most %d are followed", text,
                     (int)PATH_STEPS);
}

/* A field of the rows that refer to this one, where only one entity has it. */
static grappe_code parse_backwards(query_path *path, const grappe_entity *entity, const char *name, int *done,
                                   grappe_error *error) {
  const grappe_entity *owner = NULL;
  for (size_t e = 0; e < grappe_entity_count(); e++) {
    const grappe_entity *child = grappe_entity_at(e);
    if (!offers_fields(child, entity) || own_field(child, name) < 0) continue;
    if (owner)
      return grappe_fail(error, GRAPPE_AMBIGUOUS, "'%s' of %s may be %s.%s or %s.%s: write one of these in full", name,
                         entity->plural, owner->name, name, child->name, name);
    owner = child;
  }
  if (!owner) return GRAPPE_OK;
  if (!add_back(path, owner, referring_field(owner, entity)) || !add_field(path, owner, own_field(owner, name)))
    return fail_long(path->text, error);
  *done = 1;
  return GRAPPE_OK;
}

static grappe_code parse_level(grappe_observatory *observatory, query_path *path, const grappe_entity *entity,
                               const char *name, int *done, grappe_error *error) {
  int level = 0;
  if (!has_place(entity)) return GRAPPE_OK;
  grappe_code code = is_level(observatory, name, &level, error);
  if (code || !level) return code;
  path_step *step = query_path_place(entity, path) ? add_step(path, PATH_LEVEL, query_entity_territory(), -1) : NULL;
  if (!step || strlen(name) >= sizeof step->level) return fail_long(path->text, error);
  strcpy(step->level, name);
  *done = 1;
  return GRAPPE_OK;
}

static grappe_code parse_part(grappe_observatory *observatory, query_path *path, const grappe_entity *entity,
                              const char *name, grappe_error *error) {
  int field = grappe_field_find(entity, name), done = 0;
  if (field >= 0) return add_field(path, entity, field) ? GRAPPE_OK : fail_long(path->text, error);
  grappe_code code = parse_level(observatory, path, entity, name, &done, error);
  if (code || done) return code;
  query_derived derived = query_derived_find(entity, name);
  if (derived) {
    path_step *step = add_step(path, PATH_DERIVED, entity, -1);
    if (!step) return fail_long(path->text, error);
    step->derived = derived;
    path->to = NULL;
    return GRAPPE_OK;
  }
  const grappe_entity *child = grappe_entity_find(name);
  int referring = child ? referring_field(child, entity) : -1;
  if (referring >= 0) return add_back(path, child, referring) ? GRAPPE_OK : fail_long(path->text, error);
  if (referring == -2)
    return grappe_fail(error, GRAPPE_AMBIGUOUS, "%s refer to %s in several ways: start from %s instead", child->plural,
                       entity->plural, child->plural);
  code = parse_backwards(path, entity, name, &done, error);
  if (code || done) return code;
  return fail_unknown(observatory, entity, name, error);
}

grappe_code query_path_parse(grappe_observatory *observatory, const grappe_entity *entity, const char *text,
                             query_path *path, grappe_error *error) {
  *path = (query_path){.from = entity, .to = entity};
  if (!*text || strlen(text) >= sizeof path->text)
    return grappe_fail(error, GRAPPE_ARGUMENT, "'%.60s' is not the name of a field: see the help on %s", text,
                       entity->plural);
  strcpy(path->text, text);
  const char *part = text;
  while (1) {
    char name[PATH_TEXT];
    size_t length = strcspn(part, ".");
    snprintf(name, sizeof name, "%.*s", (int)length, part);
    if (!path->to)
      return grappe_fail(error, GRAPPE_ARGUMENT, "'%s' cannot be followed: what stands before '.%s' leads to no row",
                         text, name);
    grappe_code code = parse_part(observatory, path, path->to, name, error);
    if (code) return code;
    if (part[length] == '\0') return GRAPPE_OK;
    part += length + 1;
  }
}

static grappe_column_kind field_kind(const grappe_field *field) {
  static const grappe_column_kind kinds[] = {
      [GRAPPE_TEXT] = GRAPPE_COLUMN_TEXT,     [GRAPPE_SIREN] = GRAPPE_COLUMN_TEXT,
      [GRAPPE_SIRET] = GRAPPE_COLUMN_TEXT,    [GRAPPE_INTEGER] = GRAPPE_COLUMN_NUMBER,
      [GRAPPE_NUMBER] = GRAPPE_COLUMN_NUMBER, [GRAPPE_YESNO] = GRAPPE_COLUMN_YESNO,
      [GRAPPE_DATE] = GRAPPE_COLUMN_DAY,      [GRAPPE_PERIOD] = GRAPPE_COLUMN_PERIOD,
      [GRAPPE_FIGURE] = GRAPPE_COLUMN_FIGURE, [GRAPPE_CODE] = GRAPPE_COLUMN_TEXT,
      [GRAPPE_TERM] = GRAPPE_COLUMN_TEXT,     [GRAPPE_REFERENCE] = GRAPPE_COLUMN_REFERENCE,
  };
  return kinds[field->type];
}

grappe_code grappe_path_check(grappe_observatory *observatory, const grappe_entity *entity, const char *path,
                              grappe_path_info *info, grappe_error *error) {
  query_path parsed;
  grappe_code code = query_path_parse(observatory, entity, path, &parsed, error);
  if (code || !info) return code;
  info->field = query_path_field(&parsed);
  info->kind = parsed.to ? GRAPPE_COLUMN_REFERENCE : info->field ? field_kind(info->field) : GRAPPE_COLUMN_TEXT;
  info->several = parsed.several;
  info->rows_of = parsed.to;
  return GRAPPE_OK;
}
