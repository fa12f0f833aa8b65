/* One figure in each format. */
#include "publish/fixture.h"

static void shown(scene *s, grappe_publish_format format, grappe_figure *figure, const char *wanted) {
  grappe_publish_options options = {.format = format, .language = grappe_language_now(), .observatory = s->observatory};
  grappe_buffer out = {0};
  assert_fine(grappe_publish_figure(figure, &options, &out, &s->error), s->error);
  assert_string_equal(grappe_buffer_text(&out), wanted);
  grappe_buffer_free(&out);
  grappe_figure_release(figure);
}

static void for_people(void **state) {
  scene *s = *state;
  shown(s, GRAPPE_FORMAT_TABLE, figure_of("9850 jobs", "N", "p. 1"),
        "9,850 jobs\n[1] N, p. 1: Région Normandie et Polepharma\n");
  shown(s, GRAPPE_FORMAT_TABLE, figure_of(">10200 jobs", "X", ""), ">10200 jobs  (more than 10,200 jobs)\n[1] X\n");
  shown(s, GRAPPE_FORMAT_TABLE, figure_of("~53 %", NULL, NULL), "~53 %  (about 53 %, 52.5 to 53.5)\n");
  shown(s, GRAPPE_FORMAT_TABLE, figure_of("10000..20000 jobs", NULL, NULL),
        "10000..20000 jobs  (10,000 to 20,000 jobs)\n");
  shown(s, GRAPPE_FORMAT_TABLE, figure_of("? jobs", NULL, NULL), "?  (unknown)\n");
  shown(s, GRAPPE_FORMAT_TABLE, figure_of("n/a", NULL, NULL), "n/a  (not applicable)\n");
  shown(s, GRAPPE_FORMAT_TABLE, figure_of("? (>=5) jobs", NULL, NULL), "? (>=5) jobs  (unknown, at least 5 jobs)\n");
  shown(s, GRAPPE_FORMAT_MARKDOWN, figure_of(">10200 jobs", "N", "p. 1"),
        "\\>10200 jobs  (more than 10,200 jobs)\n\n1. N, p. 1: Région Normandie et Polepharma\n");
  grappe_language_set(GRAPPE_FRENCH);
  shown(s, GRAPPE_FORMAT_TABLE, figure_of("9850 jobs", NULL, NULL), "9\u202F850 emplois\n");
  shown(s, GRAPPE_FORMAT_TABLE, figure_of(">10200 jobs", NULL, NULL), ">10200 jobs  (plus de 10\u202F200 emplois)\n");
}

static grappe_figure *with_reason(grappe_presence presence, grappe_bounds bounds, const char *reason) {
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.presence = presence;
  parts.bounds = bounds;
  parts.value = NAN;
  parts.reason = reason;
  return grappe_figure_new(&parts);
}

static void reasons(void **state) {
  scene *s = *state;
  shown(s, GRAPPE_FORMAT_TABLE, with_reason(GRAPPE_UNDEFINED, grappe_bounds_all(), "the total is zero"),
        "u  (undefined: the total is zero)\n");
  shown(s, GRAPPE_FORMAT_TABLE, with_reason(GRAPPE_UNKNOWN, grappe_bounds_all(), "nobody\x1b[2J said"),
        "?  (unknown: nobody\\x1b[2J said)\n");
  shown(s, GRAPPE_FORMAT_TABLE, with_reason(GRAPPE_PRESENT, grappe_bounds_between(3, INFINITY), "2 rows undecided"),
        ">=3  (at least 3: 2 rows undecided)\n");
  grappe_language_set(GRAPPE_FRENCH);
  shown(s, GRAPPE_FORMAT_TABLE, with_reason(GRAPPE_UNDEFINED, grappe_bounds_all(), "le total est nul"),
        "u  (non défini : le total est nul)\n");
}

static void for_programs(void **state) {
  scene *s = *state;
  shown(s, GRAPPE_FORMAT_JSON, figure_of(">10200 jobs", "N", "p. 1"),
        "{\"value\":null,\"low\":10200,\"high\":null,\"low_open\":true,\"unit\":\"jobs\",\"status\":\"A\","
        "\"sources\":[{\"id\":\"N\",\"locator\":\"p. 1\"}]}\n");
  shown(s, GRAPPE_FORMAT_CSV, figure_of("25.3 G€", "P", "p. 3"),
        "value,value_low,value_high,value_unit,value_status,value_sources\n25.3,25.3,25.3,GEUR,A,P p. 3\n");
  shown(s, GRAPPE_FORMAT_CSV_EXCEL_FR, figure_of("25.3 G€", "P", "p. 3"),
        "\xEF\xBB\xBFvalue;value_low;value_high;value_unit;value_flag;value_status;value_sources\r\n"
        "25,3;25,3;25,3;GEUR;;A;P p. 3\r\n");
}

static void without_observatory(void **state) {
  scene *s = *state;
  grappe_figure *figure = figure_of("3", "N", "p. 1");
  grappe_publish_options options = {0};
  grappe_buffer out = {0};
  assert_fine(grappe_publish_figure(figure, &options, &out, &s->error), s->error);
  assert_string_equal(grappe_buffer_text(&out), "3\n[1] N, p. 1\n");
  grappe_buffer_free(&out);
  grappe_figure_release(figure);
}

static void formats(void **state) {
  grappe_error error = {0};
  (void)state;
  size_t count = 0;
  for (const char *name; (name = grappe_format_name(count)); count++) {
    grappe_publish_format format;
    assert_int_equal(grappe_format_parse(name, &format, &error), GRAPPE_OK);
    assert_int_equal((size_t)format, count);
  }
  assert_int_equal(count, GRAPPE_FORMAT_HTML + 1);
  grappe_publish_format format = GRAPPE_FORMAT_JSON;
  assert_int_equal(grappe_format_parse("xml", &format, &error), GRAPPE_ARGUMENT);
  assert_string_equal(error.message,
                      "'xml' is not a format of output: write one of table, csv, csv-excel-fr, json, md, xlsx, "
                      "jsonstat, sdmx, datapackage, svg, png, pdf, html");
  assert_int_equal(format, GRAPPE_FORMAT_JSON);
  static const struct {
    const char *path;
    int known;
    grappe_publish_format format;
  } paths[] = {{"a.csv", 1, GRAPPE_FORMAT_CSV},
               {"x/b.XLSX", 1, GRAPPE_FORMAT_XLSX},
               {"c.zip", 1, GRAPPE_FORMAT_DATAPACKAGE},
               {"map.svg", 1, GRAPPE_FORMAT_SVG},
               {"d.tar.json", 1, GRAPPE_FORMAT_JSON},
               {"e.csv/f", 0, 0},
               {"csv", 0, 0}};
  for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
    grappe_publish_format found = GRAPPE_FORMAT_TABLE;
    assert_int_equal(grappe_format_of_path(paths[i].path, &found), paths[i].known);
    if (paths[i].known) assert_int_equal(found, paths[i].format);
  }
}

static void without_memory(void **state) {
  scene *s = *state;
  grappe_figure *figure = figure_of("~53 %", "N", "p. 1");
  for (int format = GRAPPE_FORMAT_TABLE; format <= GRAPPE_FORMAT_MARKDOWN; format++) {
    grappe_publish_options options = {.format = (grappe_publish_format)format, .observatory = s->observatory};
    grappe_buffer first = {0};
    assert_fine(grappe_publish_figure(figure, &options, &first, &s->error), s->error);
    grappe_buffer_free(&first);
    for (long n = 1;; n++) {
      size_t held = grappe_memory_held();
      grappe_buffer out = {0};
      grappe_memory_fail_after(n);
      grappe_code code = grappe_publish_figure(figure, &options, &out, &s->error);
      grappe_memory_fail_after(0);
      grappe_buffer_free(&out);
      assert_int_equal(grappe_memory_held(), held);
      if (code == GRAPPE_OK) break;
      assert_int_equal(code, GRAPPE_MEMORY);
    }
  }
  grappe_figure_release(figure);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(for_people, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(reasons, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(for_programs, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(without_observatory, scene_begin, scene_end),
      cmocka_unit_test(formats),
      cmocka_unit_test_setup_teardown(without_memory, scene_begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
