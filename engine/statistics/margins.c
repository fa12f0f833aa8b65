#include "base/memory.h"
#include "statistics/specialisation_private.h"

grappe_code grappe_margins_of(const grappe_matrix *matrix, grappe_margins *margins, grappe_error *error) {
  size_t rows = matrix->rows, columns = matrix->columns;
  *margins = (grappe_margins){.row = grappe_alloc_zero(rows + columns + 1, sizeof *margins->row)};
  if (!margins->row) return grappe_fail_memory(error);
  margins->column = margins->row + rows;
  for (size_t r = 0; r < rows; r++)
    for (size_t s = 0; s < columns; s++) {
      const grappe_bounds *cell = grappe_matrix_bounds(matrix, r, s);
      double value = grappe_matrix_value(matrix, r, s);
      grappe_sum_add(&margins->row[r], value, cell->low, cell->high);
      grappe_sum_add(&margins->column[s], value, cell->low, cell->high);
    }
  grappe_margins_add_up(margins, rows);
  margins->exact = grappe_sample_exact(&matrix->cells);
  margins->defect = grappe_sample_defect(&matrix->cells);
  return GRAPPE_OK;
}

void grappe_margins_add_up(grappe_margins *margins, size_t rows) {
  for (size_t r = 0; r < rows; r++) {
    margins->total.value += margins->row[r].value;
    margins->total.low += margins->row[r].low;
    margins->total.high += margins->row[r].high;
    margins->total.blank += margins->row[r].blank;
    margins->total.endless += margins->row[r].endless;
  }
}

void grappe_margins_free(grappe_margins *margins) {
  grappe_free(margins->row);
}
