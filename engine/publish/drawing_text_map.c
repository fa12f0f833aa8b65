/* Maps in a terminal: each cell has the class of the ground in its middle, two cells high where colours allow. */
#include <math.h>

#include "figure/status.h"
#include "publish/drawing_private.h"
#include "publish/text_canvas_private.h"
#include "text/width.h"

enum {
  COLUMNS_MOST = 72,
  ROWS_MOST = 26,
  NOWHERE = -1,
  GROUND = -2,
  UNKNOWN = -3,
  SUPPRESSED = -4,
  NONE = -5,
  TORN = -6
};

/* Of the 256 colours, from light to dark ground as the tones of the drawings: readable with a light and a dark ground.
 */
static const int tones[] = {195, 159, 117, 81, 75, 69, 63, 62, 57};

typedef struct grid {
  const drawing_map *map;
  const grappe_drawing *drawing;
  int columns, rows; /* of samples */
  double left, top, step_x, step_y;
} grid;

static int inside(const drawing_map *map, size_t first, size_t count, double x, double y) {
  int in = 0;
  for (size_t r = first; r < first + count; r++) {
    const drawing_ring *ring = &map->rings[r];
    for (size_t p = 0; p < ring->count; p++) {
      size_t a = ring->from + p, b = ring->from + (p + 1) % ring->count;
      if ((map->y[a] <= y) == (map->y[b] <= y)) continue;
      if (x < map->x[a] + (y - map->y[a]) / (map->y[b] - map->y[a]) * (map->x[b] - map->x[a])) in = !in;
    }
  }
  return in;
}

static int state_of(const grappe_drawing *drawing, const drawing_place *place) {
  switch (drawing->marks[place->label].presence) {
    case GRAPPE_PRESENT:
      return place->first_class == place->last_class ? (int)place->first_class : TORN;
    case GRAPPE_SUPPRESSED:
      return SUPPRESSED;
    case GRAPPE_NOT_APPLICABLE:
    case GRAPPE_UNDEFINED:
      return NONE;
    default:
      return UNKNOWN;
  }
}

static int sample(const grid *g, int column, int row) {
  double x = g->left + (column + 0.5) * g->step_x, y = g->top + (row + 0.5) * g->step_y;
  for (size_t i = 0; i < g->map->place_count; i++) {
    const drawing_place *place = &g->map->places[i];
    if (!place->rings) {
      if (fabs(place->x - x) <= g->step_x / 2 && fabs(place->y - y) <= g->step_y / 2)
        return state_of(g->drawing, place);
    } else if (inside(g->map, place->first_ring, place->rings, x, y)) {
      return state_of(g->drawing, place);
    }
  }
  return inside(g->map, g->map->backdrop_first, g->map->backdrop_rings, x, y) ? GROUND : NOWHERE;
}

/* Without colours a letter or digit fills the ground: class 1, 2, 3 …, '?' unknown, 's' withheld. */
static char sign_of(int state) {
  if (state >= 0) return (char)('1' + state);
  return state == UNKNOWN      ? '?'
         : state == SUPPRESSED ? 's'
         : state == NONE       ? '-'
         : state == TORN       ? '~'
         : state == GROUND     ? '.'
                               : ' ';
}

static int colour_of(const drawing_map *map, int state) {
  if (state >= 0) return tones[drawing_class_tone(map, (size_t)state)];
  return state == TORN ? 180 : state == SUPPRESSED ? 133 : state == GROUND ? 252 : 246;
}

static void add_cell(const grid *g, int upper, int lower, grappe_buffer *out) {
  if (upper == NOWHERE && lower == NOWHERE) {
    grappe_buffer_add_char(out, ' ');
  } else if (lower == NOWHERE) {
    grappe_buffer_addf(out, "\x1b[38;5;%dm▀\x1b[0m", colour_of(g->map, upper));
  } else if (upper == NOWHERE) {
    grappe_buffer_addf(out, "\x1b[38;5;%dm▄\x1b[0m", colour_of(g->map, lower));
  } else {
    grappe_buffer_addf(out, "\x1b[38;5;%d;48;5;%dm▀\x1b[0m", colour_of(g->map, upper), colour_of(g->map, lower));
  }
}

static void add_ground(const grid *g, text_to *to) {
  for (int row = 0; row < g->rows; row += to->colour ? 2 : 1) {
    for (int column = 0; column < g->columns; column++)
      if (to->colour)
        add_cell(g, sample(g, column, row), row + 1 < g->rows ? sample(g, column, row + 1) : NOWHERE, to->out);
      else
        grappe_buffer_add_char(to->out, sign_of(sample(g, column, row)));
    while (to->out->length && to->out->text[to->out->length - 1] == ' ') to->out->text[--to->out->length] = '\0';
    grappe_buffer_add_char(to->out, '\n');
  }
}

/* "3  5,000 to less than 10,000: Normandie, Bretagne" */
static void add_legend_row(text_to *to, int state, const char *what) {
  const grappe_drawing *drawing = to->drawing;
  grappe_buffer line = {0};
  size_t found = 0;
  grappe_buffer_add(&line, what);
  for (size_t i = 0; i < drawing->map->place_count; i++) {
    const drawing_place *place = &drawing->map->places[i];
    if (state_of(drawing, place) != state) continue;
    grappe_buffer_add(&line, found++ ? ", " : grappe_translate(": "));
    grappe_buffer_addf(&line, "%s", drawing_text_at(drawing, drawing->label_texts[place->label]));
    if (drawing->marks[place->label].presence == GRAPPE_PRESENT)
      grappe_buffer_addf(&line, " %s", drawing_text_at(drawing, drawing->marks[place->label].text));
  }
  if (found || state >= 0) {
    if (to->colour)
      grappe_buffer_addf(to->out, "\x1b[38;5;%dm██\x1b[0m ", colour_of(drawing->map, state));
    else
      grappe_buffer_addf(to->out, "%c  ", sign_of(state));
    grappe_shorten(grappe_buffer_text(&line), to->width - 3, to->out);
    grappe_buffer_add_char(to->out, '\n');
  }
  if (grappe_buffer_failed(&line)) to->out->failed = 1;
  grappe_buffer_free(&line);
}

void text_map(text_to *to) {
  const drawing_map *map = to->drawing->map;
  double width = fmax(map->right - map->left, 1), height = fmax(map->bottom - map->top, 1);
  int columns = to->width < COLUMNS_MOST ? to->width : COLUMNS_MOST, rows;
  /* a cell is twice as high as wide; with half blocks a sample is a square */
  double step = width / columns;
  if (height / step / 2 > ROWS_MOST) step = height / (2 * ROWS_MOST);
  columns = (int)ceil(width / step);
  rows = (int)ceil(height / step / (to->colour ? 1 : 2));
  grid g = {map, to->drawing, columns, rows, map->left, map->top, step, to->colour ? step : 2 * step};
  add_ground(&g, to);
  size_t known = 0;
  for (size_t i = 0; i < map->place_count; i++) known += map->places[i].first_class != SIZE_MAX;
  for (size_t at = known || map->edge_count ? map->edge_count + 1 : 0; at-- > 0;) {
    grappe_buffer text = {0};
    drawing_class_text(map, at, &text);
    add_legend_row(to, (int)at, grappe_buffer_text(&text));
    if (grappe_buffer_failed(&text)) to->out->failed = 1;
    grappe_buffer_free(&text);
  }
  add_legend_row(to, TORN, grappe_translate("in several classes"));
  add_legend_row(to, UNKNOWN, grappe_presence_name(GRAPPE_UNKNOWN, grappe_language_now()));
  add_legend_row(to, SUPPRESSED, grappe_presence_name(GRAPPE_SUPPRESSED, grappe_language_now()));
  add_legend_row(to, NONE, grappe_presence_name(GRAPPE_NOT_APPLICABLE, grappe_language_now()));
}
