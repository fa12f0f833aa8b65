/* Tables and drawings on a page. */
#include <math.h>
#include <string.h>

#include "figure/status.h"
#include "publish/column_title_private.h"
#include "publish/disclosure.h"
#include "publish/drawing_private.h"
#include "publish/page_private.h"
#include "publish/publish_private.h"
#include "text/day.h"
#include "text/number.h"
#include "text/width.h"

static int is_number(const grappe_frame *frame, size_t column) {
  grappe_value_kind kind = grappe_frame_kind(frame, column, NULL);
  return kind == GRAPPE_VALUE_FIGURE || kind == GRAPPE_VALUE_NUMBER;
}

/* A heading that somebody wrote, and no name that scripts know the column by. */
static int is_written(const char *name) {
  return name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] != '\0';
}

/* Whether the heading must say the unit: one who wrote it has said what is counted, but not in what it is measured. */
static int unit_is_news(const grappe_frame *frame, size_t column, grappe_unit unit) {
  const grappe_unit_row *row = grappe_unit_row_of(unit);
  return !is_written(grappe_frame_name(frame, column)) || !row || row->symbol || strcmp(row->base, "year") == 0;
}

/* The title of a column, with the unit that its figures share. */
static grappe_code add_title(page *to, const grappe_frame *frame, size_t column, grappe_error *error) {
  grappe_unit unit;
  grappe_buffer text = {0}, title = {0};
  grappe_code code = page_column_title(frame, column, &title, error);
  page_words(grappe_buffer_text(&title), to->out);
  if (grappe_frame_unit(frame, column, &unit) && unit_is_news(frame, column, unit))
    grappe_unit_display(unit, 2, grappe_language_now(), &text);
  if (text.length && strcmp(grappe_buffer_text(&text), grappe_frame_name(frame, column)) != 0) {
    grappe_buffer_add(to->out, " (");
    page_words(grappe_buffer_text(&text), to->out);
    grappe_buffer_add(to->out, ")");
  }
  if (grappe_buffer_failed(&text) || grappe_buffer_failed(&title)) to->failed = 1;
  grappe_buffer_free(&text);
  grappe_buffer_free(&title);
  return code;
}

static grappe_code add_head(page *to, const grappe_frame *frame, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  grappe_buffer_add(to->out, "<thead><tr>");
  for (size_t c = 0; c < grappe_frame_columns(frame) && code == GRAPPE_OK; c++) {
    grappe_buffer_add(to->out, is_number(frame, c) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
    code = add_title(to, frame, c, error);
    grappe_buffer_add(to->out, "</th>");
  }
  grappe_buffer_add(to->out, "</tr></thead>\n");
  return code;
}

/* What the cell is sorted by, where its text would not do. */
static void add_order(page *to, double value) {
  char text[GRAPPE_NUMBER_TEXT];
  if (!isfinite(value)) return;
  grappe_buffer_addf(to->out, " data-v=\"%s\"", grappe_number_text(value, text));
}

static double order_of(const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  if (!grappe_disclosure_free(figure) || parts->presence != GRAPPE_PRESENT) return NAN;
  if (!isnan(parts->value)) return parts->value;
  if (isfinite(parts->bounds.low) && isfinite(parts->bounds.high)) return (parts->bounds.low + parts->bounds.high) / 2;
  return isfinite(parts->bounds.low) ? parts->bounds.low : parts->bounds.high;
}

/* A cell as people read it; days and periods in words, nothing where nothing is known. */
static grappe_code cell_text(const grappe_frame *frame, const grappe_value *value, grappe_buffer *text,
                             grappe_error *error) {
  switch (value->kind) {
    case GRAPPE_VALUE_NONE:
      return GRAPPE_OK;
    case GRAPPE_VALUE_NUMBER:
      grappe_number_display(value->number, GRAPPE_DIGITS_USUAL, 0, grappe_language_now(), text);
      return GRAPPE_OK;
    case GRAPPE_VALUE_DAY:
      grappe_day_display(value->day, grappe_language_now(), text);
      return GRAPPE_OK;
    case GRAPPE_VALUE_PERIOD:
      grappe_period_display(value->period, grappe_language_now(), text);
      return GRAPPE_OK;
    default:
      return grappe_value_display(value, grappe_frame_snapshot(frame), text, error);
  }
}

/* What a cell is sorted by, where its text would not do. */
static double cell_order(const grappe_value *value) {
  return value->kind == GRAPPE_VALUE_NUMBER   ? value->number
         : value->kind == GRAPPE_VALUE_DAY    ? value->day
         : value->kind == GRAPPE_VALUE_PERIOD ? value->period.from
                                              : NAN;
}

static grappe_code add_cell(page *to, const grappe_frame *frame, size_t row, size_t column, grappe_error *error) {
  grappe_value value = {0};
  grappe_buffer text = {0};
  grappe_code code = grappe_frame_cell(frame, row, column, &value, error);
  if (code != GRAPPE_OK) return code;
  int head = column == 0;
  grappe_buffer_add(to->out, head                                ? "<th scope=\"row\""
                             : value.kind == GRAPPE_VALUE_NUMBER ? "<td class=\"n\""
                                                                 : "<td");
  add_order(to, cell_order(&value));
  grappe_buffer_add_char(to->out, '>');
  code = cell_text(frame, &value, &text, error);
  /* a row has a name */
  if (head && !text.length) grappe_buffer_add(&text, grappe_presence_name(GRAPPE_UNKNOWN, grappe_language_now()));
  page_words(grappe_buffer_text(&text), to->out);
  grappe_buffer_add(to->out, head ? "</th>" : "</td>");
  if (grappe_buffer_failed(&text)) to->failed = 1;
  grappe_buffer_free(&text);
  grappe_value_release(&value);
  return code;
}

/* What a figure without a label is called: "Gap, Rouen". */
static grappe_code name_cell(page *to, const grappe_frame *frame, size_t row, size_t column, grappe_error *error) {
  grappe_buffer name = {0};
  grappe_value value = {0};
  grappe_code code = page_column_title(frame, column, &name, error);
  if (code == GRAPPE_OK && column) {
    grappe_buffer_add(&name, ", ");
    code = grappe_frame_cell(frame, row, 0, &value, error);
    if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_NONE)
      grappe_buffer_add(&name, grappe_presence_name(GRAPPE_UNKNOWN, grappe_language_now()));
    if (code == GRAPPE_OK) code = cell_text(frame, &value, &name, error);
    grappe_value_release(&value);
  }
  to->cell_name = page_keep(to, grappe_buffer_text(&name));
  if (grappe_buffer_failed(&name)) to->failed = 1;
  grappe_buffer_free(&name);
  return code;
}

static grappe_code add_figure(page *to, const grappe_frame *frame, size_t row, size_t column, int with_unit,
                              grappe_error *error) {
  grappe_figure *figure;
  grappe_code code = grappe_frame_figure(frame, row, column, &figure, error);
  if (code != GRAPPE_OK) return code;
  grappe_buffer_add(to->out, "<td class=\"n\"");
  add_order(to, order_of(figure));
  grappe_buffer_add_char(to->out, '>');
  code = name_cell(to, frame, row, column, error);
  if (code == GRAPPE_OK) code = page_figure(to, figure, with_unit ? PAGE_SHORT : PAGE_CELL, error);
  to->cell_name = 0;
  grappe_buffer_add(to->out, "</td>");
  grappe_figure_release(figure);
  return code;
}

static void add_notes(page *to, const grappe_frame *frame) {
  for (size_t i = 0; i < grappe_frame_note_count(frame); i++) {
    grappe_buffer note = {0};
    grappe_buffer_addf(&note, grappe_translate("Note: %s"), grappe_frame_note(frame, i));
    grappe_buffer_add(to->out, "<p class=\"note\">");
    page_words(grappe_buffer_text(&note), to->out);
    grappe_buffer_add(to->out, "</p>\n");
    if (grappe_buffer_failed(&note)) to->failed = 1;
    grappe_buffer_free(&note);
  }
}

/* What the signs in the table stand for: those that are there. */
static grappe_code add_signs(page *to, const grappe_frame *frame, grappe_error *error) {
  int there[GRAPPE_UNDEFINED + 1] = {0}, any = 0;
  for (size_t column = 0; column < grappe_frame_columns(frame); column++) {
    if (grappe_frame_kind(frame, column, NULL) != GRAPPE_VALUE_FIGURE) continue;
    for (size_t row = 0; row < grappe_frame_rows(frame); row++) {
      grappe_figure *figure;
      grappe_code code = grappe_frame_figure(frame, row, column, &figure, error);
      if (code != GRAPPE_OK) return code;
      there[grappe_figure_read(figure)->presence] = 1;
      grappe_figure_release(figure);
    }
  }
  for (int i = 0; i <= GRAPPE_UNDEFINED; i++) {
    if (i == GRAPPE_PRESENT || !there[i]) continue;
    grappe_buffer_addf(to->out, "%s%s\u00A0= ", any++ ? "; " : "<p class=\"note\">",
                       grappe_presence_sign((grappe_presence)i));
    page_words(grappe_presence_name((grappe_presence)i, grappe_language_now()), to->out);
  }
  if (any) grappe_buffer_add(to->out, "</p>\n");
  return GRAPPE_OK;
}

static grappe_code add_body(page *to, const grappe_frame *frame, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  grappe_buffer_add(to->out, "<tbody>\n");
  for (size_t row = 0; row < grappe_frame_rows(frame) && code == GRAPPE_OK; row++) {
    grappe_buffer_add(to->out, "<tr>");
    for (size_t column = 0; column < grappe_frame_columns(frame) && code == GRAPPE_OK; column++) {
      grappe_unit unit;
      if (grappe_frame_kind(frame, column, NULL) == GRAPPE_VALUE_FIGURE)
        code = add_figure(to, frame, row, column, !grappe_frame_unit(frame, column, &unit), error);
      else
        code = add_cell(to, frame, row, column, error);
    }
    grappe_buffer_add(to->out, "</tr>\n");
  }
  if (!grappe_frame_rows(frame)) {
    grappe_buffer_addf(to->out, "<tr><td colspan=\"%zu\">", grappe_frame_columns(frame));
    page_words(grappe_translate("no rows"), to->out);
    grappe_buffer_add(to->out, "</td></tr>\n");
  }
  grappe_buffer_add(to->out, "</tbody>");
  return code;
}

static grappe_code add_table(page *to, const grappe_frame *frame, const char *caption, grappe_error *error) {
  to->tables++;
  grappe_buffer_addf(
      to->out, "<div class=\"scroll\" role=\"group\" aria-labelledby=\"t%zu\" tabindex=\"0\">\n<table>\n", to->tables);
  grappe_buffer_addf(to->out, "<caption id=\"t%zu\">", to->tables);
  if (*caption)
    page_words(caption, to->out);
  else
    grappe_buffer_addf(to->out, grappe_translate("Table %zu"), ++to->numbered);
  grappe_buffer_add(to->out, "</caption>\n");
  grappe_code code = add_head(to, frame, error);
  if (code == GRAPPE_OK) code = add_body(to, frame, error);
  grappe_buffer_add(to->out, "\n</table></div>\n");
  return code;
}

grappe_code page_table(page *to, const grappe_frame *frame, const char *caption, grappe_error *error) {
  if (!grappe_frame_columns(frame)) return GRAPPE_OK;
  grappe_frame *shown;
  grappe_code code = grappe_disclose_frame(frame, &shown, NULL, error);
  if (code != GRAPPE_OK) return code;
  code = add_table(to, shown, caption, error);
  if (code == GRAPPE_OK) code = add_signs(to, shown, error);
  add_notes(to, shown);
  grappe_frame_release(shown);
  return code;
}

grappe_code page_list(page *to, const grappe_frame *frame, grappe_error *error) {
  grappe_frame *shown;
  grappe_code code = grappe_disclose_frame(frame, &shown, NULL, error);
  if (code != GRAPPE_OK) return code;
  grappe_buffer_add(to->out, "<ul>\n");
  for (size_t row = 0; row < grappe_frame_rows(shown) && grappe_frame_columns(shown) && code == GRAPPE_OK; row++) {
    grappe_value value = {0};
    grappe_buffer text = {0};
    code = grappe_frame_cell(shown, row, 0, &value, error);
    if (code == GRAPPE_OK) code = cell_text(shown, &value, &text, error);
    grappe_buffer_add(to->out, "<li>");
    page_words(grappe_buffer_text(&text), to->out);
    grappe_buffer_add(to->out, "</li>\n");
    if (grappe_buffer_failed(&text)) to->failed = 1;
    grappe_buffer_free(&text);
    grappe_value_release(&value);
  }
  grappe_buffer_add(to->out, "</ul>\n");
  add_notes(to, shown);
  grappe_frame_release(shown);
  return code;
}

grappe_code page_drawing(page *to, const grappe_drawing *drawing, grappe_error *error) {
  const grappe_frame *frame = grappe_drawing_frame(drawing);
  grappe_buffer lines = {0};
  grappe_buffer_addf(to->out, "<figure id=\"d%zu\">\n<figcaption id=\"c%zu\">", to->drawings + 1, to->drawings + 1);
  to->drawings++;
  page_words(grappe_drawing_title(drawing), to->out);
  grappe_buffer_addf(to->out,
                     "</figcaption>\n<div class=\"scroll\" role=\"group\" aria-labelledby=\"c%zu\" tabindex=\"0\">",
                     to->drawings);
  grappe_code code = grappe_drawing_svg(drawing, to->drawings, to->out, error);
  grappe_buffer_add(to->out, "</div>\n");
  if (code == GRAPPE_OK) drawing_remarks(drawing, &lines);
  for (char *line = lines.text, *end; line && (end = strchr(line, '\n')); line = end + 1) {
    *end = '\0';
    grappe_buffer_add(to->out, "<p class=\"note\">");
    page_words(line, to->out);
    grappe_buffer_add(to->out, "</p>\n");
  }
  if (code == GRAPPE_OK) {
    grappe_buffer_addf(to->out, "<details class=\"data\"><summary>%s</summary>\n",
                       grappe_translate("The figures drawn"));
    code = add_table(to, frame, grappe_drawing_title(drawing), error);
    grappe_buffer_add(to->out, "</details>\n");
  }
  grappe_buffer_add(to->out, "</figure>\n");
  if (grappe_buffer_failed(&lines)) to->failed = 1;
  grappe_buffer_free(&lines);
  return code;
}
