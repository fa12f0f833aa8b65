/* Going on with a dataset that is there: rows behind its own.
 *
 * Whole segments stay as they are. What the last, partial one holds goes back into the open segment, with its codes;
 * texts of new rows make a further generation, whose codes go on; periods and bands are loaded and written anew; sorted
 * values of a run that was not full are made again. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "column/dataset_write_private.h"

typedef struct resuming {
  grappe_dataset *dataset;
  grappe_dataset_reader *reader;
  grappe_dataset_writer *writer;
  grappe_error *error;
} resuming;

static grappe_code check_columns(const resuming *r, const grappe_dataset_column *columns, size_t count) {
  int same = count == grappe_dataset_columns(r->dataset);
  for (size_t c = 0; same && c < count; c++) {
    const grappe_dataset_column *there = grappe_dataset_column_at(r->dataset, c);
    same = strcmp(there->name, columns[c].name) == 0 && there->kind == columns[c].kind &&
           there->width == columns[c].width && there->flags == columns[c].flags;
  }
  if (same) return GRAPPE_OK;
  const grappe_dataset_about *about = &grappe_dataset_about_of(r->dataset)->about;
  return grappe_fail(r->error, GRAPPE_ARGUMENT,
                     "dataset %s (%s) has other columns than these rows: import their whole file again as an edition "
                     "of its own",
                     about->code, about->edition);
}

/* Periods or bands, in the order of their codes. */
static grappe_code load_items(const resuming *r, size_t c, dataset_part_kind kind) {
  const dataset_part *parts;
  size_t count;
  writer_column *column = &r->writer->columns[c];
  grappe_store *store = r->writer->output.store;
  grappe_code code = dataset_load_parts(r->dataset, store, c, kind, &parts, &count, r->error);
  for (size_t p = 0; code == GRAPPE_OK && p < count; p++) {
    char *bytes = NULL;
    code = dataset_read_block(r->dataset, store, c, p, &parts[p].place, &bytes, r->error);
    for (int64_t i = 0; code == GRAPPE_OK && i < parts[p].count; i++) {
      int32_t ignored;
      code = dataset_items_add(&column->items, (unsigned char *)bytes + (size_t)i * column->items.size, &ignored,
                               r->error);
    }
    grappe_free(bytes);
  }
  return code;
}

/* Full segments of the run of sorted values that the next ones belong to. */
static grappe_code load_run(const resuming *r, size_t c, size_t first) {
  grappe_dataset_writer *writer = r->writer;
  writer_column *column = &writer->columns[c];
  const dataset_part *parts;
  size_t count;
  grappe_code code =
      dataset_load_parts(r->dataset, writer->output.store, c, DATASET_VALUES_SORTED, &parts, &count, r->error);
  column->run.first_row = (uint64_t)first * GRAPPE_SEGMENT_ROWS;
  for (size_t p = 0; code == GRAPPE_OK && p < count; p++)
    column->run.parts += (uint64_t)parts[p].first < column->run.first_row;
  for (size_t s = first; code == GRAPPE_OK && s < writer->segments; s++) {
    code = grappe_dataset_read(r->reader, c, s, GRAPPE_INT64, column->values, column->presence, r->error);
    if (code == GRAPPE_OK)
      code = dataset_values_add(&column->run, &writer->output, c, column->values, column->presence, GRAPPE_SEGMENT_ROWS,
                                r->error);
  }
  return code;
}

static grappe_code load_column(const resuming *r, size_t c, size_t first_of_run) {
  grappe_dataset_writer *writer = r->writer;
  writer_column *column = &writer->columns[c];
  const dataset_column_state *state = &r->dataset->columns[c];
  const grappe_segment_summary *summaries;
  grappe_code code = grappe_dataset_summaries(r->dataset, c, &summaries, r->error);
  if (code == GRAPPE_OK && column->about.kind == GRAPPE_DATASET_TEXT) {
    column->terms.base = state->codes;
    column->terms.generations = state->generations;
    column->terms.parts = state->part_counts[DATASET_TEXTS];
    column->terms.name_parts = state->part_counts[DATASET_NAMES_SORTED];
  }
  if (code == GRAPPE_OK && column->about.kind == GRAPPE_DATASET_PERIOD) code = load_items(r, c, DATASET_PERIODS);
  if (code == GRAPPE_OK && column->about.kind == GRAPPE_DATASET_FIGURE) code = load_items(r, c, DATASET_BANDS);
  if (code == GRAPPE_OK && (column->about.flags & GRAPPE_DATASET_LOOKUP)) code = load_run(r, c, first_of_run);
  if (code != GRAPPE_OK || !writer->filled) return code;
  code =
      grappe_dataset_read(r->reader, c, writer->segments, column->physical, column->values, column->presence, r->error);
  for (size_t i = 0; i < writer->filled; i++) column->absent += column->presence[i] != 0;
  return code;
}

/* What is written anew goes, with its blocks. */
static grappe_code drop_open(const resuming *r, size_t first_of_run) {
  static const char *const parts = "kind IN ('periods', 'bands') OR (kind = 'values' AND first >= ?2)",
                           *const segments = "number >= ?2";
  const struct {
    const char *table, *which;
    int64_t from;
  } open[] = {{"dataset_part", parts, (int64_t)first_of_run * GRAPPE_SEGMENT_ROWS},
              {"dataset_segment", segments, (int64_t)r->writer->segments}};
  dataset_output *output = &r->writer->output;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < sizeof open / sizeof *open; i++) {
    char blocks[400], rows[300];
    snprintf(blocks, sizeof blocks,
             "DELETE FROM dataset_block WHERE id IN (SELECT block FROM %s WHERE dataset = ?1 AND (%s))", open[i].table,
             open[i].which);
    snprintf(rows, sizeof rows, "DELETE FROM %s WHERE dataset = ?1 AND (%s)", open[i].table, open[i].which);
    code = dataset_run_sql(output->store, r->error, blocks, "ii", output->dataset, open[i].from);
    if (code == GRAPPE_OK) code = dataset_run_sql(output->store, r->error, rows, "ii", output->dataset, open[i].from);
  }
  if (code == GRAPPE_OK)
    code =
        dataset_run_sql(output->store, r->error, "DELETE FROM dataset_column WHERE dataset = ?", "i", output->dataset);
  if (code == GRAPPE_OK)
    code =
        dataset_run_sql(output->store, r->error, "DELETE FROM dataset_detail WHERE dataset = ?", "i", output->dataset);
  return code;
}

static grappe_code ask_number(grappe_store *store, const char *sql, int64_t dataset, int64_t *number,
                              grappe_error *error) {
  sqlite3_stmt *statement;
  int row;
  grappe_code code = grappe_store_prepare(store, sql, &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, dataset);
  code = grappe_store_step(store, statement, &row, error);
  if (code == GRAPPE_OK) *number = sqlite3_column_int64(statement, 0);
  grappe_store_release(store, statement);
  return code;
}

static grappe_code load_all(resuming *r) {
  grappe_dataset_writer *writer = r->writer;
  dataset_output *output = &writer->output;
  uint64_t rows = grappe_dataset_rows(r->dataset);
  int64_t last_block = 0, bytes = 0;
  writer->rows = rows;
  writer->segments = (size_t)(rows / GRAPPE_SEGMENT_ROWS);
  writer->filled = (size_t)(rows % GRAPPE_SEGMENT_ROWS);
  size_t first_of_run = writer->segments / DATASET_RUN_SEGMENTS * DATASET_RUN_SEGMENTS;
  grappe_code code = GRAPPE_OK;
  for (size_t c = 0; code == GRAPPE_OK && c < writer->column_count; c++) code = load_column(r, c, first_of_run);
  if (code == GRAPPE_OK)
    code = ask_number(output->store,
                      "SELECT coalesce(max(id), 0) FROM dataset_block WHERE id BETWEEN ?1 << 32 AND (?1 << 32) + "
                      "4294967295",
                      output->dataset, &last_block, r->error);
  if (code == GRAPPE_OK) code = drop_open(r, first_of_run);
  if (code == GRAPPE_OK)
    code = ask_number(output->store,
                      "SELECT coalesce(sum(bytes), 0) FROM (SELECT bytes FROM dataset_segment WHERE dataset = ?1 UNION "
                      "ALL SELECT bytes FROM dataset_part WHERE dataset = ?1)",
                      output->dataset, &bytes, r->error);
  if (last_block >= output->next_block) output->next_block = last_block + 1;
  output->bytes = (uint64_t)bytes;
  return code;
}

grappe_code grappe_dataset_resume(grappe_store *store, const char *code_name, const char *edition,
                                  const grappe_dataset_column *columns, size_t count, size_t memory, grappe_run *run,
                                  grappe_dataset_writer **writer, grappe_error *error) {
  resuming r = {.error = error};
  *writer = NULL;
  grappe_code code = grappe_dataset_open(store, code_name, edition, &r.dataset, error);
  if (code == GRAPPE_OK) code = check_columns(&r, columns, count);
  if (code == GRAPPE_OK) code = grappe_dataset_reader_new(r.dataset, NULL, &r.reader, error);
  if (code == GRAPPE_OK) {
    const grappe_dataset_info *info = grappe_dataset_about_of(r.dataset);
    code = dataset_writer_make(store, &info->about, columns, count, memory, run, &r.writer, error);
    if (code == GRAPPE_OK) {
      r.writer->output.dataset = info->id;
      r.writer->output.next_block = info->id << 32;
      code = load_all(&r);
    }
  }
  grappe_dataset_reader_free(r.reader);
  grappe_dataset_release(r.dataset);
  if (code == GRAPPE_OK)
    *writer = r.writer;
  else
    grappe_dataset_abandon(r.writer);
  return code;
}
