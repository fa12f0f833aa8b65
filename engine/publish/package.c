/* A data package of a frame: a ZIP with data.csv, sources.csv and datapackage.json (Frictionless, tabular, v1). */
#include "publish/publish_private.h"

#ifdef GRAPPE_WITH_ZIP

#include <string.h>
#include <zip.h>

#include "publish/about_private.h"
#include "publish/json_writer_private.h"
#include "publish/layout_private.h"

/* --- the description ------------------------------------------------------------------------------------------------
 */

/* A column of data.csv, in the order in which the layout gives them. */
static void write_field(grappe_json_writer *w, const char *name, const char *type, const char *title,
                        const char *unit) {
  grappe_writer_open(w, NULL, '{');
  grappe_writer_text(w, "name", name);
  grappe_writer_text(w, "type", type);
  if (title && *title) grappe_writer_text(w, "title", title);
  if (unit && *unit) grappe_writer_text(w, "unit", unit);
  grappe_writer_close(w, '}');
}

/* Reads the header that the layout gives as field names, with the type that the first cells below it have. */
typedef struct described {
  grappe_json_writer *w;
  const grappe_frame *frame;
  const grappe_publish_options *options;
  size_t column; /* of the frame; the layout's cells of it are counted by `cell` */
  size_t cell;
  int header; /* 1: cells are of the header */
  const grappe_layout_sink *sink;
  grappe_code code;
  grappe_error *error;
} described;

static const char *type_of(const described *d) {
  grappe_value_kind kind = grappe_frame_kind(d->frame, d->column, NULL);
  int bound = d->cell == 1 || d->cell == 2; /* x_low, x_high */
  if (kind == GRAPPE_VALUE_NUMBER || (kind == GRAPPE_VALUE_FIGURE && bound)) return "number";
  if (kind == GRAPPE_VALUE_YESNO) return "boolean";
  return kind == GRAPPE_VALUE_DAY ? "date" : "string"; /* a figure is a notation */
}

static void add_field(void *context, const char *name) {
  described *d = context;
  if (!d->header || d->code != GRAPPE_OK) return;
  grappe_buffer unit = {0}, meaning = {0};
  grappe_unit shared;
  if (d->cell == 0) {
    d->code = grappe_about_column(d->frame, d->column, d->options, &meaning, d->error);
    if (grappe_frame_unit(d->frame, d->column, &shared)) grappe_unit_write(shared, &unit);
  }
  write_field(d->w, name, type_of(d), grappe_buffer_text(&meaning), grappe_buffer_text(&unit));
  if (grappe_buffer_failed(&unit) || grappe_buffer_failed(&meaning)) d->w->out->failed = 1;
  grappe_buffer_free(&unit);
  grappe_buffer_free(&meaning);
  if (++d->cell < grappe_layout_width(d->frame, d->column, d->sink)) return;
  d->column++;
  d->cell = 0;
}

static void end_header(void *context) {
  ((described *)context)->header = 0;
}

static grappe_code write_data_fields(grappe_json_writer *w, const grappe_frame *frame,
                                     const grappe_publish_options *options, grappe_error *error) {
  described d = {.w = w, .frame = frame, .options = options, .header = 1, .error = error};
  grappe_layout_sink sink = {&d, options->registry, 0, add_field, add_field, add_field, end_header};
  grappe_frame *head = NULL;
  d.sink = &sink;
  grappe_code code = grappe_frame_head(frame, 0, &head, error); /* the header alone */
  if (code == GRAPPE_OK) code = grappe_layout_write(head, &sink, error);
  grappe_frame_release(head);
  return code == GRAPPE_OK ? d.code : code;
}

static void open_resource(grappe_json_writer *w, const char *name, const char *path) {
  grappe_writer_open(w, NULL, '{');
  grappe_writer_text(w, "profile", "tabular-data-resource");
  grappe_writer_text(w, "name", name);
  grappe_writer_text(w, "path", path);
  grappe_writer_text(w, "format", "csv");
  grappe_writer_text(w, "mediatype", "text/csv");
  grappe_writer_text(w, "encoding", "utf-8");
  grappe_writer_open(w, "schema", '{');
  grappe_writer_open(w, "fields", '[');
}

static void close_resource(grappe_json_writer *w) {
  grappe_writer_close(w, ']');
  grappe_writer_close(w, '}');
  grappe_writer_close(w, '}');
}

static grappe_code describe(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                            grappe_error *error) {
  grappe_json_writer writer = {out, 1, 0, 1}, *w = &writer;
  const grappe_entity *source = grappe_entity_find("source");
  grappe_buffer notes = {0};
  for (size_t i = 0; i < grappe_frame_note_count(frame); i++)
    grappe_buffer_addf(&notes, "%s%s", i ? "\n" : "", grappe_frame_note(frame, i));
  grappe_writer_open(w, NULL, '{');
  grappe_writer_text(w, "profile", "tabular-data-package");
  grappe_writer_text(w, "name", "grappe");
  if (notes.length) grappe_writer_text(w, "description", grappe_buffer_text(&notes));
  if (grappe_buffer_failed(&notes)) out->failed = 1;
  grappe_buffer_free(&notes);
  grappe_writer_open(w, "resources", '[');
  open_resource(w, "data", "data.csv");
  grappe_code code = write_data_fields(w, frame, options, error);
  close_resource(w);
  open_resource(w, "sources", "sources.csv");
  write_field(w, "code", "string", grappe_translate("Source"), NULL);
  write_field(w, "locator", "string", grappe_translate("Place in it"), NULL);
  for (const char *const *name = grappe_about_source_fields; *name; name++)
    write_field(w, *name, "string",
                grappe_about_field(grappe_field_at(source, (size_t)grappe_field_find(source, *name))), NULL);
  close_resource(w);
  grappe_writer_close(w, ']');
  grappe_writer_close(w, '}');
  grappe_buffer_add(out, "\n");
  return code;
}

/* --- the files ------------------------------------------------------------------------------------------------------
 */

static grappe_code add_source(void *context, const char *const *cells, size_t count, grappe_error *error) {
  (void)error;
  for (size_t i = 0; i < count; i++) grappe_line_cell(context, cells[i]);
  grappe_line_end(context);
  return GRAPPE_OK;
}

static grappe_code list_sources(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                grappe_error *error) {
  grappe_line line = {.out = out};
  grappe_line_cell(&line, "code");
  grappe_line_cell(&line, "locator");
  for (const char *const *name = grappe_about_source_fields; *name; name++) grappe_line_cell(&line, *name);
  grappe_line_end(&line);
  return grappe_about_sources(frame, options, add_source, &line, error);
}

/* A file of a fixed date: the same frame gives the same bytes. The archive borrows the text until it is closed. */
static int add_file(zip_t *archive, const char *name, const grappe_buffer *text) {
  enum { FIRST_DAY = (1 << 5) | 1 }; /* 1980-01-01, the first that a ZIP knows */
  zip_source_t *source = zip_source_buffer(archive, grappe_buffer_text(text), text->length, 0);
  if (!source) return 0;
  zip_int64_t index = zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    return 0;
  }
  return zip_file_set_dostime(archive, (zip_uint64_t)index, 0, FIRST_DAY, 0) == 0;
}

static int read_back(zip_source_t *whole, grappe_buffer *out) {
  char block[1 << 14];
  zip_int64_t got;
  if (zip_source_open(whole) != 0) return 0;
  while ((got = zip_source_read(whole, block, sizeof block)) > 0) grappe_buffer_add_bytes(out, block, (size_t)got);
  zip_source_close(whole);
  return got == 0;
}

static grappe_code pack(const grappe_buffer files[3], grappe_buffer *out, grappe_error *error) {
  static const char *const names[] = {"datapackage.json", "data.csv", "sources.csv"};
  zip_error_t problem;
  zip_error_init(&problem);
  zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &problem);
  zip_t *archive = whole ? zip_open_from_source(whole, ZIP_TRUNCATE, &problem) : NULL;
  int fine = archive != NULL;
  if (archive) {
    zip_source_keep(whole);
    for (int i = 0; fine && i < 3; i++) fine = add_file(archive, names[i], &files[i]);
    if (fine) {
      fine = zip_close(archive) == 0;
      archive = fine ? NULL : archive;
    }
    if (archive) zip_discard(archive);
    fine = fine && read_back(whole, out);
  }
  if (whole) zip_source_free(whole);
  zip_error_fini(&problem);
  return fine ? GRAPPE_OK : grappe_fail_memory(error); /* all happens in memory: nothing else can fail */
}

grappe_code grappe_publish_package(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                   grappe_error *error) {
  grappe_buffer files[3] = {{0}};
  grappe_publish_options plain = *options;
  plain.format = GRAPPE_FORMAT_CSV;
  grappe_code code = describe(frame, options, &files[0], error);
  if (code == GRAPPE_OK) code = grappe_publish_csv(frame, &plain, &files[1], error);
  if (code == GRAPPE_OK) code = list_sources(frame, options, &files[2], error);
  for (int i = 0; code == GRAPPE_OK && i < 3; i++)
    if (grappe_buffer_failed(&files[i])) code = grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = pack(files, out, error);
  for (int i = 0; i < 3; i++) grappe_buffer_free(&files[i]);
  return code;
}

#else

grappe_code grappe_publish_package(const grappe_frame *frame, const grappe_publish_options *options, grappe_buffer *out,
                                   grappe_error *error) {
  (void)frame;
  (void)options;
  (void)out;
  return grappe_fail(error, GRAPPE_IO,
                     "this Grappe was built without %s: install it and build again, or write another format", "libzip");
}

#endif
