/* Bit packing in lanes. The inner loops run over the lanes of a row of words with one shift for all, so that compilers
 * turn them into wide instructions; the 32-bit ones are compiled a second time for AVX2 and chosen at run time. */
#include <string.h>

#include "column/segment_private.h"

enum { LANES32 = 32, LANES64 = 16 };

size_t segment_packed_bytes(size_t rows, unsigned width) {
  return (rows + SEGMENT_BLOCK - 1) / SEGMENT_BLOCK * (SEGMENT_BLOCK / 8) * width;
}

static void pack_block32(const uint32_t *values, unsigned width, uint32_t *words) {
  memset(words, 0, (size_t)width * LANES32 * sizeof *words);
  uint32_t mask = width == 32 ? UINT32_MAX : (UINT32_C(1) << width) - 1;
  for (unsigned k = 0; k < 32; k++) {
    unsigned bit = k * width, shift = bit & 31;
    uint32_t *low = words + (size_t)(bit >> 5) * LANES32;
    for (unsigned lane = 0; lane < LANES32; lane++) low[lane] |= (values[k * LANES32 + lane] & mask) << shift;
    if (shift + width > 32)
      for (unsigned lane = 0; lane < LANES32; lane++)
        low[LANES32 + lane] |= (values[k * LANES32 + lane] & mask) >> (32 - shift);
  }
}

static void pack_block64(const uint64_t *values, unsigned width, uint64_t *words) {
  memset(words, 0, (size_t)width * LANES64 * sizeof *words);
  uint64_t mask = width == 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1;
  for (unsigned k = 0; k < 64; k++) {
    unsigned bit = k * width, shift = bit & 63;
    uint64_t *low = words + (size_t)(bit >> 6) * LANES64;
    for (unsigned lane = 0; lane < LANES64; lane++) low[lane] |= (values[k * LANES64 + lane] & mask) << shift;
    if (shift + width > 64)
      for (unsigned lane = 0; lane < LANES64; lane++)
        low[LANES64 + lane] |= (values[k * LANES64 + lane] & mask) >> (64 - shift);
  }
}

void segment_pack(const int64_t *values, size_t rows, int64_t base, unsigned width, unsigned char *out) {
  uint64_t wide[SEGMENT_BLOCK];
  uint32_t narrow[SEGMENT_BLOCK];
  if (!width) return;
  for (size_t begin = 0; begin < rows; begin += SEGMENT_BLOCK) {
    size_t count = rows - begin < SEGMENT_BLOCK ? rows - begin : SEGMENT_BLOCK;
    for (size_t i = 0; i < count; i++) wide[i] = (uint64_t)values[begin + i] - (uint64_t)base;
    memset(wide + count, 0, (SEGMENT_BLOCK - count) * sizeof *wide);
    if (width > 32) {
      pack_block64(wide, width, (uint64_t *)(void *)out);
    } else {
      for (size_t i = 0; i < SEGMENT_BLOCK; i++) narrow[i] = (uint32_t)wide[i];
      pack_block32(narrow, width, (uint32_t *)(void *)out);
    }
    out += segment_packed_bytes(1, width);
  }
}

static inline __attribute__((always_inline)) void unpack32(const uint32_t *restrict words, unsigned width,
                                                           uint32_t base, uint32_t *restrict out) {
  uint32_t mask = width == 32 ? UINT32_MAX : (UINT32_C(1) << width) - 1;
  for (unsigned k = 0; k < 32; k++) {
    unsigned bit = k * width, shift = bit & 31;
    const uint32_t *low = words + (size_t)(bit >> 5) * LANES32;
    uint32_t *to = out + (size_t)k * LANES32;
    if (shift + width <= 32)
      for (unsigned lane = 0; lane < LANES32; lane++) to[lane] = base + (low[lane] >> shift & mask);
    else
      for (unsigned lane = 0; lane < LANES32; lane++)
        to[lane] = base + ((low[lane] >> shift | low[LANES32 + lane] << (32 - shift)) & mask);
  }
}

/* Of up to 32 bits, into 64-bit values. */
static inline __attribute__((always_inline)) void unpack32_wide(const uint32_t *restrict words, unsigned width,
                                                                uint64_t base, uint64_t *restrict out) {
  uint32_t row[LANES32];
  uint32_t mask = width == 32 ? UINT32_MAX : (UINT32_C(1) << width) - 1;
  for (unsigned k = 0; k < 32; k++) {
    unsigned bit = k * width, shift = bit & 31;
    const uint32_t *low = words + (size_t)(bit >> 5) * LANES32;
    if (shift + width <= 32)
      for (unsigned lane = 0; lane < LANES32; lane++) row[lane] = low[lane] >> shift & mask;
    else
      for (unsigned lane = 0; lane < LANES32; lane++)
        row[lane] = (low[lane] >> shift | low[LANES32 + lane] << (32 - shift)) & mask;
    uint64_t *to = out + (size_t)k * LANES32;
    for (unsigned lane = 0; lane < LANES32; lane++) to[lane] = base + row[lane];
  }
}

static inline __attribute__((always_inline)) void unpack64(const uint64_t *restrict words, unsigned width,
                                                           uint64_t base, uint64_t *restrict out) {
  uint64_t mask = width == 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1;
  for (unsigned k = 0; k < 64; k++) {
    unsigned bit = k * width, shift = bit & 63;
    const uint64_t *low = words + (size_t)(bit >> 6) * LANES64;
    uint64_t *to = out + (size_t)k * LANES64;
    if (shift + width <= 64)
      for (unsigned lane = 0; lane < LANES64; lane++) to[lane] = base + (low[lane] >> shift & mask);
    else
      for (unsigned lane = 0; lane < LANES64; lane++)
        to[lane] = base + ((low[lane] >> shift | low[LANES64 + lane] << (64 - shift)) & mask);
  }
}

typedef void (*unpack_narrow)(const uint32_t *, unsigned, uint32_t, uint32_t *);
typedef void (*unpack_wide)(const void *, unsigned, uint64_t, uint64_t *);

static void narrow_portable(const uint32_t *words, unsigned width, uint32_t base, uint32_t *out) {
  unpack32(words, width, base, out);
}

static void wide_portable(const void *words, unsigned width, uint64_t base, uint64_t *out) {
  if (width > 32)
    unpack64(words, width, base, out);
  else
    unpack32_wide(words, width, base, out);
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static void narrow_avx2(const uint32_t *words, unsigned width, uint32_t base,
                                                        uint32_t *out) {
  unpack32(words, width, base, out);
}

__attribute__((target("avx2"))) static void wide_avx2(const void *words, unsigned width, uint64_t base, uint64_t *out) {
  if (width > 32)
    unpack64(words, width, base, out);
  else
    unpack32_wide(words, width, base, out);
}
#endif

int segment_portable_only;

int segment_use_avx2(void) {
#if defined(__x86_64__)
  return !segment_portable_only && __builtin_cpu_supports("avx2");
#else
  return 0;
#endif
}

static unpack_narrow choose_narrow(void) {
#if defined(__x86_64__)
  if (segment_use_avx2()) return narrow_avx2;
#endif
  return narrow_portable;
}

static unpack_wide choose_wide(void) {
#if defined(__x86_64__)
  if (segment_use_avx2()) return wide_avx2;
#endif
  return wide_portable;
}

void segment_unpack_int64(const unsigned char *in, size_t rows, int64_t base, unsigned width, int64_t *out) {
  if (!width) {
    for (size_t i = 0; i < rows; i++) out[i] = base;
    return;
  }
  unpack_wide unpack = choose_wide();
  size_t step = segment_packed_bytes(1, width);
  for (; rows >= SEGMENT_BLOCK; rows -= SEGMENT_BLOCK, in += step, out += SEGMENT_BLOCK)
    unpack(in, width, (uint64_t)base, (uint64_t *)out);
  if (!rows) return;
  uint64_t last[SEGMENT_BLOCK];
  unpack(in, width, (uint64_t)base, last);
  memcpy(out, last, rows * sizeof *out);
}

void segment_unpack_int32(const unsigned char *in, size_t rows, int64_t base, unsigned width, int32_t *out) {
  if (width > 32) { /* never of values that fit in 32 bits, but the bytes may say so */
    for (size_t i = 0; i < rows; i += SEGMENT_BLOCK, in += segment_packed_bytes(1, width)) {
      int64_t wide[SEGMENT_BLOCK];
      size_t count = rows - i < SEGMENT_BLOCK ? rows - i : SEGMENT_BLOCK;
      segment_unpack_int64(in, count, base, width, wide);
      for (size_t j = 0; j < count; j++) out[i + j] = (int32_t)(uint32_t)wide[j];
    }
    return;
  }
  if (!width) {
    for (size_t i = 0; i < rows; i++) out[i] = (int32_t)(uint32_t)base;
    return;
  }
  unpack_narrow unpack = choose_narrow();
  size_t step = segment_packed_bytes(1, width);
  for (; rows >= SEGMENT_BLOCK; rows -= SEGMENT_BLOCK, in += step, out += SEGMENT_BLOCK)
    unpack((const uint32_t *)(const void *)in, width, (uint32_t)base, (uint32_t *)out);
  if (!rows) return;
  uint32_t last[SEGMENT_BLOCK];
  unpack((const uint32_t *)(const void *)in, width, (uint32_t)base, last);
  memcpy(out, last, rows * sizeof *out);
}
