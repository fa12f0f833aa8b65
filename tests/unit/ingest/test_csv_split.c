/* Lines without quotes are cut by another way: the same fields in the same places as by the first, on texts made of
 * what matters to a CSV. Also quotes of other kinds, and records that count as lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "ingest/csv.h"

static void dump(const char *bytes, size_t length, const grappe_csv_options *options, grappe_buffer *out) {
  grappe_error error = {0};
  grappe_csv *csv;
  assert_int_equal(grappe_csv_open_memory(bytes, length, options, &csv, &error), GRAPPE_OK);
  grappe_csv_record record;
  grappe_code code;
  while ((code = grappe_csv_next(csv, &record, &error)) == GRAPPE_OK && record.count) {
    for (size_t i = 0; i < record.count; i++) {
      assert_int_equal(strlen(record.fields[i].text), record.fields[i].length);
      grappe_buffer_addf(out, "%llu:%zu[%s] ", (unsigned long long)record.fields[i].line, grappe_csv_column(&record, i),
                         record.fields[i].text);
    }
    grappe_buffer_addf(out, "(%llu)\n", (unsigned long long)record.line);
  }
  if (code != GRAPPE_OK) grappe_buffer_addf(out, "! %s\n", error.message);
  grappe_csv_close(csv);
}

static void same_both_ways(void **state) {
  (void)state;
  static const char *const pieces[] = {",", ",", "\n", "\r\n", "a", "été", "12345678", "\"", "\"\"", "\r", "xyz,", ";"};
  unsigned seed = 7;
  for (int round = 0; round < 4000; round++) {
    grappe_buffer text = {0}, first = {0}, second = {0};
    int quotes = round % 2;
    for (int i = 0; i < round % 40; i++) {
      seed = seed * 1103515245u + 12345u;
      const char *piece = pieces[seed / 65536 % (sizeof pieces / sizeof *pieces)];
      if (*piece != '"' || quotes) grappe_buffer_add(&text, piece);
    }
    grappe_csv_options options = {.separator = ','};
    dump(grappe_buffer_text(&text), text.length, &options, &first);
    options.late_columns = 1;
    dump(grappe_buffer_text(&text), text.length, &options, &second);
    if (strcmp(grappe_buffer_text(&first), grappe_buffer_text(&second)) != 0)
      fail_msg("of\n%s\ncame\n%s\nand\n%s", grappe_buffer_text(&text), grappe_buffer_text(&first),
               grappe_buffer_text(&second));
    grappe_buffer_free(&text);
    grappe_buffer_free(&first);
    grappe_buffer_free(&second);
  }
}

static void expect(const char *text, const grappe_csv_options *options, const char *expected) {
  grappe_buffer found = {0};
  dump(text, strlen(text), options, &found);
  assert_string_equal(grappe_buffer_text(&found), expected);
  grappe_buffer_free(&found);
}

static void other_quotes(void **state) {
  (void)state;
  expect("a\t5\" pipe\t\"x\n", &(grappe_csv_options){.separator = '\t', .quote = GRAPPE_CSV_NO_QUOTE},
         "1:1[a] 1:3[5\" pipe] 1:11[\"x] (1)\n");
  expect("'a,b','it''s',\"c\n", &(grappe_csv_options){.separator = ',', .quote = '\''},
         "1:1[a,b] 1:7[it's] 1:15[\"c] (1)\n");
  expect("'a", &(grappe_csv_options){.separator = ',', .quote = '\''},
         "! -:1:1: a quote (') is opened here and never closed: close it, or double it inside a field\n");
}

static void lines_of_a_sheet(void **state) {
  (void)state;
  grappe_csv_options options = {.separator = ',', .record_lines = 1, .first_line = 5};
  expect("a,b\n\"1\n2\",3\n\n4,5\n", &options, "5:1[a] 5:3[b] (5)\n6:1[1\n2] 6:4[3] (6)\n8:1[4] 8:3[5] (8)\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(same_both_ways), cmocka_unit_test(other_quotes),
                                     cmocka_unit_test(lines_of_a_sheet)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
