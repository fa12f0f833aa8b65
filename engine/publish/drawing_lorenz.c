/* Lorenz curves of values that are known by their bounds.
 *
 * The smallest k rows hold the least of all sums of k rows, so their share is the least share of k rows. For given
 * bounds that share lies between two numbers: the least over all choices of k rows at their lower bounds with the
 * others at their upper ones (tight), and the least over all choices of k rows at their upper bounds with the others at
 * their lower ones (enclosing). Both are least quotients of sums, found by Dinkelbach's iteration: the k rows with the
 * least a + λ b, again with the λ that they give, until it stays. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "publish/drawing_private.h"
#include "text/number.h"

enum { STEPS = 60 };

static int compare(const void *a, const void *b) {
  double left = *(const double *)a, right = *(const double *)b;
  return (left > right) - (left < right);
}

/* The least a(S) / (a(S) + b(others)) over all S of k rows; `order` has room for `count` triples. */
static double least_share(const double *a, const double *b, size_t count, size_t k, double *order) {
  double rest = 0, share = 0;
  for (size_t i = 0; i < count; i++) rest += b[i];
  double quotient = 1; /* a(S) / (sum of b - b(S)) */
  for (int step = 0; step < STEPS; step++) {
    for (size_t i = 0; i < count; i++) {
      order[3 * i] = a[i] + quotient * b[i];
      order[3 * i + 1] = a[i];
      order[3 * i + 2] = b[i];
    }
    qsort(order, count, 3 * sizeof *order, compare);
    double inside = 0, outside = rest;
    for (size_t i = 0; i < k; i++) {
      inside += order[3 * i + 1];
      outside -= order[3 * i + 2];
    }
    if (outside < 0) outside = 0;
    share = inside + outside > 0 ? inside / (inside + outside) : (double)k / (double)count;
    double next = outside > 0 ? inside / outside : HUGE_VAL;
    if (!isfinite(next) || fabs(next - quotient) <= 1e-12 * (1 + fabs(quotient))) break;
    quotient = next;
  }
  return share;
}

grappe_code drawing_lorenz(const drawing_mark *marks, size_t count, double *low, double *high, grappe_error *error) {
  double *lows = grappe_alloc_zero(2 * count + 1, sizeof *lows), *highs = lows ? lows + count : NULL;
  double *order = grappe_alloc((3 * count + 1) * sizeof *order);
  double greatest = 1;
  if (!lows || !order) {
    grappe_free(lows);
    grappe_free(order);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < count; i++) {
    if (isfinite(marks[i].bounds.low)) greatest += marks[i].bounds.low;
    if (isfinite(marks[i].bounds.high)) greatest += marks[i].bounds.high;
  }
  for (size_t i = 0; i < count; i++) {
    lows[i] = isfinite(marks[i].bounds.low) && marks[i].bounds.low > 0 ? marks[i].bounds.low : 0;
    highs[i] = isfinite(marks[i].bounds.high) ? marks[i].bounds.high : 1e6 * greatest; /* beyond all others */
  }
  for (size_t k = 0; k <= count; k++) {
    low[k] = k == count ? 1 : least_share(lows, highs, count, k, order);
    high[k] = k == count ? 1 : least_share(highs, lows, count, k, order);
    double even = count ? (double)k / (double)count : 0; /* no curve lies above the diagonal */
    if (high[k] > even) high[k] = even;
    if (low[k] > high[k]) low[k] = high[k];
  }
  grappe_free(lows);
  grappe_free(order);
  return GRAPPE_OK;
}

/* "Gini coefficient 0.34", "… between 0.34 and 0.36" */
void drawing_gini_text(const grappe_drawing *drawing, grappe_buffer *out) {
  grappe_buffer low = {0}, high = {0};
  grappe_number_display(drawing->gini_low, GRAPPE_DIGITS_DECIMALS, 3, grappe_language_now(), &low);
  grappe_number_display(drawing->gini_high, GRAPPE_DIGITS_DECIMALS, 3, grappe_language_now(), &high);
  if (drawing->gini_high - drawing->gini_low < 5e-4)
    grappe_buffer_addf(out, grappe_translate("Gini coefficient %s"), grappe_buffer_text(&low));
  else
    grappe_buffer_addf(out, grappe_translate("Gini coefficient between %s and %s"), grappe_buffer_text(&low),
                       grappe_buffer_text(&high));
  if (grappe_buffer_failed(&low) || grappe_buffer_failed(&high)) out->failed = 1;
  grappe_buffer_free(&low);
  grappe_buffer_free(&high);
}
