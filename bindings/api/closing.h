/* Values for <close> variables: at their end something is put back as it was, however the block ends. */
#ifndef GRAPPE_API_CLOSING_H
#define GRAPPE_API_CLOSING_H

#include <lua.h>

/* Pushes the metatable whose __close is `put_back`, made at its first use and kept in the registry under `key`. May
 * raise: what is to be put back is changed only afterwards. */
void grappe_push_closing(lua_State *L, const void *key, lua_CFunction put_back);

#endif
