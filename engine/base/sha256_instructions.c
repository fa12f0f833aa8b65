/* SHA-256 by the instructions that x86 processors have for it, four times as fast; chosen when the program runs. */
#include "base/sha256_private.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/* The compiler's own question (cpu_supports) does not know these instructions. */
static int has_instructions(void) {
  unsigned a, b, c, d;
  return __builtin_cpu_supports("sse4.1") && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
}

/* The instructions keep the eight words as A B E F and C D G H, and take four words of the message at a time. */
__attribute__((target("sha,sse4.1"))) static void mix(uint32_t state[8], const unsigned char *at, size_t count) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i dcba = _mm_loadu_si128((const __m128i *)(const void *)state);
  __m128i hgfe = _mm_loadu_si128((const __m128i *)(const void *)(state + 4));
  __m128i cdab = _mm_shuffle_epi32(dcba, 0xB1), efgh = _mm_shuffle_epi32(hgfe, 0x1B);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xF0);
  for (; count; count--, at += 64) {
    __m128i w[4], abef_before = abef, cdgh_before = cdgh;
    for (int i = 0; i < 4; i++)
      w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(at + 16 * i)), big_endian);
#pragma GCC unroll 16
    for (int i = 0; i < 16; i++) {
      __m128i here = w[i & 3];
      __m128i sum = _mm_add_epi32(here, _mm_loadu_si128((const __m128i *)(const void *)(sha256_constants + 4 * i)));
      cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
      abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0E));
      if (i < 12) { /* the words of four groups on, in the place of these */
        __m128i last = w[(i + 3) & 3], middle = _mm_alignr_epi8(last, w[(i + 2) & 3], 4);
        __m128i begun = _mm_add_epi32(_mm_sha256msg1_epu32(here, w[(i + 1) & 3]), middle);
        w[i & 3] = _mm_sha256msg2_epu32(begun, last);
      }
    }
    abef = _mm_add_epi32(abef, abef_before);
    cdgh = _mm_add_epi32(cdgh, cdgh_before);
  }
  __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
  _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(feba, dchg, 0xF0));
  _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

int sha256_mix_by_instruction(uint32_t state[8], const unsigned char *blocks, size_t count) {
  static int known; /* 0: not asked yet, 1: none, 2: there; whoever asks at the same time finds the same */
  int found = __atomic_load_n(&known, __ATOMIC_RELAXED);
  if (!found) __atomic_store_n(&known, found = has_instructions() ? 2 : 1, __ATOMIC_RELAXED);
  if (found == 2) mix(state, blocks, count);
  return found == 2;
}

#else

int sha256_mix_by_instruction(uint32_t state[8], const unsigned char *blocks, size_t count) {
  (void)state;
  (void)blocks;
  (void)count;
  return 0;
}

#endif
