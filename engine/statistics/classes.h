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

/* What is known of a value of which only the class is known, as when it is read off a map: the ends of that class, the
 * first from -infinity and the last to infinity, and open where the edge belongs to its neighbour. */
grappe_bounds grappe_classes_interval(const grappe_classes *classes, size_t at);

/* How edges are found from values. */
typedef enum grappe_class_method {
  GRAPPE_CLASSES_EQUAL,    /* the range in parts of one width */
  GRAPPE_CLASSES_QUANTILE, /* as many values in each class as equal values allow */
  GRAPPE_CLASSES_JENKS, /* the least sum of squares round the means of the classes (Fisher 1958; Jenks 1967): the best
                           of all classes, by dynamic programming */
  GRAPPE_CLASSES_DEVIATION /* a standard deviation (n - 1) wide, and in the middle of them the mean: on an edge where
                              the classes are even in number, amid a class where they are odd */
} grappe_class_method;

enum { GRAPPE_CLASSES_MOST = 100 };

/* The edges of `classes` classes, in rising order; `edges` has room for one less than `classes`. Quantile and Jenks set
 * them on values: the least of the class above, or the greatest of the class below where `upper` is 1, so that placing
 * the values by these edges (with the same `upper`) gives back the classes that were found. There are fewer edges where
 * there are fewer different values, none where all are equal. Values that are not finite are left out: whoever calls
 * says so. GRAPPE_ARGUMENT where `classes` is not 2 to GRAPPE_CLASSES_MOST. */
grappe_code grappe_class_edges(const double *values, size_t count, grappe_class_method method, size_t classes,
                               int upper, double *edges, size_t *edge_count, grappe_error *error);

/* Goodness of variance fit: 1 - squares round the means of the classes / squares round the mean of all, 0..1. Values
 * that are not finite are left out. NaN where all are equal. */
grappe_code grappe_classes_fit(const grappe_classes *classes, const double *values, size_t count, double *fit,
                               grappe_error *error);

#endif
