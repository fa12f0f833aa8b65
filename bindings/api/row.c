#include <lauxlib.h>
#include <string.h>

#include "api/context.h"
#include "api/record.h"
#include "api/registration.h"
#include "api/trace.h"
#include "api/types_private.h"
#include "api/value.h"
#include "base/memory.h"

static const grappe_row *self(lua_State *L) {
  const grappe_row *row = *(const grappe_row **)grappe_check_object(L, 1, GRAPPE_ROW_TYPE);
  grappe_record_row(L, row);
  return row;
}

/* row.FIELD, row.LEVEL, row["commune.region"]: every path that a query knows. */
static int index_row(lua_State *L) {
  grappe_error error = {0};
  const grappe_row *row = grappe_row_at(L, 1);
  const char *key = lua_tostring(L, 2);
  if (!row || lua_type(L, 2) != LUA_TSTRING) {
    grappe_fail(&error, GRAPPE_NOT_FOUND, "a row has fields with names, found %s", grappe_describe_value(L, 2));
    grappe_raise(L, &error);
  }
  if (strcmp(key, "entity") == 0) {
    lua_pushstring(L, row->entity->name);
    return 1;
  }
  grappe_value value = {0};
  grappe_check_code(L, grappe_row_path(row, key, &value, &error), &error);
  grappe_push_value_owned(L, &value);
  grappe_record_read(L, row, key);
  grappe_trace_read(L, 1, 2);
  return 1;
}

static int to_string(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_code code = grappe_row_name(self(L), &text, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  return grappe_push_buffer(L, &text);
}

static int concatenate(lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  luaL_tolstring(L, 2, NULL);
  lua_concat(L, 2);
  return 1;
}

static int equal(lua_State *L) {
  const grappe_row *a = grappe_to_row(L, 1), *b = grappe_to_row(L, 2);
  lua_pushboolean(L, a && b && grappe_row_equal(a, b));
  return 1;
}

/* pairs(row): the entity's fields in the model's order. */
static int next_field(lua_State *L) {
  const grappe_row *row = self(L); /* a script may keep the step and call it with anything */
  grappe_error error = {0};
  const char *last = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : NULL;
  int field = last ? grappe_field_find(row->entity, last) + 1 : 0;
  if (field >= (int)grappe_field_count(row->entity)) return 0;
  lua_pushstring(L, grappe_field_at(row->entity, (size_t)field)->name);
  grappe_value value = {0};
  grappe_check_code(L, grappe_row_field(row, field, &value, &error), &error);
  grappe_push_value_owned(L, &value);
  return 2;
}

static int pairs(lua_State *L) {
  self(L);
  lua_pushcfunction(L, next_field);
  lua_pushvalue(L, 1);
  return 2;
}

static const luaL_Reg metamethods[] = {{"__index", index_row}, {"__tostring", to_string}, {"__concat", concatenate},
                                       {"__eq", equal},        {"__pairs", pairs},        {NULL, NULL}};

const grappe_api_type grappe_api_row = {
    GRAPPE_ROW_TYPE,
    "A row of the observatory: a site, a programme, a territory … Its fields are read by name; a field that is a "
    "reference "
    "gives a row; an empty text, date or reference is nil, an empty figure is an unknown figure.",
    "Une ligne de l'observatoire : un site, une formation, un territoire … Ses champs se lisent par leur nom ; une "
    "référence donne une ligne ; un texte, une date ou une référence vide vaut nil, un chiffre vide est un chiffre "
    "inconnu.",
    NULL,
    NULL,
    NULL,
    metamethods};
