/* Bits of very many things, and how many are marked. */
#include "query/scan_private.h"

enum { CHECK_WORDS = 1 << 19 };

grappe_code scan_bits_make(scan_bits *bits, uint64_t count, grappe_error *error) {
  *bits = (scan_bits){.bits = count};
  if (count / 64 >= SIZE_MAX / 16) return grappe_fail_memory(error);
  bits->words = grappe_alloc_zero((size_t)(count / 64) + 1, sizeof *bits->words);
  return bits->words ? GRAPPE_OK : grappe_fail_memory(error);
}

void scan_bits_free(scan_bits *bits) {
  grappe_free(bits->words);
  grappe_free(bits->before);
  *bits = (scan_bits){0};
}

grappe_code scan_bits_count(scan_bits *bits, grappe_run *run, size_t *count, grappe_error *error) {
  size_t words = (size_t)(bits->bits / 64) + 1, total = 0;
  grappe_code code = GRAPPE_OK;
  bits->before = grappe_alloc(words * sizeof *bits->before);
  if (!bits->before) return grappe_fail_memory(error);
  for (size_t w = 0; w < words && code == GRAPPE_OK; w++) {
    bits->before[w] = (uint32_t)total;
    total += scan_popcount(bits->words[w]);
    if (w % CHECK_WORDS == 0) code = grappe_run_check(run, error);
  }
  *count = total;
  return code;
}

uint64_t scan_bits_between(const scan_bits *bits, uint64_t from, uint64_t to) {
  uint64_t count = 0;
  if (from >= to) return 0;
  size_t first = from / 64, last = to / 64;
  uint64_t head = ~UINT64_C(0) << (from % 64), tail = (UINT64_C(1) << (to % 64)) - 1;
  if (first == last) return scan_popcount(bits->words[first] & head & tail);
  count = scan_popcount(bits->words[first] & head);
  for (size_t w = first + 1; w < last; w++) count += scan_popcount(bits->words[w]);
  return count + scan_popcount(bits->words[last] & tail);
}
