/* A dictionary of texts: each different text once, numbered from 0 in the order in which it came.
 *
 * Counted: columns made from one another share it. Texts live as long as the dictionary and end in '\0'. */
#ifndef GRAPPE_COLUMN_DICTIONARY_H
#define GRAPPE_COLUMN_DICTIONARY_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

typedef struct grappe_dictionary grappe_dictionary;

grappe_dictionary *grappe_dictionary_new(void); /* NULL: no memory */
grappe_dictionary *grappe_dictionary_keep(grappe_dictionary *dictionary);
void grappe_dictionary_release(grappe_dictionary *dictionary); /* NULL is allowed */

/* The code of the text, added where it is new. */
grappe_code grappe_dictionary_add(grappe_dictionary *dictionary, const char *text, size_t length, int32_t *code,
                                  grappe_error *error);
int32_t grappe_dictionary_find(const grappe_dictionary *dictionary, const char *text, size_t length); /* -1: none */
const char *grappe_dictionary_text(const grappe_dictionary *dictionary, int32_t code);
size_t grappe_dictionary_count(const grappe_dictionary *dictionary);

#endif
