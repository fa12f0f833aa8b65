/* Interval arithmetic on bare bounds: what is guaranteed of a value. Pure functions; no unit, no allocation.
 *
 * low <= value <= high; an end may be open (the value does not reach it) and infinite. Results are rounded outward by
 * one unit in the last place, and only where the operation was inexact: 4750 + 2750 stays 7500 exactly. */
#ifndef GRAPPE_FIGURE_BOUNDS_H
#define GRAPPE_FIGURE_BOUNDS_H

typedef struct grappe_bounds {
  double low, high;
  unsigned char low_open, high_open;
} grappe_bounds;

grappe_bounds grappe_bounds_exact(double value);
grappe_bounds grappe_bounds_all(void); /* -infinity .. infinity */
grappe_bounds grappe_bounds_between(double low, double high);
int grappe_bounds_point(grappe_bounds a); /* no wider than rounding noise: 1e-12 of its size */
int grappe_bounds_contain(grappe_bounds a, double value);
grappe_bounds grappe_bounds_add(grappe_bounds a, grappe_bounds b);
grappe_bounds grappe_bounds_subtract(grappe_bounds a, grappe_bounds b);
grappe_bounds grappe_bounds_multiply(grappe_bounds a, grappe_bounds b);
/* Where b contains zero inside: all reals; with zero at its end: a half line. b exactly zero: *undefined becomes 1. */
grappe_bounds grappe_bounds_divide(grappe_bounds a, grappe_bounds b, int *undefined);
grappe_bounds grappe_bounds_negate(grappe_bounds a);
grappe_bounds grappe_bounds_power(grappe_bounds a, double exponent, int *undefined);
grappe_bounds grappe_bounds_hull(grappe_bounds a, grappe_bounds b);            /* smallest that holds both */
int grappe_bounds_meet(grappe_bounds a, grappe_bounds b, grappe_bounds *both); /* intersection; 0 where empty */

#endif
