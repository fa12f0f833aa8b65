/* A text that does not compile: what is wrong with it in words that its author can act on, from the prelude's parser.
 * Where that finds nothing wrong the message of Lua stays. */
#include "api/syntax.h"

#include <lauxlib.h>
#include <string.h>

#include "api/core.h"

enum { TEXT_MOST = 1 << 20 };

typedef struct syntax_job {
  const char *text;
  size_t length;
  int expression;
  grappe_outcome *outcome;
} syntax_job;

static int diagnose(lua_State *L) {
  syntax_job *job = lua_touserdata(L, 1);
  grappe_push_core(L);
  lua_getfield(L, -1, "parse");
  if (job->expression) lua_pushliteral(L, "return ");
  lua_pushlstring(L, job->text, job->length);
  if (job->expression) lua_concat(L, 2);
  lua_call(L, 1, 2);
  if (!lua_isnil(L, -2)) return 0; /* it finds the text right */
  lua_getfield(L, -1, "line");
  lua_getfield(L, -2, "message");
  const char *message = lua_tostring(L, -1);
  if (!message) return 0;
  job->outcome->line = (int)lua_tointeger(L, -2);
  lua_getfield(L, -3, "column");
  job->outcome->column = (int)lua_tointeger(L, -1);
  if (job->expression && job->outcome->line == 1) job->outcome->column -= (int)strlen("return ");
  snprintf(job->outcome->error.message, sizeof job->outcome->error.message, "%s", message);
  return 0;
}

void grappe_syntax_explain(lua_State *L, const char *chunkname, const char *text, size_t length, int expression,
                           grappe_outcome *outcome) {
  syntax_job job = {text, length, expression, outcome};
  if (outcome->ending != GRAPPE_END_ERROR || outcome->error.code != GRAPPE_DATA || length > TEXT_MOST) return;
  if (!lua_checkstack(L, 8)) return;
  lua_pushcfunction(L, diagnose);
  lua_pushlightuserdata(L, &job);
  int line = outcome->line;
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) lua_pop(L, 1);
  if (!outcome->chunk[0] && outcome->line != line)
    snprintf(outcome->chunk, sizeof outcome->chunk, "%s", chunkname + 1); /* behind the '=' or '@' */
}
