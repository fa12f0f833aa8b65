/* What the files frame*.c share: methods of the type frame, which frame.c registers. Private to them. */
#ifndef GRAPPE_API_FRAME_PRIVATE_H
#define GRAPPE_API_FRAME_PRIVATE_H

#include <lua.h>

#include "query/frame.h"

grappe_frame *frame_self(lua_State *L); /* the frame before the ':' */
/* Pushes what an operation of the engine gave, or raises. */
int frame_give(lua_State *L, grappe_code code, grappe_frame *const *result, const grappe_error *error);
/* The first column of figures, else of numbers. */
const char *frame_first_figures(lua_State *L, const grappe_frame *frame);
/* The column named at `index`; without a name that one. */
const char *frame_check_column(lua_State *L, int index, const grappe_frame *frame);

/* --- frame_read.c --- */
void frame_push_cell(lua_State *L, const grappe_frame *frame, size_t row, size_t column);
void frame_push_row(lua_State *L, const grappe_frame *frame, size_t row); /* as a table */
int frame_row(lua_State *L);
int frame_rows(lua_State *L);
int frame_column(lua_State *L);
int frame_length(lua_State *L);
int frame_columns(lua_State *L);
int frame_notes(lua_State *L);

/* --- frame_reshape.c --- */
int frame_pivot(lua_State *L);
int frame_join(lua_State *L);
int frame_classify(lua_State *L);
/* The options method, classes and upper of the table at an argument, whose options are `names`; limits live on the
 * stack. */
grappe_frame_classes frame_check_classes(lua_State *L, int argument, const char *const *names);
extern const char *const frame_class_options[]; /* of those that only classify */

/* --- frame_matrix.c --- */
int frame_matrix(lua_State *L);

/* --- drawing.c --- */
int frame_chart(lua_State *L);
int frame_map(lua_State *L);

/* --- geography.c --- */
int frame_recompose(lua_State *L);

#endif
