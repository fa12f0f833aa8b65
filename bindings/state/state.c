#include "state/state.h"

#include <lauxlib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/memory.h"
#include "state/library/library_private.h"
#include "state/state_private.h"

const char grappe_key_template, grappe_key_stop, grappe_key_memory, grappe_key_numbers, grappe_key_weak;

/* Scripts get no weak tables. With them the collector's work can grow with the square of the table (a chain of a
 * hundred thousand weak keys keeps it busy for a minute), nothing can stop it there, and what a weak table holds
 * differs from run to run. setmetatable refuses __mode, but a metatable in use can be given one later. Lua looks the
 * name up by the one string object that it made at the start: with other letters inside that object, a script that
 * writes "__mode" gets another one, which means nothing. The object itself stays in the registry for the host's own
 * weak tables. */
static void take_weak_tables_away(lua_State *L) {
  lua_pushliteral(L, "__mode");
  char *letters = (char *)(uintptr_t)lua_tostring(L, -1);
  if (getrandom(letters, 6, GRND_NONBLOCK) != 6) memcpy(letters, "\1\2\3\4\5\6", 6);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &grappe_key_weak);
}

static int compare_with_missing(lua_State *L) {
  return grappe_throw(L, GRAPPE_UNDECIDED,
                      "a value is missing: nothing can be compared with nil. Ask known(x) first, or leave the question "
                      "to a rule, which then answers 'unknown'");
}

/* nil >= 3 is an open question, not a programming error. */
static void open_nil(lua_State *L) {
  lua_pushnil(L);
  lua_newtable(L);
  lua_pushcfunction(L, compare_with_missing);
  lua_setfield(L, -2, "__lt");
  lua_pushcfunction(L, compare_with_missing);
  lua_setfield(L, -2, "__le");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

static int open_all(lua_State *L) {
  take_weak_tables_away(L);
  grappe_errors_open(L);
  open_nil(L);
  grappe_template_open(L);

  lua_newtable(L); /* the numbers that stand for addresses: weak by key */
  lua_newtable(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &grappe_key_weak);
  lua_pushliteral(L, "k");
  lua_rawset(L, -3);
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &grappe_key_numbers);
  return 0;
}

grappe_state *grappe_state_new(const grappe_limits *limits, grappe_error *error) {
  grappe_state *state = grappe_alloc_zero(1, sizeof *state);
  if (!state) {
    grappe_fail_memory(error);
    return NULL;
  }
  state->limits = limits ? *limits : grappe_limits_standard();
  state->ceiling = state->limits.memory_bytes;
  grappe_memory_limit(state->limits.data_bytes);
  state->lua = lua_newstate(grappe_memory_for_lua, state);
  if (!state->lua) {
    grappe_free(state);
    grappe_fail_memory(error);
    return NULL;
  }
  memcpy(lua_getextraspace(state->lua), &state, sizeof state);
  lua_pushcfunction(state->lua, open_all);
  if (lua_pcall(state->lua, 0, 0, 0) != LUA_OK) {
    grappe_state_free(state);
    grappe_fail_memory(error);
    return NULL;
  }
  return state;
}

void grappe_state_free(grappe_state *state) {
  if (!state) return;
  grappe_timer_free(state);
  lua_close(state->lua); /* suspended coroutines are only released, and no script can have set a __gc */
  for (size_t i = 0; i < state->folder_count * 2; i++) grappe_free(state->folders[i]);
  grappe_free(state->folders);
  grappe_free(state);
}

lua_State *grappe_state_running(grappe_state *state) {
  lua_State *running = atomic_load(&state->running);
  return running ? running : state->lua;
}

lua_State *grappe_state_lua(grappe_state *state) {
  return state->lua;
}

grappe_run *grappe_state_run(grappe_state *state) {
  return &state->run;
}

const grappe_limits *grappe_state_limits(const grappe_state *state) {
  return &state->limits;
}

void grappe_state_set_limits(grappe_state *state, const grappe_limits *limits) {
  state->limits = *limits;
  grappe_memory_limit(limits->data_bytes);
  state->ceiling = limits->memory_bytes;
  state->crowded = 0;
}

size_t grappe_state_memory(const grappe_state *state) {
  return state->held + state->foreign;
}

void grappe_state_set_sink(grappe_state *state, grappe_sink sink, void *context) {
  state->sink = sink;
  state->sink_context = context;
}

grappe_code grappe_state_add_folder(grappe_state *state, const char *path, grappe_error *error) {
  char resolved[PATH_MAX];
  if (!realpath(path, resolved))
    return grappe_fail(error, GRAPPE_IO, "the script folder '%s' cannot be opened: check the path", path);
  char **folders = grappe_grow(state->folders, &state->folder_capacity, (state->folder_count + 1) * 2, sizeof *folders);
  if (!folders) return grappe_fail_memory(error);
  state->folders = folders;
  char *given = grappe_strdup(path), *real = grappe_strdup(resolved);
  if (!given || !real) {
    grappe_free(given);
    grappe_free(real);
    return grappe_fail_memory(error);
  }
  folders[state->folder_count * 2] = given;
  folders[state->folder_count * 2 + 1] = real;
  state->folder_count++;
  return GRAPPE_OK;
}

enum { RUN_ROOM = 1 << 18 }; /* bytes that a run may take after one that filled the memory */

static grappe_code begin(grappe_state *state, grappe_outcome *outcome) {
  memset(outcome, 0, sizeof *outcome);
  if (state->depth++ > 0) return GRAPPE_OK;
  state->runs++;
  state->printed = 0;
  state->output_full = 0;
  /* A run that filled the memory may have left it in global names: without some room not even `x = nil` could undo it.
   */
  size_t roomy = state->held + state->foreign + RUN_ROOM;
  if (roomy <= state->limits.memory_bytes) state->crowded = 0;
  state->ceiling = state->crowded ? roomy : state->limits.memory_bytes;
  state->out_of_memory_line = 0;
  state->stack_base = (uintptr_t)__builtin_frame_address(0);
  state->stopped_at.count = state->stopped_at.left_out = 0;
  state->carried.count = state->carried.left_out = 0;
  if (grappe_timer_make(state, &outcome->error) != GRAPPE_OK) {
    outcome->ending = GRAPPE_END_ERROR;
    return outcome->error.code;
  }
  /* In this order an interruption from here on is seen; one that came before was meant for what came before. */
  atomic_store(&state->running, state->lua);
  grappe_run_begin(&state->run, state->limits.seconds);
  state->run.threads = state->limits.threads;
  grappe_timer_start(state);
  return GRAPPE_OK;
}

static void end(grappe_state *state) {
  if (--state->depth > 0) return;
  atomic_store(&state->running, NULL);
  grappe_timer_stop(state);
  lua_sethook(state->lua, NULL, 0, 0);
}

/* Calls with the message handler in place. The error value is popped; the results stay. */
static grappe_ending call_on(grappe_state *state, lua_State *L, int arguments, int results, grappe_outcome *outcome) {
  int handler = lua_gettop(L) - arguments;
  grappe_outcome *outer = state->outcome;
  if (!lua_checkstack(L, 2)) {
    lua_pop(L, arguments + 1);
    grappe_fail_memory(&outcome->error);
    return outcome->ending = GRAPPE_END_MEMORY;
  }
  lua_pushcfunction(L, grappe_outcome_handler);
  lua_insert(L, handler);
  state->outcome = outcome;
  int status = lua_pcall(L, arguments, results, handler);
  state->outcome = outer;
  if (status == LUA_OK) {
    lua_remove(L, handler);
    memset(outcome, 0, sizeof *outcome); /* what the handler noted of errors that were caught since */
    return GRAPPE_END_OK;
  }
  grappe_outcome_fill(state, L, status, outcome);
  lua_settop(L, handler - 1);
  return outcome->ending;
}

grappe_ending grappe_state_call(grappe_state *state, int arguments, int results, grappe_outcome *outcome) {
  if (begin(state, outcome) == GRAPPE_OK)
    call_on(state, state->lua, arguments, results, outcome);
  else
    lua_pop(state->lua, arguments + 1);
  end(state);
  if (state->depth == 0 && outcome->ending == GRAPPE_END_MEMORY) state->crowded = 1;
  return outcome->ending;
}

grappe_ending grappe_state_try(lua_State *L, int arguments, int results, grappe_outcome *outcome) {
  grappe_state *state = grappe_state_of(L);
  memset(outcome, 0, sizeof *outcome);
  call_on(state, L, arguments, results, outcome);
  if (grappe_stopping(state)) grappe_stop_raise(L);
  return outcome->ending;
}

typedef struct load_job {
  const char *chunkname;
  grappe_pieces pieces;
  grappe_outcome *outcome;
} load_job;

static int load_text(lua_State *L) { /* the job, the environment */
  load_job *job = lua_touserdata(L, 1);
  int status = lua_load(L, grappe_pieces_next, &job->pieces, job->chunkname, "t");
  if (status != LUA_OK) {
    grappe_outcome_syntax(L, job->chunkname, status, job->outcome);
    return 0;
  }
  lua_pushvalue(L, 2);
  lua_setupvalue(L, -2, 1);
  return 1;
}

grappe_code grappe_state_load(grappe_state *state, const char *chunkname, const char *text, size_t length,
                              grappe_outcome *outcome) {
  lua_State *L = state->lua;
  load_job job = {chunkname, grappe_pieces_of(text, length), outcome};
  int ready = begin(state, outcome) == GRAPPE_OK;
  if (ready && length > state->limits.source_bytes) {
    outcome->ending = GRAPPE_END_ERROR;
    grappe_fail(&outcome->error, GRAPPE_DATA,
                "the text of the script is longer than %g MB: split it, or raise the limit (see .limits)",
                (double)state->limits.source_bytes / 1048576.0);
    ready = 0;
  }
  if (ready && lua_checkstack(L, 3)) {
    lua_pushcfunction(L, load_text);
    lua_insert(L, -2);
    lua_pushlightuserdata(L, &job);
    lua_insert(L, -2);
    int status = lua_pcall(L, 2, 1, 0);
    if (status != LUA_OK) {
      grappe_outcome_fill(state, L, status, outcome);
      lua_pop(L, 1);
    } else if (outcome->ending != GRAPPE_END_OK) {
      lua_pop(L, 1);
    }
  } else {
    lua_pop(L, 1);
    if (ready) {
      outcome->ending = GRAPPE_END_MEMORY;
      grappe_fail_memory(&outcome->error);
    }
  }
  end(state);
  return outcome->error.code;
}

void grappe_state_print(lua_State *L, const char *text, size_t length) {
  grappe_state *state = grappe_state_of(L);
  size_t limit = state->limits.output_bytes;
  if (limit && length > limit - (state->printed < limit ? state->printed : limit)) {
    state->output_full = 1;
    grappe_run_stop(&state->run);
    grappe_stop_raise(L);
  }
  state->printed += length;
  if (state->sink && state->sink(state->sink_context, text, length) != 0)
    grappe_throw(L, GRAPPE_IO, "what the script prints cannot be written: check the output");
}

const char *grappe_state_tostring(lua_State *L, int index, size_t *length) {
  int type = lua_type(L, index);
  if (type == LUA_TNUMBER || type == LUA_TSTRING) {
    lua_pushvalue(L, index);
    return lua_tolstring(L, -1, length);
  }
  index = lua_absindex(L, index);
  if (luaL_callmeta(L, index, "__tostring")) {
    if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
    return lua_tolstring(L, -1, length);
  }
  if (type == LUA_TNIL || type == LUA_TBOOLEAN) return luaL_tolstring(L, index, length);

  grappe_state *state = grappe_state_of(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &grappe_key_numbers);
  lua_pushvalue(L, index);
  lua_rawget(L, -2);
  lua_Integer number = lua_tointeger(L, -1);
  if (number == 0) {
    number = ++state->tables_told;
    lua_pushvalue(L, index);
    lua_pushinteger(L, number);
    lua_rawset(L, -4);
  }
  lua_pop(L, 2);
  int named = luaL_getmetafield(L, index, "__name");
  const char *kind = named == LUA_TSTRING ? lua_tostring(L, -1) : luaL_typename(L, index);
  lua_pushfstring(L, "%s: #%I", kind, (LUAI_UACINT)number);
  if (named != LUA_TNIL) lua_remove(L, -2);
  return lua_tolstring(L, -1, length);
}
