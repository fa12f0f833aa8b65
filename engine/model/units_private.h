/* What the files of units.c share: the place of base units in `power`, and names compared loosely. Private. */
#ifndef GRAPPE_MODEL_UNITS_PRIVATE_H
#define GRAPPE_MODEL_UNITS_PRIVATE_H

#include "model/units.h"

enum { GRAPPE_UNIT_NAME = 64 }; /* bytes of the longest name, its '\0' included; a longer text is no name */

/* Where the base of a row stands in `power`; -1 for pure numbers. */
int grappe_unit_base_index(const grappe_unit_row *row);
/* The row of the base unit that stands at `index` in `power`, NULL past the last. */
const grappe_unit_row *grappe_unit_base_row(int index);
/* Equal but for what multiplying and dividing factors loses. */
int grappe_unit_same_factor(double a, double b);

#endif
