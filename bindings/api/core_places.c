/* Places and entities as the prelude asks for them. */
#include "api/core_places.h"

#include <lauxlib.h>
#include <string.h>

#include "api/context.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "api/value.h"

static grappe_territories *territories_of(lua_State *L, grappe_snapshot **snapshot) {
  grappe_error error = {0};
  grappe_territories *territories = NULL;
  grappe_check_code(L, grappe_observatory_snapshot(grappe_observatory_of(L), snapshot, &error), &error);
  grappe_code code = grappe_snapshot_territories(*snapshot, &territories, &error);
  if (code != GRAPPE_OK) {
    grappe_snapshot_release(*snapshot);
    grappe_raise(L, &error);
  }
  return territories;
}

/* Whether a text is a level of territory, or an entity's name. */
int grappe_core_is_level(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  int known = grappe_entity_find(name) != NULL;
  if (!known && grappe_context_of(L)->observatory) {
    grappe_row row;
    known = grappe_observatory_find(grappe_observatory_of(L), grappe_entity_find("term"), name, "territory_level", NULL,
                                    &row, NULL) == GRAPPE_OK;
    if (known) grappe_snapshot_release(row.snapshot);
  }
  lua_pushboolean(L, known || !grappe_context_of(L)->observatory);
  return 1;
}

int grappe_core_levels(lua_State *L) {
  grappe_snapshot *snapshot = NULL;
  grappe_buffer names = {0};
  if (grappe_context_of(L)->observatory) {
    grappe_territories *territories = territories_of(L, &snapshot);
    for (int i = 0; i < grappe_territories_level_count(territories); i++)
      grappe_buffer_addf(&names, "%s\n", grappe_territories_level_code(territories, i));
    grappe_snapshot_release(snapshot);
  }
  grappe_push_buffer(L, &names);
  lua_newtable(L);
  lua_Integer count = 0;
  const char *name = lua_tostring(L, -2);
  for (const char *end; (end = strchr(name, '\n')); name = end + 1) {
    lua_pushlstring(L, name, (size_t)(end - name));
    lua_rawseti(L, -2, ++count);
  }
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    lua_pushstring(L, grappe_entity_at(i)->name);
    lua_rawseti(L, -2, ++count);
  }
  return 1;
}

/* core.find_at(level or entity, name) -> row */
int grappe_core_find_at(lua_State *L) {
  grappe_error error = {0};
  const char *level = luaL_checkstring(L, 1);
  if (lua_type(L, 2) != LUA_TSTRING) {
    grappe_fail(&error, GRAPPE_ARGUMENT, "expected the name of a place, or a row, found %s",
                grappe_describe_value(L, 2));
    grappe_raise(L, &error);
  }
  const grappe_entity *entity = grappe_entity_find(level);
  const char *among = entity ? NULL : level;
  if (!entity) entity = grappe_entity_find("territory");
  grappe_row row;
  grappe_check_code(
      L, grappe_observatory_find(grappe_observatory_of(L), entity, lua_tostring(L, 2), among, NULL, &row, &error),
      &error);
  grappe_push_row_owned(L, &row);
  return 1;
}

int grappe_core_row_label(lua_State *L) {
  const grappe_row *row = grappe_row_at(L, 1);
  grappe_error error = {0};
  grappe_buffer text = {0};
  if (!row) { /* a stand-in for one */
    luaL_tolstring(L, 1, NULL);
    return 1;
  }
  grappe_code code = grappe_row_name(row, &text, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  return grappe_push_buffer(L, &text);
}

/* core.entities() -> list of { name =, plural =, title = } */
int grappe_core_entities(lua_State *L) {
  lua_createtable(L, (int)grappe_entity_count(), 0);
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    const grappe_entity *entity = grappe_entity_at(i);
    lua_createtable(L, 0, 3);
    lua_pushstring(L, entity->name);
    lua_setfield(L, -2, "name");
    lua_pushstring(L, entity->plural);
    lua_setfield(L, -2, "plural");
    lua_pushstring(L, grappe_entity_title(entity));
    lua_setfield(L, -2, "title");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

/* core.collection_of(entity) -> its collection, or nil where the name is no entity */
int grappe_core_collection_of(lua_State *L) {
  const grappe_entity *entity = grappe_entity_find(luaL_checkstring(L, 1));
  if (!entity) return 0;
  grappe_error error = {0};
  grappe_query *query = NULL;
  grappe_check_code(L, grappe_query_new(grappe_observatory_of(L), entity, &query, &error), &error);
  grappe_push_query(L, query);
  return 1;
}
