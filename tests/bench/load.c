/* Puts establishments.csv into an observatory as the dataset bench.establishments, and tells how long that took until
 * it was durable and ready: file closed and synced.
 *
 * usage: bench_load OBSERVATORY_FOLDER CSV_FILE */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "column/dataset.h"
#include "ingest/format_read.h"

enum { COLUMNS = 10 };

static const char *const siret[] = {"siret", NULL}, *const siren[] = {"siren", NULL}, *const name[] = {"name", NULL};
static const char *const commune[] = {"commune", NULL}, *const activity[] = {"activity", NULL};
static const char *const headcount[] = {"headcount", NULL}, *const jobs[] = {"jobs", NULL};
static const char *const opened[] = {"opened", NULL}, *const state[] = {"state", NULL};
static const char *const employer[] = {"employer", NULL}, *const yes[] = {"O", NULL}, *const no[] = {"N", NULL};
static const grappe_format_band bands[] = {{"NN", 0, INFINITY, GRAPPE_UNKNOWN},
                                           {"00", 0, 0, 0},
                                           {"01", 1, 2, 0},
                                           {"02", 3, 5, 0},
                                           {"03", 6, 9, 0},
                                           {"11", 10, 19, 0},
                                           {"12", 20, 49, 0},
                                           {"21", 50, 99, 0},
                                           {"22", 100, 199, 0},
                                           {"31", 200, 249, 0},
                                           {"32", 250, 499, 0},
                                           {"41", 500, 999, 0},
                                           {"42", 1000, 1999, 0},
                                           {"51", 2000, 4999, 0},
                                           {"52", 5000, 9999, 0},
                                           {"53", 10000, INFINITY, 0},
                                           {NULL, 0, 0, 0}};
static const grappe_format_field fields[] = {
    {.target = "siret", .columns = siret, .type = GRAPPE_FORMAT_SIRET, .sought = 1},
    {.target = "siren", .columns = siren, .type = GRAPPE_FORMAT_SIREN},
    {.target = "name", .columns = name, .type = GRAPPE_FORMAT_TEXT, .sought = 1},
    {.target = "commune",
     .columns = commune,
     .type = GRAPPE_FORMAT_CODE,
     .width = 5,
     .refers_to = "territory",
     .qualifier = "commune"},
    {.target = "activity",
     .columns = activity,
     .type = GRAPPE_FORMAT_ACTIVITY,
     .refers_to = "activity_class",
     .qualifier = "NAFRev2"},
    {.target = "headcount",
     .columns = headcount,
     .type = GRAPPE_FORMAT_BAND,
     .bands = bands,
     .unit = "jobs",
     .not_negative = 1},
    {.target = "jobs", .columns = jobs, .type = GRAPPE_FORMAT_INTEGER, .unit = "jobs", .not_negative = 1},
    {.target = "opened", .columns = opened, .type = GRAPPE_FORMAT_DAY},
    {.target = "state", .columns = state, .type = GRAPPE_FORMAT_CODE},
    {.target = "employer", .columns = employer, .type = GRAPPE_FORMAT_YESNO, .yes = yes, .no = no},
    {.target = NULL}};
static const grappe_format format = {
    .id = "bench.establishments", .fields = fields, .reader = {.encoding = GRAPPE_CSV_UTF8, .separator = ','}};

static grappe_dataset_column column_of(const grappe_typed_column *from) {
  static const grappe_dataset_kind kinds[] = {
      [GRAPPE_TYPED_TEXT] = GRAPPE_DATASET_TEXT,     [GRAPPE_TYPED_INTEGER] = GRAPPE_DATASET_INTEGER,
      [GRAPPE_TYPED_NUMBER] = GRAPPE_DATASET_NUMBER, [GRAPPE_TYPED_DAY] = GRAPPE_DATASET_DAY,
      [GRAPPE_TYPED_YESNO] = GRAPPE_DATASET_YESNO,   [GRAPPE_TYPED_BAND] = GRAPPE_DATASET_FIGURE};
  const grappe_format_field *field = from->field;
  grappe_dataset_column column = {.name = from->name,
                                  .kind = kinds[from->kind],
                                  .width = (int)from->width,
                                  .unit = field->unit,
                                  .refers_to = field->refers_to,
                                  .qualifier = field->qualifier};
  if (from->width) column.kind = GRAPPE_DATASET_IDENTIFIER;
  if (field->not_negative) column.flags |= GRAPPE_DATASET_NOT_NEGATIVE;
  if (field->sought) column.flags |= from->width ? GRAPPE_DATASET_LOOKUP : GRAPPE_DATASET_NAMES;
  return column;
}

static grappe_code append(grappe_dataset_writer *writer, const grappe_typed_batch *batch, grappe_error *error) {
  grappe_dataset_cells cells[COLUMNS];
  for (size_t c = 0; c < COLUMNS; c++) {
    const grappe_typed_column *from = &batch->columns[c];
    int band = from->kind == GRAPPE_TYPED_BAND;
    cells[c] = (grappe_dataset_cells){.presence = from->absent ? from->presence : NULL,
                                      .texts = from->kind == GRAPPE_TYPED_TEXT ? batch->texts : NULL,
                                      .start = from->start,
                                      .length = from->length,
                                      .integers = band ? NULL : from->integers,
                                      .to = from->to,
                                      .numbers = from->numbers,
                                      .high = from->high};
  }
  return grappe_dataset_append(writer, cells, batch->rows, error);
}

static grappe_code load(grappe_store *store, const char *path, grappe_error *error) {
  grappe_format_reader *reader = NULL;
  grappe_dataset_writer *writer = NULL;
  grappe_dataset_column columns[COLUMNS];
  grappe_dataset_about about = {.code = format.id, .edition = "2026-08", .file = path};
  const grappe_typed_batch *batch;
  grappe_code code = grappe_format_open(&format, path, NULL, &reader, error);
  if (code != GRAPPE_OK) return code;
  batch = grappe_format_batch(reader);
  for (size_t c = 0; c < COLUMNS; c++) columns[c] = column_of(&batch->columns[c]);
  code = grappe_dataset_begin(store, &about, columns, COLUMNS, 0, NULL, &writer, error);
  for (batch = NULL; code == GRAPPE_OK && !(batch && batch->rows == 0);) {
    code = grappe_format_next(reader, &batch, error);
    if (code == GRAPPE_OK && batch->rows) code = append(writer, batch, error);
  }
  if (code == GRAPPE_OK && grappe_format_counts_of(reader).rejected) {
    grappe_dataset_abandon(writer);
    code = grappe_fail(error, GRAPPE_DATA, "%s has rows that are wrong", path);
  } else if (code == GRAPPE_OK) {
    code = grappe_dataset_finish(writer, "", NULL, error);
  } else {
    grappe_dataset_abandon(writer);
  }
  grappe_format_close(reader);
  return code;
}

int main(int count, char **arguments) {
  grappe_error error = {0};
  grappe_store *store = NULL;
  char path[4096];
  if (count != 3) {
    fputs("usage: bench_load OBSERVATORY_FOLDER CSV_FILE\n", stderr);
    return 2;
  }
  snprintf(path, sizeof path, "%s/" GRAPPE_STORE_FILE, arguments[1]);
  int64_t began = grappe_clock();
  grappe_code code = grappe_store_open(path, GRAPPE_STORE_WRITE, &store, &error);
  if (code == GRAPPE_OK) code = grappe_store_begin(store, "bench", &error);
  if (code == GRAPPE_OK) code = load(store, arguments[2], &error);
  if (code == GRAPPE_OK) code = grappe_store_commit(store, &error);
  grappe_store_close(store);
  if (code != GRAPPE_OK) {
    fprintf(stderr, "bench_load: %s\n", error.message);
    return 1;
  }
  printf("%.1f\n", (double)(grappe_clock() - began) / 1e6);
  return 0;
}
