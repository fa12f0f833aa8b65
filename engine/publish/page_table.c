/* Tables and drawings on a page. */
#include <math.h>
#include <string.h>

#include "publish/column_title_private.h"
#include "publish/disclosure.h"
#include "publish/drawing_private.h"
#include "publish/page_private.h"
#include "publish/publish_private.h"
#include "text/number.h"
#include "text/width.h"

static int is_number(const grappe_frame *frame, size_t column) {
  grappe_value_kind kind = grappe_frame_kind(frame, column, NULL);
  return kind == GRAPPE_VALUE_FIGURE || kind == GRAPPE_VALUE_NUMBER;
}

/* The title of a column, with the unit that its figures share. */
static grappe_code add_title(page *to, const grappe_frame *frame, size_t column, grappe_error *error) {
  grappe_unit unit;
  grappe_buffer text = {0}, title = {0};
  grappe_code code = page_column_title(frame, column, &title, error);
  page_escape(grappe_buffer_text(&title), to->out);
  if (grappe_frame_unit(frame, column, &unit)) grappe_unit_display(unit, 2, grappe_language_now(), &text);
  if (text.length && strcmp(grappe_buffer_text(&text), grappe_frame_name(frame, column)) != 0) {
    grappe_buffer_add(to->out, " (");
    page_escape(grappe_buffer_text(&text), to->out);
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

static grappe_code add_figure(page *to, const grappe_frame *frame, size_t row, size_t column, int with_unit,
                              grappe_error *error) {
  grappe_figure *figure;
  grappe_code code = grappe_frame_figure(frame, row, column, &figure, error);
  if (code != GRAPPE_OK) return code;
  grappe_buffer_add(to->out, "<td class=\"n\"");
  add_order(to, order_of(figure));
  grappe_buffer_add_char(to->out, '>');
  code = page_figure(to, figure, with_unit ? 1 : 2, error);
  grappe_buffer_add(to->out, "</td>");
  grappe_figure_release(figure);
  return code;
}

static grappe_code add_cell(page *to, const grappe_frame *frame, size_t row, size_t column, grappe_error *error) {
  grappe_value value = {0};
  grappe_buffer text = {0};
  grappe_code code = grappe_frame_cell(frame, row, column, &value, error);
  if (code != GRAPPE_OK) return code;
  int head = column == 0, number = value.kind == GRAPPE_VALUE_NUMBER;
  grappe_buffer_add(to->out, head ? "<th scope=\"row\"" : number ? "<td class=\"n\"" : "<td");
  if (number) add_order(to, value.number);
  grappe_buffer_add_char(to->out, '>');
  if (number)
    grappe_number_display(value.number, GRAPPE_DIGITS_USUAL, 0, grappe_language_now(), &text);
  else if (value.kind == GRAPPE_VALUE_NONE)
    grappe_buffer_add(&text, head ? "?" : "");
  else
    code = grappe_value_display(&value, grappe_frame_snapshot(frame), &text, error);
  page_escape(grappe_buffer_text(&text), to->out);
  grappe_buffer_add(to->out, head ? "</th>" : "</td>");
  if (grappe_buffer_failed(&text)) to->failed = 1;
  grappe_buffer_free(&text);
  grappe_value_release(&value);
  return code;
}

static void add_notes(page *to, const grappe_frame *frame) {
  for (size_t i = 0; i < grappe_frame_note_count(frame); i++) {
    grappe_buffer note = {0};
    grappe_buffer_addf(&note, grappe_translate("Note: %s"), grappe_frame_note(frame, i));
    grappe_buffer_add(to->out, "<p class=\"note\">");
    page_escape(grappe_buffer_text(&note), to->out);
    grappe_buffer_add(to->out, "</p>\n");
    if (grappe_buffer_failed(&note)) to->failed = 1;
    grappe_buffer_free(&note);
  }
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
  grappe_buffer_add(to->out, "</tbody>");
  return code;
}

static grappe_code add_table(page *to, const grappe_frame *frame, const char *caption, grappe_error *error) {
  to->tables++;
  grappe_buffer_addf(
      to->out, "<div class=\"scroll\" role=\"region\" aria-labelledby=\"t%zu\" tabindex=\"0\">\n<table>\n", to->tables);
  grappe_buffer_addf(to->out, "<caption id=\"t%zu\">", to->tables);
  if (*caption)
    page_escape(caption, to->out);
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
  add_notes(to, shown);
  grappe_frame_release(shown);
  return code;
}

grappe_code page_drawing(page *to, const grappe_drawing *drawing, grappe_error *error) {
  const grappe_frame *frame = grappe_drawing_frame(drawing);
  grappe_buffer lines = {0};
  grappe_buffer_addf(to->out, "<figure id=\"d%zu\">\n<figcaption>", ++to->drawings);
  page_escape(grappe_drawing_title(drawing), to->out);
  grappe_buffer_add(to->out, "</figcaption>\n<div class=\"scroll\">");
  grappe_code code = grappe_drawing_svg(drawing, to->drawings, to->out, error);
  grappe_buffer_add(to->out, "</div>\n");
  if (code == GRAPPE_OK) drawing_remarks(drawing, &lines);
  for (char *line = lines.text, *end; line && (end = strchr(line, '\n')); line = end + 1) {
    *end = '\0';
    grappe_buffer_add(to->out, "<p class=\"note\">");
    page_escape(line, to->out);
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
