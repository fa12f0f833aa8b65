/* Calls from the engine back into Lua while a query runs: tests of rows that a script gave as functions.
 *
 * The engine's frames cannot be jumped over, so an error in the script's function is kept here, the query ends with a
 * code, and grappe_check_query raises the kept error once the engine has returned. */
#ifndef GRAPPE_API_CALLS_H
#define GRAPPE_API_CALLS_H

#include <lua.h>

#include "api/context.h"
#include "query/query.h"

/* A function that a script gave, as the context of a test. */
typedef struct grappe_row_function {
  lua_State *main; /* of the state: lives as long as any query */
  int function;    /* reference in the registry */
} grappe_row_function;

/* The function at `index` as a row test for grappe_query_filter: a context to hand over with its release. NULL: no
 * memory. A false or nil answer is no, true is yes; an undecided comparison inside leaves the row undecided. */
grappe_row_function *grappe_row_test_new(lua_State *L, int index);
grappe_code grappe_row_test_call(void *context, const grappe_row *row, grappe_truth *truth, grappe_error *error);
void grappe_row_test_release(void *context);

/* Says on which coroutine callbacks run, for the engine call that follows. */
void grappe_query_begin(lua_State *L);
/* As grappe_check_code, but an error kept from a callback is raised as it was. */
void grappe_check_query(lua_State *L, grappe_code code, const grappe_error *error);

/* Calls the function below `arguments` values on the stack, protected, and turns its answer into a truth; or keeps the
 * error it raised and returns a code. Leaves the stack without function and arguments. */
grappe_code grappe_finish_test(lua_State *L, int arguments, grappe_truth *truth, grappe_error *error);

/* For callbacks: the coroutine to call on; afterwards, that it may have been changed by a query inside. */
lua_State *grappe_callback_thread(lua_State *main);
void grappe_callback_done(lua_State *L);
/* Takes what a function raised off the stack: an undecided comparison is the truth MAYBE, a stop its code; anything
 * else is kept for grappe_check_query, and a code returned. */
grappe_code grappe_judge_error(lua_State *L, grappe_truth *truth, grappe_error *error);

#endif
