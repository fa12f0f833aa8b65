/* The file: made, refused, migrated, copied, backed up, verified. */
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "store/fixture.h"
#include "store/migration.h"

static void write_file(const char *path, const char *bytes, size_t length) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, length, file), length);
  fclose(file);
}

static char *read_whole(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  *length = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*length + 1);
  assert_int_equal(fread(bytes, 1, *length, file), *length);
  fclose(file);
  return bytes;
}

static void a_new_store_has_the_tables_of_the_model(void **state) {
  fixture *f = *state;
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    int64_t count = -1;
    assert_fine(grappe_store_count(f->store, grappe_entity_at(i), &count, &f->error), f->error);
    assert_int_equal(count, 0);
  }
  assert_int_equal(fixture_number(f->store, "PRAGMA application_id"), GRAPPE_STORE_APPLICATION);
  assert_int_equal(fixture_number(f->store, "PRAGMA user_version"), grappe_store_newest());
  assert_int_equal(fixture_number(f->store, "PRAGMA foreign_keys"), 1);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM pragma_table_list WHERE name = 'territory__parents'"),
                   1);
  assert_int_equal(fixture_number(f->store,
                                  "SELECT count(*) FROM pragma_table_list WHERE schema='main' AND type='table' "
                                  "AND strict=0 AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'name_search%'"),
                   0);
  assert_int_equal(fixture_findings(f->store), 0);
}

static void create_does_not_overwrite(void **state) {
  fixture *f = *state;
  grappe_store *second;
  assert_int_equal(grappe_store_create(f->path, &second, &f->error), GRAPPE_IO);
  assert_null(second);
  assert_non_null(strstr(f->error.message, "already"));
}

static void what_is_no_observatory_is_refused_untouched(void **state) {
  fixture *f = *state;
  char path[200], log[220];
  snprintf(path, sizeof path, "%s/other.grappe", f->directory);
  snprintf(log, sizeof log, "%s-wal", path);
  static const char text[] = "code,name\na,b\n";
  write_file(path, text, sizeof text - 1);
  grappe_store *store;
  for (int mode = GRAPPE_STORE_READ; mode <= GRAPPE_STORE_WRITE; mode++)
    assert_int_equal(grappe_store_open(path, (grappe_store_mode)mode, &store, &f->error), GRAPPE_DATA);
  assert_int_equal(grappe_store_open_copy(path, &store, &f->error), GRAPPE_DATA);
  size_t length;
  char *after = read_whole(path, &length);
  assert_int_equal(length, sizeof text - 1);
  assert_memory_equal(after, text, length);
  free(after);

  /* a database of somebody else, in the write-ahead mode that would leave a log */
  unlink(path);
  sqlite3 *other;
  assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
  sqlite3_exec(other, "PRAGMA journal_mode=WAL; CREATE TABLE t(a)", NULL, NULL, NULL);
  sqlite3_close(other);
  size_t before_length;
  char *before = read_whole(path, &before_length);
  assert_int_equal(grappe_store_open(path, GRAPPE_STORE_WRITE, &store, &f->error), GRAPPE_DATA);
  after = read_whole(path, &length);
  assert_int_equal(length, before_length);
  assert_memory_equal(after, before, length);
  assert_int_not_equal(access(log, F_OK), 0);
  free(before);
  free(after);
  assert_int_equal(grappe_store_open("/nowhere/at/all.grappe", GRAPPE_STORE_READ, &store, &f->error), GRAPPE_NOT_FOUND);
}

/* The store's own steps and one more. Returns how many. */
static int with_one_more(grappe_migration steps[20], const char *sql) {
  int newest = grappe_store_newest();
  for (int version = 1; version <= newest; version++) steps[version - 1] = *grappe_store_migration(version);
  steps[newest] = (grappe_migration){newest + 1, "a colour for sites", sql};
  return newest + 1;
}

static void an_older_store_is_kept_and_migrated(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=a", "name=A"), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_store_close(f->store);
  f->store = NULL;
  char kept[200];
  int newest = grappe_store_newest();
  grappe_migration broken_step[20], one_more[20];
  with_one_more(broken_step, "ALTER TABLE site ADD COLUMN colour TEXT; ALTER TABLE nowhere ADD COLUMN x TEXT");
  with_one_more(one_more, "ALTER TABLE site ADD COLUMN colour TEXT");
  snprintf(kept, sizeof kept, "%s.v%d.bak", f->path, newest);

  grappe_store_set_migrations(broken_step, newest + 1);
  assert_int_equal(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &f->store, &f->error), GRAPPE_DATA);
  grappe_store_set_migrations(NULL, 0);
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &f->store, &f->error), f->error);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM pragma_table_info('site') WHERE name='colour'"), 0);
  grappe_store_close(f->store);
  unlink(kept);

  grappe_store_set_migrations(one_more, newest + 1);
  assert_int_equal(grappe_store_open(f->path, GRAPPE_STORE_READ, &f->store, &f->error), GRAPPE_DATA);
  assert_int_not_equal(access(kept, F_OK), 0);
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &f->store, &f->error), f->error);
  assert_int_equal(fixture_number(f->store, "PRAGMA user_version"), newest + 1);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM pragma_table_info('site') WHERE name='colour'"), 1);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM organisation"), 1);
  grappe_store_close(f->store);
  f->store = NULL;
  grappe_store_set_migrations(NULL, 0);

  /* now it is too new for this program, and the kept copy is the store as it was */
  size_t before_length, length;
  char *before = read_whole(f->path, &before_length);
  assert_int_equal(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &f->store, &f->error), GRAPPE_DATA);
  assert_non_null(strstr(f->error.message, "newer"));
  char version[20];
  snprintf(version, sizeof version, "version %d", newest + 1);
  assert_non_null(strstr(f->error.message, version));
  snprintf(version, sizeof version, "version %d", newest);
  assert_non_null(strstr(f->error.message, version));
  char *after = read_whole(f->path, &length);
  assert_int_equal(length, before_length);
  assert_memory_equal(before, after, length);
  free(before);
  free(after);
  assert_fine(grappe_store_open(kept, GRAPPE_STORE_WRITE, &f->store, &f->error), f->error);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM organisation"), 1);
}

/* Every step that was ever shipped runs on what came before it, and leads to the tables that a new store has. */
static void the_first_version_is_brought_up_to_date(void **state) {
  fixture *f = *state;
  static const char tables[] = "SELECT count(*) FROM sqlite_schema";
  int64_t now = fixture_number(f->store, tables);
  assert_fine(
      grappe_store_execute(f->store,
                           "DROP TABLE dataset_detail; DROP TABLE dataset_column; DROP TABLE dataset_segment; "
                           "DROP TABLE dataset_part; DROP TABLE dataset_block; DROP TABLE run; DROP TABLE script_text; "
                           "DROP TABLE outline; ALTER TABLE source DROP COLUMN geography; "
                           "DROP TABLE work_study_contract; DROP TABLE tutor; DROP TABLE certificate__scope; "
                           "DROP TABLE certificate; DROP TABLE staff_training; ALTER TABLE axis DROP COLUMN budget; "
                           "ALTER TABLE training_programme DROP COLUMN starts; "
                           "ALTER TABLE training_programme DROP COLUMN \"action\"; "
                           "ALTER TABLE training_programme DROP COLUMN interrupted; "
                           "PRAGMA user_version = 1",
                           &f->error),
      f->error);
  grappe_store_close(f->store);
  f->store = NULL;
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &f->store, &f->error), f->error);
  assert_int_equal(fixture_number(f->store, "PRAGMA user_version"), grappe_store_newest());
  assert_int_equal(fixture_number(f->store, tables), now);
  assert_int_equal(fixture_findings(f->store), 0);
}

static void a_copy_may_be_written_and_leaves_nothing(void **state) {
  fixture *f = *state;
  grappe_store_close(f->store);
  f->store = NULL;
  size_t before_length, length;
  char *before = read_whole(f->path, &before_length);
  grappe_store *copy;
  assert_fine(grappe_store_open_copy(f->path, &copy, &f->error), f->error);
  assert_true(grappe_store_is_copy(copy));
  assert_fine(grappe_store_begin(copy, "test", &f->error), f->error);
  for (int i = 0; i < 3000; i++) {
    char code[40], name[60];
    snprintf(code, sizeof code, "code=o%d", i);
    snprintf(name, sizeof name, "name=Organisation number %d", i);
    assert_fine(PUT(copy, "organisation", NULL, NULL, &f->error, code, name), f->error);
  }
  assert_fine(grappe_store_commit(copy, &f->error), f->error);
  assert_int_equal(fixture_number(copy, "SELECT count(*) FROM organisation"), 3000);
  assert_int_equal(fixture_findings(copy), 0);
  char kept[200];
  snprintf(kept, sizeof kept, "%s/saved.grappe", f->directory);
  assert_fine(grappe_store_backup(copy, kept, &f->error), f->error);
  grappe_store_close(copy);
  char *after = read_whole(f->path, &length);
  assert_int_equal(length, before_length);
  assert_memory_equal(before, after, length);
  free(before);
  free(after);
  assert_fine(grappe_store_open(kept, GRAPPE_STORE_WRITE, &f->store, &f->error), f->error);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM organisation"), 3000);
}

static void a_copy_sees_what_is_still_in_the_log(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=a", "name=A"), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_store *copy;
  assert_fine(grappe_store_open_copy(f->path, &copy, &f->error), f->error);
  assert_int_equal(fixture_number(copy, "SELECT count(*) FROM organisation"), 1);
  grappe_store_close(copy);
}

static void opening_is_quick(void **state) {
  fixture *f = *state;
  /* 20 MB of rows that nothing needs to read */
  assert_fine(grappe_store_execute(f->store,
                                   "CREATE TABLE bulk(a BLOB); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 "
                                   "FROM n WHERE i<20) INSERT INTO bulk SELECT randomblob(1000000) FROM n",
                                   &f->error),
              f->error);
  grappe_store_close(f->store);
  f->store = NULL;
  for (int what = 0; what < 3; what++) {
    int64_t best = INT64_MAX;
    for (int i = 0; i < 5; i++) {
      grappe_store *store;
      int64_t start = grappe_clock();
      assert_fine(what == 2 ? grappe_store_open_copy(f->path, &store, &f->error)
                            : grappe_store_open(f->path, (grappe_store_mode)what, &store, &f->error),
                  f->error);
      int64_t taken = grappe_clock() - start;
      if (taken < best) best = taken;
      grappe_store_close(store);
    }
    print_message("open %s: %.2f ms\n", what == 2 ? "copy" : what == 1 ? "write" : "read", (double)best / 1e6);
    assert_true(best < 50000000); /* ten times what it should be, for a busy machine under the sanitizers */
  }
}

static void a_damaged_store_is_found_out(void **state) {
  fixture *f = *state;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(PUT(f->store, "organisation", NULL, NULL, &f->error, "code=a", "name=A", "siren=552100554"), f->error);
  assert_fine(PUT(f->store, "site", NULL, NULL, &f->error, "code=s", "name=S", "organisation=#1"), f->error);
  assert_fine(PUT(f->store, "term", NULL, NULL, &f->error, "list=college", "code=c", "name=C"), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_int_equal(fixture_findings(f->store), 0);
  sqlite3 *sqlite = grappe_store_sqlite(f->store);
  sqlite3_exec(sqlite, "UPDATE organisation SET siren='552100555'", NULL, NULL, NULL);
  assert_int_equal(fixture_findings(f->store), 1);
  sqlite3_exec(sqlite, "UPDATE organisation SET name='B'", NULL, NULL, NULL);
  assert_int_equal(fixture_findings(f->store), 2);
  sqlite3_exec(sqlite, "UPDATE organisation SET kind=1", NULL, NULL, NULL); /* a term of another list */
  assert_int_equal(fixture_findings(f->store), 3);
  sqlite3_exec(sqlite, "PRAGMA foreign_keys=OFF; UPDATE site SET organisation=77; PRAGMA foreign_keys=ON", NULL, NULL,
               NULL);
  assert_int_equal(fixture_findings(f->store), 4);
}

int main(void) {
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
  const struct CMUnitTest tests[] = {
      WITH_STORE(a_new_store_has_the_tables_of_the_model),
      WITH_STORE(create_does_not_overwrite),
      WITH_STORE(what_is_no_observatory_is_refused_untouched),
      WITH_STORE(an_older_store_is_kept_and_migrated),
      WITH_STORE(the_first_version_is_brought_up_to_date),
      WITH_STORE(a_copy_may_be_written_and_leaves_nothing),
      WITH_STORE(a_copy_sees_what_is_still_in_the_log),
      WITH_STORE(opening_is_quick),
      WITH_STORE(a_damaged_store_is_found_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
