/* Pages: the small Markdown, figures with their sources and explanations, and nothing from data that gets out. */
#include "publish/fixture.h"

#include "publish/page.h"

static char *page_of(scene *s, const char *text, const grappe_page_value *values, size_t count) {
  grappe_buffer out = {0}, again = {0};
  grappe_page_parts parts = {.title = "A <title>",
                             .subtitle = "\"2018\" & after",
                             .text = text,
                             .values = values,
                             .count = count,
                             .observatory = s->observatory};
  assert_fine(grappe_page_write(&parts, &out, &s->error), s->error);
  assert_fine(grappe_page_write(&parts, &again, &s->error), s->error);
  assert_string_equal(out.text, again.text);
  grappe_buffer_free(&again);
  return grappe_buffer_take(&out);
}

static void assert_body(scene *s, const char *text, const char *wanted) {
  char *page = page_of(s, text, NULL, 0);
  const char *body = strstr(page, "<main id=\"content\">\n");
  assert_non_null(body);
  body += strlen("<main id=\"content\">\n");
  *strstr(body, "</main>") = '\0';
  assert_string_equal(body, wanted);
  grappe_free(page);
}

static void assert_refused(scene *s, const char *text, const grappe_page_value *values, size_t count, const char *why) {
  grappe_buffer out = {0};
  grappe_page_parts parts = {.title = "t", .text = text, .values = values, .count = count};
  grappe_buffer_add(&out, "before");
  assert_int_equal(grappe_page_write(&parts, &out, &s->error), GRAPPE_ARGUMENT);
  assert_string_equal(out.text, "before");
  if (!strstr(s->error.message, why)) fail_msg("'%s' does not say '%s'", s->error.message, why);
  grappe_buffer_free(&out);
}

static void markdown(void **state) {
  scene *s = *state;
  assert_body(s, "", "");
  assert_body(s, "  one\n  two\n\n  three", "<p>one\ntwo</p>\n<p>three</p>\n");
  assert_body(s, "# A\n## B\ntext", "<h2 id=\"h1\">A</h2>\n<h3 id=\"h2\">B</h3>\n<p>text</p>\n");
  assert_body(s, "a **strong *and* more** \\*b\\* 2 * 3",
              "<p>a <strong>strong <em>and</em> more</strong> *b* 2 * 3</p>\n");
  assert_body(s, "- a\n- b\n  - c\n- d\n\n1. e",
              "<ul>\n<li>a</li>\n<li>b<ul>\n<li>c</li></ul>\n</li>\n<li>d</li></ul>\n<ol>\n<li>e</li></ol>\n");
  assert_body(s, "> so\n> be it", "<aside>\n<p>so\nbe it</p>\n</aside>\n");
  assert_body(s, "see [the page](https://example.org/?a=1&b=\"2\")",
              "<p>see <a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">the page</a></p>\n");
}

static void what_is_no_markdown_is_text(void **state) {
  scene *s = *state;
  assert_body(s, "<script>alert('x')</script> & \"q\"", "<p>&lt;script&gt;alert(‘x’)&lt;/script&gt; &amp; “q”</p>\n");
  assert_body(s, "[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n");
  assert_body(s, "[x](data:text/html,1) [y", "<p>[x](data:text/html,1) [y</p>\n");
  assert_refused(s, "fine\nnot **ended", NULL, 0, "line 2 of the text: '**' is begun");
  assert_refused(s, "a {value", NULL, 0, "line 1 of the text: '{'");
  assert_refused(s, "a {value}", NULL, 0, "{value} is no value");
}

static void figures_lead_to_source_and_explanation(void **state) {
  scene *s = *state;
  grappe_figure *members = figure_of(">200 members", "N", "p. 1");
  const grappe_page_value values[] = {{.name = "members", .kind = GRAPPE_PAGE_FIGURE, .figure = members},
                                      {.name = "jobs", .kind = GRAPPE_PAGE_FRAME, .frame = s->frame}};
  char *page = page_of(s, "It counts {members}, {members:short}, {members:number}.\n\n{jobs}", values, 2);
  assert_non_null(strstr(
      page,
      "It counts <a class=\"fig\" id=\"r1\" href=\"#f1\">more than 200 members</a><sup class=\"cite\"><a href=\"#s1a\" "
      "title=\"N, p. 1\">1a</a></sup>"));
  assert_non_null(strstr(page, "<a class=\"fig\" id=\"r2\" href=\"#f2\">&gt;\u202F200 members</a>"));
  assert_non_null(strstr(page, "<a class=\"fig\" id=\"r3\" href=\"#f3\">more than 200</a>"));
  assert_non_null(strstr(page, "<a class=\"back\" href=\"#r1\""));
  assert_non_null(strstr(page, "<details id=\"f1\">"));
  assert_non_null(strstr(page, "<li id=\"s1\"><cite>Région Normandie et Polepharma</cite>"));
  assert_non_null(strstr(page, "<li id=\"s1a\">p. 1</li>"));
  assert_non_null(strstr(page, "<li id=\"s1b\">p. 2</li>")); /* of the table */
  assert_non_null(strstr(page, "<td class=\"n\" data-v=\"4750\">"));
  assert_non_null(strstr(page, "<th scope=\"row\">Val-de-Reuil"));
  assert_non_null(strstr(page, "<title>A &lt;title&gt;</title>"));
  assert_non_null(strstr(page, "<p class=\"sub\">“2018” &amp; after</p>"));
  assert_non_null(strstr(page, "@bottom-left{content:\"A \\00003ctitle\\00003e\"}"));
  grappe_free(page);
  assert_refused(s, "In a sentence {jobs}", values, 2, "write it on a line of its own");
  assert_refused(s, "a {member}", values, 2, "did you mean 'members'?");
  assert_refused(s, "a {members:long}", values, 2, "'short', 'number', 'ordinal' or 'list'");
  grappe_figure_release(members);
}

static void tables_have_captions_or_are_lists(void **state) {
  scene *s = *state;
  grappe_figure *rank = figure_of("22", "N", "p. 1"), *unknown = figure_of("?", "N", "p. 1");
  const grappe_page_value values[] = {{.name = "rank", .kind = GRAPPE_PAGE_FIGURE, .figure = rank},
                                      {.name = "unknown", .kind = GRAPPE_PAGE_FIGURE, .figure = unknown},
                                      {.name = "day", .kind = GRAPPE_PAGE_TEXT, .text = "2019-02-04"},
                                      {.name = "jobs", .kind = GRAPPE_PAGE_FRAME, .frame = s->frame},
                                      {.name = "nothing", .kind = GRAPPE_PAGE_NOTHING}};
  char *page = page_of(s,
                       "{nothing} Its caption\n{rank:ordinal}, {unknown:ordinal}, {day}\n\n{jobs} Jobs of "
                       "\"basins\"\n{jobs}\n{jobs:list}",
                       values, 5);
  assert_null(strstr(page, "Its caption"));
  assert_non_null(strstr(page, ">22nd</a>"));
  assert_non_null(strstr(page, ">unknown</a>"));
  assert_non_null(strstr(page, "4\u00A0February 2019</p>"));
  assert_non_null(strstr(page, "<caption id=\"t1\">Jobs of “basins”</caption>"));
  assert_non_null(strstr(page, "<caption id=\"t2\">Table 1</caption>"));
  assert_non_null(strstr(page, "<ul>\n<li>Val-de-Reuil</li>\n"));
  assert_non_null(strstr(page, "<p class=\"note\">?\u00A0= unknown</p>")); /* what the sign in the table means */
  grappe_free(page);
  grappe_figure_release(rank);
  grappe_figure_release(unknown);
}

static void a_table_without_rows_says_so(void **state) {
  scene *s = *state;
  new_frame(s, 0);
  add_texts(s, "name", NULL, 0);
  const grappe_page_value values[] = {{.name = "frame", .kind = GRAPPE_PAGE_FRAME, .frame = s->frame}};
  char *page = page_of(s, "{frame}", values, 1);
  assert_non_null(strstr(page, "<td colspan=\"1\">no rows</td>"));
  grappe_free(page);
}

static void nothing_gets_out_of_its_text(void **state) {
  scene *s = *state;
  static const char evil[] = "</td><script>alert(1)</script><img src=x onerror='alert(2)'>\x1b[2J\xff\u202E";
  add_texts(s, "name", (const char *const[]){evil, "[x](javascript:1)", "{members}"}, 3);
  add_note(s, evil);
  grappe_figure *cited = figure_of("3 jobs", "\"><script>", "</ol><script>");
  grappe_drawing *drawing = NULL;
  grappe_drawing_options bars = {.label = "name", .title = evil};
  assert_fine(grappe_drawing_new(s->frame, &bars, &drawing, &s->error), s->error);
  const grappe_page_value values[] = {{.name = "frame", .kind = GRAPPE_PAGE_FRAME, .frame = s->frame},
                                      {.name = "text", .kind = GRAPPE_PAGE_TEXT, .text = evil},
                                      {.name = "cited", .kind = GRAPPE_PAGE_FIGURE, .figure = cited},
                                      {.name = "drawing", .kind = GRAPPE_PAGE_DRAWING, .drawing = drawing},
                                      {.name = "nothing", .kind = GRAPPE_PAGE_NOTHING},
                                      {.name = "more", .kind = GRAPPE_PAGE_MARKDOWN, .text = "**{text}** {cited}"}};
  char *page = page_of(s, "# {text}\n{text} {cited} {more}\n\n{frame}\n{drawing}\n{nothing}\n{more}", values, 6);
  const char *first = strstr(page, "<script>");
  assert_non_null(first);
  assert_null(strstr(first + 1, "<script>")); /* the page's own */
  assert_null(strstr(page, "<img"));
  assert_null(strstr(page, "\x1b"));
  assert_null(strstr(page, "href=\"javascript"));
  grappe_free(page);
  const grappe_page_value circle[] = {{.name = "a", .kind = GRAPPE_PAGE_MARKDOWN, .text = "{b}"},
                                      {.name = "b", .kind = GRAPPE_PAGE_MARKDOWN, .text = "{a}"}};
  assert_refused(s, "x {a}", circle, 2, "stands in a text that is a value itself");
  assert_refused(s, "{a}", circle, 2, "stands in a text that is a value itself");
  grappe_drawing_release(drawing);
  grappe_figure_release(cited);
}

static void confidential_figures_stay_in(void **state) {
  scene *s = *state;
  grappe_figure *open = figure_of("4321 jobs", "N", "p. 9");
  grappe_figure_parts parts = *grappe_figure_read(open);
  parts.conf_status = 'C';
  grappe_figure *secret = grappe_figure_new(&parts), *twice = NULL;
  assert_fine(grappe_figure_add(secret, open, &twice, &s->error), s->error);
  const grappe_page_value values[] = {{.name = "secret", .kind = GRAPPE_PAGE_FIGURE, .figure = secret},
                                      {.name = "twice", .kind = GRAPPE_PAGE_FIGURE, .figure = twice}};
  char *page = page_of(s, "{secret} and {twice:short}", values, 2);
  assert_non_null(strstr(page, ">suppressed</a>"));
  assert_null(strstr(page, "4,321"));
  assert_null(strstr(page, "4321"));
  assert_null(strstr(page, "8,642"));
  grappe_free(page);
  grappe_figure_release(twice);
  grappe_figure_release(secret);
  grappe_figure_release(open);
}

static void memory_runs_out(void **state) {
  scene *s = *state;
  grappe_figure *members = figure_of(">200 members", "N", "p. 1");
  const grappe_page_value values[] = {{.name = "members", .kind = GRAPPE_PAGE_FIGURE, .figure = members},
                                      {.name = "jobs", .kind = GRAPPE_PAGE_FRAME, .frame = s->frame}};
  grappe_page_parts parts = {
      .title = "t", .text = "# A\n{members}\n\n{jobs}", .values = values, .count = 2, .observatory = s->observatory};
  grappe_code code = GRAPPE_MEMORY;
  for (long n = 1; code != GRAPPE_OK; n += 5) {
    grappe_buffer out = {0};
    grappe_memory_fail_after(n);
    code = grappe_page_write(&parts, &out, &s->error);
    grappe_memory_fail_after(0);
    assert_true(code == GRAPPE_OK || code == GRAPPE_MEMORY);
    grappe_buffer_free(&out);
    assert_true(n < 100000);
  }
  grappe_figure_release(members);
}

#define WITH_SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_SCENE(markdown),
      WITH_SCENE(what_is_no_markdown_is_text),
      WITH_SCENE(figures_lead_to_source_and_explanation),
      WITH_SCENE(tables_have_captions_or_are_lists),
      WITH_SCENE(a_table_without_rows_says_so),
      WITH_SCENE(nothing_gets_out_of_its_text),
      WITH_SCENE(confidential_figures_stay_in),
      WITH_SCENE(memory_runs_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
