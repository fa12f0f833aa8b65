/* Conditions as script values. */
#ifndef GRAPPE_API_CONDITIONS_H
#define GRAPPE_API_CONDITIONS_H

#include <lua.h>

/* Pushes the condition that the value at `index` stands for in where { field = VALUE }: a text, number, figure, row,
 * boolean, a list (any of) or a condition object. Raises for anything else. */
void grappe_push_condition_of(lua_State *L, int index);

#endif
