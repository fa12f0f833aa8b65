/* A small cluster for tests of queries: sites with known, ranged and unknown headcounts, in known, wide and unknown
 * places; a measure with observations that disagree. */
#ifndef GRAPPE_TEST_QUERY_SCENE_H
#define GRAPPE_TEST_QUERY_SCENE_H

#include <math.h>

#include "base/memory.h"
#include "query/figures.h"
#include "query/query.h"
#include "territory/scene.h"

typedef struct scene {
  void *files; /* fixture */
  grappe_observatory *observatory;
  grappe_error error;
} scene;

static inline void scene_network(grappe_store *s) {
  scene_term(s, "organisation_kind", "company", "Laboratoire", 1);
  scene_term(s, "organisation_kind", "cdmo", "Façonnier", 2);
  scene_term(s, "product_family", "vaccines", "Vaccins", 1);
  ADD(s, "source", "code=P", "title=Presentation", "date=2021-03", "rank=1");
  ADD(s, "source", "code=N", "title=Nouvelle", "date=2019-02-04", "rank=2");
  ADD(s, "source", "code=X", "title=Autre", "date=2020");
}

static inline void scene_sites(grappe_store *s) {
  static const char *const stages[] = {"research", "production", "distribution"};
  for (int i = 0; i < 3; i++) {
    char code[40], name[40], position[40];
    snprintf(code, sizeof code, "code=%s", stages[i]);
    snprintf(name, sizeof name, "name=%s", i == 0 ? "Recherche" : i == 1 ? "Production" : "Distribution");
    snprintf(position, sizeof position, "position=%d", i + 1);
    ADD(s, "stage", code, name, position);
  }
  ADD(s, "organisation", "code=sanofi", "name=Sanofi", "kind=&company", "seat=&75056", "founded=2004-01-01");
  ADD(s, "organisation", "code=delpharm", "name=Delpharm", "kind=&cdmo", "seat=&REG-28");
  ADD(s, "organisation", "code=ethypharm", "name=Éthypharm", "seat=&28134");
  ADD(s, "membership", "organisation=&sanofi", "from=2002-01-01", "source=&N");
  ADD(s, "membership", "organisation=&delpharm", "from=2019-01-01", "to=2020-12-31", "source=&N");
  ADD(s, "membership", "organisation=&ethypharm", "source=&N");
  ADD(s, "site", "code=vdr", "name=Val-de-Reuil", "organisation=&sanofi", "commune=&27701", "headcount=>2000",
      "headcount_period=2022", "activity=&21.20Z", "source=&P", "locator=p. 3");
  ADD(s, "site", "code=evreux", "name=Évreux", "organisation=&delpharm", "commune=&27229", "headcount=300",
      "headcount_period=2021", "activity=&21.20Z", "source=&N", "locator=p. 1");
  ADD(s, "site", "code=nonancourt", "name=Nonancourt", "commune=&27438", "headcount=40..60", "source=&N");
  ADD(s, "site", "code=dreux", "name=Dreux", "organisation=&ethypharm", "commune=&28134", "headcount=?", "source=&N");
  ADD(s, "site", "code=paris", "name=Paris", "organisation=&sanofi", "commune=&75056", "headcount=120",
      "opened=2015-01-01", "closed=2019-12-31");
  ADD(s, "site", "code=zone", "name=Zone de Dreux", "commune=&ZE-DREUX", "headcount=50", "source=&X");
  ADD(s, "site", "code=nowhere", "name=Nulle part", "headcount=10");
  ADD(s, "site_activity", "site=&vdr", "stage=&production", "product_family=&vaccines");
  ADD(s, "site_activity", "site=&vdr", "stage=&distribution");
  ADD(s, "site_activity", "site=&evreux", "stage=&production");
  ADD(s, "site_activity", "site=&dreux", "stage=&research");
}

static inline void scene_observations(grappe_store *s) {
  ADD(s, "measure", "code=pharma_jobs", "name=Emplois pharmaceutiques", "unit=jobs", "scope=direct;sector",
      "aggregation=sum");
  ADD(s, "measure", "code=share", "name=Part", "unit=%", "aggregation=none");
  ADD(s, "observation", "measure=&pharma_jobs", "territory=&BAS-VDR", "period=2018", "value=4750", "source=&N",
      "locator=p. 1");
  ADD(s, "observation", "measure=&pharma_jobs", "territory=&BAS-ROUEN", "period=2018", "value=2750", "source=&N");
  ADD(s, "observation", "measure=&pharma_jobs", "territory=&BAS-EVREUX", "period=2018", "value=1500", "source=&N");
  ADD(s, "observation", "measure=&pharma_jobs", "territory=&BAS-CAEN", "period=2018", "value=850", "source=&N");
  ADD(s, "observation", "measure=&pharma_jobs", "territory=&REG-28", "period=2018", "value=10000", "source=&N");
  ADD(s, "observation", "measure=&pharma_jobs", "territory=&REG-28", "period=2018", "value=9850", "source=&P");
  ADD(s, "observation", "measure=&pharma_jobs", "territory=&REG-28", "period=2018", "value=?", "source=&P",
      "locator=p. 9");
  ADD(s, "observation", "measure=&pharma_jobs", "territory=&REG-24", "period=2018-2019", "value=~9000", "source=&X");
  ADD(s, "observation", "measure=&share", "territory=&REG-28", "period=2018", "value=~53", "source=&N");
  ADD(s, "observation", "measure=&share", "territory=&REG-24", "period=2018", "value=12", "source=&N");
}

static inline int scene_begin(void **state) {
  void *files;
  if (fixture_begin(&files)) return -1;
  fixture *f = files;
  scene *s = calloc(1, sizeof *s);
  setenv("GRAPPE_TODAY", "2026-11-22", 1);
  s->files = files;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  scene_territories(f->store);
  scene_term(f->store, "nomenclature", "NAFRev2", "NAF rév. 2", 1);
  ADD(f->store, "activity_class", "code=21.20Z", "nomenclature=&NAFRev2", "name=Préparations pharmaceutiques");
  scene_network(f->store);
  scene_sites(f->store);
  scene_observations(f->store);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_fine(grappe_observatory_on(f->store, &s->observatory, &s->error), s->error);
  f->store = NULL; /* the observatory closes it */
  *state = s;
  return 0;
}

static inline int scene_end(void **state) {
  scene *s = *state;
  void *files = s->files;
  grappe_observatory_close(s->observatory);
  free(s);
  return fixture_end(&files);
}

/* --- short forms: each gives up the query it was given
 * ---------------------------------------------------------------- */

static inline grappe_query *all(scene *s, const char *entity) {
  grappe_query *query;
  assert_fine(grappe_query_new(s->observatory, grappe_entity_find(entity), &query, &s->error), s->error);
  return query;
}

static inline grappe_query *took(scene *s, grappe_query *before, grappe_query *after, grappe_code code) {
  assert_fine(code, s->error);
  grappe_query_release(before);
  return after;
}

static inline grappe_query *where(scene *s, grappe_query *query, const char *path, grappe_condition *condition) {
  grappe_query *result = NULL;
  grappe_code code = grappe_query_where(query, path, condition, &result, &s->error);
  grappe_condition_release(condition);
  return took(s, query, result, code);
}

static inline grappe_query *is(scene *s, grappe_query *query, const char *path, const char *text) {
  return where(s, query, path, grappe_condition_text(text));
}

static inline grappe_condition *compared(grappe_comparison comparison, const char *notation) {
  grappe_figure *figure;
  grappe_error error = {0};
  assert_fine(grappe_figure_parse(notation, NULL, &figure, &error), error);
  grappe_condition *condition = grappe_condition_figure(comparison, figure);
  grappe_figure_release(figure);
  return condition;
}

static inline grappe_query *within(scene *s, grappe_query *query, const char *name) {
  grappe_place place = {.text = name};
  grappe_query *result = NULL;
  grappe_code code = grappe_query_within(query, &place, 1, &result, &s->error);
  return took(s, query, result, code);
}

static inline grappe_query *by(scene *s, grappe_query *query, const char *first, const char *second) {
  const char *const paths[] = {first, second};
  grappe_query *result = NULL;
  grappe_code code = grappe_query_by(query, paths, second ? 2 : 1, &result, &s->error);
  return took(s, query, result, code);
}

static inline grappe_query *ordered(scene *s, grappe_query *query, const char *path, int descending) {
  grappe_query *result = NULL;
  grappe_code code = grappe_query_order(query, path, descending, &result, &s->error);
  return took(s, query, result, code);
}

static inline grappe_figure *total(scene *s, grappe_query *query, grappe_aggregate what, const char *path) {
  grappe_aggregation aggregation = {.what = what, .path = path};
  grappe_figure *figure = NULL;
  assert_fine(grappe_query_total(query, &aggregation, &figure, &s->error), s->error);
  grappe_query_release(query);
  return figure;
}

/* The figure's notation, with its unit; the figure is let go. */
static inline const char *notation(grappe_figure *figure) {
  static char text[200];
  grappe_buffer buffer = {0};
  grappe_figure_write(figure, 1, &buffer);
  snprintf(text, sizeof text, "%s", grappe_buffer_text(&buffer));
  grappe_buffer_free(&buffer);
  grappe_figure_release(figure);
  return text;
}

static inline const char *count(scene *s, grappe_query *query) {
  return notation(total(s, query, GRAPPE_COUNT, NULL));
}

static inline const char *sum(scene *s, grappe_query *query, const char *path) {
  return notation(total(s, query, GRAPPE_SUM, path));
}

/* The codes of the rows that are surely in, parted by spaces. */
static inline const char *codes(scene *s, grappe_query *query) {
  static char text[300];
  grappe_buffer buffer = {0};
  grappe_cursor *cursor;
  grappe_row row;
  assert_fine(grappe_query_rows(query, &cursor, &s->error), s->error);
  while (grappe_cursor_next(cursor, &row)) {
    if (grappe_buffer_text(&buffer)[0]) grappe_buffer_add(&buffer, " ");
    assert_fine(grappe_row_code(&row, &buffer, &s->error), s->error);
  }
  snprintf(text, sizeof text, "%s", grappe_buffer_text(&buffer));
  grappe_buffer_free(&buffer);
  grappe_cursor_free(cursor);
  grappe_query_release(query);
  return text;
}

static inline grappe_frame *frame_of(scene *s, grappe_query *query, grappe_aggregate what, const char *path) {
  grappe_aggregation aggregation = {.what = what, .path = path};
  grappe_frame *frame = NULL;
  assert_fine(grappe_query_frame(query, &aggregation, 1, &frame, &s->error), s->error);
  grappe_query_release(query);
  return frame;
}

/* A frame as text: cells as people read them, parted by '|', a row a line. */
static inline const char *shown(scene *s, const grappe_frame *frame) {
  static char text[2000];
  grappe_buffer buffer = {0};
  for (size_t r = 0; r < grappe_frame_rows(frame); r++)
    for (size_t c = 0; c < grappe_frame_columns(frame); c++) {
      grappe_value value;
      assert_fine(grappe_frame_cell(frame, r, c, &value, &s->error), s->error);
      if (value.kind == GRAPPE_VALUE_FIGURE)
        grappe_figure_write(value.figure, 0, &buffer);
      else
        assert_fine(grappe_value_display(&value, grappe_frame_snapshot(frame), &buffer, &s->error), s->error);
      grappe_buffer_add(&buffer, c + 1 < grappe_frame_columns(frame) ? "|" : "\n");
      grappe_value_release(&value);
    }
  snprintf(text, sizeof text, "%s", grappe_buffer_text(&buffer));
  grappe_buffer_free(&buffer);
  return text;
}

#endif
