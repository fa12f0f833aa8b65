/* The kernel of scans against sums made row by row: every total, few groups and many, values near one another and far
 * apart, each kind of absence, undecided rows, several threads; memory that runs out; a stop while it works. */
#include <pthread.h>
#include <time.h>

#include "query/kernel_scene.h"

/* --- what is expected ------------------------------------------------------------------------------------------------
 */

static int compare_keys(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static size_t unlike(int64_t *values, size_t count) {
  size_t different = 0;
  qsort(values, count, sizeof *values, compare_keys);
  for (size_t i = 0; i < count; i++) different += i == 0 || values[i] != values[i - 1];
  return different;
}

static query_statistic expected_distinct(const int *of, size_t count, int filtered, int column) {
  int64_t *sure = calloc(count + 1, sizeof *sure), *all = calloc(count + 1, sizeof *all);
  size_t sure_count = 0, all_count = 0;
  for (size_t i = 0; i < count; i++) {
    const row *r = &rows[of[i]];
    if (filtered && r->state == 0) continue;
    all[all_count++] = column == SIREN ? r->siren : r->siret;
    if (!filtered || r->state == 1) sure[sure_count++] = all[all_count - 1];
  }
  query_statistic result = {
      .bounds = grappe_bounds_between((double)unlike(sure, sure_count), (double)unlike(all, all_count))};
  free(sure);
  free(all);
  return result;
}

static const grappe_aggregation totals[] = {
    {GRAPPE_COUNT, NULL, 0, "rows"},        {GRAPPE_SUM, "jobs", 0, "sum"},
    {GRAPPE_MEAN, "jobs", 0, "mean"},       {GRAPPE_MIN, "jobs", 0, "min"},
    {GRAPPE_MAX, "jobs", 0, "max"},         {GRAPPE_MEDIAN, "jobs", 0, "median"},
    {GRAPPE_SUM, "wages", 0, "pay"},        {GRAPPE_MEDIAN, "wages", 0, "middle"},
    {GRAPPE_DISTINCT, "siren", 0, "firms"}, {GRAPPE_DISTINCT, "siret", 0, "sites"}};
enum { TOTALS = sizeof totals / sizeof *totals };

/* The frame's rows are in the order of the keys: `of` has the rows of the data in that order, group after group. */
static void check_group(const grappe_frame *frame, size_t at, size_t key_count, const int *of, size_t count,
                        int filtered) {
  for (size_t t = 0; t < TOTALS; t++) {
    const grappe_column *cells = grappe_frame_column(frame, key_count + t);
    query_statistic wanted = {0};
    int column = !totals[t].path ? -1 : strcmp(totals[t].path, "wages") == 0 ? WAGES : JOBS;
    if (totals[t].what == GRAPPE_COUNT) {
      size_t sure = 0, maybe = 0;
      for (size_t i = 0; i < count; i++) {
        sure += !filtered || rows[of[i]].state == 1;
        maybe += filtered && rows[of[i]].state < 0;
      }
      wanted.bounds = grappe_bounds_between((double)sure, (double)(sure + maybe));
    } else if (totals[t].what == GRAPPE_DISTINCT) {
      wanted = expected_distinct(of, count, filtered, strcmp(totals[t].path, "siren") == 0 ? SIREN : SIRET);
    } else {
      wanted = expected(of, count, filtered, column, totals[t].what);
    }
    same(cells->low[at], wanted.bounds.low, totals[t].name, at);
    same(cells->high[at], wanted.bounds.high, totals[t].name, at);
  }
}

static int two_keys;

static int64_t key_of(const row *r) {
  int64_t place = r->place < 0 ? PLACES : r->place;
  return two_keys ? place * PRODUCTS + r->product : place;
}

static int by_key(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  int64_t kx = key_of(&rows[x]), ky = key_of(&rows[y]);
  return kx != ky ? (kx > ky) - (kx < ky) : x - y;
}

static void check_frame(scene *s, int filtered, int keys) {
  static const char *const paths[] = {"place", "product"};
  static int order[ROWS];
  size_t used = 0, at = 0;
  grappe_scan *scan;
  grappe_frame *frame;
  two_keys = keys == 2;
  for (int i = 0; i < ROWS; i++)
    if (!filtered || rows[i].state != 0) order[used++] = i;
  qsort(order, used, sizeof *order, by_key);
  assert_fine(try_scan(s, filtered, paths, (size_t)keys, &scan, &s->error), s->error);
  assert_fine(grappe_scan_frame(scan, totals, TOTALS, &frame, &s->error), s->error);
  for (size_t i = 0; i < used; at++) {
    size_t j = i;
    while (j < used && key_of(&rows[order[j]]) == key_of(&rows[order[i]])) j++;
    assert_true(at < grappe_frame_rows(frame));
    if (keys == 1 || at % 50 == 0) check_group(frame, at, (size_t)keys, order + i, j - i, filtered);
    i = j;
  }
  assert_int_equal(at, grappe_frame_rows(frame));
  grappe_frame_release(frame);
  grappe_scan_release(scan);
}

static void test_few_groups(void **state) {
  check_frame(*state, 0, 1);
  check_frame(*state, 1, 1);
}

static void test_many_groups(void **state) {
  check_frame(*state, 0, 2);
  check_frame(*state, 1, 2);
}

/* A bit for each value would be too much: far apart, in many groups. */
static void test_groups_by_values(void **state) {
  scene *s = *state;
  static const char *const paths[] = {"siren"};
  static double sums[4000];
  grappe_aggregation sum = {GRAPPE_SUM, "wages", 0, NULL};
  grappe_scan *scan;
  grappe_frame *frame;
  size_t at = 0;
  for (int i = 0; i < ROWS; i++) sums[(rows[i].siren - 300000000) / 90001] += rows[i].wages;
  assert_fine(try_scan(s, 0, paths, 1, &scan, &s->error), s->error);
  assert_fine(grappe_scan_frame(scan, &sum, 1, &frame, &s->error), s->error);
  for (size_t i = 0; i < 4000; i++) {
    if (sums[i] == 0) continue;
    same(grappe_frame_column(frame, 1)->value[at], sums[i], "wages", at);
    at++;
  }
  assert_int_equal(at, grappe_frame_rows(frame));
  grappe_frame_release(frame);
  grappe_scan_release(scan);
}

/* --- threads
 * ----------------------------------------------------------------------------------------------------------
 */

static void write_all(scene *s, int keys, int threads, grappe_buffer *text) {
  static const char *const paths[] = {"place", "product"};
  grappe_run run = {.threads = threads};
  grappe_run *before = grappe_observatory_run(s->observatory, &run);
  grappe_scan *scan;
  grappe_frame *frame;
  assert_fine(try_scan(s, 1, paths, (size_t)keys, &scan, &s->error), s->error);
  assert_fine(grappe_scan_frame(scan, totals, TOTALS, &frame, &s->error), s->error);
  for (size_t c = (size_t)keys; c < grappe_frame_columns(frame); c++) {
    const grappe_column *cells = grappe_frame_column(frame, c);
    for (size_t i = 0; i < cells->count; i += keys == 1 ? 1 : 97)
      grappe_buffer_addf(text, "%a %a %a %d\n", cells->low[i], cells->high[i], cells->value[i], cells->flags[i]);
  }
  grappe_frame_release(frame);
  grappe_scan_release(scan);
  grappe_observatory_run(s->observatory, before);
}

static void test_threads(void **state) {
  static const int threads[] = {2, 3, 7};
  for (int keys = 1; keys <= 2; keys++) {
    grappe_buffer one = {0};
    write_all(*state, keys, 1, &one);
    assert_true(one.length > 1000);
    for (size_t i = 0; i < 3; i++) {
      grappe_buffer other = {0};
      write_all(*state, keys, threads[i], &other);
      assert_string_equal(grappe_buffer_text(&one), grappe_buffer_text(&other));
      grappe_buffer_free(&other);
    }
    grappe_buffer_free(&one);
  }
}

/* --- what is held
 * -----------------------------------------------------------------------------------------------------
 */

static void test_held(void **state) {
  scene *s = *state;
  static const char *const paths[] = {"place"};
  grappe_scan *scan;
  grappe_scan_work work;
  grappe_buffer text = {0};
  for (int i = 0; i < 2; i++) {
    assert_fine(try_scan(s, 1, paths, 1, &scan, &s->error), s->error);
    assert_fine(grappe_scan_explain(scan, &text, &work, &s->error), s->error);
    grappe_scan_release(scan);
  }
  assert_int_equal(work.blobs, 0);
  assert_int_equal(work.held, 2 * work.segments);
  grappe_buffer_free(&text);
}

/* Another edition of the same name is not taken for the one that was held. */
static void test_dropped(void **state) {
  scene *s = *state;
  grappe_store *store = grappe_observatory_store(s->observatory);
  grappe_aggregation sum = {GRAPPE_SUM, "wages", 0, NULL};
  double before = rows[5].wages;
  for (int i = 0; i < 2; i++) {
    grappe_scan *scan;
    grappe_figure *figure;
    double wanted = 0;
    for (int r = 0; r < ROWS; r++) wanted += rows[r].wages;
    assert_fine(try_scan(s, 0, NULL, 0, &scan, &s->error), s->error);
    assert_fine(grappe_scan_total(scan, &sum, &figure, &s->error), s->error);
    same(grappe_figure_read(figure)->value, wanted, "wages", (size_t)i);
    grappe_figure_release(figure);
    grappe_scan_release(scan);
    rows[5].wages = i ? before : 123456789;
    assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
    assert_fine(grappe_dataset_drop(store, "kernel.rows", "2026", &s->error), s->error);
    assert_fine(grappe_store_commit(store, &s->error), s->error);
    write_rows(s);
  }
}

/* --- memory
 * -----------------------------------------------------------------------------------------------------------
 */

static grappe_code run_all(scene *s, int keys, grappe_error *error) {
  static const char *const paths[] = {"place", "product"};
  grappe_scan *scan = NULL;
  grappe_frame *frame = NULL;
  grappe_code code = try_scan(s, 1, paths, (size_t)keys, &scan, error);
  if (code == GRAPPE_OK) code = grappe_scan_frame(scan, totals, keys == 2 ? 2 : TOTALS, &frame, error);
  if (code == GRAPPE_OK) grappe_frame_release(frame);
  grappe_scan_release(scan);
  return code;
}

static void test_no_memory(void **state) {
  scene *s = *state;
  grappe_run run = {.threads = 1};
  grappe_run *before = grappe_observatory_run(s->observatory, &run);
  for (int keys = 1; keys <= 2; keys++) {
    grappe_code code = GRAPPE_MEMORY;
    for (long n = 1; code != GRAPPE_OK; n += n < 120 ? 1 : n / 12) {
      grappe_error error = {0};
      grappe_memory_fail_after(n);
      code = run_all(s, keys, &error);
      grappe_memory_fail_after(0);
      if (code && code != GRAPPE_MEMORY) fail_msg("%d: %s", code, error.message);
    }
  }
  grappe_observatory_run(s->observatory, before);
}

static void test_budget(void **state) {
  scene *s = *state;
  grappe_error error = {0};
  size_t held = grappe_memory_held();
  grappe_memory_limit(held + 200000); /* not even the bits of the cells */
  grappe_code code = run_all(s, 2, &error);
  assert_int_equal(code, GRAPPE_MEMORY);
  assert_non_null(strstr(error.message, ".limits"));
  grappe_memory_limit(held + (64 << 20));
  assert_fine(run_all(s, 2, &error), error);
  grappe_memory_limit(0);
}

/* --- stopping
 * ---------------------------------------------------------------------------------------------------------
 */

static void *stop_soon(void *argument) {
  struct timespec while_working = {0, 3000000};
  nanosleep(&while_working, NULL);
  grappe_run_stop(argument);
  return NULL;
}

static void test_stop(void **state) {
  scene *s = *state;
  grappe_run run = {.threads = 2};
  grappe_run *before = grappe_observatory_run(s->observatory, &run);
  int stopped = 0;
  for (int i = 0; i < 20; i++) {
    pthread_t thread;
    grappe_error error = {0};
    grappe_run_begin(&run, 0);
    assert_int_equal(pthread_create(&thread, NULL, stop_soon, &run), 0);
    grappe_code code = run_all(s, 1 + i % 2, &error);
    pthread_join(thread, NULL);
    assert_true(code == GRAPPE_OK || code == GRAPPE_STOPPED);
    stopped += code == GRAPPE_STOPPED;
  }
  assert_true(stopped > 0);
  grappe_run_begin(&run, 0);
  grappe_observatory_run(s->observatory, before);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_few_groups), cmocka_unit_test(test_many_groups), cmocka_unit_test(test_groups_by_values),
      cmocka_unit_test(test_threads),    cmocka_unit_test(test_held),        cmocka_unit_test(test_dropped),
      cmocka_unit_test(test_no_memory),  cmocka_unit_test(test_budget),      cmocka_unit_test(test_stop)};
  return cmocka_run_group_tests(tests, begin, scene_end);
}
