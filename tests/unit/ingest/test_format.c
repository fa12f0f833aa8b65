/* Formats: headers matched by name, every type of cell, wide files, what is left out and what is rejected. The rows are
 * made up; those of test_format_samples.c are real. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingest/format_dump.h"

#define COLUMNS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The lines that are rows, or those that are not. */
static void filter(const char *text, int what, grappe_buffer *out) {
  for (const char *end; *text; text = end) {
    end = strchr(text, '\n');
    end = end ? end + 1 : text + strlen(text);
    if (what & (*text == '[' ? DUMP_ROWS : DUMP_REST)) grappe_buffer_add_bytes(out, text, (size_t)(end - text));
  }
}

static void expect_part(const grappe_format *format, const char *text, const char *expected, size_t batch_rows,
                        int what) {
  grappe_buffer found = {0}, wanted = {0};
  dump_text(format, text, batch_rows, what, &found);
  filter(expected, what, &wanted);
  if (strcmp(grappe_buffer_text(&found), grappe_buffer_text(&wanted)) != 0)
    fail_msg("%s\ninstead of\n%s\nfor\n%s", grappe_buffer_text(&found), grappe_buffer_text(&wanted), text);
  grappe_buffer_free(&found);
  grappe_buffer_free(&wanted);
}

static void expect(const grappe_format *format, const char *text, const char *expected) {
  expect_part(format, text, expected, 1, DUMP_ALL);
  expect_part(format, text, expected, 2, DUMP_ROWS);
  expect_part(format, text, expected, 0, DUMP_ROWS);
  expect_part(format, text, expected, 0, DUMP_REST);
}

/* One column x of the type that is given. */
static void expect_cells(grappe_format_field field, const char *text, const char *expected) {
  field.target = "x";
  field.columns = COLUMNS("X");
  const grappe_format_field fields[] = {field, {0}};
  const grappe_format format = {.id = "t", .fields = fields, .reader = {.separator = ';'}};
  expect(&format, text, expected);
}

static void texts_and_codes(void **state) {
  (void)state;
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_TEXT}, "X;Y\n Évreux \xC2\xA0;\n;\n\"\t1\";\n",
               "[Évreux]\n[unknown]\n[1]\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_CODE, .width = 5},
               "X;Y\n1001;\n2A004;\n12;\n7 5;\n123456;\n",
               "[01001]\n[2A004]\n[00012]\n! f:5:1: '7 5' is no code: it has a space in it\n"
               "! f:6:1: '123456' has not the 5 characters of this code\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_ACTIVITY}, "X;Y\n2120Z;\n21.20Z;\n2120;\n21;\nCF;\n0111z;\n",
               "[21.20Z]\n[21.20Z]\n[21.20]\n[21]\n[CF]\n[01.11Z]\n");
  const grappe_format_value values[] = {{"A", "open"}, {"F", "closed"}, {NULL, NULL}};
  expect_cells((grappe_format_field){.values = values}, "X;Y\nA;\nF;\nZ;\n", "[open]\n[closed]\n[Z]\n");
  expect_cells((grappe_format_field){.values = values, .closed = 1}, "X;Y\nA;\nZ;\n",
               "[open]\n! f:3:1: 'Z' is none of the values that this column has: A, F\n");
}

static void numbers(void **state) {
  (void)state;
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_SIREN},
               "X;Y\n016750697;\n016 750 697;\n016750698;\n1675069;\n",
               "[016750697]\n[016750697]\n! f:4:1: the check digit of '016750698' is wrong: a digit is mistyped or two "
               "are swapped\n! f:5:1: '1675069' is not a SIREN number: it has nine digits\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_SIRET}, "X;Y\n\"\t11004301500012\";\n",
               "[11004301500012]\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_INTEGER},
               "X;Y\n0;\n-12;\n1 234 567;\n3.0;\n1e3;\n1.5;\nx;\n9999999999999999999;\n",
               "[0]\n[-12]\n[1234567]\n[3]\n[1000]\n"
               "! f:7:1: '1.5' is not a whole number: this field takes no decimals\n"
               "! f:8:1: 'x' is not a whole number: this field takes no decimals\n"
               "! f:9:1: '9999999999999999999' is not a whole number: this field takes no decimals\n");
  expect_cells(
      (grappe_format_field){.type = GRAPPE_FORMAT_NUMBER, .decimal = ','},
      "X;Y\n1,5;\n1.234,5;\n12;\n0,1;\n-0,25;\n1.5;\n",
      "[1.5]\n[1234.5]\n[12]\n[0.1]\n[-0.25]\n! f:7:1: '1.5' is not a number: write digits, such as 4750 or 49.1\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_NUMBER, .decimal = '.'},
               "X;Y\n1.5;\n1,234.5;\n.5;\n123456789012345.25;\n1e-3;\n5.;\n",
               "[1.5]\n[1234.5]\n[0.5]\n[123456789012345.25]\n"
               "[0.001]\n! f:7:1: '5.' is not a number: write digits, such as 4750 or 49.1\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_NUMBER}, "X;Y\n1.5;\n1,5;\n1,234;\n",
               "[1.5]\n[1.5]\n! f:4:1: '1,234' may be read in two ways: write it without separators between thousands, "
               "with a point before decimals\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_YESNO}, "X;Y\ntrue;\nN;\nOui;\n0;\nperhaps;\n",
               "[yes]\n[no]\n[yes]\n[no]\n! f:6:1: 'perhaps' is neither yes nor no: write yes or no\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_YESNO, .yes = COLUMNS("ACTIVE"), .no = COLUMNS("INACTIVE")},
               "X;Y\nACTIVE;\nINACTIVE;\ntrue;\n",
               "[yes]\n[no]\n! f:4:1: 'true' is neither yes nor no: write yes or no\n");
}

static void times(void **state) {
  (void)state;
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_DAY},
               "X;Y\n2024-02-29;\n2025-12-06T05:25:38;\n2023-02-29;\n31/08/2023;\n",
               "[2024-02-29]\n[2025-12-06]\n! f:4:1: '2023-02-29' is not a day: write it as 2018-03-31\n"
               "! f:5:1: '31/08/2023' is not a day: write it as 2018-03-31\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_DAY, .day_order = GRAPPE_DAY_MONTH_YEAR},
               "X;Y\n31/08/2023;\n1/2/2023;\n31.08.2023;\n2023-08-31;\n08/31/2023;\n31/08/23;\n",
               "[2023-08-31]\n[2023-02-01]\n[2023-08-31]\n! f:5:1: '2023-08-31' is not a day: write it as 31/03/2018\n"
               "! f:6:1: '08/31/2023' is not a day: write it as 31/03/2018\n"
               "! f:7:1: '31/08/23' is not a day: write it as 31/03/2018\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_DAY, .day_order = GRAPPE_DAY_EITHER},
               "X;Y\n31/08/2023 12:00;\n2023-08-31;\n", "[2023-08-31]\n[2023-08-31]\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_YEAR}, "X;Y\n2023;\n23;\n",
               "[2023]\n! f:3:1: '23' is not a year: it has four digits\n");
  expect_cells(
      (grappe_format_field){.type = GRAPPE_FORMAT_PERIOD},
      "X;Y\n2018;\n2018-03;\n2018-Q4;\n2018Q1;\n2018-S2;\n2018M12;\n2018-01-01/"
      "2018-06-30;\n2018-13;\n2018-Q5;\n2020-W53;\n2021-W53;\n",
      "[2018]\n[2018-03]\n[2018-10-01/2018-12-31]\n[2018-01-01/2018-03-31]\n[2018-07-01/2018-12-31]\n[2018-12]\n"
      "[2018-01-01/2018-06-30]\n! f:9:1: '2018-13' is not a period: write it as 2018, 2018-03 or 2018-Q1\n"
      "! f:10:1: '2018-Q5' is not a period: write it as 2018, 2018-03 or 2018-Q1\n"
      "[2020-12-28/2021-01-03]\n"
      "! f:12:1: '2021-W53' is not a period: write it as 2018, 2018-03 or 2018-Q1\n");
}

static void absences(void **state) {
  (void)state;
  const grappe_format_absent absent[] = {
      {"K", GRAPPE_SUPPRESSED}, {":", GRAPPE_NOT_COLLECTED}, {"[ND]", GRAPPE_SUPPRESSED}, {NULL, 0}};
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_NUMBER, .absent = absent},
               "X;Y\n0;\n;\nK;\n:;\n [ND] ;\nk;\n",
               "[0]\n[unknown]\n[suppressed]\n[not_collected]\n[suppressed]\n"
               "! f:7:1: 'k' is not a number: write digits, such as 4750 or 49.1\n");
  const grappe_format_absent none[] = {{"", GRAPPE_NOT_APPLICABLE}, {NULL, 0}};
  expect_cells((grappe_format_field){.absent = none}, "X;Y\n;\n", "[not_applicable]\n");
  expect_cells((grappe_format_field){.filled = 1}, "X;Y\na;\n;\n",
               "[a]\n! f:3:1: it is empty and must not be: fill it in\n");
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_INTEGER, .wrong = GRAPPE_WRONG_UNKNOWN}, "X;Y\n1;\nx;\n",
               "[1]\n? f:3:1: 'x' is not a whole number: this field takes no decimals\n[unknown]\n");
  const grappe_format_band bands[] = {
      {"NN", 0, 0, GRAPPE_UNKNOWN}, {"00", 0, 0, 0}, {"01", 1, 2, 0}, {"53", 10000, INFINITY, 0}, {NULL, 0, 0, 0}};
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_BAND, .bands = bands}, "X;Y\nNN;\n00;\n01;\n53;\n;\n99;\n",
               "[unknown 0..inf]\n[0..0]\n[1..2]\n[10000..inf]\n[unknown 0..inf]\n"
               "! f:7:1: '99' is none of the bands that this column has\n");
}

static void flags(void **state) {
  (void)state;
  const grappe_format_absent signs[] = {{"c", GRAPPE_SUPPRESSED}, {NULL, 0}};
  const grappe_format_field fields[] = {{.target = "x",
                                         .columns = COLUMNS("X"),
                                         .type = GRAPPE_FORMAT_FLAGGED,
                                         .decimal = '.',
                                         .flags = signs,
                                         .flags_target = "x_status"},
                                        {0}};
  const grappe_format format = {.id = "t", .fields = fields, .reader = {.separator = '\t'}};
  expect(&format, "X \tY\n628 e\t\n1.5\t\n: c\t\n:\t\n 12 bp \t\ne\t\n\t\n",
         "[628][e]\n[1.5][not_applicable]\n[suppressed][c]\n[unknown][not_applicable]\n[12][bp]\n"
         "! f:7:1: 'e' is not a number: write digits, such as 4750 or 49.1\n[unknown][unknown]\n");
}

static void positions(void **state) {
  (void)state;
  /* what PROJ 9.1.1 makes of them: +proj=lcc +lat_0=46.5 +lon_0=3 +lat_1=49 +lat_2=44 …, +proj=utm +zone=20, 40 */
  const grappe_format_field fields[] = {{.target = "longitude",
                                         .columns = COLUMNS("X"),
                                         .second = COLUMNS("Y"),
                                         .zone = COLUMNS("COM"),
                                         .type = GRAPPE_FORMAT_LONGITUDE},
                                        {.target = "latitude",
                                         .columns = COLUMNS("X"),
                                         .second = COLUMNS("Y"),
                                         .zone = COLUMNS("COM"),
                                         .type = GRAPPE_FORMAT_LATITUDE},
                                        {0}};
  const grappe_format format = {.id = "t", .fields = fields, .reader = {.separator = ';'}};
  expect(&format,
         "X;Y;COM\n562000;6928000;27229\n550000;1700000;97105\n400000;7730000;97411\n;;\n562000;;\n1;2;27229\n",
         "[1.097861278][49.436477521]\n[-62.534095718][15.376290605]\n[56.040831581][-20.526147097]\n"
         "[unknown][unknown]\n[unknown][unknown]\n"
         "! f:7:1: '1' is no position in metres that lies where this projection does\n"
         "! f:7:1: again: '1' is no position in metres that lies where this projection does\n");
}

static void composed_texts(void **state) {
  (void)state;
  const grappe_format_value prefixes[] = {{"COM", ""}, {NULL, NULL}};
  const grappe_format_value values[] = {{"F", "FR"}, {NULL, NULL}};
  const grappe_format_also also[] = {{COLUMNS("ZE"), "ZE2020-", 4}, {COLUMNS("EPCI"), NULL, 0}, {NULL, NULL, 0}};
  const grappe_format_field fields[] = {{.target = "place",
                                         .columns = COLUMNS("GEO"),
                                         .prefix_by = COLUMNS("OBJECT"),
                                         .prefixes = prefixes,
                                         .values = values},
                                        {.target = "parents",
                                         .columns = COLUMNS("DEP"),
                                         .type = GRAPPE_FORMAT_CODE,
                                         .width = 2,
                                         .prefix = "DEP-",
                                         .also = also},
                                        {0}};
  const grappe_format_absent none[] = {{"ZZ", GRAPPE_NOT_APPLICABLE}, {NULL, 0}};
  const grappe_format format = {.id = "t", .fields = fields, .absent = none, .reader = {.separator = ';'}};
  expect(&format, "GEO;OBJECT;DEP;ZE\n27701;COM;27;2815\n28;REG;1;\nF; ;;51\n;REG;ZZ;ZZ\n1;DEP;2 7;\n",
         "[27701][DEP-27;ZE2020-2815]\n[REG-28][DEP-01]\n[FR][ZE2020-0051]\n[unknown][unknown]\n"
         "! f:6:7: '2 7' is no code: it has a space in it\n");
}

static void columns_that_qualify_others(void **state) {
  (void)state;
  const grappe_format_absent why[] = {{"K", GRAPPE_SUPPRESSED}, {NULL, 0}};
  const grappe_format_field fields[] = {
      {.target = "jobs",
       .columns = COLUMNS("OBS_VALUE"),
       .type = GRAPPE_FORMAT_INTEGER,
       .flags = why,
       .flags_by = COLUMNS("OBS_STATUS"),
       .only_by = COLUMNS("MEASURE"),
       .only = COLUMNS("EMPL")},
      {.target = "until", .columns = COLUMNS("D"), .type = GRAPPE_FORMAT_DAY, .shift = -1, .optional = 1},
      {0}};
  const grappe_format format = {.id = "t", .fields = fields, .reader = {.separator = ';'}};
  expect(&format,
         "OBS_VALUE;OBS_STATUS;MEASURE;D\n12;A;EMPL;2016-01-01\n;K;EMPL;\n;A;EMPL;\n0;A;EMPL;\n3;A;UNITS;\n5;K;EMPL;\n",
         "[12][2015-12-31]\n[suppressed][unknown]\n[unknown][unknown]\n[0][unknown]\n[not_applicable][unknown]\n"
         "[5][unknown]\n");
}

static void rows_with_the_same_text_twice(void **state) {
  (void)state;
  const grappe_format_field fields[] = {{.target = "from", .columns = COLUMNS("A")}, {0}};
  const grappe_format_skip skips[] = {
      {.columns = COLUMNS("A"), .test = GRAPPE_TEST_SAME, .other = COLUMNS("B"), .reason = {"the same"}}, {0}};
  const grappe_format format = {.id = "t", .fields = fields, .skips = skips, .reader = {.separator = ';'}};
  expect(&format, "A;B\n1;1\n1;2\n;\n12;1\n", "[1]\n[12]\n- 2 the same\n");
}

/* What was rejected is read again as it was written, whatever the publisher's file looked like. */
static void mended_rejects(void **state) {
  (void)state;
  const grappe_format_field fields[] = {{.target = "x", .columns = COLUMNS("X"), .type = GRAPPE_FORMAT_INTEGER}, {0}};
  const grappe_format format = {
      .id = "t", .fields = fields, .reader = {.separator = '\t', .skip_rows = 2, .encoding = GRAPPE_CSV_WINDOWS_1252}};
  expect(&format, "title\nof it\nX\tY\n1\t\xE9\n", "[1]\n");
  expect(&format, "X\tY\terror_column\terror\n1\té\tX\twhy\n2\t\t\t\n", "[1]\n[2]\n");
  expect(&format, "\"X\";\"Y\";\"error_column\";\"error\"\r\n1;é;X;why\r\n", "[1]\n");
  const grappe_format json = {.id = "t", .fields = fields, .reader = {.kind = GRAPPE_RECORDS_JSON, .path = "a"}};
  expect(&json, "X,error_column,error\n3,X,why\n", "[3]\n");
}

static void other_columns_kept(void **state) {
  (void)state;
  const grappe_format_field fields[] = {
      {.target = "value", .columns = COLUMNS("OBS_VALUE"), .type = GRAPPE_FORMAT_NUMBER}, {0}};
  const grappe_format format = {.id = "t", .fields = fields, .keep_others = 1, .reader = {.separator = ','}};
  const char *names[] = {"LAST UPDATE", "OBS_VALUE", "value", "Âge (années)", "2018", "%"};
  static const char *const wanted[] = {"value", "last_update", "value_2", "age_annees", "column_2018", "column"};
  grappe_error error = {0};
  char path[] = "/tmp/grappe-test-XXXXXX";
  grappe_format_reader *reader;
  put_file(path, "LAST UPDATE,OBS_VALUE,value,Âge (années),2018,%\nx,1,y,z,t,u\n");
  assert_int_equal(grappe_format_open(&format, path, NULL, &reader, &error), GRAPPE_OK);
  const grappe_typed_batch *batch = grappe_format_batch(reader);
  assert_int_equal(batch->column_count, sizeof names / sizeof *names);
  for (size_t i = 0; i < batch->column_count; i++) assert_string_equal(batch->columns[i].name, wanted[i]);
  grappe_format_close(reader);
  unlink(path);
  expect(&format, "LAST UPDATE,OBS_VALUE,geo\n20/01/25,1.5,FRD\n", "[1.5][20/01/25][FRD]\n");
}

static const grappe_format_field wide_fields[] = {
    {.target = "commune", .columns = (const char *const[]){"Code commune", NULL}, .type = GRAPPE_FORMAT_CODE},
    {.target = "establishments",
     .columns = (const char *const[]){"Nombre d'établissements {period}", NULL},
     .type = GRAPPE_FORMAT_INTEGER},
    {.target = "jobs",
     .columns = (const char *const[]){"Effectifs salariés {period}", NULL},
     .type = GRAPPE_FORMAT_INTEGER},
    {.target = "kind", .constant = "panel"},
    {0}};

static void wide_files(void **state) {
  (void)state;
  grappe_format format = {.id = "t", .fields = wide_fields};
  const char *text =
      "\xEF\xBB\xBF"
      "Code commune;Nombre d'établissements 2007;Effectifs salariés 2007;Nombre d’etablissements 2006;EFFECTIFS "
      "SALARIES "
      "2006;Total\r\n76005;1;3;;;9\r\n76006;;;2;0;9\r\n76007;;;;;\r\n76008;1;;4;x;\r\n76009;1;2;3;4;\r\n";
  expect(&format, text,
         "[76005][1][3][panel][2007]\n[76006][2][0][panel][2006]\n"
         "! f:5:12: 'x' is not a whole number: this field takes no decimals\n"
         "[76009][3][4][panel][2006]\n[76009][1][2][panel][2007]\n- 4 no value in this period\n");
  format.keep_empty = 1;
  format.period_target = "year";
  expect(&format, "Code commune;Effectifs salariés 2006;Nombre d'établissements 2006\n1;;\n",
         "[1][unknown][unknown][panel][2006]\n");
  expect(&format, "Code commune;Effectifs salariés 2006\n1;2\n",
         "! the column 'Nombre d'établissements {period}', which format t needs, is not in the header: is this another "
         "file, or another version of it?");
}

static void eurostat(void **state) {
  (void)state;
  const grappe_format_field fields[] = {
      {.target = "unit", .columns = COLUMNS("unit")},
      {.target = "geo", .columns = COLUMNS("geo"), .type = GRAPPE_FORMAT_CODE},
      {.target = "value", .columns = COLUMNS("{period}"), .type = GRAPPE_FORMAT_FLAGGED},
      {0}};
  const grappe_format format = {.id = "t", .fields = fields, .reader = {.separator = '\t', .split_first = ','}};
  expect(&format, "freq,unit,geo\\TIME_PERIOD\t2018 \t2019-Q1 \nA,THS,FRB0\t628 e\t: \nA,THS,FRD\t: \t5\nA,THS\t1\t2\n",
         "[THS][FRB0][628][2018]\n[THS][FRD][5][2019-01-01/2019-03-31]\n"
         "! f:4: this record has not as many fields (4) as the header (5): look for a missing or spare separator, or a "
         "field that "
         "wants quotes\n- 2 no value in this period\n");
}

static void headers(void **state) {
  (void)state;
  const grappe_format_field fields[] = {
      {.target = "siret", .columns = COLUMNS("siret_of", "siret"), .type = GRAPPE_FORMAT_TEXT},
      {.target = "hours", .columns = COLUMNS("nombre_heures_total_min"), .optional = 1, .type = GRAPPE_FORMAT_INTEGER},
      {.target = "nomenclature", .constant = "NAFRev2"},
      {0}};
  const grappe_format format = {.id = "mcf", .fields = fields, .reader = {.separator = ','}};
  expect(&format, "x,siret\n1,2\n", "[2][unknown][NAFRev2]\n");
  expect(&format, "Nombre heures (total) min,siret,SIRET_OF\n5,2,3\n", "[3][5][NAFRev2]\n");
  expect(&format, "siret,siret\n1,2\n", "! two columns are called 'siret': rename the one that is not meant");
  expect(&format, "nom_of,siret_off\n1,2\n",
         "! the column 'siret_of', which format mcf needs, is not in the header; did the publisher rename it to "
         "'siret_off'?");
  const grappe_format closed = {.id = "mcf", .fields = fields, .closed = 1, .reader = {.separator = ','}};
  expect(&closed, "siret,x\n1,2\n", "! the column 'x' is none that format mcf knows: rename it or take it out");
  const char *const names[] = {"siret", "error", "other"};
  grappe_plan *plan;
  size_t count;
  assert_int_equal(grappe_plan_make(&format, names, 3, &plan, NULL), GRAPPE_OK);
  assert_int_equal(grappe_plan_unused(plan, &count)[0], 2);
  assert_int_equal(count, 1);
  assert_string_equal(grappe_plan_missing(plan, &count)[0]->target, "hours");
  grappe_plan_free(plan);
}

static void rows_left_out(void **state) {
  (void)state;
  const grappe_format_field fields[] = {{.target = "siren", .columns = COLUMNS("siren")}, {0}};
  const grappe_format_skip skips[] = {
      {.columns = COLUMNS("cj"), .values = COLUMNS("1000", "9*"), .reason = {"natural persons"}},
      {.columns = COLUMNS("type"),
       .test = GRAPPE_TEST_NOT_IN,
       .values = COLUMNS("COM"),
       .reason = {"no communes"},
       .optional = 1},
      {.columns = COLUMNS("siren"), .test = GRAPPE_TEST_EMPTY, .reason = {"without number"}},
      {0}};
  const grappe_format format = {.id = "t", .fields = fields, .skips = skips, .reader = {.separator = ','}};
  expect(&format, "siren,cj,type\n1,1000,COM\n2,5710,COM\n3,9220,COM\n4,5710,COMD\n,5710,COM\n5,10,COM\n",
         "[2]\n[5]\n- 2 natural persons\n- 1 no communes\n- 1 without number\n");
  expect(&format, "siren,cj\n1,1\n", "[1]\n- 0 natural persons\n- 0 no communes\n- 0 without number\n");
}

static grappe_code reverse(void *context, const char *text, size_t length, grappe_buffer *result, grappe_error *error) {
  (void)context;
  if (length == 3) return grappe_fail(error, GRAPPE_DATA, "three");
  while (length) grappe_buffer_add_char(result, text[--length]);
  return GRAPPE_OK;
}

static void computed_fields(void **state) {
  (void)state;
  expect_cells((grappe_format_field){.type = GRAPPE_FORMAT_INTEGER, .compute = reverse}, "X;Y\n21;\n123;\n;\n",
               "[12]\n! f:3:1: three\n[unknown]\n");
}

static void descriptions(void **state) {
  (void)state;
  static const char *const x[] = {"X", NULL}, *const p[] = {"{period}", NULL};
  static const grappe_format_band upside_down[] = {{"1", 2, 1, 0}, {NULL, 0, 0, 0}};
  const grappe_format_field wrong[][3] = {
      {{.target = "x"}, {0}},
      {{.target = "x", .columns = x, .constant = "1"}, {0}},
      {{.target = "x", .columns = x, .type = GRAPPE_FORMAT_BAND}, {0}},
      {{.target = "x", .columns = x, .type = GRAPPE_FORMAT_BAND, .bands = upside_down}, {0}},
      {{.target = "x", .columns = x, .type = GRAPPE_FORMAT_LATITUDE}, {0}},
      {{.target = "x", .columns = x, .decimal = ';'}, {0}},
      {{.target = "x", .columns = x}, {.target = "x", .columns = p}, {0}},
      {{.target = "period", .columns = x}, {.target = "x", .columns = p}, {0}},
      {{0}}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    grappe_error error = {0};
    assert_int_equal(grappe_format_check(&(grappe_format){.id = "t", .fields = wrong[i]}, &error), GRAPPE_ARGUMENT);
    assert_true(*error.message);
  }
  assert_int_equal(grappe_format_check(&(grappe_format){.id = "t", .fields = wide_fields}, NULL), GRAPPE_OK);
}

static void recognition(void **state) {
  (void)state;
  const grappe_format_field a[] = {
      {.target = "a", .columns = COLUMNS("COM")}, {.target = "b", .columns = COLUMNS("LIBELLE")}, {0}};
  const grappe_format_field b[] = {{.target = "a", .columns = COLUMNS("COM")}, {0}};
  const grappe_format cog = {.id = "cog", .fields = a}, small = {.id = "small", .fields = b},
                      wide = {.id = "wide", .fields = wide_fields};
  const grappe_format *const formats[] = {&small, &wide, &cog};
  grappe_likeness likeness[2];
  assert_int_equal(grappe_format_recognise(formats, 3, COLUMNS("COM", "libelle"), 2, likeness, 2), 2);
  assert_string_equal(likeness[0].format->id, "cog");
  assert_string_equal(likeness[1].format->id, "small");
  assert_int_equal(
      grappe_format_recognise(formats, 3, COLUMNS("Code commune", "Effectifs salariés 2024"), 2, likeness, 2), 1);
  assert_string_equal(likeness[0].format->id, "wide");
  assert_int_equal(likeness[0].required, 3);
  assert_int_equal(likeness[0].found, 2);
  grappe_error error = {0};
  grappe_format_fail_unknown(formats, 3, "f.csv", COLUMNS("LIBELLE", "Z"), 2, &error);
  assert_string_equal(error.message,
                      "f.csv is of no format that is known; its header comes nearest to: cog (without 'COM'). Name the "
                      "format, or describe this one with 'grappe new format'; a table of the registry comes in by "
                      "'grappe import registry'");
  assert_int_equal(grappe_format_fail_unknown(formats, 3, "f.csv", COLUMNS("Z"), 1, &error), GRAPPE_NOT_FOUND);
  assert_non_null(strstr(error.message, "begins with 'Z'"));
}

static grappe_code keep_reject(void *context, const grappe_format_finding *finding, grappe_error *error) {
  (void)error;
  void **pair = context;
  if (!finding->again) grappe_format_reject_write(pair[0], finding, pair[1]);
  return GRAPPE_OK;
}

/* What is rejected comes out as a file that reads back, with the reason beside; and reads once it is mended. */
static void rejects(void **state) {
  (void)state;
  const grappe_format_field fields[] = {{.target = "n", .columns = COLUMNS("N"), .type = GRAPPE_FORMAT_INTEGER},
                                        {.target = "t", .columns = COLUMNS("T")},
                                        {0}};
  const grappe_format format = {.id = "t", .fields = fields};
  char path[] = "/tmp/grappe-format-XXXXXX";
  put_file(path, "N;T\n1;a\nx;\"b;\"\"\n c\"\n2\n");
  grappe_buffer out = {0};
  void *pair[2] = {NULL, &out};
  grappe_format_options options = {.finding = keep_reject, .finding_context = pair};
  grappe_format_reader *reader;
  assert_int_equal(grappe_format_open(&format, path, &options, &reader, NULL), GRAPPE_OK);
  pair[0] = reader;
  grappe_format_reject_write(reader, NULL, &out);
  const grappe_typed_batch *batch;
  assert_int_equal(grappe_format_next(reader, &batch, NULL), GRAPPE_OK);
  assert_int_equal(batch->rows, 1);
  assert_int_equal(grappe_format_counts_of(reader).rejected, 2);
  grappe_format_close(reader);
  unlink(path);
  assert_string_equal(
      grappe_buffer_text(&out),
      "N;T;error_column;error\nx;\"b;\"\"\n c\";N;'x' is not a whole number: this field takes no "
      "decimals\n2;;;this record has not as many fields (1) as the header (2): look for a missing or spare "
      "separator, or a field that wants quotes\n");
  grappe_buffer again = {0};
  char *mended = strchr(grappe_buffer_text(&out), 'x');
  *mended = '7';
  dump_text(&format, grappe_buffer_text(&out), 0, DUMP_ALL, &again);
  assert_string_equal(grappe_buffer_text(&again), "[7][b;\"\n c]\n[2][unknown]\n");
  grappe_buffer_free(&again);
  grappe_buffer_free(&out);
}

static void limits(void **state) {
  (void)state;
  const grappe_format_field fields[] = {{.target = "n", .columns = COLUMNS("N"), .type = GRAPPE_FORMAT_INTEGER}, {0}};
  const grappe_format format = {.id = "t", .fields = fields};
  char path[] = "/tmp/grappe-format-XXXXXX";
  put_file(path, "N,T\n1,\nx,\ny,\n2,\n");
  grappe_format_reader *reader;
  const grappe_typed_batch *batch;
  grappe_error error = {0};
  assert_int_equal(grappe_format_open(&format, path, &(grappe_format_options){.reject_limit = 1}, &reader, &error), 0);
  assert_int_equal(grappe_format_next(reader, &batch, &error), GRAPPE_DATA);
  assert_non_null(strstr(error.message, "more than 1 rows are rejected"));
  assert_int_equal(grappe_format_next(reader, &batch, &error), GRAPPE_DATA);
  grappe_format_close(reader);
  grappe_run run = {0};
  grappe_run_begin(&run, 0);
  grappe_run_stop(&run);
  assert_int_equal(grappe_format_open(&format, path, &(grappe_format_options){.run = &run}, &reader, &error), 0);
  assert_int_equal(grappe_format_next(reader, &batch, &error), GRAPPE_STOPPED);
  grappe_format_close(reader);
  for (long n = 1;; n++) {
    grappe_memory_fail_after(n);
    grappe_code code = grappe_format_open(&format, path, NULL, &reader, &error);
    if (code == GRAPPE_OK) code = grappe_format_next(reader, &batch, &error);
    grappe_memory_fail_after(0);
    grappe_format_close(reader);
    if (code == GRAPPE_OK) break;
    assert_int_equal(code, GRAPPE_MEMORY);
    assert_true(n < 1000);
  }
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_and_codes),
      cmocka_unit_test(numbers),
      cmocka_unit_test(times),
      cmocka_unit_test(absences),
      cmocka_unit_test(flags),
      cmocka_unit_test(positions),
      cmocka_unit_test(composed_texts),
      cmocka_unit_test(columns_that_qualify_others),
      cmocka_unit_test(rows_with_the_same_text_twice),
      cmocka_unit_test(mended_rejects),
      cmocka_unit_test(other_columns_kept),
      cmocka_unit_test(wide_files),
      cmocka_unit_test(eurostat),
      cmocka_unit_test(headers),
      cmocka_unit_test(rows_left_out),
      cmocka_unit_test(computed_fields),
      cmocka_unit_test(descriptions),
      cmocka_unit_test(recognition),
      cmocka_unit_test(rejects),
      cmocka_unit_test(limits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
