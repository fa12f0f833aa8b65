/* Formats that scripts declare, as the program gets them for an import: made once, own before shipped, told wrong with
 * file and line. */
#include <math.h>
#include <sys/stat.h>

#include "api/fixture.h"
#include "api/formats.h"
#include "ingest/format_read.h"
#include "ingest/package.h"

typedef struct place {
  char folder[200];
  grappe_session *session;
  grappe_buffer noticed;
} place;

static int begin(void **state) {
  place *p = calloc(1, sizeof *p);
  const char *base = getenv("TMPDIR");
  char formats[250];
  grappe_error error = {0};
  if (!p) return -1;
  *state = p;
  snprintf(p->folder, sizeof p->folder, "%.60s/grappe-test-XXXXXX", base && *base ? base : "/tmp");
  if (!mkdtemp(p->folder)) return -1;
  snprintf(formats, sizeof formats, "%s/formats", p->folder);
  if (mkdir(formats, 0700) != 0) return -1;
  const char *const folders[] = {p->folder, SCRIPTS, NULL};
  const grappe_session_options options = {.script_folders = folders,
                                          .prelude_folder = SCRIPTS "/prelude",
                                          .notice = scene_notice,
                                          .notice_context = &p->noticed};
  if (grappe_session_open(&options, &p->session, &error) == GRAPPE_OK) return 0;
  fprintf(stderr, "%s\n", error.message);
  return -1;
}

static int end(void **state) {
  place *p = *state;
  char command[300];
  grappe_session_close(p->session);
  grappe_buffer_free(&p->noticed);
  snprintf(command, sizeof command, "rm -rf '%s'", p->folder);
  int result = system(command);
  free(p);
  return result;
}

/* Puts a format of one's own into the folder; its path. */
static const char *script(const place *p, const char *id, const char *text) {
  static char path[300];
  snprintf(path, sizeof path, "%s/formats/%s.lua", p->folder, id);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
  return path;
}

#define HEAD "return format { id = 'own', title = { en = 'Own', fr = 'Propre', it = 'Proprio' },\n"

static const grappe_format *ask(place *p, const char *id) {
  const grappe_format *format = NULL;
  grappe_error error = {0};
  if (grappe_session_format(p->session, id, &format, &error) != GRAPPE_OK) fail_msg("%s", error.message);
  assert_non_null(format);
  return format;
}

static void every_part_of_a_declaration(void **state) {
  place *p = *state;
  script(
      p, "own",
      HEAD
      "source = 'S', publisher = 'P', licence = 'L', address = 'A', geography = 'COG 2024', dataset = 'own.rows',\n"
      "reading = { kind = 'csv', encoding = 'windows-1252', separator = ';', quote = false, skip_rows = 3 },\n"
      "absent = { [''] = 'unknown', K = 'suppressed' }, period_column = 'year', keep_empty = true,\n"
      "other_columns = 'refuse',\n"
      "columns = {\n"
      "  { 'commune', from = { 'COM', 'Commune' }, type = 'code', width = 5, level = 'commune', filled = true },\n"
      "  { 'activity', from = 'APE', type = 'activity', nomenclature = 'NAFRev2', optional = true },\n"
      "  { 'headcount', from = 'T', type = 'band', bands = { NN = '?', ['01'] = '1..2', ['53'] = '>=10000' },\n"
      "    unit = 'jobs', not_negative = true, scope = 'employees', wrong = 'unknown' },\n"
      "  { 'opened', from = 'D', type = 'day', day_order = 'day/month/year', absent = { ['-'] = 'not_applicable' } },\n"
      "  { 'state', from = 'E', values = { A = 'active' }, closed = true, sought = true },\n"
      "  { 'kind', constant = 'panel', title = { en = 'Kind', fr = 'Genre', it = 'Tipo' } },\n"
      "  { 'longitude', type = 'longitude', from = 'X', north = 'Y', zone = 'COM' },\n"
      "  { 'value', from = 'Valeur {period}', type = 'flagged_number', decimal = ',', flags = { c = 'suppressed' },\n"
      "    flags_column = 'flag' },\n"
      "  { 'active', from = 'Actif', type = 'yes_no', yes = { 'ACTIVE' }, no = { 'INACTIVE' } },\n"
      "},\n"
      "leave_out = { { column = 'CJ', is = { '1000' }, reason = { en = 'persons', fr = 'personnes', it = 'persone' } "
      "},\n"
      "  { column = 'Z', empty = true, optional = true, reason = { en = 'none', fr = 'rien', it = 'niente' } } } }\n");
  const grappe_format *f = ask(p, "own");
  assert_string_equal(f->id, "own");
  assert_string_equal(f->dataset, "own.rows");
  assert_null(f->entity);
  assert_null(f->next);
  assert_string_equal(f->geography, "COG 2024");
  assert_string_equal(f->title[GRAPPE_ITALIAN], "Proprio");
  assert_string_equal(f->source, "S");
  assert_string_equal(f->publisher, "P");
  assert_string_equal(f->licence, "L");
  assert_string_equal(f->address, "A");
  assert_int_equal(f->reader.kind, GRAPPE_RECORDS_CSV);
  assert_int_equal(f->reader.encoding, GRAPPE_CSV_WINDOWS_1252);
  assert_int_equal(f->reader.separator, ';');
  assert_int_equal(f->reader.quote, GRAPPE_CSV_NO_QUOTE);
  assert_int_equal(f->reader.skip_rows, 3);
  assert_string_equal(f->period_target, "year");
  assert_true(f->keep_empty && f->closed);
  int suppressed = 0;
  for (const grappe_format_absent *a = f->absent; a->text; a++)
    suppressed += strcmp(a->text, "K") == 0 && a->presence == GRAPPE_SUPPRESSED;
  assert_int_equal(suppressed, 1);

  const grappe_format_field *field = f->fields;
  assert_string_equal(field[0].target, "commune"); /* the order of the columns is kept */
  assert_string_equal(field[0].columns[1], "Commune");
  assert_null(field[0].columns[2]);
  assert_int_equal(field[0].width, 5);
  assert_true(field[0].filled && !field[0].optional);
  assert_string_equal(field[0].refers_to, "territory");
  assert_string_equal(field[0].qualifier, "commune");
  assert_int_equal(field[1].type, GRAPPE_FORMAT_ACTIVITY);
  assert_true(field[1].optional);
  assert_string_equal(field[1].refers_to, "activity_class");
  assert_string_equal(field[1].qualifier, "NAFRev2");
  int bands = 0;
  for (const grappe_format_band *band = field[2].bands; band->code; band++, bands++) {
    if (strcmp(band->code, "NN") == 0) assert_int_equal(band->presence, GRAPPE_UNKNOWN);
    if (strcmp(band->code, "01") == 0) assert_true(band->low == 1 && band->high == 2);
    if (strcmp(band->code, "53") == 0) assert_true(band->low == 10000 && isinf(band->high));
  }
  assert_int_equal(bands, 3);
  assert_string_equal(field[2].unit, "jobs");
  assert_string_equal(field[2].scope, "employees");
  assert_true(field[2].not_negative);
  assert_int_equal(field[2].wrong, GRAPPE_WRONG_UNKNOWN);
  assert_int_equal(field[3].day_order, GRAPPE_DAY_MONTH_YEAR);
  assert_int_equal(field[3].absent[0].presence, GRAPPE_NOT_APPLICABLE);
  assert_string_equal(field[4].values[0].to, "active");
  assert_true(field[4].closed && field[4].sought);
  assert_string_equal(field[5].constant, "panel");
  assert_string_equal(field[5].name[GRAPPE_FRENCH], "Genre");
  assert_string_equal(field[6].second[0], "Y");
  assert_string_equal(field[6].zone[0], "COM");
  assert_int_equal(field[7].decimal, ',');
  assert_string_equal(field[7].flags_target, "flag");
  assert_int_equal(field[7].flags[0].presence, GRAPPE_SUPPRESSED);
  assert_string_equal(field[8].yes[0], "ACTIVE");
  assert_null(field[9].target);
  assert_int_equal(f->skips[0].test, GRAPPE_TEST_IN);
  assert_string_equal(f->skips[0].values[0], "1000");
  assert_string_equal(f->skips[0].reason[GRAPPE_FRENCH], "personnes");
  assert_int_equal(f->skips[1].test, GRAPPE_TEST_EMPTY);
  assert_true(f->skips[1].optional);
  assert_null(f->skips[2].columns);
  assert_ptr_equal(ask(p, "own"), f); /* made once */
}

static void parts(void **state) {
  place *p = *state;
  script(
      p, "two",
      "return format { id = 'two', title = { en = 'T', fr = 'T', it = 'T' }, source = 'S', parts = {\n"
      "  { files = '*a*', dataset = 'two.a', columns = { { 'x', from = 'X' } } },\n"
      "  { files = '*b*', entity = 'occupation', columns = { { 'code', from = 'X' }, { 'name', from = 'N' } } } } }\n");
  const grappe_format *f = ask(p, "two");
  assert_string_equal(f->files, "*a*");
  assert_string_equal(f->dataset, "two.a");
  assert_non_null(f->next);
  assert_string_equal(f->next->entity, "occupation");
  assert_string_equal(f->next->source, "S");
  assert_string_equal(f->next->id, "two");
  assert_null(f->next->next);
}

static void own_before_shipped(void **state) {
  place *p = *state;
  script(p, "urssaf.commune_ape",
         "return format { id = 'urssaf.commune_ape', title = { en = 'Mine', fr = 'M', it = 'M' },\n"
         "  columns = { { 'x', from = 'X' } } }");
  assert_string_equal(ask(p, "urssaf.commune_ape")->title[GRAPPE_ENGLISH], "Mine");
}

static void what_is_wrong_has_its_place(void **state) {
  place *p = *state;
  static const struct {
    const char *text, *said;
  } cases[] = {
      {HEAD "columns = { { 'jobs', from = 'E', typ = 'number' } } }",
       "column 'jobs', field 'typ': there is no such field; did you mean 'type'?"},
      {HEAD "columns = { { 'jobs', from = 'E', type = 'whole' } } }",
       "column 'jobs', field 'type': expected one of text, "},
      {HEAD "columns = { { 'Jobs', from = 'E' } } }", "column 'Jobs', field 'name': expected a name of small letters"},
      {HEAD "columns = { { from = 'E' } } }", "field 'columns': row 1: expected { \"name\", from = "},
      {HEAD "columns = { { 'jobs' } } }", "jobs: it wants the names of its column in the file, or a constant"},
      {HEAD "columns = { { 'jobs', from = 'E', type = 'band' } } }", "a band wants a table of its codes and bounds"},
      {HEAD "columns = { { 'jobs', from = 'E', type = 'band', bands = { a = 'lots' } } } }", "'lots'"},
      {HEAD "columns = { { 'jobs', from = 'E' }, { 'jobs', from = 'F' } } }", "two fields are called jobs"},
      {HEAD "columns = { { 'jobs', from = 'E', absent = { K = 'hidden' } } } }",
       "field 'absent': expected a table such as"},
      {HEAD "columns = { { 'jobs', from = 'E', unit = 'job of' } } }", "field 'unit': expected a unit"},
      {HEAD "columns = { { 'jobs', from = 'E', level = 'commune', nomenclature = 'NAFRev2' } } }", "not of both"},
      {HEAD "columns = { } }", "field 'columns': expected a list"},
      {HEAD "reading = { separater = ';' }, columns = { { 'a', from = 'A' } } }", "did you mean 'separator'?"},
      {HEAD "columns = { { 'a', from = 'A' } }, leave_out = { { column = 'B', reason = { en = 'a', fr = 'b', it = 'c' "
            "} } } }",
       "found 0 of them"},
      {HEAD "columns = { { 'a', from = 'A' } }, leave_out = { { column = 'B', is = 'x' } } }",
       "field 'reason': is missing"},
      {"return format { id = 'own', columns = { { 'a', from = 'A' } } }", "field 'title': is missing"},
      {"return format { id = 'other', title = { en = 'a', fr = 'b', it = 'c' }, columns = { { 'a', from = 'A' } } }",
       "must be called other.lua"},
      {"return 3", "expected the script to end with return format"},
      {"return formaat { }", "did you mean 'format'"},
      {"return format {", "expected"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const grappe_format *format;
    grappe_error error = {0};
    const char *path = script(p, "own", cases[i].text);
    assert_int_not_equal(grappe_session_format(p->session, "own", &format, &error), GRAPPE_OK);
    assert_null(format);
    assert_has(error.message, cases[i].said);
    assert_int_equal(strncmp(error.message, path, strlen(path)), 0);
  }
  const grappe_format *format;
  grappe_error error = {0};
  assert_int_equal(grappe_session_format(p->session, "urssaf.commune_ap", &format, &error), GRAPPE_NOT_FOUND);
  assert_has(error.message, "did you mean 'urssaf.commune_ape'?");
}

static void all_but_the_wrong_ones(void **state) {
  place *p = *state;
  const grappe_format *const *formats;
  size_t count, shipped;
  grappe_error error = {0};
  assert_int_equal(grappe_session_formats(p->session, &formats, &shipped, &error), GRAPPE_OK);
  assert_true(shipped >= 1);
  assert_int_equal(p->noticed.length, 0);
  script(p, "a.wrong", "return format { id = 'a.wrong' }");
  script(
      p, "a.right",
      "return format { id = 'a.right', title = { en = 'R', fr = 'R', it = 'R' }, columns = { { 'x', from = 'X' } } }");
  assert_int_equal(grappe_session_formats(p->session, &formats, &count, &error), GRAPPE_OK);
  assert_int_equal(count, shipped + 1);
  assert_string_equal(formats[0]->id, "a.right");
  assert_has(grappe_buffer_text(&p->noticed), "format a.wrong cannot be used: ");
  assert_has(grappe_buffer_text(&p->noticed), "a.wrong.lua:1: ");
}

/* Reads a CSV of one column by the format "own" and gives its texts, one a line; "!" and the reason for a rejection. */
static grappe_code tell(void *context, const grappe_format_finding *finding, grappe_error *error) {
  (void)error;
  grappe_buffer_addf(context, "!%s\n", finding->reason);
  return GRAPPE_OK;
}

static void read_column(place *p, const char *text, grappe_buffer *out) {
  char path[300];
  grappe_error error = {0};
  snprintf(path, sizeof path, "%s/file.csv", p->folder);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
  const grappe_format_options options = {.finding = tell, .finding_context = out};
  grappe_format_reader *reader;
  const grappe_typed_batch *batch;
  if (grappe_format_open(ask(p, "own"), path, &options, &reader, &error) != GRAPPE_OK) fail_msg("%s", error.message);
  while (grappe_format_next(reader, &batch, &error) == GRAPPE_OK && batch->rows)
    for (size_t row = 0; row < batch->rows; row++)
      grappe_buffer_addf(out, "%.*s\n", (int)batch->columns[0].length[row],
                         batch->texts + batch->columns[0].start[row]);
  grappe_format_close(reader);
  if (error.code != GRAPPE_OK) grappe_buffer_addf(out, "failed: %s\n", error.message);
}

static void fields_that_a_function_computes(void **state) {
  place *p = *state;
  grappe_buffer out = {0};
  script(p, "own",
         HEAD
         "columns = { { 'x', from = 'X', compute = function(text)\n"
         "  if text == 'none' then return nil end\n"
         "  if text == 'bad' then return {} end\n"
         "  if text == 'worse' then error('no such thing') end\n"
         "  return (text:upper())\n"
         "end } } }");
  read_column(p, "X\nab\nnone\nbad\nworse\ncd\n", &out);
  assert_has(grappe_buffer_text(&out), "expected compute to return a text or nil, found ");
  assert_has(grappe_buffer_text(&out), "own.lua:5: no such thing\n");
  assert_has(grappe_buffer_text(&out), "AB\n\nCD\n");
  grappe_buffer_free(&out);
}

/* INSEE's workbook of employment zones: a page of notes, then a sheet with rows before its header. Made up. */
static void workbooks_with_rows_to_skip(void **state) {
#ifdef GRAPPE_WITH_ZIP
  place *p = *state;
  char path[300];
  snprintf(path, sizeof path, "%s/ZE2020_au_01-01-2024.xlsx", p->folder);
#define CELL(text) "<c t='inlineStr'><is><t>" text "</t></is></c>"
  make_package(
      path,
      (const package_part[]){
          {"[Content_Types].xml", "<Types/>"},
          {"xl/workbook.xml",
           "<workbook xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets>"
           "<sheet name='ZE2020' sheetId='1' r:id='rId1'/><sheet name='Composition_communale' sheetId='2' r:id='rId2'/>"
           "</sheets></workbook>"},
          {"xl/_rels/workbook.xml.rels",
           "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
           "<Relationship Id='rId2' Type='x/worksheet' Target='worksheets/sheet2.xml'/></Relationships>"},
          {"xl/worksheets/sheet1.xml",
           "<worksheet><sheetData><row>" CELL("CODGEO") "</row><row>" CELL("0057") "</row></sheetData></worksheet>"},
          {"xl/worksheets/sheet2.xml",
           "<worksheet><sheetData><row r='1'>" CELL(
               "Composition communale des zones d'emploi") "</row><row r='3'>" CELL("Code")
               CELL("Libellé") "</row><row r='6'>" CELL("CODGEO") CELL("LIBGEO") CELL("ZE2020") CELL("LIBZE2020")
                   CELL("DEP") CELL("REG") "</row><row r='7'>" CELL("01004") CELL("Ambérieu") CELL("0057") CELL("Dreux")
                       CELL("01")
                           CELL("84") "</row><row r='8'><c><v>27022</v></c>" CELL("Autheuil") "<c><v>57</v></c>" CELL(
                               "Dreux") "<c><v>27</v></c><c><v>28</v></c></row></sheetData></worksheet>"},
          {NULL, NULL}});
  static const struct {
    const char *id, *rows;
  } wanted[] = {{"zones_emploi", "01004,commune,DEP-01;ZE2020-0057\n27022,commune,DEP-27;ZE2020-0057\n"},
                {"zones_emploi.zones",
                 "ZE2020-0057,employment_zone,0057,Dreux,REG-84\nZE2020-0057,employment_zone,0057,Dreux,REG-28\n"}};
  for (size_t i = 0; i < 2; i++) {
    grappe_buffer out = {0};
    grappe_error error = {0};
    grappe_format_reader *reader;
    const grappe_typed_batch *batch;
    const grappe_format_options options = {.finding = tell, .finding_context = &out};
    if (grappe_format_open(ask(p, wanted[i].id), path, &options, &reader, &error) != GRAPPE_OK)
      fail_msg("%s", error.message);
    while (grappe_format_next(reader, &batch, &error) == GRAPPE_OK && batch->rows)
      for (size_t row = 0; row < batch->rows; row++)
        for (size_t c = 0; c < batch->column_count; c++)
          grappe_buffer_addf(&out, "%.*s%c", (int)batch->columns[c].length[row],
                             batch->texts + batch->columns[c].start[row], c + 1 < batch->column_count ? ',' : '\n');
    grappe_format_close(reader);
    assert_string_equal(error.message, "");
    assert_string_equal(grappe_buffer_text(&out), wanted[i].rows);
    grappe_buffer_free(&out);
  }
#else
  (void)state;
  print_message("built without libzip: skipped\n");
  skip();
#endif
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(every_part_of_a_declaration, begin, end),
      cmocka_unit_test_setup_teardown(parts, begin, end),
      cmocka_unit_test_setup_teardown(own_before_shipped, begin, end),
      cmocka_unit_test_setup_teardown(what_is_wrong_has_its_place, begin, end),
      cmocka_unit_test_setup_teardown(all_but_the_wrong_ones, begin, end),
      cmocka_unit_test_setup_teardown(fields_that_a_function_computes, begin, end),
      cmocka_unit_test_setup_teardown(workbooks_with_rows_to_skip, begin, end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
