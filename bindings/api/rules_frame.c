/* The verdicts of rules as a frame, whose details the prelude writes when they are looked at. */
#include <lauxlib.h>
#include <string.h>

#include "api/calls.h"
#include "api/context.h"
#include "api/registration.h"
#include "api/rules_private.h"
#include "api/value.h"
#include "base/memory.h"
#include "query/verdicts.h"

enum { DETAILS = 3, MIXED_MOST = 4096 };

/* The function that writes details, and what it wrote of the row it was asked about last: a line that is shown has all.
 */
typedef struct details {
  lua_State *main;
  int function; /* reference in the registry */
  size_t row;
  int known;
  grappe_buffer texts[DETAILS];
} details;

static void release_details(void *context) {
  details *d = context;
  luaL_unref(d->main, LUA_REGISTRYINDEX, d->function);
  for (int i = 0; i < DETAILS; i++) grappe_buffer_free(&d->texts[i]);
  grappe_free(d);
}

static int call_details(lua_State *L) {
  details *d = lua_touserdata(L, 1);
  lua_rawgeti(L, LUA_REGISTRYINDEX, d->function);
  lua_pushinteger(L, (lua_Integer)d->row + 1);
  lua_call(L, 1, DETAILS);
  for (int i = 0; i < DETAILS; i++) {
    const char *text = lua_tostring(L, i - DETAILS);
    d->texts[i].length = 0;
    grappe_buffer_add(&d->texts[i], text ? text : "");
  }
  return 0;
}

static grappe_code write_details(void *context, size_t row, int which, grappe_buffer *text, grappe_error *error) {
  details *d = context;
  if (!d->known || d->row != row) {
    grappe_state *state = grappe_state_of(d->main);
    lua_State *L = grappe_state_running(state);
    d->row = row;
    lua_pushcfunction(L, call_details);
    lua_pushlightuserdata(L, d);
    d->known = lua_pcall(L, 1, 0, 0) == LUA_OK;
    if (!d->known) {
      const grappe_error *raised = grappe_error_at(L, -1);
      grappe_code code = grappe_run_check(grappe_state_run(state), error);
      if (code == GRAPPE_OK)
        code = raised ? grappe_fail(error, raised->code, "%s", raised->message) : grappe_fail_memory(error);
      lua_pop(L, 1);
      return code;
    }
  }
  grappe_buffer_add(text, grappe_buffer_text(&d->texts[which]));
  return GRAPPE_OK;
}

/* --- what a rule's verdicts read as ---------------------------------------------------------------------------------
 */

static const char *field_text(lua_State *L, int table, const char *name) {
  lua_getfield(L, table, name);
  const char *text = luaL_checkstring(L, -1);
  lua_pop(L, 1); /* stays in the table */
  return text;
}

/* The texts of the list in field `name`, in an array that a userdata on the stack holds. */
static const char *const *field_texts(lua_State *L, int table, const char *name, size_t *count) {
  lua_getfield(L, table, name);
  luaL_checktype(L, -1, LUA_TTABLE);
  *count = (size_t)lua_rawlen(L, -1);
  const char **texts = lua_newuserdatauv(L, (*count + 1) * sizeof *texts, 0);
  for (size_t i = 0; i < *count; i++) {
    lua_rawgeti(L, -2, (lua_Integer)i + 1);
    texts[i] = luaL_checkstring(L, -1);
    lua_pop(L, 1);
  }
  lua_remove(L, -2);
  return texts;
}

static void read_shown(lua_State *L, int table, grappe_verdicts_shown *shown) {
  static const char *const words[GRAPPE_VERDICTS] = {"fail", "pass", "unknown", "not applicable", "pass"};
  size_t derogations;
  lua_getfield(L, table, "verdicts");
  shown->verdicts = *(grappe_verdicts **)luaL_checkudata(L, -1, VERDICTS_TYPE);
  lua_pop(L, 1);
  shown->rule = field_text(L, table, "rule");
  shown->when = field_text(L, table, "when");
  shown->titles = field_texts(L, table, "titles", &shown->title_count);
  shown->derogations = field_texts(L, table, "derogations", &derogations);
  luaL_argcheck(L, derogations == shown->title_count, 1, "as many derogations as titles");
  for (int i = 0; i < GRAPPE_VERDICTS; i++) shown->words[i] = grappe_translate(words[i]);
}

int rules_frame(lua_State *L) {
  grappe_error error = {0};
  grappe_snapshot *snapshot = NULL;
  grappe_frame *frame = NULL;
  lua_settop(L, 2);
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  size_t count = (size_t)lua_rawlen(L, 1);
  luaL_argcheck(L, count <= MIXED_MOST, 1, "too many rules");
  luaL_checkstack(L, (int)count * 2 + 20, NULL);
  grappe_verdicts_shown *shown = lua_newuserdatauv(L, (count + 1) * sizeof *shown, 0);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, 1, (lua_Integer)i + 1);
    int table = lua_gettop(L);
    read_shown(L, table, &shown[i]);
    lua_remove(L, table); /* what it holds stays in the list; the arrays of texts stay on the stack */
  }
  details *d = grappe_alloc_zero(1, sizeof *d);
  if (!d) grappe_check_code(L, grappe_fail_memory(&error), &error);
  d->main = grappe_state_lua(grappe_state_of(L));
  d->function = LUA_NOREF;
  grappe_context_hold(L, d, release_details);
  lua_pushvalue(L, 2);
  d->function = luaL_ref(L, LUA_REGISTRYINDEX);
  grappe_context_unhold(L);
  grappe_code code = GRAPPE_OK; /* rows are those of the snapshot that they were asked in */
  if (count)
    snapshot = grappe_snapshot_keep(grappe_subjects_snapshot(shown[0].verdicts->subjects));
  else
    code = grappe_observatory_snapshot(grappe_observatory_of(L), &snapshot, &error);
  if (code == GRAPPE_OK)
    code = grappe_verdicts_frame(snapshot, shown, count, write_details, release_details, d, &frame, &error);
  else
    release_details(d);
  grappe_snapshot_release(snapshot);
  grappe_check_code(L, code, &error);
  grappe_push_frame(L, frame);
  return 1;
}
