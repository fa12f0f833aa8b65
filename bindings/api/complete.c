/* Completion in the shell. What can stand where the cursor is stands in prelude/completion.lua; here is what it asks
 * the engine. No script code runs: what a name stands for is looked up raw. */
#include "api/complete.h"

#include <lauxlib.h>
#include <string.h>

#include "api/context.h"
#include "api/core.h"
#include "api/registration.h"
#include "api/session_private.h"
#include "api/value.h"
#include "column/dataset.h"
#include "model/codes.h"
#include "query/frame.h"
#include "store/names.h"

static void add_text(lua_State *L, const char *text) {
  lua_pushstring(L, text);
  lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

/* --- names that the observatory knows ----------------------------------------------------------------------------- */

typedef struct naming {
  grappe_buffer names;
  int codes; /* 1: the codes of the rows, not their names */
} naming;

static grappe_code add_name(void *context, const grappe_entity *entity, int64_t row, const char *name, const char *code,
                            grappe_error *error) {
  naming *job = context;
  (void)entity;
  (void)row;
  grappe_buffer_addf(&job->names, "%s\n", job->codes ? code : name);
  return grappe_buffer_failed(&job->names) ? grappe_fail_memory(error) : GRAPPE_OK;
}

int grappe_core_names_beginning(lua_State *L) {
  const grappe_entity *entity = grappe_entity_find(luaL_checkstring(L, 1));
  const char *start = luaL_checkstring(L, 2);
  grappe_find_options options = {.among = luaL_optstring(L, 3, NULL)};
  lua_Integer most = luaL_checkinteger(L, 4);
  grappe_observatory *observatory = grappe_context_of(L)->observatory;
  grappe_error error = {0};
  naming job = {.codes = !*start};
  if (entity && observatory && most > 0)
    grappe_store_complete(grappe_observatory_store(observatory), entity, start, &options, (size_t)most, add_name, &job,
                          &error);
  return grappe_push_buffer(L, &job.names);
}

int grappe_core_field_values(lua_State *L) {
  const grappe_entity *entity = grappe_entity_find(luaL_checkstring(L, 1));
  int index = entity ? grappe_field_find(entity, luaL_checkstring(L, 2)) : -1;
  const grappe_field *field = index >= 0 ? grappe_field_at(entity, (size_t)index) : NULL;
  lua_newtable(L);
  if (!field || !field->list) return 1;
  const grappe_code_list *list = field->type == GRAPPE_CODE ? grappe_code_list_find(field->list) : NULL;
  for (const grappe_code_item *item = list ? list->items : NULL; item && item->code; item++) add_text(L, item->code);
  if (field->type == GRAPPE_CODE) return 1;
  lua_pushstring(L, field->type == GRAPPE_TERM ? "term" : field->list);
  lua_setfield(L, -2, "entity");
  if (field->type == GRAPPE_TERM) {
    lua_pushstring(L, field->list);
    lua_setfield(L, -2, "among");
  }
  return 1;
}

int grappe_core_entity_fields(lua_State *L) {
  const grappe_entity *entity = grappe_entity_find(luaL_checkstring(L, 1));
  lua_newtable(L);
  for (size_t i = 0; entity && i < grappe_field_count(entity); i++) add_text(L, grappe_field_at(entity, i)->name);
  return 1;
}

/* --- what a value is ---------------------------------------------------------------------------------------------- */

static void set_entity(lua_State *L, const grappe_entity *entity) {
  lua_pushstring(L, entity->name);
  lua_setfield(L, -2, "entity");
}

static void add_keys(lua_State *L, int table) {
  for (lua_pushnil(L); lua_next(L, table);) {
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING) continue;
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, (lua_Integer)lua_rawlen(L, -3) + 1);
  }
}

int grappe_core_value_type(lua_State *L) {
  lua_settop(L, 1);
  const char *kind = luaL_getmetafield(L, 1, "__name") == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
  if (!kind && lua_type(L, 1) == LUA_TTABLE) kind = "keys";
  if (!kind && lua_type(L, 1) == LUA_TSTRING) kind = "text";
  if (!kind) return 0;
  lua_newtable(L);
  lua_pushstring(L, kind);
  lua_setfield(L, -2, "kind");
  const grappe_frame *frame = grappe_to_frame(L, 1);
  grappe_scan *scan = grappe_to_scan(L, 1);
  if (grappe_row_at(L, 1) && grappe_row_at(L, 1)->entity) set_entity(L, grappe_row_at(L, 1)->entity);
  if (grappe_to_query(L, 1)) set_entity(L, grappe_query_entity(grappe_to_query(L, 1)));
  if (!frame && !scan && lua_type(L, 1) != LUA_TTABLE) return 1;
  lua_newtable(L);
  if (frame)
    for (size_t i = 0; i < grappe_frame_columns(frame); i++) add_text(L, grappe_frame_name(frame, i));
  else if (scan)
    for (size_t i = 0; i < grappe_dataset_columns(grappe_scan_dataset(scan)); i++)
      add_text(L, grappe_dataset_column_at(grappe_scan_dataset(scan), i)->name);
  else
    add_keys(L, 1);
  lua_setfield(L, -2, "columns");
  return 1;
}

/* --- the session -------------------------------------------------------------------------------------------------- */

typedef struct completing {
  const char *text;
  size_t start; /* of the word */
  size_t most;
  void (*found)(void *context, const char *candidate);
  void *context;
} completing;

static int complete_protected(lua_State *L) {
  completing *job = lua_touserdata(L, 1);
  size_t length = strlen(job->text);
  grappe_push_core(L);
  lua_getfield(L, -1, "complete");
  lua_pushlstring(L, job->text, length);
  lua_pushinteger(L, (lua_Integer)job->most);
  grappe_push_session_environment(L);
  lua_call(L, 3, 2);
  lua_Integer start = lua_tointeger(L, -2), count = (lua_Integer)lua_rawlen(L, -1);
  if (start < 0 || start > (lua_Integer)length) return 0;
  job->start = (size_t)start;
  for (lua_Integer i = 1; i <= count && i <= (lua_Integer)job->most; i++) {
    lua_rawgeti(L, -1, i);
    job->found(job->context, lua_tostring(L, -1));
    lua_pop(L, 1);
  }
  return 0;
}

size_t grappe_session_complete(grappe_session *session, const char *text, size_t most,
                               void (*found)(void *context, const char *candidate), void *context) {
  lua_State *L = grappe_session_lua(session);
  completing job = {.text = text, .start = strlen(text), .most = most, .found = found, .context = context};
  if (!lua_checkstack(L, 4)) return job.start;
  lua_pushcfunction(L, complete_protected);
  lua_pushlightuserdata(L, &job);
  grappe_outcome outcome = {0};
  grappe_state_call(session->state, 1, 0, &outcome); /* within the limits, and again after a statement was stopped */
  return job.start;
}
