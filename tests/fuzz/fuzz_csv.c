/* Any bytes as a CSV: both ways to cut a line agree, and a format with every type makes of them rows or rejections. */
#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"
#include "fuzz.h"
#include "ingest/format_read.h"

static void dump(const uint8_t *data, size_t size, const grappe_csv_options *options, grappe_buffer *out) {
  grappe_csv *csv;
  if (grappe_csv_open_memory((const char *)data, size, options, &csv, NULL) != GRAPPE_OK) return;
  grappe_csv_record record;
  while (grappe_csv_next(csv, &record, NULL) == GRAPPE_OK && record.count) {
    for (size_t i = 0; i < record.count; i++) {
      fuzz_hold(strlen(record.fields[i].text) == record.fields[i].length, "a field ends where it says");
      grappe_buffer_addf(out, "%zu:%s|", grappe_csv_column(&record, i), record.fields[i].text);
    }
    grappe_buffer_addf(out, "%llu\n", (unsigned long long)record.line);
  }
  grappe_csv_close(csv);
}

static void both_ways(const uint8_t *data, size_t size) {
  grappe_buffer first = {0}, second = {0};
  grappe_csv_options options = {.record_limit = 10000};
  dump(data, size, &options, &first);
  options.late_columns = 1;
  dump(data, size, &options, &second);
  fuzz_hold(strcmp(grappe_buffer_text(&first), grappe_buffer_text(&second)) == 0, "both ways agree");
  grappe_buffer_free(&first);
  grappe_buffer_free(&second);
}

#define COLUMN(name) ((const char *const[]){name, NULL})

static void by_format(const uint8_t *data, size_t size) {
  static const grappe_format_band bands[] = {{"11", 10, 19, 0}, {"NN", 0, 0, GRAPPE_UNKNOWN}, {NULL, 0, 0, 0}};
  const grappe_format_field fields[] = {
      {.target = "a", .columns = COLUMN("a"), .optional = 1},
      {.target = "b", .columns = COLUMN("b"), .optional = 1, .type = GRAPPE_FORMAT_CODE, .width = 5},
      {.target = "c", .columns = COLUMN("c"), .optional = 1, .type = GRAPPE_FORMAT_ACTIVITY},
      {.target = "d", .columns = COLUMN("d"), .optional = 1, .type = GRAPPE_FORMAT_SIRET},
      {.target = "e", .columns = COLUMN("e"), .optional = 1, .type = GRAPPE_FORMAT_INTEGER},
      {.target = "f", .columns = COLUMN("f"), .optional = 1, .type = GRAPPE_FORMAT_NUMBER},
      {.target = "g", .columns = COLUMN("g"), .optional = 1, .type = GRAPPE_FORMAT_DAY, .day_order = GRAPPE_DAY_EITHER},
      {.target = "h", .columns = COLUMN("h"), .optional = 1, .type = GRAPPE_FORMAT_PERIOD},
      {.target = "i", .columns = COLUMN("i"), .optional = 1, .type = GRAPPE_FORMAT_YESNO},
      {.target = "j", .columns = COLUMN("j"), .optional = 1, .type = GRAPPE_FORMAT_BAND, .bands = bands},
      {.target = "k", .columns = COLUMN("k"), .optional = 1, .type = GRAPPE_FORMAT_FLAGGED, .flags_target = "flags"},
      {.target = "l", .columns = COLUMN("e"), .second = COLUMN("f"), .optional = 1, .type = GRAPPE_FORMAT_LONGITUDE},
      {.target = "m", .columns = COLUMN("jobs {period}"), .optional = 1, .type = GRAPPE_FORMAT_INTEGER},
      {0}};
  const grappe_format format = {.id = "fuzz", .fields = fields};
  int descriptor = memfd_create("fuzz", 0);
  fuzz_hold(descriptor >= 0 && write(descriptor, data, size) == (ssize_t)size, "a file in memory");
  char path[40];
  snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
  grappe_format_reader *reader;
  const grappe_typed_batch *batch;
  grappe_input_options limits = {.size_limit = 1 << 20};
  grappe_records_options reading = {.input = limits, .kind = GRAPPE_RECORDS_CSV};
  grappe_records *records;
  if (grappe_records_open(path, &reading, &records, NULL) == GRAPPE_OK &&
      grappe_format_open_records(&format, records, &(grappe_format_options){.batch_rows = 7}, &reader, NULL) ==
          GRAPPE_OK) {
    uint64_t rows = 0;
    while (grappe_format_next(reader, &batch, NULL) == GRAPPE_OK && batch->rows) {
      rows += batch->rows;
      for (size_t c = 0; c < batch->column_count; c++)
        for (size_t r = 0; r < batch->rows; r++) {
          const grappe_typed_column *column = &batch->columns[c];
          int there = column->presence[r] == GRAPPE_PRESENT;
          fuzz_hold(!there || column->kind != GRAPPE_TYPED_NUMBER || isfinite(column->numbers[r]), "a number is one");
          fuzz_hold(!there || column->kind != GRAPPE_TYPED_PERIOD || column->integers[r] <= column->to[r],
                    "a period ends after it begins");
        }
    }
    fuzz_hold(grappe_format_counts_of(reader).rows == rows, "rows are counted");
    grappe_format_close(reader);
  }
  close(descriptor);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  both_ways(data, size);
  by_format(data, size);
  return 0;
}
