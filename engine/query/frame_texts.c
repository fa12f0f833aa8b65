/* Columns of texts that are written when they are asked for. */
#include <string.h>

#include "query/frame_private.h"

frame_column *frame_column_of_texts(frame_texts *texts, int which, size_t rows, grappe_error *error) {
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_TEXT, 0);
  if (!cells) {
    grappe_fail_memory(error);
    return NULL;
  }
  frame_column *column = frame_column_new(cells, NULL, error);
  if (!column) return NULL;
  texts->references++;
  column->texts = texts;
  column->which = which;
  column->text_rows = rows;
  return column;
}

void frame_texts_release(frame_texts *texts) {
  if (texts && --texts->references == 0) texts->free(texts);
}

grappe_code frame_text_cell(frame_column *column, size_t row, grappe_value *value, grappe_error *error) {
  int32_t number = column->leaves ? column->leaves[row] : (int32_t)row, place;
  grappe_buffer text = {0};
  *value = (grappe_value){.presence = GRAPPE_UNKNOWN};
  if (number < 0) return GRAPPE_OK;
  grappe_code code = column->texts->write(column->texts, (size_t)number, column->which, &text, error);
  if (code == GRAPPE_OK && grappe_buffer_failed(&text)) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK)
    code = grappe_dictionary_add(column->cells->dictionary, grappe_buffer_text(&text), text.length, &place, error);
  if (code == GRAPPE_OK) {
    value->kind = GRAPPE_VALUE_TEXT;
    value->presence = GRAPPE_PRESENT;
    value->text = grappe_dictionary_text(column->cells->dictionary, place);
  }
  grappe_buffer_free(&text);
  return code;
}

frame_column *frame_texts_gather(const frame_column *column, const int32_t *rows, size_t count, grappe_error *error) {
  frame_column *made = frame_column_of_texts(column->texts, column->which, count, error);
  if (!made) return NULL;
  made->leaves = grappe_alloc(count * sizeof *made->leaves);
  if (!made->leaves) {
    frame_column_release(made);
    grappe_fail_memory(error);
    return NULL;
  }
  for (size_t i = 0; i < count; i++)
    made->leaves[i] = rows[i] < 0 || !column->leaves ? rows[i] : column->leaves[rows[i]];
  return made;
}

void frame_texts_fill(frame_column *column) {
  grappe_column *cells = grappe_column_new(GRAPPE_COLUMN_TEXT, column->text_rows);
  if (!cells) return; /* stays without rows: whoever reads cells asks for each */
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; i < column->text_rows && code == GRAPPE_OK; i++) {
    grappe_value value;
    code = frame_text_cell(column, i, &value, NULL);
    if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_TEXT)
      code = grappe_column_set_text(cells, i, value.text, strlen(value.text), NULL);
  }
  grappe_column_free(column->cells);
  column->cells = cells;
  frame_texts_release(column->texts);
  column->texts = NULL;
}
