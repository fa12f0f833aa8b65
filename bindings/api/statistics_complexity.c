/* What regions are able to do, and how near to each other activities are. */
#include <lauxlib.h>
#include <math.h>

#include "api/registration.h"
#include "api/statistics_private.h"
#include "api/types_private.h"
#include "base/memory.h"
#include "statistics/complexity.h"

static void read_matrix(lua_State *L, statistic_input *input) {
  static const char *const options[] = {"region", "activity", "value", "complete", NULL};
  lua_settop(L, 2);
  statistic_options(L, 2, options);
  statistic_read_matrix(L, 1, 2, input);
}

/* Both sides are found together; an explanation asks for one. */
static grappe_code one_side(const grappe_matrix *matrix, grappe_statistic *result, int of_columns,
                            grappe_error *error) {
  grappe_statistic *other = grappe_alloc((of_columns ? matrix->rows : matrix->columns) * sizeof *other);
  if (!other) return grappe_fail_memory(error);
  grappe_code code =
      grappe_economic_complexity(matrix, of_columns ? other : result, of_columns ? result : other, error);
  grappe_free(other);
  return code;
}
static grappe_code eci_of(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  return one_side(matrix, result, 0, error);
}
static grappe_code pci_of(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  return one_side(matrix, result, 1, error);
}

static int economic_complexity(lua_State *L) {
  grappe_error error = {0};
  statistic_input input;
  read_matrix(L, &input);
  grappe_matrix matrix = statistic_matrix(&input);
  grappe_statistic *eci = statistic_array(L, matrix.rows, sizeof *eci);
  grappe_statistic *pci = statistic_array(L, matrix.columns, sizeof *pci);
  grappe_check_code(L, grappe_economic_complexity(&matrix, eci, pci, &error), &error);
  lua_newtable(L);
  int table = lua_gettop(L);
  input.way.of = (void (*)(void))eci_of;
  statistic_push_shape(L, STATISTIC_ROWS, "eci", &input, eci, -INFINITY, INFINITY);
  lua_setfield(L, table, "eci");
  lua_settop(L, table);
  input.way.of = (void (*)(void))pci_of;
  statistic_push_shape(L, STATISTIC_COLUMNS, "pci", &input, pci, -INFINITY, INFINITY);
  lua_setfield(L, table, "pci");
  lua_settop(L, table);
  return 1;
}

static int relatedness(lua_State *L) {
  grappe_error error = {0};
  statistic_input input;
  read_matrix(L, &input);
  grappe_matrix matrix = statistic_matrix(&input);
  grappe_statistic *results = statistic_array(L, matrix.columns * matrix.columns, sizeof *results);
  grappe_check_code(L, grappe_relatedness(&matrix, results, &error), &error);
  input.way.of = (void (*)(void))grappe_relatedness;
  statistic_push_shape(L, STATISTIC_ACTIVITY_PAIRS, "relatedness", &input, results, 0, 1);
  return 1;
}

static int density(lua_State *L) {
  grappe_error error = {0};
  statistic_input input;
  read_matrix(L, &input);
  grappe_matrix matrix = statistic_matrix(&input);
  grappe_statistic *results = statistic_array(L, input.count, sizeof *results);
  grappe_check_code(L, grappe_density(&matrix, results, &error), &error);
  input.way.of = (void (*)(void))grappe_density;
  statistic_push_shape(L, STATISTIC_ALL_CELLS, "density", &input, results, 0, 1);
  return 1;
}

#define HAS_EN                                                                                                         \
  " A region has an activity where its location quotient is 1 or above (tolerance 1e-9). A cell that is not there is " \
  "unknown, and zero with `complete`. Exact where the bounds of the cells decide who has what, else enclosing."
#define HAS_FR                                                                                                         \
  " Une région a une activité si son quotient de localisation atteint 1 (tolérance 1e-9). Une cellule absente est " \
  "inconnue, et nulle avec « complete ». Exact si les bornes des cellules disent qui a quoi, sinon bornes "          \
  "englobantes."
#define MATRIX "(matrix or frame [, { region =, activity =, value =, complete = }]) -> "
#define EXAMPLE \
  "{ R1 = { S1 = 120, S2 = 45, S3 = 30 }, R2 = { S1 = 60, S2 = 80, S3 = 15 }, R3 = { S1 = 20, S2 = 10, S3 = 75 } }"

static const grappe_api_function functions[] = {
    {"economic_complexity", economic_complexity, "economic_complexity" MATRIX "{ eci =, pci = }",
     "Economic complexity of regions (eci) and activities (pci): the eigenvector of the second greatest eigenvalue of "
     "Σ_s "
     "M_rs M_qs / (diversity_r · ubiquity_s), and its counterpart, as population z-scores; eci rises with diversity. "
     "Undefined, all of them, for fewer than two regions or activities, where regions fall into groups without a "
     "common activity, or all have the same, or diversity does not tell the sign. Hidalgo "
     "and "
     "Hausmann 2009." HAS_EN,
     "Complexité économique des régions (eci) et des activités (pci) : vecteur propre de la deuxième valeur propre de "
     "Σ_s "
     "M_rs M_qs / (diversité_r · ubiquité_s), et son pendant, en scores centrés réduits ; eci croît avec la diversité. "
     "Indéfinis, tous, pour moins de deux régions ou activités, si la diversité ne dit pas le signe, si les régions "
     "forment des groupes sans activité commune, ou ont toutes les mêmes. Hidalgo et "
     "Hausmann 2009." HAS_FR,
     "economic_complexity(" EXAMPLE ").eci.R1"},
    {"relatedness", relatedness, "relatedness" MATRIX "table or frame",
     "How near activities are: the least of both conditional probabilities that a region which has one has the other, "
     "0 to "
     "1. Undefined for an activity whose total is zero. Hidalgo et al. 2007." HAS_EN,
     "Proximité des activités : la moindre des deux probabilités conditionnelles qu'une région ayant l'une ait "
     "l'autre, de 0 "
     "à 1. Indéfinie pour une activité dont le total est nul. Hidalgo et al. 2007." HAS_FR,
     "relatedness(" EXAMPLE ").S1.S2"},
    {"density", density, "density" MATRIX "table or frame",
     "How much of what is near to an activity a region has: Σ relatedness to what it has / Σ relatedness to all, 0 to "
     "1; for "
     "all regions and activities. Undefined for a region or an activity whose total is zero. Hidalgo et al. "
     "2007." HAS_EN,
     "Ce qu'une région a de ce qui est proche d'une activité : Σ proximité à ce qu'elle a / Σ proximité à toutes, de 0 "
     "à 1 ; "
     "pour toutes les régions et activités. Indéfinie pour une région ou une activité dont le total est nul. Hidalgo "
     "et al. 2007." HAS_FR,
     "density(" EXAMPLE ").R1.S2"},
    {0}};

const grappe_api_type grappe_api_complexity = {
    NULL, "Economic complexity.", "Complexité économique.", functions, NULL, NULL, NULL};
