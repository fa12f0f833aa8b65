/* Drawings as script values: what frame:chart() and frame:map() make. */
#include "publish/drawing.h"

#include <lauxlib.h>

#include "api/context.h"
#include "api/frame_private.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/types_private.h"
#include "api/value.h"
#include "publish/publish.h"

enum { VALUES_MOST = 64 };

/* Columns of figures: one name, or a list; what they borrow from stays on the stack. */
static size_t check_values(lua_State *L, const char **names) {
  static const char *const expected = "value = the name of a column of figures, or a list of names";
  int type = lua_getfield(L, 2, "value"), list = lua_gettop(L);
  if (type == LUA_TNIL) return 0;
  if (type == LUA_TSTRING) {
    names[0] = lua_tostring(L, -1);
    return 1;
  }
  size_t count = type == LUA_TTABLE ? lua_rawlen(L, list) : 0;
  if (!count || count > VALUES_MOST) grappe_argument_error(L, 2, expected);
  statistic_room(L, VALUES_MOST);
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TSTRING) grappe_argument_error(L, 2, expected);
    names[i] = lua_tostring(L, -1);
  }
  return count;
}

/* Brings argument 2 into the form of a table of options. */
static void settle_options(lua_State *L, const char *short_form, const char *const *names) {
  lua_settop(L, 2);
  if (lua_isnil(L, 2)) {
    lua_newtable(L);
    lua_replace(L, 2);
  } else if (lua_type(L, 2) == LUA_TSTRING) {
    lua_newtable(L);
    lua_pushvalue(L, 2);
    lua_setfield(L, -2, short_form);
    lua_replace(L, 2);
  }
  statistic_options(L, 2, names);
}

static int give(lua_State *L, const grappe_drawing_options *options) {
  grappe_error error = {0};
  grappe_drawing *drawing = NULL;
  grappe_check_code(L, grappe_drawing_new(frame_self(L), options, &drawing, &error), &error);
  grappe_push_drawing(L, drawing);
  return 1;
}

int frame_chart(lua_State *L) {
  static const char *const names[] = {"kind", "value", "label", "along", "title", NULL};
  grappe_error error = {0};
  const char *values[VALUES_MOST];
  grappe_drawing_options options = {.kind = GRAPPE_DRAWING_BARS, .values = values};
  frame_self(L);
  settle_options(L, "kind", names);
  const char *kind = statistic_text(L, 2, "kind", "bars");
  grappe_check_code(L, grappe_drawing_kind_parse(kind, &options.kind, &error), &error);
  options.label = statistic_text(L, 2, "label", NULL);
  options.along = statistic_text(L, 2, "along", NULL);
  options.title = statistic_text(L, 2, "title", NULL);
  options.value_count = check_values(L, values);
  return give(L, &options);
}

int frame_map(lua_State *L) {
  static const char *const names[] = {"value", "title", "method", "classes", "upper", NULL};
  const char *values[VALUES_MOST];
  grappe_drawing_options options = {.kind = GRAPPE_DRAWING_MAP, .values = values};
  frame_self(L);
  settle_options(L, "value", names);
  options.title = statistic_text(L, 2, "title", NULL);
  if (lua_getfield(L, 2, "classes") != LUA_TNIL) options.classes = frame_check_classes(L, 2, names);
  options.value_count = check_values(L, values);
  return give(L, &options);
}

static grappe_drawing *self(lua_State *L) {
  return *(grappe_drawing **)grappe_check_object(L, 1, GRAPPE_DRAWING_TYPE);
}

static int push_written(lua_State *L, grappe_publish_format format) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_publish_options options = {.format = format, .language = grappe_language_now()};
  grappe_code code = grappe_publish_drawing(self(L), &options, &text, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  return grappe_push_buffer(L, &text);
}

static int svg(lua_State *L) {
  return push_written(L, GRAPPE_FORMAT_SVG);
}

static int to_string(lua_State *L) {
  return push_written(L, GRAPPE_FORMAT_TABLE);
}

static int title(lua_State *L) {
  lua_pushstring(L, grappe_drawing_title(self(L)));
  return 1;
}

static int frame(lua_State *L) {
  grappe_push_frame(L, grappe_frame_keep(grappe_drawing_frame(self(L))));
  return 1;
}

#define EXAMPLE \
  "figures { measure = \"pharma_jobs\", level = \"basin\", within = \"Normandie\", period = 2018 }:chart()"

static const grappe_api_function methods[] = {
    {"svg", svg, "drawing:svg() -> text", "The drawing as the text of an SVG document, with its notes and sources.",
     "Le dessin en texte d'un document SVG, avec ses notes et ses sources.", "#" EXAMPLE ":svg()"},
    {0}};

static const grappe_api_function properties[] = {
    {"title", title, "drawing.title -> text", "What the drawing is called.", "Le titre du dessin.", EXAMPLE ".title"},
    {"frame", frame, "drawing.frame -> frame", "The table that it draws.", "Le tableau qu'il dessine.",
     EXAMPLE ".frame"},
    {0}};

static const luaL_Reg metamethods[] = {{"__tostring", to_string}, {NULL, NULL}};

const grappe_api_type grappe_api_drawing = {GRAPPE_DRAWING_TYPE,
                                            "A chart or a map. The terminal shows it as text; -o FILE.svg, .png or "
                                            ".pdf writes an image; reports take it as it is.",
                                            "Un graphique ou une carte. Le terminal le montre en texte ; -o "
                                            "FICHIER.svg, .png ou .pdf écrit une image ; les rapports "
                                            "le prennent tel quel.",
                                            NULL,
                                            methods,
                                            properties,
                                            metamethods};
