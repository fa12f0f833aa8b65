/* Primitives of the prelude for replay and diff. */
#ifndef GRAPPE_API_RECORDED_H
#define GRAPPE_API_RECORDED_H

#include <lua.h>

int grappe_core_known_on(lua_State *L);    /* (day or nil) -> a value to keep in a <close> variable */
int grappe_core_script_text(lua_State *L); /* (path) -> its text */
int grappe_core_script_on(lua_State *L);   /* (indicator, day) -> text, or nothing */
int grappe_core_record_run(lua_State *L);  /* ({ indicator =, place =, period =, value =, inputs = }, text) -> number */
int grappe_core_runs(lua_State *L);        /* ([indicator]) -> list of runs */
int grappe_core_editions_since(lua_State *L); /* (day) -> editions of datasets imported after it */
int grappe_core_leaves(lua_State *L);         /* (figure) -> list of { label =, value = } */

#endif
