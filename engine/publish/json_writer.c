#include "publish/json_writer_private.h"

static void begin_line(grappe_json_writer *w) {
  if (!w->indented) return;
  grappe_buffer_add_char(w->out, '\n');
  for (int i = 0; i < w->depth; i++) grappe_buffer_add(w->out, "  ");
}

void grappe_writer_next(grappe_json_writer *w, const char *name) {
  if (!w->first) grappe_buffer_add_char(w->out, ',');
  if (w->depth) begin_line(w);
  w->first = 0;
  if (!name) return;
  grappe_json_string(name, w->out);
  grappe_buffer_add(w->out, w->indented ? ": " : ":");
}

void grappe_writer_text(grappe_json_writer *w, const char *name, const char *value) {
  if (!value) return;
  grappe_writer_next(w, name);
  grappe_json_string(value, w->out);
}

void grappe_writer_number(grappe_json_writer *w, const char *name, double value) {
  grappe_writer_next(w, name);
  grappe_json_number(value, w->out);
}

void grappe_writer_open(grappe_json_writer *w, const char *name, char bracket) {
  grappe_writer_next(w, name);
  grappe_buffer_add_char(w->out, bracket);
  w->depth++;
  w->first = 1;
}

void grappe_writer_close(grappe_json_writer *w, char bracket) {
  w->depth--;
  if (!w->first) begin_line(w);
  grappe_buffer_add_char(w->out, bracket);
  w->first = 0;
}
