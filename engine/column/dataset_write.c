/* Beginning and finishing a dataset. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/memory.h"
#include "column/dataset_write_private.h"
#include "store/rows.h"

enum { MEMORY = 160 << 20 };

static const char *or_empty(const char *text) {
  return text ? text : "";
}

static void free_column(writer_column *column) {
  const grappe_dataset_column *about = &column->about;
  const char *texts[] = {about->name,      about->unit,     about->scope,    about->refers_to,
                         about->qualifier, about->title[0], about->title[1], about->title[2]};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) grappe_free((char *)(uintptr_t)texts[i]);
  grappe_free(column->values);
  grappe_free(column->presence);
  dataset_terms_free(&column->terms);
  dataset_items_free(&column->items);
  dataset_values_free(&column->run);
}

void grappe_dataset_abandon(grappe_dataset_writer *writer) {
  if (!writer) return;
  for (size_t c = 0; writer->columns && c < writer->column_count; c++) free_column(&writer->columns[c]);
  for (size_t i = 0; i < sizeof writer->texts / sizeof *writer->texts; i++) grappe_free(writer->texts[i]);
  grappe_free(writer->columns);
  grappe_free(writer->bytes);
  grappe_free(writer->scratch);
  grappe_free(writer);
}

static grappe_code check_column(const grappe_dataset_column *columns, size_t at, grappe_error *error) {
  const grappe_dataset_column *c = &columns[at];
  int good = c->name && *c->name && (unsigned)c->kind <= GRAPPE_DATASET_FIGURE;
  if (good && c->kind == GRAPPE_DATASET_IDENTIFIER) good = c->width >= 1 && c->width <= 18;
  if (good && (c->flags & GRAPPE_DATASET_NAMES)) good = c->kind == GRAPPE_DATASET_TEXT;
  if (good && (c->flags & GRAPPE_DATASET_LOOKUP)) good = c->kind == GRAPPE_DATASET_IDENTIFIER;
  for (size_t before = 0; good && before < at; before++) good = strcmp(columns[before].name, c->name) != 0;
  if (good) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "column %zu (%s) of the dataset is declared wrong: it needs a name of its own, a kind, and what "
                     "belongs to that kind",
                     at + 1, or_empty(c->name));
}

static int copy_column(writer_column *column, const grappe_dataset_column *given) {
  grappe_dataset_column *about = &column->about;
  *about = *given;
  about->name = grappe_strdup(given->name);
  about->unit = grappe_strdup(or_empty(given->unit));
  about->scope = grappe_strdup(or_empty(given->scope));
  about->refers_to = grappe_strdup(or_empty(given->refers_to));
  about->qualifier = grappe_strdup(or_empty(given->qualifier));
  int good = about->name && about->unit && about->scope && about->refers_to && about->qualifier;
  for (int i = 0; i < GRAPPE_LANGUAGES; i++) {
    about->title[i] = grappe_strdup(or_empty(given->title[i]));
    good = good && about->title[i];
  }
  column->physical = grappe_dataset_physical(given->kind);
  column->limit = 1;
  for (int i = 0; i < given->width; i++) column->limit *= 10;
  column->items.size = given->kind == GRAPPE_DATASET_PERIOD ? 8 : DATASET_BAND_BYTES;
  column->terms.names = (given->flags & GRAPPE_DATASET_NAMES) != 0;
  column->values = grappe_alloc(GRAPPE_SEGMENT_ROWS * (size_t)(column->physical == GRAPPE_INT32 ? 4 : 8));
  column->presence = grappe_alloc(GRAPPE_SEGMENT_ROWS);
  return good && column->values && column->presence;
}

static grappe_dataset_writer *make(grappe_store *store, const grappe_dataset_about *about,
                                   const grappe_dataset_column *columns, size_t count, grappe_error *error) {
  grappe_dataset_writer *writer = grappe_alloc_zero(1, sizeof *writer);
  if (!writer) {
    grappe_fail_memory(error);
    return NULL;
  }
  const char *given[] = {about->code,   about->edition, about->name,   about->geography,
                         about->format, about->file,    about->source, about->licence};
  int good = 1;
  for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
    writer->texts[i] = grappe_strdup(or_empty(given[i]));
    good = good && writer->texts[i];
  }
  writer->info.about = (grappe_dataset_about){writer->texts[0], writer->texts[1], writer->texts[2], writer->texts[3],
                                              writer->texts[4], writer->texts[5], writer->texts[6], writer->texts[7]};
  writer->output.store = store;
  writer->column_count = count;
  writer->columns = grappe_alloc_zero(count, sizeof *writer->columns);
  writer->bytes = grappe_alloc(grappe_segment_bound(GRAPPE_SEGMENT_ROWS));
  writer->scratch = grappe_alloc(grappe_segment_scratch(GRAPPE_SEGMENT_ROWS));
  good = good && writer->columns && writer->bytes && writer->scratch;
  for (size_t c = 0; good && c < count; c++) good = copy_column(&writer->columns[c], &columns[c]);
  if (good) return writer;
  grappe_dataset_abandon(writer);
  grappe_fail_memory(error);
  return NULL;
}

grappe_code dataset_writer_make(grappe_store *store, const grappe_dataset_about *about,
                                const grappe_dataset_column *columns, size_t count, size_t memory, grappe_run *run,
                                grappe_dataset_writer **writer, grappe_error *error) {
  *writer = make(store, about, columns, count, error);
  if (!*writer) return GRAPPE_MEMORY;
  (*writer)->output.run = run;
  (*writer)->memory = memory ? memory : MEMORY;
  return GRAPPE_OK;
}

static void timestamp(char at[32]) {
  time_t now = time(NULL);
  struct tm parts;
  gmtime_r(&now, &parts);
  strftime(at, 32, "%Y-%m-%dT%H:%M:%SZ", &parts);
  if (!getenv("GRAPPE_TODAY")) return;
  int year, month, day; /* a day fixed for tests comes with a fixed hour */
  grappe_day_to_date(grappe_today(), &year, &month, &day);
  snprintf(at, 32, "%04d-%02d-%02dT00:00:00Z", year % 10000, month % 100, day % 100);
}

static grappe_code has_contents(grappe_store *store, int64_t dataset, int *there, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(store, "SELECT 1 FROM dataset_detail WHERE dataset = ?", &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, dataset);
  code = grappe_store_step(store, statement, there, error);
  grappe_store_release(store, statement);
  return code;
}

static grappe_code fail_there(const grappe_dataset_about *about, grappe_error *error) {
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "dataset %s (%s) is there already: drop that edition first, or give the new one a name of its own",
                     about->code, about->edition);
}

/* The row of the entity: at first to have its id, and at the end with what is known only then. */
static grappe_code put_row(grappe_dataset_writer *writer, const char *digest, int64_t *row, grappe_error *error) {
  const grappe_entity *entity = grappe_entity_find("dataset");
  const grappe_dataset_about *about = &writer->info.about;
  grappe_cell *cells = grappe_alloc_zero(grappe_field_count(entity), sizeof *cells);
  if (!cells) return grappe_fail_memory(error);
  char at[32];
  timestamp(at);
  cells[grappe_field_find(entity, "code")] = grappe_cell_text(about->code);
  cells[grappe_field_find(entity, "edition")] = grappe_cell_text(about->edition);
  if (*about->name) cells[grappe_field_find(entity, "name")] = grappe_cell_text(about->name);
  if (*about->geography) cells[grappe_field_find(entity, "geography")] = grappe_cell_text(about->geography);
  if (digest) {
    cells[grappe_field_find(entity, "rows")] = grappe_cell_integer((int64_t)writer->rows);
    if (*digest) cells[grappe_field_find(entity, "digest")] = grappe_cell_text(digest);
    cells[grappe_field_find(entity, "imported_at")] = grappe_cell_text(at);
  }
  grappe_put_result result;
  grappe_code code = grappe_store_put(writer->output.store, entity, cells, &result, row, NULL, error);
  grappe_free(cells);
  int there = 0; /* a row without contents may have come with the registry */
  if (code == GRAPPE_OK && !digest && result != GRAPPE_PUT_INSERTED)
    code = has_contents(writer->output.store, *row, &there, error);
  return code == GRAPPE_OK && there ? fail_there(about, error) : code;
}

/* The id that the row will have when it is put: nobody else writes inside this transaction. What refers to it comes
 * first, so references are looked at when the transaction ends. */
static grappe_code next_row(grappe_store *store, int64_t *row, grappe_error *error) {
  sqlite3_stmt *statement;
  int there;
  grappe_code code = grappe_store_execute(store, "PRAGMA defer_foreign_keys = ON", error);
  if (code != GRAPPE_OK) return code;
  code = grappe_store_prepare(store, "SELECT coalesce(max(id), 0) + 1 FROM dataset", &statement, error);
  if (code != GRAPPE_OK) return code;
  code = grappe_store_step(store, statement, &there, error);
  if (code == GRAPPE_OK) *row = sqlite3_column_int64(statement, 0);
  grappe_store_release(store, statement);
  return code;
}

grappe_code grappe_dataset_set_edition(grappe_dataset_writer *writer, const char *edition, grappe_error *error) {
  if (strcmp(writer->info.about.edition, edition) == 0) return GRAPPE_OK;
  if (*writer->info.about.edition || !*edition)
    return grappe_fail(error, GRAPPE_ARGUMENT, "dataset %s: its edition is '%s' already, and not '%s'",
                       writer->info.about.code, writer->info.about.edition, edition);
  char *copy = grappe_strdup(edition);
  if (!copy) return grappe_fail_memory(error);
  grappe_free(writer->texts[1]);
  writer->texts[1] = copy;
  writer->info.about.edition = copy;
  return GRAPPE_OK;
}

grappe_code grappe_dataset_begin(grappe_store *store, const grappe_dataset_about *about,
                                 const grappe_dataset_column *columns, size_t column_count, size_t memory,
                                 grappe_run *run, grappe_dataset_writer **writer, grappe_error *error) {
  *writer = NULL;
  if (sqlite3_get_autocommit(grappe_store_sqlite(store)) || !about->code || !*about->code ||
      (about->edition && !*about->edition) || column_count < 1 || column_count > DATASET_COLUMNS)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "a dataset is written inside a transaction, and has a code, an edition and 1 to %d columns",
                       DATASET_COLUMNS);
  for (size_t c = 0; c < column_count; c++) {
    grappe_code code = check_column(columns, c, error);
    if (code != GRAPPE_OK) return code;
  }
  grappe_dataset_writer *made;
  grappe_code code = dataset_writer_make(store, about, columns, column_count, memory, run, &made, error);
  if (code != GRAPPE_OK) return code;
  code = about->edition ? put_row(made, NULL, &made->output.dataset, error)
                        : next_row(store, &made->output.dataset, error);
  if (code != GRAPPE_OK) {
    grappe_dataset_abandon(made);
    return code;
  }
  made->output.next_block = made->output.dataset << 32;
  *writer = made;
  return GRAPPE_OK;
}

static grappe_code flush_column(grappe_dataset_writer *writer, size_t at, grappe_error *error) {
  writer_column *column = &writer->columns[at];
  grappe_segment_summary summary;
  const unsigned char *presence = column->absent ? column->presence : NULL;
  grappe_code code = GRAPPE_OK;
  if (column->about.flags & GRAPPE_DATASET_LOOKUP)
    code = dataset_values_add(&column->run, &writer->output, at, column->values, presence, writer->filled, error);
  if (code != GRAPPE_OK) return code;
  size_t length = grappe_segment_encode(column->physical, column->values, presence, writer->filled, writer->bytes,
                                        writer->scratch, &summary);
  column->absent = 0;
  return dataset_put_segment(&writer->output, at, writer->segments, column->physical == GRAPPE_DOUBLE, &summary,
                             writer->bytes, length, error);
}

grappe_code dataset_flush(grappe_dataset_writer *writer, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t c = 0; code == GRAPPE_OK && c < writer->column_count; c++) code = flush_column(writer, c, error);
  writer->filled = 0;
  writer->segments++;
  return code;
}

static grappe_code finish_column(grappe_dataset_writer *writer, size_t at, grappe_error *error) {
  writer_column *c = &writer->columns[at];
  dataset_output *output = &writer->output;
  size_t parts[DATASET_PART_KINDS] = {0};
  int64_t codes = (int64_t)c->items.count;
  grappe_code code = dataset_terms_end(&c->terms, output, at, error);
  if (code == GRAPPE_OK) code = dataset_values_end(&c->run, output, at, error);
  if (code == GRAPPE_OK && c->about.kind == GRAPPE_DATASET_PERIOD)
    code = dataset_items_write(&c->items, output, at, DATASET_PERIODS, &parts[DATASET_PERIODS], error);
  if (code == GRAPPE_OK && c->about.kind == GRAPPE_DATASET_FIGURE)
    code = dataset_items_write(&c->items, output, at, DATASET_BANDS, &parts[DATASET_BANDS], error);
  if (code != GRAPPE_OK) return code;
  if (c->about.kind == GRAPPE_DATASET_TEXT) codes = c->terms.base;
  parts[DATASET_TEXTS] = c->terms.parts;
  parts[DATASET_NAMES_SORTED] = c->terms.name_parts;
  parts[DATASET_VALUES_SORTED] = c->run.parts;
  char counts[120];
  snprintf(counts, sizeof counts, "%zu %zu %zu %zu %zu", parts[0], parts[1], parts[2], parts[3], parts[4]);
  const grappe_dataset_column *about = &c->about;
  uint32_t seal = dataset_seal_column(output->dataset, at, about, codes, c->terms.generations, parts);
  return dataset_run_sql(output->store, error, "INSERT INTO dataset_column VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                         "iittiitttttttiiti", output->dataset, (int64_t)at, about->name,
                         dataset_kind_names[about->kind], (int64_t)about->width, (int64_t)about->flags, about->unit,
                         about->scope, about->refers_to, about->qualifier, about->title[0], about->title[1],
                         about->title[2], codes, c->terms.generations, counts, (int64_t)seal);
}

grappe_code grappe_dataset_finish(grappe_dataset_writer *writer, const char *digest, int64_t *dataset,
                                  grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (writer->failed) code = grappe_fail(error, GRAPPE_ARGUMENT, "the dataset failed before and cannot go on");
  if (code == GRAPPE_OK && writer->filled) code = dataset_flush(writer, error);
  for (size_t c = 0; code == GRAPPE_OK && c < writer->column_count; c++) code = finish_column(writer, c, error);
  const grappe_dataset_about *about = &writer->info.about;
  int64_t id = writer->output.dataset;
  uint64_t bytes = writer->output.bytes;
  if (code == GRAPPE_OK)
    code = dataset_run_sql(writer->output.store, error, "INSERT INTO dataset_detail VALUES (?,?,?,?,?,?,?,?,?,?)",
                           "iiiiitttti", id, (int64_t)DATASET_VERSION, (int64_t)writer->rows,
                           (int64_t)writer->column_count, (int64_t)bytes, about->format, about->file, about->source,
                           about->licence,
                           (int64_t)dataset_seal_detail(id, writer->rows, writer->column_count, bytes, about));
  int64_t row = 0;
  if (code == GRAPPE_OK && !*about->edition)
    code = grappe_fail(error, GRAPPE_ARGUMENT, "dataset %s: its edition was not set", about->code);
  if (code == GRAPPE_OK) code = put_row(writer, or_empty(digest), &row, error);
  if (code == GRAPPE_OK && row != id) code = fail_there(about, error);
  if (dataset) *dataset = id;
  grappe_dataset_abandon(writer);
  return code;
}
