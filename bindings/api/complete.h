/* Parts of `core` for completion in the shell. */
#ifndef GRAPPE_API_COMPLETE_H
#define GRAPPE_API_COMPLETE_H

#include <lua.h>

/* core.names_beginning(entity, start, list or level or nil, most) -> names and codes of rows, one a line; of all rows,
 * where nothing is typed yet, the codes (a code may be told several times) */
int grappe_core_names_beginning(lua_State *L);
/* core.field_values(entity, field) -> the codes of its list; or { entity =, among = }: the rows that it refers to */
int grappe_core_field_values(lua_State *L);
/* core.entity_fields(entity) -> the names of its fields */
int grappe_core_entity_fields(lua_State *L);
/* core.value_type(value) -> { kind =, entity =, columns = { … } } as the checker of scripts knows types, or nil;
 * the columns of a frame or dataset, the keys of a table */
int grappe_core_value_type(lua_State *L);

#endif
