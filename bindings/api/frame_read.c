/* Reading frames: rows, cells, names. */
#include <lauxlib.h>

#include "api/frame_private.h"
#include "api/registration.h"
#include "api/value.h"

void frame_push_row(lua_State *L, const grappe_frame *frame, size_t row) {
  grappe_error error = {0};
  size_t columns = grappe_frame_columns(frame);
  lua_createtable(L, 0, (int)columns);
  for (size_t i = 0; i < columns; i++) {
    grappe_value value = {0};
    grappe_check_code(L, grappe_frame_cell(frame, row, i, &value, &error), &error);
    grappe_push_value_owned(L, &value);
    lua_setfield(L, -2, grappe_frame_name(frame, i));
  }
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
    grappe_value value = {0};
    grappe_check_code(L, grappe_frame_cell(frame, i, at, &value, &error), &error);
    grappe_push_value_owned(L, &value);
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
