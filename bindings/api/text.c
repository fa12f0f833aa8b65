#include "text/fold.h"

#include <lauxlib.h>
#include <string.h>

#include "api/context.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "base/memory.h"
#include "text/utf8.h"
#include "text/width.h"

/* Takes over a text from the engine (NULL: no memory) and pushes it. */
static int give_text(lua_State *L, char *text) {
  grappe_buffer buffer = {
      .text = text, .length = text ? strlen(text) : 0, .capacity = text ? strlen(text) + 1 : 0, .failed = !text};
  return grappe_push_buffer(L, &buffer);
}

static int fold(lua_State *L) {
  return give_text(L, grappe_fold_new(grappe_check_text(L, 1, "a text")));
}
static int upper(lua_State *L) {
  return give_text(L, grappe_utf8_upper(grappe_check_text(L, 1, "a text")));
}
static int lower(lua_State *L) {
  return give_text(L, grappe_utf8_lower(grappe_check_text(L, 1, "a text")));
}
static int width(lua_State *L) {
  lua_pushinteger(L, grappe_width(grappe_check_text(L, 1, "a text")));
  return 1;
}

static const grappe_api_function functions[] = {
    {"text_fold", fold, "text_fold(text) -> text", "The text as names are compared: without accents, case or hyphens.",
     "Le texte tel que se comparent les noms : sans accents, casse ni traits d'union.", "text_fold \"Île-de-France\""},
    {"text_upper", upper, "text_upper(text) -> text", "Capitals, of accented letters too.",
     "Majuscules, y compris accentuées.", "text_upper \"Évreux\""},
    {"text_lower", lower, "text_lower(text) -> text", "Small letters, of accented letters too.",
     "Minuscules, y compris accentuées.", "text_lower \"ÉVREUX\""},
    {"text_width", width, "text_width(text) -> number", "How many columns of a terminal it takes.",
     "Combien de colonnes d'un terminal il occupe.", "text_width \"Évreux\""},
    {0}};

const grappe_api_type grappe_api_text = {
    NULL,
    "Texts in any language; Lua's own string functions know bytes only.",
    "Textes en toute langue ; les fonctions string de Lua ne connaissent que des octets.",
    functions,
    NULL,
    NULL,
    NULL};
