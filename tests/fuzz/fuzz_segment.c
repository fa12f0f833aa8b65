/* Any bytes as a segment, or as a part of sorted names: nothing beyond the arrays is read or written (each has the size
 * that the header promises, no more), wide instructions and portable code agree, and what is decoded can be encoded and
 * decoded again, and rows decoded alone are the same.
 *
 * The first byte tells into which type; 3: names. The next seven are not looked at, so that the segment stays aligned
 * as it is in the file. How many rows there are, the segment's own header says. */
#include <math.h>

#include "column/dataset_private.h"
#include "column/segment_private.h"
#include "fuzz.h"

static void *room(size_t bytes) {
  void *block;
  fuzz_hold(posix_memalign(&block, 64, bytes ? bytes : 1) == 0, "memory");
  memset(block, 0xa5, bytes);
  return block;
}

typedef struct decoded {
  int good;
  void *values;
  unsigned char *presence;
} decoded;

static decoded decode(const unsigned char *bytes, size_t length, size_t rows, grappe_physical into, int portable) {
  static const size_t widths[] = {4, 8, 8};
  decoded d = {0, room(rows * widths[into]), room(rows)};
  void *scratch = room(grappe_segment_scratch(rows));
  segment_portable_only = portable;
  d.good = grappe_segment_decode(bytes, length, rows, into, -1, d.values, d.presence, scratch);
  free(scratch);
  return d;
}

static int all_finite(const decoded *d, size_t rows) {
  for (size_t i = 0; i < rows; i++)
    if (!d->presence[i] && !isfinite(((const double *)d->values)[i])) return 0;
  return 1;
}

static void encode_again(const decoded *d, size_t rows, grappe_physical type, size_t width) {
  grappe_segment_summary summary;
  unsigned char *bytes = room(grappe_segment_bound(rows));
  void *scratch = room(grappe_segment_scratch(rows));
  size_t length = grappe_segment_encode(type, d->values, d->presence, rows, bytes, scratch, &summary);
  fuzz_hold(length <= grappe_segment_bound(rows), "an encoded segment fits where it was promised to");
  decoded again = decode(bytes, length, rows, type, 0);
  fuzz_hold(again.good, "what was encoded can be decoded");
  fuzz_hold(memcmp(again.presence, d->presence, rows) == 0, "absences are the same");
  for (size_t i = 0; i < rows; i++)
    fuzz_hold(d->presence[i] || memcmp((char *)again.values + i * width, (char *)d->values + i * width, width) == 0,
              "values are the same");
  free(again.values);
  free(again.presence);
  free(bytes);
  free(scratch);
}

/* Every so many rows alone, as all of them together gave them, and refused where they were. */
static void pick_some(const unsigned char *bytes, size_t length, size_t rows, grappe_physical into,
                      const decoded *all) {
  size_t width = into == GRAPPE_INT32 ? 4 : 8, step = 1 + length % 1500, count = (rows + step - 1) / step;
  uint32_t *at = room(count * sizeof *at);
  unsigned char *values = room(count * width), *presence = room(count);
  void *scratch = room(grappe_segment_scratch(rows));
  for (size_t i = 0; i < count; i++) at[i] = (uint32_t)(i * step);
  int good = grappe_segment_pick(bytes, length, rows, at, count, into, -1, values, presence, scratch);
  fuzz_hold(good == all->good, "rows alone are taken and refused as all are");
  for (size_t i = 0; good && i < count; i++) {
    fuzz_hold(presence[i] == all->presence[at[i]], "a row alone is absent as it is among all");
    fuzz_hold(memcmp(values + i * width, (char *)all->values + at[i] * width, width) == 0,
              "a row alone has the value that it has among all");
  }
  free(at);
  free(values);
  free(presence);
  free(scratch);
}

static void try_segment(const unsigned char *bytes, size_t length, grappe_physical into) {
  segment_header header;
  if (length < sizeof header) return;
  memcpy(&header, bytes, sizeof header);
  size_t rows = header.rows, width = into == GRAPPE_INT32 ? 4 : 8;
  if (rows > GRAPPE_SEGMENT_ROWS) rows = GRAPPE_SEGMENT_ROWS + 1; /* to be refused */
  decoded wide = decode(bytes, length, rows, into, 0), portable = decode(bytes, length, rows, into, 1);
  fuzz_hold(wide.good == portable.good, "both ways take and refuse the same");
  pick_some(bytes, length, rows, into, &wide);
  if (wide.good) {
    fuzz_hold(memcmp(wide.presence, portable.presence, rows) == 0, "both ways give the same absences");
    fuzz_hold(memcmp(wide.values, portable.values, rows * width) == 0, "both ways give the same values");
    if (into != GRAPPE_DOUBLE || all_finite(&wide, rows)) encode_again(&wide, rows, into, width);
  }
  free(wide.values);
  free(wide.presence);
  free(portable.values);
  free(portable.presence);
}

static void try_names(const unsigned char *bytes, size_t length) {
  grappe_buffer name = {0};
  dataset_name_entry entry;
  for (size_t used; length && (used = dataset_next_name(bytes, length, &name, &entry)); bytes += used, length -= used) {
    fuzz_hold(used <= length, "an entry lies inside its part");
    fuzz_hold(strlen(grappe_buffer_text(&name)) <= name.length, "a name ends");
  }
  grappe_buffer_free(&name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size < 8) return 0;
  unsigned char *bytes = room(size - 8); /* aligned, and read past its end is seen */
  memcpy(bytes, data + 8, size - 8);
  if ((data[0] & 3) == 3)
    try_names(bytes, size - 8);
  else
    try_segment(bytes, size - 8, (grappe_physical)(data[0] & 3));
  free(bytes);
  return 0;
}
