/* SHA-256 against the vectors of FIPS 180-4 and its examples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/sha256.h"
#include "base/sha256_private.h"

static const char *digest_of(const char *text, char out[GRAPPE_SHA256_TEXT]) {
  grappe_sha256 hash;
  grappe_sha256_begin(&hash);
  grappe_sha256_add(&hash, text, strlen(text));
  return grappe_sha256_end_text(&hash, out);
}

static void known_vectors(void **state) {
  (void)state;
  char out[GRAPPE_SHA256_TEXT];
  assert_string_equal(digest_of("", out), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert_string_equal(digest_of("abc", out), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert_string_equal(digest_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", out),
                      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  assert_string_equal(
      digest_of("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
                "lmnopqrsmnopqrstnopqrstu",
                out),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
}

static void a_million_letters_in_pieces_of_any_size(void **state) {
  (void)state;
  char piece[1000], out[GRAPPE_SHA256_TEXT];
  memset(piece, 'a', sizeof piece);
  for (size_t step = 1; step <= sizeof piece; step += 331) {
    grappe_sha256 hash;
    grappe_sha256_begin(&hash);
    for (size_t left = 1000000; left;) {
      size_t now = step < left ? step : left;
      grappe_sha256_add(&hash, piece, now);
      left -= now;
    }
    assert_string_equal(grappe_sha256_end_text(&hash, out),
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }
}

static void instructions_and_portable_code_give_the_same(void **state) {
  (void)state;
  unsigned char bytes[64 * 9];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (unsigned char)(i * i * 31 + i / 7);
  for (size_t count = 0; count <= 9; count++) {
    uint32_t one[8] = {1, 2, 3, 0xffffffff, 5, 6, 7, 0x80000000}, other[8];
    memcpy(other, one, sizeof other);
    if (!sha256_mix_by_instruction(one, bytes, count)) skip(); /* this processor has none */
    sha256_mix_portable(other, bytes, count);
    assert_memory_equal(one, other, sizeof one);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(known_vectors),
                                     cmocka_unit_test(a_million_letters_in_pieces_of_any_size),
                                     cmocka_unit_test(instructions_and_portable_code_give_the_same)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
