/* Figures of territories that were not observed themselves: on another geography, or put together from others. */
#include <string.h>

#include "query/figures_private.h"
#include "query/frame_private.h"
#include "query/recompose_private.h"

static const int32_t *territories_of(const grappe_frame *frame) {
  size_t column;
  return grappe_frame_find(frame, "territory", &column, NULL) ? NULL : grappe_frame_column(frame, column)->codes;
}

/* The rows of the frame whose territory is marked. They take the place of the frame. */
static grappe_code keep_rows(grappe_frame **frame, const unsigned char *among, grappe_error *error) {
  size_t *rows = grappe_alloc(((*frame)->rows + 1) * sizeof *rows), kept = 0;
  const int32_t *codes = territories_of(*frame);
  grappe_frame *fewer = NULL;
  if (!rows) return grappe_fail_memory(error);
  for (size_t i = 0; codes && i < (*frame)->rows; i++)
    if (codes[i] >= 0 && among[codes[i]]) rows[kept++] = i;
  grappe_code code = grappe_frame_gather(*frame, rows, kept, &fewer, error);
  grappe_free(rows);
  if (code) return code;
  grappe_frame_release(*frame);
  *frame = fewer;
  return GRAPPE_OK;
}

/* --- on a geography that is asked for --------------------------------------------------------------------------------
 */

typedef struct landing {
  observed o;
  const grappe_figures_request *request;
  grappe_territories *t;
  grappe_geography geography;
  int32_t *wanted; /* territories, in the order of the rows; NULL: all that there are */
  size_t count;
  int32_t area; /* -1: everywhere */
  unsigned char levels[FIGURES_LEVELS];
} landing;

static grappe_code find_wanted(landing *l, grappe_error *error) {
  const grappe_figures_request *r = l->request;
  grappe_code code = GRAPPE_OK;
  int level = l->geography.level;
  l->area = -1;
  memset(l->levels, r->level || r->territory_count ? 0 : 1, sizeof l->levels);
  if (r->within) code = observed_place(&l->o, r->within, NULL, &l->area, error);
  if (code == GRAPPE_OK && r->level) code = query_level_find(l->o.snapshot, l->t, r->level, &level, error);
  if (code) return code;
  if (r->level) l->levels[level + 1] = 1;
  if (r->territory_count) {
    l->wanted = grappe_alloc(r->territory_count * sizeof *l->wanted);
    if (!l->wanted) return grappe_fail_memory(error);
    for (; l->count < r->territory_count && code == GRAPPE_OK; l->count++) {
      code = observed_place(&l->o, &r->territories[l->count], r->level, &l->wanted[l->count], error);
      if (code == GRAPPE_OK) l->levels[grappe_territory_level(l->t, l->wanted[l->count]) + 1] = 1;
    }
    return code;
  }
  if (!r->level || r->by) return GRAPPE_OK;
  grappe_period day = {l->geography.day, l->geography.day};
  code = grappe_territories_members(l->t, l->area, level, day, 1, &l->wanted, &l->count, error);
  return code ? code : query_sort(l->wanted, l->count, query_compare_territories, l->t, error);
}

/* The row of each wanted territory; -1 where there is none. All rows of the frame in the area where none is named. */
static grappe_code lay_out(landing *l, const grappe_frame *frame, int32_t **rows, size_t *count, grappe_error *error) {
  const int32_t *codes = territories_of(frame);
  size_t places = l->wanted ? l->count : frame->rows;
  *count = 0;
  *rows = grappe_alloc((places + 1) * sizeof **rows);
  if (!*rows) return grappe_fail_memory(error);
  for (size_t i = 0; !l->wanted && i < frame->rows; i++)
    if (l->area < 0 || (codes && codes[i] >= 0 && grappe_territory_lies_in(l->t, codes[i], l->area) == GRAPPE_TRUE))
      (*rows)[(*count)++] = (int32_t)i;
  if (!l->wanted) return GRAPPE_OK;
  size_t territories = (size_t)grappe_territories_count(l->t);
  int32_t *row_of = grappe_alloc(territories * sizeof *row_of);
  if (!row_of) return grappe_fail_memory(error);
  for (size_t i = 0; i < territories; i++) row_of[i] = -1;
  for (size_t i = 0; codes && i < frame->rows; i++)
    if (codes[i] >= 0) row_of[codes[i]] = (int32_t)i;
  for (size_t i = 0; i < l->count; i++)
    if (row_of[l->wanted[i]] >= 0 || !l->request->observed_only) {
      l->wanted[*count] = l->wanted[i];
      (*rows)[(*count)++] = row_of[l->wanted[i]];
    }
  l->count = *count;
  grappe_free(row_of);
  return GRAPPE_OK;
}

static grappe_code put_wanted(landing *l, const grappe_frame *from, const int32_t *rows, size_t count,
                              grappe_frame *made, grappe_error *error) {
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_REFERENCE, count);
  grappe_figure **figures = grappe_alloc_zero(count, sizeof *figures);
  grappe_code code = cells && figures ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) {
    cells->codes[i] = l->wanted[i];
    cells->flags[i] = GRAPPE_PRESENT;
    code = rows[i] < 0 ? observed_figure(&l->o, -1, l->wanted[i], -1, &figures[i], error)
                       : grappe_frame_figure(from, (size_t)rows[i], from->count - 1, &figures[i], error);
  }
  if (code == GRAPPE_OK) {
    cells->refers_to = query_entity_territory();
    code = frame_put(made, "territory", 1, frame_column_new(cells, NULL, error), error);
    cells = NULL;
  }
  frame_column *column = code ? NULL : frame_column_of_figures(figures, count, error);
  if (code == GRAPPE_OK && !column) code = GRAPPE_MEMORY;
  if (column && !(column->measure = grappe_strdup(l->o.measure_code))) {
    frame_column_release(column);
    code = grappe_fail_memory(error);
  }
  if (code == GRAPPE_OK) {
    memcpy(column->rule, from->places[from->count - 1].column->rule, sizeof column->rule);
    if (count == 0) column->cells->units[0] = l->o.unit;
    code = frame_put(made, l->o.measure_code, 0, column, error);
  }
  grappe_column_free(cells);
  for (size_t i = 0; figures && i < count; i++) grappe_figure_release(figures[i]);
  grappe_free(figures);
  return code;
}

static grappe_code land(landing *l, const grappe_frame *from, grappe_frame **frame, grappe_error *error) {
  int32_t *rows = NULL;
  size_t count;
  grappe_frame *made = NULL;
  grappe_code code = lay_out(l, from, &rows, &count, error);
  if (code == GRAPPE_OK && !l->wanted) {
    size_t *kept = grappe_alloc((count + 1) * sizeof *kept);
    code = kept ? GRAPPE_OK : grappe_fail_memory(error);
    for (size_t i = 0; i < count && kept; i++) kept[i] = (size_t)rows[i];
    if (code == GRAPPE_OK) code = grappe_frame_gather(from, kept, count, frame, error);
    grappe_free(kept);
    grappe_free(rows);
    return code;
  }
  if (code == GRAPPE_OK) code = grappe_frame_new(l->o.snapshot, count, &made, error);
  if (code == GRAPPE_OK) code = put_wanted(l, from, rows, count, made, error);
  for (size_t i = 0; i < from->note_count && code == GRAPPE_OK; i++) code = frame_note(made, from->notes[i], error);
  if (made) made->geography = l->geography.day;
  grappe_free(rows);
  if (code)
    grappe_frame_release(made);
  else
    *frame = made;
  return code;
}

/* What the frame of the period is on the geography. Where territories are named, only these are looked at. */
static grappe_code convert(const landing *l, const grappe_frame *all, grappe_frame **frame, grappe_error *error) {
  const grappe_figures_request *r = l->request;
  grappe_recomposition how = {.geography = r->geography, .weight = r->weight, .level = r->level};
  if (!r->territory_count) return grappe_frame_recompose(all, &how, frame, error);
  unsigned char *only = grappe_alloc_zero((size_t)grappe_territories_count(l->t), 1);
  if (!only) return grappe_fail_memory(error);
  for (size_t i = 0; i < l->count; i++)
    if (l->wanted[i] >= 0) only[l->wanted[i]] = 1;
  grappe_code code = recompose_only(all, &how, only, frame, error);
  grappe_free(only);
  return code;
}

grappe_code figures_on_geography(grappe_observatory *observatory, const grappe_figures_request *request,
                                 grappe_frame **frame, grappe_error *error) {
  landing l = {.request = request};
  grappe_frame *all = NULL, *recomposed = NULL;
  grappe_code code = observed_open(observatory, request, &l.o, error);
  if (code) return code;
  code = grappe_snapshot_territories(l.o.snapshot, &l.t, error);
  if (code == GRAPPE_OK) code = grappe_geography_find(l.o.snapshot, request->geography, &l.geography, error);
  if (code == GRAPPE_OK) code = find_wanted(&l, error);
  if (code == GRAPPE_OK) code = figures_observed(observatory, request, l.levels, &all, error);
  if (code == GRAPPE_OK && territories_of(all))
    code = convert(&l, all, &recomposed, error);
  else if (code == GRAPPE_OK)
    recomposed = grappe_frame_keep(all);
  if (code == GRAPPE_OK) code = land(&l, recomposed, frame, error);
  grappe_frame_release(all);
  grappe_frame_release(recomposed);
  grappe_free(l.wanted);
  observed_close(&l.o);
  return code;
}

static void add_notes(const grappe_frame *frame, grappe_buffer *notes) {
  for (size_t i = 0; notes && i < frame->note_count; i++) grappe_buffer_addf(notes, "%s\n", frame->notes[i]);
}

grappe_code figure_on_geography(grappe_observatory *observatory, const grappe_figures_request *request,
                                grappe_figure **figure, grappe_buffer *note, grappe_error *error) {
  grappe_figures_request one = *request;
  grappe_frame *frame;
  one.territory_count = 1;
  one.observed_only = 0;
  grappe_code code = figures_on_geography(observatory, &one, &frame, error);
  if (code) return code;
  add_notes(frame, note);
  code = grappe_frame_figure(frame, 0, frame->count - 1, figure, error);
  grappe_frame_release(frame);
  return code;
}

/* --- where nothing was observed --------------------------------------------------------------------------------------
 */

/* The day on which the territory is looked for: in the period asked, or as near to it as it exists. */
static grappe_day day_of(const grappe_territories *t, int32_t territory, grappe_period period) {
  grappe_day last = grappe_period_stated(period) && period.to < GRAPPE_DAY_LAST ? period.to : grappe_today();
  return grappe_territory_nearest(t, territory, last);
}

/* Those of the wanted territories that are looked for on one day; `place` has the place of each among the wanted. */
static grappe_code look_on(grappe_frame *all, const grappe_territories *t, grappe_period period, grappe_day day,
                           elsewhere *wanted, const int32_t *place, grappe_buffer *notes, grappe_error *error) {
  grappe_frame *frame;
  int used = 0;
  grappe_code code = recompose_surely(all, day, &frame, error);
  if (code) return code;
  const int32_t *codes = territories_of(frame);
  for (size_t i = 0; i < frame->rows && code == GRAPPE_OK; i++) {
    elsewhere *own = codes[i] >= 0 && place[codes[i]] >= 0 ? &wanted[place[codes[i]]] : NULL;
    if (!own || !own->wanted || own->figure || day_of(t, codes[i], period) != day) continue;
    if (grappe_flags_presence(grappe_frame_column(frame, frame->count - 1)->flags[i]) != GRAPPE_PRESENT) continue;
    code = grappe_frame_figure(frame, i, frame->count - 1, &own->figure, error);
    used = 1;
  }
  if (used) add_notes(frame, notes);
  grappe_frame_release(frame);
  return code;
}

static grappe_code look_from(grappe_frame *all, grappe_territories *t, grappe_period period, elsewhere *wanted,
                             size_t count, grappe_buffer *notes, grappe_error *error) {
  size_t territories = (size_t)grappe_territories_count(t);
  int32_t *place = grappe_alloc(territories * sizeof *place);
  grappe_code code = place ? GRAPPE_OK : grappe_fail_memory(error);
  grappe_day before = GRAPPE_DAY_FIRST;
  for (size_t i = 0; place && i < territories; i++) place[i] = -1;
  for (size_t k = 0; place && k < count; k++)
    if (wanted[k].territory >= 0) place[wanted[k].territory] = (int32_t)k;
  for (size_t k = 0; k < count && code == GRAPPE_OK; k++) {
    if (wanted[k].territory < 0 || !wanted[k].wanted || wanted[k].figure) continue;
    grappe_day day = day_of(t, wanted[k].territory, period);
    if (day != before) /* mostly all are looked for on one */
      code = look_on(all, t, period, day, wanted, place, notes, error);
    before = day;
  }
  grappe_free(place);
  return code;
}

/* The territories that ever took part in a change: others are not put together. A new array. */
static unsigned char *mark_changed(const grappe_territories *t) {
  size_t count;
  const grappe_territory_change *changes = grappe_territories_changes(t, &count);
  unsigned char *marked = grappe_alloc_zero((size_t)grappe_territories_count(t), 1);
  for (size_t i = 0; marked && i < count; i++) marked[changes[i].from] = marked[changes[i].to] = 1;
  return marked;
}

grappe_code figures_elsewhere(grappe_observatory *observatory, const grappe_figures_request *request, elsewhere *asked,
                              size_t count, int apart, grappe_buffer *notes, grappe_error *error) {
  grappe_snapshot *snapshot;
  grappe_territories *t;
  grappe_frame *all = NULL;
  unsigned char levels[FIGURES_LEVELS] = {0}, *changed = NULL;
  int any = 0;
  grappe_code code = grappe_observatory_snapshot(observatory, &snapshot, error);
  if (code) return code;
  code = grappe_snapshot_territories(snapshot, &t, error);
  if (code == GRAPPE_OK && !(changed = mark_changed(t))) code = grappe_fail_memory(error);
  for (size_t k = 0; k < count && code == GRAPPE_OK; k++) {
    if (asked[k].territory < 0 || !asked[k].wanted || !changed[asked[k].territory]) continue;
    levels[grappe_territory_level(t, asked[k].territory) + 1] = 1;
    any = 1;
  }
  for (size_t k = 0; k < count && apart && code == GRAPPE_OK; k++)
    if (asked[k].territory >= 0 && !asked[k].wanted) changed[asked[k].territory] = 0;
  if (code == GRAPPE_OK && any) {
    code = figures_observed(observatory, request, levels, &all, error);
    if (code == GRAPPE_OK) code = keep_rows(&all, changed, error);
    if (code == GRAPPE_OK && all->rows) code = look_from(all, t, request->period, asked, count, notes, error);
  }
  grappe_frame_release(all);
  grappe_free(changed);
  grappe_snapshot_release(snapshot);
  return code;
}
