#include "column/dictionary.h"

#include <string.h>

#include "base/memory.h"

struct grappe_dictionary {
  int references;
  char **texts;
  size_t count, capacity;
  int32_t *slots; /* code + 1; 0: free. A power of two, at most half full */
  size_t slot_count;
};

static size_t hash_of(const char *text, size_t length) {
  uint64_t hash = 14695981039346656037u; /* FNV-1a */
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
  return (size_t)(hash ^ (hash >> 32));
}

grappe_dictionary *grappe_dictionary_new(void) {
  grappe_dictionary *dictionary = grappe_alloc_zero(1, sizeof *dictionary);
  if (dictionary) dictionary->references = 1;
  return dictionary;
}

grappe_dictionary *grappe_dictionary_keep(grappe_dictionary *dictionary) {
  if (dictionary) dictionary->references++;
  return dictionary;
}

void grappe_dictionary_release(grappe_dictionary *dictionary) {
  if (!dictionary || --dictionary->references > 0) return;
  for (size_t i = 0; i < dictionary->count; i++) grappe_free(dictionary->texts[i]);
  grappe_free(dictionary->texts);
  grappe_free(dictionary->slots);
  grappe_free(dictionary);
}

/* The slot that holds the text, or the free one where it belongs. */
static size_t slot_of(const grappe_dictionary *dictionary, const char *text, size_t length) {
  size_t mask = dictionary->slot_count - 1;
  size_t slot = hash_of(text, length) & mask;
  while (dictionary->slots[slot]) {
    const char *there = dictionary->texts[dictionary->slots[slot] - 1];
    if (strncmp(there, text, length) == 0 && there[length] == '\0') return slot;
    slot = (slot + 1) & mask;
  }
  return slot;
}

static grappe_code make_room(grappe_dictionary *dictionary, grappe_error *error) {
  char **texts =
      grappe_grow(dictionary->texts, &dictionary->capacity, dictionary->count + 1, sizeof *dictionary->texts);
  if (!texts) return grappe_fail_memory(error);
  dictionary->texts = texts;
  if ((dictionary->count + 1) * 2 <= dictionary->slot_count) return GRAPPE_OK;
  size_t larger = dictionary->slot_count ? dictionary->slot_count * 2 : 16;
  int32_t *slots = grappe_alloc_zero(larger, sizeof *slots);
  if (!slots) return grappe_fail_memory(error);
  grappe_free(dictionary->slots);
  dictionary->slots = slots;
  dictionary->slot_count = larger;
  for (size_t i = 0; i < dictionary->count; i++)
    slots[slot_of(dictionary, texts[i], strlen(texts[i]))] = (int32_t)i + 1;
  return GRAPPE_OK;
}

grappe_code grappe_dictionary_add(grappe_dictionary *dictionary, const char *text, size_t length, int32_t *code,
                                  grappe_error *error) {
  grappe_code result = make_room(dictionary, error);
  if (result) return result;
  size_t slot = slot_of(dictionary, text, length);
  if (!dictionary->slots[slot]) {
    char *copy = grappe_strndup(text, length);
    if (!copy) return grappe_fail_memory(error);
    dictionary->texts[dictionary->count++] = copy;
    dictionary->slots[slot] = (int32_t)dictionary->count;
  }
  *code = dictionary->slots[slot] - 1;
  return GRAPPE_OK;
}

int32_t grappe_dictionary_find(const grappe_dictionary *dictionary, const char *text, size_t length) {
  return dictionary->slot_count ? dictionary->slots[slot_of(dictionary, text, length)] - 1 : -1;
}

const char *grappe_dictionary_text(const grappe_dictionary *dictionary, int32_t code) {
  return dictionary->texts[code];
}

size_t grappe_dictionary_count(const grappe_dictionary *dictionary) {
  return dictionary->count;
}
