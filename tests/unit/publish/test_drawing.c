/* Charts and maps: what is not exact or not known is drawn so, and no name from a file gets out of its text. */
#include "publish/fixture.h"

#ifdef GRAPPE_WITH_EXPAT
#include <expat.h>
#endif

#include "publish/disclosure.h"
#include "text/utf8.h"

#ifdef __SANITIZE_ADDRESS__
/* librsvg asks fontconfig for fonts, which keeps what it has read until the process ends. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
  return "leak:libfontconfig\nleak:libpango\nleak:libcairo\nleak:libglib\n";
}
#endif

/* A drawing is well-formed XML, whatever stands in the frame. */
static void assert_well_formed(const char *svg) {
#ifdef GRAPPE_WITH_EXPAT
  XML_Parser parser = XML_ParserCreate(NULL);
  if (XML_Parse(parser, svg, (int)strlen(svg), 1) != XML_STATUS_OK)
    fail_msg("%s in line %lu", XML_ErrorString(XML_GetErrorCode(parser)), XML_GetCurrentLineNumber(parser));
  XML_ParserFree(parser);
#endif
  assert_true(grappe_utf8_valid(svg, strlen(svg)));
  assert_null(strstr(svg, "nan"));
  assert_null(strstr(svg, "inf"));
}

static char *svg_of(scene *s, grappe_drawing_options options) {
  grappe_drawing *drawing = NULL;
  grappe_buffer svg = {0}, again = {0};
  assert_fine(grappe_drawing_new(s->frame, &options, &drawing, &s->error), s->error);
  assert_fine(grappe_drawing_svg(drawing, 0, &svg, &s->error), s->error);
  assert_fine(grappe_drawing_svg(drawing, 0, &again, &s->error), s->error);
  assert_string_equal(svg.text, again.text);
  assert_well_formed(svg.text);
  grappe_buffer_free(&again);
  grappe_drawing_release(drawing);
  return grappe_buffer_take(&svg);
}

static char *text_of(scene *s, grappe_drawing_options options, int width, int colour) {
  grappe_drawing *drawing = NULL;
  grappe_buffer text = {0};
  assert_fine(grappe_drawing_new(s->frame, &options, &drawing, &s->error), s->error);
  assert_fine(grappe_drawing_text(drawing, width, colour, &text, &s->error), s->error);
  grappe_drawing_release(drawing);
  return grappe_buffer_take(&text);
}

static size_t count_of(const char *text, const char *part) {
  size_t count = 0;
  for (; (text = strstr(text, part)); text += strlen(part)) count++;
  return count;
}

static void assert_refused(scene *s, grappe_drawing_options options, const char *why) {
  grappe_drawing *drawing = NULL;
  assert_int_not_equal(grappe_drawing_new(s->frame, &options, &drawing, &s->error), GRAPPE_OK);
  assert_null(drawing);
  if (!strstr(s->error.message, why)) fail_msg("'%s' does not say '%s'", s->error.message, why);
}

static void bars_say_what_is_not_known(void **state) {
  scene *s = *state;
  char *svg = svg_of(s, (grappe_drawing_options){0});
  assert_non_null(strstr(svg, "<title id=\"gd0-t\">Jobs</title>"));
  assert_non_null(strstr(svg, "Val-de-Reuil: 4,750; Évreux: &gt;\u202F1,500; Caen: unknown"));
  assert_int_equal(count_of(svg, "url(#gd0-unknown)"), 2); /* the bar and the legend */
  assert_int_equal(count_of(svg, "url(#gd0-suppressed)"), 0);
  assert_non_null(strstr(svg, "no end is known"));
  assert_non_null(strstr(svg, "[1] N, p. 1; p. 2: Région Normandie et Polepharma"));
  grappe_free(svg);
}

static void bars_as_text(void **state) {
  scene *s = *state;
  char *text = text_of(s, (grappe_drawing_options){0}, 50, 0);
  assert_string_equal(text,
                      "Jobs (jobs)\n"
                      "Val-de-Reuil  4,750 ██████████████████████████▋\n"
                      "Évreux       >1,500 ████████▍▶\n"
                      "Caen              ?\n"
                      "[1] N, p. 1; p. 2: Région Normandie et Polepharma\n");
  grappe_free(text);
}

static void absences_are_told_apart(void **state) {
  scene *s = *state;
  grappe_figure *figures[] = {figure_of("s", NULL, NULL), figure_of("n/a", NULL, NULL), figure_of("nc", NULL, NULL)};
  add_figures(s, "jobs", figures, 3);
  char *svg = svg_of(s, (grappe_drawing_options){0});
  assert_int_equal(count_of(svg, "url(#gd0-suppressed)"), 2);
  assert_int_equal(count_of(svg, "url(#gd0-unknown)"), 2);
  assert_int_equal(count_of(svg, "class=\"gd-none\""), 2);
  grappe_free(svg);
}

static void ranges_and_negative_values(void **state) {
  scene *s = *state;
  grappe_figure *figures[] = {figure_of("-30..-10", NULL, NULL), figure_of("~50", NULL, NULL),
                              figure_of("<20", NULL, NULL)};
  add_figures(s, "change", figures, 3);
  const char *values[] = {"change"};
  char *svg = svg_of(s, (grappe_drawing_options){.values = values, .value_count = 1});
  assert_non_null(strstr(svg, "between these two"));
  assert_non_null(strstr(svg, "no end is known"));
  const char *range = strstr(svg, "<rect class=\"gd-r"); /* from one end to the other, on whichever side of zero */
  assert_non_null(range);
  assert_null(strstr(range, "width=\"0.0\""));
  grappe_free(svg);
  char *text = text_of(s, (grappe_drawing_options){.values = values, .value_count = 1}, 60, 1);
  assert_non_null(strstr(text, "░"));
  assert_non_null(strstr(text, "\x1b[0m"));
  grappe_free(text);
}

static void names_stay_text(void **state) {
  scene *s = *state;
  add_texts(s, "name",
            (const char *const[]){"<script>alert(1)</script>", "\"><image href='x'/>&\x01", "]]>\xff\u202E{}"}, 3);
  char *svg = svg_of(s, (grappe_drawing_options){.label = "name", .title = "</title><a>&amp;"});
  assert_null(strstr(svg, "<script"));
  assert_null(strstr(svg, "<image"));
  assert_non_null(strstr(svg, "&lt;/title&gt;&lt;a&gt;&amp;amp;"));
  grappe_free(svg);
}

static void nothing_and_one_row(void **state) {
  scene *s = *state;
  static const grappe_drawing_kind kinds[] = {GRAPPE_DRAWING_BARS, GRAPPE_DRAWING_LINES, GRAPPE_DRAWING_SPARKLINES,
                                              GRAPPE_DRAWING_LORENZ, GRAPPE_DRAWING_MAP};
  new_frame(s, 0);
  add_figures(s, "jobs", NULL, 0);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (kinds[i] == GRAPPE_DRAWING_LINES || kinds[i] == GRAPPE_DRAWING_SPARKLINES) continue;
    assert_refused(s, (grappe_drawing_options){.kind = kinds[i]}, "no column of figures");
  }
  new_frame(s, 1);
  add_texts(s, "name", (const char *const[]){"alone"}, 1);
  grappe_figure *one[] = {figure_of("3 jobs", NULL, NULL)};
  add_figures(s, "jobs", one, 1);
  for (size_t i = 0; i + 1 < sizeof kinds / sizeof *kinds; i++) {
    grappe_free(svg_of(s, (grappe_drawing_options){.kind = kinds[i]}));
    grappe_free(text_of(s, (grappe_drawing_options){.kind = kinds[i]}, 20, 1));
  }
  assert_refused(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_SLOPE}, "found 1");
  assert_refused(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_MAP}, "names no territories");
}

/* Three places in three years, one of them with a gap and one with a range. */
static void years_frame(scene *s) {
  new_frame(s, 6);
  add_texts(s, "place", (const char *const[]){"A", "A", "A", "B", "B", "C"}, 6);
  add_texts(s, "period", (const char *const[]){"2012", "2010", "2020", "2010", "2020", "2012"}, 6);
  grappe_figure *figures[] = {figure_of("? jobs", NULL, NULL),  figure_of("10 jobs", NULL, NULL),
                              figure_of("40 jobs", NULL, NULL), figure_of("20..30 jobs", NULL, NULL),
                              figure_of(">5 jobs", NULL, NULL), figure_of("7 jobs", NULL, NULL)};
  add_figures(s, "jobs", figures, 6);
}

static void lines_along_time(void **state) {
  scene *s = *state;
  years_frame(s);
  char *svg = svg_of(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_LINES});
  /* in the order of time, with the distance that the years have */
  const char *first = strstr(svg, ">2010</text>"), *second = strstr(svg, ">2012</text>"),
             *third = strstr(svg, ">2020</text>");
  assert_true(first && second && third && first < second && second < third);
  /* the gap is not bridged: A is two points and no line between them */
  const char *line = strstr(svg, "gd-line gd-p0\" d=\"M");
  assert_non_null(line);
  assert_true(strcspn(line + 18, "M") < strcspn(line + 18, "L"));
  assert_non_null(strstr(svg, "url(#gd0-unknown)"));
  grappe_free(svg);
  char *text = text_of(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_SPARKLINES}, 60, 0);
  assert_non_null(strstr(text, "A     10 ▁?█ 40"));
  grappe_free(text);
  assert_refused(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_SLOPE}, "found 3");
  add_texts(s, "place", (const char *const[]){"A", "A", "A", "A", "B", "C"}, 6);
  assert_refused(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_LINES}, "two rows are called 'A' at '2010'");
}

static void slopes_between_columns(void **state) {
  scene *s = *state;
  const char *values[] = {"2018", "2020"};
  grappe_figure *before[] = {figure_of("1 jobs", NULL, NULL), figure_of("5..9 jobs", NULL, NULL),
                             figure_of("4 jobs", NULL, NULL)};
  grappe_figure *after[] = {figure_of("2 jobs", NULL, NULL), figure_of("6 jobs", NULL, NULL),
                            figure_of("? jobs", NULL, NULL)};
  add_figures(s, "2018", before, 3);
  add_figures(s, "2020", after, 3);
  char *text = text_of(
      s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_SLOPE, .values = values, .value_count = 2, .label = "basin"},
      60, 0);
  assert_non_null(strstr(text, "Val-de-Reuil    1 ↗ 2"));
  assert_non_null(strstr(text, "Évreux       5..9 ? 6")); /* the bounds do not decide it */
  assert_non_null(strstr(text, "Caen            4 ? ?"));
  grappe_free(text);
  char *svg = svg_of(
      s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_SLOPE, .values = values, .value_count = 2, .label = "basin"});
  assert_non_null(strstr(svg, ">Caen  4</text>"));
  assert_non_null(strstr(svg, ">?  Caen</text>")); /* each side says its own */
  assert_non_null(strstr(svg, ">2018, 2020</text>"));
  grappe_free(svg);
}

static void lorenz_curves_hold_all_values(void **state) {
  scene *s = *state;
  grappe_figure *exact[] = {figure_of("1 jobs", NULL, NULL), figure_of("2 jobs", NULL, NULL),
                            figure_of("5 jobs", NULL, NULL)};
  add_figures(s, "jobs", exact, 3);
  char *svg = svg_of(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_LORENZ});
  assert_non_null(strstr(svg, "Gini coefficient 0.333")); /* (2·(1·1 + 2·2 + 3·5) / (3·8) − 4/3 */
  /* shares 1/8 and 3/8 of a square of 380 from y = 42 */
  assert_non_null(strstr(svg, "L190.7 "));
  grappe_free(svg);
  grappe_figure *wide[] = {figure_of("1..2 jobs", NULL, NULL), figure_of("? jobs", NULL, NULL),
                           figure_of("5 jobs", NULL, NULL)};
  add_figures(s, "jobs", wide, 3);
  svg = svg_of(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_LORENZ});
  assert_non_null(strstr(svg, "Gini coefficient between "));
  grappe_free(svg);
  grappe_figure *negative[] = {figure_of("-1 jobs", NULL, NULL), figure_of("2 jobs", NULL, NULL),
                               figure_of("5 jobs", NULL, NULL)};
  add_figures(s, "jobs", negative, 3);
  assert_refused(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_LORENZ}, "may be below zero (-1)");
}

static void one_unit(void **state) {
  scene *s = *state;
  grappe_figure *figures[] = {figure_of("1 k€", NULL, NULL), figure_of("500 EUR", NULL, NULL),
                              figure_of("3 jobs", NULL, NULL)};
  add_figures(s, "amount", figures, 3);
  const char *values[] = {"amount"};
  assert_refused(s, (grappe_drawing_options){.values = values, .value_count = 1}, "one unit");
  grappe_figure *money[] = {figure_of("1 k€", NULL, NULL), figure_of("500 EUR", NULL, NULL),
                            figure_of("? EUR", NULL, NULL)};
  add_figures(s, "amount", money, 3);
  char *text = text_of(s, (grappe_drawing_options){.values = values, .value_count = 1}, 60, 0);
  assert_non_null(strstr(text, "0.5"));
  grappe_free(text);
}

static void confidential_figures_are_withheld(void **state) {
  scene *s = *state;
  grappe_figure *open = figure_of("4321 jobs", "N", "p. 9"), *shown;
  grappe_figure_parts parts = *grappe_figure_read(open);
  parts.conf_status = 'C';
  parts.reason = "4321 is what they told us";
  grappe_figure *secret = grappe_figure_new(&parts);
  assert_fine(grappe_disclose(open, &shown, &s->error), s->error);
  assert_ptr_equal(shown, open);
  grappe_figure_release(shown);
  assert_fine(grappe_disclose(secret, &shown, &s->error), s->error);
  assert_int_equal(grappe_figure_read(shown)->presence, GRAPPE_SUPPRESSED);
  grappe_figure_release(shown);
  grappe_figure_release(open);
  grappe_figure *figures[] = {secret, figure_of("10 jobs", NULL, NULL), figure_of("20 jobs", NULL, NULL)};
  add_figures(s, "jobs", figures, 3);
  char *svg = svg_of(s, (grappe_drawing_options){0}), *text = text_of(s, (grappe_drawing_options){0}, 80, 0);
  assert_null(strstr(svg, "4,321"));
  assert_null(strstr(svg, "4321"));
  assert_null(strstr(text, "4,321"));
  assert_non_null(strstr(svg, "url(#gd0-suppressed)"));
  grappe_free(svg);
  grappe_free(text);
}

/* --- maps --- */

static void put_outline(scene *s, int basin, const char *points) {
  grappe_store *store = grappe_observatory_store(s->observatory);
  char territory[40];
  int64_t id;
  assert_fine(grappe_row_id(&s->basins[basin], &id, &s->error), s->error);
  snprintf(territory, sizeof territory, "territory=#%d", (int)id);
  char written[200];
  snprintf(written, sizeof written, "points=%s", points);
  assert_fine(grappe_store_begin(store, "test", &s->error), s->error);
  assert_fine(PUT(store, "outline", NULL, NULL, &s->error, territory, "part=#1", written), s->error);
  assert_fine(grappe_store_commit(store, &s->error), s->error);
  /* what is drawn is the state that the frame is of */
  grappe_snapshot_release(s->snapshot);
  assert_fine(grappe_observatory_snapshot(s->observatory, &s->snapshot, &s->error), s->error);
  for (int i = 0; i < BASINS; i++) {
    grappe_snapshot_release(s->basins[i].snapshot);
    s->basins[i].snapshot = grappe_snapshot_keep(s->snapshot);
  }
  jobs_frame(s);
}

static void maps_tell_limits_and_absences(void **state) {
  scene *s = *state;
  static const double edges[] = {2000, 4000};
  grappe_drawing_options options = {.kind = GRAPPE_DRAWING_MAP,
                                    .classes = {.given = 1, .edges = edges, .edge_count = 2}};
  assert_refused(s, options, "outline or a position");
  put_outline(s, 0, "1000,49000 200,0 0,200 -200,0");
  put_outline(s, 1, "1200,49000 200,0 0,200 -200,0");
  char *svg = svg_of(s, options);
  assert_non_null(strstr(svg, ">4,000 or more (1)</text>"));
  assert_non_null(strstr(svg, ">2,000 to less than 4,000 (0)</text>"));
  assert_non_null(strstr(svg, ">less than 2,000 (0)</text>"));
  assert_non_null(strstr(svg, ">in several classes</text>")); /* more than 1,500 */
  assert_non_null(strstr(svg, "Not drawn, for want of an outline or a position: Caen"));
  grappe_free(svg);
  put_outline(s, 2, "1400,49000 200,0 0,200 -200,0");
  svg = svg_of(s, options);
  assert_null(strstr(svg, "Not drawn"));
  assert_int_equal(count_of(svg, "url(#gd0-unknown)"), 2);
  grappe_free(svg);
  char *text = text_of(s, options, 60, 0);
  assert_non_null(strstr(text, "333"));
  assert_non_null(strstr(text, "~~~"));
  assert_non_null(strstr(text, "???"));
  assert_non_null(strstr(text, "?  unknown: Caen\n"));
  grappe_free(text);
}

static void outlines_that_are_none(void **state) {
  scene *s = *state;
  static const char *const wrong[] = {"1,1 2,2", "1,1 2,2 x", "1 1 1", "999999999,1 1,1 1,1", "1,1  2,2 3,3", ","};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    put_outline(s, 0, wrong[i]);
    assert_refused(s, (grappe_drawing_options){.kind = GRAPPE_DRAWING_MAP}, "the outline of valdereuil");
  }
}

/* Each allocation fails in turn: an error, and nothing lost. */
static void memory_runs_out(void **state) {
  scene *s = *state;
  static const grappe_drawing_kind kinds[] = {GRAPPE_DRAWING_BARS, GRAPPE_DRAWING_LORENZ, GRAPPE_DRAWING_MAP};
  put_outline(s, 0, "1000,49000 200,0 0,200 -200,0");
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    size_t held = grappe_memory_held();
    grappe_code code = GRAPPE_MEMORY;
    for (long n = 1; code != GRAPPE_OK; n += k == 2 ? 7 : 3) {
      grappe_drawing *drawing = NULL;
      grappe_buffer svg = {0};
      grappe_drawing_options options = {.kind = kinds[k]};
      grappe_memory_fail_after(n);
      code = grappe_drawing_new(s->frame, &options, &drawing, &s->error);
      if (code == GRAPPE_OK) code = grappe_drawing_svg(drawing, 0, &svg, &s->error);
      grappe_memory_fail_after(0);
      assert_true(code == GRAPPE_OK || code == GRAPPE_MEMORY);
      grappe_buffer_free(&svg);
      grappe_drawing_release(drawing);
      assert_true(n < 100000);
    }
    (void)held;
  }
}

static void images(void **state) {
  scene *s = *state;
  grappe_drawing *drawing = NULL;
  grappe_drawing_options bars = {0};
  assert_fine(grappe_drawing_new(s->frame, &bars, &drawing, &s->error), s->error);
  static const grappe_publish_format formats[] = {GRAPPE_FORMAT_PNG, GRAPPE_FORMAT_PDF};
  for (int i = 0; i < 2; i++) {
    grappe_buffer first = {0}, again = {0};
    grappe_publish_options options = {.format = formats[i]};
    grappe_code code = grappe_publish_drawing(drawing, &options, &first, &s->error);
#ifdef GRAPPE_WITH_RSVG
    assert_fine(code, s->error);
    assert_fine(grappe_publish_drawing(drawing, &options, &again, &s->error), s->error);
    assert_memory_equal(first.text, i ? "%PDF" : "\x89PNG", 4);
    assert_int_equal(first.length, again.length);
    assert_memory_equal(first.text, again.text, first.length);
#else
    assert_int_equal(code, GRAPPE_ARGUMENT);
    assert_non_null(strstr(s->error.message, "librsvg"));
#endif
    grappe_buffer_free(&first);
    grappe_buffer_free(&again);
  }
  grappe_drawing_release(drawing);
}

#define WITH_SCENE(test) cmocka_unit_test_setup_teardown(test, scene_begin, scene_end)

int main(void) {
  const struct CMUnitTest tests[] = {
      WITH_SCENE(bars_say_what_is_not_known),
      WITH_SCENE(bars_as_text),
      WITH_SCENE(absences_are_told_apart),
      WITH_SCENE(ranges_and_negative_values),
      WITH_SCENE(names_stay_text),
      WITH_SCENE(nothing_and_one_row),
      WITH_SCENE(lines_along_time),
      WITH_SCENE(slopes_between_columns),
      WITH_SCENE(lorenz_curves_hold_all_values),
      WITH_SCENE(one_unit),
      WITH_SCENE(confidential_figures_are_withheld),
      WITH_SCENE(maps_tell_limits_and_absences),
      WITH_SCENE(outlines_that_are_none),
      WITH_SCENE(memory_runs_out),
      WITH_SCENE(images),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
