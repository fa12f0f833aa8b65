/* JSON: objects of an array as they stream by, the texts at their paths, and what is no JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/json.h"
#include "ingest/records.h"

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

#ifdef GRAPPE_WITH_CJSON

static grappe_code tell_path(void *context, const char *path) {
  grappe_buffer_addf(context, "%s ", path);
  return GRAPPE_OK;
}

/* "line:text at a|text at b.c" a line, or the paths; the message at the end where it fails. */
static grappe_code dump(const char *text, const char *path, const char *const *paths, size_t at_once,
                        grappe_buffer *out, grappe_error *error) {
  drip d = {text, strlen(text), at_once};
  grappe_json *json;
  grappe_json_options options = {.name = "f", .path = path, .object_limit = 200};
  grappe_code code = grappe_json_open(read_drip, &d, &options, &json, error);
  if (code != GRAPPE_OK) return code;
  int found;
  while ((code = grappe_json_next(json, &found, error)) == GRAPPE_OK && found) {
    grappe_buffer_addf(out, "%llu:", (unsigned long long)grappe_json_line(json));
    if (!paths) code = grappe_json_paths(json, tell_path, out, error);
    for (size_t i = 0; code == GRAPPE_OK && paths && paths[i]; i++) {
      if (i) grappe_buffer_add(out, "|");
      code = grappe_json_lookup(json, paths[i], out, error);
    }
    grappe_buffer_add(out, "\n");
    if (code != GRAPPE_OK) break;
  }
  if (code == GRAPPE_DATA) assert_int_not_equal(grappe_json_next(json, &found, NULL), GRAPPE_OK);
  grappe_json_close(json);
  return code;
}

static void expect(const char *text, const char *path, const char *const *paths, const char *expected) {
  static const size_t at_once[] = {1, 3, 1000};
  for (size_t i = 0; i < 3; i++) {
    grappe_buffer found = {0};
    grappe_error error = {0};
    if (dump(text, path, paths, at_once[i], &found, &error) != GRAPPE_OK)
      grappe_buffer_addf(&found, "! %s", error.message);
    if (strcmp(grappe_buffer_text(&found), expected) != 0)
      fail_msg("%s\ninstead of\n%s\nfor %s", grappe_buffer_text(&found), expected, text);
    grappe_buffer_free(&found);
  }
}

static const char *const a_and_bc[] = {"a", "b.c", NULL};

static void arrays(void **state) {
  (void)state;
  expect("[]", NULL, a_and_bc, "");
  expect("", NULL, a_and_bc, "");
  expect("[{\"a\":1,\"b\":{\"c\":\"x\"}},\n {\"a\":null}]", "", a_and_bc, "1:1|x\n2:|\n");
  expect("\xEF\xBB\xBF{\"a\":1}\n{\"a\":2,\"b\":{}}\n", NULL, a_and_bc, "1:1|\n2:2|\n");
  expect("{\"n\":[1,{\"resultats\":0}],\"s\":\"]}\\\"\",\"resultats\":[{\"a\":true}],\"filtres\":[{}]}", "resultats",
         a_and_bc, "1:true|\n");
  expect("{\"x\":{\"y\":[{\"a\":1}],\"z\":2},\"w\":3}", "x.y", a_and_bc, "1:1|\n");
}

static void texts(void **state) {
  (void)state;
  expect("[{\"a\":[1,\"x\",null,false,{\"q\":1}],\"b\":[{\"c\":\"d\"},{\"e\":1},{\"c\":[2,3]}]}]", NULL, a_and_bc,
         "1:1;x;false|d;2;3\n");
  expect("[{\"a\":\"\\u00c9vreux \\\"z\\\"\\n\",\"b\":{\"c\":12345678900012}}]", NULL, a_and_bc,
         "1:Évreux \"z\"\n|12345678900012\n");
  expect("[{\"b.c\":5,\"a\":0.1}]", NULL, a_and_bc, "1:0.1|5\n");
  expect("[{\"a\":1,\"b\":{\"c\":2,\"d\":[{\"e\":1},{\"e\":2,\"f\":null}]},\"g\":[]}]", NULL, NULL,
         "1:a b.c b.d.e b.d.f \n");
}

static void what_is_wrong(void **state) {
  (void)state;
  expect("[{\"a\":1},", NULL, a_and_bc,
         "1:1|\n! f:1: the file ends where { should come: it was cut short, fetch it again");
  expect("[{\"a\":1}", NULL, a_and_bc,
         "1:1|\n! f:1: the file ends where , or ] should come: it was cut short, fetch it again");
  expect("[{\"a\":\"1", NULL, a_and_bc,
         "! f:1: the file ends where a quote should come: it was cut short, fetch it again");
  expect("[\n{\"a\":tru}]", NULL, a_and_bc, "! f:2: this is no JSON, from 'tru}' on");
  expect("[{\"a\":1]]", NULL, a_and_bc, "! f:1: another bracket should come here, not ']': this is no JSON");
  expect("[{\"a\":1}] x", NULL, a_and_bc, "1:1|\n! f:1: the end should come here, not 'x': this is no JSON");
  expect("[1,2]", NULL, a_and_bc, "! f:1: { should come here, not '1': this is no JSON");
  expect("{\"a\":[]}", "resultats", a_and_bc,
         "! f:1: there is no 'resultats' in it, where the rows are expected (resultats)");
  expect("[{\"a\":\"\xE9\"}]", NULL, a_and_bc,
         "! f:1: the byte 0xE9 of this object is not UTF-8: JSON is always in UTF-8");
  expect("[{\"a\":\"x\\u0000y\"}]", NULL, a_and_bc,
         "! f:1: there is a zero byte in a text of this object: take it out");
  expect("[{\"a\":\"x\\\\u0000y\"}]", NULL, a_and_bc, "1:x\\u0000y|\n");
  char deep[1300] = "[{\"a\":";
  memset(deep + 6, '[', 1000);
  expect(deep, NULL, a_and_bc, "! f:1: the object that begins here is longer than 200 bytes: a table's are shorter");
  char nested[1300] = "{\"b\":";
  memset(nested + 5, '[', 1000);
  expect(nested, "a", a_and_bc, "! f:1: brackets are nested deeper than 500: this is no table");
}

static void as_records(void **state) {
  (void)state;
  char path[] = "/tmp/grappe-json-XXXXXX";
  const char *text = "{\"resultats\":[{\"id\":\"1\",\"lieu\":{\"commune\":\"27229\"}},{\"lieu\":{}}]}";
  int descriptor = mkstemp(path);
  assert_int_equal(write(descriptor, text, strlen(text)), strlen(text));
  close(descriptor);
  const char *const fields[] = {"lieu.commune", "missing", NULL};
  for (int told = 0; told < 2; told++) {
    grappe_error error = {0};
    grappe_records *records;
    grappe_records_options options = {.path = "resultats", .fields = told ? fields : NULL};
    assert_int_equal(grappe_records_open(path, &options, &records, &error), GRAPPE_OK);
    assert_int_equal(grappe_records_width(records), 2);
    assert_string_equal(grappe_records_names(records)[told ? 0 : 1], "lieu.commune");
    grappe_csv_record record;
    assert_int_equal(grappe_records_next(records, &record, &error), GRAPPE_OK);
    assert_string_equal(record.fields[told ? 0 : 1].text, "27229");
    assert_int_equal(grappe_records_next(records, &record, &error), GRAPPE_OK);
    assert_int_equal(record.line, 2);
    assert_int_equal(record.count, 2);
    assert_string_equal(record.fields[1].text, "");
    grappe_fail(&error, GRAPPE_DATA, "x");
    grappe_records_fail_at(records, 2, told ? 1 : 2, &error);
    assert_non_null(strstr(error.message, "[2].lieu.commune: x"));
    assert_int_equal(grappe_records_next(records, &record, &error), GRAPPE_OK);
    assert_int_equal(record.count, 0);
    grappe_records_close(records);
  }
  unlink(path);
}

static void memory_that_runs_out(void **state) {
  (void)state;
  long n = 1;
  for (;; n++) {
    grappe_error error = {0};
    grappe_buffer found = {0};
    grappe_memory_fail_after(n);
    grappe_code code = dump("{\"r\":[{\"a\":1,\"b\":{\"c\":\"x\"}}]}", "r", a_and_bc, 1000, &found, &error);
    grappe_memory_fail_after(0);
    int whole = !grappe_buffer_failed(&found);
    grappe_buffer_free(&found);
    if (code == GRAPPE_OK && whole) break;
    assert_true(code == GRAPPE_MEMORY || code == GRAPPE_OK);
  }
  print_message("%ld allocations\n", n);
  assert_true(n > 8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arrays),
      cmocka_unit_test(texts),
      cmocka_unit_test(what_is_wrong),
      cmocka_unit_test(as_records),
      cmocka_unit_test(memory_that_runs_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void says_what_is_missing(void **state) {
  (void)state;
  grappe_error error = {0};
  grappe_json *json;
  drip d = {"[]", 2, 2};
  assert_int_equal(grappe_json_open(read_drip, &d, &(grappe_json_options){.name = "f"}, &json, &error), GRAPPE_IO);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(says_what_is_missing)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
