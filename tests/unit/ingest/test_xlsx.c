/* Workbooks: what every kind of cell becomes, sheets by name, rows with their numbers, and damage. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/package.h"
#include "ingest/records.h"
#include "ingest/xlsx.h"
#include "ingest/xlsx_private.h"

static char path[] = "/tmp/grappe-xlsx-XXXXXX";

static int begin(void **state) {
  (void)state;
  int descriptor = mkstemp(path);
  return descriptor < 0 ? -1 : close(descriptor);
}

static int end(void **state) {
  (void)state;
  return unlink(path);
}

#ifdef GRAPPE_WITH_XLSX

static grappe_code dump(const char *sheet, grappe_buffer *out, grappe_error *error) {
  grappe_xlsx *xlsx;
  grappe_code code = grappe_xlsx_open(open(path, O_RDONLY), "book", sheet, &xlsx, error);
  if (code != GRAPPE_OK) return code;
  grappe_csv_record record;
  while ((code = grappe_xlsx_next(xlsx, 0, &record, error)) == GRAPPE_OK && record.count) {
    grappe_buffer_addf(out, "%llu:", (unsigned long long)record.line);
    for (size_t i = 0; i < record.count; i++) {
      assert_int_equal(strlen(record.fields[i].text), record.fields[i].length);
      assert_int_equal(record.fields[i].column, i + 1);
      grappe_buffer_addf(out, "[%s]", record.fields[i].text);
    }
    grappe_buffer_add(out, "\n");
  }
  grappe_xlsx_close(xlsx);
  return code;
}

static void expect(const char *rows, const char *expected) {
  grappe_buffer sheet = {0}, found = {0};
  grappe_buffer_addf(&sheet, "<worksheet><cols/><sheetData>%s</sheetData><mergeCells/></worksheet>", rows);
  make_workbook(path, grappe_buffer_text(&sheet));
  grappe_error error = {0};
  if (dump(NULL, &found, &error) != GRAPPE_OK) grappe_buffer_addf(&found, "! %s", error.message);
  assert_string_equal(grappe_buffer_text(&found), expected);
  grappe_buffer_free(&sheet);
  grappe_buffer_free(&found);
}

static void cells(void **state) {
  (void)state;
  expect("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>", "1:[Code][Nom complet]\n");
  expect("<row r='2'><c r='A2' t='s'><v>2</v></c><c r='C2' t='s'><v>3</v></c></row>", "2:[ Évreux & Dreux][][a\nb_]\n");
  expect(
      "<row><c t='inlineStr'><is><r><t>a</t></r><t>b</t><rPh><t>c</t></rPh></is></c><c t='str'><f>A1&amp;B1</f>"
      "<v>x</v></c><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c></row>",
      "1:[ab][x][true][false][#N/A]\n");
  expect(
      "<row><c><v>12345678900012</v></c><c><v>0.1</v></c><c><v>1.5E-3</v></c><c s='3'><v>1001</v></c>"
      "<c s='4'><v>0.531</v></c><c s='6'><v>4750</v></c><c s='99'><v>1</v></c></row>",
      "1:[12345678900012][0.1][0.0015][01001][53.1 %][4750][1]\n");
  expect(
      "<row><c s='1'><v>43190</v></c><c s='2'><v>43190.520833333336</v></c><c s='5'><v>0.75</v></c>"
      "<c s='1'><v>1</v></c><c s='1'><v>59</v></c><c s='1'><v>60</v></c><c s='1'><v>61</v></c>"
      "<c s='1'><v>-3</v></c><c t='d'><v>2018-03-31</v></c></row>",
      "1:[2018-03-31][2018-03-31T12:30:00][18:00:00][1900-01-01][1900-02-28][1900-02-29][1900-03-01][-3]"
      "[2018-03-31]\n");
}

static void rows(void **state) {
  (void)state;
  expect(
      "<row r='3'><c r='B3'><v>1</v></c><c r='D3'/><c r='E3' t='s'><v>4</v></c></row><row r='4'/><row r='5'>"
      "<c r='A5' t='str'><v></v></c></row><row r='7'><c r='AB7'><v>2</v></c></row>",
      "3:[][1]\n7:[][][][][][][][][][][][][][][][][][][][][][][][][][][][2]\n");
  expect("", "");
  char letters[8];
  assert_string_equal(grappe_xlsx_column_letters(1, letters), "A");
  assert_string_equal(grappe_xlsx_column_letters(28, letters), "AB");
  assert_string_equal(grappe_xlsx_column_letters(16384, letters), "XFD");
}

static void what_is_wrong(void **state) {
  (void)state;
  expect("<row r='2'><c r='C2'><v>many</v></c></row>",
         "! book:Données!C2: 'many' is not a number, though this cell says so: save the workbook again");
  expect("<row r='2'><c r='C2' t='s'><v>5</v></c></row>",
         "! book:Données!C2: this cell refers to a text that the workbook does not have: save it again");
  expect("<row r='2'><c r='ZZZ2'><v>5</v></c></row>",
         "! book:Données!ZZZ2: a cell is outside the sheet ('ZZZ2'): save the workbook again");
  expect("<row r='1'><c><v>1</v></c></row><row><c><v>2</c></row>",
         "1:[1]\n! book: its part xl/worksheets/sheet1.xml is damaged (mismatched tag): save the workbook again");
  make_workbook(path, "<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>");
  grappe_error error = {0};
  grappe_buffer found = {0};
  assert_int_equal(dump(NULL, &found, &error), GRAPPE_DATA);
  assert_non_null(strstr(error.message, "DOCTYPE"));
}

static void sheets(void **state) {
  (void)state;
  make_workbook(path, "<worksheet/>");
  grappe_error error = {0};
  grappe_buffer found = {0};
  assert_int_equal(dump("Lisez-moi", &found, &error), GRAPPE_OK);
  assert_string_equal(grappe_buffer_text(&found), "1:[hidden]\n");
  grappe_buffer_clear(&found);
  assert_int_equal(dump("donnees", &found, &error), GRAPPE_OK);
  assert_string_equal(grappe_buffer_text(&found), "");
  assert_int_equal(dump("Feuil1", &found, &error), GRAPPE_NOT_FOUND);
  assert_string_equal(error.message, "book has no sheet 'Feuil1'; its sheets: 'Lisez-moi', 'Données', 'Graphique'");
  assert_int_equal(dump("Graphique", &found, &error), GRAPPE_DATA);
  grappe_buffer_free(&found);
}

/* Every byte of the file flipped in turn: an error or the same rows, and nothing worse. */
static void damage(void **state) {
  (void)state;
  make_workbook(path,
                "<worksheet><sheetData><row><c t='s'><v>1</v></c><c s='1'><v>43190</v></c></row></sheetData>"
                "</worksheet>");
  static char bytes[20000];
  FILE *file = fopen(path, "rb");
  size_t size = fread(bytes, 1, sizeof bytes, file);
  fclose(file);
  assert_true(size > 500 && size < sizeof bytes);
  int refused = 0;
  for (size_t i = 0; i < size; i++) {
    bytes[i] ^= 16;
    file = fopen(path, "wb");
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    fclose(file);
    bytes[i] ^= 16;
    grappe_error error = {0};
    grappe_buffer found = {0};
    if (dump(NULL, &found, &error) != GRAPPE_OK) {
      refused++;
      assert_true(*error.message);
    }
    grappe_buffer_free(&found);
  }
  print_message("%d of %zu flipped bytes told\n", refused, size);
  assert_true(refused > (int)size / 3);
}

static void as_records(void **state) {
  (void)state;
  make_workbook(path,
                "<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>Champ : France</v></c></row>"
                "<row r='4'><c r='A4' t='str'><v> CODGEO </v></c><c r='B4' t='str'><v>LIBGEO</v></c>"
                "<c r='C4' t='str'><v>N</v></c></row><row r='6'><c r='A6' s='3'><v>1001</v></c></row>"
                "</sheetData></worksheet>");
  const grappe_records_options ways[] = {{.skip_rows = 3}, {.header_with = " CODGEO "}, {.skip_rows = 2}};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    grappe_error error = {0};
    grappe_records *records;
    assert_int_equal(grappe_records_open(path, &ways[i], &records, &error), GRAPPE_OK);
    assert_int_equal(grappe_records_kind_of(records), GRAPPE_RECORDS_XLSX);
    assert_int_equal(grappe_records_width(records), 3);
    assert_int_equal(grappe_records_header_line(records), 4);
    assert_string_equal(grappe_records_names(records)[0], "CODGEO");
    grappe_csv_record record;
    assert_int_equal(grappe_records_next(records, &record, &error), GRAPPE_OK);
    assert_int_equal(record.count, 3);
    assert_int_equal(record.line, 6);
    assert_string_equal(record.fields[0].text, "01001");
    assert_string_equal(record.fields[2].text, "");
    grappe_fail(&error, GRAPPE_DATA, "x");
    grappe_records_fail_at(records, 6, grappe_records_column(records, &record, 2), &error);
    assert_non_null(strstr(error.message, ":Données!C6: x"));
    assert_int_equal(grappe_records_next(records, &record, &error), GRAPPE_OK);
    assert_int_equal(record.count, 0);
    assert_int_equal(grappe_records_stored_read(records), grappe_records_stored_size(records));
    grappe_records_close(records);
  }
}

static void memory_that_runs_out(void **state) {
  (void)state;
  make_workbook(path,
                "<worksheet><sheetData><row><c t='s'><v>1</v></c><c s='1'><v>43190</v></c></row></sheetData>"
                "</worksheet>");
  long n = 1;
  for (;; n++) {
    grappe_error error = {0};
    grappe_buffer found = {0};
    grappe_xlsx *xlsx;
    grappe_csv_record record;
    grappe_memory_fail_after(n);
    grappe_code code = grappe_xlsx_open(open(path, O_RDONLY), "book", NULL, &xlsx, &error);
    if (code == GRAPPE_OK) code = grappe_xlsx_next(xlsx, 0, &record, &error);
    grappe_memory_fail_after(0);
    grappe_xlsx_close(xlsx);
    grappe_buffer_free(&found);
    if (code == GRAPPE_OK) break;
    assert_int_equal(code, GRAPPE_MEMORY);
  }
  print_message("%ld allocations\n", n);
  assert_true(n > 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cells),
      cmocka_unit_test(rows),
      cmocka_unit_test(what_is_wrong),
      cmocka_unit_test(sheets),
      cmocka_unit_test(damage),
      cmocka_unit_test(as_records),
      cmocka_unit_test(memory_that_runs_out),
  };
  return cmocka_run_group_tests(tests, begin, end);
}

#else

static void says_what_is_missing(void **state) {
  (void)state;
  grappe_error error = {0};
  grappe_xlsx *xlsx;
  assert_int_equal(grappe_xlsx_open(open(path, O_RDONLY), "book", NULL, &xlsx, &error), GRAPPE_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(says_what_is_missing)};
  return cmocka_run_group_tests(tests, begin, end);
}

#endif
