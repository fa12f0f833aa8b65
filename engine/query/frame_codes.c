/* The values of a column as numbers from 0, in the order in which they first stand there. */
#include <string.h>

#include "query/frame_private.h"

enum { NO_CODE = -1 };

static grappe_code new_code(frame_codes *codes, size_t row, size_t *capacity, grappe_error *error) {
  int32_t *first = grappe_grow(codes->first, capacity, codes->count + 1, sizeof *first);
  if (!first) return grappe_fail_memory(error);
  codes->first = first;
  first[codes->count++] = (int32_t)row;
  return GRAPPE_OK;
}

/* Texts, references and yes/no have small numbers already. */
static grappe_code renumber(const grappe_column *cells, frame_codes *codes, grappe_error *error) {
  int32_t most = -1;
  size_t capacity = 0;
  for (size_t i = 0; i < cells->count; i++)
    if (cells->codes[i] > most) most = cells->codes[i];
  int32_t *place = grappe_alloc(((size_t)most + 1) * sizeof *place);
  if (!place) return grappe_fail_memory(error);
  memset(place, 0xff, ((size_t)most + 1) * sizeof *place); /* NO_CODE */
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < cells->count && code == GRAPPE_OK; i++) {
    int32_t old = grappe_flags_presence(cells->flags[i]) == GRAPPE_PRESENT ? cells->codes[i] : NO_CODE;
    codes->code[i] = NO_CODE;
    if (old < 0) continue;
    if (place[old] == NO_CODE) {
      place[old] = (int32_t)codes->count;
      code = new_code(codes, i, &capacity, error);
    }
    codes->code[i] = place[old];
  }
  grappe_free(place);
  return code;
}

static int has_small_codes(const grappe_column *cells) {
  return cells->kind == GRAPPE_COLUMN_TEXT || cells->kind == GRAPPE_COLUMN_YESNO ||
         (cells->kind == GRAPPE_COLUMN_REFERENCE && !cells->dictionary);
}

grappe_code frame_codes_together(const grappe_frame *frame, size_t column, frame_codes *codes, int *together,
                                 grappe_error *error) {
  const grappe_column *cells = grappe_frame_column(frame, column);
  int32_t most = -1, before = -1;
  size_t capacity = 0;
  *codes = (frame_codes){0};
  *together = has_small_codes(cells);
  for (size_t i = 0; i < cells->count && *together; i++)
    if (cells->codes[i] > most) most = cells->codes[i];
  unsigned char *seen = grappe_alloc_zero((size_t)most + 1, 1), absent = 0;
  if (!seen) return grappe_fail_memory(error);
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < cells->count && *together; i++) absent |= cells->flags[i] & GRAPPE_FLAG_PRESENCE;
  *together &= absent == GRAPPE_PRESENT;
  for (size_t i = 0; i < cells->count && *together && code == GRAPPE_OK; i++) {
    int32_t own = cells->codes[i];
    if (own == before) continue;
    before = own;
    *together = own >= 0 && !seen[own];
    if (!*together) break;
    seen[own] = 1;
    code = new_code(codes, i, &capacity, error);
  }
  grappe_free(seen);
  if (code || !*together) frame_codes_free(codes);
  return code;
}

static size_t slot_of(int64_t key, size_t mask) {
  uint64_t mixed = (uint64_t)key * UINT64_C(0x9E3779B97F4A7C15);
  return (size_t)(mixed >> 20) & mask;
}

/* Through an open table. `absent` may be NULL. */
static grappe_code number_keys(const int64_t *keys, const unsigned char *absent, size_t count, frame_codes *codes,
                               grappe_error *error) {
  size_t size = 16, capacity = 0;
  while (size < 2 * count) size *= 2;
  int32_t *table = grappe_alloc(size * sizeof *table);
  if (!table) return grappe_fail_memory(error);
  memset(table, 0xff, size * sizeof *table);
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    codes->code[i] = NO_CODE;
    if (absent ? absent[i] : keys[i] < 0) continue;
    size_t at = slot_of(keys[i], size - 1);
    while (table[at] != NO_CODE && keys[codes->first[table[at]]] != keys[i]) at = (at + 1) & (size - 1);
    if (table[at] == NO_CODE) {
      table[at] = (int32_t)codes->count;
      code = new_code(codes, i, &capacity, error);
    }
    codes->code[i] = table[at];
  }
  grappe_free(table);
  return code;
}

grappe_code frame_codes_of(const grappe_frame *frame, size_t column, frame_codes *codes, grappe_error *error) {
  const grappe_column *cells = grappe_frame_column(frame, column);
  *codes = (frame_codes){0};
  if (cells->kind == GRAPPE_COLUMN_LIST || cells->kind == GRAPPE_COLUMN_FIGURE)
    return grappe_fail(error, GRAPPE_ARGUMENT, "column '%s' holds %s, which name nothing: choose one of texts or rows",
                       frame->places[column].name,
                       grappe_translate(cells->kind == GRAPPE_COLUMN_LIST ? "lists" : "figures"));
  codes->code = grappe_alloc((frame->rows + 1) * sizeof *codes->code);
  if (!codes->code) return grappe_fail_memory(error);
  grappe_code code;
  if (has_small_codes(cells)) {
    code = renumber(cells, codes, error);
  } else {
    query_keys keys;
    code = query_keys_of(frame->snapshot, cells, &keys, error);
    if (code == GRAPPE_OK) {
      code = number_keys(keys.key, keys.absent, frame->rows, codes, error);
      query_keys_free(&keys);
    }
  }
  if (code) frame_codes_free(codes);
  return code;
}

grappe_code frame_codes_of_keys(const int64_t *keys, size_t count, frame_codes *codes, grappe_error *error) {
  *codes = (frame_codes){.code = grappe_alloc((count + 1) * sizeof *codes->code)};
  grappe_code code = codes->code ? number_keys(keys, NULL, count, codes, error) : grappe_fail_memory(error);
  if (code) frame_codes_free(codes);
  return code;
}

grappe_code frame_codes_of_all(const grappe_frame *frame, const size_t *columns, size_t count, frame_codes *codes,
                               grappe_error *error) {
  int64_t *keys = grappe_alloc_zero(frame->rows + 1, sizeof *keys);
  grappe_code code = keys ? GRAPPE_OK : grappe_fail_memory(error);
  *codes = (frame_codes){0};
  for (size_t k = 0; k < count && code == GRAPPE_OK; k++) {
    frame_codes own;
    code = frame_codes_of(frame, columns[k], &own, error);
    if (code) break;
    int64_t values = (int64_t)own.count + 1; /* absent is one of them */
    for (size_t i = 0; i < frame->rows; i++) keys[i] = (k ? codes->code[i] : 0) * values + own.code[i] + 1;
    frame_codes_free(&own);
    frame_codes_free(codes);
    code = frame_codes_of_keys(keys, frame->rows, codes, error);
  }
  grappe_free(keys);
  return code;
}

grappe_code frame_names_of(const grappe_frame *frame, size_t column, const int32_t *first, size_t count,
                           grappe_frame **names, grappe_error *error) {
  const char *name = grappe_frame_name(frame, column);
  grappe_frame *chosen = NULL, *gathered = NULL;
  size_t *rows = grappe_alloc((count + 1) * sizeof *rows);
  if (!rows) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) rows[i] = (size_t)first[i];
  grappe_code code = grappe_frame_select(frame, &name, 1, &chosen, error);
  if (code == GRAPPE_OK) code = grappe_frame_gather(chosen, rows, count, &gathered, error);
  if (code == GRAPPE_OK) code = grappe_frame_with_key(gathered, name, 1, names, error);
  grappe_frame_release(chosen);
  grappe_frame_release(gathered);
  grappe_free(rows);
  return code;
}

void frame_codes_free(frame_codes *codes) {
  grappe_free(codes->code);
  grappe_free(codes->first);
  *codes = (frame_codes){0};
}

grappe_code frame_codes_complete(const grappe_frame *frame, size_t column, const frame_codes *codes,
                                 grappe_error *error) {
  size_t absent = 0, where = 0;
  for (size_t i = frame->rows; i-- > 0;)
    if (codes->code[i] == NO_CODE) {
      absent++;
      where = i;
    }
  if (!absent) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_DATA,
                     "column '%s' is empty in %lu of %lu rows (the first is row %lu), and nobody knows where they "
                     "belong: leave them out with :where(), or fill them in",
                     frame->places[column].name, (unsigned long)absent, (unsigned long)frame->rows,
                     (unsigned long)where + 1);
}

grappe_code frame_pair_check(const grappe_frame *frame, const size_t columns[2], const frame_codes *row,
                             const frame_codes *column, grappe_error *error) {
  /* the frame's rows one matrix row after the other, then a stamp for each column */
  int32_t *starts = grappe_alloc_zero(row->count + 2, sizeof *starts);
  int32_t *sorted = grappe_alloc((frame->rows + 1) * sizeof *sorted);
  int32_t *stamp = grappe_alloc((column->count + 1) * sizeof *stamp);
  grappe_code code = starts && sorted && stamp ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    memset(stamp, 0xff, (column->count + 1) * sizeof *stamp);
    for (size_t i = 0; i < frame->rows; i++) starts[row->code[i] + 2]++;
    for (size_t r = 2; r < row->count + 2; r++) starts[r] += starts[r - 1];
    for (size_t i = 0; i < frame->rows; i++) sorted[starts[row->code[i] + 1]++] = (int32_t)i;
  }
  for (size_t k = 0; code == GRAPPE_OK && k < frame->rows; k++) {
    int32_t i = sorted[k], before = stamp[column->code[i]];
    stamp[column->code[i]] = i;
    if (before == NO_CODE || row->code[before] != row->code[i]) continue;
    code = grappe_fail(error, GRAPPE_DATA,
                       "rows %lu and %lu have the same '%s' and '%s': group the rows by both, or choose those of one "
                       "period first",
                       (unsigned long)before + 1, (unsigned long)i + 1, frame->places[columns[0]].name,
                       frame->places[columns[1]].name);
  }
  grappe_free(starts);
  grappe_free(sorted);
  grappe_free(stamp);
  return code;
}
