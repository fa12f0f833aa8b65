/* Which part of which figure goes where. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "query/figures.h"
#include "query/recompose_private.h"

/* --- the geography of each figure ------------------------------------------------------------------------------------
 */

/* Geographies that sources state; NULL where none does. */
typedef struct stated {
  const grappe_column *codes, *geographies;
  int any;
} stated;

static grappe_code read_stated(grappe_snapshot *snapshot, stated *s, grappe_error *error) {
  const grappe_entity *source = grappe_entity_find("source");
  *s = (stated){0};
  grappe_code code = query_column_named(snapshot, source, "code", &s->codes, error);
  if (code == GRAPPE_OK) code = query_column_named(snapshot, source, "geography", &s->geographies, error);
  for (size_t i = 0; code == GRAPPE_OK && i < s->geographies->count; i++) s->any |= s->geographies->codes[i] >= 0;
  return code;
}

static grappe_code day_of_sources(recompose_work *w, const stated *s, const grappe_figure_parts *figure,
                                  grappe_day *day, grappe_error *error) {
  for (size_t c = 0; s->any && c < figure->citation_count; c++) {
    const char *cited = figure->citations[c].source;
    int32_t wanted = grappe_dictionary_find(s->codes->dictionary, cited, strlen(cited));
    for (size_t i = 0; wanted >= 0 && i < s->codes->count; i++) {
      if (s->codes->codes[i] != wanted || s->geographies->codes[i] < 0) continue;
      grappe_geography found;
      grappe_code code =
          grappe_geography_find(w->frame->snapshot, grappe_column_text(s->geographies, i), &found, error);
      if (code == GRAPPE_OK) *day = found.day;
      return code;
    }
  }
  return GRAPPE_OK;
}

static grappe_code day_of(recompose_work *w, const stated *s, const grappe_figure_parts *figure, grappe_day *day,
                          grappe_error *error) {
  *day = w->from;
  if (*day == GRAPPE_DAY_FIRST && grappe_ground_known(figure->ground)) *day = figure->ground.last;
  if (*day > GRAPPE_DAY_FIRST) return GRAPPE_OK;
  grappe_code code = day_of_sources(w, s, figure, day, error);
  if (code || *day > GRAPPE_DAY_FIRST) return code;
  grappe_period period = grappe_period_stated(figure->period) ? figure->period : query_today();
  *day = grappe_geography_of_period(period);
  return GRAPPE_OK;
}

static grappe_code place_day(recompose_work *w, grappe_day day, int32_t *place, grappe_error *error) {
  for (size_t i = w->day_count; i-- > 0;)
    if (w->days[i].day == day) {
      *place = (int32_t)i;
      return GRAPPE_OK;
    }
  recompose_day *days = grappe_grow(w->days, &w->day_capacity, w->day_count + 1, sizeof *days);
  if (!days) return grappe_fail_memory(error);
  w->days = days;
  unsigned char *changed = grappe_alloc_zero((size_t)grappe_territories_count(w->territories), 1);
  if (!changed) return grappe_fail_memory(error);
  grappe_territories_changed(w->territories, day, w->geography.day, changed);
  *place = (int32_t)w->day_count;
  days[w->day_count++] = (recompose_day){day, changed};
  return GRAPPE_OK;
}

grappe_code recompose_days(recompose_work *w, grappe_error *error) {
  stated s = {0};
  grappe_code code = w->from > GRAPPE_DAY_FIRST ? GRAPPE_OK : read_stated(w->frame->snapshot, &s, error);
  for (size_t i = 0; i < w->frame->rows && code == GRAPPE_OK; i++) {
    grappe_day day;
    code = day_of(w, &s, grappe_figure_read(w->figures[i]), &day, error);
    if (code == GRAPPE_OK) code = place_day(w, day, &w->day[i], error);
  }
  return code;
}

/* --- parts -----------------------------------------------------------------------------------------------------------
 */

static grappe_code add_part(recompose_work *w, recompose_part part, grappe_error *error) {
  recompose_part *items = grappe_grow(w->parts.items, &w->parts.capacity, w->parts.count + 1, sizeof *items);
  if (!items) return grappe_fail_memory(error);
  w->parts.items = items;
  items[w->parts.count++] = part;
  return GRAPPE_OK;
}

enum { NAMED_MOST = 6 };

static grappe_code fail_lost(recompose_work *w, const grappe_conversion *c, grappe_error *error) {
  grappe_buffer names = {0};
  size_t lost = 0;
  for (size_t i = 0; i < c->count; i++) {
    if (c->shares[i].to >= 0) continue;
    if (lost++ < NAMED_MOST)
      grappe_buffer_addf(&names, "%s%s (%s)", lost > 1 ? ", " : "",
                         grappe_territory_name(w->territories, c->shares[i].from, grappe_language_now()),
                         grappe_territory_code(w->territories, c->shares[i].from));
  }
  if (lost > NAMED_MOST) grappe_buffer_add(&names, ", …");
  grappe_code code =
      grappe_fail(error, GRAPPE_DATA,
                  "no change of territories leads to the geography of %s from some (%lu): %s; import their changes, "
                  "or leave these territories out",
                  w->geography.title, (unsigned long)lost, grappe_buffer_text(&names));
  grappe_buffer_free(&names);
  return code;
}

/* The parts of the rows of one geography: their territories, each once, are converted together. */
static grappe_code parts_of_day(recompose_work *w, int32_t day, int32_t *rows, int32_t *first_share,
                                grappe_error *error) {
  size_t count = 0;
  w->cell++;
  for (size_t i = 0; i < w->frame->rows; i++) {
    int32_t territory = w->codes[i];
    if (w->day[i] != day || territory < 0 || w->seen[territory] == w->cell) continue;
    w->seen[territory] = w->cell;
    rows[count++] = territory;
  }
  grappe_conversion_request request = {w->days[day].day, w->geography.day, w->level, w->weights};
  grappe_conversion c;
  grappe_code code =
      grappe_territories_convert(w->territories, &request, rows, count, query_run(w->frame->snapshot), &c, error);
  if (code) return code;
  for (size_t s = c.count; s-- > 0;) {
    first_share[c.shares[s].from] = (int32_t)s;
    if (c.shares[s].to < 0 && !w->surely && !w->only) code = GRAPPE_DATA;
  }
  if (code) code = fail_lost(w, &c, error);
  for (size_t i = 0; i < w->frame->rows && code == GRAPPE_OK; i++) {
    if (w->day[i] != day || w->codes[i] < 0) continue;
    for (size_t s = (size_t)first_share[w->codes[i]]; s < c.count && c.shares[s].from == w->codes[i]; s++) {
      const grappe_territory_share *share = &c.shares[s];
      if (w->surely && (share->to < 0 || share->kind != GRAPPE_SHARE_WHOLE)) continue;
      if (w->only && (share->to < 0 || !w->only[share->to])) continue;
      code = add_part(
          w, (recompose_part){share->to, w->group[i], (int32_t)i, share->share, share->low, share->high, share->kind},
          error);
      if (code) break;
    }
  }
  grappe_conversion_free(&c);
  return code;
}

static int compare_parts(const void *a, const void *b) {
  const recompose_part *x = a, *y = b;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  if (x->group != y->group) return x->group < y->group ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

int recompose_direct(const recompose_work *w, const recompose_part *part) {
  int32_t territory = w->codes[part->row];
  if (territory != part->to || part->kind != GRAPPE_SHARE_WHOLE) return 0;
  return territory < 0 || !w->days[w->day[part->row]].changed[territory];
}

static int is_known(const recompose_work *w, const recompose_part *part) {
  return grappe_figure_read(w->figures[part->row])->presence == GRAPPE_PRESENT;
}

/* A figure that was observed on the new geography is that of the whole: where it is known its parts do not count once
 * more, and where it is not they stand in for it. */
static void drop_covered(recompose_work *w) {
  size_t kept = 0;
  for (size_t from = 0, to; from < w->parts.count; from = to) {
    const recompose_part *parts = w->parts.items;
    int known = 0, others = 0;
    for (to = from; to < w->parts.count && parts[to].to == parts[from].to && parts[to].group == parts[from].group;
         to++) {
      int direct = recompose_direct(w, &parts[to]);
      known |= direct && is_known(w, &parts[to]);
      others |= !direct;
    }
    for (size_t i = from; i < to; i++)
      if (recompose_direct(w, &parts[i]) ? known || !others : !known) w->parts.items[kept++] = parts[i];
  }
  w->parts.count = kept;
}

grappe_code recompose_find_parts(recompose_work *w, grappe_error *error) {
  size_t count = (size_t)grappe_territories_count(w->territories);
  int32_t *rows = grappe_alloc(count * sizeof *rows), *first_share = grappe_alloc(count * sizeof *first_share);
  grappe_code code = rows && first_share ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t d = 0; d < w->day_count && code == GRAPPE_OK; d++)
    code = parts_of_day(w, (int32_t)d, rows, first_share, error);
  for (size_t i = 0; i < w->frame->rows && code == GRAPPE_OK; i++)
    if (w->codes[i] < 0 && !w->only) /* known to be somewhere: it stays there */
      code = add_part(w, (recompose_part){-1, w->group[i], (int32_t)i, 1, 1, 1, GRAPPE_SHARE_WHOLE}, error);
  if (code == GRAPPE_OK) {
    if (w->parts.count) qsort(w->parts.items, w->parts.count, sizeof *w->parts.items, compare_parts);
    drop_covered(w);
  }
  grappe_free(rows);
  grappe_free(first_share);
  return code;
}

/* --- named weights ---------------------------------------------------------------------------------------------------
 */

/* The latest figure of a measure for each territory. */
static grappe_code weights_of_measure(recompose_work *w, grappe_error *error) {
  grappe_figures_request request = {.measure = w->how->weight, .period = GRAPPE_PERIOD_ALL};
  grappe_frame *frame;
  grappe_code code = grappe_figures(w->frame->snapshot->observatory, &request, &frame, error);
  if (code) return code;
  size_t place, figures = frame->count - 1;
  code = grappe_frame_find(frame, "territory", &place, error);
  for (size_t i = 0; code == GRAPPE_OK && i < frame->rows; i++) {
    grappe_row row = {frame->snapshot, query_entity_territory(), grappe_frame_column(frame, place)->codes[i]};
    int32_t own;
    if (row.index < 0) continue;
    code = query_row_in(w->frame->snapshot, &row, &own, error);
    const grappe_column *cells = grappe_frame_column(frame, figures);
    if (code == GRAPPE_OK && own >= 0 && grappe_flags_presence(cells->flags[i]) == GRAPPE_PRESENT)
      w->weights[own] = cells->value[i];
  }
  grappe_frame_release(frame);
  return code;
}

grappe_code recompose_weights(recompose_work *w, grappe_error *error) {
  size_t count = (size_t)grappe_territories_count(w->territories);
  w->weights = grappe_alloc(count * sizeof *w->weights);
  if (!w->weights) return grappe_fail_memory(error);
  if (strcmp(w->how->weight, "population") == 0) {
    grappe_territories_population(w->territories, w->weights);
    return GRAPPE_OK;
  }
  for (size_t i = 0; i < count; i++) w->weights[i] = NAN;
  return weights_of_measure(w, error);
}
