#include "publish/layout_private.h"

#include <math.h>
#include <string.h>

#include "figure/status.h"
#include "text/number.h"

const char *grappe_figure_flag(const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  grappe_bounds bounds = parts->bounds;
  if (parts->presence != GRAPPE_PRESENT) return grappe_presence_sign(parts->presence);
  if (grappe_figure_exact(figure)) return "";
  if (parts->about) return "~";
  if (isinf(bounds.high) && isinf(bounds.low)) return "?";
  if (isinf(bounds.high)) return bounds.low_open ? ">" : ">=";
  if (isinf(bounds.low)) return bounds.high_open ? "<" : "<=";
  return "..";
}

void grappe_status_write(const grappe_figure_parts *parts, char status[4]) {
  size_t length = 0;
  status[length++] = parts->obs_status;
  if (parts->conf_status && parts->conf_status != 'F') {
    status[length++] = '/';
    status[length++] = parts->conf_status;
  }
  status[length] = '\0';
}

void grappe_citations_write(const grappe_figure_parts *parts, grappe_buffer *text) {
  for (size_t i = 0; i < parts->citation_count; i++) {
    const grappe_citation *citation = &parts->citations[i];
    if (i) grappe_buffer_add(text, "; ");
    grappe_buffer_add(text, citation->source);
    if (!citation->locator || !*citation->locator) continue;
    grappe_buffer_add_char(text, ' ');
    grappe_buffer_add(text, citation->locator);
  }
}

static void add_finite(double value, grappe_buffer *text) {
  char digits[GRAPPE_NUMBER_TEXT];
  if (!isfinite(value)) return;
  grappe_number_text(value, digits);
  grappe_buffer_add(text, digits);
}

/* The bounds of an exact figure may lie a hair apart: its notation is the one number between them. */
void grappe_figure_digits(const grappe_figure *figure, grappe_buffer *text) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  if (grappe_figure_exact(figure))
    grappe_figure_write(figure, 0, text);
  else if (parts->presence == GRAPPE_PRESENT)
    add_finite(parts->value, text);
}

/* --- cells ----------------------------------------------------------------------------------------------------------
 */

/* Where cells go. A text that could not be put together for want of memory is remembered. */
typedef struct writing {
  const grappe_layout_sink *sink;
  int failed;
} writing;

/* Gives the text to the sink and releases it. */
static void give(writing *w, void (*cell)(void *context, const char *text), grappe_buffer *text) {
  cell(w->sink->context, grappe_buffer_text(text));
  w->failed |= grappe_buffer_failed(text);
  grappe_buffer_free(text);
}

static void give_number(writing *w, double value) {
  grappe_buffer text = {0};
  add_finite(value, &text);
  give(w, w->sink->number, &text);
}

static void give_value(writing *w, const grappe_figure *figure) {
  grappe_buffer text = {0};
  int number = w->sink->flagged || grappe_figure_exact(figure);
  if (number)
    grappe_figure_digits(figure, &text);
  else
    grappe_figure_write(figure, 0, &text);
  give(w, number ? w->sink->number : w->sink->text, &text);
}

/* As import registry reads it: a number in the field's unit, or the notation; nothing where nobody said it. A field
 * without unit has that of the row. */
static void give_entry(writing *w, const grappe_figure *figure, const char *name) {
  int index = grappe_field_find(w->sink->registry, name);
  const grappe_field *field = index < 0 ? NULL : grappe_field_at(w->sink->registry, (size_t)index);
  unsigned flags = field ? field->flags : 0;
  grappe_unit unit;
  int usual = !field || !field->unit ||
              (grappe_unit_parse(field->unit, strlen(field->unit), &unit, NULL) == GRAPPE_OK &&
               grappe_unit_equal(unit, grappe_figure_read(figure)->unit));
  int silent = !(flags & (GRAPPE_REQUIRED | GRAPPE_EMPTY_NONE)) &&
               grappe_figure_silent(figure, (flags & GRAPPE_NOT_NEGATIVE) != 0);
  grappe_buffer text = {0};
  if (!silent) grappe_figure_write(figure, !usual, &text);
  give(w, usual && grappe_figure_exact(figure) ? w->sink->number : w->sink->text, &text);
}

static void give_figure(writing *w, const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  char status[4];
  give_value(w, figure);
  for (int high = 0; high < 2; high++) {
    grappe_buffer text = {0};
    if (grappe_figure_exact(figure))
      grappe_figure_digits(figure, &text);
    else
      add_finite(high ? parts->bounds.high : parts->bounds.low, &text);
    give(w, w->sink->number, &text);
  }
  grappe_buffer unit = {0}, sources = {0};
  grappe_unit_write(parts->unit, &unit);
  give(w, w->sink->text, &unit);
  if (w->sink->flagged) w->sink->text(w->sink->context, grappe_figure_flag(figure));
  grappe_status_write(parts, status);
  w->sink->text(w->sink->context, status);
  grappe_citations_write(parts, &sources);
  give(w, w->sink->text, &sources);
}

static const char *const figure_columns[] = {"_low", "_high", "_unit", "_flag", "_status", "_sources"};
enum { FIGURE_COLUMNS = sizeof figure_columns / sizeof *figure_columns, FLAG_COLUMN = 3 };

/* A figure that nobody said, with as many cells as another. */
static void give_no_figure(writing *w, grappe_presence presence) {
  const char *sign = grappe_presence_sign(presence);
  int flagged = w->sink->flagged;
  w->sink->text(w->sink->context, flagged ? "" : sign);
  for (int i = 0; i < FIGURE_COLUMNS; i++)
    if (flagged || i != FLAG_COLUMN) w->sink->text(w->sink->context, i == FLAG_COLUMN ? sign : "");
}

int grappe_column_coded(const grappe_frame *frame, size_t column) {
  grappe_value_kind items = GRAPPE_VALUE_NONE, kind = grappe_frame_kind(frame, column, &items);
  const grappe_column *arrays = grappe_frame_column(frame, column);
  if (kind == GRAPPE_VALUE_LIST) {
    kind = items;
    if (arrays) arrays = arrays->items;
  }
  return kind == GRAPPE_VALUE_ROW || (kind == GRAPPE_VALUE_TEXT && arrays && arrays->list);
}

size_t grappe_layout_width(const grappe_frame *frame, size_t column, const grappe_layout_sink *sink) {
  if (sink->registry) return 1;
  if (grappe_frame_kind(frame, column, NULL) == GRAPPE_VALUE_FIGURE) return FIGURE_COLUMNS + (size_t)sink->flagged;
  return 1 + (size_t)grappe_column_coded(frame, column);
}

grappe_code grappe_cell_write(const grappe_value *value, grappe_snapshot *snapshot, int name, grappe_buffer *text,
                              grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  switch (value->kind) {
    case GRAPPE_VALUE_NONE:
      if (!name && value->presence != GRAPPE_UNKNOWN) grappe_buffer_add(text, grappe_presence_sign(value->presence));
      return code;
    case GRAPPE_VALUE_ROW:
      return name ? grappe_row_name(&value->row, text, error) : grappe_row_code(&value->row, text, error);
    case GRAPPE_VALUE_TEXT:
      grappe_buffer_add(text, name && value->list ? grappe_code_name(snapshot, value->list, value->text) : value->text);
      return code;
    case GRAPPE_VALUE_LIST:
      for (size_t i = 0; code == GRAPPE_OK && i < value->count; i++) {
        if (i) grappe_buffer_add(text, name ? "; " : ";");
        code = grappe_cell_write(&value->items[i], snapshot, name, text, error);
        if (value->items[i].maybe) grappe_buffer_add(text, name ? " (?)" : "?");
      }
      return code;
    default:
      return grappe_value_write(value, text, error);
  }
}

static grappe_code give_other(writing *w, const grappe_frame *frame, size_t column, const grappe_value *value,
                              grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (value->kind == GRAPPE_VALUE_NUMBER) {
    give_number(w, value->number);
    return code;
  }
  int named = !w->sink->registry && grappe_column_coded(frame, column);
  void (*cell)(void *, const char *) = value->kind == GRAPPE_VALUE_DAY ? w->sink->day : w->sink->text;
  for (int name = 0; code == GRAPPE_OK && name <= named; name++) {
    grappe_buffer text = {0};
    code = grappe_cell_write(value, grappe_frame_snapshot(frame), name, &text, error);
    give(w, cell, &text);
  }
  return code;
}

/* --- records --------------------------------------------------------------------------------------------------------
 */

/* A column of the frame itself may bear the name that an added one should have. */
static void give_title(writing *w, const grappe_frame *frame, const char *name, const char *suffix) {
  grappe_buffer title = {0};
  int taken;
  grappe_buffer_add(&title, name);
  grappe_buffer_add(&title, suffix);
  do {
    taken = 0;
    for (size_t i = 0; frame && *suffix && i < grappe_frame_columns(frame); i++)
      taken |= strcmp(grappe_frame_name(frame, i), grappe_buffer_text(&title)) == 0;
    if (taken) grappe_buffer_add_char(&title, '_');
  } while (taken && !grappe_buffer_failed(&title));
  give(w, w->sink->text, &title);
}

static void give_figure_titles(writing *w, const grappe_frame *frame, const char *name) {
  give_title(w, frame, name, "");
  for (int i = 0; i < FIGURE_COLUMNS; i++)
    if (w->sink->flagged || i != FLAG_COLUMN) give_title(w, frame, name, figure_columns[i]);
}

static void give_header(writing *w, const grappe_frame *frame) {
  for (size_t column = 0; column < grappe_frame_columns(frame); column++) {
    const char *name = grappe_frame_name(frame, column);
    if (w->sink->registry) {
      give_title(w, frame, name, "");
    } else if (grappe_frame_kind(frame, column, NULL) == GRAPPE_VALUE_FIGURE) {
      give_figure_titles(w, frame, name);
    } else {
      give_title(w, frame, name, "");
      if (grappe_column_coded(frame, column)) give_title(w, frame, name, "_name");
    }
  }
  w->sink->end(w->sink->context);
}

static grappe_code give_cell(writing *w, const grappe_frame *frame, size_t row, size_t column, grappe_error *error) {
  grappe_value value = {0};
  grappe_code code = grappe_frame_cell(frame, row, column, &value, error);
  if (code == GRAPPE_OK) {
    if (w->sink->registry && value.kind == GRAPPE_VALUE_NONE)
      w->sink->text(w->sink->context, "");
    else if (w->sink->registry && value.kind == GRAPPE_VALUE_FIGURE)
      give_entry(w, value.figure, grappe_frame_name(frame, column));
    else if (grappe_frame_kind(frame, column, NULL) != GRAPPE_VALUE_FIGURE)
      code = give_other(w, frame, column, &value, error);
    else if (value.kind == GRAPPE_VALUE_FIGURE)
      give_figure(w, value.figure);
    else
      give_no_figure(w, value.presence);
  }
  grappe_value_release(&value);
  return code;
}

grappe_code grappe_layout_write(const grappe_frame *frame, const grappe_layout_sink *sink, grappe_error *error) {
  writing w = {sink, 0};
  grappe_code code = GRAPPE_OK;
  give_header(&w, frame);
  for (size_t row = 0; code == GRAPPE_OK && row < grappe_frame_rows(frame); row++) {
    for (size_t column = 0; code == GRAPPE_OK && column < grappe_frame_columns(frame); column++)
      code = give_cell(&w, frame, row, column, error);
    sink->end(sink->context);
  }
  return code == GRAPPE_OK && w.failed ? grappe_fail_memory(error) : code;
}

void grappe_layout_figure(const grappe_figure *figure, const grappe_layout_sink *sink) {
  writing w = {sink, 0};
  give_figure_titles(&w, NULL, "value");
  sink->end(sink->context);
  give_figure(&w, figure);
  sink->end(sink->context);
}
