/* Explanations of figures, for the prelude's explain(). */
#include "figure/explain.h"

#include <lauxlib.h>
#include <string.h>

#include "api/context.h"
#include "api/core.h"
#include "api/figure.h"
#include "api/record.h"
#include "api/registration.h"
#include "api/value.h"

/* core.explain_figure(figure, format, depth, tree_only) -> text */
static int explain_figure(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_figure *figure = grappe_check_figure(L, 1, "a figure");
  grappe_record_sourced(L, figure);
  const char *format = luaL_optstring(L, 2, "text");
  grappe_explain_options options = {
      .language = grappe_language_now(), .depth = (size_t)luaL_optinteger(L, 3, 0), .tree_only = lua_toboolean(L, 4)};
  if (strcmp(format, "json") == 0)
    options.format = GRAPPE_EXPLAIN_JSON;
  else if (strcmp(format, "markdown") == 0 || strcmp(format, "md") == 0)
    options.format = GRAPPE_EXPLAIN_MARKDOWN;
  else if (strcmp(format, "text") != 0) {
    grappe_fail(&error, GRAPPE_ARGUMENT, "an explanation is text, json or markdown, not '%s'", format);
    grappe_raise(L, &error);
  }
  grappe_figure *shown;
  grappe_code code = GRAPPE_OK;
  if (grappe_context_of(L)->display.audience == GRAPPE_FOR_OTHERS)
    code = grappe_disclose(figure, &shown, &error);
  else
    shown = grappe_figure_keep(figure);
  if (code == GRAPPE_OK) {
    code = grappe_figure_explain(shown, &options, &text, &error);
    grappe_figure_release(shown);
  }
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  return grappe_push_buffer(L, &text);
}

typedef struct facts {
  grappe_buffer lines;
  int loose;  /* 1: take leaves whose bounds leave room, not the absent ones */
  int others; /* 1: the text goes to others: what is confidential is only said to be so */
} facts;

static void add_fact(const grappe_figure *figure, void *context) {
  facts *found = context;
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  if (found->loose && (parts->presence != GRAPPE_PRESENT || grappe_figure_exact(figure))) return;
  grappe_buffer value = {0};
  if (found->others && !grappe_disclosure_free(figure)) {
    grappe_buffer_add(&found->lines, grappe_translate("it is withheld"));
  } else if (found->loose) {
    grappe_figure_words(figure, grappe_language_now(), &value);
    const char *words = grappe_buffer_text(&value);
    if (parts->label[0])
      grappe_buffer_addf(&found->lines, grappe_translate("%s: only %s is known"), parts->label, words);
    else
      grappe_buffer_addf(&found->lines, grappe_translate("only %s is known"), words);
  } else if (parts->label[0] && parts->reason[0]) {
    grappe_buffer_addf(&found->lines, grappe_translate("%s: %s"), parts->label, "");
    grappe_figure_reason(parts, &found->lines);
  } else {
    grappe_buffer_add(&found->lines, parts->label[0] ? parts->label : parts->reason);
  }
  grappe_buffer_add_char(&found->lines, '\n');
  grappe_buffer_free(&value);
}

/* core.missing(figure) -> list of what would have to be known, or known better, to settle a question about it */
static int missing(lua_State *L) {
  grappe_error error = {0};
  facts found = {.others = grappe_context_of(L)->display.audience == GRAPPE_FOR_OTHERS};
  grappe_figure *figure = grappe_figure_at(L, 1); /* of a comparison that was made, and noted */
  if (!figure) grappe_argument_error(L, 1, "a figure");
  grappe_code code = grappe_figure_missing(figure, add_fact, &found);
  if (code == GRAPPE_OK && found.lines.length == 0) {
    found.loose = 1;
    code = grappe_figure_leaves(figure, add_fact, &found);
  }
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&found.lines);
    grappe_fail_memory(&error);
    grappe_raise(L, &error);
  }
  grappe_push_buffer(L, &found.lines);
  lua_newtable(L);
  const char *line = lua_tostring(L, -2);
  lua_Integer count = 0;
  for (const char *end; (end = strchr(line, '\n')); line = end + 1) {
    lua_pushlstring(L, line, (size_t)(end - line));
    lua_rawseti(L, -2, ++count);
  }
  return 1;
}

/* core.may_tell(row) -> whether what is said of it may stand where results go. It changes no answer, and is not noted
 * (api/record.h): rows of which the same is unknown still share theirs. */
static int may_tell(lua_State *L) {
  grappe_error error = {0};
  int free = 1;
  const grappe_row *row = grappe_row_at(L, 1);
  if (row && grappe_context_of(L)->display.audience == GRAPPE_FOR_OTHERS)
    grappe_check_code(L, grappe_disclosure_row(row, &free, &error), &error);
  lua_pushboolean(L, free);
  return 1;
}

static const luaL_Reg primitives[] = {
    {"explain_figure", explain_figure}, {"missing", missing}, {"may_tell", may_tell}, {NULL, NULL}};

void grappe_explain_open(lua_State *L) {
  luaL_setfuncs(L, primitives, 0);
}
