/* Lua's allocator: counts, and refuses what would pass the limit. Lua then collects its garbage and asks once more, and
 * after that raises its memory error. The limit holds during runs only: the host's own housekeeping between them must
 * not fail because a script filled the memory to the brim. */
#include <stdlib.h>
#include <string.h>

#include "state/state_private.h"

/* Lua's memory error unwinds without calling the message handler, so where it happened is noted here. Reading the
 * frames allocates nothing. */
static void note_place(grappe_state *state) {
  lua_State *L = atomic_load(&state->running);
  lua_Debug frame;
  if (!L) return; /* without a frame (while an error unwinds, say) the last place stays */
  for (int level = 0; lua_getstack(L, level, &frame); level++) {
    if (!lua_getinfo(L, "Sl", &frame) || frame.currentline <= 0) continue;
    if (strncmp(frame.source, GRAPPE_CHUNK_BUILTIN, sizeof GRAPPE_CHUNK_BUILTIN - 1) == 0) continue;
    state->out_of_memory_line = frame.currentline;
    memcpy(state->out_of_memory_chunk, frame.short_src, sizeof frame.short_src);
    return;
  }
}

/* A finaliser is called once, and is lost with all that its object holds if Lua finds no room for its call frame; so
 * frames may pass the limit. For a new block Lua tells what it is for: 0 means none of the objects that scripts make.
 */
static int may_be_a_frame(const void *block, size_t kind, size_t size) {
  return !block && kind == 0 && size <= 128;
}

void *grappe_memory_for_lua(void *context, void *block, size_t old_size, size_t new_size) {
  grappe_state *state = context;
  int exempt = may_be_a_frame(block, old_size, new_size);
  if (!block) old_size = 0; /* the kind of object */
  if (new_size == 0) {
    free(block);
    state->held -= old_size;
    return NULL;
  }
  if (new_size > old_size && state->depth > 0 && !exempt &&
      state->held + state->foreign + (new_size - old_size) > state->ceiling) {
    note_place(state);
    return NULL;
  }
  void *moved = realloc(block, new_size);
  if (!moved) return new_size <= old_size ? block : NULL; /* Lua takes it for granted that shrinking succeeds */
  state->held += new_size - old_size;
  return moved;
}

void grappe_state_hold(lua_State *L, size_t bytes) {
  grappe_state *state = grappe_state_of(L);
  size_t limit = state->ceiling;
  state->foreign += bytes;
  /* Lua sees a few bytes of userdata where the engine holds megabytes: without this it would not collect in time. */
  if (state->held + state->foreign > limit || state->foreign > state->foreign_kept + limit / 4) {
    lua_gc(L, LUA_GCCOLLECT);
    state->foreign_kept = state->foreign;
  }
  if (state->depth == 0 || state->held + state->foreign <= limit) return;
  state->foreign -= bytes;
  note_place(state);
  grappe_push_memory_error(L);
  lua_error(L);
}

void grappe_state_release(lua_State *L, size_t bytes) {
  grappe_state *state = grappe_state_of(L);
  state->foreign -= bytes < state->foreign ? bytes : state->foreign;
}
