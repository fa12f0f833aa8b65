/* What can be reached from places: statistics of pairs of an origin and a destination, by origin. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/context.h"
#include "api/figure.h"
#include "api/registration.h"
#include "api/statistics_access_private.h"
#include "api/types_private.h"
#include "api/value.h"
#include "base/memory.h"

/* How the statistic of one origin is computed again: which function, and which inputs are what. The data of its way:
 * this, then a pair_kept for each pair, and the place of the amount of each destination and of the demand of each
 * origin, the one asked for first. */
typedef enum access_function { HANSEN, CUMULATIVE, NEAREST, TWO_STEP } access_function;

typedef struct access_kept {
  access_function function;
  grappe_decay_form form; /* of the others but `nearest` the distance in `within` */
  size_t pairs, destinations, origins;
} access_kept;

typedef struct pair_kept {
  size_t origin, destination, distance; /* the last: its place among the inputs */
} pair_kept;

static grappe_code compute_access(const access_kept *kept, const grappe_ways *ways, const grappe_sample *amounts,
                                  const grappe_sample *demand, grappe_statistic *results, grappe_error *error) {
  switch (kept->function) {
    case HANSEN:
      return grappe_hansen(ways, amounts, &kept->form, results, error);
    case CUMULATIVE:
      return grappe_cumulative(ways, amounts, kept->form.within, results, error);
    case NEAREST:
      return grappe_nearest(ways, amounts, results, NULL, error);
    default:
      return grappe_two_step_catchment(ways, amounts, demand, kept->form.within, results, error);
  }
}

static grappe_code access_again(const grappe_statistic_way *way, const grappe_sample *values,
                                const grappe_sample *beside, grappe_statistic *result, grappe_error *error) {
  const access_kept *kept = grappe_way_data(way);
  const pair_kept *pairs = (const pair_kept *)(kept + 1);
  const size_t *amount_at = (const size_t *)(pairs + kept->pairs), *demand_at = amount_at + kept->destinations;
  grappe_way *list = grappe_alloc((kept->pairs + 1) * sizeof *list);
  grappe_bounds *bounds = grappe_alloc((kept->destinations + kept->origins + 1) * sizeof *bounds);
  grappe_statistic *results = grappe_alloc((kept->origins + 1) * sizeof *results);
  grappe_code code = list && bounds && results ? GRAPPE_OK : grappe_fail_memory(error);
  (void)beside;
  if (code == GRAPPE_OK) {
    for (size_t i = 0; i < kept->pairs; i++)
      list[i] = (grappe_way){pairs[i].origin, pairs[i].destination, values->bounds[pairs[i].distance], NAN};
    for (size_t i = 0; i < kept->destinations; i++) bounds[i] = values->bounds[amount_at[i]];
    for (size_t i = 0; kept->function == TWO_STEP && i < kept->origins; i++)
      bounds[kept->destinations + i] = values->bounds[demand_at[i]];
    grappe_ways ways = {list, kept->pairs, kept->origins, kept->destinations};
    grappe_sample amounts = {bounds, NULL, kept->destinations};
    grappe_sample demand = {bounds + kept->destinations, NULL, kept->origins};
    code = compute_access(kept, &ways, &amounts, &demand, results, error);
  }
  if (code == GRAPPE_OK) *result = results[0];
  grappe_free(list);
  grappe_free(bounds);
  grappe_free(results);
  return code;
}

/* The inputs of an origin, and the data of its way. */
typedef struct access_inputs {
  grappe_figure **figures;
  size_t count;
  void *data;
  size_t data_size;
} access_inputs;

/* The pairs of the origin, each distance with its amount; where `demand` is given also those by which other origins
 * reach the same destinations, each with the demand there. */
static access_inputs gather_inputs(lua_State *L, const access_kept *how, access_input *in, size_t o,
                                   const statistic_input *demand) {
  size_t own = in->starts[o + 1] - in->starts[o], most = demand ? in->pairs : own;
  size_t *destination_at = statistic_array(L, in->destination_count, sizeof *destination_at); /* from 1; 0: not yet */
  size_t *origin_at = statistic_array(L, in->origins.row_count, sizeof *origin_at);
  pair_kept *pairs = statistic_array(L, most, sizeof *pairs);
  size_t *amount_at = statistic_array(L, own, sizeof *amount_at);
  size_t *demand_at = statistic_array(L, in->origins.row_count, sizeof *demand_at);
  access_kept kept = *how;
  access_inputs made = {statistic_array(L, 2 * most + 1, sizeof(grappe_figure *)), 0, NULL, 0};
  for (size_t i = 0; i < in->destination_count; i++) destination_at[i] = 0;
  for (size_t i = 0; i < in->origins.row_count; i++) origin_at[i] = 0;
  kept.origins = 1;
  origin_at[o] = 1;
  if (demand) demand_at[0] = made.count;
  if (demand) made.figures[made.count++] = demand->figures[o];
  for (size_t k = in->starts[o]; k < in->starts[o + 1]; k++) {
    size_t pair = in->sorted[k], to = in->ways[pair].destination;
    pairs[kept.pairs] = (pair_kept){0, 0, made.count};
    made.figures[made.count++] = in->distances.figures[pair];
    if (!destination_at[to]) {
      destination_at[to] = kept.destinations + 1;
      amount_at[kept.destinations++] = made.count;
      made.figures[made.count++] = in->amounts.figures[to];
    }
    pairs[kept.pairs++].destination = destination_at[to] - 1;
  }
  for (size_t pair = 0; demand && pair < in->pairs; pair++) {
    size_t from = in->ways[pair].origin, to = in->ways[pair].destination;
    if (from == o || !destination_at[to]) continue;
    pairs[kept.pairs] = (pair_kept){0, destination_at[to] - 1, made.count};
    made.figures[made.count++] = in->distances.figures[pair];
    if (!origin_at[from]) {
      origin_at[from] = ++kept.origins;
      demand_at[kept.origins - 1] = made.count;
      made.figures[made.count++] = demand->figures[from];
    }
    pairs[kept.pairs++].origin = origin_at[from] - 1;
  }
  size_t of_pairs = kept.pairs * sizeof *pairs, of_amounts = kept.destinations * sizeof *amount_at;
  size_t of_demand = demand ? kept.origins * sizeof *demand_at : 0;
  made.data_size = sizeof kept + of_pairs + of_amounts + of_demand;
  char *data = made.data = statistic_array(L, made.data_size, 1);
  memcpy(data, &kept, sizeof kept);
  memcpy(data + sizeof kept, pairs, of_pairs);
  memcpy(data + sizeof kept + of_pairs, amount_at, of_amounts);
  memcpy(data + sizeof kept + of_pairs + of_amounts, demand_at, of_demand);
  return made;
}

enum { DEMAND_KEPT = 2000 }; /* pairs; of more each origin would keep too much of what others reach */

/* The result of origin `o`. */
static void push_origin(lua_State *L, const char *operation, const access_kept *how, access_input *in, size_t o,
                        const statistic_input *demand, const grappe_statistic *result, grappe_unit unit) {
  int top = lua_gettop(L);
  access_inputs inputs = {0};
  grappe_statistic_about about = grappe_statistic_about_none(operation, unit, 0, INFINITY);
  about.subject = statistic_name_of(L, &in->origins, 0, o);
  about.label = lua_pushfstring(L, "%s, %s", statistic_words(L, operation, NULL), about.subject);
  if (in->distances.figures) {
    inputs = gather_inputs(L, how, in, o, in->pairs > DEMAND_KEPT ? NULL : demand);
    about.way = (grappe_statistic_way){.compute = access_again, .amounts = 1, .values = inputs.count};
    about.data = inputs.data;
    about.data_size = inputs.data_size;
    if (demand && in->pairs > DEMAND_KEPT) about.way.compute = NULL;
  }
  statistic_push(L, result, &about, inputs.figures, inputs.count);
  lua_replace(L, top + 1);
  lua_settop(L, top + 1);
}

/* A table by origin, or a frame of the origins with the results in a column. */
static int push_origins(lua_State *L, const char *operation, const access_kept *how, access_input *in,
                        const statistic_input *demand, const grappe_statistic *results, grappe_unit unit) {
  const grappe_frame_cross *cross = in->origins.cross;
  if (cross) {
    grappe_error error = {0};
    grappe_frame *names = NULL;
    grappe_check_code(L, grappe_frame_cross_names(cross, 0, &names, &error), &error);
    grappe_push_frame(L, names);
    if (!in->distances.figures) {
      grappe_statistic_about about = grappe_statistic_about_none(operation, unit, 0, INFINITY);
      grappe_check_code(L, grappe_frame_with_statistics(names, operation, results, &about, &names, &error), &error);
      grappe_push_frame(L, names);
      return 1;
    }
  }
  lua_createtable(L, 0, (int)in->origins.row_count);
  for (size_t o = 0; o < in->origins.row_count; o++) {
    if (!cross) statistic_push_key(L, &in->origins.rows.keys[o]);
    push_origin(L, operation, how, in, o, demand, &results[o], unit);
    if (cross)
      lua_rawseti(L, -2, (lua_Integer)o + 1);
    else
      lua_rawset(L, -3);
  }
  if (cross) statistic_put_list(L, operation);
  return 1;
}

/* A distance among the options: a number in the unit of the distances, or a figure or its notation. */
static double distance_option(lua_State *L, const char *name, const statistic_input *distances, double standard) {
  grappe_error error = {0};
  grappe_figure *figure = NULL, *converted = NULL;
  if (lua_type(L, 2) != LUA_TTABLE) return standard;
  int type = lua_getfield(L, 2, name);
  if (type == LUA_TNIL) return standard;
  if (type == LUA_TNUMBER) return lua_tonumber(L, -1);
  if (type == LUA_TSTRING) {
    grappe_check_code(L, grappe_figure_parse(lua_tostring(L, -1), NULL, &figure, &error), &error);
    grappe_push_figure(L, figure);
  }
  figure = grappe_to_figure(L, -1);
  if (!figure) grappe_argument_error(L, 2, "distances as numbers or figures");
  grappe_check_code(L, grappe_figure_convert(figure, distances->unit, &converted, &error), &error);
  grappe_push_figure(L, converted);
  if (!grappe_figure_exact(converted)) grappe_argument_error(L, 2, "distances as numbers or figures");
  return grappe_figure_read(converted)->value;
}

static double check_within(lua_State *L, const access_input *in) {
  double within = distance_option(L, "within", &in->distances, NAN);
  if (isnan(within)) grappe_argument_error(L, 2, "a table with within = a distance");
  return within;
}

static int hansen(lua_State *L) {
  static const char *const options[] = {"decay",      "exponent", "midpoint",    "zero_distance", "reach",
                                        "attraction", "origin",   "destination", "distance",      NULL};
  static const char *const decays[] = {"power", "exponential", "logistic", NULL};
  grappe_error error = {0};
  access_input in;
  access_read(L, options, &in);
  grappe_decay_form form = {.decay = (grappe_decay)statistic_choice(L, 2, "decay", decays, GRAPPE_DECAY_POWER),
                            .exponent = statistic_number(L, 2, "exponent", 0),
                            .midpoint = distance_option(L, "midpoint", &in.distances, 0),
                            .within = distance_option(L, "zero_distance", &in.distances, 0),
                            .reach = distance_option(L, "reach", &in.distances, 0)};
  grappe_ways ways = access_ways(L, &in);
  grappe_sample amounts = statistic_sample(&in.amounts);
  grappe_statistic *results = statistic_array(L, in.origins.row_count, sizeof *results);
  grappe_check_code(L, grappe_hansen(&ways, &amounts, &form, results, &error), &error);
  const access_kept how = {.function = HANSEN, .form = form};
  return push_origins(L, "hansen", &how, &in, NULL, results, grappe_unit_none());
}

static int cumulative(lua_State *L) {
  static const char *const options[] = {"within", "attraction", "origin", "destination", "distance", NULL};
  grappe_error error = {0};
  access_input in;
  access_read(L, options, &in);
  grappe_ways ways = access_ways(L, &in);
  grappe_sample amounts = statistic_sample(&in.amounts);
  grappe_statistic *results = statistic_array(L, in.origins.row_count, sizeof *results);
  double within = check_within(L, &in);
  grappe_check_code(L, grappe_cumulative(&ways, &amounts, within, results, &error), &error);
  const access_kept how = {.function = CUMULATIVE, .form.within = within};
  return push_origins(L, "cumulative", &how, &in, NULL, results, in.amounts.unit);
}

static int nearest(lua_State *L) {
  static const char *const options[] = {"attraction", "origin", "destination", "distance", NULL};
  grappe_error error = {0};
  access_input in;
  access_read(L, options, &in);
  grappe_ways ways = access_ways(L, &in);
  grappe_sample amounts = statistic_sample(&in.amounts);
  grappe_statistic *results = statistic_array(L, in.origins.row_count, sizeof *results);
  grappe_check_code(L, grappe_nearest(&ways, &amounts, results, NULL, &error), &error);
  const access_kept how = {.function = NEAREST};
  return push_origins(L, "nearest", &how, &in, NULL, results, in.distances.unit);
}

/* Supply by destination is what the others call attraction; demand stands by origin. */
static int two_step_catchment(lua_State *L) {
  static const char *const options[] = {"supply", "demand", "within", NULL};
  grappe_error error = {0};
  access_input in = {0};
  statistic_input demand;
  lua_settop(L, 2);
  statistic_room(L, 60);
  statistic_options(L, 2, options);
  if (lua_type(L, 2) != LUA_TTABLE || lua_getfield(L, 2, "supply") != LUA_TTABLE ||
      lua_getfield(L, 2, "demand") != LUA_TTABLE)
    grappe_argument_error(L, 2, "a table { supply = by destination, demand = by origin, within = distance }");
  access_read_tables(L, 3, &in);
  statistic_read_keyed(L, 4, 2, &in.origins.rows, 0, &demand);
  double within = check_within(L, &in);
  grappe_ways ways = access_ways(L, &in);
  grappe_sample supply = statistic_sample(&in.amounts), needs = statistic_sample(&demand);
  grappe_statistic *results = statistic_array(L, in.origins.row_count, sizeof *results);
  grappe_check_code(L, grappe_two_step_catchment(&ways, &supply, &needs, within, results, &error), &error);
  const access_kept how = {.function = TWO_STEP, .form.within = within};
  return push_origins(L, "two_step_catchment", &how, &in, &demand, results, grappe_unit_none());
}

#define WAYS_EN                                                                                                 \
  " Pairs stand as { origin = { destination = { attraction =, distance = } } }; or with distances alone and { " \
  "attraction "                                                                                                 \
  "= by destination }; or as a frame with the columns origin, destination, attraction and distance. Bounds are tight."
#define WAYS_FR                                                                                                       \
  " Les paires se donnent { origine = { destination = { attraction =, distance = } } } ; ou les seules distances et " \
  "{ "                                                                                                                \
  "attraction = par destination } ; ou un tableau aux colonnes origin, destination, attraction et distance. Bornes "  \
  "serrées."
#define WAYS \
  "{ Gidy = { Dreux = { attraction = 5000, distance = 70 }, Orleans = { attraction = 9000, distance = 12 } } }"

static const grappe_api_function functions[] = {
    {"hansen", hansen,
     "hansen(pairs, { decay = \"power\", \"exponential\" or \"logistic\", exponent = [, midpoint =, zero_distance =, "
     "reach "
     "=, attraction =, origin =, destination =, distance =] }) -> table or frame",
     "Hansen's accessibility of each origin: Σ attraction · f(distance), 0 up; f is d^exponent, e^(exponent·d) or 1/(1 "
     "+ "
     "e^(-exponent·(d - midpoint))), the exponent below zero. A distance of 0 counts as `zero_distance`, and is "
     "undefined "
     "in the power form without it; what lies beyond `reach` counts for nothing. Hansen 1959." WAYS_EN,
     "Accessibilité de Hansen de chaque origine : Σ attraction · f(distance), à partir de 0 ; f est d^exponent, "
     "e^(exponent·d) ou 1/(1 + e^(-exponent·(d - midpoint))), l'exposant négatif. Une distance de 0 vaut « "
     "zero_distance », "
     "et laisse indéfinie la forme puissance sans elle ; au-delà de « reach », rien ne compte. Hansen 1959." WAYS_FR,
     "hansen(" WAYS ", { decay = \"power\", exponent = -2 }).Gidy"},
    {"cumulative", cumulative,
     "cumulative(pairs, { within = distance [, attraction =, origin =, destination =, distance =] }) -> table or frame",
     "Cumulative opportunities of each origin: the sum of the attractions at most `within` away, that distance "
     "included, in "
     "their unit." WAYS_EN,
     "Opportunités cumulées de chaque origine : la somme des attractions à « within » au plus, cette distance "
     "comprise, dans "
     "leur unité." WAYS_FR,
     "cumulative(" WAYS ", { within = 50 }).Gidy"},
    {"nearest", nearest, "nearest(pairs [, { attraction =, origin =, destination =, distance = }]) -> table or frame",
     "The distance from each origin to the nearest destination whose attraction is above zero, in the unit of the "
     "distances. "
     "Undefined where there is none." WAYS_EN,
     "La distance de chaque origine à la destination la plus proche dont l'attraction dépasse zéro, dans l'unité des "
     "distances. Indéfinie s'il n'y en a pas." WAYS_FR,
     "nearest(" WAYS ").Gidy"},
    {"two_step_catchment", two_step_catchment,
     "two_step_catchment(distances, { supply = by destination, demand = by origin, within = distance }) -> table",
     "Two-step floating catchment area of each origin: each supply divided by the demand within reach of it, these "
     "ratios "
     "added up over the supplies within reach of the origin; supply for one unit of demand, 0 up. Distances stand as { "
     "origin = { destination = distance } }. Undefined where a supply is in reach that no demand can reach. Luo and "
     "Wang "
     "2003. Bounds are tight.",
     "Aire d'attraction flottante en deux étapes de chaque origine : chaque offre divisée par la demande à sa portée, "
     "ces "
     "rapports additionnés sur les offres à portée de l'origine ; offre par unité de demande, à partir de 0. Distances "
     ": { "
     "origine = { destination = distance } }. Indéfinie si une offre est à portée qu'aucune demande ne peut atteindre. "
     "Luo "
     "et Wang 2003. Bornes serrées.",
     "two_step_catchment({ A = { P = 5, Q = 20 }, B = { Q = 3 } }, { supply = { P = 10, Q = 4 }, demand = { A = 100, B "
     "= 50 "
     "}, within = 15 }).A"},
    {0}};

const grappe_api_type grappe_api_access = {NULL, "Accessibility.", "Accessibilité.", functions, NULL, NULL, NULL};
