#include "api/script_files.h"

#include <dirent.h>
#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/context.h"
#include "api/registration.h"
#include "api/syntax.h"
#include "base/memory.h"

enum { PATH_MOST = 4000 };

static int is_plain_name(const char *name) {
  return name[0] && strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") == strlen(name) &&
         strstr(name, "..") == NULL;
}

static int make_path(char *path, const char *folder, const char *kind, const char *id) {
  int length = snprintf(path, PATH_MOST, "%s/%s/%s.lua", folder, kind, id);
  return length > 0 && length < PATH_MOST;
}

/* Adds the ids of one folder to the set at the top of the stack. The directory is closed before anything can raise. */
static void collect_ids(lua_State *L, const char *folder, const char *kind) {
  char path[PATH_MOST];
  grappe_buffer names = {0};
  snprintf(path, sizeof path, "%s/%s", folder, kind);
  DIR *directory = opendir(path);
  if (!directory) return;
  for (struct dirent *entry; (entry = readdir(directory));) {
    size_t length = strlen(entry->d_name);
    if (length > 4 && strcmp(entry->d_name + length - 4, ".lua") == 0 && is_plain_name(entry->d_name)) {
      grappe_buffer_add_bytes(&names, entry->d_name, length - 4);
      grappe_buffer_add_char(&names, '\n');
    }
  }
  closedir(directory);
  grappe_push_buffer(L, &names);
  const char *name = lua_tostring(L, -1);
  for (const char *end; (end = strchr(name, '\n')); name = end + 1) {
    lua_pushlstring(L, name, (size_t)(end - name));
    lua_pushboolean(L, 1);
    lua_rawset(L, -4);
  }
  lua_pop(L, 1);
}

static int compare_texts(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int grappe_script_ids(lua_State *L) {
  const char *kind = grappe_check_text(L, 1, "a kind of script");
  const char *const *folders = grappe_context_of(L)->script_folders;
  int own = lua_toboolean(L, 2);
  lua_settop(L, 1);
  lua_newtable(L);
  for (size_t i = 0; folders && folders[i]; i++)
    if (!own || folders[i + 1]) collect_ids(L, folders[i], kind);
  size_t count = 0;
  for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) count++;
  const char **ids = lua_newuserdatauv(L, (count + 1) * sizeof *ids, 0);
  size_t at = 0;
  for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) ids[at++] = lua_tostring(L, -2);
  qsort(ids, count, sizeof *ids, compare_texts);
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    lua_pushstring(L, ids[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

int grappe_script_path(lua_State *L) {
  const char *kind = grappe_check_text(L, 1, "a kind of script"), *id = grappe_check_text(L, 2, "an id");
  const char *const *folders = grappe_context_of(L)->script_folders;
  char path[PATH_MOST];
  int found = 0;
  for (size_t i = 0; folders && folders[i] && found < 2 && is_plain_name(id); i++)
    if (make_path(path, folders[i], kind, id) && access(path, R_OK) == 0) {
      lua_pushstring(L, path);
      found++;
    }
  return found;
}

int grappe_read_script(lua_State *L) {
  const char *path = grappe_check_text(L, 1, "a path");
  grappe_buffer text = {0};
  grappe_error error = {0};
  if (grappe_read_file(path, grappe_state_limits(grappe_state_of(L))->source_bytes, &text, &error) != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  return grappe_push_buffer(L, &text);
}

/* The folder of a kind is not kept by all that keeps folders while it is empty. */
static grappe_code make_folder_of(const char *path, grappe_error *error) {
  const char *slash = strrchr(path, '/');
  char *folder = slash && slash > path ? grappe_strndup(path, (size_t)(slash - path)) : NULL;
  grappe_code code = GRAPPE_OK;
  if (folder && mkdir(folder, 0777) != 0 && errno != EEXIST)
    code = grappe_fail(error, GRAPPE_IO, "cannot make the folder %s: %s", folder, grappe_system_reason(errno));
  grappe_free(folder);
  return code;
}

int grappe_write_script(lua_State *L) {
  const char *path = grappe_check_text(L, 1, "a path");
  size_t length;
  const char *text = luaL_checklstring(L, 2, &length);
  const grappe_context *context = grappe_context_of(L);
  grappe_error error = {0};
  grappe_code code =
      context->write ? make_folder_of(path, &error) : grappe_fail(&error, GRAPPE_IO, "no files are written from here");
  if (code == GRAPPE_OK) code = context->write(context->write_context, path, text, length, &error);
  if (code != GRAPPE_OK) grappe_raise(L, &error);
  return 0;
}

int grappe_script_stamp(lua_State *L) {
  struct stat about;
  const char *path = grappe_check_text(L, 1, "a path");
  if (stat(path, &about) != 0) return 0;
  lua_pushfstring(L, "%I.%I %I", (lua_Integer)about.st_mtim.tv_sec, (lua_Integer)about.st_mtim.tv_nsec,
                  (lua_Integer)about.st_size);
  return 1;
}

grappe_code grappe_read_file(const char *path, size_t most, grappe_buffer *text, grappe_error *error) {
  char block[16384];
  FILE *file = fopen(path, "rb");
  if (!file) return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
  size_t length;
  while ((length = fread(block, 1, sizeof block, file)) > 0 && text->length <= most)
    grappe_buffer_add_bytes(text, block, length);
  int failed = ferror(file);
  fclose(file);
  if (failed) return grappe_fail(error, GRAPPE_IO, "%s cannot be read: %s", path, grappe_system_reason(errno));
  if (text->length > most)
    return grappe_fail(error, GRAPPE_DATA, "%s is longer than %zu bytes, the limit for a script (see .limits)", path,
                       most);
  return grappe_buffer_failed(text) ? grappe_fail_memory(error) : GRAPPE_OK;
}

int grappe_script_source(lua_State *L) {
  lua_Debug frame;
  size_t builtin = sizeof GRAPPE_CHUNK_BUILTIN - 1;
  for (int level = 1; lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.currentline <= 0 || strncmp(frame.source, GRAPPE_CHUNK_BUILTIN, builtin) == 0) continue;
    grappe_buffer text = {0};
    size_t most = grappe_state_limits(grappe_state_of(L))->source_bytes;
    if (frame.source[0] == '@' && grappe_read_file(frame.source + 1, most, &text, NULL) == GRAPPE_OK)
      return grappe_push_buffer(L, &text);
    grappe_buffer_free(&text);
    return 0;
  }
  return 0;
}

void grappe_load_text(lua_State *L, const char *chunkname, const char *text, size_t length) {
  grappe_outcome outcome = {0};
  grappe_state *state = grappe_state_of(L);
  lua_State *main = grappe_state_lua(state); /* where the state works; the caller may run on another coroutine */
  luaL_checkstack(L, 4, NULL);
  if (!lua_checkstack(main, 1)) luaL_error(L, "stack overflow");
  if (main != L) lua_xmove(L, main, 1);
  if (grappe_state_load(state, chunkname, text, length, &outcome) != GRAPPE_OK) {
    grappe_syntax_explain(L, chunkname, text, length, 0, &outcome);
    if (outcome.chunk[0]) grappe_fail_at(&outcome.error, "%s:%d", outcome.chunk, outcome.line);
    grappe_raise(L, &outcome.error);
  }
  if (main != L) lua_xmove(main, L, 1);
}

/* Pushes the text as a function that sees a fresh environment. */
static void load_fresh(lua_State *L, const char *chunkname, const char *text, size_t length) {
  grappe_error error = {0};
  grappe_state *state = grappe_state_of(L);
  lua_State *main = grappe_state_lua(state);
  luaL_checkstack(L, 4, NULL);
  grappe_check_code(L, grappe_state_environment(state, &error), &error);
  if (main != L) lua_xmove(main, L, 1);
  grappe_load_text(L, chunkname, text, length);
}

int grappe_run_script(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_state *state = grappe_state_of(L);
  const char *path = grappe_check_text(L, 1, "a path");
  grappe_code code = grappe_read_file(path, grappe_state_limits(state)->source_bytes, &text, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  grappe_push_buffer(L, &text);
  lua_pushfstring(L, "@%s", path);
  load_fresh(L, lua_tostring(L, -1), lua_tostring(L, -2), lua_rawlen(L, -2));
  lua_call(L, 0, 1);
  return 1;
}

int grappe_run_text(lua_State *L) {
  size_t length;
  const char *path = grappe_check_text(L, 1, "a path");
  luaL_checklstring(L, 2, &length);
  lua_pushfstring(L, "@%s", path);
  load_fresh(L, lua_tostring(L, -1), lua_tostring(L, 2), length);
  lua_call(L, 0, 1);
  return 1;
}

int grappe_evaluate(lua_State *L) {
  const char *text = grappe_check_text(L, 1, "an expression");
  lua_pushfstring(L, "return %s", text);
  load_fresh(L, "=--on", lua_tostring(L, -1), lua_rawlen(L, -1));
  lua_call(L, 0, 1);
  return 1;
}
