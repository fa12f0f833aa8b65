/* Datasets that were damaged, memory that runs out, a writer that is killed. */
#include <signal.h>
#include <sys/wait.h>

#include "base/memory.h"
#include "column/dataset_private.h"
#include "column/dataset_scene.h"

/* --- damage --- */

static long findings_now(fixture *f) {
  long findings = -1;
  assert_fine(grappe_datasets_verify(f->store, NULL, NULL, NULL, &findings, &f->error), f->error);
  return findings;
}

static void each_flipped_byte_of_a_block_is_seen(void **state) {
  fixture *f = *state;
  write_all(f, "1", 40, 0);
  sqlite3 *sqlite = grappe_store_sqlite(f->store);
  sqlite3_stmt *blocks;
  int64_t ids[100];
  int count = 0;
  assert_int_equal(sqlite3_prepare_v2(sqlite, "SELECT id FROM dataset_block", -1, &blocks, NULL), SQLITE_OK);
  while (sqlite3_step(blocks) == SQLITE_ROW) ids[count++] = sqlite3_column_int64(blocks, 0);
  sqlite3_finalize(blocks);
  assert_true(count >= COLUMNS);
  assert_int_equal(findings_now(f), 0);
  for (int i = 0; i < count; i++) {
    sqlite3_blob *blob;
    assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
    assert_int_equal(sqlite3_blob_open(sqlite, "main", "dataset_block", "data", ids[i], 1, &blob), SQLITE_OK);
    int length = sqlite3_blob_bytes(blob);
    for (int place = 0; place<length; place += length> 300 ? 37 : 3) {
      unsigned char byte, other;
      sqlite3_blob_read(blob, &byte, 1, place);
      other = (unsigned char)(byte ^ 1 << place % 8);
      assert_int_equal(sqlite3_blob_write(blob, &other, 1, place), SQLITE_OK);
      if (findings_now(f) < 1) fail_msg("byte %d of block %d", place, i);
      sqlite3_blob_write(blob, &byte, 1, place);
    }
    sqlite3_blob_close(blob);
    grappe_store_rollback(f->store);
  }
}

static void each_changed_row_is_seen(void **state) {
  fixture *f = *state;
  static const char *const changes[] = {
      "UPDATE dataset_detail SET \"rows\" = 41",
      "UPDATE dataset_detail SET \"rows\" = -1",
      "UPDATE dataset_detail SET version = 2",
      "UPDATE dataset_detail SET columns = 8",
      "UPDATE dataset_detail SET columns = 1000000000",
      "UPDATE dataset_detail SET bytes = bytes + 1",
      "UPDATE dataset_detail SET source = 'x'",
      "UPDATE dataset_detail SET seal = seal + 1",
      "UPDATE dataset_column SET name = 'x' WHERE position = 3",
      "UPDATE dataset_column SET kind = 'day' WHERE position = 3",
      "UPDATE dataset_column SET kind = 'nothing' WHERE position = 3",
      "UPDATE dataset_column SET width = 13 WHERE position = 0",
      "UPDATE dataset_column SET flags = 0 WHERE position = 2",
      "UPDATE dataset_column SET unit = 'EUR' WHERE position = 3",
      "UPDATE dataset_column SET codes = codes + 1 WHERE position = 1",
      "UPDATE dataset_column SET generations = 2 WHERE position = 1",
      "UPDATE dataset_column SET parts = '1 1 1 1 1' WHERE position = 1",
      "UPDATE dataset_column SET parts = '' WHERE position = 1",
      "DELETE FROM dataset_column WHERE position = 8",
      "UPDATE dataset_segment SET least = least - 1 WHERE \"column\" = 4",
      "UPDATE dataset_segment SET least = NULL WHERE \"column\" = 4",
      "UPDATE dataset_segment SET greatest = greatest + 1 WHERE \"column\" = 5",
      "UPDATE dataset_segment SET \"rows\" = 39 WHERE \"column\" = 5",
      "UPDATE dataset_segment SET absent = absent + 1 WHERE \"column\" = 5",
      "UPDATE dataset_segment SET absent = 40 WHERE \"column\" = 5",
      "UPDATE dataset_segment SET encoding = 99 WHERE \"column\" = 5",
      "UPDATE dataset_segment SET block = block + 1 WHERE \"column\" = 5",
      "UPDATE dataset_segment SET block = 77 WHERE \"column\" = 5",
      "UPDATE dataset_segment SET bytes = bytes + 8 WHERE \"column\" = 5",
      "UPDATE dataset_segment SET checksum = 0 WHERE \"column\" = 5",
      "UPDATE dataset_segment SET number = 1 WHERE \"column\" = 5",
      "DELETE FROM dataset_segment WHERE \"column\" = 5",
      "INSERT INTO dataset_segment SELECT dataset, \"column\", 1, \"rows\", absent, encoding, scale, least, greatest, "
      "block, bytes, checksum, seal FROM dataset_segment",
      "UPDATE dataset_part SET first = 1 WHERE \"column\" = 1",
      "UPDATE dataset_part SET count = count - 1 WHERE \"column\" = 1",
      "UPDATE dataset_part SET least = 'b' WHERE kind = 'names'",
      "UPDATE dataset_part SET greatest = 'b' WHERE kind = 'names'",
      "UPDATE dataset_part SET least = 0 WHERE kind = 'values'",
      "DELETE FROM dataset_part WHERE kind = 'names'",
      "DELETE FROM dataset_part WHERE kind = 'bands'",
      "DELETE FROM dataset_part WHERE kind = 'values'",
      "UPDATE dataset_part SET kind = 'bands' WHERE kind = 'periods'",
      "DELETE FROM dataset_block WHERE id = (SELECT max(id) FROM dataset_block)",
      "UPDATE dataset_block SET data = zeroblob(5) WHERE id = (SELECT min(id) FROM dataset_block)",
      "INSERT INTO dataset_block VALUES (9 << 32, x'00')",
  };
  write_all(f, "1", 40, 0);
  assert_int_equal(findings_now(f), 0);
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
    assert_fine(grappe_store_execute(f->store, changes[i], &f->error), f->error);
    assert_int_not_equal(sqlite3_changes(grappe_store_sqlite(f->store)), 0);
    if (findings_now(f) < 1) fail_msg("not seen: %s", changes[i]);
    grappe_store_rollback(f->store);
  }
  assert_int_equal(findings_now(f), 0);
}

static void damage_is_told_with_its_place(void **state) {
  fixture *f = *state;
  grappe_dataset *d;
  grappe_dataset_reader *reader;
  const grappe_segment_summary *summaries;
  write_all(f, "1", 140000, 0);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_store_execute(f->store,
                                   "UPDATE dataset_block SET data = CAST(substr(data, 1, 999) || x'07' || substr(data, "
                                   "1001) AS BLOB) WHERE id = (SELECT block FROM dataset_segment WHERE \"column\" = 4 "
                                   "AND number = 1)",
                                   &f->error),
              f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_fine(grappe_dataset_open(f->store, "test.rows", NULL, &d, &f->error), f->error);
  assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
  assert_fine(grappe_dataset_summaries(d, 4, &summaries, &f->error), f->error);
  assert_fine(grappe_dataset_read(reader, 4, 0, GRAPPE_INT64, wide, NULL, &f->error), f->error);
  assert_int_equal(grappe_dataset_read(reader, 4, 1, GRAPPE_INT64, wide, NULL, &f->error), GRAPPE_DATA);
  assert_non_null(strstr(f->error.message, "test.rows (1), column jobs, segment 1"));
  static const uint32_t last = 65535; /* a row whose own bits are as they were */
  f->error.message[0] = '\0';
  assert_int_equal(grappe_dataset_read_rows(reader, 4, 1, &last, 1, wide, presence, &f->error), GRAPPE_DATA);
  assert_non_null(strstr(f->error.message, "test.rows (1), column jobs, segment 1"));
  assert_fine(grappe_dataset_read(reader, 4, 2, GRAPPE_INT64, wide, NULL, &f->error), f->error);
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(d);
}

/* A file that was made to deceive, checksums and all, still cannot lead a reader out of its arrays. */
static void codes_stay_inside_whatever_the_checksums(void **state) {
  fixture *f = *state;
  grappe_dataset *d;
  grappe_dataset_reader *reader;
  const grappe_segment_summary *told;
  grappe_segment_summary made;
  write_all(f, "1", 40, 0);
  assert_fine(grappe_dataset_open(f->store, "test.rows", NULL, &d, &f->error), f->error);
  for (int wrong = -1; wrong <= 3000; wrong += 3001) {
    assert_fine(grappe_dataset_summaries(d, 1, &told, &f->error), f->error);
    for (size_t i = 0; i < 40; i++) codes[i] = i == 20 ? wrong : (int32_t)told->least;
    unsigned char *bytes = malloc(grappe_segment_bound(40));
    void *scratch = malloc(grappe_segment_scratch(40));
    size_t length = grappe_segment_encode(GRAPPE_INT32, codes, NULL, 40, bytes, scratch, &made);
    dataset_place place = {d->columns[1].places[0].block, (uint32_t)length, grappe_crc32c(0, bytes, length)};
    made = *told;
    sqlite3_stmt *statement;
    assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
    assert_fine(grappe_store_prepare(f->store, "UPDATE dataset_block SET data = ? WHERE id = ?", &statement, &f->error),
                f->error);
    sqlite3_bind_blob(statement, 1, bytes, (int)length, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 2, place.block);
    int row;
    assert_fine(grappe_store_step(f->store, statement, &row, &f->error), f->error);
    grappe_store_release(f->store, statement);
    assert_fine(dataset_run_sql(f->store, &f->error,
                                "UPDATE dataset_segment SET bytes = ?, checksum = ?, seal = ? WHERE \"column\" = 1",
                                "iii", (int64_t)length, (int64_t)place.checksum,
                                (int64_t)dataset_seal_segment(d->entry.info.id, 1, 0, 0, &made, &place)),
                f->error);
    assert_fine(grappe_store_commit(f->store, &f->error), f->error);
    grappe_dataset_release(d);
    assert_fine(grappe_dataset_open(f->store, "test.rows", NULL, &d, &f->error), f->error);
    assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
    assert_fine(grappe_dataset_summaries(d, 1, &told, &f->error), f->error);
    assert_int_equal(grappe_dataset_read(reader, 1, 0, GRAPPE_INT32, codes, presence, &f->error), GRAPPE_DATA);
    assert_int_equal(grappe_dataset_read(reader, 1, 0, GRAPPE_INT32, codes, NULL, &f->error), GRAPPE_DATA);
    static const uint32_t at = 20;
    assert_int_equal(grappe_dataset_read_rows(reader, 1, 0, &at, 1, codes, presence, &f->error), GRAPPE_DATA);
    grappe_dataset_reader_free(reader);
    free(bytes);
    free(scratch);
  }
  grappe_dataset_release(d);
}

/* --- trouble --- */

static void a_killed_writer_leaves_nothing(void **state) {
  fixture *f = *state;
  write_all(f, "1", 300, 0);
  grappe_store_close(f->store);
  f->store = NULL;
  int pipes[2];
  assert_int_equal(pipe(pipes), 0);
  pid_t child = fork();
  if (child == 0) {
    grappe_store *store;
    grappe_error error = {0};
    static batch b;
    grappe_dataset_about about = {.code = "test.rows", .edition = "2"};
    grappe_dataset_writer *writer;
    grappe_code code = grappe_store_open(f->path, GRAPPE_STORE_WRITE, &store, &error);
    if (code == GRAPPE_OK) code = grappe_store_begin(store, "test", &error);
    if (code == GRAPPE_OK)
      code = grappe_dataset_begin(store, &about, declared, COLUMNS, 1 << 20, NULL, &writer, &error);
    for (uint64_t row = 0; code == GRAPPE_OK && row < 500000; row += BATCH)
      code = append(writer, row, BATCH, &b, &error);
    if (write(pipes[1], code == GRAPPE_OK ? "y" : "n", 1) == 1) pause();
    _exit(1);
  }
  char answer = 0;
  assert_int_equal(read(pipes[0], &answer, 1), 1);
  assert_int_equal(answer, 'y');
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  close(pipes[0]);
  close(pipes[1]);
  assert_fine(grappe_store_open(f->path, GRAPPE_STORE_WRITE, &f->store, &f->error), f->error);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM dataset"), 1);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM dataset_block WHERE id >> 32 > 1"), 0);
  check_all(f, NULL, 300);
  assert_int_equal(fixture_findings(f->store), 0);
}

/* Writes, opens, reads and looks up; whatever fails, everything is given back. */
static grappe_code everything(fixture *f, int write) {
  grappe_dataset *d = NULL;
  grappe_dataset_reader *reader = NULL;
  grappe_error *error = &f->error;
  unsigned char seen[64] = {0};
  const char *const *texts;
  const char *text;
  const int32_t *canonical;
  const grappe_period *periods;
  const grappe_band *bands;
  const grappe_segment_summary *summaries;
  size_t count;
  grappe_code code = write ? write_rows(f->store, "2", 60, 1, error) : GRAPPE_OK;
  if (code == GRAPPE_OK) code = grappe_dataset_open(f->store, "test.rows", NULL, &d, error);
  if (code == GRAPPE_OK) code = grappe_dataset_reader_new(d, NULL, &reader, error);
  if (code == GRAPPE_OK) code = grappe_dataset_texts(d, 2, &texts, &count, error);
  if (code == GRAPPE_OK) code = grappe_dataset_canonical(d, 2, &canonical, error);
  if (code == GRAPPE_OK) code = grappe_dataset_bands(d, 3, &bands, &count, error);
  if (code == GRAPPE_OK) code = grappe_dataset_periods(d, 7, &periods, &count, error);
  if (code == GRAPPE_OK) code = grappe_dataset_summaries(d, 0, &summaries, error);
  if (code == GRAPPE_OK) code = grappe_dataset_read(reader, 0, 0, GRAPPE_INT64, wide, presence, error);
  found n = {seen, 0, 64, reader, 0, 0};
  if (code == GRAPPE_OK) code = grappe_dataset_search(reader, 2, "societe", GRAPPE_SEARCH_PREFIX, note_code, &n, error);
  if (code == GRAPPE_OK) code = grappe_dataset_search(reader, 1, "0", GRAPPE_SEARCH_PREFIX, note_code, &n, error);
  if (code == GRAPPE_OK) code = grappe_dataset_text(reader, 2, 3, &text, error);
  if (code == GRAPPE_OK) code = grappe_dataset_find_value(reader, 0, siret_of(7), note_row, &n, error);
  if (code == GRAPPE_OK) {
    char name[64];
    int length = name_of(3, name);
    code = grappe_dataset_find_text(reader, 2, name, (size_t)length, note_code, &n, error);
  }
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(d);
  return code;
}

static void memory_may_run_out_anywhere(void **state) {
  fixture *f = *state;
  write_all(f, "1", 60, 1);
  for (int write = 0; write < 2; write++) { /* reading by a connection of its own, and in a transaction */
    int failures = 0;
    for (long n = 1;; n += 1 + n / 60) {
      if (write) assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
      grappe_memory_fail_after(n);
      grappe_code code = everything(f, write);
      grappe_memory_fail_after(0);
      grappe_store_rollback(f->store);
      if (code == GRAPPE_OK) break;
      failures++;
      if (code != GRAPPE_MEMORY) fail_msg("allocation %ld: %d, %s", n, (int)code, f->error.message);
    }
    assert_true(failures > 50);
  }
  check_all(f, NULL, 60);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_STORE(each_flipped_byte_of_a_block_is_seen), WITH_STORE(each_changed_row_is_seen),
      WITH_STORE(damage_is_told_with_its_place),        WITH_STORE(codes_stay_inside_whatever_the_checksums),
      WITH_STORE(a_killed_writer_leaves_nothing),       WITH_STORE(memory_may_run_out_anywhere),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
