#include "figure/bounds.h"

#include <float.h>
#include <math.h>

/* Below this size the error of a product or quotient may itself be too small to be a double: always widened then. */
static const double tiny = 1e-280;
static const double noise = 1e-12; /* relative width that counts as rounding */

/* One end of a result: where it lies, and whether it is reached. Kept as the two doubles around the true value. */
typedef struct end {
  double down, up;
  int open;
} end;

static end end_at(double value, int open) {
  return (end){value, value, open};
}

/* The doubles on both sides of a result that was rounded: `error` has the sign of (true value - result), where
 * that is `known`. */
static end enclose(double result, double error, int known, int open) {
  if (isinf(result)) /* overflow: finite operands gave more than a double holds */
    return result > 0 ? (end){DBL_MAX, INFINITY, open} : (end){-INFINITY, -DBL_MAX, open};
  if (!known) return (end){nextafter(result, -INFINITY), nextafter(result, INFINITY), open};
  if (error > 0) return (end){result, nextafter(result, INFINITY), open};
  if (error < 0) return (end){nextafter(result, -INFINITY), result, open};
  return end_at(result, open);
}

static end add_ends(double x, int x_open, double y, int y_open) {
  if (isinf(x) || isinf(y)) return end_at(isinf(x) ? x : y, 1);
  double sum = x + y;
  if (isinf(sum)) return enclose(sum, 0, 1, x_open || y_open);
  double part = sum - x;
  double error = (x - (sum - part)) + (y - part); /* Knuth's two-sum: exact */
  return enclose(sum, error, isfinite(error), x_open || y_open);
}

static end multiply_ends(double x, int x_open, double y, int y_open) {
  if (x == 0 || y == 0) return end_at(0, 1); /* the caller closes it where a zero is reached */
  double product = x * y;
  if (isinf(x) || isinf(y)) return end_at(product, 1);
  int sure = fabs(product) > tiny && isfinite(product);
  return enclose(product, sure ? fma(x, y, -product) : 0, sure || isinf(product), x_open || y_open);
}

/* `y` belongs to an interval above zero, so that 0 stands for the limit from above. */
static end divide_ends(double x, int x_open, double y, int y_open) {
  if (x == 0) return end_at(0, x_open);
  if (y == 0) return end_at(x > 0 ? INFINITY : -INFINITY, 1);
  if (isinf(y)) return end_at(0, 1); /* approached, and infinite / infinite stays between zero and the other ends */
  if (isinf(x)) return end_at(x, 1);
  double quotient = x / y;
  int sure = fabs(quotient) > tiny && isfinite(quotient) && fabs(x) > tiny;
  return enclose(quotient, sure ? fma(-quotient, y, x) : 0, sure || isinf(quotient), x_open || y_open);
}

static void take_low(grappe_bounds *to, end candidate) {
  if (candidate.down < to->low || (candidate.down == to->low && to->low_open)) {
    to->low = candidate.down;
    to->low_open = (unsigned char)(candidate.open || isinf(candidate.down));
  }
}

static void take_high(grappe_bounds *to, end candidate) {
  if (candidate.up > to->high || (candidate.up == to->high && to->high_open)) {
    to->high = candidate.up;
    to->high_open = (unsigned char)(candidate.open || isinf(candidate.up));
  }
}

static grappe_bounds hull_of(const end *candidates, int count) {
  grappe_bounds bounds = {INFINITY, -INFINITY, 1, 1};
  for (int i = 0; i < count; i++) {
    take_low(&bounds, candidates[i]);
    take_high(&bounds, candidates[i]);
  }
  return bounds;
}

grappe_bounds grappe_bounds_exact(double value) {
  return (grappe_bounds){value, value, 0, 0};
}

grappe_bounds grappe_bounds_all(void) {
  return (grappe_bounds){-INFINITY, INFINITY, 1, 1};
}

grappe_bounds grappe_bounds_between(double low, double high) {
  return (grappe_bounds){low, high, isinf(low), isinf(high)};
}

int grappe_bounds_point(grappe_bounds a) {
  if (a.low == a.high) return isfinite(a.low);
  double size = fmax(fabs(a.low), fabs(a.high));
  return isfinite(size) && a.high - a.low <= noise * size;
}

int grappe_bounds_contain(grappe_bounds a, double value) {
  return (a.low_open ? value > a.low : value >= a.low) && (a.high_open ? value < a.high : value <= a.high);
}

grappe_bounds grappe_bounds_add(grappe_bounds a, grappe_bounds b) {
  end low = add_ends(a.low, a.low_open, b.low, b.low_open);
  end high = add_ends(a.high, a.high_open, b.high, b.high_open);
  return (grappe_bounds){low.down, high.up, (unsigned char)(low.open || isinf(low.down)),
                         (unsigned char)(high.open || isinf(high.up))};
}

grappe_bounds grappe_bounds_negate(grappe_bounds a) {
  return (grappe_bounds){0 - a.high, 0 - a.low, a.high_open, a.low_open}; /* 0 - x: no negative zero */
}

grappe_bounds grappe_bounds_subtract(grappe_bounds a, grappe_bounds b) {
  return grappe_bounds_add(a, grappe_bounds_negate(b));
}

grappe_bounds grappe_bounds_multiply(grappe_bounds a, grappe_bounds b) {
  const end candidates[] = {
      multiply_ends(a.low, a.low_open, b.low, b.low_open), multiply_ends(a.low, a.low_open, b.high, b.high_open),
      multiply_ends(a.high, a.high_open, b.low, b.low_open), multiply_ends(a.high, a.high_open, b.high, b.high_open)};
  grappe_bounds product = hull_of(candidates, 4);
  /* a zero in one of them makes zero whatever the other is, open or not */
  if (grappe_bounds_contain(a, 0) || grappe_bounds_contain(b, 0)) {
    take_low(&product, end_at(0, 0));
    take_high(&product, end_at(0, 0));
  }
  return product;
}

grappe_bounds grappe_bounds_divide(grappe_bounds a, grappe_bounds b, int *undefined) {
  *undefined = b.low == 0 && b.high == 0;
  if (*undefined || (b.low < 0 && b.high > 0)) return grappe_bounds_all();
  if (b.high <= 0) {
    a = grappe_bounds_negate(a);
    b = grappe_bounds_negate(b);
  }
  const end candidates[] = {
      divide_ends(a.low, a.low_open, b.low, b.low_open), divide_ends(a.low, a.low_open, b.high, b.high_open),
      divide_ends(a.high, a.high_open, b.low, b.low_open), divide_ends(a.high, a.high_open, b.high, b.high_open)};
  grappe_bounds quotient = hull_of(candidates, 4);
  if (grappe_bounds_contain(a, 0)) {
    take_low(&quotient, end_at(0, 0));
    take_high(&quotient, end_at(0, 0));
  }
  return quotient;
}

/* x^n for x >= 0 (or a whole n > 0): pow is right to less than a unit in the last place, and exact where whole numbers
 * give a whole number. */
static end power_end(double x, int open, double n) {
  if (n == 1 || x == 1) return end_at(n == 1 ? x : 1, open);
  if (n == 2) return multiply_ends(x, open, x, open);
  double result = pow(x, n);
  if (isinf(result) && isfinite(x) && x != 0) return enclose(result, 0, 1, open);
  if (isinf(result) || isinf(x)) return end_at(result, 1);
  if (x == 0) return end_at(result, open);
  if (n > 0 && n == rint(n) && x == rint(x) && fabs(result) <= 9007199254740992.0) return end_at(result, open);
  double up = nextafter(nextafter(result, INFINITY), INFINITY);
  double down = nextafter(nextafter(result, -INFINITY), -INFINITY);
  return (end){x > 0 && down < 0 ? 0 : down, up, open};
}

grappe_bounds grappe_bounds_power(grappe_bounds a, double exponent, int *undefined) {
  int whole = exponent == rint(exponent);
  int even = whole && fmod(exponent, 2) == 0;
  *undefined = !isfinite(exponent) || (!whole && a.low < 0) || (exponent < 0 && a.low <= 0 && a.high >= 0);
  if (exponent < 0 && whole && (a.low > 0 || (a.low == 0 && a.high > 0) || a.high < 0)) {
    grappe_bounds positive = grappe_bounds_power(a, -exponent, undefined);
    return grappe_bounds_divide(grappe_bounds_exact(1), positive, undefined);
  }
  if (*undefined) return grappe_bounds_all();
  if (exponent == 0) return grappe_bounds_exact(1);
  const end candidates[] = {power_end(a.low, a.low_open, exponent), power_end(a.high, a.high_open, exponent)};
  grappe_bounds powered = hull_of(candidates, 2);
  if (even && grappe_bounds_contain(a, 0)) {
    take_low(&powered, end_at(0, 0));
    take_high(&powered, end_at(0, 0));
  }
  return powered;
}

grappe_bounds grappe_bounds_hull(grappe_bounds a, grappe_bounds b) {
  const end candidates[] = {end_at(a.low, a.low_open), end_at(a.high, a.high_open), end_at(b.low, b.low_open),
                            end_at(b.high, b.high_open)};
  return hull_of(candidates, 4);
}

int grappe_bounds_meet(grappe_bounds a, grappe_bounds b, grappe_bounds *both) {
  grappe_bounds common = a;
  if (b.low > a.low || (b.low == a.low && b.low_open)) {
    common.low = b.low;
    common.low_open = b.low_open;
  }
  if (b.high < a.high || (b.high == a.high && b.high_open)) {
    common.high = b.high;
    common.high_open = b.high_open;
  }
  if (common.low > common.high) return 0;
  if (common.low == common.high && (common.low_open || common.high_open)) return 0;
  *both = common;
  return 1;
}
