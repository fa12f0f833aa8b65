/* A small observatory with two sources and three basins, and a frame of figures on them. */
#ifndef GRAPPE_TEST_PUBLISH_FIXTURE_H
#define GRAPPE_TEST_PUBLISH_FIXTURE_H

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "publish/publish.h"
#include "store/fixture.h"

enum { BASINS = 3 };

typedef struct scene {
  void *files;
  grappe_observatory *observatory;
  grappe_snapshot *snapshot;
  grappe_row basins[BASINS];
  grappe_frame *frame;
  grappe_error error;
} scene;

/* A figure in its notation, cited at a place of a source (NULL: none). */
static inline grappe_figure *figure_of(const char *notation, const char *source, const char *locator) {
  grappe_figure *plain, *cited;
  grappe_error error = {0};
  assert_fine(grappe_figure_parse(notation, NULL, &plain, &error), error);
  grappe_figure_parts parts = *grappe_figure_read(plain);
  grappe_citation citation = {source, locator};
  parts.citations = &citation;
  parts.citation_count = source != NULL;
  cited = grappe_figure_new(&parts);
  grappe_figure_release(plain);
  assert_non_null(cited);
  return cited;
}

/* Puts `column` into the frame in the place of the frame that was there. */
static inline void add_column(scene *s, const char *name, const grappe_value *values) {
  grappe_frame *result;
  assert_fine(grappe_frame_with(s->frame, name, values, &result, &s->error), s->error);
  grappe_frame_release(s->frame);
  s->frame = result;
}

static inline void add_figures(scene *s, const char *name, grappe_figure *const *figures, size_t count) {
  grappe_value values[40] = {0};
  for (size_t i = 0; i < count; i++) values[i] = (grappe_value){.kind = GRAPPE_VALUE_FIGURE, .figure = figures[i]};
  add_column(s, name, values);
  for (size_t i = 0; i < count; i++) grappe_figure_release(figures[i]);
}

static inline void add_texts(scene *s, const char *name, const char *const *texts, size_t count) {
  grappe_value values[40] = {0};
  for (size_t i = 0; i < count; i++)
    values[i] = texts[i] ? (grappe_value){.kind = GRAPPE_VALUE_TEXT, .text = texts[i]}
                         : (grappe_value){.presence = GRAPPE_UNKNOWN};
  add_column(s, name, values);
}

static inline void add_note(scene *s, const char *note) {
  grappe_frame *result;
  assert_fine(grappe_frame_with_note(s->frame, note, &result, &s->error), s->error);
  grappe_frame_release(s->frame);
  s->frame = result;
}

static inline void new_frame(scene *s, size_t rows) {
  grappe_frame_release(s->frame);
  s->frame = NULL;
  assert_fine(grappe_frame_new(s->snapshot, rows, &s->frame, &s->error), s->error);
}

/* Basins and their jobs: exact, more than, unknown. */
static inline void jobs_frame(scene *s) {
  grappe_value basins[BASINS] = {0};
  new_frame(s, BASINS);
  for (int i = 0; i < BASINS; i++) basins[i] = (grappe_value){.kind = GRAPPE_VALUE_ROW, .row = s->basins[i]};
  add_column(s, "basin", basins);
  grappe_figure *jobs[] = {figure_of("4750 jobs", "N", "p. 1"), figure_of(">1500 jobs", "N", "p. 2"),
                           figure_of("? jobs", NULL, NULL)};
  add_figures(s, "jobs", jobs, BASINS);
}

static inline int scene_begin(void **state) {
  static const char *const names[] = {"Val-de-Reuil", "Évreux", "Caen"};
  static const char *const codes[] = {"valdereuil", "evreux", "caen"};
  scene *s = calloc(1, sizeof *s);
  fixture *f;
  if (!s || fixture_begin(&s->files)) return -1;
  f = s->files;
  assert_fine(grappe_store_begin(f->store, "test", &s->error), s->error);
  assert_fine(PUT(f->store, "source", NULL, NULL, &s->error, "code=N", "title=Région Normandie et Polepharma"),
              s->error);
  assert_fine(PUT(f->store, "source", NULL, NULL, &s->error, "code=P", "title=Presentazione"), s->error);
  int64_t level_row;
  char level[40];
  assert_fine(PUT(f->store, "term", NULL, &level_row, &s->error, "list=territory_level", "code=basin", "name=Bassin",
                  "name_en=Basin"),
              s->error);
  snprintf(level, sizeof level, "level=#%d", (int)level_row);
  for (int i = 0; i < BASINS; i++) {
    char code[40], name[40];
    snprintf(code, sizeof code, "code=%s", codes[i]);
    snprintf(name, sizeof name, "name=%s", names[i]);
    assert_fine(PUT(f->store, "territory", NULL, NULL, &s->error, code, level, name), s->error);
  }
  assert_fine(grappe_store_commit(f->store, &s->error), s->error);
  assert_fine(grappe_observatory_on(f->store, &s->observatory, &s->error), s->error);
  f->store = NULL;
  assert_fine(grappe_observatory_snapshot(s->observatory, &s->snapshot, &s->error), s->error);
  for (int i = 0; i < BASINS; i++)
    assert_fine(grappe_observatory_find(s->observatory, grappe_entity_find("territory"), codes[i], NULL, NULL,
                                        &s->basins[i], &s->error),
                s->error);
  jobs_frame(s);
  *state = s;
  return 0;
}

static inline int scene_end(void **state) {
  scene *s = *state;
  grappe_language_set(GRAPPE_ENGLISH);
  grappe_frame_release(s->frame);
  for (int i = 0; i < BASINS; i++) grappe_snapshot_release(s->basins[i].snapshot);
  grappe_snapshot_release(s->snapshot);
  grappe_observatory_close(s->observatory);
  void *files = s->files;
  free(s);
  return fixture_end(&files);
}

/* The frame in a format, for the caller to free. */
static inline char *written(scene *s, grappe_publish_options options) {
  grappe_buffer out = {0};
  options.language = grappe_language_now();
  assert_fine(grappe_publish_frame(s->frame, &options, &out, &s->error), s->error);
  return grappe_buffer_take(&out);
}

static inline void assert_written(scene *s, grappe_publish_options options, const char *wanted) {
  char *text = written(s, options);
  assert_string_equal(text, wanted);
  grappe_free(text);
}

/* The frame in the format with every allocation refused in turn: it fails for want of memory, leaves nothing behind,
 * and succeeds once none is refused. Returns how many tries that took. */
static inline long assert_written_or_nothing(scene *s, const grappe_publish_options *options) {
  for (long n = 1;; n++) {
    size_t held = grappe_memory_held();
    grappe_buffer out = {0};
    grappe_memory_fail_after(n);
    grappe_code code = grappe_publish_frame(s->frame, options, &out, &s->error);
    grappe_memory_fail_after(0);
    grappe_buffer_free(&out);
    assert_int_equal(grappe_memory_held(), held);
    if (code == GRAPPE_OK) return n;
    assert_int_equal(code, GRAPPE_MEMORY);
  }
}

#endif
