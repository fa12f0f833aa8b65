/* Random bytes through the CSV reader: no crash, and the same records however the bytes are cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "ingest/csv.h"

static uint32_t state_of_chance = 2463534242;

static uint32_t chance(uint32_t below) {
  state_of_chance ^= state_of_chance << 13;
  state_of_chance ^= state_of_chance >> 17;
  state_of_chance ^= state_of_chance << 5;
  return state_of_chance % below;
}

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

static void read_all(const char *bytes, size_t length, size_t at_once, grappe_csv_encoding encoding,
                     grappe_buffer *out) {
  drip d = {bytes, length, at_once};
  grappe_csv *csv;
  grappe_error error = {0};
  grappe_csv_options options = {.encoding = encoding, .record_limit = 200};
  assert_int_equal(grappe_csv_open(read_drip, &d, &options, &csv, &error), GRAPPE_OK);
  grappe_csv_record record;
  grappe_code code;
  while ((code = grappe_csv_next(csv, &record, &error)) == GRAPPE_OK && record.count)
    for (size_t i = 0; i < record.count; i++) {
      assert_int_equal(strlen(record.fields[i].text), record.fields[i].length);
      grappe_buffer_addf(out, "%llu:%zu[%s]%s", (unsigned long long)record.fields[i].line, record.fields[i].column,
                         record.fields[i].text, i + 1 < record.count ? "" : "\n");
    }
  if (code != GRAPPE_OK) grappe_buffer_addf(out, "! %s", error.message);
  grappe_csv_close(csv);
}

static void any_bytes_any_cut(void **state) {
  (void)state;
  static const char *const pieces[] = {"a",  "bc", ",",    ";",    "\"",   "\"\"",         "\n",
                                       "\r", " ",  "\r\n", "\xC3", "\xA9", "\xE2\x82\xAC", "\xEF\xBB\xBF"};
  for (int round = 0; round < 3000; round++) {
    char bytes[400] = "";
    size_t length = 0;
    for (uint32_t i = chance(60); i > 0; i--) {
      const char *piece = pieces[chance(sizeof pieces / sizeof *pieces)];
      memcpy(bytes + length, piece, strlen(piece));
      length += strlen(piece);
    }
    /* Where the encoding is to be found out, what is read at once decides how much is looked at: it is told here. */
    grappe_csv_encoding encoding = chance(2) ? GRAPPE_CSV_UTF8 : GRAPPE_CSV_WINDOWS_1252;
    grappe_buffer whole = {0}, cut = {0}, detected = {0};
    read_all(bytes, length, 4000, encoding, &whole);
    read_all(bytes, length, 1 + chance(7), encoding, &cut);
    read_all(bytes, length, 1 + chance(7), GRAPPE_CSV_AUTO, &detected);
    /* A fault further down is met earlier where more is read at once: what was read before it is the same. */
    const char *fault = strchr(grappe_buffer_text(&whole), '!');
    size_t same = fault ? (size_t)(fault - grappe_buffer_text(&whole)) : whole.length;
    if (cut.length < same || (same && memcmp(whole.text, cut.text, same) != 0) || (!fault && cut.length != same))
      fail_msg("round %d:\n%s\nand\n%s", round, grappe_buffer_text(&whole), grappe_buffer_text(&cut));
    grappe_buffer_free(&whole);
    grappe_buffer_free(&cut);
    grappe_buffer_free(&detected);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(any_bytes_any_cut)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
