/* Columns of a format as columns of a dataset, and typed batches as what its writer takes. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "ingest/dataset_import_private.h"

static grappe_dataset_kind kind_of(const grappe_typed_column *column) {
  switch (column->kind) {
    case GRAPPE_TYPED_TEXT:
      return GRAPPE_DATASET_TEXT;
    case GRAPPE_TYPED_INTEGER:
    case GRAPPE_TYPED_YEAR:
      return column->width ? GRAPPE_DATASET_IDENTIFIER : GRAPPE_DATASET_INTEGER;
    case GRAPPE_TYPED_NUMBER:
      return GRAPPE_DATASET_NUMBER;
    case GRAPPE_TYPED_DAY:
      return GRAPPE_DATASET_DAY;
    case GRAPPE_TYPED_PERIOD:
      return GRAPPE_DATASET_PERIOD;
    case GRAPPE_TYPED_YESNO:
      return GRAPPE_DATASET_YESNO;
    case GRAPPE_TYPED_BAND:
      break;
  }
  return GRAPPE_DATASET_FIGURE;
}

/* What a field says of its column. The flags beside a number are texts of their own, with nothing said of them. */
static grappe_dataset_column describe(const grappe_typed_column *column) {
  const grappe_format_field *field = column->field;
  grappe_dataset_column about = {.name = column->name, .kind = kind_of(column), .width = (int)column->width};
  if (!field || column->name != field->target) return about;
  about.unit = field->unit;
  about.scope = field->scope;
  about.refers_to = field->refers_to;
  about.qualifier = field->qualifier;
  if (field->not_negative) about.flags |= GRAPPE_DATASET_NOT_NEGATIVE;
  if (field->sought && about.kind == GRAPPE_DATASET_TEXT) about.flags |= GRAPPE_DATASET_NAMES;
  if (field->sought && about.kind == GRAPPE_DATASET_IDENTIFIER) about.flags |= GRAPPE_DATASET_LOOKUP;
  for (int i = 0; i < GRAPPE_LANGUAGES; i++) about.title[i] = field->name[i];
  return about;
}

void columns_end(column_map *map) {
  for (size_t i = 0; map->codes && i < map->count; i++) grappe_free(map->codes[i]);
  for (size_t i = 0; map->band_codes && i < map->count; i++) grappe_free(map->band_codes[i]);
  for (size_t i = 0; map->names && i < map->count; i++) grappe_free(map->names[i]);
  grappe_free(map->names);
  grappe_free(map->codes);
  grappe_free(map->band_codes);
  grappe_free(map->columns);
  grappe_free(map->cells);
  *map = (column_map){0};
}

grappe_code columns_begin(column_map *map, const grappe_format *format, const grappe_typed_batch *batch,
                          grappe_error *error) {
  const char *period = format->period_target ? format->period_target : "period";
  *map = (column_map){.count = batch->column_count, .period = -1};
  map->cells = grappe_alloc_zero(map->count, sizeof *map->cells);
  map->columns = grappe_alloc_zero(map->count, sizeof *map->columns);
  map->codes = grappe_alloc_zero(map->count, sizeof *map->codes);
  map->band_codes = grappe_alloc_zero(map->count, sizeof *map->band_codes);
  map->names = grappe_alloc_zero(map->count, sizeof *map->names);
  if (!map->names || !map->cells || !map->columns || !map->codes || !map->band_codes) {
    columns_end(map);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < map->count; i++) {
    map->columns[i] = describe(&batch->columns[i]);
    map->names[i] = grappe_strdup(batch->columns[i].name);
    if (!map->names[i]) {
      columns_end(map);
      return grappe_fail_memory(error);
    }
    if (batch->columns[i].kind == GRAPPE_TYPED_PERIOD && strcmp(batch->columns[i].name, period) == 0)
      map->period = (int)i;
  }
  return GRAPPE_OK;
}

grappe_code columns_add_bands(column_map *map, const grappe_typed_batch *batch, grappe_dataset_writer *writer,
                              grappe_error *error) {
  for (size_t i = 0; i < map->count; i++) {
    if (batch->columns[i].kind != GRAPPE_TYPED_BAND) continue;
    const grappe_format_band *bands = batch->columns[i].field->bands;
    size_t count = 0;
    while (bands[count].code) count++;
    map->band_codes[i] = grappe_alloc_zero(count + 1, sizeof **map->band_codes);
    if (!map->band_codes[i]) return grappe_fail_memory(error);
    for (size_t b = 0; b < count; b++) {
      if (bands[b].presence != GRAPPE_PRESENT) continue;
      double low = bands[b].low, high = bands[b].high;
      grappe_band band = {{low, high, isinf(low) != 0, isinf(high) != 0}, NAN, 0};
      grappe_code code = grappe_dataset_add_band(writer, i, &band, &map->band_codes[i][b], error);
      if (code != GRAPPE_OK) return code;
    }
  }
  return GRAPPE_OK;
}

/* Bands by their place in the table: no bounds need be looked up once a row. */
static void band_cells(column_map *map, size_t i, const grappe_typed_column *column, size_t rows) {
  const int32_t *by_place = map->band_codes[i];
  int32_t *codes = map->codes[i];
  for (size_t r = 0; r < rows; r++) codes[r] = column->integers[r] < 0 ? 0 : by_place[column->integers[r]];
}

static grappe_code make_room(column_map *map, const grappe_typed_batch *batch, grappe_error *error) {
  if (batch->rows <= map->row_capacity) return GRAPPE_OK;
  for (size_t i = 0; i < map->count; i++) {
    if (!map->band_codes[i]) continue;
    int32_t *grown = grappe_realloc(map->codes[i], batch->rows * sizeof *grown);
    if (!grown) return grappe_fail_memory(error);
    map->codes[i] = grown;
  }
  map->row_capacity = batch->rows;
  return GRAPPE_OK;
}

grappe_code columns_cells(column_map *map, const grappe_typed_batch *batch, const grappe_dataset_cells **cells,
                          grappe_error *error) {
  grappe_code code = make_room(map, batch, error);
  if (code != GRAPPE_OK) return code;
  for (size_t i = 0; i < map->count; i++) {
    const grappe_typed_column *column = &batch->columns[i];
    grappe_dataset_cells *cell = &map->cells[i];
    *cell = (grappe_dataset_cells){.presence = column->absent ? column->presence : NULL};
    if (column->kind == GRAPPE_TYPED_BAND) {
      band_cells(map, i, column, batch->rows);
      cell->codes = map->codes[i];
      continue;
    }
    cell->texts = batch->texts;
    cell->start = column->start;
    cell->length = column->length;
    cell->integers = column->integers;
    cell->to = column->to;
    cell->numbers = column->numbers;
  }
  *cells = map->cells;
  return GRAPPE_OK;
}
