/* load: text only, stoppable, and never outside of an environment. */
#include <string.h>

#include "state/library/library_private.h"

/* Compiling runs no instruction of Lua's machine, and takes time with the square of the text for some texts (a long
 * chain of `or`, say). Between pieces this short it cannot go on for long. */
#define PIECE 256

grappe_pieces grappe_pieces_of(const char *text, size_t length) {
  if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
    text += 3;
    length -= 3;
  }
  if (length > 0 && *text == '#') { /* up to the end of that line, which stays, so that lines keep their numbers */
    const char *line_end = memchr(text, '\n', length);
    size_t skipped = line_end ? (size_t)(line_end - text) : length;
    text += skipped;
    length -= skipped;
  }
  return (grappe_pieces){text, length};
}

const char *grappe_pieces_next(lua_State *L, void *context, size_t *length) {
  grappe_pieces *pieces = context;
  grappe_state_check(L);
  *length = pieces->left < PIECE ? pieces->left : PIECE;
  const char *piece = pieces->text;
  pieces->text += *length;
  pieces->left -= *length;
  return piece;
}

/* The function that gives the text is at 1, the piece that it gave last at 5 (kept so that it stays alive). */
static const char *ask_function(lua_State *L, void *context, size_t *length) {
  grappe_pieces *pieces = context;
  if (pieces->left == 0) {
    luaL_checkstack(L, 2, "too many nested functions");
    grappe_state_check(L);
    lua_pushvalue(L, 1);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
      *length = 0;
      return NULL;
    }
    if (!lua_isstring(L, -1)) luaL_error(L, "reader function must return a string");
    lua_replace(L, 5);
    pieces->text = lua_tolstring(L, 5, &pieces->left);
  }
  return grappe_pieces_next(L, context, length);
}

static int refused(lua_State *L, int status) {
  grappe_caught(L, status);
  lua_pushnil(L);
  lua_insert(L, -2);
  return 2;
}

static int load(lua_State *L) { /* upvalues: environment, view */
  grappe_state *state = grappe_state_of(L);
  size_t length = 0;
  int is_text = lua_type(L, 1) == LUA_TSTRING;
  const char *text = is_text ? lua_tolstring(L, 1, &length) : NULL;
  if (!is_text) luaL_checktype(L, 1, LUA_TFUNCTION);
  const char *chunkname = luaL_optstring(L, 2, is_text ? text : "=(load)");
  const char *mode = luaL_optstring(L, 3, "t");
  if (strncmp(chunkname, GRAPPE_CHUNK_BUILTIN, sizeof GRAPPE_CHUNK_BUILTIN - 1) == 0) chunkname = "=(load)";
  if (lua_isnone(L, 4) || lua_rawequal(L, 4, lua_upvalueindex(2))) {
    lua_settop(L, 4);
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_replace(L, 4);
  }
  lua_settop(L, 4);
  lua_pushnil(L);
  if (!strchr(mode, 't') || length > state->limits.source_bytes) {
    lua_pushnil(L);
    lua_pushstring(L, length > state->limits.source_bytes ? "the text is too long to be compiled"
                                                          : "only text can be loaded: binary chunks are refused");
    return 2;
  }
  grappe_pieces pieces = {text, length};
  int status = lua_load(L, is_text ? grappe_pieces_next : ask_function, &pieces, chunkname, "t");
  if (status != LUA_OK) return refused(L, status);
  lua_pushvalue(L, 4);
  if (!lua_setupvalue(L, -2, 1)) lua_pop(L, 1);
  return 1;
}

void grappe_bind_load(lua_State *L, int environment, int view) {
  lua_pushvalue(L, environment);
  lua_pushvalue(L, view);
  lua_pushcclosure(L, load, 2);
  lua_setfield(L, environment, "load");
}
