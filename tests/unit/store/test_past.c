/* Going back to a day: the copy holds, cell by cell and name by name, what the store held then. */
#include "fixture.h"
#include "model/model.h"
#include "store/past.h"

/* All that a table holds, with the type of each cell. */
static void dump_table(grappe_store *store, const char *table, grappe_buffer *out) {
  sqlite3_stmt *statement;
  char sql[200];
  snprintf(sql, sizeof sql, "SELECT * FROM \"%s\" ORDER BY 1, 2", table);
  assert_int_equal(sqlite3_prepare_v2(grappe_store_sqlite(store), sql, -1, &statement, NULL), SQLITE_OK);
  grappe_buffer_addf(out, "-- %s\n", table);
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
      const unsigned char *text = sqlite3_column_text(statement, i);
      grappe_buffer_addf(out, "%d:%s|", sqlite3_column_type(statement, i), text ? (const char *)text : "");
    }
    grappe_buffer_add_char(out, '\n');
  }
  sqlite3_finalize(statement);
}

/* The registry and its names; ids of names are no part of it. */
static char *dump(grappe_store *store) {
  grappe_buffer out = {0};
  sqlite3_stmt *statement;
  for (size_t e = 0; e < grappe_entity_count(); e++) {
    const grappe_entity *entity = grappe_entity_at(e);
    char links[200];
    dump_table(store, entity->name, &out);
    for (size_t i = 0; i < grappe_field_count(entity); i++) {
      if (!grappe_field_linked(grappe_field_at(entity, i))) continue;
      snprintf(links, sizeof links, "%s__%s", entity->name, grappe_field_at(entity, i)->name);
      dump_table(store, links, &out);
    }
  }
  assert_int_equal(sqlite3_prepare_v2(grappe_store_sqlite(store),
                                      "SELECT entity || ' ' || \"row\" || ' ' || field || ' ' || text || ' ' || folded "
                                      "FROM name ORDER BY 1",
                                      -1, &statement, NULL),
                   SQLITE_OK);
  while (sqlite3_step(statement) == SQLITE_ROW)
    grappe_buffer_addf(&out, "%s\n", (const char *)sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  char *text = strdup(grappe_buffer_text(&out));
  grappe_buffer_free(&out);
  return text;
}

static void begin_on(fixture *f, const char *day) {
  setenv("GRAPPE_TODAY", day, 1);
  assert_fine(grappe_store_begin(f->store, "import", &f->error), f->error);
}

#define ROW(...) assert_fine(PUT(f->store, __VA_ARGS__), f->error)

/* Territories, one in two others; sites; an observation. */
static void write_first(fixture *f) {
  begin_on(f, "2026-01-10");
  ROW("term", NULL, NULL, &f->error, "list=territory_level", "code=commune", "name=Commune");
  ROW("term", NULL, NULL, &f->error, "list=scope", "code=zone", "name=Zone"); /* the same code in another list */
  ROW("term", NULL, NULL, &f->error, "list=territory_level", "code=zone", "name=Zone");
  ROW("source", NULL, NULL, &f->error, "code=S", "title=Une source");
  ROW("territory", NULL, NULL, &f->error, "code=A", "name=Alpha", "level=#1", "former_names=Alfa; Aleph");
  ROW("territory", NULL, NULL, &f->error, "code=B", "name=Bêta", "level=#3");
  ROW("site", NULL, NULL, &f->error, "code=s1", "name=Usine", "commune=#1", "headcount=>200", "headcount_period=2018");
  ROW("site", NULL, NULL, &f->error, "code=s2", "name=Labo", "headcount=#120", "commune=#2", "opened=2001-02-03");
  ROW("territory", NULL, NULL, &f->error, "code=C", "name=Gamma", "level=#1", "parents=@1,2");
  ROW("measure", NULL, NULL, &f->error, "code=m", "name=Mesure", "unit=jobs", "aggregation=sum");
  ROW("observation", NULL, NULL, &f->error, "measure=#1", "territory=#1", "period=2018", "value=#10", "source=#1");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
}

/* Each kind of cell is changed, some twice; rows come, and refer to each other. */
static void write_later(fixture *f) {
  begin_on(f, "2026-02-10");
  ROW("territory", NULL, NULL, &f->error, "code=D", "name=Delta", "level=#1");
  ROW("territory", NULL, NULL, &f->error, "code=A", "name=Alpha la Neuve", "level=#1", "former_names=Alfa");
  ROW("territory", NULL, NULL, &f->error, "code=C", "parents=@4,2,1");
  ROW("site", NULL, NULL, &f->error, "code=s1", "headcount=~53", "commune=#4", "headcount_period=");
  ROW("site", NULL, NULL, &f->error, "code=s3", "name=Nouveau", "commune=#4");
  ROW("observation", NULL, NULL, &f->error, "measure=#1", "territory=#1", "period=2018", "value=#12", "source=#1");
  ROW("observation", NULL, NULL, &f->error, "measure=#1", "territory=#4", "period=2018", "value=#7", "source=#1");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  begin_on(f, "2026-03-10");
  ROW("site", NULL, NULL, &f->error, "code=s1", "headcount=12..14", "name=Usine nouvelle");
  ROW("observation", NULL, NULL, &f->error, "measure=#1", "territory=#1", "period=2018", "value=>12", "source=#1");
  ROW("site", NULL, NULL, &f->error, "code=s2", "headcount=#150", "opened=", "commune=");
  ROW("territory", NULL, NULL, &f->error, "code=C", "parents=");
  ROW("territory", NULL, NULL, &f->error, "code=B", "level=#1");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
}

static grappe_day day_of(const char *text) {
  grappe_period period = {0};
  grappe_error error = {0};
  assert_fine(grappe_period_parse(text, &period, &error), error);
  return period.to;
}

static void assert_past(fixture *f, const char *day, const char *expected) {
  grappe_store *past;
  assert_fine(grappe_store_open_past(f->store, day_of(day), &past, &f->error), f->error);
  assert_true(grappe_store_is_copy(past));
  assert_true(grappe_store_version(past) != grappe_store_version(f->store));
  char *found = dump(past);
  assert_string_equal(found, expected);
  free(found);
  grappe_store_close(past);
}

static void a_day_holds_what_it_held(void **state) {
  fixture *f = *state;
  write_first(f);
  char *first = dump(f->store);
  write_later(f);
  char *last = dump(f->store);
  assert_string_not_equal(first, last);
  assert_past(f, "2026-01-31", first);
  assert_past(f, "2026-03-10", last);
  char *still = dump(f->store);
  assert_string_equal(still, last); /* nothing reached the file */
  free(first);
  free(last);
  free(still);
}

static void a_day_between(void **state) {
  fixture *f = *state;
  grappe_store *past;
  int64_t rows;
  write_first(f);
  write_later(f);
  assert_fine(grappe_store_open_past(f->store, day_of("2026-02-28"), &past, &f->error), f->error);
  assert_int_equal(fixture_number(past, "SELECT count(*) FROM site"), 3);
  assert_int_equal(fixture_number(past, "SELECT commune FROM site WHERE code = 's1' AND headcount = '~53'"), 4);
  assert_int_equal(fixture_number(past, "SELECT count(*) FROM site WHERE code = 's2' AND opened = '2001-02-03'"), 1);
  grappe_store_close(past);
  assert_fine(grappe_store_changed_after(f->store, day_of("2026-02-28"), &rows, &f->error), f->error);
  assert_int_equal(rows, 5);
  assert_fine(grappe_store_changed_after(f->store, day_of("2026-03-10"), &rows, &f->error), f->error);
  assert_int_equal(rows, 0);
}

/* What came with the observatory, and what only says what words mean, was always there. */
static void words_stay(void **state) {
  fixture *f = *state;
  grappe_store *past;
  setenv("GRAPPE_TODAY", "2026-02-10", 1);
  assert_fine(grappe_store_begin(f->store, "init", &f->error), f->error);
  ROW("term", NULL, NULL, &f->error, "list=territory_level", "code=commune", "name=Commune");
  ROW("territory", NULL, NULL, &f->error, "code=A", "name=Alpha", "level=#1");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  begin_on(f, "2026-02-11");
  ROW("source", NULL, NULL, &f->error, "code=S", "title=Une source");
  ROW("territory", NULL, NULL, &f->error, "code=B", "name=Bêta", "level=#1");
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_fine(grappe_store_open_past(f->store, day_of("2026-01-01"), &past, &f->error), f->error);
  assert_int_equal(fixture_number(past, "SELECT count(*) FROM territory"), 1);
  assert_int_equal(fixture_number(past, "SELECT count(*) FROM source"), 1);
  grappe_store_close(past);
}

/* Others go on writing while a past is open, and the past does not move. */
static void others_write(void **state) {
  fixture *f = *state;
  grappe_store *past;
  write_first(f);
  char *first = dump(f->store);
  write_later(f);
  assert_fine(grappe_store_open_past(f->store, day_of("2026-01-31"), &past, &f->error), f->error);
  begin_on(f, "2026-04-10");
  for (int i = 0; i < 500; i++) {
    char code[40], name[40];
    snprintf(code, sizeof code, "code=n%d", i);
    snprintf(name, sizeof name, "name=Site %d", i);
    ROW("site", NULL, NULL, &f->error, code, name);
  }
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  sqlite3_wal_checkpoint_v2(grappe_store_sqlite(f->store), NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  char *found = dump(past);
  assert_string_equal(found, first);
  assert_int_equal(fixture_number(past, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
                   0);
  free(first);
  free(found);
  grappe_store_close(past);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(a_day_holds_what_it_held, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(a_day_between, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(words_stay, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(others_write, fixture_begin, fixture_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
