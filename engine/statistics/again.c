/* Statistics of other inputs than those they were computed from, for explanations: bounds alone. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "figure/influence.h"
#include "statistics/figures_private.h"
#include "statistics/specialisation_private.h"

/* What enters the statistic: the bounds that are supposed, or those that the figure enters with. */
static grappe_bounds item_of(const grappe_supposed *supposed, const grappe_figure *figure, int amounts) {
  grappe_bounds own = grappe_figure_read(figure)->bounds, now = grappe_supposed_bounds(supposed, figure);
  double value;
  if (memcmp(&own, &now, sizeof own) != 0) return now;
  grappe_figure_item(figure, amounts, &own, &value);
  return own;
}

static grappe_bounds bounds_of(grappe_code code, const grappe_statistic *result) {
  return code == GRAPPE_OK ? result->bounds : grappe_bounds_all();
}

/* --- a way, with its cells and its data behind it in one block -----------------------------------------------------
 */

static grappe_figure *const *cells_of(const grappe_statistic_way *way) {
  return (grappe_figure *const *)(way + 1);
}

const void *grappe_way_data(const grappe_statistic_way *way) {
  return cells_of(way) + way->cells;
}

void *grappe_way_pack(const grappe_statistic_about *about, size_t *size) {
  size_t cells = about->way.cells * sizeof(grappe_figure *);
  *size = sizeof about->way + cells + about->data_size;
  char *block = grappe_alloc(*size);
  if (!block) return NULL;
  memcpy(block, &about->way, sizeof about->way);
  if (cells) memcpy(block + sizeof about->way, about->cells, cells);
  if (about->data_size) memcpy(block + sizeof about->way + cells, about->data, about->data_size);
  return block;
}

grappe_bounds grappe_way_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  const grappe_statistic_way *way = how;
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  size_t count = way->cells ? way->cells : parts->input_count;
  grappe_figure *const *from = way->cells ? cells_of(way) : parts->inputs;
  size_t values = way->values < count && !way->cells ? way->values : count;
  grappe_statistic result;
  grappe_bounds *items = grappe_alloc((count + 1) * sizeof *items);
  if (!items) return parts->bounds;
  for (size_t i = 0; i < count; i++)
    items[i] =
        from[i] ? item_of(supposed, from[i], i < values ? way->amounts : way->beside_amounts) : grappe_bounds_exact(0);
  grappe_sample sample = {items, NULL, values}, beside = {items + values, NULL, count - values};
  grappe_code code = way->compute(way, &sample, &beside, &result, NULL);
  grappe_free(items);
  return bounds_of(code, &result);
}

typedef grappe_code of_matrix(const grappe_matrix *matrix, grappe_statistic *results, grappe_error *error);

grappe_code grappe_matrix_again(const grappe_statistic_way *way, const grappe_sample *values,
                                const grappe_sample *beside, grappe_statistic *result, grappe_error *error) {
  const grappe_matrix_result *place = grappe_way_data(way);
  grappe_matrix matrix = {*values, place->rows, place->columns};
  (void)beside;
  grappe_statistic *results = grappe_alloc(place->count * sizeof *results);
  if (!results) return grappe_fail_memory(error);
  grappe_code code = ((of_matrix *)way->of)(&matrix, results, error);
  if (code == GRAPPE_OK) *result = results[place->index];
  grappe_free(results);
  return code;
}

/* --- sums and quotients --------------------------------------------------------------------------------------------
 */

grappe_bounds grappe_sum_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  grappe_bounds total = grappe_bounds_exact(0);
  for (size_t i = 0; i < parts->input_count; i++)
    total = grappe_bounds_add(total, item_of(supposed, parts->inputs[i], 1));
  return total;
}

/* Adds what a sum is of; sums of sums down to their items, so that any of these can be taken away again. */
static void add_items(const grappe_supposed *supposed, const grappe_figure *figure, grappe_sum *sum) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  if (parts->again != grappe_sum_again) {
    grappe_bounds item = item_of(supposed, figure, 1);
    grappe_sum_add(sum, NAN, item.low, item.high);
    return;
  }
  for (size_t i = 0; i < parts->input_count; i++) add_items(supposed, parts->inputs[i], sum);
}

grappe_bounds grappe_quotient_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  (void)how;
  grappe_figure *const *inputs = grappe_figure_read(figure)->inputs;
  grappe_sum sums[3] = {{0}};
  grappe_bounds cell = item_of(supposed, inputs[0], 1);
  for (int i = 0; i < 3; i++) add_items(supposed, inputs[i + 1], &sums[i]);
  grappe_statistic result = grappe_quotient_of_cell(&cell, NAN, &sums[0], &sums[1], &sums[2], 0);
  return result.bounds;
}

/* What the sum is of without the one item. */
static grappe_bounds others_of(const grappe_supposed *supposed, const grappe_figure *sum, const grappe_figure *item) {
  const grappe_figure_parts *parts = grappe_figure_read(sum);
  grappe_bounds others = grappe_bounds_exact(0);
  for (size_t i = 0; i < parts->input_count; i++)
    if (parts->inputs[i] != item) others = grappe_bounds_add(others, item_of(supposed, parts->inputs[i], 1));
  return others;
}

grappe_bounds grappe_region_again(const void *how, const grappe_figure *figure, const grappe_supposed *supposed) {
  const grappe_statistic_way *way = how;
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  size_t count = parts->input_count / 2;
  grappe_statistic results[2];
  grappe_bounds *cells = grappe_alloc((2 * count + 1) * sizeof *cells);
  if (!cells) return parts->bounds;
  for (size_t i = 0; i < count; i++) {
    cells[i] = item_of(supposed, parts->inputs[i], 1);
    cells[count + i] = others_of(supposed, parts->inputs[count + i], parts->inputs[i]);
  }
  grappe_matrix matrix = {{cells, NULL, 2 * count}, 2, count};
  grappe_code code = ((of_matrix *)way->of)(&matrix, results, NULL);
  grappe_free(cells);
  return bounds_of(code, &results[0]);
}
