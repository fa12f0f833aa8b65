/* What a script may use, and the one table that says so: `.limits` lists it, sets from it, and help quotes it. */
#ifndef GRAPPE_STATE_LIMITS_H
#define GRAPPE_STATE_LIMITS_H

#include <stddef.h>

#include "base/language.h"
#include "base/status.h"

typedef struct grappe_limits {
  double seconds;      /* wall-clock time of one run; 0: no limit */
  size_t memory_bytes; /* held by Lua and by what bindings declare with grappe_state_hold */
  size_t output_bytes; /* printed in one run; 0: no limit */
  size_t source_bytes; /* the longest script text that is read or compiled */
  int threads;         /* that queries and imports work with; 0: one for each processor */
  size_t data_bytes;   /* held by the engine in all: tables, columns of datasets, queries; 0: no limit */
} grappe_limits;

/* One row of the table. Numbers are in `unit`: "s", "MB" (1,048,576 bytes), "" where they count. */
typedef struct grappe_limit {
  const char *name, *unit;
  double standard, least, most;
  int may_be_off; /* 0 switches this limit off */
  const char *documentation[GRAPPE_LANGUAGES];
} grappe_limit;

#define GRAPPE_LIMITS 6

grappe_limits grappe_limits_standard(void);
/* The row; NULL past the last. `index` from 0. */
const grappe_limit *grappe_limit_at(size_t index);
/* The value that `limits` has for the row, in the row's unit. */
double grappe_limits_get(const grappe_limits *limits, size_t index);
/* GRAPPE_NOT_FOUND for a name that is none; GRAPPE_ARGUMENT for a value outside of least to most. */
grappe_code grappe_limits_set(grappe_limits *limits, const char *name, double value, grappe_error *error);

#endif
