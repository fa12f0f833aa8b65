/* What the codes of a dataset's columns mean in the observatory: found once for each code, before the scan. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "query/scan_memory.h"

enum { RANGE_MOST = 1 << 17 }; /* values between the least and the greatest that each get a cell */

const char *scan_code_field(const grappe_dataset_column *column) {
  const char *point = strchr(column->refers_to, '.');
  return point ? point + 1 : "code";
}

const grappe_entity *scan_entity(const grappe_dataset_column *column) {
  char name[40];
  if (column->kind != GRAPPE_DATASET_TEXT || !column->refers_to || !column->refers_to[0]) return NULL;
  snprintf(name, sizeof name, "%.*s", (int)strcspn(column->refers_to, "."), column->refers_to);
  const grappe_entity *entity = grappe_entity_find(name);
  int field = entity ? grappe_field_find(entity, scan_code_field(column)) : -1;
  return field >= 0 && grappe_field_at(entity, (size_t)field)->type == GRAPPE_TEXT ? entity : NULL;
}

int scan_place_column(const grappe_dataset *dataset) {
  for (size_t i = 0; i < grappe_dataset_columns(dataset); i++)
    if (scan_entity(grappe_dataset_column_at(dataset, i)) == query_entity_territory()) return (int)i;
  return -1;
}

grappe_period scan_when(const grappe_dataset *dataset) {
  const char *geography = grappe_dataset_about_of(dataset)->about.geography;
  grappe_period period = query_today();
  size_t digits = 0;
  for (const char *c = geography ? geography : ""; *c; c++) {
    digits = *c >= '0' && *c <= '9' ? digits + 1 : 0;
    if (digits != 4 || (c[1] >= '0' && c[1] <= '9')) continue;
    char year[5] = {c[-3], c[-2], c[-1], c[0], 0};
    grappe_period found;
    if (grappe_period_parse(year, &found, NULL) == GRAPPE_OK) period = (grappe_period){found.from, found.from};
  }
  return period;
}

/* The field that tells apart rows of one code: two nomenclatures, a region and a commune. */
grappe_code scan_qualifying(grappe_snapshot *snapshot, const grappe_entity *entity, const grappe_column **column,
                            grappe_error *error) {
  static const char *const fields[] = {"level", "nomenclature", "list"};
  *column = NULL;
  for (size_t i = 0; i < sizeof fields / sizeof *fields && !*column; i++) {
    grappe_code code = query_column_named(snapshot, entity, fields[i], column, error);
    if (code) return code;
    if (*column && (*column)->kind != GRAPPE_COLUMN_TEXT) *column = NULL;
  }
  return GRAPPE_OK;
}

/* The rows of the registry for each identifier that it has: a new array, and as many codes. */
static grappe_code rows_of_identifiers(const grappe_scan *scan, grappe_snapshot *snapshot, int column, int32_t **rows,
                                       size_t *codes, grappe_error *error) {
  scan_joining *joining;
  grappe_code code = scan_joining_make(scan, snapshot, column, &joining, error);
  if (code) return code;
  *codes = joining->count;
  *rows = grappe_alloc((*codes + SCAN_ABSENCES) * sizeof **rows);
  for (size_t i = 0; *rows && i < *codes + SCAN_ABSENCES; i++) (*rows)[i] = i < *codes ? joining->rows[i] : -1;
  scan_joining_free(joining);
  return *rows ? GRAPPE_OK : grappe_fail_memory(error);
}

/* The entity's rows for each of these texts. */
static grappe_code rows_of_texts(grappe_snapshot *snapshot, const grappe_dataset_column *about,
                                 const char *const *texts, size_t count, int32_t *rows, grappe_error *error) {
  const grappe_entity *entity = scan_entity(about);
  const grappe_column *codes, *among;
  grappe_code code = query_column_named(snapshot, entity, scan_code_field(about), &codes, error);
  if (code == GRAPPE_OK) code = scan_qualifying(snapshot, entity, &among, error);
  if (code) return code;
  size_t known = grappe_dictionary_count(codes->dictionary);
  int32_t *row_of = grappe_alloc(known * sizeof *row_of);
  if (!row_of) return grappe_fail_memory(error);
  for (size_t i = 0; i < known; i++) row_of[i] = -1;
  for (size_t r = codes->count; r-- > 0;) {
    const char *own = among ? grappe_column_text(among, r) : NULL;
    if (codes->codes[r] < 0 || (own && about->qualifier[0] && strcmp(own, about->qualifier) != 0)) continue;
    row_of[codes->codes[r]] = (int32_t)r;
  }
  for (size_t i = 0; i < count; i++) {
    int32_t found = grappe_dictionary_find(codes->dictionary, texts[i], strlen(texts[i]));
    rows[i] = found < 0 ? -1 : row_of[found];
  }
  grappe_free(row_of);
  return GRAPPE_OK;
}

grappe_code scan_rows_of_codes(const grappe_scan *scan, grappe_snapshot *snapshot, int column, int32_t **rows,
                               grappe_error *error) {
  const grappe_dataset_column *about = grappe_dataset_column_at(scan->dataset, (size_t)column);
  const char *const *texts;
  size_t count;
  grappe_code code = grappe_dataset_texts(scan->dataset, (size_t)column, &texts, &count, error);
  if (code) return code;
  *rows = grappe_alloc((count + SCAN_ABSENCES) * sizeof **rows);
  if (!*rows) return grappe_fail_memory(error);
  for (size_t i = 0; i < SCAN_ABSENCES; i++) (*rows)[count + i] = -1;
  code = rows_of_texts(snapshot, about, texts, count, *rows, error);
  if (code) grappe_free(*rows);
  return code;
}

/* --- cells by slot ---------------------------------------------------------------------------------------------------
 */

grappe_column *scan_new_column(const grappe_dataset_column *from, grappe_column_kind kind, size_t count,
                               grappe_error *error) {
  grappe_column *column = grappe_column_new(kind, count);
  if (column && (kind == GRAPPE_COLUMN_FIGURE || kind == GRAPPE_COLUMN_NUMBER)) {
    column->units = grappe_alloc(sizeof *column->units);
    column->unit_count = 1;
    column->not_negative = (from->flags & GRAPPE_DATASET_NOT_NEGATIVE) != 0;
    if (column->units) column->units[0] = grappe_unit_none();
    if (column->units && from->unit[0] && grappe_unit_parse(from->unit, strlen(from->unit), &column->units[0], error)) {
      grappe_column_free(column);
      return NULL;
    }
  }
  if (!column || ((kind == GRAPPE_COLUMN_FIGURE || kind == GRAPPE_COLUMN_NUMBER) && !column->units)) {
    grappe_column_free(column);
    grappe_fail_memory(error);
    return NULL;
  }
  return column;
}

static grappe_code cells_of_reference(const grappe_scan *scan, grappe_snapshot *snapshot, const scan_path *path,
                                      scan_cells *cells, grappe_error *error) {
  int32_t *rows;
  grappe_code code = scan_is_joined(scan->dataset, path)
                         ? rows_of_identifiers(scan, snapshot, path->column, &rows, &cells->codes, error)
                         : scan_rows_of_codes(scan, snapshot, path->column, &rows, error);
  if (code) return code;
  size_t slots = cells->codes + SCAN_ABSENCES;
  for (size_t i = 0; i < cells->codes; i++) cells->unresolved += rows[i] < 0;
  if (path->deeper) {
    query_values values;
    code = query_path_values(snapshot, &path->path, rows, slots, scan_when(scan->dataset), 0, &values, error);
    if (code == GRAPPE_OK) {
      cells->column = values.owned; /* made for these rows, so its own */
      values.owned = NULL;
      query_values_free(&values);
    }
  } else {
    cells->column = grappe_column_new(GRAPPE_COLUMN_REFERENCE, slots);
    if (!cells->column) code = grappe_fail_memory(error);
    for (size_t i = 0; code == GRAPPE_OK && i < cells->codes; i++) {
      cells->column->codes[i] = rows[i];
      if (rows[i] >= 0) cells->column->flags[i] = GRAPPE_PRESENT;
    }
    if (code == GRAPPE_OK)
      cells->column->refers_to = scan_entity(grappe_dataset_column_at(scan->dataset, (size_t)path->column));
  }
  grappe_free(rows);
  return code;
}

static grappe_code cells_of_dictionary(const grappe_scan *scan, const grappe_dataset_column *about, size_t column,
                                       scan_cells *cells, grappe_error *error) {
  size_t slots = cells->codes + SCAN_ABSENCES, count = 0;
  grappe_code code = GRAPPE_OK;
  if (about->kind == GRAPPE_DATASET_TEXT) {
    const char *const *texts;
    code = grappe_dataset_texts(scan->dataset, column, &texts, &count, error);
    if (code) return code;
    cells->column = scan_new_column(about, GRAPPE_COLUMN_TEXT, slots, error);
    for (size_t i = 0; cells->column && i < count && code == GRAPPE_OK; i++)
      code = grappe_column_set_text(cells->column, i, texts[i], strlen(texts[i]), error);
  } else if (about->kind == GRAPPE_DATASET_PERIOD) {
    const grappe_period *periods;
    code = grappe_dataset_periods(scan->dataset, column, &periods, &count, error);
    if (code) return code;
    cells->column = scan_new_column(about, GRAPPE_COLUMN_PERIOD, slots, error);
    for (size_t i = 0; cells->column && i < count; i++) {
      cells->column->codes[i] = periods[i].from;
      cells->column->to[i] = periods[i].to;
      cells->column->flags[i] = GRAPPE_PRESENT;
    }
  } else if (about->kind == GRAPPE_DATASET_FIGURE) {
    const grappe_band *bands;
    code = grappe_dataset_bands(scan->dataset, column, &bands, &count, error);
    if (code) return code;
    cells->column = scan_new_column(about, GRAPPE_COLUMN_FIGURE, slots, error);
    for (size_t i = 0; cells->column && i < count; i++)
      grappe_column_set_figure(cells->column, i, GRAPPE_PRESENT, bands[i].bounds, bands[i].value, bands[i].about);
  } else {
    cells->column = scan_new_column(about, GRAPPE_COLUMN_YESNO, slots, error);
    for (size_t i = 0; cells->column && i < 2; i++) {
      cells->column->codes[i] = (int32_t)i;
      cells->column->flags[i] = GRAPPE_PRESENT;
    }
  }
  return cells->column ? code : error && error->code ? error->code : GRAPPE_MEMORY;
}

/* A cell for each of these values; values NULL: those from cells->base on. */
static grappe_code cells_of_values(const grappe_dataset_column *about, const int64_t *values, size_t count,
                                   scan_cells *cells, grappe_error *error) {
  grappe_column_kind kind = about->kind == GRAPPE_DATASET_DAY       ? GRAPPE_COLUMN_DAY
                            : about->kind == GRAPPE_DATASET_INTEGER ? GRAPPE_COLUMN_NUMBER
                                                                    : GRAPPE_COLUMN_TEXT;
  grappe_code code = GRAPPE_OK;
  cells->column = scan_new_column(about, kind, count + SCAN_ABSENCES, error);
  if (!cells->column) return GRAPPE_MEMORY;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    int64_t value = values ? values[i] : cells->base + (int64_t)i;
    char digits[24];
    cells->column->flags[i] = GRAPPE_PRESENT;
    if (kind == GRAPPE_COLUMN_DAY) cells->column->codes[i] = (int32_t)value;
    if (kind == GRAPPE_COLUMN_NUMBER) cells->column->value[i] = (double)value;
    if (kind != GRAPPE_COLUMN_TEXT) continue;
    int length = snprintf(digits, sizeof digits, "%0*" PRId64, about->width, value);
    code = grappe_column_set_text(cells->column, i, digits, (size_t)length, error);
  }
  return code;
}

/* Days, integers and identifiers: a slot for each value between the least and the greatest. */
static grappe_code cells_of_range(const grappe_scan *scan, const grappe_dataset_column *about, size_t column,
                                  scan_cells *cells, grappe_error *error) {
  grappe_dataset_shape shape;
  grappe_code code = grappe_dataset_shape_of(scan->dataset, column, &shape, error);
  if (code) return code;
  if (shape.width == 8 || shape.codes > RANGE_MOST)
    return grappe_fail(
        error, GRAPPE_ARGUMENT,
        "column '%s' has too many different values to group by: choose a column of codes, or a condition "
        "for each group",
        about->name);
  cells->base = shape.base;
  cells->codes = (size_t)shape.codes;
  return cells_of_values(about, NULL, cells->codes, cells, error);
}

/* The level's codes, as texts. */
static grappe_code cells_derived(const grappe_scan *scan, const grappe_dataset_column *about, const scan_path *path,
                                 scan_cells *cells, grappe_error *error) {
  const char *const *texts;
  size_t count;
  grappe_code code = grappe_dataset_texts(scan->dataset, (size_t)path->column, &texts, &count, error);
  if (code) return code;
  cells->column = scan_new_column(about, GRAPPE_COLUMN_TEXT, cells->codes + SCAN_ABSENCES, error);
  if (!cells->column) return GRAPPE_MEMORY;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    char level[QUERY_DERIVED_TEXT];
    size_t length = query_derive(path->derived, about->qualifier, texts[i], level);
    if (length) code = grappe_column_set_text(cells->column, i, level, length, error);
  }
  return code;
}

/* Texts that are codes as the rows that they are codes of; one that no row has stays itself. */
static grappe_code refer(grappe_snapshot *snapshot, const grappe_dataset_column *about, scan_cells *cells,
                         grappe_error *error) {
  grappe_dictionary *dictionary = cells->column->dictionary;
  size_t count = grappe_dictionary_count(dictionary);
  const char **texts = grappe_alloc((count + 1) * sizeof *texts);
  int32_t *rows = grappe_alloc((count + 1) * sizeof *rows);
  grappe_code code = texts && rows ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; code == GRAPPE_OK && i < count; i++) texts[i] = grappe_dictionary_text(dictionary, (int32_t)i);
  if (code == GRAPPE_OK) code = rows_of_texts(snapshot, about, texts, count, rows, error);
  size_t known = 0;
  for (size_t i = 0; code == GRAPPE_OK && i < count; i++) known += rows[i] >= 0;
  grappe_column *made =
      code == GRAPPE_OK && known ? grappe_column_new(GRAPPE_COLUMN_REFERENCE, cells->column->count) : NULL;
  if (code == GRAPPE_OK && known && !made) code = grappe_fail_memory(error);
  if (made) {
    made->refers_to = scan_entity(about);
    if (known < count) made->dictionary = grappe_dictionary_keep(dictionary);
    for (size_t i = 0; i < made->count; i++) {
      int32_t own = cells->column->codes[i];
      made->flags[i] = cells->column->flags[i];
      if (own >= 0) made->codes[i] = rows[own] >= 0 ? rows[own] : -2 - own;
    }
    grappe_column_free(cells->column);
    cells->column = made;
  }
  grappe_free(texts);
  grappe_free(rows);
  return code;
}

grappe_code scan_cells_of(const grappe_scan *scan, grappe_snapshot *snapshot, const scan_path *path, int as_text,
                          scan_cells *cells, grappe_error *error) {
  const grappe_dataset_column *about = grappe_dataset_column_at(scan->dataset, (size_t)path->column);
  grappe_code code;
  *cells = (scan_cells){
      .codes = about->kind == GRAPPE_DATASET_YESNO ? 2 : grappe_dataset_codes(scan->dataset, (size_t)path->column)};
  switch (about->kind) {
    case GRAPPE_DATASET_INTEGER:
    case GRAPPE_DATASET_NUMBER:
    case GRAPPE_DATASET_IDENTIFIER:
    case GRAPPE_DATASET_DAY:
      code = path->deeper ? cells_of_reference(scan, snapshot, path, cells, error)
                          : cells_of_range(scan, about, (size_t)path->column, cells, error);
      break;
    default:
      if (path->derived)
        code = cells_derived(scan, about, path, cells, error);
      else if (scan_entity(about) && (path->deeper || !as_text))
        code = cells_of_reference(scan, snapshot, path, cells, error);
      else
        code = cells_of_dictionary(scan, about, (size_t)path->column, cells, error);
  }
  if (code == GRAPPE_OK)
    for (size_t p = 1; p < SCAN_ABSENCES; p++) cells->column->flags[cells->codes + p] = (unsigned char)p;
  if (code) scan_cells_free(cells);
  return code;
}

void scan_cells_free(scan_cells *cells) {
  grappe_column_free(cells->column);
  *cells = (scan_cells){0};
}

/* --- keys ------------------------------------------------------------------------------------------------------------
 */

typedef struct item_order {
  const int64_t *key;
} item_order;

static int compare_items(const void *context, int32_t a, int32_t b) {
  const int64_t *key = ((const item_order *)context)->key;
  return (key[a] > key[b]) - (key[a] < key[b]);
}

/* Numbers the different values of the items in their order. */
static grappe_code number_items(grappe_snapshot *snapshot, scan_key *key, grappe_error *error) {
  const grappe_column *items = key->items;
  query_keys keys = {0};
  size_t used = 0;
  int32_t *order = grappe_alloc((items->count + 1) * sizeof *order);
  key->item = grappe_alloc((items->count + 1) * sizeof *key->item);
  key->item_number = grappe_alloc((items->count + 1) * sizeof *key->item_number);
  grappe_code code = order && key->item && key->item_number ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = query_keys_of(snapshot, items, &keys, error);
  for (size_t i = 0; code == GRAPPE_OK && i < items->count; i++)
    if (!keys.absent[i]) order[used++] = (int32_t)i;
  if (code == GRAPPE_OK) code = query_sort(order, used, compare_items, &(item_order){keys.key}, error);
  if (code == GRAPPE_OK) {
    key->count = 0;
    for (size_t i = 0; i < used; i++) {
      if (i == 0 || keys.key[order[i]] != keys.key[order[i - 1]]) key->item[key->count++] = order[i];
      key->item_number[order[i]] = key->count - 1;
    }
    for (size_t i = 0; i < items->count; i++)
      if (keys.absent[i]) key->item_number[i] = key->count;
    key->item[key->count++] = -1;
  }
  grappe_free(order);
  query_keys_free(&keys);
  return code;
}

/* Values too far apart for a slot each: numbered, and a cell for each that there is. */
static grappe_code key_of_ranks(scan_plan *plan, const scan_path *path, scan_key *key, grappe_error *error) {
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)path->column);
  grappe_code code = scan_plan_ranks(plan, path->column, &key->column, error);
  if (code) return code;
  const grappe_dataset_ranks *ranks = plan->columns[key->column].ranks;
  key->cells.codes = ranks->count;
  key->count = ranks->count + 1;
  code = cells_of_values(about, ranks->values, ranks->count, &key->cells, error);
  key->items = key->cells.column;
  key->item = grappe_alloc(((size_t)key->count) * sizeof *key->item);
  if (code == GRAPPE_OK && !key->item) code = grappe_fail_memory(error);
  for (uint32_t i = 0; code == GRAPPE_OK && i < key->count; i++) key->item[i] = i < ranks->count ? (int32_t)i : -1;
  return code;
}

static grappe_code needs_ranks(const scan_plan *plan, const scan_path *path, int *ranks, grappe_error *error) {
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)path->column);
  grappe_dataset_shape shape;
  *ranks = 0;
  if (path->deeper || (about->kind != GRAPPE_DATASET_INTEGER && about->kind != GRAPPE_DATASET_IDENTIFIER &&
                       about->kind != GRAPPE_DATASET_DAY))
    return GRAPPE_OK;
  grappe_code code = grappe_dataset_shape_of(plan->scan->dataset, (size_t)path->column, &shape, error);
  *ranks = code == GRAPPE_OK && (shape.width == 8 || shape.codes > RANGE_MOST);
  return code;
}

static grappe_code bind_key(scan_plan *plan, const scan_path *path, scan_key *key, grappe_error *error) {
  grappe_code code = scan_cells_of(plan->scan, plan->snapshot, path, 0, &key->cells, error);
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)path->column);
  int unresolved = code == GRAPPE_OK && !path->deeper && key->cells.unresolved;
  if (unresolved) { /* rows for some and codes for others */
    scan_cells_free(&key->cells);
    code = scan_cells_of(plan->scan, plan->snapshot, path, 1, &key->cells, error);
  }
  if (code == GRAPPE_OK && (unresolved || path->derived)) code = refer(plan->snapshot, about, &key->cells, error);
  if (code) return code;
  const grappe_column *column = key->cells.column;
  key->items = column->kind == GRAPPE_COLUMN_LIST ? column->items : column;
  code = number_items(plan->snapshot, key, error);
  if (code) return code;
  key->map = grappe_alloc(column->count * sizeof *key->map);
  if (!key->map) return grappe_fail_memory(error);
  for (size_t slot = 0; slot < column->count; slot++) {
    if (column->kind != GRAPPE_COLUMN_LIST) {
      key->map[slot] = key->item_number[slot];
      continue;
    }
    uint32_t from = column->offsets[slot], count = column->offsets[slot + 1] - from;
    if (count == 0)
      key->map[slot] = key->count - 1;
    else if (count == 1 && !(column->items->flags[from] & GRAPPE_FLAG_MAYBE))
      key->map[slot] = key->item_number[from];
    else
      key->map[slot] = SCAN_SEVERAL;
    key->several |= key->map[slot] == SCAN_SEVERAL;
  }
  return GRAPPE_OK;
}

static void free_key(scan_key *key) {
  scan_cells_free(&key->cells);
  grappe_free(key->map);
  grappe_free(key->item);
  grappe_free(key->item_number);
}

grappe_code scan_key_make(scan_plan *plan, const scan_path *path, scan_key *key, grappe_error *error) {
  int ranks, column;
  *key = (scan_key){0};
  grappe_code code = needs_ranks(plan, path, &ranks, error);
  if (code == GRAPPE_OK && ranks) return key_of_ranks(plan, path, key, error);
  if (code == GRAPPE_OK) code = scan_plan_path(plan, path, &column, error);
  if (code) return code;
  scan_key_shared *shared = scan_memory_key(plan, path->text);
  if (!shared) {
    shared = grappe_alloc_zero(1, sizeof *shared);
    if (!shared) return grappe_fail_memory(error);
    shared->references = 1;
    code = bind_key(plan, path, &shared->key, error);
    if (code) {
      scan_key_shared_release(shared);
      return code;
    }
    scan_memory_keep_key(plan, path->text, shared);
  }
  *key = shared->key;
  key->shared = shared;
  key->column = column;
  return GRAPPE_OK;
}

void scan_key_free(scan_key *key) {
  if (key->shared)
    scan_key_shared_release(key->shared);
  else
    free_key(key);
  *key = (scan_key){0};
}

scan_key_shared *scan_key_shared_keep(scan_key_shared *shared) {
  shared->references++;
  return shared;
}

void scan_key_shared_release(scan_key_shared *shared) {
  if (!shared || --shared->references > 0) return;
  free_key(&shared->key);
  grappe_free(shared);
}
