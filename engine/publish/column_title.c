/* What people call the columns of a frame, where scripts know them by short names. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "publish/column_title_private.h"
#include "publish/publish_private.h"
#include "text/width.h"

/* "share" is "Part" in French: a name that results have everywhere. */
static const char *common_name(const char *name, char *room, size_t size) {
  snprintf(room, size, "%s", name);
  room[0] = (char)toupper((unsigned char)room[0]);
  const char *found = grappe_translate(room);
  return strcmp(found, room) == 0 ? name : found;
}

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

grappe_code page_column_title(const grappe_frame *frame, size_t column, grappe_buffer *out, grappe_error *error) {
  const char *name = grappe_frame_name(frame, column), *title = grappe_frame_title(frame, column);
  char room[80];
  int found = 0;
  grappe_code code = GRAPPE_OK;
  if (strcmp(name, title) == 0) code = add_measure(frame, name, &found, out, error);
  if (code == GRAPPE_OK && !found)
    grappe_harmless_add(strcmp(name, title) == 0 ? common_name(name, room, sizeof room) : title, out);
  return code;
}
