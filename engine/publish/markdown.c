/* Pipe tables, as GitHub and most tools read them. Every sign that Markdown or HTML could take up is escaped. */
#include <string.h>

#include "publish/publish_private.h"
#include "text/width.h"

void grappe_markdown_text(const char *text, grappe_buffer *out) {
  for (const char *c = text; *c; c++) {
    if (strchr("\\`*_{}[]<>|~&#$", *c)) grappe_buffer_add_char(out, '\\');
    grappe_buffer_add_char(out, *c);
  }
}

static void add_cell(const char *number, const char *unit, grappe_buffer *out) {
  grappe_buffer_add(out, " ");
  grappe_markdown_text(number, out);
  if (*unit) {
    grappe_buffer_add(out, "\u00A0"); /* a number and its unit stay on one line */
    grappe_markdown_text(unit, out);
  }
  grappe_buffer_add(out, " |");
}

static void add_notes(const grappe_frame *frame, grappe_buffer *out) {
  for (size_t i = 0; i < grappe_frame_note_count(frame); i++) {
    grappe_buffer note = {0}, escaped = {0};
    grappe_harmless_add(grappe_frame_note(frame, i), &note);
    grappe_markdown_text(grappe_buffer_text(&note), &escaped);
    if (grappe_buffer_failed(&note) || grappe_buffer_failed(&escaped)) out->failed = 1;
    grappe_buffer_add(out, "\n");
    grappe_buffer_addf(out, grappe_translate("Note: %s"), grappe_buffer_text(&escaped));
    grappe_buffer_add(out, "\n");
    grappe_buffer_free(&note);
    grappe_buffer_free(&escaped);
  }
}

grappe_code grappe_publish_markdown(const grappe_frame *frame, const grappe_publish_options *options,
                                    grappe_buffer *out, grappe_error *error) {
  grappe_grid grid = {0};
  grappe_sources sources = {0};
  grappe_code code = grappe_grid_fill(frame, options, 0, &grid, error);
  if (code == GRAPPE_OK && grid.columns) {
    grappe_buffer_add(out, "|");
    for (size_t c = 0; c < grid.columns; c++) add_cell(grappe_grid_text(&grid, grid.titles[c]), "", out);
    grappe_buffer_add(out, "\n|");
    for (size_t c = 0; c < grid.columns; c++) grappe_buffer_add(out, grid.numeric[c] ? " ---: |" : " --- |");
    grappe_buffer_add(out, "\n");
    for (size_t r = 0; r < grid.rows; r++) {
      grappe_buffer_add(out, "|");
      for (size_t c = 0; c < grid.columns; c++) {
        const grappe_grid_cell *cell = grappe_grid_cell_at(&grid, r, c);
        add_cell(grappe_grid_text(&grid, cell->number), grappe_grid_text(&grid, cell->unit), out);
      }
      grappe_buffer_add(out, "\n");
    }
  }
  if (code == GRAPPE_OK) {
    add_notes(frame, out);
    code = grappe_sources_of(&sources, frame, grid.rows, grid.columns, error);
  }
  if (code == GRAPPE_OK) {
    grappe_observatory *observatory = options->observatory;
    if (!observatory) observatory = grappe_snapshot_observatory(grappe_frame_snapshot(frame));
    code = grappe_sources_write(&sources, observatory, 1, 0, out, error);
  }
  grappe_sources_free(&sources);
  grappe_grid_free(&grid);
  return code;
}
