/* The tables of the model hold together: what one row says of another is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/language.h"
#include "model/codes.h"
#include "model/model.h"
#include "model/units.h"

static void names_are_found_and_differ(void **state) {
  (void)state;
  assert_true(grappe_entity_count() > 20);
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    const grappe_entity *entity = grappe_entity_at(i);
    assert_ptr_equal(grappe_entity_find(entity->name), entity);
    assert_ptr_equal(grappe_entity_find(entity->plural), entity);
    assert_int_equal(grappe_entity_index(entity), i);
    assert_true(strspn(entity->name, "abcdefghijklmnopqrstuvwxyz_") == strlen(entity->name));
    for (size_t f = 0; f < grappe_field_count(entity); f++) {
      const grappe_field *field = grappe_field_at(entity, f);
      assert_int_equal(grappe_field_find(entity, field->name), f);
      assert_true(strspn(field->name, "abcdefghijklmnopqrstuvwxyz_") == strlen(field->name));
      assert_string_not_equal(field->name, "id"); /* the store's own */
    }
  }
  assert_null(grappe_entity_at(grappe_entity_count()));
  assert_null(grappe_entity_find("nothing"));
  assert_int_equal(grappe_field_find(grappe_entity_find("site"), "nothing"), -1);
}

static void what_is_referred_to_stands_before(void **state) {
  (void)state;
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    const grappe_entity *entity = grappe_entity_at(i);
    for (size_t f = 0; f < grappe_field_count(entity); f++) {
      const grappe_field *field = grappe_field_at(entity, f);
      if (field->type == GRAPPE_REFERENCE) {
        const grappe_entity *target = grappe_entity_find(field->list);
        assert_non_null(target);
        assert_true(grappe_entity_index(target) <= i);
      }
      if (field->type == GRAPPE_TERM) assert_non_null(field->list);
      if (field->type == GRAPPE_CODE) assert_non_null(grappe_code_list_find(field->list));
    }
  }
}

static void every_entity_has_a_key_and_words(void **state) {
  (void)state;
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    const grappe_entity *entity = grappe_entity_at(i);
    assert_true(grappe_field_with(entity, GRAPPE_KEY) >= 0);
    const char *const words[] = {entity->unit,    entity->english,      entity->french,
                                 entity->italian, entity->english_text, entity->french_text};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) assert_true(words[w] && *words[w]);
    for (size_t f = 0; f < grappe_field_count(entity); f++) {
      const grappe_field *field = grappe_field_at(entity, f);
      assert_true(field->english && *field->english && field->french && *field->french);
      /* a part of the key is one value of the row's own table */
      if (field->flags & GRAPPE_KEY) assert_false(field->flags & GRAPPE_MANY);
    }
  }
}

/* Headings and explanations call fields by them. */
static void every_field_has_a_name(void **state) {
  (void)state;
  static const char *const codes[] = {"siren", "siret", "nuts", "rncp", "insee", "digest"}; /* the same everywhere */
  grappe_language_set(GRAPPE_ITALIAN);
  int missing = 0;
  for (size_t i = 0; i < grappe_entity_count(); i++)
    for (size_t f = 0; f < grappe_field_count(grappe_entity_at(i)); f++) {
      const grappe_field *field = grappe_field_at(grappe_entity_at(i), f);
      int known = grappe_translate(field->name) != field->name;
      for (size_t c = 0; c < sizeof codes / sizeof *codes; c++) known = known || strcmp(field->name, codes[c]) == 0;
      if (!known && !(field->flags & GRAPPE_INTERNAL)) {
        print_error("%s has no name in base/messages/model.c\n", field->name);
        missing++;
      }
    }
  grappe_language_set(GRAPPE_ENGLISH);
  assert_int_equal(missing, 0);
}

static void units_are_known(void **state) {
  (void)state;
  grappe_unit unit;
  grappe_error error = {0};
  for (size_t i = 0; i < grappe_entity_count(); i++) {
    const grappe_entity *entity = grappe_entity_at(i);
    if (grappe_unit_parse(entity->unit, strlen(entity->unit), &unit, &error) != GRAPPE_OK)
      fail_msg("%s", error.message);
    for (size_t f = 0; f < grappe_field_count(entity); f++) {
      const char *of_field = grappe_field_at(entity, f)->unit;
      if (of_field && grappe_unit_parse(of_field, strlen(of_field), &unit, &error) != GRAPPE_OK)
        fail_msg("%s", error.message);
    }
  }
}

static void codes_differ_and_have_names(void **state) {
  (void)state;
  assert_null(grappe_code_list_find("nothing"));
  for (size_t i = 0; i < grappe_code_list_count(); i++) {
    const grappe_code_list *list = grappe_code_list_at(i);
    assert_ptr_equal(grappe_code_list_find(list->name), list);
    for (const grappe_code_item *item = list->items; item->code; item++) {
      assert_ptr_equal(grappe_code_item_find(list, item->code), item);
      assert_true(item->english && item->french && item->italian);
      assert_null(strpbrk(item->code, "'; ")); /* they stand in SQL and in cells of several values */
    }
  }
}

static void check_digits_hold(void **state) {
  (void)state;
  assert_true(grappe_siren_valid("732829320"));
  assert_false(grappe_siren_valid("732829321"));
  assert_false(grappe_siren_valid("73282932"));
  assert_false(grappe_siren_valid("7328293200"));
  assert_false(grappe_siren_valid("000000000")); /* the sum holds */
  assert_false(grappe_siret_valid("00000000000000"));
  assert_false(grappe_siren_valid("73282932A"));
  assert_true(grappe_siret_valid("73282932000074"));
  assert_false(grappe_siret_valid("73282932000075"));
  assert_false(grappe_siret_valid("73282932000047")); /* two digits swapped */
  /* La Poste: its seat by Luhn, its other sites by the sum of their digits */
  assert_true(grappe_siret_valid("35600000000048"));
  assert_true(grappe_siret_valid("35600000049837"));
  assert_false(grappe_siret_valid("35600000049838"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_found_and_differ),
      cmocka_unit_test(what_is_referred_to_stands_before),
      cmocka_unit_test(every_entity_has_a_key_and_words),
      cmocka_unit_test(units_are_known),
      cmocka_unit_test(every_field_has_a_name),
      cmocka_unit_test(codes_differ_and_have_names),
      cmocka_unit_test(check_digits_hold),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
