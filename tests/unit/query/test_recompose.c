/* Figures on another geography. */
#include "query/recompose.h"

#include "query/scene.h"

static grappe_period year(int of) {
  return (grappe_period){grappe_day_from_date(of, 1, 1), grappe_day_from_date(of, 12, 31)};
}

/* The regions before 2016 and made-up communes that parted, with figures of both years. */
static int begin(void **state) {
  void *files;
  if (fixture_begin(&files)) return -1;
  fixture *f = files;
  grappe_store *t = f->store;
  scene *s = calloc(1, sizeof *s);
  setenv("GRAPPE_TODAY", "2026-11-22", 1);
  s->files = files;
  assert_fine(grappe_store_begin(t, "test", &f->error), f->error);
  scene_territories(t);
  scene_network(t);
  scene_observations(t);
  ADD(t, "source", "code=EU", "title=Eurostat", "geography=2015");
  ADD(t, "source", "code=U", "title=All on one", "geography=COG 2020");
  ADD(t, "territory", "code=REG2015-25", "level=&region", "name=Basse-Normandie", "parents=&FR", "valid_to=2015-12-31");
  ADD(t, "territory_change", "from=&REG2015-25", "to=&REG-28", "date=2016-01-01", "kind=merger", "weight=1");
  ADD(t, "territory", "code=P", "level=&commune", "name=P", "valid_to=2016-12-31", "edition=COG 2016");
  ADD(t, "territory", "code=P1", "level=&commune", "name=P1", "valid_from=2017-01-01", "population=300",
      "parents=&DEP-27");
  ADD(t, "territory", "code=P2", "level=&commune", "name=P2", "valid_from=2017-01-01", "population=100",
      "parents=&DEP-27");
  ADD(t, "territory_change", "from=&P", "to=&P1", "date=2017-01-01", "kind=split");
  ADD(t, "territory_change", "from=&P", "to=&P2", "date=2017-01-01", "kind=split");
  ADD(t, "measure", "code=jobs", "name=Emplois", "unit=jobs", "aggregation=sum");
  ADD(t, "observation", "measure=&jobs", "territory=&REG2015-23", "period=2014", "value=5000", "source=&N");
  ADD(t, "observation", "measure=&jobs", "territory=&REG2015-25", "period=2014", "value=>3000", "source=&P");
  ADD(t, "observation", "measure=&jobs", "territory=&REG-24", "period=2014", "value=8000", "source=&N");
  ADD(t, "observation", "measure=&jobs", "territory=&REG2015-23", "period=2012", "value=4900", "source=&N");
  ADD(t, "observation", "measure=&jobs", "territory=&REG-28", "period=2018", "value=9000", "source=&N");
  ADD(t, "observation", "measure=&jobs", "territory=&REG-24", "period=2018", "value=8100", "source=&N");
  ADD(t, "observation", "measure=&jobs", "territory=&REG2015-23", "period=2020", "value=5200", "source=&EU");
  ADD(t, "observation", "measure=&jobs", "territory=&REG2015-25", "period=2020", "value=3900", "source=&EU");
  ADD(t, "observation", "measure=&jobs", "territory=&P", "period=2014", "value=80", "source=&N");
  ADD(t, "territory", "code=K", "level=&commune", "name=K", "parents=&DEP-27");
  ADD(t, "territory", "code=L", "level=&commune", "name=L", "parents=&DEP-27", "valid_to=2009-12-31");
  ADD(t, "territory_change", "from=&L", "to=&K", "date=2010-01-01", "kind=merger");
  ADD(t, "observation", "measure=&jobs", "territory=&K", "period=2008", "value=50", "source=&N");
  ADD(t, "observation", "measure=&jobs", "territory=&L", "period=2008", "value=30", "source=&N");
  ADD(t, "observation", "measure=&jobs", "territory=&K", "period=2009", "value=51", "source=&N");
  ADD(t, "observation", "measure=&jobs", "territory=&K", "period=2011", "value=90", "source=&N");
  ADD(t, "observation", "measure=&jobs", "territory=&K", "period=2007", "value=88", "source=&U");
  ADD(t, "observation", "measure=&share", "territory=&REG2015-23", "period=2014", "value=10", "source=&N");
  ADD(t, "observation", "measure=&share", "territory=&REG-24", "period=2014", "value=11", "source=&N");
  assert_fine(grappe_store_commit(t, &f->error), f->error);
  assert_fine(grappe_observatory_on(t, &s->observatory, &s->error), s->error);
  f->store = NULL;
  *state = s;
  return 0;
}

static grappe_frame *observed(scene *s, const char *measure, const char *level, int of) {
  grappe_figures_request request = {.measure = measure, .level = level, .period = year(of), .observed_only = 1};
  grappe_frame *frame;
  assert_fine(grappe_figures(s->observatory, &request, &frame, &s->error), s->error);
  return frame;
}

static const char *notes_of(const grappe_frame *frame) {
  static char text[2000];
  text[0] = '\0';
  for (size_t i = 0; i < grappe_frame_note_count(frame); i++)
    snprintf(text + strlen(text), sizeof text - strlen(text), "%s\n", grappe_frame_note(frame, i));
  return text;
}

static grappe_frame *recomposed(scene *s, grappe_frame *frame, grappe_recomposition how) {
  grappe_frame *result;
  assert_fine(grappe_frame_recompose(frame, &how, &result, &s->error), s->error);
  grappe_frame_release(frame);
  return result;
}

static void test_merger(void **state) {
  scene *s = *state;
  grappe_frame *frame =
      recomposed(s, observed(s, "jobs", "region", 2014), (grappe_recomposition){.geography = "COG 2026"});
  assert_string_equal(shown(s, frame), "Centre-Val de Loire|8000\nNormandy|>8000\n");
  assert_string_equal(notes_of(frame), "on the geography of COG 2026: Haute-Normandie + Basse-Normandie = Normandy\n");
  grappe_figure *figure;
  assert_fine(grappe_frame_figure(frame, 1, 1, &figure, &s->error), s->error);
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  assert_string_equal(parts->operation, "recompose");
  assert_string_equal(parts->label, "jobs, Normandy (region), 2014 [COG 2026]");
  assert_int_equal(parts->input_count, 2);
  assert_int_equal(parts->citation_count, 2);
  assert_int_equal(parts->obs_status, 'A');
  grappe_figure_release(figure);
  assert_fine(grappe_frame_total(frame, "jobs", GRAPPE_SUM, 0, &figure, &s->error), s->error);
  assert_string_equal(notation(figure), ">16000 jobs");
  grappe_frame_release(frame);
}

static void test_missing_part(void **state) {
  scene *s = *state;
  grappe_frame *frame = recomposed(s, observed(s, "jobs", "region", 2012), (grappe_recomposition){.geography = "2026"});
  assert_string_equal(shown(s, frame), "Normandy|? (>=4900)\n"); /* half of it is not the whole */
  grappe_figure *figure;
  assert_fine(grappe_frame_figure(frame, 0, 1, &figure, &s->error), s->error);
  assert_string_equal(grappe_figure_read(figure)->reason, "no figure of Basse-Normandie");
  grappe_figure_release(figure);
  grappe_frame_release(frame);
}

static void test_back(void **state) {
  scene *s = *state;
  grappe_frame *frame = recomposed(s, observed(s, "jobs", "region", 2018), (grappe_recomposition){.geography = "2015"});
  assert_string_equal(shown(s, frame), "Centre-Val de Loire|8100\nHaute-Normandie|0..9000\nBasse-Normandie|0..9000\n");
  assert_non_null(strstr(notes_of(frame), "2 figures have wide bounds"));
  grappe_frame_release(frame);
}

/* Eurostat keeps the old regions for new years. */
static void test_old_regions_new_year(void **state) {
  scene *s = *state;
  grappe_figures_request request = {.measure = "jobs", .period = year(2020)};
  grappe_frame *frame;
  assert_fine(grappe_figures(s->observatory, &request, &frame, &s->error), s->error);
  frame = recomposed(s, frame, (grappe_recomposition){.geography = "2020"});
  assert_string_equal(shown(s, frame), "Normandy|9100\n");
  grappe_frame_release(frame);
}

static void test_split(void **state) {
  scene *s = *state;
  grappe_figures_request request = {.measure = "jobs", .level = "commune", .period = year(2014), .observed_only = 1};
  grappe_frame *frame, *parted;
  assert_fine(grappe_figures(s->observatory, &request, &frame, &s->error), s->error);
  parted = recomposed(s, grappe_frame_keep(frame), (grappe_recomposition){.geography = "2026"});
  assert_string_equal(shown(s, parted), "P1|0..80\nP2|0..80\n");
  grappe_frame_release(parted);
  parted = recomposed(s, grappe_frame_keep(frame), (grappe_recomposition){.geography = "2026", .weight = "population"});
  assert_string_equal(shown(s, parted), "P1|60\nP2|20\n");
  assert_non_null(strstr(notes_of(parted), "2 figures are estimated: territories were divided by population"));
  grappe_figure *figure;
  assert_fine(grappe_frame_figure(parted, 0, 1, &figure, &s->error), s->error);
  assert_int_equal(grappe_figure_read(figure)->obs_status, 'E');
  assert_string_equal(grappe_figure_read(grappe_figure_read(figure)->inputs[0])->label,
                      "75 % of P (commune), by population");
  grappe_figure_release(figure);
  grappe_frame_release(parted);
  /* the parts lie in one département: rolled up, nothing is open */
  parted = recomposed(s, frame, (grappe_recomposition){.geography = "2026", .level = "departement"});
  assert_non_null(strstr(shown(s, parted), "Eure|? (>=80)")); /* other communes of the Eure have no figure */
  grappe_frame_release(parted);
}

static void test_refusals(void **state) {
  scene *s = *state;
  grappe_frame *frame = observed(s, "share", "region", 2014), *result;
  grappe_recomposition how = {.geography = "COG 2026"};
  assert_int_equal(grappe_frame_recompose(frame, &how, &result, &s->error), GRAPPE_ARGUMENT);
  assert_non_null(strstr(s->error.message, "may not be added up"));
  assert_non_null(strstr(s->error.message, "Normandy"));
  grappe_frame_release(frame);
  frame = observed(s, "jobs", "region", 2014);
  how.geography = "COG";
  assert_int_equal(grappe_frame_recompose(frame, &how, &result, &s->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(s->error.message, "COG 2016"));
  how.geography = "2010";
  how.level = "employment_zone";
  assert_int_equal(grappe_frame_recompose(frame, &how, &result, &s->error), GRAPPE_DATA);
  assert_non_null(strstr(s->error.message, "Basse-Normandie (REG2015-25)"));
  grappe_frame_release(frame);
}

/* Figures that were observed on the new regions already, beside the old ones: not added twice. */
static void test_covered(void **state) {
  scene *s = *state;
  grappe_store *t = grappe_observatory_store(s->observatory);
  assert_fine(grappe_store_begin(t, "test", &s->error), s->error);
  ADD(t, "observation", "measure=&jobs", "territory=&REG-28", "period=2014", "value=8700", "source=&N");
  assert_fine(grappe_store_commit(t, &s->error), s->error);
  grappe_figures_request request = {.measure = "jobs", .period = year(2014)};
  grappe_frame *frame;
  assert_fine(grappe_figures(s->observatory, &request, &frame, &s->error), s->error);
  assert_int_equal(grappe_frame_rows(frame), 5); /* P, three old regions, the new one */
  frame = recomposed(s, frame, (grappe_recomposition){.geography = "COG 2026"});
  assert_string_equal(shown(s, frame), "P1|0..80\nP2|0..80\nCentre-Val de Loire|8000\nNormandy|8700\n");
  grappe_frame_release(frame);
}

static void test_meet(void **state) {
  scene *s = *state;
  grappe_frame *frames[] = {observed(s, "jobs", "region", 2014), observed(s, "jobs", "region", 2018)}, *met[2];
  assert_fine(grappe_frames_meet(frames, 2, NULL, met, &s->error), s->error);
  assert_string_equal(shown(s, met[0]), "Centre-Val de Loire|8000\nNormandy|>8000\n");
  assert_ptr_equal(met[1], frames[1]);
  assert_string_equal(notes_of(met[0]), "on the geography of 2018: Haute-Normandie + Basse-Normandie = Normandy\n");
  for (int i = 0; i < 2; i++) {
    grappe_frame_release(frames[i]);
    grappe_frame_release(met[i]);
  }
}

/* Looking up: a region that did not exist yet, or that a source does not name any more. */
static void test_lookup(void **state) {
  scene *s = *state;
  grappe_place normandie = {.text = "REG-28"};
  grappe_figures_request request = {
      .measure = "jobs", .territories = &normandie, .territory_count = 1, .period = year(2014)};
  grappe_figure *figure;
  grappe_buffer note = {0};
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, &note, &s->error), s->error);
  assert_string_equal(notation(figure), ">8000 jobs");
  assert_string_equal(grappe_buffer_text(&note),
                      "on the geography of 2016: Haute-Normandie + Basse-Normandie = Normandy\n");
  grappe_buffer_free(&note);
  request.period = year(2020);
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  assert_string_equal(notation(figure), "9100 jobs");
  request.period = year(2012); /* half of it is not the whole */
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  assert_string_equal(grappe_figure_read(figure)->reason, "no observation: Emplois (jobs), Normandy (region), 2012");
  assert_string_equal(notation(figure), "? (>=0) jobs");
  request.geography = "2026";
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  assert_string_equal(notation(figure), "? (>=4900) jobs");
  grappe_place old = {.text = "REG2015-23"}; /* nobody knows how Normandie would divide */
  request =
      (grappe_figures_request){.measure = "jobs", .territories = &old, .territory_count = 1, .period = year(2018)};
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  assert_string_equal(notation(figure), "? (>=0) jobs");
  request.geography = "2015";
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  assert_string_equal(notation(figure), "0..9000 jobs");
}

static grappe_figure *of_commune(scene *s, const char *code, int when, const char *geography) {
  grappe_place place = {.text = code};
  grappe_figures_request request = {
      .measure = "jobs", .territories = &place, .territory_count = 1, .period = year(when), .geography = geography};
  grappe_figure *figure;
  assert_fine(grappe_figure_of(s->observatory, &request, &figure, NULL, &s->error), s->error);
  return figure;
}

static const char *geography_of(const grappe_figure *figure) {
  static char text[GRAPPE_GROUND_TEXT];
  return grappe_ground_write(grappe_figure_read(figure)->ground, text);
}

/* A commune that took another one in: figures of before and after meet on one geography, or not at all. */
static void test_ground(void **state) {
  scene *s = *state;
  grappe_figure *before = of_commune(s, "K", 2008, NULL), *next = of_commune(s, "K", 2009, NULL);
  grappe_figure *after = of_commune(s, "K", 2011, NULL), *stated = of_commune(s, "K", 2007, NULL), *result;
  grappe_truth truth;
  assert_string_equal(geography_of(before), "2008");
  assert_string_equal(geography_of(stated), "2020");
  assert_int_equal(grappe_figure_subtract(after, before, &result, &s->error), GRAPPE_DATA);
  assert_non_null(strstr(s->error.message,
                         "50 jobs (Emplois (jobs), K (commune), 2008) on that of 2008; ask for both with "
                         "geography = 2011"));
  assert_int_equal(grappe_figure_compare(before, GRAPPE_LESS, after, 1, &truth, &s->error), GRAPPE_DATA);
  assert_fine(grappe_figure_subtract(next, before, &result, &s->error), s->error);
  assert_string_equal(geography_of(result), "2008/2009");
  assert_string_equal(notation(result), "1 jobs");
  assert_fine(grappe_figure_subtract(after, stated, &result, &s->error), s->error); /* on one ground */
  assert_string_equal(notation(result), "2 jobs");
  grappe_figure *converted = of_commune(s, "K", 2008, "2011"), *same = of_commune(s, "K", 2011, "COG 2026");
  assert_string_equal(notation(grappe_figure_keep(converted)), "80 jobs");
  assert_string_equal(geography_of(converted), "2011");
  assert_string_equal(geography_of(same), "2011"); /* nothing to convert */
  assert_fine(grappe_figure_subtract(same, converted, &result, &s->error), s->error);
  assert_string_equal(notation(result), "10 jobs");
  grappe_figure *aside;
  assert_fine(grappe_figure_any_geography(before, &aside, &s->error), s->error);
  assert_fine(grappe_figure_subtract(after, aside, &result, &s->error), s->error);
  assert_string_equal(notation(result), "40 jobs");
  grappe_buffer json = {0};
  grappe_figure_json(stated, &json);
  assert_non_null(strstr(grappe_buffer_text(&json), "\"period\":\"2007\",\"geography\":\"2020\""));
  grappe_buffer_clear(&json);
  grappe_figure_json(before, &json);
  assert_null(strstr(grappe_buffer_text(&json), "geography"));
  grappe_buffer_free(&json);
  grappe_figure *const all[] = {before, next, after, stated, converted, same, aside};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) grappe_figure_release(all[i]);
}

static void test_lookup_level(void **state) {
  scene *s = *state;
  grappe_figures_request request = {.measure = "jobs", .level = "region", .period = year(2014)};
  grappe_frame *frame;
  assert_fine(grappe_figures(s->observatory, &request, &frame, &s->error), s->error);
  assert_string_equal(shown(s, frame),
                      "Île-de-France|? (>=0)\nCentre-Val de Loire|8000\nHaute-Normandie|5000\nBasse-Normandie|>3000\n");
  grappe_frame_release(frame);
  request.geography = "COG 2026";
  assert_fine(grappe_figures(s->observatory, &request, &frame, &s->error), s->error);
  assert_string_equal(shown(s, frame), "Île-de-France|? (>=0)\nCentre-Val de Loire|8000\nNormandy|>8000\n");
  grappe_figure *figure;
  assert_fine(grappe_frame_total(frame, "jobs", GRAPPE_SUM, 0, &figure, &s->error), s->error);
  assert_string_equal(notation(figure), ">16000 jobs");
  grappe_frame_release(frame);
  request.geography = NULL; /* a source that still names the old regions */
  request.period = year(2020);
  assert_fine(grappe_figures(s->observatory, &request, &frame, &s->error), s->error);
  assert_string_equal(shown(s, frame), "Île-de-France|? (>=0)\nCentre-Val de Loire|? (>=0)\nNormandy|9100\n");
  grappe_frame_release(frame);
}

/* Two years are joined on one geography only. */
static void test_join(void **state) {
  scene *s = *state;
  grappe_frame *frames[] = {observed(s, "jobs", "region", 2014), observed(s, "jobs", "region", 2018)}, *met[2];
  grappe_frame *later, *joined;
  const char *const keys[] = {"territory"};
  assert_fine(grappe_frame_rename(frames[1], "jobs", "later", &later, &s->error), s->error);
  assert_int_equal(grappe_frame_join(frames[0], later, keys, 1, &joined, &s->error), GRAPPE_DATA);
  assert_non_null(strstr(s->error.message, "3 territories differ"));
  assert_non_null(strstr(s->error.message, "Haute-Normandie (REG2015-23)"));
  assert_null(strstr(s->error.message, "Centre"));
  assert_fine(grappe_frames_meet(frames, 2, NULL, met, &s->error), s->error);
  assert_fine(grappe_frame_join(met[0], later, keys, 1, &joined, &s->error), s->error);
  assert_string_equal(shown(s, joined), "Centre-Val de Loire|8000|8100\nNormandy|>8000|9000\n");
  grappe_frame_release(joined);
  grappe_frame_release(later);
  for (int i = 0; i < 2; i++) {
    grappe_frame_release(frames[i]);
    grappe_frame_release(met[i]);
  }
}

static void test_geographies(void **state) {
  scene *s = *state;
  grappe_snapshot *snapshot;
  grappe_geography g;
  assert_fine(grappe_observatory_snapshot(s->observatory, &snapshot, &s->error), s->error);
  static const char *const names[] = {"2016", "cog 2016", "COG-2016", "2016-01-01"};
  for (size_t i = 0; i < 4; i++) {
    assert_fine(grappe_geography_find(snapshot, names[i], &g, &s->error), s->error);
    assert_int_equal(g.day, grappe_day_from_date(2016, 1, 1));
  }
  assert_fine(grappe_geography_find(snapshot, "2015-06-30", &g, &s->error), s->error);
  assert_int_equal(g.day, grappe_day_from_date(2015, 6, 30));
  grappe_snapshot_release(snapshot);
}

static void test_memory(void **state) {
  scene *s = *state;
  grappe_frame *frame = observed(s, "jobs", "region", 2014);
  grappe_recomposition how = {.geography = "COG 2026", .weight = "population"};
  grappe_frame *result = NULL;
  for (long n = 1;; n++) {
    grappe_memory_fail_after(n);
    grappe_code code = grappe_frame_recompose(frame, &how, &result, &s->error);
    grappe_memory_fail_after(0);
    if (code == GRAPPE_OK) {
      assert_true(n > 40);
      break;
    }
    assert_int_equal(code, GRAPPE_MEMORY);
  }
  assert_string_equal(shown(s, result), "Centre-Val de Loire|8000\nNormandy|>8000\n");
  grappe_frame_release(result);
  grappe_frame_release(frame);
}

/* The same for looking up: put together, and on a geography. */
static void test_lookup_memory(void **state) {
  scene *s = *state;
  grappe_place normandie = {.text = "REG-28"};
  grappe_figures_request requests[] = {
      {.measure = "jobs", .territories = &normandie, .territory_count = 1, .period = year(2014)},
      {.measure = "jobs", .level = "region", .period = year(2014), .geography = "COG 2026", .weight = "population"}};
  for (int k = 0; k < 2; k++)
    for (long n = 1;; n++) {
      grappe_frame *frame = NULL;
      grappe_figure *figure = NULL;
      grappe_memory_fail_after(n);
      grappe_code code = k ? grappe_figures(s->observatory, &requests[k], &frame, &s->error)
                           : grappe_figure_of(s->observatory, &requests[k], &figure, NULL, &s->error);
      grappe_memory_fail_after(0);
      grappe_frame_release(frame);
      grappe_figure_release(figure);
      if (code == GRAPPE_OK) {
        assert_true(n > 40);
        break;
      }
      assert_int_equal(code, GRAPPE_MEMORY);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_merger, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_missing_part, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_back, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_old_regions_new_year, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_split, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_refusals, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_covered, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_meet, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_join, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_lookup, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_ground, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_lookup_level, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_geographies, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_memory, begin, scene_end),
      cmocka_unit_test_setup_teardown(test_lookup_memory, begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
