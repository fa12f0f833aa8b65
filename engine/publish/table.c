/* Tables for a terminal: as wide as their contents, or as narrow as the terminal asks without cutting a number. */
#include <string.h>

#include "base/memory.h"
#include "publish/publish_private.h"
#include "text/width.h"

enum {
  GAP = 2,
  LEAST_TEXT = 14,
  LEAST_CODE = 32
}; /* columns between two; what such a column is never narrowed below */

typedef struct column_widths {
  int number, unit; /* widest of each among the cells; unit 0 where there is none */
  int least;        /* to what the column may be narrowed */
  int width;        /* what it takes */
  int code;         /* texts of one word each, which somebody may have to type again: narrowed last */
} column_widths;

static int max_of(int a, int b) {
  return a > b ? a : b;
}

static int content_of(const column_widths *widths) {
  return widths->number + (widths->unit ? 1 + widths->unit : 0);
}

static void measure(const grappe_frame *frame, const grappe_grid *grid, column_widths *widths) {
  for (size_t c = 0; c < grid->columns; c++) {
    column_widths *w = &widths[c];
    w->code = grappe_frame_kind(frame, c, NULL) == GRAPPE_VALUE_TEXT;
    for (size_t r = 0; r < grid->rows; r++) {
      const grappe_grid_cell *cell = grappe_grid_cell_at(grid, r, c);
      const char *text = grappe_grid_text(grid, cell->number);
      w->number = max_of(w->number, grappe_width(text));
      if (strchr(text, ' ')) w->code = 0;
      w->unit = max_of(w->unit, grappe_width(grappe_grid_text(grid, cell->unit)));
    }
    int title = grappe_width(grappe_grid_text(grid, grid->titles[c]));
    w->width = max_of(content_of(w), title);
    if (grid->numeric[c])
      w->least = max_of(content_of(w), title < 4 ? title : 4);
    else
      w->least = w->code && w->number > LEAST_TEXT ? w->number : LEAST_TEXT;
    if (w->code && w->least > LEAST_CODE) w->least = LEAST_CODE;
    if (w->least > w->width) w->least = w->width;
  }
}

/* Takes up to `excess` columns, one by one from the widest of the first `shown`; returns how many it took. */
static long narrow(column_widths *widths, size_t shown, int codes, long excess) {
  long taken = 0;
  for (; taken < excess; taken++) {
    column_widths *widest = NULL;
    for (size_t c = 0; c < shown; c++)
      if (widths[c].code == codes && widths[c].width > widths[c].least && (!widest || widths[c].width > widest->width))
        widest = &widths[c];
    if (!widest) break; /* one column alone, wider than the terminal; or only codes are left to narrow */
    widest->width--;
  }
  return taken;
}

/* Narrows to `most` in all and returns how many columns, from the first, are shown. */
static size_t fit(column_widths *widths, size_t count, int most) {
  size_t shown = 0;
  long least = 0, total = 0;
  while (shown < count && (shown == 0 || least + GAP + widths[shown].least <= most)) {
    least += widths[shown].least + (shown ? GAP : 0);
    shown++;
  }
  for (size_t c = 0; c < shown; c++) total += widths[c].width + (c ? GAP : 0);
  for (int codes = 0; codes <= 1; codes++) total -= narrow(widths, shown, codes, total - most);
  return shown;
}

static void add_gap(int columns, grappe_buffer *out) {
  for (int i = 0; i < columns; i++) grappe_buffer_add_char(out, ' ');
}

/* A cell in its column; the last one of a line gets no spaces after it. */
static void add_cell(const grappe_grid *grid, const grappe_grid_cell *cell, int numeric, const column_widths *widths,
                     int last, grappe_buffer *out) {
  const char *number = grappe_grid_text(grid, cell->number), *unit = grappe_grid_text(grid, cell->unit);
  if (!numeric) {
    if (last)
      grappe_shorten(number, widths->width, out);
    else
      grappe_fit(number, widths->width, GRAPPE_LEFT, out);
    return;
  }
  add_gap(widths->width - content_of(widths), out);
  grappe_pad(number, widths->number, GRAPPE_RIGHT, out);
  if (!widths->unit || (last && !*unit)) return;
  grappe_buffer_add_char(out, ' ');
  grappe_pad(unit, last ? 0 : widths->unit, GRAPPE_LEFT, out);
}

static void end_line(size_t start, grappe_buffer *out) {
  while (out->text && out->length > start && out->text[out->length - 1] == ' ') out->text[--out->length] = '\0';
  grappe_buffer_add_char(out, '\n');
}

static void add_head(const grappe_grid *grid, const column_widths *widths, size_t shown, int colour,
                     grappe_buffer *out) {
  if (colour) grappe_buffer_add(out, "\x1b[1m");
  for (size_t c = 0; c < shown; c++) {
    const char *title = grappe_grid_text(grid, grid->titles[c]);
    if (c) add_gap(GAP, out);
    if (grid->numeric[c])
      grappe_fit(title, widths[c].width, GRAPPE_RIGHT, out);
    else if (c + 1 < shown)
      grappe_fit(title, widths[c].width, GRAPPE_LEFT, out);
    else
      grappe_shorten(title, widths[c].width, out);
  }
  grappe_buffer_add(out, colour ? "\x1b[0m\n" : "\n");
  for (size_t c = 0; c < shown; c++) {
    if (c) add_gap(GAP, out);
    for (int i = 0; i < widths[c].width; i++) grappe_buffer_add(out, "─");
  }
  grappe_buffer_add(out, "\n");
}

static void add_remainder(const grappe_grid *grid, const grappe_frame *frame, size_t shown, int colour,
                          grappe_buffer *out) {
  const char *dim = colour ? "\x1b[2m" : "", *plain = colour ? "\x1b[0m\n" : "\n";
  if (grappe_frame_rows(frame) == 0) {
    grappe_buffer_add(out, dim);
    grappe_buffer_add(out, grappe_translate("(no rows)"));
    grappe_buffer_add(out, plain);
  }
  if (grid->hidden) {
    grappe_buffer_add(out, dim);
    if (grid->hidden == 1)
      grappe_buffer_add(out, grappe_translate("… and 1 more row"));
    else
      grappe_buffer_addf(out, grappe_translate("… and %zu more rows"), grid->hidden);
    grappe_buffer_add(out, plain);
  }
  if (shown < grid->columns) {
    grappe_buffer_add(out, dim);
    grappe_buffer_add(out, grappe_translate("… and more columns, for a wider terminal or -o FILE: "));
    for (size_t c = shown; c < grid->columns; c++) {
      const char *name = grappe_frame_name(frame, c), *title = grappe_frame_title(frame, c);
      int titled = strcmp(title, name) != 0; /* the name is what a script asks for the column by */
      if (c > shown) grappe_buffer_add(out, ", ");
      grappe_harmless_add(title, out);
      if (titled) grappe_buffer_add(out, " (");
      if (titled) grappe_harmless_add(name, out);
      if (titled) grappe_buffer_add(out, ")");
    }
    grappe_buffer_add(out, plain);
  }
  for (size_t i = 0; i < grappe_frame_note_count(frame); i++) {
    grappe_buffer note = {0};
    grappe_harmless_add(grappe_frame_note(frame, i), &note);
    if (grappe_buffer_failed(&note)) out->failed = 1;
    grappe_buffer_add(out, dim);
    grappe_buffer_addf(out, grappe_translate("Note: %s"), grappe_buffer_text(&note));
    grappe_buffer_add(out, plain);
    grappe_buffer_free(&note);
  }
}

grappe_code grappe_publish_table(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                 grappe_error *error) {
  grappe_grid grid = {0};
  grappe_sources sources = {0};
  grappe_buffer below = {0}; /* remarks and sources, whose lines may break */
  column_widths *widths = grappe_alloc_zero(grappe_frame_columns(frame) + 1, sizeof *widths);
  grappe_code code = widths ? GRAPPE_OK : grappe_fail_memory(error);
  if (code == GRAPPE_OK)
    code = grappe_grid_fill(frame, options, options->rows > 0 ? (size_t)options->rows : 0, &grid, error);
  if (code == GRAPPE_OK) {
    measure(frame, &grid, widths);
    size_t shown = options->width > 0 ? fit(widths, grid.columns, options->width) : grid.columns;
    if (shown) add_head(&grid, widths, shown, options->colour, out);
    for (size_t r = 0; shown && r < grid.rows; r++) {
      size_t start = out->length;
      for (size_t c = 0; c < shown; c++) {
        if (c) add_gap(GAP, out);
        add_cell(&grid, grappe_grid_cell_at(&grid, r, c), grid.numeric[c], &widths[c], c + 1 == shown, out);
      }
      end_line(start, out);
    }
    add_remainder(&grid, frame, shown, options->colour, &below);
    code = grappe_sources_of(&sources, frame, grid.rows, shown, error);
  }
  if (code == GRAPPE_OK) {
    grappe_observatory *observatory = options->observatory;
    if (!observatory) observatory = grappe_snapshot_observatory(grappe_frame_snapshot(frame));
    code = grappe_sources_write(&sources, observatory, 0, options->colour, &below, error);
  }
  grappe_wrap(grappe_buffer_text(&below), options->width, out);
  if (grappe_buffer_failed(&below)) out->failed = 1;
  grappe_buffer_free(&below);
  grappe_sources_free(&sources);
  grappe_grid_free(&grid);
  grappe_free(widths);
  return code;
}
