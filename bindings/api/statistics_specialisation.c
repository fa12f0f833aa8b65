/* What regions are specialised in, and where activities are: statistics of a matrix of regions and activities. */
#include <lauxlib.h>
#include <math.h>
#include <string.h>

#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/types_private.h"
#include "api/value.h"
#include "statistics/specialisation.h"

static const char *const matrix_options[] = {"region", "activity", "value", "complete", NULL};

typedef grappe_code matrix_statistic(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error);

static int of_matrix(lua_State *L, const char *operation, statistic_shape shape, matrix_statistic *compute,
                     grappe_figure_again *again, double least, double most) {
  grappe_error error = {0};
  statistic_input input;
  lua_settop(L, 2);
  statistic_options(L, 2, matrix_options);
  statistic_read_matrix(L, 1, 2, &input);
  input.again = again;
  input.way.of = (void (*)(void))compute;
  grappe_matrix matrix = statistic_matrix(&input);
  size_t count = shape == STATISTIC_CELLS ? input.count : shape == STATISTIC_ROWS ? matrix.rows : matrix.columns;
  grappe_statistic *results = statistic_array(L, count, sizeof *results);
  grappe_check_code(L, compute(&matrix, results, &error), &error);
  statistic_push_shape(L, shape, operation, &input, results, least, most);
  return 1;
}

/* Each quotient is held against three totals, the last of them of all cells: with more rows than these the figures of
 * all that cost many times what the quotients do, and nobody reads them one by one. */
enum { QUOTIENTS_WHOLE = 5000 };

/* A frame of all communes and activities has millions of rows, and its matrix many times as many cells. */
static int location_quotient(lua_State *L) {
  grappe_error error = {0};
  statistic_input input;
  lua_settop(L, 2);
  if (grappe_to_frame(L, 1)) {
    grappe_frame *result = NULL;
    statistic_options(L, 2, matrix_options);
    statistic_read_cross(L, 1, 2, NULL, &input);
    if (!statistic_is_whole(&input) || grappe_frame_rows(input.frame) > QUOTIENTS_WHOLE) {
      grappe_check_code(
          L, grappe_frame_location_quotients(input.cross, input.complete, "location_quotient", &result, &error),
          &error);
      grappe_push_frame(L, result);
      return 1;
    }
  }
  return of_matrix(L, "location_quotient", STATISTIC_CELLS, grappe_location_quotients, grappe_quotient_again, 0,
                   INFINITY);
}
static int standardised_lq(lua_State *L) {
  return of_matrix(L, "standardised_lq", STATISTIC_CELLS, grappe_standardised_quotients, NULL, -INFINITY, INFINITY);
}
static int hachman(lua_State *L) {
  return of_matrix(L, "hachman", STATISTIC_ROWS, grappe_hachman, grappe_region_again, 0, 1);
}
static int hoover_specialisation(lua_State *L) {
  return of_matrix(L, "hoover_specialisation", STATISTIC_ROWS, grappe_hoover_specialisation, grappe_region_again, 0, 1);
}
static int locational_gini(lua_State *L) {
  return of_matrix(L, "locational_gini", STATISTIC_COLUMNS, grappe_locational_gini, NULL, 0, 1);
}

/* Against the mean of others it matters how these differ from each other: then all cells are tried. */
static grappe_code krugman_rest(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  return grappe_krugman(matrix, GRAPPE_REFERENCE_REST, result, error);
}
static grappe_code krugman_total(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  return grappe_krugman(matrix, GRAPPE_REFERENCE_TOTAL, result, error);
}
static grappe_code krugman_mean(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  return grappe_krugman(matrix, GRAPPE_REFERENCE_MEAN_OF_OTHERS, result, error);
}

/* Names of a frame's regions or activities, as keys. */
static statistic_keys name_keys(lua_State *L, const statistic_input *input, int of_columns) {
  statistic_keys keys = {.count = of_columns ? input->column_count : input->row_count};
  keys.keys = statistic_array(L, keys.count, sizeof *keys.keys);
  for (size_t i = 0; i < keys.count; i++) {
    statistic_name_of(L, input, of_columns, i);
    keys.keys[i] = statistic_key_at(L, -1);
    lua_rawseti(L, input->owners, (lua_Integer)lua_rawlen(L, input->owners) + 1);
  }
  return keys;
}

/* Two rows of the matrix, without the activities that are in neither. The arrays of `pair` have room for all. */
static void take_pair(const statistic_input *all, size_t a, size_t b, statistic_input *pair) {
  size_t kept = 0;
  pair->absent = NULL;
  for (size_t s = 0; s < all->column_count; s++) {
    size_t at[2] = {a * all->column_count + s, b * all->column_count + s};
    if (all->figures && all->absent && all->figures[at[0]] == all->absent && all->figures[at[1]] == all->absent)
      continue;
    for (size_t side = 0; side < 2; side++) { /* the second row behind room for a whole first */
      size_t to = side * all->column_count + kept;
      if (all->figures) pair->figures[to] = all->figures[at[side]];
      if (all->figures && all->figures[at[side]] == all->absent) pair->absent = all->absent;
      pair->bounds[to] = all->bounds[at[side]];
      pair->values[to] = all->values[at[side]];
    }
    pair->columns.keys[kept++] = all->columns.keys[s];
  }
  if (all->figures) memmove(pair->figures + kept, pair->figures + all->column_count, kept * sizeof *pair->figures);
  memmove(pair->bounds + kept, pair->bounds + all->column_count, kept * sizeof *pair->bounds);
  memmove(pair->values + kept, pair->values + all->column_count, kept * sizeof *pair->values);
  pair->columns.count = pair->column_count = kept;
  pair->count = 2 * kept;
}

/* Pushes a table of tables: each region against each other, by itself. The distance of two is one figure, and the
 * matrix is read once for all of them. */
static int krugman_each_other(lua_State *L, statistic_input *all) {
  grappe_error error = {0};
  if (all->cross) all->rows = name_keys(L, all, 0);
  if (all->cross) all->columns = name_keys(L, all, 1);
  statistic_input pair = *all;
  pair.cross = NULL;
  pair.row_count = 2;
  pair.again = grappe_region_again;
  pair.way.of = (void (*)(void))krugman_rest;
  pair.rows = (statistic_keys){statistic_array(L, 2, sizeof *pair.rows.keys), 2, 2};
  pair.columns.keys = statistic_array(L, all->column_count, sizeof *pair.columns.keys);
  statistic_make_arrays(L, &pair, 2 * all->column_count, all->figures != NULL);
  statistic_room(L, 10);
  lua_createtable(L, 0, (int)all->row_count);
  int table = lua_gettop(L);
  for (size_t a = 0; a < all->row_count; a++) {
    statistic_push_key(L, &all->rows.keys[a]);
    lua_createtable(L, 0, (int)all->row_count);
    lua_rawset(L, table);
  }
  for (size_t a = 0; a < all->row_count; a++) {
    for (size_t b = a + 1; b < all->row_count; b++) {
      grappe_statistic results[2];
      take_pair(all, a, b, &pair);
      pair.rows.keys[0] = all->rows.keys[a];
      pair.rows.keys[1] = all->rows.keys[b];
      grappe_matrix matrix = statistic_matrix(&pair);
      grappe_check_code(L, grappe_krugman(&matrix, GRAPPE_REFERENCE_REST, results, &error), &error);
      statistic_push_row(L, "krugman", &pair, 0, &results[0], 0, 2);
      for (size_t side = 0; side < 2; side++) {
        statistic_push_key(L, &pair.rows.keys[side]);
        lua_rawget(L, table);
        statistic_push_key(L, &pair.rows.keys[1 - side]);
        lua_pushvalue(L, table + 1);
        lua_rawset(L, -3);
        lua_pop(L, 1);
      }
      lua_settop(L, table);
    }
  }
  return 1;
}

static int krugman(lua_State *L) {
  static const char *const options[] = {"reference", "region", "activity", "value", "complete", NULL};
  static const char *const references[] = {"rest", "total", "mean_of_others", "each_other", NULL};
  static const grappe_reference values[] = {GRAPPE_REFERENCE_REST, GRAPPE_REFERENCE_TOTAL,
                                            GRAPPE_REFERENCE_MEAN_OF_OTHERS};
  static matrix_statistic *const ways[] = {krugman_rest, krugman_total, krugman_mean};
  enum { EACH_OTHER = sizeof values / sizeof *values };
  grappe_error error = {0};
  statistic_input input;
  lua_settop(L, 2);
  statistic_options(L, 2, options);
  int choice = statistic_choice(L, 2, "reference", references, 0);
  statistic_read_matrix(L, 1, 2, &input);
  if (choice == EACH_OTHER) return krugman_each_other(L, &input);
  grappe_reference reference = values[choice];
  grappe_matrix matrix = statistic_matrix(&input);
  grappe_statistic *results = statistic_array(L, matrix.rows, sizeof *results);
  grappe_check_code(L, grappe_krugman(&matrix, reference, results, &error), &error);
  if (reference != GRAPPE_REFERENCE_MEAN_OF_OTHERS) input.again = grappe_region_again;
  input.way.of = (void (*)(void))ways[choice];
  statistic_push_shape(L, STATISTIC_ROWS, "krugman", &input, results, 0, 2);
  return 1;
}

#define MATRIX_EN                                                                                                     \
  " A cell that is not there is unknown, and zero with `complete`: then the source says that its table has them all." \
  " Undefined only for a region or an activity whose total is zero."
#define MATRIX_FR                                                                                                  \
  " Une cellule absente est inconnue, et nulle avec « complete » : c'est que la source dit son tableau complet." \
  " Indéfini seulement pour une région ou une activité dont le total est nul."
#define MATRIX "(matrix or frame [, { region =, activity =, value =, complete = }]) -> "
#define EXAMPLE "{ R1 = { S1 = 120, S2 = 45 }, R2 = { S1 = 60, S2 = 80 } }"

static const grappe_api_function functions[] = {
    {"location_quotient", location_quotient, "location_quotient" MATRIX "table or frame",
     "Location quotient of each cell: (e_rs / e_r) / (e_s / e), 0 up; 1 is the share of the whole. Florence 1939. "
     "Bounds "
     "are tight for each cell by itself." MATRIX_EN,
     "Quotient de localisation de chaque cellule : (e_rs / e_r) / (e_s / e), à partir de 0 ; 1 est la part de "
     "l'ensemble. "
     "Florence 1939. Bornes serrées pour chaque cellule." MATRIX_FR,
     "location_quotient(" EXAMPLE ").R1.S1"},
    {"standardised_lq", standardised_lq, "standardised_lq" MATRIX "table or frame",
     "Location quotients of one activity less their mean over the regions, divided by their standard deviation (n - "
     "1). "
     "O'Donoghue and Gleave 2004. Bounds enclose. Undefined also where fewer than two regions have one, or all are "
     "equal." MATRIX_EN,
     "Quotients d'une activité, moins leur moyenne sur les régions, divisés par leur écart-type (n - 1). O'Donoghue et "
     "Gleave 2004. Bornes englobantes. Indéfini aussi si moins de deux régions en ont un, ou si tous sont "
     "égaux." MATRIX_FR,
     "standardised_lq(" EXAMPLE ").R1.S1"},
    {"hachman", hachman, "hachman" MATRIX "table or frame",
     "Hachman of each region: 1 / Σ share · location quotient, 0 to 1; 1 is the profile of the whole. Hachman 1994. "
     "Bounds "
     "enclose." MATRIX_EN,
     "Hachman de chaque région : 1 / Σ part · quotient de localisation, de 0 à 1 ; 1 est le profil de l'ensemble. "
     "Hachman "
     "1994. Bornes englobantes." MATRIX_FR,
     "hachman(" EXAMPLE ").R1"},
    {"krugman", krugman,
     "krugman(matrix or frame [, { reference = \"rest\", \"total\", \"mean_of_others\" or \"each_other\", region =, "
     "activity =, value "
     "=, "
     "complete = }]) -> table or frame",
     "Krugman of each region: Σ |share - share of the reference|, 0 to 2. The reference is all other regions together "
     "(the "
     "standard), all with the region itself, the unweighted mean of the others' shares, or each other region by "
     "itself: then "
     "a table of tables, { A = { B = distance } }. Krugman 1991. Against the "
     "rest "
     "tight up to 16 activities or 14 inexact amounts, else enclosing, and against the others enclosing. Undefined "
     "also where the reference has nothing." MATRIX_EN,
     "Krugman de chaque région : Σ |part - part de la référence|, de 0 à 2. La référence est l'ensemble des autres "
     "régions "
     "(par défaut), le tout avec la région, la moyenne simple des parts des autres, ou chaque autre région seule : "
     "alors une "
     "table de tables, { A = { B = distance } }. Krugman 1991. Face aux autres, "
     "bornes serrées jusqu'à 16 activités ou 14 valeurs inexactes, sinon englobantes, et englobantes face aux autres "
     "références. Indéfini aussi si la référence n'a rien." MATRIX_FR,
     "krugman(" EXAMPLE ", { reference = \"total\" }).R1"},
    {"hoover_specialisation", hoover_specialisation, "hoover_specialisation" MATRIX "table or frame",
     "Half of Krugman against the total, the region included, 0 to 1. Hoover and Giarratani 1971. Bounds "
     "enclose." MATRIX_EN,
     "La moitié de Krugman face au total, région comprise, de 0 à 1. Hoover et Giarratani 1971. Bornes "
     "englobantes." MATRIX_FR,
     "hoover_specialisation(" EXAMPLE ").R1"},
    {"locational_gini", locational_gini, "locational_gini" MATRIX "table or frame",
     "For each activity the Gini of its location quotients over the regions, weighted by e_r / e, 0 to 1; not the "
     "halved "
     "form. Krugman 1991. Bounds enclose." MATRIX_EN,
     "Pour chaque activité le Gini de ses quotients de localisation sur les régions, pondéré par e_r / e, de 0 à 1 ; "
     "non la "
     "forme divisée par deux. Krugman 1991. Bornes englobantes." MATRIX_FR,
     "locational_gini(" EXAMPLE ").S1"},
    {0}};

const grappe_api_type grappe_api_specialisation = {NULL,
                                                   "Specialisation of regions and location of activities.",
                                                   "Spécialisation des régions et localisation des activités.",
                                                   functions,
                                                   NULL,
                                                   NULL,
                                                   NULL};
