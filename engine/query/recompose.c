#include "query/recompose.h"

#include <stdio.h>
#include <string.h>

#include "query/recompose_private.h"

static int holds_territories(const grappe_frame *frame, size_t column) {
  const grappe_column *cells = grappe_frame_column(frame, column);
  return cells->kind == GRAPPE_COLUMN_REFERENCE && cells->refers_to == query_entity_territory();
}

static grappe_code find_place(recompose_work *w, grappe_error *error) {
  size_t found = 0, count = w->frame->count;
  for (size_t i = 0; i < count; i++) {
    if (!holds_territories(w->frame, i)) continue;
    if (strcmp(w->frame->places[i].name, "territory") == 0 || !found++) w->place = i;
    if (strcmp(w->frame->places[i].name, "territory") == 0) found = 1;
    if (strcmp(w->frame->places[i].name, "territory") == 0) break;
  }
  if (found != 1)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "figures are recomposed by their territories, and this frame has %lu columns of territories: "
                       "name one of them territory, or select it",
                       (unsigned long)found);
  w->codes = grappe_frame_column(w->frame, w->place)->codes;
  return GRAPPE_OK;
}

static int is_other_key(const recompose_work *w, size_t column) {
  return w->frame->places[column].key && column != w->place &&
         grappe_frame_column(w->frame, column)->kind != GRAPPE_COLUMN_FIGURE;
}

/* --- groups of the other keys: each refines those of the keys before -------------------------------------------------
 */

typedef struct refining {
  const query_keys *keys;
  const int32_t *group;
} refining;

static int compare_refined(const void *context, int32_t a, int32_t b) {
  const refining *r = context;
  if (r->group[a] != r->group[b]) return r->group[a] < r->group[b] ? -1 : 1;
  if (r->keys->absent[a] || r->keys->absent[b]) return r->keys->absent[a] - r->keys->absent[b];
  return (r->keys->key[a] > r->keys->key[b]) - (r->keys->key[a] < r->keys->key[b]);
}

static grappe_code refine(recompose_work *w, size_t column, int32_t *order, int32_t *next, grappe_error *error) {
  query_keys keys;
  grappe_code code = query_keys_of(w->frame->snapshot, grappe_frame_column(w->frame, column), &keys, error);
  if (code) return code;
  refining r = {&keys, w->group};
  for (size_t i = 0; i < w->frame->rows; i++) order[i] = (int32_t)i;
  code = query_sort(order, w->frame->rows, compare_refined, &r, error);
  int32_t group = 0;
  for (size_t i = 0; i < w->frame->rows && code == GRAPPE_OK; i++) {
    if (i && compare_refined(&r, order[i - 1], order[i]) != 0) group++;
    next[order[i]] = group;
  }
  if (code == GRAPPE_OK) memcpy(w->group, next, w->frame->rows * sizeof *next);
  query_keys_free(&keys);
  return code;
}

static grappe_code find_groups(recompose_work *w, grappe_error *error) {
  size_t rows = w->frame->rows;
  w->group = grappe_alloc_zero(rows, sizeof *w->group);
  int32_t *order = grappe_alloc(rows * sizeof *order), *next = grappe_alloc(rows * sizeof *next);
  grappe_code code = w->group && order && next ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; i < w->frame->count && code == GRAPPE_OK; i++)
    if (is_other_key(w, i)) code = refine(w, i, order, next, error);
  grappe_free(order);
  grappe_free(next);
  return code;
}

/* --- the rows of the new frame ---------------------------------------------------------------------------------------
 */

static grappe_code add_key(recompose_work *w, const recompose_part *part, grappe_error *error) {
  recompose_key *keys = grappe_grow(w->keys, &w->key_capacity, w->key_count + 1, sizeof *keys);
  if (!keys) return grappe_fail_memory(error);
  w->keys = keys;
  keys[w->key_count++] = (recompose_key){part->to, part->group, part->row};
  return GRAPPE_OK;
}

/* In the order of codes, each territory with its groups in the order of their values. */
static int compare_keys(const void *context, int32_t a, int32_t b) {
  const recompose_work *w = context;
  const recompose_key *x = &w->keys[a], *y = &w->keys[b];
  if (x->to != y->to) {
    if (x->to < 0 || y->to < 0) return x->to < 0 ? 1 : -1;
    return query_compare_territories(w->territories, x->to, y->to);
  }
  return (x->group > y->group) - (x->group < y->group);
}

static grappe_code sort_keys(recompose_work *w, grappe_error *error) {
  int32_t *order = grappe_alloc(w->key_count * sizeof *order);
  recompose_key *sorted = grappe_alloc((w->key_count + 1) * sizeof *sorted);
  size_t kept = 0;
  grappe_code code = order && sorted ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; code == GRAPPE_OK && i < w->key_count; i++) order[i] = (int32_t)i;
  if (code == GRAPPE_OK) code = query_sort(order, w->key_count, compare_keys, w, error);
  for (size_t i = 0; code == GRAPPE_OK && i < w->key_count; i++)
    if (i == 0 || compare_keys(w, order[i - 1], order[i]) != 0) sorted[kept++] = w->keys[order[i]];
  grappe_free(order);
  if (code) {
    grappe_free(sorted);
    return code;
  }
  grappe_free(w->keys);
  w->keys = sorted;
  w->key_count = kept;
  return GRAPPE_OK;
}

/* --- columns ---------------------------------------------------------------------------------------------------------
 */

static void close_column(recompose_work *w) {
  recompose_free_sources(w);
  for (size_t i = 0; w->figures && i < w->frame->rows; i++) grappe_figure_release(w->figures[i]);
  for (size_t i = 0; i < w->day_count; i++) grappe_free(w->days[i].changed);
  grappe_free(w->figures);
  grappe_free(w->day);
  grappe_free(w->days);
  grappe_free(w->parts.items);
  w->figures = NULL;
  w->day = NULL;
  w->days = NULL;
  w->day_count = w->day_capacity = 0;
  w->parts = (recompose_parts){0};
}

static grappe_code open_figures(recompose_work *w, size_t column, grappe_error *error) {
  size_t rows = w->frame->rows;
  w->column = column;
  w->figures = grappe_alloc_zero(rows, sizeof(grappe_figure *));
  w->day = grappe_alloc(rows * sizeof *w->day);
  grappe_code code = w->figures && w->day ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; i < rows && code == GRAPPE_OK; i++)
    code = grappe_frame_figure(w->frame, i, column, &w->figures[i], error);
  return code ? code : recompose_days(w, error);
}

/* The figures of a column and the parts that they are divided in. */
static grappe_code open_column(recompose_work *w, size_t column, grappe_error *error) {
  grappe_code code = open_figures(w, column, error);
  return code ? code : recompose_find_parts(w, error);
}

/* Rows of the new frame: every territory and group that one of the columns leads to. */
static grappe_code find_keys(recompose_work *w, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t c = 0; c < w->frame->count && code == GRAPPE_OK; c++) {
    if (grappe_frame_column(w->frame, c)->kind != GRAPPE_COLUMN_FIGURE) continue;
    code = open_column(w, c, error);
    for (size_t i = 0; i < w->parts.count && code == GRAPPE_OK; i++) {
      const recompose_part *part = &w->parts.items[i];
      if (i == 0 || part->to != part[-1].to || part->group != part[-1].group) code = add_key(w, part, error);
    }
    close_column(w);
  }
  return code ? code : sort_keys(w, error);
}

/* The parts of a cell, by bisection. */
static size_t find_cell(const recompose_work *w, const recompose_key *key, size_t *count) {
  size_t low = 0, high = w->parts.count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const recompose_part *part = &w->parts.items[middle];
    if (part->to < key->to || (part->to == key->to && part->group < key->group))
      low = middle + 1;
    else
      high = middle;
  }
  for (high = low;
       high < w->parts.count && w->parts.items[high].to == key->to && w->parts.items[high].group == key->group;)
    high++;
  *count = high - low;
  return low;
}

static grappe_code put_figures(recompose_work *w, size_t column, grappe_frame *made, grappe_error *error) {
  const frame_column *old = w->frame->places[column].column;
  grappe_figure **figures = grappe_alloc_zero(w->key_count, sizeof *figures);
  grappe_code code = figures ? open_column(w, column, error) : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = recompose_find_sources(w, error);
  for (size_t k = 0; k < w->key_count && code == GRAPPE_OK; k++) {
    size_t count, first = find_cell(w, &w->keys[k], &count);
    code = recompose_figure(w, &w->keys[k], w->parts.items + first, count, &figures[k], error);
    if (code == GRAPPE_OK && k % 1024 == 1023) code = grappe_run_check(query_run(w->frame->snapshot), error);
  }
  close_column(w);
  frame_column *new = code ? NULL : frame_column_of_figures(figures, w->key_count, error);
  if (code == GRAPPE_OK && !new) code = GRAPPE_MEMORY;
  if (new) memcpy(new->rule, old->rule, sizeof new->rule);
  if (new && old->measure && !(new->measure = grappe_strdup(old->measure))) {
    frame_column_release(new);
    code = grappe_fail_memory(error);
  }
  if (code == GRAPPE_OK) code = frame_put_as(made, &w->frame->places[column], new, error);
  for (size_t k = 0; figures && k < w->key_count; k++) grappe_figure_release(figures[k]);
  grappe_free(figures);
  return code;
}

static grappe_code put_territories(recompose_work *w, grappe_frame *made, grappe_error *error) {
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_REFERENCE, w->key_count);
  if (!cells) return grappe_fail_memory(error);
  cells->refers_to = query_entity_territory();
  for (size_t k = 0; k < w->key_count; k++) {
    cells->codes[k] = w->keys[k].to;
    if (w->keys[k].to >= 0) cells->flags[k] = GRAPPE_PRESENT;
  }
  return frame_put(made, w->frame->places[w->place].name, 1, frame_column_new(cells, NULL, error), error);
}

static grappe_code put_other_key(recompose_work *w, size_t column, grappe_frame *made, grappe_error *error) {
  int32_t *rows = grappe_alloc(w->key_count * sizeof *rows);
  if (!rows) return grappe_fail_memory(error);
  for (size_t k = 0; k < w->key_count; k++) rows[k] = w->keys[k].row;
  grappe_column *cells = grappe_column_gather(grappe_frame_column(w->frame, column), rows, w->key_count);
  grappe_free(rows);
  if (!cells) return grappe_fail_memory(error);
  return frame_put_as(made, &w->frame->places[column], frame_column_new(cells, NULL, error), error);
}

static grappe_code make_frame(recompose_work *w, grappe_frame *made, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < w->frame->note_count && code == GRAPPE_OK; i++)
    code = frame_note(made, w->frame->notes[i], error);
  for (size_t c = 0; c < w->frame->count && code == GRAPPE_OK; c++) {
    const char *name = w->frame->places[c].name;
    if (c == w->place)
      code = put_territories(w, made, error);
    else if (grappe_frame_column(w->frame, c)->kind == GRAPPE_COLUMN_FIGURE)
      code = put_figures(w, c, made, error);
    else if (is_other_key(w, c))
      code = put_other_key(w, c, made, error);
    else {
      grappe_buffer note = {0};
      grappe_buffer_addf(&note, grappe_translate("column '%s' says nothing of the new territories: it is left out"),
                         name);
      code =
          grappe_buffer_failed(&note) ? grappe_fail_memory(error) : frame_note(made, grappe_buffer_text(&note), error);
      grappe_buffer_free(&note);
    }
  }
  made->geography = w->geography.day;
  return code ? code : recompose_notes(w, made, error);
}

static void close_work(recompose_work *w) {
  grappe_free(w->weights);
  grappe_free(w->group);
  grappe_free(w->keys);
  grappe_free(w->seen);
  grappe_buffer_free(&w->changes);
}

static grappe_code open_work(recompose_work *w, grappe_error *error) {
  grappe_code code = find_place(w, error);
  if (code == GRAPPE_OK) code = grappe_snapshot_territories(w->frame->snapshot, &w->territories, error);
  w->level = w->geography.level;
  if (code == GRAPPE_OK && w->how->level)
    code = query_level_find(w->frame->snapshot, w->territories, w->how->level, &w->level, error);
  w->from = w->frame->geography;
  if (code == GRAPPE_OK && w->how->from) {
    grappe_geography from;
    code = grappe_geography_find(w->frame->snapshot, w->how->from, &from, error);
    w->from = from.day;
  }
  if (code == GRAPPE_OK && w->how->weight) code = recompose_weights(w, error);
  if (code == GRAPPE_OK &&
      !(w->seen = grappe_alloc_zero((size_t)grappe_territories_count(w->territories), sizeof *w->seen)))
    code = grappe_fail_memory(error);
  return code ? code : find_groups(w, error);
}

typedef struct recompose_limits {
  int surely;
  const unsigned char *only;
} recompose_limits;

/* *converted (may be NULL): how many figures are not those of the frame. */
static grappe_code recompose_on(const grappe_frame *frame, const grappe_recomposition *how,
                                const grappe_geography *geography, recompose_limits limits, grappe_frame **result,
                                size_t *converted, grappe_error *error) {
  recompose_work work = {
      .frame = frame, .how = how, .geography = *geography, .surely = limits.surely, .only = limits.only};
  grappe_frame *made = NULL;
  grappe_code code = open_work(&work, error);
  if (code == GRAPPE_OK) code = find_keys(&work, error);
  if (code == GRAPPE_OK) code = grappe_frame_new(frame->snapshot, work.key_count, &made, error);
  if (code == GRAPPE_OK) code = make_frame(&work, made, error);
  if (converted) *converted = work.converted;
  close_work(&work);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}

grappe_code grappe_frame_recompose(const grappe_frame *frame, const grappe_recomposition *how, grappe_frame **result,
                                   grappe_error *error) {
  grappe_geography geography;
  if (!how->geography)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "figures are recomposed on a geography: give a year such as 2026, \"COG 2026\", or an edition "
                       "of the territories");
  grappe_code code = grappe_geography_find(frame->snapshot, how->geography, &geography, error);
  return code ? code : recompose_on(frame, how, &geography, (recompose_limits){0}, result, NULL, error);
}

grappe_code recompose_only(const grappe_frame *frame, const grappe_recomposition *how, const unsigned char *only,
                           grappe_frame **result, grappe_error *error) {
  grappe_geography geography;
  grappe_code code = grappe_geography_find(frame->snapshot, how->geography, &geography, error);
  return code ? code : recompose_on(frame, how, &geography, (recompose_limits){.only = only}, result, NULL, error);
}

/* --- several frames --------------------------------------------------------------------------------------------------
 */

/* Rows whose figures have all the days there are, at most two; 0: each may have another. */
static size_t telling_rows(const frame_column *column, size_t rows, size_t telling[2]) {
  int bare = !column->maker && !column->leaf_entity && !column->figures;
  size_t count = 0;
  if (!bare && !(column->maker && column->maker->uniform)) return 0;
  for (int made = 0; made < 2; made++)
    for (size_t i = 0; i < rows; i++) {
      if ((column->leaves && column->leaves[i] >= 0) != made) continue;
      telling[count++] = i;
      break;
    }
  return count;
}

static grappe_code latest_of_column(const grappe_frame *frame, size_t column, grappe_territories *territories,
                                    grappe_day *latest, grappe_error *error) {
  recompose_work w = {.frame = frame, .territories = territories};
  size_t telling[2], count = telling_rows(frame->places[column].column, frame->rows, telling);
  grappe_frame *few = NULL;
  grappe_code code = count ? grappe_frame_gather(frame, telling, count, &few, error) : GRAPPE_OK;
  if (few) w.frame = few;
  w.from = frame->geography;
  if (code == GRAPPE_OK) code = open_figures(&w, column, error);
  for (size_t i = 0; i < w.day_count; i++)
    if (w.days[i].day > *latest) *latest = w.days[i].day;
  close_column(&w);
  grappe_frame_release(few);
  return code;
}

grappe_code recompose_latest_day(const grappe_frame *frame, grappe_day *latest, grappe_error *error) {
  grappe_territories *territories;
  grappe_code code = grappe_snapshot_territories(frame->snapshot, &territories, error);
  if (frame->geography > *latest) *latest = frame->geography;
  for (size_t c = 0; c < frame->count && code == GRAPPE_OK && frame->geography == GRAPPE_DAY_FIRST; c++)
    if (grappe_frame_column(frame, c)->kind == GRAPPE_COLUMN_FIGURE)
      code = latest_of_column(frame, c, territories, latest, error);
  return code;
}

static void on_day(grappe_day of, grappe_geography *geography) {
  char text[GRAPPE_PERIOD_TEXT];
  *geography = (grappe_geography){.day = of, .level = -1};
  snprintf(geography->title, sizeof geography->title, "%s", grappe_geography_write(of, text));
}

static grappe_code geography_of(grappe_frame *const *frames, size_t count, const grappe_recomposition *how,
                                grappe_geography *geography, grappe_error *error) {
  if (how && how->geography) return grappe_geography_find(frames[0]->snapshot, how->geography, geography, error);
  grappe_code code = GRAPPE_OK;
  grappe_day latest = GRAPPE_DAY_FIRST;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) code = recompose_latest_day(frames[i], &latest, error);
  on_day(latest > GRAPPE_DAY_FIRST ? latest : grappe_today(), geography);
  return code;
}

grappe_code recompose_surely(const grappe_frame *frame, grappe_day day, grappe_frame **result, grappe_error *error) {
  static const grappe_recomposition plain = {0};
  grappe_geography geography;
  on_day(day, &geography);
  return recompose_on(frame, &plain, &geography, (recompose_limits){.surely = 1}, result, NULL, error);
}

grappe_code grappe_frames_meet(grappe_frame *const *frames, size_t count, const grappe_recomposition *how,
                               grappe_frame **result, grappe_error *error) {
  static const grappe_recomposition plain = {0};
  grappe_geography geography;
  if (count == 0) return GRAPPE_OK;
  grappe_code code = geography_of(frames, count, how, &geography, error);
  for (size_t i = 0; i < count; i++) {
    size_t converted = 0;
    result[i] = NULL;
    if (code) continue;
    code =
        recompose_on(frames[i], how ? how : &plain, &geography, (recompose_limits){0}, &result[i], &converted, error);
    if (code || converted) continue;
    grappe_frame_release(result[i]);
    result[i] = grappe_frame_keep(frames[i]);
  }
  for (size_t i = 0; code && i < count; i++) {
    grappe_frame_release(result[i]);
    result[i] = NULL;
  }
  return code;
}
