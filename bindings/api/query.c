#include "query/query.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/arguments.h"
#include "api/calls.h"
#include "api/conditions.h"
#include "api/context.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "api/value.h"

static grappe_query *self(lua_State *L) {
  return *(grappe_query **)grappe_check_object(L, 1, GRAPPE_QUERY_TYPE);
}

static int give_query(lua_State *L, grappe_code code, grappe_query *const *result, const grappe_error *error) {
  grappe_check_query(L, code, error);
  grappe_push_query(L, *result);
  return 1;
}

/* --- restriction -------------------------------------------------------------------------------------------------- */

/* where { path = value, … }: one condition a field, in the order of the fields' names so that descriptions repeat. */
static int where_table(lua_State *L) {
  grappe_error error = {0};
  lua_settop(L, 2);
  lua_Integer count = grappe_push_names(L, 2, 0, "a table { field = condition, … } or a function of the row");
  lua_pushvalue(L, 1);
  for (lua_Integer i = 1; i <= count; i++) {
    grappe_query *result = NULL;
    lua_rawgeti(L, 3, i);
    lua_pushvalue(L, -1);
    lua_rawget(L, 2);
    grappe_push_condition_of(L, -1);
    grappe_query_begin(L);
    give_query(L, grappe_query_where(grappe_to_query(L, 4), lua_tostring(L, -3), grappe_to_condition(L, -1), &result, &error),
               &result, &error);
    lua_replace(L, 4);
    lua_settop(L, 4);
  }
  return 1;
}

static int where(lua_State *L) {
  grappe_error error = {0};
  grappe_query *query = self(L), *result = NULL;
  if (lua_type(L, 2) == LUA_TTABLE) return where_table(L);
  if (lua_type(L, 2) != LUA_TFUNCTION)
    return grappe_argument_error(L, 2, "a table { field = condition, … } or a function of the row");
  void *test = grappe_row_test_new(L, 2);
  if (!test) grappe_check_code(L, grappe_fail_memory(&error), &error);
  grappe_code code =
      grappe_query_filter(query, grappe_row_test_call, test, grappe_row_test_release, NULL, &result, &error);
  return give_query(L, code, &result, &error);
}

static int within(lua_State *L) {
  grappe_error error = {0};
  grappe_place places[GRAPPE_PATHS_MOST];
  grappe_query *query = self(L), *result = NULL;
  size_t count = grappe_check_places(L, 2, places);
  return give_query(L, grappe_query_within(query, places, count, &result, &error), &result, &error);
}

static int near_place(lua_State *L) {
  grappe_error error = {0};
  grappe_place place;
  double point[2];
  grappe_query *query = self(L), *result = NULL;
  double km = grappe_check_kilometres(L, 3);
  grappe_code code = grappe_check_point(L, 2, &place, point)
                         ? grappe_query_near_point(query, point[0], point[1], km, &result, &error)
                         : grappe_query_near(query, &place, km, &result, &error);
  return give_query(L, code, &result, &error);
}

static int on(lua_State *L) {
  grappe_error error = {0};
  grappe_query *query = self(L), *result = NULL;
  return give_query(L, grappe_query_on(query, grappe_check_day(L, 2), &result, &error), &result, &error);
}

static int during(lua_State *L) {
  grappe_error error = {0};
  grappe_query *query = self(L), *result = NULL;
  return give_query(L, grappe_query_during(query, grappe_check_period(L, 2), &result, &error), &result, &error);
}

static int as_known_on(lua_State *L) {
  grappe_error error = {0};
  grappe_query *query = self(L), *result = NULL;
  return give_query(L, grappe_query_as_known_on(query, grappe_check_day(L, 2), &result, &error), &result, &error);
}

/* --- grouping, order ---------------------------------------------------------------------------------------------- */

static int by(lua_State *L) {
  grappe_error error = {0};
  const char *paths[GRAPPE_PATHS_MOST];
  grappe_query *query = self(L), *result = NULL;
  size_t count = grappe_check_paths(L, paths);
  return give_query(L, grappe_query_by(query, paths, count, &result, &error), &result, &error);
}

static int select_paths(lua_State *L) {
  grappe_error error = {0};
  const char *paths[GRAPPE_PATHS_MOST];
  grappe_query *query = self(L), *result = NULL;
  size_t count = grappe_check_paths(L, paths);
  return give_query(L, grappe_query_select(query, paths, count, &result, &error), &result, &error);
}

static int order(lua_State *L) {
  grappe_error error = {0};
  grappe_query *query = self(L), *result = NULL;
  const char *path = grappe_check_text(L, 2, "a field name");
  int descending = grappe_check_descending(L, 3, 0);
  return give_query(L, grappe_query_order(query, path, descending, &result, &error), &result, &error);
}

static int top(lua_State *L) {
  grappe_error error = {0};
  grappe_query *query = self(L), *result = NULL;
  size_t most = grappe_check_row_count(L, 2);
  const char *path = lua_isnoneornil(L, 3) ? NULL : grappe_check_text(L, 3, "a field name");
  return give_query(L, grappe_query_top(query, most, path, &result, &error), &result, &error);
}

/* --- terminals ---------------------------------------------------------------------------------------------------- */

static int aggregate(lua_State *L, grappe_aggregate what) {
  grappe_error error = {0};
  grappe_query *query = self(L);
  grappe_aggregation aggregation = grappe_check_aggregation(L, what);
  grappe_query_begin(L);
  if (grappe_query_grouped(query)) {
    grappe_frame *frame = NULL;
    grappe_check_query(L, grappe_query_frame(query, &aggregation, 1, &frame, &error), &error);
    grappe_push_frame(L, frame);
  } else {
    grappe_figure *figure = NULL;
    grappe_check_query(L, grappe_query_total(query, &aggregation, &figure, &error), &error);
    grappe_push_figure(L, figure);
  }
  return 1;
}

static int count(lua_State *L) {
  return aggregate(L, GRAPPE_COUNT);
}
static int sum(lua_State *L) {
  return aggregate(L, GRAPPE_SUM);
}
static int mean(lua_State *L) {
  return aggregate(L, GRAPPE_MEAN);
}
static int least(lua_State *L) {
  return aggregate(L, GRAPPE_MIN);
}
static int greatest(lua_State *L) {
  return aggregate(L, GRAPPE_MAX);
}
static int median(lua_State *L) {
  return aggregate(L, GRAPPE_MEDIAN);
}
static int quantile(lua_State *L) {
  return aggregate(L, GRAPPE_QUANTILE);
}
static int distinct(lua_State *L) {
  return aggregate(L, GRAPPE_DISTINCT);
}

static int to_frame(lua_State *L) {
  grappe_error error = {0};
  grappe_frame *frame = NULL;
  grappe_query *query = self(L);
  grappe_query_begin(L);
  static const grappe_aggregation rows = {GRAPPE_COUNT, NULL, 0, NULL};
  size_t aggregations = grappe_query_grouped(query) ? 1 : 0;
  grappe_check_query(L, grappe_query_frame(query, &rows, aggregations, &frame, &error), &error);
  grappe_push_frame(L, frame);
  return 1;
}

static void free_cursor(void *cursor) {
  grappe_cursor_free(cursor);
}

static int next_row(lua_State *L) {
  grappe_row row;
  grappe_cursor *cursor = *(grappe_cursor **)lua_touserdata(L, lua_upvalueindex(1));
  if (!grappe_cursor_next(cursor, &row)) return 0;
  grappe_push_row(L, &row);
  return 1;
}

static int rows(lua_State *L) {
  grappe_error error = {0};
  grappe_cursor *cursor = NULL;
  grappe_query *query = self(L);
  grappe_query_begin(L);
  grappe_check_query(L, grappe_query_rows(query, &cursor, &error), &error);
  grappe_push_object(L, "cursor", cursor, free_cursor, cursor ? 256 + grappe_cursor_count(cursor) * 8 : 0);
  if (grappe_cursor_note(cursor)[0]) grappe_context_notice(L, grappe_cursor_note(cursor));
  lua_pushcclosure(L, next_row, 1);
  return 1;
}

static int each(lua_State *L) {
  if (lua_type(L, 2) != LUA_TFUNCTION) grappe_argument_error(L, 2, "a function of the row");
  lua_settop(L, 2);
  rows(L);
  return grappe_call_each(L);
}

static int give_row(lua_State *L, const grappe_row *row) {
  if (row->index < 0)
    lua_pushnil(L);
  else
    grappe_push_row_owned(L, row);
  return 1;
}

static int first(lua_State *L) {
  grappe_error error = {0};
  grappe_row row = {.index = -1};
  grappe_query *query = self(L);
  grappe_query_begin(L);
  grappe_check_query(L, grappe_query_first(query, &row, &error), &error);
  return give_row(L, &row);
}

static int one(lua_State *L) {
  grappe_error error = {0};
  grappe_row row = {.index = -1};
  grappe_query *query = self(L);
  grappe_query_begin(L);
  grappe_check_query(L, grappe_query_one(query, &row, &error), &error);
  return give_row(L, &row);
}

static int to_string(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_code code = grappe_query_describe(self(L), &text, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  return grappe_push_buffer(L, &text);
}


static const grappe_api_function methods[] = {
    {"where", where, "collection:where { field = condition, ... } or :where(function(row) ... end) -> collection",
     "The rows for which all conditions hold. A value means equal to it, a list any of them, \"21.*\" a pattern. A function "
     "of the row is slower. A condition on something unknown leaves the row undecided, which widens the totals.",
     "Les lignes pour lesquelles toutes les conditions sont vraies. Une valeur veut dire égal, une liste l'un d'eux, "
     "« 21.* » un motif. Une fonction de la ligne est plus lente. Une condition sur un inconnu laisse la ligne indécise, ce "
     "qui élargit les totaux.",
     "sites:where { stage = \"production\", headcount = at_least(500) }:count()"},
    {"within", within, "collection:within(territory or list) -> collection", "The rows that stand in the territory.",
     "Les lignes situées dans le territoire.", "sites:within \"Normandie\":count()"},
    {"near", near_place, "collection:near(territory or { longitude, latitude }, distance) -> collection",
     "The rows at most that far away, as the crow flies.", "Les lignes à cette distance au plus, à vol d'oiseau.",
     "sites:near(\"Rouen (commune)\", \"50 km\"):count()"},
    {"on", on, "collection:on(day) -> collection", "The rows valid on that day.", "Les lignes valables ce jour-là.",
     "territories:where { level = \"region\" }:on \"2015-06-30\":count()"},
    {"during", during, "collection:during(period) -> collection", "The rows valid at some time in the period.",
     "Les lignes valables à un moment de la période.", "conventions:during(2019):count()"},
    {"as_known_on", as_known_on, "collection:as_known_on(day) -> collection",
     "Observations as they were recorded by the end of that day.", "Les observations telles qu'enregistrées à la fin de ce jour.",
     "observations:as_known_on \"2100-01-01\":count()"},
    {"by", by, "collection:by(field, ...) -> grouped collection",
     "Groups by fields, levels of territory or fields of what refers to the rows; then count, sum … give a frame.",
     "Regroupe par champs, niveaux de territoire ou champs de ce qui se réfère aux lignes ; count, sum … donnent ensuite un "
     "tableau.",
     "sites:within \"Normandie\":by(\"departement\", \"stage\"):count()"},
    {"select", select_paths, "collection:select(field, ...) -> collection", "The columns that are shown.",
     "Les colonnes montrées.", "sites:within \"Normandie\":select(\"name\", \"commune\", \"headcount\"):frame()"},
    {"order", order, "collection:order(field [, \"descending\"]) -> collection", "Sorts by a field; unknown values last.",
     "Trie par un champ ; les valeurs inconnues en dernier.", "sites:order(\"headcount\", \"descending\"):first()"},
    {"top", top, "collection:top(count [, field]) -> collection", "The first rows, or those with the greatest values.",
     "Les premières lignes, ou celles aux plus grandes valeurs.", "sites:top(5, \"headcount\"):frame()"},
    {"count", count, "collection:count([field]) -> figure or frame", "How many rows; with a field, how many have a value there.",
     "Combien de lignes ; avec un champ, combien y ont une valeur.", "sites:count()"},
    {"sum", sum, "collection:sum(field) -> figure or frame", "Sum of a field, with bounds for what is unknown.",
     "Somme d'un champ, bornée pour ce qui est inconnu.", "sites:within \"Normandie\":sum \"headcount\""},
    {"mean", mean, "collection:mean(field) -> figure or frame", "Arithmetic mean of a field.", "Moyenne arithmétique d'un champ.",
     "sites:where { headcount = is_known() }:mean \"headcount\""},
    {"min", least, "collection:min(field) -> figure or frame", "Least value of a field.", "Plus petite valeur d'un champ.",
     "sites:min \"headcount\""},
    {"max", greatest, "collection:max(field) -> figure or frame", "Greatest value of a field.", "Plus grande valeur d'un champ.",
     "sites:where { headcount = is_known() }:max \"headcount\""},
    {"median", median, "collection:median(field) -> figure or frame", "Median of a field.", "Médiane d'un champ.",
     "sites:where { headcount = is_known() }:median \"headcount\""},
    {"quantile", quantile, "collection:quantile(field, p) -> figure or frame",
     "Quantile of a field (type 7: linear between order statistics).", "Quantile d'un champ (type 7 : linéaire entre rangs).",
     "sites:where { headcount = is_known() }:quantile(\"headcount\", 0.9)"},
    {"distinct", distinct, "collection:distinct(field) -> figure or frame", "How many different values a field has.",
     "Combien de valeurs différentes a un champ.", "sites:distinct \"organisation\""},
    {"rows", rows, "for row in collection:rows() do", "Goes through the rows that are surely in.",
     "Parcourt les lignes sûrement retenues.", "for site in sites:within \"Eure\":rows() do print(site.name) end"},
    {"each", each, "collection:each(function(row) ... end)", "Calls the function with each row.",
     "Appelle la fonction avec chaque ligne.", "sites:within \"Eure\":each(function(site) print(site.name) end)"},
    {"first", first, "collection:first() -> row or nil", "The first row.", "La première ligne.", "sites:order \"name\":first()"},
    {"one", one, "collection:one() -> row", "The only row; an error where there is none or more than one.",
     "L'unique ligne ; une erreur s'il n'y en a pas ou plusieurs.", "territories:where { code = \"REG-28\" }:one()"},
    {"frame", to_frame, "collection:frame() -> frame", "The rows, or the groups with their counts, as a table.",
     "Les lignes, ou les groupes et leurs effectifs, en tableau.", "conventions:frame()"},
    {0}};

static const luaL_Reg metamethods[] = {{"__tostring", to_string}, {NULL, NULL}};

const grappe_api_type grappe_api_query = {
    GRAPPE_QUERY_TYPE,
    "The rows of an entity, or some of them: sites, organisations, training_programmes … Lazy: nothing runs before a "
    "total, a frame or rows are asked for.",
    "Les lignes d'une entité, ou certaines : sites, organisations, training_programmes … Paresseuse : rien ne s'exécute "
    "avant qu'on demande un total, un tableau ou des lignes.",
    NULL, methods, NULL, metamethods};
