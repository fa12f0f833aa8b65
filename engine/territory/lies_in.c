/* What lies in what: look-ups in the lists of ancestors. */
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "territory/territory_private.h"

size_t grappe_territory_at_level(const grappe_territories *t, int32_t row, int level, const int32_t **rows,
                                 const unsigned char **sure) {
  const uint32_t *first = &t->ancestor_first[(size_t)row * t->stride + (size_t)(level + 1)];
  *rows = t->ancestors + first[0];
  *sure = t->ancestor_sure + first[0];
  return first[1] - first[0];
}

size_t grappe_territory_ancestors(const grappe_territories *t, int32_t row, int level, grappe_period when,
                                  int32_t *rows, size_t most, int *sure) {
  const int32_t *all;
  const unsigned char *all_sure;
  size_t count = grappe_territory_at_level(t, row, level, &all, &all_sure), found = 0;
  *sure = 0;
  for (size_t i = 0; i < count; i++)
    if (grappe_period_overlap(t->validity[all[i]], when)) {
      if (found < most) rows[found] = all[i];
      *sure = found++ == 0 && all_sure[i];
    }
  return found;
}

/* Whether `row` is listed as lying in `area`: 0 not listed, 1 partly, 2 surely. */
static int listed(const grappe_territories *t, int32_t row, int32_t area) {
  const int32_t *rows;
  const unsigned char *sure;
  size_t count = grappe_territory_at_level(t, row, t->level[area], &rows, &sure);
  for (size_t i = 0; i < count; i++)
    if (rows[i] == area) return 1 + sure[i];
  return 0;
}

/* Whether the row lies in another territory of the area's level at the area's time, or is one. */
static int placed_elsewhere(const grappe_territories *t, int32_t row, int32_t area) {
  const int32_t *rows;
  const unsigned char *sure;
  if (t->level[area] < 0 || t->level[row] == t->level[area]) return 1;
  size_t count = grappe_territory_at_level(t, row, t->level[area], &rows, &sure);
  for (size_t i = 0; i < count; i++)
    if (sure[i] && grappe_period_overlap(t->validity[rows[i]], t->validity[area])) return 1;
  return 0;
}

/* Nothing is recorded under the area, though something should be: then it may contain the row, unless what the area
 * lies in does not. */
static int may_contain(const grappe_territories *t, int32_t area, int32_t row) {
  size_t children;
  grappe_territory_children(t, area, &children);
  if (children || t->level[area] == t->commune || placed_elsewhere(t, row, area)) return 0;
  const uint32_t *first = &t->ancestor_first[(size_t)area * t->stride];
  for (uint32_t e = first[0]; e < first[t->stride - 1]; e++) {
    int32_t outer = t->ancestors[e];
    if (outer == area || !t->ancestor_sure[e]) continue;
    if (!listed(t, row, outer) && !listed(t, outer, row)) return 0;
  }
  return 1;
}

static grappe_truth answer(const grappe_territories *t, int32_t area, int32_t row, int as_place) {
  int found = listed(t, row, area);
  if (found) return found == 2 ? GRAPPE_TRUE : GRAPPE_MAYBE;
  if (listed(t, area, row)) return as_place ? GRAPPE_MAYBE : GRAPPE_FALSE;
  return may_contain(t, area, row) ? GRAPPE_MAYBE : GRAPPE_FALSE;
}

grappe_truth grappe_territory_lies_in(const grappe_territories *t, int32_t row, int32_t area) {
  return answer(t, area, row, 0);
}

grappe_truth grappe_territory_holds(const grappe_territories *t, int32_t area, int32_t row) {
  return row < 0 ? GRAPPE_MAYBE : answer(t, area, row, 1);
}

void grappe_territories_within(const grappe_territories *t, int32_t area, int as_place, unsigned char *truth) {
  for (int32_t row = 0; row < t->count; row++) truth[row] = (unsigned char)answer(t, area, row, as_place);
}

grappe_code grappe_territories_members(const grappe_territories *t, int32_t area, int level, grappe_period when,
                                       int parts, int32_t **rows, size_t *count, grappe_error *error) {
  size_t found = 0, capacity = 0;
  int32_t *members = grappe_grow(NULL, &capacity, 1, sizeof *members);
  if (!members) return grappe_fail_memory(error);
  for (int32_t row = 0; row < t->count; row++) {
    if (t->level[row] != level || !grappe_period_overlap(t->validity[row], when)) continue;
    int where = area < 0 ? 2 : listed(t, row, area);
    if (where == 0 || (where == 1 && !parts)) continue;
    int32_t *grown = grappe_grow(members, &capacity, found + 1, sizeof *members);
    if (!grown) {
      grappe_free(members);
      return grappe_fail_memory(error);
    }
    members = grown;
    members[found++] = row;
  }
  *rows = members;
  *count = found;
  return GRAPPE_OK;
}

void grappe_territories_population(const grappe_territories *t, double *population) {
  memcpy(population, t->population, (size_t)t->count * sizeof *population);
  for (int32_t row = 0; row < t->count; row++) {
    if (t->commune < 0 || t->level[row] != t->commune || t->validity[row].to != GRAPPE_DAY_LAST) continue;
    const uint32_t *first = &t->ancestor_first[(size_t)row * t->stride];
    for (uint32_t e = first[0]; e < first[t->stride - 1]; e++) {
      int32_t area = t->ancestors[e];
      if (!t->ancestor_sure[e] || !isnan(t->population[area]) || t->level[area] == t->commune) continue;
      /* infinity marks a sum that lacks a commune */
      double before = isnan(population[area]) ? 0 : population[area];
      population[area] = isnan(t->population[row]) ? INFINITY : before + t->population[row];
    }
  }
  for (int32_t row = 0; row < t->count; row++)
    if (isinf(population[row])) population[row] = NAN;
}
