/* What the prelude's checker of scripts asks: paths of entities, and all that is documented. */
#include "api/source_core.h"

#include <lauxlib.h>

#include "api/context.h"
#include "api/documents.h"
#include "query/query.h"

static void set_text(lua_State *L, const char *name, const char *text) {
  lua_pushstring(L, text);
  lua_setfield(L, -2, name);
}

int grappe_core_path(lua_State *L) {
  static const char *const kinds[] = {
      [GRAPPE_COLUMN_TEXT] = "text",     [GRAPPE_COLUMN_NUMBER] = "number", [GRAPPE_COLUMN_YESNO] = "boolean",
      [GRAPPE_COLUMN_DAY] = "text",      [GRAPPE_COLUMN_PERIOD] = "text",   [GRAPPE_COLUMN_FIGURE] = "figure",
      [GRAPPE_COLUMN_REFERENCE] = "row", [GRAPPE_COLUMN_LIST] = "table",
  };
  const grappe_entity *entity = grappe_entity_find(luaL_checkstring(L, 1));
  grappe_error error = {0};
  grappe_path_info info = {0};
  if (!entity) return 0;
  grappe_check_code(L, grappe_path_check(grappe_observatory_of(L), entity, luaL_checkstring(L, 2), &info, &error),
                    &error);
  lua_createtable(L, 0, 4);
  set_text(L, "kind", kinds[info.kind]);
  lua_pushboolean(L, info.several);
  lua_setfield(L, -2, "several");
  if (info.rows_of) set_text(L, "entity", info.rows_of->name);
  if (info.field && info.field->unit) set_text(L, "unit", info.field->unit);
  return 1;
}

/* The list is on top of the stack of the state. */
static void add_document(void *context, const grappe_document *document) {
  static const char *const kinds[] = {"function", "method", "property"};
  lua_State *L = context;
  lua_createtable(L, 0, 4);
  set_text(L, "kind", kinds[document->kind]);
  if (document->type && document->type->name) set_text(L, "type", document->type->name);
  set_text(L, "name", document->name);
  set_text(L, "signature", document->signature);
  lua_pushboolean(L, document->type != NULL);
  lua_setfield(L, -2, "engine");
  lua_pushvalue(L, -1);
  lua_rawseti(L, 1, (lua_Integer)lua_rawlen(L, 1) + 1);
  lua_pop(L, 1);
}

int grappe_core_documents(lua_State *L) {
  lua_settop(L, 0);
  lua_newtable(L);
  grappe_each_document(L, add_document, L);
  lua_settop(L, 1);
  return 1;
}

/* The keys of the table on top, which it takes, as names in the table at 1. */
static void add_names(lua_State *L) {
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING) continue;
    lua_pushvalue(L, -2);
    lua_pushboolean(L, 1);
    lua_rawset(L, 1);
  }
  lua_pop(L, 1);
}

int grappe_core_names(lua_State *L) {
  grappe_error error = {0};
  grappe_state *state = grappe_state_of(L);
  lua_State *main = grappe_state_lua(state);
  lua_settop(L, 0);
  luaL_checkstack(L, 8, NULL);
  lua_newtable(L);
  grappe_check_code(L, grappe_state_environment(state, &error), &error);
  if (main != L) lua_xmove(main, L, 1);
  /* words such as require stand behind the environment: the second thing that its __index knows */
  if (luaL_getmetafield(L, 2, "__index") == LUA_TFUNCTION && lua_getupvalue(L, -1, 2) && lua_istable(L, -1))
    add_names(L);
  lua_settop(L, 2);
  add_names(L);
  lua_settop(L, 1);
  return 1;
}
