/* require "name": the script of that name in the folders that the host gave, once for each environment, and in it. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "state/library/library_private.h"

#define NAME_LIMIT 120

/* a.b and a/b are the file a/b.lua. No empty part, so neither ".." nor a path from the root. Returns 0 where the name
 * is none. */
static int file_of(const char *name, size_t length, char *file) {
  if (strlen(name) != length) return 0; /* a zero in it would cut it */
  if (length == 0 || length > NAME_LIMIT) return 0;
  int part_begins = 1;
  for (size_t i = 0; i <= length; i++) {
    char c = name[i];
    if (c == '.' || c == '/' || c == '\0') {
      if (part_begins) return 0;
      part_begins = 1;
      file[i] = c == '\0' ? c : '/';
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_') {
      part_begins = 0;
      file[i] = c;
    } else {
      return 0;
    }
  }
  return 1;
}

/* The path of folder/file.lua where it is an ordinary file inside the folder once every link is followed. */
static int inside(const char *real_folder, const char *file, char *resolved) {
  char path[PATH_MAX];
  struct stat status;
  int length = snprintf(path, sizeof path, "%s/%s.lua", real_folder, file);
  size_t folder_length = strlen(real_folder);
  if (length < 0 || (size_t)length >= sizeof path || !realpath(path, resolved)) return 0;
  int is_root = folder_length == 1;
  if (strncmp(resolved, real_folder, folder_length) != 0 || (!is_root && resolved[folder_length] != '/')) return 0;
  return stat(resolved, &status) == 0 && S_ISREG(status.st_mode);
}

/* Reads the file into a userdata that is pushed; its length goes to *length. The stream is closed before anything can
 * raise. */
static const char *read_file(lua_State *L, const char *path, const char *name, size_t *length) {
  grappe_state *state = grappe_state_of(L);
  struct stat status;
  size_t limit = state->limits.source_bytes;
  if (stat(path, &status) != 0)
    grappe_throw(L, GRAPPE_IO, "the script '%s' cannot be read: %s", name, grappe_system_reason(errno));
  size_t size = (size_t)status.st_size;
  if (size > limit)
    grappe_throw(L, GRAPPE_DATA, "the script '%s' is longer than %g MB: split it, or raise the limit (see .limits)",
                 name, (double)limit / 1048576.0);
  char *text = lua_newuserdatauv(L, size + 1, 0);
  FILE *stream = fopen(path, "rbe");
  if (!stream) grappe_throw(L, GRAPPE_IO, "the script '%s' cannot be read: %s", name, grappe_system_reason(errno));
  *length = fread(text, 1, size, stream);
  int failed = ferror(stream);
  fclose(stream);
  if (failed) grappe_throw(L, GRAPPE_IO, "the script '%s' cannot be read: %s", name, "input/output error");
  return text;
}

static void compile(lua_State *L, const char *path, const char *name, const char *chunkname) {
  size_t length;
  const char *text = read_file(L, path, name, &length);
  grappe_pieces pieces = grappe_pieces_of(text, length);
  int status = lua_load(L, grappe_pieces_next, &pieces, chunkname, "t");
  if (status == LUA_OK) return;
  if (status != LUA_ERRSYNTAX) {
    grappe_caught(L, status);
    lua_error(L);
  }
  grappe_throw(L, GRAPPE_DATA, "the script '%s' does not compile: %s", name, lua_tostring(L, -1));
}

/* Stands for a script while it is being loaded. Closed, also by an error, it means nothing any more; nor does it after
 * its run, which may have been stopped without closing it. */
#define LOADING_TYPE "grappe.loading"
typedef struct loading {
  int64_t run; /* 0: closed */
} loading;

static int loading_close(lua_State *L) {
  loading *mark = luaL_checkudata(L, 1, LOADING_TYPE);
  mark->run = 0;
  return 0;
}

static void push_loading(lua_State *L, int64_t run) {
  loading *mark = lua_newuserdatauv(L, sizeof *mark, 0);
  mark->run = run;
  if (luaL_newmetatable(L, LOADING_TYPE)) {
    lua_pushcfunction(L, loading_close);
    lua_setfield(L, -2, "__close");
  }
  lua_setmetatable(L, -2);
}

static int require(lua_State *L) { /* upvalues: environment, what is loaded */
  grappe_state *state = grappe_state_of(L);
  size_t length;
  const char *name = luaL_checklstring(L, 1, &length);
  char file[NAME_LIMIT + 1], path[PATH_MAX];
  if (!file_of(name, length, file))
    return grappe_throw(L, GRAPPE_ARGUMENT,
                        "'%.80s' is not the name of a script: write small letters, digits and _, and . or / between a "
                        "folder and a name",
                        name);
  lua_settop(L, 1);
  lua_pushstring(L, file);
  lua_replace(L, 1); /* a.b and a/b are one script */
  lua_pushvalue(L, 1);
  if (lua_rawget(L, lua_upvalueindex(2)) != LUA_TNIL) {
    loading *mark = luaL_testudata(L, -1, LOADING_TYPE);
    if (!mark) return 1;
    if (mark->run == state->runs)
      return grappe_throw(L, GRAPPE_DATA,
                          "the script '%s' requires itself, directly or through others: break the circle", file);
  }
  size_t i = 0;
  while (i < state->folder_count && !inside(state->folders[2 * i + 1], file, path)) i++;
  if (i == state->folder_count)
    return grappe_throw(L, GRAPPE_NOT_FOUND, "there is no script '%s' in the script folders: check the name", file);
  push_loading(L, state->runs);
  lua_toclose(L, -1);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, lua_upvalueindex(2));
  const char *chunkname = lua_pushfstring(L, "@%s/%s.lua", state->folders[2 * i], file);
  compile(L, path, file, chunkname);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_setupvalue(L, -2, 1);
  lua_pushvalue(L, 1);
  lua_call(L, 1, 1);
  if (lua_isnil(L, -1)) lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, lua_upvalueindex(2));
  return 1;
}

/* A word of the environment's, not a field of _G: scripts can neither take it away from each other nor list it. */
void grappe_bind_require(lua_State *L, int environment, int words) {
  if (grappe_state_of(L)->folder_count == 0) return;
  lua_pushvalue(L, environment);
  lua_newtable(L);
  lua_pushcclosure(L, require, 2);
  lua_setfield(L, words, "require");
}
