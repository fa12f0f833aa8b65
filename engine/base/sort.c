#include "base/sort.h"

#include <string.h>

#include "base/memory.h"

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
    size_t starts[257] = {0};
    if (!(differ >> shift & 0xff)) continue;
    for (size_t i = 0; i < count; i++) starts[(from[i] >> shift & 0xff) + 1]++;
    for (size_t b = 0; b < 256; b++) starts[b + 1] += starts[b];
    for (size_t i = 0; i < count; i++) to[starts[from[i] >> shift & 0xff]++] = from[i];
    uint64_t *swap = from;
    from = to;
    to = swap;
    code = grappe_run_check(run, error);
  }
  if (code == GRAPPE_OK && from != words) memcpy(words, from, count * sizeof *words);
  grappe_free(spare);
  return code;
}
