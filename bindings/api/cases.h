/* The files of accepted boundary cases of rules, for the prelude's boundaries.lua. */
#ifndef GRAPPE_API_CASES_H
#define GRAPPE_API_CASES_H

#include <lua.h>

void grappe_cases_open(lua_State *L); /* adds its primitives to the table at the top */

#endif
