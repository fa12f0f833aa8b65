/* Bars: one a row, or one a row and column. */
#include <math.h>
#include <stdio.h>

#include "publish/drawing_private.h"

enum { BAR = 18, GAP = 9, BETWEEN = 2, LABELS_MOST = 250 };

typedef struct bars {
  svg *to;
  drawing_scale scale;
  double left, right; /* of the axis */
} bars;

static double at(const bars *draw, double value) {
  return drawing_scaled(&draw->scale, value, draw->left, draw->right);
}

static double widest(const grappe_drawing *drawing, int labels) {
  double most = 0;
  for (size_t i = 0; i < (labels ? drawing->labels : drawing->labels * drawing->series); i++) {
    size_t text = labels ? drawing->label_texts[i] : drawing->marks[i].text;
    double width = svg_text_width(drawing_text_at(drawing, text), 13);
    if (width > most) most = width;
  }
  return most;
}

static void bar(svg *to, const char *kind, size_t series, double from, double until, double y) {
  char class[40];
  snprintf(class, sizeof class, "%s gd-s%zu", kind, series % 6);
  svg_box(to, class, fmin(from, until), y, fabs(until - from), BAR);
}

/* An open end: the bar goes on, and nobody knows how far. */
static double open_end(const bars *draw, double from, double y, int direction) {
  double until = direction > 0 ? draw->right + 14 : draw->left - 14;
  grappe_buffer_addf(draw->to->out, "<path class=\"gd-w\" d=\"M%.1f %.1fH%.1fm%d -5l%d 5l%d 5\"/>\n", from,
                     y + BAR / 2.0, until, -6 * direction, 6 * direction, -6 * direction);
  draw->to->open_end = 1;
  return until;
}

static void cap(svg *to, double x, double y) {
  svg_line(to, "gd-w", x, y, x, y + BAR);
}

/* The sure part solid, what may be lighter, with an end at each side. Returns where the text may begin. */
static double draw_value(const bars *draw, const drawing_mark *mark, size_t series, double y) {
  svg *to = draw->to;
  double zero = at(draw, 0), low = mark->bounds.low, high = mark->bounds.high, end = zero;
  if (drawing_exact(mark)) {
    end = at(draw, low);
    bar(to, "gd-b", series, zero, end, y);
    return fmax(zero, end);
  }
  double sure = low > 0 ? low : high < 0 ? high : 0; /* what every possible value reaches */
  double middle = isnan(mark->value) ? sure : mark->value;
  if (middle != 0) bar(to, "gd-b", series, zero, at(draw, middle), y);
  double from = at(draw, low), until = at(draw, high);
  end = fmax(fmax(zero, at(draw, middle)), isfinite(high) ? until : 0);
  if (isfinite(low) && isfinite(high)) {
    bar(to, "gd-r", series, from, until, y);
    to->range = 1;
  } else if (isfinite(low)) {
    end = fmax(end, open_end(draw, at(draw, low), y, 1));
  } else if (isfinite(high)) {
    open_end(draw, until, y, -1);
  }
  if (isfinite(low)) cap(to, from, y);
  if (isfinite(high)) cap(to, until, y);
  return end;
}

static void draw_mark(const bars *draw, const drawing_mark *mark, size_t series, double y) {
  svg *to = draw->to;
  double end, zero = at(draw, 0);
  if (mark->presence != GRAPPE_PRESENT)
    end = zero + svg_absent(to, zero, y + BAR / 2.0, mark);
  else
    end = draw_value(draw, mark, series, y);
  svg_text(to, end + 8, y + BAR / 2.0 + 4.5, "gd-t gd-num", "start", drawing_text_at(to->drawing, mark->text));
}

static void draw_axis(const bars *draw, double top, double bottom) {
  for (double tick = draw->scale.low; tick <= draw->scale.high + draw->scale.step / 2; tick += draw->scale.step) {
    grappe_buffer text = {0};
    double x = at(draw, tick);
    drawing_tick_text(&draw->scale, tick, &text);
    svg_line(draw->to, fabs(tick) < draw->scale.step / 2 ? "gd-a" : "gd-g", x, top, x, bottom);
    svg_text(draw->to, x, bottom + 15, "gd-m gd-small", "middle", grappe_buffer_text(&text));
    if (grappe_buffer_failed(&text)) draw->to->out->failed = 1;
    grappe_buffer_free(&text);
  }
}

void svg_bars(svg *to) {
  const grappe_drawing *drawing = to->drawing;
  double labels = fmin(widest(drawing, 1), LABELS_MOST), values = fmin(widest(drawing, 0), 220);
  bars draw = {to, drawing_scale_of(drawing, 1, 0, drawing->series), labels + 14, SVG_WIDTH - values - 26};
  if (draw.scale.low < 0) draw.left += 16;
  if (drawing->series > 1) svg_series_legend(to);
  double group = (double)drawing->series * (BAR + BETWEEN) - BETWEEN, top = to->y;
  double bottom = top + (double)drawing->labels * (group + GAP) + 2;
  draw_axis(&draw, top - 2, bottom);
  for (size_t i = 0; i < drawing->labels; i++) {
    double y = top + (double)i * (group + GAP) + GAP / 2.0;
    svg_text_in_two(to, labels, y + group / 2, "gd-t", "end", LABELS_MOST,
                    drawing_text_at(drawing, drawing->label_texts[i]));
    for (size_t s = 0; s < drawing->series; s++)
      draw_mark(&draw, drawing_mark_at(drawing, s, i), s, y + (double)s * (BAR + BETWEEN));
  }
  to->y = bottom + 22;
}
