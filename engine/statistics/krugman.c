#include <math.h>

#include "base/memory.h"
#include "statistics/shares_private.h"
#include "statistics/specialisation_private.h"

/* The amounts of one region, and of what it is held against. */
typedef struct profile {
  grappe_bounds *own, *other; /* amounts; for the mean of others, shares */
  double *own_value, *other_value;
  size_t count;
} profile;

static double sum_of(const double *x, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += x[i];
  return sum;
}

static double distance(const double *x, const double *y, size_t count) {
  double x_sum = sum_of(x, count), y_sum = sum_of(y, count), apart = 0;
  for (size_t i = 0; i < count; i++) apart += fabs(x[i] / x_sum - y[i] / y_sum);
  return x_sum > 0 && y_sum > 0 ? apart : NAN;
}

/* Each item's share in its row, as bounds. */
static grappe_bounds share_at(const grappe_matrix *matrix, const grappe_margins *sums, size_t r, size_t s) {
  const grappe_bounds *cell = grappe_matrix_bounds(matrix, r, s);
  grappe_sum rest = grappe_sum_without(sums->row[r], grappe_sum_of_cell(cell, 0));
  return grappe_share_range(*cell, rest.low, grappe_sum_high(&rest));
}

/* What one region adds to the reference of the others: its amount, or its share. */
static grappe_sum part_of(const grappe_matrix *matrix, const grappe_margins *sums, size_t r, size_t s, int mean) {
  double own = grappe_matrix_value(matrix, r, s);
  if (!mean) return grappe_sum_of_cell(grappe_matrix_bounds(matrix, r, s), own);
  grappe_bounds share = share_at(matrix, sums, r, s);
  return grappe_sum_of_cell(&share, own / grappe_sum_value(&sums->row[r]));
}

/* The sum of all regions' parts, by activity. */
static void add_up(const grappe_matrix *matrix, const grappe_margins *sums, int mean, grappe_sum *all) {
  for (size_t r = 0; r < matrix->rows; r++) {
    if (grappe_sum_high(&sums->row[r]) == 0) continue;
    for (size_t s = 0; s < matrix->columns; s++) {
      grappe_sum part = part_of(matrix, sums, r, s, mean);
      all[s].value += part.value;
      all[s].low += part.low;
      all[s].high += part.high;
      all[s].blank += part.blank;
      all[s].endless += part.endless;
    }
  }
}

static void fill(const grappe_matrix *matrix, const grappe_margins *sums, size_t r, int mean, const grappe_sum *all,
                 profile *p) {
  for (size_t s = 0; s < p->count; s++) {
    grappe_sum other = grappe_sum_without(all[s], part_of(matrix, sums, r, s, mean));
    p->own[s] = *grappe_matrix_bounds(matrix, r, s);
    p->own_value[s] = grappe_matrix_value(matrix, r, s);
    p->other[s] = grappe_bounds_between(other.low, fmax(grappe_sum_high(&other), other.low));
    p->other_value[s] = grappe_sum_value(&other);
  }
}

/* Of the rest of the regions. The total is w of the region itself and 1 - w of the rest, so that the distance to it is
 * (1 - w) times that to the rest. */
static grappe_statistic against(const grappe_margins *sums, size_t r, grappe_reference reference, const profile *p) {
  int found;
  grappe_sum rest = grappe_sum_without(sums->total, sums->row[r]);
  double value = distance(p->own_value, p->other_value, p->count);
  if (reference == GRAPPE_REFERENCE_TOTAL) value *= grappe_sum_value(&rest) / grappe_sum_value(&sums->total);
  if (sums->exact) return grappe_statistic_exact(value);
  double low = 2 * grappe_shares_apart_least(p->own, p->other, p->count);
  double high = 2 * grappe_shares_apart_most(p->own, p->other, p->count, &found);
  if (reference == GRAPPE_REFERENCE_REST) return grappe_statistic_between(value, low, high, found, 0, 2);
  if (reference == GRAPPE_REFERENCE_TOTAL) {
    double own_high = grappe_sum_high(&sums->row[r]), rest_high = grappe_sum_high(&rest);
    double least = isinf(own_high) || rest.low <= 0 ? 0 : rest.low / (rest.low + own_high);
    double most = isinf(rest_high) || sums->row[r].low == 0 ? 1 : rest_high / (rest_high + sums->row[r].low);
    return grappe_statistic_between(value, low * least, high * most, 0, 0, 2);
  }
  return grappe_statistic_between(value, low, high, 0, 0, 2); /* shares taken as amounts: they vary more freely so */
}

static grappe_statistic krugman_of(const grappe_matrix *matrix, const grappe_margins *sums, size_t r,
                                   grappe_reference reference, const grappe_sum *all, size_t working, profile *p) {
  if (sums->defect) return grappe_statistic_undefined(sums->defect);
  if (grappe_sum_high(&sums->row[r]) == 0) return grappe_statistic_undefined(grappe_region_empty);
  if (working == 1) {
    if (reference != GRAPPE_REFERENCE_TOTAL) return grappe_statistic_undefined("no other region has anything");
    return grappe_statistic_exact(0); /* the region is the whole */
  }
  fill(matrix, sums, r, reference == GRAPPE_REFERENCE_MEAN_OF_OTHERS, all, p);
  return against(sums, r, reference, p);
}

grappe_code grappe_krugman(const grappe_matrix *matrix, grappe_reference reference, grappe_statistic *result,
                           grappe_error *error) {
  grappe_margins sums;
  size_t count = matrix->columns, working = 0;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  profile p = {.own = grappe_alloc((2 * count + 1) * sizeof *p.own),
               .own_value = grappe_alloc((2 * count + 1) * sizeof *p.own_value),
               .count = count};
  grappe_sum *all = grappe_alloc_zero(count + 1, sizeof *all);
  if (!p.own || !p.own_value || !all) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    p.other = p.own + count;
    p.other_value = p.own_value + count;
    add_up(matrix, &sums, reference == GRAPPE_REFERENCE_MEAN_OF_OTHERS, all);
    for (size_t r = 0; r < matrix->rows; r++) working += grappe_sum_high(&sums.row[r]) > 0;
    for (size_t r = 0; r < matrix->rows; r++) result[r] = krugman_of(matrix, &sums, r, reference, all, working, &p);
  }
  grappe_free(all);
  grappe_free(p.own);
  grappe_free(p.own_value);
  grappe_margins_free(&sums);
  return code;
}

grappe_code grappe_hoover_specialisation(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_code code = grappe_krugman(matrix, GRAPPE_REFERENCE_TOTAL, result, error);
  for (size_t r = 0; code == GRAPPE_OK && r < matrix->rows; r++) {
    if (result[r].undefined) continue;
    result[r].value /= 2;
    result[r].bounds.low /= 2;
    result[r].bounds.high /= 2;
  }
  return code;
}
