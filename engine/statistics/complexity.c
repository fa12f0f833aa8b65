/* The matrix of the definition is not symmetric; with x = d^(1/2) eci it becomes W W', where W = d^(-1/2) M u^(-1/2),
 * and that of activities W' W with the same eigenvalues. The smaller of the two is taken, and the other side is the
 * mean of what it found over M, up to a factor that z-scores do not see. */
#include "statistics/complexity.h"

#include <math.h>

#include "base/memory.h"
#include "statistics/complexity_private.h"
#include "statistics/eigen_private.h"

static const double apart = 1e-10; /* eigenvalues closer than this are not told apart */

/* Regions and activities that have something, and who has what by the estimates. */
typedef struct setting {
  const grappe_presence *presence;
  double *diversity, *ubiquity; /* of rows and columns; 0: left out */
  double *regions, *activities; /* the result, by row and by column */
  size_t *place;                /* of each item of the smaller side in its matrix */
  size_t *scratch;
} setting;

static int has(const setting *s, size_t row, size_t column) {
  return s->presence->cells[row * s->presence->columns + column] & GRAPPE_LIKELY;
}

static size_t count_up(setting *s, size_t *columns) {
  const grappe_presence *p = s->presence;
  size_t rows = 0;
  *columns = 0;
  for (size_t r = 0; r < p->rows; r++)
    for (size_t c = 0; c < p->columns; c++) {
      if (!has(s, r, c)) continue;
      rows += s->diversity[r]++ == 0;
      *columns += s->ubiquity[c]++ == 0;
    }
  return rows;
}

/* W' W, or W W' where `by_region`; n × n over those that are not left out. */
static void fill(setting *s, int by_region, double *matrix, size_t n) {
  const grappe_presence *p = s->presence;
  size_t outer = by_region ? p->columns : p->rows, inner = by_region ? p->rows : p->columns, next = 0;
  const double *inner_sums = by_region ? s->diversity : s->ubiquity;
  const double *outer_sums = by_region ? s->ubiquity : s->diversity;
  for (size_t i = 0; i < inner; i++) s->place[i] = inner_sums[i] > 0 ? next++ : 0;
  for (size_t i = 0; i < n * n; i++) matrix[i] = 0;
  for (size_t o = 0; o < outer; o++) {
    size_t found = 0;
    for (size_t i = 0; i < inner; i++)
      if (by_region ? has(s, i, o) : has(s, o, i)) s->scratch[found++] = i;
    for (size_t i = 0; i < found; i++)
      for (size_t j = 0; j < found; j++)
        matrix[s->place[s->scratch[i]] * n + s->place[s->scratch[j]]] += 1 / outer_sums[o];
  }
  for (size_t i = 0; i < inner; i++)
    for (size_t j = 0; j < inner; j++)
      if (inner_sums[i] > 0 && inner_sums[j] > 0)
        matrix[s->place[i] * n + s->place[j]] /= sqrt(inner_sums[i]) * sqrt(inner_sums[j]);
}

/* From the eigenvector of the smaller side to both. */
static void spread(setting *s, int by_region, const double *vector) {
  const grappe_presence *p = s->presence;
  size_t inner = by_region ? p->rows : p->columns;
  double *near = by_region ? s->regions : s->activities, *far = by_region ? s->activities : s->regions;
  const double *inner_sums = by_region ? s->diversity : s->ubiquity;
  const double *outer_sums = by_region ? s->ubiquity : s->diversity;
  for (size_t i = 0; i < inner; i++)
    if (inner_sums[i] > 0) near[i] = vector[s->place[i]] / sqrt(inner_sums[i]);
  for (size_t r = 0; r < p->rows; r++)
    for (size_t c = 0; c < p->columns; c++) {
      if (!has(s, r, c)) continue;
      size_t o = by_region ? c : r, i = by_region ? r : c;
      far[o] += near[i] / outer_sums[o];
    }
}

/* To mean 0 and standard deviation 1 over those that are not left out, turned by `sign`. */
static void score(double *x, const double *sums, size_t count, double sign) {
  double n = 0, mean = 0, squares = 0;
  for (size_t i = 0; i < count; i++) {
    if (sums[i] == 0) continue;
    n++;
    mean += x[i];
  }
  mean /= n;
  for (size_t i = 0; i < count; i++)
    if (sums[i] > 0) squares += (x[i] - mean) * (x[i] - mean);
  for (size_t i = 0; i < count; i++)
    if (sums[i] > 0) x[i] = sign * (x[i] - mean) / sqrt(squares / n);
}

/* The correlation of the regions' results with their diversity; 0 where that does not differ. */
static double with_diversity(const setting *s) {
  double n = 0, x = 0, d = 0, xx = 0, dd = 0, xd = 0;
  for (size_t r = 0; r < s->presence->rows; r++) {
    if (s->diversity[r] == 0) continue;
    n++;
    x += s->regions[r];
    d += s->diversity[r];
  }
  for (size_t r = 0; r < s->presence->rows; r++) {
    if (s->diversity[r] == 0) continue;
    double u = s->regions[r] - x / n, v = s->diversity[r] - d / n;
    xx += u * u;
    dd += v * v;
    xd += u * v;
  }
  return dd > 0 && xx > 0 ? xd / sqrt(xx * dd) : 0;
}

/* Fills s->regions and s->activities, or says why there is nothing to fill in. */
static grappe_code find(setting *s, const char **defect, grappe_error *error) {
  size_t columns, rows = count_up(s, &columns), n = rows < columns ? rows : columns;
  int by_region = rows <= columns;
  double values[3];
  if (rows < 2 || columns < 2) {
    *defect = rows < 2 ? "only one region has a value" : "there is only one activity";
    return GRAPPE_OK;
  }
  double *matrix = grappe_alloc((n * n + n) * sizeof *matrix);
  if (!matrix) return grappe_fail_memory(error);
  fill(s, by_region, matrix, n);
  grappe_code code = grappe_second_eigenvector(matrix, n, values, matrix + n * n, error);
  if (code == GRAPPE_OK) {
    if (values[1] > 1 - apart)
      *defect = "the regions fall into groups that share no activity";
    else if (values[1] < apart)
      *defect = "all regions have the same activities";
    else if (values[2] > values[1] - apart)
      *defect = "two orders of the regions are equally good";
  }
  if (code == GRAPPE_OK && !*defect) {
    spread(s, by_region, matrix + n * n);
    double sign = with_diversity(s);
    if (fabs(sign) < apart) *defect = "the diversity of the regions does not tell which of them come first";
    score(s->regions, s->diversity, s->presence->rows, sign < 0 ? -1 : 1);
    score(s->activities, s->ubiquity, s->presence->columns, sign < 0 ? -1 : 1);
  }
  grappe_free(matrix);
  return code;
}

/* One side of the result. */
static void tell(const grappe_presence *p, const double *x, const unsigned char *empty, const char *reason,
                 size_t count, const char *defect, grappe_statistic *result) {
  double most = sqrt((double)count - 1);
  for (size_t i = 0; result && i < count; i++) {
    if (p->defect || (defect && p->decided))
      result[i] = grappe_statistic_undefined(p->defect ? p->defect : defect);
    else if (empty[i])
      result[i] = grappe_statistic_undefined(reason);
    else if (p->decided)
      result[i] = grappe_statistic_exact(x[i]);
    else
      result[i] = grappe_statistic_between(defect || !p->estimated ? NAN : x[i], -most, most, 0, -most, most);
  }
}

grappe_code grappe_economic_complexity(const grappe_matrix *matrix, grappe_statistic *eci, grappe_statistic *pci,
                                       grappe_error *error) {
  grappe_presence p;
  size_t rows = matrix->rows, columns = matrix->columns, all = rows + columns;
  const char *defect = NULL;
  grappe_code code = grappe_presence_of(matrix, &p, error);
  if (code != GRAPPE_OK) return code;
  double *sums = grappe_alloc_zero(2 * all + 1, sizeof *sums);
  size_t *places = grappe_alloc((2 * all + 1) * sizeof *places);
  setting s = {.presence = &p, .diversity = sums, .place = places};
  if (!sums || !places) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    s.ubiquity = sums + rows;
    s.regions = sums + all;
    s.activities = s.regions + rows;
    s.scratch = places + all;
    if (!p.defect && p.estimated) code = find(&s, &defect, error);
  }
  if (code == GRAPPE_OK) {
    tell(&p, s.regions, p.row_empty, grappe_region_empty, rows, defect, eci);
    tell(&p, s.activities, p.column_empty, grappe_activity_empty, columns, defect, pci);
  }
  grappe_free(sums);
  grappe_free(places);
  grappe_presence_free(&p);
  return code;
}
