#include "api/formats.h"

#include <lauxlib.h>
#include <string.h>

#include "api/core.h"
#include "api/formats_private.h"
#include "api/registration.h"
#include "api/session_private.h"

static const char formats_key; /* registry: what was handed out, by id; under 1 the list of all */

typedef struct asking {
  const char *id; /* NULL: all */
  const grappe_format *format;
  const grappe_format **all;
  size_t count;
} asking;

static void push_handed_out(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &formats_key) == LUA_TTABLE) return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &formats_key);
}

/* The format that the script of the id on top declares; keeps it for the session. Pops the id. */
static const grappe_format *load(lua_State *L) {
  int id = lua_gettop(L);
  grappe_push_core(L);
  lua_getfield(L, -1, "format_made");
  lua_pushvalue(L, id);
  lua_call(L, 1, 1);
  const grappe_format *format = luaL_checkudata(L, -1, GRAPPE_FORMAT_TYPE);
  push_handed_out(L);
  lua_pushvalue(L, id);
  lua_pushvalue(L, -3);
  lua_rawset(L, -3);
  lua_settop(L, id - 1);
  return format;
}

static int ask_one(lua_State *L) {
  asking *job = lua_touserdata(L, 1);
  lua_pushstring(L, job->id);
  job->format = load(L);
  return 0;
}

static int load_protected(lua_State *L) {
  lua_settop(L, 1);
  lua_pushlightuserdata(L, (void *)load(L));
  return 1;
}

/* Says why a script cannot be used, and goes on with the others; what ends a run ends this one too. */
static const grappe_format *load_or_notice(lua_State *L, const char *id) {
  grappe_outcome outcome = {0};
  lua_pushcfunction(L, load_protected);
  lua_pushstring(L, id);
  if (grappe_state_try(L, 1, 1, &outcome) == GRAPPE_END_OK) {
    const grappe_format *format = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return format;
  }
  grappe_error told = outcome.error;
  if (outcome.chunk[0]) grappe_fail_at(&told, "%s:%d", outcome.chunk, outcome.line);
  lua_pushfstring(L, grappe_translate("format %s cannot be used: %s"), id, told.message);
  grappe_context_notice(L, lua_tostring(L, -1));
  lua_pop(L, 1);
  return NULL;
}

static int ask_all(lua_State *L) {
  asking *job = lua_touserdata(L, 1);
  grappe_push_core(L);
  lua_getfield(L, -1, "script_ids");
  lua_pushliteral(L, "formats");
  lua_call(L, 1, 1);
  int ids = lua_gettop(L);
  size_t count = lua_rawlen(L, ids);
  job->all = lua_newuserdatauv(L, (count + 1) * sizeof(void *), 0);
  push_handed_out(L);
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, 1);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, ids, (lua_Integer)i + 1);
    const grappe_format *format = load_or_notice(L, lua_tostring(L, -1));
    if (format) job->all[job->count++] = format;
    lua_pop(L, 1);
  }
  return 0;
}

static grappe_code ask(grappe_session *session, lua_CFunction function, asking *job, grappe_error *error) {
  lua_State *L = grappe_session_lua(session);
  grappe_outcome outcome = {0};
  if (!lua_checkstack(L, 4)) return grappe_fail_memory(error);
  lua_pushcfunction(L, function);
  lua_pushlightuserdata(L, job);
  if (grappe_state_call(session->state, 1, 0, &outcome) == GRAPPE_END_OK) return GRAPPE_OK;
  *error = outcome.error;
  if (outcome.chunk[0]) grappe_fail_at(error, "%s:%d", outcome.chunk, outcome.line);
  return error->code;
}

grappe_code grappe_session_format(grappe_session *session, const char *id, const grappe_format **format,
                                  grappe_error *error) {
  asking job = {.id = id};
  grappe_code code = ask(session, ask_one, &job, error);
  *format = job.format;
  return code;
}

grappe_code grappe_session_formats(grappe_session *session, const grappe_format *const **formats, size_t *count,
                                   grappe_error *error) {
  asking job = {0};
  grappe_code code = ask(session, ask_all, &job, error);
  *formats = code == GRAPPE_OK ? job.all : NULL;
  *count = code == GRAPPE_OK ? job.count : 0;
  return code;
}
