/* Reading segments: bytes from the file, checked, decoded. */
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"

/* A connection for a reader without one: kept from another, or a new one. NULL where the dataset's own has to serve:
 * what a copy in memory or a transaction under way holds, no other connection can see. Pages are mapped rather than
 * copied through SQLite's cache, which takes up to half of the time to read a segment. */
static grappe_store *connect(grappe_dataset *dataset, grappe_code *code, grappe_error *error) {
  grappe_store *store = NULL;
  *code = GRAPPE_OK;
  if (grappe_store_is_copy(dataset->store) || !sqlite3_get_autocommit(grappe_store_sqlite(dataset->store))) return NULL;
  pthread_mutex_lock(&dataset->lock);
  if (dataset->idle_count) store = dataset->idle[--dataset->idle_count];
  pthread_mutex_unlock(&dataset->lock);
  if (store) return store;
  *code = grappe_store_open(grappe_store_path(dataset->store), GRAPPE_STORE_READ, &store, error);
  if (*code == GRAPPE_OK) *code = grappe_store_execute(store, "PRAGMA mmap_size = 2147418112", error);
  if (*code == GRAPPE_OK) return store;
  grappe_store_close(store);
  if (*code != GRAPPE_MEMORY) *code = GRAPPE_OK; /* the file may have been moved: it is still open here */
  return NULL;
}

grappe_code grappe_dataset_reader_new(grappe_dataset *dataset, grappe_store *store, grappe_dataset_reader **made,
                                      grappe_error *error) {
  *made = NULL;
  grappe_dataset_reader *reader = grappe_alloc_zero(1, sizeof *reader);
  if (!reader) return grappe_fail_memory(error);
  grappe_code code = GRAPPE_OK;
  reader->dataset = grappe_dataset_keep(dataset);
  reader->store = store ? store : connect(dataset, &code, error);
  reader->pooled = !store && reader->store;
  if (!reader->store) reader->store = dataset->store;
  reader->shared = reader->store == dataset->store;
  reader->room = grappe_segment_bound(GRAPPE_SEGMENT_ROWS);
  reader->bytes = grappe_alloc(reader->room);
  reader->scratch = grappe_alloc(grappe_segment_scratch(GRAPPE_SEGMENT_ROWS));
  reader->kinds = grappe_alloc(GRAPPE_SEGMENT_ROWS);
  if (code == GRAPPE_OK && !(reader->bytes && reader->scratch && reader->kinds)) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK)
    *made = reader;
  else
    grappe_dataset_reader_free(reader);
  return code;
}

void grappe_dataset_reader_rest(grappe_dataset_reader *reader) {
  sqlite3_blob_close(reader->blob);
  reader->blob = NULL;
}

void grappe_dataset_reader_free(grappe_dataset_reader *reader) {
  if (!reader) return;
  grappe_dataset_reader_rest(reader);
  if (reader->pooled) {
    grappe_dataset *dataset = reader->dataset;
    pthread_mutex_lock(&dataset->lock);
    int room = dataset->idle_count < DATASET_CONNECTIONS;
    if (room) dataset->idle[dataset->idle_count++] = reader->store;
    pthread_mutex_unlock(&dataset->lock);
    if (!room) grappe_store_close(reader->store);
  }
  grappe_free(reader->bytes);
  grappe_free(reader->scratch);
  grappe_free(reader->kinds);
  grappe_free(reader->values);
  grappe_free(reader->index.bytes);
  grappe_free(reader->texts.bytes);
  grappe_dataset_release(reader->dataset);
  grappe_free(reader);
}

static int open_block(grappe_dataset_reader *reader, int64_t block) {
  if (reader->blob) {
    int result = sqlite3_blob_reopen(reader->blob, block);
    if (result == SQLITE_OK) return result;
    grappe_dataset_reader_rest(reader);
  }
  return sqlite3_blob_open(grappe_store_sqlite(reader->store), "main", "dataset_block", "data", block, 0,
                           &reader->blob);
}

/* The bytes into reader->bytes; *there is 0 where there is no such block, or not of that length. */
static grappe_code fetch(grappe_dataset_reader *reader, const dataset_place *place, int *there, grappe_error *error) {
  int result = open_block(reader, place->block);
  *there = result != SQLITE_ERROR; /* SQLite's answer for a row that does not exist */
  if (result == SQLITE_OK) {
    *there = place->bytes <= reader->room && sqlite3_blob_bytes(reader->blob) == (int)place->bytes;
    if (*there) result = sqlite3_blob_read(reader->blob, reader->bytes, (int)place->bytes, 0);
  }
  grappe_code code = result == SQLITE_OK || !*there ? GRAPPE_OK : grappe_store_fail(reader->store, result, error);
  /* Left open, it would keep the connection that others use in an old state of the file. */
  if (reader->shared || result != SQLITE_OK) grappe_dataset_reader_rest(reader);
  return code;
}

/* Every present code lies between least and greatest, so that it may be used as a place in an array. `kinds` may be
 * NULL where the segment has no absent value. */
static int codes_good(const grappe_segment_summary *summary, const int32_t *codes, const unsigned char *kinds,
                      size_t rows) {
  uint32_t least = (uint32_t)summary->least, span = (uint32_t)(summary->greatest - summary->least), bad = 0;
  uint32_t none = summary->absent == summary->rows;
  if (!summary->absent) {
    for (size_t i = 0; i < rows; i++) bad |= (uint32_t)((uint32_t)codes[i] - least > span);
  } else {
    for (size_t i = 0; i < rows; i++) bad |= (none | ((uint32_t)codes[i] - least > span)) & (kinds[i] == 0);
  }
  return !bad;
}

static int64_t absent_of(grappe_dataset_kind kind, grappe_physical into) {
  if (kind == GRAPPE_DATASET_DAY) return GRAPPE_ABSENT_DAY;
  if (grappe_dataset_physical(kind) == GRAPPE_INT32) return GRAPPE_ABSENT_CODE;
  return into == GRAPPE_INT32 ? INT32_MIN : GRAPPE_ABSENT_INTEGER;
}

/* The bytes of a segment into reader->bytes; *good 0: they are not those that were written. */
static grappe_code fetch_segment(grappe_dataset_reader *reader, size_t column, size_t segment, int *good,
                                 grappe_error *error) {
  const dataset_place *place = &reader->dataset->columns[column].places[segment];
  if (reader->shared) pthread_mutex_lock(&reader->dataset->lock);
  grappe_code code = fetch(reader, place, good, error);
  if (reader->shared) pthread_mutex_unlock(&reader->dataset->lock);
  if (code == GRAPPE_OK && *good) *good = grappe_crc32c(0, reader->bytes, place->bytes) == place->checksum;
  return code;
}

static int is_coded(const dataset_column_state *c, grappe_physical into) {
  return into == GRAPPE_INT32 && c->about.kind != GRAPPE_DATASET_DAY &&
         grappe_dataset_physical(c->about.kind) == GRAPPE_INT32;
}

grappe_code grappe_dataset_read(grappe_dataset_reader *reader, size_t column, size_t segment, grappe_physical into,
                                void *values, unsigned char *presence, grappe_error *error) {
  grappe_dataset *dataset = reader->dataset;
  const dataset_column_state *c = &dataset->columns[column];
  const grappe_segment_summary *summary = &c->summaries[segment];
  if (into == GRAPPE_INT32 && summary->absent < summary->rows &&
      (summary->least <= INT32_MIN || summary->greatest > INT32_MAX))
    return grappe_fail(error, GRAPPE_ARGUMENT, "column %s of dataset %s does not fit in 32 bits", c->about.name,
                       dataset->entry.info.about.code);
  int good;
  grappe_code code = fetch_segment(reader, column, segment, &good, error);
  if (code != GRAPPE_OK) return code;
  unsigned char *kinds = presence ? presence : summary->absent ? reader->kinds : NULL;
  if (good &&
      grappe_segment_decode(reader->bytes, c->places[segment].bytes, summary->rows, into,
                            absent_of(c->about.kind, into), values, kinds, reader->scratch) &&
      (!is_coded(c, into) || codes_good(summary, values, kinds, summary->rows)))
    return GRAPPE_OK;
  return dataset_fail_segment(&dataset->entry.info, c->about.name, segment, error);
}

grappe_code grappe_dataset_read_rows(grappe_dataset_reader *reader, size_t column, size_t segment, const uint32_t *at,
                                     size_t count, void *values, unsigned char *presence, grappe_error *error) {
  const dataset_column_state *c = &reader->dataset->columns[column];
  grappe_physical into = grappe_dataset_physical(c->about.kind);
  int64_t absent = absent_of(c->about.kind, into);
  int good;
  if (dataset_array_pick(c, segment, at, count, absent, values, presence)) return GRAPPE_OK;
  grappe_code code = fetch_segment(reader, column, segment, &good, error);
  if (code != GRAPPE_OK) return code;
  if (good &&
      grappe_segment_pick(reader->bytes, c->places[segment].bytes, c->summaries[segment].rows, at, count, into, absent,
                          values, presence, reader->scratch) &&
      (!is_coded(c, into) || codes_good(&c->summaries[segment], values, presence, count)))
    return GRAPPE_OK;
  return dataset_fail_segment(&reader->dataset->entry.info, c->about.name, segment, error);
}

grappe_code dataset_reader_parts(grappe_dataset_reader *reader, size_t column, dataset_part_kind kind,
                                 const dataset_part **parts, size_t *count, grappe_error *error) {
  pthread_mutex_lock(&reader->dataset->lock);
  grappe_code code = dataset_load_parts(reader->dataset, reader->store, column, kind, parts, count, error);
  pthread_mutex_unlock(&reader->dataset->lock);
  return code;
}

grappe_code dataset_keep_part(grappe_dataset_reader *reader, size_t column, size_t number, const dataset_part *part,
                              dataset_kept_part *kept, grappe_error *error) {
  if (kept->bytes && kept->block == part->place.block) return GRAPPE_OK;
  grappe_free(kept->bytes);
  if (reader->shared) pthread_mutex_lock(&reader->dataset->lock);
  grappe_code code =
      dataset_read_block(reader->dataset, reader->store, column, number, &part->place, &kept->bytes, error);
  if (reader->shared) pthread_mutex_unlock(&reader->dataset->lock);
  kept->block = part->place.block;
  kept->good = 0;
  return code;
}
