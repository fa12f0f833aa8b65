/* The language in which messages reach the user: English, French or Italian.
 *
 * Messages stand in the code in English and are looked up, whole, in the tables of base/messages: one file for each
 * room, one row for each message with its French and its Italian. A sentence without a row is shown in English; a test
 * counts those. A translation takes the same arguments, with positions (%1$s) where its order differs. */
#ifndef GRAPPE_BASE_LANGUAGE_H
#define GRAPPE_BASE_LANGUAGE_H

#include <stddef.h>

typedef enum grappe_language { GRAPPE_ENGLISH = 0, GRAPPE_FRENCH, GRAPPE_ITALIAN, GRAPPE_LANGUAGES } grappe_language;

typedef struct grappe_message {
  const char *english, *french, *italian;
} grappe_message;

/* Sets and tells the language of the process (messages, titles, numbers). English until set. Call before threads. */
void grappe_language_set(grappe_language language);
grappe_language grappe_language_now(void);

/* "en", "fr", "it", also "fr_FR.UTF-8". Returns 0 and leaves *language alone where it is none of them. */
int grappe_language_parse(const char *text, grappe_language *language);
const char *grappe_language_code(grappe_language language);

/* The sentence in the language that is set; the English itself where there is no translation. Never NULL. It may serve
 * as a printf format: translations take the same arguments. */
__attribute__((format_arg(1))) const char *grappe_translate(const char *english);

/* All rows, for the test that reads them. `index` from 0; NULL past the last. */
const grappe_message *grappe_message_at(size_t index);

#endif
