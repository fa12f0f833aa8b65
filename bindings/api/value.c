#include "api/value.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>

#include "api/context.h"
#include "api/figure.h"
#include "api/record.h"
#include "api/registration.h"
#include "base/memory.h"

/* --- the four counted objects ------------------------------------------------------------------------------------- */

static void free_row(void *object) {
  grappe_row *row = object;
  grappe_snapshot_release(row->snapshot);
  grappe_free(row);
}

void grappe_push_row(lua_State *L, const grappe_row *row) {
  grappe_row *copy = grappe_alloc(sizeof *copy);
  if (copy) {
    *copy = *row;
    grappe_snapshot_keep(row->snapshot);
  }
  grappe_push_object(L, GRAPPE_ROW_TYPE, copy, free_row, sizeof *copy);
}

void grappe_push_row_owned(lua_State *L, const grappe_row *row) {
  grappe_row *copy = grappe_alloc(sizeof *copy);
  if (copy)
    *copy = *row;
  else
    grappe_snapshot_release(row->snapshot);
  grappe_push_object(L, GRAPPE_ROW_TYPE, copy, free_row, sizeof *copy);
}

static void free_collection(void *object) {
  grappe_collection *collection = object;
  grappe_query_release(collection->query);
  grappe_scan_release(collection->scan);
  grappe_free(collection);
}
static void free_frame(void *object) {
  grappe_frame_release(object);
}
static void free_drawing(void *object) {
  grappe_drawing_release(object);
}
static void free_condition(void *object) {
  grappe_condition_release(object);
}

static void push_collection(lua_State *L, grappe_collection collection) {
  grappe_collection *copy = grappe_alloc(sizeof *copy);
  if (copy) {
    *copy = collection;
  } else {
    grappe_query_release(collection.query);
    grappe_scan_release(collection.scan);
  }
  grappe_push_object(L, GRAPPE_COLLECTION_TYPE, copy, free_collection, 512);
}

void grappe_push_query(lua_State *L, grappe_query *query) {
  push_collection(L, (grappe_collection){.query = query});
}

void grappe_push_scan(lua_State *L, grappe_scan *scan) {
  push_collection(L, (grappe_collection){.scan = scan});
}

void grappe_push_frame(lua_State *L, grappe_frame *frame) {
  grappe_push_object(L, GRAPPE_FRAME_TYPE, frame, free_frame, frame ? grappe_frame_bytes(frame) : 0);
}

void grappe_push_frame_again(lua_State *L, const grappe_frame *frame) {
  grappe_push_object(L, GRAPPE_FRAME_TYPE, grappe_frame_keep((grappe_frame *)frame), free_frame, 0);
}

void grappe_push_condition(lua_State *L, grappe_condition *condition) {
  grappe_push_object(L, GRAPPE_CONDITION_TYPE, condition, free_condition, 128);
}

void grappe_push_drawing(lua_State *L, grappe_drawing *drawing) {
  grappe_push_object(L, GRAPPE_DRAWING_TYPE, drawing, free_drawing, 8192);
}

static void *object_at(lua_State *L, int index, const char *type) {
  void **slot = luaL_testudata(L, index, type);
  return slot ? *slot : NULL;
}

const grappe_row *grappe_row_at(lua_State *L, int index) {
  return object_at(L, index, GRAPPE_ROW_TYPE);
}
const grappe_row *grappe_to_row(lua_State *L, int index) {
  const grappe_row *row = grappe_row_at(L, index);
  if (row) grappe_record_row(L, row);
  return row;
}
grappe_query *grappe_to_query(lua_State *L, int index) {
  const grappe_collection *collection = object_at(L, index, GRAPPE_COLLECTION_TYPE);
  return collection ? collection->query : NULL;
}
grappe_scan *grappe_to_scan(lua_State *L, int index) {
  const grappe_collection *collection = object_at(L, index, GRAPPE_COLLECTION_TYPE);
  return collection ? collection->scan : NULL;
}
grappe_frame *grappe_to_frame(lua_State *L, int index) {
  return object_at(L, index, GRAPPE_FRAME_TYPE);
}
grappe_drawing *grappe_to_drawing(lua_State *L, int index) {
  return object_at(L, index, GRAPPE_DRAWING_TYPE);
}
grappe_condition *grappe_to_condition(lua_State *L, int index) {
  return object_at(L, index, GRAPPE_CONDITION_TYPE);
}

/* --- engine to Lua ------------------------------------------------------------------------------------------------ */

static void free_value(void *object) {
  grappe_value_release(object);
  grappe_free(object);
}

/* Pushes without touching what the value owns; figures are kept once more. */
static void push(lua_State *L, const grappe_value *value) {
  char text[GRAPPE_PERIOD_TEXT];
  luaL_checkstack(L, 6, NULL);
  switch (value->kind) {
    case GRAPPE_VALUE_NONE:
      lua_pushnil(L);
      break;
    case GRAPPE_VALUE_TEXT:
      lua_pushstring(L, value->text);
      break;
    case GRAPPE_VALUE_NUMBER:
      if (value->number == floor(value->number) && fabs(value->number) < 9e15)
        lua_pushinteger(L, (lua_Integer)value->number);
      else
        lua_pushnumber(L, value->number);
      break;
    case GRAPPE_VALUE_YESNO:
      lua_pushboolean(L, value->yes);
      break;
    case GRAPPE_VALUE_DAY:
      lua_pushstring(L, grappe_day_write(value->day, text));
      break;
    case GRAPPE_VALUE_PERIOD:
      lua_pushstring(L, grappe_period_write(value->period, text));
      break;
    case GRAPPE_VALUE_FIGURE:
      grappe_push_figure(L, grappe_figure_keep(value->figure));
      break;
    case GRAPPE_VALUE_ROW:
      grappe_push_row(L, &value->row);
      break;
    case GRAPPE_VALUE_LIST:
      lua_createtable(L, (int)value->count, 0);
      for (size_t i = 0; i < value->count; i++) {
        push(L, &value->items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
      }
      break;
  }
}

void grappe_push_value_owned(lua_State *L, grappe_value *value) {
  if (value->kind != GRAPPE_VALUE_FIGURE && value->kind != GRAPPE_VALUE_LIST) {
    push(L, value); /* owns nothing */
    return;
  }
  if (value->kind == GRAPPE_VALUE_FIGURE) {
    grappe_push_figure(L, value->figure); /* hands its one reference over */
    *value = (grappe_value){0};
    return;
  }
  /* A list: into a box that the collector frees, whatever is raised while its items are pushed. */
  grappe_value *box = grappe_alloc(sizeof *box);
  if (!box) {
    grappe_value_release(value);
    grappe_error error = {0};
    grappe_fail_memory(&error);
    grappe_raise(L, &error);
    return;
  }
  *box = *value;
  *value = (grappe_value){0};
  grappe_push_object(L, "value", box, free_value, sizeof *box);
  push(L, box);
  lua_remove(L, -2);
}

/* --- Lua to engine ------------------------------------------------------------------------------------------------ */

grappe_value grappe_check_value(lua_State *L, int index) {
  grappe_value value = {0};
  const grappe_row *row;
  switch (lua_type(L, index)) {
    case LUA_TNIL:
      value.presence = GRAPPE_UNKNOWN;
      return value;
    case LUA_TSTRING:
      value.kind = GRAPPE_VALUE_TEXT;
      value.text = lua_tostring(L, index);
      return value;
    case LUA_TNUMBER:
      value.kind = GRAPPE_VALUE_NUMBER;
      value.number = lua_tonumber(L, index);
      return value;
    case LUA_TBOOLEAN:
      value.kind = GRAPPE_VALUE_YESNO;
      value.yes = lua_toboolean(L, index);
      return value;
    default:
      break;
  }
  if (grappe_to_figure(L, index)) {
    value.kind = GRAPPE_VALUE_FIGURE;
    value.figure = grappe_to_figure(L, index);
    return value;
  }
  row = grappe_to_row(L, index);
  if (row) {
    value.kind = GRAPPE_VALUE_ROW;
    value.row = *row;
    return value;
  }
  grappe_error error = {0};
  grappe_fail(&error, GRAPPE_ARGUMENT,
              "a cell holds a text, number, yes/no, figure or row of the observatory, found %s",
              grappe_describe_value(L, index));
  grappe_raise(L, &error);
  return value;
}

grappe_place grappe_check_place(lua_State *L, int index, const char *expected) {
  grappe_place place = {0};
  const grappe_row *row = grappe_to_row(L, index);
  if (row)
    place.row = *row;
  else
    place.text = grappe_check_text(L, index, expected);
  return place;
}

grappe_period grappe_check_period(lua_State *L, int index) {
  grappe_period period;
  grappe_error error = {0};
  char year[24];
  const char *text = NULL;
  if (lua_isinteger(L, index)) {
    snprintf(year, sizeof year, "%04lld", lua_tointeger(L, index));
    text = year;
  } else {
    text = grappe_check_text(L, index, "a period such as 2018, \"2018-03-31\" or \"2018-2019\"");
  }
  grappe_check_code(L, grappe_period_parse(text, &period, &error), &error);
  return period;
}
