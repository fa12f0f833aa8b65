/* What the bindings of one Lua state share: the observatory, the object in transit, the trace of comparisons.
 *
 * Lua errors jump out of C. So that nothing is lost when Lua itself runs out of memory, an engine object on its way
 * into a userdata is *held* here first: either the userdata takes it over, or the next hold (or the end) releases it.
 */
#ifndef GRAPPE_API_CONTEXT_H
#define GRAPPE_API_CONTEXT_H

#include <lua.h>

#include "base/buffer.h"
#include "publish/publish.h"
#include "query/observatory.h"
#include "state/state.h"

typedef void grappe_release(void *object);

typedef struct grappe_context {
  grappe_observatory *observatory; /* borrowed from the program */
  void *held;                      /* engine object in transit, and how it is released */
  grappe_release *release;
  size_t unaccounted; /* bytes of engine objects that Lua's collector has not been told of */
  grappe_sink notice; /* takes one-line notices for the user; may be NULL */
  void *notice_context;
  grappe_write_file write; /* may be NULL */
  void *write_context;
  grappe_ask ask; /* may be NULL */
  void *ask_context;
  const char *prelude_folder;        /* borrowed */
  const char *const *script_folders; /* own first, shipped last; NULL-ended; borrowed */
  grappe_publish_options display;    /* how results of the run under way are shown */
  int tracing;                       /* how many trace() calls are open */
  struct grappe_record *record;      /* of the question that is being learnt (record.h); NULL: of none */
} grappe_context;

/* Ties a context to the state (may raise). It must outlive the state; then call grappe_context_end. */
void grappe_context_begin(lua_State *L, grappe_context *context, grappe_observatory *observatory);
void grappe_context_end(grappe_context *context);
grappe_context *grappe_context_of(lua_State *L);
/* The observatory, or an error that says that none is open. */
grappe_observatory *grappe_observatory_of(lua_State *L);

/* Holds an object over the next Lua calls that may raise; unhold before it is handed on. */
void grappe_context_hold(lua_State *L, void *object, grappe_release *release);
void grappe_context_unhold(lua_State *L);

/* Pushes a userdata of that type whose first word is `object`, and takes the object over whatever happens. NULL raises
 * the memory error. `bytes` is its size, so that Lua's collector runs often enough. */
void grappe_push_object(lua_State *L, const char *type, void *object, grappe_release *release, size_t bytes);
/* The __gc of all such userdata. */
int grappe_collect_object(lua_State *L);

/* Tells the user something beside the result: a sentence in their language, once in an evaluation. */
void grappe_context_forget_notices(lua_State *L); /* an evaluation begins */
void grappe_context_notice(lua_State *L, const char *sentence);

/* Pushes the buffer's text as a string, releasing the buffer whatever happens. Returns 1. */
int grappe_push_buffer(lua_State *L, grappe_buffer *buffer);

#endif
