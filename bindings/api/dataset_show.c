#include "api/dataset_show.h"

#include <lauxlib.h>
#include <string.h>

#include "api/calls.h"
#include "api/context.h"
#include "api/core.h"
#include "api/registration.h"
#include "api/value.h"
#include "base/memory.h"
#include "column/dataset.h"
#include "text/number.h"

static void set_text(lua_State *L, const char *key, const char *text) {
  if (!text || !text[0]) return;
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}

static void set_shown(lua_State *L, const char *key, double value, int decimals) {
  grappe_buffer text = {0};
  grappe_number_display(value, GRAPPE_DIGITS_DECIMALS, decimals, grappe_language_now(), &text);
  grappe_push_buffer(L, &text);
  lua_setfield(L, -2, key);
}

static void push_info(lua_State *L, const grappe_dataset_info *info) {
  lua_newtable(L);
  set_text(L, "code", info->about.code);
  set_text(L, "edition", info->about.edition);
  set_text(L, "name", info->about.name);
  set_text(L, "geography", info->about.geography);
  set_text(L, "source", info->about.source);
  set_text(L, "licence", info->about.licence);
  set_text(L, "format", info->about.format);
  set_text(L, "imported_at", info->imported_at);
  lua_pushinteger(L, (lua_Integer)info->rows);
  lua_setfield(L, -2, "rows");
  lua_pushinteger(L, (lua_Integer)info->bytes);
  lua_setfield(L, -2, "bytes");
  set_shown(L, "rows_shown", (double)info->rows, 0);
  set_shown(L, "megabytes_shown", (double)info->bytes / 1e6, info->bytes < 1000000 ? 3 : 1);
}

typedef struct listing {
  lua_State *L;
  const grappe_dataset_info *info;
} listing;

static int add_protected(lua_State *L) {
  const listing *l = lua_touserdata(L, 2);
  push_info(L, l->info);
  lua_rawseti(L, 1, (lua_Integer)lua_rawlen(L, 1) + 1);
  return 0;
}

/* Called by the engine, which must not be jumped over. The list is on top of the stack. */
static grappe_code add_dataset(void *context, const grappe_dataset_info *info, grappe_error *error) {
  listing *l = context;
  l->info = info;
  lua_pushcfunction(l->L, add_protected);
  lua_pushvalue(l->L, -2);
  lua_pushlightuserdata(l->L, l);
  if (lua_pcall(l->L, 2, 0, 0) == LUA_OK) return GRAPPE_OK;
  lua_pop(l->L, 1);
  return grappe_fail_memory(error);
}

int grappe_core_datasets(lua_State *L) {
  grappe_error error = {0};
  listing l = {L, NULL};
  luaL_checkstack(L, 8, NULL);
  lua_newtable(L);
  grappe_check_code(
      L, grappe_datasets_list(grappe_observatory_store(grappe_observatory_of(L)), add_dataset, &l, &error), &error);
  return 1;
}

static const char *kind_word(grappe_dataset_kind kind) {
  static const char *const words[] = {
      [GRAPPE_DATASET_TEXT] = "text",       [GRAPPE_DATASET_INTEGER] = "whole number",
      [GRAPPE_DATASET_NUMBER] = "number",   [GRAPPE_DATASET_IDENTIFIER] = "identifier",
      [GRAPPE_DATASET_DAY] = "date",        [GRAPPE_DATASET_PERIOD] = "period",
      [GRAPPE_DATASET_YESNO] = "yes or no", [GRAPPE_DATASET_FIGURE] = "figure with bounds"};
  return grappe_translate(words[kind]);
}

static const char *meaning_of(const grappe_dataset_column *column) {
  const char *title = column->title[grappe_language_now()];
  for (int i = 0; i < GRAPPE_LANGUAGES && (!title || !title[0]); i++) title = column->title[i];
  return title;
}

/* The geography that is assumed, where none is stated and some column holds codes of territories. */
static void push_geography(lua_State *L, const grappe_scan *scan) {
  grappe_error error = {0};
  char text[GRAPPE_PERIOD_TEXT];
  grappe_day day;
  int stated;
  if (!grappe_scan_has_places(scan)) return;
  grappe_check_query(L, grappe_scan_geography(scan, &day, &stated, &error), &error);
  if (!stated) set_text(L, "assumed_geography", grappe_geography_write(day, text));
}

int grappe_core_dataset_columns(lua_State *L) {
  const grappe_scan *scan = grappe_to_scan(L, 1);
  if (!scan) return grappe_argument_error(L, 1, "a dataset");
  const grappe_dataset *dataset = grappe_scan_dataset(scan);
  push_info(L, grappe_dataset_about_of(dataset));
  push_geography(L, scan);
  lua_newtable(L);
  for (size_t i = 0; i < grappe_dataset_columns(dataset); i++) {
    const grappe_dataset_column *column = grappe_dataset_column_at(dataset, i);
    lua_newtable(L);
    set_text(L, "name", column->name);
    set_text(L, "kind", kind_word(column->kind));
    set_text(L, "unit", column->unit);
    set_text(L, "entity", column->refers_to);
    set_text(L, "level", column->qualifier);
    set_text(L, "meaning", meaning_of(column));
    if (column->kind == GRAPPE_DATASET_IDENTIFIER) {
      lua_pushinteger(L, column->width);
      lua_setfield(L, -2, "digits");
    }
    if (column->kind == GRAPPE_DATASET_TEXT || column->kind == GRAPPE_DATASET_PERIOD) {
      set_shown(L, "values", (double)grappe_dataset_codes(dataset, i), 0);
    }
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 2;
}

void grappe_push_dataset_shown(lua_State *L, int index, const grappe_publish_options *options, size_t rows) {
  grappe_error error = {0};
  grappe_scan *scan = grappe_to_scan(L, index);
  if (grappe_scan_whole(scan)) {
    grappe_push_core(L);
    lua_getfield(L, -1, options->format == GRAPPE_FORMAT_TABLE ? "show_dataset" : "dataset_frame");
    lua_remove(L, -2);
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    return;
  }
  lua_getfield(L, index, "frame");
  lua_pushvalue(L, index);
  if (options->format == GRAPPE_FORMAT_TABLE && !grappe_scan_grouped(scan) && !grappe_scan_limited(scan)) {
    grappe_scan *some = NULL;
    grappe_check_query(L, grappe_scan_top(scan, rows, NULL, &some, &error), &error);
    lua_pop(L, 1);
    grappe_push_scan(L, some);
  }
  lua_call(L, 1, 1);
}
