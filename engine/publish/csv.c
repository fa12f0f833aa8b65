#include <string.h>

#include "publish/layout_private.h"
#include "publish/publish_private.h"
#include "text/utf8.h"

/* A tab or line end inside a cell is data; what is no UTF-8 is not. */
static void add_valid(const char *text, size_t length, grappe_buffer *out) {
  while (length) {
    size_t valid = grappe_utf8_first_invalid(text, length);
    grappe_buffer_add_bytes(out, text, valid);
    if (valid == length) return;
    grappe_buffer_add(out, "\uFFFD");
    text += valid + 1;
    length -= valid + 1;
  }
}

void grappe_line_cell(grappe_line *to, const char *text) {
  size_t length = strlen(text);
  if (to->begun) grappe_buffer_add_char(to->out, to->excel ? ';' : ',');
  to->begun = 1;
  int edge = length && (text[0] == ' ' || text[length - 1] == ' ');
  if (!edge && !(to->alone && !length) && !strpbrk(text, to->excel ? ";\"\r\n" : ",\"\r\n")) {
    add_valid(text, length, to->out);
    return;
  }
  grappe_buffer_add_char(to->out, '"');
  for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
    add_valid(text, (size_t)(quote - text) + 1, to->out);
    grappe_buffer_add_char(to->out, '"');
  }
  add_valid(text, strlen(text), to->out);
  grappe_buffer_add_char(to->out, '"');
}

/* What Excel takes for the beginning of a formula; the full-width forms in some languages. */
static int runs_in_excel(const char *text) {
  static const char *const wide[] = {"\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  if (*text && strchr("=+-@\t\r\n", *text)) return 1;
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
    if (strncmp(text, wide[i], strlen(wide[i])) == 0) return 1;
  return 0;
}

/* A code such as 01001 or a SIRET, which Excel would take for a number: without its zero, or as 4.01E+13. */
static int spoilt_by_excel(const char *text) {
  size_t digits = strspn(text, "0123456789");
  return digits > 1 && text[digits] == '\0' && (text[0] == '0' || digits > 11);
}

static void add_text(void *context, const char *text) {
  grappe_line *to = context;
  grappe_buffer guarded = {0};
  if (!to->excel || (!runs_in_excel(text) && !spoilt_by_excel(text))) {
    grappe_line_cell(to, text);
    return;
  }
  if (spoilt_by_excel(text))
    grappe_buffer_addf(&guarded, "=\"%s\"", text);
  else
    grappe_buffer_addf(&guarded, "'%s", text);
  grappe_line_cell(to, grappe_buffer_text(&guarded));
  if (grappe_buffer_failed(&guarded)) to->out->failed = 1;
  grappe_buffer_free(&guarded);
}

static void add_number(void *context, const char *canonical) {
  grappe_line *to = context;
  grappe_buffer text = {0};
  grappe_buffer_add(&text, canonical);
  char *point = to->excel && text.text ? strchr(text.text, '.') : NULL;
  if (point) *point = ',';
  grappe_line_cell(to, grappe_buffer_text(&text));
  if (grappe_buffer_failed(&text)) to->out->failed = 1;
  grappe_buffer_free(&text);
}

void grappe_line_end(grappe_line *to) {
  grappe_buffer_add(to->out, to->excel ? "\r\n" : "\n");
  to->begun = 0;
}

static void end_line(void *context) {
  grappe_line_end(context);
}

static grappe_layout_sink sink_of(grappe_line *to, const grappe_publish_options *options) {
  to->excel = options->format == GRAPPE_FORMAT_CSV_EXCEL_FR;
  if (to->excel) grappe_buffer_add(to->out, "\xEF\xBB\xBF");
  return (grappe_layout_sink){to, options->registry, to->excel, add_text, add_number, add_text, end_line};
}

grappe_code grappe_publish_csv(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                               grappe_error *error) {
  grappe_line to = {.out = out};
  grappe_layout_sink sink = sink_of(&to, options);
  to.alone = grappe_frame_columns(frame) == 1 && grappe_layout_width(frame, 0, &sink) == 1;
  return grappe_layout_write(frame, &sink, error);
}

void grappe_publish_figure_csv(const grappe_figure *figure, const grappe_publish_options *options, grappe_buffer *out) {
  grappe_line to = {.out = out};
  grappe_layout_sink sink = sink_of(&to, options);
  grappe_layout_figure(figure, &sink);
}
