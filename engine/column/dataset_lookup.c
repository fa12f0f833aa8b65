/* Rows in which a column has a value. */
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"

typedef struct lookup {
  grappe_dataset_reader *reader;
  size_t column;
  int64_t value;
  grappe_row_found found;
  void *context;
  grappe_error *error;
} lookup;

static grappe_code look_in_segment(const lookup *l, size_t segment) {
  const grappe_segment_summary *summary = &l->reader->dataset->columns[l->column].summaries[segment];
  int64_t *values = l->reader->values;
  if (summary->absent == summary->rows || l->value < summary->least || l->value > summary->greatest) return GRAPPE_OK;
  grappe_code code =
      grappe_dataset_read(l->reader, l->column, segment, GRAPPE_INT64, values, l->reader->kinds, l->error);
  for (size_t i = 0; code == GRAPPE_OK && i < summary->rows; i++)
    if (values[i] == l->value && !l->reader->kinds[i])
      code = l->found(l->context, (uint64_t)segment * GRAPPE_SEGMENT_ROWS + i, l->error);
  return code;
}

/* The values and the rows of a part into reader->values, one after the other; 0 where its bytes are wrong. */
static int decode_part(const grappe_dataset_reader *reader, const dataset_part *part, const char *bytes) {
  uint64_t first;
  size_t length = part->place.bytes, count = (size_t)part->count;
  if (length < 8) return 0;
  memcpy(&first, bytes, 8);
  if (first > length - 8 || first % 8) return 0;
  const unsigned char *segment = (const unsigned char *)bytes + 8;
  return grappe_segment_decode(segment, (size_t)first, count, GRAPPE_INT64, 0, reader->values, NULL, reader->scratch) &&
         grappe_segment_decode(segment + first, length - 8 - (size_t)first, count, GRAPPE_INT64, 0,
                               reader->values + count, NULL, reader->scratch);
}

static grappe_code look_in_part(const lookup *l, size_t number, const dataset_part *part) {
  grappe_dataset_reader *reader = l->reader;
  const grappe_dataset *dataset = reader->dataset;
  if (l->value < part->least || l->value > part->greatest) return GRAPPE_OK;
  grappe_code code = dataset_keep_part(reader, l->column, number, part, &reader->index, l->error);
  if (code != GRAPPE_OK) return code;
  if (!decode_part(reader, part, reader->index.bytes))
    return dataset_fail_part(&dataset->entry.info, dataset->columns[l->column].about.name, number, l->error);
  const int64_t *values = reader->values, *rows = values + part->count;
  for (int64_t i = 0; code == GRAPPE_OK && i < part->count; i++) {
    if (values[i] != l->value) continue;
    uint64_t row = (uint64_t)part->first + (uint64_t)rows[i];
    code = row < dataset->entry.info.rows
               ? l->found(l->context, row, l->error)
               : dataset_fail_part(&dataset->entry.info, dataset->columns[l->column].about.name, number, l->error);
  }
  return code;
}

grappe_code grappe_dataset_find_value(grappe_dataset_reader *reader, size_t column, int64_t value,
                                      grappe_row_found found, void *context, grappe_error *error) {
  const grappe_dataset *dataset = reader->dataset;
  const dataset_column_state *c = &dataset->columns[column];
  const dataset_part *parts;
  size_t count;
  if (c->about.kind != GRAPPE_DATASET_IDENTIFIER && c->about.kind != GRAPPE_DATASET_INTEGER &&
      c->about.kind != GRAPPE_DATASET_DAY)
    return grappe_fail(error, GRAPPE_ARGUMENT, "dataset %s: column %zu is not of the kind %s",
                       dataset->entry.info.about.code, column, dataset_kind_names[GRAPPE_DATASET_IDENTIFIER]);
  grappe_code code = dataset_reader_parts(reader, column, DATASET_VALUES_SORTED, &parts, &count, error);
  if (code == GRAPPE_OK && !reader->values &&
      !(reader->values = grappe_alloc(GRAPPE_SEGMENT_ROWS * sizeof *reader->values)))
    code = grappe_fail_memory(error);
  lookup l = {reader, column, value, found, context, error};
  size_t part = 0;
  for (size_t start = 0; code == GRAPPE_OK && start < dataset->segments; start += DATASET_RUN_SEGMENTS) {
    int64_t first = (int64_t)start * GRAPPE_SEGMENT_ROWS;
    int sorted_beside = part < count && parts[part].first == first;
    for (; code == GRAPPE_OK && part < count && parts[part].first == first; part++)
      code = look_in_part(&l, part, &parts[part]);
    size_t end = start + DATASET_RUN_SEGMENTS < dataset->segments ? start + DATASET_RUN_SEGMENTS : dataset->segments;
    for (size_t s = start; code == GRAPPE_OK && !sorted_beside && s < end; s++) code = look_in_segment(&l, s);
  }
  return code;
}
