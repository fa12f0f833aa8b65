/* Memory that is counted, limited and made to fail; buffers on top of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/memory.h"

static int no_limits(void **state) {
  (void)state;
  grappe_memory_fail_after(0);
  grappe_memory_limit(0);
  return 0;
}

static void counted(void **state) {
  (void)state;
  size_t before = grappe_memory_held();
  char *block = grappe_alloc(1000);
  assert_true(grappe_memory_held() >= before + 1000);
  block = grappe_realloc(block, 5000);
  assert_true(grappe_memory_held() >= before + 5000);
  grappe_free(block);
  assert_int_equal(grappe_memory_held(), before);
  grappe_free(NULL);
  assert_int_equal(grappe_memory_held(), before);
  int *zeros = grappe_alloc_zero(100, sizeof *zeros);
  for (int i = 0; i < 100; i++) assert_int_equal(zeros[i], 0);
  grappe_free(zeros);
  void *nothing = grappe_alloc(0);
  assert_non_null(nothing);
  grappe_free(nothing);
  assert_null(grappe_alloc_zero(SIZE_MAX / 2, 3));
}

static void copies(void **state) {
  (void)state;
  char *copy = grappe_strdup("Évreux");
  assert_string_equal(copy, "Évreux");
  grappe_free(copy);
  copy = grappe_strndup("Chartres", 5);
  assert_string_equal(copy, "Chart");
  grappe_free(copy);
  copy = grappe_strndup("Tours", 100); /* never past the end of the text */
  assert_string_equal(copy, "Tours");
  grappe_free(copy);
}

static void fails_from_the_nth_on(void **state) {
  (void)state;
  grappe_memory_fail_after(3);
  void *first = grappe_alloc(10), *second = grappe_alloc(10);
  assert_non_null(first);
  assert_non_null(second);
  for (int i = 0; i < 3; i++) assert_null(grappe_alloc(10));
  assert_null(grappe_alloc_zero(1, 10));
  assert_null(grappe_strdup("x"));
  assert_null(grappe_realloc(first, 1 << 20)); /* the block stays */
  grappe_memory_fail_after(0);
  memset(first, 1, 10);
  grappe_free(first);
  grappe_free(second);
  grappe_free(grappe_alloc(10));
}

static void held_to_a_limit(void **state) {
  (void)state;
  size_t before = grappe_memory_held();
  grappe_memory_limit(before + 10000);
  assert_null(grappe_alloc(20000));
  assert_null(grappe_alloc(SIZE_MAX - before / 2));
  void *fits = grappe_alloc(8000);
  assert_non_null(fits);
  assert_null(grappe_alloc(8000));
  assert_null(grappe_realloc(fits, 30000));
  grappe_free(fits);
  fits = grappe_alloc(8000);
  assert_non_null(fits);
  grappe_memory_limit(1); /* a limit below what is held refuses all that is new, and releases still work */
  assert_null(grappe_alloc(1));
  grappe_free(fits);
}

static void arrays_grow(void **state) {
  (void)state;
  size_t capacity = 0;
  int *items = NULL;
  for (size_t i = 0; i < 1000; i++) {
    int *grown = grappe_grow(items, &capacity, i + 1, sizeof *items);
    assert_non_null(grown);
    assert_true(capacity > i);
    items = grown;
    items[i] = (int)i;
  }
  for (int i = 0; i < 1000; i++) assert_int_equal(items[i], i);
  size_t as_before = capacity;
  assert_null(grappe_grow(items, &capacity, SIZE_MAX / 2, sizeof *items));
  grappe_memory_fail_after(1);
  assert_null(grappe_grow(items, &capacity, 100000, sizeof *items));
  assert_int_equal(capacity, as_before);
  assert_int_equal(items[999], 999);
  grappe_free(items);
}

static void buffer_pieces(void **state) {
  (void)state;
  grappe_buffer buffer = {0};
  assert_string_equal(grappe_buffer_text(&buffer), "");
  grappe_buffer_add(&buffer, "jobs: ");
  grappe_buffer_addf(&buffer, "%d in %s", 4750, "Normandie");
  grappe_buffer_add_char(&buffer, '.');
  grappe_buffer_add_bytes(&buffer, "\0x", 2);
  assert_int_equal(buffer.length, strlen("jobs: 4750 in Normandie.") + 2);
  assert_string_equal(grappe_buffer_text(&buffer), "jobs: 4750 in Normandie.");
  grappe_buffer_clear(&buffer);
  assert_string_equal(grappe_buffer_text(&buffer), "");
  char long_text[3000];
  memset(long_text, 'y', sizeof long_text - 1);
  long_text[sizeof long_text - 1] = '\0';
  grappe_buffer_addf(&buffer, "<%s>", long_text); /* longer than the piece on the stack */
  assert_int_equal(buffer.length, sizeof long_text + 1);
  assert_int_equal(buffer.text[buffer.length - 1], '>');
  for (int length = 509; length <= 514; length++) { /* and around its edge */
    grappe_buffer_clear(&buffer);
    grappe_buffer_addf(&buffer, "%.*s", length, long_text);
    assert_int_equal((int)buffer.length, length);
    assert_int_equal((int)strlen(buffer.text), length);
  }
  char *text = grappe_buffer_take(&buffer);
  assert_int_equal(strlen(text), 514);
  grappe_free(text);
  text = grappe_buffer_take(&buffer); /* nothing added: an empty text all the same */
  assert_string_equal(text, "");
  grappe_free(text);
}

static void buffer_failures(void **state) {
  (void)state;
  size_t before = grappe_memory_held();
  for (long n = 1; n <= 24; n++) {
    grappe_buffer buffer = {0};
    grappe_memory_fail_after(n);
    for (int i = 0; i < 200; i++) grappe_buffer_addf(&buffer, "piece %d, ", i);
    int failed = grappe_buffer_failed(&buffer);
    char *text = grappe_buffer_take(&buffer);
    grappe_memory_fail_after(0);
    assert_int_equal(failed, text == NULL);
    if (n == 1) assert_true(failed);
    if (n == 24) assert_false(failed);
    if (text) assert_non_null(strstr(text, "piece 199, "));
    grappe_free(text);
    assert_int_equal(grappe_memory_held(), before);
  }
  grappe_buffer buffer = {0};
  grappe_memory_fail_after(1);
  assert_null(grappe_buffer_take(&buffer));
  grappe_buffer_add(&buffer, "lost");
  grappe_memory_fail_after(0);
  grappe_buffer_add(&buffer, "kept?"); /* a failure is not forgotten half-way */
  assert_true(grappe_buffer_failed(&buffer));
  assert_string_equal(grappe_buffer_text(&buffer), "");
  grappe_buffer_free(&buffer);
  assert_int_equal(grappe_memory_held(), before);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counted),
      cmocka_unit_test(copies),
      cmocka_unit_test_teardown(fails_from_the_nth_on, no_limits),
      cmocka_unit_test_teardown(held_to_a_limit, no_limits),
      cmocka_unit_test_teardown(arrays_grow, no_limits),
      cmocka_unit_test(buffer_pieces),
      cmocka_unit_test_teardown(buffer_failures, no_limits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
