/* Datasets written, read and dropped; several readers; what is refused. */
#include <pthread.h>

#include "column/dataset_scene.h"

static void rows_come_back(void **state) {
  fixture *f = *state;
  static const uint64_t counts[] = {0, 1, 9, 65535, 65536, 65537, 140000};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    char edition[20];
    snprintf(edition, sizeof edition, "e%d", (int)i);
    write_all(f, edition, counts[i], i == 6 ? 1 << 20 : 0);
    check_all(f, edition, counts[i]);
  }
  assert_int_equal(fixture_findings(f->store), 0);
}

static void a_dataset_tells_what_it_is(void **state) {
  fixture *f = *state;
  write_all(f, "2022", 100, 0);
  grappe_dataset *d;
  assert_fine(grappe_dataset_open(f->store, "test.rows", NULL, &d, &f->error), f->error);
  const grappe_dataset_info *info = grappe_dataset_about_of(d);
  assert_string_equal(info->about.name, "Rows");
  assert_string_equal(info->about.source, "INSEE");
  assert_string_equal(info->digest, "00ff");
  assert_true(info->bytes > 0 && strlen(info->imported_at) == 20);
  assert_int_equal(grappe_dataset_columns(d), COLUMNS);
  assert_int_equal(grappe_dataset_find(d, "jobs"), 4);
  assert_int_equal(grappe_dataset_find(d, "none"), -1);
  const grappe_dataset_column *c = grappe_dataset_column_at(d, 1);
  assert_string_equal(c->refers_to, "territory");
  assert_string_equal(c->qualifier, "commune");
  assert_string_equal(c->unit, "");
  assert_string_equal(grappe_dataset_column_at(d, 2)->title[GRAPPE_FRENCH], "Nom");
  assert_int_equal(grappe_dataset_column_at(d, 0)->width, 14);
  assert_int_equal(grappe_dataset_column_at(d, 3)->flags, GRAPPE_DATASET_NOT_NEGATIVE);
  grappe_dataset_release(d);
}

static grappe_code note_edition(void *context, const grappe_dataset_info *info, grappe_error *error) {
  (void)error;
  strcat(context, info->about.edition);
  strcat(context, " ");
  return GRAPPE_OK;
}

static void editions_stand_beside_each_other(void **state) {
  fixture *f = *state;
  grappe_dataset *d;
  char seen[100] = "";
  assert_int_equal(grappe_dataset_open(f->store, "test.rows", NULL, &d, &f->error), GRAPPE_NOT_FOUND);
  write_all(f, "2010", 10, 0);
  write_all(f, "2009", 20, 0);
  write_all(f, "999", 30, 0);
  assert_fine(grappe_datasets_list(f->store, note_edition, seen, &f->error), f->error);
  assert_string_equal(seen, "999 2009 2010 ");
  assert_fine(grappe_dataset_open(f->store, "test.rows", NULL, &d, &f->error), f->error);
  assert_int_equal(grappe_dataset_rows(d), 10);
  grappe_dataset_release(d);
  assert_int_equal(grappe_dataset_open(f->store, "test.rows", "2011", &d, &f->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(f->error.message, "999, 2009, 2010"));
  assert_int_equal(grappe_dataset_open(f->store, "test.row", NULL, &d, &f->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(f->error.message, "test.rows"));

  /* the same edition again is refused, and leaves the old one */
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_int_equal(write_rows(f->store, "2010", 5, 0, &f->error), GRAPPE_ARGUMENT);
  grappe_store_rollback(f->store);
  check_all(f, "2010", 10);

  int64_t id = 0;
  assert_fine(grappe_dataset_find_digest(f->store, "00ff", &id, &f->error), f->error);
  assert_true(id > 0);
  assert_fine(grappe_dataset_find_digest(f->store, "00fe", &id, &f->error), f->error);
  assert_int_equal(id, 0);

  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_int_equal(grappe_dataset_drop(f->store, "test.rows", "2011", &f->error), GRAPPE_NOT_FOUND);
  assert_fine(grappe_dataset_drop(f->store, "test.rows", "2010", &f->error), f->error);
  assert_fine(grappe_dataset_drop(f->store, "test.rows", "999", &f->error), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  check_all(f, NULL, 20);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_dataset_drop(f->store, "test.rows", "2009", &f->error), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_int_equal(fixture_number(f->store,
                                  "SELECT (SELECT count(*) FROM dataset_block) + (SELECT count(*) FROM "
                                  "dataset_part) + (SELECT count(*) FROM dataset_segment) + (SELECT count(*) "
                                  "FROM dataset_column) + (SELECT count(*) FROM dataset)"),
                   0);
}

/* --- what is refused --- */

static grappe_code write_one(fixture *f, const grappe_dataset_column *column, const grappe_dataset_cells *cells,
                             size_t rows) {
  grappe_dataset_about about = {.code = "one", .edition = "1"};
  grappe_dataset_writer *writer = NULL;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  grappe_code code = grappe_dataset_begin(f->store, &about, column, 1, 0, NULL, &writer, &f->error);
  if (code == GRAPPE_OK) code = grappe_dataset_append(writer, cells, rows, &f->error);
  if (code == GRAPPE_OK)
    code = grappe_dataset_finish(writer, "", NULL, &f->error);
  else
    grappe_dataset_abandon(writer);
  grappe_store_rollback(f->store);
  return code;
}

static void what_does_not_suit_is_refused(void **state) {
  fixture *f = *state;
  const int64_t integers[] = {1, 1000, 3};
  const int64_t to[] = {0, 2000, 4};
  const double bad[] = {1, NAN, 3}, high[] = {0, 1, 2};
  const int32_t wrong[] = {0, 2, 0};
  const unsigned char kinds[] = {0, 6, 0}, absent[] = {0, 1, 0};
  const uint32_t start[] = {0, 1, 2}, length[] = {1, 1, 1};
  grappe_dataset_column c = {.name = "c", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 3};
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.integers = integers}, 3), GRAPPE_ARGUMENT);
  assert_non_null(strstr(f->error.message, "row 2"));
  assert_fine(write_one(f, &c, &(grappe_dataset_cells){.integers = integers, .presence = absent}, 3), f->error);
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.integers = integers, .presence = kinds}, 3),
                   GRAPPE_ARGUMENT);
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.numbers = bad}, 3), GRAPPE_ARGUMENT);
  c.kind = GRAPPE_DATASET_NUMBER;
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.numbers = bad}, 3), GRAPPE_ARGUMENT);
  assert_fine(write_one(f, &c, &(grappe_dataset_cells){.numbers = bad, .presence = absent}, 3), f->error);
  c.kind = GRAPPE_DATASET_YESNO;
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.codes = wrong}, 3), GRAPPE_ARGUMENT);
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.integers = integers}, 3), GRAPPE_ARGUMENT);
  c.kind = GRAPPE_DATASET_PERIOD;
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.integers = integers, .to = to}, 3), GRAPPE_ARGUMENT);
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.codes = wrong}, 3), GRAPPE_ARGUMENT);
  c.kind = GRAPPE_DATASET_FIGURE;
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.numbers = bad, .high = high}, 3), GRAPPE_ARGUMENT);
  c.kind = GRAPPE_DATASET_TEXT;
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.codes = wrong}, 3), GRAPPE_ARGUMENT);
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.texts = "a\0b", .start = start, .length = length}, 3),
                   GRAPPE_ARGUMENT);
  c.name = "";
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.codes = wrong}, 3), GRAPPE_ARGUMENT);
  c = (grappe_dataset_column){.name = "c", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 19};
  assert_int_equal(write_one(f, &c, &(grappe_dataset_cells){.integers = integers}, 3), GRAPPE_ARGUMENT);
  grappe_dataset_about about = {.code = "one", .edition = "1"};
  grappe_dataset_writer *writer;
  c.width = 9;
  assert_int_equal(grappe_dataset_begin(f->store, &about, &c, 1, 0, NULL, &writer, &f->error), GRAPPE_ARGUMENT);
}

static void bands_keep_what_they_say(void **state) {
  fixture *f = *state;
  grappe_dataset_about about = {.code = "b", .edition = "1"};
  grappe_dataset_column column = {.name = "headcount", .kind = GRAPPE_DATASET_FIGURE, .unit = "jobs"};
  const grappe_band given[] = {{{10, 20, 0, 0}, 12, 1},
                               {{200, INFINITY, 1, 1}, NAN, 0},
                               {{-INFINITY, INFINITY, 1, 1}, NAN, 0},
                               {{5, 5, 0, 0}, NAN, 0},
                               {{-0.0, 0.0, 0, 0}, 0, 0}};
  int32_t places[5], again;
  grappe_dataset_writer *writer;
  grappe_dataset *d;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_dataset_begin(f->store, &about, &column, 1, 0, NULL, &writer, &f->error), f->error);
  for (int i = 0; i < 5; i++) {
    assert_fine(grappe_dataset_add_band(writer, 0, &given[i], &places[i], &f->error), f->error);
    assert_int_equal(places[i], i);
  }
  assert_fine(grappe_dataset_add_band(writer, 0, &given[1], &again, &f->error), f->error);
  assert_int_equal(again, 1);
  grappe_band wrong = {{5, 4, 0, 0}, NAN, 0};
  assert_int_equal(grappe_dataset_add_band(writer, 0, &wrong, &again, &f->error), GRAPPE_ARGUMENT);
  wrong = (grappe_band){{5, 5, 1, 0}, NAN, 0};
  assert_int_equal(grappe_dataset_add_band(writer, 0, &wrong, &again, &f->error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_dataset_add_text(writer, 0, "x", 1, &again, &f->error), GRAPPE_ARGUMENT);
  grappe_dataset_cells cells = {.codes = places};
  assert_fine(grappe_dataset_append(writer, &cells, 5, &f->error), f->error);
  assert_int_equal(grappe_dataset_written(writer), 5);
  assert_fine(grappe_dataset_finish(writer, "", NULL, &f->error), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_fine(grappe_dataset_open(f->store, "b", NULL, &d, &f->error), f->error);
  const grappe_band *bands;
  size_t count;
  assert_fine(grappe_dataset_bands(d, 0, &bands, &count, &f->error), f->error);
  assert_int_equal(count, 5);
  assert_true(bands[0].bounds.low == 10 && bands[0].bounds.high == 20 && bands[0].value == 12 && bands[0].about);
  assert_true(bands[1].bounds.low_open && isinf(bands[1].bounds.high) && isnan(bands[1].value));
  assert_true(bands[3].value == 5 && bands[4].value == 0);
  grappe_dataset_release(d);
}

static void writing_stops_when_asked(void **state) {
  fixture *f = *state;
  grappe_dataset_about about = {.code = "s", .edition = "1"};
  grappe_dataset_column column = {.name = "c", .kind = GRAPPE_DATASET_INTEGER};
  grappe_dataset_writer *writer;
  grappe_run run = {0};
  grappe_run_begin(&run, 0);
  int64_t value = 1;
  grappe_dataset_cells cells = {.integers = &value};
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_dataset_begin(f->store, &about, &column, 1, 0, &run, &writer, &f->error), f->error);
  assert_fine(grappe_dataset_append(writer, &cells, 1, &f->error), f->error);
  grappe_run_stop(&run);
  assert_int_equal(grappe_dataset_append(writer, &cells, 1, &f->error), GRAPPE_STOPPED);
  assert_int_equal(grappe_dataset_finish(writer, "", NULL, &f->error), GRAPPE_ARGUMENT);
  grappe_store_rollback(f->store);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM dataset"), 0);
}

/* --- single rows --- */

static void compare_rows(grappe_dataset *d, grappe_dataset_reader *reader, size_t c, size_t segment,
                         grappe_error *error) {
  grappe_physical type = grappe_dataset_physical(grappe_dataset_column_at(d, c)->kind);
  size_t width = type == GRAPPE_INT32 ? 4 : 8;
  unsigned char *all = (unsigned char *)wide;
  for (uint32_t step = 1; step < 5000; step = step * 3 + 1) {
    static uint32_t at[GRAPPE_SEGMENT_ROWS];
    static int64_t values[GRAPPE_SEGMENT_ROWS];
    static unsigned char kinds[GRAPPE_SEGMENT_ROWS];
    size_t count = 0;
    for (uint32_t row = step / 2; row < grappe_dataset_segment_rows(d, segment); row += step) at[count++] = row;
    assert_fine(grappe_dataset_read(reader, c, segment, type, all, presence, error), *error);
    assert_fine(grappe_dataset_read_rows(reader, c, segment, at, count, values, kinds, error), *error);
    for (size_t i = 0; i < count; i++) {
      assert_int_equal(kinds[i], presence[at[i]]);
      assert_memory_equal((unsigned char *)values + i * width, all + at[i] * width, width);
    }
  }
}

/* As all rows of the segment give them, from the file and from what is held in memory. */
static void single_rows_are_read_as_all_are(void **state) {
  fixture *f = *state;
  grappe_dataset *d;
  grappe_dataset_reader *reader;
  size_t columns[COLUMNS];
  void *room = malloc((size_t)GRAPPE_SEGMENT_ROWS * 9);
  write_all(f, "1", 140000, 0);
  assert_fine(grappe_dataset_open(f->store, "test.rows", NULL, &d, &f->error), f->error);
  assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
  for (int held = 0; held < 2; held++)
    for (size_t c = 0; c < COLUMNS; c++) {
      grappe_dataset_shape shape;
      grappe_dataset_slots slots;
      columns[c] = c;
      assert_fine(grappe_dataset_shape_of(d, c, &shape, &f->error), f->error);
      if (held) grappe_dataset_hold(d, columns, c + 1, SIZE_MAX);
      for (size_t s = 0; s < grappe_dataset_segments(d); s++) {
        if (held) assert_fine(grappe_dataset_slots_of(reader, c, s, room, &slots, &f->error), f->error);
        compare_rows(d, reader, c, s, &f->error);
      }
    }
  assert_true(grappe_dataset_held(d) > 0);
  /* What is held is not read: the file's bytes may have gone. */
  grappe_dataset_reader_rest(reader);
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_store_execute(f->store, "UPDATE dataset_block SET data = x'00'", &f->error), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  static const uint32_t at = 4711;
  int64_t value;
  unsigned char kind;
  for (size_t c = 0; c < COLUMNS; c++)
    assert_fine(grappe_dataset_read_rows(reader, c, 1, &at, 1, &value, &kind, &f->error), f->error);
  assert_int_equal(grappe_dataset_read(reader, 0, 1, GRAPPE_INT64, wide, presence, &f->error), GRAPPE_DATA);
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(d);
  free(room);
}

/* --- several readers --- */

typedef struct worker {
  grappe_dataset *dataset;
  grappe_dataset_reader *reader;
  uint64_t sum;
  grappe_code code;
} worker;

static void *add_up(void *context) {
  worker *w = context;
  int64_t *values = malloc(GRAPPE_SEGMENT_ROWS * sizeof *values);
  grappe_error error = {0};
  for (int round = 0; round < 5; round++)
    for (size_t s = 0; s < grappe_dataset_segments(w->dataset) && w->code == GRAPPE_OK; s++) {
      w->code = grappe_dataset_read(w->reader, 0, s, GRAPPE_INT64, values, NULL, &error);
      for (size_t i = 0; w->code == GRAPPE_OK && i < grappe_dataset_segment_rows(w->dataset, s); i++)
        w->sum += (uint64_t)values[i];
    }
  free(values);
  return NULL;
}

static void threads_read_side_by_side(void **state) {
  fixture *f = *state;
  grappe_dataset *d;
  const grappe_segment_summary *summaries;
  write_all(f, "1", 140000, 0);
  assert_fine(grappe_dataset_open(f->store, "test.rows", NULL, &d, &f->error), f->error);
  assert_fine(grappe_dataset_summaries(d, 0, &summaries, &f->error), f->error);
  for (int own = 0; own < 3; own++) { /* readers connect themselves; have a connection each; share the dataset's */
    if (own == 2) assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
    grappe_store *stores[3] = {NULL};
    worker workers[3] = {0};
    pthread_t threads[3];
    for (int i = 0; i < 3; i++) {
      if (own == 1) assert_fine(grappe_store_open(f->path, GRAPPE_STORE_READ, &stores[i], &f->error), f->error);
      workers[i].dataset = d;
      assert_fine(grappe_dataset_reader_new(d, stores[i], &workers[i].reader, &f->error), f->error);
    }
    for (int i = 0; i < 3; i++) assert_int_equal(pthread_create(&threads[i], NULL, add_up, &workers[i]), 0);
    uint64_t expected = 0;
    for (uint64_t row = 0; row < 140000; row++) expected += (uint64_t)siret_of(row) * 5;
    for (int i = 0; i < 3; i++) {
      pthread_join(threads[i], NULL);
      assert_int_equal(workers[i].code, GRAPPE_OK);
      assert_true(workers[i].sum == expected);
      grappe_dataset_reader_rest(workers[i].reader);
      grappe_dataset_reader_free(workers[i].reader);
      grappe_store_close(stores[i]);
    }
    if (own == 2) grappe_store_rollback(f->store);
  }
  grappe_dataset_release(d);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_STORE(rows_come_back),
      WITH_STORE(a_dataset_tells_what_it_is),
      WITH_STORE(editions_stand_beside_each_other),
      WITH_STORE(what_does_not_suit_is_refused),
      WITH_STORE(bands_keep_what_they_say),
      WITH_STORE(writing_stops_when_asked),
      WITH_STORE(single_rows_are_read_as_all_are),
      WITH_STORE(threads_read_side_by_side),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
