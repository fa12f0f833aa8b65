/* Sorted values of identifiers that do not come sorted: for each run of segments, parts of values in order with their
 * rows, so that looking one up reads one part a run. A part is the bytes of the first segment below (8, in the low
 * four), the segment of the values as int64, and the segment of their rows from the part's first row, as int32. */
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"

enum { RUN_ROWS = DATASET_RUN_SEGMENTS * GRAPPE_SEGMENT_ROWS };

static grappe_code make_room(dataset_values *run, grappe_error *error) {
  if (run->rows) return GRAPPE_OK;
  run->values = grappe_alloc(RUN_ROWS * sizeof *run->values);
  run->rows = grappe_alloc(RUN_ROWS * sizeof *run->rows);
  return run->values && run->rows ? GRAPPE_OK : grappe_fail_memory(error);
}

void dataset_values_free(dataset_values *run) {
  grappe_free(run->values);
  grappe_free(run->rows);
  run->values = NULL;
  run->rows = NULL;
}

/* By bytes from the lowest, leaving out those that are the same in all; equal values stay in the order of rows. */
static void sort_by_value(int64_t *values, uint32_t *rows, size_t count, int64_t *other_values, uint32_t *other_rows) {
  int64_t *from = values, *to = other_values;
  uint32_t *from_rows = rows, *to_rows = other_rows;
  for (int shift = 0; shift < 64; shift += 8) {
    size_t places[256] = {0}, sum = 0;
    for (size_t i = 0; i < count; i++) places[(uint64_t)from[i] >> shift & 255]++;
    if (places[(uint64_t)from[0] >> shift & 255] == count) continue;
    for (int byte = 0; byte < 256; byte++) {
      size_t here = places[byte];
      places[byte] = sum;
      sum += here;
    }
    for (size_t i = 0; i < count; i++) {
      size_t place = places[(uint64_t)from[i] >> shift & 255]++;
      to[place] = from[i];
      to_rows[place] = from_rows[i];
    }
    int64_t *swap = from;
    from = to;
    to = swap;
    uint32_t *swap_rows = from_rows;
    from_rows = to_rows;
    to_rows = swap_rows;
  }
  if (from != other_values) return;
  memcpy(values, from, count * sizeof *values);
  memcpy(rows, from_rows, count * sizeof *rows);
}

static grappe_code write_part(dataset_values *run, dataset_output *output, size_t column, size_t from, size_t count,
                              unsigned char *bytes, void *scratch, grappe_error *error) {
  grappe_segment_summary summary;
  size_t first = grappe_segment_encode(GRAPPE_INT64, run->values + from, NULL, count, bytes + 8, scratch, &summary);
  size_t second =
      grappe_segment_encode(GRAPPE_INT32, run->rows + from, NULL, count, bytes + 8 + first, scratch, &summary);
  uint64_t length = first;
  memcpy(bytes, &length, 8);
  dataset_part part = {.first = (int64_t)run->first_row,
                       .count = (int64_t)count,
                       .least = run->values[from],
                       .greatest = run->values[from + count - 1]};
  return dataset_put_part(output, column, DATASET_VALUES_SORTED, run->parts++, &part, bytes, 8 + first + second, error);
}

static grappe_code write_run(dataset_values *run, dataset_output *output, size_t column, grappe_error *error) {
  size_t bound = grappe_segment_bound(DATASET_PART_VALUES);
  int64_t *other = grappe_alloc(run->count * sizeof *other);
  uint32_t *other_rows = grappe_alloc(run->count * sizeof *other_rows);
  unsigned char *bytes = grappe_alloc(8 + 2 * bound);
  void *scratch = grappe_alloc(grappe_segment_scratch(DATASET_PART_VALUES));
  grappe_code code = other && other_rows && bytes && scratch ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK && other && other_rows) sort_by_value(run->values, run->rows, run->count, other, other_rows);
  for (size_t from = 0; bytes && code == GRAPPE_OK && from < run->count; from += DATASET_PART_VALUES) {
    size_t count = run->count - from < DATASET_PART_VALUES ? run->count - from : DATASET_PART_VALUES;
    code = write_part(run, output, column, from, count, bytes, scratch, error);
  }
  grappe_free(other);
  grappe_free(other_rows);
  grappe_free(bytes);
  grappe_free(scratch);
  return code;
}

grappe_code dataset_values_end(dataset_values *run, dataset_output *output, size_t column, grappe_error *error) {
  grappe_code code = run->sorted || !run->count ? GRAPPE_OK : write_run(run, output, column, error);
  run->first_row += (uint64_t)run->segments * GRAPPE_SEGMENT_ROWS;
  run->count = run->segments = 0;
  return code;
}

grappe_code dataset_values_add(dataset_values *run, dataset_output *output, size_t column, const int64_t *values,
                               const unsigned char *presence, size_t rows, grappe_error *error) {
  grappe_code code = make_room(run, error);
  if (code != GRAPPE_OK) return code;
  uint32_t first = (uint32_t)(run->segments * GRAPPE_SEGMENT_ROWS);
  if (!run->segments) run->sorted = 1;
  for (size_t i = 0; i < rows; i++) {
    if (presence && presence[i]) continue;
    if (run->count && values[i] < run->values[run->count - 1]) run->sorted = 0;
    run->values[run->count] = values[i];
    run->rows[run->count++] = first + (uint32_t)i;
  }
  run->segments++;
  return run->segments == DATASET_RUN_SEGMENTS ? dataset_values_end(run, output, column, error) : GRAPPE_OK;
}
