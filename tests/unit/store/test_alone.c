/* Writing alone: into the file at once, and undone by whoever comes next where the writer died. */
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/fixture.h"

/* More than stays in memory, so that it is in the file before it is committed. */
static void write_much(grappe_store *store, grappe_error *error) {
  assert_fine(grappe_store_execute(store,
                                   "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000) "
                                   "INSERT INTO dataset_block SELECT i, randomblob(4000) FROM n",
                                   error),
              *error);
}

static int64_t size_of(const char *path, const char *after) {
  char name[250];
  struct stat status;
  snprintf(name, sizeof name, "%s%s", path, after);
  return stat(name, &status) == 0 ? status.st_size : -1;
}

static int64_t blocks(const char *path, grappe_error *error) {
  grappe_store *store;
  assert_fine(grappe_store_open(path, GRAPPE_STORE_READ, &store, error), *error);
  int64_t count = fixture_number(store, "SELECT count(*) FROM dataset_block");
  assert_int_not_equal(sqlite3_exec(grappe_store_sqlite(store), "DELETE FROM dataset_block", NULL, NULL, NULL),
                       SQLITE_OK);
  grappe_store_close(store);
  return count;
}

static void what_is_written_alone_goes_into_the_file(void **state) {
  fixture *f = *state;
  int64_t before = size_of(f->path, "");
  grappe_store_write_alone(f->store);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  write_much(f->store, &f->error);
  assert_true(size_of(f->path, "") > before + 10000000);
  assert_true(size_of(f->path, "-wal") <= 0);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_store_write_together(f->store);
  assert_int_equal(blocks(f->path, &f->error), 8000);
  assert_true(size_of(f->path, "-journal") <= 0);
  assert_true(size_of(f->path, "-wal") >= 0); /* the log is in use again */
  assert_int_equal(fixture_findings(f->store), 0);
}

static void what_is_undone_leaves_the_file_as_it_was(void **state) {
  fixture *f = *state;
  grappe_store_write_alone(f->store);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  write_much(f->store, &f->error);
  grappe_store_rollback(f->store);
  grappe_store_write_together(f->store);
  assert_int_equal(blocks(f->path, &f->error), 0);
  assert_int_equal(fixture_findings(f->store), 0);
}

static void others_that_read_keep_the_log(void **state) {
  fixture *f = *state;
  grappe_store *other;
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_READ, &other, &f->error), f->error);
  grappe_store_write_alone(f->store);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  write_much(f->store, &f->error);
  assert_int_equal(fixture_number(other, "SELECT count(*) FROM dataset_block"), 0);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  grappe_store_write_together(f->store);
  assert_int_equal(fixture_number(other, "SELECT count(*) FROM dataset_block"), 8000);
  grappe_store_close(other);
}

static void one_that_died_is_undone_by_the_next_reader(void **state) {
  fixture *f = *state;
  grappe_store_close(f->store);
  f->store = NULL;
  int64_t before = size_of(f->path, "");
  pid_t child = fork();
  if (child == 0) {
    grappe_store *store;
    if (grappe_store_open(f->path, GRAPPE_STORE_WRITE, &store, &f->error) != GRAPPE_OK) _exit(1);
    grappe_store_write_alone(store);
    if (grappe_store_begin(store, "test", &f->error) != GRAPPE_OK) _exit(2);
    write_much(store, &f->error);
    _exit(0);
  }
  int status = -1;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_int_equal(status, 0);
  assert_true(size_of(f->path, "") > before + 10000000);
  assert_true(size_of(f->path, "-journal") > 0);
  assert_int_equal(blocks(f->path, &f->error), 0);
  assert_int_equal(size_of(f->path, ""), before);
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &f->store, &f->error), f->error);
  assert_int_equal(fixture_findings(f->store), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(what_is_written_alone_goes_into_the_file, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(what_is_undone_leaves_the_file_as_it_was, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(others_that_read_keep_the_log, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(one_that_died_is_undone_by_the_next_reader, fixture_begin, fixture_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
