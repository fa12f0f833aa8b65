/* Rows of a chunk, and the groups they are in. */
#include <string.h>

#include "query/kernel_private.h"

static int make_room(kernel_worker *w, size_t wanted) {
  kernel_rows *r = &w->rows;
  if (wanted <= r->capacity) return 1;
  size_t larger = r->capacity + r->capacity / 2 > wanted ? r->capacity + r->capacity / 2 : wanted;
  uint32_t *row = grappe_realloc(r->row, larger * sizeof *row);
  if (row) r->row = row;
  uint32_t *group = grappe_realloc(r->group, larger * sizeof *group);
  if (group) r->group = group;
  uint32_t *slots = grappe_realloc(w->slots, larger * sizeof *slots);
  if (slots) w->slots = slots;
  unsigned char *truth = grappe_realloc(r->truth, larger);
  if (truth) r->truth = truth;
  if (!row || !group || !slots || !truth) return 0;
  r->capacity = larger;
  return 1;
}

grappe_code kernel_rows_make(kernel_worker *w, grappe_error *error) {
  return make_room(w, CHUNK) ? GRAPPE_OK : grappe_fail_memory(error);
}

void kernel_rows_free(kernel_worker *w) {
  grappe_free(w->rows.row);
  grappe_free(w->rows.group);
  grappe_free(w->rows.truth);
  grappe_free(w->slots);
}

/* The truth of up to eight rows as a word, the first in its lowest byte. */
static inline uint64_t truth_of_eight(const unsigned char *truth, size_t rows) {
  uint64_t eight = 0;
  if (rows >= 8)
    memcpy(&eight, truth, 8);
  else
    memcpy(&eight, truth, rows);
  return eight;
}

void kernel_rows_choose(kernel_worker *w, size_t first, size_t end) {
  /* the lowest bit is set of rows that are not out, the next of those that are surely in */
  static const uint64_t lowest = 0x0101010101010101U;
  kernel_rows *r = &w->rows;
  const unsigned char *truth = w->window.truth;
  size_t count = 0;
  uint64_t undecided = 0;
  r->first = first;
  r->dense = w->window.all;
  r->decided = 1;
  r->count = end - first;
  if (r->dense) return;
  for (size_t i = first; i < end; i += 8) {
    uint64_t eight = truth_of_eight(truth + i, end - i), chosen = eight & lowest;
    undecided |= chosen & ~(eight >> 1);
    for (; chosen; chosen &= chosen - 1) {
      size_t row = i + (size_t)__builtin_ctzll(chosen) / 8;
      r->row[count] = (uint32_t)row;
      r->truth[count++] = truth[row];
    }
  }
  r->count = count;
  r->decided = undecided == 0;
}

static inline __attribute__((always_inline)) void take8(const uint8_t *from, const kernel_rows *r, uint32_t *to) {
  if (r->dense)
    for (size_t i = 0; i < r->count; i++) to[i] = from[r->first + i];
  else
    for (size_t i = 0; i < r->count; i++) to[i] = from[r->row[i]];
}

static inline __attribute__((always_inline)) void take16(const uint16_t *from, const kernel_rows *r, uint32_t *to) {
  if (r->dense)
    for (size_t i = 0; i < r->count; i++) to[i] = from[r->first + i];
  else
    for (size_t i = 0; i < r->count; i++) to[i] = from[r->row[i]];
}

static inline __attribute__((always_inline)) void take32(const uint32_t *from, const kernel_rows *r, uint32_t *to) {
  if (r->dense)
    memcpy(to, from + r->first, r->count * sizeof *to);
  else
    for (size_t i = 0; i < r->count; i++) to[i] = from[r->row[i]];
}

void kernel_slots(kernel_worker *w, int place) {
  const void *values = w->window.slots[place].values;
  unsigned width = w->window.columns[place].shape.width;
  if (width == 1)
    take8(values, &w->rows, w->slots);
  else if (width == 2)
    take16(values, &w->rows, w->slots);
  else
    take32(values, &w->rows, w->slots);
}

/* --- rows in several groups ------------------------------------------------------------------------------------------
 */

static void spell_out(kernel_rows *r) {
  for (size_t i = 0; r->dense && i < r->count; i++) r->row[i] = (uint32_t)(r->first + i);
  if (r->decided) memset(r->truth, SCAN_YES, r->count);
  r->dense = r->decided = 0;
}

/* The groups of a row with several values at this key: undecided in each. */
static grappe_code spread(kernel_worker *w, const scan_key *key, size_t slot, size_t at, grappe_error *error) {
  kernel_rows *r = &w->rows;
  uint32_t from = key->cells.column->offsets[slot], to = key->cells.column->offsets[slot + 1];
  uint32_t row = r->row[at], group = r->group[at];
  if (!make_room(w, r->count + (to - from))) return grappe_fail_memory(error);
  for (uint32_t item = from; item < to; item++) {
    int repeated = 0;
    for (uint32_t other = from; other < item; other++) repeated |= key->item_number[other] == key->item_number[item];
    if (repeated) continue;
    size_t place = item == from ? at : r->count++;
    r->row[place] = row;
    r->group[place] = group * key->count + key->item_number[item];
    r->truth[place] = SCAN_MAYBE;
  }
  return GRAPPE_OK;
}

static grappe_code group_several(kernel_worker *w, const scan_key *key, uint64_t *repeated, grappe_error *error) {
  kernel_rows *r = &w->rows;
  size_t count = r->count;
  grappe_code code = GRAPPE_OK;
  spell_out(r);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    uint32_t slot = scan_slot(&w->window, key->column, r->row[i]);
    if (key->map[slot] != SCAN_SEVERAL) {
      r->group[i] = r->group[i] * key->count + key->map[slot];
      continue;
    }
    ++*repeated;
    code = spread(w, key, slot, i, error);
  }
  return code;
}

/* The numbers of a key's values, into the groups or behind what they are so far. */
static inline __attribute__((always_inline)) void map_slots(kernel_rows *r, const void *values, unsigned width,
                                                            const scan_key *key, int first) {
  const uint32_t *map = key->map, *row = r->row, count = key->count;
  uint32_t *group = r->group;
  size_t rows = r->count, from = r->first;
  if (r->dense && first)
    for (size_t i = 0; i < rows; i++) group[i] = map[kernel_slot_at(values, width, from + i)];
  else if (r->dense)
    for (size_t i = 0; i < rows; i++) group[i] = group[i] * count + map[kernel_slot_at(values, width, from + i)];
  else if (first)
    for (size_t i = 0; i < rows; i++) group[i] = map[kernel_slot_at(values, width, row[i])];
  else
    for (size_t i = 0; i < rows; i++) group[i] = group[i] * count + map[kernel_slot_at(values, width, row[i])];
}

static void map_key(kernel_worker *w, const scan_key *key, int first) {
  const void *values = w->window.slots[key->column].values;
  unsigned width = w->window.columns[key->column].shape.width;
  if (width == 1)
    map_slots(&w->rows, values, 1, key, first);
  else if (width == 2)
    map_slots(&w->rows, values, 2, key, first);
  else
    map_slots(&w->rows, values, 4, key, first);
}

grappe_code kernel_rows_group(const scan_plan *plan, kernel_worker *w, int cells, uint64_t *repeated,
                              grappe_error *error) {
  kernel_rows *r = &w->rows;
  for (int k = 0; k < plan->key_count; k++) {
    const scan_key *key = &plan->keys[k];
    uint32_t *group = r->group, count = key->count;
    if (key->several) {
      if (k == 0) memset(group, 0, r->count * sizeof *group);
      grappe_code code = group_several(w, key, repeated, error);
      if (code) return code;
      continue;
    }
    if (key->map) {
      map_key(w, key, k == 0);
      continue;
    }
    /* its slots are numbers of values already, and those of absent ones the last number */
    kernel_slots(w, key->column);
    const uint32_t *slots = w->slots;
    for (size_t i = 0; i < r->count; i++) {
      uint32_t own = slots[i] < count ? slots[i] : count - 1;
      group[i] = k ? group[i] * count + own : own;
    }
  }
  if (plan->present && !cells) {
    const scan_bits present = *plan->present;
    uint32_t *group = r->group;
    size_t rows = r->count;
    for (size_t i = 0; i < rows; i++) group[i] = scan_bits_rank(&present, group[i]);
  }
  return GRAPPE_OK;
}
