/* What people call the columns of a frame, where scripts know them by short names. */
#include <ctype.h>
#include <string.h>

#include "publish/column_title_private.h"
#include "publish/publish_private.h"
#include "text/width.h"

/* The name of the measure of that code, into *found 1. */
static grappe_code add_measure(const grappe_frame *frame, const char *name, int *found, grappe_buffer *out,
                               grappe_error *error) {
  grappe_row row = {0};
  grappe_error ignored = {0};
  grappe_buffer code_text = {0}, title = {0};
  grappe_observatory *observatory = grappe_snapshot_observatory(grappe_frame_snapshot(frame));
  if (grappe_observatory_find(observatory, grappe_entity_find("measure"), name, NULL, NULL, &row, &ignored) !=
      GRAPPE_OK)
    return GRAPPE_OK;
  grappe_code code = grappe_row_code(&row, &code_text, error);
  /* another's name may resemble the code */
  if (code == GRAPPE_OK && strcmp(grappe_buffer_text(&code_text), name) == 0) {
    code = grappe_row_name(&row, &title, error);
    grappe_harmless_add(grappe_buffer_text(&title), out);
    *found = 1;
  }
  if (grappe_buffer_failed(&title) || grappe_buffer_failed(&code_text)) out->failed = 1;
  grappe_buffer_free(&title);
  grappe_buffer_free(&code_text);
  grappe_snapshot_release(row.snapshot);
  return code;
}

/* A heading begins with a capital; names of columns in scripts do not. */
static void add_heading(const char *title, grappe_buffer *out) {
  size_t start = out->length;
  grappe_harmless_add(title, out);
  if (out->length > start) out->text[start] = (char)toupper((unsigned char)out->text[start]);
}

grappe_code page_column_title(const grappe_frame *frame, size_t column, grappe_buffer *out, grappe_error *error) {
  const char *name = grappe_frame_name(frame, column), *title = grappe_frame_title(frame, column);
  int found = 0;
  grappe_code code = strcmp(name, title) == 0 ? add_measure(frame, name, &found, out, error) : GRAPPE_OK;
  if (code == GRAPPE_OK && !found) add_heading(title, out);
  return code;
}
