/* Where a change came from, and whether plants lie together: shift-share, Ellison and Glaeser. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/context.h"
#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/types_private.h"
#include "api/value.h"
#include "base/memory.h"
#include "statistics/agglomeration.h"
#include "statistics/shift_share.h"

/* --- shift-share ----------------------------------------------------------------------------------------------------
 */

enum { FROM, TO, NATIONAL_FROM, NATIONAL_TO, AMOUNTS };

static const char expected_amounts[] =
    "a table with from, to, national_from and national_to, each with values by activity";
static const char *const amount_names[AMOUNTS] = {"from", "to", "national_from", "national_to"};

/* The four vectors, each with every activity that one of them has. */
static void read_amounts(lua_State *L, statistic_input inputs[AMOUNTS]) {
  statistic_keys keys = {0};
  int complete = statistic_flag(L, 1, "complete"), tables[AMOUNTS];
  for (int i = 0; i < AMOUNTS; i++) {
    if (lua_getfield(L, 1, amount_names[i]) != LUA_TTABLE) grappe_argument_error(L, 1, expected_amounts);
    tables[i] = lua_gettop(L);
    statistic_keys_add(L, &keys, tables[i], 1);
  }
  statistic_keys_settle(&keys);
  for (int i = 0; i < AMOUNTS; i++) statistic_read_keyed(L, tables[i], 1, &keys, complete, &inputs[i]);
}

/* All in the unit of the first; one of plain numbers takes it on. */
static void check_units(lua_State *L, const statistic_input *inputs, size_t count) {
  grappe_error error = {0};
  for (size_t i = 1; i < count; i++) {
    if (grappe_unit_equal(inputs[i].unit, inputs[0].unit) || grappe_unit_equal(inputs[i].unit, grappe_unit_none()))
      continue;
    grappe_buffer first = {0}, other = {0};
    grappe_unit_write(inputs[0].unit, &first);
    grappe_unit_write(inputs[i].unit, &other);
    grappe_fail(&error, GRAPPE_UNIT, "some of the values are in '%s' and some in '%s': give all in one unit",
                grappe_buffer_text(&first), grappe_buffer_text(&other));
    grappe_buffer_free(&first);
    grappe_buffer_free(&other);
    grappe_raise(L, &error);
  }
}

enum { ALLOCATION = STATISTIC_SHIFT_PARTS - 1 };

const char *const statistic_shift_names[STATISTIC_SHIFT_PARTS] = {"national", "mix", "regional", "total", "allocation"};

const grappe_statistic *statistic_shift_part(const grappe_shift_share *result, int part) {
  const grappe_statistic *const parts[STATISTIC_SHIFT_PARTS] = {&result->national, &result->mix, &result->regional,
                                                                &result->total, &result->allocation};
  return parts[part];
}

/* The values: of each date those of the region, and then of each date those of the nation. The data: the number of
 * dates where the parts of several changes are added up, 0 for one change. */
static grappe_code shift_again(const grappe_statistic_way *way, const grappe_sample *values,
                               const grappe_sample *beside, grappe_statistic *result, grappe_error *error) {
  grappe_shift_share parts;
  grappe_sample amounts[AMOUNTS], *samples = amounts;
  size_t dates;
  grappe_code code;
  (void)beside;
  memcpy(&dates, grappe_way_data(way), sizeof dates);
  size_t groups = dates ? 2 * dates : AMOUNTS, count = values->count / groups;
  if (dates && !(samples = grappe_alloc(groups * sizeof *samples))) return grappe_fail_memory(error);
  for (size_t i = 0; i < groups; i++) samples[i] = (grappe_sample){values->bounds + i * count, NULL, count};
  if (dates) {
    code = grappe_shift_share_dynamic(samples, samples + dates, dates, (grappe_shift_method)way->order, &parts, error);
    grappe_free(samples);
  } else {
    grappe_shift_input input = {amounts[FROM], amounts[TO], amounts[NATIONAL_FROM], amounts[NATIONAL_TO]};
    code = grappe_shift_share_of(&input, (grappe_shift_method)way->order, &parts, error);
  }
  if (code == GRAPPE_OK) *result = *statistic_shift_part(&parts, way->form);
  return code;
}

grappe_statistic_about statistic_shift_about(grappe_unit unit, grappe_shift_method method, int part,
                                             const size_t *dates) {
  grappe_statistic_about about = grappe_statistic_about_none("shift_share", unit, -INFINITY, INFINITY);
  about.way = (grappe_statistic_way){.compute = shift_again, .order = method, .form = part, .amounts = 1};
  about.data = dates;
  about.data_size = sizeof *dates;
  return about;
}

/* The parts, as figures of the inputs, in a table. */
static int push_parts(lua_State *L, const grappe_shift_share *result, grappe_shift_method method,
                      const statistic_input *inputs, size_t input_count, size_t dates) {
  size_t count = 0;
  int parts = method == GRAPPE_SHIFT_ESTEBAN_MARQUILLAS ? STATISTIC_SHIFT_PARTS : ALLOCATION;
  grappe_figure **figures = statistic_array(L, input_count * inputs[0].count, sizeof *figures);
  for (size_t i = 0; i < input_count; i++)
    for (size_t k = 0; k < inputs[i].count; k++) figures[count++] = inputs[i].figures[k];
  lua_newtable(L);
  for (int part = 0; part < parts; part++) {
    grappe_statistic_about about = statistic_shift_about(inputs[0].unit, method, part, &dates);
    about.way.values = count;
    statistic_set_part(L, statistic_shift_names[part], statistic_shift_part(result, part), &about, figures, count);
  }
  return 1;
}

static const char expected_dates[] =
    "a table with region and nation, each with the same dates, and in each of these values by activity";

/* The tables of argument 1's field, by date, each on the stack from *first on. Adds their activities. */
static void push_dates(lua_State *L, const char *field, const statistic_keys *dates, statistic_keys *activities,
                       int *first) {
  if (lua_getfield(L, 1, field) != LUA_TTABLE) grappe_argument_error(L, 1, expected_dates);
  int table = lua_gettop(L);
  statistic_room(L, (int)dates->count + 20);
  *first = table + 1;
  for (size_t d = 0; d < dates->count; d++) {
    statistic_push_key(L, &dates->keys[d]);
    if (lua_rawget(L, table) != LUA_TTABLE) grappe_argument_error(L, 1, expected_dates);
  }
  for (size_t d = 0; d < dates->count; d++) statistic_keys_add(L, activities, *first + (int)d, 1);
}

/* Sums of yearly parts: the region's and the nation's values at each of several dates. */
static int shift_share_dynamic(lua_State *L, grappe_shift_method method) {
  static const char *const fields[] = {"region", "nation"};
  grappe_error error = {0};
  grappe_shift_share result;
  statistic_keys dates = {0}, activities = {0};
  int first[2], complete = statistic_flag(L, 1, "complete");
  if (lua_getfield(L, 1, fields[0]) != LUA_TTABLE) grappe_argument_error(L, 1, expected_dates);
  statistic_keys_add(L, &dates, lua_gettop(L), 1);
  statistic_keys_settle(&dates);
  for (int side = 0; side < 2; side++) push_dates(L, fields[side], &dates, &activities, &first[side]);
  statistic_keys_settle(&activities);
  statistic_input *inputs = statistic_array(L, 2 * dates.count, sizeof *inputs);
  grappe_sample *samples = statistic_array(L, 2 * dates.count, sizeof *samples);
  for (size_t i = 0; i < 2 * dates.count; i++) {
    int table = first[i / dates.count] + (int)(i % dates.count);
    statistic_read_keyed(L, table, 1, &activities, complete, &inputs[i]);
    samples[i] = statistic_sample(&inputs[i]);
  }
  check_units(L, inputs, 2 * dates.count);
  grappe_check_code(L, grappe_shift_share_dynamic(samples, samples + dates.count, dates.count, method, &result, &error),
                    &error);
  return push_parts(L, &result, method, inputs, 2 * dates.count, dates.count);
}

static int shift_share(lua_State *L) {
  static const char *const options[] = {"from",     "to",     "national_from", "national_to", "method",
                                        "complete", "region", "nation",        NULL};
  static const char *const frame_options[] = {"region", "activity", "from", "to", "method", "complete", NULL};
  static const char *const methods[] = {"dunn", "esteban_marquillas", NULL};
  static const grappe_shift_method values[] = {GRAPPE_SHIFT_DUNN, GRAPPE_SHIFT_ESTEBAN_MARQUILLAS};
  grappe_error error = {0};
  grappe_shift_share result;
  statistic_input inputs[AMOUNTS];
  if (grappe_to_frame(L, 1)) {
    lua_settop(L, 2);
    statistic_options(L, 2, frame_options);
    return statistic_shift_frame(L, values[statistic_choice(L, 2, "method", methods, 0)]);
  }
  lua_settop(L, 1);
  if (lua_type(L, 1) != LUA_TTABLE) grappe_argument_error(L, 1, expected_amounts);
  statistic_options(L, 1, options);
  grappe_shift_method method = values[statistic_choice(L, 1, "method", methods, 0)];
  if (lua_getfield(L, 1, "region") != LUA_TNIL) return shift_share_dynamic(L, method);
  read_amounts(L, inputs);
  check_units(L, inputs, AMOUNTS);
  grappe_shift_input amounts = {statistic_sample(&inputs[FROM]), statistic_sample(&inputs[TO]),
                                statistic_sample(&inputs[NATIONAL_FROM]), statistic_sample(&inputs[NATIONAL_TO])};
  grappe_check_code(L, grappe_shift_share_of(&amounts, method, &result, &error), &error);
  return push_parts(L, &result, method, inputs, AMOUNTS, 0);
}

/* --- Ellison and Glaeser
 * ---------------------------------------------------------------------------------------------- */

static const char expected_plants[] = "a list of plants, each { region =, jobs = }";

/* The jobs of the plants, a vector; and the region of each, as the place of its key. */
static size_t *read_plants(lua_State *L, int list, const statistic_keys *regions, statistic_input *jobs) {
  size_t count = lua_rawlen(L, list);
  statistic_begin(L, jobs);
  size_t *places = statistic_array(L, count, sizeof *places);
  statistic_make_arrays(L, jobs, count, 1);
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TTABLE) grappe_argument_error(L, 1, expected_plants);
    int plant = lua_gettop(L);
    lua_getfield(L, plant, "region");
    if (lua_type(L, -1) != LUA_TSTRING && !lua_isinteger(L, -1)) grappe_argument_error(L, 1, expected_plants);
    statistic_key key = statistic_key_at(L, -1);
    places[i] = statistic_keys_find(regions, &key);
    if (places[i] == regions->count) {
      grappe_error error = {0};
      grappe_fail(&error, GRAPPE_ARGUMENT, "plant %zu lies in '%s', whose employment is not given among the regions",
                  i + 1, statistic_key_name(L, &key));
      grappe_raise(L, &error);
    }
    lua_getfield(L, plant, "jobs");
    jobs->figures[i] = statistic_take_value(L, jobs, 1, expected_plants);
    lua_settop(L, plant - 1);
  }
  statistic_settle(L, jobs, STATISTIC_AMOUNTS);
  return places;
}

static const grappe_statistic *index_of(const grappe_ellison_glaeser *result, int part) {
  const grappe_statistic *const parts[] = {&result->gamma, &result->g, &result->h};
  return parts[part];
}

/* The data: the place of each plant's region. */
static grappe_code glaeser_again(const grappe_statistic_way *way, const grappe_sample *values,
                                 const grappe_sample *beside, grappe_statistic *result, grappe_error *error) {
  grappe_plants plants = {*values, grappe_way_data(way), *beside};
  grappe_ellison_glaeser whole;
  grappe_code code = grappe_ellison_glaeser_of(&plants, &whole, error);
  if (code == GRAPPE_OK) *result = *index_of(&whole, way->form);
  return code;
}

static int ellison_glaeser(lua_State *L) {
  static const char *const options[] = {"plants", "regions", NULL};
  grappe_error error = {0};
  grappe_ellison_glaeser result;
  statistic_input jobs, employment;
  lua_settop(L, 1);
  if (lua_type(L, 1) != LUA_TTABLE)
    grappe_argument_error(L, 1, "a table { plants = list of { region =, jobs = }, regions = employment by region }");
  statistic_options(L, 1, options);
  statistic_keys regions = {0};
  if (lua_getfield(L, 1, "regions") != LUA_TTABLE || lua_getfield(L, 1, "plants") != LUA_TTABLE)
    grappe_argument_error(L, 1, "a table { plants = list of { region =, jobs = }, regions = employment by region }");
  statistic_keys_add(L, &regions, 2, 1);
  statistic_keys_settle(&regions);
  statistic_read_keyed(L, 2, 1, &regions, 0, &employment);
  const size_t *places = read_plants(L, 3, &regions, &jobs);
  grappe_plants plants = {statistic_sample(&jobs), places, statistic_sample(&employment)};
  grappe_check_code(L, grappe_ellison_glaeser_of(&plants, &result, &error), &error);
  size_t count = 0;
  grappe_figure **figures = statistic_array(L, jobs.count + employment.count, sizeof *figures);
  for (size_t i = 0; i < jobs.count; i++) figures[count++] = jobs.figures[i];
  for (size_t i = 0; i < employment.count; i++) figures[count++] = employment.figures[i];
  lua_newtable(L);
  static const char *const names[] = {"gamma", "g", "h"};
  static const double least[] = {-INFINITY, 0, 0}, most[] = {INFINITY, 2, 1};
  for (int part = 0; part < 3; part++) {
    grappe_statistic_about about =
        grappe_statistic_about_none("ellison_glaeser", grappe_unit_none(), least[part], most[part]);
    about.way = (grappe_statistic_way){
        .compute = glaeser_again, .form = part, .amounts = 1, .beside_amounts = 1, .values = jobs.count};
    about.data = places;
    about.data_size = jobs.count * sizeof *places;
    statistic_set_part(L, names[part], index_of(&result, part), &about, figures, count);
  }
  return 1;
}

static const grappe_api_function functions[] = {
    {"shift_share", shift_share,
     "shift_share { from =, to =, national_from =, national_to = [, method = \"dunn\" or \"esteban_marquillas\", "
     "complete =, …] "
     "} -> { national =, mix =, regional =, total = }",
     "What of a region's change goes with the nation, Σ e0·(G - 1), with its mix of activities, Σ e0·(G_s - G), and is "
     "its "
     "own, Σ (e1 - e0·G_s), in the unit of the values; the parts add up to the change exactly. Each argument has "
     "values by "
     "activity. \"esteban_marquillas\" takes the regional part of the jobs that the nation's mix would give and adds "
     "`allocation`. For the parts of each year added up, give { region = { [2015] = by activity, ... }, nation = the "
     "same }. shift_share(frame, { from = column, to = column [, region =, activity =, method =, complete = ] }) gives "
     "a "
     "frame of all regions, against their sum. Undefined where the nation starts at zero. Dunn 1960, "
     "Esteban-Marquillas 1972. Bounds enclose.",
     "Ce qui, dans l'évolution d'une région, suit la nation, Σ e0·(G - 1), tient à ses activités, Σ e0·(G_s - G), et "
     "lui est "
     "propre, Σ (e1 - e0·G_s), dans l'unité des valeurs ; la somme des parts est exactement l'évolution. Chaque "
     "argument a "
     "des valeurs par activité. « esteban_marquillas » prend la part régionale des emplois que donnerait la structure "
     "de la "
     "nation, et ajoute « allocation ». Pour les parts de chaque année additionnées : { region = { [2015] = par "
     "activité, ... }, nation = de même }. shift_share(frame, { from = colonne, to = colonne [, region =, activity =, "
     "method =, complete = ] }) donne un tableau de toutes les régions, face à leur somme. Indéfini si la nation part "
     "de zéro. Dunn 1960, Esteban-Marquillas 1972. "
     "Bornes "
     "englobantes.",
     "shift_share({ from = { S1 = 120, S2 = 45 }, to = { S1 = 131, S2 = 40 }, national_from = { S1 = 415, S2 = 160 }, "
     "national_to = { S1 = 437, S2 = 166 } }).regional"},
    {"ellison_glaeser", ellison_glaeser,
     "ellison_glaeser { plants = list of { region =, jobs = }, regions = employment by region } -> { gamma =, g =, h = "
     "}",
     "Whether plants lie closer together than chance would have it: gamma = (g - (1 - Σx²)·h) / ((1 - Σx²)(1 - h)), "
     "with g = Σ (s - x)², s the industry's shares by region, x those of all employment, and h the plants' hhi: 0 by "
     "chance, above 0.05 close together. Gamma is undefined for one plant, or where one region has all employment. "
     "Undefined, all of them, where there are no jobs or no employment. g is 0 to 2, h 1/n to 1; gamma has no limits. "
     "Ellison and Glaeser 1997. Bounds of h are tight, the others enclose.",
     "Si des établissements sont plus proches que le hasard ne le ferait : gamma = (g - (1 - Σx²)·h) / ((1 - Σx²)(1 - "
     "h)), avec g = Σ (s - x)², s les parts de l'industrie par région, x celles de tout l'emploi, et h le hhi des "
     "établissements : 0 par hasard, au-dessus de 0,05 rapprochés. Gamma est indéfini pour un seul établissement, ou "
     "si "
     "une région a tout l'emploi, et tous le sont sans emplois. g va de 0 à 2, h de 1/n à 1 ; gamma n'a pas de "
     "limites. Ellison et Glaeser 1997. Bornes de h serrées, les autres englobantes.",
     "ellison_glaeser({ plants = { { region = \"Linz\", jobs = 13000 }, { region = \"Wels\", jobs = 2000 } }, regions "
     "= { "
     "Linz = 400000, Wels = 90000 } }).gamma"},
    {0}};

const grappe_api_type grappe_api_change = {
    NULL, "Sources of change, and agglomeration.", "Origines des évolutions, et agglomération.", functions, NULL, NULL,
    NULL};
