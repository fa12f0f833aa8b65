#include "base/language.h"

#include <string.h>

#include "base/messages/messages.h"

static grappe_language current = GRAPPE_ENGLISH;

static const grappe_message *const tables[] = {
    grappe_messages_base,    grappe_messages_model,   grappe_messages_figure, grappe_messages_statistics,
    grappe_messages_store,   grappe_messages_query,   grappe_messages_ingest, grappe_messages_territory,
    grappe_messages_publish, grappe_messages_drawing, grappe_messages_page,   grappe_messages_script,
    grappe_messages_api,     grappe_messages_prelude, grappe_messages_rule,   grappe_messages_source,
    grappe_messages_program,
};

void grappe_language_set(grappe_language language) {
  current = language;
}

grappe_language grappe_language_now(void) {
  return current;
}

static const char *const codes[GRAPPE_LANGUAGES] = {"en", "fr", "it"};

const char *grappe_language_code(grappe_language language) {
  return codes[language];
}

int grappe_language_parse(const char *text, grappe_language *language) {
  for (int i = 0; i < GRAPPE_LANGUAGES; i++) {
    char after = strncmp(text, codes[i], 2) == 0 ? text[2] : 'x';
    if (after == '\0' || after == '_' || after == '-' || after == '.' || after == '@') {
      *language = (grappe_language)i;
      return 1;
    }
  }
  return 0;
}

const grappe_message *grappe_message_at(size_t index) {
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (const grappe_message *row = tables[t]; row->english; row++)
      if (index-- == 0) return row;
  return NULL;
}

/* Messages are rare and few hundred: a scan needs no index to keep. */
const char *grappe_translate(const char *english) {
  if (current == GRAPPE_ENGLISH) return english;
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (const grappe_message *row = tables[t]; row->english; row++)
      if (strcmp(row->english, english) == 0) {
        const char *translated = current == GRAPPE_FRENCH ? row->french : row->italian;
        return translated ? translated : english;
      }
  return english;
}
