/* Every allocation made to fail in turn: the answer is a message, and nothing is lost or left over. */
#include "query/diagram.h"
#include "query/scene.h"
#include "query/verdicts.h"

typedef grappe_code (*task)(scene *s, grappe_error *error);

static grappe_code run_where(scene *s, grappe_error *error) {
  grappe_query *query = NULL, *placed = NULL, *chosen = NULL;
  grappe_figure *figure = NULL;
  grappe_place normandie = {.text = "Normandie"};
  grappe_aggregation add = {.what = GRAPPE_SUM, .path = "headcount"};
  grappe_condition *condition = grappe_condition_text("production");
  grappe_code code = condition ? grappe_query_new(s->observatory, grappe_entity_find("site"), &query, error)
                               : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = grappe_query_within(query, &normandie, 1, &placed, error);
  if (code == GRAPPE_OK) code = grappe_query_where(placed, "stage", condition, &chosen, error);
  if (code == GRAPPE_OK) code = grappe_query_total(chosen, &add, &figure, error);
  grappe_condition_release(condition);
  grappe_query_release(query);
  grappe_query_release(placed);
  grappe_query_release(chosen);
  grappe_figure_release(figure);
  return code;
}

static grappe_code run_groups(scene *s, grappe_error *error) {
  static const char *const keys[] = {"region", "stage"};
  grappe_query *query = NULL, *grouped = NULL;
  grappe_frame *frame = NULL, *shares = NULL, *ranks = NULL;
  grappe_aggregation add[] = {{.what = GRAPPE_SUM, .path = "headcount"}, {.what = GRAPPE_DISTINCT, .path = "commune"}};
  grappe_code code = grappe_query_new(s->observatory, grappe_entity_find("site"), &query, error);
  if (code == GRAPPE_OK) code = grappe_query_by(query, keys, 2, &grouped, error);
  if (code == GRAPPE_OK) code = grappe_query_frame(grouped, add, 2, &frame, error);
  if (code == GRAPPE_OK) code = grappe_frame_share(frame, "sum_headcount", NULL, &shares, error);
  if (code == GRAPPE_OK) code = grappe_frame_rank(shares, "sum_headcount", 1, NULL, &ranks, error);
  grappe_query_release(query);
  grappe_query_release(grouped);
  grappe_frame_release(frame);
  grappe_frame_release(shares);
  grappe_frame_release(ranks);
  return code;
}

static grappe_code run_rows(scene *s, grappe_error *error) {
  grappe_query *query = NULL, *top = NULL;
  grappe_frame *frame = NULL, *sorted = NULL;
  grappe_code code = grappe_query_new(s->observatory, grappe_entity_find("site"), &query, error);
  if (code == GRAPPE_OK) code = grappe_query_top(query, 3, "headcount", &top, error);
  if (code == GRAPPE_OK) code = grappe_query_frame(top, NULL, 0, &frame, error);
  if (code == GRAPPE_OK) code = grappe_frame_sort(frame, "name", 1, &sorted, error);
  for (size_t c = 0; code == GRAPPE_OK && c < grappe_frame_columns(sorted); c++) {
    grappe_value value = {0};
    code = grappe_frame_cell(sorted, 0, c, &value, error);
    grappe_buffer text = {0};
    if (code == GRAPPE_OK) code = grappe_value_display(&value, grappe_frame_snapshot(sorted), &text, error);
    grappe_value_release(&value);
    grappe_buffer_free(&text);
  }
  grappe_query_release(query);
  grappe_query_release(top);
  grappe_frame_release(frame);
  grappe_frame_release(sorted);
  return code;
}

static grappe_code run_figures(scene *s, grappe_error *error) {
  grappe_figures_request request = {.measure = "pharma_jobs",
                                    .level = "region",
                                    .period = {grappe_day_from_date(2018, 1, 1), grappe_day_from_date(2018, 12, 31)}};
  grappe_frame *frame = NULL;
  grappe_code code = grappe_figures(s->observatory, &request, &frame, error);
  grappe_frame_release(frame);
  return code;
}

static grappe_code no_detail(void *context, size_t row, int which, grappe_buffer *text, grappe_error *error) {
  (void)context, (void)row, (void)which, (void)error;
  grappe_buffer_add(text, "a detail");
  return GRAPPE_OK;
}

static void keep_context(void *context) {
  (void)context;
}

/* Learns one path, answers all, and shows the verdicts with a detail. */
static grappe_code run_rule(scene *s, grappe_error *error) {
  grappe_query *query = NULL;
  grappe_subjects *sites = NULL;
  grappe_diagram *diagram = NULL;
  grappe_verdicts *verdicts = NULL;
  grappe_frame *frame = NULL, *top = NULL;
  grappe_learnt learnt;
  size_t headcount = 0;
  uint16_t answers[7];
  for (int i = 0; i < 7; i++) answers[i] = GRAPPE_ANSWER_NONE;
  unsigned char met[7] = {0};
  const unsigned char *const requirements[] = {met};
  grappe_value value = {0};
  grappe_figure *limit = grappe_figure_number(100);
  grappe_code code =
      limit ? grappe_query_new(s->observatory, grappe_entity_find("site"), &query, error) : grappe_fail_memory(error);
  if (code == GRAPPE_OK) code = grappe_subjects_new(query, &sites, error);
  if (code == GRAPPE_OK) code = grappe_subjects_column(sites, "headcount", &headcount, error);
  if (code == GRAPPE_OK) code = grappe_diagram_new(sites, &diagram, error);
  const grappe_term terms[] = {{.kind = GRAPPE_TERM_OWN, .column = headcount},
                               {.kind = GRAPPE_TERM_CONSTANT, .figure = limit},
                               {.kind = GRAPPE_TERM_SUBTRACT, .a = 0, .b = 1}};
  const grappe_step step = {
      .kind = GRAPPE_STEP_COMPARE, .a = 2, .b = 1, .comparison = GRAPPE_GREATER, .outcome = GRAPPE_TRUE};
  if (code == GRAPPE_OK) code = grappe_diagram_learn(diagram, 1, terms, &step, 1, GRAPPE_TRUE, &learnt, error);
  if (code == GRAPPE_OK) code = grappe_diagram_answer_all(diagram, NULL, answers, error);
  for (int i = 0; i < 7; i++) met[i] = answers[i] == GRAPPE_TRUE;
  if (code == GRAPPE_OK) code = grappe_verdicts_new(sites, &verdicts, error);
  if (code == GRAPPE_OK) grappe_verdicts_decide(verdicts, NULL, requirements, 1);
  static const char *const titles[] = {"big"}, *const derogations[] = {"pass: big"};
  const grappe_verdicts_shown shown = {
      verdicts, "r", titles, 1, derogations, "whether", {"fail", "pass", "unknown", "not applicable", "pass"}};
  if (code == GRAPPE_OK)
    code =
        grappe_verdicts_frame(grappe_subjects_snapshot(sites), &shown, 1, no_detail, keep_context, NULL, &frame, error);
  if (code == GRAPPE_OK) code = grappe_frame_top(frame, 2, "verdict", &top, error);
  if (code == GRAPPE_OK) code = grappe_frame_cell(top, 0, 4, &value, error);
  grappe_frame_release(top);
  grappe_frame_release(frame);
  grappe_verdicts_free(verdicts);
  grappe_diagram_free(diagram);
  grappe_subjects_release(sites);
  grappe_query_release(query);
  grappe_figure_release(limit);
  return code;
}

static void fail_each(scene *s, task run, int fresh) {
  for (long n = 1;; n++) {
    grappe_error error = {0};
    if (fresh) { /* a new state of the data: columns are read anew */
      grappe_store *store = grappe_observatory_store(s->observatory);
      char note[40];
      snprintf(note, sizeof note, "note=%ld", n);
      assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
      ADD(store, "site", "code=paris", note);
      assert_fine(grappe_store_commit(store, &s->error), s->error);
    }
    grappe_memory_fail_after(n);
    grappe_code code = run(s, &error);
    grappe_memory_fail_after(0);
    if (code == GRAPPE_OK) {
      assert_true(n > 20);
      return;
    }
    if (code != GRAPPE_MEMORY) fail_msg("%d: %s", code, error.message);
  }
}

static void test_where(void **state) {
  fail_each(*state, run_where, 0);
  fail_each(*state, run_where, 1);
}

static void test_groups(void **state) {
  fail_each(*state, run_groups, 0);
}

static void test_rows(void **state) {
  fail_each(*state, run_rows, 0);
}

static void test_figures(void **state) {
  fail_each(*state, run_figures, 0);
}

static void test_rule(void **state) {
  fail_each(*state, run_rule, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_where, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_groups, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_rows, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_figures, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(test_rule, scene_begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
