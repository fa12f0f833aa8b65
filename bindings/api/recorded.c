/* Recorded runs and what was known on a day, for the prelude's replay and diff. */
#include "api/recorded.h"

#include <lauxlib.h>
#include <string.h>

#include "api/closing.h"
#include "api/context.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/script_files.h"
#include "api/value.h"
#include "figure/explain.h"
#include "store/recorded.h"

static grappe_store *store_of(lua_State *L) {
  return grappe_observatory_store(grappe_observatory_of(L));
}

/* --- as known on a day ----------------------------------------------------------------------------------------------
 */

static const char before_key; /* registry: metatable of what puts the day back as it was */

static int put_back(lua_State *L) {
  grappe_error error = {0};
  const grappe_day *before = lua_touserdata(L, 1);
  grappe_check_code(L, grappe_observatory_know_as_on(grappe_observatory_of(L), *before, &error), &error);
  return 0;
}

int grappe_core_known_on(lua_State *L) {
  grappe_period day = {GRAPPE_DAY_LAST, GRAPPE_DAY_LAST};
  grappe_error error = {0};
  if (!lua_isnoneornil(L, 1)) {
    grappe_check_code(L, grappe_period_parse(luaL_checkstring(L, 1), &day, &error), &error);
  }
  grappe_day *before = lua_newuserdatauv(L, sizeof *before, 0);
  grappe_push_closing(L, &before_key, put_back);
  *before = grappe_observatory_known_on(grappe_observatory_of(L));
  lua_setmetatable(L, -2);
  grappe_check_code(L, grappe_observatory_know_as_on(grappe_observatory_of(L), day.to, &error), &error);
  return 1;
}

/* --- scripts
 * ---------------------------------------------------------------------------------------------------------- */

int grappe_core_script_text(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_code code =
      grappe_read_file(luaL_checkstring(L, 1), grappe_state_limits(grappe_state_of(L))->source_bytes, &text, &error);
  if (code != GRAPPE_OK) grappe_buffer_free(&text);
  grappe_check_code(L, code, &error);
  return grappe_push_buffer(L, &text);
}

int grappe_core_script_on(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  char digest[GRAPPE_SHA256_TEXT] = "";
  int found = 0;
  grappe_code code = grappe_recorded_script(store_of(L), luaL_checkstring(L, 1), luaL_checkstring(L, 2), &text, digest,
                                            &found, &error);
  if (code != GRAPPE_OK || !found) grappe_buffer_free(&text);
  grappe_check_code(L, code, &error);
  if (!found) return 0;
  return grappe_push_buffer(L, &text);
}

/* --- runs
 * ------------------------------------------------------------------------------------------------------------- */

static const char *field(lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  const char *text = lua_tostring(L, -1);
  return text ? text : "";
}

int grappe_core_record_run(lua_State *L) {
  grappe_error error = {0};
  size_t length;
  int64_t number;
  grappe_recorded_run run = {0};
  run.indicator = field(L, "indicator");
  run.place = field(L, "place");
  run.period = field(L, "period");
  run.value = field(L, "value");
  run.inputs = field(L, "inputs");
  const char *text = luaL_checklstring(L, 2, &length);
  if (grappe_store_is_copy(store_of(L)))
    grappe_throw(L, GRAPPE_ARGUMENT,
                 "runs are recorded in an observatory of your own: this one is a copy that is thrown away");
  grappe_check_code(L, grappe_recorded_add(store_of(L), &run, text, length, &number, &error), &error);
  lua_pushinteger(L, (lua_Integer)number);
  return 1;
}

typedef struct listing {
  lua_State *L;
  lua_Integer count;
} listing;

/* Nothing here raises but for want of memory, which the state turns into an error of its own. */
static grappe_code add_run(void *context, const grappe_recorded_run *run, grappe_error *error) {
  listing *to = context;
  lua_State *L = to->L;
  (void)error;
  const char *const texts[] = {"at",        run->at, "indicator", run->indicator, "place",     run->place, "period",
                               run->period, "value", run->value,  "script",       run->script, "inputs",   run->inputs};
  lua_createtable(L, 0, 8);
  lua_pushinteger(L, (lua_Integer)run->number);
  lua_setfield(L, -2, "number");
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i += 2) {
    lua_pushstring(L, texts[i + 1]);
    lua_setfield(L, -2, texts[i]);
  }
  lua_rawseti(L, -2, ++to->count);
  return GRAPPE_OK;
}

int grappe_core_runs(lua_State *L) {
  grappe_error error = {0};
  listing to = {L, 0};
  const char *indicator = luaL_optstring(L, 1, NULL);
  luaL_checkstack(L, 8, NULL);
  lua_newtable(L);
  grappe_check_code(L, grappe_recorded_runs(store_of(L), indicator, add_run, &to, &error), &error);
  return 1;
}

int grappe_core_editions_since(lua_State *L) {
  grappe_error error = {0};
  int64_t editions = 0;
  grappe_check_code(L, grappe_recorded_editions(store_of(L), luaL_checkstring(L, 1), &editions, &error), &error);
  lua_pushinteger(L, (lua_Integer)editions);
  return 1;
}

/* --- inputs
 * ----------------------------------------------------------------------------------------------------------- */

typedef struct leaves {
  const grappe_figure **figures;
  size_t count, capacity;
} leaves;

static void add_leaf(const grappe_figure *figure, void *context) {
  leaves *to = context;
  if (to->count < to->capacity) to->figures[to->count] = figure;
  to->count++;
}

int grappe_core_leaves(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *figure = grappe_check_figure(L, 1, "a figure");
  leaves found = {NULL, 0, 0};
  if (grappe_figure_leaves(figure, add_leaf, &found) != GRAPPE_OK)
    grappe_check_code(L, grappe_fail_memory(&error), &error);
  found.capacity = found.count;
  found.count = 0;
  found.figures = lua_newuserdatauv(L, (found.capacity + 1) * sizeof(const grappe_figure *), 0);
  if (grappe_figure_leaves(figure, add_leaf, &found) != GRAPPE_OK)
    grappe_check_code(L, grappe_fail_memory(&error), &error);
  lua_createtable(L, (int)found.count, 0);
  for (size_t i = 0; i < found.count; i++) {
    grappe_buffer value = {0};
    grappe_figure_write(found.figures[i], 1, &value);
    lua_createtable(L, 0, 2);
    lua_pushstring(L, grappe_figure_read(found.figures[i])->label);
    lua_setfield(L, -2, "label");
    grappe_push_buffer(L, &value);
    lua_setfield(L, -2, "value");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}
