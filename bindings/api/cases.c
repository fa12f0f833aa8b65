/* Accepting boundary cases: their files, which stand beside the scripts of rules, and what the author is asked. */
#include "api/cases.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/context.h"
#include "api/registration.h"
#include "api/script_files.h"

#define ENDING ".cases.csv"
enum { PATH_MOST = 4096, FILE_MOST = 1 << 20 };

static const char *check_path(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  size_t length = strlen(path), ending = strlen(ENDING);
  luaL_argcheck(L, length > ending && length < PATH_MOST && strcmp(path + length - ending, ENDING) == 0, 1,
                "a file of cases");
  return path;
}

/* core.read_cases(path) -> the file's text, or nil where there is none */
static int read_cases(lua_State *L) {
  const char *path = check_path(L);
  grappe_error error = {0};
  grappe_buffer text = {0};
  if (access(path, F_OK) != 0) return 0;
  grappe_code code = grappe_read_file(path, FILE_MOST, &text, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  grappe_buffer_add(&text, "");
  return grappe_push_buffer(L, &text);
}

/* Whole or not at all: under another name first. */
static int write_whole(const char *path, const char *text, size_t length) {
  char temporary[PATH_MOST + 8];
  snprintf(temporary, sizeof temporary, "%s.new", path);
  FILE *file = fopen(temporary, "wb");
  if (!file) return errno;
  int failed = fwrite(text, 1, length, file) == length ? 0 : errno;
  if (fclose(file) != 0 && !failed) failed = errno;
  if (!failed && rename(temporary, path) != 0) failed = errno;
  if (failed) unlink(temporary);
  return failed;
}

/* core.write_cases(path, text) */
static int write_cases(lua_State *L) {
  const char *path = check_path(L);
  size_t length;
  const char *text = luaL_checklstring(L, 2, &length);
  int failed = write_whole(path, text, length);
  if (failed) grappe_throw(L, GRAPPE_IO, "%s cannot be written: %s", path, grappe_system_reason(failed));
  return 0;
}

/* core.ask(question) -> the answer, or nil where nobody is there or none came. The time it takes is not the script's.
 */
static int ask(lua_State *L) {
  const grappe_context *context = grappe_context_of(L);
  grappe_run *run = grappe_state_run(grappe_state_of(L));
  const char *question = luaL_checkstring(L, 1);
  char answer[100];
  if (!context->ask) return 0;
  int64_t deadline = atomic_exchange(&run->deadline, 0), begun = grappe_clock();
  int answered = context->ask(context->ask_context, question, answer, sizeof answer);
  if (deadline) atomic_store(&run->deadline, deadline + grappe_clock() - begun);
  if (answered) lua_pushstring(L, answer);
  return answered;
}

/* core.can_ask() -> whether somebody is there */
static int can_ask(lua_State *L) {
  lua_pushboolean(L, grappe_context_of(L)->ask != NULL);
  return 1;
}

static const luaL_Reg primitives[] = {
    {"read_cases", read_cases}, {"write_cases", write_cases}, {"ask", ask}, {"can_ask", can_ask}, {NULL, NULL}};

void grappe_cases_open(lua_State *L) {
  luaL_setfuncs(L, primitives, 0);
}
