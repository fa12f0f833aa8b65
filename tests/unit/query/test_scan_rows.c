/* Rows of a dataset as they pass: tests of the caller's, places, times, look-ups, orders, against a look at every row;
 * and every allocation refused in turn. */
#include <stdlib.h>

#include "query/scan.h"
#include "query/scene.h"

enum { ROWS = 70000, COLUMNS = 7 };
enum { SIRET, NAME, COMMUNE, LONGITUDE, LATITUDE, OPENED, CLOSED };

static const char *const communes[] = {"27701", "27229", "99999"};

typedef struct row {
  int64_t siret;
  char name[24]; /* "": absent */
  int commune;
  double longitude, latitude; /* NaN: absent */
  grappe_day opened, closed;  /* GRAPPE_ABSENT_DAY: absent */
} row;

static row rows[ROWS];

static uint32_t dice(void) {
  static uint64_t state = 7;
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33);
}

static void make_rows(void) {
  for (int i = 0; i < ROWS; i++) {
    row *r = &rows[i];
    r->siret = 10000000000000 + (int64_t)((uint64_t)i * 48271 % 70001) * 100000; /* each once, in no order */
    if (dice() % 50 == 0)
      snprintf(r->name, sizeof r->name, "Pharma Été %u", dice() % 100);
    else if (dice() % 20)
      snprintf(r->name, sizeof r->name, "Atelier %u", dice() % 3000);
    r->commune = (int)(dice() % 3);
    int placed = dice() % 10 != 0;
    r->longitude = placed ? (dice() % 20000) / 10000.0 : NAN;
    r->latitude = placed ? 48.5 + (dice() % 10000) / 10000.0 : NAN;
    r->opened = dice() % 30 ? (grappe_day)(10000 + dice() % 8000) : GRAPPE_ABSENT_DAY;
    r->closed = dice() % 3 ? GRAPPE_ABSENT_DAY : (grappe_day)(18000 + dice() % 1000);
  }
}

static void write_rows(scene *s) {
  static const grappe_dataset_column columns[COLUMNS] = {
      {.name = "siret", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 14, .flags = GRAPPE_DATASET_LOOKUP},
      {.name = "name", .kind = GRAPPE_DATASET_TEXT, .flags = GRAPPE_DATASET_NAMES},
      {.name = "commune", .kind = GRAPPE_DATASET_TEXT, .refers_to = "territory", .qualifier = "commune"},
      {.name = "longitude", .kind = GRAPPE_DATASET_NUMBER},
      {.name = "latitude", .kind = GRAPPE_DATASET_NUMBER},
      {.name = "opened", .kind = GRAPPE_DATASET_DAY},
      {.name = "closed", .kind = GRAPPE_DATASET_DAY}};
  static const grappe_dataset_about about = {.code = "made.up", .edition = "2022"};
  static int64_t sirets[ROWS];
  static char texts[ROWS * 24];
  static uint32_t start[ROWS], length[ROWS];
  static int32_t codes[COLUMNS][ROWS];
  static double numbers[2][ROWS];
  static unsigned char absent[COLUMNS][ROWS];
  grappe_store *store = grappe_observatory_store(s->observatory);
  grappe_dataset_writer *writer;
  int32_t code[3];
  make_rows();
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  assert_fine(grappe_dataset_begin(store, &about, columns, COLUMNS, 0, NULL, &writer, &s->error), s->error);
  for (int i = 0; i < 3; i++)
    assert_fine(grappe_dataset_add_text(writer, COMMUNE, communes[i], 5, &code[i], &s->error), s->error);
  for (int i = 0; i < ROWS; i++) {
    const row *r = &rows[i];
    sirets[i] = r->siret;
    start[i] = (uint32_t)i * 24;
    length[i] = (uint32_t)strlen(r->name);
    memcpy(texts + start[i], r->name, length[i]);
    codes[COMMUNE][i] = code[r->commune];
    codes[OPENED][i] = r->opened;
    codes[CLOSED][i] = r->closed;
    numbers[0][i] = r->longitude;
    numbers[1][i] = r->latitude;
    absent[NAME][i] = r->name[0] ? GRAPPE_PRESENT : GRAPPE_UNKNOWN;
    absent[LONGITUDE][i] = absent[LATITUDE][i] = isnan(r->longitude) ? GRAPPE_UNKNOWN : GRAPPE_PRESENT;
    absent[OPENED][i] = r->opened == GRAPPE_ABSENT_DAY ? GRAPPE_UNKNOWN : GRAPPE_PRESENT;
    absent[CLOSED][i] = r->closed == GRAPPE_ABSENT_DAY ? GRAPPE_UNKNOWN : GRAPPE_PRESENT;
  }
  const grappe_dataset_cells cells[COLUMNS] = {
      {.integers = sirets},
      {.presence = absent[NAME], .texts = texts, .start = start, .length = length},
      {.codes = codes[COMMUNE]},
      {.presence = absent[LONGITUDE], .numbers = numbers[0]},
      {.presence = absent[LATITUDE], .numbers = numbers[1]},
      {.presence = absent[OPENED], .codes = codes[OPENED]},
      {.presence = absent[CLOSED], .codes = codes[CLOSED]}};
  assert_fine(grappe_dataset_append(writer, cells, ROWS, &s->error), s->error);
  assert_fine(grappe_dataset_finish(writer, "", NULL, &s->error), s->error);
  assert_fine(grappe_store_commit(store, &s->error), s->error);
}

static int begin(void **state) {
  if (scene_begin(state)) return -1;
  write_rows(*state);
  return 0;
}

/* --- short forms ----------------------------------------------------------------------------------------------------
 */

static grappe_scan *every(scene *s) {
  grappe_scan *scan;
  assert_fine(grappe_scan_new(s->observatory, "made.up", NULL, &scan, &s->error), s->error);
  return scan;
}

static grappe_scan *having(scene *s, const char *path, const char *text) {
  grappe_scan *scan = every(s), *result = NULL;
  grappe_condition *condition = grappe_condition_text(text);
  assert_fine(grappe_scan_where(scan, path, condition, &result, &s->error), s->error);
  grappe_condition_release(condition);
  grappe_scan_release(scan);
  return result;
}

/* Counts what the look at every row says, 1 in, 2 undecided, and gives up the scan. */
static void assert_counts(scene *s, grappe_scan *scan, int (*look)(const row *)) {
  const grappe_aggregation count = {GRAPPE_COUNT, NULL, 0, NULL};
  grappe_figure *figure;
  double sure = 0, maybe = 0;
  for (int i = 0; i < ROWS; i++) {
    sure += look(&rows[i]) == 1;
    maybe += look(&rows[i]) == 2;
  }
  assert_fine(grappe_scan_total(scan, &count, &figure, &s->error), s->error);
  assert_true(sure > 0);
  assert_float_equal(grappe_figure_read(figure)->bounds.low, sure, 0);
  assert_float_equal(grappe_figure_read(figure)->bounds.high, sure + maybe, 0);
  grappe_figure_release(figure);
  grappe_scan_stream *stream;
  const uint32_t *at;
  size_t some, passed = 0;
  assert_fine(grappe_scan_open(scan, SIZE_MAX, &stream, &s->error), s->error);
  do {
    assert_fine(grappe_scan_next(stream, &at, &some, &s->error), s->error);
    passed += some;
  } while (some);
  assert_int_equal(passed, (int)sure);
  assert_int_equal(grappe_scan_undecided(stream), (int)maybe);
  grappe_scan_close(stream);
  grappe_scan_release(scan);
}

/* --- tests ----------------------------------------------------------------------------------------------------------
 */

static int look_at_name(const row *r) {
  return !r->name[0] ? 2 : strncmp(r->name, "Pharma", 6) == 0;
}
static int look_inside_name(const row *r) {
  return !r->name[0] ? 2 : strstr(r->name, "lier 17") != NULL;
}
static int look_at_exact_name(const row *r) {
  return !r->name[0] ? 2 : strcmp(r->name, "Pharma Été 7") == 0;
}
static int look_at_siret(const row *r) {
  return r->siret == rows[66000].siret;
}

static void test_look_ups(void **state) {
  scene *s = *state;
  char digits[20];
  assert_counts(s, having(s, "name", "PHARMA*"), look_at_name);
  assert_counts(s, having(s, "name", "pharma été*"), look_at_name);
  assert_counts(s, having(s, "name", "*lier-17*"), look_inside_name);
  assert_counts(s, having(s, "name", "Pharma Été 7"), look_at_exact_name);
  snprintf(digits, sizeof digits, "%lld", (long long)rows[66000].siret);
  grappe_scan *scan = having(s, "siret", digits);
  grappe_scan_work work;
  grappe_buffer text = {0};
  assert_fine(grappe_scan_explain(scan, &text, &work, &s->error), s->error);
  assert_int_equal(work.skipped, 1);
  assert_non_null(strstr(grappe_buffer_text(&text), "siret looked up"));
  grappe_buffer_free(&text);
  assert_counts(s, scan, look_at_siret);
}

static int look_at_times(const row *r) {
  if (r->closed != GRAPPE_ABSENT_DAY && r->closed < 18500) return 0;
  return r->opened == GRAPPE_ABSENT_DAY ? 2 : r->opened <= 18600;
}

static void test_times(void **state) {
  scene *s = *state;
  grappe_scan *scan = every(s), *during;
  assert_fine(grappe_scan_during(scan, (grappe_period){18500, 18600}, &during, &s->error), s->error);
  grappe_scan_release(scan);
  assert_counts(s, during, look_at_times);
}

static double centre[2];
static int by_commune[3]; /* what the registry says of the communes */

static int ask_commune(scene *s, const char *code) {
  const grappe_aggregation count = {GRAPPE_COUNT, NULL, 0, NULL};
  grappe_query *all, *one, *near;
  grappe_figure *figure;
  grappe_condition *condition = grappe_condition_text(code);
  assert_fine(grappe_query_new(s->observatory, grappe_entity_find("territory"), &all, &s->error), s->error);
  assert_fine(grappe_query_where(all, "code", condition, &one, &s->error), s->error);
  assert_fine(grappe_query_near_point(one, centre[0], centre[1], 25, &near, &s->error), s->error);
  assert_fine(grappe_query_total(near, &count, &figure, &s->error), s->error);
  grappe_bounds bounds = grappe_figure_read(figure)->bounds;
  grappe_figure_release(figure);
  grappe_condition_release(condition);
  grappe_query_release(all);
  grappe_query_release(one);
  grappe_query_release(near);
  return bounds.low == 1 ? 1 : bounds.high == 1 ? 2 : 0;
}

static int look_at_place(const row *r) {
  if (isnan(r->longitude)) return by_commune[r->commune];
  return grappe_distance(centre[0], centre[1], r->longitude, r->latitude) <= 25;
}

static void test_near(void **state) {
  scene *s = *state;
  static const double centres[][2] = {{1, 49}, {0, 48.5}, {1.99, 49.4}};
  for (size_t i = 0; i < 3; i++) {
    grappe_scan *scan = every(s), *near;
    memcpy(centre, centres[i], sizeof centre);
    for (int c = 0; c < 3; c++) by_commune[c] = c < 2 ? ask_commune(s, communes[c]) : 2; /* nobody knows the third */
    assert_fine(grappe_scan_near_point(scan, centre[0], centre[1], 25, &near, &s->error), s->error);
    grappe_scan_release(scan);
    assert_counts(s, near, look_at_place);
  }
}

/* Days that are even are in, those unknown undecided. */
static grappe_code test_day(void *context, grappe_scan_rows *of, const uint32_t *at, size_t count,
                            unsigned char *answers, grappe_error *error) {
  grappe_scan_values values;
  size_t field;
  grappe_code code = grappe_scan_rows_field(of, "opened", &field, error);
  if (code == GRAPPE_OK) code = grappe_scan_rows_values(of, field, &values, error);
  for (size_t i = 0; i < count && code == GRAPPE_OK; i++)
    answers[i] = values.presence && values.presence[at[i]] ? GRAPPE_MAYBE
                 : values.codes[at[i]] % 2 == 0            ? GRAPPE_TRUE
                                                           : GRAPPE_FALSE;
  *(size_t *)context += count;
  return code;
}

static int look_at_day(const row *r) {
  int name = look_at_name(r), day = r->opened == GRAPPE_ABSENT_DAY ? 2 : r->opened % 2 == 0;
  return !name || !day ? 0 : name == 2 || day == 2 ? 2 : 1;
}

static void test_calls(void **state) {
  scene *s = *state;
  size_t called = 0;
  grappe_scan *scan = having(s, "name", "pharma*"), *result;
  assert_fine(grappe_scan_filter(scan, test_day, &called, NULL, &result, &s->error), s->error);
  grappe_scan_release(scan);
  assert_counts(s, result, look_at_day);
  assert_true(called < ROWS / 4); /* twice, and only for the rows that the condition leaves */
}

static int compare_sirets(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x < y) - (x > y);
}

static void test_order(void **state) {
  scene *s = *state;
  static int64_t sorted[ROWS];
  for (int i = 0; i < ROWS; i++) sorted[i] = rows[i].siret;
  qsort(sorted, ROWS, sizeof *sorted, compare_sirets);
  grappe_scan *scan = every(s), *ordered;
  assert_fine(grappe_scan_order(scan, "siret", 1, &ordered, &s->error), s->error);
  for (size_t most = 1; most <= ROWS; most = most * 10 + 7) {
    grappe_scan_stream *stream;
    grappe_scan_values values;
    const uint32_t *at;
    size_t count, field, passed = 0;
    assert_fine(grappe_scan_open(ordered, most, &stream, &s->error), s->error);
    assert_fine(grappe_scan_rows_field(grappe_scan_rows_of(stream), "siret", &field, &s->error), s->error);
    for (;;) {
      assert_fine(grappe_scan_next(stream, &at, &count, &s->error), s->error);
      if (!count) break;
      assert_fine(grappe_scan_rows_values(grappe_scan_rows_of(stream), field, &values, &s->error), s->error);
      for (size_t i = 0; i < count; i++) assert_true(values.integers[at[i]] == sorted[passed++]);
    }
    assert_int_equal(passed, most);
    grappe_scan_close(stream);
  }
  grappe_scan_release(scan);
  grappe_scan_release(ordered);
}

/* --- memory refused -------------------------------------------------------------------------------------------------
 */

static grappe_code run_all(scene *s, grappe_error *error) {
  static const char *const shown[] = {"siret", "name", "commune", "commune.region"};
  grappe_scan *steps[6] = {NULL};
  grappe_scan_stream *stream = NULL;
  grappe_frame *frame = NULL;
  grappe_condition *condition = grappe_condition_text("pharma*");
  const uint32_t *at;
  size_t count = 1, called = 0;
  grappe_code code = condition ? grappe_scan_new(s->observatory, "made.up", NULL, &steps[0], error) : GRAPPE_MEMORY;
  if (code == GRAPPE_OK) code = grappe_scan_where(steps[0], "name", condition, &steps[1], error);
  if (code == GRAPPE_OK) code = grappe_scan_near_point(steps[1], 1, 49, 25, &steps[2], error);
  if (code == GRAPPE_OK) code = grappe_scan_during(steps[2], (grappe_period){18500, 18600}, &steps[3], error);
  if (code == GRAPPE_OK) code = grappe_scan_filter(steps[3], test_day, &called, NULL, &steps[4], error);
  if (code == GRAPPE_OK) code = grappe_scan_select(steps[4], shown, 4, &steps[5], error);
  if (code == GRAPPE_OK) code = grappe_scan_frame(steps[5], NULL, 0, &frame, error);
  if (code == GRAPPE_OK) code = grappe_scan_open(steps[5], SIZE_MAX, &stream, error);
  for (size_t i = 0; i < 4 && code == GRAPPE_OK; i++) {
    size_t field;
    code = grappe_scan_rows_field(grappe_scan_rows_of(stream), shown[i], &field, error);
  }
  while (code == GRAPPE_OK && count) code = grappe_scan_next(stream, &at, &count, error);
  grappe_scan_close(stream);
  grappe_frame_release(frame);
  for (int i = 0; i < 6; i++) grappe_scan_release(steps[i]);
  grappe_condition_release(condition);
  return code;
}

static grappe_code run_ordered(scene *s, grappe_error *error) {
  grappe_scan *scan = NULL, *ordered = NULL, *top = NULL;
  grappe_frame *frame = NULL;
  grappe_code code = grappe_scan_new(s->observatory, "made.up", NULL, &scan, error);
  if (code == GRAPPE_OK) code = grappe_scan_order(scan, "name", 0, &ordered, error);
  if (code == GRAPPE_OK) code = grappe_scan_top(ordered, 5, NULL, &top, error);
  if (code == GRAPPE_OK) code = grappe_scan_frame(top, NULL, 0, &frame, error);
  grappe_frame_release(frame);
  grappe_scan_release(scan);
  grappe_scan_release(ordered);
  grappe_scan_release(top);
  return code;
}

static void refuse_each(scene *s, grappe_code (*run)(scene *, grappe_error *)) {
  size_t held = 0;
  for (long n = 1;; n++) {
    grappe_error error = {0};
    grappe_memory_fail_after(n);
    grappe_code code = run(s, &error);
    grappe_memory_fail_after(0);
    if (code == GRAPPE_OK) {
      assert_true(n > 20);
      break;
    }
    if (code != GRAPPE_MEMORY) fail_msg("allocation %ld: %s", n, error.message);
  }
  for (int i = 0; i < 3; i++) { /* what is kept between queries is kept once */
    grappe_error error = {0};
    assert_fine(run(s, &error), error);
    if (i) assert_true(grappe_memory_held() <= held);
    held = grappe_memory_held();
  }
}

static void test_memory(void **state) {
  refuse_each(*state, run_all);
  refuse_each(*state, run_ordered);
}

static void test_refusals(void **state) {
  scene *s = *state;
  grappe_scan *scan = every(s), *top, *result;
  grappe_scan_stream *stream;
  const char *key = "commune";
  assert_fine(grappe_scan_top(scan, 3, NULL, &top, &s->error), s->error);
  assert_int_equal(grappe_scan_during(top, (grappe_period){1, 2}, &result, &s->error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_scan_order(top, "siret", 0, &result, &s->error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_scan_as_known_on(scan, &s->error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_scan_near_point(scan, 1, 91, 5, &result, &s->error), GRAPPE_ARGUMENT);
  assert_fine(grappe_scan_by(scan, &key, 1, &result, &s->error), s->error);
  assert_int_equal(grappe_scan_open(result, SIZE_MAX, &stream, &s->error), GRAPPE_ARGUMENT);
  grappe_scan_release(result);
  grappe_scan_release(top);
  grappe_run run = {.threads = 1};
  grappe_run_stop(&run);
  grappe_run *before = grappe_observatory_run(s->observatory, &run);
  const uint32_t *at;
  size_t count;
  assert_fine(grappe_scan_open(scan, SIZE_MAX, &stream, &s->error), s->error);
  assert_int_equal(grappe_scan_next(stream, &at, &count, &s->error), GRAPPE_STOPPED);
  grappe_scan_close(stream);
  grappe_observatory_run(s->observatory, before);
  grappe_scan_release(scan);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_look_ups), cmocka_unit_test(test_times),
                                     cmocka_unit_test(test_near),     cmocka_unit_test(test_calls),
                                     cmocka_unit_test(test_order),    cmocka_unit_test(test_refusals),
                                     cmocka_unit_test(test_memory)};
  return cmocka_run_group_tests(tests, begin, scene_end);
}
