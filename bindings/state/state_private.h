/* What the files of this room share. */
#ifndef GRAPPE_STATE_PRIVATE_H
#define GRAPPE_STATE_PRIVATE_H

#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

#include "state/state.h"

typedef struct grappe_trace {
  int count, left_out;
  grappe_call_frame frames[GRAPPE_FRAMES];
} grappe_trace;

struct grappe_state {
  lua_State *lua;
  _Atomic(lua_State *) running; /* the coroutine that executes now; NULL when nothing runs */
  grappe_run run;
  grappe_limits limits;
  int depth;            /* calls inside calls: the outermost one begins and ends the run */
  int64_t runs;         /* counted, so that what an earlier run left behind can be told apart */
  uintptr_t stack_base; /* where the C stack was when the run began */

  size_t held, foreign;   /* memory: Lua's, and what bindings declared */
  size_t ceiling;         /* of the run under way: the limit, or a little above what the runs before it left behind */
  int crowded;            /* 1: a run ended for want of memory, and what it left still fills the limit */
  size_t foreign_kept;    /* what was left of it when the collector last went all the way round */
  int out_of_memory_line; /* where memory was last refused */
  char out_of_memory_chunk[300];

  grappe_sink sink;
  void *sink_context;
  size_t printed;
  int output_full;

  grappe_outcome *outcome; /* where the message handler writes */
  grappe_trace caught;     /* frames of the last error that grappe_keep_place saw */
  grappe_trace carried;    /* frames of a coroutine whose error is on its way through coroutine.wrap */
  grappe_trace stopped_at; /* frames at the moment the stop was first raised */
  int64_t tables_told;     /* the number that the last table or function shown was given */

  timer_t timer;
  int timer_made;
  pid_t timer_thread;

  char **folders; /* as given, then resolved: pairs */
  size_t folder_count, folder_capacity;
};

/* Keys in the registry, by address. */
extern const char grappe_key_template, grappe_key_stop, grappe_key_memory, grappe_key_numbers, grappe_key_weak;

/* memory.c */
void *grappe_memory_for_lua(void *state, void *block, size_t old_size, size_t new_size);

/* timer.c */
grappe_code grappe_timer_make(grappe_state *state, grappe_error *error);
void grappe_timer_start(grappe_state *state); /* after grappe_run_begin, with `running` set */
void grappe_timer_stop(grappe_state *state);
void grappe_timer_free(grappe_state *state);

/* stop.c: whether to stop, and doing so. grappe_stop_raise never returns. */
static inline int grappe_stopping(grappe_state *state) {
  return atomic_load_explicit(&state->run.stop, memory_order_relaxed) != GRAPPE_OK;
}
int grappe_stop_raise(lua_State *L);
void grappe_stop_hook(lua_State *L, lua_Debug *activation);
/* Coroutines that a stop killed are marked: what they left to close is not run any more (Lua has switched their hooks
 * off for good, so nothing could end it). */
void grappe_mark_killed(lua_State *coroutine);
int grappe_is_killed(lua_State *coroutine);

/* outcome.c */
/* Up to the frame of the C function `until`; NULL: to the end. */
void grappe_trace_add(grappe_trace *trace, lua_State *L, lua_CFunction until);
int grappe_outcome_handler(lua_State *L); /* the message handler of protected calls */
void grappe_outcome_fill(grappe_state *state, lua_State *L, int status, grappe_outcome *outcome);
void grappe_outcome_syntax(lua_State *L, const char *chunkname, int status, grappe_outcome *outcome);

/* error.c */
void grappe_errors_open(lua_State *L);
void grappe_push_memory_error(lua_State *L); /* the one made beforehand: allocates nothing */

/* environment.c */
void grappe_template_open(lua_State *L);

/* nearest.c: of the string keys of the table at `index`, the one that a mistyped name most likely meant, or NULL.
 * The text stays the table's. */
const char *grappe_nearest_key(lua_State *L, int index, const char *name);

/* --- lua_message.c --- */
/* A message of Lua's own, such as "attempt to index a nil value (local 'x')", with its cause and cure, in the language
 * that is set; another text as it is. */
void grappe_lua_message(const char *message, char *out, size_t size);

#endif
