#include <string.h>

#include "figure/figure_private.h"
#include "text/utf8.h"

const char *grappe_figure_name(const grappe_figure *figure, char text[GRAPPE_FIGURE_NAME]) {
  grappe_buffer out = {0};
  grappe_figure_display(figure, grappe_language_now(), 1, &out);
  if (*figure->parts.label) {
    grappe_buffer_add(&out, " (");
    grappe_buffer_add(&out, figure->parts.label);
    grappe_buffer_add(&out, ")");
  }
  const char *whole = grappe_buffer_text(&out);
  size_t length = grappe_utf8_cut(whole, strlen(whole), GRAPPE_FIGURE_NAME - 1);
  memcpy(text, whole, length);
  text[length] = '\0';
  grappe_buffer_free(&out);
  return text;
}
