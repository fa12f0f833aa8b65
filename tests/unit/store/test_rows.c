/* Rows: keys, audit trail, superseding, references, refusals. */
#include "store/fixture.h"

static void begin(fixture *f) {
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
}

static void commit(fixture *f) {
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
}

static void a_key_finds_its_row(void **state) {
  fixture *f = *state;
  grappe_put_result result;
  int64_t row, again;
  begin(f);
  assert_fine(PUT(f->store, "organisation", &result, &row, &f->error, "code=a", "name=A", "group=G"), f->error);
  assert_int_equal(result, GRAPPE_PUT_INSERTED);
  assert_fine(PUT(f->store, "organisation", &result, &again, &f->error, "code=a", "name=A"), f->error);
  assert_int_equal(result, GRAPPE_PUT_UNCHANGED);
  assert_int_equal(row, again);
  assert_fine(PUT(f->store, "organisation", &result, &again, &f->error, "code=a", "name=B"), f->error);
  assert_int_equal(result, GRAPPE_PUT_UPDATED);
  assert_int_equal(row, again);
  assert_fine(PUT(f->store, "organisation", &result, &again, &f->error, "code=a", "group="), f->error);
  assert_int_equal(result, GRAPPE_PUT_UPDATED);
  commit(f);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM organisation WHERE name='B' AND \"group\" IS NULL"),
                   1);
  assert_int_equal(fixture_findings(f->store), 0);
}

/* Parts of a key that are empty count as equal, although in SQL no two NULLs are. */
static void empty_parts_of_a_key_are_equal(void **state) {
  fixture *f = *state;
  grappe_put_result result;
  begin(f);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=a", "name=A"), f->error);
  assert_fine(PUT(f->store, "membership", &result, NULL, &f->error, "organisation=#1", "role=", "from="), f->error);
  assert_fine(PUT(f->store, "membership", &result, NULL, &f->error, "organisation=#1", "to=2020-12-31"), f->error);
  assert_int_equal(result, GRAPPE_PUT_UPDATED);
  assert_fine(PUT(f->store, "membership", &result, NULL, &f->error, "organisation=#1", "from=2021-01-01"), f->error);
  assert_int_equal(result, GRAPPE_PUT_INSERTED);
  commit(f);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM membership"), 2);
}

typedef struct trail {
  int count;
  char text[2000];
} trail;

static grappe_code add_change(void *context, const grappe_change *change, grappe_error *error) {
  (void)error;
  trail *t = context;
  t->count++;
  size_t used = strlen(t->text);
  snprintf(t->text + used, sizeof t->text - used, "%s %s %s %s: %s -> %s\n", change->command, change->action,
           change->key, change->field ? change->field : "-", change->before ? change->before : "-",
           change->after ? change->after : "-");
  return GRAPPE_OK;
}

static void each_change_leaves_a_trail(void **state) {
  fixture *f = *state;
  begin(f);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=o", "name=O"), f->error);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=p", "name=P"), f->error);
  assert_fine(PUT(f->store, "skill", NULL, NULL, &f->error, "code=k", "name=K"), f->error);
  assert_fine(PUT(f->store, "skill", NULL, NULL, &f->error, "code=l", "name=L"), f->error);
  assert_fine(PUT(f->store, "training_programme", NULL, NULL, &f->error, "code=t", "name=T", "provider=#1",
                  "capacity=>12", "skills=@1,2"),
              f->error);
  assert_fine(
      PUT(f->store, "training_programme", NULL, NULL, &f->error, "code=t", "provider=#2", "capacity=#24", "skills=@2"),
      f->error);
  commit(f);
  trail t = {0};
  const grappe_changes_asked asked = {.entity = grappe_entity_find("training_programme"), .row = 1};
  assert_fine(grappe_store_changes(f->store, &asked, add_change, &t, &f->error), f->error);
  assert_string_equal(t.text,
                      "test update t capacity: >12 -> 24\n"
                      "test update t skills: k;l -> l\n"
                      "test update t provider: o -> p\n"
                      "test insert t -: - -> -\n");
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM audit WHERE at LIKE '____-__-__T__:__:__Z'"), 8);
}

static grappe_code add_confidential(void *context, const grappe_change *change, grappe_error *error) {
  trail *t = context;
  grappe_code code = add_change(context, change, error);
  size_t used = strlen(t->text);
  snprintf(t->text + used - 1, sizeof t->text - used, " [%s]\n",
           change->confidentiality ? change->confidentiality : "F");
  assert_int_equal(change->among, 3);
  return code;
}

static void the_trail_says_what_is_confidential(void **state) {
  fixture *f = *state;
  begin(f);
  assert_fine(PUT(f->store, "tutor", NULL, NULL, &f->error, "code=t", "confidentiality=C"), f->error);
  assert_fine(PUT(f->store, "tutor", NULL, NULL, &f->error, "code=u", "confidentiality=F"), f->error);
  assert_fine(PUT(f->store, "work_study_contract", NULL, NULL, &f->error, "code=c", "tutor=#1"), f->error);
  assert_fine(PUT(f->store, "work_study_contract", NULL, NULL, &f->error, "code=c", "tutor=#2"), f->error);
  assert_fine(PUT(f->store, "work_study_contract", NULL, NULL, &f->error, "code=c", "age=#19"), f->error);
  /* free from now on: what the trail says of the time before is not */
  assert_fine(PUT(f->store, "tutor", NULL, NULL, &f->error, "code=t", "confidentiality=F"), f->error);
  assert_fine(grappe_store_delete(f->store, grappe_entity_find("tutor"), 1, &f->error), f->error);
  commit(f);
  trail t = {0};
  const grappe_changes_asked contracts = {.entity = grappe_entity_find("work_study_contract")};
  assert_fine(grappe_store_changes(f->store, &contracts, add_confidential, &t, &f->error), f->error);
  assert_string_equal(t.text,
                      "test update c age: - -> 19 [F]\n"
                      "test update c tutor: t -> u [C]\n"
                      "test insert c -: - -> - [F]\n");
  trail released = {0};
  const grappe_changes_asked tutor = {.entity = grappe_entity_find("tutor"), .key = "t", .to = "9999-12-31"};
  assert_fine(grappe_store_changes(f->store, &tutor, add_change, &released, &f->error), f->error);
  assert_int_equal(released.count, fixture_number(f->store, "SELECT count(*) FROM audit WHERE \"key\" = 't'"));
  trail gone = {0};
  const grappe_changes_asked cells = {
      .entity = tutor.entity, .key = "t", .field = "confidentiality", .from = "2026-01-01"};
  assert_fine(grappe_store_changes(f->store, &cells, add_change, &gone, &f->error), f->error);
  assert_string_equal(gone.text,
                      "test delete t confidentiality: F -> -\n"
                      "test update t confidentiality: C -> F\n");
  const grappe_changes_asked later = {.from = "9999-12-31"}, earlier = {.to = "2000-01-01"};
  assert_fine(grappe_store_changes(f->store, &later, add_change, &gone, &f->error), f->error);
  assert_fine(grappe_store_changes(f->store, &earlier, add_change, &gone, &f->error), f->error);
  assert_int_equal(gone.count, 2);
}

static void observations_are_superseded_not_changed(void **state) {
  fixture *f = *state;
  setenv("GRAPPE_TODAY", "2026-05-04", 1);
  grappe_put_result result;
  int64_t first, second, third;
  begin(f);
  assert_fine(PUT(f->store, "source", NULL, NULL, &f->error, "code=s", "title=S"), f->error);
  assert_fine(PUT(f->store, "measure", NULL, NULL, &f->error, "code=m", "name=M", "unit=jobs", "aggregation=sum"),
              f->error);
  assert_fine(PUT(f->store, "observation", &result, &first, &f->error, "measure=#1", "source=#1", "period=2018",
                  "value=#4750", "note=seen"),
              f->error);
  assert_int_equal(result, GRAPPE_PUT_INSERTED);
  assert_fine(PUT(f->store, "observation", &result, &second, &f->error, "measure=#1", "source=#1", "period=2018",
                  "value=#4750"),
              f->error);
  assert_int_equal(result, GRAPPE_PUT_UNCHANGED);
  commit(f);
  setenv("GRAPPE_TODAY", "2026-06-05", 1);
  begin(f);
  assert_fine(PUT(f->store, "observation", &result, &second, &f->error, "measure=#1", "source=#1", "period=2018",
                  "value=~4800"),
              f->error);
  assert_int_equal(result, GRAPPE_PUT_SUPERSEDED);
  assert_fine(
      PUT(f->store, "observation", &result, &third, &f->error, "measure=#1", "source=#1", "period=2018", "value=#4750"),
      f->error);
  assert_int_equal(result, GRAPPE_PUT_SUPERSEDED);
  commit(f);
  unsetenv("GRAPPE_TODAY");
  assert_true(first < second && second < third);
  char sql[300];
  snprintf(sql, sizeof sql,
           "SELECT count(*) FROM observation WHERE (id=%lld AND superseded_by=%lld AND value=4750 AND "
           "recorded_at='2026-05-04T00:00:00Z') OR (id=%lld AND superseded_by=%lld AND value='~4800') OR "
           "(id=%lld AND superseded_by IS NULL AND note='seen' AND recorded_at='2026-06-05T00:00:00Z')",
           (long long)first, (long long)second, (long long)second, (long long)third, (long long)third);
  assert_int_equal(fixture_number(f->store, sql), 3);
  assert_int_equal(fixture_findings(f->store), 0);
}

static void wrong_cells_are_refused_and_the_rest_goes_on(void **state) {
  fixture *f = *state;
  static const struct {
    const char *entity, *parts[5], *word;
  } cases[] = {
      {"organisation", {"code=a"}, "organisation.name"},
      {"organisation", {"code=a", "name="}, "organisation.name"},
      {"organisation", {"name=A"}, "organisation.code"},
      {"organisation", {"code=a", "name=A", "siren=123456789"}, "organisation.siren"},
      {"organisation", {"code=a", "name=A", "founded=2018-02-30"}, "organisation.founded"},
      {"organisation", {"code=a", "name=A", "kind=pharma"}, "organisation.kind"},
      {"measure", {"code=m", "name=M", "unit=1", "aggregation=mean"}, "measure.aggregation"},
      {"measure", {"code=m", "name=M", "unit=1", "aggregation=sum", "scope=sector;nothing"}, "measure.scope"},
      {"convention", {"code=c", "name=C", "period=soon"}, "convention.period"},
  };
  begin(f);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *parts[6] = {0};
    memcpy(parts, cases[i].parts, sizeof cases[i].parts);
    assert_int_equal(fixture_put(f->store, cases[i].entity, parts, NULL, NULL, &f->error), GRAPPE_DATA);
    if (!strstr(f->error.message, cases[i].word)) fail_msg("'%s' lacks %s", f->error.message, cases[i].word);
  }
  assert_false(grappe_store_broken(f->store));
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=a", "name=A"), f->error);
  commit(f);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM organisation"), 1);
  assert_int_equal(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=b", "name=B"), GRAPPE_ARGUMENT);
}

static void references_lead_somewhere(void **state) {
  fixture *f = *state;
  begin(f);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=a", "name=A"), f->error);
  commit(f);
  begin(f);
  assert_int_equal(PUT(f->store, "site", NULL, NULL, &f->error, "code=s", "name=S", "organisation=#9"), GRAPPE_DATA);
  /* a link that leads nowhere comes behind the row: then all must go */
  assert_int_equal(PUT(f->store, "skill", NULL, NULL, &f->error, "code=s", "name=S", "stages=@9"), GRAPPE_DATA);
  assert_true(grappe_store_broken(f->store));
  assert_int_equal(grappe_store_commit(f->store, &f->error), GRAPPE_DATA);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM skill"), 0);
  begin(f);
  assert_fine(PUT(f->store, "site", NULL, NULL, &f->error, "code=s", "name=S", "organisation=#1"), f->error);
  assert_int_equal(grappe_store_delete(f->store, grappe_entity_find("organisation"), 1, &f->error), GRAPPE_DATA);
  assert_non_null(strstr(f->error.message, "site"));
  assert_fine(grappe_store_delete(f->store, grappe_entity_find("site"), 1, &f->error), f->error);
  assert_fine(grappe_store_delete(f->store, grappe_entity_find("organisation"), 1, &f->error), f->error);
  commit(f);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM name"), 0);
  assert_int_equal(fixture_number(f->store,
                                  "SELECT count(*) FROM audit WHERE action='delete' AND field='organisation' "
                                  "AND \"before\"='a'"),
                   1);
  assert_int_equal(fixture_findings(f->store), 0);
}

static void transactions_nest(void **state) {
  fixture *f = *state;
  begin(f);
  begin(f);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=a", "name=A"), f->error);
  commit(f);
  grappe_store_rollback(f->store);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM organisation"), 0);
  begin(f);
  begin(f);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=a", "name=A"), f->error);
  grappe_store_rollback(f->store);
  /* what was begun outside is gone with it: a row written now would stand alone */
  assert_int_equal(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=b", "name=B"), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_store_commit(f->store, &f->error), GRAPPE_DATA);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM organisation"), 0);
}

static void the_version_tells_of_changes(void **state) {
  fixture *f = *state;
  uint64_t before = grappe_store_version(f->store);
  assert_true(grappe_store_version(f->store) == before);
  begin(f);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=a", "name=A"), f->error);
  commit(f);
  uint64_t after = grappe_store_version(f->store);
  assert_true(after > before);
  grappe_store *other;
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &other, &f->error), f->error);
  assert_fine(grappe_store_begin(other, "other", &f->error), f->error);
  assert_fine(PUT(other, "organisation", NULL, NULL, &f->error, "code=b", "name=B"), f->error);
  assert_fine(grappe_store_commit(other, &f->error), f->error);
  grappe_store_close(other);
  after = grappe_store_version(f->store);
  begin(f);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=c", "name=C"), f->error);
  uint64_t during = grappe_store_version(f->store);
  assert_true(during > after);
  grappe_store_rollback(f->store);
  assert_true(grappe_store_version(f->store) > during); /* what was seen is gone again */
}

typedef struct seen {
  int rows;
  int64_t links[8];
  int link_count;
  grappe_cell_kind headcount;
} seen;

static grappe_code see_row(void *context, int64_t row, const grappe_cell *cells, grappe_error *error) {
  (void)row;
  (void)error;
  seen *s = context;
  s->rows++;
  s->headcount = cells[grappe_field_find(grappe_entity_find("site"), "headcount")].kind;
  return GRAPPE_OK;
}

static grappe_code see_link(void *context, int64_t owner, int64_t target, grappe_error *error) {
  (void)owner;
  (void)error;
  seen *s = context;
  s->links[s->link_count++] = target;
  return GRAPPE_OK;
}

static grappe_code see_skill(void *context, int64_t row, const grappe_cell *cells, grappe_error *error) {
  (void)row;
  (void)error;
  const grappe_cell *stages = &cells[grappe_field_find(grappe_entity_find("skill"), "stages")];
  *(int64_t *)context = stages->kind == GRAPPE_CELL_LINKS && stages->count == 2 ? stages->links[0] : -1;
  return GRAPPE_OK;
}

static void rows_and_links_are_scanned_in_order(void **state) {
  fixture *f = *state;
  begin(f);
  assert_fine(PUT(f->store, "site", NULL, NULL, &f->error, "code=s", "name=S", "headcount=>10"), f->error);
  assert_fine(PUT(f->store, "site", NULL, NULL, &f->error, "code=r", "name=R", "headcount=#10"), f->error);
  assert_fine(PUT(f->store, "stage", NULL, NULL, &f->error, "code=1", "name=One"), f->error);
  assert_fine(PUT(f->store, "stage", NULL, NULL, &f->error, "code=2", "name=Two"), f->error);
  assert_fine(PUT(f->store, "skill", NULL, NULL, &f->error, "code=k", "name=K", "stages=@2,1"), f->error);
  commit(f);
  seen s = {0};
  const grappe_entity *skill = grappe_entity_find("skill");
  assert_fine(grappe_store_scan(f->store, grappe_entity_find("site"), see_row, &s, &f->error), f->error);
  assert_int_equal(s.rows, 2);
  assert_int_equal(s.headcount, GRAPPE_CELL_INTEGER);
  size_t stages = (size_t)grappe_field_find(skill, "stages");
  assert_fine(grappe_store_scan_links(f->store, skill, stages, see_link, &s, &f->error), f->error);
  assert_int_equal(s.link_count, 2);
  assert_int_equal(s.links[0], 2);
  assert_int_equal(s.links[1], 1);
  int64_t first = 0;
  assert_fine(grappe_store_row(f->store, skill, 1, see_skill, &first, &f->error), f->error);
  assert_int_equal(first, 2);
  assert_int_equal(grappe_store_row(f->store, skill, 7, see_skill, &first, &f->error), GRAPPE_NOT_FOUND);
}

int main(void) {
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
  const struct CMUnitTest tests[] = {
      WITH_STORE(a_key_finds_its_row),
      WITH_STORE(empty_parts_of_a_key_are_equal),
      WITH_STORE(each_change_leaves_a_trail),
      WITH_STORE(the_trail_says_what_is_confidential),
      WITH_STORE(observations_are_superseded_not_changed),
      WITH_STORE(wrong_cells_are_refused_and_the_rest_goes_on),
      WITH_STORE(references_lead_somewhere),
      WITH_STORE(transactions_nest),
      WITH_STORE(the_version_tells_of_changes),
      WITH_STORE(rows_and_links_are_scanned_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
