#include <string.h>

#include "figure/figure_private.h"
#include "text/utf8.h"

void grappe_figure_reason(const grappe_figure_parts *parts, grappe_buffer *out) {
  size_t length = strlen(parts->reason), label = strlen(parts->label);
  if (label && length > label && strcmp(parts->reason + length - label, parts->label) == 0) {
    length -= label;
    while (length && strchr(" :", parts->reason[length - 1])) length--;
  }
  grappe_buffer_add_bytes(out, parts->reason, length);
}

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
