/* Pages for the prelude's report{}. */
#include "publish/page.h"

#include <lauxlib.h>

#include "api/arguments.h"
#include "api/context.h"
#include "api/core.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/value.h"

static const char *text_field(lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  return lua_isnil(L, -1) ? NULL : grappe_check_text(L, -1, "a text");
}

/* The value on top, which stays there: what it holds is borrowed from the script's table. */
static void take_value(lua_State *L, grappe_page_value *value) {
  int at = lua_gettop(L);
  value->figure = grappe_to_figure(L, at);
  value->frame = grappe_to_frame(L, at);
  value->drawing = grappe_to_drawing(L, at);
  if (value->figure) {
    value->kind = GRAPPE_PAGE_FIGURE;
  } else if (value->frame) {
    value->kind = GRAPPE_PAGE_FRAME;
  } else if (value->drawing) {
    value->kind = GRAPPE_PAGE_DRAWING;
  } else if (lua_type(L, at) == LUA_TSTRING) {
    value->kind = GRAPPE_PAGE_TEXT;
    value->text = lua_tostring(L, at);
  } else if (lua_type(L, at) == LUA_TTABLE && lua_getfield(L, at, "markdown") == LUA_TSTRING) {
    value->kind = GRAPPE_PAGE_MARKDOWN;
    value->text = lua_tostring(L, -1); /* the table keeps it */
  }
}

/* core.page_html { title =, subtitle =, text =, values = { name = figure, frame, drawing, text, { markdown = } or false
 * } } -> text */
static int page_html(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer out = {0};
  lua_settop(L, 1);
  luaL_checktype(L, 1, LUA_TTABLE);
  grappe_page_parts parts = {.observatory = grappe_observatory_of(L)};
  parts.title = text_field(L, "title");
  parts.subtitle = text_field(L, "subtitle");
  parts.text = text_field(L, "text");
  lua_getfield(L, 1, "values");
  int table = lua_gettop(L);
  lua_Integer count = grappe_push_names(L, table, 0, "values by name");
  int names = lua_gettop(L);
  grappe_page_value *values = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof *values, 0);
  luaL_checkstack(L, (int)(3 * count) + 8, NULL);
  for (lua_Integer i = 0; i < count; i++) {
    values[i] = (grappe_page_value){0};
    lua_rawgeti(L, names, i + 1);
    values[i].name = lua_tostring(L, -1);
    lua_getfield(L, table, values[i].name);
    take_value(L, &values[i]);
  }
  parts.values = values;
  parts.count = (size_t)count;
  grappe_code code = grappe_page_write(&parts, &out, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&out);
    grappe_raise(L, &error);
  }
  return grappe_push_buffer(L, &out);
}

static int is_drawing(lua_State *L) {
  lua_pushboolean(L, grappe_to_drawing(L, 1) != NULL);
  return 1;
}

static const luaL_Reg primitives[] = {{"page_html", page_html}, {"is_drawing", is_drawing}, {NULL, NULL}};

void grappe_page_open(lua_State *L) {
  luaL_setfuncs(L, primitives, 0);
}
