/* Names, texts and values looked up in datasets. */
#include "column/dataset_scene.h"

static void names_are_found(void **state) {
  fixture *f = *state;
  for (int parted = 0; parted < 2; parted++) { /* one dictionary, and one for each few thousand rows */
    write_all(f, parted ? "2" : "1", 70000, parted ? 200000 : 0);
    grappe_dataset *d;
    grappe_dataset_reader *reader;
    const char *const *texts, *text;
    size_t count;
    assert_fine(grappe_dataset_open(f->store, "test.rows", parted ? "2" : "1", &d, &f->error), f->error);
    assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
    assert_fine(grappe_dataset_texts(d, 2, &texts, &count, &f->error), f->error);
    assert_int_equal(grappe_dataset_unique(d, 2), !parted);
    assert_int_equal(grappe_dataset_unique(d, 1), 1);
    assert_int_equal(grappe_dataset_codes(d, 2), count);
    if (parted)
      assert_true(count > 5000);
    else
      assert_int_equal(count, 5000);
    const int32_t *canonical;
    assert_fine(grappe_dataset_canonical(d, 2, &canonical, &f->error), f->error);
    assert_int_equal(canonical != NULL, parted);
    for (size_t i = 0; canonical && i < count; i++) {
      assert_true(canonical[i] <= (int32_t)i && canonical[canonical[i]] == canonical[i]);
      assert_string_equal(texts[i], texts[canonical[i]]);
      assert_true(canonical[i] < 5000 || strcmp(texts[0], texts[i]) != 0);
    }
    unsigned char *seen = calloc(count, 1);
    found n = {seen, 0, count, reader, 0, 0};
    assert_fine(grappe_dataset_search(reader, 2, "SOCIETE evreux 12", GRAPPE_SEARCH_PREFIX, note_code, &n, &f->error),
                f->error);
    size_t expected = 0;
    for (size_t i = 0; i < count; i++) {
      int wanted = strncmp(texts[i], "Société Évreux 12", strlen("Société Évreux 12")) == 0;
      assert_int_equal(seen[i], wanted);
      expected += (size_t)wanted;
    }
    assert_true(expected >= 111);
    n.count = 0;
    assert_fine(grappe_dataset_search(reader, 2, "ÉVREUX-12", GRAPPE_SEARCH_WITHIN, note_code, &n, &f->error),
                f->error);
    assert_int_equal(n.count, expected);
    n.count = 0;
    assert_fine(grappe_dataset_search(reader, 2, "Sociéte Evreux 12", GRAPPE_SEARCH_EQUAL, note_code, &n, &f->error),
                f->error);
    assert_true(parted ? n.count > 1 : n.count == 1);
    n.count = 0;
    assert_fine(grappe_dataset_find_text(reader, 2, "Societe Evreux 12", 17, note_code, &n, &f->error), f->error);
    assert_int_equal(n.count, 0); /* exact means exact */
    static const char exact[] = "Société Évreux 12";
    assert_fine(grappe_dataset_find_text(reader, 2, exact, strlen(exact), note_code, &n, &f->error), f->error);
    assert_true(parted ? n.count > 1 : n.count == 1);
    for (size_t i = 0; i < count; i += 97) {
      assert_fine(grappe_dataset_text(reader, 2, (int32_t)i, &text, &f->error), f->error);
      assert_string_equal(text, texts[i]);
    }
    assert_int_equal(grappe_dataset_text(reader, 2, (int32_t)count, &text, &f->error), GRAPPE_ARGUMENT);
    free(seen);
    /* communes are found without an index too */
    unsigned char communes[3000] = {0};
    n = (found){communes, 0, 3000, reader, 0, 0};
    assert_fine(grappe_dataset_search(reader, 1, "0012", GRAPPE_SEARCH_PREFIX, note_code, &n, &f->error), f->error);
    assert_int_equal(n.count, 10);
    n.count = 0;
    assert_fine(grappe_dataset_find_text(reader, 1, "00123", 5, note_code, &n, &f->error), f->error);
    assert_int_equal(n.count, 1);
    assert_int_equal(grappe_dataset_search(reader, 4, "x", GRAPPE_SEARCH_EQUAL, note_code, &n, &f->error),
                     GRAPPE_ARGUMENT);
    grappe_dataset_reader_free(reader);
    grappe_dataset_release(d);
  }
}

/* A name that only rows of the second segment bear leads there alone. */
static void names_tell_their_segments(void **state) {
  fixture *f = *state;
  grappe_dataset_about about = {.code = "n", .edition = "1"};
  grappe_dataset_column column = {.name = "name", .kind = GRAPPE_DATASET_TEXT, .flags = GRAPPE_DATASET_NAMES};
  grappe_dataset_writer *writer;
  grappe_dataset *d;
  grappe_dataset_reader *reader;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_dataset_begin(f->store, &about, &column, 1, 0, NULL, &writer, &f->error), f->error);
  static uint32_t start[200000], length[200000];
  for (size_t i = 0; i < 200000; i++) {
    start[i] = i == 70000 || i == 140000 ? 1 : 0; /* "b", else "ab" */
    length[i] = i == 70000 || i == 140000 ? 1 : 2;
  }
  grappe_dataset_cells cells = {.texts = "ab", .start = start, .length = length};
  assert_fine(grappe_dataset_append(writer, &cells, 200000, &f->error), f->error);
  assert_fine(grappe_dataset_finish(writer, "", NULL, &f->error), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_fine(grappe_dataset_open(f->store, "n", NULL, &d, &f->error), f->error);
  assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
  unsigned char seen[2] = {0};
  found n = {seen, 0, 2, reader, 9, 9};
  assert_fine(grappe_dataset_search(reader, 0, "B", GRAPPE_SEARCH_PREFIX, note_code, &n, &f->error), f->error);
  assert_true(n.count == 1 && n.first == 1 && n.last == 2);
  assert_fine(grappe_dataset_search(reader, 0, "ab", GRAPPE_SEARCH_EQUAL, note_code, &n, &f->error), f->error);
  assert_true(n.count == 2 && n.first == 0 && n.last == 3);
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(d);
}

static void values_are_found(void **state) {
  fixture *f = *state;
  enum { ROWS = 1200000 }; /* more than a run of sorted values */
  static int64_t shuffled[ROWS], rising[ROWS];
  for (size_t i = 0; i < ROWS; i++) {
    shuffled[i] = (int64_t)(dice(i / 3, 1) % 1000000000);
    rising[i] = (int64_t)i / 2 * 7;
  }
  const grappe_dataset_column columns[3] = {
      {.name = "siren", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 9, .flags = GRAPPE_DATASET_LOOKUP},
      {.name = "rising", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 9, .flags = GRAPPE_DATASET_LOOKUP},
      {.name = "plain", .kind = GRAPPE_DATASET_INTEGER}};
  grappe_dataset_cells cells[3] = {{.integers = shuffled}, {.integers = rising}, {.integers = shuffled}};
  grappe_dataset_about about = {.code = "v", .edition = "1"};
  grappe_dataset_writer *writer;
  grappe_dataset *d;
  grappe_dataset_reader *reader;
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_dataset_begin(f->store, &about, columns, 3, 0, NULL, &writer, &f->error), f->error);
  assert_fine(grappe_dataset_append(writer, cells, ROWS, &f->error), f->error);
  assert_fine(grappe_dataset_finish(writer, "", NULL, &f->error), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
  assert_true(fixture_number(f->store, "SELECT count(*) FROM dataset_part WHERE \"column\" = 0") > 200);
  assert_int_equal(fixture_number(f->store, "SELECT count(*) FROM dataset_part WHERE \"column\" = 1"), 0);
  assert_fine(grappe_dataset_open(f->store, "v", NULL, &d, &f->error), f->error);
  assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
  const grappe_segment_summary *summaries;
  for (size_t c = 0; c < 3; c++) assert_fine(grappe_dataset_summaries(d, c, &summaries, &f->error), f->error);
  unsigned char *seen = calloc(ROWS, 1);
  for (size_t c = 0; c < 3; c++)
    for (size_t i = 0; i < ROWS; i += c == 2 ? 500009 : 40009) {
      const int64_t *values = c == 1 ? rising : shuffled;
      found n = {seen, 0, ROWS, reader, 0, 0};
      assert_fine(grappe_dataset_find_value(reader, c, values[i], note_row, &n, &f->error), f->error);
      assert_true(n.count >= (c == 1 ? 2 : 3) && seen[i] == 1);
      size_t again = 0;
      for (size_t row = 0; row < ROWS; row++) {
        again += seen[row];
        if (seen[row]) assert_true(values[row] == values[i]);
        seen[row] = 0;
      }
      assert_int_equal(again, n.count);
      n.count = 0;
      assert_fine(grappe_dataset_find_value(reader, c, c == 1 ? rising[i] + 1 : -1, note_row, &n, &f->error), f->error);
      assert_int_equal(n.count, 0);
    }
  free(seen);
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(d);
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, fixture_begin, fixture_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_STORE(names_are_found),
      WITH_STORE(names_tell_their_segments),
      WITH_STORE(values_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
