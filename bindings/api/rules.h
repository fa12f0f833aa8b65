/* Asking the requirements of rules of many rows: primitives for the prelude's assess(). */
#ifndef GRAPPE_API_RULES_H
#define GRAPPE_API_RULES_H

#include <lua.h>

void grappe_rules_open(lua_State *L); /* adds its primitives to the table at the top */

#endif
