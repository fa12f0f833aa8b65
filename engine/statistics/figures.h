/* Figures as what statistics are made of, and statistics as figures that say what they came from. */
#ifndef GRAPPE_STATISTICS_FIGURES_H
#define GRAPPE_STATISTICS_FIGURES_H

#include "figure/figure.h"
#include "statistics/statistic.h"

/* What of a figure enters a statistic. An absent one enters with what is known of it all the same. `amount` 1: the
 * statistic is of amounts, and has no value where one is below zero, so that an absent one of which nothing is known is
 * zero or more; one that cannot exist is none at all. `*value` is NaN where there is no estimate. */
void grappe_figure_item(const grappe_figure *figure, int amount, grappe_bounds *bounds, double *value);

/* How a statistic comes out of values, and of others beside them such as weights: so that it can be computed again
 * where an explanation supposes other inputs. Start with {0}; `compute` may use the other fields as it likes. */
typedef struct grappe_statistic_way grappe_statistic_way;
typedef grappe_code grappe_statistic_compute(const grappe_statistic_way *way, const grappe_sample *values,
                                             const grappe_sample *beside, grappe_statistic *result,
                                             grappe_error *error);
struct grappe_statistic_way {
  grappe_statistic_compute *compute; /* NULL: nothing can be said of other inputs */
  void (*of)(void);                  /* the function of this room that it calls */
  double order;
  int form;
  int amounts, beside_amounts; /* as grappe_figure_item takes them */
  size_t values;               /* so many of the inputs are values, and the others stand beside them */
  size_t cells;                /* above 0: the values are so many figures below the inputs, and not these */
};

/* What a way needs besides its fields: who neighbours whom, which cell is asked for. For `compute`, where it is called
 * for an explanation: then these bytes stand behind the way that was kept with the figure. */
const void *grappe_way_data(const grappe_statistic_way *way);

/* What a statistic's figure says of itself. */
typedef struct grappe_statistic_about {
  const char *operation; /* "location_quotient" */
  const char *label;     /* "location_quotient, Normandie, 21.20Z"; "" none */
  const char *subject;   /* what a reason is about, put before it: "Corse"; "" none */
  grappe_unit unit;
  double least, most; /* what the statistic can be at all: bounds that say no more than this leave it unknown */
  grappe_statistic_way way;
  /* way.cells figures, each one of the inputs or below them, so that these keep it; NULL stands for an exact zero */
  grappe_figure *const *cells;
  const void *data; /* what grappe_way_data gives: `data_size` bytes, copied */
  size_t data_size;
  grappe_figure_again *again; /* where no way can tell: one of those below, or NULL */
} grappe_statistic_about;

/* Without label, subject, and a way to try other inputs. */
grappe_statistic_about grappe_statistic_about_none(const char *operation, grappe_unit unit, double least, double most);

/* A location quotient whose inputs are its cell and the sums (grappe_figures_sum) of its region, its activity and all.
 */
grappe_bounds grappe_quotient_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed);
/* A statistic of one region, whose inputs are its cells and then the sums of their activities, and that depends on the
 * other regions only together: way.of is a function from a grappe_matrix, the region its first row. */
grappe_bounds grappe_region_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed);

/* One result of a statistic of a whole matrix, whose cells are way.cells: way.of is a function from a grappe_matrix to
 * its results, and the data is this. */
typedef struct grappe_matrix_result {
  size_t rows, columns;
  size_t index, count; /* of the result among how many */
} grappe_matrix_result;
grappe_statistic_compute grappe_matrix_again;

/* The figure, computed from `inputs` (kept by reference), with their period, scope, status and sources. A statistic
 * without a value is undefined, or unknown where one of the inputs is. Fails where the scopes of the inputs clash. */
grappe_code grappe_statistic_figure(const grappe_statistic *statistic, const grappe_statistic_about *about,
                                    grappe_figure *const *inputs, size_t count, grappe_figure **figure,
                                    grappe_error *error);

/* The sum of amounts in one unit as a figure: what statistics divide by, so that explanations show it once. Unknown
 * where all are; otherwise with the bounds that are guaranteed. */
grappe_code grappe_figures_sum(grappe_figure *const *figures, size_t count, grappe_unit unit, const char *label,
                               grappe_figure **sum, grappe_error *error);

#endif
