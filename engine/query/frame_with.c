/* A column from values that somebody gives. */
#include <math.h>
#include <string.h>

#include "model/codes.h"
#include "query/frame_private.h"

static const char *kind_word(grappe_value_kind kind) {
  static const char *const words[] = {
      [GRAPPE_VALUE_NONE] = "nothing",   [GRAPPE_VALUE_TEXT] = "texts",
      [GRAPPE_VALUE_NUMBER] = "numbers", [GRAPPE_VALUE_YESNO] = "yes or no",
      [GRAPPE_VALUE_DAY] = "dates",      [GRAPPE_VALUE_PERIOD] = "periods",
      [GRAPPE_VALUE_FIGURE] = "figures", [GRAPPE_VALUE_ROW] = "rows of the registry",
      [GRAPPE_VALUE_LIST] = "lists",
  };
  return words[kind];
}

/* The kind that all values have; numbers among figures count as figures. NONE: all are absent. */
static grappe_code common_kind(const char *name, const grappe_value *values, size_t count, grappe_value_kind *kind,
                               grappe_error *error) {
  *kind = GRAPPE_VALUE_NONE;
  for (size_t i = 0; i < count; i++) {
    grappe_value_kind own = values[i].kind;
    if (own == GRAPPE_VALUE_NONE || own == *kind) continue;
    int mixed = (own == GRAPPE_VALUE_NUMBER && *kind == GRAPPE_VALUE_FIGURE) ||
                (own == GRAPPE_VALUE_FIGURE && *kind == GRAPPE_VALUE_NUMBER);
    if (*kind == GRAPPE_VALUE_NONE)
      *kind = own;
    else if (mixed)
      *kind = GRAPPE_VALUE_FIGURE;
    else
      return grappe_fail(error, GRAPPE_ARGUMENT, "column '%s' would hold %s and %s: a column holds one kind of values",
                         name, grappe_translate(kind_word(*kind)), grappe_translate(kind_word(own)));
  }
  return GRAPPE_OK;
}

/* The unit of the first figure that has one: numbers among figures take it on, as they do in sums. */
static grappe_unit unit_beside(const grappe_value *values, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (values[i].kind == GRAPPE_VALUE_FIGURE &&
        !grappe_unit_equal(grappe_figure_read(values[i].figure)->unit, grappe_unit_none()))
      return grappe_figure_read(values[i].figure)->unit;
  return grappe_unit_none();
}

/* An exact figure without a source. */
static grappe_figure *figure_of_number(double number, grappe_unit unit) {
  grappe_figure *plain = grappe_figure_number(number), *made;
  if (!plain || grappe_unit_equal(unit, grappe_unit_none())) return plain;
  grappe_figure_parts parts = *grappe_figure_read(plain);
  parts.unit = unit;
  made = grappe_figure_new(&parts);
  grappe_figure_release(plain);
  return made;
}

static frame_column *figures_of(const grappe_value *values, size_t count, grappe_error *error) {
  grappe_figure **figures = grappe_alloc_zero(count, sizeof *figures);
  frame_column *column = NULL;
  grappe_unit unit = unit_beside(values, count);
  size_t made = 0;
  for (; figures && made < count; made++) {
    if (values[made].kind == GRAPPE_VALUE_FIGURE) {
      figures[made] = grappe_figure_keep(values[made].figure);
    } else if (values[made].kind == GRAPPE_VALUE_NUMBER) {
      figures[made] = figure_of_number(values[made].number, unit);
    } else {
      grappe_figure_parts parts = grappe_figure_parts_none();
      parts.presence = values[made].presence ? values[made].presence : GRAPPE_UNKNOWN;
      parts.bounds = grappe_bounds_all();
      figures[made] = grappe_figure_new(&parts);
    }
    if (!figures[made]) break;
  }
  if (figures && made == count)
    column = frame_column_of_figures(figures, count, error);
  else
    grappe_fail_memory(error);
  for (size_t i = 0; i < made; i++) grappe_figure_release(figures[i]);
  grappe_free(figures);
  return column;
}

static grappe_column_kind column_kind(grappe_value_kind kind) {
  switch (kind) {
    case GRAPPE_VALUE_NUMBER:
      return GRAPPE_COLUMN_NUMBER;
    case GRAPPE_VALUE_YESNO:
      return GRAPPE_COLUMN_YESNO;
    case GRAPPE_VALUE_DAY:
      return GRAPPE_COLUMN_DAY;
    case GRAPPE_VALUE_PERIOD:
      return GRAPPE_COLUMN_PERIOD;
    case GRAPPE_VALUE_ROW:
      return GRAPPE_COLUMN_REFERENCE;
    case GRAPPE_VALUE_LIST:
      return GRAPPE_COLUMN_LIST;
    default:
      return GRAPPE_COLUMN_TEXT;
  }
}

static grappe_code set_row(grappe_snapshot *snapshot, grappe_column *cells, size_t at, const grappe_row *row,
                           grappe_error *error) {
  if (!cells->refers_to) cells->refers_to = row->entity;
  if (cells->refers_to != row->entity)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a column would hold %s and %s: it holds rows of one entity",
                       cells->refers_to->plural, row->entity->plural);
  grappe_code code = query_row_in(snapshot, row, &cells->codes[at], error);
  if (code == GRAPPE_OK) cells->flags[at] = cells->codes[at] < 0 ? GRAPPE_UNKNOWN : GRAPPE_PRESENT;
  return code;
}

static grappe_code fill(grappe_snapshot *snapshot, grappe_column *cells, size_t at, const grappe_value *value,
                        grappe_error *error);

static grappe_code fill_list(grappe_snapshot *snapshot, grappe_column *cells, size_t at, const grappe_value *value,
                             grappe_error *error) {
  size_t first;
  grappe_code code = grappe_column_list_add(cells, at, value->count, &first, error);
  for (size_t i = 0; i < value->count && code == GRAPPE_OK; i++) {
    if (column_kind(value->items[i].kind) != cells->items->kind && value->items[i].kind != GRAPPE_VALUE_NONE)
      return grappe_fail(error, GRAPPE_ARGUMENT, "a list holds one kind of values");
    code = fill(snapshot, cells->items, first + i, &value->items[i], error);
    if (value->items[i].maybe) cells->items->flags[first + i] |= GRAPPE_FLAG_MAYBE;
  }
  return code;
}

static grappe_code fill(grappe_snapshot *snapshot, grappe_column *cells, size_t at, const grappe_value *value,
                        grappe_error *error) {
  switch (value->kind) {
    case GRAPPE_VALUE_NONE:
      grappe_column_set_absent(cells, at, value->presence ? value->presence : GRAPPE_UNKNOWN);
      return GRAPPE_OK;
    case GRAPPE_VALUE_TEXT:
      return grappe_column_set_text(cells, at, value->text, strlen(value->text), error);
    case GRAPPE_VALUE_ROW:
      return set_row(snapshot, cells, at, &value->row, error);
    case GRAPPE_VALUE_LIST:
      return fill_list(snapshot, cells, at, value, error);
    case GRAPPE_VALUE_NUMBER:
      cells->value[at] = value->number;
      break;
    case GRAPPE_VALUE_YESNO:
      cells->codes[at] = value->yes != 0;
      break;
    case GRAPPE_VALUE_DAY:
      cells->codes[at] = value->day;
      break;
    default:
      cells->codes[at] = value->period.from;
      cells->to[at] = value->period.to;
  }
  cells->flags[at] = GRAPPE_PRESENT;
  return GRAPPE_OK;
}

/* The code list of the texts, where all are codes of one; static strings of the model, so they may be kept. */
static void set_list(grappe_column *cells, const grappe_value *values, size_t count) {
  const char *list = NULL;
  for (size_t i = 0; i < count; i++) {
    if (values[i].kind != GRAPPE_VALUE_TEXT) continue;
    if (!values[i].list || (list && strcmp(list, values[i].list) != 0)) return;
    list = values[i].list;
  }
  cells->list = list;
  cells->terms = list && !grappe_code_list_find(list);
}

static grappe_code begin_items(grappe_column *cells, const grappe_value *values, size_t count, grappe_error *error) {
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < values[i].count; j++) {
      grappe_value_kind kind = values[i].items[j].kind;
      if (kind == GRAPPE_VALUE_NONE) continue;
      if (kind == GRAPPE_VALUE_LIST || kind == GRAPPE_VALUE_FIGURE)
        return grappe_fail(error, GRAPPE_ARGUMENT, "a list in a frame holds texts, numbers, dates or rows");
      return grappe_column_list_begin(cells, column_kind(kind), error);
    }
  return grappe_column_list_begin(cells, GRAPPE_COLUMN_TEXT, error);
}

static frame_column *column_of(grappe_snapshot *snapshot, grappe_value_kind kind, const grappe_value *values,
                               size_t count, grappe_error *error) {
  if (kind == GRAPPE_VALUE_FIGURE) return figures_of(values, count, error);
  grappe_column *cells = grappe_column_new(column_kind(kind), count);
  if (!cells) {
    grappe_fail_memory(error);
    return NULL;
  }
  grappe_code code = kind == GRAPPE_VALUE_LIST ? begin_items(cells, values, count, error) : GRAPPE_OK;
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++) code = fill(snapshot, cells, i, &values[i], error);
  if (code) {
    grappe_column_free(cells);
    return NULL;
  }
  if (kind == GRAPPE_VALUE_LIST) grappe_column_list_end(cells);
  if (kind == GRAPPE_VALUE_TEXT) set_list(cells, values, count);
  return frame_column_new(cells, NULL, error);
}

/* The frame with a column of these values, under the name, title and key mark of `place`. */
static grappe_code with_column(const grappe_frame *frame, const frame_place *place, const grappe_value *values,
                               grappe_frame **result, grappe_error *error) {
  grappe_value_kind kind;
  grappe_frame *made;
  grappe_error own = {0};
  grappe_code code = common_kind(place->name, values, frame->rows, &kind, error);
  if (code == GRAPPE_OK) code = frame_copy(frame, &made, error);
  if (code) return code;
  frame_column *column = column_of(frame->snapshot, kind, values, frame->rows, &own);
  if (!column) {
    if (error) *error = own;
    code = own.code;
  } else {
    code = frame_put_as(made, place, column, error);
  }
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}

grappe_code grappe_frame_with(const grappe_frame *frame, const char *name, const grappe_value *values,
                              grappe_frame **result, grappe_error *error) {
  frame_place place = {.name = (char *)name};
  grappe_code code = frame_check_not_kept(frame, name, error);
  return code ? code : with_column(frame, &place, values, result, error);
}

grappe_code grappe_frame_replace(const grappe_frame *frame, size_t column, const grappe_value *values,
                                 grappe_frame **result, grappe_error *error) {
  return with_column(frame, &frame->places[column], values, result, error);
}

grappe_code grappe_frame_with_key(const grappe_frame *frame, const char *name, int key, grappe_frame **result,
                                  grappe_error *error) {
  size_t column;
  grappe_code code = grappe_frame_find(frame, name, &column, error);
  if (code == GRAPPE_OK) code = frame_copy(frame, result, error);
  if (code == GRAPPE_OK) (*result)->places[column].key = key != 0;
  return code;
}

grappe_code grappe_frame_with_note(const grappe_frame *frame, const char *note, grappe_frame **result,
                                   grappe_error *error) {
  grappe_frame *made;
  grappe_code code = frame_copy(frame, &made, error);
  if (code) return code;
  code = frame_note(made, note, error);
  if (code)
    grappe_frame_release(made);
  else
    *result = made;
  return code;
}
