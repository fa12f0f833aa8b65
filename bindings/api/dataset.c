/* Datasets as collections: bulk tables, queried in the words of any other collection. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/arguments.h"
#include "api/calls.h"
#include "api/conditions.h"
#include "api/context.h"
#include "api/dataset.h"
#include "api/dataset_rows.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "api/value.h"
#include "query/scan.h"

#define DATASET_TYPE "dataset"

static void free_scan(void *object) {
  grappe_scan_release(object);
}

void grappe_push_dataset(lua_State *L, grappe_scan *scan) {
  grappe_push_object(L, DATASET_TYPE, scan, free_scan, 512);
}

grappe_scan *grappe_check_dataset(lua_State *L, int index) {
  return *(grappe_scan **)grappe_check_object(L, index, DATASET_TYPE);
}

static grappe_scan *self(lua_State *L) {
  return grappe_check_dataset(L, 1);
}

int grappe_is_dataset(lua_State *L, int index) {
  return luaL_testudata(L, index, DATASET_TYPE) != NULL;
}

static int give(lua_State *L, grappe_code code, grappe_scan *const *result, const grappe_error *error) {
  grappe_check_query(L, code, error);
  grappe_push_dataset(L, *result);
  return 1;
}

static int dataset(lua_State *L) {
  grappe_error error = {0};
  grappe_scan *scan = NULL;
  const char *code = grappe_check_text(L, 1, "the code of a dataset");
  const char *edition = lua_isnoneornil(L, 2) ? NULL : grappe_check_text(L, 2, "an edition");
  grappe_query_begin(L);
  return give(L, grappe_scan_new(grappe_observatory_of(L), code, edition, &scan, &error), &scan, &error);
}

/* --- restriction -------------------------------------------------------------------------------------------------- */

static int where(lua_State *L) {
  grappe_error error = {0};
  grappe_scan *scan = self(L), *made = NULL;
  if (lua_type(L, 2) == LUA_TFUNCTION) {
    grappe_row_function *test = grappe_row_test_new(L, 2);
    if (!test) grappe_check_code(L, grappe_fail_memory(&error), &error);
    return give(L, grappe_scan_filter(scan, grappe_scan_call, test, grappe_row_test_release, &made, &error), &made, &error);
  }
  lua_settop(L, 2);
  lua_Integer count = grappe_push_names(L, 2, 0, "a table { column = condition, … } or a function of the row");
  lua_pushvalue(L, 1);
  for (lua_Integer i = 1; i <= count; i++) {
    grappe_scan *result = NULL, *before = *(grappe_scan **)lua_touserdata(L, 4);
    lua_rawgeti(L, 3, i);
    lua_pushvalue(L, -1);
    lua_rawget(L, 2);
    grappe_push_condition_of(L, -1);
    grappe_query_begin(L);
    give(L, grappe_scan_where(before, lua_tostring(L, -3), grappe_to_condition(L, -1), &result, &error), &result, &error);
    lua_replace(L, 4);
    lua_settop(L, 4);
  }
  return 1;
}

static int within(lua_State *L) {
  grappe_error error = {0};
  grappe_place places[GRAPPE_PATHS_MOST];
  grappe_scan *scan = self(L), *result = NULL;
  size_t count = grappe_check_places(L, 2, places);
  return give(L, grappe_scan_within(scan, places, count, &result, &error), &result, &error);
}

static int near_place(lua_State *L) {
  grappe_error error = {0};
  grappe_place place;
  double point[2];
  grappe_scan *scan = self(L), *result = NULL;
  double km = grappe_check_kilometres(L, 3);
  grappe_code code = grappe_check_point(L, 2, &place, point)
                         ? grappe_scan_near_point(scan, point[0], point[1], km, &result, &error)
                         : grappe_scan_near(scan, &place, km, &result, &error);
  return give(L, code, &result, &error);
}

static int during(lua_State *L) {
  grappe_error error = {0};
  grappe_scan *scan = self(L), *result = NULL;
  return give(L, grappe_scan_during(scan, grappe_check_period(L, 2), &result, &error), &result, &error);
}

static int on(lua_State *L) {
  grappe_error error = {0};
  grappe_scan *scan = self(L), *result = NULL;
  grappe_day day = grappe_check_day(L, 2);
  return give(L, grappe_scan_during(scan, (grappe_period){day, day}, &result, &error), &result, &error);
}

static int as_known_on(lua_State *L) {
  grappe_error error = {0};
  grappe_scan *scan = self(L);
  grappe_check_day(L, 2);
  grappe_check_code(L, grappe_scan_as_known_on(scan, &error), &error);
  return 0;
}

/* --- grouping, order ---------------------------------------------------------------------------------------------- */

static int by(lua_State *L) {
  grappe_error error = {0};
  const char *paths[GRAPPE_PATHS_MOST];
  grappe_scan *scan = self(L), *result = NULL;
  size_t count = grappe_check_paths(L, paths);
  return give(L, grappe_scan_by(scan, paths, count, &result, &error), &result, &error);
}

static int select_paths(lua_State *L) {
  grappe_error error = {0};
  const char *paths[GRAPPE_PATHS_MOST];
  grappe_scan *scan = self(L), *result = NULL;
  size_t count = grappe_check_paths(L, paths);
  return give(L, grappe_scan_select(scan, paths, count, &result, &error), &result, &error);
}

static int order(lua_State *L) {
  grappe_error error = {0};
  grappe_scan *scan = self(L), *result = NULL;
  const char *path = grappe_check_text(L, 2, "a field name");
  int descending = grappe_check_descending(L, 3, 0);
  return give(L, grappe_scan_order(scan, path, descending, &result, &error), &result, &error);
}

static int top(lua_State *L) {
  grappe_error error = {0};
  grappe_scan *scan = self(L), *result = NULL;
  size_t most = grappe_check_row_count(L, 2);
  const char *path = lua_isnoneornil(L, 3) ? NULL : grappe_check_text(L, 3, "a field name");
  return give(L, grappe_scan_top(scan, most, path, &result, &error), &result, &error);
}

/* --- terminals ---------------------------------------------------------------------------------------------------- */

static int aggregate(lua_State *L, grappe_aggregate what) {
  grappe_error error = {0};
  grappe_scan *scan = self(L);
  grappe_aggregation aggregation = grappe_check_aggregation(L, what);
  grappe_query_begin(L);
  if (grappe_scan_grouped(scan)) {
    grappe_frame *frame = NULL;
    grappe_check_query(L, grappe_scan_frame(scan, &aggregation, 1, &frame, &error), &error);
    grappe_push_frame(L, frame);
  } else {
    grappe_figure *figure = NULL;
    grappe_check_query(L, grappe_scan_total(scan, &aggregation, &figure, &error), &error);
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

static void push_frame_of(lua_State *L, grappe_scan *scan) {
  grappe_error error = {0};
  grappe_frame *frame = NULL;
  grappe_query_begin(L);
  grappe_check_query(L, grappe_scan_frame(scan, NULL, 0, &frame, &error), &error);
  grappe_push_frame(L, frame);
}

static int frame(lua_State *L) {
  push_frame_of(L, self(L));
  return 1;
}

static int rows(lua_State *L) {
  grappe_push_scan_iterator(L, self(L), SIZE_MAX);
  return 1;
}

static int each(lua_State *L) {
  if (lua_type(L, 2) != LUA_TFUNCTION) grappe_argument_error(L, 2, "a function of the row");
  lua_settop(L, 2);
  rows(L);
  return grappe_call_each(L);
}

static int first(lua_State *L) {
  grappe_push_scan_iterator(L, self(L), 1);
  lua_call(L, 0, 1);
  return 1;
}

static int one(lua_State *L) {
  grappe_push_scan_one(L, self(L));
  return 1;
}

static int plan(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_scan_work work;
  grappe_scan *scan = self(L);
  grappe_query_begin(L);
  grappe_code code = grappe_scan_explain(scan, &text, &work, &error);
  if (code != GRAPPE_OK) grappe_buffer_free(&text);
  grappe_check_query(L, code, &error);
  return grappe_push_buffer(L, &text);
}

static int to_string(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_code code = grappe_scan_describe(self(L), &text, &error);
  if (code != GRAPPE_OK) {
    grappe_buffer_free(&text);
    grappe_raise(L, &error);
  }
  return grappe_push_buffer(L, &text);
}

/* Which datasets there are differs from observatory to observatory: an example asks only where its dataset is loaded. */
#define EXAMPLE(expression) \
  "if datasets:where { code = \"urssaf.commune_ape\" }:count() > 0 then dataset(\"urssaf.commune_ape\")" expression " end"
#define EXAMPLE_TOTAL(expression) \
  "if datasets:where { code = \"urssaf.commune_ape\" }:count() > 0 then print(dataset(\"urssaf.commune_ape\")" expression ") end"

static const grappe_api_function functions[] = {
    {"dataset", dataset, "dataset(code [, edition]) -> dataset",
     "The rows of a bulk dataset, as a collection; without an edition, the newest. `datasets` lists what is loaded.",
     "Les lignes d'un jeu de données, comme une collection ; sans édition, la plus récente. `datasets` donne ce qui est "
     "chargé.",
     EXAMPLE_TOTAL("")},
    {0}};

static const grappe_api_function methods[] = {
    {"where", where, "dataset:where { column = condition, ... } or :where(function(row) ... end) -> dataset",
     "The rows for which all conditions hold. A column whose texts are codes leads on: [\"commune.region\"]. A function of "
     "the row is slower; the row is the same object each time, so keep its values, not the row.",
     "Les lignes pour lesquelles toutes les conditions sont vraies. Une colonne de codes mène plus loin : "
     "[\"commune.region\"]. Une fonction de la ligne est plus lente ; la ligne est chaque fois le même objet : gardez-en "
     "les valeurs, pas la ligne.",
     EXAMPLE_TOTAL(":where { activity = { \"21.10Z\", \"21.20Z\" }, period = 2018 }:sum \"jobs\"")},
    {"within", within, "dataset:within(territory or list) -> dataset", "The rows that stand in the territory.",
     "Les lignes situées dans le territoire.", EXAMPLE_TOTAL(":within \"Normandie\":count()")},
    {"near", near_place, "dataset:near(territory or { longitude, latitude }, distance) -> dataset",
     "The rows at most that far away, as the crow flies: by longitude and latitude, else by the centre of the commune.",
     "Les lignes à cette distance au plus, à vol d'oiseau : par longitude et latitude, sinon par le centre de la commune.",
     EXAMPLE_TOTAL(":near(\"Rouen (commune)\", \"50 km\"):sum \"jobs\"")},
    {"on", on, "dataset:on(day) -> dataset", "The rows that hold on that day: by the days opened and closed, else by period.",
     "Les lignes valables ce jour-là : par les jours opened et closed, sinon par la période.",
     EXAMPLE_TOTAL(":on \"2018-12-31\":count()")},
    {"during", during, "dataset:during(period) -> dataset", "The rows that hold at some time in the period.",
     "Les lignes valables à un moment de la période.", EXAMPLE_TOTAL(":during(2018):count()")},
    {"as_known_on", as_known_on, "dataset:as_known_on(day)",
     "Always refused: a dataset is as it was published; an earlier edition is dataset(code, edition).",
     "Toujours refusé : un jeu de données est tel que publié ; une édition antérieure est dataset(code, édition).",
     "pcall(function() return dataset(\"urssaf.commune_ape\"):as_known_on \"2020-01-01\" end)"},
    {"by", by, "dataset:by(column, ...) -> grouped dataset",
     "Groups by columns or levels of territory; then count, sum … give a frame.",
     "Regroupe par colonnes ou niveaux de territoire ; count, sum … donnent ensuite un tableau.",
     EXAMPLE_TOTAL(":by(\"region\", \"period\"):sum \"jobs\"")},
    {"select", select_paths, "dataset:select(column, ...) -> dataset", "The columns that are shown.",
     "Les colonnes montrées.", EXAMPLE_TOTAL(":select(\"commune\", \"jobs\"):top(5):frame()")},
    {"order", order, "dataset:order(column [, \"descending\"]) -> dataset", "Sorts the rows, or the groups by a column of the frame; unknown values last.",
     "Trie les lignes, ou les groupes par une colonne du tableau ; les valeurs inconnues en dernier.", EXAMPLE_TOTAL(":by(\"period\"):order(\"sum\"):sum \"jobs\"")},
    {"top", top, "dataset:top(count [, column]) -> dataset", "The first rows or groups, or those with the greatest values.",
     "Les premières lignes ou les premiers groupes, ou ceux aux plus grandes valeurs.",
     EXAMPLE_TOTAL(":top(5, \"jobs\"):frame()")},
    {"count", count, "dataset:count([column]) -> figure or frame",
     "How many rows; with a column, how many have a value there.",
     "Combien de lignes ; avec une colonne, combien y ont une valeur.", EXAMPLE_TOTAL(":count()")},
    {"sum", sum, "dataset:sum(column) -> figure or frame", "Sum of a column, with bounds for bands and for what is unknown.",
     "Somme d'une colonne, bornée pour les tranches et pour ce qui est inconnu.", EXAMPLE_TOTAL(":sum \"jobs\"")},
    {"mean", mean, "dataset:mean(column) -> figure or frame", "Arithmetic mean of a column.",
     "Moyenne arithmétique d'une colonne.", EXAMPLE_TOTAL(":mean \"jobs\"")},
    {"min", least, "dataset:min(column) -> figure or frame", "Least value of a column.", "Plus petite valeur d'une colonne.",
     EXAMPLE_TOTAL(":min \"jobs\"")},
    {"max", greatest, "dataset:max(column) -> figure or frame", "Greatest value of a column.",
     "Plus grande valeur d'une colonne.", EXAMPLE_TOTAL(":max \"jobs\"")},
    {"median", median, "dataset:median(column) -> figure or frame", "Median of a column.", "Médiane d'une colonne.",
     EXAMPLE_TOTAL(":median \"jobs\"")},
    {"quantile", quantile, "dataset:quantile(column, p) -> figure or frame",
     "Quantile of a column (type 7: linear between order statistics).",
     "Quantile d'une colonne (type 7 : linéaire entre rangs).", EXAMPLE_TOTAL(":quantile(\"jobs\", 0.9)")},
    {"distinct", distinct, "dataset:distinct(column) -> figure or frame", "How many different values a column has.",
     "Combien de valeurs différentes a une colonne.", EXAMPLE_TOTAL(":distinct \"commune\"")},
    {"rows", rows, "for row in dataset:rows() do", "Goes through the rows that are surely in, however many, each a table.",
     "Parcourt les lignes sûrement retenues, autant qu'il y en a, chacune en table.",
     EXAMPLE_TOTAL(":top(2):rows()")},
    {"each", each, "dataset:each(function(row) ... end)", "Calls the function with each row.",
     "Appelle la fonction avec chaque ligne.", EXAMPLE(":top(2):each(function(row) print(row.commune) end)")},
    {"first", first, "dataset:first() -> table or nil", "The first row.", "La première ligne.", EXAMPLE_TOTAL(":first()")},
    {"one", one, "dataset:one() -> table", "The only row; an error where there is none or more than one.",
     "L'unique ligne ; une erreur s'il n'y en a pas ou plusieurs.", EXAMPLE_TOTAL(":top(1):one()")},
    {"frame", frame, "dataset:frame() -> frame", "The rows, or the groups with their counts, as a table.",
     "Les lignes, ou les groupes et leurs effectifs, en tableau.", EXAMPLE_TOTAL(":by(\"period\"):frame()")},
    {"plan", plan, "dataset:plan() -> text",
     "Chooses the rows and tells what that took: segments read and skipped, rows, time, threads.",
     "Choisit les lignes et dit ce que cela a demandé : segments lus et sautés, lignes, temps, fils d'exécution.",
     EXAMPLE_TOTAL(":plan()")},
    {0}};

static const luaL_Reg metamethods[] = {{"__tostring", to_string}, {NULL, NULL}};

const grappe_api_type grappe_api_dataset = {
    DATASET_TYPE,
    "The rows of a bulk dataset, or some of them: a national register or panel, read by columns on all processors. Lazy: "
    "nothing runs before a total, a frame or rows are asked for.",
    "Les lignes d'un jeu de données, ou certaines : registre ou panel national, lu par colonnes sur tous les processeurs. "
    "Paresseux : rien ne s'exécute avant qu'on demande un total, un tableau ou des lignes.",
    functions, methods, NULL, metamethods};
