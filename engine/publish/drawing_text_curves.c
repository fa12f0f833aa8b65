/* Lines and Lorenz curves on a canvas of dots. */
#include <math.h>

#include "base/memory.h"
#include "publish/drawing_private.h"
#include "publish/text_canvas_private.h"
#include "text/number.h"
#include "text/width.h"

enum { ROWS = 14 };

static double place_of(const grappe_drawing *drawing, size_t label) {
  size_t last = drawing->labels - 1;
  if (!last) return 0.5;
  if (!drawing->places) return (double)label / (double)last;
  return (drawing->places[label] - drawing->places[0]) / (drawing->places[last] - drawing->places[0]);
}

static char letter_of(size_t series) {
  return (char)('a' + series % 26);
}

/* The line, its range where it has one, and a letter at each value. */
static void draw_series(text_canvas *canvas, const grappe_drawing *drawing, const drawing_scale *scale, size_t series) {
  int ink = (int)(series % 6) + 1, open = 0;
  double x = 0, y = 0;
  for (size_t i = 0; i < drawing->labels; i++) {
    const drawing_mark *mark = drawing_mark_at(drawing, series, i);
    double value = drawing_point(mark), at = place_of(drawing, i);
    if (!mark->there) continue;
    if (mark->presence == GRAPPE_PRESENT && !drawing_exact(mark))
      text_canvas_line(canvas, at, drawing_scaled(scale, mark->bounds.low, 0, 1), at,
                       drawing_scaled(scale, mark->bounds.high, 0, 1), ink);
    if (isnan(value)) {
      open = 0;
      if (mark->presence != GRAPPE_PRESENT) text_canvas_letter(canvas, at, 0, '?', ink);
      continue;
    }
    double height = drawing_scaled(scale, value, 0, 1);
    if (open) text_canvas_line(canvas, x, y, at, height, ink);
    x = at;
    y = height;
    open = 1;
  }
  for (size_t i = 0; i < drawing->labels; i++) {
    double value = drawing_point(drawing_mark_at(drawing, series, i));
    if (!isnan(value))
      text_canvas_letter(canvas, place_of(drawing, i), drawing_scaled(scale, value, 0, 1), letter_of(series), ink);
  }
}

/* The canvas with the numbers of the axis at its left. */
static void add_canvas(text_to *to, const text_canvas *canvas, const char *top, const char *middle, const char *bottom,
                       int margin) {
  for (int row = 0; row < canvas->rows; row++) {
    const char *tick = row == 0 ? top : row == canvas->rows / 2 ? middle : row == canvas->rows - 1 ? bottom : "";
    grappe_pad(tick, margin, GRAPPE_RIGHT, to->out);
    grappe_buffer_add(to->out, *tick ? " ┤" : " │");
    text_canvas_row(canvas, row, to->colour, to->out);
    while (to->out->length && to->out->text[to->out->length - 1] == ' ') to->out->text[--to->out->length] = '\0';
    grappe_buffer_add_char(to->out, '\n');
  }
  grappe_pad("", margin + 1, GRAPPE_LEFT, to->out);
  grappe_buffer_add(to->out, "└");
  for (int i = 0; i < canvas->columns; i++) grappe_buffer_add(to->out, "─");
  grappe_buffer_add_char(to->out, '\n');
}

/* The first and the last label below the axis. */
static void add_ends(text_to *to, const char *first, const char *last, int margin, int columns) {
  grappe_pad("", margin + 2, GRAPPE_LEFT, to->out);
  grappe_buffer_add(to->out, first);
  int space = columns - grappe_width(first) - grappe_width(last);
  grappe_pad("", space > 1 ? space : 1, GRAPPE_LEFT, to->out);
  grappe_buffer_add(to->out, last);
  grappe_buffer_add_char(to->out, '\n');
}

static void add_names(text_to *to) {
  const grappe_drawing *drawing = to->drawing;
  for (size_t s = 0; s < drawing->series && drawing->series > 1; s++) {
    text_ink(to->colour, (int)(s % 6) + 1, to->out);
    grappe_buffer_addf(to->out, "%c ", letter_of(s));
    grappe_shorten(drawing_text_at(drawing, drawing->series_texts[s]), to->width - 2, to->out);
    text_plain(to->colour, to->out);
    grappe_buffer_add_char(to->out, '\n');
  }
}

void text_curves(text_to *to) {
  const grappe_drawing *drawing = to->drawing;
  drawing_scale scale = drawing_scale_of(drawing, 0, 0, drawing->series);
  grappe_buffer top = {0}, middle = {0}, bottom = {0};
  drawing_tick_text(&scale, scale.high, &top);
  grappe_number_display((scale.low + scale.high) / 2, GRAPPE_DIGITS_USUAL, 0, grappe_language_now(), &middle);
  drawing_tick_text(&scale, scale.low, &bottom);
  int margin = grappe_width(grappe_buffer_text(&top)), other = grappe_width(grappe_buffer_text(&middle));
  if (other > margin) margin = other;
  other = grappe_width(grappe_buffer_text(&bottom));
  if (other > margin) margin = other;
  text_canvas canvas = {0};
  int columns = to->width - margin - 2;
  text_canvas_open(&canvas, columns > 10 ? columns : 10, ROWS);
  for (size_t s = 0; s < drawing->series; s++) draw_series(&canvas, drawing, &scale, s);
  add_canvas(to, &canvas, grappe_buffer_text(&top), grappe_buffer_text(&middle), grappe_buffer_text(&bottom), margin);
  add_ends(to, drawing_text_at(drawing, drawing->label_texts[0]),
           drawing->labels > 1 ? drawing_text_at(drawing, drawing->label_texts[drawing->labels - 1]) : "", margin,
           canvas.columns);
  add_names(to);
  text_canvas_free(&canvas);
  grappe_buffer_free(&top);
  grappe_buffer_free(&middle);
  grappe_buffer_free(&bottom);
}

grappe_code text_lorenz(text_to *to, grappe_error *error) {
  const grappe_drawing *drawing = to->drawing;
  size_t count = drawing->labels;
  double *low = grappe_alloc(2 * (count + 1) * sizeof *low);
  if (!low) return grappe_fail_memory(error);
  double *high = low + count + 1;
  grappe_code code = drawing_lorenz(drawing->marks, count, low, high, error);
  if (code == GRAPPE_OK) {
    text_canvas canvas = {0};
    text_canvas_open(&canvas, to->width > 48 ? 40 : to->width - 8, ROWS);
    text_canvas_line(&canvas, 0, 0, 1, 1, 6);
    for (size_t k = 1; k <= count; k++) {
      double from = (double)(k - 1) / (double)count, until = (double)k / (double)count;
      text_canvas_line(&canvas, from, low[k - 1], until, low[k], 1);
      if (high[k] > low[k] || high[k - 1] > low[k - 1]) text_canvas_line(&canvas, from, high[k - 1], until, high[k], 2);
    }
    add_canvas(to, &canvas, "100 %", "50 %", "0 %", 5);
    add_ends(to, "0 %", "100 %", 5, canvas.columns);
    if (!isnan(drawing->gini_low)) {
      grappe_buffer gini = {0};
      drawing_gini_text(drawing, &gini);
      grappe_buffer_addf(to->out, "%s\n", grappe_buffer_text(&gini));
      if (grappe_buffer_failed(&gini)) to->out->failed = 1;
      grappe_buffer_free(&gini);
    }
    text_canvas_free(&canvas);
  }
  grappe_free(low);
  return code;
}
