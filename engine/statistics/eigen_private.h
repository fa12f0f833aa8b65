/* The second direction of a symmetric matrix. Private to this room. */
#ifndef GRAPPE_STATISTICS_EIGEN_PRIVATE_H
#define GRAPPE_STATISTICS_EIGEN_PRIVATE_H

#include <stddef.h>

#include "base/status.h"

/* `matrix`: n × n, symmetric, n at least 2; destroyed. `values` gets its three greatest eigenvalues, falling (-infinity
 * where n is 2), and `vector` the eigenvector of the second, of length 1; it means nothing where the second is close to
 * one of the others. 2 n³ operations. */
grappe_code grappe_second_eigenvector(double *matrix, size_t n, double values[3], double *vector, grappe_error *error);

#endif
