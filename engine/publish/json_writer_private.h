/* JSON as it is written: where the next value stands, and whether one stands before it. Private to the room. */
#ifndef GRAPPE_PUBLISH_JSON_WRITER_PRIVATE_H
#define GRAPPE_PUBLISH_JSON_WRITER_PRIVATE_H

#include "base/buffer.h"
#include "publish/publish.h"

typedef struct grappe_json_writer {
  grappe_buffer *out;
  int indented; /* 1: each value on a line of its own, two spaces a level; 0: all on one line */
  int depth, first;
} grappe_json_writer; /* start with {out, indented, 0, 1} */

/* Each begins a value: `name` is its key, NULL in an array. Next leaves the value itself to the caller. */
void grappe_writer_next(grappe_json_writer *w, const char *name);
void grappe_writer_text(grappe_json_writer *w, const char *name, const char *value); /* nothing at all for NULL */
void grappe_writer_number(grappe_json_writer *w, const char *name, double value);    /* null if not finite */
void grappe_writer_open(grappe_json_writer *w, const char *name, char bracket);
void grappe_writer_close(grappe_json_writer *w, char bracket);

#endif
