/* What must not matter: the unit that amounts are counted in, the order of things, a region without anything, and
 * through which door a matrix comes in. Of estimates and of bounds. */
#include "statistics/fixture.h"

#include <string.h>

#include "statistics/complexity.h"
#include "statistics/concentration.h"
#include "statistics/convergence.h"
#include "statistics/dispersion.h"

enum { ROWS = 5, COLUMNS = 4, CELLS = ROWS * COLUMNS, MOST = 64, ROUNDS = 40 };

static grappe_bounds scaled(grappe_bounds b, double by) {
  return grappe_bounds_between(b.low * by, b.high * by);
}

/* --- vectors ----------------------------------------------------------------------------------------------------- */

typedef grappe_code (*vector_measure)(const grappe_sample *s, grappe_statistic *r, grappe_error *e);

static grappe_code hhi(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hhi(s, GRAPPE_HHI_PLAIN, r, e);
}
static grappe_code normalised(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hhi(s, GRAPPE_HHI_NORMALISED, r, e);
}
static grappe_code points(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hhi(s, GRAPPE_HHI_POINTS, r, e);
}
static grappe_code equivalent(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hhi(s, GRAPPE_HHI_EQUIVALENT, r, e);
}
static grappe_code entropy(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_entropy(s, 2, 0, r, e);
}
static grappe_code entropy_normalised(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_entropy(s, 0, 1, r, e);
}
static grappe_code hill_0(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hill(s, 0, r, e);
}
static grappe_code hill_1(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hill(s, 1, r, e);
}
static grappe_code hill_2(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hill(s, 2, r, e);
}
static grappe_code gini_unbiased(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_gini(s, 1, r, e);
}
static grappe_code atkinson_1(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_atkinson(s, 1, r, e);
}
static grappe_code atkinson_2(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_atkinson(s, 2, r, e);
}
static grappe_code variation_population(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_variation(s, 1, r, e);
}
static grappe_code sigma_sample(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_sigma_convergence(s, 0, r, e);
}
static grappe_code hill(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_hill(s, 0.5, r, e);
}
static grappe_code gini(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_gini(s, 0, r, e);
}
static grappe_code atkinson(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_atkinson(s, 0.5, r, e);
}
static grappe_code variation(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_variation(s, 0, r, e);
}
static grappe_code sigma(const grappe_sample *s, grappe_statistic *r, grappe_error *e) {
  return grappe_sigma_convergence(s, 1, r, e);
}

/* The first ZEROLESS take no notice of an item that is zero. */
static const vector_measure vectors[] = {hhi,
                                         points,
                                         equivalent,
                                         entropy,
                                         hill,
                                         hill_0,
                                         hill_1,
                                         hill_2,
                                         grappe_simpson,
                                         normalised,
                                         entropy_normalised,
                                         gini,
                                         gini_unbiased,
                                         grappe_hoover,
                                         grappe_theil_t,
                                         grappe_theil_l,
                                         atkinson,
                                         atkinson_1,
                                         atkinson_2,
                                         variation,
                                         variation_population,
                                         sigma,
                                         sigma_sample};
enum { VECTORS = sizeof vectors / sizeof *vectors, ZEROLESS = 9 };

static grappe_statistic of_vector(vector_measure what, const grappe_bounds *bounds, size_t count) {
  grappe_statistic found;
  grappe_error error = {0};
  assert_int_equal(what(&(grappe_sample){bounds, NULL, count}, &found, &error), GRAPPE_OK);
  return found;
}

static void of_vectors(void **state) {
  (void)state;
  uint64_t seed = 51;
  for (int round = 0; round < ROUNDS; round++) {
    grappe_bounds x[ROWS + 1], y[ROWS + 1];
    size_t order[ROWS];
    draw_bounds(x, ROWS, round % 2, &seed);
    x[ROWS] = grappe_bounds_exact(0);
    shuffled_order(order, ROWS, &seed);
    for (int k = 0; k < VECTORS; k++) {
      grappe_statistic found = of_vector(vectors[k], x, ROWS);
      for (size_t i = 0; i < ROWS; i++) y[i] = scaled(x[i], 1024);
      same_statistic(of_vector(vectors[k], y, ROWS), found, 1e-9);
      for (size_t i = 0; i < ROWS; i++) y[i] = scaled(x[i], 0.37);
      same_statistic(of_vector(vectors[k], y, ROWS), found, 1e-9);
      for (size_t i = 0; i < ROWS; i++) y[i] = x[order[i]];
      same_statistic(of_vector(vectors[k], y, ROWS), found, 1e-9);
      if (k < ZEROLESS) same_statistic(of_vector(vectors[k], x, ROWS + 1), found, 1e-9);
    }
  }
}

/* --- matrices ---------------------------------------------------------------------------------------------------- */

typedef grappe_code (*matrix_measure)(const grappe_matrix *m, grappe_statistic *r, grappe_error *e);

static grappe_code to_rest(const grappe_matrix *m, grappe_statistic *r, grappe_error *e) {
  return grappe_krugman(m, GRAPPE_REFERENCE_REST, r, e);
}
static grappe_code to_total(const grappe_matrix *m, grappe_statistic *r, grappe_error *e) {
  return grappe_krugman(m, GRAPPE_REFERENCE_TOTAL, r, e);
}
static grappe_code to_others(const grappe_matrix *m, grappe_statistic *r, grappe_error *e) {
  return grappe_krugman(m, GRAPPE_REFERENCE_MEAN_OF_OTHERS, r, e);
}
static grappe_code eci(const grappe_matrix *m, grappe_statistic *r, grappe_error *e) {
  return grappe_economic_complexity(m, r, NULL, e);
}
static grappe_code pci(const grappe_matrix *m, grappe_statistic *r, grappe_error *e) {
  return grappe_economic_complexity(m, NULL, r, e);
}

typedef enum shape { BY_CELL, BY_ROW, BY_COLUMN, BY_PAIR } shape;
static const struct {
  matrix_measure what;
  shape form;
} matrices[] = {{grappe_location_quotients, BY_CELL},
                {grappe_standardised_quotients, BY_CELL},
                {grappe_density, BY_CELL},
                {grappe_hachman, BY_ROW},
                {to_rest, BY_ROW},
                {to_total, BY_ROW},
                {to_others, BY_ROW},
                {grappe_hoover_specialisation, BY_ROW},
                {eci, BY_ROW},
                {grappe_locational_gini, BY_COLUMN},
                {pci, BY_COLUMN},
                {grappe_relatedness, BY_PAIR}};
enum { MATRICES = sizeof matrices / sizeof *matrices };

static void of_matrix(int k, const grappe_bounds *bounds, size_t rows, size_t columns, grappe_statistic *found) {
  grappe_error error = {0};
  grappe_matrix matrix = {{bounds, NULL, rows * columns}, rows, columns};
  assert_int_equal(matrices[k].what(&matrix, found, &error), GRAPPE_OK);
}

/* Where the result at (r, s) of the matrix went when its rows and columns were put in another order. */
static size_t moved(shape form, size_t i, const size_t *rows, const size_t *columns) {
  switch (form) {
    case BY_CELL:
      return rows[i / COLUMNS] * COLUMNS + columns[i % COLUMNS];
    case BY_ROW:
      return rows[i];
    case BY_COLUMN:
      return columns[i];
    case BY_PAIR:
      break;
  }
  return columns[i / COLUMNS] * COLUMNS + columns[i % COLUMNS];
}

/* The same where the matrix has one more column. */
static size_t among_wide(shape form, size_t i) {
  return form == BY_ROW || form == BY_COLUMN ? i : i / COLUMNS * (COLUMNS + 1) + i % COLUMNS;
}

static void of_matrices(void **state) {
  (void)state;
  static const size_t counts[] = {CELLS, ROWS, COLUMNS, COLUMNS * COLUMNS};
  uint64_t seed = 52;
  for (int round = 0; round < ROUNDS; round++) {
    grappe_bounds x[CELLS + COLUMNS], y[CELLS], wide[CELLS + ROWS]; /* wide: one more activity, with nothing */
    size_t rows[ROWS], columns[COLUMNS];
    draw_bounds(x, CELLS, round % 2, &seed);
    for (size_t s = 0; s < COLUMNS; s++) x[CELLS + s] = grappe_bounds_exact(0); /* one more region, with nothing */
    for (size_t r = 0; r < ROWS; r++) wide[r * (COLUMNS + 1) + COLUMNS] = grappe_bounds_exact(0);
    for (size_t i = 0; i < CELLS; i++) wide[among_wide(BY_CELL, i)] = x[i];
    shuffled_order(rows, ROWS, &seed);
    shuffled_order(columns, COLUMNS, &seed);
    for (int k = 0; k < MATRICES; k++) {
      grappe_statistic found[MOST], again[MOST];
      size_t count = counts[matrices[k].form];
      of_matrix(k, x, ROWS, COLUMNS, found);
      for (size_t i = 0; i < CELLS; i++) y[i] = scaled(x[i], 1024);
      of_matrix(k, y, ROWS, COLUMNS, again);
      for (size_t i = 0; i < count; i++) same_statistic(again[i], found[i], 1e-8);
      for (size_t i = 0; i < CELLS; i++) y[moved(BY_CELL, i, rows, columns)] = x[i];
      of_matrix(k, y, ROWS, COLUMNS, again);
      for (size_t i = 0; i < count; i++)
        same_statistic(again[moved(matrices[k].form, i, rows, columns)], found[i], 1e-8);
      of_matrix(k, x, ROWS + 1, COLUMNS, again);
      int wider = matrices[k].what == eci || matrices[k].what == pci; /* a bound that knows only the number of rows */
      for (size_t i = 0; i < count; i++) {
        if (wider && !isnan(found[i].value) && found[i].bounds.low < found[i].value) continue;
        if (wider && isnan(found[i].value)) continue;
        same_statistic(again[i], found[i], 1e-8);
      }
      if (matrices[k].form == BY_CELL || matrices[k].form == BY_ROW)
        assert_non_null(again[matrices[k].form == BY_ROW ? ROWS : CELLS].undefined);
      of_matrix(k, wide, ROWS, COLUMNS + 1, again);
      for (size_t i = 0; i < count; i++)
        if (!wider || found[i].tight) same_statistic(again[among_wide(matrices[k].form, i)], found[i], 1e-8);
      if (matrices[k].form == BY_COLUMN) assert_non_null(again[COLUMNS].undefined);
    }
  }
}

/* --- quotients by three doors ------------------------------------------------------------------------------------ */

static void doors(void **state) {
  (void)state;
  uint64_t seed = 53;
  for (int round = 0; round < ROUNDS; round++) {
    grappe_bounds x[CELLS], listed[CELLS];
    grappe_statistic dense[CELLS], sparse[CELLS];
    double numbers[CELLS], plain[CELLS], sparse_plain[CELLS], sparse_numbers[CELLS];
    uint32_t row[CELLS], column[CELLS];
    size_t place[CELLS], used = 0;
    grappe_error error = {0};
    draw_bounds(x, CELLS, round % 2, &seed);
    for (size_t i = 0; i < CELLS; i++) {
      numbers[i] = x[i].low;
      if (x[i].high == 0) continue;
      row[used] = (uint32_t)(i / COLUMNS);
      column[used] = (uint32_t)(i % COLUMNS);
      place[used] = i;
      sparse_numbers[used] = x[i].low;
      listed[used++] = x[i];
    }
    grappe_matrix matrix = {{x, NULL, CELLS}, ROWS, COLUMNS};
    grappe_listed_matrix list = {{listed, NULL, used}, row, column, ROWS, COLUMNS, 1};
    assert_int_equal(grappe_location_quotients(&matrix, dense, &error), GRAPPE_OK);
    assert_int_equal(grappe_location_quotients_listed(&list, sparse, &error), GRAPPE_OK);
    for (size_t i = 0; i < used; i++) same_statistic(sparse[i], dense[place[i]], 1e-12);
    if (round % 2 == 0) {
      assert_int_equal(grappe_location_quotients_exact(numbers, NULL, NULL, CELLS, ROWS, COLUMNS, plain, &error),
                       GRAPPE_OK);
      assert_int_equal(
          grappe_location_quotients_exact(sparse_numbers, row, column, used, ROWS, COLUMNS, sparse_plain, &error),
          GRAPPE_OK);
      for (size_t i = 0; i < CELLS; i++) assert_true(dense[i].undefined ? isnan(plain[i]) : plain[i] == dense[i].value);
      for (size_t i = 0; i < used; i++) assert_true(sparse_plain[i] == dense[place[i]].value);
    }
    /* a list that is not complete: what is not there may be anything from zero up */
    for (size_t i = 0, at = 0; i < CELLS; i++) {
      if (at < used && place[at] == i)
        at++;
      else
        x[i] = grappe_bounds_between(0, INFINITY);
    }
    list.complete = 0;
    assert_int_equal(grappe_location_quotients(&matrix, dense, &error), GRAPPE_OK);
    assert_int_equal(grappe_location_quotients_listed(&list, sparse, &error), GRAPPE_OK);
    for (size_t i = 0; i < used; i++) same_statistic(sparse[i], dense[place[i]], 1e-12);
  }
}

static void refused(void **state) {
  (void)state;
  grappe_bounds one = grappe_bounds_exact(1);
  grappe_statistic found;
  grappe_error error = {0};
  double number = -1, result;
  const uint32_t far = 3, near = 0;
  grappe_listed_matrix list = {{&one, NULL, 1}, &far, &near, 3, 1, 1};
  assert_int_equal(grappe_location_quotients_listed(&list, &found, &error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_location_quotients_exact(&number, &near, &far, 1, 1, 1, &result, &error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_location_quotients_exact(&number, NULL, NULL, 1, 1, 1, &result, &error), GRAPPE_OK);
  assert_true(isnan(result));
  one.low = -1;
  list.row = &near;
  assert_int_equal(grappe_location_quotients_listed(&list, &found, &error), GRAPPE_OK);
  assert_string_equal(found.undefined, "a value is, or may be, below zero");
  list.complete = 0;
  assert_int_equal(grappe_location_quotients_listed(&list, &found, &error), GRAPPE_OK);
  assert_string_equal(found.undefined, "a value is, or may be, below zero");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(of_vectors),
      cmocka_unit_test(of_matrices),
      cmocka_unit_test(doors),
      cmocka_unit_test(refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
