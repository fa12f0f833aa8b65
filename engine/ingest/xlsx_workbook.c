/* The workbook's table of contents: which sheets there are, which part holds the one that is wanted. */
#include <string.h>

#include "base/memory.h"
#include "ingest/xlsx_private.h"
#include "text/fold.h"

#ifdef GRAPPE_WITH_XLSX

typedef struct sheet_entry {
  char *name, *relation;
  int hidden;
} sheet_entry;

typedef struct contents {
  grappe_xlsx *xlsx;
  sheet_entry *sheets;
  size_t count, capacity;
  const char *wanted; /* relation of the sheet, while the relations are read */
  int not_a_sheet;
} contents;

static void out_of_memory(xlsx_part *part) {
  grappe_error failure = {0};
  grappe_fail_memory(&failure);
  xlsx_part_stop(part, &failure);
}

static void XMLCALL workbook_start(void *context, const XML_Char *element, const XML_Char **attributes) {
  xlsx_part *part = context;
  contents *c = part->context;
  element = xlsx_local(element);
  if (strcmp(element, "workbookPr") == 0) {
    const char *value = xlsx_attribute(attributes, "date1904");
    c->xlsx->from_1904 = value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
  }
  if (strcmp(element, "sheet") != 0) return;
  const char *name = xlsx_attribute(attributes, "name"), *relation = xlsx_attribute(attributes, "id"),
             *state = xlsx_attribute(attributes, "state");
  if (!name || !relation) return;
  sheet_entry *grown = grappe_grow(c->sheets, &c->capacity, c->count + 1, sizeof *grown);
  if (grown) c->sheets = grown;
  sheet_entry entry = {grappe_strdup(name), grappe_strdup(relation), state && strcmp(state, "visible") != 0};
  if (grown && entry.name && entry.relation) {
    grown[c->count++] = entry;
    return;
  }
  grappe_free(entry.name);
  grappe_free(entry.relation);
  out_of_memory(part);
}

static int ends_in(const char *text, const char *end) {
  size_t length = strlen(text), wanted = strlen(end);
  return length >= wanted && strcmp(text + length - wanted, end) == 0;
}

/* Targets are told from the folder of the workbook, or from the root. */
static char *part_name(const char *target) {
  if (*target == '/') return grappe_strdup(target + 1);
  grappe_buffer name = {0};
  grappe_buffer_addf(&name, "xl/%s", target);
  return grappe_buffer_take(&name);
}

static void XMLCALL relation_start(void *context, const XML_Char *element, const XML_Char **attributes) {
  xlsx_part *part = context;
  contents *c = part->context;
  if (strcmp(xlsx_local(element), "Relationship") != 0) return;
  const char *id = xlsx_attribute(attributes, "Id"), *type = xlsx_attribute(attributes, "Type"),
             *target = xlsx_attribute(attributes, "Target");
  if (!id || !type || !target) return;
  char **place = NULL;
  if (strcmp(id, c->wanted) == 0) {
    place = &c->xlsx->sheet_part;
    c->not_a_sheet = !ends_in(type, "/worksheet");
  } else if (ends_in(type, "/sharedStrings")) {
    place = &c->xlsx->strings_part;
  } else if (ends_in(type, "/styles")) {
    place = &c->xlsx->styles_part;
  }
  if (!place || *place) return;
  *place = part_name(target);
  if (!*place) out_of_memory(part);
}

static grappe_code read_part(contents *c, const char *name, XML_StartElementHandler start, grappe_error *error) {
  xlsx_part part;
  grappe_code code = xlsx_part_open(c->xlsx->package, c->xlsx->name, name, start, NULL, NULL, c, &part, error);
  if (code == GRAPPE_NOT_FOUND)
    return grappe_fail(error, GRAPPE_DATA, "%s: its part %s is missing: save the workbook again", c->xlsx->name, name);
  if (code != GRAPPE_OK) return code;
  int ended;
  code = xlsx_part_run(&part, &ended, error);
  xlsx_part_close(&part);
  return code;
}

static grappe_code unknown_sheet(const contents *c, const char *wanted, grappe_error *error) {
  grappe_buffer names = {0};
  for (size_t i = 0; i < c->count && i < 20; i++)
    grappe_buffer_addf(&names, "%s'%s'", i ? ", " : "", c->sheets[i].name);
  grappe_code code = grappe_buffer_failed(&names)
                         ? grappe_fail_memory(error)
                         : grappe_fail(error, GRAPPE_NOT_FOUND, "%s has no sheet '%s'; its sheets: %s", c->xlsx->name,
                                       wanted, grappe_buffer_text(&names));
  grappe_buffer_free(&names);
  return code;
}

static int same_name(const char *a, const char *b) {
  char folded_a[256], folded_b[256]; /* a sheet's name has at most 31 characters */
  return grappe_fold(a, strlen(a), folded_a, sizeof folded_a) < sizeof folded_a &&
         grappe_fold(b, strlen(b), folded_b, sizeof folded_b) < sizeof folded_b && strcmp(folded_a, folded_b) == 0;
}

static grappe_code choose(contents *c, const char *wanted, grappe_error *error) {
  const sheet_entry *chosen = NULL;
  for (size_t i = 0; i < c->count && !chosen; i++)
    if (wanted ? strcmp(c->sheets[i].name, wanted) == 0 : !c->sheets[i].hidden) chosen = &c->sheets[i];
  for (size_t i = 0; i < c->count && !chosen && wanted; i++)
    if (same_name(c->sheets[i].name, wanted)) chosen = &c->sheets[i];
  if (!chosen && wanted) return unknown_sheet(c, wanted, error);
  if (!chosen) return grappe_fail(error, GRAPPE_DATA, "%s has no sheet that can be read", c->xlsx->name);
  c->wanted = chosen->relation;
  c->xlsx->sheet = grappe_strdup(chosen->name);
  return c->xlsx->sheet ? GRAPPE_OK : grappe_fail_memory(error);
}

grappe_code xlsx_read_workbook(grappe_xlsx *xlsx, const char *sheet, grappe_error *error) {
  contents c = {.xlsx = xlsx};
  grappe_code code = read_part(&c, "xl/workbook.xml", workbook_start, error);
  if (code == GRAPPE_OK) code = choose(&c, sheet, error);
  if (code == GRAPPE_OK) code = read_part(&c, "xl/_rels/workbook.xml.rels", relation_start, error);
  if (code == GRAPPE_OK && (!xlsx->sheet_part || c.not_a_sheet))
    code = grappe_fail(error, GRAPPE_DATA, "%s: '%s' is no sheet with rows: name another", xlsx->name, xlsx->sheet);
  for (size_t i = 0; i < c.count; i++) {
    grappe_free(c.sheets[i].name);
    grappe_free(c.sheets[i].relation);
  }
  grappe_free(c.sheets);
  return code;
}

#endif
