#include <math.h>

#include "base/memory.h"
#include "territory/scene.h"
#include "territory/territory.h"

static int begin(void **state) {
  if (fixture_begin(state)) return -1;
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  scene_territories(f->store);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  return 0;
}

static grappe_territories *load(fixture *f) {
  grappe_territories *t;
  assert_fine(grappe_territories_load(f->store, NULL, &t, &f->error), f->error);
  return t;
}

static int32_t row(const grappe_territories *t, const char *code) {
  for (int32_t r = 0; r < grappe_territories_count(t); r++)
    if (strcmp(grappe_territory_code(t, r), code) == 0) return r;
  fail_msg("no territory %s", code);
  return -1;
}

static grappe_truth lies_in(const grappe_territories *t, const char *inner, const char *outer) {
  return grappe_territory_lies_in(t, row(t, inner), row(t, outer));
}

static grappe_truth holds(const grappe_territories *t, const char *area, const char *place) {
  return grappe_territory_holds(t, row(t, area), row(t, place));
}

static void test_hierarchy(void **state) {
  grappe_territories *t = load(*state);
  assert_int_equal(grappe_territories_count(t), 20);
  assert_int_equal(lies_in(t, "27701", "REG-28"), GRAPPE_TRUE);
  assert_int_equal(lies_in(t, "27701", "REG2015-23"), GRAPPE_TRUE); /* each in its time */
  assert_int_equal(lies_in(t, "27701", "FR"), GRAPPE_TRUE);
  assert_int_equal(lies_in(t, "27701", "27701"), GRAPPE_TRUE);
  assert_int_equal(lies_in(t, "27701", "REG-24"), GRAPPE_FALSE);
  assert_int_equal(lies_in(t, "FR", "REG-28"), GRAPPE_FALSE);
  assert_int_equal(lies_in(t, "ZE-DREUX", "REG-28"), GRAPPE_MAYBE);
  assert_int_equal(lies_in(t, "ZE-DREUX", "FR"), GRAPPE_TRUE);
  assert_int_equal(lies_in(t, "ZE-DREUX", "REG-11"), GRAPPE_FALSE);
  /* its commune is in one region all the same */
  assert_int_equal(lies_in(t, "27438", "REG-28"), GRAPPE_TRUE);
  assert_int_equal(lies_in(t, "27438", "REG-24"), GRAPPE_FALSE);
  assert_int_equal(lies_in(t, "28134", "REG-28"), GRAPPE_FALSE);
  grappe_territories_release(t);
}

static void test_places(void **state) {
  grappe_territories *t = load(*state);
  assert_int_equal(holds(t, "27701", "REG-28"), GRAPPE_MAYBE); /* somewhere in Normandie may be in Val-de-Reuil */
  assert_int_equal(holds(t, "REG-28", "27701"), GRAPPE_TRUE);
  assert_int_equal(holds(t, "REG-11", "REG-28"), GRAPPE_FALSE);
  assert_int_equal(grappe_territory_holds(t, row(t, "REG-28"), -1), GRAPPE_MAYBE);
  /* a basin whose communes nobody recorded */
  assert_int_equal(holds(t, "BAS-ROUEN", "76540"), GRAPPE_MAYBE);
  assert_int_equal(holds(t, "BAS-ROUEN", "28134"), GRAPPE_FALSE);
  assert_int_equal(holds(t, "BAS-ROUEN", "BAS-CAEN"), GRAPPE_FALSE);
  assert_int_equal(holds(t, "76540", "27701"), GRAPPE_FALSE);
  unsigned char truth[20];
  grappe_territories_within(t, row(t, "REG-28"), 1, truth);
  for (int32_t r = 0; r < grappe_territories_count(t); r++)
    assert_int_equal(truth[r], grappe_territory_holds(t, row(t, "REG-28"), r));
  grappe_territories_release(t);
}

static void test_levels_in_time(void **state) {
  grappe_territories *t = load(*state);
  int region = grappe_territories_level_find(t, "region"), sure;
  int32_t rows[4];
  grappe_period before = {grappe_day_from_date(2014, 1, 1), grappe_day_from_date(2014, 12, 31)};
  grappe_period after = {grappe_day_from_date(2018, 1, 1), grappe_day_from_date(2018, 12, 31)};
  assert_int_equal(grappe_territory_ancestors(t, row(t, "27229"), region, before, rows, 4, &sure), 1);
  assert_int_equal(rows[0], row(t, "REG2015-23"));
  assert_int_equal(sure, 1);
  assert_int_equal(grappe_territory_ancestors(t, row(t, "27229"), region, after, rows, 4, &sure), 1);
  assert_int_equal(rows[0], row(t, "REG-28"));
  assert_int_equal(grappe_territory_ancestors(t, row(t, "ZE-DREUX"), region, after, rows, 4, &sure), 2);
  assert_int_equal(sure, 0);
  assert_int_equal(
      grappe_territory_ancestors(t, row(t, "27229"), grappe_territories_level_find(t, "basin"), after, rows, 4, &sure),
      0);
  assert_int_equal(grappe_territories_level_find(t, "planet"), -1);
  grappe_territories_release(t);
}

static size_t members(fixture *f, const grappe_territories *t, const char *area, const char *level, int year,
                      int parts) {
  int32_t *rows;
  size_t count;
  grappe_period when = {grappe_day_from_date(year, 1, 1), grappe_day_from_date(year, 12, 31)};
  assert_fine(grappe_territories_members(t, area ? row(t, area) : -1, grappe_territories_level_find(t, level), when,
                                         parts, &rows, &count, &f->error),
              f->error);
  grappe_free(rows);
  return count;
}

static void test_members(void **state) {
  fixture *f = *state;
  grappe_territories *t = load(f);
  assert_int_equal(members(f, t, "REG-28", "basin", 2018, 0), 4);
  assert_int_equal(members(f, t, "REG-28", "commune", 2018, 0), 4);
  assert_int_equal(members(f, t, "REG-28", "employment_zone", 2018, 0), 0);
  assert_int_equal(members(f, t, "REG-28", "employment_zone", 2018, 1), 1);
  assert_int_equal(members(f, t, "FR", "region", 2018, 0), 3);
  assert_int_equal(members(f, t, NULL, "region", 2014, 0),
                   3); /* Normandie is not there yet, Haute-Normandie still is */
  grappe_territories_release(t);
}

static void test_position(void **state) {
  fixture *f = *state;
  grappe_territories *t = load(f);
  double x, y;
  /* Rouen to Paris: 112 km along the great circle */
  assert_true(fabs(grappe_distance(1.0993, 49.4431, 2.3522, 48.8566) - 112.2) < 0.5);
  assert_true(grappe_distance(0, 0, 180, 0) > 20015 && grappe_distance(0, 0, 180, 0) < 20016);
  assert_true(grappe_territory_position(t, row(t, "27701"), &x, &y));
  assert_true(x == 1.2098 && y == 49.2736);
  /* the département: its two communes with coordinates, weighted by population (all of them state one) */
  assert_true(grappe_territory_position(t, row(t, "DEP-27"), &x, &y));
  assert_true(fabs(y - (13000 * 49.2736 + 47000 * 49.0241) / 60000) < 1e-9);
  assert_false(grappe_territory_position(t, row(t, "BAS-CAEN"), &x, &y));
  assert_int_equal(grappe_territory_near(t, row(t, "27701"), 1.2098, 49.2736, 0), GRAPPE_TRUE);
  assert_int_equal(grappe_territory_near(t, row(t, "27701"), 1.2098, 49.0, 10), GRAPPE_FALSE);
  assert_int_equal(grappe_territory_near(t, row(t, "DEP-27"), 1.2098, 49.2736, 10), GRAPPE_MAYBE);
  assert_int_equal(grappe_territory_near(t, row(t, "DEP-27"), 1.2098, 49.2736, 100), GRAPPE_TRUE);
  assert_int_equal(grappe_territory_near(t, row(t, "DEP-27"), 7.0, 43.0, 100), GRAPPE_FALSE);
  assert_int_equal(grappe_territory_near(t, row(t, "BAS-CAEN"), 1.2098, 49.2736, 100), GRAPPE_MAYBE);
  grappe_territories_release(t);
}

static void test_changes_and_names(void **state) {
  grappe_territories *t = load(*state);
  size_t count;
  const grappe_territory_change *changes = grappe_territories_changes(t, &count);
  assert_int_equal(count, 1);
  assert_int_equal(changes[0].from, row(t, "REG2015-23"));
  assert_string_equal(changes[0].kind, "merger");
  assert_true(changes[0].weight == 1);
  assert_string_equal(grappe_territory_name(t, row(t, "REG-28"), GRAPPE_ENGLISH), "Normandy");
  assert_string_equal(grappe_territory_name(t, row(t, "REG-28"), GRAPPE_ITALIAN), "Normandie");
  assert_true(grappe_territory_partial(t, row(t, "BAS-CAEN")));
  grappe_territories_release(t);
}

static void test_cycle(void **state) {
  fixture *f = *state;
  grappe_territories *t;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  ADD(f->store, "territory", "code=FR", "parents=&27701");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_int_equal(grappe_territories_load(f->store, NULL, &t, &f->error), GRAPPE_DATA);
  assert_non_null(strstr(f->error.message, "itself"));
}

static void test_memory(void **state) {
  fixture *f = *state;
  grappe_territories_release(load(f)); /* the store keeps statements and pages */
  size_t before = grappe_memory_held();
  for (long n = 1;; n++) {
    grappe_territories *t = NULL;
    grappe_memory_fail_after(n);
    grappe_code code = grappe_territories_load(f->store, NULL, &t, &f->error);
    grappe_memory_fail_after(0);
    if (code == GRAPPE_OK) {
      assert_true(n > 10);
      grappe_territories_release(t);
      break;
    }
    assert_int_equal(code, GRAPPE_MEMORY);
  }
  assert_true(grappe_memory_held() < before + 5000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_hierarchy, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_places, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_levels_in_time, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_members, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_position, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_changes_and_names, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_cycle, begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_memory, begin, fixture_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
