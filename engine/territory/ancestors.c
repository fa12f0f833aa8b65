/* The hierarchy: parents as they are stated, children, and for each territory the list of all that it lies in. */
#include <string.h>

#include "base/memory.h"
#include "territory/territory_private.h"

enum { CHECK_EVERY = 8192, MOST = 256 /* ancestors of one territory; further ones are refused */ };

/* Links come by owner, and territories in the order of ids: both are walked side by side. */
static grappe_code read_links(grappe_territories *t, grappe_store *store, grappe_run *run, grappe_error *error) {
  sqlite3_stmt *statement;
  int row;
  grappe_code code = grappe_store_prepare(
      store, "SELECT owner, target FROM territory__parents ORDER BY owner, position", &statement, error);
  if (code) return code;
  size_t count = 0, capacity = 0;
  int32_t at = 0;
  while ((code = grappe_store_step(store, statement, &row, error)) == GRAPPE_OK && row) {
    int64_t owner = sqlite3_column_int64(statement, 0);
    int32_t parent = grappe_territory_of_id(t, sqlite3_column_int64(statement, 1));
    while (at < t->count && t->ids[at] < owner) t->parent_first[++at] = (uint32_t)count;
    if (at == t->count) break;
    if (t->ids[at] != owner || parent < 0) continue;
    int32_t *grown = grappe_grow(t->parents, &capacity, count + 1, sizeof *grown);
    if (!grown) {
      code = grappe_fail_memory(error);
      break;
    }
    t->parents = grown;
    grown[count++] = parent;
    if (count % CHECK_EVERY == 0 && (code = grappe_run_check(run, error))) break;
  }
  while (at < t->count) t->parent_first[++at] = (uint32_t)count;
  grappe_store_release(store, statement);
  return code;
}

grappe_code territory_read_parents(grappe_territories *t, grappe_store *store, grappe_run *run, grappe_error *error) {
  size_t n = (size_t)t->count;
  t->parent_first = grappe_alloc_zero(n + 1, sizeof *t->parent_first);
  t->child_first = grappe_alloc_zero(n + 2, sizeof *t->child_first);
  if (!t->parent_first || !t->child_first) return grappe_fail_memory(error);
  grappe_code code = read_links(t, store, run, error);
  if (code) return code;
  size_t links = t->parent_first[n];
  t->children = grappe_alloc(links * sizeof *t->children);
  if (!t->children) return grappe_fail_memory(error);
  for (size_t i = 0; i < links; i++) t->child_first[t->parents[i] + 2]++;
  for (size_t r = 0; r < n; r++) t->child_first[r + 2] += r ? t->child_first[r + 1] : 0;
  for (int32_t r = 0; r < t->count; r++)
    for (uint32_t i = t->parent_first[r]; i < t->parent_first[r + 1]; i++)
      t->children[t->child_first[t->parents[i] + 1]++] = r;
  return GRAPPE_OK;
}

/* Parents before children. Returns how many could be ordered: fewer than all where some lie in themselves. */
static int32_t order_rows(const grappe_territories *t, int32_t *order, uint32_t *waiting) {
  int32_t done = 0;
  for (int32_t r = 0; r < t->count; r++) {
    waiting[r] = t->parent_first[r + 1] - t->parent_first[r];
    if (!waiting[r]) order[done++] = r;
  }
  for (int32_t i = 0; i < done; i++)
    for (uint32_t c = t->child_first[order[i]]; c < t->child_first[order[i] + 1]; c++)
      if (--waiting[t->children[c]] == 0) order[done++] = t->children[c];
  return done;
}

/* From any row that could not be ordered, going up through such rows must come round: t->count steps are enough. */
static grappe_code fail_cycle(const grappe_territories *t, const uint32_t *waiting, grappe_error *error) {
  int32_t at = 0;
  while (!waiting[at]) at++;
  for (int32_t step = 0; step < t->count; step++)
    for (uint32_t i = t->parent_first[at]; i < t->parent_first[at + 1]; i++)
      if (waiting[t->parents[i]]) {
        at = t->parents[i];
        break;
      }
  return grappe_fail(error, GRAPPE_DATA,
                     "territory %s lies in itself, through its parents: correct the parents of the territories",
                     grappe_territory_code(t, at));
}

typedef struct candidate {
  int32_t row;
  int level;
  unsigned char sure, dropped;
} candidate;

static int meet(const grappe_territories *t, int32_t a, int32_t b) {
  return grappe_period_overlap(t->validity[a], t->validity[b]);
}

/* Whether another parent of the same level exists at the same time: the row then lies only partly in this one. */
static int shared(const grappe_territories *t, int32_t row, uint32_t parent) {
  int32_t p = t->parents[parent];
  for (uint32_t i = t->parent_first[row]; i < t->parent_first[row + 1]; i++)
    if (t->parents[i] != p && t->level[p] >= 0 && t->level[t->parents[i]] == t->level[p] && meet(t, p, t->parents[i]))
      return 1;
  return 0;
}

static int surely_listed(const grappe_territories *t, int32_t row, int32_t area) {
  for (size_t e = t->ancestor_first[(size_t)row * t->stride];
       e < t->ancestor_first[(size_t)row * t->stride + t->stride - 1]; e++)
    if (t->ancestors[e] == area) return t->ancestor_sure[e];
  return 0;
}

/* Whether all parents that share the row with this one surely lie in `area`: a zone across two regions of one country
 * is surely in that country. */
static int all_lie_in(const grappe_territories *t, int32_t row, int32_t parent, int32_t area) {
  for (uint32_t i = t->parent_first[row]; i < t->parent_first[row + 1]; i++) {
    int32_t other = t->parents[i];
    if (t->level[other] == t->level[parent] && meet(t, parent, other) && !surely_listed(t, other, area)) return 0;
  }
  return 1;
}

/* Adds what a parent of the row lies in, less surely where it shares the row; 0 where there are too many. */
static int add_parent(const grappe_territories *t, int32_t row, int32_t parent, int whole, candidate *found,
                      size_t *count) {
  size_t from = t->ancestor_first[(size_t)parent * t->stride];
  size_t to = t->ancestor_first[(size_t)parent * t->stride + t->stride - 1];
  for (size_t e = from; e < to; e++) {
    int32_t area = t->ancestors[e];
    size_t i = 0;
    while (i < *count && found[i].row != area) i++;
    if (i == MOST) return 0;
    if (i == *count) found[(*count)++] = (candidate){area, t->level[area], 0, 0};
    found[i].sure |= t->ancestor_sure[e] && (whole || all_lie_in(t, row, parent, area));
  }
  return 1;
}

/* Territories of one level do not overlap: a sure one excludes the partial ones of its time; two sure ones contradict
 * each other, and neither is sure then. */
static void settle(const grappe_territories *t, candidate *found, size_t count) {
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++)
      if (i != j && found[i].sure && !found[j].sure && found[i].level >= 0 && found[i].level == found[j].level &&
          meet(t, found[i].row, found[j].row))
        found[j].dropped = 1;
  for (size_t i = 0; i < count; i++)
    for (size_t j = i + 1; j < count; j++)
      if (found[i].sure && found[j].sure && found[i].level >= 0 && found[i].level == found[j].level &&
          meet(t, found[i].row, found[j].row))
        found[i].sure = found[j].sure = 2; /* contradicted; still seen as sure by the pairs to come */
  for (size_t i = 0; i < count; i++) found[i].sure = found[i].sure == 1;
}

typedef struct ancestor_lists {
  size_t count, capacity, sure_capacity;
} ancestor_lists;

static grappe_code store_entries(grappe_territories *t, int32_t row, const candidate *found, size_t count,
                                 ancestor_lists *lists, grappe_error *error) {
  int32_t *rows = grappe_grow(t->ancestors, &lists->capacity, lists->count + count, sizeof *rows);
  if (rows) t->ancestors = rows;
  unsigned char *sure = grappe_grow(t->ancestor_sure, &lists->sure_capacity, lists->count + count, 1);
  if (sure) t->ancestor_sure = sure;
  if (!rows || !sure) return grappe_fail_memory(error);
  uint32_t *first = &t->ancestor_first[(size_t)row * t->stride];
  for (int level = -1; level < t->level_count; level++) {
    first[level + 1] = (uint32_t)lists->count;
    for (size_t i = 0; i < count; i++)
      if (found[i].level == level && !found[i].dropped) {
        rows[lists->count] = found[i].row;
        sure[lists->count++] = found[i].sure;
      }
  }
  first[t->level_count + 1] = (uint32_t)lists->count;
  return GRAPPE_OK;
}

/* Most communes have the parents of the one before: they lie in the same territories, itself apart. */
static int like_before(const grappe_territories *t, int32_t row, int32_t before) {
  if (before < 0 || t->level[before] != t->level[row]) return 0;
  uint32_t count = t->parent_first[row + 1] - t->parent_first[row];
  if (count != t->parent_first[before + 1] - t->parent_first[before]) return 0;
  for (uint32_t i = 0; i < count; i++)
    if (t->parents[t->parent_first[row] + i] != t->parents[t->parent_first[before] + i]) return 0;
  const uint32_t *own = &t->ancestor_first[(size_t)before * t->stride + (size_t)(t->level[row] + 1)];
  return own[1] - own[0] == 1; /* no other of its own level */
}

static grappe_code copy_before(grappe_territories *t, int32_t row, int32_t before, ancestor_lists *lists,
                               grappe_error *error) {
  const uint32_t *from = &t->ancestor_first[(size_t)before * t->stride];
  size_t count = from[t->stride - 1] - from[0];
  int32_t *rows = grappe_grow(t->ancestors, &lists->capacity, lists->count + count, sizeof *rows);
  if (rows) t->ancestors = rows;
  unsigned char *sure = grappe_grow(t->ancestor_sure, &lists->sure_capacity, lists->count + count, 1);
  if (sure) t->ancestor_sure = sure;
  if (!rows || !sure) return grappe_fail_memory(error);
  memcpy(rows + lists->count, rows + from[0], count * sizeof *rows);
  memcpy(sure + lists->count, sure + from[0], count);
  uint32_t *first = &t->ancestor_first[(size_t)row * t->stride], shift = (uint32_t)lists->count - from[0];
  for (size_t i = 0; i < t->stride; i++) first[i] = from[i] + shift;
  rows[first[t->level[row] + 1]] = row;
  lists->count += count;
  return GRAPPE_OK;
}

static grappe_code find_of(grappe_territories *t, int32_t row, ancestor_lists *lists, grappe_error *error) {
  candidate found[MOST];
  size_t count = 1;
  found[0] = (candidate){row, t->level[row], 1, 0};
  for (uint32_t i = t->parent_first[row]; i < t->parent_first[row + 1]; i++)
    if (!add_parent(t, row, t->parents[i], !shared(t, row, i), found, &count))
      return grappe_fail(error, GRAPPE_DATA,
                         "territory %s lies in more than %d others: correct the parents of the territories",
                         grappe_territory_code(t, row), (int)MOST);
  settle(t, found, count);
  return store_entries(t, row, found, count, lists, error);
}

grappe_code territory_find_ancestors(grappe_territories *t, grappe_run *run, grappe_error *error) {
  size_t n = (size_t)t->count;
  t->stride = (size_t)t->level_count + 2;
  t->ancestor_first = grappe_alloc_zero(n * t->stride + 1, sizeof *t->ancestor_first);
  int32_t *order = grappe_alloc(n * sizeof *order);
  uint32_t *waiting = grappe_alloc(n * sizeof *waiting);
  ancestor_lists lists = {0};
  grappe_code code = t->ancestor_first && order && waiting ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK && order_rows(t, order, waiting) < t->count) code = fail_cycle(t, waiting, error);
  for (size_t i = 0; i < n && code == GRAPPE_OK; i++) {
    int32_t before = i ? order[i - 1] : -1;
    code = like_before(t, order[i], before) ? copy_before(t, order[i], before, &lists, error)
                                            : find_of(t, order[i], &lists, error);
    if (code == GRAPPE_OK && i % CHECK_EVERY == 0) code = grappe_run_check(run, error);
  }
  grappe_free(order);
  grappe_free(waiting);
  return code;
}
