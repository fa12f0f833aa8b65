/* The sorted index of folded names: entries in the order of bytes, each told by what it has in common with the one
 * before. An entry is varints (seven bits a byte, the lowest first, the top bit where more follow): bytes in common,
 * bytes that follow; these bytes; then varints: code less the part's first, first segment, last less first segment. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/threads.h"
#include "column/dataset_private.h"
#include "text/fold.h"

typedef struct folded_name {
  uint64_t key; /* the eight bytes that are compared now, as a big-endian number */
  const char *text;
  uint32_t place, length;
} folded_name;

enum {
  DEEPEST = 64,        /* bytes compared by keys, so that the recursion ends */
  SLACK = 8,           /* bytes behind a text that may be read */
  FOLDED = 1 << 15,    /* names that one turn folds */
  SORTED_LEAST = 1024, /* names that one turn sorts, or more */
  WAVE = 64            /* parts that are made before they are written */
};

typedef struct growing {
  char *bytes;
  size_t length, room;
} growing;

/* The index of one generation while it is made. What a turn makes depends on nothing but its number, so that any number
 * of threads gives the same bytes. */
typedef struct naming {
  const dataset_terms *terms;
  folded_name *names, *other; /* count of each; `other` is scratch */
  growing *arenas;            /* of FOLDED names each */
  size_t arena_count;
  size_t *bounds; /* of the ranges that are sorted each for itself, range_count + 1 */
  size_t range_count;
  growing parts[WAVE];
  size_t first_part; /* of the wave */
} naming;

/* --- folding ------------------------------------------------------------------------------------------------------ */

/* Zero bytes stand behind the end. */
static uint64_t key_at(const char *text) {
  const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
  uint64_t word;
  memcpy(&word, text, 8);
  uint64_t zeros = (word - ones) & ~word & highs; /* its lowest bit is that of the first zero byte */
  if (zeros) word &= ((zeros & (0 - zeros)) >> 7) - 1;
  return __builtin_bswap64(word);
}

static int fold_name(const dataset_terms *terms, size_t place, growing *arena) {
  const char *text = terms->bytes + terms->starts[place];
  size_t length = terms->starts[place + 1] - terms->starts[place] - 1, wanted = length + length / 2 + 8;
  for (;;) {
    char *bytes = grappe_grow(arena->bytes, &arena->room, arena->length + wanted, 1);
    if (!bytes) return 0;
    arena->bytes = bytes;
    size_t folded = grappe_fold(text, length, bytes + arena->length, wanted);
    if (folded < wanted) {
      arena->length += folded + 1;
      return 1;
    }
    wanted = folded + 1;
  }
}

/* One turn: folds a range of texts into an arena of its own. */
static grappe_code fold_range(void *context, size_t task, size_t worker, grappe_error *error) {
  naming *n = context;
  growing *arena = &n->arenas[task];
  size_t from = task * FOLDED, to = from + FOLDED < n->terms->count ? from + FOLDED : n->terms->count;
  (void)worker;
  for (size_t i = from; i < to; i++) {
    n->names[i].key = arena->length; /* an offset until the arena stays where it is */
    if (!fold_name(n->terms, i, arena)) return grappe_fail_memory(error);
    n->names[i].length = (uint32_t)(arena->length - n->names[i].key - 1);
  }
  char *bytes = grappe_grow(arena->bytes, &arena->room, arena->length + SLACK, 1);
  if (!bytes) return grappe_fail_memory(error);
  arena->bytes = bytes;
  memset(bytes + arena->length, 0, SLACK);
  for (size_t i = from; i < to; i++) {
    folded_name *name = &n->names[i];
    name->text = bytes + name->key;
    name->key = key_at(name->text);
    name->place = (uint32_t)i;
  }
  return GRAPPE_OK;
}

/* --- sorting ------------------------------------------------------------------------------------------------------ */

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

static void sort_few(folded_name *names, size_t count) {
  for (size_t i = 1; i < count; i++) {
    folded_name name = names[i];
    size_t at = i;
    for (; at && names[at - 1].key > name.key; at--) names[at] = names[at - 1];
    names[at] = name;
  }
}

/* By bytes from the lowest; keys that are equal stay in their order, which is that of places. `other`
 * has room for as many. */
static void sort_many(folded_name *names, size_t count, folded_name *other) {
  enum { BITS = 8, DIGITS = 1 << BITS };
  folded_name *from = names, *to = other;
  for (int shift = 0; shift < 64; shift += BITS) {
    uint32_t places[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < count; i++) places[from[i].key >> shift & (DIGITS - 1)]++;
    if (places[from[0].key >> shift & (DIGITS - 1)] == count) continue;
    for (int digit = 0; digit < DIGITS; digit++) {
      uint32_t here = places[digit];
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

/* Sorts names whose first `depth` bytes are the same and whose keys are of what follows, eight bytes at a time: names
 * of one kind begin alike, and comparing them from their start each time would cost most of an import. They come in the
 * order of their places. */
static void sort_names(folded_name *names, size_t count, size_t depth, folded_name *other) {
  enum { FEW = 24, MANY = 256, AHEAD = 8 };
  if (count <= FEW)
    sort_few(names, count);
  else if (count < MANY)
    qsort(names, count, sizeof *names, by_key);
  else
    sort_many(names, count, other);
  depth += 8;
  for (size_t from = 0, to; from < count; from = to) {
    uint64_t key = names[from].key;
    for (to = from + 1; to < count && names[to].key == key; to++) continue;
    if (to - from == 1 || !(key & 255)) continue; /* alone, or ended */
    if (depth == DEEPEST) {
      qsort(names + from, to - from, sizeof *names, by_text);
      continue;
    }
    for (size_t i = from; i < to; i++) {
      if (i + AHEAD < to) __builtin_prefetch(names[i + AHEAD].text + depth);
      names[i].key = key_at(names[i].text + depth);
    }
    sort_names(names + from, to - from, depth, other + from);
  }
}

static grappe_code sort_range(void *context, size_t task, size_t worker, grappe_error *error) {
  naming *n = context;
  size_t from = n->bounds[task];
  (void)worker;
  (void)error;
  sort_names(n->names + from, n->bounds[task + 1] - from, 0, n->other + from);
  return GRAPPE_OK;
}

/* Parts the names by their first two bytes, those of one range before those of the next. */
static grappe_code part_names(naming *n, grappe_error *error) {
  enum { DIGITS = 1 << 16 };
  size_t count = n->terms->count, sum = 0;
  size_t *places = grappe_alloc_zero(DIGITS, sizeof *places);
  n->bounds = grappe_alloc((count / SORTED_LEAST + 2) * sizeof *n->bounds);
  if (!places || !n->bounds) {
    grappe_free(places);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < count; i++) places[n->names[i].key >> 48]++;
  n->bounds[0] = 0;
  for (size_t digit = 0; digit < DIGITS; digit++) {
    size_t here = places[digit];
    places[digit] = sum;
    sum += here;
    if (sum - n->bounds[n->range_count] >= SORTED_LEAST) n->bounds[++n->range_count] = sum;
  }
  if (n->bounds[n->range_count] < count) n->bounds[++n->range_count] = count;
  for (size_t i = 0; i < count; i++) n->other[places[n->names[i].key >> 48]++] = n->names[i];
  grappe_free(places);
  folded_name *swap = n->names;
  n->names = n->other;
  n->other = swap;
  return GRAPPE_OK;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static unsigned char *put_varint(unsigned char *out, uint64_t value) {
  for (; value >= 128; value >>= 7) *out++ = (unsigned char)(value | 128);
  *out++ = (unsigned char)value;
  return out;
}

static size_t in_common(const folded_name *a, const folded_name *b) {
  size_t most = a->length < b->length ? a->length : b->length, common = 0;
  for (; common < most; common += 8) {
    uint64_t x, y;
    memcpy(&x, a->text + common, 8);
    memcpy(&y, b->text + common, 8);
    if (x == y) continue;
    common += (size_t)__builtin_ctzll(x ^ y) / 8; /* little-endian, as segments are */
    break;
  }
  return common < most ? common : most;
}

static unsigned char *put_entry(const dataset_terms *terms, const folded_name *before, const folded_name *name,
                                unsigned char *out) {
  size_t common = in_common(before, name), rest = name->length - common;
  uint32_t first = terms->first[name->place];
  out = put_varint(put_varint(out, common), rest);
  memcpy(out, name->text + common, rest);
  out = put_varint(out + rest, name->place);
  return put_varint(put_varint(out, first), terms->last[name->place] - first);
}

/* How many names a part has from `from` on. */
static size_t part_count(const naming *n, size_t from) {
  return n->terms->count - from < DATASET_PART_NAMES ? n->terms->count - from : DATASET_PART_NAMES;
}

/* One turn: the bytes of a part. */
static grappe_code make_part(void *context, size_t task, size_t worker, grappe_error *error) {
  enum { AHEAD = 8, HEADS = 40 /* all varints of an entry */ };
  static const folded_name none = {.text = "\0\0\0\0\0\0\0"};
  naming *n = context;
  growing *part = &n->parts[task];
  size_t from = (n->first_part + task) * DATASET_PART_NAMES, count = part_count(n, from), most = 0;
  const folded_name *names = n->names + from;
  (void)worker;
  for (size_t i = 0; i < count; i++) most += names[i].length + HEADS;
  char *bytes = grappe_grow(part->bytes, &part->room, most, 1);
  if (!bytes) return grappe_fail_memory(error);
  part->bytes = bytes;
  unsigned char *out = (unsigned char *)bytes;
  for (size_t i = 0; i < count; i++) {
    if (i + AHEAD < count) {
      const folded_name *soon = &names[i + AHEAD];
      __builtin_prefetch(soon->text);
      __builtin_prefetch(soon->text + soon->length);
      __builtin_prefetch(&n->terms->first[soon->place]);
      __builtin_prefetch(&n->terms->last[soon->place]);
    }
    out = put_entry(n->terms, i ? &names[i - 1] : &none, &names[i], out);
  }
  part->length = (size_t)(out - (unsigned char *)bytes);
  return GRAPPE_OK;
}

static grappe_code write_part(naming *n, size_t task, dataset_terms *terms, dataset_output *output, size_t column,
                              grappe_error *error) {
  size_t from = (n->first_part + task) * DATASET_PART_NAMES, count = part_count(n, from);
  dataset_part part = {.first = terms->base,
                       .count = (int64_t)count,
                       .least_name = (char *)(uintptr_t)n->names[from].text,
                       .greatest_name = (char *)(uintptr_t)n->names[from + count - 1].text};
  return dataset_put_part(output, column, DATASET_NAMES_SORTED, terms->name_parts++, &part, n->parts[task].bytes,
                          n->parts[task].length, error);
}

static grappe_code write_parts(naming *n, dataset_terms *terms, dataset_output *output, size_t column,
                               grappe_error *error) {
  size_t all = (terms->count + DATASET_PART_NAMES - 1) / DATASET_PART_NAMES;
  grappe_code code = GRAPPE_OK;
  for (; code == GRAPPE_OK && n->first_part < all; n->first_part += WAVE) {
    size_t wave = all - n->first_part < WAVE ? all - n->first_part : WAVE;
    code = grappe_parallel(output->run, grappe_workers(output->run, wave), wave, make_part, n, error);
    for (size_t task = 0; code == GRAPPE_OK && task < wave; task++)
      code = write_part(n, task, terms, output, column, error);
  }
  return code;
}

grappe_code dataset_write_names(dataset_terms *terms, dataset_output *output, size_t column, grappe_error *error) {
  naming n = {.terms = terms, .arena_count = (terms->count + FOLDED - 1) / FOLDED};
  n.names = grappe_alloc(terms->count * sizeof *n.names);
  n.other = grappe_alloc(terms->count * sizeof *n.other);
  n.arenas = grappe_alloc_zero(n.arena_count, sizeof *n.arenas);
  grappe_code code = n.names && n.other && n.arenas ? GRAPPE_OK : grappe_fail_memory(error);
  grappe_run *run = output->run;
  if (code == GRAPPE_OK)
    code = grappe_parallel(run, grappe_workers(run, n.arena_count), n.arena_count, fold_range, &n, error);
  if (code == GRAPPE_OK) code = part_names(&n, error);
  if (code == GRAPPE_OK)
    code = grappe_parallel(run, grappe_workers(run, n.range_count), n.range_count, sort_range, &n, error);
  if (code == GRAPPE_OK) code = write_parts(&n, terms, output, column, error);
  for (size_t i = 0; i < WAVE; i++) grappe_free(n.parts[i].bytes);
  for (size_t i = 0; n.arenas && i < n.arena_count; i++) grappe_free(n.arenas[i].bytes);
  grappe_free(n.arenas);
  grappe_free(n.names);
  grappe_free(n.other);
  grappe_free(n.bounds);
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
