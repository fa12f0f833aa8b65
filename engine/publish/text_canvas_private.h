/* A canvas for a terminal: cells of two by four dots (Braille), and letters over them. Private to this room. */
#ifndef GRAPPE_PUBLISH_TEXT_CANVAS_PRIVATE_H
#define GRAPPE_PUBLISH_TEXT_CANVAS_PRIVATE_H

#include "base/buffer.h"

typedef struct text_canvas {
  int columns, rows;
  unsigned char *dots; /* of each cell; bit as in Unicode's Braille patterns */
  unsigned char *ink;  /* which colour, 1 to 6; 0 none */
  char *letters;       /* over the dots; 0 none */
  int failed;
} text_canvas; /* start with {0} */

void text_canvas_open(text_canvas *canvas, int columns, int rows);
void text_canvas_free(text_canvas *canvas);
/* `x` and `y` from 0 to 1, y upwards. */
void text_canvas_line(text_canvas *canvas, double x1, double y1, double x2, double y2, int ink);
void text_canvas_letter(text_canvas *canvas, double x, double y, char letter, int ink);
void text_canvas_row(const text_canvas *canvas, int row, int colour, grappe_buffer *out);

/* Escape sequences for the colour of a series or class, and for the end of it; nothing without colours. */
void text_ink(int colour, int ink, grappe_buffer *out);
void text_plain(int colour, grappe_buffer *out);
void text_dim(int colour, const char *text, grappe_buffer *out);

#endif
