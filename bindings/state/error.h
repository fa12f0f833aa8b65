/* Errors that bindings raise, and that scripts can catch.
 *
 * Such an error is a userdata that carries a grappe_error: tostring and .. give its message, and it has the fields
 *   .code     "argument", "not_found", "ambiguous", "unit", "scope", "undecided", "data", "io", "busy", "memory"
 *   .message  the sentence
 *   .missing  for an undecided comparison: what is missing (any value), or nil
 * The functions marked "raises" never return: nothing that needs releasing may stand before them. */
#ifndef GRAPPE_STATE_ERROR_H
#define GRAPPE_STATE_ERROR_H

#include <lua.h>

#include "base/status.h"

int grappe_raise(lua_State *L, const grappe_error *error); /* raises */
int grappe_raise_missing(lua_State *L,
                         const grappe_error *error); /* raises; takes .missing from the top of the stack */
int grappe_raise_on_line(
    lua_State *L, const grappe_error *error,
    int line); /* raises; the place is this line of the script that runs, not where it runs. 0: where */
int grappe_error_line(lua_State *L, int index); /* of such an error; 0: none */
/* As grappe_fail, then raises. */
__attribute__((format(printf, 3, 4))) int grappe_throw(lua_State *L, grappe_code code, const char *format, ...);

/* Of an error that is caught and may be raised again: in the message handler of the protected call that `caller` makes,
 * with the error in slot 1, where in scripts it was raised; before it is raised again, with the error on top, so that
 * it is told with that place. */
void grappe_keep_place(lua_State *L, lua_CFunction caller);
void grappe_carry_place(lua_State *L);

void grappe_push_error(lua_State *L, const grappe_error *error); /* the userdata, for `return nil, error` */
/* The grappe_error inside a value, or NULL where it is no such error. Valid as long as the value. */
const grappe_error *grappe_error_at(lua_State *L, int index);

/* The word that .code shows; "ok" for GRAPPE_OK. */
const char *grappe_code_word(grappe_code code);

#ifdef __clang_analyzer__ /* they do not come back */
int grappe_raise(lua_State *L, const grappe_error *error) __attribute__((analyzer_noreturn));
int grappe_throw(lua_State *L, grappe_code code, const char *format, ...) __attribute__((analyzer_noreturn));
#endif

#endif
