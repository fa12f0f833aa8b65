/* Whether neighbours are alike, and whether regions grow together. */
#include <lauxlib.h>
#include <math.h>

#include "api/context.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/types_private.h"
#include "api/value.h"
#include "statistics/autocorrelation.h"
#include "statistics/convergence.h"

/* Sets field `name` of the table on top to that part of a statistic's results, of which `about` says the rest. */
static void set_part(lua_State *L, grappe_statistic_about about, int part, const char *name,
                     const grappe_statistic *statistic, grappe_figure *const *figures, size_t count, double least,
                     double most) {
  about.least = least;
  about.most = most;
  about.way.form = part;
  if (!count) about.way.compute = NULL; /* a frame of so many rows that its bare cells must do */
  statistic_set_part(L, name, statistic, &about, figures, count);
}

/* --- Moran
 * ------------------------------------------------------------------------------------------------------------ */

/* Pushes a table from what each value is called to its place, from 1: keys of tables, what files call a frame's rows.
 */
static void push_places(lua_State *L, const statistic_input *input, const char *column) {
  grappe_error error = {0};
  lua_createtable(L, 0, (int)input->count);
  if (!input->frame) {
    for (size_t i = 0; i < input->rows.count; i++) {
      statistic_push_key(L, &input->rows.keys[i]);
      lua_pushinteger(L, (lua_Integer)i + 1);
      lua_rawset(L, -3);
    }
    return;
  }
  size_t at = 0;
  if (column) grappe_check_code(L, grappe_frame_find(input->frame, column, &at, &error), &error);
  for (size_t i = 0; i < input->count; i++) {
    grappe_value value = {0};
    grappe_buffer text = {0};
    grappe_code code = grappe_frame_cell(input->frame, i, at, &value, &error);
    if (code == GRAPPE_OK) code = grappe_value_write(&value, &text, &error);
    grappe_value_release(&value);
    if (code) grappe_buffer_free(&text);
    grappe_check_code(L, code, &error);
    grappe_push_buffer(L, &text);
    lua_pushinteger(L, (lua_Integer)i + 1);
    lua_rawset(L, -3);
  }
}

static const char expected_weights[] =
    "weights of neighbours, as in { A = { B = 1 }, B = { A = 1 } }, both among the values";

/* The place of the key on top, from 0; raises where nothing is called so. */
static size_t place_of(lua_State *L, int places) {
  lua_pushvalue(L, -1);
  if (lua_rawget(L, places) != LUA_TNUMBER) {
    grappe_error error = {0};
    lua_pop(L, 1);
    grappe_fail(&error, GRAPPE_ARGUMENT, "the weights name %s, which has no value", grappe_describe_value(L, -1));
    grappe_raise(L, &error);
  }
  size_t place = (size_t)lua_tointeger(L, -1) - 1;
  lua_pop(L, 1);
  return place;
}

/* Counts the pairs of weights, or writes them; in the order of names, so that sums repeat to the last bit. */
static size_t walk_weights(lua_State *L, int places, grappe_neighbour *neighbours) {
  statistic_keys rows = {0};
  size_t count = 0;
  int top = lua_gettop(L);
  statistic_keys_add(L, &rows, 2, 2);
  statistic_keys_settle(&rows);
  for (size_t r = 0; r < rows.count; r++) {
    statistic_keys columns = {0};
    int before = lua_gettop(L);
    statistic_push_key(L, &rows.keys[r]);
    size_t place = place_of(L, places);
    if (lua_rawget(L, 2) != LUA_TTABLE) grappe_argument_error(L, 2, expected_weights);
    int inner = lua_gettop(L);
    statistic_keys_add(L, &columns, inner, 2);
    statistic_keys_settle(&columns);
    for (size_t c = 0; c < columns.count; c++) {
      statistic_push_key(L, &columns.keys[c]);
      size_t neighbour = place_of(L, places);
      if (lua_rawget(L, inner) != LUA_TNUMBER) grappe_argument_error(L, 2, expected_weights);
      if (neighbours) neighbours[count] = (grappe_neighbour){place, neighbour, lua_tonumber(L, -1)};
      count++;
      lua_pop(L, 1);
    }
    lua_settop(L, before);
  }
  lua_settop(L, top);
  return count;
}

/* The list of islands: keys of the table of places whose place is marked. */
static void push_islands(lua_State *L, int places, const unsigned char *is_island, size_t count) {
  lua_createtable(L, (int)count, 0);
  int list = lua_gettop(L);
  lua_createtable(L, (int)count, 0);
  for (lua_pushnil(L); lua_next(L, places); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_rawseti(L, list + 1, lua_tointeger(L, -2));
  }
  for (size_t i = 0; i < count; i++) {
    if (!is_island[i]) continue;
    lua_rawgeti(L, list + 1, (lua_Integer)i + 1);
    lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
  }
  lua_settop(L, list);
}

static const grappe_statistic *part_of(const grappe_moran *result, int part) {
  const grappe_statistic *const parts[] = {&result->i, &result->expected, &result->variance, &result->z, &result->p};
  return parts[part];
}

/* Who neighbours whom, kept with the figures for explanations: up to so many bytes. */
enum { NEIGHBOURS_KEPT = 1 << 20 };

typedef struct neighbours_kept {
  size_t count;
  int raw;
  grappe_neighbour list[];
} neighbours_kept;

static const void *pack_neighbours(lua_State *L, const grappe_neighbour *neighbours, size_t count, int raw,
                                   size_t *size) {
  *size = sizeof(neighbours_kept) + count * sizeof *neighbours;
  neighbours_kept *kept = statistic_array(L, *size, 1);
  kept->count = count;
  kept->raw = raw;
  for (size_t i = 0; i < count; i++) kept->list[i] = neighbours[i];
  return kept;
}

static grappe_code moran_again(const grappe_statistic_way *way, const grappe_sample *values,
                               const grappe_sample *beside, grappe_statistic *result, grappe_error *error) {
  const neighbours_kept *kept = grappe_way_data(way);
  grappe_moran whole;
  (void)beside;
  grappe_code code = grappe_moran_of(values, kept->list, kept->count, kept->raw, &whole, NULL, error);
  if (code == GRAPPE_OK) *result = *part_of(&whole, way->form);
  return code;
}

static int moran(lua_State *L) {
  static const char *const options[] = {"raw", "column", "place", NULL};
  grappe_error error = {0};
  grappe_moran result;
  statistic_input input;
  lua_settop(L, 3);
  statistic_options(L, 3, options);
  statistic_read_vector(L, 1, 3, 0, &input);
  if (lua_type(L, 2) != LUA_TTABLE) grappe_argument_error(L, 2, expected_weights);
  push_places(L, &input, statistic_text(L, 3, "place", NULL));
  int places = lua_gettop(L);
  size_t count = walk_weights(L, places, NULL);
  grappe_neighbour *neighbours = statistic_array(L, count, sizeof *neighbours);
  walk_weights(L, places, neighbours);
  unsigned char *is_island = statistic_array(L, input.count, 1);
  grappe_sample sample = statistic_sample(&input);
  int raw = statistic_flag(L, 3, "raw");
  grappe_check_code(L, grappe_moran_of(&sample, neighbours, count, raw, &result, is_island, &error), &error);
  size_t inputs = input.figures ? input.count : 0;
  lua_newtable(L);
  size_t size;
  grappe_statistic_about about = grappe_statistic_about_none("moran", grappe_unit_none(), 0, 0);
  about.way = (grappe_statistic_way){.compute = moran_again, .values = inputs};
  about.data = pack_neighbours(L, neighbours, count, raw, &size);
  about.data_size = size;
  if (size > NEIGHBOURS_KEPT) about.way.compute = NULL;
  lua_newtable(L);
  static const char *const names[] = {"i", "expected", "variance", "z", "p"};
  static const double least[] = {-INFINITY, -1, 0, -INFINITY, 0}, most[] = {INFINITY, 0, INFINITY, INFINITY, 1};
  for (int part = 0; part < 5; part++)
    set_part(L, about, part, names[part], part_of(&result, part), input.figures, inputs, least[part], most[part]);
  push_islands(L, places, is_island, input.count);
  lua_setfield(L, -2, "islands");
  return 1;
}

/* --- convergence
 * ------------------------------------------------------------------------------------------------------ */

static const grappe_statistic *beta_part(const grappe_beta_convergence *result, int part) {
  const grappe_statistic *const parts[] = {&result->alpha,     &result->beta,  &result->error,
                                           &result->r_squared, &result->speed, &result->half_life};
  return parts[part];
}

static grappe_code beta_again(const grappe_statistic_way *way, const grappe_sample *values, const grappe_sample *beside,
                              grappe_statistic *result, grappe_error *error) {
  grappe_beta_convergence whole;
  grappe_code code = grappe_beta_convergence_of(values, beside, way->order, &whole, error);
  if (code == GRAPPE_OK) *result = *beta_part(&whole, way->form);
  return code;
}

static int beta_convergence(lua_State *L) {
  static const char *const options[] = {"column", NULL};
  grappe_error error = {0};
  grappe_beta_convergence result;
  statistic_input from, to;
  lua_settop(L, 4);
  statistic_options(L, 4, options);
  if (lua_type(L, 3) != LUA_TNUMBER) grappe_argument_error(L, 3, "a number of years");
  statistic_read_vector(L, 1, 4, 0, &from);
  statistic_read_beside(L, 2, &from, 0, &to);
  grappe_sample start = statistic_sample(&from), end = statistic_sample(&to);
  grappe_check_code(L, grappe_beta_convergence_of(&start, &end, lua_tonumber(L, 3), &result, &error), &error);
  size_t count = 0;
  grappe_figure **figures = statistic_array(L, from.count + to.count, sizeof *figures);
  for (size_t i = 0; from.figures && i < from.count; i++) figures[count++] = from.figures[i];
  for (size_t i = 0; to.figures && i < to.count; i++) figures[count++] = to.figures[i];
  const char *culprit = "";
  if (result.culprit < from.count && !from.frame) culprit = statistic_key_name(L, &from.rows.keys[result.culprit]);
  lua_newtable(L);
  static const char *const names[] = {"alpha", "beta", "error", "r_squared", "speed", "half_life"};
  static const double least[] = {-INFINITY, -INFINITY, 0, 0, -INFINITY, 0};
  static const double most[] = {INFINITY, INFINITY, INFINITY, 1, INFINITY, INFINITY};
  grappe_statistic_about about = grappe_statistic_about_none("beta_convergence", grappe_unit_none(), 0, 0);
  about.subject = culprit;
  about.way = (grappe_statistic_way){.compute = beta_again, .order = lua_tonumber(L, 3), .values = from.count};
  for (int part = 0; part < 6; part++)
    set_part(L, about, part, names[part], beta_part(&result, part), figures, count, least[part], most[part]);
  return 1;
}

static grappe_code compute_sigma(const grappe_statistic_way *way, const grappe_sample *values,
                                 const grappe_sample *beside, grappe_statistic *result, grappe_error *error) {
  (void)beside;
  return grappe_sigma_convergence(values, way->form, result, error);
}

/* One year's values, or those of several years: a table of tables, or a frame with a column of years. */
static int sigma_convergence(lua_State *L) {
  static const char *const options[] = {"population", "column", "period", "region", "value", NULL};
  static const char *const names[] = {"period", "region", "value"};
  grappe_error error = {0};
  statistic_input input;
  lua_settop(L, 2);
  statistic_options(L, 2, options);
  int population = statistic_flag(L, 2, "population"), several = 0;
  if (lua_type(L, 1) == LUA_TTABLE) {
    lua_pushnil(L);
    if (lua_next(L, 1)) several = lua_type(L, -1) == LUA_TTABLE;
    lua_settop(L, 2);
  } else if (lua_type(L, 2) == LUA_TTABLE) {
    several = lua_getfield(L, 2, "period") != LUA_TNIL;
    lua_settop(L, 2);
  }
  if (!several) {
    statistic_read_vector(L, 1, 2, STATISTIC_AMOUNTS, &input);
    statistic_push_of(L, "sigma_convergence", &input,
                      (grappe_statistic_way){.compute = compute_sigma, .form = population, .amounts = 1}, 0, INFINITY);
    return 1;
  }
  if (grappe_to_frame(L, 1)) {
    statistic_read_cross(L, 1, 2, names, &input);
    statistic_fill_cross(L, &input);
  } else {
    statistic_read_matrix(L, 1, 2, &input);
  }
  grappe_statistic *results = statistic_array(L, input.row_count, sizeof *results);
  for (size_t r = 0; r < input.row_count; r++) {
    size_t at = r * input.column_count;
    grappe_sample year = {input.bounds + at, input.values + at, input.column_count};
    grappe_check_code(L, grappe_sigma_convergence(&year, population, &results[r], &error), &error);
  }
  statistic_push_shape(L, STATISTIC_ROWS, "sigma_convergence", &input, results, 0, INFINITY);
  return 1;
}

static const grappe_api_function functions[] = {
    {"moran", moran,
     "moran(values, weights [, { raw =, column =, place = }]) -> { i =, expected =, variance =, z =, p =, islands = }",
     "Moran's I: n / Σw · Σ w_ij z_i z_j / Σ z², above `expected`, -1/(n - 1), where neighbours are alike; the "
     "variance is that "
     "under randomisation, p two-sided from the normal distribution. weights: { A = { B = 1 } }, each place's divided "
     "by "
     "their sum unless `raw`; for a frame by what files call its first column, or `place`. `islands` lists places "
     "without "
     "neighbours. Undefined for fewer than two places (variance: four), or where all values are the same. p is 0 to 1. "
     "Moran 1950, "
     "Cliff "
     "and Ord 1981. Bounds enclose.",
     "I de Moran : n / Σw · Σ w_ij z_i z_j / Σ z², au-dessus de « expected », -1/(n - 1), si les voisins se "
     "ressemblent ; la "
     "variance est celle sous permutation, p est bilatéral selon la loi normale. weights : { A = { B = 1 } }, ceux de "
     "chaque "
     "lieu divisés par leur somme sauf « raw » ; pour un tableau, selon le code de sa première colonne ou de « place "
     "». « "
     "islands » liste les lieux sans voisins. Indéfini pour moins de deux lieux (variance : quatre), ou si toutes les "
     "valeurs "
     "sont égales. p va de 0 à 1. Moran 1950, Cliff et Ord 1981. Bornes englobantes.",
     "moran({ A = 10, B = 12, C = 3, D = 2 }, { A = { B = 1 }, B = { A = 1, C = 1 }, C = { B = 1, D = 1 }, D = { C = 1 "
     "} }).i"},
    {"beta_convergence", beta_convergence,
     "beta_convergence(from, to, years [, { column = }]) -> { alpha =, beta =, error =, r_squared =, speed =, "
     "half_life = }",
     "Whether regions that start lower grow faster: least squares of ln(to / from) / T on ln(from); beta below zero "
     "says so. "
     "speed = -ln(1 + beta·T)/T a year, half-life = ln 2 / speed in years. Undefined for fewer than two regions, a "
     "value of "
     "zero or below, all starting alike. Barro and Sala-i-Martin 1992. Bounds enclose, those of r_squared 0 to 1; "
     "where regions may start alike the others have no limits.",
     "Si les régions parties de plus bas croissent plus vite : moindres carrés de ln(to / from) / T sur ln(from) ; "
     "beta négatif "
     "le dit. speed = -ln(1 + beta·T)/T par an, half_life = ln 2 / speed en années. Indéfini pour moins de deux "
     "régions, une "
     "valeur nulle ou négative, des départs tous égaux. Barro et Sala-i-Martin 1992. Bornes englobantes, celles de "
     "r_squared de 0 à "
     "1 ; si les régions peuvent partir égales, les autres n'ont pas de limites.",
     "beta_convergence({ A = 10, B = 20, C = 40 }, { A = 20, B = 32, C = 55 }, 10).speed"},
    {"sigma_convergence", sigma_convergence,
     "sigma_convergence(values [, { population =, column =, period =, region =, value = }]) -> figure, table or frame",
     "Standard deviation of the logarithms of one year's values, 0 up (n - 1, or n with `population`), to be held "
     "against "
     "other years; of several years { [2015] = { A = 10 } }, or of a frame with the column `period`, one for each. "
     "Undefined "
     "where a value is zero or below. Sala-i-Martin 1996. Bounds are tight below, and above up to 14 inexact values, "
     "else "
     "enclosing.",
     "Écart-type des logarithmes des valeurs d'une année, à partir de 0 (n - 1, ou n avec « population »), à comparer "
     "à celui "
     "d'autres années ; pour plusieurs années { [2015] = { A = 10 } }, ou un tableau à colonne « period », un pour "
     "chacune. "
     "Indéfini si une valeur est nulle ou négative. Sala-i-Martin 1996. Bornes serrées en bas, et en haut jusqu'à 14 "
     "valeurs "
     "inexactes, sinon englobantes.",
     "sigma_convergence({ [2015] = { A = 10, B = 20 }, [2020] = { A = 14, B = 22 } })[2020]"},
    {0}};

const grappe_api_type grappe_api_space = {
    NULL, "Neighbours and convergence.", "Voisinage et convergence.", functions, NULL, NULL, NULL};
