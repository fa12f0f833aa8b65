/* Look-ups by identifier and by name in a dataset of several segments and very many names, against a look at every row.
 */
#include <stdlib.h>

#include "query/scan.h"
#include "query/scene.h"

enum { ROWS = 140000, NAMES = 70000, COLUMNS = 4 };
enum { SIRET, SIREN, NAME, JOBS };

static int64_t sirets[ROWS], sirens[ROWS], jobs[ROWS];
static char texts[ROWS * 24];
static uint32_t start[ROWS], length[ROWS];
static unsigned char unknown[ROWS];

/* 0: out, 1: in, 2: undecided */
typedef int (*look)(int row);

static void make_rows(void) {
  for (int i = 0; i < ROWS; i++) {
    uint64_t shuffled = (uint64_t)i * 48271 % ROWS;
    sirets[i] = 10000000000000 + (int64_t)(shuffled / 3) * 100000; /* each of three rows, in no order */
    sirens[i] = 100000000 + i / 5;                                 /* rising, and unknown now and then at the end */
    unknown[i] = i >= 131072 && i % 10 == 0 ? GRAPPE_UNKNOWN : GRAPPE_PRESENT;
    jobs[i] = (int64_t)(shuffled % 1000);
    start[i] = (uint32_t)i * 24;
    length[i] = (uint32_t)snprintf(texts + start[i], 24, "Société %llu", (unsigned long long)(shuffled % NAMES));
  }
}

static int begin(void **state) {
  static const grappe_dataset_column columns[COLUMNS] = {
      {.name = "siret", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 14, .flags = GRAPPE_DATASET_LOOKUP},
      {.name = "siren", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 9, .flags = GRAPPE_DATASET_LOOKUP},
      {.name = "name", .kind = GRAPPE_DATASET_TEXT, .flags = GRAPPE_DATASET_NAMES},
      {.name = "jobs", .kind = GRAPPE_DATASET_INTEGER}};
  static const grappe_dataset_about about = {.code = "made.up", .edition = "2022"};
  const grappe_dataset_cells cells[COLUMNS] = {{.integers = sirets},
                                               {.integers = sirens, .presence = unknown},
                                               {.texts = texts, .start = start, .length = length},
                                               {.integers = jobs}};
  if (scene_begin(state)) return -1;
  scene *s = *state;
  grappe_store *store = grappe_observatory_store(s->observatory);
  grappe_dataset_writer *writer;
  make_rows();
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  assert_fine(grappe_dataset_begin(store, &about, columns, COLUMNS, 0, NULL, &writer, &s->error), s->error);
  assert_fine(grappe_dataset_append(writer, cells, ROWS, &s->error), s->error);
  assert_fine(grappe_dataset_finish(writer, "", NULL, &s->error), s->error);
  assert_fine(grappe_store_commit(store, &s->error), s->error);
  return 0;
}

/* --- short forms ----------------------------------------------------------------------------------------------------
 */

/* Rows where a path is one of some texts or patterns; gives up `scan`. */
static grappe_scan *having(scene *s, grappe_scan *scan, const char *path, const char *const *wanted, size_t count) {
  grappe_condition *parts[16], *any;
  grappe_scan *result;
  for (size_t i = 0; i < count; i++) parts[i] = grappe_condition_text(wanted[i]);
  any = count == 1 ? grappe_condition_keep(parts[0]) : grappe_condition_any(parts, count);
  assert_fine(grappe_scan_where(scan, path, any, &result, &s->error), s->error);
  grappe_condition_release(any);
  for (size_t i = 0; i < count; i++) grappe_condition_release(parts[i]);
  grappe_scan_release(scan);
  return result;
}

static grappe_scan *every(scene *s) {
  grappe_scan *scan;
  assert_fine(grappe_scan_new(s->observatory, "made.up", NULL, &scan, &s->error), s->error);
  return scan;
}

static void assert_text(const grappe_frame *frame, size_t at, size_t column, const char *text, scene *s) {
  grappe_value value;
  assert_fine(grappe_frame_cell(frame, at, column, &value, &s->error), s->error);
  assert_int_equal(value.kind, GRAPPE_VALUE_TEXT);
  assert_string_equal(value.text, text);
}

static void assert_row(const grappe_frame *frame, size_t at, int row, scene *s) {
  grappe_figure *figure;
  char text[24];
  snprintf(text, sizeof text, "%lld", (long long)sirets[row]);
  assert_text(frame, at, SIRET, text, s);
  snprintf(text, sizeof text, "%.*s", (int)length[row], texts + start[row]);
  assert_text(frame, at, NAME, text, s);
  if (unknown[row]) {
    grappe_value value;
    assert_fine(grappe_frame_cell(frame, at, SIREN, &value, &s->error), s->error);
    assert_true(value.kind != GRAPPE_VALUE_TEXT);
  } else {
    snprintf(text, sizeof text, "%lld", (long long)sirens[row]);
    assert_text(frame, at, SIREN, text, s);
  }
  assert_fine(grappe_frame_figure(frame, at, JOBS, &figure, &s->error), s->error);
  assert_float_equal(grappe_figure_read(figure)->bounds.low, (double)jobs[row], 0);
  grappe_figure_release(figure);
}

/* The frame has every cell of the rows that are in, in their order, and counting agrees; gives up the scan. */
static void assert_found(scene *s, grappe_scan *scan, look look_at) {
  const grappe_aggregation count = {GRAPPE_COUNT, NULL, 0, NULL};
  grappe_figure *figure;
  grappe_frame *frame;
  size_t sure = 0, maybe = 0;
  assert_fine(grappe_scan_frame(scan, NULL, 0, &frame, &s->error), s->error);
  for (int i = 0; i < ROWS; i++) {
    int answer = look_at(i);
    maybe += answer == 2;
    if (answer != 1) continue;
    assert_true(sure < grappe_frame_rows(frame));
    assert_row(frame, sure++, i, s);
  }
  assert_int_equal(grappe_frame_rows(frame), sure);
  grappe_frame_release(frame);
  assert_fine(grappe_scan_total(scan, &count, &figure, &s->error), s->error);
  assert_float_equal(grappe_figure_read(figure)->bounds.low, (double)sure, 0);
  assert_float_equal(grappe_figure_read(figure)->bounds.high, (double)(sure + maybe), 0);
  grappe_figure_release(figure);
  grappe_scan_release(scan);
}

static int begins(int row, const char *text) {
  return length[row] >= strlen(text) && memcmp(texts + start[row], text, strlen(text)) == 0;
}

/* --- tests ----------------------------------------------------------------------------------------------------------
 */

static int few_names(int row) {
  return begins(row, "Société 6999");
}
static int many_names(int row) {
  return begins(row, "Société 12");
}
static int listed_names(int row) {
  return begins(row, "Société 6999") || (begins(row, "Société 41") && length[row] == 12);
}
static int no_name(int row) {
  (void)row;
  return 0;
}

static void test_names(void **state) {
  scene *s = *state;
  static const char *const few[] = {"SOCIETE 6999*"}, *const many[] = {"société 12*"}, *const none[] = {"Atelier*"},
                           *const list[] = {"societe-6999*", "Société 41", "societe 69999"};
  for (int again = 0; again < 2; again++) {
    assert_found(s, having(s, every(s), "name", few, 1), few_names);
    assert_found(s, having(s, every(s), "name", many, 1), many_names);
    assert_found(s, having(s, every(s), "name", list, 3), listed_names);
    assert_found(s, having(s, every(s), "name", none, 1), no_name);
    /* The second time some columns are held in memory. */
    const grappe_aggregation sum = {GRAPPE_SUM, "jobs", 0, NULL};
    grappe_scan *scan = every(s);
    grappe_figure *figure;
    assert_fine(grappe_scan_total(scan, &sum, &figure, &s->error), s->error);
    grappe_figure_release(figure);
    grappe_scan_release(scan);
  }
}

static int siret_of_65535(int row) {
  return sirets[row] == sirets[65535];
}
static int three_sirets(int row) {
  return sirets[row] == sirets[0] || sirets[row] == sirets[65536] || sirets[row] == sirets[ROWS - 1];
}
static int siren_of_139000(int row) {
  return unknown[row] ? 2 : sirens[row] == sirens[139001];
}
static int both(int row) {
  return few_names(row) && three_sirets(row);
}

static void test_identifiers(void **state) {
  scene *s = *state;
  static char digits[16][20];
  const char *texts_of[16];
  static const int wanted[] = {0, 65536, ROWS - 1};
  static const char *const few[] = {"societe 6999*"};
  for (int i = 0; i < 16; i++) texts_of[i] = digits[i];
  snprintf(digits[0], sizeof digits[0], "%lld", (long long)sirets[65535]);
  assert_found(s, having(s, every(s), "siret", texts_of, 1), siret_of_65535);
  snprintf(digits[0], sizeof digits[0], "%lld", (long long)(sirets[65535] + 1));
  assert_found(s, having(s, every(s), "siret", texts_of, 1), no_name);
  snprintf(digits[0], sizeof digits[0], "%lld", (long long)sirens[139001]);
  assert_found(s, having(s, every(s), "siren", texts_of, 1), siren_of_139000);
  for (int i = 0; i < 16; i++) snprintf(digits[i], sizeof digits[i], "%lld", (long long)sirets[wanted[i % 3]]);
  assert_found(s, having(s, every(s), "siret", texts_of, 3), three_sirets);
  assert_found(s, having(s, every(s), "siret", texts_of, 16), three_sirets); /* so many are one list */
  assert_found(s, having(s, having(s, every(s), "siret", texts_of, 3), "name", few, 1), both);
  assert_found(s, having(s, having(s, every(s), "name", few, 1), "siret", texts_of, 3), both);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_identifiers)};
  return cmocka_run_group_tests(tests, begin, scene_end);
}
