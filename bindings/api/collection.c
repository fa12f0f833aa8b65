/* Collections: rows of an entity of the registry, or of a bulk dataset. Each method stands once and asks the engine for
 * whichever it is; what only one of the two has, the engine refuses in words. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/arguments.h"
#include "api/calls.h"
#include "api/conditions.h"
#include "api/context.h"
#include "api/dataset_rows.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/types_private.h"
#include "api/value.h"

static grappe_collection self(lua_State *L) {
  return **(grappe_collection **)grappe_check_object(L, 1, GRAPPE_COLLECTION_TYPE);
}

static int give(lua_State *L, grappe_code code, const grappe_collection *made, const grappe_error *error) {
  grappe_check_query(L, code, error);
  if (made->scan)
    grappe_push_scan(L, made->scan);
  else
    grappe_push_query(L, made->query);
  return 1;
}

static int dataset(lua_State *L) {
  grappe_error error = {0};
  grappe_collection made = {0};
  const char *code = grappe_check_text(L, 1, "the code of a dataset");
  const char *edition = lua_isnoneornil(L, 2) ? NULL : grappe_check_text(L, 2, "an edition");
  grappe_query_begin(L);
  return give(L, grappe_scan_new(grappe_observatory_of(L), code, edition, &made.scan, &error), &made, &error);
}

/* --- restriction -------------------------------------------------------------------------------------------------- */

static const char conditions_expected[] = "a table { field = condition, … } or a function of the row";

/* where { path = value, … }: one condition a field, in the order of the fields' names so that descriptions repeat. */
static int where_table(lua_State *L) {
  grappe_error error = {0};
  lua_settop(L, 2);
  lua_Integer count = grappe_push_names(L, 2, 0, conditions_expected);
  lua_pushvalue(L, 1);
  for (lua_Integer i = 1; i <= count; i++) {
    grappe_collection all = {grappe_to_query(L, 4), grappe_to_scan(L, 4)}, made = {0};
    lua_rawgeti(L, 3, i);
    const char *path = lua_tostring(L, -1);
    lua_pushvalue(L, -1);
    lua_rawget(L, 2);
    grappe_push_condition_of(L, -1);
    grappe_condition *condition = grappe_to_condition(L, -1);
    grappe_query_begin(L);
    give(L,
         all.scan ? grappe_scan_where(all.scan, path, condition, &made.scan, &error)
                  : grappe_query_where(all.query, path, condition, &made.query, &error),
         &made, &error);
    lua_replace(L, 4);
    lua_settop(L, 4);
  }
  return 1;
}

static int where(lua_State *L) {
  grappe_error error = {0};
  grappe_collection all = self(L), made = {0};
  if (lua_type(L, 2) == LUA_TTABLE) return where_table(L);
  if (lua_type(L, 2) != LUA_TFUNCTION) return grappe_argument_error(L, 2, conditions_expected);
  grappe_row_function *test = grappe_row_test_new(L, 2);
  if (!test) grappe_check_code(L, grappe_fail_memory(&error), &error);
  return give(L,
              all.scan
                  ? grappe_scan_filter(all.scan, grappe_scan_call, test, grappe_row_test_release, &made.scan, &error)
                  : grappe_query_filter(all.query, grappe_row_test_call, test, grappe_row_test_release, NULL,
                                        &made.query, &error),
              &made, &error);
}

static int within(lua_State *L) {
  grappe_error error = {0};
  grappe_place places[GRAPPE_PATHS_MOST];
  grappe_collection all = self(L), made = {0};
  size_t count = grappe_check_places(L, 2, places);
  return give(L,
              all.scan ? grappe_scan_within(all.scan, places, count, &made.scan, &error)
                       : grappe_query_within(all.query, places, count, &made.query, &error),
              &made, &error);
}

static int near_place(lua_State *L) {
  grappe_error error = {0};
  grappe_place place;
  double point[2];
  grappe_code code;
  grappe_collection all = self(L), made = {0};
  double km = grappe_check_kilometres(L, 3);
  if (grappe_check_point(L, 2, &place, point))
    code = all.scan ? grappe_scan_near_point(all.scan, point[0], point[1], km, &made.scan, &error)
                    : grappe_query_near_point(all.query, point[0], point[1], km, &made.query, &error);
  else
    code = all.scan ? grappe_scan_near(all.scan, &place, km, &made.scan, &error)
                    : grappe_query_near(all.query, &place, km, &made.query, &error);
  return give(L, code, &made, &error);
}

static int on(lua_State *L) {
  grappe_error error = {0};
  grappe_collection all = self(L), made = {0};
  grappe_day day = grappe_check_day(L, 2);
  return give(L,
              all.scan ? grappe_scan_during(all.scan, (grappe_period){day, day}, &made.scan, &error)
                       : grappe_query_on(all.query, day, &made.query, &error),
              &made, &error);
}

static int during(lua_State *L) {
  grappe_error error = {0};
  grappe_collection all = self(L), made = {0};
  grappe_period period = grappe_check_period(L, 2);
  return give(L,
              all.scan ? grappe_scan_during(all.scan, period, &made.scan, &error)
                       : grappe_query_during(all.query, period, &made.query, &error),
              &made, &error);
}

static int as_known_on(lua_State *L) {
  grappe_error error = {0};
  grappe_collection all = self(L), made = {0};
  grappe_day day = grappe_check_day(L, 2);
  return give(L,
              all.scan ? grappe_scan_as_known_on(all.scan, &error)
                       : grappe_query_as_known_on(all.query, day, &made.query, &error),
              &made, &error);
}

/* --- grouping, order ---------------------------------------------------------------------------------------------- */

static int by(lua_State *L) {
  grappe_error error = {0};
  const char *paths[GRAPPE_PATHS_MOST];
  grappe_collection all = self(L), made = {0};
  size_t count = grappe_check_paths(L, paths);
  return give(L,
              all.scan ? grappe_scan_by(all.scan, paths, count, &made.scan, &error)
                       : grappe_query_by(all.query, paths, count, &made.query, &error),
              &made, &error);
}

static int select_paths(lua_State *L) {
  grappe_error error = {0};
  const char *paths[GRAPPE_PATHS_MOST];
  grappe_collection all = self(L), made = {0};
  size_t count = grappe_check_paths(L, paths);
  return give(L,
              all.scan ? grappe_scan_select(all.scan, paths, count, &made.scan, &error)
                       : grappe_query_select(all.query, paths, count, &made.query, &error),
              &made, &error);
}

static int order(lua_State *L) {
  grappe_error error = {0};
  grappe_collection all = self(L), made = {0};
  const char *path = grappe_check_text(L, 2, "a field name");
  int descending = grappe_check_descending(L, 3, 0);
  return give(L,
              all.scan ? grappe_scan_order(all.scan, path, descending, &made.scan, &error)
                       : grappe_query_order(all.query, path, descending, &made.query, &error),
              &made, &error);
}

static int top(lua_State *L) {
  grappe_error error = {0};
  grappe_collection all = self(L), made = {0};
  size_t most = grappe_check_row_count(L, 2);
  const char *path = lua_isnoneornil(L, 3) ? NULL : grappe_check_text(L, 3, "a field name");
  return give(L,
              all.scan ? grappe_scan_top(all.scan, most, path, &made.scan, &error)
                       : grappe_query_top(all.query, most, path, &made.query, &error),
              &made, &error);
}

/* The share that one may have: a number from 0 to 1, or "85 %". */
static double check_share(lua_State *L, int index) {
  grappe_error error = {0};
  grappe_unit none = grappe_unit_none();
  grappe_figure *figure = NULL;
  if (lua_type(L, index) == LUA_TNUMBER) return lua_tonumber(L, index);
  const char *text = grappe_check_text(L, index, "a share such as 0.85");
  grappe_check_code(L, grappe_figure_parse(text, &none, &figure, &error), &error);
  double value = grappe_figure_read(figure)->value;
  grappe_figure_release(figure);
  return value;
}

static int secrecy(lua_State *L) {
  static const char expected[] = "a table { of = \"organisation\", least = 3, share = 0.85, counts = false }";
  grappe_error error = {0};
  grappe_collection all = self(L), made = {0};
  grappe_secrecy rule = {"organisation", 3, 0.85, 0};
  lua_settop(L, 2);
  if (all.scan)
    luaL_error(L, "%s",
               grappe_translate("a dataset does not say whose its rows are: secrecy is of "
                                "collections of the registry"));
  lua_Integer count = lua_isnil(L, 2) ? 0 : grappe_push_names(L, 2, 0, expected);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_settop(L, 3);
    lua_rawgeti(L, 3, i);
    const char *name = lua_tostring(L, 4);
    lua_getfield(L, 2, name);
    if (strcmp(name, "of") == 0)
      rule.path = grappe_check_text(L, 5, "a field name");
    else if (strcmp(name, "least") == 0)
      rule.least = grappe_check_row_count(L, 5);
    else if (strcmp(name, "share") == 0)
      rule.share = check_share(L, 5);
    else if (strcmp(name, "counts") == 0)
      rule.counts = lua_toboolean(L, 5);
    else
      return grappe_argument_error(L, 2, expected);
  }
  return give(L, grappe_query_secrecy(all.query, &rule, &made.query, &error), &made, &error);
}

/* --- terminals ---------------------------------------------------------------------------------------------------- */

static int grouped(grappe_collection all) {
  return all.scan ? grappe_scan_grouped(all.scan) : grappe_query_grouped(all.query);
}

static int push_frame_of(lua_State *L, grappe_collection all, const grappe_aggregation *what, size_t count) {
  grappe_error error = {0};
  grappe_frame *made = NULL;
  grappe_query_begin(L);
  grappe_check_query(L,
                     all.scan ? grappe_scan_frame(all.scan, what, count, &made, &error)
                              : grappe_query_frame(all.query, what, count, &made, &error),
                     &error);
  grappe_push_frame(L, made);
  return 1;
}

static int aggregate(lua_State *L, grappe_aggregate what) {
  grappe_error error = {0};
  grappe_figure *figure = NULL;
  grappe_collection all = self(L);
  grappe_aggregation aggregation = grappe_check_aggregation(L, what);
  if (grouped(all)) return push_frame_of(L, all, &aggregation, 1);
  grappe_query_begin(L);
  grappe_check_query(L,
                     all.scan ? grappe_scan_total(all.scan, &aggregation, &figure, &error)
                              : grappe_query_total(all.query, &aggregation, &figure, &error),
                     &error);
  grappe_push_figure(L, figure);
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

static int frame(lua_State *L) {
  static const grappe_aggregation counted = {GRAPPE_COUNT, NULL, 0, NULL};
  grappe_collection all = self(L);
  return push_frame_of(L, all, &counted, grouped(all) ? 1 : 0);
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
  grappe_collection all = self(L);
  if (all.scan) {
    grappe_push_scan_iterator(L, all.scan, SIZE_MAX);
    return 1;
  }
  grappe_query_begin(L);
  grappe_check_query(L, grappe_query_rows(all.query, &cursor, &error), &error);
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

static int give_row(lua_State *L, grappe_code code, const grappe_row *row, const grappe_error *error) {
  grappe_check_query(L, code, error);
  if (row->index >= 0) {
    grappe_push_row_owned(L, row);
    return 1;
  }
  grappe_snapshot_release(row->snapshot); /* kept for the caller also where there is no row */
  lua_pushnil(L);
  return 1;
}

static int first(lua_State *L) {
  grappe_error error = {0};
  grappe_row row = {.index = -1};
  grappe_collection all = self(L);
  grappe_query_begin(L);
  if (!all.scan) return give_row(L, grappe_query_first(all.query, &row, &error), &row, &error);
  grappe_push_scan_iterator(L, all.scan, 1);
  lua_call(L, 0, 1);
  return 1;
}

static int one(lua_State *L) {
  grappe_error error = {0};
  grappe_row row = {.index = -1};
  grappe_collection all = self(L);
  grappe_query_begin(L);
  if (!all.scan) return give_row(L, grappe_query_one(all.query, &row, &error), &row, &error);
  grappe_push_scan_one(L, all.scan);
  return 1;
}

static int give_text(lua_State *L, grappe_code code, grappe_buffer *text, const grappe_error *error) {
  if (code != GRAPPE_OK) grappe_buffer_free(text);
  grappe_check_query(L, code, error);
  return grappe_push_buffer(L, text);
}

static int to_string(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_collection all = self(L);
  return give_text(
      L, all.scan ? grappe_scan_describe(all.scan, &text, &error) : grappe_query_describe(all.query, &text, &error),
      &text, &error);
}

static int plan(lua_State *L) {
  grappe_error error = {0};
  grappe_buffer text = {0};
  grappe_scan_work work;
  grappe_collection all = self(L);
  if (!all.scan) return to_string(L);
  grappe_query_begin(L);
  return give_text(L, grappe_scan_explain(all.scan, &text, &work, &error), &text, &error);
}

static const grappe_api_function functions[] = {
    {"dataset", dataset, "dataset(code [, edition]) -> collection",
     "The rows of a bulk dataset, as a collection; without an edition, the newest. `datasets` lists what is loaded. "
     "Read "
     "by columns on all processors.",
     "Les lignes d'un jeu de données, comme une collection ; sans édition, la plus récente. `datasets` donne ce qui "
     "est "
     "chargé. Lues par colonnes sur tous les processeurs.",
     "if datasets:where { code = \"urssaf.commune_ape\" }:count() > 0 then print(dataset \"urssaf.commune_ape\":sum "
     "\"jobs\") end"},
    {0}};

static const grappe_api_function methods[] = {
    {"where", where, "collection:where { field = condition, ... } or :where(function(row) ... end) -> collection",
     "The rows for which all conditions hold. A value means equal to it, a list any of them, \"21.*\" a pattern. A "
     "function "
     "of the row is slower; that of a dataset gets the same object each time, so keep its values, not the row. A "
     "condition "
     "on something unknown leaves the row undecided, which widens the totals.",
     "Les lignes pour lesquelles toutes les conditions sont vraies. Une valeur veut dire égal, une liste l'un d'eux, "
     "« 21.* » un motif. Une fonction de la ligne est plus lente ; celle d'un jeu de données reçoit chaque fois le "
     "même "
     "objet : gardez-en les valeurs, pas la ligne. Une condition sur un inconnu laisse la ligne indécise, ce qui "
     "élargit "
     "les totaux.",
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
     "Observations as they were recorded by the end of that day. A dataset is as it was published: an earlier edition "
     "is "
     "dataset(code, edition).",
     "Les observations telles qu'enregistrées à la fin de ce jour. Un jeu de données est tel que publié : une édition "
     "antérieure est dataset(code, édition).",
     "observations:as_known_on \"2100-01-01\":count()"},
    {"by", by, "collection:by(field, ...) -> grouped collection",
     "Groups by fields, levels of territory or fields of what refers to the rows; then count, sum … give a frame.",
     "Regroupe par champs, niveaux de territoire ou champs de ce qui se réfère aux lignes ; count, sum … donnent "
     "ensuite un "
     "tableau.",
     "sites:within \"Normandie\":by(\"departement\", \"stage\"):count()"},
    {"select", select_paths, "collection:select(field, ...) -> collection", "The columns that are shown.",
     "Les colonnes montrées.", "sites:within \"Normandie\":select(\"name\", \"commune\", \"headcount\"):frame()"},
    {"order", order, "collection:order(field [, \"descending\"]) -> collection",
     "Sorts by a field, after `by` the groups by a column of the frame; unknown values last.",
     "Trie par un champ, après `by` les groupes par une colonne du tableau ; les valeurs inconnues en dernier.",
     "sites:order(\"headcount\", \"descending\"):first()"},
    {"top", top, "collection:top(count [, field]) -> collection",
     "The first rows or groups, or those with the greatest values.",
     "Les premières lignes ou les premiers groupes, ou ceux aux plus grandes valeurs.",
     "sites:top(5, \"headcount\"):frame()"},
    {"secrecy", secrecy,
     "collection:secrecy([{ of = \"organisation\", least = 3, share = \"85 %\", counts = false }]) -> collection",
     "Holds totals to statistical secrecy: one behind which fewer than 3 organisations stand, or of which one is 85 % "
     "or more, is confidential, and so is what would tell of it by subtraction within the table. The screen shows it; "
     "files and pages withhold it.",
     "Soumet les totaux au secret statistique : celui derrière lequel il y a moins de 3 organisations, ou dont une "
     "fait 85 % ou plus, est confidentiel, et ce qui le livrerait par soustraction dans le tableau aussi. L'écran le "
     "montre ; les fichiers et les pages le retiennent.",
     "sites:secrecy():by(\"region\"):sum(\"headcount\")"},
    {"count", count, "collection:count([field]) -> figure or frame",
     "How many rows; with a field, how many have a value there.",
     "Combien de lignes ; avec un champ, combien y ont une valeur.", "sites:count()"},
    {"sum", sum, "collection:sum(field) -> figure or frame", "Sum of a field, with bounds for what is unknown.",
     "Somme d'un champ, bornée pour ce qui est inconnu.", "sites:within \"Normandie\":sum \"headcount\""},
    {"mean", mean, "collection:mean(field) -> figure or frame", "Arithmetic mean of a field.",
     "Moyenne arithmétique d'un champ.", "sites:where { headcount = is_known() }:mean \"headcount\""},
    {"min", least, "collection:min(field) -> figure or frame", "Least value of a field.",
     "Plus petite valeur d'un champ.", "sites:min \"headcount\""},
    {"max", greatest, "collection:max(field) -> figure or frame", "Greatest value of a field.",
     "Plus grande valeur d'un champ.", "sites:where { headcount = is_known() }:max \"headcount\""},
    {"median", median, "collection:median(field) -> figure or frame", "Median of a field.", "Médiane d'un champ.",
     "sites:where { headcount = is_known() }:median \"headcount\""},
    {"quantile", quantile, "collection:quantile(field, p) -> figure or frame",
     "Quantile of a field (type 7: linear between order statistics).",
     "Quantile d'un champ (type 7 : linéaire entre rangs).",
     "sites:where { headcount = is_known() }:quantile(\"headcount\", 0.9)"},
    {"distinct", distinct, "collection:distinct(field) -> figure or frame", "How many different values a field has.",
     "Combien de valeurs différentes a un champ.", "sites:distinct \"organisation\""},
    {"rows", rows, "for row in collection:rows() do",
     "Goes through the rows that are surely in, however many; those of a dataset are tables of the fields selected.",
     "Parcourt les lignes sûrement retenues, autant qu'il y en a ; celles d'un jeu de données sont des tables des "
     "champs "
     "choisis.",
     "for site in sites:within \"Eure\":rows() do print(site.name) end"},
    {"each", each, "collection:each(function(row) ... end)", "Calls the function with each row.",
     "Appelle la fonction avec chaque ligne.", "sites:within \"Eure\":each(function(site) print(site.name) end)"},
    {"first", first, "collection:first() -> row or nil", "The first row.", "La première ligne.",
     "sites:order \"name\":first()"},
    {"one", one, "collection:one() -> row", "The only row; an error where there is none or more than one.",
     "L'unique ligne ; une erreur s'il n'y en a pas ou plusieurs.", "territories:where { code = \"REG-28\" }:one()"},
    {"frame", frame, "collection:frame() -> frame", "The rows, or the groups with their counts, as a table.",
     "Les lignes, ou les groupes et leurs effectifs, en tableau.", "conventions:frame()"},
    {"plan", plan, "collection:plan() -> text",
     "What it asks. Of a dataset the rows are chosen too, and what that took is told: segments read and skipped, rows, "
     "time, "
     "threads.",
     "Ce qu'elle demande. D'un jeu de données, les lignes sont aussi choisies, et ce que cela a pris est dit : "
     "segments lus et "
     "sautés, lignes, temps, fils d'exécution.",
     "sites:within \"Normandie\":plan()"},
    {0}};

static const luaL_Reg metamethods[] = {{"__tostring", to_string}, {NULL, NULL}};

const grappe_api_type grappe_api_collection = {
    GRAPPE_COLLECTION_TYPE,
    "The rows of an entity or a dataset, or some of them: sites, organisations, dataset \"urssaf.commune_ape\" … Lazy: "
    "nothing "
    "runs before a total, a frame or rows are asked for.",
    "Les lignes d'une entité ou d'un jeu de données, ou certaines : sites, organisations, dataset "
    "\"urssaf.commune_ape\" … "
    "Paresseuse : rien ne s'exécute avant qu'on demande un total, un tableau ou des lignes.",
    functions,
    methods,
    NULL,
    metamethods};
