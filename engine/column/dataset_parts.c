/* Parts of a column: texts, periods, bands, and the heads of sorted indices. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"

/* Which entries a kind may have in a part, so that nothing absurd is believed. */
static int part_sane(const dataset_column_state *c, dataset_part_kind kind, const dataset_part *part,
                     int64_t expected) {
  if (part->count < 1 || part->place.bytes > INT32_MAX) return 0;
  switch (kind) {
    case DATASET_TEXTS:
    case DATASET_PERIODS:
    case DATASET_BANDS:
      return part->first == expected && part->first + part->count <= c->codes;
    case DATASET_NAMES_SORTED:
      return part->first >= 0 && part->first < c->codes;
    default:
      return part->first >= 0 && part->count <= DATASET_PART_VALUES;
  }
}

static grappe_code read_parts(grappe_dataset *dataset, grappe_store *store, size_t column, dataset_part_kind kind,
                              dataset_part *parts, grappe_error *error) {
  const dataset_column_state *c = &dataset->columns[column];
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(store,
                                          "SELECT number, first, count, least, greatest, block, bytes, checksum, seal "
                                          "FROM dataset_part WHERE dataset = ? AND"
                                          " \"column\" = ? AND kind = ? ORDER BY number",
                                          &statement, error);
  if (code != GRAPPE_OK) return code;
  sqlite3_bind_int64(statement, 1, dataset->entry.info.id);
  sqlite3_bind_int64(statement, 2, (int64_t)column);
  sqlite3_bind_text(statement, 3, dataset_part_names[kind], -1, SQLITE_STATIC);
  int row = 1;
  size_t at = 0;
  int64_t expected = 0;
  while (code == GRAPPE_OK && (code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    dataset_part part = {.first = sqlite3_column_int64(statement, 1),
                         .count = sqlite3_column_int64(statement, 2),
                         .place = {sqlite3_column_int64(statement, 5), (uint32_t)sqlite3_column_int64(statement, 6),
                                   (uint32_t)sqlite3_column_int64(statement, 7)}};
    if (kind == DATASET_VALUES_SORTED) {
      part.least = sqlite3_column_int64(statement, 3);
      part.greatest = sqlite3_column_int64(statement, 4);
    } else if (kind == DATASET_NAMES_SORTED) {
      const char *least = (const char *)sqlite3_column_text(statement, 3);
      const char *greatest = (const char *)sqlite3_column_text(statement, 4);
      part.least_name = grappe_strdup(least ? least : "");
      part.greatest_name = grappe_strdup(greatest ? greatest : "");
      if (!part.least_name || !part.greatest_name) code = grappe_fail_memory(error);
    }
    int good = code == GRAPPE_OK && at < c->part_counts[kind] && sqlite3_column_int64(statement, 0) == (int64_t)at &&
               part_sane(c, kind, &part, expected) &&
               dataset_seal_part(dataset->entry.info.id, column, kind, at, &part) ==
                   (uint32_t)sqlite3_column_int64(statement, 8);
    if (good) {
      parts[at++] = part;
      expected = part.first + part.count;
    } else {
      grappe_free(part.least_name);
      grappe_free(part.greatest_name);
      if (code == GRAPPE_OK) code = dataset_fail_part(&dataset->entry.info, c->about.name, at, error);
    }
  }
  int by_code = (kind == DATASET_TEXTS && c->about.kind == GRAPPE_DATASET_TEXT) ||
                (kind == DATASET_PERIODS && c->about.kind == GRAPPE_DATASET_PERIOD) ||
                (kind == DATASET_BANDS && c->about.kind == GRAPPE_DATASET_FIGURE);
  int whole = at == c->part_counts[kind] && (!by_code || expected == c->codes);
  if (code == GRAPPE_OK && !whole) code = dataset_fail_part(&dataset->entry.info, c->about.name, at, error);
  grappe_store_release(store, statement);
  return code;
}

grappe_code dataset_load_parts(grappe_dataset *dataset, grappe_store *store, size_t column, dataset_part_kind kind,
                               const dataset_part **parts, size_t *count, grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  *parts = c->parts[kind];
  *count = c->part_counts[kind];
  if (c->parts[kind]) return GRAPPE_OK;
  dataset_part *made = grappe_alloc_zero(*count, sizeof *made);
  grappe_code code = made ? read_parts(dataset, store, column, kind, made, error) : grappe_fail_memory(error);
  if (code == GRAPPE_OK && made) {
    *parts = c->parts[kind] = made;
    return GRAPPE_OK;
  }
  for (size_t i = 0; made && i < *count; i++) {
    grappe_free(made[i].least_name);
    grappe_free(made[i].greatest_name);
  }
  grappe_free(made);
  return code;
}

grappe_code dataset_read_block(const grappe_dataset *dataset, grappe_store *store, size_t column, size_t number,
                               const dataset_place *place, char **bytes, grappe_error *error) {
  const char *name = dataset->columns[column].about.name;
  sqlite3_blob *blob = NULL;
  *bytes = NULL;
  int result = sqlite3_blob_open(grappe_store_sqlite(store), "main", "dataset_block", "data", place->block, 0, &blob);
  if (result == SQLITE_ERROR || (result == SQLITE_OK && sqlite3_blob_bytes(blob) != (int)place->bytes)) {
    sqlite3_blob_close(blob);
    return dataset_fail_part(&dataset->entry.info, name, number, error);
  }
  grappe_code code = result == SQLITE_OK ? GRAPPE_OK : grappe_store_fail(store, result, error);
  if (code == GRAPPE_OK && !(*bytes = grappe_alloc((size_t)place->bytes + 1))) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    result = sqlite3_blob_read(blob, *bytes, (int)place->bytes, 0);
    if (result != SQLITE_OK) code = grappe_store_fail(store, result, error);
  }
  sqlite3_blob_close(blob);
  if (code == GRAPPE_OK && grappe_crc32c(0, *bytes, place->bytes) != place->checksum)
    code = dataset_fail_part(&dataset->entry.info, name, number, error);
  if (code != GRAPPE_OK || !*bytes) {
    grappe_free(*bytes);
    *bytes = NULL;
    return code;
  }
  (*bytes)[place->bytes] = '\0';
  return GRAPPE_OK;
}

const uint32_t *dataset_text_offsets(const char *bytes) {
  return (const uint32_t *)(const void *)bytes;
}

int dataset_texts_good(const char *bytes, size_t length, size_t count) {
  if (count > DATASET_PART_TEXTS || length < (count + 1) * 4) return 0;
  const uint32_t *offsets = dataset_text_offsets(bytes);
  const char *texts = bytes + (count + 1) * 4;
  if (offsets[0] != 0 || offsets[count] != length - (count + 1) * 4) return 0;
  for (size_t i = 0; i < count; i++)
    if (offsets[i + 1] <= offsets[i] || offsets[i + 1] > offsets[count] || texts[offsets[i + 1] - 1] != '\0') return 0;
  return 1;
}

static grappe_code load_texts(grappe_dataset *dataset, size_t column, const dataset_part *parts, size_t count,
                              grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  for (size_t p = c->text_block_count; parts && p < count; p++) {
    grappe_code code =
        dataset_read_block(dataset, dataset->store, column, p, &parts[p].place, &c->text_blocks[p], error);
    if (code != GRAPPE_OK) return code;
    c->text_block_count = p + 1;
    size_t texts = (size_t)parts[p].count;
    if (!dataset_texts_good(c->text_blocks[p], parts[p].place.bytes, texts))
      return dataset_fail_part(&dataset->entry.info, c->about.name, p, error);
    const uint32_t *offsets = dataset_text_offsets(c->text_blocks[p]);
    for (size_t i = 0; i < texts; i++)
      c->texts[(size_t)parts[p].first + i] = c->text_blocks[p] + (texts + 1) * 4 + offsets[i];
  }
  return GRAPPE_OK;
}

grappe_code grappe_dataset_texts(grappe_dataset *dataset, size_t column, const char *const **texts, size_t *count,
                                 grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  const dataset_part *parts;
  size_t part_count;
  *texts = c->texts;
  *count = (size_t)c->codes;
  if (c->texts) return GRAPPE_OK;
  grappe_code code = dataset_load_parts(dataset, dataset->store, column, DATASET_TEXTS, &parts, &part_count, error);
  if (code != GRAPPE_OK) return code;
  c->texts = grappe_alloc_zero(*count, sizeof *c->texts);
  c->text_blocks = grappe_alloc_zero(part_count, sizeof *c->text_blocks);
  code = c->texts && c->text_blocks ? load_texts(dataset, column, parts, part_count, error) : grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    *texts = c->texts;
    return GRAPPE_OK;
  }
  for (size_t i = 0; c->text_blocks && i < c->text_block_count; i++) grappe_free(c->text_blocks[i]);
  grappe_free(c->text_blocks);
  grappe_free(c->texts);
  c->texts = NULL;
  c->text_blocks = NULL;
  c->text_block_count = 0;
  return code;
}

/* Calls `take` with the bytes of each item of a column of periods or bands. */
static grappe_code read_items(grappe_dataset *dataset, size_t column, dataset_part_kind kind, size_t size,
                              int (*take)(dataset_column_state *, size_t, const unsigned char *), grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  const dataset_part *parts;
  size_t count;
  grappe_code code = dataset_load_parts(dataset, dataset->store, column, kind, &parts, &count, error);
  for (size_t p = 0; parts && code == GRAPPE_OK && p < count; p++) {
    char *bytes = NULL;
    code = dataset_read_block(dataset, dataset->store, column, p, &parts[p].place, &bytes, error);
    int good = code == GRAPPE_OK && parts[p].place.bytes == (size_t)parts[p].count * size;
    for (size_t i = 0; good && i < (size_t)parts[p].count; i++)
      good = take(c, (size_t)parts[p].first + i, (unsigned char *)bytes + i * size);
    if (code == GRAPPE_OK && !good) code = dataset_fail_part(&dataset->entry.info, c->about.name, p, error);
    grappe_free(bytes);
  }
  return code;
}

static int take_period(dataset_column_state *c, size_t at, const unsigned char *item) {
  memcpy(&c->periods[at].from, item, 4);
  memcpy(&c->periods[at].to, item + 4, 4);
  return c->periods[at].from <= c->periods[at].to;
}

static int take_band(dataset_column_state *c, size_t at, const unsigned char *item) {
  grappe_band *band = &c->bands[at];
  memcpy(&band->bounds.low, item, 8);
  memcpy(&band->bounds.high, item + 8, 8);
  memcpy(&band->value, item + 16, 8);
  band->bounds.low_open = item[24];
  band->bounds.high_open = item[25];
  band->about = item[26];
  return band->bounds.low <= band->bounds.high && item[24] <= 1 && item[25] <= 1 && item[26] <= 1;
}

grappe_code grappe_dataset_periods(grappe_dataset *dataset, size_t column, const grappe_period **periods, size_t *count,
                                   grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  *count = c->about.kind == GRAPPE_DATASET_PERIOD ? (size_t)c->codes : 0;
  grappe_code code = GRAPPE_OK;
  if (!c->periods) {
    c->periods = grappe_alloc_zero(*count, sizeof *c->periods);
    if (!c->periods) return grappe_fail_memory(error);
    if (*count) code = read_items(dataset, column, DATASET_PERIODS, 8, take_period, error);
    if (code != GRAPPE_OK) {
      grappe_free(c->periods);
      c->periods = NULL;
    }
  }
  *periods = c->periods;
  return code;
}

grappe_code grappe_dataset_bands(grappe_dataset *dataset, size_t column, const grappe_band **bands, size_t *count,
                                 grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  *count = c->about.kind == GRAPPE_DATASET_FIGURE ? (size_t)c->codes : 0;
  grappe_code code = GRAPPE_OK;
  if (!c->bands) {
    c->bands = grappe_alloc_zero(*count, sizeof *c->bands);
    if (!c->bands) return grappe_fail_memory(error);
    if (*count) code = read_items(dataset, column, DATASET_BANDS, DATASET_BAND_BYTES, take_band, error);
    if (code != GRAPPE_OK) {
      grappe_free(c->bands);
      c->bands = NULL;
    }
  }
  *bands = c->bands;
  return code;
}

grappe_code grappe_dataset_canonical(grappe_dataset *dataset, size_t column, const int32_t **canonical,
                                     grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  const char *const *texts;
  size_t count;
  *canonical = c->canonical;
  if (c->canonical || grappe_dataset_unique(dataset, column)) return GRAPPE_OK;
  grappe_code code = grappe_dataset_texts(dataset, column, &texts, &count, error);
  if (code != GRAPPE_OK) return code;
  size_t slots = 16;
  while (slots < count * 2) slots *= 2;
  int32_t *table = grappe_alloc_zero(slots, sizeof *table), *map = grappe_alloc(count * sizeof *map);
  if (!table || !map) {
    grappe_free(table);
    grappe_free(map);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < count; i++) {
    size_t length = strlen(texts[i]);
    uint64_t hash = grappe_crc32c(0, texts[i], length) * UINT64_C(0x9e3779b97f4a7c15);
    size_t slot = (size_t)(hash >> 20) & (slots - 1);
    while (table[slot] && strcmp(texts[table[slot] - 1], texts[i]) != 0) slot = (slot + 1) & (slots - 1);
    if (!table[slot]) table[slot] = (int32_t)i + 1;
    map[i] = table[slot] - 1;
  }
  grappe_free(table);
  *canonical = c->canonical = map;
  return GRAPPE_OK;
}
