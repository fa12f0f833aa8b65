/* Following a path for many rows at once: from the rows asked about to the rows that the path leads to, step by step,
 * and at its end to their values. */
#include <string.h>

#include "query/query_private.h"

/* For each row asked about, the rows reached: reached[offsets[i]] .. reached[offsets[i + 1] - 1]; -1: an absent one.
 * `offsets` NULL: exactly one each. `unsure` NULL: all surely. */
typedef struct reach {
  size_t count;
  uint32_t *offsets;
  int32_t *reached;
  unsigned char *unsure;
} reach;

static void reach_free(reach *r) {
  grappe_free(r->offsets);
  grappe_free(r->reached);
  grappe_free(r->unsure);
  *r = (reach){0};
}

static size_t reach_total(const reach *r) {
  return r->offsets ? r->offsets[r->count] : r->count;
}

/* Each reached row becomes the one that cells[row] says. */
static void follow_single(reach *r, const int32_t *cells) {
  size_t total = reach_total(r);
  for (size_t i = 0; i < total; i++)
    if (r->reached[i] >= 0) r->reached[i] = cells[r->reached[i]];
}

/* Where a reached row leads to several: writes the first `most` of them and tells how many there are. */
typedef size_t (*next_rows)(const void *context, int32_t row, int32_t *rows, unsigned char *unsure, size_t most);

typedef struct growing {
  int32_t *rows;
  unsigned char *unsure;
  size_t count, row_capacity, unsure_capacity;
} growing;

static int grow(growing *g, size_t more) {
  int32_t *rows = grappe_grow(g->rows, &g->row_capacity, g->count + more, sizeof *rows);
  if (rows) g->rows = rows;
  unsigned char *unsure = grappe_grow(g->unsure, &g->unsure_capacity, g->count + more, 1);
  if (unsure) g->unsure = unsure;
  return rows && unsure && g->count + more < UINT32_MAX;
}

static grappe_code follow_many(reach *r, next_rows next, const void *context, grappe_error *error) {
  growing g = {0};
  uint32_t *offsets = grappe_alloc_zero(r->count + 1, sizeof *offsets);
  int ok = offsets && grow(&g, 1);
  for (size_t i = 0; ok && i < r->count; i++) {
    size_t from = r->offsets ? r->offsets[i] : i, to = r->offsets ? r->offsets[i + 1] : i + 1;
    for (size_t j = from; ok && j < to; j++) {
      size_t more = r->reached[j] < 0 ? 0 : next(context, r->reached[j], NULL, NULL, 0);
      int before = r->unsure && r->unsure[j];
      ok = grow(&g, more ? more : 1);
      if (!ok || !more) continue;
      next(context, r->reached[j], g.rows + g.count, g.unsure + g.count, more);
      for (size_t k = 0; before && k < more; k++) g.unsure[g.count + k] = 1;
      g.count += more;
    }
    if (offsets) offsets[i + 1] = (uint32_t)g.count;
  }
  if (!ok) {
    grappe_free(offsets);
    grappe_free(g.rows);
    grappe_free(g.unsure);
    return grappe_fail_memory(error);
  }
  size_t count = r->count;
  reach_free(r);
  *r = (reach){count, offsets, g.rows, g.unsure};
  return GRAPPE_OK;
}

static size_t next_in_list(const void *context, int32_t row, int32_t *rows, unsigned char *unsure, size_t most) {
  const grappe_column *column = context;
  uint32_t from = column->offsets[row];
  for (size_t i = 0; i < most; i++) {
    rows[i] = column->items->codes[from + i];
    unsure[i] = 0;
  }
  return column->offsets[row + 1] - from;
}

typedef struct child_rows {
  const uint32_t *offsets;
  const int32_t *rows;
} child_rows;

static size_t next_child(const void *context, int32_t row, int32_t *rows, unsigned char *unsure, size_t most) {
  const child_rows *children = context;
  for (size_t i = 0; i < most; i++) {
    rows[i] = children->rows[children->offsets[row] + i];
    unsure[i] = 0;
  }
  return children->offsets[row + 1] - children->offsets[row];
}

typedef struct level_rows {
  const grappe_territories *territories;
  int level;
  grappe_period when;
} level_rows;

static size_t next_level(const void *context, int32_t row, int32_t *rows, unsigned char *unsure, size_t most) {
  const level_rows *l = context;
  int sure;
  size_t count = grappe_territory_ancestors(l->territories, row, l->level, l->when, rows, most, &sure);
  for (size_t i = 0; i < most && i < count; i++) unsure[i] = !sure;
  return count;
}

/* Where every row was led to at most one row, surely, the lists are not needed. */
static void simplify(reach *r) {
  if (!r->offsets) return;
  for (size_t i = 0; i < r->count; i++)
    if (r->offsets[i + 1] - r->offsets[i] > 1) return;
  for (size_t i = 0; i < reach_total(r); i++)
    if (r->unsure[i]) return;
  int32_t *rows = grappe_alloc(r->count * sizeof *rows);
  if (!rows) return; /* the lists serve as well */
  for (size_t i = 0; i < r->count; i++) rows[i] = r->offsets[i + 1] > r->offsets[i] ? r->reached[r->offsets[i]] : -1;
  size_t count = r->count;
  reach_free(r);
  *r = (reach){count, NULL, rows, NULL};
}

static grappe_code take_level(grappe_snapshot *snapshot, const path_step *step, grappe_period when, reach *r,
                              grappe_error *error) {
  grappe_territories *territories;
  grappe_code code = grappe_snapshot_territories(snapshot, &territories, error);
  if (code) return code;
  level_rows level = {territories, grappe_territories_level_find(territories, step->level), when};
  return follow_many(r, next_level, &level, error);
}

static grappe_code take_step(grappe_snapshot *snapshot, const path_step *step, grappe_period when, reach *r,
                             grappe_error *error) {
  if (step->kind == PATH_LEVEL) return take_level(snapshot, step, when, r, error);
  if (step->kind == PATH_BACK) {
    child_rows children;
    grappe_code code = grappe_tables_children(snapshot->tables, step->entity, step->field, query_run(snapshot),
                                              &children.offsets, &children.rows, error);
    return code ? code : follow_many(r, next_child, &children, error);
  }
  const grappe_column *column;
  grappe_code code = query_column(snapshot, step->entity, step->field, &column, error);
  if (code) return code;
  if (column->kind == GRAPPE_COLUMN_LIST) return follow_many(r, next_in_list, column, error);
  follow_single(r, column->codes);
  return GRAPPE_OK;
}

/* The reached rows themselves, as a column of references. */
static grappe_code rows_as_column(reach *r, const grappe_entity *entity, grappe_column **column, grappe_error *error) {
  size_t total = reach_total(r);
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_REFERENCE, total);
  if (!cells) return grappe_fail_memory(error);
  cells->refers_to = entity;
  for (size_t i = 0; i < total; i++)
    if (r->reached[i] >= 0) {
      cells->codes[i] = r->reached[i];
      cells->flags[i] = GRAPPE_PRESENT;
    }
  *column = cells;
  return GRAPPE_OK;
}

/* Puts the cells, one for each reached row, into the lists of the rows asked about. */
static grappe_code wrap(reach *r, grappe_column *cells, int several, grappe_column **column, grappe_error *error) {
  if (!r->offsets) {
    *column = cells;
    return GRAPPE_OK;
  }
  grappe_column *list = grappe_column_new(GRAPPE_COLUMN_LIST, r->count);
  if (!list) {
    grappe_column_free(cells);
    return grappe_fail_memory(error);
  }
  memcpy(list->offsets, r->offsets, (r->count + 1) * sizeof *list->offsets);
  for (size_t i = 0; i < r->count; i++)
    if (r->offsets[i + 1] > r->offsets[i]) list->flags[i] = GRAPPE_PRESENT;
  for (size_t i = 0; i < cells->count; i++)
    if (r->unsure[i]) cells->flags[i] |= GRAPPE_FLAG_MAYBE;
  list->items = cells;
  list->alternatives = !several;
  *column = list;
  return GRAPPE_OK;
}

/* Values of a list field reached through lists: the lists of each row are joined. */
static grappe_code flatten(reach *r, const grappe_column *column, grappe_column **cells, grappe_error *error) {
  size_t total = 0, reached = reach_total(r);
  for (size_t i = 0; i < reached; i++)
    if (r->reached[i] >= 0) total += column->offsets[r->reached[i] + 1] - column->offsets[r->reached[i]];
  int32_t *items = grappe_alloc(total * sizeof *items);
  unsigned char *unsure = grappe_alloc_zero(total, 1);
  uint32_t *offsets = grappe_alloc_zero(r->count + 1, sizeof *offsets);
  int32_t *owners = grappe_alloc(total * sizeof *owners);
  if (!items || !unsure || !offsets || !owners) {
    grappe_free(items);
    grappe_free(unsure);
    grappe_free(offsets);
    grappe_free(owners);
    return grappe_fail_memory(error);
  }
  size_t at = 0;
  for (size_t i = 0; i < r->count; i++) {
    for (size_t j = r->offsets ? r->offsets[i] : i; j < (r->offsets ? r->offsets[i + 1] : i + 1); j++)
      for (uint32_t k = r->reached[j] < 0 ? 1 : column->offsets[r->reached[j]];
           r->reached[j] >= 0 && k < column->offsets[r->reached[j] + 1]; k++) {
        unsure[at] = r->unsure && r->unsure[j];
        owners[at] = r->reached[j];
        items[at++] = (int32_t)k;
      }
    offsets[i + 1] = (uint32_t)at;
  }
  *cells = grappe_column_gather(column->items, items, total);
  grappe_free(items);
  size_t count = r->count;
  reach_free(r);
  *r = (reach){count, offsets, owners, unsure};
  return *cells ? GRAPPE_OK : grappe_fail_memory(error);
}

static grappe_code start(reach *r, const int32_t *rows, size_t count, grappe_error *error) {
  *r = (reach){.count = count, .reached = grappe_alloc(count * sizeof *r->reached)};
  if (!r->reached) return grappe_fail_memory(error);
  for (size_t i = 0; i < count; i++) r->reached[i] = rows ? rows[i] : (int32_t)i;
  return GRAPPE_OK;
}

static grappe_code finish(grappe_snapshot *snapshot, const query_path *path, reach *r, query_values *values,
                          grappe_error *error) {
  const path_step *last = path->count ? &path->steps[path->count - 1] : NULL;
  grappe_column *cells = NULL;
  grappe_code code = GRAPPE_OK;
  if (path->to) {
    if (!path->several) simplify(r);
    code = rows_as_column(r, path->to, &cells, error);
  } else {
    const grappe_column *column;
    code = last->kind == PATH_DERIVED ? query_derived_column(snapshot, last->derived, path->as_rows, &column, error)
                                      : query_column(snapshot, last->entity, last->field, &column, error);
    if (code == GRAPPE_OK && column->kind == GRAPPE_COLUMN_LIST) {
      code = flatten(r, column, &cells, error);
    } else if (code == GRAPPE_OK) {
      if (!path->several) simplify(r);
      cells = grappe_column_gather(column, r->reached, reach_total(r));
      if (!cells) code = grappe_fail_memory(error);
    }
  }
  if (code == GRAPPE_OK) code = wrap(r, cells, path->several, &values->owned, error);
  values->column = values->owned;
  return code;
}

grappe_code query_path_values(grappe_snapshot *snapshot, const query_path *path, const int32_t *rows, size_t count,
                              grappe_period when, int with_leaves, query_values *values, grappe_error *error) {
  *values = (query_values){.leaf_field = -1};
  const path_step *last = path->count ? &path->steps[path->count - 1] : NULL;
  if (last && last->kind == PATH_FIELD) {
    values->leaf_entity = last->entity;
    values->leaf_field = last->field;
  }
  if (path->count == 1 && last->kind == PATH_FIELD && !rows && !with_leaves)
    return query_column(snapshot, last->entity, last->field, &values->column, error);
  reach r;
  grappe_code code = start(&r, rows, count, error);
  int steps = path->to ? path->count : path->count - 1; /* the last field gives values, not rows */
  for (int i = 0; i < steps && code == GRAPPE_OK; i++) {
    code = take_step(snapshot, &path->steps[i], when, &r, error);
    if (code == GRAPPE_OK) code = grappe_run_check(query_run(snapshot), error);
  }
  if (code == GRAPPE_OK) code = finish(snapshot, path, &r, values, error);
  if (code == GRAPPE_OK && with_leaves) {
    values->leaves = r.reached;
    r.reached = NULL;
  }
  reach_free(&r);
  if (code) query_values_free(values);
  return code;
}

void query_values_free(query_values *values) {
  grappe_column_free(values->owned);
  grappe_free(values->leaves);
  *values = (query_values){.leaf_field = -1};
}

grappe_period query_today(void) {
  grappe_day today = grappe_today();
  return (grappe_period){today, today};
}
