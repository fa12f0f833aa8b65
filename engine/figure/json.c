#include <math.h>
#include <string.h>

#include "figure/figure_private.h"
#include "figure/status.h"
#include "text/number.h"
#include "text/utf8.h"

void grappe_json_text(const char *text, grappe_buffer *out) {
  size_t left = strlen(text);
  grappe_buffer_add_char(out, '"');
  while (left) {
    int32_t character;
    char bytes[4];
    size_t length = grappe_utf8_next(text, left, &character);
    if (character == '"' || character == '\\') {
      grappe_buffer_addf(out, "\\%c", (int)character);
    } else if (character < 0x20) {
      grappe_buffer_addf(out, "\\u%04x", (unsigned)character);
    } else { /* put anew, so that an invalid byte becomes U+FFFD */
      grappe_buffer_add_bytes(out, bytes, grappe_utf8_put(character, bytes));
    }
    text += length;
    left -= length;
  }
  grappe_buffer_add_char(out, '"');
}

static void put_number(const char *name, double value, grappe_buffer *out) {
  grappe_buffer_addf(out, "\"%s\":", name);
  if (isfinite(value))
    grappe_number_write(value, out);
  else
    grappe_buffer_add(out, "null");
}

static void put_scope(const char *scope, grappe_buffer *out) {
  const char *between = "";
  grappe_buffer_add(out, ",\"scope\":[");
  while (*scope) {
    size_t length = strcspn(scope, " ");
    char code[64];
    if (length && length < sizeof code) {
      memcpy(code, scope, length);
      code[length] = '\0';
      grappe_buffer_add(out, between);
      grappe_json_text(code, out);
      between = ",";
    }
    scope += length + (scope[length] == ' ');
  }
  grappe_buffer_add_char(out, ']');
}

static void put_sources(const grappe_figure_parts *parts, grappe_buffer *out) {
  grappe_buffer_add(out, ",\"sources\":[");
  for (size_t i = 0; i < parts->citation_count; i++) {
    grappe_buffer_add(out, i ? ",{\"id\":" : "{\"id\":");
    grappe_json_text(parts->citations[i].source, out);
    grappe_buffer_add(out, ",\"locator\":");
    grappe_json_text(parts->citations[i].locator, out);
    grappe_buffer_add_char(out, '}');
  }
  grappe_buffer_add_char(out, ']');
}

static void put_text(const char *name, const char *text, grappe_buffer *out) {
  grappe_buffer_addf(out, ",\"%s\":", name);
  grappe_json_text(text, out);
}

static void put_code(const char *name, char code, grappe_buffer *out) {
  char text[] = {code, '\0'};
  put_text(name, text, out);
}

void grappe_figure_json(const grappe_figure *figure, grappe_buffer *out) {
  const grappe_figure_parts *parts = &figure->parts;
  int exact = grappe_figure_exact(figure);
  double value = exact ? grappe_exact_value(parts) : parts->value;
  char period[GRAPPE_PERIOD_TEXT], geography[GRAPPE_GROUND_TEXT];
  grappe_buffer unit = {0};
  grappe_unit_write(parts->unit, &unit);
  if (grappe_buffer_failed(&unit)) out->failed = 1;
  grappe_buffer_add_char(out, '{');
  put_number("value", value, out);
  grappe_buffer_add_char(out, ',');
  put_number("low", exact ? value : parts->bounds.low, out);
  grappe_buffer_add_char(out, ',');
  put_number("high", exact ? value : parts->bounds.high, out);
  if (isfinite(parts->bounds.low) && parts->bounds.low_open) grappe_buffer_add(out, ",\"low_open\":true");
  if (isfinite(parts->bounds.high) && parts->bounds.high_open) grappe_buffer_add(out, ",\"high_open\":true");
  put_text("unit", grappe_buffer_text(&unit), out);
  grappe_buffer_free(&unit);
  put_code("status", parts->obs_status, out);
  if (parts->conf_status != 'F') put_code("confidentiality", parts->conf_status, out);
  if (parts->presence != GRAPPE_PRESENT) put_text("absence", grappe_presence_code(parts->presence), out);
  if (*parts->reason) put_text("reason", parts->reason, out);
  if (*parts->scope) put_scope(parts->scope, out);
  if (grappe_period_stated(parts->period)) put_text("period", grappe_period_write(parts->period, period), out);
  if (!grappe_ground_assumed(parts)) put_text("geography", grappe_ground_write(parts->ground, geography), out);
  put_sources(parts, out);
  grappe_buffer_add_char(out, '}');
}
