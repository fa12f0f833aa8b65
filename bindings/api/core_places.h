/* Parts of `core`: places, levels and entities. */
#ifndef GRAPPE_API_CORE_PLACES_H
#define GRAPPE_API_CORE_PLACES_H

#include <lua.h>

/* core.is_level(text) -> whether it is a level of territory, or an entity's name; core.levels() -> all of them */
int grappe_core_is_level(lua_State *L);
int grappe_core_levels(lua_State *L);
/* core.find_at(level or entity, name) -> row */
int grappe_core_find_at(lua_State *L);
/* core.row_label(row) -> what it is called; of a stand-in its text */
int grappe_core_row_label(lua_State *L);
/* core.entities() -> list of { name =, plural =, title = } */
int grappe_core_entities(lua_State *L);
/* core.collection_of(entity) -> its collection, or nil where the name is no entity */
int grappe_core_collection_of(lua_State *L);

#endif
