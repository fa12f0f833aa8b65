/* Edges between classes, found from the values.
 *
 * Jenks. On sorted values the best classes are stretches. Let best(k, j) be the least sum of squares of the first j
 * values in k classes: it is the least over i of best(k - 1, i) + cost(i, j), with cost the squares of values i .. j -
 * 1 round their mean. The i that gives it never falls as j grows, so that each half of a layer needs to look only on
 * its side of the i of the middle: n log n steps a layer, and the result is the optimum. Equal values are one item with
 * a weight: they are never parted. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/classes.h"

static int by_number(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* The finite values, sorted; returns how many. */
static size_t sort_finite(const double *values, size_t count, double *sorted) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++)
    if (isfinite(values[i])) sorted[n++] = values[i];
  qsort(sorted, n, sizeof *sorted, by_number);
  return n;
}

/* --- edges that lie anywhere ------------------------------------------------------------------------------------- */

static size_t equal_edges(const double *sorted, size_t n, size_t classes, double *edges) {
  double low = sorted[0], width = sorted[n - 1] - low;
  for (size_t k = 1; k < classes; k++) edges[k - 1] = low + width * (double)k / (double)classes;
  return classes - 1;
}

static size_t deviation_edges(const double *sorted, size_t n, size_t classes, double *edges) {
  double mean = 0, squares = 0;
  for (size_t i = 0; i < n; i++) mean += sorted[i] / (double)n;
  for (size_t i = 0; i < n; i++) squares += (sorted[i] - mean) * (sorted[i] - mean);
  double deviation = sqrt(squares / ((double)n - 1));
  for (size_t k = 0; k + 1 < classes; k++) edges[k] = mean + ((double)k - ((double)classes - 2) / 2) * deviation;
  return classes - 1;
}

/* --- edges on values --------------------------------------------------------------------------------------------- */

/* The edge of a cut before sorted[at]. */
static double edge_at(const double *sorted, size_t at, int upper) {
  return upper ? sorted[at - 1] : sorted[at];
}

/* Where equal values lie on both sides of a cut it goes to the nearer end of them. */
static size_t quantile_edges(const double *sorted, size_t n, size_t classes, int upper, double *edges) {
  size_t used = 0, before = 0;
  for (size_t k = 1; k < classes; k++) {
    size_t wanted = (k * n + classes / 2) / classes, low = wanted, high = wanted;
    while (low > 0 && low < n && sorted[low - 1] == sorted[low]) low--;
    while (high > 0 && high < n && sorted[high - 1] == sorted[high]) high++;
    size_t cut = low == 0 || (high < n && high - wanted < wanted - low) ? high : low;
    if (cut <= before || cut >= n) continue;
    edges[used++] = edge_at(sorted, cut, upper);
    before = cut;
  }
  return used;
}

/* Different values, with running sums of weights, of values and of squares. */
typedef struct fisher {
  double *value, *weight, *sum, *square; /* sums have one more: of nothing */
  double *best, *next;                   /* of a layer and of the one after it */
  uint32_t *from;                        /* layers × (count + 1): the i that gives the best */
  size_t count;
} fisher;

static double cost(const fisher *f, size_t i, size_t j) {
  double weight = f->weight[j] - f->weight[i], sum = f->sum[j] - f->sum[i];
  return fmax(f->square[j] - f->square[i] - sum * sum / weight, 0);
}

/* The best for low <= j <= high, knowing that their i lie between `first` and `last`. */
static void solve(fisher *f, uint32_t *from, size_t low, size_t high, size_t first, size_t last) {
  size_t middle = low + (high - low) / 2, found = first;
  double least = INFINITY;
  for (size_t i = first; i <= last && i < middle; i++) {
    double all = f->best[i] + cost(f, i, middle);
    if (all >= least) continue;
    least = all;
    found = i;
  }
  f->next[middle] = least;
  from[middle] = (uint32_t)found;
  if (middle > low) solve(f, from, low, middle - 1, first, found);
  if (middle < high) solve(f, from, middle + 1, high, found, last);
}

/* `classes` at most as many as there are different values: every class has one. */
static size_t cut_up(fisher *f, size_t classes, int upper, double *edges) {
  size_t n = f->count;
  for (size_t j = 1; j <= n; j++) f->best[j] = cost(f, 0, j);
  f->best[0] = INFINITY;
  for (size_t k = 1; k < classes; k++) {
    double *kept = f->best;
    for (size_t j = 0; j <= k; j++) f->next[j] = INFINITY;
    solve(f, f->from + k * (n + 1), k + 1, n, k, n - 1);
    f->best = f->next;
    f->next = kept;
  }
  size_t at = n;
  for (size_t k = classes - 1; k > 0; k--) {
    at = f->from[k * (n + 1) + at];
    edges[k - 1] = edge_at(f->value, at, upper);
  }
  return classes - 1;
}

static grappe_code jenks_edges(const double *sorted, size_t n, size_t classes, int upper, double *edges,
                               size_t *edge_count, grappe_error *error) {
  size_t count = 0;
  double mean = 0;
  for (size_t i = 0; i < n; i++) {
    mean += sorted[i] / (double)n;
    count += i == 0 || sorted[i] != sorted[i - 1];
  }
  if (classes > count) classes = count;
  double *block = grappe_alloc(6 * (count + 1) * sizeof *block);
  fisher f = {.from = grappe_alloc(classes * (count + 1) * sizeof *f.from), .count = count};
  if (!block || !f.from) {
    grappe_free(block);
    grappe_free(f.from);
    return grappe_fail_memory(error);
  }
  double **rows[] = {&f.value, &f.weight, &f.sum, &f.square, &f.best, &f.next};
  for (size_t k = 0; k < 6; k++) *rows[k] = block + k * (count + 1);
  f.weight[0] = f.sum[0] = f.square[0] = 0;
  for (size_t i = 0, j = 0; i < n; j++) { /* less the mean: squares of small numbers lose fewer digits */
    double x = sorted[i] - mean, weight = 0;
    f.value[j] = sorted[i];
    for (; i < n && sorted[i] == f.value[j]; i++) weight++;
    f.weight[j + 1] = f.weight[j] + weight;
    f.sum[j + 1] = f.sum[j] + weight * x;
    f.square[j + 1] = f.square[j] + weight * x * x;
  }
  *edge_count = cut_up(&f, classes, upper, edges);
  grappe_free(block);
  grappe_free(f.from);
  return GRAPPE_OK;
}

grappe_code grappe_class_edges(const double *values, size_t count, grappe_class_method method, size_t classes,
                               int upper, double *edges, size_t *edge_count, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  *edge_count = 0;
  if (classes < 2 || classes > GRAPPE_CLASSES_MOST)
    return grappe_fail(error, GRAPPE_ARGUMENT, "%zu classes were asked for: give a number from 2 to %d", classes,
                       GRAPPE_CLASSES_MOST);
  double *sorted = grappe_alloc((count + 1) * sizeof *sorted);
  if (!sorted) return grappe_fail_memory(error);
  size_t n = sort_finite(values, count, sorted);
  if (n > 0 && sorted[0] < sorted[n - 1]) switch (method) {
      case GRAPPE_CLASSES_EQUAL:
        *edge_count = equal_edges(sorted, n, classes, edges);
        break;
      case GRAPPE_CLASSES_QUANTILE:
        *edge_count = quantile_edges(sorted, n, classes, upper, edges);
        break;
      case GRAPPE_CLASSES_JENKS:
        code = jenks_edges(sorted, n, classes, upper, edges, edge_count, error);
        break;
      case GRAPPE_CLASSES_DEVIATION:
        *edge_count = deviation_edges(sorted, n, classes, edges);
        break;
    }
  grappe_free(sorted);
  return code;
}
