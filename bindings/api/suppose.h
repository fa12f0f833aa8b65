/* What core gives the prelude for examples with rows of their own. Between begin and end the observatory holds them as
 * well; end undoes everything. Needs an observatory that may be written, such as a copy. */
#ifndef GRAPPE_API_SUPPOSE_H
#define GRAPPE_API_SUPPOSE_H

#include <lua.h>

int grappe_suppose_begin(lua_State *L);   /* () */
int grappe_suppose_rows(lua_State *L);    /* (entity, text of a CSV file) */
int grappe_suppose_none(lua_State *L);    /* (entity): takes all its rows away, which nothing may refer to */
int grappe_suppose_dataset(lua_State *L); /* (format made, text of a published file) */
int grappe_suppose_end(lua_State *L);     /* (); also where nothing was begun */

#endif
