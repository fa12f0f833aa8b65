/* Drawings: bars, lines, sparklines, slopes, Lorenz curves and maps of the figures of a frame, as SVG for pages and
 * files and as text for a terminal.
 *
 * A drawing is made once, checked, and then written as often as needed: it is immutable and counted, and keeps its
 * frame. What it writes depends on nothing but the frame, the options and the language that is set, so the same drawing
 * gives the same bytes.
 *
 * What is not exact is drawn so: a range as a lighter stretch with two ends, an open end as an arrow, an unknown figure
 * and a suppressed one each with a hatching of its own, what is not applicable apart from both. Nothing absent is drawn
 * as zero. A figure that is confidential is drawn, and written, as suppressed (disclosure.h).
 *
 * Figures of one drawing share one unit, and are converted to the first one's; GRAPPE_UNIT names two that cannot meet.
 */
#ifndef GRAPPE_PUBLISH_DRAWING_H
#define GRAPPE_PUBLISH_DRAWING_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "query/frame.h"

typedef enum grappe_drawing_kind {
  GRAPPE_DRAWING_BARS,       /* a bar a row; several value columns side by side */
  GRAPPE_DRAWING_LINES,      /* along time, or along columns */
  GRAPPE_DRAWING_SPARKLINES, /* a small line a row, each on a scale of its own */
  GRAPPE_DRAWING_SLOPE,      /* two periods, or two columns, and what became of each row between them */
  GRAPPE_DRAWING_LORENZ,     /* how a sum spreads over the rows; a band where bounds leave room */
  GRAPPE_DRAWING_MAP         /* territories coloured by class, or circles where only a position is known */
} grappe_drawing_kind;

/* "bars", "lines", "sparklines", "slope", "lorenz"; GRAPPE_ARGUMENT lists them. A map has a call of its own. */
grappe_code grappe_drawing_kind_parse(const char *text, grappe_drawing_kind *kind, grappe_error *error);

typedef struct grappe_drawing_options {
  grappe_drawing_kind kind;
  const char *title;         /* NULL: what the column of values is called */
  const char *const *values; /* columns of figures or numbers; none: the first one */
  size_t value_count;
  const char *label;            /* what each row is called; NULL: its key columns, or else its first column */
  const char *along;            /* lines: the column that runs along; NULL: the first of periods or years, if any */
  grappe_frame_classes classes; /* of a map: limits given, or how they are found (classes 0: by Jenks, five) */
} grappe_drawing_options;       /* start with {0} */

typedef struct grappe_drawing grappe_drawing;

grappe_code grappe_drawing_new(grappe_frame *frame, const grappe_drawing_options *options, grappe_drawing **drawing,
                               grappe_error *error);
grappe_drawing *grappe_drawing_keep(grappe_drawing *drawing);
void grappe_drawing_release(grappe_drawing *drawing);              /* NULL is allowed */
grappe_frame *grappe_drawing_frame(const grappe_drawing *drawing); /* borrowed */
const char *grappe_drawing_title(const grappe_drawing *drawing);

/* Adds an SVG element with its title and description for those who do not see it. `number` 0: a document of its own,
 * with its style, its notes and its sources below the drawing; from 1 on: a part of a page that has the style
 * (grappe_drawing_style) and shows notes and sources itself; the number keeps ids apart. */
grappe_code grappe_drawing_svg(const grappe_drawing *drawing, size_t number, grappe_buffer *out, grappe_error *error);
/* The style rules that every drawing relies on, light and dark. */
void grappe_drawing_style(grappe_buffer *out);
/* As text of at most `width` columns (0: 80), for a terminal; with escape sequences for colours where `colour` is 1. */
grappe_code grappe_drawing_text(const grappe_drawing *drawing, int width, int colour, grappe_buffer *out,
                                grappe_error *error);

/* An SVG document as PNG (twice its size in pixels, on white) or as a page of PDF, its bytes added to `out`. Needs
 * librsvg: without it GRAPPE_ARGUMENT says so. */
grappe_code grappe_raster_png(const char *svg, size_t length, grappe_buffer *out, grappe_error *error);
grappe_code grappe_raster_pdf(const char *svg, size_t length, grappe_buffer *out, grappe_error *error);

#endif
