/* What the fuzzers share. */
#ifndef GRAPPE_TEST_FUZZ_H
#define GRAPPE_TEST_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Called with every input; never fails but by stopping the process. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Holds what must be true whatever the input. */
static inline void fuzz_hold(int condition, const char *what) {
  if (condition) return;
  fprintf(stderr, "not held: %s\n", what);
  abort();
}

#endif
