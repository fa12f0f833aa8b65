/* How figures of statistics are computed again for explanations. Private to this room. */
#ifndef GRAPPE_STATISTICS_FIGURES_PRIVATE_H
#define GRAPPE_STATISTICS_FIGURES_PRIVATE_H

#include "statistics/figures.h"

/* Of a figure whose `how` is a grappe_statistic_way with `compute`. */
grappe_bounds grappe_way_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed);
/* The way, its cells and its data in one block to release; NULL: no memory. */
void *grappe_way_pack(const grappe_statistic_about *about, size_t *size);
/* Of a figure made by grappe_figures_sum. */
grappe_bounds grappe_sum_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed);

#endif
