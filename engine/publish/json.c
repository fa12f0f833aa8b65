#include <math.h>
#include <string.h>

#include "publish/publish_private.h"
#include "text/number.h"
#include "text/utf8.h"

/* What a reader of the file could not see, or could be led astray by. */
static int is_hidden(int32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F) || c == 0xFEFF;
}

void grappe_json_string(const char *text, grappe_buffer *out) {
  size_t length = strlen(text);
  grappe_buffer_add_char(out, '"');
  for (size_t at = 0; at < length;) {
    int32_t character;
    char bytes[4];
    size_t count = grappe_utf8_next(text + at, length - at, &character);
    at += count;
    if (character == '"' || character == '\\') {
      grappe_buffer_add_char(out, '\\');
      grappe_buffer_add_char(out, (char)character);
    } else if (character == '\n' || character == '\t' || character == '\r') {
      grappe_buffer_add(out, character == '\n' ? "\\n" : character == '\t' ? "\\t" : "\\r");
    } else if (is_hidden(character)) {
      grappe_buffer_addf(out, "\\u%04x", (unsigned)character);
    } else {
      grappe_buffer_add_bytes(out, bytes, grappe_utf8_put(character, bytes));
    }
  }
  grappe_buffer_add_char(out, '"');
}

void grappe_json_number(double value, grappe_buffer *out) {
  if (isfinite(value))
    grappe_number_write(value, out);
  else
    grappe_buffer_add(out, "null");
}

static grappe_code add_row(const grappe_value *value, grappe_buffer *out, grappe_error *error) {
  grappe_buffer code = {0}, name = {0};
  grappe_code result = grappe_row_code(&value->row, &code, error);
  if (result == GRAPPE_OK) result = grappe_row_name(&value->row, &name, error);
  grappe_buffer_add(out, "{\"code\":");
  grappe_json_string(grappe_buffer_text(&code), out);
  grappe_buffer_add(out, ",\"name\":");
  grappe_json_string(grappe_buffer_text(&name), out);
  grappe_buffer_add(out, value->maybe ? ",\"maybe\":true}" : "}");
  if (grappe_buffer_failed(&code) || grappe_buffer_failed(&name)) out->failed = 1;
  grappe_buffer_free(&code);
  grappe_buffer_free(&name);
  return result;
}

static grappe_code add_value(const grappe_value *value, grappe_buffer *out, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  grappe_buffer text = {0};
  switch (value->kind) {
    case GRAPPE_VALUE_NONE:
      grappe_buffer_add(out, "null");
      break;
    case GRAPPE_VALUE_TEXT:
      grappe_json_string(value->text, out);
      break;
    case GRAPPE_VALUE_NUMBER:
      grappe_json_number(value->number, out);
      break;
    case GRAPPE_VALUE_YESNO:
      grappe_buffer_add(out, value->yes ? "true" : "false");
      break;
    case GRAPPE_VALUE_DAY:
    case GRAPPE_VALUE_PERIOD:
      code = grappe_value_write(value, &text, error);
      grappe_json_string(grappe_buffer_text(&text), out);
      break;
    case GRAPPE_VALUE_FIGURE:
      grappe_figure_json(value->figure, out);
      break;
    case GRAPPE_VALUE_ROW:
      code = add_row(value, out, error);
      break;
    case GRAPPE_VALUE_LIST: /* its items are no lists: the model has no list of lists */
      grappe_buffer_add_char(out, '[');
      for (size_t i = 0; code == GRAPPE_OK && i < value->count; i++) {
        if (i) grappe_buffer_add_char(out, ',');
        code = add_value(&value->items[i], out, error);
      }
      grappe_buffer_add_char(out, ']');
      break;
  }
  if (grappe_buffer_failed(&text)) out->failed = 1;
  grappe_buffer_free(&text);
  return code;
}

grappe_code grappe_publish_json(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error) {
  (void)options;
  grappe_code code = GRAPPE_OK;
  grappe_buffer_add(out, "[");
  for (size_t row = 0; row < grappe_frame_rows(frame); row++) {
    grappe_buffer_add(out, row ? ",\n{" : "\n{");
    for (size_t column = 0; column < grappe_frame_columns(frame); column++) {
      grappe_value value = {0};
      if (column) grappe_buffer_add_char(out, ',');
      grappe_json_string(grappe_frame_name(frame, column), out);
      grappe_buffer_add_char(out, ':');
      code = grappe_frame_cell(frame, row, column, &value, error);
      if (code == GRAPPE_OK) code = add_value(&value, out, error);
      grappe_value_release(&value);
      if (code != GRAPPE_OK) return code;
    }
    grappe_buffer_add_char(out, '}');
  }
  grappe_buffer_add(out, grappe_frame_rows(frame) ? "\n]\n" : "]\n");
  return code;
}
