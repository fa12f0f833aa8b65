/* Rows that refer to each other by code, for tests of the rooms above the store: "commune=&27701" is a reference by
 * code, "parents=&DEP-27;REG-28" several. */
#ifndef GRAPPE_TEST_SCENE_H
#define GRAPPE_TEST_SCENE_H

#include "store/fixture.h"

static inline int64_t scene_id(grappe_store *store, const grappe_field *field, const char *code) {
  const grappe_entity *entity = grappe_entity_find(field->type == GRAPPE_TERM ? "term" : field->list);
  int64_t row = 0;
  grappe_error error = {0};
  const char *among = field->type == GRAPPE_TERM ? field->list : NULL;
  assert_fine(grappe_store_find_code(store, entity, code, among, &row, &error), error);
  if (!row) fail_msg("no %s with code %s", entity->name, code);
  return row;
}

/* Puts a row of "field=value" texts, each read as its field's type wants it. */
static inline int64_t scene_put(grappe_store *store, const char *entity_name, const char *const *parts) {
  const grappe_entity *entity = grappe_entity_find(entity_name);
  grappe_cell cells[64] = {0};
  int64_t links[64], row = 0, before;
  size_t used = 0;
  grappe_error error = {0};
  grappe_put_result result;
  for (int i = 0; parts[i]; i++) {
    const char *value = strchr(parts[i], '=') + 1;
    char name[64], codes[200], *end, *rest = NULL;
    snprintf(name, sizeof name, "%.*s", (int)(value - 1 - parts[i]), parts[i]);
    int index = grappe_field_find(entity, name);
    if (index < 0) fail_msg("no field %s in %s", name, entity_name);
    const grappe_field *field = grappe_field_at(entity, (size_t)index);
    grappe_cell *cell = &cells[index];
    if (*value != '&') {
      double number = strtod(value, &end);
      int whole = *end == '\0' && *value;
      if (field->type == GRAPPE_INTEGER || field->type == GRAPPE_YESNO)
        *cell = grappe_cell_integer((int64_t)number);
      else if (field->type == GRAPPE_NUMBER || (field->type == GRAPPE_FIGURE && whole))
        *cell = grappe_cell_number(number);
      else
        *cell = grappe_cell_text(value);
      continue;
    }
    snprintf(codes, sizeof codes, "%s", value + 1);
    size_t first = used;
    for (char *code = strtok_r(codes, ";", &rest); code; code = strtok_r(NULL, ";", &rest))
      links[used++] = scene_id(store, field, code);
    *cell = grappe_cell_integer(links[first]);
    if (grappe_field_linked(field))
      *cell = (grappe_cell){.kind = GRAPPE_CELL_LINKS, .links = links + first, .count = used - first};
  }
  assert_fine(grappe_store_put(store, entity, cells, &result, &row, &before, &error), error);
  return row;
}

#define ADD(store, entity, ...) scene_put(store, entity, (const char *const[]){__VA_ARGS__, NULL})

static inline void scene_term(grappe_store *store, const char *list, const char *code, const char *name, int position) {
  char list_part[80], code_part[80], name_part[80], position_part[40];
  snprintf(list_part, sizeof list_part, "list=%s", list);
  snprintf(code_part, sizeof code_part, "code=%s", code);
  snprintf(name_part, sizeof name_part, "name=%s", name);
  snprintf(position_part, sizeof position_part, "position=%d", position);
  ADD(store, "term", list_part, code_part, name_part, position_part);
}

/* Three regions, one of them made by a merger; départements, communes, a zone across a border, basins whose communes
 * nobody recorded. */
static inline void scene_territories(grappe_store *s) {
  static const char *const levels[] = {"country", "region", "departement", "employment_zone", "basin", "commune"};
  for (int i = 0; i < 6; i++)
    scene_term(s, "territory_level", levels[i], i == 4 ? "Basin" : i == 1 ? "Region" : levels[i], i + 1);
  ADD(s, "territory", "code=FR", "level=&country", "name=France");
  ADD(s, "territory", "code=REG-28", "level=&region", "name=Normandie", "name_en=Normandy", "parents=&FR",
      "valid_from=2016-01-01");
  ADD(s, "territory", "code=REG-24", "level=&region", "name=Centre-Val de Loire", "parents=&FR");
  ADD(s, "territory", "code=REG-11", "level=&region", "name=Île-de-France", "parents=&FR");
  ADD(s, "territory", "code=REG2015-23", "level=&region", "name=Haute-Normandie", "parents=&FR", "valid_to=2015-12-31");
  ADD(s, "territory", "code=DEP-27", "level=&departement", "name=Eure", "parents=&REG-28;REG2015-23");
  ADD(s, "territory", "code=DEP-76", "level=&departement", "name=Seine-Maritime", "parents=&REG-28;REG2015-23");
  ADD(s, "territory", "code=DEP-28", "level=&departement", "name=Eure-et-Loir", "parents=&REG-24");
  ADD(s, "territory", "code=DEP-75", "level=&departement", "name=Paris", "parents=&REG-11");
  ADD(s, "territory", "code=ZE-DREUX", "level=&employment_zone", "name=Dreux", "parents=&REG-24;REG-28");
  ADD(s, "territory", "code=27701", "level=&commune", "name=Val-de-Reuil", "parents=&DEP-27", "longitude=1.2098",
      "latitude=49.2736", "population=13000");
  ADD(s, "territory", "code=27229", "level=&commune", "name=Évreux", "parents=&DEP-27", "longitude=1.1508",
      "latitude=49.0241", "population=47000");
  ADD(s, "territory", "code=27438", "level=&commune", "name=Nonancourt", "parents=&DEP-27;ZE-DREUX");
  ADD(s, "territory", "code=28134", "level=&commune", "name=Dreux", "parents=&DEP-28;ZE-DREUX", "longitude=1.3664",
      "latitude=48.7361", "population=31000");
  ADD(s, "territory", "code=75056", "level=&commune", "name=Paris", "parents=&DEP-75", "longitude=2.3522",
      "latitude=48.8566");
  ADD(s, "territory", "code=76540", "level=&commune", "name=Rouen", "parents=&DEP-76", "longitude=1.0993",
      "latitude=49.4431");
  ADD(s, "territory", "code=BAS-VDR", "level=&basin", "name=Val-de-Reuil", "parents=&REG-28", "partial=1");
  ADD(s, "territory", "code=BAS-ROUEN", "level=&basin", "name=Rouen", "parents=&REG-28", "partial=1");
  ADD(s, "territory", "code=BAS-EVREUX", "level=&basin", "name=Évreux", "parents=&REG-28", "partial=1");
  ADD(s, "territory", "code=BAS-CAEN", "level=&basin", "name=Caen", "parents=&REG-28", "partial=1");
  ADD(s, "territory_change", "from=&REG2015-23", "to=&REG-28", "date=2016-01-01", "kind=merger", "weight=1");
}

#endif
