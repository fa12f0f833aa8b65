/* Three steps. Householder's reflections turn the matrix into a tridiagonal one with the same eigenvalues. Those are
 * found by halving: the number of negative pivots of T - x says how many eigenvalues lie below x (Sturm). Inverse
 * iteration with the eigenvalue gives the vector of T, and the reflections in reverse that of the matrix. */
#include "statistics/eigen_private.h"

#include <float.h>
#include <math.h>

#include "base/memory.h"

enum { HALVINGS = 120, ITERATIONS = 4 };

typedef struct tridiagonal {
  double *diagonal, *beside; /* beside[i] stands between i and i + 1 */
  size_t n;
} tridiagonal;

/* One reflection: afterwards column k is zero below its neighbour. The reflector is kept in the column, scaled so that
 * the reflection is 1 - v v'; `w` is scratch of n numbers. */
static void reflect(double *a, size_t n, size_t k, double *beside, double *w) {
  double length = 0, *v = w + n;
  for (size_t i = k + 1; i < n; i++) length = hypot(length, a[i * n + k]);
  double head = a[(k + 1) * n + k], target = head > 0 ? -length : length;
  beside[k] = target;
  for (size_t i = k + 1; i < n; i++) v[i] = 0;
  if (length > 0) { /* v = (x - target e) / sqrt(length (length + |head|)), so that v'v = 2 */
    double scale = 1 / sqrt(length * (length + fabs(head)));
    for (size_t i = k + 1; i < n; i++) v[i] = a[i * n + k] * scale;
    v[k + 1] = (head - target) * scale;
  }
  for (size_t i = k + 1; i < n; i++) a[i * n + k] = v[i];
  if (length == 0) return;
  double inner = 0; /* w = A v - (v'A v / 2) v, and A becomes A - v w' - w v' */
  for (size_t i = k + 1; i < n; i++) {
    double sum = 0;
    for (size_t j = k + 1; j < n; j++) sum += a[i * n + j] * v[j];
    w[i] = sum;
    inner += sum * v[i];
  }
  for (size_t i = k + 1; i < n; i++) w[i] -= inner / 2 * v[i];
  for (size_t i = k + 1; i < n; i++)
    for (size_t j = k + 1; j < n; j++) a[i * n + j] -= v[i] * w[j] + w[i] * v[j];
}

/* How many eigenvalues lie below x. */
static size_t below(const tridiagonal *t, double x) {
  double pivot = t->diagonal[0] - x;
  size_t count = pivot < 0;
  for (size_t i = 1; i < t->n; i++) {
    if (fabs(pivot) < DBL_MIN) pivot = pivot < 0 ? -DBL_MIN : DBL_MIN;
    pivot = t->diagonal[i] - x - t->beside[i - 1] / pivot * t->beside[i - 1];
    count += pivot < 0;
  }
  return count;
}

/* The eigenvalue of which `rank` lie below. */
static double eigenvalue(const tridiagonal *t, size_t rank) {
  double low = INFINITY, high = -INFINITY; /* Gershgorin's discs */
  for (size_t i = 0; i < t->n; i++) {
    double radius = (i ? fabs(t->beside[i - 1]) : 0) + (i + 1 < t->n ? fabs(t->beside[i]) : 0);
    low = fmin(low, t->diagonal[i] - radius);
    high = fmax(high, t->diagonal[i] + radius);
  }
  for (int i = 0; i < HALVINGS && low < high; i++) {
    double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (below(t, middle) > rank)
      high = middle;
    else
      low = middle;
  }
  return low + (high - low) / 2;
}

/* T - x by elimination with exchange of rows: `rows` keeps three numbers of each row, `swapped` and `factor` what was
 * done to the right-hand side. */
typedef struct elimination {
  double (*rows)[3];
  double *factor;
  unsigned char *swapped;
} elimination;

static void eliminate(const tridiagonal *t, double x, elimination *e) {
  double size = 0;
  for (size_t i = 0; i < t->n; i++) size = fmax(size, fabs(t->diagonal[i]) + (i + 1 < t->n ? fabs(t->beside[i]) : 0));
  double tiny = fmax(size * DBL_EPSILON * DBL_EPSILON, DBL_MIN); /* x is an eigenvalue: a pivot will be near zero */
  double next[3] = {t->diagonal[0] - x, t->n > 1 ? t->beside[0] : 0, 0};
  for (size_t i = 0; i < t->n; i++) {
    double *row = e->rows[i];
    double own[3] = {next[0], next[1], next[2]};
    double under[3] = {0, 0, 0}; /* the row below, in the same columns */
    if (i + 1 < t->n) {
      under[0] = t->beside[i];
      under[1] = t->diagonal[i + 1] - x;
      under[2] = i + 2 < t->n ? t->beside[i + 1] : 0;
    }
    e->swapped[i] = fabs(under[0]) > fabs(own[0]);
    const double *upper = e->swapped[i] ? under : own, *lower = e->swapped[i] ? own : under;
    for (int k = 0; k < 3; k++) row[k] = upper[k];
    if (fabs(row[0]) < tiny) row[0] = row[0] < 0 ? -tiny : tiny;
    e->factor[i] = lower[0] / row[0];
    next[0] = lower[1] - e->factor[i] * row[1];
    next[1] = lower[2] - e->factor[i] * row[2];
    next[2] = 0;
  }
}

static void solve(const elimination *e, size_t n, double *b) {
  for (size_t i = 0; i + 1 < n; i++) {
    if (e->swapped[i]) {
      double kept = b[i];
      b[i] = b[i + 1];
      b[i + 1] = kept;
    }
    b[i + 1] -= e->factor[i] * b[i];
  }
  for (size_t i = n; i-- > 0;) {
    double sum = b[i];
    if (i + 1 < n) sum -= e->rows[i][1] * b[i + 1];
    if (i + 2 < n) sum -= e->rows[i][2] * b[i + 2];
    b[i] = sum / e->rows[i][0];
  }
}

static void make_unit(double *x, size_t n) {
  double greatest = 0, squares = 0;
  for (size_t i = 0; i < n; i++) greatest = fmax(greatest, fabs(x[i]));
  for (size_t i = 0; i < n; i++) {
    x[i] /= greatest;
    squares += x[i] * x[i];
  }
  for (size_t i = 0; i < n; i++) x[i] /= sqrt(squares);
}

grappe_code grappe_second_eigenvector(double *a, size_t n, double values[3], double *vector, grappe_error *error) {
  double *work = grappe_alloc(8 * n * sizeof *work); /* two diagonals, two rows of scratch, factors, three of rows */
  elimination e = {.swapped = grappe_alloc(n)};
  if (!work || !e.swapped) {
    grappe_free(work);
    grappe_free(e.swapped);
    return grappe_fail_memory(error);
  }
  tridiagonal t = {work, work + n, n};
  e.factor = work + 4 * n;
  e.rows = (double(*)[3])(work + 5 * n);
  for (size_t k = 0; k + 2 < n; k++) reflect(a, n, k, t.beside, work + 2 * n);
  for (size_t i = 0; i < n; i++) t.diagonal[i] = a[i * n + i];
  t.beside[n - 2] = a[(n - 1) * n + n - 2];
  for (size_t i = 0; i < 3; i++) values[i] = i < n ? eigenvalue(&t, n - 1 - i) : -INFINITY;
  eliminate(&t, values[1], &e);
  for (size_t i = 0; i < n; i++) vector[i] = 1 + (double)(i * 7919 % 101) / 101; /* along no axis of symmetry */
  for (int i = 0; i < ITERATIONS; i++) {
    make_unit(vector, n);
    solve(&e, n, vector);
  }
  make_unit(vector, n);
  for (size_t k = n - 2; k-- > 0;) {
    double inner = 0;
    for (size_t i = k + 1; i < n; i++) inner += a[i * n + k] * vector[i];
    for (size_t i = k + 1; i < n; i++) vector[i] -= inner * a[i * n + k];
  }
  grappe_free(work);
  grappe_free(e.swapped);
  return GRAPPE_OK;
}
