/* The choice of an encoding, by what each would take. */
#include <math.h>
#include <string.h>

#include "column/segment_private.h"

const double segment_powers_of_ten[SEGMENT_MOST_SCALE + 1] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

typedef struct choice {
  grappe_encoding encoding;
  unsigned width, end_width;
  size_t bytes;
} choice;

static unsigned bits_of(uint64_t value) {
  return value ? 64 - (unsigned)__builtin_clzll(value) : 0;
}

size_t grappe_segment_bound(size_t rows) {
  size_t packed = segment_packed_bytes(rows, 64); /* nothing chosen takes more than that and 8 */
  return SEGMENT_HEADER + 64 + packed + SEGMENT_KINDS * (8 + (rows + 63) / 64 * 8);
}

/* Three arrays of 64-bit words and one of bytes. */
size_t grappe_segment_scratch(size_t rows) {
  return (rows + 64) * (3 * 8 + 1);
}

static unsigned width_of(const segment_survey *s) {
  return bits_of((uint64_t)s->greatest - (uint64_t)s->least);
}

/* The width at which packing most values and setting the others beside takes least. */
static void try_patched(const int64_t *values, size_t rows, const segment_survey *s, choice *best) {
  size_t of_width[65] = {0};
  if (width_of(s) < 2 || segment_count_wider(values, rows, s->least, width_of(s) - 1) > rows / 16) return;
  for (size_t i = 0; i < rows; i++) of_width[bits_of((uint64_t)values[i] - (uint64_t)s->least)]++;
  size_t above = 0, packed = best->bytes;
  for (unsigned width = width_of(s); width-- > 1;) {
    above += of_width[width + 1];
    if (above > rows / 16) break; /* each is a step of its own when decoding */
    size_t bytes = 16 + segment_packed_bytes(rows, width) + above * 8 + (above * 2 + 7) / 8 * 8;
    if (bytes < best->bytes && bytes < packed - packed / 16) *best = (choice){GRAPPE_PATCHED, width, 0, bytes};
  }
}

static void try_runs(size_t rows, const segment_survey *s, choice *best) {
  if (s->runs > rows / 8) return; /* shorter runs decode slower than what they save is worth */
  unsigned width = width_of(s), end_width = bits_of(rows);
  size_t bytes = 16 + segment_packed_bytes(s->runs, width) + segment_packed_bytes(s->runs, end_width);
  if (bytes < best->bytes) *best = (choice){GRAPPE_RUNS, width, end_width, bytes};
}

static void try_delta(const int64_t *values, size_t rows, segment_survey *s, choice *best) {
  if (rows < 2 || (uint64_t)s->greatest - (uint64_t)s->least > (uint64_t)INT64_MAX / 2) return;
  segment_look_at_steps(values, rows, s);
  unsigned width = bits_of((uint64_t)s->greatest_step - (uint64_t)s->least_step);
  size_t bytes = 16 + segment_packed_bytes(rows, width);
  if (bytes < best->bytes - best->bytes / 8) *best = (choice){GRAPPE_DELTA, width, 0, bytes};
}

static void put_word(unsigned char *out, uint64_t word) {
  memcpy(out, &word, 8);
}

static void write_patched(const int64_t *values, size_t rows, const segment_survey *s, unsigned width,
                          unsigned char *out) {
  uint32_t count = 0;
  segment_pack(values, rows, s->least, width, out + 16);
  unsigned char *beside = out + 16 + segment_packed_bytes(rows, width);
  for (size_t i = 0; i < rows; i++) {
    uint64_t distance = (uint64_t)values[i] - (uint64_t)s->least;
    if (bits_of(distance) > width) put_word(beside + 8 * (size_t)count++, distance);
  }
  uint16_t *positions = (uint16_t *)(void *)(beside + 8 * (size_t)count);
  memset(positions, 0, ((size_t)count * 2 + 7) / 8 * 8);
  for (size_t i = 0; i < rows; i++)
    if (bits_of((uint64_t)values[i] - (uint64_t)s->least) > width) *positions++ = (uint16_t)i;
  put_word(out, (uint64_t)s->least);
  put_word(out + 8, count);
}

static void write_runs(const int64_t *values, size_t rows, const segment_survey *s, const choice *chosen,
                       unsigned char *out, int64_t *scratch) {
  size_t runs = 0;
  int64_t *ends = scratch + s->runs;
  for (size_t i = 0; i < rows; i++)
    if (i + 1 == rows || values[i + 1] != values[i]) {
      scratch[runs] = values[i];
      ends[runs++] = (int64_t)i + 1;
    }
  put_word(out, (uint64_t)s->least);
  put_word(out + 8, runs);
  segment_pack(scratch, runs, s->least, chosen->width, out + 16);
  segment_pack(ends, runs, 0, chosen->end_width, out + 16 + segment_packed_bytes(runs, chosen->width));
}

static void write_delta(const int64_t *values, size_t rows, const segment_survey *s, unsigned width, unsigned char *out,
                        int64_t *steps) {
  steps[0] = s->least_step; /* so that it is packed as 0 */
  for (size_t i = 1; i < rows; i++) steps[i] = values[i] - values[i - 1];
  put_word(out, (uint64_t)values[0]);
  put_word(out + 8, (uint64_t)s->least_step);
  segment_pack(steps, rows, s->least_step, width, out + 16);
}

/* The values' part of integers; `scratch` has room for two arrays of them. */
static void encode_integers(const int64_t *values, size_t rows, segment_header *header, unsigned char *out,
                            int64_t *scratch, grappe_segment_summary *summary) {
  segment_survey s;
  segment_look_at(values, rows, &s);
  choice chosen = {GRAPPE_CONSTANT, 0, 0, 8};
  if (s.least != s.greatest) {
    chosen = (choice){GRAPPE_PACKED, width_of(&s), 0, 8 + segment_packed_bytes(rows, width_of(&s))};
    try_patched(values, rows, &s, &chosen);
    try_delta(values, rows, &s, &chosen);
    try_runs(rows, &s, &chosen);
  }
  switch (chosen.encoding) {
    case GRAPPE_PACKED:
      put_word(out, (uint64_t)s.least);
      segment_pack(values, rows, s.least, chosen.width, out + 8);
      break;
    case GRAPPE_PATCHED:
      write_patched(values, rows, &s, chosen.width, out);
      break;
    case GRAPPE_RUNS:
      write_runs(values, rows, &s, &chosen, out, scratch);
      break;
    case GRAPPE_DELTA:
      write_delta(values, rows, &s, chosen.width, out, scratch);
      break;
    default:
      put_word(out, (uint64_t)s.least);
  }
  header->encoding = (uint8_t)chosen.encoding;
  header->width = (uint8_t)chosen.width;
  header->end_width = (uint8_t)chosen.end_width;
  header->value_bytes = (uint32_t)chosen.bytes;
  summary->encoding = chosen.encoding;
  summary->least = s.least;
  summary->greatest = s.greatest;
}

/* An absent row takes the value before it, which costs least in every encoding. Returns 0 where none is present. */
static int fill_absent(int64_t *values, const unsigned char *presence, size_t rows) {
  size_t first = 0;
  while (first < rows && presence[first]) first++;
  if (first == rows) return 0;
  for (size_t i = 0; i < first; i++) values[i] = values[first];
  for (size_t i = first + 1; i < rows; i++)
    if (presence[i]) values[i] = values[i - 1];
  return 1;
}

/* The least power of ten with which every number is a whole one that gives it back bit for bit; -1: there is none. */
static int decimal_scale(const double *numbers, size_t rows, int64_t *whole) {
  static const double most = 9007199254740992.0; /* 2^53 */
  int scale = 0;
  for (size_t i = 0, good = 0; good < rows; i = i + 1 == rows ? 0 : i + 1) {
    double scaled = numbers[i] * segment_powers_of_ten[scale];
    double back = 0;
    if (scaled > -most && scaled < most) {
      whole[i] = (int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
      back = (double)whole[i] / segment_powers_of_ten[scale];
    }
    if (scaled > -most && scaled < most && back == numbers[i] && signbit(back) == signbit(numbers[i])) {
      good++;
    } else {
      if (scale == SEGMENT_MOST_SCALE) return -1;
      scale++;
      good = 0; /* those before are looked at again, with the finer power */
      i = i ? i - 1 : rows - 1;
    }
  }
  return scale;
}

static void encode_numbers(const double *numbers, size_t rows, segment_header *header, unsigned char *out,
                           int64_t *scratch, grappe_segment_summary *summary) {
  double least = numbers[0], greatest = numbers[0];
  for (size_t i = 1; i < rows; i++) {
    least = numbers[i] < least ? numbers[i] : least;
    greatest = numbers[i] > greatest ? numbers[i] : greatest;
  }
  int scale = decimal_scale(numbers, rows, scratch);
  if (scale >= 0) {
    encode_integers(scratch, rows, header, out, scratch + rows, summary);
    header->scale = (uint8_t)scale;
  } else {
    memcpy(out, numbers, rows * sizeof *numbers);
    header->encoding = GRAPPE_PLAIN;
    header->scale = SEGMENT_NO_SCALE;
    header->value_bytes = (uint32_t)(rows * sizeof *numbers);
    summary->encoding = GRAPPE_PLAIN;
    summary->least = 1;
    summary->greatest = 0;
  }
  summary->scale = scale;
  summary->least_number = least;
  summary->greatest_number = greatest;
}

size_t grappe_segment_encode(grappe_physical type, const void *values, const unsigned char *presence, size_t rows,
                             unsigned char *out, void *scratch, grappe_segment_summary *summary) {
  int64_t *wide = scratch;
  segment_header header = {.type = (uint8_t)type, .rows = (uint32_t)rows};
  *summary = (grappe_segment_summary){.rows = (uint32_t)rows};
  if (type == GRAPPE_INT32)
    for (size_t i = 0; i < rows; i++) wide[i] = ((const int32_t *)values)[i];
  else
    memcpy(wide, values, rows * sizeof *wide); /* doubles as the bits they are */
  int some = !presence || fill_absent(wide, presence, rows);
  if (!some) memset(wide, 0, rows * sizeof *wide);
  if (type == GRAPPE_DOUBLE) {
    encode_numbers((const double *)scratch, rows, &header, out + SEGMENT_HEADER, wide + rows, summary);
  } else {
    encode_integers(wide, rows, &header, out + SEGMENT_HEADER, wide + rows, summary);
    summary->least_number = (double)summary->least;
    summary->greatest_number = (double)summary->greatest;
  }
  if (!some) {
    summary->least = 1;
    summary->greatest = 0;
    summary->least_number = summary->greatest_number = NAN;
  }
  size_t length = SEGMENT_HEADER + header.value_bytes;
  if (presence) {
    unsigned sections;
    length += segment_encode_absence(presence, rows, out + length, &sections);
    header.sections = (uint8_t)sections;
    for (size_t i = 0; i < rows; i++) summary->absent += presence[i] != 0;
  }
  memcpy(out, &header, sizeof header);
  return length;
}

const char *grappe_encoding_name(grappe_encoding encoding) {
  static const char *const names[GRAPPE_ENCODINGS] = {"constant", "packed", "patched", "runs", "delta", "plain"};
  return names[encoding];
}
