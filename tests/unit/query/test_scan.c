/* Scans of a dataset against sums made row by row: absent values, bands, codes that nobody knows, several threads. */
#include "query/scan.h"
#include "query/scene.h"

enum { ROWS = 150001, COLUMNS = 9, SEED = 20260 };
enum { COMMUNE, ACTIVITY, PERIOD, JOBS, WAGES, HEADCOUNT, OPENED, SIREN, EMPLOYER };

static const char *const communes[] = {"27701", "27229", "28134", "75056", "99999"};
static const char *const activities[] = {"21.20Z", "21.10Z", "47.73Z"};
static const grappe_band bands[] = {
    {{1, 2, 0, 0}, NAN, 0}, {{10, 19, 0, 0}, NAN, 0}, {{200, INFINITY, 0, 1}, NAN, 0}, {{7, 7, 0, 0}, 7, 0}};

/* What was written, to be gone through row by row. */
typedef struct row {
  int commune, activity, year, band; /* -1: absent */
  long jobs;                         /* -1: absent */
  double wages;
  grappe_day opened;
  long siren;
  int employer;
} row;

static row rows[ROWS];

static uint32_t dice(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33);
}

static void make_rows(void) {
  uint64_t state = SEED;
  for (int i = 0; i < ROWS; i++) {
    row *r = &rows[i];
    r->commune = dice(&state) % 50 == 0 ? -1 : (int)(dice(&state) % 5);
    r->activity = dice(&state) % 40 == 0 ? -1 : (int)(dice(&state) % 3);
    r->year = i < ROWS / 2 ? 2018 : 2019;
    r->jobs = dice(&state) % 100 == 0 ? -1 : (long)(dice(&state) % 1000);
    r->wages = (dice(&state) % 100000) / 7.0 - 2000;
    r->band = dice(&state) % 30 == 0 ? -1 : (int)(dice(&state) % 4);
    r->opened = 10000 + i / 20;
    r->siren = 100000000 + (long)(dice(&state) % 3000);
    r->employer = (int)(dice(&state) % 2);
  }
}

static void write_rows(scene *s) {
  static const grappe_dataset_column columns[COLUMNS] = {
      {.name = "commune", .kind = GRAPPE_DATASET_TEXT, .refers_to = "territory", .qualifier = "commune"},
      {.name = "activity", .kind = GRAPPE_DATASET_TEXT, .refers_to = "activity_class", .qualifier = "NAFRev2"},
      {.name = "period", .kind = GRAPPE_DATASET_PERIOD},
      {.name = "jobs", .kind = GRAPPE_DATASET_INTEGER, .flags = GRAPPE_DATASET_NOT_NEGATIVE, .unit = "jobs"},
      {.name = "wages", .kind = GRAPPE_DATASET_NUMBER, .unit = "EUR"},
      {.name = "headcount", .kind = GRAPPE_DATASET_FIGURE, .flags = GRAPPE_DATASET_NOT_NEGATIVE, .unit = "jobs"},
      {.name = "opened", .kind = GRAPPE_DATASET_DAY},
      {.name = "siren", .kind = GRAPPE_DATASET_IDENTIFIER, .width = 9},
      {.name = "employer", .kind = GRAPPE_DATASET_YESNO}};
  static const grappe_dataset_about about = {
      .code = "made.up", .edition = "2022", .geography = "2022", .source = "N", .name = "Made up"};
  static int32_t codes[COLUMNS][ROWS];
  static int64_t whole[COLUMNS][ROWS];
  static double numbers[ROWS];
  static unsigned char absent[COLUMNS][ROWS];
  grappe_store *store = grappe_observatory_store(s->observatory);
  grappe_dataset_writer *writer;
  int32_t code[COLUMNS][5] = {{0}};
  make_rows();
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  assert_fine(grappe_dataset_begin(store, &about, columns, COLUMNS, 0, NULL, &writer, &s->error), s->error);
  for (int i = 0; i < 5; i++)
    assert_fine(grappe_dataset_add_text(writer, COMMUNE, communes[i], 5, &code[COMMUNE][i], &s->error), s->error);
  for (int i = 0; i < 3; i++)
    assert_fine(grappe_dataset_add_text(writer, ACTIVITY, activities[i], 6, &code[ACTIVITY][i], &s->error), s->error);
  for (int i = 0; i < 4; i++)
    assert_fine(grappe_dataset_add_band(writer, HEADCOUNT, &bands[i], &code[HEADCOUNT][i], &s->error), s->error);
  for (int i = 0; i < 2; i++) {
    grappe_period year = {grappe_day_from_date(2018 + i, 1, 1), grappe_day_from_date(2018 + i, 12, 31)};
    assert_fine(grappe_dataset_add_period(writer, PERIOD, year, &code[PERIOD][i], &s->error), s->error);
  }
  for (int i = 0; i < ROWS; i++) {
    const row *r = &rows[i];
    absent[COMMUNE][i] = r->commune < 0 ? GRAPPE_UNKNOWN : GRAPPE_PRESENT;
    absent[ACTIVITY][i] = r->activity < 0 ? GRAPPE_SUPPRESSED : GRAPPE_PRESENT;
    absent[JOBS][i] = r->jobs < 0 ? GRAPPE_UNKNOWN : GRAPPE_PRESENT;
    absent[HEADCOUNT][i] = r->band < 0 ? GRAPPE_NOT_APPLICABLE : GRAPPE_PRESENT;
    codes[COMMUNE][i] = r->commune < 0 ? 0 : code[COMMUNE][r->commune];
    codes[ACTIVITY][i] = r->activity < 0 ? 0 : code[ACTIVITY][r->activity];
    codes[PERIOD][i] = code[PERIOD][r->year - 2018];
    codes[HEADCOUNT][i] = r->band < 0 ? 0 : code[HEADCOUNT][r->band];
    codes[OPENED][i] = r->opened;
    codes[EMPLOYER][i] = r->employer;
    whole[JOBS][i] = r->jobs < 0 ? 0 : r->jobs;
    whole[SIREN][i] = r->siren;
    numbers[i] = r->wages;
  }
  grappe_dataset_cells cells[COLUMNS] = {{0}};
  for (int c = 0; c < COLUMNS; c++) {
    cells[c].presence = absent[c];
    if (c == JOBS || c == SIREN)
      cells[c].integers = whole[c];
    else if (c == WAGES)
      cells[c].numbers = numbers;
    else
      cells[c].codes = codes[c];
  }
  assert_fine(grappe_dataset_append(writer, cells, ROWS, &s->error), s->error);
  assert_fine(grappe_dataset_finish(writer, "", NULL, &s->error), s->error);
  assert_fine(grappe_store_commit(store, &s->error), s->error);
}

static int begin(void **state) {
  if (scene_begin(state)) return -1;
  write_rows(*state);
  return 0;
}

/* --- short forms: each gives up the scan it was given ---------------------------------------------------------------
 */

static grappe_scan *every(scene *s) {
  grappe_scan *scan;
  assert_fine(grappe_scan_new(s->observatory, "made.up", NULL, &scan, &s->error), s->error);
  return scan;
}

static grappe_scan *next(scene *s, grappe_scan *before, grappe_scan *after, grappe_code code) {
  assert_fine(code, s->error);
  grappe_scan_release(before);
  return after;
}

static grappe_scan *having(scene *s, grappe_scan *scan, const char *path, grappe_condition *condition) {
  grappe_scan *result = NULL;
  grappe_code code = grappe_scan_where(scan, path, condition, &result, &s->error);
  grappe_condition_release(condition);
  return next(s, scan, result, code);
}

static grappe_condition *number_is(grappe_comparison comparison, double value) {
  grappe_figure *figure = grappe_figure_number(value);
  grappe_condition *condition = grappe_condition_figure(comparison, figure);
  grappe_figure_release(figure);
  return condition;
}

static grappe_scan *inside(scene *s, grappe_scan *scan, const char *name) {
  grappe_scan *result = NULL;
  grappe_place place = {.text = name};
  grappe_code code = grappe_scan_within(scan, &place, 1, &result, &s->error);
  return next(s, scan, result, code);
}

static grappe_scan *grouped(scene *s, grappe_scan *scan, const char *a, const char *b) {
  grappe_scan *result = NULL;
  const char *paths[] = {a, b};
  grappe_code code = grappe_scan_by(scan, paths, b ? 2 : 1, &result, &s->error);
  return next(s, scan, result, code);
}

static grappe_figure *tallied(scene *s, grappe_scan *scan, grappe_aggregate what, const char *path, double p) {
  grappe_aggregation aggregation = {what, path, p, NULL};
  grappe_figure *figure = NULL;
  assert_fine(grappe_scan_total(scan, &aggregation, &figure, &s->error), s->error);
  grappe_scan_release(scan);
  return figure;
}

static void expect(grappe_figure *figure, double low, double high) {
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  double slack = 1e-9 * fabs(low) + 1e-9;
  if (!(fabs(parts->bounds.low - low) <= slack) ||
      !(isinf(high) ? isinf(parts->bounds.high) : fabs(parts->bounds.high - high) <= 1e-9 * fabs(high) + 1e-9))
    fail_msg("%s: found %.17g to %.17g, expected %.17g to %.17g", parts->label, parts->bounds.low, parts->bounds.high,
             low, high);
  grappe_figure_release(figure);
}

/* --- tests ----------------------------------------------------------------------------------------------------------
 */

static void test_conditions(void **state) {
  scene *s = *state;
  long one = 0, none = 0, several = 0, year = 0, valued = 0, old = 0, few = 0, absent_jobs = 0, siren = 0, large = 0;
  for (int i = 0; i < ROWS; i++) {
    const row *r = &rows[i];
    one += r->activity == 0;
    several += r->activity == 0 || r->activity == 1;
    none += r->activity < 0;
    year += r->year == 2018;
    valued += r->jobs >= 0;
    absent_jobs += r->jobs < 0;
    few += r->jobs >= 0 && r->jobs < 10;
    old += r->opened <= 12000;
    siren += r->siren == 100000042;
    large += r->band == 1 || r->band == 2; /* a headcount that is not applicable is not large */
  }
  expect(tallied(s, every(s), GRAPPE_COUNT, NULL, 0), ROWS, ROWS);
  expect(tallied(s, every(s), GRAPPE_COUNT, "jobs", 0), valued, valued);
  expect(tallied(s, having(s, every(s), "activity", grappe_condition_text("21.20Z")), GRAPPE_COUNT, NULL, 0), one,
         one + none);
  /* 21.10Z is not among the observatory's activities: its code is known all the same. */
  expect(tallied(s, having(s, every(s), "activity", grappe_condition_text("21.*")), GRAPPE_COUNT, NULL, 0), several,
         several + none);
  grappe_condition *parts[] = {grappe_condition_text("21.20Z"), grappe_condition_text("21.10Z")};
  grappe_condition *any = grappe_condition_any(parts, 2);
  grappe_condition_release(parts[0]);
  grappe_condition_release(parts[1]);
  expect(tallied(s, having(s, every(s), "activity", any), GRAPPE_COUNT, NULL, 0), several, several + none);
  expect(tallied(s, having(s, every(s), "activity", grappe_condition_known(0)), GRAPPE_COUNT, NULL, 0), none, none);
  expect(tallied(s, having(s, every(s), "period", number_is(GRAPPE_EQUAL, 2018)), GRAPPE_COUNT, NULL, 0), year, year);
  expect(tallied(s, having(s, every(s), "jobs", number_is(GRAPPE_LESS, 10)), GRAPPE_COUNT, NULL, 0), few,
         few + absent_jobs);
  expect(tallied(s, having(s, every(s), "opened", grappe_condition_day(GRAPPE_LESS_OR_EQUAL, 12000)), GRAPPE_COUNT,
                 NULL, 0),
         old, old);
  expect(tallied(s, having(s, every(s), "siren", grappe_condition_text("100000042")), GRAPPE_COUNT, NULL, 0), siren,
         siren);
  expect(tallied(s, having(s, every(s), "siren", grappe_condition_text("1000*")), GRAPPE_COUNT, NULL, 0), ROWS, ROWS);
  expect(tallied(s, having(s, every(s), "headcount", number_is(GRAPPE_GREATER_OR_EQUAL, 10)), GRAPPE_COUNT, NULL, 0),
         large, large);
}

/* 27701 and 27229 lie in Normandie; nobody knows 99999, nor where an absent commune is. */
static grappe_truth in_normandie(const row *r) {
  if (r->commune < 0 || r->commune == 4) return GRAPPE_MAYBE;
  return r->commune < 2 ? GRAPPE_TRUE : GRAPPE_FALSE;
}

static void test_sums_within(void **state) {
  scene *s = *state;
  double low = 0, high = 0, band_low = 0;
  long unbounded = 0;
  for (int i = 0; i < ROWS; i++) {
    const row *r = &rows[i];
    grappe_truth truth = in_normandie(r);
    if (truth == GRAPPE_FALSE) continue;
    if (r->jobs < 0) unbounded = 1;
    if (r->jobs >= 0) high += (double)r->jobs;
    if (r->jobs >= 0 && truth == GRAPPE_TRUE) low += (double)r->jobs;
    if (r->band >= 0 && truth == GRAPPE_TRUE) band_low += bands[r->band].bounds.low;
  }
  assert_true(unbounded);
  expect(tallied(s, inside(s, every(s), "Normandie"), GRAPPE_SUM, "jobs", 0), low, INFINITY);
  grappe_condition *known_jobs = grappe_condition_known(1);
  expect(tallied(s, having(s, inside(s, every(s), "Normandie"), "jobs", known_jobs), GRAPPE_SUM, "jobs", 0), low, high);
  expect(tallied(s, inside(s, every(s), "Normandie"), GRAPPE_SUM, "headcount", 0), band_low, INFINITY);
}

static int compare_longs(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return (x > y) - (x < y);
}

static void test_statistics(void **state) {
  scene *s = *state;
  static long sorted[ROWS];
  static unsigned char seen[3000];
  long count = 0, distinct = 0;
  double sum = 0, wages = 0, least = INFINITY;
  for (int i = 0; i < ROWS; i++) {
    wages += rows[i].wages;
    if (rows[i].wages < least) least = rows[i].wages;
    distinct += !seen[rows[i].siren - 100000000];
    seen[rows[i].siren - 100000000] = 1;
    if (rows[i].jobs < 0) continue;
    sorted[count++] = rows[i].jobs;
    sum += (double)rows[i].jobs;
  }
  qsort(sorted, (size_t)count, sizeof *sorted, compare_longs);
  double h = (double)(count - 1) * 0.9, part = h - floor(h);
  double ninety = (double)sorted[(long)h] + part * (double)(sorted[(long)h + 1] - sorted[(long)h]);
  h = (double)(count - 1) * 0.5;
  double middle = (double)(sorted[(long)floor(h)] + sorted[(long)ceil(h)]) / 2;
  grappe_scan *known = having(s, every(s), "jobs", grappe_condition_known(1));
  expect(tallied(s, grappe_scan_keep(known), GRAPPE_SUM, "jobs", 0), sum, sum);
  expect(tallied(s, grappe_scan_keep(known), GRAPPE_MEAN, "jobs", 0), sum / (double)count, sum / (double)count);
  expect(tallied(s, grappe_scan_keep(known), GRAPPE_MEDIAN, "jobs", 0), middle, middle);
  expect(tallied(s, grappe_scan_keep(known), GRAPPE_QUANTILE, "jobs", 0.9), ninety, ninety);
  expect(tallied(s, grappe_scan_keep(known), GRAPPE_MAX, "jobs", 0), (double)sorted[count - 1],
         (double)sorted[count - 1]);
  grappe_scan_release(known);
  expect(tallied(s, every(s), GRAPPE_SUM, "wages", 0), wages, wages);
  expect(tallied(s, every(s), GRAPPE_MIN, "wages", 0), least, least);
  expect(tallied(s, every(s), GRAPPE_DISTINCT, "siren", 0), (double)distinct, (double)distinct);
  long absent = 0;
  for (int i = 0; i < ROWS; i++) absent += rows[i].activity < 0;
  expect(tallied(s, every(s), GRAPPE_DISTINCT, "activity", 0), 3, (double)(3 + absent));
}

/* Region (absent last) by year: sums of jobs, and how many rows. */
static void test_groups(void **state) {
  scene *s = *state;
  static const char *const names[] = {"Centre-Val de Loire", "Île-de-France", "Norman", ""};
  double sums[4][2] = {{0}}, counts[4][2] = {{0}};
  for (int i = 0; i < ROWS; i++) {
    const row *r = &rows[i];
    int region = r->commune < 0 || r->commune == 4 ? 3 : r->commune == 2 ? 0 : r->commune == 3 ? 1 : 2;
    counts[region][r->year - 2018]++;
    if (r->jobs >= 0) sums[region][r->year - 2018] += (double)r->jobs;
  }
  grappe_scan *scan = grouped(s, having(s, every(s), "jobs", grappe_condition_known(1)), "region", "period");
  grappe_aggregation totals[] = {{GRAPPE_SUM, "jobs", 0, "jobs"}, {GRAPPE_MEDIAN, "wages", 0, "median"}};
  grappe_frame *frame;
  assert_fine(grappe_scan_frame(scan, totals, 2, &frame, &s->error), s->error);
  assert_int_equal(grappe_frame_rows(frame), 8);
  assert_int_equal(grappe_frame_columns(frame), 4);
  for (size_t i = 0; i < 8; i++) {
    grappe_value value;
    grappe_buffer text = {0};
    grappe_figure *figure;
    assert_fine(grappe_frame_cell(frame, i, 0, &value, &s->error), s->error);
    grappe_value_display(&value, grappe_frame_snapshot(frame), &text, NULL);
    assert_non_null(strstr(grappe_buffer_text(&text), names[i / 2]));
    if (i / 2 == 3) assert_int_equal(value.kind, GRAPPE_VALUE_NONE);
    grappe_buffer_free(&text);
    grappe_value_release(&value);
    assert_fine(grappe_frame_figure(frame, i, 2, &figure, &s->error), s->error);
    expect(figure, sums[i / 2][i % 2], sums[i / 2][i % 2]);
  }
  grappe_frame_release(frame);
  grappe_scan_release(scan);
  assert_true(counts[0][0] > 0);
}

static void expect_key(scene *s, const grappe_frame *frame, size_t at, grappe_value_kind kind, const char *text) {
  grappe_value value;
  grappe_buffer shown = {0};
  assert_fine(grappe_frame_cell(frame, at, 0, &value, &s->error), s->error);
  assert_int_equal(value.kind, kind);
  if (kind != GRAPPE_VALUE_NONE) grappe_value_display(&value, grappe_frame_snapshot(frame), &shown, NULL);
  assert_string_equal(grappe_buffer_text(&shown), text);
  grappe_buffer_free(&shown);
  grappe_value_release(&value);
}

/* A code that nobody knows is itself, among rows; levels of activities are told by the codes. */
static void test_codes(void **state) {
  scene *s = *state;
  grappe_aggregation count = {GRAPPE_COUNT, NULL, 0, NULL};
  grappe_frame *frame, *sorted;
  double pharma = 0, trade = 0, absent = 0;
  for (int i = 0; i < ROWS; i++) {
    pharma += rows[i].activity == 0 || rows[i].activity == 1;
    trade += rows[i].activity == 2;
    absent += rows[i].activity < 0;
  }
  grappe_scan *scan = grouped(s, every(s), "commune", NULL);
  assert_fine(grappe_scan_frame(scan, &count, 1, &frame, &s->error), s->error);
  grappe_scan_release(scan);
  assert_int_equal(grappe_frame_rows(frame), 6);
  expect_key(s, frame, 0, GRAPPE_VALUE_TEXT, "99999");
  expect_key(s, frame, 1, GRAPPE_VALUE_ROW, "Dreux");
  expect_key(s, frame, 5, GRAPPE_VALUE_NONE, "");
  assert_fine(grappe_frame_sort(frame, "commune", 1, &sorted, &s->error), s->error);
  expect_key(s, sorted, 4, GRAPPE_VALUE_TEXT, "99999");
  grappe_frame_release(sorted);
  grappe_frame_release(frame);
  scan = grouped(s, every(s), "activity.division", NULL);
  assert_fine(grappe_scan_frame(scan, &count, 1, &frame, &s->error), s->error);
  grappe_scan_release(scan);
  assert_int_equal(grappe_frame_rows(frame), 3);
  expect_key(s, frame, 0, GRAPPE_VALUE_TEXT, "21");
  expect_key(s, frame, 1, GRAPPE_VALUE_TEXT, "47");
  assert_true(grappe_frame_column(frame, 1)->value[0] == pharma);
  assert_true(grappe_frame_column(frame, 1)->value[1] == trade);
  grappe_frame_release(frame);
  expect(tallied(s, having(s, every(s), "activity.section", grappe_condition_text("C")), GRAPPE_COUNT, NULL, 0), pharma,
         pharma + absent);
  expect(tallied(s, having(s, every(s), "activity.group", grappe_condition_text("47.7")), GRAPPE_COUNT, NULL, 0), trade,
         trade + absent);
}

/* The same bytes whatever the threads: everything that a frame says, written out. */
static void write_all(scene *s, grappe_buffer *text) {
  grappe_scan *scan = grouped(s, inside(s, every(s), "Normandie"), "activity", "employer");
  grappe_aggregation totals[] = {{GRAPPE_SUM, "wages", 0, "a"},     {GRAPPE_SUM, "headcount", 0, "b"},
                                 {GRAPPE_MEAN, "jobs", 0, "c"},     {GRAPPE_DISTINCT, "siren", 0, "d"},
                                 {GRAPPE_MAX, "headcount", 0, "e"}, {GRAPPE_COUNT, NULL, 0, "f"}};
  grappe_frame *frame;
  assert_fine(grappe_scan_frame(scan, totals, 6, &frame, &s->error), s->error);
  for (size_t i = 0; i < grappe_frame_rows(frame); i++)
    for (size_t c = 2; c < 8; c++) {
      grappe_figure *figure;
      assert_fine(grappe_frame_figure(frame, i, c, &figure, &s->error), s->error);
      const grappe_figure_parts *parts = grappe_figure_read(figure);
      grappe_buffer_addf(text, "%a %a %a %s %s\n", parts->bounds.low, parts->bounds.high, parts->value, parts->label,
                         parts->reason);
      grappe_figure_release(figure);
    }
  grappe_frame_release(frame);
  grappe_scan_release(scan);
}

static void test_threads(void **state) {
  scene *s = *state;
  grappe_buffer one = {0}, three = {0};
  grappe_run run = {.threads = 1};
  grappe_run *before = grappe_observatory_run(s->observatory, &run);
  write_all(s, &one);
  run.threads = 3;
  write_all(s, &three);
  grappe_observatory_run(s->observatory, before);
  assert_true(one.length > 1000);
  assert_string_equal(grappe_buffer_text(&one), grappe_buffer_text(&three));
  grappe_buffer_free(&one);
  grappe_buffer_free(&three);
}

static void test_rows(void **state) {
  scene *s = *state;
  grappe_scan *scan = every(s), *best;
  grappe_frame *frame;
  grappe_value value;
  long most = 0, first = -1;
  for (int i = 0; i < ROWS; i++)
    if (rows[i].jobs > most) {
      most = rows[i].jobs;
      first = i;
    }
  assert_fine(grappe_scan_top(scan, 3, "jobs", &best, &s->error), s->error);
  assert_fine(grappe_scan_frame(best, NULL, 0, &frame, &s->error), s->error);
  assert_int_equal(grappe_frame_rows(frame), 3);
  assert_int_equal(grappe_frame_columns(frame), COLUMNS);
  assert_fine(grappe_frame_cell(frame, 0, JOBS, &value, &s->error), s->error);
  assert_true(value.number == (double)most);
  assert_fine(grappe_frame_cell(frame, 0, SIREN, &value, &s->error), s->error);
  assert_int_equal(strtol(value.text, NULL, 10), rows[first].siren);
  grappe_frame_release(frame);
  grappe_scan_release(best);
  grappe_scan_release(scan);
}

static void test_skipping(void **state) {
  scene *s = *state;
  grappe_buffer text = {0};
  grappe_scan_work work;
  grappe_scan *scan = having(s, every(s), "opened", grappe_condition_day(GRAPPE_LESS, 10010));
  assert_fine(grappe_scan_explain(scan, &text, &work, &s->error), s->error);
  assert_int_equal(work.segments, 3);
  assert_int_equal(work.skipped, 2);
  assert_int_equal(work.blobs + work.held, 1);
  assert_int_equal(work.sure, 200);
  assert_non_null(strstr(grappe_buffer_text(&text), "made.up (2022)"));
  grappe_buffer_free(&text);
  grappe_scan_release(scan);
}

static void test_refusals(void **state) {
  scene *s = *state;
  grappe_scan *scan = every(s), *result = NULL;
  const char *unknown = "comune", *many[] = {"siren", "opened", "commune", "jobs"};
  grappe_aggregation sum = {GRAPPE_SUM, "activity", 0, NULL};
  grappe_figure *figure;
  grappe_frame *frame;
  assert_int_equal(grappe_scan_by(scan, &unknown, 1, &result, &s->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(s->error.message, "commune"));
  assert_int_equal(grappe_scan_total(scan, &sum, &figure, &s->error), GRAPPE_ARGUMENT);
  assert_fine(grappe_scan_by(scan, many, 4, &result, &s->error), s->error);
  assert_int_equal(grappe_scan_frame(result, NULL, 0, &frame, &s->error), GRAPPE_ARGUMENT);
  assert_non_null(strstr(s->error.message, "groups"));
  grappe_scan_release(result);
  grappe_run run = {.threads = 2};
  grappe_run_stop(&run);
  grappe_run *before = grappe_observatory_run(s->observatory, &run);
  grappe_aggregation count = {GRAPPE_COUNT, NULL, 0, NULL};
  assert_int_equal(grappe_scan_total(scan, &count, &figure, &s->error), GRAPPE_STOPPED);
  grappe_observatory_run(s->observatory, before);
  grappe_scan_release(scan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_conditions), cmocka_unit_test(test_sums_within), cmocka_unit_test(test_statistics),
      cmocka_unit_test(test_groups),     cmocka_unit_test(test_codes),       cmocka_unit_test(test_threads),
      cmocka_unit_test(test_rows),       cmocka_unit_test(test_skipping),    cmocka_unit_test(test_refusals)};
  return cmocka_run_group_tests(tests, begin, scene_end);
}
