/* The prelude's own table `core`. All may raise. */
#ifndef GRAPPE_API_CORE_H
#define GRAPPE_API_CORE_H

#include <lua.h>

void grappe_core_open(lua_State *L);    /* makes the prelude's environment, with `core` in it */
void grappe_push_prelude(lua_State *L); /* that environment */
void grappe_push_core(lua_State *L);    /* the table `core` */
void grappe_page_open(lua_State *L);    /* page.c: the same */
void grappe_explain_open(lua_State *L); /* explain.c: adds its primitives to the table on top */

#endif
