/* Names of operations: each code once, each name in three languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "figure/operations.h"

static void every_row(void **state) {
  (void)state;
  size_t count = 0;
  for (const grappe_operation *row; (row = grappe_operation_at(count)); count++) {
    for (int l = 0; l < GRAPPE_LANGUAGES; l++) {
      assert_non_null(row->names[l]);
      assert_true(*row->names[l] != '\0');
      assert_string_equal(grappe_operation_name(row->code, (grappe_language)l), row->names[l]);
    }
    assert_ptr_equal(grappe_operation_find(row->code), row); /* no other stands before it */
  }
  assert_true(count > 60);
}

static void found(void **state) {
  (void)state;
  assert_string_equal(grappe_operation_name("^2", GRAPPE_FRENCH), "à la puissance");
  assert_string_equal(grappe_operation_name("indicator members", GRAPPE_ITALIAN), "come è stato osservato");
  assert_string_equal(grappe_operation_name("hhi", GRAPPE_ITALIAN), "indice di Herfindahl-Hirschman");
  assert_int_equal(grappe_operation_find("sum")->kind, GRAPPE_OPERATION_EVERYDAY);
  assert_null(grappe_operation_find("hh"));
  assert_null(grappe_operation_find(""));
  assert_string_equal(grappe_operation_name("nobody's", GRAPPE_FRENCH), "nobody's");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_row), cmocka_unit_test(found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
