/* Groups, and what frames can do. */
#include "query/scene.h"

static grappe_figure *cell(scene *s, const grappe_frame *frame, size_t row, const char *name) {
  size_t column;
  grappe_figure *figure;
  assert_fine(grappe_frame_find(frame, name, &column, &s->error), s->error);
  assert_fine(grappe_frame_figure(frame, row, column, &figure, &s->error), s->error);
  return figure;
}

static void test_groups(void **state) {
  scene *s = *state;
  grappe_frame *frame = frame_of(s, by(s, all(s, "site"), "region", NULL), GRAPPE_SUM, "headcount");
  /* the zone is undecided in both regions; Normandie has its row in the order of names, the unknown place comes last */
  assert_string_equal(shown(s, frame), "Centre-Val de Loire|>=0\nÎle-de-France|120\nNormandy|>2340\n|10\n");
  assert_true(grappe_frame_key(frame, 0) && !grappe_frame_key(frame, 1));
  assert_string_equal(grappe_frame_name(frame, 1), "sum");
  grappe_figure *figure = cell(s, frame, 1, "sum");
  assert_string_equal(grappe_figure_read(figure)->label, "sum of headcount of 1 site: Île-de-France");
  assert_string_equal(notation(figure), "120 jobs");
  grappe_frame_release(frame);
  /* stages in their own order; one site counts in two; sites without are kept */
  frame = frame_of(s, by(s, all(s, "site"), "stage", NULL), GRAPPE_COUNT, NULL);
  assert_string_equal(shown(s, frame), "Recherche|1\nProduction|2\nDistribution|1\n|4\n");
  assert_int_equal(grappe_frame_note_count(frame), 1);
  grappe_frame_release(frame);
  frame = frame_of(s, by(s, all(s, "site"), "departement", "stage"), GRAPPE_COUNT, NULL);
  assert_string_equal(shown(s, frame),
                      "Eure|Production|2\nEure|Distribution|1\nEure||1\nEure-et-Loir|Recherche|1\nParis||1\n||2\n");
  grappe_frame_release(frame);
}

/* A row that has a value twice counts once in its group. */
static void test_repeats(void **state) {
  scene *s = *state;
  grappe_store *store = grappe_observatory_store(s->observatory);
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  ADD(store, "site_activity", "site=&dreux", "stage=&research", "product_family=&vaccines");
  assert_fine(grappe_store_commit(store, &s->error), s->error);
  grappe_frame *frame = frame_of(s, by(s, all(s, "site"), "stage", NULL), GRAPPE_COUNT, NULL);
  assert_string_equal(shown(s, frame), "Recherche|1\nProduction|2\nDistribution|1\n|4\n");
  grappe_frame_release(frame);
}

static void test_group_order(void **state) {
  scene *s = *state;
  grappe_query *query = ordered(s, by(s, all(s, "site"), "region", NULL), "count", 1), *top;
  grappe_frame *frame = frame_of(s, grappe_query_keep(query), GRAPPE_COUNT, NULL);
  assert_string_equal(shown(s, frame), "Normandy|3..4\nCentre-Val de Loire|1..2\nÎle-de-France|1\n|1\n");
  grappe_frame_release(frame);
  assert_fine(grappe_query_top(query, 1, NULL, &top, &s->error), s->error);
  grappe_query_release(query);
  frame = frame_of(s, top, GRAPPE_COUNT, NULL);
  assert_int_equal(grappe_frame_rows(frame), 1);
  grappe_frame_release(frame);
}

static void test_rows(void **state) {
  scene *s = *state;
  static const char *const paths[] = {"name", "headcount", "commune.region", "stage"};
  grappe_query *query = ordered(s, all(s, "site"), "name", 0), *selected;
  assert_fine(grappe_query_select(query, paths, 4, &selected, &s->error), s->error);
  grappe_query_release(query);
  grappe_frame *frame;
  assert_fine(grappe_query_frame(selected, NULL, 0, &frame, &s->error), s->error);
  grappe_query_release(selected);
  assert_string_equal(shown(s, frame),
                      "Dreux|? (>=0)|Centre-Val de Loire|Recherche\nÉvreux|300|Normandy|Production\n"
                      "Nonancourt|40..60|Normandy|\nNulle part|10||\nParis|120|Île-de-France|\n"
                      "Val-de-Reuil|>2000|Normandy|Production, Distribution\n"
                      "Zone de Dreux|50|Centre-Val de Loire / Normandy|\n");
  grappe_figure *figure = cell(s, frame, 1, "headcount");
  assert_string_equal(grappe_figure_read(figure)->citations[0].source, "N");
  grappe_figure_release(figure);
  figure = NULL;
  grappe_frame *sorted, *found;
  assert_fine(grappe_frame_sort(frame, "headcount", 1, &sorted, &s->error), s->error);
  figure = cell(s, sorted, 0, "headcount");
  assert_string_equal(grappe_figure_read(figure)->label, "headcount, Val-de-Reuil");
  grappe_figure_release(figure);
  size_t column;
  assert_int_equal(grappe_frame_find(frame, "headcont", &column, &s->error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(s->error.message, "headcount"));
  static const char *const kept[] = {"headcount", "name"};
  assert_fine(grappe_frame_select(sorted, kept, 2, &found, &s->error), s->error);
  assert_int_equal(grappe_frame_columns(found), 2);
  assert_string_equal(grappe_frame_name(found, 0), "headcount");
  grappe_frame_release(found);
  assert_fine(grappe_frame_drop(sorted, kept, 2, &found, &s->error), s->error);
  assert_string_equal(grappe_frame_name(found, 0), "commune.region");
  grappe_frame_release(found);
  assert_int_equal(grappe_frame_rename(sorted, "name", "headcount", &found, &s->error), GRAPPE_ARGUMENT);
  assert_fine(grappe_frame_rename(sorted, "name", "site", &found, &s->error), s->error);
  assert_string_equal(grappe_frame_name(found, 0), "site");
  grappe_frame_release(found);
  assert_fine(grappe_frame_top(sorted, 2, "name", &found, &s->error), s->error);
  assert_int_equal(grappe_frame_rows(found), 2);
  grappe_frame_release(found);
  grappe_frame_release(sorted);
  grappe_frame_release(frame);
}

/* A frame with one column of figures in their notations. */
static grappe_frame *figures(scene *s, const char *const *notations, size_t count) {
  grappe_value values[8] = {0};
  grappe_snapshot *snapshot;
  grappe_frame *empty, *frame;
  assert_fine(grappe_observatory_snapshot(s->observatory, &snapshot, &s->error), s->error);
  assert_fine(grappe_frame_new(snapshot, count, &empty, &s->error), s->error);
  grappe_snapshot_release(snapshot);
  for (size_t i = 0; i < count; i++) {
    values[i].kind = GRAPPE_VALUE_FIGURE;
    assert_fine(grappe_figure_parse(notations[i], NULL, &values[i].figure, &s->error), s->error);
  }
  assert_fine(grappe_frame_with(empty, "x", values, &frame, &s->error), s->error);
  for (size_t i = 0; i < count; i++) grappe_value_release(&values[i]);
  grappe_frame_release(empty);
  return frame;
}

static void test_share(void **state) {
  scene *s = *state;
  static const char *const jobs[] = {"4750 jobs", "2750 jobs", "1500 jobs", "850 jobs"};
  grappe_frame *frame = figures(s, jobs, 4), *shares;
  assert_fine(grappe_frame_share(frame, "x", NULL, &shares, &s->error), s->error);
  grappe_figure *figure = cell(s, shares, 0, "share");
  const grappe_figure_parts *parts = grappe_figure_read(figure);
  assert_true(grappe_figure_exact(figure) && fabs(parts->value - 4750.0 / 9850) < 1e-15);
  assert_int_equal(parts->input_count, 2);
  grappe_figure_release(figure);
  grappe_frame_release(shares);
  grappe_frame_release(frame);
  /* tight: 10..20 of 10..20 and 30 lies in 10/40 .. 20/50 */
  static const char *const wide[] = {"10..20 jobs", "30 jobs"};
  frame = figures(s, wide, 2);
  assert_fine(grappe_frame_share(frame, "x", "part", &shares, &s->error), s->error);
  figure = cell(s, shares, 0, "part");
  parts = grappe_figure_read(figure);
  assert_true(fabs(parts->bounds.low - 0.25) < 1e-15 && fabs(parts->bounds.high - 0.4) < 1e-15);
  grappe_figure_release(figure);
  grappe_frame_release(shares);
  grappe_frame_release(frame);
  static const char *const zero[] = {"0 jobs", "0 jobs"};
  frame = figures(s, zero, 2);
  assert_fine(grappe_frame_share(frame, "x", NULL, &shares, &s->error), s->error);
  figure = cell(s, shares, 1, "share");
  assert_int_equal(grappe_figure_read(figure)->presence, GRAPPE_UNDEFINED);
  grappe_figure_release(figure);
  grappe_frame_release(shares);
  grappe_frame_release(frame);
}

static const char *ranks(scene *s, const char *const *notations, size_t count, int descending) {
  static char text[200];
  grappe_frame *frame = figures(s, notations, count), *ranked;
  text[0] = '\0';
  assert_fine(grappe_frame_rank(frame, "x", descending, NULL, &ranked, &s->error), s->error);
  for (size_t i = 0; i < count; i++) {
    strcat(text, i ? " " : "");
    grappe_buffer buffer = {0};
    grappe_figure *figure = cell(s, ranked, i, "rank");
    grappe_figure_write(figure, 0, &buffer);
    strcat(text, grappe_buffer_text(&buffer));
    grappe_buffer_free(&buffer);
    grappe_figure_release(figure);
  }
  grappe_frame_release(frame);
  grappe_frame_release(ranked);
  return text;
}

static void test_rank(void **state) {
  scene *s = *state;
  static const char *const plain[] = {"5", "9", "5", "1"};
  assert_string_equal(ranks(s, plain, 4, 1), "2 1 2 4");
  assert_string_equal(ranks(s, plain, 4, 0), "2 4 2 1");
  static const char *const overlapping[] = {"100", "10..20", "15..30", "5"};
  assert_string_equal(ranks(s, overlapping, 4, 1), "1 2..3 2..3 4");
  static const char *const open[] = {">200", "200", "<=200", "<200"};
  assert_string_equal(ranks(s, open, 4, 1), "1 2 2..4 3..4");
  static const char *const unknown[] = {"7", "?", "3"};
  assert_string_equal(ranks(s, unknown, 3, 1), "1..2 1..3 2..3");
}

/* Whatever the values inside the bounds, the rank lies in its range, and both ends are reached. */
static void test_rank_ranges(void **state) {
  scene *s = *state;
  unsigned seed = 7;
  for (int round = 0; round < 60; round++) {
    char texts[4][40];
    const char *notations[4];
    int low[4], high[4], least[4] = {9, 9, 9, 9}, most[4] = {0};
    for (int i = 0; i < 4; i++) {
      seed = seed * 1664525u + 1013904223u;
      low[i] = (int)(seed >> 28);
      high[i] = low[i] + (int)((seed >> 20) % 4);
      snprintf(texts[i], sizeof texts[i], low[i] == high[i] ? "%d" : "%d..%d", low[i], high[i]);
      notations[i] = texts[i];
    }
    for (int choice = 0; choice < 256; choice++) { /* each value at one of four places in its bounds */
      double x[4];
      for (int i = 0; i < 4; i++) x[i] = low[i] + (high[i] - low[i]) * ((choice >> (2 * i)) & 3) / 3.0;
      for (int i = 0; i < 4; i++) {
        int rank = 1;
        for (int j = 0; j < 4; j++) rank += x[j] > x[i] + 1e-9;
        if (rank < least[i]) least[i] = rank;
        if (rank > most[i]) most[i] = rank;
      }
    }
    char expected[100] = "", one[24];
    for (int i = 0; i < 4; i++) {
      snprintf(one, sizeof one, least[i] == most[i] ? "%s%d" : "%s%d..%d", i ? " " : "", least[i], most[i]);
      strcat(expected, one);
    }
    assert_string_equal(ranks(s, notations, 4, 1), expected);
  }
}

static grappe_code big(void *context, const grappe_frame *frame, size_t row, grappe_truth *truth, grappe_error *error) {
  (void)context;
  grappe_figure *figure, *limit = grappe_figure_number(1000);
  grappe_code code = grappe_frame_figure(frame, row, 0, &figure, error);
  if (code == GRAPPE_OK) code = grappe_figure_compare(figure, GRAPPE_GREATER, limit, 0, truth, error);
  grappe_figure_release(figure);
  grappe_figure_release(limit);
  return code;
}

static void test_totals(void **state) {
  scene *s = *state;
  static const char *const jobs[] = {"4750 jobs", "500..2000 jobs", "? jobs", "850 jobs"};
  grappe_frame *frame = figures(s, jobs, 4), *filtered;
  grappe_figure *figure;
  assert_fine(grappe_frame_filter(frame, big, NULL, &filtered, &s->error), s->error);
  assert_int_equal(grappe_frame_rows(filtered), 1);
  assert_int_equal(grappe_frame_note_count(filtered), 1);
  assert_fine(grappe_frame_total(filtered, "x", GRAPPE_SUM, 0, &figure, &s->error), s->error);
  assert_string_equal(notation(figure), "4750 jobs");
  assert_fine(grappe_frame_total(frame, "x", GRAPPE_COUNT, 0, &figure, &s->error), s->error);
  assert_string_equal(notation(figure), "3");
  grappe_frame_release(filtered);
  assert_fine(grappe_frame_head(frame, 2, &filtered, &s->error), s->error);
  assert_fine(grappe_frame_total(filtered, "x", GRAPPE_MEAN, 0, &figure, &s->error), s->error);
  assert_string_equal(notation(figure), "2625..3375 jobs");
  grappe_frame_release(filtered);
  grappe_frame_release(frame);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_groups, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_repeats, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_group_order, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_rows, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_share, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_rank, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_rank_ranges, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_totals, scene_begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
