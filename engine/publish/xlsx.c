/* Workbooks, by libxlsxwriter: the sheet of the data, and the one that says what they are.
 *
 * The library writes files only: the workbook is made in a temporary one and read back. Its creation date is fixed, so
 * that the same frame gives the same bytes. */
#include "publish/publish_private.h"

#ifdef GRAPPE_WITH_XLSXWRITER

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/date.h"
#include "base/memory.h"
#include "publish/about_private.h"
#include "publish/layout_private.h"
#include "text/utf8.h"
#include "text/width.h"

enum { ROWS_MOST = 1048576, COLUMNS_MOST = 16384, TEXT_MOST = 32767, WIDTH_LEAST = 8, WIDTH_MOST = 50 };

/* A sheet being filled, cell after cell. */
typedef struct sheet {
  lxw_worksheet *to;
  lxw_format *head, *day, *code, *plain;
  lxw_row_t row;
  lxw_col_t column;
  unsigned char widths[COLUMNS_MOST]; /* in characters, of what was written */
  unsigned char numeric[COLUMNS_MOST];
  int failed, too_long;
} sheet;

static void note_width(sheet *s, const char *text) {
  int width = grappe_width(text) + 2;
  if (width > WIDTH_MOST) width = WIDTH_MOST;
  if (width > s->widths[s->column]) s->widths[s->column] = (unsigned char)width;
}

/* Text that a file format of XML can hold: no control characters, valid UTF-8. */
static void write_text(sheet *s, const char *text, lxw_format *format) {
  grappe_buffer harmless = {0};
  int safe = grappe_utf8_valid(text, strlen(text));
  for (const unsigned char *c = (const unsigned char *)text; safe && *c; c++)
    safe = *c >= 0x20 || *c == '\n' || *c == '\t';
  if (!safe) {
    grappe_harmless_add(text, &harmless);
    text = grappe_buffer_text(&harmless);
  }
  note_width(s, text);
  if (*text) {
    lxw_error problem = worksheet_write_string(s->to, s->row, s->column, text, format);
    s->too_long |= problem == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED;
    s->failed |= problem != LXW_NO_ERROR;
  }
  s->failed |= grappe_buffer_failed(&harmless);
  grappe_buffer_free(&harmless);
  s->column++;
}

/* --- the data: a sink of the layout ----------------------------------------------------------------------------------
 */

static void add_text(void *context, const char *text) {
  sheet *s = context;
  write_text(s, text, s->row ? s->code : s->head);
}

static void add_number(void *context, const char *canonical) {
  sheet *s = context;
  if (*canonical) {
    note_width(s, canonical);
    s->numeric[s->column] = 1;
    s->failed |= worksheet_write_number(s->to, s->row, s->column, strtod(canonical, NULL), NULL) != LXW_NO_ERROR;
  }
  s->column++;
}

/* Days before 1900 have no number in a workbook. */
static void add_day(void *context, const char *iso) {
  sheet *s = context;
  grappe_period period;
  int year, month, day;
  if (grappe_period_parse(iso, &period, NULL) != GRAPPE_OK || period.from != period.to) {
    add_text(context, iso);
    return;
  }
  grappe_day_to_date(period.from, &year, &month, &day);
  if (year < 1900) {
    add_text(context, iso);
    return;
  }
  lxw_datetime when = {.year = year, .month = month, .day = day};
  note_width(s, iso);
  s->numeric[s->column] = 1;
  s->failed |= worksheet_write_datetime(s->to, s->row, s->column, &when, s->day) != LXW_NO_ERROR;
  s->column++;
}

static void end_row(void *context) {
  sheet *s = context;
  s->row++;
  s->column = 0;
}

/* On paper: across, as wide as the page, the head on each. */
static void set_up_page(lxw_worksheet *to, int repeated) {
  enum { A4 = 9 };
  worksheet_set_paper(to, A4);
  worksheet_set_landscape(to);
  worksheet_fit_to_pages(to, 1, 0);
  if (repeated) worksheet_repeat_rows(to, 0, 0);
}

/* Columns of codes are of the kind text, so that 01001 typed into one keeps its zero. */
static void finish_data(sheet *s, lxw_col_t columns) {
  for (lxw_col_t i = 0; i < columns; i++) {
    int width = s->widths[i] < WIDTH_LEAST ? WIDTH_LEAST : s->widths[i];
    worksheet_set_column(s->to, i, i, width, s->numeric[i] ? NULL : s->code);
  }
  worksheet_freeze_panes(s->to, 1, 0);
  set_up_page(s->to, 1);
  if (columns && s->row > 1) worksheet_autofilter(s->to, 0, 0, s->row - 1, (lxw_col_t)(columns - 1));
}

/* --- the sheet that says what they are -------------------------------------------------------------------------------
 */

static grappe_code add_record(void *context, const char *const *cells, size_t count, grappe_error *error) {
  sheet *s = context;
  (void)error;
  for (size_t i = 0; i < count; i++) write_text(s, cells[i], s->plain);
  end_row(s);
  return GRAPPE_OK;
}

static void add_heading(sheet *s, const char *const *cells, size_t count) {
  if (s->row) end_row(s); /* an empty row before it */
  for (size_t i = 0; i < count; i++) write_text(s, cells[i], s->head);
  end_row(s);
}

static grappe_code describe(sheet *s, const grappe_frame *frame, const grappe_publish_options *options,
                            grappe_error *error) {
  const char *columns[] = {grappe_translate("Column"), grappe_translate("Meaning"), grappe_translate("Unit")};
  const char *flags[] = {grappe_translate("Sign or status"), grappe_translate("Meaning")};
  const char *sources[8] = {grappe_translate("Source"), grappe_translate("Place in it")};
  const char *notes[] = {grappe_translate("Notes")};
  size_t source_cells = 2;
  const grappe_entity *source = grappe_entity_find("source");
  for (const char *const *name = grappe_about_source_fields; *name; name++)
    sources[source_cells++] = grappe_about_field(grappe_field_at(source, (size_t)grappe_field_find(source, *name)));
  add_heading(s, columns, 3);
  grappe_code code = grappe_about_columns(frame, options, add_record, s, error);
  if (code == GRAPPE_OK && !options->registry) {
    write_text(s, "…_low, …_high", s->plain);
    write_text(s, grappe_translate("least and greatest value that hold; empty where open"), s->plain);
    end_row(s);
    add_heading(s, flags, 2);
    code = grappe_about_flags(frame, options, add_record, s, error);
  }
  if (code == GRAPPE_OK && grappe_frame_note_count(frame)) {
    add_heading(s, notes, 1);
    for (size_t i = 0; i < grappe_frame_note_count(frame); i++) {
      write_text(s, grappe_frame_note(frame, i), NULL);
      end_row(s);
    }
  }
  if (code == GRAPPE_OK) add_heading(s, sources, source_cells);
  if (code == GRAPPE_OK) code = grappe_about_sources(frame, options, add_record, s, error);
  set_up_page(s->to, 0);
  for (size_t i = 0; i < source_cells; i++)
    worksheet_set_column(s->to, (lxw_col_t)i, (lxw_col_t)i, i == 1 || i == 2 ? 60 : 28, NULL);
  return code;
}

/* --- the workbook ----------------------------------------------------------------------------------------------------
 */

static grappe_code fits(const grappe_frame *frame, const grappe_layout_sink *sink, size_t *columns,
                        grappe_error *error) {
  *columns = 0;
  for (size_t i = 0; i < grappe_frame_columns(frame); i++) *columns += grappe_layout_width(frame, i, sink);
  if (grappe_frame_rows(frame) < ROWS_MOST && *columns <= COLUMNS_MOST) return GRAPPE_OK;
  return grappe_fail(error, GRAPPE_DATA,
                     "%zu rows of %zu columns are more than a sheet of a workbook holds (%d rows, %d columns): choose "
                     "some, or write csv",
                     grappe_frame_rows(frame), *columns, ROWS_MOST - 1, COLUMNS_MOST);
}

static void make_formats(lxw_workbook *workbook, sheet *data, sheet *about) {
  data->head = about->head = workbook_add_format(workbook);
  data->day = workbook_add_format(workbook);
  data->code = workbook_add_format(workbook);
  about->plain = workbook_add_format(workbook);
  if (!data->head || !data->day || !data->code || !about->plain) {
    data->failed = 1;
    return;
  }
  format_set_bold(data->head);
  format_set_bottom(data->head, LXW_BORDER_THIN);
  format_set_num_format(data->day, "yyyy-mm-dd");
  format_set_num_format(data->code, "@");
  format_set_align(about->plain, LXW_ALIGN_VERTICAL_TOP);
}

static grappe_code fill(lxw_workbook *workbook, sheet *data, sheet *about, const grappe_frame *frame,
                        const grappe_publish_options *options, grappe_error *error) {
  grappe_layout_sink sink = {data, options->registry, 1, add_text, add_number, add_day, end_row};
  lxw_doc_properties properties = {.created = 86400}; /* any fixed moment but 0, which stands for now */
  size_t columns;
  grappe_code code = fits(frame, &sink, &columns, error);
  if (code != GRAPPE_OK) return code;
  workbook_set_properties(workbook, &properties);
  make_formats(workbook, data, about);
  data->to = workbook_add_worksheet(workbook, grappe_translate("Data"));
  about->to = workbook_add_worksheet(workbook, grappe_translate("Read me"));
  if (data->failed || !data->to || !about->to) return grappe_fail_memory(error);
  code = grappe_layout_write(frame, &sink, error);
  if (code == GRAPPE_OK) finish_data(data, (lxw_col_t)columns);
  if (code == GRAPPE_OK) code = describe(about, frame, options, error);
  if (code != GRAPPE_OK) return code;
  if (data->too_long || about->too_long)
    return grappe_fail(error, GRAPPE_DATA,
                       "a text is longer than a cell of a workbook holds (%d characters): write csv", TEXT_MOST);
  return data->failed || about->failed ? grappe_fail_memory(error) : GRAPPE_OK;
}

static grappe_code read_back(int descriptor, grappe_buffer *out, grappe_error *error) {
  char block[1 << 14];
  for (;;) {
    ssize_t got = read(descriptor, block, sizeof block);
    if (got == 0) return GRAPPE_OK;
    if (got < 0 && errno != EINTR)
      return grappe_fail(error, GRAPPE_IO, "cannot write a workbook: %s", grappe_system_reason(errno));
    if (got > 0) grappe_buffer_add_bytes(out, block, (size_t)got);
  }
}

static grappe_code make(const char *path, const grappe_frame *frame, const grappe_publish_options *options,
                        sheet sheets[2], grappe_error *error) {
  lxw_workbook *workbook = workbook_new(path);
  if (!workbook) return grappe_fail_memory(error);
  grappe_code code = fill(workbook, &sheets[0], &sheets[1], frame, options, error);
  errno = 0;
  lxw_error problem = workbook_close(workbook); /* frees it, and writes even what will be thrown away */
  if (code == GRAPPE_OK && problem != LXW_NO_ERROR)
    code = grappe_fail(error, GRAPPE_IO, "cannot write a workbook: %s", lxw_strerror(problem));
  return code;
}

grappe_code grappe_publish_xlsx(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error) {
  const char *folder = getenv("TMPDIR");
  grappe_buffer path = {0};
  grappe_buffer_addf(&path, "%s/grappe-XXXXXX", folder && *folder ? folder : "/tmp");
  sheet *sheets = grappe_alloc_zero(2, sizeof *sheets);
  int descriptor = grappe_buffer_failed(&path) ? -1 : mkstemp(path.text);
  grappe_code code = GRAPPE_OK;
  if (grappe_buffer_failed(&path) || !sheets)
    code = grappe_fail_memory(error);
  else if (descriptor < 0)
    code = grappe_fail(error, GRAPPE_IO, "cannot write a workbook: %s", grappe_system_reason(errno));
  if (code == GRAPPE_OK) code = make(path.text, frame, options, sheets, error);
  if (code == GRAPPE_OK) code = read_back(descriptor, out, error);
  if (descriptor >= 0) {
    close(descriptor);
    unlink(path.text);
  }
  grappe_free(sheets);
  grappe_buffer_free(&path);
  return code;
}

#else

grappe_code grappe_publish_xlsx(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error) {
  (void)frame;
  (void)options;
  (void)out;
  return grappe_fail(error, GRAPPE_IO,
                     "this Grappe was built without %s: install it and build again, or write another format",
                     "libxlsxwriter");
}

#endif
