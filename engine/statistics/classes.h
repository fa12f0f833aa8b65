/* Fixed classes, such as those of a map: fewer than 2,000; 2,000 to 5,000; …; more than 20,000. */
#ifndef GRAPPE_STATISTICS_CLASSES_H
#define GRAPPE_STATISTICS_CLASSES_H

#include <stddef.h>

#include "base/status.h"
#include "figure/bounds.h"

/* `count` edges in rising order make count + 1 classes, the first and the last without end: class 0 lies below
 * edges[0], class k between edges[k - 1] and edges[k]. A value on an edge belongs to the class above it, or to the one
 * below where `upper` is 1 ("more than 20,000" leaves 20,000 to the class below). The edges stay the caller's. */
typedef struct grappe_classes {
  const double *edges;
  size_t count;
  int upper;
} grappe_classes;

/* GRAPPE_ARGUMENT where edges do not rise or are not finite, with the two that are out of order. */
grappe_code grappe_classes_check(const grappe_classes *classes, grappe_error *error);

/* The first and the last class that the value can be in; the same where it is decided. An interval that only touches an
 * edge from one side does not reach beyond it: 10,000..20,000 read off a map whose edges these are is that one class.
 */
void grappe_classes_place(const grappe_classes *classes, grappe_bounds value, size_t *first, size_t *last);

#endif
