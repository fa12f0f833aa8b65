/* Sorting of many whole numbers at once, by their bytes. */
#ifndef GRAPPE_BASE_SORT_H
#define GRAPPE_BASE_SORT_H

#include <stddef.h>

#include "base/run.h"

/* Ascending, as numbers without sign. Takes as much memory again; the run (may be NULL) is looked at on the way. */
grappe_code grappe_sort_words(uint64_t *words, size_t count, grappe_run *run, grappe_error *error);

#endif
