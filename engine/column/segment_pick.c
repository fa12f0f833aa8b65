/* Decoding single rows: of packed values the blocks that hold them, of runs and deltas what goes before. */
#include <string.h>

#include "column/segment_private.h"

/* The values of the block that holds a row, from the first row of the block on. */
static void unpack_block(const unsigned char *packed, size_t block, size_t rows, int64_t base, unsigned width,
                         int64_t *out) {
  size_t first = block * SEGMENT_BLOCK, count = rows - first < SEGMENT_BLOCK ? rows - first : SEGMENT_BLOCK;
  segment_unpack_int64(packed + block * segment_packed_bytes(1, width), count, base, width, out);
}

static void pick_packed(const segment_header *h, const unsigned char *packed, int64_t base, const uint32_t *at,
                        size_t count, int64_t *out) {
  int64_t block[SEGMENT_BLOCK];
  size_t unpacked = SIZE_MAX;
  for (size_t i = 0; i < count; i++) {
    if (at[i] / SEGMENT_BLOCK != unpacked) {
      unpacked = at[i] / SEGMENT_BLOCK;
      unpack_block(packed, unpacked, h->rows, base, h->width, block);
    }
    out[i] = block[at[i] % SEGMENT_BLOCK];
  }
}

/* The place of a row among those asked for; count: it is not. */
static size_t place_of(const uint32_t *at, size_t count, uint32_t row) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (at[middle] < row)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && at[low] == row ? low : count;
}

static void pick_patches(const segment_header *h, const unsigned char *part, const uint32_t *at, size_t count,
                         int64_t *out) {
  size_t patches = (size_t)segment_word(part + 8);
  const unsigned char *beside = part + 16 + segment_packed_bytes(h->rows, h->width);
  const uint16_t *positions = (const uint16_t *)(const void *)(beside + patches * 8);
  for (size_t i = 0; i < patches; i++) {
    if (positions[i] < at[0] || positions[i] > at[count - 1]) continue;
    size_t place = place_of(at, count, positions[i]);
    if (place < count) out[place] = (int64_t)(segment_word(part) + segment_word(beside + i * 8));
  }
}

/* `scratch` has room for two arrays of 64-bit words. */
static int pick_runs(const segment_header *h, const unsigned char *part, const uint32_t *at, size_t count, int64_t *out,
                     int64_t *scratch) {
  size_t runs = (size_t)segment_word(part + 8);
  int32_t *ends = (int32_t *)(scratch + h->rows);
  segment_unpack_int64(part + 16, runs, (int64_t)segment_word(part), h->width, scratch);
  if (!segment_read_ends(h, part, runs, ends)) return 0;
  for (size_t i = 0, run = 0; i < count; i++) {
    while ((uint32_t)ends[run] <= at[i]) run++;
    out[i] = scratch[run];
  }
  return 1;
}

static void pick_delta(const segment_header *h, const unsigned char *part, const uint32_t *at, size_t count,
                       int64_t *out) {
  int64_t block[SEGMENT_BLOCK], step = (int64_t)segment_word(part + 8);
  uint64_t sum = segment_word(part) - (uint64_t)step; /* the first step is the least one, and there is none */
  for (size_t row = 0, i = 0; i < count; row += SEGMENT_BLOCK) {
    size_t rows = h->rows - row < SEGMENT_BLOCK ? h->rows - row : SEGMENT_BLOCK;
    unpack_block(part + 16, row / SEGMENT_BLOCK, h->rows, step, h->width, block);
    for (size_t k = 0; k < rows; k++) {
      sum += (uint64_t)block[k];
      block[k] = (int64_t)sum;
    }
    for (; i < count && at[i] < row + rows; i++) out[i] = block[at[i] - row];
  }
}

static int pick_int64(const segment_header *h, const unsigned char *part, const uint32_t *at, size_t count,
                      int64_t *out, int64_t *scratch) {
  int64_t base = (int64_t)segment_word(part);
  switch (h->encoding) {
    case GRAPPE_CONSTANT:
      for (size_t i = 0; i < count; i++) out[i] = base;
      return 1;
    case GRAPPE_PACKED:
      pick_packed(h, part + 8, base, at, count, out);
      return 1;
    case GRAPPE_PATCHED:
      pick_packed(h, part + 16, base, at, count, out);
      pick_patches(h, part, at, count, out);
      return 1;
    case GRAPPE_RUNS:
      return pick_runs(h, part, at, count, out, scratch);
    default:
      pick_delta(h, part, at, count, out);
      return 1;
  }
}

static int pick_values(const segment_header *h, const unsigned char *part, const uint32_t *at, size_t count,
                       grappe_physical into, void *values, int64_t *scratch) {
  if (h->encoding == GRAPPE_PLAIN) {
    for (size_t i = 0; i < count; i++) memcpy((double *)values + i, part + (size_t)at[i] * 8, 8);
    return 1;
  }
  int64_t *whole = into == GRAPPE_INT64 ? values : scratch;
  if (!pick_int64(h, part, at, count, whole, scratch + h->rows)) return 0;
  if (into == GRAPPE_INT32)
    for (size_t i = 0; i < count; i++) ((int32_t *)values)[i] = (int32_t)(uint32_t)whole[i];
  else if (into == GRAPPE_DOUBLE)
    segment_to_doubles(whole, count, segment_powers_of_ten[h->scale], values);
  return 1;
}

int grappe_segment_pick(const unsigned char *bytes, size_t length, size_t rows, const uint32_t *at, size_t count,
                        grappe_physical into, int64_t absent, void *values, unsigned char *presence, void *scratch) {
  segment_header h;
  if (!segment_open(bytes, length, rows, into, &h)) return 0;
  size_t rest = length - sizeof h;
  const unsigned char *part = bytes + sizeof h;
  if (!count || at[count - 1] >= rows || !pick_values(&h, part, at, count, into, values, scratch)) return 0;
  if (!h.sections) {
    if (presence) memset(presence, 0, count);
    return rest == h.value_bytes;
  }
  uint32_t marked;
  unsigned char *kinds = scratch, *picked = kinds + rows;
  if (!segment_decode_absence(part + h.value_bytes, rest - h.value_bytes, rows, h.sections, kinds, &marked)) return 0;
  if (presence) picked = presence;
  for (size_t i = 0; i < count; i++) picked[i] = kinds[at[i]];
  segment_fill_absent(into, values, picked, count, absent);
  return 1;
}
