#include "state/library/builder_private.h"

#include <string.h>

#include "state/library/library_private.h"

void grappe_builder_open(lua_State *L, grappe_builder *builder) {
  lua_pushnil(L);
  builder->L = L;
  builder->slot = lua_gettop(L);
  builder->data = builder->small;
  builder->length = 0;
  builder->capacity = sizeof builder->small;
}

char *grappe_builder_room(grappe_builder *builder, size_t more) {
  size_t limit = grappe_state_of(builder->L)->limits.memory_bytes;
  if (more <= builder->capacity - builder->length) return builder->data + builder->length;
  if (more > limit || builder->length > limit) {
    grappe_push_memory_error(builder->L);
    lua_error(builder->L);
  }
  size_t wanted = builder->length + more, capacity = builder->capacity * 2;
  if (capacity < wanted) capacity = wanted;
  char *larger = lua_newuserdatauv(builder->L, capacity, 0);
  memcpy(larger, builder->data, builder->length);
  lua_replace(builder->L, builder->slot);
  builder->data = larger;
  builder->capacity = capacity;
  return larger + builder->length;
}

void grappe_builder_add(grappe_builder *builder, const char *bytes, size_t length) {
  memcpy(grappe_builder_room(builder, length), bytes, length);
  builder->length += length;
}

void grappe_builder_add_value(grappe_builder *builder) {
  size_t length;
  const char *text = lua_tolstring(builder->L, -1, &length);
  grappe_builder_add(builder, text, length);
  lua_pop(builder->L, 1);
}

void grappe_builder_push(grappe_builder *builder) {
  lua_pushlstring(builder->L, builder->data, builder->length);
}
