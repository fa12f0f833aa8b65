/* The string library, and the metatable that gives strings their methods. Patterns are in find.c, format in format.c.
 */
#include <lualib.h>
#include <stdlib.h>
#include <string.h>

#include "state/library/builder_private.h"
#include "state/library/library_private.h"

#define STRETCH 65536 /* bytes worked on between two looks at whether to stop */

/* Positions count from 1, or from the end when negative. */
static size_t first_position(lua_Integer position, size_t length) {
  if (position > 0) return (size_t)position;
  if (position == 0 || position < -(lua_Integer)length) return 1;
  return length + (size_t)position + 1;
}

static size_t last_position(lua_Integer position, size_t length) {
  if (position > (lua_Integer)length) return length;
  if (position >= 0) return (size_t)position;
  return position < -(lua_Integer)length ? 0 : length + (size_t)position + 1;
}

static int string_sub(lua_State *L) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  size_t first = first_position(luaL_checkinteger(L, 2), length);
  size_t last = last_position(luaL_optinteger(L, 3, -1), length);
  if (first > last)
    lua_pushliteral(L, "");
  else
    lua_pushlstring(L, text + first - 1, last - first + 1);
  return 1;
}

static int string_len(lua_State *L) {
  size_t length;
  luaL_checklstring(L, 1, &length);
  lua_pushinteger(L, (lua_Integer)length);
  return 1;
}

static int string_byte(lua_State *L) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  lua_Integer from = luaL_optinteger(L, 2, 1);
  size_t first = first_position(from, length);
  size_t last = last_position(luaL_optinteger(L, 3, from), length);
  if (first > last) return 0;
  size_t count = last - first + 1;
  if (count > 1000000) return luaL_error(L, "string slice too long");
  luaL_checkstack(L, (int)count, "string slice too long");
  for (size_t i = 0; i < count; i++) lua_pushinteger(L, (unsigned char)text[first - 1 + i]);
  return (int)count;
}

static int string_char(lua_State *L) {
  int count = lua_gettop(L);
  grappe_builder builder;
  grappe_builder_open(L, &builder);
  char *to = grappe_builder_room(&builder, (size_t)count);
  for (int i = 1; i <= count; i++) {
    lua_Integer code = luaL_checkinteger(L, i);
    luaL_argcheck(L, code >= 0 && code <= 255, i, "value out of range");
    to[i - 1] = (char)code;
  }
  builder.length = (size_t)count;
  grappe_builder_push(&builder);
  return 1;
}

typedef enum change { UPPER, LOWER, REVERSE } change;

static int changed(lua_State *L, change what) {
  size_t length;
  const char *text = luaL_checklstring(L, 1, &length);
  grappe_builder builder;
  grappe_builder_open(L, &builder);
  char *to = grappe_builder_room(&builder, length);
  for (size_t i = 0; i < length; i++) {
    char c = text[what == REVERSE ? length - 1 - i : i];
    if (what == UPPER && c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
    if (what == LOWER && c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    to[i] = c;
    if (i % STRETCH == STRETCH - 1) grappe_state_check(L);
  }
  builder.length = length;
  grappe_builder_push(&builder);
  return 1;
}

static int string_upper(lua_State *L) {
  return changed(L, UPPER);
}

static int string_lower(lua_State *L) {
  return changed(L, LOWER);
}

static int string_reverse(lua_State *L) {
  return changed(L, REVERSE);
}

static int string_rep(lua_State *L) {
  size_t length, between;
  const char *text = luaL_checklstring(L, 1, &length);
  lua_Integer count = luaL_checkinteger(L, 2);
  const char *separator = luaL_optlstring(L, 3, "", &between);
  if (count <= 0 || length + between == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  grappe_state *state = grappe_state_of(L);
  size_t unit = length + between, limit = state->limits.memory_bytes;
  if ((size_t)count > limit / unit + 1) { /* no need to ask for it first */
    grappe_push_memory_error(L);
    return lua_error(L);
  }
  size_t total = unit * (size_t)count - between;
  grappe_builder builder;
  grappe_builder_open(L, &builder);
  char *to = grappe_builder_room(&builder, total);
  memcpy(to, text, length);
  if (total > length) memcpy(to + length, separator, between);
  for (size_t done = unit < total ? unit : total; done < total;) { /* what is there is copied behind itself */
    size_t piece = done < total - done ? done : total - done;
    if (piece > STRETCH && STRETCH >= unit) piece = STRETCH / unit * unit;
    memcpy(to + done, to, piece);
    done += piece;
    grappe_state_check(L);
  }
  builder.length = total;
  grappe_builder_push(&builder);
  return 1;
}

void grappe_open_string(lua_State *L) {
  static const luaL_Reg ours[] = {{"sub", string_sub},
                                  {"len", string_len},
                                  {"byte", string_byte},
                                  {"char", string_char},
                                  {"upper", string_upper},
                                  {"lower", string_lower},
                                  {"reverse", string_reverse},
                                  {"rep", string_rep},
                                  {"format", grappe_string_format},
                                  {"find", grappe_string_find},
                                  {"match", grappe_string_match},
                                  {"gmatch", grappe_string_gmatch},
                                  {"gsub", grappe_string_gsub},
                                  {NULL, NULL}};
  static const char *const packing[] = {"pack", "packsize", "unpack"};
  luaopen_string(L); /* also makes the metatable of strings, with arithmetic on texts that are numbers */
  grappe_name_stock(L, "string");
  int stock = lua_gettop(L);
  lua_newtable(L);
  int library = lua_gettop(L);
  luaL_setfuncs(L, ours, 0);
  for (size_t i = 0; i < sizeof packing / sizeof *packing; i++) {
    lua_getfield(L, stock, packing[i]);
    grappe_push_packing(L);
    lua_setfield(L, library, packing[i]);
  }
  /* The table behind the methods is one that nobody has a name for: each environment gets copies of `library`. */
  lua_newtable(L);
  for (lua_pushnil(L); lua_next(L, library);) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, -4);
  }
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_settop(L, library);
  lua_remove(L, stock);
}
