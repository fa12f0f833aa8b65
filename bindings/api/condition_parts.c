/* What the prelude's decision tables, matching and the register of
 * certifications ask of the engine: conditions and fields taken apart, distances, whether anything was changed. */
#include <lauxlib.h>
#include <string.h>

#include "api/conditions.h"
#include "api/context.h"
#include "api/figure.h"
#include "api/value.h"
#include "model/model.h"
#include "territory/territory.h"

static void set_text(lua_State *L, const char *name, const char *text) {
  lua_pushstring(L, text);
  lua_setfield(L, -2, name);
}

static void set_truth(lua_State *L, const char *name, int truth) {
  lua_pushboolean(L, truth);
  lua_setfield(L, -2, name);
}

/* Pushes the parts of `condition`, which the caller keeps alive. */
static void push_parts(lua_State *L, const grappe_condition *condition) {
  static const char *const signs[] = {"<", "<=", ">", ">=", "="};
  grappe_condition_view view = grappe_condition_look(condition);
  luaL_checkstack(L, 6, NULL);
  lua_createtable(L, 0, 4);
  set_text(L, "kind", view.kind);
  set_truth(L, "yes", view.yes);
  grappe_buffer words = {0};
  grappe_condition_describe(condition, NULL, NULL, &words);
  grappe_push_buffer(L, &words);
  lua_setfield(L, -2, "words");
  if (view.text) set_text(L, "text", view.text);
  if (view.row) {
    grappe_push_row(L, view.row);
    lua_setfield(L, -2, "row");
  }
  if (view.figure) {
    grappe_push_figure(L, grappe_figure_keep(view.figure));
    lua_setfield(L, -2, "figure");
    set_text(L, "comparison", signs[view.comparison]);
  }
  if (strcmp(view.kind, "day") == 0) {
    char day[GRAPPE_PERIOD_TEXT];
    set_text(L, "day", grappe_day_write(view.day, day));
    set_text(L, "comparison", signs[view.comparison]);
  }
  for (size_t i = 0; i < view.count; i++) {
    push_parts(L, view.parts[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

int grappe_core_condition(lua_State *L) {
  lua_settop(L, 1);
  grappe_push_condition_of(L, 1);
  push_parts(L, grappe_to_condition(L, 2));
  return 1;
}

int grappe_core_field(lua_State *L) {
  const grappe_entity *entity = grappe_entity_find(luaL_checkstring(L, 1));
  int index = entity ? grappe_field_find(entity, luaL_checkstring(L, 2)) : -1;
  if (index < 0) return 0;
  const grappe_field *field = grappe_field_at(entity, (size_t)index);
  lua_createtable(L, 0, 4);
  set_truth(L, "many", (field->flags & GRAPPE_MANY) != 0);
  set_truth(L, "negative", !(field->flags & GRAPPE_NOT_NEGATIVE));
  set_truth(L, "date", field->type == GRAPPE_DATE);
  if (field->unit) set_text(L, "unit", field->unit);
  return 1;
}

int grappe_core_kilometres(lua_State *L) {
  lua_pushnumber(L, grappe_distance(luaL_checknumber(L, 1), luaL_checknumber(L, 2), luaL_checknumber(L, 3),
                                    luaL_checknumber(L, 4)));
  return 1;
}

int grappe_core_store_version(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)grappe_store_version(grappe_observatory_store(grappe_observatory_of(L))));
  return 1;
}
