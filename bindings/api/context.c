#include "api/context.h"

#include <lauxlib.h>
#include <string.h>

#include "base/memory.h"

enum { ACCOUNT_STEP = 1 << 18 }; /* bytes of engine objects after which the collector does a step */

static const char context_key; /* where Lua's registry keeps the context */

void grappe_context_begin(lua_State *L, grappe_context *context, grappe_observatory *observatory) {
  *context = (grappe_context){.observatory = observatory};
  lua_pushlightuserdata(L, context);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &context_key);
}

static void drop_held(grappe_context *context) {
  if (context->held) context->release(context->held);
  context->held = NULL;
}

void grappe_context_end(grappe_context *context) {
  drop_held(context);
}

grappe_context *grappe_context_of(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &context_key);
  grappe_context *context = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return context;
}

grappe_observatory *grappe_observatory_of(lua_State *L) {
  grappe_observatory *observatory = grappe_context_of(L)->observatory;
  if (!observatory) {
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_IO, "no observatory is open: make one with grappe init");
    grappe_raise(L, &error);
  }
  return observatory;
}

static void hold(grappe_context *context, void *object, grappe_release *release) {
  drop_held(context);
  context->held = object;
  context->release = release;
}

void grappe_context_hold(lua_State *L, void *object, grappe_release *release) {
  hold(grappe_context_of(L), object, release);
}

void grappe_context_unhold(lua_State *L) {
  grappe_context_of(L)->held = NULL;
}

static void account(lua_State *L, grappe_context *context, size_t bytes) {
  context->unaccounted += bytes;
  if (context->unaccounted < ACCOUNT_STEP) return;
  int kilobytes = (int)(context->unaccounted >> 10);
  context->unaccounted = 0;
  lua_gc(L, LUA_GCSTEP, kilobytes);
}

/* What a userdata holds: the object comes first, so that reading it needs no knowledge of the box. */
typedef struct box {
  void *object;
  grappe_release *release;
  size_t bytes; /* counted against the script's limit on memory */
} box;

int grappe_collect_object(lua_State *L) {
  box *held = lua_touserdata(L, 1);
  if (held && held->object) held->release(held->object);
  if (held) {
    grappe_state_release(L, held->bytes);
    held->object = NULL;
    held->bytes = 0;
  }
  return 0;
}

void grappe_push_object(lua_State *L, const char *type, void *object, grappe_release *release, size_t bytes) {
  if (!object) {
    grappe_error error = {0};
    grappe_fail_memory(&error);
    grappe_raise(L, &error);
  }
  grappe_context *context = grappe_context_of(L);
  hold(context, object, release);
  luaL_checkstack(L, 4, NULL);
  box *made = lua_newuserdatauv(L, sizeof *made, 0);
  *made = (box){NULL, release, 0};
  luaL_setmetatable(L, type);
  made->object = object;
  context->held = NULL;
  account(L, context, bytes);
  grappe_state_hold(L, bytes); /* raises where it is too much: the collector then frees the object, not counted yet */
  made->bytes = bytes;
}

int grappe_push_buffer(lua_State *L, grappe_buffer *buffer) {
  size_t length = buffer->length;
  char *text = grappe_buffer_take(buffer);
  if (!text) {
    grappe_error error = {0};
    grappe_fail_memory(&error);
    grappe_raise(L, &error);
  }
  grappe_context *context = grappe_context_of(L);
  hold(context, text, grappe_free);
  lua_pushlstring(L, text, length);
  context->held = NULL;
  grappe_free(text);
  return 1;
}

static const char said_key; /* registry: the sentences said in this evaluation */

void grappe_context_forget_notices(lua_State *L) {
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &said_key);
}

void grappe_context_notice(lua_State *L, const char *sentence) {
  grappe_context *context = grappe_context_of(L);
  if (!context->notice) return;
  luaL_checkstack(L, 4, NULL);
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &said_key) != LUA_TTABLE) {
    lua_newtable(L);
    lua_copy(L, -1, -2);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &said_key);
  }
  int said = lua_getfield(L, -1, sentence) != LUA_TNIL;
  lua_pop(L, 1);
  if (!said) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, sentence);
    context->notice(context->notice_context, sentence, strlen(sentence));
  }
  lua_pop(L, 1);
}
