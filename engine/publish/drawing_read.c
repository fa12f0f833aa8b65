/* From a frame to the values of a drawing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "figure/status.h"
#include "publish/column_title_private.h"
#include "publish/disclosure.h"
#include "publish/drawing_private.h"
#include "statistics/dispersion.h"
#include "statistics/figures.h"
#include "text/day.h"
#include "text/width.h"

enum { ROWS_MOST = 500, MAP_ROWS_MOST = 5000, SERIES_MOST = 60, COLUMNS_MOST = 64, TITLES_MOST = 3 };

typedef struct reading {
  grappe_drawing *drawing;
  const grappe_drawing_options *options;
  const grappe_frame *frame;
  size_t columns[COLUMNS_MOST]; /* of values */
  size_t column_count;
  size_t label;                   /* column that names rows; SIZE_MAX: the keys */
  size_t along;                   /* column of the axis; SIZE_MAX: none */
  size_t *row_label, *row_series; /* where each row's values go */
} reading;

/* --- which columns ------------------------------------------------------------------------------------------------ */

static int holds_values(const grappe_frame *frame, size_t column) {
  grappe_value_kind kind = grappe_frame_kind(frame, column, NULL);
  return kind == GRAPPE_VALUE_FIGURE || kind == GRAPPE_VALUE_NUMBER;
}

static grappe_code choose_values(reading *read, grappe_error *error) {
  const grappe_drawing_options *options = read->options;
  if (options->value_count > COLUMNS_MOST)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a chart takes at most %d columns, found %zu", COLUMNS_MOST,
                       options->value_count);
  for (size_t i = 0; i < options->value_count; i++) {
    grappe_code code = grappe_frame_find(read->frame, options->values[i], &read->columns[i], error);
    if (code != GRAPPE_OK) return code;
    if (!holds_values(read->frame, read->columns[i]))
      return grappe_fail(error, GRAPPE_ARGUMENT, "the column '%s' holds no figures: a chart draws figures or numbers",
                         options->values[i]);
  }
  read->column_count = options->value_count;
  for (int numbers = 0; !read->column_count && numbers < 2; numbers++)
    for (size_t c = 0; !read->column_count && c < grappe_frame_columns(read->frame); c++) {
      grappe_value_kind wanted = numbers ? GRAPPE_VALUE_NUMBER : GRAPPE_VALUE_FIGURE;
      if (c == read->along || c == read->label || grappe_frame_kind(read->frame, c, NULL) != wanted) continue;
      read->columns[read->column_count++] = c;
    }
  if (!read->column_count)
    return grappe_fail(error, GRAPPE_ARGUMENT, "this frame has no column of figures: there is nothing to draw");
  return GRAPPE_OK;
}

static int runs_along(grappe_drawing_kind kind) {
  return kind == GRAPPE_DRAWING_LINES || kind == GRAPPE_DRAWING_SPARKLINES || kind == GRAPPE_DRAWING_SLOPE;
}

static grappe_code choose_axes(reading *read, grappe_error *error) {
  const grappe_drawing_options *options = read->options;
  grappe_code code = GRAPPE_OK;
  read->label = read->along = SIZE_MAX;
  if (options->label) code = grappe_frame_find(read->frame, options->label, &read->label, error);
  if (code != GRAPPE_OK || !runs_along(options->kind)) return code;
  if (options->along) return grappe_frame_find(read->frame, options->along, &read->along, error);
  for (size_t c = 0; c < grappe_frame_columns(read->frame) && read->along == SIZE_MAX; c++) {
    const char *name = grappe_frame_name(read->frame, c);
    if (grappe_frame_kind(read->frame, c, NULL) == GRAPPE_VALUE_PERIOD || strcmp(name, "period") == 0 ||
        strcmp(name, "year") == 0)
      read->along = c;
  }
  return GRAPPE_OK;
}

/* --- names -------------------------------------------------------------------------------------------------------- */

static grappe_code add_cell(const reading *read, size_t row, size_t column, grappe_buffer *out, grappe_error *error) {
  grappe_value value = {0};
  grappe_code code = grappe_frame_cell(read->frame, row, column, &value, error);
  if (code != GRAPPE_OK) return code;
  grappe_buffer text = {0};
  if (value.kind == GRAPPE_VALUE_NONE)
    grappe_buffer_add(&text, grappe_presence_name(GRAPPE_UNKNOWN, grappe_language_now()));
  else if (value.kind == GRAPPE_VALUE_NUMBER) /* a year, a number of the row: as written, without groups of digits */
    code = grappe_value_write(&value, &text, error);
  else
    code = grappe_value_display(&value, grappe_frame_snapshot(read->frame), &text, error);
  if (out->length) grappe_buffer_add(out, ", ");
  grappe_harmless_add(grappe_buffer_text(&text), out);
  if (grappe_buffer_failed(&text)) out->failed = 1;
  grappe_buffer_free(&text);
  grappe_value_release(&value);
  return code;
}

static int is_value(const reading *read, size_t column) {
  for (size_t i = 0; i < read->column_count; i++)
    if (read->columns[i] == column) return 1;
  return 0;
}

/* What the row is called: the column that was named, else its keys, else its first column without figures. */
static grappe_code name_row(const reading *read, size_t row, grappe_buffer *out, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (read->label != SIZE_MAX) return add_cell(read, row, read->label, out, error);
  for (int keys = 1; keys >= 0 && !out->length; keys--)
    for (size_t c = 0; c < grappe_frame_columns(read->frame) && code == GRAPPE_OK; c++) {
      if (c == read->along || is_value(read, c)) continue;
      if (keys ? !grappe_frame_key(read->frame, c) : holds_values(read->frame, c) || out->length) continue;
      code = add_cell(read, row, c, out, error);
    }
  return code;
}

/* The place of the text in a list of texts, which it joins where it is new. */
static size_t place_among(reading *read, size_t *texts, size_t *count, const char *text) {
  for (size_t i = 0; i < *count; i++)
    if (strcmp(drawing_text_at(read->drawing, texts[i]), text) == 0) return i;
  texts[*count] = drawing_keep_text(read->drawing, text);
  return (*count)++;
}

/* Titles of columns: with the unit left away, for the drawing says it once. */
static const char *column_title(const reading *read, size_t column) {
  return grappe_frame_title(read->frame, column);
}

/* --- where each value goes ---------------------------------------------------------------------------------------- */

static grappe_code name_rows(reading *read, size_t rows, size_t *texts, size_t *count, int along, size_t *where,
                             grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t row = 0; row < rows && code == GRAPPE_OK; row++) {
    grappe_buffer name = {0};
    code = along ? add_cell(read, row, read->along, &name, error) : name_row(read, row, &name, error);
    if (code == GRAPPE_OK && grappe_buffer_failed(&name)) code = grappe_fail_memory(error);
    if (code == GRAPPE_OK && runs_along(read->options->kind)) {
      where[row] = place_among(read, texts, count, grappe_buffer_text(&name));
    } else if (code == GRAPPE_OK) { /* bars and maps: each row for itself, whatever it is called */
      texts[*count] = drawing_keep_text(read->drawing, grappe_buffer_text(&name));
      where[row] = (*count)++;
    }
    grappe_buffer_free(&name);
  }
  return code;
}

/* The middle of each label read as a period, in years; none where one of them is no period with an end. */
static grappe_code place_in_time(grappe_drawing *drawing, grappe_error *error) {
  double *places = grappe_alloc((drawing->labels + 1) * sizeof *places);
  if (!places) return grappe_fail_memory(error);
  for (size_t i = 0; i < drawing->labels; i++) {
    grappe_period period;
    grappe_error ignored = {0};
    if (grappe_period_parse(drawing_text_at(drawing, drawing->label_texts[i]), &period, &ignored) != GRAPPE_OK ||
        period.from == GRAPPE_DAY_FIRST || period.to == GRAPPE_DAY_LAST) {
      grappe_free(places);
      return GRAPPE_OK;
    }
    places[i] = 1970 + ((double)period.from + (double)period.to) / 2 / 365.2425;
  }
  drawing->places = places;
  return GRAPPE_OK;
}

/* Brings the labels into the order of time. */
static void sort_in_time(reading *read, size_t rows) {
  grappe_drawing *drawing = read->drawing;
  for (size_t i = 1; drawing->places && i < drawing->labels; i++)
    for (size_t j = i; j > 0 && drawing->places[j] < drawing->places[j - 1]; j--) {
      double place = drawing->places[j];
      size_t text = drawing->label_texts[j];
      drawing->places[j] = drawing->places[j - 1];
      drawing->label_texts[j] = drawing->label_texts[j - 1];
      drawing->places[j - 1] = place;
      drawing->label_texts[j - 1] = text;
      for (size_t row = 0; row < rows; row++) {
        if (read->row_label[row] == j)
          read->row_label[row] = j - 1;
        else if (read->row_label[row] == j - 1)
          read->row_label[row] = j;
      }
    }
}

static grappe_code lay_out(reading *read, size_t rows, grappe_error *error) {
  grappe_drawing *drawing = read->drawing;
  size_t room = rows + read->column_count + 1;
  drawing->label_texts = grappe_alloc_zero(room, sizeof *drawing->label_texts);
  drawing->series_texts = grappe_alloc_zero(room, sizeof *drawing->series_texts);
  if (!drawing->label_texts || !drawing->series_texts) return grappe_fail_memory(error);
  grappe_code code = GRAPPE_OK;
  if (!runs_along(read->options->kind)) {
    code = name_rows(read, rows, drawing->label_texts, &drawing->labels, 0, read->row_label, error);
    drawing->series = read->column_count;
    for (size_t i = 0; i < read->column_count && read->column_count > 1; i++)
      drawing->series_texts[i] = drawing_keep_text(drawing, column_title(read, read->columns[i]));
  } else if (read->along != SIZE_MAX) {
    if (read->column_count > 1)
      return grappe_fail(error, GRAPPE_ARGUMENT,
                         "lines along the column '%s' draw one column of figures: name one of them with value =",
                         grappe_frame_name(read->frame, read->along));
    code = name_rows(read, rows, drawing->label_texts, &drawing->labels, 1, read->row_label, error);
    if (code == GRAPPE_OK) code = place_in_time(drawing, error);
    if (code == GRAPPE_OK) sort_in_time(read, rows);
    if (code == GRAPPE_OK)
      code = name_rows(read, rows, drawing->series_texts, &drawing->series, 0, read->row_series, error);
  } else {
    code = name_rows(read, rows, drawing->series_texts, &drawing->series, 0, read->row_series, error);
    drawing->labels = read->column_count;
    for (size_t i = 0; i < read->column_count; i++)
      drawing->label_texts[i] = drawing_keep_text(drawing, column_title(read, read->columns[i]));
    if (code == GRAPPE_OK) code = place_in_time(drawing, error);
  }
  return code;
}

/* --- the values --------------------------------------------------------------------------------------------------- */

static grappe_code take_figure(reading *read, size_t row, size_t column, grappe_figure **taken, grappe_error *error) {
  grappe_drawing *drawing = read->drawing;
  grappe_figure *figure = NULL, *shown = NULL;
  grappe_code code = grappe_frame_figure(read->frame, row, column, &figure, error);
  if (code == GRAPPE_OK) code = grappe_disclose(figure, &shown, error);
  grappe_figure_release(figure);
  if (code != GRAPPE_OK) return code;
  const grappe_figure_parts *parts = grappe_figure_read(shown);
  if (!drawing->has_unit && parts->presence == GRAPPE_PRESENT) {
    drawing->unit = parts->unit;
    drawing->has_unit = 1;
  }
  if (drawing->has_unit && parts->presence == GRAPPE_PRESENT && !grappe_unit_equal(parts->unit, drawing->unit)) {
    grappe_figure *converted = NULL;
    code = grappe_figure_convert(shown, drawing->unit, &converted, error);
    grappe_figure_release(shown);
    shown = converted;
    if (code != GRAPPE_OK)
      return grappe_fail_at(error, "%s", grappe_translate("the figures of a chart share one unit"));
  }
  *taken = shown;
  return GRAPPE_OK;
}

static grappe_code put_value(reading *read, size_t row, size_t column, size_t series, size_t label,
                             grappe_error *error) {
  grappe_drawing *drawing = read->drawing;
  size_t at = series * drawing->labels + label;
  drawing_mark *mark = &drawing->marks[at];
  if (mark->there)
    return grappe_fail(error, GRAPPE_DATA,
                       "two rows are called '%s' at '%s': a line has one value at each place; choose the rows, or name "
                       "the column that keeps them apart with label =",
                       drawing_text_at(drawing, drawing->series_texts[series]),
                       drawing_text_at(drawing, drawing->label_texts[label]));
  grappe_code code = take_figure(read, row, column, &drawing->figures[at], error);
  if (code != GRAPPE_OK) return code;
  const grappe_figure_parts *parts = grappe_figure_read(drawing->figures[at]);
  grappe_buffer text = {0};
  grappe_figure_display(drawing->figures[at], grappe_language_now(), 0, &text);
  *mark = (drawing_mark){1, parts->presence, parts->bounds, parts->value,
                         drawing_keep_text(drawing, grappe_buffer_text(&text))};
  if (grappe_buffer_failed(&text)) drawing->text.failed = 1;
  grappe_buffer_free(&text);
  return GRAPPE_OK;
}

static grappe_code put_values(reading *read, size_t rows, grappe_error *error) {
  grappe_drawing *drawing = read->drawing;
  int columns_along = runs_along(read->options->kind) && read->along == SIZE_MAX;
  drawing->marks = grappe_alloc_zero(drawing->labels * drawing->series + 1, sizeof *drawing->marks);
  drawing->figures = grappe_alloc_zero(drawing->labels * drawing->series + 1, sizeof *drawing->figures);
  if (!drawing->marks || !drawing->figures) return grappe_fail_memory(error);
  grappe_code code = GRAPPE_OK;
  for (size_t row = 0; row < rows; row++)
    for (size_t i = 0; i < read->column_count && code == GRAPPE_OK; i++) {
      size_t series = runs_along(read->options->kind) ? read->row_series[row] : i;
      code = put_value(read, row, read->columns[i], series, columns_along ? i : read->row_label[row], error);
    }
  return code;
}

/* --- titles ------------------------------------------------------------------------------------------------------- */

/* The unit, and the period that all figures share. */
static void add_subtitle(const grappe_drawing *drawing, grappe_buffer *out) {
  grappe_period shared = GRAPPE_PERIOD_ALL;
  int first = 1, same = !drawing->places;
  for (size_t i = 0; i < drawing->labels * drawing->series; i++) {
    if (!drawing->figures[i]) continue;
    grappe_period period = grappe_figure_read(drawing->figures[i])->period;
    if (!grappe_period_stated(period)) continue;
    if (first)
      shared = period;
    else
      same = same && grappe_period_equal(shared, period);
    first = 0;
  }
  if (drawing->has_unit) grappe_unit_display(drawing->unit, 2, grappe_language_now(), out);
  if (!first && same) {
    if (out->length) grappe_buffer_add(out, ", ");
    grappe_period_display(shared, grappe_language_now(), out);
  }
}

static grappe_code entitle(reading *read, grappe_error *error) {
  grappe_buffer title = {0}, subtitle = {0};
  grappe_code code = GRAPPE_OK;
  if (read->options->title)
    grappe_harmless_add(read->options->title, &title);
  else
    for (size_t i = 0; i < read->column_count && i < TITLES_MOST && code == GRAPPE_OK; i++) {
      if (i) grappe_buffer_add(&title, ", ");
      code = page_column_title(read->frame, read->columns[i], &title, error);
    }
  add_subtitle(read->drawing, &subtitle);
  read->drawing->title = drawing_keep_text(read->drawing, grappe_buffer_text(&title));
  read->drawing->subtitle = drawing_keep_text(read->drawing, grappe_buffer_text(&subtitle));
  if (grappe_buffer_failed(&title) || grappe_buffer_failed(&subtitle)) read->drawing->text.failed = 1;
  grappe_buffer_free(&title);
  grappe_buffer_free(&subtitle);
  return code;
}

/* --- Lorenz curves ------------------------------------------------------------------------------------------------ */

/* An absent value enters with what is known of it, as amounts do; one that cannot exist is none. */
static grappe_code prepare_lorenz(grappe_drawing *drawing, grappe_error *error) {
  grappe_statistic gini;
  grappe_bounds *bounds = grappe_alloc((drawing->labels + 1) * sizeof *bounds);
  double *values = grappe_alloc((drawing->labels + 1) * sizeof *values);
  grappe_code code = bounds && values ? GRAPPE_OK : grappe_fail_memory(error);
  for (size_t i = 0; i < drawing->labels && code == GRAPPE_OK; i++) {
    grappe_figure_item(drawing->figures[i], 1, &bounds[i], &values[i]);
    drawing->marks[i].bounds = bounds[i];
    if (bounds[i].low < 0)
      code = grappe_fail(error, GRAPPE_ARGUMENT, "a Lorenz curve needs amounts: '%s' may be below zero (%s)",
                         drawing_text_at(drawing, drawing->label_texts[i]),
                         drawing_text_at(drawing, drawing->marks[i].text));
  }
  if (code == GRAPPE_OK) {
    grappe_sample sample = {bounds, values, drawing->labels};
    code = grappe_gini(&sample, 0, &gini, error);
  }
  if (code == GRAPPE_OK && !gini.undefined) {
    drawing->gini_low = gini.bounds.low;
    drawing->gini_high = gini.bounds.high;
  }
  grappe_free(bounds);
  grappe_free(values);
  return code;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static grappe_code check_size(const reading *read, size_t rows, grappe_error *error) {
  grappe_drawing_kind kind = read->options->kind;
  size_t most = kind == GRAPPE_DRAWING_MAP ? MAP_ROWS_MOST : kind == GRAPPE_DRAWING_BARS ? ROWS_MOST : MAP_ROWS_MOST;
  if (rows <= most) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_ARGUMENT,
                     "a drawing of %zu rows could not be read: draw at most %zu, such as :top(20)", rows, most);
}

static grappe_code check_shape(const grappe_drawing *drawing, grappe_error *error) {
  if (drawing->kind == GRAPPE_DRAWING_SLOPE && drawing->labels != 2)
    return grappe_fail(error, GRAPPE_ARGUMENT,
                       "a slope chart compares two periods or two columns, found %zu: choose two", drawing->labels);
  if (runs_along(drawing->kind) && drawing->series > SERIES_MOST)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a chart of %zu lines could not be read: draw at most %d",
                       drawing->series, SERIES_MOST);
  if ((drawing->kind == GRAPPE_DRAWING_LORENZ || drawing->kind == GRAPPE_DRAWING_MAP) && drawing->series != 1)
    return grappe_fail(error, GRAPPE_ARGUMENT, "a map and a Lorenz curve draw one column of figures, found %zu",
                       drawing->series);
  return GRAPPE_OK;
}

grappe_code drawing_read(grappe_drawing *drawing, const grappe_drawing_options *options, grappe_error *error) {
  reading read = {.drawing = drawing, .options = options, .frame = drawing->frame};
  size_t rows = grappe_frame_rows(read.frame);
  grappe_code code = check_size(&read, rows, error);
  if (code == GRAPPE_OK) code = choose_axes(&read, error);
  if (code == GRAPPE_OK) code = choose_values(&read, error);
  if (code != GRAPPE_OK) return code;
  read.row_label = grappe_alloc_zero(rows + 1, sizeof *read.row_label);
  read.row_series = grappe_alloc_zero(rows + 1, sizeof *read.row_series);
  if (!read.row_label || !read.row_series) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = lay_out(&read, rows, error);
  if (code == GRAPPE_OK) code = check_shape(drawing, error);
  if (code == GRAPPE_OK) code = put_values(&read, rows, error);
  if (code == GRAPPE_OK) code = entitle(&read, error);
  if (code == GRAPPE_OK && options->kind == GRAPPE_DRAWING_LORENZ) code = prepare_lorenz(drawing, error);
  if (code == GRAPPE_OK && options->kind == GRAPPE_DRAWING_MAP) code = drawing_map_read(drawing, options, error);
  grappe_free(read.row_label);
  grappe_free(read.row_series);
  return code;
}
