#include "statistics/convergence.h"

#include <math.h>

#include "base/memory.h"

enum { CORNERS_OF = 14, THIRDS = 200 };
static const double most_work = 4e6; /* corners times values: well below a second */

static const char not_positive[] = "a value is, or may be, zero or below";

/* The first value that has no logarithm; `count` where all have. */
static size_t without_logarithm(const grappe_sample *sample) {
  size_t i = 0;
  while (i < sample->count && sample->bounds[i].low > 0) i++;
  return i;
}

static grappe_statistic told(double value, int exact, double least, double most) {
  if (exact) return grappe_statistic_exact(value);
  return grappe_statistic_between(value, least, most, 0, least, most);
}

/* Sums of squares and products round the means. */
typedef struct line {
  double n, level, growth; /* means */
  double levels, growths, both;
} line;

static line line_through(const grappe_sample *from, const grappe_sample *to, double years) {
  line l = {.n = (double)from->count};
  for (size_t i = 0; i < from->count; i++) {
    double x = grappe_sample_value(from, i);
    l.level += log(x) / l.n;
    l.growth += log(grappe_sample_value(to, i) / x) / years / l.n;
  }
  for (size_t i = 0; i < from->count; i++) {
    double x = grappe_sample_value(from, i), u = log(x) - l.level;
    double g = log(grappe_sample_value(to, i) / x) / years - l.growth;
    l.levels += u * u;
    l.growths += g * g;
    l.both += u * g;
  }
  return l;
}

/* The sum of squares of x round their mean, or round `centre` where that is a number. */
static double squares_round(const double *x, size_t count, double centre) {
  double mean = 0, squares = 0;
  for (size_t i = 0; i < count; i++) mean += x[i] / (double)count;
  for (size_t i = 0; i < count; i++) {
    double away = x[i] - (isnan(centre) ? mean : centre);
    squares += away * away;
  }
  return squares;
}

/* The values as near as they come to one level: a convex function of it, by thirds. */
static double least_squares(const double *low, const double *high, size_t count, double *x) {
  double from = INFINITY, to = -INFINITY, least = INFINITY;
  for (size_t i = 0; i < count; i++) {
    from = fmin(from, high[i]);
    to = fmax(to, low[i]);
  }
  if (to <= from) return 0;
  for (int step = 0; step < THIRDS && to > from; step++) {
    double at[] = {from + (to - from) / 3, to - (to - from) / 3}, found[2];
    for (int k = 0; k < 2; k++) {
      found[k] = 0;
      for (size_t i = 0; i < count; i++) {
        double away = fmin(fmax(at[k], low[i]), high[i]) - at[k];
        found[k] += away * away;
      }
      /* round their own mean the values are no farther apart than round the level */
      for (size_t i = 0; i < count; i++) x[i] = fmin(fmax(at[k], low[i]), high[i]);
      least = fmin(least, squares_round(x, count, NAN));
    }
    if (found[0] <= found[1])
      to = at[1];
    else
      from = at[0];
  }
  return least;
}

/* A convex function is greatest at a corner. Too many corners: round any centre the values are at least as far apart as
 * round their mean, so each at its farther end from the middle encloses. */
static double most_squares(const double *low, const double *high, size_t count, double *x, int *found) {
  size_t open[CORNERS_OF], open_count = 0;
  double most = 0, centre = 0;
  *found = 1;
  for (size_t i = 0; i < count; i++) {
    x[i] = low[i];
    centre += (low[i] + high[i]) / 2 / (double)count;
    if (!(high[i] > low[i])) continue;
    if (open_count < CORNERS_OF)
      open[open_count++] = i;
    else
      *found = 0;
  }
  if (ldexp((double)count, (int)open_count) > most_work) *found = 0;
  if (!*found) {
    for (size_t i = 0; i < count; i++) x[i] = centre - low[i] > high[i] - centre ? low[i] : high[i];
    return squares_round(x, count, centre);
  }
  for (unsigned long corner = 0; corner < 1UL << open_count; corner++) {
    for (size_t k = 0; k < open_count; k++) x[open[k]] = corner >> k & 1 ? high[open[k]] : low[open[k]];
    most = fmax(most, squares_round(x, count, NAN));
  }
  return most;
}

static void tell(const line *l, double years, int exact, grappe_beta_convergence *result) {
  double beta = l->both / l->levels, left = fmax(l->growths - beta * l->both, 0), pace = 1 + beta * years;
  double speed = pace > 0 ? -log(pace) / years : NAN;
  result->beta = told(beta, exact, -INFINITY, INFINITY);
  result->alpha = told(l->growth - beta * l->level, exact, -INFINITY, INFINITY);
  result->error = l->n > 2 ? told(sqrt(left / (l->n - 2) / l->levels), exact, 0, INFINITY)
                           : grappe_statistic_undefined("two regions always lie on one line");
  /* growth that differs by rounding alone has no share that the line explains */
  if (exact && l->growths <= 1e-24 * l->n * (l->growth * l->growth + 1 / (years * years)))
    result->r_squared = grappe_statistic_undefined("all regions have the same value");
  else
    result->r_squared = told(fmin(beta * l->both / l->growths, 1), exact, 0, 1);
  result->speed = exact && isnan(speed) ? grappe_statistic_undefined("the regions pass one another within the period")
                                        : told(speed, exact, -INFINITY, INFINITY);
  if (result->speed.undefined)
    result->half_life = result->speed;
  else if (exact && !(speed > 0))
    result->half_life = grappe_statistic_undefined("the regions do not converge");
  else
    result->half_life = told(speed > 0 ? log(2) / speed : NAN, exact, 0, INFINITY);
}

/* What least squares can come to at all where inputs are not exact, with u the logarithms at the start and v those at
 * the end: beta T + 1 is the slope of v on u. */
typedef struct reach {
  double slope_low, slope_high;
  double level_low, level_high;            /* mean of u */
  double end_low, end_high;                /* mean of v */
  double least_u, most_u, least_v, most_v; /* sums of squares round the means */
} reach;

static double product_low(double a, double b, double c, double d) {
  return fmin(fmin(a * c, a * d), fmin(b * c, b * d));
}
static double product_high(double a, double b, double c, double d) {
  return fmax(fmax(a * c, a * d), fmax(b * c, b * d));
}

/* The sum of (u - mean of u)(v - c), each factor in its own range: the deviations of u add up to zero, so c may be any
 * number, and the middle of v keeps the products small. */
static void products(const double *low, const double *high, size_t n, const reach *r, double *least, double *most) {
  double c = (r->end_low + r->end_high) / 2, part = 1 / (double)n;
  *least = *most = 0;
  for (size_t i = 0; i < n; i++) {
    double from = low[i] - (r->level_high - high[i] * part) - low[i] * part;
    double to = high[i] - (r->level_low - low[i] * part) - high[i] * part;
    *least += product_low(from, to, low[n + i] - c, high[n + i] - c);
    *most += product_high(from, to, low[n + i] - c, high[n + i] - c);
  }
}

/* low and high: the logarithms at the start, then those at the end; x: room for as many as there are regions. */
static reach reach_of(const double *low, const double *high, size_t n, double *x) {
  reach r = {.slope_low = -INFINITY, .slope_high = INFINITY};
  int found;
  for (size_t i = 0; i < n; i++) {
    r.level_low += low[i] / (double)n;
    r.level_high += high[i] / (double)n;
    r.end_low += low[n + i] / (double)n;
    r.end_high += high[n + i] / (double)n;
  }
  for (size_t i = 0; i < 2 * n; i++)
    if (isinf(low[i]) || isinf(high[i])) { /* without a limit nothing is bounded */
      r.most_u = r.most_v = INFINITY;
      return r;
    }
  r.least_u = least_squares(low, high, n, x);
  r.most_u = most_squares(low, high, n, x, &found);
  r.least_v = least_squares(low + n, high + n, n, x);
  r.most_v = most_squares(low + n, high + n, n, x, &found);
  if (!(r.least_u > 0)) return r;
  double least, most, steepest = sqrt(r.most_v / r.least_u); /* Cauchy and Schwarz */
  products(low, high, n, &r, &least, &most);
  r.slope_low = fmax(least / (least < 0 ? r.least_u : r.most_u), -steepest);
  r.slope_high = fmin(most / (most > 0 ? r.least_u : r.most_u), steepest);
  return r;
}

static grappe_statistic enclosed(double value, double low, double high, double least) {
  if (isnan(low)) low = least;
  if (isnan(high)) high = INFINITY;
  double room = 1e-9 * fmax(isinf(low) ? 0 : fabs(low), isinf(high) ? 0 : fabs(high)); /* what was rounded on the way */
  return grappe_statistic_between(value, low - room, high + room, 0, least, INFINITY);
}

/* The half-life as the speed goes: none where no speed is above zero. */
static grappe_statistic half_life_of(double value, double slow, double fast) {
  if (!(fast > 0)) return grappe_statistic_undefined("the regions do not converge");
  return enclosed(value, isinf(fast) ? 0 : log(2) / fast, slow > 0 ? log(2) / slow : INFINITY, 0);
}

/* The bounds of what tell() found of the estimates. */
static void enclose(const reach *r, double n, double years, grappe_beta_convergence *result) {
  double slow = -log(r->slope_high) / years, fast = r->slope_low > 0 ? -log(r->slope_low) / years : INFINITY;
  double steep = fmax(fabs(r->slope_low), fabs(r->slope_high));
  double left = fmax(r->least_v - steep * steep * r->most_u, 0) / (years * years);
  result->beta = enclosed(result->beta.value, (r->slope_low - 1) / years, (r->slope_high - 1) / years, -INFINITY);
  result->alpha = enclosed(
      result->alpha.value,
      (r->end_low - product_high(r->slope_low, r->slope_high, r->level_low, r->level_high)) / years,
      (r->end_high - product_low(r->slope_low, r->slope_high, r->level_low, r->level_high)) / years, -INFINITY);
  if (!result->error.undefined)
    result->error = enclosed(result->error.value, isinf(left) ? 0 : sqrt(left / (n - 2) / r->most_u),
                             sqrt(r->most_v / (years * years) / (n - 2) / r->least_u), 0);
  if (r->slope_high <= 0)
    result->speed = result->half_life = grappe_statistic_undefined("the regions pass one another within the period");
  else {
    result->speed = enclosed(result->speed.value, slow, fast, -INFINITY);
    result->half_life = half_life_of(result->half_life.value, slow, fast);
  }
}

/* Sets the bounds where inputs are not exact. */
static grappe_code bound(const grappe_sample *from, const grappe_sample *to, double years,
                         grappe_beta_convergence *result, grappe_error *error) {
  size_t n = from->count;
  double *low = grappe_alloc(5 * n * sizeof *low), *high = low + 2 * n;
  if (!low) return grappe_fail_memory(error);
  for (size_t i = 0; i < n; i++) {
    low[i] = log(from->bounds[i].low);
    high[i] = log(from->bounds[i].high);
    low[n + i] = log(to->bounds[i].low);
    high[n + i] = log(to->bounds[i].high);
  }
  reach r = reach_of(low, high, n, high + 2 * n);
  enclose(&r, (double)n, years, result);
  grappe_free(low);
  return GRAPPE_OK;
}

grappe_code grappe_beta_convergence_of(const grappe_sample *from, const grappe_sample *to, double years,
                                       grappe_beta_convergence *result, grappe_error *error) {
  size_t count = from->count;
  const char *defect = NULL;
  if (to->count != count)
    return grappe_fail(error, GRAPPE_ARGUMENT, "the regions at both ends must be the same: %zu and %zu were given",
                       count, to->count);
  size_t culprit = without_logarithm(from), other = without_logarithm(to);
  if (other < culprit) culprit = other;
  if (!count)
    defect = "there are no values";
  else if (culprit < count)
    defect = not_positive;
  else if (count < 2)
    defect = "only one region has a value";
  else if (!(years > 0) || isinf(years))
    defect = "no time lies between the two values";
  int exact = !defect && grappe_sample_exact(from) && grappe_sample_exact(to);
  line l = defect ? (line){0} : line_through(from, to, years);
  /* levels known to a part in 1e12 of themselves do not differ below that */
  if (exact && l.levels <= 1e-24 * l.n) defect = "all regions start at the same value";
  if (defect) {
    grappe_statistic none = grappe_statistic_undefined(defect);
    *result = (grappe_beta_convergence){none, none, none, none, none, none, culprit};
    return GRAPPE_OK;
  }
  tell(&l, years, exact, result);
  result->culprit = count;
  return exact ? GRAPPE_OK : bound(from, to, years, result, error);
}

/* --- sigma ------------------------------------------------------------------------------------------------------- */

grappe_code grappe_sigma_convergence(const grappe_sample *sample, int population, grappe_statistic *result,
                                     grappe_error *error) {
  size_t count = sample->count;
  double under = population ? (double)count : (double)count - 1;
  const char *defect = NULL;
  int found = 1, endless = 0;
  if (!count) defect = "there are no values";
  for (size_t i = 0; i < count && !defect; i++)
    if (sample->bounds[i].low < 0 || sample->bounds[i].high <= 0) defect = not_positive;
  if (!defect && under == 0) defect = "there is only one value";
  if (defect) {
    *result = grappe_statistic_undefined(defect);
    return GRAPPE_OK;
  }
  double *low = grappe_alloc(3 * count * sizeof *low);
  if (!low) return grappe_fail_memory(error);
  double *high = low + count, *x = high + count;
  for (size_t i = 0; i < count; i++) {
    low[i] = log(sample->bounds[i].low);
    high[i] = log(sample->bounds[i].high);
    x[i] = log(grappe_sample_value(sample, i));
    if (isinf(low[i]) || isinf(high[i])) endless = 1;
  }
  double value = sqrt(squares_round(x, count, NAN) / under);
  if (isinf(value)) value = NAN;
  if (grappe_sample_exact(sample)) {
    *result = grappe_statistic_exact(value);
  } else {
    double least = sqrt(least_squares(low, high, count, x) / under);
    double most = endless ? INFINITY : sqrt(most_squares(low, high, count, x, &found) / under);
    *result = grappe_statistic_between(value, least, most, found, 0, INFINITY);
  }
  grappe_free(low);
  return GRAPPE_OK;
}
