/* Statistical secrecy: which totals become confidential, and which others would tell of them. */
#include "query/scene.h"

static grappe_query *held(scene *s, const char *of, size_t least, double share, int counts) {
  grappe_query *sites = all(s, "site"), *made = NULL;
  grappe_secrecy rule = {of, least, share, counts};
  assert_fine(grappe_query_secrecy(sites, &rule, &made, &s->error), s->error);
  grappe_query_release(sites);
  return made;
}

/* CONF_STATUS of a total of all sites: 2 organisations are known, of 2120 and 300 jobs; 100 jobs are nobody's. */
static char status_of(scene *s, size_t least, double share, int counts, grappe_aggregate what, const char *path) {
  grappe_figure *figure = total(s, held(s, "organisation", least, share, counts), what, path);
  char status = grappe_figure_read(figure)->conf_status;
  grappe_figure_release(figure);
  return status;
}

static void totals(void **state) {
  scene *s = *state;
  assert_int_equal(status_of(s, 3, 1, 0, GRAPPE_SUM, "headcount"), 'C');
  assert_int_equal(status_of(s, 2, 1, 0, GRAPPE_SUM, "headcount"), 'F');
  /* (2120 + 100) of 2520 is 88.1 %: what is nobody's may be the greatest's */
  assert_int_equal(status_of(s, 2, 0.88, 0, GRAPPE_SUM, "headcount"), 'C');
  assert_int_equal(status_of(s, 2, 0.89, 0, GRAPPE_SUM, "headcount"), 'F');
  assert_int_equal(status_of(s, 2, 0.88, 0, GRAPPE_MEAN, "headcount"), 'C');
  assert_int_equal(status_of(s, 2, 1, 0, GRAPPE_MAX, "headcount"), 'C'); /* it is one's alone */
  assert_int_equal(status_of(s, 4, 1, 0, GRAPPE_COUNT, NULL), 'F');
  assert_int_equal(status_of(s, 4, 1, 1, GRAPPE_COUNT, NULL), 'C'); /* 3 organisations have sites */
  assert_int_equal(status_of(s, 3, 1, 1, GRAPPE_COUNT, NULL), 'F');
  assert_int_equal(status_of(s, 9, 0.1, 1, GRAPPE_DISTINCT, "commune"), 'F');
}

static void it_spreads_and_says_why(void **state) {
  scene *s = *state;
  grappe_figure *secret = total(s, held(s, "organisation", 3, 1, 0), GRAPPE_SUM, "headcount"), *twice;
  assert_non_null(strstr(grappe_figure_read(secret)->remarks, "confidential: too few stand behind it"));
  assert_fine(grappe_figure_add(secret, secret, &twice, &s->error), s->error);
  assert_int_equal(grappe_figure_read(twice)->conf_status, 'C');
  grappe_figure_release(twice);
  grappe_figure_release(secret);
}

/* By organisation, each site standing for itself: one site behind Delpharm, two and three behind the others. */
static void groups(void **state) {
  scene *s = *state;
  static const char *const by[] = {"organisation"};
  grappe_query *query = held(s, "code", 2, 0.99, 0), *grouped = NULL;
  grappe_frame *frame;
  grappe_aggregation sum = {.what = GRAPPE_SUM, .path = "headcount"};
  char found[8] = "";
  assert_fine(grappe_query_by(query, by, 1, &grouped, &s->error), s->error);
  assert_fine(grappe_query_frame(grouped, &sum, 1, &frame, &s->error), s->error);
  for (size_t row = 0; row < grappe_frame_rows(frame); row++) {
    grappe_figure *figure;
    assert_fine(grappe_frame_figure(frame, row, 1, &figure, &s->error), s->error);
    found[row] = grappe_figure_read(figure)->conf_status;
    grappe_figure_release(figure);
  }
  /* Delpharm; Éthypharm, of which nothing is known; Sanofi; and the least of the others, which would tell */
  assert_string_equal(found, "CFFD");
  grappe_frame_release(frame);
  grappe_query_release(grouped);
  grappe_query_release(query);
}

static void refused(scene *s, grappe_query *query, const char *of, size_t least, double share, const char *why) {
  grappe_secrecy rule = {of, least, share, 0};
  grappe_query *made;
  assert_int_not_equal(grappe_query_secrecy(query, &rule, &made, &s->error), GRAPPE_OK);
  if (!strstr(s->error.message, why)) fail_msg("'%s' does not say '%s'", s->error.message, why);
}

static void what_is_no_rule(void **state) {
  scene *s = *state;
  static const char *const by[] = {"organisation"};
  grappe_query *sites = all(s, "site"), *grouped;
  refused(s, sites, "organisation", 0, 0.85, "a number from 1");
  refused(s, sites, "organisation", 3, 1.5, "0 to 100 %");
  refused(s, sites, "stage", 3, 0.85, "several values");
  refused(s, sites, "organisatin", 3, 0.85, "organisation");
  assert_fine(grappe_query_by(sites, by, 1, &grouped, &s->error), s->error);
  refused(s, grouped, "organisation", 3, 0.85, "before 'by'");
  grappe_query_release(grouped);
  grappe_query_release(sites);
}

#define WITH_SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_SCENE(totals),
      WITH_SCENE(it_spreads_and_says_why),
      WITH_SCENE(groups),
      WITH_SCENE(what_is_no_rule),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
