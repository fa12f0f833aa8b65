/* Closed code lists that the engine itself reasons with. Open vocabularies are data: entity `term`. */
#ifndef GRAPPE_MODEL_CODES_H
#define GRAPPE_MODEL_CODES_H

#include <stddef.h>

typedef struct grappe_code_item {
  const char *code;
  const char *group;                      /* what it excludes: two codes of one group clash; NULL where none */
  const char *english, *french, *italian; /* name */
} grappe_code_item;

typedef struct grappe_code_list {
  const char *name;
  const char *english, *french;  /* documentation, with the issuing body */
  const grappe_code_item *items; /* ended by a row whose code is NULL */
} grappe_code_list;

size_t grappe_code_list_count(void);
const grappe_code_list *grappe_code_list_at(size_t index);
const grappe_code_list *grappe_code_list_find(const char *name);
/* The item with that code (letter case counts), or NULL. */
const grappe_code_item *grappe_code_item_find(const grappe_code_list *list, const char *code);

#endif
