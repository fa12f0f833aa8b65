/* Shares, growth, concentration and classes. */
#include <lauxlib.h>
#include <math.h>

#include "api/figure.h"
#include "api/frame_private.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/types_private.h"
#include "api/value.h"
#include "query/frame_concentration.h"
#include "statistics/classes.h"
#include "statistics/concentration.h"
#include "statistics/growth.h"

/* Of each group of a frame: a frame. */
static int hhi_by(lua_State *L, const char *by, grappe_hhi_form form) {
  grappe_error error = {0};
  grappe_frame *frame = grappe_to_frame(L, 1), *result = NULL;
  if (!frame) return grappe_argument_error(L, 1, "a frame, of which `by` names a column");
  const char *column = statistic_text(L, 2, "column", NULL);
  if (!column) column = grappe_frame_name(frame, statistic_find_column(L, frame, NULL));
  grappe_check_code(L, grappe_frame_hhi(frame, by, column, form, "hhi", &result, &error), &error);
  grappe_push_frame(L, result);
  return 1;
}

static grappe_code compute_hhi(const grappe_statistic_way *way, const grappe_sample *values,
                               const grappe_sample *beside, grappe_statistic *result, grappe_error *error) {
  (void)beside;
  return grappe_hhi(values, (grappe_hhi_form)way->form, result, error);
}

static int hhi(lua_State *L) {
  static const char *const options[] = {"normalised", "equivalent", "points", "column", "by", NULL};
  statistic_input input;
  lua_settop(L, 2);
  statistic_options(L, 2, options);
  grappe_hhi_form form = statistic_flag(L, 2, "normalised")   ? GRAPPE_HHI_NORMALISED
                         : statistic_flag(L, 2, "equivalent") ? GRAPPE_HHI_EQUIVALENT
                         : statistic_flag(L, 2, "points")     ? GRAPPE_HHI_POINTS
                                                              : GRAPPE_HHI_PLAIN;
  const char *by = statistic_text(L, 2, "by", NULL);
  if (by) return hhi_by(L, by, form);
  statistic_read_vector(L, 1, 2, STATISTIC_AMOUNTS, &input);
  grappe_statistic_way way = {.compute = compute_hhi, .form = form, .amounts = 1};
  statistic_push_of(L, "hhi", &input, way, form == GRAPPE_HHI_EQUIVALENT ? 1 : 0,
                    form == GRAPPE_HHI_POINTS       ? 10000
                    : form == GRAPPE_HHI_EQUIVALENT ? INFINITY
                                                    : 1);
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
  for (int i = 0; i < 2; i++) grappe_figure_item(pair[i], 1, &bounds[i], &values[i]);
}

typedef grappe_statistic pair_statistic(grappe_bounds a, double a_value, grappe_bounds b, double b_value);

static grappe_code compute_pair(const grappe_statistic_way *way, const grappe_sample *pair, const grappe_sample *beside,
                                grappe_statistic *result, grappe_error *error) {
  (void)beside, (void)error;
  *result = ((pair_statistic *)way->of)(pair->bounds[0], grappe_sample_value(pair, 0), pair->bounds[1],
                                        grappe_sample_value(pair, 1));
  return GRAPPE_OK;
}

static grappe_code compute_cagr(const grappe_statistic_way *way, const grappe_sample *pair, const grappe_sample *beside,
                                grappe_statistic *result, grappe_error *error) {
  (void)beside, (void)error;
  *result = grappe_cagr(pair->bounds[0], grappe_sample_value(pair, 0), pair->bounds[1], grappe_sample_value(pair, 1),
                        way->order);
  return GRAPPE_OK;
}

static int of_pair(lua_State *L, const char *operation, grappe_statistic_way way, double least, double most) {
  grappe_error error = {0};
  grappe_figure *pair[2];
  grappe_bounds bounds[2];
  double values[2];
  grappe_statistic statistic;
  check_pair(L, pair, bounds, values);
  way.amounts = 1;
  way.values = 2;
  grappe_statistic_about about = grappe_statistic_about_none(operation, grappe_unit_none(), least, most);
  about.way = way;
  grappe_sample sample = {bounds, values, 2};
  grappe_check_code(L, way.compute(&way, &sample, NULL, &statistic, &error), &error);
  statistic_push(L, &statistic, &about, pair, 2);
  return 1;
}

static grappe_statistic_way way_of(pair_statistic *compute) {
  return (grappe_statistic_way){.compute = compute_pair, .of = (void (*)(void))compute};
}

static int share(lua_State *L) {
  return of_pair(L, "share", way_of(grappe_share), 0, 1);
}

static int growth(lua_State *L) {
  return of_pair(L, "growth", way_of(grappe_growth), -1, INFINITY);
}

static int base_index(lua_State *L) {
  return of_pair(L, "index", way_of(grappe_base_index), 0, INFINITY);
}

static int cagr(lua_State *L) {
  if (lua_type(L, 3) != LUA_TNUMBER) grappe_argument_error(L, 3, "a number of years");
  return of_pair(L, "cagr", (grappe_statistic_way){.compute = compute_cagr, .order = lua_tonumber(L, 3)}, -1, INFINITY);
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
  grappe_classes classes = {edges, count, statistic_flag(L, 3, "upper")};
  grappe_check_code(L, grappe_classes_check(&classes, &error), &error);
  grappe_classes_place(&classes, grappe_figure_read(figure)->bounds, &first, &last);
  lua_pushinteger(L, (lua_Integer)first + 1);
  lua_pushinteger(L, (lua_Integer)last + 1);
  return 2;
}

/* class_limits(values, { method =, classes = [, upper =, column =] }) -> list */
static int class_limits(lua_State *L) {
  grappe_error error = {0};
  statistic_input input;
  double edges[GRAPPE_CLASSES_MOST];
  size_t count = 0;
  lua_settop(L, 2);
  grappe_frame_classes how = frame_check_classes(L, 2, frame_class_options);
  if (how.given) grappe_argument_error(L, 2, "a method and how many classes");
  statistic_read_vector(L, 1, 2, 0, &input);
  grappe_code code =
      grappe_class_edges(input.values, input.count, how.method, how.classes, how.upper, edges, &count, &error);
  grappe_check_code(L, code, &error);
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    lua_Integer whole;
    if (lua_numbertointeger(edges[i], &whole) && (lua_Number)whole == edges[i])
      lua_pushinteger(L, whole);
    else
      lua_pushnumber(L, edges[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static const grappe_api_function functions[] = {
    {"hhi", hhi, "hhi(values [, { normalised =, equivalent =, points =, column =, by = }]) -> figure or frame",
     "Herfindahl-Hirschman index: the sum of squared shares, 1/n to 1; bounds are tight. Undefined where the total is "
     "zero, `normalised` also for a single value. (H - 1/n)/(1 - 1/n) with `normalised`, 0 to 1; 1/H with "
     "`equivalent`, 1 to n; H · 10,000 with `points`. Of a frame with `by`: a frame, with the index of each value of "
     "that column. "
     "Hirschman 1964.",
     "Indice de Herfindahl-Hirschman : somme des parts au carré, de 1/n à 1 ; bornes serrées. Indéfini si le total est "
     "nul, « normalised » aussi pour une seule valeur. (H - 1/n)/(1 - 1/n) avec « normalised », de 0 à 1 ; 1/H avec « "
     "equivalent », de 1 à n ; H · 10 000 avec « points ». D'un tableau avec `by` : un tableau, avec l'indice de "
     "chaque valeur de cette colonne. "
     "Hirschman 1964.",
     "hhi { 4750, 2750, 1500, 850 }"},
    {"share", share, "share(part, whole) -> figure",
     "Part divided by the whole that contains it, 0 to 1; bounds are tight. Undefined where the whole is zero, or the "
     "part surely above it.",
     "La partie divisée par le tout qui la contient, de 0 à 1 ; bornes serrées. Indéfini si le tout est nul, ou si la "
     "partie le dépasse sûrement.",
     "share(figure \"9850 jobs\", figure \"10000 jobs\")"},
    {"growth", growth, "growth(from, to) -> figure",
     "Growth rate: to / from - 1, -1 up; bounds are tight. Undefined where `from` is zero, or one of them is or may be "
     "below zero.",
     "Taux de croissance : to / from - 1, à partir de -1 ; bornes serrées. Indéfini si « from » est nul, ou si l'un "
     "des deux est ou peut être négatif.",
     "growth(490000, 588000)"},
    {"cagr", cagr, "cagr(from, to, years) -> figure",
     "Compound annual growth rate: (to / from)^(1 / years) - 1, -1 up; bounds are tight. Undefined as growth, and "
     "where `years` is not above zero.",
     "Taux de croissance annuel moyen : (to / from)^(1 / years) - 1, à partir de -1 ; bornes serrées. Indéfini comme "
     "growth, et si « years » n'est pas positif.",
     "cagr(35, 400, 20)"},
    {"index", base_index, "index(base, value) -> figure",
     "Index: 100 · value / base, 0 up, 100 in the base year; bounds are tight. Undefined as growth.",
     "Indice : 100 · valeur / base, à partir de 0, 100 l'année de base ; bornes serrées. Indéfini comme growth.",
     "index(490000, 588000)"},
    {"classify", classify, "classify(figure, { edge, ... } [, { upper = true }]) -> first, last",
     "The first and the last class, from 1, that the figure can be in; the same where its bounds decide. A value on an "
     "edge "
     "belongs to the class above it, or below with `upper`.",
     "La première et la dernière classe, à partir de 1, où le chiffre peut être ; la même si ses bornes décident. Une "
     "valeur "
     "sur une limite appartient à la classe au-dessus, ou au-dessous avec « upper ».",
     "classify(figure \"10000..20000\", { 2000, 5000, 7500, 10000, 20000 })"},
    {"class_limits", class_limits,
     "class_limits(values, { method = \"equal\", \"quantile\", \"jenks\" or \"deviation\", classes = how many [, upper "
     "=, "
     "as =, column =] }) -> list of numbers",
     "Limits between classes found from values, for classify: parts of one width, as many values in each, the least "
     "squares "
     "round the means of the classes (Fisher 1958, Jenks), or one standard deviation wide round the mean. Fewer where "
     "there "
     "are fewer different values. Of best estimates: values without one are left out.",
     "Limites de classes tirées des valeurs, pour classify : parts de même largeur, autant de valeurs dans chacune, "
     "moindres "
     "carrés autour des moyennes des classes (Fisher 1958, Jenks), ou largeur d'un écart-type autour de la moyenne. "
     "Moins "
     "nombreuses si moins de valeurs diffèrent. Sur les meilleures estimations : les valeurs qui n'en ont pas sont "
     "écartées.",
     "class_limits({ 1, 2, 3, 10, 11, 30 }, { method = \"jenks\", classes = 3 })"},
    {0}};

const grappe_api_type grappe_api_statistics = {NULL, "Statistics.", "Statistiques.", functions, NULL, NULL, NULL};
