/* What the files that draw share. Private to this room. */
#ifndef GRAPPE_PUBLISH_DRAWING_PRIVATE_H
#define GRAPPE_PUBLISH_DRAWING_PRIVATE_H

#include "publish/drawing.h"

/* --- the drawing: values on two axes, read once from the frame --- drawing.c, drawing_read.c --- */

typedef struct drawing_mark {
  int there; /* 0: no row has this combination */
  grappe_presence presence;
  grappe_bounds bounds; /* in the drawing's unit */
  double value;         /* best estimate; NaN where only bounds are known */
  size_t text;          /* as people read it, without the unit */
} drawing_mark;

typedef struct drawing_map drawing_map;

struct grappe_drawing {
  size_t references;
  grappe_drawing_kind kind;
  grappe_frame *frame;
  grappe_buffer text; /* texts one after another, each ended; a place in it is an offset, and offset 0 is "" */
  size_t title;
  size_t subtitle; /* what the values are: unit, period */
  int has_unit;
  grappe_unit unit;
  size_t labels, series; /* what stands along the axis, and the lines or bars for each */
  size_t *label_texts, *series_texts;
  double *places;             /* of each label on the axis of time, in years; NULL: they stand one after another */
  drawing_mark *marks;        /* series by series */
  grappe_figure **figures;    /* as they may be shown, for sources; one a mark, may be NULL */
  double gini_low, gini_high; /* of a Lorenz curve; NaN where it is undefined */
  drawing_map *map;
};

const char *drawing_text_at(const grappe_drawing *drawing, size_t offset);
size_t drawing_keep_text(grappe_drawing *drawing, const char *text);
const drawing_mark *drawing_mark_at(const grappe_drawing *drawing, size_t series, size_t label);
int drawing_exact(const drawing_mark *mark);    /* present, a point */
double drawing_point(const drawing_mark *mark); /* where it is drawn: estimate or point; NaN */
/* Fills the drawing's values from its frame. */
grappe_code drawing_read(grappe_drawing *drawing, const grappe_drawing_options *options, grappe_error *error);
/* The notes and sources that stand below a drawing that is alone, a line each, ended by '\n'. */
grappe_code drawing_footer(const grappe_drawing *drawing, grappe_buffer *out, grappe_error *error);
/* Of these, what a page shows too, where sources stand elsewhere: what was not drawn, notes, whose outlines. */
void drawing_remarks(const grappe_drawing *drawing, grappe_buffer *out);
/* What it shows, in sentences, for those who do not see it. */
void drawing_describe(const grappe_drawing *drawing, grappe_buffer *out);

/* --- scales --- drawing_scale.c --- */

typedef struct drawing_scale {
  double low, high, step; /* ends of the axis, and between two ticks; low and high are multiples of step */
} drawing_scale;

/* Over all ends that are finite, with zero where `zero`, or where the values do not lie far from it. */
drawing_scale drawing_scale_of(const grappe_drawing *drawing, int zero, size_t first_series, size_t series);
double drawing_scaled(const drawing_scale *scale, double value, double from, double to); /* held to the ends */
void drawing_tick_text(const drawing_scale *scale, double tick, grappe_buffer *out);

/* --- Lorenz curves --- drawing_lorenz.c --- */

/* The cumulated share of the `k` smallest of `count` values, low and high, for k from 0 to count: 2 * (count + 1)
 * numbers. */
grappe_code drawing_lorenz(const drawing_mark *marks, size_t count, double *low, double *high, grappe_error *error);

void drawing_gini_text(const grappe_drawing *drawing, grappe_buffer *out);

/* --- SVG --- svg.c and the files of each kind --- */

enum { SVG_WIDTH = 720 };

typedef struct svg {
  const grappe_drawing *drawing;
  grappe_buffer *out;
  size_t number;                         /* of the drawing in its page; 0: alone */
  double y;                              /* how far down it is drawn */
  int unknown, suppressed, inapplicable; /* hatchings that were used, for the legend */
  int range, open_end;
} svg;

double svg_text_width(const char *text, double size);
void svg_escape(const char *text, grappe_buffer *out); /* harmless, as text and in attributes */
void svg_words(const char *text, grappe_buffer *out);  /* the same, typeset: for what people read */
/* `anchor` "start", "middle" or "end". */
void svg_text(svg *to, double x, double y, const char *class, const char *anchor, const char *text);
/* The same, shortened to a width; then the whole text is its title. */
void svg_text_within(svg *to, double x, double y, const char *class, const char *anchor, double width,
                     const char *text);
/* The same in two lines about `middle`, where one is too short. */
void svg_text_in_two(svg *to, double x, double middle, const char *class, const char *anchor, double width,
                     const char *text);
void svg_line(svg *to, const char *class, double x1, double y1, double x2, double y2);
void svg_box(svg *to, const char *class, double x, double y, double width, double height);
/* A mark for what has no value: hatched by why, with its sign. Returns its width. */
double svg_absent(svg *to, double x, double middle, const drawing_mark *mark);
const char *svg_hatching(svg *to, grappe_presence presence, char *class, size_t size);
/* Lines of text wrapped at the width of the drawing, from to->y on. */
void svg_paragraph(svg *to, const char *class, const char *text);
void svg_series_legend(svg *to); /* what the colours stand for */

void svg_bars(svg *to);
void svg_lines(svg *to);
void svg_sparklines(svg *to);
void svg_slope(svg *to);
grappe_code svg_lorenz(svg *to, grappe_error *error);
void svg_map(svg *to);

/* --- maps --- drawing_map.c, drawing_outline.c --- */

typedef struct drawing_ring {
  size_t from, count; /* points of the map */
} drawing_ring;

typedef struct drawing_place {
  size_t label;             /* index of the label whose territory it is */
  size_t first_ring, rings; /* none: a point */
  double x, y;              /* of a point, or the best place for a text */
  double room;              /* how wide a text there may be */
  size_t first_class, last_class;
} drawing_place;

struct drawing_map {
  double *x, *y; /* points of rings, in the plane, kilometres, y downwards */
  size_t points, point_capacity;
  drawing_ring *rings;
  size_t ring_count, ring_capacity;
  drawing_place *places;
  size_t place_count;
  size_t backdrop_first, backdrop_rings; /* outlines drawn behind circles */
  double left, top, right, bottom;
  double *edges; /* of the classes */
  size_t edge_count;
  int upper;
  size_t left_out; /* text: names of territories that have neither outline nor position; offset, 0 none */
  size_t credit;   /* text: where the outlines come from; 0 none */
};

grappe_code drawing_map_read(grappe_drawing *drawing, const grappe_drawing_options *options, grappe_error *error);
void drawing_map_free(drawing_map *map);
/* "2,000 to 5,000", "fewer than 2,000": the class in words. */
void drawing_class_text(const drawing_map *map, size_t at, grappe_buffer *out);
/* Which of nine tones a class has. */
int drawing_class_tone(const drawing_map *map, size_t at);

/* --- text --- text_*.c --- */

typedef struct text_to {
  const grappe_drawing *drawing;
  grappe_buffer *out;
  int width, colour;
} text_to;

void text_bars(text_to *to);
void text_curves(text_to *to); /* lines and Lorenz curves on a canvas */
void text_sparklines(text_to *to);
void text_slope(text_to *to);
grappe_code text_lorenz(text_to *to, grappe_error *error);
void text_map(text_to *to);

#endif
