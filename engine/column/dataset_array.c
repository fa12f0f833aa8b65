/* Columns as slots: decoded, as narrow as they can be, and held in memory for the next query. */
#include <string.h>

#include "base/memory.h"
#include "column/dataset_private.h"

static const uint64_t SLOTS_MOST = UINT32_MAX - 16; /* a slot and what marks none fit in 32 bits */

void dataset_array_free(dataset_array *array) {
  grappe_free(array->values);
  grappe_free(array->presence);
  grappe_free(array->ready);
  array->values = NULL;
  array->presence = array->ready = NULL;
  array->bytes = 0;
}

/* --- shapes --- */

static void range_of(const grappe_dataset *dataset, const grappe_segment_summary *summaries,
                     grappe_dataset_shape *shape) {
  int64_t least = INT64_MAX, greatest = INT64_MIN;
  for (size_t s = 0; s < dataset->segments; s++) {
    if (summaries[s].least > summaries[s].greatest) continue;
    if (summaries[s].least < least) least = summaries[s].least;
    if (summaries[s].greatest > greatest) greatest = summaries[s].greatest;
  }
  shape->base = least <= greatest ? least : 0;
  shape->codes = least <= greatest ? (uint64_t)greatest - (uint64_t)least + 1 : 0;
  if (shape->codes == 0 && least <= greatest) shape->codes = UINT64_MAX; /* all that there are */
}

grappe_code grappe_dataset_shape_of(grappe_dataset *dataset, size_t column, grappe_dataset_shape *shape,
                                    grappe_error *error) {
  dataset_column_state *c = &dataset->columns[column];
  const grappe_segment_summary *summaries;
  if (c->array.shaped) {
    *shape = c->array.shape;
    return GRAPPE_OK;
  }
  grappe_code code = grappe_dataset_summaries(dataset, column, &summaries, error);
  if (code) return code;
  *shape = (grappe_dataset_shape){.width = 8};
  for (size_t s = 0; s < dataset->segments; s++) shape->absent |= summaries[s].absent > 0;
  switch (c->about.kind) {
    case GRAPPE_DATASET_INTEGER:
    case GRAPPE_DATASET_IDENTIFIER:
    case GRAPPE_DATASET_DAY:
      range_of(dataset, summaries, shape);
      break;
    case GRAPPE_DATASET_NUMBER:
      shape->codes = UINT64_MAX;
      break;
    case GRAPPE_DATASET_YESNO:
      shape->codes = 2;
      break;
    default:
      shape->codes = (uint64_t)c->codes;
  }
  if (shape->codes > SLOTS_MOST)
    shape->codes = 0, shape->base = 0;
  else
    shape->width = shape->codes + GRAPPE_DATASET_ABSENCES <= 256     ? 1
                   : shape->codes + GRAPPE_DATASET_ABSENCES <= 65536 ? 2
                                                                     : 4;
  c->array.shape = *shape;
  c->array.shaped = 1;
  return GRAPPE_OK;
}

/* --- holding --- */

static size_t bytes_of_ranks(const grappe_dataset *dataset, const grappe_dataset_ranks *ranks) {
  return ranks ? (size_t)dataset->entry.info.rows * sizeof *ranks->rank + ranks->count * sizeof *ranks->values : 0;
}

size_t grappe_dataset_held(const grappe_dataset *dataset) {
  size_t held = 0;
  for (size_t c = 0; c < dataset->entry.info.columns; c++)
    held += dataset->columns[c].array.bytes + bytes_of_ranks(dataset, dataset->columns[c].ranks);
  return held;
}

/* Lets go of the column that was not used for the longest time, unless it is asked for now. */
static int let_go(grappe_dataset *dataset) {
  dataset_column_state *oldest = NULL;
  for (size_t i = 0; i < dataset->entry.info.columns; i++) {
    dataset_column_state *c = &dataset->columns[i];
    if ((!c->array.values && !c->ranks) || c->array.used == dataset->clock) continue;
    if (!oldest || c->array.used < oldest->array.used) oldest = c;
  }
  if (!oldest) return 0;
  dataset_array_free(&oldest->array);
  dataset_ranks_free(oldest->ranks);
  oldest->ranks = NULL;
  return 1;
}

void grappe_dataset_hold(grappe_dataset *dataset, const size_t *columns, size_t count, size_t most) {
  dataset->clock++;
  for (size_t i = 0; i < count; i++) dataset->columns[columns[i]].array.used = dataset->clock;
  while (grappe_dataset_held(dataset) > most && let_go(dataset)) continue;
  for (size_t i = 0; i < count; i++) {
    dataset_array *a = &dataset->columns[columns[i]].array;
    size_t rows = (size_t)dataset->entry.info.rows, bytes = rows * a->shape.width;
    int beside = a->shape.width == 8 && a->shape.absent;
    if (beside) bytes += rows;
    if (a->values || !a->shaped || rows == 0) continue;
    while (grappe_dataset_held(dataset) + bytes > most && let_go(dataset)) continue;
    if (grappe_dataset_held(dataset) + bytes > most) continue;
    a->ready = grappe_alloc_zero(dataset->segments, 1);
    a->values = a->ready ? grappe_alloc(rows * a->shape.width) : NULL;
    if (a->values && beside) a->presence = grappe_alloc(rows);
    if (!a->values || (beside && !a->presence))
      dataset_array_free(a);
    else
      a->bytes = bytes;
  }
}

/* --- filling --- */

/* The distances from `base` of 32-bit values, in `width` bytes; those of absent rows are replaced afterwards. Returns 0
 * where a present one lies outside. */
static int narrow32(const int32_t *from, const unsigned char *kinds, size_t rows, const grappe_dataset_shape *shape,
                    void *to) {
  uint32_t base = (uint32_t)shape->base, codes = (uint32_t)shape->codes, bad = 0;
  if (kinds) {
    for (size_t i = 0; i < rows; i++) bad |= (uint32_t)((uint32_t)from[i] - base >= codes) & (kinds[i] == 0);
  } else {
    for (size_t i = 0; i < rows; i++) bad |= (uint32_t)((uint32_t)from[i] - base >= codes);
  }
  if (shape->width == 1) {
    uint8_t *out = to;
    for (size_t i = 0; i < rows; i++) out[i] = (uint8_t)((uint32_t)from[i] - base);
  } else if (shape->width == 2) {
    uint16_t *out = to;
    for (size_t i = 0; i < rows; i++) out[i] = (uint16_t)((uint32_t)from[i] - base);
  } else {
    uint32_t *out = to;
    for (size_t i = 0; i < rows; i++) out[i] = (uint32_t)from[i] - base;
  }
  return !bad;
}

static int narrow64(const int64_t *from, const unsigned char *kinds, size_t rows, const grappe_dataset_shape *shape,
                    void *to) {
  uint64_t base = (uint64_t)shape->base, codes = shape->codes, bad = 0;
  for (size_t i = 0; i < rows; i++)
    bad |= (uint64_t)((uint64_t)from[i] - base >= codes) & (uint64_t)(!kinds || kinds[i] == 0);
  for (size_t i = 0; i < rows; i++) {
    uint64_t slot = (uint64_t)from[i] - base;
    if (shape->width == 1)
      ((uint8_t *)to)[i] = (uint8_t)slot;
    else if (shape->width == 2)
      ((uint16_t *)to)[i] = (uint16_t)slot;
    else
      ((uint32_t *)to)[i] = (uint32_t)slot;
  }
  return !bad;
}

static void mark_absent(const unsigned char *kinds, size_t rows, const grappe_dataset_shape *shape, void *to) {
  uint32_t codes = (uint32_t)shape->codes;
  for (size_t i = 0; i < rows; i++) {
    if (!kinds[i]) continue;
    if (shape->width == 1)
      ((uint8_t *)to)[i] = (uint8_t)(codes + kinds[i]);
    else if (shape->width == 2)
      ((uint16_t *)to)[i] = (uint16_t)(codes + kinds[i]);
    else
      ((uint32_t *)to)[i] = codes + kinds[i];
  }
}

static grappe_code read_slots(grappe_dataset_reader *reader, size_t column, size_t segment, void *to,
                              grappe_error *error) {
  const dataset_column_state *c = &reader->dataset->columns[column];
  const grappe_dataset_shape *shape = &c->array.shape;
  const grappe_segment_summary *s = &c->summaries[segment];
  int wide = s->least <= s->greatest && (s->least <= INT32_MIN || s->greatest > INT32_MAX);
  if (shape->width == 4 && c->about.kind == GRAPPE_DATASET_TEXT && !s->absent) /* slots are the codes themselves */
    return grappe_dataset_read(reader, column, segment, GRAPPE_INT32, to, NULL, error);
  if (!reader->values) reader->values = grappe_alloc(GRAPPE_SEGMENT_ROWS * sizeof *reader->values);
  if (!reader->values) return grappe_fail_memory(error);
  unsigned char *kinds = s->absent ? reader->kinds : NULL;
  grappe_code code =
      grappe_dataset_read(reader, column, segment, wide ? GRAPPE_INT64 : GRAPPE_INT32, reader->values, kinds, error);
  if (code) return code;
  int good = wide ? narrow64(reader->values, kinds, s->rows, shape, to)
                  : narrow32((const int32_t *)reader->values, kinds, s->rows, shape, to);
  if (kinds) mark_absent(kinds, s->rows, shape, to);
  return good ? GRAPPE_OK : dataset_fail_segment(&reader->dataset->entry.info, c->about.name, segment, error);
}

grappe_code grappe_dataset_slots_of(grappe_dataset_reader *reader, size_t column, size_t segment, void *room,
                                    grappe_dataset_slots *slots, grappe_error *error) {
  const dataset_column_state *c = &reader->dataset->columns[column];
  const dataset_array *a = &c->array;
  size_t first = segment * GRAPPE_SEGMENT_ROWS, width = a->shape.width;
  unsigned char *values = a->values ? (unsigned char *)a->values + first * width : room;
  unsigned char *presence = a->presence ? a->presence + first : (unsigned char *)room + GRAPPE_SEGMENT_ROWS * 8;
  int absent = c->summaries[segment].absent > 0;
  *slots = (grappe_dataset_slots){values, width == 8 && absent ? presence : NULL, a->ready && a->ready[segment]};
  if (slots->held) return GRAPPE_OK;
  grappe_code code = width == 8 ? grappe_dataset_read(reader, column, segment, grappe_dataset_physical(c->about.kind),
                                                      values, absent ? presence : NULL, error)
                                : read_slots(reader, column, segment, values, error);
  if (code == GRAPPE_OK && a->ready) a->ready[segment] = 1;
  return code;
}

/* --- single rows of what is held --- */

static uint32_t slot_at(const void *slots, unsigned width, size_t row) {
  if (width == 1) return ((const uint8_t *)slots)[row];
  return width == 2 ? ((const uint16_t *)slots)[row] : ((const uint32_t *)slots)[row];
}

int dataset_array_pick(const dataset_column_state *c, size_t segment, const uint32_t *at, size_t count, int64_t absent,
                       void *values, unsigned char *presence) {
  const dataset_array *a = &c->array;
  const grappe_dataset_shape *shape = &a->shape;
  size_t first = segment * GRAPPE_SEGMENT_ROWS;
  int narrow = grappe_dataset_physical(c->about.kind) == GRAPPE_INT32;
  if (!a->ready || !a->ready[segment]) return 0;
  for (size_t i = 0; i < count; i++) {
    size_t row = first + at[i];
    if (shape->width == 8) {
      memcpy((char *)values + i * 8, (const char *)a->values + row * 8, 8);
      presence[i] = c->summaries[segment].absent ? a->presence[row] : GRAPPE_PRESENT;
      continue;
    }
    uint32_t slot = slot_at(a->values, shape->width, row);
    int present = slot < shape->codes;
    int64_t value = present ? shape->base + slot : absent;
    presence[i] = (unsigned char)(present ? GRAPPE_PRESENT : slot - shape->codes);
    if (narrow)
      ((int32_t *)values)[i] = (int32_t)value;
    else
      ((int64_t *)values)[i] = value;
  }
  return 1;
}

/* --- the same or not --- */

static grappe_code add_seals(grappe_dataset *dataset, const char *sql, uint32_t *sum, uint64_t *count,
                             grappe_error *error) {
  sqlite3_stmt *statement;
  grappe_code code = grappe_store_prepare(dataset->store, sql, &statement, error);
  if (code) return code;
  sqlite3_bind_int64(statement, 1, dataset->entry.info.id);
  int row = 1;
  while (code == GRAPPE_OK && (code = grappe_store_step(dataset->store, statement, &row, error)) == GRAPPE_OK && row) {
    *sum = dataset_seal_integer(*sum, sqlite3_column_int64(statement, 0));
    ++*count;
  }
  grappe_store_release(dataset->store, statement);
  return code;
}

grappe_code grappe_dataset_fingerprint(grappe_dataset *dataset, uint64_t *fingerprint, grappe_error *error) {
  static const char *const sql[] = {
      "SELECT seal FROM dataset_column WHERE dataset = ? ORDER BY position",
      "SELECT seal FROM dataset_segment WHERE dataset = ? ORDER BY \"column\", number",
      "SELECT seal FROM dataset_part WHERE dataset = ? ORDER BY \"column\", kind, number"};
  uint32_t sum = dataset->entry.seal;
  uint64_t count = 0;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < sizeof sql / sizeof *sql && code == GRAPPE_OK; i++)
    code = add_seals(dataset, sql[i], &sum, &count, error);
  *fingerprint = count << 32 | sum;
  return code;
}
