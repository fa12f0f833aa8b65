/* What the files of segments share: the header of a segment's bytes, bit packing, absences. Private to the room. */
#ifndef GRAPPE_COLUMN_SEGMENT_PRIVATE_H
#define GRAPPE_COLUMN_SEGMENT_PRIVATE_H

#include <string.h>

#include "column/segment.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "segments are read as the little-endian words they are");

/* The first 16 bytes. What follows is the values' part, `value_bytes` long (a multiple of 8), then the absences'. */
typedef struct segment_header {
  uint8_t encoding;
  uint8_t width;     /* bits of a packed value; of the value of a run */
  uint8_t end_width; /* bits of the end of a run */
  uint8_t scale;     /* of decimals; SEGMENT_NO_SCALE for doubles as they are */
  uint8_t type;      /* grappe_physical */
  uint8_t sections;  /* of absences */
  uint16_t zero;
  uint32_t rows, value_bytes;
} segment_header;

enum {
  SEGMENT_HEADER = 16,
  SEGMENT_NO_SCALE = 255,
  SEGMENT_MOST_SCALE = 9,
  SEGMENT_BLOCK = 1024, /* values packed together */
  SEGMENT_KINDS = 6     /* of presence */
};

extern const double segment_powers_of_ten[SEGMENT_MOST_SCALE + 1];

/* --- segment_pack.c: SEGMENT_BLOCK values at a time, in words of 32 bits (width 1 to 32) or of 64 (33 to 64). Value i
 * of a block lies in lane i % L, where a lane's words stand L words apart (L: 32 lanes of 32-bit words, 16 of 64-bit
 * ones), and takes the bits from (i / L) * width on, counted over the words of the lane from the lowest bit. Lanes side
 * by side are what processors with wide registers unpack at once, whatever their width. The last block is filled up
 * with zeros. */

size_t segment_packed_bytes(size_t rows, unsigned width); /* a multiple of 8 */
/* `values` less `base`, modulo 2^64; what is above `width` bits is dropped. */
void segment_pack(const int64_t *values, size_t rows, int64_t base, unsigned width, unsigned char *out);
/* base + packed, modulo 2^64 or 2^32. */
void segment_unpack_int64(const unsigned char *in, size_t rows, int64_t base, unsigned width, int64_t *out);
void segment_unpack_int32(const unsigned char *in, size_t rows, int64_t base, unsigned width, int32_t *out);
extern int segment_portable_only; /* 1: for the test that wide instructions and portable code give the same */
int segment_use_avx2(void);

/* --- segment_survey.c: of at least one value; of steps, at least two */
typedef struct segment_survey {
  int64_t least, greatest;
  int64_t least_step, greatest_step; /* from one value to the next; where they cannot overflow */
  size_t runs;
} segment_survey;

void segment_look_at(const int64_t *values, size_t rows, segment_survey *survey);
void segment_look_at_steps(const int64_t *values, size_t rows, segment_survey *survey);
/* How many values are further from the base than `width` (below 64) bits tell. */
size_t segment_count_wider(const int64_t *values, size_t rows, int64_t base, unsigned width);

/* --- segment_decode.c: what decoding whole segments and single rows have in common */

static inline uint64_t segment_word(const unsigned char *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

/* Reads the header; 0 where it or the shape of the values' part is not that of such a segment. */
int segment_open(const unsigned char *bytes, size_t length, size_t rows, grappe_physical into, segment_header *header);
/* Ends of runs, checked to rise up to the last row. */
int segment_read_ends(const segment_header *header, const unsigned char *part, size_t runs, int32_t *ends);
void segment_to_doubles(const int64_t *whole, size_t rows, double divisor, double *out);
void segment_fill_absent(grappe_physical into, void *values, const unsigned char *presence, size_t rows,
                         int64_t absent);

/* --- segment_absence.c: sections of one kind each */

size_t segment_encode_absence(const unsigned char *presence, size_t rows, unsigned char *out, unsigned *sections);
/* Fills `presence` (all rows), or finds out only whether the bytes are good where it is NULL; 0: they are not. */
int segment_decode_absence(const unsigned char *bytes, size_t length, size_t rows, unsigned sections,
                           unsigned char *presence, uint32_t *absent);

/* --- segment_crc.c: for the test that both agree */
uint32_t segment_crc_portable(uint32_t crc, const void *bytes, size_t length);

#endif
