/* Records into batches of typed rows. */
#include "ingest/format_read.h"

#include <string.h>

#include "base/memory.h"
#include "ingest/format_private.h"

enum { BATCH_ROWS = 16384, TEXTS_LIMIT = 16 << 20, CHECK_EVERY = 4096 };

static const char *in_language(const char *const texts[GRAPPE_LANGUAGES]) {
  const char *text = texts[grappe_language_now()];
  return text ? text : texts[GRAPPE_ENGLISH] ? texts[GRAPPE_ENGLISH] : "";
}

/* --- opening --- */

static grappe_typed_kind kind_of(grappe_format_type type) {
  switch (type) {
    case GRAPPE_FORMAT_SIREN:
    case GRAPPE_FORMAT_SIRET:
    case GRAPPE_FORMAT_INTEGER:
      return GRAPPE_TYPED_INTEGER;
    case GRAPPE_FORMAT_NUMBER:
    case GRAPPE_FORMAT_FLAGGED:
    case GRAPPE_FORMAT_LONGITUDE:
    case GRAPPE_FORMAT_LATITUDE:
      return GRAPPE_TYPED_NUMBER;
    case GRAPPE_FORMAT_DAY:
      return GRAPPE_TYPED_DAY;
    case GRAPPE_FORMAT_YEAR:
      return GRAPPE_TYPED_YEAR;
    case GRAPPE_FORMAT_PERIOD:
      return GRAPPE_TYPED_PERIOD;
    case GRAPPE_FORMAT_YESNO:
      return GRAPPE_TYPED_YESNO;
    case GRAPPE_FORMAT_BAND:
      return GRAPPE_TYPED_BAND;
    default:
      return GRAPPE_TYPED_TEXT;
  }
}

static int allocate(grappe_typed_column *column, size_t rows) {
  int text = column->kind == GRAPPE_TYPED_TEXT, band = column->kind == GRAPPE_TYPED_BAND;
  int number = column->kind == GRAPPE_TYPED_NUMBER || band;
  int whole = !text && column->kind != GRAPPE_TYPED_NUMBER, period = column->kind == GRAPPE_TYPED_PERIOD;
  column->presence = grappe_alloc_zero(rows, sizeof *column->presence);
  if (text) column->start = grappe_alloc_zero(rows, sizeof *column->start);
  if (text) column->length = grappe_alloc_zero(rows, sizeof *column->length);
  if (whole) column->integers = grappe_alloc_zero(rows, sizeof *column->integers);
  if (period) column->to = grappe_alloc_zero(rows, sizeof *column->to);
  if (number) column->numbers = grappe_alloc_zero(rows, sizeof *column->numbers);
  if (band) column->high = grappe_alloc_zero(rows, sizeof *column->high);
  return column->presence && (!text || (column->start && column->length)) && (!whole || column->integers) &&
         (!period || column->to) && (!number || column->numbers) && (!band || column->high);
}

static grappe_code make_columns(grappe_format_reader *reader, grappe_error *error) {
  const grappe_plan *plan = reader->plan;
  size_t rows = (reader->options.batch_rows ? reader->options.batch_rows : BATCH_ROWS) + plan->period_count;
  reader->row_capacity = rows;
  reader->columns = grappe_alloc_zero(2 * plan->field_count + 1, sizeof *reader->columns);
  reader->converters = grappe_alloc_zero(plan->field_count, sizeof *reader->converters);
  if (!reader->columns || !reader->converters) return grappe_fail_memory(error);
  for (size_t i = 0; i < plan->field_count; i++) {
    converter *c = &reader->converters[i];
    const grappe_format_field *field = plan->fields[i].field;
    grappe_typed_column *column = &reader->columns[reader->column_count++];
    *column = (grappe_typed_column){.name = field->target, .field = field, .kind = kind_of(field->type)};
    if (field->type == GRAPPE_FORMAT_SIREN) column->width = 9;
    if (field->type == GRAPPE_FORMAT_SIRET) column->width = 14;
    *c = (converter){.plan = &plan->fields[i], .field = field, .column = column};
    if (!allocate(column, rows)) return grappe_fail_memory(error);
    if (field->type == GRAPPE_FORMAT_FLAGGED && field->flags_target) {
      c->flags = &reader->columns[reader->column_count++];
      *c->flags = (grappe_typed_column){.name = field->flags_target, .field = field, .kind = GRAPPE_TYPED_TEXT};
      if (!allocate(c->flags, rows)) return grappe_fail_memory(error);
    }
    grappe_code code = converter_begin(c, reader->format, error);
    if (code != GRAPPE_OK) return code;
  }
  if (plan->wide_count) {
    const char *name = reader->format->period_target ? reader->format->period_target : "period";
    reader->period = &reader->columns[reader->column_count++];
    *reader->period = (grappe_typed_column){.name = name, .kind = GRAPPE_TYPED_PERIOD};
    if (!allocate(reader->period, rows)) return grappe_fail_memory(error);
  }
  reader->batch = (grappe_typed_batch){.columns = reader->columns, .column_count = reader->column_count};
  return GRAPPE_OK;
}

/* The other batches: the same columns with arrays of their own. The reader's own arrays are those of set 0. */
static grappe_code make_sets(grappe_format_reader *reader, grappe_error *error) {
  size_t count = reader->options.batches;
  if (count > GRAPPE_FORMAT_BATCHES) count = GRAPPE_FORMAT_BATCHES;
  for (size_t s = 0; count > 1 && s < count; s++) {
    batch_set *set = &reader->sets[reader->set_count++];
    set->columns = grappe_alloc_zero(reader->column_count, sizeof *set->columns);
    if (!set->columns) return grappe_fail_memory(error);
    for (size_t i = 0; s > 0 && i < reader->column_count; i++) {
      const grappe_typed_column *like = &reader->columns[i];
      set->columns[i] =
          (grappe_typed_column){.name = like->name, .field = like->field, .kind = like->kind, .width = like->width};
      if (!allocate(&set->columns[i], reader->row_capacity)) return grappe_fail_memory(error);
    }
  }
  return GRAPPE_OK;
}

/* Puts away the batch that was filled, and takes the one that was filled longest ago. */
static void change_set(grappe_format_reader *reader) {
  batch_set *set = &reader->sets[reader->set];
  memcpy(set->columns, reader->columns, reader->column_count * sizeof *set->columns);
  set->texts = reader->state.texts;
  reader->set = (reader->set + 1) % reader->set_count;
  set = &reader->sets[reader->set];
  memcpy(reader->columns, set->columns, reader->column_count * sizeof *set->columns);
  reader->state.texts = set->texts;
}

static grappe_code make_reasons(grappe_format_reader *reader, grappe_error *error) {
  const grappe_plan *plan = reader->plan;
  reader->left_out = grappe_alloc_zero(plan->skip_count + 1, sizeof *reader->left_out);
  if (!reader->left_out) return grappe_fail_memory(error);
  for (size_t i = 0; i < plan->skip_count; i++) reader->left_out[i].reason = in_language(plan->skips[i].skip->reason);
  reader->left_out[plan->skip_count].reason = grappe_translate("no value in this period");
  reader->counts.left_out = reader->left_out;
  reader->counts.left_out_count = plan->skip_count + (plan->wide_count > 0 && !reader->format->keep_empty);
  return GRAPPE_OK;
}

grappe_code grappe_format_open_records(const grappe_format *format, grappe_records *records,
                                       const grappe_format_options *options, grappe_format_reader **opened,
                                       grappe_error *error) {
  *opened = NULL;
  grappe_format_reader *reader = grappe_alloc_zero(1, sizeof *reader);
  if (!reader) {
    grappe_records_close(records);
    return grappe_fail_memory(error);
  }
  reader->format = format;
  reader->records = records;
  if (options) reader->options = *options;
  grappe_code code =
      grappe_plan_make(format, grappe_records_names(records), grappe_records_width(records), &reader->plan, error);
  if (code == GRAPPE_NOT_FOUND || code == GRAPPE_AMBIGUOUS || code == GRAPPE_DATA)
    grappe_records_fail_at(records, grappe_records_header_line(records), 0, error);
  if (code == GRAPPE_OK) code = make_columns(reader, error);
  if (code == GRAPPE_OK) code = make_sets(reader, error);
  if (code == GRAPPE_OK) code = make_reasons(reader, error);
  if (code != GRAPPE_OK) {
    grappe_format_close(reader);
    return code;
  }
  *opened = reader;
  return GRAPPE_OK;
}

/* The columns that a JSON is to be looked through for: the newest spelling of each. */
static const char **json_fields(const grappe_format *format) {
  size_t count = 0;
  for (const grappe_format_field *field = format->fields; field && field->target; field++)
    count += 5 + GRAPPE_FORMAT_ALSO + GRAPPE_FORMAT_FLAGS;
  for (const grappe_format_skip *skip = format->skips; skip && skip->columns; skip++) count += 2;
  const char **paths = grappe_alloc_zero(count + 1, sizeof *paths);
  size_t at = 0;
  for (const grappe_format_field *field = format->fields; paths && field && field->target; field++) {
    const char *const *lists[] = {field->columns, field->second, field->zone, field->prefix_by, field->only_by};
    for (int i = 0; i < 5; i++)
      if (lists[i] && lists[i][0]) paths[at++] = lists[i][0];
    for (int i = 0; i < GRAPPE_FORMAT_FLAGS && field->flags_by && field->flags_by[i]; i++)
      paths[at++] = field->flags_by[i];
    for (int i = 0; i < GRAPPE_FORMAT_ALSO && field->also && field->also[i].columns; i++)
      paths[at++] = field->also[i].columns[0];
  }
  for (const grappe_format_skip *skip = format->skips; paths && skip && skip->columns; skip++) {
    paths[at++] = skip->columns[0];
    if (skip->other) paths[at++] = skip->other[0];
  }
  size_t kept = 0; /* a column may serve several fields */
  for (size_t i = 0; i < at; i++) {
    int known = 0;
    for (size_t j = 0; j < kept; j++) known |= strcmp(paths[i], paths[j]) == 0;
    if (!known) paths[kept++] = paths[i];
  }
  if (paths) paths[kept] = NULL;
  return paths;
}

grappe_code grappe_format_open(const grappe_format *format, const char *path, const grappe_format_options *options,
                               grappe_format_reader **reader, grappe_error *error) {
  *reader = NULL;
  grappe_records_options reading = format->reader;
  if (options && options->member) reading.input.member = options->member;
  if (options && options->sheet) reading.sheet = options->sheet;
  if (options) reading.input.hash = options->hash;
  if (options) reading.input.run = options->run;
  grappe_input *input;
  grappe_records *records;
  grappe_code code = grappe_input_open(path, &reading.input, &input, error);
  if (code != GRAPPE_OK) return code;
  code = format_read_mended(input, &reading, error);
  const char **paths = reading.fields ? NULL : json_fields(format);
  if (!reading.fields) reading.fields = paths;
  if (code == GRAPPE_OK && !reading.fields) code = grappe_fail_memory(error);
  if (code != GRAPPE_OK)
    grappe_input_close(input);
  else
    code = grappe_records_open_input(input, &reading, &records, error);
  grappe_free((void *)paths);
  return code == GRAPPE_OK ? grappe_format_open_records(format, records, options, reader, error) : code;
}

static void free_columns(const grappe_typed_column *columns, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const grappe_typed_column *column = &columns[i];
    void *const arrays[] = {column->presence, column->start,   column->length, column->integers,
                            column->to,       column->numbers, column->high};
    for (size_t a = 0; a < sizeof arrays / sizeof *arrays; a++) grappe_free(arrays[a]);
  }
}

void grappe_format_close(grappe_format_reader *reader) {
  if (!reader) return;
  for (size_t i = 0; reader->converters && i < reader->plan->field_count; i++) converter_end(&reader->converters[i]);
  free_columns(reader->columns, reader->column_count);
  for (size_t s = 0; s < reader->set_count; s++) {
    batch_set *set = &reader->sets[s]; /* that of the reader's own arrays is not in use */
    if (s != reader->set && set->columns) free_columns(set->columns, reader->column_count);
    if (s != reader->set) grappe_free(set->texts.bytes);
    grappe_free(set->columns);
  }
  grappe_free(reader->columns);
  grappe_free(reader->converters);
  grappe_free(reader->left_out);
  grappe_free(reader->state.texts.bytes);
  grappe_buffer_free(&reader->state.computed);
  grappe_buffer_free(&reader->state.composed);
  grappe_buffer_free(&reader->state.whole);
  grappe_plan_free(reader->plan);
  grappe_records_close(reader->records);
  grappe_free(reader);
}

/* --- reading --- */

/* Tells of a wrong cell (column -1: of a record). `code` is what stays wrong where the finding cannot be told. */
static grappe_code tell(grappe_format_reader *reader, const grappe_csv_record *record, int column, int remark,
                        grappe_error *reason, grappe_error *error) {
  if (remark) reader->counts.remarks++;
  if (!reader->options.finding) return GRAPPE_OK;
  grappe_error sentence = *reason;
  grappe_format_finding finding = {.line = record->line, .column_name = "", .value = "", .remark = remark};
  if (!remark) finding.again = reader->told == reader->counts.records;
  if (!remark) reader->told = reader->counts.records;
  if (column >= 0) {
    finding.line = record->fields[column].line;
    finding.column = grappe_records_column(reader->records, record, (size_t)column);
    finding.column_name = grappe_records_names(reader->records)[column];
    finding.value = record->fields[column].text;
  }
  grappe_records_fail_at(reader->records, finding.line, finding.column, &sentence);
  finding.reason = reason->message;
  finding.sentence = sentence.message;
  finding.record = record;
  return reader->options.finding(reader->options.finding_context, &finding, error);
}

/* A cell that is none, is always the same, or (`code`) is wrong. *wrong becomes 1 where the record is to be rejected.
 */
static grappe_code read_other(grappe_format_reader *reader, const converter *c, const grappe_csv_record *record,
                              int column, size_t row, grappe_code code, int *wrong, grappe_error *error) {
  const grappe_format_field *field = c->field;
  grappe_error *reason = &reader->reason; /* whoever fails writes it whole: nothing is cleared once a cell */
  if (field->constant) {
    code = converter_cell(c, &reader->state, field->constant, strlen(field->constant), record, row, reason);
  } else if (column < 0) {
    converter_absent(c, row, GRAPPE_UNKNOWN);
    return GRAPPE_OK;
  }
  if (code == GRAPPE_OK) return GRAPPE_OK;
  if (code != GRAPPE_DATA) {
    if (error) *error = *reason;
    return code;
  }
  int remark = field->wrong == GRAPPE_WRONG_UNKNOWN;
  if (remark)
    converter_absent(c, row, GRAPPE_UNKNOWN);
  else
    *wrong = 1;
  return tell(reader, record, field->constant ? -1 : column, remark, reason, error);
}

/* One cell. */
static inline grappe_code read_cell(grappe_format_reader *reader, const converter *c, const grappe_csv_record *record,
                                    int column, size_t row, int *wrong, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (column >= 0 && !c->field->constant) {
    const grappe_csv_field *cell = &record->fields[column];
    code = converter_cell(c, &reader->state, cell->text, cell->length, record, row, &reader->reason);
    if (code == GRAPPE_OK) return GRAPPE_OK;
  }
  return read_other(reader, c, record, column, row, code, wrong, error);
}

static int ends_in_star(const char *value, const char *text, size_t length) {
  size_t most = strlen(value);
  return most && value[most - 1] == '*' && length >= most - 1 && memcmp(text, value, most - 1) == 0;
}

static int left_out(const plan_skip *planned, const grappe_csv_record *record) {
  const grappe_format_skip *skip = planned->skip;
  const char *text = record->fields[planned->column].text;
  size_t length = record->fields[planned->column].length;
  if (skip->test == GRAPPE_TEST_EMPTY) return strspn(text, " \t") == length;
  if (skip->test == GRAPPE_TEST_FILLED) return strspn(text, " \t") != length;
  if (skip->test == GRAPPE_TEST_SAME) {
    const grappe_csv_field *other = &record->fields[planned->other];
    return other->length == length && memcmp(other->text, text, length) == 0;
  }
  int found = 0;
  for (const char *const *value = skip->values; *value && !found; value++)
    found = (strlen(*value) == length && memcmp(*value, text, length) == 0) || ends_in_star(*value, text, length);
  return skip->test == GRAPPE_TEST_IN ? found : !found;
}

/* Copies the row's values of fields that are not wide, for the record's next period. */
static void repeat_row(grappe_format_reader *reader, size_t from, size_t to) {
  for (size_t i = 0; i < reader->plan->field_count; i++) {
    const converter *c = &reader->converters[i];
    grappe_typed_column *columns[] = {c->column, c->flags};
    for (int k = 0; k < 2 && !c->plan->wide && columns[k]; k++) {
      grappe_typed_column *column = columns[k];
      column->presence[to] = column->presence[from];
      if (column->start) column->start[to] = column->start[from];
      if (column->length) column->length[to] = column->length[from];
      if (column->integers) column->integers[to] = column->integers[from];
      if (column->to) column->to[to] = column->to[from];
      if (column->numbers) column->numbers[to] = column->numbers[from];
      if (column->high) column->high[to] = column->high[from];
    }
  }
}

static void set_period(const grappe_format_reader *reader, size_t row, grappe_period period) {
  reader->period->presence[row] = GRAPPE_PRESENT;
  reader->period->integers[row] = period.from;
  reader->period->to[row] = period.to;
}

/* The rows of a wide record behind its first, one for each period that has a value. */
static grappe_code read_periods(grappe_format_reader *reader, const grappe_csv_record *record, size_t *rows,
                                uint64_t *empty, int *wrong, grappe_error *error) {
  const grappe_plan *plan = reader->plan;
  size_t first = *rows;
  for (size_t p = 0; p < plan->period_count; p++) {
    size_t row = *rows;
    int present = 0;
    for (size_t i = 0; i < plan->field_count; i++) {
      const converter *c = &reader->converters[i];
      if (!c->plan->wide) continue;
      int column = plan->wide[c->plan->wide_index * plan->period_count + p];
      grappe_code code = read_cell(reader, c, record, column, row, wrong, error);
      if (code != GRAPPE_OK) return code;
      present |= c->column->presence[row] != GRAPPE_UNKNOWN;
    }
    if (!present && !reader->format->keep_empty) {
      ++*empty;
      continue;
    }
    if (row > first) repeat_row(reader, first, row);
    set_period(reader, row, plan->periods[p]);
    ++*rows;
  }
  return GRAPPE_OK;
}

static grappe_code read_record(grappe_format_reader *reader, const grappe_csv_record *record, grappe_error *error) {
  const grappe_plan *plan = reader->plan;
  grappe_typed_batch *batch = &reader->batch;
  reader->counts.records++;
  if (grappe_csv_check_width(record, plan->width, &reader->reason) != GRAPPE_OK) {
    reader->counts.rejected++;
    return tell(reader, record, -1, 0, &reader->reason, error);
  }
  for (size_t i = 0; i < plan->skip_count; i++)
    if (plan->skips[i].column >= 0 && left_out(&plan->skips[i], record)) {
      reader->left_out[i].rows++;
      return GRAPPE_OK;
    }
  size_t row = batch->rows, texts = reader->state.texts.length, rows = row;
  uint64_t empty = 0;
  int wrong = 0;
  reader->state.position.first = -1;
  for (size_t i = 0; i < plan->field_count; i++) {
    const converter *c = &reader->converters[i];
    if (c->plan->wide) continue;
    grappe_code code = read_cell(reader, c, record, c->plan->column, row, &wrong, error);
    if (code != GRAPPE_OK) return code;
  }
  grappe_code code = GRAPPE_OK;
  if (plan->wide_count)
    code = read_periods(reader, record, &rows, &empty, &wrong, error);
  else
    rows++;
  if (code != GRAPPE_OK) return code;
  if (wrong) {
    reader->counts.rejected++;
    reader->state.texts.length = texts;
    return GRAPPE_OK;
  }
  if (row == 0) batch->first_line = record->line;
  batch->rows = rows;
  reader->left_out[plan->skip_count].rows += empty;
  return reader->options.taken ? reader->options.taken(reader->options.taken_context, record, error) : GRAPPE_OK;
}

static void finish_batch(grappe_format_reader *reader) {
  grappe_typed_batch *batch = &reader->batch;
  batch->texts = reader->state.texts.bytes ? reader->state.texts.bytes : "";
  reader->counts.rows += batch->rows;
  for (size_t i = 0; i < reader->column_count; i++) {
    grappe_typed_column *column = &reader->columns[i];
    size_t absent = 0;
    for (size_t row = 0; row < batch->rows; row++) absent += column->presence[row] != 0;
    column->absent = absent;
  }
}

static grappe_code check_run(grappe_format_reader *reader, grappe_error *error) {
  grappe_run *run = reader->options.run;
  if (!run) return GRAPPE_OK;
  if (run->progress)
    run->progress(run->progress_context, grappe_records_name(reader->records),
                  (double)grappe_records_stored_read(reader->records),
                  (double)grappe_records_stored_size(reader->records));
  return grappe_run_check(run, error);
}

static grappe_code fill_batch(grappe_format_reader *reader, grappe_error *error) {
  const size_t most = reader->row_capacity - reader->plan->period_count;
  grappe_typed_batch *batch = &reader->batch;
  for (size_t since = 0; batch->rows < most && reader->state.texts.length < TEXTS_LIMIT; since++) {
    if (since % CHECK_EVERY == 0) {
      grappe_code code = check_run(reader, error);
      if (code != GRAPPE_OK) return code;
    }
    grappe_csv_record record;
    grappe_code code = grappe_records_next(reader->records, &record, error);
    if (code != GRAPPE_OK) return code;
    if (record.count == 0) {
      reader->ended = 1;
      return check_run(reader, error);
    }
    code = read_record(reader, &record, error);
    if (code != GRAPPE_OK) return code;
    size_t limit = reader->options.reject_limit;
    if (limit && reader->counts.rejected > limit)
      return grappe_fail(error, GRAPPE_DATA,
                         "%s: more than %zu rows are rejected: is it the right format, and the right file?",
                         grappe_records_name(reader->records), limit);
  }
  return GRAPPE_OK;
}

grappe_code grappe_format_next(grappe_format_reader *reader, const grappe_typed_batch **batch, grappe_error *error) {
  *batch = &reader->batch;
  if (reader->set_count) change_set(reader);
  reader->batch.rows = 0;
  reader->state.texts.length = 0;
  if (reader->failed)
    return grappe_fail(error, GRAPPE_DATA, "%s: reading has ended with an error already",
                       grappe_records_name(reader->records));
  grappe_code code = reader->ended ? GRAPPE_OK : fill_batch(reader, error);
  if (code != GRAPPE_OK) {
    reader->failed = 1;
    reader->batch.rows = 0;
    return code;
  }
  finish_batch(reader);
  if (reader->set_count) {
    batch_set *set = &reader->sets[reader->set];
    memcpy(set->columns, reader->columns, reader->column_count * sizeof *set->columns);
    set->batch = reader->batch;
    set->batch.columns = set->columns;
    *batch = &set->batch;
  }
  return GRAPPE_OK;
}

const grappe_typed_batch *grappe_format_batch(const grappe_format_reader *reader) {
  return &reader->batch;
}

grappe_format_counts grappe_format_counts_of(const grappe_format_reader *reader) {
  return reader->counts;
}

const grappe_plan *grappe_format_plan(const grappe_format_reader *reader) {
  return reader->plan;
}

const grappe_records *grappe_format_records(const grappe_format_reader *reader) {
  return reader->records;
}
