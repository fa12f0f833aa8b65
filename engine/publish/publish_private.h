/* What the writers of this room share. Private to it. */
#ifndef GRAPPE_PUBLISH_PRIVATE_H
#define GRAPPE_PUBLISH_PRIVATE_H

#include "publish/publish.h"

/* --- format.c --- */

typedef grappe_code (*grappe_frame_writer)(const grappe_frame *frame, const grappe_publish_options *options,
                                           grappe_buffer *out, grappe_error *error);
grappe_frame_writer grappe_format_writer(grappe_publish_format format);

/* --- grid.c: the cells of a frame as people read them, for tables and Markdown --- */

/* Texts stand one after another in one buffer; a place in it is an offset, so that a cell costs no allocation. */
typedef struct grappe_grid_cell {
  size_t number; /* the text, or its number alone */
  size_t unit;   /* the unit after the number where the column has none in its title; offset of "" otherwise */
} grappe_grid_cell;

typedef struct grappe_grid {
  size_t rows, columns; /* rows: those shown */
  size_t hidden;        /* rows that the limit left out */
  size_t *titles;       /* one a column, with the unit that its figures share */
  int *numeric;         /* one a column: aligned to the right */
  grappe_grid_cell *cells;
  grappe_buffer text;
} grappe_grid; /* start with {0} */

/* At most `most` rows (0: all). Free the grid also where this fails. */
grappe_code grappe_grid_fill(const grappe_frame *frame, const grappe_publish_options *options, size_t most,
                             grappe_grid *grid, grappe_error *error);
const char *grappe_grid_text(const grappe_grid *grid, size_t offset);
const grappe_grid_cell *grappe_grid_cell_at(const grappe_grid *grid, size_t row, size_t column);
void grappe_grid_free(grappe_grid *grid);

/* --- sources.c: the sources cited, each once, in the order in which they come --- */

enum { GRAPPE_SOURCES_SHOWN = 6, GRAPPE_LOCATORS_SHOWN = 3 };

typedef struct grappe_cited {
  size_t source; /* offset of its code in `text` */
  size_t locators[GRAPPE_LOCATORS_SHOWN];
  int locator_count; /* as many as are kept */
  int more;          /* there are others */
} grappe_cited;

typedef struct grappe_sources {
  grappe_cited *cited;
  size_t count, capacity;
  size_t *order; /* indices of `cited` by code, for looking up */
  size_t order_capacity;
  grappe_buffer text;
} grappe_sources; /* start with {0} */

grappe_code grappe_sources_add(grappe_sources *sources, const grappe_figure *figure, grappe_error *error);
/* Of the figures in the frame's first rows and columns, row by row. */
grappe_code grappe_sources_of(grappe_sources *sources, const grappe_frame *frame, size_t rows, size_t columns,
                              grappe_error *error);
/* Adds a line for each, "[1] N, p. 1: title"; the title where the observatory (may be NULL) has it. In Markdown a
 * numbered list after an empty line. */
grappe_code grappe_sources_write(const grappe_sources *sources, grappe_observatory *observatory, int markdown,
                                 int colour, grappe_buffer *out, grappe_error *error);
void grappe_sources_free(grappe_sources *sources);
/* The row of the source of that code, for the caller to release its snapshot; *found 0: there is none. */
grappe_code grappe_source_row(grappe_observatory *observatory, const char *code, grappe_row *row, int *found,
                              grappe_error *error);

/* --- csv.c: lines of CSV, quoted where they must be --- */

typedef struct grappe_line {
  grappe_buffer *out;
  int excel; /* 1: ';' and CRLF; 0: ',' and LF */
  int begun;
  int alone;   /* the only cell of its line: empty, it would be no line at all */
} grappe_line; /* start with {out} */

void grappe_line_cell(grappe_line *line, const char *text);
void grappe_line_end(grappe_line *line);

/* --- the writers --- */

grappe_code grappe_publish_table(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                 grappe_error *error);
grappe_code grappe_publish_markdown(const grappe_frame *frame, const grappe_publish_options *options,
                                    grappe_buffer *out, grappe_error *error);
grappe_code grappe_publish_csv(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                               grappe_error *error);
grappe_code grappe_publish_json(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error);
grappe_code grappe_publish_xlsx(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error);
grappe_code grappe_publish_jsonstat(const grappe_frame *frame, const grappe_publish_options *options,
                                    grappe_buffer *out, grappe_error *error);
grappe_code grappe_publish_sdmx(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error);
grappe_code grappe_publish_package(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                   grappe_error *error);
/* A frame is no drawing: says how one is made of it. */
grappe_code grappe_publish_no_drawing(const grappe_frame *frame, const grappe_publish_options *options,
                                      grappe_buffer *out, grappe_error *error);
grappe_code grappe_publish_page(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error);
grappe_code grappe_publish_drawing_page(const grappe_drawing *drawing, const grappe_publish_options *options,
                                        grappe_buffer *out, grappe_error *error);
void grappe_publish_figure_csv(const grappe_figure *figure, const grappe_publish_options *options, grappe_buffer *out);

/* Adds the text so that Markdown shows it as it is. */
void grappe_markdown_text(const char *text, grappe_buffer *out);

#endif
