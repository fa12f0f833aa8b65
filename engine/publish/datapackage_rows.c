#include "publish/datapackage_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "publish/datapackage_private.h"

/* Texts one after the other, then sorted. */
typedef struct text_list {
  grappe_buffer text;
  size_t *starts, count, capacity;
  const char **sorted; /* NULL until sorted, and where there are none */
} text_list;

typedef struct resource_rows {
  int begun;
  size_t *key, key_count; /* columns of the key; none where one is missing */
  int filled;             /* no part of the key was empty so far */
  text_list keys;
  text_list *values; /* for each column; filled for those that hold one reference */
  int *targets;
} resource_rows;

struct grappe_datapackage_rows {
  const grappe_datapackage_resource *resources;
  size_t count;
  resource_rows *items;
  grappe_buffer key;
};

static int list_add(text_list *list, const char *text) {
  if (list->count == list->capacity) {
    size_t *starts = grappe_grow(list->starts, &list->capacity, list->count + 1, sizeof *starts);
    if (!starts) return 0;
    list->starts = starts;
  }
  size_t start = list->text.length;
  grappe_buffer_add_bytes(&list->text, text, strlen(text) + 1);
  if (grappe_buffer_failed(&list->text)) return 0;
  list->starts[list->count++] = start;
  return 1;
}

static int compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int list_sort(text_list *list) {
  if (!list->count || list->sorted) return 1;
  list->sorted = grappe_alloc(list->count * sizeof *list->sorted);
  if (!list->sorted) return 0;
  for (size_t i = 0; i < list->count; i++) list->sorted[i] = list->text.text + list->starts[i];
  qsort(list->sorted, list->count, sizeof *list->sorted, compare);
  return 1;
}

static int list_has_twice(const text_list *list) {
  for (size_t i = 1; i < list->count; i++)
    if (strcmp(list->sorted[i - 1], list->sorted[i]) == 0) return 1;
  return 0;
}

static int list_has_all(const text_list *list, const text_list *wanted) {
  if (!list->count) return wanted->count == 0;
  for (size_t i = 0; i < wanted->count; i++) {
    const char *text = wanted->text.text + wanted->starts[i];
    if (!bsearch(&text, list->sorted, list->count, sizeof *list->sorted, compare)) return 0;
  }
  return 1;
}

static void list_free(text_list *list) {
  grappe_buffer_free(&list->text);
  grappe_free(list->starts);
  grappe_free(list->sorted);
}

grappe_code grappe_datapackage_rows_new(const grappe_datapackage_resource *resources, size_t count,
                                        grappe_datapackage_rows **rows, grappe_error *error) {
  *rows = NULL;
  grappe_datapackage_rows *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  made->items = grappe_alloc_zero(count + 1, sizeof *made->items);
  if (!made->items) {
    grappe_free(made);
    return grappe_fail_memory(error);
  }
  made->resources = resources;
  made->count = count;
  *rows = made;
  return GRAPPE_OK;
}

void grappe_datapackage_rows_free(grappe_datapackage_rows *rows) {
  if (!rows) return;
  for (size_t r = 0; r < rows->count; r++) {
    resource_rows *item = &rows->items[r];
    for (size_t c = 0; item->values && c < rows->resources[r].column_count; c++) list_free(&item->values[c]);
    list_free(&item->keys);
    grappe_free(item->values);
    grappe_free(item->key);
    grappe_free(item->targets);
  }
  grappe_free(rows->items);
  grappe_buffer_free(&rows->key);
  grappe_free(rows);
}

/* The columns of the key, in the model's order. */
static void find_key(const grappe_datapackage_resource *resource, resource_rows *item) {
  for (size_t f = 0; f < grappe_field_count(resource->entity); f++) {
    const grappe_field *field = grappe_field_at(resource->entity, f);
    if (!(field->flags & GRAPPE_KEY)) continue;
    size_t c = 0;
    while (c < resource->column_count && strcmp(resource->columns[c], field->name) != 0) c++;
    if (c == resource->column_count) {
      item->key_count = 0;
      return;
    }
    item->key[item->key_count++] = c;
  }
}

static grappe_code begin(const grappe_datapackage_resource *resource, resource_rows *item, grappe_error *error) {
  if (item->begun) return GRAPPE_OK;
  item->key = grappe_alloc_zero(grappe_field_count(resource->entity), sizeof *item->key);
  item->values = grappe_alloc_zero(resource->column_count + 1, sizeof *item->values);
  item->targets = grappe_alloc_zero(resource->column_count + 1, sizeof *item->targets);
  if (!item->key || !item->values || !item->targets) return grappe_fail_memory(error);
  for (size_t c = 0; c < resource->column_count; c++) item->targets[c] = -1;
  find_key(resource, item);
  item->filled = item->key_count > 0;
  item->begun = 1;
  return GRAPPE_OK;
}

static const grappe_field *reference(const grappe_datapackage_resource *resource, size_t column) {
  int index = grappe_field_find(resource->entity, resource->columns[column]);
  const grappe_field *field = index < 0 ? NULL : grappe_field_at(resource->entity, (size_t)index);
  return field && field->type == GRAPPE_REFERENCE && !(field->flags & GRAPPE_MANY) ? field : NULL;
}

grappe_code grappe_datapackage_rows_add(grappe_datapackage_rows *rows, size_t resource, const char *const *values,
                                        grappe_error *error) {
  const grappe_datapackage_resource *described = &rows->resources[resource];
  resource_rows *item = &rows->items[resource];
  grappe_code code = begin(described, item, error);
  if (code != GRAPPE_OK) return code;
  if (item->filled) {
    grappe_buffer_clear(&rows->key);
    for (size_t k = 0; k < item->key_count; k++) {
      const char *part = values[item->key[k]];
      if (!*part) item->filled = 0;
      if (k) grappe_buffer_add_char(&rows->key, '\x1f'); /* in no code: parts stay apart */
      grappe_buffer_add(&rows->key, part);
    }
    if (grappe_buffer_failed(&rows->key) || !list_add(&item->keys, grappe_buffer_text(&rows->key)))
      return grappe_fail_memory(error);
  }
  for (size_t c = 0; c < described->column_count; c++) {
    if (!*values[c] || !reference(described, c)) continue;
    text_list *list = &item->values[c];
    if (list->count && strcmp(list->text.text + list->starts[list->count - 1], values[c]) == 0) continue;
    if (!list_add(list, values[c])) return grappe_fail_memory(error);
  }
  return GRAPPE_OK;
}

static int same_folder(const grappe_datapackage_resource *a, const grappe_datapackage_resource *b) {
  const char *first = a->path ? strrchr(a->path, '/') : NULL, *second = b->path ? strrchr(b->path, '/') : NULL;
  if (!first || !second) return !first && !second;
  return first - a->path == second - b->path && strncmp(a->path, b->path, (size_t)(first - a->path)) == 0;
}

static int target_of(const grappe_datapackage_rows *rows, const grappe_datapackage_facts *facts, size_t resource,
                     size_t column) {
  const grappe_field *field = reference(&rows->resources[resource], column);
  const text_list *values = &rows->items[resource].values[column];
  if (!field || !values->count) return -1;
  int found = -1;
  for (size_t r = 0; r < rows->count; r++) {
    const grappe_datapackage_resource *target = &rows->resources[r];
    if (strcmp(target->entity->name, field->list) != 0 || !facts[r].keyed) continue;
    if (!grappe_datapackage_keyed_by_code(target->entity)) continue;
    if (!list_has_all(&rows->items[r].keys, values)) continue;
    if (same_folder(target, &rows->resources[resource])) return (int)r;
    if (found < 0) found = (int)r;
  }
  return found;
}

grappe_code grappe_datapackage_rows_judge(grappe_datapackage_rows *rows, grappe_datapackage_facts *facts,
                                          grappe_error *error) {
  for (size_t r = 0; r < rows->count; r++) {
    resource_rows *item = &rows->items[r];
    grappe_code code = begin(&rows->resources[r], item, error);
    if (code != GRAPPE_OK) return code;
    if (!list_sort(&item->keys)) return grappe_fail_memory(error);
    facts[r].keyed = item->filled && !list_has_twice(&item->keys);
    facts[r].targets = item->targets;
  }
  for (size_t r = 0; r < rows->count; r++)
    for (size_t c = 0; c < rows->resources[r].column_count; c++)
      rows->items[r].targets[c] = target_of(rows, facts, r, c);
  return GRAPPE_OK;
}
