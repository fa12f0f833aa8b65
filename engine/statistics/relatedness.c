#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/complexity.h"
#include "statistics/complexity_private.h"

static const double least_quotient = 1 - 1e-9;

void grappe_presence_free(grappe_presence *presence) {
  grappe_free(presence->cells);
  grappe_free(presence->row_empty);
}

grappe_code grappe_presence_of(const grappe_matrix *matrix, grappe_presence *p, grappe_error *error) {
  size_t rows = matrix->rows, columns = matrix->columns;
  grappe_margins sums;
  grappe_code code = grappe_margins_of(matrix, &sums, error);
  if (code != GRAPPE_OK) return code;
  *p = (grappe_presence){.cells = grappe_alloc(rows * columns + 1),
                         .rows = rows,
                         .columns = columns,
                         .row_empty = grappe_alloc_zero(rows + columns + 1, 1),
                         .decided = 1,
                         .estimated = 1,
                         .defect = sums.defect};
  if (!p->cells || !p->row_empty) {
    grappe_presence_free(p);
    grappe_margins_free(&sums);
    return grappe_fail_memory(error);
  }
  p->column_empty = p->row_empty + rows;
  for (size_t r = 0; r < rows; r++) p->row_empty[r] = grappe_sum_high(&sums.row[r]) == 0;
  for (size_t s = 0; s < columns; s++) p->column_empty[s] = grappe_sum_high(&sums.column[s]) == 0;
  for (size_t i = 0; i < rows * columns; i++) {
    grappe_statistic quotient = grappe_quotient_at(matrix, &sums, i / columns, i % columns);
    p->cells[i] = 0;
    if (quotient.undefined) continue;
    int surely = quotient.bounds.low >= least_quotient, possibly = quotient.bounds.high >= least_quotient;
    int likely = surely || (possibly && quotient.value >= least_quotient);
    p->cells[i] = (unsigned char)(surely * GRAPPE_SURELY + possibly * GRAPPE_POSSIBLY + likely * GRAPPE_LIKELY);
    if (surely == possibly) continue;
    p->decided = 0;
    if (isnan(quotient.value)) p->estimated = 0;
  }
  grappe_margins_free(&sums);
  return GRAPPE_OK;
}

/* For each pair of activities how many regions have both; on the diagonal how many have the one. */
static void count_pairs(const grappe_presence *p, int how, size_t *scratch, double *pairs) {
  size_t columns = p->columns;
  memset(pairs, 0, columns * columns * sizeof *pairs);
  for (size_t r = 0; r < p->rows; r++) {
    size_t found = 0;
    for (size_t s = 0; s < columns; s++)
      if (p->cells[r * columns + s] & how) scratch[found++] = s;
    for (size_t i = 0; i < found; i++)
      for (size_t j = 0; j < found; j++) pairs[scratch[i] * columns + scratch[j]]++;
  }
}

/* Both probabilities have the same numerator; the greater denominator gives the least. */
static double likeness(const double *pairs, size_t columns, size_t i, size_t j) {
  double most = fmax(pairs[i * columns + i], pairs[j * columns + j]);
  return most > 0 ? pairs[i * columns + j] / most : NAN;
}

static grappe_statistic related(const grappe_presence *p, const double *low, const double *high, const double *likely,
                                size_t i, size_t j) {
  size_t columns = p->columns;
  if (p->defect) return grappe_statistic_undefined(p->defect);
  if (p->column_empty[i] || p->column_empty[j]) return grappe_statistic_undefined(grappe_activity_empty);
  if (i == j) return grappe_statistic_exact(1);
  if (p->decided) return grappe_statistic_exact(likeness(low, columns, i, j));
  double least_of_most = fmax(low[i * columns + i], low[j * columns + j]);
  double most_of_most = fmax(high[i * columns + i], high[j * columns + j]);
  double least = most_of_most > 0 ? low[i * columns + j] / most_of_most : 0;
  double most = high[i * columns + j] > 0 ? high[i * columns + j] / fmax(least_of_most, high[i * columns + j]) : 0;
  double value = p->estimated ? likeness(likely, columns, i, j) : NAN;
  if (least == most) return grappe_statistic_exact(least);
  return grappe_statistic_between(value, least, most, 0, 0, 1);
}

static grappe_code relate(const grappe_presence *p, grappe_statistic *result, grappe_error *error) {
  size_t columns = p->columns, cells = columns * columns;
  double *low = grappe_alloc((3 * cells + 1) * sizeof *low);
  size_t *scratch = grappe_alloc((columns + 1) * sizeof *scratch);
  grappe_code code = GRAPPE_OK;
  if (!low || !scratch) {
    code = grappe_fail_memory(error);
  } else {
    double *high = low + cells, *likely = high + cells;
    count_pairs(p, GRAPPE_SURELY, scratch, low);
    if (!p->decided) {
      count_pairs(p, GRAPPE_POSSIBLY, scratch, high);
      count_pairs(p, GRAPPE_LIKELY, scratch, likely);
    }
    for (size_t i = 0; i < columns; i++)
      for (size_t j = 0; j < columns; j++) result[i * columns + j] = related(p, low, high, likely, i, j);
  }
  grappe_free(low);
  grappe_free(scratch);
  return code;
}

grappe_code grappe_relatedness(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_presence p;
  grappe_code code = grappe_presence_of(matrix, &p, error);
  if (code != GRAPPE_OK) return code;
  code = relate(&p, result, error);
  grappe_presence_free(&p);
  return code;
}

/* --- density ----------------------------------------------------------------------------------------------------- */

/* Sums of relatedness to an activity: over those that a region has, surely and possibly, at either end of the bounds,
 * and by the estimates. */
typedef struct nearness {
  double sure_low, sure_high, possible_low, possible_high, likely;
} nearness;

static void add_near(nearness *to, const grappe_statistic *related, unsigned char how) {
  if (how & GRAPPE_SURELY) {
    to->sure_low += related->bounds.low;
    to->sure_high += related->bounds.high;
  }
  if (how & GRAPPE_POSSIBLY) {
    to->possible_low += related->bounds.low;
    to->possible_high += related->bounds.high;
  }
  if (how & GRAPPE_LIKELY) to->likely += related->value;
}

/* The part that the region has is least where that is at its least and all the rest at its greatest. */
static grappe_statistic density_of(const nearness *own, const nearness *all, int decided) {
  double rest_high = fmax(all->sure_high - own->sure_high, 0), rest_low = fmax(all->sure_low - own->possible_low, 0);
  if (decided) return grappe_statistic_exact(fmin(own->likely / all->likely, 1));
  double low = own->sure_low > 0 ? own->sure_low / (own->sure_low + rest_high) : 0;
  double high = own->possible_high > 0 ? own->possible_high / (own->possible_high + rest_low) : 0;
  return grappe_statistic_between(own->likely / all->likely, low, high, 0, 0, 1);
}

/* The densities of one region; `near` has room for the columns. */
static void fill_row(const grappe_presence *p, const grappe_statistic *related, const nearness *all, size_t r,
                     nearness *near, grappe_statistic *row) {
  size_t columns = p->columns;
  memset(near, 0, columns * sizeof *near);
  for (size_t j = 0; j < columns; j++) {
    unsigned char how = p->cells[r * columns + j];
    if (!how || p->column_empty[j]) continue;
    for (size_t i = 0; i < columns; i++) add_near(&near[i], &related[j * columns + i], how);
  }
  for (size_t i = 0; i < columns; i++) {
    if (p->defect)
      row[i] = grappe_statistic_undefined(p->defect);
    else if (p->row_empty[r])
      row[i] = grappe_statistic_undefined(grappe_region_empty);
    else if (p->column_empty[i])
      row[i] = grappe_statistic_undefined(grappe_activity_empty);
    else
      row[i] = density_of(&near[i], &all[i], p->decided);
    if (!p->estimated && !row[i].undefined) row[i].value = NAN;
  }
}

grappe_code grappe_density(const grappe_matrix *matrix, grappe_statistic *result, grappe_error *error) {
  grappe_presence p;
  size_t columns = matrix->columns;
  grappe_code code = grappe_presence_of(matrix, &p, error);
  if (code != GRAPPE_OK) return code;
  grappe_statistic *related = grappe_alloc((columns * columns + 1) * sizeof *related);
  nearness *near = grappe_alloc_zero(2 * columns + 1, sizeof *near);
  if (!related || !near) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = relate(&p, related, error);
  if (code == GRAPPE_OK) {
    nearness *all = near + columns;
    for (size_t j = 0; j < columns; j++)
      for (size_t i = 0; i < columns && !p.column_empty[j]; i++)
        add_near(&all[i], &related[j * columns + i], GRAPPE_SURELY | GRAPPE_POSSIBLY | GRAPPE_LIKELY);
    for (size_t r = 0; r < matrix->rows; r++) fill_row(&p, related, all, r, near, result + r * columns);
  }
  grappe_free(related);
  grappe_free(near);
  grappe_presence_free(&p);
  return code;
}
