#include "statistics/accessibility.h"

#include <math.h>

#include "base/memory.h"

static const char distance_negative[] = "a distance is, or may be, below zero";
static const char negative[] = "a value is, or may be, below zero";

/* What an origin has gathered. */
typedef struct score {
  double value, low, high;
  double farthest; /* for the nearest: of those that may be there */
  const char *defect;
} score;

static grappe_code check_ways(const grappe_ways *ways, const grappe_sample *amounts, grappe_error *error) {
  if (amounts->count != ways->destinations)
    return grappe_fail(error, GRAPPE_ARGUMENT, "there are %zu destinations and %zu amounts: give one for each",
                       ways->destinations, amounts->count);
  for (size_t i = 0; i < ways->count; i++)
    if (ways->list[i].origin >= ways->origins || ways->list[i].destination >= ways->destinations)
      return grappe_fail(error, GRAPPE_ARGUMENT, "way %zu leads from or to none of the places that are given", i + 1);
  return GRAPPE_OK;
}

static grappe_code check_within(double within, grappe_error *error) {
  if (within >= 0) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT, "a distance must be zero or above, and %g is not", within);
}

static double distance_of(const grappe_way *way) {
  return isnan(way->value) && grappe_bounds_point(way->distance) ? way->distance.low : way->value;
}

static score *new_scores(size_t count) {
  return grappe_alloc_zero(count ? count : 1, sizeof(score));
}

static void add(score *s, double value, double low, double high) {
  s->value += value;
  s->low += low;
  s->high += high;
}

/* Scores are known to be exact where no way widened them: both ends grew by the same steps. */
static void tell(const score *scores, size_t count, grappe_statistic *result) {
  for (size_t i = 0; i < count; i++) {
    const score *s = &scores[i];
    double value = isinf(s->value) ? NAN : s->value; /* the estimates leave it undefined */
    if (s->defect)
      result[i] = grappe_statistic_undefined(s->defect);
    else if (s->low == s->high)
      result[i] = grappe_statistic_exact(s->low);
    else
      result[i] = grappe_statistic_between(value, s->low, s->high, 1, 0, INFINITY);
  }
}

/* --- Hansen ------------------------------------------------------------------------------------------------------ */

static double falls_to(const grappe_decay_form *form, double d) {
  if (form->reach > 0 && d > form->reach) return 0;
  if (d == 0 && form->within > 0) d = form->within;
  switch (form->decay) {
    case GRAPPE_DECAY_POWER:
      return pow(d, form->exponent);
    case GRAPPE_DECAY_EXPONENTIAL:
      return exp(form->exponent * d);
    case GRAPPE_DECAY_LOGISTIC:
      break;
  }
  return 1 / (1 + exp(-form->exponent * (d - form->midpoint)));
}

/* f falls with the distance, but for the one that stands for zero. */
static void weights_of(const grappe_way *way, const grappe_decay_form *form, double *value, double *low, double *high) {
  grappe_bounds d = way->distance;
  int from_zero = d.low == 0 && d.high > 0;
  *value = falls_to(form, distance_of(way));
  if (isnan(distance_of(way))) *value = NAN;
  *low = falls_to(form, d.high);
  *high = falls_to(form, d.low);
  if (from_zero && form->within > 0) { /* any distance just above zero, and zero itself */
    grappe_decay_form bare = *form;
    bare.within = 0;
    *low = fmin(*low, *high);
    *high = fmax(*high, falls_to(&bare, 0));
  }
}

/* Nothing of something endless is nothing: no amount counts there. */
static double product(double amount, double weight) {
  return amount == 0 || weight == 0 ? 0 : amount * weight;
}

static grappe_code check_form(const grappe_decay_form *form, grappe_error *error) {
  if (!(form->exponent < 0) || isinf(form->exponent))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "the exponent of a decay must be below zero, and %g is not: give -2, say", form->exponent);
  if (form->decay == GRAPPE_DECAY_LOGISTIC && !(form->midpoint > 0))
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "a logistic decay needs its midpoint, the distance at which half is left: %g was given",
                       form->midpoint);
  grappe_code code = check_within(form->within, error);
  return code == GRAPPE_OK ? check_within(form->reach, error) : code;
}

grappe_code grappe_hansen(const grappe_ways *ways, const grappe_sample *amounts, const grappe_decay_form *form,
                          grappe_statistic *result, grappe_error *error) {
  grappe_code code = check_form(form, error);
  if (code == GRAPPE_OK) code = check_ways(ways, amounts, error);
  if (code != GRAPPE_OK) return code;
  score *scores = new_scores(ways->origins);
  if (!scores) return grappe_fail_memory(error);
  for (size_t i = 0; i < ways->count; i++) {
    const grappe_way *way = &ways->list[i];
    grappe_bounds amount = amounts->bounds[way->destination];
    score *s = &scores[way->origin];
    double value, low, high;
    if (way->distance.low < 0)
      s->defect = distance_negative;
    else if (amount.low < 0)
      s->defect = negative;
    else if (way->distance.high == 0 && form->decay == GRAPPE_DECAY_POWER && form->within == 0)
      s->defect = "a distance is zero: the power of it has no end, unless the distance within a place is given";
    if (s->defect) continue;
    weights_of(way, form, &value, &low, &high);
    add(s, product(grappe_sample_value(amounts, way->destination), value), product(amount.low, low),
        product(amount.high, high));
  }
  tell(scores, ways->origins, result);
  grappe_free(scores);
  return GRAPPE_OK;
}

/* --- within a distance ------------------------------------------------------------------------------------------- */

typedef enum reach { OUT, MAYBE, IN } reach;

static reach reach_of(const grappe_way *way, double within) {
  if (way->distance.high <= within) return IN;
  return way->distance.low > within || (way->distance.low == within && way->distance.low_open) ? OUT : MAYBE;
}

static double counted(double amount, double distance, double within) {
  return isnan(distance) ? NAN : distance <= within ? amount : 0;
}

/* What of the amounts at one end of the ways is within reach of the other: of destinations from origins, or backwards.
 */
static void gather(const grappe_ways *ways, const grappe_sample *amounts, double within, int backwards, score *scores) {
  for (size_t i = 0; i < ways->count; i++) {
    const grappe_way *way = &ways->list[i];
    size_t from = backwards ? way->origin : way->destination, to = backwards ? way->destination : way->origin;
    grappe_bounds amount = amounts->bounds[from];
    score *s = &scores[to];
    reach in = reach_of(way, within);
    if (way->distance.low < 0) s->defect = distance_negative;
    if (in == OUT) continue;
    if (amount.low < 0) s->defect = negative;
    double value = grappe_sample_value(amounts, from);
    add(s, in == IN ? value : counted(value, distance_of(way), within), in == IN ? amount.low : 0, amount.high);
  }
}

grappe_code grappe_cumulative(const grappe_ways *ways, const grappe_sample *amounts, double within,
                              grappe_statistic *result, grappe_error *error) {
  grappe_code code = check_within(within, error);
  if (code == GRAPPE_OK) code = check_ways(ways, amounts, error);
  if (code != GRAPPE_OK) return code;
  score *scores = new_scores(ways->origins);
  if (!scores) return grappe_fail_memory(error);
  gather(ways, amounts, within, 0, scores);
  tell(scores, ways->origins, result);
  grappe_free(scores);
  return GRAPPE_OK;
}

/* --- nearest ----------------------------------------------------------------------------------------------------- */

/* One way of an origin: low and high hold the nearest there may be and the nearest there surely is. */
static void approach(score *s, const grappe_way *way, grappe_bounds amount, double amount_value, size_t *which) {
  double d = distance_of(way);
  if (way->distance.low < 0) s->defect = distance_negative;
  if (amount.low < 0) s->defect = negative;
  if (s->defect || amount.high == 0) return;
  s->low = fmin(s->low, way->distance.low);
  s->farthest = fmax(s->farthest, way->distance.high);
  if (amount.low > 0) s->high = fmin(s->high, way->distance.high);
  if (isnan(amount_value) || isnan(d))
    s->value = NAN; /* stays so: fmin would forget it */
  else if (amount_value > 0 && d < s->value) {
    s->value = d;
    *which = way->destination;
  }
}

grappe_code grappe_nearest(const grappe_ways *ways, const grappe_sample *amounts, grappe_statistic *result,
                           size_t *which, grappe_error *error) {
  grappe_code code = check_ways(ways, amounts, error);
  if (code != GRAPPE_OK) return code;
  score *scores = new_scores(ways->origins);
  size_t *nearest = grappe_alloc((ways->origins + 1) * sizeof *nearest);
  if (!scores || !nearest) {
    grappe_free(scores);
    grappe_free(nearest);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < ways->origins; i++) {
    scores[i] = (score){INFINITY, INFINITY, INFINITY, 0, NULL};
    nearest[i] = ways->destinations;
  }
  for (size_t i = 0; i < ways->count; i++) {
    const grappe_way *way = &ways->list[i];
    approach(&scores[way->origin], way, amounts->bounds[way->destination],
             grappe_sample_value(amounts, way->destination), &nearest[way->origin]);
  }
  for (size_t i = 0; i < ways->origins; i++) {
    if (!scores[i].defect && isinf(scores[i].low)) scores[i].defect = "there is no destination";
    scores[i].high = fmin(scores[i].high, scores[i].farthest); /* none is sure: one of them it is */
  }
  tell(scores, ways->origins, result);
  for (size_t i = 0; which && i < ways->origins; i++)
    which[i] = result[i].undefined || isnan(result[i].value) ? ways->destinations : nearest[i];
  grappe_free(scores);
  grappe_free(nearest);
  return GRAPPE_OK;
}

/* --- two steps --------------------------------------------------------------------------------------------------- */

/* What a way brings its origin. The score rises with every supply and falls with every demand and with the reach of
 * the others; its own people are in the catchment if the way is within reach at all. */
static void bring(score *s, const grappe_way *way, reach in, double within, const score *area, grappe_bounds supply,
                  double supply_value, grappe_bounds people) {
  double own_low = in == IN ? 0 : people.low; /* not yet among those who surely reach it */
  double value = in == IN ? supply_value : counted(supply_value, distance_of(way), within);
  double low = supply.low == 0 ? 0 : isinf(supply.low) ? INFINITY : supply.low / area->high;
  double people_low = area->low + own_low;
  double high = supply.high == 0 ? 0 : people_low > 0 ? supply.high / people_low : INFINITY;
  add(s, value == 0 ? 0 : value / area->value, in == IN ? low : 0, high);
}

grappe_code grappe_two_step_catchment(const grappe_ways *ways, const grappe_sample *supply, const grappe_sample *demand,
                                      double within, grappe_statistic *result, grappe_error *error) {
  grappe_code code = check_within(within, error);
  if (code == GRAPPE_OK) code = check_ways(ways, supply, error);
  if (code == GRAPPE_OK && demand->count != ways->origins)
    code = grappe_fail(error, GRAPPE_ARGUMENT, "there are %zu origins and %zu amounts: give one for each",
                       ways->origins, demand->count);
  if (code != GRAPPE_OK) return code;
  score *scores = new_scores(ways->origins), *areas = new_scores(ways->destinations);
  if (!scores || !areas) {
    grappe_free(scores);
    grappe_free(areas);
    return grappe_fail_memory(error);
  }
  gather(ways, demand, within, 1, areas); /* the demand that reaches each supply */
  for (size_t i = 0; i < ways->count; i++) {
    const grappe_way *way = &ways->list[i];
    const score *area = &areas[way->destination];
    score *s = &scores[way->origin];
    reach in = reach_of(way, within);
    if (way->distance.low < 0) s->defect = distance_negative;
    if (in == OUT) continue;
    if (area->defect) s->defect = area->defect;
    if (supply->bounds[way->destination].low < 0) s->defect = negative;
    if (!s->defect && area->high == 0) s->defect = "a supply within reach has no demand";
    if (s->defect) continue;
    bring(s, way, in, within, area, supply->bounds[way->destination], grappe_sample_value(supply, way->destination),
          demand->bounds[way->origin]);
  }
  tell(scores, ways->origins, result);
  grappe_free(scores);
  grappe_free(areas);
  return GRAPPE_OK;
}
