/* Columns, dictionaries, and tables filled from a store. */
#include <math.h>

#include "base/memory.h"
#include "column/table.h"
#include "territory/scene.h"

static void test_dictionary(void **state) {
  (void)state;
  grappe_dictionary *d = grappe_dictionary_new();
  grappe_error error = {0};
  int32_t code;
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 1000; i++) {
      char text[16];
      int length = snprintf(text, sizeof text, "t%d", i);
      assert_fine(grappe_dictionary_add(d, text, (size_t)length, &code, &error), error);
      assert_int_equal(code, i);
    }
  assert_int_equal(grappe_dictionary_count(d), 1000);
  assert_int_equal(grappe_dictionary_find(d, "t999", 4), 999);
  assert_int_equal(grappe_dictionary_find(d, "t99x", 3), 99); /* length counts, not the end of the text */
  assert_int_equal(grappe_dictionary_find(d, "none", 4), -1);
  assert_string_equal(grappe_dictionary_text(d, 7), "t7");
  grappe_dictionary_release(d);
}

static void test_lists(void **state) {
  (void)state;
  grappe_error error = {0};
  grappe_column *list = grappe_column_new(GRAPPE_COLUMN_LIST, 4);
  assert_fine(grappe_column_list_begin(list, GRAPPE_COLUMN_NUMBER, &error), error);
  size_t at;
  for (int i = 0; i < 20; i++) { /* row 1 has 20 items, row 3 one, the others none */
    assert_fine(grappe_column_list_add(list, 1, 1, &at, &error), error);
    list->items->value[at] = i;
    list->items->flags[at] = GRAPPE_PRESENT;
  }
  assert_fine(grappe_column_list_add(list, 3, 1, &at, &error), error);
  list->items->value[at] = 99;
  list->items->flags[at] = GRAPPE_PRESENT;
  grappe_column_list_end(list);
  assert_int_equal(list->offsets[1], 0);
  assert_int_equal(list->offsets[2], 20);
  assert_int_equal(list->offsets[3], 20);
  assert_int_equal(list->offsets[4], 21);
  const int32_t rows[] = {3, -1, 1, 3, 0};
  grappe_column *gathered = grappe_column_gather(list, rows, 5);
  assert_int_equal(gathered->offsets[5], 22);
  assert_true(gathered->items->value[0] == 99 && gathered->items->value[1] == 0 && gathered->items->value[21] == 99);
  assert_int_equal(gathered->flags[1], GRAPPE_UNKNOWN);
  grappe_column_free(gathered);
  grappe_column_free(list);
}

/* Exact figures have one array for three; what gathers holes among them has three again. */
static void test_exact(void **state) {
  (void)state;
  const int32_t some[] = {2, 0}, holes[] = {1, -1};
  grappe_column *exact = grappe_column_new_exact(3);
  for (int i = 0; i < 3; i++) {
    exact->value[i] = 10 * i;
    exact->flags[i] = GRAPPE_PRESENT;
  }
  assert_true(grappe_column_exact(exact) && exact->low[2] == 20 && exact->high[2] == 20);
  grappe_column *taken = grappe_column_gather(exact, some, 2), *holed = grappe_column_gather(exact, holes, 2);
  assert_true(grappe_column_exact(taken) && taken->high[0] == 20 && taken->low[1] == 0);
  assert_false(grappe_column_exact(holed));
  assert_true(holed->low[0] == 10 && holed->value[0] == 10 && holed->high[0] == 10);
  assert_int_equal(holed->flags[1], GRAPPE_UNKNOWN);
  assert_true(isinf(holed->low[1]) && isinf(holed->high[1]) && isnan(holed->value[1]));
  grappe_column_free(exact);
  grappe_column_free(taken);
  grappe_column_free(holed);
}

static void fill(fixture *f) {
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  scene_territories(f->store);
  scene_term(f->store, "organisation_kind", "cdmo", "Façonnier", 1);
  ADD(f->store, "organisation", "code=a", "name=A", "kind=&cdmo", "founded=2004-05-06", "other_names=AA; Aah");
  ADD(f->store, "organisation", "code=b", "name=B");
  ADD(f->store, "site", "code=s1", "name=S1", "organisation=&b", "headcount=>200", "headcount_period=2018");
  ADD(f->store, "site", "code=s2", "name=S2", "organisation=&b", "headcount=n/a", "longitude=1.5");
  ADD(f->store, "site", "code=s3", "name=S3", "headcount=?");
  ADD(f->store, "site", "code=s4", "name=S4", "organisation=&a");
  ADD(f->store, "source", "code=N", "title=N");
  ADD(f->store, "measure", "code=m", "name=M", "unit=EUR", "aggregation=sum", "scope=direct;sector");
  ADD(f->store, "observation", "measure=&m", "value=25.3 G€", "source=&N");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
}

static const grappe_column *column(fixture *f, grappe_tables *tables, const char *entity, const char *field) {
  const grappe_column *found;
  const grappe_entity *e = grappe_entity_find(entity);
  assert_fine(grappe_tables_column(tables, e, grappe_field_find(e, field), NULL, &found, &f->error), f->error);
  return found;
}

static void test_tables(void **state) {
  fixture *f = *state;
  grappe_tables *tables;
  fill(f);
  assert_fine(grappe_tables_new(f->store, &tables, &f->error), f->error);
  const grappe_column *c = column(f, tables, "organisation", "kind");
  assert_string_equal(grappe_column_text(c, 0), "cdmo");
  assert_true(c->terms && strcmp(c->list, "organisation_kind") == 0);
  assert_null(grappe_column_text(c, 1));
  c = column(f, tables, "organisation", "founded");
  assert_int_equal(c->codes[0], grappe_day_from_date(2004, 5, 6));
  c = column(f, tables, "organisation", "other_names");
  assert_int_equal(c->offsets[1], 2);
  assert_string_equal(grappe_column_text(c->items, 1), "Aah");
  c = column(f, tables, "site", "organisation");
  assert_int_equal(c->codes[0], 1);
  assert_int_equal(c->codes[2], -1);
  assert_int_equal(c->codes[3], 0);
  c = column(f, tables, "site", "headcount");
  assert_true(c->low[0] == 200 && isinf(c->high[0]) && (c->flags[0] & GRAPPE_FLAG_LOW_OPEN));
  assert_int_equal(grappe_flags_presence(c->flags[1]), GRAPPE_NOT_APPLICABLE);
  assert_int_equal(grappe_flags_presence(c->flags[2]), GRAPPE_UNKNOWN);
  assert_true(c->low[2] == 0 && isinf(c->high[2]));                     /* jobs cannot be negative */
  assert_int_equal(grappe_flags_presence(c->flags[3]), GRAPPE_UNKNOWN); /* an empty cell */
  assert_true(c->low[3] == 0);
  c = column(f, tables, "site", "longitude");
  assert_true(c->value[1] == 1.5 && isnan(c->value[0]));
  c = column(f, tables, "measure", "scope");
  assert_string_equal(grappe_column_text(c->items, 1), "sector");
  c = column(f, tables, "observation", "value");
  assert_true(c->value[0] == 25.3e9); /* in the unit of its measure */
  const uint32_t *offsets;
  const int32_t *rows;
  const grappe_entity *site = grappe_entity_find("site");
  assert_fine(
      grappe_tables_children(tables, site, grappe_field_find(site, "organisation"), NULL, &offsets, &rows, &f->error),
      f->error);
  assert_int_equal(offsets[2] - offsets[1], 2);
  assert_int_equal(rows[offsets[1]], 0);
  assert_int_equal(rows[offsets[1] + 1], 1);
  assert_int_equal(rows[offsets[0]], 3);
  const grappe_entity *territory = grappe_entity_find("territory");
  assert_fine(grappe_tables_children(tables, territory, grappe_field_find(territory, "parents"), NULL, &offsets, &rows,
                                     &f->error),
              f->error);
  assert_int_equal(offsets[1] - offsets[0], 4); /* France: four regions, a former one among them */
  grappe_tables_release(tables);
}

/* Rows stay the same rows after the data changed, also in a column that is read only then. */
static void test_later_column(void **state) {
  fixture *f = *state;
  grappe_tables *tables, *later;
  fill(f);
  assert_fine(grappe_tables_new(f->store, &tables, &f->error), f->error);
  assert_int_equal(column(f, tables, "site", "code")->count, 4);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_store_delete(f->store, grappe_entity_find("site"), 2, &f->error), f->error);
  ADD(f->store, "site", "code=s5", "name=S5");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  const grappe_column *names = column(f, tables, "site", "name");
  assert_int_equal(names->count, 4);
  assert_string_equal(grappe_column_text(names, 0), "S1");
  assert_null(grappe_column_text(names, 1));
  assert_string_equal(grappe_column_text(names, 2), "S3");
  assert_true(grappe_tables_version(tables) != grappe_store_version(f->store));
  assert_fine(grappe_tables_new(f->store, &later, &f->error), f->error);
  assert_string_equal(grappe_column_text(column(f, later, "site", "name"), 3), "S5");
  const int64_t *ids;
  size_t rows;
  assert_fine(grappe_tables_ids(later, grappe_entity_find("site"), &ids, &rows, &f->error), f->error);
  assert_int_equal(grappe_row_of_id(ids, rows, 3), 1);
  assert_int_equal(grappe_row_of_id(ids, rows, 2), -1);
  assert_int_equal(grappe_row_of_id(ids, rows, 99), -1);
  assert_int_equal(grappe_row_of_id(ids, rows, -99), -1);
  grappe_tables_release(later);
  grappe_tables_release(tables);
}

static void test_wrong_value(void **state) {
  fixture *f = *state;
  grappe_tables *tables;
  const grappe_column *c;
  const grappe_entity *site = grappe_entity_find("site");
  fill(f);
  assert_fine(grappe_store_execute(f->store, "UPDATE site SET headcount = 'many' WHERE id = 1", &f->error), f->error);
  assert_fine(grappe_tables_new(f->store, &tables, &f->error), f->error);
  assert_int_equal(grappe_tables_column(tables, site, grappe_field_find(site, "headcount"), NULL, &c, &f->error),
                   GRAPPE_DATA);
  assert_non_null(strstr(f->error.message, "site.headcount"));
  assert_non_null(strstr(f->error.message, "many"));
  grappe_tables_release(tables);
}

static void test_memory(void **state) {
  fixture *f = *state;
  fill(f);
  static const char *const wanted[][2] = {{"site", "headcount"},
                                          {"organisation", "kind"},
                                          {"organisation", "other_names"},
                                          {"territory", "parents"},
                                          {"observation", "value"}};
  const grappe_column *c;
  for (size_t w = 0; w < sizeof wanted / sizeof *wanted; w++)
    for (long n = 1;; n++) {
      grappe_tables *tables = NULL;
      const grappe_entity *entity = grappe_entity_find(wanted[w][0]);
      grappe_memory_fail_after(n);
      grappe_code code = grappe_tables_new(f->store, &tables, &f->error);
      if (code == GRAPPE_OK)
        code = grappe_tables_column(tables, entity, grappe_field_find(entity, wanted[w][1]), NULL, &c, &f->error);
      grappe_memory_fail_after(0);
      grappe_tables_release(tables);
      if (code == GRAPPE_OK) {
        assert_true(n > 3);
        break;
      }
      assert_int_equal(code, GRAPPE_MEMORY);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_dictionary),
      cmocka_unit_test(test_lists),
      cmocka_unit_test(test_exact),
      cmocka_unit_test_setup_teardown(test_tables, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_later_column, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_wrong_value, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(test_memory, fixture_begin, fixture_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
