/* Frames as tables for a terminal and in Markdown. */
#include "publish/fixture.h"

#include "text/utf8.h"
#include "text/width.h"

static void aligned(void **state) {
  assert_written(*state, (grappe_publish_options){0},
                 "basin           jobs\n"
                 "────────────  ──────\n"
                 "Val-de-Reuil   4,750\n"
                 "Évreux        >1,500\n"
                 "Caen               ?\n"
                 "[1] N, p. 1; p. 2: Région Normandie et Polepharma\n");
}

static void in_french(void **state) {
  grappe_language_set(GRAPPE_FRENCH);
  assert_written(*state, (grappe_publish_options){.rows = 1},
                 "bassin        emplois\n"
                 "────────────  ───────\n"
                 "Val-de-Reuil    4\u202F750\n"
                 "… et 2 autres lignes\n"
                 "[1] N, p. 1 : Région Normandie et Polepharma\n");
}

static void coloured(void **state) {
  scene *s = *state;
  add_note(s, "one basin\x1b[2J is unknown");
  assert_written(s, (grappe_publish_options){.rows = 2, .colour = 1},
                 "\x1b[1mbasin           jobs\x1b[0m\n"
                 "────────────  ──────\n"
                 "Val-de-Reuil   4,750\n"
                 "Évreux        >1,500\n"
                 "\x1b[2m… and 1 more row\x1b[0m\n"
                 "\x1b[2mNote: one basin\\x1b[2J is unknown\x1b[0m\n"
                 "\x1b[2m[1] N, p. 1; p. 2: Région Normandie et Polepharma\x1b[0m\n");
}

static void mixed_columns(scene *s) {
  grappe_figure *mixed[] = {figure_of("~53 %", "P", "slide 2"), figure_of("490 k€", "N", ""),
                            figure_of("10000..20000 jobs", "X", "map")};
  add_figures(s, "mixed", mixed, 3);
  add_texts(s, "name", (const char *const[]){"製薬 | *", "evil\x1b[31m\n\u202Ename \xff", NULL}, 3);
  add_texts(s, "code", (const char *const[]){"01001", "2A004", ""}, 3);
}

static void units_apart(void **state) {
  mixed_columns(*state);
  assert_written(*state, (grappe_publish_options){0},
                 "basin           jobs                mixed  name                             code\n"
                 "────────────  ──────  ───────────────────  ───────────────────────────────  ─────\n"
                 "Val-de-Reuil   4,750             ~53 %     製薬 | *                         01001\n"
                 "Évreux        >1,500             490 k€    evil\\x1b[31m\\n\\u{202e}name \\xff  2A004\n"
                 "Caen               ?  10,000..20,000 jobs\n"
                 "[1] N, p. 1; p. 2: Région Normandie et Polepharma\n"
                 "[2] P, slide 2: Presentazione\n"
                 "[3] X, map\n");
}

static void narrow(void **state) {
  scene *s = *state;
  mixed_columns(s);
  assert_written(s, (grappe_publish_options){.width = 60},
                 "basin           jobs                mixed  name\n"
                 "────────────  ──────  ───────────────────  ─────────────────\n"
                 "Val-de-Reuil   4,750             ~53 %     製薬 | *\n"
                 "Évreux        >1,500             490 k€    evil\\x1b[31m\\n\\u…\n"
                 "Caen               ?  10,000..20,000 jobs\n"
                 "… and more columns, for a wider terminal or -o FILE: code\n"
                 "[1] N, p. 1; p. 2: Région Normandie et Polepharma\n"
                 "[2] P, slide 2: Presentazione\n"
                 "[3] X, map\n");
  /* the sources of columns that are not shown are not listed */
  assert_written(s, (grappe_publish_options){.width = 30},
                 "basin           jobs\n"
                 "────────────  ──────\n"
                 "Val-de-Reuil   4,750\n"
                 "Évreux        >1,500\n"
                 "Caen               ?\n"
                 "… and more columns, for a\n"
                 "wider terminal or -o FILE:\n"
                 "mixed, name, code\n"
                 "[1] N, p. 1; p. 2: Région\n"
                 "Normandie et Polepharma\n");
}

/* The heading that the column would have had, and the name that a script asks for it by. */
static void narrow_in_french(void **state) {
  scene *s = *state;
  mixed_columns(s);
  grappe_language_set(GRAPPE_FRENCH);
  char *text = written(s, (grappe_publish_options){.width = 30});
  assert_non_null(strstr(text, "mixed, nom (name),\ncode"));
  grappe_free(text);
}

/* No line is wider than asked, those below the table neither, and none of its numbers is cut. */
static void any_width(void **state) {
  scene *s = *state;
  mixed_columns(s);
  for (int width = 20; width < 100; width++) {
    char *text = written(s, (grappe_publish_options){.width = width});
    assert_true(grappe_utf8_valid(text, strlen(text)));
    assert_non_null(strstr(text, ">1,500"));
    if (strstr(text, "mixed ")) assert_non_null(strstr(text, "10,000..20,000 jobs"));
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
      if (grappe_width(line) > width) fail_msg("at %d: %s", width, line);
    }
    grappe_free(text);
  }
}

/* Codes, which are typed again, stay whole while there is a text to shorten, and a column that has no room for one is
 * named below instead. */
static void codes_last(void **state) {
  scene *s = *state;
  add_texts(s, "title",
            (const char *const[]){"Shared platforms and research projects of the cluster", "Members", "Jobs"}, 3);
  add_texts(s, "id", (const char *const[]){"basin_concentration_of_jobs", "members", "jobs"}, 3);
  add_texts(s, "ahead_of", (const char *const[]){"Normandy (region), Brittany (region)", NULL, NULL}, 3);
  for (int width = 60; width <= 120; width += 20) {
    char *text = written(s, (grappe_publish_options){.width = width});
    assert_non_null(strstr(text, "4,750"));
    if (!strstr(text, "basin_concentration_of_jobs")) {
      assert_int_equal(width, 60);
      assert_non_null(strstr(text, "-o FILE: ")); /* and there is told */
      assert_non_null(strstr(strstr(text, "-o FILE: "), "id"));
    }
    if (width >= 100) assert_non_null(strstr(text, "Normandy (reg"));
    grappe_free(text);
  }
}

static void many_sources(void **state) {
  scene *s = *state;
  grappe_figure *figures[30];
  new_frame(s, 30);
  for (int i = 0; i < 30; i++) {
    char source[20], locator[20];
    snprintf(source, sizeof source, "S%02d", i * 7 % 15); /* each twice */
    snprintf(locator, sizeof locator, "row %d", i);
    figures[i] = figure_of("1 jobs", source, locator);
  }
  add_figures(s, "jobs", figures, 30);
  char *text = written(s, (grappe_publish_options){0});
  assert_non_null(strstr(text, "\n[1] S00, row 0; row 15\n[2] S07, row 1; row 16\n")); /* as they come, not by name */
  assert_non_null(strstr(text, "\n[6] S05, row 5; row 20\nand 9 more sources\n"));
  grappe_free(text);
  for (int i = 0; i < 30; i++) {
    char locator[20];
    snprintf(locator, sizeof locator, "row %d", i % 5);
    figures[i] = figure_of("1 jobs", "N", locator);
  }
  add_figures(s, "jobs", figures, 30);
  text = written(s, (grappe_publish_options){0});
  assert_non_null(strstr(text, "\n[1] N, row 0; row 1; row 2; …: Région Normandie et Polepharma\n"));
  grappe_free(text);
}

static void without_rows(void **state) {
  scene *s = *state;
  new_frame(s, 0);
  assert_written(s, (grappe_publish_options){0}, "(no rows)\n");
  add_figures(s, "jobs", NULL, 0);
  assert_written(s, (grappe_publish_options){0}, "jobs\n────\n(no rows)\n");
  assert_written(s, (grappe_publish_options){.format = GRAPPE_FORMAT_MARKDOWN}, "| jobs |\n| --- |\n");
}

static void markdown(void **state) {
  scene *s = *state;
  mixed_columns(s);
  add_note(s, "two *sources* disagree");
  assert_written(s, (grappe_publish_options){.format = GRAPPE_FORMAT_MARKDOWN},
                 "| basin | jobs | mixed | name | code |\n"
                 "| --- | ---: | ---: | --- | --- |\n"
                 "| Val-de-Reuil | 4,750 | \\~53\u00A0% | 製薬 \\| \\* | 01001 |\n"
                 "| Évreux | \\>1,500 | 490\u00A0k€ | evil\\\\x1b\\[31m\\\\n\\\\u\\{202e\\}name \\\\xff | 2A004 |\n"
                 "| Caen | ? | 10,000..20,000\u00A0jobs |  |  |\n"
                 "\n"
                 "Note: two \\*sources\\* disagree\n"
                 "\n"
                 "1. N, p. 1; p. 2: Région Normandie et Polepharma\n"
                 "2. P, slide 2: Presentazione\n"
                 "3. X, map\n");
}

static void without_memory(void **state) {
  scene *s = *state;
  mixed_columns(s);
  add_note(s, "a note");
  grappe_free(written(s, (grappe_publish_options){0})); /* what is loaded once stays */
  for (int format = GRAPPE_FORMAT_TABLE; format <= GRAPPE_FORMAT_MARKDOWN; format++) {
    grappe_publish_options options = {.format = (grappe_publish_format)format, .width = 50};
    assert_true(assert_written_or_nothing(s, &options) > 3);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(aligned, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(in_french, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(coloured, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(units_apart, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(narrow, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(narrow_in_french, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(any_width, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(codes_last, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(many_sources, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(without_rows, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(markdown, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(without_memory, scene_begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
