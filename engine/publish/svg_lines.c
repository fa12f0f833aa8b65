/* Lines along time or along columns, and slopes between two of them. */
#include <math.h>
#include <stdio.h>

#include "base/memory.h"
#include "publish/drawing_private.h"
#include "text/width.h"

enum { HEIGHT = 300, SLOPE_HEIGHT = 170, NAMES = 190, LINE = 16 };

typedef struct plot {
  svg *to;
  drawing_scale scale;
  double left, right, top, bottom;
} plot;

static double x_of(const plot *draw, size_t label) {
  const grappe_drawing *drawing = draw->to->drawing;
  size_t last = drawing->labels - 1;
  if (!last) return (draw->left + draw->right) / 2;
  double part = drawing->places
                    ? (drawing->places[label] - drawing->places[0]) / (drawing->places[last] - drawing->places[0])
                    : (double)label / (double)last;
  return draw->left + 8 + part * (draw->right - draw->left - 16);
}

static double y_of(const plot *draw, double value) {
  return drawing_scaled(&draw->scale, value, draw->bottom, draw->top);
}

/* --- one line ----------------------------------------------------------------------------------------------------- */

/* Shapes tell lines apart where colours do not. */
static void draw_point(svg *to, size_t series, double x, double y) {
  static const char *const shapes[] = {"m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
                                       "m-4 -4h8v8h-8z",
                                       "m0 -5.5l5 9h-10z",
                                       "m0 -5.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
                                       "m0 5.5l5 -9h-10z",
                                       "m-5 -1.5h3.5v-3.5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5z"};
  grappe_buffer_addf(to->out, "<path class=\"gd-s%zu\" d=\"M%.1f %.1f%s\"/>\n", series % 6, x, y, shapes[series % 6]);
}

/* Between two neighbours of which only bounds are known, the ground where the line may run. */
static void draw_bands(const plot *draw, size_t series) {
  const grappe_drawing *drawing = draw->to->drawing;
  for (size_t i = 0; i + 1 < drawing->labels; i++) {
    const drawing_mark *a = drawing_mark_at(drawing, series, i), *b = drawing_mark_at(drawing, series, i + 1);
    if (!a->there || !b->there || a->presence != GRAPPE_PRESENT || b->presence != GRAPPE_PRESENT) continue;
    if (!isfinite(a->bounds.low + a->bounds.high + b->bounds.low + b->bounds.high)) continue;
    if (drawing_exact(a) && drawing_exact(b)) continue;
    grappe_buffer_addf(draw->to->out, "<path class=\"gd-band gd-s%zu\" d=\"M%.1f %.1fL%.1f %.1fV%.1fL%.1f %.1fz\"/>\n",
                       series % 6, x_of(draw, i), y_of(draw, a->bounds.low), x_of(draw, i + 1),
                       y_of(draw, b->bounds.low), y_of(draw, b->bounds.high), x_of(draw, i),
                       y_of(draw, a->bounds.high));
  }
}

static void draw_range(const plot *draw, const drawing_mark *mark, size_t series, double x) {
  svg *to = draw->to;
  char class[40];
  snprintf(class, sizeof class, "gd-w gd-p%zu", series % 6);
  int low = isfinite(mark->bounds.low), high = isfinite(mark->bounds.high);
  double from = low ? y_of(draw, mark->bounds.low) : draw->bottom + 4,
         until = high ? y_of(draw, mark->bounds.high) : draw->top - 8;
  svg_line(to, class, x, from, x, until);
  if (low) svg_line(to, class, x - 5, from, x + 5, from);
  if (high) svg_line(to, class, x - 5, until, x + 5, until);
  if (!high) grappe_buffer_addf(to->out, "<path class=\"%s\" d=\"M%.1f %.1fm-4 6l4 -6l4 6\"/>\n", class, x, until);
  if (!low) grappe_buffer_addf(to->out, "<path class=\"%s\" d=\"M%.1f %.1fm-4 -6l4 6l4 -6\"/>\n", class, x, from);
  if (low && high) to->range = 1;
  if (!low || !high) to->open_end = 1;
}

static void draw_line(const plot *draw, size_t series) {
  static const char *const dashes[] = {"",
                                       " stroke-dasharray=\"7 3\"",
                                       " stroke-dasharray=\"2 3\"",
                                       " stroke-dasharray=\"9 3 2 3\"",
                                       " stroke-dasharray=\"12 4\"",
                                       " stroke-dasharray=\"4 2\""};
  svg *to = draw->to;
  const grappe_drawing *drawing = to->drawing;
  int open = 0;
  draw_bands(draw, series);
  grappe_buffer path = {0};
  for (size_t i = 0; i < drawing->labels; i++) {
    const drawing_mark *mark = drawing_mark_at(drawing, series, i);
    double value = drawing_point(mark);
    if (!mark->there) continue; /* nobody says anything of that place: the line passes over it */
    if (isnan(value)) {
      open = 0;
      continue;
    }
    grappe_buffer_addf(&path, "%s%.1f %.1f", open ? "L" : "M", x_of(draw, i), y_of(draw, value));
    open = 1;
  }
  if (path.length)
    grappe_buffer_addf(to->out, "<path class=\"gd-line gd-p%zu\"%s d=\"%s\"/>\n", series % 6, dashes[series % 6],
                       grappe_buffer_text(&path));
  if (grappe_buffer_failed(&path)) to->out->failed = 1;
  grappe_buffer_free(&path);
  for (size_t i = 0; i < drawing->labels; i++) {
    const drawing_mark *mark = drawing_mark_at(drawing, series, i);
    if (!mark->there) continue;
    double x = x_of(draw, i), value = drawing_point(mark);
    if (mark->presence != GRAPPE_PRESENT) {
      double middle = (draw->top + draw->bottom) / 2, stacked = draw->bottom - 9 - 16 * (double)(series % 6);
      svg_absent(to, x - 14, fmax(middle, stacked), mark); /* a sparkline is too low to stack them */
      continue;
    }
    if (!drawing_exact(mark)) draw_range(draw, mark, series, x);
    if (!isnan(value)) draw_point(to, series, x, y_of(draw, value));
  }
}

/* --- names beside their ends, pushed apart where they would meet ---------------------------------------------------
 */

typedef struct tag {
  double y;
  size_t series;
} tag;

static void push_apart(tag *tags, size_t count, double top, double bottom) {
  for (size_t i = 1; i < count; i++)
    for (size_t j = i; j > 0 && tags[j].y < tags[j - 1].y; j--) {
      tag moved = tags[j];
      tags[j] = tags[j - 1];
      tags[j - 1] = moved;
    }
  for (size_t i = 0; i < count; i++) {
    double least = i ? tags[i - 1].y + LINE : top;
    if (tags[i].y < least) tags[i].y = least;
  }
  for (size_t i = count; i-- > 0;) {
    double most = i + 1 < count ? tags[i + 1].y - LINE : bottom;
    if (tags[i].y > most) tags[i].y = most;
  }
}

static double height_of(const plot *draw, const drawing_mark *mark) {
  double value = drawing_point(mark);
  if (isnan(value) && mark->there && mark->presence == GRAPPE_PRESENT)
    value = isfinite(mark->bounds.low) ? mark->bounds.low : mark->bounds.high;
  return isnan(value) ? draw->bottom : y_of(draw, value);
}

/* The last place at which the series has something, from the end or from the start. */
static size_t outermost(const grappe_drawing *drawing, size_t series, int last) {
  for (size_t i = 0; i < drawing->labels; i++) {
    size_t at = last ? drawing->labels - 1 - i : i;
    const drawing_mark *mark = drawing_mark_at(drawing, series, at);
    if (mark->there && mark->presence == GRAPPE_PRESENT) return at;
  }
  return last ? drawing->labels - 1 : 0;
}

/* The place whose value is written beside the tag: where values are, that of the side. */
static size_t tagged(const grappe_drawing *drawing, size_t series, int last, int values) {
  if (values) return last ? drawing->labels - 1 : 0;
  return outermost(drawing, series, last);
}

static void add_tag(const plot *draw, const tag *at, int last, int values) {
  const grappe_drawing *drawing = draw->to->drawing;
  const drawing_mark *mark = drawing_mark_at(drawing, at->series, tagged(drawing, at->series, last, values));
  const char *series = drawing_text_at(drawing, drawing->series_texts[at->series]);
  const char *value = mark->there ? drawing_text_at(drawing, mark->text) : "";
  grappe_buffer text = {0};
  if (values && last)
    grappe_buffer_addf(&text, "%s  %s", value, series);
  else if (values)
    grappe_buffer_addf(&text, "%s  %s", series, value);
  else
    grappe_buffer_add(&text, series);
  if (!values) draw_point(draw->to, at->series, draw->right + 16, at->y); /* which line is called so */
  svg_text_within(draw->to, last ? draw->right + (values ? 10 : 28) : draw->left - 10, at->y + 4.5, "gd-t",
                  last ? "start" : "end", NAMES + (values ? 25 : -24), grappe_buffer_text(&text));
  if (grappe_buffer_failed(&text)) draw->to->out->failed = 1;
  grappe_buffer_free(&text);
}

static void add_tags(const plot *draw, int last, int values) {
  const grappe_drawing *drawing = draw->to->drawing;
  tag *tags = grappe_alloc((drawing->series + 1) * sizeof *tags);
  if (!tags) {
    draw->to->out->failed = 1;
    return;
  }
  for (size_t s = 0; s < drawing->series; s++)
    tags[s] = (tag){height_of(draw, drawing_mark_at(drawing, s, tagged(drawing, s, last, values))), s};
  push_apart(tags, drawing->series, draw->top, draw->bottom);
  for (size_t s = 0; s < drawing->series; s++) add_tag(draw, &tags[s], last, values);
  grappe_free(tags);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static void draw_scale(const plot *draw) {
  for (double tick = draw->scale.low; tick <= draw->scale.high + draw->scale.step / 2; tick += draw->scale.step) {
    grappe_buffer text = {0};
    double y = y_of(draw, tick);
    drawing_tick_text(&draw->scale, tick, &text);
    svg_line(draw->to, fabs(tick) < draw->scale.step / 2 ? "gd-a" : "gd-g", draw->left, y, draw->right, y);
    svg_text(draw->to, draw->left - 8, y + 4, "gd-m gd-small", "end", grappe_buffer_text(&text));
    if (grappe_buffer_failed(&text)) draw->to->out->failed = 1;
    grappe_buffer_free(&text);
  }
}

/* Labels that would run into the one before are left out. */
static void draw_labels(const plot *draw) {
  const grappe_drawing *drawing = draw->to->drawing;
  double free_from = -HUGE_VAL;
  for (size_t i = 0; i < drawing->labels; i++) {
    const char *text = drawing_text_at(drawing, drawing->label_texts[i]);
    double x = x_of(draw, i), half = svg_text_width(text, 12) / 2;
    svg_line(draw->to, "gd-a", x, draw->bottom, x, draw->bottom + 4);
    if (x - half < free_from) continue;
    svg_text(draw->to, x, draw->bottom + 18, "gd-m gd-small", "middle", text);
    free_from = x + half + 8;
  }
}

static double height_for(const grappe_drawing *drawing) {
  double needed = (double)drawing->series * LINE, least = drawing->kind == GRAPPE_DRAWING_SLOPE ? SLOPE_HEIGHT : HEIGHT;
  return needed > least ? needed : least;
}

void svg_lines(svg *to) {
  const grappe_drawing *drawing = to->drawing;
  int named = drawing->series > 1;
  plot draw = {to,         drawing_scale_of(drawing, 0, 0, drawing->series),
               64,         named ? SVG_WIDTH - NAMES - 12 : SVG_WIDTH - 60,
               to->y + 10, 0};
  draw.bottom = draw.top + height_for(drawing);
  draw_scale(&draw);
  draw_labels(&draw);
  for (size_t s = 0; s < drawing->series; s++) draw_line(&draw, s);
  if (named) add_tags(&draw, 1, 0);
  to->y = draw.bottom + 30;
}

void svg_slope(svg *to) {
  const grappe_drawing *drawing = to->drawing;
  plot draw = {to, drawing_scale_of(drawing, 0, 0, drawing->series), NAMES + 50, SVG_WIDTH - NAMES - 50, to->y + 24, 0};
  draw.bottom = draw.top + height_for(drawing);
  for (size_t i = 0; i < 2; i++) {
    double x = x_of(&draw, i);
    svg_line(to, "gd-a", x, draw.top - 6, x, draw.bottom + 6);
    svg_text(to, x, draw.top - 14, "gd-t gd-strong", "middle", drawing_text_at(drawing, drawing->label_texts[i]));
  }
  for (size_t s = 0; s < drawing->series; s++) draw_line(&draw, s);
  add_tags(&draw, 0, 1);
  add_tags(&draw, 1, 1);
  to->y = draw.bottom + 22;
}

/* --- sparklines --------------------------------------------------------------------------------------------------- */

enum { SPARK = 26 };

static void add_value(svg *to, double x, double y, const char *anchor, const drawing_mark *mark) {
  if (mark->there) svg_text(to, x, y, "gd-t gd-num", anchor, drawing_text_at(to->drawing, mark->text));
}

void svg_sparklines(svg *to) {
  const grappe_drawing *drawing = to->drawing;
  svg_text(to, 350, to->y + 12, "gd-m gd-small", "end", drawing_text_at(drawing, drawing->label_texts[0]));
  svg_text(to, 590, to->y + 12, "gd-m gd-small", "start",
           drawing_text_at(drawing, drawing->label_texts[drawing->labels - 1]));
  to->y += 22;
  for (size_t s = 0; s < drawing->series; s++) {
    plot draw = {to, drawing_scale_of(drawing, 0, s, 1), 360, 580, to->y + 5, to->y + SPARK - 5};
    double text = to->y + SPARK / 2.0 + 4;
    svg_text_within(to, 0, text, "gd-t", "start", 250, drawing_text_at(drawing, drawing->series_texts[s]));
    add_value(to, 350, text, "end", drawing_mark_at(drawing, s, 0));
    draw_line(&draw, s);
    add_value(to, 590, text, "start", drawing_mark_at(drawing, s, drawing->labels - 1));
    to->y += SPARK + 6;
  }
  to->y += 4;
}
