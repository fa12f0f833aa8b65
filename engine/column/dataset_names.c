/* The sorted index of folded names: entries in the order of bytes, each told by what it has in common with the one
 * before. An entry is varints (seven bits a byte, the lowest first, the top bit where more follow): bytes in common,
 * bytes that follow; these bytes; then varints: code less the part's first, first segment, last less first segment. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"
#include "text/fold.h"

typedef struct folded_name {
  uint64_t start; /* its first eight bytes as a big-endian number: most comparisons end there */
  const char *text;
  uint32_t place;
} folded_name;

static int in_order(const void *a, const void *b) {
  const folded_name *x = a, *y = b;
  if (x->start != y->start) return x->start < y->start ? -1 : 1;
  int order = strcmp(x->text, y->text);
  return order ? order : (x->place > y->place) - (x->place < y->place);
}

static uint64_t start_of(const char *text) {
  uint64_t start = 0;
  for (int i = 0; i < 8; i++) {
    start = start << 8 | (unsigned char)*text;
    if (*text) text++;
  }
  return start;
}

/* Folds every text into one arena; *names points into it. */
static grappe_code fold_all(const dataset_terms *terms, grappe_buffer *arena, folded_name *names, grappe_error *error) {
  for (size_t i = 0; i < terms->count; i++) {
    const char *text = terms->bytes + terms->starts[i];
    size_t length = terms->starts[i + 1] - terms->starts[i] - 1;
    char fast[200];
    size_t folded = grappe_fold(text, length, fast, sizeof fast);
    names[i].start = arena->length; /* an offset until the arena stays where it is */
    if (folded < sizeof fast) {
      grappe_buffer_add_bytes(arena, fast, folded + 1);
      continue;
    }
    char *slow = grappe_fold_new(text);
    if (!slow) return grappe_fail_memory(error);
    grappe_buffer_add_bytes(arena, slow, strlen(slow) + 1);
    grappe_free(slow);
  }
  if (grappe_buffer_failed(arena)) return grappe_fail_memory(error);
  for (size_t i = 0; i < terms->count; i++) {
    const char *text = arena->text + names[i].start;
    names[i] = (folded_name){start_of(text), text, (uint32_t)i};
  }
  return GRAPPE_OK;
}

static void add_varint(grappe_buffer *out, uint64_t value) {
  for (; value >= 128; value >>= 7) grappe_buffer_add_char(out, (char)(value | 128));
  grappe_buffer_add_char(out, (char)value);
}

static void add_entry(const dataset_terms *terms, const char *before, const folded_name *name, grappe_buffer *out) {
  size_t common = 0;
  while (before[common] && before[common] == name->text[common]) common++;
  size_t rest = strlen(name->text + common);
  add_varint(out, common);
  add_varint(out, rest);
  grappe_buffer_add_bytes(out, name->text + common, rest);
  add_varint(out, name->place);
  add_varint(out, terms->first[name->place]);
  add_varint(out, terms->last[name->place] - terms->first[name->place]);
}

static grappe_code write_sorted(dataset_terms *terms, dataset_output *output, size_t column, const folded_name *names,
                                grappe_error *error) {
  grappe_buffer bytes = {0}, least = {0}, greatest = {0};
  grappe_code code = GRAPPE_OK;
  for (size_t from = 0; code == GRAPPE_OK && from < terms->count; from += DATASET_PART_NAMES) {
    size_t count = terms->count - from < DATASET_PART_NAMES ? terms->count - from : DATASET_PART_NAMES;
    grappe_buffer_clear(&bytes);
    grappe_buffer_clear(&least);
    grappe_buffer_clear(&greatest);
    for (size_t i = 0; i < count; i++) add_entry(terms, i ? names[from + i - 1].text : "", &names[from + i], &bytes);
    grappe_buffer_add(&least, names[from].text);
    grappe_buffer_add(&greatest, names[from + count - 1].text);
    if (grappe_buffer_failed(&bytes) || grappe_buffer_failed(&least) || grappe_buffer_failed(&greatest)) {
      code = grappe_fail_memory(error);
      break;
    }
    dataset_part part = {
        .first = terms->base, .count = (int64_t)count, .least_name = least.text, .greatest_name = greatest.text};
    code = dataset_put_part(output, column, DATASET_NAMES_SORTED, terms->name_parts++, &part, bytes.text, bytes.length,
                            error);
  }
  grappe_buffer_free(&bytes);
  grappe_buffer_free(&least);
  grappe_buffer_free(&greatest);
  return code;
}

grappe_code dataset_write_names(dataset_terms *terms, dataset_output *output, size_t column, grappe_error *error) {
  grappe_buffer arena = {0};
  folded_name *names = grappe_alloc(terms->count * sizeof *names);
  grappe_code code = names ? fold_all(terms, &arena, names, error) : grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    qsort(names, terms->count, sizeof *names, in_order);
    code = write_sorted(terms, output, column, names, error);
  }
  grappe_free(names);
  grappe_buffer_free(&arena);
  return code;
}

static size_t read_varint(const unsigned char *bytes, size_t length, uint64_t *value) {
  *value = 0;
  for (size_t i = 0; i < length && i < 9; i++) {
    *value |= (uint64_t)(bytes[i] & 127) << (7 * i);
    if (bytes[i] < 128) return i + 1;
  }
  return 0;
}

size_t dataset_next_name(const unsigned char *bytes, size_t length, grappe_buffer *name, dataset_name_entry *entry) {
  uint64_t common, rest, numbers[3];
  size_t used = read_varint(bytes, length, &common);
  size_t more = used ? read_varint(bytes + used, length - used, &rest) : 0;
  if (!more) return 0;
  used += more;
  if (common > name->length || rest > length - used) return 0;
  name->length = (size_t)common;
  grappe_buffer_add_bytes(name, (const char *)bytes + used, (size_t)rest);
  used += (size_t)rest;
  for (int i = 0; i < 3; i++) {
    more = read_varint(bytes + used, length - used, &numbers[i]);
    if (!more || numbers[i] > UINT32_MAX) return 0;
    used += more;
  }
  *entry = (dataset_name_entry){(uint32_t)numbers[0], (uint32_t)numbers[1], (uint32_t)(numbers[1] + numbers[2])};
  return used;
}
