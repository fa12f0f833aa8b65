#include "statistics/autocorrelation.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* The weight between two places, in both directions together. */
typedef struct link {
  size_t low, high;
  double weight;
} link;

/* Sums over the weights: S0 of all, S1 half of (w_ij + w_ji)² over all pairs, S2 of squares of (row + column). */
typedef struct weights {
  link *links; /* sorted; each pair once */
  size_t count;
  double *given, *taken;       /* sums of each place's row, and of its column */
  double s0, s1, s2, greatest; /* the last: (row + column) / 2 of the place where it is greatest */
  size_t islands;
} weights;

static int by_pair(const void *a, const void *b) {
  const link *x = a, *y = b;
  if (x->low != y->low) return x->low < y->low ? -1 : 1;
  return (x->high > y->high) - (x->high < y->high);
}

static grappe_code check(const grappe_neighbour *list, size_t count, size_t places, grappe_error *error) {
  for (size_t k = 0; k < count; k++) {
    const grappe_neighbour *n = &list[k];
    if (n->place >= places || n->neighbour >= places)
      return grappe_fail(error, GRAPPE_ARGUMENT, "neighbour %zu of the list is none of the places that have a value",
                         k + 1);
    if (!(n->weight >= 0) || isinf(n->weight))
      return grappe_fail(error, GRAPPE_ARGUMENT, "the weight of a neighbour must be zero or above, and %g is not",
                         n->weight);
    if (n->place == n->neighbour && n->weight > 0)
      return grappe_fail(error, GRAPPE_ARGUMENT, "a place is listed as its own neighbour: leave it out");
  }
  return GRAPPE_OK;
}

static void weights_free(weights *w) {
  grappe_free(w->links);
  grappe_free(w->given);
}

/* Both directions of a pair become one link. */
static void add_up(weights *w, size_t places) {
  size_t used = 0;
  qsort(w->links, w->count, sizeof *w->links, by_pair);
  for (size_t k = 0; k < w->count; k++) {
    if (used && !by_pair(&w->links[used - 1], &w->links[k]))
      w->links[used - 1].weight += w->links[k].weight;
    else
      w->links[used++] = w->links[k];
  }
  w->count = used;
  for (size_t k = 0; k < used; k++) w->s1 += w->links[k].weight * w->links[k].weight;
  for (size_t i = 0; i < places; i++) {
    double both = w->given[i] + w->taken[i];
    w->s0 += w->given[i];
    w->s2 += both * both;
    w->greatest = fmax(w->greatest, both / 2);
  }
}

static grappe_code weights_of(const grappe_neighbour *list, size_t count, size_t places, int raw,
                              unsigned char *is_island, weights *w, grappe_error *error) {
  *w = (weights){.links = grappe_alloc((count + 1) * sizeof *w->links),
                 .given = grappe_alloc_zero(2 * places + 1, sizeof *w->given)};
  if (!w->links || !w->given) {
    weights_free(w);
    return grappe_fail_memory(error);
  }
  double *sums = w->given; /* of the weights as given; then of those that count */
  w->taken = w->given + places;
  for (size_t k = 0; k < count; k++) sums[list[k].place] += list[k].weight;
  for (size_t k = 0; k < count; k++) {
    const grappe_neighbour *n = &list[k];
    if (n->weight == 0) continue;
    double weight = raw ? n->weight : n->weight / sums[n->place];
    size_t low = n->place < n->neighbour ? n->place : n->neighbour;
    w->links[w->count++] = (link){low, n->place + n->neighbour - low, weight};
    w->taken[n->neighbour] += weight;
  }
  for (size_t i = 0; i < places; i++) {
    int island = sums[i] == 0;
    w->islands += (size_t)island;
    if (is_island) is_island[i] = (unsigned char)island;
    if (!raw && !island) w->given[i] = 1;
  }
  add_up(w, places);
  return GRAPPE_OK;
}

/* The variance by chance for values of kurtosis k: linear in it. */
static double variance_at(const weights *w, double n, double k) {
  double square = w->s0 * w->s0, mean = -1 / (n - 1);
  double one = n * ((n * n - 3 * n + 3) * w->s1 - n * w->s2 + 3 * square);
  double two = k * ((n * n - n) * w->s1 - 2 * n * w->s2 + 6 * square);
  double variance = (one - two) / ((n - 1) * (n - 2) * (n - 3) * square) - mean * mean;
  return variance > 1e-12 * mean * mean ? variance : 0; /* what is left of a difference of equals is none */
}

/* sum w z z, sum z² and sum z⁴, with z the deviations from the mean. */
static void moments(const grappe_sample *values, const weights *w, double *cross, double *squares, double *fourths,
                    double *size) {
  double n = (double)values->count, mean = 0;
  *cross = *squares = *fourths = *size = 0;
  for (size_t i = 0; i < values->count; i++) mean += grappe_sample_value(values, i) / n;
  for (size_t i = 0; i < values->count; i++) {
    double z = grappe_sample_value(values, i) - mean;
    *squares += z * z;
    *fourths += z * z * z * z;
    *size = fmax(*size, fabs(grappe_sample_value(values, i)));
  }
  for (size_t k = 0; k < w->count; k++)
    *cross += w->links[k].weight * (grappe_sample_value(values, w->links[k].low) - mean) *
              (grappe_sample_value(values, w->links[k].high) - mean);
}

static void tell(const grappe_sample *values, const weights *w, grappe_moran *result) {
  double n = (double)values->count, cross, squares, fourths, size, expected = -1 / (n - 1);
  int exact = grappe_sample_exact(values);
  moments(values, w, &cross, &squares, &fourths, &size);
  int equal = squares <= 1e-24 * n * size * size;
  if (exact && equal) {
    grappe_statistic none = grappe_statistic_undefined("all values are the same");
    *result = (grappe_moran){none, none, none, none, none, w->islands};
    return;
  }
  double i = equal ? NAN : n / w->s0 * cross / squares, most = n / w->s0 * w->greatest;
  double variance = equal ? NAN : variance_at(w, n, n * fourths / (squares * squares));
  double z = (i - expected) / sqrt(variance), p = erfc(fabs(z) / sqrt(2));
  result->islands = w->islands;
  result->expected = grappe_statistic_exact(expected);
  result->i = exact ? grappe_statistic_exact(i) : grappe_statistic_between(i, -most, most, 0, -most, most);
  if (n < 4) {
    result->variance = result->z = result->p = grappe_statistic_undefined("there are fewer than four places");
  } else if (exact) {
    result->variance = grappe_statistic_exact(variance);
    result->z = variance > 0 ? grappe_statistic_exact(z) : grappe_statistic_undefined("every order gives the same");
    result->p = variance > 0 ? grappe_statistic_exact(p) : result->z;
  } else {
    double a = variance_at(w, n, 1), b = variance_at(w, n, n);
    result->variance = grappe_statistic_between(variance, fmin(a, b), fmax(a, b), 0, 0, INFINITY);
    result->z = grappe_statistic_between(z, -INFINITY, INFINITY, 0, -INFINITY, INFINITY);
    result->p = grappe_statistic_between(p, 0, 1, 0, 0, 1);
  }
}

grappe_code grappe_moran_of(const grappe_sample *values, const grappe_neighbour *neighbours, size_t count, int raw,
                            grappe_moran *result, unsigned char *is_island, grappe_error *error) {
  weights w;
  grappe_code code = check(neighbours, count, values->count, error);
  if (code == GRAPPE_OK) code = weights_of(neighbours, count, values->count, raw, is_island, &w, error);
  if (code != GRAPPE_OK) return code;
  const char *defect = NULL;
  if (values->count < 2)
    defect = "there are fewer than two places";
  else if (w.s0 == 0)
    defect = "no place has a neighbour";
  if (defect) {
    grappe_statistic none = grappe_statistic_undefined(defect);
    *result = (grappe_moran){none, none, none, none, none, w.islands};
  } else {
    tell(values, &w, result);
  }
  weights_free(&w);
  return GRAPPE_OK;
}
