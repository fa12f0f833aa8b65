/* JSON-stat 2.0: one dataset. Values stand by their place, so that a sparse cube is no larger than its cells. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "publish/about_private.h"
#include "publish/cube_private.h"
#include "publish/json_writer_private.h"
#include "publish/layout_private.h"
#include "publish/publish_private.h"

typedef struct jsonstat {
  grappe_json_writer w;
  grappe_cube cube;
  const grappe_publish_options *options;
  char metric[80], row[80]; /* names of the dimensions that the frame does not have */
} jsonstat;

static int is_column(const grappe_frame *frame, const char *name) {
  for (size_t i = 0; i < grappe_frame_columns(frame); i++)
    if (strcmp(grappe_frame_name(frame, i), name) == 0) return 1;
  return 0;
}

/* A name that no column of the frame has: `wanted`, and as many '_' as it takes. */
static void name_apart(const grappe_frame *frame, const char *wanted, char name[80]) {
  size_t length = (size_t)snprintf(name, 80, "%s", wanted);
  for (; length < 79 && is_column(frame, name); length++) {
    name[length] = '_';
    name[length + 1] = '\0';
  }
}

static const char *dimension_name(const jsonstat *j, size_t dimension) {
  return j->cube.numbered ? j->row : grappe_frame_name(j->cube.frame, j->cube.dimensions[dimension].column);
}

static size_t dimension_count(const jsonstat *j) {
  return j->cube.numbered ? 1 : j->cube.dimension_count;
}

static void write_shape(jsonstat *j) {
  grappe_json_writer *w = &j->w;
  grappe_writer_open(w, "id", '[');
  for (size_t i = 0; i < dimension_count(j); i++) grappe_writer_text(w, NULL, dimension_name(j, i));
  grappe_writer_text(w, NULL, j->metric);
  grappe_writer_close(w, ']');
  grappe_writer_open(w, "size", '[');
  for (size_t i = 0; i < dimension_count(j); i++) grappe_writer_number(w, NULL, (double)grappe_cube_size(&j->cube, i));
  grappe_writer_number(w, NULL, (double)j->cube.measure_count);
  grappe_writer_close(w, ']');
  grappe_writer_open(w, "role", '{');
  static const char *const roles[] = {[GRAPPE_ROLE_GEO] = "geo", [GRAPPE_ROLE_TIME] = "time"};
  for (int role = GRAPPE_ROLE_GEO; role <= GRAPPE_ROLE_TIME; role++) {
    int begun = 0;
    for (size_t i = 0; i < j->cube.dimension_count; i++) {
      if ((int)j->cube.dimensions[i].role != role) continue;
      if (!begun++) grappe_writer_open(w, roles[role], '[');
      grappe_writer_text(w, NULL, dimension_name(j, i));
    }
    if (begun) grappe_writer_close(w, ']');
  }
  grappe_writer_open(w, "metric", '[');
  grappe_writer_text(w, NULL, j->metric);
  grappe_writer_close(w, ']');
  grappe_writer_close(w, '}');
}

/* Of numbered rows, what tells them apart: their cells without figures. */
static grappe_code row_label(const jsonstat *j, size_t row, grappe_buffer *text, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  for (size_t i = 0; code == GRAPPE_OK && i < j->cube.attribute_count; i++) {
    if (i) grappe_buffer_add(text, ", ");
    code = grappe_cube_text(j->cube.frame, row, j->cube.attributes[i], 1, text, error);
  }
  return code;
}

static grappe_code write_rows(jsonstat *j, grappe_error *error) {
  grappe_json_writer *w = &j->w;
  size_t rows = grappe_frame_rows(j->cube.frame);
  grappe_code code = GRAPPE_OK;
  grappe_writer_open(w, "index", '[');
  for (size_t row = 0; row < rows; row++) {
    grappe_writer_next(w, NULL);
    grappe_buffer_addf(w->out, "\"%zu\"", row + 1);
  }
  grappe_writer_close(w, ']');
  if (!j->cube.attribute_count) return code;
  grappe_writer_open(w, "label", '{');
  for (size_t row = 0; code == GRAPPE_OK && row < rows; row++) {
    char number[24];
    grappe_buffer label = {0};
    snprintf(number, sizeof number, "%zu", row + 1);
    code = row_label(j, row, &label, error);
    grappe_writer_text(w, number, grappe_buffer_text(&label));
    if (grappe_buffer_failed(&label)) w->out->failed = 1;
    grappe_buffer_free(&label);
  }
  grappe_writer_close(w, '}');
  return code;
}

static void write_codes(jsonstat *j, const grappe_cube_dimension *dimension) {
  grappe_json_writer *w = &j->w;
  int32_t count = (int32_t)grappe_dictionary_count(dimension->codes);
  grappe_writer_open(w, "index", '[');
  for (int32_t i = 0; i < count; i++) grappe_writer_text(w, NULL, grappe_dictionary_text(dimension->codes, i));
  grappe_writer_close(w, ']');
  grappe_writer_open(w, "label", '{');
  for (int32_t i = 0; i < count; i++)
    grappe_writer_text(w, grappe_dictionary_text(dimension->codes, i), grappe_dictionary_text(dimension->names, i));
  grappe_writer_close(w, '}');
}

static grappe_code write_meaning(void *context, const char *const *cells, size_t count, grappe_error *error) {
  jsonstat *j = context;
  (void)count;
  (void)error;
  for (size_t i = 0; i < j->cube.measure_count; i++)
    if (strcmp(grappe_frame_name(j->cube.frame, j->cube.measures[i]), cells[0]) == 0)
      grappe_writer_text(&j->w, cells[0], *cells[1] ? cells[1] : cells[0]);
  return GRAPPE_OK;
}

static grappe_code write_metrics(jsonstat *j, grappe_error *error) {
  grappe_json_writer *w = &j->w;
  grappe_writer_open(w, "index", '[');
  for (size_t i = 0; i < j->cube.measure_count; i++)
    grappe_writer_text(w, NULL, grappe_frame_name(j->cube.frame, j->cube.measures[i]));
  grappe_writer_close(w, ']');
  grappe_writer_open(w, "label", '{');
  grappe_code code = grappe_about_columns(j->cube.frame, j->options, write_meaning, j, error);
  grappe_writer_close(w, '}');
  grappe_writer_open(w, "unit", '{');
  for (size_t i = 0; i < j->cube.measure_count; i++) {
    grappe_unit unit;
    if (!grappe_frame_unit(j->cube.frame, j->cube.measures[i], &unit)) continue;
    grappe_buffer text = {0};
    grappe_unit_write(unit, &text);
    grappe_writer_open(w, grappe_frame_name(j->cube.frame, j->cube.measures[i]), '{');
    grappe_writer_text(w, "label", grappe_buffer_text(&text));
    grappe_writer_close(w, '}');
    if (grappe_buffer_failed(&text)) w->out->failed = 1;
    grappe_buffer_free(&text);
  }
  grappe_writer_close(w, '}');
  return code;
}

static grappe_code write_dimensions(jsonstat *j, grappe_error *error) {
  grappe_json_writer *w = &j->w;
  grappe_code code = GRAPPE_OK;
  grappe_writer_open(w, "dimension", '{');
  for (size_t i = 0; code == GRAPPE_OK && i < dimension_count(j); i++) {
    grappe_writer_open(w, dimension_name(j, i), '{');
    if (!j->cube.numbered)
      grappe_writer_text(w, "label", grappe_frame_title(j->cube.frame, j->cube.dimensions[i].column));
    grappe_writer_open(w, "category", '{');
    if (j->cube.numbered)
      code = write_rows(j, error);
    else
      write_codes(j, &j->cube.dimensions[i]);
    grappe_writer_close(w, '}');
    grappe_writer_close(w, '}');
  }
  if (code != GRAPPE_OK) return code;
  grappe_writer_open(w, j->metric, '{');
  grappe_writer_open(w, "category", '{');
  code = write_metrics(j, error);
  grappe_writer_close(w, '}');
  grappe_writer_close(w, '}');
  grappe_writer_close(w, '}');
  return code;
}

/* --- cells: one pass for each thing that is said of them
 * -------------------------------------------------------------- */

typedef void (*cell_writer)(grappe_json_writer *w, const char *place, const grappe_figure *figure);

static void write_value(grappe_json_writer *w, const char *place, const grappe_figure *figure) {
  grappe_buffer number = {0};
  grappe_figure_digits(figure, &number);
  if (number.length) {
    grappe_writer_next(w, place);
    grappe_buffer_add(w->out, grappe_buffer_text(&number));
  }
  if (grappe_buffer_failed(&number)) w->out->failed = 1;
  grappe_buffer_free(&number);
}

static void write_status(grappe_json_writer *w, const char *place, const grappe_figure *figure) {
  char status[4];
  grappe_status_write(grappe_figure_read(figure), status);
  grappe_writer_text(w, place, status);
}

static void write_bound(grappe_json_writer *w, const char *place, const grappe_figure *figure, double bound) {
  if (!grappe_figure_exact(figure) && isfinite(bound)) grappe_writer_number(w, place, bound);
}

static void write_low(grappe_json_writer *w, const char *place, const grappe_figure *figure) {
  write_bound(w, place, figure, grappe_figure_read(figure)->bounds.low);
}

static void write_high(grappe_json_writer *w, const char *place, const grappe_figure *figure) {
  write_bound(w, place, figure, grappe_figure_read(figure)->bounds.high);
}

static void write_buffer(grappe_json_writer *w, const char *place, grappe_buffer *text) {
  if (text->length) grappe_writer_text(w, place, grappe_buffer_text(text));
  if (grappe_buffer_failed(text)) w->out->failed = 1;
  grappe_buffer_free(text);
}

static void write_notation(grappe_json_writer *w, const char *place, const grappe_figure *figure) {
  grappe_buffer text = {0};
  if (!grappe_figure_exact(figure)) grappe_figure_write(figure, 1, &text);
  write_buffer(w, place, &text);
}

static void write_sources(grappe_json_writer *w, const char *place, const grappe_figure *figure) {
  grappe_buffer text = {0};
  grappe_citations_write(grappe_figure_read(figure), &text);
  write_buffer(w, place, &text);
}

static grappe_code write_cells(jsonstat *j, const char *name, cell_writer writer, grappe_error *error) {
  grappe_writer_open(&j->w, name, '{');
  for (size_t row = 0; row < grappe_frame_rows(j->cube.frame); row++)
    for (size_t measure = 0; measure < j->cube.measure_count; measure++) {
      char place[24];
      grappe_figure *figure;
      grappe_code code = grappe_frame_figure(j->cube.frame, row, j->cube.measures[measure], &figure, error);
      if (code != GRAPPE_OK) return code;
      snprintf(place, sizeof place, "%" PRIu64, grappe_cube_place(&j->cube, row, measure));
      writer(&j->w, place, figure);
      grappe_figure_release(figure);
    }
  grappe_writer_close(&j->w, '}');
  return GRAPPE_OK;
}

/* Columns that are neither dimensions nor figures: by row, whose place is that of its first figure. */
static grappe_code write_attributes(jsonstat *j, grappe_error *error) {
  grappe_code code = GRAPPE_OK;
  if (!j->cube.attribute_count) return code;
  grappe_writer_open(&j->w, "attributes", '{');
  for (size_t i = 0; code == GRAPPE_OK && i < j->cube.attribute_count; i++) {
    grappe_writer_open(&j->w, grappe_frame_name(j->cube.frame, j->cube.attributes[i]), '{');
    for (size_t row = 0; code == GRAPPE_OK && row < grappe_frame_rows(j->cube.frame); row++) {
      char place[24];
      grappe_buffer text = {0};
      snprintf(place, sizeof place, "%" PRIu64, grappe_cube_place(&j->cube, row, 0));
      code = grappe_cube_text(j->cube.frame, row, j->cube.attributes[i], 0, &text, error);
      write_buffer(&j->w, place, &text);
    }
    grappe_writer_close(&j->w, '}');
  }
  grappe_writer_close(&j->w, '}');
  return code;
}

static grappe_code write_source(void *context, const char *const *cells, size_t count, grappe_error *error) {
  jsonstat *j = context;
  (void)error;
  grappe_writer_open(&j->w, NULL, '{');
  grappe_writer_text(&j->w, "id", cells[0]);
  for (size_t i = 2; i < count; i++)
    if (*cells[i]) grappe_writer_text(&j->w, grappe_about_source_fields[i - 2], cells[i]);
  grappe_writer_close(&j->w, '}');
  return GRAPPE_OK;
}

static grappe_code write_extension(jsonstat *j, grappe_error *error) {
  static const struct {
    const char *name;
    cell_writer write;
  } parts[] = {{"low", write_low}, {"high", write_high}, {"notation", write_notation}, {"cites", write_sources}};
  grappe_code code = GRAPPE_OK;
  grappe_writer_open(&j->w, "extension", '{');
  for (size_t i = 0; code == GRAPPE_OK && i < sizeof parts / sizeof *parts; i++)
    code = write_cells(j, parts[i].name, parts[i].write, error);
  if (code == GRAPPE_OK) code = write_attributes(j, error);
  grappe_writer_open(&j->w, "sources", '[');
  if (code == GRAPPE_OK) code = grappe_about_sources(j->cube.frame, j->options, write_source, j, error);
  grappe_writer_close(&j->w, ']');
  grappe_writer_close(&j->w, '}');
  return code;
}

static grappe_code write_dataset(jsonstat *j, grappe_error *error) {
  grappe_json_writer *w = &j->w;
  grappe_writer_open(w, NULL, '{');
  grappe_writer_text(w, "version", "2.0");
  grappe_writer_text(w, "class", "dataset");
  if (grappe_frame_note_count(j->cube.frame)) {
    grappe_writer_open(w, "note", '[');
    for (size_t i = 0; i < grappe_frame_note_count(j->cube.frame); i++)
      grappe_writer_text(w, NULL, grappe_frame_note(j->cube.frame, i));
    grappe_writer_close(w, ']');
  }
  write_shape(j);
  grappe_code code = write_dimensions(j, error);
  if (code == GRAPPE_OK) code = write_cells(j, "value", write_value, error);
  if (code == GRAPPE_OK) code = write_cells(j, "status", write_status, error);
  if (code == GRAPPE_OK) code = write_extension(j, error);
  grappe_writer_close(w, '}');
  grappe_buffer_add(w->out, "\n");
  return code;
}

grappe_code grappe_publish_jsonstat(const grappe_frame *frame, const grappe_publish_options *options,
                                    grappe_buffer *out, grappe_error *error) {
  jsonstat j = {.w = {out, 0, 0, 1}, .options = options};
  grappe_code code = grappe_cube_make(frame, &j.cube, error);
  name_apart(frame, "measure", j.metric);
  name_apart(frame, "row", j.row);
  if (code == GRAPPE_OK) code = write_dataset(&j, error);
  grappe_cube_free(&j.cube);
  return code;
}
