/* Reading the prelude file by file. Before a file is read, what scripts see of it are stand-ins that read it and then
 * do what they were asked; they stay for good, so that it makes no difference when a name was looked up. */
#include "api/prelude.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "api/context.h"
#include "api/core.h"
#include "api/registration.h"
#include "api/script_files.h"

/* Registry: the stand-ins by name, the documents by name; at the address of its row whether a file was read: nil, false
 * while it is being read, true. */
static const char standing_key, documents_key;

enum { PATH_MOST = 4096, FILE_MOST = 1 << 20 };

/* --- names parted by spaces --------------------------------------------------------------------------------------- */

/* The next word at `*words`, which moves on behind it; 0 where there is none. */
static size_t next_word(const char **words, const char **word) {
  *word = *words + strspn(*words, " ");
  size_t length = strcspn(*word, " ");
  *words = *word + length;
  return length;
}

static int has_word(const char *words, const char *wanted) {
  const char *word;
  for (size_t length; (length = next_word(&words, &word));)
    if (length == strlen(wanted) && memcmp(word, wanted, length) == 0) return 1;
  return 0;
}

static const grappe_prelude_file *file_of_member(const char *name) {
  for (size_t i = 0; grappe_prelude_file_at(i); i++)
    if (has_word(grappe_prelude_file_at(i)->members, name)) return grappe_prelude_file_at(i);
  return NULL;
}

/* --- reading a file ----------------------------------------------------------------------------------------------- */

/* Whether all that the words name is in the table on top. */
static void check_given(lua_State *L, const grappe_prelude_file *file, const char *words) {
  const char *word;
  for (size_t length; (length = next_word(&words, &word)); lua_pop(L, 2)) {
    lua_pushlstring(L, word, length);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, -3) == LUA_TNIL)
      grappe_throw(L, GRAPPE_DATA, "prelude/%s.lua does not give '%s': see the table of the prelude's files",
                   file->name, lua_tostring(L, -2));
  }
}

static int run_file(lua_State *L) {
  const grappe_prelude_file *file = lua_touserdata(L, 1);
  char path[PATH_MOST], chunk[200];
  grappe_buffer text = {0};
  grappe_error error = {0};
  snprintf(path, sizeof path, "%s/%s.lua", grappe_context_of(L)->prelude_folder, file->name);
  snprintf(chunk, sizeof chunk, GRAPPE_CHUNK_BUILTIN "prelude/%s.lua", file->name);
  grappe_code code = grappe_read_file(path, FILE_MOST, &text, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  grappe_push_buffer(L, &text);
  grappe_push_prelude(L);
  grappe_load_text(L, chunk, lua_tostring(L, 2), lua_rawlen(L, 2));
  lua_call(L, 0, 0);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &documents_key);
  check_given(L, file, file->functions);
  check_given(L, file, file->objects);
  grappe_push_core(L);
  check_given(L, file, file->members);
  return 0;
}

/* Where it fails (the script was stopped, memory ran out) the next use reads the file again. */
static void read_file(lua_State *L, const grappe_prelude_file *file) {
  luaL_checkstack(L, 4, NULL);
  int begun = lua_rawgetp(L, LUA_REGISTRYINDEX, file) != LUA_TNIL;
  lua_pop(L, 1);
  if (begun) return;
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, file);
  lua_pushcfunction(L, run_file);
  lua_pushlightuserdata(L, (void *)file);
  int status = lua_pcall(L, 1, 0, 0);
  if (status == LUA_OK)
    lua_pushboolean(L, 1);
  else
    lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, file);
  if (status != LUA_OK) lua_error(L);
}

/* --- stand-ins ---------------------------------------------------------------------------------------------------- */

/* Upvalues: the prelude's function once it is read, its file. Scripts end with `return indicator { … }`: a tail call to
 * a Lua function would take the script's frame off the stack, and with it the file and line that messages need; a C
 * function leaves it there. */
static int call_through(lua_State *L) {
  if (lua_isnil(L, lua_upvalueindex(1))) read_file(L, lua_touserdata(L, lua_upvalueindex(2)));
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

/* What is asked of an object before its file is read. Upvalue: the file. Reading it gives the object its own metatable.
 */
static void read_first(lua_State *L) {
  read_file(L, lua_touserdata(L, lua_upvalueindex(1)));
}

static int object_index(lua_State *L) {
  read_first(L);
  lua_gettable(L, 1);
  return 1;
}

static int object_newindex(lua_State *L) {
  read_first(L);
  lua_settable(L, 1);
  return 0;
}

static int object_pairs(lua_State *L) {
  read_first(L);
  grappe_push_prelude(L);
  lua_getfield(L, -1, "pairs");
  lua_pushvalue(L, 1);
  lua_call(L, 1, 3);
  return 3;
}

static int object_len(lua_State *L) {
  read_first(L);
  lua_len(L, 1);
  return 1;
}

static int object_call(lua_State *L) {
  read_first(L);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}

static int object_tostring(lua_State *L) {
  read_first(L);
  grappe_state_tostring(L, 1, NULL);
  return 1;
}

static const luaL_Reg object_events[] = {{"__index", object_index},
                                         {"__newindex", object_newindex},
                                         {"__pairs", object_pairs},
                                         {"__len", object_len},
                                         {"__call", object_call},
                                         {"__tostring", object_tostring},
                                         {NULL, NULL}};

static void push_function(lua_State *L, const grappe_prelude_file *file) {
  lua_pushnil(L);
  lua_pushlightuserdata(L, (void *)file);
  lua_pushcclosure(L, call_through, 2);
}

/* The name is at -1. */
static void push_object(lua_State *L, const grappe_prelude_file *file) {
  lua_newuserdatauv(L, 0, 1);
  lua_newtable(L);
  lua_pushlightuserdata(L, (void *)file);
  luaL_setfuncs(L, object_events, 1);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__name");
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

/* The table of stand-ins is on top. */
static void publish_words(lua_State *L, const char *words, const grappe_prelude_file *file,
                          void (*push)(lua_State *L, const grappe_prelude_file *file)) {
  const char *word;
  for (size_t length; (length = next_word(&words, &word));) {
    grappe_error error = {0};
    lua_pushlstring(L, word, length);
    push(L, file);
    lua_pushvalue(L, -1);
    grappe_check_code(L, grappe_state_publish(grappe_state_of(L), lua_tostring(L, -3), &error), &error);
    lua_rawset(L, -3);
  }
}

void grappe_prelude_open(lua_State *L) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &documents_key);
  lua_newtable(L);
  for (size_t i = 0; grappe_prelude_file_at(i); i++) {
    const grappe_prelude_file *file = grappe_prelude_file_at(i);
    publish_words(L, file->functions, file, push_function);
    publish_words(L, file->objects, file, push_object);
  }
  lua_rawsetp(L, LUA_REGISTRYINDEX, &standing_key);
}

int grappe_prelude_publish(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  luaL_checktype(L, 3, LUA_TTABLE);
  lua_settop(L, 3);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &standing_key);
  lua_pushvalue(L, 1);
  if (lua_rawget(L, 4) == LUA_TNIL)
    grappe_throw(L, GRAPPE_DATA, "'%s' is not in the table of the prelude's files: add it there", name);
  luaL_checktype(L, 2, lua_type(L, 5));
  if (lua_iscfunction(L, 5)) {
    lua_pushvalue(L, 2);
    lua_setupvalue(L, 5, 1);
  } else {
    lua_getmetatable(L, 2);
    lua_setmetatable(L, 5);
    lua_getiuservalue(L, 2, 1);
    lua_setiuservalue(L, 5, 1);
  }
  lua_pushvalue(L, 1);
  lua_setfield(L, 3, "name");
  lua_rawgetp(L, LUA_REGISTRYINDEX, &documents_key);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 3);
  lua_rawset(L, -3);
  return 0;
}

/* --- core --------------------------------------------------------------------------------------------------------- */

static int read_member(lua_State *L) {
  const grappe_prelude_file *file = lua_type(L, 2) == LUA_TSTRING ? file_of_member(lua_tostring(L, 2)) : NULL;
  if (file) read_file(L, file);
  lua_settop(L, 2);
  lua_rawget(L, 1);
  return 1;
}

static int add_member(lua_State *L) {
  const char *name = luaL_checkstring(L, 2);
  if (!file_of_member(name))
    grappe_throw(L, GRAPPE_DATA, "'%s' is not in the table of the prelude's files: add it there", name);
  lua_settop(L, 3);
  lua_rawset(L, 1);
  return 0;
}

void grappe_prelude_complete(lua_State *L) {
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, read_member);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, add_member);
  lua_setfield(L, -2, "__newindex");
  lua_setmetatable(L, -2);
}

/* --- documentation ------------------------------------------------------------------------------------------------ */

/* The documents by name are on top, the list below. */
static void add_documents(lua_State *L, const char *words) {
  const char *word;
  for (size_t length; (length = next_word(&words, &word));) {
    lua_pushlstring(L, word, length);
    lua_rawget(L, -2);
    lua_rawseti(L, -3, (lua_Integer)lua_rawlen(L, -3) + 1);
  }
}

void grappe_push_documents(lua_State *L) {
  luaL_checkstack(L, 6, NULL);
  for (size_t i = 0; grappe_prelude_file_at(i); i++) read_file(L, grappe_prelude_file_at(i));
  lua_newtable(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &documents_key);
  for (size_t i = 0; grappe_prelude_file_at(i); i++) {
    add_documents(L, grappe_prelude_file_at(i)->functions);
    add_documents(L, grappe_prelude_file_at(i)->objects);
  }
  lua_pop(L, 1);
}
