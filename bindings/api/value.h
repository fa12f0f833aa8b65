/* Values between the engine and Lua: cells of rows and frames, both ways. */
#ifndef GRAPPE_API_VALUE_H
#define GRAPPE_API_VALUE_H

#include <lua.h>

#include "publish/drawing.h"
#include "query/condition.h"
#include "query/frame.h"
#include "query/query.h"
#include "query/scan.h"
#include "query/value.h"

#define GRAPPE_ROW_TYPE "row"
#define GRAPPE_COLLECTION_TYPE "collection"
#define GRAPPE_FRAME_TYPE "frame"
#define GRAPPE_CONDITION_TYPE "condition"
#define GRAPPE_DRAWING_TYPE "drawing"

/* What a userdata of the type collection holds: one of the two. */
typedef struct grappe_collection {
  grappe_query *query;
  grappe_scan *scan;
} grappe_collection;

/* Pushes the value as a script sees it: nil, text, number, boolean, date or period as text, figure, row, list. The
 * value stays the caller's, so release it only through grappe_push_value_owned where an error may be raised in between.
 */
void grappe_push_value_owned(lua_State *L, grappe_value *value);

void grappe_push_row(lua_State *L, const grappe_row *row);       /* keeps the snapshot */
void grappe_push_row_owned(lua_State *L, const grappe_row *row); /* takes the caller's snapshot over */
/* The rows of an entity or of a dataset are one type to scripts. */
void grappe_push_query(lua_State *L, grappe_query *query); /* takes the reference over */
void grappe_push_scan(lua_State *L, grappe_scan *scan);    /* takes the reference over */
void grappe_push_frame(lua_State *L, grappe_frame *frame); /* takes the reference over */
/* Pushes a frame that Lua holds already, and whose memory is counted there. */
void grappe_push_frame_again(lua_State *L, const grappe_frame *frame);
void grappe_push_condition(lua_State *L, grappe_condition *condition);
void grappe_push_drawing(lua_State *L, grappe_drawing *drawing); /* takes the reference over */

const grappe_row *grappe_to_row(lua_State *L, int index); /* NULL where the value is none; borrowed */
const grappe_row *grappe_row_at(lua_State *L, int index); /* the same, not noted by an open record (record.h) */
grappe_query *grappe_to_query(lua_State *L, int index);   /* NULL also of a dataset */
grappe_scan *grappe_to_scan(lua_State *L, int index);     /* NULL also of an entity */
grappe_frame *grappe_to_frame(lua_State *L, int index);
grappe_drawing *grappe_to_drawing(lua_State *L, int index);
grappe_condition *grappe_to_condition(lua_State *L, int index);

/* The Lua value at `index` as a cell for a new frame: borrows texts and figures from the stack slot. Raises for a value
 * that no cell can hold. */
grappe_value grappe_check_value(lua_State *L, int index);

/* A place at `index`: a row of territory or a name. Raises with `expected` otherwise. */
grappe_place grappe_check_place(lua_State *L, int index, const char *expected);
/* A day or a period: text, or a whole number for a year. Raises otherwise. */
grappe_period grappe_check_period(lua_State *L, int index);

#endif
