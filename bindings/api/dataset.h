/* Datasets as script values. */
#ifndef GRAPPE_API_DATASET_H
#define GRAPPE_API_DATASET_H

#include <lua.h>

/* Whether the value is the rows of a dataset. */
int grappe_is_dataset(lua_State *L, int index);

#endif
