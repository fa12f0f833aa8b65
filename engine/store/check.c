/* Whether cells fit their fields, before SQLite sees them: its own refusals name no field. */
#include <string.h>

#include "base/date.h"
#include "model/codes.h"
#include "store/store_private.h"

static grappe_code wrong(const grappe_entity *entity, const grappe_field *field, const grappe_cell *cell,
                         grappe_error *error) {
  return grappe_fail(error, GRAPPE_DATA, "%s.%s: '%s' does not suit this field: see its description in the reference",
                     entity->name, field->name, cell->kind == GRAPPE_CELL_TEXT ? cell->text : "…");
}

static int codes_known(const grappe_field *field, const char *text) {
  const grappe_code_list *list = grappe_code_list_find(field->list);
  if (!(field->flags & GRAPPE_MANY)) return list && grappe_code_item_find(list, text);
  size_t length;
  for (const char *part; (part = store_next_part(&text, &length));) {
    char code[64];
    if (!list || length >= sizeof code) return 0;
    memcpy(code, part, length);
    code[length] = '\0';
    if (!grappe_code_item_find(list, code)) return 0;
  }
  return 1;
}

static int is_day(const char *text) {
  grappe_period period;
  return strlen(text) == 10 && grappe_period_parse(text, &period, NULL) == GRAPPE_OK && period.from == period.to;
}

static int suits(const grappe_field *field, const grappe_cell *cell) {
  int text = cell->kind == GRAPPE_CELL_TEXT;
  if (text && strlen(cell->text) != cell->length) return 0; /* a zero byte inside */
  grappe_period period;
  switch (field->type) {
    case GRAPPE_TEXT:
      return text;
    case GRAPPE_SIREN:
      return text && grappe_siren_valid(cell->text);
    case GRAPPE_SIRET:
      return text && grappe_siret_valid(cell->text);
    case GRAPPE_INTEGER:
      return cell->kind == GRAPPE_CELL_INTEGER;
    case GRAPPE_NUMBER:
      return cell->kind == GRAPPE_CELL_INTEGER || cell->kind == GRAPPE_CELL_NUMBER;
    case GRAPPE_YESNO:
      return cell->kind == GRAPPE_CELL_INTEGER && (cell->integer == 0 || cell->integer == 1);
    case GRAPPE_DATE:
      return text && is_day(cell->text);
    case GRAPPE_PERIOD:
      return text && grappe_period_parse(cell->text, &period, NULL) == GRAPPE_OK;
    case GRAPPE_FIGURE:
      return cell->kind == GRAPPE_CELL_INTEGER || cell->kind == GRAPPE_CELL_NUMBER || (text && cell->length > 0);
    case GRAPPE_CODE:
      return text && codes_known(field, cell->text);
    case GRAPPE_TERM:
    case GRAPPE_REFERENCE:
      return grappe_field_linked(field) ? cell->kind == GRAPPE_CELL_LINKS : cell->kind == GRAPPE_CELL_INTEGER;
  }
  return 0;
}

grappe_code store_check_cells(const grappe_entity *entity, const grappe_cell *cells, grappe_error *error) {
  for (size_t i = 0; i < grappe_field_count(entity); i++) {
    const grappe_field *field = grappe_field_at(entity, i);
    const grappe_cell *cell = &cells[i];
    if (cell->kind != GRAPPE_CELL_ABSENT && cell->kind != GRAPPE_CELL_EMPTY && !suits(field, cell))
      return wrong(entity, field, cell, error);
    int key = (field->flags & GRAPPE_KEY) && cell->kind == GRAPPE_CELL_ABSENT;
    int nothing = cell->kind == GRAPPE_CELL_EMPTY || (cell->kind == GRAPPE_CELL_TEXT && cell->length == 0);
    if ((field->flags & GRAPPE_REQUIRED) && (nothing || key))
      return grappe_fail(error, GRAPPE_DATA, "%s.%s is empty, and it is required: fill it in", entity->name,
                         field->name);
  }
  return GRAPPE_OK;
}
