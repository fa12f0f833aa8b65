/* What people call a column. Private to this room. */
#ifndef GRAPPE_PUBLISH_COLUMN_TITLE_PRIVATE_H
#define GRAPPE_PUBLISH_COLUMN_TITLE_PRIVATE_H

#include "query/frame.h"

/* Adds the title of the column as a heading: of a measure its name, else the frame's own title with a capital. */
grappe_code page_column_title(const grappe_frame *frame, size_t column, grappe_buffer *out, grappe_error *error);

#endif
