/* Decoding: the shape of the bytes is looked at first, then loops run without looking. */
#include <math.h>
#include <string.h>

#include "column/segment_private.h"

/* Whether the values' part has the length that its fields ask for, and what it refers to lies inside. */
static int shape_good(const segment_header *h, const unsigned char *part) {
  size_t rows = h->rows, length = h->value_bytes;
  if (h->width > 64 || h->end_width > 17 || length < 8) return 0;
  switch (h->encoding) {
    case GRAPPE_CONSTANT:
      return length == 8;
    case GRAPPE_PACKED:
      return h->width > 0 && length == 8 + segment_packed_bytes(rows, h->width);
    case GRAPPE_DELTA:
      return length == 16 + segment_packed_bytes(rows, h->width);
    case GRAPPE_PATCHED: {
      size_t packed = segment_packed_bytes(rows, h->width);
      if (!h->width || length < 16 + packed) return 0;
      uint64_t count = segment_word(part + 8);
      if (count > rows || length != 16 + packed + count * 8 + (count * 2 + 7) / 8 * 8) return 0;
      const uint16_t *positions = (const uint16_t *)(const void *)(part + 16 + packed + count * 8);
      for (size_t i = 0; i < count; i++)
        if (positions[i] >= rows) return 0;
      return 1;
    }
    case GRAPPE_RUNS: {
      uint64_t runs = length < 16 ? 0 : segment_word(part + 8);
      return runs > 0 && runs <= rows && h->width > 0 && h->end_width > 0 &&
             length == 16 + segment_packed_bytes(runs, h->width) + segment_packed_bytes(runs, h->end_width);
    }
    case GRAPPE_PLAIN:
      return length == rows * 8;
    default:
      return 0;
  }
}

int segment_read_ends(const segment_header *h, const unsigned char *part, size_t runs, int32_t *ends) {
  segment_unpack_int32(part + 16 + segment_packed_bytes(runs, h->width), runs, 0, h->end_width, ends);
  int32_t before = 0;
  for (size_t i = 0; i < runs; i++) {
    if (ends[i] <= before) return 0;
    before = ends[i];
  }
  return (uint32_t)before == h->rows;
}

/* `scratch` has room for two arrays of 64-bit words. */
static int decode_int64(const segment_header *h, const unsigned char *part, int64_t *out, int64_t *scratch) {
  size_t rows = h->rows;
  int64_t base = (int64_t)segment_word(part);
  switch (h->encoding) {
    case GRAPPE_CONSTANT:
      for (size_t i = 0; i < rows; i++) out[i] = base;
      return 1;
    case GRAPPE_PACKED:
      segment_unpack_int64(part + 8, rows, base, h->width, out);
      return 1;
    case GRAPPE_PATCHED: {
      segment_unpack_int64(part + 16, rows, base, h->width, out);
      size_t count = (size_t)segment_word(part + 8);
      const unsigned char *beside = part + 16 + segment_packed_bytes(rows, h->width);
      const uint16_t *positions = (const uint16_t *)(const void *)(beside + count * 8);
      for (size_t i = 0; i < count; i++) out[positions[i]] = (int64_t)((uint64_t)base + segment_word(beside + i * 8));
      return 1;
    }
    case GRAPPE_RUNS: {
      size_t runs = (size_t)segment_word(part + 8);
      int32_t *ends = (int32_t *)(scratch + rows);
      segment_unpack_int64(part + 16, runs, base, h->width, scratch);
      if (!segment_read_ends(h, part, runs, ends)) return 0;
      for (size_t run = 0, row = 0; run < runs; run++)
        for (; row < (size_t)ends[run]; row++) out[row] = scratch[run];
      return 1;
    }
    default: {
      uint64_t sum = (uint64_t)base - segment_word(part + 8); /* the first step is the least one, and there is none */
      segment_unpack_int64(part + 16, rows, (int64_t)segment_word(part + 8), h->width, out);
      for (size_t i = 0; i < rows; i++) {
        sum += (uint64_t)out[i];
        out[i] = (int64_t)sum;
      }
      return 1;
    }
  }
}

/* The same modulo 2^32, for values that are known to fit. */
static int decode_int32(const segment_header *h, const unsigned char *part, int32_t *out, int64_t *scratch) {
  size_t rows = h->rows;
  uint64_t base = segment_word(part);
  switch (h->encoding) {
    case GRAPPE_CONSTANT:
      for (size_t i = 0; i < rows; i++) out[i] = (int32_t)(uint32_t)base;
      return 1;
    case GRAPPE_PACKED:
      segment_unpack_int32(part + 8, rows, (int64_t)base, h->width, out);
      return 1;
    case GRAPPE_PATCHED: {
      segment_unpack_int32(part + 16, rows, (int64_t)base, h->width, out);
      size_t count = (size_t)segment_word(part + 8);
      const unsigned char *beside = part + 16 + segment_packed_bytes(rows, h->width);
      const uint16_t *positions = (const uint16_t *)(const void *)(beside + count * 8);
      for (size_t i = 0; i < count; i++) out[positions[i]] = (int32_t)(uint32_t)(base + segment_word(beside + i * 8));
      return 1;
    }
    case GRAPPE_RUNS: {
      size_t runs = (size_t)segment_word(part + 8);
      int32_t *values = (int32_t *)scratch, *ends = (int32_t *)(scratch + rows);
      segment_unpack_int32(part + 16, runs, (int64_t)base, h->width, values);
      if (!segment_read_ends(h, part, runs, ends)) return 0;
      for (size_t run = 0, row = 0; run < runs; run++)
        for (; row < (size_t)ends[run]; row++) out[row] = values[run];
      return 1;
    }
    default: {
      uint32_t sum = (uint32_t)(base - segment_word(part + 8));
      segment_unpack_int32(part + 16, rows, (int64_t)segment_word(part + 8), h->width, out);
      for (size_t i = 0; i < rows; i++) {
        sum += (uint32_t)out[i];
        out[i] = (int32_t)sum;
      }
      return 1;
    }
  }
}

/* Where all are below 2^51 in size, adding an integer to the bits of 1.5 * 2^52 makes the double 1.5 * 2^52 + value,
 * exactly: a way that wide registers can go. */
void segment_to_doubles(const int64_t *whole, size_t rows, double divisor, double *out) {
  static const uint64_t middle_bits = UINT64_C(0x4338000000000000);
  static const double middle = 6755399441055744.0;
  uint64_t outside = 0;
  for (size_t i = 0; i < rows; i++) outside |= (uint64_t)whole[i] + (UINT64_C(1) << 51);
  if (outside >> 52) {
    for (size_t i = 0; i < rows; i++) out[i] = (double)whole[i] / divisor;
    return;
  }
  for (size_t i = 0; i < rows; i++) {
    uint64_t bits = (uint64_t)whole[i] + middle_bits;
    memcpy(&out[i], &bits, 8);
    out[i] -= middle;
  }
  if (divisor != 1)
    for (size_t i = 0; i < rows; i++) out[i] /= divisor;
}

static int decode_double(const segment_header *h, const unsigned char *part, double *out, int64_t *scratch) {
  size_t rows = h->rows;
  if (h->encoding == GRAPPE_PLAIN) {
    memcpy(out, part, rows * 8);
    return 1;
  }
  if (!decode_int64(h, part, scratch, scratch + rows)) return 0;
  segment_to_doubles(scratch, rows, segment_powers_of_ten[h->scale], out);
  return 1;
}

void segment_fill_absent(grappe_physical into, void *values, const unsigned char *presence, size_t rows,
                         int64_t absent) {
  if (into == GRAPPE_INT32) {
    int32_t *out = values;
    for (size_t i = 0; i < rows; i++) out[i] = presence[i] ? (int32_t)absent : out[i];
  } else if (into == GRAPPE_INT64) {
    int64_t *out = values;
    for (size_t i = 0; i < rows; i++) out[i] = presence[i] ? absent : out[i];
  } else {
    double *out = values;
    for (size_t i = 0; i < rows; i++) out[i] = presence[i] ? NAN : out[i];
  }
}

int segment_open(const unsigned char *bytes, size_t length, size_t rows, grappe_physical into, segment_header *h) {
  if (length < sizeof *h || rows > GRAPPE_SEGMENT_ROWS) return 0;
  memcpy(h, bytes, sizeof *h);
  if (h->rows != rows || !rows || h->type > GRAPPE_DOUBLE || h->sections >= SEGMENT_KINDS || h->zero ||
      h->value_bytes > length - sizeof *h || h->value_bytes % 8)
    return 0;
  int plain = h->encoding == GRAPPE_PLAIN;
  if (h->type == GRAPPE_DOUBLE ? into != GRAPPE_DOUBLE : h->scale != 0 || plain) return 0;
  if (plain ? h->scale != SEGMENT_NO_SCALE : h->scale > SEGMENT_MOST_SCALE) return 0;
  return shape_good(h, bytes + sizeof *h);
}

int grappe_segment_decode(const unsigned char *bytes, size_t length, size_t rows, grappe_physical into, int64_t absent,
                          void *values, unsigned char *presence, void *scratch) {
  segment_header h;
  if (!segment_open(bytes, length, rows, into, &h)) return 0;
  size_t rest = length - sizeof h;
  const unsigned char *part = bytes + sizeof h;
  int good = into == GRAPPE_INT32   ? decode_int32(&h, part, values, scratch)
             : into == GRAPPE_INT64 ? decode_int64(&h, part, values, scratch)
                                    : decode_double(&h, part, values, scratch);
  if (!good) return 0;
  if (!h.sections) {
    if (presence) memset(presence, 0, rows);
    return rest == h.value_bytes;
  }
  uint32_t count;
  unsigned char *kinds = presence ? presence : (unsigned char *)scratch;
  if (!segment_decode_absence(part + h.value_bytes, rest - h.value_bytes, rows, h.sections, kinds, &count)) return 0;
  segment_fill_absent(into, values, kinds, rows, absent);
  return 1;
}
