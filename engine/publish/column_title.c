/* What people call the columns of a frame, where scripts know them by short names. */
#include <ctype.h>
#include <string.h>

#include "publish/column_title_private.h"
#include "publish/publish_private.h"
#include "text/width.h"

/* A heading begins with a capital; names of columns in scripts do not. */
static void add_heading(const char *title, grappe_buffer *out) {
  size_t start = out->length;
  grappe_harmless_add(title, out);
  if (out->length <= start) return;
  unsigned char *first = (unsigned char *)out->text + start;
  if (first[0] == 0xC3 && first[1] >= 0xA0 && first[1] != 0xB7) /* à to þ */
    first[1] = (unsigned char)(first[1] - 0x20);
  else
    first[0] = (unsigned char)toupper(first[0]);
}

grappe_code page_column_title(const grappe_frame *frame, size_t column, grappe_buffer *out, grappe_error *error) {
  grappe_buffer words = {0};
  grappe_code code = grappe_frame_column_words(frame, column, &words, error);
  if (code == GRAPPE_OK) add_heading(grappe_buffer_text(&words), out);
  if (grappe_buffer_failed(&words)) out->failed = 1;
  grappe_buffer_free(&words);
  return code;
}
