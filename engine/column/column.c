#include "column/column.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

static int has_codes(grappe_column_kind kind) {
  return kind == GRAPPE_COLUMN_TEXT || kind == GRAPPE_COLUMN_YESNO || kind == GRAPPE_COLUMN_DAY ||
         kind == GRAPPE_COLUMN_PERIOD || kind == GRAPPE_COLUMN_REFERENCE;
}

static int has_value(grappe_column_kind kind) {
  return kind == GRAPPE_COLUMN_NUMBER || kind == GRAPPE_COLUMN_FIGURE;
}

static int32_t absent_code(grappe_column_kind kind) {
  return kind == GRAPPE_COLUMN_DAY || kind == GRAPPE_COLUMN_PERIOD ? GRAPPE_DAY_FIRST : -1;
}

static void clear_cells(grappe_column *column, size_t from, size_t to) {
  int32_t code = absent_code(column->kind);
  if (to > from) memset(column->flags + from, GRAPPE_UNKNOWN, to - from);
  for (size_t i = from; column->codes && i < to; i++) column->codes[i] = code;
  for (size_t i = from; column->to && i < to; i++) column->to[i] = GRAPPE_DAY_LAST;
  for (size_t i = from; column->value && i < to; i++) column->value[i] = NAN;
  for (size_t i = from; column->low && i < to; i++) column->low[i] = column->not_negative ? 0 : -INFINITY;
  for (size_t i = from; column->low && i < to; i++) column->high[i] = INFINITY;
}

/* Brings the arrays of the kind to `capacity`; 0 where memory ran out, and what was moved stays valid. */
static int resize(grappe_column *column, size_t capacity) {
  grappe_column_kind kind = column->kind;
  unsigned char *flags = grappe_realloc(column->flags, capacity * sizeof *flags);
  if (!flags) return 0;
  column->flags = flags;
  int32_t **integers[] = {has_codes(kind) ? &column->codes : NULL, kind == GRAPPE_COLUMN_PERIOD ? &column->to : NULL};
  for (size_t i = 0; i < 2; i++) {
    int32_t *moved = integers[i] ? grappe_realloc(*integers[i], capacity * sizeof *moved) : NULL;
    if (integers[i] && !moved) return 0;
    if (moved) *integers[i] = moved;
  }
  int figure = kind == GRAPPE_COLUMN_FIGURE;
  double **doubles[] = {has_value(kind) ? &column->value : NULL, figure ? &column->low : NULL,
                        figure ? &column->high : NULL};
  for (size_t i = 0; i < 3; i++) {
    double *moved = doubles[i] ? grappe_realloc(*doubles[i], capacity * sizeof *moved) : NULL;
    if (doubles[i] && !moved) return 0;
    if (moved) *doubles[i] = moved;
  }
  return 1;
}

/* Its cells are not set yet. */
static grappe_column *make(grappe_column_kind kind, size_t capacity) {
  grappe_column *column = grappe_alloc_zero(1, sizeof *column);
  if (!column) return NULL;
  column->kind = kind;
  column->count = capacity;
  if (kind == GRAPPE_COLUMN_LIST) column->offsets = grappe_alloc_zero(capacity + 1, sizeof *column->offsets);
  if (kind == GRAPPE_COLUMN_TEXT) column->dictionary = grappe_dictionary_new();
  if (!resize(column, capacity) || (kind == GRAPPE_COLUMN_LIST && !column->offsets) ||
      (kind == GRAPPE_COLUMN_TEXT && !column->dictionary)) {
    grappe_column_free(column);
    return NULL;
  }
  return column;
}

grappe_column *grappe_column_new(grappe_column_kind kind, size_t capacity) {
  grappe_column *column = make(kind, capacity);
  if (column) clear_cells(column, 0, capacity);
  return column;
}

grappe_column *grappe_column_new_exact(size_t count) {
  grappe_column *column = grappe_alloc_zero(1, sizeof *column);
  if (!column) return NULL;
  column->kind = GRAPPE_COLUMN_FIGURE;
  column->count = count;
  column->flags = grappe_alloc(count);
  column->value = column->low = column->high = grappe_alloc(count * sizeof *column->value);
  if (column->flags && column->value) return column;
  grappe_column_free(column);
  return NULL;
}

int grappe_column_exact(const grappe_column *column) {
  return column->kind == GRAPPE_COLUMN_FIGURE && column->low == column->value;
}

void grappe_column_free(grappe_column *column) {
  if (!column) return;
  grappe_column_free(column->items);
  grappe_dictionary_release(column->dictionary);
  grappe_free(column->flags);
  grappe_free(column->codes);
  grappe_free(column->to);
  grappe_free(column->value);
  if (column->low != column->value) {
    grappe_free(column->low);
    grappe_free(column->high);
  }
  grappe_free(column->offsets);
  grappe_free(column->units);
  grappe_free(column->unit_of);
  grappe_free(column);
}

/* What a column is, apart from its cells. */
static grappe_code copy_nature(const grappe_column *from, grappe_column *to) {
  to->list = from->list;
  to->terms = from->terms;
  to->alternatives = from->alternatives;
  to->refers_to = from->refers_to;
  to->not_negative = from->not_negative;
  if (from->dictionary) {
    grappe_dictionary_release(to->dictionary);
    to->dictionary = grappe_dictionary_keep(from->dictionary);
  }
  if (from->units) {
    to->units = grappe_alloc(from->unit_count * sizeof *to->units);
    if (!to->units) return GRAPPE_MEMORY;
    memcpy(to->units, from->units, from->unit_count * sizeof *to->units);
    to->unit_count = from->unit_count;
  }
  if (from->unit_of) {
    to->unit_of = grappe_alloc_zero(to->count, sizeof *to->unit_of);
    if (!to->unit_of) return GRAPPE_MEMORY;
  }
  return GRAPPE_OK;
}

static void copy_cell(const grappe_column *from, size_t row, grappe_column *to, size_t at) {
  to->flags[at] = from->flags[row];
  if (to->codes) to->codes[at] = from->codes[row];
  if (to->to) to->to[at] = from->to[row];
  if (to->value) to->value[at] = from->value[row];
  if (to->low) {
    to->low[at] = from->low[row];
    to->high[at] = from->high[row];
  }
  if (to->unit_of) to->unit_of[at] = from->unit_of[row];
}

/* The items of the gathered rows, one list after the other. */
static grappe_code gather_items(const grappe_column *column, const int32_t *rows, size_t count,
                                grappe_column *gathered) {
  size_t total = 0;
  for (size_t i = 0; i < count; i++) {
    gathered->offsets[i] = (uint32_t)total;
    if (rows[i] >= 0) total += column->offsets[rows[i] + 1] - column->offsets[rows[i]];
  }
  gathered->offsets[count] = (uint32_t)total;
  int32_t *items = grappe_alloc(total * sizeof *items);
  if (!items) return GRAPPE_MEMORY;
  for (size_t i = 0, at = 0; i < count; i++)
    for (uint32_t j = rows[i] < 0 ? 1 : column->offsets[rows[i]]; rows[i] >= 0 && j < column->offsets[rows[i] + 1]; j++)
      items[at++] = (int32_t)j;
  gathered->items = grappe_column_gather(column->items, items, total);
  grappe_free(items);
  return gathered->items ? GRAPPE_OK : GRAPPE_MEMORY;
}

grappe_column *grappe_column_like(const grappe_column *column, size_t count, int exact) {
  grappe_column *like =
      exact && grappe_column_exact(column) ? grappe_column_new_exact(count) : make(column->kind, count);
  if (like && copy_nature(column, like)) {
    grappe_column_free(like);
    return NULL;
  }
  return like;
}

void grappe_column_take(const grappe_column *column, const int32_t *rows, size_t count, grappe_column *to, size_t at) {
  int codes_only = to->codes && !to->to && !to->value && !to->unit_of;
  if (codes_only) {
    for (size_t i = 0; i < count; i++) {
      int there = rows[i] >= 0;
      to->flags[at + i] = there ? column->flags[rows[i]] : (unsigned char)GRAPPE_UNKNOWN;
      to->codes[at + i] = there ? column->codes[rows[i]] : absent_code(to->kind);
    }
    return;
  }
  for (size_t i = 0; i < count; i++) {
    if (rows[i] >= 0)
      copy_cell(column, (size_t)rows[i], to, at + i);
    else
      clear_cells(to, at + i, at + i + 1);
  }
}

grappe_column *grappe_column_gather(const grappe_column *column, const int32_t *rows, size_t count) {
  int all = 1;
  for (size_t i = 0; i < count && all; i++) all = rows[i] >= 0;
  grappe_column *gathered = grappe_column_like(column, count, all);
  if (!gathered) return NULL;
  grappe_code code = GRAPPE_OK;
  if (column->kind == GRAPPE_COLUMN_LIST && column->items) code = gather_items(column, rows, count, gathered);
  if (code) {
    grappe_column_free(gathered);
    return NULL;
  }
  grappe_column_take(column, rows, count, gathered, 0);
  return gathered;
}

grappe_code grappe_column_set_text(grappe_column *column, size_t row, const char *text, size_t length,
                                   grappe_error *error) {
  grappe_code code = grappe_dictionary_add(column->dictionary, text, length, &column->codes[row], error);
  if (code == GRAPPE_OK) column->flags[row] = GRAPPE_PRESENT;
  return code;
}

void grappe_column_set_figure(grappe_column *column, size_t row, grappe_presence presence, grappe_bounds bounds,
                              double value, int about) {
  column->flags[row] =
      (unsigned char)((unsigned)presence | (about ? GRAPPE_FLAG_ABOUT : 0u) |
                      (bounds.low_open ? GRAPPE_FLAG_LOW_OPEN : 0u) | (bounds.high_open ? GRAPPE_FLAG_HIGH_OPEN : 0u));
  column->value[row] = value;
  column->low[row] = bounds.low;
  column->high[row] = bounds.high;
  if (column->not_negative && bounds.low < 0 && bounds.high >= 0) {
    column->low[row] = 0;
    column->flags[row] &= (unsigned char)~GRAPPE_FLAG_LOW_OPEN;
  }
}

void grappe_column_set_absent(grappe_column *column, size_t row, grappe_presence presence) {
  clear_cells(column, row, row + 1);
  column->flags[row] = (unsigned char)presence;
}

grappe_code grappe_column_list_begin(grappe_column *column, grappe_column_kind items, grappe_error *error) {
  column->items = grappe_column_new(items, 0);
  return column->items ? GRAPPE_OK : grappe_fail_memory(error);
}

/* While a list is being built, offsets[row + 1] is where the row ends so far, 0 for rows not reached yet; the items
 * column grows by doubling: its arrays always have room for the next power of two. */
grappe_code grappe_column_list_add(grappe_column *column, size_t row, size_t item_count, size_t *first,
                                   grappe_error *error) {
  grappe_column *items = column->items;
  size_t before = items->count, after = before + item_count;
  size_t room = 8, wanted = 8;
  while (room < before) room *= 2;
  while (wanted < after) wanted *= 2;
  if (after > INT32_MAX) return grappe_fail_memory(error);
  if ((wanted > room || before == 0) && !resize(items, wanted)) return grappe_fail_memory(error);
  items->count = after;
  clear_cells(items, before, after);
  column->offsets[row + 1] = (uint32_t)after;
  column->flags[row] = GRAPPE_PRESENT;
  *first = before;
  return GRAPPE_OK;
}

void grappe_column_list_end(grappe_column *column) {
  for (size_t i = 0; i < column->count; i++)
    if (column->offsets[i + 1] < column->offsets[i]) column->offsets[i + 1] = column->offsets[i];
}

const char *grappe_column_text(const grappe_column *column, size_t row) {
  return column->codes[row] < 0 ? NULL : grappe_dictionary_text(column->dictionary, column->codes[row]);
}

grappe_bounds grappe_column_bounds(const grappe_column *column, size_t row) {
  if (column->kind == GRAPPE_COLUMN_NUMBER)
    return isnan(column->value[row]) ? grappe_bounds_all() : grappe_bounds_exact(column->value[row]);
  grappe_bounds bounds = {column->low[row], column->high[row], (column->flags[row] & GRAPPE_FLAG_LOW_OPEN) != 0,
                          (column->flags[row] & GRAPPE_FLAG_HIGH_OPEN) != 0};
  return bounds;
}

grappe_unit grappe_column_unit(const grappe_column *column, size_t row) {
  if (!column->units) return grappe_unit_none();
  return column->units[column->unit_of ? column->unit_of[row] : 0];
}
