/* Very many groups, which are added up part by part, against sums made row by row: records of both widths, one measure
 * and several, values without doubt, absent ones and undecided rows, many rows in a part and few, any number of
 * threads; memory that runs out. */
#include "query/frame_concentration.h"
#include "query/kernel_scene.h"

typedef struct question {
  const char *name;
  grappe_aggregation totals[3];
  size_t count;
  int columns[3]; /* that the totals are of; -1: rows are counted */
} question;

static const question questions[] = {
    {"rows", {{GRAPPE_COUNT, NULL, 0, "rows"}}, 1, {-1}},
    {"narrow and plain", {{GRAPPE_SUM, "floors", 0, "floors"}}, 1, {FLOORS}},
    {"wide and plain", {{GRAPPE_SUM, "area", 0, "area"}, {GRAPPE_COUNT, NULL, 0, "rows"}}, 2, {AREA, -1}},
    {"narrow, with absent values", {{GRAPPE_COUNT, NULL, 0, "rows"}, {GRAPPE_SUM, "jobs", 0, "jobs"}}, 2, {-1, JOBS}},
    {"two measures, and a mean of one",
     {{GRAPPE_SUM, "jobs", 0, "jobs"}, {GRAPPE_SUM, "area", 0, "area"}, {GRAPPE_MEAN, "area", 0, "mean"}},
     3,
     {JOBS, AREA, AREA}}};
enum { QUESTIONS = sizeof questions / sizeof *questions };

/* Which rows: all, those whose state is yes, those of a few products, or those with a place. */
typedef enum choice { EVERY, FILTERED, FEW, PLACED, CHOICES } choice;

enum { PRODUCTS_OF_FEW = 5 }; /* few enough to be compared with, not looked up */

static int may_be_in(const row *r, choice chosen) {
  switch (chosen) {
    case FILTERED:
      return r->state != 0;
    case FEW:
      return r->product < PRODUCTS_OF_FEW;
    case PLACED:
      return r->place >= 0;
    default:
      return 1;
  }
}

static grappe_code keep_where(grappe_scan **scan, const char *path, grappe_condition *condition, grappe_error *error) {
  grappe_scan *next = NULL;
  grappe_code code = condition ? grappe_scan_where(*scan, path, condition, &next, error) : grappe_fail_memory(error);
  grappe_condition_release(condition);
  grappe_scan_release(*scan);
  *scan = next;
  return code;
}

static grappe_code few_products(grappe_scan **scan, grappe_error *error) {
  char texts[PRODUCTS_OF_FEW][8];
  grappe_condition *parts[PRODUCTS_OF_FEW] = {0}, *any = NULL;
  int made = 1;
  for (int i = 0; i < PRODUCTS_OF_FEW; i++) {
    snprintf(texts[i], sizeof texts[i], "x%04d", i);
    parts[i] = grappe_condition_text(texts[i]);
    made &= parts[i] != NULL;
  }
  if (made) any = grappe_condition_any(parts, PRODUCTS_OF_FEW);
  for (int i = 0; i < PRODUCTS_OF_FEW; i++) grappe_condition_release(parts[i]);
  return keep_where(scan, "product", any, error);
}

static grappe_code ask(scene *s, const question *q, choice chosen, int threads, grappe_frame **frame,
                       grappe_error *error) {
  static const char *const paths[] = {"place", "product"};
  grappe_run run = {.threads = threads};
  grappe_run *before = grappe_observatory_run(s->observatory, &run);
  grappe_scan *scan = NULL, *grouped = NULL;
  grappe_code code = try_scan(s, chosen == FILTERED, NULL, 0, &scan, error);
  if (code == GRAPPE_OK && chosen == FEW) code = few_products(&scan, error);
  if (code == GRAPPE_OK && chosen == PLACED) code = keep_where(&scan, "place", grappe_condition_known(1), error);
  if (code == GRAPPE_OK) code = grappe_scan_by(scan, paths, 2, &grouped, error);
  if (code == GRAPPE_OK) code = grappe_scan_frame(grouped, q->totals, q->count, frame, error);
  grappe_scan_release(scan);
  grappe_scan_release(grouped);
  grappe_observatory_run(s->observatory, before);
  return code;
}

static int64_t key_of(const row *r) {
  return (int64_t)(r->place < 0 ? PLACES : r->place) * PRODUCTS + r->product;
}

static int by_key(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  int64_t kx = key_of(&rows[x]), ky = key_of(&rows[y]);
  return kx != ky ? (kx > ky) - (kx < ky) : x - y;
}

static query_statistic rows_of(const int *of, size_t count, choice chosen) {
  size_t sure = 0;
  for (size_t i = 0; i < count; i++) sure += chosen != FILTERED || rows[of[i]].state == 1;
  return (query_statistic){.bounds = grappe_bounds_between((double)sure, (double)count)};
}

/* The names of a group: the place, absent or not, and the product. */
static void check_keys(const grappe_frame *frame, size_t at, const row *r) {
  char product[8], place[8];
  const grappe_column *places = grappe_frame_column(frame, 0), *products = grappe_frame_column(frame, 1);
  snprintf(product, sizeof product, "x%04d", r->product);
  snprintf(place, sizeof place, "p%02d", r->place);
  assert_string_equal(grappe_column_text(products, at), product);
  if (r->place < 0)
    assert_int_equal(grappe_flags_presence(places->flags[at]), GRAPPE_UNKNOWN);
  else
    assert_string_equal(grappe_column_text(places, at), place);
}

static void check(scene *s, const question *q, choice chosen) {
  static int order[ROWS];
  size_t used = 0, at = 0;
  grappe_frame *frame = NULL;
  for (int i = 0; i < ROWS; i++)
    if (may_be_in(&rows[i], chosen)) order[used++] = i;
  qsort(order, used, sizeof *order, by_key);
  assert_fine(ask(s, q, chosen, 2, &frame, &s->error), s->error);
  for (size_t i = 0, j; i < used; i = j, at++) {
    for (j = i; j < used && key_of(&rows[order[j]]) == key_of(&rows[order[i]]);) j++;
    assert_true(at < grappe_frame_rows(frame));
    if (chosen != FEW && at % 11) continue; /* enough to find any part wrong */
    check_keys(frame, at, &rows[order[i]]);
    for (size_t t = 0; t < q->count; t++) {
      const grappe_column *cells = grappe_frame_column(frame, 2 + t);
      query_statistic wanted = q->columns[t] < 0
                                   ? rows_of(order + i, j - i, chosen)
                                   : expected(order + i, j - i, chosen == FILTERED, q->columns[t], q->totals[t].what);
      same(cells->low[at], wanted.bounds.low, q->name, at);
      same(cells->high[at], wanted.bounds.high, q->name, at);
    }
  }
  assert_int_equal(at, grappe_frame_rows(frame));
  grappe_frame_release(frame);
}

static void test_sums(void **state) {
  for (size_t q = 0; q < QUESTIONS; q++)
    for (choice chosen = EVERY; chosen < CHOICES; chosen++) check(*state, &questions[q], chosen);
}

/* The concentration of areas: of each place over products, whose groups stand together in the frame, and of each
 * product over places, whose groups do not. */
static void check_hhi(scene *s, grappe_frame *frame, const char *by, int over_products) {
  static double sums[PLACES][PRODUCTS];
  grappe_frame *found = NULL;
  size_t groups = over_products ? PLACES : PRODUCTS, others = over_products ? PRODUCTS : PLACES;
  memset(sums, 0, sizeof sums);
  for (int i = 0; i < ROWS; i++) {
    if (rows[i].place >= 0) sums[rows[i].place][rows[i].product] += rows[i].area;
  }
  assert_fine(grappe_frame_hhi(frame, by, "sum", GRAPPE_HHI_PLAIN, "hhi", &found, &s->error), s->error);
  assert_int_equal(grappe_frame_rows(found), groups);
  const grappe_column *names = grappe_frame_column(found, 0), *cells = grappe_frame_column(found, 1);
  for (size_t g = 0; g < groups; g++) {
    double sum = 0, squares = 0;
    size_t own = (size_t)atoi(grappe_column_text(names, g) + 1);
    for (size_t o = 0; o < others; o++) {
      double x = over_products ? sums[own][o] : sums[o][own];
      sum += x;
      squares += x * x;
    }
    assert_true(fabs(cells->value[g] - squares / (sum * sum)) < 1e-12);
    assert_true(cells->low[g] == cells->value[g] && cells->high[g] == cells->value[g]);
  }
  grappe_frame_release(found);
}

static void test_hhi(void **state) {
  scene *s = *state;
  static const question areas = {"areas", {{GRAPPE_SUM, "area", 0, NULL}}, 1, {AREA}};
  grappe_frame *frame = NULL;
  assert_fine(ask(s, &areas, PLACED, 2, &frame, &s->error), s->error);
  assert_true(grappe_column_exact(grappe_frame_column(frame, 2)));
  check_hhi(s, frame, "place", 1);
  check_hhi(s, frame, "product", 0);
  grappe_frame_release(frame);
  assert_fine(ask(s, &areas, EVERY, 2, &frame, &s->error), s->error); /* some are without a place */
  assert_int_equal(grappe_frame_hhi(frame, "place", "sum", GRAPPE_HHI_PLAIN, "hhi", &frame, &s->error), GRAPPE_DATA);
  grappe_frame_release(frame);
}

static void write_frame(const grappe_frame *frame, grappe_buffer *text) {
  for (size_t c = 2; c < grappe_frame_columns(frame); c++) {
    const grappe_column *cells = grappe_frame_column(frame, c);
    for (size_t i = 0; i < cells->count; i += 31)
      grappe_buffer_addf(text, "%a %a %a %d\n", cells->low[i], cells->high[i], cells->value[i], cells->flags[i]);
  }
}

static void test_threads(void **state) {
  static const int threads[] = {2, 7};
  for (size_t q = 1; q < QUESTIONS; q++) {
    grappe_buffer one = {0};
    for (size_t i = 0; i <= sizeof threads / sizeof *threads; i++) {
      grappe_buffer other = {0};
      grappe_frame *frame = NULL;
      scene *s = *state;
      assert_fine(ask(s, &questions[q], FILTERED, i ? threads[i - 1] : 1, &frame, &s->error), s->error);
      write_frame(frame, i ? &other : &one);
      if (i) assert_string_equal(grappe_buffer_text(&one), grappe_buffer_text(&other));
      grappe_buffer_free(&other);
      grappe_frame_release(frame);
    }
    assert_true(one.length > 1000);
    grappe_buffer_free(&one);
  }
}

static void test_no_memory(void **state) {
  static const choice choices[] = {FILTERED, FEW};
  for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
    choice chosen = choices[i];
    grappe_code code = GRAPPE_MEMORY;
    for (long n = 1; code != GRAPPE_OK; n += n < 20 ? 1 : n / 4) {
      grappe_error error = {0};
      grappe_frame *frame = NULL;
      grappe_memory_fail_after(n);
      code = ask(*state, &questions[4], chosen, 1, &frame, &error);
      grappe_memory_fail_after(0);
      if (code && code != GRAPPE_MEMORY) fail_msg("%d: %s", code, error.message);
      grappe_frame_release(frame);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_sums), cmocka_unit_test(test_hhi),
                                     cmocka_unit_test(test_threads), cmocka_unit_test(test_no_memory)};
  return cmocka_run_group_tests(tests, begin, scene_end);
}
