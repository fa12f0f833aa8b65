#include "model/units.h"

#include <math.h>
#include <string.h>

#include "model/units_private.h"

enum { POWER_MOST = 127 };

grappe_unit grappe_unit_none(void) {
  return (grappe_unit){.factor = 1, .display = 0};
}

int grappe_unit_same_factor(double a, double b) {
  return a == b || fabs(a - b) <= 1e-12 * fabs(b);
}

int grappe_unit_pure(grappe_unit unit) {
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++)
    if (unit.power[i]) return 0;
  return 1;
}

int grappe_unit_convertible(grappe_unit a, grappe_unit b) {
  return memcmp(a.power, b.power, sizeof a.power) == 0;
}

int grappe_unit_equal(grappe_unit a, grappe_unit b) {
  return grappe_unit_convertible(a, b) && grappe_unit_same_factor(a.factor, b.factor);
}

static int is_none(grappe_unit unit) {
  return unit.factor == 1 && grappe_unit_pure(unit);
}

static signed char within(int power) {
  return (signed char)(power > POWER_MOST ? POWER_MOST : power < -POWER_MOST ? -POWER_MOST : power);
}

grappe_unit grappe_unit_multiply(grappe_unit a, grappe_unit b) {
  if (is_none(a)) return b;
  if (is_none(b)) return a;
  grappe_unit product = {.factor = a.factor * b.factor, .display = -1};
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) product.power[i] = within(a.power[i] + b.power[i]);
  return product;
}

grappe_unit grappe_unit_divide(grappe_unit a, grappe_unit b) {
  if (is_none(b)) return a;
  grappe_unit quotient = {.factor = a.factor / b.factor, .display = -1};
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) quotient.power[i] = within(a.power[i] - b.power[i]);
  return quotient;
}

grappe_unit grappe_unit_base(grappe_unit unit) {
  if (unit.factor == 1) return unit;
  unit.factor = 1;
  unit.display = -1;
  return unit;
}

int grappe_unit_power(grappe_unit a, double exponent, grappe_unit *result) {
  grappe_unit powered = {.factor = pow(a.factor, exponent), .display = -1};
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) {
    double power = a.power[i] * exponent;
    if (power != rint(power) || !(fabs(power) <= POWER_MOST)) return 0;
    powered.power[i] = (signed char)power;
  }
  if (exponent == 1) powered.display = a.display;
  *result = powered;
  return 1;
}

/* The number of base units in it, and which one, where it is a single base unit to the power 1. */
static int single_base(grappe_unit unit) {
  int found = -1;
  for (int i = 0; i < GRAPPE_UNIT_BASES; i++) {
    if (!unit.power[i]) continue;
    if (found >= 0 || unit.power[i] != 1) return -1;
    found = i;
  }
  return found;
}

const grappe_unit_row *grappe_unit_row_of(grappe_unit unit) {
  int pure = grappe_unit_pure(unit), base = single_base(unit);
  if (!pure && base < 0) return NULL;
  for (size_t i = 0; i < grappe_unit_row_count(); i++) {
    const grappe_unit_row *row = grappe_unit_row_at(i);
    if (grappe_unit_base_index(row) == base && grappe_unit_same_factor(unit.factor, row->factor)) return row;
  }
  return NULL;
}
