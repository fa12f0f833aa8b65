/* Absent values of a segment: for each kind of absence a section of 8 bytes and what it needs to say which rows.
 *
 * kind (1 byte), form (1), zero (2), count (4); then nothing where all rows are absent so; row numbers of 16 bits,
 * ascending, filled up with zeros to a multiple of 8; or a bitmap in 64-bit words, row r at bit r % 64 of word r / 64.
 */
#include <string.h>

#include "column/segment_private.h"

enum { ALL = 0, POSITIONS, BITMAP };

typedef struct section {
  uint8_t kind, form;
  uint16_t zero;
  uint32_t count;
} section;

static size_t positions_bytes(size_t count) {
  return (count * 2 + 7) / 8 * 8;
}

static size_t bitmap_bytes(size_t rows) {
  return (rows + 63) / 64 * 8;
}

static void write_section(const unsigned char *presence, size_t rows, const section *head, unsigned char *out) {
  if (head->form == POSITIONS) {
    uint16_t *positions = (uint16_t *)(void *)out;
    for (size_t i = 0; i < rows; i++)
      if (presence[i] == head->kind) *positions++ = (uint16_t)i;
  } else if (head->form == BITMAP) {
    uint64_t *words = (uint64_t *)(void *)out;
    for (size_t i = 0; i < rows; i++) words[i / 64] |= (uint64_t)(presence[i] == head->kind) << (i % 64);
  }
}

size_t segment_encode_absence(const unsigned char *presence, size_t rows, unsigned char *out, unsigned *sections) {
  uint32_t counts[256] = {0};
  unsigned char *start = out;
  for (size_t i = 0; i < rows; i++) counts[presence[i]]++;
  *sections = 0;
  for (unsigned kind = 1; kind < SEGMENT_KINDS; kind++) {
    if (!counts[kind]) continue;
    section head = {(uint8_t)kind, ALL, 0, counts[kind]};
    size_t bytes = 0;
    if (counts[kind] < rows) {
      head.form = positions_bytes(counts[kind]) < bitmap_bytes(rows) ? POSITIONS : BITMAP;
      bytes = head.form == POSITIONS ? positions_bytes(counts[kind]) : bitmap_bytes(rows);
    }
    memcpy(out, &head, sizeof head);
    out += sizeof head;
    memset(out, 0, bytes);
    write_section(presence, rows, &head, out);
    out += bytes;
    ++*sections;
  }
  return (size_t)(out - start);
}

/* Eight bits become eight bytes of 0 or `kind`: a multiplication lays a copy of the bits into each byte, the mask
 * leaves each its own, and adding 0x7f lifts that to the top bit; no byte exceeds 0xff, so none carries into the next.
 */
static uint64_t spread(unsigned bits, unsigned kind) {
  uint64_t each = bits * UINT64_C(0x0101010101010101) & UINT64_C(0x8040201008040201);
  return ((each + UINT64_C(0x7f7f7f7f7f7f7f7f)) >> 7 & UINT64_C(0x0101010101010101)) * kind;
}

static void add_bitmap(const uint64_t *words, size_t rows, unsigned kind, unsigned char *presence) {
  size_t whole = rows / 8;
  for (size_t i = 0; i < whole; i++) {
    uint64_t bytes, more = spread((unsigned)(words[i / 8] >> (i % 8 * 8) & 255), kind);
    memcpy(&bytes, presence + i * 8, 8);
    bytes |= more;
    memcpy(presence + i * 8, &bytes, 8);
  }
  for (size_t i = whole * 8; i < rows; i++)
    if (words[i / 64] >> (i % 64) & 1) presence[i] |= (unsigned char)kind;
}

static int bitmap_good(const uint64_t *words, size_t rows, uint32_t count) {
  size_t whole = rows / 64, bits = 0;
  for (size_t i = 0; i < (rows + 63) / 64; i++) bits += (size_t)__builtin_popcountll(words[i]);
  return bits == count && (rows % 64 == 0 || words[whole] >> (rows % 64) == 0);
}

static int read_section(const section *head, const unsigned char *bytes, size_t rows, unsigned char *presence) {
  switch (head->form) {
    case ALL:
      if (presence) memset(presence, head->kind, rows);
      return head->count == rows;
    case POSITIONS: {
      const uint16_t *positions = (const uint16_t *)(const void *)bytes;
      for (size_t i = 0; i < head->count; i++) {
        if (positions[i] >= rows || (i && positions[i] <= positions[i - 1])) return 0;
        if (presence) presence[positions[i]] |= head->kind;
      }
      return 1;
    }
    default: {
      const uint64_t *words = (const uint64_t *)(const void *)bytes;
      if (!bitmap_good(words, rows, head->count)) return 0;
      if (presence) add_bitmap(words, rows, head->kind, presence);
      return 1;
    }
  }
}

int segment_decode_absence(const unsigned char *bytes, size_t length, size_t rows, unsigned sections,
                           unsigned char *presence, uint32_t *absent) {
  unsigned last = 0;
  uint64_t total = 0;
  if (presence) memset(presence, 0, rows);
  for (unsigned i = 0; i < sections; i++) {
    section head;
    if (length < sizeof head) return 0;
    memcpy(&head, bytes, sizeof head);
    bytes += sizeof head;
    length -= sizeof head;
    if (head.kind <= last || head.kind >= SEGMENT_KINDS || head.form > BITMAP || head.zero || !head.count ||
        head.count > rows)
      return 0;
    size_t more = head.form == ALL ? 0 : head.form == POSITIONS ? positions_bytes(head.count) : bitmap_bytes(rows);
    if (more > length || !read_section(&head, bytes, rows, presence)) return 0;
    bytes += more;
    length -= more;
    last = head.kind;
    total += head.count;
  }
  *absent = (uint32_t)total;
  if (length || total > rows) return 0;
  size_t marked = total; /* a row that two sections claim is counted once */
  if (presence && sections > 1) {
    marked = 0;
    for (size_t i = 0; i < rows; i++) marked += presence[i] != 0;
  }
  return marked == total;
}
