/* Frames as CSV, for a French Excel and as JSON: read back, and valid whatever the cells hold. */
#include "publish/fixture.h"

#include "text/utf8.h"

/* --- readers that accept nothing but the format ---------------------------------------------------------------------
 */

/* Reads the next cell of RFC 4180 text into `cell`; *end is 1 after the last of a line. NULL where it is malformed. */
static const char *next_cell(const char *at, char separator, char *cell, int *end) {
  if (*at == '"') {
    for (at++; *at != '"' || at[1] == '"'; at++) {
      if (!*at) return NULL;
      if (*at == '"') at++;
      *cell++ = *at;
    }
    at++;
  } else {
    for (; *at && *at != separator && *at != '\n' && *at != '\r'; at++) {
      if (*at == '"') return NULL;
      *cell++ = *at;
    }
  }
  *cell = '\0';
  *end = *at != separator;
  if (*at == '\r') at++;
  if (*end && *at != '\n') return NULL;
  return at + 1;
}

static const char *json_value(const char *at);

static const char *json_string(const char *at) {
  if (*at++ != '"') return NULL;
  for (; *at != '"'; at++) {
    if ((unsigned char)*at < 0x20) return NULL;
    if (*at != '\\') continue;
    at++;
    if (*at == 'u' && strspn(at + 1, "0123456789abcdef") < 4) return NULL;
    if (!*at || !strchr("\"\\/bfnrtu", *at)) return NULL;
  }
  return at + 1;
}

static const char *json_members(const char *at, char close, int named) {
  if (*at == close) return at + 1;
  for (;; at++) {
    while (*at == '\n') at++;
    if (named) {
      at = json_string(at);
      if (!at || *at++ != ':') return NULL;
    }
    at = json_value(at);
    if (!at) return NULL;
    while (*at == '\n') at++;
    if (*at == close) return at + 1;
    if (*at != ',') return NULL;
  }
}

static const char *json_number(const char *at) {
  if (*at == '-') at++;
  size_t digits = strspn(at, "0123456789");
  if (!digits || (*at == '0' && digits > 1)) return NULL;
  at += digits;
  if (*at == '.') {
    digits = strspn(at + 1, "0123456789");
    if (!digits) return NULL;
    at += 1 + digits;
  }
  if (*at != 'e') return at;
  at += 1 + (at[1] == '-');
  digits = strspn(at, "0123456789");
  return digits ? at + digits : NULL;
}

static const char *json_value(const char *at) {
  static const char *const words[] = {"true", "false", "null"};
  if (*at == '{') return json_members(at + 1, '}', 1);
  if (*at == '[') return json_members(at + 1, ']', 0);
  if (*at == '"') return json_string(at);
  for (int i = 0; i < 3; i++)
    if (strncmp(at, words[i], strlen(words[i])) == 0) return at + strlen(words[i]);
  return json_number(at);
}

static int json_valid(const char *text) {
  const char *end = grappe_utf8_valid(text, strlen(text)) ? json_value(text) : NULL;
  return end && strcmp(end, "\n") == 0;
}

/* --- tests ----------------------------------------------------------------------------------------------------------
 */

static const grappe_publish_options csv = {.format = GRAPPE_FORMAT_CSV}, excel = {.format = GRAPPE_FORMAT_CSV_EXCEL_FR},
                                    json = {.format = GRAPPE_FORMAT_JSON};

static void figures(void **state) {
  scene *s = *state;
  assert_written(s, csv,
                 "basin,basin_name,jobs,jobs_low,jobs_high,jobs_unit,jobs_status,jobs_sources\n"
                 "valdereuil,Val-de-Reuil (basin),4750,4750,4750,jobs,A,N p. 1\n"
                 "evreux,Évreux (basin),>1500,1500,,jobs,A,N p. 2\n"
                 "caen,Caen (basin),?,,,jobs,O,\n");
  assert_written(s, excel,
                 "\xEF\xBB\xBF"
                 "basin;basin_name;jobs;jobs_low;jobs_high;jobs_unit;jobs_flag;jobs_status;jobs_sources\r\n"
                 "valdereuil;Val-de-Reuil (basin);4750;4750;4750;jobs;;A;N p. 1\r\n"
                 "evreux;Évreux (basin);;1500;;jobs;>;A;N p. 2\r\n"
                 "caen;Caen (basin);;;;jobs;?;O;\r\n");
  assert_written(s, json,
                 "[\n"
                 "{\"basin\":{\"code\":\"valdereuil\",\"name\":\"Val-de-Reuil (basin)\"},\"jobs\":{\"value\":4750,"
                 "\"low\":4750,\"high\":4750,\"unit\":\"jobs\",\"status\":\"A\",\"sources\":[{\"id\":\"N\","
                 "\"locator\":\"p. 1\"}]}},\n"
                 "{\"basin\":{\"code\":\"evreux\",\"name\":\"Évreux (basin)\"},\"jobs\":{\"value\":null,\"low\":1500,"
                 "\"high\":null,\"low_open\":true,\"unit\":\"jobs\",\"status\":\"A\",\"sources\":[{\"id\":\"N\","
                 "\"locator\":\"p. 2\"}]}},\n"
                 "{\"basin\":{\"code\":\"caen\",\"name\":\"Caen (basin)\"},\"jobs\":{\"value\":null,\"low\":null,"
                 "\"high\":null,\"unit\":\"jobs\",\"status\":\"O\",\"absence\":\"unknown\",\"sources\":[]}}\n"
                 "]\n");
}

/* What the notation says beside a number stands in a column of its own. */
static void flags(void **state) {
  scene *s = *state;
  static const char *const notations[] = {"-2.5", "~53 %", ">=3", "<7.5", "<=8", "1..2", "nc", "n/a", "s", "? (>=5)"};
  static const char *const wanted[] = {
      "-2,5;-2,5;-2,5;1;;", "53;52,5;53,5;%;~;", ";3;;1;>=;", ";;7,5;1;<;", ";;8;1;<=;",
      ";1;2;1;..;",         ";;;1;nc;",          ";;;1;n/a;", ";;;1;s;",    ";5;;1;?;"};
  enum { COUNT = sizeof notations / sizeof *notations };
  grappe_figure *all[COUNT];
  for (int i = 0; i < COUNT; i++) all[i] = figure_of(notations[i], NULL, NULL);
  new_frame(s, COUNT);
  add_figures(s, "x", all, COUNT);
  char *text = written(s, excel), *at = text;
  assert_ptr_equal(strstr(at, "x;x_low;x_high;x_unit;x_flag;x_status;x_sources\r\n"), at + 3);
  for (int i = 0; i < COUNT; i++) {
    at = strstr(at, "\r\n") + 2;
    if (strncmp(at, wanted[i], strlen(wanted[i])) != 0) fail_msg("%s: %.30s", notations[i], at);
  }
  grappe_free(text);
}

static void confidentiality(void **state) {
  scene *s = *state;
  grappe_figure_parts parts = grappe_figure_parts_none();
  parts.bounds = grappe_bounds_exact(3);
  parts.value = 3;
  parts.obs_status = 'E';
  parts.conf_status = 'C';
  grappe_figure *figure = grappe_figure_new(&parts);
  new_frame(s, 1);
  add_figures(s, "x", &figure, 1);
  grappe_publish_options whole = csv;
  whole.audience = GRAPPE_FOR_ENTITLED;
  assert_written(s, whole, "x,x_low,x_high,x_unit,x_status,x_sources\n3,3,3,1,E/C,\n");
}

static const char *const texts[] = {"plain", "a,b;c", "say \"x\"", "two\nlines\r\n", " edge ", "", "\"", "œuvre 製薬"};
enum { TEXTS = sizeof texts / sizeof *texts };

static void read_back(void **state) {
  scene *s = *state;
  new_frame(s, TEXTS);
  add_texts(s, "left", texts, TEXTS);
  add_texts(s, "right", texts, TEXTS);
  for (int french = 0; french < 2; french++) {
    char *text = written(s, french ? excel : csv), cell[100];
    const char *at = text + (french ? 3 : 0);
    int end;
    at = next_cell(next_cell(at, french ? ';' : ',', cell, &end), french ? ';' : ',', cell, &end);
    for (int i = 0; i < 2 * TEXTS; i++) {
      assert_non_null(at);
      at = next_cell(at, french ? ';' : ',', cell, &end);
      assert_string_equal(cell, texts[i / 2]);
      assert_int_equal(end, i % 2);
    }
    assert_non_null(at);
    assert_int_equal(*at, '\0');
    grappe_free(text);
  }
}

static void only_column(void **state) {
  scene *s = *state;
  new_frame(s, 2);
  add_texts(s, "name", (const char *const[]){"a", NULL}, 2);
  assert_written(s, csv, "name\na\n\"\"\n"); /* an empty line would be no row */
}

/* What Excel would run, or spoil; the plain CSV stays what it is. */
static void formulas(void **state) {
  static const char *const cells[] = {"=1+1",  "+33 1",          "-x",    "@SUM(A1)", "\tx", "\rx", "\uFF1D1",
                                      "01001", "12345678901234", "2A004", "75056",    "0",   "a=b"};
  enum { COUNT = sizeof cells / sizeof *cells };
  scene *s = *state;
  new_frame(s, COUNT);
  add_texts(s, "cell", cells, COUNT);
  assert_written(s, excel,
                 "\xEF\xBB\xBF"
                 "cell\r\n'=1+1\r\n'+33 1\r\n'-x\r\n'@SUM(A1)\r\n'\tx\r\n\"'\rx\"\r\n'\uFF1D1\r\n\"=\"\"01001\"\"\"\r\n"
                 "\"=\"\"12345678901234\"\"\"\r\n2A004\r\n75056\r\n0\r\na=b\r\n");
  assert_written(s, csv,
                 "cell\n=1+1\n+33 1\n-x\n@SUM(A1)\n\tx\n\"\rx\"\n\uFF1D1\n01001\n12345678901234\n2A004\n75056\n0\n"
                 "a=b\n");
}

static void titles_that_meet(void **state) {
  scene *s = *state;
  add_texts(s, "jobs_low", (const char *const[]){"a", "b", "c"}, 3);
  add_texts(s, "jobs_low_", (const char *const[]){"a", "b", "c"}, 3);
  char *text = written(s, csv);
  assert_int_equal(
      strncmp(text,
              "basin,basin_name,jobs,jobs_low__,jobs_high,jobs_unit,jobs_status,jobs_sources,jobs_low,jobs_low_\n", 97),
      0);
  grappe_free(text);
}

static void other_kinds(void **state) {
  scene *s = *state;
  grappe_value items[] = {{.kind = GRAPPE_VALUE_ROW, .row = s->basins[0]},
                          {.kind = GRAPPE_VALUE_ROW, .row = s->basins[2], .maybe = 1}};
  grappe_value lists[] = {{.kind = GRAPPE_VALUE_LIST, .items = items, .count = 2}, {.presence = GRAPPE_UNKNOWN}};
  grappe_value numbers[] = {{.kind = GRAPPE_VALUE_NUMBER, .number = 1.25}, {.presence = GRAPPE_NOT_APPLICABLE}};
  grappe_value answers[] = {{.kind = GRAPPE_VALUE_YESNO, .yes = 1}, {.presence = GRAPPE_UNKNOWN}};
  grappe_value days[] = {{.kind = GRAPPE_VALUE_DAY, .day = grappe_day_from_date(2019, 2, 4)},
                         {.presence = GRAPPE_NOT_COLLECTED}};
  new_frame(s, 2);
  add_column(s, "where", lists);
  add_column(s, "number", numbers);
  add_column(s, "answer", answers);
  add_column(s, "day", days);
  assert_written(s, csv,
                 "where,where_name,number,answer,day\n"
                 "valdereuil;caen?,Val-de-Reuil (basin); Caen (basin) (?),1.25,1,2019-02-04\n"
                 ",,n/a,,nc\n");
  assert_written(s, json,
                 "[\n{\"where\":[{\"code\":\"valdereuil\",\"name\":\"Val-de-Reuil (basin)\"},{\"code\":\"caen\","
                 "\"name\":\"Caen (basin)\",\"maybe\":true}],\"number\":1.25,\"answer\":true,\"day\":\"2019-02-04\"},\n"
                 "{\"where\":[],\"number\":null,\"answer\":null,\"day\":null}\n]\n");
  assert_written(s, (grappe_publish_options){0},
                 "where                number  answer  day\n"
                 "───────────────────  ──────  ──────  ──────────\n"
                 "Val-de-Reuil / Caen    1.25  yes     2019-02-04\n"
                 "                        n/a          nc\n");
}

static void json_whatever_comes(void **state) {
  scene *s = *state;
  char every[256] = {0};
  for (int i = 1; i < 256; i++) every[i - 1] = (char)i;
  const char *cells[] = {every, "\xC3", "\xED\xA0\x80", "\\\"\n\u2028\u202E\x7F", "\U0001F9EA"};
  new_frame(s, 5);
  add_texts(s, "any\"\\\n", cells, 5);
  char *text = written(s, json);
  assert_true(json_valid(text));
  assert_non_null(strstr(text, "\"\\\\\\\"\\n\\u2028\\u202e\\u007f\""));
  grappe_free(text);
  for (int i = 0; i < 2; i++) {
    text = written(s, i ? excel : csv);
    assert_true(grappe_utf8_valid(text, strlen(text)));
    grappe_free(text);
  }
  new_frame(s, 0);
  assert_written(s, json, "[]\n");
  jobs_frame(s);
  text = written(s, json);
  assert_true(json_valid(text));
  grappe_free(text);
  grappe_buffer out = {0};
  grappe_json_number(1.5, &out);
  grappe_json_number(NAN, &out);
  grappe_json_number(-INFINITY, &out);
  assert_string_equal(grappe_buffer_text(&out), "1.5nullnull");
  grappe_buffer_free(&out);
  assert_false(json_valid("[1,]\n") || json_valid("[\"\n\"]\n") || json_valid("[01]\n") || json_valid("{\"a\"}\n"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(figures, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(flags, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(confidentiality, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(read_back, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(only_column, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(formulas, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(titles_that_meet, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(other_kinds, scene_begin, scene_end),
      cmocka_unit_test_setup_teardown(json_whatever_comes, scene_begin, scene_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
