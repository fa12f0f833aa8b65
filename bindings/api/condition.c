#include <lauxlib.h>
#include <string.h>

#include "api/conditions.h"
#include "api/context.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "api/value.h"

/* What a value in where { field = VALUE } asks for. Pushes the condition as an object, so that nothing is lost. */
static void push_wanted(lua_State *L, int index) {
  index = lua_absindex(L, index);
  luaL_checkstack(L, 8, NULL);
  if (luaL_getmetafield(L, index, "__row") != LUA_TNIL) { /* a row with changes, of whatif: in conditions that row */
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    lua_replace(L, index);
  }
  const grappe_row *row = grappe_to_row(L, index);
  if (grappe_to_condition(L, index)) {
    lua_pushvalue(L, index);
  } else if (row) {
    grappe_push_condition(L, grappe_condition_row(row));
  } else if (grappe_to_figure(L, index)) {
    grappe_push_condition(L, grappe_condition_figure(GRAPPE_EQUAL, grappe_to_figure(L, index)));
  } else if (lua_type(L, index) == LUA_TSTRING) {
    grappe_push_condition(L, grappe_condition_text(lua_tostring(L, index)));
  } else if (lua_type(L, index) == LUA_TNUMBER) {
    grappe_push_figure(L, grappe_figure_number(lua_tonumber(L, index)));
    grappe_push_condition(L, grappe_condition_figure(GRAPPE_EQUAL, grappe_to_figure(L, -1)));
    lua_remove(L, -2);
  } else if (lua_type(L, index) == LUA_TBOOLEAN) {
    grappe_push_condition(L, grappe_condition_yesno(lua_toboolean(L, index)));
  } else if (lua_type(L, index) == LUA_TTABLE) {
    /* A list means any of: joined two by two, each step owned by the stack. */
    lua_Integer count = (lua_Integer)lua_rawlen(L, index);
    grappe_push_condition(L, grappe_condition_any(NULL, 0));
    for (lua_Integer i = 1; i <= count; i++) {
      lua_rawgeti(L, index, i);
      push_wanted(L, -1);
      grappe_condition *both[] = {grappe_to_condition(L, -3), grappe_to_condition(L, -1)};
      grappe_push_condition(L, i == 1 ? grappe_condition_keep(both[1]) : grappe_condition_any(both, 2));
      lua_replace(L, -4);
      lua_pop(L, 2);
    }
  } else {
    grappe_error error = {0};
    grappe_fail(
        &error, GRAPPE_ARGUMENT,
        "a condition is a text, number, figure, row, true or false, a list of these, or at_least(…) and its like; "
        "found %s",
        grappe_describe_value(L, index));
    grappe_raise(L, &error);
  }
}

void grappe_push_condition_of(lua_State *L, int index) {
  push_wanted(L, index);
}

/* at_least("50 jobs"), at_least(50), at_least("2018-01-01"): text is a figure where it reads as one, else a date. */
static int compare_with(lua_State *L, grappe_comparison comparison) {
  grappe_error error = {0};
  if (lua_type(L, 1) == LUA_TSTRING) {
    grappe_period period;
    if (grappe_period_parse(lua_tostring(L, 1), &period, NULL) == GRAPPE_OK && strchr(lua_tostring(L, 1), '-')) {
      int from = comparison == GRAPPE_LESS || comparison == GRAPPE_GREATER_OR_EQUAL;
      grappe_push_condition(L, grappe_condition_day(comparison, from ? period.from : period.to));
      return 1;
    }
    grappe_figure *figure = NULL;
    grappe_check_code(L, grappe_figure_parse(lua_tostring(L, 1), NULL, &figure, &error), &error);
    grappe_push_figure(L, figure);
  } else {
    lua_pushvalue(L, 1);
    if (!grappe_to_figure(L, -1)) {
      if (lua_type(L, 1) != LUA_TNUMBER) grappe_argument_error(L, 1, "a number, a figure or a date");
      grappe_push_figure(L, grappe_figure_number(lua_tonumber(L, 1)));
    }
  }
  grappe_push_condition(L, grappe_condition_figure(comparison, grappe_to_figure(L, -1)));
  return 1;
}

static int at_least(lua_State *L) {
  return compare_with(L, GRAPPE_GREATER_OR_EQUAL);
}
static int at_most(lua_State *L) {
  return compare_with(L, GRAPPE_LESS_OR_EQUAL);
}
static int more_than(lua_State *L) {
  return compare_with(L, GRAPPE_GREATER);
}
static int less_than(lua_State *L) {
  return compare_with(L, GRAPPE_LESS);
}

static int push_pattern(lua_State *L, const char *before, const char *after) {
  const char *text = grappe_check_text(L, 1, "a text");
  grappe_push_condition(L, grappe_condition_text(lua_pushfstring(L, "%s%s%s", before, text, after)));
  return 1;
}

static int starting_with(lua_State *L) {
  return push_pattern(L, "", "*");
}
static int containing(lua_State *L) {
  return push_pattern(L, "*", "*");
}

static int in_period(lua_State *L) {
  grappe_push_condition(L, grappe_condition_within(grappe_check_period(L, 1)));
  return 1;
}

static int is_known(lua_State *L) {
  grappe_push_condition(L, grappe_condition_known(1));
  return 1;
}
static int is_unknown(lua_State *L) {
  grappe_push_condition(L, grappe_condition_known(0));
  return 1;
}

static int is_not(lua_State *L) {
  push_wanted(L, 1);
  grappe_push_condition(L, grappe_condition_not(grappe_to_condition(L, -1)));
  return 1;
}

static int all_of(lua_State *L) {
  int count = lua_gettop(L);
  grappe_push_condition(L, grappe_condition_all(NULL, 0));
  for (int i = 1; i <= count; i++) {
    push_wanted(L, i);
    grappe_condition *both[] = {grappe_to_condition(L, -2), grappe_to_condition(L, -1)};
    grappe_push_condition(L, i == 1 ? grappe_condition_keep(both[1]) : grappe_condition_all(both, 2));
    lua_replace(L, -3);
    lua_pop(L, 1);
  }
  return 1;
}

static int to_string(lua_State *L) {
  grappe_buffer text = {0};
  grappe_condition_describe(*(grappe_condition **)grappe_check_object(L, 1, GRAPPE_CONDITION_TYPE), NULL, NULL, &text);
  return grappe_push_buffer(L, &text);
}

static const grappe_api_function functions[] = {
    {"at_least", at_least, "at_least(value) -> condition", "At least this number, figure or date.",
     "Au moins ce nombre, ce chiffre ou cette date.", "sites:where { headcount = at_least(500) }:count()"},
    {"at_most", at_most, "at_most(value) -> condition", "At most this number, figure or date.",
     "Au plus ce nombre, ce chiffre ou cette date.", "sites:where { headcount = at_most(100) }:count()"},
    {"more_than", more_than, "more_than(value) -> condition", "More than this number or figure, or after this date.",
     "Plus que ce nombre ou ce chiffre, ou après cette date.", "sites:where { headcount = more_than(500) }:count()"},
    {"less_than", less_than, "less_than(value) -> condition", "Less than this number or figure, or before this date.",
     "Moins que ce nombre ou ce chiffre, ou avant cette date.", "sites:where { headcount = less_than(100) }:count()"},
    {"starting_with", starting_with, "starting_with(text) -> condition",
     "A name, text or code that begins so, whatever accents, case or hyphens; the same as the pattern \"text*\".",
     "Un nom, un texte ou un code qui commence ainsi, quels que soient accents, casse ou traits d'union ; comme le "
     "motif "
     "« texte* ».",
     "organisations:where { name = starting_with \"sanofi\" }:count()"},
    {"containing", containing, "containing(text) -> condition",
     "A name, text or code that holds this; the same as the pattern \"*text*\".",
     "Un nom, un texte ou un code qui contient ceci ; comme le motif « *texte* ».",
     "sites:where { name = containing \"evreux\" }:count()"},
    {"in_period", in_period, "in_period(period) -> condition", "A date or period that lies in this period.",
     "Une date ou une période comprise dans cette période.", "activities:where { date = in_period(2021) }:count()"},
    {"is_known", is_known, "is_known() -> condition", "There is a value.", "Il y a une valeur.",
     "sites:where { headcount = is_known() }:count()"},
    {"is_unknown", is_unknown, "is_unknown() -> condition", "There is no value.", "Il n'y a pas de valeur.",
     "sites:where { headcount = is_unknown() }:count()"},
    {"is_not", is_not, "is_not(value or condition) -> condition", "Not this.", "Pas cela.",
     "territories:where { level = is_not \"commune\" }:count()"},
    {"all_of", all_of, "all_of(condition, ...) -> condition", "All of these at once; a list { … } means any of them.",
     "Toutes ces conditions à la fois ; une liste { … } veut dire l'une d'elles.",
     "sites:where { headcount = all_of(at_least(100), less_than(500)) }:count()"},
    {0}};

static const luaL_Reg metamethods[] = {{"__tostring", to_string}, {NULL, NULL}};

const grappe_api_type grappe_api_condition = {GRAPPE_CONDITION_TYPE,
                                              "A condition on a field, for where { … }.",
                                              "Une condition sur un champ, pour where { … }.",
                                              functions,
                                              NULL,
                                              NULL,
                                              metamethods};
