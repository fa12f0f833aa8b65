#include <math.h>
#include <string.h>

#include "figure/status.h"
#include "publish/publish_private.h"
#include "text/number.h"
#include "text/utf8.h"

typedef struct line {
  grappe_buffer *out;
  int excel, begun;
  int alone; /* the only cell of its line: empty, it would be no line at all */
} line;

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

static void add_cell(line *to, const char *text) {
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

static void end_line(line *to) {
  grappe_buffer_add(to->out, to->excel ? "\r\n" : "\n");
  to->begun = 0;
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

static void add_text(line *to, const char *text) {
  grappe_buffer guarded = {0};
  if (!to->excel || (!runs_in_excel(text) && !spoilt_by_excel(text))) {
    add_cell(to, text);
    return;
  }
  if (spoilt_by_excel(text))
    grappe_buffer_addf(&guarded, "=\"%s\"", text);
  else
    grappe_buffer_addf(&guarded, "'%s", text);
  add_cell(to, grappe_buffer_text(&guarded));
  if (grappe_buffer_failed(&guarded)) to->out->failed = 1;
  grappe_buffer_free(&guarded);
}

static void add_number(line *to, double value) { /* empty where it is not finite */
  char text[GRAPPE_NUMBER_TEXT] = "";
  if (isfinite(value)) grappe_number_text(value, text);
  char *point = to->excel ? strchr(text, '.') : NULL;
  if (point) *point = ',';
  add_cell(to, text);
}

static void add_buffer(line *to, grappe_buffer *text) {
  add_text(to, grappe_buffer_text(text));
  if (grappe_buffer_failed(text)) to->out->failed = 1;
  grappe_buffer_free(text);
}

static const char *flag_of(const grappe_figure_parts *parts, int exact) {
  grappe_bounds bounds = parts->bounds;
  if (parts->presence != GRAPPE_PRESENT) return grappe_presence_sign(parts->presence);
  if (exact) return "";
  if (parts->about) return "~";
  if (isinf(bounds.high) && isinf(bounds.low)) return "?";
  if (isinf(bounds.high)) return bounds.low_open ? ">" : ">=";
  if (isinf(bounds.low)) return bounds.high_open ? "<" : "<=";
  return "..";
}

static void add_status(line *to, const grappe_figure_parts *parts) {
  char status[4] = {parts->obs_status, '\0', '\0', '\0'};
  if (parts->conf_status && parts->conf_status != 'F') {
    status[1] = '/';
    status[2] = parts->conf_status;
  }
  add_cell(to, status);
}

static void add_sources(line *to, const grappe_figure_parts *parts) {
  grappe_buffer text = {0};
  for (size_t i = 0; i < parts->citation_count; i++) {
    const grappe_citation *citation = &parts->citations[i];
    if (i) grappe_buffer_add(&text, "; ");
    grappe_buffer_add(&text, citation->source);
    if (!citation->locator || !*citation->locator) continue;
    grappe_buffer_add_char(&text, ' ');
    grappe_buffer_add(&text, citation->locator);
  }
  add_buffer(to, &text);
}

/* The bounds of an exact figure may lie a hair apart: its notation is the one number between them. */
static void add_exact(line *to, const grappe_figure *figure) {
  grappe_buffer text = {0};
  grappe_figure_write(figure, 0, &text);
  char *point = to->excel && text.text ? strchr(text.text, '.') : NULL;
  if (point) *point = ',';
  for (int i = 0; i < 3; i++) add_cell(to, grappe_buffer_text(&text)); /* value, low, high */
  if (grappe_buffer_failed(&text)) to->out->failed = 1;
  grappe_buffer_free(&text);
}

static void add_inexact(line *to, const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  if (to->excel) {
    add_number(to, parts->presence == GRAPPE_PRESENT ? parts->value : NAN);
  } else {
    grappe_buffer text = {0};
    grappe_figure_write(figure, 0, &text);
    add_buffer(to, &text);
  }
  add_number(to, parts->bounds.low);
  add_number(to, parts->bounds.high);
}

static void add_figure(line *to, const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  if (grappe_figure_exact(figure))
    add_exact(to, figure);
  else
    add_inexact(to, figure);
  grappe_buffer unit = {0};
  grappe_unit_write(parts->unit, &unit);
  add_buffer(to, &unit);
  if (to->excel) add_cell(to, flag_of(parts, grappe_figure_exact(figure)));
  add_status(to, parts);
  add_sources(to, parts);
}

static const char *const figure_columns[] = {"_low", "_high", "_unit", "_flag", "_status", "_sources"};
enum { FIGURE_COLUMNS = sizeof figure_columns / sizeof *figure_columns, FLAG_COLUMN = 3 };

/* A column of the frame itself may bear the name that an added one should have. */
static void add_title(line *to, const grappe_frame *frame, const char *name, const char *suffix) {
  grappe_buffer title = {0};
  int taken;
  grappe_buffer_add(&title, name);
  grappe_buffer_add(&title, suffix);
  do {
    taken = 0;
    for (size_t i = 0; frame && *suffix && i < grappe_frame_columns(frame); i++)
      taken |= strcmp(grappe_frame_name(frame, i), grappe_buffer_text(&title)) == 0;
    if (taken) grappe_buffer_add_char(&title, '_');
  } while (taken && !grappe_buffer_failed(&title));
  add_buffer(to, &title);
}

static void add_figure_titles(line *to, const grappe_frame *frame, const char *name) {
  add_title(to, frame, name, "");
  for (int i = 0; i < FIGURE_COLUMNS; i++)
    if (to->excel || i != FLAG_COLUMN) add_title(to, frame, name, figure_columns[i]);
}

/* Whether the cells are codes, which a name stands beside. */
static int is_coded(const grappe_frame *frame, size_t column) {
  grappe_value_kind items = GRAPPE_VALUE_NONE, kind = grappe_frame_kind(frame, column, &items);
  const grappe_column *arrays = grappe_frame_column(frame, column);
  if (kind == GRAPPE_VALUE_LIST) {
    kind = items;
    if (arrays) arrays = arrays->items;
  }
  return kind == GRAPPE_VALUE_ROW || (kind == GRAPPE_VALUE_TEXT && arrays && arrays->list);
}

/* The text of a value in files, or its name. */
static grappe_code write_value(const grappe_value *value, grappe_snapshot *snapshot, int name, grappe_buffer *text,
                               grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  switch (value->kind) {
    case GRAPPE_VALUE_NONE:
      if (!name && value->presence != GRAPPE_UNKNOWN) grappe_buffer_add(text, grappe_presence_sign(value->presence));
      return code;
    case GRAPPE_VALUE_ROW:
      return name ? grappe_row_name(&value->row, text, error) : grappe_row_code(&value->row, text, error);
    case GRAPPE_VALUE_TEXT:
      grappe_buffer_add(text, name && value->list ? grappe_code_name(snapshot, value->list, value->text) : value->text);
      return code;
    case GRAPPE_VALUE_LIST:
      for (size_t i = 0; code == GRAPPE_OK && i < value->count; i++) {
        if (i) grappe_buffer_add(text, name ? "; " : ";");
        code = write_value(&value->items[i], snapshot, name, text, error);
        if (value->items[i].maybe) grappe_buffer_add(text, name ? " (?)" : "?");
      }
      return code;
    default:
      return grappe_value_write(value, text, error);
  }
}

static grappe_code add_value(line *to, const grappe_frame *frame, size_t column, const grappe_value *value,
                             grappe_error *error) {
  grappe_snapshot *snapshot = grappe_frame_snapshot(frame);
  grappe_code code = GRAPPE_OK;
  if (value->kind == GRAPPE_VALUE_NUMBER) {
    add_number(to, value->number);
    return code;
  }
  for (int name = 0; code == GRAPPE_OK && name <= is_coded(frame, column); name++) {
    grappe_buffer text = {0};
    code = write_value(value, snapshot, name, &text, error);
    add_buffer(to, &text);
  }
  return code;
}

/* A figure that nobody said, with as many cells as another. */
static void add_no_figure(line *to, grappe_presence presence) {
  const char *sign = grappe_presence_sign(presence);
  add_cell(to, to->excel ? "" : sign);
  for (int i = 0; i < FIGURE_COLUMNS; i++)
    if (to->excel || i != FLAG_COLUMN) add_cell(to, i == FLAG_COLUMN ? sign : "");
}

grappe_code grappe_publish_csv(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                               grappe_error *error) {
  size_t columns = grappe_frame_columns(frame);
  line to = {.out = out, .excel = options->format == GRAPPE_FORMAT_CSV_EXCEL_FR};
  grappe_code code = GRAPPE_OK;
  if (to.excel) grappe_buffer_add(out, "\xEF\xBB\xBF");
  for (size_t column = 0; column < columns; column++) {
    const char *name = grappe_frame_name(frame, column);
    if (grappe_frame_kind(frame, column, NULL) == GRAPPE_VALUE_FIGURE) {
      add_figure_titles(&to, frame, name);
      continue;
    }
    add_title(&to, frame, name, "");
    if (is_coded(frame, column)) add_title(&to, frame, name, "_name");
  }
  end_line(&to);
  to.alone = columns == 1 && grappe_frame_kind(frame, 0, NULL) != GRAPPE_VALUE_FIGURE && !is_coded(frame, 0);
  for (size_t row = 0; row < grappe_frame_rows(frame); row++) {
    for (size_t column = 0; column < columns; column++) {
      grappe_value value = {0};
      code = grappe_frame_cell(frame, row, column, &value, error);
      if (code == GRAPPE_OK) {
        if (grappe_frame_kind(frame, column, NULL) != GRAPPE_VALUE_FIGURE)
          code = add_value(&to, frame, column, &value, error);
        else if (value.kind == GRAPPE_VALUE_FIGURE)
          add_figure(&to, value.figure);
        else
          add_no_figure(&to, value.presence);
      }
      grappe_value_release(&value);
      if (code != GRAPPE_OK) return code;
    }
    end_line(&to);
  }
  return code;
}

void grappe_publish_figure_csv(const grappe_figure *figure, const grappe_publish_options *options, grappe_buffer *out) {
  line to = {.out = out, .excel = options->format == GRAPPE_FORMAT_CSV_EXCEL_FR};
  if (to.excel) grappe_buffer_add(out, "\xEF\xBB\xBF");
  add_figure_titles(&to, NULL, "value");
  end_line(&to);
  add_figure(&to, figure);
  end_line(&to);
}
