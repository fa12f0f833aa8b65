#include "base/sort.h"

#include <string.h>

#include "base/memory.h"

enum { CHECK_EVERY = 1 << 18 };

typedef struct by_byte {
  size_t starts[257];
  unsigned shift;
} by_byte;

static size_t end_of(size_t from, size_t count) {
  return count - from < CHECK_EVERY ? count : from + CHECK_EVERY;
}

/* Both go on from where they are; what is sorted so far is no loss when the run is stopped. */
static grappe_code count_bytes(by_byte *b, const uint64_t *words, size_t count, grappe_run *run, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < count && code == GRAPPE_OK;) {
    for (size_t end = end_of(i, count); i < end; i++) b->starts[(words[i] >> b->shift & 0xff) + 1]++;
    code = grappe_run_check(run, error);
  }
  for (size_t byte = 0; byte < 256; byte++) b->starts[byte + 1] += b->starts[byte];
  return code;
}

static grappe_code deal_out(by_byte *b, const uint64_t *from, size_t count, uint64_t *to, grappe_run *run,
                            grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < count && code == GRAPPE_OK;) {
    for (size_t end = end_of(i, count); i < end; i++) to[b->starts[from[i] >> b->shift & 0xff]++] = from[i];
    code = grappe_run_check(run, error);
  }
  return code;
}

/* By bytes, the lowest first; bytes that are the same everywhere are passed over. */
grappe_code grappe_sort_words(uint64_t *words, size_t count, grappe_run *run, grappe_error *error) {
  uint64_t differ = 0;
  int sorted = 1;
  for (size_t i = 1; i < count; i++) {
    differ |= words[i] ^ words[0];
    sorted &= words[i - 1] <= words[i];
  }
  if (sorted) return GRAPPE_OK;
  uint64_t *from = words, *spare = grappe_alloc(count * sizeof *spare), *to = spare;
  grappe_code code = spare ? GRAPPE_OK : grappe_fail_memory(error);
  for (unsigned shift = 0; shift < 64 && code == GRAPPE_OK; shift += 8) {
    by_byte b = {.shift = shift};
    if (!(differ >> shift & 0xff)) continue;
    code = count_bytes(&b, from, count, run, error);
    if (code == GRAPPE_OK) code = deal_out(&b, from, count, to, run, error);
    uint64_t *swap = from;
    from = to;
    to = swap;
  }
  if (code == GRAPPE_OK && from != words) memcpy(words, from, count * sizeof *words);
  grappe_free(spare);
  return code;
}
