/* The one figure of a measure, a territory and further dimensions. */
#include "query/figures_private.h"
#include "query/frame_private.h"

grappe_code observed_place(const observed *o, const grappe_place *place, const char *level, int32_t *row,
                           grappe_error *error) {
  grappe_row found = place->row;
  const char *const prefer[] = {level, NULL};
  if (place->text) {
    grappe_code code = grappe_observatory_find(o->snapshot->observatory, query_entity_territory(), place->text, NULL,
                                               level ? prefer : NULL, &found, error);
    if (code) return code;
  } else if (found.entity != query_entity_territory() || found.index < 0) {
    return grappe_fail(error, GRAPPE_ARGUMENT, "a place is a territory: its name, its code or its row");
  }
  grappe_code code = query_row_in(o->snapshot, &found, row, error);
  if (place->text) grappe_snapshot_release(found.snapshot);
  return code;
}

/* Whether two observations differ only in period, source and locator. */
static int same_subject(const observed *o, int32_t a, int32_t b) {
  if (o->territory->codes[a] != o->territory->codes[b]) return 0;
  for (int i = 0; i < o->dimension_count; i++)
    if (o->dimensions[i].column->codes[a] != o->dimensions[i].column->codes[b]) return 0;
  return 1;
}

/* Of what was not asked for, nothing else may be meant: either it is empty, or all observations agree in it. */
static size_t of_one_subject(const observed *o, int32_t territory, int32_t *own) {
  size_t count = 0;
  for (size_t i = 0; i < o->count; i++)
    if (o->strict[i] && o->territory->codes[o->rows[i]] == territory) own[count++] = o->rows[i];
  if (count) return count;
  for (size_t i = 0; i < o->count; i++) {
    if (territory >= 0 && o->territory->codes[o->rows[i]] != territory) continue;
    if (count && !same_subject(o, own[0], o->rows[i])) return 0;
    own[count++] = o->rows[i];
  }
  return count;
}

grappe_code grappe_figure_of(grappe_observatory *observatory, const grappe_figures_request *request,
                             grappe_figure **figure, grappe_buffer *note, grappe_error *error) {
  observed o;
  grappe_buffer notes = {0};
  int32_t territory = -1, taken = -1, *own = NULL;
  if (request->geography && request->territory_count)
    return figure_on_geography(observatory, request, figure, note, error);
  grappe_code code = observed_open(observatory, request, &o, error);
  if (code) return code;
  if (request->territory_count) code = observed_place(&o, &request->territories[0], request->level, &territory, error);
  if (code == GRAPPE_OK && !(own = grappe_alloc(o.count * sizeof *own))) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) {
    size_t count = of_one_subject(&o, territory, own);
    code = observed_pick(&o, own, count, &taken, &notes, error);
  }
  elsewhere other = {.territory = territory, .wanted = taken < 0, .figure = NULL};
  if (code == GRAPPE_OK && other.wanted) code = figures_elsewhere(observatory, request, &other, 1, 0, &notes, error);
  if (code) grappe_figure_release(other.figure);
  if (code == GRAPPE_OK && other.figure)
    *figure = other.figure;
  else if (code == GRAPPE_OK)
    code = observed_figure(&o, taken, territory, -1, figure, error);
  if (code == GRAPPE_OK && note) grappe_buffer_add(note, grappe_buffer_text(&notes));
  grappe_free(own);
  observed_close(&o);
  grappe_buffer_free(&notes);
  return code;
}
