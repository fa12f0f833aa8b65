/* The CSV reader: the same records however the bytes come; each fault with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/run.h"
#include "ingest/csv.h"

typedef struct drip {
  const char *bytes;
  size_t left, at_once;
} drip;

static long read_drip(void *context, char *bytes, size_t size) {
  drip *d = context;
  size_t count = d->at_once < size ? d->at_once : size;
  if (count > d->left) count = d->left;
  memcpy(bytes, d->bytes, count);
  d->bytes += count;
  d->left -= count;
  return (long)count;
}

/* All records as "line:column text|…" lines, or the message where reading fails. */
static char *read_all(const char *bytes, size_t length, size_t at_once, const grappe_csv_options *options) {
  grappe_error error = {0};
  drip d = {bytes, length, at_once};
  grappe_csv *csv;
  size_t size = 20000;
  char *out = calloc(1, size);
  assert_int_equal(grappe_csv_open(read_drip, &d, options, &csv, &error), GRAPPE_OK);
  for (size_t used = 0;;) {
    grappe_csv_record record;
    grappe_code code = grappe_csv_next(csv, &record, &error);
    if (code != GRAPPE_OK) {
      snprintf(out + used, size - used, "! %s\n", error.message);
      assert_int_not_equal(grappe_csv_next(csv, &record, &error), GRAPPE_OK);
      break;
    }
    if (record.count == 0) break;
    for (size_t i = 0; i < record.count; i++) {
      const grappe_csv_field *field = &record.fields[i];
      assert_int_equal(strlen(field->text), field->length);
      used += (size_t)snprintf(out + used, size - used, "%s%llu:%zu %s", i ? "|" : "", (unsigned long long)field->line,
                               field->column, field->text);
    }
    used += (size_t)snprintf(out + used, size - used, "\n");
  }
  grappe_csv_close(csv);
  return out;
}

static void expect_with(const char *bytes, size_t length, const grappe_csv_options *options, const char *expected) {
  static const size_t at_once[] = {1, 2, 3, 5, 7, 64, 1 << 20};
  for (size_t i = 0; i < sizeof at_once / sizeof *at_once; i++) {
    char *found = read_all(bytes, length, at_once[i], options);
    if (strcmp(found, expected) != 0)
      fail_msg("%zu bytes at once:\n%s\ninstead of\n%s\nfor\n%s", at_once[i], found, expected, bytes);
    free(found);
  }
}

#define EXPECT(text, expected) expect_with(text, sizeof text - 1, NULL, expected)

static void plain_records(void **state) {
  (void)state;
  EXPECT("", "");
  EXPECT("\n\r\n", "");
  EXPECT("a,b\n1,2\n", "1:1 a|1:3 b\n2:1 1|2:3 2\n");
  EXPECT("a,b\r\n1,2", "1:1 a|1:3 b\n2:1 1|2:3 2\n");
  EXPECT("a,b\r\n1,2\r\n", "1:1 a|1:3 b\n2:1 1|2:3 2\n");
  EXPECT("a,b\n\n\n1,\n,2\n,\n", "1:1 a|1:3 b\n4:1 1|4:3 \n5:1 |5:2 2\n6:1 |6:2 \n");
  EXPECT("\xEF\xBB\xBFnom,é\nœuf,b\n", "1:1 nom|1:5 é\n2:1 œuf|2:5 b\n");
  EXPECT("a\nb\rc\n", "1:1 a\n2:1 b\rc\n");
}

static void quoted_fields(void **state) {
  (void)state;
  EXPECT("a,\"b, c\",d\n", "1:1 a|1:3 b, c|1:10 d\n");
  EXPECT("\"a\"\"b\",\"\",\"\"\"\"\n", "1:1 a\"b|1:8 |1:11 \"\n");
  EXPECT("x,y\n\"one\ntwo\r\nthree\",\"é\n\",z\nlast,1\n",
         "1:1 x|1:3 y\n2:1 one\ntwo\r\nthree|4:8 é\n|5:3 z\n6:1 last|6:6 1\n");
  EXPECT("a \"quote\" inside,b\n", "1:1 a \"quote\" inside|1:18 b\n");
  EXPECT("\"a\"", "1:1 a\n");
  EXPECT("\"a\"\r\n\"b\"\r\n", "1:1 a\n2:1 b\n");
}

static void separators(void **state) {
  (void)state;
  EXPECT("a;b,c;d\n1;2;3\n", "1:1 a|1:3 b,c|1:7 d\n2:1 1|2:3 2|2:5 3\n");
  EXPECT("a\tb\n1,2\t3\n", "1:1 a|1:3 b\n2:1 1,2|2:5 3\n");
  EXPECT("\"a;b;c\",d\n", "1:1 a;b;c|1:9 d\n");
  expect_with("a,b;c\n", 6, &(grappe_csv_options){.separator = ';'}, "1:1 a,b|1:5 c\n");
}

static void encodings(void **state) {
  (void)state;
  static const char windows[] = "nom,prix\n\xC9vreux,3 \x80\n";
  EXPECT(windows, "1:1 nom|1:5 prix\n2:1 Évreux|2:8 3 €\n");
  expect_with(windows, sizeof windows - 1, &(grappe_csv_options){.encoding = GRAPPE_CSV_WINDOWS_1252},
              "1:1 nom|1:5 prix\n2:1 Évreux|2:8 3 €\n");
  char *found = read_all("a\n\xC3\xA9\nxy\xE9z\n", 10, 1000, NULL);
  assert_non_null(strstr(found, "-:3:3: the byte 0xE9 is not UTF-8"));
  free(found);
  found = read_all(windows, sizeof windows - 1, 1, &(grappe_csv_options){.encoding = GRAPPE_CSV_UTF8});
  assert_non_null(strstr(found, "-:2:1: the byte 0xC9 is not UTF-8"));
  free(found);
  found = read_all(
      "\xFF\xFE"
      "a\0",
      4, 100, NULL);
  assert_non_null(strstr(found, "UTF-16"));
  free(found);
}

static void faults_have_their_place(void **state) {
  (void)state;
  EXPECT("a,b\n1,\"2\n3,4\n",
         "1:1 a|1:3 b\n! -:2:3: a quote (\") is opened here and never closed: close it, or double it inside a field\n");
  EXPECT("a,b\n1,\"2\"3\n",
         "1:1 a|1:3 b\n! -:2:3: text follows the closing quote of this field: double the quotes "
         "(\"\") that belong to the text\n");
  char *found = read_all("a,b\né,x\0y\n", 11, 100, &(grappe_csv_options){.name = "f.csv"});
  assert_non_null(strstr(found, "f.csv:2:4: there is a zero byte"));
  free(found);
  char longer[5000];
  memset(longer, 'x', sizeof longer);
  memcpy(longer, "a\n", 2);
  found = read_all(longer, sizeof longer, 100, &(grappe_csv_options){.record_limit = 1000});
  assert_non_null(strstr(found, "-:2:1: the record that begins here is longer than 1000 bytes"));
  free(found);
  grappe_csv_field fields[2] = {0};
  grappe_csv_record record = {fields, 2, 5};
  grappe_error error = {0};
  assert_int_equal(grappe_csv_check_width(&record, 2, &error), GRAPPE_OK);
  assert_int_equal(grappe_csv_check_width(&record, 3, &error), GRAPPE_DATA);
}

static void a_pipe_is_read(void **state) {
  (void)state;
  int ends[2];
  assert_int_equal(pipe(ends), 0);
  assert_int_equal(write(ends[1], "a,b\n1,2\n", 8), 8);
  close(ends[1]);
  grappe_csv *csv;
  grappe_error error = {0};
  grappe_csv_record record;
  assert_int_equal(grappe_csv_open_descriptor(ends[0], NULL, &csv, &error), GRAPPE_OK);
  for (int i = 0; i < 3; i++) {
    assert_int_equal(grappe_csv_next(csv, &record, &error), GRAPPE_OK);
    assert_int_equal(record.count, i < 2 ? 2 : 0);
  }
  assert_int_equal(grappe_csv_bytes_read(csv), 8);
  assert_int_equal(grappe_csv_separator(csv), ',');
  grappe_csv_close(csv);
  close(ends[0]);
}

static void memory_may_run_out_anywhere(void **state) {
  (void)state;
  static const char text[] = "a,b,c\n\"x\"\"y\",2,3\n";
  size_t held = grappe_memory_held();
  for (long n = 1; n < 100; n++) {
    grappe_csv *csv = NULL;
    grappe_error error = {0};
    grappe_csv_record record;
    grappe_memory_fail_after(n);
    grappe_code code = grappe_csv_open_memory(text, sizeof text - 1, NULL, &csv, &error);
    do {
      if (code == GRAPPE_OK) code = grappe_csv_next(csv, &record, &error);
    } while (code == GRAPPE_OK && record.count);
    grappe_memory_fail_after(0);
    grappe_csv_close(csv);
    assert_int_equal(grappe_memory_held(), held);
    if (code == GRAPPE_OK) {
      assert_true(n > 3);
      return;
    }
    assert_int_equal(code, GRAPPE_MEMORY);
  }
  fail();
}

static void it_is_fast(void **state) {
  (void)state;
  static const char line[] =
      "39503084400123,Val-de-Reuil,27701,\"Production, formes sèches\",2510,2018-03-31,49.27113\n";
  size_t length = sizeof line - 1, count = 200000;
  char *bytes = malloc(length * count);
  for (size_t i = 0; i < count; i++) memcpy(bytes + i * length, line, length);
  grappe_csv *csv;
  grappe_error error = {0};
  grappe_csv_record record;
  size_t records = 0;
  int64_t start = grappe_clock();
  assert_int_equal(grappe_csv_open_memory(bytes, length * count, NULL, &csv, &error), GRAPPE_OK);
  while (grappe_csv_next(csv, &record, &error) == GRAPPE_OK && record.count == 7) records++;
  double seconds = (double)(grappe_clock() - start) / 1e9;
  assert_int_equal(records, count);
  print_message("%.0f MB/s\n", (double)(length * count) / 1e6 / seconds);
  grappe_csv_close(csv);
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_records),
      cmocka_unit_test(quoted_fields),
      cmocka_unit_test(separators),
      cmocka_unit_test(encodings),
      cmocka_unit_test(faults_have_their_place),
      cmocka_unit_test(a_pipe_is_read),
      cmocka_unit_test(memory_may_run_out_anywhere),
      cmocka_unit_test(it_is_fast),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
