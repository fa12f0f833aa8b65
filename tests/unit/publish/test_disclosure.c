/* What is confidential leaves no frame, nor what would tell of it by subtraction. */
#include "publish/disclosure.h"

#include "publish/fixture.h"

static grappe_figure *figure_with(double value, char conf_status) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  grappe_citation citation = {"N", "p. 1"};
  parts.bounds = grappe_bounds_exact(value);
  parts.value = value;
  parts.conf_status = conf_status;
  parts.label = "jobs";
  parts.reason = conf_status == 'F' ? "" : "counted by hand";
  parts.citations = &citation;
  parts.citation_count = 1;
  grappe_figure *figure = grappe_figure_new(&parts);
  assert_non_null(figure);
  return figure;
}

static void figures_that_are_not_free(void **state) {
  scene *s = *state;
  new_frame(s, 5);
  grappe_figure *figures[] = {figure_with(11, 'F'), figure_with(12, 'N'), figure_with(13, 'C'), figure_with(14, 'D'),
                              figure_with(15, 'S')};
  add_figures(s, "x", figures, 5);
  assert_written(s, (grappe_publish_options){.format = GRAPPE_FORMAT_CSV},
                 "x,x_low,x_high,x_unit,x_status,x_sources\n11,11,11,1,A,N p. 1\ns,,,1,Q/N,N p. 1\ns,,,1,Q/C,N p. 1\n"
                 "s,,,1,Q/D,N p. 1\ns,,,1,Q/S,N p. 1\n");
  for (grappe_publish_format format = GRAPPE_FORMAT_TABLE; format <= GRAPPE_FORMAT_HTML; format++) {
    if (format == GRAPPE_FORMAT_SVG || format == GRAPPE_FORMAT_PNG || format == GRAPPE_FORMAT_PDF ||
        grappe_format_is(format, GRAPPE_BINARY))
      continue;
    char *text = written(s, (grappe_publish_options){.format = format});
    if (format != GRAPPE_FORMAT_HTML) assert_null(strstr(text, "13")); /* the page's own style has such numbers */
    if (format == GRAPPE_FORMAT_HTML) assert_null(strstr(text, ">13<"));
    assert_null(strstr(text, "counted by hand"));
    grappe_free(text);
  }
  char *whole = written(s, (grappe_publish_options){.format = GRAPPE_FORMAT_CSV, .audience = GRAPPE_FOR_ENTITLED});
  assert_non_null(strstr(whole, "13,13,13,1,A/C"));
  grappe_free(whole);
}

/* A country, its regions A and B and C, and a basin of A: `total` then parts. */
enum { PLACES = 5 };

static void places_frame(scene *s, grappe_row places[PLACES], const double *values, const char *status) {
  grappe_value names[PLACES] = {0};
  grappe_figure *figures[PLACES];
  new_frame(s, PLACES);
  for (int i = 0; i < PLACES; i++) {
    names[i] = (grappe_value){.kind = GRAPPE_VALUE_ROW, .row = places[i]};
    figures[i] = figure_with(values[i], status[i]);
  }
  add_column(s, "place", names);
  add_figures(s, "x", figures, PLACES);
}

static void assert_statuses(scene *s, const char *wanted) {
  grappe_frame *shown;
  grappe_withheld withheld = {0};
  char found[PLACES + 1] = "";
  assert_fine(grappe_disclose_frame(s->frame, &shown, &withheld, &s->error), s->error);
  for (size_t i = 0; i < PLACES; i++) {
    grappe_figure *figure;
    assert_fine(grappe_frame_figure(shown, i, 1, &figure, &s->error), s->error);
    found[i] = grappe_figure_read(figure)->conf_status;
    assert_int_equal(grappe_figure_read(figure)->presence, found[i] == 'F' ? GRAPPE_PRESENT : GRAPPE_SUPPRESSED);
    grappe_figure_release(figure);
  }
  assert_string_equal(found, wanted);
  size_t secondary = 0;
  for (const char *at = wanted; *at; at++) secondary += *at == 'D';
  assert_int_equal(withheld.secondary, secondary);
  grappe_frame_release(shown);
}

static void what_subtraction_would_tell(void **state) {
  scene *s = *state;
  static const char *const rows[PLACES] = {"country", "a", "b", "c", "basin"};
  static const char *const parents[PLACES] = {NULL, "country", "country", "country", "a"};
  grappe_store *store = grappe_observatory_store(s->observatory);
  grappe_row places[PLACES];
  int64_t ids[PLACES];
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  int64_t term;
  char level[40];
  assert_fine(PUT(store, "term", NULL, &term, &s->error, "list=territory_level", "code=zone", "name=Zone"), s->error);
  snprintf(level, sizeof level, "level=#%d", (int)term);
  for (int i = 0; i < PLACES; i++) {
    char code[40], name[40], parent[40] = "";
    snprintf(code, sizeof code, "code=t-%s", rows[i]);
    snprintf(name, sizeof name, "name=%s", rows[i]);
    for (int k = 0; k < i && parents[i]; k++)
      if (strcmp(rows[k], parents[i]) == 0) snprintf(parent, sizeof parent, "parents=@%d", (int)ids[k]);
    if (*parent)
      assert_fine(PUT(store, "territory", NULL, &ids[i], &s->error, code, name, level, parent), s->error);
    else
      assert_fine(PUT(store, "territory", NULL, &ids[i], &s->error, code, name, level), s->error);
  }
  assert_fine(grappe_store_commit(store, &s->error), s->error);
  grappe_snapshot_release(s->snapshot);
  assert_fine(grappe_observatory_snapshot(s->observatory, &s->snapshot, &s->error), s->error);
  for (int i = 0; i < PLACES; i++) {
    char code[40];
    snprintf(code, sizeof code, "t-%s", rows[i]);
    assert_fine(grappe_observatory_find(s->observatory, grappe_entity_find("territory"), code, NULL, NULL, &places[i],
                                        &s->error),
                s->error);
  }
  static const double values[] = {100, 50, 20, 30, 50};
  places_frame(s, places, values, "FFFFF");
  assert_statuses(s, "FFFFF");
  places_frame(s, places, values, "FFFCF"); /* the least of the others goes too */
  assert_statuses(s, "FFDCF");
  places_frame(s, places, values, "FFCCF"); /* two hide one another */
  assert_statuses(s, "FFCCF");
  places_frame(s, places, values, "CFFCF"); /* the total is not there to subtract from */
  assert_statuses(s, "CFFCF");
  places_frame(s, places, values, "FFFFC"); /* the only part: its total goes, and then one more of the total's group */
  assert_statuses(s, "FDDFC");
  static const double zeros[] = {30, 0, 0, 30, 0};
  places_frame(s, places, zeros, "FFFCF"); /* a zero hides nothing */
  assert_statuses(s, "DFFCF");
  for (int i = 0; i < PLACES; i++) grappe_snapshot_release(places[i].snapshot);
}

static void rows_that_are_not_free(void **state) {
  scene *s = *state;
  const char *names[] = {"open", "hidden", "said to be free"}, *status[] = {NULL, "C", "F"};
  new_frame(s, 3);
  add_texts(s, "name", names, 3);
  add_texts(s, "confidentiality", status, 3);
  assert_written(s, (grappe_publish_options){.format = GRAPPE_FORMAT_MARKDOWN},
                 "| name | confidentiality |\n| --- | --- |\n| open |  |\n| said to be free | F |\n\n"
                 "Note: 1 row is left out: it is confidential\n");
  grappe_buffer out = {0};
  grappe_publish_options registry = {.format = GRAPPE_FORMAT_CSV, .registry = grappe_entity_find("tutor")};
  assert_int_equal(grappe_publish_frame(s->frame, &registry, &out, &s->error), GRAPPE_ARGUMENT);
  assert_non_null(strstr(s->error.message, "--confidential"));
  grappe_buffer_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(figures_that_are_not_free, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(what_subtraction_would_tell, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(rows_that_are_not_free, scene_begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
