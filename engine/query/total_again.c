/* Totals of other inputs than those they were made from, for explanations. */
#include <math.h>
#include <string.h>

#include "figure/influence.h"
#include "query/statistic_private.h"
#include "query/total_private.h"

void *query_total_how_set(grappe_figure_parts *parts, grappe_aggregate what, double quantile,
                          const unsigned char *maybe) {
  size_t size = sizeof(query_total_how) + parts->input_count;
  query_total_how *how = grappe_alloc_zero(size, 1);
  if (!how) return NULL;
  how->what = what;
  how->quantile = quantile;
  if (maybe) memcpy(how + 1, maybe, parts->input_count);
  parts->again = query_total_again;
  parts->how = how;
  parts->how_size = size;
  return how;
}

grappe_bounds query_total_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  const query_total_how *own = how;
  const unsigned char *maybe = (const unsigned char *)(own + 1);
  query_statistic result;
  size_t count = 0;
  query_member *members = grappe_alloc((parts->input_count + 1) * sizeof *members);
  if (!members) return parts->bounds;
  for (size_t i = 0; i < parts->input_count; i++) {
    const grappe_figure_parts *input = grappe_figure_read(parts->inputs[i]);
    if (input->presence == GRAPPE_NOT_APPLICABLE) continue;
    grappe_bounds bounds = grappe_supposed_bounds(supposed, parts->inputs[i]);
    if (!grappe_unit_equal(input->unit, parts->unit))
      bounds = grappe_bounds_multiply(bounds, grappe_bounds_exact(input->unit.factor / parts->unit.factor));
    members[count++] = (query_member){bounds, grappe_bounds_point(bounds) ? bounds.low : NAN, maybe[i], 1};
  }
  grappe_code code = query_statistic_of(own->what, own->quantile, members, count, &result, NULL);
  grappe_free(members);
  return code == GRAPPE_OK ? result.bounds : parts->bounds;
}
