#include "publish/page.h"

#include <string.h>

#include "base/memory.h"
#include "base/sha256.h"
#include "publish/drawing_private.h"
#include "publish/page_private.h"
#include "publish/publish.h"
#include "publish/publish_private.h"
#include "text/day.h"
#include "text/typography.h"

const char *page_text(const page *to, size_t offset) {
  return to->texts.text ? to->texts.text + offset : "";
}

size_t page_keep(page *to, const char *text) {
  size_t offset = to->texts.length;
  grappe_buffer_add_bytes(&to->texts, text, strlen(text) + 1);
  if (grappe_buffer_failed(&to->texts)) {
    to->failed = 1;
    return 0;
  }
  return offset;
}

void page_escape(const char *text, grappe_buffer *out) {
  svg_escape(text, out);
}

void page_words(const char *text, grappe_buffer *out) {
  svg_words(text, out);
}

/* --- what stands round the body ----------------------------------------------------------------------------------- */

/* The page runs its own script and no other: the browser is told its digest. */
static void add_script_digest(grappe_buffer *out) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  unsigned char digest[GRAPPE_SHA256_BYTES + 1] = {0};
  grappe_sha256 hash;
  grappe_sha256_begin(&hash);
  grappe_sha256_add(&hash, page_script(), strlen(page_script()));
  grappe_sha256_end(&hash, digest);
  for (int i = 0; i < GRAPPE_SHA256_BYTES; i += 3) {
    unsigned three =
        (unsigned)digest[i] << 16 | (unsigned)digest[i + 1] << 8 | (i + 2 < GRAPPE_SHA256_BYTES ? digest[i + 2] : 0u);
    for (int k = 0; k < 4; k++)
      grappe_buffer_add_char(out, i + k > GRAPPE_SHA256_BYTES ? '=' : letters[three >> (18 - 6 * k) & 63]);
  }
}

/* At the foot of each printed page its title and number. */
static void add_running_foot(const char *title, grappe_buffer *out) {
  grappe_buffer set = {0};
  grappe_typeset(title, grappe_language_now(), &set);
  grappe_buffer_add(out, "@page{@bottom-left{content:\"");
  for (const char *c = grappe_buffer_text(&set); *c; c++) {
    if (strchr("\"\\<>&", *c) || (unsigned char)*c < ' ')
      grappe_buffer_addf(out, "\\%06x", (unsigned char)*c);
    else
      grappe_buffer_add_char(out, *c);
  }
  grappe_buffer_add(out, "\"}}\n");
  if (grappe_buffer_failed(&set)) out->failed = 1;
  grappe_buffer_free(&set);
}

static void add_head(const page *from, grappe_buffer *out) {
  grappe_buffer_addf(out,
                     "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                     "<meta name=\"generator\" content=\"Grappe\">\n<meta http-equiv=\"Content-Security-Policy\" "
                     "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-",
                     grappe_language_code(grappe_language_now()));
  add_script_digest(out);
  grappe_buffer_add(out, "'\">\n<link rel=\"icon\" href=\"data:,\">\n<title>");
  page_escape(from->parts->title, out);
  grappe_buffer_add(out, "</title>\n<style>\n");
  page_style(out);
  add_running_foot(from->parts->title, out);
  grappe_drawing_style(out);
  grappe_buffer_add(out, "</style>\n</head>\n<body>\n");
  grappe_buffer_addf(out, "<a class=\"skip\" href=\"#content\">%s</a>\n<header><h1>",
                     grappe_translate("To the content"));
  page_words(from->parts->title, out);
  grappe_buffer_add(out, "</h1>\n");
  if (from->parts->subtitle) {
    grappe_buffer_add(out, "<p class=\"sub\">");
    page_words(from->parts->subtitle, out);
    grappe_buffer_add(out, "</p>\n");
  }
  grappe_buffer_add(out, "</header>\n");
}

static void add_contents(const page *from, grappe_buffer *out) {
  size_t sections = 0;
  for (size_t i = 0; i < from->heading_count; i++) sections += from->headings[i].level == 2;
  if (sections < 2) return;
  grappe_buffer_addf(out, "<nav aria-labelledby=\"contents\"><h2 id=\"contents\">%s</h2>\n<ol>\n",
                     grappe_translate("Contents"));
  for (size_t i = 0; i < from->heading_count; i++) {
    if (from->headings[i].level != 2) continue;
    grappe_buffer_addf(out, "<li><a href=\"#h%zu\">", i + 1);
    page_words(page_text(from, from->headings[i].text), out);
    grappe_buffer_add(out, "</a></li>\n");
  }
  if (from->figure_count) {
    grappe_buffer_add(out, "<li><a href=\"#explanations\">");
    page_words(grappe_translate("How each figure came about"), out);
    grappe_buffer_add(out, "</a></li>\n");
  }
  if (from->source_count)
    grappe_buffer_addf(out, "<li><a href=\"#sources\">%s</a></li>\n", grappe_translate("Sources"));
  grappe_buffer_add(out, "</ol></nav>\n");
}

static void add_foot(grappe_buffer *out) {
  grappe_buffer day = {0}, sentence = {0};
  grappe_day_display(grappe_today(), grappe_language_now(), &day);
  grappe_buffer_addf(&sentence,
                     grappe_translate("Made with Grappe on %s from the observatory's data. Dotted figures lead to "
                                      "their explanation, small numbers to their source."),
                     grappe_buffer_text(&day));
  grappe_buffer_add(out, "<footer><p>");
  page_words(grappe_buffer_text(&sentence), out);
  if (grappe_buffer_failed(&day) || grappe_buffer_failed(&sentence)) out->failed = 1;
  grappe_buffer_free(&day);
  grappe_buffer_free(&sentence);
  grappe_buffer_addf(out, "</p></footer>\n<script>%s</script>\n</body>\n</html>\n", page_script());
}

static void release(page *to) {
  for (size_t i = 0; i < to->source_count; i++) grappe_free(to->sources[i].places);
  for (size_t i = 0; i < to->figure_count; i++) grappe_figure_release(to->figures[i]);
  grappe_free(to->sources);
  grappe_free(to->figures);
  grappe_free(to->figure_keys);
  grappe_free(to->figure_names);
  grappe_free(to->figure_order);
  grappe_free(to->headings);
  grappe_buffer_free(&to->texts);
}

grappe_code grappe_page_write(const grappe_page_parts *parts, grappe_buffer *out, grappe_error *error) {
  grappe_buffer body = {0};
  page to = {.parts = parts, .out = &body};
  size_t start = out->length;
  page_keep(&to, "");
  grappe_code code = page_markdown(&to, parts->text, 0, error);
  if (code == GRAPPE_OK) code = page_explanations(&to, error);
  if (code == GRAPPE_OK) code = page_sources(&to, error);
  if (code == GRAPPE_OK) {
    add_head(&to, out);
    add_contents(&to, out);
    grappe_buffer_add(out, "<main id=\"content\">\n");
    grappe_buffer_add(out, grappe_buffer_text(&body));
    grappe_buffer_add(out, "</main>\n");
    add_foot(out);
  }
  if (code == GRAPPE_OK && (to.failed || grappe_buffer_failed(&body) || grappe_buffer_failed(out)))
    code = grappe_fail_memory(error);
  if (code != GRAPPE_OK && out->text) {
    out->length = start;
    out->text[start] = '\0';
  }
  grappe_buffer_free(&body);
  release(&to);
  return code;
}

/* --- one result as a page ----------------------------------------------------------------------------------------- */

grappe_code grappe_publish_page(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error) {
  grappe_page_value value = {.name = "frame", .kind = GRAPPE_PAGE_FRAME, .frame = (grappe_frame *)frame};
  grappe_page_parts parts = {.title = grappe_translate("Table"),
                             .text = "{frame}",
                             .values = &value,
                             .count = 1,
                             .observatory = options->observatory};
  if (!parts.observatory) parts.observatory = grappe_snapshot_observatory(grappe_frame_snapshot(frame));
  return grappe_page_write(&parts, out, error);
}

grappe_code grappe_publish_drawing_page(const grappe_drawing *drawing, const grappe_publish_options *options,
                                        grappe_buffer *out, grappe_error *error) {
  grappe_page_value value = {.name = "drawing", .kind = GRAPPE_PAGE_DRAWING, .drawing = (grappe_drawing *)drawing};
  grappe_page_parts parts = {.title = grappe_drawing_title(drawing),
                             .text = "{drawing}",
                             .values = &value,
                             .count = 1,
                             .observatory = options->observatory};
  if (!parts.observatory)
    parts.observatory = grappe_snapshot_observatory(grappe_frame_snapshot(grappe_drawing_frame(drawing)));
  return grappe_page_write(&parts, out, error);
}
