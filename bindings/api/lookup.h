/* Looking things up in the observatory: figures of a measure, rows by name, the collections. */
#ifndef GRAPPE_API_LOOKUP_H
#define GRAPPE_API_LOOKUP_H

#include <lua.h>

/* figure { measure =, territory =, period =, … }: the one observation that the order of sources prefers. */
int grappe_lookup_figure(lua_State *L);

/* Publishes each entity's collection under its plural name: sites, organisations … (may raise). */
void grappe_publish_collections(lua_State *L);

#endif
