/* The one figure of a measure, a territory and further dimensions. */
#include "query/figures_private.h"
#include "query/frame_private.h"
#include "query/geography.h"
#include "territory/conversion.h"

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

/* Whether the observation of the territory is on the geography that is asked for, or on another one on which the
 * territory had the same ground: then there is nothing to convert. */
static grappe_code on_geography(observed *o, const char *name, int32_t territory, const grappe_figure *figure,
                                int *there, grappe_error *error) {
  grappe_geography geography;
  grappe_territories *t;
  grappe_ground asked, own = grappe_figure_read(figure)->ground;
  grappe_code code = grappe_geography_find(o->snapshot, name, &geography, error);
  if (code == GRAPPE_OK) code = grappe_snapshot_territories(o->snapshot, &t, error);
  if (code == GRAPPE_OK) code = query_ground(o->snapshot, territory, geography.day, &asked, error);
  if (code == GRAPPE_OK)
    *there = own.territory == asked.territory && own.number == asked.number &&
             grappe_territory_exists(t, territory, geography.day);
  return code;
}

/* The figure of the observation that suits best; NULL where there is none, or where it is on another geography than the
 * one asked for. */
static grappe_code observed_there(observed *o, int32_t territory, grappe_figure **figure, grappe_buffer *notes,
                                  grappe_error *error) {
  int32_t taken, *own = grappe_alloc(o->count * sizeof *own);
  int there = 1;
  *figure = NULL;
  if (!own) return grappe_fail_memory(error);
  grappe_code code = observed_pick(o, own, of_one_subject(o, territory, own), &taken, notes, error);
  grappe_free(own);
  if (code || taken < 0) return code;
  code = observed_figure(o, taken, territory, -1, figure, error);
  if (code == GRAPPE_OK && o->request->geography && territory >= 0)
    code = on_geography(o, o->request->geography, territory, *figure, &there, error);
  if (code == GRAPPE_OK && there) return GRAPPE_OK;
  grappe_figure_release(*figure);
  *figure = NULL;
  grappe_buffer_clear(notes);
  return code;
}

grappe_code grappe_figure_of(grappe_observatory *observatory, const grappe_figures_request *request,
                             grappe_figure **figure, grappe_buffer *note, grappe_error *error) {
  observed o;
  grappe_buffer notes = {0};
  elsewhere other = {.territory = -1, .wanted = 1};
  grappe_code code = observed_open(observatory, request, &o, error);
  if (code) return code;
  *figure = NULL;
  if (request->territory_count)
    code = observed_place(&o, &request->territories[0], request->level, &other.territory, error);
  if (code == GRAPPE_OK) code = observed_there(&o, other.territory, figure, &notes, error);
  if (code == GRAPPE_OK && !*figure && request->geography && request->territory_count) {
    code = figure_on_geography(observatory, request, figure, &notes, error);
  } else if (code == GRAPPE_OK && !*figure) {
    code = figures_elsewhere(observatory, request, &other, 1, 0, &notes, error);
    if (code == GRAPPE_OK) *figure = other.figure;
    if (code == GRAPPE_OK && !*figure) code = observed_figure(&o, -1, other.territory, -1, figure, error);
    if (code) grappe_figure_release(other.figure);
  }
  if (code == GRAPPE_OK && note) grappe_buffer_add(note, grappe_buffer_text(&notes));
  observed_close(&o);
  grappe_buffer_free(&notes);
  return code;
}
