/* Frames of a dataset's rows: the cells of the rows found, read segment by segment. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/scan_private.h"

/* Where each row found goes, in the order of rows, so that each segment is read once. */
typedef struct placing {
  uint64_t row;
  size_t at;
} placing;

typedef struct reading {
  const scan_plan *plan;
  grappe_dataset_reader *reader;
  placing *rows;
  size_t count;
  uint32_t *at; /* of a segment: its rows, and their values and presence */
  void *values;
  unsigned char *presence;
} reading;

static int compare_rows(const void *a, const void *b) {
  uint64_t x = ((const placing *)a)->row, y = ((const placing *)b)->row;
  return (x > y) - (x < y);
}

/* Cells that are made from the values themselves. */
static grappe_code set_cell(const reading *r, const grappe_dataset_column *about, size_t column, size_t from,
                            grappe_column *cells, size_t at, grappe_error *error) {
  char digits[24];
  const char *text;
  grappe_code code;
  if (r->presence[from]) {
    grappe_column_set_absent(cells, at, (grappe_presence)r->presence[from]);
    return GRAPPE_OK;
  }
  cells->flags[at] = GRAPPE_PRESENT;
  switch (about->kind) {
    case GRAPPE_DATASET_TEXT:
      code = grappe_dataset_text(r->reader, column, ((const int32_t *)r->values)[from], &text, error);
      return code ? code : grappe_column_set_text(cells, at, text, strlen(text), error);
    case GRAPPE_DATASET_IDENTIFIER:
      snprintf(digits, sizeof digits, "%0*" PRId64, about->width, ((const int64_t *)r->values)[from]);
      return grappe_column_set_text(cells, at, digits, strlen(digits), error);
    case GRAPPE_DATASET_INTEGER:
      cells->value[at] = (double)((const int64_t *)r->values)[from];
      return GRAPPE_OK;
    case GRAPPE_DATASET_NUMBER:
      cells->value[at] = ((const double *)r->values)[from];
      return GRAPPE_OK;
    default:
      cells->codes[at] = ((const int32_t *)r->values)[from];
      return GRAPPE_OK;
  }
}

static grappe_code read_cells(reading *r, const scan_path *path, const grappe_dataset_column *about,
                              grappe_column *direct, int32_t *slots, size_t codes, grappe_error *error) {
  const grappe_segment_summary *summaries;
  scan_joining *joining = NULL;
  size_t column = (size_t)path->column, next, near = 0;
  /* Not looked at, but what they stand in has to be read before the column. */
  grappe_code code = grappe_dataset_summaries(r->plan->scan->dataset, column, &summaries, error);
  if (code == GRAPPE_OK && scan_is_joined(r->plan->scan->dataset, path))
    code = scan_joining_make(r->plan->scan, r->plan->snapshot, path->column, &joining, error);
  for (size_t i = 0; i < r->count && code == GRAPPE_OK; i = next) {
    size_t segment = r->rows[i].row / GRAPPE_SEGMENT_ROWS;
    for (next = i; next < r->count && r->rows[next].row / GRAPPE_SEGMENT_ROWS == segment; next++)
      r->at[next - i] = (uint32_t)(r->rows[next].row % GRAPPE_SEGMENT_ROWS);
    code = grappe_run_check(query_run(r->plan->snapshot), error);
    if (code == GRAPPE_OK)
      code = grappe_dataset_read_rows(r->reader, column, segment, r->at, next - i, r->values, r->presence, error);
    for (size_t k = 0; i + k < next && code == GRAPPE_OK; k++)
      if (direct)
        code = set_cell(r, about, column, k, direct, r->rows[i + k].at, error);
      else if (joining && !r->presence[k])
        slots[r->rows[i + k].at] = (int32_t)scan_joining_slot(joining, ((const int64_t *)r->values)[k], &near);
      else
        slots[r->rows[i + k].at] =
            (int32_t)(r->presence[k] ? codes + r->presence[k] : (size_t)((const int32_t *)r->values)[k]);
  }
  scan_joining_free(joining);
  return code;
}

static grappe_column_kind direct_kind(const grappe_dataset_column *about) {
  switch (about->kind) {
    case GRAPPE_DATASET_INTEGER:
    case GRAPPE_DATASET_NUMBER:
      return GRAPPE_COLUMN_NUMBER;
    case GRAPPE_DATASET_DAY:
      return GRAPPE_COLUMN_DAY;
    case GRAPPE_DATASET_YESNO:
      return GRAPPE_COLUMN_YESNO;
    default:
      return GRAPPE_COLUMN_TEXT;
  }
}

/* --- few rows: what their codes mean is found for these alone, not for the whole dictionary -------------------------
 */

enum { FEW = 64 };

typedef struct meaning {
  int32_t code, row; /* row -1: nobody knows the code */
} meaning;

static grappe_code find_meaning(reading *r, const grappe_dataset_column *about, size_t column, meaning *m,
                                grappe_error *error) {
  const grappe_entity *entity = scan_entity(about);
  const grappe_column *codes, *among;
  const char *text;
  grappe_code code = grappe_dataset_text(r->reader, column, m->code, &text, error);
  if (code == GRAPPE_OK) code = query_column_named(r->plan->snapshot, entity, scan_code_field(about), &codes, error);
  if (code == GRAPPE_OK) code = scan_qualifying(r->plan->snapshot, entity, &among, error);
  if (code) return code;
  int32_t wanted = grappe_dictionary_find(codes->dictionary, text, strlen(text));
  m->row = -1;
  for (size_t i = 0; wanted >= 0 && i < codes->count && m->row < 0; i++) {
    if (codes->codes[i] != wanted) continue;
    const char *own = among ? grappe_column_text(among, i) : NULL;
    if (!own || !about->qualifier[0] || strcmp(own, about->qualifier) == 0) m->row = (int32_t)i;
  }
  return GRAPPE_OK;
}

/* Rows where all codes are known, texts otherwise. */
static grappe_code few_rows(reading *r, const scan_path *path, const grappe_dataset_column *about, int32_t *slots,
                            grappe_column **column, grappe_error *error) {
  meaning meanings[FEW];
  size_t used = 0, codes = grappe_dataset_codes(r->plan->scan->dataset, (size_t)path->column);
  int known = 1;
  grappe_code code = read_cells(r, path, about, NULL, slots, codes, error);
  for (size_t i = 0; i < r->count && code == GRAPPE_OK; i++) {
    size_t m = 0;
    if ((size_t)slots[i] >= codes) continue;
    while (m < used && meanings[m].code != slots[i]) m++;
    if (m == used) {
      meanings[used++] = (meaning){slots[i], -1};
      code = find_meaning(r, about, (size_t)path->column, &meanings[m], error);
      known &= code == GRAPPE_OK && meanings[m].row >= 0;
    }
  }
  if (code) return code;
  *column = scan_new_column(about, known ? GRAPPE_COLUMN_REFERENCE : GRAPPE_COLUMN_TEXT, r->count, error);
  if (!*column) return GRAPPE_MEMORY;
  if (known) (*column)->refers_to = scan_entity(about);
  for (size_t i = 0; i < r->count && code == GRAPPE_OK; i++) {
    const char *text;
    size_t m = 0;
    if ((size_t)slots[i] >= codes) {
      grappe_column_set_absent(*column, i, (grappe_presence)((size_t)slots[i] - codes));
      continue;
    }
    while (meanings[m].code != slots[i]) m++;
    if (known) {
      (*column)->codes[i] = meanings[m].row;
      (*column)->flags[i] = GRAPPE_PRESENT;
      continue;
    }
    code = grappe_dataset_text(r->reader, (size_t)path->column, slots[i], &text, error);
    if (code == GRAPPE_OK) code = grappe_column_set_text(*column, i, text, strlen(text), error);
  }
  return code;
}

static grappe_code put_path(reading *r, const scan_path *path, grappe_frame *frame, grappe_error *error) {
  const scan_plan *plan = r->plan;
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)path->column);
  int direct = !path->deeper && !scan_entity(about) && about->kind != GRAPPE_DATASET_PERIOD &&
               about->kind != GRAPPE_DATASET_FIGURE;
  grappe_column *column = NULL;
  grappe_code code = GRAPPE_OK;
  if (direct) {
    column = scan_new_column(about, direct_kind(about), r->count, error);
    code = column ? read_cells(r, path, about, column, NULL, 0, error) : GRAPPE_MEMORY;
  } else {
    scan_cells cells;
    int32_t *slots = grappe_alloc((r->count + 1) * sizeof *slots);
    if (!slots) return grappe_fail_memory(error);
    if (r->count <= FEW && !path->deeper && scan_entity(about)) {
      code = few_rows(r, path, about, slots, &column, error);
      grappe_free(slots);
      if (code) grappe_column_free(column);
      return code ? code : frame_put(frame, path->text, 0, frame_column_new(column, NULL, error), error);
    }
    code = scan_cells_of(plan->scan, plan->snapshot, path, 0, &cells, error);
    if (code == GRAPPE_OK && !path->deeper && cells.unresolved) {
      scan_cells_free(&cells);
      code = scan_cells_of(plan->scan, plan->snapshot, path, 1, &cells, error);
    }
    if (code == GRAPPE_OK) {
      code = read_cells(r, path, about, NULL, slots, cells.codes, error);
      if (code == GRAPPE_OK && !(column = grappe_column_gather(cells.column, slots, r->count)))
        code = grappe_fail_memory(error);
      scan_cells_free(&cells);
    }
    grappe_free(slots);
  }
  if (code) {
    grappe_column_free(column);
    return code;
  }
  return frame_put(frame, path->text, 0, frame_column_new(column, NULL, error), error);
}

static grappe_code open_reading(const scan_plan *plan, const scan_result *result, reading *r, grappe_error *error) {
  *r = (reading){.plan = plan, .count = result->found_count};
  grappe_code code = grappe_dataset_reader_new(plan->scan->dataset, NULL, &r->reader, error);
  if (code) return code;
  r->rows = grappe_alloc((r->count + 1) * sizeof *r->rows);
  size_t most = r->count < GRAPPE_SEGMENT_ROWS ? r->count : GRAPPE_SEGMENT_ROWS; /* of a segment */
  r->at = grappe_alloc((most + 1) * sizeof *r->at);
  r->values = grappe_alloc((most + 1) * sizeof(int64_t));
  r->presence = grappe_alloc(most + 1);
  if (!r->rows || !r->at || !r->values || !r->presence) return grappe_fail_memory(error);
  for (size_t i = 0; i < r->count; i++) r->rows[i] = (placing){result->found[i].row, i};
  qsort(r->rows, r->count, sizeof *r->rows, compare_rows);
  return GRAPPE_OK;
}

grappe_code scan_frame_of_rows(scan_plan *plan, const scan_result *result, const grappe_scan *select,
                               grappe_frame **frame, grappe_error *error) {
  reading r;
  grappe_code code = open_reading(plan, result, &r, error);
  if (code == GRAPPE_OK) code = grappe_frame_new(plan->snapshot, r.count, frame, error);
  if (code == GRAPPE_OK) {
    int stated;
    code = scan_geography(plan->scan->dataset, plan->snapshot, &(*frame)->geography, &stated, error);
    for (size_t i = 0; select && i < select->path_count && code == GRAPPE_OK; i++)
      code = put_path(&r, &select->paths[i], *frame, error);
    for (size_t i = 0; !select && i < grappe_dataset_columns(plan->scan->dataset) && code == GRAPPE_OK; i++) {
      scan_path path;
      code = scan_parse(plan->scan, grappe_dataset_column_at(plan->scan->dataset, i)->name, &path, error);
      if (code == GRAPPE_OK) code = put_path(&r, &path, *frame, error);
    }
    if (code) {
      grappe_frame_release(*frame);
      *frame = NULL;
    }
  }
  grappe_dataset_reader_free(r.reader);
  grappe_free(r.rows);
  grappe_free(r.at);
  grappe_free(r.values);
  grappe_free(r.presence);
  return code;
}
