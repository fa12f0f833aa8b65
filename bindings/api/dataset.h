/* Datasets as script values. */
#ifndef GRAPPE_API_DATASET_H
#define GRAPPE_API_DATASET_H

#include <lua.h>

#include "query/scan.h"

/* Whether the value is the rows of a dataset. */
int grappe_is_dataset(lua_State *L, int index);
grappe_scan *grappe_check_dataset(lua_State *L, int index);    /* raises where it is none; borrowed */
void grappe_push_dataset(lua_State *L, grappe_scan *scan);     /* takes the reference over */

#endif
