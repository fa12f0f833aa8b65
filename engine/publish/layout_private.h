/* A frame as records of plain cells: the layout that CSV, CSV for Excel and workbooks share.
 *
 * Beside a column x of figures stand x_low, x_high (empty where open to infinity), x_unit, x_flag (only where the value
 * is a plain number, which cannot say it), x_status and x_sources; beside a column of codes x_name. publish.h says what
 * each holds. The layout decides what a cell is; the sink decides how it is written. */
#ifndef GRAPPE_PUBLISH_LAYOUT_PRIVATE_H
#define GRAPPE_PUBLISH_LAYOUT_PRIVATE_H

#include "publish/publish.h"

typedef struct grappe_layout_sink {
  void *context;
  const grappe_entity *registry; /* the registry form of publish.h; NULL: the layout above */
  int flagged; /* 1: the value of a figure is a plain number, with x_flag beside it; 0: it is in canonical notation */
  /* One cell each; no sink keeps the text. */
  void (*text)(void *context, const char *text);
  void (*number)(void *context, const char *canonical); /* "" where there is none */
  void (*day)(void *context, const char *iso);
  void (*end)(void *context); /* of a record */
} grappe_layout_sink;

/* The header and every row. */
grappe_code grappe_layout_write(const grappe_frame *frame, const grappe_layout_sink *sink, grappe_error *error);
/* The header and one row of a figure alone, whose column is `value`. */
void grappe_layout_figure(const grappe_figure *figure, const grappe_layout_sink *sink);
/* How many cells the column takes. */
size_t grappe_layout_width(const grappe_frame *frame, size_t column, const grappe_layout_sink *sink);

/* --- pieces of it, for the writers that lay out their cells themselves --- */

/* Whether the cells are codes, which a name stands beside. */
int grappe_column_coded(const grappe_frame *frame, size_t column);
/* The text of a value in files (name 0), or what its codes are called; items of a list parted by ';'. */
grappe_code grappe_cell_write(const grappe_value *value, grappe_snapshot *snapshot, int name, grappe_buffer *text,
                              grappe_error *error);
/* What the notation of the figure says beside its number: "~", ">", "..", "?" …; "" where it is exact. */
const char *grappe_figure_flag(const grappe_figure *figure);
/* "A", or "A/C" with the confidentiality status. */
void grappe_status_write(const grappe_figure_parts *parts, char status[4]);
/* "N p. 1; P". */
void grappe_citations_write(const grappe_figure_parts *parts, grappe_buffer *text);
/* The figure's number in canonical form, "" where it has none. */
void grappe_figure_digits(const grappe_figure *figure, grappe_buffer *text);

#endif
