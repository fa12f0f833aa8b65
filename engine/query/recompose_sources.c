/* Whether a cell has all that it is made of. */
#include <string.h>

#include "query/recompose_private.h"

int recompose_adds_up(const recompose_work *w) {
  const frame_column *column = w->frame->places[w->column].column;
  if (column->rule[0]) return strcmp(column->rule, "sum") == 0;
  const grappe_column *cells = column->cells; /* counts and sums have a unit; shares, ranks and indices have none */
  for (size_t i = 0; i < cells->count; i++) {
    grappe_unit unit = grappe_column_unit(cells, i), rank;
    if (grappe_unit_convertible(unit, grappe_unit_none())) return 0;
    if (grappe_unit_parse("rank", 4, &rank, NULL) == GRAPPE_OK && grappe_unit_equal(unit, rank)) return 0;
  }
  return 1;
}

static int is_direct(const recompose_work *w, const recompose_part *parts, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (!recompose_direct(w, &parts[i])) return 0;
  return 1;
}

static int is_asked(const recompose_work *w) {
  return w->frame->places[w->column].column->measure || !recompose_adds_up(w);
}

/* The day on which the cell's territories were those of the figures: of several, the one farthest from the new
 * geography. A source that keeps an old region for new figures is taken on the last day of that region. */
static grappe_day day_of_cell(const recompose_work *w, const recompose_part *parts, size_t count) {
  grappe_day day = w->geography.day;
  for (size_t i = 0; i < count; i++) {
    int32_t from = w->codes[parts[i].row];
    grappe_day own = grappe_territory_nearest(w->territories, from, w->days[w->day[parts[i].row]].day);
    if ((own < day && day <= w->geography.day) || (own > day && day >= w->geography.day)) day = own;
  }
  return day;
}

static recompose_back *find_back(const recompose_work *w, grappe_day day, int level) {
  for (size_t i = 0; i < w->back_count; i++)
    if (w->backs[i].day == day && w->backs[i].level == level) return &w->backs[i];
  return NULL;
}

static grappe_code add_back(recompose_work *w, grappe_day day, int level, recompose_back **back, grappe_error *error) {
  size_t territories = (size_t)grappe_territories_count(w->territories);
  if ((*back = find_back(w, day, level))) return GRAPPE_OK;
  recompose_back *backs = grappe_grow(w->backs, &w->back_capacity, w->back_count + 1, sizeof *backs);
  if (!backs) return grappe_fail_memory(error);
  w->backs = backs;
  *back = &backs[w->back_count++];
  **back = (recompose_back){.day = day, .level = level};
  (*back)->wanted = grappe_alloc_zero(territories, 1);
  (*back)->first = grappe_alloc(territories * sizeof *(*back)->first);
  return (*back)->wanted && (*back)->first ? GRAPPE_OK : grappe_fail_memory(error);
}

static int level_of(const recompose_work *w, const recompose_part *parts) {
  return grappe_territory_level(w->territories, w->codes[parts->row]);
}

static grappe_code convert_back(recompose_work *w, recompose_back *back, grappe_error *error) {
  size_t count = 0, territories = (size_t)grappe_territories_count(w->territories);
  int32_t *rows = grappe_alloc(territories * sizeof *rows);
  if (!rows) return grappe_fail_memory(error);
  for (size_t i = 0; i < territories; i++)
    if (back->wanted[i]) rows[count++] = (int32_t)i;
  grappe_conversion_request request = {w->geography.day, back->day, back->level, NULL};
  grappe_code code = grappe_territories_convert(w->territories, &request, rows, count, query_run(w->frame->snapshot),
                                                &back->conversion, error);
  for (size_t s = back->conversion.count; code == GRAPPE_OK && s-- > 0;)
    back->first[back->conversion.shares[s].from] = (int32_t)s;
  grappe_free(rows);
  return code;
}

grappe_code recompose_find_sources(recompose_work *w, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (!is_asked(w)) return GRAPPE_OK;
  for (size_t from = 0, to; from < w->parts.count && code == GRAPPE_OK; from = to) {
    const recompose_part *parts = &w->parts.items[from];
    recompose_back *back;
    for (to = from;
         to < w->parts.count && w->parts.items[to].to == parts->to && w->parts.items[to].group == parts->group;)
      to++;
    if (parts->to < 0 || is_direct(w, parts, to - from)) continue;
    code = add_back(w, day_of_cell(w, parts, to - from), level_of(w, parts), &back, error);
    if (code == GRAPPE_OK) back->wanted[parts->to] = 1;
  }
  for (size_t i = 0; i < w->back_count && code == GRAPPE_OK; i++) code = convert_back(w, &w->backs[i], error);
  return code;
}

void recompose_free_sources(recompose_work *w) {
  for (size_t i = 0; i < w->back_count; i++) {
    grappe_free(w->backs[i].wanted);
    grappe_free(w->backs[i].first);
    grappe_conversion_free(&w->backs[i].conversion);
  }
  grappe_free(w->backs);
  w->backs = NULL;
  w->back_count = w->back_capacity = 0;
}

const grappe_territory_share *recompose_sources(const recompose_work *w, const recompose_part *parts, size_t count,
                                                size_t *source_count, grappe_day *day) {
  *source_count = 0;
  if (!count || parts->to < 0 || is_direct(w, parts, count)) return NULL;
  *day = day_of_cell(w, parts, count);
  const recompose_back *back = find_back(w, *day, level_of(w, parts));
  if (!back) return NULL;
  const grappe_territory_share *first = &back->conversion.shares[back->first[parts->to]];
  const grappe_territory_share *end = back->conversion.shares + back->conversion.count;
  while (first + *source_count < end && first[*source_count].from == parts->to) ++*source_count;
  return first;
}
