/* Inputs: the same bytes however they are stored, and archives that were cut or changed on their way. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "ingest/input.h"

static char folder[] = "/tmp/grappe-input-XXXXXX";

static char *path_of(const char *name) {
  static char path[300];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static void put_file(const char *name, const void *bytes, size_t size) {
  FILE *file = fopen(path_of(name), "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  fclose(file);
}

static char *get_file(const char *name, size_t *size) {
  FILE *file = fopen(path_of(name), "rb");
  assert_non_null(file);
  fseek(file, 0, SEEK_END);
  *size = (size_t)ftell(file);
  rewind(file);
  char *bytes = malloc(*size + 1);
  assert_int_equal(fread(bytes, 1, *size, file), *size);
  fclose(file);
  return bytes;
}

/* The text of a table of 6 MB, which no packer makes very small. */
static grappe_buffer table;

static int make_table(void **state) {
  (void)state;
  unsigned seed = 1;
  for (int i = 0; i < 300000; i++) {
    seed = seed * 1103515245u + 12345u;
    grappe_buffer_addf(&table, "%d;%u;Évreux\r\n", i, seed % 100000);
  }
  return mkdtemp(folder) && !grappe_buffer_failed(&table) ? 0 : -1;
}

static int remove_all(void **state) {
  (void)state;
  char command[100];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  grappe_buffer_free(&table);
  return system(command);
}

static grappe_code read_all(const char *path, const grappe_input_options *options, size_t at_once, grappe_buffer *out,
                            grappe_error *error) {
  grappe_input *input;
  grappe_code code = grappe_input_open(path, options, &input, error);
  if (code != GRAPPE_OK) return code;
  char *bytes = malloc(at_once);
  long got;
  uint64_t before = 0;
  while ((got = grappe_input_read(input, bytes, at_once)) > 0) {
    grappe_buffer_add_bytes(out, bytes, (size_t)got);
    assert_true(grappe_input_stored_read(input) >= before);
    before = grappe_input_stored_read(input);
  }
  free(bytes);
  if (got < 0) {
    code = grappe_input_failure(input, error);
    assert_int_not_equal(code, GRAPPE_OK);
    assert_int_equal(grappe_input_read(input, (char[1]){0}, 1), -1);
  } else {
    assert_int_equal(grappe_input_stored_read(input), grappe_input_stored_size(input));
  }
  grappe_input_close(input);
  return code;
}

static void expect_table(const char *name, const grappe_input_options *options) {
  static const size_t at_once[] = {100, 65536, 1 << 20};
  for (size_t i = 0; i < 3; i++) {
    grappe_error error = {0};
    grappe_buffer found = {0};
    if (read_all(path_of(name), options, at_once[i], &found, &error) != GRAPPE_OK)
      fail_msg("%s: %s", name, error.message);
    assert_int_equal(found.length, table.length);
    assert_memory_equal(found.text, table.text, table.length);
    grappe_buffer_free(&found);
  }
}

static void expect_failure(const char *path, const grappe_input_options *options, grappe_code code, const char *part) {
  grappe_error error = {0};
  grappe_buffer found = {0};
  assert_int_equal(read_all(path, options, 4096, &found, &error), code);
  if (!strstr(error.message, part)) fail_msg("'%s' is not in: %s", part, error.message);
  grappe_buffer_free(&found);
}

/* Runs a packer; 0 where it is not installed, so that its kind is passed over. */
static int pack(const char *program, const char *command) {
  char line[600];
  snprintf(line, sizeof line, "command -v %s >/dev/null 2>&1", program);
  if (system(line) != 0) {
    print_message("%s is not installed: not tried\n", program);
    return 0;
  }
  snprintf(line, sizeof line, "cd %s && %s", folder, command);
  assert_int_equal(system(line), 0);
  return 1;
}

static void cut_and_change(const char *name, const char *cut_says) {
  size_t size;
  char *bytes = get_file(name, &size);
  put_file("cut", bytes, size - size / 3);
  expect_failure(path_of("cut"), NULL, GRAPPE_DATA, cut_says);
  put_file("cut", bytes, size - 1);
  expect_failure(path_of("cut"), NULL, GRAPPE_DATA, cut_says);
  bytes[size / 2] ^= 4;
  put_file("changed", bytes, size);
  expect_failure(path_of("changed"), NULL, GRAPPE_DATA, "is damaged");
  free(bytes);
}

static void plain_files(void **state) {
  (void)state;
  put_file("table.csv", table.text, table.length);
  expect_table("table.csv", NULL);
  put_file("empty.csv", "", 0);
  grappe_error error = {0};
  grappe_buffer found = {0};
  assert_int_equal(read_all(path_of("empty.csv"), NULL, 10, &found, &error), GRAPPE_OK);
  assert_int_equal(found.length, 0);
  expect_failure(path_of("missing.csv"), NULL, GRAPPE_IO, "cannot be read: No such file");
  expect_failure(folder, NULL, GRAPPE_IO, "cannot be read: Is a directory");
}

static void gzip_files(void **state) {
  (void)state;
#ifndef GRAPPE_WITH_ZLIB
  skip();
#endif
  put_file("table.csv", table.text, table.length);
  if (!pack("gzip",
            "gzip -kf table.csv && head -c 3000000 table.csv | gzip > two.gz && tail -c +3000001 table.csv | "
            "gzip >> two.gz"))
    skip();
  expect_table("table.csv.gz", NULL);
  expect_table("two.gz", NULL);
  cut_and_change("table.csv.gz", "ends before its data does");
}

static void zstd_files(void **state) {
  (void)state;
#ifndef GRAPPE_WITH_ZSTD
  skip();
#endif
  put_file("table.csv", table.text, table.length);
  if (!pack("zstd",
            "zstd -qf --check table.csv -o table.zst && head -c 3000000 table.csv | zstd -q > two.zst && "
            "tail -c +3000001 table.csv | zstd -q >> two.zst"))
    skip();
  expect_table("table.zst", NULL);
  expect_table("two.zst", NULL);
  cut_and_change("table.zst", "ends before its data does");
}

static void zip_files(void **state) {
  (void)state;
#ifndef GRAPPE_WITH_ZIP
  skip();
#endif
  put_file("table.csv", table.text, table.length);
  put_file("notes.txt", "x", 1);
  if (!pack("zip",
            "mkdir -p in && cp table.csv in/Export_2024.csv && rm -f *.zip && zip -q one.zip table.csv && zip -qr "
            "two.zip in notes.txt && zip -q -P secret locked.zip notes.txt"))
    skip();
  expect_table("one.zip", NULL);
  expect_table("two.zip", &(grappe_input_options){.member = "in/Export_2024.csv"});
  expect_table("two.zip", &(grappe_input_options){.member = "export_*.CSV"});
  expect_table("table.csv", &(grappe_input_options){.member = "export_*.csv"}); /* unpacked already */
  expect_failure(path_of("two.zip"), NULL, GRAPPE_AMBIGUOUS, "in/Export_2024.csv, notes.txt");
  expect_failure(path_of("two.zip"), &(grappe_input_options){.member = "*t*"}, GRAPPE_AMBIGUOUS, "'*t*'");
  expect_failure(path_of("two.zip"), &(grappe_input_options){.member = "export.csv"}, GRAPPE_NOT_FOUND, "there are:");
  expect_failure(path_of("locked.zip"), NULL, GRAPPE_DATA, "password");
  cut_and_change("one.zip", "is damaged");

  grappe_error error = {0};
  grappe_zip_member *members;
  size_t count;
  assert_int_equal(grappe_zip_list(path_of("two.zip"), &members, &count, &error), GRAPPE_OK);
  assert_int_equal(count, 2);
  assert_string_equal(members[0].name, "in/Export_2024.csv");
  assert_int_equal(members[0].size, table.length);
  grappe_zip_list_free(members, count);
}

static void through_a_pipe(void **state) {
  (void)state;
  static const char *const names[] = {"table.csv", "table.csv.gz", "table.zst", "one.zip"};
  for (size_t i = 0; i < 4; i++) {
    char *path = path_of(names[i]);
    if (access(path, R_OK) != 0) continue;
    char command[400], fifo[300];
    snprintf(fifo, sizeof fifo, "%s/fifo", folder);
    unlink(fifo);
    assert_int_equal(mkfifo(fifo, 0600), 0);
    snprintf(command, sizeof command, "cat %s > %s &", path, fifo);
    assert_int_equal(system(command), 0);
    grappe_error error = {0};
    grappe_input *input;
    assert_int_equal(grappe_input_open(fifo, NULL, &input, &error), GRAPPE_OK);
    const char *first;
    size_t count;
    assert_int_equal(grappe_input_peek(input, 10, &first, &count, &error), GRAPPE_OK);
    assert_int_equal(count, 10);
    assert_memory_equal(first, table.text, 10);
    int descriptor;
    assert_int_equal(grappe_input_descriptor(input, &descriptor, &error), GRAPPE_OK);
    struct stat status;
    assert_int_equal(fstat(descriptor, &status), 0);
    assert_int_equal(status.st_size, table.length);
    close(descriptor);
    grappe_input_close(input);
  }
}

static void growth_is_limited(void **state) {
  (void)state;
  if (!pack("gzip", "head -c 400000000 /dev/zero | gzip > bomb.gz")) skip();
  expect_failure(path_of("bomb.gz"), NULL, GRAPPE_DATA, "unpacks to more than a table would");
  expect_failure(path_of("table.csv.gz"), &(grappe_input_options){.size_limit = 100000}, GRAPPE_DATA,
                 "unpacks to more");
}

static void what_is_not_read(void **state) {
  (void)state;
  put_file("old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  expect_failure(path_of("old.xls"), NULL, GRAPPE_DATA, "save it as .xlsx or CSV");
  put_file("x.xz", "\xFD\x37zXZ\0\0\0\0", 9);
  expect_failure(path_of("x.xz"), NULL, GRAPPE_DATA, "compressed in a way that is not read");
}

static void memory_that_runs_out(void **state) {
  (void)state;
  static const char *const names[] = {"table.csv", "table.csv.gz", "one.zip"};
  for (size_t i = 0; i < 3; i++)
    for (long n = 1; n < 100; n++) {
      if (access(path_of(names[i]), R_OK) != 0) continue;
      grappe_error error = {0};
      grappe_input *input;
      grappe_memory_fail_after(n);
      grappe_code code = grappe_input_open(path_of(names[i]), NULL, &input, &error);
      char bytes[100];
      if (code == GRAPPE_OK && grappe_input_read(input, bytes, sizeof bytes) < 0)
        code = grappe_input_failure(input, &error);
      grappe_memory_fail_after(0);
      grappe_input_close(input);
      if (code == GRAPPE_OK) break;
      assert_int_equal(code, GRAPPE_MEMORY);
      assert_true(n < 99);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_files),      cmocka_unit_test(gzip_files),           cmocka_unit_test(zstd_files),
      cmocka_unit_test(zip_files),        cmocka_unit_test(through_a_pipe),       cmocka_unit_test(growth_is_limited),
      cmocka_unit_test(what_is_not_read), cmocka_unit_test(memory_that_runs_out),
  };
  return cmocka_run_group_tests(tests, make_table, remove_all);
}
