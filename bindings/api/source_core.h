/* Parts of `core` for the prelude's checker of scripts. */
#ifndef GRAPPE_API_SOURCE_CORE_H
#define GRAPPE_API_SOURCE_CORE_H

#include <lua.h>

/* core.path(entity, path) -> { kind =, several =, entity =, unit = }; an unknown path raises, with the nearest. */
int grappe_core_path(lua_State *L);
/* core.documents() -> list of { kind = "function" | "method" | "property", type =, name =, signature =,
 * engine = whether it is written in C: one that only computes from what it is given } */
int grappe_core_documents(lua_State *L);
/* core.names() -> { name = true … } of all that a script finds in its environment. */
int grappe_core_names(lua_State *L);

#endif
