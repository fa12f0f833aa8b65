#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "figure/status.h"
#include "publish/publish_private.h"
#include "text/number.h"
#include "text/width.h"

const char *grappe_grid_text(const grappe_grid *grid, size_t offset) {
  return grid->text.text + offset;
}

const grappe_grid_cell *grappe_grid_cell_at(const grappe_grid *grid, size_t row, size_t column) {
  return &grid->cells[row * grid->columns + column];
}

void grappe_grid_free(grappe_grid *grid) {
  grappe_free(grid->titles);
  grappe_free(grid->numeric);
  grappe_free(grid->cells);
  grappe_buffer_free(&grid->text);
}

/* Ends the text that began at `start` and returns its offset. */
static size_t end_text(grappe_grid *grid, size_t start) {
  grappe_buffer_add_bytes(&grid->text, "", 1);
  return start;
}

static size_t add_text(grappe_grid *grid, const char *text) {
  size_t start = grid->text.length;
  grappe_harmless_add(text, &grid->text);
  return end_text(grid, start);
}

/* How many bytes of space `text` begins with; units are parted from numbers by one, which may not break. */
static size_t space_at(const char *text) {
  if (*text == ' ') return 1;
  if (strncmp(text, "\u00A0", 2) == 0) return 2;
  return strncmp(text, "\u202F", 3) == 0 ? 3 : 0;
}

/* The number and the unit apart, so that they can be aligned. A unit that stands before its number stays with it. */
static grappe_grid_cell add_figure(grappe_grid *grid, const grappe_figure *figure, grappe_language language,
                                   int with_unit) {
  grappe_buffer bare = {0}, whole = {0};
  grappe_grid_cell cell = {0};
  grappe_figure_display(figure, language, 0, &bare);
  grappe_figure_display(figure, language, 1, &whole);
  const char *number = grappe_buffer_text(&bare), *all = grappe_buffer_text(&whole);
  size_t length = strlen(number);
  size_t space = strncmp(all, number, length) == 0 ? space_at(all + length) : 0;
  if (!with_unit || space) {
    cell.number = add_text(grid, number);
    if (with_unit) cell.unit = add_text(grid, all + length + space);
  } else {
    cell.number = add_text(grid, all);
  }
  if (grappe_buffer_failed(&bare) || grappe_buffer_failed(&whole)) grid->text.failed = 1;
  grappe_buffer_free(&bare);
  grappe_buffer_free(&whole);
  return cell;
}

static grappe_code add_cell(grappe_grid *grid, const grappe_frame *frame, size_t row, size_t column,
                            grappe_language language, int with_unit, grappe_grid_cell *cell, grappe_error *error) {
  grappe_value value = {0};
  grappe_buffer text = {0};
  grappe_code code = grappe_frame_cell(frame, row, column, &value, error);
  if (code != GRAPPE_OK) return code;
  *cell = (grappe_grid_cell){0};
  if (value.kind == GRAPPE_VALUE_FIGURE) {
    *cell = add_figure(grid, value.figure, language, with_unit);
  } else {
    if (value.kind == GRAPPE_VALUE_NUMBER)
      grappe_number_display(value.number, GRAPPE_DIGITS_USUAL, 0, language, &text);
    else if (value.kind != GRAPPE_VALUE_NONE)
      code = grappe_value_display(&value, grappe_frame_snapshot(frame), &text, error);
    else if (value.presence != GRAPPE_UNKNOWN || grid->numeric[column] || grappe_frame_key(frame, column))
      grappe_buffer_add(&text, grappe_presence_sign(value.presence));
    cell->number = add_text(grid, grappe_buffer_text(&text));
  }
  if (grappe_buffer_failed(&text)) grid->text.failed = 1;
  grappe_buffer_free(&text);
  grappe_value_release(&value);
  return code;
}

/* The column's name, and its unit where all its figures share one. Returns 1 where the cells must say theirs. */
static int add_title(grappe_grid *grid, const grappe_frame *frame, size_t column, grappe_language language) {
  size_t start = grid->text.length;
  const char *title = grappe_frame_title(frame, column);
  grappe_unit unit;
  int shared = grappe_frame_unit(frame, column, &unit);
  grappe_harmless_add(title, &grid->text);
  if (shared) {
    grappe_buffer text = {0};
    grappe_unit_display(unit, 2, language, &text);
    if (text.length && strcmp(grappe_buffer_text(&text), title) != 0) { /* a rank in the column `rank` is clear */
      grappe_buffer_add(&grid->text, " (");
      grappe_harmless_add(grappe_buffer_text(&text), &grid->text);
      grappe_buffer_add(&grid->text, ")");
    }
    if (grappe_buffer_failed(&text)) grid->text.failed = 1;
    grappe_buffer_free(&text);
  }
  grid->titles[column] = end_text(grid, start);
  return !shared;
}

grappe_code grappe_grid_fill(const grappe_frame *frame, const grappe_publish_options *options, size_t most,
                             grappe_grid *grid, grappe_error *error) {
  size_t rows = grappe_frame_rows(frame);
  grid->columns = grappe_frame_columns(frame);
  grid->rows = most && rows > most ? most : rows;
  grid->hidden = rows - grid->rows;
  grid->titles = grappe_alloc_zero(grid->columns + 1, sizeof *grid->titles);
  grid->numeric = grappe_alloc_zero(grid->columns + 1, sizeof *grid->numeric);
  grid->cells = grappe_alloc_zero(grid->rows * grid->columns + 1, sizeof *grid->cells);
  if (!grid->titles || !grid->numeric || !grid->cells) return grappe_fail_memory(error);
  grappe_buffer_add_bytes(&grid->text, "", 1); /* offset 0 is "" */
  for (size_t column = 0; column < grid->columns; column++) {
    grappe_value_kind kind = grappe_frame_kind(frame, column, NULL);
    grid->numeric[column] = kind == GRAPPE_VALUE_FIGURE || kind == GRAPPE_VALUE_NUMBER;
    int with_unit = add_title(grid, frame, column, options->language);
    for (size_t row = 0; row < grid->rows; row++) {
      grappe_code code = add_cell(grid, frame, row, column, options->language, with_unit,
                                  &grid->cells[row * grid->columns + column], error);
      if (code != GRAPPE_OK) return code;
    }
  }
  return grappe_buffer_failed(&grid->text) ? grappe_fail_memory(error) : GRAPPE_OK;
}
