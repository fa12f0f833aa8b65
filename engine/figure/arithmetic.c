#include <float.h>
#include <math.h>
#include <string.h>

#include "base/language.h"
#include "base/memory.h"
#include "figure/figure_private.h"
#include "figure/influence.h"
#include "figure/status.h"
#include "text/number.h"

/* --- change of unit ----------------------------------------------------------------------------------------------- */

/* The whole number that the ratio is, up to what the factors of units lose; 0 where it is none. */
static double whole_ratio(double over, double under) {
  double ratio = over / under, whole = rint(ratio);
  return whole >= 1 && whole < 1e15 && fabs(ratio - whole) <= 1e-12 * whole ? whole : 0;
}

double grappe_value_scale(double value, double from, double to) {
  double times = whole_ratio(from, to), by = whole_ratio(to, from);
  return times > 0 ? value * times : by > 0 ? value / by : value * (from / to);
}

grappe_bounds grappe_bounds_scale(grappe_bounds bounds, double from, double to) {
  int undefined;
  double times = whole_ratio(from, to), by = whole_ratio(to, from);
  if (times == 1) return bounds;
  if (times > 0) return grappe_bounds_multiply(bounds, grappe_bounds_exact(times));
  if (by > 0) return grappe_bounds_divide(bounds, grappe_bounds_exact(by), &undefined);
  double ratio = from / to; /* the factors themselves were rounded, a few times */
  return grappe_bounds_multiply(bounds, grappe_bounds_between(ratio * (1 - 1e-15), ratio * (1 + 1e-15)));
}

/* --- starting and ending an operation ----------------------------------------------------------------------------- */

typedef struct operation {
  grappe_figure *inputs[2];
  size_t count;
  grappe_figure_parts parts;
  char *scope;
} operation;

static grappe_code begin(operation *work, const char *name, grappe_figure *a, grappe_figure *b,
                         grappe_figure_again *again, grappe_error *error) {
  work->inputs[0] = a;
  work->inputs[1] = b;
  work->count = b ? 2 : 1;
  grappe_code code = grappe_figure_start(name, work->inputs, work->count, &work->parts, &work->scope, error);
  work->parts.again = again;
  return code;
}

static grappe_code end(operation *work, grappe_figure **result, grappe_error *error) {
  *result = grappe_figure_finish(&work->parts);
  grappe_free(work->scope);
  return *result ? GRAPPE_OK : grappe_fail_memory(error);
}

static void undefine(grappe_figure_parts *parts, const char *reason) {
  grappe_presence joined = grappe_presence_join(parts->presence, GRAPPE_UNDEFINED);
  if (joined != parts->presence) parts->reason = grappe_translate(reason);
  parts->presence = joined;
  parts->bounds = grappe_bounds_all();
}

/* --- the same of other inputs ------------------------------------------------------------------------------------- */

/* The input as it would be within the bounds that are supposed. NULL: no memory. */
static grappe_figure *stand_in(const grappe_figure *input, const grappe_supposed *supposed) {
  grappe_figure_parts parts = input->parts;
  parts.bounds = grappe_supposed_bounds(supposed, input);
  parts.presence = GRAPPE_PRESENT;
  parts.value = NAN;
  parts.inputs = NULL;
  parts.input_count = parts.citation_count = parts.how_size = 0;
  parts.again = NULL;
  parts.scope = "";
  return grappe_figure_new(&parts);
}

/* Bounds of a result that is released; everything where there is none. */
static grappe_bounds bounds_of(grappe_code code, grappe_figure *result) {
  grappe_bounds bounds = code == GRAPPE_OK ? result->parts.bounds : grappe_bounds_all();
  if (code == GRAPPE_OK) grappe_figure_release(result);
  return bounds;
}

typedef grappe_code of_two(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error);

static grappe_bounds again_of_two(const grappe_figure *figure, const grappe_supposed *supposed, of_two *compute) {
  grappe_figure *a = stand_in(figure->parts.inputs[0], supposed), *b = stand_in(figure->parts.inputs[1], supposed);
  grappe_figure *result = NULL;
  grappe_code code = a && b ? compute(a, b, &result, NULL) : GRAPPE_MEMORY;
  grappe_figure_release(a);
  grappe_figure_release(b);
  return bounds_of(code, result);
}

static grappe_bounds again_add(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  return again_of_two(figure, supposed, grappe_figure_add);
}
static grappe_bounds again_subtract(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  return again_of_two(figure, supposed, grappe_figure_subtract);
}
static grappe_bounds again_multiply(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  return again_of_two(figure, supposed, grappe_figure_multiply);
}
static grappe_bounds again_divide(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  return again_of_two(figure, supposed, grappe_figure_divide);
}
static grappe_bounds again_negate(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  return grappe_bounds_negate(grappe_supposed_bounds(supposed, figure->parts.inputs[0]));
}
static grappe_bounds again_convert(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  const grappe_figure *input = figure->parts.inputs[0];
  return grappe_bounds_scale(grappe_supposed_bounds(supposed, input), input->parts.unit.factor,
                             figure->parts.unit.factor);
}
static grappe_bounds again_power(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  grappe_figure *a = stand_in(figure->parts.inputs[0], supposed), *result = NULL;
  grappe_code code = a ? grappe_figure_power(a, *(const double *)how, &result, NULL) : GRAPPE_MEMORY;
  grappe_figure_release(a);
  return bounds_of(code, result);
}

int grappe_figure_is_number(const grappe_figure *figure) {
  return figure->parts.input_count == 0 && strcmp(figure->parts.operation, "number") == 0;
}

/* --- decimals -----------------------------------------------------------------------------------------------------
 *
 * What people write are decimals, and 0.1 + 0.2 is 0.3 whatever doubles make of it: sums and products of two points are
 * worked out on whole numbers where those fit, and stay points. */

/* The number as whole * 10^-decimals; 0 where it takes too many digits. */
static int as_decimal(double value, double *whole, int *decimals) {
  char text[GRAPPE_NUMBER_TEXT];
  double read, power = 1;
  *decimals = 0;
  if (value != rint(value)) {
    grappe_number_text(value, text);
    if (grappe_number_parse(text, strlen(text), GRAPPE_NUMBER_CANONICAL, &read, decimals) != GRAPPE_NUMBER_READ ||
        *decimals > 15)
      return 0;
  }
  for (int i = 0; i < *decimals; i++) power *= 10;
  *whole = rint(value * power);
  return fabs(*whole) < 4503599627370496.0; /* 2^52: the sum of two such still fits */
}

static double shifted(double whole, int places) {
  for (; places > 0; places--) whole *= 10;
  return whole;
}

/* One point from two, with the exact decimal result; 0 where they are no points or it does not fit. */
static int combine_decimals(grappe_bounds a, grappe_bounds b, char sign, double *result) {
  double x, y;
  int x_decimals, y_decimals;
  if (a.low != a.high || b.low != b.high || !as_decimal(a.low, &x, &x_decimals) || !as_decimal(b.low, &y, &y_decimals))
    return 0;
  int decimals = x_decimals > y_decimals ? x_decimals : y_decimals;
  if (sign == '*') {
    decimals = x_decimals + y_decimals;
    x *= y;
  } else {
    x = shifted(x, decimals - x_decimals);
    y = shifted(y, decimals - y_decimals);
    if (fabs(x) >= 4503599627370496.0 || fabs(y) >= 4503599627370496.0) return 0;
    x = sign == '+' ? x + y : x - y;
  }
  if (fabs(x) >= 9007199254740992.0 || decimals > 22) return 0; /* 10^22 is the last power of ten that is a double */
  *result = x / shifted(1, decimals);
  return 1;
}

/* --- sums --------------------------------------------------------------------------------------------------------- */

static grappe_code refuse_units(const grappe_figure *a, const grappe_figure *b, grappe_error *error) {
  char first[GRAPPE_FIGURE_NAME], second[GRAPPE_FIGURE_NAME];
  grappe_buffer one = {0}, other = {0};
  grappe_unit_write(a->parts.unit, &one);
  grappe_unit_write(b->parts.unit, &other);
  grappe_code code = grappe_fail(error, GRAPPE_UNIT,
                                 "%s and %s have units that do not meet: %s and %s; use figures of one unit, or divide "
                                 "one by the other for a ratio",
                                 grappe_figure_name(a, first), grappe_figure_name(b, second), grappe_buffer_text(&one),
                                 grappe_buffer_text(&other));
  grappe_buffer_free(&one);
  grappe_buffer_free(&other);
  return code;
}

/* Adds (sign 1) or subtracts (sign -1). */
static grappe_code combine(const char *name, int sign, grappe_figure *a, grappe_figure *b, grappe_figure **result,
                           grappe_error *error) {
  const grappe_figure_parts *x = &a->parts, *y = &b->parts;
  int adopts_b = grappe_figure_is_number(a) && !grappe_figure_is_number(b);
  int adopts_a = !adopts_b && grappe_figure_is_number(b);
  if (!adopts_a && !adopts_b && !grappe_unit_convertible(x->unit, y->unit)) return refuse_units(a, b, error);
  operation work;
  grappe_code code = begin(&work, name, a, b, sign > 0 ? again_add : again_subtract, error);
  if (code != GRAPPE_OK) return code;
  grappe_unit unit = adopts_b ? y->unit : x->unit;
  grappe_bounds more = y->bounds;
  double value = y->value;
  if (!adopts_a && !adopts_b) {
    more = grappe_bounds_scale(more, y->unit.factor, x->unit.factor);
    value = grappe_value_scale(value, y->unit.factor, x->unit.factor);
  }
  grappe_bounds sum = sign > 0 ? grappe_bounds_add(x->bounds, more) : grappe_bounds_subtract(x->bounds, more);
  double total = x->value + sign * value;
  if (combine_decimals(x->bounds, more, sign > 0 ? '+' : '-', &total)) {
    sum = grappe_bounds_exact(total);
  } else if (grappe_bounds_point(x->bounds) && grappe_bounds_point(more) &&
             fabs(total) <= 2 * DBL_EPSILON * fmax(fabs(x->value), fabs(value))) {
    /* two points of which one was rounded before, and that differ by no more than that, are equal: 1/3 + 1/3 + 1/3 - 1
     */
    sum = grappe_bounds_exact(0);
    total = 0;
  }
  work.parts.unit = unit;
  work.parts.bounds = sum;
  work.parts.value = total;
  return end(&work, result, error);
}

grappe_code grappe_figure_add(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error) {
  return combine("+", 1, a, b, result, error);
}

grappe_code grappe_figure_subtract(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error) {
  return combine("-", -1, a, b, result, error);
}

grappe_code grappe_figure_negate(grappe_figure *a, grappe_figure **result, grappe_error *error) {
  operation work;
  grappe_code code = begin(&work, "negate", a, NULL, again_negate, error);
  if (code != GRAPPE_OK) return code;
  work.parts.unit = a->parts.unit;
  work.parts.bounds = grappe_bounds_negate(a->parts.bounds);
  work.parts.value = -a->parts.value;
  return end(&work, result, error);
}

/* --- products ----------------------------------------------------------------------------------------------------- */

/* The unit of a product or quotient, and in *from the factor to multiply the bare numbers' result with. */
static grappe_unit product_unit(grappe_unit a, grappe_unit b, double *from) {
  int pure_a = grappe_unit_pure(a), pure_b = grappe_unit_pure(b);
  *from = 1;
  if (pure_b && (b.factor == 1 || !pure_a || a.factor != 1)) { /* 60000 jobs * 53 %, 53 % * 2, 50 % * 50 % */
    *from = b.factor;
    return a;
  }
  if (pure_a) { /* 53 % * 60000 jobs; 2 * 53 % */
    *from = a.factor;
    return b;
  }
  grappe_unit product = grappe_unit_multiply(a, b);
  *from = product.factor;
  return grappe_unit_pure(product) ? grappe_unit_none() : grappe_unit_base(product);
}

static grappe_unit quotient_unit(grappe_unit a, grappe_unit b, double *from) {
  *from = 1;
  if (grappe_unit_pure(b) && (b.factor == 1 || !grappe_unit_pure(a))) { /* 53 % / 2, 31800 jobs / 53 % */
    *from = 1 / b.factor;
    return a;
  }
  grappe_unit quotient = grappe_unit_divide(a, b);
  *from = quotient.factor;
  return grappe_unit_pure(quotient) ? grappe_unit_none() : grappe_unit_base(quotient);
}

/* The powers of both fit: no chain of products may wrap them round. */
static int powers_fit(grappe_unit a, grappe_unit b, int sign) {
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) {
    int power = a.power[i] + sign * b.power[i];
    if (power > 99 || power < -99) return 0;
  }
  return 1;
}

static grappe_code refuse_powers(const grappe_figure *a, grappe_error *error) {
  char name[GRAPPE_FIGURE_NAME];
  return grappe_fail(error, GRAPPE_UNIT,
                     "%s has a unit that cannot be raised so far: powers of a unit are whole numbers up to 99",
                     grappe_figure_name(a, name));
}

grappe_code grappe_figure_multiply(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error) {
  operation work;
  double from;
  if (!powers_fit(a->parts.unit, b->parts.unit, 1)) return refuse_powers(a, error);
  grappe_code code = begin(&work, "*", a, b, again_multiply, error);
  if (code != GRAPPE_OK) return code;
  work.parts.unit = product_unit(a->parts.unit, b->parts.unit, &from);
  grappe_bounds product = grappe_bounds_multiply(a->parts.bounds, b->parts.bounds);
  double value = a->parts.value * b->parts.value;
  if (combine_decimals(a->parts.bounds, b->parts.bounds, '*', &value)) product = grappe_bounds_exact(value);
  work.parts.bounds = grappe_bounds_scale(product, from, 1);
  work.parts.value = grappe_value_scale(value, from, 1);
  return end(&work, result, error);
}

grappe_code grappe_figure_divide(grappe_figure *a, grappe_figure *b, grappe_figure **result, grappe_error *error) {
  operation work;
  double from;
  int zero;
  if (!powers_fit(a->parts.unit, b->parts.unit, -1)) return refuse_powers(a, error);
  grappe_code code = begin(&work, "/", a, b, again_divide, error);
  if (code != GRAPPE_OK) return code;
  grappe_bounds divisor = b->parts.bounds;
  work.parts.unit = quotient_unit(a->parts.unit, b->parts.unit, &from);
  work.parts.bounds = grappe_bounds_scale(grappe_bounds_divide(a->parts.bounds, divisor, &zero), from, 1);
  work.parts.value = grappe_value_scale(a->parts.value / b->parts.value, from, 1);
  if (zero)
    undefine(&work.parts, "the divisor is zero");
  else if (b->parts.presence == GRAPPE_PRESENT && divisor.low < 0 && divisor.high > 0)
    undefine(&work.parts, "the divisor may be below zero, zero or above");
  else if (work.parts.presence == GRAPPE_PRESENT && grappe_bounds_contain(divisor, 0))
    work.parts.reason = grappe_translate("the divisor may be zero: the bounds hold where it is not");
  return end(&work, result, error);
}

grappe_code grappe_figure_power(grappe_figure *a, double exponent, grappe_figure **result, grappe_error *error) {
  operation work;
  int undefined;
  const grappe_figure_parts *x = &a->parts;
  grappe_unit unit;
  if (!isfinite(exponent))
    return grappe_fail(error, GRAPPE_ARGUMENT, "the exponent of a power must be a number, and a finite one");
  if (!grappe_unit_power(x->unit, exponent, &unit) || !powers_fit(unit, grappe_unit_none(), 1))
    return refuse_powers(a, error);
  char name[GRAPPE_NUMBER_TEXT + 1] = "^";
  grappe_number_text(exponent, name + 1);
  grappe_code code = begin(&work, name, a, NULL, again_power, error);
  if (code != GRAPPE_OK) return code;
  work.parts.how = &exponent;
  work.parts.how_size = sizeof exponent;
  int same = exponent == 1; /* otherwise in base units: (50 %)^2 is 0.25, (2 k€)^2 is 4000000 EUR2 */
  double factor = same ? 1 : x->unit.factor;
  work.parts.unit = same ? x->unit : grappe_unit_pure(unit) ? grappe_unit_none() : grappe_unit_base(unit);
  work.parts.bounds = grappe_bounds_power(grappe_bounds_scale(x->bounds, factor, 1), exponent, &undefined);
  work.parts.value = pow(grappe_value_scale(x->value, factor, 1), exponent);
  if (undefined && x->presence == GRAPPE_PRESENT) undefine(&work.parts, "such a power has no value for zero or below");
  return end(&work, result, error);
}

/* --- one figure seen otherwise ------------------------------------------------------------------------------------ */

grappe_code grappe_figure_convert(grappe_figure *a, grappe_unit unit, grappe_figure **result, grappe_error *error) {
  const grappe_figure_parts *x = &a->parts;
  if (grappe_unit_equal(x->unit, unit)) {
    *result = grappe_figure_keep(a);
    return GRAPPE_OK;
  }
  if (!grappe_unit_convertible(x->unit, unit)) {
    char name[GRAPPE_FIGURE_NAME];
    grappe_buffer wanted = {0};
    grappe_unit_write(unit, &wanted);
    grappe_code code = grappe_fail(error, GRAPPE_UNIT, "%s cannot be converted to %s: they measure different things",
                                   grappe_figure_name(a, name), grappe_buffer_text(&wanted));
    grappe_buffer_free(&wanted);
    return code;
  }
  operation work;
  grappe_code code = begin(&work, "convert", a, NULL, again_convert, error);
  if (code != GRAPPE_OK) return code;
  work.parts.unit = unit;
  work.parts.bounds = grappe_bounds_scale(x->bounds, x->unit.factor, unit.factor);
  work.parts.value = grappe_value_scale(x->value, x->unit.factor, unit.factor);
  return end(&work, result, error);
}

/* The figure as it is, but for what the caller takes out of the parts before it ends the operation. */
static grappe_code begin_same(operation *work, const char *name, grappe_figure *a, grappe_error *error) {
  grappe_code code = begin(work, name, a, NULL, grappe_figure_again_same, error);
  if (code != GRAPPE_OK) return code;
  work->parts.unit = a->parts.unit;
  work->parts.bounds = a->parts.bounds;
  work->parts.value = a->parts.value;
  return GRAPPE_OK;
}

grappe_code grappe_figure_unscoped(grappe_figure *a, grappe_figure **result, grappe_error *error) {
  operation work;
  grappe_code code = begin_same(&work, "unscoped", a, error);
  if (code != GRAPPE_OK) return code;
  work.parts.scope = "";
  return end(&work, result, error);
}

grappe_code grappe_figure_any_geography(grappe_figure *a, grappe_figure **result, grappe_error *error) {
  operation work;
  grappe_code code = begin_same(&work, "any geography", a, error);
  if (code != GRAPPE_OK) return code;
  work.parts.ground = (grappe_ground){0};
  return end(&work, result, error);
}

static grappe_bounds one_end(grappe_bounds bounds, int lower) {
  grappe_bounds result = grappe_bounds_all();
  if (lower)
    result.low = bounds.low, result.low_open = bounds.low_open;
  else
    result.high = bounds.high, result.high_open = bounds.high_open;
  return result;
}

static grappe_bounds again_end(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  return one_end(grappe_supposed_bounds(supposed, figure->parts.inputs[0]), *(const int *)how);
}

static grappe_code keep_end(const char *name, int lower, grappe_figure *a, grappe_figure **result,
                            grappe_error *error) {
  operation work;
  grappe_code code = begin(&work, name, a, NULL, again_end, error);
  if (code != GRAPPE_OK) return code;
  work.parts.how = &lower;
  work.parts.how_size = sizeof lower;
  work.parts.unit = a->parts.unit;
  work.parts.bounds = one_end(a->parts.bounds, lower);
  return end(&work, result, error);
}

grappe_code grappe_figure_at_most(grappe_figure *a, grappe_figure **result, grappe_error *error) {
  return keep_end("at most", 0, a, result, error);
}

grappe_code grappe_figure_at_least(grappe_figure *a, grappe_figure **result, grappe_error *error) {
  return keep_end("at least", 1, a, result, error);
}

grappe_figure *grappe_figure_number(double value) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.operation = "number";
  parts.value = value;
  parts.bounds = grappe_bounds_exact(value);
  if (isnan(value)) {
    parts.presence = GRAPPE_UNDEFINED;
    parts.reason = grappe_translate("it is no number (0/0)");
  } else if (isinf(value)) { /* math.huge in a script: more than any number, and still an order to compare with */
    parts.bounds = (grappe_bounds){value > 0 ? DBL_MAX : -INFINITY, value > 0 ? INFINITY : -DBL_MAX, 1, 1};
    parts.value = NAN;
  }
  return grappe_figure_new(&parts);
}
