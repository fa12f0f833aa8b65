/* Each allocation made to fail in turn: nothing crashes, nothing is left, and the failure is told. */
#include "figure/explain.h"
#include "fixture.h"

enum { SCENE_FIGURES = 24 };

typedef struct scene {
  grappe_figure *figures[SCENE_FIGURES];
  size_t count;
  grappe_buffer out;
  grappe_error error;
  int failed;
} scene;

static grappe_figure *keep(scene *in, grappe_code code, grappe_figure *figure) {
  if (code != GRAPPE_OK || !figure) {
    in->failed = 1;
    if (code != GRAPPE_OK) assert_int_equal(code, GRAPPE_MEMORY);
    return NULL;
  }
  assert_true(in->count < SCENE_FIGURES);
  return in->figures[in->count++] = figure;
}

static grappe_figure *parsed(scene *in, const char *text) {
  grappe_figure *figure = NULL;
  if (in->failed) return NULL;
  grappe_code code = grappe_figure_parse(text, NULL, &figure, &in->error);
  return keep(in, code, figure);
}

static grappe_figure *cited(scene *in, const char *text, const char *scope, const char *source) {
  grappe_figure *plain = parsed(in, text);
  if (!plain) return NULL;
  grappe_figure_parts parts = *grappe_figure_read(plain);
  grappe_citation citation = {source, "p. 1"};
  parts.scope = scope;
  parts.label = source;
  parts.citations = &citation;
  parts.citation_count = 1;
  return keep(in, GRAPPE_OK, grappe_figure_new(&parts));
}

static grappe_figure *applied(scene *in, operate operation, grappe_figure *a, grappe_figure *b) {
  grappe_figure *result = NULL;
  if (in->failed) return NULL;
  grappe_code code = operation(a, b, &result, &in->error);
  return keep(in, code, result);
}

/* Everything that allocates, once. */
static void play(scene *in) {
  grappe_figure *a = cited(in, "~400 (390..400) members", "sector direct", "N");
  grappe_figure *b = cited(in, "10000..20000 EUR", "salaried", "P"), *c = parsed(in, "? (>=5) members");
  grappe_figure *ratio = applied(in, grappe_figure_divide, b, a);
  grappe_figure *sum = applied(in, grappe_figure_add, a, c), *product = applied(in, grappe_figure_multiply, ratio, sum);
  if (in->failed) return;
  grappe_figure *inputs[] = {a, b, c, product}, *result = NULL;
  grappe_figure_parts parts;
  grappe_citation *block;
  grappe_code code = grappe_figure_derive("hhi", inputs, 4, &parts, &block, &in->error);
  if (code == GRAPPE_OK) result = grappe_figure_new(&parts);
  grappe_free(block);
  result = keep(in, code, result);
  if (!result) return;
  grappe_figure_write(product, 1, &in->out);
  for (int language = 0; language < GRAPPE_LANGUAGES; language++) {
    grappe_figure_display(ratio, (grappe_language)language, 1, &in->out);
    grappe_figure_words(a, (grappe_language)language, &in->out);
  }
  grappe_figure_json(result, &in->out);
  if (grappe_buffer_failed(&in->out)) in->failed = 1;
  for (int format = 0; format < 3 && !in->failed; format++) {
    grappe_explain_options options = {.format = (grappe_explain_format)format};
    code = grappe_figure_explain(result, &options, &in->out, &in->error);
    if (code != GRAPPE_OK) in->failed = 1;
  }
  if (in->failed) return;
  grappe_truth truth;
  code = grappe_figure_compare(ratio, GRAPPE_LESS, ratio, 1, &truth, &in->error);
  if (code == GRAPPE_MEMORY)
    in->failed = 1;
  else
    assert_int_equal(code, GRAPPE_UNDECIDED);
}

static void each_allocation_fails(void **state) {
  (void)state;
  int ended = 0;
  for (long n = 1; n < 5000 && !ended; n++) {
    scene in = {0};
    grappe_memory_fail_after(n);
    play(&in);
    grappe_memory_fail_after(0);
    ended = !in.failed;
    while (in.count) grappe_figure_release(in.figures[--in.count]);
    grappe_buffer_free(&in.out);
    assert_int_equal(grappe_memory_held(), 0);
  }
  assert_true(ended);
}

/* Growing lists of citations, past the size where they are indexed. */
static void citations_fail(void **state) {
  (void)state;
  int ended = 0;
  for (long n = 1; n < 5000 && !ended; n++) {
    grappe_memory_fail_after(n);
    grappe_figure *total = grappe_figure_number(0);
    for (int i = 0; i < 100 && total; i++) {
      char source[16];
      snprintf(source, sizeof source, "S%d", i);
      grappe_figure_parts parts = grappe_figure_parts_none();
      grappe_citation citation = {source, ""};
      parts.citations = &citation;
      parts.citation_count = 1;
      grappe_figure *more = grappe_figure_new(&parts), *sum = NULL;
      if (more) grappe_figure_add(total, more, &sum, NULL);
      grappe_figure_release(more);
      grappe_figure_release(total);
      total = sum;
    }
    ended = total != NULL;
    grappe_figure_release(total);
    grappe_memory_fail_after(0);
    assert_int_equal(grappe_memory_held(), 0);
  }
  assert_true(ended);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(each_allocation_fails, done),
      cmocka_unit_test_teardown(citations_fail, done),
  };
  return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
