/* Figures on one geography: frame:recompose(), same_geography(). */
#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "api/calls.h"
#include "api/frame_private.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "api/value.h"
#include "query/recompose.h"

enum { FRAMES_MOST = 20 };

/* A year as a number, or a name. The text stays on the stack. */
static const char *check_geography(lua_State *L, int index) {
  if (lua_isinteger(L, index)) return lua_pushfstring(L, "%d", (int)lua_tointeger(L, index));
  if (lua_type(L, index) != LUA_TSTRING) grappe_argument_error(L, index, "a geography such as 2026 or \"COG 2026\"");
  return lua_tostring(L, index);
}

static void unknown_option(lua_State *L, int options, int first) {
  static const char *const known[] = {"geography", "from", "level", "weight"};
  for (lua_pushnil(L); lua_next(L, options); lua_pop(L, 1)) {
    int fine = 0;
    for (int i = first; i < 4 && lua_type(L, -2) == LUA_TSTRING; i++)
      fine |= strcmp(lua_tostring(L, -2), known[i]) == 0;
    if (!fine)
      grappe_argument_error(L, options, first ? "options: from, level and weight" : "options: geography and weight");
  }
}

/* An option, left on the stack; NULL where it is not given. */
static const char *option(lua_State *L, int options, const char *name) {
  if (lua_getfield(L, options, name) == LUA_TNIL) return NULL;
  return check_geography(L, lua_gettop(L));
}

int frame_recompose(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = frame_self(L), *result = NULL;
  lua_settop(L, 3);
  grappe_recomposition how = {.geography = check_geography(L, 2)};
  if (!lua_isnil(L, 3)) {
    if (lua_type(L, 3) != LUA_TTABLE) grappe_argument_error(L, 3, "options: from, level and weight");
    unknown_option(L, 3, 1);
    how.from = option(L, 3, "from");
    how.level = option(L, 3, "level");
    how.weight = option(L, 3, "weight");
  }
  return frame_give(L, grappe_frame_recompose(frame, &how, &result, &error), &result, &error);
}

static int same_geography(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frames[FRAMES_MOST], *met[FRAMES_MOST];
  grappe_recomposition how = {0};
  int last = lua_gettop(L), options = last > 0 && lua_type(L, last) == LUA_TTABLE ? last : 0;
  int count = options ? last - 1 : last;
  if (count < 1 || count > FRAMES_MOST) grappe_argument_error(L, count < 1 ? 1 : FRAMES_MOST + 1, "one to 20 frames");
  for (int i = 0; i < count; i++) {
    frames[i] = grappe_to_frame(L, i + 1);
    if (!frames[i]) grappe_argument_error(L, i + 1, "a frame");
  }
  luaL_checkstack(L, count + 8, NULL);
  if (options) {
    unknown_option(L, options, 0);
    how.geography = option(L, options, "geography");
    how.weight = option(L, options, "weight");
  }
  grappe_check_query(L, grappe_frames_meet(frames, (size_t)count, &how, met, &error), &error);
  for (int i = 0; i < count; i++) grappe_push_frame(L, met[i]);
  return count;
}

static const grappe_api_function functions[] = {
    {"same_geography", same_geography,
     "same_geography(frame, frame, ... [, { geography =, weight = }]) -> frame, frame, ...",
     "The frames on one geography, that of the latest of them, so that two years can be compared; refused where no "
     "change of "
     "territories leads there.",
     "Les tableaux sur une même géographie, celle du plus récent, pour comparer deux années ; refusé si aucun "
     "changement de "
     "territoire n'y mène.",
     "same_geography(figures { measure = \"pharma_employees\", level = \"region\", period = 2014, observed_only = true "
     "}, "
     "figures { measure = \"pharma_employees\", level = \"region\", period = 2021, observed_only = true })"},
    {0}};

const grappe_api_type grappe_api_geography = {
    NULL,
    "Geographies: territories change, figures of two years meet on one of them.",
    "Géographies : les territoires changent, les chiffres de deux années se retrouvent sur l'une d'elles.",
    functions,
    NULL,
    NULL,
    NULL};
