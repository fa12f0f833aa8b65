/* Columns of identifiers that lead to rows of the registry: a SIREN to its organisation, a SIRET to its site. In a
 * condition, a row of the dataset whose identifier nobody in the registry has leads to nothing, and is out: those that
 * are in are few, so that they are found first and their identifiers looked for. In keys, orders and rows shown it is
 * unknown what such an identifier leads to. */
#include <stdlib.h>
#include <string.h>

#include "query/scan_private.h"

typedef struct identifying {
  const char *entity, *field;
} identifying;

static const identifying known[] = {{"organisation", "siren"}, {"site", "siret"}};

static const identifying *find_identifying(const grappe_dataset_column *column) {
  if (column->kind != GRAPPE_DATASET_IDENTIFIER) return NULL;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(column->refers_to, known[i].entity) == 0 ||
        (!column->refers_to[0] && strcmp(column->name, known[i].field) == 0))
      return &known[i];
  return NULL;
}

const grappe_entity *scan_joined_entity(const grappe_dataset_column *column) {
  const identifying *found = find_identifying(column);
  return found ? grappe_entity_find(found->entity) : NULL;
}

int scan_joined_column(const grappe_dataset *dataset, const char *entity, size_t length) {
  for (size_t i = 0; i < grappe_dataset_columns(dataset); i++) {
    const identifying *found = find_identifying(grappe_dataset_column_at(dataset, i));
    if (found && strncmp(found->entity, entity, length) == 0 && !found->entity[length]) return (int)i;
  }
  return -1;
}

static int compare_joined(const void *a, const void *b) {
  const scan_joined *x = a, *y = b;
  return (x->value > y->value) - (x->value < y->value);
}

/* -1: no such identifier. */
static int64_t digits_of(const char *text) {
  int64_t value = 0;
  int digits = 0;
  for (; text && *text; text++) {
    if (*text == ' ') continue;
    if (*text < '0' || *text > '9' || digits++ == 18) return -1;
    value = value * 10 + (*text - '0');
  }
  return digits ? value : -1;
}

grappe_code scan_plan_join(scan_plan *plan, const scan_path *path, grappe_condition *condition, grappe_error *error) {
  const grappe_dataset_column *about = grappe_dataset_column_at(plan->scan->dataset, (size_t)path->column);
  const identifying *found = find_identifying(about);
  const grappe_entity *entity = grappe_entity_find(found->entity);
  const grappe_column *identifiers;
  scan_filter *filter;
  query_values values;
  grappe_period when = scan_when(plan->scan->dataset);
  grappe_code code = scan_plan_add_filter(plan, path->column, &filter, error);
  if (code == GRAPPE_OK) code = query_column_named(plan->snapshot, entity, found->field, &identifiers, error);
  if (code) return code;
  size_t rows = identifiers->count;
  unsigned char *truth = grappe_alloc(rows + 1);
  filter->test = (scan_test){.kind = CONDITION_ROW, .among = grappe_alloc((rows + 1) * sizeof(scan_joined))};
  if (!truth || !filter->test.among) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    memset(truth, GRAPPE_TRUE, rows);
    code = query_path_values(plan->snapshot, &path->path, NULL, rows, when, 0, &values, error);
  }
  if (code == GRAPPE_OK) {
    code = query_match(plan->snapshot, values.column, &path->path, condition, when, truth, error);
    query_values_free(&values);
  }
  for (size_t r = 0; code == GRAPPE_OK && r < rows; r++) {
    int64_t value = digits_of(grappe_column_text(identifiers, r));
    if (value >= 0 && truth[r] != GRAPPE_FALSE)
      filter->test.among[filter->test.among_count++] =
          (scan_joined){value, (unsigned char)scan_truth((grappe_truth)truth[r])};
  }
  grappe_free(truth);
  if (filter->test.among_count)
    qsort(filter->test.among, filter->test.among_count, sizeof(scan_joined), compare_joined);
  return code ? code : scan_plan_look_up_value(plan, path->column, filter, error);
}

/* --- keys, orders, rows shown ----------------------------------------------------------------------------------------
 */

int scan_is_joined(const grappe_dataset *dataset, const scan_path *path) {
  return path->deeper && grappe_dataset_column_at(dataset, (size_t)path->column)->kind == GRAPPE_DATASET_IDENTIFIER;
}

typedef struct identified {
  int64_t value;
  int32_t row;
} identified;

static int compare_identified(const void *a, const void *b) {
  const identified *x = a, *y = b;
  if (x->value != y->value) return x->value > y->value ? 1 : -1;
  return (x->row > y->row) - (x->row < y->row);
}

/* Of rows with one identifier the first stands for it. */
static grappe_code sort_rows(const grappe_column *identifiers, scan_joining *joining, grappe_error *error) {
  size_t used = 0;
  identified *all = grappe_alloc((identifiers->count + 1) * sizeof *all);
  joining->values = grappe_alloc((identifiers->count + 1) * sizeof *joining->values);
  joining->rows = grappe_alloc((identifiers->count + 1) * sizeof *joining->rows);
  if (!all || !joining->values || !joining->rows) {
    grappe_free(all);
    return grappe_fail_memory(error);
  }
  for (size_t r = 0; r < identifiers->count; r++) {
    int64_t value = digits_of(grappe_column_text(identifiers, r));
    if (value >= 0) all[used++] = (identified){value, (int32_t)r};
  }
  if (used) qsort(all, used, sizeof *all, compare_identified);
  for (size_t i = 0; i < used; i++) {
    if (i > 0 && all[i].value == all[i - 1].value) continue;
    joining->values[joining->count] = all[i].value;
    joining->rows[joining->count++] = all[i].row;
  }
  grappe_free(all);
  return GRAPPE_OK;
}

grappe_code scan_joining_make(const grappe_scan *scan, grappe_snapshot *snapshot, int column, scan_joining **joining,
                              grappe_error *error) {
  const identifying *found = find_identifying(grappe_dataset_column_at(scan->dataset, (size_t)column));
  const grappe_column *identifiers;
  scan_joining *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  made->entity = grappe_entity_find(found->entity);
  grappe_code code = grappe_dataset_shape_of(scan->dataset, (size_t)column, &made->shape, error);
  if (code == GRAPPE_OK) code = query_column_named(snapshot, made->entity, found->field, &identifiers, error);
  if (code == GRAPPE_OK) code = sort_rows(identifiers, made, error);
  if (code)
    scan_joining_free(made);
  else
    *joining = made;
  return code;
}

void scan_joining_free(scan_joining *joining) {
  if (!joining) return;
  grappe_free(joining->values);
  grappe_free(joining->rows);
  grappe_free(joining);
}

uint32_t scan_joining_slot(const scan_joining *joining, int64_t value, size_t *near) {
  const int64_t *values = joining->values;
  size_t at = *near, count = joining->count; /* the first that is not below the value */
  if ((at < count && values[at] < value) || (at > 0 && values[at - 1] >= value)) {
    size_t low = 0, high = count;
    while (low < high) {
      size_t middle = low + (high - low) / 2;
      if (values[middle] < value)
        low = middle + 1;
      else
        high = middle;
    }
    *near = at = low;
  }
  return (uint32_t)(at < count && values[at] == value ? at : count + GRAPPE_UNKNOWN);
}

void scan_joining_slots(const scan_joining *joining, const grappe_dataset_slots *from, size_t rows, uint32_t *slots) {
  const grappe_dataset_shape *shape = &joining->shape;
  size_t near = 0;
  for (size_t i = 0; i < rows; i++) {
    unsigned presence = GRAPPE_PRESENT;
    int64_t value;
    if (shape->width == 8) {
      value = ((const int64_t *)from->values)[i];
      if (from->presence) presence = from->presence[i];
    } else {
      uint32_t slot = shape->width == 1   ? ((const uint8_t *)from->values)[i]
                      : shape->width == 2 ? ((const uint16_t *)from->values)[i]
                                          : ((const uint32_t *)from->values)[i];
      value = shape->base + slot;
      if (slot >= shape->codes) presence = (unsigned)(slot - shape->codes);
    }
    slots[i] = presence ? (uint32_t)joining->count + presence : scan_joining_slot(joining, value, &near);
  }
}

/* --- among many ------------------------------------------------------------------------------------------------------
 */

/* The first that is not below the value. */
static size_t first_from(const scan_test *test, int64_t value) {
  size_t low = 0, high = test->among_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (test->among[middle].value < value)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

unsigned scan_among(const scan_test *test, int64_t low, int64_t high) {
  size_t at = first_from(test, low);
  if (at == test->among_count || test->among[at].value > high) return SCAN_NO;
  return low == high ? test->among[at].truth : SCAN_MAYBE;
}

void scan_test_list(scan_test *test) {
  enum { FEW = 8 };
  if (test->kind != CONDITION_ANY || test->count <= FEW) return;
  for (size_t i = 0; i < test->count; i++)
    if (test->parts[i].kind != CONDITION_DAY || test->parts[i].low != test->parts[i].high) return;
  scan_joined *among = grappe_alloc(test->count * sizeof *among);
  if (!among) return; /* slower, and no less right */
  for (size_t i = 0; i < test->count; i++) among[i] = (scan_joined){test->parts[i].low, SCAN_YES};
  qsort(among, test->count, sizeof *among, compare_joined);
  scan_test list = {.kind = CONDITION_ROW, .among = among, .among_count = test->count};
  scan_test_free(test);
  *test = list;
}
