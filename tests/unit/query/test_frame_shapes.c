/* Frames pivoted, joined and read as matrices. */
#include "query/frame_cross.h"
#include "query/scene.h"

static void put(scene *s, grappe_frame **frame, const char *name, const grappe_value *values) {
  grappe_frame *wider;
  assert_fine(grappe_frame_with(*frame, name, values, &wider, &s->error), s->error);
  grappe_frame_release(*frame);
  *frame = wider;
}

static grappe_value text(const char *word) {
  return word ? (grappe_value){.kind = GRAPPE_VALUE_TEXT, .text = word} : (grappe_value){.presence = GRAPPE_UNKNOWN};
}

static grappe_value number(double value) {
  return (grappe_value){.kind = GRAPPE_VALUE_NUMBER, .number = value};
}

/* A frame of regions and activities with jobs. */
static grappe_frame *frame_of_jobs(scene *s, const char *(*names)[2], const double *jobs, size_t rows) {
  grappe_frame *frame;
  grappe_snapshot *snapshot;
  grappe_value *values = grappe_alloc_zero(rows + 1, sizeof *values);
  assert_fine(grappe_observatory_snapshot(s->observatory, &snapshot, &s->error), s->error);
  assert_fine(grappe_frame_new(snapshot, rows, &frame, &s->error), s->error);
  grappe_snapshot_release(snapshot);
  for (int column = 0; column < 2; column++) {
    for (size_t i = 0; i < rows; i++) values[i] = text(names[i][column]);
    put(s, &frame, column ? "activity" : "region", values);
  }
  for (size_t i = 0; i < rows; i++) values[i] = number(jobs[i]);
  put(s, &frame, "jobs", values);
  grappe_free(values);
  return frame;
}

static const char *names[][2] = {{"A", "y"}, {"A", "x"}, {NULL, "x"}, {"B", "x"}};
static const double jobs[] = {5, 10, 2, 4};

static void test_pivot(void **state) {
  scene *s = *state;
  grappe_frame *frame = frame_of_jobs(s, names, jobs, 4), *wide;
  const char *rows[] = {"region"};
  assert_fine(grappe_frame_pivot(frame, rows, 1, "activity", "jobs", 0, &wide, &s->error), s->error);
  assert_string_equal(grappe_frame_name(wide, 1), "x"); /* in the order of values, not of rows */
  assert_string_equal(shown(s, wide), "A|10|5\n|2|\nB|4|\n");
  assert_int_equal(grappe_flags_presence(grappe_frame_column(wide, 2)->flags[2]), GRAPPE_NOT_COLLECTED);
  grappe_frame_release(wide);
  assert_fine(grappe_frame_pivot(frame, rows, 1, "activity", "jobs", 1, &wide, &s->error), s->error);
  assert_string_equal(shown(s, wide), "A|10|5\n|2|0\nB|4|0\n");
  grappe_frame_release(wide);
  assert_int_equal(grappe_frame_pivot(frame, (const char *[]){"activity"}, 1, "activity", "jobs", 0, &wide, &s->error),
                   GRAPPE_DATA);
  assert_non_null(strstr(s->error.message, "rows 2 and 3"));
  grappe_frame_release(frame);
}

static void test_join(void **state) {
  scene *s = *state;
  static const char *others[][2] = {{"B", "p"}, {"A", "q"}, {"C", "r"}};
  static const double amounts[] = {1, 2, 3};
  grappe_frame *left = frame_of_jobs(s, names, jobs, 4), *right = frame_of_jobs(s, others, amounts, 3), *both, *renamed;
  const char *keys[] = {"region"};
  assert_int_equal(grappe_frame_join(left, right, keys, 1, &both, &s->error), GRAPPE_ARGUMENT); /* activity twice */
  assert_fine(grappe_frame_select(right, (const char *[]){"jobs", "region"}, 2, &renamed, &s->error), s->error);
  grappe_frame_release(right);
  assert_fine(grappe_frame_rename(renamed, "jobs", "amount", &right, &s->error), s->error);
  grappe_frame_release(renamed);
  assert_fine(grappe_frame_join(left, right, keys, 1, &both, &s->error), s->error);
  assert_string_equal(shown(s, both), "A|y|5|2\nA|x|10|2\n|x|2|\nB|x|4|1\n"); /* what is absent meets nothing */
  assert_int_equal(grappe_frame_note_count(both), 2);
  grappe_frame_release(both);
  assert_int_equal(grappe_frame_join(right, left, keys, 1, &both, &s->error), GRAPPE_DATA); /* two rows for A */
  grappe_frame_release(left);
  grappe_frame_release(right);
}

/* Both ends' rows are found again though codes and snapshots differ: by what files call them. */
static void test_join_across_snapshots(void **state) {
  scene *s = *state;
  grappe_store *store = grappe_observatory_store(s->observatory);
  grappe_frame *before = frame_of(s, by(s, all(s, "site"), "region", NULL), GRAPPE_COUNT, NULL), *renamed, *both;
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  ADD(store, "site_activity", "site=&dreux", "stage=&research", "product_family=&vaccines");
  assert_fine(grappe_store_commit(store, &s->error), s->error);
  grappe_frame *after = frame_of(s, by(s, all(s, "site"), "region", NULL), GRAPPE_COUNT, NULL);
  assert_true(grappe_frame_snapshot(before) != grappe_frame_snapshot(after));
  assert_fine(grappe_frame_rename(before, "count", "earlier", &renamed, &s->error), s->error);
  assert_fine(grappe_frame_join(after, renamed, NULL, 0, &both, &s->error), s->error);
  assert_string_equal(shown(s, both), "Centre-Val de Loire|1..2|1..2\nÎle-de-France|1|1\nNormandy|3..4|3..4\n|1|nc\n");
  grappe_frame_release(before);
  grappe_frame_release(after);
  grappe_frame_release(renamed);
  grappe_frame_release(both);
}

static double quotient_at(scene *s, const grappe_frame *frame, size_t row) {
  size_t column;
  assert_fine(grappe_frame_find(frame, "lq", &column, &s->error), s->error);
  return grappe_frame_column(frame, column)->value[row];
}

/* Some cells of a matrix, as a frame has them: the quotients of the whole matrix with zeros in between. */
static void test_quotients(void **state) {
  scene *s = *state;
  enum { REGIONS = 40, ACTIVITIES = 30, ROWS = REGIONS * ACTIVITIES };
  static char words[REGIONS + ACTIVITIES][8];
  static const char *places[ROWS][2];
  static double amounts[ROWS], row[REGIONS], column[ACTIVITIES], total;
  size_t count = 0;
  unsigned seed = 7;
  for (int i = 0; i < REGIONS + ACTIVITIES; i++)
    snprintf(words[i], sizeof words[i], "%c%d", i < REGIONS ? 'r' : 'a', i);
  for (int k = 0; k < ROWS; k++) {
    seed = seed * 1664525u + 1013904223u;
    if ((seed >> 16) % 3) continue;
    places[count][0] = words[k % REGIONS];
    places[count][1] = words[REGIONS + k / REGIONS];
    amounts[count] = (double)((seed >> 20) % 1000);
    row[k % REGIONS] += amounts[count];
    column[k / REGIONS] += amounts[count];
    total += amounts[count++];
  }
  grappe_frame *frame = frame_of_jobs(s, places, amounts, count), *result;
  grappe_frame_cross *cross;
  assert_fine(grappe_frame_cross_new(frame, "region", "activity", "jobs", &cross, &s->error), s->error);
  assert_int_equal(cross->rows, REGIONS);
  assert_fine(grappe_frame_location_quotients(cross, 1, "lq", &result, &s->error), s->error);
  for (size_t i = 0; i < count; i++) {
    int r = atoi(places[i][0] + 1), a = atoi(places[i][1] + 1) - REGIONS;
    double expected = amounts[i] / row[r] / (column[a] / total);
    assert_true(fabs(quotient_at(s, result, i) - expected) <= 1e-12 * (1 + expected));
  }
  grappe_frame_release(result);
  /* without the word that the frame is complete nothing is known of what is not there */
  assert_fine(grappe_frame_location_quotients(cross, 0, "lq", &result, &s->error), s->error);
  assert_true(isnan(quotient_at(s, result, 0)));
  grappe_frame_release(result);
  grappe_frame_cross_free(cross);
  assert_int_equal(grappe_frame_cross_new(frame, "region", "region", "jobs", &cross, &s->error), GRAPPE_ARGUMENT);
  assert_int_equal(grappe_frame_cross_new(frame, "region", "activity", "region", &cross, &s->error), GRAPPE_ARGUMENT);
  grappe_frame_release(frame);
  frame = frame_of_jobs(s, names, jobs, 4);
  assert_int_equal(grappe_frame_cross_new(frame, "region", "activity", "jobs", &cross, &s->error), GRAPPE_DATA);
  assert_non_null(strstr(s->error.message, "row 3"));
  grappe_frame_release(frame);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_pivot, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_join, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_join_across_snapshots, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_quotients, scene_begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
