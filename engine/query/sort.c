/* The order of values: every column becomes numbers, so that sorting and grouping compare nothing else. */
#include <math.h>
#include <string.h>

#include "query/query_private.h"
#include "query/title_private.h"
#include "text/collate.h"

grappe_code query_sort(int32_t *rows, size_t count, query_compare compare, const void *context, grappe_error *error) {
  if (count < 2) return GRAPPE_OK;
  int32_t *spare = grappe_alloc(count * sizeof *spare), *from = rows, *to = spare;
  if (!spare) return grappe_fail_memory(error);
  for (size_t run = 1; run < count; run *= 2) { /* merge neighbouring runs; equal ones keep their order */
    for (size_t start = 0; start < count; start += 2 * run) {
      size_t middle = start + run < count ? start + run : count,
             end = start + 2 * run < count ? start + 2 * run : count;
      size_t a = start, b = middle;
      for (size_t at = start; at < end; at++)
        to[at] = a < middle && (b == end || compare(context, from[a], from[b]) <= 0) ? from[a++] : from[b++];
    }
    int32_t *swap = from;
    from = to;
    to = swap;
  }
  if (from != rows) memcpy(rows, from, count * sizeof *rows);
  grappe_free(spare);
  return GRAPPE_OK;
}

/* A double as an integer of the same order. */
static int64_t ordered(double value) {
  int64_t bits;
  if (value == 0) value = 0; /* both zeros alike */
  memcpy(&bits, &value, sizeof bits);
  return bits < 0 ? INT64_MIN - bits : bits;
}

/* What stands for a figure in an order: its value, else the middle of its bounds, else the bound it has. */
static double representative(const grappe_column *column, size_t row) {
  double value = column->value[row];
  if (!isnan(value)) return value;
  if (column->kind != GRAPPE_COLUMN_FIGURE) return NAN;
  double low = column->low[row], high = column->high[row];
  if (isinf(low) && isinf(high)) return NAN;
  if (isinf(low)) return high;
  return isinf(high) ? low : low + (high - low) / 2;
}

typedef struct ranking {
  const char **title;     /* of each code; NULL: not used */
  double *position;       /* NaN: none */
  const char **secondary; /* what decides between equal titles; NULL: none */
} ranking;

static int compare_ranked(const void *context, int32_t a, int32_t b) {
  const ranking *r = context;
  double pa = r->position[a], pb = r->position[b];
  if (!isnan(pa) || !isnan(pb)) {
    if (isnan(pa) || pa > pb) return 1;
    if (isnan(pb) || pa < pb) return -1;
  }
  int order = grappe_collate(r->title[a], r->title[b]);
  if (order == 0 && r->secondary[a] && r->secondary[b]) order = grappe_collate(r->secondary[a], r->secondary[b]);
  return order ? order : (a > b) - (a < b);
}

/* A place for each value: rows and texts by their codes, and behind the rows the codes that no row has. */
static size_t place_of(const grappe_column *column, int32_t code, int32_t most) {
  return code >= 0 || column->kind != GRAPPE_COLUMN_REFERENCE ? (size_t)code : (size_t)most + 1 + (size_t)(-2 - code);
}

static grappe_code title_of_code(grappe_snapshot *snapshot, const grappe_column *column, int32_t code, size_t at,
                                 ranking *r, grappe_error *error) {
  if (column->kind == GRAPPE_COLUMN_REFERENCE && code >= 0)
    return query_row_title(snapshot, column->refers_to, code, &r->title[at], &r->secondary[at], &r->position[at],
                           error);
  const char *text = grappe_dictionary_text(column->dictionary, code < -1 ? -2 - code : code);
  r->title[at] = text;
  if (column->list) {
    r->title[at] = query_code_title(snapshot, column->list, column->terms, text, &r->position[at]);
    r->secondary[at] = text;
  }
  return GRAPPE_OK;
}

/* Ranks the codes that the column uses, by position and title. */
static grappe_code rank_codes(grappe_snapshot *snapshot, const grappe_column *column, query_keys *keys,
                              grappe_error *error) {
  int32_t most = -1;
  for (size_t i = 0; i < column->count; i++)
    if (column->codes[i] > most) most = column->codes[i];
  size_t codes = (size_t)(most + 1), used = 0;
  if (column->kind == GRAPPE_COLUMN_REFERENCE && column->dictionary)
    codes += grappe_dictionary_count(column->dictionary);
  ranking r = {grappe_alloc_zero(codes, sizeof *r.title), grappe_alloc(codes * sizeof *r.position),
               grappe_alloc_zero(codes, sizeof *r.secondary)};
  int32_t *order = grappe_alloc(codes * sizeof *order), *rank = grappe_alloc(codes * sizeof *rank);
  grappe_code code = r.title && r.position && r.secondary && order && rank ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; code == GRAPPE_OK && i < column->count; i++) {
    int32_t c = column->codes[i];
    if (c == -1) continue;
    size_t at = place_of(column, c, most);
    if (r.title[at]) continue;
    r.position[at] = NAN;
    code = title_of_code(snapshot, column, c, at, &r, error);
    if (code == GRAPPE_OK && !r.title[at]) r.title[at] = "";
    order[used++] = (int32_t)at;
  }
  if (code == GRAPPE_OK) code = query_sort(order, used, compare_ranked, &r, error);
  if (code == GRAPPE_OK) {
    for (size_t i = 0; i < used; i++) rank[order[i]] = (int32_t)i;
    for (size_t i = 0; i < column->count; i++)
      keys->key[i] = column->codes[i] == -1 ? 0 : rank[place_of(column, column->codes[i], most)];
  }
  grappe_free(r.title);
  grappe_free(r.position);
  grappe_free(r.secondary);
  grappe_free(order);
  grappe_free(rank);
  return code;
}

static void number_keys(const grappe_column *column, query_keys *keys) {
  for (size_t i = 0; i < column->count; i++) {
    double value = representative(column, i);
    if (column->unit_of) value *= column->units[column->unit_of[i]].factor;
    keys->absent[i] = isnan(value) || grappe_flags_presence(column->flags[i]) != GRAPPE_PRESENT;
    keys->key[i] = keys->absent[i] ? 0 : ordered(value);
  }
}

static grappe_code list_keys(grappe_snapshot *snapshot, const grappe_column *column, query_keys *keys,
                             grappe_error *error) {
  query_keys items;
  grappe_code code = query_keys_of(snapshot, column->items, &items, error);
  if (code) return code;
  for (size_t i = 0; i < column->count; i++) {
    keys->absent[i] = 1;
    for (uint32_t j = column->offsets[i]; j < column->offsets[i + 1]; j++)
      if (!items.absent[j] && (keys->absent[i] || items.key[j] < keys->key[i])) {
        keys->absent[i] = 0;
        keys->key[i] = items.key[j];
      }
  }
  query_keys_free(&items);
  return GRAPPE_OK;
}

grappe_code query_keys_of(grappe_snapshot *snapshot, const grappe_column *column, query_keys *keys,
                          grappe_error *error) {
  keys->key = grappe_alloc_zero(column->count, sizeof *keys->key);
  keys->absent = grappe_alloc_zero(column->count, 1);
  grappe_code code = keys->key && keys->absent ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK && column->kind == GRAPPE_COLUMN_LIST) {
    code = list_keys(snapshot, column, keys, error);
  } else if (code == GRAPPE_OK && (column->kind == GRAPPE_COLUMN_NUMBER || column->kind == GRAPPE_COLUMN_FIGURE)) {
    number_keys(column, keys);
  } else if (code == GRAPPE_OK) {
    for (size_t i = 0; i < column->count; i++) {
      keys->absent[i] = grappe_flags_presence(column->flags[i]) != GRAPPE_PRESENT;
      keys->key[i] = column->codes[i];
      if (column->kind == GRAPPE_COLUMN_PERIOD) /* by the first day, then by the last */
        keys->key[i] = (int64_t)column->codes[i] * 4294967296 + ((int64_t)column->to[i] - INT32_MIN);
    }
    if (column->kind == GRAPPE_COLUMN_TEXT || column->kind == GRAPPE_COLUMN_REFERENCE)
      code = rank_codes(snapshot, column, keys, error);
  }
  if (code) query_keys_free(keys);
  return code;
}

void query_keys_free(query_keys *keys) {
  grappe_free(keys->key);
  grappe_free(keys->absent);
  *keys = (query_keys){0};
}
