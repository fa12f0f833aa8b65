#include "state/error.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/language.h"
#include "state/state_private.h"

#define ERROR_TYPE "grappe.error"

static const char *const names[] = {
    [GRAPPE_OK] = "ok",
    [GRAPPE_ARGUMENT] = "argument",
    [GRAPPE_NOT_FOUND] = "not_found",
    [GRAPPE_AMBIGUOUS] = "ambiguous",
    [GRAPPE_UNIT] = "unit",
    [GRAPPE_SCOPE] = "scope",
    [GRAPPE_UNDECIDED] = "undecided",
    [GRAPPE_DATA] = "data",
    [GRAPPE_IO] = "io",
    [GRAPPE_BUSY] = "busy",
    [GRAPPE_MEMORY] = "memory",
    [GRAPPE_STOPPED] = "stopped",
    [GRAPPE_TIME] = "time",
};

const char *grappe_code_word(grappe_code code) {
  return names[code];
}

const grappe_error *grappe_error_at(lua_State *L, int index) {
  return luaL_testudata(L, index, ERROR_TYPE);
}

void grappe_push_error(lua_State *L, const grappe_error *error) {
  grappe_error *copy = lua_newuserdatauv(L, sizeof *copy, 2); /* .missing, and the line */
  copy->code = error->code;
  memcpy(copy->message, error->message, sizeof copy->message);
  luaL_setmetatable(L, ERROR_TYPE);
}

int grappe_raise(lua_State *L, const grappe_error *error) {
  if (error->code == GRAPPE_MEMORY)
    grappe_push_memory_error(L);
  else
    grappe_push_error(L, error);
  return lua_error(L);
}

int grappe_raise_missing(lua_State *L, const grappe_error *error) {
  grappe_push_error(L, error);
  lua_insert(L, -2);
  lua_setiuservalue(L, -2, 1);
  return lua_error(L);
}

int grappe_raise_on_line(lua_State *L, const grappe_error *error, int line) {
  grappe_push_error(L, error);
  lua_pushinteger(L, line);
  lua_setiuservalue(L, -2, 2);
  return lua_error(L);
}

int grappe_error_line(lua_State *L, int index) {
  int line = 0;
  if (grappe_error_at(L, index) && lua_getiuservalue(L, index, 2) == LUA_TNUMBER) line = (int)lua_tointeger(L, -1);
  if (grappe_error_at(L, index)) lua_pop(L, 1);
  return line;
}

int grappe_throw(lua_State *L, grappe_code code, const char *format, ...) {
  grappe_error error = {.code = code};
  va_list arguments;
  va_start(arguments, format);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* a test holds every translation to its format's conversions */
  vsnprintf(error.message, sizeof error.message, grappe_translate(format), arguments);
#pragma GCC diagnostic pop
  va_end(arguments);
  return grappe_raise(L, &error);
}

void grappe_push_memory_error(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &grappe_key_memory);
}

static int to_text(lua_State *L) {
  grappe_error *error = luaL_checkudata(L, 1, ERROR_TYPE);
  lua_pushstring(L, error->message);
  return 1;
}

static int joined(lua_State *L) {
  grappe_state_tostring(L, 1, NULL);
  grappe_state_tostring(L, 2, NULL);
  lua_concat(L, 2);
  return 1;
}

static int field(lua_State *L) {
  grappe_error *error = luaL_checkudata(L, 1, ERROR_TYPE);
  const char *name = luaL_checkstring(L, 2);
  if (strcmp(name, "message") == 0)
    lua_pushstring(L, error->message);
  else if (strcmp(name, "code") == 0)
    lua_pushstring(L, grappe_code_word(error->code));
  else if (strcmp(name, "missing") == 0)
    lua_getiuservalue(L, 1, 1);
  else
    return grappe_throw(L, GRAPPE_NOT_FOUND, "an error has no field '%s': it has code, message and missing", name);
  return 1;
}

void grappe_errors_open(lua_State *L) {
  static const luaL_Reg methods[] = {{"__tostring", to_text}, {"__concat", joined}, {"__index", field}, {NULL, NULL}};
  luaL_newmetatable(L, ERROR_TYPE);
  luaL_setfuncs(L, methods, 0);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 1);

  grappe_error error;
  grappe_fail_memory(&error);
  grappe_push_error(L, &error);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &grappe_key_memory);
  grappe_fail(&error, GRAPPE_STOPPED, "interrupted"); /* what ended the run is told by its outcome, not by this value */
  grappe_push_error(L, &error);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &grappe_key_stop);
}
