/* Folding, distance between names, and the names that are offered for one that is not known. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/language.h"
#include "base/memory.h"
#include "text/fold.h"
#include "text/utf8.h"

static void folds(const char *text, const char *expected) {
  char *made = grappe_fold_new(text);
  assert_non_null(made);
  assert_string_equal(made, expected);
  grappe_free(made);
}

static void names(void **state) {
  (void)state;
  folds("Évreux", "evreux");
  folds("E\u0301vreux", "evreux");
  folds("Île-de-France", "ile de france");
  folds("Ile de France", "ile de france");
  folds("ÎLE DE FRANCE", "ile de france");
  folds("Val-de-Reuil", "val de reuil");
  folds("L'Oréal", "l oreal");
  folds("L’Oréal", "l oreal");
  folds("L´Oréal", "l oreal");
  folds("Lʼoréal", "l oreal");
  folds("Sanofi\u00A0Winthrop\u202FIndustrie", "sanofi winthrop industrie");
  folds("  St-Ouen -- l’Aumône ", "st ouen l aumone");
  folds("Cœur, Ægir, cæsium", "coeur aegir caesium");
  folds("Straße, STRASSE", "strasse strasse");
  folds("Novo Nordisk A/S (Chartres)", "novo nordisk a s chartres");
  folds("Søborg, Łódź, Đà Nẵng, Þór", "soborg lodz da nang thor");
  folds("ﬁn ½ №5 m²", "fin 1 2 no5 m2");
  folds("pharma_jobs", "pharma jobs");
  folds("ΑΣΣΟΣ", "ασσοσ");
  folds("Ａ１", "a1");
  folds("C++ 5 €", "c++ 5 €");
  folds("R&D", "r d");
  folds("soft\u00ADhyphen", "softhyphen");
  folds("zéro\u200Dlargeur", "zerolargeur");
  folds("", "");
  folds(" - ' ", "");
  folds("’", "");
  folds("a\nb\tc", "a b c");
  folds(
      "\xFF"
      "a\xC3",
      "\uFFFDa\uFFFD");
  folds("\u0301", ""); /* an accent of nothing */
}

static void length_is_given(void **state) {
  (void)state;
  char out[64];
  assert_int_equal(grappe_fold("Évreux!!", 3, out, sizeof out), 2); /* É takes two bytes */
  assert_string_equal(out, "ev");
  assert_int_equal(grappe_fold("a\0B", 3, out, sizeof out), 3); /* a zero byte separates */
  assert_string_equal(out, "a b");
  assert_int_equal(grappe_fold("É\0B", 4, out, sizeof out), 3);
  assert_string_equal(out, "e b");
}

static void room_is_kept(void **state) {
  (void)state;
  static const char *const texts[] = {"Ile de France", "Île-de-Françœ", "ασσος ω", "𝄞𝄞 x"};
  for (size_t t = 0; t < 4; t++) {
    char whole[64], part[64];
    size_t length = strlen(texts[t]), needed = grappe_fold(texts[t], length, whole, sizeof whole);
    assert_int_equal(needed, strlen(whole));
    assert_int_equal(grappe_fold(texts[t], length, NULL, 0), needed);
    for (size_t size = 1; size < sizeof part; size++) {
      memset(part, 'Z', sizeof part);
      assert_int_equal(grappe_fold(texts[t], length, part, size), needed);
      size_t kept = strlen(part);
      assert_true(kept < size);
      assert_memory_equal(part, whole, kept);
      assert_true(grappe_utf8_valid(part, kept));
      assert_true(kept == needed || kept + 4 >= size);
      for (size_t i = size; i < sizeof part; i++) assert_int_equal(part[i], 'Z');
    }
  }
}

static void ascii_and_other_agree(void **state) {
  (void)state;
  for (int c = 1; c < 128; c++) { /* a letter after it that is not ASCII takes the other way */
    char ascii[8] = {'x', (char)c, 'Y', '\0'}, other[8] = {'x', (char)c, 'Y', '\0'}, out_a[16], out_b[16];
    memcpy(other + 3, "é", 3);
    grappe_fold(ascii, strlen(ascii), out_a, sizeof out_a);
    size_t length = grappe_fold(other, strlen(other), out_b, sizeof out_b);
    out_b[length - 1] = '\0';
    assert_string_equal(out_a, out_b);
  }
}

static uint32_t next_random(uint32_t *seed) {
  *seed = *seed * 1664525 + 1013904223;
  return *seed >> 8;
}

static void folded_stays(const char *text, size_t length) {
  char once[1024], twice[1024];
  size_t needed = grappe_fold(text, length, once, sizeof once);
  assert_true(needed < sizeof once);
  assert_true(grappe_utf8_valid(once, needed));
  assert_int_equal(grappe_fold(once, needed, twice, sizeof twice), needed);
  assert_string_equal(once, twice);
  assert_true(needed == 0 || (once[0] != ' ' && once[needed - 1] != ' '));
  assert_null(strstr(once, "  "));
}

static void any_bytes(void **state) {
  (void)state;
  uint32_t seed = 1789;
  for (int round = 0; round < 20000; round++) {
    size_t length = next_random(&seed) % 24;
    char *exact = malloc(length ? length : 1); /* of exactly this size: the sanitizer sees one byte more */
    for (size_t i = 0; i < length; i++) {
      uint32_t r = next_random(&seed);
      exact[i] = (char)(r % 3 ? r >> 4 : 0xC0 + (r >> 4) % 64);
    }
    folded_stays(exact, length);
    free(exact);
  }
}

static void any_character(void **state) {
  (void)state;
  for (int32_t c = 1; c < 0x30000; c++) {
    char text[8] = "a";
    folded_stays(text, 1 + grappe_utf8_put(c, text + 1));
  }
}

static void memory_runs_out(void **state) {
  (void)state;
  char text[1000] = "";
  for (int i = 0; i < 50; i++) strcat(text, "ﷺ"); /* one character that becomes eighteen: a second allocation */
  for (long n = 1; n <= 2; n++) {
    grappe_memory_fail_after(n);
    assert_null(grappe_fold_new(text));
  }
  grappe_memory_fail_after(0);
  char *made = grappe_fold_new(text);
  assert_true(strlen(made) > 1000);
  grappe_free(made);
}

static void distances(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    int distance;
  } cases[] = {
      {"", "", 0},
      {"a", "", 1},
      {"evreux", "evreux", 0},
      {"evreux", "evreu", 1},
      {"evreux", "evruex", 1},
      {"evreux", "dreux", 2},
      {"abc", "cab", 2},
      {"abcd", "badc", 2},
      {"ca", "abc", 3},
      {"ασσοσ", "ασοσ", 1},
      {"kitten", "sitting", 3},
      {"chartres", "chatrres", 1},
      {"€", "e", 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    for (int most = 0; most < 6; most++) {
      int expected = cases[i].distance <= most ? cases[i].distance : most + 1;
      assert_int_equal(grappe_fold_distance(cases[i].a, cases[i].b, most), expected);
      assert_int_equal(grappe_fold_distance(cases[i].b, cases[i].a, most), expected);
    }
}

static void distance_of_long_names(void **state) {
  (void)state;
  char a[600], b[600];
  memset(a, 'a', sizeof a);
  a[sizeof a - 1] = '\0';
  memcpy(b, a, sizeof b);
  b[300] = 'b';
  b[500] = 'c';
  assert_int_equal(grappe_fold_distance(a, b, 3), 2);
  assert_int_equal(grappe_fold_distance(a, b, 1), 2);
  for (long n = 1; n <= 2; n++) {
    grappe_memory_fail_after(n);
    assert_int_equal(grappe_fold_distance(a, b, 3), 4); /* without memory: not near */
  }
  grappe_memory_fail_after(0);
}

/* The plain table, without bounds or early end, to check the other against. */
static int plain_distance(const char *a, const char *b) {
  int table[16][16], n = (int)strlen(a), m = (int)strlen(b);
  for (int i = 0; i <= n; i++)
    for (int j = 0; j <= m; j++) {
      if (!i || !j) {
        table[i][j] = i + j;
        continue;
      }
      int best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      if (table[i - 1][j] + 1 < best) best = table[i - 1][j] + 1;
      if (table[i][j - 1] + 1 < best) best = table[i][j - 1] + 1;
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && table[i - 2][j - 2] + 1 < best)
        best = table[i - 2][j - 2] + 1;
      table[i][j] = best;
    }
  return table[n][m];
}

static void distance_with_early_end(void **state) {
  (void)state;
  uint32_t seed = 42;
  for (int round = 0; round < 20000; round++) {
    char a[16] = "", b[16] = "";
    for (uint32_t i = 0, n = next_random(&seed) % 9; i < n; i++) a[i] = (char)('a' + next_random(&seed) % 3);
    for (uint32_t i = 0, n = next_random(&seed) % 9; i < n; i++) b[i] = (char)('a' + next_random(&seed) % 3);
    int most = (int)(next_random(&seed) % 5), whole = plain_distance(a, b);
    assert_int_equal(grappe_fold_distance(a, b, most), whole <= most ? whole : most + 1);
  }
}

static void offer_all(grappe_nearest *nearest, const char *wanted) {
  static const char *const towns[] = {"Évreux",  "Dreux", "Trévoux", "Chartres", "Châteaudun",         "Tours", "Tour",
                                      "Orléans", "Gien",  "Evreux",  "Rouen",    "Chartres Métropole", "Orly"};
  grappe_nearest_begin(nearest, wanted);
  for (size_t i = 0; i < sizeof towns / sizeof *towns; i++) grappe_nearest_offer(nearest, towns[i], NULL);
}

static void did_you_mean(void **state) {
  (void)state;
  grappe_nearest nearest;
  char text[200];
  offer_all(&nearest, "evreu");
  assert_int_equal(nearest.count, 2);
  assert_string_equal(grappe_nearest_write(&nearest, text, sizeof text), "'Evreux' or 'Évreux'");
  offer_all(&nearest, "Évruex");
  assert_string_equal(nearest.best[0].name, "Evreux");
  assert_int_equal(nearest.best[0].distance, 1);
  offer_all(&nearest, "chartre");
  assert_string_equal(grappe_nearest_write(&nearest, text, sizeof text), "'Chartres' or 'Chartres Métropole'");
  offer_all(&nearest, "Chart"); /* what begins with the letters typed, the shorter first */
  assert_string_equal(grappe_nearest_write(&nearest, text, sizeof text), "'Chartres' or 'Chartres Métropole'");
  offer_all(&nearest, "Marseille");
  assert_int_equal(nearest.count, 0);
  assert_string_equal(grappe_nearest_write(&nearest, text, sizeof text), "");
  offer_all(&nearest, "");
  assert_int_equal(nearest.count, 0);
  offer_all(&nearest, "xy"); /* too short to guess */
  assert_int_equal(nearest.count, 0);
}

static void best_three(void **state) {
  (void)state;
  grappe_nearest nearest;
  char text[200], long_name[400];
  static const char *const offered[] = {"abcdefgx", "abcdexgx", "abcdefgh", "abcdefgy", "abcdefgx", "abcdefzh"};
  grappe_nearest_begin(&nearest, "abcdefgh");
  for (size_t i = 0; i < 6; i++) grappe_nearest_offer(&nearest, offered[i], offered[i]);
  assert_string_equal(grappe_nearest_write(&nearest, text, sizeof text), "'abcdefgh', 'abcdefgx' or 'abcdefgy'");
  grappe_language_set(GRAPPE_FRENCH);
  assert_string_equal(grappe_nearest_write(&nearest, text, sizeof text), "« abcdefgh », « abcdefgx » ou « abcdefgy »");
  grappe_language_set(GRAPPE_ITALIAN);
  assert_string_equal(grappe_nearest_write(&nearest, text, sizeof text), "«abcdefgh», «abcdefgx» o «abcdefgy»");
  grappe_language_set(GRAPPE_ENGLISH);
  for (size_t size = 1; size < 60; size++) { /* whole names only */
    memset(text, 'Z', sizeof text);
    grappe_nearest_write(&nearest, text, size);
    size_t length = strlen(text);
    assert_true(length < size && (length == 0 || text[length - 1] == '\''));
    assert_int_equal(text[size], 'Z');
  }
  memset(long_name, 'a', sizeof long_name);
  long_name[sizeof long_name - 1] = '\0';
  grappe_nearest_begin(&nearest, long_name);
  grappe_nearest_offer(&nearest, "aaa", NULL);
  grappe_nearest_begin(&nearest, "aaa");
  grappe_nearest_offer(&nearest, long_name, NULL);
  grappe_nearest_offer(&nearest, long_name, "aaa");
  assert_int_equal(nearest.count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names),
      cmocka_unit_test(length_is_given),
      cmocka_unit_test(room_is_kept),
      cmocka_unit_test(ascii_and_other_agree),
      cmocka_unit_test(any_bytes),
      cmocka_unit_test(any_character),
      cmocka_unit_test(memory_runs_out),
      cmocka_unit_test(distances),
      cmocka_unit_test(distance_of_long_names),
      cmocka_unit_test(distance_with_early_end),
      cmocka_unit_test(did_you_mean),
      cmocka_unit_test(best_three),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
