/* What a format makes of a text, written out: a row a line, "! " a rejection, "? " a remark, "- " rows left out. */
#ifndef GRAPPE_TEST_FORMAT_DUMP_H
#define GRAPPE_TEST_FORMAT_DUMP_H

#include "base/buffer.h"
#include "base/date.h"
#include "base/memory.h"
#include "figure/status.h"
#include "ingest/format_read.h"
#include "text/number.h"

/* Fills in the Xs of the path. */
static inline void put_file(char *path, const char *text) {
  int descriptor = mkstemp(path);
  assert_int_equal(write(descriptor, text, strlen(text)), strlen(text));
  close(descriptor);
}

static inline void dump_cell(const grappe_typed_column *column, const grappe_typed_batch *batch, size_t row,
                             grappe_buffer *out) {
  int64_t value = column->integers ? column->integers[row] : 0;
  char text[GRAPPE_PERIOD_TEXT];
  grappe_presence presence = (grappe_presence)column->presence[row];
  grappe_buffer_add_char(out, '[');
  if (presence != GRAPPE_PRESENT) grappe_buffer_add(out, grappe_presence_code(presence));
  if (presence != GRAPPE_PRESENT && column->kind == GRAPPE_TYPED_BAND) grappe_buffer_add_char(out, ' ');
  if (column->kind == GRAPPE_TYPED_BAND) {
    grappe_buffer_addf(out, "%g..%g", column->numbers[row], column->high[row]);
  } else if (presence == GRAPPE_PRESENT) {
    switch (column->kind) {
      case GRAPPE_TYPED_TEXT:
        grappe_buffer_add_bytes(out, batch->texts + column->start[row], column->length[row]);
        break;
      case GRAPPE_TYPED_NUMBER:
        if (column->field->type >= GRAPPE_FORMAT_LONGITUDE)
          grappe_buffer_addf(out, "%.9f", column->numbers[row]);
        else
          grappe_number_write(column->numbers[row], out);
        break;
      case GRAPPE_TYPED_DAY:
        grappe_buffer_add(out, grappe_day_write((grappe_day)value, text));
        break;
      case GRAPPE_TYPED_PERIOD:
        grappe_buffer_add(out,
                          grappe_period_write((grappe_period){(grappe_day)value, (grappe_day)column->to[row]}, text));
        break;
      case GRAPPE_TYPED_YESNO:
        grappe_buffer_add(out, value ? "yes" : "no");
        break;
      default:
        grappe_buffer_addf(out, "%0*lld", (int)column->width, (long long)value);
    }
  }
  grappe_buffer_add_char(out, ']');
}

enum { DUMP_ROWS = 1, DUMP_REST = 2, DUMP_ALL = 3 };

typedef struct dumping {
  grappe_buffer *out;
  size_t name_length; /* of the file: left out of sentences, "f" stands for it */
} dumping;

static inline grappe_code dump_finding(void *context, const grappe_format_finding *finding, grappe_error *error) {
  (void)error;
  const dumping *d = context;
  if (!d->out) return GRAPPE_OK;
  const char *rest = finding->sentence + d->name_length;
  size_t place = strlen(rest) - strlen(finding->reason);
  grappe_buffer_addf(d->out, "%c f%.*s%s%s\n", finding->remark ? '?' : '!', (int)place, rest,
                     finding->again ? "again: " : "", finding->reason);
  return GRAPPE_OK;
}

static inline void dump_batch(const grappe_typed_batch *batch, grappe_buffer *out) {
  for (size_t row = 0; row < batch->rows; row++) {
    for (size_t c = 0; c < batch->column_count; c++) dump_cell(&batch->columns[c], batch, row, out);
    grappe_buffer_add_char(out, '\n');
  }
}

/* In the order of the file where `batch_rows` is 1; else findings come before the rows of their batch. */
static inline void dump_file(const grappe_format *format, const char *path, size_t batch_rows, int what,
                             grappe_buffer *out) {
  grappe_error error = {0};
  dumping d = {what & DUMP_REST ? out : NULL, strlen(path)};
  grappe_format_options options = {.batch_rows = batch_rows, .finding = dump_finding, .finding_context = &d};
  grappe_format_reader *reader;
  grappe_code code = grappe_format_open(format, path, &options, &reader, &error);
  size_t place = strncmp(error.message, path, strlen(path)) == 0 ? strlen(path) + strlen(":1: ") : 0;
  if (code != GRAPPE_OK && what & DUMP_REST) grappe_buffer_addf(out, "! %s", error.message + place);
  if (code != GRAPPE_OK) return;
  const grappe_typed_batch *batch;
  uint64_t rows = 0;
  while ((code = grappe_format_next(reader, &batch, &error)) == GRAPPE_OK && batch->rows) {
    rows += batch->rows;
    if (what & DUMP_ROWS) dump_batch(batch, out);
    for (size_t c = 0; c < batch->column_count; c++) {
      size_t absent = 0;
      for (size_t row = 0; row < batch->rows; row++) absent += batch->columns[c].presence[row] != GRAPPE_PRESENT;
      assert_int_equal(absent, batch->columns[c].absent);
    }
  }
  if (code != GRAPPE_OK && what & DUMP_REST) grappe_buffer_addf(out, "! %s", error.message);
  grappe_format_counts counts = grappe_format_counts_of(reader);
  assert_int_equal(counts.rows, rows);
  uint64_t left_out = 0;
  for (size_t i = 0; i < counts.left_out_count; i++) {
    left_out += counts.left_out[i].rows;
    if (what & DUMP_REST)
      grappe_buffer_addf(out, "- %llu %s\n", (unsigned long long)counts.left_out[i].rows, counts.left_out[i].reason);
  }
  /* every record ends somewhere */
  if (grappe_plan_period_count(grappe_format_plan(reader)) == 0)
    assert_int_equal(counts.records, rows + counts.rejected + left_out);
  grappe_format_close(reader);
}

static inline void dump_text(const grappe_format *format, const char *text, size_t batch_rows, int what,
                             grappe_buffer *out) {
  char path[] = "/tmp/grappe-format-XXXXXX";
  put_file(path, text);
  dump_file(format, path, batch_rows, what, out);
  unlink(path);
}

#endif
