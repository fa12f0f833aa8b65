/* SDMX-CSV 2.0: a line for each figure. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "publish/cube_private.h"
#include "publish/layout_private.h"
#include "publish/publish_private.h"

static const char *const before[] = {"STRUCTURE", "STRUCTURE_ID", "ACTION"};
static const char *const stated[] = {"dataflow", "GRAPPE:FRAME(1.0)", "I"};
static const char *const after[] = {"OBS_VALUE",   "OBS_STATUS",  "CONF_STATUS",  "UNIT_MEASURE",
                                    "LOWER_BOUND", "UPPER_BOUND", "OBS_NOTATION", "SOURCE"};
enum { BEFORE = sizeof before / sizeof *before, AFTER = sizeof after / sizeof *after };

typedef struct sdmx {
  grappe_cube cube;
  grappe_line line;
  int timed; /* one dimension is the time period; else the figures' own periods are */
  size_t time_dimension;
  grappe_dictionary *names; /* of columns given so far */
} sdmx;

/* A name of SDMX: capitals, digits and '_', unlike those before it. */
static grappe_code add_column(sdmx *s, const char *name, grappe_error *error) {
  grappe_buffer text = {0};
  int32_t place;
  for (const char *c = name; *c; c++) {
    unsigned char byte = (unsigned char)*c;
    if ((byte & 0xC0) != 0x80) grappe_buffer_add_char(&text, isalnum(byte) && byte < 0x80 ? (char)toupper(byte) : '_');
  }
  if (!text.length || isdigit((unsigned char)text.text[0])) grappe_buffer_add_char(&text, '_');
  while (!grappe_buffer_failed(&text) && grappe_dictionary_find(s->names, text.text, text.length) >= 0)
    grappe_buffer_add_char(&text, '_');
  grappe_code code = grappe_buffer_failed(&text)
                         ? grappe_fail_memory(error)
                         : grappe_dictionary_add(s->names, text.text, text.length, &place, error);
  if (code == GRAPPE_OK) grappe_line_cell(&s->line, text.text);
  grappe_buffer_free(&text);
  return code;
}

static void find_time(sdmx *s) {
  int count = 0;
  for (size_t i = 0; i < s->cube.dimension_count; i++)
    if (s->cube.dimensions[i].role == GRAPPE_ROLE_TIME) {
      count++;
      s->time_dimension = i;
    }
  s->timed = count == 1;
}

static grappe_code write_header(sdmx *s, grappe_error *error) {
  const grappe_frame *frame = s->cube.frame;
  grappe_code code = GRAPPE_OK;
  for (int i = 0; code == GRAPPE_OK && i < BEFORE; i++) code = add_column(s, before[i], error);
  if (code == GRAPPE_OK && s->cube.numbered) code = add_column(s, "ROW", error);
  for (size_t i = 0; code == GRAPPE_OK && i < s->cube.dimension_count; i++)
    code = add_column(
        s, s->timed && i == s->time_dimension ? "TIME_PERIOD" : grappe_frame_name(frame, s->cube.dimensions[i].column),
        error);
  if (code == GRAPPE_OK) code = add_column(s, "MEASURE", error);
  if (code == GRAPPE_OK && !s->timed) code = add_column(s, "TIME_PERIOD", error);
  for (int i = 0; code == GRAPPE_OK && i < AFTER; i++) code = add_column(s, after[i], error);
  for (size_t i = 0; code == GRAPPE_OK && i < s->cube.attribute_count; i++)
    code = add_column(s, grappe_frame_name(frame, s->cube.attributes[i]), error);
  grappe_line_end(&s->line);
  return code;
}

static void give(sdmx *s, grappe_buffer *text) {
  grappe_line_cell(&s->line, grappe_buffer_text(text));
  if (grappe_buffer_failed(text)) s->line.out->failed = 1;
  grappe_buffer_free(text);
}

/* A period as SDMX has it: a year, month or day, else its start and duration. One that is open has no form there. */
static void period_write(grappe_period period, grappe_buffer *text) {
  char notation[GRAPPE_PERIOD_TEXT];
  if (period.from == GRAPPE_DAY_FIRST || period.to == GRAPPE_DAY_LAST) return;
  grappe_period_write(period, notation);
  size_t length = strlen(notation);
  if (length <= sizeof "2018-03-31" - 1 && !(length == 9 && notation[4] == '-')) {
    grappe_buffer_add(text, notation);
    return;
  }
  int year, month, day, last_year, last_month, last_day;
  grappe_day_to_date(period.from, &year, &month, &day);
  grappe_day_to_date(period.to + 1, &last_year, &last_month, &last_day);
  int months = (last_year - year) * 12 + last_month - month;
  grappe_buffer_addf(text, "%04d-%02d-%02d/P", year, month, day);
  if (day == last_day && months % 12 == 0)
    grappe_buffer_addf(text, "%dY", months / 12);
  else if (day == last_day)
    grappe_buffer_addf(text, "%dM", months);
  else
    grappe_buffer_addf(text, "%dD", (int)(period.to - period.from + 1));
}

static void write_time(sdmx *s, grappe_period period) {
  grappe_buffer text = {0};
  period_write(period, &text);
  give(s, &text);
}

static grappe_code write_code(sdmx *s, size_t row, size_t column, grappe_error *error) {
  grappe_buffer text = {0};
  grappe_code code = grappe_cube_text(s->cube.frame, row, column, 0, &text, error);
  give(s, &text);
  return code;
}

static grappe_code write_time_key(sdmx *s, size_t row, size_t column, grappe_error *error) {
  grappe_value value = {0};
  grappe_code code = grappe_frame_cell(s->cube.frame, row, column, &value, error);
  if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_PERIOD)
    write_time(s, value.period);
  else if (code == GRAPPE_OK && value.kind == GRAPPE_VALUE_DAY)
    write_time(s, (grappe_period){value.day, value.day});
  else if (code == GRAPPE_OK)
    grappe_line_cell(&s->line, "");
  grappe_value_release(&value);
  return code;
}

static void write_number(sdmx *s, double value) {
  grappe_buffer text = {0};
  if (isfinite(value)) grappe_json_number(value, &text);
  give(s, &text);
}

static void write_figure(sdmx *s, const grappe_figure *figure) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  const char status[] = {parts->obs_status, '\0'}, confidentiality[] = {parts->conf_status, '\0'};
  grappe_buffer number = {0}, unit = {0}, notation = {0}, sources = {0};
  grappe_figure_digits(figure, &number);
  give(s, &number);
  grappe_line_cell(&s->line, status);
  grappe_line_cell(&s->line, confidentiality);
  grappe_unit_write(parts->unit, &unit);
  give(s, &unit);
  if (grappe_figure_exact(figure)) {
    for (int i = 0; i < 2; i++) {
      grappe_buffer bound = {0};
      grappe_figure_digits(figure, &bound);
      give(s, &bound);
    }
  } else {
    write_number(s, parts->bounds.low);
    write_number(s, parts->bounds.high);
  }
  grappe_figure_write(figure, 1, &notation);
  give(s, &notation);
  grappe_citations_write(parts, &sources);
  give(s, &sources);
}

static grappe_code write_line(sdmx *s, size_t row, size_t measure, grappe_error *error) {
  const grappe_frame *frame = s->cube.frame;
  grappe_figure *figure;
  grappe_code code = grappe_frame_figure(frame, row, s->cube.measures[measure], &figure, error);
  if (code != GRAPPE_OK) return code;
  for (int i = 0; i < BEFORE; i++) grappe_line_cell(&s->line, stated[i]);
  if (s->cube.numbered) write_number(s, (double)row + 1);
  for (size_t i = 0; code == GRAPPE_OK && i < s->cube.dimension_count; i++)
    code = s->timed && i == s->time_dimension ? write_time_key(s, row, s->cube.dimensions[i].column, error)
                                              : write_code(s, row, s->cube.dimensions[i].column, error);
  grappe_line_cell(&s->line, grappe_frame_name(frame, s->cube.measures[measure]));
  if (!s->timed) write_time(s, grappe_figure_read(figure)->period);
  write_figure(s, figure);
  grappe_figure_release(figure);
  for (size_t i = 0; code == GRAPPE_OK && i < s->cube.attribute_count; i++)
    code = write_code(s, row, s->cube.attributes[i], error);
  grappe_line_end(&s->line);
  return code;
}

grappe_code grappe_publish_sdmx(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error) {
  sdmx s = {.line = {.out = out}, .names = grappe_dictionary_new()};
  (void)options;
  grappe_code code = s.names ? grappe_cube_make(frame, &s.cube, error) : grappe_fail_memory(error);
  find_time(&s);
  if (code == GRAPPE_OK) code = write_header(&s, error);
  for (size_t row = 0; code == GRAPPE_OK && row < grappe_frame_rows(frame); row++)
    for (size_t measure = 0; code == GRAPPE_OK && measure < s.cube.measure_count; measure++)
      code = write_line(&s, row, measure, error);
  grappe_cube_free(&s.cube);
  grappe_dictionary_release(s.names);
  return code;
}
