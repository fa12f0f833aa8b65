/* Decision diagrams: what is learnt of one subject answers others exactly where their values agree; and what becomes of
 * the answers to a rule's requirements. */
#include "query/diagram.h"
#include "query/scene.h"
#include "query/verdicts.h"

static grappe_subjects *subjects_of(scene *s, const char *entity) {
  grappe_subjects *subjects = NULL;
  grappe_query *query = all(s, entity);
  assert_fine(grappe_subjects_new(query, &subjects, &s->error), s->error);
  grappe_query_release(query);
  return subjects;
}

/* The subjects of the scene's sites, in the order in which they were added. */
enum { VDR, EVREUX, NONANCOURT, DREUX, PARIS, ZONE, NOWHERE, SITES };

static size_t column(scene *s, grappe_subjects *subjects, const char *path) {
  size_t number = 99;
  assert_fine(grappe_subjects_column(subjects, path, &number, &s->error), s->error);
  return number;
}

static void values_are_numbered(void **state) {
  scene *s = *state;
  grappe_subjects *sites = subjects_of(s, "site");
  assert_int_equal(grappe_subjects_count(sites), SITES);
  size_t activity = column(s, sites, "activity"), headcount = column(s, sites, "headcount");
  size_t stage = column(s, sites, "stage");
  assert_int_equal(column(s, sites, "activity"), activity); /* once */
  assert_int_equal(grappe_subjects_values(sites, activity), 2);
  const int32_t *codes = grappe_subjects_codes(sites, activity);
  assert_int_equal(codes[VDR], codes[EVREUX]);
  assert_int_equal(codes[DREUX], codes[PARIS]); /* both not stated */
  assert_int_not_equal(codes[VDR], codes[DREUX]);
  assert_int_equal(grappe_subjects_values(sites, headcount), SITES); /* bounds and absence count */
  assert_int_equal(grappe_subjects_values(sites, stage), 4);         /* lists: two stages, one, another, none */
  grappe_figure *figure = NULL;
  assert_fine(
      grappe_subjects_figure(sites, headcount, grappe_subjects_codes(sites, headcount)[PARIS], &figure, &s->error),
      s->error);
  assert_string_equal(notation(grappe_figure_keep(figure)), "120 jobs");
  size_t none;
  assert_int_equal(grappe_subjects_column(sites, "colour", &none, NULL), GRAPPE_NOT_FOUND);
  grappe_subjects *observations = subjects_of(s, "observation");
  /* what a figure counts is that of its row's measure, which the value does not tell */
  assert_int_equal(grappe_subjects_column(observations, "value", &none, NULL), GRAPPE_ARGUMENT);
  grappe_subjects_release(observations);
  grappe_subjects_release(sites);
}

static grappe_figure *literal(const char *text) {
  grappe_figure *figure = NULL;
  grappe_error error = {0};
  assert_fine(grappe_figure_parse(text, NULL, &figure, &error), error);
  return figure;
}

static unsigned answer_of(scene *s, grappe_diagram *diagram, size_t subject) {
  uint16_t answer;
  assert_fine(grappe_diagram_answer(diagram, subject, &answer, &s->error), s->error);
  return answer;
}

/* headcount >= 100 jobs, and then its activity. */
static void learnt_once(void **state) {
  scene *s = *state;
  grappe_subjects *sites = subjects_of(s, "site");
  grappe_diagram *diagram = NULL;
  grappe_learnt learnt;
  assert_fine(grappe_diagram_new(sites, &diagram, &s->error), s->error);
  size_t activity = column(s, sites, "activity");
  grappe_figure *limit = literal("100 jobs");
  const grappe_term terms[] = {{.kind = GRAPPE_TERM_OWN, .column = column(s, sites, "headcount")},
                               {.kind = GRAPPE_TERM_CONSTANT, .figure = limit}};
  grappe_step steps[] = {
      {.kind = GRAPPE_STEP_COMPARE, .a = 0, .b = 1, .comparison = GRAPPE_GREATER_OR_EQUAL, .outcome = GRAPPE_TRUE},
      {.kind = GRAPPE_STEP_VALUE, .column = activity}};
  assert_int_equal(answer_of(s, diagram, EVREUX), GRAPPE_ANSWER_NONE);
  assert_fine(grappe_diagram_learn(diagram, EVREUX, terms, steps, 2, 7, &learnt, &s->error), s->error);
  assert_int_equal(learnt, GRAPPE_LEARNT);
  assert_int_equal(answer_of(s, diagram, EVREUX), 7);
  assert_int_equal(answer_of(s, diagram, VDR), 7);                         /* more than 2,000: the same way */
  assert_int_equal(answer_of(s, diagram, PARIS), GRAPPE_ANSWER_NONE);      /* another activity */
  assert_int_equal(answer_of(s, diagram, NONANCOURT), GRAPPE_ANSWER_NONE); /* not so many */
  assert_int_equal(answer_of(s, diagram, DREUX), GRAPPE_ANSWER_NONE);      /* nobody knows */
  steps[0].outcome = GRAPPE_MAYBE;
  assert_fine(grappe_diagram_learn(diagram, DREUX, terms, steps, 1, 2, &learnt, &s->error), s->error);
  assert_int_equal(learnt, GRAPPE_LEARNT);
  uint16_t answers[SITES];
  for (int i = 0; i < SITES; i++) answers[i] = GRAPPE_ANSWER_NONE;
  const unsigned char wanted[SITES] = {1, 0, 1, 1, 1, 1, 1};
  assert_fine(grappe_diagram_answer_all(diagram, wanted, answers, &s->error), s->error);
  assert_int_equal(answers[VDR], 7);
  assert_int_equal(answers[EVREUX], GRAPPE_ANSWER_NONE); /* not wanted */
  assert_int_equal(answers[DREUX], 2);
  assert_int_equal(answers[PARIS], GRAPPE_ANSWER_NONE);

  /* another answer, another outcome, or other steps to the same values: the question is no function of them */
  steps[0].outcome = GRAPPE_TRUE;
  assert_fine(grappe_diagram_learn(diagram, EVREUX, terms, steps, 2, 8, &learnt, &s->error), s->error);
  assert_int_equal(learnt, GRAPPE_LEARNT_OTHERWISE);
  steps[0].outcome = GRAPPE_FALSE;
  assert_fine(grappe_diagram_learn(diagram, EVREUX, terms, steps, 2, 7, &learnt, &s->error), s->error);
  assert_int_equal(learnt, GRAPPE_LEARNT_OTHERWISE);
  assert_fine(grappe_diagram_learn(diagram, EVREUX, terms, steps + 1, 1, 7, &learnt, &s->error), s->error);
  assert_int_equal(learnt, GRAPPE_LEARNT_OTHERWISE);
  assert_int_equal(answer_of(s, diagram, EVREUX), 7); /* and what was learnt stays */

  grappe_figure_release(limit);
  grappe_diagram_free(diagram);
  grappe_subjects_release(sites);
}

/* --- verdicts -------------------------------------------------------------------------------------------------------
 */

enum { N = GRAPPE_FALSE, Y = GRAPPE_TRUE, U = GRAPPE_MAYBE };

static void answers_join(void **state) {
  const unsigned char a[] = {N, N, U, Y, Y, U}, b[] = {N, U, U, N, U, N}, c[] = {N, N, Y, Y, U, Y};
  const unsigned char *const parts[] = {a, b, c};
  const unsigned char one[] = {N, U, Y, Y, Y, Y}, two[] = {N, N, U, Y, U, U};
  unsigned char joined[6];
  (void)state;
  grappe_answers_join(parts, 3, 1, 6, joined);
  assert_memory_equal(joined, one, 6);
  grappe_answers_join(parts, 3, 2, 6, joined);
  assert_memory_equal(joined, two, 6);
}

static void verdicts_decide(void **state) {
  scene *s = *state;
  grappe_subjects *sites = subjects_of(s, "site");
  grappe_verdicts *verdicts = NULL;
  assert_fine(grappe_verdicts_new(sites, &verdicts, &s->error), s->error);
  const unsigned char when[SITES] = {Y, Y, Y, Y, N, U, Y};
  const unsigned char first[SITES] = {Y, Y, U, U, N, N, N}, second[SITES] = {Y, U, N, U, N, N, U};
  const unsigned char *const both[] = {first, second};
  grappe_verdicts_decide(verdicts, when, both, 2);
  static const unsigned char found[SITES] = {
      GRAPPE_VERDICT_PASS,           GRAPPE_VERDICT_UNKNOWN, GRAPPE_VERDICT_FAIL, GRAPPE_VERDICT_UNKNOWN,
      GRAPPE_VERDICT_NOT_APPLICABLE, GRAPPE_VERDICT_UNKNOWN, GRAPPE_VERDICT_FAIL};
  static const int16_t decided[SITES] = {-1, 1, 1, 0, GRAPPE_DECIDED_WHEN, GRAPPE_DECIDED_WHEN, 0};
  assert_memory_equal(verdicts->verdict, found, sizeof found);
  assert_memory_equal(verdicts->decided, decided, sizeof decided);
  /* exceptions: one holds, one is open, none; never where nothing failed or the rule is not for the row */
  const unsigned char exception[SITES] = {Y, Y, U, U, Y, Y, N};
  const unsigned char *const exceptions[] = {exception};
  grappe_verdicts_except(verdicts, exceptions, 1, 2);
  assert_int_equal(verdicts->verdict[VDR], GRAPPE_VERDICT_PASS);
  assert_int_equal(verdicts->verdict[EVREUX], GRAPPE_VERDICT_DEROGATION);
  assert_int_equal(verdicts->decided[EVREUX], 2);
  assert_int_equal(verdicts->verdict[NONANCOURT], GRAPPE_VERDICT_UNKNOWN);
  assert_int_equal(verdicts->decided[NONANCOURT], 1); /* what failed is still what decided */
  assert_int_equal(verdicts->decided[DREUX], 0);      /* open already: the requirement decides */
  assert_int_equal(verdicts->verdict[PARIS], GRAPPE_VERDICT_NOT_APPLICABLE);
  assert_int_equal(verdicts->verdict[ZONE], GRAPPE_VERDICT_UNKNOWN);
  assert_int_equal(verdicts->verdict[NOWHERE], GRAPPE_VERDICT_FAIL);
  grappe_verdicts_free(verdicts);
  grappe_subjects_release(sites);
}

typedef struct written {
  int times, released;
} written;

static grappe_code write_detail(void *context, size_t row, int which, grappe_buffer *text, grappe_error *error) {
  written *w = context;
  w->times++;
  if (row == NOWHERE) return grappe_fail(error, GRAPPE_DATA, "no detail");
  grappe_buffer_addf(text, "%d of %d", which, (int)row);
  return GRAPPE_OK;
}

static void release_detail(void *context) {
  ((written *)context)->released++;
}

static void details_are_written_when_read(void **state) {
  scene *s = *state;
  grappe_subjects *sites = subjects_of(s, "site");
  grappe_verdicts *verdicts = NULL;
  assert_fine(grappe_verdicts_new(sites, &verdicts, &s->error), s->error);
  const unsigned char answers[SITES] = {Y, N, U, Y, N, Y, Y}, *const requirements[] = {answers};
  grappe_verdicts_decide(verdicts, NULL, requirements, 1);
  static const char *const titles[] = {"is big"}, *const derogations[] = {"pass, by derogation: is big"};
  const grappe_verdicts_shown shown = {
      verdicts, "r", titles, 1, derogations, "whether", {"fail", "pass", "unknown", "not applicable", "pass"}};
  written w = {0};
  grappe_frame *frame = NULL, *sorted = NULL, *top = NULL;
  assert_fine(grappe_verdicts_frame(grappe_subjects_snapshot(sites), &shown, 1, write_detail, release_detail, &w,
                                    &frame, &s->error),
              s->error);
  grappe_value value;
  assert_fine(grappe_frame_cell(frame, EVREUX, 3, &value, &s->error), s->error);
  assert_string_equal(value.text, "is big");
  assert_fine(grappe_frame_sort(frame, "verdict", 0, &sorted, &s->error), s->error);
  assert_fine(grappe_frame_head(sorted, 1, &top, &s->error), s->error);
  assert_int_equal(w.times, 0); /* other rows, other order: nothing was read */
  assert_fine(grappe_frame_cell(top, 0, 5, &value, &s->error), s->error);
  assert_string_equal(value.text, "1 of 1"); /* `needed` of the first that fails */
  assert_int_equal(w.times, 1);
  assert_int_equal(grappe_frame_cell(frame, NOWHERE, 4, &value, &s->error), GRAPPE_DATA);
  assert_true(grappe_frame_column(top, 4)->count == 1); /* whole columns are written where they are needed */
  assert_fine(grappe_frame_cell(top, 0, 4, &value, &s->error), s->error);
  assert_string_equal(value.text, "0 of 1");
  grappe_frame_release(frame);
  grappe_frame_release(sorted);
  assert_int_equal(w.released, 0);
  grappe_frame_release(top);
  assert_int_equal(w.released, 1);
  grappe_verdicts_free(verdicts);
  grappe_subjects_release(sites);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_are_numbered),
      cmocka_unit_test(learnt_once),
      cmocka_unit_test(answers_join),
      cmocka_unit_test(verdicts_decide),
      cmocka_unit_test(details_are_written_when_read),
  };
  return cmocka_run_group_tests(tests, scene_begin, scene_end);
}
