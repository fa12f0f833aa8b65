/* A map from texts to numbers, by open addressing. */
#include <string.h>

#include "base/memory.h"
#include "ingest/registry_private.h"

static size_t place(const text_map *map, const char *key) {
  uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
  for (const char *c = key; *c; c++) hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
  size_t at = (size_t)hash & (map->capacity - 1);
  while (map->keys[at] && strcmp(map->keys[at], key) != 0) at = (at + 1) & (map->capacity - 1);
  return at;
}

int64_t map_get(const text_map *map, const char *key) {
  if (map->capacity == 0) return 0;
  size_t at = place(map, key);
  return map->keys[at] ? map->values[at] : 0;
}

static grappe_code grow(text_map *map, grappe_error *error) {
  text_map larger = {.capacity = map->capacity ? 2 * map->capacity : 256};
  larger.keys = grappe_alloc_zero(larger.capacity, sizeof *larger.keys);
  larger.values = grappe_alloc_zero(larger.capacity, sizeof *larger.values);
  if (!larger.keys || !larger.values) {
    grappe_free(larger.keys);
    grappe_free(larger.values);
    return grappe_fail_memory(error);
  }
  for (size_t i = 0; i < map->capacity; i++)
    if (map->keys[i]) {
      size_t at = place(&larger, map->keys[i]);
      larger.keys[at] = map->keys[i];
      larger.values[at] = map->values[i];
    }
  larger.count = map->count;
  grappe_free(map->keys);
  grappe_free(map->values);
  *map = larger;
  return GRAPPE_OK;
}

grappe_code map_set(text_map *map, const char *key, int64_t value, grappe_error *error) {
  if (2 * (map->count + 1) > map->capacity) {
    grappe_code code = grow(map, error);
    if (code != GRAPPE_OK) return code;
  }
  size_t at = place(map, key);
  if (!map->keys[at]) {
    char *copy = grappe_strdup(key);
    if (!copy) return grappe_fail_memory(error);
    map->keys[at] = copy;
    map->count++;
  }
  map->values[at] = value;
  return GRAPPE_OK;
}

void map_clear(text_map *map) {
  for (size_t i = 0; i < map->capacity; i++) grappe_free(map->keys[i]);
  grappe_free(map->keys);
  grappe_free(map->values);
  *map = (text_map){0};
}
