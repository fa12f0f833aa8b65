/* Drawings as text: titles, bars, sparklines and slopes; curves and maps have files of their own. */
#include <math.h>
#include <string.h>

#include "publish/drawing_private.h"
#include "publish/text_canvas_private.h"
#include "text/width.h"

enum { WIDTH_USUAL = 80, WIDTH_LEAST = 30 };

static void add_line(text_to *to, const char *text) {
  grappe_shorten(text, to->width, to->out);
  grappe_buffer_add_char(to->out, '\n');
}

static void add_heading(text_to *to) {
  const grappe_drawing *drawing = to->drawing;
  grappe_buffer line = {0};
  grappe_buffer_add(&line, grappe_drawing_title(drawing));
  if (*drawing_text_at(drawing, drawing->subtitle))
    grappe_buffer_addf(&line, " (%s)", drawing_text_at(drawing, drawing->subtitle));
  if (to->colour) grappe_buffer_add(to->out, "\x1b[1m");
  grappe_shorten(grappe_buffer_text(&line), to->width, to->out);
  text_plain(to->colour, to->out);
  grappe_buffer_add_char(to->out, '\n');
  if (grappe_buffer_failed(&line)) to->out->failed = 1;
  grappe_buffer_free(&line);
}

static grappe_code add_footer(text_to *to, grappe_error *error) {
  grappe_buffer lines = {0};
  grappe_code code = drawing_footer(to->drawing, &lines, error);
  for (char *line = lines.text, *end; code == GRAPPE_OK && line && (end = strchr(line, '\n')); line = end + 1) {
    grappe_buffer cut = {0};
    *end = '\0';
    grappe_shorten(line, to->width, &cut);
    text_dim(to->colour, grappe_buffer_text(&cut), to->out);
    grappe_buffer_add_char(to->out, '\n');
    if (grappe_buffer_failed(&cut)) to->out->failed = 1;
    grappe_buffer_free(&cut);
  }
  if (grappe_buffer_failed(&lines)) to->out->failed = 1;
  grappe_buffer_free(&lines);
  return code;
}

/* --- bars --------------------------------------------------------------------------------------------------------- */

static int widest_text(const grappe_drawing *drawing, const size_t *texts, size_t count) {
  int most = 0;
  for (size_t i = 0; i < count; i++) {
    int width = grappe_width(drawing_text_at(drawing, texts[i]));
    if (width > most) most = width;
  }
  return most;
}

static int widest_value(const grappe_drawing *drawing) {
  int most = 1;
  for (size_t i = 0; i < drawing->labels * drawing->series; i++) {
    int width = grappe_width(drawing_text_at(drawing, drawing->marks[i].text));
    if (width > most) most = width;
  }
  return most;
}

/* Eighths of a cell, so that a short bar is still to be seen. */
static void add_bar(text_to *to, double from, double until, const char *full) {
  static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  int eighths = (int)lround((until - from) * 8);
  for (int i = 0; i < eighths / 8; i++) grappe_buffer_add(to->out, full);
  if (strcmp(full, "█") == 0) grappe_buffer_add(to->out, parts[eighths % 8]);
}

static void pad(text_to *to, int columns) {
  for (int i = 0; i < columns; i++) grappe_buffer_add_char(to->out, ' ');
}

/* What every possible value reaches is solid, what may be is shaded, and an arrow says that no end is known. */
static void add_value_bar(text_to *to, const drawing_scale *scale, const drawing_mark *mark, int room, int ink) {
  double zero = drawing_scaled(scale, 0, 0, room), low = drawing_scaled(scale, mark->bounds.low, 0, room);
  double high = drawing_scaled(scale, mark->bounds.high, 0, room);
  double sure_from = zero, sure_until = zero, may_from = low, may_until = high;
  if (mark->bounds.low > 0) sure_until = low, may_from = low;
  if (mark->bounds.high < 0) sure_from = high, may_until = high;
  if (drawing_exact(mark))
    sure_from = fmin(zero, low), sure_until = fmax(zero, low), may_until = sure_until, may_from = sure_from;
  int before = (int)floor(fmin(sure_from, may_from) + 0.5);
  pad(to, before);
  text_ink(to->colour, ink, to->out);
  if (may_from < sure_from) add_bar(to, may_from, sure_from, "░");
  add_bar(to, sure_from, sure_until, "█");
  if (may_until > sure_until && isfinite(mark->bounds.high)) add_bar(to, fmax(sure_until, may_from), may_until, "░");
  if (!isfinite(mark->bounds.high)) grappe_buffer_add(to->out, "▶");
  text_plain(to->colour, to->out);
}

void text_bars(text_to *to) {
  const grappe_drawing *drawing = to->drawing;
  drawing_scale scale = drawing_scale_of(drawing, 1, 0, drawing->series);
  int names = widest_text(drawing, drawing->label_texts, drawing->labels), values = widest_value(drawing);
  if (names > to->width / 3) names = to->width / 3;
  if (values > to->width / 3) values = to->width / 3;
  int room = to->width - names - values - 4;
  if (room < 8) room = 8;
  for (size_t s = 0; s < drawing->series && drawing->series > 1; s++) {
    text_ink(to->colour, (int)(s % 6) + 1, to->out);
    grappe_buffer_addf(to->out, "%c ", (char)('a' + s % 26));
    grappe_shorten(drawing_text_at(drawing, drawing->series_texts[s]), to->width - 2, to->out);
    text_plain(to->colour, to->out);
    grappe_buffer_add_char(to->out, '\n');
  }
  for (size_t i = 0; i < drawing->labels; i++)
    for (size_t s = 0; s < drawing->series; s++) {
      const drawing_mark *mark = drawing_mark_at(drawing, s, i);
      grappe_fit(s ? "" : drawing_text_at(drawing, drawing->label_texts[i]), names, GRAPPE_LEFT, to->out);
      grappe_buffer_addf(to->out, drawing->series > 1 ? "%c " : " ", (char)('a' + s % 26));
      grappe_fit(drawing_text_at(drawing, mark->text), values, GRAPPE_RIGHT, to->out);
      if (mark->presence == GRAPPE_PRESENT) grappe_buffer_add_char(to->out, ' ');
      if (mark->presence == GRAPPE_PRESENT) add_value_bar(to, &scale, mark, room, (int)(s % 6) + 1);
      grappe_buffer_add_char(to->out, '\n');
    }
}

/* --- sparklines --------------------------------------------------------------------------------------------------- */

static void add_spark(text_to *to, size_t series) {
  static const char *const heights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const grappe_drawing *drawing = to->drawing;
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (size_t i = 0; i < drawing->labels; i++) {
    double value = drawing_point(drawing_mark_at(drawing, series, i));
    if (isnan(value)) continue;
    low = fmin(low, value);
    high = fmax(high, value);
  }
  for (size_t i = 0; i < drawing->labels; i++) {
    const drawing_mark *mark = drawing_mark_at(drawing, series, i);
    double value = drawing_point(mark);
    if (!mark->there)
      grappe_buffer_add_char(to->out, ' ');
    else if (isnan(value)) /* absent, or known only by its bounds */
      grappe_buffer_add(to->out, mark->presence == GRAPPE_PRESENT ? "░" : "?");
    else
      grappe_buffer_add(to->out, heights[high > low ? (int)lround((value - low) / (high - low) * 7) : 3]);
  }
}

void text_sparklines(text_to *to) {
  const grappe_drawing *drawing = to->drawing;
  int names = widest_text(drawing, drawing->series_texts, drawing->series), values = widest_value(drawing);
  size_t last = drawing->labels - 1;
  if (names > to->width / 3) names = to->width / 3;
  for (size_t s = 0; s < drawing->series; s++) {
    grappe_fit(drawing_text_at(drawing, drawing->series_texts[s]), names, GRAPPE_LEFT, to->out);
    grappe_buffer_add_char(to->out, ' ');
    grappe_fit(drawing_text_at(drawing, drawing_mark_at(drawing, s, 0)->text), values, GRAPPE_RIGHT, to->out);
    grappe_buffer_add_char(to->out, ' ');
    text_ink(to->colour, 1, to->out);
    add_spark(to, s);
    text_plain(to->colour, to->out);
    grappe_buffer_addf(to->out, " %s\n", drawing_text_at(drawing, drawing_mark_at(drawing, s, last)->text));
  }
  grappe_buffer from = {0};
  grappe_buffer_addf(&from, grappe_translate("From %s to %s"), drawing_text_at(drawing, drawing->label_texts[0]),
                     drawing_text_at(drawing, drawing->label_texts[last]));
  add_line(to, grappe_buffer_text(&from));
  if (grappe_buffer_failed(&from)) to->out->failed = 1;
  grappe_buffer_free(&from);
}

/* --- slopes ------------------------------------------------------------------------------------------------------- */

/* Up, down or level where the bounds decide it. */
static const char *direction(const drawing_mark *from, const drawing_mark *to) {
  if (!from->there || !to->there || from->presence != GRAPPE_PRESENT || to->presence != GRAPPE_PRESENT) return "?";
  if (to->bounds.low > from->bounds.high) return "↗";
  if (to->bounds.high < from->bounds.low) return "↘";
  return drawing_exact(from) && drawing_exact(to) ? "→" : "?";
}

void text_slope(text_to *to) {
  const grappe_drawing *drawing = to->drawing;
  int names = widest_text(drawing, drawing->series_texts, drawing->series), values = widest_value(drawing);
  if (names > to->width / 2) names = to->width / 2;
  for (int i = 0; i < 2; i++) {
    int width = grappe_width(drawing_text_at(drawing, drawing->label_texts[i]));
    if (width > values) values = width;
  }
  pad(to, names + 1);
  grappe_fit(drawing_text_at(drawing, drawing->label_texts[0]), values, GRAPPE_RIGHT, to->out);
  grappe_buffer_addf(to->out, "   %s\n", drawing_text_at(drawing, drawing->label_texts[1]));
  for (size_t s = 0; s < drawing->series; s++) {
    const drawing_mark *from = drawing_mark_at(drawing, s, 0), *until = drawing_mark_at(drawing, s, 1);
    grappe_fit(drawing_text_at(drawing, drawing->series_texts[s]), names, GRAPPE_LEFT, to->out);
    grappe_buffer_add_char(to->out, ' ');
    grappe_fit(drawing_text_at(drawing, from->text), values, GRAPPE_RIGHT, to->out);
    grappe_buffer_addf(to->out, " %s %s\n", direction(from, until), drawing_text_at(drawing, until->text));
  }
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static grappe_code draw(text_to *to, grappe_error *error) {
  switch (to->drawing->kind) {
    case GRAPPE_DRAWING_BARS:
      text_bars(to);
      break;
    case GRAPPE_DRAWING_LINES:
      text_curves(to);
      break;
    case GRAPPE_DRAWING_SPARKLINES:
      text_sparklines(to);
      break;
    case GRAPPE_DRAWING_SLOPE:
      text_slope(to);
      break;
    case GRAPPE_DRAWING_LORENZ:
      return text_lorenz(to, error);
    case GRAPPE_DRAWING_MAP:
      text_map(to);
      break;
  }
  return GRAPPE_OK;
}

grappe_code grappe_drawing_text(const grappe_drawing *drawing, int width, int colour, grappe_buffer *out,
                                grappe_error *error) {
  size_t start = out->length;
  text_to to = {drawing, out, width ? width : WIDTH_USUAL, colour};
  if (to.width < WIDTH_LEAST) to.width = WIDTH_LEAST;
  add_heading(&to);
  grappe_code code = GRAPPE_OK;
  if (!drawing->labels || !drawing->series)
    add_line(&to, grappe_translate("There is nothing to draw: the table has no rows."));
  else
    code = draw(&to, error);
  if (code == GRAPPE_OK) code = add_footer(&to, error);
  if (code == GRAPPE_OK && grappe_buffer_failed(out)) code = grappe_fail_memory(error);
  if (code != GRAPPE_OK && out->text) {
    out->length = start;
    out->text[start] = '\0';
  }
  return code;
}
