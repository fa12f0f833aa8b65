/* The sorted index of names: in order, whole, and the same bytes whatever the number of threads. */
#include "column/dataset_private.h"
#include "column/dataset_scene.h"
#include "text/fold.h"

enum { NAMES = 70000, LONGEST = 300 };

/* Names that begin alike, that are alike for more bytes than are compared at once, with accents, of no letter at all.
 */
static size_t made_name(uint32_t i, char text[LONGEST + 1]) {
  static const char *const kinds[] = {"Boulangerie", "Société Évreux", "SARL L'Étoile", "ΑΘΗΝΑ", "Œuvre", "z"};
  uint32_t scattered = i * 2654435761u;
  if (i == 0) return (size_t)snprintf(text, LONGEST, "—");
  if (i % 1000 == 1) return (size_t)snprintf(text, LONGEST, "%0250u", i);
  if (i % 1000 == 2) return (size_t)snprintf(text, LONGEST, "a%090u", scattered);
  if (i % 1000 == 3) return (size_t)snprintf(text, LONGEST, "BOULANGERIE-%u", scattered % 1000);
  return (size_t)snprintf(text, LONGEST, "%s %u", kinds[i % 6], scattered % 50000);
}

static void write_names(fixture *f, const char *edition, int threads) {
  static char texts[NAMES * 24];
  static uint32_t start[NAMES], length[NAMES];
  grappe_dataset_about about = {.code = "n", .edition = edition};
  grappe_dataset_column column = {.name = "name", .kind = GRAPPE_DATASET_TEXT, .flags = GRAPPE_DATASET_NAMES};
  grappe_dataset_writer *writer;
  grappe_run run;
  grappe_run_begin(&run, 0);
  run.threads = threads;
  uint32_t used = 0;
  for (uint32_t i = 0; i < NAMES; i++) {
    char text[LONGEST + 1];
    start[i] = used;
    length[i] = (uint32_t)made_name(i, text);
    assert_true(used + length[i] <= sizeof texts);
    memcpy(texts + used, text, length[i]);
    used += length[i];
  }
  grappe_dataset_cells cells = {.texts = texts, .start = start, .length = length};
  assert_fine(grappe_store_begin(f->store, "test", &f->error), f->error);
  assert_fine(grappe_dataset_begin(f->store, &about, &column, 1, 0, &run, &writer, &f->error), f->error);
  assert_fine(grappe_dataset_append(writer, &cells, NAMES, &f->error), f->error);
  assert_fine(grappe_dataset_finish(writer, "", NULL, &f->error), f->error);
  assert_fine(grappe_store_commit(f->store, &f->error), f->error);
}

typedef struct reading {
  char before[LONGEST * 2];
  int64_t before_code;
  size_t count;
  unsigned char seen[NAMES];
} reading;

/* Every entry behind the one before it, and the folded form of the text that its code stands for. */
static void read_part(reading *r, const char *const *texts, const unsigned char *bytes, size_t length, int64_t count) {
  grappe_buffer name = {0};
  char folded[LONGEST * 2];
  for (int64_t i = 0; i < count; i++) {
    dataset_name_entry entry;
    size_t used = dataset_next_name(bytes, length, &name, &entry);
    assert_true(used > 0);
    bytes += used;
    length -= used;
    const char *text = texts[entry.code_offset];
    assert_true(grappe_fold(text, strlen(text), folded, sizeof folded) < sizeof folded);
    assert_string_equal(grappe_buffer_text(&name), folded);
    int order = r->count ? strcmp(r->before, folded) : -1;
    assert_true(order < 0 || (order == 0 && r->before_code < entry.code_offset));
    assert_false(r->seen[entry.code_offset]);
    r->seen[entry.code_offset] = 1;
    snprintf(r->before, sizeof r->before, "%s", folded);
    r->before_code = entry.code_offset;
    r->count++;
  }
  assert_int_equal(length, 0);
  grappe_buffer_free(&name);
}

static void names_are_in_order(void **state) {
  fixture *f = *state;
  static reading r;
  grappe_dataset *d;
  grappe_dataset_reader *reader;
  const char *const *texts;
  size_t total;
  sqlite3_stmt *statement;
  int row;
  write_names(f, "1", 3);
  assert_fine(grappe_dataset_open(f->store, "n", "1", &d, &f->error), f->error);
  assert_fine(grappe_dataset_reader_new(d, NULL, &reader, &f->error), f->error);
  assert_fine(grappe_dataset_texts(d, 0, &texts, &total, &f->error), f->error);
  assert_fine(
      grappe_store_prepare(f->store,
                           "SELECT data, count FROM dataset_part JOIN dataset_block ON dataset_block.id = block "
                           "WHERE kind = 'names' ORDER BY number",
                           &statement, &f->error),
      f->error);
  while (grappe_store_step(f->store, statement, &row, &f->error) == GRAPPE_OK && row)
    read_part(&r, texts, sqlite3_column_blob(statement, 0), (size_t)sqlite3_column_bytes(statement, 0),
              sqlite3_column_int64(statement, 1));
  grappe_store_release(f->store, statement);
  assert_true(total > 60000);
  assert_int_equal(r.count, total);
  grappe_dataset_reader_free(reader);
  grappe_dataset_release(d);
}

static void any_number_of_threads_gives_the_same(void **state) {
  fixture *f = *state;
  write_names(f, "1", 1);
  write_names(f, "2", 3);
  assert_int_equal(
      fixture_number(f->store,
                     "SELECT count(*) FROM dataset_block a JOIN dataset_block b ON b.id = a.id + (1 << 32) "
                     "WHERE a.data <> b.data"),
      0);
  assert_int_equal(
      fixture_number(f->store, "SELECT count(*) FROM dataset_block a JOIN dataset_block b ON b.id = a.id + (1 << 32)"),
      fixture_number(f->store, "SELECT count(*) / 2 FROM dataset_block"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(names_are_in_order, fixture_begin, fixture_end),
      cmocka_unit_test_setup_teardown(any_number_of_threads_gives_the_same, fixture_begin, fixture_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
