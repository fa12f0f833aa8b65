#include "query/frame.h"

#include <math.h>
#include <string.h>

#include "figure/operations.h"
#include "query/frame_private.h"
#include "text/fold.h"

/* --- columns --------------------------------------------------------------------------------------------------------
 */

frame_column *frame_column_keep(frame_column *column) {
  column->references++;
  return column;
}

void frame_maker_release(frame_maker *maker) {
  if (maker && --maker->references == 0) maker->free(maker);
}

void frame_column_release(frame_column *column) {
  if (!column || --column->references > 0) return;
  for (size_t i = 0; column->figures && i < column->cells->count; i++) grappe_figure_release(column->figures[i]);
  grappe_free(column->figures);
  grappe_column_free(column->cells);
  frame_maker_release(column->maker);
  frame_texts_release(column->texts);
  grappe_free(column->leaves);
  grappe_free(column->measure);
  grappe_free(column);
}

static void release_figures(grappe_figure **figures, size_t count) {
  for (size_t i = 0; figures && i < count; i++) grappe_figure_release(figures[i]);
  grappe_free(figures);
}

frame_column *frame_column_new(grappe_column *cells, grappe_figure **figures, grappe_error *error) {
  frame_column *column = grappe_alloc_zero(1, sizeof *column);
  if (!column) {
    release_figures(figures, cells->count);
    grappe_column_free(cells);
    grappe_fail_memory(error);
    return NULL;
  }
  column->references = 1;
  column->cells = cells;
  column->figures = figures;
  column->leaf_field = -1;
  return column;
}

grappe_code frame_column_figures(frame_column *column, grappe_error *error) {
  if (!column->figures) column->figures = grappe_alloc_zero(column->cells->count, sizeof(grappe_figure *));
  return column->figures ? GRAPPE_OK : grappe_fail_memory(error);
}

static int same_units(grappe_figure *const *figures, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (!grappe_unit_equal(grappe_figure_read(figures[0])->unit, grappe_figure_read(figures[i])->unit)) return 0;
  return 1;
}

frame_column *frame_column_of_figures(grappe_figure *const *figures, size_t count, grappe_error *error) {
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_FIGURE, count);
  grappe_figure **kept = grappe_alloc_zero(count, sizeof *kept);
  int same = count == 0 || same_units(figures, count);
  size_t units = same ? 1 : count;
  int ok = cells && kept;
  if (ok) {
    cells->units = grappe_alloc(units * sizeof *cells->units);
    if (!same) cells->unit_of = grappe_alloc(count * sizeof *cells->unit_of);
    ok = cells->units && (same || cells->unit_of);
  }
  if (!ok) {
    grappe_column_free(cells);
    grappe_free(kept);
    grappe_fail_memory(error);
    return NULL;
  }
  cells->unit_count = units;
  cells->units[0] = grappe_unit_none();
  for (size_t i = 0; i < count; i++) {
    const grappe_figure_parts *parts = grappe_figure_read(figures[i]);
    cells->units[same ? 0 : i] = parts->unit;
    if (!same) cells->unit_of[i] = (int32_t)i;
    grappe_column_set_figure(cells, i, parts->presence, parts->bounds, parts->value, parts->about);
    kept[i] = grappe_figure_keep(figures[i]);
  }
  return frame_column_new(cells, kept, error);
}

/* --- frames ---------------------------------------------------------------------------------------------------------
 */

grappe_frame *grappe_frame_keep(grappe_frame *frame) {
  if (frame) frame->references++;
  return frame;
}

void grappe_frame_release(grappe_frame *frame) {
  if (!frame || --frame->references > 0) return;
  for (size_t i = 0; i < frame->count; i++) {
    grappe_free(frame->places[i].name);
    grappe_free(frame->places[i].title);
    frame_column_release(frame->places[i].column);
  }
  for (size_t i = 0; i < frame->note_count; i++) grappe_free(frame->notes[i]);
  grappe_free(frame->places);
  grappe_free(frame->notes);
  grappe_snapshot_release(frame->snapshot);
  grappe_free(frame);
}

grappe_code grappe_frame_new(grappe_snapshot *snapshot, size_t rows, grappe_frame **frame, grappe_error *error) {
  grappe_frame *made = grappe_alloc_zero(1, sizeof *made);
  if (!made) return grappe_fail_memory(error);
  made->references = 1;
  made->snapshot = grappe_snapshot_keep(snapshot);
  made->rows = rows;
  made->geography = GRAPPE_DAY_FIRST;
  *frame = made;
  return GRAPPE_OK;
}

grappe_code frame_put(grappe_frame *frame, const char *name, int key, frame_column *column, grappe_error *error) {
  if (!column) return GRAPPE_MEMORY; /* said already */
  for (size_t i = 0; i < frame->count; i++)
    if (strcmp(frame->places[i].name, name) == 0) {
      frame_column_release(frame->places[i].column);
      grappe_free(frame->places[i].title);
      frame->places[i].title = NULL;
      frame->places[i].column = column;
      frame->places[i].key = key;
      return GRAPPE_OK;
    }
  frame_place *places = grappe_grow(frame->places, &frame->capacity, frame->count + 1, sizeof *places);
  if (places) frame->places = places;
  char *copy = places ? grappe_strdup(name) : NULL;
  if (!copy) {
    frame_column_release(column);
    return grappe_fail_memory(error);
  }
  places[frame->count++] = (frame_place){copy, NULL, key, column};
  return GRAPPE_OK;
}

grappe_code frame_put_as(grappe_frame *frame, const frame_place *like, frame_column *column, grappe_error *error) {
  grappe_code code = frame_put(frame, like->name, like->key, column, error);
  return code || !like->title ? code : frame_entitle(frame, like->name, like->title, error);
}

grappe_code frame_entitle(grappe_frame *frame, const char *name, const char *title, grappe_error *error) {
  for (size_t i = 0; i < frame->count; i++) {
    if (strcmp(frame->places[i].name, name) != 0) continue;
    char *copy = grappe_strdup(title);
    if (!copy) return grappe_fail_memory(error);
    grappe_free(frame->places[i].title);
    frame->places[i].title = copy;
  }
  return GRAPPE_OK;
}

grappe_code frame_note(grappe_frame *frame, const char *note, grappe_error *error) {
  if (!*note) return GRAPPE_OK;
  for (size_t i = 0; i < frame->note_count; i++)
    if (strcmp(frame->notes[i], note) == 0) return GRAPPE_OK;
  char **notes = grappe_grow(frame->notes, &frame->note_capacity, frame->note_count + 1, sizeof *notes);
  if (notes) frame->notes = notes;
  char *copy = notes ? grappe_strdup(note) : NULL;
  if (!copy) return grappe_fail_memory(error);
  notes[frame->note_count++] = copy;
  return GRAPPE_OK;
}

grappe_code frame_copy(const grappe_frame *frame, grappe_frame **copy, grappe_error *error) {
  grappe_frame *made;
  grappe_code code = grappe_frame_new(frame->snapshot, frame->rows, &made, error);
  if (code) return code;
  made->geography = frame->geography;
  for (size_t i = 0; i < frame->count && code == GRAPPE_OK; i++)
    code = frame_put_as(made, &frame->places[i], frame_column_keep(frame->places[i].column), error);
  for (size_t i = 0; i < frame->note_count && code == GRAPPE_OK; i++) code = frame_note(made, frame->notes[i], error);
  if (code)
    grappe_frame_release(made);
  else
    *copy = made;
  return code;
}

grappe_snapshot *grappe_frame_snapshot(const grappe_frame *frame) {
  return frame->snapshot;
}

size_t grappe_frame_rows(const grappe_frame *frame) {
  return frame->rows;
}

size_t grappe_frame_columns(const grappe_frame *frame) {
  return frame->count;
}

const char *grappe_frame_name(const grappe_frame *frame, size_t column) {
  return frame->places[column].name;
}

/* The name of the measure of that code; nothing where there is none. */
static grappe_code add_measure(const grappe_frame *frame, const char *name, grappe_buffer *words, grappe_error *error) {
  grappe_row row = {0};
  grappe_error ignored = {0};
  grappe_buffer code_text = {0};
  grappe_observatory *observatory = grappe_snapshot_observatory(frame->snapshot);
  if (grappe_observatory_find(observatory, grappe_entity_find("measure"), name, NULL, NULL, &row, &ignored) !=
      GRAPPE_OK)
    return GRAPPE_OK;
  grappe_code code = grappe_row_code(&row, &code_text, error);
  /* another's name may resemble the code */
  if (code == GRAPPE_OK && strcmp(grappe_buffer_text(&code_text), name) == 0)
    code = grappe_row_name(&row, words, error);
  if (grappe_buffer_failed(&code_text)) words->failed = 1;
  grappe_buffer_free(&code_text);
  grappe_snapshot_release(row.snapshot);
  return code;
}

grappe_code grappe_frame_column_words(const grappe_frame *frame, size_t column, grappe_buffer *words,
                                      grappe_error *error) {
  const char *name = frame->places[column].name, *title = grappe_frame_title(frame, column);
  size_t start = words->length;
  grappe_code code = strcmp(name, title) == 0 ? add_measure(frame, name, words, error) : GRAPPE_OK;
  if (code == GRAPPE_OK && words->length == start) grappe_buffer_add(words, title);
  return code;
}

const char *grappe_frame_title(const grappe_frame *frame, size_t column) {
  const frame_place *place = &frame->places[column];
  const char *words = grappe_translate(place->name);
  if (place->title || words != place->name || grappe_language_now() == GRAPPE_ENGLISH)
    return place->title ? place->title : words;
  return grappe_operation_name(place->name, grappe_language_now());
}

int grappe_frame_key(const grappe_frame *frame, size_t column) {
  return frame->places[column].key;
}

const grappe_column *grappe_frame_column(const grappe_frame *frame, size_t column) {
  frame_column *own = frame->places[column].column;
  if (own->texts) frame_texts_fill(own);
  return own->cells;
}

int grappe_frame_written_late(const grappe_frame *frame, size_t column) {
  return frame->places[column].column->texts != NULL;
}

size_t grappe_frame_bytes(const grappe_frame *frame) {
  size_t bytes = 256;
  for (size_t i = 0; i < frame->count; i++) {
    const frame_column *own = frame->places[i].column;
    const grappe_column *cells = own->cells;
    size_t row = 1 + (cells->codes ? sizeof *cells->codes : 0) + (cells->to ? sizeof *cells->to : 0) +
                 (cells->value ? sizeof *cells->value : 0) + (cells->low ? 2 * sizeof *cells->low : 0) +
                 (cells->offsets ? sizeof *cells->offsets : 0) + (own->figures ? sizeof(grappe_figure *) : 0);
    bytes += row * cells->count + (own->leaves ? frame->rows * sizeof *own->leaves : 0);
  }
  return bytes;
}

size_t grappe_frame_note_count(const grappe_frame *frame) {
  return frame->note_count;
}

const char *grappe_frame_note(const grappe_frame *frame, size_t index) {
  return frame->notes[index];
}

grappe_value_kind grappe_frame_kind(const grappe_frame *frame, size_t column, grappe_value_kind *items) {
  static const grappe_value_kind kinds[] = {
      [GRAPPE_COLUMN_TEXT] = GRAPPE_VALUE_TEXT,     [GRAPPE_COLUMN_NUMBER] = GRAPPE_VALUE_NUMBER,
      [GRAPPE_COLUMN_YESNO] = GRAPPE_VALUE_YESNO,   [GRAPPE_COLUMN_DAY] = GRAPPE_VALUE_DAY,
      [GRAPPE_COLUMN_PERIOD] = GRAPPE_VALUE_PERIOD, [GRAPPE_COLUMN_FIGURE] = GRAPPE_VALUE_FIGURE,
      [GRAPPE_COLUMN_REFERENCE] = GRAPPE_VALUE_ROW, [GRAPPE_COLUMN_LIST] = GRAPPE_VALUE_LIST,
  };
  const grappe_column *cells = frame->places[column].column->cells;
  if (items) *items = cells->items ? kinds[cells->items->kind] : GRAPPE_VALUE_NONE;
  return kinds[cells->kind];
}

int grappe_frame_unit(const grappe_frame *frame, size_t column, grappe_unit *unit) {
  const grappe_column *cells = grappe_frame_column(frame, column);
  if (cells->kind != GRAPPE_COLUMN_FIGURE || !cells->units) return 0;
  *unit = cells->units[0];
  if (!cells->unit_of) return 1;
  for (size_t i = 0; i < cells->count; i++) {
    grappe_unit own = grappe_column_unit(cells, i);
    if (i == 0) *unit = own;
    if (!grappe_unit_equal(own, *unit)) return 0;
  }
  return cells->count > 0;
}

grappe_code grappe_frame_find(const grappe_frame *frame, const char *name, size_t *column, grappe_error *error) {
  grappe_nearest nearest;
  char names[400];
  grappe_nearest_begin(&nearest, name);
  for (size_t i = 0; i < frame->count; i++) {
    if (strcmp(frame->places[i].name, name) == 0) {
      *column = i;
      return GRAPPE_OK;
    }
    grappe_nearest_offer(&nearest, frame->places[i].name, NULL);
  }
  for (size_t i = 0; i < frame->count; i++)
    if (strcmp(grappe_frame_title(frame, i), name) == 0) {
      *column = i;
      return GRAPPE_OK;
    }
  if (nearest.count)
    return grappe_fail(error, GRAPPE_NOT_FOUND, "the frame has no column '%s'; did you mean %s?", name,
                       grappe_nearest_write(&nearest, names, sizeof names));
  grappe_buffer all = {0};
  for (size_t i = 0; i < frame->count; i++) grappe_buffer_addf(&all, "%s%s", i ? ", " : "", frame->places[i].name);
  grappe_code code =
      grappe_fail(error, GRAPPE_NOT_FOUND, "the frame has no column '%s': it has %s", name, grappe_buffer_text(&all));
  grappe_buffer_free(&all);
  return code;
}

grappe_code frame_find_numbers(const grappe_frame *frame, const char *name, size_t *column, grappe_error *error) {
  grappe_code code = grappe_frame_find(frame, name, column, error);
  if (code) return code;
  grappe_column_kind kind = grappe_frame_column(frame, *column)->kind;
  if (kind == GRAPPE_COLUMN_FIGURE || kind == GRAPPE_COLUMN_NUMBER) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT, "column '%s' holds no figures: choose one that does", name);
}

/* A cell's own figure, made where it was not yet. */
static grappe_code cell_figure(const grappe_frame *frame, frame_column *column, size_t row, grappe_figure **figure,
                               grappe_error *error) {
  grappe_code code = frame_column_figures(column, error);
  if (code) return code;
  if (!column->figures[row]) {
    grappe_row leaf = {frame->snapshot, column->leaf_entity, column->leaves ? column->leaves[row] : -1};
    if (leaf.index >= 0 && column->maker) {
      code = column->maker->make(column->maker, (size_t)leaf.index, &column->figures[row], error);
    } else if (leaf.index >= 0) {
      code = grappe_row_figure(&leaf, column->leaf_field, &column->figures[row], error);
    } else {
      grappe_value value;
      code = query_cell(frame->snapshot, column->cells, row, &value, error);
      if (code == GRAPPE_OK) column->figures[row] = value.figure;
    }
  }
  if (code == GRAPPE_OK) *figure = grappe_figure_keep(column->figures[row]);
  return code;
}

grappe_code grappe_frame_figure(const grappe_frame *frame, size_t row, size_t column, grappe_figure **figure,
                                grappe_error *error) {
  frame_column *own = frame->places[column].column;
  if (own->cells->kind == GRAPPE_COLUMN_FIGURE) return cell_figure(frame, own, row, figure, error);
  if (own->cells->kind != GRAPPE_COLUMN_NUMBER)
    return grappe_fail(error, GRAPPE_ARGUMENT, "column '%s' holds no figures: choose one that does",
                       frame->places[column].name);
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.presence = grappe_flags_presence(own->cells->flags[row]);
  parts.value = own->cells->value[row];
  parts.bounds = grappe_column_bounds(own->cells, row);
  parts.unit = grappe_column_unit(own->cells, row);
  *figure = grappe_figure_new(&parts);
  return *figure ? GRAPPE_OK : grappe_fail_memory(error);
}

grappe_code grappe_frame_cell(const grappe_frame *frame, size_t row, size_t column, grappe_value *value,
                              grappe_error *error) {
  frame_column *own = frame->places[column].column;
  if (own->texts) return frame_text_cell(own, row, value, error);
  if (own->cells->kind != GRAPPE_COLUMN_FIGURE) return query_cell(frame->snapshot, own->cells, row, value, error);
  *value = (grappe_value){.kind = GRAPPE_VALUE_FIGURE, .presence = grappe_flags_presence(own->cells->flags[row])};
  grappe_code code = cell_figure(frame, own, row, &value->figure, error);
  if (code) grappe_value_release(value);
  return code;
}
