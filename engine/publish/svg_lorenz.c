#include <math.h>

#include "base/memory.h"
#include "publish/drawing_private.h"
#include "text/number.h"

enum { SIDE = 380, LEFT = 64 };

static void add_axis(svg *to, double top) {
  for (int part = 0; part <= 4; part++) {
    grappe_buffer text = {0};
    double at = SIDE * part / 4.0;
    grappe_number_display(25.0 * part, GRAPPE_DIGITS_USUAL, 0, grappe_language_now(), &text);
    grappe_buffer_add(&text, " %");
    svg_line(to, "gd-g", LEFT, top + SIDE - at, LEFT + SIDE, top + SIDE - at);
    svg_line(to, "gd-g", LEFT + at, top, LEFT + at, top + SIDE);
    svg_text(to, LEFT - 8, top + SIDE - at + 4, "gd-m gd-small", "end", grappe_buffer_text(&text));
    svg_text(to, LEFT + at, top + SIDE + 18, "gd-m gd-small", "middle", grappe_buffer_text(&text));
    if (grappe_buffer_failed(&text)) to->out->failed = 1;
    grappe_buffer_free(&text);
  }
  svg_text(to, LEFT + SIDE / 2.0, top + SIDE + 38, "gd-m gd-small", "middle",
           grappe_translate("part of the rows, from the smallest to the greatest"));
  svg_line(to, "gd-a", LEFT, top + SIDE, LEFT + SIDE, top);
}

static void add_path(svg *to, const double *low, const double *high, size_t count, double top) {
  for (int band = 1; band >= 0; band--) {
    grappe_buffer_add(to->out, band ? "<path class=\"gd-band gd-s0\" d=\"" : "<path class=\"gd-line gd-p0\" d=\"");
    for (size_t k = 0; k <= count; k++)
      grappe_buffer_addf(to->out, "%s%.1f %.1f", k ? "L" : "M", LEFT + SIDE * (double)k / (double)count,
                         top + SIDE * (1 - low[k]));
    for (size_t k = count + 1; band && k-- > 0;)
      grappe_buffer_addf(to->out, "L%.1f %.1f", LEFT + SIDE * (double)k / (double)count, top + SIDE * (1 - high[k]));
    if (!band) { /* and the upper edge */
      for (size_t k = 0; k <= count; k++)
        grappe_buffer_addf(to->out, "%s%.1f %.1f", k ? "L" : "M", LEFT + SIDE * (double)k / (double)count,
                           top + SIDE * (1 - high[k]));
    }
    grappe_buffer_add(to->out, band ? "z\"/>\n" : "\"/>\n");
  }
}

static void add_gini(svg *to, double top) {
  if (isnan(to->drawing->gini_low)) return;
  grappe_buffer text = {0};
  drawing_gini_text(to->drawing, &text);
  svg_text(to, LEFT, top + SIDE + 66, "gd-t gd-strong", "start", grappe_buffer_text(&text));
  svg_text(to, LEFT, top + SIDE + 84, "gd-m gd-small", "start",
           grappe_translate("0: all the same; near 1: one has all"));
  if (grappe_buffer_failed(&text)) to->out->failed = 1;
  grappe_buffer_free(&text);
}

grappe_code svg_lorenz(svg *to, grappe_error *error) {
  const grappe_drawing *drawing = to->drawing;
  size_t count = drawing->labels;
  double *low = grappe_alloc(2 * (count + 1) * sizeof *low), top = to->y + 8;
  if (!low) return grappe_fail_memory(error);
  grappe_code code = drawing_lorenz(drawing->marks, count, low, low + count + 1, error);
  if (code == GRAPPE_OK) {
    add_axis(to, top);
    add_path(to, low, low + count + 1, count, top);
    add_gini(to, top);
    to->y = top + SIDE + (isnan(drawing->gini_low) ? 50 : 96);
  }
  grappe_free(low);
  return code;
}
