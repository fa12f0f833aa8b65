/* A frame as a table of tables: cells under the codes of two columns, without a row for each of them. */
#include <lauxlib.h>

#include "api/context.h"
#include "api/frame_private.h"
#include "api/registration.h"
#include "api/value.h"
#include "query/frame_cross.h"

static void free_cross(void *cross) {
  grappe_frame_cross_free(cross);
}

/* Pushes what files call a value: a code, a text. */
static void push_code(lua_State *L, const grappe_frame *frame, size_t row, size_t column) {
  grappe_buffer text = {0};
  grappe_error error = {0};
  grappe_value value = {0};
  grappe_check_code(L, grappe_frame_cell(frame, row, column, &value, &error), &error);
  grappe_code code = grappe_value_write(&value, &text, &error);
  grappe_value_release(&value);
  if (code) grappe_buffer_free(&text);
  grappe_check_code(L, code, &error);
  grappe_push_buffer(L, &text);
}

/* A list of the codes at the frame's rows `first`. */
static void push_codes(lua_State *L, const grappe_frame_cross *cross, size_t column, const int32_t *first,
                       size_t count) {
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    push_code(L, cross->frame, (size_t)first[i], column);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* frame:matrix(rows, columns [, value]) */
int frame_matrix(lua_State *L) {
  static const char *const expected = "the name of a column";
  enum { CROSS = 5, INNER, NAMES, MATRIX };
  grappe_error error = {0};
  grappe_frame_cross *cross = NULL;
  grappe_frame *frame = frame_self(L);
  lua_settop(L, 4);
  const char *rows = grappe_check_text(L, 2, expected), *columns = grappe_check_text(L, 3, expected);
  const char *value = frame_check_column(L, 4, frame);
  grappe_check_code(L, grappe_frame_cross_new(frame, rows, columns, value, &cross, &error), &error);
  grappe_push_object(L, "value", cross, free_cross, sizeof *cross + 8 * grappe_frame_rows(frame));
  lua_createtable(L, (int)cross->rows, 0);
  push_codes(L, cross, cross->column_column, cross->first_column, cross->columns);
  lua_createtable(L, 0, (int)cross->rows);
  for (size_t i = 0; i < cross->rows; i++) {
    push_code(L, frame, (size_t)cross->first_row[i], cross->row_column);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawseti(L, INNER, (lua_Integer)i + 1);
    lua_rawset(L, MATRIX);
  }
  for (size_t i = 0; i < grappe_frame_rows(frame); i++) {
    lua_rawgeti(L, INNER, (lua_Integer)cross->row[i] + 1);
    lua_rawgeti(L, NAMES, (lua_Integer)cross->column[i] + 1);
    frame_push_cell(L, frame, i, cross->value_column);
    lua_rawset(L, -3);
    lua_pop(L, 1);
  }
  lua_createtable(L, (int)cross->rows, 0);
  for (size_t i = 0; i < cross->rows; i++) {
    frame_push_cell(L, frame, (size_t)cross->first_row[i], cross->row_column);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 2;
}
