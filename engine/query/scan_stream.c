/* Rows as they pass: their values for tests of the caller's, and for going through them one by one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/scan_private.h"

typedef struct rows_field {
  scan_path path;
  int place;        /* among the plan's columns */
  scan_cells cells; /* of what is not read from the values themselves */
  int celled;
  /* Of gathered rows: the values of the batch numbered `batch`. */
  void *values;
  unsigned char *presence;
  uint64_t batch;
} rows_field;

/* Found rows are gathered: `order` has the batch's in the order of the dataset, so that each segment is read once. */
typedef struct placing {
  uint64_t row;
  size_t at;
} placing;

struct grappe_scan_rows {
  scan_plan *plan;
  scan_window *window;
  rows_field fields[SCAN_COLUMNS];
  size_t count;
  placing *order; /* NULL: the rows are those of the window */
  size_t ordered;
  uint64_t batch;
  void *own;
  void (*release)(void *own);
};

grappe_scan_rows *scan_rows_new(scan_plan *plan, grappe_error *error) {
  grappe_scan_rows *rows = grappe_alloc_zero(1, sizeof *rows);
  if (rows)
    rows->plan = plan;
  else
    grappe_fail_memory(error);
  return rows;
}

void scan_rows_free(grappe_scan_rows *rows) {
  if (!rows) return;
  if (rows->release) rows->release(rows->own);
  for (size_t i = 0; i < rows->count; i++) {
    scan_cells_free(&rows->fields[i].cells);
    grappe_free(rows->fields[i].values);
    grappe_free(rows->fields[i].presence);
  }
  grappe_free(rows->order);
  grappe_free(rows);
}

void grappe_scan_rows_attach(grappe_scan_rows *rows, void *own, void (*release)(void *own)) {
  rows->own = own;
  rows->release = release;
}

void *grappe_scan_rows_attached(const grappe_scan_rows *rows) {
  return rows->own;
}

/* --- fields ---------------------------------------------------------------------------------------------------------
 */

static const grappe_dataset_column *about_of(const grappe_scan_rows *rows, const rows_field *field) {
  return grappe_dataset_column_at(rows->plan->scan->dataset, (size_t)field->path.column);
}

static int needs_cells(const grappe_scan_rows *rows, const rows_field *field) {
  grappe_dataset_kind kind = about_of(rows, field)->kind;
  return field->path.deeper || kind == GRAPPE_DATASET_PERIOD || kind == GRAPPE_DATASET_FIGURE;
}

grappe_code grappe_scan_rows_field(grappe_scan_rows *rows, const char *path, size_t *field, grappe_error *error) {
  for (*field = 0; *field < rows->count; ++*field)
    if (strcmp(rows->fields[*field].path.text, path) == 0) return GRAPPE_OK;
  if (rows->count == SCAN_COLUMNS)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a query of a dataset reads at most %d columns", (int)SCAN_COLUMNS);
  rows_field *made = &rows->fields[rows->count];
  *made = (rows_field){0};
  grappe_code code = scan_parse(rows->plan->scan, path, &made->path, error);
  if (code == GRAPPE_OK) code = scan_plan_path(rows->plan, &made->path, &made->place, error);
  made->celled = code == GRAPPE_OK && needs_cells(rows, made);
  if (made->celled) code = scan_cells_of(rows->plan->scan, rows->plan->snapshot, &made->path, 0, &made->cells, error);
  rows->count += code == GRAPPE_OK;
  return code;
}

static int compare_placings(const void *a, const void *b) {
  uint64_t x = ((const placing *)a)->row, y = ((const placing *)b)->row;
  return (x > y) - (x < y);
}

/* The values of found rows, each from its segment. */
static grappe_code gather(grappe_scan_rows *rows, rows_field *field, grappe_error *error) {
  size_t size = rows->plan->columns[field->place].type == GRAPPE_INT32 ? 4 : 8;
  if (field->batch == rows->batch) return GRAPPE_OK;
  if (!field->values) field->values = grappe_alloc(GRAPPE_SEGMENT_ROWS * size);
  if (!field->presence) field->presence = grappe_alloc(GRAPPE_SEGMENT_ROWS);
  if (!field->values || !field->presence) return grappe_fail_memory(error);
  for (size_t i = 0; i < rows->ordered; i++) {
    size_t segment = rows->order[i].row / GRAPPE_SEGMENT_ROWS, from = rows->order[i].row % GRAPPE_SEGMENT_ROWS;
    if (i == 0 || segment != rows->window->segment) {
      scan_window_move(rows->plan, rows->window, segment);
      grappe_code code = scan_window_values(rows->plan, rows->window, field->place, error);
      if (code == GRAPPE_OK) code = grappe_run_check(query_run(rows->plan->snapshot), error);
      if (code) return code;
    }
    memcpy((char *)field->values + rows->order[i].at * size,
           (const char *)rows->window->values[field->place] + from * size, size);
    field->presence[rows->order[i].at] = (unsigned char)scan_presence_of(rows->window, field->place, from);
  }
  field->batch = rows->batch;
  return GRAPPE_OK;
}

grappe_code grappe_scan_rows_values(grappe_scan_rows *rows, size_t index, grappe_scan_values *values,
                                    grappe_error *error) {
  static const grappe_scan_form forms[] = {
      [GRAPPE_DATASET_TEXT] = GRAPPE_SCAN_CODES,     [GRAPPE_DATASET_INTEGER] = GRAPPE_SCAN_INTEGERS,
      [GRAPPE_DATASET_NUMBER] = GRAPPE_SCAN_NUMBERS, [GRAPPE_DATASET_IDENTIFIER] = GRAPPE_SCAN_IDENTIFIERS,
      [GRAPPE_DATASET_DAY] = GRAPPE_SCAN_DAYS,       [GRAPPE_DATASET_PERIOD] = GRAPPE_SCAN_CODES,
      [GRAPPE_DATASET_YESNO] = GRAPPE_SCAN_YESNO,    [GRAPPE_DATASET_FIGURE] = GRAPPE_SCAN_CODES};
  rows_field *field = &rows->fields[index];
  const grappe_dataset_column *about = about_of(rows, field);
  const void *found;
  grappe_code code =
      rows->order ? gather(rows, field, error) : scan_window_values(rows->plan, rows->window, field->place, error);
  if (code) return code;
  *values = (grappe_scan_values){.form = field->celled ? GRAPPE_SCAN_CODES : forms[about->kind], .width = about->width};
  found = rows->order ? field->values : rows->window->values[field->place];
  values->presence = rows->order ? field->presence : rows->window->presence[field->place];
  if (rows->plan->columns[field->place].type == GRAPPE_INT32)
    values->codes = found;
  else if (rows->plan->columns[field->place].type == GRAPPE_INT64)
    values->integers = found;
  else
    values->numbers = found;
  return GRAPPE_OK;
}

grappe_code grappe_scan_rows_cell(grappe_scan_rows *rows, size_t index, int32_t cell, grappe_value *value,
                                  grappe_error *error) {
  rows_field *field = &rows->fields[index];
  *value = (grappe_value){0};
  if (field->celled) return query_cell(rows->plan->snapshot, field->cells.column, (size_t)cell, value, error);
  value->kind = GRAPPE_VALUE_TEXT;
  return grappe_dataset_text(rows->window->reader, (size_t)field->path.column, cell, &value->text, error);
}

/* --- tests of the caller's ------------------------------------------------------------------------------------------
 */

grappe_code scan_plan_call(scan_plan *plan, const grappe_scan *operation, grappe_error *error) {
  if (plan->call_count == SCAN_CALLS)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a query of a dataset has at most %d functions of the row",
                       (int)SCAN_CALLS);
  plan->calls[plan->call_count] = (struct scan_call){operation, scan_rows_new(plan, error)};
  return plan->calls[plan->call_count++].rows ? GRAPPE_OK : GRAPPE_MEMORY;
}

static size_t list_left(const scan_window *w, uint32_t *at) {
  size_t count = 0;
  for (size_t i = 0; i < w->rows; i++) {
    at[count] = (uint32_t)i;
    count += w->truth[i] != SCAN_NO;
  }
  return count;
}

grappe_code scan_ask(const scan_plan *plan, scan_window *w, int *any, grappe_error *error) {
  uint32_t *at = grappe_alloc((w->rows + 1) * sizeof *at);
  unsigned char *answers = grappe_alloc(w->rows + 1);
  grappe_code code = at && answers ? GRAPPE_OK : grappe_fail_memory(error);
  for (int i = 0; i < plan->call_count && code == GRAPPE_OK && *any; i++) {
    const grappe_scan *operation = plan->calls[i].operation;
    size_t count = list_left(w, at);
    plan->calls[i].rows->window = w;
    code = operation->test(operation->context, plan->calls[i].rows, at, count, answers, error);
    *any = 0;
    for (size_t r = 0; code == GRAPPE_OK && r < count; r++) {
      w->truth[at[r]] &= (unsigned char)scan_truth((grappe_truth)answers[r]);
      *any |= w->truth[at[r]] != SCAN_NO;
    }
    if (code == GRAPPE_OK) code = grappe_run_check(query_run(plan->snapshot), error);
  }
  grappe_free(at);
  grappe_free(answers);
  return code;
}

/* --- all rows -------------------------------------------------------------------------------------------------------
 */

struct grappe_scan_stream {
  grappe_scan *scan; /* kept */
  scan_plan plan;
  scan_window window;
  scan_result found; /* of an order: all rows at once */
  int ordered;
  grappe_scan_rows *rows;
  uint32_t *at;
  size_t segment, given; /* given: of the rows found */
  uint64_t left, undecided;
};

void grappe_scan_close(grappe_scan_stream *stream) {
  if (!stream) return;
  scan_rows_free(stream->rows);
  scan_window_close(&stream->window);
  scan_result_free(&stream->plan, &stream->found);
  scan_plan_free(&stream->plan);
  grappe_free(stream->at);
  grappe_scan_release(stream->scan);
  grappe_free(stream);
}

static grappe_code find_all(grappe_scan_stream *stream, grappe_error *error) {
  grappe_code code = scan_find_rows(&stream->plan, &stream->found, error);
  if (code) return code;
  stream->undecided = stream->found.work.maybe;
  stream->rows->order = grappe_alloc(GRAPPE_SEGMENT_ROWS * sizeof *stream->rows->order);
  return stream->rows->order ? GRAPPE_OK : grappe_fail_memory(error);
}

grappe_code grappe_scan_open(grappe_scan *scan, size_t most, grappe_scan_stream **result, grappe_error *error) {
  if (scan->grouped)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a grouped query gives a frame: its rows are those of the frame");
  grappe_scan_stream *stream = grappe_alloc_zero(1, sizeof *stream);
  if (!stream) return grappe_fail_memory(error);
  stream->scan = grappe_scan_keep(scan);
  grappe_code code = scan_plan_make(scan, &stream->plan, error);
  if (!stream->plan.rows || most < stream->plan.most) stream->plan.most = most;
  stream->plan.rows |= most < SIZE_MAX;
  stream->left = stream->plan.most;
  stream->ordered = stream->plan.order_column >= 0;
  if (code == GRAPPE_OK && !(stream->rows = scan_rows_new(&stream->plan, error))) code = GRAPPE_MEMORY;
  stream->at = grappe_alloc((GRAPPE_SEGMENT_ROWS + 1) * sizeof *stream->at);
  if (code == GRAPPE_OK && !stream->at) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = scan_window_open(&stream->plan, &stream->window, error);
  if (code == GRAPPE_OK) {
    stream->rows->window = &stream->window;
    if (stream->ordered) code = find_all(stream, error);
  }
  if (code)
    grappe_scan_close(stream);
  else
    *result = stream;
  return code;
}

static size_t next_found(grappe_scan_stream *stream) {
  grappe_scan_rows *rows = stream->rows;
  size_t count = stream->found.found_count - stream->given;
  if (count > GRAPPE_SEGMENT_ROWS) count = GRAPPE_SEGMENT_ROWS;
  for (size_t i = 0; i < count; i++) {
    rows->order[i] = (placing){stream->found.found[stream->given + i].row, i};
    stream->at[i] = (uint32_t)i;
  }
  qsort(rows->order, count, sizeof *rows->order, compare_placings);
  rows->ordered = count;
  rows->batch++;
  stream->given += count;
  return count;
}

/* The rows of the segment that are surely in, not more than are left. */
static size_t take_sure(grappe_scan_stream *stream) {
  const scan_window *w = &stream->window;
  size_t count = 0;
  for (size_t i = 0; i < w->rows; i++) {
    stream->undecided += w->truth[i] == SCAN_MAYBE;
    if (w->truth[i] == SCAN_YES && count < stream->left) stream->at[count++] = (uint32_t)i;
  }
  stream->left -= count;
  return count;
}

grappe_code grappe_scan_next(grappe_scan_stream *stream, const uint32_t **at, size_t *count, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  *at = stream->at;
  *count = stream->ordered ? next_found(stream) : 0;
  size_t segments = grappe_dataset_segments(stream->scan->dataset);
  while (code == GRAPPE_OK && !stream->ordered && !*count && stream->left && stream->segment < segments) {
    int any;
    code = grappe_run_check(query_run(stream->plan.snapshot), error);
    if (code == GRAPPE_OK) {
      scan_window_move(&stream->plan, &stream->window, stream->segment++);
      code = scan_choose(&stream->plan, &stream->window, &any, error);
    }
    if (code == GRAPPE_OK && any) *count = take_sure(stream);
  }
  return code;
}

grappe_scan_rows *grappe_scan_rows_of(grappe_scan_stream *stream) {
  return stream->rows;
}

uint64_t grappe_scan_undecided(const grappe_scan_stream *stream) {
  return stream->undecided;
}

static grappe_code fail_undecided(const char *what, uint64_t undecided, grappe_error *error) {
  char note[200];
  snprintf(note, sizeof note,
           grappe_translate(undecided == 1 ? "%lu row cannot be decided: what a condition asks of it is not known"
                                           : "%lu rows cannot be decided: what a condition asks of them is not known"),
           (unsigned long)undecided);
  return grappe_fail(error, GRAPPE_UNDECIDED, "whether there is exactly one of the %s is not decided: %s", what, note);
}

grappe_code grappe_scan_fail_one(grappe_scan *scan, size_t sure, uint64_t undecided, grappe_error *error) {
  grappe_buffer words = {0};
  grappe_code code = grappe_scan_describe(scan, &words, error);
  if (code == GRAPPE_OK && sure > 1)
    code = grappe_fail(error, GRAPPE_AMBIGUOUS, "there are several %s, and one was asked for: narrow the question",
                       grappe_buffer_text(&words));
  else if (code == GRAPPE_OK && undecided)
    code = fail_undecided(grappe_buffer_text(&words), undecided, error);
  else if (code == GRAPPE_OK)
    code = grappe_fail(error, GRAPPE_NOT_FOUND, "there are no %s, and one was asked for: ask for less",
                       grappe_buffer_text(&words));
  grappe_buffer_free(&words);
  return code;
}

/* --- what is shown --------------------------------------------------------------------------------------------------
 */

static const grappe_scan *selecting(const grappe_scan *scan) {
  for (; scan; scan = scan->before)
    if (scan->kind == SCAN_SELECT) return scan;
  return NULL;
}

size_t grappe_scan_shown(const grappe_scan *scan) {
  const grappe_scan *select = selecting(scan);
  return select ? select->path_count : grappe_dataset_columns(scan->dataset);
}

const char *grappe_scan_shown_at(const grappe_scan *scan, size_t index) {
  const grappe_scan *select = selecting(scan);
  return select ? select->paths[index].text : grappe_dataset_column_at(scan->dataset, index)->name;
}
