/* Stock functions that are safe on short texts: utf8, string.pack and its kin, os.date, math. They look at their whole
 * text without a chance to be stopped, so the text is bounded. */
#include <lualib.h>
#include <string.h>

#include "state/library/library_private.h"

#define UTF8_LONGEST (4 * 1024 * 1024)
#define PACK_LONGEST 4096    /* bytes of a format for string.pack */
#define PACK_LARGEST 1000000 /* bytes that the sizes written in it may ask for, all together */
#define DATE_LONGEST 200
#define SEED 20180101 /* any constant: what matters is that it is one */

static int call_stock(lua_State *L) { /* upvalue 1: the stock function */
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static int bounded(lua_State *L) { /* upvalues: the stock function, the longest text */
  size_t longest = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  if (lua_type(L, 1) == LUA_TSTRING && lua_rawlen(L, 1) > longest)
    return luaL_argerror(L, 1, lua_pushfstring(L, "too long (at most %d bytes)", (int)longest));
  return call_stock(L);
}

/* Lua's message about a wrong argument looks up there what the function is called: a function that is called from C has
 * no name otherwise. Takes nothing; the table of stock functions is on top. */
void grappe_name_stock(lua_State *L, const char *library) {
  luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, library);
  lua_pop(L, 1);
}

void grappe_push_bounded(lua_State *L, lua_Integer most) {
  lua_pushinteger(L, most);
  lua_pushcclosure(L, bounded, 2);
}

static int packing(lua_State *L) {
  size_t length, asked = 0;
  const char *format = luaL_checklstring(L, 1, &length);
  luaL_argcheck(L, length <= PACK_LONGEST, 1, "format too long");
  for (size_t i = 0, number = 0; i < length; i++) {
    int digit = format[i] >= '0' && format[i] <= '9';
    number = digit ? number * 10 + (size_t)(format[i] - '0') : 0;
    if (digit && number > PACK_LARGEST) return luaL_argerror(L, 1, "size too large");
    int number_ends = digit && (i + 1 == length || format[i + 1] < '0' || format[i + 1] > '9');
    if (number_ends) asked += number;
  }
  luaL_argcheck(L, asked <= PACK_LARGEST, 1, "sizes too large");
  return call_stock(L);
}

void grappe_push_packing(lua_State *L) {
  lua_pushcclosure(L, packing, 1);
}

void grappe_open_utf8(lua_State *L) {
  static const char *const names[] = {"codepoint", "codes", "len", "offset"};
  lua_newtable(L);
  luaopen_utf8(L);
  grappe_name_stock(L, "utf8");
  for (lua_pushnil(L); lua_next(L, -2);) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -5);
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    lua_getfield(L, -1, names[i]);
    grappe_push_bounded(L, UTF8_LONGEST);
    lua_setfield(L, -3, names[i]);
  }
  lua_pop(L, 1);
}

void grappe_open_os(lua_State *L) {
  static const char *const names[] = {"time", "clock", "difftime"};
  lua_newtable(L);
  luaopen_os(L);
  grappe_name_stock(L, "os");
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    lua_getfield(L, -1, names[i]);
    lua_setfield(L, -3, names[i]);
  }
  lua_getfield(L, -1, "date");
  grappe_push_bounded(L, DATE_LONGEST);
  lua_setfield(L, -3, "date");
  lua_pop(L, 1);
}

/* Without arguments the stock function takes a seed from the clock: here it goes back to the start. */
static int seed(lua_State *L) {
  if (lua_isnone(L, 1)) {
    lua_pushinteger(L, SEED);
  }
  return call_stock(L);
}

void grappe_open_math(lua_State *L) {
  /* Some builds of Lua have names of earlier versions as well: what scripts may use must not depend on the build. */
  static const char *const names[] = {"abs", "acos",       "asin", "atan",      "ceil", "cos",    "deg",
                                      "exp", "floor",      "fmod", "huge",      "log",  "max",    "maxinteger",
                                      "min", "mininteger", "modf", "pi",        "rad",  "random", "randomseed",
                                      "sin", "sqrt",       "tan",  "tointeger", "type", "ult"};
  lua_newtable(L);
  luaopen_math(L);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    lua_getfield(L, -1, names[i]);
    lua_setfield(L, -3, names[i]);
  }
  lua_pop(L, 1);
  lua_getfield(L, -1, "randomseed");
  lua_pushcclosure(L, seed, 1);
  lua_pushvalue(L, -1);
  lua_setfield(L, -3, "randomseed");
  lua_call(L, 0, 0);
}
