/* Primitives of the prelude for batches of many figures. */
#ifndef GRAPPE_API_BATCH_H
#define GRAPPE_API_BATCH_H

#include <lua.h>

int grappe_core_batch(lua_State *L);      /* begins a batch: no remarks, seldom collected */
int grappe_core_row_key(lua_State *L);    /* what tells a row from others */
int grappe_core_data_state(lua_State *L); /* what changes with the data */

#endif
