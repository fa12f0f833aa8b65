/* Registry tables from a workbook and from a compressed file: the same rows, and findings by cell. */
#include "base/memory.h"
#include "ingest/registry.h"
#include "store/fixture.h"

#include "ingest/package.h"

#define CELL(text) "<c t='inlineStr'><is><t>" text "</t></is></c>"

static grappe_import_report import_file(fixture *f, const char *path, const grappe_import_options *options) {
  grappe_import_report report;
  assert_fine(grappe_import_registry(f->store, &path, 1, options, &report, &f->error), f->error);
  return report;
}

#ifdef GRAPPE_WITH_ZIP
#ifdef GRAPPE_WITH_EXPAT

static const char *make_book(const fixture *f, const char *name, const char *rows) {
  static char path[300];
  char sheet[3000];
  snprintf(path, sizeof path, "%s/%s", f->directory, name);
  snprintf(sheet, sizeof sheet, "<worksheet><sheetData>%s</sheetData></worksheet>", rows);
  make_workbook(path, sheet);
  return path;
}

static void a_sheet_is_a_table(void **state) {
  fixture *f = *state;
  const char *path = make_book(f, "sources.xlsx",
                               "<row r='1'>" CELL("code") CELL("title") CELL("date") "</row><row r='3'>" CELL("leem")
                                   CELL("LEEM, &quot;2018&quot;\n(bilan)") "<c s='1'><v>43190</v></c></row>"
                                                                           "<row r='4'>" CELL("insee")
                                       CELL("INSEE") "</row>");
  grappe_import_report report = import_file(f, path, NULL);
  for (size_t i = 0; i < report.finding_count; i++) print_message("%s\n", report.findings[i].sentence);
  assert_int_equal(report.found, 0);
  assert_true(report.imported);
  assert_int_equal(report.files[0].inserted, 2);
  grappe_import_report_free(&report);
  report = import_file(f, path, NULL);
  assert_int_equal(report.files[0].unchanged, 2);
  grappe_import_report_free(&report);
}

static void findings_name_the_cell(void **state) {
  fixture *f = *state;
  char rejects[300];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", f->directory);
  const char *path = make_book(f, "sources.xlsx",
                               "<row r='1'>" CELL("code") CELL("title") CELL("date") "</row><row r='2'>" CELL("a")
                                   CELL("two\nlines") "</row><row r='5'>" CELL("b") CELL("B")
                                       CELL("2018-13") "</row><row r='6'><c/>" CELL("C") "</row>");
  grappe_import_report report = import_file(f, path, &(grappe_import_options){.rejects_path = rejects});
  assert_int_equal(report.found, 2);
  assert_int_equal(report.files[0].inserted, 1);
  assert_non_null(strstr(report.findings[0].sentence, "sources.xlsx:Données!C5: date: '2018-13'"));
  assert_non_null(strstr(report.findings[1].sentence, "sources.xlsx:Données!A6: code: it is empty"));
  assert_int_equal(report.findings[0].line, 5);
  assert_int_equal(report.findings[0].column, 3);
  grappe_import_report_free(&report);
  char text[500] = "";
  FILE *file = fopen(rejects, "rb");
  assert_non_null(file);
  assert_true(fread(text, 1, sizeof text - 1, file) > 0);
  fclose(file);
  assert_non_null(strstr(text, "code,title,date,error_column,error\nb,B,2018-13,date,"));
  unlink(rejects);
}

static void a_wrong_header_is_told_by_cell(void **state) {
  fixture *f = *state;
  const char *path = make_book(f, "sources.xlsx", "<row r='2'>" CELL("code") CELL("title") CELL("colour") "</row>");
  grappe_import_report report = import_file(f, path, NULL);
  assert_int_equal(report.found, 1);
  assert_non_null(strstr(report.findings[0].sentence, "sources.xlsx:Données!C2: "));
  grappe_import_report_free(&report);
}

static void memory_that_runs_out(void **state) {
  fixture *f = *state;
  const char *path =
      make_book(f, "sources.xlsx", "<row r='1'>" CELL("code") CELL("title") "</row><row>" CELL("a") CELL("b") "</row>");
  for (long n = 1;; n++) {
    grappe_import_report report;
    grappe_memory_fail_after(n);
    grappe_code code = grappe_import_registry(f->store, &path, 1, NULL, &report, &f->error);
    grappe_memory_fail_after(0);
    int found = report.found != 0;
    grappe_import_report_free(&report);
    if (code == GRAPPE_OK && !found) break;
    assert_int_equal(code, GRAPPE_MEMORY);
  }
}

#endif
#endif

static void a_compressed_table(void **state) {
  fixture *f = *state;
#ifndef GRAPPE_WITH_ZLIB
  skip();
#endif
  char command[1000], path[300];
  snprintf(path, sizeof path, "%s/sources.csv.gz", f->directory);
  snprintf(command, sizeof command, "printf 'code;title\\nleem;LEEM\\n' | gzip > %s", path);
  if (system(command) != 0) skip();
  grappe_import_report report = import_file(f, path, NULL);
  assert_int_equal(report.found, 0);
  assert_int_equal(report.files[0].inserted, 1);
  grappe_import_report_free(&report);
}

int main(void) {
  const struct CMUnitTest tests[] = {
#if defined(GRAPPE_WITH_ZIP) && defined(GRAPPE_WITH_EXPAT)
    cmocka_unit_test_setup_teardown(a_sheet_is_a_table, fixture_begin, fixture_end),
    cmocka_unit_test_setup_teardown(findings_name_the_cell, fixture_begin, fixture_end),
    cmocka_unit_test_setup_teardown(a_wrong_header_is_told_by_cell, fixture_begin, fixture_end),
    cmocka_unit_test_setup_teardown(memory_that_runs_out, fixture_begin, fixture_end),
#endif
    cmocka_unit_test_setup_teardown(a_compressed_table, fixture_begin, fixture_end)
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
