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
  return GRAPPE_OK;
}

/* --- sigma ------------------------------------------------------------------------------------------------------- */

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
