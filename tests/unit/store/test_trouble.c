/* Trouble: others at work, a stop, memory that runs out at every single allocation, a process killed half-way. */
#include <signal.h>
#include <sys/wait.h>

#include "base/memory.h"
#include "store/fixture.h"

static grappe_code put_many(grappe_store *store, int from, int to, grappe_error *error) {
  for (int i = from; i < to; i++) {
    char code_text[40], name[60];
    snprintf(code_text, sizeof code_text, "code=o%d", i);
    snprintf(name, sizeof name, "name=Organisation number %d", i);
    grappe_code code = PUT(store, "organisation", NULL, NULL, error, code_text, name);
    if (code != GRAPPE_OK) return code;
  }
  return GRAPPE_OK;
}

static void a_reader_works_while_another_writes(void **state) {
  fixture *f = *state;
  grappe_store *reader;
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_READ, &reader, &f->error), f->error);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(put_many(f->store, 0, 2000, &f->error), f->error);
  assert_int_equal(fixture_number(reader, "SELECT count(*) FROM organisation"), 0);
  int64_t row;
  assert_int_equal(grappe_store_find(reader, grappe_entity_find("organisation"), "o1", NULL, &row, &f->error),
                   GRAPPE_NOT_FOUND);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_int_equal(fixture_number(reader, "SELECT count(*) FROM organisation"), 2000);
  assert_int_equal(grappe_store_begin(reader, "test", &f->error), GRAPPE_IO);
  grappe_store_close(reader);
}

static void a_second_writer_is_told_to_wait(void **state) {
  fixture *f = *state;
  grappe_store *other;
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &other, &f->error), f->error);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  grappe_run run = {0};
  grappe_run_begin(&run, 0.2); /* it would wait five seconds; its own limit ends the wait before */
  grappe_store_run(other, &run);
  assert_int_equal(grappe_store_begin(other, "test", &f->error), GRAPPE_TIME);
  grappe_store_run(other, NULL);
  int64_t start = grappe_clock();
  assert_int_equal(grappe_store_begin(other, "test", &f->error), GRAPPE_BUSY);
  assert_non_null(strstr(f->error.message, "wait"));
  assert_true(grappe_clock() - start > 4000000000);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_fine(grappe_store_begin(other, "test", &f->error), f->error);
  grappe_store_close(other);
}

static void a_stop_ends_a_long_statement(void **state) {
  fixture *f = *state;
  grappe_run run = {0};
  grappe_run_begin(&run, 0.1);
  grappe_run *before = grappe_store_run(f->store, &run);
  assert_null(before);
  static const char endless[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT max(i) FROM n";
  assert_int_equal(grappe_store_execute(f->store, endless, &f->error), GRAPPE_TIME);
  grappe_run_begin(&run, 0);
  grappe_run_stop(&run);
  assert_int_equal(grappe_store_execute(f->store, endless, &f->error), GRAPPE_STOPPED);
  grappe_store_run(f->store, NULL);
  assert_int_equal(fixture_findings(f->store), 0);
}

/* What is done again and again, each time with one allocation more that succeeds. */
static grappe_code everything(const char *path, grappe_error *error) {
  grappe_store *store;
  grappe_code code = grappe_store_open(path, GRAPPE_STORE_WRITE, &store, error);
  if (code != GRAPPE_OK) return code;
  code = grappe_store_begin(store, "test", error);
  if (code == GRAPPE_OK) code = PUT(store, "stage", NULL, NULL, error, "code=a", "name=A stage");
  if (code == GRAPPE_OK) code = PUT(store, "skill", NULL, NULL, error, "code=k", "name=A skill", "stages=@1");
  if (code == GRAPPE_OK) code = PUT(store, "skill", NULL, NULL, error, "code=k", "name=Another", "stages=");
  if (code == GRAPPE_OK) code = grappe_store_commit(store, error);
  int64_t row;
  const grappe_entity *skill = grappe_entity_find("skill");
  if (code == GRAPPE_OK) code = grappe_store_find(store, skill, "another", NULL, &row, error);
  if (code == GRAPPE_OK) {
    code = grappe_store_find(store, skill, "anther", NULL, &row, error);
    if (code == GRAPPE_NOT_FOUND) code = GRAPPE_OK;
  }
  grappe_store_close(store);
  return code;
}

static void memory_may_run_out_anywhere(void **state) {
  fixture *f = *state;
  grappe_store_close(f->store);
  f->store = NULL;
  size_t held = grappe_memory_held();
  long n = 1;
  for (; n < 100000; n += n < 400 ? 1 : 7) {
    grappe_error error = {0};
    grappe_memory_fail_after(n);
    grappe_code code = everything(f->path, &error);
    grappe_memory_fail_after(0);
    if (code == GRAPPE_OK) break;
    if (code != GRAPPE_MEMORY) fail_msg("allocation %ld: code %d, %s", n, (int)code, error.message);
    assert_true(error.message[0] != '\0');
  }
  print_message("%ld allocations\n", n);
  assert_true(n > 100);
  assert_true(grappe_memory_held() <= held + 4096); /* SQLite keeps a little for itself */
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &f->store, &f->error), f->error);
  assert_int_equal(fixture_findings(f->store), 0);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM skill WHERE name='Another'"), 1);
}

/* The child writes in transactions of 500 rows until it is killed; what is there must be whole transactions. */
static void a_killed_writer_leaves_all_or_nothing(void **state) {
  fixture *f = *state;
  grappe_store_close(f->store);
  f->store = NULL;
  int64_t rows = 0;
  for (int round = 0; round < 4; round++) {
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
      grappe_store *store;
      grappe_error error = {0};
      if (grappe_store_open(f->path, GRAPPE_STORE_WRITE, &store, &error) != GRAPPE_OK) _exit(1);
      for (int i = (int)rows;; i += 500) {
        if (grappe_store_begin(store, "test", &error) != GRAPPE_OK) _exit(1);
        if (put_many(store, i, i + 250, &error) != GRAPPE_OK) _exit(1);
        if (i > (int)rows && write(ready[1], "x", 1) != 1) _exit(1);
        if (put_many(store, i + 250, i + 500, &error) != GRAPPE_OK) _exit(1);
        if (grappe_store_commit(store, &error) != GRAPPE_OK) _exit(1);
      }
    }
    char byte;
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 1); /* one transaction is through, another is half-way */
    usleep((useconds_t)round * 3000);
    kill(child, SIGKILL);
    int status;
    waitpid(child, &status, 0);
    close(ready[0]);
    assert_true(WIFSIGNALED(status));
    assert_fine(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &f->store, &f->error), f->error);
    int64_t now = fixture_number(f->store, "SELECT count(*) FROM organisation");
    assert_true(now > rows);
    assert_int_equal(now % 500, 0);
    assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM name"), now);
    assert_int_equal(fixture_findings(f->store), 0);
    rows = now;
    grappe_store_close(f->store);
    f->store = NULL;
  }
}

int main(void) {
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)
  const struct CMUnitTest tests[] = {
      WITH_STORE(a_reader_works_while_another_writes),   WITH_STORE(a_second_writer_is_told_to_wait),
      WITH_STORE(a_stop_ends_a_long_statement),          WITH_STORE(memory_may_run_out_anywhere),
      WITH_STORE(a_killed_writer_leaves_all_or_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
