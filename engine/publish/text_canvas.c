#include "publish/text_canvas_private.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"

/* Of the 256 colours of terminals: the series of the drawings, near enough, and readable on both grounds. */
static const int inks[] = {0, 32, 172, 36, 169, 178, 245};

void text_ink(int colour, int ink, grappe_buffer *out) {
  if (colour && ink) grappe_buffer_addf(out, "\x1b[38;5;%dm", inks[(ink - 1) % 6 + 1]);
}

void text_plain(int colour, grappe_buffer *out) {
  if (colour) grappe_buffer_add(out, "\x1b[0m");
}

void text_dim(int colour, const char *text, grappe_buffer *out) {
  if (colour) grappe_buffer_add(out, "\x1b[2m");
  grappe_buffer_add(out, text);
  text_plain(colour, out);
}

void text_canvas_open(text_canvas *canvas, int columns, int rows) {
  size_t cells = (size_t)columns * (size_t)rows;
  canvas->columns = columns;
  canvas->rows = rows;
  canvas->dots = grappe_alloc_zero(cells + 1, 1);
  canvas->ink = grappe_alloc_zero(cells + 1, 1);
  canvas->letters = grappe_alloc_zero(cells + 1, 1);
  canvas->failed = !canvas->dots || !canvas->ink || !canvas->letters;
}

void text_canvas_free(text_canvas *canvas) {
  grappe_free(canvas->dots);
  grappe_free(canvas->ink);
  grappe_free(canvas->letters);
}

static void dot(text_canvas *canvas, int x, int y, int ink) {
  static const unsigned char bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
  if (x < 0 || y < 0 || x >= 2 * canvas->columns || y >= 4 * canvas->rows) return;
  size_t cell = (size_t)(y / 4) * (size_t)canvas->columns + (size_t)(x / 2);
  canvas->dots[cell] |= bits[y % 4][x % 2];
  canvas->ink[cell] = (unsigned char)ink;
}

void text_canvas_line(text_canvas *canvas, double x1, double y1, double x2, double y2, int ink) {
  int width = 2 * canvas->columns - 1, height = 4 * canvas->rows - 1;
  if (canvas->failed) return;
  double dx = (x2 - x1) * width, dy = (y2 - y1) * height;
  int steps = (int)ceil(fmax(fabs(dx), fabs(dy)));
  for (int i = 0; i <= steps; i++) {
    double part = steps ? (double)i / steps : 0;
    dot(canvas, (int)lround((x1 + (x2 - x1) * part) * width), (int)lround((1 - (y1 + (y2 - y1) * part)) * height), ink);
  }
}

void text_canvas_letter(text_canvas *canvas, double x, double y, char letter, int ink) {
  if (canvas->failed) return;
  int column = (int)lround(x * (canvas->columns - 1)), row = (int)lround((1 - y) * (canvas->rows - 1));
  if (column < 0 || row < 0 || column >= canvas->columns || row >= canvas->rows) return;
  size_t cell = (size_t)row * (size_t)canvas->columns + (size_t)column;
  canvas->letters[cell] = letter;
  canvas->ink[cell] = (unsigned char)ink;
}

void text_canvas_row(const text_canvas *canvas, int row, int colour, grappe_buffer *out) {
  int ink = 0;
  if (canvas->failed) {
    out->failed = 1;
    return;
  }
  for (int column = 0; column < canvas->columns; column++) {
    size_t cell = (size_t)row * (size_t)canvas->columns + (size_t)column;
    int wanted = canvas->dots[cell] || canvas->letters[cell] ? canvas->ink[cell] : 0;
    if (wanted != ink && ink) text_plain(colour, out);
    if (wanted != ink) text_ink(colour, wanted, out);
    ink = wanted;
    if (canvas->letters[cell]) {
      grappe_buffer_add_char(out, canvas->letters[cell]);
    } else if (canvas->dots[cell]) {
      int code = 0x2800 + canvas->dots[cell];
      char sign[4] = {(char)0xE2, (char)(0x80 | ((code >> 6) & 0x3F)), (char)(0x80 | (code & 0x3F)), 0};
      grappe_buffer_add(out, sign);
    } else {
      grappe_buffer_add_char(out, ' ');
    }
  }
  if (ink) text_plain(colour, out);
}
