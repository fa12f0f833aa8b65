/* A column of statistics. */
#include <math.h>

#include "query/frame_cross.h"
#include "query/frame_private.h"
#include "statistics/specialisation.h"

grappe_code grappe_frame_with_statistics(const grappe_frame *frame, const char *name, const grappe_statistic *results,
                                         const grappe_statistic_about *about, grappe_frame **result,
                                         grappe_error *error) {
  grappe_frame *made;
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_FIGURE, frame->rows);
  if (!cells || !(cells->units = grappe_alloc(sizeof *cells->units))) {
    grappe_column_free(cells);
    return grappe_fail_memory(error);
  }
  cells->unit_count = 1;
  cells->units[0] = about->unit;
  for (size_t i = 0; i < frame->rows; i++) {
    const grappe_statistic *s = &results[i];
    int telling = s->bounds.low > about->least || s->bounds.high < about->most;
    grappe_presence presence = s->undefined ? GRAPPE_UNDEFINED : telling ? GRAPPE_PRESENT : GRAPPE_UNKNOWN;
    grappe_column_set_figure(cells, i, presence, s->bounds, s->value, 0);
  }
  grappe_code code = frame_copy(frame, &made, error);
  if (code) {
    grappe_column_free(cells);
    return code;
  }
  code = frame_put(made, name, 0, frame_column_new(cells, NULL, error), error);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}

grappe_code grappe_frame_location_quotients(const grappe_frame_cross *cross, int complete, const char *as,
                                            grappe_frame **result, grappe_error *error) {
  grappe_code code = grappe_frame_cross_one_unit(cross, error);
  if (code != GRAPPE_OK) return code;
  size_t rows = cross->frame->rows;
  grappe_statistic_about about = grappe_statistic_about_none(as, grappe_unit_none(), 0, INFINITY);
  grappe_bounds *bounds = grappe_alloc((rows + 1) * sizeof *bounds);
  double *values = grappe_alloc((rows + 1) * sizeof *values);
  grappe_statistic *quotients = grappe_alloc((rows + 1) * sizeof *quotients);
  code = bounds && values && quotients ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    for (size_t i = 0; i < rows; i++) grappe_frame_cross_cell(cross, i, &bounds[i], &values[i]);
    grappe_listed_matrix matrix = {.cells = {bounds, values, rows},
                                   .row = (const uint32_t *)cross->row,
                                   .column = (const uint32_t *)cross->column,
                                   .rows = cross->rows,
                                   .columns = cross->columns,
                                   .complete = complete};
    code = grappe_location_quotients_listed(&matrix, quotients, error);
  }
  grappe_free(bounds);
  grappe_free(values);
  if (code == GRAPPE_OK) code = grappe_frame_with_statistics(cross->frame, as, quotients, &about, result, error);
  grappe_free(quotients);
  return code;
}
