/* Text being built inside a library function. Unlike luaL_Buffer it asks the collector for room before it gives up, and
 * it keeps to one place of the stack, so values may come and go above it. */
#ifndef GRAPPE_STATE_BUILDER_PRIVATE_H
#define GRAPPE_STATE_BUILDER_PRIVATE_H

#include <lua.h>
#include <stddef.h>

typedef struct grappe_builder {
  lua_State *L;
  int slot; /* the index that holds the memory once `small` is too small */
  char *data;
  size_t length, capacity;
  char small[512];
} grappe_builder;

void grappe_builder_open(lua_State *L, grappe_builder *builder); /* pushes one value, which must stay */
char *grappe_builder_room(grappe_builder *builder, size_t more); /* where `more` bytes may be written; raises */
void grappe_builder_add(grappe_builder *builder, const char *bytes, size_t length);
void grappe_builder_add_value(grappe_builder *builder); /* the string or number on top, which is popped */
void grappe_builder_push(grappe_builder *builder);      /* pushes the text */

#endif
