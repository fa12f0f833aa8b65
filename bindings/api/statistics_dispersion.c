/* How unequal or diverse values are: statistics of one vector. */
#include <lauxlib.h>
#include <math.h>

#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/types_private.h"
#include "statistics/dispersion.h"

/* The options are the table after the arguments that the function has besides. */
static void read_values(lua_State *L, int options, const char *const *names, int flags, statistic_input *input) {
  lua_settop(L, options);
  statistic_options(L, options, names);
  statistic_read_vector(L, 1, options, flags, input);
}

static const char *const only_column[] = {"column", NULL};

static double check_number(lua_State *L, int index, const char *expected) {
  if (lua_type(L, index) != LUA_TNUMBER) grappe_argument_error(L, index, expected);
  return lua_tonumber(L, index);
}

/* Functions of the engine behind one shape, so that explanations can call them again. */
typedef grappe_code of_values(const grappe_sample *values, grappe_statistic *result, grappe_error *error);
typedef grappe_code of_order(const grappe_sample *values, double order, grappe_statistic *result, grappe_error *error);
typedef grappe_code of_form(const grappe_sample *values, int form, grappe_statistic *result, grappe_error *error);
typedef grappe_code of_pairs(const grappe_sample *values, const grappe_sample *beside, grappe_statistic *result,
                             grappe_error *error);
#define WAY                                                                                                            \
  const grappe_statistic_way *way, const grappe_sample *values, const grappe_sample *beside, grappe_statistic *result, \
      grappe_error *error

static grappe_code compute_values(WAY) {
  (void)beside;
  return ((of_values *)way->of)(values, result, error);
}
static grappe_code compute_order(WAY) {
  (void)beside;
  return ((of_order *)way->of)(values, way->order, result, error);
}
static grappe_code compute_form(WAY) {
  (void)beside;
  return ((of_form *)way->of)(values, way->form, result, error);
}
static grappe_code compute_pairs(WAY) {
  return ((of_pairs *)way->of)(values, beside, result, error);
}
static grappe_code compute_entropy(WAY) {
  (void)beside;
  return grappe_entropy(values, way->order, way->form, result, error);
}

#define OF(function) (void (*)(void)) function

static int gini(lua_State *L) {
  static const char *const options[] = {"weights", "unbiased", "column", NULL};
  statistic_input input, weights;
  read_values(L, 2, options, 0, &input);
  int unbiased = statistic_flag(L, 2, "unbiased");
  if (lua_type(L, 2) != LUA_TTABLE || lua_getfield(L, 2, "weights") == LUA_TNIL) {
    statistic_push_of(L, "gini", &input,
                      (grappe_statistic_way){.compute = compute_form, .of = OF(grappe_gini), .form = unbiased}, 0, 1);
    return 1;
  }
  if (unbiased) {
    grappe_error error = {0};
    grappe_fail(&error, GRAPPE_ARGUMENT, "a weighted Gini has no unbiased form: leave out one of both options");
    grappe_raise(L, &error);
  }
  statistic_read_beside(L, lua_gettop(L), &input, 0, &weights);
  statistic_push_beside(L, "gini", &input, &weights,
                        (grappe_statistic_way){.compute = compute_pairs, .of = OF(grappe_gini_weighted)}, 0, 1);
  return 1;
}

static int hoover(lua_State *L) {
  statistic_input input, reference;
  read_values(L, 3, only_column, 0, &input);
  if (lua_isnil(L, 2)) {
    statistic_push_of(L, "hoover", &input, (grappe_statistic_way){.compute = compute_values, .of = OF(grappe_hoover)},
                      0, 1);
    return 1;
  }
  statistic_read_beside(L, 2, &input, STATISTIC_AMOUNTS, &reference);
  statistic_push_beside(
      L, "hoover", &input, &reference,
      (grappe_statistic_way){.compute = compute_pairs, .of = OF(grappe_hoover_against), .beside_amounts = 1}, 0, 1);
  return 1;
}

static int of_amounts(lua_State *L, const char *operation, of_values *compute, double most) {
  statistic_input input;
  read_values(L, 2, only_column, STATISTIC_AMOUNTS, &input);
  statistic_push_of(L, operation, &input,
                    (grappe_statistic_way){.compute = compute_values, .of = OF(compute), .amounts = 1}, 0, most);
  return 1;
}

static int theil_t(lua_State *L) {
  return of_amounts(L, "theil_t", grappe_theil_t, INFINITY);
}
static int theil_l(lua_State *L) {
  return of_amounts(L, "theil_l", grappe_theil_l, INFINITY);
}
static int simpson(lua_State *L) {
  return of_amounts(L, "simpson", grappe_simpson, 1);
}

/* One name for two measures: whoever reads the result could not say which. */
static int theil(lua_State *L) {
  grappe_error error = {0};
  grappe_fail(&error, GRAPPE_ARGUMENT,
              "'theil' names two measures: theil_t, the sum of share · ln(n · share), and theil_l, the mean of "
              "ln(mean / value); call one of them");
  grappe_raise(L, &error);
  return 0;
}

static int of_amounts_and_order(lua_State *L, const char *operation, of_order *compute, const char *expected,
                                double least, double most) {
  statistic_input input;
  double order = check_number(L, 2, expected);
  read_values(L, 3, only_column, STATISTIC_AMOUNTS, &input);
  statistic_push_of(L, operation, &input,
                    (grappe_statistic_way){.compute = compute_order, .of = OF(compute), .order = order, .amounts = 1},
                    least, most);
  return 1;
}

static int atkinson(lua_State *L) {
  return of_amounts_and_order(L, "atkinson", grappe_atkinson, "the aversion to inequality, such as 0.5 or 1", 0, 1);
}
static int hill(lua_State *L) {
  return of_amounts_and_order(L, "hill", grappe_hill, "the order, such as 0, 1 or 2", 1, INFINITY);
}

static int entropy(lua_State *L) {
  static const char *const options[] = {"base", "normalised", "column", NULL};
  statistic_input input;
  read_values(L, 2, options, STATISTIC_AMOUNTS, &input);
  int normalised = statistic_flag(L, 2, "normalised");
  statistic_push_of(
      L, "entropy", &input,
      (grappe_statistic_way){
          .compute = compute_entropy, .order = statistic_number(L, 2, "base", 0), .form = normalised, .amounts = 1},
      0, normalised ? 1 : INFINITY);
  return 1;
}

static int variation(lua_State *L) {
  static const char *const options[] = {"population", "column", NULL};
  statistic_input input;
  read_values(L, 2, options, 0, &input);
  statistic_push_of(
      L, "variation", &input,
      (grappe_statistic_way){
          .compute = compute_form, .of = OF(grappe_variation), .form = statistic_flag(L, 2, "population")},
      0, INFINITY);
  return 1;
}

static int williamson(lua_State *L) {
  statistic_input input, populations;
  read_values(L, 3, only_column, 0, &input);
  statistic_read_beside(L, 2, &input, 0, &populations);
  statistic_push_beside(L, "williamson", &input, &populations,
                        (grappe_statistic_way){.compute = compute_pairs, .of = OF(grappe_williamson)}, 0, INFINITY);
  return 1;
}

#define BOUNDS_EN " Bounds: tight at the even end; at the other up to 14 inexact values, beyond that enclosing."
#define BOUNDS_FR \
  " Bornes : serrées du côté de l'égalité ; de l'autre jusqu'à 14 valeurs inexactes, au-delà englobantes."

static const grappe_api_function functions[] = {
    {"entropy", entropy, "entropy(values [, { base =, normalised =, column = }]) -> figure",
     "Shannon's entropy: -Σ p ln p over the shares p, 0 to ln n, 0·ln 0 = 0; another `base` of the logarithm; "
     "`normalised` divides by ln n. Undefined where the total is zero. Shannon 1948." BOUNDS_EN,
     "Entropie de Shannon : -Σ p ln p des parts p, de 0 à ln n, 0·ln 0 = 0 ; autre base du logarithme avec « base » ; "
     "« normalised » divise par ln n. Indéfinie si le total est nul. Shannon 1948." BOUNDS_FR,
     "entropy({ R1 = 120, R2 = 45, R3 = 30 }, { base = 2 })"},
    {"simpson", simpson, "simpson(values [, { column = }]) -> figure",
     "Gini-Simpson: 1 - Σ p², 0 to 1 - 1/n; the chance that two jobs taken at random differ. Bounds are tight. "
     "Undefined "
     "where the total is zero. Simpson 1949.",
     "Gini-Simpson : 1 - Σ p², de 0 à 1 - 1/n ; la chance que deux emplois tirés au hasard diffèrent. Bornes serrées. "
     "Indéfini si le total est nul. Simpson 1949.",
     "simpson { 120, 45, 30 }"},
    {"hill", hill, "hill(values, order [, { column = }]) -> figure",
     "Hill's number: (Σ p^q)^(1/(1 - q)), 1 to n: how many equal items would be as diverse. Order 0 counts those above "
     "zero, 1 is e to the entropy, 2 is 1/hhi. Undefined where the total is zero. Hill 1973." BOUNDS_EN,
     "Nombre de Hill : (Σ p^q)^(1/(1 - q)), de 1 à n : combien de postes égaux seraient aussi divers. L'ordre 0 compte "
     "ceux "
     "au-dessus de zéro, 1 est e puissance l'entropie, 2 est 1/hhi. Indéfini si le total est nul. Hill 1973." BOUNDS_FR,
     "hill({ 120, 45, 30 }, 2)"},
    {"gini", gini, "gini(values [, { weights =, unbiased =, column = }]) -> figure",
     "Gini: twice the area between the Lorenz curve and the diagonal, 0 to (n - 1)/n; `weights` (of each value, or the "
     "name of a column) such as populations; `unbiased` times n/(n - 1). Undefined where the total is zero, or some "
     "values "
     "are below zero and not all exact, `unbiased` also for one value. Gini 1912." BOUNDS_EN
     " With weights they enclose.",
     "Gini : deux fois l'aire entre la courbe de Lorenz et la diagonale, de 0 à (n - 1)/n ; « weights » (un poids par "
     "valeur, "
     "ou le nom d'une colonne), par exemple des populations ; « unbiased » multiplie par n/(n - 1). Indéfini si le "
     "total est "
     "nul, ou si des valeurs sont négatives et non toutes exactes, « unbiased » aussi pour une seule valeur. Gini "
     "1912." BOUNDS_FR " Avec des poids elles englobent.",
     "gini({ R1 = 30, R2 = 10, R3 = 50 }, { weights = { R1 = 2, R2 = 1, R3 = 1 } })"},
    {"hoover", hoover, "hoover(values [, reference [, { column = }]]) -> figure",
     "Hoover: ½ Σ |share - reference share|, 0 to 1: the part that would have to move; without a reference against "
     "equal "
     "shares. Undefined where a total is zero. Hoover 1936. Bounds are tight up to 2000 inexact values against equal "
     "shares, up to 14 against a reference; beyond that enclosing.",
     "Hoover : ½ Σ |part - part de référence|, de 0 à 1 : ce qu'il faudrait déplacer ; sans référence, face à des "
     "parts "
     "égales. Indéfini si un total est nul. Hoover 1936. Bornes serrées jusqu'à 2000 valeurs inexactes face à des "
     "parts "
     "égales, jusqu'à 14 face à une référence ; au-delà englobantes.",
     "hoover({ R1 = 120, R2 = 45 }, { R1 = 100, R2 = 100 })"},
    {"theil_t", theil_t, "theil_t(values [, { column = }]) -> figure",
     "Theil's T: Σ share · ln(n · share), 0 to ln n, 0·ln 0 = 0. Undefined where the total is zero. Theil "
     "1967." BOUNDS_EN,
     "T de Theil : Σ part · ln(n · part), de 0 à ln n, 0·ln 0 = 0. Indéfini si le total est nul. Theil 1967." BOUNDS_FR,
     "theil_t { 120, 45, 30 }"},
    {"theil_l", theil_l, "theil_l(values [, { column = }]) -> figure",
     "Theil's L, the mean logarithmic deviation: mean of ln(mean / value), 0 up. Undefined where a value or the total "
     "is "
     "zero. Theil 1967." BOUNDS_EN,
     "L de Theil, l'écart logarithmique moyen : moyenne de ln(moyenne / valeur), à partir de 0. Indéfini si une valeur "
     "ou "
     "le total est nul. Theil 1967." BOUNDS_FR,
     "theil_l { 120, 45, 30 }"},
    {"theil", theil, "theil(values) -> error", "Refused: the name means two measures; call theil_t or theil_l.",
     "Refusé : le nom désigne deux mesures ; appelez theil_t ou theil_l.", "pcall(theil, { 120, 45 })"},
    {"atkinson", atkinson, "atkinson(values, aversion [, { column = }]) -> figure",
     "Atkinson: 1 - (mean of x^(1 - ε))^(1/(1 - ε)) / mean, with the geometric mean for ε = 1, 0 to 1. Undefined where "
     "the "
     "total is zero. Atkinson 1970." BOUNDS_EN,
     "Atkinson : 1 - (moyenne de x^(1 - ε))^(1/(1 - ε)) / moyenne, avec la moyenne géométrique si ε = 1, de 0 à 1. "
     "Indéfini "
     "si le total est nul. Atkinson 1970." BOUNDS_FR,
     "atkinson({ 120, 45, 30 }, 0.5)"},
    {"variation", variation, "variation(values [, { population =, column = }]) -> figure",
     "Coefficient of variation: standard deviation / mean, 0 up; n - 1 under the deviation, or n with `population`. "
     "Undefined for one value, or where the total is zero. Bounds are tight.",
     "Coefficient de variation : écart-type / moyenne, à partir de 0 ; n - 1 sous l'écart-type, ou n avec « population "
     "». "
     "Indéfini pour une seule valeur, ou si le total est nul. Bornes serrées.",
     "variation { 120, 45, 30 }"},
    {"williamson", williamson, "williamson(values, populations [, { column = }]) -> figure",
     "Williamson: √(Σ (x - m)² p) / m, 0 up, with p the shares of population and m the mean weighted by them. "
     "Undefined where a weight is below zero or a total is zero. Williamson 1965. Bounds enclose.",
     "Williamson : √(Σ (x - m)² p) / m, à partir de 0, p étant les parts de population et m la moyenne qu'elles "
     "pondèrent. Indéfini si un poids est négatif ou un total nul. Williamson 1965. Bornes englobantes.",
     "williamson({ R1 = 30, R2 = 20 }, { R1 = 5000, R2 = 12000 })"},
    {0}};

const grappe_api_type grappe_api_dispersion = {
    NULL, "Inequality and diversity.", "Inégalité et diversité.", functions, NULL, NULL, NULL};
