/* Change between two values of one thing. `from_value` and `to_value` are estimates, NaN where there is none. All
 * TIGHT: each input stands once in the formula, and the two may vary apart. */
#ifndef GRAPPE_STATISTICS_GROWTH_H
#define GRAPPE_STATISTICS_GROWTH_H

#include "statistics/statistic.h"

/* to / from - 1, from -1 up. Undefined where `from` is zero, or where one of them is or may be below zero. Where `from`
 * may be zero there is no upper bound. */
grappe_statistic grappe_growth(grappe_bounds from, double from_value, grappe_bounds to, double to_value);

/* Compound annual growth rate: (to / from)^(1 / years) - 1. Undefined as growth, and where `years` is not above zero.
 * Not ((to / from) / years - 1) / years, which some packages give under this name. */
grappe_statistic grappe_cagr(grappe_bounds from, double from_value, grappe_bounds to, double to_value, double years);

/* 100 · to / from: 100 is the value in the base year. Undefined as growth. */
grappe_statistic grappe_base_index(grappe_bounds from, double from_value, grappe_bounds to, double to_value);

#endif
