/* Explanations: the tree of a figure as text, Markdown and JSON; its leaves and what is missing under it. */
#include "figure/explain.h"

#include "fixture.h"

static grappe_figure *labelled(const char *text, const char *label, const char *source, const char *locator) {
  grappe_figure_parts parts = *grappe_figure_read(fig(text));
  grappe_citation citation = {source, locator};
  parts.label = label;
  parts.operation = "observation";
  parts.citations = &citation;
  parts.citation_count = source ? 1 : 0;
  return held(grappe_figure_new(&parts));
}

static grappe_figure *derived(const char *operation, const char *label, const char *text, grappe_figure **inputs,
                              size_t count) {
  grappe_figure_parts parts;
  grappe_citation *block;
  assert_int_equal(grappe_figure_derive(operation, inputs, count, &parts, &block, NULL), GRAPPE_OK);
  const grappe_figure_parts *read = grappe_figure_read(fig(text));
  parts.bounds = read->bounds;
  parts.value = read->value;
  parts.unit = read->unit;
  parts.label = label;
  grappe_figure *figure = held(grappe_figure_new(&parts));
  grappe_free(block);
  return figure;
}

static void assert_explained(const grappe_figure *figure, grappe_explain_options options, const char *expected) {
  grappe_buffer out = {0};
  assert_int_equal(grappe_figure_explain(figure, &options, &out, NULL), GRAPPE_OK);
  if (strcmp(grappe_buffer_text(&out), expected) != 0) print_error("%s", grappe_buffer_text(&out));
  assert_string_equal(grappe_buffer_text(&out), expected);
  grappe_buffer_free(&out);
}

static grappe_figure *concentration(void) {
  grappe_figure *basins[] = {
      labelled("4750 jobs", "pharma_jobs, Val-de-Reuil (basin), 2018", "N", "p. 1"),
      labelled("2750 jobs", "pharma_jobs, Rouen (basin), 2018", "N", "p. 1"),
      labelled("1500 jobs", "pharma_jobs, Évreux (basin), 2018", "N", "p. 1"),
      labelled("~850 jobs", "pharma_jobs, Caen (basin), 2018", "N", ""),
  };
  return derived("hhi", "basin_concentration, Normandie (region), 2018", "0.3411", basins, 4);
}

static void as_text(void **state) {
  (void)state;
  assert_explained(concentration(), (grappe_explain_options){0},
                   "0.3411  basin_concentration, Normandie (region), 2018\n"
                   "└─ Herfindahl-Hirschman index (hhi) of 4 values\n"
                   "   ├─ 4,750 jobs  pharma_jobs, Val-de-Reuil (basin), 2018  [N, p. 1]\n"
                   "   ├─ 2,750 jobs  pharma_jobs, Rouen (basin), 2018  [N, p. 1]\n"
                   "   ├─ 1,500 jobs  pharma_jobs, Évreux (basin), 2018  [N, p. 1]\n"
                   "   └─ ~850 jobs  pharma_jobs, Caen (basin), 2018  [N]\n");
  assert_explained(concentration(), (grappe_explain_options){.language = GRAPPE_FRENCH, .breadth = 1},
                   "0,3411  basin_concentration, Normandie (region), 2018\n"
                   "└─ indice de Herfindahl-Hirschman (hhi) de 4 valeurs\n"
                   "   ├─ 4\u202F750 emplois  pharma_jobs, Val-de-Reuil (basin), 2018  [N, p. 1]\n"
                   "   └─ … et 3 autres\n");
  assert_explained(concentration(), (grappe_explain_options){.language = GRAPPE_ITALIAN, .breadth = 3},
                   "0,3411  basin_concentration, Normandie (region), 2018\n"
                   "└─ indice di Herfindahl-Hirschman (hhi) di 4 valori\n"
                   "   ├─ 4.750 addetti  pharma_jobs, Val-de-Reuil (basin), 2018  [N, p. 1]\n"
                   "   ├─ 2.750 addetti  pharma_jobs, Rouen (basin), 2018  [N, p. 1]\n"
                   "   ├─ 1.500 addetti  pharma_jobs, Évreux (basin), 2018  [N, p. 1]\n"
                   "   └─ … e 1 altro\n");
  assert_explained(concentration(), (grappe_explain_options){.figures = 2},
                   "0.3411  basin_concentration, Normandie (region), 2018\n"
                   "└─ Herfindahl-Hirschman index (hhi) of 4 values\n"
                   "   ├─ 4,750 jobs  pharma_jobs, Val-de-Reuil (basin), 2018  [N, p. 1]\n"
                   "   └─ … and 3 more\n");
}

static void details(void **state) {
  (void)state;
  grappe_figure_parts parts = *grappe_figure_read(fig("? jobs"));
  parts.label = "headcount, \x1b[2J";
  parts.reason = "the slide lost it";
  parts.scope = "sector";
  parts.conf_status = 'C';
  parts.period = (grappe_period){grappe_day_from_date(2018, 1, 1), grappe_day_from_date(2018, 12, 31)};
  grappe_figure *unknown = held(grappe_figure_new(&parts));
  parts = *grappe_figure_read(fig("5 jobs"));
  parts.obs_status = 'P';
  grappe_figure *provisional = held(grappe_figure_new(&parts)), *unscoped = NULL;
  assert_int_equal(grappe_figure_unscoped(plus(unknown, provisional), &unscoped, NULL), GRAPPE_OK);
  assert_explained(held(unscoped), (grappe_explain_options){0},
                   "? · 2018 · unknown · confidential\n"
                   "└─ whatever it counts: its scope was set aside\n"
                   "   └─ ? · 2018 · of the sector · unknown · confidential\n"
                   "      └─ sum of 2 values\n"
                   "         ├─ ?  headcount, \\x1b[2J · 2018 · of the sector · unknown · confidential · the slide "
                   "lost it\n"
                   "         └─ 5 jobs · provisional\n"
                   "\n"
                   "Why it is not known: one input is not exact.\n"
                   "1. ?  headcount, \\x1b[2J · if it were known, as 1 job: 6 jobs, exactly\n");
}

static void remarks_and_end(void **state) {
  (void)state;
  grappe_figure_parts parts = *grappe_figure_read(fig("10..20 jobs"));
  parts.label = "jobs";
  parts.remarks = "rows\tused: 2 of 3 rows: *a; b\nleft_out\tleft out: 1\n";
  grappe_figure *jobs = held(grappe_figure_new(&parts)), *double_of = times(jobs, fig("2"));
  assert_explained(
      double_of, (grappe_explain_options){0},
      "20..40 jobs\n"
      "└─ product of both\n"
      "   ├─ 10..20 jobs  jobs\n"
      "   │  · used: 2 of 3 rows: *a; b\n"
      "   │  · left out: 1\n"
      "   └─ 2\n"
      "\n"
      "Why it is not one number: one input is not exact.\n"
      "1. 10..20 jobs  jobs · if it were known, as 15 jobs: 30 jobs, exactly · with 10 jobs: 20 jobs · with "
      "20 jobs: 40 jobs\n");
  assert_explained(double_of, (grappe_explain_options){.format = GRAPPE_EXPLAIN_MARKDOWN, .tree_only = 1},
                   "- **20..40 jobs**\n"
                   "  - product of both\n"
                   "    - **10..20 jobs**  jobs\n"
                   "      - *used: 2 of 3 rows: \\*a; b*\n"
                   "      - *left out: 1*\n"
                   "    - **2**\n");
  assert_explained(
      jobs, (grappe_explain_options){.format = GRAPPE_EXPLAIN_JSON},
      "{\"figure\":{\"value\":null,\"low\":10,\"high\":20,\"unit\":\"jobs\",\"status\":\"A\",\"sources\":[]},"
      "\"label\":\"jobs\",\"operation\":\"literal\",\"operation_name\":\"a value written in the script\",\"remarks\":[{\"kind\":\"rows\",\"text\":\"used: 2 of 3 "
      "rows: *a; b\"},{\"kind\":\"left_out\",\"text\":\"left out: 1\"}]}");
}

static void shared(void **state) {
  (void)state;
  grappe_figure *half = over(fig("1"), fig("2")), *both = times(half, minus(half, fig("3")));
  assert_explained(both, (grappe_explain_options){0},
                   "-1.25\n"
                   "└─ product of both\n"
                   "   ├─ 0.5  (#1)\n"
                   "   │  └─ quotient: the first divided by the second\n"
                   "   │     ├─ 1\n"
                   "   │     └─ 2\n"
                   "   └─ -2.5\n"
                   "      └─ difference: the first less the second\n"
                   "         ├─ 0.5  (see #1)\n"
                   "         └─ 3\n");
  assert_explained(both, (grappe_explain_options){.depth = 1},
                   "-1.25\n"
                   "└─ product of both\n"
                   "   ├─ 0.5\n"
                   "   │  └─ quotient: the first divided by the second\n"
                   "   │     └─ … and 2 more\n"
                   "   └─ -2.5\n"
                   "      └─ difference: the first less the second\n"
                   "         └─ … and 2 more\n");
}

static void long_sums(void **state) {
  (void)state;
  grappe_figure *total = grappe_figure_number(0), *one = fig("1 jobs");
  for (int i = 1; i <= 200000; i++) {
    grappe_figure *sum = NULL;
    assert_int_equal(grappe_figure_add(total, i == 2 ? fig("2 jobs") : one, &sum, NULL), GRAPPE_OK);
    grappe_figure_release(total);
    total = sum;
  }
  assert_explained(held(total), (grappe_explain_options){.breadth = 3},
                   "200,001 jobs\n"
                   "└─ sum of 200001 values\n"
                   "   ├─ 0\n"
                   "   ├─ 1 job\n"
                   "   ├─ 2 jobs\n"
                   "   └─ … and 199998 more\n");
  /* a tower of doublings has 2^60 paths and 61 figures */
  grappe_figure *tower = fig("1");
  for (int i = 0; i < 60; i++) tower = times(tower, tower);
  grappe_buffer out = {0};
  grappe_explain_options options = {.depth = 64};
  assert_int_equal(grappe_figure_explain(tower, &options, &out, NULL), GRAPPE_OK);
  assert_true(out.length < 100000);
  grappe_buffer_free(&out);
}

static void as_markdown_and_json(void **state) {
  (void)state;
  grappe_figure *inputs[] = {labelled("5 jobs", "a_b *c*", "N", "p. 1")};
  grappe_figure *figure = derived("mean", "mean <x>", "5 jobs", inputs, 1);
  assert_explained(figure, (grappe_explain_options){.format = GRAPPE_EXPLAIN_MARKDOWN},
                   "- **5 jobs**  mean \\<x\\>\n"
                   "  - mean of 1 value\n"
                   "    - **5 jobs**  a\\_b \\*c\\*  \\[N, p. 1\\]\n");
  assert_explained(figure, (grappe_explain_options){.format = GRAPPE_EXPLAIN_JSON},
                   "{\"figure\":{\"value\":5,\"low\":5,\"high\":5,\"unit\":\"jobs\",\"status\":\"A\",\"sources\":[{"
                   "\"id\":\"N\",\"locator\":\"p. 1\"}]},\"label\":\"mean <x>\",\"operation\":\"mean\",\"operation_name\":\"mean\",\"inputs\":[{"
                   "\"figure\":{\"value\":5,\"low\":5,\"high\":5,\"unit\":\"jobs\",\"status\":\"A\",\"sources\":[{"
                   "\"id\":\"N\",\"locator\":\"p. 1\"}]},\"label\":\"a_b *c*\",\"operation\":\"observation\",\"operation_name\":\"observed\"}],"
                   "\"omitted\":0}");
  grappe_figure *half = over(fig("1"), fig("2"));
  half = times(half, half);
  grappe_buffer out = {0};
  grappe_explain_options options = {.format = GRAPPE_EXPLAIN_JSON};
  assert_int_equal(grappe_figure_explain(half, &options, &out, NULL), GRAPPE_OK);
  assert_non_null(strstr(grappe_buffer_text(&out), "{\"id\":1,\"figure\""));
  assert_non_null(strstr(grappe_buffer_text(&out), "{\"see\":1}"));
  grappe_buffer_free(&out);
}

static void note(const grappe_figure *figure, void *context) {
  grappe_buffer *out = context;
  grappe_figure_write(figure, 1, out);
  grappe_buffer_addf(out, "%s%s|", *grappe_figure_read(figure)->label ? " " : "", grappe_figure_read(figure)->label);
}

static void leaves(void **state) {
  (void)state;
  grappe_figure *a = labelled("? jobs", "a", NULL, ""), *b = labelled("s jobs", "b", NULL, ""), *c = fig("5 jobs");
  grappe_figure *sum = plus(plus(a, c), plus(b, a));
  grappe_buffer out = {0};
  assert_int_equal(grappe_figure_leaves(sum, note, &out), GRAPPE_OK);
  assert_string_equal(grappe_buffer_text(&out), "? jobs a|5 jobs|s jobs b|");
  grappe_buffer_clear(&out);
  assert_int_equal(grappe_figure_missing(sum, note, &out), GRAPPE_OK);
  assert_string_equal(grappe_buffer_text(&out), "? jobs a|s jobs b|");
  grappe_buffer_clear(&out);
  assert_int_equal(grappe_figure_missing(times(over(c, fig("0")), fig("2")), note, &out), GRAPPE_OK);
  assert_string_equal(grappe_buffer_text(&out), "u jobs|"); /* what was divided by zero is at the root of it */
  grappe_buffer_clear(&out);
  assert_int_equal(grappe_figure_missing(c, note, &out), GRAPPE_OK);
  assert_string_equal(grappe_buffer_text(&out), "");
  grappe_buffer_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(as_text, done),         cmocka_unit_test_teardown(details, done),
      cmocka_unit_test_teardown(remarks_and_end, done), cmocka_unit_test_teardown(shared, done),
      cmocka_unit_test_teardown(long_sums, done),       cmocka_unit_test_teardown(as_markdown_and_json, done),
      cmocka_unit_test_teardown(leaves, done),
  };
  return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
