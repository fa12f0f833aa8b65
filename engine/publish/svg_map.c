/* Maps: areas coloured by class, circles whose area is the value, and the legend with the limits of classes. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "figure/status.h"
#include "publish/drawing_private.h"

enum { HEIGHT_MOST = 560, RADIUS_MOST = 34, RADIUS_LEAST = 3, ROW = 22, LABELLED_MOST = 30 };

typedef struct sheet {
  svg *to;
  const drawing_map *map;
  double scale, left, top, width, height;
  double greatest; /* the value of the greatest circle */
} sheet;

static double x_of(const sheet *s, double x) {
  return s->left + (x - s->map->left) * s->scale;
}

static double y_of(const sheet *s, double y) {
  return s->top + (y - s->map->top) * s->scale;
}

static void add_path_data(const sheet *s, size_t first, size_t count) {
  for (size_t r = first; r < first + count; r++) {
    const drawing_ring *ring = &s->map->rings[r];
    for (size_t p = ring->from; p < ring->from + ring->count; p++)
      grappe_buffer_addf(s->to->out, "%s%.1f %.1f", p == ring->from ? "M" : "L", x_of(s, s->map->x[p]),
                         y_of(s, s->map->y[p]));
    grappe_buffer_add_char(s->to->out, 'z');
  }
}

/* "Normandie: 9 850", for a pointer that rests on it and for those who do not see. */
static void add_name(const sheet *s, const drawing_place *place) {
  const grappe_drawing *drawing = s->to->drawing;
  const drawing_mark *mark = &drawing->marks[place->label];
  grappe_buffer_add(s->to->out, "<title>");
  svg_words(drawing_text_at(drawing, drawing->label_texts[place->label]), s->to->out);
  svg_words(grappe_translate(": "), s->to->out);
  svg_words(mark->presence == GRAPPE_PRESENT ? drawing_text_at(drawing, mark->text)
                                             : grappe_presence_name(mark->presence, grappe_language_now()),
            s->to->out);
  grappe_buffer_add(s->to->out, "</title>");
}

static int in_two_classes(const drawing_place *place) {
  return place->first_class != place->last_class;
}

/* --- areas -------------------------------------------------------------------------------------------------------- */

static void add_fill(const sheet *s, const drawing_place *place, size_t index) {
  const drawing_mark *mark = &s->to->drawing->marks[place->label];
  char class[80];
  if (mark->presence != GRAPPE_PRESENT)
    grappe_buffer_add(s->to->out, svg_hatching(s->to, mark->presence, class, sizeof class));
  else if (in_two_classes(place))
    grappe_buffer_addf(s->to->out, "fill=\"url(#gd%zu-%zu)\"", s->to->number, index);
  else
    grappe_buffer_addf(s->to->out, "class=\"gd-c%d\"", drawing_class_tone(s->map, place->first_class));
}

static void draw_area(const sheet *s, size_t index) {
  const drawing_place *place = &s->map->places[index];
  grappe_buffer_add(s->to->out, "<g>");
  add_name(s, place);
  grappe_buffer_add(s->to->out, "<path ");
  add_fill(s, place, index);
  grappe_buffer_add(s->to->out, " fill-rule=\"evenodd\" d=\"");
  add_path_data(s, place->first_ring, place->rings);
  grappe_buffer_add(s->to->out, "\"/></g>\n");
}

static void draw_borders(const sheet *s, size_t first, size_t count, const char *class) {
  if (!count) return;
  grappe_buffer_addf(s->to->out, "<path class=\"%s\" fill=\"none\" d=\"", class);
  add_path_data(s, first, count);
  grappe_buffer_add(s->to->out, "\"/>\n");
}

/* The name over the value where there is room for both; else the value alone, else nothing. */
static void label_area(const sheet *s, const drawing_place *place) {
  const grappe_drawing *drawing = s->to->drawing;
  const drawing_mark *mark = &drawing->marks[place->label];
  const char *name = drawing_text_at(drawing, drawing->label_texts[place->label]);
  const char *value = drawing_text_at(drawing, mark->text);
  double room = place->room * s->scale * 0.92 - 8, x = x_of(s, place->x), y = y_of(s, place->y) + 4;
  char class[80];
  int clear = mark->presence == GRAPPE_PRESENT && !in_two_classes(place);
  if (clear)
    snprintf(class, sizeof class, "gd-round gd-l%d gd-small", drawing_class_tone(s->map, place->first_class));
  else
    snprintf(class, sizeof class, "gd-t gd-round gd-halo gd-small");
  if (svg_text_width(value, 12) > room) return;
  if (svg_text_width(name, 12) > room) {
    svg_text(s->to, x, y, class, "middle", value);
    return;
  }
  svg_text(s->to, x, y - 7, class, "middle", name);
  strncat(class, " gd-strong", sizeof class - strlen(class) - 1);
  svg_text(s->to, x, y + 8, class, "middle", value);
}

/* --- circles ------------------------------------------------------------------------------------------------------ */

static double radius_of(const sheet *s, double value) {
  double radius = s->greatest > 0 ? RADIUS_MOST * sqrt(fabs(value) / s->greatest) : RADIUS_LEAST;
  return radius < RADIUS_LEAST ? RADIUS_LEAST : radius > RADIUS_MOST ? RADIUS_MOST : radius;
}

static void circle(const sheet *s, const char *class, double x, double y, double radius) {
  grappe_buffer_addf(s->to->out, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>\n", class, x, y, radius);
}

/* A disc for what is sure, and rings for the ends of what is not. */
static void draw_circle(const sheet *s, const drawing_place *place) {
  svg *to = s->to;
  const drawing_mark *mark = &to->drawing->marks[place->label];
  double x = x_of(s, place->x), y = y_of(s, place->y), value = drawing_point(mark);
  grappe_buffer_add(to->out, "<g>");
  add_name(s, place);
  if (mark->presence != GRAPPE_PRESENT) {
    char class[80];
    grappe_buffer_addf(to->out, "<rect %s x=\"%.1f\" y=\"%.1f\" width=\"12\" height=\"12\"/>",
                       svg_hatching(to, mark->presence, class, sizeof class), x - 6, y - 6);
  } else {
    double low = mark->bounds.low, high = mark->bounds.high;
    double shown = isnan(value) ? (isfinite(low) ? low : high) : value;
    circle(s, "gd-disc gd-s0", x, y, radius_of(s, shown));
    if (!drawing_exact(mark)) {
      if (isfinite(low)) circle(s, "gd-ring gd-p0", x, y, radius_of(s, low));
      if (isfinite(high)) circle(s, "gd-ring gd-p0", x, y, radius_of(s, high));
      if (isfinite(low) && isfinite(high)) to->range = 1;
    }
  }
  grappe_buffer_add(to->out, "</g>\n");
}

static double outer_radius(const sheet *s, const drawing_mark *mark) {
  double high = isfinite(mark->bounds.high) ? mark->bounds.high : mark->bounds.low;
  return mark->presence == GRAPPE_PRESENT && isfinite(high) ? radius_of(s, high) : 8;
}

/* Where texts stand already. */
typedef struct label_box {
  double left, top, right, bottom;
} label_box;

typedef struct label_boxes {
  label_box boxes[LABELLED_MOST];
  size_t count;
} label_boxes;

static int overlaps(const label_boxes *taken, const label_box *box) {
  for (size_t i = 0; i < taken->count; i++) {
    const label_box *other = &taken->boxes[i];
    if (box->left < other->right && other->left < box->right && box->top < other->bottom && other->top < box->bottom)
      return 1;
  }
  return 0;
}

/* Beside the circle where nothing else stands: right, left, above, below; 0 where there is no place. */
static int find_place(const label_boxes *taken, double x, double y, double radius, double width, label_box *box) {
  enum { HIGH = 13 };
  const double sides[4][2] = {{x + radius + 6, y - HIGH / 2.0},
                              {x - radius - 6 - width, y - HIGH / 2.0},
                              {x - width / 2, y - radius - 4 - HIGH},
                              {x - width / 2, y + radius + 4}};
  for (int i = 0; i < 4; i++) {
    *box = (label_box){sides[i][0], sides[i][1], sides[i][0] + width, sides[i][1] + HIGH};
    if (box->left >= 0 && box->right <= SVG_WIDTH && !overlaps(taken, box)) return 1;
  }
  return 0;
}

static void label_circle(const sheet *s, const drawing_place *place, label_boxes *taken) {
  const grappe_drawing *drawing = s->to->drawing;
  const drawing_mark *mark = &drawing->marks[place->label];
  double radius = outer_radius(s, mark);
  label_box box;
  grappe_buffer text = {0};
  grappe_buffer_addf(&text, "%s  %s", drawing_text_at(drawing, drawing->label_texts[place->label]),
                     drawing_text_at(drawing, mark->text));
  double width = svg_text_width(grappe_buffer_text(&text), 12) * 0.95;
  if (find_place(taken, x_of(s, place->x), y_of(s, place->y), radius, width, &box)) {
    svg_text(s->to, box.left, box.top + 10.5, "gd-t gd-round gd-halo gd-small", "start", grappe_buffer_text(&text));
    taken->boxes[taken->count++] = box;
  }
  if (grappe_buffer_failed(&text)) s->to->out->failed = 1;
  grappe_buffer_free(&text);
}

/* The greatest first: where there is no room for all, the names of the least are left out. */
static void label_circles(const sheet *s) {
  const drawing_map *map = s->map;
  const drawing_mark *marks = s->to->drawing->marks;
  label_boxes taken = {.count = 0};
  unsigned char done[LABELLED_MOST] = {0};
  for (;;) {
    size_t next = SIZE_MAX;
    for (size_t i = 0; i < map->place_count; i++) {
      if (done[i] || map->places[i].rings) continue;
      if (next == SIZE_MAX ||
          outer_radius(s, &marks[map->places[i].label]) > outer_radius(s, &marks[map->places[next].label]))
        next = i;
    }
    if (next == SIZE_MAX) return;
    label_circle(s, &map->places[next], &taken);
    done[next] = 1;
  }
}

/* --- the legend --------------------------------------------------------------------------------------------------- */

static void legend_row(const sheet *s, double x, double y, const char *fill, const char *text) {
  grappe_buffer_addf(s->to->out, "<rect %s x=\"%.1f\" y=\"%.1f\" width=\"28\" height=\"14\"/>\n", fill, x, y);
  svg_text(s->to, x + 36, y + 11.5, "gd-t gd-small", "start", text);
}

static void class_row_text(const drawing_map *map, size_t at, size_t count, grappe_buffer *out) {
  drawing_class_text(map, at, out);
  grappe_buffer_addf(out, " (%zu)", count);
}

static double legend_width(const drawing_map *map) {
  double most = svg_text_width(grappe_translate("in several classes"), 12);
  for (size_t at = 0; at <= map->edge_count; at++) {
    grappe_buffer text = {0};
    class_row_text(map, at, map->place_count, &text);
    most = fmax(most, svg_text_width(grappe_buffer_text(&text), 12));
    grappe_buffer_free(&text);
  }
  return most + 40;
}

/* The classes from the highest down, each with how many territories are in it. Returns where it ends. */
static double add_classes(const sheet *s, double x, double y) {
  const drawing_map *map = s->map;
  size_t torn = 0, known = 0;
  for (size_t i = 0; i < map->place_count; i++) known += map->places[i].first_class != SIZE_MAX;
  for (size_t at = known || map->edge_count ? map->edge_count + 1 : 0; at-- > 0; y += ROW) {
    char fill[40];
    size_t count = 0;
    grappe_buffer text = {0};
    for (size_t i = 0; i < map->place_count; i++)
      count += map->places[i].first_class == at && map->places[i].last_class == at;
    class_row_text(map, at, count, &text);
    snprintf(fill, sizeof fill, "class=\"gd-c%d\"", drawing_class_tone(map, at));
    legend_row(s, x, y, fill, grappe_buffer_text(&text));
    if (grappe_buffer_failed(&text)) s->to->out->failed = 1;
    grappe_buffer_free(&text);
  }
  for (size_t i = 0; i < map->place_count; i++) {
    if (!in_two_classes(&map->places[i])) continue;
    if (!torn++) {
      char fill[60];
      snprintf(fill, sizeof fill, "fill=\"url(#gd%zu-%zu)\"", s->to->number, i);
      legend_row(s, x, y, fill, grappe_translate("in several classes"));
      y += ROW;
    }
  }
  return y;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static double greatest_circle(const grappe_drawing *drawing) {
  double most = 0;
  for (size_t i = 0; i < drawing->map->place_count; i++) {
    const drawing_place *place = &drawing->map->places[i];
    const drawing_mark *mark = &drawing->marks[place->label];
    if (place->rings || mark->presence != GRAPPE_PRESENT) continue;
    if (isfinite(mark->bounds.low)) most = fmax(most, fabs(mark->bounds.low));
    if (isfinite(mark->bounds.high)) most = fmax(most, fabs(mark->bounds.high));
  }
  return most;
}

static sheet lay_out(svg *to, double legend) {
  const drawing_map *map = to->drawing->map;
  sheet s = {.to = to, .map = map, .greatest = greatest_circle(to->drawing)};
  double width = fmax(map->right - map->left, 1e-6), height = fmax(map->bottom - map->top, 1e-6);
  double room = s.greatest > 0 ? RADIUS_MOST : 2;
  s.width = SVG_WIDTH - legend;
  s.scale = fmin((s.width - 2 * room) / width, (HEIGHT_MOST - 2 * room) / height);
  s.height = height * s.scale + 2 * room;
  s.left = (s.width - width * s.scale) / 2;
  s.top = to->y + room;
  return s;
}

void svg_map(svg *to) {
  const drawing_map *map = to->drawing->map;
  int areas = 0;
  for (size_t i = 0; i < map->place_count; i++) areas = areas || map->places[i].rings;
  double legend = areas ? legend_width(map) : 0;
  sheet s = lay_out(to, legend);
  draw_borders(&s, map->backdrop_first, map->backdrop_rings, "gd-back");
  for (size_t i = 0; i < map->place_count; i++)
    if (map->places[i].rings) draw_area(&s, i);
  draw_borders(&s, 0, map->backdrop_first, "gd-border");
  for (size_t i = 0; i < map->place_count; i++)
    if (map->places[i].rings) label_area(&s, &map->places[i]);
  for (size_t i = 0; i < map->place_count; i++)
    if (!map->places[i].rings) draw_circle(&s, &map->places[i]);
  if (map->place_count <= LABELLED_MOST) label_circles(&s);
  double end = s.height + to->y;
  if (areas) end = fmax(end, add_classes(&s, SVG_WIDTH - legend + 4, to->y + 10));
  to->y = end + 4;
}
