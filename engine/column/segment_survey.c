/* What passes over the values of a segment find out before it is encoded. The loops are such that compilers make wide
 * instructions of them; they are compiled a second time for AVX2, chosen at run time. */
#include "column/segment_private.h"

#define INLINE static inline __attribute__((always_inline))

INLINE void look_at(const int64_t *values, size_t rows, segment_survey *s) {
  int64_t least = values[0], greatest = values[0];
  size_t runs = 1;
  for (size_t i = 0; i < rows; i++) {
    least = values[i] < least ? values[i] : least;
    greatest = values[i] > greatest ? values[i] : greatest;
  }
  for (size_t i = 1; i < rows; i++) runs += values[i] != values[i - 1];
  *s = (segment_survey){.least = least, .greatest = greatest, .runs = runs};
}

INLINE void look_at_steps(const int64_t *values, size_t rows, segment_survey *s) {
  int64_t least = values[1] - values[0], greatest = least;
  for (size_t i = 1; i < rows; i++) {
    int64_t step = values[i] - values[i - 1];
    least = step < least ? step : least;
    greatest = step > greatest ? step : greatest;
  }
  s->least_step = least;
  s->greatest_step = greatest;
}

INLINE size_t count_wider(const int64_t *values, size_t rows, int64_t base, unsigned width) {
  size_t count = 0;
  for (size_t i = 0; i < rows; i++) count += ((uint64_t)values[i] - (uint64_t)base) >> width != 0;
  return count;
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2"))) static

AVX2 void look_at_avx2(const int64_t *values, size_t rows, segment_survey *s) {
  look_at(values, rows, s);
}

AVX2 void look_at_steps_avx2(const int64_t *values, size_t rows, segment_survey *s) {
  look_at_steps(values, rows, s);
}

AVX2 size_t count_wider_avx2(const int64_t *values, size_t rows, int64_t base, unsigned width) {
  return count_wider(values, rows, base, width);
}
#endif

void segment_look_at(const int64_t *values, size_t rows, segment_survey *survey) {
#if defined(__x86_64__)
  if (segment_use_avx2()) {
    look_at_avx2(values, rows, survey);
    return;
  }
#endif
  look_at(values, rows, survey);
}

void segment_look_at_steps(const int64_t *values, size_t rows, segment_survey *survey) {
#if defined(__x86_64__)
  if (segment_use_avx2()) {
    look_at_steps_avx2(values, rows, survey);
    return;
  }
#endif
  look_at_steps(values, rows, survey);
}

size_t segment_count_wider(const int64_t *values, size_t rows, int64_t base, unsigned width) {
#if defined(__x86_64__)
  if (segment_use_avx2()) return count_wider_avx2(values, rows, base, width);
#endif
  return count_wider(values, rows, base, width);
}
