/* Numbers that published packages agree on, read from the folder that GRAPPE_VECTORS names: JSON files, each a list of
 * cases with input and output. The key ones stand as facts in the other tests too; without the folder this says so. */
#include "statistics/fixture.h"

#include <stdlib.h>
#include <string.h>

#ifdef GRAPPE_WITH_CJSON
#include <cjson/cJSON.h>

#include "statistics/agglomeration.h"
#include "statistics/autocorrelation.h"
#include "statistics/complexity.h"
#include "statistics/concentration.h"
#include "statistics/dispersion.h"
#include "statistics/shift_share.h"

enum { MOST = 64 };
static int checked;

static void agrees(grappe_statistic found, double wanted) {
  assert_null(found.undefined);
  if (fabs(found.value - wanted) > 1e-9 * fmax(fabs(wanted), 1e-6)) /* 1.1e-16 is a peer's zero */
    fail_msg("%.17g found, %.17g wanted", found.value, wanted);
  checked++;
}

static cJSON *open_vector(const char *name) {
  char path[1000], *text = NULL;
  snprintf(path, sizeof path, "%s/%s.json", getenv("GRAPPE_VECTORS"), name);
  FILE *file = fopen(path, "rb");
  if (!file) fail_msg("cannot read %s", path);
  text = calloc(1, 1 << 20);
  assert_non_null(text);
  assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
  fclose(file);
  cJSON *list = cJSON_Parse(text);
  free(text);
  assert_true(cJSON_IsArray(list));
  return list;
}

static const cJSON *at(const cJSON *object, const char *path) { /* "input.mat.values" */
  char part[100];
  while (object && *path) {
    size_t length = strcspn(path, ".");
    snprintf(part, sizeof part, "%.*s", (int)length, path);
    object = cJSON_GetObjectItem(object, part);
    path += length + (path[length] == '.');
  }
  return object;
}

/* The numbers of a list, of a list of lists, or of named values, in their order. */
static size_t numbers(const cJSON *list, double *x) {
  size_t count = 0;
  const cJSON *item;
  assert_non_null(list);
  cJSON_ArrayForEach(item, list) {
    if (cJSON_IsNumber(item))
      x[count++] = item->valuedouble;
    else
      count += numbers(item, x + count);
    assert_true(count <= MOST);
  }
  return count;
}

static grappe_sample sample_of(const cJSON *list, grappe_bounds *bounds) {
  double x[MOST];
  size_t count = numbers(list, x);
  for (size_t i = 0; i < count; i++) bounds[i] = grappe_bounds_exact(x[i]);
  return (grappe_sample){bounds, NULL, count};
}

static grappe_matrix matrix_of(const cJSON *one, grappe_bounds *bounds) {
  const cJSON *values = at(one, "input.mat.values");
  grappe_sample cells = sample_of(values, bounds);
  size_t rows = (size_t)cJSON_GetArraySize(values);
  return (grappe_matrix){cells, rows, cells.count / rows};
}

/* --- vectors ----------------------------------------------------------------------------------------------------- */

typedef grappe_code (*vector_statistic)(const cJSON *one, const grappe_sample *sample, grappe_statistic *found,
                                        grappe_error *error);

static grappe_code gini(const cJSON *one, const grappe_sample *s, grappe_statistic *found, grappe_error *error) {
  (void)one;
  return grappe_gini(s, 0, found, error);
}
static grappe_code hoover(const cJSON *one, const grappe_sample *s, grappe_statistic *found, grappe_error *error) {
  (void)one;
  return grappe_hoover(s, found, error);
}
static grappe_code atkinson(const cJSON *one, const grappe_sample *s, grappe_statistic *found, grappe_error *error) {
  return grappe_atkinson(s, at(one, "input.epsilon")->valuedouble, found, error);
}

static void vector_cases(const char *name, vector_statistic what, const char *output) {
  cJSON *list = open_vector(name), *one;
  cJSON_ArrayForEach(one, list) {
    grappe_bounds bounds[MOST];
    grappe_statistic found;
    grappe_error error = {0};
    grappe_sample sample = sample_of(at(one, "input.x"), bounds);
    assert_int_equal(what(one, &sample, &found, &error), GRAPPE_OK);
    if (what == atkinson && found.undefined) { /* packages go on below zero, where the index means nothing */
      assert_string_equal(at(one, "case")->valuestring, "negative");
      continue;
    }
    agrees(found, at(one, output)->valuedouble);
  }
  cJSON_Delete(list);
}

static void vectors(void **state) {
  (void)state;
  vector_cases("gini", gini, "output");
  vector_cases("hoover", hoover, "output.distance");
  vector_cases("atkinson", atkinson, "output");
}

/* --- a vector for each row of a matrix --------------------------------------------------------------------------- */

static void row_cases(const char *name, int which) {
  cJSON *list = open_vector(name), *one;
  cJSON_ArrayForEach(one, list) {
    grappe_bounds bounds[MOST];
    double wanted[MOST];
    grappe_matrix m = matrix_of(one, bounds);
    assert_int_equal(numbers(at(one, "output"), wanted), m.rows);
    for (size_t r = 0; r < m.rows; r++) {
      grappe_sample row = {bounds + r * m.columns, NULL, m.columns};
      grappe_statistic found;
      grappe_error error = {0};
      if (which == 0) assert_int_equal(grappe_hhi(&row, GRAPPE_HHI_PLAIN, &found, &error), GRAPPE_OK);
      if (which == 1) assert_int_equal(grappe_entropy(&row, 0, 0, &found, &error), GRAPPE_OK);
      if (which == 2) assert_int_equal(grappe_simpson(&row, &found, &error), GRAPPE_OK);
      agrees(found, wanted[r]);
    }
  }
  cJSON_Delete(list);
}

static void rows(void **state) {
  (void)state;
  row_cases("hhi", 0);
  row_cases("entropy", 1);
  row_cases("simpson", 2);
}

/* --- matrices ---------------------------------------------------------------------------------------------------- */

typedef grappe_code (*matrix_statistic)(const grappe_matrix *m, grappe_statistic *found, grappe_error *error);

static grappe_code to_rest(const grappe_matrix *m, grappe_statistic *found, grappe_error *error) {
  return grappe_krugman(m, GRAPPE_REFERENCE_REST, found, error);
}
static grappe_code to_total(const grappe_matrix *m, grappe_statistic *found, grappe_error *error) {
  return grappe_krugman(m, GRAPPE_REFERENCE_TOTAL, found, error);
}
static grappe_code to_others(const grappe_matrix *m, grappe_statistic *found, grappe_error *error) {
  return grappe_krugman(m, GRAPPE_REFERENCE_MEAN_OF_OTHERS, found, error);
}
static grappe_code eci(const grappe_matrix *m, grappe_statistic *found, grappe_error *error) {
  return grappe_economic_complexity(m, found, NULL, error);
}

static void matrix_cases(const char *name, matrix_statistic what, const char *output) {
  cJSON *list = open_vector(name), *one;
  cJSON_ArrayForEach(one, list) {
    grappe_bounds bounds[MOST];
    grappe_statistic found[MOST];
    grappe_error error = {0};
    double wanted[MOST];
    grappe_matrix m = matrix_of(one, bounds);
    assert_int_equal(what(&m, found, &error), GRAPPE_OK);
    size_t count = numbers(at(one, output), wanted);
    for (size_t i = 0; i < count; i++) agrees(found[i], wanted[i]);
  }
  cJSON_Delete(list);
}

static void matrices(void **state) {
  (void)state;
  matrix_cases("location_quotient", grappe_location_quotients, "output.values");
  matrix_cases("hachman", grappe_hachman, "output");
  matrix_cases("krugman_vs_rest", to_rest, "output");
  matrix_cases("krugman_vs_total", to_total, "output");
  matrix_cases("krugman_vs_mean_of_others", to_others, "output");
  matrix_cases("hoover_specialisation", grappe_hoover_specialisation, "output");
  matrix_cases("locational_gini", grappe_locational_gini, "output");
  matrix_cases("economic_complexity", eci, "output.eci");
  matrix_cases("economic_complexity", grappe_density, "output.density");
  matrix_cases("economic_complexity", grappe_location_quotients, "output.rca");
}

/* The peer tells pci in the mean and deviation of eci: the same up to an affine map. */
static void pci(void **state) {
  (void)state;
  cJSON *list = open_vector("economic_complexity"), *one;
  cJSON_ArrayForEach(one, list) {
    grappe_bounds bounds[MOST];
    grappe_statistic found[MOST];
    grappe_error error = {0};
    double wanted[MOST], mean = 0, squares = 0;
    grappe_matrix m = matrix_of(one, bounds);
    assert_int_equal(grappe_economic_complexity(&m, NULL, found, &error), GRAPPE_OK);
    size_t count = numbers(at(one, "output.pci"), wanted);
    for (size_t i = 0; i < count; i++) mean += wanted[i] / (double)count;
    for (size_t i = 0; i < count; i++) squares += (wanted[i] - mean) * (wanted[i] - mean) / (double)count;
    for (size_t i = 0; i < count; i++) agrees(found[i], (wanted[i] - mean) / sqrt(squares));
  }
  cJSON_Delete(list);
}

/* --- the others -------------------------------------------------------------------------------------------------- */

static void moran(void **state) {
  (void)state;
  cJSON *list = open_vector("moran_i"), *one;
  cJSON_ArrayForEach(one, list) {
    grappe_bounds bounds[MOST];
    grappe_neighbour neighbours[MOST];
    grappe_moran found;
    grappe_error error = {0};
    double w[MOST];
    grappe_sample x = sample_of(at(one, "input.x"), bounds);
    size_t cells = numbers(at(one, "input.w.values"), w), count = 0;
    for (size_t i = 0; i < cells; i++)
      if (w[i] > 0) neighbours[count++] = (grappe_neighbour){i / x.count, i % x.count, w[i]};
    assert_int_equal(grappe_moran_of(&x, neighbours, count, 0, &found, NULL, &error), GRAPPE_OK);
    agrees(found.i, at(one, "output.observed")->valuedouble);
    agrees(found.expected, at(one, "output.expected")->valuedouble);
    agrees(found.variance, pow(at(one, "output.sd")->valuedouble, 2));
    agrees(found.p, cJSON_GetObjectItem(at(one, "output"), "p.value")->valuedouble);
  }
  cJSON_Delete(list);
}

static void shift_share_cases(const char *name, grappe_shift_method method) {
  cJSON *list = open_vector(name), *one;
  cJSON_ArrayForEach(one, list) {
    grappe_bounds bounds[4][MOST];
    grappe_shift_share found;
    grappe_error error = {0};
    double wanted[MOST];
    grappe_shift_input input = {
        sample_of(at(one, "input.e_ij1"), bounds[0]), sample_of(at(one, "input.e_ij2"), bounds[1]),
        sample_of(at(one, "input.e_i1"), bounds[2]), sample_of(at(one, "input.e_i2"), bounds[3])};
    assert_int_equal(grappe_shift_share_of(&input, method, &found, &error), GRAPPE_OK);
    assert_int_equal(numbers(at(one, "output.values"), wanted), 5);
    agrees(found.total, wanted[0]);
    agrees(found.national, wanted[1]);
    agrees(found.mix, wanted[2]);
    agrees(found.regional, wanted[3]);
    if (method == GRAPPE_SHIFT_ESTEBAN_MARQUILLAS) agrees(found.allocation, wanted[4]);
  }
  cJSON_Delete(list);
}

static void shift_share(void **state) {
  (void)state;
  shift_share_cases("shift_share_dunn", GRAPPE_SHIFT_DUNN);
  shift_share_cases("shift_share_esteban_marquillas", GRAPPE_SHIFT_ESTEBAN_MARQUILLAS);
}

static void ellison_glaeser(void **state) {
  (void)state;
  cJSON *list = open_vector("ellison_glaeser"), *one;
  cJSON_ArrayForEach(one, list) {
    grappe_bounds bounds[2][MOST];
    size_t places[MOST];
    grappe_ellison_glaeser found;
    grappe_error error = {0};
    double wanted[MOST];
    grappe_plants plants = {sample_of(at(one, "input.e_ik"), bounds[0]), places,
                            sample_of(at(one, "input.e_j"), bounds[1])};
    for (size_t i = 0; i < plants.jobs.count; i++) /* regions "a", "b", "c" in the order of their employment */
      places[i] = (size_t)(cJSON_GetArrayItem(at(one, "input.regions"), (int)i)->valuestring[0] - 'a');
    assert_int_equal(grappe_ellison_glaeser_of(&plants, &found, &error), GRAPPE_OK);
    numbers(at(one, "output.values"), wanted);
    agrees(found.gamma, wanted[0]);
    agrees(found.g, wanted[1]);
    agrees(found.h, wanted[4]);
  }
  cJSON_Delete(list);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(vectors),         cmocka_unit_test(rows),
      cmocka_unit_test(matrices),        cmocka_unit_test(pci),
      cmocka_unit_test(moran),           cmocka_unit_test(shift_share),
      cmocka_unit_test(ellison_glaeser),
  };
  if (!getenv("GRAPPE_VECTORS")) {
    puts("skipped: GRAPPE_VECTORS names no folder of agreed numbers");
    return 0;
  }
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  printf("%d numbers checked\n", checked);
  return failed;
}
#else
int main(void) {
  puts("skipped: this build reads no JSON (cJSON is missing)");
  return 0;
}
#endif
