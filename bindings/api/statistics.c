/* Statistics on figures: reads vectors from frames, lists and named values, calls engine/statistics, keeps unit, period,
 * sources and inputs in the result. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/arguments.h"
#include "api/context.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "api/value.h"
#include "base/memory.h"
#include "statistics/classes.h"
#include "statistics/concentration.h"
#include "statistics/growth.h"

enum { ITEMS_MOST = 1000000 };

/* A vector of figures: the figures stand in a Lua list, so that they live; the arrays in userdata. */
typedef struct figure_vector {
  grappe_figure **figures;
  grappe_bounds *bounds;
  double *values;
  size_t count;
} figure_vector;

/* Pushes a list with the figures of the argument: a frame's column, or the values of a table in pairs' order. */
static void push_figures(lua_State *L, int index, const char *column) {
  grappe_frame *frame = grappe_to_frame(L, index);
  grappe_error error = {0};
  lua_Integer count = 0;
  lua_newtable(L);
  int list = lua_gettop(L);
  if (frame) {
    size_t at = 0;
    if (column)
      grappe_check_code(L, grappe_frame_find(frame, column, &at, &error), &error);
    else
      while (at < grappe_frame_columns(frame) && grappe_frame_kind(frame, at, NULL) != GRAPPE_VALUE_FIGURE) at++;
    if (at == grappe_frame_columns(frame)) {
      grappe_fail(&error, GRAPPE_ARGUMENT, "this frame has no column of figures: name the column");
      grappe_raise(L, &error);
    }
    for (size_t i = 0; i < grappe_frame_rows(frame); i++) {
      grappe_figure *figure = NULL;
      grappe_check_code(L, grappe_frame_figure(frame, i, at, &figure, &error), &error);
      grappe_push_figure(L, figure);
      lua_rawseti(L, list, ++count);
    }
    return;
  }
  if (lua_type(L, index) != LUA_TTABLE) grappe_argument_error(L, index, "a frame, or a list or table of figures and numbers");
  /* In the order of keys: the list part first, then names sorted, so that explanations repeat. */
  for (lua_Integer i = 1; i <= (lua_Integer)lua_rawlen(L, index); i++) {
    lua_rawgeti(L, index, i);
    lua_rawseti(L, list, ++count);
  }
  lua_Integer named = grappe_push_names(L, index, 1, "a list, or values under names");
  int names = lua_gettop(L);
  for (lua_Integer i = 1; i <= named; i++) {
    lua_rawgeti(L, names, i);
    lua_rawget(L, index);
    lua_rawseti(L, list, ++count);
  }
  lua_settop(L, list);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, list, i);
    if (!grappe_to_figure(L, -1)) {
      if (lua_type(L, -1) != LUA_TNUMBER) grappe_argument_error(L, index, "a frame, or a list or table of figures and numbers");
      grappe_push_figure(L, grappe_figure_number(lua_tonumber(L, -1)));
      lua_rawseti(L, list, i);
    }
    lua_pop(L, 1);
  }
}

/* The bounds of a figure for a statistic: what is known of an absent one holds too. */
static void read_item(const grappe_figure_parts *parts, grappe_bounds *bounds, double *value) {
  *bounds = parts->bounds;
  *value = parts->presence == GRAPPE_PRESENT ? parts->value : NAN;
}

/* Reads the argument as a vector in the unit of its first figure that has one. Leaves its owners on the stack. */
static figure_vector check_vector(lua_State *L, int index, const char *column) {
  figure_vector vector = {0};
  grappe_error error = {0};
  push_figures(L, index, column);
  int list = lua_gettop(L);
  vector.count = lua_rawlen(L, list);
  if (vector.count > ITEMS_MOST) grappe_argument_error(L, index, "at most a million values");
  size_t room = vector.count ? vector.count : 1;
  vector.figures = lua_newuserdatauv(L, room * sizeof *vector.figures, 0);
  vector.bounds = lua_newuserdatauv(L, room * sizeof *vector.bounds, 0);
  vector.values = lua_newuserdatauv(L, room * sizeof *vector.values, 0);
  for (size_t i = 0; i < vector.count; i++) {
    lua_rawgeti(L, list, (lua_Integer)i + 1);
    grappe_figure *figure = grappe_to_figure(L, -1);
    if (i > 0 && !grappe_unit_equal(grappe_figure_read(figure)->unit, grappe_figure_read(vector.figures[0])->unit)) {
      grappe_figure *converted = NULL;
      grappe_check_code(L, grappe_figure_convert(figure, grappe_figure_read(vector.figures[0])->unit, &converted, &error),
                        &error);
      grappe_push_figure(L, converted);
      lua_pushvalue(L, -1);
      lua_rawseti(L, list, (lua_Integer)i + 1);
      figure = grappe_to_figure(L, -1);
      lua_remove(L, -2);
    }
    vector.figures[i] = figure;
    read_item(grappe_figure_read(figure), &vector.bounds[i], &vector.values[i]);
    lua_pop(L, 1);
  }
  return vector;
}

/* The statistic as a figure computed from `inputs`. */
static void push_statistic(lua_State *L, const char *operation, grappe_figure *const *inputs, size_t count,
                           const grappe_statistic *statistic, grappe_unit unit) {
  grappe_error error = {0};
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_citation *citations = NULL;
  grappe_check_code(L, grappe_figure_derive(operation, inputs, count, &parts, &citations, &error), &error);
  parts.unit = unit;
  parts.bounds = statistic->bounds;
  parts.value = statistic->value;
  if (statistic->undefined) {
    /* What nobody knows is unknown; undefined is only what has no value although its inputs have. */
    parts.presence = GRAPPE_UNDEFINED;
    for (size_t i = 0; i < count; i++)
      if (grappe_figure_read(inputs[i])->presence != GRAPPE_PRESENT) parts.presence = GRAPPE_UNKNOWN;
    parts.reason = grappe_translate(statistic->undefined);
  } else {
    /* Bounds that say something are an answer, even where an input is absent. */
    parts.presence = isfinite(parts.bounds.low) || isfinite(parts.bounds.high) ? GRAPPE_PRESENT : GRAPPE_UNKNOWN;
  }
  grappe_figure *figure = grappe_figure_new(&parts);
  grappe_free(citations);
  grappe_push_figure(L, figure);
}

static int option(lua_State *L, int index, const char *name) {
  if (lua_type(L, index) != LUA_TTABLE) return 0;
  lua_getfield(L, index, name);
  int set = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return set;
}

static const char *text_option(lua_State *L, int index, const char *name) {
  if (lua_type(L, index) != LUA_TTABLE) return NULL;
  lua_getfield(L, index, name); /* stays on the stack, so that the text lives */
  return lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
}

static int hhi(lua_State *L) {
  grappe_error error = {0};
  grappe_statistic statistic;
  lua_settop(L, 2);
  figure_vector vector = check_vector(L, 1, text_option(L, 2, "column"));
  grappe_hhi_form form = option(L, 2, "normalised")   ? GRAPPE_HHI_NORMALISED
                         : option(L, 2, "equivalent") ? GRAPPE_HHI_EQUIVALENT
                         : option(L, 2, "points")     ? GRAPPE_HHI_POINTS
                                                      : GRAPPE_HHI_PLAIN;
  grappe_sample sample = {vector.bounds, vector.values, vector.count};
  grappe_check_code(L, grappe_hhi(&sample, form, &statistic, &error), &error);
  push_statistic(L, "hhi", vector.figures, vector.count, &statistic, grappe_unit_none());
  return 1;
}

/* Two figures in one unit, at stack slots 1 and 2; the second is converted. */
static void check_pair(lua_State *L, grappe_figure *pair[2], grappe_bounds bounds[2], double values[2]) {
  grappe_error error = {0};
  for (int i = 0; i < 2; i++) pair[i] = grappe_check_figure(L, i + 1, "a figure or a number");
  grappe_unit unit = grappe_figure_read(pair[0])->unit;
  if (!grappe_unit_equal(unit, grappe_figure_read(pair[1])->unit)) {
    grappe_figure *converted = NULL;
    grappe_check_code(L, grappe_figure_convert(pair[1], unit, &converted, &error), &error);
    grappe_push_figure(L, converted);
    lua_replace(L, 2);
    pair[1] = grappe_to_figure(L, 2);
  }
  for (int i = 0; i < 2; i++) read_item(grappe_figure_read(pair[i]), &bounds[i], &values[i]);
}

typedef grappe_statistic pair_statistic(grappe_bounds a, double a_value, grappe_bounds b, double b_value);

static int of_pair(lua_State *L, const char *operation, pair_statistic *compute) {
  grappe_figure *pair[2];
  grappe_bounds bounds[2];
  double values[2];
  check_pair(L, pair, bounds, values);
  grappe_statistic statistic = compute(bounds[0], values[0], bounds[1], values[1]);
  push_statistic(L, operation, pair, 2, &statistic, grappe_unit_none());
  return 1;
}

static int share(lua_State *L) {
  return of_pair(L, "share", grappe_share);
}

static int growth(lua_State *L) {
  return of_pair(L, "growth", grappe_growth);
}

static int base_index(lua_State *L) {
  return of_pair(L, "index", grappe_base_index);
}

static int cagr(lua_State *L) {
  grappe_figure *pair[2];
  grappe_bounds bounds[2];
  double values[2];
  if (lua_type(L, 3) != LUA_TNUMBER) grappe_argument_error(L, 3, "a number of years");
  check_pair(L, pair, bounds, values);
  grappe_statistic statistic = grappe_cagr(bounds[0], values[0], bounds[1], values[1], lua_tonumber(L, 3));
  push_statistic(L, "cagr", pair, 2, &statistic, grappe_unit_none());
  return 1;
}

/* classify(figure, { edge, … } [, { upper = true }]) -> first class, last class, counted from 1 */
static int classify(lua_State *L) {
  grappe_error error = {0};
  grappe_figure *figure = grappe_check_figure(L, 1, "a figure or a number");
  if (lua_type(L, 2) != LUA_TTABLE) grappe_argument_error(L, 2, "a list of class limits in rising order");
  size_t count = lua_rawlen(L, 2), first = 0, last = 0;
  double *edges = lua_newuserdatauv(L, (count ? count : 1) * sizeof *edges, 0);
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, 2, (lua_Integer)i + 1) != LUA_TNUMBER)
      grappe_argument_error(L, 2, "a list of class limits in rising order");
    edges[i] = lua_tonumber(L, -1);
    lua_pop(L, 1);
  }
  grappe_classes classes = {edges, count, option(L, 3, "upper")};
  grappe_check_code(L, grappe_classes_check(&classes, &error), &error);
  grappe_classes_place(&classes, grappe_figure_read(figure)->bounds, &first, &last);
  lua_pushinteger(L, (lua_Integer)first + 1);
  lua_pushinteger(L, (lua_Integer)last + 1);
  return 2;
}

static const grappe_api_function functions[] = {
    {"hhi", hhi, "hhi(values [, { normalised =, equivalent =, points =, column = }]) -> figure",
     "Herfindahl-Hirschman index: the sum of squared shares, 1/n to 1; bounds are tight. Undefined where the total is zero. "
     "Hirschman 1964.",
     "Indice de Herfindahl-Hirschman : somme des parts au carré, de 1/n à 1 ; bornes serrées. Indéfini si le total est nul. "
     "Hirschman 1964.",
     "hhi { 4750, 2750, 1500, 850 }"},
    {"share", share, "share(part, whole) -> figure", "Part divided by the whole that contains it, 0 to 1; bounds are tight.",
     "La partie divisée par le tout qui la contient, de 0 à 1 ; bornes serrées.", "share(figure \"9850 jobs\", figure \"10000 jobs\")"},
    {"growth", growth, "growth(from, to) -> figure", "to / from - 1; bounds are tight. Undefined where `from` is zero.",
     "to / from - 1 ; bornes serrées. Indéfini si « from » est nul.", "growth(490000, 588000)"},
    {"cagr", cagr, "cagr(from, to, years) -> figure", "Compound annual growth rate: (to / from)^(1 / years) - 1; bounds are tight.",
     "Taux de croissance annuel moyen : (to / from)^(1 / years) - 1 ; bornes serrées.", "cagr(35, 400, 20)"},
    {"index", base_index, "index(base, value) -> figure", "100 · value / base; bounds are tight.", "100 · valeur / base ; bornes serrées.",
     "index(490000, 588000)"},
    {"classify", classify, "classify(figure, { edge, ... } [, { upper = true }]) -> first, last",
     "The first and the last class, from 1, that the figure can be in; the same where its bounds decide. A value on an edge "
     "belongs to the class above it, or below with `upper`.",
     "La première et la dernière classe, à partir de 1, où le chiffre peut être ; la même si ses bornes décident. Une valeur "
     "sur une limite appartient à la classe au-dessus, ou au-dessous avec « upper ».",
     "classify(figure \"10000..20000\", { 2000, 5000, 7500, 10000, 20000 })"},
    {0}};

const grappe_api_type grappe_api_statistics = {NULL, "Statistics.", "Statistiques.", functions, NULL, NULL, NULL};
