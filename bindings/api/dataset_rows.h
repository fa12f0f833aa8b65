/* Rows of a dataset as scripts see them: what a function of the row is called with, and what goes through all rows. */
#ifndef GRAPPE_API_DATASET_ROWS_H
#define GRAPPE_API_DATASET_ROWS_H

#include <lua.h>

#include "query/scan.h"

/* The test for grappe_scan_filter of a function that grappe_row_test_new made. */
grappe_code grappe_scan_call(void *context, grappe_scan_rows *rows, const uint32_t *at, size_t count,
                             unsigned char *answers, grappe_error *error);

/* Pushes a function that gives the first `most` (SIZE_MAX: all) rows of the scan one by one, each a table of what is
 * shown; nil after the last. */
void grappe_push_scan_iterator(lua_State *L, grappe_scan *scan, size_t most);
/* Pushes the only row as such a table; raises where there is none or more than one. */
void grappe_push_scan_one(lua_State *L, grappe_scan *scan);

#endif
