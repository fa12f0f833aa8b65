/* Names of made-up companies, with the accents, apostrophes, hyphens, commas and quotes that real ones have. */
#ifndef GRAPPE_BENCH_NAMES_H
#define GRAPPE_BENCH_NAMES_H

#include <stdint.h>

enum { bench_name_most = 240 };

/* A name as a field of CSV, quoted where it must be. `place` is the commune of the company's seat. */
void bench_name(uint64_t bits, const char *place, char *out);

#endif
