/* The sandboxed Lua state: one run context that holds all there is about running scripts.
 *
 * A grappe_state owns its lua_State, counts its memory, stops it at its limits and tells how each run ended. It belongs
 * to the thread that created it: only grappe_state_interrupt may be called from elsewhere.
 *
 * What scripts see is an environment: a table made fresh for each script, with its own copies of the library tables, so
 * that nothing a script changes reaches the next one. Reading a name that was never given a value is an error that
 * offers the nearest name; `_G.name` asks without an error.
 *
 * Stopping (limit on time, limit on output, ^C) is sticky: pcall, xpcall and coroutines raise it again, handlers and
 * __close methods are not entered any more, until the run is over. A loop costs nothing for this: a timer's signal sets
 * a hook on the coroutine that is running, and only when the time has come.
 *
 * The same run gives the same bytes: pairs has an order of its own (library/pairs.c), math.random starts from the same
 * seed in each environment, sorting is stable, and no address is ever shown. The exception is `next` called by itself,
 * which walks in Lua's own order.
 *
 * Functions that may raise a Lua error say "raises"; they are for use inside C functions that Lua calls. The others
 * never raise. */
#ifndef GRAPPE_STATE_STATE_H
#define GRAPPE_STATE_STATE_H

#include <lua.h>
#include <stddef.h>

#include "base/run.h"
#include "base/status.h"
#include "state/error.h"
#include "state/limits.h"
#include "state/outcome.h"

typedef struct grappe_state grappe_state;

/* Chunks whose name begins so are the host's own (the prelude): their frames do not show in outcomes. */
#define GRAPPE_CHUNK_BUILTIN "@builtin/"

/* Takes what scripts print. Returns 0, or non-zero where writing failed: the script then gets an error. */
typedef int (*grappe_sink)(void *context, const char *text, size_t length);
/* Asks the person at the terminal; the answer is cut to fit. 0: there was none. */
typedef int (*grappe_ask)(void *context, const char *question, char *answer, size_t room);
/* Writes a file whole or not at all. */
typedef grappe_code (*grappe_write_file)(void *context, const char *path, const char *text, size_t length,
                                         grappe_error *error);

/* NULL `limits`: the standard ones. NULL (and the reason in *error) where memory runs out. */
grappe_state *grappe_state_new(const grappe_limits *limits, grappe_error *error);
/* Runs no script code, whatever scripts left behind. NULL is allowed. */
void grappe_state_free(grappe_state *state);

lua_State *grappe_state_lua(grappe_state *state);     /* the main coroutine */
lua_State *grappe_state_running(grappe_state *state); /* the coroutine that executes now; else the main one */
grappe_state *grappe_state_of(lua_State *L);          /* the state that any of its coroutines belongs to */
/* The run that engine calls take, so that they stop when the script must. Its progress fields are the host's to set. */
grappe_run *grappe_state_run(grappe_state *state);
const grappe_limits *grappe_state_limits(const grappe_state *state);
void grappe_state_set_limits(grappe_state *state, const grappe_limits *limits); /* from the next run on */
size_t grappe_state_memory(const grappe_state *state);                          /* bytes counted now */
void grappe_state_set_sink(grappe_state *state, grappe_sink sink, void *context);

/* Adds the value on top of Lua's stack (popped) to what every environment made from now on has under `name`. Tables are
 * copied for each environment, with what they contain (a metatable is shared: protect it with __metatable); other
 * values are shared as they are, so an object that scripts must not change is a userdata. */
grappe_code grappe_state_publish(grappe_state *state, const char *name, grappe_error *error);
/* Pushes a fresh environment; nothing is pushed on failure. */
grappe_code grappe_state_environment(grappe_state *state, grappe_error *error);
/* `require "name"` looks in these folders, in the order given. Without a folder there is no `require`: give the folders
 * before the first environment is made. */
grappe_code grappe_state_add_folder(grappe_state *state, const char *path, grappe_error *error);

/* Compiles a text (never bytecode) into a function that sees the environment on top of the stack; the environment is
 * popped and the function pushed in its place (nothing on failure). `chunkname` as Lua has it: "@file" or "=name".
 * Returns outcome->error.code. */
grappe_code grappe_state_load(grappe_state *state, const char *chunkname, const char *text, size_t length,
                              grappe_outcome *outcome);

/* Calls the function below `arguments` values on the main coroutine's stack, under the limits. On GRAPPE_END_OK the
 * results are on the stack (LUA_MULTRET is allowed for `results`), otherwise nothing. Results are the script's: look at
 * them (metamethods, display) inside another call. A call inside a call shares the limits and the time of the outer. */
grappe_ending grappe_state_call(grappe_state *state, int arguments, int results, grappe_outcome *outcome);
/* The same for a C function that Lua called and that wants to know how a part ended (a rule's requirement, say): runs
 * on L within the run that is under way. Raises when that run must stop; returns for everything else. */
grappe_ending grappe_state_try(lua_State *L, int arguments, int results, grappe_outcome *outcome);

/* ^C: safe from a signal handler and from any thread. Ends the run under way with GRAPPE_END_INTERRUPTED. */
void grappe_state_interrupt(grappe_state *state);
/* Raises when the run must stop. For loops in bindings that run no Lua instruction; costs one load. */
void grappe_state_check(lua_State *L);

/* Counts memory that bindings hold for Lua outside of Lua (a frame's columns) against the limit; raises GRAPPE_MEMORY
 * when it is too much even after a collection. To be given back with grappe_state_release (from __gc, say). */
void grappe_state_hold(lua_State *L, size_t bytes);
void grappe_state_release(lua_State *L, size_t bytes);

/* Prints to the sink, counting. Raises at the limit on output and when the sink fails. */
void grappe_state_print(lua_State *L, const char *text, size_t length);
/* As luaL_tolstring, but a table or a function shows a number in place of its address, so that the same run prints the
 * same bytes. Pushes the text. Raises (it may call __tostring). */
const char *grappe_state_tostring(lua_State *L, int index, size_t *length);

#endif
