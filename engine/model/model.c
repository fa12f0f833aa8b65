#include "model/model.h"

#include <string.h>

#include "base/language.h"
#include "model/entities_private.h"

static const grappe_field common[] = {
    {"source", GRAPPE_REFERENCE, 0, "source", NULL, "Source that states this row", "Source qui établit cette ligne"},
    {"locator", GRAPPE_TEXT, 0, NULL, NULL, "Where in the source: page, table, cell",
     "Où dans la source : page, tableau, cellule"},
    {"note", GRAPPE_TEXT, 0, NULL, NULL, "Doubt or remark on this row", "Doute ou remarque sur cette ligne"},
};
enum { COMMON = sizeof common / sizeof *common };

static const grappe_entity *const *const groups[] = {grappe_entities_reference,  grappe_entities_network,
                                                     grappe_entities_action,     grappe_entities_training,
                                                     grappe_entities_work_study, grappe_entities_evidence};

/* Entities and fields are looked for by name once a row in places: the first letter mostly tells them apart. */
static int is_named(const char *own, const char *name) {
  return own[0] == name[0] && strcmp(own, name) == 0;
}

/* Walks the groups in order; `visit` stops at the index or the name that is looked for. */
static const grappe_entity *walk(size_t wanted, const char *name, size_t *index) {
  size_t i = 0;
  for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
    for (const grappe_entity *const *entity = groups[g]; *entity; entity++, i++) {
      int found = name ? is_named((*entity)->name, name) || is_named((*entity)->plural, name) : i == wanted;
      if (found) {
        *index = i;
        return *entity;
      }
    }
  *index = i;
  return NULL;
}

size_t grappe_entity_count(void) {
  size_t count;
  walk((size_t)-1, NULL, &count);
  return count;
}

const grappe_entity *grappe_entity_at(size_t index) {
  size_t at;
  return walk(index, NULL, &at);
}

const grappe_entity *grappe_entity_find(const char *name) {
  size_t at;
  return walk(0, name, &at);
}

size_t grappe_entity_index(const grappe_entity *entity) {
  size_t at;
  walk(0, entity->name, &at);
  return at;
}

const char *grappe_entity_title(const grappe_entity *entity) {
  const char *const titles[GRAPPE_LANGUAGES] = {entity->english, entity->french, entity->italian};
  return titles[grappe_language_now()];
}

static size_t own_fields(const grappe_entity *entity) {
  size_t count = 0;
  while (entity->fields[count].name) count++;
  return count;
}

size_t grappe_field_count(const grappe_entity *entity) {
  return own_fields(entity) + (entity->sourced ? COMMON : 0);
}

const grappe_field *grappe_field_at(const grappe_entity *entity, size_t index) {
  size_t own = own_fields(entity);
  return index < own ? &entity->fields[index] : &common[index - own];
}

int grappe_field_find(const grappe_entity *entity, const char *name) {
  size_t own = 0;
  for (; entity->fields[own].name; own++)
    if (is_named(entity->fields[own].name, name)) return (int)own;
  for (size_t i = 0; entity->sourced && i < COMMON; i++)
    if (is_named(common[i].name, name)) return (int)(own + i);
  return -1;
}

int grappe_field_with(const grappe_entity *entity, unsigned flag) {
  for (size_t i = 0; i < grappe_field_count(entity); i++)
    if (grappe_field_at(entity, i)->flags & flag) return (int)i;
  return -1;
}

int grappe_field_linked(const grappe_field *field) {
  return (field->flags & GRAPPE_MANY) && (field->type == GRAPPE_REFERENCE || field->type == GRAPPE_TERM);
}

/* Luhn: from the right, every second digit doubled; the digits' sum is a multiple of ten. */
static int luhn(const char *text, size_t length) {
  static const signed char doubled[10] = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9}; /* and the digits of that added up */
  int sum = 0;
  size_t left = length;
  for (; left > 1; left -= 2) sum += (text[left - 1] - '0') + doubled[text[left - 2] - '0'];
  if (left) sum += text[0] - '0';
  return sum % 10 == 0;
}

static int all_digits(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (text[i] < '0' || text[i] > '9') return 0;
  return text[length] == '\0';
}

/* Zeros fill a column whose number nobody knows; their sum would hold. */
static int begins_in_zeros(const char *text) {
  return strspn(text, "0") >= 9;
}

int grappe_siren_valid(const char *text) {
  return all_digits(text, 9) && !begins_in_zeros(text) && luhn(text, 9);
}

int grappe_siret_valid(const char *text) {
  if (!all_digits(text, 14) || begins_in_zeros(text)) return 0;
  if (luhn(text, 14)) return 1;
  if (strncmp(text, "356000000", 9) != 0) return 0; /* La Poste numbers its sites so that the plain sum is 5n */
  int sum = 0;
  for (int i = 0; i < 14; i++) sum += text[i] - '0';
  return sum % 5 == 0;
}
