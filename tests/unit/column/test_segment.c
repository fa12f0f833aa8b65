/* Segments: every encoding there and back, extremes, absences, bytes that do not agree with themselves. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "column/segment_private.h"

enum { MOST = GRAPPE_SEGMENT_ROWS };

static int64_t wide[MOST], wide_back[MOST];
static int32_t narrow[MOST], narrow_back[MOST];
static double numbers[MOST], numbers_back[MOST];
static unsigned char presence[MOST], presence_back[MOST];
static unsigned char *bytes;
static void *scratch;
static uint64_t seed = 88172645463325252u;

static uint64_t random_bits(void) {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  return seed ^= seed << 17;
}

static int set_up(void **state) {
  (void)state;
  bytes = aligned_alloc(64, (grappe_segment_bound(MOST) + 63) / 64 * 64);
  scratch = aligned_alloc(64, (grappe_segment_scratch(MOST) + 63) / 64 * 64);
  return bytes && scratch ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  free(bytes);
  free(scratch);
  return 0;
}

/* Some rows alone are what they are among all: each row for itself, or so many of a thousand that chance takes. */
static void picked_rows_are_the_same(const unsigned char *exact, size_t length, size_t rows, grappe_physical type,
                                     const unsigned char *whole, const unsigned char *kinds) {
  static const unsigned of_thousand[] = {1, 30, 700, 1000};
  size_t size = type == GRAPPE_INT32 ? 4 : 8;
  void *little = malloc(grappe_segment_scratch(rows));
  uint32_t *at = malloc(rows * sizeof *at);
  for (size_t k = 0; k < sizeof of_thousand / sizeof *of_thousand; k++) {
    size_t count = 0;
    for (size_t i = 0; i < rows; i++)
      if (random_bits() % 1000 < of_thousand[k]) at[count++] = (uint32_t)i;
    if (!count) at[count++] = (uint32_t)(random_bits() % rows);
    unsigned char *values = malloc(count * size), *picked = malloc(count);
    assert_true(grappe_segment_pick(exact, length, rows, at, count, type, -77, values, picked, little));
    for (size_t i = 0; i < count; i++)
      if (picked[i] != kinds[at[i]] || memcmp(values + i * size, whole + at[i] * size, size) != 0)
        fail_msg("row %u of %zu differs when it is picked", at[i], rows);
    assert_true(grappe_segment_pick(exact, length, rows, at, count, type, -77, values, NULL, little));
    for (size_t i = 0; i < count; i++) assert_memory_equal(values + i * size, whole + at[i] * size, size);
    assert_false(grappe_segment_pick(exact, length, rows, at, 0, type, -77, values, NULL, little));
    at[count - 1] = (uint32_t)rows;
    assert_false(grappe_segment_pick(exact, length, rows, at, count, type, -77, values, NULL, little));
    free(values);
    free(picked);
  }
  free(at);
  free(little);
}

/* Encodes, and decodes into memory of exactly the size that is needed, so that ASan sees a step too far. */
static grappe_encoding there_and_back(grappe_physical type, const void *values, const unsigned char *kinds,
                                      size_t rows) {
  grappe_segment_summary summary;
  size_t length = grappe_segment_encode(type, values, kinds, rows, bytes, scratch, &summary);
  assert_true(length <= grappe_segment_bound(rows));
  assert_int_equal(summary.rows, rows);
  size_t size = type == GRAPPE_INT32 ? 4 : 8;
  unsigned char *exact = malloc(length), *back = malloc(rows * size), *kinds_back = malloc(rows);
  void *little = malloc(grappe_segment_scratch(rows));
  memcpy(exact, bytes, length);
  size_t present = 0;
  for (int portable = 0; portable < 2; portable++) {
    segment_portable_only = portable;
    memset(back, 0xa5, rows * size);
    assert_true(grappe_segment_decode(exact, length, rows, type, -77, back, kinds_back, little));
    present = 0;
    for (size_t i = 0; i < rows; i++) {
      unsigned kind = kinds ? kinds[i] : 0;
      if (kinds_back[i] != kind) fail_msg("row %zu: kind %u became %u", i, kind, kinds_back[i]);
      if (!kind) {
        present++;
        if (memcmp(back + i * size, (const unsigned char *)values + i * size, size) != 0)
          fail_msg("row %zu of %zu differs (%s)", i, rows, grappe_encoding_name(summary.encoding));
      } else if (type == GRAPPE_INT32) {
        assert_int_equal(((int32_t *)(void *)back)[i], -77);
      } else if (type == GRAPPE_INT64) {
        assert_int_equal(((int64_t *)(void *)back)[i], -77);
      } else {
        assert_true(isnan(((double *)(void *)back)[i]));
      }
    }
    picked_rows_are_the_same(exact, length, rows, type, back, kinds_back);
  }
  segment_portable_only = 0;
  assert_int_equal(summary.absent, rows - present);
  free(exact);
  free(back);
  free(kinds_back);
  free(little);
  return summary.encoding;
}

static void packed_of_every_width(void **state) {
  (void)state;
  static const size_t counts[] = {1, 2, 31, 63, 64, 65, 1023, 1024, 1025, 5000};
  for (unsigned width = 1; width <= 64; width++)
    for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
      size_t rows = counts[c];
      uint64_t mask = width == 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1;
      for (size_t i = 0; i < rows; i++) wide[i] = (int64_t)((random_bits() & mask) - (mask >> 1));
      wide[rows - 1] = (int64_t)(0 - (mask >> 1)); /* both ends are there */
      if (rows > 1) wide[0] = (int64_t)(mask - (mask >> 1));
      there_and_back(GRAPPE_INT64, wide, NULL, rows);
      /* the bare packing, whatever encoding was chosen */
      unsigned char *packed = malloc(segment_packed_bytes(rows, width));
      segment_pack(wide, rows, wide[rows - 1], width, packed);
      for (int portable = 0; portable < 2; portable++) {
        segment_portable_only = portable;
        segment_unpack_int64(packed, rows, wide[rows - 1], width, wide_back);
        assert_memory_equal(wide, wide_back, rows * sizeof *wide);
        if (width > 32) continue;
        segment_unpack_int32(packed, rows, wide[rows - 1], width, narrow_back);
        for (size_t i = 0; i < rows; i++) assert_int_equal(narrow_back[i], (int32_t)(uint32_t)wide[i]);
      }
      segment_portable_only = 0;
      free(packed);
    }
}

/* Bit for bit where docs/dataset-format.md says. */
static void the_bits_lie_where_the_format_says(void **state) {
  (void)state;
  for (unsigned width = 1; width <= 64; width += width < 8 ? 1 : 7) {
    size_t rows = 1024;
    unsigned lanes = width > 32 ? 16 : 32, bits = width > 32 ? 64 : 32;
    uint64_t mask = width == 64 ? UINT64_MAX : (UINT64_C(1) << width) - 1;
    for (size_t i = 0; i < rows; i++) wide[i] = (int64_t)(random_bits() & mask);
    unsigned char packed[8192];
    segment_pack(wide, rows, 0, width, packed);
    for (size_t i = 0; i < rows; i++) {
      uint64_t value = 0;
      for (unsigned b = 0; b < width; b++) {
        size_t bit = i / lanes * width + b, word = bit / bits * lanes + i % lanes;
        value |= (uint64_t)(packed[word * bits / 8 + bit % bits / 8] >> (bit % 8) & 1) << b;
      }
      assert_true(value == (uint64_t)wide[i]);
    }
  }
}

static void each_encoding_is_chosen_and_holds(void **state) {
  (void)state;
  for (size_t i = 0; i < MOST; i++) wide[i] = -5;
  assert_int_equal(there_and_back(GRAPPE_INT64, wide, NULL, MOST), GRAPPE_CONSTANT);
  for (size_t i = 0; i < MOST; i++) wide[i] = (int64_t)(random_bits() % 700);
  assert_int_equal(there_and_back(GRAPPE_INT64, wide, NULL, MOST), GRAPPE_PACKED);
  for (size_t i = 0; i < MOST; i++) wide[i] = i % 100 == 7 ? (int64_t)random_bits() : (int64_t)(random_bits() % 16);
  wide[0] = INT64_MIN;
  wide[1] = INT64_MAX;
  there_and_back(GRAPPE_INT64, wide, NULL, MOST);
  for (size_t i = 0; i < MOST; i++) wide[i] = (int64_t)(random_bits() % (i % 100 == 7 ? 1000000 : 16));
  assert_int_equal(there_and_back(GRAPPE_INT64, wide, NULL, MOST), GRAPPE_PATCHED);
  for (size_t i = 0; i < MOST; i++) wide[i] = (int64_t)(i / 50 * 7919 % 701) * 1000000007;
  assert_int_equal(there_and_back(GRAPPE_INT64, wide, NULL, MOST), GRAPPE_RUNS);
  int64_t sum = INT64_MIN / 8;
  for (size_t i = 0; i < MOST; i++) wide[i] = sum += (int64_t)(random_bits() % 500000);
  assert_int_equal(there_and_back(GRAPPE_INT64, wide, NULL, MOST), GRAPPE_DELTA);
  for (size_t i = 0; i < MOST; i++) wide[i] = (int64_t)i * -3;
  assert_int_equal(there_and_back(GRAPPE_INT64, wide, NULL, MOST), GRAPPE_DELTA);
  for (size_t i = 0; i < MOST; i++) numbers[i] = (double)(int64_t)random_bits() / 3e10;
  assert_int_equal(there_and_back(GRAPPE_DOUBLE, numbers, NULL, MOST), GRAPPE_PLAIN);
}

static void int32_of_each_encoding(void **state) {
  (void)state;
  for (int shape = 0; shape < 6; shape++) {
    int32_t step = INT32_MIN;
    for (size_t i = 0; i < MOST; i++) {
      uint32_t any = (uint32_t)random_bits();
      step += (int32_t)(any % 60000);
      int32_t shapes[] = {
          7, (int32_t)any, step, (int32_t)(i / 90 * 7919 % 701), -1, (int32_t)(any % (i % 77 ? 15 : 2000000))};
      narrow[i] = shapes[shape];
    }
    there_and_back(GRAPPE_INT32, narrow, NULL, MOST);
    there_and_back(GRAPPE_INT32, narrow, NULL, 1);
    there_and_back(GRAPPE_INT32, narrow, NULL, 4097);
  }
}

static void integers_are_read_as_what_they_fit(void **state) {
  (void)state;
  grappe_segment_summary summary;
  for (size_t i = 0; i < 3000; i++) wide[i] = (int64_t)(random_bits() % 4000000000) - 2000000000;
  for (size_t i = 0; i < 3000; i++) presence[i] = i % 9 == 0 ? GRAPPE_SUPPRESSED : 0;
  size_t length = grappe_segment_encode(GRAPPE_INT64, wide, presence, 3000, bytes, scratch, &summary);
  assert_true(grappe_segment_decode(bytes, length, 3000, GRAPPE_INT32, INT32_MIN, narrow_back, NULL, scratch));
  assert_true(grappe_segment_decode(bytes, length, 3000, GRAPPE_DOUBLE, 0, numbers_back, NULL, scratch));
  for (size_t i = 0; i < 3000; i++) {
    assert_true(presence[i] ? narrow_back[i] == INT32_MIN : narrow_back[i] == wide[i]);
    assert_true(presence[i] ? isnan(numbers_back[i]) : numbers_back[i] == (double)wide[i]);
  }
  wide[5] = INT64_MAX; /* beyond what wide registers convert */
  length = grappe_segment_encode(GRAPPE_INT64, wide, NULL, 3000, bytes, scratch, &summary);
  assert_true(summary.greatest == INT64_MAX);
  assert_true(grappe_segment_decode(bytes, length, 3000, GRAPPE_DOUBLE, 0, numbers_back, NULL, scratch));
  for (size_t i = 0; i < 3000; i++) assert_true(numbers_back[i] == (double)wide[i]);
}

static void decimals_come_back_bit_for_bit(void **state) {
  (void)state;
  grappe_segment_summary summary;
  for (int scale = 0; scale <= 9; scale++) {
    double power = pow(10, scale);
    for (size_t i = 0; i < 5000; i++) numbers[i] = (double)((int64_t)(random_bits() % 20000000) - 9999999) / power;
    assert_int_not_equal(there_and_back(GRAPPE_DOUBLE, numbers, NULL, 5000), GRAPPE_PLAIN);
    grappe_segment_encode(GRAPPE_DOUBLE, numbers, NULL, 5000, bytes, scratch, &summary);
    assert_true(summary.scale <= scale);
  }
  static const double extremes[] = {0.0, -0.0, 1.7976931348623157e308, -1.7976931348623157e308, 4.9e-324, 0.1, 1e22};
  memcpy(numbers, extremes, sizeof extremes);
  for (size_t rows = 1; rows <= sizeof extremes / sizeof *extremes; rows++) {
    there_and_back(GRAPPE_DOUBLE, numbers, NULL, rows);
    there_and_back(GRAPPE_DOUBLE, numbers + rows - 1, NULL, 1);
  }
  for (size_t i = 0; i < 5000; i++) numbers[i] = (double)(i % 100) + (i == 4321 ? 0.125 : 0);
  there_and_back(GRAPPE_DOUBLE, numbers, NULL, 5000); /* one late value asks for a finer power */
  numbers[100] = 9007199254740993.0 * 4;
  there_and_back(GRAPPE_DOUBLE, numbers, NULL, 5000);
}

static void absences_of_every_form(void **state) {
  (void)state;
  static const size_t counts[] = {1, 7, 63, 64, 65, 1000, 65535, MOST};
  for (size_t c = 0; c < sizeof counts / sizeof *counts; c++)
    for (int shape = 0; shape < 6; shape++) {
      size_t rows = counts[c];
      for (size_t i = 0; i < rows; i++) {
        uint64_t any = random_bits();
        unsigned char shapes[] = {
            GRAPPE_UNKNOWN,           any % 500 == 0 ? GRAPPE_SUPPRESSED : 0, any % 3 == 0 ? GRAPPE_NOT_APPLICABLE : 0,
            (unsigned char)(any % 6), (unsigned char)(any % 5 + 1),           i + 1 == rows ? GRAPPE_UNDEFINED : 0};
        presence[i] = shapes[shape];
        wide[i] = (int64_t)(any % 1000);
        numbers[i] = presence[i] ? NAN : (double)(any % 1000) / 4;
      }
      there_and_back(GRAPPE_INT64, wide, presence, rows);
      there_and_back(GRAPPE_DOUBLE, numbers, presence, rows);
    }
  grappe_segment_summary summary;
  memset(presence, GRAPPE_UNKNOWN, MOST);
  size_t length = grappe_segment_encode(GRAPPE_INT64, wide, presence, MOST, bytes, scratch, &summary);
  assert_true(length <= 32 && summary.least > summary.greatest && isnan(summary.least_number));
  memset(presence, 0, MOST);
  assert_int_equal(grappe_segment_encode(GRAPPE_INT64, wide, presence, MOST, bytes, scratch, &summary),
                   grappe_segment_encode(GRAPPE_INT64, wide, NULL, MOST, bytes, scratch, &summary));
}

/* What an absent row holds never reaches least and greatest. */
static void summaries_tell_of_present_values(void **state) {
  (void)state;
  grappe_segment_summary summary;
  for (size_t i = 0; i < 100; i++) {
    wide[i] = i % 2 ? INT64_MIN : 40 + (int64_t)i;
    numbers[i] = i % 2 ? -INFINITY : (double)i / 2;
    presence[i] = i % 2 ? GRAPPE_NOT_COLLECTED : 0;
  }
  grappe_segment_encode(GRAPPE_INT64, wide, presence, 100, bytes, scratch, &summary);
  assert_int_equal(summary.least, 40);
  assert_int_equal(summary.greatest, 138);
  assert_int_equal(summary.absent, 50);
  grappe_segment_encode(GRAPPE_DOUBLE, numbers, presence, 100, bytes, scratch, &summary);
  assert_true(summary.least_number == 0 && summary.greatest_number == 49);
}

/* Bytes that were tampered with may decode to something, but never reach outside or hang; lengths are held exactly. */
static void tampered_bytes_stay_inside(void **state) {
  (void)state;
  for (int shape = 0; shape < 6; shape++) {
    size_t rows = 2500;
    for (size_t i = 0; i < rows; i++) {
      uint64_t any = random_bits();
      int64_t shapes[] = {3,
                          (int64_t)any,
                          (int64_t)i * 5,
                          (int64_t)(i / 100 * 77 % 31),
                          (int64_t)(any % (i % 50 ? 9 : 90000)),
                          (int64_t)(any % 90)};
      wide[i] = shapes[shape];
      presence[i] = any % (shape == 5 ? 3 : 300) == 0 ? (unsigned char)(1 + any / 300 % 5) : 0;
    }
    grappe_segment_summary summary;
    size_t length =
        grappe_segment_encode(GRAPPE_INT64, wide, shape == 1 ? NULL : presence, rows, bytes, scratch, &summary);
    unsigned char *exact = malloc(length);
    memcpy(exact, bytes, length);
    for (size_t cut = 0; cut < length; cut += cut < 100 ? 1 : 97)
      assert_false(grappe_segment_decode(exact, cut, rows, GRAPPE_INT64, 0, wide_back, presence_back, scratch));
    assert_false(grappe_segment_decode(exact, length, rows - 1, GRAPPE_INT64, 0, wide_back, presence_back, scratch));
    for (size_t round = 0; round < 700; round++) {
      size_t place = round < 80 ? round % (length < 40 ? length : 40) : (size_t)(random_bits() % length);
      unsigned char before = exact[place];
      exact[place] = (unsigned char)random_bits();
      grappe_segment_decode(exact, length, rows, GRAPPE_INT64, 0, wide_back, presence_back, scratch);
      grappe_segment_decode(exact, length, rows, GRAPPE_INT32, 0, narrow_back, NULL, scratch);
      grappe_segment_decode(exact, length, rows, GRAPPE_DOUBLE, 0, numbers_back, presence_back, scratch);
      static const uint32_t at[] = {0, 17, 900};
      int64_t picked[3];
      int good = grappe_segment_decode(exact, length, rows, GRAPPE_INT64, 0, wide_back, presence_back, scratch);
      assert_int_equal(grappe_segment_pick(exact, length, rows, at, 3, GRAPPE_INT64, 0, picked, NULL, scratch), good);
      for (size_t i = 0; good && i < 3; i++) assert_true(picked[i] == wide_back[at[i]]);
      exact[place] = before;
    }
    free(exact);
  }
}

static void checksums_are_those_of_rfc_3720(void **state) {
  (void)state;
  unsigned char text[64] = {0};
  assert_int_equal(grappe_crc32c(0, "123456789", 9), 0xe3069283);
  assert_int_equal(grappe_crc32c(0, text, 32), 0x8a9136aa);
  memset(text, 0xff, 32);
  assert_int_equal(grappe_crc32c(0, text, 32), 0x62a8ab43);
  for (int i = 0; i < 32; i++) text[i] = (unsigned char)i;
  assert_int_equal(grappe_crc32c(0, text, 32), 0x46dd794e);
  for (size_t length = 0; length < 20000; length += length < 3000 ? 7 : 331) {
    for (size_t i = 0; i < length; i++) bytes[i] = (unsigned char)random_bits();
    uint32_t whole = grappe_crc32c(0, bytes, length);
    assert_int_equal(whole, segment_crc_portable(0, bytes, length));
    assert_int_equal(whole,
                     grappe_crc32c(grappe_crc32c(0, bytes, length / 3), bytes + length / 3, length - length / 3));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(packed_of_every_width),
      cmocka_unit_test(the_bits_lie_where_the_format_says),
      cmocka_unit_test(each_encoding_is_chosen_and_holds),
      cmocka_unit_test(int32_of_each_encoding),
      cmocka_unit_test(integers_are_read_as_what_they_fit),
      cmocka_unit_test(decimals_come_back_bit_for_bit),
      cmocka_unit_test(absences_of_every_form),
      cmocka_unit_test(summaries_tell_of_present_values),
      cmocka_unit_test(tampered_bytes_stay_inside),
      cmocka_unit_test(checksums_are_those_of_rfc_3720),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
