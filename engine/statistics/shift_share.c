#include "statistics/shift_share.h"

#include <math.h>

/* A number with its bounds; an operation is done on both. */
typedef struct term {
  double value;
  grappe_bounds bounds;
} term;

static term item(const grappe_sample *sample, size_t i) {
  return (term){grappe_sample_value(sample, i), sample->bounds[i]};
}

static term add(term a, term b) {
  return (term){a.value + b.value, grappe_bounds_add(a.bounds, b.bounds)};
}

static term subtract(term a, term b) {
  return (term){a.value - b.value, grappe_bounds_subtract(a.bounds, b.bounds)};
}

static term multiply(term a, term b) {
  return (term){a.value * b.value, grappe_bounds_multiply(a.bounds, b.bounds)};
}

static term divide(term a, term b) {
  int undefined;
  return (term){a.value / b.value, grappe_bounds_divide(a.bounds, b.bounds, &undefined)};
}

static term nothing(void) {
  return (term){0, grappe_bounds_exact(0)};
}

static term sum_of(const grappe_sample *sample) {
  term sum = nothing();
  for (size_t i = 0; i < sample->count; i++) sum = add(sum, item(sample, i));
  return sum;
}

static int may_be_negative(const grappe_sample *sample) {
  for (size_t i = 0; i < sample->count; i++)
    if (sample->bounds[i].low < 0) return 1;
  return 0;
}

static const char *defect_of(const grappe_shift_input *in, grappe_shift_method method) {
  if (!in->from.count) return "there are no values";
  if (may_be_negative(&in->from) || may_be_negative(&in->to) || may_be_negative(&in->national_from) ||
      may_be_negative(&in->national_to))
    return "a value is, or may be, below zero";
  if (sum_of(&in->national_from).bounds.high == 0) return "the nation starts at zero";
  for (size_t i = 0; i < in->from.count; i++) {
    int national_zero = in->national_from.bounds[i].high == 0;
    if (national_zero && in->from.bounds[i].high > 0)
      return "an activity starts at zero in the nation and not in the region";
    if (method == GRAPPE_SHIFT_ESTEBAN_MARQUILLAS && !national_zero && in->from.bounds[i].low == 0)
      return "an activity starts, or may start, at zero in the region";
  }
  return NULL;
}

/* e0_s G_s: what the region's jobs in the activity would be at the nation's pace. None at the start stay none. */
static term at_pace(const grappe_shift_input *in, size_t i) {
  term from = item(&in->from, i), start = item(&in->national_from, i);
  if (from.bounds.high == 0) return nothing();
  term pace = multiply(from, divide(item(&in->national_to, i), start));
  if (from.value == 0) pace.value = 0;
  return pace;
}

static grappe_statistic told(term t, int exact) {
  if (exact) return grappe_statistic_exact(t.value);
  return grappe_statistic_between(t.value, t.bounds.low, t.bounds.high, 0, -INFINITY, INFINITY);
}

/* Makes the parts add up to the total without rounding, in whatever order: all but the last are rounded to a grid so
 * coarse that sums of them are exact, and so fine that it is less than the error they have already. A whole total lies
 * on it. */
static void settle(double total, term *const *parts, int count) {
  double size = fabs(total), sum = 0;
  for (int i = 0; i < count; i++) size += fabs(parts[i]->value);
  if (!isfinite(size) || size == 0) return;
  double grid = ldexp(1, ilogb(size) - 50);
  for (int i = 0; i + 1 < count; i++) sum += parts[i]->value = rint(parts[i]->value / grid) * grid;
  parts[count - 1]->value = total - sum;
}

grappe_code grappe_shift_share_of(const grappe_shift_input *in, grappe_shift_method method, grappe_shift_share *result,
                                  grappe_error *error) {
  size_t count = in->from.count;
  if (in->to.count != count || in->national_from.count != count || in->national_to.count != count)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "the region's and the nation's activities at both ends must be the same: %zu, %zu, %zu and %zu "
                       "were given",
                       count, in->to.count, in->national_from.count, in->national_to.count);
  const char *defect = defect_of(in, method);
  if (defect) {
    grappe_statistic none = grappe_statistic_undefined(defect);
    *result = (grappe_shift_share){none, none, none, none, none};
    return GRAPPE_OK;
  }
  int exact = grappe_sample_exact(&in->from) && grappe_sample_exact(&in->to) &&
              grappe_sample_exact(&in->national_from) && grappe_sample_exact(&in->national_to);
  term from = sum_of(&in->from), to = sum_of(&in->to), start = sum_of(&in->national_from), pace = nothing();
  term growth = divide(sum_of(&in->national_to), start);
  term total = subtract(to, from), national = multiply(from, subtract(growth, (term){1, grappe_bounds_exact(1)}));
  term allocation = nothing(), regional = nothing();
  for (size_t i = 0; i < count; i++) {
    term own = at_pace(in, i), shift = subtract(item(&in->to, i), own), notional = shift;
    pace = add(pace, own);
    if (method == GRAPPE_SHIFT_ESTEBAN_MARQUILLAS) {
      /* h (e1 / e0 - G_s) = h / e0 (e1 - e0 G_s); an activity that nobody has at the start is all regional */
      term weight = divide(multiply(divide(from, start), item(&in->national_from, i)), item(&in->from, i));
      if (in->from.bounds[i].high > 0) notional = multiply(weight, shift);
      allocation = add(allocation, subtract(shift, notional));
    }
    regional = add(regional, notional);
  }
  term mix = subtract(pace, multiply(from, growth));
  term *parts[] = {&national, &mix, &regional, &allocation};
  settle(total.value, parts, method == GRAPPE_SHIFT_DUNN ? 3 : 4);
  *result = (grappe_shift_share){told(total, exact), told(national, exact), told(mix, exact), told(regional, exact),
                                 told(allocation, exact)};
  return GRAPPE_OK;
}

static int dates_are_exact(const grappe_sample *region, const grappe_sample *nation, size_t dates) {
  for (size_t i = 0; i < dates; i++)
    if (!grappe_sample_exact(&region[i]) || !grappe_sample_exact(&nation[i])) return 0;
  return 1;
}

grappe_code grappe_shift_share_dynamic(const grappe_sample *region, const grappe_sample *nation, size_t dates,
                                       grappe_shift_method method, grappe_shift_share *result, grappe_error *error) {
  term sums[4] = {nothing(), nothing(), nothing(), nothing()};
  grappe_statistic none = grappe_statistic_undefined("no time lies between the two values");
  *result = (grappe_shift_share){none, none, none, none, none};
  if (dates < 2) return GRAPPE_OK;
  for (size_t i = 0; i + 1 < dates; i++) {
    grappe_shift_input input = {region[i], region[i + 1], nation[i], nation[i + 1]};
    grappe_code code = grappe_shift_share_of(&input, method, result, error);
    if (code != GRAPPE_OK || result->total.undefined) return code;
    const grappe_statistic *parts[] = {&result->national, &result->mix, &result->regional, &result->allocation};
    for (int k = 0; k < 4; k++) sums[k] = add(sums[k], (term){parts[k]->value, parts[k]->bounds});
  }
  int exact = dates_are_exact(region, nation, dates);
  term total = subtract(sum_of(&region[dates - 1]), sum_of(&region[0]));
  term *parts[] = {&sums[0], &sums[1], &sums[2], &sums[3]};
  settle(total.value, parts, method == GRAPPE_SHIFT_DUNN ? 3 : 4);
  *result = (grappe_shift_share){told(total, exact), told(sums[0], exact), told(sums[1], exact), told(sums[2], exact),
                                 told(sums[3], exact)};
  if (!exact) result->total.tight = 1;
  return GRAPPE_OK;
}
