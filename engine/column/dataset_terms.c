/* The texts of a column while it is written: one arena, an open table of places. */
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"

static uint64_t mixed(uint64_t a) {
  a ^= a >> 32;
  a *= UINT64_C(0x9e3779b97f4a7c15);
  return a ^ a >> 29;
}

static uint64_t eight(const char *text) {
  uint64_t word;
  memcpy(&word, text, 8);
  return word;
}

static uint32_t four(const char *text) {
  uint32_t word;
  memcpy(&word, text, 4);
  return word;
}

/* Eight bytes at a time, at the end some of them twice: texts are short, and both run once a cell. */
static int same(const char *a, const char *b, size_t length) {
  if (length < 4) {
    for (size_t i = 0; i < length; i++)
      if (a[i] != b[i]) return 0;
    return 1;
  }
  if (length < 8) return four(a) == four(b) && four(a + length - 4) == four(b + length - 4);
  for (size_t i = 0; i + 8 < length; i += 8)
    if (eight(a + i) != eight(b + i)) return 0;
  return eight(a + length - 8) == eight(b + length - 8);
}

uint32_t dataset_terms_hash(const char *text, size_t length) {
  uint64_t hash = length * UINT64_C(0xd6e8feb86659fd93), word = 0;
  for (; length >= 8; text += 8, length -= 8) hash = mixed(hash ^ eight(text));
  if (length >= 4)
    word = four(text) | (uint64_t)four(text + length - 4) << 32;
  else if (length)
    word = (uint64_t)(unsigned char)text[0] | (uint64_t)(unsigned char)text[length / 2] << 8 |
           (uint64_t)(unsigned char)text[length - 1] << 16;
  hash = mixed(hash ^ word);
  return (uint32_t)(hash ^ hash >> 32);
}

size_t dataset_terms_memory(const dataset_terms *terms) {
  size_t each = sizeof *terms->starts + (terms->names ? 2 * sizeof *terms->first : 0);
  size_t now = terms->room + terms->capacity * each + terms->slot_count * sizeof *terms->slots;
  /* names are folded and sorted at the end of a generation */
  return terms->names ? now + terms->used * 2 + terms->count * 48 : now;
}

static int grow_arrays(dataset_terms *terms) {
  size_t capacity = terms->capacity ? terms->capacity * 2 : 64;
  uint32_t *starts = grappe_realloc(terms->starts, (capacity + 1) * sizeof *starts);
  if (starts) terms->starts = starts;
  if (!starts) return 0;
  if (terms->names) {
    uint32_t *first = grappe_realloc(terms->first, capacity * sizeof *first);
    if (first) terms->first = first;
    uint32_t *last = grappe_realloc(terms->last, capacity * sizeof *last);
    if (last) terms->last = last;
    if (!first || !last) return 0;
  }
  if (!terms->capacity) starts[0] = 0;
  terms->capacity = capacity;
  return 1;
}

static int grow_slots(dataset_terms *terms) {
  size_t larger = terms->slot_count ? terms->slot_count * 2 : 128;
  uint64_t *slots = grappe_alloc_zero(larger, sizeof *slots);
  if (!slots) return 0;
  for (size_t i = 0; i < terms->slot_count; i++) {
    if (!terms->slots[i]) continue;
    size_t slot = (terms->slots[i] >> 32) & (larger - 1);
    while (slots[slot]) slot = (slot + 1) & (larger - 1);
    slots[slot] = terms->slots[i];
  }
  grappe_free(terms->slots);
  terms->slots = slots;
  terms->slot_count = larger;
  return 1;
}

static grappe_code add_new(dataset_terms *terms, const char *text, size_t length, uint32_t hash, size_t slot,
                           grappe_error *error) {
  if (memchr(text, '\0', length) || length > DATASET_MOST_TEXT)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a text with a zero byte, or of more than 16 MB, cannot be kept");
  if (terms->base + (int64_t)terms->count >= INT32_MAX)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a column cannot hold more than 2,147,483,647 different texts");
  if (terms->count == terms->capacity && !grow_arrays(terms)) return grappe_fail_memory(error);
  if (length + 1 > terms->room - terms->used) {
    char *bytes = grappe_grow(terms->bytes, &terms->room, terms->used + length + 1, 1);
    if (!bytes) return grappe_fail_memory(error);
    terms->bytes = bytes;
  }
  size_t place = terms->count++;
  memcpy(terms->bytes + terms->used, text, length);
  terms->bytes[terms->used + length] = '\0';
  terms->used += length + 1;
  terms->starts[place + 1] = (uint32_t)terms->used;
  terms->slots[slot] = (uint64_t)hash << 32 | (place + 1);
  return GRAPPE_OK;
}

grappe_code dataset_terms_add(dataset_terms *terms, const char *text, size_t length, uint32_t hash, uint32_t segment,
                              int32_t *code, grappe_error *error) {
  if (terms->count * 2 >= terms->slot_count && !grow_slots(terms)) return grappe_fail_memory(error);
  size_t mask = terms->slot_count - 1, slot = hash & mask, place;
  for (;; slot = (slot + 1) & mask) {
    uint64_t there = terms->slots[slot];
    if (!there) {
      grappe_code result = add_new(terms, text, length, hash, slot, error);
      if (result != GRAPPE_OK) return result;
      place = terms->count - 1;
      if (terms->names) terms->first[place] = segment;
      break;
    }
    if (there >> 32 != hash) continue;
    place = (size_t)(uint32_t)there - 1;
    uint32_t start = terms->starts[place];
    if (terms->starts[place + 1] - start == length + 1 && same(terms->bytes + start, text, length)) break;
  }
  if (terms->names) terms->last[place] = segment;
  *code = (int32_t)(terms->base + (int64_t)place);
  return GRAPPE_OK;
}

/* Offsets from the end of the offsets on, then the texts, each with its '\0'. */
static grappe_code write_part(dataset_terms *terms, dataset_output *output, size_t column, size_t from, size_t count,
                              unsigned char *bytes, grappe_error *error) {
  uint32_t start = terms->starts[from];
  size_t length = terms->starts[from + count] - start;
  for (size_t i = 0; i <= count; i++) {
    uint32_t offset = terms->starts[from + i] - start;
    memcpy(bytes + i * 4, &offset, 4);
  }
  memcpy(bytes + (count + 1) * 4, terms->bytes + start, length);
  dataset_part part = {.first = terms->base + (int64_t)from, .count = (int64_t)count};
  return dataset_put_part(output, column, DATASET_TEXTS, terms->parts++, &part, bytes, (count + 1) * 4 + length, error);
}

static grappe_code write_texts(dataset_terms *terms, dataset_output *output, size_t column, grappe_error *error) {
  size_t most = DATASET_PART_BYTES + DATASET_MOST_TEXT;
  if (most > terms->used) most = terms->used;
  unsigned char *bytes = grappe_alloc((size_t)(DATASET_PART_TEXTS + 1) * 4 + most + 1);
  if (!bytes) return grappe_fail_memory(error);
  grappe_code code = GRAPPE_OK;
  for (size_t from = 0; code == GRAPPE_OK && from < terms->count;) {
    size_t count = 0;
    while (from + count < terms->count && count < DATASET_PART_TEXTS &&
           terms->starts[from + count] - terms->starts[from] < DATASET_PART_BYTES)
      count++;
    code = write_part(terms, output, column, from, count, bytes, error);
    from += count;
  }
  grappe_free(bytes);
  return code;
}

grappe_code dataset_terms_end(dataset_terms *terms, dataset_output *output, size_t column, grappe_error *error) {
  if (!terms->count) return GRAPPE_OK;
  grappe_code code = write_texts(terms, output, column, error);
  if (code == GRAPPE_OK && terms->names) code = dataset_write_names(terms, output, column, error);
  terms->base += (int64_t)terms->count;
  terms->generations++;
  dataset_terms_free(terms);
  return code;
}

/* The memory; what was counted stays. */
void dataset_terms_free(dataset_terms *terms) {
  grappe_free(terms->bytes);
  grappe_free(terms->starts);
  grappe_free(terms->first);
  grappe_free(terms->last);
  grappe_free(terms->slots);
  terms->bytes = NULL;
  terms->starts = terms->first = terms->last = NULL;
  terms->slots = NULL;
  terms->used = terms->room = terms->count = terms->capacity = terms->slot_count = 0;
}
