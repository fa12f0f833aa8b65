#include "query/figures.h"

#include <stdio.h>
#include <string.h>

#include "query/figures_private.h"
#include "query/frame_private.h"

/* One row of the frame: a territory, a row of the dimension `by`, or both; -1: none. */
typedef struct cell_key {
  int32_t territory, by;
} cell_key;

typedef struct layout {
  observed o;
  grappe_territories *territories;
  cell_key *keys;
  size_t count, capacity;
  int32_t area;                /* -1: everywhere */
  int level;                   /* -1: none asked */
  const unsigned char *levels; /* of which levels[level + 1] is marked; NULL: any */
  elsewhere *elsewhere;        /* of each key */
  grappe_buffer notes;
} layout;

static grappe_code add_key(layout *l, cell_key key, grappe_error *error) {
  cell_key *keys = grappe_grow(l->keys, &l->capacity, l->count + 1, sizeof *keys);
  if (!keys) return grappe_fail_memory(error);
  l->keys = keys;
  keys[l->count++] = key;
  return GRAPPE_OK;
}

/* --- which rows -----------------------------------------------------------------------------------------------------
 */

static void note_members(layout *l, const int32_t *members, size_t count) {
  int partial = 0;
  for (size_t i = 0; i < count; i++) {
    partial |= grappe_territory_partial(l->territories, members[i]);
    if (l->area >= 0 && grappe_territory_lies_in(l->territories, members[i], l->area) == GRAPPE_MAYBE)
      grappe_buffer_addf(&l->notes, grappe_translate("%s lies only partly in %s\n"),
                         grappe_territory_name(l->territories, members[i], grappe_language_now()),
                         grappe_territory_name(l->territories, l->area, grappe_language_now()));
  }
  if (partial)
    grappe_buffer_addf(&l->notes, grappe_translate("the list of territories is partial (%s): there are others\n"),
                       grappe_territories_level_name(l->territories, l->level, grappe_language_now()));
}

/* A territory that took another name within the period stands under its new one. */
static size_t drop_renamed(const layout *l, grappe_period when, int32_t *members, size_t count) {
  size_t changes;
  const grappe_territory_change *all = grappe_territories_changes(l->territories, &changes);
  for (size_t c = 0; c < changes; c++) {
    if (all[c].date <= when.from || all[c].date > when.to || strcmp(all[c].kind, "renaming") != 0) continue;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
      if (members[i] != all[c].from || all[c].to == all[c].from) members[kept++] = members[i];
    count = kept;
  }
  return count;
}

static grappe_code keys_of_level(layout *l, const char *level, grappe_error *error) {
  grappe_period when = l->o.request->period;
  int32_t *members;
  size_t count;
  grappe_code code = query_level_find(l->o.snapshot, l->territories, level, &l->level, error);
  if (code) return code;
  if (!grappe_period_stated(when)) when = query_today();
  code = grappe_territories_members(l->territories, l->area, l->level, when, 1, &members, &count, error);
  if (code) return code;
  if (code == GRAPPE_OK) count = drop_renamed(l, when, members, count);
  if (code == GRAPPE_OK) code = query_sort(members, count, query_compare_territories, l->territories, error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) code = add_key(l, (cell_key){members[i], -1}, error);
  note_members(l, members, count);
  grappe_free(members);
  return code;
}

/* Without level or territories: what was observed, each once. */
static int compare_keys(const void *context, int32_t a, int32_t b) {
  const layout *l = context;
  int32_t x = l->keys[a].territory, y = l->keys[b].territory;
  if (x != y) {
    if (x < 0 || y < 0) return x < 0 ? 1 : -1;
    return query_compare_territories(l->territories, x, y);
  }
  return (l->keys[a].by > l->keys[b].by) - (l->keys[a].by < l->keys[b].by);
}

static grappe_code keys_observed(layout *l, grappe_error *error) {
  const observed *o = &l->o;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < o->count && code == GRAPPE_OK; i++) {
    int32_t territory = o->territory->codes[o->rows[i]];
    if (!o->strict[i]) continue;
    if (l->levels && (territory < 0 || !l->levels[grappe_territory_level(l->territories, territory) + 1])) continue;
    if (l->area >= 0 && (territory < 0 || grappe_territory_lies_in(l->territories, territory, l->area) != GRAPPE_TRUE))
      continue;
    code = add_key(l, (cell_key){territory, o->by < 0 ? -1 : o->dimensions[o->by].column->codes[o->rows[i]]}, error);
  }
  int32_t *order = code ? NULL : grappe_alloc(l->count * sizeof *order);
  cell_key *sorted = code ? NULL : grappe_alloc((l->count + 1) * sizeof *sorted);
  if (code == GRAPPE_OK && (!order || !sorted)) code = grappe_fail_memory(error);
  for (size_t i = 0; code == GRAPPE_OK && i < l->count; i++) order[i] = (int32_t)i;
  if (code == GRAPPE_OK) code = query_sort(order, l->count, compare_keys, l, error);
  if (code == GRAPPE_OK) {
    size_t kept = 0;
    for (size_t i = 0; i < l->count; i++)
      if (i == 0 || compare_keys(l, order[i - 1], order[i]) != 0) sorted[kept++] = l->keys[order[i]];
    grappe_free(l->keys);
    l->keys = sorted;
    l->count = kept;
    sorted = NULL;
  }
  grappe_free(order);
  grappe_free(sorted);
  return code;
}

static grappe_code keys_of_places(layout *l, grappe_error *error) {
  const grappe_figures_request *r = l->o.request;
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < r->territory_count && code == GRAPPE_OK; i++) {
    int32_t row;
    code = observed_place(&l->o, &r->territories[i], r->level, &row, error);
    if (code == GRAPPE_OK) code = add_key(l, (cell_key){row, -1}, error);
  }
  return code;
}

static grappe_code find_keys(layout *l, grappe_error *error) {
  const grappe_figures_request *r = l->o.request;
  grappe_code code = GRAPPE_OK;
  l->area = l->level = -1;
  if (r->within) code = observed_place(&l->o, r->within, NULL, &l->area, error);
  if (code) return code;
  if (r->territory_count && !r->by) return keys_of_places(l, error);
  if (r->level && !r->by) return keys_of_level(l, r->level, error);
  return keys_observed(l, error);
}

/* --- which observation for each -------------------------------------------------------------------------------------
 */

static int of_key(const observed *o, size_t i, cell_key key) {
  int32_t row = o->rows[i];
  if (!o->strict[i] || o->territory->codes[row] != key.territory) return 0;
  return o->by < 0 || o->dimensions[o->by].column->codes[row] == key.by;
}

/* The observations in the order of their territories, so that each key finds its own by bisection. */
static int compare_places(const void *context, int32_t a, int32_t b) {
  const observed *o = context;
  int32_t x = o->territory->codes[o->rows[a]], y = o->territory->codes[o->rows[b]];
  return (x > y) - (x < y);
}

static grappe_code pick_all(layout *l, int32_t *taken, grappe_error *error) {
  observed *o = &l->o;
  int32_t *order = grappe_alloc(o->count * sizeof *order), *own = grappe_alloc(o->count * sizeof *own);
  grappe_code code = order && own ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; code == GRAPPE_OK && i < o->count; i++) order[i] = (int32_t)i;
  if (code == GRAPPE_OK) code = query_sort(order, o->count, compare_places, o, error);
  for (size_t k = 0; code == GRAPPE_OK && k < l->count; k++) {
    size_t low = 0, high = o->count, count = 0;
    while (low < high) {
      size_t middle = low + (high - low) / 2;
      if (o->territory->codes[o->rows[order[middle]]] < l->keys[k].territory)
        low = middle + 1;
      else
        high = middle;
    }
    for (; low < o->count && o->territory->codes[o->rows[order[low]]] == l->keys[k].territory; low++)
      if (of_key(o, (size_t)order[low], l->keys[k])) own[count++] = o->rows[order[low]];
    code = observed_pick(o, own, count, &taken[k], &l->notes, error);
    if (code == GRAPPE_OK && k % 256 == 255) code = grappe_run_check(query_run(o->snapshot), error);
  }
  grappe_free(order);
  grappe_free(own);
  return code;
}

/* --- the frame ------------------------------------------------------------------------------------------------------
 */

static grappe_code put_rows(layout *l, const char *name, const grappe_entity *entity, int by, grappe_frame *frame,
                            grappe_error *error) {
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_REFERENCE, l->count);
  if (!cells) return grappe_fail_memory(error);
  cells->refers_to = entity;
  for (size_t i = 0; i < l->count; i++) {
    cells->codes[i] = by ? l->keys[i].by : l->keys[i].territory;
    if (cells->codes[i] >= 0) cells->flags[i] = GRAPPE_PRESENT;
  }
  return frame_put(frame, name, 1, frame_column_new(cells, NULL, error), error);
}

/* Territories that nobody observed, from those that they are made of. */
static grappe_code look_elsewhere(layout *l, const int32_t *taken, grappe_error *error) {
  const grappe_figures_request *r = l->o.request;
  int wanted = 0;
  l->elsewhere = grappe_alloc_zero(l->count, sizeof *l->elsewhere);
  if (!l->elsewhere) return grappe_fail_memory(error);
  for (size_t i = 0; i < l->count; i++) {
    l->elsewhere[i].territory = l->keys[i].territory;
    wanted |= l->elsewhere[i].wanted = taken[i] < 0;
  }
  if (!wanted || r->by || (!r->territory_count && !r->level)) return GRAPPE_OK;
  return figures_elsewhere(l->o.snapshot->observatory, r, l->elsewhere, l->count, !r->territory_count, &l->notes,
                           error);
}

static grappe_code figure_of_key(layout *l, size_t i, const int32_t *taken, grappe_figure **figure,
                                 grappe_error *error) {
  if (taken[i] < 0 && l->elsewhere[i].figure) {
    *figure = grappe_figure_keep(l->elsewhere[i].figure);
    return GRAPPE_OK;
  }
  return observed_figure(&l->o, taken[i], l->keys[i].territory, l->keys[i].by, figure, error);
}

static grappe_code put_figures(layout *l, const int32_t *taken, grappe_frame *frame, grappe_error *error) {
  grappe_figure **figures = grappe_alloc_zero(l->count, sizeof *figures);
  frame_column *column = NULL;
  grappe_code code = figures ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; i < l->count && code == GRAPPE_OK; i++) code = figure_of_key(l, i, taken, &figures[i], error);
  if (code == GRAPPE_OK) column = frame_column_of_figures(figures, l->count, error);
  if (code == GRAPPE_OK && !column) code = GRAPPE_MEMORY;
  if (column && !(column->measure = grappe_strdup(l->o.measure_code))) {
    frame_column_release(column);
    code = grappe_fail_memory(error);
  }
  if (code == GRAPPE_OK) {
    snprintf(column->rule, sizeof column->rule, "%s", l->o.rule ? l->o.rule : "");
    if (l->count == 0) column->cells->units[0] = l->o.unit;
    code = frame_put(frame, l->o.measure_code, 0, column, error);
  }
  for (size_t i = 0; figures && i < l->count; i++) grappe_figure_release(figures[i]);
  grappe_free(figures);
  return code;
}

static grappe_code put_notes(layout *l, grappe_frame *frame, grappe_error *error) {
  const char *at = grappe_buffer_text(&l->notes);
  grappe_code code = GRAPPE_OK;
  if (grappe_buffer_failed(&l->notes)) return grappe_fail_memory(error);
  while (*at && code == GRAPPE_OK) {
    size_t length = strcspn(at, "\n");
    char *line = grappe_strndup(at, length);
    code = line ? frame_note(frame, line, error) : grappe_fail_memory(error);
    grappe_free(line);
    at += length + (at[length] == '\n');
  }
  return code;
}

static void drop_unobserved(layout *l, int32_t *taken) {
  size_t kept = 0;
  for (size_t i = 0; i < l->count; i++) {
    if (taken[i] < 0 && !l->elsewhere[i].figure) continue;
    l->keys[kept] = l->keys[i];
    l->elsewhere[kept] = l->elsewhere[i];
    if (kept != i) l->elsewhere[i].figure = NULL;
    taken[kept++] = taken[i];
  }
  l->count = kept;
}

static grappe_code make_frame(layout *l, grappe_frame **frame, grappe_error *error) {
  int32_t *taken = grappe_alloc(l->count * sizeof *taken);
  if (!taken) return grappe_fail_memory(error);
  const grappe_figures_request *r = l->o.request;
  int placed = r->territory_count || r->level || l->area >= 0 || l->o.by < 0;
  grappe_frame *made = NULL;
  grappe_code code = pick_all(l, taken, error);
  size_t asked = l->count;
  if (code == GRAPPE_OK) code = look_elsewhere(l, taken, error);
  /* What was only found because it was observed at some time is no row where it was not observed in this period. */
  if (code == GRAPPE_OK && (r->observed_only || l->o.by >= 0 || (!r->territory_count && !r->level)))
    drop_unobserved(l, taken);
  for (size_t i = 0; i < l->count; i++) placed |= l->keys[i].territory >= 0;
  if (code == GRAPPE_OK) code = grappe_frame_new(l->o.snapshot, l->count, &made, error);
  if (code == GRAPPE_OK && placed) code = put_rows(l, "territory", query_entity_territory(), 0, made, error);
  if (code == GRAPPE_OK && l->o.by >= 0)
    code = put_rows(l, l->o.request->by, l->o.dimensions[l->o.by].column->refers_to, 1, made, error);
  if (code == GRAPPE_OK) code = put_figures(l, taken, made, error);
  if (code == GRAPPE_OK) code = put_notes(l, made, error);
  for (size_t i = 0; l->elsewhere && i < asked; i++) grappe_figure_release(l->elsewhere[i].figure);
  grappe_free(l->elsewhere);
  l->elsewhere = NULL;
  grappe_free(taken);
  if (code)
    grappe_frame_release(made);
  else
    *frame = made;
  return code;
}

static grappe_code open_layout(grappe_observatory *observatory, const grappe_figures_request *request, layout *l,
                               grappe_error *error) {
  *l = (layout){.area = -1, .level = -1};
  grappe_code code = observed_open(observatory, request, &l->o, error);
  if (code) return code;
  return grappe_snapshot_territories(l->o.snapshot, &l->territories, error);
}

static void close_layout(layout *l) {
  if (l->o.snapshot) observed_close(&l->o);
  grappe_free(l->keys);
  grappe_buffer_free(&l->notes);
}

static grappe_code look_up(grappe_observatory *observatory, const grappe_figures_request *request,
                           const unsigned char *levels, grappe_frame **frame, grappe_error *error) {
  layout l;
  grappe_code code = open_layout(observatory, request, &l, error);
  l.levels = levels;
  if (code == GRAPPE_OK) code = find_keys(&l, error);
  if (code == GRAPPE_OK) code = make_frame(&l, frame, error);
  close_layout(&l);
  return code;
}

grappe_code figures_observed(grappe_observatory *observatory, const grappe_figures_request *request,
                             const unsigned char *levels, grappe_frame **frame, grappe_error *error) {
  grappe_figures_request all = *request;
  all.geography = all.weight = all.level = NULL;
  all.within = all.territories = NULL;
  all.territory_count = 0;
  all.observed_only = 1;
  return look_up(observatory, &all, levels, frame, error);
}

grappe_code grappe_figures(grappe_observatory *observatory, const grappe_figures_request *request, grappe_frame **frame,
                           grappe_error *error) {
  if (request->geography) return figures_on_geography(observatory, request, frame, error);
  return look_up(observatory, request, NULL, frame, error);
}
