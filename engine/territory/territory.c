#include <string.h>
#include "base/memory.h"
#include "territory/territory_private.h"

grappe_territories *grappe_territories_keep(grappe_territories *territories) {
  if (territories) territories->references++;
  return territories;
}

void grappe_territories_release(grappe_territories *t) {
  if (!t || --t->references > 0) return;
  grappe_free(t->texts.text);
  grappe_free(t->ids);
  grappe_free(t->code);
  for (int l = 0; l < GRAPPE_LANGUAGES; l++) grappe_free(t->name[l]);
  grappe_free(t->level);
  grappe_free(t->partial);
  grappe_free(t->validity);
  grappe_free(t->population);
  grappe_free(t->longitude);
  grappe_free(t->latitude);
  grappe_free(t->parent_first);
  grappe_free(t->child_first);
  grappe_free(t->parents);
  grappe_free(t->children);
  grappe_free(t->ancestor_first);
  grappe_free(t->ancestors);
  grappe_free(t->ancestor_sure);
  grappe_free(t->changes);
  grappe_free(t->ground_first);
  grappe_free(t->grounds);
  grappe_free(t);
}

int32_t grappe_territories_count(const grappe_territories *t) {
  return t->count;
}

int32_t grappe_territory_of_id(const grappe_territories *t, int64_t id) {
  int32_t low = 0, high = t->count;
  if (t->count && id >= t->ids[0] && id - t->ids[0] < t->count && t->ids[id - t->ids[0]] == id)
    return (int32_t)(id - t->ids[0]); /* ids mostly have no gaps */
  while (low < high) {
    int32_t middle = low + (high - low) / 2;
    if (t->ids[middle] < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < t->count && t->ids[low] == id ? low : -1;
}

int64_t grappe_territory_id(const grappe_territories *t, int32_t row) {
  return t->ids[row];
}

const char *grappe_territory_code(const grappe_territories *t, int32_t row) {
  return t->texts.text + t->code[row];
}

const char *grappe_territory_name(const grappe_territories *t, int32_t row, grappe_language language) {
  uint32_t name = t->name[language][row];
  return t->texts.text + (name ? name : t->name[GRAPPE_FRENCH][row]);
}

grappe_period grappe_territory_validity(const grappe_territories *t, int32_t row) {
  return t->validity[row];
}

int grappe_territory_partial(const grappe_territories *t, int32_t row) {
  return t->partial[row];
}

int grappe_territory_level(const grappe_territories *t, int32_t row) {
  return t->level[row];
}

int grappe_territories_level_count(const grappe_territories *t) {
  return t->level_count;
}

int grappe_territories_level_find(const grappe_territories *t, const char *code) {
  for (int i = 0; i < t->level_count; i++)
    if (strcmp(t->texts.text + t->level_code[i], code) == 0) return i;
  return -1;
}

const char *grappe_territories_level_code(const grappe_territories *t, int level) {
  return t->texts.text + t->level_code[level];
}

const char *grappe_territories_level_name(const grappe_territories *t, int level, grappe_language language) {
  uint32_t name = t->level_name[level][language];
  return t->texts.text + (name ? name : t->level_name[level][GRAPPE_FRENCH]);
}

const int32_t *grappe_territory_parents(const grappe_territories *t, int32_t row, size_t *count) {
  *count = t->parent_first[row + 1] - t->parent_first[row];
  return t->parents + t->parent_first[row];
}

const int32_t *grappe_territory_children(const grappe_territories *t, int32_t row, size_t *count) {
  *count = t->child_first[row + 1] - t->child_first[row];
  return t->children + t->child_first[row];
}

const grappe_territory_change *grappe_territories_changes(const grappe_territories *t, size_t *count) {
  *count = t->change_count;
  return t->changes;
}
