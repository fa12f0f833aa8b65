/* The communes of the reference data, with the département and region each rolls up to. */
#ifndef GRAPPE_BENCH_PLACES_H
#define GRAPPE_BENCH_PLACES_H

#include <stddef.h>

typedef struct bench_place {
  char code[8], departement[12], region[12];
  char *name;
  double population;
} bench_place;

typedef struct bench_places {
  bench_place *items;
  size_t count;
} bench_places;

typedef struct bench_codes {
  char (*items)[8];
  size_t count;
} bench_codes;

/* Both end the program with a sentence where a file cannot be read. */
bench_places bench_places_read(const char *path);
bench_codes bench_activities_read(const char *path); /* the classes of NAF: 21.20Z */

#endif
