/* The sorted index of folded names: entries in the order of bytes, each told by what it has in common with the one
 * before. An entry is varints (seven bits a byte, the lowest first, the top bit where more follow): bytes in common,
 * bytes that follow; these bytes; then varints: code less the part's first, first segment, last less first segment. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"
#include "text/fold.h"

typedef struct folded_name {
  uint64_t key; /* the eight bytes that are compared now, as a big-endian number */
  const char *text;
  uint32_t place;
} folded_name;

enum { DEEPEST = 64 }; /* bytes compared by keys, so that the recursion ends */

static int by_key(const void *a, const void *b) {
  const folded_name *x = a, *y = b;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

static int by_text(const void *a, const void *b) {
  const folded_name *x = a, *y = b;
  int order = strcmp(x->text + DEEPEST, y->text + DEEPEST);
  return order ? order : (x->place > y->place) - (x->place < y->place);
}

/* Zero bytes stand behind the end. */
static uint64_t key_at(const char *text) {
  uint64_t key = 0;
  for (int i = 0; i < 8; i++) {
    key = key << 8 | (unsigned char)*text;
    if (*text) text++;
  }
  return key;
}

/* By digits of eleven bits from the lowest; keys that are equal stay in their order, which is that of places. `other`
 * has room for as many. */
static void sort_many(folded_name *names, size_t count, folded_name *other) {
  enum { BITS = 11, DIGITS = 1 << BITS };
  folded_name *from = names, *to = other;
  for (int shift = 0; shift < 64; shift += BITS) {
    size_t places[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < count; i++) places[from[i].key >> shift & (DIGITS - 1)]++;
    if (places[from[0].key >> shift & (DIGITS - 1)] == count) continue;
    for (int digit = 0; digit < DIGITS; digit++) {
      size_t here = places[digit];
      places[digit] = sum;
      sum += here;
    }
    for (size_t i = 0; i < count; i++) to[places[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
    folded_name *swap = from;
    from = to;
    to = swap;
  }
  if (from != names) memcpy(names, from, count * sizeof *names);
}

/* Sorts names whose first `depth` bytes are the same, eight bytes at a time: names of one kind begin alike, and
 * comparing them from their start each time would cost most of an import. They come in the order of their places. */
static void sort_names(folded_name *names, size_t count, size_t depth, folded_name *other) {
  enum { MANY = 1024, AHEAD = 8 };
  if (depth == DEEPEST) {
    qsort(names, count, sizeof *names, by_text);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    if (i + AHEAD < count) __builtin_prefetch(names[i + AHEAD].text + depth);
    names[i].key = key_at(names[i].text + depth);
  }
  if (count < MANY)
    qsort(names, count, sizeof *names, by_key);
  else
    sort_many(names, count, other);
  for (size_t from = 0, to; from < count; from = to) {
    uint64_t key = names[from].key;
    for (to = from + 1; to < count && names[to].key == key; to++) continue;
    if (to - from > 1 && (key & 255)) sort_names(names + from, to - from, depth + 8, other);
  }
}

/* Folds every text into one arena; *names points into it. */
static grappe_code fold_all(const dataset_terms *terms, grappe_buffer *arena, folded_name *names, grappe_error *error) {
  for (size_t i = 0; i < terms->count; i++) {
    const char *text = terms->bytes + terms->starts[i];
    size_t length = terms->starts[i + 1] - terms->starts[i] - 1;
    char fast[200];
    size_t folded = grappe_fold(text, length, fast, sizeof fast);
    names[i].key = arena->length; /* an offset until the arena stays where it is */
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
    const char *text = arena->text + names[i].key;
    names[i] = (folded_name){0, text, (uint32_t)i};
  }
  return GRAPPE_OK;
}

static unsigned char *put_varint(unsigned char *out, uint64_t value) {
  for (; value >= 128; value >>= 7) *out++ = (unsigned char)(value | 128);
  *out++ = (unsigned char)value;
  return out;
}

static void add_entry(const dataset_terms *terms, const char *before, const folded_name *name, grappe_buffer *out) {
  unsigned char head[20], tail[30], *end;
  size_t common = 0;
  while (before[common] && before[common] == name->text[common]) common++;
  size_t rest = strlen(name->text + common);
  end = put_varint(put_varint(head, common), rest);
  grappe_buffer_add_bytes(out, (const char *)head, (size_t)(end - head));
  grappe_buffer_add_bytes(out, name->text + common, rest);
  end = put_varint(tail, name->place);
  end = put_varint(put_varint(end, terms->first[name->place]), terms->last[name->place] - terms->first[name->place]);
  grappe_buffer_add_bytes(out, (const char *)tail, (size_t)(end - tail));
}

static grappe_code write_sorted(dataset_terms *terms, dataset_output *output, size_t column, const folded_name *names,
                                grappe_error *error) {
  enum { AHEAD = 8 };
  grappe_buffer bytes = {0}, least = {0}, greatest = {0};
  grappe_code code = GRAPPE_OK;
  for (size_t from = 0; code == GRAPPE_OK && from < terms->count; from += DATASET_PART_NAMES) {
    size_t count = terms->count - from < DATASET_PART_NAMES ? terms->count - from : DATASET_PART_NAMES;
    grappe_buffer_clear(&bytes);
    grappe_buffer_clear(&least);
    grappe_buffer_clear(&greatest);
    for (size_t i = 0; i < count; i++) {
      if (from + i + AHEAD < terms->count) {
        __builtin_prefetch(names[from + i + AHEAD].text);
        __builtin_prefetch(&terms->first[names[from + i + AHEAD].place]);
        __builtin_prefetch(&terms->last[names[from + i + AHEAD].place]);
      }
      add_entry(terms, i ? names[from + i - 1].text : "", &names[from + i], &bytes);
    }
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
  folded_name *names = grappe_alloc(terms->count * sizeof *names), *other = grappe_alloc(terms->count * sizeof *other);
  grappe_code code = names && other ? fold_all(terms, &arena, names, error) : grappe_fail_memory(error);
  if (code == GRAPPE_OK && names && other) {
    sort_names(names, terms->count, 0, other);
    code = write_sorted(terms, output, column, names, error);
  }
  grappe_free(names);
  grappe_free(other);
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
