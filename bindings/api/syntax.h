/* What is wrong with a text that does not compile. */
#ifndef GRAPPE_API_SYNTAX_H
#define GRAPPE_API_SYNTAX_H

#include <lua.h>
#include <stddef.h>

#include "state/outcome.h"

/* Puts line and message of the prelude's parser in the place of Lua's, where it finds the text wrong too. `expression`:
 * the text is what stands behind `return`. The chunk is named where Lua did not say it. */
void grappe_syntax_explain(lua_State *L, const char *chunkname, const char *text, size_t length, int expression,
                           grappe_outcome *outcome);

#endif
