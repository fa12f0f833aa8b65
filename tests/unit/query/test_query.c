/* Selecting rows: conditions, places, times, orders, paths. */
#include "query/scene.h"

static void test_conditions(void **state) {
  scene *s = *state;
  assert_string_equal(count(s, all(s, "site")), "7 sites");
  assert_string_equal(codes(s, is(s, all(s, "site"), "code", "vdr")), "vdr");
  assert_string_equal(codes(s, is(s, all(s, "site"), "activity", "21.*")), "vdr evreux");
  assert_string_equal(codes(s, is(s, all(s, "site"), "activity", "*PREPARATIONS*")), "vdr evreux");
  assert_string_equal(codes(s, is(s, all(s, "site"), "organisation", "ETHYPHARM")), "dreux");
  assert_string_equal(codes(s, is(s, all(s, "site"), "organisation.kind", "faconnier")), "evreux");
  /* the kind of one organisation is not stated, two sites have none: undecided */
  assert_string_equal(count(s, is(s, all(s, "site"), "organisation.kind", "cdmo")), "1..5 sites");
  assert_string_equal(codes(s, where(s, all(s, "site"), "organisation", grappe_condition_known(0))),
                      "nonancourt zone nowhere");
  assert_string_equal(count(s, where(s, all(s, "site"), "organisation", grappe_condition_known(1))), "4 sites");
  grappe_condition *sanofi = grappe_condition_text("sanofi"), *not_sanofi = grappe_condition_not(sanofi);
  grappe_condition_release(sanofi);
  assert_string_equal(count(s, where(s, all(s, "site"), "organisation", not_sanofi)), "2..5 sites");
}

static void test_figures(void **state) {
  scene *s = *state;
  /* >2000, 300, 40..60, ?, 120, 50, 10 */
  assert_string_equal(codes(s, where(s, all(s, "site"), "headcount", compared(GRAPPE_GREATER_OR_EQUAL, "50 jobs"))),
                      "vdr evreux paris zone");
  assert_string_equal(count(s, where(s, all(s, "site"), "headcount", compared(GRAPPE_GREATER_OR_EQUAL, "50 jobs"))),
                      "4..6 sites");
  assert_string_equal(codes(s, where(s, all(s, "site"), "headcount", compared(GRAPPE_GREATER, "2000 jobs"))), "vdr");
  assert_string_equal(count(s, where(s, all(s, "site"), "headcount", compared(GRAPPE_LESS_OR_EQUAL, "2000 jobs"))),
                      "5..6 sites");
  /* jobs cannot be negative, even unknown ones */
  assert_string_equal(count(s, where(s, all(s, "site"), "headcount", compared(GRAPPE_GREATER_OR_EQUAL, "0 jobs"))),
                      "7 sites");
  assert_string_equal(codes(s, is(s, all(s, "site"), "headcount", "300")), "evreux");
  grappe_figure *plain = grappe_figure_number(300); /* a number in a script takes on the unit of the field */
  grappe_condition *same = grappe_condition_figure(GRAPPE_EQUAL, plain);
  grappe_figure_release(plain);
  assert_string_equal(codes(s, where(s, all(s, "site"), "headcount", same)), "evreux");
  grappe_query *query = all(s, "site"), *result;
  grappe_condition *euros = compared(GRAPPE_LESS, "50 EUR");
  assert_int_equal(grappe_query_where(query, "headcount", euros, &result, &s->error), GRAPPE_UNIT);
  assert_int_equal(grappe_query_where(query, "name", euros, &result, &s->error), GRAPPE_ARGUMENT);
  grappe_condition_release(euros);
  grappe_query_release(query);
}

static void test_several_values(void **state) {
  scene *s = *state;
  assert_string_equal(codes(s, is(s, all(s, "site"), "stage", "production")), "vdr evreux");
  assert_string_equal(codes(s, is(s, all(s, "site"), "site_activity.stage", "distribution")), "vdr");
  /* four sites have no stage recorded: undecided */
  assert_string_equal(count(s, is(s, all(s, "site"), "stage", "production")), "2..6 sites");
  assert_string_equal(codes(s, is(s, all(s, "site"), "product_family", "vaccins")), "vdr");
  assert_string_equal(codes(s, is(s, all(s, "organisation"), "site.stage", "research")), "ethypharm");
}

static void test_places(void **state) {
  scene *s = *state;
  assert_string_equal(codes(s, within(s, all(s, "site"), "Normandie")), "vdr evreux nonancourt");
  /* the zone crosses the border, and one site is nowhere */
  assert_string_equal(count(s, within(s, all(s, "site"), "normandy")), "3..5 sites");
  assert_string_equal(count(s, within(s, all(s, "site"), "France")), "6..7 sites");
  assert_string_equal(count(s, within(s, all(s, "site"), "Val-de-Reuil (basin)")), "0..5 sites");
  assert_string_equal(codes(s, is(s, all(s, "site"), "region", "Normandie")), "vdr evreux nonancourt");
  assert_string_equal(codes(s, is(s, all(s, "site"), "commune.departement", "Eure")), "vdr evreux nonancourt");
  /* whichever of the two regions the zone's site is in, it is one of both */
  grappe_condition *both[] = {grappe_condition_text("Normandie"), grappe_condition_text("Centre-Val de Loire")};
  assert_string_equal(codes(s, where(s, all(s, "site"), "region", grappe_condition_any(both, 2))),
                      "vdr evreux nonancourt dreux zone");
  grappe_condition_release(both[0]);
  grappe_condition_release(both[1]);
  assert_string_equal(codes(s, within(s, all(s, "membership"), "Île-de-France")), "sanofi / 2002-01-01");
  assert_string_equal(codes(s, within(s, all(s, "territory"), "Eure")), "DEP-27 27701 27229 27438");
  grappe_query *query = all(s, "site"), *result;
  grappe_place rouen = {.text = "Rouen"}, nowhere = {.text = "Normandi"};
  assert_int_equal(grappe_query_within(query, &rouen, 1, &result, &s->error), GRAPPE_AMBIGUOUS);
  assert_int_equal(grappe_query_within(query, &nowhere, 1, &result, &s->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(s->error.message, "Normandie"));
  grappe_query_release(query);
}

static void test_near(void **state) {
  scene *s = *state;
  grappe_query *query = all(s, "site"), *near;
  grappe_place reuil = {.text = "commune:Val-de-Reuil"};
  assert_fine(grappe_query_near(query, &reuil, 30, &near, &s->error), s->error);
  assert_string_equal(count(s, grappe_query_keep(near)), "2..4 sites"); /* Nonancourt and nowhere have no position */
  assert_string_equal(codes(s, near), "vdr evreux");
  assert_fine(grappe_query_near_point(query, 1.2098, 49.2736, 0, &near, &s->error), s->error);
  assert_string_equal(codes(s, near), "vdr"); /* the distance itself is included */
  assert_int_equal(grappe_query_near_point(query, 1.2, 149.2, 3, &near, &s->error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_query_near_point(query, 1.2, 49.2, -3, &near, &s->error), GRAPPE_ARGUMENT);
  grappe_query_release(query);
}

static grappe_query *on(scene *s, grappe_query *query, int year) {
  grappe_query *result;
  grappe_code code = grappe_query_on(query, grappe_day_from_date(year, 6, 1), &result, &s->error);
  return took(s, query, result, code);
}

static void test_times(void **state) {
  scene *s = *state;
  assert_string_equal(count(s, on(s, all(s, "membership"), 2019)),
                      "3 members"); /* attested by a source of February 2019 */
  assert_string_equal(count(s, on(s, all(s, "membership"), 2022)), "2 members");
  assert_string_equal(count(s, on(s, all(s, "membership"), 2010)), "1..2 members");
  /* the region of that time */
  grappe_query *query = by(s, on(s, is(s, all(s, "site"), "code", "evreux"), 2014), "region", NULL);
  grappe_frame *frame = frame_of(s, query, GRAPPE_COUNT, NULL);
  assert_string_equal(shown(s, frame), "Haute-Normandie|0..1\n");
  grappe_frame_release(frame);
  query = all(s, "stage");
  assert_int_equal(grappe_query_on(query, 0, &query, &s->error), GRAPPE_ARGUMENT);
  grappe_query_release(query);
}

static void test_known_on(void **state) {
  scene *s = *state;
  assert_string_equal(count(s, is(s, all(s, "observation"), "measure", "share")), "2");
  grappe_store *store = grappe_observatory_store(s->observatory);
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  ADD(store, "observation", "measure=&share", "territory=&REG-24", "period=2018", "value=13", "source=&N");
  assert_fine(grappe_store_commit(store, &s->error), s->error);
  assert_fine(grappe_store_execute(store, "UPDATE observation SET recorded_at = '2020-01-01T10:00:00Z'", &s->error),
              s->error);
  assert_fine(grappe_store_execute(store,
                                   "UPDATE observation SET recorded_at = '2021-01-01T10:00:00Z' WHERE id IN (SELECT "
                                   "superseded_by FROM observation)",
                                   &s->error),
              s->error);
  grappe_query *old, *query = is(s, is(s, all(s, "observation"), "measure", "share"), "territory", "REG-24");
  assert_string_equal(count(s, grappe_query_keep(query)), "1"); /* the corrected one is out */
  assert_string_equal(notation(total(s, grappe_query_keep(query), GRAPPE_MAX, "value")), "13 %");
  assert_fine(grappe_query_as_known_on(query, grappe_day_from_date(2020, 6, 1), &old, &s->error), s->error);
  assert_string_equal(notation(total(s, old, GRAPPE_MAX, "value")), "12 %");
  assert_fine(grappe_query_as_known_on(query, grappe_day_from_date(2019, 6, 1), &old, &s->error), s->error);
  assert_string_equal(count(s, old), "0");
  grappe_query_release(query);
  query = all(s, "site");
  assert_int_equal(grappe_query_as_known_on(query, 0, &old, &s->error), GRAPPE_ARGUMENT);
  grappe_query_release(query);
}

static void test_orders(void **state) {
  scene *s = *state;
  assert_string_equal(codes(s, ordered(s, all(s, "site"), "name", 0)),
                      "dreux evreux nonancourt nowhere paris vdr zone");
  assert_string_equal(codes(s, ordered(s, all(s, "site"), "headcount", 1)),
                      "vdr evreux paris nonancourt zone nowhere dreux");
  assert_string_equal(codes(s, ordered(s, ordered(s, all(s, "site"), "name", 1), "organisation", 0)),
                      "evreux dreux vdr paris zone nowhere nonancourt");
  grappe_query *query = all(s, "site"), *top;
  assert_fine(grappe_query_top(query, 2, "headcount", &top, &s->error), s->error);
  assert_string_equal(sum(s, grappe_query_keep(top), "headcount"), ">2300 jobs");
  assert_string_equal(codes(s, top), "vdr evreux");
  grappe_query_release(query);
}

static grappe_code is_short(void *context, const grappe_row *row, grappe_truth *truth, grappe_error *error) {
  grappe_value value;
  grappe_code code = grappe_row_path(row, "name", &value, error);
  (*(int *)context)++;
  if (code == GRAPPE_OK) *truth = strlen(value.text) < 7 ? GRAPPE_TRUE : GRAPPE_FALSE;
  grappe_value_release(&value);
  return code;
}

static void test_filter(void **state) {
  scene *s = *state;
  int asked = 0;
  grappe_query *query = all(s, "site"), *filtered;
  assert_fine(grappe_query_filter(query, is_short, &asked, NULL, "short", &filtered, &s->error), s->error);
  grappe_query_release(query);
  /* the condition that was added later is asked first */
  filtered = is(s, filtered, "organisation", "sanofi");
  grappe_buffer text = {0};
  assert_fine(grappe_query_describe(filtered, &text, &s->error), s->error);
  assert_non_null(strstr(grappe_buffer_text(&text), "slower"));
  grappe_buffer_free(&text);
  assert_string_equal(codes(s, filtered), "paris");
  assert_int_equal(asked, 5);
}

static void test_paths(void **state) {
  scene *s = *state;
  grappe_path_info info;
  const grappe_entity *site = grappe_entity_find("site");
  assert_fine(grappe_path_check(s->observatory, site, "organisation.seat.region", &info, &s->error), s->error);
  assert_int_equal(info.kind, GRAPPE_COLUMN_REFERENCE);
  assert_int_equal(info.several, 0);
  assert_fine(grappe_path_check(s->observatory, site, "stage.name", &info, &s->error), s->error);
  assert_int_equal(info.several, 1);
  assert_int_equal(grappe_path_check(s->observatory, site, "headcuont", &info, &s->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(s->error.message, "headcount"));
  assert_int_equal(grappe_path_check(s->observatory, site, "basn", &info, &s->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(s->error.message, "basin"));
  assert_int_equal(grappe_path_check(s->observatory, site, "name.region", &info, &s->error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_path_check(s->observatory, site, "", &info, &s->error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_path_check(s->observatory, site, "organisation..name", &info, &s->error), GRAPPE_NOT_FOUND);
}

static void test_first_and_one(void **state) {
  scene *s = *state;
  grappe_row row;
  grappe_query *query = ordered(s, all(s, "site"), "name", 0);
  assert_fine(grappe_query_first(query, &row, &s->error), s->error);
  grappe_buffer name = {0};
  assert_fine(grappe_row_name(&row, &name, &s->error), s->error);
  assert_string_equal(grappe_buffer_text(&name), "Dreux");
  grappe_buffer_free(&name);
  grappe_snapshot_release(row.snapshot);
  assert_int_equal(grappe_query_one(query, &row, &s->error), GRAPPE_AMBIGUOUS);
  query = is(s, query, "organisation.kind", "cdmo");
  assert_int_equal(grappe_query_one(query, &row, &s->error), GRAPPE_UNDECIDED);
  query = is(s, query, "code", "paris");
  assert_int_equal(grappe_query_one(query, &row, &s->error), GRAPPE_NOT_FOUND);
  assert_fine(grappe_query_first(query, &row, &s->error), s->error);
  assert_int_equal(row.index, -1);
  grappe_snapshot_release(row.snapshot);
  grappe_query_release(query);
}

/* A row that a script holds stays what it was; new questions see the new state. */
static void test_snapshots(void **state) {
  scene *s = *state;
  grappe_row row;
  grappe_value value;
  grappe_query *query = is(s, all(s, "site"), "code", "evreux");
  assert_fine(grappe_query_one(query, &row, &s->error), s->error);
  assert_fine(grappe_row_path(&row, "headcount", &value, &s->error), s->error);
  grappe_value_release(&value);
  grappe_store *store = grappe_observatory_store(s->observatory);
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  ADD(store, "site", "code=evreux", "headcount=310");
  assert_fine(grappe_store_commit(store, &s->error), s->error);
  assert_string_equal(sum(s, query, "headcount"), "310 jobs");
  assert_fine(grappe_row_path(&row, "headcount", &value, &s->error), s->error);
  assert_string_equal(notation(grappe_figure_keep(value.figure)), "300 jobs");
  grappe_value_release(&value);
  grappe_snapshot_release(row.snapshot);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_conditions, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_figures, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_several_values, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_places, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_near, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_times, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_known_on, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_orders, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_filter, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_paths, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_first_and_one, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_snapshots, scene_begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
