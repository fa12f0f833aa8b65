/* A dataset that is open: its columns, what is known of its segments, what its codes stand for. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"

grappe_physical grappe_dataset_physical(grappe_dataset_kind kind) {
  switch (kind) {
    case GRAPPE_DATASET_INTEGER:
    case GRAPPE_DATASET_IDENTIFIER:
      return GRAPPE_INT64;
    case GRAPPE_DATASET_NUMBER:
      return GRAPPE_DOUBLE;
    default:
      return GRAPPE_INT32;
  }
}

static void free_column(dataset_column_state *c) {
  const char *texts[] = {c->about.name,      c->about.unit,     c->about.scope,    c->about.refers_to,
                         c->about.qualifier, c->about.title[0], c->about.title[1], c->about.title[2]};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) grappe_free((char *)(uintptr_t)texts[i]);
  for (int kind = 0; kind < DATASET_PART_KINDS; kind++) {
    for (size_t i = 0; c->parts[kind] && i < c->part_counts[kind]; i++) {
      grappe_free(c->parts[kind][i].least_name);
      grappe_free(c->parts[kind][i].greatest_name);
    }
    grappe_free(c->parts[kind]);
  }
  for (size_t i = 0; i < c->text_block_count; i++) grappe_free(c->text_blocks[i]);
  grappe_free(c->text_blocks);
  grappe_free(c->texts);
  grappe_free(c->summaries);
  grappe_free(c->places);
  grappe_free(c->canonical);
  grappe_free(c->periods);
  grappe_free(c->bands);
  dataset_array_free(&c->array);
  dataset_ranks_free(c->ranks);
}

grappe_dataset *grappe_dataset_keep(grappe_dataset *dataset) {
  if (dataset) atomic_fetch_add(&dataset->references, 1);
  return dataset;
}

void grappe_dataset_release(grappe_dataset *dataset) {
  if (!dataset || atomic_fetch_sub(&dataset->references, 1) > 1) return;
  for (size_t c = 0; dataset->columns && c < dataset->entry.info.columns; c++) free_column(&dataset->columns[c]);
  grappe_free(dataset->columns);
  for (size_t i = 0; i < dataset->idle_count; i++) grappe_store_close(dataset->idle[i]);
  dataset_entry_free(&dataset->entry);
  pthread_mutex_destroy(&dataset->lock);
  grappe_free(dataset);
}

static char *text_of(sqlite3_stmt *row, int column) {
  const char *text = (const char *)sqlite3_column_text(row, column);
  return grappe_strdup(text ? text : "");
}

/* How many parts of each kind, as "12 0 0 0 0". */
static int read_counts(const char *text, size_t counts[DATASET_PART_KINDS]) {
  char *end = (char *)(uintptr_t)(text ? text : "");
  for (int kind = 0; kind < DATASET_PART_KINDS; kind++) {
    const char *start = end;
    counts[kind] = strtoul(start, &end, 10);
    if (end == start || counts[kind] > INT32_MAX) return 0;
  }
  return 1;
}

static grappe_code read_column(grappe_dataset *dataset, sqlite3_stmt *row, size_t at, grappe_error *error) {
  dataset_column_state *c = &dataset->columns[at];
  grappe_dataset_column *about = &c->about;
  char *kind = text_of(row, 2);
  int known = 0;
  while (kind && dataset_kind_names[known] && strcmp(dataset_kind_names[known], kind) != 0) known++;
  int good = kind && dataset_kind_names[known] && sqlite3_column_int64(row, 0) == (int64_t)at;
  int memory = kind != NULL;
  grappe_free(kind);
  about->name = text_of(row, 1);
  about->unit = text_of(row, 5);
  about->scope = text_of(row, 6);
  about->refers_to = text_of(row, 7);
  about->qualifier = text_of(row, 8);
  memory = memory && about->name && about->unit && about->scope && about->refers_to && about->qualifier;
  for (int i = 0; i < GRAPPE_LANGUAGES; i++) {
    about->title[i] = text_of(row, 9 + i);
    memory = memory && about->title[i];
  }
  if (!memory) return grappe_fail_memory(error);
  about->kind = (grappe_dataset_kind)(good ? known : 0);
  about->width = sqlite3_column_int(row, 3);
  about->flags = sqlite3_column_int(row, 4);
  c->codes = sqlite3_column_int64(row, 12);
  c->generations = sqlite3_column_int64(row, 13);
  good = good && read_counts((const char *)sqlite3_column_text(row, 14), c->part_counts) && c->codes >= 0 &&
         c->codes <= INT32_MAX;
  uint32_t seal = dataset_seal_column(dataset->entry.info.id, at, about, c->codes, c->generations, c->part_counts);
  return good && seal == (uint32_t)sqlite3_column_int64(row, 15)
             ? GRAPPE_OK
             : dataset_fail_description(&dataset->entry.info, error);
}

static grappe_code read_columns(grappe_dataset *dataset, grappe_error *error) {
  const grappe_dataset_info *info = &dataset->entry.info;
  uint32_t seal = dataset_seal_detail(info->id, info->rows, info->columns, info->bytes, &info->about);
  if (dataset->entry.version != DATASET_VERSION)
    return grappe_fail(error, GRAPPE_DATA,
                       "dataset %s (%s) was written in format %lld, and this Grappe reads format %d: install the newer "
                       "Grappe",
                       info->about.code, info->about.edition, (long long)dataset->entry.version, DATASET_VERSION);
  if (seal != dataset->entry.seal || info->columns < 1 || info->columns > DATASET_COLUMNS ||
      info->rows > (uint64_t)UINT32_MAX * GRAPPE_SEGMENT_ROWS)
    return dataset_fail_description(info, error);
  dataset->segments = (size_t)((info->rows + GRAPPE_SEGMENT_ROWS - 1) / GRAPPE_SEGMENT_ROWS);
  dataset->columns = grappe_alloc_zero(info->columns, sizeof *dataset->columns);
  if (!dataset->columns) return grappe_fail_memory(error);
  sqlite3_stmt *statement;
  grappe_code code =
      grappe_store_prepare(dataset->store,
                           "SELECT position, name, kind, width, flags, unit, scope, refers_to, qualifier, title_en, "
                           "title_fr, title_it, codes,"
                           " generations, parts, seal FROM dataset_column WHERE dataset = ? ORDER BY position",
                           &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, info->id);
  int row = 1;
  size_t at = 0;
  while (code == GRAPPE_OK && (code = grappe_store_step(dataset->store, statement, &row, error)) == GRAPPE_OK && row) {
    code = at < info->columns ? read_column(dataset, statement, at, error) : dataset_fail_description(info, error);
    at++;
  }
  if (code == GRAPPE_OK && at < info->columns) code = dataset_fail_description(info, error);
  grappe_store_release(dataset->store, statement);
  return code;
}

grappe_code grappe_dataset_open(grappe_store *store, const char *code, const char *edition, grappe_dataset **opened,
                                grappe_error *error) {
  *opened = NULL;
  grappe_dataset *dataset = grappe_alloc_zero(1, sizeof *dataset);
  if (!dataset) return grappe_fail_memory(error);
  atomic_init(&dataset->references, 1);
  pthread_mutex_init(&dataset->lock, NULL);
  dataset->store = store;
  grappe_code result = dataset_entry_find(store, code, edition, &dataset->entry, error);
  if (result == GRAPPE_OK) result = read_columns(dataset, error);
  if (result == GRAPPE_OK)
    *opened = dataset;
  else
    grappe_dataset_release(dataset);
  return result;
}

const grappe_dataset_info *grappe_dataset_about_of(const grappe_dataset *dataset) {
  return &dataset->entry.info;
}

size_t grappe_dataset_columns(const grappe_dataset *dataset) {
  return dataset->entry.info.columns;
}

const grappe_dataset_column *grappe_dataset_column_at(const grappe_dataset *dataset, size_t column) {
  return &dataset->columns[column].about;
}

int grappe_dataset_find(const grappe_dataset *dataset, const char *name) {
  for (size_t c = 0; c < dataset->entry.info.columns; c++)
    if (strcmp(dataset->columns[c].about.name, name) == 0) return (int)c;
  return -1;
}

uint64_t grappe_dataset_rows(const grappe_dataset *dataset) {
  return dataset->entry.info.rows;
}

size_t grappe_dataset_segments(const grappe_dataset *dataset) {
  return dataset->segments;
}

uint32_t grappe_dataset_segment_rows(const grappe_dataset *dataset, size_t segment) {
  uint64_t left = dataset->entry.info.rows - (uint64_t)segment * GRAPPE_SEGMENT_ROWS;
  return left < GRAPPE_SEGMENT_ROWS ? (uint32_t)left : GRAPPE_SEGMENT_ROWS;
}

size_t grappe_dataset_codes(const grappe_dataset *dataset, size_t column) {
  return (size_t)dataset->columns[column].codes;
}

int grappe_dataset_unique(const grappe_dataset *dataset, size_t column) {
  return dataset->columns[column].generations <= 1;
}

/* --- segments --- */

/* Codes that a column of a kind can have lie in what they refer to: who uses them as places in an array may rely on it.
 */
static int in_range(const dataset_column_state *c, const grappe_segment_summary *s) {
  switch (c->about.kind) {
    case GRAPPE_DATASET_TEXT:
    case GRAPPE_DATASET_PERIOD:
    case GRAPPE_DATASET_FIGURE:
      return s->least >= 0 && s->greatest < c->codes;
    case GRAPPE_DATASET_YESNO:
      return s->least >= 0 && s->greatest <= 1;
    case GRAPPE_DATASET_DAY:
      return s->least > INT32_MIN && s->greatest <= INT32_MAX;
    default:
      return 1;
  }
}

static int read_summary(const grappe_dataset *dataset, size_t column, size_t at, sqlite3_stmt *row,
                        grappe_segment_summary *s, dataset_place *place) {
  const dataset_column_state *c = &dataset->columns[column];
  int is_number = c->about.kind == GRAPPE_DATASET_NUMBER;
  *s = (grappe_segment_summary){.rows = (uint32_t)sqlite3_column_int64(row, 1),
                                .absent = (uint32_t)sqlite3_column_int64(row, 2),
                                .encoding = (grappe_encoding)sqlite3_column_int(row, 3),
                                .scale = sqlite3_column_int(row, 4),
                                .least = 1,
                                .greatest = 0,
                                .least_number = NAN,
                                .greatest_number = NAN};
  *place = (dataset_place){sqlite3_column_int64(row, 7), (uint32_t)sqlite3_column_int64(row, 8),
                           (uint32_t)sqlite3_column_int64(row, 9)};
  int some = s->absent < s->rows;
  if (some && !is_number) {
    s->least = sqlite3_column_int64(row, 5);
    s->greatest = sqlite3_column_int64(row, 6);
  }
  if (some) {
    s->least_number = is_number ? sqlite3_column_double(row, 5) : (double)s->least;
    s->greatest_number = is_number ? sqlite3_column_double(row, 6) : (double)s->greatest;
  }
  return sqlite3_column_int64(row, 0) == (int64_t)at && s->rows == grappe_dataset_segment_rows(dataset, at) &&
         (unsigned)s->encoding < GRAPPE_ENCODINGS && (!some || is_number || in_range(c, s)) &&
         dataset_seal_segment(dataset->entry.info.id, column, at, is_number, s, place) ==
             (uint32_t)sqlite3_column_int64(row, 10);
}

static grappe_code read_summaries(grappe_dataset *dataset, size_t column, grappe_segment_summary *summaries,
                                  dataset_place *places, grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(
      dataset->store,
      "SELECT number, \"rows\", absent, encoding, scale, least, greatest, block, bytes, checksum, seal FROM "
      "dataset_segment WHERE dataset = ? AND \"column\" = ? ORDER BY number",
      &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, dataset->entry.info.id);
  sqlite3_bind_int64(statement, 2, (int64_t)column);
  int row = 1;
  size_t at = 0;
  while (code == GRAPPE_OK && (code = grappe_store_step(dataset->store, statement, &row, error)) == GRAPPE_OK && row) {
    if (at >= dataset->segments || !read_summary(dataset, column, at, statement, &summaries[at], &places[at]))
      code = dataset_fail_segment(&dataset->entry.info, dataset->columns[column].about.name, at, error);
    at++;
  }
  if (code == GRAPPE_OK && at < dataset->segments)
    code = dataset_fail_segment(&dataset->entry.info, dataset->columns[column].about.name, at, error);
  grappe_store_release(dataset->store, statement);
  return code;
}

grappe_code grappe_dataset_summaries(grappe_dataset *dataset, size_t column, const grappe_segment_summary **summaries,
                                     grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  *summaries = c->summaries;
  if (c->summaries) return GRAPPE_OK;
  grappe_segment_summary *made = grappe_alloc(dataset->segments * sizeof *made);
  dataset_place *places = grappe_alloc(dataset->segments * sizeof *places);
  grappe_code code = made && places ? read_summaries(dataset, column, made, places, error) : grappe_fail_memory(error);
  if (code != GRAPPE_OK) {
    grappe_free(made);
    grappe_free(places);
    return code;
  }
  c->places = places;
  *summaries = c->summaries = made;
  return GRAPPE_OK;
}
