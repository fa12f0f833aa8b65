/* Observations of a measure: which one is taken, what is said of the others, what nobody observed. */
#include "query/scene.h"

static grappe_period year(int of) {
  return (grappe_period){grappe_day_from_date(of, 1, 1), grappe_day_from_date(of, 12, 31)};
}

static grappe_frame *ask(scene *s, const grappe_figures_request *request) {
  grappe_frame *frame;
  assert_fine(grappe_figures(s->observatory, request, &frame, &s->error), s->error);
  return frame;
}

static void test_level(void **state) {
  scene *s = *state;
  grappe_place normandie = {.text = "Normandie"};
  grappe_figures_request request = {
      .measure = "pharma_jobs", .level = "basin", .within = &normandie, .period = year(2018)};
  grappe_frame *frame = ask(s, &request), *shares;
  assert_string_equal(shown(s, frame), "Caen|850\nÉvreux|1500\nRouen|2750\nVal-de-Reuil|4750\n");
  assert_string_equal(grappe_frame_name(frame, 1), "pharma_jobs");
  assert_true(grappe_frame_key(frame, 0));
  assert_int_equal(grappe_frame_note_count(frame), 1); /* the list is partial */
  grappe_figure *figure;
  assert_fine(grappe_frame_figure(frame, 3, 1, &figure, &s->error), s->error);
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  assert_string_equal(parts->label, "Emplois pharmaceutiques (pharma_jobs), Val-de-Reuil (basin), 2018");
  assert_string_equal(parts->scope, "sector direct");
  assert_string_equal(parts->citations[0].source, "N");
  assert_string_equal(parts->citations[0].locator, "p. 1");
  assert_true(grappe_period_equal(parts->period, year(2018)));
  grappe_figure_release(figure);
  assert_fine(grappe_frame_total(frame, "pharma_jobs", GRAPPE_SUM, 0, &figure, &s->error), s->error);
  assert_string_equal(notation(figure), "9850 jobs");
  assert_fine(grappe_frame_share(frame, "pharma_jobs", NULL, &shares, &s->error), s->error);
  grappe_frame_release(shares);
  grappe_frame_release(frame);
}

static void test_unobserved(void **state) {
  scene *s = *state;
  grappe_place normandie = {.text = "Normandie"};
  grappe_figures_request request = {
      .measure = "pharma_jobs", .level = "basin", .within = &normandie, .period = year(2019)};
  grappe_frame *frame = ask(s, &request); /* never silently another year */
  assert_string_equal(shown(s, frame), "Caen|? (>=0)\nÉvreux|? (>=0)\nRouen|? (>=0)\nVal-de-Reuil|? (>=0)\n");
  grappe_figure *figure;
  assert_fine(grappe_frame_figure(frame, 0, 1, &figure, &s->error), s->error);
  assert_string_equal(grappe_figure_read(figure)->reason, "no observation: Emplois pharmaceutiques (pharma_jobs), Caen (basin), 2019");
  assert_true(grappe_figure_read(figure)->bounds.low == 0); /* jobs are counted */
  grappe_figure_release(figure);
  grappe_frame_release(frame);
  request.observed_only = 1;
  frame = ask(s, &request);
  assert_int_equal(grappe_frame_rows(frame), 0);
  grappe_frame_release(frame);
}

static void test_regions(void **state) {
  scene *s = *state;
  grappe_figures_request request = {.measure = "pharma_jobs", .level = "region", .period = year(2018)};
  grappe_frame *frame = ask(s, &request);
  /* the smaller rank is preferred among known values; a period that contains the year serves, and is named */
  assert_string_equal(shown(s, frame), "Île-de-France|? (>=0)\nCentre-Val de Loire|~9000\nNormandy|9850\n");
  assert_int_equal(grappe_frame_note_count(frame), 2);
  assert_non_null(strstr(grappe_frame_note(frame, 0), "2018-2019"));
  assert_non_null(strstr(grappe_frame_note(frame, 1), "10,000 jobs (N)"));
  assert_non_null(strstr(grappe_frame_note(frame, 1), "? (P)"));
  grappe_frame_release(frame);
  request.source = "N";
  frame = ask(s, &request);
  assert_string_equal(shown(s, frame), "Île-de-France|? (>=0)\nCentre-Val de Loire|? (>=0)\nNormandy|10000\n");
  assert_int_equal(grappe_frame_note_count(frame), 0);
  grappe_frame_release(frame);
  request.period = year(2014);
  frame = ask(s, &request); /* the regions of that time */
  assert_string_equal(shown(s, frame), "Île-de-France|? (>=0)\nCentre-Val de Loire|? (>=0)\nHaute-Normandie|? (>=0)\n");
  grappe_frame_release(frame);
}

static void test_refusals(void **state) {
  scene *s = *state;
  grappe_frame *frame;
  grappe_figure *figure;
  grappe_figures_request request = {.measure = "pharma_job", .level = "region", .period = GRAPPE_PERIOD_ALL};
  assert_int_equal(grappe_figures(s->observatory, &request, &frame, &s->error), GRAPPE_NOT_FOUND);
  if (!strstr(s->error.message, "pharma_jobs")) fail_msg("%s", s->error.message);
  request.measure = "share";
  request.level = "regoin";
  assert_int_equal(grappe_figures(s->observatory, &request, &frame, &s->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(s->error.message, "region"));
  request.level = "region";
  frame = ask(s, &request);
  assert_int_equal(grappe_frame_total(frame, "share", GRAPPE_SUM, 0, &figure, &s->error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_frame_total(frame, "share", GRAPPE_MEAN, 0, &figure, &s->error), GRAPPE_ARGUMENT);
  grappe_frame_release(frame);
  request.level = NULL;
  request.by = "stag";
  assert_int_equal(grappe_figures(s->observatory, &request, &frame, &s->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(s->error.message, "stage"));
}

static void test_dimensions(void **state) {
  scene *s = *state;
  grappe_store *store = grappe_observatory_store(s->observatory);
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  ADD(store, "measure", "code=site_headcount", "name=Effectif", "unit=jobs", "aggregation=sum");
  ADD(store, "observation", "measure=&site_headcount", "site=&vdr", "period=2022", "value=>2500", "source=&N");
  ADD(store, "observation", "measure=&site_headcount", "site=&vdr", "period=2023", "value=2200", "source=&X");
  ADD(store, "observation", "measure=&site_headcount", "site=&dreux", "value=80", "source=&X");
  ADD(store, "measure", "code=members", "name=Membres", "unit=members", "aggregation=sum");
  ADD(store, "observation", "measure=&members", "organisation=&sanofi", "period=2018", "value=>200", "source=&N");
  assert_fine(grappe_store_commit(store, &s->error), s->error);
  grappe_figures_request request = {.measure = "site_headcount", .by = "site", .period = GRAPPE_PERIOD_ALL};
  grappe_frame *frame = ask(s, &request); /* the latest of each */
  assert_string_equal(shown(s, frame), "Val-de-Reuil|2200\nDreux|80\n");
  grappe_frame_release(frame);
  grappe_figure *figure;
  grappe_dimension site = {"site", {.text = "vdr"}};
  request = (grappe_figures_request){
      .measure = "site_headcount", .dimensions = &site, .dimension_count = 1, .period = year(2022)};
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  assert_string_equal(notation(figure), ">2500 jobs");
  request.period = year(2021);
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  assert_int_equal(grappe_figure_read(figure)->presence, GRAPPE_UNKNOWN);
  grappe_figure_release(figure);
  /* only one thing can be meant */
  request = (grappe_figures_request){.measure = "members", .period = year(2018)};
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  assert_string_equal(notation(figure), ">200 members");
  request.measure = "site_headcount"; /* several may be meant */
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  assert_int_equal(grappe_figure_read(figure)->presence, GRAPPE_UNKNOWN);
  grappe_figure_release(figure);
}

static void test_one(void **state) {
  scene *s = *state;
  grappe_place places[] = {{.text = "Normandie"}, {.text = "Rouen (basin)"}};
  grappe_figures_request request = {
      .measure = "pharma_jobs", .territories = places, .territory_count = 1, .period = year(2018)};
  grappe_figure *figure;
  grappe_buffer note = {0};
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, &note, &s->error), s->error);
  assert_string_equal(notation(figure), "9850 jobs");
  assert_non_null(strstr(grappe_buffer_text(&note), "(N)"));
  grappe_buffer_free(&note);
  request.territory_count = 2;
  grappe_frame *frame = ask(s, &request);
  assert_string_equal(shown(s, frame), "Normandy|9850\nRouen|2750\n");
  grappe_frame_release(frame);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_level, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_unobserved, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_regions, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_refusals, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_dimensions, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_one, scene_begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
