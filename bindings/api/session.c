#include "api/session.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "api/context.h"
#include "api/core.h"
#include "api/display.h"
#include "api/lookup.h"
#include "api/prelude.h"
#include "api/registration.h"
#include "api/session_private.h"
#include "api/syntax.h"
#include "base/memory.h"

static const char last_key;        /* registry: what the last text returned, as a list with `n` */
static const char environment_key; /* registry: the environment that lasts from one line of the shell to the next */

grappe_state *grappe_session_state(grappe_session *session) {
  return session->state;
}

grappe_observatory *grappe_session_observatory(grappe_session *session) {
  return session->observatory;
}

lua_State *grappe_session_lua(grappe_session *session) {
  return grappe_state_lua(session->state);
}

/* --- opening ------------------------------------------------------------------------------------------------------ */

typedef struct opening {
  grappe_session *session;
  const grappe_session_options *options;
} opening;

static int open_protected(lua_State *L) {
  opening *job = lua_touserdata(L, 1);
  lua_settop(L, 0);
  grappe_context_begin(L, &job->session->context, job->options->observatory);
  job->session->context.notice = job->options->notice;
  job->session->context.notice_context = job->options->notice_context;
  job->session->context.write = job->options->write;
  job->session->context.write_context = job->options->write_context;
  job->session->context.ask = job->options->ask;
  job->session->context.ask_context = job->options->ask_context;
  job->session->context.prelude_folder = job->session->prelude_folder;
  job->session->context.script_folders = (const char *const *)job->session->script_folders;
  grappe_api_register(L);
  grappe_publish_collections(L);
  grappe_prelude_open(L);
  grappe_core_open(L);
  return 0;
}

/* The message of what a protected call left on the stack; pops it. */
static grappe_code take_error(lua_State *L, grappe_error *error) {
  const grappe_error *raised = grappe_error_at(L, -1);
  grappe_code code = raised ? raised->code : GRAPPE_DATA;
  if (raised)
    *error = *raised;
  else
    grappe_fail(error, GRAPPE_DATA, "%s", lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?");
  lua_pop(L, 1);
  return code;
}

void grappe_push_session_environment(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
}

static int make_environment(lua_State *L) {
  grappe_error error = {0};
  grappe_check_code(L, grappe_state_environment(grappe_state_of(L), &error), &error);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
  return 0;
}

static grappe_code copy_folders(grappe_session *session, const grappe_session_options *options, grappe_error *error) {
  const char *const *folders = options->script_folders;
  size_t count = 0;
  session->prelude_folder = grappe_strdup(options->prelude_folder);
  if (!session->prelude_folder) return grappe_fail_memory(error);
  while (folders && folders[count]) count++;
  session->script_folders = grappe_alloc_zero(count + 1, sizeof *session->script_folders);
  if (!session->script_folders) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) {
    session->script_folders[i] = grappe_strdup(folders[i]);
    if (!session->script_folders[i]) return grappe_fail_memory(error);
  }
  return GRAPPE_OK;
}

static grappe_code open_state(grappe_session *session, const grappe_session_options *options, grappe_error *error) {
  grappe_code code = copy_folders(session, options, error);
  if (code != GRAPPE_OK) return code;
  session->state = grappe_state_new(options->limits, error);
  if (!session->state) return error->code;
  if (options->print) grappe_state_set_sink(session->state, options->print, options->print_context);
  for (size_t i = 0; options->script_folders && options->script_folders[i] && code == GRAPPE_OK; i++)
    code = grappe_state_add_folder(session->state, options->script_folders[i], error);
  if (code != GRAPPE_OK) return code;
  if (options->observatory) grappe_observatory_run(options->observatory, grappe_state_run(session->state));
  lua_State *L = grappe_session_lua(session);
  opening job = {session, options};
  lua_pushcfunction(L, open_protected);
  lua_pushlightuserdata(L, &job);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) return take_error(L, error);
  lua_pushcfunction(L, make_environment);
  return lua_pcall(L, 0, 0, 0) == LUA_OK ? GRAPPE_OK : take_error(L, error);
}

grappe_code grappe_session_open(const grappe_session_options *options, grappe_session **session, grappe_error *error) {
  grappe_session *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  made->observatory = options->observatory;
  grappe_code code = open_state(made, options, error);
  if (code != GRAPPE_OK)
    grappe_session_close(made);
  else
    *session = made;
  return code;
}

void grappe_session_close(grappe_session *session) {
  if (!session) return;
  if (session->observatory) grappe_observatory_run(session->observatory, NULL);
  grappe_context_end(&session->context); /* what is held may refer to the state */
  grappe_state_free(session->state);
  for (char **folder = session->script_folders; folder && *folder; folder++) grappe_free(*folder);
  grappe_free(session->script_folders);
  grappe_free(session->prelude_folder);
  grappe_buffer_free(&session->source);
  grappe_buffer_free(&session->source_name);
  grappe_free(session);
}

/* --- running ------------------------------------------------------------------------------------------------------ */

static void keep_results(lua_State *L) {
  int count = lua_gettop(L);
  if (count == 0 || (count == 1 && lua_isnil(L, 1))) return;
  lua_createtable(L, count, 1);
  for (int i = 1; i <= count; i++) {
    lua_pushvalue(L, i);
    lua_rawseti(L, -2, i);
  }
  lua_pushinteger(L, count);
  lua_setfield(L, -2, "n");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &last_key);
}

/* All values on the stack as one text. */
static int show_all(lua_State *L) {
  int results = lua_gettop(L);
  for (int i = 1; i <= results; i++) grappe_push_display(L, i, &grappe_context_of(L)->display);
  lua_concat(L, results);
  return 1;
}

/* (function): calls it and returns all it returned as one text. */
static int call_and_show(lua_State *L) {
  lua_call(L, 0, LUA_MULTRET);
  luaL_checkstack(L, lua_gettop(L) + 8, NULL);
  keep_results(L);
  return show_all(L);
}

static int show_kept(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &last_key) != LUA_TTABLE)
    grappe_throw(L, GRAPPE_NOT_FOUND, "there is no result yet: enter something that gives one first");
  lua_getfield(L, 1, "n");
  int count = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  luaL_checkstack(L, 2 * count + 8, NULL);
  for (int i = 1; i <= count; i++) lua_rawgeti(L, 1, i);
  lua_remove(L, 1);
  return show_all(L);
}

static grappe_ending no_memory(grappe_outcome *outcome) {
  grappe_fail_memory(&outcome->error);
  return outcome->ending = GRAPPE_END_MEMORY;
}

/* Runs what is on the stack (function and arguments) and moves the text into `results`. */
static grappe_ending finish(grappe_session *session, const grappe_publish_options *display, int arguments,
                            grappe_buffer *results, grappe_outcome *outcome) {
  lua_State *L = grappe_session_lua(session);
  session->context.display = *display;
  grappe_context_forget_notices(grappe_session_lua(session));
  session->context.display.observatory = session->observatory;
  grappe_ending ending = grappe_state_call(session->state, arguments, 1, outcome);
  if (ending != GRAPPE_END_OK) return ending;
  size_t length = 0;
  const char *text = lua_tolstring(L, -1, &length);
  if (text) grappe_buffer_add_bytes(results, text, length);
  lua_pop(L, 1);
  return grappe_buffer_failed(results) ? no_memory(outcome) : ending;
}

/* A statement begins with a keyword or assigns: then its own message is the one to show. */
static int looks_like_statement(const char *text) {
  static const char *const keywords[] = {"local ", "if ",    "for ",  "while ", "function ", "return",
                                         "do ",    "repeat", "goto ", "break",  NULL};
  text += strspn(text, " \t\r\n");
  for (size_t i = 0; keywords[i]; i++)
    if (strncmp(text, keywords[i], strlen(keywords[i])) == 0) return 1;
  const char *assign = strchr(text, '=');
  return assign && assign[1] != '=' && assign > text && !strchr("=<>~", assign[-1]) &&
         !memchr(text, '{', (size_t)(assign - text));
}

/* Pushes the text as a function of the session's environment: as an expression if it is one. */
static grappe_code load_line(grappe_session *session, const char *chunkname, const char *text,
                             grappe_outcome *outcome) {
  lua_State *L = grappe_session_lua(session);
  grappe_outcome expression = {0};
  grappe_buffer returned = {0};
  grappe_buffer_addf(&returned, "return %s", text);
  if (grappe_buffer_failed(&returned)) return grappe_fail_memory(&outcome->error);
  grappe_push_session_environment(L);
  grappe_code code = grappe_state_load(session->state, chunkname, returned.text, returned.length, &expression);
  session->expression = code == GRAPPE_OK;
  grappe_buffer_free(&returned);
  if (code == GRAPPE_OK) return GRAPPE_OK;
  if (code != GRAPPE_DATA) { /* not for its syntax: as statements it would only seem to be wrong */
    *outcome = expression;
    return code;
  }
  grappe_push_session_environment(L);
  code = grappe_state_load(session->state, chunkname, text, strlen(text), outcome);
  if (code == GRAPPE_OK) return GRAPPE_OK;
  int unfinished = outcome->unfinished || expression.unfinished;
  int as_expression = !outcome->unfinished && !looks_like_statement(text);
  if (as_expression) *outcome = expression;
  grappe_syntax_explain(L, chunkname, text, strlen(text), as_expression, outcome);
  outcome->unfinished = unfinished;
  return code;
}

static void push_showing(lua_State *L) {
  lua_pushcfunction(L, call_and_show);
  lua_insert(L, -2); /* below the function that was loaded */
}

grappe_ending grappe_session_eval(grappe_session *session, const char *chunkname, const char *text,
                                  const grappe_publish_options *display, grappe_buffer *results,
                                  grappe_outcome *outcome) {
  lua_State *L = grappe_session_lua(session);
  *outcome = (grappe_outcome){0};
  grappe_session_keep_source(session, chunkname, text);
  if (!lua_checkstack(L, 10)) return no_memory(outcome);
  if (load_line(session, chunkname, text, outcome) != GRAPPE_OK)
    return outcome->ending == GRAPPE_END_OK ? no_memory(outcome) : outcome->ending;
  *outcome = (grappe_outcome){0};
  push_showing(L);
  grappe_ending ending = finish(session, display, 1, results, outcome);
  /* the call that an expression ends with leaves no frame of the text: Lua makes a tail call of it */
  if ((ending == GRAPPE_END_ERROR || ending == GRAPPE_END_UNDECIDED) && session->expression && !outcome->chunk[0]) {
    snprintf(outcome->chunk, sizeof outcome->chunk, "%s", chunkname + 1);
    outcome->line = 1 + (int)strspn(text, "\n");
  }
  return ending;
}

int grappe_session_expression(const grappe_session *session) {
  return session->expression;
}

grappe_ending grappe_session_show_last(grappe_session *session, const grappe_publish_options *display,
                                       grappe_buffer *results, grappe_outcome *outcome) {
  lua_State *L = grappe_session_lua(session);
  *outcome = (grappe_outcome){0};
  if (!lua_checkstack(L, 10)) return no_memory(outcome);
  lua_pushcfunction(L, show_kept);
  return finish(session, display, 0, results, outcome);
}

static int refresh_protected(lua_State *L) {
  grappe_push_core(L);
  lua_pushliteral(L, "refresh_scripts");
  if (lua_rawget(L, -2) != LUA_TFUNCTION) return 0; /* no script was read yet */
  lua_call(L, 0, 0);
  return 0;
}

void grappe_session_refresh(grappe_session *session) {
  lua_State *L = grappe_session_lua(session);
  if (!lua_checkstack(L, 4)) return;
  lua_pushcfunction(L, refresh_protected);
  if (lua_pcall(L, 0, 0, 0) != LUA_OK) lua_pop(L, 1); /* the scripts read stay as they are */
}

typedef struct running {
  const char *const *arguments;
  size_t count;
} running;

static int push_arguments(lua_State *L) {
  running *job = lua_touserdata(L, 1);
  lua_createtable(L, (int)job->count, 0);
  for (size_t i = 0; i < job->count; i++) {
    lua_pushstring(L, job->arguments[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

grappe_ending grappe_session_run(grappe_session *session, const char *path, const char *text, size_t length,
                                 const char *const *arguments, size_t argument_count,
                                 const grappe_publish_options *display, grappe_buffer *results,
                                 grappe_outcome *outcome) {
  char chunkname[1100];
  lua_State *L = grappe_session_lua(session);
  running given = {arguments, argument_count};
  *outcome = (grappe_outcome){0};
  if (!lua_checkstack(L, 10) || grappe_state_environment(session->state, &outcome->error) != GRAPPE_OK)
    return no_memory(outcome);
  lua_pushcfunction(L, push_arguments);
  lua_pushlightuserdata(L, &given);
  if (lua_pcall(L, 1, 1, 0) != LUA_OK) {
    lua_pop(L, 2);
    return no_memory(outcome);
  }
  lua_setfield(L, -2, "arg");
  snprintf(chunkname, sizeof chunkname, "@%.1000s", path);
  grappe_session_keep_source(session, chunkname, text);
  if (grappe_state_load(session->state, chunkname, text, length, outcome) != GRAPPE_OK) {
    grappe_syntax_explain(L, chunkname, text, length, 0, outcome);
    return outcome->ending;
  }
  push_showing(L);
  return finish(session, display, 1, results, outcome);
}

/* --- commands of the prelude -------------------------------------------------------------------------------------- */

typedef struct commanding {
  int finding;
  const char *command;
  const grappe_command_option *options;
  size_t count;
} commanding;

static int call_command(lua_State *L) {
  commanding *job = lua_touserdata(L, 1);
  lua_settop(L, 1);
  grappe_push_core(L);
  lua_getfield(L, -1, "commands");
  lua_getfield(L, -1, job->command);
  lua_newtable(L);
  for (size_t i = 0; i < job->count; i++) {
    lua_newtable(L);
    for (lua_Integer v = 0; job->options[i].values && job->options[i].values[v]; v++) {
      lua_pushstring(L, job->options[i].values[v]);
      lua_rawseti(L, -2, v + 1);
    }
    lua_setfield(L, -2, job->options[i].name);
  }
  lua_call(L, 1, 2);
  job->finding = lua_toboolean(L, -1);
  lua_pop(L, 1);
  grappe_push_display(L, -1, &grappe_context_of(L)->display);
  return 1;
}

grappe_ending grappe_session_command(grappe_session *session, const char *command, const grappe_command_option *options,
                                     size_t count, const grappe_publish_options *display, grappe_buffer *results,
                                     int *finding, grappe_outcome *outcome) {
  lua_State *L = grappe_session_lua(session);
  commanding job = {0, command, options, count};
  *outcome = (grappe_outcome){0};
  if (!lua_checkstack(L, 10)) return no_memory(outcome);
  lua_pushcfunction(L, call_command);
  lua_pushlightuserdata(L, &job);
  grappe_ending ending = finish(session, display, 1, results, outcome);
  *finding = job.finding;
  return ending;
}
