/* The indices as functions of plain numbers, each turned so that it grows with inequality. */
#include <math.h>
#include <stdlib.h>

#include "statistics/dispersion_private.h"

static double sum_of(const double *x, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) sum += x[i];
  return sum;
}

static int by_number(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double grappe_index_gini(double *x, size_t count, double unused) {
  (void)unused;
  double n = (double)count, sum = sum_of(x, count), ranked = 0;
  qsort(x, count, sizeof *x, by_number);
  for (size_t i = 0; i < count; i++) ranked += (2 * (double)i + 1 - n) * x[i];
  return fmax(ranked / (n * sum), 0);
}

double grappe_index_hoover(double *x, size_t count, double unused) {
  (void)unused;
  double sum = sum_of(x, count), apart = 0;
  for (size_t i = 0; i < count; i++) apart += fabs(x[i] / sum - 1 / (double)count);
  return apart / 2;
}

/* -entropy, in natural logarithms. */
double grappe_index_order(double *x, size_t count, double unused) {
  (void)unused;
  double sum = sum_of(x, count), order = 0;
  for (size_t i = 0; i < count; i++)
    if (x[i] > 0) order += x[i] / sum * log(x[i] / sum);
  return order;
}

double grappe_index_theil_t(double *x, size_t count, double unused) {
  return fmax(grappe_index_order(x, count, unused) + log((double)count), 0);
}

double grappe_index_theil_l(double *x, size_t count, double unused) {
  (void)unused;
  double mean = sum_of(x, count) / (double)count, total = 0;
  for (size_t i = 0; i < count; i++) {
    if (x[i] <= 0) return INFINITY;
    total += log(mean / x[i]);
  }
  return fmax(total / (double)count, 0);
}

double grappe_index_atkinson(double *x, size_t count, double aversion) {
  double mean = sum_of(x, count) / (double)count, total = 0;
  for (size_t i = 0; i < count; i++) {
    if (x[i] <= 0 && aversion >= 1) return 1;
    total += aversion == 1 ? log(x[i] / mean) : pow(x[i] / mean, 1 - aversion);
  }
  total /= (double)count;
  return fmax(1 - (aversion == 1 ? exp(total) : pow(total, 1 / (1 - aversion))), 0);
}

/* -Hill's number. */
double grappe_index_hill(double *x, size_t count, double order) {
  if (order == 1) return -exp(-grappe_index_order(x, count, 0));
  double sum = sum_of(x, count), total = 0;
  for (size_t i = 0; i < count; i++)
    if (x[i] > 0) total += pow(x[i] / sum, order);
  return -pow(total, 1 / (1 - order));
}
