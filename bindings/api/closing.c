#include "api/closing.h"

void grappe_push_closing(lua_State *L, const void *key, lua_CFunction put_back) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, key) != LUA_TNIL) return;
  lua_pop(L, 1);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, put_back);
  lua_setfield(L, -2, "__close");
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}
