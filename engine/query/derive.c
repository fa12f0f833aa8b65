/* Levels of a nomenclature of activities, from the code itself: 21.20Z is in division 21, group 21.2 and section C. So
 * they hold for codes that the observatory has no row of. */
#include <string.h>

#include "query/query_private.h"

static const char *const names[] = {
    [QUERY_SECTION] = "section", [QUERY_DIVISION] = "division", [QUERY_GROUP] = "group"};

static int has_levels(const grappe_entity *entity) {
  return entity && strcmp(entity->name, "activity_class") == 0;
}

query_derived query_derived_find(const grappe_entity *entity, const char *name) {
  for (int d = QUERY_SECTION; has_levels(entity) && d < QUERY_DERIVED_LEVELS; d++)
    if (strcmp(names[d], name) == 0) return (query_derived)d;
  return QUERY_NOT_DERIVED;
}

void query_derived_offer(const grappe_entity *entity, grappe_nearest *nearest) {
  for (int d = QUERY_SECTION; has_levels(entity) && d < QUERY_DERIVED_LEVELS; d++)
    grappe_nearest_offer(nearest, names[d], NULL);
}

/* The last division of each section. */
typedef struct section {
  int last;
  char letter;
} section;

/* NACE rev. 2, which NAF rev. 2 shares. */
static const section sections_2008[] = {{3, 'A'},  {9, 'B'},  {33, 'C'}, {35, 'D'}, {39, 'E'}, {43, 'F'}, {47, 'G'},
                                        {53, 'H'}, {56, 'I'}, {63, 'J'}, {66, 'K'}, {68, 'L'}, {75, 'M'}, {82, 'N'},
                                        {84, 'O'}, {85, 'P'}, {88, 'Q'}, {93, 'R'}, {96, 'S'}, {98, 'T'}, {99, 'U'}};
/* NACE rev. 2.1, which NAF 2025 shares: what was J is divided. */
static const section sections_2025[] = {{3, 'A'},  {9, 'B'},  {33, 'C'}, {35, 'D'}, {39, 'E'}, {43, 'F'},
                                        {47, 'G'}, {53, 'H'}, {56, 'I'}, {60, 'J'}, {63, 'K'}, {66, 'L'},
                                        {68, 'M'}, {75, 'N'}, {82, 'O'}, {84, 'P'}, {85, 'Q'}, {88, 'R'},
                                        {93, 'S'}, {96, 'T'}, {98, 'U'}, {99, 'V'}};

/* Sections of the nomenclature; NULL: what its divisions are in is not told by their numbers alone. */
static const section *sections_of(const char *nomenclature) {
  if (!nomenclature || !nomenclature[0] || strcmp(nomenclature, "NAFRev2") == 0) return sections_2008;
  return strcmp(nomenclature, "NAF2025") == 0 ? sections_2025 : NULL;
}

static int digit(char c) {
  return c >= '0' && c <= '9';
}

/* 21, 21.2, 21.20, 21.20Z, 2120Z. Where a file has codes of older nomenclatures among those of today, such as 52.3A,
 * their numbers mean something else. */
static int has_form(const char *third) {
  if (!third[0]) return 1;
  if (!digit(third[0])) return 0;
  return !third[1] || (digit(third[1]) && (!third[2] || !third[3]));
}

size_t query_derive(query_derived derived, const char *nomenclature, const char *text, char *code) {
  const section *sections = sections_of(nomenclature);
  if (!digit(text[0]) || !digit(text[1]) || (text[2] && text[2] != '.' && !digit(text[2]))) return 0;
  int division = (text[0] - '0') * 10 + text[1] - '0';
  const char *third = text[2] == '.' ? text + 3 : text + 2;
  if (division == 0 || (sections && !has_form(third))) return 0;
  size_t length = 2;
  memcpy(code, text, 2);
  if (derived == QUERY_GROUP) {
    if (!digit(*third)) return 0; /* a division has no group */
    code[2] = '.';
    code[3] = *third;
    length = 4;
  }
  if (derived == QUERY_SECTION) {
    if (!sections) return 0;
    while (sections->last < division) sections++;
    code[0] = sections->letter;
    length = 1;
  }
  code[length] = 0;
  return length;
}

/* --- of the rows of activity_class ----------------------------------------------------------------------------------
 */

typedef struct classes {
  const grappe_column *codes, *nomenclatures;
  int32_t *first, *next; /* the rows with a code, the rows with the same code; -1 none */
} classes;

static grappe_code read_classes(grappe_snapshot *snapshot, const grappe_entity *entity, classes *c,
                                grappe_error *error) {
  *c = (classes){0};
  grappe_code code = query_column_named(snapshot, entity, "code", &c->codes, error);
  if (code == GRAPPE_OK) code = query_column_named(snapshot, entity, "nomenclature", &c->nomenclatures, error);
  if (code) return code;
  size_t known = grappe_dictionary_count(c->codes->dictionary), rows = c->codes->count;
  c->first = grappe_alloc((known + 1) * sizeof *c->first);
  c->next = grappe_alloc((rows + 1) * sizeof *c->next);
  if (!c->first || !c->next) return grappe_fail_memory(error);
  for (size_t i = 0; i < known; i++) c->first[i] = -1;
  for (size_t r = rows; r-- > 0;) {
    int32_t own = c->codes->codes[r];
    if (own < 0) continue;
    c->next[r] = c->first[own];
    c->first[own] = (int32_t)r;
  }
  return GRAPPE_OK;
}

/* The row of that code in the nomenclature that row r is of; -1: there is none. */
static int32_t row_of_code(const classes *c, size_t r, const char *level, size_t length) {
  int32_t own = grappe_dictionary_find(c->codes->dictionary, level, length);
  int32_t row = own < 0 ? -1 : c->first[own];
  while (row >= 0 && c->nomenclatures->codes[row] != c->nomenclatures->codes[r]) row = c->next[row];
  return row;
}

static grappe_code fill_levels(const classes *c, query_derived derived, grappe_column *texts, grappe_column *rows,
                               grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t r = 0; r < c->codes->count && code == GRAPPE_OK; r++) {
    char level[QUERY_DERIVED_TEXT];
    const char *own = grappe_column_text(c->codes, r);
    size_t length = own ? query_derive(derived, grappe_column_text(c->nomenclatures, r), own, level) : 0;
    if (!length) continue;
    code = grappe_column_set_text(texts, r, level, length, error);
    int32_t row = row_of_code(c, r, level, length);
    rows->flags[r] = GRAPPE_PRESENT;
    rows->codes[r] = row >= 0 ? row : -2 - texts->codes[r];
  }
  return code;
}

grappe_code query_derived_column(grappe_snapshot *snapshot, query_derived derived, int as_rows,
                                 const grappe_column **column, grappe_error *error) {
  grappe_column **kept = snapshot->derived[derived];
  grappe_code code = GRAPPE_OK;
  if (!kept[0]) {
    classes c;
    const grappe_entity *entity = grappe_entity_find("activity_class");
    code = read_classes(snapshot, entity, &c, error);
    size_t count = code == GRAPPE_OK ? c.codes->count : 0;
    grappe_column *texts = grappe_column_new(GRAPPE_COLUMN_TEXT, count);
    grappe_column *rows = grappe_column_new(GRAPPE_COLUMN_REFERENCE, count);
    if (code == GRAPPE_OK && (!texts || !rows)) code = grappe_fail_memory(error);
    if (code == GRAPPE_OK) {
      rows->refers_to = entity;
      rows->dictionary = grappe_dictionary_keep(texts->dictionary);
      code = fill_levels(&c, derived, texts, rows, error);
    }
    grappe_free(c.first);
    grappe_free(c.next);
    if (code) {
      grappe_column_free(texts);
      grappe_column_free(rows);
      return code;
    }
    kept[0] = texts;
    kept[1] = rows;
  }
  *column = kept[as_rows != 0];
  return GRAPPE_OK;
}

void query_derived_free(grappe_snapshot *snapshot) {
  for (int d = 0; d < QUERY_DERIVED_LEVELS; d++)
    for (int i = 0; i < 2; i++) grappe_column_free(snapshot->derived[d][i]);
}
