/* How a C function becomes visible to scripts, and how each is documented: once, in a table.
 *
 * Every file of this room has the same form: the functions, then one table of {name, function, signature,
 * documentation, example}, then the type that holds the table. The tables feed help, completion, argument messages, the
 * reference pages and the editor's definitions. Functions of the prelude, written in Lua, join the same registry
 * through `document`. */
#ifndef GRAPPE_API_REGISTRATION_H
#define GRAPPE_API_REGISTRATION_H

#include <lauxlib.h>
#include <lua.h>

#include "base/status.h"
#include "state/state.h"

typedef struct grappe_api_function {
  const char *name;
  lua_CFunction function;
  const char *signature;        /* "figure:convert(unit) -> figure" */
  const char *english, *french; /* one or two sentences */
  const char *example;          /* an expression or statement that runs on the example observatory */
} grappe_api_function;

typedef struct grappe_api_type {
  const char *name;                      /* "figure"; NULL for a group of plain functions */
  const char *english, *french;          /* what it is */
  const grappe_api_function *functions;  /* global functions, ended by a row whose name is NULL; may be NULL */
  const grappe_api_function *methods;    /* called with ':' ; may be NULL */
  const grappe_api_function *properties; /* read with '.', called with the object alone; may be NULL */
  const luaL_Reg *metamethods;           /* operators and __gc; may be NULL */
} grappe_api_type;

/* All types, in the order of the documentation; `index` from 0, NULL past the last. */
const grappe_api_type *grappe_api_type_at(size_t index);

/* Makes the metatables and publishes the global functions in the state's template environment. */
void grappe_api_register(lua_State *L);

/* Raises "SIGNATURE: argument N: expected WHAT, found WHAT IT IS" for the function that is running. Never returns. */
int grappe_argument_error(lua_State *L, int argument, const char *expected);
/* As luaL_checkudata with that message. */
void *grappe_check_object(lua_State *L, int argument, const char *type);
/* What a Lua value is, in words for a message: "the text 'abc'", "a figure (4750 jobs)", "nothing (nil)". Pushes it. */
const char *grappe_describe_value(lua_State *L, int index);
/* Raises a failure of the engine as a structured error. Does nothing for GRAPPE_OK. */
void grappe_check_code(lua_State *L, grappe_code code, const grappe_error *error);
/* A string argument, or an error that says what was expected. */
const char *grappe_check_text(lua_State *L, int argument, const char *expected);

#endif
