/* Reading frames: rows, cells, names. */
#include <lauxlib.h>

#include "api/core.h"
#include "api/frame_private.h"
#include "api/registration.h"
#include "api/value.h"

void frame_push_cell(lua_State *L, const grappe_frame *frame, size_t row, size_t column) {
  grappe_error error = {0};
  grappe_value value = {0};
  grappe_check_code(L, grappe_frame_cell(frame, row, column, &value, &error), &error);
  grappe_push_value_owned(L, &value);
}

/* row.NAME of a cell that was not written yet. Upvalues: the frame, the row. */
static int late_index(lua_State *L) {
  const grappe_frame *frame = grappe_to_frame(L, lua_upvalueindex(1));
  size_t row = (size_t)lua_tointeger(L, lua_upvalueindex(2)), column;
  if (lua_type(L, 2) != LUA_TSTRING || grappe_frame_find(frame, lua_tostring(L, 2), &column, NULL) != GRAPPE_OK)
    return 0;
  if (!grappe_frame_written_late(frame, column)) return 0;
  frame_push_cell(L, frame, row, column);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, -2);
  lua_rawset(L, 1);
  return 1;
}

/* pairs(row): then all cells are written, and it is a table like any other. */
static int late_pairs(lua_State *L) {
  const grappe_frame *frame = grappe_to_frame(L, lua_upvalueindex(1));
  size_t row = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  lua_settop(L, 1);
  for (size_t i = 0; i < grappe_frame_columns(frame); i++) {
    if (!grappe_frame_written_late(frame, i)) continue;
    frame_push_cell(L, frame, row, i);
    lua_setfield(L, 1, grappe_frame_name(frame, i));
  }
  lua_pushnil(L);
  lua_setmetatable(L, 1);
  grappe_push_prelude(L);
  lua_getfield(L, -1, "pairs");
  lua_pushvalue(L, 1);
  lua_call(L, 1, 3);
  return 3;
}

/* Gives the row on top a metatable that writes what is late when it is asked for. */
static void set_late(lua_State *L, const grappe_frame *frame, size_t row) {
  static const luaL_Reg methods[] = {{"__index", late_index}, {"__pairs", late_pairs}, {NULL, NULL}};
  lua_createtable(L, 0, 3);
  grappe_push_frame_again(L, frame);
  lua_pushinteger(L, (lua_Integer)row);
  luaL_setfuncs(L, methods, 2);
  lua_pushstring(L, "row");
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

void frame_push_row(lua_State *L, const grappe_frame *frame, size_t row) {
  size_t columns = grappe_frame_columns(frame);
  int late = 0;
  lua_createtable(L, 0, (int)columns);
  for (size_t i = 0; i < columns; i++) {
    if (grappe_frame_written_late(frame, i)) {
      late = 1;
      continue;
    }
    frame_push_cell(L, frame, row, i);
    lua_setfield(L, -2, grappe_frame_name(frame, i));
  }
  if (late) set_late(L, frame, row);
}

int frame_row(lua_State *L) {
  grappe_frame *frame = frame_self(L);
  lua_Integer i = lua_isinteger(L, 2) ? lua_tointeger(L, 2) : 0;
  if (i < 1 || (size_t)i > grappe_frame_rows(frame)) {
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_NOT_FOUND, "the frame has rows 1 to %zu, found %s", grappe_frame_rows(frame),
                grappe_describe_value(L, 2));
    grappe_raise(L, &error);
  }
  frame_push_row(L, frame, (size_t)i - 1);
  return 1;
}

static int next_row(lua_State *L) {
  grappe_frame *frame = grappe_to_frame(L, lua_upvalueindex(1));
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
  if ((size_t)i >= grappe_frame_rows(frame)) return 0;
  frame_push_row(L, frame, (size_t)i);
  lua_pushinteger(L, i + 1);
  lua_replace(L, lua_upvalueindex(2));
  return 1;
}

int frame_rows(lua_State *L) {
  frame_self(L);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_row, 2);
  return 1;
}

int frame_column(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L);
  size_t at = 0;
  grappe_check_code(L, grappe_frame_find(frame, grappe_check_text(L, 2, "the name of a column"), &at, &error), &error);
  lua_createtable(L, (int)grappe_frame_rows(frame), 0);
  for (size_t i = 0; i < grappe_frame_rows(frame); i++) {
    frame_push_cell(L, frame, i, at);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

int frame_length(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)grappe_frame_rows(frame_self(L)));
  return 1;
}

int frame_columns(lua_State *L) {
  grappe_frame *frame = frame_self(L);
  lua_newtable(L);
  for (size_t i = 0; i < grappe_frame_columns(frame); i++) {
    lua_pushstring(L, grappe_frame_name(frame, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

int frame_notes(lua_State *L) {
  grappe_frame *frame = frame_self(L);
  lua_newtable(L);
  for (size_t i = 0; i < grappe_frame_note_count(frame); i++) {
    lua_pushstring(L, grappe_frame_note(frame, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}
