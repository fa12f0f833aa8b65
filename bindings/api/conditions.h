/* Conditions as script values. */
#ifndef GRAPPE_API_CONDITIONS_H
#define GRAPPE_API_CONDITIONS_H

#include <lua.h>

/* Pushes the condition that the value at `index` stands for in where { field = VALUE }: a text, number, figure, row,
 * boolean, a list (any of) or a condition object. Raises for anything else. */
void grappe_push_condition_of(lua_State *L, int index);

/* core.condition(value) -> what the value asks for, taken apart: { kind =, … } with words, as condition.h says. */
int grappe_core_condition(lua_State *L);
/* core.field(entity, name) -> { many =, negative =, date =, unit = } or nil where the entity has no such field. */
int grappe_core_field(lua_State *L);
/* core.kilometres(longitude, latitude, longitude, latitude) -> number, along the great circle */
int grappe_core_kilometres(lua_State *L);
/* core.store_version() -> number: another one once anything in the observatory was changed, by whom ever */
int grappe_core_store_version(lua_State *L);

#endif
