#include "publish/publish.h"

#include <string.h>

#include "publish/publish_private.h"
#include "text/width.h"

/* Takes back what a writer that failed had added. */
static grappe_code settle(grappe_code code, grappe_buffer *out, size_t start, grappe_error *error) {
  if (code == GRAPPE_OK && grappe_buffer_failed(out)) code = grappe_fail_memory(error);
  if (code != GRAPPE_OK && out->text && out->length > start) {
    out->length = start;
    out->text[start] = '\0';
  }
  return code;
}

grappe_code grappe_publish_frame(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                 grappe_error *error) {
  size_t start = out->length;
  grappe_frame *shown = NULL;
  grappe_withheld withheld = {0};
  grappe_code code = GRAPPE_OK;
  if (options->audience == GRAPPE_FOR_OTHERS) code = grappe_disclose_frame(frame, &shown, &withheld, error);
  if (code == GRAPPE_OK && options->registry && grappe_withheld_any(&withheld))
    code = grappe_fail(error, GRAPPE_ARGUMENT,
                       "some of these rows are confidential, and a table that is to be imported again would hold them "
                       "whole: who may take them out writes --confidential");
  if (code == GRAPPE_OK) code = grappe_format_writer(options->format)(shown ? shown : frame, options, out, error);
  if (code == GRAPPE_OK && options->withheld) grappe_withheld_add(options->withheld, &withheld);
  grappe_frame_release(shown);
  return settle(code, out, start, error);
}

grappe_code grappe_publish_no_drawing(const grappe_frame *frame, const grappe_publish_options *options,
                                      grappe_buffer *out, grappe_error *error) {
  (void)frame, (void)options, (void)out;
  return grappe_fail(
      error, GRAPPE_ARGUMENT,
      "an image is made of a drawing: write …:chart() or …:map() after the table, or choose another format");
}

static grappe_code rasterise(const grappe_drawing *drawing, grappe_publish_format format, grappe_buffer *out,
                             grappe_error *error) {
  grappe_buffer svg = {0};
  grappe_code code = grappe_drawing_svg(drawing, 0, &svg, error);
  if (code == GRAPPE_OK && format == GRAPPE_FORMAT_PNG)
    code = grappe_raster_png(svg.text, svg.length, out, error);
  else if (code == GRAPPE_OK)
    code = grappe_raster_pdf(svg.text, svg.length, out, error);
  grappe_buffer_free(&svg);
  return code;
}

grappe_code grappe_publish_drawing(const grappe_drawing *drawing, const grappe_publish_options *options,
                                   grappe_buffer *out, grappe_error *error) {
  size_t start = out->length;
  grappe_code code;
  switch (options->format) {
    case GRAPPE_FORMAT_TABLE:
      code = grappe_drawing_text(drawing, options->width, options->colour, out, error);
      break;
    case GRAPPE_FORMAT_SVG:
      code = grappe_drawing_svg(drawing, 0, out, error);
      break;
    case GRAPPE_FORMAT_PNG:
    case GRAPPE_FORMAT_PDF:
      code = rasterise(drawing, options->format, out, error);
      break;
    case GRAPPE_FORMAT_HTML:
      code = grappe_publish_drawing_page(drawing, options, out, error);
      break;
    default:
      return grappe_publish_frame(grappe_drawing_frame(drawing), options, out, error);
  }
  return settle(code, out, start, error);
}

/* "(about 53 %, 52.5 to 53.5)": words that end in a parenthesis of their own would stand in two. */
static void add_words(const char *words, const char *reason, grappe_buffer *out) {
  const char *inner = strstr(words, " (");
  size_t length = strlen(words);
  grappe_buffer sentence = {0};
  if (inner && words[length - 1] == ')') {
    grappe_buffer_add_bytes(&sentence, words, (size_t)(inner - words));
    grappe_buffer_add(&sentence, ", ");
    grappe_buffer_add_bytes(&sentence, inner + 2, length - (size_t)(inner - words) - 3);
  } else {
    grappe_buffer_add(&sentence, words);
  }
  if (*reason && !strstr(words, reason)) {
    grappe_buffer both = {0};
    grappe_buffer_addf(&both, grappe_translate("%s: %s"), grappe_buffer_text(&sentence), reason);
    grappe_harmless_add(grappe_buffer_text(&both), out);
    if (grappe_buffer_failed(&both)) out->failed = 1;
    grappe_buffer_free(&both);
  } else {
    grappe_harmless_add(grappe_buffer_text(&sentence), out);
  }
  if (grappe_buffer_failed(&sentence)) out->failed = 1;
  grappe_buffer_free(&sentence);
}

/* An exact figure as people read it; another one in its notation, and then in words; an absent one by its sign, with
 * the reason. */
static void add_figure(const grappe_figure *figure, grappe_language language, grappe_buffer *out) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  const char *reason = parts->reason ? parts->reason : "";
  if (grappe_figure_exact(figure)) {
    grappe_figure_display(figure, language, 1, out);
    if (!*reason) return;
    grappe_buffer_add(out, "  (");
    grappe_harmless_add(reason, out);
  } else {
    grappe_buffer words = {0};
    grappe_figure_words(figure, language, &words);
    if (parts->presence == GRAPPE_PRESENT)
      grappe_figure_show(figure, out);
    else
      grappe_figure_display(figure, language, 1, out);
    grappe_buffer_add(out, "  (");
    add_words(grappe_buffer_text(&words), reason, out);
    if (grappe_buffer_failed(&words)) out->failed = 1;
    grappe_buffer_free(&words);
  }
  grappe_buffer_add(out, ")");
}

static grappe_code figure_for_people(grappe_figure *figure, const grappe_publish_options *options, grappe_buffer *out,
                                     grappe_error *error) {
  int markdown = options->format == GRAPPE_FORMAT_MARKDOWN, colour = options->colour && !markdown;
  grappe_buffer line = {0}, lines = {0};
  grappe_sources sources = {0};
  add_figure(figure, options->language, &line);
  if (markdown)
    grappe_markdown_text(grappe_buffer_text(&line), &lines);
  else
    grappe_buffer_add(&lines, grappe_buffer_text(&line));
  grappe_buffer_add(&lines, "\n");
  grappe_code code = grappe_sources_add(&sources, figure, error);
  if (code == GRAPPE_OK) code = grappe_sources_write(&sources, options->observatory, markdown, colour, &lines, error);
  grappe_wrap(grappe_buffer_text(&lines), markdown ? 0 : options->width, out);
  if (grappe_buffer_failed(&line) || grappe_buffer_failed(&lines)) out->failed = 1;
  grappe_buffer_free(&line);
  grappe_buffer_free(&lines);
  grappe_sources_free(&sources);
  return code;
}

/* A figure as a frame of one row, for formats that know tables only. */
static grappe_code figure_as_frame(grappe_figure *figure, const grappe_publish_options *options, grappe_buffer *out,
                                   grappe_error *error) {
  grappe_snapshot *snapshot = NULL;
  grappe_frame *empty = NULL, *frame = NULL;
  grappe_value value = {.kind = GRAPPE_VALUE_FIGURE, .figure = figure};
  grappe_code code =
      options->observatory ? grappe_observatory_snapshot(options->observatory, &snapshot, error) : GRAPPE_OK;
  if (code == GRAPPE_OK) code = grappe_frame_new(snapshot, 1, &empty, error);
  if (code == GRAPPE_OK) code = grappe_frame_with(empty, "value", &value, &frame, error);
  if (code == GRAPPE_OK) code = grappe_publish_frame(frame, options, out, error);
  grappe_frame_release(frame);
  grappe_frame_release(empty);
  grappe_snapshot_release(snapshot);
  return code;
}

grappe_code grappe_publish_figure(grappe_figure *figure, const grappe_publish_options *options, grappe_buffer *out,
                                  grappe_error *error) {
  size_t start = out->length;
  grappe_code code = GRAPPE_OK;
  grappe_figure *shown = NULL;
  if (options->audience == GRAPPE_FOR_OTHERS) {
    code = grappe_disclose(figure, &shown, error);
    if (code != GRAPPE_OK) return code;
    if (options->withheld) options->withheld->figures += shown != figure;
    figure = shown;
  }
  switch (options->format) {
    case GRAPPE_FORMAT_TABLE:
    case GRAPPE_FORMAT_MARKDOWN:
      code = figure_for_people(figure, options, out, error);
      break;
    case GRAPPE_FORMAT_CSV:
    case GRAPPE_FORMAT_CSV_EXCEL_FR:
      grappe_publish_figure_csv(figure, options, out);
      break;
    case GRAPPE_FORMAT_JSON:
      grappe_figure_json(figure, out);
      grappe_buffer_add(out, "\n");
      break;
    default:
      code = figure_as_frame(figure, options, out, error);
      break;
  }
  grappe_figure_release(shown);
  return settle(code, out, start, error);
}
