/* What the rows of a data package show about its keys, where the model alone cannot tell: whether a file's key is
 * complete, and in which file of the package the codes of a column stand.
 *
 * Rows are given one by one, in any order of resources; keys and references are copied. */
#ifndef GRAPPE_PUBLISH_DATAPACKAGE_ROWS_H
#define GRAPPE_PUBLISH_DATAPACKAGE_ROWS_H

#include "publish/datapackage.h"

typedef struct grappe_datapackage_rows grappe_datapackage_rows;

/* Borrows the resources, which stay where they are until the free; entity, path and columns (not NULL) of each must be
 * set before its first row. */
grappe_code grappe_datapackage_rows_new(const grappe_datapackage_resource *resources, size_t count,
                                        grappe_datapackage_rows **rows, grappe_error *error);
void grappe_datapackage_rows_free(grappe_datapackage_rows *rows);

/* One value for each column of the resource, "" where it is empty. */
grappe_code grappe_datapackage_rows_add(grappe_datapackage_rows *rows, size_t resource, const char *const *values,
                                        grappe_error *error);

/* After the last row: fills `facts`, one for each resource. What they point to lives until the free.
 *
 * A column refers to the resource in whose key every value of it stands: of several, to one in its own folder, else to
 * the first. A column without values refers to none. */
grappe_code grappe_datapackage_rows_judge(grappe_datapackage_rows *rows, grappe_datapackage_facts *facts,
                                          grappe_error *error);

#endif
